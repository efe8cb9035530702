"""Reads every calendar of the real plan with icalendar, vobject and ical.js and compares what they found.

Also looks at the bytes: CRLF, lines of at most 75 octets, unique UIDs in a calendar, the same event bytes in each.
Usage: parsers.py READER.mjs
"""

import datetime
import json
import re
import subprocess
import sys

import icalendar
import vobject

from portal import Portal

UTC = datetime.timezone.utc


def told(time):
    """A day or a moment in UTC, as words."""
    if isinstance(time, datetime.datetime):
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return time.isoformat()


def by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    events = []
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        end = event.get("DTEND")
        categories = event.get("CATEGORIES")
        events.append({
            "uid": str(event["UID"]),
            "start": told(event["DTSTART"].dt),
            "end": told(end.dt) if end else "",
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "location": str(event.get("LOCATION", "")),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
            "stamp": told(event["DTSTAMP"].dt),
            "url": str(event.get("URL", "")),
            "categories": [str(category) for category in categories.cats] if categories else [],
            "repeats": repeats(event),
        })
    return {"name": str(calendar["X-WR-CALNAME"]), "events": events}


def repeats(event):
    from dateutil.rrule import rrulestr

    if "RRULE" not in event:
        return 1
    start = event["DTSTART"].dt
    if not isinstance(start, datetime.datetime):
        start = datetime.datetime.combine(start, datetime.time())
    return len(list(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)))


def by_vobject(text):
    calendar = vobject.readOne(text)
    events = []
    for event in calendar.contents.get("vevent", []):
        value = lambda name: getattr(event, name).value if hasattr(event, name) else ""
        end = value("dtend")
        events.append({
            "uid": value("uid"),
            "start": told(value("dtstart")),
            "end": told(end) if end else "",
            "summary": value("summary"),
            "description": value("description"),
            "location": value("location"),
            "status": value("status"),
            "sequence": int(value("sequence")),
            "stamp": told(value("dtstamp")),
            "url": value("url"),
            "categories": list(value("categories") or []),
            "repeats": len(list(event.rruleset)) if hasattr(event, "rrule") else 1,
        })
    return {"name": calendar.x_wr_calname.value, "events": events}


def by_ical_js(files, reader):
    names = "".join(f"{file}\n" for file in files)
    done = subprocess.run(["node", reader], input=names, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def look_at_bytes(file, data, blocks):
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data), f"{file}: a line does not end in CRLF"
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, f"{file}: a line of {len(line)} octets"
        line.decode("utf-8")
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data), f"{file}: a control character"
    assert b"\nMETHOD" not in data and b"VALARM" not in data
    found = re.findall(rb"BEGIN:VEVENT\r\n(UID:.*?)\r\nDTSTAMP.*?END:VEVENT", data, re.DOTALL)
    assert len(found) == len(set(found)), f"{file}: a UID stands twice"
    for block in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", data, re.DOTALL):
        uid = block.split(b"\r\nDTSTAMP")[0]
        assert blocks.setdefault(uid, block) == block, f"{file}: another {uid.decode()}"


TERMS = [
    ("2026-2-2", 'start = 2026-08-19T10:00:00\nend = 2026-08-19T12:30:00\nplace = "Житомир; зала, 2\\\\"\n', None),
    ("2026-2-1", "", "щопонеділка о 14:00"),
    ("2026-1-1", "", "щосереди"),
]


def vary(portal):
    """Kinds of events that the real plan does not have yet."""
    for id, facts, term in TERMS:
        section = next(
            path for path in (portal.path / "content" / "plans").rglob("section.toml")
            if f'id = "{id}"\n' in path.read_text(encoding="utf-8")
        )

        def change(text):
            head, rest = text.split(f'id = "{id}"\n', 1)
            if term:
                rest = re.sub(r'term = ".*?"', f'term = "{term}"', rest, count=1)
            return f'{head}id = "{id}"\n{facts}{rest}'

        portal.edit(section.relative_to(portal.path / "content"), change)
    # The changed words are no longer the approved ones, which is what this copy is for.
    portal.edit("plans/2026/plan.toml", lambda text: re.sub(r'(?m)^source = .*\n', "", text))


def main():
    portal = Portal("https://plan.example.org/plan/")
    vary(portal)
    portal.build()
    files = portal.feeds()
    blocks, number = {}, 0
    for file, by_js in zip(files, by_ical_js(files, sys.argv[1]), strict=True):
        data = file.read_bytes()
        look_at_bytes(file, data, blocks)
        text = data.decode("utf-8")
        readings = {"icalendar": by_icalendar(text), "vobject": by_vobject(text), "ical.js": by_js}
        expected = readings["icalendar"]
        for parser, reading in readings.items():
            # Some leave escapes in properties that are not in the standard.
            names = [re.sub(r"\\(.)", r"\1", it["name"]) for it in (reading, expected)]
            assert names[0] == names[1], (file, parser, names)
            for one, other in zip(reading["events"], expected["events"], strict=True):
                assert one == other, f"{file}\n{parser}: {one}\nicalendar: {other}"
        number += len(expected["events"])
        assert len(data) < 1_000_000 and len(expected["events"]) <= 1000, file
    print(f"{len(files)} calendars, {number} events ({len(blocks)} different): three parsers agree")


main()

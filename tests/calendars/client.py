"""A subscriber's year: vdirsyncer fetches a calendar over HTTP on this machine, khal shows it, events change.

A month gets its day, the day moves, the event is cancelled, another entry is deleted: nothing may stand twice, nothing
may stay as it was. Nothing leaves this machine.
"""

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
import urllib.request

from portal import Portal

ENTRY = "2026-2-2"
PAGE = "/entries/2-2.html"
GONE = "2026-2-22-8-i31"
SECTION = "plans/2026/02-orhanizatsiino-metodychne/section.toml"
TOOLS = os.path.dirname(sys.executable)


class Client:
    """vdirsyncer and khal with settings of their own."""

    def __init__(self, folder, url):
        self.folder = folder / "client"
        self.folder.mkdir()
        self.calendar = self.folder / "calendar"
        self.calendar.mkdir()
        self.url = url
        (self.folder / "vdirsyncer").write_text(f"""
[general]
status_path = "{self.folder}/status/"
[pair plan]
a = "site"
b = "phone"
collections = null
conflict_resolution = "a wins"
[storage site]
type = "http"
url = "{url}"
[storage phone]
type = "filesystem"
path = "{self.calendar}"
fileext = ".ics"
""")
        (self.folder / "khal").write_text(f"""
[calendars]
[[plan]]
path = {self.calendar}
readonly = True
[sqlite]
path = {self.folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Kyiv
default_timezone = Europe/Kyiv
""")
        self.run("vdirsyncer", "-c", str(self.folder / "vdirsyncer"), "discover")

    def run(self, program, *arguments):
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "NO_PROXY": "*", "no_proxy": "*"}
        command = [os.path.join(TOOLS, program), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def sync(self):
        self.run("vdirsyncer", "-c", str(self.folder / "vdirsyncer"), "sync")
        # vdirsyncer calls events of the web by their content, so their names are read from the calendar itself.
        served = urllib.request.urlopen(self.url).read().decode("utf-8").replace("\r\n ", "")
        uids = re.findall(r"\r\nUID:(\S+)", served)
        assert len(uids) == len(set(uids)), "an event is there twice"
        assert len(uids) == len(list(self.calendar.glob("*.ics"))), "the phone has other events"
        return sorted(uids)

    def year(self):
        """Start, cancelled or not, title and page of everything khal shows in the year."""
        form = "{start}|{cancelled}|{title}|{url}"
        shown = self.run(
            "khal", "-c", str(self.folder / "khal"), "list", "--day-format", "",
            "--format", form, "2026-01-01", "2026-12-31",
        )
        return [tuple(line.split("|")) for line in shown.splitlines() if line.count("|") >= 3]

    def of(self, page):
        return [row[:3] for row in self.year() if row[3].endswith(page)]

    def titled(self, words):
        return [row[:3] for row in self.year() if words in row[2]]


def facts(lines):
    """Puts keys under the entry's id, in place of those that stood there before."""
    def change(text):
        text = re.sub(rf'(id = "{ENTRY}"\n)(?:(?:start|status|place) = .*\n)*', r"\1", text)
        return text.replace(f'id = "{ENTRY}"\n', f'id = "{ENTRY}"\n{lines}', 1)
    return change


def without_item(text):
    """Takes one item out of the content."""
    items = re.split(r"(?m)(?=^\[\[entry)", text)
    kept = [item for item in items if f'id = "{GONE}"\n' not in item]
    assert len(kept) == len(items) - 1
    return "".join(kept)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    base = f"http://127.0.0.1:{server.server_port}/"
    portal = Portal(base)
    portal.build()
    handler = functools.partial(Quiet, directory=str(portal.site))
    server.RequestHandlerClass = handler
    threading.Thread(target=server.serve_forever, daemon=True).start()

    client = Client(portal.path, f"{base}calendars/sections/2.ics")
    first = client.sync()
    assert len(first) > 50, first
    month = client.of(PAGE)
    assert len(month) == 1, month
    assert month[0][0].startswith("2026-08-03") and month[0][2].startswith("[серпень] "), month

    def after(change):
        portal.edit(SECTION, change)
        portal.build()
        return client.sync()

    after(facts('start = 2026-08-19T10:00:00\nplace = "Житомир"\n'))
    [(start, cancelled, title)] = client.of(PAGE)
    assert start == "2026-08-19 10:00" and not cancelled and not title.startswith("["), (start, title)

    after(facts('start = 2026-08-26T15:00:00\nstatus = "moved"\n'))
    [(start, cancelled, title)] = client.of(PAGE)
    assert start == "2026-08-26 15:00" and not cancelled, (start, title)

    last = after(facts('start = 2026-08-26T15:00:00\nstatus = "cancelled"\n'))
    [(start, cancelled, title)] = client.of(PAGE)
    assert start == "2026-08-26 15:00" and title.startswith("СКАСОВАНО: ") and cancelled, (title, cancelled)
    assert last == first, set(last) ^ set(first)

    portal.edit("plans/2026/plan.toml", lambda text: re.sub(r"(?m)^source = .*\n", "", text))
    last = after(without_item)
    assert last == first, "a deleted item must stay as a cancelled event"
    [(start, cancelled, title)] = client.titled("Цифрова енергетика")
    assert title.startswith("СКАСОВАНО: "), title
    print(f"{len(first)} events subscribed: one got its day, moved, was cancelled; one was deleted; none doubled")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


main()

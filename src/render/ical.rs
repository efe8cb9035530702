//! Calendars become iCalendar text (RFC 5545 and 7986): the one door to the crate `ics`.
//!
//! The crate writes the head of a calendar and its time zones. Events, of which there are as many as rows, are written
//! here ([`Lines`]): the crate folds lines inside characters' escapes, so all would be folded twice. What it leaves to
//! its user is done here too: one function escapes every text and strips control characters, lists are escaped item by
//! item, and lines are folded at 75 octets and never inside a character or an escape. Start reading at [`calendar`].

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use ics::ICalendar;
use ics::components::{Component, Parameter, Property};
use rayon::prelude::*;

use crate::key::Key;
use crate::language::months::weekday_code;
use crate::plan::CalendarTime;
use crate::site::output::calendar::{
    Calendar, CalendarEvent, ClockChange, EventBody, EventList, EventStatus, MakeEvent, Repeats,
    Zone, ZonedStart,
};

/// Who makes the calendars; without a version, so that a new program changes no feed.
const PRODUCT: &str = "-//plan-portal//plan-portal//UK";
/// How often a subscriber should ask: twice a day.
const REFRESH: &str = "PT12H";

/// An event as it stands in every calendar, and the zone it needs there.
pub(in crate::render) struct RenderedEvent {
    text: String,
    zone: Option<Arc<Zone>>,
}

/// The events of one part of the site: each is made when the first calendar that is not kept needs it.
#[derive(Default)]
pub(in crate::render) struct Events<'o, 'a> {
    make: Option<&'o MakeEvent<'a>>,
    /// By their places: the key of each, and its text.
    list: Vec<Option<(Key, OnceLock<RenderedEvent>)>>,
}

impl<'o, 'a> Events<'o, 'a> {
    /// Those of one office.
    pub(in crate::render) fn new(events: &'o EventList<'a>) -> Events<'o, 'a> {
        let Some(make) = events.make.as_deref() else { return Events::default() };
        let key = |place: &usize| (*place, (Key::of(&make(*place)), OnceLock::new()));
        let keys = events.places.par_iter().map(key).collect::<Vec<_>>();
        let mut list = Vec::new();
        list.resize_with(events.places.iter().max().map_or(0, |last| last + 1), || None);
        for (place, event) in keys {
            list[place] = Some(event);
        }
        Events { make: Some(make), list }
    }

    /// The key of a calendar: all that is in it.
    pub(in crate::render) fn key_of(&self, calendar: &Calendar) -> Key {
        let Calendar { name, about, source, url, color, events, zone } = calendar;
        let events = events.iter().map(|place| self.at(*place).0).collect::<Vec<_>>();
        Key::of(&("ics", name, about, source, url, color, events, zone))
    }

    fn event(&self, place: usize) -> &RenderedEvent {
        let made = "an event without its text has somebody who makes it";
        self.at(place).1.get_or_init(|| event(&self.make.expect(made)(place)))
    }

    fn at(&self, place: usize) -> &(Key, OnceLock<RenderedEvent>) {
        let event = self.list.get(place).and_then(Option::as_ref);
        event.expect("a calendar holds only events of its own part of the site")
    }
}

/// A calendar file, written into a buffer.
pub(in crate::render) fn calendar<'b>(
    calendar: &Calendar,
    rendered: &Events<'_, '_>,
    bytes: &'b mut Vec<u8>,
) -> &'b [u8] {
    let Calendar { name, about, source, url, color, events, zone } = calendar;
    let mut head = ICalendar::new("2.0", PRODUCT);
    head.push(Property::new("CALSCALE", "GREGORIAN"));
    head.push(Property::new("NAME", text(name)));
    head.push(Property::new("X-WR-CALNAME", text(name)));
    head.push(Property::new("X-WR-CALDESC", text(about)));
    head.push(with("REFRESH-INTERVAL", "VALUE", "DURATION", REFRESH.to_owned()));
    head.push(Property::new("X-PUBLISHED-TTL", REFRESH));
    if let Some(source) = source {
        head.push(with("SOURCE", "VALUE", "URI", uri(source)));
    }
    if let Some(url) = url {
        head.push(Property::new("URL", uri(url)));
    }
    head.push(Property::new("COLOR", *color));
    let events = events.iter().map(|place| rendered.event(*place)).collect::<Vec<_>>();
    let zones = events.iter().filter_map(|event| event.zone.as_ref()).chain(zone);
    for zone in zones.map(|zone| (&zone.name, zone)).collect::<BTreeMap<_, _>>().into_values() {
        head.add_component(time_zone(zone));
    }
    const END: &str = "END:VCALENDAR\r\n";
    let head = fold(&head.to_string());
    let head = head.strip_suffix(END).unwrap_or(&head);
    let length = events.iter().map(|event| event.text.len()).sum::<usize>();
    bytes.clear();
    bytes.reserve(head.len() + length + END.len());
    bytes.extend(head.as_bytes());
    for event in events {
        bytes.extend(event.text.as_bytes());
    }
    bytes.extend(END.as_bytes());
    bytes
}

/// An event.
fn event(event: &CalendarEvent) -> RenderedEvent {
    let body = event.body;
    let mut lines = Lines::new(512 + body.summary.len() + body.description.len());
    add_event(&mut lines, event, body, None);
    let Some(Repeats { zone, others, .. }) = &body.repeats else {
        return RenderedEvent { text: lines.folded, zone: None };
    };
    for (day, other) in others {
        // The same event on one of its days (RFC 5545, 3.8.4.4), named as the event says its beginning.
        let which = match zone {
            None => (format!("{RECURRENCE};VALUE=DATE"), self::day(*day)),
            Some(ZonedStart { start, zone, end: _ }) => {
                let zone = parameter(&zone.name);
                (format!("{RECURRENCE};TZID={zone}"), local(day.and_time(start.time())))
            }
        };
        add_event(&mut lines, event, other, Some(which));
    }
    let zone = zone.as_ref().map(|zoned| Arc::clone(&zoned.zone));
    RenderedEvent { text: lines.folded, zone }
}

const RECURRENCE: &str = "RECURRENCE-ID";

/// What an event says, of all its days or of one.
fn add_event(
    lines: &mut Lines,
    event: &CalendarEvent<'_>,
    body: &EventBody,
    which: Option<(String, String)>,
) {
    let CalendarEvent { uid, modified, sequence, body: _ } = event;
    let EventBody { start, end, repeats, summary, description, url, categories, status, location } =
        body;
    let modified = utc(*modified);
    lines.add("BEGIN", "VEVENT");
    lines.add_text("UID", uid);
    lines.add("DTSTAMP", &modified);
    lines.add("LAST-MODIFIED", &modified);
    lines.add("SEQUENCE", &sequence.to_string());
    if let Some((name, value)) = which {
        lines.add(&name, &value);
    }
    let zoned = repeats.as_ref().and_then(|repeats| repeats.zone.as_ref());
    match zoned {
        Some(ZonedStart { start, end, zone }) => {
            let zone = parameter(&zone.name);
            lines.add(&format!("DTSTART;TZID={zone}"), &local(*start));
            if let Some(end) = end {
                lines.add(&format!("DTEND;TZID={zone}"), &local(*end));
            }
        }
        None => {
            lines.add_time("DTSTART", *start);
            if let Some(end) = end {
                lines.add_time("DTEND", *end);
            }
        }
    }
    if let Some(repeats) = repeats {
        lines.add("RRULE", &rule(repeats));
    }
    lines.add_text("SUMMARY", summary);
    lines.add_text("DESCRIPTION", description);
    if let Some(url) = url {
        lines.add("URL", &uri(url));
    }
    if !categories.is_empty() {
        let list = categories.iter().map(|category| text(category)).collect::<Vec<_>>();
        lines.add("CATEGORIES", &list.join(","));
    }
    lines.add("STATUS", word(*status));
    lines.add("TRANSP", "TRANSPARENT");
    // Outlook does not know TRANSP; without this the person's day is shown as taken.
    lines.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    if let Some(location) = location {
        lines.add_text("LOCATION", location);
    }
    lines.add("END", "VEVENT");
}

/// Content lines (RFC 5545, 3.1), folded as they are added.
struct Lines {
    folded: String,
    /// The line that is being written.
    line: String,
}

impl Lines {
    /// None yet; all of them will have about so many octets.
    fn new(length: usize) -> Lines {
        Lines { folded: String::with_capacity(length + length / 16), line: String::new() }
    }

    /// A value that needs no escape.
    fn add(&mut self, name: &str, value: &str) {
        self.line.clear();
        self.line.extend([name, ":", value]);
        fold_line(&self.line, &mut self.folded);
    }

    /// Words as a TEXT value.
    fn add_text(&mut self, name: &str, words: &str) {
        self.line.clear();
        self.line.extend([name, ":"]);
        escape(words, &mut self.line);
        fold_line(&self.line, &mut self.folded);
    }

    fn add_time(&mut self, name: &str, time: CalendarTime) {
        match time {
            CalendarTime::Date(date) => self.add(&format!("{name};VALUE=DATE"), &day(date)),
            CalendarTime::Utc(moment) => self.add(name, &utc(moment)),
        }
    }
}

fn time_zone(zone: &Zone) -> Component<'static> {
    let mut written = Component::new("VTIMEZONE");
    written.add_property(Property::new("TZID", zone.name.clone()));
    for ClockChange { at, from, to, is_summer, abbreviation } in &zone.changes {
        let mut part = Component::new(if *is_summer { "DAYLIGHT" } else { "STANDARD" });
        part.add_property(Property::new("DTSTART", local(*at)));
        part.add_property(Property::new("TZOFFSETFROM", offset(*from)));
        part.add_property(Property::new("TZOFFSETTO", offset(*to)));
        part.add_property(Property::new("TZNAME", text(abbreviation)));
        written.add_component(part);
    }
    written
}

fn with(name: &'static str, key: &'static str, value: &str, of: String) -> Property<'static> {
    let mut property = Property::new(name, of);
    property.add(Parameter::new(key, parameter(value)));
    property
}

/// The value of a parameter. One of these would end it; none of ours has it, a zone's name could.
fn parameter(value: &str) -> String {
    value.replace(|c: char| c.is_control() || "\";:,".contains(c), "")
}

fn day(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn utc(moment: NaiveDateTime) -> String {
    local(moment) + "Z"
}

fn local(moment: NaiveDateTime) -> String {
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    format!("{}T{hour:02}{minute:02}{second:02}", day(moment.date()))
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

fn rule(repeats: &Repeats) -> String {
    let Repeats { every, weekdays, until, zone: _, others: _ } = repeats;
    let frequency = if weekdays.is_empty() { "DAILY" } else { "WEEKLY" };
    let until = match until {
        CalendarTime::Date(date) => day(*date),
        CalendarTime::Utc(moment) => utc(*moment),
    };
    let mut rule = format!("FREQ={frequency};UNTIL={until}");
    if *every > 1 {
        rule.push_str(&format!(";INTERVAL={every}"));
    }
    if !weekdays.is_empty() {
        let names = weekdays.iter().map(|weekday| weekday_code(*weekday)).collect::<Vec<_>>();
        rule.push_str(&format!(";BYDAY={};WKST=MO", names.join(",")));
    }
    rule
}

fn word(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Confirmed => "CONFIRMED",
        EventStatus::Tentative => "TENTATIVE",
        EventStatus::Cancelled => "CANCELLED",
    }
}

/// Words as a TEXT value: the only way for words of the content into a calendar.
fn text(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 16);
    escape(words, &mut escaped);
    escaped
}

/// As [`text`], at the end of what is there.
fn escape(words: &str, escaped: &mut String) {
    let mut rest = words.trim();
    while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
        let (plain, from) = rest.split_at(at);
        escaped.push_str(plain);
        let mut signs = from.chars();
        let Some(sign) = signs.next() else { break };
        rest = signs.as_str();
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\r' if rest.starts_with('\n') => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            // Marks of byte order and direction could turn around what is read.
            '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped.push_str(rest);
}

/// Whether a byte is the first of a sign that [`text`] changes, or of one beside it in Unicode.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] =
            byte < 0x20 || matches!(byte, 0x5c | 0x3b | 0x2c | 0x7f | 0xc2 | 0xe2 | 0xef);
        byte += 1;
    }
    special
};

/// An address is not escaped, so it may hold nothing that ends a line.
fn uri(address: &str) -> String {
    address.chars().filter(|sign| !sign.is_control() && !sign.is_whitespace()).collect()
}

/// The text with its lines folded anew.
fn fold(written: &str) -> String {
    let mut folded = String::with_capacity(written.len() + written.len() / 16);
    let unfolded = unfolded(written);
    let mut from = 0;
    for end in memchr::memchr_iter(b'\n', unfolded.as_bytes()) {
        // Nothing but the end of a line holds one of its two signs: see [`text`].
        fold_line(unfolded.get(from..end).unwrap_or_default().trim_end_matches('\r'), &mut folded);
        from = end + 1;
    }
    folded
}

/// Adds a line, folded at 75 octets, never inside a character or an escape like «\,».
fn fold_line(line: &str, folded: &mut String) {
    const LIMIT: usize = 75;
    let (mut rest, mut limit) = (line, LIMIT);
    while rest.len() > limit {
        let (head, tail) = rest.split_at(end_of_line(rest, limit));
        folded.push_str(head);
        folded.push_str("\r\n ");
        // The blank that opens a continuation counts.
        (rest, limit) = (tail, LIMIT - 1);
    }
    folded.push_str(rest);
    folded.push_str("\r\n");
}

/// The text with its lines as long as they are.
fn unfolded(written: &str) -> String {
    let mut unfolded = String::with_capacity(written.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(written.as_bytes(), "\r\n ") {
        unfolded.push_str(written.get(from..at).unwrap_or_default());
        from = at + 3;
    }
    unfolded.push_str(written.get(from..).unwrap_or_default());
    unfolded
}

/// Where a line longer than `limit` octets may end: not inside a letter, nor between a backslash and what it escapes.
fn end_of_line(line: &str, limit: usize) -> usize {
    let end = line.floor_char_boundary(limit);
    let before = line.as_bytes().iter().take(end).rev();
    let backslashes = before.take_while(|octet| **octet == b'\\').count();
    end - backslashes % 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(summary: &str, description: &str) -> RenderedEvent {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let body = EventBody {
            start: CalendarTime::Date(day),
            end: day.succ_opt().map(CalendarTime::Date),
            repeats: None,
            summary: summary.into(),
            description: description.into(),
            url: None,
            categories: vec!["Розділ II, частина".into(), "вебінари; семінари".into()],
            status: EventStatus::Tentative,
            location: None,
        };
        event(&CalendarEvent {
            uid: "2026-1@office.plan".into(),
            modified: day.and_hms_opt(8, 0, 0).unwrap(),
            sequence: 1,
            body: &body,
        })
    }

    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn words_cannot_become_properties() {
        let evil = "Нарада\r\nATTACH:file\rEND:VEVENT\nX\u{0}\u{7}\u{b};,\\n\u{2028}кінець\u{85}.";
        let text = sample(evil, evil).text;
        let lines = unfold(&text);
        let names = lines
            .split_terminator("\r\n")
            .map(|line| line.split([':', ';']).next().unwrap().to_owned());
        assert!(!names.into_iter().any(|name| name == "ATTACH"), "{lines}");
        assert_eq!(lines.matches("END:VEVENT\r\n").count(), 1);
        let others = text.replace("\r\n", "");
        assert!(!others.chars().any(char::is_control), "{others:?}");
        assert!(
            lines.contains("SUMMARY:Нарада\\nATTACH:file\\nEND:VEVENT\\nX\\;\\,\\\\n\\nкінець\\n.")
        );
    }

    #[test]
    fn every_sign_that_is_changed_is_seen() {
        for sign in '\0'..=char::MAX {
            let is_kept = text(&format!("a{sign}b")) == format!("a{sign}b");
            let is_other = sign.is_control()
                || "\\;,\u{2028}\u{2029}\u{feff}".contains(sign)
                || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert_eq!(is_kept, !is_other, "{sign:?}");
        }
    }

    #[test]
    fn lists_are_escaped_item_by_item() {
        let text = unfold(&sample("а", "б").text);
        assert!(
            text.contains("CATEGORIES:Розділ II\\, частина,вебінари\\; семінари\r\n"),
            "{text}"
        );
    }

    #[test]
    fn no_line_is_longer_than_75_octets_nor_split_inside_a_character_or_an_escape() {
        for length in 0..160 {
            for filler in ["a", "я", "€", "😀", ",", "\\", "\n", "а,"] {
                let words = format!("{}{}", "x".repeat(length % 7), filler.repeat(length));
                let text = sample(&words, &words).text;
                assert!(text.ends_with("END:VEVENT\r\n"));
                for line in text.split_terminator("\r\n") {
                    assert!(line.len() <= 75, "{line}");
                    let slashes = line.chars().rev().take_while(|sign| *sign == '\\').count();
                    assert_eq!(slashes % 2, 0, "an escape was cut: {line}");
                }
                let expected = format!("SUMMARY:{}\r\n", super::text(&words));
                assert!(unfold(&text).contains(&expected), "{words}");
            }
        }
    }

    #[test]
    fn a_calendar_holds_its_events_as_they_are() {
        let texts = [sample("а", "б").text, sample("в", "г").text];
        let rendered = [sample("а", "б"), sample("в", "г")];
        let list = rendered.into_iter().enumerate();
        let list = list.map(|(at, event)| Some((Key::of(&at), OnceLock::from(event)))).collect();
        let rendered = Events { make: None, list };
        let empty = Calendar { name: "Ім’я".into(), color: "teal", ..Calendar::default() };
        let full = Calendar { events: vec![1, 0], ..empty.clone() };
        let text = String::from_utf8(calendar(&full, &rendered, &mut Vec::new()).to_vec()).unwrap();
        assert!(text.contains(&format!("{}{}", texts[1], texts[0])));
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
        let none =
            String::from_utf8(calendar(&empty, &rendered, &mut Vec::new()).to_vec()).unwrap();
        assert!(none.ends_with("COLOR:teal\r\nEND:VCALENDAR\r\n"), "{none}");
        assert!(!none.contains("METHOD"));
    }
}

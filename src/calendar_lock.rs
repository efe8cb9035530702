//! The text of `calendar.lock`: one line for each feed and each event, sorted, so that a version control system
//! shows exactly what changed.
//!
//! Fields stand between tabs. [`write`] and [`parse`] are each other's inverse; what cannot be read is told by its
//! bytes and left out. The file is the program's own: editors keep it beside the plan and never write in it.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};

use crate::language::lines::one_line;
use crate::plan::{CalendarLock, CalendarTime, LockedEvent, LockedState};

const HEAD: &str = "\
# Стан календарів, уже оприлюднених за цим планом: завдяки йому зміни доходять до підписників без подвоєнь.
# Пише plan-portal build; не змінюйте й не вилучайте цього файла, зберігайте його разом зі змістом.
";
const DAY: &str = "%Y-%m-%d";
const MOMENT: &str = "%Y-%m-%dT%H:%M:%SZ";
const WITHDRAWN: &str = "withdrawn";

/// The file's text; the same for the same lock.
pub fn write(lock: &CalendarLock) -> String {
    let mut text = HEAD.to_owned();
    for (key, name) in &lock.feeds {
        text.push_str(&format!("feed\t{key}\t{}\n", plain(name)));
    }
    for (name, event) in &lock.events {
        let LockedEvent { state, sequence, modified, start, end, feeds, summary } = event;
        let state = match state {
            LockedState::Stands(hash) => format!("{hash:016x}"),
            LockedState::Withdrawn(None) => WITHDRAWN.to_owned(),
            LockedState::Withdrawn(Some(hash)) => format!("{WITHDRAWN}-{hash:016x}"),
        };
        let modified = modified.format(MOMENT);
        let end = end.map(|end| format!("..{end}")).unwrap_or_default();
        let summary = plain(summary);
        text.push_str(&format!(
            "event\t{name}\t{state}\t{sequence}\t{modified}\t{start}{end}\t{feeds}\t{summary}\n"
        ));
    }
    text
}

/// Reads a lock; the bytes of lines that make no sense come beside it.
pub fn parse(text: &str) -> (CalendarLock, Vec<Range<usize>>) {
    let (mut feeds, mut events) = (Vec::new(), Vec::new());
    let mut unreadable = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let is_cut = whole.len() == line.len();
        match take(line).filter(|_| !is_cut) {
            _ if (line.is_empty() || line.starts_with('#')) && !is_cut => {}
            Some(Line::Feed(key, name)) => feeds.push((key, name)),
            Some(Line::Event(name, event)) => events.push((name, event)),
            None => unreadable.push(at..at + line.len()),
        }
        at += whole.len();
    }
    // Every line that was written has its end, and the first one is always there.
    if text.is_empty() {
        unreadable.push(0..0);
    }
    // The lines are sorted, so maps are made of them at once.
    let lock =
        CalendarLock { feeds: feeds.into_iter().collect(), events: events.into_iter().collect() };
    (lock, unreadable)
}

/// What a line says.
enum Line {
    Feed(String, String),
    Event(String, LockedEvent),
}

fn take(line: &str) -> Option<Line> {
    // Cut by hand: a large portal has tens of thousands of lines.
    let mut rest = Some(line);
    let mut next = || {
        let fields = rest.take()?;
        let Some(end) = memchr::memchr(b'\t', fields.as_bytes()) else { return Some(fields) };
        rest = fields.get(end + 1..);
        fields.get(..end)
    };
    let read = match next()? {
        "feed" => Line::Feed(next()?.to_owned(), next()?.to_owned()),
        "event" => {
            let (name, state, sequence) = (next()?, next()?, next()?);
            let (modified, time, feeds, summary) = (next()?, next()?, next()?, next()?);
            let hash = |words: &str| u64::from_str_radix(words, 16).ok();
            let state = match state.strip_prefix(WITHDRAWN) {
                Some("") => LockedState::Withdrawn(None),
                Some(rest) => LockedState::Withdrawn(Some(hash(rest.strip_prefix('-')?)?)),
                None => LockedState::Stands(hash(state)?),
            };
            let (start, end) = match time.split_once("..") {
                Some((start, end)) => (start, Some(parse_time(end)?)),
                None => (time, None),
            };
            let event = LockedEvent {
                state,
                sequence: sequence.parse().ok()?,
                modified: parse_moment(modified)?,
                start: parse_time(start)?,
                end,
                feeds: one_line(feeds).into_owned(),
                summary: summary.to_owned(),
            };
            Line::Event(name.to_owned(), event)
        }
        _ => return None,
    };
    rest.is_none().then_some(read)
}

fn parse_time(words: &str) -> Option<CalendarTime> {
    let moment = || parse_moment(words).map(CalendarTime::Utc);
    parse_date(words).map(CalendarTime::Date).or_else(moment)
}

/// [`DAY`]. A large portal has tens of thousands of them, so the usual form is read without the general reader.
fn parse_date(words: &str) -> Option<NaiveDate> {
    let usual = || {
        let [year, month, day] = numbers(words, b"0000-00-00", [0..4, 5..7, 8..10])?;
        NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
    };
    usual().or_else(|| NaiveDate::parse_from_str(words, DAY).ok())
}

/// [`MOMENT`]; as [`parse_date`].
fn parse_moment(words: &str) -> Option<NaiveDateTime> {
    let usual = || {
        let [hour, minute, second] =
            numbers(words, b"0000-00-00T00:00:00Z", [11..13, 14..16, 17..19])?;
        parse_date(words.get(..10)?)?.and_hms_opt(hour, minute, second)
    };
    usual().or_else(|| NaiveDateTime::parse_from_str(words, MOMENT).ok())
}

/// The numbers at these places, if the words have digits and signs where the form has them.
fn numbers(words: &str, form: &[u8], places: [Range<usize>; 3]) -> Option<[u32; 3]> {
    let fits = |(sign, form): (&u8, &u8)| match form {
        b'0' => sign.is_ascii_digit(),
        form => sign == form,
    };
    let is_usual = words.len() == form.len() && words.as_bytes().iter().zip(form).all(fits);
    let digit = |number: u32, sign: &u8| number * 10 + u32::from(sign - b'0');
    let number = |place: Range<usize>| words.as_bytes()[place].iter().fold(0, digit);
    is_usual.then(|| places.map(number))
}

/// Tabs and line ends are the file's own.
fn plain(words: &str) -> String {
    words.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(state: LockedState) -> LockedEvent {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        LockedEvent {
            state,
            sequence: 3,
            modified: day.and_hms_opt(8, 15, 1).unwrap(),
            start: CalendarTime::Date(day),
            end: Some(CalendarTime::Utc(day.and_hms_opt(9, 0, 0).unwrap())),
            feeds: "all people/a-b".into(),
            summary: "Вебінар «Про\tзміни»".into(),
        }
    }

    #[test]
    fn a_file_that_was_cut_is_broken() {
        let mut lock = CalendarLock::default();
        lock.events.insert("2026-1".into(), event(LockedState::Stands(0xab)));
        let text = write(&lock);
        assert_eq!(parse("").1.len(), 1);
        let cut = text.trim_end();
        let (read, unreadable) = parse(cut);
        assert_eq!((read.events.len(), unreadable.len()), (0, 1));
        assert_eq!(unreadable[0].end, cut.len());
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut lock = CalendarLock::default();
        lock.feeds.insert("people/a-b".into(), "А.Б.".into());
        lock.events.insert("2026-1".into(), event(LockedState::Stands(0xab)));
        lock.events.insert("2026-1-e".into(), event(LockedState::Withdrawn(Some(0xcd))));
        lock.events.insert("2026-1-s".into(), event(LockedState::Withdrawn(None)));
        let text = write(&lock);
        let (read, unreadable) = parse(&text.replace('\n', "\r\n"));
        assert!(unreadable.is_empty(), "{unreadable:?}");
        assert_eq!(write(&read), text);
        assert_eq!(read.events["2026-1"].summary, "Вебінар «Про зміни»");
        assert_eq!(read.events["2026-1-e"].state, LockedState::Withdrawn(Some(0xcd)));
        assert_eq!(read.events["2026-1-s"].state, LockedState::Withdrawn(None));
    }

    #[test]
    fn the_short_way_reads_what_the_general_one_reads() {
        for words in
            ["2026-03-02", "2026-02-29", "0999-12-31", "2026-3-2", "2026-03-0x", "", "+12026-01-01"]
        {
            let general = NaiveDate::parse_from_str(words, DAY).ok();
            assert_eq!(parse_date(words), general, "{words}");
        }
        for words in [
            "2026-03-02T08:15:01Z",
            "2026-03-02T24:00:00Z",
            "2026-03-02T23:59:60Z",
            "2026-03-02T08:15:01",
            "2026-03-02 08:15:01Z",
        ] {
            let general = NaiveDateTime::parse_from_str(words, MOMENT).ok();
            assert_eq!(parse_moment(words), general, "{words}");
        }
    }

    #[test]
    fn lines_that_make_no_sense_are_told_by_their_bytes() {
        let text = "feed\tall\tУсе\n<<<<<<< mine\nevent\tx\t1\t-1\t\t\t\t\n";
        let (lock, unreadable) = parse(text);
        assert_eq!(lock.feeds.len(), 1);
        let lines = unreadable.iter().map(|range| text.get(range.clone()).unwrap());
        assert_eq!(lines.collect::<Vec<_>>(), ["<<<<<<< mine", "event\tx\t1\t-1\t\t\t\t"]);
    }
}

//! What an event says: when, a short line, the whole row in plain text, where its page is.

use std::sync::Arc;

use chrono::Datelike;
use rayon::prelude::*;

use super::{Calendars, digest, words};
use crate::language::dates::DateWords;
use crate::language::lines::one_line;
use crate::plan::schedule::{Mark, Window};
use crate::plan::{
    CalendarTime, ChangeKind, Facts, Moment, Occasion, Portal, Responsible, Row, RowIdx, Stated,
    Status, Who,
};
use crate::site::index::Index;
use crate::site::occurrences::{
    Fate, Occurrence, OccurrenceKind, OccurrenceTime, Series, Stretch, facts_in_order,
    facts_of_status, occasions, stated_time,
};
use crate::site::output::calendar::{EventBody, EventStatus, Repeats, ZonedStart};

/// Before the summary of what will not be.
pub(super) const CANCELLED: &str = "СКАСОВАНО: ";
/// Before the summary of what will be on a day that nobody knows yet.
pub(super) const POSTPONED: &str = "ПЕРЕНЕСЕНО: ";

/// What the events say that the plans have, place for place: the occurrences, then the digests.
pub(super) fn all(
    calendars: &Calendars,
    (portal, index): (&Portal, &Index),
    dates: &DateWords,
) -> Vec<EventBody> {
    let occurrences = &calendars.occurrences;
    let of_rows = occurrences.all().par_chunk_by(|one, next| one.row == next.row);
    let of_rows =
        of_rows.flat_map_iter(|of_row| of_one_row(calendars, (portal, index), dates, of_row));
    let digests = calendars.digests.par_iter();
    let of_digests =
        digests.map(|digest| digest::body((portal, index), occurrences, dates, digest));
    of_rows.chain(of_digests).collect()
}

/// Of the occurrences of one row, which say nearly the same.
fn of_one_row(
    calendars: &Calendars,
    (portal, index): (&Portal, &Index),
    dates: &DateWords,
    occurrences: &[Occurrence],
) -> Vec<EventBody> {
    let Some(first) = occurrences.first() else { return Vec::new() };
    let words = RowWords::new((portal, index), dates, first.row);
    occurrences.iter().map(|one| of_occurrence(calendars, dates, &words, one)).collect()
}

/// What all occurrences of a row say.
struct RowWords {
    /// A short line.
    lead: String,
    /// The approved words, and what is known besides; each line with its end.
    above: String,
    /// Which row of which plan it is, and where.
    below: String,
    url: Option<String>,
    categories: Vec<String>,
    place: Option<String>,
    /// The time it was moved to, of a row that was.
    moved_to: Option<OccurrenceTime>,
    /// When it was to be before that, as words that go on after a colon.
    was: Option<String>,
    /// Why it was moved or cancelled: a line, or nothing.
    reason: String,
    /// Whether it is done: then nobody waits for its day any more.
    is_done: bool,
    /// Of single times of its term: which, when each was to be, and why.
    once: Vec<(Window, String, String)>,
}

impl RowWords {
    fn new((portal, index): (&Portal, &Index), dates: &DateWords, idx: RowIdx) -> RowWords {
        let row = portal.row(idx);
        let url = portal.url(&portal.row_page_path(idx));
        let mut below = place_in_plan(portal, &row);
        if let Some(url) = &url {
            below.push('\n');
            below.push_str(url);
        }
        let place = facts_in_order(&row).find_map(|facts| facts.place.as_deref());
        let told = facts_of_status(&row);
        let status = told.and_then(|facts| facts.status);
        // What says that it changed says why, too; or else what is known besides.
        let in_order = || told.into_iter().chain(facts_in_order(&row));
        let reason = in_order().find_map(|facts| facts.reason.as_deref());
        let was = in_order().find_map(|facts| facts.was.as_ref());
        let is_off = matches!(status, Some(Status::Moved | Status::Cancelled));
        let because = |words: &str| format!("Причина: {}\n", one_line(words));
        let once = occasions(&row).map(|Occasion { of, was, reason, .. }| {
            (*of, stated(dates, was), reason.as_deref().map(because).unwrap_or_default())
        });
        RowWords {
            lead: words::lead(portal, index, &row, words::SHORT),
            above: above(portal, index, &row),
            below,
            url,
            categories: categories(portal, &row),
            place: place.map(|place| one_line(place).into_owned()),
            moved_to: stated_time(&row).filter(|_| status == Some(Status::Moved)),
            was: was.map(|was| stated(dates, was)),
            reason: reason.filter(|_| is_off).map(because).unwrap_or_default(),
            is_done: status == Some(Status::Done),
            once: once.collect(),
        }
    }
}

/// «Пункт 2.2, розділ II плану на 2026 рік»
pub(super) fn place_in_plan(portal: &Portal, row: &Row<'_>) -> String {
    let section = &portal.sections[row.entry.section];
    let year = portal.plans[section.plan].plan_year();
    let of = match section.number.as_str() {
        "" => String::new(),
        number => format!(", розділ {number}"),
    };
    format!("{}{of} плану на {year} рік", words::number(row))
}

fn of_occurrence(
    calendars: &Calendars,
    dates: &DateWords,
    words: &RowWords,
    occurrence: &Occurrence,
) -> EventBody {
    let (start, end) = times(calendars, occurrence.time);
    EventBody {
        start,
        end,
        repeats: repeats(calendars, dates, words, occurrence),
        summary: summary(dates, words, occurrence),
        description: description(dates, words, occurrence),
        url: words.url.clone(),
        categories: words.categories.clone(),
        status: match occurrence.fate {
            Fate::Cancelled => EventStatus::Cancelled,
            Fate::Stands if occurrence.is_certain => EventStatus::Confirmed,
            Fate::Stands | Fate::Postponed => EventStatus::Tentative,
        },
        location: words.place.clone(),
    }
}

fn times(calendars: &Calendars, time: OccurrenceTime) -> (CalendarTime, Option<CalendarTime>) {
    match time {
        OccurrenceTime::Days(Window { first, last }) => {
            (CalendarTime::Date(first), last.succ_opt().map(CalendarTime::Date))
        }
        OccurrenceTime::Hours(start, end) => {
            let utc = |moment| CalendarTime::Utc(calendars.zone.utc(moment));
            (utc(start), end.map(utc))
        }
    }
}

fn repeats(
    calendars: &Calendars,
    dates: &DateWords,
    words: &RowWords,
    occurrence: &Occurrence,
) -> Option<Repeats> {
    let OccurrenceKind::Series(Series { every, weekdays, until, others }) = &occurrence.kind else {
        return None;
    };
    let (until, zone) = match occurrence.time {
        OccurrenceTime::Days(_) => (CalendarTime::Date(*until), None),
        OccurrenceTime::Hours(start, end) => {
            let zone = Arc::clone(&calendars.zone.rules);
            let last = calendars.zone.utc(until.and_time(start.time()));
            (CalendarTime::Utc(last), Some(ZonedStart { start, end, zone }))
        }
    };
    let others = others.iter().filter_map(|other| {
        Some((other.once?.of.first, of_occurrence(calendars, dates, words, other)))
    });
    let others = others.collect();
    Some(Repeats { every: *every, weekdays: weekdays.clone(), until, zone, others })
}

/// What a summary says first of what became of the work.
pub(super) fn mark_of(fate: Fate) -> &'static str {
    match fate {
        Fate::Stands => "",
        Fate::Postponed => POSTPONED,
        Fate::Cancelled => CANCELLED,
    }
}

fn summary(dates: &DateWords, words: &RowWords, occurrence: &Occurrence) -> String {
    let fate = mark_of(occurrence.fate);
    let mark = match &occurrence.kind {
        OccurrenceKind::Month(month) => format!("[{}] ", dates.month(month.month)),
        OccurrenceKind::RangeStart => "початок: ".to_owned(),
        OccurrenceKind::RangeEnd => "завершення: ".to_owned(),
        OccurrenceKind::Deadline | OccurrenceKind::Period(Mark::By, _) => {
            "останній день: ".to_owned()
        }
        OccurrenceKind::Period(Mark::Within, stretch) => {
            let name = named(dates, *stretch, occurrence.window.last.month());
            name.map_or_else(String::new, |name| format!("[{name}] "))
        }
        OccurrenceKind::Exact
        | OccurrenceKind::Range
        | OccurrenceKind::Period(Mark::On, _)
        | OccurrenceKind::Series(_) => String::new(),
    };
    format!("{fate}{mark}{}", words.lead)
}

/// What the stretch that ends in a month is called.
fn named(dates: &DateWords, stretch: Stretch, last: u32) -> Option<String> {
    let part = |months: u32| ["I", "II", "III", "IV"].get(((last - 1) / months) as usize);
    Some(match stretch {
        Stretch::Month => dates.month(last).to_owned(),
        Stretch::Quarter => format!("{} квартал", part(3)?),
        Stretch::HalfYear => format!("{} півріччя", part(6)?),
        // The school year begins in autumn.
        Stretch::Semester => format!("{} семестр", if last > 6 { "I" } else { "II" }),
        Stretch::Other => return None,
    })
}

fn description(dates: &DateWords, words: &RowWords, occurrence: &Occurrence) -> String {
    let RowWords { above, below, moved_to, was, reason, is_done, .. } = words;
    if let Some(once) = occurrence.once
        && let Some((_, was, reason)) = words.once.iter().find(|(of, ..)| *of == once.of)
    {
        let about = match (occurrence.fate, once.kind) {
            (Fate::Cancelled, _) => "Цього разу захід скасовано.\n".to_owned(),
            (Fate::Postponed, _) => {
                "Цього разу захід перенесено, нового дня ще не визначено.\n".to_owned()
            }
            (Fate::Stands, ChangeKind::Dated) => String::new(),
            (Fate::Stands, _) => {
                format!("Цього разу захід перенесено на цей день; мав бути: {was}.\n")
            }
        };
        return [above.as_str(), &about, reason, below].concat();
    }
    // Of «травень, жовтень» with a day in October, May was not moved.
    let is_moved = occurrence.kind == OccurrenceKind::Exact && *moved_to == Some(occurrence.time);
    let (about, reason) = match (occurrence.fate, was) {
        (Fate::Cancelled, _) => ("Захід скасовано.\n".to_owned(), reason.as_str()),
        (Fate::Postponed, _) => {
            ("Захід перенесено, нового дня ще не визначено.\n".to_owned(), reason.as_str())
        }
        (Fate::Stands, Some(was)) if is_moved => {
            (format!("Захід перенесено на цей день; мав бути: {was}.\n"), reason.as_str())
        }
        (Fate::Stands, None) if is_moved => {
            ("Захід перенесено на цей день.\n".to_owned(), reason.as_str())
        }
        (Fate::Stands, _) if *is_done && !occurrence.is_certain => ("Виконано.\n".to_owned(), ""),
        (Fate::Stands, _) => (hint(dates, occurrence), ""),
    };
    [above.as_str(), &about, reason, below].concat()
}

/// A day in words with its hour, or the words.
fn stated(dates: &DateWords, stated: &Stated) -> String {
    match stated {
        Stated::Day(Moment { date, time: None }) => dates.date_plain(*date),
        Stated::Day(Moment { date, time: Some(time) }) => {
            format!("{}, {}", dates.date_plain(*date), time.format("%H:%M"))
        }
        Stated::Words(words) => one_line(words).trim_end_matches('.').to_owned(),
    }
}

/// The approved words and a blank line, then the cells and facts.
fn above(portal: &Portal, index: &Index, row: &Row<'_>) -> String {
    let mut lines = content(portal, index, row);
    lines.push('\n');
    let mut say = |name: &str, words: &str| {
        let words = one_line(words);
        if !words.is_empty() {
            for part in [name, ": ", &words, "\n"] {
                lines.push_str(part);
            }
        }
    };
    say("Відповідальні", &words::people(row));
    say("Форма", &row.form.words);
    let of = |field: fn(&Facts) -> Option<&str>| facts_in_order(row).find_map(field);
    say("Для кого", of(|facts| facts.audience.as_deref()).unwrap_or_default());
    say("Посилання", of(|facts| facts.link.as_deref()).unwrap_or_default());
    say("Термін за планом", &row.term.words);
    lines
}

/// The approved words below those of the entry above, from which they may go on: of an item with its entry's, of an
/// entry with its items that are no rows of their own.
fn content(portal: &Portal, index: &Index, row: &Row<'_>) -> String {
    let mut lines = String::with_capacity(2 * row.entry.text.len() + 512);
    let mut say = |before: &str, words: &str| {
        for part in [before, words, "\n"] {
            lines.push_str(part);
        }
    };
    let above = index.parent_of(row.idx.entry).map(|above| portal.entries[above].text.as_str());
    let whole = above.unwrap_or_default().lines().chain(row.entry.text.lines()).map(one_line);
    whole.filter(|line| !line.is_empty()).for_each(|line| say("", &line));
    match row.item {
        Some(item) => say("– ", &one_line(&item.text)),
        None => {
            let items = row.entry.items.iter().map(|item| &portal.items[item]);
            let parts = items.filter(|item| !item.is_row);
            parts.for_each(|item| say("– ", &one_line(&item.text)));
        }
    }
    lines
}

/// How a marker is meant, so that nobody takes it for an appointment: a line, or nothing.
fn hint(dates: &DateWords, occurrence: &Occurrence) -> String {
    if occurrence.is_certain {
        return String::new();
    }
    let Window { first, last } = occurrence.window;
    let (first, last) = (dates.date_plain(first), dates.date_plain(last));
    match occurrence.kind {
        OccurrenceKind::RangeStart | OccurrenceKind::RangeEnd | OccurrenceKind::Range => {
            format!("Триває від {first} до {last}.\n")
        }
        OccurrenceKind::Month(_) | OccurrenceKind::Period(..) => {
            format!("Точного дня ще не визначено: від {first} до {last}.\n")
        }
        OccurrenceKind::Exact | OccurrenceKind::Deadline | OccurrenceKind::Series(_) => {
            String::new()
        }
    }
}

fn categories(portal: &Portal, row: &Row<'_>) -> Vec<String> {
    let section = &portal.sections[row.entry.section];
    let mut categories = vec![match section.number.as_str() {
        "" => words::shorten(&section.title, words::SHORT),
        number => format!("Розділ {number}"),
    }];
    categories.extend(row.forms().into_iter().map(|form| portal.forms[form].name.clone()));
    for Responsible { who, .. } in row.responsible.meaning.iter() {
        if let Who::Group(group) = who {
            // Tells a group's work from a person's own, also in a calendar that holds both.
            categories.push(format!("Група: {}", portal.groups[*group].name));
        }
    }
    categories.dedup();
    categories
}

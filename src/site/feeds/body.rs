//! What an event says: when, a short line, the whole row in plain text, where its page is.

use std::sync::Arc;

use chrono::NaiveDate;

use super::identity::Withdrawn;
use super::{Calendars, EventIdx, digest, words};
use crate::language::dates::DateWords;
use crate::language::lines::one_line;
use crate::plan::schedule::Window;
use crate::plan::{CalendarTime, Facts, Item, Portal, Responsible, Row, Status, Who};
use crate::site::occurrences::{
    Fate, Occurrence, OccurrenceKind, OccurrenceTime, Series, facts_in_order,
};
use crate::site::output::calendar::{EventBody, EventStatus, Repeats, ZonedStart};

/// Before the summary of what will not be.
const CANCELLED: &str = "СКАСОВАНО: ";

/// What the event at a place says.
pub(super) fn body(
    calendars: &Calendars,
    portal: &Portal,
    dates: &DateWords,
    place: usize,
) -> EventBody {
    match calendars.event(place) {
        EventIdx::Occurrence(place) => {
            of_occurrence(calendars, portal, dates, &calendars.occurrences.all()[place])
        }
        EventIdx::Digest(place) => {
            let digest = &calendars.digests[place];
            digest::body(portal, &calendars.occurrences, dates, digest)
        }
        EventIdx::Withdrawn(place) => of_withdrawn(&calendars.withdrawn[place]),
    }
}

fn of_occurrence(
    calendars: &Calendars,
    portal: &Portal,
    dates: &DateWords,
    occurrence: &Occurrence,
) -> EventBody {
    let row = portal.row(occurrence.row);
    let url = portal.row_page_path(occurrence.row);
    let url = portal.url(&url);
    let (start, end) = times(calendars, occurrence.time);
    let place = facts_in_order(&row).find_map(|facts| facts.place.as_deref());
    EventBody {
        start,
        end,
        repeats: repeats(calendars, occurrence),
        summary: summary(dates, &row, occurrence),
        description: description(portal, dates, &row, occurrence, url.as_deref()),
        url,
        categories: categories(portal, &row),
        status: match occurrence.fate {
            Fate::Cancelled => EventStatus::Cancelled,
            Fate::Stands if occurrence.is_certain => EventStatus::Confirmed,
            Fate::Stands | Fate::Postponed => EventStatus::Tentative,
        },
        location: place.map(|place| one_line(place).into_owned()),
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

fn repeats(calendars: &Calendars, occurrence: &Occurrence) -> Option<Repeats> {
    let OccurrenceKind::Series(Series { every, weekdays, until }) = &occurrence.kind else {
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
    Some(Repeats { every: *every, weekdays: weekdays.clone(), until, zone })
}

fn summary(dates: &DateWords, row: &Row<'_>, occurrence: &Occurrence) -> String {
    let fate = match occurrence.fate {
        Fate::Stands => "",
        Fate::Postponed => "ПЕРЕНЕСЕНО: ",
        Fate::Cancelled => CANCELLED,
    };
    let mark = match &occurrence.kind {
        OccurrenceKind::Month(month) => format!("[{}] ", dates.month(month.month)),
        OccurrenceKind::RangeStart => "початок: ".to_owned(),
        OccurrenceKind::RangeEnd => "завершення: ".to_owned(),
        OccurrenceKind::Exact
        | OccurrenceKind::Deadline
        | OccurrenceKind::Range
        | OccurrenceKind::Period
        | OccurrenceKind::Series(_) => String::new(),
    };
    format!("{fate}{mark}{}", words::lead(row, words::SHORT))
}

fn description(
    portal: &Portal,
    dates: &DateWords,
    row: &Row<'_>,
    occurrence: &Occurrence,
    url: Option<&str>,
) -> String {
    let mut lines = content(portal, row);
    lines.push(String::new());
    let mut say = |name: &str, words: &str| {
        let words = one_line(words);
        if !words.is_empty() {
            lines.push(format!("{name}: {words}"));
        }
    };
    say("Відповідальні", &row.responsible.words);
    say("Форма", &row.form.words);
    let of = |field: fn(&Facts) -> Option<&str>| facts_in_order(row).find_map(field);
    say("Для кого", of(|facts| facts.audience.as_deref()).unwrap_or_default());
    say("Посилання", of(|facts| facts.link.as_deref()).unwrap_or_default());
    say("Термін за планом", &row.term.words);
    let is_moved = facts_in_order(row).any(|facts| facts.status == Some(Status::Moved));
    match occurrence.fate {
        Fate::Cancelled => lines.push("Захід скасовано.".to_owned()),
        Fate::Postponed => lines.push("Захід перенесено, нового дня ще не визначено.".to_owned()),
        Fate::Stands if is_moved => lines.push("Захід перенесено на цей день.".to_owned()),
        Fate::Stands => lines.extend(hint(dates, occurrence)),
    }
    let section = &portal.sections[row.entry.section];
    let year = portal.plans[section.plan].year;
    let number = row.entry.number.trim_end_matches('.');
    lines.push(format!("Пункт {number}, розділ {} плану на {year} рік", section.number));
    lines.extend(url.map(str::to_owned));
    lines.join("\n")
}

/// The approved words: of an item with its entry's above, of an entry with its items that are no rows of their own.
fn content(portal: &Portal, row: &Row<'_>) -> Vec<String> {
    let whole = row.entry.text.lines().map(|line| one_line(line).into_owned());
    let mut lines = whole.filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let own = |item: &Item| format!("– {}", one_line(&item.text));
    match row.item {
        Some(item) => lines.push(own(item)),
        None => {
            let items = row.entry.items.iter().map(|item| &portal.items[item]);
            let parts = items.filter(|item| !item.is_row);
            lines.extend(parts.map(own));
        }
    }
    lines
}

/// How a marker is meant, so that nobody takes it for an appointment.
fn hint(dates: &DateWords, occurrence: &Occurrence) -> Option<String> {
    if occurrence.is_certain {
        return None;
    }
    let day = |date: NaiveDate| dates.date(date).replace('\u{a0}', " ");
    let Window { first, last } = occurrence.window;
    let (first, last) = (day(first), day(last));
    Some(match occurrence.kind {
        OccurrenceKind::RangeStart | OccurrenceKind::RangeEnd | OccurrenceKind::Range => {
            format!("Триває від {first} до {last}.")
        }
        OccurrenceKind::Month(_) | OccurrenceKind::Period => {
            format!("Точного дня ще не визначено: від {first} до {last}.")
        }
        OccurrenceKind::Exact | OccurrenceKind::Deadline | OccurrenceKind::Series(_) => {
            return None;
        }
    })
}

fn categories(portal: &Portal, row: &Row<'_>) -> Vec<String> {
    let section = &portal.sections[row.entry.section];
    let mut categories = vec![format!("Розділ {}", section.number)];
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

/// What an event says that was published and is no more.
pub(super) fn of_withdrawn(withdrawn: &Withdrawn) -> EventBody {
    let Withdrawn { summary, start, end, .. } = withdrawn;
    let summary = match summary.starts_with(CANCELLED) {
        true => summary.clone(),
        false => format!("{CANCELLED}{summary}"),
    };
    EventBody {
        start: *start,
        end: *end,
        repeats: None,
        summary,
        description: "Цієї позначки в плані більше немає: дату уточнено або пункт змінено. \
            Чинне — на сторінці плану."
            .to_owned(),
        url: None,
        categories: Vec::new(),
        status: EventStatus::Cancelled,
        location: None,
    }
}

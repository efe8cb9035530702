//! The grid of a month: a table of days, Monday first, with what has a day of its own.
//!
//! Each event's name holds its whole date for those who hear the page. Days beyond the month are empty cells.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;

use crate::plan::schedule::YearMonth;
use crate::plan::{ChangeKind, RowIdx, Status};
use crate::site::Site;
use crate::site::months::{End, Happening, Part, is_weekend};
use crate::site::pages::{row, section_class, shorten};
use crate::site::routes::relative;

/// How many events a day shows; the list below has all.
const MOST: usize = 8;

/// The name of a column.
#[derive(Serialize)]
pub(in crate::site) struct WeekdayName {
    short: &'static str,
    name: String,
}

/// A row of the grid.
#[derive(Serialize)]
pub(in crate::site) struct Week {
    days: Vec<Day>,
    /// Whether nothing stands in it, so that it may be low.
    quiet: bool,
}

#[derive(Serialize)]
struct Day {
    number: u32,
    iso: String,
    label: String,
    outside: bool,
    weekend: bool,
    /// Why nobody works, where the head of the column does not say it.
    rest: Option<&'static str>,
    events: Vec<Event>,
    more: Option<String>,
}

#[derive(Serialize)]
struct Event {
    href: String,
    section_class: String,
    status: Option<&'static str>,
    /// What must be read even where a cell is narrow: «10:00 », «останній день: ».
    mark: String,
    number: String,
    title: String,
}

/// The names of the columns.
pub(in crate::site) fn weekdays(site: &Site<'_>) -> Vec<WeekdayName> {
    const SHORT: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "нд"];
    let monday = NaiveDate::from_isoywd_opt(2024, 1, Weekday::Mon).unwrap_or_default();
    let days = monday.iter_days().zip(SHORT);
    days.map(|(day, short)| WeekdayName { short, name: site.dates.weekday(day).to_owned() })
        .collect()
}

/// The weeks of a month, with what happens on its days.
pub(in crate::site) fn weeks(
    site: &Site<'_>,
    path: &str,
    month: YearMonth,
    happenings: &[(RowIdx, Happening)],
) -> Vec<Week> {
    let mut by_day: BTreeMap<NaiveDate, Vec<(RowIdx, Happening)>> = BTreeMap::new();
    for (row, happening) in happenings {
        if let Some(day) = happening.day {
            by_day.entry(day).or_default().push((*row, *happening));
        }
    }
    let first = month.first_day();
    let back = u64::from(first.weekday().num_days_from_monday());
    let monday = first.checked_sub_days(Days::new(back)).unwrap_or(first);
    let mondays = monday.iter_weeks().take_while(|monday| *monday <= month.last_day());
    let week = |monday: NaiveDate| {
        let days = monday.iter_days().take(7).map(|date| {
            let events = by_day.get(&date).map_or(&[][..], Vec::as_slice);
            day(site, path, (date, YearMonth::of(date) == month), events)
        });
        let days = days.collect::<Vec<_>>();
        Week { quiet: days.iter().all(|day| day.events.is_empty()), days }
    };
    mondays.map(week).collect()
}

fn day(
    site: &Site<'_>,
    path: &str,
    (date, is_inside): (NaiveDate, bool),
    happenings: &[(RowIdx, Happening)],
) -> Day {
    let mut happenings = happenings.to_vec();
    happenings.sort_by_key(|(row, happening)| (happening.time, *row));
    let more = happenings.len().saturating_sub(MOST);
    let is_holiday = site.portal.settings.calendar.holidays.binary_search(&date).is_ok();
    let events = happenings.iter().take(MOST).map(|(row, one)| event(site, path, *row, one));
    Day {
        number: date.day(),
        iso: date.format("%Y-%m-%d").to_string(),
        label: site.dates.date_with_weekday(date),
        outside: !is_inside,
        weekend: is_holiday || is_weekend(date),
        rest: (is_holiday && is_inside).then_some("неробочий день"),
        events: events.collect(),
        more: (more > 0).then(|| format!("і ще {more} у списку нижче")),
    }
}

fn event(site: &Site<'_>, path: &str, idx: RowIdx, happening: &Happening) -> Event {
    let portal = site.portal;
    let row = portal.row(idx);
    let href = relative(path, &portal.row_page_path(idx));
    let mut mark = String::new();
    if let Some(time) = happening.time {
        mark.push_str(&format!("{} ", time.format("%H:%M")));
    }
    mark.push_str(match (happening.part, happening.end) {
        (_, Some(End::First)) => "початок: ",
        (_, Some(End::Last)) => "завершення: ",
        (Part::Deadline, None) => "останній день: ",
        (Part::Day | Part::Month | Part::Through | Part::Again, None) => "",
    });
    let number = row.entry.number.trim_end_matches('.');
    let mut title = shorten(row.text(), 60);
    let of_this = happening.once.and_then(|kind| match kind {
        ChangeKind::Cancelled => Some(Status::Cancelled),
        ChangeKind::Moved => Some(Status::Moved),
        _ => None,
    });
    match of_this.unwrap_or(row.status()) {
        Status::Cancelled => title.push_str(" (скасовано)"),
        Status::Moved => title.push_str(" (перенесено)"),
        Status::Planned | Status::InProgress | Status::Done => {}
    }
    let status = of_this.map(row::status).or_else(|| row::stated_status(&row));
    let status = status.map(|status| status.code);
    let section_class = section_class(portal.sections[row.entry.section].ordinal);
    Event { href, section_class, status, mark, number: number.to_owned(), title }
}

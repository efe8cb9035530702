//! What calendars are told by the content: working days, the policies of `[calendar]`, and what was published before.
//!
//! [`CalendarPolicy`] says on which day a marker stands; [`CalendarLock`] remembers every event that ever went out,
//! so that subscribers see a change as a change. `site/occurrences.rs` uses the first, `site/feeds/` the second.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::plan::schedule::Window;

/// The policies of `portal.toml [calendar]`; the defaults are the table in the editor's guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPolicy {
    /// Public holidays and other days off, sorted; content, never guessed.
    pub holidays: Vec<NaiveDate>,
    /// Where the marker of a month stands.
    pub months: Placement,
    /// Where the marker of a recurrence without a stated day stands.
    pub recurrences: Placement,
    /// The longest range, in days, that is one event.
    pub longest_event: i64,
    /// What becomes of longer ranges.
    pub long_ranges: LongRanges,
}

/// Where in its window a marker stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// On the first working day.
    FirstWorkingDay,
    /// On the last working day.
    LastWorkingDay,
    /// Along the whole window.
    Span,
}

/// How a range longer than [`CalendarPolicy::longest_event`] is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongRanges {
    /// «початок: …» and «завершення: …».
    TwoMarkers,
    /// One event along the whole range.
    Span,
}

impl Default for CalendarPolicy {
    fn default() -> CalendarPolicy {
        CalendarPolicy {
            holidays: Vec::new(),
            months: Placement::FirstWorkingDay,
            recurrences: Placement::LastWorkingDay,
            longest_event: 7,
            long_ranges: LongRanges::TwoMarkers,
        }
    }
}

impl CalendarPolicy {
    /// Whether people work on that day: no weekend, no holiday of the content.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        let is_weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        !is_weekend && self.holidays.binary_search(&date).is_err()
    }

    /// The first working day of a window; its first day when it has none.
    pub fn first_working_day(&self, window: Window) -> NaiveDate {
        window.dates().find(|date| self.is_working(*date)).unwrap_or(window.first)
    }

    /// The last working day of a window; its last day when it has none.
    pub fn last_working_day(&self, window: Window) -> NaiveDate {
        let back = std::iter::successors(Some(window.last), NaiveDate::pred_opt);
        let mut days = back.take_while(|date| *date >= window.first);
        days.find(|date| self.is_working(*date)).unwrap_or(window.last)
    }

    /// The days on which a marker of the window stands.
    pub fn place(&self, placement: Placement, window: Window) -> Window {
        match placement {
            Placement::FirstWorkingDay => Window::day(self.first_working_day(window)),
            Placement::LastWorkingDay => Window::day(self.last_working_day(window)),
            Placement::Span => window,
        }
    }
}

/// When an event begins or ends, as calendars write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarTime {
    /// A whole day; the end of an event is the day after its last one.
    Date(NaiveDate),
    /// A moment, in UTC.
    Utc(NaiveDateTime),
}

impl CalendarTime {
    /// The day, in UTC of a moment.
    pub fn day(&self) -> NaiveDate {
        match self {
            CalendarTime::Date(date) => *date,
            CalendarTime::Utc(moment) => moment.date(),
        }
    }
}

/// «2026-03-02», «2026-03-02T08:15:00Z».
impl fmt::Display for CalendarTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarTime::Date(date) => date.fmt(f),
            CalendarTime::Utc(moment) => write!(f, "{}T{}Z", moment.date(), moment.time()),
        }
    }
}

/// What has been published of a plan's events and feeds: `calendar.lock`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CalendarLock {
    /// Every feed that was ever published, by key (`people/tkachuk-i-m`), and its name.
    pub feeds: BTreeMap<String, String>,
    /// Every event that was ever published, by its name before the «@».
    pub events: BTreeMap<String, LockedEvent>,
}

/// An event as it was last published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LockedEvent {
    /// Whether it stands, and what it said.
    pub state: LockedState,
    /// How often it has changed.
    pub sequence: u32,
    /// When it last changed, UTC.
    pub modified: NaiveDateTime,
    /// When it begins.
    pub start: CalendarTime,
    /// When it ends.
    pub end: Option<CalendarTime>,
    /// The feeds it stands in, by key, sorted, with a blank between each two.
    pub feeds: String,
    /// Its summary.
    pub summary: String,
}

/// Whether an event that was published still stands, with the hash of what it said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockedState {
    /// It stands.
    Stands(u64),
    /// It was withdrawn and stays, cancelled; programs before this one kept no hash of that.
    Withdrawn(Option<u64>),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn markers_avoid_weekends_and_the_holidays_of_the_content() {
        let mut policy = CalendarPolicy::default();
        // 1 August 2026 is a Saturday, 31 January too.
        let august = Window::new(day(8, 1), day(8, 31));
        assert_eq!(policy.first_working_day(august), day(8, 3));
        let january = Window::new(day(1, 1), day(1, 31));
        assert_eq!(policy.last_working_day(january), day(1, 30));
        assert_eq!(policy.first_working_day(january), day(1, 1));
        policy.holidays = vec![day(1, 1)];
        assert_eq!(policy.first_working_day(january), day(1, 2));
        let weekend = Window::new(day(8, 1), day(8, 2));
        assert_eq!(policy.first_working_day(weekend), day(8, 1));
        assert_eq!(policy.last_working_day(weekend), day(8, 2));
    }
}

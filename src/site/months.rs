//! Which months of a plan a row has something to do in, how it takes part in each, and what has no month at all.
//!
//! [`PlanMonths`] is made in one pass over the plans and stands in the index; [`happenings`] reads the days of one
//! month from the [`occurrences`] that the calendars show too. Every row of a plan stands in a month or among
//! [`PlanMonths::without`], so none is lost; only entries that head others stand in neither.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::plan::schedule::{Schedule, Window, YearMonth};
use crate::plan::{ChangeKind, Idx, Plan, Portal, Row, RowIdx};
use crate::site::occurrences::{self, Occurrence, OccurrenceKind, OccurrenceTime};
use crate::site::pages::blocks::{When, whens_of};
use crate::site::pages::when;

/// A range up to this many days is shown day by day; a longer one by its ends.
const SHORT: i64 = 7;

/// The rows of one plan by when there is something to do, each list in the order of the document.
#[derive(Debug, Default)]
pub(in crate::site) struct PlanMonths {
    /// All twelve months of the plan's year, and those beyond it that terms reach.
    pub(in crate::site) months: BTreeMap<YearMonth, Vec<RowIdx>>,
    /// Rows without a month, by why there is none; what goes on all the time stands here in any case.
    pub(in crate::site) without: BTreeMap<When, Vec<RowIdx>>,
}

impl PlanMonths {
    /// Asks every row of the plan once, but for those that only head others.
    pub(in crate::site) fn new(
        portal: &Portal,
        idx: Idx<Plan>,
        is_heading: impl Fn(&RowIdx) -> bool,
    ) -> PlanMonths {
        let year = portal.plans[idx].year;
        let mut found = PlanMonths::default();
        for month in portal.plans[idx].plan_year().months() {
            found.months.insert(month, Vec::new());
        }
        for row in portal.rows_of_plan(idx).filter(|row| !is_heading(row)) {
            let mut months = Vec::new();
            for when in whens_of(portal, row) {
                match when {
                    When::Month(month) => months.push(month),
                    _ => found.without.entry(when).or_default().push(row),
                }
            }
            for month in near(months, year) {
                found.months.entry(month).or_default().push(row);
            }
        }
        found
    }
}

/// A project «2021–2030» has no pages for a hundred months: only those up to a year around the plan's, if there are
/// any.
fn near(mut months: Vec<YearMonth>, year: i32) -> Vec<YearMonth> {
    let is_near = |month: &YearMonth| (month.year - year).abs() <= 1;
    if months.iter().any(is_near) {
        months.retain(is_near);
    }
    months
}

/// How a row takes part in a month, from the most certain to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum Part {
    /// On this very day, or on a few days in a row.
    Day,
    /// By the end of this day.
    Deadline,
    /// Sometime in the month.
    Month,
    /// The month is one of several that it takes.
    Through,
    /// It comes again and again.
    Again,
}

/// One time in a month that a row has something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) struct Happening {
    /// How.
    pub(in crate::site) part: Part,
    /// The day within the month, where the words or the content say one.
    pub(in crate::site) day: Option<NaiveDate>,
    /// The hour of that day.
    pub(in crate::site) time: Option<NaiveTime>,
    /// What that day is of something longer.
    pub(in crate::site) end: Option<End>,
    /// What the content says of this time alone.
    pub(in crate::site) once: Option<ChangeKind>,
}

/// The first or the last day of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum End {
    /// It begins.
    First,
    /// It ends.
    Last,
}

impl Happening {
    fn of(part: Part) -> Happening {
        Happening { part, day: None, time: None, end: None, once: None }
    }

    fn on(part: Part, day: NaiveDate) -> Happening {
        Happening { day: Some(day), ..Happening::of(part) }
    }
}

/// The months in which a row has something to do: of its term, unless the content says its days.
pub(in crate::site) fn months_of(portal: &Portal, idx: RowIdx) -> Vec<YearMonth> {
    let row = portal.row(idx);
    let has_day = row.facts().is_some_and(|facts| facts.start.is_some());
    if !has_day && occurrences::occasions(&row).next().is_none() {
        return when::months(&row);
    }
    // Of «травень, жовтень» with a day in May, October stays.
    let found = occurrences::unnamed_of_row(portal, idx);
    let mut months = found.iter().flat_map(months_of_occurrence).collect::<Vec<_>>();
    months.sort();
    months.dedup();
    months
}

fn months_of_occurrence(occurrence: &Occurrence) -> Vec<YearMonth> {
    match occurrence.kind {
        OccurrenceKind::Month(month) => vec![month],
        OccurrenceKind::Period(..) => vec![YearMonth::of(occurrence.window.last)],
        OccurrenceKind::Series(_) => occurrence.days().into_iter().map(YearMonth::of).collect(),
        OccurrenceKind::Exact
        | OccurrenceKind::Deadline
        | OccurrenceKind::Range
        | OccurrenceKind::RangeStart
        | OccurrenceKind::RangeEnd => occurrence.window.months().collect(),
    }
}

/// How the row takes part in the month; nothing when the month is not one of [`months_of`].
pub(in crate::site) fn happenings(
    portal: &Portal,
    idx: RowIdx,
    month: YearMonth,
) -> Vec<Happening> {
    let mut found = Vec::new();
    for occurrence in occurrences::unnamed_of_row(portal, idx) {
        take(&mut found, &occurrence, month);
    }
    if found.is_empty() && months_of(portal, idx).contains(&month) {
        found.push(Happening::of(without_day(&portal.row(idx), month)));
    }
    found
}

fn take(found: &mut Vec<Happening>, occurrence: &Occurrence, month: YearMonth) {
    let Occurrence { kind, time, window, is_certain, once, .. } = occurrence;
    let once = once.map(|once| once.kind);
    let is_here = |day: NaiveDate| YearMonth::of(day) == month;
    let hour = match time {
        OccurrenceTime::Hours(start, _) => Some(start.time()),
        OccurrenceTime::Days(_) => None,
    };
    match kind {
        OccurrenceKind::Exact | OccurrenceKind::Range if window.length() > SHORT => {
            of_end(found, window, End::First, month);
            of_end(found, window, End::Last, month);
        }
        OccurrenceKind::RangeStart => of_end(found, window, End::First, month),
        OccurrenceKind::RangeEnd => of_end(found, window, End::Last, month),
        OccurrenceKind::Exact | OccurrenceKind::Range | OccurrenceKind::Deadline => {
            let is_deadline = *kind == OccurrenceKind::Deadline;
            let part = if is_deadline { Part::Deadline } else { Part::Day };
            for day in occurrence.days_in(month.window()) {
                let time = hour.filter(|_| day == time.first_day());
                found.push(Happening { time, once, ..Happening::on(part, day) });
            }
        }
        OccurrenceKind::Period(..) if is_here(window.last) => {
            let day = is_certain.then(|| time.last_day());
            found.push(Happening { day, time: hour, once, ..Happening::of(Part::Again) });
        }
        OccurrenceKind::Series(_) => {
            for day in occurrence.days_in(month.window()) {
                found.push(Happening { time: hour, ..Happening::on(Part::Again, day) });
            }
        }
        OccurrenceKind::Month(one) if *one == month => found.push(Happening::of(Part::Month)),
        OccurrenceKind::Month(_) | OccurrenceKind::Period(..) => {}
    }
}

/// A long range has its ends, where the words name days and not whole months.
fn of_end(found: &mut Vec<Happening>, window: &Window, end: End, month: YearMonth) {
    let day = match end {
        End::First => window.first,
        End::Last => window.last,
    };
    if YearMonth::of(day) == month && window.whole_months().is_none() {
        found.push(Happening { end: Some(end), ..Happening::on(of_range(window, month), day) });
    }
}

/// A range within the month is sometime in it.
fn of_range(window: &Window, month: YearMonth) -> Part {
    if window.overlap(&month.window()) == Some(*window) { Part::Month } else { Part::Through }
}

/// How a row takes part in a month for which no day is named.
fn without_day(row: &Row<'_>, month: YearMonth) -> Part {
    let ranges = ranges(row).into_iter();
    let here = ranges.filter(|window| window.overlap(&month.window()).is_some());
    here.map(|window| of_range(&window, month)).min().unwrap_or(Part::Again)
}

/// The windows of a row that go over a month's end: bars of the year.
pub(in crate::site) fn long_windows(row: &Row<'_>) -> Vec<Window> {
    let is_long = |window: &Window| {
        YearMonth::of(window.first) != YearMonth::of(window.last) && window.length() > SHORT
    };
    ranges(row).into_iter().filter(is_long).collect()
}

/// From when to when: the days of the content, else the ranges of the term.
fn ranges(row: &Row<'_>) -> Vec<Window> {
    if let Some(start) = row.facts().and_then(|facts| facts.start) {
        let end = row.facts().and_then(|facts| facts.end).unwrap_or(start);
        return vec![Window::new(start.date, end.date)];
    }
    let of = |schedule: &Schedule| match schedule {
        Schedule::Range(_) | Schedule::Months(_) => schedule.occurrences(),
        Schedule::Dates(_)
        | Schedule::Deadline(_)
        | Schedule::Recurring(_)
        | Schedule::AllYear(_)
        | Schedule::Ongoing(_)
        | Schedule::Timetable
        | Schedule::OnDemand
        | Schedule::Unspecified => Vec::new(),
    };
    row.term.meaning.schedules().flat_map(of).collect()
}

/// Whether offices rest on this weekday.
pub(in crate::site) fn is_weekend(date: NaiveDate) -> bool {
    date.weekday().num_days_from_monday() >= 5
}

#[cfg(test)]
mod tests {
    use super::near;
    use crate::plan::schedule::YearMonth;

    #[test]
    fn far_years_have_no_pages_unless_there_is_nothing_nearer() {
        let month = |year| YearMonth { year, month: 1 };
        assert_eq!(near(vec![month(2020), month(2026), month(2027)], 2026).len(), 2);
        assert_eq!(near(vec![month(2031)], 2026), [month(2031)]);
    }
}

//! The one list of dated happenings that pages and calendars show: each row's term and facts become occurrences.
//!
//! An [`Occurrence`] is a marker where there is something to do, never a banner over months: the table of the
//! editor's guide, with the policies of `portal.toml`. Exact days of the content take the place of the marker they
//! make precise and keep its name. Continuous work has none. Start reading at [`of_row`].

mod drafts;

use std::borrow::Cow;
use std::ops::Range;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use rayon::prelude::*;

use crate::plan::schedule::{Mark, Window, YearMonth};
use crate::plan::{
    CellHolder, ChangeKind, Entry, Facts, Idx, Moment, Occasion, Organization, Plan, Portal, Row,
    RowIdx, Status,
};
use crate::site::occurrences::drafts::{Draft, Published, drafts, named};

/// One dated happening of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Of which entry or item.
    pub row: RowIdx,
    /// What its name has after the row's id: nothing, `-s`, `-m03`; never depends on order or number.
    pub suffix: Cow<'static, str>,
    /// What it marks.
    pub kind: OccurrenceKind,
    /// When, in the portal's time zone.
    pub time: OccurrenceTime,
    /// The days it stands for: of a month's marker the whole month.
    pub window: Window,
    /// Whether the day is certain, not the program's choice within the window.
    pub is_certain: bool,
    /// What became of it.
    pub fate: Fate,
    /// Which time of the term it is, if the content says of this one that it is otherwise.
    pub once: Option<Once>,
}

/// One time of a term, and what the content says of it; see [`Occasion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once {
    /// The days that the term has for it.
    pub of: Window,
    /// What happened to it.
    pub kind: ChangeKind,
}

/// What an occurrence marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OccurrenceKind {
    /// An exact day or hour.
    Exact,
    /// The last day to be done by.
    Deadline,
    /// A range short enough to be one event.
    Range,
    /// The beginning of a long range.
    RangeStart,
    /// The end of a long range.
    RangeEnd,
    /// A month without a day.
    Month(YearMonth),
    /// One time of something that comes again: in this stretch, on this day of it or by it.
    Period(Mark, Stretch),
    /// Something on the same weekdays, or every so many days; the time is that of the first.
    Series(Series),
}

/// As which part of the year people speak of the window of something that comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    HalfYear,
    /// Half a school year.
    Semester,
    /// Anything else.
    Other,
}

impl OccurrenceKind {
    /// What tells the two ends of a long range apart in their suffixes.
    fn end_mark(&self) -> &'static str {
        match self {
            OccurrenceKind::RangeStart => "-s",
            OccurrenceKind::RangeEnd => "-e",
            OccurrenceKind::Exact
            | OccurrenceKind::Deadline
            | OccurrenceKind::Range
            | OccurrenceKind::Month(_)
            | OccurrenceKind::Period(..)
            | OccurrenceKind::Series(_) => "",
        }
    }
}

/// How a series goes on after its first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Every how many weeks, or days when there are no weekdays.
    pub every: u32,
    /// On which weekdays.
    pub weekdays: Vec<Weekday>,
    /// The last day.
    pub until: NaiveDate,
    /// Its times that are otherwise than the rest.
    pub others: Vec<Occurrence>,
}

/// When an occurrence is, in the portal's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OccurrenceTime {
    /// Whole days.
    Days(Window),
    /// From an hour on, until one if it is known.
    Hours(NaiveDateTime, Option<NaiveDateTime>),
}

/// What became of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// As planned, or moved to the day it has now.
    Stands,
    /// Moved, to no known day yet.
    Postponed,
    /// Cancelled; it stays to be seen.
    Cancelled,
}

impl OccurrenceTime {
    /// The first day.
    pub fn first_day(&self) -> NaiveDate {
        match self {
            OccurrenceTime::Days(window) => window.first,
            OccurrenceTime::Hours(start, _) => start.date(),
        }
    }

    /// The same hours on another day.
    fn on(&self, day: NaiveDate) -> OccurrenceTime {
        match self {
            OccurrenceTime::Days(_) => OccurrenceTime::Days(Window::day(day)),
            OccurrenceTime::Hours(start, end) => {
                let later = day - start.date();
                OccurrenceTime::Hours(*start + later, end.map(|end| end + later))
            }
        }
    }

    /// The last day.
    pub fn last_day(&self) -> NaiveDate {
        match self {
            OccurrenceTime::Days(window) => window.last,
            OccurrenceTime::Hours(start, end) => end.unwrap_or(*start).date(),
        }
    }
}

impl Occurrence {
    /// Whether pages show it on a day of this month.
    pub fn is_in(&self, month: YearMonth) -> bool {
        match &self.kind {
            OccurrenceKind::Series(series) => {
                let is_in = |one: &Occurrence| one.is_in(month);
                !self.days_in(month.window()).is_empty() || series.others.iter().any(is_in)
            }
            _ => self.window_of_days().overlap(&month.window()).is_some(),
        }
    }

    /// The days that pages show it on: of a series every one that is as the rest, of others those of its time.
    pub fn days(&self) -> Vec<NaiveDate> {
        self.days_in(self.window_of_days())
    }

    /// From the first to the last of its days.
    fn window_of_days(&self) -> Window {
        let last = match &self.kind {
            OccurrenceKind::Series(series) => series.until,
            _ => self.time.last_day(),
        };
        Window { first: self.time.first_day(), last }
    }

    /// Those of its [days](Self::days) that lie in the window.
    pub fn days_in(&self, window: Window) -> Vec<NaiveDate> {
        let Some(window) = self.window_of_days().overlap(&window) else { return Vec::new() };
        let OccurrenceKind::Series(Series { every, weekdays, others, .. }) = &self.kind else {
            return window.dates().collect();
        };
        let first = self.time.first_day();
        let step = i64::from((*every).max(1));
        let back = i64::from(first.weekday().num_days_from_monday());
        let is_on = |date: &NaiveDate| {
            let days = (*date - first).num_days();
            if weekdays.is_empty() {
                return days % step == 0;
            }
            weekdays.contains(&date.weekday()) && (days + back).div_euclid(7) % step == 0
        };
        let is_otherwise = |date: &NaiveDate| {
            let of = |one: &Occurrence| one.once.is_some_and(|once| once.of.contains(*date));
            others.iter().any(of)
        };
        window.dates().filter(|date| is_on(date) && !is_otherwise(date)).collect()
    }
}

/// The occurrences of all rows, in the order of the documents.
#[derive(Debug)]
pub struct Occurrences {
    list: Vec<Occurrence>,
    /// Of each entry, and past the last: where its occurrences and those of its items begin.
    starts: Vec<usize>,
}

impl Occurrences {
    /// Asks every row of these offices once.
    pub fn new(portal: &Portal, offices: &[Idx<Organization>]) -> Occurrences {
        let of_entry = |entry: Idx<Entry>| {
            let rows = portal.rows_of(entry);
            rows.flat_map(|row| of_row(portal, row)).collect::<Vec<_>>()
        };
        let entries = offices.iter().flat_map(|office| portal.entries_of(*office));
        let mut entries = entries.map(|(entry, _)| entry).collect::<Vec<_>>();
        entries.sort_unstable();
        let entries = entries.into_par_iter().with_min_len(16);
        let list = entries.flat_map_iter(of_entry).collect::<Vec<_>>();
        let mut starts = Vec::with_capacity(portal.entries.len() + 1);
        for (place, occurrence) in list.iter().enumerate() {
            let entry = occurrence.row.entry.index();
            starts.resize(starts.len().max(entry + 1), place);
        }
        starts.resize(portal.entries.len() + 1, list.len());
        Occurrences { list, starts }
    }

    /// Every occurrence.
    pub fn all(&self) -> &[Occurrence] {
        &self.list
    }

    /// Those of one row, in the order of its term.
    pub fn of_row(&self, row: RowIdx) -> &[Occurrence] {
        &self.list[self.places_of(row)]
    }

    /// The places in [`Occurrences::all`] of those of one row.
    pub fn places_of(&self, row: RowIdx) -> Range<usize> {
        let entry = row.entry.index();
        let (start, end) = (self.starts[entry], self.starts[entry + 1]);
        let of_entry = &self.list[start..end];
        let before = of_entry.partition_point(|occurrence| occurrence.row.item < row.item);
        let past = of_entry.partition_point(|occurrence| occurrence.row.item <= row.item);
        start + before..start + past
    }
}

/// The row that answers for an entry or item: items without work of their own are part of their entry.
pub fn answering_row(portal: &Portal, row: RowIdx) -> RowIdx {
    let is_own = row.item.is_none_or(|item| portal.items[item].is_row);
    if is_own { row } else { RowIdx { item: None, ..row } }
}

/// The occurrences of one row.
pub fn of_row(portal: &Portal, idx: RowIdx) -> Vec<Occurrence> {
    let row = portal.row(idx);
    let Plan { year, calendar_lock, .. } = &portal.plans[portal.plan_of(idx.entry)];
    let published = Published { id: row.id(), lock: calendar_lock };
    let mut found = named(idx, *year, drafts_of(portal, &row), &published);
    let known = Known::of(&row);
    put_occasions(&mut found, &row);
    if let Some(exact) = known.time {
        put_exact(&mut found, idx, exact);
    }
    settle(&mut found, &known);
    found
}

/// The occurrences of one row for pages, which need no names: all suffixes are empty.
pub(in crate::site) fn unnamed_of_row(portal: &Portal, idx: RowIdx) -> Vec<Occurrence> {
    let row = portal.row(idx);
    let known = Known::of(&row);
    // Which marker an exact day takes the place of, the names say.
    if known.time.is_some() || occasions(&row).next().is_some() {
        return of_row(portal, idx).into_iter().flat_map(apart).collect();
    }
    let unnamed = |draft| {
        let Draft { kind, time, window, is_certain, name: _ } = draft;
        let suffix = Cow::Borrowed("");
        let (row, fate, once) = (idx, Fate::Stands, None);
        Occurrence { row, suffix, kind, time, window, is_certain, fate, once }
    };
    let mut found = drafts_of(portal, &row).into_iter().map(unnamed).collect::<Vec<_>>();
    settle(&mut found, &known);
    found
}

/// A series, and each of its times that is otherwise by itself.
fn apart(occurrence: Occurrence) -> Vec<Occurrence> {
    let others = match &occurrence.kind {
        OccurrenceKind::Series(series) => series.others.clone(),
        _ => Vec::new(),
    };
    std::iter::once(occurrence).chain(others).collect()
}

fn drafts_of(portal: &Portal, row: &Row<'_>) -> Vec<Draft> {
    let policy = &portal.settings.calendar;
    row.term.meaning.schedules().flat_map(|schedule| drafts(policy, schedule)).collect()
}

/// Says what became of them.
fn settle(found: &mut [Occurrence], known: &Known) {
    let fate = match known.status {
        Some(Status::Cancelled) => Fate::Cancelled,
        Some(Status::Moved) if known.time.is_none() => Fate::Postponed,
        Some(Status::Planned | Status::InProgress | Status::Done | Status::Moved) | None => {
            Fate::Stands
        }
    };
    let settle_one = |occurrence: &mut Occurrence| {
        // One time may be off while the rest is not.
        if fate != Fate::Stands || occurrence.once.is_none() {
            occurrence.fate = fate;
        }
        occurrence.is_certain &= occurrence.fate != Fate::Postponed;
    };
    for occurrence in found {
        if let OccurrenceKind::Series(series) = &mut occurrence.kind {
            series.others.iter_mut().for_each(settle_one);
        }
        settle_one(occurrence);
    }
}

/// What is known of a row beyond its approved words: its own facts, then its entry's when an item shares the term.
pub fn facts_in_order<'a>(row: &Row<'a>) -> impl Iterator<Item = &'a Facts> + use<'a> {
    let own = row.item.and_then(|item| item.facts.as_deref());
    let shares_term = row.item.is_none_or(|item| item.term == CellHolder::Entry);
    let entry = row.entry.facts.as_deref().filter(|_| shares_term);
    own.into_iter().chain(entry)
}

/// What the content says of single times of a row's term.
pub(in crate::site) fn occasions<'a>(
    row: &Row<'a>,
) -> impl Iterator<Item = &'a Occasion> + use<'a> {
    facts_in_order(row).flat_map(|facts| &facts.occasions)
}

/// The facts that say what became of a row: those of a cancelled entry, else the first with a status.
pub fn facts_of_status<'a>(row: &Row<'a>) -> Option<&'a Facts> {
    row.cancelled().or_else(|| facts_in_order(row).find(|facts| facts.status.is_some()))
}

/// What the content knows of a row beyond its term.
struct Known {
    time: Option<OccurrenceTime>,
    status: Option<Status>,
}

impl Known {
    /// An item takes over its entry's day and status when it shares the entry's term.
    fn of(row: &Row<'_>) -> Known {
        let exact = |facts: &Facts| Some(exact_time(facts.start?, facts.end));
        let time = facts_in_order(row).find_map(exact);
        Known { time, status: facts_of_status(row).and_then(|facts| facts.status) }
    }
}

/// The exact time that the content states.
pub(in crate::site) fn stated_time(row: &Row<'_>) -> Option<OccurrenceTime> {
    Known::of(row).time
}

/// Whether the content says that it will not be.
pub(in crate::site) fn is_cancelled(row: &Row<'_>) -> bool {
    Known::of(row).status == Some(Status::Cancelled)
}

fn exact_time(start: Moment, end: Option<Moment>) -> OccurrenceTime {
    let days = Window::new(start.date, end.map_or(start.date, |end| end.date));
    let Some(from) = start.time else { return OccurrenceTime::Days(days) };
    let begin = start.date.and_time(from);
    match end {
        Some(Moment { date, time: Some(time) }) => {
            let end = Some(date.and_time(time)).filter(|end| *end > begin);
            OccurrenceTime::Hours(begin, end)
        }
        // Several days of which only the first hour is known are whole days.
        Some(Moment { date, time: None }) if date > start.date => OccurrenceTime::Days(days),
        _ => OccurrenceTime::Hours(begin, None),
    }
}

/// Puts each single time in the place of what the term has for it; of a series it becomes one of the others.
fn put_occasions(found: &mut Vec<Occurrence>, row: &Row<'_>) {
    let mut put = Vec::new();
    for Occasion { of, kind, days, .. } in occasions(row) {
        // What an item says goes before what its entry says of the same time.
        if put.contains(of) {
            continue;
        }
        put.push(*of);
        let once = Some(Once { of: *of, kind: *kind });
        let time = days.map(|(start, end)| exact_time(start, end));
        let fate = match kind {
            ChangeKind::Cancelled => Fate::Cancelled,
            _ if time.is_none() => Fate::Postponed,
            _ => Fate::Stands,
        };
        let series = found.iter_mut().find_map(|one| {
            let is_of = one.days_in(*of).contains(&of.first);
            match &mut one.kind {
                OccurrenceKind::Series(series) if is_of => Some((series, one.time)),
                _ => None,
            }
        });
        if let Some((series, usual)) = series {
            let time = time.unwrap_or_else(|| usual.on(of.first));
            let kind = OccurrenceKind::Period(Mark::On, Stretch::Other);
            series.others.push(Occurrence { kind, fate, once, ..exact(row.idx, time) });
            continue;
        }
        let place = found.iter().position(|one| one.window == *of);
        match (place, time) {
            (Some(place), Some(time)) => {
                replace(found, place, Occurrence { once, ..exact(row.idx, time) });
            }
            // A week of «щотижня» has no marker, so its day has a name of its own.
            (None, Some(time)) => {
                let suffix = Cow::Owned(format!("-o{}", of.first.format("%m%d")));
                found.push(Occurrence { suffix, once, ..exact(row.idx, time) });
            }
            (_, None) => {
                for one in found.iter_mut().filter(|one| one.window == *of) {
                    (one.fate, one.once) = (fate, once);
                }
            }
        }
    }
}

/// An exact day takes the place of the marker nearest to it: of «травень, жовтень» only the one it makes precise.
fn put_exact(found: &mut Vec<Occurrence>, row: RowIdx, time: OccurrenceTime) {
    let exact = exact(row, time);
    let window = exact.window;
    let distance = |occurrence: &Occurrence| {
        let before = (occurrence.window.first - window.first).num_days();
        let after = (window.first - occurrence.window.last).num_days();
        before.max(after).max(0)
    };
    let nearest = (0..found.len()).min_by_key(|at| found.get(*at).map(&distance));
    replace(found, nearest.unwrap_or(0), exact);
}

fn exact(row: RowIdx, time: OccurrenceTime) -> Occurrence {
    let window = Window::new(time.first_day(), time.last_day());
    let (suffix, kind) = (Cow::Borrowed(""), OccurrenceKind::Exact);
    let (is_certain, fate, once) = (true, Fate::Stands, None);
    Occurrence { row, suffix, kind, time, window, is_certain, fate, once }
}

/// Puts an exact day in the place of a marker, whose name it takes.
fn replace(found: &mut Vec<Occurrence>, place: usize, exact: Occurrence) {
    let base = found.get(place).map_or("", |marker| marker.base()).to_owned();
    // The two ends of a range give way to its one day.
    found.retain(|marker| marker.base() != base);
    let exact = Occurrence { suffix: Cow::Owned(base), ..exact };
    found.insert(place.min(found.len()), exact);
}

impl Occurrence {
    /// The suffix without the mark of a range's end.
    fn base(&self) -> &str {
        let end = self.kind.end_mark();
        self.suffix.strip_suffix(end).unwrap_or(&self.suffix)
    }
}

//! What the words of a term mean: days, deadlines, ranges, months, rhythms, or no date at all.
//!
//! `term` makes these values from words and a plan's year; pages, feeds and the index only ask them.
//! [`Schedule::occurrences`] is the one list of dated happenings that all of them share. A [`Term`] is the words of
//! one cell, which may hold several schedules in a row. Start reading at [`Schedule`].

mod stretch;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

pub use stretch::{MonthSpan, PlanYear, Window, YearMonth};

/// What a term means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Exact days, each perhaps with an hour: «10 жовтня», «15 та 22 жовтня о 14:00».
    Dates(Vec<Moment>),
    /// To be done by the end of the day (or by the hour): «до 15 вересня», «до лютого».
    Deadline(Vec<Moment>),
    /// Sometime between two days, or all along them: «15–20 березня», «лютий–березень», «І квартал».
    Range(Vec<Window>),
    /// Sometime in the month: «лютий», «травень, жовтень»; a span of several only beside others.
    Months(Vec<MonthSpan>),
    /// Again and again: «щомісяця», «раз на квартал», «щопонеділка».
    Recurring(Recurrence),
    /// «упродовж року»: all through these windows, without a day of its own.
    AllYear(Vec<Window>),
    /// «постійно»: as [`Schedule::AllYear`], said without a year.
    Ongoing(Vec<Window>),
    /// «за окремим графіком»: another paper sets the day.
    Timetable,
    /// «за потреби».
    OnDemand,
    /// No date can be known: an empty cell, «терміни уточнюються», words that were not understood.
    Unspecified,
}

/// A day, perhaps with an hour of the portal's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: NaiveDate,
    /// The hour, when it is stated.
    pub clock: Option<Clock>,
}

/// «о 14:00», «з 10:00 до 12:00».
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    /// When it begins, or by when for a deadline.
    pub start: NaiveTime,
    /// When it ends, if stated; after the start.
    pub end: Option<NaiveTime>,
}

/// What comes again, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// How often.
    pub rhythm: Rhythm,
    /// How many times in each window: 2 for «двічі на семестр».
    pub times: u32,
    /// How the windows are meant.
    pub mark: Mark,
    /// The hour, when it is stated.
    pub clock: Option<Clock>,
    /// When the rhythm holds: the plan's year, or «з вересня по грудень».
    pub within: Vec<Window>,
    /// One window for each time, in order; empty for daily and weekly rhythms, see
    /// [`Schedule::occurrences`].
    pub windows: Vec<Window>,
}

/// How often something comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// «щодня» is 1, «раз на 10 днів» is 10.
    Daily(u32),
    /// «щопонеділка»; without weekdays for «щотижня».
    Weekly {
        /// 2 for «раз на два тижні».
        every: u32,
        /// In the order of the week.
        weekdays: Vec<Weekday>,
    },
    /// «щомісяця» is 1, «раз на два місяці» is 2.
    Monthly(u32),
    /// «щоквартально».
    Quarterly,
    /// «раз на півріччя».
    HalfYearly,
    /// «раз на семестр».
    Semesterly,
    /// «раз на рік».
    Yearly,
}

/// How the windows of a recurrence are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Sometime within the window.
    Within,
    /// On this very day: «щомісяця 25 числа».
    On,
    /// By this day: «щомісяця до 10 числа».
    By,
}

/// The words of one cell, read: its schedules in the order they were written, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    parts: Vec<TermPart>,
    months: Vec<YearMonth>,
}

impl Default for Term {
    /// The term of an empty cell.
    fn default() -> Term {
        Term::new(vec![TermPart { range: 0..0, schedule: Schedule::Unspecified }])
    }
}

/// One of the schedules of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermPart {
    /// Its bytes in the words of the term.
    pub range: Range<usize>,
    /// What they mean.
    pub schedule: Schedule,
}

impl Schedule {
    /// Every dated happening as a window, in the order of the words. Empty for continuous kinds
    /// (also «щодня»: nobody wants 365 marks), for timetables, demand and the unspecified.
    pub fn occurrences(&self) -> Vec<Window> {
        match self {
            Schedule::Dates(moments) | Schedule::Deadline(moments) => {
                moments.iter().map(|at| Window::day(at.date)).collect()
            }
            Schedule::Range(windows) => windows.clone(),
            Schedule::Months(spans) => spans.iter().map(MonthSpan::window).collect(),
            Schedule::Recurring(recurrence) => recurrence.occurrences(),
            Schedule::AllYear(_)
            | Schedule::Ongoing(_)
            | Schedule::Timetable
            | Schedule::OnDemand
            | Schedule::Unspecified => Vec::new(),
        }
    }

    /// The months in which there is something to do, in order and once each: what month pages list.
    /// Ranges count every month they touch; a rhythm counts the month in which each window ends.
    pub fn months(&self) -> Vec<YearMonth> {
        let mut months = Vec::new();
        match self {
            Schedule::Recurring(recurrence) => {
                let windows = recurrence.occurrences();
                months.extend(windows.iter().map(|window| YearMonth::of(window.last)));
            }
            Schedule::Dates(_)
            | Schedule::Deadline(_)
            | Schedule::Range(_)
            | Schedule::Months(_)
            | Schedule::AllYear(_)
            | Schedule::Ongoing(_)
            | Schedule::Timetable
            | Schedule::OnDemand
            | Schedule::Unspecified => {
                for window in self.occurrences() {
                    months.extend(window.months());
                }
            }
        }
        months.sort();
        months.dedup();
        months
    }

    /// Whether it goes on all the time, so that no single day stands out.
    pub fn is_continuous(&self) -> bool {
        match self {
            Schedule::AllYear(_) | Schedule::Ongoing(_) => true,
            Schedule::Recurring(recurrence) => matches!(recurrence.rhythm, Rhythm::Daily(1)),
            Schedule::Dates(_)
            | Schedule::Deadline(_)
            | Schedule::Range(_)
            | Schedule::Months(_)
            | Schedule::Timetable
            | Schedule::OnDemand
            | Schedule::Unspecified => false,
        }
    }

    /// The hour that it states for what happens on a day.
    fn clock_on(&self, day: NaiveDate) -> Option<Clock> {
        match self {
            Schedule::Dates(moments) => moments.iter().find(|at| at.date == day)?.clock,
            Schedule::Recurring(recurrence) if recurrence.mark != Mark::By => recurrence.clock,
            _ => None,
        }
    }

    /// Whether it has dated happenings.
    pub fn has_dates(&self) -> bool {
        !self.occurrences().is_empty()
    }

    /// The earliest day it speaks of, also of continuous kinds.
    pub fn first_date(&self) -> Option<NaiveDate> {
        self.extent().map(|window| window.first)
    }

    /// The latest day it speaks of, also of continuous kinds.
    pub fn last_date(&self) -> Option<NaiveDate> {
        self.extent().map(|window| window.last)
    }

    /// Drops what a rhythm or a continuous kind has before `first`, where something is left then; other kinds stay.
    pub fn begin_from(&mut self, first: NaiveDate) {
        let begin = |windows: &mut Vec<Window>| {
            let later = windows.iter().filter(|window| window.last >= first);
            let later = later.map(|window| Window { first: window.first.max(first), ..*window });
            let later: Vec<Window> = later.collect();
            if !later.is_empty() {
                *windows = later;
            }
        };
        match self {
            Schedule::AllYear(windows) | Schedule::Ongoing(windows) => begin(windows),
            Schedule::Recurring(recurrence) => {
                begin(&mut recurrence.within);
                begin(&mut recurrence.windows);
            }
            Schedule::Dates(_)
            | Schedule::Deadline(_)
            | Schedule::Range(_)
            | Schedule::Months(_)
            | Schedule::Timetable
            | Schedule::OnDemand
            | Schedule::Unspecified => {}
        }
    }

    fn extent(&self) -> Option<Window> {
        let windows = match self {
            Schedule::AllYear(windows) | Schedule::Ongoing(windows) => windows.clone(),
            Schedule::Recurring(recurrence) if recurrence.windows.is_empty() => {
                recurrence.within.clone()
            }
            Schedule::Dates(_)
            | Schedule::Deadline(_)
            | Schedule::Range(_)
            | Schedule::Months(_)
            | Schedule::Recurring(_)
            | Schedule::Timetable
            | Schedule::OnDemand
            | Schedule::Unspecified => self.occurrences(),
        };
        let first = windows.iter().map(|window| window.first).min()?;
        let last = windows.iter().map(|window| window.last).max()?;
        Some(Window { first, last })
    }
}

impl Recurrence {
    /// One window for each time; for a weekly rhythm without a weekday, the weeks.
    pub fn occurrences(&self) -> Vec<Window> {
        match &self.rhythm {
            Rhythm::Daily(1) => Vec::new(),
            Rhythm::Daily(every) => self.every_days(*every),
            Rhythm::Weekly { every, weekdays } => self.weeks(*every, weekdays),
            Rhythm::Monthly(_)
            | Rhythm::Quarterly
            | Rhythm::HalfYearly
            | Rhythm::Semesterly
            | Rhythm::Yearly => self.windows.clone(),
        }
    }

    /// Adds the weekdays of another weekly rhythm: «щопонеділка та щочетверга»; whether it could.
    pub fn join(&mut self, other: &Recurrence) -> bool {
        let (
            Rhythm::Weekly { every, weekdays },
            Rhythm::Weekly { every: other_every, weekdays: others },
        ) = (&mut self.rhythm, &other.rhythm)
        else {
            return false;
        };
        if *every != *other_every || self.within != other.within || self.clock != other.clock {
            return false;
        }
        if weekdays.is_empty() || others.is_empty() {
            return false;
        }
        weekdays.extend(others);
        weekdays.sort_by_key(Weekday::num_days_from_monday);
        weekdays.dedup();
        true
    }

    fn every_days(&self, every: u32) -> Vec<Window> {
        let step = usize::try_from(every.max(1)).unwrap_or(1);
        let days = self.within.iter().flat_map(|within| within.dates().step_by(step));
        days.map(Window::day).collect()
    }

    fn weeks(&self, every: u32, weekdays: &[Weekday]) -> Vec<Window> {
        let mut found = Vec::new();
        for within in &self.within {
            let back = u64::from(within.first.weekday().num_days_from_monday());
            let Some(monday) = within.first.checked_sub_days(Days::new(back)) else {
                continue;
            };
            let step = 7 * usize::try_from(every.max(1)).unwrap_or(1);
            for monday in monday.iter_days().step_by(step) {
                if monday > within.last {
                    break;
                }
                let week = Window {
                    first: monday,
                    last: monday.checked_add_days(Days::new(6)).unwrap_or(monday),
                };
                let Some(week) = week.overlap(within) else {
                    continue;
                };
                if weekdays.is_empty() {
                    found.push(week);
                }
                let stated = week.dates().filter(|date| weekdays.contains(&date.weekday()));
                found.extend(stated.map(Window::day));
            }
        }
        found
    }
}

impl From<NaiveDate> for Moment {
    fn from(date: NaiveDate) -> Moment {
        Moment { date, clock: None }
    }
}

impl Term {
    /// A term of at least one part: one that says nothing is one unspecified part.
    pub fn new(parts: Vec<TermPart>) -> Term {
        // Many pages ask for them.
        let months = match parts.as_slice() {
            [only] => only.schedule.months(),
            parts => {
                let each = parts.iter().flat_map(|part| part.schedule.months());
                each.collect::<BTreeSet<_>>().into_iter().collect()
            }
        };
        Term { parts, months }
    }

    /// Its parts in the order of the words.
    pub fn parts(&self) -> &[TermPart] {
        &self.parts
    }

    /// The schedules in the order of the words.
    pub fn schedules(&self) -> impl Iterator<Item = &Schedule> {
        self.parts.iter().map(|part| &part.schedule)
    }

    /// The months in which any of its schedules has something to do, in order and once each.
    pub fn months(&self) -> &[YearMonth] {
        &self.months
    }

    /// Every dated happening of all its schedules, in the order of the words.
    pub fn occurrences(&self) -> Vec<Window> {
        self.schedules().flat_map(Schedule::occurrences).collect()
    }

    /// The shortest of its happenings that these days lie in, and the hour of it.
    pub fn happening_of(&self, days: Window) -> Option<(Window, Option<Clock>)> {
        let happenings = self.schedules().flat_map(|schedule| {
            let windows = schedule.occurrences().into_iter();
            windows.map(|window| (window, schedule.clock_on(window.first)))
        });
        let around = happenings.filter(|(window, _)| window.overlap(&days) == Some(days));
        around.min_by_key(|(window, _)| window.length())
    }

    /// Whether any of its schedules has dated happenings.
    pub fn has_dates(&self) -> bool {
        self.schedules().any(Schedule::has_dates)
    }

    /// Whether any of its schedules goes on all the time.
    pub fn is_continuous(&self) -> bool {
        self.schedules().any(Schedule::is_continuous)
    }

    /// The earliest day it speaks of.
    pub fn first_date(&self) -> Option<NaiveDate> {
        self.schedules().filter_map(Schedule::first_date).min()
    }

    /// The latest day it speaks of.
    pub fn last_date(&self) -> Option<NaiveDate> {
        self.schedules().filter_map(Schedule::last_date).max()
    }
}

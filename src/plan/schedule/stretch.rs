//! Stretches of days that calendars have a name for: windows, months, the year of a plan.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// Days from `first` to `last`, both included; never backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, not before the first.
    pub last: NaiveDate,
}

/// One month of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// The year.
    pub year: i32,
    /// From 1 to 12.
    pub month: u32,
}

/// Whole months from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthSpan {
    /// The first month.
    pub first: YearMonth,
    /// The last month; the same one for «лютий».
    pub last: YearMonth,
}

impl Window {
    /// The days between two days, whichever comes first.
    pub fn new(one: NaiveDate, other: NaiveDate) -> Window {
        Window { first: one.min(other), last: one.max(other) }
    }

    /// One day.
    pub fn day(date: NaiveDate) -> Window {
        Window { first: date, last: date }
    }

    /// Whether it is one day.
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }

    /// How many days, at least 1.
    pub fn length(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Whether the day lies in it.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }

    /// The days of both.
    pub fn overlap(&self, other: &Window) -> Option<Window> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (first <= last).then_some(Window { first, last })
    }

    /// What is left of it without the days of `gap`: nothing, one window or two.
    pub fn without(&self, gap: &Window) -> Vec<Window> {
        if self.overlap(gap).is_none() {
            return vec![*self];
        }
        let before = gap.first.pred_opt().map(|last| (self.first, last));
        let after = gap.last.succ_opt().map(|first| (first, self.last));
        [before, after]
            .into_iter()
            .flatten()
            .filter(|(first, last)| first <= last)
            .map(|(first, last)| Window { first, last })
            .collect()
    }

    /// Every day of it.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }

    /// Every month it touches.
    pub fn months(&self) -> impl Iterator<Item = YearMonth> {
        let last = YearMonth::of(self.last);
        std::iter::successors(Some(YearMonth::of(self.first)), |month| Some(month.next()))
            .take_while(move |month| *month <= last)
    }

    /// The months it consists of, if it begins with a first and ends with a last day of a month.
    pub fn whole_months(&self) -> Option<MonthSpan> {
        let span = MonthSpan { first: YearMonth::of(self.first), last: YearMonth::of(self.last) };
        (span.window() == *self).then_some(span)
    }
}

impl YearMonth {
    /// The month of a day.
    pub fn of(date: NaiveDate) -> YearMonth {
        YearMonth { year: date.year(), month: date.month() }
    }

    /// The month after it.
    pub fn next(self) -> YearMonth {
        self.plus(1)
    }

    /// The month so many months later, or earlier.
    pub fn plus(self, months: i32) -> YearMonth {
        let index = self.year * 12 + self.month as i32 - 1 + months;
        YearMonth { year: index.div_euclid(12), month: index.rem_euclid(12) as u32 + 1 }
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.clamp(1, 12), 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or_default()
    }

    /// The day with this number, the last one where the month is shorter.
    pub fn day(self, day: u32) -> NaiveDate {
        self.first_day().with_day(day.max(1)).unwrap_or(self.last_day())
    }

    /// All its days.
    pub fn window(self) -> Window {
        Window { first: self.first_day(), last: self.last_day() }
    }
}

impl MonthSpan {
    /// All its days.
    pub fn window(&self) -> Window {
        Window { first: self.first.first_day(), last: self.last.last_day() }
    }

    /// The months it counts, in order.
    pub fn months(&self) -> impl Iterator<Item = YearMonth> {
        self.window().months().collect::<Vec<_>>().into_iter()
    }

    /// Whether it is one month.
    pub fn is_month(&self) -> bool {
        self.first == self.last
    }
}

impl From<YearMonth> for MonthSpan {
    fn from(month: YearMonth) -> MonthSpan {
        MonthSpan { first: month, last: month }
    }
}

/// The year of a plan: a calendar year, or the school year that begins in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlanYear {
    /// The calendar year in which it begins.
    pub first: i32,
    /// Whether it goes from September to August.
    pub is_school: bool,
}

impl From<i32> for PlanYear {
    fn from(first: i32) -> PlanYear {
        PlanYear { first, is_school: false }
    }
}

impl PlanYear {
    /// Its first and its last month.
    pub fn span(self) -> MonthSpan {
        let first = YearMonth { year: self.first, month: if self.is_school { 9 } else { 1 } };
        MonthSpan { first, last: first.plus(11) }
    }

    /// Its twelve months.
    pub fn months(self) -> impl Iterator<Item = YearMonth> {
        let first = self.span().first;
        (0..12).map(move |more| first.plus(more))
    }

    /// The calendar year in which its month of this number lies.
    pub fn year_of(self, month: u32) -> i32 {
        self.first + i32::from(month < self.span().first.month)
    }

    /// Whether the month is one of them.
    pub fn has(self, month: YearMonth) -> bool {
        let MonthSpan { first, last } = self.span();
        first <= month && month <= last
    }

    /// «2026», «2026/2027».
    pub fn numbers(self) -> String {
        match self.is_school {
            true => format!("{}/{}", self.first, self.first + 1),
            false => self.first.to_string(),
        }
    }
}

impl fmt::Display for PlanYear {
    /// What stands before «рік»: «2026», «2026/2027 навчальний».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_school { "\u{a0}навчальний" } else { "" };
        write!(f, "{}{kind}", self.numbers())
    }
}

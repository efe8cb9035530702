//! Points of the calendar as words name them, and the days they stand for.
//!
//! A [`Point`] is what the grammar read («ІІ декада березня», «15», «І семестр 2026/2027»); [`Point::window`] gives its
//! days. The policies for semesters, decades, halves and school years are here and nowhere else.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::words::{Season, Unit};
use crate::plan::schedule::{MonthSpan, PlanYear, Window, YearMonth};

/// A calendar expression with a place in the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) what: What,
    pub(super) year: Year,
    /// First token.
    pub(super) start: usize,
    /// The token after the last.
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Without a month while a list is still being read: «15» of «15 та 22 жовтня».
    Day {
        day: u32,
        month: Option<u32>,
    },
    Frame(Frame),
    Part(Part, Frame),
}

/// A named stretch of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Month { month: u32, is_nominative: bool },
    Quarter(u32),
    HalfYear(u32),
    Semester(u32),
    Season(Season),
    Vacation(Season),
    Year,
    SchoolYear,
}

/// A piece of a longer stretch; 0 counts from the end («останній»).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Beginning,
    Middle,
    End,
    Half(u32),
    Decade(u32),
    Week(u32),
    /// «перші два тижні» are 14 days.
    FirstDays(u32),
    LastDays(u32),
    Weekday {
        nth: u32,
        weekday: Weekday,
    },
    /// Clamped to the length of the month.
    Day(u32),
    Workday(u32),
    Month(u32),
}

/// The year a phrase states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Unstated,
    Stated(i32),
    /// The school year that begins in this year.
    School(i32),
    /// «2026/2025 н.р.»: two years that are no school year.
    Broken,
    /// A number that cannot be the year of a plan.
    Absurd,
}

/// Why a point has no days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// «15.13.2026», «45 березня».
    NoSuchDay,
    /// «п’ятий понеділок лютого».
    NoSuchPart,
    AbsurdYear,
    BrokenYear,
}

impl Point {
    /// The days it stands for; a day past the end of its month is the month's last (see [`Point::is_clamped`]).
    pub(super) fn window(&self, plan_year: PlanYear) -> Result<Window, Fault> {
        let is_unstated = self.year == Year::Unstated;
        let year = self.calendar_year(plan_year)?;
        match self.what {
            What::Day { day, month } => {
                let month = month.unwrap_or(0);
                if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
                    return Err(Fault::NoSuchDay);
                }
                Ok(Window::day(YearMonth { year, month }.day(day)))
            }
            What::Frame(Frame::Year) if is_unstated => Ok(plan_year.span().window()),
            What::Frame(frame) => frame.window(year).ok_or(Fault::NoSuchPart),
            What::Part(part, frame) => {
                // «кінець року» in the plan of a school year.
                let is_school = is_unstated && plan_year.is_school && frame == Frame::Year;
                let frame = if is_school { Frame::SchoolYear } else { frame };
                let mut window = frame.window(year).ok_or(Fault::NoSuchPart)?;
                // «1 числа ІІІ кварталу» is in its first month.
                if let (Part::Day(1..), false) = (part, matches!(frame, Frame::Month { .. })) {
                    let whole = frame.window(year).ok_or(Fault::NoSuchPart)?;
                    return part
                        .window(YearMonth::of(whole.first).window())
                        .ok_or(Fault::NoSuchPart);
                }
                // «кінець навчального року» is that of the school year which ends in the plan's year.
                let is_of_calendar = is_unstated && !plan_year.is_school;
                if frame == Frame::SchoolYear && is_of_calendar && part.is_late() {
                    window = frame.window(year - 1).ok_or(Fault::NoSuchPart)?;
                }
                part.window(window).ok_or(Fault::NoSuchPart)
            }
        }
    }

    /// Whether its day does not exist in its month: «31 вересня».
    pub(super) fn is_clamped(&self, plan_year: PlanYear) -> bool {
        match (self.what, self.window(plan_year)) {
            (What::Day { day, .. }, Ok(window)) => window.first.day() != day,
            _ => false,
        }
    }

    /// A whole month by its name.
    pub(super) fn month(&self) -> Option<u32> {
        match self.what {
            What::Frame(Frame::Month { month, .. }) => Some(month),
            What::Frame(_) | What::Day { .. } | What::Part(..) => None,
        }
    }

    /// A month by its name, or a day of one: an end that another can be put beside with «по».
    pub(super) fn is_of_month(&self) -> bool {
        match self.what {
            What::Frame(frame) => matches!(frame, Frame::Month { .. }),
            What::Day { month, .. } => month.is_some(),
            What::Part(..) => false,
        }
    }

    /// Exact days rather than a stretch.
    pub(super) fn is_day(&self) -> bool {
        match self.what {
            What::Day { .. } => true,
            What::Part(part, _) => part.is_day(),
            What::Frame(_) => false,
        }
    }

    fn calendar_year(&self, plan_year: PlanYear) -> Result<i32, Fault> {
        match self.year {
            Year::Unstated if plan_year.is_school => {
                Ok(plan_year.first + i32::from(self.is_in_spring()))
            }
            Year::Unstated => Ok(plan_year.first),
            Year::Stated(year) => Ok(year),
            Year::Absurd => Err(Fault::AbsurdYear),
            Year::Broken => Err(Fault::BrokenYear),
            Year::School(start) => Ok(start + i32::from(self.is_in_spring())),
        }
    }

    /// Whether it lies in the second half of a school year.
    fn is_in_spring(&self) -> bool {
        let month = match self.what {
            What::Day { month, .. } => month.unwrap_or(1),
            What::Frame(frame) | What::Part(_, frame) => match frame {
                Frame::Month { month, .. } => month,
                Frame::Quarter(quarter) => quarter * 3,
                Frame::HalfYear(half) => half * 6,
                Frame::Semester(semester) => return semester == 2,
                Frame::Season(season) | Frame::Vacation(season) => {
                    return matches!(season, Season::Spring | Season::Summer);
                }
                Frame::Year | Frame::SchoolYear => return false,
            },
        };
        month < 9
    }
}

impl What {
    /// The part of a stretch; «30 числа» of a named month is that very day.
    pub(super) fn of(part: Part, frame: Frame) -> What {
        match (part, frame) {
            (Part::Day(day @ 1..), Frame::Month { month, .. }) => {
                What::Day { day, month: Some(month) }
            }
            _ => What::Part(part, frame),
        }
    }
}

impl Frame {
    /// The quarter, half-year or semester of this number, if there is one.
    pub(super) fn numbered(unit: Unit, number: u32) -> Option<Frame> {
        match unit {
            Unit::Quarter if (1..=4).contains(&number) => Some(Frame::Quarter(number)),
            Unit::HalfYear if (1..=2).contains(&number) => Some(Frame::HalfYear(number)),
            Unit::Semester if (1..=2).contains(&number) => Some(Frame::Semester(number)),
            _ => None,
        }
    }

    /// From a quarter to a year: what reports and plans are made for.
    pub(super) fn is_stretch(self) -> bool {
        match self {
            Frame::Quarter(_)
            | Frame::HalfYear(_)
            | Frame::Semester(_)
            | Frame::Year
            | Frame::SchoolYear => true,
            Frame::Month { .. } | Frame::Season(_) | Frame::Vacation(_) => false,
        }
    }

    /// Its days in (or from) the calendar year `year`.
    pub(super) fn window(self, year: i32) -> Option<Window> {
        let months = |from: u32, to: u32| {
            let first = YearMonth { year, month: from };
            let last = first.plus(to as i32 - from as i32);
            Some(MonthSpan { first, last }.window())
        };
        match self {
            Frame::Month { month, .. } => months(month, month),
            Frame::Quarter(number) if (1..=4).contains(&number) => {
                months(number * 3 - 2, number * 3)
            }
            Frame::HalfYear(number) if (1..=2).contains(&number) => {
                months(number * 6 - 5, number * 6)
            }
            Frame::Semester(1) => months(9, 12),
            Frame::Semester(2) => months(1, 6),
            Frame::Quarter(_) | Frame::HalfYear(_) | Frame::Semester(_) => None,
            Frame::Season(Season::Winter) => months(12, 14),
            Frame::Season(Season::Spring) => months(3, 5),
            Frame::Season(Season::Summer) => months(6, 8),
            Frame::Season(Season::Autumn) => months(9, 11),
            Frame::Vacation(season) => vacation(season, year),
            Frame::Year => months(1, 12),
            Frame::SchoolYear => months(9, 18),
        }
    }
}

/// The usual weeks of school holidays, which every institution sets anew: always said with a warning.
fn vacation(season: Season, year: i32) -> Option<Window> {
    let (month, day, length) = match season {
        Season::Winter => (12, 21, 15),
        Season::Spring => (3, 19, 8),
        Season::Summer => return Frame::Season(Season::Summer).window(year),
        Season::Autumn => (10, 20, 8),
    };
    let earliest = NaiveDate::from_ymd_opt(year, month, day)?;
    // They begin with a Saturday and end with a Sunday.
    let days_to_saturday = (12 - u64::from(earliest.weekday().num_days_from_monday())) % 7;
    let first = earliest.checked_add_days(Days::new(days_to_saturday))?;
    let last = first.checked_add_days(Days::new(length))?;
    Some(Window { first, last })
}

impl Part {
    /// The piece of `whole`; `None` where it has none («п’ятий понеділок лютого»).
    pub(super) fn window(self, whole: Window) -> Option<Window> {
        let length =
            MonthSpan { first: YearMonth::of(whole.first), last: YearMonth::of(whole.last) }
                .months()
                .count() as u32;
        // The edges of school holidays are days.
        let is_short = whole.whole_months().is_none();
        match self {
            Part::Beginning if is_short => stretch(whole, 1, 3),
            Part::Middle if is_short => Some(whole),
            Part::End if is_short => Part::LastDays(3).window(whole),
            Part::Beginning if length > 1 => Part::Month(1).window(whole),
            Part::Middle if length > 1 => Part::Month(length.div_ceil(2)).window(whole),
            Part::End if length > 1 => Part::Month(0).window(whole),
            Part::Beginning => Part::Decade(1).window(whole),
            Part::Middle => Part::Decade(2).window(whole),
            Part::End => Part::Decade(0).window(whole),
            Part::Half(number) if length > 1 && length.is_multiple_of(2) => {
                let middle = YearMonth::of(whole.first).plus(length as i32 / 2);
                match number {
                    1 => Some(Window { first: whole.first, last: middle.first_day().pred_opt()? }),
                    2 => Some(Window { first: middle.first_day(), last: whole.last }),
                    _ => None,
                }
            }
            Part::Half(number) => {
                let half = u64::try_from(whole.length() / 2).ok()?;
                let second = whole.first.checked_add_days(Days::new(half))?;
                match number {
                    1 => Some(Window::new(whole.first, second.pred_opt()?)),
                    2 => Some(Window::new(second, whole.last)),
                    _ => None,
                }
            }
            Part::Decade(0) | Part::Decade(3) => {
                Some(Window { first: YearMonth::of(whole.last).day(21), last: whole.last })
            }
            Part::Decade(number) => stretch(whole, number, 10),
            Part::Week(0) => {
                Some(Window { first: whole.last.checked_sub_days(Days::new(6))?, last: whole.last })
            }
            Part::Week(number) => stretch(whole, number, 7),
            Part::FirstDays(count) => stretch(whole, 1, count),
            Part::LastDays(count) => {
                let before = u64::from(count.checked_sub(1)?);
                let first = whole.last.checked_sub_days(Days::new(before))?;
                Window { first, last: whole.last }.overlap(&whole)
            }
            Part::Weekday { nth, weekday } => nth_day(whole, nth, |day| day.weekday() == weekday),
            Part::Workday(nth) => {
                nth_day(whole, nth, |day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
            }
            Part::Day(0) => Some(Window::day(whole.last)),
            Part::Day(32..) => None,
            Part::Day(number) => Some(Window::day(YearMonth::of(whole.last).day(number))),
            Part::Month(0) => Some(YearMonth::of(whole.last).window()),
            Part::Month(number) => {
                let month = YearMonth::of(whole.first).plus(number as i32 - 1);
                month.window().overlap(&whole)
            }
        }
    }

    /// Exact days rather than a stretch.
    pub(super) fn is_day(self) -> bool {
        matches!(self, Part::Weekday { .. } | Part::Day(_) | Part::Workday(_))
    }

    fn is_late(self) -> bool {
        matches!(
            self,
            Part::Middle
                | Part::End
                | Part::Half(2)
                | Part::Day(0)
                | Part::Month(0)
                | Part::Week(0)
                | Part::LastDays(_)
        ) || matches!(self, Part::Decade(0) | Part::Workday(0) | Part::Weekday { nth: 0, .. })
    }
}

/// The `number`th run of `length` days; the last one goes up to the end.
fn stretch(whole: Window, number: u32, length: u32) -> Option<Window> {
    let before = u64::from(number.checked_sub(1)? * length);
    let first = whole.first.checked_add_days(Days::new(before))?;
    let last = first.checked_add_days(Days::new(u64::from(length) - 1))?;
    Window { first, last }.overlap(&whole)
}

fn nth_day(whole: Window, nth: u32, is_such: impl Fn(NaiveDate) -> bool) -> Option<Window> {
    let mut days = whole.dates().filter(|day| is_such(*day));
    let day = match nth.checked_sub(1) {
        Some(before) => days.nth(before as usize)?,
        None => days.last()?,
    };
    Some(Window::day(day))
}

//! The days of a rhythm: what was read of it ([`Draft`]) becomes a recurrence within the plan's year.
//!
//! The policies are here: what «двічі на рік» divides, when «щоквартально до 5 числа» is due, how a school year's
//! bounds fall into a calendar year.

use chrono::{Datelike, NaiveDate, Weekday};

use super::RemarkKind;
use super::explain::few_or_many;
use super::grammar::{Join, Reader};
use super::points::{Frame, Part};
use super::remarks::write_days;
use super::series::without_all;
use super::words::Unit;
use crate::plan::schedule::{
    Clock, Mark, MonthSpan, Recurrence, Rhythm, Schedule, Window, YearMonth,
};
use crate::text;

/// What is known of a rhythm while it is being read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rate: Rate,
    pub(super) times: u32,
    pub(super) parts: Vec<(Join, Part)>,
    pub(super) is_deadline: bool,
    /// «до 5 числа наступного місяця».
    pub(super) is_month_after: bool,
    /// «…останнього місяця кварталу».
    pub(super) of_month: Option<Part>,
    pub(super) bounds: Option<Vec<Window>>,
    pub(super) excepted: Vec<Window>,
    /// «до 12:00» of «щоп’ятниці до 12:00».
    pub(super) clock: Option<Clock>,
}

/// How often, as the words say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rate {
    Days(u32),
    Weeks(u32, Vec<Weekday>),
    Months(u32),
    Semesters,
    Years(u32),
}

impl Draft {
    /// Once in every `count` units.
    pub(super) fn of(unit: Unit, count: u32) -> Draft {
        if unit != Unit::Decade || count != 1 {
            return Draft::new(rate(unit, count), 1);
        }
        let mut draft = Draft::new(Rate::Months(1), 1);
        draft.parts = vec![
            (Join::Start, Part::Decade(1)),
            (Join::List, Part::Decade(2)),
            (Join::List, Part::Decade(3)),
        ];
        draft
    }

    pub(super) fn new(rate: Rate, times: u32) -> Draft {
        Draft {
            rate,
            times,
            parts: Vec::new(),
            is_deadline: false,
            is_month_after: false,
            of_month: None,
            bounds: None,
            excepted: Vec::new(),
            clock: None,
        }
    }
}

impl Reader<'_> {
    pub(super) fn schedule(&mut self, draft: Draft, start: usize) -> Schedule {
        let year = self.plan_window();
        let tokens = start..self.at;
        let within = self.within(&draft, year, start);
        let months = match &draft.rate {
            Rate::Days(every) => {
                return Schedule::Recurring(repeated(Rhythm::Daily(*every), &draft, within));
            }
            Rate::Weeks(every, weekdays) => {
                if weekdays.is_empty() {
                    let read = text!(
                        uk: "щотижневий захід без названого дня",
                        en: "a weekly happening without a stated day"
                    );
                    let better = text!(uk: "напишіть день тижня", en: "write the day of the week");
                    self.read_as(tokens, read, better);
                }
                let rhythm = Rhythm::Weekly { every: *every, weekdays: weekdays.clone() };
                return Schedule::Recurring(repeated(rhythm, &draft, within));
            }
            Rate::Months(count) => *count,
            Rate::Semesters => 6,
            Rate::Years(_) => 12,
        };
        let rhythm = match &draft.rate {
            Rate::Semesters => Rhythm::Semesterly,
            Rate::Years(_) => Rhythm::Yearly,
            Rate::Days(_) | Rate::Weeks(..) | Rate::Months(_) => match months {
                3 => Rhythm::Quarterly,
                6 => Rhythm::HalfYearly,
                other => Rhythm::Monthly(other),
            },
        };
        if let Rate::Years(count @ 2..) = draft.rate {
            let years = few_or_many(count, "роки", "років");
            let read = text!(
                uk: "один раз у році плану (раз на {count} {years})",
                en: "once in the plan's year (every {count} years)"
            );
            self.read_as(tokens.clone(), read, write_days());
        }
        if draft.times > 1 && draft.rate == Rate::Semesters {
            let times = draft.times;
            let read = text!(
                uk: "{times} рази впродовж кожного семестру",
                en: "{times} times in each semester"
            );
            self.read_as(tokens.clone(), read, write_days());
        }
        let is_early = |part: &(Join, Part)| matches!(part.1, Part::Day(1..=20));
        if draft.is_deadline
            && draft.of_month.is_none()
            && months > 1
            && draft.parts.iter().any(is_early)
        {
            let read = text!(
                uk: "день місяця, наступного за звітним",
                en: "the day of the month after that which is reported"
            );
            self.read_as(tokens, read, write_days());
        }
        let frames = match draft.rate {
            Rate::Semesters => {
                let semesters = [1, 2].into_iter().map(Frame::Semester);
                let mut semesters =
                    semesters.filter_map(|frame| self.frame_of_plan(frame)).collect::<Vec<_>>();
                semesters.sort_by_key(|window| window.first);
                semesters
            }
            _ => month_frames(year, months),
        };
        // «протягом року» bounds nothing.
        let is_unbound = draft.bounds.as_ref().is_none_or(|bounds| *bounds == [year]);
        let mut recurrence = repeated(rhythm, &draft, within.clone());
        recurrence.windows = frames
            .iter()
            .flat_map(|frame| windows_of(&draft, *frame, months))
            .filter_map(|window| {
                within.iter().find_map(|within| {
                    // A deadline after the last quarter lies in the next year.
                    let is_after = is_unbound && window.first > year.last;
                    if is_after { Some(window) } else { window.overlap(within) }
                })
            })
            .collect();
        if recurrence.windows.is_empty() {
            let message = text!(
                uk: "такого дня чи відтинку немає в цьому році",
                en: "this year has no such day or stretch"
            );
            self.remark(RemarkKind::Impossible, start..self.at, message);
            return Schedule::Unspecified;
        }
        Schedule::Recurring(recurrence)
    }

    /// The days of the plan's year on which the rhythm holds.
    fn within(&self, draft: &Draft, year: Window, start: usize) -> Vec<Window> {
        // «вересень 2026 – травень 2027» is not in the spring before.
        let has_year = self.states_year(start..self.at);
        let within = match &draft.bounds {
            None => vec![year],
            Some(bounds) => within_year(bounds, year, has_year),
        };
        without_all(&within, &draft.excepted)
    }
}

/// The days of the year that lie within the bounds: «з вересня по травень» holds from January to May as well, unless
/// its years are stated.
pub(super) fn within_year(bounds: &[Window], year: Window, has_year: bool) -> Vec<Window> {
    let mut within: Vec<Window> = Vec::new();
    for bound in bounds {
        let earlier = shifted(*bound, -12);
        let is_across = bound.first <= year.last && bound.last > year.last && !has_year;
        let earlier = earlier.filter(|_| is_across);
        within.extend(earlier.and_then(|days| days.overlap(&year)));
        within.extend(bound.overlap(&year));
    }
    if within.is_empty() { bounds.to_vec() } else { within }
}

pub(super) fn rate(unit: Unit, count: u32) -> Rate {
    match unit {
        Unit::Day => Rate::Days(count),
        Unit::Week => Rate::Weeks(count, Vec::new()),
        Unit::Decade => Rate::Days(10 * count),
        Unit::Month => Rate::Months(count),
        Unit::Quarter => Rate::Months(3 * count),
        Unit::HalfYear => Rate::Months(6 * count),
        Unit::Semester => Rate::Semesters,
        Unit::Year => Rate::Years(count),
    }
}

fn repeated(rhythm: Rhythm, draft: &Draft, within: Vec<Window>) -> Recurrence {
    let is_day = draft.parts.iter().any(|(_, part)| part.is_day());
    let is_weekday = matches!(&rhythm, Rhythm::Weekly { weekdays, .. } if !weekdays.is_empty());
    let has_range = draft.parts.iter().any(|(join, _)| *join == Join::Dash);
    let mark = match (draft.is_deadline, (is_day || is_weekday) && !has_range) {
        (true, _) => Mark::By,
        (false, true) => Mark::On,
        (false, false) => Mark::Within,
    };
    let (times, clock) = (draft.times, draft.clock);
    Recurrence { rhythm, times, mark, clock, within, windows: Vec::new() }
}

/// The months of a year in runs of `count`.
fn month_frames(year: Window, count: u32) -> Vec<Window> {
    let months: Vec<YearMonth> = year.months().collect();
    months
        .chunks(count.clamp(1, 12) as usize)
        .filter_map(|run| {
            let span = MonthSpan { first: *run.first()?, last: *run.last()? };
            Some(span.window())
        })
        .collect()
}

/// The windows of a rhythm in one of its units.
fn windows_of(draft: &Draft, frame: Window, months: u32) -> Vec<Window> {
    if draft.parts.is_empty() {
        return vec![frame];
    }
    let (frame, months) = match draft.of_month.and_then(|part| part.window(frame)) {
        Some(month) => (month, 1),
        None => (frame, months),
    };
    let month_after = YearMonth::of(frame.last).next().window();
    let mut windows: Vec<Window> = Vec::new();
    for (join, part) in &draft.parts {
        // «щоквартально до 5 числа» is due after the quarter.
        let is_after = draft.is_deadline
            && (draft.is_month_after || months > 1)
            && matches!(part, Part::Day(1..=20));
        let whole = if is_after || draft.is_month_after { month_after } else { frame };
        let Some(mut window) = part.window(whole) else {
            continue;
        };
        if draft.is_deadline {
            // «до середини місяця» is by the 15th.
            let middle =
                (*part == Part::Middle && months == 1).then(|| YearMonth::of(whole.first).day(15));
            // «до початку кварталу» is by the day before it.
            let before = (*part == Part::Beginning).then(|| window.first.pred_opt()).flatten();
            window = Window::day(middle.or(before).unwrap_or(window.last));
        }
        match windows.last_mut() {
            // «до 10–15 числа»: the later day.
            Some(last) if *join == Join::Dash && draft.is_deadline => *last = window,
            // «з 25 по 5 число» ends in the next month.
            Some(last) if *join == Join::Dash && window.last < last.first => {
                let next = YearMonth::of(last.first).next().window();
                last.last = part.window(next).map_or(last.last, |window| window.last);
            }
            Some(last) if *join == Join::Dash => *last = Window::new(last.first, window.last),
            _ => windows.push(window),
        }
    }
    // «останній та перший четвер»
    windows.sort_by_key(|window| window.first);
    windows
}

/// The window so many months later, whole months kept whole.
pub(super) fn shifted(window: Window, months: i32) -> Option<Window> {
    let day = |date: NaiveDate| YearMonth::of(date).plus(months).day(date.day());
    let is_end = YearMonth::of(window.last).last_day() == window.last;
    let last =
        if is_end { YearMonth::of(window.last).plus(months).last_day() } else { day(window.last) };
    Some(Window::new(day(window.first), last))
}

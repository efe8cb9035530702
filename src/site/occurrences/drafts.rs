//! What a term has to be marked, before the content says more: when, how, and under which name.
//!
//! A schedule becomes [`Draft`]s by the table of the editor's guide ([`drafts`]); [`named`] gives each the name that
//! subscribers know it by.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Fate, Occurrence, OccurrenceKind, OccurrenceTime, Series, Stretch};
use crate::plan::schedule::{Clock, Mark, MonthSpan, Recurrence, Rhythm, Schedule, Window};
use crate::plan::{CalendarLock, CalendarPolicy, LockedState, LongRanges, RowIdx};

/// An occurrence without a name yet.
pub(super) struct Draft {
    pub(super) kind: OccurrenceKind,
    pub(super) time: OccurrenceTime,
    pub(super) window: Window,
    pub(super) is_certain: bool,
    /// What it is called.
    pub(super) name: Name,
}

pub(super) enum Name {
    /// Nothing when it was alone as it was published; else a letter and the first day.
    Day(char),
    /// Nothing when it was alone as it was published; else the month.
    Month,
    /// Always this letter with a number.
    Numbered(char, u32),
    /// Always the month.
    Monthly,
}

/// What a schedule has to be marked, with the policies of `portal.toml`.
pub(super) fn drafts(policy: &CalendarPolicy, schedule: &Schedule) -> Vec<Draft> {
    match schedule {
        Schedule::Dates(moments) => moments
            .iter()
            .map(|moment| {
                let time = hours(moment.date, moment.clock);
                draft(OccurrenceKind::Exact, time, Window::day(moment.date), Name::Day('d'))
            })
            .collect(),
        Schedule::Deadline(moments) => moments
            .iter()
            .map(|moment| {
                let day = Window::day(moment.date);
                let time = OccurrenceTime::Days(day);
                draft(OccurrenceKind::Deadline, time, day, Name::Day('d'))
            })
            .collect(),
        Schedule::Range(windows) => {
            windows.iter().flat_map(|window| range(policy, *window)).collect()
        }
        Schedule::Months(spans) => spans.iter().flat_map(|span| month(policy, *span)).collect(),
        Schedule::Recurring(recurrence) => recurring(policy, recurrence),
        Schedule::AllYear(_)
        | Schedule::Ongoing(_)
        | Schedule::Timetable
        | Schedule::OnDemand
        | Schedule::Unspecified => Vec::new(),
    }
}

fn draft(kind: OccurrenceKind, time: OccurrenceTime, window: Window, name: Name) -> Draft {
    Draft { kind, time, window, is_certain: true, name }
}

fn hours(date: NaiveDate, clock: Option<Clock>) -> OccurrenceTime {
    match clock {
        None => OccurrenceTime::Days(Window::day(date)),
        Some(Clock { start, end }) => {
            let end = end.filter(|end| *end > start).map(|end| date.and_time(end));
            OccurrenceTime::Hours(date.and_time(start), end)
        }
    }
}

fn range(policy: &CalendarPolicy, window: Window) -> Vec<Draft> {
    let is_short = window.length() <= policy.longest_event;
    if is_short || policy.long_ranges == LongRanges::Span {
        let time = OccurrenceTime::Days(window);
        let whole = draft(OccurrenceKind::Range, time, window, Name::Day('r'));
        return vec![Draft { is_certain: is_short, ..whole }];
    }
    let marker = |kind, day| {
        let time = OccurrenceTime::Days(Window::day(day));
        Draft { is_certain: false, ..draft(kind, time, window, Name::Day('r')) }
    };
    vec![
        marker(OccurrenceKind::RangeStart, policy.first_working_day(window)),
        marker(OccurrenceKind::RangeEnd, window.last),
    ]
}

fn month(policy: &CalendarPolicy, span: MonthSpan) -> Vec<Draft> {
    let window = span.window();
    if !span.is_month() {
        return range(policy, window);
    }
    let time = OccurrenceTime::Days(policy.place(policy.months, window));
    let marker = draft(OccurrenceKind::Month(span.first), time, window, Name::Month);
    vec![Draft { is_certain: false, ..marker }]
}

fn recurring(policy: &CalendarPolicy, recurrence: &Recurrence) -> Vec<Draft> {
    match &recurrence.rhythm {
        Rhythm::Daily(1) => Vec::new(),
        Rhythm::Daily(every) => series(recurrence, *every, &[]),
        // Sometime in every week is no day to stand out.
        Rhythm::Weekly { weekdays, .. } if weekdays.is_empty() => Vec::new(),
        Rhythm::Weekly { every, weekdays } => series(recurrence, *every, weekdays),
        Rhythm::Monthly(_)
        | Rhythm::Quarterly
        | Rhythm::HalfYearly
        | Rhythm::Semesterly
        | Rhythm::Yearly => {
            recurrence.windows.iter().map(|window| period(policy, recurrence, *window)).collect()
        }
    }
}

fn period(policy: &CalendarPolicy, recurrence: &Recurrence, window: Window) -> Draft {
    let is_certain = recurrence.mark != Mark::Within;
    let time = match recurrence.mark {
        Mark::Within => OccurrenceTime::Days(policy.place(policy.recurrences, window)),
        Mark::On if window.is_day() => hours(window.first, recurrence.clock),
        Mark::On => OccurrenceTime::Days(window),
        Mark::By => OccurrenceTime::Days(Window::day(window.last)),
    };
    let month = window.last.month();
    let (name, stretch) = match recurrence.rhythm {
        Rhythm::Quarterly => (Name::Numbered('q', (month - 1) / 3 + 1), Stretch::Quarter),
        Rhythm::HalfYearly => (Name::Numbered('h', (month - 1) / 6 + 1), Stretch::HalfYear),
        Rhythm::Semesterly => (Name::Numbered('t', (month - 1) / 6 + 1), Stretch::Semester),
        Rhythm::Yearly => (Name::Numbered('y', 1), Stretch::Other),
        Rhythm::Monthly(1) => (Name::Monthly, Stretch::Month),
        Rhythm::Monthly(_) | Rhythm::Daily(_) | Rhythm::Weekly { .. } => {
            (Name::Monthly, Stretch::Other)
        }
    };
    let kind = OccurrenceKind::Period(recurrence.mark, stretch);
    Draft { is_certain, ..draft(kind, time, window, name) }
}

/// One series for each window the rhythm holds in.
fn series(recurrence: &Recurrence, every: u32, weekdays: &[Weekday]) -> Vec<Draft> {
    let days = recurrence.occurrences();
    let within = recurrence.within.iter().filter_map(|within| {
        let mut days = days.iter().filter(|day| within.contains(day.first));
        let first = days.next()?.first;
        let until = days.next_back().map_or(first, |day| day.first);
        let weekdays = weekdays.to_vec();
        let series = Series { every, weekdays, until, others: Vec::new() };
        let time = hours(first, recurrence.clock);
        let window = Window::new(first, until);
        Some(draft(OccurrenceKind::Series(series), time, window, Name::Day('w')))
    });
    within.collect()
}

/// What subscribers have of a row.
pub(super) struct Published<'a> {
    pub(super) id: &'a str,
    pub(super) lock: &'a CalendarLock,
}

impl Published<'_> {
    /// When the event of this suffix begins, if it stands.
    fn start(&self, suffix: &str) -> Option<NaiveDate> {
        let event = self.lock.events.get(&format!("{}{suffix}", self.id))?;
        matches!(event.state, LockedState::Stands(_)).then(|| event.start.day())
    }
}

/// Names that hold while the term's words do: «-m03», not «the third». What was published as the only one keeps its name
/// when others come to it, and what was one of several when the others go.
pub(super) fn named(
    row: RowIdx,
    year: i32,
    drafts: Vec<Draft>,
    published: &Published<'_>,
) -> Vec<Occurrence> {
    // The two ends of a range count as one.
    let is_counted = |draft: &&Draft| {
        matches!(draft.name, Name::Day(_) | Name::Month) && draft.kind != OccurrenceKind::RangeEnd
    };
    let is_alone = drafts.iter().filter(is_counted).count() == 1;
    let mut taken: Vec<Cow<'static, str>> = Vec::with_capacity(drafts.len());
    let occurrences = drafts.into_iter().map(|draft| {
        let Draft { kind, time, window, is_certain, name } = draft;
        let day = window.last;
        let foreign = |day: NaiveDate| match day.year() == year {
            true => String::new(),
            false => format!("{}-", day.year()),
        };
        let base = match name {
            Name::Day(letter) => {
                let first = window.first;
                let (month, day) = (first.month(), first.day());
                Cow::Owned(format!("-{letter}{}{month:02}{day:02}", foreign(first)))
            }
            Name::Month | Name::Monthly => {
                Cow::Owned(format!("-m{}{:02}", foreign(day), day.month()))
            }
            Name::Numbered(letter, number) => {
                Cow::Owned(format!("-{letter}{}{number}", foreign(day)))
            }
        };
        let end = kind.end_mark();
        let is_bare = matches!(name, Name::Day(_) | Name::Month)
            && !taken.iter().any(|suffix| suffix == end)
            && published.start(&format!("{base}{end}")).is_none()
            && (is_alone || published.start(end).is_some_and(|start| window.contains(start)));
        let base = if is_bare { Cow::Borrowed("") } else { base };
        let first = join(&base, end);
        let mut suffix = first.clone();
        // The same day twice in a term: «15 травня, 15 травня».
        let mut times = 1;
        while taken.contains(&suffix) {
            times += 1;
            suffix = join(&format!("{base}-{times}"), end);
        }
        taken.push(suffix.clone());
        let (fate, once) = (Fate::Stands, None);
        Occurrence { row, suffix, kind, time, window, is_certain, fate, once }
    });
    occurrences.collect()
}

fn join(base: &str, end: &'static str) -> Cow<'static, str> {
    if base.is_empty() { Cow::Borrowed(end) } else { Cow::Owned(format!("{base}{end}")) }
}

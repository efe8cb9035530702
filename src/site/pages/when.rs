//! When: what is known of a row's days, in words and for machines.
//!
//! The one place that turns moments and schedules into what templates print. The approved words of the term are
//! not touched here; these dates stand beside them. An exact day that the content states goes before the term.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::plan::schedule::{self, Mark, PlanYear, Schedule, Window, YearMonth};
use crate::plan::{Facts, Moment, Occasion, Portal, Row};
use crate::site::Site;
use crate::site::months::months_of;
use crate::site::occurrences::occasions;

/// A day, a span of days or a month, as the component `times` takes it.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct DateView {
    /// `2026-03-12`, `2026-03-12T10:00`, or `2026-03` for a whole month.
    pub(in crate::site) iso: String,
    /// The last day of a span.
    pub(in crate::site) until: Option<String>,
    /// «12 березня, четвер, 10:00».
    pub(in crate::site) text: String,
}

/// A list shows no more days of a row than this.
const MOST: usize = 4;

/// The days of a row that its term does not say in so many words, for lists: few, and no whole months.
pub(in crate::site) fn dates(site: &Site<'_>, row: &Row<'_>) -> Vec<DateView> {
    if let Some(exact) = exact(site, row.facts()) {
        return vec![exact];
    }
    let dates = standing(site, row).take(MOST + 1).collect::<Vec<_>>();
    if dates.len() > MOST { Vec::new() } else { dates }
}

/// The days of a row that come again too often for a list: «щомісяця до 31 числа».
pub(in crate::site) fn many_dates(site: &Site<'_>, row: &Row<'_>) -> Vec<DateView> {
    if row.facts().is_some_and(|facts| facts.start.is_some()) {
        return Vec::new();
    }
    let dates = standing(site, row).collect::<Vec<_>>();
    if dates.len() > MOST { dates } else { Vec::new() }
}

/// Every day, span and month of a row, for the row's own page, and what is otherwise of it.
pub(in crate::site) fn all_dates<'a>(
    site: &'a Site<'_>,
    row: &Row<'a>,
) -> Vec<(DateView, Option<&'a Occasion>)> {
    match exact(site, row.facts()) {
        Some(exact) => vec![(exact, None)],
        None => of_term(site, row, Months::Said).collect(),
    }
}

/// The days of a row's term that are no whole months, each as it is to be now.
fn standing<'a>(site: &'a Site<'_>, row: &Row<'a>) -> impl Iterator<Item = DateView> + 'a {
    let days = of_term(site, row, Months::Unsaid);
    days.filter_map(|(day, once)| match once {
        Some(occasion) => occasion.days.map(|days| stated(site, days)),
        None => Some(day),
    })
}

/// The beginning and the end of a row with days of its own: stated by the content, or the only ones of its term.
/// The end is the last day or hour as far as either is known.
pub(in crate::site) fn own_days(portal: &Portal, row: &Row<'_>) -> Option<(Moment, Moment)> {
    if let Some((start, end)) = row.facts().and_then(|facts| Some((facts.start?, facts.end))) {
        return Some((start, end.unwrap_or(Moment { time: None, ..start })));
    }
    if occasions(row).next().is_some() {
        return None;
    }
    let [part] = row.term.meaning.parts() else { return None };
    let day = |date| Moment { date, time: None };
    match &part.schedule {
        Schedule::Dates(moments) => {
            let [at] = moments.as_slice() else { return None };
            let time =
                |pick: fn(&schedule::Clock) -> Option<NaiveTime>| at.clock.as_ref().and_then(pick);
            let start = Moment { date: at.date, time: time(|clock| Some(clock.start)) };
            Some((start, Moment { date: at.date, time: time(|clock| clock.end) }))
        }
        Schedule::Range(windows) => {
            let [window] = windows.as_slice() else { return None };
            let is_event = window.whole_months().is_none()
                && window.length() <= portal.settings.calendar.longest_event;
            is_event.then(|| (day(window.first), day(window.last)))
        }
        _ => None,
    }
}

/// The months a row has something to do in; empty where none stands out.
pub(in crate::site) fn months(row: &Row<'_>) -> Vec<YearMonth> {
    let Some(start) = row.facts().and_then(|facts| facts.start) else {
        let later = occasions(row).filter_map(|occasion| occasion.days);
        let later = later.map(|(start, _)| YearMonth::of(start.date));
        let mut months = row.term.meaning.months().iter().copied().chain(later).collect::<Vec<_>>();
        months.sort();
        months.dedup();
        return months;
    };
    let end = row.facts().and_then(|facts| facts.end).unwrap_or(start);
    Window::new(start.date, end.date).months().collect()
}

/// For filters: `month:03` for each month of the plan's year, `month:2027-01` beyond it, else `month:year` for what
/// goes on all the time, else `month:none`; nothing for what only heads others.
pub(in crate::site) fn month_facets(site: &Site<'_>, row: &Row<'_>) -> Vec<String> {
    let portal = site.portal;
    let plan_year = portal.plans[portal.plan_of(row.idx.entry)].plan_year();
    let facet = |month| format!("month:{}", month_value(plan_year, month));
    let mut facets = months_of(portal, row.idx).into_iter().map(facet).collect::<Vec<_>>();
    if row.term.meaning.is_continuous() {
        facets.push("month:year".to_owned());
    } else if facets.is_empty() && !site.index.is_heading_row(row.idx) {
        facets.push("month:none".to_owned());
    }
    facets
}

/// A month as filters name it: `03` in the plan's year, `2027-01` beyond it.
pub(in crate::site) fn month_value(plan_year: PlanYear, month: YearMonth) -> String {
    match plan_year.has(month) {
        true => format!("{:02}", month.month),
        false => format!("{}-{:02}", month.year, month.month),
    }
}

/// The words of a term for machines, where they are one whole month: `2026-03`; days stand in [`dates`].
pub(in crate::site) fn term_iso(row: &Row<'_>) -> Option<String> {
    let [part] = row.term.meaning.parts() else { return None };
    let [window] = part.schedule.occurrences()[..] else { return None };
    let span = window.whole_months().filter(schedule::MonthSpan::is_month)?;
    Some(format!("{}-{:02}", span.first.year, span.first.month))
}

/// The exact day or days of a row in words.
pub(in crate::site) fn exact(site: &Site<'_>, facts: Option<&Facts>) -> Option<DateView> {
    let facts = facts?;
    Some(stated(site, (facts.start?, facts.end)))
}

/// A day or days that the content states.
pub(in crate::site) fn stated(site: &Site<'_>, (start, end): (Moment, Option<Moment>)) -> DateView {
    let end = end.filter(|end| *end != start);
    let until = end.filter(|end| end.date != start.date).map(|end| iso_day(end.date));
    DateView { iso: iso(start), until, text: in_words(site, start, end) }
}

/// «12 березня 2026 року, четвер, 10:00–12:00», «12 березня 2026 року, четвер — 14 березня 2026 року, субота».
pub(in crate::site) fn in_words(site: &Site<'_>, start: Moment, end: Option<Moment>) -> String {
    let clock = |moment: Moment| moment.time.map(|time| time.format("%H:%M").to_string());
    let said = |moment: Moment| {
        let day = site.dates.date_with_weekday(moment.date);
        clock(moment).map_or(day.clone(), |clock| format!("{day}, {clock}"))
    };
    match end {
        None => said(start),
        Some(end) if end.date == start.date => match clock(end) {
            Some(clock) => format!("{}–{clock}", said(start)),
            None => said(start),
        },
        Some(end) => format!("{}\u{a0}— {}", said(start), said(end)),
    }
}

/// Whether whole months are among the happenings of a term.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Months {
    Said,
    Unsaid,
}

/// The dated happenings of a row's term, and what the content says of those that are otherwise.
fn of_term<'a>(
    site: &'a Site<'_>,
    row: &Row<'a>,
    months: Months,
) -> impl Iterator<Item = (DateView, Option<&'a Occasion>)> + 'a {
    let occasions = occasions(row).collect::<Vec<_>>();
    let schedules = row.term.meaning.schedules();
    let happenings = schedules.flat_map(move |schedule| {
        // «щомісяця до 31 числа»: a whole month, of which the words say a day.
        let is_by =
            matches!(schedule, Schedule::Recurring(recurrence) if recurrence.mark == Mark::By);
        let windows = schedule.occurrences();
        let dates = of_schedule(site, schedule, &windows);
        let windows = windows.into_iter().zip(dates);
        windows.map(move |(window, date)| (window, date, is_by || window.whole_months().is_none()))
    });
    happenings.filter_map(move |(window, date, is_of_days)| {
        let once = occasions.iter().find(|occasion| occasion.of == window).copied();
        let is_said = is_of_days || months == Months::Said || once.is_some();
        is_said.then_some((date, once))
    })
}

/// One for each of its happenings, whose windows are these.
fn of_schedule(site: &Site<'_>, schedule: &Schedule, windows: &[Window]) -> Vec<DateView> {
    let by = |window: &Window| {
        let text = format!("до\u{a0}{}", site.dates.date_with_weekday(window.last));
        DateView { iso: iso_day(window.last), until: None, text }
    };
    match schedule {
        Schedule::Dates(moments) => moments.iter().map(|at| on(site, at)).collect(),
        Schedule::Deadline(_) => windows.iter().map(by).collect(),
        Schedule::Recurring(recurrence) if recurrence.mark == Mark::By => {
            windows.iter().map(by).collect()
        }
        Schedule::Range(_) | Schedule::Months(_) | Schedule::Recurring(_) => {
            windows.iter().map(|window| within(site, window)).collect()
        }
        Schedule::AllYear(_)
        | Schedule::Ongoing(_)
        | Schedule::Timetable
        | Schedule::OnDemand
        | Schedule::Unspecified => Vec::new(),
    }
}

/// A day of the term, with its hours if it states them.
fn on(site: &Site<'_>, at: &schedule::Moment) -> DateView {
    let start = Moment { date: at.date, time: at.clock.map(|clock| clock.start) };
    let end = at.clock.and_then(|clock| clock.end);
    let end = end.map(|time| Moment { date: at.date, time: Some(time) });
    DateView { iso: iso(start), until: None, text: in_words(site, start, end) }
}

/// «березень 2026», «лютий — березень 2026», «15–20 березня 2026 року», or a day.
fn within(site: &Site<'_>, window: &Window) -> DateView {
    let Window { first, last } = *window;
    if let Some(span) = window.whole_months() {
        let (from, to) = (span.first, span.last);
        let ends = site.dates.month_and_year(to.year, to.month);
        let text = if span.is_month() {
            ends
        } else if from.year == to.year {
            format!("{}\u{a0}— {ends}", site.dates.month(from.month))
        } else {
            format!("{}\u{a0}— {ends}", site.dates.month_and_year(from.year, from.month))
        };
        return DateView { iso: format!("{}-{:02}", from.year, from.month), until: None, text };
    }
    if window.is_day() {
        let text = site.dates.date_with_weekday(first);
        return DateView { iso: iso_day(first), until: None, text };
    }
    let (one, other) = (YearMonth::of(first), YearMonth::of(last));
    let text = if one == other {
        format!("{}–{}", chrono::Datelike::day(&first), site.dates.date(last))
    } else if one.year == other.year {
        format!("{}\u{a0}— {}", site.dates.day(first), site.dates.date(last))
    } else {
        format!("{}\u{a0}— {}", site.dates.date(first), site.dates.date(last))
    };
    DateView { iso: iso_day(first), until: Some(iso_day(last)), text }
}

fn iso_day(date: NaiveDate) -> String {
    date.to_string()
}

fn iso(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{}", iso_day(moment.date), time.format("%H:%M")),
        None => iso_day(moment.date),
    }
}

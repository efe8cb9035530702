//! Monthly digests: in the calendar of everything one event a month tells what has no day yet.

use std::collections::BTreeMap;

use super::words;
use crate::language::dates::DateWords;
use crate::language::plural::count;
use crate::language::slug::slug;
use crate::plan::schedule::{Window, YearMonth};
use crate::plan::{CalendarTime, Idx, Plan, Portal};
use crate::site::index::Index;
use crate::site::occurrences::{Fate, OccurrenceKind, Occurrences};
use crate::site::output::calendar::{EventBody, EventStatus};

/// More lines than this nobody reads on a phone.
const MOST_LINES: usize = 100;

/// The things of one month without a day.
pub(super) struct Digest {
    pub(super) plan: Idx<Plan>,
    pub(super) month: YearMonth,
    /// The days it stands on.
    pub(super) day: Window,
    /// Places of the markers it stands for.
    pub(super) markers: Vec<usize>,
}

/// The digests of all plans.
pub(super) fn all(portal: &Portal, occurrences: &Occurrences) -> Vec<Digest> {
    let mut months: BTreeMap<(Idx<Plan>, YearMonth), Digest> = BTreeMap::new();
    for (place, occurrence) in occurrences.all().iter().enumerate() {
        let OccurrenceKind::Month(month) = occurrence.kind else { continue };
        if occurrence.fate != Fate::Stands {
            continue;
        }
        let plan = portal.plan_of(occurrence.row.entry);
        let policy = &portal.settings.calendar;
        let day = Window::day(policy.first_working_day(month.window()));
        let fresh = || Digest { plan, month, day, markers: Vec::new() };
        months.entry((plan, month)).or_insert_with(fresh).markers.push(place);
    }
    months.into_values().collect()
}

/// Its name before the «@».
pub(super) fn name(portal: &Portal, digest: &Digest) -> String {
    let plan = &portal.plans[digest.plan];
    let office = &portal.organizations[plan.organization].id;
    let YearMonth { year, month } = digest.month;
    format!("digest-{office}-{}-m{year}-{month:02}", slug(&plan.id, "plan"))
}

/// What it says.
pub(super) fn body(
    (portal, index): (&Portal, &Index),
    occurrences: &Occurrences,
    dates: &DateWords,
    digest: &Digest,
) -> EventBody {
    let Digest { plan, month, day, markers } = digest;
    let number = count(markers.len(), ["захід", "заходи", "заходів"]);
    let mut lines = vec![format!(
        "Для цих справ план називає лише місяць: {} {} року.",
        dates.month(month.month),
        month.year
    )];
    for place in markers.iter().take(MOST_LINES) {
        let row = portal.row(occurrences.all()[*place].row);
        let number = match row.entry.number.trim_end_matches('.') {
            "" => String::new(),
            number => format!("{number} "),
        };
        let who = words::people(&row);
        let who = if who.is_empty() { String::new() } else { format!(" ({who})") };
        lines.push(format!("• {number}{}{who}", words::lead(portal, index, &row, words::LONG)));
    }
    if let Some(more) = markers.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        lines.push(format!("… і ще {more}"));
    }
    let url = portal.url(&portal.month_path(*plan, *month));
    lines.extend(url.clone());
    EventBody {
        start: CalendarTime::Date(day.first),
        end: day.last.succ_opt().map(CalendarTime::Date),
        repeats: None,
        summary: format!("План на {}: {number}", dates.month(month.month)),
        description: lines.join("\n"),
        url,
        categories: vec!["Місяць".to_owned()],
        status: EventStatus::Tentative,
        location: None,
    }
}

//! Monthly digests: in the calendar of everything one event a month tells what has no day yet.

use std::collections::BTreeMap;

use super::body::mark_of;
use super::words;
use crate::language::dates::DateWords;
use crate::language::plural::count;
use crate::language::slug::slug;
use crate::plan::schedule::{Window, YearMonth};
use crate::plan::{CalendarTime, Idx, Plan, Portal};
use crate::site::index::Index;
use crate::site::occurrences::{Fate, Occurrence, OccurrenceKind, Occurrences};
use crate::site::output::calendar::{EventBody, EventStatus};

/// More lines than this nobody reads on a phone.
const MOST_LINES: usize = 100;
/// More letters than this calendars on the web cut off.
const MOST_LETTERS: usize = 7_500;

/// The things of one month without a day.
pub(super) struct Digest {
    pub(super) plan: Idx<Plan>,
    pub(super) month: YearMonth,
    /// The days it stands on.
    pub(super) day: Window,
    /// Places of the markers it stands for.
    pub(super) markers: Vec<usize>,
    /// Places of those that were cancelled or moved to no known day: nobody should have to miss them.
    off: Vec<usize>,
}

/// The digests of all plans.
pub(super) fn all(portal: &Portal, occurrences: &Occurrences) -> Vec<Digest> {
    let mut months: BTreeMap<(Idx<Plan>, YearMonth), Digest> = BTreeMap::new();
    for (place, occurrence) in occurrences.all().iter().enumerate() {
        let OccurrenceKind::Month(month) = occurrence.kind else { continue };
        let plan = portal.plan_of(occurrence.row.entry);
        let policy = &portal.settings.calendar;
        let day = Window::day(policy.first_working_day(month.window()));
        let fresh = || Digest { plan, month, day, markers: Vec::new(), off: Vec::new() };
        let digest = months.entry((plan, month)).or_insert_with(fresh);
        let list = match occurrence.fate {
            Fate::Stands => &mut digest.markers,
            Fate::Postponed | Fate::Cancelled => &mut digest.off,
        };
        list.push(place);
    }
    months.into_values().filter(|digest| !digest.markers.is_empty()).collect()
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
    let Digest { plan, month, day, markers, off } = digest;
    let number = count(markers.len(), ["захід", "заходи", "заходів"]);
    let mut lines = vec![format!(
        "Для цих справ план називає лише місяць: {} {} року.",
        dates.month(month.month),
        month.year
    )];
    let mut letters = 0;
    let listed = markers.iter().chain(off);
    for place in listed.clone().take(MOST_LINES) {
        let line = line((portal, index), &occurrences.all()[*place]);
        letters += line.chars().count() + 1;
        if letters > MOST_LETTERS {
            break;
        }
        lines.push(line);
    }
    let more = listed.count() + 1 - lines.len();
    if more > 0 {
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

/// «• 2.2 Розроблення навчальних планів (Ткачук І.М.)»
fn line((portal, index): (&Portal, &Index), occurrence: &Occurrence) -> String {
    let row = portal.row(occurrence.row);
    let number = match row.entry.number.trim_end_matches('.') {
        "" => String::new(),
        number => format!("{number} "),
    };
    let who = words::people(&row);
    let who = if who.is_empty() { String::new() } else { format!(" ({who})") };
    let lead = words::lead(portal, index, &row, words::LONG);
    format!("• {}{number}{lead}{who}", mark_of(occurrence.fate))
}

//! Events that were published and are no more: they stay, cancelled, and say whether the work is off or only what was
//! known of its days before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::body::{CANCELLED, POSTPONED, place_in_plan};
use crate::plan::schedule::YearMonth;
use crate::plan::{CalendarTime, Idx, Plan, Portal, RowIdx};
use crate::site::occurrences::is_cancelled;
use crate::site::output::calendar::{EventBody, EventStatus};

/// An event that was published and is no more.
pub(super) struct Withdrawn {
    pub(super) plan: Idx<Plan>,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) start: CalendarTime,
    pub(super) end: Option<CalendarTime>,
}

impl Withdrawn {
    pub(super) fn first_day(&self) -> NaiveDate {
        self.start.day()
    }
}

/// The rows of a plan by the names of their events.
pub(super) struct RowNames<'a> {
    by_id: BTreeMap<&'a str, RowIdx>,
}

impl<'a> RowNames<'a> {
    pub(super) fn new(portal: &'a Portal, plan: Idx<Plan>) -> RowNames<'a> {
        let sections = portal.plans[plan].sections.iter();
        let entries = sections.flat_map(|section| portal.sections[section].entries.iter());
        let rows = entries.flat_map(|entry| portal.lines_of(entry));
        RowNames { by_id: rows.map(|row| (portal.row(row).id(), row)).collect() }
    }

    /// The row of which an event of this name could be.
    fn row(&self, name: &str) -> Option<RowIdx> {
        let ends = name.rmatch_indices('-').map(|(at, _)| at);
        let mut parts = [name.len()].into_iter().chain(ends).map(|at| name.split_at(at));
        parts.find_map(|(id, suffix)| {
            is_suffix(suffix).then(|| self.by_id.get(id)).flatten().copied()
        })
    }
}

/// Whether these are words that tell occurrences of a row apart: nothing, `-s`, `-m03`, `-d2027-0115-e`.
fn is_suffix(words: &str) -> bool {
    let is_number = |words: &str| words.bytes().all(|sign| sign.is_ascii_digit());
    let is_end = |part: &str| matches!(part, "s" | "e");
    let is_first = |part: &str| {
        let number = part.strip_prefix(['d', 'o', 'r', 'w', 'm', 'q', 'h', 't', 'y']);
        is_end(part) || number.is_some_and(|number| !number.is_empty() && is_number(number))
    };
    let Some(words) = words.strip_prefix('-') else { return words.is_empty() };
    let mut parts = words.split('-');
    parts.next().is_some_and(is_first) && parts.all(|part| is_end(part) || is_number(part))
}

/// What it says.
pub(super) fn body(portal: &Portal, names: &RowNames<'_>, withdrawn: &Withdrawn) -> EventBody {
    let Withdrawn { plan, name, summary, start, end } = withdrawn;
    let (mark, about, place, path) = match names.row(name) {
        Some(row) => {
            let path = portal.row_page_path(row);
            let row = portal.row(row);
            let place = place_in_plan(portal, &row);
            match is_cancelled(&row) {
                true => ("", "Захід скасовано.", place, path),
                // Nobody should take a webinar to be off because its month has become a day.
                false => {
                    ("попередній термін: ", "Термін змінено: ця дата більше не чинна.", place, path)
                }
            }
        }
        None if name.starts_with("digest-") => {
            let about = "Справ, для яких план називає лише цей місяць, більше немає: вони мають дні або їх змінено.";
            let path = portal.month_path(*plan, YearMonth::of(withdrawn.first_day()));
            ("попередній перелік: ", about, String::new(), path)
        }
        None => {
            let path = portal.plan_path(*plan, "plan.html");
            ("", "Цього в плані більше немає.", String::new(), path)
        }
    };
    let summary = [CANCELLED, POSTPONED]
        .into_iter()
        .fold(summary.as_str(), |words, fate| words.strip_prefix(fate).unwrap_or(words));
    let url = portal.url(&path);
    let lines = [Some(about), Some(place.as_str()), url.as_deref()];
    let lines = lines.into_iter().flatten().filter(|line| !line.is_empty());
    EventBody {
        start: *start,
        end: *end,
        repeats: None,
        summary: format!("{CANCELLED}{mark}{summary}"),
        description: lines.collect::<Vec<_>>().join("\n"),
        url: url.clone(),
        categories: Vec::new(),
        status: EventStatus::Cancelled,
        location: None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_suffix;

    #[test]
    fn suffixes_are_told_from_the_ends_of_other_ids() {
        for suffix in ["", "-s", "-e", "-m03", "-m2027-01", "-d0515", "-d0515-2", "-r0901-s", "-q1"]
        {
            assert!(is_suffix(suffix), "{suffix}");
        }
        for other in ["-", "-9", "-i31", "-m", "-9-m03", "-m03-i1", "s", "-sm"] {
            assert!(!is_suffix(other), "{other}");
        }
    }
}

//! A term as one line of a table: phrase, kinds, dates; the notation of `explain-term --format tsv`.
//!
//! `a..b` is a window with both ends, `;` stands between windows, `|` between the schedules of one cell, `-` for no
//! date, `RRULE:` before a rhythm of days or weeks.

use super::parse;
use crate::language::months::weekday_code;
use crate::plan::schedule::{PlanYear, Recurrence, Rhythm, Schedule, Window};

/// The line for one phrase, printed exactly as given; `<EMPTY>` stands for an empty cell.
pub fn tsv(phrase: &str, plan_year: impl Into<PlanYear>) -> String {
    let words = if phrase == "<EMPTY>" { "" } else { phrase };
    let (term, _) = parse(words, plan_year);
    let kinds: Vec<&str> = term.schedules().map(kind).collect();
    let days: Vec<String> = term.schedules().map(dates).collect();
    format!("{phrase}\t{}\t{}", kinds.join("|"), days.join("|"))
}

/// The kind of a schedule in the words of the table.
pub fn kind(schedule: &Schedule) -> &'static str {
    match schedule {
        Schedule::Dates(_) => "date",
        Schedule::Deadline(_) => "deadline",
        Schedule::Range(_) => "range",
        Schedule::Months(_) => "months",
        Schedule::Recurring(_) => "recurring",
        Schedule::AllYear(_) | Schedule::Ongoing(_) => "continuous",
        Schedule::Timetable => "by_schedule",
        Schedule::OnDemand => "on_demand",
        Schedule::Unspecified => "unspecified",
    }
}

/// The dates of a schedule in the notation of the table.
pub fn dates(schedule: &Schedule) -> String {
    match schedule {
        Schedule::AllYear(windows) | Schedule::Ongoing(windows) => listed(windows),
        Schedule::Recurring(recurrence) => rule(recurrence)
            .filter(|_| is_whole_year(recurrence))
            .unwrap_or_else(|| listed(&recurrence.occurrences())),
        Schedule::Dates(_)
        | Schedule::Deadline(_)
        | Schedule::Range(_)
        | Schedule::Months(_)
        | Schedule::Timetable
        | Schedule::OnDemand
        | Schedule::Unspecified => listed(&schedule.occurrences()),
    }
}

fn listed(windows: &[Window]) -> String {
    if windows.is_empty() {
        return "-".to_owned();
    }
    let written: Vec<String> = windows
        .iter()
        .map(|window| {
            if window.is_day() {
                window.first.to_string()
            } else {
                format!("{}..{}", window.first, window.last)
            }
        })
        .collect();
    written.join(";")
}

/// Whether the rhythm holds all year: a shorter one is better told by its days.
fn is_whole_year(recurrence: &Recurrence) -> bool {
    matches!(recurrence.within.as_slice(), [only] if only.length() >= 365)
        || matches!(recurrence.rhythm, Rhythm::Daily(1))
}

fn rule(recurrence: &Recurrence) -> Option<String> {
    let (frequency, every, weekdays) = match &recurrence.rhythm {
        Rhythm::Daily(every) => ("DAILY", *every, [].as_slice()),
        Rhythm::Weekly { every, weekdays } => ("WEEKLY", *every, weekdays.as_slice()),
        Rhythm::Monthly(_)
        | Rhythm::Quarterly
        | Rhythm::HalfYearly
        | Rhythm::Semesterly
        | Rhythm::Yearly => return None,
    };
    let mut rule = format!("RRULE:FREQ={frequency}");
    if every > 1 {
        rule.push_str(&format!(";INTERVAL={every}"));
    }
    if !weekdays.is_empty() {
        let names: Vec<&str> = weekdays.iter().map(|weekday| weekday_code(*weekday)).collect();
        rule.push_str(&format!(";BYDAY={}", names.join(",")));
    }
    Some(rule)
}

//! Terms below a heading that says when: «щочетверга», «до кінця місяця», «ІІ декада» below «ЛЮТИЙ».
//!
//! Start reading at [`parse_below`].

use super::{TermRemark, parse};
use crate::plan::schedule::{PlanYear, Schedule, Term, TermPart, Window};

/// As [`parse`], of a cell below a heading across the table.
///
/// What the words leave open the heading says, if both together are understood without doubt and lie in its days; words
/// that say when by themselves stay as they are.
///
/// [`parse`]: super::parse
pub fn parse_below(
    heading: &str,
    words: &str,
    plan_year: impl Into<PlanYear>,
) -> (Term, Vec<TermRemark>) {
    let plan_year = plan_year.into();
    let alone = parse(words, plan_year);
    let is_open = |schedule| matches!(schedule, &Schedule::Recurring(_) | &Schedule::Unspecified);
    let Some(window) = window_of(heading, plan_year) else { return alone };
    if !alone.0.schedules().all(is_open) {
        return alone;
    }
    let bare = words.trim_end().strip_suffix("місяця").unwrap_or(words).trim_end();
    let both = [format!("{heading}, {words}"), format!("{bare}, {heading}")];
    let read = both.iter().find_map(|phrase| {
        let (term, remarks) = parse(phrase, plan_year);
        let [TermPart { schedule, .. }] = term.parts() else { return None };
        let windows = schedule.occurrences();
        let is_within = |day: &Window| window.first <= day.first && day.last <= window.last;
        let is_sound = remarks.is_empty() && !windows.is_empty() && windows.iter().all(is_within);
        // «колись» says nothing, and has a remark; «протягом місяця» is all of the heading's days.
        let is_said = windows != [window] || ALL_OF_IT.iter().any(|word| words.contains(word));
        (is_sound && is_said)
            .then(|| TermPart { range: 0..words.len(), schedule: schedule.clone() })
    });
    read.map_or(alone, |part| (Term::new(vec![part]), Vec::new()))
}

/// With which words a term says that it is all of what the heading names.
const ALL_OF_IT: [&str; 4] = ["місяц", "кварта", "півріч", "період"];

/// The days of a heading that is a month or another stretch and nothing else: «ЛЮТИЙ», «ІІ квартал».
fn window_of(heading: &str, plan_year: PlanYear) -> Option<Window> {
    let (term, remarks) = parse(heading, plan_year);
    let [TermPart { schedule: Schedule::Months(_) | Schedule::Range(_), .. }] = term.parts() else {
        return None;
    };
    match term.occurrences().as_slice() {
        [only] if remarks.is_empty() => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse_below;
    use crate::term::dates;

    #[test]
    fn a_heading_says_what_the_words_leave_open() {
        let read = |heading: &str, words: &str| {
            let (term, remarks) = parse_below(heading, words, 2026);
            let dates = term.schedules().map(dates).collect::<Vec<_>>();
            (dates.join("|"), remarks.len())
        };
        let said = |heading, words| {
            let (dates, remarks) = read(heading, words);
            assert_eq!(remarks, 0, "{heading}: {words}");
            dates
        };
        let thursdays = "2026-02-05;2026-02-12;2026-02-19;2026-02-26";
        assert_eq!(said("ЛЮТИЙ", "щочетверга"), thursdays);
        assert_eq!(said("Лютий 2026 року", "щочетверга"), thursdays);
        assert_eq!(said("ЛЮТИЙ", "до кінця місяця"), "2026-02-28");
        assert_eq!(said("ЛЮТИЙ", "протягом місяця"), "2026-02-01..2026-02-28");
        assert_eq!(said("ЛЮТИЙ", "ІІ декада"), "2026-02-11..2026-02-20");
        assert_eq!(said("ЛЮТИЙ", "до 15"), "2026-02-15");
        assert_eq!(said("ЛЮТИЙ", "перший вівторок місяця"), "2026-02-03");
        assert_eq!(said("ІІ КВАРТАЛ", "щомісяця до 5 числа"), "2026-04-05;2026-05-05;2026-06-05");
        // What says when by itself stays, also outside the heading's days.
        assert_eq!(said("ЛЮТИЙ", "12 березня"), "2026-03-12");
        assert_eq!(said("ЛЮТИЙ", "лютий–березень"), "2026-02-01..2026-03-31");
        assert_eq!(said("ЛЮТИЙ", "постійно"), "2026-01-01..2026-12-31");
        // What says nothing still has its remark.
        assert_eq!(read("ЛЮТИЙ", "колись"), read("", "колись"));
        assert_eq!(read("ЛЮТИЙ", "колись").1, 1);
        // A heading that says nothing of time changes nothing.
        assert_eq!(read("1.1. Наради", "щосереди"), read("", "щосереди"));
    }
}

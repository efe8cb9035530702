//! `missing-number`, `repeated-number`, `number-with-dot`: how the document numbers its entries.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{acknowledgement, or_acknowledge};
use crate::diagnostic::Diagnostics;
use crate::language::order::bare_number;
use crate::plan::{Entry, Portal};
use crate::source::{Sources, Span};
use crate::text;

/// Numbers left out between two neighbours of one level: 11.6, 11.8.
pub(in crate::check) fn missing(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    let mut above = None;
    for (_, section) in portal.sections.iter() {
        let mut last: BTreeMap<&str, u32> = BTreeMap::new();
        // Rows may be numbered on through all sections of a plan.
        let goes_on_from = above.filter(|(plan, _)| *plan == section.plan);
        let all = section.entries.iter().map(|entry| bare_number(&portal.entries[entry].number));
        let all = all.collect::<BTreeSet<_>>();
        let is_numbered = all.iter().any(|number| !number.is_empty());
        for entry in section.entries.iter().map(|entry| &portal.entries[entry]) {
            let number = bare_number(&entry.number);
            if number.is_empty() && is_numbered {
                tell_unnumbered(entry, diagnostics);
            }
            let (level, own) = number.rsplit_once('.').unwrap_or(("", number));
            let Ok(own) = own.parse::<u32>() else { continue };
            let goes_on = goes_on_from.is_some_and(|(_, last)| level.is_empty() && own == last + 1);
            let before = last.insert(level, own).unwrap_or(if goes_on { own - 1 } else { 0 });
            let full = |last: u32| match level {
                "" => last.to_string(),
                level => format!("{level}.{last}"),
            };
            // A jump over a thousand is another way of numbering, not a gap.
            if own > before.saturating_add(1000) {
                continue;
            }
            let gaps = (before..own).skip(1).filter(|gap| !all.contains(full(*gap).as_str()));
            for (first, last) in runs(gaps) {
                if last - first < SOME {
                    (first..=last)
                        .for_each(|gap| tell_missing(&full(gap), None, entry, diagnostics));
                } else {
                    tell_missing(&full(first), Some(&full(last)), entry, diagnostics);
                }
            }
        }
        above = last.get("").map(|last| (section.plan, *last));
    }
}

/// So many missing neighbours are told one by one, more of them in one remark.
const SOME: u32 = 3;

/// The first and the last of each run of numbers that follow each other.
fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

/// An entry without a number among others that have one.
fn tell_unnumbered(entry: &Entry, diagnostics: &mut Diagnostics) {
    let at = entry.called();
    let message = text!(
        uk: "{at}: пункт не має номера, а інші пункти розділу мають",
        en: "{at}: the entry has no number, others of the section have",
    );
    let mend = text!(uk: "допишіть його", en: "add it");
    let help = or_acknowledge(&mend, "missing-number", at);
    diagnostics.remark("missing-number", entry.span, message).help(help).subject(at);
}

fn tell_missing(first: &str, last: Option<&str>, entry: &Entry, diagnostics: &mut Diagnostics) {
    let number = bare_number(&entry.number);
    let (missing, message, mend) = match last {
        None => (
            first.to_owned(),
            text!(
                uk: "перед пунктом {number} бракує пункту {first}",
                en: "the entry {first} is missing before {number}",
            ),
            text!(uk: "допишіть його", en: "add it"),
        ),
        Some(last) => (
            format!("{first}–{last}"),
            text!(
                uk: "перед пунктом {number} бракує пунктів {first}–{last}",
                en: "the entries {first}–{last} are missing before {number}",
            ),
            text!(uk: "допишіть їх", en: "add them"),
        ),
    };
    let help = or_acknowledge(&mend, "missing-number", &missing);
    diagnostics.remark("missing-number", entry.span, message).help(help).subject(&missing);
}

/// A number that two entries below one heading have.
pub(in crate::check) fn repeated(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (_, section) in portal.sections.iter() {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for entry in section.entries.iter().map(|entry| &portal.entries[entry]) {
            let number = bare_number(&entry.number);
            if entry.heading.is_some() {
                seen.clear();
            }
            let Some(first) = seen.insert(number, entry.span).filter(|_| !number.is_empty()) else {
                continue;
            };
            let message = text!(
                uk: "номер {number} мають два пункти",
                en: "two entries have the number {number}",
            );
            let help = acknowledgement("repeated-number", number);
            diagnostics
                .remark("repeated-number", entry.span, message)
                .help(help)
                .subject(number)
                .related(first, text!(uk: "тут він уперше", en: "it is here first"));
        }
    }
}

/// A number printed with a full stop, where most are without.
pub(in crate::check) fn with_dot(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (_, plan) in portal.plans.iter() {
        let entries =
            plan.sections.iter().flat_map(|section| portal.sections[section].entries.iter());
        let entries = entries.map(|entry| &portal.entries[entry]);
        let entries = entries.filter(|entry| !entry.number.is_empty()).collect::<Vec<_>>();
        let (dotted, plain): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| entry.number.trim().ends_with('.'));
        if dotted.len() >= plain.len() {
            continue;
        }
        for entry in dotted {
            let number = bare_number(&entry.number);
            let message = text!(
                uk: "номер {number} надруковано з крапкою, а більшість — без неї",
                en: "the number {number} is printed with a full stop, most are without",
            );
            let help = acknowledgement("number-with-dot", number);
            diagnostics.remark("number-with-dot", entry.span, message).help(help).subject(number);
        }
    }
}

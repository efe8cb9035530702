//! `missing-number`, `number-with-dot`: how the document numbers its entries.

use crate::check::acknowledgement;
use crate::diagnostic::Diagnostics;
use crate::language::order::bare_number;
use crate::plan::Portal;
use crate::source::Sources;
use crate::text;

/// A number left out between two neighbours of one level: 11.6, 11.8.
pub(in crate::check) fn missing(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (_, section) in portal.sections.iter() {
        let mut last: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
        let all = section.entries.iter().map(|entry| bare_number(&portal.entries[entry].number));
        let all = all.collect::<std::collections::BTreeSet<_>>();
        for entry in section.entries.iter().map(|entry| &portal.entries[entry]) {
            let number = bare_number(&entry.number);
            let (level, own) = number.rsplit_once('.').unwrap_or(("", number));
            let Ok(own) = own.parse::<u32>() else { continue };
            let before = last.insert(level.to_owned(), own).unwrap_or(0);
            // A jump of many is another way of numbering, not a gap.
            for gap in (before + 1..own).take(20) {
                let missing =
                    if level.is_empty() { gap.to_string() } else { format!("{level}.{gap}") };
                if all.contains(missing.as_str()) {
                    continue;
                }
                let message = text!(
                    uk: "перед пунктом {number} бракує пункту {missing}",
                    en: "the entry {missing} is missing before {number}",
                );
                let help = acknowledgement("missing-number", &missing);
                diagnostics
                    .remark("missing-number", entry.span, message)
                    .help(help)
                    .subject(&missing);
            }
        }
    }
}

/// A number printed with a full stop, where most are without.
pub(in crate::check) fn with_dot(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (_, plan) in portal.plans.iter() {
        let entries =
            plan.sections.iter().flat_map(|section| portal.sections[section].entries.iter());
        let entries = entries.map(|entry| &portal.entries[entry]).collect::<Vec<_>>();
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

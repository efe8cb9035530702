//! `twin-rows`: two rows of a section, or two items of an entry, that say the same.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::acknowledgement;
use crate::diagnostic::Diagnostics;
use crate::language::normalize::is_common;
use crate::language::order::bare_number;
use crate::plan::{Entry, Idx, Organization, Portal, Section};
use crate::source::{Sources, Span};
use crate::text;

/// Reports rows whose words are the same but for case, punctuation and known abbreviations.
pub(in crate::check) fn check(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    let offices = portal.organizations.all().iter();
    let abbreviations =
        offices.map(|office| Abbreviations::new(portal, office)).collect::<Vec<_>>();
    // The one check that folds every word of the portal: each section on any thread, reported in order.
    let sections = portal.sections.all().iter().collect::<Vec<_>>();
    let found = sections.par_iter().map(|section| {
        let section = &portal.sections[*section];
        let office = portal.plans[section.plan].organization;
        check_section(section, portal, &abbreviations[office.index()])
    });
    for faults in found.collect::<Vec<_>>() {
        diagnostics.extend(faults);
    }
}

fn check_section(section: &Section, portal: &Portal, abbreviations: &Abbreviations) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut cells = BTreeMap::new();
    for entry in section.entries.iter().map(|entry| &portal.entries[entry]) {
        if entry.items.is_empty() {
            let number = bare_number(&entry.number).to_owned();
            let key = entry_key(entry, abbreviations, &mut cells);
            compare(&mut seen, key, &number, entry.text_span, &number, &mut diagnostics);
        }
        let mut items: BTreeMap<String, (String, Span)> = BTreeMap::new();
        for (place, item) in entry.items.iter().map(|item| &portal.items[item]).enumerate() {
            let shown = format!("{}#{}", bare_number(&entry.number), place + 1);
            let key = abbreviations.key(&format!("{} {}", item.text, item.own.term.words));
            compare(&mut items, key, &shown, item.span, &item.id, &mut diagnostics);
        }
    }
    diagnostics
}

/// `known` has the cells of the section that were folded already: many rows have the same.
fn entry_key<'e>(
    entry: &'e Entry,
    abbreviations: &Abbreviations,
    known: &mut BTreeMap<&'e str, String>,
) -> String {
    let cells = &entry.cells;
    let mut key = abbreviations.key(&entry.text);
    for words in [&cells.responsible.words, &cells.form.words, &cells.term.words] {
        key.push('|');
        key.push_str(known.entry(words).or_insert_with(|| abbreviations.key(words)));
    }
    key
}

fn compare(
    seen: &mut BTreeMap<String, (String, Span)>,
    key: String,
    shown: &str,
    span: Span,
    subject: &str,
    diagnostics: &mut Diagnostics,
) {
    // Very short rows («Кухар») may well repeat.
    if key.chars().count() < 25 {
        return;
    }
    let Some((first, first_span)) = seen.get(&key) else {
        seen.insert(key, (shown.to_owned(), span));
        return;
    };
    let message = text!(
        uk: "{shown} каже те саме, що {first}",
        en: "{shown} says the same as {first}",
    );
    let help = acknowledgement("twin-rows", subject);
    diagnostics
        .remark("twin-rows", span, message)
        .help(help)
        .related(*first_span, text!(uk: "перший рядок", en: "the first row"))
        .subject(subject);
}

/// Names of an office's glossary, so that «ЗПО» and «закладах професійної освіти» count as the same.
struct Abbreviations {
    /// Words of the full name and what stands for them, by how the first word begins; the longest name first.
    by_start: BTreeMap<String, Vec<(Vec<String>, String)>>,
}

impl Abbreviations {
    fn new(portal: &Portal, office: Idx<Organization>) -> Abbreviations {
        let mut by_start: BTreeMap<String, Vec<(Vec<String>, String)>> = BTreeMap::new();
        for (_, row) in portal.abbreviations.iter().filter(|(_, row)| row.organization == office) {
            let full = row.full.to_lowercase();
            let words = words_of(&full).map(str::to_owned).collect::<Vec<_>>();
            if let [first, _, ..] = words.as_slice() {
                let names = by_start.entry(start_of(first).to_owned()).or_default();
                names.push((words, row.short.to_lowercase()));
            }
        }
        for names in by_start.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Abbreviations { by_start }
    }

    /// Words without case and punctuation, full names shortened.
    fn key(&self, words: &str) -> String {
        let lower = words.to_lowercase();
        let words = words_of(&lower).collect::<Vec<_>>();
        let mut key = String::with_capacity(lower.len());
        let mut rest = words.as_slice();
        while let Some((first, tail)) = rest.split_first() {
            let starts = |full: &[String]| {
                full.len() <= rest.len() && full.iter().zip(rest).all(|(a, b)| is_inflection(a, b))
            };
            let names = self.by_start.get(start_of(first)).into_iter().flatten();
            let name = names.into_iter().find(|(full, _)| starts(full));
            let (word, after) = match name {
                Some((full, short)) => (short.as_str(), rest.get(full.len()..)),
                None => (*first, Some(tail)),
            };
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
            rest = after.unwrap_or_default();
        }
        key
    }
}

fn words_of(words: &str) -> impl Iterator<Item = &str> {
    let is_part =
        |letter: char| is_common(letter) || !letter.is_ascii() && letter.is_alphanumeric();
    words.split(move |letter: char| !is_part(letter)).filter(|word| !word.is_empty())
}

/// The first four letters, which words that [`is_inflection`] takes for one have in common.
fn start_of(word: &str) -> &str {
    let end = word.char_indices().nth(4).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

/// Whether two words differ by at most an ending of three letters.
fn is_inflection(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = a.chars().count().max(b.chars().count());
    same == longest || same >= 4 && longest - same <= 3
}

#[cfg(test)]
mod tests {
    use super::is_inflection;

    #[test]
    fn inflected_words_are_one_word() {
        assert!(is_inflection("заклад", "закладах"));
        assert!(is_inflection("освіти", "освіти"));
        assert!(!is_inflection("освіта", "основа"));
    }
}

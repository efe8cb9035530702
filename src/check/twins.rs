//! `twin-rows`: two rows of a section, or two items of an entry, that say the same.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::acknowledgement;
use crate::diagnostic::Diagnostics;
use crate::language::normalize::lower_common;
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
    let mut known = BTreeMap::new();
    let entries = || section.entries.iter().map(|entry| &portal.entries[entry]);
    let cells = entries().map(|entry| {
        entry.items.is_empty().then(|| key_of_cells(entry, abbreviations, &mut known))
    });
    let cells = cells.collect::<Vec<_>>();
    let mut alike: BTreeMap<&String, usize> = BTreeMap::new();
    for cells in cells.iter().flatten() {
        *alike.entry(cells).or_default() += 1;
    }
    for (entry, cells) in entries().zip(&cells) {
        // Rows with other cells cannot say the same, so most texts need not be folded.
        if let Some(cells) = cells.as_ref().filter(|cells| alike[cells] > 1) {
            let number = entry.called().to_owned();
            let key = abbreviations.key(&entry.text) + cells;
            compare(&mut seen, key, &number, entry.text_span, &number, &mut diagnostics);
        }
        let mut items: BTreeMap<String, (String, Span)> = BTreeMap::new();
        if entry.items.len() < 2 {
            continue;
        }
        for (place, item) in entry.items.iter().map(|item| &portal.items[item]).enumerate() {
            let shown = format!("{}#{}", entry.called(), place + 1);
            let key = abbreviations.key(&format!("{} {}", item.text, item.own.term.words));
            compare(&mut items, key, &shown, item.span, &item.id, &mut diagnostics);
        }
    }
    diagnostics
}

/// `known` has the cells of the section that were folded already: many rows have the same.
fn key_of_cells<'e>(
    entry: &'e Entry,
    abbreviations: &Abbreviations,
    known: &mut BTreeMap<&'e str, String>,
) -> String {
    let cells = &entry.cells;
    let mut key = String::new();
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
#[derive(Default)]
struct Abbreviations {
    /// Words of the full name and what stands for them, by how the first word begins; the longest name first.
    by_start: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// The first letters of the keys: most words begin with none of them.
    first_letters: Vec<char>,
}

impl Abbreviations {
    fn new(portal: &Portal, office: Idx<Organization>) -> Abbreviations {
        let mut known = Abbreviations::default();
        for (_, row) in portal.abbreviations.iter().filter(|(_, row)| row.organization == office) {
            let words =
                plain_words(&row.full, |_| {}).split(' ').map(str::to_owned).collect::<Vec<_>>();
            if let [first, _, ..] = words.as_slice() {
                let letter = first.chars().next();
                known.first_letters.extend(letter.filter(|it| !known.first_letters.contains(it)));
                let names = known.by_start.entry(start_of(first).to_owned()).or_default();
                names.push((words, row.short.to_lowercase()));
            }
        }
        for names in known.by_start.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        known
    }

    /// Words without case and punctuation, full names shortened.
    fn key(&self, words: &str) -> String {
        let mut has_name = false;
        let plain = plain_words(words, |word| has_name |= !self.beginning_with(word).is_empty());
        if has_name { self.shortened(&plain) } else { plain }
    }

    fn shortened(&self, plain: &str) -> String {
        let words = plain.split(' ').collect::<Vec<_>>();
        let mut key = String::with_capacity(plain.len());
        let mut rest = words.as_slice();
        while let Some((first, tail)) = rest.split_first() {
            let starts = |full: &[String]| {
                full.len() <= rest.len() && full.iter().zip(rest).all(|(a, b)| is_inflection(a, b))
            };
            let name = self.beginning_with(first).iter().find(|(full, _)| starts(full));
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

    /// The names whose first word may be this one.
    fn beginning_with(&self, word: &str) -> &[(Vec<String>, String)] {
        let is_near = word.chars().next().is_some_and(|first| self.first_letters.contains(&first));
        let names = is_near.then(|| self.by_start.get(start_of(word))).flatten();
        names.map_or(&[], Vec::as_slice)
    }
}

/// The words in lower case, a blank between each two; `hear` is told each.
fn plain_words(words: &str, mut hear: impl FnMut(&str)) -> String {
    let mut plain = String::with_capacity(words.len() + 1);
    let mut start = 0;
    let mut end_word = |plain: &mut String| {
        if plain.len() > start {
            hear(plain.get(start..).unwrap_or_default());
            plain.push(' ');
            start = plain.len();
        }
    };
    // Most letters stand in the key as they are: they are taken over many at once.
    let mut taken = 0;
    for (at, letter) in words.char_indices() {
        let common = lower_common(letter);
        if common == Some(letter) {
            continue;
        }
        plain.push_str(words.get(taken..at).unwrap_or_default());
        taken = at + letter.len_utf8();
        match common {
            Some(lower) => plain.push(lower),
            None if letter.is_ascii() => end_word(&mut plain),
            None => letter.to_lowercase().for_each(|lower| match lower.is_alphanumeric() {
                true => plain.push(lower),
                false => end_word(&mut plain),
            }),
        }
    }
    plain.push_str(words.get(taken..).unwrap_or_default());
    end_word(&mut plain);
    plain.truncate(plain.trim_end_matches(' ').len());
    plain
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
    use super::{is_inflection, plain_words};

    #[test]
    fn case_and_punctuation_are_no_difference() {
        let mut heard = Vec::new();
        let plain = plain_words(" – Нарада, «Ґудзик»:  STEM–2", |word| {
            heard.push(word.to_owned())
        });
        assert_eq!(plain, "нарада ґудзик stem 2");
        assert_eq!(heard, ["нарада", "ґудзик", "stem", "2"]);
        assert_eq!(plain_words("Öffentliche №\u{a0}5.", |_| {}), "öffentliche 5");
        assert_eq!(plain_words(" …", |_| {}), "");
    }

    #[test]
    fn inflected_words_are_one_word() {
        assert!(is_inflection("заклад", "закладах"));
        assert!(is_inflection("освіти", "освіти"));
        assert!(!is_inflection("освіта", "основа"));
    }
}

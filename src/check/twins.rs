//! `twin-rows`: two rows of a section, or two items of an entry, that say the same.

use std::collections::BTreeMap;

use crate::check::acknowledgement;
use crate::diagnostic::Diagnostics;
use crate::language::order::bare_number;
use crate::plan::{Entry, Portal};
use crate::source::{Sources, Span};
use crate::text;

/// Reports rows whose words are the same but for case, punctuation and known abbreviations.
pub(in crate::check) fn check(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    let abbreviations = Abbreviations::new(portal);
    for (_, section) in portal.sections.iter() {
        let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
        for entry in section.entries.iter().map(|entry| &portal.entries[entry]) {
            if entry.items.is_empty() {
                let number = bare_number(&entry.number).to_owned();
                let key = entry_key(entry, &abbreviations);
                compare(&mut seen, key, &number, entry.text_span, &number, diagnostics);
            }
            let mut items: BTreeMap<String, (String, Span)> = BTreeMap::new();
            for (place, item) in entry.items.iter().map(|item| &portal.items[item]).enumerate() {
                let shown = format!("{}#{}", bare_number(&entry.number), place + 1);
                let key = abbreviations.key(&format!("{} {}", item.text, item.own.term.words));
                compare(&mut items, key, &shown, item.span, &item.id, diagnostics);
            }
        }
    }
}

fn entry_key(entry: &Entry, abbreviations: &Abbreviations) -> String {
    let cells = &entry.cells;
    let words = [&entry.text, &cells.responsible.words, &cells.form.words, &cells.term.words];
    words.map(|words| abbreviations.key(words)).join("|")
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

/// Names of the glossary, so that «ЗПО» and «закладах професійної освіти» count as the same.
struct Abbreviations {
    /// Words of the full name, the longest name first, and what stands for them.
    full: Vec<(Vec<String>, String)>,
}

impl Abbreviations {
    fn new(portal: &Portal) -> Abbreviations {
        let mut full = portal
            .abbreviations
            .iter()
            .map(|(_, row)| (words_of(&row.full), row.short.to_lowercase()))
            .filter(|(words, _)| words.len() > 1)
            .collect::<Vec<_>>();
        full.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Abbreviations { full }
    }

    /// Words without case and punctuation, full names shortened.
    fn key(&self, words: &str) -> String {
        let words = words_of(words);
        let mut key = Vec::new();
        let mut rest = words.as_slice();
        while let Some((first, tail)) = rest.split_first() {
            let starts = |full: &[String]| {
                full.len() <= rest.len() && full.iter().zip(rest).all(|(a, b)| is_inflection(a, b))
            };
            match self.full.iter().find(|(full, _)| starts(full)) {
                Some((full, short)) => {
                    key.push(short.as_str());
                    rest = rest.get(full.len()..).unwrap_or_default();
                }
                None => {
                    key.push(first.as_str());
                    rest = tail;
                }
            }
        }
        key.join(" ")
    }
}

fn words_of(words: &str) -> Vec<String> {
    let words = words.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
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

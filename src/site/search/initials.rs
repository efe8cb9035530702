//! Abbreviations that people make of what the plan says often: «НПЦ» for «навчально-практичні центри».
//!
//! No glossary has them. A run of three or four long words that several documents have gives the letters they begin
//! with; those documents are found by them, under what is really written. Letters with which another word of the
//! plan begins give nothing, unless a document has them in capitals: that is the abbreviation itself, or they are
//! those of a name: «Університет менеджменту освіти» is «УМО», whatever the «умови». A run that
//! ends in an adjective goes on, and is no name of anything: «захисту науково-дослідницьких».

use std::collections::BTreeMap;

use super::index::Posting;
use super::{SearchDocument, SearchInput};

/// Of how many words an abbreviation is made.
const LENGTHS: [usize; 2] = [3, 4];
/// Fewer documents than this with the same words are no habit.
const LEAST: usize = 3;
/// What tells words apart well enough without a stem.
const BEGINNING: usize = 4;
/// Bits of a letter of the block U+0400 in a [`Phrase`].
const BITS: u32 = 7;

/// The beginnings of the words of a run, [`BITS`] for each letter, the first word highest.
type Phrase = u128;

/// The runs of words met so far, each with a document that has it.
#[derive(Default)]
pub(super) struct Initials {
    phrases: Vec<(Phrase, usize)>,
}

impl Initials {
    /// Takes in the words of a document; documents come in order.
    pub(super) fn read<'w>(&mut self, unit: usize, words: impl Iterator<Item = &'w str>) {
        let codes = words.map(|word| (code(word), goes_on(word))).collect::<Vec<_>>();
        for length in LENGTHS {
            for run in codes.windows(length) {
                if run.last().is_none_or(|(_, goes_on)| *goes_on) {
                    continue;
                }
                let phrase = run.iter().try_fold(0, |phrase: Phrase, (word, _)| {
                    Some(phrase << (BITS * BEGINNING as u32) | Phrase::from((*word)?))
                });
                self.phrases.extend(phrase.map(|phrase| (phrase, unit)));
            }
        }
    }

    /// Adds the abbreviations to the words that lead to documents.
    pub(super) fn add_to(
        mut self,
        lexicon: &mut BTreeMap<String, Vec<Posting>>,
        input: &SearchInput,
    ) {
        self.phrases.sort_unstable();
        self.phrases.dedup();
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for of_phrase in self.phrases.chunk_by(|one, next| one.0 == next.0) {
            if of_phrase.len() >= LEAST {
                let units = found.entry(letters(of_phrase[0].0)).or_default();
                units.extend(of_phrase.iter().map(|(_, unit)| *unit));
            }
        }
        for (word, units) in found {
            let is_of_name = || !lexicon.contains_key(&word) && is_name(&word, &units, input);
            if is_free(&word, lexicon, input) || is_of_name() {
                add(lexicon.entry(word).or_default(), units);
            }
        }
    }
}

/// Whether a word ends as adjectives and the first parts of compounds do: a noun is to come.
fn goes_on(word: &str) -> bool {
    ["о", "х", "ої", "ий"].iter().any(|ending| word.ends_with(ending))
}

/// The beginning of a word long enough for an abbreviation, in Cyrillic letters.
fn code(word: &str) -> Option<u32> {
    let mut code = 0;
    let mut letters = word.chars();
    for _ in 0..BEGINNING {
        let letter = letters.next().filter(|letter| ('\u{430}'..='\u{45f}').contains(letter))?;
        code = code << BITS | (u32::from(letter) - 0x400);
    }
    Some(code)
}

/// The letters with which the words of a run begin.
fn letters(phrase: Phrase) -> String {
    let word = BITS * BEGINNING as u32;
    let count = (Phrase::BITS - phrase.leading_zeros()).div_ceil(word);
    let first = |place: u32| (phrase >> (word * place + word - BITS)) as u32 & ((1 << BITS) - 1);
    (0..count).rev().filter_map(|place| char::from_u32(0x400 + first(place))).collect()
}

/// Whether nothing else of the plan begins with these letters.
fn is_free(word: &str, lexicon: &BTreeMap<String, Vec<Posting>>, input: &SearchInput) -> bool {
    let mut others =
        lexicon.range(word.to_owned()..).take_while(|(other, _)| other.starts_with(word));
    let Some((other, postings)) = others.next() else { return true };
    let capitals = word.to_uppercase();
    let is_written = |posting: &Posting| {
        let document = input.documents.get(posting.unit);
        document.is_some_and(|document| document.title.contains(&capitals))
    };
    other == word && others.next().is_none() && postings.iter().any(is_written)
}

/// Whether a title has, after other words, a name of which these are the first letters: its first letter is a capital.
fn is_name(word: &str, units: &[usize], input: &SearchInput) -> bool {
    let Some(capital) = word.chars().next().and_then(|first| first.to_uppercase().next()) else {
        return false;
    };
    let begins_name = |title: &str, at: usize| {
        let (before, from) = title.split_at(at);
        let words = from.split(|c: char| !c.is_alphabetic()).filter(|one| !one.is_empty());
        let letters = words.filter_map(|one| one.chars().next()).take(word.chars().count());
        !before.ends_with(char::is_alphabetic)
            && before.contains(char::is_alphabetic)
            && letters.flat_map(char::to_lowercase).eq(word.chars())
    };
    // Few letters of a title are capitals, so nothing else of it is looked at.
    let has_name = |document: &SearchDocument| {
        let title = document.title.as_str();
        title.match_indices(capital).any(|(at, _)| begins_name(title, at))
    };
    units.iter().filter_map(|unit| input.documents.get(*unit)).any(has_name)
}

/// Adds documents that have not the word itself.
fn add(postings: &mut Vec<Posting>, units: Vec<usize>) {
    let own = postings.iter().map(|posting| (posting.unit, *posting));
    let mut all = own.collect::<BTreeMap<_, _>>();
    for unit in units {
        all.entry(unit).or_insert(Posting { unit, count: 1, is_derived: true });
    }
    *postings = all.into_values().collect();
}

#[cfg(test)]
mod tests {
    use super::super::documents::document;
    use super::super::{DocumentKind, index};
    use super::*;

    #[test]
    fn letters_are_those_the_words_begin_with() {
        let phrase = ["навчально", "практичних", "центрів"].map(|word| code(word).unwrap());
        let phrase =
            phrase.into_iter().fold(0, |phrase: Phrase, word| phrase << 28 | Phrase::from(word));
        assert_eq!(letters(phrase), "нпц");
        assert_eq!(code("для"), None);
        assert_eq!(code("2026"), None);
    }

    #[test]
    fn a_whole_name_is_found_by_its_letters_whatever_word_begins_so() {
        let found = |title: &str| {
            let document =
                |title: &str| document(DocumentKind::Entry, title.to_owned(), String::new());
            let mut documents = vec![document(title); LEAST];
            documents.push(document("умови конкурсу"));
            let input = SearchInput { documents, ..SearchInput::default() };
            index::build(&input).lexicon.get("умо").map_or(0, Vec::len)
        };
        assert_eq!(found("курси при «Університеті менеджменту освіти»"), LEAST);
        assert_eq!(found("курси при університеті менеджменту освіти"), 0);
    }
}

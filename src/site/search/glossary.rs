//! Words that are typed for others: «ЗПО» for «заклад професійної освіти», «підручники» for «навчальна література».
//!
//! A text that has the phrase is found by the words too. Abbreviations, which go both ways, and synonyms of the glossary
//! are the office's own; what people say every day ([`SYNONYMS`]) is of the language, and serves only for words that the
//! plan does not have itself.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::Lexicon;
use super::words::Words;
use super::{Abbreviation, SearchInput};
use crate::language::normalize::tokens;
use crate::language::stem::Stemmer;

const SYNONYMS: &str = include_str!("../../language/synonyms.txt");

/// The word under which the index keeps that a text has this abbreviation, in its own letter case: «ПО» is not «по».
/// Nobody can type it; a query with the full words asks for it.
pub(super) fn mark(short: &str) -> String {
    format!("={}", plain_words(short).concat())
}

/// Phrases that texts may have, and the words that are typed for them.
pub(super) struct Glossary {
    stemmer: &'static Stemmer,
    /// Of every word asked for so far, by its number: which of the stems it has; words repeat a great deal.
    known: Vec<Option<Option<usize>>>,
    /// The stems of all phrases, and of the words of every day.
    stems: Words,
    /// By the place of their first stem.
    phrases: Vec<Vec<Phrase>>,
    /// The abbreviations as they are written, and the mark of each.
    written: Option<AhoCorasick>,
    marks: Vec<String>,
}

/// What stands in a text, and by which words it is found too.
pub(super) struct Phrase {
    /// Places of its stems among the glossary's.
    stems: Vec<Option<usize>>,
    /// What is typed for it.
    pub(super) words: Vec<String>,
    /// The phrase as the list has it, if its words serve only where the plan does not have them itself.
    pub(super) of_every_day: Option<&'static str>,
}

impl Glossary {
    pub(super) fn new(input: &SearchInput) -> Self {
        let usable = input.abbreviations.iter().filter(|row| is_usable(row));
        let written = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(usable.clone().map(|row| row.short.as_str()))
            .ok();
        let marks = usable.clone().map(|row| mark(&row.short)).collect();
        let (stemmer, known) = (Stemmer::shared(), Vec::new());
        let (stems, phrases) = (Words::default(), Vec::new());
        let mut glossary = Glossary { stemmer, known, stems, phrases, written, marks };
        usable.for_each(|row| glossary.add(&row.short, &row.full, None));
        input.synonyms.iter().for_each(|(word, means)| glossary.add(word, means, None));
        of_language().for_each(|(words, phrase)| glossary.add(words, phrase, Some(phrase)));
        glossary
    }

    fn add(&mut self, words: &str, phrase: &str, of_every_day: Option<&'static str>) {
        let words = plain_words(words);
        let mut place = |word: &String| self.stems.insert_full(self.stemmer.stem(word)).0;
        let stems = plain_words(phrase).iter().map(&mut place).collect::<Vec<_>>();
        if of_every_day.is_some() {
            words.iter().map(place).for_each(drop);
        }
        self.phrases.resize_with(self.stems.len(), Vec::new);
        if let Some(first) = stems.first() {
            let stems = stems.iter().copied().map(Some).collect();
            self.phrases[*first].push(Phrase { stems, words, of_every_day });
        }
    }

    /// The phrases that a text with these words has.
    pub(super) fn phrases_in(&mut self, words: &[usize], lexicon: &Lexicon) -> Vec<&Phrase> {
        let stems = words.iter().map(|word| self.place_of(*word, lexicon)).collect::<Vec<_>>();
        let mut found = Vec::new();
        for (at, first) in stems.iter().enumerate() {
            let begun = first.and_then(|first| self.phrases.get(first)).into_iter().flatten();
            found.extend(begun.filter(|phrase| stems[at..].starts_with(&phrase.stems)));
        }
        found
    }

    /// Which of the stems a word has.
    fn place_of(&mut self, word: usize, lexicon: &Lexicon) -> Option<usize> {
        if self.known.len() <= word {
            self.known.resize(lexicon.words.len(), None);
        }
        let (stems, stemmer) = (&self.stems, self.stemmer);
        *self.known[word]
            .get_or_insert_with(|| stems.get_index_of(&stemmer.stem(lexicon.word(word))))
    }

    /// Those of the stems that words of the lexicon have.
    pub(super) fn known_stems(&mut self, lexicon: &Lexicon) -> BTreeSet<String> {
        let words = 0..lexicon.words.len();
        let places = words.filter_map(|word| self.place_of(word, lexicon)).collect::<BTreeSet<_>>();
        places.into_iter().map(|place| self.stems[place].clone()).collect()
    }

    /// The stem of a word.
    pub(super) fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word)
    }

    /// The marks of the abbreviations that the text has, each once.
    pub(super) fn marks_in(&self, text: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let Some(written) = &self.written else { return found };
        for hit in written.find_iter(text) {
            let before = text.get(..hit.start()).and_then(|text| text.chars().next_back());
            let after = text.get(hit.end()..).and_then(|text| text.chars().next());
            if ![before, after].into_iter().flatten().any(char::is_alphanumeric) {
                found.insert(self.marks[hit.pattern().as_usize()].clone());
            }
        }
        found
    }
}

/// Words that are typed, and the phrase of a plan that says so.
fn of_language() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once(" = "));
    rows.flat_map(|(words, phrases)| phrases.split(" | ").map(move |phrase| (words, phrase)))
}

/// Whether there are words on both sides.
pub(super) fn is_usable(row: &Abbreviation) -> bool {
    !plain_words(&row.short).is_empty() && !plain_words(&row.full).is_empty()
}

fn plain_words(text: &str) -> Vec<String> {
    tokens(text).into_iter().filter(|token| !token.is_joined).map(|token| token.word).collect()
}

#[cfg(test)]
mod tests {
    use super::super::documents::document;
    use super::super::index::build;
    use super::super::{DocumentKind, SearchInput};
    use super::{SYNONYMS, of_language};

    fn plan(titles: &[&str]) -> SearchInput {
        let row = |title: &&str| document(DocumentKind::Entry, (*title).to_owned(), String::new());
        let documents = titles.iter().map(row).collect();
        SearchInput { documents, ..SearchInput::default() }
    }

    /// The rows that are found by this form of a word, and whether only by what it means.
    fn found(input: &SearchInput, word: &str) -> Vec<(usize, bool)> {
        let index = build(input);
        let postings = index.lexicon.get(word).into_iter().flatten();
        postings.map(|posting| (posting.unit, posting.is_derived)).collect()
    }

    #[test]
    fn words_of_every_day_find_what_the_plan_says() {
        let input = plan(&["Стан забезпечення навчальною літературою", "Література рідного краю"]);
        assert_eq!(found(&input, "підручник"), [(0, true)]);
        let meanings = build(&input).meanings;
        assert!(meanings["підручник"].iter().eq(&["навчальна література"]));
    }

    #[test]
    fn words_of_the_plan_are_looked_for_as_they_stand() {
        let input = plan(&["Стан забезпечення навчальною літературою", "Видання підручників"]);
        assert_eq!(found(&input, "підручник"), []);
        assert_eq!(found(&input, "підручників"), [(1, false)]);
        assert!(!build(&input).meanings.contains_key("підручник"));
    }

    #[test]
    fn an_office_may_say_otherwise() {
        let mut input = plan(&["Нарада в ОЦЗ", "Нарада з біржею"]);
        input.synonyms.push(("біржа праці".to_owned(), "ОЦЗ".to_owned()));
        assert_eq!(found(&input, "праці"), [(0, true)]);
        assert_eq!(found(&input, "біржа"), [(0, true)]);
        assert_eq!(found(&input, "біржею"), [(1, false)]);
    }

    #[test]
    fn every_line_of_the_list_says_something() {
        let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        assert!(lines.clone().all(|line| line.split(" = ").count() == 2));
        assert!(of_language().count() >= lines.count());
        let is_empty = |words: &str| super::plain_words(words).is_empty();
        assert!(!of_language().any(|(words, phrase)| is_empty(words) || is_empty(phrase)));
    }
}

//! Words to postings: which word form stands in which unit, how often, and whether of itself.
//!
//! A unit is what words stand in: each document is one, and after them each person, form, college
//! and term that documents share, so that a name is indexed once and not with each of its entries.
//! [`build`] takes the input and gives the [`Index`]; nothing is rounded or encoded here.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::glossary::Glossary;
use super::initials::Initials;
use super::words::{OfWords, Words};
use super::{Facet, SearchInput};
use crate::language::normalize::{Token, tokens};

/// Word forms with their postings, and the tables that documents point into.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) persons: FacetTable,
    pub(super) forms: FacetTable,
    pub(super) colleges: FacetTable,
    pub(super) sections: FacetTable,
    pub(super) terms: FacetTable,
    /// How many words each document's title has.
    pub(super) lengths: Vec<usize>,
    /// By word form, in the order of the letters' code points; postings by unit.
    pub(super) lexicon: BTreeMap<String, Vec<Posting>>,
    /// What words of every day mean in texts that have not the words themselves.
    pub(super) meanings: BTreeMap<String, BTreeSet<&'static str>>,
}

/// Values that documents share, in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct FacetTable {
    pub(super) rows: Vec<Facet>,
    ids: Words,
}

impl FacetTable {
    fn add(&mut self, facet: &Facet) {
        if !self.ids.contains(&facet.id) {
            self.ids.insert(facet.id.clone());
            self.rows.push(facet.clone());
        }
    }

    /// Where the facet with this id stands among the rows.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.ids.get_index_of(id)
    }
}

/// A word form in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) unit: usize,
    pub(super) count: usize,
    /// Not in the words that are shown: from an abbreviation, or another spelling.
    pub(super) is_derived: bool,
}

pub(super) fn build(input: &SearchInput) -> Index {
    let mut index = Index::default();
    for document in &input.documents {
        document.persons.iter().for_each(|facet| index.persons.add(facet));
        document.forms.iter().for_each(|facet| index.forms.add(facet));
        document.colleges.iter().for_each(|facet| index.colleges.add(facet));
        document.section.iter().for_each(|facet| index.sections.add(facet));
        if !document.term.is_empty() && index.terms.place(&document.term).is_none() {
            index.terms.add(&Facet {
                id: document.term.clone(),
                name: document.term.clone(),
                also: String::new(),
            });
        }
    }
    let mut glossary = Glossary::new(input);
    let mut initials = Initials::default();
    let mut lexicon = Lexicon::default();
    let mut of_every_day = BTreeSet::new();
    // Cutting texts into words is most of the work, and each text stands for itself.
    let texts = input.documents.par_iter().map(|document| {
        // «2.22.8» is a route and needs no word; «105» may be asked for as one.
        let number = document.data_number.split('#').next().unwrap_or_default();
        let number = if number.contains('.') { "" } else { number };
        (tokens(&document.title), tokens(&format!("{} {number}", document.also)))
    });
    let texts = texts.collect::<Vec<_>>();
    for ((unit, document), (title, also)) in input.documents.iter().enumerate().zip(texts) {
        let words = lexicon.add_text(unit, title, false);
        index.lengths.push(words.len());
        initials.read(unit, words.iter().map(|word| lexicon.word(*word)));
        lexicon.add_text(unit, also, true);
        for phrase in glossary.phrases_in(&words, &lexicon) {
            let words = phrase.words.iter().cloned();
            match phrase.of_every_day {
                Some(means) => of_every_day.extend(words.map(|word| (unit, word, means))),
                None => words.for_each(|word| _ = lexicon.add_word(unit, word, true)),
            }
        }
        for mark in glossary.marks_in(&format!("{} {}", document.title, document.also)) {
            lexicon.add_word(unit, mark, true);
        }
    }
    let shared = [&index.persons, &index.forms, &index.colleges, &index.terms];
    for (offset, facet) in shared.iter().flat_map(|table| &table.rows).enumerate() {
        let unit = input.documents.len() + offset;
        lexicon.add_text(unit, tokens(&facet.name), false);
        lexicon.add_text(unit, tokens(&facet.also), true);
    }
    let known = glossary.known_stems(&lexicon);
    let words = of_every_day.iter().map(|(_, word, _)| word).cloned().collect::<BTreeSet<String>>();
    let is_new = |word: &String| !known.contains(&glossary.stem(word));
    let new = words.into_iter().filter(is_new).collect::<BTreeSet<_>>();
    of_every_day.retain(|(_, word, _)| new.contains(word));
    for (unit, word, means) in of_every_day {
        index.meanings.entry(word.clone()).or_default().insert(means);
        lexicon.add_word(unit, word, true);
    }
    index.lexicon = lexicon.words.into_iter().collect();
    initials.add_to(&mut index.lexicon, input);
    index
}

/// The word forms met so far, with their postings, in the order in which they were met.
#[derive(Default)]
pub(super) struct Lexicon {
    pub(super) words: OfWords<Vec<Posting>>,
}

impl Lexicon {
    /// The word with this number.
    pub(super) fn word(&self, number: usize) -> &str {
        self.words.get_index(number).map_or("", |(word, _)| word)
    }

    /// The words of the text without the joined ones, by number, for the glossary.
    fn add_text(&mut self, unit: usize, tokens: Vec<Token>, is_derived: bool) -> Vec<usize> {
        let mut words = Vec::with_capacity(tokens.len());
        for token in tokens {
            if !token.is_joined {
                if let Some(part) = second_part(&token.word) {
                    self.add_word(unit, part.to_owned(), is_derived);
                }
                words.push(self.add_word(unit, token.word, is_derived));
            } else if !is_adverb(self.word(words[token.position])) {
                self.add_word(unit, token.word, is_derived);
            }
        }
        words
    }

    /// Units come in order, so a unit's posting is the last one; a word of its own beats a derived one. Gives the
    /// number of the word.
    fn add_word(&mut self, unit: usize, word: String, is_derived: bool) -> usize {
        let known = self.words.entry(word);
        let number = known.index();
        let postings = known.or_default();
        match postings.last_mut() {
            Some(last) if last.unit == unit => {
                if last.is_derived == is_derived {
                    last.count += 1;
                }
            }
            _ => postings.push(Posting { unit, count: 1, is_derived }),
        }
        number
    }
}

/// What words begin with that today's spelling joins to another word, and yesterday's did not; `20-reader.js` takes words
/// from texts in the same way.
const FIRST_PARTS: &[&str] =
    &["аудіо", "веб", "відео", "інтернет", "кібер", "медіа", "онлайн", "фото"];

/// Words that only look as if two were joined.
const NOT_JOINED: &[&str] = &["вебінар", "відеограф", "медіатор", "фотограф"];

/// «сайт» of «вебсайт», which is found by it as «веб-сайт» is.
fn second_part(word: &str) -> Option<&str> {
    let rest = FIRST_PARTS.iter().find_map(|first| word.strip_prefix(first))?;
    let is_joined = !NOT_JOINED.iter().any(|whole| word.starts_with(whole));
    (is_joined && rest.chars().count() > 3).then_some(rest)
}

/// «науково-практична» is not looked for as one word; «вебсторінка» and «веб-сторінка» are.
fn is_adverb(word: &str) -> bool {
    word.chars().count() > 5 && ["но", "ко", "во", "го", "ло"].iter().any(|end| word.ends_with(end))
}

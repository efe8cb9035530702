//! Words to postings: which word form stands in which unit, how often, and whether of itself.
//!
//! A unit is what words stand in: each document is one, and after them each person, form, college
//! and term that documents share, so that a name is indexed once and not with each of its entries.
//! [`build`] takes the input and gives the [`Index`]; nothing is rounded or encoded here.

use super::{Facet, SearchInput};
use crate::language::normalize::tokens;
use crate::language::stem::Stemmer;
use std::collections::BTreeMap;

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
}

/// Values that documents share, in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct FacetTable {
    pub(super) rows: Vec<Facet>,
    places: BTreeMap<String, usize>,
}

impl FacetTable {
    fn add(&mut self, facet: &Facet) {
        let next = self.rows.len();
        let place = *self.places.entry(facet.id.clone()).or_insert(next);
        if place == next {
            self.rows.push(facet.clone());
        }
    }

    /// Where the facet with this id stands among the rows.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
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
        document
            .persons
            .iter()
            .for_each(|facet| index.persons.add(facet));
        document
            .forms
            .iter()
            .for_each(|facet| index.forms.add(facet));
        document
            .colleges
            .iter()
            .for_each(|facet| index.colleges.add(facet));
        document
            .section
            .iter()
            .for_each(|facet| index.sections.add(facet));
        if !document.term.is_empty() {
            index.terms.add(&Facet {
                id: document.term.clone(),
                name: document.term.clone(),
            });
        }
    }
    let glossary = Glossary::new(input);
    for (unit, document) in input.documents.iter().enumerate() {
        let words = add_text(&mut index.lexicon, unit, &document.title, false);
        index.lengths.push(words.len());
        let number = document.data_number.split('#').next().unwrap_or_default();
        add_text(
            &mut index.lexicon,
            unit,
            &format!("{} {number}", document.also),
            true,
        );
        for word in glossary.implied(&words) {
            add_word(&mut index.lexicon, unit, word, true);
        }
    }
    let shared = [&index.persons, &index.forms, &index.colleges, &index.terms];
    let names: Vec<String> = shared
        .iter()
        .flat_map(|table| &table.rows)
        .map(|facet| facet.name.clone())
        .collect();
    for (offset, name) in names.iter().enumerate() {
        add_text(
            &mut index.lexicon,
            input.documents.len() + offset,
            name,
            false,
        );
    }
    index
}

/// The words of the text without the joined ones, for the glossary.
fn add_text(
    lexicon: &mut BTreeMap<String, Vec<Posting>>,
    unit: usize,
    text: &str,
    is_derived: bool,
) -> Vec<String> {
    let mut words = Vec::new();
    for token in tokens(text) {
        if !token.is_joined {
            add_word(lexicon, unit, &token.word, is_derived);
            words.push(token.word);
        } else if !is_adverb(&words[token.position]) {
            add_word(lexicon, unit, &token.word, is_derived);
        }
    }
    words
}

/// «науково-практична» is not looked for as one word; «вебсторінка» and «веб-сторінка» are.
fn is_adverb(word: &str) -> bool {
    word.chars().count() > 5
        && ["но", "ко", "во", "го", "ло"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// Units come in order, so a unit's posting is the last one; a word of its own beats a derived one.
fn add_word(
    lexicon: &mut BTreeMap<String, Vec<Posting>>,
    unit: usize,
    word: &str,
    is_derived: bool,
) {
    let postings = lexicon.entry(word.to_owned()).or_default();
    match postings.last_mut() {
        Some(last) if last.unit == unit => {
            if last.is_derived == is_derived {
                last.count += 1;
            }
        }
        _ => postings.push(Posting {
            unit,
            count: 1,
            is_derived,
        }),
    }
}

/// Abbreviations and what they stand for, by stems.
struct Glossary {
    stemmer: Stemmer,
    rows: Vec<GlossaryRow>,
}

struct GlossaryRow {
    short: Vec<String>,
    full: Vec<String>,
    full_stems: Vec<String>,
}

impl Glossary {
    fn new(input: &SearchInput) -> Self {
        let stemmer = Stemmer::new();
        let rows = input
            .abbreviations
            .iter()
            .map(|abbreviation| {
                let full = plain_words(&abbreviation.full);
                let full_stems = full.iter().map(|word| stemmer.stem(word)).collect();
                GlossaryRow {
                    short: plain_words(&abbreviation.short),
                    full,
                    full_stems,
                }
            })
            .filter(|row| !row.short.is_empty() && !row.full.is_empty())
            .collect();
        Glossary { stemmer, rows }
    }

    /// The words that a text with these words holds without spelling them out.
    fn implied<'a>(&'a self, words: &[String]) -> Vec<&'a str> {
        let stems: Vec<String> = words.iter().map(|word| self.stemmer.stem(word)).collect();
        let mut implied: Vec<&str> = Vec::new();
        for row in &self.rows {
            if contains(words, &row.short) {
                implied.extend(row.full.iter().map(String::as_str));
            } else if contains(&stems, &row.full_stems) {
                implied.extend(row.short.iter().map(String::as_str));
            }
        }
        implied.sort_unstable();
        implied.dedup();
        implied
    }
}

fn plain_words(text: &str) -> Vec<String> {
    tokens(text)
        .into_iter()
        .filter(|token| !token.is_joined)
        .map(|token| token.word)
        .collect()
}

fn contains(words: &[String], phrase: &[String]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase)
}

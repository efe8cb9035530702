//! A large index in shards that a query picks from; none of them, and nothing that every query loads, grows with
//! the plan without being cut.
//!
//! | shards | cut by | what one has |
//! | --- | --- | --- |
//! | `w` | word forms in order | the forms, in how many documents each stands, whether in a row of the plan |
//! | `s` | stems in order | the forms of each stem, by number |
//! | `x` | stems without their first letter | that letter: a word whose first letter was left out |
//! | `p` | word forms | the documents of each form, the best first; of long lists the first [`Sizes::best`] |
//! | `c` | long lists | the documents that follow |
//! | `n` | numbers of the plan, as text | the document of each |
//! | `f` | values of filters | the documents of each |
//! | `t` | documents | what a result shows |
//!
//! A list of documents carries what ranking needs ([`Impacts`]), so nothing has to be known of a document until it is
//! shown. The base has the tables of the language, the names for filters and where each shard begins. It is read by
//! `assets/search-shards/`, with the same results as an index of one file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::encode::{
    Numbers, Scripts, VERSION, call, front_coded, lines, swap, tables, titles, url_pattern, urls,
};
use super::impacts::{Impacts, best_first, push_part};
use super::index::{Index, Posting};
use super::{DocumentKind, SearchDocument, SearchInput};
use crate::language::lines::one_line;
use crate::language::stem::Stemmer;

/// How long shards become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Bytes of a shard of words.
    pub(super) words: usize,
    /// Bytes of a shard of documents' lists.
    pub(super) lists: usize,
    /// How many documents a list gives at once.
    pub(super) best: usize,
    /// Bytes of what results show.
    pub(super) texts: usize,
}

/// Those of the site: half of what a shard may have, because a query seldom needs all of one.
pub(super) const SIZES: Sizes = Sizes { words: 3_000, lists: 7_000, best: 3_000, texts: 1_600 };

pub(super) fn sharded(input: &SearchInput, index: &Index, sizes: Sizes) -> Scripts {
    let mut shards = Shards { input, index, sizes, made: Vec::new() };
    let sizes_of_lists = shards.lists();
    let starts = json!({
        "rows": rows(&input.documents),
        "total": input.documents.len(),
        "best": sizes.best,
        "p": sizes_of_lists.starts,
        "w": shards.words(&sizes_of_lists.lengths),
        "s": shards.stems(),
        "x": shards.tails(),
        "n": shards.numbers(),
        "f": shards.filters(),
        "t": shards.texts(),
    });
    let mut data = tables(input, index);
    data["version"] = json!(VERSION);
    data["kinds"] = json!(kinds(&input.documents));
    data["shards"] = starts;
    Scripts { base: call("planSearchIndex", &data.to_string()), shards: shards.made }
}

/// The rows of the plan stand before all other documents.
fn rows(documents: &[SearchDocument]) -> usize {
    documents.iter().take_while(|document| is_row(document)).count()
}

fn is_row(document: &SearchDocument) -> bool {
    matches!(document.kind, DocumentKind::Entry | DocumentKind::Item)
}

/// Which kinds there are, in their order.
fn kinds(documents: &[SearchDocument]) -> Vec<usize> {
    let mut kinds = documents.iter().map(|document| document.kind as usize).collect::<Vec<_>>();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

struct Shards<'a> {
    input: &'a SearchInput,
    index: &'a Index,
    sizes: Sizes,
    made: Vec<(String, String)>,
}

/// What the shards of lists tell the others.
struct Lists {
    starts: String,
    /// Of each word form: in how many documents it stands.
    lengths: Vec<usize>,
}

impl Shards<'_> {
    fn add(&mut self, name: String, parts: &Value) {
        let id = json!(self.input.id);
        self.made
            .push((name.clone(), call("planSearchShard", &format!("{id},\"{name}\",{parts}"))));
    }

    /// The lists of all word forms, and what of them does not fit in at once.
    fn lists(&mut self) -> Lists {
        let index = self.index;
        let mut impacts = Impacts::new(self.input, index);
        let mut run = Run::new(self.sizes.lists);
        let (mut next, mut lengths) = (0, Vec::with_capacity(index.lexicon.len()));
        for (id, postings) in index.lexicon.values().enumerate() {
            let all = impacts.of(postings);
            lengths.push(all.len());
            let mut numbers = Numbers::default();
            numbers.push(all.len());
            let mut parts = best_first(all, self.sizes.best, rows(&self.input.documents));
            let rest = parts.split_off(1.min(parts.len()));
            if !rest.is_empty() {
                numbers.push(next);
            }
            for part in &parts {
                push_part(&mut numbers, part, rest.first());
            }
            for (place, part) in rest.iter().enumerate() {
                let mut numbers = Numbers::default();
                push_part(&mut numbers, part, rest.get(place + 1));
                self.add(format!("c{next}"), &json!([numbers.text]));
                next += 1;
            }
            run.add(id, &numbers.text);
        }
        let (starts, texts) = run.end();
        for (place, text) in texts.into_iter().enumerate() {
            self.add(format!("p{place}"), &json!([text]));
        }
        Lists { starts: steps(&starts), lengths }
    }

    /// The word forms with the lengths of their lists; the base has the first form of each shard and its number.
    fn words(&mut self, lengths: &[usize]) -> Value {
        let index = self.index;
        let of_rows = index.lexicon.values().map(|postings| has_row(self.input, postings));
        let rows =
            index.lexicon.keys().zip(lengths).zip(of_rows).map(|((word, length), is_of_rows)| {
                (word.as_str(), vec![length * 2 + usize::from(is_of_rows)])
            });
        let rows = rows.collect::<Vec<_>>();
        let starts = self.lexicon("w", &rows);
        let counts = starts.iter().map(|(place, _)| *place).collect::<Vec<_>>();
        json!([first_words(&starts), steps(&counts)])
    }

    fn stems(&mut self) -> String {
        let stemmer = Stemmer::shared();
        let mut of_stem: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (id, word) in self.index.lexicon.keys().enumerate() {
            of_stem.entry(stemmer.stem(word)).or_default().push(id);
        }
        let rows = of_stem.iter().map(|(stem, ids)| {
            let steps = ids.windows(2).map(|pair| pair[1] - pair[0]);
            (stem.as_str(), [ids.len(), ids[0]].into_iter().chain(steps).collect())
        });
        let rows = rows.collect::<Vec<_>>();
        first_words(&self.lexicon("s", &rows))
    }

    /// Stems by what follows their first letter, with the code of that letter.
    fn tails(&mut self) -> String {
        let stemmer = Stemmer::shared();
        let stems = self.index.lexicon.keys().map(|word| stemmer.stem(word));
        let mut of_tail: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for stem in stems {
            let mut letters = stem.chars();
            let Some(first) = letters.next() else { continue };
            let tail = letters.as_str();
            if tail.chars().count() >= LEAST_TAIL && tail.chars().all(char::is_alphabetic) {
                let firsts = of_tail.entry(tail.to_owned()).or_insert_with(|| vec![0]);
                if !firsts.contains(&(first as usize)) {
                    firsts.push(first as usize);
                    firsts[0] += 1;
                }
            }
        }
        let rows = of_tail.iter().map(|(tail, firsts)| (tail.as_str(), firsts.clone()));
        let rows = rows.collect::<Vec<_>>();
        first_words(&self.lexicon("x", &rows))
    }

    fn numbers(&mut self) -> String {
        let documents = self.input.documents.iter().enumerate();
        let numbered = documents.filter(|(_, document)| !document.data_number.is_empty());
        let mut rows = numbered
            .map(|(place, document)| (document.data_number.as_str(), vec![place]))
            .collect::<Vec<_>>();
        rows.sort();
        first_words(&self.lexicon("n", &rows))
    }

    /// Shards of words in order with some numbers each; gives the first place and word of each.
    fn lexicon<'w>(&mut self, kind: &str, rows: &[(&'w str, Vec<usize>)]) -> Vec<(usize, &'w str)> {
        let mut starts = Vec::new();
        for (place, run) in cut(rows, self.sizes.words, |(word, numbers)| {
            word.chars().count() / 2 + 2 + 2 * numbers.len()
        }) {
            let mut numbers = Numbers::default();
            run.iter().flat_map(|(_, numbers)| numbers).for_each(|number| numbers.push(*number));
            let words = swap(&front_coded(run.iter().map(|(word, _)| *word)));
            self.add(format!("{kind}{}", starts.len()), &json!([words, numbers.text]));
            starts.push((place, run[0].0));
        }
        starts
    }

    /// The documents of each section, person, form, college, kind and month, in this order.
    fn filters(&mut self) -> String {
        let (index, documents) = (self.index, &self.input.documents);
        let tables = [&index.sections, &index.persons, &index.forms, &index.colleges];
        let mut offsets = vec![0];
        offsets.extend(tables.iter().map(|table| table.rows.len()));
        offsets.extend([KINDS, 12]);
        offsets.iter_mut().fold(0, |sum, offset| {
            *offset += sum;
            *offset
        });
        let mut lists: Vec<Vec<(usize, u32)>> = vec![Vec::new(); offsets[6]];
        for (place, document) in documents.iter().enumerate() {
            let facets = [
                document.section.as_slice(),
                &document.persons,
                &document.forms,
                &document.colleges,
            ];
            for ((facets, table), offset) in facets.iter().zip(tables).zip(&offsets) {
                for row in facets.iter().filter_map(|facet| table.place(&facet.id)) {
                    let list = &mut lists[offset + row];
                    // A row may name the same college twice.
                    if list.last() != Some(&(place, 0)) {
                        list.push((place, 0));
                    }
                }
            }
            lists[offsets[4] + document.kind as usize].push((place, 0));
            let months = document.months.bits();
            for month in (0..12).filter(|month| months >> month & 1 == 1) {
                lists[offsets[5] + month].push((place, months.count_ones()));
            }
        }
        let mut run = Run::new(self.sizes.lists);
        for (row, list) in lists.iter().enumerate() {
            let pieces = stretches(list, self.sizes.lists);
            match pieces.as_slice() {
                [piece] => run.add(row, piece),
                // Each piece of a list that does not fit begins a shard.
                pieces => pieces.iter().for_each(|piece| run.add_apart(row, piece)),
            }
        }
        let (starts, texts) = run.end();
        for (place, text) in texts.into_iter().enumerate() {
            self.add(format!("f{place}"), &json!([text]));
        }
        steps(&starts)
    }

    /// What results show.
    fn texts(&mut self) -> String {
        let all = &self.input.documents;
        let pattern = url_pattern(all);
        let runs = cut(all, self.sizes.texts, |document| {
            document.title.chars().count()
                + if is_row(document) { 2 } else { document.url.len() }
                + document.term.chars().count() / 2
                + 16
        });
        let mut starts = Vec::new();
        for (first, documents) in runs {
            let terms = lines(documents.iter().map(|document| one_line(&document.term)));
            let terms = swap(&terms);
            let own_numbers = documents.iter().map(|document| one_line(&document.data_number));
            let own_numbers = lines(own_numbers);
            let facts = self.facts(first, documents);
            let parts = json!([
                titles(documents),
                urls(documents, pattern.as_deref()),
                own_numbers,
                terms,
                facts
            ]);
            self.add(format!("t{}", starts.len()), &parts);
            starts.push(first);
        }
        steps(&starts)
    }

    /// The kind of each document, how far its entry stands before it, and its section, people, forms and colleges.
    fn facts(&self, first: usize, documents: &[SearchDocument]) -> String {
        let index = self.index;
        let mut numbers = Numbers::default();
        for (place, document) in documents.iter().enumerate() {
            numbers.push(document.kind as usize);
            numbers.push(document.parent.map_or(0, |parent| first + place - parent));
            for (facets, table) in [
                (document.section.as_slice(), &index.sections),
                (&document.persons, &index.persons),
                (&document.forms, &index.forms),
                (&document.colleges, &index.colleges),
            ] {
                numbers.push(facets.len());
                facets
                    .iter()
                    .filter_map(|facet| table.place(&facet.id))
                    .for_each(|row| numbers.push(row));
            }
        }
        numbers.text
    }
}

/// How many kinds of documents there are.
const KINDS: usize = DocumentKind::Page as usize + 1;
/// A shorter word is not looked for without its first letter.
const LEAST_TAIL: usize = 4;

fn has_row(input: &SearchInput, postings: &[Posting]) -> bool {
    // People, forms and the like are after the documents; they are of rows.
    postings.iter().any(|posting| input.documents.get(posting.unit).is_none_or(is_row))
}

/// Cuts a list into runs of about this size; gives the place of each first one.
fn cut<T>(all: &[T], size: usize, weight: impl Fn(&T) -> usize) -> Vec<(usize, &[T])> {
    let mut runs = Vec::new();
    let (mut first, mut sum) = (0, 0);
    for (place, one) in all.iter().enumerate() {
        let more = weight(one);
        if place > first && sum + more > size {
            runs.push((first, &all[first..place]));
            (first, sum) = (place, 0);
        }
        sum += more;
    }
    if first < all.len() {
        runs.push((first, &all[first..]));
    }
    runs
}

/// Texts put together until they are long enough.
struct Run {
    size: usize,
    starts: Vec<usize>,
    texts: Vec<String>,
}

impl Run {
    fn new(size: usize) -> Self {
        Run { size, starts: Vec::new(), texts: Vec::new() }
    }

    fn add(&mut self, place: usize, text: &str) {
        match self.texts.last_mut() {
            Some(last) if last.len() + text.len() <= self.size => last.push_str(text),
            _ => {
                self.starts.push(place);
                self.texts.push(text.to_owned());
            }
        }
    }

    fn add_apart(&mut self, place: usize, text: &str) {
        self.starts.push(place);
        self.texts.push(text.to_owned());
    }

    fn end(self) -> (Vec<usize>, Vec<String>) {
        (self.starts, self.texts)
    }
}

/// Rising numbers as the steps between them.
fn steps(rising: &[usize]) -> String {
    let mut numbers = Numbers::default();
    rising.iter().fold(0, |before, number| {
        numbers.push(number - before);
        *number
    });
    numbers.text
}

fn first_words(starts: &[(usize, &str)]) -> String {
    swap(&lines(starts.iter().map(|(_, word)| *word)))
}

/// Documents in stretches: the gap before, how many follow one another, and for months how many there are of each. A
/// text is at most about `size` long; a longer list has several.
fn stretches(list: &[(usize, u32)], size: usize) -> Vec<String> {
    let mut runs: Vec<(usize, usize, u32)> = Vec::new();
    for (place, detail) in list {
        match runs.last_mut() {
            Some((first, count, same)) if *first + *count == *place && same == detail => {
                *count += 1
            }
            _ => runs.push((*place, 1, *detail)),
        }
    }
    // A stretch takes six characters at most in a plan of a hundred thousand rows.
    let pieces = if runs.is_empty() {
        vec![runs.as_slice()]
    } else {
        runs.chunks((size / 6).max(1)).collect()
    };
    pieces.into_iter().map(piece).collect()
}

fn piece(runs: &[(usize, usize, u32)]) -> String {
    let mut numbers = Numbers::default();
    numbers.push(runs.len());
    let mut next = 0;
    for (first, count, detail) in runs {
        numbers.push(first - next);
        numbers.push(count - 1);
        if *detail > 0 {
            numbers.push(*detail as usize);
        }
        next = first + count;
    }
    numbers.text
}

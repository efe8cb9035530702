//! What a word is worth in each document, ready to be ranked by.
//!
//! [`Impacts`] turns the postings of a word into documents with a code each; [`best_first`] orders them and cuts long
//! lists, [`push_part`] writes a part down. `impactsOf` in `assets/search/20-reader.js` works out the same numbers from an
//! index of one file, to the bit: so both kinds of index rank alike.

use std::collections::BTreeMap;

use super::encode::Numbers;
use super::index::{Index, Posting};
use super::{SearchDocument, SearchInput};

/// A document with what a word is worth in it: what its title, its entry's and the names it shares give.
#[derive(Clone, Copy, Debug)]
pub(super) struct Impact {
    pub(super) document: usize,
    /// `level * 81` and a digit to the base 3 for each of [`FIELDS`]: 1 when another spelling has the word, 2 when
    /// the name itself has it.
    code: usize,
}

/// Works out the impacts of words. The numbers are those of `impactsOf` in `assets/search/20-reader.js`, to the bit.
pub(super) struct Impacts<'a> {
    norms: Vec<f64>,
    children: Vec<Vec<usize>>,
    /// After the documents each unit's field and documents.
    units: Vec<(usize, Vec<usize>)>,
    documents: &'a [SearchDocument],
    titles: Vec<f64>,
    fields: Vec<[u8; 4]>,
    touched: Vec<usize>,
}

/// How much a title's level is, and what a derived word counts.
const LEVELS: f64 = 25.0;
const DERIVED: f64 = 0.4;
const OF_ENTRY: f64 = 0.3;
const FIELDS: usize = 81;

impl<'a> Impacts<'a> {
    pub(super) fn new(input: &'a SearchInput, index: &Index) -> Self {
        let documents = input.documents.as_slice();
        let total = documents.len();
        let average = index.lengths.iter().sum::<usize>() as f64 / total.max(1) as f64;
        let norms = index.lengths.iter().map(|length| 0.35 + 0.25 * *length as f64 / average);
        let mut children = vec![Vec::new(); total];
        let tables = [&index.persons, &index.forms, &index.colleges, &index.terms];
        let mut units = Vec::new();
        for (field, table) in tables.iter().enumerate() {
            units.extend((0..table.rows.len()).map(|_| (field, Vec::new())));
        }
        for (place, document) in documents.iter().enumerate() {
            if let Some(parent) = document.parent {
                children[parent].push(place);
            }
            let mut offset = 0;
            for (facets, table) in
                [&document.persons, &document.forms, &document.colleges].into_iter().zip(tables)
            {
                for row in facets.iter().filter_map(|facet| table.place(&facet.id)) {
                    units[offset + row].1.push(place);
                }
                offset += table.rows.len();
            }
            if let Some(row) = index.terms.place(&document.term) {
                units[offset + row].1.push(place);
            }
        }
        Impacts {
            norms: norms.collect(),
            children,
            units,
            documents,
            titles: vec![0.0; total],
            fields: vec![[0; 4]; total],
            touched: Vec::new(),
        }
    }

    pub(super) fn of(&mut self, postings: &[Posting]) -> Vec<Impact> {
        for posting in postings {
            match posting.unit.checked_sub(self.documents.len()) {
                None => self.add_title(posting),
                Some(unit) => self.add_name(unit, posting.is_derived),
            }
        }
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        touched.dedup();
        let impacts = touched.iter().map(|document| {
            let title = std::mem::take(&mut self.titles[*document]);
            let fields = std::mem::take(&mut self.fields[*document]);
            let level =
                if title > 0.0 { ((title * LEVELS + 0.5).floor() as usize).max(1) } else { 0 };
            let digits = fields.iter().rev().fold(0, |code, digit| code * 3 + usize::from(*digit));
            Impact { document: *document, code: level * FIELDS + digits }
        });
        let impacts = impacts.collect();
        touched.clear();
        self.touched = touched;
        impacts
    }

    fn add_title(&mut self, posting: &Posting) {
        let count = posting.count.min(8) as f64;
        let value = if posting.is_derived { DERIVED } else { 1.0 };
        let gain = value * count / (count + self.norms[posting.unit]);
        self.titles[posting.unit] += gain;
        self.touched.push(posting.unit);
        for child in &self.children[posting.unit] {
            self.titles[*child] += gain * OF_ENTRY;
            self.touched.push(*child);
        }
    }

    fn add_name(&mut self, unit: usize, is_derived: bool) {
        let (field, documents) = &self.units[unit];
        let digit = if is_derived { 1 } else { 2 };
        for document in documents {
            let known = &mut self.fields[*document][*field];
            *known = digit.max(*known);
            self.touched.push(*document);
        }
    }
}

/// What a code is worth, in hundred thousandths; `worthOf` in `assets/search/20-reader.js`.
fn worth(code: usize) -> usize {
    const WORTHS: [[usize; 3]; 4] =
        [[0, 40_000, 100_000], [0, 20_000, 50_000], [0, 20_000, 50_000], [0, 24_000, 60_000]];
    let of_names = WORTHS.iter().scan(code % FIELDS, |rest, field| {
        let digit = *rest % 3;
        *rest /= 3;
        Some(field[digit])
    });
    code / FIELDS * 4_000 + of_names.sum::<usize>()
}

/// Parts of this many documents; all that is no row of the plan is in the first, then come the best rows.
pub(super) fn best_first(mut all: Vec<Impact>, size: usize, rows: usize) -> Vec<Vec<Impact>> {
    if all.len() > size {
        all.sort_by_key(|impact| {
            let is_row = impact.document < rows;
            (is_row, std::cmp::Reverse(worth(impact.code)), impact.document)
        });
    }
    all.chunks(size.max(1)).map(<[Impact]>::to_vec).collect()
}

/// The documents of a part by their codes, the best code first, and the code that the next part begins with.
pub(super) fn push_part(numbers: &mut Numbers, part: &[Impact], next: Option<&Vec<Impact>>) {
    let mut of_code: BTreeMap<(std::cmp::Reverse<usize>, usize), Vec<usize>> = BTreeMap::new();
    for impact in part {
        let key = (std::cmp::Reverse(worth(impact.code)), impact.code);
        of_code.entry(key).or_default().push(impact.document);
    }
    numbers.push(of_code.len());
    for ((_, code), mut documents) in of_code {
        documents.sort_unstable();
        numbers.push(code);
        numbers.push(documents.len() - 1);
        let mut before = 0;
        for document in documents {
            numbers.push(document - before);
            before = document + 1;
        }
    }
    if let Some(first) = next.and_then(|part| part.first()) {
        numbers.push(first.code);
    }
}

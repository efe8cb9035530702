//! The index as text: compact, plain ASCII where it can be, and quick for a browser to read.
//!
//! Words that titles and names show are not written down: the browser takes them from the texts, which it needs anyway.
//! What it cannot see there is written: abbreviations, other spellings, words of every day.
//! Numbers are written in 91 printable characters, one for most of them ([`Numbers`]). The lexicon
//! is sorted and each word leaves out what it shares with the word before. In long texts Ukrainian
//! letters change places with ASCII ones ([`swap`]), which halves them; doing it again restores
//! the text. The reader is `readIndex` in `assets/search/20-reader.js`; both know [`VERSION`].

use super::glossary;
use super::index::{FacetTable, Index, Posting};
use super::{Abbreviation, DocumentKind, Facet, SearchDocument, SearchInput, shards};
use crate::language::lines::one_line;
use crate::language::normalize::tokens;
use crate::language::stem::{self, Stemmer};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A script of another version is not read.
pub(super) const VERSION: u32 = 6;
const FUNCTION_WORDS: &str = include_str!("../../language/function_words.txt");
const OTHER_WORDS: &str = include_str!("../../language/other_words.txt");
/// Letters that change places in long texts, one with one.
const SWAPPED: (&str, &str) =
    ("оаитнеірсвклдпмуяьзгйчбхцжщшюїєфґ", "abcdefghijklmnopqrstuvwxyz{}~^_@$");

/// The text of an index above which it is cut into shards unless the portal says another size: some 120 KB compressed.
const LARGEST_KB: usize = 350;

/// An index as classic scripts.
#[derive(Debug)]
pub(super) struct Scripts {
    /// What every search needs: all of a small index; of a large one where its shards begin.
    pub(super) base: String,
    /// The shards of a large index, each with its name.
    pub(super) shards: Vec<(String, String)>,
}

pub(super) fn scripts(input: &SearchInput, index: &Index, most: Option<usize>) -> Scripts {
    let whole = script(input, index);
    if whole.len() <= most.unwrap_or(LARGEST_KB) * 1_000 {
        return Scripts { base: whole, shards: Vec::new() };
    }
    shards::sharded(input, index, shards::SIZES)
}

/// All of an index in one script.
pub(super) fn script(input: &SearchInput, index: &Index) -> String {
    let mut data = tables(input, index);
    data["numbers"] = Value::from(data_numbers(&input.documents));
    let terms = index.terms.rows.iter().map(|term| one_line(&term.name));
    data["terms"] = Value::from(swap(&lines(terms)));
    data["documents"] = Value::from(document_numbers(input, index));
    let hidden =
        index.lexicon.iter().filter(|(_, postings)| postings.iter().any(|one| one.is_derived));
    data["lexicon"] =
        Value::from(swap(&front_coded(hidden.clone().map(|(word, _)| word.as_str()))));
    data["titles"] = Value::from(titles(&input.documents));
    data["urls"] = Value::from(urls(&input.documents, url_pattern(&input.documents).as_deref()));
    data["postings"] = Value::from(postings(hidden.map(|(_, postings)| postings)));
    call("planSearchIndex", &data.to_string())
}

/// What does not grow with the documents: the language, and the names that results are filtered by.
pub(super) fn tables(input: &SearchInput, index: &Index) -> Value {
    let (rules, exceptions) = stem::tables();
    json!({
        "version": VERSION,
        "id": input.id,
        "rules": swap(&rules),
        "exceptions": swap(&exceptions),
        "glossary": swap(&glossary(input)),
        "meanings": swap(&meanings(index)),
        "functionWords": swap(&one_line(FUNCTION_WORDS)),
        "others": swap(&front_coded(other_words().iter().map(String::as_str))),
        "persons": facets(&index.persons.rows),
        "forms": facets(&index.forms.rows),
        "colleges": facets(&index.colleges.rows),
        "sections": facets(&index.sections.rows),
        "url": url_pattern(&input.documents).unwrap_or_default(),
    })
}

/// The stems of words of every day, which are no slips of the plan's words.
fn other_words() -> BTreeSet<String> {
    let lines = OTHER_WORDS.lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(tokens).map(|token| token.word);
    words.map(|word| Stemmer::shared().stem(&word)).collect()
}

pub(super) fn titles(documents: &[SearchDocument]) -> String {
    swap(&lines(documents.iter().map(|document| one_line(&document.title))))
}

/// The addresses; those that follow from the number of a row are left empty.
pub(super) fn urls(documents: &[SearchDocument], pattern: Option<&str>) -> String {
    let follows = |document: &SearchDocument| {
        pattern.is_some_and(|pattern| document.url == row_url(pattern, document))
    };
    lines(documents.iter().map(|document| match follows(document) {
        true => Cow::Borrowed(""),
        false => one_line(&document.url),
    }))
}

/// How the addresses of entries are made of their numbers: «entries/*.html».
pub(super) fn url_pattern(documents: &[SearchDocument]) -> Option<String> {
    let is_numbered = |document: &&SearchDocument| {
        document.kind == DocumentKind::Entry && !document.data_number.is_empty()
    };
    let entry = documents.iter().find(is_numbered)?;
    let (before, after) = entry.url.rsplit_once(&in_address(&entry.data_number))?;
    Some(format!("{before}*{after}"))
}

/// «2.22.8#31» is at «entries/2-22-8.html#i31».
fn row_url(pattern: &str, document: &SearchDocument) -> String {
    let (number, item) = match document.data_number.split_once('#') {
        Some((number, item)) => (number, format!("#i{item}")),
        None => (document.data_number.as_str(), String::new()),
    };
    pattern.replacen('*', &in_address(number), 1) + &item
}

fn in_address(number: &str) -> String {
    number.replace('.', "-")
}

/// A script that calls this function: a closing tag or a line separator in the data must not end it.
pub(super) fn call(function: &str, data: &str) -> String {
    let mut script = String::with_capacity(data.len() + 64);
    script.push_str(function);
    script.push('(');
    let mut rest = data;
    // The line separators begin with this byte, which is no part of another letter.
    while let Some(at) = memchr::memchr2(b'<', 0xe2, rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        script.push_str(before);
        let mut signs = from.chars();
        match signs.next() {
            Some('<') => script.push_str("\\u003c"),
            Some('\u{2028}') => script.push_str("\\u2028"),
            Some('\u{2029}') => script.push_str("\\u2029"),
            other => script.extend(other),
        }
        rest = signs.as_str();
    }
    script.push_str(rest);
    script.push_str(");\n");
    script
}

/// A line for each abbreviation: the word the index has for it, its own words, what it stands for.
fn glossary(input: &SearchInput) -> String {
    let rows = input.abbreviations.iter().filter(|row| glossary::is_usable(row));
    let line = |row: &Abbreviation| {
        let [short, full] = [&row.short, &row.full].map(|text| one_line(text).replace('|', " "));
        format!("{}|{short}|{full}", glossary::mark(&row.short))
    };
    lines(rows.map(line))
}

/// A line for each word of every day that the index has: the word, and what plans say for it.
fn meanings(index: &Index) -> String {
    lines(index.meanings.iter().map(|(word, phrases)| {
        let all = [word.as_str()].into_iter().chain(phrases.iter().copied());
        all.collect::<Vec<_>>().join("|")
    }))
}

/// Two rows of lines: what stands in addresses, what people read.
fn facets(facets: &[Facet]) -> Value {
    let of_all = |of: fn(&Facet) -> &str| lines(facets.iter().map(|facet| one_line(of(facet))));
    json!([of_all(|facet| &facet.id), swap(&of_all(|facet| &facet.name))])
}

/// What is known of the documents, one property of all of them after the other: equal things compress well.
fn document_numbers(input: &SearchInput, index: &Index) -> String {
    let documents = &input.documents;
    let mut numbers = Numbers::default();
    documents.iter().for_each(|document| numbers.push(document.kind as usize));
    for (place, document) in documents.iter().enumerate() {
        numbers.push(document.parent.map_or(0, |parent| place.saturating_sub(parent)));
    }
    documents.iter().for_each(|document| numbers.push(usize::from(document.months.bits())));
    for document in documents {
        numbers.push(index.terms.place(&document.term).map_or(0, |term| term + 1));
    }
    let mut facets = |table: &FacetTable, of: fn(&SearchDocument) -> &[Facet]| {
        for document in documents {
            numbers.push(of(document).len());
            for facet in of(document) {
                let known = table.place(&facet.id);
                numbers.push(known.expect("the index has every facet of its documents"));
            }
        }
    };
    facets(&index.sections, |document| document.section.as_slice());
    facets(&index.persons, |document| &document.persons);
    facets(&index.forms, |document| &document.forms);
    facets(&index.colleges, |document| &document.colleges);
    numbers.text
}

/// The numbers of the documents; those of items go without saying while they count on from their entry's.
fn data_numbers(documents: &[SearchDocument]) -> String {
    let mut items = 0;
    let numbers = documents.iter().map(|document| {
        let Some(parent) = document.parent.and_then(|parent| documents.get(parent)) else {
            items = 0;
            return one_line(&document.data_number);
        };
        items += 1;
        let follows = document.data_number == format!("{}#{items}", parent.data_number);
        if follows { Cow::Borrowed("") } else { one_line(&document.data_number) }
    });
    lines(numbers)
}

/// Each word: how many characters it shares with the word before, as a capital letter, and the rest.
pub(super) fn front_coded<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    let mut before: &str = "";
    for word in words {
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count().min(25);
        text.push(char::from(b'A' + u8::try_from(shared).expect("at most 25")));
        text.extend(word.chars().skip(shared));
        before = word;
    }
    text
}

/// For each word the number of its postings in what texts do not show, and these: the step from the unit before,
/// doubled, plus 1 if the word is meant there more than once; then how often.
fn postings<'a>(lists: impl Iterator<Item = &'a Vec<Posting>>) -> String {
    let mut numbers = Numbers::default();
    for postings in lists {
        let hidden = postings.iter().filter(|posting| posting.is_derived);
        numbers.push(hidden.clone().count() - 1);
        let mut next = 0;
        for posting in hidden {
            let more = posting.count.min(8) - 1;
            numbers.push((posting.unit - next) * 2 + usize::from(more > 0));
            if more > 0 {
                numbers.push(more);
            }
            next = posting.unit + 1;
        }
    }
    numbers.text
}

/// Numbers as printable characters other than `"`, `\` and `<`. The first 61 end a number; the
/// other 30 carry a digit of it and go on.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) text: String,
}

/// The characters of [`Numbers`], in order.
const ALPHABET: [u8; 91] = {
    let mut alphabet = [0; 91];
    let (mut count, mut sign) = (0, b'!');
    while sign <= b'~' {
        if !matches!(sign, b'"' | b'\\' | b'<') {
            alphabet[count] = sign;
            count += 1;
        }
        sign += 1;
    }
    alphabet
};

impl Numbers {
    const LAST: usize = 61;
    const DIGITS: usize = 30;

    pub(super) fn push(&mut self, mut number: usize) {
        while number >= Self::LAST {
            let rest = number - Self::LAST;
            self.text.push(char::from(ALPHABET[Self::LAST + rest % Self::DIGITS]));
            number = rest / Self::DIGITS;
        }
        self.text.push(char::from(ALPHABET[number]));
    }
}

/// Exchanges Ukrainian letters and ASCII ones; what it does, it undoes.
pub(super) fn swap(text: &str) -> String {
    let (ukrainian, ascii) = SWAPPED;
    // All of them stand among the first letters of Unicode.
    let mut others: [char; 0x500] =
        std::array::from_fn(|code| char::from_u32(code as u32).unwrap_or(' '));
    for (one, other) in ukrainian.chars().zip(ascii.chars()) {
        (others[one as usize], others[other as usize]) = (other, one);
    }
    let other = |letter: char| others.get(letter as usize).copied().unwrap_or(letter);
    let mut swapped = String::with_capacity(text.len());
    swapped.extend(text.chars().map(other));
    swapped
}

/// Texts on a line each.
pub(super) fn lines(texts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut lines = String::new();
    for (place, text) in texts.enumerate() {
        if place > 0 {
            lines.push('\n');
        }
        lines.push_str(text.as_ref());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Numbers, SWAPPED, call, front_coded, swap};

    #[test]
    fn letters_that_change_places_come_back() {
        let (ukrainian, ascii) = SWAPPED;
        assert_eq!(ukrainian.chars().count(), ascii.chars().count());
        let text = "Ґанок, їжак і {Moodle}: ЗП(ПТ)О ~ 2.22.8 @ щось^_$";
        assert_eq!(swap(&swap(text)), text);
        assert!(swap("план").is_ascii());
    }

    /// The other direction of `numbers` in search.js.
    #[test]
    fn numbers_take_one_character_up_to_sixty_and_can_be_read_back() {
        let written = [0, 1, 60, 61, 90, 91, 1890, 1891, 4095, 70_000, 5_000_000];
        let mut numbers = Numbers::default();
        for number in written {
            numbers.push(number);
        }
        assert_eq!(read(&numbers.text), written);
        assert!(!numbers.text.contains(['"', '\\', '<']));
        let mut one = Numbers::default();
        one.push(60);
        assert_eq!(one.text.len(), 1);
    }

    fn read(text: &str) -> Vec<usize> {
        let alphabet: Vec<char> = ('!'..='~').filter(|c| !['"', '\\', '<'].contains(c)).collect();
        let mut numbers = Vec::new();
        let (mut number, mut scale) = (0, 1);
        for c in text.chars() {
            let digit = alphabet.iter().position(|known| *known == c).unwrap();
            number += digit * scale;
            scale *= 30;
            if digit < 61 {
                numbers.push(number);
                (number, scale) = (0, 1);
            }
        }
        numbers
    }

    #[test]
    fn data_cannot_end_the_script() {
        let data = "\"</script>\u{2028}а\u{2029}б\"";
        assert_eq!(call("read", data), "read(\"\\u003c/script>\\u2028а\\u2029б\");\n");
    }

    #[test]
    fn a_word_leaves_out_what_it_shares_with_the_word_before() {
        let words = ["план", "плани", "рік"];
        assert_eq!(front_coded(words.into_iter()), "AпланEиAрік");
    }
}

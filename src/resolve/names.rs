//! Names in a cell: «Ткачук І.М. методисти відповідно до наказу» becomes who is meant and which words say so.
//!
//! Cells of the approved table hold several values without separators. [`Names`] knows every way a name is
//! written and cuts a cell into [`Piece`]s by the longest match. Case, full stops, blanks inside initials and
//! Latin look-alike letters do not matter.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::language::normalize::lower_common;

/// Ways to write names of one kind, and what each means.
#[derive(Debug)]
pub(in crate::resolve) struct Names<T> {
    by_key: BTreeMap<String, Vec<T>>,
    longest: usize,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names { by_key: BTreeMap::new(), longest: 1 }
    }
}

/// A stretch of a cell.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::resolve) enum Piece<T> {
    /// Words that mean these; more than one when the words are ambiguous.
    Known(Range<usize>, Vec<T>),
    /// Words between known ones.
    Other(Range<usize>),
}

impl<T: Copy + PartialEq> Names<T> {
    /// Adds a way to write `meaning`.
    pub(in crate::resolve) fn add(&mut self, words: &str, meaning: T) {
        let tokens = tokens(words);
        let key = Folded::new(words, &tokens);
        if key.text.is_empty() {
            return;
        }
        self.longest = self.longest.max(tokens.len());
        let meanings = self.by_key.entry(key.text).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    /// What exactly these words mean.
    pub(in crate::resolve) fn find(&self, words: &str) -> &[T] {
        let key = Folded::new(words, &tokens(words)).text;
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Cuts a cell into known and other words.
    pub(in crate::resolve) fn cut(&self, cell: &str) -> Vec<Piece<T>> {
        let tokens = tokens(cell);
        let folded = Folded::new(cell, &tokens);
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let most = self.longest.min(tokens.len() - at);
            let found = (1..=most).rev().find_map(|count| {
                let meanings = self.by_key.get(folded.of(at..at + count))?;
                Some((count, meanings))
            });
            if let Some((count, meanings)) = found {
                let range = tokens[at].start..tokens[at + count - 1].end;
                pieces.push(Piece::Known(range, meanings.clone()));
                at += count;
                continue;
            }
            match pieces.last_mut() {
                Some(Piece::Other(range)) => range.end = tokens[at].end,
                _ => pieces.push(Piece::Other(tokens[at].clone())),
            }
            at += 1;
        }
        pieces
    }
}

/// Words are parted by blanks, commas, semicolons and strokes.
fn tokens(words: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, letter) in words.char_indices() {
        let is_gap = letter.is_whitespace() || matches!(letter, ',' | ';' | '/' | '+');
        match (is_gap, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                tokens.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        tokens.push(from..words.len());
    }
    tokens
}

/// The letters and digits of all words in one form, and where those of each word end.
struct Folded {
    text: String,
    ends: Vec<usize>,
}

impl Folded {
    fn new(words: &str, tokens: &[Range<usize>]) -> Folded {
        let mut text = String::with_capacity(words.len());
        let mut ends = Vec::with_capacity(tokens.len());
        for token in tokens {
            for letter in words.get(token.clone()).unwrap_or_default().chars().map(cyrillic) {
                match lower_common(letter) {
                    Some(lower) => text.push(lower),
                    None if letter.is_alphanumeric() => text.extend(letter.to_lowercase()),
                    None => {}
                }
            }
            ends.push(text.len());
        }
        Folded { text, ends }
    }

    /// Of the words at these places.
    fn of(&self, places: Range<usize>) -> &str {
        let end = |count: usize| if count == 0 { 0 } else { self.ends[count - 1] };
        self.text.get(end(places.start)..end(places.end)).expect("words end at letters' ends")
    }
}

/// Latin letters that look Cyrillic are taken for Cyrillic ones.
fn cyrillic(letter: char) -> char {
    match letter {
        'a' | 'A' => 'а',
        'B' => 'в',
        'c' | 'C' => 'с',
        'e' | 'E' => 'е',
        'H' => 'н',
        'i' | 'I' => 'і',
        'K' | 'k' => 'к',
        'M' => 'м',
        'o' | 'O' => 'о',
        'p' | 'P' => 'р',
        'T' => 'т',
        'x' | 'X' => 'х',
        'y' | 'Y' => 'у',
        other => other,
    }
}

/// The stretches of words between commas, semicolons, strokes, dashes and conjunctions; what brackets hold stays whole.
pub(in crate::resolve) fn plain_pieces(words: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut is_parted = true;
    let mut is_open = false;
    let mut end = 0;
    for token in tokens(words) {
        let gap = words.get(end..token.start).unwrap_or_default();
        is_parted |= gap.contains([',', ';', '/', '+']);
        end = token.end;
        let word = words.get(token.clone()).unwrap_or_default();
        if let Some(last) = pieces.last_mut().filter(|_| is_open) {
            last.end = token.end;
            is_open = !word.contains(')');
            continue;
        }
        is_open = word.starts_with('(') && !word.contains(')');
        is_parted |= word.starts_with('(');
        let is_conjunction =
            matches!(word, "та" | "і" | "й" | "або" | "чи" | "спільно" | "разом" | "всі" | "усі");
        let is_dash = word.chars().all(|letter| "-–—−•*".contains(letter));
        if is_conjunction || is_dash {
            is_parted = true;
            continue;
        }
        match pieces.last_mut().filter(|_| !is_parted) {
            Some(last) => last.end = token.end,
            None => pieces.push(token),
        }
        is_parted = false;
    }
    pieces
}

/// Whether words look like a person's name: «Прізвище І.Б.».
pub(in crate::resolve) fn looks_like_person(words: &str) -> bool {
    let mut previous_is_surname = false;
    for word in words.split([' ', '\u{a0}', '\n', ',', ';']).filter(|word| !word.is_empty()) {
        if previous_is_surname && is_initials(word) {
            return true;
        }
        // «Нечуй-Левицький» has a capital in each of its halves.
        previous_is_surname = word.chars().count() > 2 && word.split('-').all(is_capitalized);
    }
    false
}

fn is_capitalized(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(|letter| letter.is_lowercase() || matches!(letter, '\'' | '’' | 'ʼ'))
}

/// «І.М.», «І.М», «І.».
pub(in crate::resolve) fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    word.contains('.')
        && (1..=3).contains(&letters)
        && word.chars().all(|letter| letter == '.' || letter.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Names, Piece, looks_like_person, plain_pieces};

    #[test]
    fn values_without_separators_are_told_apart_by_the_longest_match() {
        let mut names = Names::default();
        names.add("Ткачук І.М.", 1);
        names.add("методисти", 2);
        names.add("методисти за напрямками", 3);
        let cell = "Ткачук I. М методисти за напрямками підготовки";
        let pieces = names.cut(cell);
        assert_eq!(pieces.len(), 3);
        assert!(matches!(&pieces[0], Piece::Known(_, who) if who == &[1]));
        assert!(matches!(&pieces[1], Piece::Known(_, who) if who == &[3]));
        assert!(
            matches!(&pieces[2], Piece::Other(range) if cell.ends_with("підготовки") && range.end == cell.len())
        );
    }

    #[test]
    fn conjunctions_and_dashes_part_words() {
        let words = "Коваль І. (голова, за згодою) та Бондар; – методист / директор";
        let pieces = plain_pieces(words).into_iter().filter_map(|piece| words.get(piece));
        let expected = ["Коваль І.", "(голова, за згодою)", "Бондар", "методист", "директор"];
        assert_eq!(pieces.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_of_people_are_recognised() {
        assert!(looks_like_person("Ткачук І.М."));
        assert!(looks_like_person("методисти Нечуй-Левицький І."));
        assert!(!looks_like_person("відповідно до наказу МОН"));
    }
}

//! The order of words and of numbers: Ґ after Г, І and Ї after И, «2.9» before «2.10».
//!
//! Words are compared by ICU4X with CLDR's Ukrainian rules ([`UkrainianOrder`]), except that
//! apostrophes and quotation marks do not count, as in Ukrainian dictionaries. Numbers of
//! sections and entries have an order of their own ([`compare_numbers`]).

use std::borrow::Cow;
use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale::locale;

use crate::language::unseen::has_no_width;

/// Ukrainian alphabet order; make one and share it, also between threads.
#[derive(Debug)]
pub struct UkrainianOrder {
    collator: CollatorBorrowed<'static>,
}

impl UkrainianOrder {
    /// The order from the compiled-in data.
    pub fn new() -> UkrainianOrder {
        let mut preferences = CollatorPreferences::from(locale!("uk"));
        // «ПТУ № 9» stands before «ПТУ № 15».
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        UkrainianOrder {
            collator: CollatorBorrowed::try_new(preferences, CollatorOptions::default())
                .expect("the compiled data has the order of every locale"),
        }
    }

    /// Which of two words or names comes first; equal only for the same text, so that a sorted
    /// list does not depend on the order it had before.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(&letters_that_count(a), &letters_that_count(b)).then_with(|| a.cmp(b))
    }

    /// Bytes that compare as [`UkrainianOrder::compare`] does: for long lists, where each text is
    /// compared many times (`sort_by_cached_key`). Only for this run, never for a file.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(2 * text.len());
        let Ok(()) = self.collator.write_sort_key_to(&letters_that_count(text), &mut key);
        // A key has no zero of its own, so a shorter key still comes first.
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }
}

impl Default for UkrainianOrder {
    fn default() -> UkrainianOrder {
        UkrainianOrder::new()
    }
}

fn letters_that_count(text: &str) -> Cow<'_, str> {
    let skipped = |c| matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '«' | '»' | '"' | '“' | '”' | '„');
    if text.contains(skipped) { Cow::Owned(text.replace(skipped, "")) } else { Cow::Borrowed(text) }
}

/// The order of plan numbers: part by part, digits as numbers of any length, a trailing dot
/// without meaning; «2.9» < «2.10» < «2.10.1» < «2.11.», «V» < «IX».
///
/// Equal is what the plan numbers alike: «2.1» and «2.01.».
pub fn compare_numbers(a: &str, b: &str) -> Ordering {
    let parts = |number: &str| bare_number(number).split('.').map(Part::of).collect::<Vec<_>>();
    parts(a).cmp(&parts(b))
}

/// The order of paths: folder by folder, digits as numbers; «2-a» < «10-b», «02-x» < «02-x-dodatok».
pub fn compare_paths(a: &str, b: &str) -> Ordering {
    let parts = |path: &str| path.split('/').map(pieces).collect::<Vec<_>>();
    // Names that differ in zeros alone still have one order.
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

/// A name as words, each with the number behind it.
fn pieces(name: &str) -> Vec<(String, usize, String)> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (words, after) = rest.split_at(words);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (digits, after) = after.split_at(digits);
        let digits = digits.trim_start_matches('0').to_owned();
        pieces.push((words.to_owned(), digits.len(), digits));
        rest = after;
    }
    pieces
}

/// Whether a number has one part, «3.» and not «2.3»: such rows are numbered anew in each section.
pub fn is_of_section(number: &str) -> bool {
    let number = bare_number(number).trim_end_matches(')');
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number without the blanks and the full stop that print leaves behind it: «1.3.» is «1.3»; nor has it the signs
/// without width that come with copied text.
pub fn bare_number(number: &str) -> &str {
    let is_blank = |letter: char| letter.is_whitespace() || has_no_width(letter);
    number.trim_matches(is_blank).trim_end_matches('.')
}

/// One part of a number: «10» or «1а»; digits first, then letters.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// First, so that «9» < «10» without reading them as integers of a limited size.
    digit_count: usize,
    digits: String,
    rest: String,
}

impl Part {
    fn of(part: &str) -> Part {
        let part = part.trim();
        if let Some(value) = roman(part) {
            return Part::of(&value.to_string());
        }
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = part
            .strip_suffix(rest)
            .expect("what is left after trimming the start is the end")
            .trim_start_matches('0');
        Part { digit_count: digits.len(), digits: digits.to_owned(), rest: rest.to_lowercase() }
    }
}

/// The value of a Roman numeral as plans write section numbers, also with the Cyrillic letters
/// that look alike (І, Х).
fn roman(part: &str) -> Option<u32> {
    let mut total = 0;
    let mut last = 0;
    for letter in part.chars().rev() {
        let value = match letter {
            'I' | 'І' => 1,
            'V' => 5,
            'X' | 'Х' => 10,
            'L' => 50,
            'C' | 'С' => 100,
            _ => return None,
        };
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_stand_by_their_numbers() {
        let mut paths = [
            "plans/2030/plan.toml",
            "plans/2030/10-b/section.toml",
            "plans/2030/02-x-dodatok/section.toml",
            "plans/2030/2-a/section.toml",
            "plans/2030/02-x/section.toml",
            "people.toml",
        ];
        paths.sort_by(|a, b| super::compare_paths(a, b));
        assert_eq!(
            paths,
            [
                "people.toml",
                "plans/2030/2-a/section.toml",
                "plans/2030/02-x/section.toml",
                "plans/2030/02-x-dodatok/section.toml",
                "plans/2030/10-b/section.toml",
                "plans/2030/plan.toml",
            ]
        );
    }

    #[test]
    fn the_alphabet() {
        let order = UkrainianOrder::new();
        let alphabet: Vec<String> = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"
            .chars()
            .map(|letter| format!("{letter}ма"))
            .collect();
        let mut sorted: Vec<String> = alphabet.iter().rev().cloned().collect();
        sorted.sort_by(|a, b| order.compare(a, b));
        assert_eq!(sorted, alphabet);
        sorted.reverse();
        sorted.sort_by_cached_key(|word| order.sort_key(word));
        assert_eq!(sorted, alphabet);
    }

    #[test]
    fn names_and_numbers() {
        let order = UkrainianOrder::new();
        let expected = [
            "ВПУ № 9",
            "ВПУ № 15",
            "Гаврилюк О.П.",
            "Ґалаґан І.І.",
            "Недашківська А.М.",
            "Недашківська Л.В.",
            "«Партнерство»",
            "Ткач Я.Я.",
            "Ткачук І.М.",
            "Уляна",
            "Ющенко",
        ];
        let mut names = expected;
        names.reverse();
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, expected);
        names.reverse();
        names.sort_by_cached_key(|name| order.sort_key(name));
        assert_eq!(names, expected);
    }

    #[test]
    fn apostrophes_do_not_count() {
        let order = UkrainianOrder::new();
        for apostrophe in ["'", "’", "ʼ"] {
            let word = format!("м{apostrophe}яч");
            assert_eq!(order.compare("молоко", &word), Ordering::Less);
            assert_eq!(order.compare(&word, "мʼята"), Ordering::Greater);
            assert_eq!(order.compare("мята", &word), Ordering::Less);
        }
        assert_ne!(order.compare("м'яч", "м’яч"), Ordering::Equal);
    }

    #[test]
    fn plan_numbers() {
        let expected = [
            "1", "1.2.", "2.", "2.1", "2.9", "2.9а", "2.10", "2.22", "2.22.4", "2.22.10", "2.100",
            "10.1",
        ];
        let mut numbers = expected;
        numbers.reverse();
        numbers.sort_by(|a, b| compare_numbers(a, b));
        assert_eq!(numbers, expected);
        assert_eq!(compare_numbers("2.1.", "2.1"), Ordering::Equal);
        assert_eq!(compare_numbers("2.01", "2.1"), Ordering::Equal);
        assert_eq!(
            compare_numbers("1.99999999999999999999999", "1.100000000000000000000000"),
            Ordering::Less
        );
    }

    #[test]
    fn roman_section_numbers() {
        let expected = [
            "I.", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII",
            "XIV",
        ];
        let mut sections = expected;
        sections.reverse();
        sections.sort_by(|a, b| compare_numbers(a, b));
        assert_eq!(sections, expected);
        assert_eq!(compare_numbers("ІХ", "IX"), Ordering::Equal);
        assert_eq!(compare_numbers("IX.2", "9.10"), Ordering::Less);
    }
}

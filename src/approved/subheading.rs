//! Which words across a table head the rows below them: «СІЧЕНЬ», «І квартал», «1.1. Організаційна робота».

use super::number::{arabic, is_row_number};
use super::printed::is_upper_case;
use crate::language::months::MONTHS;
use crate::language::order::is_of_section;

/// What a part of the year is called, besides the months.
const PARTS_OF_YEAR: [&str; 13] = [
    "квартал",
    "кв",
    "сем",
    "півріччя",
    "семестр",
    "зима",
    "весна",
    "літо",
    "осінь",
    "упродовж",
    "впродовж",
    "протягом",
    "щомісяця",
];

/// What may stand beside such a name and says nothing else.
const BESIDE: [&str; 14] = [
    "перший",
    "другий",
    "третій",
    "четвертий",
    "перше",
    "друге",
    "місяць",
    "року",
    "рік",
    "р",
    "навчального",
    "навчальний",
    "всього",
    "усього",
];

/// Whether the words are nothing but a part of the year: «Січень 2031 року», «ІІ півріччя», «Липень – серпень».
pub fn is_part_of_year(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    let names_part = |word: &str| {
        PARTS_OF_YEAR.contains(&word) || MONTHS.iter().any(|month| month.nominative == word)
    };
    let is_count = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit()) || arabic(&word.to_uppercase()).is_some()
    };
    let mut is_named = false;
    words.all(|word| {
        is_named |= names_part(word);
        names_part(word) || is_count(word) || BESIDE.contains(&word)
    }) && is_named
}

/// Whether words across the whole table surely head the rows below: a part of the year, capital letters, a number.
pub fn heads_rows(text: &str) -> bool {
    const SHORTEST: usize = 4;
    let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
    let numeral = number.trim_end_matches(['.', ')']);
    let is_numbered = (is_row_number(number) || arabic(numeral).is_some())
        && numeral.len() < number.len()
        && rest.starts_with(|letter: char| letter.is_uppercase() || letter == '«');
    is_part_of_year(text)
        || is_numbered
        || is_upper_case(text) && text.chars().count() >= SHORTEST && !text.ends_with([';', ','])
}

/// Whether words with a number of their own («1.1. Організаційна робота») are no row but the head of rows that are
/// numbered anew below it; `next` is the number of the first of them.
pub(super) fn heads_rows_numbered_anew(number: &str, next: &str) -> bool {
    is_of_section(next) && (!is_of_section(number) || next.trim_end_matches(['.', ')']) == "1")
}

#[cfg(test)]
mod tests {
    use super::{heads_rows, heads_rows_numbered_anew, is_part_of_year};

    #[test]
    fn parts_of_the_year() {
        for words in [
            "СІЧЕНЬ",
            "Січень 2031 року",
            "І квартал",
            "II ПІВРІЧЧЯ",
            "Липень – серпень:",
            "Перший семестр 2030/2031 навчального року",
            "Упродовж року",
        ] {
            assert!(is_part_of_year(words) && heads_rows(words), "{words}");
        }
        for words in ["", "2031", "року", "Січень: наради директорів", "І етап"]
        {
            assert!(!is_part_of_year(words), "{words}");
        }
    }

    #[test]
    fn heads_of_rows() {
        for words in ["1.1. Організаційна робота", "А. Наради".to_uppercase().as_str(), "ІІ. Кадри"]
        {
            assert!(heads_rows(words), "{words}");
        }
        for words in ["робота з кадрами", "Робота з кадрами", "1.1", "СТО", "- перше"]
        {
            assert!(!heads_rows(words), "{words}");
        }
        assert!(heads_rows_numbered_anew("1.1.", "1"));
        assert!(heads_rows_numbered_anew("2.", "1."));
        assert!(!heads_rows_numbered_anew("1.", "2."));
        assert!(!heads_rows_numbered_anew("1.1.", "1.1.1"));
    }
}

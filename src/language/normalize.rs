//! One form for every spelling of a word, and the words of a text.
//!
//! Text comes in as people type it; out come [`Token`]s whose words are lower case, without
//! apostrophes, accents and soft hyphens, and of one alphabet. The search in the browser does the
//! same in `10-language.js` (functions of the same names); `tests/cases/stems.txt` and
//! `tests/cases/tokens.txt` hold the two together. Start at [`tokens`].

use icu_normalizer::DecomposingNormalizerBorrowed;

const APOSTROPHES: &[char] = &['\'', '’', 'ʼ', '`', '´', '‘', '‛', '′'];
/// Typed for an apostrophe, which stands before these letters only: «кар"єра».
const TYPED_FOR_APOSTROPHE: (&[char], &str) = (&['"', '”', '“', '*'], "яюєїЯЮЄЇ");
const HYPHENS: &[char] = &['-', '\u{2010}', '\u{2011}'];
const SOFT_HYPHEN: char = '\u{ad}';
/// Latin letters that look like Cyrillic ones, and those in the same order.
const LOOKS: (&str, &str) = ("aceiopxykm", "асеіорхукм");

/// A normalised word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Never empty.
    pub word: String,
    /// Counts words from 0; the parts of a hyphenated word count one each.
    pub position: usize,
    /// All parts of a hyphenated word written together, at the position of the first.
    pub is_joined: bool,
}

/// One form for every spelling of a word: «Кар’єра» is «карєра», «Ґанок» is «ганок», and
/// «англomовного» with a Latin o and m is Cyrillic throughout.
pub fn fold(word: &str) -> String {
    if let Some(folded) = fold_common(word) {
        return folded;
    }
    let decomposed =
        DecomposingNormalizerBorrowed::new_nfd().normalize(&word.to_lowercase()).into_owned();
    let mut folded = String::with_capacity(decomposed.len());
    let mut letters = decomposed.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('и', Some('\u{306}')) => folded.push('й'),
            ('і', Some('\u{308}')) => folded.push('ї'),
            ('ґ', _) => folded.push('г'),
            ('ы', _) => folded.push('и'),
            _ if is_dropped(letter) => {}
            _ => folded.push(letter),
        }
    }
    one_alphabet(folded)
}

/// [`fold`] for words of common letters of one alphabet, which nearly all are: nothing in them is to be taken apart.
fn fold_common(word: &str) -> Option<String> {
    let mut folded = String::with_capacity(word.len());
    let (mut has_cyrillic, mut has_latin) = (false, false);
    for letter in word.chars() {
        match lower_common(letter) {
            Some('ы') => folded.push('и'),
            Some('ґ') => folded.push('г'),
            Some(lower) => folded.push(lower),
            None if letter == '.' => folded.push('.'),
            None => return None,
        }
        has_latin |= letter.is_ascii_alphabetic();
        has_cyrillic |= !letter.is_ascii();
    }
    (!(has_cyrillic && has_latin)).then_some(folded)
}

/// The words of a text in order: the parts of a word with hyphens or brackets in it and then, at the position of the
/// first, all of them joined («онлайн», «конференція», «онлайнконференція»; «ЗП(ПТ)О» is «зппто» too); a dotted number
/// such as «2.22.8» is one word.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokenizer =
        Tokenizer { found: Vec::new(), parts: Vec::new(), part: String::new(), position: 0 };
    let mut last = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let in_word = !tokenizer.part.is_empty();
        let next = letters.peek().copied().unwrap_or(' ');
        if is_word_letter(letter) {
            tokenizer.part.push(letter);
            last = letter;
        } else if is_mark(letter) {
            if in_word {
                tokenizer.part.push(letter);
            }
        } else if letter == SOFT_HYPHEN
            || in_word && is_word_letter(next) && is_apostrophe(letter, next)
        {
            // Dropped, and the word goes on: «кар’єра».
        } else if letter == '.' && in_word && last.is_ascii_digit() && next.is_ascii_digit() {
            tokenizer.part.push(letter);
        } else if is_within_word(letter) && in_word && is_word_letter(next) {
            tokenizer.end_part();
        } else {
            tokenizer.end_word();
            last = ' ';
        }
    }
    tokenizer.end_word();
    tokenizer.found
}

fn is_apostrophe(sign: char, next: char) -> bool {
    let (typed, before) = TYPED_FOR_APOSTROPHE;
    APOSTROPHES.contains(&sign) || typed.contains(&sign) && before.contains(next)
}

/// Whether the letter parts a word and does not end it.
fn is_within_word(letter: char) -> bool {
    HYPHENS.contains(&letter) || matches!(letter, '(' | ')')
}

/// Whether a normalised word is a number, dotted or not: «2026», «2.22.8».
pub fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

struct Tokenizer {
    found: Vec<Token>,
    parts: Vec<String>,
    part: String,
    position: usize,
}

impl Tokenizer {
    fn end_part(&mut self) {
        if self.part.is_empty() {
            return;
        }
        let word = fold(&self.part);
        if !word.is_empty() {
            self.parts.push(word);
        }
        self.part.clear();
    }

    fn end_word(&mut self) {
        self.end_part();
        let first = self.position;
        self.position += self.parts.len();
        let is_compound = self.parts.len() > 1 && !self.parts.iter().all(|part| is_number(part));
        let joined = is_compound.then(|| one_alphabet(self.parts.concat()));
        for (offset, word) in self.parts.drain(..).enumerate() {
            self.found.push(Token { word, position: first + offset, is_joined: false });
        }
        if let Some(word) = joined {
            self.found.push(Token { word, position: first, is_joined: true });
        }
    }
}

/// Letters and digits that are told without the tables of Unicode: nearly all there are.
pub fn is_common(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'А'..='Я' | 'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ')
        || letter.is_ascii_alphanumeric()
}

/// The lower case of a letter that [`is_common`], a digit as it is; of others nothing.
pub fn lower_common(letter: char) -> Option<char> {
    match letter {
        'а'..='я' | 'і' | 'ї' | 'є' | 'ґ' | 'a'..='z' | '0'..='9' => Some(letter),
        'А'..='Я' => char::from_u32(u32::from(letter) + 32),
        'A'..='Z' => Some(letter.to_ascii_lowercase()),
        'І' => Some('і'),
        'Ї' => Some('ї'),
        'Є' => Some('є'),
        'Ґ' => Some('ґ'),
        _ => None,
    }
}

fn is_word_letter(letter: char) -> bool {
    is_common(letter) || !letter.is_ascii() && letter.is_alphabetic() && !is_mark(letter)
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn is_dropped(letter: char) -> bool {
    is_mark(letter) || letter == SOFT_HYPHEN || APOSTROPHES.contains(&letter)
}

/// «англomовного» with a Latin o and m becomes Cyrillic; «Мoodle» with a Cyrillic М, Latin.
fn one_alphabet(word: String) -> String {
    let is_mixed = word.contains(is_cyrillic) && word.contains(is_latin);
    if !is_mixed {
        return word;
    }
    let (latin, cyrillic) = LOOKS;
    relook(&word, is_latin, latin, cyrillic)
        .or_else(|| relook(&word, is_cyrillic, cyrillic, latin))
        .unwrap_or(word)
}

fn relook(word: &str, alphabet: fn(char) -> bool, from: &str, to: &str) -> Option<String> {
    word.chars()
        .map(|letter| {
            if !alphabet(letter) {
                return Some(letter);
            }
            let index = from.chars().position(|look| look == letter)?;
            to.chars().nth(index)
        })
        .collect()
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{fold, is_common, lower_common, tokens};

    /// Each line of the case file: text => words, a joined word in brackets, its position after @.
    #[test]
    fn texts_give_the_words_that_the_browser_gives() {
        let cases = include_str!("../../tests/cases/tokens.txt");
        let mut count = 0;
        for line in cases.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (text, expected) = line.split_once(" => ").expect("a case has an arrow");
            let found: Vec<String> = tokens(&unescape(text))
                .into_iter()
                .map(|token| match token.is_joined {
                    true => format!("({})@{}", token.word, token.position),
                    false => format!("{}@{}", token.word, token.position),
                })
                .collect();
            assert_eq!(found.join(" "), expected, "in «{text}»");
            count += 1;
        }
        assert!(count >= 20, "only {count} cases were read");
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_word() {
        assert_eq!(fold("Чаи\u{306}ка"), "чайка");
        assert_eq!(fold("Украі\u{308}на"), "україна");
        assert_eq!(fold("за\u{301}мок"), "замок");
        assert_eq!(fold("зе\u{ad}мля"), "земля");
    }

    #[test]
    fn common_letters_have_the_lower_case_of_unicode() {
        for letter in '\u{0}'..='\u{3100}' {
            let lower = is_common(letter).then(|| letter.to_lowercase().next()).flatten();
            assert_eq!(lower_common(letter), lower, "{letter}");
        }
    }

    proptest::proptest! {
        /// The short way gives what the long way gives.
        #[test]
        fn common_words_are_folded_as_all_others(word in "[а-яА-ЯіІїЇєЄґҐ]{0,9}|[a-zA-Z0-9.]{0,9}") {
            // A soft hyphen at the end is dropped, and sends the word the long way.
            let long = fold(&format!("{word}\u{ad}"));
            proptest::prop_assert_eq!(fold(&word), long);
        }
    }

    fn unescape(text: &str) -> String {
        text.replace("\\u00ad", "\u{ad}")
            .replace("\\u0301", "\u{301}")
            .replace("\\u0306", "\u{306}")
    }
}

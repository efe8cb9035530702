//! The words of a term cut into tokens that remember their bytes in the original phrase.
//!
//! Everything that does not change a meaning ends here: capitals, blanks of every width, kinds of dash, soft hyphens,
//! Latin letters inside Ukrainian words, stresses, apostrophes, HTML left over from a document. Each word is looked up
//! once (see `words.rs`). Start reading at [`Tokens::of`].

use std::ops::Range;

use super::look_alikes::may_end_number;
use super::words::{self, Lex};
use crate::language::unseen::has_no_width;

/// What a token is; full stops survive only between numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Lex),
    /// `ordinal` for «2-й», «15-го».
    Number {
        value: u32,
        digits: u32,
        ordinal: bool,
    },
    Dot,
    Comma,
    Semicolon,
    Slash,
    Plus,
    Colon,
    Dash,
    Open,
    Close,
    /// A new line or a new paragraph of the cell.
    Break,
    Other,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Bytes in the original phrase.
    pub(super) range: Range<usize>,
    /// Bytes of the word in [`Tokens::letters`]: lower case, Cyrillic, without apostrophes.
    pub(super) word: Range<usize>,
    /// Nothing stands between this token and the one before.
    pub(super) is_glued: bool,
}

/// The tokens of one phrase.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) letters: String,
}

impl Tokens {
    pub(super) fn of(phrase: &str) -> Tokens {
        let mut tokens =
            Tokens { list: Vec::with_capacity(12), letters: String::with_capacity(phrase.len()) };
        let mut reader = Reader { phrase, at: 0, is_glued: false };
        while let Some(next) = reader.peek() {
            reader.token(next, &mut tokens);
        }
        // «березень, 12.»
        let last = tokens.list.iter().rposition(|token| token.kind != Kind::Break);
        if let Some(at) = last.filter(|at| tokens.list[*at].kind == Kind::Dot) {
            tokens.list.remove(at);
        }
        tokens.read_look_alikes(phrase);
        while tokens.are_bracketed() {
            tokens.open_brackets();
        }
        tokens
    }

    /// The word of a token as it is compared; empty for what is no word.
    pub(super) fn word(&self, at: usize) -> &str {
        self.list.get(at).and_then(|token| self.letters.get(token.word.clone())).unwrap_or_default()
    }

    pub(super) fn kind_at(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|token| token.kind)
    }

    /// The first word that says something.
    pub(super) fn first_word(&self) -> Option<Lex> {
        let mut words = self.list.iter().filter_map(|token| match token.kind {
            Kind::Word(lex) => Some(lex),
            _ => None,
        });
        words.find(|lex| *lex != Lex::Filler)
    }

    /// Whether a semicolon parts what stands at these places.
    pub(super) fn are_parted(&self, mut places: Range<usize>) -> bool {
        places.any(|at| self.kind_at(at) == Some(Kind::Semicolon))
    }

    /// All tokens but those at these places, which stand for blanks.
    pub(super) fn without(&self, places: &[usize]) -> Tokens {
        let mut list = Vec::with_capacity(self.list.len());
        let mut after_blank = false;
        for (at, token) in self.list.iter().enumerate() {
            if places.contains(&at) {
                after_blank = true;
                continue;
            }
            let is_glued = token.is_glued && !after_blank;
            after_blank = false;
            list.push(Token { is_glued, ..token.clone() });
        }
        Tokens { list, letters: self.letters.clone() }
    }

    /// The tokens at these places, and perhaps once more the one at `last`, as a phrase of their own.
    pub(super) fn cut(&self, places: Range<usize>, last: Option<usize>) -> Tokens {
        let inner = self.list.get(places).unwrap_or_default().iter();
        let last = last.and_then(|at| self.list.get(at));
        Tokens { list: inner.chain(last).cloned().collect(), letters: self.letters.clone() }
    }

    /// Parts a token after so many letters of its word: «протягомроку».
    pub(super) fn part(&mut self, at: usize, first: &str, phrase: &str) {
        let Some(token) = self.list.get(at).cloned() else {
            return;
        };
        let written = phrase.get(token.range.clone()).unwrap_or_default();
        let mut letters = written.char_indices().filter(|(_, letter)| is_letter(*letter));
        let length = letters.nth(first.chars().count()).map_or(written.len(), |(at, _)| at);
        let (middle, word) = (token.range.start + length, token.word.start + first.len());
        let pieces = [
            (token.range.start..middle, token.word.start..word),
            (middle..token.range.end, word..token.word.end),
        ];
        let parted = pieces.map(|(range, word)| {
            let letters = self.letters.get(word.clone()).unwrap_or_default();
            Token { kind: Kind::Word(words::lex(letters, false)), range, word, is_glued: false }
        });
        self.list.splice(at..=at, parted);
    }

    /// Reads the token as if `word` stood there.
    pub(super) fn correct(&mut self, at: usize, word: &str) {
        let start = self.letters.len();
        self.letters.push_str(word);
        if let Some(token) = self.list.get_mut(at) {
            token.word = start..self.letters.len();
            token.kind = Kind::Word(words::lex(word, false));
        }
    }
}

struct Reader<'a> {
    phrase: &'a str,
    at: usize,
    is_glued: bool,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.phrase.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn token(&mut self, next: char, tokens: &mut Tokens) {
        if is_letter(next) {
            return self.word(tokens);
        }
        if next.is_ascii_digit() {
            return self.number(tokens);
        }
        if superscript(next).is_some() {
            let is_hour =
                tokens.list.last().is_some_and(|last| matches!(last.kind, Kind::Number { .. }));
            if is_hour && self.is_glued {
                return self.minutes(tokens);
            }
            // «щомісяця¹» has a footnote.
            self.is_glued = false;
            self.at += next.len_utf8();
            return;
        }
        match next {
            '№' => {
                let from = tokens.letters.len();
                tokens.letters.push('№');
                let word = from..tokens.letters.len();
                let range = self.at..self.at + next.len_utf8();
                self.add(Kind::Word(Lex::Unknown), range, word, tokens);
            }
            '[' if self.is_footnote() => {
                self.is_glued = false;
                self.at += self.rest().find(']').unwrap_or_default();
                self.at += 1;
                return;
            }
            '<' => return self.tag(tokens),
            '&' => return self.entity(tokens),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.single(next, Kind::Break, tokens),
            '.' => self.full_stop(tokens),
            ',' | '،' => self.single(next, Kind::Comma, tokens),
            ';' => self.single(next, Kind::Semicolon, tokens),
            '/' | '\\' | '|' => self.single(next, Kind::Slash, tokens),
            '+' => self.single(next, Kind::Plus, tokens),
            ':' => self.single(next, Kind::Colon, tokens),
            '(' | '[' | '{' => self.single(next, Kind::Open, tokens),
            ')' | ']' | '}' => self.single(next, Kind::Close, tokens),
            _ if is_dash(next) => self.single(next, Kind::Dash, tokens),
            _ if is_invisible(next) => {}
            _ if next.is_whitespace() || is_quote(next) || is_bullet(next) => {
                self.is_glued = false;
            }
            _ => self.single(next, Kind::Other, tokens),
        }
        self.at += next.len_utf8();
    }

    /// Adds a token of one character without stepping over it.
    fn single(&mut self, next: char, kind: Kind, tokens: &mut Tokens) {
        self.add(kind, self.at..self.at + next.len_utf8(), 0..0, tokens);
    }

    fn add(&mut self, kind: Kind, range: Range<usize>, word: Range<usize>, tokens: &mut Tokens) {
        // «-----» is one dash.
        if let (Kind::Dash, Some(last)) = (kind, tokens.list.last_mut())
            && last.kind == Kind::Dash
        {
            last.range.end = range.end;
            return;
        }
        tokens.list.push(Token { kind, range, word, is_glued: self.is_glued });
        self.is_glued = true;
    }

    /// «[1]» beside a word.
    fn is_footnote(&self) -> bool {
        let inner = self.rest().get(1..).and_then(|rest| rest.split_once(']'));
        inner.is_some_and(|(inner, _)| {
            inner.len() == 1 && inner.chars().all(|digit| digit.is_ascii_digit())
        })
    }

    fn full_stop(&mut self, tokens: &mut Tokens) {
        // «січень...березень»; the caller steps over the last one.
        if let Some(more) =
            self.rest().chars().position(|next| next != '.').filter(|dots| *dots > 1)
        {
            self.add(Kind::Dash, self.at..self.at + more, 0..0, tokens);
            self.at += more - 1;
            return;
        }
        if let [.., before, last] = tokens.list.as_slice()
            && matches!((before.kind, last.kind), (Kind::Number { .. }, Kind::Word(_)))
            && last.is_glued
            && self.phrase.get(last.range.clone()).is_some_and(may_end_number)
        {
            // «3О.09»: a letter for the last digit.
            self.single('.', Kind::Dot, tokens);
        } else if let Some(last) = tokens.list.last()
            && matches!(last.kind, Kind::Number { .. })
        {
            self.single('.', Kind::Dot, tokens);
        } else {
            self.is_glued = false;
        }
    }

    fn word(&mut self, tokens: &mut Tokens) {
        let start = self.at;
        let from = tokens.letters.len();
        let mut has_capital = false;
        while let Some(next) = self.peek() {
            if is_letter(next) {
                has_capital |= next.is_uppercase();
                push_letter(next, &mut tokens.letters);
            } else if is_apostrophe(next) {
                // An apostrophe at the end of a word is a quotation mark.
                let mut after = self.rest().chars().skip(1);
                if !after.next().is_some_and(is_letter) {
                    break;
                }
            } else if is_quote(next) {
                // «щоп”ятниці»
                let after = self.rest().chars().nth(1);
                let is_apart = after.is_some_and(|after| "яюєїЯЮЄЇ".contains(after));
                let letters = tokens.letters.get(from..).unwrap_or_default();
                if !is_apart || !letters.ends_with(['б', 'п', 'в', 'м', 'ф', 'р']) {
                    break;
                }
            } else if !compose(next, &mut tokens.letters) && !is_invisible(next) {
                break;
            }
            self.at += next.len_utf8();
        }
        let word = from..tokens.letters.len();
        let is_dotted = self.peek() == Some('.');
        let letters = tokens.letters.get(word.clone()).unwrap_or_default();
        let is_ending = is_ordinal_ending(letters);
        if is_ending && self.ends_ordinal(tokens) {
            return;
        }
        let letters = tokens.letters.get(word.clone()).unwrap_or_default();
        let lex = match words::roman(letters) {
            // «і» is «and» far more often than «I»: the grammar asks for what follows.
            Some(value) if letters != "і" || (has_capital && is_latin(self, start)) => {
                Lex::Roman(value)
            }
            _ => words::lex(letters, is_dotted),
        };
        self.add(Kind::Word(lex), start..self.at, word, tokens);
    }

    /// Joins «-й» of «2-й», «ІІ-й» to its number.
    fn ends_ordinal(&mut self, tokens: &mut Tokens) -> bool {
        if !self.is_glued {
            return false;
        }
        let count = tokens.list.len();
        let has_dash =
            tokens.list.last().is_some_and(|token| token.kind == Kind::Dash && token.is_glued);
        let Some(index) = count.checked_sub(if has_dash { 2 } else { 1 }) else {
            return false;
        };
        let end = self.at;
        let Some(token) = tokens.list.get_mut(index) else {
            return false;
        };
        match &mut token.kind {
            Kind::Number { ordinal, .. } => *ordinal = true,
            Kind::Word(Lex::Roman(_)) if has_dash => {}
            Kind::Word(lex @ Lex::And) if has_dash => *lex = Lex::Roman(1),
            _ => return false,
        }
        token.range.end = end;
        tokens.list.truncate(index + 1);
        true
    }

    fn number(&mut self, tokens: &mut Tokens) {
        let (kind, range) = self.digits(|next| next.to_digit(10));
        self.add(kind, range, 0..0, tokens);
    }

    /// «10⁰⁰» is 10:00.
    fn minutes(&mut self, tokens: &mut Tokens) {
        let (kind, range) = self.digits(superscript);
        self.add(Kind::Colon, range.start..range.start, 0..0, tokens);
        self.add(kind, range, 0..0, tokens);
    }

    fn digits(&mut self, digit: impl Fn(char) -> Option<u32>) -> (Kind, Range<usize>) {
        let start = self.at;
        let (mut value, mut digits) = (0u32, 0u32);
        while let Some((next, digit)) = self.peek().and_then(|next| Some((next, digit(next)?))) {
            value = value.saturating_mul(10).saturating_add(digit);
            digits += 1;
            self.at += next.len_utf8();
        }
        (Kind::Number { value, digits, ordinal: false }, start..self.at)
    }

    fn tag(&mut self, tokens: &mut Tokens) {
        let rest = self.rest().get(1..).unwrap_or_default();
        let name = rest.trim_start_matches('/');
        let length = rest.find('>');
        match length {
            Some(length) if name.starts_with(|next: char| next.is_ascii_alphabetic()) => {
                let name = name.get(..2).unwrap_or_default().to_ascii_lowercase();
                let range = self.at..self.at + length + 2;
                self.is_glued = false;
                if matches!(name.as_str(), "br" | "p>" | "p " | "li" | "di" | "tr" | "td") {
                    self.add(Kind::Break, range.clone(), 0..0, tokens);
                }
                self.at = range.end;
            }
            _ => {
                self.single('<', Kind::Other, tokens);
                self.at += 1;
            }
        }
        self.is_glued = false;
    }

    fn entity(&mut self, tokens: &mut Tokens) {
        const BLANKS: &str = "&amp;nbsp; &nbsp; &#160; &#xA0; &thinsp; &ensp; &emsp; \
            &laquo; &raquo; &quot; &lt; &gt;";
        const ENTITIES: [(&str, Option<Kind>); 4] = [
            (BLANKS, None),
            ("&shy; &#173;", None),
            ("&ndash; &mdash; &minus; &#8211; &#8212; &hellip;", Some(Kind::Dash)),
            ("&amp;", Some(Kind::Plus)),
        ];
        let rest = self.rest();
        let length =
            |names: &str| names.split(' ').find(|name| rest.starts_with(name)).map(str::len);
        let is_blank = length(BLANKS).is_some();
        let mut found = ENTITIES.iter().filter_map(|(names, kind)| Some((length(names)?, *kind)));
        let (length, kind) = found.next().unwrap_or((1, Some(Kind::Plus)));
        if let Some(kind) = kind {
            self.add(kind, self.at..self.at + length, 0..0, tokens);
        }
        self.is_glued &= !is_blank;
        self.at += length;
    }
}

fn is_latin(reader: &Reader, start: usize) -> bool {
    reader.phrase.get(start..).is_some_and(|word| word.starts_with(['I', 'Ι', 'l', 'Ⅰ']))
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() && !matches!(character, 'ʼ' | 'ʹ' | 'ª' | 'º')
        || ('\u{2160}'..='\u{217f}').contains(&character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '`' | '´' | '′')
}

fn is_quote(character: char) -> bool {
    matches!(character, '«' | '»' | '„' | '“' | '”' | '"' | '‹' | '›') || is_apostrophe(character)
}

/// What begins an item of a list or marks a footnote.
fn is_bullet(character: char) -> bool {
    matches!(character, '•' | '●' | '▪' | '■' | '◦' | '○' | '‣' | '·' | '*' | '\u{f0b7}')
}

fn is_dash(character: char) -> bool {
    ('\u{2010}'..='\u{2015}').contains(&character)
        || "-\u{2212}\u{2043}\u{fe58}\u{fe63}\u{ff0d}…÷~→─━".contains(character)
}

/// Soft hyphens, zero-width characters, stresses.
fn is_invisible(character: char) -> bool {
    has_no_width(character) || matches!(character, '\u{300}' | '\u{301}')
}

/// Letters written as a base and a mark: «й» as «и» and a breve. Whether `mark` was such a mark.
fn compose(mark: char, letters: &mut String) -> bool {
    let (base, composed) = match mark {
        '\u{306}' => ('и', 'й'),
        '\u{308}' => ('і', 'ї'),
        _ => return false,
    };
    if letters.ends_with(base) {
        letters.pop();
        letters.push(composed);
    }
    true
}

/// Lower case, and Cyrillic where a Latin or Greek letter looks the same.
pub(super) fn push_letter(letter: char, letters: &mut String) {
    let same = match letter {
        'A' | 'a' | 'Α' => 'а',
        'B' | 'Β' => 'в',
        'C' | 'c' => 'с',
        'E' | 'e' | 'Ε' => 'е',
        'H' | 'Η' => 'н',
        'I' | 'i' | 'Ι' | 'ι' | 'ı' | 'Ӏ' | 'ӏ' => 'і',
        'K' | 'k' | 'Κ' => 'к',
        'M' | 'm' | 'Μ' => 'м',
        'O' | 'o' | 'Ο' | 'ο' => 'о',
        'P' | 'p' | 'Ρ' | 'ρ' => 'р',
        'T' | 't' | 'Τ' => 'т',
        'X' | 'x' | 'Χ' | 'χ' => 'х',
        'Y' | 'y' | 'Υ' => 'у',
        'Ï' | 'ï' => 'ї',
        'u' => 'и',
        '\u{2160}'..='\u{217f}' => {
            letters.push_str(words::NUMERALS.get(letter as usize % 16).unwrap_or(&"?"));
            return;
        }
        other => return letters.extend(other.to_lowercase()),
    };
    letters.push(same);
}

fn superscript(character: char) -> Option<u32> {
    match character {
        '⁰' | 'º' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(character as u32 - '⁰' as u32),
        _ => None,
    }
}

fn is_ordinal_ending(word: &str) -> bool {
    const ENDINGS: &str = "й ий ій го ого ього му ому м им ім га ге ша ше ший шого шої шій шому гий гого \
        гої та те тя тє ма ме ої ї я є ю х их ті ві ші гі а е гу шу ту тю";
    ENDINGS.split(' ').any(|ending| ending == word)
}

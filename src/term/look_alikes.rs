//! What was written for something else: a digit for a letter, a letter for a digit, a month without its full stop.
//!
//! «1V» is a Roman four, «3О.09» a thirty, «вер–жовт» two months. Where what stands there could be meant as well,
//! nothing is changed. Start reading at [`Tokens::read_look_alikes`].

use super::tokens::{Kind, Token, Tokens, push_letter};
use super::words::{self, Lex};

impl Tokens {
    /// Puts what is meant in place of what is written.
    pub(super) fn read_look_alikes(&mut self, phrase: &str) {
        self.join_numerals(phrase);
        self.join_digits(phrase);
        self.join_last_days();
        self.name_short_months();
    }

    /// «3О.09», «1О жовтня», «І5 березня»: letters in a number.
    fn join_digits(&mut self, phrase: &str) {
        let written = |token: &Token| phrase.get(token.range.clone()).unwrap_or_default();
        let is_part = |token: &Token| match token.kind {
            Kind::Number { ordinal, .. } => !ordinal,
            Kind::Word(_) => written(token).chars().all(|letter| digit(letter).is_some()),
            _ => false,
        };
        let mut at = 0;
        while at < self.list.len() {
            let rest = self.list.get(at..).unwrap_or_default();
            let run = rest.iter().enumerate();
            let run =
                run.take_while(|(nth, token)| is_part(token) && (*nth == 0 || token.is_glued));
            let count = run.count();
            let after = rest.get(count);
            let goes_on =
                after.is_some_and(|token| token.is_glued && matches!(token.kind, Kind::Word(_)));
            if let (Some([first, .., last]), false) = (rest.get(..count), goes_on) {
                let range = first.range.start..last.range.end;
                let letters = phrase.get(range.clone()).unwrap_or_default();
                if let Some((value, digits)) = number(letters, is_dotted(rest, count)) {
                    let kind = Kind::Number { value, digits, ordinal: false };
                    let token = Token { kind, range, word: 0..0, is_glued: first.is_glued };
                    self.list.splice(at..at + count, [token]);
                    at += 1;
                    continue;
                }
            }
            at += count.max(1);
        }
    }

    /// «вер–жовт»: what means a month only with its full stop means one beside another one, too.
    fn name_short_months(&mut self) {
        let month = |tokens: &Tokens, at: usize| {
            let word = tokens.word(at);
            let is_word = matches!(tokens.list[at].kind, Kind::Word(_)) && word.chars().count() > 2;
            let lex = words::lex(word, true);
            (is_word && matches!(lex, Lex::Month { .. })).then_some(Kind::Word(lex))
        };
        for at in 1..self.list.len().saturating_sub(1) {
            if matches!(self.list[at].kind, Kind::Dash | Kind::Slash)
                && let (Some(first), Some(last)) = (month(self, at - 1), month(self, at + 1))
            {
                self.list[at - 1].kind = first;
                self.list[at + 1].kind = last;
            }
        }
    }

    /// «30 (31) числа», «30/31 числа»: the last day of any month, which is how «31 числа» is read.
    fn join_last_days(&mut self) {
        let day = |value| Kind::Number { value, digits: 2, ordinal: false };
        let of_month = Kind::Word(Lex::DayOfMonth);
        let in_brackets = [day(30), Kind::Open, day(31), Kind::Close, of_month];
        let after_slash = [day(30), Kind::Slash, day(31), of_month];
        for days in [&in_brackets[..], &after_slash] {
            let kinds = self.list.iter().map(|token| token.kind).collect::<Vec<_>>();
            let Some(at) = kinds.windows(days.len()).position(|kinds| kinds == days) else {
                continue;
            };
            let last = at + days.len() - 2;
            let range = self.list[at].range.start..self.list[last].range.end;
            let token = Token { kind: day(31), range, ..self.list[at].clone() };
            self.list.splice(at..=last, [token]);
        }
    }

    /// «1V», «ІІ1»: Roman numerals in which a digit stands for a letter are one word, and none of their parts is meant.
    fn join_numerals(&mut self, phrase: &str) {
        let is_one = |letter: char| matches!(letter, '1' | 'l' | 'ӏ') || letter.is_uppercase();
        let written = |token: &Token| phrase.get(token.range.clone()).unwrap_or_default();
        let mut at = 0;
        while at < self.list.len() {
            let is_part = |token: &Token| {
                matches!(token.kind, Kind::Number { ordinal: false, .. } | Kind::Word(_))
                    && written(token).chars().all(is_one)
            };
            let rest = self.list.get(at..).unwrap_or_default();
            let run = rest.iter().enumerate();
            let run =
                run.take_while(|(nth, token)| is_part(token) && (*nth == 0 || token.is_glued));
            let count = run.count();
            let parts = rest.get(..count).unwrap_or_default();
            let is_mixed = parts.iter().any(|token| matches!(token.kind, Kind::Number { .. }))
                && parts.iter().any(|token| matches!(token.kind, Kind::Word(_)));
            if let (true, [first, .., last]) = (is_mixed, parts) {
                let mut letters = String::new();
                written(first)
                    .chars()
                    .chain(parts.iter().skip(1).flat_map(|t| written(t).chars()))
                    .for_each(|letter| {
                        push_letter(if letter == '1' { 'І' } else { letter }, &mut letters)
                    });
                let range = first.range.start..last.range.end;
                if let Some(value) = words::roman(&letters) {
                    let (start, is_glued) = (self.letters.len(), first.is_glued);
                    self.letters.push_str(&letters);
                    let word = start..self.letters.len();
                    let token =
                        Token { kind: Kind::Word(Lex::Roman(value)), range, word, is_glued };
                    self.list.splice(at..at + count, [token]);
                }
            }
            at += count.max(1);
        }
    }
}

/// The digit that a letter looks like.
fn digit(letter: char) -> Option<u32> {
    match letter {
        'О' | 'O' => Some(0),
        'І' | 'I' | 'l' | 'L' | 'Ӏ' => Some(1),
        'З' => Some(3),
        other => other.to_digit(10),
    }
}

/// The number that digits and letters look like, and its length, where nothing else can be meant: «З1.09» may be
/// «з 1.09», «О9.30» «о 9.30».
fn number(letters: &str, is_dotted: bool) -> Option<(u32, u32)> {
    let digits = letters.chars().take(5).map(digit).collect::<Option<Vec<_>>>()?;
    let is_year = digits.len() == 4 && letters.starts_with('2');
    let is_whole = match letters.chars().next()? {
        'З' => letters.chars().nth(1) == Some('0'),
        'О' | 'O' => is_dotted && digits.len() == 2,
        _ => true,
    };
    // A fifth digit makes it too long for all that is asked here.
    let value = digits.iter().fold(0, |value, digit| 10 * value + digit);
    let is_day = digits.len() == 2 && (1..=31).contains(&value);
    (is_whole && (is_day || is_year)).then_some((value, digits.len() as u32))
}

/// Whether «.09.2026» follows.
fn is_dotted(tokens: &[Token], at: usize) -> bool {
    let kinds = tokens.iter().skip(at).map(|token| token.kind).take(4).collect::<Vec<_>>();
    matches!(
        kinds.as_slice(),
        [Kind::Dot, Kind::Number { digits: 2, .. }, Kind::Dot, Kind::Number { digits: 4, .. }]
    )
}

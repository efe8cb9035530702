//! What looks like something else: a digit for a letter, a letter for a digit, shortened words without what tells them
//! apart.
//!
//! «1V» is a Roman four, «П семестр» the second one, «3О.09» a thirty, «вер–жовт» two months, «сер. квітня» the middle
//! of one. Where what stands there could be meant as well, nothing is changed. Start reading at
//! [`Tokens::read_look_alikes`].

use super::phrases;
use super::tokens::{Kind, Token, Tokens, push_letter};
use super::words::{self, Lex, Unit};

/// The letters of the longest short name of a month; no whole name is as short.
const LONGEST_SHORT: usize = 4;

impl Tokens {
    /// Puts what is meant in place of what is written.
    pub(super) fn read_look_alikes(&mut self, phrase: &str) {
        self.join_spaced(phrase);
        self.join_hyphenated(phrase);
        self.join_numerals(phrase);
        self.join_digits(phrase);
        self.read_thirties(phrase);
        self.part_numerals(phrase);
        self.read_numerals(phrase);
        self.join_last_days();
        self.read_from();
        self.name_short_months();
        self.read_middles();
    }

    /// «вере-», and «сень» on the next line, «бере-зень»: one word, where its two pieces are not two.
    fn join_hyphenated(&mut self, phrase: &str) {
        let mut at = 0;
        while at + 2 < self.list.len() {
            let has_break = self.list[at + 2].kind == Kind::Break;
            let last = at + 2 + usize::from(has_break);
            let is_word = |at: usize| matches!(self.kind_at(at), Some(Kind::Word(_)));
            let is_hyphen = self.list[at + 1].kind == Kind::Dash
                && self.list[at + 1].is_glued
                && self.list[at + 1].range.len() < 4
                && (has_break || self.list[last].is_glued);
            if !is_hyphen || !is_word(at) || !is_word(last) {
                at += 1;
                continue;
            }
            let joined = format!("{}{}", self.word(at), self.word(last));
            let [first, second] = [at, last].map(|at| written(phrase, &self.list[at]));
            let is_small = second.starts_with(char::is_lowercase)
                || first.chars().count() > 1 && first.chars().all(char::is_uppercase);
            let lex = words::lex(&joined, false);
            let is_one = match lex {
                Lex::Unknown => {
                    self.list[last].kind == Kind::Word(Lex::Unknown)
                        && phrases::has_word(&joined)
                        && !phrases::has_word(self.word(last))
                }
                _ => joined.chars().count() > 4,
            };
            if is_one && is_small {
                let word = self.letters.len()..self.letters.len() + joined.len();
                self.letters.push_str(&joined);
                let range = self.list[at].range.start..self.list[last].range.end;
                let token = Token { kind: Kind::Word(lex), range, word, ..self.list[at].clone() };
                self.list.splice(at..=last, [token]);
            }
            at += 1;
        }
    }

    /// «Л Ю Т И Й»: the letters of a heading stand apart.
    fn join_spaced(&mut self, phrase: &str) {
        let is_part = |nth: usize, token: &Token| {
            matches!(token.kind, Kind::Word(_))
                && written(phrase, token).chars().count() == 1
                && (nth == 0 || !token.is_glued)
        };
        self.join_runs(phrase, is_part, |_, written, _| {
            let mut letters = String::new();
            written.chars().for_each(|letter| push_letter(letter, &mut letters));
            let lex = words::lex(&letters, false);
            let is_one = lex != Lex::Unknown || phrases::has_word(&letters);
            (is_one && letters.chars().count() > 3).then_some((Kind::Word(lex), letters))
        });
    }

    /// «3О.09», «1О жовтня», «І5 березня»: letters in a number.
    fn join_digits(&mut self, phrase: &str) {
        let is_part = |token: &Token| match token.kind {
            Kind::Number { ordinal, .. } => !ordinal,
            Kind::Word(_) => written(phrase, token).chars().all(|letter| digit(letter).is_some()),
            _ => false,
        };
        self.join_runs(phrase, is_glued_to(is_part), |_, letters, after| {
            let goes_on = after
                .first()
                .is_some_and(|next| next.is_glued && matches!(next.kind, Kind::Word(_)));
            if goes_on {
                return None;
            }
            let (value, digits) = number(letters, is_dotted(after))?;
            Some((Kind::Number { value, digits, ordinal: false }, String::new()))
        });
    }

    /// «ЗО червня»: 30; «ЗО» before anything else is short for what is no number.
    fn read_thirties(&mut self, phrase: &str) {
        for at in 1..self.list.len() {
            let is_of_month =
                matches!(self.list[at].kind, Kind::Word(Lex::Month { is_nominative: false, .. }));
            if is_of_month && matches!(written(phrase, &self.list[at - 1]), "ЗО" | "ЗO") {
                self.list[at - 1].kind = Kind::Number { value: 30, digits: 2, ordinal: false };
                self.list[at - 1].word = 0..0;
            }
        }
    }

    /// «ІІкв.», «Ісеместр»: a Roman numeral and its noun without a blank between.
    fn part_numerals(&mut self, phrase: &str) {
        let mut at = 0;
        while at < self.list.len() {
            let numeral = match self.list[at].kind {
                Kind::Word(Lex::Unknown) => numeral_of_noun(self.word(at)).map(str::to_owned),
                _ => None,
            };
            if let Some((letters, value)) =
                numeral.and_then(|letters| Some((letters.clone(), words::roman(&letters)?)))
            {
                self.part(at, &letters, phrase);
                self.list[at].kind = Kind::Word(Lex::Roman(value));
                at += 1;
            }
            at += 1;
        }
    }

    /// «П семестр», «П–Ш квартали»: letters that look like two and three strokes.
    fn read_numerals(&mut self, phrase: &str) {
        // From the end: what follows is known to be a numeral by then.
        for at in (0..self.list.len().saturating_sub(1)).rev() {
            let token = &self.list[at];
            let is_capital = written(phrase, token).chars().all(char::is_uppercase);
            let value = match self.word(at) {
                "п" if is_capital => 2,
                "ш" | "іп" | "пі" if is_capital => 3,
                _ => continue,
            };
            let has_stop = phrase.get(token.range.end..).is_some_and(|rest| rest.starts_with('.'));
            let is_joined =
                matches!(self.list[at + 1].kind, Kind::Dash | Kind::Comma | Kind::Word(Lex::And))
                    && matches!(self.kind_at(at + 2), Some(Kind::Word(Lex::Roman(_))));
            if !has_stop && (is_joined || is_counted(self.list[at + 1].kind)) {
                self.list[at].kind = Kind::Word(Lex::Roman(value));
            }
        }
    }

    /// Puts one token in place of each run of parts that stand together, where something is meant by them: its kind,
    /// and the letters of its word. What is meant is asked with the run, what is written of it, and what comes after.
    fn join_runs(
        &mut self,
        phrase: &str,
        is_part: impl Fn(usize, &Token) -> bool,
        meant: impl Fn(&[Token], &str, &[Token]) -> Option<(Kind, String)>,
    ) {
        let mut at = 0;
        while at < self.list.len() {
            let rest = self.list.get(at..).unwrap_or_default();
            let count =
                rest.iter().enumerate().take_while(|(nth, token)| is_part(*nth, token)).count();
            let (run, after) = rest.split_at(count);
            let letters = run.iter().map(|token| written(phrase, token)).collect::<String>();
            let joined = match run {
                [first, .., last] => meant(run, &letters, after).map(|(kind, letters)| {
                    let range = first.range.start..last.range.end;
                    let word = self.letters.len()..self.letters.len() + letters.len();
                    (Token { kind, range, word, is_glued: first.is_glued }, letters)
                }),
                _ => None,
            };
            match joined {
                Some((token, letters)) => {
                    self.letters.push_str(&letters);
                    self.list.splice(at..at + count, [token]);
                    at += 1;
                }
                None => at += count.max(1),
            }
        }
    }

    /// «вер–жовт», «вер, жовт»: what means a month only with its full stop means one beside another one, too; in a
    /// list, beside another short one.
    fn name_short_months(&mut self) {
        let month = |tokens: &Tokens, at: usize, longest: usize| {
            let word = tokens.word(at);
            let is_word = matches!(tokens.list[at].kind, Kind::Word(_))
                && (3..=longest).contains(&word.chars().count());
            let lex = is_word.then(|| words::lex(word, true));
            lex.filter(|lex| matches!(lex, Lex::Month { .. })).map(Kind::Word)
        };
        let places = (0..self.list.len()).filter(|at| self.list[*at].kind != Kind::Break);
        let alone = match places.collect::<Vec<_>>().as_slice() {
            [only] => Some(*only),
            // «вер 2026»
            [only, year] if matches!(self.list[*year].kind, Kind::Number { digits: 4, .. }) => {
                Some(*only)
            }
            _ => None,
        };
        // «лист» is a letter as well.
        if let Some(at) = alone.filter(|at| self.word(*at) != "лист")
            && let Some(kind) = month(self, at, LONGEST_SHORT)
        {
            self.list[at].kind = kind;
        }
        // «12 бер 2026»
        for at in 1..self.list.len() {
            let is_day = matches!(self.list[at - 1].kind, Kind::Number { digits: 1 | 2, .. });
            if let Some(kind) = month(self, at, 3).filter(|_| is_day) {
                self.list[at].kind = kind;
            }
        }
        for at in 1..self.list.len().saturating_sub(1) {
            let longest = match self.list[at].kind {
                Kind::Dash | Kind::Slash => usize::MAX,
                Kind::Comma | Kind::Word(Lex::And) => LONGEST_SHORT,
                _ => continue,
            };
            if let (Some(first), Some(last)) =
                (month(self, at - 1, longest), month(self, at + 1, longest))
            {
                self.list[at - 1].kind = first;
                self.list[at + 1].kind = last;
            }
        }
    }

    /// «с 1 вересня», «с вересня»: «с» is also that of «с. р.».
    fn read_from(&mut self) {
        for at in 1..self.list.len() {
            let is_point = matches!(
                self.list[at].kind,
                Kind::Number { .. } | Kind::Word(Lex::Month { is_nominative: false, .. })
            );
            if is_point && self.word(at - 1) == "с" {
                self.list[at - 1].kind = Kind::Word(Lex::From);
            }
        }
    }

    /// «сер. квітня»: the middle, where «сер.» alone is August.
    fn read_middles(&mut self) {
        for at in 1..self.list.len() {
            let is_before_month =
                matches!(self.list[at].kind, Kind::Word(Lex::Month { is_nominative: false, .. }));
            if is_before_month && self.word(at - 1) == "сер" {
                self.list[at - 1].kind = Kind::Word(Lex::Middle);
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
        let is_part = |token: &Token| {
            matches!(token.kind, Kind::Number { ordinal: false, .. } | Kind::Word(_))
                && written(phrase, token).chars().all(is_one)
        };
        self.join_runs(phrase, is_glued_to(is_part), |run, written, _| {
            let is_mixed = run.iter().any(|token| matches!(token.kind, Kind::Number { .. }))
                && run.iter().any(|token| matches!(token.kind, Kind::Word(_)));
            if !is_mixed {
                return None;
            }
            let mut letters = String::new();
            for letter in written.chars() {
                push_letter(if letter == '1' { 'І' } else { letter }, &mut letters);
            }
            Some((Kind::Word(Lex::Roman(words::roman(&letters)?)), letters))
        });
    }
}

/// Parts of a run that stand together without a blank.
fn is_glued_to(is_part: impl Fn(&Token) -> bool) -> impl Fn(usize, &Token) -> bool {
    move |nth, token| is_part(token) && (nth == 0 || token.is_glued)
}

/// The Roman numeral at the beginning of a word, if the rest of it is what such numerals count.
fn numeral_of_noun(word: &str) -> Option<&str> {
    let length = word.find(|letter| !matches!(letter, 'і' | 'v' | 'у'))?;
    let (numeral, noun) = word.split_at_checked(length)?;
    let is_noun = noun.chars().count() > 1 && is_counted(Kind::Word(words::lex(noun, true)));
    (is_noun && !numeral.is_empty()).then_some(numeral)
}

/// Quarters, half-years, semesters, decades.
fn is_counted(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Word(Lex::Unit(Unit::Quarter | Unit::HalfYear | Unit::Semester | Unit::Decade))
    )
}

/// Whether a word right after a number, with a full stop after it, ends the number: «3О.09».
pub(super) fn may_end_number(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| digit(letter).is_some()) && letters.next().is_none()
}

fn written<'p>(phrase: &'p str, token: &Token) -> &'p str {
    phrase.get(token.range.clone()).unwrap_or_default()
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

/// Whether «.09.2026» begins here.
fn is_dotted(tokens: &[Token]) -> bool {
    let kinds = tokens.iter().map(|token| token.kind).take(4).collect::<Vec<_>>();
    matches!(
        kinds.as_slice(),
        [Kind::Dot, Kind::Number { digits: 2, .. }, Kind::Dot, Kind::Number { digits: 4, .. }]
    )
}

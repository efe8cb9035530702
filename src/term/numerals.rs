//! Numerals before a noun: «ІІ», «друга та четверта», «1–2», and the «і» that is a one.
//!
//! Start reading at [`Reader::numerals`].

use super::dates::is_numbered;
use super::grammar::{Join, Reader};
use super::tokens::Kind;
use super::words::Lex;

impl Reader<'_> {
    /// «ІІ», «друга та четверта», «1–2»: numerals before a noun.
    pub(super) fn numerals(&mut self) -> Option<Vec<(Join, u32)>> {
        // «№ 3, перша половина травня»
        let before = self.at.checked_sub(1);
        if before.is_some_and(|at| {
            self.kind_at(at) == Some(Kind::Other) || is_numbered(self.tokens.word(at))
        }) {
            return None;
        }
        let mut numerals = vec![(Join::Start, self.numeral()?)];
        while let Some(next) = self.attempt(|reader| {
            // «ІІ IV квартали»
            let is_next = matches!(reader.lex(), Some(Lex::Roman(_)));
            let is_beside = is_next && reader.is_roman(reader.at - 1);
            let join = if is_beside { Join::List } else { reader.join()? };
            reader.skip_prepositions();
            // «до 10 і до 25 числа»
            let is_led = reader.take(Lex::To);
            let number = reader.numeral()?;
            (!is_led || reader.lex() == Some(Lex::DayOfMonth)).then_some((join, number))
        }) {
            numerals.push(next);
            if numerals.len() > 31 {
                return None;
            }
        }
        Some(numerals)
    }

    /// A numeral in letters, where «І» is one before «та» and «до» too.
    pub(super) fn numeral_in_letters(&mut self) -> Option<u32> {
        match self.lex()? {
            Lex::And if self.tokens.word(self.at) == "і" => {
                self.at += 1;
                Some(1)
            }
            _ => self.numeral(),
        }
    }

    pub(super) fn numeral(&mut self) -> Option<u32> {
        let value = match self.kind()? {
            Kind::Number { value, digits: 1..=3, .. } => value,
            Kind::Word(Lex::Roman(value) | Lex::Ordinal(value)) => value,
            // «двадцять п’ятого»
            Kind::Word(Lex::Cardinal(tens @ (20 | 30))) => match self.lex_at(self.at + 1) {
                Some(Lex::Ordinal(ones @ 1..=9)) => {
                    self.at += 1;
                    tens + ones
                }
                _ => return None,
            },
            // «І квартал», not «січень і»
            Kind::Word(Lex::And) if self.is_numeral() => 1,
            _ => return None,
        };
        self.at += 1;
        Some(value)
    }

    /// Whether a numeral in letters stands there; an «і» at the end of what was read as a numeral is one.
    fn is_roman(&self, at: usize) -> bool {
        matches!(self.lex_at(at), Some(Lex::Roman(_))) || self.tokens.word(at) == "і"
    }

    /// Whether the «і» that comes next is a one: «І квартал», «І–ІІ декади».
    pub(super) fn is_numeral(&self) -> bool {
        if self.tokens.word(self.at) != "і" {
            return false;
        }
        if self.half_year_at(self.at + 1).is_some() {
            return true;
        }
        let is_led = match self.at.checked_sub(1) {
            None => true,
            Some(before) => matches!(
                self.kind_at(before),
                Some(Kind::Colon | Kind::Open | Kind::Word(Lex::During | Lex::In))
            ),
        };
        match self.kind_at(self.at + 1) {
            Some(Kind::Word(Lex::Unit(_) | Lex::Half)) => true,
            // «І ІІІ квартали», «щомісяця: І середа»
            Some(Kind::Word(Lex::Roman(_) | Lex::Weekday(_))) => is_led,
            Some(Kind::Dash | Kind::Comma | Kind::Slash | Kind::Word(Lex::And)) => {
                matches!(self.kind_at(self.at + 2), Some(Kind::Word(Lex::Roman(_) | Lex::And)))
            }
            _ => false,
        }
    }
}

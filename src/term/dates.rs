//! Days: the expressions that name them, and the one door to all that name a place in the calendar.
//!
//! [`Reader::points`] reads one such expression, which may be several points at once: «І та ІІІ квартали»,
//! «15, 20–25 березня».

use chrono::Weekday;

use super::RemarkKind;
use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Part, Point, What, Year};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::language::months;
use crate::text;

impl Reader<'_> {
    /// Reads the next calendar expression; steps back and says `false` when there is none.
    pub(super) fn points(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let (start, known) = (self.at, items.len());
        self.skip_prepositions();
        if self.parts_of_frame(items, join) || self.days(items, join) || self.frames(items, join) {
            return true;
        }
        items.truncate(known);
        self.at = start;
        false
    }

    // --- days ---

    pub(super) fn days(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        let known = items.len();
        let before = self.weekday_before_day();
        if self.day_list(items, join, 0) {
            let weekday = before.or_else(|| self.weekday_after_day());
            if let (Some(weekday), [only]) = (weekday, &items[known..]) {
                let point = only.point;
                self.check_weekday(&point, weekday, start);
            }
            return true;
        }
        self.at = start;
        items.truncate(known);
        false
    }

    /// «четвер,» of «четвер, 12 лютого».
    pub(super) fn weekday_before_day(&mut self) -> Option<Weekday> {
        self.attempt(|reader| {
            let Some(Lex::Weekday(weekday)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            // «понеділок–п’ятниця, 16–20 березня»
            reader.attempt(|reader| {
                reader.take_kind(Kind::Dash).then_some(())?;
                matches!(reader.lex()?, Lex::Weekday(_)).then(|| reader.at += 1)
            });
            reader.take_kind(Kind::Comma);
            reader.number_at(reader.at)?;
            Some(weekday)
        })
    }

    /// «(четвер)» of «12 лютого (четвер)».
    pub(super) fn weekday_after_day(&mut self) -> Option<Weekday> {
        self.attempt(|reader| {
            let is_open = reader.take_kind(Kind::Open);
            let is_dashed = !is_open && reader.take_kind(Kind::Dash);
            if !is_open && reader.take_kind(Kind::Comma) {
                // «13 березня, у п’ятницю»
                reader.take(Lex::In);
            }
            let Some(Lex::Weekday(weekday)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            // «14 і 15 березня (субота, неділя)»
            while is_open
                && reader
                    .attempt(|reader| {
                        reader.join()?;
                        matches!(reader.lex()?, Lex::Weekday(_)).then(|| reader.at += 1)
                    })
                    .is_some()
            {}
            reader.take_kind(Kind::Close);
            // «12 лютого, четвер та п’ятниця» is something else, «14 квітня, вівторок – 16 квітня» a range.
            let ends = match reader.kind() {
                Some(Kind::Dash) => reader.number_at(reader.at + 1).is_some(),
                // «14 квітня – вівторок», but «14 квітня – вівторок 16 квітня»
                Some(Kind::Number { .. }) if is_dashed => false,
                other => !matches!(other, Some(Kind::Word(Lex::And | Lex::Unit(_)))),
            };
            ends.then_some(weekday)
        })
    }

    pub(super) fn check_weekday(&mut self, point: &Point, weekday: Weekday, start: usize) {
        use chrono::Datelike;
        let Ok(window) = point.window(self.plan_year) else {
            return;
        };
        let real = window.first.weekday();
        if real != weekday {
            let (real, stated) = (months::weekday_name(real), months::weekday_name(weekday));
            let (is, not) = (real.nominative, stated.nominative);
            let (is_en, not_en) = (real.english, stated.english);
            self.remark(
                RemarkKind::Ambiguous,
                start..self.at,
                text!(
                    uk: "цей день — {is}, а не {not}; прочитано за числом",
                    en: "this day is a {is_en}, not a {not_en}; the number is followed"
                ),
            );
        }
    }

    /// «15, 20–25 березня»: days without a month take that of the next one.
    pub(super) fn day_list(&mut self, items: &mut Vec<Item>, join: Join, depth: usize) -> bool {
        let start = self.at;
        if let Some((what, year)) = self.attempt(Reader::numeric_date) {
            let point = Point { what, year, start, end: self.at };
            items.push(Item { join, point });
            return true;
        }
        let is_long = matches!(self.kind(), Some(Kind::Number { digits: 3.., .. }));
        // «каб. 12, 15.03»
        let is_of_noun =
            matches!(
                self.kind_at(start + 1),
                Some(Kind::Comma | Kind::Word(Lex::Month { is_nominative: true, .. }))
            ) && start.checked_sub(1).is_some_and(|before| is_numbered(self.tokens.word(before)))
                || self.counts_noun(start);
        let day = match self.kind() {
            _ if is_of_noun => None,
            Some(Kind::Number { .. } | Kind::Word(Lex::Ordinal(_) | Lex::Cardinal(_)))
                if !is_long && depth < 40 && !self.is_list_number(start) =>
            {
                self.numeral()
            }
            _ => None,
        };
        let Some(day) = day else {
            return false;
        };
        let is_last = self.attempt(|reader| reader.last_of_february(day)).is_some();
        let is_of_month = self.take(Lex::DayOfMonth);
        self.take_kind(Kind::Dot);
        // «до 10 числа, 10 лютого», «до 10 числа» above «лютий»
        let is_apart = match self.kind() {
            Some(Kind::Semicolon | Kind::Comma) => true,
            Some(Kind::Word(Lex::Month { is_nominative, .. })) => is_nominative,
            _ => false,
        };
        if is_of_month && is_apart {
            return false;
        }
        if let Some(Lex::Month { month, is_nominative }) = self.lex() {
            self.at += 1;
            if self.lex() == Some(Lex::Unit(Unit::Month)) {
                self.at += 1;
            }
            let year = self.year_after();
            let what = match is_last {
                true => What::of(Part::Day(0), Frame::Month { month, is_nominative }),
                false => What::Day { day, month: Some(month) },
            };
            items.push(Item { join, point: Point { what, year, start, end: self.at } });
            return true;
        }
        // «5 X 2026»
        if let (Some(Lex::Roman(month)), Some((_, 4))) = (self.lex(), self.number_at(self.at + 1)) {
            self.at += 1;
            let year = self.year_after();
            let month = Some(month);
            let point = Point { what: What::Day { day, month }, year, start, end: self.at };
            items.push(Item { join, point });
            return true;
        }
        let point = Point {
            what: What::Day { day, month: None },
            year: Year::Unstated,
            start,
            end: self.at,
        };
        items.push(Item { join, point });
        let Some(next) = self.join() else {
            return false;
        };
        self.skip_prepositions();
        self.day_list(items, next, depth + 1)
    }

    /// «1» of «засідання 1 – 15 вересня; засідання 2 – 20 січня»: it counts what several words name.
    fn counts_noun(&self, at: usize) -> bool {
        let word = |at: usize| match self.lex_at(at) {
            Some(Lex::Unknown) => self.tokens.word(at),
            _ => "",
        };
        let (Some(before), Some((number, 1 | 2))) = (at.checked_sub(1), self.number_at(at)) else {
            return false;
        };
        let is_counted = |other: usize| {
            let (value, _) = self.number_at(other + 1).unwrap_or_default();
            word(other) == word(before) && value.abs_diff(number) == 1
        };
        !word(before).is_empty() && (0..self.tokens.list.len()).any(is_counted)
    }

    /// «(29)» of «28 (29) лютого».
    fn last_of_february(&mut self, day: u32) -> Option<()> {
        let is_open = self.take_kind(Kind::Open);
        let (other, 2) = self.number_at(self.at)? else {
            return None;
        };
        self.at += 1;
        let is_closed = self.take_kind(Kind::Close);
        let is_february = matches!(self.lex(), Some(Lex::Month { month: 2, .. }));
        let is_last = matches!((day, other), (28, 29) | (29, 28));
        (is_open && is_closed && is_february && is_last).then_some(())
    }

    /// «10.01.2026», «15.09.26», «01.09», «2026-03-24», «24/03/2026».
    pub(super) fn numeric_date(&mut self) -> Option<(What, Year)> {
        let at = self.at;
        let (first, digits) = self.number_at(at)?;
        let mark = self.kind_at(at + 1)?;
        if !matches!(mark, Kind::Dot | Kind::Slash | Kind::Dash | Kind::Comma) {
            return None;
        }
        let is_glued = |from: usize, to: usize| {
            (from..to).all(|index| self.tokens.list.get(index).is_some_and(|token| token.is_glued))
        };
        // «15.ІХ.2026»
        if let (Kind::Dot, Some(Lex::Roman(month))) = (mark, self.lex_at(at + 2))
            && is_glued(at + 1, at + 3)
        {
            self.at = at + 3;
            let year = self.year_after();
            let month = Some(month);
            return Some((What::Day { day: first, month }, year));
        }
        let (second, second_digits) = self.number_at(at + 2)?;
        let third = (self.kind_at(at + 3) == Some(mark)).then(|| self.number_at(at + 4)).flatten();
        if digits == 4 {
            let (day, 1 | 2) = third? else { return None };
            if !is_glued(at + 1, at + 5) || mark == Kind::Comma {
                return None;
            }
            self.at = at + 5;
            let month = Some(second);
            return Some((What::Day { day, month }, self.near(first)));
        }
        if digits > 2 || second_digits > 2 {
            return None;
        }
        // «01,02,2026»
        if mark == Kind::Comma && !(is_glued(at + 1, at + 5) && matches!(third, Some((_, 4)))) {
            return None;
        }
        let what = What::Day { day: first, month: Some(second) };
        // «14 / 05 / 2026»
        let is_spaced = (at + 1..at + 5).all(|index| !is_glued(index, index + 1))
            && (digits, second_digits) == (2, 2)
            && mark != Kind::Comma;
        // «18-02-26» could be three numbers, «20.05. 26» another day's; not where the third is the plan's year.
        let is_plan_year = |year: u32| i32::try_from(2000 + year) == Ok(self.year);
        let goes_on = self.kind_at(at + 5) == Some(Kind::Dot) && self.number_at(at + 6).is_some();
        match third {
            Some((year, 4)) if mark == Kind::Dot || is_glued(at + 1, at + 5) || is_spaced => {
                self.at = at + 5;
                self.word_year();
                return Some((what, self.near(year)));
            }
            Some((year, 2))
                if is_glued(at + 1, at + 5) && (mark != Kind::Dash || is_plan_year(year))
                    || mark == Kind::Dot && is_plan_year(year) && !goes_on =>
            {
                self.at = at + 5;
                self.word_year();
                return Some((what, self.near(2000 + year)));
            }
            Some(_) if mark == Kind::Dot && !is_glued(at + 4, at + 5) => {}
            Some(_) => return None,
            None => {}
        }
        // «1. 10–15 березня»
        let is_list_number = !is_glued(at + 2, at + 3)
            && self.kind_at(at + 3) == Some(Kind::Dash)
            && self.number_at(at + 4).is_some()
            && matches!(self.lex_at(at + 5), Some(Lex::Month { .. }));
        let is_dated = mark == Kind::Dot
            && !is_list_number
            && (1..=31).contains(&first)
            && (1..=12).contains(&second)
            && (second_digits == 2 || digits == 2)
            && !matches!(self.lex_at(at + 3), Some(Lex::Month { .. } | Lex::Hour));
        let before = at.checked_sub(1);
        let is_named = before.is_some_and(|before| {
            matches!(self.lex_at(before), Some(Lex::Unknown | Lex::This))
                && is_numbered(self.tokens.word(before))
                || self.kind_at(before) == Some(Kind::Other)
        });
        if !is_dated || is_named {
            // «32.01», «15.13» are impossible days, «10.30» may be an hour.
            let is_hour = first < 24 && second < 60;
            if mark != Kind::Dot || is_hour || second_digits != 2 || is_named || second > 12 {
                return None;
            }
        }
        self.at = at + 3;
        self.take_kind(Kind::Dot);
        let year = self.year_after();
        Some((what, year))
    }
}

/// Whether what a word names has numbers like «3.12»: «п. 3.12», «ауд. 3.12».
pub(super) fn is_numbered(word: &str) -> bool {
    matches!(word, "№" | "п" | "пп" | "ст" | "каб" | "ауд" | "кімн")
        || ["пункт", "розділ", "аудитор", "кабінет", "кімнат"]
            .iter()
            .any(|stem| word.starts_with(stem))
}

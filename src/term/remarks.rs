//! What is told of a term: how its words were read, what lies outside the plan's year, what was not read.
//!
//! Remarks are collected while the reader goes through the tokens; [`Reader::finish`] adds those that need the whole
//! term, and puts all of them and the schedules at their places in the phrase.

use std::ops::Range;

use super::grammar::{Found, Reader};
use super::slips;
use super::tokens::Kind;
use super::words::{Lex, Unit};
use super::{RemarkKind, TermRemark};
use crate::plan::schedule::{Schedule, Term, TermPart};
use crate::text;
use crate::text::Text;

impl Reader<'_> {
    pub(super) fn remark(&mut self, kind: RemarkKind, tokens: Range<usize>, message: Text) {
        self.remarks.push((kind, tokens, message, None));
    }

    /// A remark that something was read in one of several ways.
    pub(super) fn read_as(&mut self, tokens: Range<usize>, read: Text, better: Text) {
        if let Some((RemarkKind::Ambiguous, before, message, _)) = self.remarks.last_mut()
            && *before == tokens
        {
            message.uk = format!("{}; {}", message.uk, read.uk).into();
            message.en = format!("{}; {}", message.en, read.en).into();
            return;
        }
        let message = Text {
            uk: format!("прочитано так: {}", read.uk).into(),
            en: format!("read as: {}", read.en).into(),
        };
        let entry = (RemarkKind::Ambiguous, tokens, message, Some(better));
        self.remarks.push(entry);
    }

    /// Takes back that these words could be read in several ways: what stands beside them says which is meant.
    pub(super) fn take_back_doubts(&mut self, words: Range<usize>) {
        self.remarks.retain(|(kind, tokens, ..)| {
            *kind != RemarkKind::Ambiguous || tokens.start < words.start || words.end < tokens.end
        });
    }

    pub(super) fn finish(mut self, phrase: &str) -> (Term, Vec<TermRemark>) {
        self.drop_what_is_about();
        self.merge();
        self.remark_other_years();
        self.remark_unread(phrase);
        let bytes = |tokens: &Range<usize>| -> Range<usize> {
            let list = &self.tokens.list;
            let first = list.get(tokens.start).map_or(0, |token| token.range.start);
            let last = tokens.end.checked_sub(1).and_then(|at| list.get(at));
            let end = last.map_or(phrase.len(), |token| token.range.end).max(first);
            // The full stop of «н.р.» belongs to it.
            let has_stop = phrase.get(end..).is_some_and(|rest| rest.starts_with('.'));
            first..end + usize::from(has_stop)
        };
        let mut remarks: Vec<TermRemark> = self
            .remarks
            .iter()
            .map(|(kind, tokens, message, help)| TermRemark {
                range: bytes(tokens),
                kind: *kind,
                message: message.clone(),
                help: help.clone(),
            })
            .collect();
        let mut parts: Vec<TermPart> = self
            .found
            .iter()
            .map(|found| TermPart {
                range: bytes(&(found.start..found.end)),
                schedule: found.schedule.clone(),
            })
            .collect();
        if parts.is_empty() {
            let start = phrase.len() - phrase.trim_start().len();
            let range = start..phrase.trim_end().len().max(start);
            let says_something = self.tokens.list.iter().any(|token| {
                !matches!(
                    token.kind,
                    Kind::Dash | Kind::Break | Kind::Dot | Kind::Open | Kind::Close
                )
            });
            if says_something && !self.is_undecided {
                remarks.push(unreadable(phrase, range.clone()));
            }
            parts.push(TermPart { range, schedule: Schedule::Unspecified });
        }
        (Term::new(parts), remarks)
    }

    /// «до 10 квітня за І квартал»: the quarter says what is reported by then.
    fn drop_what_is_about(&mut self) {
        let count = self.found.len();
        let mut is_told = vec![false; count];
        let forth = (1..count).map(|at| (at - 1, at));
        for (one, other) in forth.chain((1..count).rev().map(|at| (at, at - 1))) {
            is_told[other] |= self.tells(one, other, is_told[one]);
        }
        let mut is_told = is_told.into_iter();
        for about in self.found.extract_if(.., |_| is_told.next() == Some(true)) {
            let is_within =
                |tokens: &Range<usize>| about.start <= tokens.start && tokens.end <= about.end;
            self.remarks.retain(|(_, tokens, ..)| !is_within(tokens));
        }
    }

    /// Whether its neighbour `one`, or what tells that one, says when what `other` is about is done.
    fn tells(&self, one: usize, other: usize, is_told: bool) -> bool {
        let (beside, about) = (&self.found[one], &self.found[other]);
        let is_plan = |found: &Found| self.tokens.word(found.start) == "на";
        if !about.is_about {
            return false;
        }
        if !is_plan(about) {
            return !beside.is_about || is_told || is_plan(beside);
        }
        // «щомісяця; на ІІ півріччя» is two terms: alone the stretch says when.
        let mut between = about.end.min(beside.end)..about.start.max(beside.start);
        let is_apart = between.any(|at| {
            matches!(self.kind_at(at), Some(Kind::Semicolon | Kind::Word(Lex::And | Lex::Or)))
        });
        let says_when =
            if beside.is_about { is_told && is_plan(beside) } else { beside.schedule.has_dates() };
        says_when && !is_apart
    }

    pub(super) fn remark_other_years(&mut self) {
        let year = self.plan_window();
        let mut remarks = Vec::new();
        for found in &self.found {
            let windows = found.schedule.occurrences();
            let is_outside =
                !windows.is_empty() && windows.iter().any(|days| days.overlap(&year).is_none());
            let is_continuous = found.schedule.is_continuous()
                && (found.schedule.first_date().is_some_and(|day| day > year.last)
                    || found.schedule.last_date().is_some_and(|day| day < year.first));
            if (is_outside && !matches!(found.schedule, Schedule::Recurring(_))) || is_continuous {
                remarks.push(found.start..found.end);
            }
        }
        for tokens in remarks {
            let year = self.plan_year;
            self.remark(
                RemarkKind::OtherYear,
                tokens,
                text!(
                    uk: "це поза роком плану ({year})",
                    en: "this lies outside the plan's year ({year})"
                ),
            );
        }
    }

    /// Tells of what was not read beside what was: a part, a word of time, a number.
    fn remark_unread(&mut self, phrase: &str) {
        if self.found.is_empty() {
            return;
        }
        let unread = self.unread.clone();
        for at in &unread {
            if self.is_lost_part(*at) {
                self.remark(
                    RemarkKind::Unreadable,
                    *at..at + 2,
                    text!(uk: "ці слова не прочитано", en: "these words are not read"),
                );
                continue;
            }
            if self.is_lost_word(*at, phrase) {
                self.remark(
                    RemarkKind::Unreadable,
                    *at..at + 1,
                    text!(uk: "це слово не прочитано", en: "this word is not read"),
                );
                continue;
            }
            // A number beside a date may be a second date; «каб. 12», «№ 5» are none.
            let is_number = matches!(self.kind_at(*at), Some(Kind::Number { .. }));
            let is_named = at.checked_sub(1).is_some_and(|before| {
                let is_led = matches!(
                    self.lex_at(before),
                    Some(Lex::To | Lex::Till | Lex::From | Lex::At | Lex::Later)
                );
                unread.contains(&before) && !is_led || self.kind_at(before) == Some(Kind::Other)
            });
            // «НМТ-2026»
            let is_of_name = at.checked_sub(1).is_some_and(|before| {
                self.kind_at(before) == Some(Kind::Dash)
                    && (before..=*at).all(|at| self.tokens.list[at].is_glued)
                    && before.checked_sub(1).is_some_and(|at| unread.contains(&at))
            });
            let has_noun = is_of_name
                || matches!(self.lex_at(at + 1), Some(Lex::Unknown | Lex::Occasion))
                || self.is_list_number(*at);
            if is_number && !is_named && !has_noun {
                self.remark(
                    RemarkKind::Unreadable,
                    *at..at + 1,
                    text!(uk: "це число не прочитано", en: "this number is not read"),
                );
            }
        }
    }

    /// «ддо» of «ддо 15 вересня», «ккрім» of «щомісяця, ккрім липня»: beside what was read, and nearly a word of time.
    fn is_lost_word(&self, at: usize, phrase: &str) -> bool {
        let kind = self.kind_at(at);
        let word = self.tokens.word(at);
        let is_before = self.found.iter().any(|found| found.start == at + 1);
        let is_beside = is_before
            || self.found.iter().any(|found| {
                found.end == at
                    || found.end + 1 == at && self.kind_at(found.end) == Some(Kind::Dash)
                    || found.start == at + 2 && self.kind_at(at + 1) == Some(Kind::Dash)
            });
        let range = self.tokens.list.get(at).map_or(0..0, |token| token.range.clone());
        let is_dotted = phrase.get(range.end..).is_some_and(|rest| rest.starts_with('.'));
        let is_small = phrase.get(range).is_some_and(|word| word.chars().all(char::is_lowercase));
        let is_own = matches!(word, "але" | "для" | "про" | "при" | "над" | "без" | "під" | "від");
        let is_short = word.chars().all(char::is_alphabetic)
            && word.chars().count() < 4
            && is_small
            && !is_dotted
            && !is_own;
        match kind {
            Some(Kind::Word(Lex::At)) => is_before,
            // «…, що передує кварталу»
            Some(Kind::Word(Lex::That)) => self.found.iter().any(|found| {
                matches!(found.schedule, Schedule::Recurring(_))
                    && found.end <= at
                    && (found.end..at).all(|at| self.kind_at(at) == Some(Kind::Comma))
            }),
            Some(Kind::Word(Lex::Unknown)) => {
                is_before && is_short || is_beside && slips::resembles(word)
            }
            _ => false,
        }
    }

    /// «ІІ декада» of «ІІ декада, вересень–травень»: which part of what, and nobody asked for it.
    fn is_lost_part(&self, at: usize) -> bool {
        let is_numeral = matches!(
            self.kind_at(at),
            Some(Kind::Number { .. } | Kind::Word(Lex::Roman(_) | Lex::Ordinal(_) | Lex::Last))
        );
        let is_part = match self.lex_at(at + 1) {
            Some(Lex::Half) => self.lex_at(at + 2) != Some(Lex::Unit(Unit::Day)),
            other => matches!(other, Some(Lex::Unit(Unit::Decade | Unit::Week))),
        };
        is_numeral && is_part
    }

    /// «1.» of «1. Січень», «2)»: it counts items of a list.
    pub(super) fn is_list_number(&self, at: usize) -> bool {
        let is_nominative =
            matches!(self.lex_at(at + 2), Some(Lex::Month { is_nominative: true, .. }));
        let is_in_bracket = at.checked_sub(1).map(|at| self.kind_at(at)) == Some(Some(Kind::Open));
        match self.kind_at(at + 1) {
            Some(Kind::Dot) => is_nominative,
            Some(Kind::Close) => !is_in_bracket,
            _ => false,
        }
    }
}

pub(super) fn misspelt(written: &str, read: &str, range: Range<usize>) -> TermRemark {
    TermRemark {
        range,
        kind: RemarkKind::Typo,
        message: text!(
            uk: "«{written}» прочитано як «{read}»",
            en: "“{written}” is read as “{read}”"
        ),
        help: Some(text!(uk: "виправте слово", en: "correct the word")),
    }
}

fn unreadable(phrase: &str, range: Range<usize>) -> TermRemark {
    let words = phrase.get(range.clone()).unwrap_or_default();
    TermRemark {
        range,
        kind: RemarkKind::Unreadable,
        message: text!(
            uk: "термін «{words}» не вдалося прочитати",
            en: "the term “{words}” could not be read"
        ),
        help: Some(text!(
            uk: "напишіть місяць, дату («до 15 березня») або «за потреби», «за окремим графіком»",
            en: "write a month, a date («до 15 березня»), «за потреби» or «за окремим графіком»"
        )),
    }
}

pub(super) fn write_day() -> Text {
    text!(uk: "напишіть день і місяць", en: "write the day and the month")
}

pub(super) fn write_days() -> Text {
    text!(uk: "напишіть перший і останній день", en: "write the first and the last day")
}

pub(super) fn write_weekday() -> Text {
    text!(uk: "напишіть «перший четвер місяця» або дату", en: "write «перший четвер місяця» or a date")
}

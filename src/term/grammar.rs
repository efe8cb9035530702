//! The grammar of terms: which words begin what, and how points of the calendar become schedules.
//!
//! The reader goes through the tokens once from left to right; at each place the kinds of expression are tried in the
//! order of [`Reader::part`], and what fails steps back. Days, months and years are read in `dates.rs`, rhythms in
//! `recurring.rs`. Start reading at [`parse`].

use std::ops::Range;

use super::phrases::{self, Meaning};
use super::points::Point;
use super::tokens::{Kind, Tokens};
use super::words::{self, Lex, Unit};
use super::{RemarkKind, TermRemark};
use crate::plan::schedule::{Clock, MonthSpan, Schedule, Term, TermPart, Window, YearMonth};
use crate::text;
use crate::text::Text;

pub(super) fn parse(phrase: &str, plan_year: i32) -> (Term, Vec<TermRemark>) {
    let plan_year = plan_year.clamp(1000, 9000);
    let mut tokens = Tokens::of(phrase);
    let mut typos = Vec::new();
    let mut reader = Reader::read(&tokens, plan_year);
    let unread = std::mem::take(&mut reader.unread);
    let corrections: Vec<(usize, &'static str)> = unread
        .into_iter()
        .filter(|at| tokens.list[*at].kind == Kind::Word(Lex::Unknown))
        .filter_map(|at| Some((at, words::nearest(tokens.word(at))?)))
        .collect();
    if !corrections.is_empty() {
        for (at, word) in corrections {
            let range = tokens.list[at].range.clone();
            let written = phrase.get(range.clone()).unwrap_or_default();
            typos.push(TermRemark {
                range,
                kind: RemarkKind::Typo,
                message: text!(
                    uk: "«{written}» прочитано як «{word}»",
                    en: "“{written}” is read as “{word}”"
                ),
                help: Some(text!(uk: "виправте слово", en: "correct the word")),
            });
            tokens.correct(at, word);
        }
        reader = Reader::read(&tokens, plan_year);
    }
    if reader.found.is_empty() && tokens.list.iter().any(|token| token.kind == Kind::Open) {
        // Nothing stands outside the brackets: «(постійно)».
        for token in &mut tokens.list {
            if matches!(token.kind, Kind::Open | Kind::Close) {
                token.kind = Kind::Other;
            }
        }
        reader = Reader::read(&tokens, plan_year);
    }
    let (term, mut remarks) = reader.finish(phrase);
    remarks.extend(typos);
    remarks.sort_by_key(|remark| (remark.range.start, remark.kind));
    remarks.dedup();
    (term, remarks)
}

/// How a point is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    Start,
    Blank,
    List,
    Dash,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) join: Join,
    pub(super) point: Point,
}

/// One schedule found, with its tokens.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) schedule: Schedule,
    pub(super) start: usize,
    pub(super) end: usize,
    /// A comma or «та» stands before it.
    pub(super) is_listed: bool,
    /// It says within which days a following rhythm holds: «протягом року, щомісяця».
    pub(super) is_bound: bool,
}

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) at: usize,
    pub(super) year: i32,
    pub(super) found: Vec<Found>,
    pub(super) remarks: Vec<(RemarkKind, Range<usize>, Text, Option<Text>)>,
    unread: Vec<usize>,
    pub(super) is_listed: bool,
    /// An hour that stands before its day.
    pub(super) pending: Option<Clock>,
    /// «терміни уточнюються» was said: no remark is needed when nothing else is found.
    is_undecided: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn read(tokens: &'a Tokens, year: i32) -> Reader<'a> {
        let mut reader = Reader {
            tokens,
            at: 0,
            year,
            found: Vec::new(),
            remarks: Vec::new(),
            unread: Vec::new(),
            is_listed: false,
            pending: None,
            is_undecided: false,
        };
        while let Some(kind) = reader.kind() {
            reader.step(kind);
        }
        reader
    }

    pub(super) fn step(&mut self, kind: Kind) {
        match kind {
            Kind::Comma | Kind::Semicolon | Kind::Slash | Kind::Plus => {
                self.is_listed = true;
                self.at += 1;
            }
            Kind::Open if self.exception() => {}
            Kind::Open => self.skip_bracket(),
            Kind::Dot | Kind::Colon | Kind::Dash | Kind::Close | Kind::Break | Kind::Other => {
                self.at += 1;
            }
            Kind::Word(_) | Kind::Number { .. } => {
                if !self.part() {
                    self.pass_over(kind);
                }
            }
        }
    }

    /// Tries every kind of expression; steps back from those that fail.
    pub(super) fn part(&mut self) -> bool {
        self.clock_of_part()
            || self.exception()
            || self.after_day()
            || self.expression()
            || self.recurrence()
            || self.deadline()
            || self.deadline_of_month()
            || self.range_in_words()
            || self.series()
            || self.weekdays_alone()
    }

    pub(super) fn pass_over(&mut self, kind: Kind) {
        match kind {
            Kind::Word(Lex::And | Lex::Or) => self.is_listed = true,
            Kind::Word(
                Lex::In | Lex::During | Lex::Filler | Lex::Inclusive | Lex::For | Lex::Unit(_),
            ) => {}
            _ => self.unread.push(self.at),
        }
        self.at += 1;
        if matches!(kind, Kind::Number { .. }) {
            // «2.22.4» is not «22.4»: what hangs together is passed over together.
            while let Some(Kind::Number { .. } | Kind::Dot) = self.kind()
                && self.tokens.list[self.at].is_glued
            {
                self.at += 1;
            }
        }
    }

    // --- looking at tokens ---

    pub(super) fn kind(&self) -> Option<Kind> {
        self.kind_at(self.at)
    }

    pub(super) fn kind_at(&self, at: usize) -> Option<Kind> {
        self.tokens.list.get(at).map(|token| token.kind)
    }

    pub(super) fn lex(&self) -> Option<Lex> {
        self.lex_at(self.at)
    }

    pub(super) fn lex_at(&self, at: usize) -> Option<Lex> {
        match self.kind_at(at) {
            Some(Kind::Word(lex)) => Some(lex),
            _ => None,
        }
    }

    /// The number at `at` and how many digits it has.
    pub(super) fn number_at(&self, at: usize) -> Option<(u32, u32)> {
        match self.kind_at(at) {
            Some(Kind::Number { value, digits, .. }) => Some((value, digits)),
            _ => None,
        }
    }

    /// Steps over the next token if it is this word.
    pub(super) fn take(&mut self, lex: Lex) -> bool {
        let is_next = self.lex() == Some(lex);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn take_kind(&mut self, kind: Kind) -> bool {
        let is_next = self.kind() == Some(kind);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn skip_prepositions(&mut self) {
        while let Some(Lex::In | Lex::During | Lex::Filler | Lex::For) = self.lex() {
            self.at += 1;
        }
    }

    /// Tries `read` and steps back when it fails.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let (at, remarks) = (self.at, self.remarks.len());
        let result = read(self);
        if result.is_none() {
            self.at = at;
            self.remarks.truncate(remarks);
        }
        result
    }

    /// A comma, «та», a dash: how the next point is joined.
    pub(super) fn join(&mut self) -> Option<Join> {
        let mut join = None;
        loop {
            let next = match self.kind() {
                Some(Kind::Comma | Kind::Semicolon | Kind::Slash | Kind::Plus) => Join::List,
                // «…травня – І декада червня»
                Some(Kind::Word(Lex::And)) if self.is_numeral() => return join,
                Some(Kind::Word(Lex::And | Lex::Or)) => Join::List,
                Some(Kind::Dash) if join.is_none() => Join::Dash,
                _ => return join,
            };
            join = Some(next);
            self.at += 1;
        }
    }

    pub(super) fn skip_bracket(&mut self) {
        let mut depth = 0usize;
        while let Some(kind) = self.kind() {
            depth = match kind {
                Kind::Open => depth + 1,
                Kind::Close => depth.saturating_sub(1),
                _ => depth,
            };
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    // --- remarks and results ---

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

    pub(super) fn push(&mut self, schedule: Schedule, start: usize) {
        self.push_range(schedule, start, self.at);
    }

    pub(super) fn push_range(&mut self, mut schedule: Schedule, start: usize, end: usize) {
        if let Some(clock) = self.pending.take() {
            set_clock(&mut schedule, clock);
        }
        self.found.push(Found { schedule, start, end, is_listed: self.is_listed, is_bound: false });
        self.is_listed = false;
    }

    pub(super) fn plan_window(&self) -> Window {
        MonthSpan {
            first: YearMonth { year: self.year, month: 1 },
            last: YearMonth { year: self.year, month: 12 },
        }
        .window()
    }

    // --- fixed expressions ---

    pub(super) fn expression(&mut self) -> bool {
        let start = self.at;
        let Some((meaning, end)) = phrases::expression(self.tokens, start) else {
            return false;
        };
        self.at = end;
        match meaning {
            Meaning::Ongoing => {
                let windows = vec![self.plan_window()];
                self.push(Schedule::Ongoing(windows), start);
                return true;
            }
            Meaning::Unspecified => {
                self.is_undecided = true;
                self.swallow(Meaning::Unspecified);
                return true;
            }
            Meaning::Timetable | Meaning::OnDemand => {}
        }
        // After a date it only says where the date comes from: «травень, за графіком».
        let is_first = self.found.is_empty();
        let remarks = self.remarks.len();
        self.swallow(meaning);
        if is_first {
            let schedule = match meaning {
                Meaning::Timetable => Schedule::Timetable,
                _ => Schedule::OnDemand,
            };
            self.push(schedule, start);
        } else {
            self.remarks.truncate(remarks);
        }
        true
    }

    /// Steps over the words that belong to a fixed expression: «…МОН України», «…, що додається».
    pub(super) fn swallow(&mut self, meaning: Meaning) {
        let mut after_comma = false;
        let mut dated = None;
        while let Some(kind) = self.kind() {
            match kind {
                Kind::Break => break,
                Kind::Comma | Kind::Semicolon if meaning == Meaning::Unspecified => break,
                Kind::Comma | Kind::Semicolon => after_comma = true,
                Kind::Word(lex) if !after_comma => {
                    let is_new = match lex {
                        Lex::Every(_) | Lex::EachWeekday(_) => true,
                        Lex::Month { is_nominative, .. } => is_nominative,
                        _ => self.tokens.word(self.at).starts_with("постійн"),
                    };
                    if is_new {
                        break;
                    }
                    if matches!(lex, Lex::Month { .. }) {
                        dated = Some(self.at);
                    }
                }
                Kind::Word(Lex::Month { .. }) => dated = Some(self.at),
                _ => {}
            }
            self.at += 1;
        }
        if let Some(at) = dated {
            self.remark(
                RemarkKind::Ambiguous,
                at..at + 1,
                text!(
                    uk: "дату в цих словах не прочитано як термін",
                    en: "the date in these words is not read as the term"
                ),
            );
        }
    }

    // --- the end ---

    pub(super) fn finish(mut self, phrase: &str) -> (Term, Vec<TermRemark>) {
        self.merge();
        self.remark_other_years();
        self.remark_unread_numbers();
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

    pub(super) fn remark_other_years(&mut self) {
        let year = self.plan_window();
        let mut remarks = Vec::new();
        for found in &self.found {
            let windows = found.schedule.occurrences();
            let is_outside =
                !windows.is_empty() && windows.iter().any(|days| days.overlap(&year).is_none());
            let is_continuous = found.schedule.is_continuous()
                && found.schedule.first_date().is_some_and(|day| day > year.last);
            if (is_outside && !matches!(found.schedule, Schedule::Recurring(_))) || is_continuous {
                remarks.push(found.start..found.end);
            }
        }
        for tokens in remarks {
            let year = self.year;
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

    /// A number beside a date may be a second date that was not understood.
    pub(super) fn remark_unread_numbers(&mut self) {
        if self.found.is_empty() {
            return;
        }
        let unread = self.unread.clone();
        for at in &unread {
            let is_number = matches!(self.kind_at(*at), Some(Kind::Number { .. }));
            // «каб. 12», «№ 5» are no dates.
            let is_named = at.checked_sub(1).is_some_and(|before| {
                unread.contains(&before) || self.kind_at(before) == Some(Kind::Other)
            });
            let has_noun = self.lex_at(at + 1) == Some(Lex::Unknown);
            if is_number && !is_named && !has_noun {
                self.remark(
                    RemarkKind::Unreadable,
                    *at..at + 1,
                    text!(uk: "це число не прочитано", en: "this number is not read"),
                );
            }
        }
    }

    /// An hour belongs to the day before it, or else to the next one.
    pub(super) fn clock_of_part(&mut self) -> bool {
        let Some(clock) = self.clock() else {
            return false;
        };
        let end = self.at;
        if let Some(last) = self.found.last_mut()
            && set_clock(&mut last.schedule, clock)
        {
            last.end = end;
        } else {
            self.pending = Some(clock);
        }
        true
    }
}

/// Sets the hour where there is none yet; whether there was room for it.
fn set_clock(schedule: &mut Schedule, clock: Clock) -> bool {
    match schedule {
        Schedule::Dates(moments) | Schedule::Deadline(moments) => {
            let mut is_set = false;
            for moment in moments.iter_mut().filter(|moment| moment.clock.is_none()) {
                moment.clock = Some(clock);
                is_set = true;
            }
            is_set
        }
        Schedule::Recurring(recurrence) if recurrence.clock.is_none() => {
            recurrence.clock = Some(clock);
            true
        }
        _ => false,
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

/// The unit that words like «місяця» name, if the next token is one.
impl Reader<'_> {
    pub(super) fn unit(&mut self) -> Option<Unit> {
        // «пів року» of today's spelling is the «півроку» of yesterday's.
        if self.tokens.word(self.at) == "пів"
            && self.lex_at(self.at + 1) == Some(Lex::Unit(Unit::Year))
        {
            self.at += 2;
            return Some(Unit::HalfYear);
        }
        match self.lex() {
            Some(Lex::Unit(unit)) => {
                self.at += 1;
                Some(unit)
            }
            _ => None,
        }
    }
}

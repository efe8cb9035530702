//! The grammar of terms: which words begin what, and how points of the calendar become schedules.
//!
//! The reader goes through the tokens once from left to right; at each place the kinds of expression are tried in the
//! order of [`Reader::part`], and what fails steps back. Days, months and years are read in `dates.rs`, rhythms in
//! `recurring.rs`; what is told of them stands in `remarks.rs`. Start reading at [`parse`].

use std::ops::Range;

use super::hours::set_clock;
use super::lines;
use super::phrases::{self, Meaning, Said};
use super::points::{Frame, Point, What};
use super::remarks::misspelt;
use super::tokens::{Kind, Tokens};
use super::words::{self, Lex, Slip, Unit};
use super::{RemarkKind, TermRemark};
use crate::plan::schedule::{Clock, Mark, MonthSpan, Schedule, Term, Window, YearMonth};
use crate::text;
use crate::text::Text;

pub(super) fn parse(phrase: &str, plan_year: i32) -> (Term, Vec<TermRemark>) {
    let plan_year = plan_year.clamp(1000, 9000);
    let mut tokens = lines::joined(Tokens::of(phrase), plan_year);
    let mut typos = Vec::new();
    let mut reader = Reader::read(&tokens, plan_year);
    let corrections: Vec<(usize, Slip)> = reader
        .unread
        .iter()
        .filter(|at| tokens.list[**at].kind == Kind::Word(Lex::Unknown))
        .filter_map(|at| Some((*at, words::slip(tokens.word(*at))?)))
        .collect();
    if !corrections.is_empty() {
        // From the end, so that the places before stay when a word is parted.
        for (at, slip) in corrections.into_iter().rev() {
            let range = tokens.list[at].range.clone();
            let written = phrase.get(range.clone()).unwrap_or_default();
            let read = match slip {
                Slip::Misspelt(word) => {
                    tokens.correct(at, word);
                    word.to_owned()
                }
                Slip::TwoInOne(first) => {
                    tokens.part(at, first, phrase);
                    format!("{first} {}", tokens.word(at + 1))
                }
            };
            typos.push(misspelt(written, &read, range));
        }
        tokens = lines::joined(tokens, plan_year);
        reader = Reader::read(&tokens, plan_year);
    }
    let has_bracket = tokens.list.iter().any(|token| token.kind == Kind::Open);
    if reader.found.is_empty() && !reader.is_relative && has_bracket {
        // Nothing stands outside the brackets: «(постійно)».
        for token in &mut tokens.list {
            if matches!(token.kind, Kind::Open | Kind::Close) {
                token.kind = Kind::Semicolon;
            }
        }
        reader = Reader::read(&tokens, plan_year);
        if let (Some(Kind::Word(Lex::To)), [only]) = (reader.first_kind(), &mut *reader.found)
            && let Schedule::Dates(moments) = &mut only.schedule
        {
            // «до Дня захисту дітей (1 червня)»
            only.schedule = Schedule::Deadline(std::mem::take(moments));
        }
    }
    let (term, mut remarks) = reader.finish(phrase);
    remarks.extend(typos);
    remarks.sort_by_key(|remark| (remark.range.start, remark.kind));
    remarks.dedup();
    (term, remarks)
}

/// Documents that bear a day of their own.
const DATED: &[&str] =
    &["наказ", "лист", "розпорядж", "договор", "угод", "постанов", "рішен", "протокол"];

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
    /// «за І квартал»: beside another date it says what is reported, not when.
    pub(super) is_about: bool,
    /// «з 15 вересня»: it has no end of its own.
    pub(super) is_open: bool,
}

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) at: usize,
    pub(super) year: i32,
    pub(super) found: Vec<Found>,
    pub(super) remarks: Vec<(RemarkKind, Range<usize>, Text, Option<Text>)>,
    pub(super) unread: Vec<usize>,
    /// How many words and numbers were passed over, those that say nothing by themselves included.
    pub(super) passed: usize,
    pub(super) is_listed: bool,
    /// An hour that stands before its day.
    pub(super) pending: Option<Clock>,
    /// That hour is the last one: «до 12:00 щоп’ятниці».
    pub(super) is_pending_due: bool,
    /// «терміни уточнюються» was said: no remark is needed when nothing else is found.
    pub(super) is_undecided: bool,
    /// «після семінару (10 березня)»: a day in brackets is that of something else.
    is_relative: bool,
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
            passed: 0,
            is_listed: false,
            pending: None,
            is_pending_due: false,
            is_undecided: false,
            is_relative: false,
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
            Kind::Open if self.exception() || self.bracket() => {}
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
            || self.range_between()
            || self.range_in_words()
            || self.series()
            || self.weekdays_alone()
    }

    /// How much of the words was not understood, or only in one of several ways.
    pub(super) fn doubt(&self) -> (bool, usize, usize) {
        (self.found.is_empty() && !self.is_undecided, self.passed, self.remarks.len())
    }

    pub(super) fn pass_over(&mut self, kind: Kind) {
        self.passed += usize::from(kind != Kind::Word(Lex::Filler));
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
        self.tokens.kind_at(at)
    }

    /// The first token of the phrase that is more than a new line.
    pub(super) fn first_kind(&self) -> Option<Kind> {
        self.tokens.list.iter().map(|token| token.kind).find(|kind| *kind != Kind::Break)
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
            // «січень –», and «червень» on the next line.
            while next == Join::Dash && self.take_kind(Kind::Break) {}
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

    // --- results ---

    pub(super) fn push(&mut self, schedule: Schedule, start: usize) {
        self.push_range(schedule, start, self.at);
    }

    pub(super) fn push_range(&mut self, mut schedule: Schedule, start: usize, end: usize) {
        if let Some(clock) = self.pending.take() {
            set_clock(&mut schedule, clock);
            if let (Schedule::Recurring(recurrence), true) = (&mut schedule, self.is_pending_due) {
                recurrence.mark = Mark::By;
            }
        }
        let is_listed = std::mem::take(&mut self.is_listed);
        let (is_bound, is_about, is_open) = (false, false, false);
        self.found.push(Found { schedule, start, end, is_listed, is_bound, is_about, is_open });
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
        let Some(Said { meaning, end, is_open }) = phrases::expression(self.tokens, start) else {
            return false;
        };
        if meaning == Meaning::Unspecified && self.is_week_of_month(end) {
            return false;
        }
        self.at = end;
        match meaning {
            Meaning::Ongoing => {
                // «з 15 вересня, постійно»
                if let Some(last) = self.found.last_mut()
                    && last.is_open
                    && let Schedule::Range(windows) = &mut last.schedule
                {
                    last.schedule = Schedule::Ongoing(std::mem::take(windows));
                    last.end = end;
                    return true;
                }
                let windows = vec![self.plan_window()];
                self.push(Schedule::Ongoing(windows), start);
                return true;
            }
            Meaning::Unspecified => {
                self.is_undecided = true;
                self.is_relative |= is_open;
                // «під час тижня права (7–11 грудня)»: the bracket says when; so does «24–28 серпня» after
                // «протягом тижня».
                let is_of_weeks =
                    matches!(self.lex_at(end - 1), Some(Lex::Unit(Unit::Week | Unit::Decade)));
                let is_dated = is_of_weeks && self.number_at(end).is_some() && self.date_at(end);
                if self.kind() != Some(Kind::Open) && !is_dated {
                    self.swallow(Meaning::Unspecified);
                }
                self.day_of_named(start);
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

    /// «– 1 червня» of «до Дня захисту дітей – 1 червня»: the day until which something is done.
    fn day_of_named(&mut self, start: usize) {
        let is_led = matches!(self.kind(), Some(Kind::Dash | Kind::Colon));
        let is_until = start.checked_sub(1).is_some_and(|at| self.lex_at(at) == Some(Lex::To))
            || self.lex_at(start) == Some(Lex::To);
        if !is_until || !is_led {
            return;
        }
        self.attempt(|reader| {
            reader.at += 1;
            let mut items = Vec::new();
            let is_read = reader.points(&mut items, Join::Start);
            let [Item { point, .. }] = items.as_slice() else {
                return None;
            };
            let date = (is_read && point.is_day()).then(|| reader.due(point, true))??;
            reader.push(Schedule::Deadline(vec![date.into()]), start);
            Some(())
        });
    }

    /// «першого тижня червня» of «протягом першого тижня червня», of which an expression has all but the month.
    fn is_week_of_month(&self, end: usize) -> bool {
        let is_numbered = end.checked_sub(2).is_some_and(|at| {
            matches!(
                self.kind_at(at),
                Some(Kind::Number { .. } | Kind::Word(Lex::Roman(_) | Lex::Ordinal(_) | Lex::Last))
            )
        });
        is_numbered
            && self.lex_at(end - 1) == Some(Lex::Unit(Unit::Week))
            && matches!(self.lex_at(end), Some(Lex::Month { .. }))
    }

    /// Steps over the words that belong to a fixed expression: «…МОН України», «…, що додається».
    pub(super) fn swallow(&mut self, meaning: Meaning) {
        let mut after_comma = false;
        let mut dated = None;
        // Up to there a list of days was looked at, and does not end as one.
        let mut looked_to = 0;
        while let Some(kind) = self.kind() {
            match kind {
                Kind::Break => break,
                Kind::Comma | Kind::Semicolon if meaning == Meaning::Unspecified => break,
                // «День відкритих дверей – 15 квітня»
                Kind::Dash | Kind::Colon
                    if meaning == Meaning::Unspecified
                        && self.number_at(self.at - 1).is_none()
                        && self.date_at(self.at + 1) =>
                {
                    break;
                }
                // «за графіком, щомісяця», «за планом (раз на квартал)» say when as well.
                Kind::Comma | Kind::Semicolon | Kind::Open if self.rhythm_follows() => break,
                // «за окремим графіком, квітень», «за потреби, до 15 травня»
                Kind::Comma | Kind::Semicolon
                    if self.at >= looked_to && self.days_follow(&mut looked_to) =>
                {
                    break;
                }
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

    /// Whether a day of a month or a month begins there.
    fn date_at(&mut self, at: usize) -> bool {
        let before = std::mem::replace(&mut self.at, at);
        let mut items = Vec::new();
        let is_dated = self.points(&mut items, Join::Start)
            && items.last().is_some_and(|item| match item.point.what {
                What::Day { month, .. } => month.is_some(),
                What::Frame(frame) => matches!(frame, Frame::Month { .. }),
                What::Part(..) => false,
            });
        self.at = before;
        is_dated
    }

    /// Whether days of the plan, and nothing after them, follow the next token; `looked_to` is where they end.
    fn days_follow(&mut self, looked_to: &mut usize) -> bool {
        let (at, is_listed) = (self.at, self.is_listed);
        let (pending, remarks) = (self.pending, self.remarks.len());
        let before = std::mem::take(&mut self.found);
        self.at += 1;
        self.skip_prepositions();
        let is_read = self.deadline() || self.range_in_words() || self.series();
        let is_last =
            matches!(self.kind(), None | Some(Kind::Break | Kind::Comma | Kind::Semicolon));
        let found = std::mem::replace(&mut self.found, before);
        *looked_to = self.at;
        (self.at, self.is_listed, self.pending) = (at, is_listed, pending);
        self.remarks.truncate(remarks);
        // «за наказом МОН, 12.01.2026»: the day may be that of the order.
        let has_date = (0..at)
            .rev()
            .take_while(|at| !matches!(self.kind_at(*at), Some(Kind::Break | Kind::Comma)))
            .any(|at| DATED.iter().any(|stem| self.tokens.word(at).starts_with(stem)));
        let are_days = found.iter().all(|found| match &found.schedule {
            Schedule::Dates(_) => !has_date && !found.is_about,
            other => other.has_dates() && !other.is_continuous() && !found.is_about,
        });
        is_read && is_last && are_days && !found.is_empty()
    }

    /// Whether a rhythm begins after the next token.
    fn rhythm_follows(&mut self) -> bool {
        let at = self.at;
        self.at += 1;
        // «за потреби, але не рідше одного разу на квартал»
        while matches!(self.tokens.word(self.at), "але" | "та" | "проте") {
            self.at += 1;
        }
        let is_named = matches!(self.lex(), Some(Lex::Every(_) | Lex::EachWeekday(_)));
        let follows = is_named || self.per_unit_follows();
        self.at = at;
        follows
    }
}

impl Reader<'_> {
    /// The unit that words like «місяця» name, if the next token is one.
    pub(super) fn unit(&mut self) -> Option<Unit> {
        // «пів року» of today's spelling is the «півроку» of yesterday's; «ІІ пів.», «ІІ п/р» are short.
        if let Some(count) = self.half_year_at(self.at) {
            self.at += count;
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

    /// How many tokens say «пів року», «пів.» or «п/р».
    pub(super) fn half_year_at(&self, at: usize) -> Option<usize> {
        match self.tokens.word(at) {
            "пів" if self.lex_at(at + 1) == Some(Lex::Unit(Unit::Year)) => Some(2),
            "пів" => Some(1),
            "п" if self.kind_at(at + 1) == Some(Kind::Slash) && self.tokens.word(at + 2) == "р" => {
                Some(3)
            }
            _ => None,
        }
    }
}

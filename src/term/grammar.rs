//! The grammar of terms: which words begin what, and how points of the calendar become schedules.
//!
//! The reader goes through the tokens once from left to right; at each place the kinds of expression are tried in the
//! order of [`Reader::part`], and what fails steps back. Days, months and years are read in `dates.rs`, rhythms in
//! `recurring.rs`; what is told of them stands in `remarks.rs`. Start reading at [`parse`].

use std::ops::Range;

use chrono::NaiveDate;

use super::hours::set_clock;
use super::lines;
use super::points::Point;
use super::remarks::misspelt;
use super::slips::{self, Slip};
use super::tokens::{Kind, Tokens};
use super::words::{self, Lex, Unit};
use super::{RemarkKind, TermRemark};
use crate::plan::schedule::{Clock, Mark, PlanYear, Schedule, Term, Window};
use crate::text::Text;

pub(super) fn parse(phrase: &str, plan_year: PlanYear) -> (Term, Vec<TermRemark>) {
    let plan_year = PlanYear { first: plan_year.first.clamp(1000, 9000), ..plan_year };
    let mut tokens = lines::joined(Tokens::of(phrase), plan_year);
    let mut typos = Vec::new();
    let mut reader = Reader::read(&tokens, plan_year);
    let corrections: Vec<(usize, Slip)> = reader
        .unread
        .iter()
        .filter(|at| tokens.list[**at].kind == Kind::Word(Lex::Unknown))
        .filter_map(|at| Some((*at, slips::slip(&tokens, *at)?)))
        .filter(|(at, slip)| may_be_meant(&tokens, *at, *slip))
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
    while reader.found.is_empty()
        && !reader.is_relative
        && reader.tokens.list.iter().any(|token| token.kind == Kind::Open)
    {
        // Nothing stands outside the brackets: «засідання (березень)».
        tokens.open_brackets();
        reader = Reader::read(&tokens, plan_year);
        if let [only] = &mut *reader.found
            && let Schedule::Dates(moments) = &mut only.schedule
            && tokens.first_word() == Some(Lex::To)
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

/// Whether a word of time may stand there: «четверо учнів» are no «четвер», «третій четвре» is one.
fn may_be_meant(tokens: &Tokens, at: usize, slip: Slip) -> bool {
    let Slip::Misspelt(word) = slip else { return true };
    let before = at.checked_sub(1).and_then(|at| tokens.kind_at(at));
    let is_led = matches!(
        before,
        Some(
            Kind::Number { ordinal: true, .. }
                | Kind::Word(
                    Lex::Ordinal(_) | Lex::Roman(_) | Lex::Last | Lex::Each | Lex::In | Lex::Till
                )
        )
    );
    !matches!(words::lex(word, false), Lex::Weekday(_)) || is_led
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
    /// «за І квартал», «на ІІ півріччя»: beside another date it says what is reported or planned, not when.
    pub(super) is_about: bool,
    /// «з 15 вересня»: it has no end of its own.
    pub(super) is_open: bool,
}

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) at: usize,
    /// The calendar year in which the plan's begins.
    pub(super) year: i32,
    pub(super) plan_year: PlanYear,
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
    pub(super) is_relative: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn read(tokens: &'a Tokens, plan_year: PlanYear) -> Reader<'a> {
        let mut reader = Reader {
            tokens,
            at: 0,
            year: plan_year.first,
            plan_year,
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
            Kind::Open if self.exception() || self.moved_from() || self.bracket() => {}
            Kind::Open => self.pass_bracket(),
            Kind::Colon if self.days_of_year() => {}
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
            || self.day_of_document()
            || self.lex() == Some(Lex::Earlier) && self.deadline()
            || matches!(self.lex(), Some(Lex::After | Lex::Till)) && self.recurrence()
            || self.expression()
            || self.weekdays_of_some_weeks()
            || self.recurrence()
            || self.deadline()
            || self.deadline_of_month()
            || self.range_between()
            || self.moved_from()
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

    pub(super) fn kind_before(&self, at: usize) -> Option<Kind> {
        self.kind_at(at.checked_sub(1)?)
    }

    pub(super) fn lex_before(&self, at: usize) -> Option<Lex> {
        self.lex_at(at.checked_sub(1)?)
    }

    /// The number at `at` and how many digits it has.
    pub(super) fn number_at(&self, at: usize) -> Option<(u32, u32)> {
        match self.kind_at(at) {
            Some(Kind::Number { value, digits, .. }) => Some((value, digits)),
            _ => None,
        }
    }

    /// Whether a year is stated there: «2026».
    pub(super) fn states_year(&self, mut places: Range<usize>) -> bool {
        places.any(|at| matches!(self.number_at(at), Some((_, 4))))
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

    /// Looks at what follows without stepping over it.
    pub(super) fn ahead<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let at = self.at;
        let result = look(self);
        self.at = at;
        result
    }

    /// Whether `read` succeeds; steps back when it fails.
    pub(super) fn reads(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> bool {
        self.attempt(read).is_some()
    }

    /// Reads more of a list; leaves it as it was, and steps back, when that fails.
    pub(super) fn extend<T>(
        &mut self,
        list: &mut Vec<T>,
        read: impl FnOnce(&mut Self, &mut Vec<T>) -> Option<()>,
    ) -> Option<()> {
        let known = list.len();
        let result = self.attempt(|reader| read(reader, list));
        if result.is_none() {
            list.truncate(known);
        }
        result
    }

    /// The next calendar expression, where it is a single point.
    pub(super) fn only_point(&mut self) -> Option<Point> {
        let mut items = Vec::new();
        self.points(&mut items, Join::Start).then_some(())?;
        match items.as_slice() {
            [only] => Some(only.point),
            _ => None,
        }
    }

    /// Reads without making what is found a part of the term.
    pub(super) fn aside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, Vec<Found>) {
        let before = std::mem::take(&mut self.found);
        let result = read(self);
        (result, std::mem::replace(&mut self.found, before))
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
        if let Some(first) = self.day_onward(start) {
            schedule.begin_from(first);
        }
        let is_listed = std::mem::take(&mut self.is_listed);
        let (is_bound, is_about, is_open) = (false, false, false);
        self.found.push(Found { schedule, start, end, is_listed, is_bound, is_about, is_open });
    }

    /// The day after what stands before «далі»: «вересень, далі щомісяця» goes on in October.
    fn day_onward(&self, start: usize) -> Option<NaiveDate> {
        let is_between = |at: &usize| {
            let kind = self.kind_at(*at);
            matches!(kind, Some(Kind::Dash | Kind::Comma | Kind::Word(Lex::In | Lex::During)))
        };
        let at = (0..start).rev().find(|at| !is_between(at))?;
        let is_onward = matches!(self.tokens.word(at), "далі" | "надалі" | "потім");
        self.found.last().filter(|_| is_onward)?.schedule.last_date()?.succ_opt()
    }

    pub(super) fn plan_window(&self) -> Window {
        self.plan_year.span().window()
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

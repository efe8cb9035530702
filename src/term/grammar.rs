//! The grammar of terms: which words begin what, and how points of the calendar become schedules.
//!
//! The reader goes through the tokens once from left to right; at each place the kinds of expression are tried in the
//! order of [`Reader::part`], and what fails steps back. Days, months and years are read in `dates.rs`, rhythms in
//! `recurring.rs`. Start reading at [`parse`].

use std::ops::Range;

use super::phrases::{self, Meaning};
use super::points::{Fault, Frame, Part, Point, What, Year};
use super::tokens::{Kind, Tokens};
use super::words::{self, Lex, Unit};
use super::{RemarkKind, TermRemark, explain};
use crate::plan::schedule::{
    Clock, Moment, MonthSpan, Schedule, Term, TermPart, Window, YearMonth,
};
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
    is_listed: bool,
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
    is_listed: bool,
    /// An hour that stands before its day.
    pub(super) pending: Option<Clock>,
    /// «терміни уточнюються» was said: no remark is needed when nothing else is found.
    is_undecided: bool,
}

impl<'a> Reader<'a> {
    fn read(tokens: &'a Tokens, year: i32) -> Reader<'a> {
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

    fn step(&mut self, kind: Kind) {
        match kind {
            Kind::Comma | Kind::Semicolon | Kind::Slash | Kind::Plus => {
                self.is_listed = true;
                self.at += 1;
            }
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
    fn part(&mut self) -> bool {
        self.clock_of_part()
            || self.after_day()
            || self.expression()
            || self.recurrence()
            || self.deadline()
            || self.from_to()
            || self.series()
            || self.weekdays_alone()
    }

    fn pass_over(&mut self, kind: Kind) {
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
                Some(Kind::Word(Lex::And | Lex::Or)) => Join::List,
                Some(Kind::Dash) if join.is_none() => Join::Dash,
                _ => return join,
            };
            join = Some(next);
            self.at += 1;
        }
    }

    fn skip_bracket(&mut self) {
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
        let message = Text {
            uk: format!("прочитано як {}", read.uk).into(),
            en: format!("read as {}", read.en).into(),
        };
        let entry = (RemarkKind::Ambiguous, tokens, message, Some(better));
        self.remarks.push(entry);
    }

    pub(super) fn push(&mut self, schedule: Schedule, start: usize) {
        self.push_range(schedule, start, self.at);
    }

    fn push_range(&mut self, mut schedule: Schedule, start: usize, end: usize) {
        if let Some(clock) = self.pending.take() {
            set_clock(&mut schedule, clock);
        }
        self.found.push(Found {
            schedule,
            start,
            end,
            is_listed: self.is_listed,
            is_bound: false,
        });
        self.is_listed = false;
    }

    pub(super) fn plan_window(&self) -> Window {
        MonthSpan {
            first: YearMonth {
                year: self.year,
                month: 1,
            },
            last: YearMonth {
                year: self.year,
                month: 12,
            },
        }
        .window()
    }

    // --- fixed expressions ---

    fn expression(&mut self) -> bool {
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
    fn swallow(&mut self, meaning: Meaning) {
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
                    uk: "дату після цих слів не прочитано: строк визначає інший документ",
                    en: "the date after these words is not read: another paper sets the term"
                ),
            );
        }
    }

    // --- deadlines and ranges ---

    /// «до …», «не пізніше …».
    pub(super) fn deadline(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            let is_inclusive = reader.take(Lex::Not) && reader.take(Lex::Later);
            if is_inclusive {
                reader.take(Lex::Than);
                reader.take(Lex::To);
                reader.skip_prepositions();
            } else if reader.at != start || !(reader.take(Lex::To) || reader.take(Lex::Till)) {
                return None;
            }
            let clock = reader.clock();
            let mut items = Vec::new();
            if !reader.points(&mut items, Join::Start) {
                return None;
            }
            while reader.next_deadline(&mut items).is_some() {}
            let is_inclusive = reader.take(Lex::Inclusive) || is_inclusive;
            fill_in(&mut items, reader.year);
            let mut moments = Vec::new();
            for item in &items {
                let date = reader.due(&item.point, is_inclusive)?;
                if item.join == Join::Dash {
                    // «до 15–20 березня»: the later day.
                    moments.pop();
                }
                moments.push(Moment { date, clock });
            }
            reader.push(Schedule::Deadline(moments), start);
            Some(())
        })
        .is_some()
    }

    /// «…, 25 червня та 25 вересня» after «до 25 березня».
    fn next_deadline(&mut self, items: &mut Vec<Item>) -> Option<()> {
        let known = items.len();
        let result = self.attempt(|reader| {
            let join = reader.join()?;
            if join == Join::Dash && items.len() > 1 {
                return None;
            }
            reader.take(Lex::To);
            reader.points(items, join).then_some(())?;
            let is_oblique = |item: &Item| match item.point.what {
                What::Day { .. } | What::Part(..) => true,
                What::Frame(Frame::Month { is_nominative, .. }) => !is_nominative,
                What::Frame(_) => false,
            };
            items.iter().skip(known).all(is_oblique).then_some(())
        });
        if result.is_none() {
            items.truncate(known);
        }
        result
    }

    /// The last day on which «до point» is kept.
    fn due(&mut self, point: &Point, is_inclusive: bool) -> Option<chrono::NaiveDate> {
        let window = self.window(point)?;
        let before = window.first.pred_opt()?;
        let tokens = point.start..point.end;
        let date = match point.what {
            What::Day { .. } => return Some(window.first),
            What::Part(part, _) if part.is_day() => return Some(window.first),
            What::Part(Part::End, frame) => {
                if frame == Frame::SchoolYear {
                    let read = explain::day(window.last);
                    self.read_as(tokens, read, write_day());
                }
                return Some(window.last);
            }
            What::Part(Part::Middle, Frame::Month { .. }) => YearMonth::of(window.first).day(15),
            What::Part(Part::Middle, _) => window.last,
            _ if is_inclusive => window.last,
            What::Part(..) | What::Frame(_) => before,
        };
        self.read_as(tokens, explain::by_day(date), write_day());
        Some(date)
    }

    /// «з … по …», «від … до …»; «з вересня» lasts to the end of the year.
    pub(super) fn from_to(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            if !reader.take(Lex::From) {
                return None;
            }
            let mut items = Vec::new();
            if !reader.first_of_range(&mut items) {
                return None;
            }
            let is_bare = matches!(items.last()?.point.what, What::Day { month: None, .. });
            let is_to = reader.lex() == Some(Lex::To);
            let has_end =
                is_to || reader.lex() == Some(Lex::Till) || reader.kind() == Some(Kind::Dash);
            let known = items.len();
            let end = has_end.then_some(()).and_then(|()| {
                reader.attempt(|reader| {
                    reader.at += 1;
                    reader.points(&mut items, Join::Dash).then_some(())
                })
            });
            if end.is_none() {
                items.truncate(known);
                if is_bare || items.len() > 1 && items.iter().any(|item| item.join == Join::Dash) {
                    return (!is_bare).then(|| reader.assemble(items));
                }
                return reader.open_range(&items.first()?.point, start);
            }
            if is_to && items.last()?.point.month().is_some() {
                let last = items.last()?.point;
                let read = text!(uk: "разом із названим місяцем", en: "including the named month");
                let better = text!(
                    uk: "напишіть «з … по …» або останній день",
                    en: "write «з … по …» or the last day"
                );
                reader.read_as(last.start..last.end, read, better);
            }
            reader.take(Lex::Inclusive);
            let known = reader.found.len();
            reader.assemble(items);
            reader.bind(known, start);
            Some(())
        })
        .is_some()
    }

    fn first_of_range(&mut self, items: &mut Vec<Item>) -> bool {
        if self.points(items, Join::Start) {
            return true;
        }
        // «з 10 по 15 березня»: the month comes later.
        let start = self.at;
        let Some((day, 1 | 2)) = self.number_at(start) else {
            return false;
        };
        self.at += 1;
        self.take(Lex::DayOfMonth);
        if !matches!(self.lex(), Some(Lex::To | Lex::Till)) && self.kind() != Some(Kind::Dash) {
            self.at = start;
            return false;
        }
        let point = Point {
            what: What::Day { day, month: None },
            year: Year::Unstated,
            start,
            end: self.at,
        };
        items.push(Item {
            join: Join::Start,
            point,
        });
        true
    }

    fn open_range(&mut self, point: &Point, start: usize) -> Option<()> {
        let from = self.window(point)?.first;
        let last = YearMonth {
            year: YearMonth::of(from).year,
            month: 12,
        }
        .last_day();
        let window = Window { first: from, last };
        let end = self.at;
        if let Some(previous) = self.found.last_mut()
            && let Schedule::Ongoing(windows) = &mut previous.schedule
        {
            *windows = vec![window];
            previous.end = end;
            return Some(());
        }
        let read = explain::window(window);
        let better = text!(uk: "напишіть, до якого дня", en: "write until which day");
        self.read_as(start..end, read, better);
        let known = self.found.len();
        self.push(Schedule::Range(vec![window]), start);
        self.bind(known, start);
        Some(())
    }

    /// Marks what was just found as days within which a following rhythm holds.
    fn bind(&mut self, known: usize, start: usize) {
        if let [only] = &mut self.found[known..] {
            only.is_bound = matches!(only.schedule, Schedule::Range(_) | Schedule::AllYear(_));
            only.start = start;
        }
        // «постійно, з 1 вересня по 31 грудня»
        if let Some((last, before)) = self.found.split_last_mut()
            && let Some(before) = before.last_mut()
            && let (Schedule::Ongoing(all), Schedule::Range(windows)) =
                (&mut before.schedule, &last.schedule)
            && before.end + 1 >= last.start
        {
            *all = windows.clone();
            before.end = last.end;
            self.found.pop();
        }
    }

    /// «після 15 вересня»: from the next day to the end of the year.
    fn after_day(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            if !reader.take(Lex::After) {
                return None;
            }
            let mut items = Vec::new();
            if !reader.points(&mut items, Join::Start) || items.len() != 1 {
                return None;
            }
            let point = items.first()?.point;
            if !point.is_day() {
                return None;
            }
            let first = reader.window(&point)?.last.succ_opt()?;
            let last = YearMonth {
                year: YearMonth::of(first).year,
                month: 12,
            }
            .last_day();
            let window = Window { first, last };
            let better = text!(uk: "напишіть, до якого дня", en: "write until which day");
            reader.read_as(start..reader.at, explain::window(window), better);
            reader.push(Schedule::Range(vec![window]), start);
            Some(())
        })
        .is_some()
    }

    // --- series of points ---

    /// «лютий, квітень–травень», «15 та 22 жовтня», «І квартал».
    fn series(&mut self) -> bool {
        let start = self.at;
        let is_during = matches!(self.lex(), Some(Lex::During | Lex::In));
        let mut items = Vec::new();
        if !self.points(&mut items, Join::Start) {
            return false;
        }
        while self.next_point(&mut items).is_some() {}
        self.take(Lex::Inclusive);
        let known = self.found.len();
        self.assemble(items);
        let is_year = matches!(
            self.found.last().map(|found| &found.schedule),
            Some(Schedule::AllYear(_))
        );
        if is_during || is_year {
            self.bind(known, start);
        }
        true
    }

    pub(super) fn next_point(&mut self, items: &mut Vec<Item>) -> Option<()> {
        let known = items.len();
        let result = self.attempt(|reader| {
            if reader.kind() == Some(Kind::Open) && reader.bracket_is_inner() {
                reader.skip_bracket();
            }
            while reader.take_kind(Kind::Break) {}
            let join = reader.join().unwrap_or(Join::Blank);
            reader.points(items, join).then_some(())
        });
        if result.is_none() {
            items.truncate(known);
        }
        result
    }

    /// Whether a bracket has nothing in it that the rest of the grammar wants («крім липня»).
    fn bracket_is_inner(&self) -> bool {
        let inside = self.tokens.list.iter().skip(self.at + 1);
        !inside
            .take_while(|token| token.kind != Kind::Close)
            .any(|token| token.kind == Kind::Word(Lex::Except))
    }

    /// The days of a point; a remark and `None` when there are none.
    pub(super) fn window(&mut self, point: &Point) -> Option<Window> {
        let tokens = point.start..point.end;
        match point.window(self.year) {
            Ok(window) => {
                if point.is_clamped(self.year) {
                    let Text { uk, en } = explain::day(window.first);
                    let message = text!(
                        uk: "такого дня немає; прочитано як {uk}",
                        en: "there is no such day; read as {en}"
                    );
                    self.remarks
                        .push((RemarkKind::Impossible, tokens, message, Some(write_day())));
                }
                Some(window)
            }
            Err(fault) => {
                let message = match fault {
                    Fault::NoSuchDay => text!(
                        uk: "такого дня немає в календарі",
                        en: "there is no such day in the calendar"
                    ),
                    Fault::NoSuchPart => text!(
                        uk: "такого дня чи відтинку немає в цьому році",
                        en: "this year has no such day or stretch"
                    ),
                    Fault::AbsurdYear => text!(
                        uk: "рік надто далекий від року плану",
                        en: "the year is too far from that of the plan"
                    ),
                };
                self.remarks
                    .push((RemarkKind::Impossible, tokens, message, Some(write_day())));
                None
            }
        }
    }

    /// Points become schedules: those joined by a dash a range, those of one kind one schedule.
    pub(super) fn assemble(&mut self, mut items: Vec<Item>) {
        fill_in(&mut items, self.year);
        self.remark_lost_dash(&items);
        let mut rest = items.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let count = after
                .iter()
                .take_while(|item| item.join == Join::Dash)
                .count();
            let (dashed, after) = after.split_at(count);
            rest = after;
            let last = dashed.last().unwrap_or(first);
            let schedule = match dashed {
                [] => self.single(&first.point),
                _ => self.range(&first.point, &last.point),
            };
            self.is_listed |= first.join == Join::List;
            self.push_range(
                schedule.unwrap_or(Schedule::Unspecified),
                first.point.start,
                last.point.end,
            );
        }
    }

    fn single(&mut self, point: &Point) -> Option<Schedule> {
        let window = self.window(point)?;
        let tokens = point.start..point.end;
        match point.what {
            What::Day { .. } => return Some(Schedule::Dates(vec![window.first.into()])),
            What::Part(part, _) if part.is_day() => {
                return Some(Schedule::Dates(vec![window.first.into()]));
            }
            What::Frame(Frame::Month { .. }) => {
                return Some(Schedule::Months(vec![YearMonth::of(window.first).into()]));
            }
            What::Frame(Frame::Year) => return Some(Schedule::AllYear(vec![window])),
            What::Frame(Frame::SchoolYear) => {
                if point.year != Year::Unstated {
                    return Some(Schedule::AllYear(vec![window]));
                }
                let year = self.plan_window();
                let read = text!(uk: "весь рік плану", en: "the whole year of the plan");
                self.read_as(tokens, read, write_days());
                return Some(Schedule::AllYear(vec![year]));
            }
            What::Part(Part::Decade(_), _) => {}
            What::Part(..) => self.read_as(tokens, explain::window(window), write_days()),
            What::Frame(Frame::Vacation(_)) => {
                let read = explain::window(window);
                let better = text!(
                    uk: "канікули щороку визначає заклад: напишіть дні",
                    en: "each college sets its holidays every year: write the days"
                );
                self.read_as(tokens, read, better);
            }
            What::Frame(Frame::Semester(number)) if number == 2 || point.year == Year::Unstated => {
                self.read_as(tokens, explain::window(window), write_days());
            }
            What::Frame(Frame::Season(0)) => {
                self.read_as(tokens, explain::window(window), write_days());
            }
            What::Frame(
                Frame::Quarter(_) | Frame::HalfYear(_) | Frame::Semester(_) | Frame::Season(_),
            ) => {}
        }
        Some(Schedule::Range(vec![window]))
    }

    fn range(&mut self, first: &Point, last: &Point) -> Option<Schedule> {
        let tokens = first.start..last.end;
        let from = self.window(first)?;
        let mut to = self.window(last)?;
        if to.last < from.first {
            let mut later = *last;
            later.year = Year::Stated(YearMonth::of(to.first).year + 1);
            let across = later.window(self.year).ok().map(|window| Window {
                first: from.first,
                last: window.last,
            });
            match across {
                Some(across) if last.year == Year::Unstated && across.length() <= 335 => {
                    to = across;
                    self.read_as(tokens, explain::window(across), write_days());
                }
                _ => {
                    let message = text!(
                        uk: "проміжок закінчується раніше, ніж починається",
                        en: "the range ends before it begins"
                    );
                    self.remarks
                        .push((RemarkKind::Impossible, tokens, message, Some(write_days())));
                    return None;
                }
            }
        } else if [first, last]
            .iter()
            .any(|point| matches!(point.what, What::Part(part, _) if !matches!(part, Part::Decade(_)) && !part.is_day()))
        {
            let window = Window::new(from.first, to.last);
            self.read_as(tokens, explain::window(window), write_days());
        }
        let window = Window {
            first: from.first,
            last: to.last,
        };
        let is_year = |point: &Point| matches!(point.what, What::Frame(Frame::Year));
        if is_year(first) && is_year(last) {
            return Some(Schedule::AllYear(vec![window]));
        }
        Some(Schedule::Range(vec![window]))
    }

    /// «січень грудень» may be a range whose dash was lost.
    fn remark_lost_dash(&mut self, items: &[Item]) {
        if let [first, last] = items
            && last.join == Join::Blank
            && first.point.month() == Some(1)
            && last.point.month().is_some_and(|month| month > 1)
        {
            let read = text!(
                uk: "два окремі місяці, а не проміжок",
                en: "two separate months, not a range"
            );
            let better = text!(
                uk: "для проміжку поставте тире, для переліку — кому",
                en: "put a dash for a range, a comma for a list"
            );
            self.read_as(first.point.start..last.point.end, read, better);
        }
    }

    // --- the end ---

    fn finish(mut self, phrase: &str) -> (Term, Vec<TermRemark>) {
        self.merge();
        self.remark_other_years();
        self.remark_unread_numbers();
        let bytes = |tokens: &Range<usize>| -> Range<usize> {
            let list = &self.tokens.list;
            let first = list.get(tokens.start).map_or(0, |token| token.range.start);
            let last = tokens.end.checked_sub(1).and_then(|at| list.get(at));
            first
                ..last
                    .map_or(phrase.len(), |token| token.range.end)
                    .max(first)
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
            parts.push(TermPart {
                range,
                schedule: Schedule::Unspecified,
            });
        }
        (Term { parts }, remarks)
    }

    /// Neighbours that say one thing become one schedule.
    pub(super) fn merge(&mut self) {
        let mut merged: Vec<Found> = Vec::with_capacity(self.found.len());
        for next in self.found.drain(..) {
            if let Some(last) = merged.last_mut()
                && join_schedules(&mut last.schedule, &next.schedule, next.is_listed)
            {
                last.end = next.end;
            } else {
                merged.push(next);
            }
        }
        self.found = merged;
    }

    fn remark_other_years(&mut self) {
        let year = self.plan_window();
        let mut remarks = Vec::new();
        for found in &self.found {
            let windows = found.schedule.occurrences();
            let is_outside =
                !windows.is_empty() && windows.iter().any(|days| days.overlap(&year).is_none());
            let is_continuous = found.schedule.is_continuous()
                && found
                    .schedule
                    .first_date()
                    .is_some_and(|day| day > year.last);
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
    fn remark_unread_numbers(&mut self) {
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
    fn clock_of_part(&mut self) -> bool {
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

/// Gives days of a list the month, and points the year, that is written only at the end.
pub(super) fn fill_in(items: &mut [Item], plan_year: i32) {
    for index in (0..items.len().saturating_sub(1)).rev() {
        let next = items[index + 1];
        let item = &mut items[index].point;
        if let (What::Day { month, .. }, What::Day { month: later, .. }) =
            (&mut item.what, next.point.what)
            && month.is_none()
        {
            *month = later;
        }
        if item.year != Year::Unstated || next.join == Join::Blank {
            continue;
        }
        item.year = next.point.year;
        let Year::Stated(year) = next.point.year else {
            continue;
        };
        // «грудень – січень 2027» begins in 2026.
        let is_later = match (item.window(plan_year), next.point.window(plan_year)) {
            (Ok(one), Ok(other)) => one.first > other.first,
            _ => false,
        };
        if is_later && (next.join == Join::Dash || year > plan_year) {
            item.year = Year::Stated(year - 1);
        }
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

/// Adds `next` to `last` where both are one list; whether it could.
fn join_schedules(last: &mut Schedule, next: &Schedule, is_listed: bool) -> bool {
    match (last, next) {
        (Schedule::Dates(last), Schedule::Dates(next)) => add(last, next),
        (Schedule::Deadline(last), Schedule::Deadline(next)) if is_listed => add(last, next),
        (Schedule::Months(last), Schedule::Months(next)) => add(last, next),
        (Schedule::Range(last), Schedule::Range(next)) if is_listed => add(last, next),
        (Schedule::Months(last), Schedule::Range(next)) if is_listed => {
            let spans: Option<Vec<MonthSpan>> = next.iter().map(Window::whole_months).collect();
            spans.is_some_and(|spans| add(last, &spans))
        }
        (last @ Schedule::Range(_), Schedule::Months(next)) if is_listed => {
            let Schedule::Range(windows) = &*last else {
                return false;
            };
            let spans: Option<Vec<MonthSpan>> = windows.iter().map(Window::whole_months).collect();
            let Some(mut spans) = spans else {
                return false;
            };
            add(&mut spans, next);
            *last = Schedule::Months(spans);
            true
        }
        (
            Schedule::Ongoing(last) | Schedule::AllYear(last),
            Schedule::Ongoing(next) | Schedule::AllYear(next),
        ) => last == next,
        (Schedule::Recurring(last), Schedule::Recurring(next)) if is_listed => last.join(next),
        (Schedule::Unspecified, Schedule::Unspecified) => true,
        _ => false,
    }
}

fn add<T: Copy + PartialEq>(last: &mut Vec<T>, next: &[T]) -> bool {
    for one in next {
        if !last.contains(one) {
            last.push(*one);
        }
    }
    true
}

fn unreadable(phrase: &str, range: Range<usize>) -> TermRemark {
    let words = phrase.get(range.clone()).unwrap_or_default();
    TermRemark {
        range,
        kind: RemarkKind::Unreadable,
        message: text!(
            uk: "строк «{words}» не вдалося прочитати",
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
        match self.lex() {
            Some(Lex::Unit(unit)) => {
                self.at += 1;
                Some(unit)
            }
            _ => None,
        }
    }
}

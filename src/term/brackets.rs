//! Brackets that say more exactly what stands before them: «вересень (до 15.09)», «І квартал (березень)».
//!
//! What a bracket says is read as a phrase of its own, then with the month before it: «травень (третій четвер)».
//! Only what is understood to the last word counts. Start reading at [`Reader::bracket`].

use std::ops::Range;

use super::RemarkKind;
use super::grammar::{Found, Reader};
use super::hours::set_clock;
use super::rhythm::{shifted, within_year};
use super::tokens::{Kind, Tokens};
use super::words::{Lex, Unit};
use crate::plan::schedule::{Mark, Schedule, Window};
use crate::text;

impl Reader<'_> {
    /// Reads the bracket that begins here into what stands before it; steps back and says `false` where it does not
    /// belong there.
    pub(super) fn bracket(&mut self) -> bool {
        let Some(close) = self.close_of_bracket() else {
            return false;
        };
        let Some(outer) = self.found.last() else {
            return false;
        };
        let range = outer.start..outer.end;
        let inner = self.after_contrast(self.at + 1)..close;
        let month =
            range.clone().rev().find(|at| matches!(self.lex_at(*at), Some(Lex::Month { .. })));
        let alone = self.tokens.cut(inner.clone(), None);
        let mut reader = Reader::read(&alone, self.plan_year);
        if let (Some(clock), true) = (reader.pending, reader.found.is_empty())
            && let Some(outer) = self.found.last_mut()
            && set_clock(&mut outer.schedule, clock)
        {
            outer.end = close + 1;
            self.at = close + 1;
            return true;
        }
        let mut said = reader.only_schedule();
        if matches!(said, Some(Schedule::Recurring(_))) && self.rhythm_within(close) {
            return true;
        }
        if month.is_some() && matches!(said, None | Some(Schedule::Recurring(_))) {
            if self.each_narrowed(&inner) {
                return true;
            }
            said = self.said_of(month, inner.clone());
        }
        if said.is_none() {
            self.remark_impossible(month, inner);
        }
        said.is_some_and(|said| self.narrowed_to(said, close))
    }

    /// «січень, травень» of «упродовж року: січень, травень»: as if in brackets.
    pub(super) fn days_of_year(&mut self) -> bool {
        let is_year = self.found.last().is_some_and(|last| {
            last.end == self.at && matches!(last.schedule, Schedule::AllYear(_))
        });
        let ends =
            |at: &usize| matches!(self.kind_at(*at), None | Some(Kind::Semicolon | Kind::Break));
        let Some(end) = (self.at..=self.tokens.list.len()).find(ends).filter(|_| is_year) else {
            return false;
        };
        let alone = self.tokens.cut(self.at + 1..end, None);
        let said = Reader::read(&alone, self.plan_year).only_schedule();
        let said = said.filter(|said| matches!(said, Schedule::Months(_) | Schedule::Dates(_)));
        said.is_some_and(|said| self.narrowed_to(said, end - 1))
    }

    /// «червень (до 31 числа)»: what the bracket says has no day, and is not read.
    fn remark_impossible(&mut self, month: Option<usize>, inner: Range<usize>) {
        let beside = self.tokens.cut(inner.clone(), month);
        let remarks = Reader::read(&beside, self.plan_year).remarks;
        if remarks.iter().any(|(kind, ..)| *kind == RemarkKind::Impossible) {
            let message = text!(
                uk: "такого дня немає в календарі",
                en: "there is no such day in the calendar"
            );
            self.remark(RemarkKind::Impossible, inner, message);
        }
    }

    /// Steps over a bracket that does not belong to what stands before it; «лютий (березень)» says when once more.
    pub(super) fn pass_bracket(&mut self) {
        let start = self.at;
        let said = self.said_alone();
        self.skip_bracket();
        let (Some(said), Some(outer)) = (said, self.found.last()) else { return };
        // «березень (ІІ семестр)»
        let (days, whole) = (days_of(&outer.schedule), days_of(&said));
        let is_told = self.remarks.iter().any(|(_, tokens, ..)| start < tokens.start);
        if !is_told && !days.iter().all(|day| whole.iter().any(|window| is_part(day, window))) {
            let message = text!(
                uk: "дні в дужках не враховано",
                en: "the days in the brackets are not counted"
            );
            self.remark(RemarkKind::Ambiguous, start..self.at, message);
        }
    }

    /// What the bracket that begins here says by itself.
    pub(super) fn said_alone(&self) -> Option<Schedule> {
        let inner = self.at + 1..self.close_of_bracket()?;
        Reader::read(&self.tokens.cut(inner, None), self.plan_year).only_schedule()
    }

    /// What the words of a bracket say of the month before it.
    fn said_of(&self, month: Option<usize>, inner: Range<usize>) -> Option<Schedule> {
        // «травень (кінець місяця)» is the end of that month.
        let is_of_month = matches!(self.lex_at(self.at - 1), Some(Lex::Month { .. }))
            && self.lex_at(inner.end - 1) == Some(Lex::Unit(Unit::Month));
        let inner = inner.start..inner.end - usize::from(is_of_month);
        let beside = self.tokens.cut(inner, month);
        let mut reader = Reader::read(&beside, self.plan_year);
        // The month alone says nothing new: «травень (дата уточнюється)».
        let is_new = reader.found.first().is_some_and(|found| found.start + 1 < beside.list.len());
        let is_open = reader.found.first().is_some_and(|found| found.is_open);
        let said = reader.only_schedule().filter(|_| is_new)?;
        match (said, self.found.last()) {
            // «вересень (після 10)»
            (Schedule::Range(windows), Some(outer)) if is_open => {
                let whole = outer.schedule.occurrences().pop()?;
                let within = windows.iter().filter_map(|window| window.overlap(&whole));
                Some(Schedule::Range(within.collect()))
            }
            (said, _) => Some(said),
        }
    }

    /// «лютий, червень (до 25 числа)» is «лютий (до 25 числа), червень (до 25 числа)».
    fn each_narrowed(&mut self, inner: &Range<usize>) -> bool {
        // «травень, вересень (15–20)»: days alone are those of the last.
        if !inner.clone().any(|at| matches!(self.kind_at(at), Some(Kind::Word(_)))) {
            return false;
        }
        let first = self.list_of_months();
        let said = self.found[first..].iter().map(|found| {
            let said = self.said_of(Some(found.start), inner.clone())?;
            let (whole, windows) = (found.schedule.occurrences(), said.occurrences());
            windows.iter().all(|window| is_part(window, &whole[0])).then_some(said)
        });
        let Some(said) = said.collect::<Option<Vec<_>>>().filter(|said| said.len() > 1) else {
            return false;
        };
        for (found, said) in self.found[first..].iter_mut().zip(said) {
            found.schedule = said;
            found.end = inner.end + 1;
        }
        self.at = inner.end + 1;
        true
    }

    /// The place of the first of the single months, listed one after another, that what was found ends with.
    fn list_of_months(&self) -> usize {
        self.list_before(&[Kind::Comma, Kind::Word(Lex::And)], |found| {
            found.start + 1 == found.end
                && matches!(self.lex_at(found.start), Some(Lex::Month { .. }))
                && matches!(found.schedule, Schedule::Months(_))
        })
    }

    /// The place of the first of those, with one of `marks` between, that what was found ends with.
    fn list_before(&self, marks: &[Kind], is_such: impl Fn(&Found) -> bool) -> usize {
        let mut next = self.at;
        let is_listed = |found: &&Found| {
            let is_beside = match next.checked_sub(found.end) {
                Some(0) => next == self.at,
                Some(1) => self.kind_at(found.end).is_some_and(|kind| marks.contains(&kind)),
                _ => false,
            };
            next = found.start;
            is_such(found) && is_beside
        };
        self.found.len() - self.found.iter().rev().take_while(is_listed).count()
    }

    /// «лютий–травень (щосереди)» is «лютий–травень, щосереди»; so is a list of such days, or only its last.
    fn rhythm_within(&mut self, close: usize) -> bool {
        let marks = [Kind::Comma, Kind::Semicolon, Kind::Word(Lex::And)];
        let are_months = |found: &Found| match &found.schedule {
            Schedule::Months(_) => true,
            Schedule::Range(windows) => {
                windows.iter().all(|window| window.whole_months().is_some()) && !found.is_open
            }
            _ => false,
        };
        let Some(last) = self.found.len().checked_sub(1).filter(|last| {
            matches!(self.found[*last].schedule, Schedule::Range(_) | Schedule::Months(_))
        }) else {
            return false;
        };
        let first = self.list_before(&marks, are_months).min(last);
        let read = [first, last]
            .into_iter()
            .find_map(|place| Some((place, self.rhythm_of(self.found.get(place)?.start, close)?)));
        let Some((first, said)) = read else {
            return false;
        };
        self.found.truncate(first + 1);
        if let Some(outer) = self.found.last_mut() {
            outer.schedule = said;
            outer.end = close + 1;
            outer.is_bound = false;
        }
        self.at = close + 1;
        true
    }

    /// The rhythm that the words from `start` on are, with a comma for the bracket that begins here.
    fn rhythm_of(&self, start: usize, close: usize) -> Option<Schedule> {
        let mut tokens = self.tokens.cut(start..close, None);
        for token in tokens.list.iter_mut().filter(|token| token.kind == Kind::Semicolon) {
            token.kind = Kind::Comma;
        }
        tokens.list.get_mut(self.at - start)?.kind = Kind::Comma;
        let said = Reader::read(&tokens, self.plan_year).only_schedule()?;
        matches!(said, Schedule::Recurring(_)).then_some(said)
    }

    /// Whether the bracket that begins here changes when something is.
    pub(super) fn bracket_says_when(&self) -> bool {
        let Some(close) = self.close_of_bracket() else {
            return false;
        };
        // The weekday of a day and the two ends of a range are read with them.
        if self.kind_at(close + 1) == Some(Kind::Dash) {
            return false;
        }
        (self.at + 1..close).any(|at| match self.kind_at(at) {
            Some(Kind::Number { .. }) => true,
            Some(Kind::Word(lex)) => matches!(
                lex,
                Lex::Month { .. }
                    | Lex::Beginning
                    | Lex::Middle
                    | Lex::End
                    | Lex::Last
                    | Lex::Ordinal(_)
                    | Lex::Roman(_)
                    | Lex::Unit(Unit::Decade | Unit::Week)
            ),
            _ => false,
        })
    }

    fn close_of_bracket(&self) -> Option<usize> {
        let mut places = self.at + 1..self.tokens.list.len();
        let end = places.find(|at| matches!(self.kind_at(*at), Some(Kind::Open | Kind::Close)))?;
        (self.kind() == Some(Kind::Open) && self.kind_at(end) == Some(Kind::Close)).then_some(end)
    }

    /// The one schedule of the phrase, if everything was understood and it has days.
    fn only_schedule(&mut self) -> Option<Schedule> {
        self.merge();
        let is_sound = self.unread.is_empty()
            && !self.is_undecided
            && !self.remarks.iter().any(|(kind, ..)| *kind == RemarkKind::Impossible);
        match self.found.as_slice() {
            [only] if is_sound && !only.is_about && only.schedule.has_dates() => {
                Some(only.schedule.clone())
            }
            _ => None,
        }
    }

    /// Puts what the bracket says in place of what stands before it, or beside it.
    fn narrowed_to(&mut self, said: Schedule, close: usize) -> bool {
        let year = self.plan_window();
        let has_year = self.states_year(self.at..close);
        let has_month =
            (self.at..close).any(|at| matches!(self.lex_at(at), Some(Lex::Month { .. })));
        let Some(outer) = self.found.last_mut() else {
            return false;
        };
        let range = outer.start..outer.end;
        let is_doubtful = self.remarks.iter().any(|(kind, tokens, ..)| {
            *kind == RemarkKind::Ambiguous && range.start <= tokens.start && tokens.end <= range.end
        });
        let days = days_of(&outer.schedule);
        let windows = said.occurrences();
        // Days that are stated need no bracket to be exact.
        let is_whole = days.iter().all(|days| days.whole_months().is_some());
        let is_within =
            is_whole && windows.iter().all(|window| days.iter().any(|day| is_part(window, day)));
        let next = match (&outer.schedule, said) {
            (Schedule::AllYear(_), Schedule::Range(windows)) => {
                Schedule::AllYear(within_year(&windows, year, has_year))
            }
            (Schedule::Ongoing(_), Schedule::Range(windows)) => {
                Schedule::Ongoing(within_year(&windows, year, has_year))
            }
            // «упродовж року (до 1 липня)», «упродовж 2026/2027 н.р. (до 1 травня)»
            (Schedule::AllYear(windows), Schedule::Deadline(moments)) if moments.len() == 1 => {
                let day = Window::day(moments[0].date);
                let later = shifted(day, 12).filter(|_| !has_year);
                let begun = |day: &Window| {
                    let windows = windows.iter().filter(|window| window.first <= day.last);
                    windows.copied().collect::<Vec<Window>>()
                };
                let mut days = [Some(day), later].into_iter().flatten();
                let Some(day) = days.find(|day| !begun(day).is_empty()) else {
                    return false;
                };
                let mut until = begun(&day);
                for window in &mut until {
                    window.last = window.last.min(day.last);
                }
                Schedule::AllYear(until)
            }
            (Schedule::AllYear(_), Schedule::Recurring(recurrence)) => {
                Schedule::Recurring(recurrence)
            }
            (Schedule::AllYear(_), said @ (Schedule::Months(_) | Schedule::Dates(_))) => said,
            (Schedule::Deadline(_), Schedule::Dates(moments) | Schedule::Deadline(moments))
                if is_doubtful =>
            {
                Schedule::Deadline(moments)
            }
            (
                Schedule::Range(_) | Schedule::Months(_),
                said @ (Schedule::Dates(_)
                | Schedule::Deadline(_)
                | Schedule::Range(_)
                | Schedule::Months(_)),
            ) if is_within || is_doubtful => {
                // «ІІ семестр (січень–червень)» says the same again.
                if windows == days { outer.schedule.clone() } else { said }
            }
            // «двічі на рік за графіком (весна, осінь)»
            (Schedule::Recurring(recurrence), said)
                if recurrence.windows.len() < 12
                    && recurrence.windows.len() == windows.len()
                    && !matches!(said, Schedule::Recurring(_)) =>
            {
                said
            }
            // «щомісяця до 25 числа (у грудні – до 20)»
            (Schedule::Recurring(recurrence), said @ Schedule::Deadline(_))
                if has_month && recurrence.mark == Mark::By =>
            {
                self.at = close + 1;
                self.push_range(said, close, close);
                return true;
            }
            // «січень (до 5 лютого)», «за планом (раз на квартал)»
            (Schedule::Range(_) | Schedule::Months(_), said @ Schedule::Deadline(_))
            | (Schedule::Timetable | Schedule::OnDemand, said) => {
                self.at = close + 1;
                self.push_range(said, close, close);
                return true;
            }
            _ => return false,
        };
        outer.schedule = next;
        outer.end = close + 1;
        outer.is_bound = false;
        self.take_back_doubts(range);
        self.at = close + 1;
        true
    }
}

impl Tokens {
    /// Whether one bracket holds everything: «(щомісяця (до 25 числа))».
    pub(super) fn are_bracketed(&self) -> bool {
        let mut depth = 0usize;
        let mut kinds =
            self.list.iter().map(|token| token.kind).filter(|kind| *kind != Kind::Break);
        let close = kinds.by_ref().find(|kind| {
            match kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        close == Some(Kind::Close) && kinds.next().is_none()
    }

    /// Puts semicolons in place of the outermost brackets.
    pub(super) fn open_brackets(&mut self) {
        let mut depth = 0usize;
        for token in &mut self.list {
            let (kind, before) = (token.kind, depth);
            match kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if before.max(depth) < 2 {
                token.kind = Kind::Semicolon;
            }
        }
    }
}

fn is_part(window: &Window, whole: &Window) -> bool {
    whole.first <= window.first && window.last <= whole.last
}

/// Its days, also where it goes on through all of them.
pub(super) fn days_of(schedule: &Schedule) -> Vec<Window> {
    match schedule {
        Schedule::AllYear(windows) | Schedule::Ongoing(windows) => windows.clone(),
        other => other.occurrences(),
    }
}

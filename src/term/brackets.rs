//! Brackets that say more exactly what stands before them: «вересень (до 15.09)», «І квартал (березень)».
//!
//! What a bracket says is read as a phrase of its own, then with the month before it: «травень (третій четвер)».
//! Only what is understood to the last word counts. Start reading at [`Reader::bracket`].

use super::RemarkKind;
use super::grammar::Reader;
use super::hours::set_clock;
use super::rhythm::within_year;
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{Schedule, Window};

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
        let inner = self.at + 1..close;
        let month =
            range.clone().rev().find(|at| matches!(self.lex_at(*at), Some(Lex::Month { .. })));
        let alone = self.tokens.cut(inner.clone(), None);
        let mut reader = Reader::read(&alone, self.year);
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
            let beside = self.tokens.cut(inner.clone(), month);
            let mut reader = Reader::read(&beside, self.year);
            // The month alone says nothing new: «травень (дата уточнюється)».
            let is_new =
                reader.found.first().is_some_and(|found| found.start + 1 < beside.list.len());
            said = reader.only_schedule().filter(|_| is_new);
        }
        said.is_some_and(|said| self.narrowed_to(said, close))
    }

    /// «лютий–травень (щосереди)» is «лютий–травень, щосереди».
    fn rhythm_within(&mut self, close: usize) -> bool {
        let Some(outer) = self.found.last_mut() else {
            return false;
        };
        if !matches!(outer.schedule, Schedule::Range(_) | Schedule::Months(_)) {
            return false;
        }
        let mut tokens = self.tokens.cut(outer.start..close, None);
        let Some(open) = tokens.list.get_mut(self.at - outer.start) else {
            return false;
        };
        open.kind = Kind::Comma;
        let said = Reader::read(&tokens, self.year).only_schedule();
        let Some(said @ Schedule::Recurring(_)) = said else {
            return false;
        };
        outer.schedule = said;
        outer.end = close + 1;
        outer.is_bound = false;
        self.at = close + 1;
        true
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
        let Some(outer) = self.found.last_mut() else {
            return false;
        };
        let range = outer.start..outer.end;
        let is_doubtful = self.remarks.iter().any(|(kind, tokens, ..)| {
            *kind == RemarkKind::Ambiguous && range.start <= tokens.start && tokens.end <= range.end
        });
        let days = match &outer.schedule {
            Schedule::AllYear(windows) | Schedule::Ongoing(windows) => windows.clone(),
            other => other.occurrences(),
        };
        let windows = said.occurrences();
        // Days that are stated need no bracket to be exact.
        let is_whole = days.iter().all(|days| days.whole_months().is_some());
        let is_within =
            is_whole && windows.iter().all(|window| days.iter().any(|day| is_part(window, day)));
        let next = match (&outer.schedule, said) {
            (Schedule::AllYear(_), Schedule::Range(windows)) => {
                Schedule::AllYear(within_year(&windows, year))
            }
            (Schedule::Ongoing(_), Schedule::Range(windows)) => {
                Schedule::Ongoing(within_year(&windows, year))
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

fn is_part(window: &Window, whole: &Window) -> bool {
    whole.first <= window.first && window.last <= whole.last
}

//! What narrows a rhythm after it was named: «до 10 числа», «у вівторок», «з вересня по травень», «крім липня».
//!
//! Start reading at [`Reader::narrow`].

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::RemarkKind;
use super::grammar::{Item, Join, Reader};
use super::points::Part;
use super::rhythm::{Draft, Rate};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{MonthSpan, Schedule, Window};

impl Reader<'_> {
    /// Reads one more thing that belongs to the rhythm; steps back and says `false` when there is none.
    pub(super) fn narrow(&mut self, draft: &mut Draft) -> bool {
        self.attempt(|reader| {
            let is_bracket = reader.take_kind(Kind::Open);
            let is_listed = reader.take_kind(Kind::Comma) || reader.take_kind(Kind::Colon);
            let is_dashed = reader.take_kind(Kind::Dash);
            let is_apart = is_bracket || is_listed || is_dashed;
            let is_read = reader.except(draft)
                || reader.part_of_unit(draft)
                || reader.weekdays_of(draft)
                || reader.bounds(draft, is_apart);
            (is_read && (!is_bracket || reader.take_kind(Kind::Close))).then_some(())
        })
        .is_some()
    }

    /// «крім липня–серпня», «за винятком літніх місяців».
    pub(super) fn except(&mut self, draft: &mut Draft) -> bool {
        if self.except_weekdays(draft).is_some() {
            return true;
        }
        let windows = self.attempt(|reader| {
            reader.take(Lex::For);
            if !reader.take(Lex::Except) {
                return None;
            }
            reader.windows_here()
        });
        let is_read = windows.is_some();
        draft.excepted.extend(windows.unwrap_or_default());
        is_read
    }

    /// «крім вихідних», «крім суботи та неділі» after «щодня».
    fn except_weekdays(&mut self, draft: &mut Draft) -> Option<()> {
        if draft.rate != Rate::Days(1) {
            return None;
        }
        let rest = self.attempt(|reader| {
            reader.take(Lex::For);
            if !reader.take(Lex::Except) {
                return None;
            }
            let without = if reader.tokens.word(reader.at).starts_with("вихідн") {
                reader.at += 1;
                if reader.lex() == Some(Lex::Unit(Unit::Day)) {
                    reader.at += 1;
                }
                vec![Sat, Sun]
            } else {
                let Some(Lex::Weekday(first)) = reader.lex() else {
                    return None;
                };
                reader.at += 1;
                reader.more_weekdays(first)
            };
            let week = [Mon, Tue, Wed, Thu, Fri, Sat, Sun];
            Some(week.into_iter().filter(|day| !without.contains(day)).collect())
        })?;
        draft.rate = Rate::Weeks(1, rest);
        Some(())
    }

    /// The windows of a series of points, without making them a part of the term.
    pub(super) fn windows_here(&mut self) -> Option<Vec<Window>> {
        let found = std::mem::take(&mut self.found);
        let pending = self.remarks.len();
        let is_read = if self.lex() == Some(Lex::From) {
            self.range_in_words()
        } else {
            let mut items = Vec::new();
            let is_read = self.points(&mut items, Join::Start);
            while is_read && self.next_point_listed(&mut items).is_some() {}
            if is_read {
                self.assemble(items);
            }
            is_read
        };
        let read = std::mem::replace(&mut self.found, found);
        // How a bound was read shows in the windows; only impossible days need words.
        let mut index = 0;
        self.remarks.retain(|(kind, ..)| {
            index += 1;
            index <= pending || *kind == RemarkKind::Impossible
        });
        if !is_read {
            return None;
        }
        let windows = read.iter().flat_map(|found| match &found.schedule {
            Schedule::AllYear(windows) | Schedule::Ongoing(windows) => windows.clone(),
            other => other.occurrences(),
        });
        let windows: Vec<Window> = windows.collect();
        (!windows.is_empty()).then_some(windows)
    }

    pub(super) fn next_point_listed(&mut self, items: &mut Vec<Item>) -> Option<()> {
        let known = items.len();
        let result = self.attempt(|reader| {
            let join = reader.join()?;
            reader.points(items, join).then_some(())
        });
        if result.is_none() {
            items.truncate(known);
        }
        result
    }

    /// «до 31 числа», «25 числа», «у перший вівторок» after «щомісяця».
    pub(super) fn part_of_unit(&mut self, draft: &mut Draft) -> bool {
        if !draft.parts.is_empty() || matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..)) {
            return false;
        }
        let read = self.attempt(|reader| {
            reader.skip_prepositions();
            let start = reader.at;
            let (parts, is_deadline) = match reader.attempt(Reader::marked_parts) {
                Some(read) => read,
                None => reader.bare_day(draft)?,
            };
            // «щомісяця до 20 грудня» is another term.
            if matches!(reader.lex(), Some(Lex::Month { .. })) || reader.at == start {
                return None;
            }
            let of_month = reader.month_of_unit();
            let mut is_month_after = false;
            while let Some(
                Lex::Unit(_)
                | Lex::Next
                | Lex::This
                | Lex::Each
                | Lex::For
                | Lex::Every(_)
                | Lex::After,
            ) = reader.lex()
            {
                is_month_after |= reader.lex() == Some(Lex::Next);
                reader.at += 1;
            }
            if is_month_after && reader.tokens.word(reader.at).starts_with("звітн") {
                reader.at += 1;
                reader.unit();
            }
            if let Some(after) = reader.attempt(|reader| {
                reader.take_kind(Kind::Comma);
                let is_next = reader.take(Lex::Next);
                reader.take(Lex::For);
                if reader.tokens.word(reader.at).starts_with("звітн") {
                    reader.at += 1;
                }
                is_next.then_some(true)
            }) {
                is_month_after = after;
            }
            Some((parts, is_deadline, is_month_after, of_month))
        });
        let Some((parts, is_deadline, is_month_after, of_month)) = read else {
            return false;
        };
        draft.parts = parts;
        draft.is_deadline = is_deadline;
        draft.is_month_after = is_month_after;
        draft.of_month = of_month;
        true
    }

    /// «щомісяця до 5-го»: without «числа».
    pub(super) fn bare_day(&mut self, draft: &Draft) -> Option<(Vec<(Join, Part)>, bool)> {
        if draft.rate == Rate::Years(1) {
            return None;
        }
        let is_deadline = self.take(Lex::To);
        let day = match self.kind()? {
            Kind::Number { value, digits: 1 | 2, ordinal } if ordinal || is_deadline => value,
            _ => return None,
        };
        self.at += 1;
        let ends = matches!(
            self.kind(),
            None | Some(Kind::Comma | Kind::Close | Kind::Semicolon | Kind::Break)
        ) || matches!(self.lex(), Some(Lex::Inclusive));
        let is_day = (1..=31).contains(&day) && ends;
        is_day.then(|| (vec![(Join::Start, Part::Day(day))], is_deadline))
    }

    /// «щотижня у вівторок та четвер».
    pub(super) fn weekdays_of(&mut self, draft: &mut Draft) -> bool {
        let Rate::Weeks(_, weekdays) = &mut draft.rate else {
            return false;
        };
        if !weekdays.is_empty() {
            return false;
        }
        let read = self.attempt(|reader| {
            reader.skip_prepositions();
            reader.take(Lex::Till);
            let Some(Lex::Weekday(first)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            Some(reader.more_weekdays(first))
        });
        let is_read = read.is_some();
        *weekdays = read.unwrap_or_default();
        is_read
    }

    /// «з вересня по травень», «протягом року», «, вересень–грудень».
    pub(super) fn bounds(&mut self, draft: &mut Draft, is_apart: bool) -> bool {
        if draft.bounds.is_some() {
            return false;
        }
        let windows = self.attempt(|reader| {
            let is_led = matches!(reader.lex(), Some(Lex::From | Lex::During | Lex::In));
            let start = reader.at;
            let windows = reader.windows_here()?;
            // «щоквартально, грудень» in one cell is two terms; a range or «у …» is a bound.
            let has_dash =
                reader.tokens.list[start..reader.at].iter().any(|token| token.kind == Kind::Dash);
            (is_led || is_apart && has_dash).then_some(windows)
        });
        let is_read = windows.is_some();
        draft.bounds = windows;
        is_read
    }

    /// «щороку в грудні», «щороку до 1 вересня», «двічі на рік (травень, жовтень)»: the day is stated.
    pub(super) fn day_of_year(&mut self, draft: &Draft) -> Option<Schedule> {
        let is_yearly = draft.rate == Rate::Years(1);
        let is_per_year = matches!(draft.rate, Rate::Months(2..) | Rate::Semesters);
        if !is_yearly && !is_per_year || !draft.parts.is_empty() {
            return None;
        }
        let found = std::mem::take(&mut self.found);
        let pending = self.pending.take();
        let schedule = self.attempt(|reader| {
            let is_open = reader.take_kind(Kind::Open);
            let is_comma = reader.take_kind(Kind::Comma)
                || reader.take_kind(Kind::Colon)
                || reader.take_kind(Kind::Dash);
            if is_per_year && !is_open && !is_comma && reader.lex() != Some(Lex::In) {
                return None;
            }
            let is_read =
                is_yearly && (reader.deadline() || reader.range_in_words()) || reader.one_series();
            if !is_read || is_open && !reader.take_kind(Kind::Close) {
                return None;
            }
            let [only] = reader.found.as_slice() else {
                return None;
            };
            match &only.schedule {
                Schedule::Range(windows) if is_yearly => {
                    let spans: Option<Vec<MonthSpan>> =
                        windows.iter().map(Window::whole_months).collect();
                    let range = Schedule::Range(windows.clone());
                    Some(spans.map_or(range, Schedule::Months))
                }
                Schedule::Months(_) | Schedule::Dates(_) => Some(only.schedule.clone()),
                Schedule::Deadline(_) if is_yearly => Some(only.schedule.clone()),
                _ => None,
            }
        });
        self.found = found;
        self.pending = pending;
        schedule
    }

    /// A series joined without blanks, as one schedule.
    pub(super) fn one_series(&mut self) -> bool {
        let mut items = Vec::new();
        if !self.points(&mut items, Join::Start) {
            return false;
        }
        while self.next_point_listed(&mut items).is_some() {}
        self.assemble(items);
        self.merge();
        true
    }
}

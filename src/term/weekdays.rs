//! Rhythms of weekdays: «щовівторка та щочетверга», «понеділок–п’ятниця», «через тиждень», «у робочі дні».
//!
//! Start reading at [`Reader::weekdays_alone`].

use chrono::Weekday::{self, Fri, Mon, Thu, Tue, Wed};

use super::RemarkKind;
use super::grammar::{Join, Reader};
use super::phrases::Meaning;
use super::points::Part;
use super::rhythm::{Draft, Rate};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::text;

impl Reader<'_> {
    /// «щовівторка та щочетверга», after the first weekday: every week, or «через тиждень» every other one.
    pub(super) fn weekly(&mut self, first: Weekday) -> Draft {
        let weekdays = self.more_weekdays(first);
        let comma = usize::from(self.kind() == Some(Kind::Comma));
        let is_every_other = self.every_other_week_at(self.at + comma);
        if is_every_other {
            self.at += comma + 2;
        }
        Draft::new(Rate::Weeks(if is_every_other { 2 } else { 1 }, weekdays), 1)
    }

    /// Whether «через тиждень» stands there, and not «через тиждень після заходу».
    pub(super) fn every_other_week_at(&self, at: usize) -> bool {
        self.tokens.word(at) == "через"
            && self.lex_at(at + 1) == Some(Lex::Unit(Unit::Week))
            && !matches!(self.lex_at(at + 2), Some(Lex::After | Lex::From | Lex::Unknown))
    }

    /// «через понеділок», «через суботу та неділю»: every other one.
    pub(super) fn every_other_weekday(&mut self) -> Option<Draft> {
        let is_every_other = self.tokens.word(self.at) == "через";
        self.at += 1;
        let Lex::Weekday(first) = self.lex().filter(|_| is_every_other)? else { return None };
        self.at += 1;
        let weekdays = self.more_weekdays(first);
        // «через вівторок після свят»
        let is_one = matches!(self.lex(), Some(Lex::After | Lex::From));
        (!is_one).then(|| Draft::new(Rate::Weeks(2, weekdays), 1))
    }

    /// «робочого дня», «робочі дні»: from Monday to Friday.
    pub(super) fn working_days(&mut self) -> Option<Draft> {
        self.attempt(|reader| {
            let is_working = reader.take(Lex::Workdays)
                || reader.take(Lex::Working) && reader.unit()? == Unit::Day;
            let days = [Mon, Tue, Wed, Thu, Fri];
            is_working.then(|| Draft::new(Rate::Weeks(1, days.to_vec()), 1))
        })
    }

    /// «та четверга», «, середи», «–п’ятниця» after a weekday.
    pub(super) fn more_weekdays(&mut self, first: Weekday) -> Vec<Weekday> {
        let mut weekdays = vec![first];
        while let Some((join, weekday)) = self.attempt(|reader| {
            let join = match reader.lex() {
                Some(Lex::Till | Lex::To) => {
                    reader.at += 1;
                    Join::Dash
                }
                _ => reader.join()?,
            };
            reader.skip_prepositions();
            reader.take(Lex::Each);
            match reader.lex()? {
                Lex::Weekday(weekday) | Lex::EachWeekday(weekday) => {
                    reader.at += 1;
                    // «щопонеділка, вівторок, 12 лютого»: that one is a day's own.
                    let has_number = reader.number_at(reader.at).is_some();
                    let is_day = has_number && reader.ahead(Reader::clock).is_none();
                    (!is_day).then_some((join, weekday))
                }
                _ => None,
            }
        }) {
            let mut next = weekdays.last().copied().unwrap_or(first);
            while join == Join::Dash && next != weekday {
                next = next.succ();
                weekdays.push(next);
            }
            weekdays.push(weekday);
        }
        weekdays.sort_by_key(Weekday::num_days_from_monday);
        weekdays.dedup();
        weekdays
    }

    /// «(друга)» of «середа (друга)»: which one of each month.
    fn which_of_month(&mut self, weekday: Weekday) -> Option<Vec<(Join, Part)>> {
        self.take_kind(Kind::Open).then_some(())?;
        let places = self.places()?;
        let is_whole = self.take_kind(Kind::Close);
        let part = |(join, nth): (Join, Option<u32>)| {
            let nth = nth.unwrap_or(0);
            (nth <= 5 && join != Join::Dash).then_some((join, Part::Weekday { nth, weekday }))
        };
        is_whole.then(|| places.into_iter().map(part).collect())?
    }

    /// «парного тижня», «непарні тижні».
    pub(super) fn is_of_some_weeks(&self) -> bool {
        let word = self.tokens.word(self.at);
        (word.starts_with("парн") || word.starts_with("непарн"))
            && self.lex_at(self.at + 1) == Some(Lex::Unit(Unit::Week))
    }

    /// «парні тижні, середа», «непарного тижня щовівторка»: which weeks those are, nobody knows.
    pub(super) fn weekdays_of_some_weeks(&mut self) -> bool {
        let start = self.at;
        let read = self.attempt(|reader| {
            reader.is_of_some_weeks().then(|| reader.at += 2)?;
            while matches!(
                reader.kind(),
                Some(Kind::Comma | Kind::Dash | Kind::Word(Lex::In | Lex::Till))
            ) {
                reader.at += 1;
            }
            let Some(Lex::Weekday(first) | Lex::EachWeekday(first)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            reader.more_weekdays(first);
            Some(())
        });
        if read.is_some() {
            self.remark_some_weeks(start);
        }
        read.is_some()
    }

    /// Tells that even and odd weeks are not known.
    pub(super) fn remark_some_weeks(&mut self, start: usize) {
        let message = text!(
            uk: "з якого тижня лічити парні, не сказано; прочитано без днів",
            en: "from which week the even ones are counted is not said; read without days"
        );
        self.remark(RemarkKind::Unreadable, start..self.at, message);
        self.is_undecided = true;
    }

    /// A weekday alone: «вівторок», «у п’ятницю».
    pub(super) fn weekdays_alone(&mut self) -> bool {
        let start = self.at;
        // «з понеділка по п’ятницю»
        self.take(Lex::From);
        let Some(Lex::Weekday(first)) = self.lex() else {
            self.at = start;
            return false;
        };
        self.at += 1;
        if self.lex() == Some(Lex::After) {
            // «перший понеділок після свят»
            self.is_undecided = true;
            self.swallow(Meaning::Unspecified);
            return true;
        }
        if let Some(parts) = self.attempt(|reader| reader.which_of_month(first)) {
            let mut draft = Draft::new(Rate::Months(1), 1);
            draft.parts = parts;
            let schedule = self.schedule(draft, start);
            self.push(schedule, start);
            return true;
        }
        let mut draft = self.weekly(first);
        let known = self.found.len();
        let start = self.bounds_before(&mut draft, start);
        // «понеділки вересня»
        if self.found.len() == known {
            self.bounds(&mut draft, false, false);
        }
        // «третій тиждень березня, вівторок» comes once.
        let weeks = draft.bounds.iter().flatten();
        let is_once = weeks.clone().count() > 0 && weeks.into_iter().all(|days| days.length() <= 7);
        // «у середу щотижня»
        let is_said = self.take(Lex::Every(Unit::Week))
            || self
                .attempt(|reader| {
                    let is_each = reader.take(Lex::Each);
                    (is_each && reader.unit()? == Unit::Week).then_some(())
                })
                .is_some();
        if matches!(draft.rate, Rate::Weeks(1, _)) && !is_said && !is_once {
            let read = text!(uk: "щотижня в цей день", en: "every week on that day");
            let better =
                text!(uk: "напишіть «щопонеділка» або дату", en: "write «щопонеділка» or a date");
            self.read_as(start..self.at, read, better);
        }
        let schedule = self.schedule(draft, start);
        self.push(schedule, start);
        true
    }
}

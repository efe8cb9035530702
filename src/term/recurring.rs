//! Rhythms: «щомісяця до 10 числа», «двічі на семестр», «перший вівторок місяця», «кожної п’ятниці».
//!
//! A rhythm is a unit («щомісяця»), perhaps with the part of it that is meant («до 10 числа»), the days within which
//! it holds («з вересня по травень») and what is left out («крім липня»). Start reading at [`Reader::recurrence`].

use super::grammar::{Found, Join, Reader};
use super::narrowing::is_month_long;
use super::points::Part;
use super::rhythm::{Draft, Rate, rate};
use super::tokens::Kind;
use super::words::{self, Lex, Unit};
use crate::plan::schedule::{Schedule, Window, YearMonth};
use crate::text;

impl Reader<'_> {
    /// Reads a rhythm and everything that narrows it.
    pub(super) fn recurrence(&mut self) -> bool {
        let start = self.at;
        let Some(mut draft) = self.attempt(|reader| {
            reader
                .attempt(Reader::part_then_unit)
                .or_else(|| reader.attempt(Reader::times_per_unit))
                .or_else(|| reader.attempt(Reader::each_unit))
        }) else {
            return false;
        };
        let start = self.bounds_before(&mut draft, start);
        loop {
            let at = self.at;
            if let Some(schedule) = self.day_of_year(&draft) {
                self.push(schedule, start);
                return true;
            }
            if self.days_of_times(&draft, start) {
                return true;
            }
            if !self.narrow(&mut draft) || self.at == at {
                break;
            }
        }
        let is_of_some_weeks = self.attempt(|reader| {
            // «щовівторка, парний тиждень»
            reader.take_kind(Kind::Comma);
            reader.is_of_some_weeks().then(|| reader.at += 2)
        });
        if is_of_some_weeks.is_some() {
            self.remark_some_weeks(start);
            return true;
        }
        if draft.rate == Rate::Years(1) && draft.times == 1 && draft.parts.is_empty() {
            let end = self.at;
            let is_beside = self.found.last().is_some_and(|last| {
                (last.end..start)
                    .all(|at| matches!(self.kind_at(at), Some(Kind::Comma | Kind::Dash)))
            });
            if let Some(last) = self.found.last_mut()
                && is_beside
                && last.schedule.has_dates()
            {
                // «до 1 лютого щороку», «лютий, раз на рік»: the plan's year has it once.
                last.end = end;
                return true;
            }
        }
        let schedule = self.schedule(draft, start);
        self.push(schedule, start);
        true
    }

    /// «протягом року» of «протягом року, щомісяця»: the days before a rhythm that bound it; where both begin.
    pub(super) fn bounds_before(&mut self, draft: &mut Draft, start: usize) -> usize {
        if self.found.last().is_some_and(|last| self.bounds_from(last, start, draft))
            && let Some(last) = self.found.pop()
        {
            if let Schedule::Range(windows) | Schedule::AllYear(windows) = last.schedule {
                draft.bounds = Some(windows);
            }
            return last.start;
        }
        let Some((windows, from)) = self.months_before(start, draft) else {
            return start;
        };
        self.found.retain(|found| found.start < from);
        self.take_back_doubts(from..start);
        draft.bounds = Some(windows);
        from
    }

    /// Whether the days before a rhythm bound it: «протягом року; щомісяця», but not «з 1 по 15 вересня; щомісяця».
    fn bounds_from(&self, last: &Found, start: usize, draft: &Draft) -> bool {
        let is_apart = self.tokens.are_parted(last.end..start);
        let is_long = !matches!(draft.rate, Rate::Months(_))
            || last.schedule.occurrences().iter().all(is_month_long);
        last.is_bound && (!is_apart && is_long || matches!(last.schedule, Schedule::AllYear(_)))
    }

    /// «вересень–травень» of «вересень–травень, щомісяця», «січень, лютий» of «січень, лютий – щотижня», and where it
    /// begins: the rhythm holds within it if it can come there more than once.
    fn months_before(&self, start: usize, draft: &Draft) -> Option<(Vec<Window>, usize)> {
        let least = match draft.rate {
            Rate::Days(days) => 2 * days,
            // A week has every day of the week.
            Rate::Weeks(1, ref weekdays) if !weekdays.is_empty() => 7,
            Rate::Weeks(weeks, _) => 14 * weeks,
            // No two months have fewer days.
            Rate::Months(months @ 1..=3) => 2 * months * 28,
            Rate::Months(_) | Rate::Semesters | Rate::Years(_) => return None,
        };
        let is_long = |window: &Window| window.length() >= i64::from(least);
        let (mut windows, mut from) = (Vec::new(), start);
        for found in self.found.iter().rev() {
            let is_mark = |at: usize| match self.kind_at(at) {
                Some(Kind::Comma) => true,
                Some(Kind::Dash) => from == start,
                Some(Kind::Word(Lex::And)) => from < start,
                _ => false,
            };
            let earlier = match &found.schedule {
                Schedule::Range(windows) => windows.clone(),
                Schedule::Months(spans) => spans.iter().map(|span| span.window()).collect(),
                _ => break,
            };
            if !(found.end..from).all(is_mark) || !earlier.iter().all(is_long) {
                break;
            }
            windows.splice(0..0, earlier);
            from = found.start;
        }
        (!windows.is_empty()).then_some((windows, from))
    }

    // --- the unit ---

    /// «перший вівторок місяця», «до 10 числа щомісяця», «наприкінці кожного кварталу».
    pub(super) fn part_then_unit(&mut self) -> Option<Draft> {
        let start = self.at;
        // «після закінчення кварталу, до 10 числа»
        let reported = self.after_reported();
        self.attempt(|reader| (reported.is_some() && reader.take_kind(Kind::Comma)).then_some(()));
        let is_each = self.take(Lex::Each);
        let (parts, is_deadline) = self.marked_parts()?;
        if reported.is_some() && !is_deadline {
            return None;
        }
        let is_of_day = matches!(parts.first(), Some((_, Part::Day(_))))
            && matches!(self.lex_at(self.at - 1), Some(Lex::DayOfMonth | Lex::Unit(Unit::Month)))
            && !self.is_undecided
            && self.lex_at(start) != Some(Lex::After);
        let is_named = matches!(parts.first(), Some((_, Part::Weekday { .. } | Part::Workday(_))));
        self.skip_prepositions();
        let of_month = self.month_of_unit();
        let after = reported.or_else(|| self.after_reported());
        self.take(Lex::This);
        let others = self.months_of_other_parity();
        // «третій четвер, щомісяця»
        self.attempt(|reader| {
            reader.take_kind(Kind::Comma).then_some(())?;
            let is_each = matches!(reader.lex(), Some(Lex::Every(_) | Lex::Each));
            (is_each || reader.per_unit_follows()).then_some(())
        });
        let mut draft = match self.lex() {
            _ if after.is_some() => Draft::new(Rate::Months(1), 1),
            // «перший робочий день після свят»
            Some(Lex::After) => return None,
            // «кожен другий тиждень» is every second week.
            Some(Lex::Unit(Unit::Year)) => return None,
            Some(Lex::Unit(unit)) => {
                self.at += 1;
                let draft = Draft::of(unit, 1);
                // «до кінця місяця, щомісяця»
                self.attempt(|reader| {
                    let again = reader.unit_again()?;
                    (again.rate == draft.rate && again.parts.is_empty()).then_some(())
                });
                draft
            }
            // «наприкінці кожного навчального року»
            Some(Lex::Each) if self.lex_at(self.at + 1) == Some(Lex::School) => return None,
            Some(Lex::Every(_) | Lex::Each | Lex::That) => self.each_unit()?,
            Some(Lex::Month { .. }) => return None,
            // «перший понеділок, вересень»
            _ if self.month_apart(&mut Vec::new()) => return None,
            // «1 числа ІІІ кварталу»
            _ if self.attempt(Reader::numbered_frames).is_some() => return None,
            _ if self.per_unit_follows() => self.times_per_unit()?,
            _ if is_each && parts.iter().all(|(_, part)| part.is_day()) => {
                Draft::new(Rate::Months(1), 1)
            }
            _ if is_of_day || is_named => {
                let read = text!(uk: "щомісяця", en: "every month");
                let better = text!(uk: "допишіть «щомісяця» або назву місяця", en: "add «щомісяця» or a month");
                self.read_as(start..self.at, read, better);
                // «до 10 числа» below «щоквартально» is more likely to go on with it.
                self.passed += 1;
                Draft::new(Rate::Months(1), 1)
            }
            _ => return None,
        };
        if matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..)) {
            return None;
        }
        let after = after.or_else(|| self.after_reported());
        if let Some(unit @ (Unit::Quarter | Unit::Semester | Unit::HalfYear)) = after {
            draft.rate = rate(unit, 1);
        }
        if after.is_some()
            && let Some(said) = self.attempt(Reader::unit_again)
        {
            draft.rate = said.rate;
        }
        draft.excepted.extend(others.into_iter().flatten());
        draft.parts = parts;
        draft.is_deadline = is_deadline;
        draft.is_month_after = after.is_some();
        draft.of_month = of_month;
        Some(draft)
    }

    /// «, раз на квартал», «щомісяця» after words that may say the same.
    fn unit_again(&mut self) -> Option<Draft> {
        self.take_kind(Kind::Comma);
        self.attempt(Reader::times_per_unit).or_else(|| self.attempt(Reader::each_unit))
    }

    /// «наступного місяця», «, наступного за звітним», «, що настає за звітним кварталом»: the month after, and of what.
    pub(super) fn after_reported(&mut self) -> Option<Unit> {
        self.attempt(|reader| {
            reader.take_kind(Kind::Comma);
            let is_reported =
                |reader: &Reader, at: usize| reader.tokens.word(at).starts_with("звітн");
            let is_next = reader.take(Lex::Next)
                || reader.take(Lex::That) && {
                    let is_coming = matches!(
                        reader.tokens.word(reader.at),
                        "настає" | "наступає" | "йде" | "іде" | "слідує"
                    );
                    reader.at += 1;
                    is_coming
                }
                || reader.lex() == Some(Lex::After) && is_reported(reader, reader.at + 1)
                || matches!(reader.lex(), Some(Lex::After | Lex::Till))
                    && reader.lex_at(reader.at + 1) == Some(Lex::End);
            let mut unit = Unit::Month;
            while matches!(
                reader.lex(),
                Some(
                    Lex::For
                        | Lex::This
                        | Lex::Unit(_)
                        | Lex::After
                        | Lex::Till
                        | Lex::End
                        | Lex::Filler
                )
            ) || is_reported(reader, reader.at)
            {
                if let Some(Lex::Unit(longer)) = reader.lex() {
                    unit = longer;
                }
                reader.at += 1;
            }
            is_next.then_some(unit)
        })
    }

    /// «останнього місяця» of «20 числа останнього місяця кварталу».
    pub(super) fn month_of_unit(&mut self) -> Option<Part> {
        self.attempt(|reader| {
            let part = reader.month_part()?;
            let is_of_unit =
                matches!(reader.lex(), Some(Lex::Unit(_) | Lex::Each | Lex::This | Lex::Every(_)));
            let is_said = is_of_unit || reader.ahead(Reader::unit_again).is_some();
            is_said.then_some(part)
        })
    }

    /// «останнього місяця», whatever follows.
    pub(super) fn month_part(&mut self) -> Option<Part> {
        match self.parts()?.as_slice() {
            [(_, part @ Part::Month(_))] => Some(*part),
            _ => None,
        }
    }

    pub(super) fn per_unit_follows(&mut self) -> bool {
        self.ahead(|reader| reader.attempt(Reader::times_per_unit)).is_some()
    }

    /// «до 10 числа», «у другу середу»: parts, and whether they are a deadline.
    pub(super) fn marked_parts(&mut self) -> Option<(Vec<(Join, Part)>, bool)> {
        let is_later = self.not(Lex::Later);
        // «станом на 1 число»
        let is_as_of = self.is_as_of();
        self.at += if is_as_of { 2 } else { 0 };
        let is_deadline = self.take(Lex::To) || is_later || is_as_of;
        if !is_deadline && matches!(self.lex(), Some(Lex::From | Lex::After)) {
            let days = self.days_on()?;
            let is_sound = matches!(
                self.lex_at(self.at - 1),
                Some(Lex::DayOfMonth | Lex::End | Lex::Unit(Unit::Month))
            );
            return is_sound.then_some((days, false));
        }
        // «по 5 число»: from the first day.
        if self.lex() == Some(Lex::Till)
            && let Some((last @ 1..=31, _)) = self.number_at(self.at + 1)
            && self.lex_at(self.at + 2) == Some(Lex::DayOfMonth)
        {
            self.at += 3;
            let days = [(Join::Start, Part::Day(1)), (Join::Dash, Part::Day(last))];
            return Some((days.to_vec(), false));
        }
        // «до кінця І декади» is by its last day, as every deadline is.
        self.attempt(|reader| {
            (is_deadline && reader.take(Lex::End)).then_some(())?;
            let parts = reader.ahead(Reader::parts)?;
            matches!(parts.as_slice(), [(_, Part::Decade(_))]).then_some(())
        });
        let mut parts = self.parts()?;
        // «до початку кварталу», but «до початку канікул»
        let is_of_each = matches!(
            self.lex(),
            Some(
                Lex::Each
                    | Lex::Unit(Unit::Month | Unit::Quarter | Unit::Semester | Unit::HalfYear)
            )
        );
        if is_deadline
            && !is_of_each
            && let [(_, Part::Beginning)] = parts.as_slice()
        {
            return None;
        }
        if is_deadline && let [(_, part @ Part::End)] = parts.as_mut_slice() {
            *part = Part::Day(0);
        }
        Some((parts, is_deadline))
    }

    pub(super) fn is_as_of(&self) -> bool {
        self.tokens.word(self.at) == "станом" && self.lex_at(self.at + 1) == Some(Lex::In)
    }

    /// «з 10 по 15», «з 20 числа», «після 20 числа»: days up to the last that is named, or to the end of the month.
    pub(super) fn days_on(&mut self) -> Option<Vec<(Join, Part)>> {
        let is_after = self.take(Lex::After);
        if !is_after && let Some(runs) = self.attempt(Reader::runs_from_to) {
            return Some(runs);
        }
        let is_led = is_after || self.take(Lex::From);
        let (day @ 1..=30, 1 | 2) = self.number_at(self.at)? else { return None };
        self.at += 1;
        self.take(Lex::DayOfMonth);
        let first = Part::Day(day + u32::from(is_after));
        is_led.then(|| vec![(Join::Start, first), (Join::Dash, Part::Day(0))])
    }

    /// «з 1 по 10 число», «з 10 до 15 та з 20 до 25», «з 25 числа до кінця».
    pub(super) fn runs_from_to(&mut self) -> Option<Vec<(Join, Part)>> {
        let mut days = Vec::new();
        let mut join = Join::Start;
        self.take(Lex::From).then_some(())?;
        loop {
            let (first @ 1..=31, 1 | 2) = self.number_at(self.at)? else { return None };
            self.at += 1;
            self.take(Lex::DayOfMonth);
            (self.take(Lex::Till) || self.take(Lex::To)).then_some(())?;
            let last = match self.number_at(self.at) {
                Some((last @ 1.., 1 | 2)) => last.min(31),
                _ if self.lex()? == Lex::End => 0,
                _ => return None,
            };
            self.at += 1;
            days.extend([(join, Part::Day(first)), (Join::Dash, Part::Day(last))]);
            self.take(Lex::DayOfMonth);
            // «з 25 по 5 число наступного місяця»: the month after the first day's, said or not.
            if (1..first).contains(&last) {
                self.after_reported();
            }
            let next = self.attempt(|reader| {
                let join = reader.join()?;
                reader.take(Lex::From);
                reader.number_at(reader.at)?;
                let is_run = matches!(reader.lex_at(reader.at + 1)?, Lex::Till | Lex::To);
                (is_run && join == Join::List).then_some(join)
            });
            match next {
                Some(next) => join = next,
                None => return Some(days),
            }
        }
    }

    /// «щомісяця», «кожного понеділка», «кожні два тижні», «по вівторках».
    pub(super) fn each_unit(&mut self) -> Option<Draft> {
        let lex = self.lex()?;
        self.at += 1;
        match lex {
            Lex::Every(unit) => Some(Draft::of(unit, 1)),
            Lex::EachWeekday(weekday) => Some(self.weekly(weekday)),
            // «що місяця», «що два тижні», «що вівторка»
            Lex::That => {
                if let Some(Lex::Weekday(weekday)) = self.lex() {
                    self.at += 1;
                    return Some(self.weekly(weekday));
                }
                // «що місячно», «що-місяця»
                self.take_kind(Kind::Dash);
                let word = format!("що{}", self.tokens.word(self.at));
                if let Lex::Every(unit) = words::lex(&word, false) {
                    self.at += 1;
                    return Some(Draft::of(unit, 1));
                }
                let count = self.count().unwrap_or(1);
                let unit = self.unit()?;
                Some(Draft::of(unit, count))
            }
            Lex::Each => {
                while matches!(self.lex(), Some(Lex::School | Lex::Calendar | Lex::This)) {
                    self.at += 1;
                }
                if let Some(Lex::Weekday(weekday)) = self.lex() {
                    self.at += 1;
                    return Some(self.weekly(weekday));
                }
                if let Some(draft) = self.working_days() {
                    return Some(draft);
                }
                let others = self.months_of_other_parity();
                let count = self.count().unwrap_or(1);
                let mut draft = Draft::of(self.unit()?, count);
                draft.excepted.extend(others.into_iter().flatten());
                Some(draft)
            }
            // «у робочі дні»
            Lex::Working | Lex::Workdays => {
                self.at -= 1;
                // «останній робочий день» is one day.
                let is_one =
                    matches!(self.tokens.word(self.at), "робочий" | "робочого" | "робочому");
                // «до 5 робочих днів» says how many.
                let before = self.kind_before(self.at);
                let is_counted =
                    matches!(before, Some(Kind::Number { .. } | Kind::Word(Lex::Cardinal(_))));
                if is_one || is_counted { None } else { self.working_days() }
            }
            Lex::Till if matches!(self.lex(), Some(Lex::Working | Lex::Workdays)) => {
                self.working_days()
            }
            // «по вівторках», «по понеділках і середах», «по кварталах»
            Lex::Till => {
                let word = self.tokens.word(self.at);
                if !word.ends_with("ах") && !word.ends_with("ях") {
                    return None;
                }
                if word == "місяцях" {
                    self.at += 1;
                    return Some(Draft::of(Unit::Month, 1));
                }
                if let Some(unit) = self.unit() {
                    return Some(Draft::of(unit, 1));
                }
                let Some(Lex::Weekday(weekday)) = self.lex() else {
                    return None;
                };
                self.at += 1;
                Some(self.weekly(weekday))
            }
            // «через тиждень, вівторок»
            Lex::Unknown if self.every_other_week_at(self.at - 1) => {
                self.at += 1;
                let mut at = self.at;
                while matches!(
                    self.kind_at(at),
                    Some(Kind::Comma | Kind::Word(Lex::In | Lex::Till))
                ) {
                    at += 1;
                }
                let has_weekday = matches!(self.lex_at(at), Some(Lex::Weekday(_)));
                has_weekday.then(|| Draft::of(Unit::Week, 2))
            }
            Lex::Unknown => {
                self.at -= 1;
                if let Some(draft) = self.attempt(Reader::every_other_weekday) {
                    return Some(draft);
                }
                // «щодва тижні»
                let each = self.tokens.word(self.at).strip_prefix("що");
                if let Some(Lex::Cardinal(count)) = each.map(|rest| words::lex(rest, false)) {
                    self.at += 1;
                    return Some(Draft::of(self.unit()?, count));
                }
                // «у парні місяці»
                let others = self.months_of_other_parity()?;
                let mut draft = Draft::of(self.unit()?, 1);
                draft.excepted = others;
                Some(draft)
            }
            _ => None,
        }
    }

    /// «парного» before «місяця»: the months that are not meant.
    fn months_of_other_parity(&mut self) -> Option<Vec<Window>> {
        let word = self.tokens.word(self.at);
        let word = word.strip_prefix("що").unwrap_or(word);
        let is_even = word.starts_with("парн");
        let is_parity = is_even || word.starts_with("непарн");
        if !is_parity || self.lex_at(self.at + 1) != Some(Lex::Unit(Unit::Month)) {
            return None;
        }
        self.at += 1;
        let months = self.plan_year.months();
        let months = months.filter(|month| (month.month % 2 == 0) != is_even);
        Some(months.map(YearMonth::window).collect())
    }

    pub(super) fn count(&mut self) -> Option<u32> {
        let value = match self.kind()? {
            Kind::Number { value, digits: 1 | 2, .. } => value,
            Kind::Word(Lex::Cardinal(value)) => value,
            Kind::Word(Lex::Ordinal(value)) => value,
            _ => return None,
        };
        self.at += 1;
        (1..=99).contains(&value).then_some(value)
    }

    /// «раз на квартал», «1–2 рази на місяць», «не рідше одного разу на рік».
    pub(super) fn times_per_unit(&mut self) -> Option<Draft> {
        while matches!(self.lex(), Some(Lex::Not | Lex::Bound | Lex::Than | Lex::Till)) {
            self.at += 1;
        }
        let mut times = match self.lex() {
            Some(Lex::Times(times)) => {
                self.at += 1;
                times
            }
            _ => {
                let times = self.count();
                let is_year_word = self.tokens.word(self.at) == "р";
                let at_least = self.attempt(|reader| {
                    reader.join()?;
                    reader.count()
                });
                // «4 засідання на рік»
                let is_of_unit = self.lex() == Some(Lex::Unknown)
                    && self.lex_at(self.at + 1) == Some(Lex::In)
                    && matches!(self.lex_at(self.at + 2), Some(Lex::Unit(_)));
                if times.is_some() && is_of_unit {
                    self.at += 1;
                } else if !self.take(Lex::Occasion) {
                    // «1 р. на місяць»
                    (times.is_some() && is_year_word).then_some(())?;
                    self.at += 1;
                }
                at_least.and(times).or(times).unwrap_or(1)
            }
        };
        let is_slash = self.take_kind(Kind::Slash);
        match self.lex()? {
            Lex::In | Lex::For | Lex::During => self.at += 1,
            Lex::Every(_) | Lex::Each => {
                let mut draft = self.each_unit()?;
                draft.times = times;
                return Some(draft);
            }
            _ if is_slash => {}
            _ => return None,
        }
        while matches!(self.lex(), Some(Lex::Each | Lex::This | Lex::Calendar | Lex::Whole)) {
            self.at += 1;
        }
        let is_school = self.take(Lex::School);
        let count = self.count().unwrap_or(1);
        let unit = self.unit()?;
        if unit == Unit::Decade {
            let mut draft = Draft::of(unit, count);
            draft.times = times;
            return Some(draft);
        }
        let mut rate = rate(unit, count);
        if unit == Unit::Year && count == 1 {
            rate = match times {
                2 if is_school => Rate::Semesters,
                2 | 3 | 4 | 6 | 12 => Rate::Months(12 / times),
                _ => rate,
            };
            if rate != Rate::Years(1) {
                times = 1;
            }
        }
        Some(Draft::new(rate, times))
    }
}

//! Rhythms: «щомісяця до 10 числа», «двічі на семестр», «перший вівторок місяця», «кожної п’ятниці».
//!
//! A rhythm is a unit («щомісяця»), perhaps with the part of it that is meant («до 10 числа»), the days within which
//! it holds («з вересня по травень») and what is left out («крім липня»). Start reading at [`Reader::recurrence`].

use chrono::Weekday;

use super::RemarkKind;
use super::grammar::{Join, Reader, write_days};
use super::points::{Frame, Part};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{Mark, MonthSpan, Recurrence, Rhythm, Schedule, Window, YearMonth};
use crate::text;

/// What is known of a rhythm while it is being read.
#[derive(Clone, Debug)]
struct Draft {
    rate: Rate,
    times: u32,
    parts: Vec<(Join, Part)>,
    is_deadline: bool,
    /// «до 5 числа наступного місяця».
    is_month_after: bool,
    bounds: Option<Vec<Window>>,
    excepted: Vec<Window>,
}

/// How often, as the words say.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rate {
    Days(u32),
    Weeks(u32, Vec<Weekday>),
    Months(u32),
    Semesters,
    Years(u32),
}

impl Draft {
    fn new(rate: Rate, times: u32) -> Draft {
        Draft {
            rate,
            times,
            parts: Vec::new(),
            is_deadline: false,
            is_month_after: false,
            bounds: None,
            excepted: Vec::new(),
        }
    }
}

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
        // «протягом року, щомісяця»
        let mut start = start;
        if self.found.last().is_some_and(|last| last.is_bound)
            && let Some(last) = self.found.pop()
        {
            start = last.start;
            if let Schedule::Range(windows) | Schedule::AllYear(windows) = last.schedule {
                draft.bounds = Some(windows);
            }
        }
        loop {
            let at = self.at;
            if let Some(schedule) = self.day_of_year(&draft) {
                self.push(schedule, start);
                return true;
            }
            if !self.narrow(&mut draft) || self.at == at {
                break;
            }
        }
        let schedule = self.schedule(draft, start);
        self.push(schedule, start);
        true
    }

    // --- the unit ---

    /// «перший вівторок місяця», «до 10 числа щомісяця», «наприкінці кожного кварталу».
    fn part_then_unit(&mut self) -> Option<Draft> {
        let start = self.at;
        let is_each = self.take(Lex::Each);
        let (parts, is_deadline) = self.marked_parts()?;
        let is_of_day = matches!(parts.first(), Some((_, Part::Day(_))))
            && self.lex_at(self.at - 1) == Some(Lex::DayOfMonth);
        let is_weekday = matches!(parts.first(), Some((_, Part::Weekday { .. })));
        self.skip_prepositions();
        let mut is_month_after = self.take(Lex::Next);
        self.take(Lex::This);
        let mut draft = match self.lex() {
            // «кожен другий тиждень» is every second week.
            Some(Lex::Unit(Unit::Year)) => return None,
            Some(Lex::Unit(unit)) => {
                self.at += 1;
                Draft::new(rate(unit, 1), 1)
            }
            Some(Lex::Every(_) | Lex::Each | Lex::That) => self.each_unit()?,
            Some(Lex::Month { .. }) => return None,
            _ if self.per_unit_follows() => self.times_per_unit()?,
            _ if is_each && !matches!(parts.first(), Some((_, Part::Week(_)))) => {
                Draft::new(Rate::Months(1), 1)
            }
            _ if is_of_day || is_weekday => {
                let read = text!(uk: "щомісяця", en: "every month");
                let better = text!(uk: "допишіть «щомісяця» або назву місяця", en: "add «щомісяця» or a month");
                self.read_as(start..self.at, read, better);
                Draft::new(Rate::Months(1), 1)
            }
            _ => return None,
        };
        if matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..)) {
            return None;
        }
        // «до 5 числа місяця, наступного за звітним»
        is_month_after |= self
            .attempt(|reader| {
                reader.take_kind(Kind::Comma);
                let is_next = reader.take(Lex::Next);
                while matches!(
                    reader.lex(),
                    Some(Lex::For | Lex::This | Lex::Unit(_) | Lex::After)
                ) || reader.tokens.word(reader.at).starts_with("звітн")
                {
                    reader.at += 1;
                }
                is_next.then_some(())
            })
            .is_some();
        draft.parts = parts;
        draft.is_deadline = is_deadline;
        draft.is_month_after = is_month_after;
        Some(draft)
    }

    fn per_unit_follows(&mut self) -> bool {
        let at = self.at;
        let follows = self.attempt(Reader::times_per_unit).is_some();
        self.at = at;
        follows
    }

    /// «до 10 числа», «у другу середу»: parts, and whether they are a deadline.
    fn marked_parts(&mut self) -> Option<(Vec<(Join, Part)>, bool)> {
        let is_later = self.take(Lex::Not) && self.take(Lex::Later);
        if is_later {
            self.take(Lex::Than);
        }
        let is_deadline = self.take(Lex::To) || is_later;
        let is_from = !is_deadline && self.take(Lex::From);
        if is_from {
            return self.days_from_to();
        }
        let mut parts = self.parts()?;
        if is_deadline && let [(_, Part::Beginning)] = parts.as_slice() {
            return None;
        }
        if is_deadline && let [(_, part @ Part::End)] = parts.as_mut_slice() {
            *part = Part::Day(0);
        }
        Some((parts, is_deadline))
    }

    /// «з 1 по 10 число».
    fn days_from_to(&mut self) -> Option<(Vec<(Join, Part)>, bool)> {
        let (first, 1 | 2) = self.number_at(self.at)? else {
            return None;
        };
        self.at += 1;
        self.take(Lex::DayOfMonth);
        if !(self.take(Lex::Till) || self.take(Lex::To)) {
            return None;
        }
        let (last, 1 | 2) = self.number_at(self.at)? else {
            return None;
        };
        self.at += 1;
        let is_sound = self.take(Lex::DayOfMonth) && (1..=31).contains(&first) && first <= last;
        let days = [
            (Join::Start, Part::Day(first)),
            (Join::Dash, Part::Day(last.min(31))),
        ];
        is_sound.then(|| (days.to_vec(), false))
    }

    /// «щомісяця», «кожного понеділка», «кожні два тижні», «по вівторках».
    fn each_unit(&mut self) -> Option<Draft> {
        let lex = self.lex()?;
        self.at += 1;
        match lex {
            Lex::Every(Unit::Decade) => {
                let mut draft = Draft::new(Rate::Months(1), 1);
                draft.parts = vec![
                    (Join::Start, Part::Decade(1)),
                    (Join::List, Part::Decade(2)),
                    (Join::List, Part::Decade(3)),
                ];
                Some(draft)
            }
            Lex::Every(unit) => Some(Draft::new(rate(unit, 1), 1)),
            Lex::EachWeekday(weekday) => {
                let weekdays = self.more_weekdays(weekday);
                Some(Draft::new(Rate::Weeks(1, weekdays), 1))
            }
            Lex::That => match self.lex()? {
                Lex::Unit(unit) => {
                    self.at += 1;
                    Some(Draft::new(rate(unit, 1), 1))
                }
                Lex::Weekday(weekday) => {
                    self.at += 1;
                    let weekdays = self.more_weekdays(weekday);
                    Some(Draft::new(Rate::Weeks(1, weekdays), 1))
                }
                _ => None,
            },
            Lex::Each => {
                self.take(Lex::School);
                self.take(Lex::Calendar);
                if let Some(Lex::Weekday(weekday)) = self.lex() {
                    self.at += 1;
                    let weekdays = self.more_weekdays(weekday);
                    return Some(Draft::new(Rate::Weeks(1, weekdays), 1));
                }
                self.take(Lex::Working);
                let count = self.count().unwrap_or(1);
                let unit = self.unit()?;
                Some(Draft::new(rate(unit, count), 1))
            }
            // «по вівторках», «по понеділках і середах»
            Lex::Till => {
                let Some(Lex::Weekday(weekday)) = self.lex() else {
                    return None;
                };
                let is_plural = self.tokens.word(self.at).ends_with("ах")
                    || self.tokens.word(self.at).ends_with("ях");
                self.at += 1;
                let weekdays = self.more_weekdays(weekday);
                is_plural.then(|| Draft::new(Rate::Weeks(1, weekdays), 1))
            }
            _ => None,
        }
    }

    /// «та четверга», «, середи», «–п’ятниця» after a weekday.
    fn more_weekdays(&mut self, first: Weekday) -> Vec<Weekday> {
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
                    let has_day = reader.number_at(reader.at).is_some();
                    (!has_day).then_some((join, weekday))
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

    /// A weekday alone: «вівторок», «у п’ятницю».
    pub(super) fn weekdays_alone(&mut self) -> bool {
        let start = self.at;
        let is_from = self.take(Lex::From);
        let Some(Lex::Weekday(first)) = self.lex() else {
            self.at = start;
            return false;
        };
        let _ = is_from;
        self.at += 1;
        let weekdays = self.more_weekdays(first);
        let read = text!(uk: "щотижня в цей день", en: "every week on that day");
        let better =
            text!(uk: "напишіть «щопонеділка» або дату", en: "write «щопонеділка» or a date");
        self.read_as(start..self.at, read, better);
        let schedule = self.schedule(Draft::new(Rate::Weeks(1, weekdays), 1), start);
        self.push(schedule, start);
        true
    }

    fn count(&mut self) -> Option<u32> {
        let value = match self.kind()? {
            Kind::Number {
                value,
                digits: 1 | 2,
                ..
            } => value,
            Kind::Word(Lex::Cardinal(value)) => value,
            Kind::Word(Lex::Ordinal(value)) => value,
            _ => return None,
        };
        self.at += 1;
        (1..=99).contains(&value).then_some(value)
    }

    /// «раз на квартал», «1–2 рази на місяць», «не рідше одного разу на рік».
    fn times_per_unit(&mut self) -> Option<Draft> {
        while matches!(
            self.lex(),
            Some(Lex::Not | Lex::Bound | Lex::Than | Lex::Till)
        ) {
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
                if !self.take(Lex::Occasion) {
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
        while matches!(
            self.lex(),
            Some(Lex::Each | Lex::This | Lex::Calendar | Lex::Whole)
        ) {
            self.at += 1;
        }
        let is_school = self.take(Lex::School);
        let count = self.count().unwrap_or(1);
        let unit = self.unit()?;
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

    // --- what narrows a rhythm ---

    /// Reads one more thing that belongs to the rhythm; steps back and says `false` when there is none.
    fn narrow(&mut self, draft: &mut Draft) -> bool {
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
    fn except(&mut self, draft: &mut Draft) -> bool {
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

    /// The windows of a series of points, without making them a part of the term.
    fn windows_here(&mut self) -> Option<Vec<Window>> {
        let found = std::mem::take(&mut self.found);
        let pending = self.remarks.len();
        let is_read = if self.lex() == Some(Lex::From) {
            self.from_to()
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

    fn next_point_listed(&mut self, items: &mut Vec<super::grammar::Item>) -> Option<()> {
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
    fn part_of_unit(&mut self, draft: &mut Draft) -> bool {
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
            Some((parts, is_deadline, is_month_after))
        });
        let Some((parts, is_deadline, is_month_after)) = read else {
            return false;
        };
        draft.parts = parts;
        draft.is_deadline = is_deadline;
        draft.is_month_after = is_month_after;
        true
    }

    /// «щомісяця до 5-го»: without «числа».
    fn bare_day(&mut self, draft: &Draft) -> Option<(Vec<(Join, Part)>, bool)> {
        if draft.rate == Rate::Years(1) {
            return None;
        }
        let is_deadline = self.take(Lex::To);
        let day = match self.kind()? {
            Kind::Number {
                value,
                digits: 1 | 2,
                ordinal,
            } if ordinal || is_deadline => value,
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
    fn weekdays_of(&mut self, draft: &mut Draft) -> bool {
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
    fn bounds(&mut self, draft: &mut Draft, is_apart: bool) -> bool {
        if draft.bounds.is_some() {
            return false;
        }
        let windows = self.attempt(|reader| {
            let is_led = matches!(reader.lex(), Some(Lex::From | Lex::During | Lex::In));
            let start = reader.at;
            let windows = reader.windows_here()?;
            // «щоквартально, грудень» in one cell is two terms; a range or «у …» is a bound.
            let has_dash = reader.tokens.list[start..reader.at]
                .iter()
                .any(|token| token.kind == Kind::Dash);
            (is_led || is_apart && has_dash).then_some(windows)
        });
        let is_read = windows.is_some();
        draft.bounds = windows;
        is_read
    }

    /// «щороку в грудні», «щороку до 1 вересня», «двічі на рік (травень, жовтень)»: the day is stated.
    fn day_of_year(&mut self, draft: &Draft) -> Option<Schedule> {
        let is_yearly = draft.rate == Rate::Years(1);
        let is_per_year = matches!(draft.rate, Rate::Months(2..));
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
                is_yearly && (reader.deadline() || reader.from_to()) || reader.one_series();
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
    fn one_series(&mut self) -> bool {
        let mut items = Vec::new();
        if !self.points(&mut items, Join::Start) {
            return false;
        }
        while self.next_point_listed(&mut items).is_some() {}
        self.assemble(items);
        self.merge();
        true
    }

    // --- days ---

    fn schedule(&mut self, draft: Draft, start: usize) -> Schedule {
        let year = self.plan_window();
        let tokens = start..self.at;
        let within = self.within(&draft, year);
        let months = match &draft.rate {
            Rate::Days(every) => {
                return Schedule::Recurring(repeated(Rhythm::Daily(*every), &draft, within));
            }
            Rate::Weeks(every, weekdays) => {
                if weekdays.is_empty() {
                    let read = text!(
                        uk: "щотижневий захід без названого дня",
                        en: "a weekly happening without a stated day"
                    );
                    let better = text!(uk: "напишіть день тижня", en: "write the day of the week");
                    self.read_as(tokens, read, better);
                }
                let rhythm = Rhythm::Weekly {
                    every: *every,
                    weekdays: weekdays.clone(),
                };
                return Schedule::Recurring(repeated(rhythm, &draft, within));
            }
            Rate::Months(count) => *count,
            Rate::Semesters => 6,
            Rate::Years(_) => 12,
        };
        let rhythm = match &draft.rate {
            Rate::Semesters => Rhythm::Semesterly,
            Rate::Years(_) => Rhythm::Yearly,
            Rate::Days(_) | Rate::Weeks(..) | Rate::Months(_) => match months {
                3 => Rhythm::Quarterly,
                6 => Rhythm::HalfYearly,
                other => Rhythm::Monthly(other),
            },
        };
        if let Rate::Years(count @ 2..) = draft.rate {
            let read = text!(
                uk: "один раз у році плану (раз на {count} р.)",
                en: "once in the plan's year (every {count} years)"
            );
            self.read_as(tokens.clone(), read, write_days());
        }
        if draft.times > 1 && draft.rate == Rate::Semesters {
            let times = draft.times;
            let read = text!(
                uk: "{times} рази впродовж кожного семестру",
                en: "{times} times in each semester"
            );
            self.read_as(tokens.clone(), read, write_days());
        }
        if draft.is_deadline && months == 3 {
            let read = text!(
                uk: "день місяця після кварталу",
                en: "the day of the month after the quarter"
            );
            self.read_as(tokens, read, write_days());
        }
        let frames = match draft.rate {
            Rate::Semesters => [2, 1]
                .iter()
                .filter_map(|number| Frame::Semester(*number).window(self.year))
                .collect(),
            _ => month_frames(year, months),
        };
        let mut recurrence = repeated(rhythm, &draft, within.clone());
        recurrence.windows = frames
            .iter()
            .flat_map(|frame| windows_of(&draft, *frame, months))
            .filter_map(|window| {
                within.iter().find_map(|within| {
                    // A deadline after the last quarter lies in the next year.
                    let is_after = draft.bounds.is_none() && window.first > year.last;
                    if is_after {
                        Some(window)
                    } else {
                        window.overlap(within)
                    }
                })
            })
            .collect();
        if recurrence.windows.is_empty() {
            return Schedule::Unspecified;
        }
        Schedule::Recurring(recurrence)
    }

    /// The days of the plan's year on which the rhythm holds.
    fn within(&self, draft: &Draft, year: Window) -> Vec<Window> {
        let mut within = match &draft.bounds {
            None => vec![year],
            Some(bounds) => {
                let mut within: Vec<Window> = Vec::new();
                for bound in bounds {
                    // «з вересня по травень» holds from January to May as well.
                    let earlier = shifted(*bound, -12);
                    let is_across = bound.first <= year.last && bound.last > year.last;
                    let earlier = earlier.filter(|_| is_across);
                    within.extend(earlier.and_then(|days| days.overlap(&year)));
                    within.extend(bound.overlap(&year));
                }
                if within.is_empty() {
                    bounds.clone()
                } else {
                    within
                }
            }
        };
        for gap in &draft.excepted {
            within = within
                .iter()
                .flat_map(|window| without(*window, *gap))
                .collect();
        }
        within
    }
}

fn rate(unit: Unit, count: u32) -> Rate {
    match unit {
        Unit::Day => Rate::Days(count),
        Unit::Week => Rate::Weeks(count, Vec::new()),
        Unit::Decade => Rate::Days(10 * count),
        Unit::Month => Rate::Months(count),
        Unit::Quarter => Rate::Months(3 * count),
        Unit::HalfYear => Rate::Months(6 * count),
        Unit::Semester => Rate::Semesters,
        Unit::Year => Rate::Years(count),
    }
}

fn repeated(rhythm: Rhythm, draft: &Draft, within: Vec<Window>) -> Recurrence {
    let is_day = draft.parts.iter().any(|(_, part)| part.is_day());
    let is_weekday = matches!(&rhythm, Rhythm::Weekly { weekdays, .. } if !weekdays.is_empty());
    let has_range = draft.parts.iter().any(|(join, _)| *join == Join::Dash);
    let mark = match (draft.is_deadline, (is_day || is_weekday) && !has_range) {
        (true, _) => Mark::By,
        (false, true) => Mark::On,
        (false, false) => Mark::Within,
    };
    Recurrence {
        rhythm,
        times: draft.times,
        mark,
        clock: None,
        within,
        windows: Vec::new(),
    }
}

/// The months of a year in runs of `count`.
fn month_frames(year: Window, count: u32) -> Vec<Window> {
    let months: Vec<YearMonth> = year.months().collect();
    months
        .chunks(count.clamp(1, 12) as usize)
        .filter_map(|run| {
            let span = MonthSpan {
                first: *run.first()?,
                last: *run.last()?,
            };
            Some(span.window())
        })
        .collect()
}

/// The windows of a rhythm in one of its units.
fn windows_of(draft: &Draft, frame: Window, months: u32) -> Vec<Window> {
    if draft.parts.is_empty() {
        return vec![frame];
    }
    let month_after = YearMonth::of(frame.last).next().window();
    let mut windows: Vec<Window> = Vec::new();
    for (join, part) in &draft.parts {
        // «щоквартально до 5 числа» is due after the quarter.
        let is_after = draft.is_deadline
            && (draft.is_month_after || months > 1)
            && matches!(part, Part::Day(1..=20));
        let whole = if is_after || draft.is_month_after {
            month_after
        } else {
            frame
        };
        let Some(mut window) = part.window(whole) else {
            continue;
        };
        if draft.is_deadline {
            window = Window::day(window.last);
        }
        match windows.last_mut() {
            Some(last) if *join == Join::Dash => *last = Window::new(last.first, window.last),
            _ => windows.push(window),
        }
    }
    windows
}

/// The window so many months later, whole months kept whole.
fn shifted(window: Window, months: i32) -> Option<Window> {
    use chrono::Datelike;
    let day = |date: chrono::NaiveDate| YearMonth::of(date).plus(months).day(date.day());
    let is_end = YearMonth::of(window.last).last_day() == window.last;
    let last = if is_end {
        YearMonth::of(window.last).plus(months).last_day()
    } else {
        day(window.last)
    };
    Some(Window::new(day(window.first), last))
}

fn without(window: Window, gap: Window) -> Vec<Window> {
    if window.overlap(&gap).is_none() {
        return vec![window];
    }
    let before = gap.first.pred_opt().map(|last| (window.first, last));
    let after = gap.last.succ_opt().map(|first| (first, window.last));
    [before, after]
        .into_iter()
        .flatten()
        .filter(|(first, last)| first <= last)
        .map(|(first, last)| Window { first, last })
        .collect()
}

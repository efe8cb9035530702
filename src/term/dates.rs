//! Days, months, quarters, weeks, years and hours: the expressions that name a place in the calendar.
//!
//! [`Reader::points`] reads one such expression, which may be several points at once: «І та ІІІ квартали»,
//! «15, 20–25 березня».

use chrono::{NaiveTime, Weekday};

use super::RemarkKind;
use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Part, Point, What, Year};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::language::months;
use crate::plan::schedule::Clock;
use crate::text;

impl Reader<'_> {
    /// Reads the next calendar expression; steps back and says `false` when there is none.
    pub(super) fn points(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let (start, known) = (self.at, items.len());
        self.skip_prepositions();
        if self.parts_of_frame(items, join) || self.days(items, join) || self.frames(items, join) {
            return true;
        }
        items.truncate(known);
        self.at = start;
        false
    }

    // --- parts of months and of longer stretches ---

    /// «кінець травня», «І та ІІ декади березня», «перший вівторок лютого та квітня».
    fn parts_of_frame(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        let known = items.len();
        let Some(parts) = self.attempt(Reader::parts) else {
            return self.month_then_part(items, join);
        };
        let mut frames = Vec::new();
        self.take(Lex::Each);
        self.skip_prepositions();
        if !self.frames(&mut frames, Join::Start) {
            self.at = start;
            return false;
        }
        // «на початку вересня та січня»: the words before hold for both.
        while frames.len() == 1 || frames.iter().all(|item| item.join != Join::Dash) {
            let count = frames.len();
            let next = self.attempt(|reader| {
                let join = reader.join()?;
                if join != Join::List {
                    return None;
                }
                match reader.lex() {
                    Some(Lex::Month {
                        is_nominative: false,
                        ..
                    }) => reader.frames(&mut frames, join).then_some(()),
                    _ => None,
                }
            });
            if next.is_none() {
                frames.truncate(count);
                break;
            }
        }
        let year = frames.last().map_or(Year::Unstated, |item| item.point.year);
        for (index, frame) in frames.iter().enumerate() {
            let What::Frame(whole) = frame.point.what else {
                continue;
            };
            for (number, (part_join, part)) in parts.iter().enumerate() {
                let place = match (index, number) {
                    (0, 0) => join,
                    (_, 0) => frame.join,
                    _ => *part_join,
                };
                let point = Point {
                    what: What::Part(*part, whole),
                    year: if frame.point.year == Year::Unstated {
                        year
                    } else {
                        frame.point.year
                    },
                    start,
                    end: self.at,
                };
                items.push(Item { join: place, point });
            }
        }
        items.len() > known
    }

    /// «березень, ІІ декада».
    fn month_then_part(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            let Some(Lex::Month {
                month,
                is_nominative,
            }) = reader.lex()
            else {
                return None;
            };
            reader.at += 1;
            let year = reader.year_after();
            reader.take_kind(Kind::Comma);
            let parts = reader.parts()?;
            let is_plain = parts
                .iter()
                .all(|(_, part)| matches!(part, Part::Decade(_) | Part::Week(_) | Part::Half(_)));
            let has_own_month = matches!(reader.lex(), Some(Lex::Month { .. } | Lex::Unit(_)));
            if !is_plain || has_own_month {
                return None;
            }
            for (number, (part_join, part)) in parts.iter().enumerate() {
                let frame = Frame::Month {
                    month,
                    is_nominative,
                };
                let point = Point {
                    what: What::Part(*part, frame),
                    year,
                    start,
                    end: reader.at,
                };
                let place = if number == 0 { join } else { *part_join };
                items.push(Item { join: place, point });
            }
            Some(())
        })
        .is_some()
    }

    /// «на початку та наприкінці», «друга та четверта середа», «25 числа»: without their month.
    pub(super) fn parts(&mut self) -> Option<Vec<(Join, Part)>> {
        let mut parts = Vec::new();
        let mut join = Join::Start;
        loop {
            let known = parts.len();
            let read = self.attempt(|reader| {
                reader.skip_prepositions();
                reader.some_parts(join, &mut parts).then_some(())
            });
            if read.is_none() {
                parts.truncate(known);
                break;
            }
            let Some(next) = self.attempt(|reader| {
                let join = reader.join()?;
                let at = reader.at;
                reader.skip_prepositions();
                let is_part = reader.some_parts(join, &mut Vec::new());
                reader.at = at;
                is_part.then_some(join)
            }) else {
                break;
            };
            join = next;
        }
        (!parts.is_empty()).then_some(parts)
    }

    fn some_parts(&mut self, join: Join, parts: &mut Vec<(Join, Part)>) -> bool {
        let simple = match self.lex() {
            Some(Lex::Beginning) => Some(Part::Beginning),
            Some(Lex::Middle) => Some(Part::Middle),
            Some(Lex::End) => Some(Part::End),
            _ => None,
        };
        if let Some(part) = simple {
            self.at += 1;
            parts.push((join, part));
            return true;
        }
        if self.take(Lex::Last) {
            let Some(part) = self.last_part() else {
                return false;
            };
            parts.push((join, part));
            return true;
        }
        let Some(numerals) = self.numerals() else {
            return false;
        };
        let after = self.at;
        for (index, (own, number)) in numerals.iter().enumerate() {
            self.at = after;
            let Some(part) = self.numbered_part(*number) else {
                return false;
            };
            parts.push((if index == 0 { join } else { *own }, part));
        }
        true
    }

    fn last_part(&mut self) -> Option<Part> {
        let part = match self.lex()? {
            Lex::Unit(Unit::Decade) => Part::Decade(0),
            Lex::Unit(Unit::Week) => Part::Week(0),
            Lex::Unit(Unit::Day) => Part::Day(0),
            Lex::Unit(Unit::Month) => Part::Month(0),
            Lex::Weekday(weekday) => Part::Weekday { nth: 0, weekday },
            Lex::DayOfMonth => Part::End,
            Lex::Working => {
                self.at += 1;
                (self.lex()? == Lex::Unit(Unit::Day)).then_some(Part::Workday(0))?
            }
            _ => return None,
        };
        self.at += 1;
        Some(part)
    }

    fn numbered_part(&mut self, number: u32) -> Option<Part> {
        let up_to = |limit: u32, part: Part| (1..=limit).contains(&number).then_some(part);
        let part = match self.lex()? {
            Lex::Unit(Unit::Decade) => up_to(3, Part::Decade(number)),
            Lex::Unit(Unit::Week) => up_to(6, Part::Week(number)),
            Lex::Unit(Unit::Month) => up_to(6, Part::Month(number)),
            // «перший день місяця», but «5 днів» counts days.
            Lex::Unit(Unit::Day) if self.tokens.word(self.at) == "день" => {
                up_to(31, Part::Day(number))
            }
            Lex::Half => up_to(2, Part::Half(number)),
            Lex::Weekday(weekday) => up_to(
                5,
                Part::Weekday {
                    nth: number,
                    weekday,
                },
            ),
            Lex::DayOfMonth if self.tokens.word(self.at) == "числах" => {
                up_to(1, Part::Beginning)
            }
            Lex::DayOfMonth => up_to(31, Part::Day(number)),
            Lex::Working => {
                self.at += 1;
                (self.lex()? == Lex::Unit(Unit::Day)).then_some(())?;
                up_to(23, Part::Workday(number))
            }
            _ => None,
        }?;
        self.at += 1;
        Some(part)
    }

    /// «ІІ», «друга та четверта», «1–2»: numerals before a noun.
    fn numerals(&mut self) -> Option<Vec<(Join, u32)>> {
        let mut numerals = vec![(Join::Start, self.numeral()?)];
        while let Some(next) = self.attempt(|reader| {
            let join = reader.join()?;
            reader.skip_prepositions();
            Some((join, reader.numeral()?))
        }) {
            numerals.push(next);
            if numerals.len() > 31 {
                return None;
            }
        }
        Some(numerals)
    }

    fn numeral(&mut self) -> Option<u32> {
        let value = match self.kind()? {
            Kind::Number {
                value,
                digits: 1..=3,
                ..
            } => value,
            Kind::Word(Lex::Roman(value) | Lex::Ordinal(value)) => value,
            // «двадцять п’ятого»
            Kind::Word(Lex::Cardinal(tens @ (20 | 30))) => match self.lex_at(self.at + 1) {
                Some(Lex::Ordinal(ones @ 1..=9)) => {
                    self.at += 1;
                    tens + ones
                }
                _ => return None,
            },
            // «І квартал», not «січень і»
            Kind::Word(Lex::And) if self.tokens.word(self.at) == "і" => {
                let is_numeral = match self.kind_at(self.at + 1)? {
                    Kind::Word(Lex::Unit(_) | Lex::Half) => true,
                    Kind::Dash | Kind::Comma | Kind::Slash | Kind::Word(Lex::And) => {
                        let next = self.kind_at(self.at + 2)?;
                        matches!(next, Kind::Word(Lex::Roman(_) | Lex::And))
                    }
                    _ => false,
                };
                is_numeral.then_some(1)?
            }
            _ => return None,
        };
        self.at += 1;
        Some(value)
    }

    // --- months, quarters, seasons, years ---

    fn frames(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        if let Some(frames) = self.attempt(Reader::numbered_frames) {
            let year = self.year_after();
            for (index, (own, frame)) in frames.iter().enumerate() {
                let point = Point {
                    what: What::Frame(*frame),
                    year,
                    start,
                    end: self.at,
                };
                items.push(Item {
                    join: if index == 0 { join } else { *own },
                    point,
                });
            }
            return true;
        }
        let Some((frame, year)) = self.attempt(Reader::frame) else {
            return false;
        };
        let point = Point {
            what: What::Frame(frame),
            year,
            start,
            end: self.at,
        };
        items.push(Item { join, point });
        true
    }

    /// «І та ІІІ квартали», «ІІ семестр», «квартал ІІ».
    fn numbered_frames(&mut self) -> Option<Vec<(Join, Frame)>> {
        let (numerals, unit) = match self.lex() {
            Some(Lex::Unit(unit @ (Unit::Quarter | Unit::Semester | Unit::HalfYear))) => {
                self.at += 1;
                let numeral = match self.kind()? {
                    Kind::Word(Lex::Roman(value)) => value,
                    Kind::Number {
                        value, digits: 1, ..
                    } => value,
                    _ => return None,
                };
                self.at += 1;
                (vec![(Join::Start, numeral)], unit)
            }
            Some(Lex::Last) => {
                self.at += 1;
                let unit = self.unit()?;
                let last = match unit {
                    Unit::Quarter => 4,
                    Unit::HalfYear | Unit::Semester => 2,
                    Unit::Day | Unit::Week | Unit::Decade | Unit::Month | Unit::Year => {
                        return None;
                    }
                };
                (vec![(Join::Start, last)], unit)
            }
            _ => {
                let numerals = self.numerals()?;
                (numerals, self.unit()?)
            }
        };
        let start = self.at;
        numerals
            .into_iter()
            .map(|(join, number)| {
                // «11 квартал» was meant as «II».
                let number = match number {
                    11 => 2,
                    111 => 3,
                    other => other,
                };
                let frame = match unit {
                    Unit::Quarter if (1..=4).contains(&number) => Frame::Quarter(number),
                    Unit::HalfYear if (1..=2).contains(&number) => Frame::HalfYear(number),
                    Unit::Semester if (1..=2).contains(&number) => Frame::Semester(number),
                    Unit::Quarter | Unit::HalfYear | Unit::Semester => {
                        // Read, but without days: the remark comes with the window.
                        Frame::Quarter(number + 100)
                    }
                    Unit::Day | Unit::Week | Unit::Decade | Unit::Month | Unit::Year => {
                        return None;
                    }
                };
                let _ = start;
                Some((join, frame))
            })
            .collect()
    }

    fn frame(&mut self) -> Option<(Frame, Year)> {
        match self.lex() {
            Some(Lex::Month {
                month,
                is_nominative,
            }) => {
                self.at += 1;
                // «січень місяць»
                if self.lex() == Some(Lex::Unit(Unit::Month)) {
                    self.at += 1;
                }
                let frame = Frame::Month {
                    month,
                    is_nominative,
                };
                return Some((frame, self.year_after()));
            }
            Some(Lex::Season(season)) => {
                self.at += 1;
                return Some((Frame::Season(season), self.year_after()));
            }
            Some(Lex::OfSeason(season)) => {
                self.at += 1;
                let frame = match self.lex()? {
                    Lex::Vacation => Frame::Vacation(season),
                    Lex::Filler | Lex::Unit(Unit::Month) => Frame::Season(season),
                    _ => return None,
                };
                self.at += 1;
                return Some((frame, self.year_after()));
            }
            _ => {}
        }
        self.year_frame()
    }

    /// «2026 рік», «навчального року 2026/2027», «усього року».
    fn year_frame(&mut self) -> Option<(Frame, Year)> {
        if let Some(year) = self.attempt(Reader::stated_year) {
            let is_school = matches!(year, Year::School(_));
            let frame = if is_school {
                Frame::SchoolYear
            } else {
                Frame::Year
            };
            return Some((frame, year));
        }
        let start = self.at;
        let mut year = Year::Unstated;
        let (mut is_school, mut is_new) = (false, false);
        loop {
            match self.lex()? {
                Lex::School => is_school = true,
                Lex::Next => year = Year::Stated(self.year + 1),
                Lex::Previous => year = Year::Stated(self.year - 1),
                Lex::New => is_new = true,
                Lex::Whole | Lex::This | Lex::Calendar => {}
                Lex::Unit(Unit::Year) => break,
                _ => return None,
            }
            self.at += 1;
        }
        let is_bare = self.at == start;
        let before = start.checked_sub(1).and_then(|at| self.lex_at(at));
        let is_led = matches!(
            before,
            Some(
                Lex::During
                    | Lex::In
                    | Lex::Beginning
                    | Lex::Middle
                    | Lex::End
                    | Lex::Half
                    | Lex::Weekday(_)
                    | Lex::Unit(_)
            )
        );
        let is_nominative = self.tokens.word(self.at) == "рік";
        if is_bare && !is_led && !is_nominative {
            return None;
        }
        self.at += 1;
        if is_school {
            if let Some(stated) = self.attempt(Reader::stated_year) {
                let Year::School(_) = stated else {
                    return Some((Frame::Year, stated));
                };
                return Some((Frame::SchoolYear, stated));
            }
            let year = match year {
                Year::Unstated if is_new => Year::School(self.year),
                Year::Stated(year) => Year::School(year - 1),
                other => other,
            };
            return Some((Frame::SchoolYear, year));
        }
        if let Some((value, 4)) = self.number_at(self.at) {
            self.at += 1;
            return Some((Frame::Year, self.near(value)));
        }
        if is_new {
            year = Year::Stated(self.year + 1);
        }
        Some((Frame::Year, year))
    }

    /// «2026 року», «2026/2027 н.р.»: a number that is a year.
    fn stated_year(&mut self) -> Option<Year> {
        let (value, 4) = self.number_at(self.at)? else {
            return None;
        };
        if !(1900..=2200).contains(&value) {
            return None;
        }
        let is_iso = |at: usize| {
            matches!(self.kind_at(at), Some(Kind::Dash | Kind::Dot))
                && self
                    .number_at(at + 1)
                    .is_some_and(|(_, digits)| digits <= 2)
                && self.kind_at(at) == self.kind_at(at + 2)
                && self.number_at(at + 3).is_some()
        };
        if is_iso(self.at + 1) {
            return None;
        }
        let is_pair = matches!(self.kind_at(self.at + 1), Some(Kind::Slash | Kind::Dash));
        let next = match self.number_at(self.at + 2) {
            Some((next, 4)) => next == value + 1,
            Some((next, 2)) => next == (value + 1) % 100,
            _ => false,
        };
        if is_pair && next {
            let start = self.at;
            self.at += 3;
            let is_years = matches!(self.tokens.word(self.at), "роки" | "років" | "рр" | "роках");
            if is_years {
                // «2026–2027 роки» is two calendar years: a range.
                self.at = start + 1;
                return Some(self.near(value));
            }
            self.take(Lex::School);
            self.take(Lex::Unit(Unit::Year));
            return Some(match self.near(value) {
                Year::Stated(year) => Year::School(year),
                other => other,
            });
        }
        self.at += 1;
        self.take(Lex::School);
        self.take(Lex::Unit(Unit::Year));
        Some(self.near(value))
    }

    /// The year after a month or a day, if one is stated.
    pub(super) fn year_after(&mut self) -> Year {
        let start = self.at;
        self.take_kind(Kind::Comma);
        while self.lex() == Some(Lex::In) {
            self.at += 1;
        }
        if let Some(year) = self.attempt(Reader::stated_year) {
            return year;
        }
        // «15 вересня 26 р.»
        if let Some((value, 2)) = self.number_at(self.at)
            && self.lex_at(self.at + 1) == Some(Lex::Unit(Unit::Year))
        {
            self.at += 2;
            return self.near(2000 + value);
        }
        let mut year = Year::Unstated;
        let (mut is_said, mut is_school) = (false, false);
        loop {
            match self.lex() {
                Some(Lex::This | Lex::Calendar) => {}
                Some(Lex::School) => is_school = true,
                Some(Lex::Next) => year = Year::Stated(self.year + 1),
                Some(Lex::Previous) => year = Year::Stated(self.year - 1),
                Some(Lex::Unit(Unit::Year)) if is_said => {
                    self.at += 1;
                    return match year {
                        Year::Stated(year) if is_school => Year::School(year - 1),
                        other => other,
                    };
                }
                _ => break,
            }
            is_said = true;
            self.at += 1;
        }
        self.at = start;
        // «24.03 року»
        if self.tokens.word(self.at) == "року" && self.kind_at(self.at + 1).is_none() {
            self.at += 1;
        }
        Year::Unstated
    }

    /// A stated year, unless it is too far from the plan's to be meant.
    fn near(&self, value: u32) -> Year {
        match i32::try_from(value) {
            Ok(year) if (year - self.year).abs() <= 10 => Year::Stated(year),
            _ => Year::Absurd,
        }
    }

    // --- days ---

    fn days(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        let known = items.len();
        let before = self.weekday_before_day();
        if self.day_list(items, join, 0) {
            let weekday = before.or_else(|| self.weekday_after_day());
            if let (Some(weekday), [only]) = (weekday, &items[known..]) {
                let point = only.point;
                self.check_weekday(&point, weekday, start);
            }
            return true;
        }
        self.at = start;
        items.truncate(known);
        false
    }

    /// «четвер,» of «четвер, 12 лютого».
    fn weekday_before_day(&mut self) -> Option<Weekday> {
        self.attempt(|reader| {
            let Some(Lex::Weekday(weekday)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            reader.take_kind(Kind::Comma);
            reader.number_at(reader.at)?;
            Some(weekday)
        })
    }

    /// «(четвер)» of «12 лютого (четвер)».
    fn weekday_after_day(&mut self) -> Option<Weekday> {
        self.attempt(|reader| {
            let is_open = reader.take_kind(Kind::Open) || reader.take_kind(Kind::Comma);
            let Some(Lex::Weekday(weekday)) = reader.lex() else {
                return None;
            };
            let _ = is_open;
            reader.at += 1;
            reader.take_kind(Kind::Close);
            // «12 лютого, четвер та п’ятниця» is something else.
            let ends = !matches!(
                reader.kind(),
                Some(Kind::Word(Lex::And | Lex::Unit(_)) | Kind::Dash)
            );
            ends.then_some(weekday)
        })
    }

    fn check_weekday(&mut self, point: &Point, weekday: Weekday, start: usize) {
        use chrono::Datelike;
        let Ok(window) = point.window(self.year) else {
            return;
        };
        let real = window.first.weekday();
        if real != weekday {
            let (real, stated) = (months::weekday_name(real), months::weekday_name(weekday));
            let (is, not) = (real.nominative, stated.nominative);
            let (is_en, not_en) = (real.english, stated.english);
            self.remark(
                RemarkKind::Ambiguous,
                start..self.at,
                text!(
                    uk: "цей день — {is}, а не {not}; прочитано за числом",
                    en: "this day is a {is_en}, not a {not_en}; the number is followed"
                ),
            );
        }
    }

    /// «15, 20–25 березня»: days without a month take that of the next one.
    fn day_list(&mut self, items: &mut Vec<Item>, join: Join, depth: usize) -> bool {
        let start = self.at;
        if let Some((what, year)) = self.attempt(Reader::numeric_date) {
            let point = Point {
                what,
                year,
                start,
                end: self.at,
            };
            items.push(Item { join, point });
            return true;
        }
        let is_long = matches!(self.kind(), Some(Kind::Number { digits: 3.., .. }));
        let day = match self.kind() {
            Some(Kind::Number { .. } | Kind::Word(Lex::Ordinal(_) | Lex::Cardinal(_)))
                if !is_long && depth < 40 =>
            {
                self.numeral()
            }
            _ => None,
        };
        let Some(day) = day else {
            return false;
        };
        self.take(Lex::DayOfMonth);
        self.take_kind(Kind::Dot);
        if let Some(Lex::Month { month, .. }) = self.lex() {
            self.at += 1;
            if self.lex() == Some(Lex::Unit(Unit::Month)) {
                self.at += 1;
            }
            let year = self.year_after();
            let month = Some(month);
            let point = Point {
                what: What::Day { day, month },
                year,
                start,
                end: self.at,
            };
            items.push(Item { join, point });
            return true;
        }
        let point = Point {
            what: What::Day { day, month: None },
            year: Year::Unstated,
            start,
            end: self.at,
        };
        items.push(Item { join, point });
        let Some(next) = self.join() else {
            return false;
        };
        self.skip_prepositions();
        self.day_list(items, next, depth + 1)
    }

    /// «10.01.2026», «15.09.26», «01.09», «2026-03-24», «24/03/2026».
    fn numeric_date(&mut self) -> Option<(What, Year)> {
        let at = self.at;
        let (first, digits) = self.number_at(at)?;
        let mark = self.kind_at(at + 1)?;
        if !matches!(mark, Kind::Dot | Kind::Slash | Kind::Dash) {
            return None;
        }
        let is_glued = |from: usize, to: usize| {
            (from..to).all(|index| {
                self.tokens
                    .list
                    .get(index)
                    .is_some_and(|token| token.is_glued)
            })
        };
        // «15.ІХ.2026»
        if let (Kind::Dot, Some(Lex::Roman(month))) = (mark, self.lex_at(at + 2)) {
            self.at = at + 3;
            let year = self.year_after();
            let month = Some(month);
            return Some((What::Day { day: first, month }, year));
        }
        let (second, second_digits) = self.number_at(at + 2)?;
        let third = (self.kind_at(at + 3) == Some(mark))
            .then(|| self.number_at(at + 4))
            .flatten();
        if digits == 4 {
            let (day, 1 | 2) = third? else { return None };
            if !is_glued(at + 1, at + 5) || mark == Kind::Slash {
                return None;
            }
            self.at = at + 5;
            let month = Some(second);
            return Some((What::Day { day, month }, self.near(first)));
        }
        if digits > 2 || second_digits > 2 {
            return None;
        }
        let what = What::Day {
            day: first,
            month: Some(second),
        };
        match third {
            Some((year, 4)) if mark == Kind::Dot || is_glued(at + 1, at + 5) => {
                self.at = at + 5;
                self.take(Lex::Unit(Unit::Year));
                return Some((what, self.near(year)));
            }
            Some((year, 2)) if mark != Kind::Dash && is_glued(at + 1, at + 5) => {
                self.at = at + 5;
                self.take(Lex::Unit(Unit::Year));
                return Some((what, self.near(2000 + year)));
            }
            Some(_) => return None,
            None => {}
        }
        let is_dated = mark == Kind::Dot
            && (1..=31).contains(&first)
            && (1..=12).contains(&second)
            && (second_digits == 2 || digits == 2)
            && !matches!(self.lex_at(at + 3), Some(Lex::Month { .. } | Lex::Hour));
        let before = at.checked_sub(1);
        let is_named = before.is_some_and(|before| {
            matches!(self.lex_at(before), Some(Lex::Unknown | Lex::This))
                && matches!(
                    self.tokens.word(before),
                    "п" | "пункт" | "пп" | "розділ" | "ст"
                )
                || self.kind_at(before) == Some(Kind::Other)
        });
        if !is_dated || is_named {
            // «32.01», «15.13» are impossible days, «10.30» may be an hour.
            let is_hour = first < 24 && second < 60;
            if mark != Kind::Dot || is_hour || second_digits != 2 || is_named || second > 12 {
                return None;
            }
        }
        self.at = at + 3;
        self.take_kind(Kind::Dot);
        let year = self.year_after();
        Some((what, year))
    }

    // --- hours ---

    /// «о 14:00», «10.00 год», «з 10:00 до 12:00», «14:00–15:30».
    pub(super) fn clock(&mut self) -> Option<Clock> {
        self.attempt(|reader| {
            while matches!(reader.lex(), Some(Lex::In)) {
                reader.at += 1;
            }
            let is_from = reader.take(Lex::From);
            let is_led = reader.take(Lex::At);
            let (start, is_sure) = reader.time(is_led)?;
            let end = reader.attempt(|reader| {
                let is_end =
                    reader.take(Lex::To) || reader.take(Lex::Till) || reader.take_kind(Kind::Dash);
                is_end.then_some(())?;
                reader.take(Lex::At);
                let (end, is_end_sure) = reader.time(is_led || is_sure)?;
                (is_sure || is_end_sure).then_some(end)
            });
            if !is_sure && end.is_none() {
                return None;
            }
            if is_from && end.is_none() && !is_sure {
                return None;
            }
            let end = end.filter(|end| *end > start);
            Some(Clock { start, end })
        })
    }

    /// A time of day, and whether it can be nothing else.
    fn time(&mut self, is_led: bool) -> Option<(NaiveTime, bool)> {
        let at = self.at;
        let (hour, 1 | 2) = self.number_at(at)? else {
            return None;
        };
        if let (Some(mark @ (Kind::Colon | Kind::Dot)), Some((minute, 2))) =
            (self.kind_at(at + 1), self.number_at(at + 2))
        {
            let is_glued = [at + 1, at + 2]
                .iter()
                .all(|index| self.tokens.list[*index].is_glued);
            let goes_on =
                matches!(self.kind_at(at + 3), Some(Kind::Dot)) && self.number_at(at + 4).is_some();
            let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
            if !is_glued || goes_on {
                return None;
            }
            let is_hour = self.lex_at(at + 3) == Some(Lex::Hour);
            self.at = at + 3 + usize::from(is_hour);
            let is_date = (1..=31).contains(&hour) && (1..=12).contains(&minute);
            let is_sure = mark == Kind::Colon || is_hour || is_led || !is_date;
            return Some((time, is_sure));
        }
        let is_hour = self.lex_at(at + 1) == Some(Lex::Hour);
        if (is_led || is_hour) && !matches!(self.lex_at(at + 1), Some(Lex::Month { .. })) {
            let time = NaiveTime::from_hms_opt(hour, 0, 0)?;
            self.at = at + 1 + usize::from(is_hour);
            return Some((time, is_led));
        }
        None
    }
}

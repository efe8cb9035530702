//! Months, quarters, semesters, seasons and years: the named stretches of the calendar.
//!
//! Start reading at [`Reader::frames`]; [`Reader::year_after`] reads the year that may follow any point.

use super::RemarkKind;
use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Point, What, Year};
use super::remarks::write_day;
use super::tokens::Kind;
use super::words::{Lex, Season, Unit};
use crate::plan::schedule::Window;
use crate::text;

impl Reader<'_> {
    /// The days of a stretch in the plan's year.
    pub(super) fn frame_of_plan(&self, frame: Frame) -> Option<Window> {
        let (what, year) = (What::Frame(frame), Year::Unstated);
        Point { what, year, start: self.at, end: self.at }.window(self.plan_year).ok()
    }

    pub(super) fn frames(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        if let Some(frames) = self.attempt(Reader::numbered_frames) {
            let after = self.at;
            let year = self.year_after();
            let is_school = matches!(year, Year::School(_))
                || self.plan_year.is_school && year == Year::Unstated
                || (after..self.at).any(|at| self.lex_at(at) == Some(Lex::School));
            for (index, (own, frame)) in frames.iter().enumerate() {
                let frame = match frame {
                    // Halves of a school year are its semesters.
                    Frame::HalfYear(number) if is_school => Frame::Semester(*number),
                    other => *other,
                };
                let point = Point { what: What::Frame(frame), year, start, end: self.at };
                items.push(Item { join: if index == 0 { join } else { *own }, point });
            }
            return true;
        }
        if let Some((month, last, year)) = self.attempt(Reader::months_in_digits) {
            let first = Frame::Month { month, is_nominative: true };
            for (join, frame) in [(join, first), (Join::Dash, last)] {
                let point = Point { what: What::Frame(frame), year, start, end: self.at };
                items.push(Item { join, point });
            }
            return true;
        }
        let Some((frame, year)) = self.attempt(Reader::frame) else {
            return false;
        };
        let point = Point { what: What::Frame(frame), year, start, end: self.at };
        items.push(Item { join, point });
        true
    }

    /// «04–05.2026», «ІХ–ХІІ.2026».
    fn months_in_digits(&mut self) -> Option<(u32, Frame, Year)> {
        let at = self.at;
        if let (Some(Lex::Roman(first)), Some(Kind::Dash)) = (self.lex(), self.kind_at(at + 1)) {
            self.at = at + 2;
            let (frame, year) = self.month_in_roman()?;
            return Some((first, frame, year));
        }
        let (first @ 1..=12, 1 | 2) = self.number_at(at)? else {
            return None;
        };
        let is_after_date = matches!(self.kind_before(at), Some(Kind::Dot | Kind::Slash));
        if is_after_date || self.kind_at(at + 1) != Some(Kind::Dash) {
            return None;
        }
        self.at = at + 2;
        let (frame, year) = self.month_in_digits()?;
        Some((first, frame, year))
    }

    /// «І та ІІІ квартали», «ІІ семестр», «квартал ІІ».
    pub(super) fn numbered_frames(&mut self) -> Option<Vec<(Join, Frame)>> {
        if let Some(seasons) = self.attempt(Reader::seasons) {
            return Some(seasons);
        }
        let (numerals, unit) = match self.lex() {
            Some(Lex::Unit(unit @ (Unit::Quarter | Unit::Semester | Unit::HalfYear))) => {
                self.at += 1;
                let numeral = match self.kind()? {
                    Kind::Word(Lex::Roman(value)) => value,
                    Kind::Word(Lex::And)
                        if self.tokens.word(self.at) == "і"
                            && !matches!(self.kind_at(self.at + 1), Some(Kind::Word(_))) =>
                    {
                        1
                    }
                    Kind::Number { value, digits: 1, .. } => value,
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
        numerals
            .into_iter()
            .map(|(join, number)| {
                let number = self.roman_in_digits(number);
                let frame = match unit {
                    Unit::Quarter | Unit::HalfYear | Unit::Semester => {
                        // Without such a one read, but without days: the remark comes with the window.
                        Frame::numbered(unit, number).unwrap_or(Frame::Quarter(number + 100))
                    }
                    Unit::Day | Unit::Week | Unit::Decade | Unit::Month | Unit::Year => {
                        return None;
                    }
                };
                Some((join, frame))
            })
            .collect()
    }

    /// «осінньо-зимовий період», «осінні та весняні канікули»: several seasons of one noun.
    fn seasons(&mut self) -> Option<Vec<(Join, Frame)>> {
        let Some(Lex::OfSeason(first)) = self.lex() else {
            return None;
        };
        self.at += 1;
        let mut seasons = vec![(Join::Start, first)];
        while let Some(next) = self.attempt(|reader| {
            let join = reader.join()?;
            let Some(Lex::OfSeason(season)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            Some((join, season))
        }) {
            seasons.push(next);
        }
        let frames =
            seasons.into_iter().map(|(join, season)| Some((join, self.of_season(season)?)));
        let frames = frames.collect::<Option<Vec<_>>>()?;
        self.at += 1;
        (frames.len() > 1).then_some(frames)
    }

    /// What «осінні» says of the noun that stands here: school holidays, a period, a semester of the school year.
    fn of_season(&self, season: Season) -> Option<Frame> {
        match (self.lex()?, season) {
            (Lex::Vacation, _) => Some(Frame::Vacation(season)),
            (Lex::Filler | Lex::Unit(Unit::Month), _) => Some(Frame::Season(season)),
            (Lex::Unit(Unit::Semester), Season::Autumn) => Some(Frame::Semester(1)),
            (Lex::Unit(Unit::Semester), Season::Spring) => Some(Frame::Semester(2)),
            _ => None,
        }
    }

    /// «11 квартал» was meant as «ІІ».
    pub(super) fn roman_in_digits(&mut self, number: u32) -> u32 {
        let meant = match number {
            11 => 2,
            111 => 3,
            other => return other,
        };
        let tokens = self.at.saturating_sub(2)..self.at;
        let message = text!(
            uk: "«{number}» прочитано як римське {meant}",
            en: "“{number}” is read as the Roman numeral {meant}"
        );
        self.remark(RemarkKind::Typo, tokens, message);
        meant
    }

    pub(super) fn frame(&mut self) -> Option<(Frame, Year)> {
        match self.lex() {
            Some(Lex::Month { month, is_nominative }) => {
                self.at += 1;
                // «січень місяць»
                if self.lex() == Some(Lex::Unit(Unit::Month)) {
                    self.at += 1;
                }
                let frame = Frame::Month { month, is_nominative };
                return Some((frame, self.year_after()));
            }
            Some(Lex::Season(season)) => {
                self.at += 1;
                return Some((Frame::Season(season), self.year_after()));
            }
            Some(Lex::OfSeason(season)) => {
                self.at += 1;
                let frame = self.of_season(season)?;
                self.at += 1;
                return Some((frame, self.year_after()));
            }
            _ => {}
        }
        if let Some(read) = self.attempt(Reader::month_in_digits) {
            return Some(read);
        }
        self.attempt(Reader::month_in_roman).or_else(|| self.year_frame())
    }

    /// «ІХ.2026»; up to four it may be a quarter.
    fn month_in_roman(&mut self) -> Option<(Frame, Year)> {
        let (Some(Lex::Roman(month @ 5..)), Some((year, 4))) =
            (self.lex(), self.number_at(self.at + 1))
        else {
            return None;
        };
        self.at += 2;
        self.take(Lex::Unit(Unit::Year));
        Some((Frame::Month { month, is_nominative: true }, self.near(year)))
    }

    /// «03.2026», «03/2026», «2026-03».
    pub(super) fn month_in_digits(&mut self) -> Option<(Frame, Year)> {
        let at = self.at;
        let (month, year, is_marked) = match (self.number_at(at)?, self.number_at(at + 2)?) {
            ((month @ 1..=12, 1 | 2), (year, 4)) => {
                (month, year, matches!(self.kind_at(at + 1), Some(Kind::Dot | Kind::Slash)))
            }
            // «2010–11» is a school year, «2026-03-24» a day.
            ((year, 4), (month @ 1..=12, 2)) if month != (year + 1) % 100 => {
                let mark = self.kind_at(at + 1);
                let is_mark = matches!(mark, Some(Kind::Dot | Kind::Slash | Kind::Dash));
                (month, year, is_mark && mark != self.kind_at(at + 3))
            }
            _ => return None,
        };
        let follows_date = matches!(self.kind_before(at), Some(Kind::Dot | Kind::Slash));
        let is_glued = [at + 1, at + 2].iter().all(|index| self.tokens.list[*index].is_glued);
        if !is_marked || !is_glued || follows_date {
            return None;
        }
        self.at = at + 3;
        self.take(Lex::Unit(Unit::Year));
        let frame = Frame::Month { month, is_nominative: true };
        Some((frame, self.near(year)))
    }

    /// «2026 рік», «навчального року 2026/2027», «усього року».
    pub(super) fn year_frame(&mut self) -> Option<(Frame, Year)> {
        if self.at.checked_sub(1).is_some_and(|before| self.takes_year(before)) {
            return None;
        }
        if let Some(year) = self.attempt(Reader::stated_year) {
            let is_school = matches!(year, Year::School(_));
            let frame = if is_school { Frame::SchoolYear } else { Frame::Year };
            return Some((frame, year));
        }
        let start = self.at;
        let mut year = Year::Unstated;
        let (mut is_school, mut is_new) = (false, false);
        loop {
            // «н/р»
            if is_school {
                self.take_kind(Kind::Slash);
            }
            // «нового 2026/2027 навчального року»
            if self.at > start
                && let Some(year @ Year::School(_)) = self.attempt(Reader::stated_year)
            {
                return Some((Frame::SchoolYear, year));
            }
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
        let before = self.lex_before(start);
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

    /// Whether the year that comes next is of the token before it, which has no days of its own.
    fn takes_year(&self, before: usize) -> bool {
        let word = self.tokens.word(before);
        let is_blank = |at: usize| self.kind_at(at) == Some(Kind::Other);
        let is_glued = |at: usize| self.tokens.list[at].is_glued;
        // «________ 2026 р.»: the day is yet to be filled in; so is «ХХ.ХХ.2026».
        let is_unfilled = before > 0 && is_blank(before) && is_blank(before - 1)
            || word.chars().count() > 1 && word.chars().all(|letter| letter == 'х');
        // «НМТ-2026» is a name.
        let is_name = self.kind_at(before) == Some(Kind::Dash)
            && self.number_at(self.at).is_some()
            && self.lex_before(before) == Some(Lex::Unknown)
            && is_glued(before)
            && is_glued(self.at);
        // «ІІ 2026», «12 03 2026»: a part of the year that is not named.
        let is_numeral =
            matches!(self.kind_at(before), Some(Kind::Word(Lex::Roman(_)) | Kind::Number { .. }));
        is_unfilled || is_name || is_numeral && self.unread.contains(&before)
    }

    /// «2026 року», «2026/2027 н.р.»: a number that is a year.
    pub(super) fn stated_year(&mut self) -> Option<Year> {
        if let Some(year) = self.attempt(Reader::pair_of_years) {
            return Some(year);
        }
        let (value, 4) = self.number_at(self.at)? else {
            return None;
        };
        if !(1900..=2200).contains(&value) {
            // «2206 року»
            let is_year = matches!(self.lex_at(self.at + 1), Some(Lex::Unit(Unit::Year)));
            self.at += 2;
            return is_year.then_some(Year::Absurd);
        }
        let is_iso = |at: usize| {
            matches!(self.kind_at(at), Some(Kind::Dash | Kind::Dot))
                && self.number_at(at + 1).is_some_and(|(_, digits)| digits <= 2)
                && self.kind_at(at) == self.kind_at(at + 2)
                && self.number_at(at + 3).is_some()
        };
        if is_iso(self.at + 1) {
            return None;
        }
        let is_slashed = self.kind_at(self.at + 1) == Some(Kind::Slash);
        let is_school = self.lex_at(self.at + 3) == Some(Lex::School);
        if is_slashed && is_school && self.number_at(self.at + 2).is_some() {
            self.at += 3;
            self.word_year();
            return Some(Year::Broken);
        }
        self.at += 1;
        self.word_year();
        Some(self.near(value))
    }

    /// «2026/2027 н.р.», «26/27 н.р.», «2026/2027 рр.» of «зимовий період 2026/2027 рр.»: a school year.
    fn pair_of_years(&mut self) -> Option<Year> {
        let start = self.at;
        let ((first, digits @ (2 | 4)), (second, 2 | 4)) =
            (self.number_at(start)?, self.number_at(start + 2)?)
        else {
            return None;
        };
        let value = if digits == 2 { 2000 + first } else { first };
        let is_pair = matches!(self.kind_at(start + 1), Some(Kind::Slash | Kind::Dash))
            && (second == value + 1 || second == (value + 1) % 100)
            && (1900..=2200).contains(&value);
        let is_school = self.lex_at(start + 3) == Some(Lex::School);
        if !is_pair || digits == 2 && !is_school {
            return None;
        }
        self.at += 3;
        let is_years = match self.tokens.word(self.at) {
            "р" => self.tokens.word(self.at + 1) == "р",
            word => matches!(word, "роки" | "років" | "рр" | "роках"),
        };
        let is_season = (start.saturating_sub(2)..start)
            .any(|at| matches!(self.lex_at(at), Some(Lex::Season(_) | Lex::OfSeason(_))));
        if is_years && !is_season {
            // «2026–2027 роки» is two calendar years: a range.
            self.at = start + 1;
            return Some(self.near(value));
        }
        self.word_year();
        Some(match self.near(value) {
            Year::Stated(year) => Year::School(year),
            other => other,
        })
    }

    /// «року», «н.р.», «н/р», «р.р.» after the number of a year.
    pub(super) fn word_year(&mut self) {
        if self.take(Lex::School) {
            self.take_kind(Kind::Slash);
        }
        if self.take(Lex::Unit(Unit::Year)) && self.tokens.word(self.at - 1) == "р" {
            self.take(Lex::Unit(Unit::Year));
        }
    }

    /// The year after a month or a day, if one is stated.
    pub(super) fn year_after(&mut self) -> Year {
        let start = self.at;
        self.take_kind(Kind::Comma);
        // «до 15 червня на 2027 рік» says what for; «І семестр на 2026/2027 н.р.» of which year.
        let is_of_stretch = matches!(self.lex_before(start), Some(Lex::Unit(_)));
        while self.lex() == Some(Lex::In) && (is_of_stretch || self.tokens.word(self.at) != "на")
        {
            self.at += 1;
        }
        if let Some(year) = self.attempt(Reader::stated_year) {
            return year;
        }
        // «вересень-2026»
        if let Some(year) = self.attempt(|reader| {
            let is_single =
                reader.take_kind(Kind::Dash) && reader.number_at(reader.at + 2).is_none();
            let year = is_single.then(|| reader.stated_year())??;
            matches!(year, Year::Stated(_)).then_some(year)
        }) {
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
                // «вересень нового навчального року»
                Some(Lex::New | Lex::Next) => year = Year::Stated(self.year + 1),
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
        // «15 січня року, що настає за звітним», «1 лютого після закінчення року»
        let is_after_reported = self.attempt(|reader| {
            let is_year = reader.take(Lex::Unit(Unit::Year));
            let unit = reader.after_reported()?;
            (is_year || unit == Unit::Year).then_some(())
        });
        if is_after_reported.is_some() {
            let read = text!(uk: "рік плану, звіт за попередній", en: "the plan's year, of the year before");
            self.read_as(start..self.at, read, write_day());
            return Year::Unstated;
        }
        // «24.03 року»
        if self.tokens.word(self.at) == "року" && self.kind_at(self.at + 1).is_none() {
            self.at += 1;
        }
        Year::Unstated
    }

    /// A stated year, unless it is too far from the plan's to be meant.
    pub(super) fn near(&self, value: u32) -> Year {
        match i32::try_from(value) {
            Ok(year) if (year - self.year).abs() <= 10 => Year::Stated(year),
            _ => Year::Absurd,
        }
    }
}

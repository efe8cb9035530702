//! Deadlines: «до 15 вересня», «не пізніше 25 грудня», «січень, до 20 числа».
//!
//! A date after «до» is kept, a month after «до» is not: «до лютого» ends with January. Start reading at
//! [`Reader::deadline`].

use chrono::Datelike;

use super::explain;
use super::grammar::{Found, Item, Join, Reader};
use super::points::{Frame, Part, Point, What, Year};
use super::remarks::write_day;
use super::series::fill_in;
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{Clock, Moment, Schedule, YearMonth};

impl Reader<'_> {
    /// «до …», «не пізніше …».
    pub(super) fn deadline(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
            let mut is_inclusive = reader.last_term() || reader.not(Lex::Later);
            if reader.at == start && reader.than(Lex::Earlier) {
                return reader.day_before(start);
            }
            if is_inclusive {
                reader.take(Lex::To);
                reader.skip_prepositions();
            } else {
                // «по вересень» has September in it.
                is_inclusive = reader.at == start && reader.take(Lex::Till);
                (is_inclusive || reader.at == start && reader.take(Lex::To)).then_some(())?;
                reader.take_kind(Kind::Colon);
            }
            // «до 12 год. 15 травня»
            let clock = reader.clock_due();
            reader.attempt(Reader::end_of_day);
            if let Some(date) = reader.end_of_part() {
                reader.push(Schedule::Deadline(vec![Moment { date, clock }]), start);
                return Some(());
            }
            let mut items = Vec::new();
            if !reader.points(&mut items, Join::Start) && !reader.day_of_feast(&mut items) {
                return None;
            }
            while reader.next_deadline(&mut items).is_some() {}
            let is_inclusive = reader.including() || is_inclusive;
            fill_in(&mut items, reader.plan_year);
            let mut moments = Vec::new();
            let is_end = matches!(items.first()?.point.what, What::Part(Part::End, _));
            for item in &items {
                // «до кінця вересня–жовтня»
                let is_within = is_inclusive || is_end && item.join == Join::Dash;
                let date = reader.due(&item.point, is_within)?;
                if item.join == Join::Dash {
                    // «до 15–20 березня»: the later day.
                    moments.pop();
                }
                moments.push(Moment { date, clock });
            }
            reader.due_for_stretch(start, &mut moments);
            reader.due_before_month(&moments);
            let start = reader.due_within_month(start, &moments);
            reader.round_the_year(start, false, &mut moments);
            reader.push(Schedule::Deadline(moments), start);
            Some(())
        })
    }

    /// «12:00», «12 год.» after «до».
    pub(super) fn clock_due(&mut self) -> Option<Clock> {
        let is_hour = self.lex_at(self.at + 1) == Some(Lex::Hour);
        self.clock().or_else(|| {
            let (start, _) = is_hour.then(|| self.time(true))??;
            Some(Clock { start, end: None })
        })
    }

    /// «включно», «(включно)».
    fn including(&mut self) -> bool {
        self.reads(|reader| {
            let is_open = reader.take_kind(Kind::Open);
            let is_said = reader.take(Lex::Inclusive);
            (is_said && (!is_open || reader.take_kind(Kind::Close))).then_some(())
        })
    }

    /// «раніше 1 травня»: on no later day than the one before.
    fn day_before(&mut self, start: usize) -> Option<()> {
        let point = self.only_point()?;
        let date = self.window(&point)?.first.pred_opt()?;
        self.read_as(start..self.at, explain::by_day(date), write_day());
        self.push(Schedule::Deadline(vec![date.into()]), start);
        Some(())
    }

    /// «кінцевий термін подання –», «дедлайн» before the day.
    fn last_term(&mut self) -> bool {
        self.reads(|reader| {
            let word = reader.tokens.word(reader.at);
            let is_whole = word.starts_with("дедлайн");
            let is_last = reader.lex() == Some(Lex::Last)
                || ["кінцев", "крайн", "граничн"].iter().any(|stem| word.starts_with(stem));
            reader.at += 1;
            if is_last {
                let word = reader.tokens.word(reader.at);
                let is_term = ["термін", "строк", "дат"].iter().any(|stem| word.starts_with(stem));
                is_term.then(|| reader.at += 1)?;
            }
            // «подання документів»
            let after = reader.at;
            while reader.lex() == Some(Lex::Unknown) && reader.at < after + 3 {
                reader.at += 1;
            }
            if !reader.take_kind(Kind::Dash) {
                reader.take_kind(Kind::Colon);
            }
            let is_dated = reader.lex() == Some(Lex::To) || reader.number_at(reader.at).is_some();
            ((is_whole || is_last) && is_dated).then_some(())
        })
    }

    /// «– 21 лютого» of «до Міжнародного дня рідної мови – 21 лютого», «, 4 жовтня» of «до Дня вчителя, 4 жовтня».
    fn day_of_feast(&mut self, items: &mut Vec<Item>) -> bool {
        let read = self.attempt(|reader| {
            let start = reader.at;
            while matches!(
                reader.lex(),
                Some(Lex::Unknown | Lex::And | Lex::For | Lex::Unit(Unit::Day))
            ) {
                reader.at += 1;
            }
            let has_name = (2..9).contains(&(reader.at - start));
            let is_feast = (start..reader.at).any(|at| reader.tokens.word(at) == "дня");
            let is_led = has_name
                && (reader.take_kind(Kind::Dash)
                    || reader.take_colon()
                    || is_feast && reader.take_kind(Kind::Comma));
            let is_read = is_led && reader.points(items, Join::Start);
            (is_read && matches!(items.as_slice(), [only] if only.point.is_day())).then_some(())
        });
        if read.is_none() {
            items.clear();
        }
        read.is_some()
    }

    /// «ІІ півріччя – до 15 січня»: the stretch before says what is reported by then, so the day comes after it begins.
    fn due_for_stretch(&mut self, start: usize, moments: &mut [Moment]) {
        let is_led = matches!(self.kind_before(start), Some(Kind::Dash | Kind::Colon));
        // «за ІІ півріччя до 10 січня»
        let is_told = |last: &Found| last.is_about && last.end == start;
        let Some(last) =
            self.found.last_mut().filter(|last| is_led && last.end + 1 == start || is_told(last))
        else {
            return;
        };
        let Schedule::Range(windows) = &last.schedule else { return };
        let [window] = windows.as_slice() else { return };
        if window.whole_months().is_none() || window.months().count() < 3 {
            return;
        }
        last.is_about = true;
        self.is_listed |= last.is_listed;
        if self.tokens.word(last.start) == "на" {
            // «на ІІ півріччя – до 20 червня» is ready before it begins.
            return;
        }
        for moment in moments.iter_mut().filter(|moment| moment.date < window.first) {
            moment.date = YearMonth::of(moment.date).plus(12).day(moment.date.day());
        }
    }

    /// «план на березень – до 25 лютого»: a month that begins after the day is what the work is for.
    fn due_before_month(&mut self, moments: &[Moment]) {
        let Some(last) = self.found.last_mut() else { return };
        let begins_later = match (&last.schedule, moments.last()) {
            (Schedule::Months(_), Some(moment)) => {
                last.schedule.first_date().is_some_and(|first| moment.date < first)
            }
            _ => false,
        };
        last.is_about |= begins_later && self.tokens.word(last.start) == "на";
    }

    /// «січень, до 20 січня»: the month before it says the same of the day; where both begin.
    fn due_within_month(&mut self, start: usize, moments: &[Moment]) -> usize {
        let Some(last) = self.found.last() else { return start };
        let is_led = last.end + 1 == start
            && matches!(self.kind_at(last.end), Some(Kind::Comma | Kind::Dash | Kind::Colon));
        let is_plan = self.tokens.word(last.start) == "на";
        let Schedule::Months(spans) = &last.schedule else { return start };
        let [month] = spans.as_slice() else { return start };
        let window = month.window();
        let are_within =
            moments.iter().all(|moment| window.first <= moment.date && moment.date <= window.last);
        if !is_led || is_plan || !are_within || !month.is_month() {
            return start;
        }
        let from = last.start;
        self.is_listed = last.is_listed;
        self.found.pop();
        from
    }

    /// «до 10 квітня, 10 липня, 10 жовтня, 10 січня»: steps of one length, the last of them into the next year; so
    /// are the two of «раз на півріччя, до 1 липня, до 1 січня», but not «до 25 грудня; до 25 червня».
    pub(super) fn round_the_year(
        &mut self,
        start: usize,
        are_halves: bool,
        moments: &mut [Moment],
    ) {
        let places: Vec<i32> = moments
            .iter()
            .map(|moment| 12 * moment.date.year() + moment.date.month0() as i32)
            .collect();
        let ([first, second, ..], Some((last, [.., before]))) =
            (places.as_slice(), places.split_last())
        else {
            return;
        };
        let (step, is_long) = match places.len() {
            2 => (6, are_halves && last.rem_euclid(12) == 0),
            _ => (second - first, true),
        };
        let is_even = places.windows(2).rev().skip(1).all(|two| two[1] - two[0] == step);
        let is_same_day = moments.windows(2).all(|two| two[0].date.day() == two[1].date.day());
        let has_year = self.states_year(start..self.at);
        let is_round = step > 0
            && is_even
            && is_same_day
            && !has_year
            && is_long
            && last + 12 - before == step;
        let Some(moment) = moments.last_mut().filter(|_| is_round) else {
            return;
        };
        moment.date = YearMonth::of(moment.date).plus(12).day(moment.date.day());
        let read = explain::day(moment.date);
        self.read_as(start..self.at, read, write_day());
    }

    /// «24:00», «кінця робочого дня» before the day: that day included, as every deadline is.
    fn end_of_day(&mut self) -> Option<()> {
        if self.take(Lex::End) {
            self.take(Lex::Working);
            return (self.unit()? == Unit::Day && self.number_at(self.at).is_some()).then_some(());
        }
        let is_midnight = self.number_at(self.at)?.0 == 24
            && matches!(self.kind_at(self.at + 1)?, Kind::Colon | Kind::Dot)
            && self.number_at(self.at + 2)? == (0, 2);
        self.at += 3;
        self.take(Lex::Hour);
        is_midnight.then_some(())
    }

    /// The last day of «кінця І декади жовтня».
    fn end_of_part(&mut self) -> Option<chrono::NaiveDate> {
        self.attempt(|reader| {
            reader.take(Lex::End).then_some(())?;
            let point = reader.only_point()?;
            let is_part = matches!(
                point.what,
                What::Part(Part::Decade(_) | Part::Week(_) | Part::Half(_), _)
            );
            is_part.then(|| reader.due(&point, true))?
        })
    }

    /// «січень, до 20 числа», «у січні та червні – до 20 числа»: the day that ends the work of the months before it.
    pub(super) fn deadline_of_month(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
            reader.skip_prepositions();
            let is_led = (start..reader.at)
                .any(|at| matches!(reader.lex_at(at), Some(Lex::In | Lex::During)));
            let mut months = vec![reader.plain_month(is_led)?];
            while let Some(next) = reader.attempt(|reader| {
                (reader.join()? == Join::List).then_some(())?;
                reader.plain_month(is_led)
            }) {
                months.push(next);
            }
            // «січень (після канікул), до 15 числа»
            if reader.kind() == Some(Kind::Open) && reader.bracket_is_inner() {
                reader.skip_bracket();
            }
            if !reader.take_kind(Kind::Comma) && !reader.take_kind(Kind::Dash) {
                reader.take_colon();
            }
            reader.skip_contrast();
            let read = reader.attempt(Reader::marked_parts);
            // «вересень, до 15»
            let (parts, is_deadline) = read.or_else(|| reader.attempt(Reader::bare_day))?;
            let is_of_days = parts.iter().all(|(_, part)| matches!(part, Part::Day(_)));
            if !is_deadline || !is_of_days || !reader.ends_in_month() {
                return None;
            }
            reader.take(Lex::Inclusive);
            let end = reader.at;
            let mut moments = Vec::new();
            for (frame, year) in months {
                for (_, part) in &parts {
                    let point = Point { what: What::of(*part, frame), year, start, end };
                    moments.push(Moment { date: reader.due(&point, true)?, clock: None });
                }
            }
            reader.push(Schedule::Deadline(moments), start);
            Some(())
        })
    }

    /// A month as it is called, or after «у», perhaps with its year.
    fn plain_month(&mut self, is_led: bool) -> Option<(Frame, Year)> {
        let read = self.frame()?;
        let Frame::Month { is_nominative, .. } = read.0 else {
            return None;
        };
        (is_nominative || is_led).then_some(read)
    }

    /// «…, 25 червня та 25 вересня» after «до 25 березня».
    pub(super) fn next_deadline(&mut self, items: &mut Vec<Item>) -> Option<()> {
        let known = items.len();
        self.extend(items, |reader, items| {
            let join = reader.join()?;
            // «до 15 лютого; упродовж березня» goes on with another term.
            // «реєстрація до 1 березня; проведення 15 березня»: so does another noun.
            let is_other = matches!(reader.lex(), Some(Lex::In | Lex::During | Lex::Filler));
            if is_other || join == Join::Dash && items.len() > 1 {
                return None;
            }
            let is_led = reader.take(Lex::To);
            if reader.lex() == Some(Lex::For) {
                return None;
            }
            (reader.same_day(items, join) || reader.points(items, join)).then_some(())?;
            // «до 20 травня; 10–15 березня», «…, кінець серпня» go on with another term as well.
            let has_end = reader.kind() == Some(Kind::Dash)
                && reader.number_at(reader.at + 1).is_some()
                || items.iter().skip(known).any(|item| item.join == Join::Dash);
            let tokens = reader.tokens;
            let is_named = |point: &Point| {
                (point.start..point.end).any(|at| {
                    matches!(
                        tokens.word(at),
                        "кінець" | "початок" | "середина" | "декада" | "тиждень" | "половина"
                    )
                })
            };
            let is_other = !is_led
                && join == Join::List
                && (has_end || items.iter().skip(known).any(|item| is_named(&item.point)));
            if is_other {
                return None;
            }
            let is_oblique = |item: &Item| match item.point.what {
                What::Day { .. } | What::Part(..) => true,
                What::Frame(Frame::Month { is_nominative, .. }) => !is_nominative,
                What::Frame(_) => false,
            };
            items.iter().skip(known).all(is_oblique).then_some(())
        })
    }

    /// The last day on which «до point» is kept.
    pub(super) fn due(&mut self, point: &Point, is_inclusive: bool) -> Option<chrono::NaiveDate> {
        let window = self.window(point)?;
        let before = window.first.pred_opt()?;
        let tokens = point.start..point.end;
        let date = match point.what {
            What::Day { .. } => return Some(window.first),
            What::Part(part, _) if part.is_day() => return Some(window.first),
            What::Part(Part::End, frame) => {
                if matches!(frame, Frame::SchoolYear | Frame::Vacation(_)) {
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
}

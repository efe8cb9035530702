//! Deadlines and ranges in words: «до 15 вересня», «з лютого по травень», «після 1 вересня», «крім липня».
//!
//! A date after «до» is kept, a month after «до» is not: «до лютого» ends with January. Start reading at
//! [`Reader::deadline`].

use chrono::Datelike;

use super::RemarkKind;
use super::explain;
use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Part, Point, What, Year};
use super::remarks::write_day;
use super::series::{fill_in, without_all};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{Moment, Schedule, Window, YearMonth};
use crate::text;

impl Reader<'_> {
    /// «крім липня–серпня» after days that go on.
    pub(super) fn exception(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            let is_open = reader.take_kind(Kind::Open);
            reader.take(Lex::For);
            if !reader.take(Lex::Except) {
                return None;
            }
            let gaps = reader.windows_here().unwrap_or_default();
            let windows = match reader.found.last_mut().map(|last| &mut last.schedule) {
                Some(
                    Schedule::AllYear(windows)
                    | Schedule::Ongoing(windows)
                    | Schedule::Range(windows),
                ) => Some(windows),
                _ => None,
            };
            let left = windows.as_deref().map(|windows| without_all(windows, &gaps));
            match (windows, left) {
                (Some(windows), Some(left)) if !gaps.is_empty() && !left.is_empty() => {
                    *windows = left;
                }
                _ => {
                    while !matches!(
                        reader.kind(),
                        None | Some(Kind::Close | Kind::Comma | Kind::Break)
                    ) {
                        reader.at += 1;
                    }
                    let message = text!(
                        uk: "виняток не враховано: його днів не названо",
                        en: "the exception is not counted: it names no days"
                    );
                    reader.remark(RemarkKind::Ambiguous, start..reader.at, message);
                }
            }
            if is_open {
                reader.take_kind(Kind::Close);
            }
            Some(())
        })
        .is_some()
    }

    /// «не пізніше», «не пізніше, ніж», «не раніше як».
    pub(super) fn not(&mut self, when: Lex) -> bool {
        if when == Lex::Later && self.tokens.word(self.at) == "щонайпізніше" {
            self.at += 1;
            return true;
        }
        let is_said = self.take(Lex::Not) && self.take(when);
        if is_said {
            let comma = usize::from(self.kind() == Some(Kind::Comma));
            if self.lex_at(self.at + comma) == Some(Lex::Than) {
                self.at += comma + 1;
            }
        }
        is_said
    }

    /// «до …», «не пізніше …».
    pub(super) fn deadline(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            let is_inclusive = reader.not(Lex::Later);
            if is_inclusive {
                reader.take(Lex::To);
                reader.skip_prepositions();
            } else if reader.at != start || !(reader.take(Lex::To) || reader.take(Lex::Till)) {
                return None;
            }
            let clock = reader.clock();
            reader.attempt(Reader::end_of_day);
            if let Some(date) = reader.end_of_part() {
                reader.push(Schedule::Deadline(vec![Moment { date, clock }]), start);
                return Some(());
            }
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
            reader.due_for_stretch(start, &mut moments);
            reader.due_before_month(&moments);
            reader.round_the_year(start, &mut moments);
            reader.push(Schedule::Deadline(moments), start);
            Some(())
        })
        .is_some()
    }

    /// «ІІ півріччя – до 15 січня»: the stretch before says what is reported by then, so the day comes after it begins.
    fn due_for_stretch(&mut self, start: usize, moments: &mut [Moment]) {
        let is_led = start
            .checked_sub(1)
            .is_some_and(|at| matches!(self.kind_at(at), Some(Kind::Dash | Kind::Colon)));
        let Some(last) = self.found.last_mut().filter(|last| is_led && last.end + 1 == start)
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

    /// «до 10 квітня, 10 липня, 10 жовтня, 10 січня»: steps of one length, the last of them into the next year.
    pub(super) fn round_the_year(&mut self, start: usize, moments: &mut [Moment]) {
        let places: Vec<i32> = moments
            .iter()
            .map(|moment| 12 * moment.date.year() + moment.date.month0() as i32)
            .collect();
        let ([first, second, ..], Some((last, [.., before]))) =
            (places.as_slice(), places.split_last())
        else {
            return;
        };
        let step = second - first;
        let is_even = places.windows(2).rev().skip(1).all(|two| two[1] - two[0] == step);
        let is_same_day = moments.windows(2).all(|two| two[0].date.day() == two[1].date.day());
        let has_year = (start..self.at).any(|at| matches!(self.number_at(at), Some((_, 4))));
        let is_round = step > 0
            && is_even
            && is_same_day
            && !has_year
            && places.len() > 2
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
            let mut items = Vec::new();
            let is_read = reader.take(Lex::End) && reader.points(&mut items, Join::Start);
            let [Item { point, .. }] = items.as_slice() else {
                return None;
            };
            let is_part = matches!(
                point.what,
                What::Part(Part::Decade(_) | Part::Week(_) | Part::Half(_), _)
            );
            (is_read && is_part).then(|| reader.due(point, true))?
        })
    }

    /// «січень, до 20 числа», «у січні та червні – до 20 числа»: the day that ends the work of the months before it.
    pub(super) fn deadline_of_month(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            let is_led = matches!(reader.lex(), Some(Lex::In | Lex::During));
            reader.skip_prepositions();
            let mut months = vec![reader.plain_month(is_led)?];
            while let Some(next) = reader.attempt(|reader| {
                (reader.join()? == Join::List).then_some(())?;
                reader.plain_month(is_led)
            }) {
                months.push(next);
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
        .is_some()
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
        let result = self.attempt(|reader| {
            let join = reader.join()?;
            // «до 15 лютого; упродовж березня» goes on with another term.
            // «реєстрація до 1 березня; проведення 15 березня»: so does another noun.
            let is_other = matches!(reader.lex(), Some(Lex::In | Lex::During | Lex::Filler));
            if is_other || join == Join::Dash && items.len() > 1 {
                return None;
            }
            reader.take(Lex::To);
            if reader.lex() == Some(Lex::For) {
                return None;
            }
            (reader.same_day(items, join) || reader.points(items, join)).then_some(())?;
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
    pub(super) fn due(&mut self, point: &Point, is_inclusive: bool) -> Option<chrono::NaiveDate> {
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

    /// «між 1 та 15 березня».
    pub(super) fn range_between(&mut self) -> bool {
        let start = self.at;
        let read = self.attempt(|reader| {
            let mut items = Vec::new();
            let is_led = reader.take(Lex::Between) && reader.points(&mut items, Join::Start);
            while is_led && reader.next_point_listed(&mut items).is_some() {}
            let [_, last @ Item { join: Join::List, .. }] = items.as_mut_slice() else {
                return None;
            };
            last.join = Join::Dash;
            let known = reader.found.len();
            reader.assemble(items);
            reader.bind(known, start);
            Some(())
        });
        read.is_some()
    }

    /// «перенесено з березня» of «перенесено з березня на травень»: what no longer holds.
    pub(super) fn moved_from(&mut self) -> bool {
        let read = self.attempt(|reader| {
            let is_moved = reader.tokens.word(reader.at).starts_with("перенес");
            reader.at += 1;
            if !is_moved || !reader.take(Lex::From) {
                return None;
            }
            if !reader.points(&mut Vec::new(), Join::Start) {
                // «з 10 на 17 травня»
                reader.number_at(reader.at)?;
                reader.at += 1;
            }
            (reader.tokens.word(reader.at) == "на").then_some(())
        });
        read.is_some()
    }

    /// «з … по …», «від … до …»; «з вересня» lasts to the end of the year.
    pub(super) fn range_in_words(&mut self) -> bool {
        let start = self.at;
        self.attempt(|reader| {
            // «не раніше 1 вересня» begins then as well.
            let mut is_from = false;
            // «починаючи з»
            while reader.take(Lex::From) {
                is_from = true;
            }
            if !is_from && !reader.not(Lex::Earlier) {
                return None;
            }
            let mut items = Vec::new();
            if !reader.first_of_range(&mut items) {
                return None;
            }
            let is_bare = matches!(items.last()?.point.what, What::Day { month: None, .. });
            // «з 20 лютого о 10:00 до 27 лютого»: a range has no hours.
            reader.attempt(|reader| {
                reader.clock()?;
                matches!(reader.lex()?, Lex::To | Lex::Till).then_some(())
            });
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

    pub(super) fn first_of_range(&mut self, items: &mut Vec<Item>) -> bool {
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
        items.push(Item { join: Join::Start, point });
        true
    }

    pub(super) fn open_range(&mut self, point: &Point, start: usize) -> Option<()> {
        let from = self.window(point)?.first;
        let last = YearMonth { year: YearMonth::of(from).year, month: 12 }.last_day();
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
        if let Some(found) = self.found.last_mut() {
            found.is_open = true;
        }
        Some(())
    }

    /// Marks what was just found as days within which a following rhythm holds.
    pub(super) fn bind(&mut self, known: usize, start: usize) {
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
    pub(super) fn after_day(&mut self) -> bool {
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
            let last = YearMonth { year: YearMonth::of(first).year, month: 12 }.last_day();
            let window = Window { first, last };
            let better = text!(uk: "напишіть, до якого дня", en: "write until which day");
            reader.read_as(start..reader.at, explain::window(window), better);
            reader.push(Schedule::Range(vec![window]), start);
            Some(())
        })
        .is_some()
    }
}

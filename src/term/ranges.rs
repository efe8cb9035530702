//! Ranges in words: «з лютого по травень», «між 1 та 15 березня», «після 1 вересня».
//!
//! Start reading at [`Reader::range_in_words`].

use chrono::{Days, NaiveDate};

use super::explain;
use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Point, What, Year};
use super::remarks::write_days;
use super::rhythm::within_year;
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{Schedule, Window, YearMonth};
use crate::text;

impl Reader<'_> {
    /// «не пізніше», «не пізніше, ніж», «не раніше як».
    pub(super) fn not(&mut self, when: Lex) -> bool {
        if when == Lex::Later && self.tokens.word(self.at).ends_with("найпізніше") {
            self.at += 1;
            return true;
        }
        self.take(Lex::Not) && self.than(when)
    }

    /// «раніше», «раніше, ніж».
    pub(super) fn than(&mut self, when: Lex) -> bool {
        let is_said = self.take(when);
        if is_said {
            let comma = usize::from(self.kind() == Some(Kind::Comma));
            if self.lex_at(self.at + comma) == Some(Lex::Than) {
                self.at += comma + 1;
            }
        }
        is_said
    }

    /// «між 1 та 15 березня».
    pub(super) fn range_between(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
            let mut items = Vec::new();
            let is_led = reader.take(Lex::Between) && reader.points(&mut items, Join::Start);
            while is_led && reader.next_point_listed(&mut items).is_some() {}
            let [_, last @ Item { join: Join::List, .. }] = items.as_mut_slice() else {
                return None;
            };
            last.join = Join::Dash;
            reader.assemble_bound(items, start);
            Some(())
        })
    }

    /// «перенесено з березня» of «перенесено з березня на травень», «, перенесено» of «березень, перенесено на
    /// травень», «замість березня» of «травень замість березня»: what no longer holds.
    pub(super) fn moved_from(&mut self) -> bool {
        let start = self.at;
        let read = self.attempt(|reader| {
            reader.take_kind(Kind::Open);
            let is_instead = reader.tokens.word(reader.at) == "замість";
            let is_moved = reader.tokens.word(reader.at).starts_with("перенес");
            reader.at += 1;
            let is_told = is_instead || is_moved && reader.take(Lex::From);
            if is_told && !reader.points(&mut Vec::new(), Join::Start) {
                // «з 10 на 17 травня»
                reader.number_at(reader.at)?;
                reader.at += 1;
            }
            let goes_on = is_moved && reader.tokens.word(reader.at) == "на";
            (is_instead || goes_on).then_some(is_told)
        });
        if read == Some(false)
            && let Some(last) = self.found.pop_if(|last| last.end + 1 >= start)
        {
            self.take_back_doubts(last.start..last.end);
            // «лютий, березень, перенесено на квітень»
            if last.is_listed && !self.found.is_empty() {
                let read = text!(
                    uk: "перенесено лише останнє з названого",
                    en: "only the last of what is named is moved"
                );
                self.read_as(last.start..last.end, read, write_days());
            }
        }
        read.is_some()
    }

    /// «з … по …», «від … до …»; «з вересня» lasts to the end of the year.
    pub(super) fn range_in_words(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
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
            let several = reader
                .attempt(Reader::stretches_from_to)
                .or_else(|| reader.attempt(Reader::ranges_of_month));
            if let Some(ends) = several {
                reader.assemble_bound(ends, start);
                return Some(());
            }
            if !reader.first_of_range(&mut items) {
                return None;
            }
            let is_bare = matches!(items.last()?.point.what, What::Day { month: None, .. });
            // «з 20 лютого о 10:00 до 27 лютого»: a range has no hours.
            reader.attempt(|reader| {
                reader.clock()?;
                matches!(reader.lex()?, Lex::To | Lex::Till).then_some(())
            });
            // «з 1 вересня і до кінця року»
            reader.attempt(|reader| {
                (reader.take(Lex::And) && reader.lex()? == Lex::To).then_some(())
            });
            let is_to = reader.lex() == Some(Lex::To);
            let has_end =
                is_to || reader.lex() == Some(Lex::Till) || reader.kind() == Some(Kind::Dash);
            let end = reader.attempt(|reader| {
                match has_end {
                    true => reader.at += 1,
                    false => reader.and_not_later()?,
                }
                reader.points(&mut items, Join::Dash).then_some(())
            });
            if end.is_none() {
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
            // «з 1 по 10 квітня, липня, жовтня»
            let another = |reader: &mut Reader, items: &mut Vec<Item>| {
                let join = reader.join()?;
                reader.same_day(items, join).then_some(())
            };
            while reader.extend(&mut items, another).is_some() {}
            reader.take(Lex::Inclusive);
            reader.drop_stretch_before(start, &items);
            reader.assemble_bound(items, start);
            Some(())
        })
    }

    /// «І семестр – з 1 вересня по 25 грудня»: the days stand for the stretch before them.
    fn drop_stretch_before(&mut self, start: usize, items: &[Item]) {
        let Some(last) = self.found.last() else { return };
        let is_led = last.end + 1 == start
            && matches!(self.kind_at(last.end), Some(Kind::Dash | Kind::Colon | Kind::Comma));
        let words = last.start..last.end;
        let is_named = words.clone().any(|at| {
            matches!(
                self.lex_at(at),
                Some(Lex::Vacation | Lex::Unit(Unit::Semester | Unit::HalfYear | Unit::Quarter))
            )
        });
        let Schedule::Range(windows) = &last.schedule else { return };
        let ([whole], [first, ..]) = (windows.as_slice(), items) else { return };
        let is_within = first.point.is_day()
            && first.point.window(self.plan_year).is_ok_and(|days| may_begin(whole, &days));
        if is_led && is_named && is_within {
            self.is_listed |= last.is_listed;
            self.found.pop();
            self.take_back_doubts(words);
        }
    }

    /// «ІІ до ІІІ кварталу» of «від ІІ до ІІІ кварталу».
    fn stretches_from_to(&mut self) -> Option<Vec<Item>> {
        let start = self.at;
        let first = self.numeral_up_to()?;
        let frames = self.numbered_frames()?;
        let [(_, last)] = frames.as_slice() else { return None };
        let from = match last {
            Frame::Quarter(_) => Frame::Quarter(first),
            Frame::HalfYear(_) => Frame::HalfYear(first),
            Frame::Semester(_) => Frame::Semester(first),
            _ => return None,
        };
        let year = self.year_after();
        let item = |join, frame| {
            let point = Point { what: What::Frame(frame), year, start, end: self.at };
            Item { join, point }
        };
        Some(vec![item(Join::Start, from), item(Join::Dash, *last)])
    }

    /// «ІІ до», «І по» before the numeral of the last.
    fn numeral_up_to(&mut self) -> Option<u32> {
        let first = self.numeral_in_letters()?;
        (self.take(Lex::To) || self.take(Lex::Till)).then_some(first)
    }

    /// «ІІ до IV», without what they count.
    pub(super) fn numerals_from_to(&mut self) -> Option<Vec<(Join, u32)>> {
        let first = self.numeral_up_to()?;
        Some(vec![(Join::Start, first), (Join::Dash, self.numeral_in_letters()?)])
    }

    /// «10 по 11 та з 17 по 18 березня»: the month comes with the last of the ranges.
    fn ranges_of_month(&mut self) -> Option<Vec<Item>> {
        let bare_day = |reader: &mut Reader| {
            let start = reader.at;
            let (day, 1 | 2) = reader.number_at(start)? else { return None };
            reader.at += 1;
            let what = What::Day { day, month: None };
            Some(Point { what, year: Year::Unstated, start, end: reader.at })
        };
        let mut items = Vec::new();
        let mut join = Join::Start;
        loop {
            items.push(Item { join, point: bare_day(self)? });
            (self.take(Lex::Till) || self.take(Lex::To)).then_some(())?;
            let last = self.attempt(|reader| {
                let last = bare_day(reader)?;
                (reader.join()? == Join::List).then_some(())?;
                // «10 по 11 та 17 по 18 березня»
                let is_led = reader.take(Lex::From)
                    || matches!(reader.lex_at(reader.at + 1), Some(Lex::Till | Lex::To));
                is_led.then_some(last)
            });
            let Some(point) = last else {
                let is_read = self.points(&mut items, Join::Dash);
                return (is_read && items.len() > 2).then_some(items);
            };
            items.push(Item { join: Join::Dash, point });
            join = Join::List;
        }
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
        let after = self.at;
        let has_end = matches!(self.lex(), Some(Lex::To | Lex::Till))
            || self.kind() == Some(Kind::Dash)
            || self.attempt(Reader::and_not_later).is_some();
        self.at = after;
        if !has_end {
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

    /// «і не пізніше» of «не раніше 1 і не пізніше 20 травня».
    fn and_not_later(&mut self) -> Option<()> {
        self.take_kind(Kind::Comma);
        self.skip_contrast();
        self.take(Lex::And);
        self.not(Lex::Later).then_some(())
    }

    pub(super) fn open_range(&mut self, point: &Point, start: usize) -> Option<()> {
        let from = self.window(point)?.first;
        let end_of_year = YearMonth { year: YearMonth::of(from).year, month: 12 }.last_day();
        let last = self.last_of_counted(start, from).unwrap_or(end_of_year);
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

    /// The last day of «10 днів» of «10 днів з 1 березня», of «тиждень» of «тиждень від 9 лютого».
    fn last_of_counted(&mut self, start: usize, first: NaiveDate) -> Option<NaiveDate> {
        let unit = start.checked_sub(1)?;
        let counted = match self.kind_before(unit) {
            Some(Kind::Number { value, ordinal: false, .. }) => Some(value),
            Some(Kind::Word(Lex::Cardinal(value))) => Some(value),
            // «третій тиждень від 1 вересня»
            Some(Kind::Number { .. } | Kind::Word(Lex::Ordinal(_) | Lex::Roman(_))) => return None,
            _ => None,
        };
        let days = match (self.lex_at(unit)?, counted) {
            (Lex::Unit(Unit::Day), Some(count)) => count,
            (Lex::Unit(Unit::Week), count) => 7 * count.unwrap_or(1),
            _ => return None,
        };
        self.unread.retain(|at| counted.is_none() || at + 1 != unit);
        first.checked_add_days(Days::new(u64::from(days.checked_sub(1)?)))
    }

    /// Points become schedules within which a following rhythm holds.
    fn assemble_bound(&mut self, items: Vec<Item>, start: usize) {
        let known = self.found.len();
        self.assemble(items);
        self.bind(known, start);
    }

    /// Marks what was just found as days within which a following rhythm holds.
    pub(super) fn bind(&mut self, known: usize, start: usize) {
        if let [only] = &mut self.found[known..] {
            only.is_bound = matches!(only.schedule, Schedule::Range(_) | Schedule::AllYear(_));
            only.start = start;
        }
        // «протягом року з 1 вересня по 31 травня»
        let year = self.plan_window();
        let has_year = self.states_year(start..self.at);
        if let Some((last, [.., before])) = self.found.split_last_mut()
            && before.end == last.start
            && let (Schedule::AllYear(all), Schedule::Range(windows)) =
                (&mut before.schedule, &last.schedule)
        {
            *all = within_year(windows, year, has_year);
            before.end = last.end;
            self.found.pop();
        }
        // «постійно, з 1 вересня по 31 грудня»
        if let Some((last, before)) = self.found.split_last_mut()
            && let Some(before) = before.last_mut()
            && let (Schedule::Ongoing(all), Schedule::Range(windows)) =
                (&mut before.schedule, &last.schedule)
            && before.end + 1 >= last.start
            && self.tokens.kind_at(before.end) != Some(Kind::Semicolon)
        {
            *all = windows.clone();
            before.end = last.end;
            self.found.pop();
        }
    }

    /// «після 15 вересня»: from the next day to the end of the year.
    pub(super) fn after_day(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
            if !reader.take(Lex::After) {
                return None;
            }
            let point = reader.only_point()?;
            // «після 20 травня протягом 5 днів»
            let is_counted = reader.lex() == Some(Lex::During)
                && (reader.number_at(reader.at + 1).is_some()
                    || matches!(reader.lex_at(reader.at + 1), Some(Lex::Cardinal(_))));
            if !point.is_day() || is_counted {
                return None;
            }
            let first = reader.window(&point)?.last.succ_opt()?;
            // «після 15 травня і до кінця навчального року»
            let until = reader.attempt(|reader| {
                let _ = reader.take(Lex::And) || reader.take_kind(Kind::Comma);
                // «після 1 вересня, але до 15 вересня»
                reader.skip_contrast();
                let is_to = reader.take(Lex::To) || reader.take(Lex::Till);
                (is_to || reader.not(Lex::Later)).then_some(())?;
                let mut items = Vec::new();
                reader.points(&mut items, Join::Start).then_some(())?;
                reader.due(&items.last()?.point, false).filter(|until| *until >= first)
            });
            let end = YearMonth { year: YearMonth::of(first).year, month: 12 }.last_day();
            let window = Window { first, last: until.unwrap_or(end) };
            let better = text!(uk: "напишіть, до якого дня", en: "write until which day");
            reader.read_as(start..reader.at, explain::window(window), better);
            reader.push(Schedule::Range(vec![window]), start);
            if let Some(found) = reader.found.last_mut() {
                found.is_open = until.is_none();
            }
            Some(())
        })
    }
}

/// Whether days may be what is meant by a stretch whose usual days are `whole`: those of school holidays are not known.
pub(super) fn may_begin(whole: &Window, days: &Window) -> bool {
    let is_short = whole.whole_months().is_none();
    let slack = Days::new(if is_short { 14 } else { 0 });
    let (first, last) = (whole.first.checked_sub_days(slack), whole.last.checked_add_days(slack));
    first.zip(last).is_some_and(|(first, last)| (first..=last).contains(&days.first))
}

//! Parts of months and of longer stretches: «кінець травня», «друга та четверта середа», «І–ІІ декади».
//!
//! [`Reader::parts`] reads them without the month, for rhythms; [`Reader::parts_of_frame`] with it.

use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Part, Point, What, Year};
use super::tokens::Kind;
use super::words::{Lex, Unit};

/// The number of a part that no stretch has.
const NO_SUCH: u32 = 99;

impl Reader<'_> {
    /// «кінець травня», «І та ІІ декади березня», «перший вівторок лютого та квітня».
    pub(super) fn parts_of_frame(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        let known = items.len();
        if let Some((first, between, last)) = self.attempt(Reader::edges_of_two) {
            let point = |what| Point { what, year: Year::Unstated, start, end: self.at };
            items.push(Item { join, point: point(first) });
            items.push(Item { join: between, point: point(last) });
            return true;
        }
        let Some(parts) = self.attempt(Reader::parts) else {
            return self.month_then_part(items, join);
        };
        let mut frames = Vec::new();
        self.take(Lex::Each);
        self.skip_prepositions();
        if !self.frames(&mut frames, Join::Start) && !self.month_apart(&mut frames) {
            self.at = start;
            return false;
        }
        // «з 1 до 10 числа березня та вересня»: both ends are in each of the months.
        let is_from_bare = items
            .last()
            .is_some_and(|item| matches!(item.point.what, What::Day { month: None, .. }));
        let is_end = join == Join::Dash
            && is_from_bare
            && parts.iter().all(|(_, part)| matches!(part, Part::Day(_)));
        // «на початку вересня та січня»: the words before hold for both.
        while !is_end && (frames.len() == 1 || frames.iter().all(|item| item.join != Join::Dash)) {
            let count = frames.len();
            let next = self.attempt(|reader| {
                let join = reader.join()?;
                if join != Join::List {
                    return None;
                }
                // «в кінці І семестру та навчального року»
                let is_year = reader.lex() == Some(Lex::School)
                    && reader.lex_at(reader.at - 1) == Some(Lex::And);
                let is_month =
                    matches!(reader.lex(), Some(Lex::Month { is_nominative: false, .. }));
                // «15 числа І кварталу та ІІ кварталу»
                let is_numbered = reader.ahead(|reader| {
                    let frames = reader.attempt(Reader::numbered_frames);
                    frames.is_some()
                        && matches!(reader.tokens.word(reader.at - 1), "кварталу" | "семестру")
                });
                let is_same = is_year || is_month || is_numbered;
                (is_same && reader.frames(&mut frames, join)).then_some(())
            });
            if next.is_none() {
                frames.truncate(count);
                break;
            }
        }
        if parts.iter().all(|(_, part)| matches!(part, Part::Weekday { .. } | Part::Workday(_))) {
            self.months_up_to(&mut frames);
        }
        let mut parts = parts;
        if let [_] = frames.as_slice() {
            parts.extend(self.attempt(Reader::another_part));
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
                    what: What::of(*part, whole),
                    year: if frame.point.year == Year::Unstated { year } else { frame.point.year },
                    start,
                    end: self.at,
                };
                items.push(Item { join: place, point });
            }
        }
        items.len() > known
    }

    /// «початок», «наприкінці».
    fn edge(&mut self) -> Option<Part> {
        let part = match self.lex()? {
            Lex::Beginning => Part::Beginning,
            Lex::Middle => Part::Middle,
            Lex::End => Part::End,
            _ => return None,
        };
        self.at += 1;
        Some(part)
    }

    /// «кінці І та на початку ІІ семестру»: each edge has its own stretch, and both one noun.
    fn edges_of_two(&mut self) -> Option<(What, Join, What)> {
        let edge = |reader: &mut Reader| {
            reader.skip_prepositions();
            Some((reader.edge()?, reader.numeral_in_letters()?))
        };
        let (first, number) = edge(self)?;
        let join = self.join()?;
        let (last_part, other) = edge(self)?;
        let unit = self.unit()?;
        let first = What::of(first, Frame::numbered(unit, number)?);
        let last = Frame::numbered(unit, other)?;
        Some((first, join, What::of(last_part, last)))
    }

    /// «, вересень» of «І тиждень, вересень», «(лютий)» of «ІІ декада (лютий)»: the one month after its part; after
    /// a dash or a colon, as in a bracket, there may be several.
    pub(super) fn month_apart(&mut self, frames: &mut Vec<Item>) -> bool {
        let read = self.extend(frames, |reader, frames| {
            let is_open = reader.take_kind(Kind::Open);
            let is_led = is_open || reader.take_kind(Kind::Dash) || reader.take_colon();
            let is_apart = is_led || reader.take_kind(Kind::Comma);
            let Some(Lex::Month { is_nominative: true, .. }) = reader.lex() else {
                return None;
            };
            let is_read = is_apart && reader.frames(frames, Join::Start);
            // «І тиждень (вересень, жовтень)», «ІІІ декада – травень, червень»
            while is_led && reader.month_listed(frames).is_some() {}
            let is_whole = is_read && (!is_open || reader.take_kind(Kind::Close));
            let is_last = match reader.kind() {
                Some(Kind::Comma) => matches!(
                    reader.lex_at(reader.at + 1),
                    Some(
                        Lex::Unknown
                            | Lex::Beginning
                            | Lex::Middle
                            | Lex::End
                            | Lex::Roman(_)
                            | Lex::Ordinal(_)
                    )
                ),
                Some(Kind::Open) => is_led && !is_open,
                other => matches!(other, None | Some(Kind::Semicolon | Kind::Break | Kind::Close)),
            };
            (is_whole && is_last).then_some(())
        });
        read.is_some()
    }

    /// «, жовтень» after another month.
    fn month_listed(&mut self, frames: &mut Vec<Item>) -> Option<()> {
        self.attempt(|reader| {
            let join = reader.join()?;
            let is_month = matches!(reader.lex(), Some(Lex::Month { is_nominative: true, .. }));
            (is_month && join == Join::List && reader.frames(frames, join)).then_some(())
        })
    }

    /// «–листопада» of «третій вівторок вересня–листопада»: each month up to that one.
    fn months_up_to(&mut self, frames: &mut Vec<Item>) {
        let Some(&first) = frames.last() else {
            return;
        };
        let last = self.attempt(|reader| {
            let is_range = reader.take_kind(Kind::Dash);
            let Some(Lex::Month { month, is_nominative: false }) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            is_range.then(|| (month, reader.year_after()))
        });
        let (Some((last, year)), Some(from)) = (last, first.point.month()) else {
            return;
        };
        let later = (from..=last).skip(1).map(|month| {
            let what = What::Frame(Frame::Month { month, is_nominative: false });
            let year = if first.point.year == Year::Unstated { year } else { first.point.year };
            Item { join: Join::List, point: Point { what, year, ..first.point } }
        });
        frames.extend(later.collect::<Vec<_>>());
    }

    /// «та в кінці» of «на початку навчального року та в кінці».
    fn another_part(&mut self) -> Option<(Join, Part)> {
        let join = self.join()?;
        self.skip_prepositions();
        let part = self.edge()?;
        let is_last = matches!(self.kind(), None | Some(Kind::Comma | Kind::Close | Kind::Break));
        (join == Join::List && is_last).then_some((join, part))
    }

    /// «березень, ІІ декада», «січень, 15 числа».
    pub(super) fn month_then_part(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let start = self.at;
        self.reads(|reader| {
            let Some(Lex::Month { month, is_nominative }) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            let year = reader.year_after();
            let is_in = reader.lex_before(start) == Some(Lex::In);
            let is_own = join != Join::Dash && (is_nominative || is_in);
            let is_apart = reader.take_kind(Kind::Comma)
                || reader.take_kind(Kind::Dash)
                || is_own && reader.take_colon();
            let is_led = reader.kind_at(reader.at - 1) != Some(Kind::Comma) && is_apart;
            // «серпень, орієнтовно 25–27»
            while is_apart && reader.take(Lex::Filler) {}
            // «лютий, 20-го», «лютий 12–14»; what «лютий 20» means, nobody says, and «2)» is a mark in a list.
            let is_number = matches!(reader.kind(), Some(Kind::Number { ordinal: false, .. }));
            let days = |reader: &mut Reader| {
                (reader.lex()? == Lex::From).then(|| reader.marked_parts())?.map(|(days, _)| days)
            };
            let parts = reader.parts().or_else(|| reader.attempt(days)).or_else(|| {
                let (parts, is_deadline) = reader.attempt(Reader::bare_day)?;
                let is_range = matches!(parts.as_slice(), [_, (Join::Dash, _)]);
                let is_day =
                    !is_number || is_range || is_apart && reader.kind() != Some(Kind::Close);
                (is_day && !is_deadline).then_some(parts)
            })?;
            // «травень, кінець», «травень, в кінці місяця»
            let again = usize::from(reader.lex() == Some(Lex::Unit(Unit::Month)));
            let is_last = matches!(
                reader.kind_at(reader.at + again),
                None | Some(Kind::Comma | Kind::Semicolon | Kind::Close | Kind::Break)
            );
            let is_plain = parts.iter().all(|(_, part)| {
                part.is_day()
                    || is_last && matches!(part, Part::Beginning | Part::Middle | Part::End)
                    || matches!(
                        part,
                        Part::Decade(_)
                            | Part::Week(_)
                            | Part::Half(_)
                            | Part::FirstDays(_)
                            | Part::LastDays(_)
                    )
            });
            // «вересень–грудень, останній четвер місяця» is in each of them.
            let ends = if is_own { reader.ends_in_month() } else { !reader.has_own_month() };
            if !is_plain || !ends {
                return None;
            }
            let what = What::Frame(Frame::Month { month, is_nominative });
            items.push(Item { join, point: Point { what, year, start, end: reader.at } });
            // «лютий, квітень – друга середа» is in each; days alone are those of the last.
            let is_of_each = is_led && !is_number && join == Join::List;
            let before = if is_of_each { list_of_months(items) } else { 1 };
            for month in items.split_off(items.len() - before) {
                let What::Frame(frame) = month.point.what else { return None };
                for (number, (part_join, part)) in parts.iter().enumerate() {
                    let point = Point { what: What::of(*part, frame), ..month.point };
                    let place = if number == 0 { month.join } else { *part_join };
                    items.push(Item { join: place, point });
                }
            }
            Some(())
        })
    }

    /// The colon of «лютий: 12, 19»; that of «березень¹» is a footnote's.
    pub(super) fn take_colon(&mut self) -> bool {
        let is_glued = self.tokens.list.get(self.at + 1).is_some_and(|next| next.is_glued);
        !is_glued && self.take_kind(Kind::Colon)
    }

    /// Whether the part that was just read is one of the month named before it: «кінця місяця» is.
    pub(super) fn ends_in_month(&mut self) -> bool {
        self.take(Lex::Unit(Unit::Month));
        !self.has_own_month() && self.after_reported().is_none()
    }

    /// Whether the part of a month that was just read says of which month it is, or that it is of every one.
    fn has_own_month(&self) -> bool {
        // «до кінця навчального року», «до кінця ІІ кварталу»
        let is_edge =
            matches!(self.lex_before(self.at), Some(Lex::Beginning | Lex::Middle | Lex::End));
        matches!(
            self.lex(),
            Some(
                Lex::Month { .. }
                    | Lex::Unit(_)
                    | Lex::Each
                    | Lex::Every(_)
                    | Lex::That
                    | Lex::This
                    | Lex::Next
            )
        ) || is_edge
            && matches!(
                self.lex(),
                Some(Lex::School | Lex::Calendar | Lex::Roman(_) | Lex::Ordinal(_))
            )
    }

    /// «на початку та наприкінці», «друга та четверта середа», «25 числа»: without their month.
    pub(super) fn parts(&mut self) -> Option<Vec<(Join, Part)>> {
        let mut parts = Vec::new();
        let mut join = Join::Start;
        loop {
            let read = self.extend(&mut parts, |reader, parts| {
                reader.skip_prepositions();
                reader.some_parts(join, parts).then_some(())
            });
            if read.is_none() {
                break;
            }
            let Some(next) = self.attempt(|reader| {
                // «щомісяця до 5 числа; ІІ декада травня» are two terms.
                let is_apart = reader.kind() == Some(Kind::Semicolon);
                let join = reader.join().filter(|_| !is_apart)?;
                let at = reader.at;
                reader.skip_prepositions();
                let mut next = Vec::new();
                let is_part = reader.some_parts(join, &mut next);
                reader.at = at;
                // So are «до 5 числа, ІІ декада травня».
                let is_day =
                    |part: Option<&(Join, Part)>| part.is_some_and(|(_, part)| part.is_day());
                let is_alike = is_day(parts.last()) == is_day(next.first());
                (is_part && is_alike).then_some(join)
            }) else {
                break;
            };
            if parts.len() > 31 {
                break;
            }
            join = next;
        }
        (!parts.is_empty()).then_some(parts)
    }

    pub(super) fn some_parts(&mut self, join: Join, parts: &mut Vec<(Join, Part)>) -> bool {
        if let Some(part) = self.edge().or_else(|| self.attempt(Reader::run_of_days)) {
            parts.push((join, part));
            return true;
        }
        let Some(places) = self.places() else {
            return false;
        };
        let after = self.at;
        for (index, (own, place)) in places.iter().enumerate() {
            self.at = after;
            let part = match place {
                Some(number) => self.numbered_part(*number),
                None => self.last_part(),
            };
            let Some(part) = part else {
                return false;
            };
            parts.push((if index == 0 { join } else { *own }, part));
        }
        true
    }

    /// «перші два тижні», «останні 10 днів», «три останні дні».
    fn run_of_days(&mut self) -> Option<Part> {
        let is_count = |reader: &Reader| {
            matches!(reader.kind(), Some(Kind::Number { .. } | Kind::Word(Lex::Cardinal(_))))
        };
        let before = is_count(self).then(|| self.count()).flatten();
        let from = self.lex()?;
        self.at += 1;
        let count = match before {
            None if is_count(self) => self.count()?,
            before => before?,
        };
        let days = match self.unit()? {
            Unit::Day => count,
            Unit::Week => 7 * count,
            _ => return None,
        };
        match from {
            Lex::Ordinal(1) => Some(Part::FirstDays(days)),
            Lex::Last => Some(Part::LastDays(days)),
            _ => None,
        }
    }

    /// «перша», «друга та четверта», «перша та остання»: which ones, `None` for the last.
    pub(super) fn places(&mut self) -> Option<Vec<(Join, Option<u32>)>> {
        let mut places = Vec::new();
        let mut join = Join::Start;
        loop {
            if self.take(Lex::Last) {
                places.push((join, None));
            } else {
                let numerals = self.numerals()?.into_iter().enumerate();
                places.extend(numerals.map(|(index, (own, number))| {
                    (if index == 0 { join } else { own }, Some(number))
                }));
            }
            let is_after_last = matches!(places.last(), Some((_, None)));
            let Some(next) = self.attempt(|reader| {
                let join = reader.join()?;
                let at = reader.at;
                let is_place = match is_after_last {
                    true => reader.numeral().is_some(),
                    false => reader.lex() == Some(Lex::Last),
                };
                reader.at = at;
                is_place.then_some(join)
            }) else {
                return Some(places);
            };
            join = next;
        }
    }

    pub(super) fn last_part(&mut self) -> Option<Part> {
        let part = match self.lex()? {
            Lex::Unit(Unit::Decade) => Part::Decade(0),
            Lex::Unit(Unit::Week) => Part::Week(0),
            // «останні дні», not «останній день»
            Lex::Unit(Unit::Day) if self.is_days() => Part::End,
            Lex::Unit(Unit::Day) => Part::Day(0),
            Lex::Unit(Unit::Month) => Part::Month(0),
            Lex::Weekday(weekday) => Part::Weekday { nth: 0, weekday },
            // «останнього числа», but «в останніх числах»
            Lex::DayOfMonth if self.is_of_many_days() => Part::End,
            Lex::DayOfMonth => Part::Day(0),
            Lex::Working => {
                self.at += 1;
                (self.lex()? == Lex::Unit(Unit::Day)).then_some(Part::Workday(0))?
            }
            _ => return None,
        };
        self.at += 1;
        Some(part)
    }

    pub(super) fn numbered_part(&mut self, number: u32) -> Option<Part> {
        let up_to = |limit: u32, part: Part| (1..=limit).contains(&number).then_some(part);
        // «5-а декада» is read, but has no days: the remark comes with the window.
        let counted = |limit: u32, part: &dyn Fn(u32) -> Part| match number {
            _ if (1..=limit).contains(&number) => Some(part(number)),
            0..=9 => Some(part(NO_SUCH)),
            _ => None,
        };
        let day_of_month = match number {
            1..=31 => Some(Part::Day(number)),
            0..=99 => Some(Part::Day(NO_SUCH)),
            _ => None,
        };
        // «до 25 кожного місяця», «до 25.щомісяця»
        let is_led = self.at.checked_sub(2).and_then(|at| self.lex_at(at)) == Some(Lex::To);
        let after = self.at + usize::from(is_led && self.kind() == Some(Kind::Dot));
        let is_of_each = match self.lex_at(after) {
            Some(Lex::Each) => self.lex_at(after + 1) == Some(Lex::Unit(Unit::Month)),
            other => other == Some(Lex::Every(Unit::Month)),
        };
        if is_of_each {
            self.at = after;
            return day_of_month;
        }
        let part = match self.lex()? {
            Lex::Unit(Unit::Decade) => counted(3, &Part::Decade),
            Lex::Unit(Unit::Week) => counted(6, &Part::Week),
            Lex::Unit(Unit::Month) => up_to(6, Part::Month(number)),
            // «перші дні»
            Lex::Unit(Unit::Day)
                if self.is_days() && self.lex_at(self.at - 1) == Some(Lex::Ordinal(1)) =>
            {
                Some(Part::Beginning)
            }
            // «перший день кварталу» is in its first month.
            Lex::Unit(Unit::Day)
                if matches!(
                    self.lex_at(self.at + 1),
                    Some(Lex::Unit(Unit::Quarter | Unit::Semester | Unit::HalfYear))
                ) =>
            {
                (number == 1).then_some(Part::FirstDays(1))
            }
            // «перший день місяця», but «5 днів» counts days.
            Lex::Unit(Unit::Day) if self.tokens.word(self.at) == "день" => {
                up_to(31, Part::Day(number))
            }
            Lex::Half => counted(2, &Part::Half),
            Lex::Weekday(weekday) => counted(5, &|nth| Part::Weekday { nth, weekday }),
            Lex::DayOfMonth if self.is_of_many_days() => match number {
                1 => Some(Part::Beginning),
                10 => Some(Part::Middle),
                20 => Some(Part::End),
                _ => None,
            },
            Lex::DayOfMonth => day_of_month,
            Lex::Working => {
                self.at += 1;
                // «5 робочих днів» are counted, «останні 3 робочі дні» as well.
                let is_one = matches!(self.tokens.word(self.at), "день" | "дня" | "дню");
                (self.lex()? == Lex::Unit(Unit::Day) && is_one).then_some(())?;
                up_to(23, Part::Workday(number))
            }
            _ => None,
        }?;
        self.at += 1;
        Some(part)
    }

    fn is_days(&self) -> bool {
        matches!(self.tokens.word(self.at), "дні" | "днів" | "днях")
    }

    /// Whether «числа» here is several days: «перші числа», «у двадцятих числах».
    fn is_of_many_days(&self) -> bool {
        let Some(before) = self.at.checked_sub(1) else {
            return false;
        };
        let is_adjective = matches!(self.lex_at(before), Some(Lex::Ordinal(_) | Lex::Last));
        let is_plural = self.tokens.word(before).ends_with(['і', 'х']);
        self.tokens.word(self.at) == "числах" || is_adjective && is_plural
    }
}

/// How many single months, in a list, are the last of these.
fn list_of_months(items: &[Item]) -> usize {
    let is_single = |item: &&Item| {
        let frame = What::Frame(Frame::Month {
            month: item.point.month().unwrap_or(0),
            is_nominative: true,
        });
        item.join != Join::Dash && item.point.what == frame
    };
    items.iter().rev().take_while(is_single).count().max(1)
}

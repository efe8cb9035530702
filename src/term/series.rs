//! Points in a row become schedules: those joined by a dash a range, those of one kind one list.
//!
//! Here are the rules of lists: which month and year a bare number takes, when a range crosses into the next year,
//! which neighbours are one schedule. Start reading at [`Reader::series`].

use super::grammar::{Found, Item, Join, Reader};
use super::points::{Fault, Frame, Part, Point, What, Year};
use super::ranges::may_begin;
use super::remarks::{write_day, write_days};
use super::rhythm::shifted;
use super::tokens::Kind;
use super::words::{Lex, Season, Unit};
use super::{RemarkKind, explain};
use crate::plan::schedule::{MonthSpan, PlanYear, Schedule, Window, YearMonth};
use crate::text;
use crate::text::Text;

impl Reader<'_> {
    /// «лютий, квітень–травень», «15 та 22 жовтня», «І квартал».
    pub(super) fn series(&mut self) -> bool {
        let before = self.at;
        // «орієнтовно за І квартал»
        while self.take(Lex::Filler) {}
        let is_read = self.series_from(self.at);
        if !is_read {
            self.at = before;
        }
        is_read
    }

    fn series_from(&mut self, start: usize) -> bool {
        let is_during = matches!(self.lex(), Some(Lex::During | Lex::In));
        let is_report = self.lex() == Some(Lex::For);
        let mut items = Vec::new();
        if !self.points(&mut items, Join::Start) {
            return false;
        }
        let is_about = is_report || self.is_subject(start, &items);
        // «за І півріччя – липень» is no range, «на 2027 рік, листопад» no list.
        let is_stretch = items.last().is_some_and(|item| item.point.month().is_none());
        let goes_on = |reader: &mut Reader, items: &[Item]| {
            !is_about || !is_stretch || reader.stretch_follows(items)
        };
        while goes_on(self, &items) && self.next_point(&mut items).is_some() {}
        self.take(Lex::Inclusive);
        let known = self.found.len();
        self.assemble(items);
        for found in &mut self.found[known..] {
            found.is_about = is_about;
        }
        let is_year =
            matches!(self.found.last().map(|found| &found.schedule), Some(Schedule::AllYear(_)));
        if is_during || is_year {
            self.bind(known, start);
        }
        true
    }

    /// Whether the stretch just read is what the work is about: «на ІІ півріччя», «у 2025 році –», «2025/2026 н.р. –».
    fn is_subject(&self, start: usize, items: &[Item]) -> bool {
        let Some(Item { point, .. }) = items.last() else {
            return false;
        };
        let What::Frame(frame) = point.what else {
            return false;
        };
        // «на протязі року», «на весь рік» say how long.
        let is_long = matches!(self.lex_at(start + 1), Some(Lex::During | Lex::Whole));
        if self.tokens.word(start) == "на" && !is_long {
            return frame.is_stretch();
        }
        // A year that began before has no more work to come; the number alone may begin a range.
        let is_told = match point.year {
            Year::Stated(year) | Year::School(year) => {
                matches!(frame, Frame::Year | Frame::SchoolYear) && year < self.year
            }
            Year::Unstated | Year::Broken | Year::Absurd => false,
        };
        // «підсумки І семестру – січень»: a range would not begin in the genitive.
        let is_of_noun = self.lex_before(start) == Some(Lex::Unknown)
            && matches!(self.tokens.word(self.at - 1), "семестру" | "кварталу");
        let is_dashed = self.kind() == Some(Kind::Dash) && self.number_at(self.at + 1).is_none();
        let is_year = self.lex_at(self.at - 1) == Some(Lex::Unit(Unit::Year));
        is_dashed && (is_told && is_year || is_of_noun)
    }

    /// Whether another stretch of the same sort goes on with those before: «за І квартал та ІІ квартал».
    fn stretch_follows(&mut self, before: &[Item]) -> bool {
        let at = self.at;
        let mut items = Vec::new();
        // A dash only joins numbers: «2026–2027 роки».
        let is_joined = match self.join() {
            Some(Join::Dash) => self.number_at(self.at).is_some(),
            join => join.is_some(),
        };
        let is_read = is_joined && self.points(&mut items, Join::Start);
        self.at = at;
        let frame = |item: &Item| match item.point.what {
            What::Frame(frame) => Some(std::mem::discriminant(&frame)),
            What::Day { .. } | What::Part(..) => None,
        };
        is_read && items.first().and_then(frame) == before.last().and_then(frame)
    }

    pub(super) fn next_point(&mut self, items: &mut Vec<Item>) -> Option<()> {
        self.extend(items, |reader, items| {
            if reader.kind() == Some(Kind::Open) && reader.bracket_is_inner() {
                reader.skip_bracket();
            }
            // «11.02 о 10:00 – 13.02 о 16:00»: a range has no hours.
            reader.attempt(|reader| {
                items.last()?.point.is_day().then(|| reader.clock())??;
                (reader.kind()? == Kind::Dash).then_some(())
            });
            let mut is_bullet = false;
            while reader.take_kind(Kind::Break) {
                // «- січень», and «- червень» on the next line.
                is_bullet = reader.first_kind() == Some(Kind::Dash);
            }
            // «ІІІ квартал: серпень»
            let is_stretch = items.last().is_some_and(|item| is_stretch(&item.point));
            let is_explained = is_stretch && reader.take_kind(Kind::Colon);
            // «01.03 по 15.03», «лютий по травень», «1 березня до 15 березня»
            let may_begin = items
                .last()
                .is_some_and(|item| item.join != Join::Dash && item.point.is_of_month());
            let is_day = items.last().is_some_and(|item| item.point.is_day());
            let is_till = may_begin && (reader.take(Lex::Till) || is_day && reader.take(Lex::To));
            let join = match reader.join() {
                None if is_till => Join::Dash,
                None if is_explained => Join::List,
                Some(Join::Dash) if is_bullet => Join::List,
                join => join.unwrap_or(Join::Blank),
            };
            let is_for = reader.tokens.word(reader.at) == "на";
            if reader.lex() == Some(Lex::For) {
                return None;
            }
            let is_read = reader.same_day(items, join) || reader.points(items, join);
            let point = items.last()?.point;
            // «вересень на 2026/2027 н.р.»: what for.
            let is_subject =
                is_for && matches!(point.what, What::Frame(frame) if frame.is_stretch());
            (is_read && !is_subject && (!is_till || point.is_of_month())).then_some(())
        })
    }

    /// «15 січня, липня», «20–25 червня та грудня»: the same days of another month.
    pub(super) fn same_day(&mut self, items: &mut Vec<Item>, join: Join) -> bool {
        let first = items.iter().rposition(|item| item.join != Join::Dash);
        let (Some(from), Some(Lex::Month { month, is_nominative: false })) = (first, self.lex())
        else {
            return false;
        };
        let of = |item: &Item| match item.point.what {
            What::Day { month, .. } => month,
            _ => None,
        };
        let of_last = items.last().and_then(of);
        let is_of_month = |item: &Item| match item.point.what {
            What::Day { month, .. } => month.is_none() || month == of_last,
            _ => false,
        };
        if of_last.is_none() || !items[from..].iter().all(is_of_month) {
            return false;
        }
        let is_range = self.kind_at(self.at + 1) == Some(Kind::Dash);
        // «15 січня, у лютому»: after a preposition a month is a month.
        let before = self.lex_before(self.at);
        let is_led = matches!(before, Some(Lex::In | Lex::During | Lex::For | Lex::From));
        if join != Join::List || is_range || is_led {
            return false;
        }
        let start = self.at;
        self.at += 1;
        let year = self.year_after();
        for at in from..items.len() {
            let What::Day { day, .. } = items[at].point.what else { return false };
            let what = What::Day { day, month: Some(month) };
            let join = if at == from { join } else { Join::Dash };
            items.push(Item { join, point: Point { what, year, start, end: self.at } });
        }
        true
    }

    /// Whether a bracket has nothing in it that the rest of the grammar wants («крім липня», «до 15 числа»).
    pub(super) fn bracket_is_inner(&self) -> bool {
        let inside = self.tokens.list.iter().skip(self.at + 1);
        let is_exception = inside
            .take_while(|token| token.kind != Kind::Close)
            .any(|token| token.kind == Kind::Word(Lex::Except));
        !is_exception && !self.bracket_says_when()
    }

    /// The days of a point; a remark and `None` when there are none.
    pub(super) fn window(&mut self, point: &Point) -> Option<Window> {
        let tokens = point.start..point.end;
        match point.window(self.plan_year) {
            Ok(window) => {
                if point.is_clamped(self.plan_year) {
                    let Text { uk, en } = explain::day(window.first);
                    let message = text!(
                        uk: "такого дня немає; прочитано як {uk}",
                        en: "there is no such day; read as {en}"
                    );
                    self.remarks.push((RemarkKind::Impossible, tokens, message, Some(write_day())));
                } else if matches!(point.what, What::Part(Part::Day(1..), _)) {
                    self.read_as(tokens, explain::window(window), write_day());
                }
                Some(window)
            }
            Err(fault) => {
                let message = match fault {
                    Fault::NoSuchDay => text!(
                        uk: "такого дня немає в календарі",
                        en: "there is no such day in the calendar"
                    ),
                    Fault::NoSuchPart => text!(
                        uk: "такого дня чи відтинку немає в цьому році",
                        en: "this year has no such day or stretch"
                    ),
                    Fault::AbsurdYear => text!(
                        uk: "рік надто далекий від року плану",
                        en: "the year is too far from that of the plan"
                    ),
                    Fault::BrokenYear => text!(
                        uk: "навчальний рік — це два роки поспіль",
                        en: "a school year is two years in a row"
                    ),
                };
                self.remarks.push((RemarkKind::Impossible, tokens, message, Some(write_day())));
                None
            }
        }
    }

    /// Points become schedules: those joined by a dash a range, those of one kind one schedule.
    pub(super) fn assemble(&mut self, mut items: Vec<Item>) {
        let first = items.first().map_or(0, |first| first.point.start);
        if self.lex_before(first) != Some(Lex::During) {
            year_before(&mut items);
        }
        fill_in(&mut items, self.plan_year);
        self.drop_what_is_narrowed(&mut items);
        self.remark_lost_dash(&items);
        let mut rest = items.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let count = after.iter().take_while(|item| item.join == Join::Dash).count();
            let (dashed, after) = after.split_at(count);
            rest = after;
            let last = dashed.last().unwrap_or(first);
            let schedule = match dashed {
                [] => self.single(&first.point),
                _ => self.range(&first.point, &last.point),
            };
            self.is_listed |= first.join == Join::List;
            self.push_range(
                schedule.unwrap_or(Schedule::Unspecified),
                first.point.start,
                last.point.end,
            );
        }
    }

    pub(super) fn single(&mut self, point: &Point) -> Option<Schedule> {
        let window = self.window(point)?;
        let tokens = point.start..point.end;
        match point.what {
            _ if point.is_day() => return Some(Schedule::Dates(vec![window.first.into()])),
            What::Frame(Frame::Month { .. }) => {
                return Some(Schedule::Months(vec![YearMonth::of(window.first).into()]));
            }
            What::Frame(Frame::Year) => return Some(Schedule::AllYear(vec![window])),
            What::Frame(Frame::SchoolYear) => {
                if point.year != Year::Unstated || self.plan_year.is_school {
                    return Some(Schedule::AllYear(vec![window]));
                }
                let year = self.plan_window();
                let read = text!(uk: "весь рік плану", en: "the whole year of the plan");
                self.read_as(tokens, read, write_days());
                return Some(Schedule::AllYear(vec![year]));
            }
            What::Frame(Frame::Vacation(_)) => {
                let read = explain::window(window);
                let better = text!(
                    uk: "канікули щороку визначає заклад: напишіть дні",
                    en: "each college sets its holidays every year: write the days"
                );
                self.read_as(tokens, read, better);
            }
            What::Frame(Frame::Quarter(_) | Frame::HalfYear(_))
            | What::Part(Part::Decade(_), _) => {}
            What::Frame(Frame::Semester(1)) if point.year != Year::Unstated => {}
            What::Frame(Frame::Season(season)) if season != Season::Winter => {}
            What::Day { .. } | What::Part(..) | What::Frame(_) => {
                self.read_as(tokens, explain::window(window), write_days());
            }
        }
        Some(Schedule::Range(vec![window]))
    }

    pub(super) fn range(&mut self, first: &Point, last: &Point) -> Option<Schedule> {
        let tokens = first.start..last.end;
        let semester = |number| What::Frame(Frame::Semester(number));
        if (first.what, last.what) == (semester(1), semester(2)) && last.year == Year::Unstated {
            // The plan's year has the second one first.
            let windows = vec![self.window(first)?, self.window(last)?];
            let [one, other] = [explain::window(windows[0]), explain::window(windows[1])];
            self.read_as(tokens.clone(), one, write_days());
            self.read_as(tokens, other, write_days());
            return Some(Schedule::Range(windows));
        }
        let from = self.window(first)?;
        let mut to = self.window(last)?;
        if to.last < from.first {
            // «листопад – травень» ends in the next year, «вересень 2027 – травень» in 2028.
            let year = YearMonth::of(from.first).year;
            let across = [year, year + 1].into_iter().find_map(|year| {
                let mut later = *last;
                later.year = Year::Stated(year);
                let end = later.window(self.plan_year).ok()?.last;
                let window = Window {
                    first: from.first,
                    last: end,
                };
                (from.first <= end).then_some(window)
            });
            match across {
                Some(across) if last.year == Year::Unstated && across.length() <= 335 => {
                    to = across;
                    self.read_as(tokens, explain::window(across), write_days());
                }
                _ => {
                    let message = text!(
                        uk: "проміжок закінчується раніше, ніж починається",
                        en: "the range ends before it begins"
                    );
                    self.remarks
                        .push((RemarkKind::Impossible, tokens, message, Some(write_days())));
                    return None;
                }
            }
        } else if [first, last]
            .iter()
            .any(|point| matches!(point.what, What::Part(part, _) if !matches!(part, Part::Decade(_)) && !part.is_day()))
        {
            let window = Window::new(from.first, to.last);
            self.read_as(tokens, explain::window(window), write_days());
        }
        let window = Window { first: from.first, last: to.last };
        let is_year = |point: &Point| matches!(point.what, What::Frame(Frame::Year));
        if is_year(first) && is_year(last) {
            return Some(Schedule::AllYear(vec![window]));
        }
        Some(Schedule::Range(vec![window]))
    }

    /// «січень грудень» may be a range whose dash was lost.
    pub(super) fn remark_lost_dash(&mut self, items: &[Item]) {
        if let [first, last] = items
            && last.join == Join::Blank
            && last.point.start == first.point.end
            && first.point.month() == Some(1)
            && last.point.month().is_some_and(|month| month > 1)
        {
            let read = text!(
                uk: "два окремі місяці, а не проміжок",
                en: "two separate months, not a range"
            );
            let better = text!(
                uk: "для проміжку поставте тире, для переліку — кому",
                en: "put a dash for a range, a comma for a list"
            );
            self.read_as(first.point.start..last.point.end, read, better);
        }
    }

    /// «ІІ квартал, травень», «І семестр – жовтень»: a piece of a stretch stands for the stretch.
    fn drop_what_is_narrowed(&self, items: &mut Vec<Item>) {
        for index in (0..items.len().saturating_sub(1)).rev() {
            let (whole, piece) = (items[index], items[index + 1]);
            let is_day = matches!(piece.point.what, What::Day { .. });
            let is_within = match (self.whole(&whole.point), piece.point.window(self.plan_year)) {
                (Some(whole), Ok(piece)) if is_day && may_begin(&whole, &piece) => true,
                (Some(days), Ok(piece)) if !is_day && is_vacation(&whole.point) => {
                    // «зимові канікули, січень»: most of their usual days.
                    let earlier = shifted(days, -12);
                    let most = |overlap: Window| 2 * overlap.length() > days.length();
                    [Some(days), earlier]
                        .iter()
                        .flatten()
                        .filter_map(|days| days.overlap(&piece))
                        .any(most)
                }
                (Some(whole), Ok(piece)) => whole.overlap(&piece) == Some(piece) && whole != piece,
                _ => false,
            };
            // «травень, 15 травня»
            let is_of_month = is_day && whole.point.month().is_some();
            // «І квартал; лютий» are two terms.
            let is_apart = self.tokens.are_parted(whole.point.end..piece.point.start);
            let is_whole =
                !is_apart && (is_stretch(&whole.point) || is_of_month) && whole.join != Join::Dash;
            if is_whole && piece.join != Join::Blank && is_within {
                items[index + 1].join = whole.join;
                items[index + 1].point.start = whole.point.start;
                items.remove(index);
            }
        }
    }

    /// The days in which a piece of a stretch may lie: those of a vague edge have a month more of it.
    fn whole(&self, point: &Point) -> Option<Window> {
        let window = point.window(self.plan_year).ok()?;
        Some(match point.what {
            What::Part(Part::End, frame) if frame.is_stretch() => {
                Window::new(YearMonth::of(window.first).plus(-1).first_day(), window.last)
            }
            What::Part(Part::Beginning, frame) if frame.is_stretch() => {
                Window::new(window.first, YearMonth::of(window.last).plus(1).last_day())
            }
            _ => window,
        })
    }

    /// Neighbours that say one thing become one schedule.
    pub(super) fn merge(&mut self) {
        let mut merged: Vec<Found> = Vec::with_capacity(self.found.len());
        for next in self.found.drain(..) {
            if let Some(last) = merged.last_mut()
                && join_schedules(&mut last.schedule, &next.schedule, next.is_listed)
            {
                last.end = next.end;
            } else {
                merged.push(next);
            }
        }
        self.found = merged;
    }
}

/// «2026 рік, березень»: the year is that of what follows.
fn year_before(items: &mut Vec<Item>) {
    if let [first, rest @ ..] = items.as_mut_slice()
        && first.point.what == What::Frame(Frame::Year)
        && matches!(first.point.year, Year::Stated(_))
        && rest.first().is_some_and(|next| next.join == Join::List)
        && rest.iter().all(|item| {
            item.point.year == Year::Unstated && item.point.what != What::Frame(Frame::Year)
        })
    {
        let year = first.point.year;
        for item in rest {
            item.point.year = year;
        }
        items.remove(0);
    }
}

/// Quarters, half-years, semesters and school holidays, which have days of their own within them or in their place, and
/// the edges of all stretches.
fn is_stretch(point: &Point) -> bool {
    match point.what {
        What::Frame(Frame::Year | Frame::SchoolYear) => false,
        What::Frame(frame) => frame.is_stretch() || matches!(frame, Frame::Vacation(_)),
        What::Part(Part::Beginning | Part::End, frame) => frame.is_stretch(),
        What::Part(..) | What::Day { .. } => false,
    }
}

fn is_vacation(point: &Point) -> bool {
    matches!(point.what, What::Frame(Frame::Vacation(_)))
}

/// Gives days of a list the month, and points the year, that is written only at the end.
pub(super) fn fill_in(items: &mut [Item], plan_year: PlanYear) {
    for index in (0..items.len().saturating_sub(1)).rev() {
        let next = items[index + 1];
        let item = &mut items[index].point;
        if let (What::Day { month, .. }, What::Day { month: later, .. }) =
            (&mut item.what, next.point.what)
            && month.is_none()
        {
            *month = later;
        }
        // «упродовж навчального року, 15.03.2026»
        let is_whole = item.what == What::Frame(Frame::SchoolYear);
        if item.year != Year::Unstated || next.join == Join::Blank || is_whole {
            continue;
        }
        item.year = next.point.year;
        let Year::Stated(year) = next.point.year else {
            continue;
        };
        // «грудень – січень 2027» begins in 2026.
        let is_later = match (item.window(plan_year), next.point.window(plan_year)) {
            (Ok(one), Ok(other)) => one.first > other.first,
            _ => false,
        };
        if is_later && (next.join == Join::Dash || year > plan_year.first) {
            item.year = Year::Stated(year - 1);
        }
    }
}

/// Adds `next` to `last` where both are one list; whether it could.
fn join_schedules(last: &mut Schedule, next: &Schedule, is_listed: bool) -> bool {
    match (last, next) {
        (Schedule::Dates(last), Schedule::Dates(next)) => add(last, next),
        (Schedule::Deadline(last), Schedule::Deadline(next)) if is_listed => add(last, next),
        (Schedule::Months(last), Schedule::Months(next)) => add(last, next),
        (Schedule::Range(last), Schedule::Range(next)) if is_listed => add(last, next),
        (Schedule::Months(last), Schedule::Range(next)) if is_listed => {
            let spans: Option<Vec<MonthSpan>> = next.iter().map(Window::whole_months).collect();
            spans.is_some_and(|spans| add(last, &spans))
        }
        (last @ Schedule::Range(_), Schedule::Months(next)) if is_listed => {
            let Schedule::Range(windows) = &*last else {
                return false;
            };
            let spans: Option<Vec<MonthSpan>> = windows.iter().map(Window::whole_months).collect();
            let Some(mut spans) = spans else {
                return false;
            };
            add(&mut spans, next);
            *last = Schedule::Months(spans);
            true
        }
        (
            Schedule::Ongoing(last) | Schedule::AllYear(last),
            Schedule::Ongoing(next) | Schedule::AllYear(next),
        ) => last == next,
        // «щоквартально, 4 рази на рік» is said twice.
        (Schedule::Recurring(last), Schedule::Recurring(next)) if is_listed => {
            last == next || last.join(next)
        }
        (Schedule::Unspecified, Schedule::Unspecified) => true,
        _ => false,
    }
}

/// The days of `windows` that lie in none of `gaps`.
pub(super) fn without_all(windows: &[Window], gaps: &[Window]) -> Vec<Window> {
    let mut left = windows.to_vec();
    for gap in gaps {
        left = left.iter().flat_map(|window| window.without(gap)).collect();
    }
    left
}

fn add<T: Copy + PartialEq>(last: &mut Vec<T>, next: &[T]) -> bool {
    for one in next {
        if !last.contains(one) {
            last.push(*one);
        }
    }
    true
}

//! What narrows a rhythm after it was named: «до 10 числа», «у вівторок», «з вересня по травень».
//!
//! Start reading at [`Reader::narrow`].

use super::RemarkKind;
use super::brackets::days_of;
use super::grammar::{Item, Join, Reader};
use super::points::{Frame, Part, What};
use super::remarks::write_weekday;
use super::rhythm::{Draft, Rate};
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::Window;
use crate::text;

impl Reader<'_> {
    /// Reads one more thing that belongs to the rhythm; steps back and says `false` when there is none.
    pub(super) fn narrow(&mut self, draft: &mut Draft) -> bool {
        let before = draft.clone();
        let read = self.attempt(|reader| {
            let is_bracket = reader.take_kind(Kind::Open);
            let is_explained = reader.take_kind(Kind::Colon) || is_bracket;
            let is_listed = reader.take_kind(Kind::Comma) || is_explained;
            let is_dashed = reader.take_kind(Kind::Dash);
            let is_apart = is_listed || is_dashed;
            reader.skip_contrast();
            reader.attempt(Reader::noun_before_day);
            let is_read = reader.except(draft)
                || reader.part_of_unit(draft)
                || reader.weekdays_of(draft)
                || reader.working_days_of(draft)
                || reader.hour_due(draft)
                || reader.of_every_month(draft)
                || reader.bounds(draft, is_apart, is_explained)
                || (is_bracket || reader.lex() == Some(Lex::Till))
                    && reader.weekday_of_longer(draft)
                || (is_explained || reader.lex() == Some(Lex::From))
                    && reader.units_by_number(draft)
                || is_apart && reader.per_semester(draft);
            if is_bracket {
                // «(вересень–травень, крім січня)»
                while reader.take_kind(Kind::Comma)
                    && (reader.except(draft) || reader.hour_of(draft))
                {}
            }
            (is_read && (!is_bracket || reader.take_kind(Kind::Close))).then_some(())
        });
        if read.is_none() {
            *draft = before;
        }
        read.is_some() || self.narrow_after_hour(draft)
    }

    /// «о 12:00, протягом навчального року» of «щоп’ятниці о 12:00, протягом навчального року».
    fn narrow_after_hour(&mut self, draft: &mut Draft) -> bool {
        let is_free =
            matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..)) && draft.clock.is_none();
        let mut narrowed = draft.clone();
        let read = self.attempt(|reader| {
            let is_open = reader.take_kind(Kind::Open);
            reader.take_kind(Kind::Comma);
            narrowed.clock = Some(reader.clock()?);
            (!is_open || reader.take_kind(Kind::Close)).then_some(())?;
            (is_free && reader.narrow(&mut narrowed)).then_some(())
        });
        if read.is_some() {
            *draft = narrowed;
        }
        read.is_some()
    }

    /// The windows of a series of points, without making them a part of the term.
    pub(super) fn windows_here(&mut self) -> Option<Vec<Window>> {
        let pending = self.remarks.len();
        let (is_read, read) = self.aside(|reader| {
            // «в період з 10 по 20 лютого»
            reader.attempt(|reader| {
                reader.skip_prepositions();
                (reader.lex()? == Lex::From).then_some(())
            });
            if reader.lex() == Some(Lex::From) {
                let is_read = reader.range_in_words();
                // «з лютого по червень, вересень–листопад»
                let another = |reader: &mut Reader| {
                    (reader.join()? == Join::List).then_some(())?;
                    let mut items = Vec::new();
                    let is_read = reader.points(&mut items, Join::List)
                        && reader.next_point_listed(&mut items).is_some();
                    let are_months = matches!(items.as_slice(), [one, Item { join: Join::Dash, point }]
                        if one.point.month().and(point.month()).is_some());
                    (is_read && are_months).then(|| reader.assemble(items))
                };
                while is_read && reader.attempt(another).is_some() {}
                return is_read;
            }
            let mut items = Vec::new();
            let is_read = reader.points(&mut items, Join::Start);
            while is_read && reader.next_point_listed(&mut items).is_some() {}
            if is_read {
                reader.assemble(items);
            }
            is_read
        });
        // How a bound was read shows in the windows; only impossible days need words.
        let mut index = 0;
        self.remarks.retain(|(kind, ..)| {
            index += 1;
            index <= pending || *kind == RemarkKind::Impossible
        });
        if !is_read {
            return None;
        }
        let windows = read.iter().flat_map(|found| days_of(&found.schedule));
        let windows: Vec<Window> = windows.collect();
        (!windows.is_empty()).then_some(windows)
    }

    pub(super) fn next_point_listed(&mut self, items: &mut Vec<Item>) -> Option<()> {
        self.attempt(|reader| {
            let join = reader.join()?;
            reader.points(items, join).then_some(())
        })
    }

    /// «до 31 числа», «25 числа», «у перший вівторок» after «щомісяця».
    pub(super) fn part_of_unit(&mut self, draft: &mut Draft) -> bool {
        // «останній місяць кварталу, до 25 числа»
        let in_month = match draft.parts.as_slice() {
            [(_, part @ Part::Month(_))] => Some(*part),
            [] => None,
            _ => return false,
        };
        if matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..)) {
            return false;
        }
        let read = self.attempt(|reader| {
            reader.skip_prepositions();
            let start = reader.at;
            // «25» is a day of every month; of a quarter only «5-го», «до 5» are.
            let is_bare = matches!(reader.kind(), Some(Kind::Number { ordinal: false, .. }));
            let (parts, is_deadline) = match reader.attempt(Reader::marked_parts) {
                Some(read) => read,
                None if draft.rate == Rate::Years(1) => return None,
                None if is_bare && draft.rate != Rate::Months(1) => return None,
                None => reader.bare_day()?,
            };
            // «щомісяця до 20 грудня» is another term.
            let is_of_month = matches!(reader.lex(), Some(Lex::Month { is_nominative: false, .. }));
            // «щомісяця до кінця року» goes on until then.
            let which = |lex| matches!(lex, Lex::School | Lex::Calendar | Lex::This);
            let mut lexes = (reader.at..).map_while(|at| reader.lex_at(at));
            let is_of_year = lexes.find(|lex| !which(*lex)) == Some(Lex::Unit(Unit::Year))
                && parts.iter().all(|(_, part)| *part == Part::Day(0))
                && !matches!(draft.rate, Rate::Years(_));
            if is_of_month || is_of_year || reader.at == start {
                return None;
            }
            let of_month = match draft.rate {
                Rate::Months(1) => reader.month_of_unit(),
                _ => reader.attempt(Reader::month_part),
            };
            while let Some(Lex::Unit(_) | Lex::This | Lex::Each | Lex::Every(_)) = reader.lex() {
                reader.at += 1;
            }
            let is_month_after = reader.after_reported().is_some();
            Some((parts, is_deadline, is_month_after, of_month))
        });
        let Some((parts, is_deadline, is_month_after, of_month)) = read else {
            return false;
        };
        draft.parts = parts;
        draft.is_deadline = is_deadline;
        draft.is_month_after = is_month_after;
        draft.of_month = of_month.or(in_month);
        true
    }

    /// «щомісяця до 5-го», «щомісяця, з 20 по 25», «лютий, 25–27»: days without «числа».
    pub(super) fn bare_day(&mut self) -> Option<(Vec<(Join, Part)>, bool)> {
        let is_later = self.not(Lex::Later);
        let is_deadline = self.take(Lex::To) || is_later;
        let day = |reader: &mut Reader| match reader.kind()? {
            Kind::Number { value, digits: 1 | 2, .. } => {
                reader.at += 1;
                (1..=31).contains(&value).then_some(Part::Day(value))
            }
            _ => None,
        };
        let parts = if !is_deadline && self.lex() == Some(Lex::From) {
            self.runs_from_to()?
        } else if !is_deadline && self.lex() == Some(Lex::After) {
            self.days_on()?
        } else {
            let mut days = vec![(Join::Start, day(self)?)];
            // «1-го і 15-го»
            while let Some(next) = self.attempt(|reader| Some((reader.join()?, day(reader)?))) {
                days.push(next);
            }
            days
        };
        // «щомісяця 1)»
        let is_mark = self.kind() == Some(Kind::Close)
            && self.tokens.list.iter().all(|token| token.kind != Kind::Open);
        let ends = !is_mark
            && matches!(
                self.kind(),
                None | Some(Kind::Comma | Kind::Close | Kind::Semicolon | Kind::Break)
            )
            || parts.len() > 1 && self.kind() == Some(Kind::Open)
            || matches!(self.lex(), Some(Lex::Inclusive | Lex::At));
        ends.then_some((parts, is_deadline))
    }

    /// «щотижня у вівторок та четвер», «щодня (понеділок–п’ятниця)».
    pub(super) fn weekdays_of(&mut self, draft: &mut Draft) -> bool {
        let is_daily = draft.rate == Rate::Days(1);
        if !is_daily && !matches!(&draft.rate, Rate::Weeks(_, weekdays) if weekdays.is_empty()) {
            return false;
        }
        let read = self.attempt(|reader| {
            // «щотижня до п’ятниці»
            let is_deadline = !is_daily && reader.take(Lex::To);
            // «щоденно з понеділка по п’ятницю»
            if is_daily {
                reader.take(Lex::From);
            }
            reader.skip_prepositions();
            reader.take(Lex::Till);
            // «щотижня, кожного вівторка»
            reader.take(Lex::Each);
            let Some(Lex::Weekday(first) | Lex::EachWeekday(first)) = reader.lex() else {
                return None;
            };
            reader.at += 1;
            let weekdays = reader.more_weekdays(first);
            (!is_daily || weekdays.len() > 1).then_some((weekdays, is_deadline))
        });
        let Some((weekdays, is_deadline)) = read else {
            return false;
        };
        draft.is_deadline = is_deadline;
        match &mut draft.rate {
            Rate::Weeks(_, days) => *days = weekdays,
            other => *other = Rate::Weeks(1, weekdays),
        }
        true
    }

    /// «четвер» of «раз на місяць (четвер)»: which one, is not said.
    fn weekday_of_longer(&mut self, draft: &Draft) -> bool {
        let start = self.at;
        let is_longer = !matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..));
        let is_read = self
            .attempt(|reader| {
                reader.skip_prepositions();
                reader.take(Lex::Till);
                let Some(Lex::Weekday(first)) = reader.lex().filter(|_| is_longer) else {
                    return None;
                };
                reader.at += 1;
                reader.more_weekdays(first);
                Some(())
            })
            .is_some();
        if is_read {
            let read = text!(
                uk: "без дня тижня, бо котрий це в місяці, не сказано",
                en: "without the weekday, as which one of the month is not said"
            );
            self.read_as(start..self.at, read, write_weekday());
        }
        is_read
    }

    /// «І–ІІІ» of «щокварталу (І–ІІІ)», «з ІІ» of «щокварталу, починаючи з ІІ», «з ІІ до IV»: which of them.
    fn units_by_number(&mut self, draft: &mut Draft) -> bool {
        let frame = match draft.rate {
            Rate::Months(3) => Frame::Quarter,
            Rate::Months(6) => Frame::HalfYear,
            Rate::Semesters => Frame::Semester,
            _ => return false,
        };
        let windows = self.attempt(|reader| {
            let start = reader.at;
            while reader.take(Lex::From) {}
            let is_led = reader.at > start;
            let both = reader.attempt(Reader::numerals_from_to).filter(|_| is_led);
            let is_open = is_led && both.is_none();
            let numerals = both.or_else(|| reader.numerals())?;
            let ends = matches!(
                reader.kind(),
                None | Some(Kind::Close | Kind::Comma | Kind::Semicolon | Kind::Break)
            );
            let mut windows: Vec<Window> = Vec::new();
            for (join, number) in numerals {
                let window = reader.frame_of_plan(frame(number))?;
                match windows.last_mut() {
                    // The plan's year has the second semester first.
                    Some(last) if join == Join::Dash && last.first < window.first => {
                        last.last = window.last;
                    }
                    _ => windows.push(window),
                }
            }
            if let (true, [only]) = (is_open, windows.as_mut_slice()) {
                only.last = reader.plan_window().last.max(only.last);
            }
            ends.then_some(windows)
        });
        let is_read = draft.bounds.is_none() && windows.is_some();
        draft.bounds = draft.bounds.take().or(windows);
        is_read
    }

    /// «1 раз на семестр», «по семестрах» of «двічі на рік (1 раз на семестр)»: the halves are those of a school year.
    fn per_semester(&mut self, draft: &mut Draft) -> bool {
        let read = self.attempt(|reader| {
            let other = reader
                .attempt(Reader::times_per_unit)
                .or_else(|| reader.attempt(Reader::each_unit));
            (draft.rate == Rate::Months(6) && other?.rate == Rate::Semesters).then_some(())
        });
        if read.is_some() {
            draft.rate = Rate::Semesters;
        }
        read.is_some()
    }

    /// «звітність» of «щоквартальна звітність до 5 числа»: what the day is for.
    fn noun_before_day(&mut self) -> Option<()> {
        let start = self.at;
        while self.at < start + 2 && self.lex() == Some(Lex::Unknown) && !self.is_as_of() {
            self.at += 1;
        }
        let after = self.at;
        let (parts, _) = self.marked_parts()?;
        let is_of_days = parts.iter().all(|(_, part)| matches!(part, Part::Day(_)))
            && self.lex_at(self.at - 1) == Some(Lex::DayOfMonth);
        self.at = after;
        (after > start && is_of_days).then_some(())
    }

    /// «щоденно в робочі дні».
    fn working_days_of(&mut self, draft: &mut Draft) -> bool {
        let working = (draft.rate == Rate::Days(1)).then(|| {
            self.attempt(|reader| {
                reader.skip_prepositions();
                reader.working_days()
            })
        });
        let Some(Some(working)) = working else {
            return false;
        };
        draft.rate = working.rate;
        true
    }

    /// «щоп’ятниці до 12:00».
    fn hour_due(&mut self, draft: &mut Draft) -> bool {
        let is_free =
            matches!(draft.rate, Rate::Days(_) | Rate::Weeks(..)) && draft.clock.is_none();
        let clock = self.attempt(|reader| {
            (is_free && reader.take(Lex::To)).then_some(())?;
            reader.clock_due()
        });
        draft.is_deadline |= clock.is_some();
        draft.clock = draft.clock.or(clock);
        clock.is_some()
    }

    /// «15.00» of «щотижнево (п’ятниця, 15.00)».
    fn hour_of(&mut self, draft: &mut Draft) -> bool {
        let clock = self.attempt(Reader::clock).filter(|_| draft.clock.is_none());
        draft.clock = draft.clock.or(clock);
        clock.is_some()
    }

    /// «щосереди кожного місяця», «по середах, щотижня» is every Wednesday.
    fn of_every_month(&mut self, draft: &mut Draft) -> bool {
        let is_weekday = matches!(&draft.rate, Rate::Weeks(_, weekdays) if !weekdays.is_empty());
        self.reads(|reader| {
            if is_weekday && reader.take(Lex::Every(Unit::Week)) {
                return Some(());
            }
            let is_each = is_weekday && reader.take(Lex::Each);
            (is_each && matches!(reader.unit()?, Unit::Month | Unit::Week)).then_some(())
        })
    }

    /// «з вересня по травень», «протягом року», «, вересень–грудень».
    pub(super) fn bounds(&mut self, draft: &mut Draft, is_apart: bool, is_explained: bool) -> bool {
        if draft.bounds.is_some() {
            return false;
        }
        let is_daily = matches!(draft.rate, Rate::Weeks(..) | Rate::Days(_));
        // «щосереди (до кінця травня)» is «щосереди до кінця травня».
        let is_beside = is_apart && !is_explained;
        if !is_beside || is_daily {
            draft.bounds = self.attempt(|reader| reader.up_to(is_daily, is_beside));
            if draft.bounds.is_some() {
                return true;
            }
        }
        let windows = self.attempt(|reader| {
            // «щосереди вересня», «усі дні травня»
            let is_of_month = matches!(reader.lex(), Some(Lex::Month { is_nominative: false, .. }))
                && is_daily
                && !is_apart;
            // «щосереди І семестру»
            let is_of_stretch = !is_apart && reader.ahead(Reader::numbered_frames).is_some();
            let is_of_year = !is_apart && matches!(reader.number_at(reader.at), Some((_, 4)));
            let is_led = is_of_stretch
                || is_of_month
                || is_of_year
                || matches!(reader.lex(), Some(Lex::From | Lex::During | Lex::In));
            let start = reader.at;
            let windows = reader.windows_here()?;
            // «щомісяця, 10–15 березня» are two terms.
            if matches!(draft.rate, Rate::Months(_)) && !windows.iter().all(is_month_long) {
                return None;
            }
            // «щомісяця до 25 числа, у грудні – до 20», «…, у грудні до 20 числа» go on with another term.
            let is_marked = matches!(reader.kind(), Some(Kind::Dash | Kind::Comma));
            let is_led_to = (is_marked || !draft.parts.is_empty())
                && reader.lex_at(reader.at + usize::from(is_marked)) == Some(Lex::To);
            if is_apart && is_led_to {
                return None;
            }
            // «щомісяця 2027 року» has no day in the plan's year.
            let year = reader.plan_window();
            if is_of_year && !windows.iter().any(|window| window.overlap(&year).is_some()) {
                return None;
            }
            // «щоквартально, грудень» in one cell is two terms; a range or «у …» is a bound.
            let has_dash =
                reader.tokens.list[start..reader.at].iter().any(|token| token.kind == Kind::Dash);
            (is_led || is_explained || is_apart && has_dash).then_some(windows)
        });
        let is_read = windows.is_some();
        draft.bounds = windows;
        is_read
    }

    /// «до 30 червня» of «щопонеділка до 30 червня», «до кінця травня» of «щомісяця до кінця травня»; «щомісяця до
    /// 20 грудня» is another term, and after a comma all but «…, до кінця травня».
    pub(super) fn up_to(&mut self, is_daily: bool, is_apart: bool) -> Option<Vec<Window>> {
        // «щосереди до кінця семестру»: in each of them.
        let semesters = self.attempt(|reader| {
            (is_daily && reader.take(Lex::To) && reader.take(Lex::End)).then_some(())?;
            (reader.unit()? == Unit::Semester).then_some(())?;
            let semesters = [1, 2].into_iter().map(Frame::Semester);
            let mut windows =
                semesters.filter_map(|frame| reader.frame_of_plan(frame)).collect::<Vec<Window>>();
            windows.sort_by_key(|window| window.first);
            Some(windows)
        });
        if semesters.is_some() {
            return semesters;
        }
        let mut items = Vec::new();
        let is_read = self.take(Lex::To) && self.points(&mut items, Join::Start);
        // «щосереди, до 20 січня, липня»: several days are deadlines.
        let has_more = is_read && self.next_deadline(&mut items).is_some();
        let [Item { point, .. }] = items.as_slice() else {
            return None;
        };
        let is_end = matches!(point.what, What::Part(Part::End, _));
        if !is_read || has_more || point.is_day() && !is_daily || is_apart && !is_end {
            return None;
        }
        let (first, last) = (self.plan_window().first, self.due(point, false)?);
        (first <= last).then_some(vec![Window { first, last }])
    }

    /// A series joined without blanks, as one schedule.
    pub(super) fn one_series(&mut self) -> bool {
        let mut items = Vec::new();
        if !self.points(&mut items, Join::Start) {
            return false;
        }
        while self.next_point_listed(&mut items).is_some() {}
        self.assemble(items);
        self.merge();
        true
    }
}

/// Whether a rhythm of months may be held within the days.
pub(super) fn is_month_long(window: &Window) -> bool {
    window.length() >= 28
}

//! Hours: «о 14:00», «10.00 год», «з 10:00 до 12:00», and to which day they belong.
//!
//! Start reading at [`Reader::clock_of_part`].

use chrono::NaiveTime;

use super::RemarkKind;
use super::grammar::{Join, Reader};
use super::tokens::Kind;
use super::words::Lex;
use crate::plan::schedule::{Clock, Mark, Rhythm, Schedule};
use crate::text;

impl Reader<'_> {
    /// An hour belongs to the day before it, or else to the next one.
    pub(super) fn clock_of_part(&mut self) -> bool {
        let start = self.at;
        let before = self.lex_before(start);
        let Some(clock) = self.clock() else {
            return false;
        };
        let is_second = self.pending.take().is_some();
        if self.more_hours() || is_second {
            let message = text!(
                uk: "годин кілька; жодної не прочитано як годину події",
                en: "there are several hours; none is read as that of the event"
            );
            self.remark(RemarkKind::Ambiguous, start..self.at, message);
            return true;
        }
        self.is_pending_due = matches!(before, Some(Lex::To | Lex::Later));
        let end = self.at;
        let Some((last, before)) = self.found.split_last_mut() else {
            self.pending = Some(clock);
            return true;
        };
        if self.is_pending_due && last.end + 1 == start {
            // «25 серпня до 12:00», «25 числа кожного місяця до 12:00»
            match &mut last.schedule {
                Schedule::Dates(moments) => {
                    last.schedule = Schedule::Deadline(std::mem::take(moments));
                }
                Schedule::Recurring(recurrence) => recurrence.mark = Mark::By,
                _ => {}
            }
        }
        if !set_clock(&mut last.schedule, clock) {
            self.pending = Some(clock);
            return true;
        }
        last.end = end;
        // «10, 17 та 24 березня о 15:00»
        let (mut is_listed, mut next) = (last.is_listed, last.start);
        for found in before.iter_mut().rev() {
            let is_apart = self.tokens.are_parted(found.end..next);
            let is_of_days = match &found.schedule {
                Schedule::Dates(_) => true,
                Schedule::Recurring(recurrence) => {
                    matches!(recurrence.rhythm, Rhythm::Weekly { .. })
                }
                _ => false,
            };
            if !is_listed || is_apart || !is_of_days || !set_clock(&mut found.schedule, clock) {
                break;
            }
            (is_listed, next) = (found.is_listed, found.start);
        }
        true
    }

    /// «та 16.30» after «о 8.30»: the same day has several hours.
    fn more_hours(&mut self) -> bool {
        let is_repeated = matches!(
            self.found.last().map(|last| &last.schedule),
            Some(Schedule::Recurring(recurrence))
                if matches!(recurrence.rhythm, Rhythm::Daily(_) | Rhythm::Weekly { .. })
        );
        let mut has_more = false;
        while let Some(()) = self.attempt(|reader| {
            (reader.join()? == Join::List).then_some(())?;
            let is_led = reader.take(Lex::At) || reader.take(Lex::From) || is_repeated;
            let is_in_full = matches!(reader.kind_at(reader.at + 1), Some(Kind::Colon | Kind::Dot));
            let (_, is_sure) = reader.time(is_led)?;
            reader.attempt(|reader| {
                let goes_on = reader.take_kind(Kind::Dash) || reader.take(Lex::To);
                goes_on.then(|| reader.time(true))?
            });
            // «о 9:00, 10:00 12 березня»: whose hour that is shows what follows.
            let ends = matches!(
                reader.kind(),
                None | Some(
                    Kind::Comma
                        | Kind::Semicolon
                        | Kind::Close
                        | Kind::Break
                        | Kind::Word(Lex::And | Lex::Or)
                )
            );
            (is_in_full && is_sure && ends).then_some(())
        }) {
            has_more = true;
        }
        has_more
    }

    /// «о 14:00», «10.00 год», «з 10:00 до 12:00», «14:00–15:30».
    pub(super) fn clock(&mut self) -> Option<Clock> {
        self.attempt(|reader| {
            while matches!(reader.lex(), Some(Lex::In)) {
                reader.at += 1;
            }
            let is_from = reader.take(Lex::From);
            // «з 9 до 13 години 5 лютого»
            let is_of_hours = is_from
                && matches!(reader.lex_at(reader.at + 1), Some(Lex::To | Lex::Till))
                && reader.number_at(reader.at + 2).is_some()
                && reader.lex_at(reader.at + 3) == Some(Lex::Hour);
            let is_led = reader.take(Lex::At) || is_of_hours;
            let (start, is_sure) = reader.time(is_led)?;
            let end = reader.attempt(|reader| {
                // «15.03 до 12.00» is a day and its hour.
                let is_day = !is_sure && !is_from && !is_led;
                if is_day && matches!(reader.lex(), Some(Lex::To | Lex::Till)) {
                    return None;
                }
                let is_end =
                    reader.take(Lex::To) || reader.take(Lex::Till) || reader.take_kind(Kind::Dash);
                is_end.then_some(())?;
                reader.take(Lex::At);
                // «11.02 о 10:00 – 13.02 о 16:00» has two days.
                let mark = reader.kind_at(reader.at + 1);
                let (end, is_end_sure) = reader.time(is_led || is_sure)?;
                let is_day = mark == Some(Kind::Dot) && reader.lex() == Some(Lex::At);
                ((is_sure || is_end_sure) && !is_day).then_some(end)
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
    pub(super) fn time(&mut self, is_led: bool) -> Option<(NaiveTime, bool)> {
        let at = self.at;
        let (hour, 1 | 2) = self.number_at(at)? else {
            return None;
        };
        if let (Some(mark @ (Kind::Colon | Kind::Dot)), Some((minute, 2))) =
            (self.kind_at(at + 1), self.number_at(at + 2))
        {
            let is_glued = [at + 1, at + 2].iter().all(|index| self.tokens.list[*index].is_glued);
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
        if let Some(read) = self.time_in_two(hour, is_led) {
            return Some(read);
        }
        let is_hour = self.lex_at(at + 1) == Some(Lex::Hour);
        if (is_led || is_hour) && !matches!(self.lex_at(at + 1), Some(Lex::Month { .. })) {
            self.at = at + 1 + usize::from(is_hour);
            // «14 год. 30 хв.»
            let minute = self.attempt(|reader| {
                let (minute, 1 | 2) = reader.number_at(reader.at)? else {
                    return None;
                };
                reader.at += 2;
                let is_minute = reader.tokens.word(reader.at - 1).starts_with("хв");
                (is_hour && is_minute).then_some(minute)
            });
            let time = NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), 0)?;
            return Some((time, is_led || minute.is_some()));
        }
        None
    }

    /// «о 9-30», «10-00», «15 00 год.»: a dash or a blank is the colon of an hour where nothing else can be meant.
    fn time_in_two(&mut self, hour: u32, is_led: bool) -> Option<(NaiveTime, bool)> {
        let has_dash = self.kind_at(self.at + 1) == Some(Kind::Dash);
        let at = self.at + 1 + usize::from(has_dash);
        let (minute, 2) = self.number_at(at)? else {
            return None;
        };
        let is_apart = (self.at + 1..=at).all(|index| !self.tokens.list[index].is_glued);
        let is_glued = (self.at + 1..=at).all(|index| self.tokens.list[index].is_glued);
        let goes_on = matches!(self.kind_at(at + 1), Some(Kind::Dot | Kind::Dash | Kind::Colon))
            && self.number_at(at + 2).is_some()
            && self.tokens.list[at + 1].is_glued;
        let is_hour = self.lex_at(at + 1) == Some(Lex::Hour);
        let is_month = matches!(self.lex_at(at + 1), Some(Lex::Month { .. } | Lex::DayOfMonth));
        let is_sure = is_hour || is_led && !is_month;
        let is_round = has_dash && minute == 0 || is_sure && minute.is_multiple_of(5);
        if has_dash && !is_glued || !has_dash && !is_apart || goes_on || !is_round {
            return None;
        }
        let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
        self.at = at + 1 + usize::from(is_hour);
        Some((time, true))
    }
}

/// Sets the hour where there is none yet; whether there was room for it.
pub(super) fn set_clock(schedule: &mut Schedule, clock: Clock) -> bool {
    match schedule {
        Schedule::Dates(moments) | Schedule::Deadline(moments) => {
            let mut is_set = false;
            for moment in moments.iter_mut().filter(|moment| moment.clock.is_none()) {
                moment.clock = Some(clock);
                is_set = true;
            }
            is_set
        }
        Schedule::Recurring(recurrence) if recurrence.clock.is_none() => {
            recurrence.clock = Some(clock);
            true
        }
        _ => false,
    }
}

//! The days of what comes a few times a year: «щороку в грудні», «двічі на рік (січень, до 15 червня)».
//!
//! Where they are stated, they stand for the rhythm. Start reading at [`Reader::day_of_year`].

use super::grammar::{Join, Reader};
use super::points::{Frame, Point, What, Year};
use super::rhythm::{Draft, Rate};
use super::tokens::Kind;
use super::words::Lex;
use crate::plan::schedule::{MonthSpan, Schedule, Window, YearMonth};

impl Reader<'_> {
    /// «щороку в грудні», «щороку до 1 вересня», «двічі на рік (травень, жовтень)»: the day is stated.
    pub(super) fn day_of_year(&mut self, draft: &Draft) -> Option<Schedule> {
        let is_yearly = draft.rate == Rate::Years(1);
        // «двічі на рік (І, ІІ півріччя)» is the rhythm said again.
        let unit = if let Rate::Months(months) = draft.rate { months as usize } else { 4 };
        let is_shorter = |window: &Window| window.months().count() < unit;
        let is_per_year = matches!(draft.rate, Rate::Months(2..) | Rate::Semesters);
        // «кінець семестру (грудень, травень)»
        let is_edge = draft.rate == Rate::Semesters && !draft.is_deadline;
        if !is_yearly && !is_per_year || !draft.parts.is_empty() && !is_edge {
            return None;
        }
        let pending = self.pending.take();
        let read = |reader: &mut Reader| {
            let start = reader.at;
            let is_open = reader.take_kind(Kind::Open);
            let is_comma = reader.take_kind(Kind::Comma)
                || reader.take_kind(Kind::Colon)
                || reader.take_kind(Kind::Dash);
            // «щорічно, у термін до 25 грудня»
            reader.attempt(|reader| {
                let at = reader.at;
                reader.skip_prepositions();
                (reader.at > at && matches!(reader.lex()?, Lex::To | Lex::From)).then_some(())
            });
            let is_led = matches!(reader.lex(), Some(Lex::In | Lex::To));
            // «щоквартально 15.03, 15.06, 15.09, 15.12»
            let is_bare = is_per_year && !is_open && !is_comma && !is_led;
            if is_bare && reader.number_at(reader.at).is_none() {
                return None;
            }
            let is_read = reader.deadline()
                || is_yearly && (reader.deadline_of_month() || reader.range_in_words())
                || reader.one_series();
            if !is_read || is_open && !reader.take_kind(Kind::Close) {
                return None;
            }
            let [only] = reader.found.as_slice() else {
                return None;
            };
            match &only.schedule {
                // «двічі на рік (травень–червень, жовтень–листопад)»
                Schedule::Dates(moments) if moments.len() < 2 && is_bare => None,
                _ if is_bare && !matches!(only.schedule, Schedule::Dates(_)) => None,
                Schedule::Range(windows) if is_yearly || windows.iter().all(is_shorter) => {
                    let spans: Option<Vec<MonthSpan>> =
                        windows.iter().map(Window::whole_months).collect();
                    let range = Schedule::Range(windows.clone());
                    Some(spans.map_or(range, Schedule::Months))
                }
                Schedule::Dates(moments) => {
                    let mut moments = moments.clone();
                    reader.round_the_year(start, draft.rate == Rate::Months(6), &mut moments);
                    Some(Schedule::Dates(moments))
                }
                Schedule::Months(spans) if is_open => {
                    let spans = spans.clone();
                    Some(reader.days_of_months(&spans).unwrap_or(Schedule::Months(spans)))
                }
                Schedule::Months(_) => Some(only.schedule.clone()),
                Schedule::Deadline(moments) if is_yearly || moments.len() > 1 => {
                    let mut moments = moments.clone();
                    reader.round_the_year(start, draft.rate == Rate::Months(6), &mut moments);
                    Some(Schedule::Deadline(moments))
                }
                _ => None,
            }
        };
        let (schedule, _) = self.aside(|reader| reader.attempt(read));
        self.pending = pending;
        schedule
    }

    /// «січень, до 15 червня» of «двічі на рік (січень, до 15 червня)»: as many days, of several kinds, as there are times.
    pub(super) fn days_of_times(&mut self, draft: &Draft, start: usize) -> bool {
        let (Rate::Months(months @ 2..), []) = (&draft.rate, draft.parts.as_slice()) else {
            return false;
        };
        let times = 12 / *months as usize;
        let (read, mut found) = self.aside(|reader| {
            reader.attempt(|reader| {
                let is_open = reader.take_kind(Kind::Open);
                let is_led = is_open
                    || [Kind::Comma, Kind::Colon, Kind::Dash]
                        .map(|mark| reader.take_kind(mark))
                        .contains(&true);
                is_led.then_some(())?;
                loop {
                    let is_read = reader.deadline_of_month()
                        || reader.deadline()
                        || reader.range_in_words()
                        || reader.series();
                    is_read.then_some(())?;
                    if reader
                        .attempt(|reader| (reader.join()? == Join::List).then_some(()))
                        .is_none()
                    {
                        break;
                    }
                    reader.is_listed = true;
                }
                let ends =
                    if is_open { reader.take_kind(Kind::Close) } else { reader.kind().is_none() };
                let days = reader.found.iter().map(|found| found.schedule.occurrences().len());
                (ends && days.sum::<usize>() == times).then_some(())
            })
        });
        if read.is_none() {
            return false;
        }
        if let Some(first) = found.first_mut() {
            first.start = start;
        }
        self.found.append(&mut found);
        true
    }

    /// «до 25 числа» after «щокварталу (березень, червень, вересень, грудень)»: the day of each of these months.
    fn days_of_months(&mut self, months: &[MonthSpan]) -> Option<Schedule> {
        self.attempt(|reader| {
            if !reader.take_kind(Kind::Comma) {
                reader.take_kind(Kind::Dash);
            }
            let start = reader.at;
            let (parts, is_deadline) = reader.marked_parts()?;
            let end = reader.at;
            if !reader.ends_in_month() || !months.iter().all(MonthSpan::is_month) {
                return None;
            }
            let mut moments = Vec::new();
            for span in months {
                for (join, part) in &parts {
                    let YearMonth { year, month } = span.first;
                    let what = What::of(*part, Frame::Month { month, is_nominative: true });
                    let point = Point { what, year: Year::Stated(year), start, end };
                    let is_one = point.is_day() && *join != Join::Dash;
                    moments.push(is_one.then(|| reader.window(&point))??.first.into());
                }
            }
            Some(if is_deadline { Schedule::Deadline(moments) } else { Schedule::Dates(moments) })
        })
    }
}

//! Days and times as editors write them: 2026-03-24, 2026-03-24T14:00:00, 24.03.2026, 24.03.2026 14:00.

use chrono::{NaiveDate, NaiveTime};

use crate::plan::Moment;

/// Why words are no day.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::resolve) enum NoMoment {
    /// They are not written as a date.
    Unreadable,
    /// There is no such day.
    Impossible,
    /// There is such a day, and no such time.
    NoTime(String),
}

/// Reads a day, with or without a time.
pub(in crate::resolve) fn parse(words: &str) -> Result<Moment, NoMoment> {
    let (day, time) = match words.trim().split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (words.trim(), None),
    };
    let numbers = |parts: &str, by: char| -> Option<Vec<u32>> {
        parts.split(by).map(|part| part.parse().ok()).collect()
    };
    let (year, month, day) = match (numbers(day, '-').as_deref(), numbers(day, '.').as_deref()) {
        // «24-03-2030» is written in no way that we know, and that is to be told.
        (Some(&[year, _, last]), _) if year < 100 && last >= 1900 => {
            return Err(NoMoment::Unreadable);
        }
        (Some(&[year, month, day]), _) => (year, month, day),
        (_, Some(&[day, month, year])) => (year, month, day),
        _ => return Err(NoMoment::Unreadable),
    };
    let year = i32::try_from(year).map_err(|_| NoMoment::Impossible)?;
    if !(1900..=2200).contains(&year) {
        return Err(NoMoment::Impossible);
    }
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(NoMoment::Impossible)?;
    let Some(time) = time else { return Ok(Moment { date, time: None }) };
    let read = match numbers(time, ':').as_deref() {
        Some(&[hour, minute]) => NaiveTime::from_hms_opt(hour, minute, 0),
        Some(&[hour, minute, second]) => NaiveTime::from_hms_opt(hour, minute, second),
        _ => return Err(NoMoment::Unreadable),
    };
    Ok(Moment { date, time: Some(read.ok_or_else(|| NoMoment::NoTime(time.to_owned()))?) })
}

#[cfg(test)]
mod tests {
    use super::{NoMoment, parse};

    #[test]
    fn both_ways_of_writing_mean_the_same_day() {
        assert_eq!(parse("2026-03-24"), parse("24.03.2026"));
        assert_eq!(parse("2026-03-24T14:00:00"), parse("24.03.2026 14:00"));
        assert_eq!(parse("2026-02-30"), Err(NoMoment::Impossible));
        assert_eq!(parse("24.03.2026 25:00"), Err(NoMoment::NoTime("25:00".to_owned())));
        assert_eq!(parse("24-03-2026"), Err(NoMoment::Unreadable));
        assert_eq!(parse("24 березня"), Err(NoMoment::Unreadable));
    }
}

//! Dates in words: «12 березня 2026 року, четвер», «березень 2026».
//!
//! ICU4X knows the names of months and days in both cases, but its ready formats are those of
//! CLDR («четвер, 12 березня 2026 р.») and not the ones an office writes. So [`DateWords`] asks it
//! for the names once and sets them together itself, with non-breaking spaces where a line must
//! not end.

use chrono::{Datelike, NaiveDate};
use icu_calendar::cal::Gregorian;
use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::input::Date;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_locale::locale;
use writeable::TryWriteable;

/// The names of months and days; make one and share it, also between threads.
#[derive(Clone, Debug)]
pub struct DateWords {
    nominative: Vec<String>,
    genitive: Vec<String>,
    weekdays: Vec<String>,
}

impl DateWords {
    /// The names from the compiled-in data.
    pub fn new() -> DateWords {
        DateWords {
            nominative: (1..=12).map(|month| symbol("LLLL", month, 1)).collect(),
            genitive: (1..=12).map(|month| symbol("MMMM", month, 1)).collect(),
            // The first of January of the reference year is a Monday.
            weekdays: (1..=7).map(|day| symbol("cccc", 1, day)).collect(),
        }
    }

    /// «березень» for 3; months count from 1 to 12 as in [`chrono`].
    pub fn month(&self, month: u32) -> &str {
        &self.nominative[month as usize - 1]
    }

    /// «березня» for 3.
    pub fn month_genitive(&self, month: u32) -> &str {
        &self.genitive[month as usize - 1]
    }

    /// «четвер».
    pub fn weekday(&self, date: NaiveDate) -> &str {
        &self.weekdays[date.weekday().num_days_from_monday() as usize]
    }

    /// «12 березня»
    pub fn day(&self, date: NaiveDate) -> String {
        format!("{}\u{a0}{}", date.day(), self.month_genitive(date.month()))
    }

    /// «12 березня 2026 року»
    pub fn date(&self, date: NaiveDate) -> String {
        format!("{} {}\u{a0}року", self.day(date), date.year())
    }

    /// «12 березня 2026 року» with ordinary blanks, for text that is no page.
    pub fn date_plain(&self, date: NaiveDate) -> String {
        format!("{} {} {} року", date.day(), self.month_genitive(date.month()), date.year())
    }

    /// «12 березня 2026 р.», for tables and captions.
    pub fn date_short(&self, date: NaiveDate) -> String {
        format!("{} {}\u{a0}р.", self.day(date), date.year())
    }

    /// «12 березня 2026 року, четвер»
    pub fn date_with_weekday(&self, date: NaiveDate) -> String {
        format!("{}, {}", self.date(date), self.weekday(date))
    }

    /// «12 березня, четвер», where the year is clear
    pub fn day_with_weekday(&self, date: NaiveDate) -> String {
        format!("{}, {}", self.day(date), self.weekday(date))
    }

    /// «березень 2026»
    pub fn month_and_year(&self, year: i32, month: u32) -> String {
        format!("{}\u{a0}{year}", self.month(month))
    }
}

impl Default for DateWords {
    fn default() -> DateWords {
        DateWords::new()
    }
}

/// What CLDR says for one field (UTS 35: `LLLL` a month alone, `MMMM` in a date, `cccc` a weekday).
fn symbol(pattern: &str, month: u8, day: u8) -> String {
    let pattern = DateTimePattern::try_from_pattern_str(pattern).expect("a pattern of UTS 35");
    let date = Date::try_new_gregorian(2001, month, day).expect("a day of the reference year");
    let mut names =
        FixedCalendarDateTimeNames::<Gregorian, DateFieldSet>::try_new(locale!("uk").into())
            .expect("the compiled data has Ukrainian");
    let formatted = names
        .include_for_pattern(&pattern)
        .expect("the compiled data has Ukrainian names")
        .format(&date);
    let name = formatted.try_write_to_string().expect("the names of the pattern are there");
    // CLDR writes «пʼятниця» with the letter apostrophe; the site writes U+2019 everywhere.
    name.replace('ʼ', "’")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn months_in_both_cases() {
        let words = DateWords::new();
        let names: Vec<_> = (1..=12)
            .map(|month| format!("{}/{}", words.month(month), words.month_genitive(month)))
            .collect();
        assert_eq!(
            names.join(" "),
            "січень/січня лютий/лютого березень/березня квітень/квітня травень/травня \
             червень/червня липень/липня серпень/серпня вересень/вересня жовтень/жовтня \
             листопад/листопада грудень/грудня"
        );
    }

    #[test]
    fn all_days_of_a_week() {
        let words = DateWords::new();
        let names: Vec<_> = (9..=15).map(|day| words.weekday(date(2026, 3, day))).collect();
        assert_eq!(
            names,
            ["понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя"]
        );
    }

    #[test]
    fn dates_in_words() {
        let words = DateWords::new();
        let day = date(2026, 3, 12);
        assert_eq!(words.day(day), "12\u{a0}березня");
        assert_eq!(words.date(day), "12\u{a0}березня 2026\u{a0}року");
        assert_eq!(words.date_plain(day), "12 березня 2026 року");
        assert_eq!(words.date_short(day), "12\u{a0}березня 2026\u{a0}р.");
        assert_eq!(words.date_with_weekday(day), "12\u{a0}березня 2026\u{a0}року, четвер");
        assert_eq!(words.day_with_weekday(day), "12\u{a0}березня, четвер");
        assert_eq!(words.month_and_year(2026, 3), "березень\u{a0}2026");
        assert_eq!(words.date(date(2028, 2, 29)), "29\u{a0}лютого 2028\u{a0}року");
    }

    #[test]
    fn shared_between_threads() {
        fn shareable<T: Sync + Send>(_: &T) {}
        shareable(&DateWords::new());
        shareable(&crate::language::order::UkrainianOrder::new());
    }
}

//! The day that was meant by words that are no date: «24-25.03», «14:00-15:30», «24 березня», «24.03».
//!
//! Nothing is read so; the remedy shows the keys as they are to be written. Start reading at [`remedy`].

use chrono::{NaiveDate, NaiveTime};

use crate::language::months::month_of;
use crate::plan::schedule::PlanYear;
use crate::text;
use crate::text::Text;

/// What is known of a day beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::resolve) struct Hint {
    /// The year of the plan.
    pub(in crate::resolve) year: Option<PlanYear>,
    /// The first day of the row, for its end.
    pub(in crate::resolve) day: Option<NaiveDate>,
}

/// How to write what was meant, if that is clear.
pub(in crate::resolve) fn remedy(words: &str, hint: Hint) -> Option<Text> {
    let signs = signs(&words.to_lowercase())?;
    let mut times = signs.iter().filter_map(|sign| match sign {
        Sign::Time(time) => Some(*time),
        _ => None,
    });
    let (from, to, more) = (times.next(), times.next(), times.next());
    if more.is_some() {
        return None;
    }
    let days = days(&signs, hint)?;
    let at = |time: Option<NaiveTime>| {
        time.map_or_else(String::new, |time| time.format(" %H:%M").to_string())
    };
    let shown = |day: NaiveDate, time: Option<NaiveTime>| {
        let day = day.format("%d.%m.%Y");
        format!("\"{day}{}\"", at(time))
    };
    Some(match (days, from, to) {
        (Days::None, Some(_), None) if let Some(day) = hint.day => {
            let day = shown(day, from);
            text!(uk: "допишіть день: {day}", en: "add the day: {day}")
        }
        (Days::None, Some(_), _) => {
            let (from, to) = (at(from), at(to));
            let to_uk = if to.is_empty() { "" } else { ", end = \"ДД.ММ.РРРР" };
            let to_en = if to.is_empty() { "" } else { ", end = \"DD.MM.YYYY" };
            let close = if to.is_empty() { "" } else { "\"" };
            text!(
                uk: "час пишуть після дня: date = \"ДД.ММ.РРРР{from}\"{to_uk}{to}{close}",
                en: "a time stands after its day: date = \"DD.MM.YYYY{from}\"{to_en}{to}{close}",
            )
        }
        (Days::None, None, _) => return None,
        (Days::Month, ..) => text!(
            uk: "тут пишуть день: ДД.ММ.РРРР; місяць без дня — це слова терміну, ключ term",
            en: "write a day here: DD.MM.YYYY; a month without a day belongs in the key term",
        ),
        (Days::Several, ..) => text!(
            uk: "тут один день; для кожного з інших днів додайте підпункт [[entry.item]] зі своїм date",
            en: "this is one day; add an item [[entry.item]] with a date of its own for each of the others",
        ),
        (Days::One(day), _, None) => {
            let day = shown(day, from);
            text!(uk: "може, {day}?", en: "did you mean {day}?")
        }
        (Days::One(day), ..) => {
            let (first, last) = (shown(day, from), shown(day, to));
            text!(
                uk: "початок і кінець — два ключі: date = {first} і end = {last}",
                en: "the beginning and the end are two keys: date = {first} and end = {last}",
            )
        }
        (Days::Range(first, last), ..) => {
            let (first, last) = (shown(first, from), shown(last, to));
            text!(
                uk: "перший і останній день — два ключі: start = {first} і end = {last}",
                en: "the first and the last day are two keys: start = {first} and end = {last}",
            )
        }
    })
}

/// What stands in the words, blanks left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Number(u32),
    Month(u32),
    Time(NaiveTime),
    Point,
    Dash,
    /// «,» or «;» between two dates, «і».
    Comma,
}

/// The signs of words in small letters; `None` where something else stands among them.
fn signs(words: &str) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    let mut rest = words.trim_matches([' ', '\u{a0}', '.', ',']);
    let mut is_after_at = false;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (sign, after) = number_or_time(rest, is_after_at)?;
            (rest, is_after_at) = (after, false);
            signs.push(sign);
            continue;
        }
        if first.is_alphabetic() {
            let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end)?;
            rest = after;
            match word {
                "о" | "об" | "з" | "с" | "з’" => is_after_at = word.starts_with('о'),
                "до" | "по" => signs.push(Sign::Dash),
                "і" | "та" | "й" => signs.push(Sign::Comma),
                "р" | "рік" | "року" | "год" | "година" | "годині" => {
                    rest = rest.strip_prefix('.').unwrap_or(rest);
                }
                // «2030-03-24T14:00».
                "t" | "т" => {}
                _ => signs.push(Sign::Month(month_of(word, true)?.month)),
            }
            continue;
        }
        let after = rest.get(first.len_utf8()..)?;
        let is_before_digit = after.starts_with(|next: char| next.is_ascii_digit());
        match first {
            ' ' | '\u{a0}' | '\u{202f}' | '\t' | '(' | ')' => {}
            '-' | '–' | '—' | '‑' | '−' => signs.push(Sign::Dash),
            '.' | '/' | '\\' => signs.push(Sign::Point),
            ',' if is_before_digit => signs.push(Sign::Point),
            ',' | ';' => signs.push(Sign::Comma),
            _ => return None,
        }
        rest = after;
    }
    Some(signs)
}

/// A number, or with what follows it a time: «14:00», after «о» also «14.00» and «14».
fn number_or_time(words: &str, is_after_at: bool) -> Option<(Sign, &str)> {
    let digits = |words: &str| words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
    let (number, rest) = words.split_at_checked(digits(words))?;
    let number: u32 = number.parse().ok()?;
    let minutes = rest.strip_prefix(':').or_else(|| rest.strip_prefix('.').filter(|_| is_after_at));
    let minutes = minutes.map(|rest| (rest, digits(rest))).filter(|(_, digits)| *digits == 2);
    let Some((after, _)) = minutes else {
        if !is_after_at {
            return Some((Sign::Number(number), rest));
        }
        return Some((Sign::Time(NaiveTime::from_hms_opt(number, 0, 0)?), rest));
    };
    let (minutes, after) = after.split_at_checked(2)?;
    let time = NaiveTime::from_hms_opt(number, minutes.parse().ok()?, 0)?;
    Some((Sign::Time(time), after.strip_prefix(":00").unwrap_or(after)))
}

/// The days that words name.
#[derive(Debug, PartialEq, Eq)]
enum Days {
    None,
    /// A month alone.
    Month,
    One(NaiveDate),
    Range(NaiveDate, NaiveDate),
    /// Several days apart from one another.
    Several,
}

fn days(signs: &[Sign], hint: Hint) -> Option<Days> {
    use Sign::{Comma, Dash, Month, Number, Point};
    // What stands between two times or beside one says nothing of the day.
    let mut days: Vec<Sign> = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        let is_beside = |at: Option<usize>| {
            at.and_then(|at| signs.get(at)).is_some_and(|sign| matches!(sign, Sign::Time(_)))
        };
        let is_mark = matches!(sign, Dash | Comma | Point);
        if !matches!(sign, Sign::Time(_))
            && !(is_mark && (is_beside(at.checked_sub(1)) || is_beside(Some(at + 1))))
        {
            days.push(*sign);
        }
    }
    let date = |day: u32, month: u32, year: Option<u32>| {
        let year = match year {
            Some(year) if year < 100 => i32::try_from(year).ok()? + 2000,
            Some(year) => i32::try_from(year).ok()?,
            None => hint.year?.year_of(month),
        };
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1991..=2200).contains(&year))
    };
    let one = |date: Option<NaiveDate>| date.map(Days::One);
    let range = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
        Some(Days::Range(first?, last.filter(|last| Some(*last) > first)?))
    };
    match *days.as_slice() {
        [] => Some(Days::None),
        [Month(_)] | [Month(_), Number(_)] => Some(Days::Month),
        [Number(y), Dash, Number(m), Dash, Number(d)] if y > 1900 => one(date(d, m, Some(y))),
        [Number(d), Dash, Number(m), Dash, Number(y)]
        | [Number(d), Point, Number(m), Point, Number(y)] => one(date(d, m, Some(y))),
        [Number(d), Point, Number(m)] | [Number(d), Month(m)] => one(date(d, m, None)),
        [Number(d), Month(m), Number(y)] => one(date(d, m, Some(y))),
        [Number(a), Dash, Number(b), Point, Number(m)] | [Number(a), Dash, Number(b), Month(m)] => {
            range(date(a, m, None), date(b, m, None))
        }
        [Number(a), Dash, Number(b), Point, Number(m), Point, Number(y)]
        | [Number(a), Dash, Number(b), Month(m), Number(y)] => {
            range(date(a, m, Some(y)), date(b, m, Some(y)))
        }
        [Number(a), Point, Number(m), Dash, Number(b), Point, Number(n)]
        | [Number(a), Month(m), Dash, Number(b), Month(n)] => {
            range(date(a, m, None), date(b, n, None))
        }
        [Number(a), Point, Number(m), Dash, Number(b), Point, Number(n), Point, Number(y)]
        | [Number(a), Month(m), Dash, Number(b), Month(n), Number(y)] => {
            range(date(a, m, Some(y)), date(b, n, Some(y)))
        }
        [
            Number(a),
            Point,
            Number(m),
            Point,
            Number(y),
            Dash,
            Number(b),
            Point,
            Number(n),
            Point,
            Number(z),
        ] => range(date(a, m, Some(y)), date(b, n, Some(z))),
        ref several if several.contains(&Comma) && !several.contains(&Dash) => {
            let parts = several.split(|sign| *sign == Comma);
            let are_days = parts.clone().all(|part| matches!(part.first(), Some(Number(1..=31))));
            (are_days && parts.count() > 1).then_some(Days::Several)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Hint, PlanYear, remedy};

    #[test]
    fn what_was_meant_is_shown_as_it_is_written() {
        let hint = Hint { year: Some(2030.into()), day: None };
        for (words, shown) in [
            ("24-25.03", "start = \"24.03.2030\" і end = \"25.03.2030\""),
            ("24–25.03.2031", "start = \"24.03.2031\" і end = \"25.03.2031\""),
            ("24.03 - 02.04.2030 р.", "start = \"24.03.2030\" і end = \"02.04.2030\""),
            ("з 24 по 26 березня", "start = \"24.03.2030\" і end = \"26.03.2030\""),
            ("24.03.2030 14:00-15:30", "date = \"24.03.2030 14:00\" і end = \"24.03.2030 15:30\""),
            ("24.03 з 9:00 до 15:30", "date = \"24.03.2030 09:00\" і end = \"24.03.2030 15:30\""),
            ("14:00-15:30", "date = \"ДД.ММ.РРРР 14:00\", end = \"ДД.ММ.РРРР 15:30\""),
            ("14:00", "date = \"ДД.ММ.РРРР 14:00\""),
            ("24.03", "«24.03.2030»"),
            ("24.03.30", "«24.03.2030»"),
            ("24/3/2030", "«24.03.2030»"),
            ("24,03,2030", "«24.03.2030»"),
            ("24-03-2030", "«24.03.2030»"),
            ("24 березня 2030 року", "«24.03.2030»"),
            ("24.03.2030 о 14.00", "«24.03.2030 14:00»"),
            ("24 берез. об 11", "«24.03.2030 11:00»"),
            ("березень", "ключ term"),
            ("березень 2030", "ключ term"),
            ("24.03.2030, 31.03.2030", "[[entry.item]]"),
            ("24 і 31 березня", "[[entry.item]]"),
        ] {
            let told = remedy(words, hint).unwrap_or_else(|| panic!("{words} is understood"));
            let shown = shown.replace(['«', '»'], "\"");
            assert!(told.uk.contains(&shown), "{words}: {}", told.uk);
        }
        for words in ["учора", "32.03", "25-24.03", "24.03.2030 25:00", "а", "1.2.3.4.5", "2030"]
        {
            let told = remedy(words, hint).map(|told| told.uk);
            assert_eq!(told, None, "{words}");
        }
        assert!(remedy("24.03", Hint::default()).is_none());
        // A month of a school year lies in the second half of it, or in the first.
        let hint = Hint { year: Some(PlanYear { first: 2030, is_school: true }), day: None };
        for (words, shown) in [
            ("12 січня", "\"12.01.2031\""),
            ("01.09", "\"01.09.2030\""),
            ("28.12–03.01", "start = \"28.12.2030\" і end = \"03.01.2031\""),
        ] {
            let told = remedy(words, hint).unwrap_or_else(|| panic!("{words} is understood"));
            assert!(told.uk.contains(shown), "{words}: {}", told.uk);
        }
        let day = NaiveDate::from_ymd_opt(2030, 3, 24);
        let end = remedy("15:30", Hint { year: Some(2030.into()), day }).expect("the day is known");
        assert_eq!(end.uk, "допишіть день: \"24.03.2030 15:30\"");
    }
}

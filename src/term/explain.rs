//! A schedule in words and dates, in Ukrainian and in English: what stands beside the approved words on a page.
//!
//! «лютий–березень» is explained as «з 1 лютого до 31 березня 2026 року». Start reading at [`explain_schedule`].

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use crate::language::months::{month_name, weekday_name};
use crate::plan::schedule::{
    Clock, Mark, Moment, MonthSpan, Recurrence, Rhythm, Schedule, Term, Window, YearMonth,
};
use crate::text;
use crate::text::Text;

/// What a whole term means: its schedules in order.
pub fn explain(term: &Term) -> Text {
    let parts: Vec<Text> = term.schedules().map(explain_schedule).collect();
    Text {
        uk: joined(parts.iter().map(|part| part.uk.as_ref()), "; ").into(),
        en: joined(parts.iter().map(|part| part.en.as_ref()), "; ").into(),
    }
}

/// What one schedule means: no capital, no full stop.
pub fn explain_schedule(schedule: &Schedule) -> Text {
    match schedule {
        Schedule::Dates(moments) => {
            let dates: Vec<Text> = moments.iter().map(moment).collect();
            listed(&dates)
        }
        Schedule::Deadline(moments) => deadlines(moments),
        Schedule::Range(windows) => listed(&each(windows, window)),
        Schedule::Months(spans) => listed(&each(spans, months)),
        Schedule::Recurring(recurrence) => recurring(recurrence),
        Schedule::AllYear(windows) => {
            continuous(windows, text!(uk: "увесь час", en: "all the time"))
        }
        Schedule::Ongoing(windows) => {
            continuous(windows, text!(uk: "постійно", en: "continuously"))
        }
        Schedule::Timetable => text!(uk: "за окремим графіком", en: "by a separate timetable"),
        Schedule::OnDemand => text!(uk: "за потреби", en: "on demand"),
        Schedule::Unspecified => text!(uk: "дату не визначено", en: "no date is set"),
    }
}

/// «24 березня 2026 року».
pub(super) fn day(date: NaiveDate) -> Text {
    let name = month_name(date.month());
    let (day, year) = (date.day(), date.year());
    let (uk, en) = (name.genitive, name.english);
    text!(uk: "{day} {uk} {year} року", en: "{day} {en} {year}")
}

/// «до 24 березня 2026 року включно».
pub(super) fn by_day(date: NaiveDate) -> Text {
    let Text { uk, en } = day(date);
    text!(uk: "до {uk} включно", en: "by {en}")
}

/// «з 1 лютого до 31 березня 2026 року».
pub(super) fn window(window: Window) -> Text {
    let Window { first, last } = window;
    if window.is_day() {
        return day(first);
    }
    let Text { uk: to, en: until } = day(last);
    let name = month_name(first.month());
    let (from, uk, en) = (first.day(), name.genitive, name.english);
    if first.year() != last.year() {
        let Text { uk, en } = day(first);
        return text!(uk: "з {uk} до {to}", en: "from {en} to {until}");
    }
    if first.month() == last.month() {
        return text!(uk: "з {from} до {to}", en: "from {from} to {until}");
    }
    text!(uk: "з {from} {uk} до {to}", en: "from {from} {en} to {until}")
}

fn each<T: Copy>(all: &[T], explain: impl Fn(T) -> Text) -> Vec<Text> {
    all.iter().map(|one| explain(*one)).collect()
}

fn months(span: MonthSpan) -> Text {
    if span.is_month() {
        return month(span.first);
    }
    window(span.window())
}

/// «лютий 2026 року».
fn month(month: YearMonth) -> Text {
    let name = month_name(month.month);
    let (uk, en, year) = (name.nominative, name.english, month.year);
    text!(uk: "{uk} {year} року", en: "{en} {year}")
}

fn moment(moment: &Moment) -> Text {
    let Text { uk, en } = day(moment.date);
    let hour = clock(moment.clock);
    let (uk_hour, en_hour) = (hour.uk, hour.en);
    text!(uk: "{uk}{uk_hour}", en: "{en}{en_hour}")
}

/// «до 25 березня і 25 червня 2026 року включно».
fn deadlines(moments: &[Moment]) -> Text {
    if moments.iter().any(|moment| moment.clock.is_some()) {
        return listed(&each(moments, |moment| due(&moment)));
    }
    let Text { uk, en } = listed(&each(moments, |moment| day(moment.date)));
    text!(uk: "до {uk} включно", en: "by {en}")
}

fn due(moment: &Moment) -> Text {
    let Some(clock) = moment.clock else {
        return by_day(moment.date);
    };
    let Text { uk, en } = day(moment.date);
    let time = time(clock.start);
    text!(uk: "до {time} {uk}", en: "by {time} on {en}")
}

fn clock(clock: Option<Clock>) -> Text {
    let Some(Clock { start, end }) = clock else {
        return text!(uk: "", en: "");
    };
    let start = time(start);
    match end.map(time) {
        None => text!(uk: ", о {start}", en: ", {start}"),
        Some(end) => text!(uk: ", з {start} до {end}", en: ", from {start} to {end}"),
    }
}

fn time(time: chrono::NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// The rest of the year goes without saying when it is the whole one.
fn continuous(windows: &[Window], words: Text) -> Text {
    let Text { uk, en } = words;
    if let [only] = windows {
        let is_year = only.first.ordinal() == 1
            && only.whole_months().is_some()
            && only.length() >= 365
            && only.first.year() == only.last.year();
        if is_year {
            let year = only.first.year();
            return match uk.as_ref() {
                "постійно" => {
                    text!(uk: "постійно впродовж {year} року", en: "{en} in {year}")
                }
                _ => text!(uk: "упродовж {year} року", en: "all through {year}"),
            };
        }
    }
    let days = listed(&each(windows, window));
    let (uk_days, en_days) = (days.uk, days.en);
    text!(uk: "{uk} {uk_days}", en: "{en} {en_days}")
}

fn recurring(recurrence: &Recurrence) -> Text {
    let often = rhythm(recurrence);
    let place = place(recurrence);
    let hour = clock(recurrence.clock);
    let bound = bound(recurrence);
    Text {
        uk: format!("{}{}{}{}", often.uk, place.uk, hour.uk, bound.uk).into(),
        en: format!("{}{}{}{}", often.en, place.en, hour.en, bound.en).into(),
    }
}

fn rhythm(recurrence: &Recurrence) -> Text {
    let times = recurrence.times;
    if times > 1 {
        let (uk, en) = match &recurrence.rhythm {
            Rhythm::Daily(_) => ("на день", "a day"),
            Rhythm::Weekly { .. } => ("на тиждень", "a week"),
            Rhythm::Monthly(_) => ("на місяць", "a month"),
            Rhythm::Quarterly => ("на квартал", "a quarter"),
            Rhythm::HalfYearly => ("на півріччя", "each half-year"),
            Rhythm::Semesterly => ("на семестр", "each semester"),
            Rhythm::Yearly => ("на рік", "a year"),
        };
        let word = counted(times, "рази", "разів");
        return text!(uk: "{times} {word} {uk}", en: "{times} times {en}");
    }
    match &recurrence.rhythm {
        Rhythm::Daily(1) => text!(uk: "щодня", en: "every day"),
        Rhythm::Daily(every) => {
            let days = counted(*every, "дні", "днів");
            text!(uk: "раз на {every} {days}", en: "every {every} days")
        }
        Rhythm::Weekly { every, weekdays } => weekly(*every, weekdays),
        Rhythm::Monthly(1) => text!(uk: "щомісяця", en: "every month"),
        Rhythm::Monthly(every) => {
            let months = counted(*every, "місяці", "місяців");
            text!(uk: "раз на {every} {months}", en: "every {every} months")
        }
        Rhythm::Quarterly => text!(uk: "щокварталу", en: "every quarter"),
        Rhythm::HalfYearly => text!(uk: "щопівроку", en: "every half-year"),
        Rhythm::Semesterly => text!(uk: "щосеместру", en: "every semester"),
        Rhythm::Yearly => text!(uk: "один раз на рік", en: "once a year"),
    }
}

/// The noun after a number from 2 on.
fn counted(count: u32, few: &'static str, many: &'static str) -> &'static str {
    let is_few = (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100));
    if is_few { few } else { many }
}

fn weekly(every: u32, weekdays: &[Weekday]) -> Text {
    let how = match every {
        1 if weekdays.is_empty() => text!(uk: "щотижня", en: "every week"),
        1 => text!(uk: "", en: "every "),
        _ => {
            let weeks = counted(every, "тижні", "тижнів");
            text!(uk: "раз на {every} {weeks}", en: "every {every} weeks")
        }
    };
    if weekdays.is_empty() {
        return how;
    }
    let names = weekdays.iter().map(|weekday| weekday_name(*weekday));
    let uk: Vec<String> = names
        .clone()
        .map(|name| match every {
            1 => format!("що{}", name.genitive),
            _ => name.accusative.to_owned(),
        })
        .collect();
    let en: Vec<String> = names.map(|name| name.english.to_owned()).collect();
    let glue = if every == 1 { "" } else { ", " };
    Text {
        uk: format!("{}{glue}{}", how.uk, and(&uk, "і")).into(),
        en: format!("{}{glue}{}", how.en, and(&en, "and")).into(),
    }
}

/// Where in its unit: «, 25 числа», «, до останнього дня місяця», «, у перший вівторок місяця».
fn place(recurrence: &Recurrence) -> Text {
    let windows = &recurrence.windows;
    let whole = match recurrence.rhythm {
        Rhythm::Daily(_) | Rhythm::Weekly { .. } => 0,
        Rhythm::Monthly(count) => count as usize,
        Rhythm::Quarterly => 3,
        Rhythm::HalfYearly => 6,
        Rhythm::Semesterly => 4,
        Rhythm::Yearly => 12,
    };
    let is_whole =
        |window: &Window| window.whole_months().is_some() && window.months().count() >= whole;
    if windows.iter().any(is_whole) || windows.is_empty() {
        return text!(uk: "", en: "");
    }
    let by_month = (recurrence.rhythm == Rhythm::Monthly(1))
        .then(|| in_month(windows, recurrence.mark))
        .flatten();
    by_month.unwrap_or_else(|| in_full(windows, recurrence.mark))
}

/// What all months have in common: «, 15 і 30 числа».
fn in_month(windows: &[Window], mark: Mark) -> Option<Text> {
    let mut months: Vec<&[Window]> = Vec::new();
    months.extend(
        windows.chunk_by(|one, other| YearMonth::of(one.first) == YearMonth::of(other.first)),
    );
    let count = months.iter().map(|month| month.len()).max()?;
    // A fifth Monday is not in every month.
    months.retain(|month| month.len() == count);
    let columns: Option<Vec<Text>> = (0..count)
        .map(|index| {
            let column: Vec<Window> = months.iter().map(|month| month[index]).collect();
            same_place(&column, mark)
        })
        .collect();
    let Text { uk, en } = listed(&columns?);
    Some(text!(uk: ", {uk}", en: ", {en}"))
}

/// The words for days that stand at one place of their months.
fn same_place(days: &[Window], mark: Mark) -> Option<Text> {
    let first = days.first()?;
    let is_end = |day: &Window| YearMonth::of(day.last).last_day() == day.last;
    if !days.iter().all(Window::is_day) {
        let from = first.first.day();
        let to = days.iter().map(|day| day.last.day()).max()?;
        if !days.iter().all(|day| day.first.day() == from) {
            return days
                .iter()
                .all(is_end)
                .then(|| text!(uk: "в останні дні місяця", en: "in the last days of the month"));
        }
        if days.iter().all(is_end) {
            return Some(text!(
                uk: "з {from} числа до кінця місяця",
                en: "from day {from} to the end of the month"
            ));
        }
        return Some(text!(uk: "з {from} до {to} числа", en: "from day {from} to {to}"));
    }
    let is_by = mark == Mark::By;
    if days.iter().all(is_end) {
        return Some(if is_by {
            text!(uk: "до останнього дня місяця", en: "by the last day of the month")
        } else {
            text!(uk: "в останній день місяця", en: "on the last day of the month")
        });
    }
    let number = days.iter().map(|day| day.first.day()).max()?;
    let is_number = |day: &Window| day.first == YearMonth::of(day.first).day(number);
    if days.iter().all(is_number) {
        return Some(if is_by {
            text!(uk: "до {number} числа", en: "by day {number}")
        } else {
            text!(uk: "{number} числа", en: "on day {number}")
        });
    }
    same_weekday(days).filter(|_| !is_by)
}

/// «у перший вівторок місяця».
fn same_weekday(days: &[Window]) -> Option<Text> {
    let weekday = days.first()?.first.weekday();
    if !days.iter().all(|day| day.first.weekday() == weekday) {
        return None;
    }
    let name = weekday_name(weekday);
    let (uk_day, en_day) = (name.accusative, name.english);
    let nth = |day: &Window| (day.first.day() - 1) / 7;
    let is_last = |day: &Window| day.first.day() + 7 > YearMonth::of(day.first).last_day().day();
    const ORDINALS: [(&str, &str, &str); 5] = [
        ("перший", "першу", "first"),
        ("другий", "другу", "second"),
        ("третій", "третю", "third"),
        ("четвертий", "четверту", "fourth"),
        ("п’ятий", "п’яту", "fifth"),
    ];
    let (masculine, feminine, en) = if days.iter().all(|day| nth(day) == nth(&days[0])) {
        *ORDINALS.get(nth(&days[0]) as usize)?
    } else if days.iter().all(is_last) {
        ("останній", "останню", "last")
    } else {
        return None;
    };
    let uk = if name.is_feminine { feminine } else { masculine };
    let preposition = if uk.starts_with('о') { "в" } else { "у" };
    Some(text!(
        uk: "{preposition} {uk} {uk_day} місяця",
        en: "on the {en} {en_day} of the month"
    ))
}

/// «: 6 січня, 3 лютого … 2026 року».
fn in_full(windows: &[Window], mark: Mark) -> Text {
    let Text { uk, en } = listed(&each(windows, window));
    if mark == Mark::By {
        return text!(uk: ", до {uk}", en: ", by {en}");
    }
    text!(uk: ": {uk}", en: ": {en}")
}

/// «, з 1 вересня до 31 грудня 2026 року»: only when it is not the whole year.
fn bound(recurrence: &Recurrence) -> Text {
    if let [only] = recurrence.within.as_slice()
        && only.length() >= 365
    {
        return text!(uk: "", en: "");
    }
    let Text { uk, en } = listed(&each(&recurrence.within, window));
    text!(uk: ", {uk}", en: ", {en}")
}

/// Items with commas; the year that all of them end with is said once.
fn listed(items: &[Text]) -> Text {
    let uk: Vec<&str> = items.iter().map(|item| item.uk.as_ref()).collect();
    let en: Vec<&str> = items.iter().map(|item| item.en.as_ref()).collect();
    Text { uk: and(&once(&uk, 2), "і").into(), en: and(&once(&en, 1), "and").into() }
}

/// Drops the last `count` words («2026 року») of all but the last item where they are the same.
fn once(items: &[&str], count: usize) -> Vec<String> {
    let tail = |item: &str| -> Option<(String, String)> {
        let words: Vec<&str> = item.split(' ').collect();
        let at = words.len().checked_sub(count).filter(|at| *at > 0)?;
        let (head, tail) = words.split_at(at);
        let is_year = tail.first()?.chars().all(|next| next.is_ascii_digit());
        (is_year && tail.first()?.len() == 4).then(|| (head.join(" "), tail.join(" ")))
    };
    let parts: Option<Vec<(String, String)>> = items.iter().map(|item| tail(item)).collect();
    let whole = || items.iter().map(|item| (*item).to_owned()).collect();
    let Some(parts) = parts.filter(|parts| parts.len() > 1) else {
        return whole();
    };
    if parts.iter().any(|(_, tail)| *tail != parts[0].1) {
        return whole();
    }
    let last = parts.len() - 1;
    parts
        .into_iter()
        .enumerate()
        .map(|(index, (head, tail))| if index == last { format!("{head} {tail}") } else { head })
        .collect()
}

fn and(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => {
            format!("{} {word} {last}", joined(before.iter().map(String::as_str), ", "))
        }
    }
}

fn joined<'a>(items: impl Iterator<Item = &'a str>, glue: &str) -> String {
    items.collect::<Vec<&str>>().join(glue)
}

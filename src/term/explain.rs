//! A schedule in words and dates, in Ukrainian and in English: what stands beside the approved words on a page.
//!
//! «лютий–березень» is explained as «з 1 лютого до 31 березня 2026 року». Start reading at [`explain_schedule`].

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use crate::language::months::{WeekdayName, month_name, weekday_name};
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
        Schedule::Dates(moments) => dates(moments),
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
    let Text { uk: to, en: until } = month(span.last);
    let from = month_name(span.first.month);
    if span.first.year != span.last.year {
        let Text { uk, en } = month(span.first);
        return text!(uk: "{uk} – {to}", en: "{en} – {until}");
    }
    let (uk, en) = (from.nominative, from.english);
    text!(uk: "{uk}–{to}", en: "{en}–{until}")
}

/// «лютий 2026 року».
fn month(month: YearMonth) -> Text {
    let name = month_name(month.month);
    let (uk, en, year) = (name.nominative, name.english, month.year);
    text!(uk: "{uk} {year} року", en: "{en} {year}")
}

/// «10, 17 і 24 березня 2026 року, о 15:00»; days with hours of their own stand apart.
fn dates(moments: &[Moment]) -> Text {
    let mut groups: Vec<Text> = Vec::new();
    for group in moments.chunk_by(|one, other| one.clock == other.clock) {
        let Text { uk, en } = listed(&each(group, |moment| day(moment.date)));
        let hour = clock(group.first().and_then(|moment| moment.clock));
        let (uk_hour, en_hour) = (hour.uk, hour.en);
        groups.push(text!(uk: "{uk}{uk_hour}", en: "{en}{en_hour}"));
    }
    Text {
        uk: joined(groups.iter().map(|group| group.uk.as_ref()), "; ").into(),
        en: joined(groups.iter().map(|group| group.en.as_ref()), "; ").into(),
    }
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
        let (from, to) = (only.first.year(), only.last.year());
        let is_years = (only.first.ordinal(), only.last.month(), only.last.day()) == (1, 12, 31);
        if is_years {
            let Text { uk: years, en: in_years } = match from == to {
                true => text!(uk: "{from} року", en: "{from}"),
                false => text!(uk: "{from}–{to} років", en: "{from}–{to}"),
            };
            return match uk.as_ref() {
                "постійно" => {
                    text!(uk: "постійно впродовж {years}", en: "{en} in {in_years}")
                }
                _ => text!(uk: "упродовж {years}", en: "all through {in_years}"),
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
    let hour = match recurrence.clock {
        // «щоп’ятниці, до 12:00»
        Some(Clock { start, end: None }) if recurrence.mark == Mark::By => {
            let start = time(start);
            text!(uk: ", до {start}", en: ", by {start}")
        }
        other => clock(other),
    };
    let bound = bound(recurrence);
    Text {
        uk: format!("{}{}{}{}", often.uk, place.uk, hour.uk, bound.uk).into(),
        en: format!("{}{}{}{}", often.en, place.en, hour.en, bound.en).into(),
    }
}

fn rhythm(recurrence: &Recurrence) -> Text {
    let times = recurrence.times;
    let has_weekdays =
        matches!(&recurrence.rhythm, Rhythm::Weekly { weekdays, .. } if !weekdays.is_empty());
    if times > 1 && !has_weekdays {
        let (uk, en) = match &recurrence.rhythm {
            Rhythm::Daily(_) => ("на день", "a day"),
            Rhythm::Weekly { .. } => ("на тиждень", "a week"),
            Rhythm::Monthly(_) => ("на місяць", "a month"),
            Rhythm::Quarterly => ("на квартал", "a quarter"),
            Rhythm::HalfYearly => ("на півріччя", "each half-year"),
            Rhythm::Semesterly => ("на семестр", "each semester"),
            Rhythm::Yearly => ("на рік", "a year"),
        };
        let word = few_or_many(times, "рази", "разів");
        return text!(uk: "{times} {word} {uk}", en: "{times} times {en}");
    }
    match &recurrence.rhythm {
        Rhythm::Daily(1) => text!(uk: "щодня", en: "every day"),
        Rhythm::Daily(every) => {
            let days = few_or_many(*every, "дні", "днів");
            text!(uk: "раз на {every} {days}", en: "every {every} days")
        }
        Rhythm::Weekly { every, weekdays } => {
            let is_deadline = recurrence.mark == Mark::By && recurrence.clock.is_none();
            weekly(*every, weekdays, is_deadline)
        }
        Rhythm::Monthly(1) => text!(uk: "щомісяця", en: "every month"),
        Rhythm::Monthly(4) => text!(uk: "тричі на рік", en: "three times a year"),
        Rhythm::Monthly(every) => {
            let months = few_or_many(*every, "місяці", "місяців");
            text!(uk: "раз на {every} {months}", en: "every {every} months")
        }
        Rhythm::Quarterly => text!(uk: "щокварталу", en: "every quarter"),
        Rhythm::HalfYearly => text!(uk: "щопівроку", en: "every half-year"),
        Rhythm::Semesterly => text!(uk: "щосеместру", en: "every semester"),
        Rhythm::Yearly => text!(uk: "один раз на рік", en: "once a year"),
    }
}

/// The noun after a number from 2 on.
pub(super) fn few_or_many(count: u32, few: &'static str, many: &'static str) -> &'static str {
    let is_few = (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100));
    if is_few { few } else { many }
}

/// «щопонеділка і щосереди», «щодня з понеділка до п’ятниці», «раз на 2 тижні, у середу», «щотижня, до п’ятниці».
fn weekly(every: u32, weekdays: &[Weekday], is_deadline: bool) -> Text {
    let how = match every {
        1 => text!(uk: "щотижня", en: "every week"),
        _ => {
            let weeks = few_or_many(every, "тижні", "тижнів");
            text!(uk: "раз на {every} {weeks}", en: "every {every} weeks")
        }
    };
    let (Some(first), Some(last)) = (weekdays.first(), weekdays.last()) else {
        return how;
    };
    let names: Vec<_> = weekdays.iter().map(|weekday| weekday_name(*weekday)).collect();
    let list = |word: fn(&WeekdayName) -> &'static str, conjunction| {
        and(&names.iter().map(|name| word(name).to_owned()).collect::<Vec<_>>(), conjunction)
    };
    let Text { uk: often, en: how_often } = how;
    let english = list(|name| name.english, "and");
    if is_deadline {
        let genitive = list(|name| name.genitive, "і");
        return text!(uk: "{often}, до {genitive}", en: "{how_often}, by {english}");
    }
    if every > 1 {
        let accusative = list(|name| name.accusative, "і");
        return text!(uk: "{often}, у {accusative}", en: "{how_often}, on {english}");
    }
    let is_run = weekdays.len() > 2 && weekdays.windows(2).all(|two| two[0].succ() == two[1]);
    if is_run {
        let (from, to) = (weekday_name(*first), weekday_name(*last));
        let (uk, uk_to, en, en_to) = (from.genitive, to.genitive, from.english, to.english);
        return text!(uk: "щодня з {uk} до {uk_to}", en: "every day from {en} to {en_to}");
    }
    let each: Vec<String> = names.iter().map(|name| format!("що{}", name.genitive)).collect();
    let uk = and(&each, "і");
    text!(uk: "{uk}", en: "every {english}")
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
    // What the bounds say is not said twice.
    let is_bound =
        windows.iter().all(|window| recurrence.within.iter().any(|within| within == window));
    if windows.iter().any(is_whole) || is_bound {
        return text!(uk: "", en: "");
    }
    if recurrence.rhythm != Rhythm::Monthly(1) {
        return in_full(windows, recurrence.mark);
    }
    let is_after = windows.last().map(|window| window.last)
        > recurrence.within.last().map(|within| within.last);
    in_month(windows, recurrence.mark, is_after)
        .unwrap_or_else(|| in_full(windows, recurrence.mark))
}

/// What all months have in common: «, 15 і 30 числа», «, до 5 числа наступного місяця».
fn in_month(windows: &[Window], mark: Mark, is_after: bool) -> Option<Text> {
    let mut months: Vec<&[Window]> = Vec::new();
    months.extend(
        windows.chunk_by(|one, other| YearMonth::of(one.first) == YearMonth::of(other.first)),
    );
    let count = months.iter().map(|month| month.len()).max()?;
    // A fifth Monday is not in every month.
    months.retain(|month| month.len() == count);
    let columns: Vec<Vec<Window>> =
        (0..count).map(|index| months.iter().map(|month| month[index]).collect()).collect();
    let of_next = match is_after {
        true => text!(uk: " наступного місяця", en: " of the next month"),
        false => text!(uk: "", en: ""),
    };
    let (next, next_en) = (of_next.uk, of_next.en);
    if let Some(numbers) = columns.iter().map(|days| same_number(days)).collect::<Option<Vec<_>>>()
    {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        let (uk, en) = (and(&numbers, "і"), and(&numbers, "and"));
        return Some(match mark {
            Mark::By => text!(uk: ", до {uk} числа{next}", en: ", by day {en}{next_en}"),
            Mark::On | Mark::Within => {
                text!(uk: ", {uk} числа{next}", en: ", on day {en}{next_en}")
            }
        });
    }
    if let Some(text) = same_weekdays(&columns).filter(|_| mark != Mark::By) {
        return Some(text);
    }
    let places: Option<Vec<Text>> = columns.iter().map(|column| same_place(column, mark)).collect();
    let Text { uk, en } = listed(&places?);
    Some(text!(uk: ", {uk}{next}", en: ", {en}{next_en}"))
}

/// The number of days that have one, though shorter months may end before it; not of those that end every month.
fn same_number(days: &[Window]) -> Option<u32> {
    let number = days.iter().map(|day| day.first.day()).max()?;
    let is_number =
        |day: &Window| day.is_day() && day.first == YearMonth::of(day.first).day(number);
    (days.iter().all(is_number) && !days.iter().all(is_end)).then_some(number)
}

fn is_end(days: &Window) -> bool {
    YearMonth::of(days.last).last_day() == days.last
}

/// The words for days that stand at one place of their months.
fn same_place(days: &[Window], mark: Mark) -> Option<Text> {
    let first = days.first()?;
    if !days.iter().all(Window::is_day) {
        let from = first.first.day();
        // «з 25 по 5 число» ends in the next month; the end of the year cuts the last one.
        let across =
            days.iter().filter(|days| YearMonth::of(days.first) != YearMonth::of(days.last));
        if let Some(to) = across.map(|days| days.last.day()).max() {
            return Some(text!(
                uk: "з {from} до {to} числа наступного місяця",
                en: "from day {from} to {to} of the next month"
            ));
        }
        let to = days.iter().map(|day| day.last.day()).max()?;
        if !days.iter().all(|day| day.first.day() == from) {
            let is_week = days.iter().all(|days| days.length() == 7);
            return days.iter().all(is_end).then(|| match is_week {
                true => text!(uk: "в останній тиждень місяця", en: "in the last week of the month"),
                false => text!(
                    uk: "у другій половині місяця",
                    en: "in the second half of the month"
                ),
            });
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
    if let Some(number) = same_number(days) {
        return Some(if is_by {
            text!(uk: "до {number} числа", en: "by day {number}")
        } else {
            text!(uk: "{number} числа", en: "on day {number}")
        });
    }
    same_working_day(days, is_by)
}

/// «в останній робочий день місяця».
fn same_working_day(days: &[Window], is_by: bool) -> Option<Text> {
    let is_working = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let last = |month: Window| month.dates().filter(is_working).last();
    let first = |month: Window| month.dates().find(is_working);
    let is = |day: &Window, pick: &dyn Fn(Window) -> Option<NaiveDate>| {
        pick(YearMonth::of(day.first).window()) == Some(day.first)
    };
    if days.iter().all(|day| is(day, &last)) {
        return Some(if is_by {
            text!(uk: "до останнього робочого дня місяця", en: "by the last working day of the month")
        } else {
            text!(uk: "в останній робочий день місяця", en: "on the last working day of the month")
        });
    }
    days.iter().all(|day| is(day, &first)).then(|| match is_by {
        true => {
            text!(uk: "до першого робочого дня місяця", en: "by the first working day of the month")
        }
        false => {
            text!(uk: "у перший робочий день місяця", en: "on the first working day of the month")
        }
    })
}

/// «у перший і третій вівторок місяця».
fn same_weekdays(columns: &[Vec<Window>]) -> Option<Text> {
    let weekday = columns.first()?.first()?.first.weekday();
    let ordinals: Option<Vec<(&str, &str)>> =
        columns.iter().map(|days| same_ordinal(days, weekday)).collect();
    let ordinals = ordinals?;
    let list = |words: Vec<&str>, conjunction| {
        and(&words.into_iter().map(str::to_owned).collect::<Vec<_>>(), conjunction)
    };
    let uk = list(ordinals.iter().map(|(uk, _)| *uk).collect(), "і");
    let en = list(ordinals.iter().map(|(_, en)| *en).collect(), "and");
    let name = weekday_name(weekday);
    let (uk_day, en_day) = (name.accusative, name.english);
    let preposition = if uk.starts_with('о') { "в" } else { "у" };
    Some(text!(
        uk: ", {preposition} {uk} {uk_day} місяця",
        en: ", on the {en} {en_day} of the month"
    ))
}

/// «перший» or «першу», where all days are that weekday of their months.
fn same_ordinal(days: &[Window], weekday: Weekday) -> Option<(&'static str, &'static str)> {
    if !days.iter().all(|day| day.is_day() && day.first.weekday() == weekday) {
        return None;
    }
    let name = weekday_name(weekday);
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
    Some((if name.is_feminine { feminine } else { masculine }, en))
}

/// «: 6 січня, 3 лютого … 2026 року».
fn in_full(windows: &[Window], mark: Mark) -> Text {
    let spans: Option<Vec<MonthSpan>> = windows.iter().map(Window::whole_months).collect();
    let words = match spans {
        Some(spans) => each(&spans, months),
        None => each(windows, window),
    };
    let Text { uk, en } = listed(&words);
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
    let spans: Option<Vec<MonthSpan>> =
        recurrence.within.iter().map(Window::whole_months).collect();
    if let Some(spans) = spans.filter(|spans| spans.len() > 1) {
        // «щомісяця: січень–червень і вересень–грудень 2026 року»
        let Text { uk, en } = listed(&each(&spans, months));
        return text!(uk: ": {uk}", en: ": {en}");
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

/// Drops the last `count` words («2026 року») of an item, and the month of a day, where the next one ends with the same.
fn once(items: &[&str], count: usize) -> Vec<String> {
    let mut left = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let words: Vec<&str> = item.split(' ').collect();
        let next: Vec<&str> =
            items.get(index + 1).map_or(Vec::new(), |next| next.split(' ').collect());
        let is_same = |last: usize| {
            let (one, other) = (words.len().checked_sub(last), next.len().checked_sub(last));
            matches!((one, other), (Some(one @ 1..), Some(other)) if words[one..] == next[other..])
        };
        let is_number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
        let is_year = words.len() > count && is_number(words[words.len() - count]);
        // «15 квітня 2026 року» is a day and no more.
        let is_day = |words: &[&str]| words.len() == count + 2 && is_number(words[0]);
        let dropped = match is_year && is_same(count) {
            true if is_day(&words) && is_day(&next) && is_same(count + 1) => count + 1,
            true => count,
            false => 0,
        };
        left.push(words[..words.len() - dropped].join(" "));
    }
    left
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

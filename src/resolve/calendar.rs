//! `portal.toml [calendar]`, the time zone and `calendar.lock`.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::calendar_lock;
use crate::diagnostic::Diagnostics;
use crate::plan::{CalendarLock, CalendarPolicy, LongRanges, Placement, Portal};
use crate::read::records::CalendarRecord;
use crate::resolve::moments;
use crate::resolve::office::one_of;
use crate::source::{FileId, Sources, Span, Spanned};
use crate::text;

const PLACEMENTS: [(&str, Placement); 3] = [
    ("first-working-day", Placement::FirstWorkingDay),
    ("last-working-day", Placement::LastWorkingDay),
    ("span", Placement::Span),
];
const LONG_RANGES: [(&str, LongRanges); 2] =
    [("two-markers", LongRanges::TwoMarkers), ("span", LongRanges::Span)];

/// The domain of event identifiers, if stated, and the policies.
pub(in crate::resolve) fn policy(
    record: Option<CalendarRecord>,
    diagnostics: &mut Diagnostics,
) -> (Option<String>, CalendarPolicy) {
    let mut policy = CalendarPolicy::default();
    let Some(record) = record else { return (None, policy) };
    let CalendarRecord { domain, holidays, months, recurrences, longest_event, long_ranges } =
        record;
    let mut placement = |word: Option<Spanned<String>>, otherwise| {
        word.and_then(|word| one_of(&word, &PLACEMENTS, diagnostics)).unwrap_or(otherwise)
    };
    policy.months = placement(months, policy.months);
    policy.recurrences = placement(recurrences, policy.recurrences);
    if let Some(word) = long_ranges {
        policy.long_ranges = one_of(&word, &LONG_RANGES, diagnostics).unwrap_or(policy.long_ranges);
    }
    if let Some(days) = longest_event {
        if (1..=366).contains(&days.value) {
            policy.longest_event = days.value;
        } else {
            let value = days.value;
            let message = text!(
                uk: "{value} не може бути кількістю днів",
                en: "{value} cannot be a number of days",
            );
            let help = text!(uk: "пишіть від 1 до 366", en: "write 1 to 366");
            diagnostics.error("unknown-value", days.span, message).help(help);
        }
    }
    for holiday in holidays {
        match moments::parse(&holiday.value) {
            Ok(moment) if moment.time.is_none() => policy.holidays.push(moment.date),
            _ => {
                let words = &holiday.value;
                let message = text!(uk: "«{words}» не є днем", en: "«{words}» is not a day");
                let help = text!(
                    uk: "день пишуть із роком: «24.08.РРРР» або рік-місяць-день",
                    en: "write a day with its year: «24.08.YYYY» or year-month-day",
                );
                diagnostics.error("impossible-date", holiday.span, message).help(help);
            }
        }
    }
    policy.holidays.sort();
    policy.holidays.dedup();
    (domain.filter(|domain| is_domain(domain, diagnostics)).map(|domain| domain.value), policy)
}

/// Whether words can stand after the «@» of an event's identifier; if not, it is reported.
fn is_domain(domain: &Spanned<String>, diagnostics: &mut Diagnostics) -> bool {
    let words = &domain.value;
    let is_fine = !words.is_empty()
        && words.len() <= 100
        && words.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    if !is_fine {
        let message = text!(
            uk: "«{words}» не може стояти в назвах подій календаря",
            en: "«{words}» cannot stand in the identifiers of events",
        );
        let help = text!(
            uk: "пишіть латинські літери, цифри, крапки й дефіси: nmk.example.org",
            en: "use Latin letters, digits, dots and hyphens: nmk.example.org",
        );
        diagnostics.error("unknown-value", domain.span, message).help(help);
    }
    is_fine
}

/// Whether the time zone has rules; if not, it is reported.
pub(in crate::resolve) fn is_time_zone(
    zone: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let is_known = zone.value.parse::<chrono_tz::Tz>().is_ok();
    if !is_known {
        let name = &zone.value;
        let message =
            text!(uk: "немає часового поясу «{name}»", en: "there is no time zone «{name}»");
        let help = text!(
            uk: "для України пишіть: time_zone = \"Europe/Kyiv\"",
            en: "in Ukraine write: time_zone = \"Europe/Kyiv\"",
        );
        diagnostics.error("unknown-value", zone.span, message).help(help);
    }
    is_known
}

/// What has been published of a plan's calendars, by the path of its file in the content; with faults.
type Locks<'s> = BTreeMap<&'s str, (CalendarLock, Diagnostics)>;

/// Reads the locks of all plans.
pub(in crate::resolve) fn locks<'s>(files: &[FileId], sources: &'s Sources) -> Locks<'s> {
    let read = files.par_iter().filter_map(|file| {
        let path = sources.within_content(sources.file(*file))?;
        Some((path, lock(*file, sources)))
    });
    read.collect()
}

/// Gives each plan its lock.
pub(in crate::resolve) fn put_locks(
    mut locks: Locks<'_>,
    portal: &mut Portal,
    diagnostics: &mut Diagnostics,
) {
    for plan in portal.plans.all().iter() {
        let path = format!("{}/calendar.lock", portal.plans[plan].folder);
        if let Some((lock, faults)) = locks.remove(path.as_str()) {
            portal.plans[plan].calendar_lock = lock;
            diagnostics.extend(faults);
        }
    }
}

/// Reads what has been published; lines that make no sense are errors, for to lose them doubles events.
fn lock(file: FileId, sources: &Sources) -> (CalendarLock, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let (lock, unreadable) = calendar_lock::parse(&sources.file(file).text);
    for range in unreadable {
        let message = text!(
            uk: "цей рядок calendar.lock пошкоджено",
            en: "this line of calendar.lock is broken",
        );
        let help = text!(
            uk: "поверніть останню збережену копію файла; без нього в підписників можуть подвоїтися події",
            en: "bring back the last saved copy of the file: without it subscribers may see events twice",
        );
        diagnostics.error("broken-lock", Span::new(file, range), message).help(help);
    }
    (lock, diagnostics)
}

//! Single times of a term that has several: «щопонеділка», but on 12 March a day later, and not on 5 May.
//!
//! Each names by `was` the time that it is about: its day, or the month of which the term names no day. Start reading
//! at [`resolve`].

use chrono::NaiveDateTime;

use crate::diagnostic::Diagnostics;
use crate::plan::schedule::{Clock, PlanYear, Rhythm, Schedule, Term, Window, YearMonth};
use crate::plan::{ChangeKind, Moment, Occasion, Stated};
use crate::read::records::OccasionRecord;
use crate::resolve::entries::{moment, resolve_moments, stated, tell_other_year};
use crate::resolve::meant::Hint;
use crate::resolve::office::{self, one_of};
use crate::source::Span;
use crate::term;
use crate::text;

const KINDS: [(&str, ChangeKind); 2] =
    [("moved", ChangeKind::Moved), ("cancelled", ChangeKind::Cancelled)];

/// The single times of a row whose term holds, in the order of the term.
pub(in crate::resolve) fn resolve(
    records: Vec<OccasionRecord>,
    (term, words): (&Term, &str),
    (year, number): (PlanYear, &str),
    diagnostics: &mut Diagnostics,
) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = Vec::new();
    for record in records {
        let Some(occasion) = one(record, (term, words), (year, number), diagnostics) else {
            continue;
        };
        if let Some(first) = found.iter().find(|known| known.of == occasion.of) {
            let message = text!(
                uk: "про цей день сказано двічі",
                en: "this day is told of twice",
            );
            let help = text!(
                uk: "залиште останнє рішення; попереднє запишіть у changes.toml",
                en: "keep the last decision; record the one before in changes.toml",
            );
            diagnostics
                .error("duplicate-change", occasion.span, message)
                .help(help)
                .related(first.span, text!(uk: "тут сказано вперше", en: "it is told here first"));
            continue;
        }
        found.push(occasion);
    }
    found.sort_by_key(|occasion| occasion.of);
    found
}

fn one(
    record: OccasionRecord,
    (term, words): (&Term, &str),
    (year, number): (PlanYear, &str),
    diagnostics: &mut Diagnostics,
) -> Option<Occasion> {
    let OccasionRecord { was, date, start, end, status, changed, reason, span } = record;
    let hint = Hint { year: Some(year), day: None };
    for words in [&was, &date, &start, &end].into_iter().flatten() {
        tell_other_year(words, year, number, diagnostics);
    }
    let is_empty = status.is_none() && date.is_none() && start.is_none();
    let kind = status.and_then(|status| one_of(&status, &KINDS, diagnostics));
    let days = resolve_moments([date, start, end], year, diagnostics);
    let changed = changed.and_then(|day| moment(&day, hint, diagnostics));
    let was_span = was.as_ref().map_or(span, |was| was.span);
    let was = stated(was, hint, diagnostics)?;
    if is_empty {
        let message = text!(
            uk: "не сказано, що з цим днем: новий він чи захід скасовано",
            en: "it is not said what happens to this day: a new one, or none",
        );
        let help = text!(
            uk: "додайте date = \"новий день\" або status = \"cancelled\"",
            en: "add date = \"the new day\" or status = \"cancelled\"",
        );
        diagnostics.error("missing-key", span, message).help(help);
    }
    let named = match &was {
        Stated::Day(moment) => Some(Window::day(moment.date)),
        Stated::Words(words) => match term::parse(words, year).0.occurrences()[..] {
            [window] => Some(window),
            _ => None,
        },
    };
    let Some((of, clock)) = named.and_then(|days| term.happening_of(days)) else {
        // Of another year it was told.
        if named.is_none_or(|days| year.has(YearMonth::of(days.first))) {
            report_none(&was, (term, words), named, was_span, diagnostics);
        }
        return None;
    };
    let days = days.0.map(|start| with_hours(start, days.1, clock));
    let kind = match kind {
        Some(ChangeKind::Cancelled) => ChangeKind::Cancelled,
        // A month that gets its day has not been moved.
        None if !of.is_day() => ChangeKind::Dated,
        _ => ChangeKind::Moved,
    };
    let days = days.filter(|_| kind != ChangeKind::Cancelled);
    let reason = office::words(reason);
    let changed = changed.filter(|_| !is_empty)?.date;
    Some(Occasion { of, was, kind, days, changed, reason, span })
}

/// A new day without an hour keeps that of the term; a new hour without an end lasts as long as that does.
fn with_hours(
    start: Moment,
    end: Option<Moment>,
    clock: Option<Clock>,
) -> (Moment, Option<Moment>) {
    let Some(Clock { start: from, end: to }) = clock.filter(|_| end.is_none()) else {
        return (start, end);
    };
    let begin = start.date.and_time(start.time.unwrap_or(from));
    let at = |at: NaiveDateTime| Moment { date: at.date(), time: Some(at.time()) };
    (at(begin), to.map(|to| at(begin + (to - from))))
}

/// How many days a remedy proposes.
const NEAREST: usize = 3;

fn report_none(
    was: &Stated,
    (term, words): (&Term, &str),
    named: Option<Window>,
    span: Span,
    diagnostics: &mut Diagnostics,
) {
    let said = match was {
        Stated::Day(Moment { date, .. }) => date.format("%d.%m.%Y").to_string(),
        Stated::Words(words) => words.clone(),
    };
    let message = text!(
        uk: "у терміні «{words}» немає «{said}»: цієї зміни ніде не видно",
        en: "the term «{words}» has no «{said}»: this change is shown nowhere",
    );
    let mut days = term.occurrences();
    days.retain(Window::is_day);
    if let Some(Window { first, .. }) = named {
        days.sort_by_key(|day| (day.first - first).num_days().abs());
    }
    days.truncate(NEAREST);
    days.sort();
    let days = days.iter().map(|day| day.first.format("%d.%m.%Y").to_string());
    let days = days.collect::<Vec<_>>().join(", ");
    let help = match (days.as_str(), term.has_dates()) {
        ("", false) => text!(
            uk: "термін не називає окремих днів: [[entry.occasion]] тут не потрібен, пишіть date в самому пункті",
            en: "the term names no single days: write date in the entry itself, without [[entry.occasion]]",
        ),
        ("", true) => text!(
            uk: "у was пишіть місяць чи інший відтинок, як його називає термін",
            en: "name by was the month or other span that the term has",
        ),
        (days, _) => text!(
            uk: "у was пишіть день, який мав бути, найближчі: {days}",
            en: "name by was the day that was to be; the nearest are {days}",
        ),
    };
    diagnostics.warning("unknown-occasion", span, message).help(help);
}

/// A day beside «щопонеділка» takes the place of all Mondays: seldom what was meant.
pub(in crate::resolve) fn tell_replaced_series(
    (term, words): (&Term, &str),
    span: Span,
    number: &str,
    diagnostics: &mut Diagnostics,
) {
    let is_series = |schedule: &Schedule| match schedule {
        Schedule::Recurring(recurrence) => match &recurrence.rhythm {
            Rhythm::Daily(every) => *every > 1,
            Rhythm::Weekly { .. } => true,
            _ => false,
        },
        _ => false,
    };
    if !term.schedules().any(is_series) {
        return;
    }
    let message = text!(
        uk: "цей день стане замість усіх днів терміну «{words}»: інших не буде ні в календарях, ні на сторінках",
        en: "this day takes the place of all days of the term «{words}»: no calendar or page will have the others",
    );
    let help = text!(
        uk: "щоб змінити лише один із днів, приберіть звідси дату й допишіть у кінці пункту (підпункту — [[entry.item.occasion]]):\n[[entry.occasion]]\nwas = \"день, який мав бути\"\ndate = \"новий день\"\nchanged = \"день, коли це вирішено\"",
        en: "to change only one of the days, remove the date here and write at the end of the entry (of an item: [[entry.item.occasion]]):\n[[entry.occasion]]\nwas = \"the day that was to be\"\ndate = \"the new day\"\nchanged = \"the day of the decision\"",
    );
    diagnostics.warning("replaced-series", span, message).help(help).subject(number);
}

/// A day of an entry holds for its items too, also for those to which the plan gives a term of their own.
pub(in crate::resolve) fn tell_replaced_terms(
    count: usize,
    span: Span,
    number: &str,
    diagnostics: &mut Diagnostics,
) {
    let message = text!(
        uk: "цей день стане й замість термінів підпунктів, які мають власні ({count})",
        en: "this day takes the place of the terms of items that have their own, too ({count})",
    );
    let help = text!(
        uk: "якщо день стосується одного підпункту, перенесіть цей рядок під його text; якщо всіх, погодьте це зауваження",
        en: "if it is the day of one item, move this line below its text; if of all, acknowledge this",
    );
    diagnostics.warning("replaced-series", span, message).help(help).subject(number);
}

//! Changes of a plan: the records of `changes.toml` and those that facts of rows tell by their day of change.
//!
//! A record and a row's facts may tell the same change: then the record holds, for it may say more.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::language::slug::slug;
use crate::plan::{
    Change, ChangeKind, Facts, Idx, Occasion, Plan, Portal, Row, RowIdx, Stated, Status,
};
use crate::read::records::ChangeRecord;
use crate::resolve::entries::{moment, stated};
use crate::resolve::meant::Hint;
use crate::resolve::office::{one_of, words};
use crate::resolve::scope::Ids;
use crate::source::{Span, Spanned};
use crate::text;

/// The words of `kind`, in the order of the guide.
const KINDS: [(&str, ChangeKind); 8] = [
    ("added", ChangeKind::Added),
    ("dated", ChangeKind::Dated),
    ("moved", ChangeKind::Moved),
    ("cancelled", ChangeKind::Cancelled),
    ("in-progress", ChangeKind::Started),
    ("done", ChangeKind::Done),
    ("changed", ChangeKind::Changed),
    ("removed", ChangeKind::Removed),
];

/// Every change of a plan whose rows are known, the newest first.
pub(in crate::resolve) fn resolve(
    records: Vec<ChangeRecord>,
    plan: Idx<Plan>,
    portal: &Portal,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) -> Vec<Change> {
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    for record in records {
        let Some(change) = recorded(record, plan, (portal, ids), diagnostics) else { continue };
        if let Some(first) = changes.get(&change.id) {
            report_twice(&change, first.span, diagnostics);
            continue;
        }
        changes.insert(change.id.clone(), change);
    }
    for change in told_by_facts(plan, portal) {
        changes.entry(change.id.clone()).or_insert(change);
    }
    let mut changes = changes.into_values().collect::<Vec<_>>();
    changes.sort_by(|one, other| {
        other.day.cmp(&one.day).then(one.row.cmp(&other.row)).then_with(|| one.id.cmp(&other.id))
    });
    changes
}

fn recorded(
    record: ChangeRecord,
    plan: Idx<Plan>,
    (portal, ids): (&Portal, &Ids),
    diagnostics: &mut Diagnostics,
) -> Option<Change> {
    let ChangeRecord { day, kind, entry, text, was, now, reason, span } = record;
    let hint = Hint { year: Some(portal.plans[plan].plan_year()), day: None };
    let day = day.and_then(|day| moment(&day, hint, diagnostics));
    let kind = kind.and_then(|kind| one_of(&kind, &KINDS, diagnostics));
    let text = words(text);
    if entry.is_none() && text.is_none() {
        let message = text!(
            uk: "зміна не каже, чого стосується",
            en: "the change does not say what it is about",
        );
        let help = text!(
            uk: "додайте рядок entry = \"id пункту\", а коли пункту вже немає — text = \"…\"",
            en: "add a line entry = \"id of the entry\", or text = \"…\" when there is none any more",
        );
        diagnostics.error("missing-key", span, message).help(help);
        return None;
    }
    // A row of another name was told; the change is left out with it.
    let row = match &entry {
        Some(reference) => {
            let row = ids.find(reference, diagnostics)?;
            if portal.plan_of(row.entry) != plan {
                report_other_plan(reference, diagnostics);
                return None;
            }
            Some(row)
        }
        None => None,
    };
    let (day, kind) = (day?.date, kind?);
    let was = stated(was, hint, diagnostics);
    let about = match row {
        Some(row) => about(&portal.row(row), was.as_ref()),
        None => slug(text.as_deref().unwrap_or_default(), "plan").chars().take(60).collect(),
    };
    let reason = words(reason);
    let now = stated(now, hint, diagnostics);
    Some(Change { id: id(&about, kind, day), day, kind, row, text, was, now, reason, span })
}

/// What a change of a row is about: the row, or one time of its term that the row's facts tell of too.
fn about(row: &Row<'_>, was: Option<&Stated>) -> String {
    let mut occasions = own_facts(row).into_iter().flat_map(|facts| &facts.occasions);
    let of = occasions.find(|occasion| Some(&occasion.was) == was);
    of.map_or_else(|| row.id().to_owned(), |occasion| about_occasion(row, occasion))
}

fn about_occasion(row: &Row<'_>, occasion: &Occasion) -> String {
    format!("{}-{}", row.id(), occasion.of.first)
}

fn own_facts<'a>(row: &Row<'a>) -> Option<&'a Facts> {
    row.item.map_or(row.entry.facts.as_deref(), |item| item.facts.as_deref())
}

/// What never changes of a change: what it is about, how, and when.
fn id(about: &str, kind: ChangeKind, day: chrono::NaiveDate) -> String {
    let (word, _) = KINDS.iter().find(|(_, known)| *known == kind).expect("every kind has a word");
    format!("{about}-{word}-{day}")
}

fn report_other_plan(reference: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let id = &reference.value;
    let message = text!(
        uk: "рядок «{id}» належить іншому плану",
        en: "the row «{id}» belongs to another plan",
    );
    let help = text!(
        uk: "запишіть цю зміну в changes.toml того плану",
        en: "record this change in the changes.toml of that plan",
    );
    diagnostics.error("unknown-item", reference.span, message).help(help);
}

fn report_twice(change: &Change, first: Span, diagnostics: &mut Diagnostics) {
    let day = change.day;
    let message = text!(
        uk: "цю зміну від {day} записано двічі",
        en: "this change of {day} is recorded twice",
    );
    let help = text!(uk: "залиште один запис", en: "keep one of the records");
    diagnostics
        .error("duplicate-change", change.span, message)
        .help(help)
        .related(first, text!(uk: "тут її записано вперше", en: "it is recorded here first"));
}

/// Changes that rows tell themselves: their facts have a day of change.
fn told_by_facts(plan: Idx<Plan>, portal: &Portal) -> Vec<Change> {
    let sections = portal.plans[plan].sections.iter();
    let entries = sections.flat_map(|section| portal.sections[section].entries.iter());
    let rows = entries.flat_map(|entry| {
        let items = portal.entries[entry].items.iter();
        let items = items.map(move |item| RowIdx { entry, item: Some(item) });
        std::iter::once(RowIdx { entry, item: None }).chain(items)
    });
    let told = rows.flat_map(|idx| {
        let row = portal.row(idx);
        let facts = own_facts(&row);
        let of_row = facts.and_then(|facts| of_facts(&row, facts));
        let occasions = facts.into_iter().flat_map(|facts| &facts.occasions);
        of_row.into_iter().chain(occasions.map(move |occasion| of_occasion(&row, occasion)))
    });
    told.collect()
}

fn of_occasion(row: &Row<'_>, occasion: &Occasion) -> Change {
    let Occasion { was, kind, days, changed, reason, span, of: _ } = occasion;
    Change {
        id: id(&about_occasion(row, occasion), *kind, *changed),
        day: *changed,
        kind: *kind,
        row: Some(row.idx),
        text: None,
        was: Some(was.clone()),
        now: days.map(|(start, _)| Stated::Day(start)),
        reason: reason.clone(),
        span: *span,
    }
}

fn of_facts(row: &Row<'_>, facts: &Facts) -> Option<Change> {
    let day = facts.changed?;
    let kind = match facts.status {
        Some(Status::Done) => ChangeKind::Done,
        Some(Status::Moved) => ChangeKind::Moved,
        Some(Status::Cancelled) => ChangeKind::Cancelled,
        Some(Status::InProgress) => ChangeKind::Started,
        Some(Status::Planned) | None if facts.start.is_some() => ChangeKind::Dated,
        Some(Status::Planned) | None => ChangeKind::Changed,
    };
    let is_dated = matches!(kind, ChangeKind::Moved | ChangeKind::Dated);
    let now = facts.start.filter(|_| is_dated).map(Stated::Day);
    let term = Some(row.term.words.as_str()).filter(|term| !term.is_empty());
    let was = match kind {
        ChangeKind::Moved => {
            facts.was.clone().or_else(|| term.map(|term| Stated::Words(term.to_owned())))
        }
        ChangeKind::Cancelled => facts.was.clone().or_else(|| facts.start.map(Stated::Day)),
        _ => facts.was.clone(),
    };
    let result = facts.result.clone().filter(|_| kind == ChangeKind::Done);
    Some(Change {
        id: id(row.id(), kind, day),
        day,
        kind,
        row: Some(row.idx),
        text: None,
        was,
        now,
        reason: facts.reason.clone().or(result),
        span: row.item.map_or(row.entry.span, |item| item.span),
    })
}

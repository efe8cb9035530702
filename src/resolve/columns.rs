//! The columns of a plan's table: those that its heads name, and those in which it has words all the same.

use crate::approved::{Column, ColumnKind, USUAL_COLUMNS, kinds_of};
use crate::diagnostic::Diagnostics;
use crate::plan::{Cells, Idx, Plan, PlanColumn, Portal};
use crate::read::records::PlanRecord;
use crate::source::Spanned;
use crate::text;

/// The columns by their heads, or as they are stated; without heads the usual ones.
pub(in crate::resolve) fn columns(
    heads: Vec<String>,
    stated: Vec<(String, ColumnKind)>,
) -> Vec<PlanColumn> {
    if !stated.is_empty() {
        return stated.into_iter().map(|(head, kind)| PlanColumn { kind, head }).collect();
    }
    if heads.is_empty() {
        let usual = USUAL_COLUMNS.into_iter();
        return usual.map(|kind| PlanColumn { kind, head: String::new() }).collect();
    }
    let kinds = kinds_of(heads.iter().map(String::as_str), &[]);
    kinds.into_iter().zip(heads).map(|(kind, head)| PlanColumn { kind, head }).collect()
}

/// Reports keys of columns that cannot be those of the heads.
pub(in crate::resolve) fn check_keys(plan: &PlanRecord, diagnostics: &mut Diagnostics) {
    let Some(first) = plan.column_keys.first() else { return };
    if !plan.stated_columns().is_empty() {
        return;
    }
    let (keys, heads) = (plan.column_keys.len(), plan.columns.len());
    let message = match keys == heads {
        true => text!(
            uk: "column_keys не може бути переліком колонок плану",
            en: "column_keys cannot be the columns of a plan",
        ),
        false => text!(
            uk: "column_keys і columns мають різну довжину: {keys} і {heads}",
            en: "column_keys and columns are of different length: {keys} and {heads}",
        ),
    };
    let help = text!(
        uk: "для кожної колонки, зліва направо, пишуть одне слово: \"number\" (лише перша), \"text\" (без неї плану немає), \"responsible\", \"form\", \"term\" чи \"remarks\"; двічі може стояти лише \"remarks\"",
        en: "write one word for each column, from left to right: \"number\" (only the first), \"text\" (there is no plan without it), \"responsible\", \"form\", \"term\" or \"remarks\"; only \"remarks\" may stand twice",
    );
    diagnostics.error("unknown-value", first.span, message).help(help);
}

/// Adds the columns without which words of the plan would stand nowhere: numbers before the others, the rest after.
pub(in crate::resolve) fn complete(portal: &mut Portal, plan: Idx<Plan>) {
    let is_named =
        |kind: &ColumnKind| portal.plans[plan].columns.iter().any(|column| column.kind == *kind);
    let missing = USUAL_COLUMNS.into_iter().filter(|kind| !is_named(kind));
    let missing = missing.filter(|kind| has_words(portal, plan, *kind)).collect::<Vec<_>>();
    let count = remark_count(portal, plan);
    let columns = &mut portal.plans[plan].columns;
    for kind in missing {
        let at = if kind == ColumnKind::Number { 0 } else { columns.len() };
        columns.insert(at, PlanColumn { kind, head: String::new() });
    }
    let is_further = |column: &&PlanColumn| column.kind == ColumnKind::Further;
    for _ in columns.iter().filter(is_further).count()..count {
        columns.push(PlanColumn { kind: ColumnKind::Further, head: String::new() });
    }
}

/// How many further columns have words.
fn remark_count(portal: &Portal, plan: Idx<Plan>) -> usize {
    let last = |remarks: &[Spanned<String>]| {
        remarks.iter().rposition(|words| !words.value.trim().is_empty()).map_or(0, |at| at + 1)
    };
    let sections = portal.plans[plan].sections.iter().map(|section| &portal.sections[section]);
    let entries = sections.flat_map(|section| section.entries.iter());
    let remarks = entries.flat_map(|entry| portal.remarks_of(&portal.entries[entry]));
    remarks.map(last).max().unwrap_or_default()
}

fn has_words(portal: &Portal, plan: Idx<Plan>, kind: ColumnKind) -> bool {
    let own = |cells: &Cells| match kind {
        ColumnKind::Of(Column::Responsible) => !cells.responsible.words.is_empty(),
        ColumnKind::Of(Column::Form) => !cells.form.words.is_empty(),
        ColumnKind::Of(Column::Term) => !cells.term.own_words().is_empty(),
        ColumnKind::Of(Column::Text) => true,
        ColumnKind::Number | ColumnKind::Further => false,
    };
    let sections = portal.plans[plan].sections.iter().map(|section| &portal.sections[section]);
    let mut entries =
        sections.flat_map(|section| section.entries.iter()).map(|entry| &portal.entries[entry]);
    entries.any(|entry| {
        let is_numbered = kind == ColumnKind::Number && !entry.number.is_empty();
        let mut items = entry.items.iter().map(|item| &portal.items[item].own);
        is_numbered || own(&entry.cells) || items.any(own)
    })
}

//! What was copied and not renamed: an entry, a section's folder, a whole plan.
//!
//! A copied folder repeats every id that is in it. It is one slip, so it is told once, of the largest thing that was
//! copied, and not once of each id. Start reading at [`report`].

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::plan::{Entry, Idx, Plan, Portal, RowIdx, Section};
use crate::resolve::scope::report_duplicate;
use crate::source::{Span, Spanned};
use crate::text;

/// An id of a row or section that another one has already.
#[derive(Debug)]
pub(in crate::resolve) struct Twin<T> {
    /// As it is written for the second time.
    pub(in crate::resolve) id: Spanned<String>,
    /// What has it for the second time.
    pub(in crate::resolve) own: T,
    /// What has it, and where that is written.
    pub(in crate::resolve) first: (T, Span),
}

/// So many copied entries of one section are a copied section.
const MANY: usize = 4;

/// Reports all twins, those of a copied plan, section or entry together.
pub(in crate::resolve) fn report(
    sections: &[Twin<Idx<Section>>],
    rows: &[Twin<RowIdx>],
    portal: &Portal,
    diagnostics: &mut Diagnostics,
) {
    let section_of = |row: RowIdx| portal.entries[row.entry].section;
    let plan_of = |section: Idx<Section>| portal.sections[section].plan;
    let mut copied = BTreeSet::new();
    for (plan, original) in copied_plans(sections, rows, portal) {
        copied.insert(plan);
        let is_in = |row: &&Twin<RowIdx>| plan_of(section_of(row.own)) == plan;
        report_plan(plan, original, rows.iter().filter(is_in).count(), portal, diagnostics);
    }
    let is_left = |section: Idx<Section>| !copied.contains(&plan_of(section));
    let mut originals = BTreeMap::new();
    for twin in sections.iter().filter(|twin| is_left(twin.own)) {
        let (original, first) = twin.first;
        originals.insert(twin.own, original);
        let is_with_it = |row: &&Twin<RowIdx>| {
            section_of(row.own) == twin.own && section_of(row.first.0) == original
        };
        match rows.iter().filter(is_with_it).count() {
            0 => report_duplicate(&twin.id, first, diagnostics),
            with_it => report_section(&twin.id, first, with_it, diagnostics),
        }
    }
    let mut by_section: BTreeMap<Idx<Section>, Vec<&Twin<RowIdx>>> = BTreeMap::new();
    for twin in rows.iter().filter(|twin| is_left(section_of(twin.own))) {
        let own = section_of(twin.own);
        if originals.get(&own) != Some(&section_of(twin.first.0)) {
            by_section.entry(own).or_default().push(twin);
        }
    }
    for (section, twins) in &by_section {
        report_rows(twins, *section, portal, diagnostics);
    }
}

/// Plans all of whose sections stand in another plan too, and that plan.
fn copied_plans(
    sections: &[Twin<Idx<Section>>],
    rows: &[Twin<RowIdx>],
    portal: &Portal,
) -> BTreeMap<Idx<Plan>, Idx<Plan>> {
    let plan_of = |section: Idx<Section>| portal.sections[section].plan;
    let mut shared: BTreeMap<(Idx<Plan>, Idx<Plan>), usize> = BTreeMap::new();
    for twin in sections {
        *shared.entry((plan_of(twin.own), plan_of(twin.first.0))).or_default() += 1;
    }
    let has_rows = |plan: Idx<Plan>, original: Idx<Plan>| {
        let plans = |row: RowIdx| portal.plan_of(row.entry);
        rows.iter().any(|row| (plans(row.own), plans(row.first.0)) == (plan, original))
    };
    let is_copied = |((plan, original), count): &((Idx<Plan>, Idx<Plan>), usize)| {
        let all = portal.plans[*plan].sections.iter().count();
        plan != original && *count == all && has_rows(*plan, *original)
    };
    shared.into_iter().filter(is_copied).map(|(plans, _)| plans).collect()
}

fn report_plan(
    plan: Idx<Plan>,
    original: Idx<Plan>,
    rows: usize,
    portal: &Portal,
    diagnostics: &mut Diagnostics,
) {
    let (own, first) = (&portal.plans[plan], &portal.plans[original]);
    let (name, other) = (&own.id, &first.id);
    let sections = own.sections.iter().count();
    let message = text!(
        uk: "план «{name}» повторює id плану «{other}»: розділів — {sections}, пунктів і підпунктів — {rows}",
        en: "the plan «{name}» repeats the ids of the plan «{other}»: sections: {sections}, entries and items: {rows}",
    );
    let help = text!(
        uk: "якщо теку скопійовано, вилучіть копію й почніть план командою: plan-portal new plan РІК; а як копія потрібна, дайте в ній нові id кожному розділу, пункту й підпункту, а плану — свої year і address",
        en: "if the folder was copied, remove the copy and begin the plan with: plan-portal new plan YEAR; or give new ids to each of its sections, entries and items, and its own year and address to the plan",
    );
    diagnostics
        .error("duplicate-id", own.span, message)
        .help(help)
        .related(first.span, text!(uk: "план з цими id", en: "the plan with these ids"));
}

fn report_section(id: &Spanned<String>, first: Span, rows: usize, diagnostics: &mut Diagnostics) {
    let value = &id.value;
    let message = text!(
        uk: "розділ повторює id іншого розділу: свій «{value}» і пунктів та підпунктів — {rows}",
        en: "the section repeats the ids of another one: its own «{value}» and entries and items: {rows}",
    );
    let help = text!(
        uk: "якщо теку скопійовано, вилучіть копію; а як розділ новий, дайте нові id йому й кожному його пункту та підпункту",
        en: "if the folder was copied, remove the copy; if the section is new, give new ids to it and to each of its entries and items",
    );
    diagnostics
        .error("duplicate-id", id.span, message)
        .help(help)
        .related(first, text!(uk: "тут його вжито вперше", en: "it is used here first"));
}

/// Twins of one section: the items of a copied entry go with it.
fn report_rows(
    twins: &[&Twin<RowIdx>],
    section: Idx<Section>,
    portal: &Portal,
    diagnostics: &mut Diagnostics,
) {
    let mut by_entry: BTreeMap<Idx<Entry>, Vec<&Twin<RowIdx>>> = BTreeMap::new();
    for twin in twins {
        by_entry.entry(twin.own.entry).or_default().push(twin);
    }
    let originals = twins.iter().map(|twin| portal.entries[twin.first.0.entry].section);
    let originals = originals.collect::<BTreeSet<_>>();
    let is_copied = by_entry.len() >= MANY && originals.len() == 1 && !originals.contains(&section);
    if let Some(first) = twins.first().filter(|_| is_copied) {
        report_with_more(first, twins.len() - 1, diagnostics);
        return;
    }
    for twins in by_entry.values() {
        let Some((first, rest)) = twins.split_first() else { continue };
        match rest.len() {
            0 => report_duplicate(&first.id, first.first.1, diagnostics),
            more => report_with_more(first, more, diagnostics),
        }
    }
}

fn report_with_more(twin: &Twin<RowIdx>, more: usize, diagnostics: &mut Diagnostics) {
    let value = &twin.id.value;
    let message = text!(
        uk: "id «{value}» уже зайнятий, і нижче так само ще {more}",
        en: "the id «{value}» is taken, and so are {more} more below",
    );
    let help = text!(
        uk: "рядки, мабуть, скопійовано: дайте новим пунктам і підпунктам нові id, а чинних не змінюйте, від них залежать календарі",
        en: "the rows seem to be copied: give new ids to the new entries and items; do not change published ids, calendars depend on them",
    );
    diagnostics
        .error("duplicate-id", twin.id.span, message)
        .help(help)
        .related(twin.first.1, text!(uk: "тут його вжито вперше", en: "it is used here first"));
}

/// Reports a plan whose pages would lie where those of another plan of the office lie.
///
/// `addresses` has the plans in their order: the name of the folder, the address and where it is written.
pub(in crate::resolve) fn report_addresses(
    addresses: &[(String, String, Span)],
    diagnostics: &mut Diagnostics,
) {
    // Windows tells «Plan» and «plan» not apart.
    let mut taken: BTreeMap<String, &(String, String, Span)> = BTreeMap::new();
    for plan in addresses {
        let (name, address, span) = plan;
        let Some((other, _, first)) = taken.get(&address.to_lowercase()) else {
            taken.insert(address.to_lowercase(), plan);
            continue;
        };
        let message = text!(
            uk: "плани «{other}» і «{name}» мають одну адресу на сайті: address = \"{address}\"",
            en: "the plans «{other}» and «{name}» have one address on the site: address = \"{address}\"",
        );
        let help = text!(
            uk: "адреси плану, що вже на сайті, не змінюйте; новішому напишіть у plan.toml: address = \"{name}\"",
            en: "do not change the address of a plan that is on the site; write in the plan.toml of the newer: address = \"{name}\"",
        );
        diagnostics
            .error("duplicate-output", *span, message)
            .help(help)
            .related(*first, text!(uk: "адресу вже має цей план", en: "this plan has the address"));
    }
}

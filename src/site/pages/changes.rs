//! What changed in a plan since its approval: its own page, and the last changes for the home page and entries.
//!
//! The content records changes ([`Change`]); nothing here depends on the day of the build. The same changes go out
//! as an Atom feed (`data/atom.rs`). Start reading at [`list`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::plan::{Change, ChangeKind, Entry, Idx, Organization, Plan, RowIdx, Stated, Status};
use crate::site::feeds::words::{LONG, lead};
use crate::site::pages::entry::named;
use crate::site::pages::section::{of_year, titled};
use crate::site::pages::when::in_words;
use crate::site::pages::{Alternate, Own, PageMeta, section_class, shorten};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct ChangesView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    atom_href: String,
    empty_note: &'static str,
    days: Vec<Day>,
    undated: Vec<ChangeView>,
}

#[derive(Serialize)]
struct Day {
    iso: String,
    date: String,
    changes: Vec<ChangeView>,
}

/// What the component `change` prints.
#[derive(Serialize)]
pub(in crate::site) struct ChangeView {
    anchor: String,
    iso: String,
    date: String,
    section_class: Option<String>,
    code: &'static str,
    kind: &'static str,
    number: String,
    text: String,
    href: Option<String>,
    was: Option<String>,
    now: Option<String>,
    reason: Option<String>,
}

/// How many changes the first page shows.
const RECENT: usize = 5;

/// Lists one page for each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    for (idx, plan) in site.portal.plans_of(office) {
        let path = (site.portal.plan_path(idx, "changes.html"), Some(plan.span));
        list.page(plan.organization, path, "changes", move |path| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str) -> ChangesView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let lead = "Що додано, датовано, перенесено, скасовано чи виконано після затвердження. \
                Слова затвердженого плану при цьому не змінюються.";
    let own = Own {
        kind: "changes",
        title: &titled(portal, idx, TITLE),
        crumb: TITLE,
        description: &format!("{TITLE}. {}: {lead}", of_year(plan)),
        way: Vec::new(),
    };
    let mut days: Vec<Day> = Vec::new();
    for change in &plan.changes {
        let view = change_view(site, change, path);
        match days.last_mut().filter(|day| day.iso == view.iso) {
            Some(day) => day.changes.push(view),
            None => {
                let (iso, date) = (view.iso.clone(), site.dates.date_with_weekday(change.day));
                days.push(Day { iso, date, changes: vec![view] });
            }
        }
    }
    ChangesView {
        page: announced(site, idx, path, site.meta(idx, path, own)),
        title: TITLE,
        lead: lead.to_owned(),
        atom_href: relative(path, &portal.plan_path(idx, ATOM)),
        empty_note: match plan.is_draft {
            true => "Змін не записано: план ще не затверджено.",
            false => "Змін ще не записано: план діє так, як його затверджено.",
        },
        days,
        undated: undated(site, idx, path),
    }
}

/// The name of the page and of the feed.
pub(in crate::site) const TITLE: &str = "Зміни плану";

/// The feed's file in the plan's folder.
pub(in crate::site) const ATOM: &str = "changes.xml";

/// The page's meta with the feed of changes announced to programs that look for one.
pub(in crate::site) fn announced(
    site: &Site<'_>,
    plan: Idx<Plan>,
    path: &str,
    mut page: PageMeta,
) -> PageMeta {
    page.alternates.push(Alternate {
        media_type: "application/atom+xml",
        href: relative(path, &site.portal.plan_path(plan, ATOM)),
        title: format!("{TITLE} на {}\u{a0}рік", site.portal.plans[plan].plan_year()),
    });
    page
}

/// Rows with a stated end or move, but without a day on which it became so.
fn undated(site: &Site<'_>, plan: Idx<Plan>, path: &str) -> Vec<ChangeView> {
    let portal = site.portal;
    let told = portal.plans[plan].changes.iter();
    let told = told.filter_map(|change| Some((change.row?, change.kind))).collect::<BTreeSet<_>>();
    let rows = portal.rows_of_plan(plan).filter_map(|idx| {
        let row = portal.row(idx);
        let kind = match row.status() {
            Status::Done => ChangeKind::Done,
            Status::Moved => ChangeKind::Moved,
            Status::Cancelled => ChangeKind::Cancelled,
            Status::Planned | Status::InProgress => return None,
        };
        // An item that takes its entry's state is told with the entry.
        let is_own = row.item.is_none_or(|item| item.facts.is_some());
        let of_entry = RowIdx { entry: idx.entry, item: None };
        let is_told = told.contains(&(idx, kind)) || told.contains(&(of_entry, kind));
        if !is_own || is_told {
            return None;
        }
        let facts = row.facts()?;
        let change = Change {
            id: String::new(),
            day: facts.start.map_or_else(Default::default, |start| start.date),
            kind,
            row: Some(idx),
            text: None,
            was: facts.was.clone(),
            now: facts.start.map(Stated::Day).filter(|_| kind == ChangeKind::Moved),
            reason: facts.reason.clone(),
            span: row.entry.span,
        };
        Some(change_view(site, &change, path))
    });
    rows.collect()
}

/// The newest changes, for the first page.
pub(in crate::site) fn recent(site: &Site<'_>, plan: Idx<Plan>, path: &str) -> Vec<ChangeView> {
    let changes = site.portal.plans[plan].changes.iter().take(RECENT);
    changes.map(|change| change_view(site, change, path)).collect()
}

/// What changed of an entry and its items, the newest first.
pub(in crate::site) fn of_entry(site: &Site<'_>, entry: Idx<Entry>, path: &str) -> Vec<ChangeView> {
    let plan = &site.portal.plans[site.portal.plan_of(entry)];
    let places = site.index.changes_of(entry).iter();
    places.map(|place| change_view(site, &plan.changes[*place], path)).collect()
}

fn change_view(site: &Site<'_>, change: &Change, path: &str) -> ChangeView {
    let portal = site.portal;
    let (code, kind) = kind(change.kind);
    let section = change.row.map(|row| &portal.sections[portal.entries[row.entry].section]);
    let said = |stated: &Option<Stated>| stated.as_ref().map(|stated| words(site, stated));
    ChangeView {
        anchor: change.id.clone(),
        iso: change.day.to_string(),
        date: site.dates.date(change.day),
        section_class: section.map(|section| section_class(section.ordinal)),
        code,
        kind,
        number: change.row.map(|row| portal.entries[row.entry].number.clone()).unwrap_or_default(),
        text: about(site, change),
        href: change.row.map(|row| relative(path, &portal.row_page_path(row))),
        was: said(&change.was),
        now: said(&change.now),
        reason: change.reason.clone(),
    }
}

/// What a change is about, in a line.
pub(in crate::site) fn about(site: &Site<'_>, change: &Change) -> String {
    let Some(row) = change.row else {
        return shorten(change.text.as_deref().unwrap_or_default(), 160);
    };
    let whole = site.portal.row(row);
    let words = match whole.item {
        // An item's words go on from its entry's.
        Some(_) => lead(site.portal, &site.index, &whole, LONG),
        None => {
            let named = named(site.portal, row.entry);
            named.split_once(' ').map_or(named.clone(), |(_, words)| words.to_owned())
        }
    };
    match &change.text {
        Some(text) => shorten(&format!("{}: {text}", shorten(&words, 100)), 220),
        None => shorten(&words, 160),
    }
}

/// A day in words, or the words.
pub(in crate::site) fn words(site: &Site<'_>, stated: &Stated) -> String {
    match stated {
        Stated::Day(moment) => in_words(site, *moment, None),
        Stated::Words(words) => words.to_owned(),
    }
}

/// A kind of change: its word for style sheets and feeds, and as people read it.
pub(in crate::site) fn kind(kind: ChangeKind) -> (&'static str, &'static str) {
    match kind {
        ChangeKind::Added => ("added", "Додано"),
        ChangeKind::Dated => ("dated", "Призначено дату"),
        ChangeKind::Moved => ("moved", "Перенесено"),
        ChangeKind::Cancelled => ("cancelled", "Скасовано"),
        ChangeKind::Started => ("in-progress", "Розпочато"),
        ChangeKind::Done => ("done", "Виконано"),
        ChangeKind::Changed => ("changed", "Уточнено"),
        ChangeKind::Removed => ("removed", "Вилучено"),
    }
}

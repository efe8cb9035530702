//! A row of the plan in lists: rendered once for each place, shown on many pages.

use serde::Serialize;

use crate::language::typography::tie;
use crate::plan::{Responsible, Row, RowIdx, Who};
use crate::site::Site;
use crate::site::output::{Fragment, FragmentKey, Place, View};
use crate::site::routes::relative;

/// What `fragment-entry.html` and `fragment-item.html` print.
#[derive(Serialize)]
pub(in crate::site) struct RowView {
    section_class: String,
    facets: String,
    href: String,
    number: String,
    text: String,
    items_note: Option<String>,
    entry_href: String,
    entry_number: String,
    entry_text: Option<String>,
    responsible: Vec<Piece>,
    form: String,
    term: String,
}

/// Words of a cell, some of them links.
#[derive(Serialize)]
pub(in crate::site) struct Piece {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
}

/// The fragment of one row as seen from `place`.
pub(in crate::site) fn fragment<'a>(site: &'a Site<'a>, row: RowIdx, place: Place) -> Fragment<'a> {
    let key = FragmentKey { row, place };
    let template = if row.item.is_some() { "fragment-item" } else { "fragment-entry" };
    Fragment { key, template, view: Box::new(move || View::of(&view(site, row, place))) }
}

fn view(site: &Site<'_>, idx: RowIdx, place: Place) -> RowView {
    let portal = site.portal;
    let row = portal.row(idx);
    let plan = portal.plan_of(idx.entry);
    let section = &portal.sections[row.entry.section];
    // Links are the same for all pages of a place, so any file name there will do.
    let from = match place {
        Place::PlanTop => portal.plan_path(plan, "x"),
        Place::PlanFolder => portal.plan_path(plan, "x/x"),
        Place::OfficeTop => portal.office_path(portal.plans[plan].organization, "x"),
        Place::OfficeFolder => portal.office_path(portal.plans[plan].organization, "x/x"),
    };
    let entry_href = relative(&from, &portal.entry_path(idx.entry));
    let href = match row.item_number() {
        Some(number) => format!("{entry_href}#i{number}"),
        None => entry_href.clone(),
    };
    RowView {
        section_class: format!("section-{}", (section.ordinal - 1) % 14 + 1),
        facets: String::new(),
        href,
        number: row.entry.number.clone(),
        text: tie(row.text()).into_owned(),
        items_note: None,
        entry_href,
        entry_number: row.entry.number.clone(),
        entry_text: row.item.map(|_| tie(&row.entry.text).into_owned()),
        responsible: responsible_pieces(site, &from, &row),
        form: tie(&row.form.words).into_owned(),
        term: tie(&row.term.words).into_owned(),
    }
}

/// The words of «Відповідальний», names as links.
pub(in crate::site) fn responsible_pieces(site: &Site<'_>, from: &str, row: &Row<'_>) -> Vec<Piece> {
    let portal = site.portal;
    let words = row.responsible.words.as_str();
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |range: std::ops::Range<usize>, href: Option<String>| {
        if let Some(text) = words.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text: tie(text).into_owned(), href });
        }
    };
    for Responsible { who, range, qualifier: _ } in row.responsible.meaning.iter() {
        let path = match who {
            Who::Person(person) => portal.person_path(*person),
            Who::Group(group) => portal.group_path(*group),
        };
        push(at..range.start, None);
        push(range.clone(), Some(relative(from, &path)));
        at = range.end;
    }
    push(at..words.len(), None);
    pieces
}

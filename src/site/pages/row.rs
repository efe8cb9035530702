//! A row of the plan in lists: rendered once for each place, shown on many pages.
//!
//! A page kind tells [`List::row`](crate::site::List) which rows it will show and from where, and takes their
//! HTML with [`html`]. [`RowView`] is also the row of the year's table, which stands on one page only.

use serde::Serialize;

use crate::language::plural;
use crate::language::typography::tie;
use crate::plan::{Portal, Responsible, Row, RowIdx, Status, Who};
use crate::site::Site;
use crate::site::output::{Fragment, FragmentKey, Fragments, Place, View};
use crate::site::pages::when::{self, DateView};
use crate::site::pages::{changes, related, section_class, shorten};
use crate::site::routes::relative;

/// What `fragment-entry.html`, `fragment-item.html` and the rows of `year.html` print.
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
    term_iso: Option<String>,
    term_absent: Option<&'static str>,
    dates: Vec<DateView>,
    /// Whether it is cancelled, so that its dates are struck out.
    is_off: bool,
    /// When it was to be, of what is moved or cancelled.
    was: Option<String>,
    status: Option<StatusView>,
}

/// Words of a cell, some of them links.
#[derive(Serialize, Clone)]
pub(in crate::site) struct Piece {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
}

/// What became of a piece of work.
#[derive(Serialize, Clone)]
pub(in crate::site) struct StatusView {
    /// Word for the style sheet: `done`.
    pub(in crate::site) code: &'static str,
    /// «виконано».
    pub(in crate::site) label: &'static str,
}

/// A row as the component `rows` takes it.
#[derive(Serialize)]
pub(in crate::site) struct RowHtml {
    row_html: String,
}

/// The rendered row for a page of `place`; [`List::row`](crate::site::List) must have heard of it.
pub(in crate::site) fn html(
    site: &Site<'_>,
    fragments: &Fragments,
    row: RowIdx,
    place: Place,
) -> RowHtml {
    RowHtml { row_html: fragments.html(key(site.portal, row, place)).to_owned() }
}

/// A plan whose pages lie in its office's folder has the same links from both kinds of place.
pub(in crate::site) fn key(portal: &Portal, row: RowIdx, place: Place) -> FragmentKey {
    let plan = &portal.plans[portal.plan_of(row.entry)];
    let place = match place {
        Place::OfficeTop if plan.address.is_empty() => Place::PlanTop,
        Place::OfficeFolder if plan.address.is_empty() => Place::PlanFolder,
        other => other,
    };
    FragmentKey { row, place }
}

/// How to render a row for its place.
pub(in crate::site) fn fragment<'a>(site: &'a Site<'a>, key: FragmentKey) -> Fragment<'a> {
    let template = if key.row.item.is_some() { "fragment-item" } else { "fragment-entry" };
    Fragment { key, template, view: Box::new(move || View::of(&view(site, key))) }
}

/// The view of a row as seen from its place.
pub(in crate::site) fn view(site: &Site<'_>, key: FragmentKey) -> RowView {
    let portal = site.portal;
    let row = portal.row(key.row);
    let section = &portal.sections[row.entry.section];
    let from = page_of(portal, key);
    let entry_href = relative(&from, &portal.entry_path(key.row.entry));
    let href = match row.item_number() {
        Some(number) => format!("{entry_href}#i{number}"),
        None => entry_href.clone(),
    };
    let items = row.entry.items.len();
    let has_items = row.item.is_none() && items > 0;
    RowView {
        section_class: section_class(section.ordinal),
        facets: facets(site, &row),
        href,
        number: row.entry.number.clone(),
        text: words(portal, &row),
        items_note: has_items
            .then(|| plural::count(items, ["підпункт", "підпункти", "підпунктів"])),
        entry_href,
        entry_number: row.entry.number.clone(),
        entry_text: context(site, &row),
        responsible: responsible_pieces(site, &from, &row),
        form: tie(&row.form.words).into_owned(),
        term: tie(&row.term.words).into_owned(),
        term_iso: when::term_iso(&row),
        term_absent: absent_term(site, &row),
        is_off: row.status() == Status::Cancelled,
        dates: when::dates(site, &row),
        was: was(site, &row),
        status: stated_status(&row),
    }
}

/// The approved words; of an entry whose items have all of them, the beginning of theirs.
fn words(portal: &Portal, row: &Row<'_>) -> String {
    const MOST: usize = 200;
    if row.text().trim().is_empty() {
        return tie(&shorten(&portal.words_of(row.idx.entry), MOST)).into_owned();
    }
    tie(row.text()).into_owned()
}

/// What stands in place of a term that the row does not have; nothing for a heading like «2.3.».
fn absent_term(site: &Site<'_>, row: &Row<'_>) -> Option<&'static str> {
    let items = || row.entry.items.iter().map(|item| &site.portal.items[item]);
    if row.item.is_none() && items().any(|item| !item.own.term.words.is_empty()) {
        return Some("у підпунктах");
    }
    let is_heading = row.item.is_none()
        && row.entry.items.is_empty()
        && row.responsible.words.is_empty()
        && related::first_child(site, row.idx.entry).is_some();
    (!is_heading).then_some("не зазначено")
}

/// Some page of the place: links are the same for all of them.
fn page_of(portal: &Portal, key: FragmentKey) -> String {
    let plan = portal.plan_of(key.row.entry);
    let organization = portal.plans[plan].organization;
    match key.place {
        Place::PlanTop => portal.plan_path(plan, "x"),
        Place::PlanFolder => portal.plan_path(plan, "x/x"),
        Place::OfficeTop => portal.office_path(organization, "x"),
        Place::OfficeFolder => portal.office_path(organization, "x/x"),
    }
}

/// The words a row goes on from, without which «щодо впровадження …» says nothing: of an item its entry, of an
/// entry the heading entry above it. Long ones are cut, and whole on the row's own page.
fn context(site: &Site<'_>, row: &Row<'_>) -> Option<String> {
    const MOST: usize = 140;
    let above = match row.item {
        Some(_) => Some(row.entry.text.as_str()),
        None => {
            let parent = site.index.parent_of(row.idx.entry);
            parent.map(|parent| site.portal.entries[parent].text.as_str())
        }
    };
    above.filter(|words| !words.is_empty()).map(|words| tie(&shorten(words, MOST)).into_owned())
}

/// What the filters of a list ask of a row: `person:tkachuk-i-m section:2 month:03`.
fn facets(site: &Site<'_>, row: &Row<'_>) -> String {
    let portal = site.portal;
    let mut facets = vec![format!("section:{}", portal.sections[row.entry.section].ordinal)];
    for responsible in row.responsible.meaning.iter() {
        facets.push(match responsible.who {
            Who::Person(person) => format!("person:{}", portal.people[person].id),
            Who::Group(group) => format!("group:{}", portal.groups[group].id),
        });
    }
    facets.extend(row.forms().iter().map(|form| format!("form:{}", portal.forms[*form].id)));
    let colleges = row.colleges().iter();
    facets.extend(colleges.map(|college| format!("college:{}", portal.colleges[*college].id)));
    facets.extend(when::month_facets(portal, row));
    facets.push(format!("status:{}", status(row.status()).code));
    facets.join(" ")
}

/// When a moved or cancelled row was to be, where that is a day the content names.
pub(in crate::site) fn was(site: &Site<'_>, row: &Row<'_>) -> Option<String> {
    let facts = row.facts()?;
    let stated = facts.was.as_ref().map(|was| changes::words(site, was));
    match facts.status? {
        Status::Moved => stated,
        Status::Cancelled => stated.filter(|_| when::dates(site, row).is_empty()),
        Status::Planned | Status::InProgress | Status::Done => None,
    }
}

/// The status, where the content states one.
pub(in crate::site) fn stated_status(row: &Row<'_>) -> Option<StatusView> {
    row.facts().and_then(|facts| facts.status).map(status)
}

/// A status in words.
pub(in crate::site) fn status(status: Status) -> StatusView {
    let (code, label) = match status {
        Status::Planned => ("planned", "заплановано"),
        Status::InProgress => ("in-progress", "триває"),
        Status::Done => ("done", "виконано"),
        Status::Moved => ("moved", "перенесено"),
        Status::Cancelled => ("cancelled", "скасовано"),
    };
    StatusView { code, label }
}

/// The words of «Відповідальний», names as links.
pub(in crate::site) fn responsible_pieces(
    site: &Site<'_>,
    from: &str,
    row: &Row<'_>,
) -> Vec<Piece> {
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

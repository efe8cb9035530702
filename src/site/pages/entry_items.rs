//! The items of an entry, on the entry's page: the words of each, what it has of its own, and where it leads.

use serde::Serialize;

use crate::plan::{CellHolder, Entry, Facts, Idx, Item, RowIdx, Status};
use crate::site::Site;
use crate::site::index::Thing;
use crate::site::pages::blocks::MaterialView;
use crate::site::pages::row::{self, Piece, Standpoint, StatusView};
use crate::site::pages::subscribe::row_calendar;
use crate::site::pages::when::{self, DateView};
use crate::site::routes::relative;
use crate::site::subjects::Subject;

/// One item with what is known of it.
#[derive(Serialize)]
pub(in crate::site::pages) struct ItemView {
    anchor: String,
    text: String,
    /// Whether there is anything to say below the words.
    facts: bool,
    responsible: Vec<Piece>,
    form: String,
    term: String,
    is_off: bool,
    dates: Vec<DateView>,
    was: Option<String>,
    status: Option<StatusView>,
    reason: Option<String>,
    result: Option<String>,
    links: Vec<ItemLink>,
}

#[derive(Serialize)]
struct ItemLink {
    text: String,
    href: String,
}

/// An item as its entry's page at `path` shows it.
pub(in crate::site::pages) fn item_view(
    site: &Site<'_>,
    entry: Idx<Entry>,
    idx: Idx<Item>,
    path: &str,
) -> ItemView {
    let portal = site.portal;
    let item = &portal.items[idx];
    let row = portal.row(RowIdx { entry, item: Some(idx) });
    let of_item = |holder| matches!(holder, CellHolder::Item(_));
    let own = |holder, words: &str| match of_item(holder) {
        true => words.to_owned(),
        false => String::new(),
    };
    let responsible = match of_item(item.responsible) {
        true => row::responsible_pieces(site, Standpoint::Page(path), &row),
        false => Vec::new(),
    };
    let has_day = item.facts.as_ref().is_some_and(|facts| facts.start.is_some());
    let dates = match of_item(item.term) || has_day {
        true => when::dates(site, &row),
        false => Vec::new(),
    };
    let own_status = item.facts.as_ref().and_then(|facts| facts.status);
    let status = own_status.and(row.stated_status()).map(row::status);
    let links = item_links(site, idx, path);
    let stated = |pick: fn(&Facts) -> Option<String>| item.facts.as_deref().and_then(pick);
    let was = row::was(site, &row).filter(|_| item.facts.is_some());
    ItemView {
        anchor: row.item_anchor().unwrap_or_default().into_owned(),
        text: site.tied(row.idx).to_owned(),
        facts: item.is_row || !links.is_empty() || status.is_some(),
        responsible,
        form: own(item.form, &row.form.words),
        term: own(item.term, &row.term.words),
        is_off: row.status() == Status::Cancelled,
        dates,
        was,
        status,
        reason: stated(|facts| facts.reason.clone()),
        result: stated(|facts| facts.result.clone()),
        links,
    }
}

/// Pages of what the item is about.
fn item_links(site: &Site<'_>, idx: Idx<Item>, path: &str) -> Vec<ItemLink> {
    let portal = site.portal;
    let item = &portal.items[idx];
    let link = |text: String, to: String| ItemLink { text, href: relative(path, &to) };
    let plan = portal.plan_of(item.entry);
    let page = |of: Subject| site.page_of(of, Some(plan));
    let office = portal.plans[plan].organization;
    let mut links = item
        .colleges
        .iter()
        .map(|college| {
            let named = &portal.colleges[*college];
            let name = named.short_name.as_ref().unwrap_or(&named.name);
            link(name.to_owned(), page(Subject::College(*college)))
        })
        .collect::<Vec<_>>();
    for thing in site.index.things_of(idx) {
        links.extend(match thing {
            Thing::MethodicalSection(section) => {
                let to = page(Subject::MethodicalSection(*section));
                Some(link("методична секція".to_owned(), to))
            }
            Thing::Practice(practice) => {
                Some(link("про цей досвід".to_owned(), portal.practice_path(*practice)))
            }
            Thing::ResearchWork(_) => Some(link(
                "усі наукові роботи".to_owned(),
                portal.office_path(office, "research-works.html"),
            )),
            Thing::Partner(_) => {
                Some(link("усі партнери".to_owned(), portal.office_path(office, "partners.html")))
            }
            Thing::Project(_) => {
                Some(link("усі проєкти".to_owned(), portal.office_path(office, "projects.html")))
            }
            Thing::TrainingCenter(college) if !item.colleges.contains(college) => {
                Some(link("заклад".to_owned(), page(Subject::College(*college))))
            }
            Thing::TrainingCenter(_) => None,
        });
    }
    let row = RowIdx { entry: item.entry, item: Some(idx) };
    links.extend(row_calendar(site, path, row).map(|calendar| ItemLink {
        text: "до календаря (.ics)".to_owned(),
        href: calendar.ics_href,
    }));
    let materials = item.facts.iter().flat_map(|facts| &facts.materials);
    links.extend(materials.map(|material| {
        let MaterialView { title, href, .. } = MaterialView::new(portal, material, path);
        ItemLink { text: title, href }
    }));
    links
}

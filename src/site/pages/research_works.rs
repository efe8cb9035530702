//! Students' research works, as a catalogue with filters.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, ResearchWork, RowIdx};
use crate::site::pages::blocks::{Card, Filter, of_office, row_link};
use crate::site::pages::row::Piece;
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct ResearchWorksView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    filters: Vec<Filter>,
    total: String,
    works: Vec<Card>,
}

/// Lists the page of each office that has any.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |work: &ResearchWork| work.organization == organization;
    let works = of_office(site, &portal.research_works, belongs, |work| &work.title);
    if works.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "research-works.html"), None);
    list.page(organization, path, "research-works", move |path| {
        view(site, organization, &works, path)
    });
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    works: &[Idx<ResearchWork>],
    path: &str,
) -> ResearchWorksView {
    let portal = site.portal;
    let all = || works.iter().map(|idx| &portal.research_works[*idx]);
    let colleges = all().filter_map(|work| work.college).map(|college| {
        let college = &portal.colleges[college];
        (college.id.clone(), college.short_name.as_ref().unwrap_or(&college.name).clone())
    });
    let filters = [Filter::new(site, "college", "Заклад", colleges)];
    let total = plural::count(works.len(), ["робота", "роботи", "робіт"]);
    let lead = format!("{total} учнів і студентів, які план бере під методичний супровід.");
    let title = "Науково-дослідницькі роботи учнів";
    let own =
        Own { kind: "research-works", title, crumb: title, description: &lead, way: Vec::new() };
    ResearchWorksView {
        page: site.meta(organization, path, own),
        title,
        filters: filters.into_iter().flatten().collect(),
        works: all().map(|work| card(site, work, path)).collect(),
        total,
        lead,
    }
}

fn card(site: &Site<'_>, work: &ResearchWork, path: &str) -> Card {
    let portal = site.portal;
    let row = work.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
    let mut card = Card {
        title: work.title.clone(),
        href: row.and_then(|row| row_link(portal, path, row).href),
        ..Card::default()
    };
    if let Some(idx) = work.college {
        let college = &portal.colleges[idx];
        let name = college.short_name.as_ref().unwrap_or(&college.name);
        let href = Some(relative(path, &portal.college_path(idx)));
        card.lines.push(Piece { text: name.to_owned(), href });
        card.facets = format!("college:{}", college.id);
    }
    let place = work.place.iter();
    card.lines.extend(place.map(|place| Piece { text: place.to_owned(), href: None }));
    card
}

//! A page for each section: its entries as they stand in the plan.

use serde::Serialize;

use crate::language::plural;
use crate::language::typography::tie;
use crate::plan::{Idx, RowIdx, Section};
use crate::site::output::{FragmentKey, Fragments, Place};
use crate::site::pages::{Link, PageMeta, row, tab_title};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct SectionView {
    page: PageMeta,
    number: String,
    title: String,
    count: String,
    approved_href: String,
    rows: Vec<RowHtml>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct RowHtml {
    row_html: String,
}

/// Lists the pages of all sections, and the rows that stand on them.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for (entry, _) in portal.entries.iter() {
        let row = RowIdx { entry, item: None };
        list.outputs.fragments.push(row::fragment(site, row, Place::PlanFolder));
    }
    for (idx, section) in portal.sections.iter() {
        let organization = portal.plans[section.plan].organization;
        let path = (portal.section_path(idx), Some(section.span));
        list.page(site, organization, path, "section", move |path, fragments| {
            view(site, idx, path, fragments)
        });
    }
}

fn view(site: &Site<'_>, idx: Idx<Section>, path: &str, fragments: &Fragments) -> SectionView {
    let portal = site.portal;
    let section = &portal.sections[idx];
    let plan = &portal.plans[section.plan];
    let entries = plural::count(section.entries.len(), ["пункт", "пункти", "пунктів"]);
    let rows = section.entries.iter().map(|entry| {
        let key = FragmentKey { row: RowIdx { entry, item: None }, place: Place::PlanFolder };
        RowHtml { row_html: fragments.html(key).to_owned() }
    });
    let neighbour = |other: Option<Idx<Section>>| {
        other.map(|other| {
            let neighbour = &portal.sections[other];
            let title = format!("{}. {}", neighbour.number, neighbour.title);
            Link::new(path, &portal.section_path(other), tie(&title))
        })
    };
    let all = plan.sections.iter().collect::<Vec<_>>();
    let place = plan.sections.place_of(idx);
    SectionView {
        page: PageMeta {
            kind: "section",
            title: tab_title(portal, &format!("{}. {}", section.number, section.title)),
            description: format!("Розділ {} плану: {}", section.number, section.title),
            section_class: Some(format!("section-{}", (section.ordinal - 1) % 14 + 1)),
            ..PageMeta::default()
        },
        number: section.number.clone(),
        title: tie(&section.title).into_owned(),
        count: entries,
        approved_href: relative(path, &portal.plan_path(section.plan, "plan.html")),
        rows: rows.collect(),
        previous: neighbour(place.checked_sub(1).map(|at| all[at])),
        next: neighbour(all.get(place + 1).copied()),
    }
}

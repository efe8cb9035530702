//! The list of a plan's sections.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, Plan, Portal, Section};
use crate::site::pages::section::{fulfilment, of_year, titled};
use crate::site::pages::{Own, PageMeta, section_class};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct SectionsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    sections: Vec<SectionTile>,
}

/// A section as a tile of a list, also on the home page.
#[derive(Serialize)]
pub(in crate::site) struct SectionTile {
    section_class: String,
    href: String,
    number: String,
    title: String,
    count: String,
    done: Option<String>,
}

/// Lists one page for each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    for (idx, plan) in site.portal.plans_of(office) {
        let path = (site.portal.plan_path(idx, "sections.html"), Some(plan.span));
        list.page(plan.organization, path, "sections", move |path| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str) -> SectionsView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let entries = plan.sections.iter().map(|section| portal.sections[section].entries.len()).sum();
    let lead = format!(
        "{}: {}, {}",
        of_year(plan),
        plural::count(plan.sections.len(), ["розділ", "розділи", "розділів"]),
        plural::count(entries, ["пункт", "пункти", "пунктів"]),
    );
    SectionsView {
        page: site.meta(
            idx,
            path,
            Own {
                kind: "sections",
                title: &titled(portal, idx, "Розділи плану"),
                crumb: "Розділи",
                description: &lead,
                way: Vec::new(),
            },
        ),
        title: "Розділи плану",
        lead,
        sections: tiles(portal, idx, path),
    }
}

/// All sections of a plan.
pub(in crate::site) fn tiles(portal: &Portal, plan: Idx<Plan>, path: &str) -> Vec<SectionTile> {
    let sections = portal.plans[plan].sections;
    sections.iter().map(|section| tile(portal, section, path)).collect()
}

fn tile(portal: &Portal, idx: Idx<Section>, path: &str) -> SectionTile {
    let section = &portal.sections[idx];
    let rows = section.entries.iter().flat_map(|entry| portal.rows_of(entry));
    SectionTile {
        section_class: section_class(section.ordinal),
        href: relative(path, &portal.section_path(idx)),
        number: section.number.clone(),
        title: section.title.clone(),
        count: plural::count(section.entries.len(), ["пункт", "пункти", "пунктів"]),
        done: fulfilment(portal, rows, String::new).map(|fulfilment| fulfilment.text),
    }
}

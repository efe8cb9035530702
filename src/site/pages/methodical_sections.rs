//! The list of the region's methodical sections (обласні методичні секції) and who leads them.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, MethodicalSection, Organization};
use crate::site::pages::blocks::{capitalized, of_office};
use crate::site::pages::row::Piece;
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct MethodicalSectionsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    methodical_sections: Vec<MethodicalSectionRow>,
}

#[derive(Serialize)]
struct MethodicalSectionRow {
    href: String,
    name: String,
    head: Vec<Piece>,
}

/// The title of the list, and the name of the way to it.
pub(in crate::site) const TITLE: &str = "Обласні методичні секції";

/// Lists the page of each office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |section: &MethodicalSection| section.organization == organization;
    let table = &portal.methodical_sections;
    let sections = of_office(site, table, belongs, |section| &section.name);
    if sections.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "methodical-sections.html"), None);
    list.page(organization, path, "methodical-sections", move |path| {
        view(site, organization, &sections, path)
    });
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    sections: &[Idx<MethodicalSection>],
    path: &str,
) -> MethodicalSectionsView {
    let portal = site.portal;
    let rows = sections.iter().map(|idx| {
        let section = &portal.methodical_sections[*idx];
        MethodicalSectionRow {
            href: relative(path, &portal.methodical_section_path(*idx)),
            name: capitalized(&section.name),
            head: heads(site, section, path),
        }
    });
    let sections = plural::count(sections.len(), ["секцію", "секції", "секцій"]);
    let lead = format!("{sections} педагогів називає план; поруч — хто веде секцію.");
    let own = Own {
        kind: "methodical-sections",
        title: TITLE,
        crumb: TITLE,
        description: &lead,
        way: Vec::new(),
    };
    MethodicalSectionsView {
        page: site.meta(organization, path, own),
        title: TITLE,
        methodical_sections: rows.collect(),
        lead,
    }
}

/// Who leads a section, as links with commas between.
pub(in crate::site) fn heads(
    site: &Site<'_>,
    section: &MethodicalSection,
    path: &str,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for head in &section.heads {
        if !pieces.is_empty() {
            pieces.push(Piece { text: ", ".to_owned(), href: None });
        }
        let text = site.portal.people[*head].name.clone();
        let href = Some(relative(path, &site.portal.person_path(*head)));
        pieces.push(Piece { text, href });
    }
    pieces
}

//! A page for each methodical section: who leads it, what the plan says of its meetings, what else concerns it.

use serde::Serialize;

use crate::language::typography::tie;
use crate::plan::{Idx, MethodicalSection, RowIdx};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{
    Fact, Group, by_section, capitalized, of_office, row_link, with_neighbours,
};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::{Link, Own, PageMeta, methodical_sections};
use crate::site::{List, Site};

#[derive(Serialize)]
struct MethodicalSectionView {
    page: PageMeta,
    name: String,
    facts: Vec<Fact>,
    groups: Vec<Group>,
    previous: Option<Link>,
    next: Option<Link>,
    feed: Option<FeedView>,
}

/// Lists the pages of all methodical sections, and the rows that stand on them.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for organization in portal.organizations.all().iter() {
        let belongs = |section: &MethodicalSection| section.organization == organization;
        let table = &portal.methodical_sections;
        let sections = of_office(site, table, belongs, |section| &section.name);
        for (previous, idx, next) in with_neighbours(&sections) {
            for row in site.index.of_methodical_section(idx) {
                list.row(site, *row);
            }
            let path = (portal.methodical_section_path(idx), Some(table[idx].span));
            list.page(organization, path, "methodical-section", move |path| {
                view(site, idx, (previous, next), path)
            });
        }
    }
}

fn view(
    site: &Site<'_>,
    idx: Idx<MethodicalSection>,
    (previous, next): (Option<Idx<MethodicalSection>>, Option<Idx<MethodicalSection>>),
    path: &str,
) -> MethodicalSectionView {
    let portal = site.portal;
    let section = &portal.methodical_sections[idx];
    let name = capitalized(&section.name);
    let mut facts = Vec::new();
    if !section.heads.is_empty() {
        let heads = section.heads.iter().map(|head| {
            let person = &portal.people[*head];
            Link::new(path, &portal.person_path(*head), tie(&person.name))
        });
        facts.push(Fact::links("Веде секцію", heads.collect()));
    }
    if let Some(item) = section.item {
        let row_idx = RowIdx { entry: portal.items[item].entry, item: Some(item) };
        let row = portal.row(row_idx);
        for (name, words) in [("Форма", &row.form.words), ("Термін виконання", &row.term.words)]
        {
            if !words.is_empty() {
                facts.push(Fact::approved(name, words));
            }
        }
        facts.push(Fact::links("У плані", vec![row_link(portal, path, row_idx)]));
    }
    let list = portal.office_path(section.organization, "methodical-sections.html");
    let way = vec![Link::new(path, &list, methodical_sections::TITLE)];
    let description =
        format!("Обласна методична секція {}: засідання та хто її веде", section.name);
    let own = Own {
        kind: "methodical-section",
        title: &format!("Секція {}", section.name),
        crumb: &name,
        description: &description,
        way,
    };
    let rows = site.index.of_methodical_section(idx);
    let neighbour = |other: Option<Idx<MethodicalSection>>| {
        let other = other?;
        let name = &portal.methodical_sections[other].name;
        Some(Link::new(path, &portal.methodical_section_path(other), capitalized(&tie(name))))
    };
    MethodicalSectionView {
        page: subscribe::announced(
            site,
            path,
            FeedId::MethodicalSection(idx),
            site.meta(section.organization, path, own),
        ),
        feed: subscribe::feed_view(site, path, FeedId::MethodicalSection(idx)),
        name: tie(&name).into_owned(),
        facts,
        groups: by_section(site, path, rows),
        previous: neighbour(previous),
        next: neighbour(next),
    }
}

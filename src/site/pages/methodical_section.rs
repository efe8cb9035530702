//! A page for each methodical section and plan: who leads it, what the plan says of its meetings, what else concerns it.

use serde::Serialize;

use crate::plan::{Idx, MethodicalSection, Organization, RowIdx};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{Fact, Group, by_section, capitalized, of_office, row_link};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::years::{self, Between, YearPage, Years};
use crate::site::pages::{Link, Own, PageMeta, methodical_sections};
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct MethodicalSectionView {
    page: PageMeta,
    name: String,
    lead: Option<String>,
    facts: Vec<Fact>,
    years: Option<Years>,
    groups: Vec<Group>,
    previous: Option<Link>,
    next: Option<Link>,
    feed: Option<FeedView>,
}

/// Lists the pages of all methodical sections, and the rows that stand on them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |section: &MethodicalSection| section.organization == organization;
    let table = &portal.methodical_sections;
    let sections = of_office(site, table, belongs, |section| &section.name);
    let subject = Subject::MethodicalSection;
    for (plan, between) in years::pages(site, organization, &sections, subject) {
        let idx = between.1;
        for row in site.index.of_methodical_section(idx).of(plan) {
            list.row(site, *row);
        }
        let subject = subject(idx);
        let path = (portal.subject_path(subject, plan), Some(table[idx].span));
        list.page(organization, path, "methodical-section", move |path| {
            view(site, between, YearPage { subject, plan, path })
        });
    }
}

fn view(
    site: &Site<'_>,
    (previous, idx, next): Between<MethodicalSection>,
    own_page: YearPage<'_>,
) -> MethodicalSectionView {
    let YearPage { plan, path, .. } = own_page;
    let portal = site.portal;
    let section = &portal.methodical_sections[idx];
    let name = capitalized(&section.name);
    let mut facts = Vec::new();
    if !section.heads.is_empty() {
        let heads = section.heads.iter().map(|head| {
            let person = &portal.people[*head];
            Link::new(path, &site.page_of(Subject::Person(*head), plan), person.name.clone())
        });
        facts.push(Fact::links("Веде секцію", heads.collect()));
    }
    let item =
        section.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
    if let Some(row_idx) = item.filter(|row| Some(portal.plan_of(row.entry)) == plan) {
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
    let description = match own_page.of_year(site).as_str() {
        "" => description,
        of_year => format!("{description} за планом{of_year}"),
    };
    let own = Own {
        kind: "methodical-section",
        title: &format!("Секція {}", section.name),
        crumb: &name,
        description: &description,
        way,
    };
    let rows = site.index.of_methodical_section(idx).of(plan);
    let feed = own_page.is_lasting(site).then_some(FeedId::MethodicalSection(idx));
    let neighbour = |other: Option<Idx<MethodicalSection>>| {
        let other = other?;
        let name = &portal.methodical_sections[other].name;
        let to = portal.subject_path(Subject::MethodicalSection(other), plan);
        Some(Link::new(path, &to, capitalized(name)))
    };
    MethodicalSectionView {
        page: subscribe::announced_if(site, path, feed, own_page.meta(site, own)),
        feed: feed.and_then(|feed| subscribe::feed_view(site, path, feed)),
        lead: own_page.absent(site),
        years: own_page.years(site),
        name,
        facts,
        groups: by_section(site, path, rows),
        previous: neighbour(previous),
        next: neighbour(next),
    }
}

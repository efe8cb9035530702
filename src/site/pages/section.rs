//! A page for each section: its entries as they stand in the plan, and who is responsible for them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, Plan, Portal, RowIdx, Section, Status, Who};
use crate::site::data::pictures;
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{Download, Tally};
use crate::site::pages::row::RowsHtml;
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::{Link, Own, PageMeta, section_class, shorten};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct SectionView {
    page: PageMeta,
    number: String,
    title: String,
    introduction: String,
    notes: String,
    count: String,
    fulfilment: Option<Fulfilment>,
    approved_href: String,
    parts: Vec<Part>,
    people: Vec<Tally>,
    downloads: Vec<Download>,
    feed: Option<FeedView>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// Entries that stand under one heading of the table, or those before any.
#[derive(Serialize)]
struct Part {
    heading: String,
    rows_html: RowsHtml,
}

/// How much of a part of the plan is done, and where the rows are that were counted.
#[derive(Serialize)]
pub(in crate::site) struct Fulfilment {
    pub(in crate::site) text: String,
    href: String,
}

/// Lists the pages of all sections, and the rows that stand on them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (entry, _) in portal.entries_of(office) {
        list.row(site, RowIdx { entry, item: None });
    }
    for (idx, section) in portal.sections_of(office) {
        let organization = portal.plans[section.plan].organization;
        let path = (portal.section_path(idx), Some(section.span));
        list.page(organization, path, "section", move |path| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Section>, path: &str) -> SectionView {
    let portal = site.portal;
    let section = &portal.sections[idx];
    let plan = &portal.plans[section.plan];
    let title = numbered(section);
    let description = format!("Розділ {title}. {}", of_year(plan));
    let sections = portal.plan_path(section.plan, "sections.html");
    let meta = site.meta(
        section.plan,
        path,
        Own {
            kind: "section",
            title: &titled(portal, section.plan, &title),
            crumb: &title,
            description: &description,
            way: vec![Link::new(path, &sections, "Розділи")],
        },
    );
    let rows = || section.entries.iter().flat_map(|entry| portal.rows_of(entry));
    let approved = relative(path, &portal.plan_path(section.plan, "plan.html"));
    let neighbour = |other: Option<Idx<Section>>| {
        other.map(|other| {
            let title = numbered(&portal.sections[other]);
            Link::new(path, &portal.section_path(other), title)
        })
    };
    let place = plan.sections.place_of(idx);
    SectionView {
        page: PageMeta {
            section_class: Some(section_class(section.ordinal)),
            image: portal.url(&pictures::path_of(section)),
            ..subscribe::announced(site, path, FeedId::Section(idx), meta)
        },
        feed: subscribe::feed_view(site, path, FeedId::Section(idx)),
        number: section.number.clone(),
        title: section.title.clone(),
        introduction: introduction(section),
        notes: notes(section),
        count: plural::count(section.entries.len(), ["пункт", "пункти", "пунктів"]),
        fulfilment: fulfilment(portal, rows(), || {
            let year = relative(path, &portal.plan_path(section.plan, "year.html"));
            format!("{year}?section={}&status=done", section.ordinal)
        }),
        approved_href: format!("{approved}#{}", anchor(section)),
        parts: parts(site, section),
        people: people(site, (section.plan, path), rows()),
        downloads: vec![
            Download::xlsx(path, &portal.section_data_path(idx, "xlsx")),
            Download::csv(path, &portal.section_data_path(idx, "csv")),
            Download::json(path, &portal.section_data_path(idx, "json")),
        ],
        previous: neighbour(place.checked_sub(1).and_then(|at| plan.sections.iter().nth(at))),
        next: neighbour(plan.sections.iter().nth(place + 1)),
    }
}

fn parts(site: &Site<'_>, section: &Section) -> Vec<Part> {
    let mut parts = vec![Part { heading: String::new(), rows_html: RowsHtml::default() }];
    for entry in section.entries.iter() {
        if let Some(heading) = &site.portal.entries[entry].heading {
            let heading = heading.value.trim().to_owned();
            parts.push(Part { heading, rows_html: RowsHtml::default() });
        }
        let part = parts.last_mut().expect("there is a part before any heading");
        part.rows_html.push(site, RowIdx { entry, item: None });
    }
    let has_headings = parts.len() > 1;
    parts.retain(|part| !has_headings || part.rows_html.len() > 0);
    parts
}

/// «II. Організаційно-методичне забезпечення …»
pub(in crate::site) fn numbered(section: &Section) -> String {
    match section.number.as_str() {
        "" => section.title.clone(),
        number => format!("{number}. {}", section.title),
    }
}

/// «Розділ II» where the title stands near; a section without a number is called by its title.
pub(in crate::site) fn short_name(section: &Section) -> String {
    match section.number.as_str() {
        "" => shorten(&section.title, 60),
        number => format!("Розділ\u{a0}{number}"),
    }
}

/// What the document says above the rows of a section; nothing if it says nothing.
pub(in crate::site) fn introduction(section: &Section) -> String {
    let words = section.introduction.as_ref();
    words.map(|words| words.value.trim().to_owned()).unwrap_or_default()
}

/// What the document says below the rows of a section; nothing if it says nothing.
pub(in crate::site) fn notes(section: &Section) -> String {
    let words = section.notes.as_ref();
    words.map(|words| words.value.trim().to_owned()).unwrap_or_default()
}

/// Where the section begins on the page of the whole plan.
pub(in crate::site) fn anchor(section: &Section) -> String {
    format!("s{}", section.ordinal)
}

/// «План роботи на 2026 рік»
pub(in crate::site) fn of_year(plan: &Plan) -> String {
    let draft = if plan.is_draft { ", проєкт" } else { "" };
    format!("План роботи на {}\u{a0}рік{draft}", plan.plan_year())
}

/// A page's title; of a plan that is not the current one, with its year, so that titles differ.
pub(in crate::site) fn titled(portal: &Portal, plan: Idx<Plan>, title: &str) -> String {
    let Plan { year, is_current, .. } = portal.plans[plan];
    if is_current { title.to_owned() } else { format!("{year}: {title}") }
}

/// How many of the rows are done; nothing until the content says of one of them what became of it.
pub(in crate::site) fn fulfilment(
    portal: &Portal,
    rows: impl Iterator<Item = RowIdx>,
    href: impl FnOnce() -> String,
) -> Option<Fulfilment> {
    let (mut all, mut done, mut is_stated) = (0, 0, false);
    for row_idx in rows {
        let row = portal.row(row_idx);
        is_stated |= row.facts().is_some_and(|facts| facts.status.is_some());
        done += usize::from(row.status() == Status::Done);
        all += 1;
    }
    is_stated
        .then(|| Fulfilment { text: format!("виконано {done} із {all}"), href: href() })
}

/// Who is named in the section, most often first.
fn people(
    site: &Site<'_>,
    (plan, path): (Idx<Plan>, &str),
    rows: impl Iterator<Item = RowIdx>,
) -> Vec<Tally> {
    let portal = site.portal;
    let mut counts: BTreeMap<Who, usize> = BTreeMap::new();
    for row_idx in rows {
        let mut named =
            portal.row(row_idx).responsible.meaning.iter().map(|r| r.who).collect::<Vec<_>>();
        named.sort();
        named.dedup();
        for who in named {
            *counts.entry(who).or_default() += 1;
        }
    }
    let tally = |(who, count): (Who, usize)| {
        let name = match who {
            Who::Person(person) => &portal.people[person].name,
            Who::Group(group) => &portal.groups[group].name,
        };
        let href = relative(path, &site.page_of(who.into(), Some(plan)));
        Tally { name: name.to_owned(), href, count }
    };
    let mut people = counts.into_iter().map(tally).collect::<Vec<_>>();
    people.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| site.order.compare(&a.name, &b.name)));
    people
}

//! The catalogue of best practices with its filters, and how to submit one, as far as the plan says it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::language::plural;
use crate::language::slug::slug;
use crate::plan::{Entry, Idx, Organization, Practice, RowIdx};
use crate::site::pages::blocks::{Card, Filter, FilterOption, html, of_office};
use crate::site::pages::row::{Piece, RowsHtml};
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PracticesView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    note: Option<&'static str>,
    filters: Vec<Filter>,
    total: String,
    practices: Vec<Card>,
    submit_html: RowsHtml,
}

/// The title of the catalogue, and the name of the way to it.
pub(in crate::site) const TITLE: &str = "Перспективний педагогічний досвід";

/// Lists the page of each office that has any.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |practice: &Practice| practice.organization == organization;
    let practices = of_office(site, &portal.practices, belongs, |practice| &practice.title);
    if practices.is_empty() {
        return;
    }
    let entries = entries(site, &practices);
    for entry in &entries {
        list.row(site, RowIdx { entry: *entry, item: None });
    }
    let path = (portal.office_path(organization, "practices.html"), None);
    list.page(organization, path, "practices", move |path| {
        view(site, organization, (&practices, &entries), path)
    });
}

/// The entries of the plan under which practices are studied and spread.
fn entries(site: &Site<'_>, practices: &[Idx<Practice>]) -> Vec<Idx<Entry>> {
    let portal = site.portal;
    let items = practices.iter().filter_map(|practice| portal.practices[*practice].item);
    items.map(|item| portal.items[item].entry).collect::<BTreeSet<_>>().into_iter().collect()
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    (practices, entries): (&[Idx<Practice>], &[Idx<Entry>]),
    path: &str,
) -> PracticesView {
    let portal = site.portal;
    let all = || practices.iter().map(|idx| &portal.practices[*idx]);
    let total = plural::count(practices.len(), ["тема досвіду", "теми досвіду", "тем досвіду"]);
    let lead = format!("{total} педагогів закладів: цей досвід за планом вивчають і поширюють.");
    let is_bare = |practice: &Practice| {
        practice.annotation.is_none() && practice.prose.is_none() && practice.materials.is_empty()
    };
    let note = all().all(is_bare).then_some(
        "План називає тему, автора й заклад. Анотацій і матеріалів на порталі ще немає.",
    );
    let colleges = all().filter_map(|practice| practice.college).map(|college| {
        let college = &portal.colleges[college];
        (college.id.clone(), college.short_name.as_ref().unwrap_or(&college.name).clone())
    });
    let subjects = all().flat_map(|practice| &practice.subjects);
    let roles = all().filter_map(|practice| practice.position.as_ref());
    let years = all().filter_map(|practice| practice.year).collect::<BTreeSet<_>>();
    let year = |year: &i32| FilterOption {
        value: year.to_string(),
        label: year.to_string(),
        ..FilterOption::default()
    };
    let years = years.iter().rev().map(year).collect();
    let filters = [
        Filter::new(site, "college", "Заклад", colleges),
        Filter::new(
            site,
            "subject",
            "Предмет чи професія",
            subjects.map(|s| (slug(s, "0"), s.clone())),
        ),
        Filter::new(
            site,
            "role",
            "Посада автора",
            roles.map(|role| (slug(role, "0"), role.clone())),
        ),
        Filter::in_order("year", "Рік плану", years),
    ];
    let own =
        Own { kind: "practices", title: TITLE, crumb: TITLE, description: &lead, way: Vec::new() };
    let rows = entries.iter().map(|entry| RowIdx { entry: *entry, item: None }).collect::<Vec<_>>();
    PracticesView {
        page: site.meta(organization, path, own),
        title: TITLE,
        note,
        filters: filters.into_iter().flatten().collect(),
        total,
        practices: practices.iter().map(|practice| card(site, *practice, path)).collect(),
        submit_html: html(site, &rows),
        lead,
    }
}

/// A practice in a catalogue.
pub(in crate::site) fn card(site: &Site<'_>, idx: Idx<Practice>, path: &str) -> Card {
    let portal = site.portal;
    let practice = &portal.practices[idx];
    let mut lines = Vec::new();
    let author = [&practice.author, &practice.position];
    let author = author.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    if !author.is_empty() {
        lines.push(Piece { text: author, href: None });
    }
    let mut facets = Vec::new();
    if let Some(idx) = practice.college {
        let college = &portal.colleges[idx];
        let name = college.short_name.as_ref().unwrap_or(&college.name);
        let href = relative(path, &portal.college_path(idx));
        lines.push(Piece { text: name.to_owned(), href: Some(href) });
        facets.push(format!("college:{}", college.id));
    }
    facets
        .extend(practice.subjects.iter().map(|subject| format!("subject:{}", slug(subject, "0"))));
    facets.extend(practice.position.iter().map(|role| format!("role:{}", slug(role, "0"))));
    facets.extend(practice.year.map(|year| format!("year:{year}")));
    Card {
        kicker: (!practice.subjects.is_empty()).then(|| practice.subjects.join(" · ")),
        title: practice.title.clone(),
        href: Some(relative(path, &portal.practice_path(idx))),
        lines,
        facets: facets.join(" "),
    }
}

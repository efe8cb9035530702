//! A page for each person: what they carry themselves, and, told apart, what their groups carry together.

use serde::Serialize;

use crate::language::typography::tie;
use crate::plan::{Idx, Person, RowIdx, Who};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{
    self, Download, Group, MonthLink, by_month, by_month_briefly, capitalized, count_of_rows,
    of_office, with_neighbours,
};
use crate::site::pages::section::{Fulfilment, fulfilment};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PersonView {
    page: PageMeta,
    name: String,
    position: String,
    counts: String,
    fulfilment: Option<Fulfilment>,
    email: Option<String>,
    jumps: Vec<Link>,
    months: Vec<MonthLink>,
    own_title: String,
    own: Vec<Group>,
    shared: Vec<Group>,
    shared_title: String,
    shared_note: String,
    downloads: Vec<Download>,
    previous: Option<Link>,
    next: Option<Link>,
    feed: Option<FeedView>,
    calendar_label: &'static str,
}

/// Before the anchors of what a person's groups carry: `spilni-2026-03`.
pub(in crate::site) const SHARED_PREFIX: &str = "spilni-";

/// Lists the pages of all people, and the rows that stand on them.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for organization in portal.organizations.all().iter() {
        let belongs = |person: &Person| person.organization == organization;
        let people = of_office(site, &portal.people, belongs, |person| &person.name);
        for (previous, idx, next) in with_neighbours(&people) {
            for row in site.index.of_person(idx) {
                list.row_of_months(site, *row);
            }
            let groups = site.index.groups_of(idx).iter();
            for row in groups.flat_map(|group| site.index.of_group(*group)) {
                list.brief_row(site, *row);
            }
            let path = (portal.person_path(idx), Some(portal.people[idx].span));
            list.page(organization, path, "person", move |path| {
                view(site, idx, (previous, next), path)
            });
        }
    }
}

/// What the groups of a person carry and the person does not carry by name.
pub(in crate::site) fn shared_rows(site: &Site<'_>, person: Idx<Person>) -> Vec<RowIdx> {
    let is_own = |row: &RowIdx| {
        let responsible = &site.portal.row(*row).responsible.meaning;
        responsible.iter().any(|responsible| responsible.who == Who::Person(person))
    };
    let groups = site.index.groups_of(person).iter();
    let mut rows =
        groups.flat_map(|group| site.index.of_group(*group)).copied().collect::<Vec<_>>();
    rows.sort();
    rows.dedup();
    rows.retain(|row| !is_own(row));
    rows
}

fn view(
    site: &Site<'_>,
    idx: Idx<Person>,
    (previous, next): (Option<Idx<Person>>, Option<Idx<Person>>),
    path: &str,
) -> PersonView {
    let portal = site.portal;
    let person = &portal.people[idx];
    let rows = site.index.of_person(idx);
    let shared = shared_rows(site, idx);
    let own = by_month(site, rows, "");
    let mut counts = count_of_rows(rows.len());
    let mut jumps = Vec::new();
    if !shared.is_empty() {
        let together = count_of_rows(shared.len());
        counts = format!("{counts} особисто, {together} {}", together_with(site, idx));
        jumps.push(Link {
            href: Some("#spilni".to_owned()), title: "Спільні пункти".to_owned()
        });
    }
    let name = person.full_name.as_deref().unwrap_or(&person.name);
    let way = vec![people_link(site, person, path)];
    let title = match &person.position {
        Some(position) => format!("{name}, {position}"),
        None => name.to_owned(),
    };
    let description = format!("{title}: за що відповідає у плані роботи, {counts}");
    let own_page = Own { kind: "person", title: name, crumb: name, description: &description, way };
    let neighbour = |other: Option<Idx<Person>>| {
        let other = other?;
        Some(Link::new(path, &portal.person_path(other), tie(&portal.people[other].name)))
    };
    PersonView {
        page: subscribe::announced(
            site,
            path,
            FeedId::Person(idx),
            site.meta(person.organization, path, own_page),
        ),
        feed: subscribe::feed_view(site, path, FeedId::Person(idx)),
        calendar_label: "Календар на телефон",
        name: tie(name).into_owned(),
        position: person.position.clone().unwrap_or_default(),
        counts,
        fulfilment: fulfilment_of(site, idx, path),
        email: person.email.clone(),
        jumps,
        months: blocks::months(site, &own),
        own_title: "Особисто".to_owned(),
        own,
        shared_title: capitalized(together_with(site, idx)),
        shared_note: shared_note(site, idx),
        shared: by_month_briefly(site, &shared, SHARED_PREFIX),
        downloads: vec![
            Download::xlsx(path, &portal.person_data_path(idx, "xlsx")),
            Download::csv(path, &portal.person_data_path(idx, "csv")),
            Download::json(path, &portal.person_data_path(idx, "json")),
        ],
        previous: neighbour(previous),
        next: neighbour(next),
    }
}

/// How much of the person's own rows of the office's current plan is done.
fn fulfilment_of(site: &Site<'_>, idx: Idx<Person>, path: &str) -> Option<Fulfilment> {
    let portal = site.portal;
    let person = &portal.people[idx];
    let plan = portal.organizations[person.organization].current_plan?;
    let rows = site.index.of_person(idx).iter().copied();
    let rows = rows.filter(|row| portal.plan_of(row.entry) == plan);
    fulfilment(portal, rows, || {
        let year = relative(path, &portal.plan_path(plan, "year.html"));
        format!("{year}?person={}&status=done", person.id)
    })
}

/// A person may belong to several groups.
fn together_with(site: &Site<'_>, person: Idx<Person>) -> &'static str {
    if site.index.groups_of(person).len() > 1 {
        "спільно з групами"
    } else {
        "спільно з групою"
    }
}

/// Which groups these rows come from, and whether that is certain.
fn shared_note(site: &Site<'_>, person: Idx<Person>) -> String {
    let groups = site.index.groups_of(person).iter().map(|group| &site.portal.groups[*group]);
    let groups = groups.collect::<Vec<_>>();
    let names = groups.iter().map(|group| format!("«{}»", group.name)).collect::<Vec<_>>();
    let mut note = format!("Тут план називає відповідальними {}.", names.join(", "));
    for group in groups.iter().filter(|group| !group.is_confirmed) {
        note.push_str(&format!(" Склад групи «{}» не підтверджено.", group.name));
        if let Some(words) = &group.note {
            note.push_str(&format!(" {words}"));
        }
    }
    tie(&note).into_owned()
}

/// The way to the list of people.
pub(in crate::site) fn people_link(site: &Site<'_>, person: &Person, path: &str) -> Link {
    Link::new(path, &site.portal.office_path(person.organization, "people.html"), "Люди")
}

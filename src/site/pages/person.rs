//! A page for each person and plan: what they carry themselves, and, told apart, what their groups carry together.

use serde::Serialize;

use crate::plan::{Idx, Organization, Person, RowIdx};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{
    self, Download, Group, MOST, MonthLink, by_month, by_month_briefly, capitalized, count_of_rows,
    of_office,
};
use crate::site::pages::section::{Fulfilment, fulfilment};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::years::{self, Between, YearPage, Years};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PersonView {
    page: PageMeta,
    name: String,
    position: String,
    counts: String,
    years: Option<Years>,
    fulfilment: Option<Fulfilment>,
    email: Option<String>,
    jumps: Vec<Link>,
    months: Vec<MonthLink>,
    own_title: String,
    own: Vec<Group>,
    shared: Vec<Group>,
    shared_months: Vec<MonthLink>,
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
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |person: &Person| person.organization == organization;
    let people = of_office(site, &portal.people, belongs, |person| &person.name);
    for (plan, between) in years::pages(site, organization, &people, Subject::Person) {
        let idx = between.1;
        let own = site.index.of_person(idx).of(plan);
        let shared = site.index.shared_of(idx).of(plan);
        list.rows_of_months(site, own);
        let brief = shared.iter().chain(own.iter().filter(|_| is_long(own, shared)));
        brief.for_each(|row| list.brief_row(site, *row));
        let subject = Subject::Person(idx);
        let path = (portal.subject_path(subject, plan), Some(portal.people[idx].span));
        list.page(organization, path, "person", move |path| {
            view(site, between, YearPage { subject, plan, path })
        });
    }
}

fn view(
    site: &Site<'_>,
    (previous, idx, next): Between<Person>,
    own_page: YearPage<'_>,
) -> PersonView {
    let YearPage { plan, path, .. } = own_page;
    let portal = site.portal;
    let person = &portal.people[idx];
    let rows = site.index.of_person(idx).of(plan);
    let shared = site.index.shared_of(idx).of(plan);
    let own = match is_long(rows, shared) {
        true => by_month_briefly(site, rows, ""),
        false => by_month(site, rows, ""),
    };
    let together = by_month_briefly(site, shared, SHARED_PREFIX);
    let mut counts = count_of_rows(rows.len());
    let mut jumps = Vec::new();
    if !shared.is_empty() {
        let count = count_of_rows(shared.len());
        counts = format!("{counts} особисто, {count} {}", together_with(site, idx));
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
    let of_year = own_page.of_year(site);
    let description = format!("{title}: за що відповідає у плані роботи{of_year}, {counts}");
    let page = Own { kind: "person", title: name, crumb: name, description: &description, way };
    let page = own_page.meta(site, page);
    let feed = own_page.is_lasting(site).then_some(FeedId::Person(idx));
    let neighbour = |other: Option<Idx<Person>>| {
        let other = other?;
        let to = portal.subject_path(Subject::Person(other), plan);
        Some(Link::new(path, &to, portal.people[other].name.clone()))
    };
    PersonView {
        page: subscribe::announced_if(site, path, feed, page),
        feed: feed.and_then(|feed| subscribe::feed_view(site, path, feed)),
        calendar_label: "Календар на телефон",
        name: name.to_owned(),
        position: person.position.clone().unwrap_or_default(),
        counts: own_page.counted(site, counts),
        years: own_page.years(site),
        fulfilment: fulfilment_of(site, idx, own_page),
        email: person.email.clone(),
        jumps,
        months: blocks::months(site, &own),
        own_title: "Особисто".to_owned(),
        own,
        shared_title: capitalized(together_with(site, idx)),
        shared_note: shared_note(site, idx),
        shared_months: blocks::months(site, &together),
        shared: together,
        downloads: vec![
            Download::xlsx(path, &portal.person_data_path(idx, plan, "xlsx")),
            Download::csv(path, &portal.person_data_path(idx, plan, "csv")),
            Download::json(path, &portal.person_data_path(idx, plan, "json")),
        ],
        previous: neighbour(previous),
        next: neighbour(next),
    }
}

/// Whether a page of both lists would be too heavy with rows in full.
fn is_long(own: &[RowIdx], shared: &[RowIdx]) -> bool {
    own.len() + shared.len() > MOST
}

/// How much of the person's own rows of the plan is done.
fn fulfilment_of(site: &Site<'_>, idx: Idx<Person>, page: YearPage<'_>) -> Option<Fulfilment> {
    let portal = site.portal;
    let plan = page.plan?;
    let rows = site.index.of_person(idx).of(page.plan).iter().copied();
    fulfilment(portal, rows, || {
        let year = relative(page.path, &portal.plan_path(plan, "year.html"));
        format!("{year}?person={}&status=done", portal.people[idx].id)
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
    note
}

/// The way to the list of people.
pub(in crate::site) fn people_link(site: &Site<'_>, person: &Person, path: &str) -> Link {
    Link::new(path, &site.portal.office_path(person.organization, "people.html"), "Люди")
}

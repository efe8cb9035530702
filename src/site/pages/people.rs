//! The list of people in alphabet order, and of the groups the plan names.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Group, Idx, Organization, Person, Plan};
use crate::site::pages::blocks::{Tally, of_office};
use crate::site::pages::{Own, PageMeta, years};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PeopleView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    people: Vec<PersonCard>,
    groups: Vec<Tally>,
}

#[derive(Serialize)]
struct PersonCard {
    href: String,
    name: String,
    position: Option<String>,
    counts: String,
}

/// Lists the page of each office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |person: &Person| person.organization == organization;
    let people = of_office(site, &portal.people, belongs, |person| &person.name);
    if people.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "people.html"), None);
    list.page(organization, path, "people", move |path| view(site, organization, &people, path));
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    people: &[Idx<Person>],
    path: &str,
) -> PeopleView {
    let portal = site.portal;
    let plan = portal.organizations[organization].current_plan;
    let cards = people.iter().map(|idx| {
        let person = &portal.people[*idx];
        PersonCard {
            href: relative(path, &portal.person_path(*idx)),
            name: person.full_name.as_deref().unwrap_or(&person.name).to_owned(),
            position: person.position.clone(),
            counts: counts(site, *idx, plan),
        }
    });
    let belongs = |group: &Group| group.organization == organization;
    let groups = of_office(site, &portal.groups, belongs, |group| &group.name);
    let tallies = groups.iter().map(|idx| Tally {
        href: relative(path, &portal.group_path(*idx)),
        name: portal.groups[*idx].name.clone(),
        count: site.index.of_group(*idx).of(plan).len(),
    });
    let lead = format!(
        "{} і {}, за якими план закріплює роботу. Число каже, скільки пунктів плану{} в кожного.",
        plural::count(people.len(), ["особа", "особи", "осіб"]),
        plural::count(groups.len(), ["група", "групи", "груп"]),
        years::of_current(site, organization),
    );
    let own =
        Own {
            kind: "people", title: "Люди", crumb: "Люди", description: &lead, way: Vec::new()
        };
    PeopleView {
        page: site.meta(organization, path, own),
        title: "Люди",
        people: cards.collect(),
        groups: tallies.collect(),
        lead,
    }
}

/// How many rows of the current plan somebody has.
fn counts(site: &Site<'_>, idx: Idx<Person>, plan: Option<Idx<Plan>>) -> String {
    let own = site.index.of_person(idx).of(plan).len();
    let shared = site.index.shared_of(idx).of(plan).len();
    match (own, shared) {
        (0, 0) if site.pages_of(Subject::Person(idx)).len() > 1 => {
            "лише в планах інших років".to_owned()
        }
        (_, 0) => format!("{own} особисто"),
        _ => format!("{own} особисто, {shared} спільно"),
    }
}

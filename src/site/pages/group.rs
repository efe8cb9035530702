//! A page for each group of responsible people and plan: who belongs to it, as far as is known, and what it carries.

use serde::Serialize;

use crate::plan::{Group, Idx, Organization};
use crate::site::pages::blocks::{self, MonthLink, by_month, capitalized, count_of_rows};
use crate::site::pages::years::{YearPage, Years};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct GroupView {
    page: PageMeta,
    name: String,
    counts: String,
    years: Option<Years>,
    note: Option<String>,
    members_title: &'static str,
    members: Vec<Member>,
    months: Vec<MonthLink>,
    groups: Vec<blocks::Group>,
}

#[derive(Serialize)]
struct Member {
    href: String,
    name: String,
}

/// Lists the pages of all groups, and the rows that stand on them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (idx, group) in portal.groups.iter().filter(|(_, one)| one.organization == office) {
        list.rows_of_months(site, site.index.of_group(idx).all());
        let subject = (Subject::Group(idx), Some(group.span));
        list.year_pages(site, subject, "group", move |page| view(site, idx, page));
    }
}

fn view(site: &Site<'_>, idx: Idx<Group>, own_page: YearPage<'_>) -> GroupView {
    let YearPage { plan, path, .. } = own_page;
    let portal = site.portal;
    let group = &portal.groups[idx];
    let rows = site.index.of_group(idx).of(plan);
    let mut members = group.members.clone();
    members.sort_by_cached_key(|person| site.order.sort_key(&portal.people[*person].name));
    let members = members.into_iter().map(|person| Member {
        href: relative(path, &site.page_of(Subject::Person(person), plan)),
        name: portal.people[person].name.clone(),
    });
    let name = capitalized(&group.name);
    let groups = by_month(site, rows, "");
    let counts = count_of_rows(rows.len());
    let of_year = own_page.of_year(site);
    let description = format!("Група відповідальних «{}»: {counts} плану{of_year}", group.name);
    let people = portal.office_path(group.organization, "people.html");
    let way = vec![Link::new(path, &people, "Люди")];
    let own = Own { kind: "group", title: &name, crumb: &name, description: &description, way };
    GroupView {
        page: own_page.meta(site, own),
        counts: own_page.counted(site, counts),
        years: own_page.years(site),
        note: note(group),
        members_title: if group.is_confirmed {
            "Склад"
        } else {
            "Склад (не підтверджено)"
        },
        members: members.collect(),
        months: blocks::months(site, &groups),
        groups,
        name,
    }
}

/// What readers should know about the composition.
fn note(group: &Group) -> Option<String> {
    let own = group.note.clone();
    if group.members.is_empty() {
        return own.or_else(|| Some("План не називає складу цієї групи.".to_owned()));
    }
    if group.is_confirmed {
        return own;
    }
    let unconfirmed = "Склад групи не підтверджено.";
    Some(own.map_or_else(|| unconfirmed.to_owned(), |own| format!("{unconfirmed} {own}")))
}

//! A page for each best practice: author, college, annotation or its honest absence, whom to ask.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::markdown;
use crate::plan::{Idx, Organization, Practice, RowIdx};
use crate::site::pages::blocks::{Fact, MaterialView, of_office, row_link, with_neighbours};
use crate::site::pages::row::{Piece, Standpoint, responsible_pieces};
use crate::site::pages::{Link, Own, PageMeta, practices};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PracticeView {
    page: PageMeta,
    title: String,
    facts: Vec<Fact>,
    annotation: Option<String>,
    body_html: Option<String>,
    absent_note: Option<&'static str>,
    materials: Vec<MaterialView>,
    contact: Option<Contact>,
    related: Vec<Related>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct Contact {
    pieces: Vec<Piece>,
    source: Link,
}

#[derive(Serialize)]
struct Related {
    href: String,
    text: String,
    why: &'static str,
}

/// Practices that have something in common, found once for all pages.
struct Kin<'a> {
    by_college: BTreeMap<usize, Vec<Idx<Practice>>>,
    by_subject: BTreeMap<&'a str, Vec<Idx<Practice>>>,
    by_position: BTreeMap<&'a str, Vec<Idx<Practice>>>,
}

/// Lists the pages of all practices.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |practice: &Practice| practice.organization == organization;
    let all = of_office(site, &portal.practices, belongs, |practice| &practice.title);
    let mut kin = Kin {
        by_college: BTreeMap::new(),
        by_subject: BTreeMap::new(),
        by_position: BTreeMap::new(),
    };
    for idx in &all {
        let practice = &portal.practices[*idx];
        if let Some(college) = practice.college {
            kin.by_college.entry(college.index()).or_default().push(*idx);
        }
        for subject in &practice.subjects {
            kin.by_subject.entry(subject).or_default().push(*idx);
        }
        if let Some(position) = &practice.position {
            kin.by_position.entry(position).or_default().push(*idx);
        }
    }
    for (previous, idx, next) in with_neighbours(&all) {
        let related = related(portal_practice(site, idx), idx, &kin);
        let path = (portal.practice_path(idx), Some(portal.practices[idx].span));
        list.page(organization, path, "practice", move |path| {
            view(site, idx, (previous, next), &related, path)
        });
    }
}

fn portal_practice<'a>(site: &'a Site<'a>, idx: Idx<Practice>) -> &'a Practice {
    &site.portal.practices[idx]
}

/// At most a handful: first those about the same, then those of the same college, then of the same kind of work.
fn related(
    practice: &Practice,
    own: Idx<Practice>,
    kin: &Kin<'_>,
) -> Vec<(Idx<Practice>, &'static str)> {
    const MOST: usize = 6;
    let subjects = practice.subjects.iter();
    let of_subject = subjects.filter_map(|subject| kin.by_subject.get(subject.as_str())).flatten();
    let college = practice.college.and_then(|college| kin.by_college.get(&college.index()));
    let of_college = college.into_iter().flatten();
    let position = practice.position.as_deref();
    let of_position = position.and_then(|name| kin.by_position.get(name)).into_iter().flatten();
    let with = |why: &'static str| move |idx: &Idx<Practice>| (*idx, why);
    let mut related: Vec<(Idx<Practice>, &'static str)> = Vec::new();
    let all = of_subject
        .map(with("той самий предмет"))
        .chain(of_college.map(with("той самий заклад")))
        .chain(of_position.map(with("та сама посада автора")));
    for (idx, why) in all {
        if related.len() == MOST {
            break;
        }
        if idx != own && related.iter().all(|(other, _)| *other != idx) {
            related.push((idx, why));
        }
    }
    related
}

fn view(
    site: &Site<'_>,
    idx: Idx<Practice>,
    (previous, next): (Option<Idx<Practice>>, Option<Idx<Practice>>),
    related: &[(Idx<Practice>, &'static str)],
    path: &str,
) -> PracticeView {
    let portal = site.portal;
    let practice = &portal.practices[idx];
    let row =
        practice.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
    let body_html =
        practice.prose.as_ref().filter(|prose| !prose.text.trim().is_empty()).map(|prose| {
            markdown::to_html(prose, &|to| {
                Some(portal.text_link(path, Some(practice.organization), to))
            })
        });
    let absent_note = match (&practice.annotation, &body_html, practice.materials.as_slice()) {
        (None, None, []) => Some(
            "Анотації та матеріалів на порталі ще немає: план називає лише тему, автора й заклад.",
        ),
        _ => None,
    };
    let contact = row.filter(|row| !portal.row(*row).responsible.words.is_empty());
    let contact = contact.map(|row| Contact {
        pieces: responsible_pieces(site, Standpoint::Page(path), &portal.row(row)),
        source: row_link(portal, path, row),
    });
    let catalogue = portal.office_path(practice.organization, "practices.html");
    let author = practice.author.as_deref().unwrap_or_default();
    let description = format!("Перспективний педагогічний досвід: {}. {author}", practice.title);
    let own = Own {
        kind: "practice",
        title: &practice.title,
        crumb: &practice.title,
        description: &description,
        way: vec![Link::new(path, &catalogue, practices::TITLE)],
    };
    let neighbour = |other: Option<Idx<Practice>>| {
        let other = other?;
        Some(Link::new(path, &portal.practice_path(other), portal.practices[other].title.clone()))
    };
    PracticeView {
        page: site.meta(practice.organization, path, own),
        title: practice.title.clone(),
        facts: facts(site, practice, row, path),
        annotation: practice.annotation.clone(),
        body_html,
        absent_note,
        materials: practice
            .materials
            .iter()
            .map(|one| MaterialView::new(site.portal, one, path))
            .collect(),
        contact,
        related: related
            .iter()
            .map(|(other, why)| Related {
                href: relative(path, &portal.practice_path(*other)),
                text: portal.practices[*other].title.clone(),
                why,
            })
            .collect(),
        previous: neighbour(previous),
        next: neighbour(next),
    }
}

fn facts(site: &Site<'_>, practice: &Practice, row: Option<RowIdx>, path: &str) -> Vec<Fact> {
    let portal = site.portal;
    let mut facts = Vec::new();
    if let Some(author) = &practice.author {
        facts.push(Fact::approved("Автор", author));
    }
    if let Some(position) = &practice.position {
        facts.push(Fact::approved("Посада", position));
    }
    if let Some(college) = practice.college {
        let name = portal.colleges[college].name.clone();
        facts.push(Fact::links(
            "Заклад",
            vec![Link::new(path, &portal.college_path(college), name)],
        ));
    }
    if !practice.subjects.is_empty() {
        let subjects = practice.subjects.iter().map(|subject| (subject.clone(), None));
        facts.push(Fact::new("Предмет чи професія", false, subjects.collect()));
    }
    if let Some(year) = practice.year {
        facts.push(Fact::said("Рік плану", year.to_string()));
    }
    facts.extend(row.map(|row| Fact::links("У плані", vec![row_link(portal, path, row)])));
    facts
}

//! The list of colleges by town.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::plural;
use crate::plan::{College, CollegeKind, Idx, Organization};
use crate::site::pages::blocks::{count_of_rows, of_office};
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct CollegesView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    towns: Vec<Town>,
}

#[derive(Serialize)]
struct Town {
    name: String,
    colleges: Vec<CollegeRow>,
}

#[derive(Serialize)]
struct CollegeRow {
    href: String,
    name: String,
    counts: String,
}

/// The title of the list, and the name of the way to it.
pub(in crate::site) const TITLE: &str = "Заклади освіти";

/// Lists the page of each office that has any.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |college: &College| college.organization == organization;
    let colleges = of_office(site, &portal.colleges, belongs, |college| &college.name);
    if colleges.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "colleges.html"), None);
    list.page(organization, path, "colleges", move |path| {
        view(site, organization, &colleges, path)
    });
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    colleges: &[Idx<College>],
    path: &str,
) -> CollegesView {
    let portal = site.portal;
    let mut by_town: BTreeMap<&str, Vec<CollegeRow>> = BTreeMap::new();
    for idx in colleges {
        let college = &portal.colleges[*idx];
        by_town.entry(college.town.as_deref().unwrap_or_default()).or_default().push(CollegeRow {
            href: relative(path, &portal.college_path(*idx)),
            name: college.name.clone(),
            counts: counts(site, *idx),
        });
    }
    let elsewhere = by_town.remove("");
    let mut towns = by_town
        .into_iter()
        .map(|(name, colleges)| Town { name: name.to_owned(), colleges })
        .collect::<Vec<_>>();
    towns.sort_by_cached_key(|town| site.order.sort_key(&town.name));
    let name = if towns.is_empty() {
        "За абеткою"
    } else {
        "Місто у плані не названо"
    };
    towns.extend(elsewhere.map(|colleges| Town { name: name.to_owned(), colleges }));
    let number = plural::count(colleges.len(), ["заклад", "заклади", "закладів"]);
    let lead = format!("{number} професійної освіти, названих у плані, за містами.");
    let own =
        Own { kind: "colleges", title: TITLE, crumb: TITLE, description: &lead, way: Vec::new() };
    CollegesView { page: site.meta(organization, path, own), title: TITLE, towns, lead }
}

/// «5 пунктів · 2 теми досвіду · 1 робота учнів»
fn counts(site: &Site<'_>, idx: Idx<College>) -> String {
    let current = site.portal.organizations[site.portal.colleges[idx].organization].current_plan;
    let rows = site.index.of_college(idx).of(current);
    with_others(site, idx, count_of_rows(rows.len()))
}

/// After how many rows there are, how much of what is of no year.
pub(in crate::site) fn with_others(site: &Site<'_>, idx: Idx<College>, rows: String) -> String {
    let practices = site.index.practices_of(idx).len();
    let works = site.index.research_works_of(idx).len();
    let mut counts = vec![rows];
    if practices > 0 {
        counts.push(plural::count(practices, ["тема досвіду", "теми досвіду", "тем досвіду"]));
    }
    if works > 0 {
        counts.push(plural::count(works, ["робота учнів", "роботи учнів", "робіт учнів"]));
    }
    counts.join(" · ")
}

/// What kind of institution, in words.
pub(in crate::site) fn kind_name(kind: CollegeKind) -> &'static str {
    match kind {
        CollegeKind::College => "Професійний коледж",
        CollegeKind::Lyceum => "Професійний ліцей",
        CollegeKind::VocationalSchool => "Професійно-технічне училище",
        CollegeKind::HigherVocationalSchool => "Вище професійне училище",
    }
}

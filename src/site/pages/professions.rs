//! Training centers by profession: for what trades the plan names a center, and at which colleges it is.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::plural;
use crate::plan::{College, Idx, Organization, RowIdx, TrainingCenter};
use crate::site::pages::blocks::{Card, Filter, of_office, row_link};
use crate::site::pages::row::Piece;
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct ProfessionsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    filters: Vec<Filter>,
    total: String,
    professions: Vec<Card>,
}

/// A profession as first written, and the centers that teach it.
struct Profession<'a> {
    name: &'a str,
    centers: Vec<(Idx<College>, &'a TrainingCenter)>,
}

/// Lists the page of each office whose colleges have centers.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |college: &College| {
        college.organization == organization && !college.training_centers.is_empty()
    };
    let colleges = of_office(site, &portal.colleges, belongs, |college| &college.name);
    if colleges.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "professions.html"), None);
    list.page(organization, path, "professions", move |path| {
        view(site, organization, &colleges, path)
    });
}

/// Every profession once, however its first letter is written, in alphabet order.
fn professions<'a>(site: &'a Site<'_>, colleges: &[Idx<College>]) -> Vec<Profession<'a>> {
    let mut found: BTreeMap<String, Profession<'a>> = BTreeMap::new();
    for idx in colleges {
        for center in &site.portal.colleges[*idx].training_centers {
            for name in &center.professions {
                let key = name.trim().to_lowercase();
                let profession =
                    found.entry(key).or_insert(Profession { name, centers: Vec::new() });
                profession.centers.push((*idx, center));
            }
        }
    }
    let mut found = found.into_values().collect::<Vec<_>>();
    found.sort_by_cached_key(|profession| site.order.sort_key(profession.name));
    found
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    colleges: &[Idx<College>],
    path: &str,
) -> ProfessionsView {
    let portal = site.portal;
    let all = professions(site, colleges);
    let total = plural::count(all.len(), ["професія", "професії", "професій"]);
    let number = plural::count(colleges.len(), ["закладу", "закладів", "закладів"]);
    let lead = format!("{total} у навчально-практичних центрах {number}: так, як їх називає план.");
    let title = "Навчально-практичні центри за професіями";
    let names = colleges.iter().map(|idx| {
        let college = &portal.colleges[*idx];
        (college.id.clone(), college.short_name.as_ref().unwrap_or(&college.name).clone())
    });
    let towns = colleges.iter().filter_map(|idx| portal.colleges[*idx].town.clone());
    let filters = [
        Filter::new(site, "college", "Заклад", names),
        Filter::new(site, "town", "Місто чи селище", towns.map(|town| (slug(&town), town))),
    ];
    let own = Own { kind: "professions", title, crumb: title, description: &lead, way: Vec::new() };
    ProfessionsView {
        page: site.meta(organization, path, own),
        title,
        filters: filters.into_iter().flatten().collect(),
        professions: all.iter().map(|profession| card(site, profession, path)).collect(),
        total,
        lead,
    }
}

fn card(site: &Site<'_>, profession: &Profession<'_>, path: &str) -> Card {
    let portal = site.portal;
    let mut card = Card { title: profession.name.to_owned(), ..Card::default() };
    let mut facets = Vec::new();
    for (idx, center) in &profession.centers {
        let college = &portal.colleges[*idx];
        let name = college.short_name.as_ref().unwrap_or(&college.name);
        let href = format!("{}#npts", relative(path, &portal.college_path(*idx)));
        card.lines.push(Piece { text: name.to_owned(), href: Some(href) });
        let row =
            center.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
        let source = row.map(|row| row_link(portal, path, row));
        card.lines.extend(source.map(|link| Piece { text: link.title, href: link.href }));
        facets.push(format!("college:{}", college.id));
        facets.extend(college.town.as_deref().map(|town| format!("town:{}", slug(town))));
    }
    card.facets = facets.join(" ");
    card
}

/// A town as the value of a filter.
fn slug(town: &str) -> String {
    crate::language::slug::slug(town, "town")
}

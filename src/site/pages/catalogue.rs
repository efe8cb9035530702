//! What a plan lists as such: competitions, monitoring, letters, publications, each with filters.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::{Idx, Listing, Organization, Plan, RowIdx, Section, Who};
use crate::site::pages::blocks::{Filter, capitalized, count_of_rows};
use crate::site::pages::row::{RowView, Standpoint, line};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::{List, Site};

#[derive(Serialize)]
struct CatalogueView {
    page: PageMeta,
    title: &'static str,
    kicker: String,
    lead: String,
    filters: Vec<Filter>,
    total: String,
    rows: Vec<RowView>,
}

/// Lists the catalogues of each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (plan, _) in portal.plans_of(office) {
        let mut listings: BTreeMap<Listing, Vec<Idx<Section>>> = BTreeMap::new();
        for section in portal.plans[plan].sections.iter() {
            if let Some(listing) = portal.sections[section].listing {
                listings.entry(listing).or_default().push(section);
            }
        }
        for (listing, sections) in listings {
            let origin = sections.first().map(|section| portal.sections[*section].span);
            let path = (portal.listing_path(plan, listing), origin);
            let organization = portal.plans[plan].organization;
            list.page(organization, path, "catalogue", move |path| {
                view(site, (plan, listing), &sections, path)
            });
        }
    }
}

fn rows_of(site: &Site<'_>, sections: &[Idx<Section>]) -> Vec<RowIdx> {
    let portal = site.portal;
    let entries = sections.iter().flat_map(|section| portal.sections[*section].entries.iter());
    entries.flat_map(|entry| portal.rows_of(entry)).collect()
}

fn view(
    site: &Site<'_>,
    (plan, listing): (Idx<Plan>, Listing),
    sections: &[Idx<Section>],
    path: &str,
) -> CatalogueView {
    let portal = site.portal;
    let rows = rows_of(site, sections);
    let title = title(listing);
    let total = count_of_rows(rows.len());
    let kicker = sections.iter().map(|section| {
        let section = &portal.sections[*section];
        format!("Розділ\u{a0}{}", section.number)
    });
    let year = portal.plans[plan].plan_year();
    let lead = format!("{total} плану на {year}\u{a0}рік.");
    let description = format!("{title}: {lead}");
    // Catalogues of several years have the same name.
    let is_current = portal.plans[plan].is_current;
    let name = if is_current { title.to_owned() } else { format!("{title}, {year}\u{a0}рік") };
    let way = sections.iter().map(|section| {
        let number = &portal.sections[*section].number;
        Link::new(path, &portal.section_path(*section), format!("Розділ\u{a0}{number}"))
    });
    let own = Own {
        kind: "catalogue",
        title: &name,
        crumb: title,
        description: &description,
        way: way.take(1).collect(),
    };
    CatalogueView {
        page: site.meta(plan, path, own),
        title,
        kicker: kicker.collect::<Vec<_>>().join(" · "),
        filters: filters(site, &rows),
        rows: rows.iter().map(|row| line(site, *row, Standpoint::Page(path))).collect(),
        total,
        lead,
    }
}

/// Only what stands in the rows can be asked for.
fn filters(site: &Site<'_>, rows: &[RowIdx]) -> Vec<Filter> {
    let portal = site.portal;
    let whos = || rows.iter().flat_map(|row| portal.row(*row).responsible.meaning.iter());
    let people = whos().filter_map(|responsible| match responsible.who {
        Who::Person(person) => Some(&portal.people[person]),
        Who::Group(_) => None,
    });
    let groups = whos().filter_map(|responsible| match responsible.who {
        Who::Group(group) => Some(&portal.groups[group]),
        Who::Person(_) => None,
    });
    let forms = rows.iter().flat_map(|row| portal.row(*row).forms());
    let forms = forms.map(|form| &portal.forms[form]);
    let filters = [
        Filter::new(
            site,
            "person",
            "Відповідальний",
            people.map(|p| (p.id.clone(), p.name.clone())),
        ),
        Filter::new(site, "group", "Група", groups.map(|g| (g.id.clone(), capitalized(&g.name)))),
        Filter::new(site, "form", "Форма", forms.map(|f| (f.id.clone(), capitalized(&f.name)))),
    ];
    filters.into_iter().flatten().collect()
}

fn title(listing: Listing) -> &'static str {
    match listing {
        Listing::Competitions => "Конкурси й олімпіади",
        Listing::Monitoring => "Моніторингові дослідження",
        Listing::Letters => "Листи та інформаційні матеріали",
        Listing::Publications => "Видання",
    }
}

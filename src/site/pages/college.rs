//! A page for each college: all that concerns it, gathered from the whole plan. The rows of other plans than the
//! current one have pages of their own.

use serde::Serialize;

use crate::plan::{College, Idx, Organization, Practice, RowIdx, TrainingCenter};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{Card, Group, by_section, count_of_rows, of_office, row_link};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::years::{self, Between, YearPage, Years};
use crate::site::pages::{Link, Own, PageMeta, colleges, practices};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct CollegeView {
    page: PageMeta,
    name: String,
    kind: &'static str,
    counts: String,
    years: Option<Years>,
    jumps: Vec<Link>,
    website: Option<String>,
    training_centers: Vec<CenterView>,
    practices: Vec<Card>,
    research_works: Vec<WorkView>,
    groups: Vec<Group>,
    names: Vec<String>,
    previous: Option<Link>,
    next: Option<Link>,
    feed: Option<FeedView>,
}

#[derive(Serialize)]
struct CenterView {
    professions: Vec<String>,
    source: Option<Link>,
}

#[derive(Serialize)]
struct WorkView {
    title: String,
    href: Option<String>,
    note: Option<String>,
}

/// Lists the pages of all colleges, and the rows that stand on them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |college: &College| college.organization == organization;
    let all = of_office(site, &portal.colleges, belongs, |college| &college.name);
    for (plan, between) in years::pages(site, organization, &all, Subject::College) {
        let idx = between.1;
        for row in site.index.of_college(idx).of(plan) {
            list.row(site, *row);
        }
        let subject = Subject::College(idx);
        let path = (portal.subject_path(subject, plan), Some(portal.colleges[idx].span));
        list.page(organization, path, "college", move |path| {
            view(site, between, YearPage { subject, plan, path })
        });
    }
}

fn view(
    site: &Site<'_>,
    (previous, idx, next): Between<College>,
    own_page: YearPage<'_>,
) -> CollegeView {
    let YearPage { plan, path, .. } = own_page;
    let portal = site.portal;
    let college = &portal.colleges[idx];
    let rows = site.index.of_college(idx).of(plan);
    // Practices, works and centers are of no year.
    let lasting = own_page.is_lasting(site).then_some(idx);
    let in_plan = count_of_rows(rows.len());
    let counts = own_page.counted(site, in_plan.clone());
    let counts = match lasting {
        Some(idx) => colleges::with_others(site, idx, counts),
        None => counts,
    };
    let cards = lasting.into_iter().flat_map(|idx| site.index.practices_of(idx));
    let here = relative(path, path);
    let card = |practice: &Idx<Practice>| {
        let mut card = practices::card(site, *practice, path);
        card.facets.clear();
        card.lines.retain(|line| line.href.as_ref() != Some(&here));
        card
    };
    let cards = cards.map(card).collect::<Vec<_>>();
    let works = lasting.map_or_else(Vec::new, |idx| works(site, idx, path));
    let centers = lasting.into_iter().flat_map(|idx| &portal.colleges[idx].training_centers);
    let centers = centers.map(|center| center_view(site, center, path)).collect::<Vec<_>>();
    let mut jumps = Vec::new();
    for (is_there, anchor, title) in [
        (!centers.is_empty(), "#npts", "Навчально-практичний центр"),
        (!cards.is_empty(), "#dosvid", "Педагогічний досвід"),
        (!works.is_empty(), "#roboty", "Роботи учнів"),
    ] {
        if is_there {
            jumps.push(Link { href: Some(anchor.to_owned()), title: title.to_owned() });
        }
    }
    let list = portal.office_path(college.organization, "colleges.html");
    let way = vec![Link::new(path, &list, colleges::TITLE)];
    let short = college.short_name.as_deref().unwrap_or(&college.name);
    let description = match own_page.of_year(site).as_str() {
        "" => format!("{}: {counts} плану", college.name),
        of_year => format!("{}: {in_plan} плану{of_year}", college.name),
    };
    let own =
        Own { kind: "college", title: &college.name, crumb: short, description: &description, way };
    let neighbour = |other: Option<Idx<College>>| {
        let other = other?;
        let to = portal.subject_path(Subject::College(other), plan);
        Some(Link::new(path, &to, portal.colleges[other].name.clone()))
    };
    let feed = lasting.map(FeedId::College);
    CollegeView {
        page: subscribe::announced_if(site, path, feed, own_page.meta(site, own)),
        feed: feed.and_then(|feed| subscribe::feed_view(site, path, feed)),
        years: own_page.years(site),
        name: college.name.clone(),
        kind: college.kind.map(colleges::kind_name).unwrap_or_default(),
        counts,
        jumps,
        website: college.website.clone(),
        training_centers: centers,
        practices: cards,
        research_works: works,
        groups: by_section(site, path, rows),
        names: lasting.map_or_else(Vec::new, |_| other_names(college)),
        previous: neighbour(previous),
        next: neighbour(next),
    }
}

/// How else documents write the college, inflected names among them.
fn other_names(college: &College) -> Vec<String> {
    let mut names = Vec::new();
    for name in college.short_name.iter().chain(&college.mentions) {
        if *name != college.name && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn center_view(site: &Site<'_>, center: &TrainingCenter, path: &str) -> CenterView {
    let portal = site.portal;
    let row = center.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
    CenterView {
        professions: center.professions.clone(),
        source: row.map(|row| row_link(portal, path, row)),
    }
}

fn works(site: &Site<'_>, idx: Idx<College>, path: &str) -> Vec<WorkView> {
    let portal = site.portal;
    let works = site.index.research_works_of(idx).iter().map(|work| {
        let work = &portal.research_works[*work];
        let row =
            work.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
        WorkView {
            title: work.title.clone(),
            href: row.and_then(|row| row_link(portal, path, row).href),
            note: work.place.clone(),
        }
    });
    works.collect()
}

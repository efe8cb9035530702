//! The files of the search: for each plan an index, for each office one small file that names them.
//!
//! An index is named by its content and made here, because its name must be known; plans are worked through side
//! by side. Pages name only the office's own file, which keeps its name, so that a changed plan does not change
//! every page. What an office has beside its plans stands in the index of its current plan.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;

use crate::plan::schedule::YearMonth;
use crate::plan::{Idx, Organization, Plan};
use crate::site::output::{Content, Output, hash_of};
use crate::site::pages::{Listed, MENU};
use crate::site::search::documents::{self, OwnPage};
use crate::site::search::script;
use crate::site::{List, Site};

/// Lists the search files of every office.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    let listed = list.listed(site);
    let months = month_pages(list);
    let indexes = |office| plans_of(site, office).into_iter().map(move |plan| (office, plan));
    let jobs = portal.organizations.all().iter().flat_map(indexes).collect::<Vec<_>>();
    let made = jobs.into_par_iter().map(|(office, plan)| {
        let is_first = plan == portal.organizations[office].current_plan;
        let own_pages = is_first.then(|| own_pages(site, office, &listed, &months));
        (office, make(site, office, plan, own_pages.as_deref()))
    });
    let mut made = made.collect::<Vec<_>>().into_iter().peekable();
    for office in portal.organizations.all().iter() {
        let mut rows = Vec::new();
        while let Some((_, index)) = made.next_if(|(of, _)| *of == office) {
            rows.push(json!({ "id": index.id, "name": index.name, "files": [index.path] }));
            push(list, index.path, index.bytes);
        }
        let manifest = json!({ "code": site.assets.search_script, "indexes": rows });
        let manifest = manifest.to_string().replace('<', "\\u003c");
        let manifest = format!("planSearchManifest({manifest});\n");
        push(list, portal.search_manifest_path(office), manifest.into_bytes());
    }
}

struct IndexFile {
    id: String,
    name: String,
    path: String,
    bytes: Vec<u8>,
}

fn push(list: &mut List<'_>, path: String, bytes: Vec<u8>) {
    let bytes: Arc<[u8]> = bytes.into();
    let content = Content::Bytes(Box::new(move || bytes.to_vec()));
    list.outputs.list.push(Output { path, origin: None, content });
}

/// The current plan first, then the others, the latest first; an office without plans has one index all the same.
fn plans_of(site: &Site<'_>, office: Idx<Organization>) -> Vec<Option<Idx<Plan>>> {
    let portal = site.portal;
    let current = portal.organizations[office].current_plan;
    let mut others = portal
        .plans
        .iter()
        .filter(|(idx, plan)| plan.organization == office && Some(*idx) != current)
        .collect::<Vec<_>>();
    others.sort_by_key(|(idx, plan)| (-plan.year, *idx));
    let others = others.into_iter().map(|(idx, _)| Some(idx));
    [current].into_iter().chain(others).collect()
}

fn make(
    site: &Site<'_>,
    office: Idx<Organization>,
    plan: Option<Idx<Plan>>,
    own_pages: Option<&[OwnPage]>,
) -> IndexFile {
    let portal = site.portal;
    let mut input = match plan {
        Some(plan) => documents::of_plan(site, plan),
        None => documents::input(portal, &portal.organizations[office].id, office),
    };
    if let Some(own_pages) = own_pages {
        documents::add_office(site, office, own_pages, &mut input.documents);
    }
    let name = plan.map_or_else(String::new, |plan| format!("{} рік", portal.plans[plan].year));
    let bytes = script(&input).into_bytes();
    let path = portal.search_file_path(office, &input.id, &hash_of(&bytes));
    IndexFile { id: input.id, name, path, bytes }
}

/// Which months have a page.
fn month_pages(list: &List<'_>) -> BTreeSet<String> {
    let paths = list.outputs.list.iter().map(|output| &output.path);
    paths.filter(|path| path.contains("months/")).cloned().collect()
}

/// Pages that are one of their kind, and the months of the current plan.
fn own_pages(
    site: &Site<'_>,
    office: Idx<Organization>,
    listed: &Listed,
    months: &BTreeSet<String>,
) -> Vec<OwnPage> {
    let portal = site.portal;
    let menu = MENU.iter().flat_map(|(_, pages)| pages.iter()).filter_map(|page| {
        let path = page.path(site, office, listed)?;
        Some(OwnPage { path, title: page.title.to_owned(), about: page.about.to_owned() })
    });
    let mut pages = menu.collect::<Vec<_>>();
    let Some(plan) = portal.organizations[office].current_plan else { return pages };
    let year = portal.plans[plan].year;
    for month in (1..=12).map(|month| YearMonth { year, month }) {
        let path = portal.month_path(plan, month);
        if months.contains(&path) {
            let title = site.dates.month_and_year(year, month.month);
            pages.push(OwnPage { path, title, about: String::new() });
        }
    }
    pages
}

//! The files of the search: for each plan an index, for each office one small file that names them.
//!
//! An index is named by its content, so it is made while the pages are rendered and nobody else needs its name; plans
//! are worked through side by side. Pages name only the office's own file, which keeps its name, so that a changed plan does not change
//! every page. What an office has beside its plans stands in the index of its current plan.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde_json::json;

use crate::key::Key;
use crate::plan::schedule::YearMonth;
use crate::plan::{Idx, Organization, Plan};
use crate::site::output::{Keep, Named, NamedFiles, hash_of};
use crate::site::pages::{Listed, MENU};
use crate::site::search::documents::{self, OwnPage};
use crate::site::search::scripts;
use crate::site::{List, Site};

/// Lists the search files of an office, to be made while the pages are rendered.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let listed = list.listed(site);
    let months = month_pages(list);
    let make = move |keep: &Keep<'_>| of_office(site, office, (&listed, &months), keep);
    list.outputs.named.push(Named { make: Box::new(make) });
}

/// The indexes of an office's plans and the file that names them: paths and bytes.
fn of_office(
    site: &Site<'_>,
    office: Idx<Organization>,
    (listed, months): (&Listed, &BTreeSet<String>),
    keep: &Keep<'_>,
) -> Vec<NamedFiles> {
    let portal = site.portal;
    let made = site.plans_of(office).into_par_iter().map(|plan| {
        let is_first = plan == portal.organizations[office].current_plan;
        let own_pages = is_first.then(|| own_pages(site, office, listed, months));
        make(site, (office, plan), own_pages.as_deref(), keep)
    });
    let made = made.collect::<Vec<_>>();
    let rows = made
        .iter()
        .map(|index| json!({ "id": index.id, "name": index.name, "files": index.scripts(site) }))
        .collect::<Vec<_>>();
    let manifest = json!({ "code": site.assets.search_script, "indexes": rows });
    let manifest = manifest.to_string().replace('<', "\\u003c");
    let manifest = format!("planSearchManifest({manifest});\n");
    let files = vec![(portal.search_manifest_path(office), manifest.into_bytes())];
    let manifest = NamedFiles { key: Key::of(&files), files };
    made.into_iter().map(|index| index.files).chain([manifest]).collect()
}

struct IndexFile {
    id: String,
    name: String,
    path: String,
    is_sharded: bool,
    files: NamedFiles,
}

impl IndexFile {
    /// What a page adds, in this order; an index in shards needs the script that reads them.
    fn scripts(&self, site: &Site<'_>) -> Vec<String> {
        let reader = &site.assets.search_shards_script;
        self.is_sharded.then_some(reader).into_iter().chain([&self.path]).cloned().collect()
    }
}

fn make(
    site: &Site<'_>,
    (office, plan): (Idx<Organization>, Option<Idx<Plan>>),
    own_pages: Option<&[OwnPage]>,
    keep: &Keep<'_>,
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
    let limit = portal.settings.search_file_kb;
    let key = Key::of(&("search", portal.search_file_path(office, &input.id, ""), &input, limit));
    if let Some([path, shards @ ..]) = keep(key).as_deref() {
        let (path, files) = (path.clone(), NamedFiles { key, files: Vec::new() });
        return IndexFile { id: input.id, name, path, is_sharded: !shards.is_empty(), files };
    }
    let (base, shards) = scripts(&input, limit);
    let all = [base.as_str()].into_iter().chain(shards.iter().map(|(_, text)| text.as_str()));
    let hash = hash_of(all.collect::<String>().as_bytes());
    let path = portal.search_file_path(office, &input.id, &hash);
    let is_sharded = !shards.is_empty();
    // Shards are named after their index: `assets/search-2026-1f2e3d4c-p0.js`.
    let stem = path.trim_end_matches(".js");
    let shards = shards.into_iter().map(|(name, text)| (format!("{stem}-{name}.js"), text));
    let files = [(path.clone(), base)].into_iter().chain(shards);
    let files = files.map(|(path, text)| (path, text.into_bytes())).collect();
    IndexFile { id: input.id, name, path, is_sharded, files: NamedFiles { key, files } }
}

/// Which months have a page.
fn month_pages(list: &List<'_>) -> BTreeSet<String> {
    let paths = list.outputs.list.iter().map(|output| &output.path);
    paths.filter(|path| path.contains("months/")).cloned().collect()
}

/// What else people call what a page is for; in few words, because every index has them.
const TOLD: [(&str, &str); 3] = [
    ("calendars.html", "підписатися .ics"),
    ("data.html", "завантажити скачати"),
    ("practices.html", "кращі практики"),
];

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
        let told = TOLD.iter().find(|(file, _)| *file == page.file).map_or("", |(_, words)| words);
        Some(OwnPage {
            path,
            title: page.title.to_owned(),
            about: format!("{} {told}", page.about),
        })
    });
    let mut pages = menu.collect::<Vec<_>>();
    let Some(plan) = portal.organizations[office].current_plan else { return pages };
    pages.push(OwnPage {
        path: portal.home_path(plan),
        title: "Головна".to_owned(),
        about: "сьогодні".to_owned(),
    });
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

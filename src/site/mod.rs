//! The plan becomes the list of the site's files: what there is, where it lies, how its view is made.
//!
//! Nothing is rendered or written here. What the site has can be read in the tables [`PAGES`] and [`DATA`]: each row
//! lists the outputs of one kind from the whole portal. Start reading at [`site`].

pub(in crate::site) mod data;
pub mod document;
pub mod feeds;
pub mod index;
mod links;
mod months;
pub mod occurrences;
pub mod output;
mod pages;
pub mod routes;
pub mod search;
pub mod subjects;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::Diagnostics;
use crate::language::dates::DateWords;
use crate::language::order::UkrainianOrder;
use crate::plan::{Idx, Organization, Portal};
use crate::site::feeds::Calendars;
use crate::site::index::Index;
use crate::site::output::{Output, Outputs, Part};
use crate::site::pages::tied::TiedWords;
use crate::text;

/// What every page kind works from.
pub struct Site<'a> {
    /// The plan and all around it.
    pub portal: &'a Portal,
    /// Who has what.
    pub index: Index,
    /// Every dated happening, and the calendars.
    pub calendars: Calendars,
    /// Dates in words.
    pub dates: DateWords,
    /// The alphabet.
    pub order: UkrainianOrder,
    /// Where the theme's files lie in the site.
    pub assets: Assets,
    /// What stands as it is: see [`Standing`].
    pub(crate) standing: Standing,
    /// Words that stand on many pages.
    tied: TiedWords,
}

/// The parts of the site whose files are made of the same as before and stand, by their folders.
pub type Standing = BTreeMap<String, Stand>;

/// What stands of a part.
#[derive(Debug)]
pub struct Stand {
    /// The paths of its files.
    pub files: Vec<String>,
    /// Whether its locks name all its events: those that a preview stamped it does not remember there.
    pub is_locked: bool,
}

/// Where the files that every page loads lie in the site.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub stylesheet: String,
    /// The script of every page.
    pub script: String,
    /// The script of the search, loaded when it is needed.
    pub search_script: String,
    /// The script that reads an index in shards.
    pub search_shards_script: String,
}

/// Lists the outputs of one kind that an office has.
type Kind = for<'a> fn(&'a Site<'a>, Idx<Organization>, &mut List<'a>);

/// Lists the outputs of one kind that lie in no office's folder.
type PortalKind = for<'a> fn(&'a Site<'a>, &mut List<'a>);

/// Every kind of page, in the order of the menu.
const PAGES: &[Kind] = &pages::ALL;

/// Every kind of data file.
const DATA: &[Kind] = &data::ALL;

/// Calendars to subscribe to; their kinds stand in `feeds::FEEDS`.
const CALENDARS: &[Kind] = &[feeds::list];

/// What the search box loads; it names the pages that were listed before it.
const SEARCH: &[Kind] = &[search::list];

/// What is listed of an office too whose files stand as they are: it tells of more than the office, or nobody has read
/// its bytes yet.
const ALWAYS: &[Kind] = &[data::attachments::list, pages::list_of_archive];

/// As [`ALWAYS`], of what lies in no office's folder.
const ALWAYS_OF_PORTAL: &[PortalKind] = &[data::attachments::list_of_portal];

impl<'a> Site<'a> {
    /// Gets ready to list the site but for what stands; `now` (UTC) stamps events that changed since the last
    /// publication, no more.
    pub fn new(
        portal: &'a Portal,
        assets: Assets,
        now: NaiveDateTime,
        standing: Standing,
    ) -> Site<'a> {
        let (mut offices, mut unlocked) = (Vec::new(), Vec::new());
        for (idx, office) in portal.organizations.iter() {
            match standing.get(&office.address) {
                None => offices.push(idx),
                Some(stand) if !stand.is_locked => unlocked.push(idx),
                Some(_) => {}
            }
        }
        let index = Index::new(portal, &offices);
        let dates = DateWords::new();
        Site {
            portal,
            standing,
            tied: TiedWords::of(portal),
            calendars: Calendars::new(portal, (&index, &offices, &unlocked), &dates, now),
            index,
            dates,
            order: UkrainianOrder::new(),
            assets,
        }
    }

    /// Whether something stands, and is not listed.
    pub fn is_partial(&self) -> bool {
        !self.standing.is_empty()
    }

    /// The same site, of which nothing stands.
    pub fn whole(&self, now: NaiveDateTime) -> Site<'a> {
        Site::new(self.portal, self.assets.clone(), now, Standing::new())
    }

    /// The folders of offices and plans, in which pages lie that are one of their kind.
    pub(in crate::site) fn top_folders(&self) -> BTreeSet<String> {
        let folder = |path: String| path.trim_end_matches('/').to_owned();
        let offices = self.portal.organizations.all().iter();
        let plans = self.portal.plans.all().iter();
        offices
            .map(|office| folder(self.portal.office_path(office, "")))
            .chain(plans.map(|plan| folder(self.portal.plan_path(plan, ""))))
            .collect()
    }
}

/// Lists every file of the site, but for those that stand as they are. Two outputs of one path are an error that names
/// both origins.
pub fn site<'a>(site: &'a Site<'a>) -> (Outputs<'a>, Diagnostics) {
    let offices = site.portal.organizations.iter();
    let (at_top, others): (Vec<_>, Vec<_>) =
        offices.partition(|(_, office)| office.address.is_empty());
    let at_top = ("", at_top.into_iter().map(|(office, _)| office).collect::<Vec<_>>());
    let others = others.into_iter().map(|(idx, office)| (office.address.as_str(), vec![idx]));
    let parts = [at_top].into_iter().chain(others).collect::<Vec<_>>();
    let lists = parts.into_par_iter().map(|(folder, offices)| List::of(site, folder, &offices));
    let mut lists = lists.collect::<Vec<_>>();
    let paths = lists.iter().skip(1).flat_map(|list| list.paths(site));
    let sitemaps = paths.filter(|path| data::sitemap::is_of_office(path));
    lists[0].sitemaps = sitemaps.map(str::to_owned).collect();
    lists[0].add_portal(site);
    let outputs = lists.iter().flat_map(|list| &list.outputs.list);
    let mut diagnostics = report_same_paths(&outputs.collect::<Vec<_>>());
    diagnostics.extend(links::check(site.portal, lists.iter().flat_map(|list| list.paths(site))));
    diagnostics.extend(site.calendars.faults.clone());
    let parts = lists.into_iter().map(|list| list.finish(site)).collect();
    (Outputs { parts, archive: data::archive::path(site.portal) }, diagnostics)
}

/// What is listed so far of a part of the site.
pub struct List<'a> {
    /// What has been listed.
    pub outputs: Part<'a>,
    /// Of each office and folder: which shell, and the first page that has it.
    shells: BTreeMap<(Idx<Organization>, String), (usize, String)>,
    /// Of each place of a fragment: whether it is listed.
    listed_places: Vec<bool>,
    /// Of what lies in no office's folder: the sitemaps of the offices.
    sitemaps: Vec<String>,
}

impl<'a> List<'a> {
    /// Lists what lies in the folder of these offices.
    fn of(site: &'a Site<'a>, folder: &str, offices: &[Idx<Organization>]) -> List<'a> {
        let kept = site.standing.get_key_value(folder).map(|(folder, _)| folder.clone());
        let (folder, kept) = (folder.to_owned(), kept.into_iter().collect());
        let outputs = Part { folder, kept, ..Part::default() };
        let (shells, listed_places, sitemaps) = Default::default();
        let mut list = List { outputs, shells, listed_places, sitemaps };
        let kinds = match list.outputs.is_kept() {
            true => ALWAYS.iter().chain(&[]).chain(&[]).chain(&[]),
            false => PAGES.iter().chain(DATA).chain(CALENDARS).chain(SEARCH),
        };
        for kind in kinds {
            offices.iter().for_each(|office| kind(site, *office, &mut list));
        }
        list
    }

    /// Lists what lies in no office's folder.
    fn add_portal(&mut self, site: &'a Site<'a>) {
        let kinds = match self.outputs.is_kept() {
            true => ALWAYS_OF_PORTAL.iter().chain(&[]),
            false => pages::OF_PORTAL.iter().chain(&data::OF_PORTAL),
        };
        kinds.for_each(|kind| kind(site, self));
    }

    /// The paths of the part's files, as far as they are listed or stand.
    fn paths<'l>(&'l self, site: &'l Site<'_>) -> impl Iterator<Item = &'l str> {
        let standing = site.standing.get(&self.outputs.folder);
        let listed = self.outputs.list.iter().map(|output| output.path.as_str());
        listed.chain(standing.into_iter().flat_map(|stand| &stand.files).map(String::as_str))
    }
}

fn report_same_paths(list: &[&Output<'_>]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    // Some file systems take «A» and «a» for one name. Equal paths have equal hashes, which are sooner in order.
    let hash = |output: &&Output<'_>| xxh3_64(lower_case(&output.path).as_bytes());
    let mut keys = list.iter().map(hash).collect::<Vec<_>>();
    keys.sort_unstable();
    if keys.windows(2).all(|pair| pair[0] != pair[1]) {
        return diagnostics;
    }
    let mut seen: BTreeMap<String, Option<crate::source::Span>> = BTreeMap::new();
    for output in list {
        let key = lower_case(&output.path).into_owned();
        let Some(first) = seen.get(&key) else {
            seen.insert(key, output.origin);
            continue;
        };
        let path = &output.path;
        let message = text!(
            uk: "дві сторінки мають одну адресу: {path}",
            en: "two pages have one address: {path}",
        );
        let help = text!(
            uk: "змініть номер або id одного з рядків",
            en: "change the number or the id of one of the rows",
        );
        let severity = crate::diagnostic::Severity::Error;
        let fault =
            diagnostics.add("duplicate-output", severity, output.origin, message).help(help);
        if let Some(first) = first {
            fault.related(
                *first,
                text!(uk: "адресу вже має це", en: "this has the address already"),
            );
        }
    }
    diagnostics
}

fn lower_case(path: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    match path.bytes().all(is_lower) {
        true => Cow::Borrowed(path),
        false => Cow::Owned(path.to_lowercase()),
    }
}

/// Adds the theme's own files.
pub fn add_assets<'a>(
    outputs: &mut Outputs<'a>,
    assets: impl Iterator<Item = (&'a str, &'a [u8])>,
) {
    for (path, bytes) in assets {
        let content = output::Content::Bytes(Box::new(move || bytes.to_vec()));
        outputs.parts[0].list.push(Output { path: path.to_owned(), origin: None, content });
    }
}

//! The plan becomes the list of the site's files: what there is, where it lies, how its view is made.
//!
//! Nothing is rendered or written here. What the site has can be read in the tables [`PAGES`] and [`DATA`]: each row
//! lists the outputs of one kind from the whole portal. Start reading at [`site`].

pub(in crate::site) mod data;
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
use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::Diagnostics;
use crate::language::dates::DateWords;
use crate::language::order::UkrainianOrder;
use crate::plan::{Idx, Organization, Portal};
use crate::site::feeds::Calendars;
use crate::site::index::Index;
use crate::site::output::{Output, Outputs};
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

/// Lists the outputs of one kind.
type Kind = for<'a> fn(&'a Site<'a>, &mut List<'a>);

/// Every kind of page, in the order of the menu.
const PAGES: &[Kind] = &pages::ALL;

/// Every kind of data file.
const DATA: &[Kind] = &data::ALL;

/// Calendars to subscribe to; their kinds stand in `feeds::FEEDS`.
const CALENDARS: &[Kind] = &[feeds::list];

/// What the search box loads; it names the pages that were listed before it.
const SEARCH: &[Kind] = &[search::list];

impl<'a> Site<'a> {
    /// Gets ready to list the site; `now` (UTC) stamps events that changed since the last publication, no more.
    pub fn new(portal: &'a Portal, assets: Assets, now: NaiveDateTime) -> Site<'a> {
        let index = Index::new(portal);
        let dates = DateWords::new();
        Site {
            portal,
            calendars: Calendars::new(portal, &index, &dates, now),
            index,
            dates,
            order: UkrainianOrder::new(),
            assets,
        }
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

/// Lists every file of the site. Two outputs of one path are an error that names both origins.
pub fn site<'a>(site: &'a Site<'a>) -> (Outputs<'a>, Diagnostics) {
    let (shells, listed_places) = Default::default();
    let offices = site.portal.organizations.iter().map(|(_, office)| office.address.clone());
    let outputs = Outputs { offices: offices.collect(), ..Outputs::default() };
    let mut list = List { outputs, shells, listed_places };
    for kind in PAGES.iter().chain(DATA).chain(CALENDARS).chain(SEARCH) {
        kind(site, &mut list);
    }
    let mut outputs = list.finish(site);
    let mut diagnostics = report_same_paths(&mut outputs.list);
    diagnostics.extend(links::check(site.portal, &outputs.list));
    diagnostics.extend(site.calendars.faults.clone());
    (outputs, diagnostics)
}

/// The outputs listed so far.
pub struct List<'a> {
    /// What has been listed.
    pub outputs: Outputs<'a>,
    /// Of each office and folder: which shell, and the first page that has it.
    shells: BTreeMap<(Idx<Organization>, String), (usize, String)>,
    /// Of each place of a fragment: whether it is listed.
    listed_places: Vec<bool>,
}

fn report_same_paths(list: &mut Vec<Output<'_>>) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    // Some file systems take «A» and «a» for one name. Equal paths have equal hashes, which are sooner in order.
    let hash = |output: &Output<'_>| xxh3_64(lower_case(&output.path).as_bytes());
    let mut keys = list.iter().map(hash).collect::<Vec<_>>();
    keys.sort_unstable();
    if keys.windows(2).all(|pair| pair[0] != pair[1]) {
        return diagnostics;
    }
    let mut seen: BTreeMap<String, Option<crate::source::Span>> = BTreeMap::new();
    list.retain(|output| {
        let key = lower_case(&output.path).into_owned();
        let Some(first) = seen.get(&key) else {
            seen.insert(key, output.origin);
            return true;
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
        false
    });
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
        outputs.list.push(Output { path: path.to_owned(), origin: None, content });
    }
}

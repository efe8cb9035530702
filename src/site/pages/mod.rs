//! Pages: one file for each kind, each with its view and the function that lists its outputs.
//!
//! A view holds everything its template prints, in the words and links of that very page. What all kinds share
//! stands here: [`PageMeta`] for `base.html`, and [`List::page`], which gives a page its folder's shell.

mod alphabet;
pub(in crate::site) mod blocks;
mod calendars;
mod catalogue;
pub(in crate::site) mod changes;
mod college;
mod colleges;
mod counts;
mod data;
mod embed;
mod entry;
mod entry_items;
mod error;
mod events;
mod form;
mod forms;
mod group;
mod home;
mod methodical_section;
mod methodical_sections;
mod month;
mod month_grid;
mod months;
mod page;
mod partners;
mod parts;
mod people;
mod person;
mod plan;
mod practice;
mod practices;
mod professions;
mod projects;
mod related;
mod research_works;
mod row;
mod search;
mod section;
mod sections;
mod shell;
mod subscribe;
pub(in crate::site) mod tied;
mod timeline;
pub(in crate::site) mod when;
mod workload;
mod year;
mod years;

pub(in crate::site) use page::ABOUT;
pub(in crate::site) use row::status;
pub(in crate::site) use section::numbered;
pub(in crate::site) use shell::MENU;
pub(in crate::site) use when::months;

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::{memchr, memchr3};
use serde::Serialize;

use crate::language::lines::{one_line, without_hanging};
use crate::plan::{Idx, Organization, Plan, Portal, RowIdx};
use crate::site::data::pictures;
use crate::site::output::marks::{self, Shape};
use crate::site::output::{Content, Fragment, FragmentContent, Output, Part, Shell, View};
use crate::site::routes::{follow, relative};
use crate::site::{Kind, List, PortalKind, Site};
use crate::source::Span;

/// Every kind of page that an office has.
pub(in crate::site) const ALL: [Kind; 34] = [
    plan::list,
    sections::list,
    section::list,
    entry::list,
    year::list,
    months::list,
    month::list,
    timeline::list,
    workload::list,
    people::list,
    person::list,
    group::list,
    methodical_sections::list,
    methodical_section::list,
    colleges::list,
    college::list,
    practices::list,
    practice::list,
    research_works::list,
    forms::list,
    form::list,
    events::list,
    professions::list,
    projects::list,
    partners::list,
    calendars::list,
    catalogue::list,
    changes::list,
    data::list,
    page::list,
    embed::list,
    alphabet::list,
    // These name the pages that were listed before them.
    search::list,
    home::list,
];

/// Every kind of page that lies in no office's folder.
pub(in crate::site) const OF_PORTAL: [PortalKind; 3] =
    [home::list_offices, page::list_free, error::list];

pub(in crate::site) use data::list_of_archive;

/// What `base.html` needs of every page.
#[derive(Serialize, Default)]
pub(in crate::site) struct PageMeta {
    /// Kind for scripts and judges: home, entry, section, person, month, college, practice, search, …
    pub(in crate::site) kind: &'static str,
    /// Title of the browser's tab: own name first, at most 90 characters.
    pub(in crate::site) title: String,
    /// One sentence for search engines.
    pub(in crate::site) description: String,
    /// Absolute address, when the portal has one.
    pub(in crate::site) canonical: Option<String>,
    /// Where a page that has moved leads on to, relative.
    pub(in crate::site) refresh: Option<String>,
    /// Absolute address of the picture for social networks.
    pub(in crate::site) image: Option<String>,
    /// Calendars and feeds the page belongs to.
    pub(in crate::site) alternates: Vec<Alternate>,
    /// Data for search engines, JSON escaped for HTML.
    pub(in crate::site) json_ld_html: Option<String>,
    /// `section-7`: the colour.
    pub(in crate::site) section_class: Option<String>,
    /// Whether the entry has no day of its own.
    pub(in crate::site) undated: bool,
    /// Whether search engines should leave it out.
    pub(in crate::site) noindex: bool,
    /// Whether it shows a plan that is not approved yet.
    pub(in crate::site) draft: bool,
    /// The way here.
    pub(in crate::site) breadcrumbs: Vec<Link>,
}

/// A calendar or feed that belongs to a page.
#[derive(Serialize)]
pub(in crate::site) struct Alternate {
    #[serde(rename = "type")]
    pub(in crate::site) media_type: &'static str,
    pub(in crate::site) href: String,
    pub(in crate::site) title: String,
}

/// A link with its words.
#[derive(Serialize, Clone, Default)]
pub(in crate::site) struct Link {
    /// Relative to the page; `None` for the page itself.
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) title: String,
}

impl Link {
    /// A link from the page `from` to the file `to`.
    pub(in crate::site) fn new(from: &str, to: &str, title: impl Into<String>) -> Link {
        Link { href: Some(relative(from, to)), title: title.into() }
    }

    /// The page itself.
    pub(in crate::site) fn here(title: impl Into<String>) -> Link {
        Link { href: None, title: title.into() }
    }
}

/// What a page says of itself.
pub(in crate::site) struct Own<'t> {
    /// See [`PageMeta::kind`].
    pub(in crate::site) kind: &'static str,
    /// The page's own name, of any length.
    pub(in crate::site) title: &'t str,
    /// The page's name in «Ви тут»; the same as the title unless a shorter one says enough.
    pub(in crate::site) crumb: &'t str,
    /// One sentence for search engines.
    pub(in crate::site) description: &'t str,
    /// Pages between the home page and this one.
    pub(in crate::site) way: Vec<Link>,
}

/// What a page speaks of.
#[derive(Clone, Copy)]
pub(in crate::site) enum About {
    /// An office; of its plans the current one.
    Office(Idx<Organization>),
    /// One of its plans.
    Plan(Idx<Plan>),
}

impl From<Idx<Organization>> for About {
    fn from(office: Idx<Organization>) -> About {
        About::Office(office)
    }
}

impl From<Idx<Plan>> for About {
    fn from(plan: Idx<Plan>) -> About {
        About::Plan(plan)
    }
}

impl Site<'_> {
    /// What every page has: title, address, the way here in words and as data.
    pub(in crate::site) fn meta(
        &self,
        about: impl Into<About>,
        path: &str,
        own: Own<'_>,
    ) -> PageMeta {
        let (organization, plan) = match about.into() {
            About::Office(office) => (office, self.portal.organizations[office].current_plan),
            About::Plan(plan) => (self.portal.plans[plan].organization, Some(plan)),
        };
        let Own { kind, title, crumb, description, way } = own;
        let home = self.portal.office_path(organization, "index.html");
        let mut breadcrumbs = Vec::new();
        if home != path {
            breadcrumbs.push(Link::new(path, &home, "Головна"));
            breadcrumbs.extend(way);
            breadcrumbs.push(Link::here(shorten(crumb, 80)));
        }
        let draft = plan.is_some_and(|plan| self.portal.plans[plan].is_draft);
        PageMeta {
            kind,
            draft,
            noindex: draft,
            title: self.tab_title(organization, title),
            description: self.description(organization, description),
            canonical: self.portal.url(path),
            image: self.portal.url(pictures::SITE),
            json_ld_html: self.breadcrumb_list(path, &breadcrumbs),
            breadcrumbs,
            ..PageMeta::default()
        }
    }

    /// The whole tab title: the page's own name first, the site's or the office's after it.
    fn tab_title(&self, organization: Idx<Organization>, own: &str) -> String {
        const MOST: usize = 90;
        let portal = self.portal;
        if portal.organizations.len() < 2 {
            return tab_title(portal, own);
        }
        // Pages of several offices have the same names: the office tells them apart.
        let office = shorten(&portal.organizations[organization].short_name, 40);
        let room = MOST - 3 - office.chars().count();
        format!("{} — {office}", shorten(own, room))
    }

    /// One sentence, with the office where there are several.
    fn description(&self, organization: Idx<Organization>, own: &str) -> String {
        let portal = self.portal;
        if portal.organizations.len() < 2 {
            return shorten(own, 200);
        }
        let office = shorten(&portal.organizations[organization].short_name, 60);
        format!("{} — {office}", shorten(own, 160))
    }

    /// The way here for search engines, which want absolute addresses.
    fn breadcrumb_list(&self, path: &str, breadcrumbs: &[Link]) -> Option<String> {
        if breadcrumbs.is_empty() {
            return None;
        }
        let here = self.portal.url(path)?;
        let elements = breadcrumbs.iter().enumerate().map(|(at, crumb)| {
            let href = crumb.href.as_deref();
            let url = href.and_then(|href| self.portal.url(&follow(path, href)));
            ListItem {
                kind: "ListItem",
                position: at + 1,
                name: &crumb.title,
                item: url.unwrap_or_else(|| here.clone()),
            }
        });
        Some(json_for_html(&BreadcrumbList {
            context: "https://schema.org",
            kind: "BreadcrumbList",
            elements: elements.collect(),
        }))
    }
}

/// A way through the site as schema.org has it.
#[derive(Serialize)]
struct BreadcrumbList<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    elements: Vec<ListItem<'a>>,
}

/// A step of a [`BreadcrumbList`].
#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

/// JSON that may stand in a `<script>` of a page: no character in it can end the element.
pub(in crate::site) fn json_for_html<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).expect("texts and numbers are JSON");
    // Most texts have none, which their bytes tell soonest: U+2028 and U+2029 begin with 0xe2.
    let bytes = json.as_bytes();
    if memchr3(b'<', b'>', b'&', bytes).is_none() && memchr(0xe2, bytes).is_none() {
        return json;
    }
    let is_special = |sign: char| matches!(sign, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let mut safe = String::with_capacity(json.len());
    let mut written = 0;
    for (at, special) in json.match_indices(is_special) {
        safe.push_str(json.get(written..at).unwrap_or_default());
        safe.push_str(&format!("\\u{:04x}", special.chars().next().map_or(0, u32::from)));
        written = at + special.len();
    }
    safe.push_str(json.get(written..).unwrap_or_default());
    safe
}

/// The colour of a section: `section-7`. The theme has fourteen, later sections begin anew.
pub(in crate::site) fn section_class(ordinal: usize) -> String {
    const COLORS: usize = 14;
    format!("section-{}", ordinal.saturating_sub(1) % COLORS + 1)
}

/// Pages that a menu or a list of pages may name: those that lie in no folder of their own.
pub(in crate::site) type Listed = Arc<BTreeSet<String>>;

impl<'a> List<'a> {
    /// Adds a page of an office; `view` is made later, on any thread.
    pub(in crate::site) fn page<T: Serialize + 'a>(
        &mut self,
        organization: Idx<Organization>,
        (path, origin): (String, Option<Span>),
        template: &'static str,
        view: impl Fn(&str) -> T + Send + Sync + 'a,
    ) {
        let shell = self.shell(organization, &path);
        let own = path.clone();
        let view = Box::new(move || View::of(view(&own)));
        let content = Content::Page { template, shell, view };
        self.outputs.list.push(Output { path, origin, content });
    }

    /// Makes sure that a row is rendered for lists: see [`row::RowsHtml`].
    pub(in crate::site) fn row(&mut self, site: &'a Site<'a>, row: RowIdx) {
        self.fragment(site.portal, row, Shape::Full, || row::full(site, row));
    }

    /// Makes sure that rows are rendered for a list by months: see [`blocks::by_month`].
    pub(in crate::site) fn rows_of_months(&mut self, site: &'a Site<'a>, rows: &[RowIdx]) {
        for row in rows {
            self.row(site, *row);
            if rows.len() > blocks::MOST || blocks::whens_of(site.portal, *row).len() > 1 {
                self.brief_row(site, *row);
            }
        }
    }

    /// Makes sure that a row is rendered as a line that reminds of it: see [`row::RowsHtml`].
    pub(in crate::site) fn brief_row(&mut self, site: &'a Site<'a>, row: RowIdx) {
        self.fragment(site.portal, row, Shape::Brief, || row::brief(site, row));
    }

    /// Makes sure that a row's piece is made in one form.
    pub(in crate::site) fn fragment(
        &mut self,
        portal: &Portal,
        row: RowIdx,
        shape: Shape,
        content: impl FnOnce() -> FragmentContent<'a>,
    ) {
        let place = marks::place(portal, row, shape);
        if self.listed_places.len() <= place {
            self.listed_places.resize(place + 1, false);
        }
        if !std::mem::replace(&mut self.listed_places[place], true) {
            self.outputs.fragments.push(Fragment { place, content: content() });
        }
    }

    /// The pages listed so far, without those of single entries, people and the like.
    pub(in crate::site) fn listed(&self, site: &Site<'_>) -> Listed {
        let folders = site.top_folders();
        let paths = self.paths(site).filter(|path| {
            let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
            folders.contains(folder)
        });
        Arc::new(paths.map(str::to_owned).collect())
    }

    /// The shell of the folder that `path` lies in; its view is made once all pages are listed.
    pub(in crate::site) fn shell(&mut self, organization: Idx<Organization>, path: &str) -> usize {
        let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
        let next = self.shells.len();
        // A page that the server shows at any address has a shell of its own.
        let folder = if path == error::PATH { path } else { folder };
        let key = (organization, folder.to_owned());
        let shell = self.shells.entry(key).or_insert_with(|| (next, path.to_owned()));
        shell.0
    }

    /// Head, header and footer of each folder, now that the menu can name what there is.
    pub(in crate::site) fn finish(mut self, site: &'a Site<'a>) -> Part<'a> {
        let listed = self.listed(site);
        let mut shells = self.shells.into_iter().collect::<Vec<_>>();
        shells.sort_by_key(|(_, (place, _))| *place);
        for ((organization, _), (_, page)) in shells {
            let listed = listed.clone();
            let view = Box::new(move || View::of(shell::view(site, organization, &page, &listed)));
            self.outputs.shells.push(Shell { view });
        }
        self.outputs
    }
}

/// The whole tab title: the page's own name first, the site's after it, cut at a word.
pub(in crate::site) fn tab_title(portal: &Portal, own: &str) -> String {
    const MOST: usize = 90;
    let site = &portal.settings.title;
    let whole = format!("{own} — {site}");
    if whole.chars().count() <= MOST { whole } else { shorten(own, MOST) }
}

/// At most `most` characters, cut at a word, with «…» when cut.
pub(in crate::site) fn shorten(words: &str, most: usize) -> String {
    let words = one_line(words);
    // No letter has less than a byte.
    if words.len() <= most {
        return words.into_owned();
    }
    let mut letters = words.char_indices().map(|(at, _)| at);
    let Some(last) = letters.nth(most - 1) else { return words.into_owned() };
    if letters.next().is_none() {
        return words.into_owned();
    }
    let cut = words.get(..last).unwrap_or_default();
    let at_word = cut.rfind(' ').filter(|at| *at > most / 2).and_then(|at| cut.get(..at));
    let kept = without_hanging(at_word.unwrap_or(cut));
    format!("{kept}…")
}

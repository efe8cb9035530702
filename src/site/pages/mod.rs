//! Pages: one file for each kind, each with its view and the function that lists its outputs.
//!
//! A view holds everything its template prints, in the words and links of that very page. What all kinds share
//! stands here: [`PageMeta`] for `base.html`, and [`List::page`], which gives a page its folder's shell.

mod row;
mod section;
mod shell;

use serde::Serialize;

use crate::plan::{Idx, Organization, Portal};
use crate::site::output::{Content, Fragments, Output, Shell, View};
use crate::site::routes::relative;
use crate::site::{Kind, List, Site};
use crate::source::Span;

/// Every kind of page, in the order of the menu.
pub(in crate::site) const ALL: [Kind; 1] = [section::list];

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

impl<'a> List<'a> {
    /// Adds a page of an office; `view` is made later, on any thread.
    pub(in crate::site) fn page<T: Serialize>(
        &mut self,
        site: &'a Site<'a>,
        organization: Idx<Organization>,
        (path, origin): (String, Option<Span>),
        template: &'static str,
        view: impl Fn(&str, &Fragments) -> T + Send + Sync + 'a,
    ) {
        let shell = self.shell(site, organization, &path);
        let own = path.clone();
        let view = Box::new(move |fragments: &Fragments| View::of(&view(&own, fragments)));
        let content = Content::Page { template, shell, view };
        self.outputs.list.push(Output { path, origin, content });
    }

    /// The shell of the folder that `path` lies in.
    fn shell(&mut self, site: &'a Site<'a>, organization: Idx<Organization>, path: &str) -> usize {
        let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
        let key = format!("{}/{folder}", organization.index());
        if let Some(shell) = self.shells.get(&key) {
            return *shell;
        }
        let page = path.to_owned();
        let view = Box::new(move || View::of(&shell::view(site, organization, &page)));
        self.outputs.shells.push(Shell { view });
        let shell = self.outputs.shells.len() - 1;
        self.shells.insert(key, shell);
        shell
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
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= most {
        return words;
    }
    let cut = words.chars().take(most - 1).collect::<String>();
    let at_word = cut.rfind(' ').filter(|at| *at > most / 2).and_then(|at| cut.get(..at));
    let kept = at_word.unwrap_or(&cut).trim_end_matches([' ', ',', ';', ':', '–', '—', '-', '«', '(']);
    format!("{kept}…")
}

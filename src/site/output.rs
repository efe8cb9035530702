//! What the site consists of, before a byte is made: the path, where it comes from, and how to make it.
//!
//! `site` lists outputs cheaply; views and bytes are made in parallel by `render` and dropped once they are
//! published, so a site of hundreds of megabytes is never held. A row that stands on many pages is a
//! [`Fragment`], rendered once; pages get it as ready HTML from [`Fragments`].

pub mod calendar;

use std::path::PathBuf;

use serde::Serialize;

use crate::plan::RowIdx;
use crate::site::output::calendar::{Calendar, EventList};
use crate::source::Span;

/// The whole site, listed.
#[derive(Default)]
pub struct Outputs<'a> {
    /// What the pages of each folder share.
    pub shells: Vec<Shell<'a>>,
    /// Rows that stand on many pages.
    pub fragments: Vec<Fragment<'a>>,
    /// Events that stand in many calendars.
    pub events: EventList<'a>,
    /// The files.
    pub list: Vec<Output<'a>>,
    /// Files that are named by their bytes, so that their paths are known only when they are made.
    pub named: Vec<Named<'a>>,
}

/// Makes some files that are named by their bytes: paths and bytes.
pub type Named<'a> = Box<dyn Fn() -> Vec<(String, Vec<u8>)> + Send + Sync + 'a>;

/// Head, header and footer: the same for all pages of one folder.
pub struct Shell<'a> {
    /// Makes the view of the three templates `shell-….html`.
    pub view: Box<dyn Fn() -> View + Send + Sync + 'a>,
}

/// One file of the site.
pub struct Output<'a> {
    /// Path within the site, with `/`: `entries/2-22-8.html`.
    pub path: String,
    /// What in the content it comes from, for messages.
    pub origin: Option<Span>,
    /// How its bytes are made.
    pub content: Content<'a>,
}

/// How an output's bytes are made.
pub enum Content<'a> {
    /// A page: its template's name and its view.
    Page {
        /// Name of the template in the theme, without folder and ending: `entry`.
        template: &'static str,
        /// Which of the [`Outputs::shells`].
        shell: usize,
        /// Makes the view; called once, on any thread.
        view: Box<dyn Fn(&Fragments) -> View + Send + Sync + 'a>,
    },
    /// A calendar, listed when it is needed.
    Calendar(Box<dyn Fn() -> Calendar + Send + Sync + 'a>),
    /// Ready bytes, made when they are needed.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
    /// A file of the content or of the theme, copied as it is.
    Attachment(PathBuf),
}

/// Everything a template needs, ready to print.
pub struct View(pub tera::Value);

impl View {
    /// Takes a view's struct.
    pub fn of<T: Serialize>(view: &T) -> View {
        View(tera::Value::from_serializable(view))
    }
}

/// A piece of HTML that stands on many pages.
pub struct Fragment<'a> {
    /// Which row, seen from where.
    pub key: FragmentKey,
    /// Name of the template.
    pub template: &'static str,
    /// Makes the view.
    pub view: Box<dyn Fn() -> View + Send + Sync + 'a>,
}

/// Which fragment: a row, and from what kind of place its links start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FragmentKey {
    /// The entry or item.
    pub row: RowIdx,
    /// Where the page lies that shows it.
    pub place: Place,
}

/// Where a page lies: its links to the same thing are the same for all pages of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the plan's folder itself: `plan.html`.
    PlanTop,
    /// One folder below the plan's: `sections/2.html`.
    PlanFolder,
    /// One folder below the office's: `people/….html`.
    OfficeFolder,
    /// In the office's folder itself: `events.html`.
    OfficeTop,
}

/// Rendered fragments, sorted by key.
#[derive(Default)]
pub struct Fragments {
    rendered: Vec<(FragmentKey, String)>,
}

impl Fragments {
    /// Takes rendered fragments.
    pub fn new(mut rendered: Vec<(FragmentKey, String)>) -> Fragments {
        rendered.sort_by_key(|(key, _)| *key);
        Fragments { rendered }
    }

    /// The HTML of a fragment; empty when the site did not list it.
    pub fn html(&self, key: FragmentKey) -> &str {
        let at = self.rendered.binary_search_by_key(&key, |(key, _)| *key);
        at.ok().and_then(|at| self.rendered.get(at)).map_or("", |(_, html)| html)
    }
}

/// Eight hexadecimal digits of a file's content (xxh3), for its name.
pub fn hash_of(bytes: &[u8]) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
    format!("{:08x}", hash >> 32)
}

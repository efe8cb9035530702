//! What the site consists of, before a byte is made: the path, where it comes from, and how to make it.
//!
//! `site` lists outputs cheaply; views and bytes are made in parallel by `render` and dropped once they are
//! published, so a site of hundreds of megabytes is never held. A row that stands in many files is a
//! [`Fragment`], rendered once; files name it by a mark ([`marks`]).

pub mod calendar;
pub mod marks;

use std::path::PathBuf;

use serde::Serialize;

use crate::site::output::calendar::{Calendar, EventList};
use crate::source::Span;

/// The whole site, listed.
#[derive(Default)]
pub struct Outputs<'a> {
    /// What the pages of each folder share.
    pub shells: Vec<Shell<'a>>,
    /// Rows that stand in many files.
    pub fragments: Vec<Fragment<'a>>,
    /// Events that stand in many calendars.
    pub events: EventList<'a>,
    /// The files.
    pub list: Vec<Output<'a>>,
    /// The folders of the offices, each a part of the site: only its own files name its rows.
    pub offices: Vec<String>,
    /// Files that are named by their bytes, so that their paths are known only when they are made.
    pub named: Vec<Named<'a>>,
    /// Path of the archive of the whole site, if there is to be one.
    pub archive: Option<String>,
}

impl Outputs<'_> {
    /// Which part of the site a file belongs to: 0 is what lies in no office's folder.
    pub fn part_of(&self, path: &str) -> usize {
        let (folder, _) = path.split_once('/').unwrap_or_default();
        let office = self.offices.iter().position(|office| !office.is_empty() && office == folder);
        office.map_or(0, |office| office + 1)
    }

    /// Which part of the site an office is.
    pub fn part_of_office(&self, office: usize) -> usize {
        if self.offices[office].is_empty() { 0 } else { office + 1 }
    }
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
        view: Box<dyn Fn() -> View + Send + Sync + 'a>,
    },
    /// A page that speaks of the archive of the whole site; made when everything else is in it.
    PageOfArchive {
        /// As of a [`Content::Page`].
        template: &'static str,
        /// As of a [`Content::Page`].
        shell: usize,
        /// Makes the view, for the archive and for the site.
        view: Box<dyn Fn(Archive) -> View + Send + Sync + 'a>,
    },
    /// A calendar, listed when it is needed.
    Calendar(Box<dyn Fn() -> Calendar + Send + Sync + 'a>),
    /// Bytes in which marks stand for rows.
    Marked(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
    /// Ready bytes, made when they are needed.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
    /// A file of the content or of the theme, copied as it is.
    Attachment(PathBuf),
}

/// The archive of the whole site, as a page sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    /// There is none.
    Missing,
    /// It can be had, and has so many bytes.
    Offered(u64),
    /// The page itself stands in it.
    Around,
}

/// Everything a template needs, ready to print.
pub struct View(pub tera::Value);

impl View {
    /// Takes a view's struct.
    pub fn of<T: Serialize>(view: &T) -> View {
        View(tera::Value::from_serializable(view))
    }
}

/// A row that stands in many files, in one form.
pub struct Fragment<'a> {
    /// See [`marks::place`].
    pub place: usize,
    /// See [`Outputs::part_of`].
    pub part: usize,
    /// How its bytes are made.
    pub content: FragmentContent<'a>,
}

/// How a fragment's bytes are made; its gaps are filled in each file.
pub enum FragmentContent<'a> {
    /// HTML: the name of the template, and the view.
    Html(&'static str, Box<dyn Fn() -> View + Send + Sync + 'a>),
    /// Ready bytes.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
}

/// Eight hexadecimal digits of a file's content (xxh3), for its name.
pub fn hash_of(bytes: &[u8]) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
    format!("{:08x}", hash >> 32)
}

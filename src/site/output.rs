//! What the site consists of, before a byte is made: the path, where it comes from, and how to make it.
//!
//! `site` lists outputs cheaply; views and bytes are made in parallel by `render` and dropped once they are
//! published, so a site of hundreds of megabytes is never held. A row that stands in many files is a
//! [`Fragment`], rendered once; files name it by a mark ([`marks`]). What an output is made of has a [`Key`],
//! so that a file whose key is that of the build before need not be made again.

pub mod book;
pub mod calendar;
pub mod marks;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

use crate::key::Key;
use crate::site::output::book::{Book, BookRows};
use crate::site::output::calendar::{Calendar, EventList};
use crate::source::Span;

/// The whole site, listed.
#[derive(Default)]
pub struct Outputs<'a> {
    /// What lies in no office's folder, then the folder of each office: only its own files name its rows.
    pub parts: Vec<Part<'a>>,
    /// Path of the archive of the whole site, if there is to be one.
    pub archive: Option<String>,
}

/// A part of the site, listed.
#[derive(Default)]
pub struct Part<'a> {
    /// Its folder; nothing of what lies in no office's folder.
    pub folder: String,
    /// The folders in it whose files stand as they are, but for those that are listed all the same.
    pub kept: Vec<String>,
    /// What the pages of each folder share.
    pub shells: Vec<Shell<'a>>,
    /// Rows that stand in many files.
    pub fragments: Vec<Fragment<'a>>,
    /// Events that stand in many calendars.
    pub events: EventList<'a>,
    /// Rows that stand in many workbooks.
    pub book_rows: BookRows<'a>,
    /// The files.
    pub list: Vec<Output<'a>>,
    /// Files that are named by their bytes, so that their paths are known only when they are made.
    pub named: Vec<Named<'a>>,
}

impl Part<'_> {
    /// Whether all of it stands.
    pub fn is_kept(&self) -> bool {
        self.kept.contains(&self.folder)
    }

    /// Takes what is listed in a folder out, if it is that very list of paths: then the folder stands as it is.
    pub fn keep(&mut self, folder: &str, paths: &[String]) {
        let is_inside = |output: &Output<'_>| {
            output.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        let listed = self.list.iter().filter(|output| is_inside(output));
        let listed = listed.map(|output| output.path.as_str()).collect::<BTreeSet<_>>();
        if !listed.into_iter().eq(paths.iter().map(String::as_str)) {
            return;
        }
        self.list.retain(|output| !is_inside(output));
        self.kept.push(folder.to_owned());
    }
}

/// Files that are named by their bytes.
pub struct Named<'a> {
    /// Makes them, once; what the argument can keep from the build before is not made again.
    pub make: Box<MakeNamed<'a>>,
}

/// See [`Named::make`].
pub type MakeNamed<'a> = dyn Fn(&Keep<'_>) -> Vec<NamedFiles> + Send + Sync + 'a;

/// Keeps the files that were made of the same, if they are still there, and tells their paths.
pub type Keep<'k> = dyn Fn(Key) -> Option<Vec<String>> + Sync + 'k;

/// Files that are made of one thing.
pub struct NamedFiles {
    /// Of what.
    pub key: Key,
    /// Paths and bytes; nothing when they were kept.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Head, header and footer: the same for all pages of one folder.
pub struct Shell<'a> {
    /// Makes the view of the three templates `shell-….html`.
    pub view: Box<dyn Fn() -> View<'a> + Send + Sync + 'a>,
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
        /// Which of the [`Part::shells`].
        shell: usize,
        /// Makes the view; called once, on any thread.
        view: Box<dyn Fn() -> View<'a> + Send + Sync + 'a>,
    },
    /// A page that speaks of the archive of the whole site; made when everything else is in it.
    PageOfArchive {
        /// As of a [`Content::Page`].
        template: &'static str,
        /// As of a [`Content::Page`].
        shell: usize,
        /// Makes the view, for the archive and for the site.
        view: Box<dyn Fn(Archive) -> View<'a> + Send + Sync + 'a>,
    },
    /// A calendar, listed when it is needed.
    Calendar(Box<dyn Fn() -> Calendar + Send + Sync + 'a>),
    /// A workbook, listed when it is needed.
    Book(Box<dyn Fn() -> Book<'a> + Send + Sync + 'a>),
    /// Bytes in which marks stand for rows.
    Marked(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
    /// Ready bytes, made when they are needed.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
    /// Ready bytes that are dear to make.
    Keyed(Box<dyn Fn() -> Keyed<'a> + Send + Sync + 'a>),
    /// A file of the content or of the theme, copied as it is.
    Attachment(PathBuf),
}

/// What bytes are made of, and how.
pub struct Keyed<'a> {
    /// Of what.
    pub key: Key,
    /// Makes them.
    pub make: Box<dyn FnOnce() -> Vec<u8> + 'a>,
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
pub struct View<'a>(Box<dyn Printable + 'a>);

impl<'a> View<'a> {
    /// Takes a view's struct.
    pub fn of<T: Serialize + 'a>(view: T) -> View<'a> {
        View(Box::new(view))
    }

    /// The view as templates take it.
    pub fn value(&self) -> tera::Value {
        self.0.value()
    }

    /// Everything that [`View::value`] says, without the names of its fields, into an empty buffer; texts stand there
    /// as they are. `false` when it cannot be said.
    pub fn write(&self, bytes: &mut Vec<u8>) -> bool {
        bytes.clear();
        self.0.write(bytes)
    }
}

/// What a view's struct can become.
trait Printable {
    fn value(&self) -> tera::Value;
    fn write(&self, bytes: &mut Vec<u8>) -> bool;
}

impl<T: Serialize> Printable for T {
    fn value(&self) -> tera::Value {
        tera::Value::from_serializable(self)
    }

    fn write(&self, bytes: &mut Vec<u8>) -> bool {
        let said = postcard::to_io(self, bytes);
        debug_assert!(said.is_ok(), "a view without fixed fields is never kept: {said:?}");
        said.is_ok()
    }
}

/// A row that stands in many files, in one form.
pub struct Fragment<'a> {
    /// See [`marks::place`].
    pub place: usize,
    /// How its bytes are made.
    pub content: FragmentContent<'a>,
}

/// How a fragment's bytes are made; its gaps are filled in each file.
pub enum FragmentContent<'a> {
    /// HTML: the name of the template, and the view.
    Html(&'static str, Box<dyn Fn() -> View<'a> + Send + Sync + 'a>),
    /// Ready bytes.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>),
}

/// Eight hexadecimal digits of a file's content (xxh3), for its name.
pub fn hash_of(bytes: &[u8]) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
    format!("{:08x}", hash >> 32)
}

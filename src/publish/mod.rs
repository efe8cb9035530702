//! Finished bytes come in, a whole site stands in place, or the old one is untouched.
//!
//! A build puts its outputs into a [`Sink`] as they are made, from many threads: a folder
//! ([`folder`], where the site is exchanged in one step) or memory ([`memory`], for tests and the
//! preview). [`ground`] looks at what stands in the folder, [`manifest`] tells our files from
//! foreign ones, [`keys`] remembers of what they are made and [`kept`] keeps what is made of the same, [`tree`] holds
//! the disk operations, [`archive`] packs the site into one file.
//! Start reading in [`folder`].

use std::collections::BTreeSet;
use std::path::Path;

use crate::failure::Failure;
use crate::key::Key;
use folder::Publisher;
use memory::MemorySite;
pub(crate) use tree::rename;

mod archive;
pub mod folder;
mod ground;
mod kept;
mod keys;
pub(crate) mod manifest;
pub mod memory;
mod tree;

#[cfg(test)]
mod tests;

/// Where a build goes; the same build fills either.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a build has one sink")]
pub enum Sink {
    /// A folder on disk; [`Publisher::finish`] puts the site in place.
    Folder(Publisher),
    /// Memory only.
    Memory(MemorySite),
    /// Nowhere: only whether the site can be made is of interest.
    Nowhere,
}

impl Sink {
    /// Takes the bytes of the file at `path` of the site; see [`Publisher::put`].
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Sink::Folder(publisher) => publisher.put(path, bytes),
            Sink::Memory(_) | Sink::Nowhere => self.put_made_of(path, None, bytes),
        }
    }

    /// As [`Sink::put`], and remembers of what the bytes were made, so that [`Sink::keep`] can be asked next time.
    pub fn put_made_of(&self, path: &str, key: Option<Key>, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Sink::Folder(publisher) => publisher.put_made_of(path, key, bytes),
            Sink::Memory(site) => {
                site.put(path, key, bytes);
                Ok(())
            }
            Sink::Nowhere => Ok(()),
        }
    }

    /// Keeps the file at `path` as the build before made it, if it was made of the same; see [`Publisher::keep`].
    pub fn keep(&self, path: &str, key: Key) -> bool {
        match self {
            Sink::Folder(publisher) => publisher.keep(path, key),
            Sink::Memory(site) => site.keep(path, key),
            Sink::Nowhere => false,
        }
    }

    /// The files in the folder of a part of the site, if all of them are made of this and stand as they were made; see
    /// [`Publisher::standing`].
    pub fn standing(&self, folder: &str, key: Key) -> Option<Vec<String>> {
        match self {
            Sink::Folder(publisher) => publisher.standing(folder, key),
            Sink::Memory(site) => site.standing(folder, key),
            Sink::Nowhere => None,
        }
    }

    /// Keeps all files in a folder for which [`Sink::standing`] has answered, `but` these.
    pub fn keep_part(&self, folder: &str, but: &BTreeSet<&str>) {
        match self {
            Sink::Folder(publisher) => publisher.keep_part(folder, but),
            Sink::Memory(site) => site.keep_part(folder, but),
            Sink::Nowhere => {}
        }
    }

    /// Remembers of what the next build would make the files of a part of the site, if nobody changes anything.
    pub fn note_part(&self, folder: &str, next: Next) {
        match self {
            Sink::Folder(publisher) => publisher.note_part(folder, next.written),
            Sink::Memory(site) => site.note_part(folder, next.unwritten),
            Sink::Nowhere => {}
        }
    }

    /// As [`Sink::keep`], files that are named by their bytes; see [`Publisher::keep_named`].
    pub fn keep_named(&self, key: Key) -> Option<Vec<String>> {
        match self {
            Sink::Folder(publisher) => publisher.keep_named(key),
            Sink::Memory(site) => site.keep_named(key),
            Sink::Nowhere => None,
        }
    }

    /// Remembers of what files are made that are named by their bytes.
    pub fn note_named(&self, key: Key, paths: Vec<String>) {
        match self {
            Sink::Folder(publisher) => publisher.note_named(key, paths),
            Sink::Memory(site) => site.note_named(key, paths),
            Sink::Nowhere => {}
        }
    }

    /// Takes an attachment from the disk as the file at `path` of the site.
    pub fn put_file(&self, path: &str, source: &Path) -> Result<(), Failure> {
        match self {
            Sink::Folder(publisher) => publisher.put_file(path, source),
            Sink::Memory(site) => site.put_file(path, source),
            Sink::Nowhere => Ok(()),
        }
    }

    /// Packs everything taken so far as the file at `path`; see [`Publisher::pack`]. Tells its size; in memory
    /// nothing is packed.
    pub fn pack(&self, path: &str, own: &[(String, Vec<u8>)]) -> Result<Option<u64>, Failure> {
        match self {
            Sink::Folder(publisher) => publisher.pack(path, own).map(Some),
            Sink::Memory(_) | Sink::Nowhere => Ok(None),
        }
    }
}

/// Of what the next build would make the files of a part of the site, where it would make the same ones.
#[derive(Clone, Copy, Debug)]
pub struct Next {
    /// If what this build remembers for it (`calendar.lock`) is written.
    pub written: Option<Key>,
    /// If it is not: a preview writes nothing.
    pub unwritten: Option<Key>,
}

/// What the office decides about publishing into a folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What becomes of files that are not ours.
    pub foreign: Foreign,
    /// What a power cut may do.
    pub flush: Flush,
    /// What the build before is good for.
    pub memory: Memory,
}

/// Whether a build believes what the build before noted of its files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memory {
    /// Files that are made of the same as then are kept as they stand.
    #[default]
    Kept,
    /// Every file is made.
    Ignored,
}

/// What becomes of files in the site's folder that no build of ours put there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Foreign {
    /// They stay; one at the path of an output, with other bytes, is a failure.
    #[default]
    Keep,
    /// They stay, except where an output needs the path.
    Replace,
    /// They go: the folder holds the site and nothing else.
    Remove,
}

/// Whether the new site must be on the disk itself before it is put in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flush {
    /// No: after a power cut files may be empty. Their size betrays them and the next build writes
    /// them again, so a portal that can be built again needs no more.
    #[default]
    Never,
    /// Yes, with one flush of the whole file system (Linux) just before the exchange.
    BeforeSwap,
}

/// What a finished publication did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that were left as they were, with their time stamps.
    pub unchanged: usize,
    /// Those of them that did not have to be made to know it.
    pub kept: usize,
    /// Files of the site before that this one no longer has.
    pub removed: usize,
    /// Files that are not ours and stay in the folder, sorted.
    pub foreign: Vec<String>,
    /// Files that were not ours and are gone, as was asked, sorted.
    pub dropped: Vec<String>,
    /// Size of all files of the site.
    pub bytes: u64,
    /// Size of the written ones.
    pub written_bytes: u64,
    /// Files of more than a megabyte, sorted.
    pub large: Vec<String>,
}

/// Whether the file or folder lies in the folder; without a name that is the site.
fn is_inside(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Paths of the site are our own promise, made in `site`: relative, with «/», ASCII without
/// blanks and control characters, no empty or dot parts, not our manifest.
///
/// # Panics
/// When the promise is broken.
fn assert_site_path(path: &str) {
    assert!(is_site_path(path), "not a path of a site: {path:?}");
}

/// Whether a file of a site can have the path; a manifest from elsewhere is believed only then.
pub(crate) fn is_site_path(path: &str) -> bool {
    path.bytes().all(|b| b.is_ascii_graphic() && !br#"\:*?"<>|"#.contains(&b))
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && path != manifest::NAME
        && path != manifest::NEW_NAME
}

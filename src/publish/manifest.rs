//! The list of our files, kept inside the published tree: `.plan-portal`.
//!
//! A line for each file, sorted by path: hash, size, path; no time and nothing of the machine, so
//! two builds of one content have the same list. Whatever is not listed is foreign. The hash is
//! XXH3 (128 bits): it only recognises our own unchanged outputs, nobody gains by a collision, and
//! it reads a large site several times faster than a cryptographic one.

use std::fmt::Write as _;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::tree;

/// The manifest's file name; its presence also proves that a tree is ours.
pub(crate) const NAME: &str = ".plan-portal";
/// A manifest that is being written.
pub(crate) const NEW_NAME: &str = ".plan-portal.new";

const HEADER: &str = "plan-portal 1";

/// What a file's bytes are recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    pub(crate) hash: u128,
    pub(crate) size: u64,
}

impl Fingerprint {
    pub(crate) fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint { hash: xxh3_128(bytes), size: bytes.len() as u64 }
    }
}

/// What a manifest's text is recognised by.
pub(super) fn hash(text: &str) -> u128 {
    xxh3_128(text.as_bytes())
}

/// Our files, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    entries: Vec<(String, Fingerprint)>,
}

impl Manifest {
    /// Entries in any order; paths are unique.
    pub(crate) fn of(mut entries: Vec<(String, Fingerprint)>) -> Manifest {
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Manifest { entries }
    }

    /// `None` where the text is not a manifest; an empty one is of a tree where nothing is ours.
    pub(crate) fn parse(text: &str) -> Option<Manifest> {
        let mut lines = text.lines();
        if !matches!(lines.next(), None | Some(HEADER)) {
            return None;
        }
        let entry = |line: &str| {
            let (hash, rest) = line.split_once(' ')?;
            let (size, path) = rest.split_once(' ')?;
            let hash = u128::from_str_radix(hash, 16).ok()?;
            let size = size.parse().ok()?;
            Some((path.to_owned(), Fingerprint { hash, size }))
        };
        Some(Manifest::of(lines.map(entry).collect::<Option<_>>()?))
    }

    pub(crate) fn to_text(&self) -> String {
        let lines = self.entries.par_chunks(1024).map(|entries| {
            let mut text = String::with_capacity(80 * entries.len());
            for (path, Fingerprint { hash, size }) in entries {
                writeln!(text, "{hash:032x} {size} {path}").expect("a string takes every line");
            }
            text
        });
        format!("{HEADER}\n{}", lines.collect::<Vec<_>>().concat())
    }

    pub(crate) fn find(&self, path: &str) -> Option<Fingerprint> {
        self.find_bytes(path.as_bytes())
    }

    /// As [`Manifest::find`], for a name from the disk, which need not be UTF-8.
    pub(super) fn find_bytes(&self, path: &[u8]) -> Option<Fingerprint> {
        let found = self.entries.binary_search_by(|(listed, _)| listed.as_bytes().cmp(path));
        found.ok().map(|index| self.entries[index].1)
    }

    /// Whether some file of ours stands in the folder `path`.
    pub(super) fn has_folder(&self, path: &[u8]) -> bool {
        tree::stands_in(&self.entries, |(listed, _)| listed.as_bytes(), path)
    }

    /// The place of the file in the list.
    pub(super) fn place(&self, path: &str) -> Option<usize> {
        self.entries.binary_search_by(|(listed, _)| listed.as_str().cmp(path)).ok()
    }

    /// The places of all files in the folder; without a name, of the whole site.
    pub(super) fn places_in(&self, folder: &str) -> std::ops::Range<usize> {
        if folder.is_empty() {
            return 0..self.entries.len();
        }
        let inside = format!("{folder}/");
        let start = self.entries.partition_point(|(listed, _)| *listed < inside);
        let count =
            self.entries[start..].partition_point(|(listed, _)| listed.starts_with(&inside));
        start..start + count
    }

    /// The file at a place.
    pub(super) fn at(&self, place: usize) -> (&str, Fingerprint) {
        let (path, fingerprint) = &self.entries[place];
        (path, *fingerprint)
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, Fingerprint)> {
        self.entries.iter().map(|(path, fingerprint)| (path.as_str(), *fingerprint))
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(path, _)| path.as_str())
    }
}

//! A site in memory, for tests and the preview: path and bytes, nothing on disk.
//!
//! As a folder does, it keeps what was made of the same in the site before, which is [`Made`].

#![expect(clippy::disallowed_methods, reason = "attachments are read from the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{assert_site_path, is_inside};
use crate::failure::Failure;
use crate::key::Key;
use crate::text;

/// The files of a site by path.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// A finished site, and of what it is made.
#[derive(Debug, Default)]
pub struct Made {
    /// Its files.
    pub files: Arc<Files>,
    keys: BTreeMap<String, Key>,
    parts: BTreeMap<String, Key>,
    named: BTreeMap<Key, Vec<String>>,
    /// How many files did not have to be made.
    pub kept: usize,
}

/// A site that is being made.
#[derive(Debug, Default)]
pub struct MemorySite {
    before: Arc<Made>,
    now: Mutex<Now>,
}

#[derive(Debug, Default)]
struct Now {
    files: Files,
    made: Made,
}

impl MemorySite {
    /// A site that keeps what it may of the site before.
    pub fn after(before: Arc<Made>) -> MemorySite {
        MemorySite { before, ..MemorySite::default() }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the bytes of the file at `path`; callable from many threads.
    ///
    /// # Panics
    /// When `path` is no path of a site or came before: both are checked where pages are listed.
    pub fn put(&self, path: &str, key: Option<Key>, bytes: &[u8]) {
        assert_site_path(path);
        // The same bytes are held once, and known to be the same.
        let before = self.before.files.get(path).filter(|before| before[..] == *bytes);
        let bytes = before.map_or_else(|| bytes.into(), Arc::clone);
        let mut now = self.now();
        let twin = now.files.insert(path.to_owned(), bytes);
        assert!(twin.is_none(), "two outputs of one path: {path}");
        if let Some(key) = key {
            now.made.keys.insert(path.to_owned(), key);
        }
    }

    /// Takes the bytes of `source` as the file at `path`.
    pub fn put_file(&self, path: &str, source: &Path) -> Result<(), Failure> {
        let bytes = fs::read(source).map_err(Failure::of(
            text!(
                uk: "не вдалося прочитати вкладений файл",
                en: "could not read the attached file"
            ),
            source,
        ))?;
        self.put(path, None, &bytes);
        Ok(())
    }

    pub(super) fn keep(&self, path: &str, key: Key) -> bool {
        self.before.keys.get(path) == Some(&key) && self.keep_all([path].into_iter())
    }

    pub(super) fn standing(&self, folder: &str, key: Key) -> Option<Vec<String>> {
        let is_same = self.before.parts.get(folder) == Some(&key);
        let paths = || self.before.files.keys().filter(|path| is_inside(path, folder));
        is_same.then(|| paths().cloned().collect())
    }

    pub(super) fn keep_part(&self, folder: &str, but: &BTreeSet<&str>) {
        let is_kept = |path: &&str| is_inside(path, folder) && !but.contains(*path);
        self.keep_all(self.before.files.keys().map(String::as_str).filter(is_kept));
        let named = self.before.named.iter();
        let named = named.filter(|(_, paths)| paths.iter().all(|path| is_kept(&path.as_str())));
        let named = named.map(|(key, paths)| (*key, paths.clone())).collect::<Vec<_>>();
        let inside = self.before.parts.iter().filter(|(name, _)| is_inside(name, folder));
        let made = &mut self.now().made;
        made.named.extend(named);
        made.parts.extend(inside.map(|(name, key)| (name.clone(), *key)));
    }

    pub(super) fn note_part(&self, folder: &str, key: Option<Key>) {
        self.now().made.parts.extend(key.map(|key| (folder.to_owned(), key)));
    }

    pub(super) fn keep_named(&self, key: Key) -> Option<Vec<String>> {
        let paths = self.before.named.get(&key)?;
        if !self.keep_all(paths.iter().map(String::as_str)) {
            return None;
        }
        self.note_named(key, paths.clone());
        Some(paths.clone())
    }

    pub(super) fn note_named(&self, key: Key, paths: Vec<String>) {
        self.now().made.named.insert(key, paths);
    }

    /// Keeps files of the site before, all or none.
    fn keep_all<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> bool {
        let Made { files, keys, .. } = &*self.before;
        if !paths.clone().all(|path| files.contains_key(path)) {
            return false;
        }
        let mut now = self.now();
        for path in paths {
            now.files.insert(path.to_owned(), Arc::clone(&files[path]));
            now.made.keys.extend(keys.get(path).map(|key| (path.to_owned(), *key)));
            now.made.kept += 1;
        }
        true
    }

    /// The finished site.
    pub fn into_made(self) -> Made {
        let Now { files, made } = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        Made { files: Arc::new(files), ..made }
    }

    /// All files, sorted by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        let made = self.into_made();
        made.files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect()
    }
}

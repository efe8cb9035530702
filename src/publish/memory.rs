//! A site in memory, for tests and the preview: path and bytes, nothing on disk.

#![expect(clippy::disallowed_methods, reason = "attachments are read from the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::assert_site_path;
use crate::failure::Failure;
use crate::text;

/// The files of a site by path.
#[derive(Debug, Default)]
pub struct MemorySite {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemorySite {
    /// Takes the bytes of the file at `path`; callable from many threads.
    ///
    /// # Panics
    /// When `path` is no path of a site or came before: both are checked where pages are listed.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        assert_site_path(path);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let before = files.insert(path.to_owned(), bytes.to_owned());
        assert!(before.is_none(), "two outputs of one path: {path}");
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
        self.put(path, &bytes);
        Ok(())
    }

    /// All files, sorted by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

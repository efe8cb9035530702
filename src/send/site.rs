//! The site as a build has left it in its folder: the manifest, and the bytes of its files.
#![expect(clippy::disallowed_methods, reason = "sending reads what has been published")]

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::publish::manifest::{self, Fingerprint, Manifest};
use crate::send::Trouble;
use crate::text;

/// A built site.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    /// What it consists of.
    pub(crate) manifest: Manifest,
}

impl Site {
    /// Opens the folder of a site.
    ///
    /// # Errors
    /// When it has no manifest, or the disk refuses.
    pub fn open(folder: &Path) -> Result<Site, Failure> {
        let path = folder.join(manifest::NAME);
        let attempt = || {
            text!(
                uk: "не вдалося прочитати перелік файлів сайту",
                en: "the list of the site's files could not be read",
            )
        };
        let text = fs::read_to_string(&path).map_err(Failure::of(attempt(), &path))?;
        let manifest = Manifest::parse(&text).ok_or_else(|| {
            let words = text!(uk: "вміст пошкоджено", en: "its content is broken");
            Failure::told(attempt(), &path, words)
        })?;
        Ok(Site { folder: folder.to_owned(), manifest })
    }

    /// The file at a path of the site.
    pub(in crate::send) fn body(&self, path: &str, fingerprint: Fingerprint) -> Body<'_> {
        Body { size: fingerprint.size, from: From::File(self.folder.join(path)) }
    }
}

/// Bytes to be sent.
pub(in crate::send) struct Body<'a> {
    pub(in crate::send) size: u64,
    from: From<'a>,
}

enum From<'a> {
    File(PathBuf),
    Bytes(&'a [u8]),
}

impl<'a> Body<'a> {
    pub(in crate::send) fn of(bytes: &'a [u8]) -> Body<'a> {
        Body { size: bytes.len() as u64, from: From::Bytes(bytes) }
    }

    /// The bytes from their beginning.
    pub(in crate::send) fn open(&self) -> Result<Box<dyn Read + '_>, Trouble> {
        let path = match &self.from {
            From::Bytes(bytes) => return Ok(Box::new(Cursor::new(*bytes))),
            From::File(path) => path,
        };
        let file = File::open(path).map_err(|cause| Trouble::local(path, &cause))?;
        let size = file.metadata().map_err(|cause| Trouble::local(path, &cause))?.len();
        if size != self.size {
            return Err(Trouble::changed(path));
        }
        Ok(Box::new(file.take(size)))
    }
}

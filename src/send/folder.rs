//! A folder of this computer, or of a server that Windows shows as one.
//!
//! Each file is written beside and renamed, as everywhere: a share has no exchange of whole trees.
#![expect(clippy::disallowed_methods, reason = "the target is a folder")]

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use crate::failure::words_of;
use crate::publish::rename;
use crate::send::site::Body;
use crate::send::trouble::Kind;
use crate::send::{Access, Connection, Listed, Opened, Server, Trouble, unfinished};
use crate::target::Target;
use crate::text;

pub(in crate::send) fn open(target: &Target, access: &Access<'_>) -> Option<Opened> {
    let Target::Folder(folder) = target else { return None };
    Some(Ok(Box::new(Folder { folder: access.root.join(folder) })))
}

#[derive(Clone)]
struct Folder {
    folder: PathBuf,
}

impl Server for Folder {
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble> {
        Ok(Box::new(self.clone()))
    }
}

impl Folder {
    fn at(&self, path: &str) -> PathBuf {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.fold(self.folder.clone(), |folder, part| folder.join(part))
    }

    /// The trouble with a path.
    fn trouble(&self, path: &str, cause: &io::Error) -> Trouble {
        let at = self.at(path);
        let at = at.display();
        let words = words_of(cause);
        let (uk, en) = (words.uk, words.en);
        let kind = match cause.kind() {
            ErrorKind::NotFound => Kind::NoFolder,
            _ => Kind::Refused,
        };
        let words = text!(uk: "«{at}»: {uk}", en: "«{at}»: {en}");
        Trouble { kind, words }
    }
}

impl Connection for Folder {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
        match fs::read(self.at(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(self.trouble(path, &cause)),
        }
    }

    fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Trouble> {
        let entries = match fs::read_dir(self.at(folder)) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(self.trouble(folder, &cause)),
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|cause| self.trouble(folder, &cause))?;
            let is_folder = fs::metadata(entry.path()).ok().map(|found| found.is_dir());
            // A name that is not UTF-8 is none of ours.
            if let Ok(name) = entry.file_name().into_string() {
                listed.push(Listed { name, is_folder });
            }
        }
        Ok(Some(listed))
    }

    fn make_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        fs::create_dir_all(self.at(folder)).map_err(|cause| self.trouble(folder, &cause))
    }

    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        let beside = self.at(&unfinished(path));
        let mut from = body.open()?;
        let written = File::create(&beside).and_then(|mut file| {
            io::copy(&mut from, &mut file)?;
            file.flush()
        });
        let written = written.and_then(|()| rename(&beside, &self.at(path)));
        written.map_err(|cause| {
            let _ = fs::remove_file(&beside);
            self.trouble(path, &cause)
        })
    }

    fn remove(&mut self, path: &str) -> Result<(), Trouble> {
        match fs::remove_file(self.at(path)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(self.trouble(path, &cause)),
            _ => Ok(()),
        }
    }

    fn remove_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        // Fails where something foreign is in it, and then it stays.
        let _ = fs::remove_dir(self.at(folder));
        Ok(())
    }
}

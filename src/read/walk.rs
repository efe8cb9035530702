//! The content folder -> its files, as they lie on the disk: which files count, and which folders are empty.
#![expect(clippy::disallowed_methods, reason = "content is read from the disk here")]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::failure::Failure;
use crate::read::file::within_office;
use crate::text;

/// One file of the content folder.
#[derive(Debug, Clone)]
pub struct ContentFile {
    /// Path within the content folder, with `/`: `plans/2026/plan.toml`.
    pub path: String,
    /// Its bytes; of an attachment they are not read.
    pub body: Body,
}

/// What is known of a file before it is parsed.
#[derive(Debug, Clone)]
pub enum Body {
    /// A file to parse.
    Bytes(Vec<u8>),
    /// A file to copy into the site.
    Attachment {
        /// Where it lies.
        source: PathBuf,
        /// Its size in bytes.
        size: u64,
    },
    /// A folder for a plan or a section in which there is nothing.
    EmptyFolder,
    /// A link of the file system that leads out of the content, in circles, or nowhere.
    StrayLink,
}

/// Every file of the content folder `root`, and the empty folders of its plans.
pub(in crate::read) fn walk(root: &Path) -> Result<Vec<ContentFile>, Failure> {
    let attempt =
        || text!(uk: "не вдалося прочитати теку змісту", en: "cannot read the content folder");
    if root.is_file() {
        let cause = text!(
            uk: "це файл, а не тека; назвіть теку змісту: --content ТЕКА",
            en: "this is a file and no folder; name the content folder: --content FOLDER",
        );
        return Err(Failure::told(attempt(), root, cause));
    }
    let (mut found, mut folders, mut stray) = (Vec::new(), Vec::new(), Vec::new());
    let within = |path: &Path| {
        let relative = path.strip_prefix(root).unwrap_or(path);
        relative.to_string_lossy().replace('\\', "/")
    };
    let mut entries =
        walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() > 0 && error.path().is_some_and(Path::is_symlink) => {
                stray.extend(error.path().map(within));
                continue;
            }
            Err(error) => {
                let is_missing =
                    error.io_error().map(io::Error::kind) == Some(io::ErrorKind::NotFound);
                if is_missing && error.depth() == 0 {
                    let cause = text!(
                        uk: "такої теки тут немає; запустіть програму там, де лежить тека змісту, або назвіть її: --content ТЕКА",
                        en: "there is no such folder here; run the program where the content folder lies, or name it: --content FOLDER",
                    );
                    return Err(Failure::told(attempt(), root, cause));
                }
                let path = error.path().unwrap_or(root).to_owned();
                let cause = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                return Err(Failure { attempt: attempt(), path, cause });
            }
        };
        let path = within(entry.path());
        // What a link shows from elsewhere would be published, whoever put the link there.
        let is_out = entry.depth() > 0 && entry.path_is_symlink() && !is_inside(entry.path(), root);
        if is_out {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            stray.push(path);
        } else if is_ignored(&path) {
            continue;
        } else if entry.file_type().is_file() {
            found.push((path, entry.into_path()));
        } else if is_of_plans(&path) {
            folders.push(path);
        }
    }
    stray.retain(|path| !is_ignored(path));
    let empty = empty_folders(folders, found.iter().map(|(path, _)| path.as_str()));
    let read_one = |(path, on_disk): (String, PathBuf)| {
        let attempt = text!(uk: "не вдалося прочитати файл", en: "cannot read the file");
        let body = if is_attachment(&path) {
            let size = std::fs::metadata(&on_disk).map_err(Failure::of(attempt, &on_disk))?.len();
            Body::Attachment { source: on_disk, size }
        } else {
            Body::Bytes(std::fs::read(&on_disk).map_err(Failure::of(attempt, &on_disk))?)
        };
        Ok(ContentFile { path, body })
    };
    let files = found.into_par_iter().map(read_one).collect::<Result<Vec<_>, _>>();
    let empty = empty.into_iter().map(|path| ContentFile { path, body: Body::EmptyFolder });
    let stray = stray.into_iter().map(|path| ContentFile { path, body: Body::StrayLink });
    files.map(|files| files.into_iter().chain(empty).chain(stray).collect())
}

/// Whether what a path leads to lies in the folder, all links followed.
fn is_inside(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(path).zip(real(folder)).is_some_and(|(path, folder)| path.starts_with(folder))
}

/// Whether it is the folder of a plan or of a section.
fn is_of_plans(path: &str) -> bool {
    let parts = within_office(path).1.split('/').collect::<Vec<_>>();
    matches!(parts.as_slice(), ["plans", _] | ["plans", _, _])
}

/// The folders in which no file lies, but for those in others of them.
fn empty_folders<'f>(folders: Vec<String>, files: impl Iterator<Item = &'f str>) -> Vec<String> {
    let mut filled = BTreeSet::new();
    for path in files {
        // Of a folder that is known those around it are known too.
        let around = path.match_indices('/').rev().map(|(end, _)| path.get(..end));
        let _ = around.flatten().try_for_each(|folder| filled.insert(folder).then_some(()));
    }
    let mut empty: Vec<String> = Vec::new();
    for folder in folders.into_iter().filter(|folder| !filled.contains(folder.as_str())) {
        let is_inside = |other: &String| folder.starts_with(&format!("{other}/"));
        if !empty.iter().any(is_inside) {
            empty.push(folder);
        }
    }
    empty
}

/// Reads the files of a theme's folder, by their path in it; empty when there is no such folder.
pub fn theme_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let mut files = BTreeMap::new();
    for ContentFile { path, body } in walk(folder)? {
        match body {
            Body::Bytes(bytes) => _ = files.insert(path, bytes),
            Body::Attachment { .. } | Body::EmptyFolder => {}
            Body::StrayLink => {
                let attempt = text!(uk: "не вдалося прочитати тему", en: "cannot read the theme");
                let cause = text!(
                    uk: "це посилання веде за межі теки або нікуди; покладіть сюди сам файл",
                    en: "this link leads out of the folder or nowhere; put the file itself here",
                );
                return Err(Failure::told(attempt, folder.join(path), cause));
            }
        }
    }
    Ok(files)
}

/// Editors' and systems' own files: nobody wrote them as content.
fn is_ignored(path: &str) -> bool {
    path.split('/').any(|part| {
        part.starts_with('.')
            || part.starts_with("~$")
            || part.ends_with('~')
            || part.ends_with(".tmp")
            || part.ends_with(".swp")
            || part.ends_with(".bak")
            || part.eq_ignore_ascii_case("thumbs.db")
            || part.eq_ignore_ascii_case("desktop.ini")
    })
}

fn is_attachment(path: &str) -> bool {
    within_office(path).1.starts_with("files/")
}

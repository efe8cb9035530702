//! The ground a publication starts from: is the folder fit, is it free, what stands there.
//!
//! [`Live`] is what is known of the site in place, read once at the beginning; [`lock`] keeps
//! other builds out; [`prepare`] makes the tree beside in which the next site is built.

#![expect(clippy::disallowed_methods, reason = "publishing is the stage that writes to the disk")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::manifest::{self, Manifest};
use super::tree::{self, Listing};
use crate::failure::Failure;
use crate::text;

/// What is known of the site in place.
#[derive(Debug, Default)]
pub(super) struct Live {
    pub(super) exists: bool,
    pub(super) manifest: Manifest,
    /// The hash of its text.
    pub(super) manifest_hash: u128,
    /// Files changed after this moment are compared byte by byte; `None` without a manifest.
    pub(super) manifest_time: Option<SystemTime>,
    pub(super) foreign: Vec<OsString>,
    pub(super) foreign_folders: Vec<OsString>,
    pub(super) listing: Listing,
}

impl Live {
    pub(super) fn of(site: &Path) -> Result<Live, Failure> {
        let not_read = || {
            Failure::of(
                text!(
                    uk: "не вдалося прочитати теку сайту",
                    en: "could not read the site's folder"
                ),
                site,
            )
        };
        if !tree::exists(site).map_err(not_read())? {
            return Ok(Live::default());
        }
        let listing = Listing::of(site).map_err(not_read())?;
        let (manifest, manifest_hash, manifest_time) = read_manifest(&site.join(manifest::NAME))?;
        let mut live = Live { exists: true, manifest_hash, manifest_time, ..Live::default() };
        let mut ours: Vec<_> = std::iter::once(manifest::NAME)
            .chain(manifest.paths())
            .map(|path| (OsStr::new(path), None))
            .collect();
        ours.sort_unstable();
        let (foreign, _lost) = tree::difference(&listing.files, &ours);
        live.foreign = foreign.into_iter().map(OsStr::to_owned).collect();
        for (folder, _) in &listing.folders {
            if !folder.is_empty() && !manifest.has_folder(tree::bytes(folder)) {
                live.foreign_folders.push(folder.clone());
            }
        }
        Ok(Live { manifest, listing, ..live })
    }

    /// Of each file of the manifest: its inode, if by its size and time nobody touched it since.
    pub(super) fn intact(&self, site: &Path) -> Vec<Option<u64>> {
        let places = 0..self.manifest.paths().count();
        let intact = |place: usize| {
            let (path, fingerprint) = self.manifest.at(place);
            let found = fs::symlink_metadata(site.join(path)).ok()?;
            let is_older = found.modified().ok()? <= self.manifest_time?;
            let is_whole = found.is_file() && found.len() == fingerprint.size;
            (is_older && is_whole).then(|| tree::inode(&found))
        };
        places.into_par_iter().with_min_len(64).map(intact).collect()
    }

    pub(super) fn is_foreign(&self, path: &str) -> bool {
        let by_path = |listed: &OsString| tree::bytes(listed).cmp(path.as_bytes());
        self.foreign.binary_search_by(by_path).is_ok()
    }
}

/// A path at which no site can be exchanged.
pub(super) fn refuse_unfit(site: &Path) -> Result<(), Failure> {
    let found = match fs::symlink_metadata(site) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        found => found.map_err(Failure::of(
            text!(uk: "не вдалося оглянути теку сайту", en: "could not look at the site's folder"),
            site,
        ))?,
    };
    let (attempt, kind) = if found.is_symlink() {
        let attempt = text!(
            uk: "сайт не публікується на місце символічного посилання; вкажіть саму теку",
            en: "cannot publish in place of a symbolic link; name the folder itself"
        );
        (attempt, ErrorKind::InvalidInput)
    } else if !found.is_dir() {
        let attempt = text!(
            uk: "сайт не публікується на місце файла",
            en: "cannot publish in place of a file"
        );
        (attempt, ErrorKind::NotADirectory)
    } else if tree::is_mount_point(site) {
        let attempt = text!(
            uk: "сайт не публікується на місце змонтованого диска; вкажіть теку на ньому",
            en: "cannot publish in place of a mounted disk; name a folder on it"
        );
        (attempt, ErrorKind::InvalidInput)
    } else {
        return Ok(());
    };
    Err(Failure::of(attempt, site)(kind.into()))
}

/// The lock file stays: removing it would let two builds hold two files of one name.
pub(super) fn lock(path: &Path) -> Result<File, Failure> {
    let open = || {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        // Windows locks no file that is open for appending alone.
        File::options().create(true).read(true).append(true).open(path)
    };
    let lock = open().map_err(Failure::of(
        text!(
            uk: "не вдалося зайняти місце для збірки поряд із текою сайту",
            en: "could not take the place of the build beside the site's folder"
        ),
        path,
    ))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            let attempt = text!(
                uk: "інша збірка саме пише в цю теку; дочекайтеся її кінця",
                en: "another build is writing into this folder; wait until it ends"
            );
            Err(Failure::of(attempt, path)(ErrorKind::ResourceBusy.into()))
        }
        // A disk without locks (some network drives): better unguarded than not at all.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(lock),
        Err(TryLockError::Error(error)) => Err(Failure::of(
            text!(uk: "не вдалося зайняти теку сайту", en: "could not lock the site's folder"),
            path,
        )(error)),
    }
}

/// Makes the next tree, or takes the one that is there if it is ours: a manifest (perhaps empty)
/// stands in each tree of ours before anything else does. Tells what the tree holds: plain files
/// and folders, because a link in it could lead the build out of it.
pub(super) fn prepare(next: &Path) -> Result<Listing, Failure> {
    let proof = next.join(manifest::NAME);
    let prepare = || match fs::create_dir(next) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let is_folder = fs::symlink_metadata(next)?.is_dir();
            if is_folder && (tree::exists(&proof)? || fs::read_dir(next)?.next().is_none()) {
                tree::make_writable(next)?;
                File::options().create(true).append(true).open(&proof)?;
                return Ok(());
            }
            Err(error)
        }
        made => made.and_then(|()| File::create_new(&proof).map(drop)),
    };
    let clear = || {
        prepare()?;
        let mut listing = Listing::of(next)?;
        for listed in listing.files.iter().filter(|listed| !listed.is_regular) {
            tree::remove(&next.join(&listed.path))?;
        }
        listing.files.retain(|listed| listed.is_regular);
        Ok(listing)
    };
    clear().map_err(|cause: io::Error| {
        let attempt = text!(
            uk: "не вдалося створити теку, у якій збирається новий сайт",
            en: "could not create the folder in which the new site is built"
        );
        if cause.kind() != ErrorKind::AlreadyExists {
            return Failure::of(attempt, next)(cause);
        }
        let cause = text!(
            uk: "на її місці стоїть чуже; перенесіть або вилучіть його",
            en: "something foreign stands in its place; move or remove it"
        );
        Failure::told(attempt, next, cause)
    })
}

/// A manifest that is not there is empty and has no time.
fn read_manifest(path: &Path) -> Result<(Manifest, u128, Option<SystemTime>), Failure> {
    let read = || -> io::Result<_> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok((Manifest::default(), 0, None));
            }
            text => text?,
        };
        let manifest = Manifest::parse(&text).ok_or(ErrorKind::InvalidData)?;
        let hash = manifest::hash(&text);
        Ok((manifest, hash, Some(fs::symlink_metadata(path)?.modified()?)))
    };
    let attempt = text!(
        uk: "не вдалося прочитати перелік файлів сайту; приберіть його, і все вважатиметься чужим",
        en: "could not read the list of the site's files; remove it, and all counts as foreign"
    );
    read().map_err(Failure::of(attempt, path))
}

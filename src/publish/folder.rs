//! Publishing into a folder: the new site is built beside and exchanged with the old one.
//!
//! For the site `public` four names stand beside it: `.public.lock` (one build at a time),
//! `.public.next` (the tree being built), `.public.keys` (of what its files are made: [`super::keys`]) and, for a
//! moment on systems without an exchange in one step, `.public.old`. After the exchange `.public.next` is the site before; the next build
//! turns it into the new one and touches only what differs, so one edit costs the same in a
//! small and in a large portal.
//!
//! Nothing that stands in `.public.next` is believed: an unchanged file counts as there only if
//! it is the same file (inode) as in the site, and the site's file only if its size and time fit
//! the [`manifest`](super::manifest). So a build that was killed anywhere leaves nothing that could
//! reach a visitor. The site itself is changed by the exchange alone.

#![expect(clippy::disallowed_methods, reason = "publishing is the stage that writes to the disk")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::ground::{Live, lock, prepare, refuse_unfit};
use super::keys::Keys;
use super::manifest::{self, Fingerprint, Manifest};
use super::tree::{self, Links, Listing};
use super::{Flush, Foreign, Memory, Options, Summary, assert_site_path};
use crate::failure::Failure;
use crate::key::Key;
use crate::text;

/// A publication under way; dropped without [`Publisher::finish`] it leaves the old site.
#[derive(Debug)]
pub struct Publisher {
    pub(super) site: PathBuf,
    pub(super) next: PathBuf,
    aside: PathBuf,
    options: Options,
    /// The site that stands; empty where there is none.
    pub(super) live: Live,
    /// See [`Live::intact`].
    pub(super) intact: Vec<Option<u64>>,
    /// What the next tree held at the beginning.
    beside: Listing,
    pub(super) links: Links,
    pub(super) outputs: Mutex<Vec<Output>>,
    keys: PathBuf,
    /// What the site that stands is made of; empty where nobody knows.
    pub(super) before: Keys,
    /// What is kept of [`Keys`] for the next build, its files apart.
    after: Mutex<Keys>,
    /// Some file was newer than the manifest, and its bytes had to be read.
    was_compared: AtomicBool,
    is_finished: bool,
    /// Held until the end: the system frees it even after a kill.
    lock: File,
}

#[derive(Debug)]
pub(super) struct Output {
    pub(super) path: String,
    pub(super) fingerprint: Fingerprint,
    pub(super) state: State,
    /// Of what it is made, if that is known.
    pub(super) key: Option<Key>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum State {
    /// The new bytes stand in the next tree.
    Written,
    /// The site has them already, in the file with this inode.
    Unchanged(u64),
    /// As [`State::Unchanged`], and nobody had to make them to know it.
    Kept(u64),
}

/// What is foreign and stays, sorted by path.
#[derive(Default)]
struct ForeignKept {
    files: Vec<OsString>,
    folders: Vec<OsString>,
}

impl Publisher {
    /// Locks the folder `site` for this build and looks at what stands there; parents are created.
    pub fn begin(site: &Path, options: Options) -> Result<Publisher, Failure> {
        let site = std::path::absolute(site).map_err(Failure::of(
            text!(uk: "не вдалося визначити теку сайту", en: "could not find the site's folder"),
            site,
        ))?;
        // With «/» at its end the system would look behind a link.
        let site = site.components().collect::<PathBuf>();
        let name = site.file_name().ok_or_else(|| {
            let attempt = text!(
                uk: "у таку теку сайт не публікується: вона не має власної назви",
                en: "cannot publish into this folder: it has no name of its own"
            );
            Failure::of(attempt, &site)(ErrorKind::InvalidInput.into())
        })?;
        let beside = |ending: &str| {
            let mut beside = OsString::from(".");
            beside.push(name);
            beside.push(ending);
            site.with_file_name(beside)
        };
        let (next, aside) = (beside(".next"), beside(".old"));
        refuse_unfit(&site)?;
        let lock = lock(&beside(".lock"))?;
        tree::recover(&next, &site, &aside).map_err(Failure::of(
            text!(
                uk: "не вдалося відновити сайт після перерваної збірки",
                en: "could not recover the site after an interrupted build"
            ),
            &aside,
        ))?;
        let live = Live::of(&site)?;
        let keys = beside(".keys");
        let before = match options.memory {
            Memory::Kept => Keys::load(&keys, live.manifest_hash),
            Memory::Ignored => None,
        };
        // Of each file one key: another count would be another manifest.
        let before = before.filter(|keys| keys.files.len() == live.manifest.paths().count());
        let beside = prepare(&next)?;
        let intact = live.intact(&site);
        Ok(Publisher {
            site,
            next,
            aside,
            options,
            live,
            intact,
            beside,
            links: Links::default(),
            outputs: Mutex::default(),
            keys,
            before: before.unwrap_or_default(),
            after: Mutex::default(),
            was_compared: AtomicBool::new(false),
            is_finished: false,
            lock,
        })
    }

    /// Takes the bytes of the file at `path` of the site («people/tkachuk-i-m.html»); callable from
    /// many threads at once. A changed file goes to the disk now, an unchanged one is left alone.
    ///
    /// # Panics
    /// When `path` is no path of a site.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.put_made_of(path, None, bytes)
    }

    /// As [`Publisher::put`], and remembers of what the bytes were made.
    ///
    /// # Panics
    /// As [`Publisher::put`].
    pub fn put_made_of(&self, path: &str, key: Option<Key>, bytes: &[u8]) -> Result<(), Failure> {
        assert_site_path(path);
        let fingerprint = Fingerprint::of(bytes);
        let state = match self.unchanged(path, fingerprint)? {
            Some(inode) => State::Unchanged(inode),
            None => {
                // An attachment may still be on its way to a slow reader, a page is not.
                let create = match self.beside.files.len() {
                    0 | 1 => tree::create,
                    _ => tree::create_or_reuse,
                };
                create(&self.next, path)
                    .and_then(|mut file| file.write_all(bytes))
                    .map_err(not_written(&self.site.join(path)))?;
                State::Written
            }
        };
        self.note(path, fingerprint, state, key);
        Ok(())
    }

    pub(super) fn outputs(&self) -> MutexGuard<'_, Vec<Output>> {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn after(&self) -> MutexGuard<'_, Keys> {
        self.after.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the file `source` as the file at `path`, of any size; as [`Publisher::put`].
    pub fn put_file(&self, path: &str, source: &Path) -> Result<(), Failure> {
        assert_site_path(path);
        let not_read = || {
            Failure::of(
                text!(
                    uk: "не вдалося прочитати вкладений файл",
                    en: "could not read the attached file"
                ),
                source,
            )
        };
        let fingerprint = tree::fingerprint_of_file(source).map_err(not_read())?;
        if let Some(inode) = self.unchanged(path, fingerprint)? {
            self.note(path, fingerprint, State::Unchanged(inode), None);
            return Ok(());
        }
        let mut from = File::open(source).map_err(not_read())?;
        // Hashed again: what counts is what was copied, should the source change meanwhile.
        let fingerprint = tree::create(&self.next, path)
            .and_then(|mut file| tree::copy_and_hash(&mut from, &mut file))
            .map_err(not_written(&self.site.join(path)))?;
        self.note(path, fingerprint, State::Written, None);
        Ok(())
    }

    pub(super) fn note(
        &self,
        path: &str,
        fingerprint: Fingerprint,
        state: State,
        key: Option<Key>,
    ) {
        let path = path.to_owned();
        self.outputs().push(Output { path, fingerprint, state, key });
    }

    /// The inode of the site's file where it really has these bytes.
    pub(super) fn unchanged(
        &self,
        path: &str,
        wanted: Fingerprint,
    ) -> Result<Option<u64>, Failure> {
        let place = self.live.manifest.place(path);
        let listed = place.map(|place| self.live.manifest.at(place).1);
        if let Some(inode) = place.and_then(|place| self.intact[place]) {
            return Ok((listed == Some(wanted)).then_some(inode));
        }
        let is_foreign = listed.is_none() && self.live.is_foreign(path);
        if listed.is_none() && !is_foreign || listed.is_some_and(|listed| listed != wanted) {
            return Ok(None);
        }
        let on_disk = self.site.join(path);
        let found = fs::symlink_metadata(&on_disk)
            .ok()
            .filter(|found| found.is_file() && found.len() == wanted.size);
        if let Some(found) = found {
            // Someone touched it, or it is not ours but may be alike.
            self.was_compared.store(true, Ordering::Relaxed);
            if tree::fingerprint_of_file(&on_disk).is_ok_and(|there| there == wanted) {
                return Ok(Some(tree::inode(&found)));
            }
        }
        if is_foreign && self.options.foreign == Foreign::Keep {
            return Err(in_the_way(&on_disk));
        }
        Ok(None)
    }

    /// Puts the new site in place of the old one, in one step.
    ///
    /// # Panics
    /// When two outputs had one path: that is checked where pages are listed.
    pub fn finish(mut self) -> Result<Summary, Failure> {
        let mut outputs =
            std::mem::take(self.outputs.get_mut().unwrap_or_else(PoisonError::into_inner));
        outputs.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        for pair in outputs.windows(2) {
            assert_ne!(pair[0].path, pair[1].path, "two outputs of one path");
        }
        let foreign = self.foreign_to_keep(&outputs)?;
        let mut summary = self.summarize(&outputs, &foreign.files);
        let is_same = summary.written == 0 && summary.removed == 0;
        let adopts = outputs.len() != self.live.manifest.paths().count();
        let drops_foreign = foreign.files.len() != self.live.foreign.len();
        let text = || {
            let entries = outputs.iter().map(|output| (output.path.clone(), output.fingerprint));
            Manifest::of(entries.collect()).to_text()
        };
        let files = outputs.iter().map(|output| output.key).collect();
        let keys = Keys { files, ..std::mem::take(&mut *self.after()) };
        let mut manifest_hash = self.live.manifest_hash;
        if is_same && !adopts && !drops_foreign && self.live.manifest_time.is_some() {
            if self.was_compared.load(Ordering::Relaxed) {
                // The same list with a newer time, so that the next build need not compare.
                write_manifest(&self.next, &self.site, &text())?;
            }
        } else {
            self.complete(&outputs, &foreign)?;
            let text = text();
            manifest_hash = manifest::hash(&text);
            write_manifest(&self.next, &self.next, &text)?;
            self.swap()?;
            // What stands beside from now on is the old site, and nothing of it may be lost.
            self.is_finished = true;
            summary.foreign.extend(self.rescue_latecomers()?);
            summary.foreign.sort_unstable();
        }
        self.is_finished = true;
        if keys != self.before || manifest_hash != self.live.manifest_hash {
            keys.save(&self.keys, manifest_hash);
        }
        Ok(summary)
    }

    fn summarize(&self, outputs: &[Output], foreign: &[OsString]) -> Summary {
        let mut summary = Summary::default();
        for output in outputs {
            let size = output.fingerprint.size;
            summary.bytes += size;
            if size > 1_000_000 {
                summary.large.push(output.path.clone());
            }
            match output.state {
                State::Unchanged(_) => summary.unchanged += 1,
                State::Kept(_) => {
                    summary.unchanged += 1;
                    summary.kept += 1;
                }
                State::Written => {
                    summary.written += 1;
                    summary.written_bytes += size;
                }
            }
        }
        // Both lists are sorted.
        let mut after = outputs.iter().map(|output| output.path.as_str()).peekable();
        let is_gone = |path: &&str| {
            while after.next_if(|after| after < path).is_some() {}
            after.peek() != Some(path)
        };
        summary.removed = self.live.manifest.paths().filter(is_gone).count();
        let shown = |path: &OsString| path.to_string_lossy().into_owned();
        summary.foreign = foreign.iter().map(shown).collect();
        let is_gone = |path: &&OsString| {
            let is_output = path.to_str().is_some_and(|path| find(outputs, path).is_some());
            !is_output && foreign.binary_search(path).is_err()
        };
        summary.dropped = self.live.foreign.iter().filter(is_gone).map(shown).collect();
        summary
    }

    /// The foreign files and folders that the new tree must have as well.
    fn foreign_to_keep(&self, outputs: &[Output]) -> Result<ForeignKept, Failure> {
        let mut kept = ForeignKept::default();
        if self.options.foreign == Foreign::Remove {
            return Ok(kept);
        }
        let is_output = |path: &str| find(outputs, path).is_some();
        let is_inside_output =
            |path: &OsStr| path.to_str().is_some_and(|path| ancestors(path).any(is_output));
        let make_way = |path: &OsStr| match self.options.foreign {
            Foreign::Keep => Err(in_the_way(&self.site.join(path))),
            Foreign::Replace | Foreign::Remove => Ok(()),
        };
        for path in &self.live.foreign {
            if path.to_str().is_some_and(is_output) {
                // `put` has dealt with this one.
            } else if is_inside_output(path) || stand_in(outputs, path) {
                make_way(path)?;
            } else {
                kept.files.push(path.clone());
            }
        }
        for path in &self.live.foreign_folders {
            if is_inside_output(path) || path.to_str().is_some_and(is_output) {
                make_way(path)?;
            } else {
                kept.folders.push(path.clone());
            }
        }
        Ok(kept)
    }

    /// Brings the next tree, whatever it holds, to the state of the new site.
    fn complete(&self, outputs: &[Output], foreign: &ForeignKept) -> Result<(), Failure> {
        // What the tree must hold, and for files of the site which inode.
        let mut wanted: Vec<(&OsStr, Option<u64>)> = Vec::with_capacity(outputs.len() + 1);
        wanted.push((OsStr::new(manifest::NAME), None));
        wanted.extend(outputs.iter().map(|output| match output.state {
            State::Written => (OsStr::new(&output.path), None),
            State::Unchanged(inode) | State::Kept(inode) => (OsStr::new(&output.path), Some(inode)),
        }));
        wanted.extend(foreign.files.iter().map(|path| {
            let inode = self.live.listing.inode(tree::bytes(path));
            (path.as_os_str(), Some(inode.unwrap_or_default()))
        }));
        wanted.sort_unstable_by(|a, b| tree::bytes(a.0).cmp(tree::bytes(b.0)));
        let (surplus, missing) = tree::difference(&self.beside.files, &wanted);
        surplus.par_iter().try_for_each(|path| {
            let path = self.next.join(path);
            tree::remove(&path).map_err(not_written(&path))
        })?;
        missing.par_iter().try_for_each(|&path| {
            let output = path.to_str().and_then(|path| find(outputs, path));
            if output.is_some_and(|output| matches!(output.state, State::Written)) {
                return Ok(());
            }
            self.links
                .carry(&self.site, &self.next, path)
                .map_err(not_written(&self.site.join(path)))
        })?;
        self.complete_folders(outputs, foreign)
    }

    fn complete_folders(&self, outputs: &[Output], foreign: &ForeignKept) -> Result<(), Failure> {
        for path in &foreign.folders {
            let folder = self.next.join(path);
            fs::create_dir_all(&folder)
                .and_then(|()| fs::symlink_metadata(self.site.join(path)))
                .and_then(|before| fs::set_permissions(&folder, before.permissions()))
                .map_err(not_written(&folder))?;
        }
        // Deepest first, so that an empty branch goes as a whole.
        for (path, _) in self.beside.folders.iter().rev() {
            let folder = tree::bytes(path);
            let is_foreign = foreign.folders.binary_search(path).is_ok();
            if !path.is_empty()
                && !is_foreign
                && !stand_in(outputs, path)
                && !tree::stands_in(&foreign.files, |path| tree::bytes(path), folder)
            {
                // Refused where something is left in it after all.
                let _ = fs::remove_dir(self.next.join(path));
            }
        }
        if self.live.exists {
            let mode = fs::symlink_metadata(&self.site).map_err(not_written(&self.site))?;
            fs::set_permissions(&self.next, mode.permissions()).map_err(not_written(&self.next))?;
        }
        Ok(())
    }

    fn swap(&self) -> Result<(), Failure> {
        let attempt = text!(
            uk: "не вдалося поставити новий сайт на місце старого",
            en: "could not put the new site in place of the old one"
        );
        let swap = || {
            if self.options.flush == Flush::BeforeSwap {
                tree::flush(&self.next)?;
            }
            if self.live.exists && self.live.manifest_time.is_none() {
                // The tree that comes out must be known as ours; an empty list claims nothing.
                File::create(self.site.join(manifest::NAME))?;
            }
            tree::swap(&self.next, &self.site, &self.aside)
        };
        swap().map_err(Failure::of(attempt, &self.site))
    }

    /// Foreign files that were put into the old tree after it was looked at: they are taken over
    /// now, before the old tree becomes building material.
    fn rescue_latecomers(&self) -> Result<Vec<String>, Failure> {
        let mut latecomers = Vec::new();
        // Where the old tree could not be renamed a second time, it still stands aside.
        let old = if self.aside.exists() { &self.aside } else { &self.next };
        let is_quiet = self.live.listing.folders.iter().all(|(folder, time)| {
            fs::symlink_metadata(tree::join(old, folder))
                .and_then(|metadata| metadata.modified())
                .is_ok_and(|now| now == *time)
        });
        if !self.live.exists || is_quiet || self.options.foreign == Foreign::Remove {
            return Ok(latecomers);
        }
        for listed in Listing::of(old).map_err(not_written(old))?.files {
            let path = tree::bytes(&listed.path);
            let was_there = self.live.listing.inode(path).is_some();
            let is_ours =
                listed.path == manifest::NAME || self.live.manifest.find_bytes(path).is_some();
            let place = self.site.join(&listed.path);
            if was_there || is_ours || tree::exists(&place).map_err(not_written(&place))? {
                continue;
            }
            self.links.carry(old, &self.site, &listed.path).map_err(not_written(&place))?;
            latecomers.push(listed.path.to_string_lossy().into_owned());
        }
        Ok(latecomers)
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        // A tree into which nothing was put is as it was found.
        let is_found = self.outputs().is_empty() && self.beside.files.len() > 1;
        if !self.is_finished && !is_found {
            // Whatever cannot be removed now is building material for the next build.
            let _ = tree::remove_ours(&self.next);
        }
        // Closing would do, but for a process that another thread is starting at this moment: it
        // holds every open file until it runs.
        let _ = self.lock.unlock();
    }
}

/// Complete beside, then in place under its name.
fn write_manifest(next: &Path, to: &Path, text: &str) -> Result<(), Failure> {
    let new = next.join(manifest::NEW_NAME);
    fs::write(&new, text)
        .and_then(|()| tree::rename(&new, &to.join(manifest::NAME)))
        .map_err(not_written(&to.join(manifest::NAME)))
}

fn find<'a>(outputs: &'a [Output], path: &str) -> Option<&'a Output> {
    let found = outputs.binary_search_by(|output| output.path.as_str().cmp(path));
    found.ok().map(|index| &outputs[index])
}

fn stand_in(outputs: &[Output], folder: &OsStr) -> bool {
    tree::stands_in(outputs, |output| output.path.as_bytes(), tree::bytes(folder))
}

/// «a/b» and «a» for «a/b/c».
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(parent, _)| parent.rsplit_once('/'))
        .map(|(parent, _)| parent)
}

fn not_written(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let attempt =
        text!(uk: "не вдалося записати файл сайту", en: "could not write a file of the site");
    Failure::of(attempt, path)
}

fn in_the_way(path: &Path) -> Failure {
    let attempt = text!(
        uk: "на місці файла сайту стоїть чужий файл; перенесіть його або дозвольте замінити",
        en: "a foreign file stands in the place of a file of the site; move it or allow replacing it"
    );
    Failure::of(attempt, path)(ErrorKind::AlreadyExists.into())
}

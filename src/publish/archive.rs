//! The whole site in one file, to keep and to read without a network: `site.zip`.
//!
//! Packed from the tree that is being built, a batch of files at a time, in the order of their paths and with one
//! date for all, so that the same site is the same bytes. A comment in the archive says of what it was made: an
//! unchanged site is not packed again, and of a changed one only the changed files are compressed.
//! Start reading at [`Publisher::pack`].

#![expect(clippy::disallowed_methods, reason = "publishing is the stage that writes to the disk")]

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;
use zip::write::{PreparedZipFile, SimpleFileOptions};
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::folder::{Output, Publisher, State};
use super::manifest::{Fingerprint, Manifest};
use super::{assert_site_path, tree};
use crate::failure::Failure;
use crate::text;

/// The folder into which the archive unpacks.
const FOLDER: &str = "site";

/// How many files are compressed at a time, and so held in memory.
const BATCH: usize = 256;

/// A file from this size on is not held in memory: it is read and packed by itself.
const LARGE: u64 = 4 << 20;

/// Endings of files that are compressed already.
const PACKED: [&str; 11] =
    [".zip", ".xlsx", ".docx", ".pptx", ".png", ".jpg", ".jpeg", ".webp", ".mp3", ".mp4", ".webm"];

/// A file of the archive.
struct Member<'a> {
    path: &'a str,
    fingerprint: Fingerprint,
    bytes: Bytes<'a>,
}

/// Where a file's bytes are.
enum Bytes<'a> {
    OnDisk(PathBuf),
    Here(&'a [u8]),
}

/// How the comment of an archive begins; with another number where a program packs the same files otherwise.
const PACKED_SO: &str = "plan-portal 2 ";

/// Of what an archive was made: the files of the site, and those that it has in words of its own.
#[derive(PartialEq, Eq)]
struct Made {
    site: u128,
    own: u128,
}

impl Publisher {
    /// Packs every file taken so far, and `own` files that stand in the archive only, as the file at `path` of the
    /// site. Tells its size. Nothing may be put at the same time.
    ///
    /// # Panics
    /// When `path` is no path of a site.
    pub fn pack(&self, path: &str, own: &[(String, Vec<u8>)]) -> Result<u64, Failure> {
        assert_site_path(path);
        let lock = || self.outputs.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = std::mem::take(&mut *lock());
        let mut members = own
            .iter()
            .map(|(path, bytes)| Member {
                path,
                fingerprint: Fingerprint::of(bytes),
                bytes: Bytes::Here(bytes),
            })
            .chain(outputs.iter().map(|output| Member {
                path: &output.path,
                fingerprint: output.fingerprint,
                bytes: Bytes::OnDisk(self.place(output)),
            }))
            .collect::<Vec<_>>();
        members.par_sort_unstable_by(|a, b| a.path.cmp(b.path));
        let (fingerprint, state) = self.pack_members(path, &members)?;
        drop(members);
        *lock() = outputs;
        self.note(path, fingerprint, state, None);
        Ok(fingerprint.size)
    }

    /// Where the bytes of a file of the new site are now.
    fn place(&self, output: &Output) -> PathBuf {
        match output.state {
            State::Written => self.next.join(&output.path),
            State::Unchanged(_) | State::Kept(_) => self.site.join(&output.path),
        }
    }

    fn pack_members(
        &self,
        path: &str,
        members: &[Member<'_>],
    ) -> Result<(Fingerprint, State), Failure> {
        let made = Made::of_members(members);
        let place = self.site.join(path);
        let mut there = None;
        if let Some(listed) = self.live.manifest.find(path)
            && let Some(inode) = self.unchanged(path, listed)?
        {
            there = Made::of_archive(&place);
            if there.as_ref() == Some(&made) {
                return Ok((listed, State::Unchanged(inode)));
            }
        }
        // An old archive is good for its files only if it was made of the very site that stands there.
        let own = members.iter().filter(|member| member.is_own()).map(|member| member.path);
        let apart = own.chain([path]).collect::<Vec<_>>();
        let live = self.live.manifest.entries().filter(|(one, _)| !apart.contains(one));
        let is_good = there.is_some_and(|there| there.site == digest(live));
        let fingerprint = tree::create(&self.next, path)
            .and_then(|file| {
                // Not sooner: the place of the new one may have been a second name of the old one, and Windows keeps
                // a name of a file that is open.
                let old = is_good.then(|| File::open(&place).ok()).flatten();
                let old = old.and_then(|old| ZipArchive::new(BufReader::new(old)).ok());
                Packing { members, made: &made, old, live: &self.live.manifest }.write(file)
            })
            .and_then(|()| tree::fingerprint_of_file(&self.next.join(path)))
            .map_err(Failure::of(
                text!(
                    uk: "не вдалося скласти копію сайту одним файлом",
                    en: "could not pack the site into one file"
                ),
                &place,
            ))?;
        let unchanged = self.unchanged(path, fingerprint)?;
        Ok((fingerprint, unchanged.map_or(State::Written, State::Unchanged)))
    }
}

impl Member<'_> {
    fn is_own(&self) -> bool {
        matches!(self.bytes, Bytes::Here(_))
    }

    fn name(&self) -> String {
        format!("{FOLDER}/{}", self.path)
    }

    /// One date and one system for all: the bytes must not tell when and where they were packed.
    fn options(&self) -> SimpleFileOptions {
        let is_packed = PACKED.iter().any(|ending| self.path.ends_with(ending));
        let method =
            if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .system(System::Unix)
            .large_file(self.fingerprint.size >= u64::from(u32::MAX))
    }

    fn prepare(&self) -> io::Result<PreparedZipFile> {
        let prepared = match &self.bytes {
            Bytes::Here(bytes) => PreparedZipFile::from_data(self.name(), self.options(), bytes)?,
            Bytes::OnDisk(place) => {
                let bytes = fs::read(place)?;
                PreparedZipFile::from_data(self.name(), self.options(), &bytes)?
            }
        };
        Ok(prepared)
    }
}

/// One archive being written.
struct Packing<'a> {
    members: &'a [Member<'a>],
    made: &'a Made,
    /// The archive of the site that stands there.
    old: Option<ZipArchive<BufReader<File>>>,
    /// That site.
    live: &'a Manifest,
}

/// A file that takes nothing more once the disk has refused something: [`ZipWriter`] writes the end of an archive even
/// then, as it is dropped, and would tell on the terminal, in its own words, that this failed as well.
struct UpToFault {
    file: BufWriter<File>,
    /// Where the file would be written next, once it takes nothing more.
    failed_at: Option<u64>,
}

impl UpToFault {
    fn note<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if done.is_err() {
            self.failed_at = Some(0);
        }
        done
    }
}

impl Write for UpToFault {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(at) = &mut self.failed_at {
            *at += bytes.len() as u64;
            return Ok(bytes.len());
        }
        let written = self.file.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed_at.is_some() {
            return Ok(());
        }
        let flushed = self.file.flush();
        self.note(flushed)
    }
}

impl Seek for UpToFault {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if let Some(at) = &mut self.failed_at {
            *at = match to {
                SeekFrom::Start(place) => place,
                SeekFrom::Current(by) => at.saturating_add_signed(by),
                SeekFrom::End(_) => *at,
            };
            return Ok(*at);
        }
        let found = self.file.seek(to);
        self.note(found)
    }
}

/// How a file comes into the archive.
enum Way {
    /// As it stands in the old one, at this place.
    Copied(usize),
    Prepared(Box<PreparedZipFile>),
    Streamed,
}

impl Packing<'_> {
    fn write(mut self, file: File) -> io::Result<()> {
        let file = UpToFault { file: BufWriter::new(file), failed_at: None };
        let mut archive = ZipWriter::new(file);
        archive.set_raw_comment(self.made.to_comment().into_bytes().into())?;
        for batch in self.members.chunks(BATCH) {
            let ways = batch.par_iter().map(|member| self.way(member));
            let ways = ways.collect::<io::Result<Vec<_>>>()?;
            for (member, way) in batch.iter().zip(ways) {
                match (way, &member.bytes, &mut self.old) {
                    (Way::Copied(at), _, Some(old)) => {
                        archive.raw_copy_file(old.by_index_raw(at)?)?;
                    }
                    (Way::Prepared(prepared), ..) => archive.add_prepared_file(*prepared)?,
                    (_, Bytes::OnDisk(place), _) => {
                        archive.start_file(member.name(), member.options())?;
                        io::copy(&mut File::open(place)?, &mut archive)?;
                    }
                    (_, Bytes::Here(_), _) => unreachable!("what is in memory is prepared there"),
                }
            }
        }
        archive.finish()?.flush()
    }

    fn way(&self, member: &Member<'_>) -> io::Result<Way> {
        let is_live = !member.is_own() && self.live.find(member.path) == Some(member.fingerprint);
        let old = self.old.as_ref().filter(|_| is_live);
        if let Some(at) = old.and_then(|old| old.index_for_name(&member.name())) {
            return Ok(Way::Copied(at));
        }
        if member.fingerprint.size >= LARGE && !member.is_own() {
            return Ok(Way::Streamed);
        }
        Ok(Way::Prepared(Box::new(member.prepare()?)))
    }
}

impl Made {
    fn of_members(members: &[Member<'_>]) -> Made {
        let of = |is_own: bool| {
            let some = members.iter().filter(move |member| member.is_own() == is_own);
            digest(some.map(|member| (member.path, member.fingerprint)))
        };
        Made { site: of(false), own: of(true) }
    }

    fn to_comment(&self) -> String {
        format!("{PACKED_SO}{:032x} {:032x}", self.site, self.own)
    }

    /// What an archive says of itself, if it is one of ours: the comment is its end.
    fn of_archive(place: &Path) -> Option<Made> {
        let length = Made { site: 0, own: 0 }.to_comment().len();
        let mut file = File::open(place).ok()?;
        file.seek(SeekFrom::End(-i64::try_from(length).ok()?)).ok()?;
        let mut comment = String::new();
        file.read_to_string(&mut comment).ok()?;
        let (site, own) = comment.strip_prefix(PACKED_SO)?.split_once(' ')?;
        let number = |digits: &str| u128::from_str_radix(digits, 16).ok();
        Some(Made { site: number(site)?, own: number(own)? })
    }
}

/// What files are together: their paths and bytes.
fn digest<'a>(files: impl Iterator<Item = (&'a str, Fingerprint)>) -> u128 {
    let mut digest = Xxh3::new();
    for (path, Fingerprint { hash, size }) in files {
        digest.update(path.as_bytes());
        digest.update(&[0]);
        digest.update(&hash.to_le_bytes());
        digest.update(&size.to_le_bytes());
    }
    digest.digest128()
}

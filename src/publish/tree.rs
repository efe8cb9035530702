//! What is done to trees of files: list one, put a file into one, exchange two.
//!
//! Everything goes by path through `std`: the calls to the kernel are the same as with folder
//! handles, a longer name costs a fraction of a microsecond, and it runs on every system. Only
//! the exchange in one step, mount points and the flush are Linux's own.

#![expect(clippy::disallowed_methods, reason = "publishing is the stage that writes to the disk")]

use std::cmp::Ordering;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileTimes, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::sync::atomic::{self, AtomicBool};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::Xxh3;

use super::manifest::{self, Fingerprint};
use crate::failure::is_open_elsewhere;

/// A file (or link, or device) of a tree.
#[derive(Debug)]
pub(super) struct Listed {
    /// Relative to the tree, with «/».
    pub(super) path: OsString,
    /// 0 where the system does not tell.
    pub(super) inode: u64,
    /// Neither a symbolic link nor a device.
    pub(super) is_regular: bool,
}

/// All that stands in a tree, each list sorted by path.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: Vec<Listed>,
    /// The folders, the tree itself as «», with the time of their last change.
    pub(super) folders: Vec<(OsString, SystemTime)>,
}

impl Listing {
    /// Reads the whole tree at `root`; a mount inside it is refused, because an exchange of the
    /// tree would carry it away.
    pub(super) fn of(root: &Path) -> io::Result<Listing> {
        let mut listing = Listing::default();
        let device = device(&fs::symlink_metadata(root)?);
        listing.add(root, OsString::new(), device)?;
        listing.folders.sort_unstable_by(|a, b| bytes(&a.0).cmp(bytes(&b.0)));
        Ok(listing)
    }

    /// Adds what stands in a folder, the files in the order of their paths.
    fn add(&mut self, root: &Path, folder: OsString, device: u64) -> io::Result<()> {
        let on_disk = join(root, &folder);
        let metadata = fs::symlink_metadata(&on_disk)?;
        if self::device(&metadata) != device {
            return Err(ErrorKind::CrossesDevices.into());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(&on_disk)? {
            let entry = entry?;
            entries.push((entry.file_name(), entry.file_type()?, entry_inode(&entry)));
        }
        entries.sort_unstable_by(|(a, a_is, _), (b, b_is, _)| {
            by_path((bytes(a), a_is.is_dir()), (bytes(b), b_is.is_dir()))
        });
        let mut start = folder.clone();
        if !folder.is_empty() {
            start.push("/");
        }
        self.folders.push((folder, metadata.modified()?));
        for (name, kind, inode) in entries {
            let mut path = OsString::with_capacity(start.len() + name.len());
            path.push(&start);
            path.push(name);
            if kind.is_dir() {
                self.add(root, path, device)?;
            } else {
                self.files.push(Listed { path, inode, is_regular: kind.is_file() });
            }
        }
        Ok(())
    }

    /// The inode of the file at `path`.
    pub(super) fn inode(&self, path: &[u8]) -> Option<u64> {
        let found = self.files.binary_search_by(|listed| bytes(&listed.path).cmp(path));
        found.ok().map(|index| self.files[index].inode)
    }
}

/// The order of two names of a folder, and whether each is a folder: that of the paths which begin with them, where
/// «/» follows the name of a folder.
fn by_path(a: (&[u8], bool), b: (&[u8], bool)) -> Ordering {
    let both = a.0.len().min(b.0.len());
    let next =
        |(name, is_folder): (&[u8], bool)| name.get(both).copied().or(is_folder.then_some(b'/'));
    a.0[..both].cmp(&b.0[..both]).then_with(|| next(a).cmp(&next(b)))
}

/// The bytes by which paths from the disk compare with paths of the site.
pub(super) fn bytes(path: &OsStr) -> &[u8] {
    path.as_encoded_bytes()
}

/// The paths that are too much in a tree, and those that it lacks or has as another file than
/// `wanted` says; both lists are sorted by path. Without an inode any file of that path will do.
pub(super) fn difference<'a>(
    there: &'a [Listed],
    wanted: &[(&'a OsStr, Option<u64>)],
) -> (Vec<&'a OsStr>, Vec<&'a OsStr>) {
    let (mut surplus, mut missing) = (Vec::new(), Vec::new());
    let mut there = there.iter().peekable();
    for &(path, inode) in wanted {
        while let Some(listed) = there.next_if(|listed| bytes(&listed.path) < bytes(path)) {
            surplus.push(listed.path.as_os_str());
        }
        let same = there.next_if(|listed| listed.path == path);
        let is_right = |listed: &Listed| inode.is_none_or(|i| i != 0 && i == listed.inode);
        if !same.is_some_and(is_right) {
            missing.push(path);
        }
    }
    surplus.extend(there.map(|listed| listed.path.as_os_str()));
    (surplus, missing)
}

/// Whether something of the list, sorted by path, stands inside the folder.
pub(super) fn stands_in<T>(sorted: &[T], path: impl Fn(&T) -> &[u8], folder: &[u8]) -> bool {
    let mut inside = folder.to_owned();
    inside.push(b'/');
    let index = sorted.partition_point(|item| path(item) < inside.as_slice());
    sorted.get(index).is_some_and(|item| path(item).starts_with(&inside))
}

/// `root` itself for the empty path.
pub(super) fn join(root: &Path, path: &OsStr) -> std::path::PathBuf {
    if path.is_empty() { root.to_owned() } else { root.join(path) }
}

/// The fingerprint of what really stands in the file.
pub(super) fn fingerprint_of_file(path: &Path) -> io::Result<Fingerprint> {
    copy_and_hash(&mut File::open(path)?, &mut io::sink())
}

/// Copies a stream and tells what went through.
pub(super) fn copy_and_hash(from: &mut File, to: &mut impl Write) -> io::Result<Fingerprint> {
    let mut hasher = Xxh3::new();
    let mut size = 0;
    let mut buffer = vec![0; 1 << 18];
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
        size += count as u64;
    }
    Ok(Fingerprint { hash: hasher.digest128(), size })
}

/// Makes a new file at `path` of the tree with a new inode: bytes are never written into a file
/// that another tree may share.
pub(super) fn create(root: &Path, path: &str) -> io::Result<File> {
    let to = root.join(path);
    with_free_place(root, path.as_ref(), || File::create_new(&to))
}

/// As [`create`], but takes the file that is there if this is its only name, and empties it. To free
/// thousands of inodes and take new ones at once is what ext4 is slowest at.
#[cfg(unix)]
pub(super) fn create_or_reuse(root: &Path, path: &str) -> io::Result<File> {
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt};

    let no_links = rustix::fs::OFlags::NOFOLLOW.union(rustix::fs::OFlags::NONBLOCK);
    let reused = File::options()
        .write(true)
        .custom_flags(no_links.bits().cast_signed())
        .open(root.join(path))
        .and_then(|file| {
            let found = file.metadata()?;
            if !found.is_file() || found.nlink() != 1 {
                return Err(ErrorKind::AlreadyExists.into());
            }
            file.set_len(0)?;
            Ok(file)
        });
    reused.or_else(|_| create(root, path))
}

#[cfg(not(unix))]
pub(super) fn create_or_reuse(root: &Path, path: &str) -> io::Result<File> {
    create(root, path)
}

/// Whether this file system can give a file a second name; found out by trying.
#[derive(Debug, Default)]
pub(super) struct Links {
    fail: AtomicBool,
}

impl Links {
    /// On this file system files are copied, as where links fail.
    #[cfg(test)]
    pub(super) fn fail(&self) {
        self.fail.store(true, atomic::Ordering::Relaxed);
    }

    /// Makes `path` of the tree `to` the same file as in the tree `from`: a second name, or a copy
    /// with the same time stamp.
    pub(super) fn carry(&self, from: &Path, to: &Path, path: &OsStr) -> io::Result<()> {
        let source = from.join(path);
        let target = to.join(path);
        if !self.fail.load(atomic::Ordering::Relaxed) {
            match with_free_place(to, path, || fs::hard_link(&source, &target)) {
                Ok(()) => return Ok(()),
                Err(error) if matters(error.kind()) => return Err(error),
                Err(_) => self.fail.store(true, atomic::Ordering::Relaxed),
            }
        }
        let metadata = fs::symlink_metadata(&source)?;
        if fs::symlink_metadata(&target).is_ok_and(|there| looks_same(&metadata, &there)) {
            return Ok(());
        }
        #[cfg(unix)]
        if metadata.is_symlink() {
            let place = fs::read_link(&source)?;
            return with_free_place(to, path, || std::os::unix::fs::symlink(&place, &target));
        }
        let mut copy = with_free_place(to, path, || File::create_new(&target))?;
        io::copy(&mut File::open(&source)?, &mut copy)?;
        copy.set_permissions(metadata.permissions())?;
        copy.set_times(FileTimes::new().set_modified(metadata.modified()?))
    }
}

/// Failures that a copy would meet as well.
fn matters(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::StorageFull | ErrorKind::ReadOnlyFilesystem)
}

/// For copies: a torn one has another time, because the time is set last.
fn looks_same(a: &Metadata, b: &Metadata) -> bool {
    a.is_file()
        && b.is_file()
        && a.len() == b.len()
        && matches!((a.modified(), b.modified()), (Ok(a), Ok(b)) if a == b)
}

/// Runs `make`; where something stands in the way in this tree of ours (the file of an earlier
/// build, a folder that is a file now), it is cleared away and `make` runs again.
fn with_free_place<T>(
    root: &Path,
    path: &OsStr,
    make: impl Fn() -> io::Result<T>,
) -> io::Result<T> {
    let place = root.join(path);
    let mut tries = 0;
    loop {
        let error = match make() {
            Ok(made) => return Ok(made),
            Err(error) => error,
        };
        tries += 1;
        if tries > 3 {
            return Err(error);
        }
        match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::IsADirectory => remove(&place)?,
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                let parent = place.parent().unwrap_or(root);
                for folder in parent.ancestors().take_while(|&folder| folder != root) {
                    if fs::symlink_metadata(folder).is_ok_and(|there| !there.is_dir()) {
                        remove(folder)?;
                    }
                }
                fs::create_dir_all(parent)?;
            }
            _ => return Err(error),
        }
    }
}

/// Lets us write in a folder of ours that has the rights of a site which was for reading only; the new site gets those
/// of the one that stands, whatever they are then.
#[cfg(unix)]
pub(super) fn make_writable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let mode = fs::symlink_metadata(folder)?.permissions().mode();
    match mode & 0o700 {
        0o700 => Ok(()),
        _ => fs::set_permissions(folder, fs::Permissions::from_mode(mode | 0o700)),
    }
}

#[cfg(not(unix))]
pub(super) fn make_writable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes a file or a whole folder; what is not there is removed already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let result = match fs::remove_file(path) {
        Err(_) if fs::symlink_metadata(path).is_ok_and(|there| there.is_dir()) => {
            fs::remove_dir_all(path)
        }
        result => result,
    };
    match result {
        // A folder above it may be a file by now.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(())
        }
        result => result,
    }
}

/// Removes a tree of ours. What proves that it is ours goes last, so that a removal that was stopped can go on.
pub(super) fn remove_ours(tree: &Path) -> io::Result<()> {
    let inside = match fs::read_dir(tree) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        inside => inside?,
    };
    for entry in inside {
        let entry = entry?;
        if entry.file_name() != manifest::NAME {
            remove(&entry.path())?;
        }
    }
    remove(tree)
}

/// Puts the tree `new` in the place of `site` and the old site, if there is one, in the place of
/// `new`, in one step where the system can; `aside` is the name it needs where it cannot.
pub(super) fn swap(new: &Path, site: &Path, aside: &Path) -> io::Result<()> {
    if !exists(site)? {
        return rename(new, site);
    }
    if exchange(new, site)? {
        return Ok(());
    }
    swap_in_steps(new, site, aside)
}

/// Without the exchange there is a moment with no site; [`recover`] mends a death in it.
pub(super) fn swap_in_steps(new: &Path, site: &Path, aside: &Path) -> io::Result<()> {
    rename(site, aside)?;
    if let Err(error) = rename(new, site) {
        // Where this is refused as well, `recover` does it before the next build.
        let _ = rename(aside, site);
        return Err(error);
    }
    // The new site stands; an old one that cannot be taken now is taken by `recover`.
    let _ = rename(aside, new);
    Ok(())
}

/// Renames a file or a tree. Windows refuses it while anybody looks into it (a virus scanner, Explorer), mostly for a
/// moment only: so long is waited, two and a half seconds at most.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut pause = Duration::from_millis(10);
    loop {
        match fs::rename(from, to) {
            Err(error) if is_held(&error) && pause < Duration::from_secs(2) => {
                std::thread::sleep(pause);
                pause *= 2;
            }
            result => return result,
        }
    }
}

/// Whether another program has something open there, as far as the system tells.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && (error.kind() == ErrorKind::PermissionDenied || is_open_elsewhere(error))
}

/// Finishes or undoes a swap in steps that was killed.
pub(super) fn recover(new: &Path, site: &Path, aside: &Path) -> io::Result<()> {
    if !exists(aside)? {
        return Ok(());
    }
    if !exists(site)? {
        return rename(aside, site);
    }
    remove_ours(new)?;
    rename(aside, new)
}

/// Also true for a link that leads nowhere.
pub(super) fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// False where the system or the file system has no such step.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// A mount cannot be exchanged, and it is better known before the build than after.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};

    statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(_: &Path) -> bool {
    false
}

/// Waits until everything written to this file system is on the disk.
#[cfg(target_os = "linux")]
pub(super) fn flush(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn flush(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn device(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(metadata)
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> u64 {
    0
}

/// 0 where the system does not tell.
#[cfg(unix)]
pub(super) fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
pub(super) fn inode(_: &Metadata) -> u64 {
    0
}

#[cfg(unix)]
fn entry_inode(entry: &fs::DirEntry) -> u64 {
    std::os::unix::fs::DirEntryExt::ino(entry)
}

#[cfg(not(unix))]
fn entry_inode(_: &fs::DirEntry) -> u64 {
    0
}

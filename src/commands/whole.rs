//! What commands write for people: whole or not at all, so that a failure leaves nothing half written.
//!
//! Everything is written under a name beside it, which is no content, and then takes its own in one step.
#![expect(clippy::disallowed_methods, reason = "these commands write content and documents")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::publish::rename;
use crate::text::Text;

/// Writes a file, new or in place of the one that is there.
pub(in crate::commands) fn file(
    path: &Path,
    bytes: &[u8],
    attempt: impl Fn() -> Text,
) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(Failure::of(attempt(), folder))?;
    let (beside, empty) = beside(path, |name| fs::File::create_new(name), &attempt)?;
    let written = fill(empty, bytes).and_then(|()| {
        // Who may write in the file that is there may write in it still.
        if let Ok(before) = fs::metadata(path) {
            fs::set_permissions(&beside, before.permissions())?;
        }
        rename(&beside, path)
    });
    written.map_err(|cause| {
        let _ = fs::remove_file(&beside);
        Failure::of(attempt(), path)(cause)
    })
}

/// Writes a new folder with files by their paths in it.
pub(in crate::commands) fn folder(
    path: &Path,
    files: &[(String, String)],
    attempt: impl Fn() -> Text,
) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(Failure::of(attempt(), parent))?;
    let (beside, ()) = beside(path, |name| fs::create_dir(name), &attempt)?;
    let written = files.iter().try_for_each(|(name, text)| {
        let file = beside.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&beside))?;
        fill(fs::File::create_new(&file)?, text.as_bytes())
    });
    written.and_then(|()| rename(&beside, path)).map_err(|cause| {
        let _ = fs::remove_dir_all(&beside);
        Failure::of(attempt(), path)(cause)
    })
}

/// Makes what is not whole yet, under a name beside `path` that is free: what is there already is somebody's. Names with
/// «.tmp» are no content.
fn beside<T>(
    path: &Path,
    make: impl Fn(&Path) -> io::Result<T>,
    attempt: impl Fn() -> Text,
) -> Result<(PathBuf, T), Failure> {
    let mut number = 0;
    loop {
        let mut name = path.as_os_str().to_owned();
        match number {
            0 => name.push(".tmp"),
            number => name.push(format!(".{number}.tmp")),
        }
        match make(Path::new(&name)) {
            Ok(made) => return Ok((PathBuf::from(name), made)),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists && number < 100 => {
                number += 1
            }
            Err(cause) => return Err(Failure::of(attempt(), Path::new(&name))(cause)),
        }
    }
}

fn fill(mut file: fs::File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

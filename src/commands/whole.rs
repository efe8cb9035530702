//! What commands write for people: whole or not at all, so that a failure leaves nothing half written.
//!
//! Everything is written under a name beside it, which is no content, and then takes its own in one step.
#![expect(clippy::disallowed_methods, reason = "these commands write content and documents")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::text::Text;

/// Writes a file, new or in place of the one that is there.
pub(in crate::commands) fn file(
    path: &Path,
    bytes: &[u8],
    attempt: impl Fn() -> Text,
) -> Result<(), Failure> {
    let beside = beside(path);
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(Failure::of(attempt(), folder))?;
    let written = write(&beside, bytes).and_then(|()| {
        // Who may write in the file that is there may write in it still.
        if let Ok(before) = fs::metadata(path) {
            fs::set_permissions(&beside, before.permissions())?;
        }
        fs::rename(&beside, path)
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
    let beside = beside(path);
    let parent = path.parent().unwrap_or(Path::new(""));
    // A folder of this name that is there already is somebody's: it is neither filled nor removed.
    let made = fs::create_dir_all(parent).and_then(|()| fs::create_dir(&beside));
    made.map_err(Failure::of(attempt(), &beside))?;
    let written = files.iter().try_for_each(|(name, text)| {
        let file = beside.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&beside))?;
        write(&file, text.as_bytes())
    });
    written.and_then(|()| fs::rename(&beside, path)).map_err(|cause| {
        let _ = fs::remove_dir_all(&beside);
        Failure::of(attempt(), path)(cause)
    })
}

/// A name beside `path` for what is not whole yet; names with «.tmp» are no content.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    PathBuf::from(name)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

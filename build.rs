//! Tells the program which program it is: a hash of all that it is made of, in `PLAN_PORTAL_PROGRAM`.
//!
//! What a build keeps from the build before is good only for the same program; see `src/publish/keys.rs`.
#![allow(clippy::disallowed_methods, reason = "a build script reads the sources")]

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

fn main() {
    let mut hasher = DefaultHasher::new();
    for made_of in ["Cargo.toml", "Cargo.lock", "build.rs", "src", "themes"] {
        println!("cargo::rerun-if-changed={made_of}");
        take(Path::new(made_of), &mut hasher);
    }
    println!("cargo::rustc-env=PLAN_PORTAL_PROGRAM={:016x}", hasher.finish());
}

/// A file's path and bytes; of a folder, those of all its files in the order of their names.
fn take(path: &Path, hasher: &mut DefaultHasher) {
    if let Ok(folder) = std::fs::read_dir(path) {
        let mut inside = folder.flatten().map(|entry| entry.path()).collect::<Vec<_>>();
        inside.sort();
        inside.iter().for_each(|path| take(path, hasher));
        return;
    }
    // A package may come without its lock file.
    let bytes = std::fs::read(path).unwrap_or_default();
    hasher.write(path.to_string_lossy().replace('\\', "/").as_bytes());
    hasher.write_usize(bytes.len());
    hasher.write(&bytes);
}

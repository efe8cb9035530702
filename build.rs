//! Tells the program which program it is: a hash of all that it is made of, in `PLAN_PORTAL_PROGRAM`; and makes the
//! bundles of the default theme.
//!
//! What a build keeps from the build before is good only for the same program; see `src/publish/keys.rs`.
#![allow(clippy::disallowed_methods, reason = "a build script reads the sources")]

#[path = "src/render/bundles.rs"]
mod bundles;
#[path = "src/render/script.rs"]
mod script;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use bundles::BUNDLES;

const THEME: &str = "themes/default/";

fn main() {
    let mut hasher = DefaultHasher::new();
    for made_of in ["Cargo.toml", "Cargo.lock", "build.rs", "src", "themes"] {
        println!("cargo::rerun-if-changed={made_of}");
        files(Path::new(made_of)).iter().for_each(|path| take(path, &mut hasher));
    }
    println!("cargo::rustc-env=PLAN_PORTAL_PROGRAM={:016x}", hasher.finish());
    make_bundles();
    link_in_place();
}

/// Links the program for one place in memory: else the system writes some sixty thousand addresses (mostly of the
/// tables of ICU) into it at each start, which takes as long as reading a small plan.
fn link_in_place() {
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

fn make_bundles() {
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).expect("cargo tells where to write");
    let files = files(Path::new(THEME)).into_iter().map(|path| {
        let bytes = std::fs::read(&path).expect("the theme is part of the sources");
        let path = path.to_string_lossy().replace('\\', "/");
        (path.strip_prefix(THEME).unwrap_or(&path).to_owned(), bytes)
    });
    let files = files.collect::<BTreeMap<_, _>>();
    for bundle in &BUNDLES {
        let files = files.iter().filter(|(path, _)| bundle.holds(path));
        let sent = bundle.sent(files.map(|(_, bytes)| bytes.as_slice()));
        let path = out.join(format!("{}{}", bundle.name, bundle.ending));
        std::fs::write(path, sent).expect("cargo's folder takes files");
    }
}

/// A file; of a folder, all files in it and below, in the order of their names.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(folder) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut inside = folder.flatten().map(|entry| entry.path()).collect::<Vec<_>>();
    inside.sort();
    inside.iter().flat_map(|path| files(path)).collect()
}

/// A file's path and bytes.
fn take(path: &Path, hasher: &mut DefaultHasher) {
    // A package may come without its lock file.
    let bytes = std::fs::read(path).unwrap_or_default();
    hasher.write(path.to_string_lossy().replace('\\', "/").as_bytes());
    hasher.write_usize(bytes.len());
    hasher.write(&bytes);
}

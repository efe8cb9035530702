//! A tree of files in memory: read once, then written as fast as the machine can.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

/// Path in the tree, and bytes.
pub(crate) type Tree = Vec<(PathBuf, Vec<u8>)>;

/// Reads a tree.
pub(crate) fn load(root: &Path) -> Tree {
    let mut tree = Tree::new();
    for file in files(root) {
        let bytes = std::fs::read(&file).expect("a file of the tree can be read");
        let within = file.strip_prefix(root).expect("it lies in the tree").to_owned();
        tree.push((within, bytes));
    }
    tree
}

/// Writes a tree into a new folder, on as many threads as a build has: what no program that writes these files
/// can do without.
pub(crate) fn write(tree: &Tree, root: &Path) -> Duration {
    let begun = Instant::now();
    let mut folders = tree.iter().filter_map(|(path, _)| path.parent()).collect::<Vec<_>>();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        std::fs::create_dir_all(root.join(folder)).expect("a folder can be made");
    }
    tree.par_iter().for_each(|(path, bytes)| {
        std::fs::write(root.join(path), bytes).expect("a file can be written");
    });
    begun.elapsed()
}

/// The first file of this name.
pub(crate) fn find(root: &Path, name: &str) -> PathBuf {
    let mut found = files(root);
    found.retain(|path| path.ends_with(name));
    found.into_iter().next().unwrap_or_else(|| panic!("the content has a {name}"))
}

fn files(root: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.expect("the tree can be walked"));
    files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}

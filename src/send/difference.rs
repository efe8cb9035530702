//! From two manifests to what is to be done, and in which order: a plain function, tested without any server.
//!
//! A visitor never sees a page whose assets lack, and an interruption harms little: first what is new, assets before
//! pages, then what has changed, the home pages last, then removals. Start reading at [`Difference::between`].

use std::collections::{BTreeMap, BTreeSet};

use crate::publish::manifest::{Fingerprint, Manifest};
use crate::send::folders_of;

/// What a file has in the manifest while it is being changed: nobody knows what stands there, but it is ours.
pub(in crate::send) const UNKNOWN: Fingerprint = Fingerprint { hash: 0, size: 0 };

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file that the target does not have.
    Add(String),
    /// A file of which the target has other bytes, or unknown ones.
    Change(String),
    /// A file that the site no longer has.
    Remove(String),
    /// Folders that perhaps are empty now, the innermost first.
    RemoveFolders(Vec<String>),
}

/// What is to be done so that the target has the site.
#[derive(Debug, Default)]
pub struct Difference {
    /// Steps of a group in any order, groups one after another.
    pub groups: Vec<Vec<Step>>,
    /// How many files stay as they are.
    pub unchanged: usize,
    /// Files that no manifest of the target names: something foreign may stand in their places.
    pub(in crate::send) unknown: BTreeSet<String>,
    /// The manifest that stands at the target.
    before: BTreeMap<String, Fingerprint>,
    /// The same while the work goes on: what is about to change is [`UNKNOWN`].
    pub(in crate::send) interim: BTreeMap<String, Fingerprint>,
}

impl Difference {
    /// What leads from the one to the other; with `sends_all` nothing counts as unchanged.
    pub(crate) fn between(
        before: Option<&Manifest>,
        after: &Manifest,
        sends_all: bool,
    ) -> Difference {
        let before = before.into_iter().flat_map(Manifest::entries);
        let before =
            before.map(|(path, print)| (path.to_owned(), print)).collect::<BTreeMap<_, _>>();
        let mut difference = Difference { interim: before.clone(), ..Difference::default() };
        let mut sent: [Vec<Step>; 5] = Default::default();
        for (path, print) in after.entries() {
            let there = before.get(path);
            if there == Some(&print) && !sends_all {
                difference.unchanged += 1;
                continue;
            }
            difference.interim.insert(path.to_owned(), UNKNOWN);
            if there.is_none() {
                difference.unknown.insert(path.to_owned());
            }
            let is_page = path.ends_with(".html");
            let is_home = path == "index.html" || path.ends_with("/index.html");
            let rank = match (is_home, there.is_some(), is_page) {
                (true, ..) => 4,
                (false, false, false) => 0,
                (false, false, true) => 1,
                (false, true, false) => 2,
                (false, true, true) => 3,
            };
            let path = path.to_owned();
            sent[rank].push(if there.is_none() { Step::Add(path) } else { Step::Change(path) });
        }
        let folders = after.paths().flat_map(folders_of).collect::<BTreeSet<_>>();
        let gone = before.keys().filter(|path| after.find(path).is_none());
        // A file where a folder has to be, and the other way round, goes before anything comes.
        let (early, late) = gone.partition::<Vec<_>, _>(|path| {
            folders.contains(path.as_str())
                || folders_of(path).any(|folder| after.find(folder).is_some())
        });
        difference.groups.extend(removal(&early, &folders));
        difference.groups.extend(sent);
        difference.groups.extend(removal(&late, &folders));
        difference.groups.retain(|group| !group.is_empty());
        difference.before = before;
        difference
    }

    /// Whether the target has the site already.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many files are sent.
    pub fn sent(&self) -> usize {
        let is_sent = |step: &&Step| matches!(step, Step::Add(_) | Step::Change(_));
        self.groups.iter().flatten().filter(is_sent).count()
    }

    /// How many files are removed.
    pub fn removed(&self) -> usize {
        self.groups.iter().flatten().filter(|step| matches!(step, Step::Remove(_))).count()
    }

    /// Whether the file is ours and goes.
    pub(in crate::send) fn is_file_of_ours(&self, path: &str) -> bool {
        self.before.contains_key(path)
    }

    /// Whether files of ours stand in the folder.
    pub(in crate::send) fn is_folder_of_ours(&self, folder: &str) -> bool {
        let inside = format!("{folder}/");
        self.before
            .range(inside.clone()..)
            .next()
            .is_some_and(|(path, _)| path.starts_with(&inside))
    }
}

/// Removals, and then the folders in which nothing of ours is left.
fn removal(gone: &[&String], folders: &BTreeSet<&str>) -> [Vec<Step>; 2] {
    let emptied = gone.iter().flat_map(|path| folders_of(path));
    let emptied = emptied.filter(|folder| !folders.contains(folder)).collect::<BTreeSet<_>>();
    // In the order of names a folder stands before what is in it.
    let emptied = emptied.into_iter().rev().map(str::to_owned).collect::<Vec<_>>();
    let files = gone.iter().map(|path| Step::Remove((*path).clone())).collect();
    let emptied = if emptied.is_empty() { Vec::new() } else { vec![Step::RemoveFolders(emptied)] };
    [files, emptied]
}

//! What a build need not make: files of the site that stands whose keys say that they would be the same.
//!
//! The publisher believes a key only of a file that stands as it was published. See «What is not made again» in
//! ARCHITECTURE.md.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::folder::{Output, Publisher, State};
use super::is_inside;
use crate::key::Key;

impl Publisher {
    /// Keeps the file at `path` as it stands, if it was made of the same and nobody touched it since.
    pub fn keep(&self, path: &str, key: Key) -> bool {
        let place = self.live.manifest.place(path);
        place.is_some_and(|place| self.before.files.get(place) == Some(&Some(key)))
            && place.is_some_and(|place| self.keep_at(&[place]))
    }

    /// The files in a folder, if the build before noted that all of them would be made of this, and nobody touched one
    /// since.
    pub fn standing(&self, folder: &str, key: Key) -> Option<Vec<String>> {
        if self.before.parts.get(folder) != Some(&key) {
            return None;
        }
        let path = |place: usize| {
            self.intact[place].is_some().then(|| self.live.manifest.at(place).0.to_owned())
        };
        self.live.manifest.places_in(folder).map(path).collect()
    }

    /// Keeps all files in a folder for which [`Publisher::standing`] has answered, `but` these.
    pub fn keep_part(&self, folder: &str, but: &BTreeSet<&str>) {
        let Publisher { live, before, .. } = self;
        let but = but.iter().filter_map(|path| live.manifest.place(path));
        let but = but.collect::<BTreeSet<_>>();
        let places = live.manifest.places_in(folder);
        let wanted = places.clone().filter(|place| !but.contains(place)).collect::<Vec<_>>();
        self.keep_at(&wanted);
        let is_kept = |path: &String| {
            let place = live.manifest.place(path);
            place.is_some_and(|place| places.contains(&place) && !but.contains(&place))
        };
        let named = before.named.iter().filter(|(_, paths)| paths.iter().all(is_kept));
        let named = named.map(|(key, paths)| (*key, paths.clone())).collect::<Vec<_>>();
        let inside = before.parts.iter().filter(|(name, _)| is_inside(name, folder));
        let mut after = self.after();
        after.named.extend(named);
        after.parts.extend(inside.map(|(name, key)| (name.clone(), *key)));
    }

    /// Remembers of what the next build would make the files in a folder, if it would make the same ones.
    pub fn note_part(&self, folder: &str, key: Option<Key>) {
        self.after().parts.extend(key.map(|key| (folder.to_owned(), key)));
    }

    /// As [`Publisher::keep`], files that are named by their bytes; tells their paths.
    pub fn keep_named(&self, key: Key) -> Option<Vec<String>> {
        let paths = self.before.named.get(&key)?;
        let places = paths.iter().map(|path| self.live.manifest.place(path));
        let places = places.collect::<Option<Vec<_>>>()?;
        if !self.keep_at(&places) {
            return None;
        }
        self.after().named.insert(key, paths.clone());
        Some(paths.clone())
    }

    /// Remembers of what files are made that are named by their bytes.
    pub fn note_named(&self, key: Key, paths: Vec<String>) {
        self.after().named.insert(key, paths);
    }

    /// Keeps these files of the site that stands, all or none.
    fn keep_at(&self, places: &[usize]) -> bool {
        let keep = |place: &usize| {
            let (path, fingerprint) = self.live.manifest.at(*place);
            let inode = match self.intact[*place] {
                Some(inode) => inode,
                None => self.unchanged(path, fingerprint).ok().flatten()?,
            };
            let key = self.before.files.get(*place).copied().flatten();
            Some(Output { path: path.to_owned(), fingerprint, state: State::Kept(inode), key })
        };
        let kept = match places {
            [place] => keep(place).map(|kept| vec![kept]),
            places => places.par_iter().with_min_len(64).map(keep).collect(),
        };
        let is_kept = kept.is_some();
        self.outputs().extend(kept.into_iter().flatten());
        is_kept
    }
}

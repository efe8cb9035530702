//! What the files of the published site are made of: `.public.keys`, beside the site.
//!
//! A build asks it before it makes a file: what was made of the same is kept as it stands. It is only a memory: it names
//! the very manifest it belongs to and its own hash, so one that is torn, old or of another site is as good as none,
//! and then everything is made. It is written once the new site is in place.

#![expect(clippy::disallowed_methods, reason = "publishing is the stage that writes to the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

use crate::key::Key;

const HEADER: &[u8] = b"plan-portal keys 1\n";

/// What a site is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// Of each part of the site, by its folder.
    pub(super) parts: BTreeMap<String, Key>,
    /// Files that are named by their bytes.
    pub(super) named: BTreeMap<Key, Vec<String>>,
    /// Of each file of the manifest, in its order; not of those that are always made.
    pub(super) files: Vec<Option<Key>>,
}

impl Keys {
    /// The keys at `path`, if they are those of the site with this manifest.
    pub(super) fn load(path: &Path, manifest: u128) -> Option<Keys> {
        Keys::parse(&fs::read(path).ok()?, manifest)
    }

    fn parse(bytes: &[u8], manifest: u128) -> Option<Keys> {
        let mut rest = Rest(bytes.strip_prefix(HEADER)?);
        let hash = rest.number()?;
        if hash != xxh3_128(rest.0) || rest.number()? != manifest {
            return None;
        }
        let mut keys = Keys::default();
        for _ in 0..rest.count()? {
            let name = rest.text()?;
            keys.parts.insert(name, Key(rest.number()?));
        }
        for _ in 0..rest.count()? {
            let key = Key(rest.number()?);
            let paths = (0..rest.count()?).map(|_| rest.text()).collect::<Option<_>>()?;
            keys.named.insert(key, paths);
        }
        for _ in 0..rest.count()? {
            keys.files.push(Some(rest.number()?).filter(|key| *key != 0).map(Key));
        }
        rest.0.is_empty().then_some(keys)
    }

    fn to_bytes(&self, manifest: u128) -> Vec<u8> {
        let mut said = Vec::with_capacity(self.files.len() * size_of::<Key>() + 1024);
        said.extend(manifest.to_le_bytes());
        say_count(self.parts.len(), &mut said);
        for (name, Key(key)) in &self.parts {
            say_text(name, &mut said);
            said.extend(key.to_le_bytes());
        }
        say_count(self.named.len(), &mut said);
        for (Key(key), paths) in &self.named {
            said.extend(key.to_le_bytes());
            say_count(paths.len(), &mut said);
            paths.iter().for_each(|path| say_text(path, &mut said));
        }
        say_count(self.files.len(), &mut said);
        for key in &self.files {
            said.extend(key.map_or(0, |Key(key)| key).to_le_bytes());
        }
        [HEADER, &xxh3_128(&said).to_le_bytes(), &said].concat()
    }

    /// Puts the keys at `path`; where that fails the next build makes everything, no more.
    pub(super) fn save(&self, path: &Path, manifest: u128) {
        let _ = fs::write(path, self.to_bytes(manifest));
    }
}

fn say_count(count: usize, said: &mut Vec<u8>) {
    said.extend((count as u64).to_le_bytes());
}

fn say_text(text: &str, said: &mut Vec<u8>) {
    say_count(text.len(), said);
    said.extend(text.as_bytes());
}

/// What is not read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn number(&mut self) -> Option<u128> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u128::from_le_bytes(*number))
    }

    fn count(&mut self) -> Option<usize> {
        let (count, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        u64::from_le_bytes(*count).try_into().ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use crate::key::Key;

    #[test]
    fn what_is_written_is_read_only_with_its_own_manifest_and_whole() {
        let keys = Keys {
            parts: [(String::new(), Key(7)), ("o01".to_owned(), Key(u128::MAX))].into(),
            named: [(Key(3), vec!["assets/a.js".to_owned(), "assets/b.js".to_owned()])].into(),
            files: vec![Some(Key(1)), None, Some(Key(2))],
        };
        let bytes = keys.to_bytes(11);
        assert_eq!(Keys::parse(&bytes, 11), Some(keys));
        assert_eq!(Keys::parse(&bytes, 12), None);
        for length in 0..bytes.len() {
            assert_eq!(Keys::parse(&bytes[..length], 11), None);
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(Keys::parse(&other, 11), None, "byte {at}");
        }
    }
}

//! Words and their numbers: every word is looked up by a hash of its letters, and numbered as it is first met.
//!
//! An index looks words up a hundred thousand times, which a sorted map would do letter by letter. The order of the
//! numbers is that of the texts, never that of the hashes.

use std::hash::{BuildHasherDefault, Hasher};

use indexmap::{IndexMap, IndexSet};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What is known of words, by word; the place of a word is its number.
pub(super) type OfWords<T> = IndexMap<String, T, BuildHasherDefault<WordHasher>>;

/// Words, each once; the place of a word is its number.
pub(super) type Words = IndexSet<String, BuildHasherDefault<WordHasher>>;

/// The same hash on every machine.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    /// A string tells its end by one byte, which a hash of all its bytes need not know.
    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

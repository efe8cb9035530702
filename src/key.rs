//! Keys: of what a file of the site is made, in sixteen bytes.
//!
//! Two files, or two builds of one file, that are made of the same have the same key; what is made of something else
//! has another one. So a file whose key is that of the build before has the bytes of the build before, and neither
//! template nor zip has to run to know it. A key says nothing of the bytes themselves.

use std::hash::Hash;

use xxhash_rust::xxh3::Xxh3;

/// Of what something is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u128);

impl Key {
    /// The key of something made of `made_of`: everything that can change a byte of it, the program apart.
    pub fn of(made_of: &(impl Hash + ?Sized)) -> Key {
        let mut hasher = Xxh3::new();
        // The same content makes other bytes in another program.
        env!("PLAN_PORTAL_PROGRAM").hash(&mut hasher);
        made_of.hash(&mut hasher);
        Key(hasher.digest128())
    }
}

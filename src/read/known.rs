//! What files of the content said when they were read before: while their bytes stay the same, so does what they say.
//!
//! The preview reads the content after every change, and nearly all of it is as it was. Start reading at [`Known`].

use std::collections::BTreeMap;

use crate::key::Key;
use crate::read::file::Parsed;
use crate::source::FileId;

/// The files that were read without a fault, by their paths.
#[derive(Default)]
pub struct Known {
    is_lasting: bool,
    files: BTreeMap<String, Said>,
}

/// What a file said.
struct Said {
    /// The places in it name this file, so it says the same only under the same number.
    file: FileId,
    /// Of its text.
    key: Key,
    parsed: Parsed,
}

impl Known {
    /// Remembers what is read, for whoever reads again; the default remembers nothing.
    pub fn lasting() -> Known {
        Known { is_lasting: true, ..Known::default() }
    }

    /// What the file says, if it said it before.
    pub(in crate::read) fn said(&self, path: &str, file: FileId, text: &str) -> Option<Parsed> {
        let said = self.files.get(path).filter(|said| said.file == file)?;
        (said.key == Key::of(text)).then(|| said.parsed.clone())
    }

    /// Remembers what a file said, if it is to be remembered.
    pub(in crate::read) fn remember(
        &mut self,
        (path, file): (&str, FileId),
        text: &str,
        parsed: &Parsed,
    ) {
        if self.is_lasting {
            let said = Said { file, key: Key::of(text), parsed: parsed.clone() };
            self.files.insert(path.to_owned(), said);
        }
    }
}

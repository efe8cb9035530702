//! The file of a document -> its text, whichever way it was saved: as plain text, or as Word saves it.

use std::string::FromUtf8Error;

use super::docx;
use crate::text;
use crate::text::Text;

/// How a zip archive begins; a document of Word is one.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How a file of the old Word (.doc) begins, and a document of the new one that is locked by a password.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Why a file has no text.
#[derive(Debug)]
pub enum Unreadable {
    /// It is a text in another encoding than UTF-8.
    NotUtf8(FromUtf8Error),
    /// It is something else: what, and how to save it.
    Other {
        /// What the file is.
        message: Text,
        /// How to save it so that it can be read.
        help: Text,
    },
}

/// Whether the bytes are those of a document of Word, so that its lines are nobody's but ours.
pub fn is_word(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE)
}

/// The text of the file.
///
/// # Errors
/// When it is neither a text in UTF-8 nor a whole document of Word.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let as_docx = || {
        text!(
            uk: "відкрийте його у Word і збережіть: Файл → Зберегти як → Документ Word (.docx)",
            en: "open it in Word and save it: File → Save as → Word document (.docx)",
        )
    };
    let other = |message| Err(Unreadable::Other { message, help: as_docx() });
    if is_word(&bytes) {
        return docx::text(&bytes).or_else(|fault| {
            other(match fault {
                docx::Fault::NotADocument => text!(
                    uk: "це не документ Word",
                    en: "this is no Word document",
                ),
                docx::Fault::Damaged => text!(
                    uk: "документ Word пошкоджено, його не прочитати",
                    en: "the Word document is damaged and cannot be read",
                ),
            })
        });
    }
    if bytes.starts_with(OLD_OFFICE) {
        return other(text!(
            uk: "це документ старого Word (.doc) або документ, закритий паролем",
            en: "this is a document of the old Word (.doc), or one that is locked by a password",
        ));
    }
    if bytes.starts_with(b"{\\rtf") {
        return other(text!(uk: "це документ RTF", en: "this is a document in RTF"));
    }
    String::from_utf8(bytes).map_err(Unreadable::NotUtf8)
}

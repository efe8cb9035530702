//! Characters that nobody sees: control characters, and marks that turn the direction of writing.
//!
//! They come along when text is copied from elsewhere, show one text and mean another, and break tables and calendars.
//! Content never has them: they are dropped where a value is read, and the editor is told where they stood.

use std::borrow::Cow;

use crate::diagnostic::Diagnostics;
use crate::language::unseen::{has_unseen, is_unseen};
use crate::source::{FileId, Span};
use crate::text;

/// A value without them; the first is reported at `span`.
///
/// A value that stands in its file as it is has none, for the file was [`blanked`]: only an escape makes one.
pub(in crate::read) fn without(
    value: Cow<'_, str>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> String {
    let text = match value {
        Cow::Borrowed(written) => return written.to_owned(),
        Cow::Owned(unescaped) if !has_unseen(&unescaped) => return unescaped,
        Cow::Owned(unescaped) => unescaped,
    };
    if let Some(first) = text.chars().find(|letter| is_unseen(*letter)) {
        report(first, span, diagnostics);
    }
    text.chars().filter(|letter| !is_unseen(*letter)).collect()
}

/// The text of a file with blanks in their place, so that no place in it moves; the first of a line is reported.
pub(in crate::read) fn blanked<'t>(
    text: &'t str,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Cow<'t, str> {
    if !has_unseen(text) {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut is_told = false;
    for (at, letter) in text.char_indices() {
        is_told &= letter != '\n';
        if !is_unseen(letter) {
            blanked.push(letter);
            continue;
        }
        if !is_told {
            report(letter, Span::new(file, at..at + letter.len_utf8()), diagnostics);
        }
        is_told = true;
        blanked.extend(std::iter::repeat_n(' ', letter.len_utf8()));
    }
    Cow::Owned(blanked)
}

fn report(letter: char, span: Span, diagnostics: &mut Diagnostics) {
    let code = format!("U+{:04X}", u32::from(letter));
    let message = text!(
        uk: "у тексті є невидимий керівний знак {code}; на сторінках його не буде",
        en: "the text has an invisible control character {code}; the pages will not have it",
    );
    let help = text!(
        uk: "зітріть це місце й наберіть слово наново",
        en: "delete this place and type the word anew",
    );
    diagnostics.warning("unseen-character", span, message).help(help);
}

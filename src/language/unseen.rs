//! Characters that nobody sees: control characters, and marks that turn the direction of writing.
//!
//! Content never has them: reading drops them where a value is read, and `markdown.rs` where a text makes one of its
//! own, as `&#1;` does. Files rely on it, which mark places with them (`site/output/marks.rs`).

/// Whether nobody sees this character; line ends and tabs are seen by what they do.
pub fn is_unseen(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

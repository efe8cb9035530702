//! Characters that nobody sees: control characters, and marks that turn the direction of writing.
//!
//! Content never has them: reading drops them where a value is read, and `markdown.rs` where a text makes one of its
//! own, as `&#1;` does. Files rely on it, which mark places with them (`site/output/marks.rs`).

/// Whether a text has one, told by its bytes, which is much sooner than by its letters.
pub fn has_unseen(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        0..=8 | 0xb | 0xc | 0xe..=0x1f | 0x7f => true,
        // These two bytes begin letters, never stand within one.
        0xc2 => matches!(bytes.get(at + 1), Some(0x80..=0x9f)),
        0xe2 => {
            matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xaa..=0xae] | [0x81, 0xa6..=0xa9]))
        }
        _ => false,
    })
}

/// Whether nobody sees this character; line ends and tabs are seen by what they do.
pub fn is_unseen(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::{has_unseen, is_unseen};

    #[test]
    fn bytes_miss_no_character() {
        for letter in '\u{0}'..='\u{3100}' {
            assert_eq!(has_unseen(&format!("а{letter}б")), is_unseen(letter), "{letter:?}");
        }
    }
}

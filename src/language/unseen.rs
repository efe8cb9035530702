//! Characters that nobody sees: control characters, and marks that turn the direction of writing.
//!
//! Content never has them: reading drops them where a value is read, and `markdown.rs` where a text makes one of its
//! own, as `&#1;` does. Files rely on it, which mark places with them (`site/output/marks.rs`).

/// Whether a text has one, told by its bytes: all of them are looked at side by side, which is soonest.
pub fn has_unseen(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (second, third) = (bytes.get(1..).unwrap_or(&[]), bytes.get(2..).unwrap_or(&[]));
    let is_in = |byte: u8, first: u8, last: u8| (byte >= first) & (byte <= last);
    let one =
        |byte: u8| (byte < b' ') & !is_in(byte, b'\t', b'\n') & (byte != b'\r') | (byte == 0x7f);
    // These bytes begin letters, never stand within one.
    let two = |a: u8, b: u8| (a == 0xc2) & (b < 0xa0);
    let three = |a: u8, b: u8, c: u8| {
        (a == 0xe2) & ((b == 0x80) & is_in(c, 0xaa, 0xae) | (b == 0x81) & is_in(c, 0xa6, 0xa9))
    };
    let has_one = bytes.iter().fold(false, |has, a| has | one(*a));
    let pairs = bytes.iter().zip(second);
    let has_longer = pairs.clone().fold(false, |has, (a, b)| has | two(*a, *b));
    has_one | has_longer | pairs.zip(third).fold(false, |has, ((a, b), c)| has | three(*a, *b, *c))
}

/// Whether nobody sees this character; line ends and tabs are seen by what they do.
pub fn is_unseen(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

/// Whether a character takes no place, though content may have it: it comes with copied text.
pub fn has_no_width(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
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

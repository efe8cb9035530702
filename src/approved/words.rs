//! What counts as a word of the document, and where a bullet stands.
//!
//! A word is what blanks part; a bullet is layout, not a word. Both the document and the content
//! go through [`words`], so that the two can be held against each other: content keeps an item
//! without its dash, the document prints «…: - перше; - друге».

/// A word and the line of the document where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The line, from 1.
    pub line_number: usize,
    /// The word with its punctuation.
    pub text: &'a str,
}

/// The words of `text` in order, without bullets.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(split_bullets).flat_map(|(_, piece)| piece.split_whitespace())
}

/// Cuts one line at its bullets: «щодо: - ПС; - ДОС» is `(false, "щодо:")`, `(true, "ПС;")`,
/// `(true, "ДОС»)`.
///
/// A bullet is a dash at the beginning, or a dash after «:», «;» or «.» and a blank; a dash
/// anywhere else («STEM - лабораторій», «центр – простір») is a word like any other.
pub fn split_bullets(line: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut begins = 0;
    let mut bullet = false;
    let mut may_start = true;
    for (at, token) in tokens(line) {
        if may_start && let Some(length) = bullet_length(token) {
            push(&mut pieces, bullet, line.get(begins..at));
            begins = at + length;
            bullet = true;
            // «- - перше» is one bullet, so that a piece never begins with another.
            may_start = length == token.len() || token.ends_with([':', ';', '.']);
        } else {
            may_start = token.ends_with([':', ';', '.']);
        }
    }
    push(&mut pieces, bullet, line.get(begins..));
    pieces
}

fn push<'a>(pieces: &mut Vec<(bool, &'a str)>, bullet: bool, piece: Option<&'a str>) {
    let piece = piece.unwrap_or_default().trim();
    if !piece.is_empty() {
        pieces.push((bullet, piece));
    }
}

/// The tokens that blanks part, with the byte where each begins.
fn tokens(line: &str) -> impl Iterator<Item = (usize, &str)> {
    // A token is a part of the line, so its address says where it begins.
    line.split_whitespace().map(move |token| (token.as_ptr().addr() - line.as_ptr().addr(), token))
}

/// How many bytes of the token are a bullet; a dash glued to a letter counts («-навчальної»).
fn bullet_length(token: &str) -> Option<usize> {
    let mut letters = token.chars();
    let first = letters.next()?;
    match (first, letters.next()) {
        ('-' | '–' | '—' | '−' | '‒' | '•' | '·' | '▪' | '●' | '◦' | '*' | '\u{f0b7}', None) => {
            Some(first.len_utf8())
        }
        ('-' | '–' | '•' | '\u{f0b7}', Some(next)) if next.is_alphabetic() || next == '«' => {
            Some(first.len_utf8())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_inside_a_phrase_is_a_word() {
        let line = "та STEM - лабораторій: - перше; - друге – й третє";
        assert_eq!(
            split_bullets(line),
            [(false, "та STEM - лабораторій:"), (true, "перше;"), (true, "друге – й третє")]
        );
        assert_eq!(split_bullets("старших майстрів:-ОПЛ"), [(false, "старших майстрів:-ОПЛ")]);
        assert_eq!(split_bullets("-навчальної роботи"), [(true, "навчальної роботи")]);
        assert_eq!(split_bullets("-5 °C"), [(false, "-5 °C")]);
        assert_eq!(split_bullets(" - "), []);
    }

    #[test]
    fn words_of_document_and_content_are_the_same() {
        let document = words("- круглих столів:").collect::<Vec<_>>();
        assert_eq!(document, words("круглих  столів:").collect::<Vec<_>>());
    }
}

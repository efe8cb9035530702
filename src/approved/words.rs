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
/// A bullet is a dash at the beginning, or a dash after «:», «;» or the full stop of a sentence and
/// a blank; a dash anywhere else («STEM - лабораторій», «вересень 2026 р. – травень», «Сич І.В. –
/// методист») is a word like any other.
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
            may_start = length == token.len() || ends_a_phrase(token);
        } else {
            may_start = ends_a_phrase(token);
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

/// Whether a bullet may follow; the dot of «р.», «год.», «І.В.» or «15.02.» ends no sentence.
fn ends_a_phrase(token: &str) -> bool {
    const SHORTEST_WORD: usize = 4;
    if token.ends_with([':', ';']) {
        return true;
    }
    let Some(word) = token.strip_suffix('.') else { return false };
    let last = word.trim_end_matches(['»', '"', ')']);
    let last = last.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    word.ends_with(['»', '"', ')']) || last.chars().count() >= SHORTEST_WORD
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
        for whole in
            ["вересень 2026 р. – травень 2027 р.", "Сич І. В. – методист", "до 15.02. – 20.02."]
        {
            assert_eq!(split_bullets(whole), [(false, whole)]);
        }
        assert_eq!(split_bullets("про навчання. - друге").len(), 2);
        assert_eq!(split_bullets("«Тема». - друге").len(), 2);
    }

    #[test]
    fn words_of_document_and_content_are_the_same() {
        let document = words("- круглих столів:").collect::<Vec<_>>();
        assert_eq!(document, words("круглих  столів:").collect::<Vec<_>>());
    }
}

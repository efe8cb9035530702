//! Words on one line: lists, titles and calendars have no room for line breaks.

use std::borrow::Cow;

/// Words with one blank between each two, as they are where they stand so already.
pub fn one_line(words: &str) -> Cow<'_, str> {
    // Most words are such, which their bytes tell soonest: other blanks begin with one of these bytes.
    let begins_other = |byte: &u8| (*byte < b' ') | matches!(*byte, 0xc2 | 0xe1 | 0xe2 | 0xe3);
    let has_other =
        words.as_bytes().iter().fold(false, |is_found, byte| is_found | begins_other(byte));
    let pairs = words.bytes().zip(words.bytes().skip(1));
    let is_double = |(one, next)| (one == b' ') & (next == b' ');
    let has_double = pairs.fold(false, |is_found, pair| is_found | is_double(pair));
    if !has_other && !has_double && !words.starts_with(' ') && !words.ends_with(' ') {
        return Cow::Borrowed(words);
    }
    let mut last = ' ';
    let is_even = |letter: char| {
        let is_blank = letter.is_whitespace();
        let fits = !is_blank || (letter == ' ' && last != ' ');
        last = letter;
        fits
    };
    match words.chars().all(is_even) && !words.ends_with(' ') {
        true => Cow::Borrowed(words),
        false => Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::one_line;

    #[test]
    fn line_breaks_and_blanks_become_one_blank() {
        assert!(matches!(one_line("Нарада 1"), Cow::Borrowed("Нарада 1")));
        for words in [" Нарада 1", "Нарада 1 ", "Нарада  1", "Нарада\n1", "Нарада\u{a0}1"]
        {
            assert_eq!(one_line(words), "Нарада 1");
        }
    }
}

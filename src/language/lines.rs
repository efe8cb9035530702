//! Words on one line: lists, titles and calendars have no room for line breaks.

use std::borrow::Cow;

/// Words with one blank between each two, as they are where they stand so already.
pub fn one_line(words: &str) -> Cow<'_, str> {
    if !may_have_more(words) && !words.starts_with(' ') && !words.ends_with(' ') {
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

/// Words without the marks of a list around them: «круглих столів» of «- круглих столів:».
pub fn without_marks(words: &str) -> &str {
    let words = words.trim_start_matches(['-', '–', '—', '•', ' ', '\u{a0}']);
    words.trim_end_matches([';', ':', ',', ' ', '\u{a0}'])
}

/// The beginning of a text that was cut at a word, so that nothing hangs in the air before «…»: no «підготовка до», no
/// «з питань та», no mark that opens or goes on.
pub fn without_hanging(cut: &str) -> &str {
    let mut kept = cut;
    loop {
        kept = kept.trim_end_matches([' ', ',', ';', ':', '.', '–', '—', '-', '«', '„', '(']);
        let Some((before, last)) = kept.rsplit_once(' ') else { return kept };
        let word = last.trim_start_matches(['«', '„', '"', '(']);
        let is_short = word.chars().count() <= 2 || HANGING.contains(&word.to_lowercase().as_str());
        // «Додаток 1», «(ст. 5)» and the end of a quotation are whole.
        if !is_short || last.chars().any(|sign| sign.is_ascii_digit() || "»”\")".contains(sign))
        {
            return kept;
        }
        kept = before;
    }
}

/// Words of three letters and more that lead to the next one.
const HANGING: [&str; 15] = [
    "для",
    "про",
    "щодо",
    "від",
    "над",
    "при",
    "під",
    "або",
    "що",
    "між",
    "без",
    "через",
    "після",
    "перед",
    "також",
];

/// Whether words may have other blanks than single ones, told by their bytes: most have none, and so it shows soonest.
fn may_have_more(words: &str) -> bool {
    let begins_one = |a: u8, b: u8, c: u8| {
        let is_general = (b == 0x80) & ((c <= 0x8a) | (c >= 0xa8)) | (b == 0x81);
        (a < b' ')
            | (a == b' ') & (b == b' ')
            | (a == 0xc2) & ((b == 0x85) | (b == 0xa0))
            | (a == 0xe1)
            | (a == 0xe2) & is_general
            | (a == 0xe3)
    };
    let bytes = words.as_bytes();
    let (second, third) = (bytes.get(1..).unwrap_or(&[]), bytes.get(2..).unwrap_or(&[]));
    let threes = bytes.iter().zip(second).zip(third);
    let has_one = threes.fold(false, |has, ((a, b), c)| has | begins_one(*a, *b, *c));
    // Behind the last two nothing stands.
    has_one
        || match bytes {
            [.., a, b] => begins_one(*a, *b, 0) || begins_one(*b, 0, 0),
            [a] => begins_one(*a, 0, 0),
            [] => false,
        }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{may_have_more, one_line, without_hanging, without_marks};

    #[test]
    fn bytes_miss_no_blank() {
        for letter in '\u{0}'..='\u{3100}' {
            let is_blank = letter.is_whitespace() && letter != ' ';
            for words in [format!("а{letter}б"), format!("а{letter}"), format!("{letter}б в")]
            {
                assert!(may_have_more(&words) || !is_blank, "{words:?}");
            }
        }
    }

    #[test]
    fn line_breaks_and_blanks_become_one_blank() {
        assert!(matches!(one_line("Нарада 1"), Cow::Borrowed("Нарада 1")));
        for words in [" Нарада 1", "Нарада 1 ", "Нарада  1", "Нарада\n1", "Нарада\u{a0}1"]
        {
            assert_eq!(one_line(words), "Нарада 1");
        }
    }

    #[test]
    fn marks_of_a_list_are_no_part_of_a_name() {
        assert_eq!(without_marks("- круглих столів:"), "круглих столів");
        assert_eq!(without_marks("– нарад за 2026 р.;"), "нарад за 2026 р.");
        assert_eq!(without_marks("Нарада"), "Нарада");
    }

    #[test]
    fn nothing_hangs_where_a_text_is_cut() {
        for (cut, kept) in [
            ("Нарада щодо підготовки до", "Нарада щодо підготовки"),
            ("навчання у закладах освіти в", "навчання у закладах освіти"),
            ("Семінар на тему: «Про", "Семінар на тему"),
            ("методисти та також для", "методисти"),
            ("за додатком 5", "за додатком 5"),
            ("гурток «Я і ти»", "гурток «Я і ти»"),
            ("у", "у"),
        ] {
            assert_eq!(without_hanging(cut), kept, "{cut}");
        }
    }
}

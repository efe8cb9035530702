//! Marks that stand for what the cell above says: «-//-», «—"—», «те саме».

use crate::language::normalize::lower_common;

const IN_WORDS: [&str; 7] =
    ["те саме", "те ж", "те ж саме", "той самий", "ті самі", "ті ж", "так само"];

/// Whether the words of a cell only point at the cell above.
pub fn is_ditto(words: &str) -> bool {
    let words = words.trim();
    // Every cell of a plan comes by here, and nearly all begin as no such mark does.
    let first = words.chars().next().and_then(lower_common);
    if first.is_some_and(|first| !IN_WORDS.iter().any(|known| known.starts_with(first))) {
        return false;
    }
    let words = words.trim_end_matches('.').to_lowercase();
    if IN_WORDS.contains(&words.as_str()) {
        return true;
    }
    let marks = words.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let is_mark = |letter: char| "-–—―−/\"″”“„〃'’".contains(letter);
    // A dash alone says that there is nothing.
    let says_so = marks.contains("//") || marks.contains(['"', '″', '”', '“', '〃']);
    says_so && marks.chars().all(is_mark)
}

#[cfg(test)]
mod tests {
    use super::is_ditto;

    #[test]
    fn marks_are_told_from_words_and_dashes() {
        for ditto in
            ["-//-", "– // –", "——//——", "//", "-\"-", "〃", "″", "Те саме", "те ж.", "—”—"]
        {
            assert!(is_ditto(ditto), "{ditto}");
        }
        for other in ["", "-", "—", "січень", "«Тема»", "5/6", "те", "- консультації"]
        {
            assert!(!is_ditto(other), "{other}");
        }
    }
}

//! Short words for events: the lead of an entry and its item, cut at a word and never inside a quotation.

use crate::language::lines::{one_line, without_hanging};
use crate::plan::Row;

/// A summary on a phone.
pub(in crate::site) const SHORT: usize = 72;
/// A line of a digest.
pub(in crate::site) const LONG: usize = 110;
/// What of it an entry's lead may take before its item.
const LEAD: usize = 30;

/// «вебінари: Гендерна рівність учасників освітнього процесу…» in at most `most` characters.
pub(in crate::site) fn lead(row: &Row<'_>, most: usize) -> String {
    let Some(item) = row.item else {
        let entry = bare(&row.entry.text);
        // The last line leads to items; without it the entry says the rest.
        return if entry.is_empty() { number(row) } else { shorten(&entry, most) };
    };
    let item = bare(&item.text);
    let last = row.entry.text.lines().rev().map(bare).find(|line| !line.is_empty());
    let Some(last) = last else { return shorten(&item, most) };
    let above = shorten(&last, LEAD);
    shorten(&format!("{}: {item}", above.trim_end_matches([':', ' '])), most)
}

/// «Пункт 2.22.8»; of an entry without a number «Пункт».
pub(in crate::site) fn number(row: &Row<'_>) -> String {
    format!("Пункт {}", row.entry.number.trim_end_matches('.')).trim_end().to_owned()
}

/// Words on one line, without the dash before and the stop or colon after them.
fn bare(words: &str) -> String {
    let words = one_line(words);
    let words = words.trim_start_matches(['-', '–', '—', '•', ' ']);
    words.trim_end_matches([';', ':', ',', '.', ' ']).to_owned()
}

/// The first letter as a capital.
pub(in crate::site) fn with_capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// At most `most` characters: cut at a word, before a quotation or bracket rather than inside it.
pub(in crate::site) fn shorten(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    if let Some(cut) = cut(words, most).filter(|cut| cut.chars().count() * 3 >= most) {
        return format!("{cut}…");
    }
    // One long quotation: its words without the marks.
    let unquoted = words.replace(['«', '»', '"', '“', '”', '„', '(', ')'], "");
    let unquoted = one_line(&unquoted);
    if unquoted.chars().count() <= most {
        return unquoted.into_owned();
    }
    match cut(&unquoted, most) {
        Some(cut) => format!("{cut}…"),
        // One long word.
        None => format!("{}…", unquoted.chars().take(most - 1).collect::<String>()),
    }
}

/// The longest beginning that ends with a whole word outside of quotations and leaves room for «…».
fn cut(words: &str, most: usize) -> Option<String> {
    let mut depth = 0_usize;
    let mut is_in_straight_quotes = false;
    let mut end = None;
    for (count, (at, sign)) in words.char_indices().enumerate() {
        if count >= most {
            break;
        }
        match sign {
            '«' | '„' | '“' | '(' => depth += 1,
            '»' | '”' | ')' => depth = depth.saturating_sub(1),
            '"' => is_in_straight_quotes = !is_in_straight_quotes,
            ' ' if depth == 0 && !is_in_straight_quotes => end = Some(at),
            _ => {}
        }
    }
    let kept = without_hanging(words.get(..end?)?);
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn words_are_cut_at_a_word_and_never_inside_a_quotation() {
        assert_eq!(shorten("Нарада", 10), "Нарада");
        assert_eq!(shorten("Нарада щодо підготовки до року", 23), "Нарада щодо підготовки…");
        assert_eq!(shorten("Нарада щодо підготовки до року", 27), "Нарада щодо підготовки…");
        assert_eq!(
            shorten("Семінар для педагогів «Сучасні методи навчання»", 34),
            "Семінар для педагогів…"
        );
        let quoted = "«Інтегрований погляд на загальноосвітні предмети як інструмент»";
        assert_eq!(shorten(quoted, 30), "Інтегрований погляд…");
        assert_eq!(shorten("Проєкт «А б в г ґ д е є ж з» і далі", 20), "Проєкт…");
        assert_eq!(shorten(&"я".repeat(30), 10), "яяяяяяяяя…");
    }
}

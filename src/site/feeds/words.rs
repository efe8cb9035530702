//! Short words for events: the lead of an entry and its item, cut at a word and never inside a quotation.

use crate::language::lines::{one_line, without_hanging, without_marks};
use crate::plan::{Portal, Responsible, Row};
use crate::site::index::Index;

/// A summary on a phone.
pub(in crate::site) const SHORT: usize = 72;
/// A line of a digest.
pub(in crate::site) const LONG: usize = 110;
/// What of it an entry's lead may take before its item.
const LEAD: usize = 30;

/// «вебінари: Гендерна рівність учасників освітнього процесу…» in at most `most` characters.
pub(in crate::site) fn lead(portal: &Portal, index: &Index, row: &Row<'_>, most: usize) -> String {
    let words = match row.item {
        Some(item) => bare(&item.text),
        None => bare(&portal.words_of(row.idx.entry)),
    };
    // «викладачів предметів ЗОП …» goes on from the entry above it; what begins with a capital says itself what it is.
    let goes_on = row.item.is_some() || words.starts_with(char::is_lowercase);
    let above = match row.item {
        Some(_) => last_line(&row.entry.text).or_else(|| above(portal, index, row)),
        None => above(portal, index, row),
    };
    if words.is_empty() {
        return above.map_or_else(|| number(row), |above| shorten(&above, most));
    }
    let Some(above) = above.filter(|_| goes_on) else { return shorten(&words, most) };
    let above = shorten(&above, LEAD);
    let above = above.trim_end_matches([':', ' ']);
    let left = most.saturating_sub(above.chars().count() + 2);
    format!("{above}: {}", shorten(&words, left))
}

/// The words of the entry above, from which an entry goes on.
fn above(portal: &Portal, index: &Index, row: &Row<'_>) -> Option<String> {
    last_line(&portal.entries[index.parent_of(row.idx.entry)?].text)
}

/// The line that leads to what follows.
fn last_line(words: &str) -> Option<String> {
    words.lines().rev().map(bare).find(|line| !line.is_empty())
}

/// The words of «Відповідальні» in one line: names that only a blank or the end of a line parts have commas.
pub(in crate::site) fn people(row: &Row<'_>) -> String {
    let words = row.responsible.words.as_str();
    let mut line = String::with_capacity(words.len() + 16);
    let mut at = 0;
    for Responsible { range, qualifier, who: _ } in row.responsible.meaning.iter() {
        let gap = words.get(at..range.start).unwrap_or_default();
        let is_bare = at > 0 && !gap.is_empty() && gap.trim().is_empty();
        line.push_str(if is_bare { ", " } else { gap });
        let end = range.end.max(qualifier.end).max(at);
        line.push_str(words.get(range.start.max(at)..end).unwrap_or_default());
        at = end;
    }
    line.push_str(words.get(at..).unwrap_or_default());
    one_line(&line).into_owned()
}

/// «Пункт 2.22.8»; of an entry without a number «Пункт».
pub(in crate::site) fn number(row: &Row<'_>) -> String {
    format!("Пункт {}", row.entry.number.trim_end_matches('.')).trim_end().to_owned()
}

/// Words on one line, without the dash before and the stop or colon after them.
fn bare(words: &str) -> String {
    let words = one_line(words);
    without_marks(&words).trim_end_matches([';', ':', ',', '.', ' ']).to_owned()
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

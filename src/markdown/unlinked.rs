//! What was to be a link and is none: «[звіт](files/Звіт 1.pdf)», «[пункт] (entries/1-1.html)».
//!
//! Markdown takes such words for words, and readers see brackets. Start reading at [`unlinked`].

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::markdown::parser;
use crate::plan::Markdown;

/// Why brackets became no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlinked {
    /// The address has blanks.
    Blanks,
    /// A blank stands between the words and the address.
    Apart,
    /// The bracket after the address is missing.
    Open,
}

/// The addresses that became no link, and the bytes of the text where they stand.
pub fn unlinked(markdown: &Markdown) -> Vec<(Unlinked, Range<usize>)> {
    let text = markdown.text.as_str();
    if !text.contains("](") && !text.contains("] (") {
        return Vec::new();
    }
    let taken = taken(text);
    let mut found = Vec::new();
    for (at, _) in text.match_indices(']') {
        if taken.iter().any(|range| range.contains(&at)) {
            continue;
        }
        let after = text.get(at + 1..).unwrap_or_default();
        let gap = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
        let Some(address) = after.get(gap..).and_then(|after| after.strip_prefix('(')) else {
            continue;
        };
        let line = address.lines().next().unwrap_or_default();
        let end = line.find(')');
        let address = line.get(..end.unwrap_or(line.len())).unwrap_or_default().trim();
        if !is_address(address) {
            continue;
        }
        let start = at + 1 + gap + 1;
        let why = match end {
            _ if gap > 0 => Unlinked::Apart,
            None => Unlinked::Open,
            Some(_) if address.contains(char::is_whitespace) => Unlinked::Blanks,
            Some(_) => continue,
        };
        found.push((why, start..start + address.len()));
    }
    found
}

/// Links, pictures and code: their brackets are what they seem.
fn taken(text: &str) -> Vec<Range<usize>> {
    let is_whole = |event: &Event<'_>| {
        matches!(
            event,
            Event::Code(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
        )
    };
    let events = parser(text).into_offset_iter();
    events.filter(|(event, _)| is_whole(event)).map(|(_, range)| range).collect()
}

/// Words in brackets are often just words: an address has a scheme, or a folder or an ending.
fn is_address(words: &str) -> bool {
    let has_ending = words.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty()
            && (2..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let has_scheme = ["http://", "https://", "mailto:"].iter().any(|it| words.starts_with(it));
    has_scheme || words.starts_with("files/") || has_ending
}

#[cfg(test)]
mod tests {
    use super::{Unlinked, unlinked};
    use crate::plan::Markdown;
    use crate::source::{Sources, Span};

    #[test]
    fn brackets_that_are_no_link_are_found() {
        let file = Sources::default().add("pages/a.md".to_owned(), String::new());
        let found = |text: &str| {
            let markdown = Markdown { text: text.to_owned(), span: Span::new(file, 0..text.len()) };
            let found = unlinked(&markdown).into_iter();
            let words =
                |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
            found.map(|(why, range)| (why, words(range))).collect::<Vec<_>>()
        };
        for (text, why, address) in [
            ("[звіт](files/Звіт 1.pdf)", Unlinked::Blanks, "files/Звіт 1.pdf"),
            ("![Фото](Фото 1.jpg) і", Unlinked::Blanks, "Фото 1.jpg"),
            ("[пункт] (entries/1-1.html).", Unlinked::Apart, "entries/1-1.html"),
            ("[пункт](entries/1-1.html", Unlinked::Open, "entries/1-1.html"),
        ] {
            assert_eq!(found(text), [(why, address.to_owned())], "{text}");
        }
        for text in [
            "[звіт](<files/Звіт 1.pdf>)",
            "[звіт](files/zvit.pdf \"Назва\")",
            "[1] (див. нижче)",
            "[так](і ні)",
            "`[звіт](files/Звіт 1.pdf)`",
            "    [звіт](files/Звіт 1.pdf)\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}

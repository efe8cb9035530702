//! Odd things the document may really have: quotes that do not close, two alphabets in a word, empty cells,
//! a heading that differs from the contents.

use crate::check::{acknowledgement, narrow, or_acknowledge};
use crate::diagnostic::Diagnostics;
use crate::language::order::bare_number;
use crate::plan::{Entry, Portal};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::Text;

/// Every approved text of the entries with what an acknowledgement calls it.
fn texts(portal: &Portal) -> impl Iterator<Item = (&str, Span, &str)> {
    portal.entries.iter().flat_map(|(_, entry)| {
        let own = (entry.text.as_str(), entry.text_span, entry.called());
        let items = entry.items.iter().map(|item| &portal.items[item]);
        let items = items.map(|item| (item.text.as_str(), item.span, item.id.as_str()));
        std::iter::once(own).chain(items)
    })
}

/// `unbalanced-quotes`: « without » or the other way round.
pub(in crate::check) fn quotes(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (words, span, at) in texts(portal) {
        let (open, close) = (words.matches('«').count(), words.matches('»').count());
        if open != close {
            let message = text!(
                uk: "{at}: лапки без пари, відкрито {open}, закрито {close}",
                en: "{at}: quotes without a pair, {open} opened, {close} closed",
            );
            let help = acknowledgement("unbalanced-quotes", at);
            diagnostics.remark("unbalanced-quotes", span, message).help(help).subject(at);
        }
    }
}

/// `mixed-alphabet`: Latin and Cyrillic letters in one word; search would not find it as it looks.
pub(in crate::check) fn alphabets(
    portal: &Portal,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let headings = portal
        .sections
        .iter()
        .map(|(_, section)| (section.heading.as_str(), section.span, section.id.as_str()));
    let texts = texts(portal).chain(headings);
    let has_latin = |words: &str| {
        words.bytes().fold(false, |has_one, byte| has_one | byte.is_ascii_alphabetic())
    };
    for (words, span, at) in texts.filter(|(words, ..)| has_latin(words)) {
        let mut mixed = words.split(|letter: char| !letter.is_alphabetic()).filter(|word| {
            let latin = word.chars().any(|letter| letter.is_ascii_alphabetic());
            let cyrillic = word.chars().any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter));
            latin && cyrillic
        });
        if let Some(word) = mixed.next() {
            let message = text!(
                uk: "{at}: у слові «{word}» і кириличні, і латинські літери",
                en: "{at}: the word «{word}» mixes Cyrillic and Latin letters",
            );
            let span = narrow(sources, span, word);
            let mend = text!(uk: "наберіть слово наново", en: "type the word anew");
            let help = or_acknowledge(&mend, "mixed-alphabet", at);
            diagnostics.remark("mixed-alphabet", span, message).help(help).subject(at);
        }
    }
}

/// `empty-text`, `empty-responsible`, `empty-term`: a piece of work of which it is not said what, by whom or when.
pub(in crate::check) fn empty_cells(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (idx, entry) in portal.entries.iter() {
        if entry.text.trim().is_empty() && entry.items.is_empty() {
            let at = entry.called();
            let message = text!(uk: "{at}: змісту роботи немає", en: "{at}: there is no text");
            let help = to_fill("text", "empty-text", at);
            diagnostics.remark("empty-text", entry.text_span, message).help(help).subject(at);
        }
        if is_heading(entry, portal) {
            continue;
        }
        for row_idx in portal.rows_of(idx) {
            let row = portal.row(row_idx);
            let (span, at) = match row.item {
                Some(item) => (item.span, item.id.as_str()),
                None => (entry.span, entry.called()),
            };
            if row.responsible.words.is_empty() {
                let message = text!(uk: "{at}: відповідального не названо", en: "{at}: nobody is responsible");
                let help = to_fill("responsible", "empty-responsible", at);
                diagnostics.remark("empty-responsible", span, message).help(help).subject(at);
            }
            if row.term.words.is_empty() {
                let message = text!(uk: "{at}: терміну немає", en: "{at}: there is no term");
                let help = to_fill("term", "empty-term", at);
                diagnostics.remark("empty-term", span, message).help(help).subject(at);
            }
        }
    }
}

/// What to do with an empty cell: mostly it has not been filled in yet.
fn to_fill(key: &str, code: &str, at: &str) -> Text {
    let mend = text!(
        uk: "впишіть слова плану в ключ {key}",
        en: "write the plan's words in the key {key}",
    );
    or_acknowledge(&mend, code, at)
}

/// An entry whose numbered entries below it say the rest: 2.3 before 2.3.1.
fn is_heading(entry: &Entry, portal: &Portal) -> bool {
    let cells = &entry.cells;
    if !cells.responsible.words.is_empty() || !cells.term.words.is_empty() {
        return false;
    }
    let prefix = format!("{}.", entry.called());
    let section = &portal.sections[entry.section];
    let mut siblings = section.entries.iter().map(|sibling| &portal.entries[sibling]);
    siblings.any(|sibling| bare_number(&sibling.number).starts_with(&prefix))
}

/// `heading-differs`: the table's heading says a section's title otherwise than the contents.
pub(in crate::check) fn headings(
    portal: &Portal,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    for (_, section) in portal.sections.iter() {
        let title = key(&section.title);
        let (_, heading) = section.heading.split_once('.').unwrap_or(("", &section.heading));
        if !section.heading.is_empty()
            && !section.heading.contains(&section.title)
            && key(heading) != title
        {
            let at = section.id.as_str();
            let (heading, title) = (&section.heading, &section.title);
            let message = text!(
                uk: "заголовок «{heading}» і назва у змісті плану «{title}» різняться",
                en: "the heading «{heading}» and the title in the contents «{title}» differ",
            );
            let span = narrow(sources, section.span, &format!("\"{heading}\""));
            let mend = text!(uk: "виправте heading або title", en: "mend heading or title");
            let help = or_acknowledge(&mend, "heading-differs", at);
            diagnostics.remark("heading-differs", span, message).help(help).subject(at);
        }
    }
}

fn key(words: &str) -> String {
    let letters = words.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

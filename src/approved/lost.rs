//! A guard: no word of the text may fall through the parser.

use std::collections::BTreeMap;

use super::printed::{printed_lines, texts};
use super::{ApprovedDocument, Line, clean, words};

/// The words of `text` that `document` does not hold, with their lines; empty unless the parser
/// has a fault. Rules, bullets and dashes, repeated column heads, leading dots are no words here.
pub fn lost_words(text: &str, document: &ApprovedDocument) -> Vec<(usize, String)> {
    let bare = |word: &str| word.trim_end_matches(['.', '…', '_']).to_owned();
    let mut held = BTreeMap::<String, usize>::new();
    for word in all_words(document) {
        *held.entry(bare(word)).or_default() += 1;
    }
    let mut lost = Vec::new();
    let columns = texts(&document.columns);
    let mut seen_columns = false;
    for line in printed_lines(text).iter().filter(|line| !line.is_rule) {
        let repeats_columns = seen_columns && line.filled() == columns;
        seen_columns |= line.filled() == columns;
        if repeats_columns || line.is_column_numbers() {
            continue;
        }
        for word in line.cells.iter().flatten().flat_map(Line::words) {
            let word = bare(word.text);
            match held.get_mut(&word) {
                _ if word == clean::JOINS_ABOVE => {}
                _ if word.is_empty() || matches!(word.as_str(), "-" | "–" | "—") => {}
                Some(count) if *count > 0 => *count -= 1,
                _ => lost.push((line.line_number, word)),
            }
        }
    }
    lost
}

fn all_words(document: &ApprovedDocument) -> impl Iterator<Item = &str> {
    let lines = document.title_block.iter().flatten();
    let lines = lines
        .chain(&document.contents_heading)
        .chain(&document.introduction_heading)
        .chain(&document.introduction)
        .chain(&document.columns)
        .chain(&document.other_columns)
        .chain(
            document
                .sections
                .iter()
                .flat_map(|section| section.introduction.iter().chain(&section.notes)),
        )
        .chain(document.sections.iter().flat_map(|section| &section.rows).flat_map(|row| {
            let cells = row.cells.iter().chain(&row.remarks);
            row.headings.iter().chain(cells.flatten())
        }))
        .chain(&document.signature)
        .chain(document.appendix.iter().flatten())
        .chain(&document.notes)
        .map(|line| line.text.as_str());
    let contents = document.contents.iter().flat_map(|row| [&row.number, &row.title, &row.sheets]);
    let focus = document.focus.iter().flat_map(|focus| [&focus.lead, &focus.text]);
    let headings = document.sections.iter().map(|section| &section.heading);
    let numbers = document.sections.iter().flat_map(|section| &section.rows).map(|row| &row.number);
    let strings = contents.chain(focus).chain(headings).chain(numbers).map(String::as_str);
    lines.chain(strings).flat_map(words)
}

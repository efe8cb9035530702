//! The document as text: cells parted by tabs, the form that `import` reads and content is held against (`approved/`).
//!
//! A row of the table is a line. What would break a row, or would be taken for left-overs of a conversion from Word
//! (see `approved/clean.rs`), is written so that the same words are read again; only `**` and a `#` at the beginning
//! of a cell have no such way. Start reading at [`file`].

use crate::markdown::blocks::{Block, BlockKind, Run, cells, to_blocks};
use crate::plan::{Approval, Idx, Markdown, Plan, Portal, Section, Signature};
use crate::site::document::{self, CellWords, TextLine, has_heads};

/// The text of a plan.
pub(super) fn file(portal: &Portal, plan: Idx<Plan>) -> Vec<u8> {
    let plan = &portal.plans[plan];
    let mut text = Sheet::default();
    let Plan { approvals, title, signatures, .. } = plan;
    for Approval { heading, position, name, date } in approvals {
        for part in [heading, position, name, date] {
            text.block(part);
        }
    }
    text.block(&title.heading);
    text.block(&title.text);
    contents(plan, &mut text);
    text.block(&plan.introduction_heading);
    if let Some(markdown) = &plan.introduction {
        prose(markdown, &mut text);
    }
    if !plan.focus.is_empty() {
        text.block(&in_one_line(&format!("{} {}", plan.focus_lead, plan.focus)));
    }
    text.blank();
    if has_heads(plan) {
        text.row(plan.columns.iter().map(|column| in_cell(&column.head)));
    }
    for section in plan.sections.iter() {
        table(portal, (plan, &portal.sections[section]), &mut text);
    }
    for Signature { position, name } in signatures {
        text.block(position);
        text.block(name);
    }
    if let Some(markdown) = &plan.appendix {
        appendix(markdown, &mut text);
    }
    text.0.into_bytes()
}

/// Lines of the document.
#[derive(Default)]
struct Sheet(String);

impl Sheet {
    /// Parts what follows from what stands there.
    fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// Lines of their own, if there are any.
    fn block(&mut self, words: &str) {
        self.blank();
        for line in words.lines().filter(|line| !line.trim().is_empty()) {
            self.line(line);
        }
    }

    /// One line without cells.
    fn line(&mut self, words: &str) {
        let words = in_cell(words);
        // Lines that begin so, or have no words, are marks of a table; a letter by its number is none.
        let is_mark = |letter: char| "-|:=_*+ ".contains(letter);
        let mut rest = words.chars();
        match rest.next() {
            Some(first) if first == '|' || words.chars().all(is_mark) => {
                self.push(&format!("&#{};{}", u32::from(first), rest.as_str()));
            }
            _ => self.push(&words),
        }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let cells = cells.collect::<Vec<_>>();
        if !cells.is_empty() {
            self.push(&cells.join("\t"));
        }
    }

    fn push(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }
}

fn contents(plan: &Plan, text: &mut Sheet) {
    if plan.contents.is_empty() {
        return;
    }
    text.block(&plan.contents_heading);
    text.blank();
    for row in &plan.contents {
        text.row([&row.number, &row.title, &row.sheets].into_iter().map(|words| in_cell(words)));
    }
}

fn prose(markdown: &Markdown, text: &mut Sheet) {
    let mut is_list = false;
    to_blocks(markdown).iter().for_each(|one| is_list = block(one, is_list, text));
}

/// As [`prose`], and the rows of its tables are rows; in an introduction a row could be taken for the plan's.
fn appendix(markdown: &Markdown, text: &mut Sheet) {
    let mut above = None;
    let mut is_list = false;
    for one in to_blocks(markdown) {
        let BlockKind::Row { table, columns, .. } = one.kind else {
            is_list = block(&one, is_list, text);
            above = None;
            continue;
        };
        if above.replace(table) != Some(table) {
            text.blank();
        }
        let cells = cells(&one.runs, columns).into_iter();
        text.row(cells.map(|runs| in_cell(&words(&runs))));
        is_list = false;
    }
}

/// Writes a block below another; whether it is an item of a list, as `is_list` says of the one above.
fn block(block: &Block, is_list: bool, text: &mut Sheet) -> bool {
    let words = in_one_line(&words(&block.runs));
    let is_item = matches!(block.kind, BlockKind::Item { .. });
    if !(is_item && is_list) {
        text.blank();
    }
    match block.kind {
        // «1.» alone would read as the heading of a section.
        BlockKind::Item { number: Some(number), .. } => {
            text.line(&format!("- {number}. {words}"));
        }
        BlockKind::Item { number: None, .. } => text.line(&format!("- {words}")),
        BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::Continued(_)
        | BlockKind::Code
        | BlockKind::Row { .. } => text.line(&words),
    }
    is_item
}

fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn table(portal: &Portal, (plan, section): (&Plan, &Section), text: &mut Sheet) {
    if !section.heading.trim().is_empty() {
        text.blank();
        let mut cells = vec![String::new(); plan.columns.len()];
        cells[0] = in_cell(&section.heading);
        text.row(cells.into_iter());
    }
    if let Some(introduction) = &section.introduction {
        // A line right below a heading in capital letters could be more of the heading.
        text.block(&introduction.value);
    }
    let first =
        section.entries.iter().next().and_then(|entry| portal.entries[entry].heading.as_ref());
    if first.is_some() && has_heads(plan) {
        // What stands across the table below them is no word of the section itself.
        text.row(plan.columns.iter().map(|column| in_cell(&column.head)));
    }
    for row in section.entries.iter().flat_map(|entry| document::rows(portal, entry)) {
        row.heading.lines().filter(|line| !line.trim().is_empty()).for_each(|line| text.line(line));
        let mut cells = vec![String::new(); plan.columns.len()];
        for cell in row.cells {
            cells[cell.column] = match cell.words {
                CellWords::Words(words) => in_cell(words),
                CellWords::Lines(lines) => in_text_cell(portal, &lines),
            };
        }
        text.row(cells.into_iter());
    }
    let notes = section.notes.iter().flat_map(|notes| notes.value.lines());
    notes.filter(|line| !line.trim().is_empty()).for_each(|line| text.line(line));
}

/// The texts of a cell. They follow each other in one line where they are read apart again, as in a document that was
/// made from Word; else a mark of HTML parts them.
fn in_text_cell(portal: &Portal, lines: &[TextLine]) -> String {
    let mut cell = String::new();
    for TextLine { row, has_dash } in lines {
        let row = portal.row(*row);
        let parts = row.text().lines().filter(|part| !part.trim().is_empty());
        for (at, part) in parts.enumerate() {
            let part = in_cell(part);
            let has_dash = *has_dash && at == 0;
            let is_parted = match has_dash {
                true => cell.ends_with([':', ';', '.']),
                // In a list where a dash was forgotten.
                false => at == 0 && cell.ends_with(';') && part.starts_with(char::is_lowercase),
            };
            let parting = match (cell.is_empty(), is_parted) {
                (true, _) => "",
                (false, true) => " ",
                (false, false) => "<br>",
            };
            cell.push_str(parting);
            cell.push_str(if has_dash { "- " } else { "" });
            cell.push_str(&part);
        }
    }
    cell
}

fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in one line; what reads like a tag or an entity of HTML stands for itself.
fn in_cell(words: &str) -> String {
    let words = in_one_line(words);
    let mut cell = String::with_capacity(words.len());
    for (at, letter) in words.char_indices() {
        let rest = words.get(at + letter.len_utf8()..).unwrap_or_default();
        match letter {
            '&' if reads_as_entity(rest) => cell.push_str("&amp;"),
            '<' if reads_as_tag(rest) => cell.push_str("&lt;"),
            _ => cell.push(letter),
        }
    }
    cell
}

/// Whether what stands after «&» ends like a name: «nbsp;», «#160;».
fn reads_as_entity(rest: &str) -> bool {
    let Some((name, _)) = rest.split_once(';') else { return false };
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '#';
    !name.is_empty() && name.chars().all(is_of_name)
}

/// Whether what stands after «<» begins like a name and ends: «b>», «/p >».
fn reads_as_tag(rest: &str) -> bool {
    let Some((inside, _)) = rest.split_once('>') else { return false };
    inside.trim_start_matches(['/', ' ']).starts_with(|letter: char| letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Sheet, in_cell, in_one_line};
    use crate::approved::{ApprovedDocument, Line, parse, words};

    fn read(lines: &[Line]) -> Vec<&str> {
        lines.iter().flat_map(Line::words).map(|word| word.text).collect()
    }

    fn told(text: &str) -> Vec<&str> {
        words(text).collect()
    }

    #[test]
    fn what_reads_like_a_mark_stands_for_itself() {
        for (words, written) in [
            ("a\tб \n в", "a б в"),
            ("<b>a</b> <Прізвище> a < b", "&lt;b>a&lt;/b> <Прізвище> a < b"),
            ("< p > <a", "&lt; p > <a"),
            ("&nbsp; &#160; Ко & Ко; &", "&amp;nbsp; &amp;#160; Ко & Ко; &"),
        ] {
            assert_eq!(in_cell(words), written);
        }
        let mut sheet = Sheet::default();
        ["| а", "____", "- а", "—"].into_iter().for_each(|line| sheet.line(line));
        assert_eq!(sheet.0, "&#124; а\n&#95;___\n- а\n—\n");
    }

    proptest! {
        #[test]
        fn every_cell_is_read_again(cell in "[abр<>&;#x1|*_ «.:/\n-]{0,30}") {
            // See the head of this file.
            let cell = cell.replace('*', "* ");
            let cell = cell.trim_start_matches([' ', '\n', '#']);
            let text = format!("№\tа\tб\tв\tг\nI. А\t\t\t\t\n1.1\t\t{}\tб\tв\n", in_cell(cell));
            let ApprovedDocument { sections, .. } = parse(&text);
            let line = in_one_line(cell);
            prop_assert_eq!(read(&sections[0].rows[0].cells[1]), told(&line));
        }
    }
}

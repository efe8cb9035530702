//! A Word document (.docx, ECMA-376) -> its text, in the form that [`parse`](super::parse) reads: a line for each
//! paragraph and each row of a table, tabs between cells, `<br>` between the paragraphs of a cell.
//!
//! What Word prints stands in the text: numbers that it counts by itself (`numbering.rs`), words inserted by a revision,
//! text boxes. What it does not print does not: deleted and hidden words, instructions of fields. Footnotes are lines below
//! all others, each with a mark ([`clean::NOTE`]); headers and footers are left out. Start reading at [`text`];
//! `package.rs` opens the file, `styles.rs` knows what styles say.

mod numbering;
mod package;
mod styles;

use roxmltree::Node;

use super::clean;
use super::columns::{ColumnKind, kind_of, kinds_of};
use super::number::is_row_number;
use super::printed::is_word;
use numbering::Numbering;
use package::Package;
use styles::{Styles, child, is_on, value};

/// Why a file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The archive holds no Word document.
    NotADocument,
    /// The archive or a part of it is damaged.
    Damaged,
}

/// The text of the document.
///
/// # Errors
/// When the bytes are no whole Word document.
pub(super) fn text(bytes: &[u8]) -> Result<String, Fault> {
    let mut package = Package::open(bytes)?;
    let parts = package.parts()?;
    let document = package::tree(&parts.document)?;
    let styles = parts.styles.as_deref().map(package::tree).transpose()?;
    let styles = styles.as_ref().map(|tree| Styles::read(tree.root_element())).unwrap_or_default();
    let numbering = parts.numbering.as_deref().map(package::tree).transpose()?;
    let notes = [&parts.footnotes, &parts.endnotes].into_iter().flatten();
    let notes = notes.map(|notes| package::tree(notes)).collect::<Result<Vec<_>, _>>()?;
    let numbering = match &numbering {
        Some(tree) => Numbering::read(tree.root_element(), &styles),
        None => Numbering::default(),
    };
    let body = child(document.root_element(), "body").ok_or(Fault::NotADocument)?;
    let (lines, carried, is_after_plan, is_appendix) = Default::default();
    let mut writer = Writer { styles, numbering, lines, carried, is_after_plan, is_appendix };
    writer.blocks(body);
    notes.iter().for_each(|notes| writer.notes(notes.root_element()));
    writer.lines.push(String::new());
    Ok(writer.lines.join("\n"))
}

/// Writes line after line.
struct Writer<'d> {
    styles: Styles<'d>,
    numbering: Numbering<'d>,
    lines: Vec<String>,
    /// Words before a paragraph mark that a revision deleted: the next paragraph goes on with them.
    carried: String,
    /// Whether a row of the plan has been written. What is side by side after it (the post and the name of who signs)
    /// is no row of the plan, so it stands line by line.
    is_after_plan: bool,
    /// Whether «Додаток» has been written after it: tables are tables again.
    is_appendix: bool,
}

/// A table with as many columns is the plan's, whatever stands in it.
const COLUMNS_OF_PLAN: usize = 4;

/// A row of a table: the lines of its cells.
struct Row {
    cells: Vec<Vec<String>>,
    /// Whether it is one cell across the whole table.
    is_whole: bool,
}

impl Row {
    fn first(&self) -> String {
        self.cells.first().map(|lines| lines.join(" ")).unwrap_or_default().trim().to_owned()
    }

    /// How many of its cells are heads of columns.
    fn heads(&self) -> usize {
        self.cells.iter().filter_map(|lines| kind_of(&lines.join(" "))).count()
    }

    /// Whether it has a number or the head of numbers.
    fn is_numbered(&self) -> bool {
        let first = self.first();
        is_row_number(&first) || kind_of(&first) == Some(ColumnKind::Number)
    }

    /// Whether it has a number, or heads of columns; of a table that is not the plan's merged cells say nothing.
    fn is_of_plan(&self) -> bool {
        self.cells.len() > 2 && (self.is_numbered() || self.heads() > 2)
    }
}

impl<'d> Writer<'d> {
    /// Paragraphs, tables, and what only wraps them.
    fn blocks(&mut self, parent: Node<'d, 'd>) {
        for node in parent.children() {
            match node.tag_name().name() {
                "p" => self.paragraph(node),
                "tbl" => self.table(node),
                name if wraps(name) => self.blocks(node),
                _ => {}
            }
        }
    }

    /// Footnotes or endnotes, a line each; what only parts them from the text has a type.
    fn notes(&mut self, notes: Node<'d, 'd>) {
        for note in notes.children().filter(Node::is_element) {
            if attribute(note, "type").is_some_and(|kind| kind != "normal") {
                continue;
            }
            let outside = std::mem::take(&mut self.lines);
            self.blocks(note);
            let lines = std::mem::replace(&mut self.lines, outside);
            let words = lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>();
            if !words.is_empty() {
                self.lines.push(format!("{}{}", clean::NOTE, words.join(" ")));
            }
        }
    }

    fn paragraph(&mut self, paragraph: Node<'d, 'd>) {
        let properties = child(paragraph, "pPr");
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        let mut words = Words { is_capital: self.styles.is_capital(style), ..Words::default() };
        self.inline(paragraph, &mut words);
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        if mark.is_some_and(|mark| child(mark, "del").is_some()) {
            self.carried.push_str(&words.text);
            return;
        }
        let label = self.numbering.label(properties, style, &self.styles).unwrap_or_default();
        let text = format!("{label}{}{}", std::mem::take(&mut self.carried), words.text);
        let first = text.split_whitespace().next().unwrap_or_default();
        self.is_appendix |= self.is_after_plan && is_word(first, "додаток");
        let parts = |letter| letter == '\n' || self.is_after_plan && letter == '\t';
        self.lines.extend(text.split(parts).map(escaped));
    }

    /// The words of a paragraph; text boxes stand before it, as paragraphs of their own.
    fn inline(&mut self, parent: Node<'d, 'd>, words: &mut Words) {
        for node in parent.children() {
            match node.tag_name().name() {
                "t" => words.push(node.text().unwrap_or_default()),
                "tab" | "ptab" => words.text.push('\t'),
                "br" if attribute(node, "type") == Some("page") => {}
                "br" | "cr" => words.text.push('\n'),
                "noBreakHyphen" => words.text.push('-'),
                "txbxContent" => self.blocks(node),
                "AlternateContent" => {
                    // The same thing for newer programs and for older ones.
                    let choice = child(node, "Choice").or_else(|| child(node, "Fallback"));
                    choice.into_iter().for_each(|choice| self.inline(choice, words));
                }
                "r" => self.run(node, words),
                "del" | "moveFrom" | "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "Fallback" => {}
                _ => self.inline(node, words),
            }
        }
    }

    fn run(&mut self, run: Node<'d, 'd>, words: &mut Words) {
        let properties = child(run, "rPr");
        let is_hidden = properties.and_then(|properties| is_on(properties, "vanish"));
        if is_hidden == Some(true) {
            return;
        }
        let before = words.is_capital;
        let style = properties.and_then(|properties| value(properties, "rStyle"));
        let own = properties.and_then(|properties| is_on(properties, "caps"));
        words.is_capital = own.unwrap_or(before || self.styles.is_capital(style));
        self.inline(run, words);
        words.is_capital = before;
    }

    fn table(&mut self, table: Node<'d, 'd>) {
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let is_of_plan = rows.iter().any(Row::is_of_plan);
        let is_last = table.next_siblings().skip(1).all(|node| node.tag_name().name() != "tbl");
        // After the plan a table without numbers and heads only puts things side by side: who signs, and the name.
        let is_layout = self.is_after_plan
            && !self.is_appendix
            && !is_of_plan
            && (width < COLUMNS_OF_PLAN || is_last);
        self.is_after_plan |= is_of_plan || width >= COLUMNS_OF_PLAN;
        // A number may stand beside several rows: each is a row of its entry. Of a table without numbers the first
        // cells are like the others.
        let has_numbers = rows.iter().find(|row| row.heads() > 2).is_none_or(|row| {
            let heads = row.cells.iter().map(|lines| lines.join(" ")).collect::<Vec<_>>();
            kinds_of(heads.iter().map(String::as_str), &[]).contains(&ColumnKind::Number)
        });
        for Row { mut cells, is_whole } in rows {
            for line in cells.first_mut().filter(|_| has_numbers).into_iter().flatten() {
                if line == clean::JOINS_ABOVE {
                    clean::NUMBER_ABOVE.clone_into(line);
                }
            }
            if !is_of_plan {
                let is_word =
                    |line: &String| line != clean::JOINS_ABOVE && line != clean::NUMBER_ABOVE;
                cells.iter_mut().for_each(|lines| lines.retain(is_word));
            }
            // A cell across the whole table is a heading.
            if is_whole || is_layout {
                self.lines.extend(cells.into_iter().flatten());
                continue;
            }
            let cells = cells.into_iter().map(|lines| lines.join("<br>").replace('\t', " "));
            self.lines.push(cells.collect::<Vec<_>>().join("\t"));
        }
    }

    fn rows(&mut self, table: Node<'d, 'd>, rows: &mut Vec<Row>) {
        for node in table.children() {
            match node.tag_name().name() {
                "tr" => rows.extend(self.row(node)),
                name if wraps(name) => self.rows(node, rows),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: Node<'d, 'd>) -> Option<Row> {
        let properties = child(row, "trPr");
        if properties.is_some_and(|properties| child(properties, "del").is_some()) {
            return None;
        }
        let before = properties.and_then(|properties| value(properties, "gridBefore"));
        let mut cells = vec![Vec::new(); count(before)];
        self.cells(row, &mut cells);
        let is_whole = cells.iter().skip(1).all(Vec::is_empty) && spans_all(row);
        Some(Row { cells, is_whole })
    }

    /// The lines of each cell; a cell across several columns is followed by empty ones.
    fn cells(&mut self, parent: Node<'d, 'd>, cells: &mut Vec<Vec<String>>) {
        for node in parent.children() {
            match node.tag_name().name() {
                "tc" => {
                    let properties = child(node, "tcPr");
                    let merged = properties.and_then(|properties| child(properties, "vMerge"));
                    let continues = merged.is_some_and(|merged| {
                        attribute(merged, "val").is_none_or(|kind| kind == "continue")
                    });
                    let outside = std::mem::take(&mut self.lines);
                    self.blocks(node);
                    let mut lines = std::mem::replace(&mut self.lines, outside);
                    // What stands there is covered by the cell above.
                    lines.retain(|line| !continues && !line.trim().is_empty());
                    if continues {
                        lines.push(clean::JOINS_ABOVE.to_owned());
                    }
                    cells.push(lines);
                    let span = properties.and_then(|properties| value(properties, "gridSpan"));
                    cells.extend(vec![Vec::new(); count(span).saturating_sub(1)]);
                }
                name if wraps(name) => self.cells(node, cells),
                _ => {}
            }
        }
    }
}

/// Words as they are collected.
#[derive(Default)]
struct Words {
    text: String,
    /// Printed in capital letters, whatever was typed.
    is_capital: bool,
}

impl Words {
    fn push(&mut self, words: &str) {
        match self.is_capital {
            true => self.text.push_str(&words.to_uppercase()),
            false => self.text.push_str(words),
        }
    }
}

/// Elements that wrap others and print nothing of their own.
fn wraps(name: &str) -> bool {
    ["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"].contains(&name)
}

/// More columns than a table of Word can have are a fault of the file.
const COLUMNS: usize = 63;

fn count(words: Option<&str>) -> usize {
    words.and_then(|words| words.parse::<usize>().ok()).unwrap_or_default().min(COLUMNS)
}

/// Whether the row has one cell.
fn spans_all(row: Node<'_, '_>) -> bool {
    row.descendants().filter(|node| node.tag_name().name() == "tc").take(2).count() == 1
}

fn attribute<'d>(node: Node<'d, 'd>, name: &str) -> Option<&'d str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

/// Words that the reader of the text would take for a tag or an entity are written as entities.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for (at, letter) in line.char_indices() {
        let rest = line.get(at..).unwrap_or_default();
        match letter {
            '<' if clean::tag(rest).is_some() => text.push_str("&lt;"),
            '&' if clean::entity(rest).is_some() => text.push_str("&amp;"),
            _ => text.push(letter),
        }
    }
    text
}

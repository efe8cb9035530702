//! The approved document of a plan: a file -> its text -> [`ApprovedDocument`].
//!
//! The office hands over the Word file itself ([`text_of`] takes the words out of it) or a text
//! made from it: tables with tabs (or Markdown pipes), page breaks in the middle of rows,
//! left-overs of HTML and Markdown. [`parse`] takes the layout away and keeps every word with the
//! number of its line; it understands where a cell stands, not what it means. `import` makes a
//! draft of it, `check` holds content against it. Start reading in `parse.rs`; `clean.rs` knows
//! the left-overs, `words.rs` what counts as a word.

mod beside;
mod cells;
mod clean;
mod columns;
mod docx;
mod file;
mod heading;
mod lost;
mod number;
mod parse;
mod printed;
mod subheading;
mod title;
mod words;

use crate::language::order::bare_number;

pub use beside::{begins_approval, is_full_name};
pub use clean::{JOINS_ABOVE, NOTE, NUMBER_ABOVE};
pub use columns::{ColumnKind, USUAL_COLUMNS, is_told, kinds_of};
pub use file::{Unreadable, is_word, text_of};
pub use lost::lost_words;
pub use number::{arabic, latin};
pub use parse::{parse, parse_as};
pub use subheading::{heads_rows, is_part_of_year};
pub use title::names_plan;
pub use words::{Word, split_bullets, words};

/// An approved plan, as it lies on the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovedDocument {
    /// What stands before the contents, in blocks that blank lines part: who approves, the title.
    pub title_block: Vec<Vec<Line>>,
    /// The heading of the contents, «ЗМІСТ».
    pub contents_heading: Option<Line>,
    /// The rows of the contents; empty when the document has none.
    pub contents: Vec<ContentsRow>,
    /// The heading of the introduction, «ВСТУП».
    pub introduction_heading: Option<Line>,
    /// Paragraphs and bullets between the heading and the tables, without the focus.
    pub introduction: Vec<Line>,
    /// The year's common methodical problem, where the document names one.
    pub focus: Option<Focus>,
    /// The heads of the table's columns, as first printed; they say what stands in which ([`kinds_of`]).
    pub columns: Vec<Line>,
    /// Heads of later tables that are other words; what stands in the columns of these tables they say.
    pub other_columns: Vec<Line>,
    /// The sections in the order of the document.
    pub sections: Vec<Section>,
    /// What stands after the last table: the post and the name of who signs.
    pub signature: Vec<Line>,
    /// What follows the signature from «Додаток» on: of each line its cells, one of a line without any.
    pub appendix: Vec<Vec<Line>>,
    /// Footnotes of a Word document; a text has them where they stand.
    pub notes: Vec<Line>,
}

impl ApprovedDocument {
    /// Whether two rows of a section have this number, printed with a full stop or without.
    pub fn repeats(&self, number: &str) -> bool {
        let has = |row: &&Row| bare_number(&row.number) == number;
        self.sections.iter().any(|section| section.rows.iter().filter(has).nth(1).is_some())
    }
}

/// One line or one paragraph of a cell, without marks; its blanks are single.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line of the document, from 1.
    pub line_number: usize,
    /// The words, without the bullet.
    pub text: String,
    /// Whether a bullet («- ») stands before the words.
    pub bullet: bool,
}

/// A row of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsRow {
    /// The line of the document, from 1.
    pub line_number: usize,
    /// «IV.» as printed; empty for the introduction.
    pub number: String,
    /// The title as printed.
    pub title: String,
    /// The sheets as printed, «5-6»; may be empty.
    pub sheets: String,
}

/// The year's common methodical problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The line of the document, from 1.
    pub line_number: usize,
    /// The words up to and with the colon.
    pub lead: String,
    /// The problem itself.
    pub text: String,
}

/// A section of the plan with its table rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The line of the heading, from 1.
    pub line_number: usize,
    /// The number in Latin letters, «IX», also where the document mixes alphabets; empty when
    /// rows stand before any heading.
    pub number: String,
    /// The heading to the letter, number and all.
    pub heading: String,
    /// The heading without its number.
    pub title: String,
    /// Whether the heading goes on in another line of capitals, and no contents say that it does.
    pub goes_on: bool,
    /// What stands between the heading and the rows: «Мета: …».
    pub introduction: Vec<Line>,
    /// The rows as they lie, also those that only continue a cell.
    pub rows: Vec<Row>,
    /// What stands below the rows: «* За згодою», «Примітка: …».
    pub notes: Vec<Line>,
}

/// A row of a table as it lies in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line where the row begins, from 1.
    pub line_number: usize,
    /// The number as printed («2.22.4», «1.3.»); empty for a row without one.
    pub number: String,
    /// Whether it is a line of a list without a table: what is in which column no document says.
    pub is_listed: bool,
    /// Whether an entry begins with it: it has a number, or words of its own in a table without numbers.
    pub begins_entry: bool,
    /// What stands above the row across the whole table: «СІЧЕНЬ», «Наради».
    pub headings: Vec<Line>,
    /// Whether a page break stands before the row: it may continue the cells above.
    pub after_break: bool,
    /// The cells after the number, in the order of [`Column`].
    pub cells: [Vec<Line>; 4],
    /// Which cells are merged with the one above; a Word document says so, a text does not.
    pub joins_above: [bool; 4],
    /// What stands in the further columns («Примітка»), from left to right, up to the last that has words.
    pub remarks: Vec<Vec<Line>>,
}

/// The columns after the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// «Зміст роботи».
    Text,
    /// «Відповідальний».
    Responsible,
    /// «Форма».
    Form,
    /// «Термін виконання».
    Term,
}

impl Column {
    /// All of them, from left to right.
    pub const ALL: [Self; 4] = [Self::Text, Self::Responsible, Self::Form, Self::Term];

    /// The column's key in the content: «responsible».
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Responsible => "responsible",
            Self::Form => "form",
            Self::Term => "term",
        }
    }
}

impl Row {
    /// The lines of one cell.
    pub fn cell(&self, column: Column) -> &[Line] {
        &self.cells[column as usize]
    }

    /// The words of one cell, see [`joined`].
    pub fn joined(&self, column: Column) -> String {
        joined(self.cell(column))
    }

    /// The lines of one of the further columns, from 0.
    pub fn remark(&self, place: usize) -> &[Line] {
        self.remarks.get(place).map_or(&[], Vec::as_slice)
    }
}

/// The words of a cell: its paragraphs on lines of their own, what goes on in another line of the document after a
/// blank.
pub fn joined(lines: &[Line]) -> String {
    let mut words = String::new();
    let mut before = None;
    for Line { line_number, text, .. } in lines {
        match before.replace(line_number) {
            Some(before) if before == line_number => words.push('\n'),
            Some(_) => words.push(' '),
            None => {}
        }
        words.push_str(text);
    }
    words
}

impl Section {
    /// The words of one column from the first row to the last, without bullets.
    pub fn words(&self, column: Column) -> impl Iterator<Item = Word<'_>> {
        let lines = self.rows.iter().flat_map(move |row| row.cell(column));
        lines.flat_map(Line::words)
    }

    /// How many further columns have words.
    pub fn remark_count(&self) -> usize {
        self.rows.iter().map(|row| row.remarks.len()).max().unwrap_or_default()
    }

    /// The words of one further column, from 0.
    pub fn remark_words(&self, place: usize) -> impl Iterator<Item = Word<'_>> {
        self.rows.iter().flat_map(move |row| row.remark(place)).flat_map(Line::words)
    }
}

impl Line {
    /// The words with their line.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        let line_number = self.line_number;
        words(&self.text).map(move |text| Word { line_number, text })
    }
}

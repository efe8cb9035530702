//! The lines of the document as printed: their cells without marks, and what they look like.

use super::beside::with_tabs;
use super::columns::{ColumnKind, kind_of};
use super::number::is_row_number;
use super::subheading::is_part_of_year;
use super::{Column, Line, clean};

/// Every line, also blank ones and rules; a byte-order mark and Windows line ends are layout.
pub(super) fn printed_lines(text: &str) -> Vec<PrintedLine> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = with_tabs(text.trim_start_matches('\u{feff}').split('\n').collect());
    let lines = lines.iter().enumerate();
    lines.map(|(index, line)| PrintedLine::read(index + 1, line)).collect()
}

/// A line of the document with its cells cleaned.
pub(super) struct PrintedLine {
    pub(super) line_number: usize,
    pub(super) is_rule: bool,
    /// Whether it is a footnote, which stands outside the text.
    pub(super) is_note: bool,
    /// Whether the number of the row above stands beside it, too.
    pub(super) has_number_above: bool,
    /// Whether a star begins it, which may be a bullet or the mark of a note.
    pub(super) has_star: bool,
    pub(super) cells: Vec<Vec<Line>>,
}

impl PrintedLine {
    fn read(line_number: usize, line: &str) -> Self {
        let words = line.strip_prefix(clean::NOTE);
        let is_note = words.is_some();
        let words = words.unwrap_or(line);
        let (has_number_above, line) = match words.strip_prefix(clean::NUMBER_ABOVE) {
            Some(cells) => (true, cells),
            None => (false, words),
        };
        let cells = clean::cells(line).into_iter();
        Self {
            line_number,
            is_note,
            has_number_above,
            has_star: line.trim_start().starts_with("* "),
            is_rule: clean::is_rule(line),
            cells: cells.map(|cell| clean::lines(cell, line_number)).collect(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Vec::is_empty)
    }

    pub(super) fn has_cells(&self) -> bool {
        self.cells.len() > 1
    }

    /// The words of one cell, bullets left out.
    pub(super) fn cell(&self, index: usize) -> String {
        self.cells.get(index).map(|lines| join(lines)).unwrap_or_default()
    }

    pub(super) fn filled(&self) -> Vec<String> {
        let filled = self.cells.iter().filter(|lines| !lines.is_empty());
        filled.map(|lines| join(lines)).collect()
    }

    /// The words of each cell up to the last that has some; a head across several columns is that of each.
    pub(super) fn heads(&self) -> Vec<String> {
        let last = self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        let mut heads: Vec<String> = Vec::new();
        for cell in 0..last {
            let words = self.cell(cell);
            let before = heads.last().cloned().unwrap_or_default();
            heads.push(if words.is_empty() { before } else { words });
        }
        heads
    }

    /// Whether a cell goes on to the right, over one without words.
    pub(super) fn has_wide_cells(&self) -> bool {
        let mut cells = self.cells.iter().skip_while(|cell| cell.is_empty());
        cells.by_ref().any(Vec::is_empty) && cells.any(|cell| !cell.is_empty())
    }

    /// A line for each cell that has words.
    pub(super) fn one_line_each(&self) -> impl Iterator<Item = Line> {
        let line_number = self.line_number;
        let filled = self.filled().into_iter();
        filled.map(move |text| Line { line_number, text, bullet: false })
    }

    /// A line for each cell, also for those without words.
    pub(super) fn every_cell(&self) -> impl Iterator<Item = Line> {
        let line_number = self.line_number;
        let texts = self.cells.iter().map(|lines| join(lines).replace(clean::JOINS_ABOVE, ""));
        texts.map(move |text| Line { line_number, text, bullet: false })
    }

    pub(super) fn all_lines(&self) -> impl Iterator<Item = Line> {
        self.cells.iter().flatten().cloned()
    }

    pub(super) fn row_number(&self) -> Option<String> {
        let number = self.cell(0);
        (self.has_cells() && is_row_number(&number)).then_some(number)
    }

    /// Whether a number stands before its words, in a cell of its own or not.
    pub(super) fn begins_with_number(&self) -> bool {
        let first = self.filled().into_iter().next().unwrap_or_default();
        let first = first.split_whitespace().next().unwrap_or_default();
        is_row_number(first) && !self.is_column_numbers()
    }

    /// The heads of the columns: «№ з/п», «Зміст роботи» …
    pub(super) fn is_column_heads(&self) -> bool {
        const LONGEST_HEAD: usize = 50;
        let filled = self.filled();
        if filled.len() < 3 || !filled.iter().all(|cell| is_head(cell, LONGEST_HEAD)) {
            return false;
        }
        self.cell(0).starts_with('№')
            || says(&filled, Column::Text)
                && (says(&filled, Column::Responsible) || says(&filled, Column::Term))
    }

    /// Whether these heads are of a plan, not of a table in its introduction: who does it, or when.
    pub(super) fn is_of_plan(&self) -> bool {
        const COLUMNS_OF_PLAN: usize = 5;
        let filled = self.filled();
        filled.len() >= COLUMNS_OF_PLAN
            || says(&filled, Column::Responsible)
            || says(&filled, Column::Term)
    }

    /// What stands below a head across several columns: «початок», «завершення».
    pub(super) fn is_second_head(&self) -> bool {
        const LONGEST: usize = 25;
        let filled = self.filled();
        self.has_cells()
            && filled.len() >= 2
            && self.cell(0).is_empty()
            && filled.iter().all(|cell| is_head(cell, LONGEST))
    }

    /// A row that numbers the columns: 1, 2, 3, 4, 5.
    pub(super) fn is_column_numbers(&self) -> bool {
        let filled = self.filled();
        let counts = (1..).zip(&filled).all(|(count, cell)| *cell == count.to_string());
        filled.len() >= 3 && counts
    }
}

/// Whether a cell is as short as a head is; heads have no digits, but for those that say when («1 кв.»).
fn is_head(cell: &str, longest: usize) -> bool {
    let has_digits = cell.contains(|letter: char| letter.is_ascii_digit());
    cell.chars().count() <= longest && !has_digits || is_part_of_year(cell)
}

/// Whether one of the heads says that this stands in its column.
fn says(heads: &[String], column: Column) -> bool {
    heads.iter().any(|head| kind_of(head) == Some(ColumnKind::Of(column)))
}

fn join(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

pub(super) fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text.clone()).collect()
}

pub(super) fn is_word(text: &str, word: &str) -> bool {
    text.trim_end_matches([':', '.']).to_lowercase() == word
}

pub(super) fn is_upper_case(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let upper = text.chars().filter(|letter| letter.is_uppercase()).count();
    letters > 0 && upper * 10 >= letters * 8
}

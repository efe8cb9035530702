//! Sections that are lists without a table, and notes below a table.
//!
//! «1. Оформити кабінет. Термін: вересень. Відповідальний: Сич А.Б.» is a row, though no table parts its cells.

use super::super::number::is_row_number;
use super::super::printed::{PrintedLine, is_word};
use super::super::{Column, Line, Section};
use super::{Parser, Zone};

/// How words of a line begin that would stand in another column of a table.
const LABELS: [(Column, &[&str]); 3] = [
    (
        Column::Responsible,
        &["Відповідальний:", "Відповідальна:", "Відповідальні:", "Виконавець:", "Виконавці:"],
    ),
    (Column::Form, &["Форма:", "Форма роботи:", "Форма проведення:"]),
    (
        Column::Term,
        &["Термін:", "Терміни:", "Термін виконання:", "Строк:", "Строк виконання:", "Дата:"],
    ),
];

impl Parser<'_> {
    /// Whether a list without a table stands below the heading of a section: rows, not words of the section itself.
    pub(super) fn is_list(&self, following: &[PrintedLine]) -> bool {
        let mut has_number = false;
        for (at, line) in following.iter().enumerate() {
            if line.is_column_heads() || line.cells.len() > 2 && line.row_number().is_some() {
                return false;
            }
            if has_number && self.heading(line, &following[at + 1..]).is_some() {
                break;
            }
            has_number |= listed(line).is_some();
        }
        has_number
    }

    /// A line of such a list: «1. Оформити кабінет».
    pub(super) fn list_number(&self, line: &PrintedLine) -> Option<String> {
        let (number, _) = listed(line).filter(|_| self.is_list)?;
        let last = |number: &str| {
            number.trim_end_matches(['.', ')']).rsplit('.').next()?.parse::<u32>().ok()
        };
        let expected = self.entry_above().and_then(|row| last(&row.number)).unwrap_or(0) + 1;
        (last(&number) == Some(expected)).then_some(number)
    }

    /// Begins the row of such a line, its labelled words in their columns.
    pub(super) fn begin_list_row(&mut self, number: String, line: &PrintedLine) {
        let headings = self.take_headings();
        self.flush_pending();
        let mut row = self.new_row(line.line_number);
        row.begins_entry = true;
        row.is_listed = true;
        row.headings = headings;
        for (at, mut piece) in line.all_lines().enumerate() {
            if at == 0 {
                piece.text = piece.text.split_once(' ').map_or("", |(_, rest)| rest).to_owned();
            }
            for (column, text) in labelled(&piece.text) {
                row.cells[column as usize].push(Line { text: text.to_owned(), ..piece.clone() });
            }
        }
        row.number = number;
        self.push(row);
    }

    /// Lines below the rows that are notes, from the first that says so on: «* За згодою», «Примітка: …».
    pub(super) fn take_notes(&mut self) {
        let has_rows = self.document.sections.last().is_some_and(|last| !last.rows.is_empty());
        let Some(first) = self.pending.iter().position(begins_note).filter(|_| has_rows) else {
            return;
        };
        let notes = self.pending.split_off(first);
        if let Some(section) = self.document.sections.last_mut() {
            section.notes.extend(notes);
        }
    }

    /// The same at the end of the plan, where who signs follows.
    pub(super) fn take_last_notes(&mut self) {
        let Some(first) = self.pending.iter().position(begins_note) else { return };
        let below = self.pending.iter().skip(first);
        let count = below.take_while(|line| is_of_notes(line)).count();
        let signature = self.pending.split_off(first + count);
        self.take_notes();
        self.pending.extend(signature);
    }

    /// Whether what was found ahead stands before the heading of the next section, which is looked for once for all
    /// the lines up to it.
    fn is_in_section(&mut self, found: Option<usize>, following: &[PrintedLine]) -> bool {
        let Some(found) = found else { return false };
        let start = self.ahead.start(following);
        let is_heading = |(at, line): (usize, &PrintedLine)| {
            self.heading(line, following.get(at + 1..).unwrap_or_default()).is_some()
        };
        let end = self.end.filter(|end| *end >= start).unwrap_or_else(|| {
            let heading = following.iter().enumerate().position(is_heading);
            start + heading.unwrap_or(following.len())
        });
        self.end = Some(end);
        start + found < end
    }

    /// Whether notes stand above the line and no more rows follow in the section.
    pub(super) fn is_in_notes(&mut self, following: &[PrintedLine]) -> bool {
        let row = self.ahead.row_place(following);
        self.pending.iter().any(begins_note) && !self.is_in_section(row, following)
    }

    /// Whether heads of columns follow below the heading of the section, so that numbers here are of its own words.
    pub(super) fn is_above_heads(&mut self, following: &[PrintedLine]) -> bool {
        let is_begun = self.document.sections.last().is_some_and(|last| last.rows.is_empty());
        let heads = self.ahead.heads_place(following);
        is_begun && !self.is_below_heads && self.is_in_section(heads, following)
    }

    /// The lines of a line across the table; a star before them is a mark of something in the table, if it has one.
    pub(super) fn lines_across(&self, line: &PrintedLine) -> Vec<Line> {
        let mut lines = line.all_lines().collect::<Vec<_>>();
        let is_marked = |section: &Section| {
            let cells = section.rows.iter().flat_map(|row| row.cells.iter().chain(&row.remarks));
            cells.flatten().any(|line| line.text.contains('*'))
        };
        if let Some(first) = lines.first_mut().filter(|_| line.has_star)
            && self.zone == Zone::Tables
            && self.document.sections.last().is_some_and(is_marked)
        {
            first.text = format!("* {}", first.text);
            first.bullet = false;
        }
        lines
    }
}

/// «1.» and the words after it, of a line without cells.
pub(super) fn listed(line: &PrintedLine) -> Option<(String, String)> {
    let filled = line.filled();
    let [text] = filled.as_slice() else { return None };
    let (number, rest) = text.split_once(' ')?;
    let is_number = is_row_number(number) && number.contains(['.', ')']);
    let has_bullet = line.all_lines().next().is_some_and(|line| line.bullet);
    let is_row = is_number && !has_bullet && rest.starts_with(char::is_alphabetic);
    is_row.then(|| (number.to_owned(), rest.to_owned()))
}

/// The words of a line by columns: «Термін: вересень.» is of the term, and so on to the next label.
fn labelled(text: &str) -> Vec<(Column, &str)> {
    let mut begins = vec![(0, Column::Text)];
    for (column, labels) in LABELS {
        let first = labels.iter().filter_map(|label| {
            let mut found = text.match_indices(label);
            found.find(|(at, _)| {
                let before = text.get(..*at).unwrap_or_default();
                before.ends_with([' ', '('])
            })
        });
        begins.extend(first.min().map(|(at, _)| (at, column)));
    }
    begins.sort_by_key(|(at, _)| *at);
    let ends = begins.iter().skip(1).map(|(at, _)| *at).chain([text.len()]).collect::<Vec<_>>();
    let pieces = begins.iter().zip(ends).map(|((at, column), end)| {
        let piece = text.get(*at..end).unwrap_or_default();
        (*column, piece.trim())
    });
    pieces.filter(|(_, piece)| !piece.is_empty()).collect()
}

fn begins_note(line: &Line) -> bool {
    let first = line.text.split_whitespace().next().unwrap_or_default();
    !line.bullet
        && (line.text.starts_with(['*', '¹', '²', '³'])
            || is_word(first, "примітка")
            || is_word(first, "примітки"))
}

/// Whether a line goes on with notes: a list, small letters, a whole sentence.
fn is_of_notes(line: &Line) -> bool {
    let text = &line.text;
    let is_listed = text.split_whitespace().next().is_some_and(is_row_number);
    begins_note(line)
        || line.bullet
        || is_listed
        || text.starts_with(char::is_lowercase)
        || text.ends_with(['.', ';'])
}

#[cfg(test)]
mod tests {
    use super::{Column, labelled};

    #[test]
    fn labels_part_the_words_of_a_line() {
        use Column::{Responsible, Term, Text};
        for (text, pieces) in [
            (
                "Оформити кабінет. Термін: вересень. Відповідальний: Сич А.Б.",
                vec![
                    (Text, "Оформити кабінет."),
                    (Term, "Термін: вересень."),
                    (Responsible, "Відповідальний: Сич А.Б."),
                ],
            ),
            ("Нарада про термін: підсумки", vec![(Text, "Нарада про термін: підсумки")]),
            ("Нарада", vec![(Text, "Нарада")]),
        ] {
            assert_eq!(labelled(text), pieces, "{text}");
        }
    }
}

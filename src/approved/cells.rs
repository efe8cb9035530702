//! What stands in the cells of a row, from left to right: cells as printed -> those of a [`Row`].

use super::{ColumnKind, Line, Row, USUAL_COLUMNS, clean};

/// What stands in the cells of a row after its number.
pub(super) struct Cells {
    /// What stands in the cells after the number; what has no column joins the last one.
    pub(super) kinds: Vec<ColumnKind>,
    /// Whether there is a column for numbers before them.
    pub(super) has_numbers: bool,
}

impl Default for Cells {
    fn default() -> Self {
        Self::of(&USUAL_COLUMNS)
    }
}

impl Cells {
    pub(super) fn of(kinds: &[ColumnKind]) -> Self {
        let has_numbers = kinds.contains(&ColumnKind::Number);
        let kinds = kinds.iter().copied().filter(|kind| *kind != ColumnKind::Number).collect();
        Self { kinds, has_numbers }
    }

    /// How many cells a whole row has, its number included.
    pub(super) fn count(&self) -> usize {
        self.kinds.len() + usize::from(self.has_numbers)
    }

    /// Puts cells into the row from the column `first` on.
    pub(super) fn put<'a>(
        &self,
        row: &mut Row,
        first: usize,
        cells: impl Iterator<Item = &'a Vec<Line>>,
    ) {
        for (offset, lines) in cells.enumerate() {
            let is_joined = matches!(lines.as_slice(), [line] if line.text == clean::JOINS_ABOVE);
            let at = (first + offset).min(self.kinds.len().saturating_sub(1));
            match self.kinds.get(at) {
                Some(ColumnKind::Further) => {
                    let before = self.kinds.iter().take(at);
                    let place = before.filter(|kind| **kind == ColumnKind::Further).count();
                    // Nothing more is said by a cell that the one above covers.
                    if !is_joined && !lines.is_empty() {
                        let least = row.remarks.len().max(place + 1);
                        row.remarks.resize(least, Vec::new());
                        row.remarks[place].extend(lines.iter().cloned());
                    }
                }
                Some(ColumnKind::Of(column)) if is_joined => {
                    row.joins_above[*column as usize] = true;
                }
                Some(ColumnKind::Of(column)) => {
                    row.cells[*column as usize].extend(lines.iter().cloned());
                }
                Some(ColumnKind::Number) | None => row.cells[0].extend(lines.iter().cloned()),
            }
        }
    }
}

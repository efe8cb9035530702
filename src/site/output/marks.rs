//! Marks: where in a file a piece stands that many files share.
//!
//! Pages, tables and data name a row by a mark, a few bytes; `render` puts the row's ready bytes in its place when
//! the file is written. So a row that stands on ten pages is rendered once and copied ten times, and no view or
//! template ever carries it. Marks are control characters, which content never holds: see `language/unseen.rs`.

use crate::plan::{Portal, RowIdx};

/// Opens a mark.
pub const OPEN: u8 = 1;
/// Ends a mark.
pub const CLOSE: u8 = 2;
/// In a mark: what follows fills the gaps of the piece. In a piece: a gap.
///
/// Without such words the gaps of a piece are filled with the way from the file up to the top of the site, so that
/// the links of one piece are right in every folder.
pub const GAP: char = '\u{3}';

/// In which form a row is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A row of a page's list.
    Full,
    /// A line that reminds of a row that stands on the page already, or on another one.
    Brief,
    /// A row of a table for spreadsheets.
    Csv,
    /// An object of the data, without its braces.
    Json,
}

impl Shape {
    /// Every form, in the order of the places.
    pub const ALL: [Shape; 4] = [Shape::Full, Shape::Brief, Shape::Csv, Shape::Json];
}

/// The place of a piece among all: of every entry, and its items after it, in every form.
pub fn place(portal: &Portal, row: RowIdx, shape: Shape) -> usize {
    row_place(portal, row) * Shape::ALL.len() + shape as usize
}

/// The place of a row among all entries, each with its items after it.
pub fn row_place(portal: &Portal, row: RowIdx) -> usize {
    // Before an entry stand the entries and the items before it.
    match row.item {
        Some(item) => row.entry.index() + 1 + item.index(),
        None => row.entry.index() + portal.entries[row.entry].items.start().index(),
    }
}

/// The mark of the piece at a place.
pub fn mark(place: usize) -> String {
    ["\u{1}", &place.to_string(), "\u{2}"].concat()
}

/// Adds the mark of the piece at a place.
pub fn push(place: usize, words: &mut String) {
    words.extend(["\u{1}", &place.to_string(), "\u{2}"]);
}

/// The mark of a piece whose gaps are filled with these words.
pub fn mark_filled(place: usize, words: &str) -> String {
    ["\u{1}", &place.to_string(), "\u{3}", words, "\u{2}"].concat()
}

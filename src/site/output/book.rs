//! A workbook before a byte of it is made: columns, properties and the rows it holds; no syntax of spreadsheets.
//!
//! `site/data/xlsx.rs` makes these values, `render/book/` writes them; the words of a row that stands in many books are
//! made ready once.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

/// What all books of an office have in common: their columns, and the rows they name by their places.
#[derive(Default)]
pub struct BookRows<'a> {
    /// The columns of every book; those that a plan has of its own stand after them.
    pub columns: &'static [Column<'static>],
    /// From the first to the last place of a row.
    pub places: Range<usize>,
    /// Makes the words of the row at a place, one text for each column and then for each that its plan has of its own;
    /// on any thread.
    pub make: Option<Box<MakeCells<'a>>>,
}

/// See [`BookRows::make`].
pub type MakeCells<'a> = dyn Fn(usize) -> Vec<Cow<'a, str>> + Send + Sync + 'a;

/// How wide the columns are that a plan has of its own.
pub const FURTHER_WIDTH: f64 = 28.0;

/// A column of a book.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// What stands over it.
    pub head: &'a str,
    /// How wide it is, in characters.
    pub width: f64,
    /// Whether each book has words of its own there: those of [`BookRow::own`].
    pub is_own: bool,
}

/// One workbook, of one sheet.
pub struct Book<'a> {
    /// What it says it is.
    pub title: String,
    /// Who it is of.
    pub author: &'a str,
    /// The day it is of, from the content, so that two builds are the same bytes.
    pub day: NaiveDate,
    /// The columns that its plan has besides those of every book.
    pub further: Vec<Column<'a>>,
    /// The rows in their order.
    pub rows: Vec<BookRow>,
}

/// A row of a book.
#[derive(Clone, Copy, Debug, Hash)]
pub struct BookRow {
    /// The place of the row among [`BookRows`].
    pub place: usize,
    /// What this book says in the column that is its own.
    pub own: &'static str,
}

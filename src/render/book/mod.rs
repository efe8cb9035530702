//! Workbooks become bytes (ECMA-376).
//!
//! A row stands in the books of its plan, its section and its people, so its words are made ready once. In a book each
//! text stands once, among its «shared strings» (part 1, 18.4), and the sheet says which cell has which. Every cell is
//! text, so nothing in it is ever a formula. All else of a book the crate `rust_xlsxwriter` has made once ([`frame`]).
//! Start reading at [`Books::file`].

mod container;
mod deflate;
mod frame;
mod sheet;
mod strings;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::key::Key;
use crate::render::book::container::Container;
use crate::render::book::frame::{Frame, Part};
use crate::render::book::sheet::{Sheet, lines_of};
use crate::render::book::strings::{Strings, Text, Texts};
use crate::site::output::book::{Book, BookRow, BookRows, Column, FURTHER_WIDTH};

/// The books of one part of the site: each row is made ready when the first book that is not kept needs it.
pub(in crate::render) struct Books<'o, 'a> {
    all: &'o BookRows<'a>,
    frames: &'o Frames,
    /// By their places.
    rows: Vec<Row>,
    texts: Texts,
}

/// The frames of all books of the site, by the heads of the columns that a plan has besides those of every book.
#[derive(Default)]
pub(in crate::render) struct Frames(Mutex<BTreeMap<Vec<String>, Arc<Frame>>>);

impl Frames {
    fn of(&self, columns: &[Column<'_>], further: &[Column<'_>]) -> Arc<Frame> {
        let heads = further.iter().map(|column| column.head.to_owned()).collect();
        let mut frames = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || {
            let frame = Frame::new(&[columns, further].concat());
            Arc::new(frame.expect("a book without rows can be made in memory"))
        };
        Arc::clone(frames.entry(heads).or_insert_with(made))
    }
}

/// A row as every book has it.
#[derive(Default)]
struct Row {
    /// Of its words.
    key: OnceLock<Key>,
    /// Made ready.
    ready: OnceLock<ReadyRow>,
}

struct ReadyRow {
    /// In the order of the columns; without words there is no cell.
    cells: Vec<Option<Text>>,
    /// How many lines the longest takes.
    lines: usize,
}

impl<'o, 'a> Books<'o, 'a> {
    /// No row yet; the frames are those of all books of the site.
    pub(in crate::render) fn new(all: &'o BookRows<'a>, frames: &'o Frames) -> Books<'o, 'a> {
        let mut rows = Vec::new();
        rows.resize_with(all.places.len(), Row::default);
        Books { all, frames, rows, texts: Texts::default() }
    }

    /// The key of a book: all that is in it.
    pub(in crate::render) fn key_of(&self, book: &Book<'_>) -> Key {
        let Book { title, author, day, further, rows } = book;
        let heads = further.iter().map(|column| column.head).collect::<Vec<_>>();
        let rows = rows.iter().map(|row| (self.key(row.place), row.own)).collect::<Vec<_>>();
        Key::of(&("xlsx", title, author, day, heads, rows))
    }

    /// The bytes of a book.
    pub(in crate::render) fn file(&self, book: &Book<'_>) -> Vec<u8> {
        let frame = self.frames.of(self.all.columns, &book.further);
        let columns = self.all.columns.iter().chain(&book.further);
        let heads = columns.clone().count();
        let fill = frame::fill(book);
        let mut strings = Strings::after(heads);
        let mut sheet = Sheet::new(frame.filled(&frame.sheet_head, &fill), &frame.style);
        for BookRow { place, own } in &book.rows {
            let own = self.texts.ready(own);
            let ReadyRow { cells, lines } = self.ready(*place);
            let cells = columns.clone().zip(cells);
            let cells = cells.map(|(column, cell)| if column.is_own { &own } else { cell });
            sheet.row(*lines, cells.map(|cell| cell.as_ref().map(|text| strings.place(text))));
        }
        let filled = heads + sheet.filled;
        let sheet = sheet.finish(&frame.filled(&frame.sheet_foot, &fill));
        let mut container = Container::new(FRAME + book.rows.len() * ROW);
        for (name, part) in &frame.parts {
            let mut out = container.part(name);
            match part {
                Part::Same(chunk) => out.copy(chunk),
                Part::Own(text) => out.store(frame.filled(text, &fill).as_bytes()),
                Part::Sheet => out.deflate(sheet.as_bytes()),
                Part::Strings => {
                    out.store(frame.strings_head(filled, strings.count()).as_bytes());
                    out.copy(&frame.heads);
                    out.deflate(strings.xml().as_bytes());
                    out.store(b"</sst>");
                }
            }
            out.close();
        }
        container.finish()
    }

    fn key(&self, place: usize) -> Key {
        *self.row(place).key.get_or_init(|| Key::of(&self.words(place)))
    }

    fn ready(&self, place: usize) -> &ReadyRow {
        self.row(place).ready.get_or_init(|| {
            let words = self.words(place);
            let widths = self.all.columns.iter().map(|column| column.width);
            let widths = widths.chain(std::iter::repeat(FURTHER_WIDTH));
            let lines = words.iter().zip(widths).map(|(words, width)| lines_of(words, width)).max();
            let cells = words.iter().map(|words| self.texts.ready(words)).collect();
            ReadyRow { cells, lines: lines.unwrap_or_default() }
        })
    }

    fn words(&self, place: usize) -> Vec<Cow<'a, str>> {
        let make = self.all.make.as_deref();
        make.expect("a row of a book has somebody who makes its words")(place)
    }

    fn row(&self, place: usize) -> &Row {
        let row = place.checked_sub(self.all.places.start).and_then(|at| self.rows.get(at));
        row.expect("a book holds only rows of its own part of the site")
    }
}

/// About how long a book is without rows, in bytes.
const FRAME: usize = 8 << 10;

/// About how much a row adds.
const ROW: usize = 512;

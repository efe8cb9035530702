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
use std::sync::OnceLock;

use crate::key::Key;
use crate::render::book::container::Container;
pub(in crate::render) use crate::render::book::frame::Frame;
use crate::render::book::frame::Part;
use crate::render::book::sheet::{Sheet, lines_of};
use crate::render::book::strings::{Strings, Text, Texts};
use crate::site::output::book::{Book, BookRow, BookRows};

/// The books of one part of the site: each row is made ready when the first book that is not kept needs it.
pub(in crate::render) struct Books<'o, 'a> {
    all: &'o BookRows<'a>,
    frame: &'o OnceLock<Frame>,
    /// By their places.
    rows: Vec<Row>,
    texts: Texts,
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
    /// No row yet; the frame is the same for all books of the site.
    pub(in crate::render) fn new(
        all: &'o BookRows<'a>,
        frame: &'o OnceLock<Frame>,
    ) -> Books<'o, 'a> {
        let mut rows = Vec::new();
        rows.resize_with(all.places.len(), Row::default);
        Books { all, frame, rows, texts: Texts::default() }
    }

    /// The key of a book: all that is in it.
    pub(in crate::render) fn key_of(&self, book: &Book<'_>) -> Key {
        let Book { title, author, day, rows } = book;
        let rows = rows.iter().map(|row| (self.key(row.place), row.own)).collect::<Vec<_>>();
        Key::of(&("xlsx", title, author, day, rows))
    }

    /// The bytes of a book.
    pub(in crate::render) fn file(&self, book: &Book<'_>) -> Vec<u8> {
        let columns = self.all.columns;
        let made = || Frame::new(columns).expect("a book without rows can be made in memory");
        let frame = self.frame.get_or_init(made);
        let fill = frame::fill(book);
        let mut strings = Strings::after(columns.len());
        let mut sheet = Sheet::new(frame.filled(&frame.sheet_head, &fill), &frame.style);
        for BookRow { place, own } in &book.rows {
            let own = self.texts.ready(own);
            let ReadyRow { cells, lines } = self.ready(*place);
            let cells = columns.iter().zip(cells);
            let cells = cells.map(|(column, cell)| if column.is_own { &own } else { cell });
            sheet.row(*lines, cells.map(|cell| cell.as_ref().map(|text| strings.place(text))));
        }
        let filled = columns.len() + sheet.filled;
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
            let columns = words.iter().zip(self.all.columns);
            let lines = columns.map(|(words, column)| lines_of(words, column.width)).max();
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

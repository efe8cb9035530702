//! A workbook of one sheet with the columns of [`COLUMNS`].
//!
//! The one door to the crate `rust_xlsxwriter`. It makes all of a book but its rows: those are written here, as text
//! that stands in the cells themselves (ECMA-376 part 1, 18.3.1.53), so that a portal of thousands of rows, each in
//! several books, is made in a fraction of the time. Every cell is text, so nothing in it is ever a formula. Parts
//! that are the same in every book (styles, theme, lists of parts) are compressed once.

use std::io::{self, Cursor, Read, Write};
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::site::data::csv::COLUMNS;

/// How wide each of [`COLUMNS`] is, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [
    7.0, 8.0, 28.0, 9.0, 10.0, 60.0, 40.0, 28.0, 22.0, 24.0, 17.0, 17.0, 14.0, 22.0, 22.0, 14.0,
    30.0, 17.0, 20.0,
];

/// More letters than this Excel refuses in one cell.
const MOST_LETTERS: usize = 32_767;

/// The number of the last row in a [`Frame`]; the crate looks at every row up to it.
const LAST_ROW: &str = "4321";

/// What stands in a [`Frame`] for what each book has of its own.
const GAPS: [&str; 4] = ["«назва»", "«установа»", "2001-02-03T04:05:06Z", LAST_ROW];

/// What a workbook says of itself.
#[derive(Hash)]
pub(super) struct Properties<'a> {
    pub(super) title: String,
    pub(super) author: &'a str,
    /// The day it is of, from the content, so that two builds are the same bytes.
    pub(super) day: NaiveDate,
}

/// The cells of a row.
pub(super) type Cells = [String; COLUMNS.len()];

/// The bytes of a book.
///
/// # Errors
/// When the crates that make books and archives refuse it: with known columns and cut texts they do not.
pub(super) fn workbook(
    properties: &Properties<'_>,
    rows: impl ExactSizeIterator<Item = Cells>,
) -> io::Result<Vec<u8>> {
    static FRAME: OnceLock<Frame> = OnceLock::new();
    let frame = FRAME.get_or_init(|| Frame::new().expect("a book without rows can be made"));
    let mut same = ZipArchive::new(Cursor::new(frame.same.as_slice()))?;
    let mut book = ZipWriter::new(Cursor::new(Vec::with_capacity(32 << 10)));
    for at in 0..same.len() {
        book.raw_copy_file(same.by_index_raw(at)?)?;
    }
    let own = properties.in_gaps(rows.len());
    let mut rows = Some(rows);
    for (name, part) in &frame.own {
        // All at once: what fills one gap may read like another.
        let mut part = frame.gaps.replace_all(part, &own);
        if part.contains("</sheetData>")
            && let Some(rows) = rows.take()
        {
            part = with_rows(&part, rows);
        }
        // To begin with compressing takes longer than a short part is worth.
        let is_short = part.len() < 2048;
        let method = if is_short { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        book.start_file(name, options(method))?;
        book.write_all(part.as_bytes())?;
    }
    Ok(book.finish()?.into_inner())
}

/// A book without rows as the crate makes it, apart from them the same for all.
struct Frame {
    /// An archive of the parts that are the same in every book.
    same: Vec<u8>,
    /// Names and texts of the parts with [`GAPS`].
    own: Vec<(String, String)>,
    /// Finds [`GAPS`].
    gaps: AhoCorasick,
}

impl Frame {
    fn new() -> io::Result<Frame> {
        let book = frame().map_err(io::Error::other)?;
        let mut book = ZipArchive::new(Cursor::new(book))?;
        let mut same = ZipWriter::new(Cursor::new(Vec::new()));
        let gaps = AhoCorasick::new(GAPS).map_err(io::Error::other)?;
        let mut own = Vec::new();
        for at in 0..book.len() {
            let mut part = book.by_index(at)?;
            let (name, mut text) = (part.name()?.into_owned(), String::new());
            part.read_to_string(&mut text)?;
            if gaps.is_match(&text) {
                own.push((name, text));
            } else {
                same.start_file(name, options(CompressionMethod::Deflated))?;
                same.write_all(text.as_bytes())?;
            }
        }
        Ok(Frame { same: same.finish()?.into_inner(), own, gaps })
    }
}

impl Properties<'_> {
    /// What a book of so many rows has in place of the [`GAPS`].
    fn in_gaps(&self, rows: usize) -> [String; GAPS.len()] {
        let text = |words: &str| {
            let mut text = String::new();
            push_text(&mut text, words);
            text
        };
        let day = format!("{}T00:00:00Z", self.day.format("%Y-%m-%d"));
        [text(&self.title), text(self.author), day, (rows + 1).to_string()]
    }
}

/// All of a book but its rows; in the corner of the last row stands an empty cell.
fn frame() -> Result<Vec<u8>, XlsxError> {
    let [title, author, _, _] = GAPS;
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2001, 2, 3)?.and_hms(4, 5, 6)?;
    let properties = DocProperties::new().set_title(title).set_author(author);
    workbook.set_properties(&properties.set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name("План")?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00e8_edf2))
        .set_border_bottom(FormatBorder::Thin);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    for (column, (name, width)) in (0..).zip(COLUMNS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, &cell)?;
        sheet.write_string_with_format(0, column, *name, &head)?;
    }
    // The rows of the crate begin with 0, those of a sheet with 1.
    let last = LAST_ROW.parse::<u32>().map_err(|_| XlsxError::RowColumnLimitError)? - 1;
    let last_column = COLUMNS.len() as u16 - 1;
    sheet.write_blank(last, last_column, &cell)?;
    sheet.autofilter(0, 0, last, last_column)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

/// The least that Excel needs: time of a build is worth more than a third of these small files. One date, one
/// system: the bytes must not tell where and when they were made.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((method == CompressionMethod::Deflated).then_some(1))
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
}

/// The sheet of a frame, with rows under its heads.
fn with_rows(frame: &str, rows: impl ExactSizeIterator<Item = Cells>) -> String {
    // After the heads stands the row with the empty cell, which has the style of all.
    let (heads, rest) = frame.split_once("</row>").unwrap_or((frame, ""));
    let Some(end) = rest.find("</sheetData>") else { return frame.to_owned() };
    let (last, foot) = rest.split_at(end);
    let style = last.split_once(" s=\"").and_then(|(_, rest)| rest.split_once('"'));
    let style = style.map_or("0", |(style, _)| style);
    let mut sheet = String::with_capacity(frame.len() + rows.len() * 2048);
    sheet.push_str(heads);
    sheet.push_str("</row>");
    let middle = format!("\" s=\"{style}\" t=\"inlineStr\"><is><t");
    for (number, row) in (2_u32..).zip(rows) {
        let number = number.to_string();
        sheet.extend(["<row r=\"", &number, "\">"]);
        for (column, words) in ('A'..='Z').zip(&row) {
            if !words.is_empty() {
                sheet.push_str("<c r=\"");
                sheet.push(column);
                let words = fitting(words);
                let is_bare = words.trim().len() == words.len();
                let space = if is_bare { ">" } else { " xml:space=\"preserve\">" };
                sheet.extend([number.as_str(), middle.as_str(), space]);
                push_text(&mut sheet, words);
                sheet.push_str("</t></is></c>");
            }
        }
        sheet.push_str("</row>");
    }
    sheet.push_str(foot);
    sheet
}

/// As much of a text as a cell takes.
fn fitting(words: &str) -> &str {
    // No letter has less than a byte: the letters of a short text need not be counted.
    if words.len() <= MOST_LETTERS {
        return words;
    }
    let most = words.char_indices().nth(MOST_LETTERS).map_or(words.len(), |(at, _)| at);
    words.get(..most).unwrap_or(words)
}

/// The first byte of U+FFFE and U+FFFF, which XML cannot hold, and of few other letters.
const BEFORE_FFFE: u8 = 0xef;

/// Text of a cell. What XML cannot hold, and what reads like it, is written as Excel does: `_x000B_` (ECMA-376
/// part 1, 22.9.2.19).
fn push_text(sheet: &mut String, words: &str) {
    let is_special = |byte: u8| {
        (byte < b' ' && !matches!(byte, b'\t' | b'\n'))
            | matches!(byte, b'&' | b'<' | b'>' | b'_' | BEFORE_FFFE)
    };
    // Most texts have nothing special. Without an early end the compiler looks at many bytes at once.
    if !words.bytes().fold(false, |is_found, byte| is_found | is_special(byte)) {
        sheet.push_str(words);
        return;
    }
    let mut rest = words;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, from) = rest.split_at(at);
        sheet.push_str(plain);
        let mut letters = from.chars();
        let Some(special) = letters.next() else { break };
        match special {
            '&' => sheet.push_str("&amp;"),
            '<' => sheet.push_str("&lt;"),
            '>' => sheet.push_str("&gt;"),
            '_' if !reads_as_escape(from) => sheet.push('_'),
            other if other >= ' ' && !matches!(other, '_' | '\u{fffe}' | '\u{ffff}') => {
                sheet.push(other);
            }
            other => sheet.push_str(&format!("_x{:04X}_", u32::from(other))),
        }
        rest = letters.as_str();
    }
    sheet.push_str(rest);
}

/// Whether a text begins like a character that is written as its number: `_x0041_`.
fn reads_as_escape(words: &str) -> bool {
    let bytes = words.as_bytes();
    let digits = bytes.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    bytes.starts_with(b"_x") && digits && bytes.get(6) == Some(&b'_')
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use chrono::NaiveDate;
    use zip::ZipArchive;

    use super::{Frame, GAPS, MOST_LETTERS, Properties, fitting, push_text, workbook};

    #[test]
    fn what_each_book_has_of_its_own_stands_in_three_parts() {
        let frame = Frame::new().expect("a book without rows can be made");
        let names = frame.own.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        let parts = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"];
        assert!(parts.iter().all(|part| names.contains(part)) && names.len() == 3, "{names:?}");
        let found =
            |gap: &&str| frame.own.iter().map(|(_, text)| text.matches(gap).count()).sum::<usize>();
        // The author and the day stand there twice; the number in two ranges of the sheet, a row, a cell and a name.
        assert_eq!(GAPS.each_ref().map(found), [1, 2, 2, 5]);
    }

    #[test]
    fn a_title_may_read_like_what_stands_for_it() {
        let title = format!("Наказ № 4321, {}", GAPS.join(", "));
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("it is a day");
        let properties = Properties { title: title.clone(), author: "«назва» 4321", day };
        let book = workbook(&properties, std::iter::empty()).expect("a book is made");
        let mut book = ZipArchive::new(Cursor::new(book)).expect("a book is an archive");
        let mut core = String::new();
        let mut part = book.by_name("docProps/core.xml").expect("a book says what it is");
        part.read_to_string(&mut core).expect("its parts are UTF-8");
        assert!(core.contains(&format!("<dc:title>{title}</dc:title>")), "{core}");
        assert!(core.contains("<dc:creator>«назва» 4321</dc:creator>"), "{core}");
    }

    #[test]
    fn a_cell_holds_every_text() {
        for (words, written) in [
            ("«лапки» та \"інші\"", "«лапки» та \"інші\""),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("рядок\nдругий\tтретій", "рядок\nдругий\tтретій"),
            ("a\u{b}b\r", "a_x000B_b_x000D_"),
            ("_x0041_ _x_ _", "_x005F_x0041_ _x_ _"),
            ("\u{ffff}ﬁ", "_xFFFF_ﬁ"),
        ] {
            let mut sheet = String::new();
            push_text(&mut sheet, words);
            assert_eq!(sheet, written);
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_letters() {
        let words = "щ".repeat(MOST_LETTERS + 3);
        assert_eq!(fitting(&words).chars().count(), MOST_LETTERS);
        assert_eq!(fitting("щось"), "щось");
    }
}

//! A book without rows, made once by the crate `rust_xlsxwriter`, whose one door this is: styles, theme, widths,
//! heads, what is printed on every page, and the list of parts.

use std::io::{self, Cursor, Read};

use aho_corasick::AhoCorasick;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};
use zip::ZipArchive;

use crate::render::book::deflate::Chunk;
use crate::render::book::strings::push_text;
use crate::site::output::book::{Book, Column};

/// The number of the last row in a [`Frame`]; the crate looks at every row up to it.
const LAST_ROW: &str = "4321";

/// What stands in a [`Frame`] for what each book has of its own.
const GAPS: [&str; 4] = ["«назва»", "«установа»", "2001-02-03T04:05:06Z", LAST_ROW];

/// A book without rows: but for its gaps the same for all books with these columns.
pub(super) struct Frame {
    /// Names of the parts and what is in them, in the order of the book.
    pub(super) parts: Vec<(String, Part)>,
    /// What stands before the rows of the sheet, with [`GAPS`].
    pub(super) sheet_head: String,
    /// What stands after them, with [`GAPS`].
    pub(super) sheet_foot: String,
    /// What stands in every cell between its address and the place of its string.
    pub(super) style: String,
    strings_open: String,
    /// The strings of the heads of the columns.
    pub(super) heads: Chunk,
    /// Finds [`GAPS`].
    gaps: AhoCorasick,
}

/// A part of a book.
pub(super) enum Part {
    /// The same in every book.
    Same(Chunk),
    /// With [`GAPS`].
    Own(String),
    /// The sheet.
    Sheet,
    /// The strings of all cells.
    Strings,
}

/// What a book has in the [`GAPS`].
pub(super) type Fill = [String; GAPS.len()];

impl Frame {
    /// # Errors
    /// When the crates that make books and read archives refuse it: with columns that are known they do not.
    pub(super) fn new(columns: &[Column<'_>]) -> io::Result<Frame> {
        let book = empty_book(columns).map_err(io::Error::other)?;
        let mut book = ZipArchive::new(Cursor::new(book))?;
        let (parts, sheet_head, sheet_foot, style, strings_open) = Default::default();
        let gaps = AhoCorasick::new(GAPS).map_err(io::Error::other)?;
        let heads = Chunk::new(b"");
        let mut frame = Frame { parts, sheet_head, sheet_foot, style, strings_open, heads, gaps };
        for at in 0..book.len() {
            let mut part = book.by_index(at)?;
            let (name, mut text) = (part.name()?.into_owned(), String::new());
            part.read_to_string(&mut text)?;
            let part = frame.part(text);
            frame.parts.push((name, part));
        }
        Ok(frame)
    }

    fn part(&mut self, text: String) -> Part {
        if let Some((head, rest)) = text.split_once("</row>")
            && let Some((last, foot)) = rest.split_once("</sheetData>")
        {
            // After the heads stands the row with the empty cell, which has the style of all.
            let style = last.split_once(" s=\"").and_then(|(_, rest)| rest.split_once('"'));
            let style = style.map_or("0", |(style, _)| style);
            self.style = format!("\" s=\"{style}\" t=\"s\"><v>");
            self.sheet_head = format!("{head}</row>");
            self.sheet_foot = format!("</sheetData>{foot}");
            return Part::Sheet;
        }
        if let Some((open, rest)) = text.split_once(" count=\"")
            && let Some((_, heads)) = rest.split_once('>')
            && let Some(heads) = heads.strip_suffix("</sst>")
        {
            self.strings_open = open.to_owned();
            self.heads = Chunk::new(heads.as_bytes());
            return Part::Strings;
        }
        match self.gaps.is_match(&text) {
            true => Part::Own(text),
            false => Part::Same(Chunk::new(text.as_bytes())),
        }
    }

    /// A text with what a book has in its gaps. All at once: what fills one gap may read like another.
    pub(super) fn filled(&self, text: &str, fill: &Fill) -> String {
        self.gaps.replace_all(text, fill)
    }

    /// How the strings of a book begin, which so many cells name.
    pub(super) fn strings_head(&self, cells: usize, strings: usize) -> String {
        format!("{} count=\"{cells}\" uniqueCount=\"{strings}\">", self.strings_open)
    }
}

/// What the book has in place of the [`GAPS`].
pub(super) fn fill(book: &Book<'_>) -> Fill {
    let text = |words: &str| {
        let mut text = String::new();
        push_text(&mut text, words);
        text
    };
    let day = format!("{}T00:00:00Z", book.day.format("%Y-%m-%d"));
    [text(&book.title), text(book.author), day, (book.rows.len() + 1).to_string()]
}

/// All of a book but its rows; in the corner of the last row stands an empty cell.
fn empty_book(columns: &[Column<'_>]) -> Result<Vec<u8>, XlsxError> {
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
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        sheet.set_column_format(at, &cell)?;
        sheet.write_string_with_format(0, at, column.head, &head)?;
    }
    // The rows of the crate begin with 0, those of a sheet with 1.
    let last = LAST_ROW.parse::<u32>().map_err(|_| XlsxError::RowColumnLimitError)? - 1;
    let last_column = u16::try_from(columns.len().saturating_sub(1))
        .map_err(|_| XlsxError::RowColumnLimitError)?;
    sheet.write_blank(last, last_column, &cell)?;
    sheet.autofilter(0, 0, last, last_column)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::{Frame, GAPS, Part};
    use crate::site::output::book::Column;

    #[test]
    fn what_each_book_has_of_its_own_stands_in_three_parts() {
        let column = |head| Column { head, width: 9.0, is_own: false };
        let columns = ["Рік", "Розділ"].map(column);
        let frame = Frame::new(&columns).expect("a book without rows can be made");
        let is_own = |part: &Part| !matches!(part, Part::Same(_));
        let own = frame.parts.iter().filter(|(_, part)| is_own(part)).collect::<Vec<_>>();
        let names = own.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        let parts = ["docProps/core.xml", "xl/workbook.xml"];
        let parts = [&parts[..], &["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]].concat();
        assert!(parts.iter().all(|part| names.contains(part)) && names.len() == 4, "{names:?}");
        let texts = own.iter().filter_map(|(_, part)| match part {
            Part::Own(text) => Some(text.as_str()),
            Part::Same(_) | Part::Sheet | Part::Strings => None,
        });
        let texts = texts.chain([frame.sheet_head.as_str(), &frame.sheet_foot]).collect::<String>();
        // The author and the day stand there twice; the number in two ranges of the sheet and a name.
        assert_eq!(GAPS.map(|gap| texts.matches(gap).count()), [1, 2, 2, 3]);
        let head = frame.strings_head(8, 5);
        assert!(head.starts_with("<?xml") && head.contains("<sst xmlns="), "{head}");
        assert!(head.ends_with("\" count=\"8\" uniqueCount=\"5\">"), "{head}");
        let heads = "<si><t>Рік</t></si><si><t>Розділ</t></si>";
        assert_eq!(String::from_utf8_lossy(&frame.heads.plain), heads);
        assert!(frame.style.ends_with("\" t=\"s\"><v>"), "{}", frame.style);
    }
}

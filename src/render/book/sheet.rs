//! The sheet of a book as XML (ECMA-376 part 1, 18.3).

/// A sheet, row by row; cells name their words by their place among the strings of the book.
pub(super) struct Sheet<'f> {
    xml: String,
    /// What stands in every cell between its address and its string.
    style: &'f str,
    /// How many rows stand in it, the one with the heads too.
    rows: usize,
    /// How many cells have words, without the heads.
    pub(super) filled: usize,
}

impl<'f> Sheet<'f> {
    /// A sheet that has the row of heads.
    pub(super) fn new(xml: String, style: &'f str) -> Sheet<'f> {
        Sheet { xml, style, rows: 1, filled: 0 }
    }

    /// Adds a row of so many lines: the strings of its cells, from the left.
    pub(super) fn row(&mut self, lines: usize, cells: impl Iterator<Item = Option<usize>>) {
        self.rows += 1;
        let mut row = [0; DIGITS];
        let row = decimal(self.rows, &mut row);
        self.xml.extend(["<row r=\"", row]);
        if lines > 1 {
            // Excel makes room for the words by itself, other programs show one line of a row that has no height.
            let mut height = [0; DIGITS];
            let height = decimal((lines * LINE).min(MOST_HEIGHT), &mut height);
            self.xml.extend(["\" ht=\"", height]);
        }
        self.xml.push_str("\">");
        for (letters, string) in letters().zip(cells) {
            if let Some(string) = string {
                self.filled += 1;
                self.xml.push_str("<c r=\"");
                let (first, last) = letters;
                self.xml.extend(first);
                self.xml.push(last);
                let mut digits = [0; DIGITS];
                self.xml.extend([row, self.style, decimal(string, &mut digits), "</v></c>"]);
            }
        }
        self.xml.push_str("</row>");
    }

    /// The whole sheet.
    pub(super) fn finish(mut self, foot: &str) -> String {
        self.xml.push_str(foot);
        self.xml
    }
}

/// The names of the columns, from the left: A to Z, then AA to ZZ.
fn letters() -> impl Iterator<Item = (Option<char>, char)> {
    let firsts = std::iter::once(None).chain(('A'..='Z').map(Some));
    firsts.flat_map(|first| ('A'..='Z').map(move |last| (first, last)))
}

/// How high a line is, in points.
const LINE: usize = 15;

/// No row can be higher, in points.
const MOST_HEIGHT: usize = 409;

/// How many lines words take in a column that is so many digits wide: rather one too many than one too few.
pub(super) fn lines_of(words: &str, width: f64) -> usize {
    // Letters are about as wide as digits, but a row of «ш» and «м» is wider.
    let room = (width * 0.9).max(1.0) as usize;
    let of_paragraph = |paragraph: &str| {
        let (mut lines, mut at) = (1, 0);
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if at > 0 && at + 1 + length > room {
                (lines, at) = (lines + 1, 0);
            }
            at += length + usize::from(at > 0);
            // A word that is too long for a line goes on in the next one.
            let more = at.saturating_sub(1) / room;
            (lines, at) = (lines + more, at - more * room);
        }
        lines
    };
    words.split('\n').map(of_paragraph).sum()
}

/// More digits than any number has.
const DIGITS: usize = 20;

/// A number in decimal digits. The library's way takes longer than all else of a cell.
fn decimal(mut number: usize, digits: &mut [u8; DIGITS]) -> &str {
    let mut at = DIGITS;
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    std::str::from_utf8(&digits[at..]).expect("digits are ASCII")
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, Sheet, decimal, lines_of};

    #[test]
    fn words_take_the_lines_they_need() {
        for (words, width, expected) in [
            ("", 10.0, 1),
            ("2026", 7.0, 1),
            ("Ткачук І.М.", 28.0, 1),
            ("упродовж року", 10.0, 2),
            ("один два три", 10.0, 2),
            ("один\nдва\n\nтри", 10.0, 4),
            ("непротиконституційний", 10.0, 3),
            ("а непротиконституційний б", 10.0, 4),
        ] {
            assert_eq!(lines_of(words, width), expected, "{words:?}");
        }
    }

    #[test]
    fn cells_name_strings() {
        let mut sheet = Sheet::new("<x>".to_owned(), "\"><v>");
        sheet.row(1, [Some(19), None, Some(7)].into_iter());
        sheet.row(3, [None].into_iter());
        sheet.row(100, [Some(1234)].into_iter());
        assert_eq!(sheet.filled, 3);
        let rows = [
            "<x><row r=\"2\"><c r=\"A2\"><v>19</v></c><c r=\"C2\"><v>7</v></c></row>",
            "<row r=\"3\" ht=\"45\"></row>",
            "<row r=\"4\" ht=\"409\"><c r=\"A4\"><v>1234</v></c></row></x>",
        ];
        assert_eq!(sheet.finish("</x>"), rows.concat());
    }

    #[test]
    fn columns_after_z_have_two_letters() {
        let mut sheet = Sheet::new(String::new(), "\"><v>");
        let cells = (0..54).map(|at| Some(at).filter(|at| [25, 26, 53].contains(at)));
        sheet.row(1, cells);
        let row = sheet.finish("");
        for cell in ["r=\"Z2\"><v>25<", "r=\"AA2\"><v>26<", "r=\"BB2\"><v>53<"] {
            assert!(row.contains(cell), "{row}");
        }
    }

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 9, 10, 4321, 1_048_576, usize::MAX] {
            assert_eq!(decimal(number, &mut [0; DIGITS]), number.to_string());
        }
    }
}

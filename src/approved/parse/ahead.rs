//! What stands further down: asked for at each line, looked up once.

use super::PrintedLine;

/// Where the rows with numbers and the heads of columns of a document stand.
#[derive(Default)]
pub(super) struct Ahead {
    lines: usize,
    rows: Vec<usize>,
    heads: Vec<usize>,
}

impl Ahead {
    pub(super) fn of(sheet: &[PrintedLine]) -> Ahead {
        let places = |is_one: fn(&PrintedLine) -> bool| {
            let found = sheet.iter().enumerate().filter(|(_, line)| is_one(line));
            found.map(|(at, _)| at).collect()
        };
        Ahead {
            lines: sheet.len(),
            rows: places(|line| line.row_number().is_some()),
            heads: places(PrintedLine::is_column_heads),
        }
    }

    /// The first row with a number in what follows, which goes to the end of the document.
    pub(super) fn row<'l>(&self, following: &'l [PrintedLine]) -> Option<&'l PrintedLine> {
        self.first(&self.rows, following)
    }

    /// The first heads of columns in it.
    pub(super) fn heads<'l>(&self, following: &'l [PrintedLine]) -> Option<&'l PrintedLine> {
        self.first(&self.heads, following)
    }

    fn first<'l>(&self, places: &[usize], following: &'l [PrintedLine]) -> Option<&'l PrintedLine> {
        let start = self.lines - following.len();
        let place = places.get(places.partition_point(|place| *place < start))?;
        following.get(place - start)
    }
}

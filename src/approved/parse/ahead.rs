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
        following.get(self.row_place(following)?)
    }

    /// The place of that row in what follows.
    pub(super) fn row_place(&self, following: &[PrintedLine]) -> Option<usize> {
        self.first(&self.rows, following)
    }

    /// The place of the first heads of columns in it.
    pub(super) fn heads_place(&self, following: &[PrintedLine]) -> Option<usize> {
        self.first(&self.heads, following)
    }

    /// The place in the document at which what follows begins.
    pub(super) fn start(&self, following: &[PrintedLine]) -> usize {
        self.lines - following.len()
    }

    fn first(&self, places: &[usize], following: &[PrintedLine]) -> Option<usize> {
        let start = self.start(following);
        let place = places.get(places.partition_point(|place| *place < start))?;
        Some(place - start)
    }
}

//! The table of the approved document: entries as rows of its columns, cells merged where the document merges them.
//!
//! The page of the whole plan and the files in which it is taken away print these very rows, so that neither a word
//! nor its place can drift between them. The words are those of the content, to the letter. Start reading at [`rows`].

use crate::approved::{Column, ColumnKind};
use crate::plan::{CellHolder, Cells, Entry, Idx, Item, Plan, PlanColumn, Portal, RowIdx};
use crate::source::Spanned;

/// A row of the table.
#[derive(Debug)]
pub struct TableRow<'p> {
    /// What stands above it across the whole table: «СІЧЕНЬ»; may have several lines, may be empty.
    pub heading: &'p str,
    /// Its cells from left to right, but for those that a cell above spans.
    pub cells: Vec<TableCell<'p>>,
}

/// A cell of the table.
#[derive(Debug)]
pub struct TableCell<'p> {
    /// Which of the plan's columns, from 0.
    pub column: usize,
    /// What stands in that column.
    pub kind: ColumnKind,
    /// What stands in it.
    pub words: CellWords<'p>,
    /// How many rows it spans.
    pub rowspan: usize,
}

/// What stands in a cell.
#[derive(Debug)]
pub enum CellWords<'p> {
    /// Words; may have several lines.
    Words(&'p str),
    /// The text of an entry and of items, one below the other.
    Lines(Vec<TextLine>),
}

/// A text in the column «Зміст роботи».
#[derive(Clone, Copy, Debug)]
pub struct TextLine {
    /// Whose.
    pub row: RowIdx,
    /// Whether the document has a dash before it.
    pub has_dash: bool,
}

/// Whether something stands between the contents and the tables.
pub fn has_introduction(plan: &Plan) -> bool {
    let Plan { introduction, introduction_heading, focus, .. } = plan;
    introduction.is_some() || !introduction_heading.is_empty() || !focus.is_empty()
}

/// What the plan calls itself: its title in one line; nothing if it has none.
pub fn title(plan: &Plan) -> String {
    let title = format!("{} {}", plan.title.heading, plan.title.text);
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the table of the plan has heads.
pub fn has_heads(plan: &Plan) -> bool {
    plan.columns.iter().any(|column| !column.head.is_empty())
}

/// The heads of the plan's further columns («Примітка»), from left to right.
pub fn further_heads(plan: &Plan) -> impl Iterator<Item = &str> {
    let columns = plan.columns.iter().filter(|column| column.kind == ColumnKind::Further);
    columns.map(|column| match column.head.as_str() {
        "" => "Інша колонка",
        head => head,
    })
}

/// Lines of an entry, one below the other, whose cells are held by the same entry or items.
struct Band<'p> {
    lines: Vec<TextLine>,
    /// Whose cells hold: responsible, form, term.
    holders: [CellHolder; 3],
    /// What the further columns say, where it is not said of the lines above, too.
    remarks: Option<&'p [Spanned<String>]>,
}

/// An entry as rows of the table: items that have the same cells share a row, merged cells span several.
pub fn rows(portal: &Portal, idx: Idx<Entry>) -> Vec<TableRow<'_>> {
    let entry = &portal.entries[idx];
    let mut bands = bands(portal, idx);
    let texts = bands.iter_mut().map(|band| std::mem::take(&mut band.lines)).collect::<Vec<_>>();
    let columns = &portal.plans[portal.plan_of(idx)].columns;
    // Of a cell merged with the one above only the first run of rows joins it.
    let mut is_entry_said = [0, 1, 2].map(|place| joins_above(entry, &bands, place));
    let mut rows = Vec::new();
    for (at, (band, lines)) in bands.iter().zip(texts).enumerate() {
        let (mut cells, mut lines) = (Vec::new(), Some(lines));
        for (column, kind) in columns.iter().map(|column| column.kind).enumerate() {
            let cell = |words, rowspan| TableCell { column, kind, words, rowspan };
            let place = match kind {
                ColumnKind::Of(Column::Text) => {
                    cells.push(cell(CellWords::Lines(lines.take().unwrap_or_default()), 1));
                    continue;
                }
                // The first row spans the others.
                ColumnKind::Number if at > 0 => continue,
                ColumnKind::Number => {
                    cells.push(cell(CellWords::Words(&entry.number), bands.len()));
                    continue;
                }
                ColumnKind::Further => {
                    let place = before(columns, column);
                    let run = bands.iter().skip(at + 1).take_while(|band| band.remarks.is_none());
                    if let Some(remarks) = band.remarks {
                        let words = remarks.get(place).map_or("", |words| words.value.as_str());
                        cells.push(cell(CellWords::Words(words), run.count() + 1));
                    }
                    continue;
                }
                ColumnKind::Of(Column::Responsible) => 0,
                ColumnKind::Of(Column::Form) => 1,
                ColumnKind::Of(Column::Term) => 2,
            };
            let holder = band.holders[place];
            if at > 0 && bands[at - 1].holders[place] == holder
                || at == 0 && joins_above(entry, &bands, place)
            {
                continue; // The cell above spans this row.
            }
            let run = bands.iter().skip(at).take_while(|band| band.holders[place] == holder);
            let run = run.count();
            let below =
                if at + run == bands.len() { rows_joined_below(portal, idx, place) } else { 0 };
            // The entry's cell has its words once, at its top.
            let is_repeated = holder == CellHolder::Entry && is_entry_said[place];
            is_entry_said[place] |= holder == CellHolder::Entry;
            let words = words_of(cells_of(portal, entry, holder), place);
            let words = CellWords::Words(if is_repeated { "" } else { words });
            cells.push(cell(words, run + below));
        }
        let heading = entry.heading.as_ref().filter(|_| at == 0);
        rows.push(TableRow { heading: heading.map_or("", |heading| heading.value.trim()), cells });
    }
    rows
}

/// How many further columns stand before one.
fn before(columns: &[PlanColumn], at: usize) -> usize {
    columns.iter().take(at).filter(|column| column.kind == ColumnKind::Further).count()
}

/// Whether the first rows of an entry have no cell of their own in a column: the one above goes on.
fn joins_above(entry: &Entry, bands: &[Band<'_>], place: usize) -> bool {
    let holder = bands.first().map(|band| band.holders[place]);
    entry.joins_above[place] && holder == Some(CellHolder::Entry)
}

/// How many rows below an entry its last cell goes on, in the entries after it.
fn rows_joined_below(portal: &Portal, idx: Idx<Entry>, place: usize) -> usize {
    let section = &portal.sections[portal.entries[idx].section];
    let end = section.entries.start().index() + section.entries.len();
    let mut count = 0;
    for next in (idx.index() + 1..end).map(Idx::at) {
        let entry = &portal.entries[next];
        if !entry.joins_above[place] {
            break;
        }
        let bands = bands(portal, next);
        let run = bands.iter().take_while(|band| band.holders[place] == CellHolder::Entry).count();
        count += run;
        if run < bands.len() {
            break;
        }
    }
    count
}

fn cells_of<'a>(portal: &'a Portal, entry: &'a Entry, holder: CellHolder) -> &'a Cells {
    match holder {
        CellHolder::Entry => &entry.cells,
        CellHolder::Item(item) => &portal.items[item].own,
    }
}

/// The words of «Відповідальний», «Форма» or «Термін виконання».
fn words_of(cells: &Cells, place: usize) -> &str {
    let Cells { responsible, form, term } = cells;
    [responsible.own_words(), form.own_words(), term.own_words()][place]
}

fn bands(portal: &Portal, idx: Idx<Entry>) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    let entry = &portal.entries[idx];
    if !begins_with_items(portal, entry) {
        let line = TextLine { row: RowIdx { entry: idx, item: None }, has_dash: false };
        let remarks = Some(entry.remarks.as_slice());
        bands.push(Band { lines: vec![line], holders: [CellHolder::Entry; 3], remarks });
    }
    for item in entry.items.iter() {
        let Item { responsible, form, term, has_dash, remarks, .. } = &portal.items[item];
        let holders = [*responsible, *form, *term];
        let row = RowIdx { entry: idx, item: Some(item) };
        let line = TextLine { row, has_dash: *has_dash };
        match bands.last_mut() {
            Some(band) if band.holders == holders && remarks.is_empty() => band.lines.push(line),
            above => {
                let own = Some(remarks.as_slice()).filter(|remarks| !remarks.is_empty());
                // Of an entry without words of its own the first item has what the entry has.
                let remarks = own.or(above.is_none().then_some(entry.remarks.as_slice()));
                bands.push(Band { lines: vec![line], holders, remarks });
            }
        }
    }
    bands
}

/// Whether the entry has no words of its own above its items, and no cell that would stand there.
fn begins_with_items(portal: &Portal, entry: &Entry) -> bool {
    let Some(first) = entry.items.iter().next() else { return false };
    let Item { responsible, form, term, .. } = &portal.items[first];
    let is_shared = |(place, holder): (usize, &CellHolder)| {
        *holder == CellHolder::Entry || words_of(&entry.cells, place).is_empty()
    };
    let is_remarked = !entry.remarks.is_empty() && !portal.items[first].remarks.is_empty();
    entry.text.trim().is_empty()
        && !is_remarked
        && [*responsible, *form, *term].iter().enumerate().all(is_shared)
}

//! The five-column table of a section (ECMA-376 part 1, 17.4), with its head on every page.

use std::fmt::Write as _;

use crate::export::docx::xml::{Props, paragraph, plain};
use crate::plan::{Plan, Portal, Section};
use crate::site::document::{self, COLUMNS, CellWords, TableCell, TextLine};

/// How wide the columns are, in twentieths of a point; together as wide as the text of the sheet.
const WIDTHS: [usize; COLUMNS] = [1020, 7030, 2290, 2290, 1940];

/// What the edges of a cell take of its width.
const EDGES: usize = 170;

/// About how wide a letter is.
const LETTER: usize = 124;

/// A row of no more lines than these stands on one page; a longer one would leave half a page empty.
const TOGETHER: usize = 8;

/// The table of a section; `stays_with_next` if its last row has to stand on the page of what follows.
pub(super) fn of(portal: &Portal, plan: &Plan, section: &Section, stays_with_next: bool) -> String {
    let rows = section.entries.iter().flat_map(|entry| document::rows(portal, entry));
    let rows = rows.collect::<Vec<_>>();
    if rows.is_empty() && plan.columns.is_empty() {
        return String::new();
    }
    let mut xml = String::from(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"PlanTable\"/><w:tblW w:w=\"14570\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
    );
    for width in WIDTHS {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    if !plan.columns.is_empty() {
        xml.push_str(&head(plan));
    }
    // In how many rows to come the cell above goes on.
    let mut spanned = [0; COLUMNS];
    let count = rows.len();
    for (at, row) in rows.into_iter().enumerate() {
        let props =
            Props { stays_with_next: stays_with_next && at + 1 == count, ..Props::default() };
        let mut cells = [const { None }; COLUMNS];
        for cell in row.cells {
            let column = cell.column;
            cells[column] = Some(cell);
        }
        let (mut row, mut lines) = (String::new(), 0);
        for (column, cell) in cells.into_iter().enumerate() {
            let Some(TableCell { words, rowspan, .. }) = cell else {
                spanned[column] -= 1;
                row.push_str(&tc(column, "<w:vMerge/>", &paragraph("PlanCell", props, "")));
                continue;
            };
            spanned[column] = rowspan - 1;
            let (paragraphs, taken) = paragraphs(portal, &words, column, props);
            // What a merged cell holds stands in the rows below, too.
            lines = lines.max(if rowspan == 1 { taken } else { 0 });
            let merge = if rowspan > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
            row.push_str(&tc(column, merge, &paragraphs));
        }
        let together = if lines <= TOGETHER { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
        let _ = write!(xml, "<w:tr>{together}{row}</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

fn head(plan: &Plan) -> String {
    let props = Props { stays_with_next: true, ..Props::default() };
    let mut row = String::from("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for column in 0..COLUMNS {
        let words = plan.columns.get(column).map_or("", String::as_str);
        let words = paragraph("PlanHead", props, &plain(words));
        row.push_str(
            &tc(column, "", &words).replace("</w:tcPr>", "<w:vAlign w:val=\"center\"/></w:tcPr>"),
        );
    }
    row.push_str("</w:tr>");
    row
}

fn tc(column: usize, merge: &str, paragraphs: &str) -> String {
    let width = WIDTHS[column];
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{merge}</w:tcPr>{paragraphs}</w:tc>"
    )
}

/// The paragraphs of a cell, and about how many lines they take.
fn paragraphs(
    portal: &Portal,
    words: &CellWords<'_>,
    column: usize,
    props: Props,
) -> (String, usize) {
    let (mut xml, mut lines) = (String::new(), 0);
    let mut add = |words: &str| {
        xml.push_str(&paragraph("PlanCell", props, &plain(words)));
        lines += 1 + words.chars().count() * LETTER / (WIDTHS[column] - EDGES);
    };
    match words {
        CellWords::Words(words) => words.split('\n').for_each(&mut add),
        CellWords::Lines(texts) => {
            for TextLine { row, has_dash } in texts {
                let row = portal.row(*row);
                for (at, line) in row.text().split('\n').enumerate() {
                    match *has_dash && at == 0 {
                        true => add(&format!("- {line}")),
                        false => add(line),
                    }
                }
            }
        }
    }
    (xml, lines)
}

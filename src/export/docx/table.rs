//! Tables (ECMA-376 part 1, 17.4): the contents, and the columns of a section with their heads on every page.

use std::fmt::Write as _;

use crate::approved::{Column, ColumnKind};
use crate::export::docx::paragraph::{Props, paragraph, plain};
use crate::plan::{Plan, PlanColumn, Portal, Section};
use crate::site::document::{self, CellWords, TableCell, TextLine, has_heads};

/// How wide the text of the sheet is, in twentieths of a point.
const WIDTH: usize = 14_570;

/// How wide the columns of a plan are, in twentieths of a point; together as wide as the text of the sheet.
fn widths(plan: &Plan) -> Vec<usize> {
    let width = |kind| match kind {
        ColumnKind::Number => 1020,
        ColumnKind::Of(Column::Text) => 3500,
        ColumnKind::Of(Column::Responsible | Column::Form) => 2290,
        ColumnKind::Of(Column::Term) => 1940,
        ColumnKind::Further => 1700,
    };
    let mut widths = plan.columns.iter().map(|column| width(column.kind)).collect::<Vec<_>>();
    let all = widths.iter().sum::<usize>();
    // The text has what the others leave; where they leave nothing, all are narrower.
    let is_text = |column: &PlanColumn| column.kind == ColumnKind::Of(Column::Text);
    match plan.columns.iter().position(is_text).filter(|_| all < WIDTH) {
        Some(text) => widths[text] += WIDTH - all,
        None => widths.iter_mut().for_each(|width| *width = *width * WIDTH / all.max(1)),
    }
    widths
}

/// Those of the contents: number, title, sheets.
const WIDTHS_OF_CONTENTS: [usize; 3] = [1020, 12_230, 1320];

/// A table whose first row says what its columns are; of what else a style may tell apart there is nothing.
const WITH_HEADS: &str = "w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
                          w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"";

/// A table of rows alone.
const WITHOUT_HEADS: &str = "w:val=\"0600\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"0\" \
                             w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"";

/// What the edges of a cell take of its width.
const EDGES: usize = 170;

/// About how wide a letter is.
const LETTER: usize = 124;

/// A row of no more lines than these stands on one page; a longer one would leave half a page empty.
const TOGETHER: usize = 8;

/// The table of a section; `last` is what the paragraphs of its last row have.
pub(super) fn of(portal: &Portal, plan: &Plan, section: &Section, last: Props) -> String {
    let rows = section.entries.iter().flat_map(|entry| document::rows(portal, entry));
    let rows = rows.collect::<Vec<_>>();
    if rows.is_empty() && !has_heads(plan) {
        return String::new();
    }
    let widths = widths(plan);
    let mut xml = open("PlanTable", &widths, WITH_HEADS);
    if has_heads(plan) {
        // Of a table without rows the head is the last row.
        let with_first_row = Props { stays_with_next: true, ..Props::default() };
        xml.push_str(&head((plan, &widths), if rows.is_empty() { last } else { with_first_row }));
    }
    let count = rows.len();
    for (at, row) in rows.into_iter().enumerate() {
        let props = if at + 1 == count { last } else { Props::default() };
        if !row.heading.is_empty() {
            xml.push_str(&across(row.heading, &widths));
        }
        let mut cells = widths.iter().map(|_| None).collect::<Vec<_>>();
        for cell in row.cells {
            let column = cell.column;
            cells[column] = Some(cell);
        }
        let (mut row, mut lines) = (String::new(), 0);
        for (width, cell) in widths.iter().copied().zip(cells) {
            let Some(TableCell { words, rowspan, .. }) = cell else {
                // The cell above goes on.
                row.push_str(&tc(width, "<w:vMerge/>", &paragraph("PlanCell", props, "")));
                continue;
            };
            let (paragraphs, taken) = paragraphs(portal, &words, width, props);
            // What a merged cell holds stands in the rows below, too.
            lines = lines.max(if rowspan == 1 { taken } else { 0 });
            let merge = if rowspan > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
            row.push_str(&tc(width, merge, &paragraphs));
        }
        let together = if lines <= TOGETHER { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
        let _ = write!(xml, "<w:tr>{together}{row}</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

/// A row of one cell, on the page of the row below it.
fn across(words: &str, widths: &[usize]) -> String {
    let props = Props { stays_with_next: true, ..Props::default() };
    let words = words.lines().filter(|line| !line.trim().is_empty());
    let paragraphs = words.map(|line| paragraph("PlanHead", props, &plain(line)));
    let span = format!("<w:gridSpan w:val=\"{}\"/>", widths.len());
    let cell = tc(widths.iter().sum(), &span, &paragraphs.collect::<String>());
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>")
}

/// Blocks beside each other, without lines between them: who agreed, who approves.
pub(super) fn side_by_side(blocks: &[[String; 4]]) -> String {
    let width = WIDTH / blocks.len().max(1);
    let mut xml = open("TableNormal", &vec![width; blocks.len()], WITHOUT_HEADS);
    xml.push_str("<w:tr>");
    for block in blocks {
        let parts = block.iter().filter(|words| !words.is_empty());
        let parts = parts.map(|words| paragraph("Normal", Props::default(), &plain(words)));
        xml.push_str(&tc(width, "", &parts.collect::<String>()));
    }
    xml.push_str("</w:tr></w:tbl>");
    xml
}

/// The contents as the document prints them.
pub(super) fn of_contents(plan: &Plan) -> String {
    let mut xml = open("ContentsTable", &WIDTHS_OF_CONTENTS, WITHOUT_HEADS);
    for row in &plan.contents {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let cells = [("TOC1", &row.number), ("TOC1", &row.title), ("Sheets", &row.sheets)];
        for ((style, words), width) in cells.into_iter().zip(WIDTHS_OF_CONTENTS) {
            xml.push_str(&tc(width, "", &paragraph(style, Props::default(), &plain(words))));
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

/// A table of the appendix: of each row whether it has the heads of the columns, and the runs of its cells.
pub(super) fn of_cells(rows: &[(bool, Vec<String>)], columns: usize) -> String {
    let widths = vec![WIDTH / columns.max(1); columns];
    let mut xml = open("PlanTable", &widths, WITH_HEADS);
    for (is_head, cells) in rows {
        let (style, props) = match is_head {
            true => ("PlanHead", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"),
            false => ("PlanCell", ""),
        };
        let cells = cells.iter().zip(&widths);
        let cells =
            cells.map(|(runs, width)| tc(*width, "", &paragraph(style, Props::default(), runs)));
        let _ = write!(xml, "<w:tr>{props}{}</w:tr>", cells.collect::<String>());
    }
    xml.push_str("</w:tbl>");
    xml
}

/// How a table of a style begins.
fn open(style: &str, widths: &[usize], look: &str) -> String {
    let width = widths.iter().sum::<usize>();
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook {look}/></w:tblPr><w:tblGrid>",
    );
    for width in widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    xml
}

fn head((plan, widths): (&Plan, &[usize]), props: Props) -> String {
    let mut row = String::from("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in plan.columns.iter().zip(widths) {
        let words = paragraph("PlanHead", props, &plain(&column.head));
        row.push_str(&tc(*width, "<w:vAlign w:val=\"center\"/>", &words));
    }
    row.push_str("</w:tr>");
    row
}

/// A cell; `props` as the schema has them after its width.
fn tc(width: usize, props: &str, paragraphs: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{props}</w:tcPr>{paragraphs}</w:tc>"
    )
}

/// The paragraphs of a cell, and about how many lines they take.
fn paragraphs(
    portal: &Portal,
    words: &CellWords<'_>,
    width: usize,
    props: Props,
) -> (String, usize) {
    let (mut xml, mut lines) = (String::new(), 0);
    let mut add = |words: &str| {
        xml.push_str(&paragraph("PlanCell", props, &plain(words)));
        lines += 1 + words.chars().count() * LETTER / width.saturating_sub(EDGES).max(1);
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

//! Whether a plan has the very words of its document, cut in another way.
//!
//! Where a row, a section or a note begins, the document does not always say: whoever reads it may know better than the
//! parser. So a plan that reads as the document does from top to bottom, each cell beside the same words, is the
//! document's: an unnumbered row may be an entry or an item, words across the table the heading of rows or of a section.

use super::{ApprovedDocument, Column, Line, Plan, Portal, Row, bare, values};
use crate::approved::words;
use crate::plan::Entry;

/// Words one below the other, and what stands in the cells beside them.
#[derive(Default)]
struct Unit<'w> {
    text: Vec<&'w str>,
    /// «Відповідальний», «Форма», «Термін виконання», then the further columns.
    beside: Vec<Vec<&'w str>>,
}

const BESIDE: [Column; 3] = [Column::Responsible, Column::Form, Column::Term];

/// Whether nothing but the places where parts begin differs.
pub(super) fn are_all(plan: &Plan, document: &ApprovedDocument, portal: &Portal) -> bool {
    let heads = plan.columns.iter().flat_map(|column| words(&column.head));
    let focus = document.focus.iter().flat_map(|focus| [&focus.lead, &focus.text]);
    let appendix = document.appendix.iter().flatten().map(|line| bare(&line.text));
    let appendix = appendix.collect::<Vec<_>>().join("\n");
    let our_appendix = plan.appendix.as_ref().map(|appendix| bare(&appendix.text));
    let is_same_around = of_lines(&document.columns).into_iter().eq(heads)
        && focus.flat_map(|part| words(part)).eq(words(&plan.focus_lead).chain(words(&plan.focus)))
        && words(&appendix).eq(words(our_appendix.as_deref().unwrap_or_default()));
    is_same_around && are_same(&theirs(document), &ours(plan, portal))
}

/// Whether both read the same, and have the same beside the words between any two places where both are cut.
fn are_same(theirs: &[Unit<'_>], ours: &[Unit<'_>]) -> bool {
    fn text<'u>(units: &'u [Unit<'_>]) -> impl Iterator<Item = &'u &'u str> {
        units.iter().flat_map(|unit| &unit.text)
    }
    if !text(theirs).eq(text(ours)) {
        return false;
    }
    let (mut theirs, mut ours) = (theirs, ours);
    while !(theirs.is_empty() && ours.is_empty()) {
        let (mut read, mut written) = (0, 0);
        let (mut their_count, mut our_count) = (0, 0);
        loop {
            let next = |units: &[Unit<'_>], at: usize| units.get(at).map(|unit| unit.text.len());
            let (their_next, our_next) = (next(theirs, their_count), next(ours, our_count));
            match (their_next, our_next) {
                // What has no words of its own goes with what stands above it.
                (Some(0), _) => their_count += 1,
                (_, Some(0)) => our_count += 1,
                _ if read == written && read > 0 => break,
                (Some(length), _) if read <= written => {
                    read += length;
                    their_count += 1;
                }
                (_, Some(length)) => {
                    written += length;
                    our_count += 1;
                }
                (Some(length), None) => {
                    read += length;
                    their_count += 1;
                }
                (None, None) => break,
            }
        }
        let (their_part, their_rest) = theirs.split_at(their_count);
        let (our_part, our_rest) = ours.split_at(our_count);
        let count = their_part.iter().chain(our_part).map(|unit| unit.beside.len()).max();
        let is_same = (0..count.unwrap_or_default()).all(|place| {
            let of = |units: &[Unit<'_>]| {
                let cells = units.iter().filter_map(|unit| unit.beside.get(place));
                cells.flatten().map(|word| (*word).to_owned()).collect::<Vec<_>>()
            };
            of(their_part) == of(our_part)
        });
        if !is_same {
            return false;
        }
        (theirs, ours) = (their_rest, our_rest);
    }
    true
}

fn of_lines<'w>(lines: impl IntoIterator<Item = &'w Line>) -> Vec<&'w str> {
    lines.into_iter().flat_map(|line| words(&line.text)).collect()
}

fn alone(text: Vec<&str>) -> Unit<'_> {
    Unit { text, beside: Vec::new() }
}

fn of_texts<'w>(texts: impl IntoIterator<Item = &'w String>) -> Vec<&'w str> {
    texts.into_iter().flat_map(|text| words(text)).collect()
}

/// The document from top to bottom.
fn theirs(document: &ApprovedDocument) -> Vec<Unit<'_>> {
    let rows = document.contents.iter();
    let rows = rows.flat_map(|row| [&row.number, &row.title, &row.sheets]);
    let mut units = vec![
        alone(of_lines(document.title_block.iter().flatten())),
        alone(of_lines(&document.contents_heading)),
        alone(of_texts(rows)),
        alone(of_lines(&document.introduction_heading)),
        alone(of_lines(&document.introduction)),
    ];
    for section in &document.sections {
        units.push(alone(of_texts([&section.heading])));
        units.push(alone(of_lines(&section.introduction)));
        units.extend(section.rows.iter().map(of_row));
        units.push(alone(of_lines(&section.notes)));
    }
    units.push(alone(of_lines(&document.signature)));
    units
}

fn of_row(row: &Row) -> Unit<'_> {
    let mut text = of_lines(&row.headings);
    text.extend(words(&row.number));
    text.extend(of_lines(row.cell(Column::Text)));
    let beside = BESIDE.map(|column| of_lines(row.cell(column)));
    let remarks = row.remarks.iter().map(of_lines);
    Unit { text, beside: beside.into_iter().chain(remarks).collect() }
}

/// The plan in the same order.
fn ours<'w>(plan: &'w Plan, portal: &'w Portal) -> Vec<Unit<'w>> {
    let approvals = plan.approvals.iter();
    let approvals = approvals.flat_map(|one| [&one.heading, &one.position, &one.name, &one.date]);
    let title = approvals.chain([&plan.title.heading, &plan.title.text]);
    let rows = plan.contents.iter().flat_map(|row| [&row.number, &row.title, &row.sheets]);
    let introduction = plan.introduction.iter().map(|prose| &prose.text);
    let mut units = vec![
        alone(of_texts(title)),
        alone(of_texts([&plan.contents_heading])),
        alone(of_texts(rows)),
        alone(of_texts([&plan.introduction_heading])),
        alone(of_texts(introduction)),
    ];
    for section in plan.sections.iter().map(|section| &portal.sections[section]) {
        units.push(alone(of_texts([&section.heading])));
        units.push(alone(of_texts(section.introduction.iter().map(|words| &words.value))));
        let entries = section.entries.iter().map(|entry| &portal.entries[entry]);
        units.extend(entries.map(|entry| of_entry(entry, portal)));
        units.push(alone(of_texts(section.notes.iter().map(|words| &words.value))));
    }
    let signatures = plan.signatures.iter().flat_map(|one| [&one.position, &one.name]);
    units.push(alone(of_texts(signatures)));
    units
}

fn of_entry<'w>(entry: &'w Entry, portal: &'w Portal) -> Unit<'w> {
    let of = |column| {
        values(entry, column, portal).into_iter().flat_map(|(text, _)| words(text)).collect()
    };
    let mut text = of_texts(entry.heading.iter().map(|heading| &heading.value));
    text.extend(words(&entry.number));
    text.extend::<Vec<_>>(of(Column::Text));
    let remarks = portal.remarks_of(entry).collect::<Vec<_>>();
    let count = remarks.iter().map(|remarks| remarks.len()).max().unwrap_or_default();
    let remarks = (0..count).map(|place| {
        let own = remarks.iter().filter_map(|remarks| remarks.get(place));
        of_texts(own.map(|words| &words.value))
    });
    Unit { text, beside: BESIDE.map(of).into_iter().chain(remarks).collect() }
}

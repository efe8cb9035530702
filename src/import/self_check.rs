//! Holds the words of a draft against the words of the document: none lost, none added, in order.
//!
//! Two comparisons: the whole text against what was understood of it (so that no line falls
//! through the parser), then each column of each section, read from top to bottom.

use super::Question;
use super::entries::DraftEntry;
use super::plan::{Plan, signatures};
use crate::approved::{self, ApprovedDocument, Column, Line, Word, words};
use crate::text;

/// Every place where draft and document differ; empty unless the program has a fault.
pub(super) fn faults(text: &str, document: &ApprovedDocument, plan: &Plan<'_>) -> Vec<Question> {
    let mut faults = Vec::new();
    for (line_number, word) in approved::lost_words(text, document) {
        faults.push(Question {
            line_number,
            message: text!(
                uk: "внутрішня помилка: слово «{word}» загубилося",
                en: "internal error: the word «{word}» was lost"
            ),
        });
    }
    let title = &plan.title;
    let approvals = title.approvals.iter();
    let approvals = approvals.flat_map(|one| [&one.heading, &one.position, &one.name, &one.date]);
    let drafted = approvals.chain([&title.heading, &title.text]);
    let printed = document.title_block.iter().flatten().flat_map(Line::words);
    compare(printed, drafted.flat_map(|part| words(part)), &mut faults);
    let signed = signatures(&document.signature);
    let signed = signed.iter().flat_map(|one| [&one.position, &one.name]);
    let printed = document.signature.iter().flat_map(Line::words);
    compare(printed, signed.flat_map(|part| words(part)), &mut faults);
    for (section, drafted) in document.sections.iter().zip(&plan.sections) {
        let printed = section.introduction.iter().flat_map(Line::words);
        compare(printed, words(&drafted.introduction), &mut faults);
        let printed = section.notes.iter().flat_map(Line::words);
        compare(printed, words(&drafted.notes), &mut faults);
        let printed = section.rows.iter().flat_map(|row| &row.headings).flat_map(Line::words);
        compare(
            printed,
            drafted.entries.iter().flat_map(|entry| words(&entry.heading)),
            &mut faults,
        );
        for column in Column::ALL {
            let words = drafted.entries.iter().flat_map(|entry| entry_words(entry, column));
            compare(section.words(column), words, &mut faults);
        }
        for place in 0..section.remark_count() {
            let words = drafted.entries.iter().flat_map(|entry| entry_remarks(entry, place));
            compare(section.remark_words(place), words, &mut faults);
        }
        let numbers = section.rows.iter().map(|row| row.number.as_str());
        let drafted = drafted.entries.iter().map(|entry| entry.number.as_str());
        if !numbers
            .filter(|number| !number.is_empty())
            .eq(drafted.filter(|number| !number.is_empty()))
        {
            let (line_number, heading) = (section.line_number, &section.heading);
            faults.push(Question {
                line_number,
                message: text!(
                    uk: "внутрішня помилка: номери розділу «{heading}» не збігаються",
                    en: "internal error: the numbers of section «{heading}» differ"
                ),
            });
        }
    }
    faults
}

/// The words of an entry in one column: its own cell first, then its items' cells.
fn entry_words(entry: &DraftEntry, column: Column) -> impl Iterator<Item = &str> {
    let own = match column {
        Column::Text => entry.text.as_str(),
        Column::Responsible | Column::Form | Column::Term => entry.own.get(column),
    };
    let items = entry.items.iter().map(move |item| match column {
        Column::Text => item.text.as_str(),
        Column::Responsible | Column::Form | Column::Term => item.own.get(column),
    });
    std::iter::once(own).chain(items).flat_map(words)
}

/// The words of an entry in one of the further columns, in the same order.
fn entry_remarks(entry: &DraftEntry, place: usize) -> impl Iterator<Item = &str> {
    let items = entry.items.iter().map(|item| &item.remarks);
    let remarks = std::iter::once(&entry.remarks).chain(items);
    remarks.filter_map(move |remarks| remarks.get(place)).flat_map(|remark| words(remark))
}

fn compare<'a>(
    printed: impl Iterator<Item = Word<'a>>,
    mut drafted: impl Iterator<Item = &'a str>,
    faults: &mut Vec<Question>,
) {
    let mut last_line = 0;
    for word in printed {
        last_line = word.line_number;
        let found = drafted.next().unwrap_or_default();
        if found != word.text {
            return faults.push(difference(last_line, word.text, found));
        }
    }
    if let Some(found) = drafted.next() {
        faults.push(difference(last_line, "", found));
    }
}

fn difference(line_number: usize, printed: &str, found: &str) -> Question {
    Question {
        line_number,
        message: text!(
            uk: "внутрішня помилка: у документі «{printed}», у чернетці «{found}»",
            en: "internal error: the document has «{printed}», the draft «{found}»"
        ),
    }
}

//! `differs-from-approved`: content against the approved document, word for word.
//!
//! The document named in `plan.toml` is cut into title block, contents, introduction, entries and cells; each must
//! have the very words of the content, in order, column by column. A missing or added entry is told as such; in
//! a cell that differs the first differing words are shown.

mod cuts;
mod sections;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::approved::{ApprovedDocument, Column, Line, Row, Word, lost_words, words};
use crate::check::narrow;
use crate::diagnostic::Diagnostics;
use crate::language::order::bare_number;
use crate::plan::{Approval, CellHolder, Entry, Idx, Plan, Portal, Section};
use crate::source::{FileId, Sources, Span};
use crate::text;

/// The code of every fault found here.
const CODE: &str = "differs-from-approved";

/// Holds every plan that names an approved document against it.
pub(in crate::check) fn check(portal: &Portal, sources: &Sources, diagnostics: &mut Diagnostics) {
    for (_, plan) in portal.plans.iter() {
        if let Some((_, document)) = &plan.approved {
            let mut found = Diagnostics::default();
            check_frame(plan, document, sources, &mut found);
            check_sections(plan, document, portal, sources, &mut found);
            // Whoever knows where a row begins better than the parser may say so.
            if !found.is_empty() && !cuts::are_all(plan, document, portal) {
                diagnostics.extend(found);
            }
        }
    }
}

/// Words of the document that the comparison itself would not see must never be lost in silence.
pub(in crate::check) fn unread(portal: &Portal, sources: &Sources, diagnostics: &mut Diagnostics) {
    for (_, plan) in portal.plans.iter() {
        if let Some((file, document)) = &plan.approved {
            report_unread(*file, document, sources, diagnostics);
        }
    }
}

fn report_unread(
    file: FileId,
    document: &ApprovedDocument,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let text = &sources.file(file).text;
    for (line_number, word) in lost_words(text, document) {
        let before = text.split_inclusive('\n').take(line_number.saturating_sub(1));
        let start = before.map(str::len).sum::<usize>();
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let message = text!(
            uk: "слово «{word}» документа не вдалося віднести до жодної клітинки",
            en: "the document's word «{word}» belongs to no cell",
        );
        let help = text!(
            uk: "перевірте, чи рядок документа не розірвано",
            en: "check whether the document's line is broken",
        );
        let span = Span::new(file, start..start + line.len());
        diagnostics.error(CODE, span, message).help(help);
    }
}

/// A value of the content: its words and where they are written.
type Value<'a> = (&'a str, Span);

fn check_frame(
    plan: &Plan,
    document: &ApprovedDocument,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let here = plan.span;
    let lines = |lines: &[Line]| lines.to_vec();
    let mut compare = |what: (&str, &str), approved: Vec<Line>, content: &[Value<'_>]| {
        let approved = approved.iter().flat_map(Line::words).collect::<Vec<_>>();
        compare(what, &approved, content, None, sources, diagnostics);
    };
    let title = document.title_block.iter().flatten().cloned().collect::<Vec<_>>();
    let Plan { approvals, title: block, signatures, .. } = plan;
    let approvals = approvals
        .iter()
        .flat_map(|Approval { heading, position, name, date }| [heading, position, name, date]);
    let title_values = approvals.chain([&block.heading, &block.text]);
    let title_values = title_values.map(|words| (words.as_str(), here)).collect::<Vec<_>>();
    compare(("титульний блок", "the title block"), title, &title_values);

    let mut contents = document.contents_heading.iter().cloned().collect::<Vec<_>>();
    let mut contents_values = vec![(plan.contents_heading.as_str(), here)];
    for row in &document.contents {
        for words in [&row.number, &row.title, &row.sheets] {
            let line_number = row.line_number;
            contents.push(Line { line_number, text: words.clone(), bullet: false });
        }
    }
    for row in &plan.contents {
        contents_values.extend([&row.number, &row.title, &row.sheets].map(|w| (w.as_str(), here)));
    }
    compare(("зміст плану", "the contents"), contents, &contents_values);

    let mut introduction = document.introduction_heading.iter().cloned().collect::<Vec<_>>();
    introduction.extend(lines(&document.introduction));
    let prose = plan.introduction.as_ref();
    let mut introduction_values = vec![(plan.introduction_heading.as_str(), here)];
    introduction_values.extend(prose.map(|prose| (prose.text.as_str(), prose.span)));
    compare(("вступ", "the introduction"), introduction, &introduction_values);

    let focus = document.focus.iter().flat_map(|focus| {
        let line_number = focus.line_number;
        [&focus.lead, &focus.text].map(|text| Line {
            line_number,
            text: text.clone(),
            bullet: false,
        })
    });
    let focus_values = [(plan.focus_lead.as_str(), here), (plan.focus.as_str(), here)];
    compare(("методична проблема", "the focus"), focus.collect(), &focus_values);

    let columns =
        plan.columns.iter().map(|column| (column.head.as_str(), here)).collect::<Vec<_>>();
    compare(("назви колонок", "the columns' heads"), lines(&document.columns), &columns);

    let signatures = signatures.iter().flat_map(|one| [&one.position, &one.name]);
    let signatures = signatures.map(|words| (words.as_str(), here)).collect::<Vec<_>>();
    compare(("підпис", "the signature"), lines(&document.signature), &signatures);

    let theirs = document.appendix.iter().flatten().cloned();
    let theirs = theirs.map(|line| Line { text: bare(&line.text), ..line }).collect::<Vec<_>>();
    let ours = plan.appendix.as_ref().map(|appendix| (bare(&appendix.text), appendix.span));
    let ours = ours.as_ref().map_or(("", here), |(text, span)| (text.as_str(), *span));
    compare(("додаток", "the appendix"), theirs, &[ours]);
}

/// The words of an appendix without what parts its cells: Markdown has pipes for it, the document something else.
fn bare(text: &str) -> String {
    text.lines()
        .filter(|line| !is_rule_of_table(line))
        .map(|line| line.replace("\\|", " ").replace('|', " "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The line of Markdown between the head of a table and its rows.
fn is_rule_of_table(line: &str) -> bool {
    line.starts_with('|') && line.chars().all(|letter| "|-: ".contains(letter))
}

/// What stands for a number that the document does not have.
const NO_NUMBER: &str = "без номера";

/// An entry of the document: its first row and the rows that continue it.
struct ApprovedEntry<'a> {
    number: &'a str,
    line_number: usize,
    rows: Vec<&'a Row>,
}

fn check_sections(
    plan: &Plan,
    document: &ApprovedDocument,
    portal: &Portal,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let sections = plan.sections.iter().map(|idx| &portal.sections[idx]).collect::<Vec<_>>();
    let headings = sections.iter().map(|section| section.heading.as_str()).collect::<Vec<_>>();
    let theirs = document.sections.iter().map(|section| section.heading.as_str());
    let paired = sections::paired(&headings, &theirs.collect::<Vec<_>>());
    for place in &paired.moved {
        report_moved_section(sections[*place], diagnostics);
    }
    for place in &paired.added {
        report_added_section(sections[*place], diagnostics);
    }
    for (approved, place) in document.sections.iter().zip(paired.ours) {
        let Some(section) = place.map(|place| sections[place]) else {
            report_missing_section(plan, &approved.heading, approved.line_number, diagnostics);
            continue;
        };
        let heading = words(&approved.heading)
            .map(|text| Word { line_number: approved.line_number, text })
            .collect::<Vec<_>>();
        let values = [(section.heading.as_str(), section.span)];
        compare(
            ("заголовок розділу", "the section's heading"),
            &heading,
            &values,
            None,
            sources,
            diagnostics,
        );
        let introduction = approved.introduction.iter().flat_map(Line::words).collect::<Vec<_>>();
        let values = section.introduction.as_ref().map(|words| (words.value.as_str(), words.span));
        compare(
            ("вступ розділу", "the section's introduction"),
            &introduction,
            &[values.unwrap_or(("", section.span))],
            None,
            sources,
            diagnostics,
        );
        let notes = approved.notes.iter().flat_map(Line::words).collect::<Vec<_>>();
        let values = section.notes.as_ref().map(|words| (words.value.as_str(), words.span));
        compare(
            ("примітки розділу", "the section's notes"),
            &notes,
            &[values.unwrap_or(("", section.span))],
            None,
            sources,
            diagnostics,
        );
        let entries = section.entries.iter().collect::<Vec<_>>();
        check_entries(
            &entries,
            section.span,
            &approved_entries(&approved.rows),
            portal,
            sources,
            diagnostics,
        );
    }
}

/// What a section that is missing is told of, for what only follows from that.
pub(in crate::check) const MISSING_SECTION: &str = "section";

fn report_missing_section(
    plan: &Plan,
    heading: &str,
    line_number: usize,
    diagnostics: &mut Diagnostics,
) {
    let message = text!(
        uk: "бракує розділу «{heading}»: він є в затвердженому документі, рядок {line_number}",
        en: "the section «{heading}» is missing: the approved document has it on line {line_number}",
    );
    let help = text!(
        uk: "поверніть теку розділу; якщо вона є, виправте heading у її section.toml",
        en: "bring the section's folder back; if it is there, mend the heading in its section.toml",
    );
    diagnostics.error(CODE, plan.span, message).help(help).subject(MISSING_SECTION);
}

fn report_added_section(section: &Section, diagnostics: &mut Diagnostics) {
    let heading = &section.heading;
    let message = text!(
        uk: "розділу «{heading}» немає в затвердженому документі",
        en: "the approved document has no section «{heading}»",
    );
    let help = text!(
        uk: "приберіть теку розділу або виправте heading",
        en: "remove the section's folder, or mend its heading",
    );
    diagnostics.error(CODE, section.span, message).help(help);
}

fn report_moved_section(section: &Section, diagnostics: &mut Diagnostics) {
    let heading = &section.heading;
    let message = text!(
        uk: "розділ «{heading}» стоїть не на своєму місці",
        en: "the section «{heading}» is out of its place",
    );
    let help = text!(
        uk: "порядок розділів — за числом на початку назви теки: перейменуйте її так, як стоїть у затвердженому документі",
        en: "sections stand by the number their folder's name begins with: rename it to the place in the approved document",
    );
    diagnostics.error(CODE, section.span, message).help(help);
}

fn approved_entries(rows: &[Row]) -> Vec<ApprovedEntry<'_>> {
    let mut entries: Vec<ApprovedEntry<'_>> = Vec::new();
    for row in rows {
        match entries.last_mut() {
            Some(entry) if !row.begins_entry => entry.rows.push(row),
            _ => entries.push(ApprovedEntry {
                number: &row.number,
                line_number: row.line_number,
                rows: vec![row],
            }),
        }
    }
    entries
}

fn check_entries(
    entries: &[Idx<Entry>],
    section: Span,
    approved: &[ApprovedEntry<'_>],
    portal: &Portal,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    // Numbers may repeat in a document: the first of a number in the content is the first in the document.
    let mut ours: BTreeMap<&str, Vec<(usize, Idx<Entry>)>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let number = bare_number(&portal.entries[*entry].number);
        ours.entry(number).or_default().push((place, *entry));
    }
    let mut last_place = None;
    for theirs in approved {
        let number = bare_number(theirs.number);
        let found = ours.get_mut(number).filter(|entries| !entries.is_empty());
        let Some((place, entry)) = found.map(|entries| entries.remove(0)) else {
            let line_number = theirs.line_number;
            let number = if number.is_empty() { NO_NUMBER } else { number };
            let message = text!(
                uk: "бракує пункту {number}: він є в затвердженому документі, рядок {line_number}",
                en: "the entry {number} is missing: the approved document has it on line {line_number}",
            );
            let help = text!(
                uk: "поверніть пункт до section.toml; якщо його вилучено рішенням, про це пишуть у changes.toml: kind = \"removed\"",
                en: "put the entry back into section.toml; where it was decided to drop it, changes.toml says so: kind = \"removed\"",
            );
            diagnostics.error(CODE, section, message).help(help).subject(number);
            continue;
        };
        if last_place.is_some_and(|last| place < last) {
            let (span, number) = (portal.entries[entry].span, portal.entries[entry].called());
            let message = text!(
                uk: "пункт {number} стоїть не на своєму місці",
                en: "the entry {number} is out of its place",
            );
            let help = text!(
                uk: "поставте пункти в порядку затвердженого документа",
                en: "put the entries in the order of the approved document",
            );
            diagnostics.error(CODE, span, message).help(help).subject(number);
        }
        last_place = Some(place);
        check_entry(entry, theirs, portal, sources, diagnostics);
    }
    for (_, entry) in ours.into_values().flatten() {
        let entry = &portal.entries[entry];
        let number = entry.called();
        let message = text!(
            uk: "пункту {number} немає в затвердженому документі",
            en: "the approved document has no entry {number}",
        );
        let help = text!(
            uk: "приберіть пункт або виправте його номер; якщо його додано рішенням, про це пишуть у changes.toml: kind = \"added\"",
            en: "remove the entry, or mend its number; where it was decided to add it, changes.toml says so: kind = \"added\"",
        );
        diagnostics.error(CODE, entry.span, message).help(help).subject(number);
    }
}

fn check_entry(
    idx: Idx<Entry>,
    approved: &ApprovedEntry<'_>,
    portal: &Portal,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let entry = &portal.entries[idx];
    let number = entry.number.trim();
    let line_number = approved.line_number;
    let printed = words(approved.number).map(|text| Word { line_number, text }).collect::<Vec<_>>();
    let subject = Some(entry.called());
    compare(
        ("номер", "the number"),
        &printed,
        &[(number, entry.span)],
        subject,
        sources,
        diagnostics,
    );
    let headings = approved.rows.iter().flat_map(|row| &row.headings).flat_map(Line::words);
    let heading = entry.heading.as_ref().map(|words| (words.value.as_str(), words.span));
    compare(
        ("підзаголовок над пунктом", "the heading above the entry"),
        &headings.collect::<Vec<_>>(),
        &[heading.unwrap_or(("", entry.span))],
        subject,
        sources,
        diagnostics,
    );
    if approved.rows.iter().any(|row| row.is_listed) && is_parted_anew(entry, approved, portal) {
        return;
    }
    for column in Column::ALL {
        let theirs = approved.rows.iter().flat_map(|row| row.cell(column)).flat_map(Line::words);
        let theirs = theirs.collect::<Vec<_>>();
        let what = match column {
            Column::Text => ("«Зміст роботи»", "the text"),
            Column::Responsible => ("«Відповідальний»", "the responsible"),
            Column::Form => ("«Форма»", "the form"),
            Column::Term => ("«Термін виконання»", "the term"),
        };
        compare(what, &theirs, &values(entry, column, portal), subject, sources, diagnostics);
    }
    let counts = portal.remarks_of(entry).map(<[_]>::len);
    let counts = counts.chain(approved.rows.iter().map(|row| row.remarks.len()));
    for place in 0..counts.max().unwrap_or_default() {
        let theirs = approved.rows.iter().flat_map(|row| row.remark(place)).flat_map(Line::words);
        let ours = portal.remarks_of(entry).filter_map(|remarks| remarks.get(place));
        let ours = ours.map(|words| (words.value.as_str(), words.span)).collect::<Vec<_>>();
        let ours = if ours.is_empty() { vec![("", entry.span)] } else { ours };
        let what = ("інша колонка", "a further column");
        compare(what, &theirs.collect::<Vec<_>>(), &ours, subject, sources, diagnostics);
    }
}

/// Whether an entry has all words of a line without a table, in whichever columns; what only parts them there («–») may
/// be left out.
fn is_parted_anew(entry: &Entry, approved: &ApprovedEntry<'_>, portal: &Portal) -> bool {
    let is_dash = |word: &&str| matches!(*word, "–" | "—" | "-");
    let mut theirs = Column::ALL
        .iter()
        .flat_map(|column| approved.rows.iter().flat_map(|row| row.cell(*column)))
        .flat_map(Line::words)
        .map(|word| word.text)
        .filter(|word| !is_dash(word))
        .collect::<Vec<_>>();
    let ours = Column::ALL.iter().map(|column| values(entry, *column, portal)).collect::<Vec<_>>();
    let ours = ours.iter().flatten().flat_map(|(text, _)| words(text));
    let mut ours = ours.filter(|word| !is_dash(word)).collect::<Vec<_>>();
    theirs.sort_unstable();
    ours.sort_unstable();
    theirs == ours
}

/// The words of one column: the entry's, then those of its items, in order.
fn values<'a>(entry: &'a Entry, column: Column, portal: &'a Portal) -> Vec<Value<'a>> {
    let span = |span: Option<Span>| span.unwrap_or(entry.span);
    let cells = &entry.cells;
    let [responsible, form, term] = entry.joins_above;
    let own = match column {
        // The document has these words once, in the entry above.
        Column::Responsible if responsible => ("", entry.span),
        Column::Form if form => ("", entry.span),
        Column::Term if term => ("", entry.span),
        Column::Text => (entry.text.as_str(), entry.text_span),
        Column::Responsible => (cells.responsible.words.as_str(), span(cells.responsible.span)),
        Column::Form => (cells.form.words.as_str(), span(cells.form.span)),
        Column::Term => (cells.term.own_words(), span(cells.term.span)),
    };
    let items = entry.items.iter().filter_map(|idx| {
        let item = &portal.items[idx];
        let is_own = |holder: CellHolder| holder == CellHolder::Item(idx);
        let span = |span: Option<Span>| span.unwrap_or(item.span);
        let own = &item.own;
        match column {
            Column::Text => Some((item.text.as_str(), item.span)),
            Column::Responsible if is_own(item.responsible) => {
                Some((own.responsible.words.as_str(), span(own.responsible.span)))
            }
            Column::Form if is_own(item.form) => {
                Some((own.form.words.as_str(), span(own.form.span)))
            }
            Column::Term if is_own(item.term) => Some((own.term.own_words(), span(own.term.span))),
            Column::Responsible | Column::Form | Column::Term => None,
        }
    });
    std::iter::once(own).chain(items).collect()
}

/// Tells the first difference between the document's words and the content's, if there is one.
fn compare(
    (uk, en): (&str, &str),
    approved: &[Word<'_>],
    content: &[Value<'_>],
    subject: Option<&str>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let ours = content.iter().enumerate();
    let ours = ours.flat_map(|(at, (value, _))| words(value).map(move |word| (word, at)));
    let ours = ours.collect::<Vec<_>>();
    let same =
        approved.iter().zip(&ours).take_while(|(theirs, ours)| theirs.text == ours.0).count();
    if same == approved.len() && same == ours.len() {
        return;
    }
    let rest = (approved.len() - same).min(ours.len() - same);
    let (their_tail, our_tail) = (approved[same..].iter().rev(), ours[same..].iter().rev());
    let tail = their_tail.zip(our_tail).take(rest).take_while(|(t, o)| t.text == o.0).count();
    let theirs = approved[same..approved.len() - tail].iter().map(|word| word.text);
    let theirs = excerpt(theirs);
    let our_words = excerpt(ours[same..ours.len() - tail].iter().map(|(word, _)| *word));
    let nearest = approved.get(same).or(approved.last());
    let line_number = nearest.map_or(0, |word| word.line_number);
    let Some(span) = place_of(content, &ours, same..ours.len() - tail, sources) else { return };
    let place = subject.map(|number| format!("{number}, ")).unwrap_or_default();
    let message = match (theirs.is_empty(), our_words.is_empty()) {
        (false, true) => text!(
            uk: "{place}{uk}: бракує слів затвердженого документа «{theirs}» (рядок {line_number})",
            en: "{place}{en}: words of the approved document are missing: «{theirs}» (line {line_number})",
        ),
        (true, false) => text!(
            uk: "{place}{uk}: слів «{our_words}» у затвердженому документі немає",
            en: "{place}{en}: the approved document does not have the words «{our_words}»",
        ),
        _ => text!(
            uk: "{place}{uk}: тут «{our_words}», а в затвердженому документі «{theirs}» (рядок {line_number})",
            en: "{place}{en}: here «{our_words}», in the approved document «{theirs}» (line {line_number})",
        ),
    };
    let help = text!(
        uk: "затверджені слова не змінюють; те, що стало відоме пізніше, пишуть в окремі ключі: date, status, note",
        en: "approved words are not changed; what became known later has keys of its own: date, status, note",
    );
    let fault = diagnostics.error(CODE, span, message).help(help);
    if let Some(subject) = subject {
        fault.subject(subject);
    }
}

/// Where the differing words stand: the words themselves, and where words are missing the word before.
fn place_of(
    content: &[Value<'_>],
    ours: &[(&str, usize)],
    differing: Range<usize>,
    sources: &Sources,
) -> Option<Span> {
    let differing = match differing.is_empty() {
        false => differing,
        true => differing.start.saturating_sub(1)..differing.start.max(1),
    };
    let Some((first, value_at)) = ours.get(differing.start).or(ours.last()) else {
        return content.first().map(|(_, span)| *span);
    };
    let (value, span) = content.get(*value_at)?;
    let last = ours.get(differing).unwrap_or_default().iter().rev().find(|(_, at)| at == value_at);
    let last = last.map_or(*first, |(word, _)| *word);
    // Both are slices of the value, so their addresses tell where in it they stand.
    let offset = |word: &str| (word.as_ptr() as usize).checked_sub(value.as_ptr() as usize);
    let words = value.get(offset(first)?..offset(last)? + last.len()).unwrap_or_default();
    let written = sources.excerpt(*span);
    match written.find(value).filter(|_| span.start < span.end) {
        Some(at) => {
            let start = span.start as usize + at + offset(first)?;
            Some(Span::new(span.file, start..start + words.len()))
        }
        None => Some(narrow(sources, *span, words)),
    }
}

/// At most ten words.
fn excerpt<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words = words.collect::<Vec<_>>();
    let shown = words.iter().take(10).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 10 { format!("{shown} …") } else { shown }
}

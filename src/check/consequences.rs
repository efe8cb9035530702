//! A fault is told once: what only follows from a fault already told is left out.
//!
//! A key that could not be read leaves its cell empty, so the whole-plan checks would find the cell missing; a row
//! of `people.toml` without an id would make its person unknown on every page of the plan. Comes in: everything
//! that was told. Goes out: the causes. Start reading at [`leave_out_consequences`].

use crate::check::approved::MISSING_SECTION;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::language::slug::slug;
use crate::source::{FileId, Sources, Span};

/// Faults that leave something of a file out.
const CAUSES: &[&str] = &[
    "toml-syntax",
    "not-utf8",
    "no-front-matter",
    "missing-key",
    "missing-file",
    "wrong-type",
    "unknown-key",
    "bad-id",
    "duplicate-id",
    "duplicate-number",
];

/// What the whole-plan checks miss in a row of which something was left out.
const OF_A_ROW: &[&str] = &[
    "differs-from-approved",
    "empty-text",
    "empty-responsible",
    "empty-term",
    "missing-number",
    "heading-differs",
];

/// What is not found because the row that defines it was left out.
const OF_A_REFERENCE: &[&str] = &[
    "unknown-person",
    "unknown-college",
    "unknown-section",
    "unknown-form",
    "unknown-item",
    "count-mismatch",
];

/// What is told of a plan whose year, or all of it, is that of another one.
const OF_A_PLAN: &[&str] = &["other-year", "duplicate-output", "unknown-item"];

/// Faults of a `plan.toml` that say so.
const OF_A_COPY: &[&str] = &["duplicate-id", "other-year"];

/// Faults with which nothing of a file counts as read.
const OF_A_FILE: &[&str] = &["not-utf8", "missing-file"];

/// What a reader of TOML stumbles over after a fault of its grammar.
const OF_SYNTAX: &[&str] = &["unknown-key", "missing-key", "wrong-type", "impossible-date"];

/// What is told of words of which an error has told already: first the fault, then that error.
const SAME_WORDS: &[(&str, &str)] = &[
    // A misspelt name in a cell is also a difference from the document: at one of its words, or from it to the next
    // misspelt name.
    ("differs-from-approved", "unknown-person"),
    // A slip in a term that the document does not have is mended with the document's word.
    ("misspelt-term", "differs-from-approved"),
];

/// Takes out every diagnostic that another one explains.
pub fn leave_out_consequences(diagnostics: &mut Diagnostics, sources: &Sources) {
    let is_cause = |fault: &&Diagnostic| {
        let is_of_plan = || fault.span.is_some_and(|span| is_plan_file(span, sources));
        CAUSES.contains(&fault.code) || OF_A_COPY.contains(&fault.code) && is_of_plan()
    };
    let causes = diagnostics.iter().filter(is_cause);
    let causes = causes.filter_map(|fault| Some((fault.code, fault.span?))).collect::<Vec<_>>();
    let differing = diagnostics.iter().filter(|fault| fault.code == "differs-from-approved");
    let differing = differing.filter_map(|fault| fault.subject.clone()).collect::<Vec<_>>();
    let is_gone = |fault: &&Diagnostic| fault.subject.as_deref() == Some(MISSING_SECTION);
    let without_section = diagnostics.iter().filter(is_gone).filter_map(|fault| fault.span);
    let without_section = without_section.collect::<Vec<_>>();
    let errors = diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
    let errors = errors.filter_map(|fault| Some((fault.code, fault.span?))).collect::<Vec<_>>();
    diagnostics.retain(|fault| {
        let Some(span) = fault.span else { return true };
        let is_explained = causes.iter().any(|(code, cause)| {
            (*code, *cause) != (fault.code, span) && explains(code, *cause, fault, span, sources)
        });
        let is_told = SAME_WORDS.iter().any(|(same, told)| {
            fault.code == *same
                && errors.iter().any(|(code, words)| code == told && is_nested(span, *words))
        });
        // What the rows of a section that is gone were named for.
        let is_of_gone = fault.code == "unknown-item"
            && without_section.iter().any(|plan| {
                let office = |span: Span| plan_of(span, sources).map(|(office, _)| office);
                office(*plan) == office(span)
            });
        // A number missing from the content is also a gap between its neighbours.
        let is_gap = fault.code == "missing-number"
            && fault.subject.as_ref().is_some_and(|number| differing.contains(number));
        !(is_explained || is_told || is_gap || is_of_gone)
    });
}

/// Whether a fault leaves something of a file out, so that the site would lack pages and links to them would seem broken.
pub fn leaves_something_out<'f>(mut faults: impl Iterator<Item = &'f Diagnostic>) -> bool {
    // Of two plans with one address every page would be told.
    let is_cause = |code: &str| CAUSES.contains(&code) || code == "duplicate-output";
    faults.any(|fault| is_cause(fault.code) || fault.span.is_none())
}

fn explains(code: &str, cause: Span, fault: &Diagnostic, span: Span, sources: &Sources) -> bool {
    // A copied plan has the address of the one it was copied from; and where its year is wrong, all its days are.
    if OF_A_COPY.contains(&code)
        && OF_A_PLAN.contains(&fault.code)
        && is_plan_file(cause, sources)
        && plan_of(cause, sources) == plan_of(span, sources)
    {
        return true;
    }
    if OF_A_FILE.contains(&code) && follows_from_unread(code, cause, fault, span, sources) {
        return true;
    }
    // Words that could not be read as they were meant are no name either.
    if code == "toml-syntax" && !OF_A_FILE.contains(&fault.code) {
        let written = sources.excerpt(span);
        // «;» between two names.
        let is_a_sign = OF_A_REFERENCE.contains(&fault.code)
            && !written.is_empty()
            && !written.contains(char::is_alphanumeric)
            && is_nested(cause, span);
        if is_a_sign || cause == span && cause.start < cause.end {
            return true;
        }
    }
    // A row that was not read is a gap in the numbers of its section, which may go on in another file.
    if fault.code == "missing-number" && folder(cause, sources) == folder(span, sources) {
        return true;
    }
    if OF_A_ROW.contains(&fault.code) {
        return cause.file == span.file
            && (is_whole_file(span, fault, sources)
                || block(sources, cause, ENTRY) == block(sources, span, ENTRY));
    }
    if OF_A_REFERENCE.contains(&fault.code) {
        let words = sources.excerpt(span).trim_matches('"');
        let is_elsewhere =
            cause.file != span.file || block(sources, cause, ENTRY) != block(sources, span, ENTRY);
        let file = sources.file(cause.file);
        // A plan defines only its own rows; that it writes a name explains nothing.
        let may_define = fault.code == "unknown-item" || !file.path.contains("/plans/");
        let is_meant = || defines(&file.text, words) || names(sources, cause, words);
        return fault.code == "count-mismatch" && file.path.ends_with("methodical-sections.toml")
            || is_elsewhere && may_define && !words.is_empty() && is_meant();
    }
    // [[colleges]] above [[college.training_center]].
    if (code, fault.code) == ("unknown-key", "wrong-type") && cause.file == span.file {
        return sources.excerpt(cause).starts_with(sources.excerpt(span));
    }
    // The first keys of a plan stand below a table that was put above them.
    if (code, fault.code) == ("unknown-key", "missing-key") && is_plan_file(cause, sources) {
        return cause.file == span.file && fault.message.uk.contains("«year»");
    }
    if OF_SYNTAX.contains(&fault.code) && code == "toml-syntax" {
        // The same place told twice, or keys under a table's head that could not be read.
        return cause.file == span.file
            && (is_nested(cause, span)
                || block(sources, cause, TABLE) == block(sources, span, TABLE)
                    && line_start(sources, cause) == block(sources, cause, TABLE));
    }
    false
}

/// Whether something is missed because a whole file was not read: its rows in the plan, its names in the office.
fn follows_from_unread(
    code: &str,
    cause: Span,
    fault: &Diagnostic,
    span: Span,
    sources: &Sources,
) -> bool {
    let is_inside = code == "not-utf8" || fault.code == "unknown-file";
    if cause.file == span.file && is_inside {
        return true;
    }
    let path = |file: FileId| sources.within_content(sources.file(file));
    // The approved document itself: nothing can be held against it.
    let Some(unread) = path(cause.file) else { return OF_A_ROW.contains(&fault.code) };
    let Some(here) = path(span.file) else { return false };
    let (office, plan) = place(unread);
    let has_rows = plan.is_some() && !unread.ends_with("calendar.lock");
    // Of a folder under another name only plans define what is named elsewhere: rows, and themselves.
    let is_of_folder = unread.trim_start_matches("offices/").contains('/') && plan.is_none();
    if is_of_folder && OF_A_REFERENCE.contains(&fault.code) && fault.code != "unknown-item" {
        return false;
    }
    if code == "missing-file" && fault.code == "unknown-plan" && is_of_folder {
        return true;
    }
    let is_missed = OF_A_REFERENCE.contains(&fault.code) && plan.is_none()
        || fault.code == "unknown-item" && has_rows;
    is_missed && place(here).0 == office
        || OF_A_ROW.contains(&fault.code) && has_rows && place(here) == (office, plan)
}

/// The office and the plan of a place.
fn plan_of(span: Span, sources: &Sources) -> Option<(&str, Option<&str>)> {
    sources.within_content(sources.file(span.file)).map(place)
}

fn is_plan_file(span: Span, sources: &Sources) -> bool {
    sources.file(span.file).path.ends_with("/plan.toml")
}

/// The folder in which the file of a place lies.
fn folder(span: Span, sources: &Sources) -> &str {
    sources.file(span.file).path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder of the office in which a file of the content lies, and of the plan, if it is of one.
fn place(path: &str) -> (&str, Option<&str>) {
    let Some((before, within)) = path.split_once("plans/") else {
        let office = path.strip_prefix("offices/").and_then(|path| path.split('/').next());
        return (office.unwrap_or_default(), None);
    };
    let office = before.trim_start_matches("offices/").trim_end_matches('/');
    (office, within.split('/').next())
}

/// What begins a row of a section.
const ENTRY: &str = "[[entry]]";
/// What begins any table.
const TABLE: &str = "[";

/// Where the row of a file begins in which the place stands: at the last line that begins with `head`.
fn block(sources: &Sources, span: Span, head: &str) -> (FileId, Option<usize>) {
    let text = &sources.file(span.file).text;
    let mut at = 0;
    let mut last = None;
    for line in text.split_inclusive('\n') {
        if at > span.start as usize {
            break;
        }
        if line.trim_start().starts_with(head) {
            last = Some(at);
        }
        at += line.len();
    }
    (span.file, last)
}

/// Where the line of a place begins.
fn line_start(sources: &Sources, span: Span) -> (FileId, Option<usize>) {
    let before = sources.file(span.file).text.get(..span.start as usize).unwrap_or_default();
    (span.file, Some(before.rfind('\n').map_or(0, |end| end + 1)))
}

/// A difference of a whole section or plan, told at its beginning: any row left out may be its cause.
fn is_whole_file(span: Span, fault: &Diagnostic, sources: &Sources) -> bool {
    fault.code == "differs-from-approved" && block(sources, span, ENTRY).1.is_none()
}

/// Whether a text writes these very words as a value or a part of one.
pub(in crate::check) fn defines(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        before == Some('"') && after == Some('"')
    })
}

/// Whether the table in which a fault stands has these words as a name or id, or would have them: an id is mostly made
/// of the name, so «tkachuk» stands for «Ткачук» where one of the two is missing or malformed.
fn names(sources: &Sources, cause: Span, words: &str) -> bool {
    let (_, Some(start)) = block(sources, cause, TABLE) else { return false };
    let text = sources.file(cause.file).text.get(start..).unwrap_or_default();
    let end = text.get(1..).and_then(|rest| rest.find("\n[")).map_or(text.len(), |end| end + 1);
    let own = slug(words, "");
    text.get(..end).unwrap_or_default().split('"').skip(1).step_by(2).any(|name| {
        let rest = words.strip_prefix(name).filter(|_| !name.is_empty());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            || !own.is_empty() && (name == own || slug(name, "") == words)
    })
}

/// Whether either of two places holds the other.
fn is_nested(one: Span, other: Span) -> bool {
    is_within(one, other) || is_within(other, one)
}

fn is_within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && inner.start >= outer.start && inner.end <= outer.end
}

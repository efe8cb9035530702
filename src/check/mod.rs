//! What a person should mend or consider: checks that look at the whole plan.
//!
//! Faults of single values are told where they are read or resolved; here stand the checks that need the finished
//! plan. Each row of [`CHECKS`] is one check with a file of its own. Remarks (the document really says so) can be
//! acknowledged in `plan.toml`; [`acknowledge`] takes them out.

mod approved;
mod consequences;
mod counts;
mod numbers;
mod oddities;
mod repeated;
mod twins;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Severity};
use crate::plan::{Acknowledgement, Portal};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::Text;

/// One check of the plan.
type Check = fn(&Portal, &Sources, &mut Diagnostics);

/// Every check, in the order of the editor's guide.
const CHECKS: &[Check] = &[
    approved::unread,
    approved::check,
    numbers::missing,
    numbers::repeated,
    numbers::with_dot,
    twins::check,
    counts::check,
    oddities::quotes,
    oddities::alphabets,
    oddities::empty_cells,
    oddities::headings,
];

/// How a remark is acknowledged, when the approved document really has it so.
fn acknowledgement(code: &str, at: &str) -> Text {
    text!(
        uk: "якщо так у затвердженому документі, допишіть у кінець plan.toml:\n[[acknowledged]]\ncode = \"{code}\"\nat = [\"{at}\"]",
        en: "if the approved document has it so, write at the end of plan.toml:\n[[acknowledged]]\ncode = \"{code}\"\nat = [\"{at}\"]",
    )
}

/// How to mend what is odd, unless the approved document has it so.
fn or_acknowledge(mend: &Text, code: &str, at: &str) -> Text {
    let (uk, en) = (&mend.uk, &mend.en);
    let Text { uk: else_uk, en: else_en } = acknowledgement(code, at);
    text!(uk: "{uk}; {else_uk}", en: "{en}; {else_en}")
}

/// The place of `words` within what stands at `span`; of a whole file (an empty span) where they stand first.
fn narrow(sources: &Sources, span: Span, words: &str) -> Span {
    let text = &sources.file(span.file).text;
    let range = if span.start == span.end { 0..text.len() } else { span.range() };
    let found = text.get(range.clone()).and_then(|written| written.find(words));
    match found {
        Some(at) if !words.is_empty() => {
            Span::new(span.file, range.start + at..range.start + at + words.len())
        }
        _ => span,
    }
}

/// What can be acknowledged.
const ACKNOWLEDGED: &[&str] = &[
    "ambiguous-term",
    "count-mismatch",
    "empty-responsible",
    "empty-term",
    "empty-text",
    "heading-differs",
    "impossible-date",
    "missing-number",
    "misspelt-term",
    "mixed-alphabet",
    "number-with-dot",
    "other-year",
    "repeated-number",
    "twin-rows",
    "unbalanced-quotes",
    "unreadable-term",
];

use consequences::defines;
pub use consequences::{leave_out_consequences, leaves_something_out};
pub use repeated::tell_once;

/// Runs every check, side by side; what they found comes in the order of [`CHECKS`].
pub fn check(portal: &Portal, sources: &Sources) -> Diagnostics {
    let found = CHECKS.par_iter().map(|check| {
        let mut diagnostics = Diagnostics::default();
        check(portal, sources, &mut diagnostics);
        diagnostics
    });
    let mut diagnostics = Diagnostics::default();
    for found in found.collect::<Vec<_>>() {
        diagnostics.extend(found);
    }
    diagnostics
}

/// Takes out what a plan acknowledges in a file that could not be read whole: that is the fault to mend.
fn leave_out_acknowledged_unread<'s>(
    sources: &'s Sources,
    folder: impl Fn(Span) -> Option<&'s str>,
    diagnostics: &mut Diagnostics,
) {
    let errors = diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
    let files = errors.filter_map(|fault| fault.span).filter(|span| {
        let path = sources.within_content(sources.file(span.file));
        path.is_some_and(|path| path.ends_with("/plan.toml"))
    });
    let files = files.collect::<Vec<_>>();
    diagnostics.retain(|fault| {
        let Some(subject) = &fault.subject else { return true };
        let own = fault.span.and_then(&folder);
        fault.severity == Severity::Error
            || !files.iter().filter(|file| folder(**file) == own).any(|file| {
                let text = &sources.file(file.file).text;
                defines(text, fault.code) && defines(text, subject.trim_end_matches('.'))
            })
    });
}

/// Takes out the remarks and warnings that a plan acknowledges of itself, and warns of acknowledgements of nothing.
/// Returns how many were taken out.
pub fn acknowledge(portal: &Portal, sources: &Sources, diagnostics: &mut Diagnostics) -> usize {
    let acknowledged = portal.plans.iter().flat_map(|(_, plan)| &plan.acknowledged);
    let acknowledged = acknowledged.collect::<Vec<_>>();
    let mut is_used = vec![false; acknowledged.len()];
    let mut taken = 0;
    // What two plans number alike is not the same thing: a plan speaks of its own folder.
    let folders = portal.plans.iter().map(|(_, plan)| plan.folder.as_str());
    let folders = folders.collect::<BTreeSet<_>>();
    let folder = |span: Span| {
        let path = sources.within_content(sources.file(span.file))?;
        let mut above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        above.find(|folder| folders.contains(folder))
    };
    let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (place, row) in acknowledged.iter().enumerate() {
        let code = known_code(&row.code).unwrap_or(row.code.as_str());
        let key = (code, row.at.trim().trim_end_matches('.'));
        rows.entry(key).or_default().push((place, folder(row.span)));
    }
    diagnostics.retain(|diagnostic| {
        let subject = diagnostic.subject.as_deref().map(|subject| subject.trim_end_matches('.'));
        let Some(subject) = subject.filter(|_| diagnostic.severity != Severity::Error) else {
            return true;
        };
        let own = diagnostic.span.and_then(folder);
        let meant = rows.get(&(diagnostic.code, subject)).into_iter().flatten();
        let mut keep = true;
        for (place, _) in meant.filter(|(_, folder)| own.is_none() || *folder == own) {
            is_used[*place] = true;
            keep = false;
        }
        taken += usize::from(!keep);
        keep
    });
    leave_out_acknowledged_unread(sources, folder, diagnostics);
    // What could not be read may be the very thing that is acknowledged: with errors nothing is stale yet.
    if !diagnostics.has_errors() {
        let mut unknown = BTreeSet::new();
        for (row, is_used) in acknowledged.iter().zip(is_used) {
            if !ACKNOWLEDGED.contains(&row.code.as_str()) {
                // One slip for all the rows below it.
                if unknown.insert((row.span.file, row.code.as_str())) {
                    report_unknown_code(row, diagnostics);
                }
            } else if !is_used {
                report_stale(row, diagnostics);
            }
        }
    }
    taken
}

/// The code that can be acknowledged and is written so, or nearly.
fn known_code(written: &str) -> Option<&'static str> {
    let near = |known: &&&str| strsim::damerau_levenshtein(written.trim(), known) <= 2;
    let exact = ACKNOWLEDGED.iter().find(|known| **known == written);
    exact.or_else(|| ACKNOWLEDGED.iter().find(near)).copied()
}

fn report_unknown_code(row: &Acknowledgement, diagnostics: &mut Diagnostics) {
    let code = &row.code;
    let message = text!(
        uk: "зауваження з кодом «{code}» не буває: погоджують лише зауваження, помилки виправляють",
        en: "there is no remark with the code «{code}»: only remarks are acknowledged, errors are mended",
    );
    let help = match known_code(code) {
        Some(near) => text!(uk: "може, code = \"{near}\"?", en: "did you mean code = \"{near}\"?"),
        None => text!(
            uk: "візьміть код із квадратних дужок зауваження або приберіть цей [[acknowledged]]",
            en: "take the code from the brackets of the remark, or remove this [[acknowledged]]",
        ),
    };
    diagnostics.warning("stale-acknowledgement", row.span, message).help(help);
}

fn report_stale(row: &Acknowledgement, diagnostics: &mut Diagnostics) {
    let (code, at) = (&row.code, &row.at);
    let message = text!(
        uk: "зауваження «{code}» до «{at}» більше немає",
        en: "there is no remark «{code}» on «{at}» any more",
    );
    let help =
        text!(uk: "приберіть його з [[acknowledged]]", en: "remove it from [[acknowledged]]");
    diagnostics.warning("stale-acknowledgement", row.span, message).help(help);
}

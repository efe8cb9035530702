//! One slip that shows in many places is told once, with those places.
//!
//! A person that is missing in `people.toml` is missing in every cell that names her: the remedy is one, so is the
//! fault. It stands at the first place and names the others. Start reading at [`tell_once`].

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::source::{Sources, Span};
use crate::text;
use crate::text::Text;

/// Faults that are mended in another place than where they show.
const CODES: &[&str] = &[
    "unknown-person",
    "unknown-college",
    "unknown-section",
    "unknown-form",
    "unknown-item",
    "missing-attachment",
];

/// So many other places are named; of more only the number is told.
const NAMED: usize = 5;

/// Leaves of equal faults the first, which names the places of the others; they come in their order.
pub fn tell_once(diagnostics: &mut Diagnostics, sources: &Sources) {
    let mut places: BTreeMap<(&str, String), Vec<Span>> = BTreeMap::new();
    for fault in diagnostics.iter().filter(|fault| CODES.contains(&fault.code)) {
        let key = (fault.code, fault.message.uk.to_string());
        places.entry(key).or_default().extend(fault.span);
    }
    places.retain(|_, spans| spans.len() > 1);
    if places.is_empty() {
        return;
    }
    diagnostics.retain(|fault| {
        let spans = places.get(&(fault.code, fault.message.uk.to_string()));
        spans.is_none_or(|spans| spans.first() == fault.span.as_ref())
    });
    for fault in diagnostics.iter_mut() {
        let spans = places.get(&(fault.code, fault.message.uk.to_string()));
        let Some((first, others)) = spans.and_then(|spans| spans.split_first()) else { continue };
        let (count, list) = (others.len(), listed(*first, others, sources));
        let help = fault.help.take().unwrap_or_else(|| text!(uk: "", en: ""));
        let (uk, en) = (help.uk, help.en);
        let (list_uk, list_en) = (list.uk, list.en);
        fault.help(text!(
            uk: "{uk}; те саме ще тут ({count}): {list_uk}",
            en: "{en}; the same stands here too ({count}): {list_en}",
        ));
    }
}

/// Lines of the same file by their number, of others with the file.
fn listed(first: Span, others: &[Span], sources: &Sources) -> Text {
    let mut named = Vec::new();
    for span in others.iter().take(NAMED) {
        let line = sources.position(*span).line_number;
        let path = &sources.file(span.file).path;
        named.push(match span.file == first.file {
            true => text!(uk: "рядок {line}", en: "line {line}"),
            false => text!(uk: "{path}:{line}", en: "{path}:{line}"),
        });
    }
    if others.len() > NAMED {
        named.push(text!(uk: "…", en: "…"));
    }
    let join = |words: Vec<&str>| words.join(", ");
    let uk = join(named.iter().map(|place| place.uk.as_ref()).collect());
    let en = join(named.iter().map(|place| place.en.as_ref()).collect());
    text!(uk: "{uk}", en: "{en}")
}

//! What is said of a key that a table does not know: the nearest one, the name of a table, or where the key belongs.

use crate::text;
use crate::text::Text;

/// Keys that stand above the first table of their file.
const AT_THE_TOP: &[&str] = &[
    "address",
    "base_url",
    "column_keys",
    "columns",
    "current",
    "data_license",
    "draft",
    "focus",
    "focus_lead",
    "list",
    "offline_copy",
    "school_year",
    "search_file_kb",
    "source",
    "theme",
    "time_zone",
    "year",
];

/// Keys of tables that are easily taken for keys of the file.
const OF_TABLES: &[(&str, &[&str])] = &[
    ("calendar", &["domain", "holidays", "long_ranges", "longest_event", "months", "recurrences"]),
    ("organization", &["email", "id", "name", "region", "short_name", "website"]),
];

/// A key that a table does not know.
pub(in crate::read) struct Unknown<'a> {
    /// The key.
    pub(in crate::read) name: &'a str,
    /// The table in which it stands; empty for the file itself.
    pub(in crate::read) within: &'a str,
    /// In how many brackets it stands: two for a table of a list, one for a table, none for a key.
    pub(in crate::read) brackets: usize,
    /// The keys that are known there, in alphabetical order.
    pub(in crate::read) known: &'a [&'static str],
}

/// Where the key belongs, if that is another place of the same file.
pub(in crate::read) fn home(unknown: &Unknown<'_>) -> Option<Text> {
    let Unknown { name, within, brackets, known } = *unknown;
    if brackets == 0 && !within.is_empty() && AT_THE_TOP.contains(&name) {
        return Some(text!(
            uk: "пишіть це на початку файла, над першим рядком у квадратних дужках",
            en: "write this at the beginning of the file, above the first line in brackets",
        ));
    }
    let is_home = |(table, keys): &&(&str, &[&str])| known.contains(table) && keys.contains(&name);
    let table = OF_TABLES.iter().filter(|_| brackets == 0 && within.is_empty()).find(is_home);
    table.map(|(table, _)| {
        text!(
            uk: "пишіть це під рядком [{table}]",
            en: "write this below the line [{table}]",
        )
    })
}

/// How to mend it.
pub(in crate::read) fn help(unknown: &Unknown<'_>) -> Text {
    let Unknown { name, within, brackets, known } = *unknown;
    let small = name.to_lowercase();
    let near = |most: usize| {
        let near = known.iter().map(|known| (strsim::damerau_levenshtein(known, &small), *known));
        let near = near.filter(|(distance, known)| {
            *distance <= most.max(known.len() / 3) || small.starts_with(*known)
        });
        near.min().map(|(_, known)| known)
    };
    if brackets > 0 {
        let head = match (near(2), small.as_str()) {
            (None, "item" | "materials" | "occasion") if known.contains(&"entry") => {
                format!("entry.{small}")
            }
            (None, _) if known.len() == 1 => known.concat(),
            (Some(near), _) => within_head(within) + near,
            (None, _) => return list(known),
        };
        let (open, close) = if brackets > 1 { ("[[", "]]") } else { ("[", "]") };
        return text!(
            uk: "може, {open}{head}{close}?",
            en: "did you mean {open}{head}{close}?",
        );
    }
    match near(1) {
        // These stand last: keys below them are theirs.
        None if matches!(within, "materials" | "occasion") => {
            let known = known.join(", ");
            text!(
                uk: "тут можна писати: {known}; решту ключів пишіть вище, над рядком [[…{within}]]",
                en: "the keys known here are: {known}; write the others above the line [[…{within}]]",
            )
        }
        Some(near) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
        None => list(known),
    }
}

/// What stands before the name of a table in this one.
pub(in crate::read) fn within_head(within: &str) -> String {
    match within {
        "" => String::new(),
        "item" => "entry.item.".to_owned(),
        within => format!("{within}."),
    }
}

fn list(known: &[&str]) -> Text {
    let known = known.join(", ");
    text!(uk: "тут можна писати: {known}", en: "the keys known here are: {known}")
}

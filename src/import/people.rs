//! Who and what stands in the cells: drafts of people, groups and forms.
//!
//! Everything found is listed with each way the document writes it; that two spellings mean one
//! person is assumed only when nothing else fits, and whatever looks like a slip is asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::Question;
use super::values::{self, Kind, Name};
use crate::approved::{ApprovedDocument, Column, Row};
use crate::language::ditto::is_ditto;
use crate::language::order::UkrainianOrder;
use crate::text;

/// A person, group or form of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) spellings: Vec<String>,
}

/// The words that begin a group of people: «методисти», «директор».
pub(super) fn group_heads(document: &ApprovedDocument) -> BTreeSet<String> {
    let (mut heads, none) = (BTreeSet::new(), BTreeSet::new());
    for row in rows(document).filter(|row| row.begins_entry) {
        for value in values::without_posts(&row.joined(Column::Responsible), &none) {
            let first = value.words.split_whitespace().next().map(values::bare);
            let first = first.unwrap_or_default();
            if value.kind == Kind::Group && !first.is_empty() {
                heads.insert(first.to_owned());
            }
        }
    }
    heads
}

/// The people of the column «Відповідальний», in the order of the alphabet of their names.
pub(super) fn people(
    document: &ApprovedDocument,
    heads: &BTreeSet<String>,
    questions: &mut Vec<Question>,
) -> Vec<Named> {
    let mut found: BTreeMap<Name, Vec<(usize, String)>> = BTreeMap::new();
    for row in rows(document) {
        for value in values::responsible(&row.joined(Column::Responsible), heads) {
            if let Kind::Person(name) = value.kind {
                let spelling = value.words.trim_end_matches([',', ';']).to_owned();
                found.entry(name).or_default().push((row.line_number, spelling));
            }
        }
    }
    join_short_names(&mut found);
    ask_about_slips(&found, questions);
    let people = found.into_iter().map(|(name, written)| {
        let name = format!("{} {}", name.surname, name.initials);
        let mut spellings = Vec::new();
        for (_, spelling) in written {
            if spelling != name && !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        Named { name, spellings }
    });
    let mut people = people.collect::<Vec<_>>();
    let order = UkrainianOrder::new();
    people.sort_by(|one, other| order.compare(&one.name, &other.name));
    people
}

/// «Гриб О.» is «Гриб О.В.» when no other Гриб begins with О.
fn join_short_names(found: &mut BTreeMap<Name, Vec<(usize, String)>>) {
    let short = found.keys().filter(|name| name.initials.chars().count() == 2).cloned();
    for name in short.collect::<Vec<_>>() {
        let fits = |other: &&Name| {
            other.surname == name.surname && other.initials.starts_with(&name.initials)
        };
        // They stand together, the name itself first.
        let alike = found.range(&name..).map(|(other, _)| other).take_while(fits);
        let mut full = alike.skip(1).cloned().collect::<Vec<_>>();
        if let (Some(full), true) = (full.pop(), full.is_empty()) {
            let written = found.remove(&name).unwrap_or_default();
            found.entry(full).or_default().extend(written);
        }
    }
}

fn ask_about_slips(found: &BTreeMap<Name, Vec<(usize, String)>>, questions: &mut Vec<Question>) {
    let names = found.keys().collect::<Vec<_>>();
    for (at, one) in names.iter().enumerate() {
        for other in names.iter().skip(at + 1) {
            let one_name = format!("{} {}", one.surname, one.initials);
            let other_name = format!("{} {}", other.surname, other.initials);
            if strsim::damerau_levenshtein(&one_name, &other_name) > 2 {
                continue;
            }
            let line_number = found[*other].first().map_or(0, |(line_number, _)| *line_number);
            questions.push(Question {
                line_number,
                message: text!(
                    uk: "«{one_name}» і «{other_name}»: двоє людей чи одна з опискою?",
                    en: "«{one_name}» and «{other_name}»: two people, or one misspelt?"
                ),
            });
        }
    }
}

/// The groups: «методисти» when the document has that word alone, else the whole phrase.
pub(super) fn groups(document: &ApprovedDocument, heads: &BTreeSet<String>) -> Vec<Named> {
    let mut phrases: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    // What stands in the first row of an entry names a group; elsewhere it may be the end of a name above.
    let (first, others): (Vec<_>, Vec<_>) = rows(document).partition(|row| row.begins_entry);
    let others = others.into_iter().filter(|row| {
        let first = row.joined(Column::Responsible);
        let first = first.split_whitespace().next().unwrap_or_default();
        heads.contains(values::bare(first))
    });
    for row in first.into_iter().chain(others) {
        for value in values::without_posts(&row.joined(Column::Responsible), heads) {
            let phrase = values::bare(&value.words).to_owned();
            // A capital letter at the beginning of a cell makes no other group.
            if value.kind == Kind::Group
                && !is_ditto(&value.words)
                && known.insert(phrase.to_lowercase())
            {
                phrases.push(phrase);
            }
        }
    }
    let all = phrases.iter().map(String::as_str).collect::<BTreeSet<_>>();
    let alone = |phrase: &&String| {
        let first = phrase.split_whitespace().next().unwrap_or_default();
        first == *phrase || !all.contains(first)
    };
    let names = phrases.iter().filter(alone);
    names.map(|name| Named { name: name.clone(), spellings: Vec::new() }).collect()
}

/// The forms: what commas and paragraphs part in the column «Форма», the most frequent first.
pub(super) fn forms(document: &ApprovedDocument) -> Vec<Named> {
    let mut counted = BTreeMap::<String, usize>::new();
    for row in rows(document) {
        let cell = row.joined(Column::Form);
        let forms = cell.split([',', ';', '\n']).map(str::trim);
        for form in forms.filter(|form| !form.is_empty() && !is_ditto(form)) {
            *counted.entry(form.to_owned()).or_default() += 1;
        }
    }
    let mut counted = counted.into_iter().collect::<Vec<_>>();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let names = counted.into_iter().map(|(name, _)| name);
    names.map(|name| Named { name, spellings: Vec::new() }).collect()
}

/// Those whose names are not known; the order of the words of a name, its dots and capitals tell nobody apart.
pub(super) fn without_known(named: Vec<Named>, known: &[String]) -> Vec<Named> {
    let known = known.iter().map(|name| key(name)).collect::<BTreeSet<_>>();
    let is_new = |one: &Named| {
        let mut names = std::iter::once(&one.name).chain(&one.spellings);
        !names.any(|name| known.contains(&key(name)))
    };
    named.into_iter().filter(is_new).collect()
}

fn key(name: &str) -> Vec<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric() && !"-'’ʼ".contains(letter));
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    let mut words = words.collect::<Vec<_>>();
    words.sort();
    words
}

fn rows(document: &ApprovedDocument) -> impl Iterator<Item = &Row> {
    document.sections.iter().flat_map(|section| &section.rows)
}

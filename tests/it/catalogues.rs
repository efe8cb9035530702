//! The catalogues of the real content against the approved plan: nothing left out, nothing that the plan does not say.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::portal::Portal;

/// Tables of the content that describe items of the plan, and which of their words are the plan's own.
const CATALOGUES: &[(&str, &str, &[&str])] = &[
    ("research-works.toml", "research_work", &["title"]),
    ("projects.toml", "project", &["name", "funders"]),
    ("methodical-sections.toml", "methodical_section", &["name"]),
    ("partners.toml", "partner", &[]), // the plan's instrumental case became the nominative
];

/// An item of the plan: its entry and its words.
struct Item {
    entry: String,
    words: String,
}

fn parsed(text: &str) -> Table {
    text.parse().expect("the content is TOML")
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    let list = table.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_table)
}

fn word(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn items(portal: &Portal) -> BTreeMap<String, Item> {
    let paths = portal.paths().filter(|path| path.ends_with("section.toml"));
    let paths = paths.filter_map(|path| path.strip_prefix("content/")).map(str::to_owned);
    let mut items = BTreeMap::new();
    for path in paths {
        let section = parsed(&portal.text(&path));
        for entry in tables(&section, "entry") {
            for item in tables(entry, "item") {
                let of = Item { entry: word(entry, "id"), words: word(item, "text") };
                items.insert(word(item, "id"), of);
            }
        }
    }
    items
}

/// Every described item, with the words about it that must be the plan's.
fn described(portal: &Portal) -> Vec<(String, Vec<String>)> {
    let mut described = Vec::new();
    for (file, key, own) in CATALOGUES {
        for record in tables(&parsed(&portal.text(file)), key) {
            described.push((
                word(record, "item"),
                own.iter().flat_map(|key| said(record, key)).collect(),
            ));
        }
    }
    let practices = portal.paths().filter(|path| path.starts_with("content/practices/"));
    for path in practices {
        let text = portal.text(path.trim_start_matches("content/"));
        let front = text.split("+++").nth(1).expect("a practice has keys").to_owned();
        let record = parsed(&front);
        let own = ["title", "author", "position"];
        described
            .push((word(&record, "item"), own.iter().flat_map(|key| said(&record, key)).collect()));
    }
    for college in tables(&parsed(&portal.text("colleges.toml")), "college") {
        for center in tables(college, "training_center") {
            described.push((word(center, "item"), said(center, "professions").collect()));
        }
    }
    described
}

/// The words of a key: of a text, or of each text of a list.
fn said(record: &Table, key: &str) -> impl Iterator<Item = String> + use<> {
    let texts = match record.get(key) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    texts.into_iter()
}

/// Letters and digits alone: quotes, dashes and blanks are typography.
fn bare(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[test]
fn every_item_of_a_listed_entry_is_in_its_catalogue_once() {
    let portal = Portal::real();
    let items = items(&portal);
    let described = described(&portal).into_iter().map(|(item, _)| item).collect::<Vec<_>>();
    let known = described.iter().collect::<BTreeSet<_>>();
    assert_eq!(known.len(), described.len(), "an item is described once");
    assert!(known.len() > 85, "the plan lists much: {}", known.len());
    let entries = known.iter().map(|item| &items[item.as_str()].entry).collect::<BTreeSet<_>>();
    let missing =
        items.iter().filter(|(id, item)| entries.contains(&item.entry) && !known.contains(id));
    let missing = missing.map(|(id, item)| format!("{id} {}", item.words)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "not in the catalogue: {missing:#?}");
}

#[test]
fn catalogues_speak_in_the_words_of_the_plan() {
    let portal = Portal::real();
    let items = items(&portal);
    let mut foreign = Vec::new();
    for (item, words) in described(&portal) {
        let plan = bare(&items[&item].words);
        foreign.extend(
            words
                .into_iter()
                .filter(|words| !plan.contains(&bare(words)))
                .map(|words| format!("{item}: «{words}»")),
        );
    }
    assert!(foreign.is_empty(), "the plan does not say: {foreign:#?}");
}

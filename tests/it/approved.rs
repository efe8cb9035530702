//! The real plan: it builds, nothing of the approved document is lost, and every change of it is caught.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::portal::{Portal, Site};

/// Where the entries of a section stand, by a word of the folder's name.
fn section(portal: &Portal, number: &str) -> String {
    let needle = format!("number = \"{number}\"\n");
    let found = portal
        .paths()
        .find(|path| path.ends_with("section.toml") && portal.text(path).contains(&needle));
    found.unwrap_or_else(|| panic!("no section has the entry {number}")).to_owned()
}

/// The real site, built once for all tests that only look at it.
pub(crate) fn real_site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| Portal::real().build())
}

#[test]
fn the_real_plan_has_no_fault() {
    let checked = Portal::real().check();
    assert_eq!(checked.report(), "");
    assert!(checked.acknowledged > 0, "what the document really says is acknowledged, not ignored");
}

#[test]
fn two_builds_are_one_byte_for_byte_in_any_order_of_files() {
    let first = real_site();
    assert_same(first, &Portal::real().reversed().build());
    let windows = Portal::real().rewrite(|text| text.replace('\n', "\r\n"));
    let paths = windows.build().into_keys().collect::<Vec<_>>();
    assert_eq!(paths, first.keys().cloned().collect::<Vec<_>>());
}

fn assert_same(first: &Site, second: &Site) {
    let paths = |site: &Site| site.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(first), paths(second));
    let differing = first.iter().filter(|(path, bytes)| second.get(*path) != Some(bytes));
    let differing = differing.map(|(path, _)| path).collect::<Vec<_>>();
    assert!(differing.is_empty(), "these files differ: {differing:?}");
}

/// What is changed in the content, and what the report must say of it.
fn assert_caught(portal: &Portal, words: &[&str]) {
    let checked = portal.check();
    let report = checked.report();
    assert!(checked.codes().contains(&"differs-from-approved"), "not caught:\n{report}");
    for word in words {
        assert!(report.contains(word), "«{word}» is not said:\n{report}");
    }
}

#[test]
fn a_dropped_word_is_caught() {
    let real = Portal::real();
    let path = section(&real, "2.1");
    let text = real.text(&path);
    let line = text.lines().find(|line| line.starts_with("text = \"")).expect("entries have texts");
    let word = line.split_whitespace().nth(4).expect("the text has words");
    let shorter = line.replacen(&format!(" {word}"), "", 1);
    assert_caught(
        &real.clone().edit(&path, line, &shorter),
        &["2.1, «Зміст роботи»", word, "бракує"],
    );
}

#[test]
fn a_swapped_person_is_caught() {
    let real = Portal::real();
    let people = real.text("people.toml");
    let names = people.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    let names = names.collect::<Vec<_>>();
    let path = real.paths().find(|path| {
        path.ends_with("section.toml")
            && names.iter().any(|name| {
                real.text(path).matches(&format!("responsible = \"{name}\"\n")).count() == 1
            })
    });
    let path = path.expect("somebody answers alone for an entry").to_owned();
    let lines =
        |name: &&str| real.text(&path).matches(&format!("responsible = \"{name}\"\n")).count() == 1;
    let name = names.iter().copied().find(lines).expect("the section was chosen by it");
    let other = names.iter().copied().find(|other| *other != name).expect("there are many people");
    let swapped = real.clone().edit(
        &path,
        &format!("responsible = \"{name}\"\n"),
        &format!("responsible = \"{other}\"\n"),
    );
    assert_caught(&swapped, &["«Відповідальний»", name, other]);
}

#[test]
fn a_lost_item_a_lost_entry_and_an_added_one_are_caught() {
    let real = Portal::real();
    let path = section(&real, "2.22.8");
    let text = real.text(&path);
    let item = text.split("\n[[entry.item]]\n").nth(1).expect("the section has items");
    let item = item.split("\n[[").next().expect("an item has lines");
    let lost_item = real.clone().edit(&path, &format!("\n[[entry.item]]\n{item}"), "");
    assert_caught(&lost_item, &["бракує слів затвердженого документа"]);
    let entry = text.split("\n[[entry]]\n").nth(2).expect("the section has entries");
    let lost_entry = real.clone().edit(&path, &format!("\n[[entry]]\n{entry}"), "\n");
    assert_caught(&lost_entry, &["бракує пункту 2.2"]);
    let added =
        format!("{text}\n[[entry]]\nid = \"added\"\nnumber = \"2.99\"\ntext = \"Ще один\"\n");
    assert_caught(
        &real.clone().with(&path, added),
        &["пункту 2.99 немає в затвердженому документі"],
    );
}

#[test]
fn entries_in_another_order_are_caught() {
    let real = Portal::real();
    let path = section(&real, "1.1");
    let text = real.text(&path);
    let mut parts = text.split("\n[[entry]]\n").collect::<Vec<_>>();
    parts.swap(1, 2);
    assert_caught(&real.clone().with(&path, parts.join("\n[[entry]]\n")), &["не на своєму місці"]);
}

#[test]
fn a_changed_introduction_title_and_signature_are_caught() {
    let real = Portal::real();
    let plan =
        real.paths().find(|path| path.ends_with("plan.toml")).expect("there is a plan").to_owned();
    let intro = plan.replace("plan.toml", "intro.md");
    let longer = format!("{}\nЩе одне речення.\n", real.text(&intro));
    assert_caught(&real.clone().with(&intro, longer), &["вступ", "Ще одне речення."]);
    let title = real.clone().edit(&plan, "heading = \"ПЛАН РОБОТИ\"", "heading = \"ПЛАН\"");
    assert_caught(&title, &["титульний блок", "РОБОТИ"]);
    let signature = real.edit(&plan, "position = \"В.о.директора\"", "position = \"Директор\"");
    assert_caught(&signature, &["підпис", "В.о.директора"]);
}

#[test]
fn every_approved_word_stands_on_the_page_of_the_plan() {
    let page = String::from_utf8_lossy(&real_site()["plan.html"]);
    assert_approved_words_stand_in(main_part(&page));
}

/// Every word of the real document's tables stands in a text with tags, in order, column by column.
pub(crate) fn assert_approved_words_stand_in(marked_up: &str) {
    let real = Portal::real();
    let main = text_of(marked_up);
    let plan = real.paths().find(|path| path.starts_with("seeds/")).expect("the document is there");
    let document = plan_portal::approved::parse(&real.text(plan));
    let shown = words(&main);
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &shown {
        *counted.entry(word).or_default() += 1;
    }
    let frame = document.title_block.iter().flatten().chain(&document.introduction);
    let frame = frame.chain(&document.signature).map(|line| line.text.as_str());
    let mut wanted = frame.map(str::to_owned).collect::<Vec<_>>();
    for section in &document.sections {
        wanted.push(section.heading.clone());
        for row in &section.rows {
            for column in plan_portal::approved::Column::ALL {
                wanted.extend(row.cell(column).iter().map(|line| line.text.clone()));
            }
        }
    }
    for line in &wanted {
        for word in words(line) {
            let left = counted.get_mut(word);
            let left = left.unwrap_or_else(|| panic!("«{word}» of «{line}» is not there"));
            assert!(*left > 0, "«{word}» of «{line}» stands there too few times");
            *left -= 1;
        }
    }
    // In order: the texts of the rows, one after another; items, which a «;» ends, stand each in its own row.
    let mut rest = shown.as_slice();
    for row in document.sections.iter().flat_map(|section| &section.rows) {
        let lines = row.cell(plan_portal::approved::Column::Text).iter();
        for piece in lines.flat_map(|line| line.text.split_inclusive(';')) {
            let words = words(piece);
            let found = rest.windows(words.len().max(1)).position(|shown| shown == words);
            let at = found.unwrap_or_else(|| panic!("«{piece}» is not there in its place"));
            rest = &rest[at + words.len()..];
        }
    }
}

fn main_part(page: &str) -> &str {
    let (_, after) = page.split_once("<main").expect("the page has a main part");
    after.split_once("</main>").expect("the main part ends").0
}

/// What a reader sees: tags taken out, entities read.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = true;
    for letter in html.chars() {
        match letter {
            '<' => {
                is_tag = true;
                text.push(' ');
            }
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

pub(crate) fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| letter.is_whitespace() || letter == '\u{a0}' || letter == '\u{ad}')
        .flat_map(|word| word.split(['-', '–', '—', '•', '·', '\u{2011}']))
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn no_link_between_pages_is_dead() {
    let site = real_site();
    let mut dead = BTreeSet::new();
    let mut followed = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for address in addresses(&page) {
            let is_outside = address.contains("://")
                || ["mailto:", "tel:", "webcal:", "data:"]
                    .iter()
                    .any(|scheme| address.starts_with(scheme));
            if is_outside {
                continue;
            }
            followed += 1;
            let (target, anchor) = address.split_once('#').unwrap_or((address, ""));
            let target = target.split('?').next().unwrap_or_default();
            let Some(target) = follow(path, target) else {
                dead.insert(format!("{path}: {address} leaves the site"));
                continue;
            };
            let Some(found) = site.get(&target) else {
                dead.insert(format!("{path}: {address}"));
                continue;
            };
            let has_anchor =
                || String::from_utf8_lossy(found).contains(&format!("id=\"{anchor}\""));
            if !anchor.is_empty() && target.ends_with(".html") && !has_anchor() {
                dead.insert(format!("{path}: {address} (no such place)"));
            }
        }
    }
    assert!(followed > 1_000, "only {followed} links were followed");
    let first = dead.iter().take(20).collect::<Vec<_>>();
    assert!(dead.is_empty(), "{} dead links: {first:#?}", dead.len());
}

fn addresses(page: &str) -> impl Iterator<Item = &str> {
    ["href=\"", "src=\""].into_iter().flat_map(move |attribute| {
        page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next())
    })
}

/// The file a relative address names from a page; `None` when it leaves the site.
fn follow(page: &str, address: &str) -> Option<String> {
    if address.is_empty() {
        return Some(page.to_owned());
    }
    let mut folders = page.split('/').collect::<Vec<_>>();
    folders.pop();
    for part in address.split('/') {
        match part {
            ".." => {
                folders.pop()?;
            }
            "." => {}
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

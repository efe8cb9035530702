//! The index from А to Я: people, colleges, forms, methodical sections, practices, partners, projects,
//! abbreviations, and at the end every entry by its number. Plain links, no script.

use serde::Serialize;

use crate::plan::{Entry, Idx, Organization, Section};
use crate::site::pages::entry::bare_words;
use crate::site::pages::section::numbered;
use crate::site::pages::{Own, PageMeta, shorten};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct AlphabetView {
    page: PageMeta,
    title: &'static str,
    lead: &'static str,
    letters: Vec<Letter>,
}

#[derive(Serialize)]
struct Letter {
    letter: String,
    anchor: String,
    rows: Vec<LetterRow>,
}

#[derive(Serialize)]
struct LetterRow {
    text: String,
    href: Option<String>,
    note: Option<String>,
}

/// Lists one page for each office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let path = (site.portal.office_path(office, "alphabet.html"), None);
    list.page(office, path, "index", move |path| view(site, office, path));
}

fn view(site: &Site<'_>, office: Idx<Organization>, path: &str) -> AlphabetView {
    let mut rows = names(site, office, path);
    rows.sort_by_cached_key(|row| site.order.sort_key(&row.text));
    let mut letters: Vec<Letter> = Vec::new();
    for row in rows {
        let letter = first_letter(&row.text);
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.rows.push(row),
            _ => {
                let anchor = format!("l{}", letters.len() + 1);
                letters.push(Letter { letter, anchor, rows: vec![row] });
            }
        }
    }
    letters.extend(numbers(site, office, path));
    AlphabetView {
        page: site.meta(office, path, Own {
            kind: "index",
            title: "Покажчик від А до Я",
            crumb: "Покажчик",
            description: "Прізвища, заклади, форми роботи, скорочення й номери пунктів за абеткою",
            way: Vec::new(),
        }),
        title: "Покажчик від А до Я",
        lead: "Прізвища, заклади, форми роботи, досвід, скорочення; наприкінці — усі пункти за номерами.",
        letters,
    }
}

/// The letter a name stands under: quotation marks before it do not count, digits stand together, and so do Latin
/// letters, many of which look as the Cyrillic ones do.
fn first_letter(name: &str) -> String {
    let first = name.chars().find(|letter| letter.is_alphanumeric());
    match first {
        Some(letter) if letter.is_numeric() => "0–9".to_owned(),
        Some(letter) if letter.is_ascii_alphabetic() => "A–Z".to_owned(),
        Some(letter) => letter.to_uppercase().collect(),
        None => "…".to_owned(),
    }
}

/// Everything of the office that has a name.
fn names(site: &Site<'_>, office: Idx<Organization>, path: &str) -> Vec<LetterRow> {
    let portal = site.portal;
    let mut rows = Vec::new();
    let mut add = |name: &str, to: Option<String>, note: Option<String>| {
        let href = to.map(|to| relative(path, &to));
        rows.push(LetterRow { text: name.to_owned(), href, note });
    };
    let kind = |words: &str| Some(words.to_owned());
    for (idx, person) in portal.people.iter().filter(|(_, one)| one.organization == office) {
        let name = person.full_name.as_ref().unwrap_or(&person.name);
        add(name, Some(portal.person_path(idx)), person.position.clone());
    }
    for (idx, group) in portal.groups.iter().filter(|(_, one)| one.organization == office) {
        add(&group.name, Some(portal.group_path(idx)), kind("група"));
    }
    for (idx, form) in portal.forms.iter().filter(|(_, one)| one.organization == office) {
        add(&form.name, Some(portal.form_path(idx)), kind("форма роботи"));
    }
    for (idx, college) in portal.colleges.iter().filter(|(_, one)| one.organization == office) {
        add(&college.name, Some(portal.college_path(idx)), None);
        if let Some(short) = college.short_name.as_ref().filter(|short| **short != college.name) {
            add(short, Some(portal.college_path(idx)), kind("заклад освіти"));
        }
    }
    let sections = portal.methodical_sections.iter().filter(|(_, one)| one.organization == office);
    for (idx, section) in sections {
        add(&section.name, Some(portal.methodical_section_path(idx)), kind("методична секція"));
    }
    for (idx, practice) in portal.practices.iter().filter(|(_, one)| one.organization == office) {
        let note = practice.author.clone().unwrap_or_else(|| "педагогічний досвід".to_owned());
        add(&practice.title, Some(portal.practice_path(idx)), Some(note));
        if let Some(author) = &practice.author {
            add(author, Some(portal.practice_path(idx)), kind("педагогічний досвід"));
        }
    }
    let own_page = |file: &str| Some(portal.office_path(office, file));
    for (_, partner) in portal.partners.iter().filter(|(_, one)| one.organization == office) {
        add(&partner.name, own_page("partners.html"), kind("партнер"));
    }
    for (_, project) in portal.projects.iter().filter(|(_, one)| one.organization == office) {
        add(&project.name, own_page("projects.html"), None);
    }
    for (_, work) in portal.research_works.iter().filter(|(_, one)| one.organization == office) {
        add(&work.title, own_page("research-works.html"), kind("наукова робота"));
    }
    let abbreviations = portal.abbreviations.iter().filter(|(_, one)| one.organization == office);
    for (_, abbreviation) in abbreviations {
        add(&abbreviation.short, None, Some(format!("— {}", abbreviation.full)));
    }
    rows
}

/// The entries of the current plan by their numbers; of a very long plan its sections.
fn numbers(site: &Site<'_>, office: Idx<Organization>, path: &str) -> Option<Letter> {
    const MOST: usize = 1000;
    let portal = site.portal;
    let sections = portal.plans[portal.organizations[office].current_plan?].sections;
    let entries = sections.iter().flat_map(|section| portal.sections[section].entries.iter());
    let entries = entries.filter(|entry| !portal.entries[*entry].number.is_empty());
    let entry_row = |entry: Idx<Entry>| LetterRow {
        text: portal.entries[entry].number.clone(),
        href: Some(relative(path, &portal.entry_path(entry))),
        note: Some(shorten(&bare_words(portal, entry), 60)),
    };
    let section_row = |section: Idx<Section>| LetterRow {
        text: numbered(&portal.sections[section]),
        href: Some(relative(path, &portal.section_path(section))),
        note: None,
    };
    let mut rows = entries.take(MOST + 1).map(entry_row).collect::<Vec<_>>();
    if rows.len() > MOST {
        rows = sections.iter().map(section_row).collect();
    }
    if rows.is_empty() {
        return None;
    }
    Some(Letter { letter: "№".to_owned(), anchor: "numbers".to_owned(), rows })
}

//! The plan as documents: every entry and item, and what else of the office has a page.
//!
//! [`of_plan`] goes over the sections once; nothing here looks anything up by searching. What an item is about (a
//! practice, a training center) is found with the item's own words; it has a document of its own too, because its
//! page is another one. Words of the index are the approved ones, not tied or shortened for display.

use std::collections::BTreeMap;

use crate::language::order::bare_number;
use crate::markdown::to_text;
use crate::plan::{
    CellHolder, College, Entry, Facts, Form, Group, Idx, Item, Organization, Person, Plan, Portal,
    Practice, Row, RowIdx, Section, Who,
};
use crate::site::Site;
use crate::site::index::Thing;
use crate::site::pages::{ABOUT, months, numbered, shorten};
use crate::site::search::{Abbreviation, DocumentKind, Facet, Months, SearchDocument, SearchInput};

/// A page that is one of its kind: «Увесь рік таблицею», «Березень 2026».
pub(super) struct OwnPage {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) about: String,
}

/// The rows of a plan.
pub(super) fn of_plan(site: &Site<'_>, plan: Idx<Plan>) -> SearchInput {
    let portal = site.portal;
    let Plan { id, organization, sections, .. } = &portal.plans[plan];
    let input = input(portal, id, *organization);
    let mut made = Made { input, facets: Facets::default(), above: Vec::new() };
    for section in sections.iter() {
        for entry in portal.sections[section].entries.iter() {
            made.add_entry(site, entry);
        }
    }
    for idx in sections.iter() {
        let section = &portal.sections[idx];
        let mut document =
            document(DocumentKind::Section, numbered(section), portal.section_path(idx));
        document.also = ways_of_section(section);
        made.input.documents.push(document);
    }
    made.input
}

/// An index without a plan, for an office that has none yet.
pub(super) fn input(portal: &Portal, id: &str, office: Idx<Organization>) -> SearchInput {
    let glossary = portal.abbreviations.iter().filter(|(_, row)| row.organization == office);
    let rows = glossary.flat_map(|(_, row)| {
        let ways = row.variants.iter().chain([&row.short]);
        ways.map(|short| Abbreviation { short: short.clone(), full: row.full.clone() })
    });
    let own = portal.synonyms.iter().filter(|(_, row)| row.organization == office);
    let synonyms = own.map(|(_, row)| (row.word.clone(), row.means.clone())).collect();
    let (id, abbreviations) = (id.to_owned(), rows.collect());
    SearchInput { id, documents: Vec::new(), abbreviations, synonyms }
}

/// What the office has beside its plans.
pub(super) fn add_office(
    site: &Site<'_>,
    office: Idx<Organization>,
    own_pages: &[OwnPage],
    documents: &mut Vec<SearchDocument>,
) {
    let portal = site.portal;
    use DocumentKind as Kind;
    let mut add = |kind, title: &str, path: String, also: &[&str]| {
        let mut document = document(kind, title.to_owned(), path);
        document.also = also.join(" ");
        documents.push(document);
    };
    for (idx, practice) in portal.practices.iter().filter(|(_, one)| one.organization == office) {
        let also = words_of_practice(portal, practice);
        add(Kind::Practice, &practice.title, portal.practice_path(idx), &[&also]);
    }
    let page = |file: &str| portal.office_path(office, file);
    for (_, work) in portal.research_works.iter().filter(|(_, one)| one.organization == office) {
        let college = work.college.map_or("", |college| &portal.colleges[college].name);
        let place = work.place.as_deref().unwrap_or_default();
        add(Kind::ResearchWork, &work.title, page("research-works.html"), &[college, place]);
    }
    for (idx, person) in portal.people.iter().filter(|(_, one)| one.organization == office) {
        let title = person.full_name.as_ref().unwrap_or(&person.name);
        let also = [
            &person.name,
            other_names(person).as_str(),
            person.position.as_deref().unwrap_or_default(),
        ]
        .join(" ");
        add(Kind::Person, title, portal.person_path(idx), &[&also]);
    }
    for (idx, group) in portal.groups.iter().filter(|(_, one)| one.organization == office) {
        add(Kind::Group, &group.name, portal.group_path(idx), &[]);
    }
    for (idx, college) in portal.colleges.iter().filter(|(_, one)| one.organization == office) {
        let professions = college.training_centers.iter().flat_map(|center| &center.professions);
        let also = professions.fold(ways_of_college(college), |also, words| also + " " + words);
        add(Kind::College, &college.name, portal.college_path(idx), &[&also]);
    }
    for (idx, section) in
        portal.methodical_sections.iter().filter(|(_, one)| one.organization == office)
    {
        let heads = section.heads.iter().map(|head| portal.people[*head].name.as_str());
        let title = format!("Методична секція {}", section.name);
        add(
            Kind::MethodicalSection,
            &title,
            portal.methodical_section_path(idx),
            &heads.collect::<Vec<_>>(),
        );
    }
    for (idx, form) in portal.forms.iter().filter(|(_, one)| one.organization == office) {
        add(
            Kind::Form,
            &form.name,
            portal.form_path(idx),
            &[form.one.as_deref().unwrap_or_default()],
        );
    }
    for (_, project) in portal.projects.iter().filter(|(_, one)| one.organization == office) {
        let path = format!("{}#{}", page("projects.html"), project.id);
        add(Kind::Project, &project.name, path, &[&project.funders.join(" ")]);
    }
    for (_, partner) in portal.partners.iter().filter(|(_, one)| one.organization == office) {
        add(Kind::Partner, &partner.name, format!("{}#{}", page("partners.html"), partner.id), &[]);
    }
    for own in own_pages {
        add(Kind::Page, &own.title, own.path.clone(), &[&own.about]);
    }
    for (idx, free) in portal.pages.iter() {
        let also = if free.id == ABOUT { "контакти" } else { "" };
        add(Kind::Page, &free.title, portal.free_page_path(idx), &[also]);
    }
}

/// The documents made so far and the facets they share.
struct Made<'a> {
    input: SearchInput,
    facets: Facets,
    /// Numbers and words of the entries that the last one stands under, and its own: «6.5», «6.5.1».
    above: Vec<(&'a str, &'a str)>,
}

impl<'a> Made<'a> {
    fn add_entry(&mut self, site: &Site<'a>, idx: Idx<Entry>) {
        let portal = site.portal;
        let entry = &portal.entries[idx];
        let place = self.input.documents.len();
        let row = portal.row(RowIdx { entry: idx, item: None });
        let mut own = self.row(site, &row);
        own.title = if entry.text.trim().is_empty() {
            // Only items: their words are theirs, so the entry shows how they begin.
            shorten(&portal.words_of(idx), 160)
        } else {
            entry.text.clone()
        };
        if let Some(prose) = &entry.prose {
            push(&mut own.also, &to_text(prose));
        }
        own.data_number = bare_number(&entry.number).to_owned();
        let number = own.data_number.clone();
        let above = self.words_above(bare_number(&entry.number), &entry.text);
        // An entry with items of its own that begins with a capital letter stands for itself.
        if entry.items.is_empty() || !entry.text.starts_with(char::is_uppercase) {
            push(&mut own.also, &above);
        }
        self.input.documents.push(own);
        for item in entry.items.iter() {
            let row = portal.row(RowIdx { entry: idx, item: Some(item) });
            let mut own = self.row(site, &row);
            own.kind = DocumentKind::Item;
            own.title = portal.items[item].text.clone();
            own.data_number = format!("{number}#{}", entry.items.place_of(item) + 1);
            own.parent = Some(place);
            own.also.push_str(&words_of_things(site, item));
            self.input.documents.push(own);
        }
    }

    /// «6.5.1 керівних працівників» goes on with «6.5 Методичний супровід підвищення кваліфікації»: the words of the
    /// entries that one with this number and these words stands under.
    fn words_above(&mut self, number: &'a str, words: &'a str) -> String {
        let is_under = |(above, _): &(&str, &str)| {
            number.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
        };
        while self.above.pop_if(|last| !is_under(last)).is_some() {}
        let said = self.above.iter().map(|(_, words)| *words).collect::<Vec<_>>().join(" ");
        self.above.push((number, words));
        said
    }

    /// A row with the cells that hold for it.
    fn row(&mut self, site: &Site<'_>, row: &Row<'_>) -> SearchDocument {
        let portal = site.portal;
        let mut own = document(DocumentKind::Entry, String::new(), portal.row_page_path(row.idx));
        let section = row.entry.section;
        let ordinal = portal.sections[section].ordinal.to_string();
        own.section = Some(Facet {
            id: ordinal,
            name: numbered(&portal.sections[section]),
            also: String::new(),
        });
        for one in row.responsible.meaning.iter() {
            own.persons.push(self.facets.who(portal, one.who));
        }
        own.forms = row.forms().into_iter().map(|form| self.facets.form(portal, form)).collect();
        own.colleges =
            row.colleges().iter().map(|college| self.facets.college(portal, *college)).collect();
        own.term = row.term.words.clone();
        own.months = months(row).iter().fold(Months::default(), |all, one| all.with(one.month));
        own.also = days(site, row);
        if !own.forms.iter().any(|form| form.name == row.form.words) {
            push(&mut own.also, &row.form.words);
        }
        let facts = match row.item {
            Some(item) => item.facts.as_deref(),
            None => row.entry.facts.as_deref(),
        };
        push(&mut own.also, &facts.map(words_of_facts).unwrap_or_default());
        row.remarks().iter().for_each(|words| push(&mut own.also, words.value.trim()));
        own
    }
}

/// Facets are made once and cloned: rows share them.
#[derive(Default)]
struct Facets {
    who: BTreeMap<Who, Facet>,
    forms: BTreeMap<Idx<Form>, Facet>,
    colleges: BTreeMap<Idx<College>, Facet>,
}

impl Facets {
    fn who(&mut self, portal: &Portal, who: Who) -> Facet {
        let make = || match who {
            Who::Person(idx) => {
                let person: &Person = &portal.people[idx];
                facet(&person.id, &person.name, other_names(person))
            }
            Who::Group(idx) => {
                let group: &Group = &portal.groups[idx];
                facet(&group.id, &group.name, String::new())
            }
        };
        self.who.entry(who).or_insert_with(make).clone()
    }

    fn form(&mut self, portal: &Portal, idx: Idx<Form>) -> Facet {
        let form = &portal.forms[idx];
        let make = || facet(&form.id, &form.name, form.one.clone().unwrap_or_default());
        self.forms.entry(idx).or_insert_with(make).clone()
    }

    fn college(&mut self, portal: &Portal, idx: Idx<College>) -> Facet {
        let college = &portal.colleges[idx];
        let make = || {
            let name = college.short_name.as_ref().unwrap_or(&college.name);
            facet(&college.id, name, ways_of_college(college))
        };
        self.colleges.entry(idx).or_insert_with(make).clone()
    }
}

fn facet(id: &str, name: &str, also: String) -> Facet {
    Facet { id: id.to_owned(), name: name.to_owned(), also }
}

/// A document that says no more than its title.
pub(super) fn document(kind: DocumentKind, title: String, url: String) -> SearchDocument {
    SearchDocument {
        kind,
        data_number: String::new(),
        title,
        also: String::new(),
        url,
        parent: None,
        section: None,
        persons: Vec::new(),
        forms: Vec::new(),
        colleges: Vec::new(),
        term: String::new(),
        months: Months::default(),
    }
}

fn push(words: &mut String, more: &str) {
    if !more.is_empty() {
        words.push(' ');
        words.push_str(more);
    }
}

/// Every way the content writes a person, beside the name that is shown.
fn other_names(person: &Person) -> String {
    let full = person.full_name.iter().filter(|full| **full != person.name);
    words_beyond(&person.name, full.chain(&person.spellings))
}

/// Every way documents write a college.
fn ways_of_college(college: &College) -> String {
    let ways = [&college.name].into_iter().chain(&college.short_name);
    words_beyond("", ways.chain(&college.mentions).chain(&college.town))
}

/// «Розділ IX», also in Cyrillic letters and digits.
fn ways_of_section(section: &Section) -> String {
    let cyrillic = section.number.replace('I', "І").replace('X', "Х");
    let mut ways = format!("розділ {} {cyrillic} {}", section.ordinal, section.heading);
    push(&mut ways, section.introduction.as_ref().map_or("", |words| &words.value));
    push(&mut ways, section.notes.as_ref().map_or("", |words| &words.value));
    ways
}

/// The words of `ways` that are not yet in `known`, each once.
fn words_beyond<'a>(known: &str, ways: impl Iterator<Item = &'a String>) -> String {
    let mut words = known.split_whitespace().collect::<Vec<_>>();
    let count = words.len();
    for word in ways.flat_map(|way| way.split_whitespace()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.get(count..).unwrap_or_default().join(" ")
}

fn words_of_practice(portal: &Portal, practice: &Practice) -> String {
    let mut words = practice.author.clone().unwrap_or_default();
    push(&mut words, practice.position.as_deref().unwrap_or_default());
    push(&mut words, &practice.subjects.join(" "));
    push(&mut words, practice.college.map_or("", |college| &portal.colleges[college].name));
    push(&mut words, practice.annotation.as_deref().unwrap_or_default());
    if let Some(prose) = &practice.prose {
        push(&mut words, &to_text(prose));
    }
    words
}

/// What the content knows of the things that an item is about.
fn words_of_things(site: &Site<'_>, item: Idx<Item>) -> String {
    let portal = site.portal;
    let mut words = String::new();
    for thing in site.index.things_of(item) {
        match thing {
            Thing::Practice(idx) => {
                let practice = &portal.practices[*idx];
                push(&mut words, practice.annotation.as_deref().unwrap_or_default());
                push(&mut words, &practice.subjects.join(" "));
            }
            Thing::MethodicalSection(idx) => {
                for head in &portal.methodical_sections[*idx].heads {
                    push(&mut words, &portal.people[*head].name);
                }
            }
            Thing::ResearchWork(_)
            | Thing::Partner(_)
            | Thing::Project(_)
            | Thing::TrainingCenter(_) => {}
        }
    }
    words
}

fn words_of_facts(facts: &Facts) -> String {
    let mut words = String::new();
    for text in [&facts.place, &facts.audience, &facts.result, &facts.note].into_iter().flatten() {
        push(&mut words, text);
    }
    for material in &facts.materials {
        push(&mut words, &material.title);
    }
    words
}

/// The days of a row as people type them: «12.03», «12.03.2026», «12 березня». Many days are a rhythm, and no
/// items repeat those of their entry.
fn days(site: &Site<'_>, row: &Row<'_>) -> String {
    const MOST: usize = 6;
    let holds_entry = row.item.is_some_and(|item| item.term == CellHolder::Entry);
    let own_facts = match row.item {
        Some(item) => item.facts.as_deref(),
        None => row.entry.facts.as_deref(),
    };
    let days = match own_facts.and_then(|facts| Some((facts.start?, facts.end))) {
        Some((start, end)) => {
            let end = end.filter(|end| end.date != start.date);
            [Some(start), end].into_iter().flatten().map(|moment| moment.date).collect::<Vec<_>>()
        }
        None if holds_entry => Vec::new(),
        None => {
            let windows = row.term.meaning.occurrences();
            windows.iter().filter(|window| window.is_day()).map(|window| window.first).collect()
        }
    };
    let mut days = if days.len() > MOST { Vec::new() } else { days };
    // The days that single times have now; those that they had stay, for people remember them.
    let occasions = own_facts.into_iter().flat_map(|facts| &facts.occasions);
    let changed = occasions.flat_map(|occasion| {
        let had = occasion.of.is_day().then_some(occasion.of.first);
        had.into_iter().chain(occasion.days.map(|(start, _)| start.date))
    });
    days.extend(changed);
    days.sort();
    days.dedup();
    let said = days.iter().map(|day| {
        format!("{} {} {}", day.format("%d.%m"), day.format("%d.%m.%Y"), site.dates.day(*day))
    });
    said.collect::<Vec<_>>().join(" ")
}

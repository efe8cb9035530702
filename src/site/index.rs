//! Who has what: rows by person, group, form, college, methodical section, found in one pass over the plan.

use std::collections::BTreeMap;

use crate::plan::{
    College, Entry, Form, Group, Idx, Item, MethodicalSection, Partner, Person, Plan, Portal,
    Practice, Project, ResearchWork, RowIdx, Section, Who,
};
use crate::site::months::PlanMonths;

/// What else of the portal an item of the plan is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A teachers' professional section.
    MethodicalSection(Idx<MethodicalSection>),
    /// A best practice.
    Practice(Idx<Practice>),
    /// A student's research work.
    ResearchWork(Idx<ResearchWork>),
    /// Somebody the office works with.
    Partner(Idx<Partner>),
    /// A project or program.
    Project(Idx<Project>),
    /// A college whose training center it names.
    TrainingCenter(Idx<College>),
}

/// Lists of rows for every page that shows rows of one thing, each in the order of the document.
#[derive(Debug, Default)]
pub struct Index {
    by_person: Vec<Vec<RowIdx>>,
    by_group: Vec<Vec<RowIdx>>,
    by_form: Vec<Vec<RowIdx>>,
    by_college: Vec<Vec<RowIdx>>,
    by_methodical_section: Vec<Vec<RowIdx>>,
    groups_of: Vec<Vec<Idx<Group>>>,
    parents: Vec<Option<Idx<Entry>>>,
    things: BTreeMap<Idx<Item>, Vec<Thing>>,
    practices: Vec<Vec<Idx<Practice>>>,
    research_works: Vec<Vec<Idx<ResearchWork>>>,
    months: Vec<PlanMonths>,
    changes: BTreeMap<Idx<Entry>, Vec<usize>>,
}

impl Index {
    /// Walks the plans once.
    pub fn new(portal: &Portal) -> Index {
        let mut index = Index {
            by_person: vec![Vec::new(); portal.people.len()],
            by_group: vec![Vec::new(); portal.groups.len()],
            by_form: vec![Vec::new(); portal.forms.len()],
            by_college: vec![Vec::new(); portal.colleges.len()],
            by_methodical_section: vec![Vec::new(); portal.methodical_sections.len()],
            groups_of: vec![Vec::new(); portal.people.len()],
            parents: vec![None; portal.entries.len()],
            things: things(portal),
            practices: vec![Vec::new(); portal.colleges.len()],
            research_works: vec![Vec::new(); portal.colleges.len()],
            months: portal.plans.all().iter().map(|plan| PlanMonths::new(portal, plan)).collect(),
            changes: changes(portal),
        };
        for (section, _) in portal.sections.iter() {
            index.take_numbers(portal, section);
        }
        for (group, members) in portal.groups.iter().map(|(idx, group)| (idx, &group.members)) {
            for person in members {
                add(&mut index.groups_of[person.index()], group);
            }
        }
        for (entry, _) in portal.entries.iter() {
            for row_idx in portal.rows_of(entry) {
                index.take_row(portal, row_idx);
            }
            index.take_mentions(portal, entry);
        }
        for (idx, practice) in portal.practices.iter() {
            if let Some(college) = practice.college {
                index.practices[college.index()].push(idx);
            }
        }
        for (idx, work) in portal.research_works.iter() {
            if let Some(college) = work.college {
                index.research_works[college.index()].push(idx);
            }
        }
        for (section, methodical) in portal.methodical_sections.iter() {
            if let Some(item) = methodical.item {
                let row = RowIdx { entry: portal.items[item].entry, item: Some(item) };
                add(&mut index.by_methodical_section[section.index()], row);
            }
        }
        index
    }

    fn take_row(&mut self, portal: &Portal, idx: RowIdx) {
        let row = portal.row(idx);
        for responsible in row.responsible.meaning.iter() {
            match responsible.who {
                Who::Person(person) => add(&mut self.by_person[person.index()], idx),
                Who::Group(group) => add(&mut self.by_group[group.index()], idx),
            }
        }
        for form in row.forms() {
            add(&mut self.by_form[form.index()], idx);
        }
        for section in row.facts().into_iter().flat_map(|facts| &facts.methodical_sections) {
            add(&mut self.by_methodical_section[section.index()], idx);
        }
    }

    /// «2.3.1» belongs under «2.3.»; the entries of a section come in the order of the document.
    fn take_numbers(&mut self, portal: &Portal, section: Idx<Section>) {
        let mut above: Vec<(Idx<Entry>, &str)> = Vec::new();
        for entry in portal.sections[section].entries.iter() {
            let number = portal.entries[entry].number.trim_end_matches('.');
            let is_under =
                |outer: &str| number.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
            while above.last().is_some_and(|(_, outer)| !is_under(outer)) {
                above.pop();
            }
            self.parents[entry.index()] = above.last().map(|(parent, _)| *parent);
            above.push((entry, number));
        }
    }

    /// Colleges are named by words: also by lines that are no work of their own.
    fn take_mentions(&mut self, portal: &Portal, entry: Idx<crate::plan::Entry>) {
        for college in &portal.entries[entry].colleges {
            add(&mut self.by_college[college.index()], RowIdx { entry, item: None });
        }
        for item in portal.entries[entry].items.iter() {
            for college in &portal.items[item].colleges {
                add(&mut self.by_college[college.index()], RowIdx { entry, item: Some(item) });
            }
        }
    }

    /// The entry whose number this one's goes on from: of «2.3.1» it is «2.3.».
    pub fn parent_of(&self, entry: Idx<Entry>) -> Option<Idx<Entry>> {
        self.parents[entry.index()]
    }

    /// What an item is about: a practice, a partner, a project …
    pub fn things_of(&self, item: Idx<Item>) -> &[Thing] {
        self.things.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Rows a person is named in.
    pub fn of_person(&self, person: Idx<Person>) -> &[RowIdx] {
        &self.by_person[person.index()]
    }

    /// Rows a group is named in.
    pub fn of_group(&self, group: Idx<Group>) -> &[RowIdx] {
        &self.by_group[group.index()]
    }

    /// The groups a person belongs to.
    pub fn groups_of(&self, person: Idx<Person>) -> &[Idx<Group>] {
        &self.groups_of[person.index()]
    }

    /// Rows of a form.
    pub fn of_form(&self, form: Idx<Form>) -> &[RowIdx] {
        &self.by_form[form.index()]
    }

    /// Entries and items that name a college, also items that are no rows of their own.
    pub fn of_college(&self, college: Idx<College>) -> &[RowIdx] {
        &self.by_college[college.index()]
    }

    /// Best practices of a college.
    pub fn practices_of(&self, college: Idx<College>) -> &[Idx<Practice>] {
        &self.practices[college.index()]
    }

    /// Research works of a college's students.
    pub fn research_works_of(&self, college: Idx<College>) -> &[Idx<ResearchWork>] {
        &self.research_works[college.index()]
    }

    /// The rows of a plan by months.
    pub(in crate::site) fn months_of(&self, plan: Idx<Plan>) -> &PlanMonths {
        &self.months[plan.index()]
    }

    /// Places in its plan's `changes` of what changed of an entry and its items.
    pub fn changes_of(&self, entry: Idx<Entry>) -> &[usize] {
        self.changes.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// Rows about a methodical section.
    pub fn of_methodical_section(&self, section: Idx<MethodicalSection>) -> &[RowIdx] {
        &self.by_methodical_section[section.index()]
    }
}

fn changes(portal: &Portal) -> BTreeMap<Idx<Entry>, Vec<usize>> {
    let mut changes: BTreeMap<Idx<Entry>, Vec<usize>> = BTreeMap::new();
    for (_, plan) in portal.plans.iter() {
        for (place, change) in plan.changes.iter().enumerate() {
            if let Some(row) = change.row {
                changes.entry(row.entry).or_default().push(place);
            }
        }
    }
    changes
}

fn things(portal: &Portal) -> BTreeMap<Idx<Item>, Vec<Thing>> {
    let mut things: BTreeMap<Idx<Item>, Vec<Thing>> = BTreeMap::new();
    let mut take = |item: Option<Idx<Item>>, thing: Thing| {
        if let Some(item) = item {
            things.entry(item).or_default().push(thing);
        }
    };
    for (idx, section) in portal.methodical_sections.iter() {
        take(section.item, Thing::MethodicalSection(idx));
    }
    for (idx, practice) in portal.practices.iter() {
        take(practice.item, Thing::Practice(idx));
    }
    for (idx, work) in portal.research_works.iter() {
        take(work.item, Thing::ResearchWork(idx));
    }
    for (idx, partner) in portal.partners.iter() {
        take(partner.item, Thing::Partner(idx));
    }
    for (idx, project) in portal.projects.iter() {
        take(project.item, Thing::Project(idx));
    }
    for (idx, college) in portal.colleges.iter() {
        for center in &college.training_centers {
            take(center.item, Thing::TrainingCenter(idx));
        }
    }
    things
}

fn add<T: PartialEq>(list: &mut Vec<T>, row: T) {
    if list.last() != Some(&row) {
        list.push(row);
    }
}

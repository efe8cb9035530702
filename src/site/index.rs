//! Who has what: rows by person, group, form, college, methodical section, found in one pass over the plans.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::plan::{
    College, Entry, Facts, Form, Group, Idx, Item, MethodicalSection, Organization, Partner,
    Person, Plan, Portal, Practice, Project, ResearchWork, RowIdx, Section, Who,
};
use crate::site::months::PlanMonths;
use crate::site::subjects::PlanRows;

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
    by_person: Vec<PlanRows>,
    shared_by_person: Vec<PlanRows>,
    by_group: Vec<PlanRows>,
    by_form: Vec<PlanRows>,
    by_college: Vec<PlanRows>,
    by_methodical_section: Vec<PlanRows>,
    events: Vec<PlanRows>,
    groups_of: Vec<Vec<Idx<Group>>>,
    parents: Vec<Option<Idx<Entry>>>,
    headings: BTreeSet<Idx<Entry>>,
    things: BTreeMap<Idx<Item>, Vec<Thing>>,
    practices: Vec<Vec<Idx<Practice>>>,
    research_works: Vec<Vec<Idx<ResearchWork>>>,
    months: Vec<PlanMonths>,
    changes: BTreeMap<Idx<Entry>, Vec<usize>>,
}

impl Index {
    /// Walks the plans of these offices once.
    pub fn new(portal: &Portal, offices: &[Idx<Organization>]) -> Index {
        let mut index = Index {
            by_person: vec![PlanRows::default(); portal.people.len()],
            shared_by_person: Vec::new(),
            by_group: vec![PlanRows::default(); portal.groups.len()],
            by_form: vec![PlanRows::default(); portal.forms.len()],
            by_college: vec![PlanRows::default(); portal.colleges.len()],
            by_methodical_section: vec![PlanRows::default(); portal.methodical_sections.len()],
            events: vec![PlanRows::default(); portal.organizations.len()],
            groups_of: vec![Vec::new(); portal.people.len()],
            parents: vec![None; portal.entries.len()],
            headings: BTreeSet::new(),
            things: things(portal),
            practices: vec![Vec::new(); portal.colleges.len()],
            research_works: vec![Vec::new(); portal.colleges.len()],
            months: portal.plans.iter().map(|_| PlanMonths::default()).collect(),
            changes: changes(portal),
        };
        let plans = || offices.iter().flat_map(|office| portal.plans_of(*office));
        for section in plans().flat_map(|(_, plan)| plan.sections.iter()) {
            index.take_numbers(portal, section);
        }
        let parents = index.parents.iter().flatten().copied();
        index.headings = parents.filter(|parent| only_heads(&portal.entries[*parent])).collect();
        for (plan, _) in plans() {
            let is_heading = |row: &RowIdx| index.is_heading_row(*row);
            index.months[plan.index()] = PlanMonths::new(portal, plan, is_heading);
        }
        for (group, members) in portal.groups.iter().map(|(idx, group)| (idx, &group.members)) {
            for person in members {
                add(&mut index.groups_of[person.index()], group);
            }
        }
        for (entry, _) in offices.iter().flat_map(|office| portal.entries_of(*office)) {
            let plan = portal.plan_of(entry);
            for row_idx in portal.rows_of(entry) {
                index.take_row(portal, plan, row_idx);
            }
            index.take_mentions(portal, plan, entry);
        }
        let people = (0..portal.people.len()).into_par_iter().map(Idx::at);
        let shared = people.map(|person| index.find_shared(portal, person)).collect();
        index.shared_by_person = shared;
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
                let plan = portal.plan_of(row.entry);
                index.by_methodical_section[section.index()].add(plan, row);
            }
        }
        index
    }

    fn take_row(&mut self, portal: &Portal, plan: Idx<Plan>, idx: RowIdx) {
        let row = portal.row(idx);
        for responsible in row.responsible.meaning.iter() {
            match responsible.who {
                Who::Person(person) => self.by_person[person.index()].add(plan, idx),
                Who::Group(group) => self.by_group[group.index()].add(plan, idx),
            }
        }
        for form in row.forms() {
            self.by_form[form.index()].add(plan, idx);
            if portal.forms[form].is_event {
                self.events[portal.forms[form].organization.index()].add(plan, idx);
            }
        }
        for section in row.facts().into_iter().flat_map(|facts| &facts.methodical_sections) {
            self.by_methodical_section[section.index()].add(plan, idx);
        }
    }

    /// What the groups of a person carry and the person does not carry by name.
    fn find_shared(&self, portal: &Portal, person: Idx<Person>) -> PlanRows {
        let is_own = |row: &RowIdx| {
            let responsible = &portal.row(*row).responsible.meaning;
            responsible.iter().any(|responsible| responsible.who == Who::Person(person))
        };
        let groups = self.groups_of[person.index()].iter();
        let rows = groups.flat_map(|group| self.by_group[group.index()].all());
        let mut rows = rows.copied().collect::<Vec<_>>();
        rows.sort();
        rows.dedup();
        let mut shared = PlanRows::default();
        for row in rows.into_iter().filter(|row| !is_own(row)) {
            shared.add(portal.plan_of(row.entry), row);
        }
        shared
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
    fn take_mentions(&mut self, portal: &Portal, plan: Idx<Plan>, entry: Idx<Entry>) {
        for college in &portal.entries[entry].colleges {
            self.by_college[college.index()].add(plan, RowIdx { entry, item: None });
        }
        for item in portal.entries[entry].items.iter() {
            for college in &portal.items[item].colleges {
                let row = RowIdx { entry, item: Some(item) };
                self.by_college[college.index()].add(plan, row);
            }
        }
    }

    /// The entry whose number this one's goes on from: of «2.3.1» it is «2.3.».
    pub fn parent_of(&self, entry: Idx<Entry>) -> Option<Idx<Entry>> {
        self.parents[entry.index()]
    }

    /// Whether an entry only heads the ones below it, as «2.3. Організаційно-методичний супровід» does: nobody does it
    /// and it has no term.
    pub fn is_heading(&self, entry: Idx<Entry>) -> bool {
        self.headings.contains(&entry)
    }

    /// Whether a row is an entry that only heads the ones below it.
    pub fn is_heading_row(&self, row: RowIdx) -> bool {
        row.item.is_none() && self.is_heading(row.entry)
    }

    /// What an item is about: a practice, a partner, a project …
    pub fn things_of(&self, item: Idx<Item>) -> &[Thing] {
        self.things.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Rows a person is named in.
    pub fn of_person(&self, person: Idx<Person>) -> &PlanRows {
        &self.by_person[person.index()]
    }

    /// What the groups of a person carry and the person does not carry by name.
    pub fn shared_of(&self, person: Idx<Person>) -> &PlanRows {
        &self.shared_by_person[person.index()]
    }

    /// Rows in a form that people attend.
    pub fn events_of(&self, office: Idx<Organization>) -> &PlanRows {
        &self.events[office.index()]
    }

    /// Rows a group is named in.
    pub fn of_group(&self, group: Idx<Group>) -> &PlanRows {
        &self.by_group[group.index()]
    }

    /// The groups a person belongs to.
    pub fn groups_of(&self, person: Idx<Person>) -> &[Idx<Group>] {
        &self.groups_of[person.index()]
    }

    /// Rows of a form.
    pub fn of_form(&self, form: Idx<Form>) -> &PlanRows {
        &self.by_form[form.index()]
    }

    /// Entries and items that name a college, also items that are no rows of their own.
    pub fn of_college(&self, college: Idx<College>) -> &PlanRows {
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
    pub fn of_methodical_section(&self, section: Idx<MethodicalSection>) -> &PlanRows {
        &self.by_methodical_section[section.index()]
    }
}

/// Whether an entry says nothing of its own beside its words.
fn only_heads(entry: &Entry) -> bool {
    let Entry { cells, items, facts, .. } = entry;
    let is_stated = |facts: &Facts| facts.start.is_some() || facts.status.is_some();
    items.is_empty()
        && cells.responsible.words.is_empty()
        && cells.term.words.is_empty()
        && !facts.as_deref().is_some_and(is_stated)
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

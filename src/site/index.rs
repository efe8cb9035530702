//! Who has what: rows by person, group, form, college, methodical section, found in one pass over the plan.

use crate::plan::{College, Form, Group, Idx, MethodicalSection, Person, Portal, RowIdx, Who};

/// Lists of rows for every page that shows rows of one thing, each in the order of the document.
#[derive(Debug, Default)]
pub struct Index {
    by_person: Vec<Vec<RowIdx>>,
    by_group: Vec<Vec<RowIdx>>,
    by_form: Vec<Vec<RowIdx>>,
    by_college: Vec<Vec<RowIdx>>,
    by_methodical_section: Vec<Vec<RowIdx>>,
    groups_of: Vec<Vec<Idx<Group>>>,
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
        };
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

    /// Rows about a methodical section.
    pub fn of_methodical_section(&self, section: Idx<MethodicalSection>) -> &[RowIdx] {
        &self.by_methodical_section[section.index()]
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, row: T) {
    if list.last() != Some(&row) {
        list.push(row);
    }
}

//! What is listed plan by plan: the rows of a person, a group, a form …, the calendars of an office.
//!
//! A list of all years would outgrow its page, so each [`Subject`] has a page for each plan: that of the office's
//! current plan at an address that never changes, those of other plans in their folders. Where they lie and which of
//! them a link leads to stands in `routes.rs`; what they share on the page in `pages/years.rs`.

use std::cmp::Reverse;
use std::ops::Range;

use crate::key::Key;
use crate::plan::{
    College, Form, Group, Idx, MethodicalSection, Organization, Person, Plan, Portal, RowIdx, Who,
};
use crate::site::Site;

/// What has a page for each plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Somebody responsible.
    Person(Idx<Person>),
    /// Several responsible together.
    Group(Idx<Group>),
    /// A form of work.
    Form(Idx<Form>),
    /// An institution.
    College(Idx<College>),
    /// A teachers' professional section.
    MethodicalSection(Idx<MethodicalSection>),
    /// Everything people come to, of one office.
    Events(Idx<Organization>),
    /// The calendars of an office; those that are no plan's own stand with the current plan's.
    Calendars(Idx<Organization>),
}

impl Subject {
    /// Whose it is.
    pub fn office(self, portal: &Portal) -> Idx<Organization> {
        match self {
            Subject::Person(idx) => portal.people[idx].organization,
            Subject::Group(idx) => portal.groups[idx].organization,
            Subject::Form(idx) => portal.forms[idx].organization,
            Subject::College(idx) => portal.colleges[idx].organization,
            Subject::MethodicalSection(idx) => portal.methodical_sections[idx].organization,
            Subject::Events(office) | Subject::Calendars(office) => office,
        }
    }
}

impl From<Who> for Subject {
    fn from(who: Who) -> Subject {
        match who {
            Who::Person(person) => Subject::Person(person),
            Who::Group(group) => Subject::Group(group),
        }
    }
}

/// Rows of several plans, those of a plan side by side and in the order of the document.
#[derive(Clone, Debug, Default)]
pub struct PlanRows {
    rows: Vec<RowIdx>,
    plans: Vec<(Idx<Plan>, Range<usize>)>,
}

impl PlanRows {
    /// Adds a row of a plan after those it has; a row that comes twice in a row is one.
    pub(in crate::site) fn add(&mut self, plan: Idx<Plan>, row: RowIdx) {
        let at = self.plans.iter().rposition(|(of, _)| *of == plan).unwrap_or_else(|| {
            self.plans.push((plan, self.rows.len()..self.rows.len()));
            self.plans.len() - 1
        });
        let Range { start, end } = self.plans[at].1;
        if self.rows[start..end].last() == Some(&row) {
            return;
        }
        self.rows.insert(end, row);
        self.plans[at].1.end += 1;
        for (_, later) in &mut self.plans[at + 1..] {
            *later = later.start + 1..later.end + 1;
        }
    }

    /// The rows of all plans.
    pub fn all(&self) -> &[RowIdx] {
        &self.rows
    }

    /// The rows of one plan; of no plan there are none.
    pub fn of(&self, plan: Option<Idx<Plan>>) -> &[RowIdx] {
        let range = self.plans.iter().find(|(of, _)| Some(*of) == plan);
        range.map_or(&[], |(_, range)| &self.rows[range.clone()])
    }
}

impl Site<'_> {
    /// The key of what pages of one plan tell of an office's other plans: how much each of them has of every subject, and
    /// which calendars there are. What the texts of the other plans' sections can change of these pages is in it.
    pub(crate) fn key_of_years(&self, office: Idx<Organization>) -> Key {
        let portal = self.portal;
        let is_own = |organization: Idx<Organization>| organization == office;
        let people = portal.people_of(office).map(|(idx, _)| Subject::Person(idx));
        let groups = portal.groups.iter().filter(|(_, one)| is_own(one.organization));
        let forms = portal.forms.iter().filter(|(_, one)| is_own(one.organization));
        let colleges = portal.colleges.iter().filter(|(_, one)| is_own(one.organization));
        let sections = portal.methodical_sections.iter();
        let sections = sections.filter(|(_, one)| is_own(one.organization));
        let subjects = people
            .chain(groups.map(|(idx, _)| Subject::Group(idx)))
            .chain(forms.map(|(idx, _)| Subject::Form(idx)))
            .chain(colleges.map(|(idx, _)| Subject::College(idx)))
            .chain(sections.map(|(idx, _)| Subject::MethodicalSection(idx)))
            .chain([Subject::Events(office), Subject::Calendars(office)]);
        let plans = self.plans_of(office);
        let counts = subjects.map(|subject| {
            let counts = plans.iter().map(|plan| self.count(subject, *plan)).collect::<Vec<_>>();
            (portal.subject_path(subject, None), counts)
        });
        Key::of(&(counts.collect::<Vec<_>>(), self.calendars.told_of(office)))
    }

    /// The plans of an office, the current one first, then the latest; of an office without plans one that is none,
    /// so that its pages are listed all the same.
    pub(in crate::site) fn plans_of(&self, office: Idx<Organization>) -> Vec<Option<Idx<Plan>>> {
        let current = self.portal.organizations[office].current_plan;
        let mut others = self
            .portal
            .plans
            .iter()
            .filter(|(idx, plan)| plan.organization == office && Some(*idx) != current)
            .collect::<Vec<_>>();
        others.sort_by_key(|(idx, plan)| (Reverse(plan.year), *idx));
        let others = others.into_iter().map(|(idx, _)| Some(idx));
        [current].into_iter().chain(others).collect()
    }

    /// How many rows, or calendars, the subject's page for this plan lists.
    pub(in crate::site) fn count(&self, subject: Subject, plan: Option<Idx<Plan>>) -> usize {
        let index = &self.index;
        let rows = match subject {
            Subject::Person(person) => {
                let shared = index.shared_of(person).of(plan).len();
                return index.of_person(person).of(plan).len() + shared;
            }
            Subject::Calendars(office) => {
                let past = plan.filter(|_| self.portal.is_past(plan));
                return self.calendars.offered(office, past).len();
            }
            Subject::Group(group) => index.of_group(group),
            Subject::Form(form) => index.of_form(form),
            Subject::College(college) => index.of_college(college),
            Subject::MethodicalSection(section) => index.of_methodical_section(section),
            Subject::Events(office) => index.events_of(office),
        };
        rows.of(plan).len()
    }

    /// Whether the subject has a page of its own for this plan; for the office's current one it has in any case.
    pub(in crate::site) fn has_page(&self, subject: Subject, plan: Option<Idx<Plan>>) -> bool {
        !self.portal.is_past(plan) || self.count(subject, plan) > 0
    }

    /// The plans for which the subject has a page, in the order of [`Site::plans_of`].
    pub(in crate::site) fn pages_of(&self, subject: Subject) -> Vec<Option<Idx<Plan>>> {
        let mut plans = self.plans_of(subject.office(self.portal));
        plans.retain(|plan| self.has_page(subject, *plan));
        plans
    }
}

#[cfg(test)]
mod tests {
    use super::PlanRows;
    use crate::plan::{Idx, RowIdx};

    #[test]
    fn a_late_row_stands_with_its_plan() {
        let row = |entry| RowIdx { entry: Idx::at(entry), item: None };
        let mut rows = PlanRows::default();
        for (plan, entry) in [(0, 1), (0, 1), (0, 4), (2, 9), (2, 7), (0, 3), (2, 7)] {
            rows.add(Idx::at(plan), row(entry));
        }
        assert_eq!(rows.of(Some(Idx::at(0))), [row(1), row(4), row(3)]);
        assert_eq!(rows.of(Some(Idx::at(2))), [row(9), row(7)]);
        assert!(rows.of(Some(Idx::at(1))).is_empty() && rows.of(None).is_empty());
        assert_eq!(rows.all().len(), 5);
    }
}

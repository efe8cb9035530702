//! The same tables as Excel workbooks: the whole plan, each section, each person.
//!
//! How a book is made stands in [`book`](super::book).

use chrono::NaiveDate;

use crate::key::Key;
use crate::plan::{Idx, Person, Plan, Portal, RowIdx};
use crate::site::data::book::{Properties, workbook};
use crate::site::data::csv::{cells, lines, rows_of_person};
use crate::site::output::{Content, Keyed, Output, marks};
use crate::site::subjects::Subject;
use crate::site::{List, Site};
use crate::source::Span;

/// Lists the workbooks of every plan, section and person.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for (plan, row) in portal.plans.iter() {
        let make = move || {
            let rows = row.sections.iter().flat_map(|section| lines(portal, section));
            let title = format!("План роботи на {} рік", row.year);
            book(site, of_plan(portal, plan, title), rows.map(|line| (line, "")))
        };
        push(list, portal.plan_data_path(plan, "xlsx"), row.span, make);
    }
    for (section, row) in portal.sections.iter() {
        let make = move || {
            let title = format!("Розділ {}. {}", row.number, row.title);
            let rows = lines(portal, section).map(|line| (line, ""));
            book(site, of_plan(portal, row.plan, title), rows)
        };
        push(list, portal.section_data_path(section, "xlsx"), row.span, make);
    }
    for (person, row) in portal.people.iter() {
        for plan in site.pages_of(Subject::Person(person)) {
            let make = move || {
                let properties = of_person(portal, row, plan);
                let rows = rows_of_person(site, person, plan);
                book(site, properties, rows.map(|(row, held)| (row, held.label())))
            };
            push(list, portal.person_data_path(person, plan, "xlsx"), row.span, make);
        }
    }
}

fn push<'a>(
    list: &mut List<'a>,
    path: String,
    origin: Span,
    make: impl Fn() -> Keyed<'a> + Send + Sync + 'a,
) {
    let content = Content::Keyed(Box::new(make));
    list.outputs.list.push(Output { path, origin: Some(origin), content });
}

fn of_plan(portal: &Portal, plan: Idx<Plan>, title: String) -> Properties<'_> {
    let plan = &portal.plans[plan];
    // The newest day the content names; a plan nobody changed is as old as its year.
    let day = plan.changes.first().map(|change| change.day);
    let day = day.or_else(|| NaiveDate::from_ymd_opt(plan.year, 1, 1)).unwrap_or_default();
    Properties { title, author: &portal.organizations[plan.organization].name, day }
}

fn of_person<'p>(portal: &'p Portal, person: &Person, plan: Option<Idx<Plan>>) -> Properties<'p> {
    let title = person.name.clone();
    match plan {
        Some(past) if portal.is_past(plan) => {
            of_plan(portal, past, format!("{title}, {} рік", portal.plans[past].year))
        }
        Some(plan) => of_plan(portal, plan, title),
        None => Properties {
            title,
            author: &portal.organizations[person.organization].name,
            day: NaiveDate::default(),
        },
    }
}

/// A workbook with one sheet. A row stands in the books of its plan, its section and its people: the key of its cells
/// is made once.
fn book<'a>(
    site: &'a Site<'a>,
    properties: Properties<'a>,
    rows: impl Iterator<Item = (RowIdx, &'static str)>,
) -> Keyed<'a> {
    let rows = rows.collect::<Vec<_>>();
    let keys = rows.iter().map(|(row, how)| (site.key_of_cells(*row), *how)).collect::<Vec<_>>();
    let key = Key::of(&("xlsx", &properties, keys));
    let make = move || {
        let rows = rows.iter().map(|(row, how)| cells(site.portal, &site.portal.row(*row), how));
        let written = "a book of known columns is written to memory";
        workbook(&properties, rows).expect(written)
    };
    Keyed { key, make: Box::new(make) }
}

impl Site<'_> {
    /// The key of a row's cells, of all but the one that says how the row is a person's.
    fn key_of_cells(&self, row: RowIdx) -> Key {
        let place = marks::row_place(self.portal, row);
        *self.cells[place].get_or_init(|| Key::of(&cells(self.portal, &self.portal.row(row), "")))
    }
}

//! The same tables as Excel workbooks: the whole plan, each section, each person.
//!
//! How a book is written stands in `render/book/`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::plan::{Idx, Organization, Person, Plan, Portal, RowIdx};
use crate::site::data::csv::{COLUMNS, cells, further, lines, rows_of_person};
use crate::site::output::book::{Book, BookRow, BookRows};
use crate::site::output::{Content, Output, marks};
use crate::site::pages::numbered;
use crate::site::subjects::Subject;
use crate::site::{List, Site};
use crate::source::Span;

/// Lists the workbooks of every plan, section and person.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    list.outputs.book_rows = book_rows(portal, office);
    for (plan, row) in portal.plans_of(office) {
        let make = move || {
            let title = format!("План роботи на {} рік", row.plan_year());
            let lines = row.sections.iter().flat_map(|section| lines(portal, section));
            Book { rows: rows(portal, lines), ..of_plan(portal, plan, title) }
        };
        push(list, portal.plan_data_path(plan, "xlsx"), row.span, make);
    }
    for (section, row) in portal.sections_of(office) {
        let make = move || {
            let title = format!("Розділ {}", numbered(row));
            let rows = rows(portal, lines(portal, section));
            Book { rows, ..of_plan(portal, row.plan, title) }
        };
        push(list, portal.section_data_path(section, "xlsx"), row.span, make);
    }
    for (person, row) in portal.people_of(office) {
        for plan in site.pages_of(Subject::Person(person)) {
            let make = move || {
                let rows = rows_of_person(site, person, plan).map(|(row, held)| BookRow {
                    place: marks::row_place(portal, row),
                    own: held.label(),
                });
                Book { rows: rows.collect(), ..of_person(portal, row, plan) }
            };
            push(list, portal.person_data_path(person, plan, "xlsx"), row.span, make);
        }
    }
}

/// Every row of the office, by its place.
fn book_rows(portal: &Portal, office: Idx<Organization>) -> BookRows<'_> {
    let rows = portal.entries_of(office).flat_map(|(entry, row)| {
        let items = row.items.iter().map(move |item| RowIdx { entry, item: Some(item) });
        [RowIdx { entry, item: None }].into_iter().chain(items)
    });
    let rows = rows.map(|row| (marks::row_place(portal, row), row)).collect::<BTreeMap<_, _>>();
    let places = rows.keys().next().copied().unwrap_or_default()
        ..rows.keys().next_back().map_or(0, |last| last + 1);
    let make = move |place: usize| cells(portal, &portal.row(rows[&place]), "");
    BookRows { columns: &COLUMNS, places, make: Some(Box::new(make)) }
}

fn rows(portal: &Portal, rows: impl Iterator<Item = RowIdx>) -> Vec<BookRow> {
    rows.map(|row| BookRow { place: marks::row_place(portal, row), own: "" }).collect()
}

fn push<'a>(
    list: &mut List<'a>,
    path: String,
    origin: Span,
    make: impl Fn() -> Book<'a> + Send + Sync + 'a,
) {
    let content = Content::Book(Box::new(make));
    list.outputs.list.push(Output { path, origin: Some(origin), content });
}

/// A book without its rows.
fn of_plan(portal: &Portal, idx: Idx<Plan>, title: String) -> Book<'_> {
    let plan = &portal.plans[idx];
    // The newest day the content names; a plan nobody changed is as old as its year.
    let day = plan.changes.first().map(|change| change.day);
    let day = day.or_else(|| NaiveDate::from_ymd_opt(plan.year, 1, 1)).unwrap_or_default();
    let author = &portal.organizations[plan.organization].name;
    let further = further(portal, Some(idx)).collect();
    Book { title, author, day, further, rows: Vec::new() }
}

fn of_person<'p>(portal: &'p Portal, person: &Person, plan: Option<Idx<Plan>>) -> Book<'p> {
    let title = person.name.clone();
    match plan {
        Some(past) if portal.is_past(plan) => {
            of_plan(portal, past, format!("{title}, {} рік", portal.plans[past].year))
        }
        Some(plan) => of_plan(portal, plan, title),
        None => Book {
            title,
            author: &portal.organizations[person.organization].name,
            day: NaiveDate::default(),
            further: Vec::new(),
            rows: Vec::new(),
        },
    }
}

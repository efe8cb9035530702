//! Rows of the plan as tables for spreadsheets: the whole plan, each section, each person.
//!
//! CSV as Excel opens it in Ukraine: UTF-8 with a byte-order mark, `;` between cells, CRLF. A cell that a
//! spreadsheet would take for a formula begins with `'`. [`COLUMNS`], [`further`] and [`cells`] are what every
//! table format writes.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

use crate::plan::{
    Idx, Moment, Organization, Person, Plan, Portal, Row, RowIdx, Section, Stated, Who,
};
use crate::site::document::further_heads;
use crate::site::output::book::{Column, FURTHER_WIDTH};
use crate::site::output::marks::{self, Shape};
use crate::site::output::{Content, FragmentContent, Output};
use crate::site::pages::{self, changes, status};
use crate::site::subjects::Subject;
use crate::site::{List, Site};

/// The columns of every table, in the order of [`cells`]; how a row is somebody's each table says in words of its own.
pub(in crate::site) const COLUMNS: [Column<'_>; 20] = [
    column("Рік", 7.0),
    column("Розділ", 8.0),
    column("Назва розділу", 28.0),
    column("№ з/п", 9.0),
    column("Підпункт", 10.0),
    column("Зміст роботи", 60.0),
    column("Зміст пункту", 40.0),
    column("Відповідальний", 28.0),
    column("Форма", 22.0),
    column("Термін виконання", 24.0),
    column("Початок", 17.0),
    column("Кінець", 17.0),
    column("Зміни", 30.0),
    column("Місяці", 30.0),
    column("Місце", 22.0),
    column("Для кого", 22.0),
    column("Виконання", 14.0),
    column("Результат", 30.0),
    Column { is_own: true, ..column("Як закріплено", 17.0) },
    column("id", 20.0),
];

const fn column(head: &str, width: f64) -> Column<'_> {
    Column { head, width, is_own: false }
}

/// The columns that a plan has besides, in its own words: «Примітка». They stand after the others, so that each of
/// those has the same place in the tables of every plan.
pub(in crate::site) fn further(
    portal: &Portal,
    plan: Option<Idx<Plan>>,
) -> impl Iterator<Item = Column<'_>> {
    let plans = plan.map(|plan| &portal.plans[plan]).into_iter();
    plans.flat_map(further_heads).map(|head| column(head, FURTHER_WIDTH))
}

/// Lists the tables of every plan, section and person.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (plan, row) in portal.plans_of(office) {
        let lines = move || row.sections.iter().flat_map(|section| lines(portal, section));
        for line in lines() {
            let make = move || FragmentContent::Bytes(Box::new(move || piece(portal, line)));
            list.fragment(portal, line, Shape::Csv, make);
        }
        let make = move || table(portal, Some(plan), lines().map(|line| (line, "")));
        push(list, portal.plan_data_path(plan, "csv"), Some(row.span), make);
    }
    for (section, row) in portal.sections_of(office) {
        let lines = move || lines(portal, section).map(|line| (line, ""));
        let make = move || table(portal, Some(row.plan), lines());
        push(list, portal.section_data_path(section, "csv"), Some(row.span), make);
    }
    for (person, row) in portal.people_of(office) {
        for plan in site.pages_of(Subject::Person(person)) {
            let rows = move || rows_of_person(site, person, plan);
            let make = move || table(portal, plan, rows().map(|(row, held)| (row, held.label())));
            push(list, portal.person_data_path(person, plan, "csv"), Some(row.span), make);
        }
    }
}

fn push<'a>(
    list: &mut List<'a>,
    path: String,
    origin: Option<crate::source::Span>,
    make: impl Fn() -> Vec<u8> + Send + Sync + 'a,
) {
    list.outputs.list.push(Output { path, origin, content: Content::Marked(Box::new(make)) });
}

/// Every entry and item of a section, also those that are no work of their own: no word is left out.
pub(in crate::site) fn lines(
    portal: &Portal,
    section: Idx<Section>,
) -> impl Iterator<Item = RowIdx> {
    portal.sections[section].entries.iter().flat_map(|entry| portal.lines_of(entry))
}

/// How a row is a person's.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::site) enum Held {
    /// The cell names the person.
    Own,
    /// The cell names a group the person belongs to.
    Group,
}

impl Held {
    pub(in crate::site) fn label(self) -> &'static str {
        match self {
            Held::Own => "особисто",
            Held::Group => "спільно з групою",
        }
    }
}

/// A person's own rows of a plan, then those of their groups, each with whether it is theirs alone.
pub(in crate::site) fn rows_of_person<'s>(
    site: &'s Site<'_>,
    person: Idx<Person>,
    plan: Option<Idx<Plan>>,
) -> impl Iterator<Item = (RowIdx, Held)> + 's {
    let own = site.index.of_person(person).of(plan).iter().map(|row| (*row, Held::Own));
    let shared = site.index.shared_of(person).of(plan).iter().map(|row| (*row, Held::Group));
    own.chain(shared)
}

/// A table: its head, and a mark for each row with the words of «Як закріплено».
fn table<'r>(
    portal: &Portal,
    plan: Option<Idx<Plan>>,
    rows: impl Iterator<Item = (RowIdx, &'r str)>,
) -> Vec<u8> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let columns = COLUMNS.into_iter().chain(further(portal, plan));
    bytes.extend(record(columns.map(|column| column.head.into())));
    for (row, how) in rows {
        bytes.extend(marks::mark_filled(marks::place(portal, row, Shape::Csv), how).as_bytes());
    }
    bytes
}

/// A row of every table; in the column «Як закріплено» stands a gap.
fn piece(portal: &Portal, row: RowIdx) -> Vec<u8> {
    let mut gap = [0; 4];
    record(cells(portal, &portal.row(row), marks::GAP.encode_utf8(&mut gap)).into_iter())
}

fn record<'c>(cells: impl Iterator<Item = Cow<'c, str>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .buffer_capacity(2 * 1024)
        .from_writer(Vec::with_capacity(1024));
    let written = "a row of a table is written to memory";
    for cell in cells {
        writer.write_field(harmless(&cell).as_bytes()).expect(written);
    }
    writer.write_record(None::<&[u8]>).expect(written);
    writer.into_inner().expect(written)
}

/// The cells of a row, in the order of [`COLUMNS`] and [`further`]; `how` is how the row is somebody's.
pub(in crate::site) fn cells<'p>(
    portal: &'p Portal,
    row: &Row<'p>,
    how: &'p str,
) -> Vec<Cow<'p, str>> {
    let section = &portal.sections[row.entry.section];
    let facts = row.facts();
    let moment_of = |moment: Option<Moment>| moment.map(moment_words).unwrap_or_default().into();
    let stated = row.stated_status().map_or("", |stated| status(stated).label);
    let words = |words: Option<&'p String>| words.map_or("", String::as_str).into();
    let cells: [Cow<'p, str>; COLUMNS.len()] = [
        portal.plans[section.plan].year.to_string().into(),
        section.number.as_str().into(),
        section.title.as_str().into(),
        row.entry.number.as_str().into(),
        row.item_number().map(|number| number.to_string()).unwrap_or_default().into(),
        row.text().into(),
        row.item.map_or("", |_| &row.entry.text).into(),
        row.responsible.words.as_str().into(),
        row.form.words.as_str().into(),
        row.term.words.as_str().into(),
        moment_of(facts.and_then(|facts| facts.start)),
        moment_of(facts.and_then(|facts| facts.end)),
        changes_of(portal, row).into(),
        months(row).join(", ").into(),
        words(facts.and_then(|facts| facts.place.as_ref())),
        words(facts.and_then(|facts| facts.audience.as_ref())),
        stated.into(),
        words(facts.and_then(|facts| facts.result.as_ref())),
        how.into(),
        row.id().into(),
    ];
    let remarks = row.remarks().iter().map(|words| words.value.as_str());
    let remarks = remarks.chain(std::iter::repeat("")).map(Cow::from);
    let count = further(portal, Some(section.plan)).count();
    cells.into_iter().chain(remarks.take(count)).collect()
}

/// The months in which there is something to do: «2026-03».
pub(in crate::site) fn months(row: &Row<'_>) -> Vec<String> {
    let months = pages::months(row);
    months.iter().map(|month| format!("{}-{:02}", month.year, month.month)).collect()
}

/// What changed of the row itself, the oldest first, also of one of its days: «перенесено: 2026-03-12 → 2026-03-13
/// (Атестація)».
fn changes_of(portal: &Portal, row: &Row<'_>) -> String {
    let plan = &portal.plans[portal.plan_of(row.idx.entry)];
    let own = plan.changes.iter().filter(|change| change.row == Some(row.idx));
    let mut own = own.collect::<Vec<_>>();
    own.sort_by_key(|change| change.day);
    let said = own.into_iter().map(|change| {
        let stated = [&change.was, &change.now].into_iter().flatten().map(|stated| match stated {
            Stated::Day(moment) => moment_words(*moment),
            Stated::Words(words) => words.clone(),
        });
        let mut said = changes::kind(change.kind).1.to_lowercase();
        for (place, stated) in stated.enumerate() {
            said.push_str(if place == 0 { ": " } else { " → " });
            said.push_str(&stated);
        }
        if let Some(reason) = &change.reason {
            said.push_str(&format!(" ({reason})"));
        }
        said
    });
    said.collect::<Vec<_>>().join("; ")
}

/// `2026-03-12` or `2026-03-12 10:00`.
fn moment_words(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {}", moment.date, time.format("%H:%M")),
        None => moment.date.to_string(),
    }
}

/// Who is named, for data: the permanent names.
pub(in crate::site) fn who_id(portal: &Portal, who: Who) -> (&'static str, &str) {
    match who {
        Who::Person(person) => ("person", &portal.people[person].id),
        Who::Group(group) => ("group", &portal.groups[group].id),
    }
}

/// A spreadsheet runs cells that begin so; with `'` before them they are text.
fn harmless(cell: &str) -> Cow<'_, str> {
    let visible = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let is_formula = visible.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn cells_are_never_formulas() {
        for cell in
            ["=1+1", "+38", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n-x", "\u{a0}=1", "＝1"]
        {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "2.22.8", "Ткачук І.М.", "– тире", "«=»"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}

//! The same tables as Excel workbooks: the whole plan, each section, each person.
//!
//! The one door to the crate `rust_xlsxwriter`. Every cell is written as text, so nothing in it is ever a formula;
//! the day in the file's properties comes from the content, so that two builds are the same bytes.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::key::Key;
use crate::plan::{Idx, Person, Plan, Portal, RowIdx};
use crate::site::data::csv::{COLUMNS, cells, lines, rows_of_person};
use crate::site::output::{Content, Keyed, Output, marks};
use crate::site::subjects::Subject;
use crate::site::{List, Site};
use crate::source::Span;

/// How wide each of [`COLUMNS`] is, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [
    7.0, 8.0, 28.0, 9.0, 10.0, 60.0, 40.0, 28.0, 22.0, 24.0, 17.0, 17.0, 14.0, 22.0, 22.0, 14.0,
    30.0, 17.0, 20.0,
];

/// More letters than this Excel refuses in one cell.
const MOST_LETTERS: usize = 32_767;

/// What a workbook says of itself.
#[derive(Hash)]
struct Properties<'a> {
    title: String,
    author: &'a str,
    day: NaiveDate,
}

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

/// The cells of a row.
type Cells = [String; COLUMNS.len()];

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
        let written = "a sheet of known columns and cut texts is writable";
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

fn workbook(
    properties: &Properties<'_>,
    rows: impl Iterator<Item = Cells>,
) -> Result<Vec<u8>, XlsxError> {
    let Properties { title, author, day } = properties;
    let mut workbook = Workbook::new();
    // The least that Excel needs: time of a build is worth more than a third of these small files.
    workbook.set_zip_compression_level(1);
    let year = day.year().clamp(1980, 9999) as u16;
    let created = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
    let properties = DocProperties::new().set_title(title).set_author(*author);
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("План")?;
    let last = fill(sheet, rows)?;
    let last_column = COLUMNS.len() as u16 - 1;
    sheet.autofilter(0, 0, last, last_column)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

/// As much of a text as a cell takes.
fn fitting(mut words: String) -> String {
    // No letter has less than a byte: the letters of a short text need not be counted.
    if words.len() > MOST_LETTERS {
        let most = words.char_indices().nth(MOST_LETTERS).map_or(words.len(), |(at, _)| at);
        words.truncate(most);
    }
    words
}

/// Writes the heads and the rows; gives the number of the last row.
fn fill(sheet: &mut Worksheet, rows: impl Iterator<Item = Cells>) -> Result<u32, XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00e8_edf2))
        .set_border_bottom(FormatBorder::Thin);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    for (column, (name, width)) in (0..).zip(COLUMNS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        // Cells take the format of their column; one for each cell would be compared again for each.
        sheet.set_column_format(column, &cell)?;
        sheet.write_string_with_format(0, column, *name, &head)?;
    }
    let mut last = 0;
    for (number, row) in (1..).zip(rows) {
        for (column, words) in (0..).zip(row) {
            if words.is_empty() {
                continue;
            }
            sheet.write_string(number, column, fitting(words))?;
        }
        last = number;
    }
    Ok(last)
}

//! The plan as JSON: one stable form for programs, described in `docs/data.md`.
//!
//! Keys and their order never change their meaning; new ones may be added. Approved words stand as approved, what they
//! mean beside them. Absent facts are left out. The same rows stand in the files of the whole plan and of each person.

use serde::Serialize;

use crate::plan::schedule::{Schedule, Window};
use crate::plan::{
    Change, College, Facts, Form, Group, Idx, Moment, Occasion, Organization, Person, Plan, Portal,
    Row, RowIdx, Section, Stated,
};
use crate::site::data::csv::{Held, months, rows_of_person, who_id};
use crate::site::document;
use crate::site::output::marks::{self, Shape};
use crate::site::output::{Content, FragmentContent, Output};
use crate::site::pages::{changes, status};
use crate::site::subjects::Subject;
use crate::site::{List, Site};

/// The form of the files; grows when a key changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct PlanData<'a> {
    id: &'a str,
    year: i32,
    is_school_year: bool,
    organization: &'a str,
    organization_name: &'a str,
    title: String,
    focus: &'a str,
    /// Over the further columns, whose words the rows have as `remarks`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remark_heads: Vec<&'a str>,
    url: Option<String>,
}

#[derive(Serialize)]
struct SectionData<'a> {
    id: &'a str,
    number: &'a str,
    title: &'a str,
    heading: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    introduction: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a str>,
    url: Option<String>,
    path: String,
}

#[derive(Serialize)]
struct EntryData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<&'a str>,
    number: &'a str,
    path: String,
}

#[derive(Serialize)]
struct OwnedRow<'a> {
    held: Held,
    entry: &'a str,
    number: &'a str,
}

/// An entry or an item with the cells that hold for it.
#[derive(Serialize)]
struct RowData<'a> {
    id: &'a str,
    text: &'a str,
    /// Whether it is a piece of work of its own.
    is_row: bool,
    responsible: Named<'a>,
    form: FormCell<'a>,
    term: TermData<'a>,
    /// What the further columns of the plan's table say, from left to right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    colleges: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<FactsData<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    words: &'a str,
    people: Vec<&'a str>,
    groups: Vec<&'a str>,
}

#[derive(Serialize)]
struct FormCell<'a> {
    words: &'a str,
    forms: Vec<&'a str>,
}

#[derive(Serialize)]
struct TermData<'a> {
    words: &'a str,
    schedules: Vec<ScheduleData>,
    months: Vec<String>,
}

#[derive(Serialize)]
struct ScheduleData {
    kind: &'static str,
    windows: Vec<WindowData>,
}

#[derive(Serialize)]
struct WindowData {
    first: String,
    last: String,
}

#[derive(Serialize)]
struct FactsData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    materials: Vec<MaterialData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    occasions: Vec<OccasionData<'a>>,
}

#[derive(Serialize)]
struct OccasionData<'a> {
    of: WindowData,
    was: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    changed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct MaterialData<'a> {
    title: &'a str,
    target: &'a str,
}

#[derive(Serialize)]
struct ChangeData<'a> {
    id: &'a str,
    day: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct PersonData<'a> {
    id: &'a str,
    name: &'a str,
    full_name: Option<&'a str>,
    position: Option<&'a str>,
    path: String,
}

#[derive(Serialize)]
struct GroupData<'a> {
    id: &'a str,
    name: &'a str,
    members: Vec<&'a str>,
    is_confirmed: bool,
    path: String,
}

#[derive(Serialize)]
struct FormData<'a> {
    id: &'a str,
    name: &'a str,
    is_event: bool,
    path: String,
}

#[derive(Serialize)]
struct CollegeData<'a> {
    id: &'a str,
    name: &'a str,
    short_name: Option<&'a str>,
    town: Option<&'a str>,
    path: String,
}

/// What the files look like, for programs that check them.
const SCHEMA: &str = include_str!("plan.schema.json");

/// Lists the schema of all plans' files.
pub(in crate::site) fn list_schema<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    if let Some((_, plan)) = site.portal.plans.iter().next() {
        push(list, "data/plan.schema.json".to_owned(), plan.span, || SCHEMA.to_owned());
    }
}

/// Lists the files of every plan, section and person, and the rows that stand in them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (entry, row) in portal.entries_of(office) {
        let items = row.items.iter().map(Some);
        for item in std::iter::once(None).chain(items) {
            let row = RowIdx { entry, item };
            let make = move || FragmentContent::Bytes(Box::new(move || piece(portal, row)));
            list.fragment(portal, row, Shape::Json, make);
        }
    }
    for (idx, plan) in portal.plans_of(office) {
        push(list, portal.plan_data_path(idx, "json"), plan.span, move || plan_file(site, idx));
    }
    for (idx, section) in portal.sections_of(office) {
        let path = portal.section_data_path(idx, "json");
        push(list, path, section.span, move || section_file(portal, idx));
    }
    for (idx, person) in portal.people_of(office) {
        for plan in site.pages_of(Subject::Person(idx)) {
            let path = portal.person_data_path(idx, plan, "json");
            push(list, path, person.span, move || person_file(site, idx, plan));
        }
    }
}

fn push<'a>(
    list: &mut List<'a>,
    path: String,
    origin: crate::source::Span,
    make: impl Fn() -> String + Send + Sync + 'a,
) {
    let content = Content::Marked(Box::new(move || make().into_bytes()));
    list.outputs.list.push(Output { path, origin: Some(origin), content });
}

/// A value on one line.
fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("plain structs always become JSON")
}

/// The inside of an object, to stand beside other keys.
fn inside<T: Serialize>(value: &T) -> String {
    let whole = json(value);
    whole.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(&whole).to_owned()
}

/// A file: an object with a key on each line, and a line for each element of its lists, so that versions of a file
/// can be compared line by line.
fn file(keys: &[(&str, String)]) -> String {
    let mut file = format!("{{\n\"version\":{VERSION}");
    for (key, value) in keys {
        file.push_str(&format!(",\n\"{key}\":{value}"));
    }
    file.push_str("\n}\n");
    file
}

fn array(lines: impl Iterator<Item = String>) -> String {
    let mut array = String::from("[");
    for (at, line) in lines.enumerate() {
        array.push_str(if at == 0 { "\n" } else { ",\n" });
        array.push_str(&line);
    }
    array.push_str("\n]");
    array
}

/// What every file says of a row, without braces.
fn piece(portal: &Portal, row: RowIdx) -> Vec<u8> {
    inside(&row_data(portal, row)).into_bytes()
}

/// The mark of [`piece`].
fn mark(portal: &Portal, row: RowIdx) -> String {
    marks::mark(marks::place(portal, row, Shape::Json))
}

fn plan_file(site: &Site<'_>, idx: Idx<Plan>) -> String {
    let portal = site.portal;
    let page = |of: Subject| site.page_of(of, Some(idx));
    let plan = &portal.plans[idx];
    let organization = &portal.organizations[plan.organization];
    let about = PlanData {
        id: &plan.id,
        year: plan.year,
        is_school_year: plan.is_school_year,
        organization: &organization.id,
        organization_name: &organization.name,
        title: document::title(plan),
        focus: &plan.focus,
        remark_heads: document::further_heads(plan).collect(),
        url: portal.url(&portal.plan_path(idx, "plan.html")),
    };
    let office = plan.organization;
    let people = portal.people.iter().filter(|(_, person)| person.organization == office);
    let groups = portal.groups.iter().filter(|(_, group)| group.organization == office);
    let forms = portal.forms.iter().filter(|(_, form)| form.organization == office);
    let colleges = portal.colleges.iter().filter(|(_, college)| college.organization == office);
    let group = |(idx, group): (_, &Group)| {
        json(&GroupData {
            id: &group.id,
            name: &group.name,
            members: group.members.iter().map(|one| portal.people[*one].id.as_str()).collect(),
            is_confirmed: group.is_confirmed,
            path: page(Subject::Group(idx)),
        })
    };
    let form = |(idx, form): (_, &Form)| {
        let Form { id, name, is_event, .. } = form;
        json(&FormData { id, name, is_event: *is_event, path: page(Subject::Form(idx)) })
    };
    let college = |(idx, college): (_, &College)| {
        json(&CollegeData {
            id: &college.id,
            name: &college.name,
            short_name: college.short_name.as_deref(),
            town: college.town.as_deref(),
            path: page(Subject::College(idx)),
        })
    };
    file(&[
        ("plan", json(&about)),
        ("sections", array(plan.sections.iter().map(|section| section_data(portal, section)))),
        ("changes", array(plan.changes.iter().map(|change| json(&change_data(portal, change))))),
        ("people", array(people.map(|(person, _)| json(&person_data(site, person, Some(idx)))))),
        ("groups", array(groups.map(group))),
        ("forms", array(forms.map(form))),
        ("colleges", array(colleges.map(college))),
    ])
}

fn section_file(portal: &Portal, idx: Idx<Section>) -> String {
    file(&[("section", section_data(portal, idx))])
}

fn person_file(site: &Site<'_>, idx: Idx<Person>, plan: Option<Idx<Plan>>) -> String {
    let portal = site.portal;
    let rows = rows_of_person(site, idx, plan).map(|(row, held)| {
        let entry = &portal.entries[row.entry];
        let owned = OwnedRow { held, entry: &entry.id, number: &entry.number };
        format!("{{{},{}}}", inside(&owned), mark(portal, row))
    });
    file(&[("person", json(&person_data(site, idx, plan))), ("rows", array(rows))])
}

fn person_data<'s>(
    site: &'s Site<'_>,
    idx: Idx<Person>,
    plan: Option<Idx<Plan>>,
) -> PersonData<'s> {
    let person = &site.portal.people[idx];
    PersonData {
        id: &person.id,
        name: &person.name,
        full_name: person.full_name.as_deref(),
        position: person.position.as_deref(),
        path: site.page_of(Subject::Person(idx), plan),
    }
}

/// A section with its entries, each on a line with its items.
fn section_data(portal: &Portal, idx: Idx<Section>) -> String {
    let section = &portal.sections[idx];
    let path = portal.section_path(idx);
    let about = SectionData {
        id: &section.id,
        number: &section.number,
        title: &section.title,
        heading: &section.heading,
        introduction: section.introduction.as_ref().map(|words| words.value.as_str()),
        notes: section.notes.as_ref().map(|words| words.value.as_str()),
        url: portal.url(&path),
        path,
    };
    let entries = section.entries.iter().map(|idx| {
        let entry = &portal.entries[idx];
        let about = EntryData {
            heading: entry.heading.as_ref().map(|heading| heading.value.as_str()),
            number: &entry.number,
            path: portal.entry_path(idx),
        };
        let item = |item| format!("{{{}}}", mark(portal, RowIdx { entry: idx, item: Some(item) }));
        let items = entry.items.iter().map(item).collect::<Vec<_>>().join(",");
        let row = mark(portal, RowIdx { entry: idx, item: None });
        format!("{{{},{row},\"items\":[{items}]}}", inside(&about))
    });
    format!("{{{},\"entries\":{}}}", inside(&about), array(entries))
}

fn row_data(portal: &Portal, idx: RowIdx) -> RowData<'_> {
    let row = portal.row(idx);
    let named = |kind: &str| {
        let whos = row.responsible.meaning.iter().map(|one| who_id(portal, one.who));
        whos.filter(|(of, _)| *of == kind).map(|(_, id)| id).collect::<Vec<_>>()
    };
    RowData {
        id: row.item.map_or(&row.entry.id, |item| &item.id),
        text: row.item.map_or(&row.entry.text, |item| &item.text),
        is_row: row.item.map_or(row.entry.is_row, |item| item.is_row),
        responsible: Named {
            words: &row.responsible.words,
            people: named("person"),
            groups: named("group"),
        },
        form: FormCell {
            words: &row.form.words,
            forms: row.forms().iter().map(|form| portal.forms[*form].id.as_str()).collect(),
        },
        term: term_data(&row),
        remarks: row.remarks().iter().map(|words| words.value.as_str()).collect(),
        colleges: row.colleges().iter().map(|one| portal.colleges[*one].id.as_str()).collect(),
        facts: facts_data(
            row.item.map_or(row.entry.facts.as_deref(), |item| item.facts.as_deref()),
        ),
    }
}

fn term_data<'a>(row: &Row<'a>) -> TermData<'a> {
    let schedules = row.term.meaning.schedules().map(|schedule| ScheduleData {
        kind: kind_of(schedule),
        windows: schedule.occurrences().into_iter().map(window).collect(),
    });
    TermData { words: &row.term.words, schedules: schedules.collect(), months: months(row) }
}

fn window(window: Window) -> WindowData {
    WindowData { first: window.first.to_string(), last: window.last.to_string() }
}

fn kind_of(schedule: &Schedule) -> &'static str {
    match schedule {
        Schedule::Dates(_) => "dates",
        Schedule::Deadline(_) => "deadline",
        Schedule::Range(_) => "range",
        Schedule::Months(_) => "months",
        Schedule::Recurring(_) => "recurring",
        Schedule::AllYear(_) => "all-year",
        Schedule::Ongoing(_) => "ongoing",
        Schedule::Timetable => "timetable",
        Schedule::OnDemand => "on-demand",
        Schedule::Unspecified => "unspecified",
    }
}

fn facts_data(facts: Option<&Facts>) -> Option<FactsData<'_>> {
    let facts = facts?;
    let materials = facts.materials.iter();
    let materials =
        materials.map(|one| MaterialData { title: &one.title, target: &one.target }).collect();
    let data = FactsData {
        start: facts.start.map(iso),
        end: facts.end.map(iso),
        place: facts.place.as_deref(),
        link: facts.link.as_deref(),
        audience: facts.audience.as_deref(),
        status: facts.status.map(|stated| status(stated).code),
        result: facts.result.as_deref(),
        note: facts.note.as_deref(),
        changed: facts.changed.map(|day| day.to_string()),
        was: facts.was.as_ref().map(stated),
        reason: facts.reason.as_deref(),
        materials,
        occasions: facts.occasions.iter().map(occasion_data).collect(),
    };
    (facts.is_own_work || facts.changed.is_some()).then_some(data)
}

fn occasion_data(occasion: &Occasion) -> OccasionData<'_> {
    let Occasion { of, was, kind, days, changed, reason, span: _ } = occasion;
    let (start, end) = days.unzip();
    OccasionData {
        of: window(*of),
        was: stated(was),
        kind: changes::kind(*kind).0,
        start: start.map(iso),
        end: end.flatten().map(iso),
        changed: changed.to_string(),
        reason: reason.as_deref(),
    }
}

fn change_data<'a>(portal: &'a Portal, change: &'a Change) -> ChangeData<'a> {
    ChangeData {
        id: &change.id,
        day: change.day.to_string(),
        kind: changes::kind(change.kind).0,
        row: change.row.map(|row| portal.row(row).id()),
        text: change.text.as_deref(),
        was: change.was.as_ref().map(stated),
        now: change.now.as_ref().map(stated),
        reason: change.reason.as_deref(),
    }
}

/// A day for machines, or the words of the office.
fn stated(stated: &Stated) -> String {
    match stated {
        Stated::Day(moment) => iso(*moment),
        Stated::Words(words) => words.clone(),
    }
}

/// In the portal's time zone, which the file does not repeat for each row.
fn iso(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{}", moment.date, time.format("%H:%M")),
        None => moment.date.to_string(),
    }
}

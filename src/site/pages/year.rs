//! The whole year in one table, with filters whose state stands in the address.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, Plan, Portal, Row, RowIdx, Who};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{Download, Filter, FilterOption, OptionCalendar, capitalized};
use crate::site::pages::plan;
use crate::site::pages::row::{self, RowView, Standpoint};
use crate::site::pages::section::{numbered, of_year, titled};
use crate::site::pages::subscribe::plan_announced;
use crate::site::pages::{Link, Own, PageMeta, section_class, shorten, when};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct YearView {
    page: PageMeta,
    title: String,
    lead: &'static str,
    jumps: Vec<Link>,
    filters: Vec<Filter>,
    total: String,
    caption: String,
    calendars_href: String,
    sections: Vec<YearSection>,
    downloads: Vec<Download>,
}

/// The rows of a section under its heading.
#[derive(Serialize)]
struct YearSection {
    title: String,
    href: String,
    section_class: String,
    rows: Vec<RowView>,
}

/// Lists one page for each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    for (idx, plan) in site.portal.plans_of(office) {
        let path = (site.portal.plan_path(idx, "year.html"), Some(plan.span));
        list.page(plan.organization, path, "year", move |path| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str) -> YearView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let rows = portal.rows_of_plan(idx).collect::<Vec<_>>();
    let title = format!("Увесь {}\u{a0}рік", plan.plan_year());
    let approved = portal.plan_path(idx, "plan.html");
    let line = |row: RowIdx| row::view(site, row, Standpoint::Page(path));
    let sections = plan.sections.iter().map(|section_idx| {
        let section = &portal.sections[section_idx];
        let rows = section.entries.iter().flat_map(|entry| portal.rows_of(entry)).map(line);
        YearSection {
            title: numbered(section),
            href: relative(path, &portal.section_path(section_idx)),
            section_class: section_class(section.ordinal),
            rows: rows.collect(),
        }
    });
    YearView {
        page: plan_announced(site, path, idx, meta(site, idx, &title, path)),
        title,
        lead: "Кожен рядок плану.",
        jumps: vec![Link::new(path, &approved, plan::name(plan))],
        filters: filters(site, idx, path, &rows),
        total: plural::count(rows.len(), ["рядок плану", "рядки плану", "рядків плану"]),
        caption: format!(
            "{}: усі пункти й підпункти з власним терміном чи виконавцем",
            of_year(plan)
        ),
        calendars_href: relative(path, &portal.office_path(plan.organization, "calendars.html")),
        sections: sections.filter(|section| !section.rows.is_empty()).collect(),
        downloads: vec![
            Download::xlsx(path, &portal.plan_data_path(idx, "xlsx")),
            Download::csv(path, &portal.plan_data_path(idx, "csv")),
            Download::json(path, &portal.plan_data_path(idx, "json")),
        ],
    }
}

fn meta(site: &Site<'_>, idx: Idx<Plan>, title: &str, path: &str) -> PageMeta {
    let plan = &site.portal.plans[idx];
    let own = Own {
        kind: "year",
        title: &titled(site.portal, idx, &format!("{title} таблицею")),
        crumb: "Увесь рік",
        description: &format!(
            "{}: усі пункти таблицею з відбором за особою, розділом, формою, місяцем",
            of_year(plan)
        ),
        way: Vec::new(),
    };
    site.meta(idx, path, own)
}

/// The questions of the filter bar: only what is really in the rows can be chosen.
fn filters(site: &Site<'_>, plan: Idx<Plan>, path: &str, rows: &[RowIdx]) -> Vec<Filter> {
    let portal = site.portal;
    let rows = || rows.iter().map(|row| portal.row(*row));
    let named = |pick: fn(&Portal, Who) -> Option<(String, String)>| {
        let who = rows().flat_map(|row| row.responsible.meaning.iter().map(|one| one.who));
        who.collect::<BTreeSet<_>>().into_iter().filter_map(move |who| pick(portal, who))
    };
    let people = named(|portal, who| match who {
        Who::Person(idx) => Some((portal.people[idx].id.clone(), portal.people[idx].name.clone())),
        Who::Group(_) => None,
    });
    let groups = named(|portal, who| match who {
        Who::Person(_) => None,
        Who::Group(idx) => Some((portal.groups[idx].id.clone(), portal.groups[idx].name.clone())),
    });
    let forms = rows().flat_map(|row| row.forms()).collect::<BTreeSet<_>>();
    let forms = forms.into_iter().map(|idx| &portal.forms[idx]);
    let colleges = rows().flat_map(|row| row.colleges().to_vec()).collect::<BTreeSet<_>>();
    let colleges = colleges.into_iter().map(|idx| &portal.colleges[idx]);
    let colleges = colleges.map(|college| {
        let name = college.short_name.as_ref().unwrap_or(&college.name);
        (college.id.clone(), shorten(name, 60))
    });
    let sections = portal.plans[plan].sections.iter().map(|section| &portal.sections[section]);
    let sections = sections
        .map(|section| (section.ordinal.to_string(), shorten(&numbered(section), 60)))
        .map(|(value, label)| FilterOption { value, label, calendar: None });
    let feeds = feeds(site, plan, rows());
    let feed =
        |key, value: &str| OptionCalendar::of(site, path, *feeds.get(&(key, value.to_owned()))?);
    [
        Filter::new(site, "person", "Особа", people)
            .map(|filter| filter.with_calendars(|value| feed("person", value))),
        Filter::new(site, "group", "Група", groups),
        Filter::in_order("section", "Розділ", sections.collect())
            .map(|filter| filter.with_calendars(|value| feed("section", value))),
        Filter::new(site, "form", "Форма", forms.map(|form| (form.id.clone(), form.name.clone())))
            .map(|filter| filter.with_calendars(|value| feed("form", value))),
        Filter::in_order("month", "Місяць", months(site, rows()))
            .map(|filter| filter.with_calendars(|value| feed("month", value))),
        Filter::new(site, "college", "Заклад", colleges)
            .map(|filter| filter.with_calendars(|value| feed("college", value))),
        Filter::always("status", "Стан", statuses(rows())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The calendars that hold what one answer of the filter bar leaves, by the question and the answer.
fn feeds<'r>(
    site: &Site<'_>,
    plan: Idx<Plan>,
    rows: impl Iterator<Item = Row<'r>>,
) -> BTreeMap<(&'static str, String), FeedId> {
    let portal = site.portal;
    let mut feeds = BTreeMap::new();
    for month in site.index.months_of(plan).months.keys() {
        let value = when::month_value(portal.plans[plan].plan_year(), *month);
        feeds.insert(("month", value), FeedId::Month(plan, *month));
    }
    for section in portal.plans[plan].sections.iter() {
        let ordinal = portal.sections[section].ordinal.to_string();
        feeds.insert(("section", ordinal), FeedId::Section(section));
    }
    for row in rows {
        for responsible in row.responsible.meaning.iter() {
            if let Who::Person(idx) = responsible.who {
                let id = portal.people[idx].id.clone();
                feeds.insert(("person", id), FeedId::PersonOwn(idx));
            }
        }
        for form in row.forms() {
            feeds.insert(("form", portal.forms[form].id.clone()), FeedId::Form(form));
        }
        for college in row.colleges() {
            feeds.insert(
                ("college", portal.colleges[*college].id.clone()),
                FeedId::College(*college),
            );
        }
    }
    feeds
}

fn months<'r>(site: &Site<'_>, rows: impl Iterator<Item = Row<'r>>) -> Vec<FilterOption> {
    let found = rows.flat_map(|row| when::month_facets(site, &row));
    let found = found.collect::<BTreeSet<_>>();
    let beyond = |value: &str| {
        let (year, month) = value.split_once('-')?;
        Some(site.dates.month_and_year(year.parse().ok()?, month.parse().ok()?))
    };
    let label = |value: &str| match (value.parse(), beyond(value)) {
        (Ok(month), _) => capitalized(site.dates.month(month)),
        (Err(_), Some(month)) => capitalized(&month),
        (Err(_), None) if value == "year" => "упродовж року".to_owned(),
        (Err(_), None) => "без визначеного місяця".to_owned(),
    };
    let values = found.iter().filter_map(|facet| facet.strip_prefix("month:"));
    let mut options = values
        .map(|value| FilterOption { value: value.to_owned(), label: label(value), calendar: None })
        .collect::<Vec<_>>();
    // Months by their numbers, «упродовж року» after them, what has neither last.
    options.sort_by_key(|option| {
        (option.value == "none", option.value == "year", option.value.clone())
    });
    options
}

fn statuses<'r>(rows: impl Iterator<Item = Row<'r>>) -> Vec<FilterOption> {
    let found = rows.map(|row| row.status()).collect::<BTreeSet<_>>();
    let option = |status| {
        let row::StatusView { code, label } = row::status(status);
        FilterOption { value: code.to_owned(), label: label.to_owned(), calendar: None }
    };
    found.into_iter().map(option).collect()
}

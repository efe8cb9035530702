//! The whole year in one table, with filters whose state stands in the address.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::plan::{Idx, Plan, Portal, Row, RowIdx, Who};
use crate::site::output::{FragmentKey, Place};
use crate::site::pages::blocks::{Download, Filter, FilterOption, capitalized, count_of_rows};
use crate::site::pages::row::{self, RowView};
use crate::site::pages::section::{numbered, of_year, titled};
use crate::site::pages::{Link, Own, PageMeta, shorten};
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
    rows: Vec<RowView>,
    downloads: Vec<Download>,
}

/// Lists one page for each plan.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    for (idx, plan) in site.portal.plans.iter() {
        let path = (site.portal.plan_path(idx, "year.html"), Some(plan.span));
        list.page(plan.organization, path, "year", move |path, _| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str) -> YearView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let rows = portal.rows_of_plan(idx).collect::<Vec<_>>();
    let title = format!("Увесь {}\u{a0}рік", plan.year);
    let approved = portal.plan_path(idx, "plan.html");
    let line = |row: &RowIdx| row::view(site, FragmentKey { row: *row, place: Place::PlanTop });
    YearView {
        page: site.meta(
            plan.organization,
            path,
            Own {
                kind: "year",
                title: &titled(portal, idx, &format!("{title} таблицею")),
                crumb: "Увесь рік",
                description: &format!(
                    "{}: усі пункти таблицею з відбором за особою, розділом, формою, місяцем",
                    of_year(plan)
                ),
                way: Vec::new(),
            },
        ),
        title,
        lead: "Кожен рядок плану. Відберіть потрібне за людиною, розділом, формою чи місяцем: адресу з відбором можна надіслати колезі.",
        jumps: vec![Link::new(path, &approved, "План, як затверджено")],
        filters: filters(site, idx, &rows),
        total: count_of_rows(rows.len()),
        caption: format!(
            "{}: усі пункти й підпункти з власним терміном чи виконавцем",
            of_year(plan)
        ),
        rows: rows.iter().map(line).collect(),
        downloads: vec![
            Download::csv(path, &portal.plan_data_path(idx, "csv")),
            Download::json(path, &portal.plan_data_path(idx, "json")),
        ],
    }
}

/// The questions of the filter bar: only what is really in the rows can be chosen.
fn filters(site: &Site<'_>, plan: Idx<Plan>, rows: &[RowIdx]) -> Vec<Filter> {
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
        .map(|(value, label)| FilterOption { value, label });
    [
        Filter::new(site, "person", "Особа", people),
        Filter::new(site, "group", "Група", groups),
        Filter::in_order("section", "Розділ", sections.collect()),
        Filter::new(site, "form", "Форма", forms.map(|form| (form.id.clone(), form.name.clone()))),
        Filter::in_order("month", "Місяць", months(site, rows())),
        Filter::new(site, "college", "Заклад", colleges),
        Filter::in_order("status", "Стан", statuses(rows())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn months<'r>(site: &Site<'_>, rows: impl Iterator<Item = Row<'r>>) -> Vec<FilterOption> {
    let found = rows.flat_map(|row| super::when::month_facets(site.portal, &row));
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
        .map(|value| FilterOption { value: value.to_owned(), label: label(value) })
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
        FilterOption { value: code.to_owned(), label: label.to_owned() }
    };
    found.into_iter().map(option).collect()
}

//! The whole year in one table, with filters whose state stands in the address.
//!
//! A table too long for one page is cut into parts. A filter narrows the part that is open; how many rows of the others
//! have an answer stands with the answer, so that the links to them can tell it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, Plan, Portal, Row, RowIdx, Who};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{Download, Filter, FilterOption, OptionCalendar, capitalized};
use crate::site::pages::parts::{Block, Parts, Shown};
use crate::site::pages::plan;
use crate::site::pages::row::{self, RowView, Standpoint};
use crate::site::pages::section::{anchor, numbered, of_year, titled};
use crate::site::pages::subscribe::plan_announced;
use crate::site::pages::{Link, Own, PageMeta, section_class, shorten, when};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct YearView {
    page: PageMeta,
    title: String,
    lead: String,
    jumps: Vec<Link>,
    filters: Vec<Filter>,
    total: String,
    caption: String,
    calendars_href: String,
    parts: Vec<Link>,
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
        let year = Arc::new(Year::read(site, idx));
        for part in 0..year.parts.number() {
            let path = (site.portal.part_path(idx, "year", part), Some(plan.span));
            let year = year.clone();
            list.page(plan.organization, path, "year", move |path| view(site, &year, part, path));
        }
    }
}

/// How many rows a part of the table has: a dozen elements and some eighty bytes each, compressed.
const MOST: usize = 650;

/// The rows of a plan under their sections, shared by the views of all parts.
struct Year {
    plan: Idx<Plan>,
    parts: Parts,
    /// How many rows of each part have a facet, asked for by the first view of several.
    counts: OnceLock<BTreeMap<String, Vec<usize>>>,
}

impl Year {
    fn read(site: &Site<'_>, plan: Idx<Plan>) -> Year {
        let portal = site.portal;
        let sections = portal.plans[plan].sections.iter().map(|idx| {
            let section = &portal.sections[idx];
            let rows = section.entries.iter().flat_map(|entry| portal.rows_of(entry));
            Block {
                id: anchor(section),
                title: numbered(section),
                to: Some(portal.section_path(idx)),
                note: None,
                rows: rows.collect(),
            }
        });
        let parts = Parts::of_at_most(MOST, sections.collect());
        Year { plan, parts, counts: OnceLock::new() }
    }

    /// `None` for a table of one part, which knows its rows itself.
    fn counts(&self, site: &Site<'_>) -> Option<&BTreeMap<String, Vec<usize>>> {
        let number = self.parts.number();
        let count = || {
            let mut counts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (part, row) in self.parts.rows() {
                let facets = row::facets(site, &site.portal.row(row));
                // A name may stand twice in a cell.
                for facet in facets.split(' ').collect::<BTreeSet<_>>() {
                    let counts = counts.entry(facet.to_owned()).or_insert_with(|| vec![0; number]);
                    if let Some(count) = counts.get_mut(part) {
                        *count += 1;
                    }
                }
            }
            counts
        };
        (number > 1).then(|| self.counts.get_or_init(count))
    }
}

fn view(site: &Site<'_>, year: &Year, part: usize, path: &str) -> YearView {
    let portal = site.portal;
    let (idx, parts) = (year.plan, &year.parts);
    let plan = &portal.plans[idx];
    let counts = year.counts(site);
    let mut title = format!("Увесь {}\u{a0}рік", plan.plan_year());
    if part > 0 {
        title = format!("{title}, частина {}", part + 1);
    }
    let approved = portal.plan_path(idx, "plan.html");
    let line = |row: RowIdx| row::view(site, row, Standpoint::Page(path));
    let section = |Shown { block, title, rows }: Shown<'_>| {
        let first = rows.first()?;
        Some(YearSection {
            title,
            href: relative(path, block.to.as_ref()?),
            section_class: section_class(
                portal.sections[portal.entries[first.entry].section].ordinal,
            ),
            rows: rows.iter().copied().map(line).collect(),
        })
    };
    let sections = parts.shown(part).filter_map(section).collect::<Vec<_>>();
    let shown = sections.iter().map(|section| section.rows.len()).sum();
    let count = |number| plural::count(number, ["рядок плану", "рядки плану", "рядків плану"]);
    YearView {
        page: plan_announced(site, path, idx, meta(site, idx, &title, path)),
        title,
        lead: match counts {
            None => "Кожен рядок плану.".to_owned(),
            Some(_) => format!(
                "Частина {} із {}: разом у них {}. Відбір діє на відкритій частині.",
                part + 1,
                parts.number(),
                count(parts.count()),
            ),
        },
        jumps: vec![Link::new(path, &approved, plan::name(plan))],
        filters: filters(site, idx, path, counts),
        total: count(shown),
        caption: format!(
            "{}: усі пункти й підпункти з власним терміном чи виконавцем",
            of_year(plan)
        ),
        calendars_href: relative(path, &portal.office_path(plan.organization, "calendars.html")),
        parts: parts.links(path, part, |part| portal.part_path(idx, "year", part)),
        sections,
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
fn filters(
    site: &Site<'_>,
    plan: Idx<Plan>,
    path: &str,
    counts: Option<&BTreeMap<String, Vec<usize>>>,
) -> Vec<Filter> {
    let portal = site.portal;
    let rows = || portal.rows_of_plan(plan).map(|row| portal.row(row));
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
        .map(|(value, label)| FilterOption { value, label, ..FilterOption::default() });
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
    .map(|filter| match counts {
        Some(counts) => filter.with_parts(counts),
        None => filter,
    })
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
        .map(|value| FilterOption {
            value: value.to_owned(),
            label: label(value),
            ..FilterOption::default()
        })
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
        FilterOption { value: code.to_owned(), label: label.to_owned(), ..FilterOption::default() }
    };
    found.into_iter().map(option).collect()
}

//! The year of a plan on one sheet: for each section what its months hold, and bars for what takes several.
//!
//! The view holds geometry, the template draws it; the table beside it has the same numbers, the list below it the
//! same bars. Work that goes on all year is counted there and is no bar.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::language::plural;
use crate::plan::schedule::{MonthSpan, PlanYear, Window, YearMonth};
use crate::plan::{Idx, Organization, Plan, Row, RowIdx, Section};
use crate::site::months::long_windows;
use crate::site::pages::blocks::{Group, by_section};
use crate::site::pages::counts::{
    Cell, Count, CountRow, Table, column, in_charts, month_column, months, short_name, step,
};
use crate::site::pages::section::{numbered, of_year, titled};
use crate::site::pages::{Own, PageMeta, section_class, shorten, when};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct TimelineView {
    page: PageMeta,
    title: String,
    lead: String,
    /// As many as keep their letters readable on paper.
    charts: Vec<Chart>,
    table: Table,
    long_title: &'static str,
    long_note: Option<String>,
    long: Vec<Group>,
}

/// Some of the sections under the names of the months.
#[derive(Serialize)]
struct Chart {
    label: String,
    width: usize,
    height: usize,
    months: Vec<ChartMonth>,
    lanes: Vec<Lane>,
}

#[derive(Serialize)]
struct ChartMonth {
    name: String,
    x: usize,
    text_x: usize,
}

/// A section: its numbers in a line, under them its bars. One with very many bars goes on as a lane without numbers.
#[derive(Clone, Serialize)]
struct Lane {
    section_class: String,
    name: String,
    /// From where the other heights are counted.
    top: usize,
    height: usize,
    text_y: usize,
    dots: Vec<Dot>,
    bars: Vec<Bar>,
}

#[derive(Clone, Serialize)]
struct Dot {
    x: usize,
    y: usize,
    radius: usize,
    title: String,
}

#[derive(Clone, Serialize)]
struct Bar {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    label_x: usize,
    label_y: usize,
    label: String,
    title: String,
}

// The sheet in its own units: names at the left, twelve months beside them.
const LEFT: usize = 60;
const MONTH: usize = 73;
const WIDTH: usize = LEFT + 12 * MONTH;
const TOP: usize = 26;
const DOTS: usize = 30;
const BAR: usize = 16;
const LANE: usize = DOTS + 6;
/// How many lines of bars a lane has.
const LINES: usize = 40;
/// How high the lanes of a chart are together: on a sheet of paper its letters have 8 points then.
const ROOM: usize = 740;

/// How many long rows a page draws and lists; the year's table has all.
const MOST: usize = 200;

/// What the numbers of a section are made of.
type Months = BTreeMap<Idx<Section>, BTreeMap<String, usize>>;

/// Lists one page for each plan, and the long rows that stand on it.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    for (idx, plan) in site.portal.plans_of(office) {
        for row in long_rows(site, idx).into_iter().take(MOST) {
            list.row(site, row);
        }
        let path = (site.portal.plan_path(idx, "timeline.html"), Some(plan.span));
        list.page(plan.organization, path, "timeline", move |path| view(site, idx, path));
    }
}

fn long_rows(site: &Site<'_>, plan: Idx<Plan>) -> Vec<RowIdx> {
    let rows = site.portal.rows_of_plan(plan);
    rows.filter(|row| !long_windows(&site.portal.row(*row)).is_empty()).collect()
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str) -> TimelineView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let all = long_rows(site, idx);
    let shown = all.get(..MOST).unwrap_or(&all);
    let left_out = all.len() - shown.len();
    let title = format!("{}\u{a0}рік смугами", plan.plan_year());
    let counts = counts(site, idx);
    TimelineView {
        page: site.meta(idx, path, Own {
            kind: "timeline",
            title: &titled(portal, idx, &title),
            crumb: "Рік смугами",
            description: &format!("{} на одному аркуші: розділи й місяці", of_year(plan)),
            way: Vec::new(),
        }),
        title,
        lead: "Кружок — скільки пунктів розділу припадає на місяць, смуга — пункт, що триває кілька місяців."
            .to_owned(),
        charts: charts(site, idx, shown, &counts),
        table: table(site, idx, path, &counts),
        long_title: "Пункти, що тривають кілька місяців",
        long_note: (left_out > 0).then(|| format!("Тут перші {MOST}; ще {left_out} — у таблиці року.")),
        long: by_section(site, path, shown),
    }
}

/// Rows of each section by what the filters of the year's table ask for, so that numbers equal those lists.
fn counts(site: &Site<'_>, plan: Idx<Plan>) -> Months {
    let mut counts = Months::new();
    for row_idx in site.portal.rows_of_plan(plan) {
        let row = site.portal.row(row_idx);
        let section = counts.entry(row.entry.section).or_default();
        for facet in when::month_facets(site, &row) {
            *section.entry(facet).or_default() += 1;
        }
        *section.entry(ALL.to_owned()).or_default() += 1;
    }
    counts
}

/// The key of all rows of a section.
const ALL: &str = "";

fn facet(month: YearMonth, year: PlanYear) -> String {
    format!("month:{}", when::month_value(year, month))
}

fn table(site: &Site<'_>, idx: Idx<Plan>, path: &str, counts: &Months) -> Table {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let year = relative(path, &portal.plan_path(idx, "year.html"));
    let (within, beyond) = months(site, idx);
    let of_month = |month: &YearMonth| {
        let name = site.dates.month_and_year(month.year, month.month);
        (facet(*month, plan.plan_year()), name, month_column(site, idx, path, *month))
    };
    let other = |(key, name): (&str, &str)| (key.to_owned(), name.to_owned(), column(name));
    let others = [("month:year", "упродовж року"), ("month:none", "без місяця")].map(other);
    let beyond = beyond.iter().map(of_month);
    let all = within.iter().map(of_month).chain(others).chain(beyond);
    let all = all.chain([other((ALL, "усього"))]);
    let (keys, columns): (Vec<_>, Vec<_>) =
        all.map(|(key, name, column)| ((key, name), column)).unzip();
    let of = |section: Idx<Section>, key: &str| {
        counts.get(&section).and_then(|counts| counts.get(key)).copied().unwrap_or_default()
    };
    let most = fullest(counts);
    let row = |idx: Idx<Section>| {
        let section = &portal.sections[idx];
        let cells = keys.iter().map(|(key, name)| {
            let count = of(idx, key);
            let href = || match key.strip_prefix("month:") {
                Some(month) => format!("{year}?section={}&month={month}", section.ordinal),
                None => format!("{year}?section={}", section.ordinal),
            };
            let label = format!("{}, {name}", roman(section));
            let is_month = key.starts_with("month:") && key.contains(|one: char| one.is_numeric());
            let step = if is_month { step(count, most) } else { 0 };
            Cell { step, counts: vec![Count::own(count, &label, href)] }
        });
        CountRow {
            name: shorten(&numbered(section), 60),
            href: Some(relative(path, &portal.section_path(idx))),
            section_class: section_class(section.ordinal),
            cells: cells.collect(),
        }
    };
    Table {
        title: "Скільки пунктів за місяцями",
        caption: format!("{}: скільки пунктів кожного розділу припадає на місяць", of_year(plan)),
        corner: "Розділ",
        columns,
        rows: plan.sections.iter().map(row).collect(),
    }
}

/// The most a section has in one month.
fn fullest(counts: &Months) -> usize {
    let months = counts
        .values()
        .flatten()
        .filter(|(key, _)| key.starts_with("month:") && key.contains(|one: char| one.is_numeric()));
    months.map(|(_, count)| *count).max().unwrap_or_default()
}

fn roman(section: &Section) -> String {
    if section.number.is_empty() { section.ordinal.to_string() } else { section.number.clone() }
}

fn charts(site: &Site<'_>, idx: Idx<Plan>, long: &[RowIdx], counts: &Months) -> Vec<Chart> {
    let plan = &site.portal.plans[idx];
    let most = fullest(counts);
    let lanes = plan.sections.iter().flat_map(|section| lanes(site, section, long, counts, most));
    let lanes = lanes.collect::<Vec<_>>();
    let months = || {
        plan.plan_year().months().map(|month| {
            let x = x_of(month.first_day(), plan.plan_year());
            ChartMonth { name: short_name(site, month, plan.plan_year()), x, text_x: x + MONTH / 2 }
        })
    };
    let charts = in_charts(&lanes, ROOM, |lane| lane.height);
    let is_whole = charts.len() == 1;
    let chart = |lanes: &[Lane]| {
        let mut top = TOP;
        let set = |lane: &Lane| {
            let lane = Lane { top, ..lane.clone() };
            top += lane.height;
            lane
        };
        let which = match lanes {
            [first, .., last] if !is_whole => format!(", розділи {}–{}", first.name, last.name),
            [one] if !is_whole => format!(", розділ\u{a0}{}", one.name),
            _ => String::new(),
        };
        let lanes = lanes.iter().map(set).collect();
        Chart {
            label: format!(
                "{} за розділами й місяцями{which}, {}; числа — у таблиці нижче",
                of_year(plan),
                plural::count(long.len(), ["довгий пункт", "довгі пункти", "довгих пунктів"]),
            ),
            width: WIDTH,
            height: top + 4,
            months: months().collect(),
            lanes,
        }
    };
    charts.into_iter().map(chart).collect()
}

/// The lanes of a section, one but for very many bars.
fn lanes(
    site: &Site<'_>,
    idx: Idx<Section>,
    long: &[RowIdx],
    counts: &Months,
    most: usize,
) -> Vec<Lane> {
    let portal = site.portal;
    let section = &portal.sections[idx];
    let year = portal.plans[section.plan].plan_year();
    let dots = year.months().filter_map(|month| {
        let count = *counts.get(&idx)?.get(&facet(month, year))?;
        let name = site.dates.month(month.month);
        Some(Dot {
            x: x_of(month.first_day(), year) + MONTH / 2,
            y: DOTS / 2,
            radius: 1 + 2 * step(count, most),
            title: format!("{}, {name}: {count}", roman(section)),
        })
    });
    let lane = |dots: Vec<Dot>| Lane {
        section_class: section_class(section.ordinal),
        name: roman(section),
        top: 0,
        height: DOTS,
        text_y: DOTS / 2 + 5,
        dots,
        bars: Vec::new(),
    };
    let mut lanes = vec![lane(dots.collect())];
    let mut ends: Vec<usize> = Vec::new();
    for row_idx in long.iter().filter(|row| portal.entries[row.entry].section == idx) {
        let row = portal.row(*row_idx);
        for window in long_windows(&row) {
            let Some((line, bar)) = bar(&row, window, year, &mut ends) else { continue };
            lanes.resize_with(lanes.len().max(line / LINES + 1), || lane(Vec::new()));
            if let Some(lane) = lanes.get_mut(line / LINES) {
                lane.height = lane.height.max(LANE + (line % LINES + 1) * BAR);
                lane.bars.push(bar);
            }
        }
    }
    lanes
}

/// Where a day lies on the sheet; days of other years at its edges.
fn x_of(date: NaiveDate, year: PlanYear) -> usize {
    let month = YearMonth::of(date);
    let MonthSpan { first, last } = year.span();
    if month < first {
        return LEFT;
    }
    if month > last {
        return WIDTH;
    }
    let length = month.last_day().day() as usize;
    let before = year.months().take_while(|other| *other < month).count();
    LEFT + before * MONTH + date.day0() as usize * MONTH / length
}

/// A bar and its line: the first that has room for it and for its number, which stands before it.
fn bar(
    row: &Row<'_>,
    window: Window,
    year: PlanYear,
    ends: &mut Vec<usize>,
) -> Option<(usize, Bar)> {
    let x = x_of(window.first, year);
    let after = window.last.succ_opt().unwrap_or(window.last);
    let width = x_of(after, year).checked_sub(x).filter(|width| *width > 0)?;
    let label = row.entry.number.trim_end_matches('.').to_owned();
    let room = x.saturating_sub(8 + label.chars().count() * 8);
    let free = ends.iter().position(|end| *end <= room);
    let line = free.unwrap_or(ends.len());
    match ends.get_mut(line) {
        Some(end) => *end = x + width,
        None => ends.push(x + width),
    }
    let y = DOTS + line % LINES * BAR;
    let term = row.term.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bar = Bar {
        x: x + 1,
        y,
        width: width.saturating_sub(2).max(2),
        height: BAR - 5,
        label_x: x.saturating_sub(4),
        label_y: y + BAR - 5,
        title: format!("{label} {}: {term}", shorten(row.text(), 80)),
        label,
    };
    Some((line, bar))
}

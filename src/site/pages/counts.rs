//! A table of counts: rows by months, each number a link to the very list it counts.
//!
//! Charts of the year and of the workload are drawn from the same numbers; colour and size have five steps and are
//! only a second sign beside the number.

use serde::Serialize;

use crate::plan::schedule::{PlanYear, YearMonth};
use crate::plan::{Idx, Plan};
use crate::site::Site;
use crate::site::routes::relative;

/// What the component `counts` prints.
#[derive(Serialize)]
pub(in crate::site) struct Table {
    pub(in crate::site) title: &'static str,
    pub(in crate::site) caption: String,
    pub(in crate::site) corner: &'static str,
    pub(in crate::site) columns: Vec<Column>,
    pub(in crate::site) rows: Vec<CountRow>,
}

/// A column of the table.
#[derive(Serialize)]
pub(in crate::site) struct Column {
    pub(in crate::site) name: String,
    /// The whole name, which begins with the short one.
    pub(in crate::site) label: String,
    pub(in crate::site) href: Option<String>,
}

/// A row of the table.
#[derive(Serialize)]
pub(in crate::site) struct CountRow {
    pub(in crate::site) name: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) section_class: String,
    pub(in crate::site) cells: Vec<Cell>,
}

/// A number, perhaps with a second one beside it.
#[derive(Serialize)]
pub(in crate::site) struct Cell {
    pub(in crate::site) step: usize,
    pub(in crate::site) counts: Vec<Count>,
}

/// A number that leads to what it counts.
#[derive(Serialize)]
pub(in crate::site) struct Count {
    /// As shown: «4», «+2».
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
    /// «Ткачук І.М., березень: 4»
    pub(in crate::site) label: String,
    /// Of several people together.
    pub(in crate::site) shared: bool,
}

impl Count {
    /// A number; nothing leads nowhere.
    pub(in crate::site) fn own(number: usize, of: &str, href: impl FnOnce() -> String) -> Count {
        Count {
            text: number.to_string(),
            href: (number > 0).then(href),
            label: format!("{of}: {number}"),
            shared: false,
        }
    }

    /// The second number of a cell.
    pub(in crate::site) fn shared(number: usize, of: &str, href: String) -> Count {
        Count {
            text: format!("+{number}"),
            href: Some(href),
            label: format!("{of}, спільно з групою: +{number}"),
            shared: true,
        }
    }
}

/// Of five steps the one a number stands on; 0 for nothing.
pub(in crate::site) fn step(number: usize, most: usize) -> usize {
    (number * 5).div_ceil(most.max(1))
}

/// Rows of a chart in as few charts as have `room` for them, all of about the same height.
pub(in crate::site) fn in_charts<T>(
    rows: &[T],
    room: usize,
    height: impl Fn(&T) -> usize,
) -> Vec<&[T]> {
    let fill = |room: usize| {
        let mut charts = Vec::new();
        let mut rest = rows;
        while !rest.is_empty() {
            let mut taken = 0;
            let has_room = |row: &&T| {
                taken += height(row);
                taken <= room
            };
            let fitting = rest.iter().take_while(has_room).count();
            let (chart, more) = rest.split_at(fitting.max(1));
            charts.push(chart);
            rest = more;
        }
        charts
    };
    let fewest = fill(room);
    let even = rows.iter().map(&height).sum::<usize>() / fewest.len().max(1);
    (even..room).map(fill).find(|charts| charts.len() == fewest.len()).unwrap_or(fewest)
}

/// «бер»; of a year that is not the plan's «січ 2027».
pub(in crate::site) fn short_name(site: &Site<'_>, month: YearMonth, year: PlanYear) -> String {
    let name = site.dates.month(month.month).chars().take(3).collect::<String>();
    if year.has(month) { name } else { format!("{name} {}", month.year) }
}

/// The months of the plan's year, and apart from them those beyond it, which stand last in tables.
pub(in crate::site) fn months(
    site: &Site<'_>,
    plan: Idx<Plan>,
) -> (Vec<YearMonth>, Vec<YearMonth>) {
    let year = site.portal.plans[plan].plan_year();
    site.index.months_of(plan).months.keys().partition(|month| year.has(**month))
}

/// A column for a month, which leads to its page.
pub(in crate::site) fn month_column(
    site: &Site<'_>,
    plan: Idx<Plan>,
    path: &str,
    month: YearMonth,
) -> Column {
    Column {
        name: short_name(site, month, site.portal.plans[plan].plan_year()),
        label: site.dates.month_and_year(month.year, month.month),
        href: Some(relative(path, &site.portal.month_path(plan, month))),
    }
}

/// A column that is no month.
pub(in crate::site) fn column(name: &str) -> Column {
    Column { name: name.to_owned(), label: name.to_owned(), href: None }
}

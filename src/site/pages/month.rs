//! A page for each month of a plan: the grid of its days, then lists from what has a day to what comes again.
//!
//! Work without a month (all year, by a timetable, on demand) has lists of its own, [`months`](super::months), to
//! which every month leads. A month too full for one page goes on in further parts; the grid stands on the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use crate::plan::schedule::YearMonth;
use crate::plan::{Idx, Organization, Plan, Portal, RowIdx};
use crate::site::feeds::FeedId;
use crate::site::months::{Happening, Part, happenings};
use crate::site::pages::blocks::{Card, Group, capitalized, count_of_rows, with_neighbours};
use crate::site::pages::month_grid::{Week, WeekdayName, weekdays, weeks};
use crate::site::pages::months;
use crate::site::pages::parts::{Block, Parts};
use crate::site::pages::section::{of_year, titled};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::{List, Site};

/// What `month.html` prints; also the lists of what has no month, which have no grid.
#[derive(Serialize)]
pub(in crate::site) struct MonthView {
    pub(in crate::site) page: PageMeta,
    pub(in crate::site) title: String,
    pub(in crate::site) counts: String,
    pub(in crate::site) note: Option<String>,
    pub(in crate::site) jumps: Vec<Link>,
    pub(in crate::site) previous: Option<Link>,
    pub(in crate::site) next: Option<Link>,
    pub(in crate::site) neighbours_label: &'static str,
    pub(in crate::site) grid_caption: String,
    pub(in crate::site) weekdays: Vec<WeekdayName>,
    pub(in crate::site) weeks: Vec<Week>,
    pub(in crate::site) days_title: &'static str,
    pub(in crate::site) days: Vec<Group>,
    pub(in crate::site) groups: Vec<Group>,
    pub(in crate::site) parts: Vec<Link>,
    pub(in crate::site) without_title: &'static str,
    pub(in crate::site) without: Vec<Card>,
    pub(in crate::site) feed: Option<FeedView>,
}

/// A month of a plan, with everything it lists.
struct Month {
    plan: Idx<Plan>,
    month: YearMonth,
    parts: Parts,
    /// How many rows take part in which way, by the most certain of their ways.
    counts: BTreeMap<Part, usize>,
}

/// The anchor of the days' list.
const DAYS: &str = "dni";

/// Lists the pages of all months, and the rows that stand on them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (plan, model) in portal.plans_of(office) {
        for row in portal.rows_of_plan(plan) {
            list.row(site, row);
        }
        let months = site.index.months_of(plan).months.keys().copied().collect::<Vec<_>>();
        let read = months.par_iter().map(|month| Arc::new(read(site, plan, *month)));
        let read = read.collect::<Vec<_>>();
        for ((previous, _, next), month) in with_neighbours(&months).into_iter().zip(read) {
            for part in 0..month.parts.number() {
                let path = (part_path(portal, plan, month.month, part), Some(model.span));
                let month = month.clone();
                list.page(model.organization, path, "month", move |path| {
                    view(site, &month, part, (previous, next), path)
                });
            }
        }
    }
}

/// Where a part of a month lies.
fn part_path(portal: &Portal, plan: Idx<Plan>, month: YearMonth, part: usize) -> String {
    let YearMonth { year, month } = month;
    portal.part_path(plan, &format!("months/{year}-{month:02}"), part)
}

/// The happenings of a month's rows.
fn happenings_of(site: &Site<'_>, plan: Idx<Plan>, month: YearMonth) -> Vec<(RowIdx, Happening)> {
    let rows = site.index.months_of(plan).months.get(&month).into_iter().flatten();
    rows.flat_map(|row| {
        let found = happenings(site.portal, *row, month).into_iter();
        found.map(|happening| (*row, happening))
    })
    .collect()
}

fn read(site: &Site<'_>, plan: Idx<Plan>, month: YearMonth) -> Month {
    let mut counts = BTreeMap::new();
    let mut days: BTreeMap<NaiveDate, Vec<RowIdx>> = BTreeMap::new();
    let mut others: BTreeMap<Part, Vec<(Option<NaiveDate>, RowIdx)>> = BTreeMap::new();
    for row_idx in site.index.months_of(plan).months.get(&month).into_iter().flatten() {
        let found = happenings(site.portal, *row_idx, month);
        // What its term says is known to reach this month, so sometime in it at least.
        let part = found.iter().map(|one| one.part).min().unwrap_or(Part::Month);
        *counts.entry(part).or_default() += 1;
        let stated = found.iter().filter(|one| one.part == part).filter_map(|one| one.day);
        let mut stated = stated.collect::<Vec<_>>();
        stated.sort();
        if part != Part::Day {
            others.entry(part).or_default().push((stated.first().copied(), *row_idx));
            continue;
        }
        // A meeting of three days stands under its first.
        let before = |day: &NaiveDate| day.pred_opt().is_some_and(|day| stated.contains(&day));
        for day in stated.iter().filter(|day| !before(day)) {
            let rows = days.entry(*day).or_default();
            if rows.last() != Some(row_idx) {
                rows.push(*row_idx);
            }
        }
    }
    let days = days.into_iter().map(|(day, rows)| Block {
        id: format!("d{}", day.format("%Y-%m-%d")),
        title: site.dates.day_with_weekday(day),
        to: None,
        note: None,
        rows,
    });
    let others = others.into_iter().map(|(part, mut rows)| {
        if matches!(part, Part::Deadline | Part::Through) {
            rows.sort_by_key(|(day, row)| (day.is_none(), *day, *row));
        }
        let (id, title, note) = heading(part);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Block { id: id.to_owned(), title: title.to_owned(), to: None, note, rows }
    });
    Month { plan, month, parts: Parts::new(days.chain(others).collect()), counts }
}

/// Anchor, title and note of the list of what takes part in this way.
fn heading(part: Part) -> (&'static str, &'static str, Option<&'static str>) {
    match part {
        Part::Day => (DAYS, "За днями", None),
        Part::Deadline => ("terminy", "Виконати до зазначеного дня", None),
        Part::Month => ("misiats", "Протягом місяця", Some("План називає місяць без дня.")),
        Part::Through => ("tryvaie", "Триває кілька місяців", None),
        Part::Again => ("rehuliarno", "Регулярно", Some("Повторюється впродовж року.")),
    }
}

impl Month {
    /// «12 пунктів: 2 з днем, 10 протягом місяця»
    fn counts(&self) -> String {
        counts(&self.counts)
    }
}

/// How many rows of a month take part in which way, in words.
fn counts(counts: &BTreeMap<Part, usize>) -> String {
    let all = counts.values().sum::<usize>();
    let words = |part: &Part| match part {
        Part::Day => "з точним днем",
        Part::Deadline => "із кінцевим днем",
        Part::Month => "протягом місяця",
        Part::Through => "упродовж кількох місяців",
        Part::Again => "регулярно",
    };
    let each = counts.iter().map(|(part, count)| format!("{count} {}", words(part)));
    match all {
        0 => "На цей місяць план нічого не називає".to_owned(),
        _ => format!("{}: {}", count_of_rows(all), each.collect::<Vec<_>>().join(", ")),
    }
}

/// «12 пунктів: 2 з точним днем, 10 протягом місяця», for the list of months.
pub(in crate::site) fn summary(site: &Site<'_>, plan: Idx<Plan>, month: YearMonth) -> String {
    read(site, plan, month).counts()
}

fn view(
    site: &Site<'_>,
    month: &Month,
    part: usize,
    (previous, next): (Option<YearMonth>, Option<YearMonth>),
    path: &str,
) -> MonthView {
    let Month { plan, month: when, parts, .. } = month;
    let portal = site.portal;
    let model = &portal.plans[*plan];
    let name = name(site, *when);
    let title =
        if part == 0 { name.clone() } else { format!("{name}, частина {}", part + 1) };
    let counts = month.counts();
    let overview = portal.plan_path(*plan, "months.html");
    let own = Own {
        kind: "month",
        title: &titled(portal, *plan, &title),
        crumb: &title,
        description: &format!("{title}. {}: {counts}", of_year(model)),
        way: vec![Link::new(path, &overview, "Місяці")],
    };
    let neighbour = |month: Option<YearMonth>| {
        let to = portal.month_path(*plan, month?);
        Some(Link::new(path, &to, self::name(site, month?)))
    };
    let happenings = if part == 0 { happenings_of(site, *plan, *when) } else { Vec::new() };
    let feed = FeedId::Month(*plan, *when);
    let weeks = if part == 0 { weeks(site, path, *when, &happenings) } else { Vec::new() };
    let is_day = |block: &Block| block.id.starts_with('d') && block.id != DAYS;
    let shown = (site, path);
    let days = parts.groups(shown, part, is_day);
    let groups = parts.groups(shown, part, |block| !is_day(block));
    MonthView {
        page: subscribe::announced(site, path, feed, site.meta(*plan, path, own)),
        feed: subscribe::feed_view(site, path, feed),
        counts,
        note: note(portal, *plan, *when),
        jumps: jumps(portal, *plan, *when, path, (&days, &groups)),
        previous: neighbour(previous),
        next: neighbour(next),
        neighbours_label: "Сусідні місяці",
        grid_caption: caption(&name, &happenings),
        weekdays: weekdays(site),
        weeks,
        days_title: heading(Part::Day).1,
        days,
        groups,
        parts: parts.links(path, part, |part| part_path(portal, *plan, *when, part)),
        without_title: months::WITHOUT,
        without: months::cards(site, *plan, path),
        title,
    }
}

/// «Березень 2026»
pub(in crate::site) fn name(site: &Site<'_>, month: YearMonth) -> String {
    capitalized(&site.dates.month_and_year(month.year, month.month))
}

fn caption(name: &str, happenings: &[(RowIdx, Happening)]) -> String {
    match happenings.iter().any(|(_, one)| one.day.is_some()) {
        true => format!("{name}. У сітці лише те, що має день; решта — у списках нижче."),
        false => {
            format!("{name}. Точних днів план цього місяця не називає; усе — у списках нижче.")
        }
    }
}

/// A month that terms reach although it is not of the plan's year.
fn note(portal: &Portal, plan: Idx<Plan>, month: YearMonth) -> Option<String> {
    let year = portal.plans[plan].plan_year();
    (!year.has(month))
        .then(|| format!("Сюди сягають терміни плану на {year}\u{a0}рік; це не весь план місяця."))
}

/// The lists of this page, and the same month in the office's other plans.
fn jumps(
    portal: &Portal,
    plan: Idx<Plan>,
    month: YearMonth,
    path: &str,
    (days, groups): (&[Group], &[Group]),
) -> Vec<Link> {
    let here =
        |id: &str, title: &str| Link { href: Some(format!("#{id}")), title: title.to_owned() };
    let days = (!days.is_empty()).then(|| here(DAYS, heading(Part::Day).1));
    let groups = groups.iter().map(|group| here(&group.id, &group.title));
    let office = portal.plans[plan].organization;
    let others = portal.plans.iter().filter(|(other, model)| {
        let is_own_year = model.plan_year().has(month);
        *other != plan && model.organization == office && is_own_year
    });
    let others = others.map(|(other, model)| {
        let to = portal.month_path(other, month);
        Link::new(path, &to, format!("За планом на {}\u{a0}рік", model.plan_year()))
    });
    days.into_iter().chain(groups).chain(others).collect()
}

//! The first page of an office: what there is to do in which month, the sections of the plan, where to go on.
//!
//! Nothing here depends on the day of the build: the theme's script picks today from the dates in the rows.
//! A plan that is not the current one has such a page too, in its own folder.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::plan::schedule::YearMonth;
use crate::plan::{Idx, Organization, Plan, RowIdx};
use crate::site::months::months_of;
use crate::site::pages::blocks::{Card, Group, MonthLink, capitalized, html};
use crate::site::pages::changes::{self, ChangeView};
use crate::site::pages::months::WITHOUT_ANCHOR;
use crate::site::pages::row::Piece;
use crate::site::pages::section::{Fulfilment, fulfilment, of_year};
use crate::site::pages::sections::{SectionTile, tiles};
use crate::site::pages::shell::MENU;
use crate::site::pages::subscribe::plan_announced;
use crate::site::pages::when::DateView;
use crate::site::pages::{Listed, Own, PageMeta, when};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct HomeView {
    page: PageMeta,
    kicker: String,
    title: String,
    focus_lead: String,
    focus: String,
    months: Vec<MonthLink>,
    agenda: Vec<Group>,
    again: Vec<Again>,
    undated: Option<Undated>,
    fulfilment: Option<Fulfilment>,
    sections: Vec<SectionTile>,
    changes: Vec<ChangeView>,
    changes_href: String,
    directory: Vec<WayGroup>,
}

/// A row whose days are too many for the lists; the script says which of them is next.
#[derive(Serialize)]
struct Again {
    href: String,
    dates: Vec<DateView>,
}

/// All pages that answer one question: «Коли».
#[derive(Serialize)]
struct WayGroup {
    title: &'static str,
    ways: Vec<Way>,
}

/// A page and what it holds.
#[derive(Serialize)]
struct Way {
    href: String,
    title: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct Undated {
    title: &'static str,
    href: String,
    count: usize,
}

#[derive(Serialize)]
struct OfficesView {
    page: PageMeta,
    title: String,
    lead: &'static str,
    offices: Vec<Card>,
}

/// What a plan has to do in each month, in order.
struct Agenda {
    months: BTreeMap<YearMonth, MonthRows>,
    /// How many rows have no month of their own.
    undated: usize,
}

/// The rows of a month.
struct MonthRows {
    /// How many there are.
    count: usize,
    /// Those that the first page shows.
    shown: Vec<RowIdx>,
}

/// A first page shows no more rows of a month than this; the year's table has all of them.
const MOST_ROWS: usize = 40;

/// Lists the first pages, which name the pages listed before them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let listed = list.listed(site);
    let plans = portal.plans_of(office).collect::<Vec<_>>();
    let agendas = plans.par_iter().map(|(plan, _)| agenda(site, *plan)).collect::<Vec<_>>();
    for ((idx, plan), agenda) in plans.into_iter().zip(agendas) {
        for row in agenda.months.values().flat_map(|rows| &rows.shown) {
            list.row(site, *row);
        }
        let listed = listed.clone();
        let path = (portal.home_path(idx), Some(plan.span));
        list.page(office, path, "home", move |path| view(site, idx, path, &agenda, &listed));
    }
}

/// A portal of several offices, each in its folder, has a page that leads to them.
pub(in crate::site) fn list_offices<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let offices = &site.portal.organizations;
    if offices.is_empty() || offices.iter().any(|(_, office)| office.address.is_empty()) {
        return;
    }
    let path = ("index.html".to_owned(), None);
    list.page(Idx::at(0), path, "offices", move |path| offices_view(site, path));
}

/// Whether a row has no day in a month, the first that it has, in how many months it has something to do, and the row.
type Rank = (bool, Option<String>, usize, RowIdx);

fn agenda(site: &Site<'_>, plan: Idx<Plan>) -> Agenda {
    let without = site.index.months_of(plan).without.values().flatten();
    let undated = without.collect::<BTreeSet<_>>().len();
    let mut months: BTreeMap<YearMonth, Vec<_>> = BTreeMap::new();
    for row_idx in site.portal.rows_of_plan(plan) {
        let mut of_row = months_of(site.portal, row_idx);
        // «листопад – травень» goes on next year, but this is the page of this year.
        let year = site.portal.plans[plan].plan_year();
        if of_row.iter().any(|month| year.has(*month)) {
            of_row.retain(|month| year.has(*month));
        }
        // What has a day of its own goes before what may be done in any of many months, and stands in the order of days.
        let row = site.portal.row(row_idx);
        let days = if of_row.is_empty() { Vec::new() } else { when::dates(site, &row) };
        let width = when::months(&row).len();
        for month in of_row {
            // Days as pages write them for programs are in the order of time.
            let from = format!("{}-{:02}", month.year, month.month);
            let day = days.iter().map(|day| day.iso.clone()).find(|day| *day >= from);
            let day = day.or_else(|| days.first().map(|day| day.iso.clone()));
            months.entry(month).or_default().push((day.is_none(), day, width, row_idx));
        }
    }
    let rows = |(month, mut ranks): (YearMonth, Vec<Rank>)| {
        let count = ranks.len();
        ranks.sort_unstable();
        let shown = ranks.into_iter().take(MOST_ROWS).map(|(.., row)| row).collect();
        (month, MonthRows { count, shown })
    };
    Agenda { months: months.into_iter().map(rows).collect(), undated }
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str, agenda: &Agenda, listed: &Listed) -> HomeView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let office = &portal.organizations[plan.organization];
    let year = of_year(plan);
    let is_alone = plan.is_current && portal.organizations.len() == 1;
    let mut page = site.meta(
        idx,
        path,
        Own {
            kind: "home",
            title: &year,
            crumb: &plan.plan_year().numbers(),
            description: &format!("{}: {}. Розділи, місяці, люди, календарі", office.name, year),
            way: Vec::new(),
        },
    );
    if is_alone {
        page.title = super::shorten(&portal.settings.title, 90);
    }
    let table = relative(path, &portal.plan_path(idx, "year.html"));
    let months_page = relative(path, &portal.plan_path(idx, "months.html"));
    let fullest = agenda.months.values().map(|rows| rows.count).max().unwrap_or_default();
    let months = agenda.months.iter().map(|(month, rows)| MonthLink {
        name: if plan.plan_year().has(*month) {
            site.dates.month(month.month).to_owned()
        } else {
            site.dates.month_and_year(month.year, month.month)
        },
        iso: iso(*month),
        href: Some(format!("#m{}", iso(*month))),
        count: rows.count,
        step: (rows.count * 4).div_ceil(fullest.max(1)),
    });
    let groups = agenda.months.iter().map(|(month, rows)| {
        let MonthRows { count, shown } = rows;
        let note = (shown.len() < *count)
            .then(|| format!("Тут {} із {count}; решта — на сторінці місяця.", shown.len()));
        Group {
            id: format!("m{}", iso(*month)),
            title: capitalized(&site.dates.month_and_year(month.year, month.month)),
            href: Some(relative(path, &portal.month_path(idx, *month))),
            count: count.to_string(),
            note,
            month: Some(iso(*month)),
            quiet: false,
            // In full each time: of all the months a visitor sees only this one and the next.
            rows_html: html(site, shown),
        }
    });
    let directory =
        if plan.is_current { directory(site, plan.organization, path, listed) } else { Vec::new() };
    HomeView {
        page: plan_announced(site, path, idx, page),
        kicker: office.name.clone(),
        title: year,
        focus_lead: plan.focus_lead.clone(),
        focus: plan.focus.clone(),
        months: months.collect(),
        agenda: groups.collect(),
        again: again(site, agenda, path),
        undated: (agenda.undated > 0).then(|| Undated {
            title: "Упродовж року та без визначеного місяця",
            href: format!("{months_page}#{WITHOUT_ANCHOR}"),
            count: agenda.undated,
        }),
        fulfilment: fulfilment(portal, portal.rows_of_plan(idx), || format!("{table}?status=done")),
        sections: tiles(portal, idx, path),
        changes: changes::recent(site, idx, path),
        changes_href: relative(path, &portal.plan_path(idx, "changes.html")),
        directory,
    }
}

/// The rows on the page that come again and again on certain days.
fn again(site: &Site<'_>, agenda: &Agenda, path: &str) -> Vec<Again> {
    let rows = agenda.months.values().flat_map(|rows| &rows.shown).collect::<BTreeSet<_>>();
    let again = rows.into_iter().filter_map(|row| {
        let dates = when::many_dates(site, &site.portal.row(*row));
        let href = || relative(path, &site.portal.row_page_path(*row));
        (!dates.is_empty()).then(|| Again { href: href(), dates })
    });
    again.collect()
}

/// `2026-03`
fn iso(month: YearMonth) -> String {
    format!("{}-{:02}", month.year, month.month)
}

/// The pages of the menu that the site has, in the menu's groups.
fn directory(
    site: &Site<'_>,
    organization: Idx<Organization>,
    path: &str,
    listed: &Listed,
) -> Vec<WayGroup> {
    let groups = MENU.iter().map(|(title, pages)| {
        let ways = pages.iter().filter_map(|page| {
            let href = relative(path, &page.path(site, organization, listed)?);
            Some(Way { href, title: page.title, about: page.about })
        });
        WayGroup { title, ways: ways.collect() }
    });
    groups.filter(|group| !group.ways.is_empty()).collect()
}

/// A card for each page of the menu that the site has.
pub(in crate::site) fn ways(
    site: &Site<'_>,
    organization: Idx<Organization>,
    path: &str,
    listed: &Listed,
) -> Vec<Card> {
    let pages = MENU.iter().flat_map(|(group, pages)| pages.iter().map(move |page| (group, page)));
    let cards = pages.filter_map(|(group, page)| {
        let to = page.path(site, organization, listed)?;
        Some(Card {
            kicker: Some((*group).to_owned()),
            title: page.title.to_owned(),
            href: Some(relative(path, &to)),
            lines: vec![Piece { text: page.about.to_owned(), href: None }],
            facets: String::new(),
        })
    });
    cards.collect()
}

fn offices_view(site: &Site<'_>, path: &str) -> OfficesView {
    let portal = site.portal;
    let office = |(idx, office): (Idx<Organization>, &Organization)| {
        let plan = office.current_plan.map(|plan| of_year(&portal.plans[plan]));
        let lines = office.region.iter().cloned().chain(plan);
        Card {
            title: office.name.clone(),
            href: Some(relative(path, &portal.office_path(idx, "index.html"))),
            lines: lines.map(|text| Piece { text, href: None }).collect(),
            ..Card::default()
        }
    };
    let mut offices = portal.organizations.iter().collect::<Vec<_>>();
    offices.sort_by_cached_key(|(_, office)| site.order.sort_key(&office.name));
    let title = portal.settings.title.clone();
    OfficesView {
        page: PageMeta {
            kind: "offices",
            title: super::shorten(&title, 90),
            description: title.clone(),
            canonical: portal.url(path),
            ..PageMeta::default()
        },
        title,
        lead: "Плани роботи кабінетів",
        offices: offices.into_iter().map(office).collect(),
    }
}

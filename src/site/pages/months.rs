//! All months of a plan on one page, and the lists of what has no month: all year, by a timetable, on demand.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::plan::{Idx, Organization, Plan, Portal};
use crate::site::pages::blocks::{
    Card, MonthLink, When, capitalized, count_of_rows, with_neighbours,
};
use crate::site::pages::month::{self, MonthView};
use crate::site::pages::parts::{Block, Parts};
use crate::site::pages::row::Piece;
use crate::site::pages::section::{anchor, numbered, of_year, titled};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct MonthsView {
    page: PageMeta,
    title: String,
    lead: String,
    months: Vec<MonthLink>,
    cards: Vec<Card>,
    without_id: &'static str,
    without_title: &'static str,
    without_count: usize,
    without: Vec<Card>,
}

/// Rows of a plan without a month, for one reason.
struct Without {
    plan: Idx<Plan>,
    when: When,
    count: usize,
    parts: Parts,
}

/// The heading over what has no month of its own.
pub(in crate::site) const WITHOUT: &str = "Без визначеного місяця";

/// Its anchor on the page of all months.
pub(in crate::site) const WITHOUT_ANCHOR: &str = "bez-misiatsia";

/// Lists the page of each plan's months, and the lists of what has none.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (plan, model) in portal.plans_of(office) {
        let path = (portal.plan_path(plan, "months.html"), Some(model.span));
        list.page(model.organization, path, "months", move |path| view(site, plan, path));
        let whens = site.index.months_of(plan).without.keys().copied().collect::<Vec<_>>();
        for (previous, when, next) in with_neighbours(&whens) {
            let without = Arc::new(read(site, plan, when));
            for part in 0..without.parts.number() {
                let path = (without_path(portal, plan, when, part), Some(model.span));
                let without = without.clone();
                list.page(model.organization, path, "month", move |path| {
                    view_without(site, &without, part, (previous, next), path)
                });
            }
        }
    }
}

/// Where a part of what has no month of its own lies.
fn without_path(portal: &Portal, plan: Idx<Plan>, when: When, part: usize) -> String {
    portal.part_path(plan, &format!("months/{}", when.id()), part)
}

/// A card for each list of what has no month of its own.
pub(in crate::site) fn cards(site: &Site<'_>, plan: Idx<Plan>, path: &str) -> Vec<Card> {
    let lists = site.index.months_of(plan).without.iter().map(|(when, rows)| Card {
        title: capitalized(when.title()),
        href: Some(relative(path, &without_path(site.portal, plan, *when, 0))),
        lines: vec![Piece { text: count_of_rows(rows.len()), href: None }],
        ..Card::default()
    });
    lists.collect()
}

fn view(site: &Site<'_>, plan: Idx<Plan>, path: &str) -> MonthsView {
    let portal = site.portal;
    let model = &portal.plans[plan];
    let months = &site.index.months_of(plan).months;
    let most = months.values().map(Vec::len).max().unwrap_or_default().max(1);
    let strip = months.iter().filter(|(month, _)| model.plan_year().has(**month));
    let strip = strip.map(|(month, rows)| MonthLink {
        name: site.dates.month(month.month).to_owned(),
        iso: format!("{}-{:02}", month.year, month.month),
        href: Some(relative(path, &portal.month_path(plan, *month))),
        count: rows.len(),
        step: (rows.len() * 4).div_ceil(most),
    });
    let without = site.index.months_of(plan).without.values().flatten();
    let cards = months.keys().map(|when| Card {
        title: month::name(site, *when),
        href: Some(relative(path, &portal.month_path(plan, *when))),
        lines: vec![Piece { text: month::summary(site, plan, *when), href: None }],
        ..Card::default()
    });
    let title = match model.is_school_year {
        true => format!("Місяці {}\u{a0}навчального року", model.plan_year().numbers()),
        false => format!("Місяці {}\u{a0}року", model.year),
    };
    MonthsView {
        page: site.meta(plan, path, Own {
            kind: "month",
            title: &titled(portal, plan, &title),
            crumb: "Місяці",
            description: &format!("{} за місяцями: що, коли й до якого дня", of_year(model)),
            way: Vec::new(),
        }),
        title,
        lead: "Скільки пунктів плану має кожен місяць; пункт на кілька місяців стоїть у кожному з них."
            .to_owned(),
        months: strip.collect(),
        cards: cards.collect(),
        without_id: WITHOUT_ANCHOR,
        without_title: WITHOUT,
        without_count: without.collect::<BTreeSet<_>>().len(),
        without: self::cards(site, plan, path),
    }
}

fn read(site: &Site<'_>, plan: Idx<Plan>, when: When) -> Without {
    let portal = site.portal;
    let rows = site.index.months_of(plan).without.get(&when).map_or(&[][..], Vec::as_slice);
    let mut blocks: Vec<Block> = Vec::new();
    for row in rows {
        let idx = portal.entries[row.entry].section;
        let section = &portal.sections[idx];
        let id = anchor(section);
        // Rows come in the order of the document, so those of a section are neighbours.
        match blocks.last_mut().filter(|block| block.id == id) {
            Some(block) => block.rows.push(*row),
            None => blocks.push(Block {
                id,
                title: numbered(section),
                to: Some(portal.section_path(idx)),
                note: None,
                rows: vec![*row],
            }),
        }
    }
    Without { plan, when, count: rows.len(), parts: Parts::new(blocks) }
}

fn view_without(
    site: &Site<'_>,
    without: &Without,
    part: usize,
    (previous, next): (Option<When>, Option<When>),
    path: &str,
) -> MonthView {
    let Without { plan, when, count, parts } = without;
    let portal = site.portal;
    let model = &portal.plans[*plan];
    let name = capitalized(when.title());
    let title =
        if part == 0 { name.clone() } else { format!("{name}, частина {}", part + 1) };
    let counts = count_of_rows(*count);
    let overview = portal.plan_path(*plan, "months.html");
    let neighbour = |when: Option<When>| {
        let to = without_path(portal, *plan, when?, 0);
        Some(Link::new(path, &to, capitalized(when?.title())))
    };
    MonthView {
        feed: None,
        page: site.meta(
            *plan,
            path,
            Own {
                kind: "month",
                title: &titled(portal, *plan, &title),
                crumb: &title,
                description: &format!(
                    "{title}. {}: {counts} без визначеного місяця",
                    of_year(model)
                ),
                way: vec![Link::new(path, &overview, "Місяці")],
            },
        ),
        counts,
        note: None,
        jumps: Vec::new(),
        previous: neighbour(previous),
        next: neighbour(next),
        neighbours_label: "Інше без визначеного місяця",
        grid_caption: String::new(),
        weekdays: Vec::new(),
        weeks: Vec::new(),
        days_title: "",
        days: Vec::new(),
        groups: parts.groups((site, path), part, |_| true),
        parts: parts.links(path, part, |part| without_path(portal, *plan, *when, part)),
        without_title: WITHOUT,
        without: cards(site, *plan, path),
        title,
    }
}

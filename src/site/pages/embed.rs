//! «This month» for another website: a page to show in a frame, the same as a bare piece of HTML, and how to use them.
//!
//! All months stand in both; a script opens the current one, and without it they are a list. The piece of HTML and
//! the ready code need absolute addresses, so a portal without one says that it has none yet.

use serde::Serialize;

use crate::language::plural;
use crate::plan::schedule::YearMonth;
use crate::plan::{Idx, Organization, Plan, RowIdx, Status};
use crate::site::feeds::words::{LONG, lead};
use crate::site::output::{Content, Output, View};
use crate::site::pages::section::of_year;
use crate::site::pages::when::{self, DateView};
use crate::site::pages::{Own, PageMeta, month, row};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct BlockView {
    page: PageMeta,
    title: String,
    plan_href: String,
    office: String,
    months: Vec<MonthView>,
}

#[derive(Serialize)]
struct MonthView {
    iso: String,
    title: String,
    count: String,
    href: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    href: String,
    text: String,
    date: Option<DateView>,
    term: String,
    /// «скасовано», «перенесено».
    status: Option<&'static str>,
}

#[derive(Serialize)]
struct HowView {
    page: PageMeta,
    title: &'static str,
    lead: &'static str,
    block_href: String,
    frame: Option<String>,
    piece_href: Option<String>,
    piece: Option<String>,
}

/// More rows than this are too many for a corner of another page.
const MOST_ROWS: usize = 8;

/// The folder of what other sites show.
const BLOCK: &str = "embed/month.html";
const PIECE: &str = "embed/month.txt";
const HOW: &str = "embed.html";

/// Lists the block and its explanation of each office that has a plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let Some(plan) = portal.organizations[organization].current_plan else { return };
    let path = (portal.office_path(organization, BLOCK), None);
    list.page(organization, path, "embed-month", move |path| {
        block(site, plan, path, &|to| relative(path, to))
    });
    let path = (portal.office_path(organization, HOW), None);
    list.page(organization, path, "embed", move |path| how(site, organization, path));
    if portal.settings.base_url.is_some() {
        let path = portal.office_path(organization, PIECE);
        let own = path.clone();
        let view = Box::new(move || {
            let absolute = |to: &str| portal.url(to).unwrap_or_default();
            View::of(block(site, plan, &own, &absolute))
        });
        let shell = list.shell(organization, &path);
        let content = Content::Page { template: "embed-piece", shell, view };
        list.outputs.list.push(Output { path, origin: None, content });
    }
}

fn block(site: &Site<'_>, plan: Idx<Plan>, path: &str, link: &dyn Fn(&str) -> String) -> BlockView {
    let portal = site.portal;
    let model = &portal.plans[plan];
    let office = &portal.organizations[model.organization];
    let title = of_year(model);
    let description = format!("{title} за місяцями, блок для інших сайтів. {}", office.short_name);
    let name = format!("{title} за місяцями");
    let own = Own {
        kind: "embed",
        title: &name,
        crumb: &name,
        description: &description,
        way: Vec::new(),
    };
    let months = site.index.months_of(plan).months.iter();
    let months = months.filter(|(month, _)| model.plan_year().has(**month));
    let home = portal.office_path(model.organization, "index.html");
    BlockView {
        page: PageMeta { noindex: true, ..site.meta(plan, path, own) },
        plan_href: link(&home),
        office: office.short_name.clone(),
        months: months.map(|(month, rows)| month_view(site, plan, *month, rows, link)).collect(),
        title,
    }
}

fn month_view(
    site: &Site<'_>,
    plan: Idx<Plan>,
    month: YearMonth,
    rows: &[RowIdx],
    link: &dyn Fn(&str) -> String,
) -> MonthView {
    let portal = site.portal;
    // What has a day of its own goes before what may be done in any of many months.
    let mut shown = rows.to_vec();
    shown.sort_by_cached_key(|idx| {
        let row = portal.row(*idx);
        let day = when::own_days(portal, &row).map(|(start, _)| start);
        (day.is_none(), day, when::months(&row).len(), *idx)
    });
    shown.truncate(MOST_ROWS);
    MonthView {
        iso: format!("{}-{:02}", month.year, month.month),
        title: month::name(site, month),
        count: plural::count(rows.len(), ["пункт", "пункти", "пунктів"]),
        href: link(&portal.month_path(plan, month)),
        rows: shown.into_iter().map(|row| row_view(site, row, link)).collect(),
    }
}

fn row_view(site: &Site<'_>, idx: RowIdx, link: &dyn Fn(&str) -> String) -> RowView {
    let row = site.portal.row(idx);
    let status = match row.status() {
        Status::Cancelled | Status::Moved | Status::Done => Some(row::status(row.status()).label),
        Status::Planned | Status::InProgress => None,
    };
    RowView {
        href: link(&site.portal.row_page_path(idx)),
        text: lead(site.portal, &site.index, &row, LONG),
        date: when::dates(site, &row).into_iter().next(),
        term: row.term.words.clone(),
        status,
    }
}

fn how(site: &Site<'_>, organization: Idx<Organization>, path: &str) -> HowView {
    let portal = site.portal;
    let title = "Вбудувати на свій сайт";
    let lead = "Блок «Цей місяць» з плану роботи для сайту кабінету, департаменту чи закладу освіти: \
                він сам показує поточний місяць.";
    let own = Own { kind: "embed-how", title, crumb: title, description: lead, way: Vec::new() };
    let block = portal.office_path(organization, BLOCK);
    let frame = portal.url(&block).map(|url| {
        format!(
            "<iframe src=\"{url}\" title=\"План роботи: цей місяць\" width=\"100%\" height=\"520\" loading=\"lazy\"></iframe>"
        )
    });
    let piece_path = portal.office_path(organization, PIECE);
    let piece = portal.url(&piece_path);
    HowView {
        page: site.meta(organization, path, own),
        title,
        lead,
        block_href: relative(path, &block),
        frame,
        piece_href: piece.as_ref().map(|_| relative(path, &piece_path)),
        piece: piece.map(|url| format!("<?php readfile(\"{url}\"); ?>")),
    }
}

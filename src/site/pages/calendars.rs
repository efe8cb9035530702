//! The page of calendars for each plan: every one there is, what it holds, and the ways to subscribe.

use serde::Serialize;

use crate::language::plural::count;
use crate::plan::{Idx, Organization};
use crate::site::feeds::{FEEDS, Feed, FeedId, FeedKind};
use crate::site::pages::subscribe::{Ways, announced_if, holds, ways};
use crate::site::pages::years::{YearPage, Years};
use crate::site::pages::{Own, PageMeta, section_class};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct CalendarsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    years: Option<Years>,
    no_address: Option<&'static str>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    note: &'static str,
    feeds: Vec<FeedRow>,
}

#[derive(Serialize)]
struct FeedRow {
    /// Of the field that holds the address.
    id: String,
    name: String,
    holds: String,
    section_class: Option<String>,
    ways: Option<Ways>,
    ics_href: String,
    page_href: Option<String>,
}

/// Lists the page of each office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let subject = Subject::Calendars(organization);
    if site.pages_of(subject).iter().all(|plan| site.count(subject, *plan) == 0) {
        return;
    }
    let view = move |page: YearPage<'_>| view(site, organization, page);
    list.year_pages(site, (subject, None), "calendars", view);
}

fn view(site: &Site<'_>, organization: Idx<Organization>, own_page: YearPage<'_>) -> CalendarsView {
    let YearPage { plan, path, .. } = own_page;
    let past = plan.filter(|_| site.portal.is_past(plan));
    let feeds = site.calendars.offered(organization, past).enumerate().collect::<Vec<_>>();
    let groups = FEEDS.iter().enumerate().map(|(kind, FeedKind { title, about, .. })| {
        let own = feeds.iter().filter(|(_, feed)| feed.kind == Some(kind));
        let mut own = own.collect::<Vec<_>>();
        // Sections and months stand in their own order, everything else by the alphabet.
        let has_order =
            |feed: &Feed| matches!(feed.id, Some(FeedId::Section(_) | FeedId::Month(..)));
        if own.iter().any(|(_, feed)| !has_order(feed)) {
            own.sort_by(|(_, one), (_, other)| site.order.compare(&one.name, &other.name));
        }
        let feeds = own.into_iter().map(|(place, feed)| row(site, *place, feed, path));
        Group { title, note: about, feeds: feeds.collect() }
    });
    let title = "Календарі";
    let number = count(feeds.len(), ["календар", "календарі", "календарів"]);
    let of_year = if past.is_some() { own_page.of_year(site) } else { String::new() };
    let lead =
        format!("{number} плану{of_year}: на телефоні чи комп’ютері видно, що й коли заплановано.");
    let own = Own { kind: "subscribe", title, crumb: title, description: &lead, way: Vec::new() };
    let everything = past.is_none().then_some(FeedId::Everything(organization));
    let page = own_page.meta(site, own);
    CalendarsView {
        page: announced_if(site, path, everything, page),
        title,
        years: own_page.years(site),
        no_address: site.portal.settings.base_url.is_none().then_some(
            "Адреси сайту ще не вказано, тому підписатися поки що не можна: календарі лише завантажуються.",
        ),
        groups: groups.filter(|group| !group.feeds.is_empty()).collect(),
        lead: own_page.absent(site).unwrap_or(lead),
    }
}

fn row(site: &Site<'_>, place: usize, feed: &Feed, path: &str) -> FeedRow {
    let section_class = match feed.id {
        Some(FeedId::Section(section)) => {
            Some(section_class(site.portal.sections[section].ordinal))
        }
        _ => None,
    };
    FeedRow {
        id: format!("calendar-{}", place + 1),
        name: feed.name.clone(),
        holds: holds(site, feed),
        section_class,
        ways: ways(site.portal, feed),
        ics_href: relative(path, &feed.path),
        page_href: feed.page.as_deref().map(|page| relative(path, page)),
    }
}

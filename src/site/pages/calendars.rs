//! The page of calendars: every one there is, what it holds, and the ways to subscribe.

use serde::Serialize;

use crate::language::plural::count;
use crate::plan::{Idx, Organization};
use crate::site::feeds::{FEEDS, Feed, FeedId, FeedKind};
use crate::site::pages::subscribe::{Ways, announced, holds, ways};
use crate::site::pages::{Own, PageMeta, section_class};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct CalendarsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
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
    #[serde(flatten)]
    ways: Option<Ways>,
    ics_href: String,
    page_href: Option<String>,
}

/// Lists the page of each office.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for organization in portal.organizations.all().iter() {
        let is_own = |feed: &Feed| feed.organization == organization && feed.count > 0;
        if !site.calendars.feeds().iter().any(is_own) {
            continue;
        }
        let path = (portal.office_path(organization, "calendars.html"), None);
        list.page(organization, path, "calendars", move |path| view(site, organization, path));
    }
}

fn view(site: &Site<'_>, organization: Idx<Organization>, path: &str) -> CalendarsView {
    let feeds = site.calendars.feeds().iter();
    let feeds = feeds.filter(|feed| feed.organization == organization && feed.count > 0);
    let feeds = feeds.enumerate().collect::<Vec<_>>();
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
    let lead = format!("{number} плану: на телефоні чи комп’ютері видно, що й коли заплановано.");
    let own = Own { kind: "subscribe", title, crumb: title, description: &lead, way: Vec::new() };
    CalendarsView {
        page: announced(
            site,
            path,
            FeedId::Everything(organization),
            site.meta(organization, path, own),
        ),
        title,
        no_address: site.portal.settings.base_url.is_none().then_some(
            "Адреси сайту ще не вказано, тому підписатися поки що не можна: календарі лише завантажуються.",
        ),
        groups: groups.filter(|group| !group.feeds.is_empty()).collect(),
        lead,
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

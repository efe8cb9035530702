//! The changes of each plan as an Atom feed (RFC 4287), for programs that watch pages for their readers.
//!
//! Every entry keeps its id for ever (a `tag:` of RFC 4151), and its time is the day the content names: the clock
//! is never asked. A plan without changes has an empty feed, so that one can subscribe before the first.

use std::fmt::Write;

use crate::plan::{Change, Idx, Organization, Plan};
use crate::site::data::xml::escaped;
use crate::site::output::{Content, Output};
use crate::site::pages::changes::{self, ATOM, TITLE};
use crate::site::{List, Site};

/// Feeds tell what is new; the page of changes has all of them.
const MOST: usize = 100;

/// Lists one feed for each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    for (plan, row) in site.portal.plans_of(office) {
        let content = Content::Bytes(Box::new(move || feed(site, plan).into_bytes()));
        let path = site.portal.plan_path(plan, ATOM);
        list.outputs.list.push(Output { path, origin: Some(row.span), content });
    }
}

fn feed(site: &Site<'_>, idx: Idx<Plan>) -> String {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let office = &portal.organizations[plan.organization];
    let (path, page) = (portal.plan_path(idx, ATOM), portal.plan_path(idx, "changes.html"));
    // Without a change the feed is as old as the plan.
    let first_day = || format!("{}-01-01", plan.year);
    let updated = plan.changes.first().map_or_else(first_day, |change| change.day.to_string());
    let title = escaped(&format!("{TITLE} на {} рік", plan.plan_year()));
    let id = tag(site, idx, "changes");
    let name = escaped(&office.name);
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"uk\">\n"
        .to_owned();
    let mut line = |words: String| writeln!(xml, "{words}").expect("a string takes everything");
    line(format!("<id>{id}</id>"));
    line(format!("<title>{title}</title>"));
    line(format!("<updated>{updated}T00:00:00Z</updated>"));
    line(format!("<author><name>{name}</name></author>"));
    if let Some(url) = portal.url(&path) {
        line(format!(
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
            escaped(&url)
        ));
    }
    line(format!(
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        address(site, &path, &page)
    ));
    for change in plan.changes.iter().take(MOST) {
        line(entry(site, idx, &path, change));
    }
    line("</feed>".to_owned());
    xml
}

fn entry(site: &Site<'_>, plan: Idx<Plan>, from: &str, change: &Change) -> String {
    let (code, kind) = changes::kind(change.kind);
    let about = changes::about(site, change);
    let number = change.row.map(|row| site.portal.entries[row.entry].number.trim_end_matches('.'));
    let number = number.filter(|number| !number.is_empty());
    let title = match number {
        Some(number) => format!("{kind}: {number}. {about}"),
        None => format!("{kind}: {about}"),
    };
    let was = change.was.as_ref().map(|was| format!("Було: {}", changes::words(site, was)));
    let now = change.now.as_ref().map(|now| format!("стало: {}", changes::words(site, now)));
    let said = [was, now, change.reason.clone()].into_iter().flatten().collect::<Vec<_>>();
    let summary = if said.is_empty() { title.clone() } else { said.join("; ") };
    let to = match change.row {
        Some(row) => site.portal.row_page_path(row),
        None => site.portal.plan_path(plan, "changes.html"),
    };
    let (id, day) = (tag(site, plan, &change.id), change.day);
    let (title, summary, link) = (escaped(&title), escaped(&summary), address(site, from, &to));
    format!(
        "<entry><id>{id}</id><title>{title}</title><updated>{day}T00:00:00Z</updated>\
         <link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\
         <category term=\"{code}\" label=\"{kind}\"/><summary>{summary}</summary></entry>"
    )
}

/// The absolute address; relative to the feed while the portal does not know where it is published.
fn address(site: &Site<'_>, from: &str, to: &str) -> String {
    let url = site.portal.url(to);
    escaped(&url.unwrap_or_else(|| crate::site::routes::relative(from, to)))
}

/// A name for ever: `tag:office.plan,2031:2031/changes`.
fn tag(site: &Site<'_>, plan: Idx<Plan>, name: &str) -> String {
    let plan = &site.portal.plans[plan];
    let office = &site.portal.organizations[plan.organization].id;
    let domain = &site.portal.settings.domain;
    escaped(&format!("tag:{domain},{}:{office}/{}/{name}", plan.year, plan.id))
}

//! For search engines: `sitemap.xml` names every page worth finding, `robots.txt` says where it lies.
//!
//! Both are for the whole site; of several offices each has a sitemap of its own, and that at the top names them. A
//! sitemap needs absolute addresses, so without a base address there is none.
//! `lastmod` is what the content and the calendars' lock know: the last recorded change of an entry, or the last time
//! one of its events was published anew. A page of which neither is known has none: the day of the build would be a lie.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;

use crate::plan::{Entry, Idx, Organization, Plan};
use crate::site::data::xml::escaped;
use crate::site::output::{Content, Output};
use crate::site::{List, Site};

/// A sitemap may name so many pages; a larger site has several and a list of them.
const MOST: usize = 50_000;

/// Pages that search engines should leave out.
const UNLISTED: [&str; 4] = ["error", "moved", "embed-month", "embed-piece"];

/// Pages on which any entry of their plan may stand, so that they change with the last of them.
const GATHERING: [&str; 9] =
    ["home", "changes", "year", "month", "months", "events", "workload", "timeline", "people"];

/// A page in the sitemap.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    url: String,
    /// When it last changed, as far as that is known.
    day: Option<NaiveDate>,
}

/// When pages last changed.
#[derive(Default)]
struct Changed {
    entries: BTreeMap<String, NaiveDate>,
    /// The last of each plan, by its folder; what lies in no plan's folder is of the current one.
    last: BTreeMap<String, Option<NaiveDate>>,
}

impl Changed {
    fn of(&self, page: &Output<'_>) -> Option<NaiveDate> {
        let (Content::Page { template, .. } | Content::PageOfArchive { template, .. }) =
            &page.content
        else {
            return None;
        };
        let own = self.entries.get(&page.path).copied();
        own.or_else(|| self.last_of(&page.path).filter(|_| GATHERING.contains(template)))
    }

    /// The last of the plan in whose folder a page lies.
    fn last_of(&self, path: &str) -> Option<NaiveDate> {
        let around = self.last.iter().filter(|(folder, _)| path.starts_with(folder.as_str()));
        around.max_by_key(|(folder, _)| folder.len()).and_then(|(_, day)| *day)
    }
}

/// Lists the sitemap of an office of several, which lies in its folder; all its pages must have been listed before.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let folder = &site.portal.organizations[office].address;
    if folder.is_empty() {
        return;
    }
    let urls = urls(site, [office], list);
    match urls.len() {
        0 => {}
        1..=MOST => add_urls(list, &format!("{folder}/sitemap.xml"), urls),
        _ => drop(add_parts(list, &format!("{folder}/sitemap"), &urls)),
    }
}

/// Lists the sitemap at the top, which names those of several offices, and where robots find it.
pub(in crate::site) fn list_of_portal<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    let sitemap = portal.url("sitemap.xml");
    add(list, "robots.txt", move || robots(sitemap.as_deref()));
    let is_at_top = |office: &Idx<Organization>| portal.organizations[*office].address.is_empty();
    let urls = urls(site, portal.organizations.all().iter().filter(is_at_top), list);
    let of_offices = std::mem::take(&mut list.sitemaps);
    match urls.len() {
        0 if of_offices.is_empty() => {}
        1..=MOST if of_offices.is_empty() => add_urls(list, "sitemap.xml", urls),
        _ => {
            let paths = add_parts(list, "sitemap", &urls).into_iter().chain(of_offices);
            let addresses =
                paths.filter_map(|path| Some(Address { url: portal.url(&path)?, day: None }));
            let addresses = addresses.collect::<Vec<_>>();
            add(list, "sitemap.xml", move || urls_in("sitemapindex", "sitemap", &addresses));
        }
    }
}

/// Whether it is the path of an office's sitemap, or of a part of it.
pub(in crate::site) fn is_of_office(path: &str) -> bool {
    let file = path.split_once('/').map_or("", |(_, file)| file);
    file.starts_with("sitemap") && file.ends_with(".xml") && !file.contains('/')
}

/// The pages listed so far that are worth finding, in the order of their addresses.
fn urls(
    site: &Site<'_>,
    offices: impl IntoIterator<Item = Idx<Organization>>,
    list: &List<'_>,
) -> Vec<Address> {
    let portal = site.portal;
    let is_indexed = |output: &&Output<'_>| match &output.content {
        Content::Page { template, .. } | Content::PageOfArchive { template, .. } => {
            !UNLISTED.contains(template)
        }
        Content::Calendar(_)
        | Content::Book(_)
        | Content::Marked(_)
        | Content::Bytes(_)
        | Content::Keyed(_)
        | Content::Attachment(_) => false,
    };
    let changed = portal.url("").map(|_| changed(site, offices)).unwrap_or_default();
    let pages = list.outputs.list.iter().filter(is_indexed);
    let pages = pages
        .filter_map(|page| Some(Address { url: portal.url(&page.path)?, day: changed.of(page) }));
    let mut urls = pages.collect::<Vec<_>>();
    urls.sort();
    urls
}

/// Lists as many files as the addresses need; tells their paths.
fn add_parts(list: &mut List<'_>, stem: &str, urls: &[Address]) -> Vec<String> {
    let parts = urls.chunks(MOST).enumerate();
    let parts = parts.map(|(at, urls)| {
        let path = format!("{stem}-{}.xml", at + 1);
        add_urls(list, &path, urls.to_vec());
        path
    });
    parts.collect()
}

fn add_urls(list: &mut List<'_>, path: &str, urls: Vec<Address>) {
    add(list, path, move || urls_in("urlset", "url", &urls));
}

/// The last known day of change of each entry's page, and of each plan.
fn changed(site: &Site<'_>, offices: impl IntoIterator<Item = Idx<Organization>>) -> Changed {
    let portal = site.portal;
    let mut changed = Changed::default();
    for office in offices {
        let mut current = None;
        for (idx, plan) in portal.plans_of(office) {
            let of_plan = plan.sections.iter().flat_map(|idx| portal.sections[idx].entries.iter());
            let days = of_plan.filter_map(|entry| Some((entry, day_of(site, plan, entry)?)));
            let days = days.collect::<Vec<_>>();
            let last = days.iter().map(|(_, day)| *day).max();
            changed.last.insert(portal.plan_path(idx, ""), last);
            if plan.is_current {
                current = last;
            }
            let entries = days.into_iter().map(|(entry, day)| (portal.entry_path(entry), day));
            changed.entries.extend(entries);
        }
        changed.last.insert(portal.office_path(office, ""), current);
    }
    changed
}

/// When what stands on an entry's page last changed: what the plan says of it, or one of its events.
fn day_of(site: &Site<'_>, plan: &Plan, entry: Idx<Entry>) -> Option<NaiveDate> {
    let told = site.index.changes_of(entry).iter().map(|place| plan.changes[*place].day);
    let rows = site.portal.rows_of(entry);
    let published = rows.filter_map(|row| site.calendars.modified(row));
    told.chain(published.map(|moment| moment.date())).max()
}

fn add<'a>(list: &mut List<'a>, path: &str, make: impl Fn() -> String + Send + Sync + 'a) {
    let content = Content::Bytes(Box::new(move || make().into_bytes()));
    list.outputs.list.push(Output { path: path.to_owned(), origin: None, content });
}

fn robots(sitemap: Option<&str>) -> String {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(url) = sitemap {
        writeln!(robots, "\nSitemap: {url}").expect("a string takes everything");
    }
    robots
}

/// The XML of sitemaps.org: a list of addresses.
fn urls_in(list: &str, each: &str, urls: &[Address]) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    writeln!(xml, "<{list} xmlns=\"{namespace}\">").expect("a string takes everything");
    for Address { url, day } in urls {
        let url = escaped(url);
        let day = day.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        writeln!(xml, "<{each}><loc>{url}</loc>{day}</{each}>").expect("a string takes everything");
    }
    writeln!(xml, "</{list}>").expect("a string takes everything");
    xml
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Address, robots, urls_in};

    #[test]
    fn addresses_are_escaped() {
        let url = "https://a.example/?a=1&b=2".to_owned();
        let xml =
            urls_in("urlset", "url", &[Address { url, day: NaiveDate::from_ymd_opt(2030, 3, 5) }]);
        assert!(xml.contains(
            "<url><loc>https://a.example/?a=1&amp;b=2</loc><lastmod>2030-03-05</lastmod></url>"
        ));
    }

    #[test]
    fn robots_name_the_sitemap_only_where_there_is_one() {
        assert!(!robots(None).contains("Sitemap"));
        assert!(robots(Some("https://a.example/sitemap.xml")).ends_with("/sitemap.xml\n"));
    }
}

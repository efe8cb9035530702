//! For search engines: `sitemap.xml` names every page worth finding, `robots.txt` says where it lies.
//!
//! Both are for the whole site. A sitemap needs absolute addresses, so without a base address there is none.
//! `lastmod` is left out: the content does not say when a page was changed, and a day of the build would be a lie.

use std::fmt::Write;

use crate::site::data::xml::escaped;
use crate::site::output::{Content, Output};
use crate::site::{List, Site};

/// A sitemap may name so many pages; a larger site has several and a list of them.
const MOST: usize = 50_000;

/// Pages that search engines should leave out.
const UNLISTED: [&str; 2] = ["error", "moved"];

/// Lists the files; every page must have been listed before.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    let is_indexed = |output: &&Output<'_>| match &output.content {
        Content::Page { template, .. } => !UNLISTED.contains(template),
        Content::Calendar(_) | Content::Bytes(_) | Content::Attachment(_) => false,
    };
    let pages = list.outputs.list.iter().filter(is_indexed);
    let mut urls = pages.filter_map(|page| portal.url(&page.path)).collect::<Vec<_>>();
    urls.sort();
    let sitemap = portal.url("sitemap.xml");
    add(list, "robots.txt", move || robots(sitemap.as_deref()));
    match urls.len() {
        0 => {}
        1..=MOST => add(list, "sitemap.xml", move || urls_in("urlset", "url", &urls)),
        _ => {
            let parts = urls.chunks(MOST).enumerate();
            let parts = parts.map(|(at, urls)| (format!("sitemap-{}.xml", at + 1), urls.to_vec()));
            let parts = parts.collect::<Vec<_>>();
            let addresses = parts.iter().filter_map(|(path, _)| portal.url(path));
            let addresses = addresses.collect::<Vec<_>>();
            add(list, "sitemap.xml", move || urls_in("sitemapindex", "sitemap", &addresses));
            for (path, urls) in parts {
                add(list, &path, move || urls_in("urlset", "url", &urls));
            }
        }
    }
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
fn urls_in(list: &str, each: &str, urls: &[String]) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    writeln!(xml, "<{list} xmlns=\"{namespace}\">").expect("a string takes everything");
    for url in urls {
        let url = escaped(url);
        writeln!(xml, "<{each}><loc>{url}</loc></{each}>").expect("a string takes everything");
    }
    writeln!(xml, "</{list}>").expect("a string takes everything");
    xml
}

#[cfg(test)]
mod tests {
    use super::{robots, urls_in};

    #[test]
    fn addresses_are_escaped() {
        let xml = urls_in("urlset", "url", &["https://a.example/?a=1&b=2".to_owned()]);
        assert!(xml.contains("<url><loc>https://a.example/?a=1&amp;b=2</loc></url>"));
    }

    #[test]
    fn robots_name_the_sitemap_only_where_there_is_one() {
        assert!(!robots(None).contains("Sitemap"));
        assert!(robots(Some("https://a.example/sitemap.xml")).ends_with("/sitemap.xml\n"));
    }
}

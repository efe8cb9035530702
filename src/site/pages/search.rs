//! The search page: results come by the script, and without one there are lists to look through.

use serde::Serialize;

use crate::plan::{Idx, Organization};
use crate::site::pages::blocks::Card;
use crate::site::pages::home::ways;
use crate::site::pages::{Listed, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct SearchView {
    page: PageMeta,
    title: &'static str,
    alphabet_href: String,
    lists: Vec<Card>,
}

/// Lists one page for each office, naming the pages listed before it.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let listed = list.listed(site);
    for office in site.portal.organizations.all().iter() {
        let listed = listed.clone();
        let path = (site.portal.office_path(office, "search.html"), None);
        list.page(office, path, "search", move |path, _| view(site, office, path, &listed));
    }
}

fn view(site: &Site<'_>, office: Idx<Organization>, path: &str, listed: &Listed) -> SearchView {
    SearchView {
        page: site.meta(office, path, Own {
            kind: "search",
            title: "Пошук",
            crumb: "Пошук",
            description: "Пошук у плані: слово в будь-якій формі, номер пункту, прізвище, місяць",
            way: Vec::new(),
        }),
        title: "Пошук у плані",
        alphabet_href: relative(path, &site.portal.office_path(office, "alphabet.html")),
        lists: ways(site, office, path, listed),
    }
}

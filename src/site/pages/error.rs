//! The page for addresses where nothing is. Servers show it at any depth, so with a known base address all its
//! links are absolute; without one it still works at the top.

use serde::Serialize;

use crate::site::pages::{Link, Own, PageMeta};
use crate::site::{List, Site};

/// Where servers look for it.
pub(in crate::site) const PATH: &str = "404.html";

#[derive(Serialize)]
struct ErrorView {
    page: PageMeta,
    links: Vec<Link>,
}

/// Lists the one page.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    if let Some(organization) = site.portal.organizations.all().iter().next() {
        let view = move |path: &str| view(site, organization, path);
        list.page(organization, (PATH.to_owned(), None), "error", view);
    }
}

fn view(
    site: &Site<'_>,
    organization: crate::plan::Idx<crate::plan::Organization>,
    path: &str,
) -> ErrorView {
    let portal = site.portal;
    let meta = site.meta(
        organization,
        path,
        Own {
            kind: "error",
            title: "Такої сторінки немає",
            crumb: "Такої сторінки немає",
            description: "Такої сторінки на сайті немає",
            way: Vec::new(),
        },
    );
    let link = |to: String, title: &str| match portal.url(&to) {
        Some(url) => Link { href: Some(url), title: title.to_owned() },
        None => Link::new(path, &to, title),
    };
    let office = &portal.organizations[organization];
    let mut links = vec![link("index.html".to_owned(), "Головна сторінка")];
    if office.address.is_empty() {
        if let Some(plan) = office.current_plan {
            links.push(link(portal.plan_path(plan, "sections.html"), "Розділи плану"));
            links.push(link(portal.plan_path(plan, "year.html"), "Увесь рік таблицею"));
        }
        links.push(link("search.html".to_owned(), "Пошук"));
        links.push(link("alphabet.html".to_owned(), "Покажчик від А до Я"));
    } else {
        // Of several offices nobody knows whose page was looked for.
        links.extend(
            portal.organizations.iter().map(|(idx, office)| {
                link(portal.office_path(idx, "index.html"), &office.short_name)
            }),
        );
    }
    ErrorView {
        page: PageMeta {
            canonical: None,
            json_ld_html: None,
            breadcrumbs: Vec::new(),
            noindex: true,
            ..meta
        },
        links,
    }
}

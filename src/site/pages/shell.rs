//! Head, header and footer: what all pages of one folder share.

use serde::Serialize;

use crate::plan::{Idx, Organization};
use crate::site::Site;
use crate::site::pages::Link;
use crate::site::routes::relative;

/// What the templates `shell-head`, `shell-header` and `shell-footer` print.
#[derive(Serialize)]
pub(in crate::site) struct ShellView {
    site_title: String,
    office_name: String,
    year: String,
    favicon: String,
    stylesheet: String,
    scripts: Vec<String>,
    home_href: String,
    search_href: String,
    menu: Vec<MenuLink>,
    menu_groups: Vec<MenuGroup>,
    approved_note: String,
    data_note: String,
    footer_links: Vec<Link>,
}

#[derive(Serialize)]
struct MenuLink {
    page: &'static str,
    href: String,
    title: &'static str,
}

#[derive(Serialize)]
struct MenuGroup {
    title: &'static str,
    links: Vec<Link>,
}

/// The shell of the folder in which `page` lies.
pub(in crate::site) fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    page: &str,
) -> ShellView {
    let portal = site.portal;
    let office = &portal.organizations[organization];
    let plan = office.current_plan.map(|plan| &portal.plans[plan]);
    let to = |path: &str| relative(page, path);
    ShellView {
        site_title: portal.settings.title.clone(),
        office_name: office.short_name.clone(),
        year: plan.map(|plan| plan.year.to_string()).unwrap_or_default(),
        favicon: to("favicon.svg"),
        stylesheet: to(&site.assets.stylesheet),
        scripts: vec![to(&site.assets.script)],
        home_href: to(&portal.office_path(organization, "index.html")),
        search_href: to(&portal.office_path(organization, "search.html")),
        menu: Vec::new(),
        menu_groups: Vec::new(),
        approved_note: String::new(),
        data_note: String::new(),
        footer_links: Vec::new(),
    }
}

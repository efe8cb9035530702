//! Free pages of the content (about, accessibility), and the page of abbreviations.

use serde::Serialize;

use crate::language::plural;
use crate::markdown;
use crate::plan::{Abbreviation, Approval, FreePage, Idx, Organization, Plan};
use crate::site::pages::blocks::{Download, Fact, of_office};
use crate::site::pages::data::state_of;
use crate::site::pages::section::of_year;
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::{List, Site};

#[derive(Serialize)]
struct PageView {
    page: PageMeta,
    title: String,
    lead: String,
    facts: Vec<Fact>,
    body_html: String,
    downloads: Vec<Download>,
}

/// The free page that says whose plan this is.
pub(in crate::site) const ABOUT: &str = "about";

/// Lists the free pages, which are the portal's own.
pub(in crate::site) fn list_free<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    // Free pages belong to the whole portal; the first office lends them its menu.
    if let Some(office) = portal.organizations.all().iter().next() {
        for (idx, page) in portal.pages.iter() {
            let path = (portal.free_page_path(idx), Some(page.span));
            list.page(office, path, "page", move |path| free_page(site, office, idx, path));
        }
    }
}

/// Lists the abbreviations of an office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |abbreviation: &Abbreviation| abbreviation.organization == organization;
    let all = of_office(site, &portal.abbreviations, belongs, |one| &one.short);
    if all.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "glossary.html"), None);
    list.page(organization, path, "page", move |path| glossary(site, organization, &all, path));
}

fn free_page(
    site: &Site<'_>,
    organization: Idx<Organization>,
    idx: Idx<FreePage>,
    path: &str,
) -> PageView {
    let portal = site.portal;
    let page = &portal.pages[idx];
    let is_about = page.id == ABOUT;
    let words = markdown::to_text(&page.markdown);
    let first_line = words.lines().next().unwrap_or(&page.title);
    let own = Own {
        kind: if is_about { ABOUT } else { "page" },
        title: &page.title,
        crumb: &page.title,
        description: first_line,
        way: Vec::new(),
    };
    let plan = portal.organizations[organization].current_plan;
    PageView {
        page: site.meta(organization, path, own),
        title: page.title.clone(),
        lead: String::new(),
        facts: if is_about { about(site, path) } else { Vec::new() },
        body_html: markdown::to_html(&page.markdown, &|to| Some(portal.text_link(path, None, to))),
        downloads: match plan.filter(|_| is_about) {
            Some(plan) => plan_downloads(site, plan, path),
            None => Vec::new(),
        },
    }
}

/// The whole plan's files.
fn plan_downloads(site: &Site<'_>, plan: Idx<Plan>, path: &str) -> Vec<Download> {
    let portal = site.portal;
    vec![
        Download::xlsx(path, &portal.plan_data_path(plan, "xlsx")),
        Download::csv(path, &portal.plan_data_path(plan, "csv")),
        Download::json(path, &portal.plan_data_path(plan, "json")),
    ]
}

/// What the content itself says of the offices and their plans.
fn about(site: &Site<'_>, path: &str) -> Vec<Fact> {
    let portal = site.portal;
    let mut facts = Vec::new();
    for (idx, office) in portal.organizations.iter() {
        facts.push(Fact::said("Кабінет", office.name.clone()));
        facts.extend(office.region.as_deref().map(|region| Fact::said("Область", region)));
        if let Some(website) = office.website.as_deref().filter(|url| markdown::is_web(url)) {
            let link = Link { href: Some(website.to_owned()), title: website.to_owned() };
            facts.push(Fact::links("Вебсайт", vec![link]));
        }
        if let Some(email) = &office.email {
            let link = Link { href: Some(format!("mailto:{email}")), title: email.clone() };
            facts.push(Fact::links("Електронна пошта", vec![link]));
        }
        if office.website.is_none() && office.email.is_none() {
            facts.push(Fact::said("Контакти", "кабінет їх на порталі не зазначив"));
        }
        if let Some(current) = office.current_plan {
            facts.push(Fact::said("Станом на", state_of(site, &portal.plans[current])));
        }
        let plans = portal.plans.iter().filter(|(_, plan)| plan.organization == idx);
        for (plan_idx, plan) in plans {
            let words = |parts: &[&str]| {
                let words = parts.iter().flat_map(|part| part.split_whitespace());
                words.collect::<Vec<_>>().join(" ")
            };
            let href = portal.plan_path(plan_idx, "plan.html");
            let title = words(&[&plan.title.heading, &plan.title.text]);
            let title = if title.is_empty() { of_year(plan) } else { title };
            facts.push(Fact::links("План", vec![Link::new(path, &href, title)]));
            if let Some(Approval { position, name, date, .. }) = plan.approval() {
                let approved = words(&[position, name, date]);
                if !approved.is_empty() {
                    facts.push(Fact::approved("Затвердження", &approved));
                }
            }
            let signatures = plan.signatures.iter().flat_map(|one| [&one.position, &one.name]);
            let signed = words(&signatures.map(String::as_str).collect::<Vec<_>>());
            if !signed.is_empty() {
                facts.push(Fact::approved("Підпис", &signed));
            }
        }
    }
    facts.extend(portal.settings.data_license.as_deref().map(|words| Fact::said("Дані", words)));
    facts
}

fn glossary(
    site: &Site<'_>,
    organization: Idx<Organization>,
    abbreviations: &[Idx<Abbreviation>],
    path: &str,
) -> PageView {
    let facts = abbreviations.iter().map(|idx| {
        let abbreviation = &site.portal.abbreviations[*idx];
        let mut values = vec![(abbreviation.full.clone(), None)];
        if !abbreviation.variants.is_empty() {
            values.push((format!("також: {}", abbreviation.variants.join(", ")), None));
        }
        Fact::new(&abbreviation.short, false, values)
    });
    let title = "Скорочення";
    let number = plural::count(abbreviations.len(), ["скорочення", "скорочення", "скорочень"]);
    let lead = format!("{number}, які трапляються у плані, та їхні повні назви.");
    let own = Own { kind: "page", title, crumb: title, description: &lead, way: Vec::new() };
    PageView {
        page: site.meta(organization, path, own),
        title: title.to_owned(),
        facts: facts.collect(),
        body_html: String::new(),
        downloads: Vec::new(),
        lead,
    }
}

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
    /// The fields that the script fills; here so that nothing moves when it does.
    filters: Vec<&'static str>,
    lists: Vec<Card>,
}

/// Lists one page for each office, naming the pages listed before it.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let listed = list.listed(site);
    let path = (site.portal.office_path(office, "search.html"), None);
    list.page(office, path, "search", move |path| view(site, office, path, &listed));
}

/// The names of the filters, as 60-search-box.js has them; the plan of a year is asked only where there are several.
fn filters(site: &Site<'_>, office: Idx<Organization>) -> Vec<&'static str> {
    let plans = site.portal.plans.iter().filter(|(_, plan)| plan.organization == office);
    let of_plan = (plans.count() > 1).then_some("План");
    let others = ["Розділ", "Відповідальний", "Форма", "Місяць", "Заклад", "Що шукати"];
    of_plan.into_iter().chain(others).collect()
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
        filters: filters(site, office),
        lists: ways(site, office, path, listed),
    }
}

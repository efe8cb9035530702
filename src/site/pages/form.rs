//! A page for each form of work and plan: what the plan holds of it, by months.

use serde::Serialize;

use crate::plan::{Form, Idx, Organization};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{self, Group, MonthLink, by_month, capitalized, count_of_rows};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::years::{YearPage, Years};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct FormView {
    page: PageMeta,
    title: String,
    counts: String,
    years: Option<Years>,
    months: Vec<MonthLink>,
    groups: Vec<Group>,
    feed: Option<FeedView>,
}

/// Lists the pages of all forms, and the rows that stand on them.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (idx, form) in portal.forms.iter().filter(|(_, one)| one.organization == office) {
        list.rows_of_months(site, site.index.of_form(idx).all());
        let subject = (Subject::Form(idx), Some(form.span));
        list.year_pages(site, subject, "form", move |page| view(site, idx, page));
    }
}

fn view(site: &Site<'_>, idx: Idx<Form>, own_page: YearPage<'_>) -> FormView {
    let YearPage { plan, path, .. } = own_page;
    let portal = site.portal;
    let form = &portal.forms[idx];
    let rows = site.index.of_form(idx).of(plan);
    let groups = by_month(site, rows, "");
    let title = capitalized(&form.name);
    let counts = count_of_rows(rows.len());
    let of_year = own_page.of_year(site);
    let description = format!("Форма роботи «{}»: {counts} плану{of_year} за місяцями", form.name);
    let forms = portal.office_path(form.organization, "forms.html");
    let way = vec![Link::new(path, &forms, "Форми роботи")];
    let own = Own { kind: "form", title: &title, crumb: &title, description: &description, way };
    let feed = own_page.is_lasting(site).then_some(FeedId::Form(idx));
    FormView {
        page: subscribe::announced_if(site, path, feed, own_page.meta(site, own)),
        feed: feed.and_then(|feed| subscribe::feed_view(site, path, feed)),
        counts: own_page.counted(site, counts),
        years: own_page.years(site),
        months: blocks::months(site, &groups),
        groups,
        title,
    }
}

//! A page for each form of work: what the plan holds of it, by months.

use serde::Serialize;

use crate::plan::{Form, Idx};
use crate::site::feeds::FeedId;
use crate::site::pages::blocks::{self, Group, MonthLink, by_month, capitalized, count_of_rows};
use crate::site::pages::subscribe::{self, FeedView};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::{List, Site};

#[derive(Serialize)]
struct FormView {
    page: PageMeta,
    title: String,
    counts: String,
    months: Vec<MonthLink>,
    groups: Vec<Group>,
    feed: Option<FeedView>,
}

/// Lists the pages of all forms, and the rows that stand on them.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for (idx, form) in portal.forms.iter() {
        for row in site.index.of_form(idx) {
            list.row_of_months(site, *row);
        }
        let path = (portal.form_path(idx), Some(form.span));
        list.page(form.organization, path, "form", move |path| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Form>, path: &str) -> FormView {
    let portal = site.portal;
    let form = &portal.forms[idx];
    let rows = site.index.of_form(idx);
    let groups = by_month(site, rows, "");
    let title = capitalized(&form.name);
    let counts = count_of_rows(rows.len());
    let description = format!("Форма роботи «{}»: {counts} плану за місяцями", form.name);
    let forms = portal.office_path(form.organization, "forms.html");
    let way = vec![Link::new(path, &forms, "Форми роботи")];
    let own = Own { kind: "form", title: &title, crumb: &title, description: &description, way };
    FormView {
        page: subscribe::announced(
            site,
            path,
            FeedId::Form(idx),
            site.meta(form.organization, path, own),
        ),
        feed: subscribe::feed_view(site, path, FeedId::Form(idx)),
        counts,
        months: blocks::months(site, &groups),
        groups,
        title,
    }
}

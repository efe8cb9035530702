//! Everything people come to: meetings, seminars, webinars and the like, by months; below, the ways to each form.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Form, Idx, Organization};
use crate::site::pages::blocks::{self, Group, MonthLink, Tally, by_month, capitalized, of_office};
use crate::site::pages::years::{YearPage, Years};
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct EventsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    years: Option<Years>,
    months: Vec<MonthLink>,
    groups: Vec<Group>,
    forms: Vec<Tally>,
}

/// Lists the page of each office and plan, and the rows that stand on it.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let rows = site.index.events_of(organization).all();
    if rows.is_empty() {
        return;
    }
    list.rows_of_months(site, rows);
    let subject = (Subject::Events(organization), None);
    list.year_pages(site, subject, "events", move |page| view(site, organization, page));
}

fn view(site: &Site<'_>, organization: Idx<Organization>, own_page: YearPage<'_>) -> EventsView {
    let belongs = |form: &Form| form.is_event && form.organization == organization;
    let forms = of_office(site, &site.portal.forms, belongs, |form| &form.name);
    let rows = site.index.events_of(organization).of(own_page.plan);
    let groups = by_month(site, rows, "");
    let lead = format!(
        "{} плану{}, у яких названо нараду, семінар, вебінар чи іншу зустріч.",
        plural::count(rows.len(), ["пункт", "пункти", "пунктів"]),
        own_page.of_year(site),
    );
    let title = "Події";
    let own = Own { kind: "events", title, crumb: title, description: &lead, way: Vec::new() };
    let page = own_page.meta(site, own);
    EventsView {
        page,
        title,
        years: own_page.years(site),
        months: blocks::months(site, &groups),
        groups,
        forms: forms.into_iter().filter_map(|form| tally(site, form, own_page)).collect(),
        lead: own_page.absent(site).unwrap_or(lead),
    }
}

/// How many rows of one form the plan has, if any, and the way to them.
fn tally(site: &Site<'_>, form: Idx<Form>, page: YearPage<'_>) -> Option<Tally> {
    let count = site.index.of_form(form).of(page.plan).len();
    let to = site.portal.subject_path(Subject::Form(form), page.plan);
    (count > 0).then(|| Tally {
        href: relative(page.path, &to),
        name: capitalized(&site.portal.forms[form].name),
        count,
    })
}

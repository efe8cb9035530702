//! Everything people come to: meetings, seminars, webinars and the like, by form, each in the order of the year.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Form, Idx, Organization};
use crate::site::pages::blocks::{Group, capitalized, html, of_office, sort_by_time};
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
    jumps: Vec<Jump>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Jump {
    href: String,
    title: String,
    count: usize,
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
    for row in rows {
        list.row(site, *row);
    }
    let subject = (Subject::Events(organization), None);
    list.year_pages(site, subject, "events", move |page| view(site, organization, page));
}

fn view(site: &Site<'_>, organization: Idx<Organization>, own_page: YearPage<'_>) -> EventsView {
    let belongs = |form: &Form| form.is_event && form.organization == organization;
    let forms = of_office(site, &site.portal.forms, belongs, |form| &form.name);
    let groups = forms.into_iter().filter_map(|form| group_of(site, form, own_page));
    let groups = groups.collect::<Vec<_>>();
    let jumps = groups.iter().map(|group| Jump {
        href: format!("#{}", group.id),
        title: group.title.clone(),
        count: group.rows_html.len(),
    });
    let all = site.index.events_of(organization).of(own_page.plan).len();
    let lead = format!(
        "{} плану{}, у яких названо нараду, семінар, вебінар чи іншу зустріч. Пункт із кількома формами стоїть у кожній.",
        plural::count(all, ["пункт", "пункти", "пунктів"]),
        own_page.of_year(site),
    );
    let title = "Події";
    let own = Own { kind: "events", title, crumb: title, description: &lead, way: Vec::new() };
    let page = own_page.meta(site, own);
    EventsView {
        page,
        title,
        years: own_page.years(site),
        jumps: jumps.collect(),
        groups,
        lead: own_page.absent(site).unwrap_or(lead),
    }
}

/// The rows of one form, if the plan has any.
fn group_of(site: &Site<'_>, form: Idx<Form>, page: YearPage<'_>) -> Option<Group> {
    let portal = site.portal;
    let mut rows = site.index.of_form(form).of(page.plan).to_vec();
    sort_by_time(portal, &mut rows);
    let Form { id, name, .. } = &portal.forms[form];
    let to = portal.subject_path(Subject::Form(form), page.plan);
    (!rows.is_empty()).then(|| Group {
        id: format!("form-{id}"),
        title: capitalized(name),
        href: Some(relative(page.path, &to)),
        count: rows.len().to_string(),
        note: None,
        month: None,
        quiet: false,
        rows_html: html(site, &rows),
    })
}

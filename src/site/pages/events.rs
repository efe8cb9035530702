//! Everything people come to: meetings, seminars, webinars and the like, by form, each in the order of the year.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Form, Idx, Organization, RowIdx};
use crate::site::pages::blocks::{Group, by_plan, capitalized, html, of_office, sort_by_time};
use crate::site::pages::{Own, PageMeta};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct EventsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    jumps: Vec<Jump>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Jump {
    href: String,
    title: String,
    count: usize,
}

/// Lists the page of each office, and the rows that stand on it.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    for organization in portal.organizations.all().iter() {
        let belongs = |form: &Form| form.is_event && form.organization == organization;
        let mut forms = of_office(site, &portal.forms, belongs, |form| &form.name);
        forms.retain(|form| !site.index.of_form(*form).is_empty());
        if forms.is_empty() {
            continue;
        }
        for row in forms.iter().flat_map(|form| site.index.of_form(*form)) {
            list.row(site, *row);
        }
        let path = (portal.office_path(organization, "events.html"), None);
        list.page(organization, path, "events", move |path| view(site, organization, &forms, path));
    }
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    forms: &[Idx<Form>],
    path: &str,
) -> EventsView {
    let mut all = forms.iter().flat_map(|form| site.index.of_form(*form)).collect::<Vec<_>>();
    all.sort();
    all.dedup();
    let groups = forms.iter().flat_map(|form| groups_of(site, *form, path));
    let groups = groups.collect::<Vec<_>>();
    let jumps = groups.iter().map(|group| Jump {
        href: format!("#{}", group.id),
        title: group.title.clone(),
        count: group.rows.len(),
    });
    let lead = format!(
        "{} плану, у яких названо нараду, семінар, вебінар чи іншу зустріч. Пункт із кількома формами стоїть у кожній.",
        plural::count(all.len(), ["пункт", "пункти", "пунктів"]),
    );
    let title = "Події";
    let own = Own { kind: "events", title, crumb: title, description: &lead, way: Vec::new() };
    EventsView {
        page: site.meta(organization, path, own),
        title,
        jumps: jumps.collect(),
        groups,
        lead,
    }
}

/// The rows of one form, of each plan apart if there are several.
fn groups_of(site: &Site<'_>, form: Idx<Form>, path: &str) -> Vec<Group> {
    let portal = site.portal;
    let name = capitalized(&portal.forms[form].name);
    let plans = by_plan(portal, site.index.of_form(form));
    let is_several = plans.len() > 1;
    let group = |(plan, mut rows): (_, Vec<RowIdx>)| {
        sort_by_time(portal, &mut rows);
        let year = portal.plans[plan].year;
        let (id, title) = if is_several {
            (format!("{}-{year}", portal.forms[form].id), format!("{name}, {year}\u{a0}рік"))
        } else {
            (portal.forms[form].id.clone(), name.clone())
        };
        Group {
            id: format!("form-{id}"),
            title,
            href: Some(relative(path, &portal.form_path(form))),
            count: rows.len().to_string(),
            note: None,
            month: None,
            quiet: false,
            rows: html(site, &rows),
        }
    };
    plans.into_iter().map(group).collect()
}

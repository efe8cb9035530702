//! The list of forms of work: those that people attend, and those that stay on paper.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Form, Idx, Organization};
use crate::site::pages::blocks::{Tally, of_office};
use crate::site::pages::{Own, PageMeta, years};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct FormsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Kind {
    title: &'static str,
    forms: Vec<Tally>,
}

/// Lists the page of each office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |form: &Form| form.organization == organization;
    let forms = of_office(site, &portal.forms, belongs, |form| &form.name);
    if forms.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "forms.html"), None);
    list.page(organization, path, "forms", move |path| view(site, organization, &forms, path));
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    forms: &[Idx<Form>],
    path: &str,
) -> FormsView {
    let portal = site.portal;
    let plan = portal.organizations[organization].current_plan;
    let kind = |title: &'static str, is_event: bool| {
        let forms = forms.iter().filter(|idx| portal.forms[**idx].is_event == is_event);
        let forms = forms.map(|idx| Tally {
            href: relative(path, &portal.form_path(*idx)),
            name: portal.forms[*idx].name.clone(),
            count: site.index.of_form(*idx).of(plan).len(),
        });
        Kind { title, forms: forms.collect() }
    };
    let kinds = [
        kind("Зустрічі та заходи, у яких беруть участь", true),
        kind("Матеріали, документи та інша робота", false),
    ];
    let lead = format!(
        "{} називає план. Число каже, у скількох пунктах{}.",
        plural::count(forms.len(), ["форму роботи", "форми роботи", "форм роботи"]),
        match years::of_current(site, organization).as_str() {
            "" => String::new(),
            of_year => format!(" плану{of_year}"),
        },
    );
    let title = "Форми роботи";
    let own = Own { kind: "forms", title, crumb: title, description: &lead, way: Vec::new() };
    FormsView {
        page: site.meta(organization, path, own),
        title,
        kinds: kinds.into_iter().filter(|kind| !kind.forms.is_empty()).collect(),
        lead,
    }
}

//! The page of data: the plan for spreadsheets and programs, what follows its changes, the whole site as one file.

use serde::Serialize;

use crate::plan::{Idx, Organization, Plan, Portal};
use crate::site::data::archive::ARCHIVE;
use crate::site::output::{Archive, Content, Output, View};
use crate::site::pages::blocks::{Fact, size_in_words};
use crate::site::pages::section::{numbered, of_year};
use crate::site::pages::{Link, Own, PageMeta, section_class};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct DataView {
    page: PageMeta,
    title: &'static str,
    lead: &'static str,
    facts: Vec<Fact>,
    plans: Vec<PlanView>,
    schema_href: String,
    copy: Option<CopyView>,
}

#[derive(Serialize)]
struct PlanView {
    id: String,
    title: String,
    files: Vec<Link>,
    changes: Link,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    section_class: String,
    title: String,
    href: String,
    files: Vec<Link>,
}

#[derive(Serialize)]
struct CopyView {
    /// `None` on the page that stands in the copy itself.
    href: Option<String>,
    size: String,
}

/// The file of the page.
const PATH: &str = "data.html";

/// What a table is to be had as, and what people call it.
const FORMATS: [(&str, &str); 3] = [("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")];

/// Lists the page of an office that has a plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    if site.portal.organizations[organization].current_plan.is_none() {
        return;
    }
    let path = site.portal.office_path(organization, PATH);
    let shell = list.shell(organization, &path);
    let own = path.clone();
    let view = move |archive| View::of(self::view(site, organization, archive, &own));
    let template = "data";
    let content = match site.portal.settings.has_offline_copy {
        true => Content::PageOfArchive { template, shell, view: Box::new(view) },
        false => Content::Page { template, shell, view: Box::new(move || view(Archive::Missing)) },
    };
    list.outputs.list.push(Output { path, origin: None, content });
}

/// Lists the page where it tells the size of the archive, which no office has to itself.
pub(in crate::site) fn list_of_archive<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    if site.portal.settings.has_offline_copy {
        self::list(site, organization, list);
    }
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    archive: Archive,
    path: &str,
) -> DataView {
    let portal = site.portal;
    let (title, lead) = (
        "Дані плану",
        "Той самий план для таблиць, програм і архіву. Усі файли складено з одного змісту, тож вони кажуть те саме.",
    );
    let mut plans = portal
        .plans
        .iter()
        .filter(|(_, plan)| plan.organization == organization)
        .collect::<Vec<_>>();
    plans.sort_by_key(|(_, plan)| (!plan.is_current, std::cmp::Reverse(plan.year)));
    let license = portal.settings.data_license.as_deref();
    let license = license.unwrap_or("кабінет їх не зазначив");
    let mut facts = plans
        .first()
        .map(|(_, plan)| Fact::said("Станом на", state_of(site, plan)))
        .into_iter()
        .collect::<Vec<_>>();
    facts.push(Fact::said("Умови використання", license));
    let own = Own { kind: "data", title, crumb: title, description: lead, way: Vec::new() };
    DataView {
        page: site.meta(organization, path, own),
        title,
        lead,
        facts,
        plans: plans.into_iter().map(|(plan, _)| plan_view(portal, plan, path)).collect(),
        schema_href: relative(path, "data/plan.schema.json"),
        copy: match archive {
            Archive::Missing => None,
            Archive::Offered(bytes) => {
                let href = Some(relative(path, ARCHIVE));
                Some(CopyView { href, size: size_in_words(bytes) })
            }
            Archive::Around => Some(CopyView { href: None, size: String::new() }),
        },
    }
}

/// The day of the last recorded change; without one the plan is as it was approved.
pub(in crate::site) fn state_of(site: &Site<'_>, plan: &Plan) -> String {
    match plan.changes.first() {
        Some(change) => format!("{}: остання записана зміна", site.dates.date(change.day)),
        None if plan.is_draft => format!("проєкт плану на {}\u{a0}рік", plan.plan_year()),
        None => format!("затвердження плану на {}\u{a0}рік: змін не записано", plan.plan_year()),
    }
}

fn plan_view(portal: &Portal, idx: Idx<Plan>, path: &str) -> PlanView {
    let plan = &portal.plans[idx];
    let sections = plan.sections.iter().map(|section| SectionView {
        section_class: section_class(portal.sections[section].ordinal),
        title: numbered(&portal.sections[section]),
        href: relative(path, &portal.section_path(section)),
        files: files(path, |ending| portal.section_data_path(section, ending)),
    });
    PlanView {
        id: format!("plan-{}", plan.year),
        title: of_year(plan),
        files: files(path, |ending| portal.plan_data_path(idx, ending)),
        changes: Link::new(path, &portal.plan_path(idx, "changes.xml"), "Зміни, Atom"),
        sections: sections.collect(),
    }
}

fn files(path: &str, place: impl Fn(&str) -> String) -> Vec<Link> {
    FORMATS.iter().map(|(ending, name)| Link::new(path, &place(ending), *name)).collect()
}

//! International projects and programs, with those who carry them.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, Project, ProjectKind, RowIdx};
use crate::site::pages::blocks::row_link;
use crate::site::pages::{Own, PageMeta};
use crate::site::{List, Site};

#[derive(Serialize)]
struct ProjectsView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    projects: Vec<ProjectRow>,
}

#[derive(Serialize)]
struct ProjectRow {
    anchor: String,
    kind: &'static str,
    href: Option<String>,
    name: String,
    funders: Vec<String>,
}

/// Lists the page of each office that has any.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let projects = portal.projects.iter();
    let projects = projects.filter(|(_, project)| project.organization == organization);
    let projects = projects.map(|(idx, _)| idx).collect::<Vec<_>>();
    if projects.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "projects.html"), None);
    list.page(organization, path, "projects", move |path| {
        view(site, organization, &projects, path)
    });
}

/// In the order of the plan, which tells them in its own way.
fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    projects: &[Idx<Project>],
    path: &str,
) -> ProjectsView {
    let portal = site.portal;
    let rows = projects.iter().map(|idx| {
        let project = &portal.projects[*idx];
        let row =
            project.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
        ProjectRow {
            anchor: project.id.clone(),
            kind: match project.kind {
                ProjectKind::Project => "Проєкт",
                ProjectKind::Program => "Програма",
            },
            href: row.and_then(|row| row_link(portal, path, row).href),
            name: project.name.clone(),
            funders: project.funders.clone(),
        }
    });
    let is_project = |idx: &&Idx<Project>| portal.projects[**idx].kind == ProjectKind::Project;
    let number = projects.iter().filter(is_project).count();
    let counts = [
        (number, ["проєкт", "проєкти", "проєктів"]),
        (projects.len() - number, ["програма", "програми", "програм"]),
    ];
    let counts = counts.iter().filter(|(number, _)| *number > 0);
    let counts = counts.map(|(number, forms)| plural::count(*number, *forms)).collect::<Vec<_>>();
    let lead = format!("{} у плані, і хто їх підтримує — словами плану.", counts.join(" і "));
    let title = "Проєкти й програми";
    let own = Own { kind: "projects", title, crumb: title, description: &lead, way: Vec::new() };
    ProjectsView { page: site.meta(organization, path, own), title, projects: rows.collect(), lead }
}

//! Whom the office works with: those with an agreement first.

use serde::Serialize;

use crate::language::plural;
use crate::plan::{Idx, Organization, Partner, RowIdx};
use crate::site::pages::blocks::{of_office, row_link};
use crate::site::pages::row::{Piece, Standpoint, responsible_pieces};
use crate::site::pages::{Own, PageMeta};
use crate::site::{List, Site};

#[derive(Serialize)]
struct PartnersView {
    page: PageMeta,
    title: &'static str,
    lead: String,
    groups: Vec<PartnerGroup>,
}

#[derive(Serialize)]
struct PartnerGroup {
    title: &'static str,
    count: usize,
    partners: Vec<PartnerRow>,
}

#[derive(Serialize)]
struct PartnerRow {
    anchor: String,
    href: Option<String>,
    name: String,
    responsible: Vec<Piece>,
}

/// Lists the page of each office that has any.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    organization: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    let belongs = |partner: &Partner| partner.organization == organization;
    let partners = of_office(site, &portal.partners, belongs, |partner| &partner.name);
    if partners.is_empty() {
        return;
    }
    let path = (portal.office_path(organization, "partners.html"), None);
    list.page(organization, path, "partners", move |path| {
        view(site, organization, &partners, path)
    });
}

fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    partners: &[Idx<Partner>],
    path: &str,
) -> PartnersView {
    let portal = site.portal;
    let group = |title: &'static str, has_agreement: bool| {
        let partners = partners.iter().map(|idx| &portal.partners[*idx]);
        let partners = partners.filter(|partner| partner.has_agreement == has_agreement);
        let partners = partners.map(|partner| view_of(site, partner, path)).collect::<Vec<_>>();
        PartnerGroup { title, count: partners.len(), partners }
    };
    let groups = [group("План згадує угоду", true), group("Без згадки про угоду", false)];
    let lead = format!(
        "{} кабінету, названих у плані. Поруч — хто відповідає за співпрацю.",
        plural::count(partners.len(), ["партнер", "партнери", "партнерів"]),
    );
    let title = "Партнери";
    let own = Own { kind: "partners", title, crumb: title, description: &lead, way: Vec::new() };
    PartnersView {
        page: site.meta(organization, path, own),
        title,
        groups: groups.into_iter().filter(|group| group.count > 0).collect(),
        lead,
    }
}

fn view_of(site: &Site<'_>, partner: &Partner, path: &str) -> PartnerRow {
    let portal = site.portal;
    let row = partner.item.map(|item| RowIdx { entry: portal.items[item].entry, item: Some(item) });
    let responsible =
        row.map(|row| responsible_pieces(site, Standpoint::Page(path), &portal.row(row)));
    PartnerRow {
        anchor: partner.id.clone(),
        href: row.and_then(|row| row_link(portal, path, row).href),
        name: partner.name.clone(),
        responsible: responsible.unwrap_or_default(),
    }
}

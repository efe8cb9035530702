//! A methodical section of the region's teachers.

use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::{Idx, Organization, Portal};
use crate::site::index::Index;
use crate::site::pages::shorten;

pub(super) const KIND: FeedKind = FeedKind {
    list,
    title: "За обласними методичними секціями",
    about: "Засідання однієї обласної методичної секції та все, що її стосується.",
};

fn list(portal: &Portal, index: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    for (idx, section) in
        portal.methodical_sections.iter().filter(|(_, one)| one.organization == office)
    {
        drafts.push(FeedDraft {
            id: FeedId::MethodicalSection(idx),
            organization: section.organization,
            plan: None,
            key: format!("methodical-sections/{}", section.id),
            name: shorten(&format!("Секція {}", section.name), 60),
            about: format!("Обласна методична секція {}", section.name),
            page: portal.methodical_section_path(idx),
            color: "chocolate",
            rows: index.of_methodical_section(idx).all().to_vec(),
        });
    }
}

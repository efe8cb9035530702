//! A college: every entry and item whose words or facts name it.

use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::{Idx, Organization, Portal};
use crate::site::index::Index;
use crate::site::pages::shorten;

pub(super) const KIND: FeedKind =
    FeedKind {
        list, title: "За закладами освіти", about: "Дати, у яких план називає заклад."
    };

fn list(portal: &Portal, index: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    for (idx, college) in portal.colleges.iter().filter(|(_, one)| one.organization == office) {
        let name = college.short_name.as_ref().unwrap_or(&college.name);
        drafts.push(FeedDraft {
            id: FeedId::College(idx),
            organization: college.organization,
            plan: None,
            key: format!("colleges/{}", college.id),
            name: shorten(name, 60),
            about: format!("Що план називає для закладу: {}", college.name),
            page: portal.college_path(idx),
            color: "darkslateblue",
            rows: index.of_college(idx).all().to_vec(),
        });
    }
}

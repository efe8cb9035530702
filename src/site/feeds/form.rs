//! A form of work: «вебінари», «наради».

use super::words::with_capital;
use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::{Idx, Organization, Portal};
use crate::site::index::Index;

pub(super) const KIND: FeedKind =
    FeedKind {
        list, title: "За формами роботи", about: "Дати однієї форми роботи."
    };

fn list(portal: &Portal, index: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    for (idx, form) in portal.forms.iter().filter(|(_, one)| one.organization == office) {
        let name = with_capital(&form.name);
        drafts.push(FeedDraft {
            id: FeedId::Form(idx),
            organization: form.organization,
            plan: None,
            key: format!("forms/{}", form.id),
            about: format!("{name} за планом"),
            name,
            page: portal.form_path(idx),
            color: "darkorchid",
            rows: index.of_form(idx).all().to_vec(),
        });
    }
}

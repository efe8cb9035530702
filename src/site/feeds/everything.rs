//! All dated work of an office, with monthly digests in place of month markers.

use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::{Idx, Organization, Portal};
use crate::site::index::Index;

pub(super) const KIND: FeedKind = FeedKind {
    list,
    title: "Увесь план",
    about: "Усі дати плану. Справи, для яких названо лише місяць, зібрано в одну подію на місяць.",
};

fn list(portal: &Portal, _: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    let rows = portal.plans_of(office).flat_map(|(plan, _)| portal.rows_of_plan(plan)).collect();
    drafts.push(FeedDraft {
        id: FeedId::Everything(office),
        organization: office,
        plan: None,
        key: "all".to_owned(),
        name: format!("План: {}", portal.organizations[office].short_name),
        about: KIND.about.to_owned(),
        page: portal.office_path(office, "index.html"),
        color: "royalblue",
        rows,
    });
}

//! All dated work of an office, with monthly digests in place of month markers.

use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::Portal;
use crate::site::index::Index;

pub(super) const KIND: FeedKind = FeedKind {
    list,
    title: "Увесь план",
    about: "Усі дати плану. Справи, для яких названо лише місяць, зібрано в одну подію на місяць.",
};

fn list(portal: &Portal, _: &Index, drafts: &mut Vec<FeedDraft>) {
    for (organization, office) in portal.organizations.iter() {
        let plans = portal.plans.iter().filter(|(_, plan)| plan.organization == organization);
        let rows = plans.flat_map(|(plan, _)| portal.rows_of_plan(plan)).collect();
        drafts.push(FeedDraft {
            id: FeedId::Everything(organization),
            organization,
            plan: None,
            key: "all".to_owned(),
            name: format!("План: {}", office.short_name),
            about: KIND.about.to_owned(),
            page: portal.office_path(organization, "index.html"),
            color: "royalblue",
            rows,
        });
    }
}

//! A month of a plan: what has a day in it, and one digest of what has none; it lies with the plan.

use super::words::with_capital;
use super::{FeedDraft, FeedId, FeedKind};
use crate::language::dates::DateWords;
use crate::plan::{Idx, Organization, Portal};
use crate::site::index::Index;

pub(super) const KIND: FeedKind = FeedKind {
    list,
    title: "За місяцями",
    about: "Дати одного місяця; що дня не має, стоїть у ньому одним переліком.",
};

fn list(portal: &Portal, index: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    let dates = DateWords::new();
    for (plan, model) in portal.plans_of(office) {
        for (month, rows) in &index.months_of(plan).months {
            let name = with_capital(&dates.month_and_year(month.year, month.month));
            drafts.push(FeedDraft {
                id: FeedId::Month(plan, *month),
                organization: model.organization,
                plan: Some(plan),
                key: format!("months/{}-{:02}", month.year, month.month),
                about: format!("{name} за планом на {} рік", model.plan_year()),
                name,
                page: portal.month_path(plan, *month),
                color: "cadetblue",
                rows: rows.clone(),
            });
        }
    }
}

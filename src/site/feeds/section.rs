//! A section of a plan; the calendar lies with the plan, for next year's section is another one.

use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::{Idx, Organization, Portal};
use crate::site::index::Index;
use crate::site::pages::shorten;

pub(super) const KIND: FeedKind =
    FeedKind {
        list, title: "За розділами плану", about: "Дати одного розділу плану."
    };

/// Names of CSS, told apart side by side.
const COLORS: [&str; 14] = [
    "steelblue",
    "teal",
    "olive",
    "sienna",
    "slateblue",
    "crimson",
    "darkorange",
    "darkcyan",
    "indigo",
    "firebrick",
    "forestgreen",
    "goldenrod",
    "purple",
    "navy",
];

fn list(portal: &Portal, _: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    for (idx, section) in portal.sections_of(office) {
        let year = portal.plans[section.plan].year;
        let (name, about) = match section.number.as_str() {
            "" => (section.title.clone(), "Розділ".to_owned()),
            number => (format!("Розділ {number}. {}", section.title), format!("Розділ {number}")),
        };
        let rows = section.entries.iter().flat_map(|entry| portal.rows_of(entry)).collect();
        drafts.push(FeedDraft {
            id: FeedId::Section(idx),
            organization: portal.plans[section.plan].organization,
            plan: Some(section.plan),
            key: format!("sections/{}", section.ordinal),
            name: shorten(&name, 60),
            about: format!("{about} плану на {year} рік: {}", section.title),
            page: portal.section_path(idx),
            color: COLORS[(section.ordinal - 1) % COLORS.len()],
            rows,
        });
    }
}

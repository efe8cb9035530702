//! A person's work: with that of the groups they belong to, and only their own.

use super::{FeedDraft, FeedId, FeedKind};
use crate::plan::{Idx, Organization, Person, Portal, RowIdx};
use crate::site::index::Index;

pub(super) const KIND: FeedKind = FeedKind {
    list: with_groups,
    title: "За людьми",
    about: "Власні справи людини і справи груп, до яких вона належить; групу названо в категорії події.",
};

pub(super) const OWN: FeedKind = FeedKind {
    list: own,
    title: "За людьми: лише власні справи",
    about: "Справи, у яких людину названо, без справ її груп.",
};

fn with_groups(
    portal: &Portal,
    index: &Index,
    office: Idx<Organization>,
    drafts: &mut Vec<FeedDraft>,
) {
    for (person, _) in portal.people_of(office) {
        let mut rows = index.of_person(person).all().to_vec();
        let groups = index.groups_of(person);
        rows.extend(groups.iter().flat_map(|group| index.of_group(*group).all()));
        let names = groups.iter().map(|group| portal.groups[*group].name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        let name = &portal.people[person].name;
        let about = match names.as_str() {
            "" => format!("{name}: справи за планом"),
            names => format!("{name}: власні справи і справи груп ({names})"),
        };
        let draft = draft(portal, person, rows);
        drafts.push(FeedDraft { about, ..draft });
    }
}

fn own(portal: &Portal, index: &Index, office: Idx<Organization>, drafts: &mut Vec<FeedDraft>) {
    for (person, _) in portal.people_of(office) {
        let draft = draft(portal, person, index.of_person(person).all().to_vec());
        let Person { id, name, .. } = &portal.people[person];
        drafts.push(FeedDraft {
            id: FeedId::PersonOwn(person),
            key: format!("people/{id}-own"),
            name: format!("{name}: лише власні"),
            about: format!("{name}: справи, у яких названо саме цю людину"),
            color: "darkgreen",
            ..draft
        });
    }
}

fn draft(portal: &Portal, person: Idx<Person>, rows: Vec<RowIdx>) -> FeedDraft {
    let Person { id, name, organization, .. } = &portal.people[person];
    FeedDraft {
        id: FeedId::Person(person),
        organization: *organization,
        plan: None,
        key: format!("people/{id}"),
        name: format!("{name}: план роботи"),
        about: String::new(),
        page: portal.person_path(person),
        color: "seagreen",
        rows,
    }
}

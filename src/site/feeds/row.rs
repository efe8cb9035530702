//! A file for each dated entry and item: to take along, not to subscribe to.

use super::words;
use crate::plan::{Idx, Organization, RowIdx};
use crate::site::output::calendar::Calendar;
use crate::site::output::{Content, Output};
use crate::site::{List, Site};

/// Lists the files of an office's dated rows.
pub(super) fn list<'a>(site: &'a Site<'a>, office: Idx<Organization>, list: &mut List<'a>) {
    let mut before = None;
    let occurrences = site.calendars.occurrences.all();
    let places = site.calendars.by_office[office.index()].iter();
    for row in places.filter_map(|place| Some(occurrences.get(*place)?.row)) {
        if before.replace(row) == Some(row) {
            continue;
        }
        let path = site.portal.row_feed_path(row);
        let origin = Some(site.portal.entries[row.entry].span);
        let content = Content::Calendar(Box::new(move || calendar(site, row)));
        list.outputs.list.push(Output { path, origin, content });
    }
}

fn calendar(site: &Site<'_>, row: RowIdx) -> Calendar {
    let portal = site.portal;
    Calendar {
        name: words::lead(portal, &site.index, &portal.row(row), words::SHORT),
        about: format!("Пункт {} плану", portal.entries[row.entry].number).replace("  ", " "),
        source: portal.url(&portal.row_feed_path(row)),
        url: portal.url(&portal.entry_path(row.entry)),
        color: "royalblue",
        events: site.calendars.occurrences.places_of(row).collect(),
        zone: None,
    }
}

//! The files of `content/files/`, copied as they are.

use std::collections::BTreeSet;

use crate::plan::{Idx, Organization};
use crate::site::output::{Content, Output};
use crate::site::{List, Site};

/// Lists the attachments of an office.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let office = &site.portal.organizations[office];
    if !office.address.is_empty() {
        add(site, |folder| folder == Some(&office.address), list);
    }
}

/// Lists those that lie in no office's folder.
pub(in crate::site) fn list_of_portal<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    add(site, |folder| folder.is_none(), list);
}

/// Adds those that lie in this office's folder, or in none.
fn add<'a>(site: &'a Site<'a>, is_wanted: impl Fn(Option<&str>) -> bool, list: &mut List<'a>) {
    let offices = site.portal.organizations.iter().map(|(_, office)| office.address.as_str());
    let offices = offices.filter(|address| !address.is_empty()).collect::<BTreeSet<_>>();
    for file in site.portal.attachments.values() {
        let folder = file.path.split_once('/').map(|(folder, _)| folder);
        if is_wanted(folder.filter(|folder| offices.contains(folder))) {
            let content = Content::Attachment(file.source.clone());
            list.outputs.list.push(Output { path: file.path.clone(), origin: None, content });
        }
    }
}

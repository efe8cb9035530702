//! The whole site as one file, where the content asks for it; it is packed when everything else is written.

use crate::site::{List, Site};

/// Where it lies in the site.
pub(in crate::site) const ARCHIVE: &str = "site.zip";

/// Tells that there is to be one.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    if site.portal.settings.has_offline_copy {
        list.outputs.archive = Some(ARCHIVE.to_owned());
    }
}

//! The whole site as one file, where the content asks for it; it is packed when everything else is written.

use crate::plan::Portal;

/// Where it lies in the site.
pub(in crate::site) const ARCHIVE: &str = "site.zip";

/// Where it lies, if there is to be one.
pub(in crate::site) fn path(portal: &Portal) -> Option<String> {
    portal.settings.has_offline_copy.then(|| ARCHIVE.to_owned())
}

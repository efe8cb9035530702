//! Files for machines: the plan as JSON, CSV and Excel workbooks, changes as Atom, pictures for social networks, the
//! content's own files for download, the sitemap.

pub(in crate::site) mod archive;
mod atom;
pub(in crate::site) mod attachments;
mod csv;
mod json;
pub(in crate::site) mod pictures;
pub(in crate::site) mod sitemap;
mod xlsx;
mod xml;

use crate::site::{Kind, PortalKind};

/// Every kind of data file that an office has.
pub(in crate::site) const ALL: [Kind; 6] = [
    csv::list,
    xlsx::list,
    json::list,
    atom::list,
    attachments::list,
    // It names the pages that were listed before it.
    sitemap::list,
];

/// Every kind of data file that lies in no office's folder.
pub(in crate::site) const OF_PORTAL: [PortalKind; 4] = [
    json::list_schema,
    pictures::list,
    attachments::list_of_portal,
    // It names the pages that were listed before it.
    sitemap::list_of_portal,
];

//! Files for machines: the plan as JSON and CSV, the content's own files for download, the sitemap.

mod atom;
mod attachments;
mod csv;
mod json;
mod sitemap;
mod xml;

use crate::site::Kind;

/// Every kind of data file.
pub(in crate::site) const ALL: [Kind; 5] =
    [csv::list, json::list, atom::list, attachments::list, sitemap::list];

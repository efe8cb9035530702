//! Files for machines: the plan as JSON and CSV, the content's own files for download, the sitemap.

mod attachments;
mod csv;
mod json;
mod sitemap;

use crate::site::Kind;

/// Every kind of data file.
pub(in crate::site) const ALL: [Kind; 4] =
    [csv::list, json::list, attachments::list, sitemap::list];

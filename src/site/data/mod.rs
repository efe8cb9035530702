//! Files for machines: the plan as JSON and CSV, the content's own files for download, the sitemap.

mod atom;
mod attachments;
mod csv;
mod json;
pub(in crate::site) mod pictures;
mod sitemap;
mod xlsx;
mod xml;

use crate::site::Kind;

/// Every kind of data file.
pub(in crate::site) const ALL: [Kind; 7] = [
    csv::list,
    xlsx::list,
    json::list,
    atom::list,
    attachments::list,
    pictures::list,
    sitemap::list,
];

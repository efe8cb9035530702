//! Files for machines: the plan as JSON, CSV and Excel workbooks, changes as Atom, pictures for social networks, the
//! content's own files for download, the sitemap.

pub(in crate::site) mod archive;
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
pub(in crate::site) const ALL: [Kind; 8] = [
    archive::list,
    csv::list,
    xlsx::list,
    json::list,
    atom::list,
    attachments::list,
    pictures::list,
    sitemap::list,
];

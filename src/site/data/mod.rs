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

use crate::site::output::{Content, Output};
use crate::site::{Kind, List};
use crate::source::Span;

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

/// Lists a file of ready bytes.
pub(in crate::site) fn push<'a>(
    list: &mut List<'a>,
    path: String,
    origin: Option<Span>,
    make: impl Fn() -> Vec<u8> + Send + Sync + 'a,
) {
    list.outputs.list.push(Output { path, origin, content: Content::Bytes(Box::new(make)) });
}

//! Files for machines: the plan as JSON and CSV, sitemap, robots.

use crate::site::Kind;

/// Every kind of data file.
pub(in crate::site) const ALL: [Kind; 0] = [];

//! A plan as one file to take away: the document for signing and approval, its text, its data.
//!
//! Comes in: a portal without errors and one of its plans. Goes out: the bytes of one file. What there is says the
//! table [`FORMATS`]; the disk is for `commands/export.rs`. The document and the text print the rows of
//! `site/document.rs`, as the page of the whole plan does; data are the very bytes that the site publishes. All of
//! them are of the content alone: two exports are the same bytes.

mod docx;
mod published;
mod txt;

use std::path::Path;

use chrono::NaiveDateTime;

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::plan::{Idx, Plan, Portal};
use crate::site::{self, Assets, Site, Standing};
use crate::text;
use crate::text::Text;

/// A format in which a plan can be taken away.
pub struct Format {
    /// How names of such files end, without the dot.
    pub ending: &'static str,
    /// What it is for.
    pub about: fn() -> Text,
    make: Make,
}

enum Make {
    /// Of the plan.
    OfPlan(fn(&Portal, Idx<Plan>) -> Vec<u8>),
    /// It is the file of this ending among the data of the plan on the site.
    Published,
}

/// Every format; the first is the default.
pub const FORMATS: &[Format] = &[
    Format {
        ending: "docx",
        about: || text!(uk: "документ Word, як затверджують", en: "the Word document, as it is approved"),
        make: Make::OfPlan(docx::file),
    },
    Format {
        ending: "txt",
        about: || text!(uk: "той самий документ текстом", en: "the same document as text"),
        make: Make::OfPlan(txt::file),
    },
    Format {
        ending: "csv", about: || text!(uk: "таблиця", en: "a table"), make: Make::Published
    },
    Format {
        ending: "xlsx",
        about: || text!(uk: "книга Excel", en: "an Excel workbook"),
        make: Make::Published,
    },
    Format {
        ending: "json",
        about: || text!(uk: "дані для програм", en: "data for programs"),
        make: Make::Published,
    },
];

/// The format that the name of a file asks for.
pub fn format_of(file: &Path) -> Option<&'static Format> {
    let ending = file.extension()?.to_str()?.to_lowercase();
    FORMATS.iter().find(|format| format.ending == ending)
}

/// The file of a plan, and what is wrong with the portal as a site: with an error there is no file.
///
/// # Errors
/// When what makes the site's files fails: without a disk it does not.
pub fn export(
    portal: &Portal,
    plan: Idx<Plan>,
    format: &Format,
    now: NaiveDateTime,
) -> Result<(Option<Vec<u8>>, Diagnostics), Failure> {
    // Links between pages are known only when the site is listed.
    let site = Site::new(portal, Assets::default(), now, Standing::new());
    let (outputs, faults) = site::site(&site);
    if faults.has_errors() {
        return Ok((None, faults));
    }
    let bytes = match format.make {
        Make::OfPlan(make) => make(portal, plan),
        Make::Published => published::bytes(outputs, &portal.plan_data_path(plan, format.ending))?,
    };
    Ok((Some(bytes), faults))
}

//! The document for Word (ECMA-376): A4 landscape, as offices sign it, and as the page of the whole plan prints it.
//!
//! Only the approved document stands in it: what became known later (moved dates, what is done) does not belong there.
//! No library writes it: those there are cannot repeat the head of a table on each page, and bring decoders of pictures
//! along. The order of elements within an element is the schema's, which Word insists on. Start reading at [`file`];
//! `body.rs` writes the text, `table.rs` its tables, `parts.rs` has what is the same in every document.

mod body;
mod paragraph;
mod parts;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::export::docx::body::Body;
use crate::plan::{Idx, Plan, Portal};
use crate::site::document::title;
use crate::xml::escape;

/// The document of a plan.
pub(super) fn file(portal: &Portal, plan: Idx<Plan>) -> Vec<u8> {
    let body = Body::of(portal, &portal.plans[plan]);
    let parts = [
        // Readers look for the list of parts first.
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        ("docProps/core.xml", properties(portal, &portal.plans[plan])),
        ("docProps/app.xml", parts::APPLICATION.to_owned()),
        ("word/document.xml", body.document()),
        ("word/_rels/document.xml.rels", relationships(&body.links)),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/numbering.xml", body.numbering()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::FOOTER.to_owned()),
    ];
    packed(&parts).expect("an archive can be written into memory")
}

/// Of whom it is and what; no day, because nothing may change but the content.
fn properties(portal: &Portal, plan: &Plan) -> String {
    let subject = format!("План роботи на {} рік", plan.plan_year());
    let title = title(plan);
    let title = if title.is_empty() { &subject } else { &title };
    let author = &portal.organizations[plan.organization].name;
    format!(
        "{}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator>\
         <dc:language>uk-UA</dc:language></cp:coreProperties>",
        parts::HEAD,
        escape(title),
        escape(&subject),
        escape(author),
    )
}

/// What the document refers to: its other parts, and the addresses that its words lead to.
fn relationships(links: &[String]) -> String {
    let mut xml = format!("{}{}", parts::HEAD, parts::DOCUMENT_RELATIONSHIPS);
    for (at, link) in links.iter().enumerate() {
        xml.push_str(&format!(
            "<Relationship Id=\"{}\" Type=\"{}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            body::link_id(at),
            parts::OFFICE_RELATIONSHIPS,
            escape(link),
        ));
    }
    xml.push_str("</Relationships>");
    xml
}

/// The parts in one file; one date and one system for all, because the bytes must not tell when and where they were
/// packed.
fn packed(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(xml.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

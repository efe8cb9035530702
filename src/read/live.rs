//! Drawings and data of `files/` that a browser opens by themselves: what would run in them, as a page of the site.

use std::ops::Range;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Span};
use crate::text;

/// Endings of files that browsers read as XML, in which elements of pages are what they are in pages.
const XML: &[&str] = &["svg", "xml", "xsl", "xslt", "xsd", "rdf", "rss", "atom"];

/// Elements that run something, or show a page of their own.
const LIVE: &[&str] = &["script", "handler", "listener", "iframe", "object", "embed"];

/// Whether a browser reads the file as XML.
pub(in crate::read) fn is_xml(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    XML.iter().any(|xml| ending.eq_ignore_ascii_case(xml))
}

/// Where something that would run stands; of words that cannot be understood, where they cannot: a browser may go farther.
pub(in crate::read) fn live(xml: &str) -> Option<Range<usize>> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    match Document::parse_with_options(xml, options) {
        Ok(tree) => tree.descendants().find_map(live_part),
        Err(error) => {
            let lines = xml.split_inclusive('\n').take(error.pos().row.saturating_sub(1) as usize);
            let at = lines.map(str::len).sum::<usize>().min(xml.trim_end().len());
            Some(at..at)
        }
    }
}

fn live_part(node: Node<'_, '_>) -> Option<Range<usize>> {
    // A style sheet may be one of the kind that makes scripts.
    let is_sheet = node.pi().is_some_and(|instruction| instruction.target == "xml-stylesheet");
    let is_live = node.is_element() && LIVE.contains(&&*node.tag_name().name().to_lowercase());
    if is_sheet || is_live {
        let start = node.range().start;
        return Some(start..start);
    }
    node.attributes().find(runs).map(|attribute| attribute.range())
}

/// «onload="…"», «href="javascript:…"», and what an animation may make of an address.
fn runs(attribute: &Attribute<'_, '_>) -> bool {
    let value = attribute.value().chars().filter(|letter| !letter.is_whitespace());
    let value = value.collect::<String>().to_lowercase();
    attribute.name().to_lowercase().starts_with("on")
        || value.contains("javascript:")
        || value.contains("data:text/html")
}

pub(in crate::read) fn report(file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "у цьому файлі є те, що в читача запустилося б як скрипт сайту, або його не прочитати",
        en: "in this file something would run at the reader's as a script of the site, or it cannot be read",
    );
    let help = text!(
        uk: "збережіть малюнок наново як PNG чи «простий SVG», дані — як XLSX або CSV; або приберіть звідси скрипт",
        en: "save a drawing anew as PNG or plain SVG, data as XLSX or CSV; or remove the script here",
    );
    diagnostics.error("risky-attachment", Span::new(file, range), message).help(help);
}

#[cfg(test)]
mod tests {
    use super::live;

    #[test]
    fn what_would_run_is_found_and_drawings_are_let_through() {
        let svg = |inside: &str| {
            format!(
                "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n\
                 <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n\
                 {inside}</svg>\n"
            )
        };
        for fine in [
            "<g id=\"one\"><path d=\"M0 0\"/><text>onload=1 javascript: </text></g>",
            "<a xlink:href=\"https://example.org/\"><image href=\"data:image/png;base64,AA\"/></a>",
            "<style>.a { fill: red }</style>",
        ] {
            assert_eq!(live(&svg(fine)), None, "{fine}");
        }
        for bad in [
            "<script>alert(1)</script>",
            "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\"/>",
            "<g ONLOAD=\"a()\"/>",
            "<a xlink:href=\" java&#10;script:a()\"/>",
            "<set attributeName=\"href\" to=\"JavaScript:a()\"/>",
            "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>",
            "<?xml-stylesheet type=\"text/xsl\" href=\"#a\"?>",
            "<g>",
            "<g a=1/>",
        ] {
            let text = svg(bad);
            let found = live(&text).unwrap_or_else(|| panic!("{bad}"));
            assert!(text.get(found).is_some(), "{bad}");
        }
        for broken in ["", "<", "\u{1b}$B<svg/>", "<svg>\n\u{fffd}<script/>"] {
            assert!(live(broken).is_some(), "{broken}");
        }
    }
}

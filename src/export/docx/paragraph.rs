//! Paragraphs and runs of WordprocessingML (ECMA-376 part 1, 17.3).

use std::fmt::Write as _;

use crate::markdown::blocks::Look;
use crate::xml::escape;

/// What a paragraph has besides its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Props {
    /// Stands on the same page as the next paragraph.
    pub(super) stays_with_next: bool,
    /// Begins a page.
    pub(super) begins_page: bool,
    /// Is an item of this list, at this depth.
    pub(super) list: Option<(usize, usize)>,
}

/// A paragraph of a style.
pub(super) fn paragraph(style: &str, props: Props, runs: &str) -> String {
    let Props { stays_with_next, begins_page, list } = props;
    let mut xml = format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
    if stays_with_next {
        xml.push_str("<w:keepNext/>");
    }
    if begins_page {
        xml.push_str("<w:pageBreakBefore/>");
    }
    if let Some((list, depth)) = list {
        let _ = write!(
            xml,
            "<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
        );
    }
    xml.push_str("</w:pPr>");
    xml.push_str(runs);
    xml.push_str("</w:p>");
    xml
}

/// Words that look the same. Line breaks and tabs become those of Word.
pub(super) fn run(words: &str, look: &Look) -> String {
    let Look { is_bold, is_italic, is_struck, link } = look;
    let mut props = String::new();
    for (is, xml) in [
        (link.is_some(), "<w:rStyle w:val=\"Hyperlink\"/>"),
        (*is_bold, "<w:b/><w:bCs/>"),
        (*is_italic, "<w:i/><w:iCs/>"),
        (*is_struck, "<w:strike/>"),
    ] {
        props.push_str(if is { xml } else { "" });
    }
    let mut xml = String::with_capacity(words.len() + 64);
    xml.push_str("<w:r>");
    if !props.is_empty() {
        let _ = write!(xml, "<w:rPr>{props}</w:rPr>");
    }
    for (at, line) in words.split('\n').enumerate() {
        xml.push_str(if at > 0 { "<w:br/>" } else { "" });
        for (at, piece) in line.trim_end_matches('\r').split('\t').enumerate() {
            xml.push_str(if at > 0 { "<w:tab/>" } else { "" });
            if !piece.is_empty() {
                let _ = write!(xml, "<w:t xml:space=\"preserve\">{}</w:t>", escape(piece));
            }
        }
    }
    xml.push_str("</w:r>");
    xml
}

/// Words as they are; without words no run.
pub(super) fn plain(words: &str) -> String {
    if words.is_empty() { String::new() } else { run(words, &Look::default()) }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn lines_and_tabs_become_those_of_word() {
        let words = "<w:r><w:t xml:space=\"preserve\">раз</w:t><w:br/><w:tab/>\
                     <w:t xml:space=\"preserve\"> два</w:t></w:r>";
        assert_eq!(plain("раз\r\n\t два"), words);
        assert_eq!(plain(""), "");
    }
}

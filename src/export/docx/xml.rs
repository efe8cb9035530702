//! Text as XML, paragraphs and runs of WordprocessingML (ECMA-376 part 1, 17.3).

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::markdown::blocks::Look;

/// Text for an element or an attribute; what XML cannot hold (XML 1.0, 2.2) is left out: nobody sees it.
pub(super) fn escape(words: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| !matches!(letter, '&' | '<' | '>' | '"') && is_char(letter);
    if words.chars().all(is_plain) {
        return words.into();
    }
    let mut xml = String::with_capacity(words.len() + 16);
    for letter in words.chars() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            letter if is_char(letter) => xml.push(letter),
            _ => {}
        }
    }
    xml.into()
}

fn is_char(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        letter => letter >= ' ',
    }
}

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
    use super::{escape, plain};

    #[test]
    fn every_text_can_stand_in_xml() {
        assert_eq!(escape("«лапки» та ’"), "«лапки» та ’");
        assert_eq!(escape("<a href=\"x\"> & 😀"), "&lt;a href=&quot;x&quot;&gt; &amp; 😀");
        assert_eq!(escape("a\u{1}\u{b}\u{1f}\u{fffe}\u{ffff}b\u{7f}"), "ab\u{7f}");
        let words = "<w:r><w:t xml:space=\"preserve\">раз</w:t><w:br/><w:tab/>\
                     <w:t xml:space=\"preserve\"> два</w:t></w:r>";
        assert_eq!(plain("раз\r\n\t два"), words);
        assert_eq!(plain(""), "");
    }
}

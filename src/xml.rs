//! Text as XML takes it (XML 1.0, 2.2 and 2.4), for the files that are written by hand.

use std::borrow::Cow;

/// Text for an element, or an attribute in double quotes; what XML cannot hold is left out: nobody sees it.
pub(crate) fn escape(words: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| named(letter).is_none() && is_char(letter);
    if words.chars().all(is_plain) {
        return words.into();
    }
    let mut xml = String::with_capacity(words.len() + 16);
    for letter in words.chars() {
        match named(letter) {
            Some(name) => xml.push_str(name),
            None if is_char(letter) => xml.push(letter),
            None => {}
        }
    }
    xml.into()
}

fn named(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

fn is_char(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        letter => letter >= ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn every_text_can_stand_in_xml() {
        assert_eq!(escape("«лапки» та ’"), "«лапки» та ’");
        assert_eq!(escape("<a href=\"x\"> & 😀"), "&lt;a href=&quot;x&quot;&gt; &amp; 😀");
        assert_eq!(escape("a\u{1}\u{b}\u{1f}\u{fffe}\u{ffff}b\u{7f}"), "ab\u{7f}");
    }
}

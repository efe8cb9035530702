//! Text in the sitemap and the feed of changes, which are written by hand: on one line.

use crate::xml::escape;

/// Text of an XML element or attribute, in quotes of either kind, on one line, without signs that control something.
pub(in crate::site) fn escaped(text: &str) -> String {
    let on_a_line = text.chars().filter_map(|sign| match sign {
        '\t' | '\n' | '\r' => Some(' '),
        sign => (!sign.is_control()).then_some(sign),
    });
    escape(&on_a_line.collect::<String>()).replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_becomes_an_element() {
        assert_eq!(escaped("a<b> & \"c\" 'd'"), "a&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;");
        assert_eq!(escaped("a\u{1b}b\nc\u{ffff}"), "ab c");
    }
}

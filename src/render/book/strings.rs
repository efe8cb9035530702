//! The words of cells as XML: the «shared strings» of a book (ECMA-376 part 1, 18.4).

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

/// More letters than this Excel refuses in one cell.
const MOST_LETTERS: usize = 32_767;

/// Words as a book holds them.
#[derive(Clone)]
pub(super) struct Text {
    /// Its number among the [`Texts`].
    number: usize,
    xml: Arc<str>,
}

/// Every text of many books, made ready once.
#[derive(Default)]
pub(super) struct Texts {
    /// By the words; their places are the numbers, which depend on the threads: they only tell texts apart.
    ready: Mutex<IndexMap<Box<str>, Arc<str>>>,
}

impl Texts {
    /// The text of some words; where there are none, there is no text.
    pub(super) fn ready(&self, words: &str) -> Option<Text> {
        if words.is_empty() {
            return None;
        }
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((number, _, xml)) = ready.get_full(words) {
            return Some(Text { number, xml: Arc::clone(xml) });
        }
        let xml = Arc::<str>::from(string(words));
        let (number, _) = ready.insert_full(words.into(), Arc::clone(&xml));
        Some(Text { number, xml })
    }
}

/// The strings of one book.
pub(super) struct Strings {
    /// Of each text by its number: its place among the strings, counted from 1; 0 where it is not in the book.
    places: Vec<usize>,
    count: usize,
    xml: String,
}

impl Strings {
    /// No string after so many others.
    pub(super) fn after(count: usize) -> Strings {
        Strings { places: Vec::new(), count, xml: String::new() }
    }

    /// The place of a text among the strings of the book; it is added where it is new.
    pub(super) fn place(&mut self, text: &Text) -> usize {
        if self.places.len() <= text.number {
            self.places.resize(text.number + 1, 0);
        }
        let place = &mut self.places[text.number];
        if *place == 0 {
            self.count += 1;
            *place = self.count;
            self.xml.push_str(&text.xml);
        }
        *place - 1
    }

    /// How many strings the book has, with those before.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The added strings.
    pub(super) fn xml(&self) -> &str {
        &self.xml
    }
}

/// A string of a book. What XML cannot hold, and what reads like it, is written as Excel does: `_x000B_` (ECMA-376
/// part 1, 22.9.2.19).
fn string(words: &str) -> String {
    let words = fitting(words);
    let is_bare = words.trim().len() == words.len();
    let open = if is_bare { "<si><t>" } else { "<si><t xml:space=\"preserve\">" };
    let mut xml = String::with_capacity(words.len() + 32);
    xml.push_str(open);
    push_text(&mut xml, words);
    xml.push_str("</t></si>");
    xml
}

/// As much of a text as a cell takes.
fn fitting(words: &str) -> &str {
    // No letter has less than a byte: the letters of a short text need not be counted.
    if words.len() <= MOST_LETTERS {
        return words;
    }
    let most = words.char_indices().nth(MOST_LETTERS).map_or(words.len(), |(at, _)| at);
    words.get(..most).unwrap_or(words)
}

/// The first byte of U+FFFE and U+FFFF, which XML cannot hold, and of few other letters.
const BEFORE_FFFE: u8 = 0xef;

/// Text in XML.
pub(super) fn push_text(sheet: &mut String, words: &str) {
    let is_special = |byte: u8| {
        (byte < b' ' && !matches!(byte, b'\t' | b'\n'))
            | matches!(byte, b'&' | b'<' | b'>' | b'_' | BEFORE_FFFE)
    };
    // Most texts have nothing special. Without an early end the compiler looks at many bytes at once.
    if !words.bytes().fold(false, |is_found, byte| is_found | is_special(byte)) {
        sheet.push_str(words);
        return;
    }
    let mut rest = words;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, from) = rest.split_at(at);
        sheet.push_str(plain);
        let mut letters = from.chars();
        let Some(special) = letters.next() else { break };
        match special {
            '&' => sheet.push_str("&amp;"),
            '<' => sheet.push_str("&lt;"),
            '>' => sheet.push_str("&gt;"),
            '_' if !reads_as_escape(from) => sheet.push('_'),
            other if other >= ' ' && !matches!(other, '_' | '\u{fffe}' | '\u{ffff}') => {
                sheet.push(other);
            }
            other => sheet.push_str(&format!("_x{:04X}_", u32::from(other))),
        }
        rest = letters.as_str();
    }
    sheet.push_str(rest);
}

/// Whether a text begins like a character that is written as its number: `_x0041_`.
fn reads_as_escape(words: &str) -> bool {
    let bytes = words.as_bytes();
    let digits = bytes.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    bytes.starts_with(b"_x") && digits && bytes.get(6) == Some(&b'_')
}

#[cfg(test)]
mod tests {
    use super::{MOST_LETTERS, Strings, Texts, fitting, push_text};

    #[test]
    fn a_text_stands_in_a_book_once() {
        let texts = Texts::default();
        let ready = |words| texts.ready(words).expect("there are words");
        assert!(texts.ready("").is_none());
        let (year, form, space) = (ready("2030"), ready("вебінар"), ready(" так"));
        let mut strings = Strings::after(2);
        let places = [&form, &year, &form, &space, &ready("вебінар")];
        assert_eq!(places.map(|text| strings.place(text)), [2, 3, 2, 4, 2]);
        assert_eq!(strings.count(), 5);
        let own = "<si><t xml:space=\"preserve\"> так</t></si>";
        assert_eq!(strings.xml(), format!("<si><t>вебінар</t></si><si><t>2030</t></si>{own}"));
        assert_eq!(Strings::after(2).place(&space), 2);
    }

    #[test]
    fn a_cell_holds_every_text() {
        for (words, written) in [
            ("«лапки» та \"інші\"", "«лапки» та \"інші\""),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("рядок\nдругий\tтретій", "рядок\nдругий\tтретій"),
            ("a\u{b}b\r", "a_x000B_b_x000D_"),
            ("_x0041_ _x_ _", "_x005F_x0041_ _x_ _"),
            ("\u{ffff}ﬁ", "_xFFFF_ﬁ"),
        ] {
            let mut sheet = String::new();
            push_text(&mut sheet, words);
            assert_eq!(sheet, written);
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_letters() {
        let words = "щ".repeat(MOST_LETTERS + 3);
        assert_eq!(fitting(&words).chars().count(), MOST_LETTERS);
        assert_eq!(fitting("щось"), "щось");
    }
}

//! The heading of a section, and the rows of the contents that announce it.

use super::number::{arabic, latin};
use super::printed::is_word;
use super::subheading::is_part_of_year;
use super::{ContentsRow, Section};

/// The heading of a section: «IV. МЕТОДИЧНИЙ СУПРОВІД …», «Розділ 2. …».
pub(super) struct Heading {
    pub(super) value: u32,
    pub(super) number: String,
    heading: String,
    pub(super) title: String,
    pub(super) is_dotted: bool,
    /// «2. …»: neither a Roman numeral nor «Розділ».
    pub(super) is_digit: bool,
    /// «Розділ 2».
    pub(super) is_named: bool,
}

impl Heading {
    pub(super) fn read(text: &str) -> Option<Self> {
        let first = text.split_whitespace().next()?;
        let is_named = is_word(first, "розділ");
        let rest = if is_named { text.strip_prefix(first)?.trim_start() } else { text };
        let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let (numeral, after) = rest.split_at_checked(end)?;
        let title = after.trim_start_matches(['.', ')', ':', ' ']);
        let digits = numeral.parse::<u32>().ok().filter(|value| (1..100).contains(value));
        let (value, number) = match (arabic(numeral), digits) {
            (Some(value), _) => (value, latin(numeral)?),
            (None, Some(value)) => (value, numeral.to_owned()),
            (None, None) => return None,
        };
        // «РОЗДІЛ 1» alone: its title stands in the next line.
        let title_is_words = title
            .starts_with(|letter: char| letter.is_alphabetic() || letter == '«')
            || is_named && title.is_empty();
        // «І ЕТАП» and «V-й» are no headings; a digit is one only with its dot.
        let is_dotted = after.starts_with(['.', ')']);
        let parted = is_named || is_dotted || (digits.is_none() && after.starts_with(' '));
        (title_is_words && parted).then(|| Self {
            value,
            number,
            heading: text.to_owned(),
            title: title.to_owned(),
            is_dotted: is_dotted || is_named,
            is_digit: digits.is_some() && !is_named,
            is_named,
        })
    }

    /// «І КВАРТАЛ» heads rows, not a section.
    pub(super) fn is_part_of_year(&self) -> bool {
        is_part_of_year(&self.heading)
    }

    pub(super) fn into_section(self, line_number: usize) -> Section {
        let Self { number, heading, title, .. } = self;
        Section { line_number, number, heading, title, ..Section::default() }
    }
}

/// A line of the contents: its numeral, its title, its sheets.
pub(super) fn contents_row(line_number: usize, filled: &[String]) -> ContentsRow {
    let text = filled.join(" ");
    let is_sheets = |word: &str| {
        let digit_or_dash = |letter: char| letter.is_ascii_digit() || "-–—,".contains(letter);
        word.starts_with(|letter: char| letter.is_ascii_digit()) && word.chars().all(digit_or_dash)
    };
    let is_numeral = |word: &str| {
        let bare = word.trim_end_matches(['.', ')']);
        arabic(bare).is_some() || (bare.len() < word.len() && bare.parse::<u32>().is_ok())
    };
    let is_section_numeral = |word: &str| {
        let bare = word.trim_end_matches(['.', ')', ':']);
        arabic(bare).is_some() || bare.parse::<u32>().is_ok()
    };
    let mut words = text.split_whitespace().collect::<Vec<_>>();
    let sheets = words.pop_if(|word| is_sheets(word)).unwrap_or_default();
    let number = match words.as_slice() {
        [word, _, ..] if is_numeral(word) => words.remove(0).to_owned(),
        [word, numeral, _, ..] if is_word(word, "розділ") && is_section_numeral(numeral) => {
            words.drain(..2).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    // Dots that lead the eye from the title to the sheet are layout.
    let leaders = |letter: char| matches!(letter, '.' | '…' | '_' | ' ');
    let title = words.join(" ");
    let bare = title.trim_end_matches(leaders);
    let title = if title.len() - bare.len() > 2 { bare.to_owned() } else { title };
    ContentsRow { line_number, number, title, sheets: sheets.to_owned() }
}

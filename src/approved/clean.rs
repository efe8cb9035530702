//! What the conversion from Word left in a line: tags, entities, Markdown marks, odd blanks.
//!
//! A line comes in as printed; cells go out as lines of words. Only known HTML tags are taken
//! away, so that «<Прізвище>» in angle brackets stays what the document says.

use super::{Line, words::split_bullets};

/// Tags that begin a new line inside a cell; the others leave no trace.
const BLOCK_TAGS: [&str; 13] =
    ["p", "br", "li", "ul", "ol", "div", "tr", "td", "th", "table", "tbody", "h1", "h2"];
const INLINE_TAGS: [&str; 14] =
    ["i", "b", "em", "strong", "u", "s", "span", "sup", "sub", "a", "font", "small", "mark", "del"];

/// What a cell has in a Word document that is merged with the one above: an entity, so that no word can look like it.
pub const JOINS_ABOVE: &str = "&above;";

/// What the cell for numbers has instead, where one number stands beside several rows.
pub const NUMBER_ABOVE: &str = "&number-above;";

/// What stands before the words of a footnote of a Word document: an entity, as [`JOINS_ABOVE`].
pub const NOTE: &str = "&note;";

/// Cuts a line of the document into cells: by tabs, or by the pipes of a Markdown table.
pub(super) fn cells(line: &str) -> Vec<&str> {
    let trimmed = line.trim();
    if !line.contains('\t')
        && let Some(inside) = trimmed.strip_prefix('|')
    {
        return inside.strip_suffix('|').unwrap_or(inside).split('|').collect();
    }
    line.split('\t').collect()
}

/// Whether the line is only a rule of Markdown or of a text table: dashes, pipes, colons.
pub(super) fn is_rule(line: &str) -> bool {
    let rule =
        |letter: char| matches!(letter, '-' | '|' | ':' | '=' | '_' | '*' | '+' | '\t' | ' ');
    line.chars().all(rule) && line.chars().filter(|letter| "-=_*".contains(*letter)).count() >= 2
}

/// The words of a cell: one [`Line`] for each paragraph and for each bullet in it.
pub(super) fn lines(cell: &str, line_number: usize) -> Vec<Line> {
    let text = without_marks(&without_tags(cell));
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let blanks_single = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        for (bullet, piece) in split_bullets(&blanks_single) {
            let text = piece.to_owned();
            lines.push(Line { line_number, text, bullet });
        }
    }
    lines
}

/// Takes known tags and entities away; a block tag becomes a line break.
fn without_tags(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        if let Some((is_block, after)) = tag(from) {
            text.push_str(if is_block { "\n" } else { "" });
            rest = after;
        } else if let Some((letter, after)) = entity(from) {
            text.push(letter);
            rest = after;
        } else {
            let mut letters = from.chars();
            text.extend(letters.next());
            rest = letters.as_str();
        }
    }
    text.push_str(rest);
    text
}

/// A known tag at the beginning: whether it breaks the line, and what follows it.
pub(super) fn tag(from: &str) -> Option<(bool, &str)> {
    let (inside, after) = from.strip_prefix('<')?.split_once('>')?;
    let name = inside.trim_start_matches('/').trim_end_matches('/');
    let name = name.split_whitespace().next()?.to_ascii_lowercase();
    let is_block = BLOCK_TAGS.contains(&name.as_str());
    (is_block || INLINE_TAGS.contains(&name.as_str())).then_some((is_block, after))
}

/// An HTML entity at the beginning: its letter, and what follows it.
pub(super) fn entity(from: &str) -> Option<(char, &str)> {
    let (name, after) = from.strip_prefix('&')?.split_once(';')?;
    let code = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    let letter = match name {
        "nbsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "rsquo" => '’',
        "hellip" => '…',
        "shy" => return Some(('\u{ad}', after)),
        _ => match name.strip_prefix('#')? {
            digits if digits.starts_with(['x', 'X']) => code(digits.get(1..)?, 16)?,
            digits => code(digits, 10)?,
        },
    };
    (!letter.is_control()).then_some((letter, after))
}

/// Takes Markdown's bold marks and a heading's «#» away.
fn without_marks(text: &str) -> String {
    let text = text.replace("**", "").replace('\u{feff}', "");
    let bare = text.trim_start();
    match bare.trim_start_matches('#') {
        after if after.len() < bare.len() && after.starts_with(' ') => after.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cell: &str) -> Vec<String> {
        lines(cell, 1).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn tags_and_entities_go_and_words_stay() {
        assert_eq!(
            texts("<p>Наказ&nbsp;№&#160;5:</p> <ul style=\"x\"><li>- <em>перше</em>;</li></ul>"),
            ["Наказ № 5:", "перше;"]
        );
        assert_eq!(texts("<Прізвище> & <b>Ко</b> a<b"), ["<Прізвище> & Ко a<b"]);
        assert_eq!(texts("**«Тема»**"), ["«Тема»"]);
    }

    #[test]
    fn a_rule_has_no_words() {
        assert!(is_rule("-----\t---\t---"));
        assert!(is_rule("|:---|---|"));
        assert!(!is_rule("\t\t\t"));
        assert!(!is_rule("- текст"));
    }

    #[test]
    fn pipes_part_cells_like_tabs() {
        assert_eq!(cells("| 1.1 | Участь | |"), [" 1.1 ", " Участь ", " "]);
        assert_eq!(cells("1.1\tа | б"), ["1.1", "а | б"]);
    }
}

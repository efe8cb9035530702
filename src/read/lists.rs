//! Lists whose texts stand in other quotes, or in several kinds: `[“а”, "б"]`, `["а”, “б"]`.
//!
//! Comes in: the text as it was written, and a place where TOML finds a fault; or one text of a list that was read.
//! Start reading at [`slip_of_list`].

use crate::read::values::{CURLY, Slip, line_around};
use crate::text;
use crate::text::Text;

/// The slip of a list, or of a line of one, around a place where TOML finds a fault.
pub(in crate::read) fn slip_of_list(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_around(text, at)?;
    let (before, rest) = match line.split_once('=') {
        Some((key, value)) if value.trim_start().starts_with('[') => {
            let open = key.len() + 1 + value.find('[')? + 1;
            line.split_at_checked(open)?
        }
        // A line of a list that began above.
        None if line.trim_start().starts_with(['"', '«', '“', '„', '”', '‘', '’']) => {
            ("", line)
        }
        _ => return None,
    };
    let end = rest.rfind(']').unwrap_or(rest.len());
    let inside = rest.get(..end)?;
    let from = start + before.len() + (inside.len() - inside.trim_start().len());
    let written = inside.trim().trim_end_matches(',');
    let texts = texts(written)?;
    let read = texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", ");
    if read == written {
        return None;
    }
    let range = from..from + written.len();
    let message = text!(
        uk: "тексти списку стоять не в тих лапках",
        en: "the texts of the list are not in straight quotes",
    );
    Some(Slip { told: range.clone(), written: range, help: how(&texts), message, read })
}

/// The texts of a list, without their quotes of any kind; `None` where it is not clear which they are.
fn texts(written: &str) -> Option<Vec<String>> {
    let is_quote = |letter: char| letter == '"' || CURLY.contains(&letter);
    if written.contains(['\\', '#', '[', ']']) || !written.contains(CURLY) {
        return None;
    }
    let mut texts = Vec::new();
    let mut piece = String::new();
    for part in written.split_inclusive(',') {
        piece.push_str(part);
        let whole = piece.trim_end_matches(',').trim();
        if !whole.ends_with(is_quote) {
            continue;
        }
        let inside = whole.strip_prefix(is_quote)?;
        let last = inside.chars().next_back()?;
        let shorter = inside.strip_suffix(last)?;
        // "Тема «А»: the mark belongs to the inner words.
        let is_inner = last == '»' && shorter.matches('«').count() > shorter.matches('»').count();
        let text = if is_inner { inside } else { shorter };
        if text.is_empty() || text.contains('"') {
            return None;
        }
        texts.push(text.to_owned());
        piece.clear();
    }
    (piece.trim().is_empty() && !texts.is_empty()).then_some(texts)
}

/// Two texts that quotes of different kinds have made one: what is in the straight quotes, and how to write it.
pub(in crate::read) fn joined(text: &str) -> Option<(Text, Text)> {
    let (first, second) = text.split_once(',')?;
    let is_closed = first.trim_end().ends_with(['”', '»', '’', '“']) && !first.contains(['«', '„']);
    let is_opened = second.trim_start().starts_with(['“', '«', '„', '‘', '”']);
    // «“Тема”, “Друга”» within straight quotes are words that are quoted.
    if !is_closed || !is_opened || first.starts_with('“') {
        return None;
    }
    let texts = text.split(',').map(|text| text.trim().trim_matches(CURLY).to_owned());
    let message = text!(
        uk: "у списку лапки різного виду: кілька текстів стали одним",
        en: "the list has quotes of several kinds: several texts became one",
    );
    Some((message, how(&texts.collect::<Vec<_>>())))
}

fn how(texts: &[String]) -> Text {
    let list = texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", ");
    text!(
        uk: "поставте прямі лапки (Shift і клавіша Є в англійській розкладці): [{list}]",
        en: "use straight quotes: [{list}]",
    )
}

#[cfg(test)]
mod tests {
    use super::{joined, slip_of_list};

    #[test]
    fn quotes_of_lists_become_straight() {
        for (line, read) in [
            ("forms = [“а”, \"б\"]", "\"а\", \"б\""),
            ("forms = [\"а”, \"б\"]", "\"а\", \"б\""),
            ("forms = [«а», «б»]", "\"а\", \"б\""),
            ("forms = [ «а, б», \"в\" ] # так", "\"а, б\", \"в\""),
            ("  “а”,", "\"а\""),
            ("m = [«Тема «А»», \"Б\"]", "\"Тема «А»\", \"Б\""),
        ] {
            let slip = slip_of_list(line, 0).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(slip.read, read, "{line}");
        }
        for line in ["forms = [\"а\", \"б\"]", "m = [\"Тема «А»\", \"Б\"]", "text = «а»", "m = [а"]
        {
            assert!(slip_of_list(line, 0).is_none(), "{line}");
        }
    }

    #[test]
    fn two_texts_that_became_one_are_found() {
        assert!(joined("а”, “б").is_some() && joined("а», «б").is_some());
        for text in ["«а», «б»", "“а”, “б”", "а, б", "„а“, „б“", "а «б», в"]
        {
            assert!(joined(text).is_none(), "{text}");
        }
    }
}

//! Front matter: TOML between two lines `+++` at the top of a Markdown file.

use std::ops::Range;

/// The byte ranges of the front matter and of the Markdown below; `None` without front matter.
pub(in crate::read) fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "+++" {
        return None;
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == "+++" {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn windows_line_ends_and_a_missing_end_are_understood() {
        assert_eq!(split("+++\r\na = 1\r\n+++\r\nтекст"), Some((5..12, 17..27)));
        assert_eq!(split("+++\na = 1\n"), None);
        assert_eq!(split("# Заголовок"), None);
        assert_eq!(split("+++\n+++"), Some((4..4, 7..7)));
    }
}

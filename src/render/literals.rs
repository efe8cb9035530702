//! The words that a template itself brings: no line ends after «у» in them either.
//!
//! What views bring is tied where a view is made; the sentences of a template are tied once, when the theme is put
//! together, so that whoever writes one need not think of it.

use crate::language::typography::tie;

/// The template with non-breaking spaces in the text between its tags; tags, expressions and comments stay as they are.
pub(super) fn tied(template: &str) -> String {
    let mut tied = String::with_capacity(template.len());
    let mut rest = template;
    while !rest.is_empty() {
        let (code, after) = rest.split_at(length_of_code(rest));
        let (text, after) = after.split_at(length_of_text(after));
        tied.push_str(code);
        tied.push_str(&tie(text));
        rest = after;
    }
    tied
}

/// How code begins and ends, the longer beginnings first. What stands in the elements named here is no text that breaks
/// into lines.
const CODE: [(&str, &str); 8] = [
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<title", "</title>"),
    ("<option", "</option>"),
    ("<", ">"),
];

/// Expressions, statements and comments, which may also stand within a tag and hold its end.
const WITHIN_TAGS: usize = 3;

/// How long the piece of code is with which the template begins, in bytes; 0 where it begins with text.
fn length_of_code(template: &str) -> usize {
    let begun = CODE.iter().position(|(open, _)| template.starts_with(open));
    let Some(kind) = begun else { return 0 };
    let (open, close) = CODE[kind];
    let mut at = open.len();
    while let Some(rest) = template.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(close) {
            return at + close.len();
        }
        let is_inner = kind >= WITHIN_TAGS
            && CODE.iter().take(WITHIN_TAGS).any(|(open, _)| rest.starts_with(open));
        at += match is_inner {
            true => length_of_code(rest),
            false => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    template.len()
}

/// How long the text is with which the template begins, in bytes.
fn length_of_text(template: &str) -> usize {
    let mut places = template.char_indices().filter(|(_, sign)| matches!(sign, '<' | '{'));
    let code = places.find(|(at, _)| {
        let rest = template.get(*at..).unwrap_or_default();
        CODE.iter().any(|(open, _)| rest.starts_with(open))
    });
    code.map_or(template.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::tied;

    /// «_» stands for a non-breaking space.
    #[test]
    fn words_of_templates_are_tied() {
        for expected in [
            "<p class=\"a і b\">У_календарі_— <a href=\"{{ x > y }}\" title=\"у полі\">у_телефоні</a></p>",
            "<p>у_{{ place }}_— це в_<b>.</b></p>",
            "{% if a or b %}і_так{% endif %}{# а ні #}<!-- і ні -->",
            "<option>у полі</option><title>у полі</title><span>не_зазначено</span>",
            "<p>а\n  у_{теці</p>",
            "{% незакрите у полі",
        ] {
            assert_eq!(tied(&expected.replace('_', " ")).replace('\u{a0}', "_"), expected);
        }
    }

    #[test]
    fn nothing_but_blanks_changes() {
        for template in
            ["", " ", "<", "{", "{{", "< ", "a < b і в", "і <p", "<a b=\"{{ \">\" }}\">і в</a>"]
        {
            assert_eq!(tied(template).replace('\u{a0}', " "), template);
        }
    }
}

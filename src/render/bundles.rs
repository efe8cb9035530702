//! Bundles of a theme: what stands in a folder of it becomes one file, as it is sent to browsers.
//!
//! `build.rs` uses this file too and makes the bundles of the default theme, so that a build of a site need not.

use super::script;

/// Files of a theme that become one.
pub(super) struct Bundle {
    /// Where they lie in the theme.
    pub(super) folder: &'static str,
    /// How their names end, and that of the bundle.
    pub(super) ending: &'static str,
    /// How the name of the bundle begins.
    pub(super) name: &'static str,
}

/// The style sheet, the script of every page, that of the search, that for indexes in shards.
pub(super) const BUNDLES: [Bundle; 4] = [
    Bundle { folder: "assets/css/", ending: ".css", name: "site" },
    Bundle { folder: "assets/js/", ending: ".js", name: "site" },
    Bundle { folder: "assets/search/", ending: ".js", name: "search" },
    Bundle { folder: "assets/search-shards/", ending: ".js", name: "search-shards" },
];

impl Bundle {
    /// Whether a file of the theme belongs to it.
    pub(super) fn holds(&self, path: &str) -> bool {
        path.starts_with(self.folder) && path.ends_with(self.ending)
    }

    /// Its files, in the order of their paths, as one.
    pub(super) fn sent<'f>(&self, files: impl Iterator<Item = &'f [u8]>) -> String {
        let mut whole = String::new();
        for file in files {
            whole.push_str(&String::from_utf8_lossy(file));
            whole.push('\n');
        }
        if self.ending == ".js" { script::sent(&whole) } else { bare_style(&whole) }
    }
}

/// A style sheet without its comments and the blanks that part nothing, a sixth less to send. Strings stay as they are.
fn bare_style(style: &str) -> String {
    // In a selector no blank stands after a colon: there a blank before it means something, and stays.
    const BEFORE_BLANK: [char; 6] = ['{', '}', ';', ',', '>', ':'];
    const AFTER_BLANK: [char; 5] = ['{', '}', ';', ',', '>'];
    let mut kept = String::with_capacity(style.len());
    let mut letters = style.chars().peekable();
    let (mut quote, mut is_parted) = (None, false);
    while let Some(letter) = letters.next() {
        if quote.is_none() && letter.is_ascii_whitespace() {
            is_parted = true;
            continue;
        }
        if quote.is_none() && letter == '/' && letters.peek() == Some(&'*') {
            letters.next();
            let mut before = ' ';
            letters.by_ref().find(|letter| {
                before == '*' && *letter == '/' || {
                    before = *letter;
                    false
                }
            });
            // Between two words it keeps them apart, and is no blank.
            if !is_parted && !kept.is_empty() && !kept.ends_with(BEFORE_BLANK) {
                kept.push_str("/**/");
            }
            continue;
        }
        if quote.is_none() && letter == '}' && kept.ends_with(';') {
            kept.pop();
        }
        let is_needed = !kept.ends_with(BEFORE_BLANK) && !AFTER_BLANK.contains(&letter);
        if std::mem::take(&mut is_parted) && is_needed && !kept.is_empty() {
            kept.push(' ');
        }
        kept.push(letter);
        quote = match quote {
            _ if letter == '\\' => {
                kept.extend(letters.next());
                quote
            }
            Some(open) => Some(open).filter(|open| *open != letter),
            None => Some(letter).filter(|letter| matches!(letter, '"' | '\'')),
        };
    }
    kept.push('\n');
    kept
}

#[cfg(test)]
mod tests {
    use super::bare_style;

    #[test]
    fn a_style_loses_comments_and_needless_blanks_alone() {
        let style = "/* One\n * two */\n.a::after { content: \"/* no\\\" */  ; }\"; }\n  /*/ x */ .b/* y */.c {\n    color: red; /* z */\n\n  }";
        let bare = ".a::after{content:\"/* no\\\" */  ; }\"}.b/**/.c{color:red}\n";
        assert_eq!(bare_style(style), bare);
        let style = "@media (min-width: 40em) and (width > 1em) {\n  .a :is(.b, .c) > d + e:not(.f) { margin: 0 auto !important; width: calc(1px + 2px) }\n}";
        let bare = "@media (min-width:40em) and (width>1em){.a :is(.b,.c)>d + e:not(.f){margin:0 auto !important;width:calc(1px + 2px)}}\n";
        assert_eq!(bare_style(style), bare);
    }
}

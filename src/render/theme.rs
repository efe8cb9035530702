//! A theme: templates, assets and words, the default one embedded in the program.
//!
//! Another theme overrides single files and words; what it does not have is taken from the default theme. The
//! style sheets `assets/css/*` become one file, so do the scripts `assets/js/*` and those of the search, which are
//! loaded when they are needed, `assets/search/*` and `assets/search-shards/*`: each named by its content so that a
//! browser never mixes an old one with a new page. Scripts go without comments and long names (`script.rs`). Other assets
//! keep their names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value, escape_html};

use crate::failure::Failure;
use crate::key::Key;
use crate::language::typography::tie;
use crate::render::literals::tied;
use crate::render::script;
use crate::render::told::told;
use crate::site::output::hash_of;
use crate::text;
use crate::text::Text;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// How the site looks.
pub struct Theme {
    pub(in crate::render) tera: Tera,
    /// Of what pages are made beside their views: templates and words.
    pub key: Key,
    /// Files that go into the site as they are.
    pub assets: Vec<Asset>,
    /// Where the style sheet lies in the site.
    pub stylesheet: String,
    /// Where the script that every page loads lies in the site.
    pub script: String,
    /// Where the script of the search, loaded when it is needed, lies in the site.
    pub search_script: String,
    /// And the script that reads an index in shards.
    pub search_shards_script: String,
}

/// A file of the theme in the site.
pub struct Asset {
    /// Path in the site.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files of a theme by their path in its folder.
pub type ThemeFiles = BTreeMap<String, Vec<u8>>;

impl Theme {
    /// Puts a theme together from the default one and `over`, the files of another (may be empty).
    ///
    /// # Errors
    /// When a template or `theme.toml` is broken; the failure names the file and the line.
    pub fn new(over: ThemeFiles) -> Result<Theme, Failure> {
        let mut files = BTreeMap::new();
        gather(&DEFAULT, &mut files);
        let mut words = words_of(files.get("theme.toml").map_or(&[][..], |file| file))?;
        if let Some(own) = over.get("theme.toml") {
            let own = words_of(own)?;
            let is_new = |word: &&String| !words.contains_key(*word);
            own.keys().filter(is_new).try_for_each(|word| refuse_unused(word, &over))?;
            words.extend(own);
        }
        for (path, bytes) in over {
            files.insert(path, Cow::Owned(bytes));
        }
        let mut tera = Tera::new();
        // Here all words of views come into HTML, and no line of any page ends after «у».
        tera.set_escape_fn(|words, html| escape_html(&tie(words), html));
        tera.register_filter("plain", plain);
        tera.global_context().insert("words", &words);
        let templates = files.iter().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_owned(), tied(&String::from_utf8_lossy(bytes))))
        });
        let templates = templates.collect::<Vec<_>>();
        let key = Key::of(&(&words, &templates));
        tera.add_raw_templates(templates).map_err(|error| {
            let attempt =
                text!(uk: "шаблон теми зіпсовано", en: "a template of the theme is broken");
            Failure::told(attempt, "themes", told(&error.to_string()))
        })?;
        let style = bundle(&files, "assets/css/", ".css", "site");
        let script = bundle(&files, "assets/js/", ".js", "site");
        let search = bundle(&files, "assets/search/", ".js", "search");
        let shards = bundle(&files, "assets/search-shards/", ".js", "search-shards");
        let [stylesheet, script_path, search_script, search_shards_script] =
            [&style, &script, &search, &shards].map(|asset| asset.path.clone());
        let mut assets = vec![style, script, search, shards];
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("assets/")
                && !name.starts_with("css/")
                && !name.starts_with("js/")
                && !name.starts_with("search/")
                && !name.starts_with("search-shards/")
            {
                let bytes = bytes.into_owned();
                let is_icon = name == "favicon.svg";
                let path = if is_icon { name.to_owned() } else { path };
                assets.push(Asset { path, bytes });
            }
        }
        let script = script_path;
        Ok(Theme { tera, key, assets, stylesheet, script, search_script, search_shards_script })
    }

    /// Whether the theme has this template.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(&format!("{template}.html"))
    }
}

/// Words that stand in no line: an attribute that programs read, the name of a window.
fn plain(words: &str, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let mut html = Vec::with_capacity(words.len());
    escape_html(words, &mut html).map_err(|error| Error::message(error.to_string()))?;
    Ok(Value::safe_string(&String::from_utf8_lossy(&html)))
}

fn gather(folder: &'static Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, Cow::Borrowed(file.contents()));
    }
    for folder in folder.dirs() {
        gather(folder, files);
    }
}

fn words_of(theme: &[u8]) -> Result<BTreeMap<String, String>, Failure> {
    let words = crate::read::theme_words(&String::from_utf8_lossy(theme));
    words.map_err(of_words)
}

fn of_words(cause: Text) -> Failure {
    let attempt = text!(uk: "слів теми не прочитано", en: "cannot read the theme's words");
    Failure::told(attempt, "theme.toml", cause)
}

/// A word that the built-in theme does not have is one of the theme's own templates, or a slip that would change nothing.
fn refuse_unused(word: &str, over: &ThemeFiles) -> Result<(), Failure> {
    let mut templates = over.iter().filter(|(path, _)| path.starts_with("templates/"));
    let name = format!("words.{word}");
    if templates.any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&name)) {
        return Ok(());
    }
    Err(of_words(text!(
        uk: "слова «{word}» не бере жоден шаблон: може, в назві описка",
        en: "no template takes the word «{word}»: perhaps its name is misspelt",
    )))
}

fn bundle(
    files: &BTreeMap<String, Cow<'static, [u8]>>,
    folder: &str,
    ending: &str,
    name: &str,
) -> Asset {
    let parts = files.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with(ending));
    let mut bytes = Vec::new();
    for (_, part) in parts {
        bytes.extend_from_slice(part);
        bytes.push(b'\n');
    }
    let whole = String::from_utf8_lossy(&bytes);
    let sent = if ending == ".js" { script::sent(&whole) } else { bare_style(&whole) };
    let hash = hash_of(sent.as_bytes());
    Asset { path: format!("assets/{name}-{hash}{ending}"), bytes: sent.into_bytes() }
}

/// A style sheet without its comments and indentation, a seventh less to send. Strings stay as they are.
fn bare_style(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut letters = style.chars().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        let is_blank = letter.is_ascii_whitespace();
        if letter == '\\' {
            kept.push(letter);
            kept.extend(letters.next());
        } else if quote.is_some() {
            kept.push(letter);
            quote = quote.filter(|quote| *quote != letter);
        } else if letter == '/' && letters.peek() == Some(&'*') {
            letters.next();
            let mut before = ' ';
            letters.by_ref().find(|letter| {
                before == '*' && *letter == '/' || {
                    before = *letter;
                    false
                }
            });
            // Between two words it keeps them apart, and is no blank.
            if !kept.is_empty() && !kept.ends_with(|one: char| one.is_ascii_whitespace()) {
                kept.push_str("/**/");
            }
        } else if !is_blank || !kept.is_empty() && !kept.ends_with('\n') {
            quote = Some(letter).filter(|letter| matches!(letter, '"' | '\''));
            kept.push(letter);
        }
    }
    kept.push('\n');
    kept
}

#[cfg(test)]
mod tests {
    use super::bare_style;

    #[test]
    fn a_style_loses_comments_and_indentation_alone() {
        let style = "/* One\n * two */\n.a::after { content: \"/* no\\\" */  \"; }\n  /*/ x */ .b/* y */.c {\n    color: red; /* z */\n\n  }";
        let bare = ".a::after { content: \"/* no\\\" */  \"; }\n.b/**/.c {\ncolor: red; \n}\n";
        assert_eq!(bare_style(style), bare);
    }
}

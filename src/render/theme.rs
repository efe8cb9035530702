//! A theme: templates, assets and words, the default one embedded in the program.
//!
//! Another theme overrides single files and words; what it does not have is taken from the default theme. The
//! style sheets `assets/css/*` become one file, so do the scripts `assets/js/*` and those of the search, which are
//! loaded when they are needed, `assets/search/*` and `assets/search-shards/*`: each named by its content so that a
//! browser never mixes an old one with a new page; `bundles.rs` makes them. Other assets keep their names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value, escape_html};

use crate::failure::Failure;
use crate::key::Key;
use crate::language::typography::tie;
use crate::render::bundles::{BUNDLES, Bundle};
use crate::render::literals::tied;
use crate::render::told::told;
use crate::site::output::hash_of;
use crate::text;
use crate::text::Text;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The default theme's [`BUNDLES`], as `build.rs` makes them.
const MADE: [&[u8]; 4] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/site.css")),
    include_bytes!(concat!(env!("OUT_DIR"), "/site.js")),
    include_bytes!(concat!(env!("OUT_DIR"), "/search.js")),
    include_bytes!(concat!(env!("OUT_DIR"), "/search-shards.js")),
];

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
        let bundles = BUNDLES.iter().zip(MADE).map(|(bundle, made)| bundled(bundle, made, &files));
        let mut assets = bundles.collect::<Vec<_>>();
        let path = |place: usize| assets.get(place).map_or("", |asset| &asset.path).to_owned();
        let [stylesheet, script, search_script, search_shards_script] = [0, 1, 2, 3].map(path);
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("assets/")
                && !BUNDLES.iter().any(|bundle| path.starts_with(bundle.folder))
            {
                let bytes = bytes.into_owned();
                let is_icon = name == "favicon.svg";
                let path = if is_icon { name.to_owned() } else { path };
                assets.push(Asset { path, bytes });
            }
        }
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

/// A bundle; `made` is that of the default theme, which a theme without files of its own in it has.
fn bundled(bundle: &Bundle, made: &[u8], files: &BTreeMap<String, Cow<'static, [u8]>>) -> Asset {
    let own = files.iter().filter(|(path, _)| bundle.holds(path)).map(|(_, bytes)| bytes);
    let is_default = own.clone().all(|bytes| matches!(bytes, Cow::Borrowed(_)));
    let bytes = match is_default {
        true => made.to_vec(),
        false => bundle.sent(own.map(AsRef::as_ref)).into_bytes(),
    };
    let Bundle { name, ending, .. } = bundle;
    let path = format!("assets/{name}-{}{ending}", hash_of(&bytes));
    Asset { path, bytes }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{DEFAULT, Theme, ThemeFiles, gather};

    #[test]
    fn bundles_made_beforehand_are_those_of_the_same_files() {
        let mut files = BTreeMap::new();
        gather(&DEFAULT, &mut files);
        let own = files.into_iter().filter(|(path, _)| path.starts_with("assets/"));
        let own = own.map(|(path, bytes)| (path, bytes.into_owned())).collect::<ThemeFiles>();
        let [made, now] = [ThemeFiles::new(), own].map(|files| {
            let theme = Theme::new(files).expect("the default theme is in order");
            theme.assets.into_iter().map(|asset| (asset.path, asset.bytes)).collect::<Vec<_>>()
        });
        assert_eq!(made.len(), now.len());
        assert!(made.iter().any(|(path, _)| path.contains("search-shards")));
        assert_eq!(made, now);
    }
}

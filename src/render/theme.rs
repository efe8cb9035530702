//! A theme: templates, assets and words, the default one embedded in the program.
//!
//! Another theme overrides single files and words; what it does not have is taken from the default theme. The
//! style sheets `assets/css/*` become one file, so do the scripts `assets/js/*`, named by their content so that
//! a browser never mixes an old one with a new page; other assets keep their names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use tera::Tera;

use crate::failure::Failure;
use crate::text;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// How the site looks.
pub struct Theme {
    pub(in crate::render) tera: Tera,
    /// Files that go into the site as they are.
    pub assets: Vec<Asset>,
    /// Where the style sheet lies in the site.
    pub stylesheet: String,
    /// Where the script that every page loads lies in the site.
    pub script: String,
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
    /// When a template of the theme is broken; the failure names the template and the line.
    pub fn new(over: ThemeFiles) -> Result<Theme, Failure> {
        let mut files = BTreeMap::new();
        gather(&DEFAULT, &mut files);
        let mut words = words_of(files.get("theme.toml").map_or(&[][..], |file| file));
        if let Some(own) = over.get("theme.toml") {
            words.extend(words_of(own));
        }
        for (path, bytes) in over {
            files.insert(path, Cow::Owned(bytes));
        }
        let mut tera = Tera::new();
        tera.global_context().insert("words", &words);
        let templates = files.iter().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        });
        tera.add_raw_templates(templates).map_err(|error| {
            let attempt = text!(uk: "шаблон теми зіпсовано", en: "a template of the theme is broken");
            Failure { attempt, path: "themes".into(), cause: std::io::Error::other(error.to_string()) }
        })?;
        let style = bundle(&files, "assets/css/", ".css", "site");
        let script = bundle(&files, "assets/js/", ".js", "site");
        let (stylesheet, script_path) = (style.path.clone(), script.path.clone());
        let mut assets = vec![style, script];
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("assets/")
                && !name.starts_with("css/")
                && !name.starts_with("js/")
            {
                let bytes = bytes.into_owned();
                let is_icon = name == "favicon.svg";
                let path = if is_icon { name.to_owned() } else { path };
                assets.push(Asset { path, bytes });
            }
        }
        Ok(Theme { tera, assets, stylesheet, script: script_path })
    }

    /// Whether the theme has this template.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(&format!("{template}.html"))
    }
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

fn words_of(theme: &[u8]) -> BTreeMap<String, String> {
    crate::read::theme_words(&String::from_utf8_lossy(theme))
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
    let hash = hash_of(&bytes);
    Asset { path: format!("assets/{name}-{hash}{ending}"), bytes }
}

/// Eight hexadecimal digits of a file's content (xxh3), for its name.
pub fn hash_of(bytes: &[u8]) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
    format!("{:08x}", hash >> 32)
}

//! The words of a theme: the table `[words]` of its `theme.toml`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use crate::text;
use crate::text::Text;

/// The table `[words]` of a theme's `theme.toml`.
///
/// # Errors
/// What is wrong with it, with its line.
pub fn theme_words(theme: &str) -> Result<BTreeMap<String, String>, Text> {
    let theme = theme.trim_start_matches('\u{feff}');
    let line = |at: usize| theme.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let wrong = |at: usize| {
        let line = line(at);
        text!(
            uk: "рядок {line} не прочитано; слова пишуть під рядком [words], у лапках: print = \"Надрукувати\"",
            en: "line {line} cannot be read; words stand below the line [words], in quotes: print = \"Print it\"",
        )
    };
    let table = DeTable::parse(theme)
        .map_err(|error| wrong(error.span().map_or(0, |span| span.start)))?
        .into_inner();
    let is_known = |key: &str| ["name", "title", "words"].contains(&key);
    if let Some((key, _)) = table.iter().find(|(key, _)| !is_known(key.get_ref())) {
        return Err(wrong(key.span().start));
    }
    let Some(words) = table.get("words") else { return Ok(BTreeMap::new()) };
    let start = words.span().start;
    let words = words.get_ref().as_table().ok_or_else(|| wrong(start))?;
    let words = words.iter().map(|(key, word)| {
        let value = word.get_ref().as_str().ok_or_else(|| wrong(word.span().start))?;
        Ok((key.get_ref().to_string(), value.to_owned()))
    });
    words.collect()
}

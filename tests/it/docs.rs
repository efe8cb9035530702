//! The editor's guide is true and whole: its examples build, and every key, code, command and option stands in it.

use std::collections::BTreeSet;

use crate::errors::codes_of_the_source;
use crate::portal::{Portal, project_files};

pub(crate) fn guide(name: &str) -> String {
    let bytes = project_files("docs").remove(name);
    let bytes = bytes.unwrap_or_else(|| panic!("there is no docs/{name}"));
    String::from_utf8(bytes).expect("the guide is UTF-8")
}

/// The examples of a guide: fences «```toml file=people.toml».
pub(crate) fn examples(guide: &str) -> Portal {
    let mut portal = Portal::smallest();
    let mut count = 0;
    for part in guide.split("\n```").filter(|part| part.contains(" file=")) {
        let Some((head, text)) = part.split_once('\n') else { continue };
        let Some((_, path)) = head.split_once(" file=") else { continue };
        portal = portal.with(path.trim(), format!("{text}\n"));
        count += 1;
    }
    assert!(count >= 12, "only {count} examples were found");
    portal
}

#[test]
fn the_examples_of_the_guide_build() {
    let portal = examples(&guide("zmist.md"));
    let report = portal.check().report();
    assert_eq!(report, "");
    let site = portal.build();
    assert!(
        site.contains_key("entries/1-5.html") && site.contains_key("practices/savchuk-n-m.html")
    );
}

#[test]
fn every_key_of_the_content_is_explained() {
    let guide = guide("zmist.md");
    let takes = [
        "required(\"",
        "string(\"",
        "strings(\"",
        "boolean(\"",
        "integer(\"",
        "moment(\"",
        "table(\"",
        "tables(\"",
    ];
    let mut keys = BTreeSet::new();
    for (path, bytes) in project_files("src/read/records") {
        let text = String::from_utf8(bytes).expect("sources are UTF-8");
        let text = text.split_whitespace().collect::<String>();
        assert!(!text.is_empty(), "{path}");
        for take in takes {
            keys.extend(
                text.split(take)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .map(str::to_owned),
            );
        }
    }
    assert!(keys.len() > 60, "only {} keys were found", keys.len());
    let is_named = |key: &&String| {
        guide.contains(&format!("`{key}`"))
            || guide.contains(&format!("\n{key} = "))
            || guide.contains(&format!("[{key}]"))
            || guide.contains(&format!(".{key}]]"))
    };
    let missing = keys.iter().filter(|key| !is_named(key)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "docs/zmist.md does not name {missing:?}");
}

#[test]
fn every_code_has_its_remedy() {
    let guide = guide("perevirky.md");
    let rows = guide.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let rows = rows.map(|(code, rest)| {
        let remedy = rest.split('|').nth(3).unwrap_or_default().trim();
        assert!(!remedy.is_empty(), "{code} has no remedy");
        code.to_owned()
    });
    let rows = rows.collect::<BTreeSet<_>>();
    let codes = codes_of_the_source();
    let missing = codes.difference(&rows).collect::<Vec<_>>();
    let stale = rows.difference(&codes).collect::<Vec<_>>();
    assert!(missing.is_empty(), "docs/perevirky.md does not name {missing:?}");
    assert!(stale.is_empty(), "docs/perevirky.md names what there is not: {stale:?}");
}

#[test]
fn every_command_and_option_is_explained() {
    let guide = guide("komandy.md");
    let help = Portal::default().run(&["--help"]).out;
    let mut named = 0;
    for line in help.lines().filter(|line| line.starts_with("  ")) {
        let word = line.split_whitespace().next().unwrap_or_default();
        assert!(guide.contains(&format!("| `{word}`")), "docs/komandy.md does not name {word}");
        named += 1;
    }
    let rows = guide.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, named, "docs/komandy.md has a row for what there is not");
}

#[test]
fn links_between_guides_lead_somewhere() {
    let guides = project_files("docs");
    for (path, bytes) in guides.iter().filter(|(path, _)| path.ends_with(".md")) {
        let text = String::from_utf8_lossy(bytes);
        for address in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_outside = address.contains("://")
                || address.starts_with("sections/")
                || address.starts_with('#');
            let (target, heading) = address.split_once('#').unwrap_or((address, ""));
            assert!(is_outside || guides.contains_key(target), "docs/{path}: {address}");
            let own = if target.is_empty() { path.as_str() } else { target };
            let there = guides.get(own).filter(|_| !heading.is_empty());
            let there = there.map(|text| headings(&String::from_utf8_lossy(text)));
            let leads = there.is_none_or(|there| there.contains(heading));
            assert!(leads, "docs/{path}: {address}: there is no such heading");
        }
    }
}

/// The headings of a guide as links call them: words in lower case, hyphens between them.
fn headings(text: &str) -> BTreeSet<String> {
    let heads = text.lines().filter(|line| line.starts_with('#'));
    let heads = heads.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let is_kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | ' ');
    heads.map(|head| head.chars().filter(is_kept).collect::<String>().replace(' ', "-")).collect()
}

#[test]
fn the_guide_to_themes_names_what_the_theme_has() {
    let guide = guide("tema.md");
    let mut theme = project_files("themes/default");
    let mut file = |path: &str| {
        let bytes = theme.remove(path).unwrap_or_else(|| panic!("the theme has no {path}"));
        String::from_utf8(bytes).expect("the theme is UTF-8")
    };
    let words = file("theme.toml");
    let (_, words) = words.split_once("[words]\n").expect("the theme has words");
    assert!(guide.contains(words.trim_end()), "docs/tema.md has other words than the theme");
    let variables = file("assets/css/00-variables.css");
    let named = guide.split("`--").skip(1).filter_map(|rest| rest.split('`').next());
    let missing =
        named.filter(|name| !variables.contains(&format!("--{name}:"))).collect::<Vec<_>>();
    assert!(missing.is_empty(), "docs/tema.md names what there is not: {missing:?}");
}

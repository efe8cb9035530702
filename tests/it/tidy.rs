//! The rules of the house that no compiler holds: who uses what, foreign crates' doors, what no source may know.
//!
//! The table [`USES`] is the map of ARCHITECTURE.md; a new line in it is a decision, not a formality.

use std::collections::BTreeSet;

use crate::portal::{Portal, project_files};

/// What each module may use of ours, besides [`EVERYBODY`]; `commands` and the crate's root may use everything.
const USES: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("xml", &[]),
    ("language", &["text"]),
    ("source", &[]),
    ("diagnostic", &["source", "text"]),
    ("failure", &["text"]),
    ("key", &[]),
    ("approved", &["language"]),
    ("calendar_lock", &["plan"]),
    ("target", &[]),
    ("media_type", &[]),
    ("plan", &["approved", "language", "source", "target"]),
    // The text of an approved document is taken out of its file when that is read.
    ("read", &["approved"]),
    ("term", &["plan", "language"]),
    ("markdown", &["plan"]),
    ("resolve", &["approved", "calendar_lock", "read", "plan", "term", "markdown", "target"]),
    ("check", &["approved", "plan"]),
    ("site", &["plan", "markdown", "term", "approved", "xml"]),
    ("search", &["language", "plan"]),
    ("drafts", &["plan", "read"]),
    ("made_of", &["plan", "site", "render", "publish", "read"]),
    // Of the plan only `CalendarTime`, the form of a moment in a calendar.
    ("render", &["site", "publish", "read", "plan"]),
    ("publish", &[]),
    ("send", &["publish", "target", "media_type"]),
    ("report", &[]),
    ("bench_content", &[]),
    ("content_text", &["approved"]),
    ("import", &["approved", "content_text", "term", "plan"]),
    ("export", &["approved", "plan", "site", "markdown", "render", "publish", "xml"]),
    ("begin", &["approved", "content_text", "read"]),
    ("bench_content", &[]),
];

const EVERYBODY: &[&str] = &["text", "language", "source", "diagnostic", "failure", "key"];

/// Foreign crates and the files that may name them.
const DOORS: &[(&str, &[&str])] = &[
    ("toml::", &["read/toml.rs", "read/mending.rs", "read/theme.rs"]),
    ("toml_writer::", &["content_text.rs"]),
    ("pulldown_cmark::", &["markdown.rs", "markdown/blocks.rs", "markdown/unlinked.rs"]),
    ("tera::", &["render/html.rs", "render/theme.rs", "render/mod.rs", "site/output.rs"]),
    ("walkdir::", &["read/walk.rs"]),
    ("lexopt::", &["commands/options.rs"]),
    ("annotate_snippets::", &["report.rs"]),
    ("anstyle_query::", &["main.rs"]),
    ("ics::", &["render/ical.rs"]),
    ("include_dir::", &["render/theme.rs"]),
    ("tiny_skia::", &["site/data/pictures.rs"]),
    ("png::", &["site/data/pictures.rs"]),
    ("rust_xlsxwriter::", &["render/book/frame.rs"]),
    ("flate2::", &["render/book/deflate.rs", "render/book/container.rs"]),
    (
        "zip::",
        &[
            "publish/archive.rs",
            "render/book/frame.rs",
            "export/docx/mod.rs",
            "approved/docx/package.rs",
        ],
    ),
    (
        "roxmltree::",
        &[
            "approved/docx/mod.rs",
            "approved/docx/numbering.rs",
            "approved/docx/package.rs",
            "approved/docx/styles.rs",
            "read/live.rs",
            "send/webdav.rs",
        ],
    ),
    ("qrcodegen::", &["site/pages/subscribe.rs"]),
    ("httparse::", &["serve/http.rs"]),
    ("indexmap::", &["render/book/strings.rs", "site/search/words.rs"]),
    ("postcard::", &["site/output.rs"]),
    ("notify::", &["serve/watch.rs"]),
    ("rpassword::", &["commands/publish.rs"]),
    ("base64::", &["send/webdav.rs"]),
    ("ureq::", &["send/http.rs"]),
    ("rusty_s3::", &["send/s3.rs"]),
    ("suppaftp::", &["send/ftp.rs"]),
    ("rustls::", &["send/tls.rs", "send/ftp.rs"]),
    ("rustls_native_certs::", &["send/tls.rs"]),
    ("webpki_root_certs::", &["send/tls.rs"]),
    ("russh::", &["send/ssh.rs", "send/sftp.rs", "send/host_keys.rs"]),
    ("russh_sftp::", &["send/sftp.rs"]),
    ("tokio::", &["send/ssh.rs", "send/sftp.rs"]),
];

/// Sources without their tests and comments.
fn sources() -> impl Iterator<Item = (String, String)> {
    project_files("src").into_iter().filter(|(path, _)| path.ends_with(".rs")).map(
        |(path, bytes)| {
            let text = String::from_utf8(bytes).expect("sources are UTF-8");
            (path, text)
        },
    )
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines =
        text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

fn module(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for (path, text) in sources().filter(|(path, _)| !is_test(path)) {
        let own = module(&path);
        if ["lib", "main", "commands", "preview", "serve"].contains(&own) {
            continue;
        }
        known.insert(own.to_owned());
        let Some((_, allowed)) = USES.iter().find(|(name, _)| *name == own) else {
            wrong.push(format!("{path}: the module {own} has no line in USES"));
            continue;
        };
        let code = code(&text);
        for rest in code.split("crate::").skip(1) {
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let used = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let is_fine = used == own
                || EVERYBODY.contains(&used)
                || allowed.contains(&used)
                || used.is_empty()
                || used.starts_with(char::is_uppercase);
            if !is_fine {
                wrong.push(format!("{path} uses crate::{used}"));
            }
        }
    }
    assert!(known.len() > 10, "the sources were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn foreign_crates_have_one_door_each() {
    let mut wrong = Vec::new();
    for (path, text) in sources().filter(|(path, _)| !is_test(path)) {
        let code = code(&text);
        for (name, doors) in DOORS {
            let is_named = code.match_indices(name).any(|(at, _)| {
                let before = code.get(..at).unwrap_or_default();
                // `read::toml::…` is our own module.
                let is_ours = before.ends_with("read::") || before.ends_with("in crate::read::");
                let letter = before.chars().next_back().unwrap_or(' ');
                !is_ours && !letter.is_alphanumeric() && letter != '_'
            });
            if is_named && !doors.contains(&path.as_str()) && !is_our_toml(&code, name) {
                wrong.push(format!("{path} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Files that import `crate::read::toml` and then say `toml::` mean ours.
fn is_our_toml(code: &str, name: &str) -> bool {
    name == "toml::" && code.contains("crate::read::toml")
}

#[test]
fn only_ready_html_is_printed_unescaped() {
    for (path, bytes) in project_files("themes") {
        if !path.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("templates are UTF-8");
        for (at, _) in text.match_indices("| safe") {
            let before = text.get(..at).unwrap_or_default();
            let field = before.rsplit("{{").next().unwrap_or_default().trim();
            assert!(field.ends_with("_html"), "{path}: «{field} | safe» is not a field …_html");
        }
        assert!(!text.contains("|safe"), "{path}: write «| safe» so that this test sees it");
    }
}

#[test]
fn every_source_says_what_it_is_for_and_holds_one_idea() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{path} does not open with //!");
        // The grammar of terms and its tables are long on purpose.
        let most = if path.starts_with("term/") { 1_200 } else { 700 };
        let lines = text.lines().count();
        assert!(lines <= most, "src/{path} has {lines} lines");
    }
}

#[test]
fn no_source_knows_a_place_a_year_or_a_person() {
    let real = Portal::real();
    let mut known = BTreeSet::new();
    for file in ["people.toml", "colleges.toml", "portal.toml"] {
        for line in real.text(file).lines() {
            let keys = ["name = \"", "town = \"", "region = \"", "id = \""];
            let value = keys.iter().find_map(|key| line.strip_prefix(key)?.strip_suffix('"'));
            let words = value.unwrap_or_default().split([' ', '«', '»', '.']);
            // Surnames, towns, regions: capitalized words that are not words of every such name.
            known.extend(words.filter(|word| word.chars().count() >= 6).map(str::to_owned));
        }
    }
    let general = |word: &str| {
        let word = word.to_lowercase();
        [
            "навчальн",
            "методич",
            "професійн",
            "технічн",
            "освіт",
            "кабінет",
            "област",
            "коледж",
            "ліцей",
            "училищ",
            "вищ",
            "центр",
            "заклад",
            "державн",
            "будівельн",
            "аграрн",
            "автомобіл",
            "політехн",
            "технологічн",
            "сервіс",
            "дизайн",
            "торгівл",
            "сфер",
            "економік",
            "транспорт",
            "залізничн",
            "промислов",
            "вокац",
            "мистец",
            "харчов",
            "комерц",
            "обслугов",
            "ради",
            "україн",
            "комунальн",
            "установ",
            "регіон",
            "виробн",
        ]
        .iter()
        .any(|stem| word.starts_with(stem))
    };
    let names = known
        .into_iter()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase) && !general(word));
    let names = names.collect::<Vec<_>>();
    assert!(names.len() > 10, "the names of the content were found: {names:?}");
    let years =
        real.paths().filter_map(|path| path.strip_prefix("content/plans/")?.split('/').next());
    let years = years.map(str::to_owned).collect::<BTreeSet<_>>();
    let mut wrong = Vec::new();
    for (path, text) in sources().filter(|(path, _)| !is_test(path)) {
        let code = code(&text);
        let found = names.iter().chain(&years).filter(|word| code.contains(word.as_str()));
        wrong.extend(found.map(|word| format!("src/{path} knows «{word}»")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

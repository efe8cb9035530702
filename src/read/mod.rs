//! Files become records: the only stage that reads the content from disk.
//!
//! [`read`] walks the content folder (`walk.rs`), reads every file it knows and hands on [`Sources`] (the texts, for reports)
//! and [`Records`] (what they say, with places). [`parse`] is the same without the disk. Files are parsed in
//! parallel (`file.rs`) and put together in the order of their paths, so the order of reading never shows.
#![expect(clippy::disallowed_methods, reason = "this stage is where content is read from disk")]

mod file;
mod front_matter;
mod keys;
mod known;
mod lists;
mod live;
mod mending;
mod misnamed;
pub mod records;
mod syntax;
mod theme;
mod toml;
mod unknown;
mod unseen;
mod values;
mod walk;

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use rayon::prelude::*;

use crate::approved::{self, Unreadable};
use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::Failure;
use crate::language::order::compare_paths;
pub(crate) use crate::read::file::{OFFICE_FILES, within_office};
use crate::read::file::{PLAN_FILES, is_known, parse_file, put};
pub use crate::read::known::Known;
use crate::read::records::{AttachmentRecord, Records};
pub use crate::read::theme::theme_words;
use crate::read::walk::walk;
pub use crate::read::walk::{Body, ContentFile, theme_files};
use crate::source::{FileId, Sources, Span};
use crate::text;
use crate::text::Text;

/// Reads the content folder `root`; approved documents are looked up beside it. What is `known` is not taken apart anew.
pub fn read(root: &Path, known: &mut Known) -> Result<(Sources, Records, Diagnostics), Failure> {
    let files = walk(root)?;
    let shown = root.to_string_lossy().replace('\\', "/");
    let shown = shown.trim_end_matches('/');
    let project = root.parent().unwrap_or(Path::new("")).to_owned();
    Ok(parse_with(files, shown, &|path| std::fs::read(project.join(path)), known))
}

/// Parses files; `shown` is how messages call the content folder, `load` reads an approved document of the project.
pub fn parse(
    files: Vec<ContentFile>,
    shown: &str,
    load: &dyn Fn(&str) -> io::Result<Vec<u8>>,
) -> (Sources, Records, Diagnostics) {
    parse_with(files, shown, load, &mut Known::default())
}

fn parse_with(
    mut files: Vec<ContentFile>,
    shown: &str,
    load: &dyn Fn(&str) -> io::Result<Vec<u8>>,
    known: &mut Known,
) -> (Sources, Records, Diagnostics) {
    files.sort_by(|a, b| compare_paths(&a.path, &b.path));
    let mut sources = Sources::default();
    sources.call_content(shown);
    let mut diagnostics = Diagnostics::default();
    let mut records = Records::default();
    let mut texts = Vec::with_capacity(files.len());
    let mut unknown = Vec::new();
    let files = files.into_par_iter().map(|file| (decode(file.body, &file.path), file.path));
    for (decoded, path) in files.collect::<Vec<_>>() {
        let shown = format!("{shown}/{path}");
        match decoded {
            Decoded::Attachment { source, size, live } => {
                // Only of what is shown in a report the text is kept.
                let (text, range) = live.unzip();
                let id = sources.add(shown, text.unwrap_or_default());
                if let Some(range) = range {
                    live::report(id, range, &mut diagnostics);
                }
                records.attachments.push(AttachmentRecord { path, source, size, file: id });
            }
            Decoded::EmptyFolder => {
                let id = sources.add(shown, String::new());
                report_empty_folder(id, &mut diagnostics);
            }
            Decoded::StrayLink => {
                let id = sources.add(shown, String::new());
                report_stray_link(id, &mut diagnostics);
            }
            Decoded::Unknown => {
                let id = sources.add(shown, String::new());
                unknown.push((path, id));
            }
            Decoded::Text(text) => {
                let id = take_in(&mut sources, shown, text, &mut diagnostics);
                texts.push((path, id));
            }
        }
    }
    let parsed = texts.par_iter().map(|(path, id)| {
        let mut diagnostics = Diagnostics::default();
        let text = &sources.file(*id).text;
        if let Some(parsed) = known.said(path, *id, text) {
            return (parsed, diagnostics, false);
        }
        let text = unseen::blanked(text, *id, &mut diagnostics);
        let parsed = parse_file(path, *id, &text, &mut diagnostics);
        (parsed, diagnostics, true)
    });
    let parsed = parsed.collect::<Vec<_>>();
    for ((path, id), (parsed, faults, is_new)) in texts.iter().zip(parsed) {
        if is_new && faults.is_empty() {
            known.remember((path, *id), &sources.file(*id).text, &parsed);
        }
        diagnostics.extend(faults);
        put(&mut records, path, parsed);
    }
    report_offices_without_file(&texts, &unknown, &mut diagnostics);
    let mut has_portal = records.portal.is_some();
    let mut folders = BTreeSet::new();
    for (path, id) in unknown {
        if let Some((folder, meant)) = misnamed::folder_meant(&path) {
            if folders.insert(folder.to_owned()) {
                misnamed::tell_folder(folder, meant, id, &mut diagnostics);
            }
            continue;
        }
        let is_there = |meant: &String| texts.iter().any(|(path, _)| path == meant);
        match misnamed::meant(&path).filter(|meant| !is_there(meant)) {
            Some(meant) => {
                has_portal |= meant == "portal.toml";
                misnamed::tell(&path, &meant, id, &mut records, &mut diagnostics);
            }
            None => report_unknown_file(&path, id, &mut diagnostics),
        }
    }
    if !has_portal && !texts.iter().any(|(path, _)| path == "portal.toml") {
        let message = text!(
            uk: "у теці «{shown}» немає файла portal.toml",
            en: "there is no portal.toml in the folder «{shown}»",
        );
        let help = text!(
            uk: "запустіть команду там, де лежить тека змісту, або назвіть її: --content ТЕКА",
            en: "run the command where the content folder lies, or name it: --content FOLDER",
        );
        diagnostics.add("no-portal", Severity::Error, None, message).help(help);
    }
    load_approved(&mut sources, &mut records, load, &mut diagnostics);
    (sources, records, diagnostics)
}

fn report_offices_without_file(
    texts: &[(String, FileId)],
    unknown: &[(String, FileId)],
    diagnostics: &mut Diagnostics,
) {
    for folder in offices_without_file(texts, unknown) {
        let first = texts.iter().find(|(path, _)| within_office(path).0 == folder);
        let span = first.map(|(_, id)| Span::new(*id, 0..0));
        let message = text!(
            uk: "в установи «{folder}» немає файла office.toml",
            en: "the office «{folder}» has no office.toml",
        );
        let help = text!(
            uk: "створіть offices/{folder}/office.toml: рядок [organization], під ним id і name",
            en: "create offices/{folder}/office.toml: a line [organization], below it id and name",
        );
        diagnostics.add("missing-file", Severity::Error, span, message).help(help);
    }
}

/// Folders of offices without `office.toml`, under that name or a similar one.
fn offices_without_file<'p>(
    texts: &'p [(String, FileId)],
    unknown: &[(String, FileId)],
) -> BTreeSet<&'p str> {
    let own = |path: &str| within_office(path).1 == "office.toml";
    let folders = |has_file: bool| {
        let paths = texts.iter().map(|(path, _)| path.as_str());
        let paths = paths.filter(move |path| !has_file || own(path));
        paths.map(|path| within_office(path).0).collect::<BTreeSet<_>>()
    };
    let mut missing = &folders(false) - &folders(true);
    missing.remove("");
    missing.retain(|folder| {
        let meant = unknown.iter().filter_map(|(path, _)| misnamed::meant(path));
        !meant.into_iter().any(|meant| meant == format!("offices/{folder}/office.toml"))
    });
    missing
}

/// What a file of the content is.
enum Decoded {
    /// With what would run in it, and where that stands.
    Attachment {
        source: PathBuf,
        size: u64,
        live: Option<(String, Range<usize>)>,
    },
    EmptyFolder,
    StrayLink,
    Unknown,
    Text(Result<String, FromUtf8Error>),
}

fn decode(body: Body, path: &str) -> Decoded {
    match body {
        Body::Attachment { source, size } => {
            // One that cannot be read is told when it is copied.
            let bytes = live::is_xml(path).then(|| std::fs::read(&source).ok()).flatten();
            let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let text = text.map(|text| text.trim_start_matches('\u{feff}').to_owned());
            let live = text.and_then(|text| live::live(&text).map(|range| (text, range)));
            Decoded::Attachment { source, size, live }
        }
        Body::EmptyFolder => Decoded::EmptyFolder,
        Body::StrayLink => Decoded::StrayLink,
        // A Word document left in the folder is no text of ours: it is told, not decoded.
        Body::Bytes(_) if !is_known(path) => Decoded::Unknown,
        Body::Bytes(bytes) => Decoded::Text(match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => Ok(text.to_owned()),
            // The library tells where the fault is.
            Err(_) => String::from_utf8(bytes),
        }),
    }
}

fn take_in(
    sources: &mut Sources,
    path: String,
    text: Result<String, FromUtf8Error>,
    diagnostics: &mut Diagnostics,
) -> FileId {
    match text {
        Ok(text) => sources.add(path, text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let id = sources.add(path, text);
            let end = sources.file(id).text.len().min(valid + '\u{fffd}'.len_utf8());
            let message = text!(
                uk: "файл збережено не в кодуванні UTF-8",
                en: "the file is not saved as UTF-8",
            );
            let help = text!(
                uk: "у Блокноті: Файл → Зберегти як → Кодування: UTF-8",
                en: "save it again with the encoding UTF-8",
            );
            diagnostics.error("not-utf8", Span::new(id, valid.min(end)..end), message).help(help);
            id
        }
    }
}

fn report_empty_folder(file: FileId, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "тека порожня, тож на сайті її немає",
        en: "the folder is empty, so the site has nothing of it",
    );
    let help = text!(
        uk: "створіть у ній plan.toml (тека плану) чи section.toml (тека розділу) або вилучіть теку",
        en: "make a plan.toml (a plan's folder) or section.toml (a section's folder) in it, or remove it",
    );
    diagnostics.warning("empty-folder", Span::new(file, 0..0), message).help(help);
}

fn report_stray_link(file: FileId, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "це не файл, а посилання, що веде за межі теки змісту або нікуди",
        en: "this is no file but a link that leads out of the content folder or nowhere",
    );
    let help = text!(
        uk: "покладіть на його місце сам файл чи теку або вилучіть посилання",
        en: "put the file or folder itself in its place, or remove the link",
    );
    diagnostics.error("missing-file", Span::new(file, 0..0), message).help(help);
}

fn report_unknown_file(path: &str, id: FileId, diagnostics: &mut Diagnostics) {
    let message =
        text!(uk: "портал не знає, що це за файл", en: "the portal does not know this file");
    let name = path.rsplit('/').next().unwrap_or(path);
    let place = match name {
        "section.toml" => Some("plans/РІК/NN-назва/"),
        _ if PLAN_FILES.contains(&name) => Some("plans/РІК/"),
        _ if OFFICE_FILES.contains(&name) && path.starts_with("offices/") => {
            Some("offices/УСТАНОВА/")
        }
        _ if OFFICE_FILES.contains(&name) => Some("content/"),
        _ => None,
    };
    if let Some(place) = place {
        let help = text!(
            uk: "такий файл лежить не тут, а в {place}: перенесіть його або вилучіть",
            en: "such a file does not lie here but in {place}: move it, or remove it",
        );
        diagnostics.warning("unknown-file", Span::new(id, 0..0), message).help(help);
        return;
    }
    let help = text!(
        uk: "перевірте назву файла й теки; файли для завантаження кладіть у files/, решту приберіть зі змісту",
        en: "check the names of the file and its folder; downloads belong in files/, other files elsewhere",
    );
    diagnostics.warning("unknown-file", Span::new(id, 0..0), message).help(help);
}

fn load_approved(
    sources: &mut Sources,
    records: &mut Records,
    load: &dyn Fn(&str) -> io::Result<Vec<u8>>,
    diagnostics: &mut Diagnostics,
) {
    for folder in records.offices.iter_mut().flat_map(|office| &mut office.plans) {
        let Some(source) = folder.plan.as_ref().and_then(|plan| plan.source.as_ref()) else {
            continue;
        };
        let path = source.value.as_str();
        match load(path).map(approved::text_of) {
            Ok(Ok(text)) => folder.approved = Some(sources.add(path.to_owned(), text)),
            Ok(Err(Unreadable::NotUtf8(error))) => {
                let file = take_in(sources, path.to_owned(), Err(error), diagnostics);
                folder.approved = Some(file);
            }
            Ok(Err(Unreadable::Other { message: Text { uk, en }, help })) => {
                let message = text!(
                    uk: "затверджений документ «{path}»: {uk}",
                    en: "the approved document «{path}»: {en}",
                );
                diagnostics.error("unreadable-document", source.span, message).help(help);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let message = text!(
                    uk: "затверджений документ «{path}» не вдалося прочитати",
                    en: "the approved document «{path}» could not be read",
                );
                let help = text!(
                    uk: "це має бути файл, який вам дозволено читати; якщо його відкрито в іншій програмі, закрийте його там",
                    en: "it has to be a file that you may read; if another program has it open, close it there",
                );
                diagnostics.error("unreadable-document", source.span, message).help(help);
            }
            Err(_) => {
                let message = text!(
                    uk: "немає затвердженого документа «{path}»",
                    en: "there is no approved document «{path}»",
                );
                let help = text!(
                    uk: "шлях пишуть від теки, у якій лежить тека змісту, наприклад seeds/plan.txt",
                    en: "write the path from the folder that holds the content folder",
                );
                diagnostics.error("no-approved-document", source.span, message).help(help);
            }
        }
    }
}

//! Files become records: the only stage that reads the content from disk.
//!
//! [`read`] walks the content folder (`walk.rs`), reads every file it knows and hands on [`Sources`] (the texts, for reports)
//! and [`Records`] (what they say, with places). [`parse`] is the same without the disk. Files are parsed in
//! parallel and put together in the order of their paths, so the order of reading never shows.
#![expect(clippy::disallowed_methods, reason = "this stage is where content is read from disk")]

mod front_matter;
mod keys;
mod known;
mod lists;
mod mending;
mod misnamed;
pub mod records;
mod syntax;
mod toml;
mod unknown;
mod unseen;
mod values;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use rayon::prelude::*;

use crate::approved::{self, Unreadable};
use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::Failure;
use crate::language::order::compare_paths;
pub use crate::read::known::Known;
use crate::read::records::{
    AbbreviationRecord, AttachmentRecord, ChangeRecord, CollegeRecord, EntryRecord, FormRecord,
    FreePageRecord, GroupRecord, Maybe, MethodicalSectionRecord, OfficeRecords, OrganizationRecord,
    PartnerRecord, PersonRecord, PlanFolder, PlanRecord, PortalRecord, PracticeRecord,
    ProjectRecord, ProseRecord, Records, ResearchWorkRecord, SectionFolder, SectionRecord,
};
use crate::read::toml::{Fields, document};
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
    let table = ::toml::de::DeTable::parse(theme)
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

/// The office's folder under `offices/` (or nothing) and the path within it.
fn within_office(path: &str) -> (&str, &str) {
    path.strip_prefix("offices/").and_then(|rest| rest.split_once('/')).unwrap_or(("", path))
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
            Decoded::Attachment { source, size } => {
                let id = sources.add(shown, String::new());
                records.attachments.push(AttachmentRecord { path, source, size, file: id });
            }
            Decoded::EmptyFolder => {
                let id = sources.add(shown, String::new());
                report_empty_folder(id, &mut diagnostics);
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
    for folder in offices_without_file(&texts, &unknown) {
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
    Attachment { source: PathBuf, size: u64 },
    EmptyFolder,
    Unknown,
    Text(Result<String, FromUtf8Error>),
}

fn decode(body: Body, path: &str) -> Decoded {
    match body {
        Body::Attachment { source, size } => Decoded::Attachment { source, size },
        Body::EmptyFolder => Decoded::EmptyFolder,
        // A Word document left in the folder is no text of ours: it is told, not decoded.
        Body::Bytes(_) if !is_known(path) => Decoded::Unknown,
        Body::Bytes(bytes) => Decoded::Text(String::from_utf8(bytes)),
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

/// What one file holds.
#[derive(Clone)]
enum Parsed {
    Portal(Box<(PortalRecord, Option<OrganizationRecord>, Maybe<String>)>),
    Office(Option<OrganizationRecord>, Maybe<String>),
    People(Vec<PersonRecord>),
    Groups(Vec<GroupRecord>),
    Forms(Vec<FormRecord>),
    Colleges(Vec<CollegeRecord>),
    MethodicalSections(Vec<MethodicalSectionRecord>),
    Glossary(Vec<AbbreviationRecord>),
    Partners(Vec<PartnerRecord>),
    Projects(Vec<ProjectRecord>),
    ResearchWorks(Vec<ResearchWorkRecord>),
    Practice(Option<PracticeRecord>),
    FreePage(Option<FreePageRecord>),
    Plan(Box<PlanRecord>),
    Introduction(ProseRecord),
    Appendix(ProseRecord),
    CalendarLock(FileId),
    Changes(Vec<ChangeRecord>),
    Section(SectionRecord),
    ProseEntry(Option<Box<(EntryRecord, ProseRecord)>>),
    Unknown,
}

fn parse_file(path: &str, id: FileId, text: &str, diagnostics: &mut Diagnostics) -> Parsed {
    let parts = within_office(path).1.split('/').collect::<Vec<_>>();
    let of = |take: &mut dyn FnMut(&mut Fields<'_, '_>) -> Parsed,
              diagnostics: &mut Diagnostics| {
        document(id, text, 0, diagnostics, |fields| take(fields))
    };
    match parts.as_slice() {
        ["portal.toml"] => of(
            &mut |fields| {
                let organization = fields.table("organization", OrganizationRecord::take);
                let current = fields.string("current");
                let portal = PortalRecord::take(fields);
                Parsed::Portal(Box::new((portal, organization, current)))
            },
            diagnostics,
        ),
        ["office.toml"] => of(
            &mut |fields| {
                let organization = fields.table("organization", OrganizationRecord::take);
                Parsed::Office(organization, fields.string("current"))
            },
            diagnostics,
        ),
        ["people.toml"] => {
            of(&mut |f| Parsed::People(f.tables("person", PersonRecord::take)), diagnostics)
        }
        ["groups.toml"] => {
            of(&mut |f| Parsed::Groups(f.tables("group", GroupRecord::take)), diagnostics)
        }
        ["forms.toml"] => {
            of(&mut |f| Parsed::Forms(f.tables("form", FormRecord::take)), diagnostics)
        }
        ["colleges.toml"] => {
            of(&mut |f| Parsed::Colleges(f.tables("college", CollegeRecord::take)), diagnostics)
        }
        ["methodical-sections.toml"] => of(
            &mut |fields| {
                let sections = fields.tables("methodical_section", MethodicalSectionRecord::take);
                Parsed::MethodicalSections(sections)
            },
            diagnostics,
        ),
        ["glossary.toml"] => of(
            &mut |f| Parsed::Glossary(f.tables("abbreviation", AbbreviationRecord::take)),
            diagnostics,
        ),
        ["partners.toml"] => {
            of(&mut |f| Parsed::Partners(f.tables("partner", PartnerRecord::take)), diagnostics)
        }
        ["projects.toml"] => {
            of(&mut |f| Parsed::Projects(f.tables("project", ProjectRecord::take)), diagnostics)
        }
        ["research-works.toml"] => of(
            &mut |f| Parsed::ResearchWorks(f.tables("research_work", ResearchWorkRecord::take)),
            diagnostics,
        ),
        ["plans", _, "plan.toml"] => {
            of(&mut |f| Parsed::Plan(Box::new(PlanRecord::take(f))), diagnostics)
        }
        ["plans", _, "intro.md"] => {
            let span = Span::new(id, 0..text.len());
            Parsed::Introduction(ProseRecord { text: text.to_owned(), span })
        }
        ["plans", _, "appendix.md"] => {
            let span = Span::new(id, 0..text.len());
            Parsed::Appendix(ProseRecord { text: text.to_owned(), span })
        }
        ["plans", _, "changes.toml"] => {
            of(&mut |f| Parsed::Changes(f.tables("change", ChangeRecord::take)), diagnostics)
        }
        ["plans", _, "calendar.lock"] => Parsed::CalendarLock(id),
        ["plans", _, _, "section.toml"] => {
            of(&mut |f| Parsed::Section(SectionRecord::take(f)), diagnostics)
        }
        ["practices", name] if name.ends_with(".md") => {
            let taken = markdown_file(id, text, diagnostics, PracticeRecord::take);
            Parsed::Practice(taken.map(|(practice, prose)| PracticeRecord {
                prose: Some(prose).filter(|prose| !prose.text.trim().is_empty()),
                ..practice
            }))
        }
        ["pages", name] if name.ends_with(".md") => {
            let taken = markdown_file(id, text, diagnostics, FreePageRecord::take);
            Parsed::FreePage(
                taken.map(|(page, prose)| FreePageRecord { prose: Some(prose), ..page }),
            )
        }
        ["plans", _, _, name] if name.ends_with(".md") => {
            let taken = markdown_file(id, text, diagnostics, EntryRecord::take);
            Parsed::ProseEntry(taken.map(Box::new))
        }
        _ => Parsed::Unknown,
    }
}

/// Whether a file of the content has a meaning by its name and folder.
fn is_known(path: &str) -> bool {
    let parts = within_office(path).1.split('/').collect::<Vec<_>>();
    match parts.as_slice() {
        ["portal.toml" | "office.toml"] => true,
        [name] => OFFICE_FILES.contains(name),
        ["plans", _, name] => PLAN_FILES.contains(name),
        ["plans", _, _, name] => *name == "section.toml" || name.ends_with(".md"),
        ["practices" | "pages", name] => name.ends_with(".md"),
        _ => false,
    }
}

/// Files that lie directly in the folder of a plan.
const PLAN_FILES: [&str; 5] =
    ["plan.toml", "intro.md", "appendix.md", "changes.toml", "calendar.lock"];

/// Files that lie directly in the folder of an office, beside `office.toml`; of one office, in that of the content.
pub(crate) const OFFICE_FILES: [&str; 9] = [
    "people.toml",
    "groups.toml",
    "forms.toml",
    "colleges.toml",
    "methodical-sections.toml",
    "glossary.toml",
    "partners.toml",
    "projects.toml",
    "research-works.toml",
];

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

fn markdown_file<T>(
    id: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
    take: impl FnOnce(&mut Fields<'_, '_>) -> T,
) -> Option<(T, ProseRecord)> {
    let Some((front, body)) = front_matter::split(text) else {
        let first_line = text.lines().next().unwrap_or_default();
        let message = if first_line.trim_end() == "+++" {
            text!(uk: "після ключів бракує другого рядка +++", en: "the second line +++ is missing")
        } else if first_line.trim() == "---" {
            text!(
                uk: "ключі стоять між рядками ---, а мають стояти між рядками +++",
                en: "the keys stand between lines ---; they belong between lines +++",
            )
        } else if text.trim_start().starts_with("+++") {
            text!(
                uk: "перед першим рядком +++ щось стоїть: порожній рядок чи пропуск",
                en: "something stands before the first line +++: an empty line or a blank",
            )
        } else {
            text!(
                uk: "на початку файла немає ключів між рядками +++",
                en: "the file does not begin with keys between lines +++",
            )
        };
        let help = text!(
            uk: "почніть файл рядком +++, далі ключі (id = \"…\"), потім знову рядок +++ і текст",
            en: "begin with a line +++, then keys (id = \"…\"), then a line +++ and the text",
        );
        let span = Span::new(id, 0..first_line.len());
        diagnostics.error("no-front-matter", span, message).help(help);
        return None;
    };
    let head = text.get(front.clone()).expect("the split is at line ends");
    let taken = document(id, head, front.start, diagnostics, take);
    let prose = text.get(body.clone()).expect("the split is at line ends").to_owned();
    Some((taken, ProseRecord { text: prose, span: Span::new(id, body) }))
}

fn put(records: &mut Records, path: &str, parsed: Parsed) {
    let (folder, within) = within_office(path);
    let is_same = records.offices.last().is_some_and(|office| office.folder == folder);
    if !is_same {
        let at = records.offices.iter().position(|office| office.folder == folder);
        match at {
            // Files are in path order, so an office's files are together but for the portal's own ones.
            Some(at) => {
                let office = records.offices.remove(at);
                records.offices.push(office);
            }
            None => {
                let folder = folder.to_owned();
                records.offices.push(OfficeRecords { folder, ..OfficeRecords::default() });
            }
        }
    }
    let office = records.offices.last_mut().expect("one was just put last");
    match parsed {
        Parsed::Portal(portal) => {
            let (portal, organization, current) = *portal;
            records.portal = Some(portal);
            office.organization = organization;
            office.current = current;
        }
        Parsed::Office(organization, current) => {
            office.organization = organization;
            office.current = current;
        }
        Parsed::People(people) => office.people = people,
        Parsed::Groups(groups) => office.groups = groups,
        Parsed::Forms(forms) => office.forms = forms,
        Parsed::Colleges(colleges) => office.colleges = colleges,
        Parsed::MethodicalSections(sections) => office.methodical_sections = sections,
        Parsed::Glossary(abbreviations) => office.abbreviations = abbreviations,
        Parsed::Partners(partners) => office.partners = partners,
        Parsed::Projects(projects) => office.projects = projects,
        Parsed::ResearchWorks(works) => office.research_works = works,
        Parsed::Practice(practice) => office.practices.extend(practice),
        Parsed::FreePage(page) => office.pages.extend(page),
        Parsed::Plan(plan) => plan_folder(office, within).plan = Some(*plan),
        Parsed::Introduction(prose) => plan_folder(office, within).introduction = Some(prose),
        Parsed::Appendix(prose) => plan_folder(office, within).appendix = Some(prose),
        Parsed::Changes(changes) => plan_folder(office, within).changes = changes,
        Parsed::CalendarLock(id) => plan_folder(office, within).calendar_lock = Some(id),
        Parsed::Section(section) => section_folder(office, within).section = Some(section),
        Parsed::ProseEntry(entry) => {
            section_folder(office, within).prose_entries.extend(entry.map(|entry| *entry));
        }
        Parsed::Unknown => {}
    }
}

fn plan_folder<'a>(office: &'a mut OfficeRecords, path: &str) -> &'a mut PlanFolder {
    let name = path.split('/').nth(1).unwrap_or_default();
    if office.plans.last().is_none_or(|plan| plan.name != name) {
        office.plans.push(PlanFolder { name: name.to_owned(), ..PlanFolder::default() });
    }
    office.plans.last_mut().expect("one was just put last")
}

fn section_folder<'a>(office: &'a mut OfficeRecords, path: &str) -> &'a mut SectionFolder {
    let name = path.split('/').nth(2).unwrap_or_default();
    let plan = plan_folder(office, path);
    if plan.sections.last().is_none_or(|section| section.name != name) {
        plan.sections.push(SectionFolder { name: name.to_owned(), ..SectionFolder::default() });
    }
    plan.sections.last_mut().expect("one was just put last")
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

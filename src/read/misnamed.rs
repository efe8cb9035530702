//! Files of the content under another name than the portal knows: «people.toml.txt», «Section.toml», «1.5.MD».
//!
//! Windows hides endings of names, and Notepad adds «.txt». Such a file is told with the name it should have; what is
//! missing because nothing of it is read is not told besides. Start reading at [`meant`].

use crate::diagnostic::Diagnostics;
use crate::read::file::{is_known, plan_folder, section_folder, within_office};
use crate::read::records::Records;
use crate::source::{FileId, Span};
use crate::text;

/// What editors call the files of the content otherwise, in small letters and without an ending.
const FILES: &[(&str, &str)] = &[
    ("abbreviations", "glossary"),
    ("change", "changes"),
    ("college", "colleges"),
    ("form", "forms"),
    ("group", "groups"),
    ("osoby", "people"),
    ("partner", "partners"),
    ("person", "people"),
    ("persons", "people"),
    ("project", "projects"),
    ("research-work", "research-works"),
    ("групи", "groups"),
    ("заклади", "colleges"),
    ("зміни", "changes"),
    ("люди", "people"),
    ("особи", "people"),
    ("партнери", "partners"),
    ("план", "plan"),
    ("проєкти", "projects"),
    ("секції", "methodical-sections"),
    ("синоніми", "glossary"),
    ("скорочення", "glossary"),
    ("форми", "forms"),
];

/// What they call its folders.
const FOLDERS: &[(&str, &str)] = &[
    ("file", "files"),
    ("files", "files"),
    ("office", "offices"),
    ("offices", "offices"),
    ("page", "pages"),
    ("pages", "pages"),
    ("plan", "plans"),
    ("plans", "plans"),
    ("practice", "practices"),
    ("practices", "practices"),
    ("досвід", "practices"),
    ("план", "plans"),
    ("плани", "plans"),
    ("сторінки", "pages"),
    ("установи", "offices"),
    ("файли", "files"),
];

/// The path that an unknown file was to have, if its name says it.
pub(in crate::read) fn meant(path: &str) -> Option<String> {
    let folder = path.rfind('/').map_or(0, |end| end + 1);
    let (folder, name) = path.split_at_checked(folder)?;
    let name = name.to_lowercase();
    let plain = name.strip_suffix(".txt").unwrap_or(&name);
    // «section (1).toml», «people - копія.toml», «people.txt».
    let first = plain.split(['.', ' ', '(']).next()?.replace('_', "-");
    let is_toml = plain.ends_with(".toml") || name.ends_with(".txt");
    let known = FILES.iter().find(|(other, _)| *other == first).map(|(_, known)| *known);
    // A section's folder has one such file.
    let is_section = within_office(folder).1.matches('/').count() == 3 && plain.ends_with(".toml");
    // Elsewhere «notatky.txt» are notes.
    let is_of_pages = matches!(within_office(folder).1, "pages/" | "practices/");
    let candidates = [
        Some(plain.to_owned()),
        is_toml.then(|| format!("{first}.toml")),
        known.filter(|_| is_toml).map(|known| format!("{known}.toml")),
        (plain != name && is_of_pages).then(|| format!("{plain}.md")),
        is_section.then(|| "section.toml".to_owned()),
    ];
    let mut paths = candidates.into_iter().flatten().map(|name| format!("{folder}{name}"));
    paths.find(|meant| meant != path && is_known(meant))
}

/// The folder of an unknown file as it is called, and as it should be called.
pub(in crate::read) fn folder_meant(path: &str) -> Option<(&str, &'static str)> {
    let (_, within) = within_office(path);
    let (folder, rest) = within.split_once('/')?;
    let small = folder.to_lowercase();
    let (_, meant) = FOLDERS.iter().find(|(other, known)| *other == small && folder != *known)?;
    let moved = format!("{meant}/{rest}");
    (is_known(&moved) || matches!(*meant, "files" | "offices")).then_some((folder, *meant))
}

/// Tells of a folder that is called otherwise, once for all its files.
pub(in crate::read) fn tell_folder(
    folder: &str,
    meant: &str,
    id: FileId,
    diagnostics: &mut Diagnostics,
) {
    let message = text!(
        uk: "тека називається «{folder}», тож портал її не читає",
        en: "the folder is called «{folder}», so the portal does not read it",
    );
    let help = text!(uk: "перейменуйте теку на {meant}", en: "call the folder {meant}");
    diagnostics.error("missing-file", Span::new(id, 0..0), message).help(help);
}

/// Tells of such a file; that a section or a plan has none of its own is told where those are understood.
pub(in crate::read) fn tell(
    path: &str,
    meant: &str,
    id: FileId,
    records: &mut Records,
    diagnostics: &mut Diagnostics,
) {
    let (folder, within) = within_office(path);
    let office = records.offices.iter_mut().find(|office| office.folder == folder);
    let name = meant.rsplit('/').next().unwrap_or(meant);
    match (office, name) {
        (Some(office), "plan.toml") => plan_folder(office, within).misnamed = Some(id),
        (Some(office), "section.toml") => section_folder(office, within).misnamed = Some(id),
        _ => {
            let ending = if name.ends_with(".md") { ".md" } else { ".toml" };
            let written = path.rsplit('/').next().unwrap_or(path);
            let message = text!(
                uk: "файл названо «{written}», тож портал його не читає",
                en: "the file is called «{written}», so the portal does not read it",
            );
            let help = text!(
                uk: "перейменуйте його на {name}: малими літерами, з {ending} на кінці, без .txt",
                en: "call it {name}: in small letters, with {ending} at the end, without .txt",
            );
            diagnostics.error("missing-file", Span::new(id, 0..0), message).help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{folder_meant, meant};

    #[test]
    fn a_folder_is_known_under_other_names() {
        for (path, known) in [
            ("plan/2030/plan.toml", Some(("plan", "plans"))),
            ("Plans/2030/plan.toml", Some(("Plans", "plans"))),
            ("сторінки/about.md", Some(("сторінки", "pages"))),
            ("offices/a/page/about.md", Some(("page", "pages"))),
            ("файли/звіт.pdf", Some(("файли", "files"))),
            ("plans/2030/notes.docx", None),
            ("нотатки/about.md", None),
        ] {
            assert_eq!(folder_meant(path), known, "{path}");
        }
    }

    #[test]
    fn a_file_is_known_under_the_names_that_programs_give_it() {
        for (path, known) in [
            ("people.toml.txt", Some("people.toml")),
            ("People.toml", Some("people.toml")),
            ("people.txt", Some("people.toml")),
            ("offices/a/Groups (1).toml", Some("offices/a/groups.toml")),
            ("portal.toml.txt", Some("portal.toml")),
            ("plans/2030/plan.toml.txt", Some("plans/2030/plan.toml")),
            ("plans/2030/intro.md.txt", Some("plans/2030/intro.md")),
            ("plans/2030/01-a/1.5.md.txt", Some("plans/2030/01-a/1.5.md")),
            ("plans/2030/01-a/1.5.MD", Some("plans/2030/01-a/1.5.md")),
            ("plans/2030/01-a/section - копія.toml", Some("plans/2030/01-a/section.toml")),
            ("plans/2030/01-a/rozdil.toml", Some("plans/2030/01-a/section.toml")),
            ("person.toml", Some("people.toml")),
            ("methodical_sections.toml", Some("methodical-sections.toml")),
            ("особи.toml", Some("people.toml")),
            ("pages/kontakty.txt", Some("pages/kontakty.md")),
            ("people.docx", None),
            ("notatky.txt", None),
        ] {
            assert_eq!(meant(path).as_deref(), known, "{path}");
        }
    }
}

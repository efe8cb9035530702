//! The files of the content: what the name and folder of each mean, what it says, and where that belongs.
//!
//! A kind of file is a line of [`is_known`], of [`parse_file`], of [`Parsed`] and of [`put`].

use crate::diagnostic::Diagnostics;
use crate::language::order::compare_paths;
use crate::read::front_matter;
use crate::read::records::{
    AbbreviationRecord, ChangeRecord, CollegeRecord, EntryRecord, FormRecord, FreePageRecord,
    GroupRecord, Maybe, MethodicalSectionRecord, OfficeRecords, OrganizationRecord, PartnerRecord,
    PersonRecord, PlanFolder, PlanRecord, PortalRecord, PracticeRecord, ProjectRecord, ProseRecord,
    Records, ResearchWorkRecord, SectionFolder, SectionRecord, SynonymRecord,
};
use crate::read::toml::{Fields, document};
use crate::source::{FileId, Span};
use crate::text;

/// The office's folder under `offices/` (or nothing) and the path within it.
pub(crate) fn within_office(path: &str) -> (&str, &str) {
    path.strip_prefix("offices/").and_then(|rest| rest.split_once('/')).unwrap_or(("", path))
}

/// What one file holds.
#[derive(Clone)]
pub(in crate::read) enum Parsed {
    Portal(Box<(PortalRecord, Option<OrganizationRecord>, Maybe<String>)>),
    Office(Option<OrganizationRecord>, Maybe<String>),
    People(Vec<PersonRecord>),
    Groups(Vec<GroupRecord>),
    Forms(Vec<FormRecord>),
    Colleges(Vec<CollegeRecord>),
    MethodicalSections(Vec<MethodicalSectionRecord>),
    Glossary(Vec<AbbreviationRecord>, Vec<SynonymRecord>),
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

/// Takes a file apart, by its name and folder.
pub(in crate::read) fn parse_file(
    path: &str,
    id: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Parsed {
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
            &mut |f| {
                let abbreviations = f.tables("abbreviation", AbbreviationRecord::take);
                Parsed::Glossary(abbreviations, f.tables("synonym", SynonymRecord::take))
            },
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
pub(in crate::read) fn is_known(path: &str) -> bool {
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
pub(in crate::read) const PLAN_FILES: [&str; 5] =
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

/// Puts what a file said where it belongs; files come in the order of their paths.
pub(in crate::read) fn put(records: &mut Records, path: &str, parsed: Parsed) {
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
        Parsed::Glossary(abbreviations, synonyms) => {
            office.abbreviations = abbreviations;
            office.synonyms = synonyms;
        }
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

/// The folder of a plan, put in its place where nothing else of it was read.
pub(in crate::read) fn plan_folder<'a>(
    office: &'a mut OfficeRecords,
    path: &str,
) -> &'a mut PlanFolder {
    let name = path.split('/').nth(1).unwrap_or_default();
    let is_before = |plan: &PlanFolder| compare_paths(&plan.name, name).is_lt();
    let at = office.plans.partition_point(is_before);
    if office.plans.get(at).is_none_or(|plan| plan.name != name) {
        let plan = PlanFolder { name: name.to_owned(), ..PlanFolder::default() };
        office.plans.insert(at, plan);
    }
    &mut office.plans[at]
}

/// The folder of a section, in the same way.
pub(in crate::read) fn section_folder<'a>(
    office: &'a mut OfficeRecords,
    path: &str,
) -> &'a mut SectionFolder {
    let name = path.split('/').nth(2).unwrap_or_default();
    let plan = plan_folder(office, path);
    let is_before = |section: &SectionFolder| compare_paths(&section.name, name).is_lt();
    let at = plan.sections.partition_point(is_before);
    if plan.sections.get(at).is_none_or(|section| section.name != name) {
        let section = SectionFolder { name: name.to_owned(), ..SectionFolder::default() };
        plan.sections.insert(at, section);
    }
    &mut plan.sections[at]
}

//! The office's own tables: people, groups, forms, colleges and what else plans refer to.

use crate::diagnostic::Diagnostics;
use crate::plan::{
    Abbreviation, College, CollegeKind, Form, FreePage, Group, Idx, Item, Markdown,
    MethodicalSection, Organization, Partner, Person, Portal, Practice, Project, ProjectKind,
    ResearchWork, Synonym, TrainingCenter, Who,
};
use crate::read::records::{
    AbbreviationRecord, CollegeRecord, FormRecord, FreePageRecord, GroupRecord, Maybe,
    MethodicalSectionRecord, PartnerRecord, PersonRecord, PracticeRecord, ProjectRecord,
    ProseRecord, ResearchWorkRecord, SynonymRecord, TrainingCenterRecord,
};
use crate::resolve::addresses::{mail_address, web_address};
use crate::resolve::attachments::resolve_materials;
use crate::resolve::names::is_initials;
use crate::resolve::scope::{Ids, Scope, check_id, nearest, report_duplicate};
use crate::source::{Span, Spanned};
use crate::text;

/// How references to each kind are called in messages, and the file of that kind.
pub(in crate::resolve) const PERSON: (&str, &str, &str, &str) =
    ("unknown-person", "особи", "person", "people.toml");
/// As [`PERSON`].
pub(in crate::resolve) const COLLEGE: (&str, &str, &str, &str) =
    ("unknown-college", "закладу", "college", "colleges.toml");

fn organization(scope: &Scope) -> Idx<Organization> {
    scope.organization.expect("tables of an office are resolved after the office")
}

pub(in crate::resolve) fn words(value: Maybe<String>) -> Option<String> {
    value.map(|value| value.value).filter(|value| !value.trim().is_empty())
}

pub(in crate::resolve) fn resolve_people(
    records: Vec<PersonRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let PersonRecord { id, name, full_name, spellings, position, email, span } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        let idx = portal.people.next();
        if !scope.people.add(&id, idx, diagnostics) {
            continue;
        }
        if let Some(first) = scope.responsible.find(&name.value).first() {
            report_same_name(&name, span_of(*first, portal), diagnostics);
        }
        scope.people.name(&id.value, spellings.iter().chain([&name]).map(|way| way.value.as_str()));
        let who = Who::Person(idx);
        for way in spellings.iter().chain([&name]) {
            scope.responsible.add(&way.value, who);
            let parts = way.value.split_whitespace().collect::<Vec<_>>();
            if let [surname, initials @ ..] = parts.as_slice() {
                // «І.М. Ткачук» is the same name as «Ткачук І.М.».
                if initials.iter().all(|part| is_initials(part)) {
                    scope.responsible.add(&format!("{} {surname}", initials.join(" ")), who);
                }
                scope.surnames.add(surname, who);
            }
        }
        portal.people.add(Person {
            id: id.value,
            organization: organization(scope),
            name: name.value,
            full_name: words(full_name),
            spellings: spellings.into_iter().map(|way| way.value).collect(),
            position: words(position),
            email: mail_address(email, diagnostics),
            span,
        });
    }
}

fn span_of(who: Who, portal: &Portal) -> Span {
    match who {
        Who::Person(person) => portal.people[person].span,
        Who::Group(group) => portal.groups[group].span,
    }
}

/// Two rows under one name: nothing that names one of them says which.
fn report_same_name(name: &Spanned<String>, first: Span, diagnostics: &mut Diagnostics) {
    let value = &name.value;
    let message = text!(uk: "назва «{value}» уже є", en: "there is the name «{value}» already");
    let help = text!(
        uk: "якщо це те саме, залиште один запис; якщо різне, допишіть у назві, чим вони різняться",
        en: "keep one of them if they are the same; otherwise say in the names how they differ",
    );
    diagnostics
        .error("duplicate-id", name.span, message)
        .help(help)
        .related(first, text!(uk: "тут вона вперше", en: "it is here first"));
}

pub(in crate::resolve) fn resolve_groups(
    records: Vec<GroupRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let GroupRecord { id, name, spellings, members, confirmed, note, span } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        let idx = portal.groups.next();
        if !scope.groups.add(&id, idx, diagnostics) {
            continue;
        }
        if let Some(first) = scope.responsible.find(&name.value).first() {
            report_same_name(&name, span_of(*first, portal), diagnostics);
        }
        for way in spellings.iter().chain([&name]) {
            scope.responsible.add(&way.value, Who::Group(idx));
        }
        let members = members.iter().filter_map(|id| scope.people.find(id, PERSON, diagnostics));
        let members = members.collect();
        portal.groups.add(Group {
            id: id.value,
            organization: organization(scope),
            name: name.value,
            members,
            is_confirmed: confirmed.unwrap_or(true),
            note: words(note),
            span,
        });
    }
}

pub(in crate::resolve) fn resolve_forms(
    records: Vec<FormRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let FormRecord { id, name, one, spellings, event, span } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        let idx = portal.forms.next();
        if !scope.forms.add(&id, idx, diagnostics) {
            continue;
        }
        if let Some(first) = scope.form_names.find(&name.value).first() {
            report_same_name(&name, portal.forms[*first].span, diagnostics);
        }
        for way in spellings.iter().chain([&name]).chain(&one) {
            scope.form_names.add(&way.value, idx);
        }
        let ways = spellings.iter().chain([&name]).chain(&one);
        scope.forms.name(&id.value, ways.map(|way| way.value.as_str()));
        portal.forms.add(Form {
            id: id.value,
            organization: organization(scope),
            name: name.value,
            one: words(one),
            is_event: event.unwrap_or(false),
            span,
        });
    }
}

pub(in crate::resolve) fn resolve_abbreviations(
    records: Vec<AbbreviationRecord>,
    portal: &mut Portal,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) {
    let office = organization(scope);
    for record in records {
        let AbbreviationRecord { short, full, variants, span } = record;
        let (Some(short), Some(full)) = (short, full) else { continue };
        let is_same =
            |other: &Abbreviation| other.organization == office && other.short == short.value;
        if let Some((_, first)) = portal.abbreviations.iter().find(|(_, other)| is_same(other)) {
            report_same_name(&short, first.span, diagnostics);
        }
        portal.abbreviations.add(Abbreviation {
            organization: office,
            short: short.value,
            full: full.value,
            variants: variants.into_iter().map(|variant| variant.value).collect(),
            span,
        });
    }
}

pub(in crate::resolve) fn resolve_synonyms(
    records: Vec<SynonymRecord>,
    portal: &mut Portal,
    scope: &Scope,
) {
    let organization = organization(scope);
    for SynonymRecord { word, means } in records {
        let (Some(word), Some(means)) = (word, means) else { continue };
        portal.synonyms.add(Synonym { organization, word: word.value, means: means.value });
    }
}

pub(in crate::resolve) fn resolve_colleges(
    records: Vec<CollegeRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<(Idx<College>, Vec<TrainingCenterRecord>)> {
    const KINDS: [(&str, CollegeKind); 4] = [
        ("college", CollegeKind::College),
        ("lyceum", CollegeKind::Lyceum),
        ("vocational-school", CollegeKind::VocationalSchool),
        ("higher-vocational-school", CollegeKind::HigherVocationalSchool),
    ];
    let mut centers = Vec::new();
    for record in records {
        let CollegeRecord {
            id,
            name,
            short_name,
            mentions,
            kind,
            town,
            website,
            training_centers,
            span,
        } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        let idx = portal.colleges.next();
        if !scope.colleges.add(&id, idx, diagnostics) {
            continue;
        }
        let ways = mentions.iter().chain([&name]).chain(&short_name);
        scope.colleges.name(&id.value, ways.map(|way| way.value.as_str()));
        centers.push((idx, training_centers));
        portal.colleges.add(College {
            id: id.value,
            organization: organization(scope),
            name: name.value,
            short_name: words(short_name),
            mentions: mentions.into_iter().map(|mention| mention.value).collect(),
            kind: kind.and_then(|kind| one_of(&kind, &KINDS, diagnostics)),
            town: words(town),
            website: web_address(website, diagnostics),
            training_centers: Vec::new(),
            span,
        });
    }
    centers
}

/// Known words as people say them.
const UKRAINIAN: &[(&str, &str)] = &[
    ("видання", "publications"),
    ("виконано", "done"),
    ("виконується", "in-progress"),
    ("вилучено", "removed"),
    ("відповідальний", "responsible"),
    ("додано", "added"),
    ("заплановано", "planned"),
    ("коледж", "college"),
    ("конкурси", "competitions"),
    ("листи", "letters"),
    ("ліцей", "lyceum"),
    ("моніторинг", "monitoring"),
    ("перенесено", "moved"),
    ("програма", "program"),
    ("проєкт", "project"),
    ("призначено", "dated"),
    ("проведено", "done"),
    ("розпочато", "in-progress"),
    ("скасовано", "cancelled"),
    ("термін", "term"),
    ("училище", "vocational-school"),
    ("уточнено", "changed"),
    ("форма", "form"),
];

/// One of a few known words; another is reported with the nearest.
pub(in crate::resolve) fn one_of<T: Copy>(
    word: &Spanned<String>,
    known: &[(&str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    if let Some((_, meaning)) = known.iter().find(|(known, _)| *known == word.value) {
        return Some(*meaning);
    }
    let written = &word.value;
    let list = known.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
    let message = text!(
        uk: "тут не може стояти «{written}»",
        en: "«{written}» cannot stand here",
    );
    let small = written.trim().to_lowercase();
    let mut meant = UKRAINIAN.iter().filter(|(word, _)| small == *word).map(|(_, meant)| *meant);
    let meant = meant.find(|meant| known.iter().any(|(known, _)| known == meant));
    let near = meant.or_else(|| nearest(&small, known.iter().map(|(known, _)| *known)));
    let help = match near {
        Some(near) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
        None => text!(uk: "можна писати: {list}", en: "known words: {list}"),
    };
    diagnostics.error("unknown-value", word.span, message).help(help);
    None
}

fn item_of(
    reference: Maybe<String>,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) -> Option<Idx<Item>> {
    let reference = reference?;
    let row = ids.find(&reference, diagnostics)?;
    if row.item.is_none() {
        let id = &reference.value;
        let message = text!(
            uk: "«{id}» — це пункт, а тут називають підпункт",
            en: "«{id}» is an entry, but this names an item",
        );
        let help = text!(
            uk: "візьміть id підпункту ([[entry.item]]) або приберіть item",
            en: "take the id of an item ([[entry.item]]), or remove item",
        );
        diagnostics.error("unknown-item", reference.span, message).help(help);
    }
    row.item
}

pub(in crate::resolve) fn resolve_training_centers(
    centers: Vec<(Idx<College>, Vec<TrainingCenterRecord>)>,
    portal: &mut Portal,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) {
    for (college, records) in centers {
        for TrainingCenterRecord { professions, item } in records {
            let professions = professions.into_iter().map(|profession| profession.value).collect();
            let item = item_of(item, ids, diagnostics);
            portal.colleges[college].training_centers.push(TrainingCenter { professions, item });
        }
    }
}

pub(in crate::resolve) fn resolve_methodical_sections(
    records: Vec<MethodicalSectionRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<(Idx<MethodicalSection>, Maybe<String>)> {
    let mut items = Vec::new();
    for record in records {
        let MethodicalSectionRecord { id, name, head, item, span } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        let idx = portal.methodical_sections.next();
        if !scope.methodical_sections.add(&id, idx, diagnostics) {
            continue;
        }
        let heads = head.iter().filter_map(|id| scope.people.find(id, PERSON, diagnostics));
        let heads = heads.collect();
        scope.methodical_sections.name(&id.value, [name.value.as_str()].into_iter());
        items.push((idx, item));
        portal.methodical_sections.add(MethodicalSection {
            id: id.value,
            organization: organization(scope),
            name: name.value,
            heads,
            item: None,
            span,
        });
    }
    items
}

pub(in crate::resolve) fn link_methodical_sections(
    items: Vec<(Idx<MethodicalSection>, Maybe<String>)>,
    portal: &mut Portal,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) {
    for (section, item) in items {
        portal.methodical_sections[section].item = item_of(item, ids, diagnostics);
    }
}

/// Keeps ids of a kind nobody refers to apart: they name pages.
fn is_new(
    id: &Spanned<String>,
    kind: &'static str,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> bool {
    if !check_id(id, diagnostics) {
        return false;
    }
    match scope.others.insert((kind, id.value.clone()), id.span) {
        None => true,
        Some(first) => {
            report_duplicate(id, first, diagnostics);
            false
        }
    }
}

pub(in crate::resolve) fn resolve_partners(
    records: Vec<PartnerRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let PartnerRecord { id, name, agreement, item, span } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        if is_new(&id, "partner", scope, diagnostics) {
            portal.partners.add(Partner {
                id: id.value,
                organization: organization(scope),
                name: name.value,
                has_agreement: agreement.unwrap_or(false),
                item: item_of(item, ids, diagnostics),
                span,
            });
        }
    }
}

pub(in crate::resolve) fn resolve_projects(
    records: Vec<ProjectRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) {
    const KINDS: [(&str, ProjectKind); 2] =
        [("project", ProjectKind::Project), ("program", ProjectKind::Program)];
    for record in records {
        let ProjectRecord { id, name, kind, funders, item, span } = record;
        let (Some(id), Some(name)) = (id, name) else { continue };
        if is_new(&id, "project", scope, diagnostics) {
            let kind = kind.and_then(|kind| one_of(&kind, &KINDS, diagnostics));
            portal.projects.add(Project {
                id: id.value,
                organization: organization(scope),
                name: name.value,
                kind: kind.unwrap_or(ProjectKind::Project),
                funders: funders.into_iter().map(|funder| funder.value).collect(),
                item: item_of(item, ids, diagnostics),
                span,
            });
        }
    }
}

pub(in crate::resolve) fn resolve_research_works(
    records: Vec<ResearchWorkRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let ResearchWorkRecord { id, title, college, place, item, span } = record;
        let (Some(id), Some(title)) = (id, title) else { continue };
        if is_new(&id, "research-work", scope, diagnostics) {
            let college = college.and_then(|id| scope.colleges.find(&id, COLLEGE, diagnostics));
            portal.research_works.add(ResearchWork {
                id: id.value,
                organization: organization(scope),
                title: title.value,
                college,
                place: words(place),
                item: item_of(item, ids, diagnostics),
                span,
            });
        }
    }
}

pub(in crate::resolve) fn resolve_practices(
    records: Vec<PracticeRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    ids: &Ids,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let PracticeRecord {
            id,
            title,
            author,
            position,
            college,
            subject,
            year,
            item,
            annotation,
            materials,
            prose,
            span,
        } = record;
        let (Some(id), Some(title)) = (id, title) else { continue };
        if is_new(&id, "practice", scope, diagnostics) {
            let college = college.and_then(|id| scope.colleges.find(&id, COLLEGE, diagnostics));
            portal.practices.add(Practice {
                id: id.value,
                organization: organization(scope),
                title: title.value,
                author: words(author),
                position: words(position),
                college,
                subjects: subject.into_iter().map(|subject| subject.value).collect(),
                year: year.and_then(|year| i32::try_from(year.value).ok()),
                item: item_of(item, ids, diagnostics),
                annotation: words(annotation),
                materials: resolve_materials(materials, portal, scope, diagnostics),
                prose: prose.map(markdown),
                span,
            });
        }
    }
}

pub(in crate::resolve) fn resolve_pages(
    records: Vec<FreePageRecord>,
    portal: &mut Portal,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    for record in records {
        let FreePageRecord { id, title, nav, order, prose, span } = record;
        let (Some(id), Some(title)) = (id, title) else { continue };
        if is_new(&id, "page", scope, diagnostics) {
            portal.pages.add(FreePage {
                id: id.value,
                title: title.value,
                in_navigation: nav.unwrap_or(true),
                order: order.map_or(0, |order| order.value),
                markdown: prose.map(markdown).unwrap_or(Markdown { text: String::new(), span }),
                span,
            });
        }
    }
}

pub(in crate::resolve) fn markdown(prose: ProseRecord) -> Markdown {
    let ProseRecord { text, span } = prose;
    Markdown { text, span }
}

//! Plans, their sections, and the parts of the approved document around the tables.

use std::collections::BTreeMap;

use crate::approved::{self, ApprovedDocument};
use crate::diagnostic::Diagnostics;
use crate::language::order::{bare_number, compare_numbers};
use crate::plan::{
    Acknowledgement, Approval, CalendarLock, ContentsRow, Idx, IdxRange, Listing, Organization,
    Plan, Portal, Section, Signature, TitleBlock,
};
use crate::read::records::{
    ApprovalRecord, ContentsRecord, ContentsRowRecord, EntryRecord, Maybe, PlanFolder, PlanRecord,
    ProseRecord, SectionFolder, SectionRecord, SignatureRecord, TitleRecord, latest,
};
use crate::resolve::cells::CellReader;
use crate::resolve::changes;
use crate::resolve::columns;
use crate::resolve::copies;
use crate::resolve::entries::{Desk, name_pages, resolve_entry};
use crate::resolve::office::{markdown, one_of};
use crate::resolve::scope::{self, Ids, Scope, nearest};
use crate::source::{FileId, Sources, Span};
use crate::text;
use crate::text::Text;

/// Resolves the plans of one office, in the order of their folders.
pub(in crate::resolve) fn resolve_plans(
    folders: Vec<PlanFolder>,
    current: Maybe<String>,
    portal: &mut Portal,
    scope: &mut Scope,
    ids: &mut Ids,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let organization = scope.organization.expect("plans are resolved after their office");
    let names = folders.iter().map(|folder| folder.name.clone()).collect::<Vec<_>>();
    if let Some(current) = current.as_ref().filter(|current| !names.contains(&current.value)) {
        let name = &current.value;
        let message = text!(uk: "немає плану «{name}»", en: "there is no plan «{name}»");
        let known = names.join(", ");
        let help = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
            None => text!(uk: "у теці plans є: {known}", en: "the folder plans has: {known}"),
        };
        diagnostics.error("unknown-plan", current.span, message).help(help);
    }
    let is_draft =
        |current: &str| folders.iter().any(|folder| folder.is_draft() && folder.name == current);
    if let Some(current) = current.as_ref().filter(|current| is_draft(&current.value)) {
        let name = &current.value;
        let message = text!(
            uk: "план «{name}» ще не затверджено, тож чинним він бути не може",
            en: "the plan «{name}» is not approved yet, so it cannot be the current one",
        );
        let help = text!(
            uk: "коли його затверджено, приберіть рядок draft = true з plans/{name}/plan.toml; доти назвіть тут інший план або приберіть цей рядок",
            en: "once it is approved, remove the line draft = true from plans/{name}/plan.toml; until then name another plan here, or remove this line",
        );
        diagnostics.error("unknown-plan", current.span, message).help(help);
    }
    let latest = || latest(&folders).map(|folder| folder.name.clone());
    let current = current.map(|current| current.value).or_else(latest);
    let addresses = folders.iter().filter_map(|folder| {
        let record = folder.plan.as_ref()?;
        let (words, span) = match &record.address {
            Some(address) => (address.value.clone(), address.span),
            None => (String::new(), record.span),
        };
        Some((folder.name.clone(), words, span))
    });
    copies::report_addresses(&addresses.collect::<Vec<_>>(), diagnostics);
    for folder in folders {
        let is_current = current.as_deref() == Some(folder.name.as_str());
        let plan = resolve_plan(folder, organization, portal, scope, ids, sources, diagnostics);
        if let Some(plan) = plan.filter(|_| is_current) {
            portal.plans[plan].is_current = true;
            portal.organizations[organization].current_plan = Some(plan);
        }
    }
}

fn resolve_plan(
    folder: PlanFolder,
    organization: Idx<Organization>,
    portal: &mut Portal,
    scope: &Scope,
    ids: &mut Ids,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Idx<Plan>> {
    // What has been published of its calendars is read beside: see `calendar::locks`.
    let PlanFolder {
        name,
        plan,
        misnamed,
        introduction,
        appendix,
        sections,
        approved,
        changes,
        calendar_lock: _,
    } = folder;
    let Some(record) = plan else {
        report_missing_plan((&name, misnamed), &sections, introduction.as_ref(), diagnostics);
        return None;
    };
    let idx = portal.plans.next();
    columns::check_keys(&record, diagnostics);
    let stated = record.stated_columns();
    let plan = plan_of(record, name, organization, (introduction, appendix), diagnostics);
    let approved =
        approved.map(|file| (file, approved::parse_as(&sources.file(file).text, &stated)));
    let folder = scope.path(&format!("plans/{}", plan.id));
    portal.plans.add(Plan { approved, folder, ..plan });
    let first = portal.sections.next();
    let cells = CellReader::new(sources, &portal.plans[idx]);
    let mut desk = Desk { portal: &mut *portal, scope, ids, cells, diagnostics };
    for (place, folder) in sections.into_iter().enumerate() {
        resolve_section(folder, place + 1, idx, &mut desk);
    }
    portal.plans[idx].sections = IdxRange::new(first, portal.sections.next());
    name_pages(portal, idx);
    columns::complete(portal, idx);
    portal.plans[idx].changes = changes::resolve(changes, idx, portal, ids, diagnostics);
    Some(idx)
}

fn report_missing_plan(
    (name, misnamed): (&str, Option<FileId>),
    sections: &[SectionFolder],
    introduction: Option<&ProseRecord>,
    diagnostics: &mut Diagnostics,
) {
    let section = sections.iter().find_map(|folder| folder.section.as_ref());
    let misnamed = misnamed.map(|file| Span::new(file, 0..0));
    let first = section.map(|section| section.span).or(introduction.map(|prose| prose.span));
    let span = misnamed.or(first);
    let message = text!(
        uk: "у теці plans/{name} немає файла plan.toml",
        en: "the folder plans/{name} has no plan.toml",
    );
    let help = match misnamed {
        Some(_) => call_it("plan.toml"),
        None => text!(
            uk: "створіть plan.toml з роком плану: year = РРРР",
            en: "create plan.toml with the plan's year: year = YYYY",
        ),
    };
    diagnostics.add("missing-file", crate::diagnostic::Severity::Error, span, message).help(help);
}

fn call_it(name: &str) -> Text {
    text!(
        uk: "перейменуйте цей файл на {name}: малими літерами, без .txt на кінці",
        en: "call this file {name}: in small letters, without .txt at the end",
    )
}

fn plan_of(
    record: PlanRecord,
    name: String,
    organization: Idx<Organization>,
    (introduction, appendix): (Option<ProseRecord>, Option<ProseRecord>),
    diagnostics: &mut Diagnostics,
) -> Plan {
    let stated = record.stated_columns();
    let heads = record.columns.iter().map(|head| head.value.clone()).collect();
    let PlanRecord {
        year,
        school_year,
        draft,
        address,
        source: _,
        columns: _,
        column_keys: _,
        focus_lead,
        focus,
        approval,
        title,
        contents,
        introduction: introduction_heading,
        signature,
        acknowledged,
        span,
    } = record;
    let words = |value: Maybe<String>| value.map(|value| value.value).unwrap_or_default();
    let year = year_of(year, &name, diagnostics);
    let address = address
        .filter(|address| address.value.is_empty() || scope::check_address(address, diagnostics));
    let approvals = approval.into_iter();
    let approvals = approvals.map(|ApprovalRecord { heading, position, name, date }| Approval {
        heading: words(heading),
        position: words(position),
        name: words(name),
        date: words(date),
    });
    let title = title.map(|TitleRecord { heading, text }| TitleBlock {
        heading: words(heading),
        text: words(text),
    });
    let signatures = signature.into_iter();
    let signatures = signatures.map(|SignatureRecord { position, name }| Signature {
        position: words(position),
        name: words(name),
    });
    let (contents_heading, rows) = match contents {
        Some(ContentsRecord { heading, rows }) => (words(heading), rows),
        None => (String::new(), Vec::new()),
    };
    let contents = rows.into_iter().map(|ContentsRowRecord { number, title, sheets }| {
        ContentsRow { number: words(number), title: words(title), sheets: words(sheets) }
    });
    let mut acknowledgements = Vec::new();
    for record in acknowledged {
        let Some(code) = record.code else { continue };
        // The note is for the editors who come after; the program needs only code and place.
        let _ = record.note;
        for at in record.at {
            let code = code.value.clone();
            acknowledgements.push(Acknowledgement { code, at: at.value, span: at.span });
        }
    }
    Plan {
        id: name,
        organization,
        year,
        is_school_year: school_year.unwrap_or(false),
        is_draft: draft == Some(true),
        is_current: false,
        address: address.map(|address| address.value).unwrap_or_default(),
        columns: columns::columns(heads, stated),
        focus_lead: words(focus_lead),
        focus: words(focus),
        approvals: approvals.collect(),
        title: title.unwrap_or_default(),
        contents_heading,
        contents: contents.collect(),
        introduction_heading: introduction_heading.map(words).unwrap_or_default(),
        introduction: introduction.map(markdown),
        signatures: signatures.collect(),
        appendix: appendix.map(markdown),
        sections: IdxRange::new(Idx::at(0), Idx::at(0)),
        acknowledged: acknowledgements,
        approved: None,
        folder: String::new(),
        changes: Vec::new(),
        calendar_lock: CalendarLock::default(),
        span,
    }
}

fn year_of(year: Maybe<i64>, name: &str, diagnostics: &mut Diagnostics) -> i32 {
    let from_folder = name.get(..4).and_then(|digits| digits.parse::<i32>().ok());
    match year.as_ref().map(|year| (year.value, year.span)) {
        Some((year, span)) if (1991..=2200).contains(&year) => {
            if from_folder.is_some() && !name.contains(&year.to_string()) {
                report_other_folder(year, name, span, diagnostics);
            }
            year as i32
        }
        Some((year, span)) => {
            let message = text!(uk: "року {year} не може бути", en: "{year} cannot be the year");
            let help = text!(uk: "рік пишуть чотирма цифрами", en: "write four digits");
            diagnostics.error("impossible-date", span, message).help(help);
            from_folder.unwrap_or(2000)
        }
        // Told when it was read.
        None => from_folder.unwrap_or(2000),
    }
}

/// A copied folder whose `year` is still that of the plan it was copied from, or the other way round.
fn report_other_folder(year: i64, name: &str, span: Span, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "рік плану — {year}, а тека називається «{name}»",
        en: "the plan's year is {year}, but the folder is called «{name}»",
    );
    let help = text!(
        uk: "виправте year; якщо ж помилка в назві теки, перейменуйте теку на {year}, а в portal.toml — і current",
        en: "mend year; if the folder's name is wrong, call it {year}, and mend current in portal.toml too",
    );
    diagnostics.warning("other-year", span, message).help(help);
}

fn resolve_section(folder: SectionFolder, ordinal: usize, plan: Idx<Plan>, desk: &mut Desk<'_>) {
    const LISTINGS: [(&str, Listing); 4] = [
        ("competitions", Listing::Competitions),
        ("monitoring", Listing::Monitoring),
        ("letters", Listing::Letters),
        ("publications", Listing::Publications),
    ];
    let SectionFolder { name, section, prose_entries, misnamed } = folder;
    let Some(record) = section else {
        let misnamed = misnamed.map(|file| Span::new(file, 0..0));
        let span = misnamed.or(prose_entries.first().map(|(entry, _)| entry.span));
        let message = text!(
            uk: "у теці розділу «{name}» немає файла section.toml",
            en: "the section folder «{name}» has no section.toml",
        );
        let help = match misnamed {
            Some(_) => call_it("section.toml"),
            None => text!(
                uk: "створіть section.toml з ключами id, number і title",
                en: "create section.toml with the keys id, number and title",
            ),
        };
        let severity = crate::diagnostic::Severity::Error;
        desk.diagnostics.add("missing-file", severity, span, message).help(help);
        return;
    };
    let SectionRecord { id, number, title, heading, introduction, notes, list, entries, span } =
        record;
    let idx = desk.portal.sections.next();
    let title = title.map(|title| title.value).unwrap_or_default();
    let id = id.filter(|id| scope::check_id(id, desk.diagnostics));
    id.iter().for_each(|id| desk.ids.add_section(id, idx));
    let listing = list.and_then(|list| one_of(&list, &LISTINGS, desk.diagnostics));
    let first = desk.portal.entries.next();
    let mut seen = BTreeMap::new();
    desk.cells.begin_table();
    for (record, prose) in in_order(entries, prose_entries) {
        // Below each heading across the table rows may be numbered anew.
        if record.heading.as_ref().is_some_and(|heading| !heading.value.trim().is_empty()) {
            seen.clear();
        }
        let document = desk.portal.plans[plan].approved.as_ref().map(|(_, document)| document);
        if stands_twice(&record, &mut seen, document, desk.diagnostics) {
            continue;
        }
        let prose = prose.map(markdown).filter(|prose| !prose.text.trim().is_empty());
        resolve_entry(record, prose, idx, desk);
    }
    desk.portal.sections.add(Section {
        id: id.map(|id| id.value).unwrap_or(name),
        plan,
        number: number.map(|number| number.value).unwrap_or_default(),
        ordinal,
        heading: heading.map_or_else(|| title.clone(), |heading| heading.value),
        title,
        introduction: introduction.filter(|words| !words.value.trim().is_empty()),
        notes: notes.filter(|words| !words.value.trim().is_empty()),
        listing,
        entries: IdxRange::new(first, desk.portal.entries.next()),
        span,
    });
}

/// Rows of `section.toml` in their order; an entry with a file of its own goes where its number belongs.
fn in_order(
    entries: Vec<EntryRecord>,
    prose_entries: Vec<(EntryRecord, ProseRecord)>,
) -> Vec<(EntryRecord, Option<ProseRecord>)> {
    let mut rows = entries.into_iter().map(|entry| (entry, None)).collect::<Vec<_>>();
    for (entry, prose) in prose_entries {
        let number = |record: &EntryRecord| {
            record.number.as_ref().map(|number| number.value.clone()).unwrap_or_default()
        };
        let own = number(&entry);
        let place = rows.iter().position(|(row, _)| compare_numbers(&number(row), &own).is_gt());
        rows.insert(place.unwrap_or(rows.len()), (entry, Some(prose)));
    }
    rows
}

/// Whether another row has the number of this one, and the document does not say so.
fn stands_twice(
    record: &EntryRecord,
    seen: &mut BTreeMap<String, Span>,
    document: Option<&ApprovedDocument>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(number) = &record.number else { return false };
    let key = bare_number(&number.value).to_owned();
    if key.is_empty() {
        return false;
    }
    let Some(first) = seen.insert(key.clone(), number.span) else { return false };
    // The words of the document are kept; the checks remark on them.
    if document.is_some_and(|document| document.repeats(&key)) {
        return false;
    }
    let message = text!(
        uk: "пункт {key} стоїть двічі",
        en: "the entry {key} stands twice",
    );
    let help = text!(
        uk: "залиште один: рядок у section.toml або файл .md; або дайте другому інший номер та id",
        en: "keep one: the row in section.toml or the .md file; or give the other its own number and id",
    );
    diagnostics
        .error("duplicate-number", number.span, message)
        .help(help)
        .related(first, text!(uk: "тут він уперше", en: "it is here first"));
    true
}

//! A new entry: its lines, put among the rows of the right `section.toml`; every other byte of the file stays.

use std::cmp::Ordering;
use std::io;

use crate::approved;
use crate::begin::{Begun, Place, Reading, Refusal, said, year_of};
use crate::content_text::{Toml, entry_id, free};
use crate::language::order::{bare_number, compare_numbers};
use crate::read::records::{EntryRecord, PlanFolder, PlanRecord, SectionFolder, SectionRecord};
use crate::read::{self, Body, ContentFile};
use crate::text;

/// Whether words can be the number of an entry: «2.24», «2.22.4.», «1.3а».
pub(crate) fn is_number(words: &str) -> bool {
    let mut parts = bare_number(words).split('.');
    let is_part = |part: &str| part.len() <= 8 && part.chars().all(char::is_alphanumeric);
    parts.all(|part| is_part(part) && part.starts_with(|first: char| first.is_ascii_digit()))
}

/// Begins the entry `number`, which [`is_number`], in a plan of the office.
pub(crate) fn entry(reading: &Reading, plan: &PlanFolder, number: &str) -> Result<Begun, Refusal> {
    refuse_known(plan, number)?;
    let section = section_of(reading, plan, number)?;
    refuse_unapproved(reading, plan, number)?;
    let path = reading.path(section.span.file).expect("sections are files of the content");
    reading.require(path)?;
    let id = new_id(reading, plan, section, number);
    let text = &reading.sources.file(section.span.file).text;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines = lines(&id, number, year_of(plan)).replace('\n', end);
    let (text, line_number) = insert(text, &section.entries, number, &lines, end);
    if !is_as_before(&text, section) {
        let message = text!(
            uk: "рядки [[entry]] тут записано незвично, тож пункт не вдається додати, не зачепивши решти; допишіть його руками",
            en: "the rows [[entry]] are written in an unusual way here, so that no entry can be added without touching them; write it by hand",
        );
        return Err(Refusal::Content(Some(section.span), message));
    }
    let shown = said(&section.number);
    let words = vec![
        text!(
            uk: "пункт {number} додано до розділу {shown}; відкрийте цей файл і впишіть слова плану: text, responsible, form, term",
            en: "the entry {number} is added to the section {shown}; open this file and write the words of the plan: text, responsible, form, term",
        ),
        text!(
            uk: "чого ще бракує, покаже plan-portal check",
            en: "plan-portal check tells what is still missing",
        ),
    ];
    Ok(Begun { place: Place::Lines { path: path.to_owned(), text, line_number }, words })
}

/// All entries of a section, also those with a file of their own.
fn rows_of(folder: &SectionFolder) -> impl Iterator<Item = &EntryRecord> {
    let rows = folder.section.iter().flat_map(|section| &section.entries);
    rows.chain(folder.prose_entries.iter().map(|(entry, _)| entry))
}

fn refuse_known(plan: &PlanFolder, number: &str) -> Result<(), Refusal> {
    let rows = plan.sections.iter().flat_map(rows_of);
    let mut numbers = rows.filter_map(|row| row.number.as_ref());
    let Some(known) = numbers.find(|known| compare_numbers(&known.value, number).is_eq()) else {
        return Ok(());
    };
    let message = text!(
        uk: "пункт {number} уже є; змініть його тут або візьміть інший номер",
        en: "the entry {number} is there already; change it here, or take another number",
    );
    Err(Refusal::Content(Some(known.span), message))
}

/// A plan that is held against its approved document may have its entries only: any other would be an error.
fn refuse_unapproved(reading: &Reading, plan: &PlanFolder, number: &str) -> Result<(), Refusal> {
    let Some(document) = plan.approved else { return Ok(()) };
    let stated = plan.plan.as_ref().map(PlanRecord::stated_columns).unwrap_or_default();
    let document = approved::parse_as(&reading.sources.file(document).text, &stated);
    let mut rows = document.sections.iter().flat_map(|section| &section.rows);
    let is_approved = |row: &approved::Row| {
        !row.number.is_empty() && compare_numbers(&row.number, number).is_eq()
    };
    if rows.any(is_approved) {
        return Ok(());
    }
    let source = plan.plan.as_ref().and_then(|plan| plan.source.as_ref());
    let name = source.map_or("", |source| source.value.as_str());
    let message = text!(
        uk: "пункту {number} немає в затвердженому документі «{name}», з яким цей план звіряється слово в слово; перевірте номер або назвіть тут документ, у якому такий пункт є",
        en: "the approved document «{name}», against which this plan is held word for word, has no entry {number}; check the number, or name a document here that has it",
    );
    Err(Refusal::Content(source.map(|source| source.span), message))
}

/// The section whose number the entry's begins with («2.24» is of «II»), or that has such entries already.
fn section_of<'r>(
    reading: &Reading,
    plan: &'r PlanFolder,
    number: &str,
) -> Result<&'r SectionRecord, Refusal> {
    let first = |number: &str| bare_number(number).split('.').next().unwrap_or_default().to_owned();
    let own = first(number);
    let is_own = |number: &str| compare_numbers(number, &own).is_eq();
    let sections = || plan.sections.iter().filter_map(|folder| folder.section.as_ref());
    let by_number = sections().find(|section| is_own(said(&section.number)));
    let has_such = |section: &&SectionRecord| {
        section.entries.iter().any(|entry| is_own(&first(said(&entry.number))))
    };
    let found = by_number.or_else(|| sections().find(has_such));
    found.ok_or_else(|| no_section(reading, plan, number))
}

fn no_section(reading: &Reading, plan: &PlanFolder, number: &str) -> Refusal {
    let sections = plan.sections.iter().filter_map(|folder| folder.section.as_ref());
    let sections = sections.collect::<Vec<_>>();
    // The section may be the one that cannot be read.
    let paths = sections.iter().filter_map(|section| reading.path(section.span.file));
    if let Some(Err(unreadable)) = paths.map(|path| reading.require(path)).find(Result::is_err) {
        return unreadable;
    }
    let known = sections.iter().map(|section| said(&section.number)).collect::<Vec<_>>().join(", ");
    let name = &plan.name;
    let message = match sections.is_empty() {
        true => text!(
            uk: "у плані «{name}» ще немає розділів: створіть теку розділу з файлом section.toml",
            en: "the plan «{name}» has no sections yet: make a section's folder with a section.toml",
        ),
        false => text!(
            uk: "номер {number} не починається номером жодного розділу; у плані «{name}» є розділи {known}",
            en: "the number {number} does not begin with the number of a section; the plan «{name}» has {known}",
        ),
    };
    Refusal::Content(None, message)
}

/// An id that nothing in the portal has, after the manner of the section's own: `kyiv-2030-2` gives `kyiv-2030-2-24`.
fn new_id(reading: &Reading, plan: &PlanFolder, section: &SectionRecord, number: &str) -> String {
    let year = year_of(plan).unwrap_or_default();
    let own = said(&section.id);
    let wanted = entry_id(year, own, number);
    let before = own.split_once(&format!("{year}-")).map_or("", |(before, _)| before);
    let before = if wanted.starts_with(own) { "" } else { before };
    let taken = reading.records.offices.iter().flat_map(|office| &office.plans);
    let taken = taken.flat_map(|plan| &plan.sections).flat_map(rows_of);
    let taken = taken.flat_map(|entry| {
        entry.id.iter().chain(entry.items.iter().filter_map(|item| item.id.as_ref()))
    });
    let taken = taken.map(|id| id.value.as_str()).collect::<Vec<_>>();
    free(format!("{before}{wanted}"), "-n", |id| taken.contains(&id))
}

/// The lines of an entry: the words of the plan to fill in, and what may be added once it is known.
fn lines(id: &str, number: &str, year: Option<i32>) -> String {
    let year = year.map_or_else(|| "РРРР".to_owned(), |year| year.to_string());
    let mut lines = Toml::default();
    lines.table("[[entry]]");
    lines.string("id", id);
    lines.string("number", number);
    lines.comment("Слова плану, як у документі: що, хто відповідає, форма, термін.");
    for key in ["text", "responsible", "form", "term"] {
        lines.string(key, "");
    }
    lines.comment("Необов’язкове: зітріть «# » на початку рядка й упишіть своє між лапками.");
    lines.comment("День, коли він один; місце; заклади — їхні id із colleges.toml.");
    lines.comment(&format!("date = \"ДД.ММ.{year}\""));
    lines.comment("place = \"\"");
    lines.comment("colleges = [\"\"]");
    lines.text
}

/// The file's text with the lines after the last row whose number is smaller, and the line number where they begin.
fn insert(
    text: &str,
    rows: &[EntryRecord],
    number: &str,
    lines: &str,
    end: &str,
) -> (String, usize) {
    let smaller = rows.iter().enumerate().filter(|(_, row)| {
        let known = said(&row.number);
        !known.is_empty() && compare_numbers(known, number) == Ordering::Less
    });
    let before = smaller.max_by(|(_, a), (_, b)| compare_numbers(said(&a.number), said(&b.number)));
    let next = rows.get(before.map_or(0, |(place, _)| place + 1));
    let at = next.map_or(text.len(), |next| head_of(text, next));
    let (above, below) = text.split_at(at);
    let gap = match above.strip_suffix('\n') {
        None if above.is_empty() => String::new(),
        None => end.repeat(2),
        Some(line) if line.trim_end_matches('\r').ends_with('\n') => String::new(),
        Some(_) => end.to_owned(),
    };
    let line_number = above.matches('\n').count() + gap.matches('\n').count() + 1;
    let lines = match below.is_empty() {
        false => format!("{lines}{end}"),
        // A file whose last line is not ended stays one.
        true if gap.len() > end.len() => lines.trim_end_matches(['\r', '\n']).to_owned(),
        true => lines.to_owned(),
    };
    (format!("{above}{gap}{lines}{below}"), line_number)
}

/// Where a row begins: its line `[[entry]]`, or the comment that stands right above it.
fn head_of(text: &str, row: &EntryRecord) -> usize {
    let before = text.get(..row.span.start as usize).unwrap_or_default();
    let mut at = before.rfind('\n').map_or(0, |end| end + 1);
    while let Some(line) = text.get(..at).and_then(|before| before.lines().next_back()) {
        // Quotes may close a text of several lines that only looks like a comment at its end.
        if !line.trim_start().starts_with('#') || line.contains(['"', '\'']) {
            break;
        }
        let above = text.get(..at - 1).unwrap_or_default();
        at = above.rfind('\n').map_or(0, |end| end + 1);
    }
    at
}

/// Whether the new text is read as the old one with one more row: spans may mislead where rows are written in brackets.
fn is_as_before(text: &str, section: &SectionRecord) -> bool {
    let path = "plans/new/new/section.toml".to_owned();
    let file = ContentFile { path, body: Body::Bytes(text.as_bytes().to_vec()) };
    let (_, records, _) = read::parse(vec![file], "", &|_| Err(io::ErrorKind::NotFound.into()));
    let plans = records.offices.iter().flat_map(|office| &office.plans);
    let sections =
        plans.flat_map(|plan| &plan.sections).filter_map(|folder| folder.section.as_ref());
    let rows = sections.flat_map(|section| &section.entries);
    let key = |row: &EntryRecord| (said(&row.id).to_owned(), row.items.len());
    let mut rows = rows.map(key).collect::<Vec<_>>();
    let old = section.entries.iter().map(key).collect::<Vec<_>>();
    let added = rows.iter().zip(&old).take_while(|(new, old)| new == old).count();
    added < rows.len() && {
        rows.remove(added);
        rows == old
    }
}

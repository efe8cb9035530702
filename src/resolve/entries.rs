//! Entries and items: cells understood, facts read, rows told apart from mere lines.

use crate::diagnostic::Diagnostics;
use crate::plan::{
    CellHolder, Cells, Entry, Facts, Idx, IdxRange, Item, Markdown, Moment, Portal, RowIdx,
    Section, Status,
};
use crate::read::records::{EntryRecord, FactsRecord, ItemRecord, Maybe};
use crate::resolve::cells::CellReader;
use crate::resolve::moments::{self, NoMoment};
use crate::resolve::office::{one_of, resolve_materials};
use crate::resolve::scope::{Ids, Scope};
use crate::resolve::web_address;
use crate::source::Spanned;
use crate::text;

const FORM: (&str, &str, &str) = ("unknown-form", "форми", "form");
const COLLEGE: (&str, &str, &str) = ("unknown-college", "закладу", "college");
const METHODICAL_SECTION: (&str, &str, &str) =
    ("unknown-section", "методичної секції", "methodical section");

/// Adds an entry and its items to the portal's tables.
#[expect(clippy::too_many_arguments, reason = "each is a different part of the portal being made")]
pub(in crate::resolve) fn resolve_entry(
    record: EntryRecord,
    prose: Option<Markdown>,
    section: Idx<Section>,
    cells: &mut CellReader<'_>,
    portal: &mut Portal,
    scope: &Scope,
    ids: &mut Ids,
    diagnostics: &mut Diagnostics,
) {
    let EntryRecord {
        id,
        number,
        text,
        responsible,
        form,
        term,
        former_numbers,
        facts,
        items,
        span,
    } = record;
    let (Some(id), Some(number)) = (id, number) else { return };
    let entry_idx = portal.entries.next();
    ids.add(&id, RowIdx { entry: entry_idx, item: None }, diagnostics);
    let entry_cells = Cells {
        responsible: cells.responsible(responsible, scope, portal, diagnostics),
        form: cells.form(form, scope),
        term: cells.term(term, &number.value, diagnostics),
    };
    let facts = resolve_facts(facts, portal, scope, diagnostics);
    let (text, text_span) = match text {
        Some(text) => (text.value, text.span),
        None => (String::new(), span),
    };
    let mut colleges = facts.as_ref().map(|(_, colleges)| colleges.clone()).unwrap_or_default();
    if let Some(mentions) = &scope.mentions {
        mentions.find(&text, &mut colleges);
    }
    let first_item = portal.items.next();
    for record in items {
        resolve_item(record, entry_idx, &number.value, cells, portal, scope, ids, diagnostics);
    }
    let items = IdxRange::new(first_item, portal.items.next());
    let is_row = is_row(&entry_cells, items, portal);
    portal.entries.add(Entry {
        id: id.value,
        section,
        number: number.value,
        text,
        cells: entry_cells,
        items,
        is_row,
        facts: facts.map(|(facts, _)| facts),
        colleges,
        prose,
        former_numbers: former_numbers.into_iter().map(|number| number.value).collect(),
        span: number.span,
        text_span,
    });
}

/// An entry is a piece of work itself unless its items carry all of it between them.
fn is_row(cells: &Cells, items: IdxRange<Item>, portal: &Portal) -> bool {
    if items.is_empty() {
        return true;
    }
    let items = || items.iter().map(|item| &portal.items[item]);
    let inherits_all = items().any(|item| !item.is_row);
    let keeps = |words: &str, holder: fn(&Item) -> CellHolder| {
        !words.is_empty() && items().all(|item| holder(item) != CellHolder::Entry)
    };
    inherits_all
        || keeps(&cells.responsible.words, |item| item.responsible)
        || keeps(&cells.form.words, |item| item.form)
        || keeps(&cells.term.words, |item| item.term)
}

#[expect(clippy::too_many_arguments, reason = "each is a different part of the portal being made")]
fn resolve_item(
    record: ItemRecord,
    entry: Idx<Entry>,
    number: &str,
    cells: &mut CellReader<'_>,
    portal: &mut Portal,
    scope: &Scope,
    ids: &mut Ids,
    diagnostics: &mut Diagnostics,
) {
    let ItemRecord { id, text, dash, responsible, form, term, as_above, facts } = record;
    let (Some(id), Some(text)) = (id, text) else { return };
    let idx = portal.items.next();
    ids.add(&id, RowIdx { entry, item: Some(idx) }, diagnostics);
    let has =
        |cell: &Maybe<String>| cell.as_ref().is_some_and(|words| !words.value.trim().is_empty());
    let above = portal.items.iter().next_back().filter(|(_, item)| item.entry == entry);
    let above = above.map(|(_, item)| (item.responsible, item.form, item.term));
    let mut shared = [false; 3];
    for column in &as_above {
        let columns = [("responsible", 0), ("form", 1), ("term", 2)];
        if let Some(column) = one_of(column, &columns, diagnostics) {
            shared[column] = true;
        }
    }
    if above.is_none() && !as_above.is_empty() {
        let message = text!(
            uk: "над першим підпунктом немає іншого, з яким можна мати спільну клітинку",
            en: "there is no item above the first one to share a cell with",
        );
        let help = text!(uk: "приберіть as_above", en: "remove as_above");
        diagnostics.error("unknown-value", as_above[0].span, message).help(help);
    }
    let holder = |is_own: bool, is_shared: bool, above: Option<CellHolder>| match above {
        _ if is_own => CellHolder::Item(idx),
        Some(above) if is_shared => above,
        _ => CellHolder::Entry,
    };
    let responsible_holder = holder(has(&responsible), shared[0], above.map(|above| above.0));
    let form_holder = holder(has(&form), shared[1], above.map(|above| above.1));
    let term_holder = holder(has(&term), shared[2], above.map(|above| above.2));
    let own = Cells {
        responsible: cells.responsible(responsible, scope, portal, diagnostics),
        form: cells.form(form, scope),
        term: cells.term(term, number, diagnostics),
    };
    let facts = resolve_facts(facts, portal, scope, diagnostics);
    let mut colleges = facts.as_ref().map(|(_, colleges)| colleges.clone()).unwrap_or_default();
    if let Some(mentions) = &scope.mentions {
        mentions.find(&text.value, &mut colleges);
    }
    let facts = facts.map(|(facts, _)| facts);
    let holders = [responsible_holder, form_holder, term_holder];
    let is_row = holders.iter().any(|holder| *holder != CellHolder::Entry)
        || facts.as_ref().is_some_and(|facts| facts.is_own_work);
    portal.items.add(Item {
        id: id.value,
        entry,
        text: text.value,
        has_dash: dash.unwrap_or(true),
        own,
        responsible: responsible_holder,
        form: form_holder,
        term: term_holder,
        is_row,
        facts,
        colleges,
        span: text.span,
    });
}

type FactsAndColleges = (Box<Facts>, Vec<Idx<crate::plan::College>>);

fn resolve_facts(
    record: FactsRecord,
    portal: &Portal,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Option<FactsAndColleges> {
    const STATUSES: [(&str, Status); 5] = [
        ("planned", Status::Planned),
        ("in-progress", Status::InProgress),
        ("done", Status::Done),
        ("moved", Status::Moved),
        ("cancelled", Status::Cancelled),
    ];
    let FactsRecord {
        date,
        start,
        end,
        place,
        link,
        audience,
        forms,
        colleges,
        methodical_sections,
        status,
        result,
        materials,
        note,
    } = record;
    let words = |value: Maybe<String>| {
        value.map(|value| value.value).filter(|value| !value.trim().is_empty())
    };
    let forms = forms.iter().filter_map(|id| scope.forms.find(id, FORM, diagnostics)).collect();
    let colleges = colleges
        .iter()
        .filter_map(|id| scope.colleges.find(id, COLLEGE, diagnostics))
        .collect::<Vec<_>>();
    let methodical_sections = methodical_sections
        .iter()
        .filter_map(|id| scope.methodical_sections.find(id, METHODICAL_SECTION, diagnostics))
        .collect();
    let (start, end) = resolve_moments(date, start, end, diagnostics);
    let facts = Facts {
        start,
        end,
        place: words(place),
        link: web_address(link, diagnostics),
        audience: words(audience),
        forms,
        methodical_sections,
        status: status.and_then(|status| one_of(&status, &STATUSES, diagnostics)),
        result: words(result),
        materials: resolve_materials(materials, portal, diagnostics),
        note: words(note),
        is_own_work: false,
    };
    let is_own_work = facts.start.is_some()
        || facts.place.is_some()
        || facts.link.is_some()
        || facts.audience.is_some()
        || facts.status.is_some()
        || facts.result.is_some()
        || facts.note.is_some()
        || !facts.materials.is_empty()
        || !facts.methodical_sections.is_empty();
    let is_nothing = !is_own_work && facts.forms.is_empty() && colleges.is_empty();
    (!is_nothing).then(|| (Box::new(Facts { is_own_work, ..facts }), colleges))
}

fn resolve_moments(
    date: Maybe<String>,
    start: Maybe<String>,
    end: Maybe<String>,
    diagnostics: &mut Diagnostics,
) -> (Option<Moment>, Option<Moment>) {
    if let (Some(date), Some(_)) = (&date, &start) {
        let message = text!(
            uk: "date і start разом: незрозуміло, коли початок",
            en: "both date and start: it is not clear when it begins",
        );
        let help = text!(
            uk: "залиште date для одного дня або start і end для кількох",
            en: "keep date for one day, or start and end for several",
        );
        diagnostics.error("impossible-date", date.span, message).help(help);
    }
    let read = |words: &Maybe<String>, diagnostics: &mut Diagnostics| {
        words.as_ref().and_then(|words| moment(words, diagnostics))
    };
    let first = date.or(start);
    let from = read(&first, diagnostics);
    let to = read(&end, diagnostics);
    if let (Some(from), Some(to), Some(words)) = (from, to, &end)
        && (to.date, to.time) < (from.date, to.time.and(from.time))
    {
        let message = text!(uk: "кінець раніше за початок", en: "the end is before the beginning");
        let help = text!(uk: "поміняйте дати місцями", en: "swap the dates");
        diagnostics.error("impossible-date", words.span, message).help(help);
        return (Some(from), None);
    }
    if let (None, Some(_), Some(words)) = (from, to, end)
        && first.is_none()
    {
        let message =
            text!(uk: "є кінець, а початку немає", en: "there is an end and no beginning");
        let help = text!(uk: "додайте start", en: "add start");
        diagnostics.error("missing-key", words.span, message).help(help);
        return (None, None);
    }
    (from, to)
}

fn moment(words: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Moment> {
    let written = &words.value;
    let (message, help) = match moments::parse(written) {
        Ok(moment) => return Some(moment),
        Err(NoMoment::Impossible) => (
            text!(uk: "дати «{written}» не буває", en: "there is no such date: «{written}»"),
            text!(uk: "перевірте день, місяць і рік", en: "check the day, month and year"),
        ),
        Err(NoMoment::Unreadable) => (
            text!(uk: "«{written}» не прочитано як дату", en: "«{written}» is not a date"),
            text!(
                uk: "пишіть так: 2026-03-24 або 24.03.2026, з часом: 24.03.2026 14:00",
                en: "write 2026-03-24 or 24.03.2026, with a time: 24.03.2026 14:00",
            ),
        ),
    };
    diagnostics.error("impossible-date", words.span, message).help(help);
    None
}

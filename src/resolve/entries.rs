//! Entries and items: cells understood, facts read, rows told apart from mere lines.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::language::order::bare_number;
use crate::plan::schedule::{PlanYear, Term, YearMonth};
use crate::plan::{
    Cell, CellHolder, Cells, College, Entry, Facts, Idx, IdxRange, Item, Markdown, Moment, Plan,
    Portal, RowIdx, Section, Stated, Status,
};
use crate::read::records::{EntryRecord, FactsRecord, ItemRecord, Maybe};
use crate::resolve::addresses::web_address;
use crate::resolve::attachments::resolve_materials;
use crate::resolve::cells::CellReader;
use crate::resolve::meant::{self, Hint};
use crate::resolve::moments::{self, NoMoment};
use crate::resolve::occasions;
use crate::resolve::office::{COLLEGE, one_of, words};
use crate::resolve::scope::{Ids, Scope};
use crate::source::{Span, Spanned};
use crate::text;

const FORM: (&str, &str, &str, &str) = ("unknown-form", "форми", "form", "forms.toml");
const METHODICAL_SECTION: (&str, &str, &str, &str) =
    ("unknown-section", "методичної секції", "methodical section", "methodical-sections.toml");

/// What resolving the rows of one plan works with.
pub(in crate::resolve) struct Desk<'a> {
    /// The portal being made.
    pub(in crate::resolve) portal: &'a mut Portal,
    /// Names of the plan's office.
    pub(in crate::resolve) scope: &'a Scope,
    /// Ids of all entries and items so far.
    pub(in crate::resolve) ids: &'a mut Ids,
    /// Cells of the plan.
    pub(in crate::resolve) cells: CellReader<'a>,
    /// Where faults go.
    pub(in crate::resolve) diagnostics: &'a mut Diagnostics,
}

impl Desk<'_> {
    /// `is_dated` tells whether all rows that have the term have days of their own beside it.
    fn understand(&mut self, cells: CellRecords<'_>, number: &str, is_dated: bool) -> Cells {
        let Desk { portal, scope, ids: _, cells: reader, diagnostics } = self;
        let CellRecords { responsible, form, term, remarks } = cells;
        Cells {
            responsible: reader.responsible(responsible, scope, portal, diagnostics),
            form: reader.form(form, scope),
            term: reader.term(term, remarks, (number, is_dated), diagnostics),
        }
    }
}

/// Whether the day of the row is stated beside its cells.
fn has_days(facts: &Option<Box<FactsRecord>>) -> bool {
    facts.as_ref().is_some_and(|facts| facts.date.is_some() || facts.start.is_some())
}

/// The three cells as written, and those of the further columns.
struct CellRecords<'r> {
    responsible: Maybe<String>,
    form: Maybe<String>,
    term: Maybe<String>,
    remarks: &'r [Spanned<String>],
}

/// Adds an entry and its items to the portal's tables.
pub(in crate::resolve) fn resolve_entry(
    record: EntryRecord,
    prose: Option<Markdown>,
    section: Idx<Section>,
    desk: &mut Desk<'_>,
) {
    let EntryRecord {
        id,
        heading,
        number,
        text,
        responsible,
        form,
        term,
        remarks,
        as_above,
        former_numbers,
        facts,
        items,
        span,
    } = record;
    let (Some(id), Some(number)) = (id, number) else { return };
    let entry_idx = desk.portal.entries.next();
    desk.ids.add(&id, RowIdx { entry: entry_idx, item: None }, desk.diagnostics);
    let heading = heading.filter(|heading| !heading.value.trim().is_empty());
    let last = desk.portal.entries.iter().next_back();
    let headed_before = last.filter(|(_, entry)| entry.section == section);
    let headed_before = headed_before.and_then(|(_, entry)| entry.headed);
    let headed = if heading.is_some() { Some(entry_idx) } else { headed_before };
    let below = heading.as_ref().or_else(|| desk.portal.entries[headed_before?].heading.as_ref());
    desk.cells.begin_below(below.map(|heading| heading.value.as_str()));
    let is_dated = items.is_empty() && has_days(&facts);
    let cells = CellRecords { responsible, form, term, remarks: &remarks };
    let mut cells = desk.understand(cells, &number.value, is_dated);
    // A heading across the table parts the cells above it from those below.
    let is_below = |entry: &Entry| entry.section == section && heading.is_none();
    let before = desk.portal.entries.iter().next_back().filter(|(_, entry)| is_below(entry));
    let above = before.map(|(_, entry)| cells_of_last_row(desk.portal, entry));
    let shared = shared_columns(&as_above, above.is_some(), desk.diagnostics);
    let joins_above = join(&mut cells, above, shared);
    let day = facts.as_ref().and_then(|facts| facts.date.as_ref().or(facts.start.as_ref()));
    let day = day.map(|day| day.span);
    let (facts, colleges) = resolve_facts(facts, (&number.value, &cells.term, true), desk);
    let (text, text_span) = match text {
        Some(text) => (text.value, text.span),
        None => (String::new(), span),
    };
    let first_item = desk.portal.items.next();
    for record in items {
        resolve_item(record, entry_idx, (&number.value, &cells.term), desk);
    }
    let items = IdxRange::new(first_item, desk.portal.items.next());
    let has_own_term = |item: &Item| item.term != CellHolder::Entry && item.facts.is_none();
    let own_terms = items.iter().filter(|item| has_own_term(&desk.portal.items[*item])).count();
    if let Some(day) = day.filter(|_| own_terms > 0) {
        occasions::tell_replaced_terms(own_terms, day, &number.value, desk.diagnostics);
    }
    let is_row = is_row(&cells, items, desk.portal);
    desk.portal.entries.add(Entry {
        id: id.value,
        section,
        heading,
        headed,
        number: number.value,
        text,
        cells,
        remarks,
        joins_above,
        // Known when all entries of the plan are: see `name_pages`.
        is_named_by_number: true,
        items,
        is_row,
        facts,
        colleges,
        prose,
        former_numbers: former_numbers.into_iter().map(|number| number.value).collect(),
        span: number.span,
        text_span,
    });
}

/// The cells that hold in the last row of an entry.
fn cells_of_last_row<'p>(portal: &'p Portal, entry: &'p Entry) -> [&'p Cells; 3] {
    let holders = match entry.items.iter().next_back().map(|item| &portal.items[item]) {
        Some(item) => [item.responsible, item.form, item.term],
        None => [CellHolder::Entry; 3],
    };
    holders.map(|holder| match holder {
        CellHolder::Entry => &entry.cells,
        CellHolder::Item(item) => &portal.items[item].own,
    })
}

/// Takes over the cells that are merged with those above, where the entry has none of its own; tells which.
fn join(cells: &mut Cells, above: Option<[&Cells; 3]>, shared: [bool; 3]) -> [bool; 3] {
    let Some([responsible, form, term]) = above else { return [false; 3] };
    let own = [&cells.responsible.words, &cells.form.words, &cells.term.words];
    let [is_responsible, is_form, is_term] =
        [0, 1, 2].map(|column| shared[column] && own[column].is_empty());
    if is_responsible {
        cells.responsible = responsible.responsible.clone();
    }
    if is_form {
        cells.form = form.form.clone();
    }
    if is_term {
        cells.term = term.term.clone();
    }
    [is_responsible, is_form, is_term]
}

/// Says which entries of a plan share the name of their page with one before them: where rows are numbered anew below
/// each heading («СІЧЕНЬ»: 1, 2; «ЛЮТИЙ»: 1, 2).
pub(in crate::resolve) fn name_pages(portal: &mut Portal, plan: Idx<Plan>) {
    let mut taken = BTreeSet::new();
    for section in portal.plans[plan].sections.iter() {
        let section = &portal.sections[section];
        for entry in section.entries.iter() {
            let entry = &mut portal.entries[entry];
            entry.is_named_by_number = !bare_number(&entry.number).is_empty()
                && taken.insert(section.name_of(&entry.number));
        }
    }
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

fn resolve_item(
    record: ItemRecord,
    entry: Idx<Entry>,
    (number, of_entry): (&str, &Cell<Arc<Term>>),
    desk: &mut Desk<'_>,
) {
    let ItemRecord { id, text, dash, responsible, form, term, remarks, as_above, facts } = record;
    let (Some(id), Some(text)) = (id, text) else { return };
    let idx = desk.portal.items.next();
    desk.ids.add(&id, RowIdx { entry, item: Some(idx) }, desk.diagnostics);
    let above = desk.portal.items.iter().next_back().filter(|(_, item)| item.entry == entry);
    let above = above.map(|(_, item)| [item.responsible, item.form, item.term]);
    let shared = shared_columns(&as_above, above.is_some(), desk.diagnostics);
    let cells = CellRecords { responsible, form, term, remarks: &remarks };
    let own = desk.understand(cells, number, has_days(&facts));
    let is_own = [&own.responsible.words, &own.form.words, &own.term.words].map(|w| !w.is_empty());
    let holder = |column: usize| match above {
        _ if is_own[column] => CellHolder::Item(idx),
        Some(above) if shared[column] => above[column],
        _ => CellHolder::Entry,
    };
    let [responsible, form, term] = [holder(0), holder(1), holder(2)];
    let held = match term {
        CellHolder::Entry => of_entry.clone(),
        CellHolder::Item(holder) if holder == idx => own.term.clone(),
        CellHolder::Item(holder) => desk.portal.items[holder].own.term.clone(),
    };
    let (facts, colleges) = resolve_facts(facts, (number, &held, is_own[2]), desk);
    let is_row = [responsible, form, term].iter().any(|holder| *holder != CellHolder::Entry)
        || facts.as_ref().is_some_and(|facts| facts.is_own_work);
    desk.portal.items.add(Item {
        id: id.value,
        entry,
        text: text.value,
        has_dash: dash.unwrap_or(true),
        own,
        remarks,
        responsible,
        form,
        term,
        is_row,
        facts,
        colleges,
        span: text.span,
    });
}

/// Which of the three columns a row shares with the one above: an item with an item, an entry with the row before it.
fn shared_columns(
    as_above: &[Spanned<String>],
    has_above: bool,
    diagnostics: &mut Diagnostics,
) -> [bool; 3] {
    let mut shared = [false; 3];
    for column in as_above {
        let columns = [("responsible", 0), ("form", 1), ("term", 2)];
        if let Some(column) = one_of(column, &columns, diagnostics) {
            shared[column] = true;
        }
    }
    if let Some(first) = as_above.first().filter(|_| !has_above) {
        let message = text!(
            uk: "вище немає іншого рядка, з яким можна мати спільну клітинку",
            en: "there is no row above to share a cell with",
        );
        let help = text!(uk: "приберіть as_above", en: "remove as_above");
        diagnostics.error("unknown-value", first.span, message).help(help);
    }
    shared
}

/// The facts, if any are stated, and the colleges they name. `term` is that which holds for the row, and whether it is
/// the row's own.
fn resolve_facts(
    record: Option<Box<FactsRecord>>,
    (number, term, is_own_term): (&str, &Cell<Arc<Term>>, bool),
    desk: &mut Desk<'_>,
) -> (Option<Box<Facts>>, Vec<Idx<College>>) {
    let Some(record) = record else { return (None, Vec::new()) };
    let Desk { portal, scope, ids: _, cells: CellReader { year, .. }, diagnostics } = desk;
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
        changed,
        was,
        reason,
        occasions,
    } = *record;
    let forms = forms.iter().filter_map(|id| scope.forms.find(id, FORM, diagnostics)).collect();
    let colleges = colleges
        .iter()
        .filter_map(|id| scope.colleges.find(id, COLLEGE, diagnostics))
        .collect::<Vec<_>>();
    let methodical_sections = methodical_sections
        .iter()
        .filter_map(|id| scope.methodical_sections.find(id, METHODICAL_SECTION, diagnostics))
        .collect();
    let says_what = status.is_some() || changed.is_some();
    for words in [&date, &start, &end].into_iter().flatten() {
        tell_other_year(words, *year, number, diagnostics);
    }
    let held = (&*term.meaning, term.words.as_str());
    if let Some(day) = date.as_ref().or(start.as_ref()).filter(|_| is_own_term) {
        occasions::tell_replaced_series(held, day.span, number, diagnostics);
    }
    let (start, end) = resolve_moments([date, start, end], *year, diagnostics);
    let hint = Hint { year: Some(*year), day: None };
    let told_by = was.as_ref().or(reason.as_ref()).map(|words| words.span);
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
        materials: resolve_materials(materials, portal, scope, diagnostics),
        note: words(note),
        changed: changed.and_then(|day| moment(&day, hint, diagnostics)).map(|day| day.date),
        was: stated(was, hint, diagnostics),
        reason: words(reason),
        occasions: occasions::resolve(occasions, held, (*year, number), diagnostics),
        is_own_work: false,
    };
    if let Some(span) = told_by.filter(|_| !says_what) {
        tell_unused(span, diagnostics);
    }
    let is_own_work = facts.start.is_some()
        || facts.place.is_some()
        || facts.link.is_some()
        || facts.audience.is_some()
        || facts.status.is_some()
        || facts.result.is_some()
        || facts.note.is_some()
        || !facts.occasions.is_empty()
        || !facts.materials.is_empty()
        || !facts.methodical_sections.is_empty();
    let is_nothing = !is_own_work && facts.forms.is_empty() && facts.changed.is_none();
    ((!is_nothing).then(|| Box::new(Facts { is_own_work, ..facts })), colleges)
}

/// When a row was to be, or why it changed, where nothing says that it did: no page would show it.
fn tell_unused(span: Span, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "was і reason без status: не сказано, що сталося, тож їх ніде не видно",
        en: "was and reason without a status: it is not said what happened, so they are shown nowhere",
    );
    let help = text!(
        uk: "додайте status = \"moved\" (перенесено) чи \"cancelled\" (скасовано), або changed = \"день зміни\"",
        en: "add status = \"moved\" or \"cancelled\", or changed = \"the day of the change\"",
    );
    diagnostics.warning("unused-key", span, message).help(help);
}

/// A date out of the plan's year is most often last year's, written by habit.
pub(in crate::resolve) fn tell_other_year(
    words: &Spanned<String>,
    year: PlanYear,
    number: &str,
    diagnostics: &mut Diagnostics,
) {
    let is_outside = |moment: Moment| !year.has(YearMonth::of(moment.date));
    if moments::parse(&words.value).is_ok_and(is_outside) {
        let message = text!(
            uk: "це поза роком плану ({year})",
            en: "this lies outside the plan's year ({year})",
        );
        let help = text!(uk: "перевірте рік", en: "check the year");
        diagnostics.warning("other-year", words.span, message).help(help).subject(number);
    }
}

pub(in crate::resolve) fn resolve_moments(
    [date, start, end]: [Maybe<String>; 3],
    year: PlanYear,
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
    let read = |words: &Maybe<String>, day: Option<Moment>, diagnostics: &mut Diagnostics| {
        let hint = Hint { year: Some(year), day: day.map(|day| day.date) };
        words.as_ref().and_then(|words| moment(words, hint, diagnostics))
    };
    let first = date.or(start);
    let from = read(&first, None, diagnostics);
    let to = read(&end, from, diagnostics);
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
        let help = text!(uk: "додайте ключ start з днем початку", en: "add the key start with the first day");
        diagnostics.error("missing-key", words.span, message).help(help);
        return (None, None);
    }
    (from, to)
}

/// A day, or words where they are none; a day that there never is is told.
pub(in crate::resolve) fn stated(
    words: Maybe<String>,
    hint: Hint,
    diagnostics: &mut Diagnostics,
) -> Option<Stated> {
    let words = words.filter(|words| !words.value.trim().is_empty())?;
    match moments::parse(&words.value) {
        Ok(day) => Some(Stated::Day(day)),
        Err(NoMoment::Unreadable) => Some(Stated::Words(words.value)),
        Err(NoMoment::Impossible | NoMoment::NoTime(_)) => {
            moment(&words, hint, diagnostics).map(Stated::Day)
        }
    }
}

/// A day as written; what is none is told.
pub(in crate::resolve) fn moment(
    words: &Spanned<String>,
    hint: Hint,
    diagnostics: &mut Diagnostics,
) -> Option<Moment> {
    let written = &words.value;
    // A date that TOML itself refuses was told when it was read.
    if written.is_empty() {
        return None;
    }
    let (message, help) = match moments::parse(written) {
        Ok(moment) => return Some(moment),
        Err(NoMoment::Impossible) => (
            text!(uk: "дати «{written}» не буває", en: "there is no such date: «{written}»"),
            text!(uk: "перевірте день, місяць і рік", en: "check the day, month and year"),
        ),
        Err(NoMoment::NoTime(time)) => (
            text!(uk: "часу «{time}» не буває", en: "there is no such time: «{time}»"),
            text!(
                uk: "години — від 00 до 23, хвилини — від 00 до 59",
                en: "hours are 00 to 23, minutes 00 to 59",
            ),
        ),
        Err(NoMoment::Unreadable) => (
            text!(uk: "«{written}» не прочитано як дату", en: "«{written}» is not a date"),
            text!(
                uk: "пишіть так: день.місяць.рік або рік-місяць-день, з часом: день.місяць.рік 14:00",
                en: "write day.month.year or year-month-day, with a time: day.month.year 14:00",
            ),
        ),
    };
    let help = meant::remedy(written, hint).unwrap_or(help);
    diagnostics.error("impossible-date", words.span, message).help(help);
    None
}

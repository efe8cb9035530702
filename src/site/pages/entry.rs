//! A page for each entry: its words, people, term, items, what is known beyond the plan, and what is near it.
//!
//! Items stand on their entry's page under `#i3`. Where an entry once had another number, its old page stays and
//! leads to the new one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;

use crate::language::lines::{one_line, without_marks};
use crate::language::plural;
use crate::markdown;
use crate::plan::{
    College, Entry, Facts, Form, Idx, Item, MethodicalSection, Moment, Occasion, Organization,
    Portal, Row, RowIdx, Stated, Status,
};
use crate::site::data::pictures;
use crate::site::document::further_heads;
use crate::site::pages::blocks::{MaterialView, html};
use crate::site::pages::changes::{self, ChangeView};
use crate::site::pages::entry_items::{ItemView, item_view};
use crate::site::pages::plan::entry_anchor;
use crate::site::pages::related::{self, RelatedLink};
use crate::site::pages::row::{self, Piece, RowsHtml, Standpoint, StatusView};
use crate::site::pages::section::{numbered, short_name, titled};
use crate::site::pages::subscribe::{RowCalendar, row_announced, row_calendar};
use crate::site::pages::when::{self, DateView};
use crate::site::pages::{Link, Own, PageMeta, json_for_html, section_class, shorten};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};

#[derive(Serialize)]
struct EntryView {
    page: PageMeta,
    number: String,
    section: SectionLink,
    /// What heads the rows among which it stands.
    heading: Option<String>,
    context: Option<Link>,
    title: String,
    lead: Option<String>,
    status: Option<StatusView>,
    approved_href: String,
    facts: Vec<Fact>,
    prose_html: Option<String>,
    /// Of an entry that only heads others: these.
    headed_title: String,
    headed_html: RowsHtml,
    items_title: String,
    items: Vec<ItemView>,
    items_numbered: bool,
    materials: Vec<MaterialView>,
    calendar: Option<RowCalendar>,
    no_calendar: Option<&'static str>,
    history: Vec<ChangeView>,
    related: Vec<RelatedLink>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct SectionLink {
    href: String,
    label: String,
}

/// A line of the component `facts`.
#[derive(Serialize)]
struct Fact {
    name: Cow<'static, str>,
    /// Whether the values are words of the approved plan.
    approved: bool,
    values: Vec<Value>,
}

#[derive(Serialize, Default)]
struct Value {
    text: String,
    href: Option<String>,
    iso: Option<String>,
    /// What held before, struck out.
    was: Option<String>,
    /// Words of a cell, some of them links; instead of `text`.
    pieces: Vec<Piece>,
    note: Option<String>,
}

#[derive(Serialize)]
struct MovedView {
    page: PageMeta,
    number: String,
    link: Link,
}

/// Lists the pages of all entries, and of numbers that entries once had.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (idx, entry) in portal.entries_of(office) {
        let path = (portal.entry_path(idx), Some(entry.span));
        for below in headed(site, idx) {
            list.row(site, RowIdx { entry: below, item: None });
        }
        list.page(office, path, "entry", move |path| view(site, idx, path));
    }
    list_moved(site, office, list);
}

/// A former number whose page another entry has by now needs none.
fn list_moved<'a>(site: &'a Site<'a>, office: Idx<Organization>, list: &mut List<'a>) {
    let portal = site.portal;
    if portal.entries_of(office).all(|(_, entry)| entry.former_numbers.is_empty()) {
        return;
    }
    let taken = portal.entries_of(office).map(|(entry, _)| portal.entry_path(entry));
    let mut taken = taken.collect::<BTreeSet<_>>();
    for (idx, entry) in portal.entries_of(office) {
        for number in &entry.former_numbers {
            let path = portal.number_path(entry.section, number);
            if taken.insert(path.clone()) {
                let path = (path, Some(entry.span));
                list.page(office, path, "moved", move |path| moved(site, idx, number, path));
            }
        }
    }
}

fn view(site: &Site<'_>, idx: Idx<Entry>, path: &str) -> EntryView {
    let portal = site.portal;
    let entry = &portal.entries[idx];
    let section = &portal.sections[entry.section];
    let row = portal.row(RowIdx { entry: idx, item: None });
    let (title, lead) = title_and_lead(site, row.idx);
    let parent = site.index.parent_of(idx);
    let approved = relative(path, &portal.plan_path(section.plan, "plan.html"));
    let prose_html = entry.prose.as_ref().map(|prose| {
        markdown::to_html(prose, &|to| {
            Some(portal.text_link(path, Some(portal.plans[section.plan].organization), to))
        })
    });
    let is_heading = site.index.is_heading(idx);
    let headed = headed(site, idx).collect::<Vec<_>>();
    let rows = headed.iter().map(|entry| RowIdx { entry: *entry, item: None });
    let place = section.entries.place_of(idx);
    let near = |place: Option<usize>| {
        place
            .and_then(|place| section.entries.iter().nth(place))
            .map(|near| Link::new(path, &portal.entry_path(near), site.tied_name(near)))
    };
    EntryView {
        page: row_announced(site, path, row.idx, meta(site, &row, path)),
        number: entry.number.clone(),
        section: SectionLink {
            href: relative(path, &portal.section_path(entry.section)),
            label: numbered(section),
        },
        heading: portal.heading_over(idx).map(|heading| heading.trim().to_owned()),
        context: parent.map(|parent| {
            let words = format!("{} {}", portal.entries[parent].number, bare_words(portal, parent));
            Link::new(path, &portal.entry_path(parent), words.trim_start().to_owned())
        }),
        title,
        lead,
        status: (!is_heading).then(|| row::status(row.status())),
        approved_href: format!("{approved}#{}", entry_anchor(portal, idx)),
        facts: facts(site, &row, path),
        prose_html,
        headed_title: headed_title(portal, &headed),
        headed_html: html(site, &rows.collect::<Vec<_>>()),
        items_title: plural::count(entry.items.len(), ["підпункт", "підпункти", "підпунктів"]),
        items: entry.items.iter().map(|item| item_view(site, idx, item, path)).collect(),
        items_numbered: false,
        materials: materials(portal, row.facts(), path),
        no_calendar: no_calendar(site, idx).filter(|_| !is_heading),
        calendar: row_calendar(site, path, row.idx),
        history: changes::of_entry(site, idx, path),
        related: related::of(site, idx, path),
        previous: near(place.checked_sub(1)),
        next: near(Some(place + 1)),
    }
}

/// The entries below one that only heads them; none of one that says something itself.
fn headed<'a>(site: &'a Site<'_>, idx: Idx<Entry>) -> impl Iterator<Item = Idx<Entry>> + 'a {
    related::children(site, idx).filter(move |_| site.index.is_heading(idx))
}

/// «Пункти 2.22.1–2.22.8»
fn headed_title(portal: &Portal, headed: &[Idx<Entry>]) -> String {
    let number = |entry: &Idx<Entry>| portal.entries[*entry].number.trim_end_matches('.');
    match headed {
        [] => String::new(),
        [one] => format!("Пункт\u{a0}{}", number(one)),
        [first, .., last] => format!("Пункти {}–{}", number(first), number(last)),
    }
}

/// Why there is nothing to add to a calendar.
fn no_calendar(site: &Site<'_>, idx: Idx<Entry>) -> Option<&'static str> {
    let mut rows = site.portal.rows_of(idx);
    let is_dated = rows.any(|row| !site.calendars.occurrences.of_row(row).is_empty());
    (!is_dated)
        .then_some("У календарях цього пункту немає: план не називає для нього дня чи місяця.")
}

/// «2.22.8. Проведення обласних вебінарів»: an entry in one line, cut if it is long.
pub(in crate::site) fn named(portal: &Portal, entry: Idx<Entry>) -> String {
    shorten(&in_full(portal, entry), 120)
}

/// «2.22.8. Проведення обласних вебінарів»; of an entry without a number its words alone.
fn in_full(portal: &Portal, entry: Idx<Entry>) -> String {
    let words = bare_words(portal, entry);
    match portal.entries[entry].number.trim_end_matches('.') {
        "" => words,
        number => format!("{number}. {words}"),
    }
}

/// The words of an entry as its name in one line, without the marks of the list it stands in.
pub(in crate::site) fn bare_words(portal: &Portal, entry: Idx<Entry>) -> String {
    without_marks(&one_line(&portal.words_of(entry))).to_owned()
}

/// The approved words as a heading; where they are too many for one, a beginning and then all of them.
fn title_and_lead(site: &Site<'_>, row: RowIdx) -> (String, Option<String>) {
    const MOST: usize = 240;
    let Entry { text, number, .. } = &site.portal.entries[row.entry];
    if text.trim().is_empty() {
        let beginning = || named(site.portal, row.entry);
        let title = format!("Пункт\u{a0}{number}");
        return (if number.is_empty() { beginning() } else { title }, None);
    }
    let Some((first, rest)) = text.split_once('\n') else {
        let words = site.tied(row).to_owned();
        return match text.chars().count() > MOST {
            true => (shorten(text, 120), Some(words)),
            false => (words, None),
        };
    };
    if rest.is_empty() && text.chars().count() > MOST {
        return (shorten(text, 120), Some(text.to_owned()));
    }
    let rest = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
    (first.to_owned(), rest)
}

fn meta(site: &Site<'_>, row: &Row<'_>, path: &str) -> PageMeta {
    let portal = site.portal;
    let entry = row.entry;
    let section = &portal.sections[entry.section];
    let title = in_full(portal, row.idx.entry);
    let mut way = vec![
        Link::new(path, &portal.plan_path(section.plan, "sections.html"), "Розділи"),
        Link::new(path, &portal.section_path(entry.section), short_name(section)),
    ];
    let mut parents = Vec::new();
    let mut at = row.idx.entry;
    while let Some(parent) = site.index.parent_of(at) {
        let number = portal.entries[parent].number.clone();
        parents.push(Link::new(path, &portal.entry_path(parent), number));
        at = parent;
    }
    way.extend(parents.into_iter().rev());
    let term = Some(row.term.words.as_str()).filter(|term| !term.is_empty());
    let people = row::responsible_pieces(site, Standpoint::Page(path), row);
    let people = people.into_iter().map(|piece| piece.text).collect::<String>();
    let people = Some(people.as_str()).filter(|words| !words.is_empty());
    let description = [Some(title.as_str()), people, term];
    let description = description.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut meta = site.meta(
        section.plan,
        path,
        Own {
            kind: "entry",
            title: &titled(portal, section.plan, &title),
            crumb: if entry.number.is_empty() { "Пункт" } else { &entry.number },
            description: &titled(portal, section.plan, &description),
            way,
        },
    );
    if let (Some(event), Some(breadcrumbs)) = (event(site, row, path), &meta.json_ld_html) {
        meta.json_ld_html = Some(format!("[{breadcrumbs},{}]", json_for_html(&event)));
    }
    let has_day = when::own_days(portal, row).is_some();
    PageMeta {
        section_class: Some(section_class(section.ordinal)),
        image: portal.url(&pictures::path_of(section)),
        undated: !has_day,
        ..meta
    }
}

/// The entry as an event for search engines: only with a day of its own, and an address.
fn event(site: &Site<'_>, row: &Row<'_>, path: &str) -> Option<serde_json::Value> {
    let portal = site.portal;
    let url = portal.url(path)?;
    let (start, end) = when::own_days(portal, row)?;
    let office = &portal.organizations[portal.plans[portal.plan_of(row.idx.entry)].organization];
    let facts = row.facts();
    let status = match row.status() {
        Status::Cancelled => "EventCancelled",
        Status::Moved => "EventRescheduled",
        Status::Planned | Status::InProgress | Status::Done => "EventScheduled",
    };
    let moment = |Moment { date, time }: Moment| match time {
        Some(time) => site.calendars.with_offset(date.and_time(time)),
        None => date.to_string(),
    };
    let mut event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": shorten(&bare_words(portal, row.idx.entry), 110),
        "startDate": moment(start),
        "endDate": moment(end),
        "eventStatus": format!("https://schema.org/{status}"),
        "organizer": { "@type": "Organization", "name": office.name },
        "url": url,
    });
    if let Some(Stated::Day(was)) = facts.and_then(|facts| facts.was.as_ref())
        && row.status() == Status::Moved
    {
        event["previousStartDate"] = json!(moment(*was));
    }
    let place = facts.and_then(|facts| facts.place.as_deref());
    let link = facts.and_then(|facts| facts.link.as_deref());
    let place = place.map(|place| json!({ "@type": "Place", "name": place, "address": place }));
    let online = link.map(|link| json!({ "@type": "VirtualLocation", "url": link }));
    let mode = match (&place, &online) {
        (Some(_), None) => Some("Offline"),
        (None, Some(_)) => Some("Online"),
        (Some(_), Some(_)) => Some("Mixed"),
        (None, None) => None,
    };
    if let Some(mode) = mode {
        let mode = format!("https://schema.org/{mode}EventAttendanceMode");
        event["eventAttendanceMode"] = json!(mode);
        event["location"] = json!([place, online].into_iter().flatten().collect::<Vec<_>>());
    }
    Some(event)
}

fn facts(site: &Site<'_>, row: &Row<'_>, path: &str) -> Vec<Fact> {
    let mut list = cells(site, row, path);
    let facts = row.facts();
    let is_cancelled = row.status() == Status::Cancelled;
    let dates = when::all_dates(site, row);
    if !dates.is_empty() {
        let is_exact = facts.is_some_and(|facts| facts.start.is_some());
        let name = if is_exact { "Дата" } else { "У календарі" };
        let is_moved = row.status() == Status::Moved;
        let mut was = row::was(site, row).filter(|_| is_moved);
        let value = |(date, once): (DateView, Option<&Occasion>)| match once {
            Some(Occasion { days, reason, .. }) => {
                let now = days.filter(|_| !is_cancelled).map(|days| when::stated(site, days));
                let (text, iso) = now.map(|now| (now.text, now.iso)).unzip();
                let (text, was, note) = (text.unwrap_or_default(), Some(date.text), reason.clone());
                Value { text, iso, was, note, ..Value::default() }
            }
            None if is_cancelled => Value { was: Some(date.text), ..Value::default() },
            None => {
                Value { text: date.text, iso: Some(date.iso), was: was.take(), ..Value::default() }
            }
        };
        let name = name.into();
        list.push(Fact { name, approved: false, values: dates.into_iter().map(value).collect() });
    }
    let mut say = |name: &'static str, words: Option<&String>| {
        if let Some(words) = words {
            let value = Value { text: words.to_owned(), ..Value::default() };
            list.push(Fact { name: name.into(), approved: false, values: vec![value] });
        }
    };
    say("Місце", facts.and_then(|facts| facts.place.as_ref()));
    say("Для кого", facts.and_then(|facts| facts.audience.as_ref()));
    say(
        if is_cancelled { "Чому скасовано" } else { "Причина" },
        facts.and_then(|facts| facts.reason.as_ref()),
    );
    say("Результат", facts.and_then(|facts| facts.result.as_ref()));
    say("Примітка", facts.and_then(|facts| facts.note.as_ref()));
    if let Some(link) = facts.and_then(|facts| facts.link.as_ref()) {
        let value = Value { text: link.clone(), href: Some(link.clone()), ..Value::default() };
        list.push(Fact { name: "Посилання".into(), approved: false, values: vec![value] });
    }
    list.extend(linked(site, row, path));
    list
}

/// A column of the plan: its head, the entry's words, and whether an item has words of its own there.
type Column = (&'static str, Vec<Piece>, fn(&Item) -> bool);

/// The three cells of the plan: their words, or where else they stand.
fn cells(site: &Site<'_>, row: &Row<'_>, path: &str) -> Vec<Fact> {
    let portal = site.portal;
    let entry = row.entry;
    let items = || entry.items.iter().map(|item| &portal.items[item]);
    let responsible = row::responsible_pieces(site, Standpoint::Page(path), row);
    let form = form_pieces(site, row, path);
    let term = words_piece(&row.term.words);
    let columns: [Column; 3] = [
        ("Відповідальний", responsible, |item| {
            !item.own.responsible.words.is_empty()
        }),
        ("Форма", form, |item| !item.own.form.words.is_empty()),
        ("Термін виконання", term, |item| !item.own.term.words.is_empty()),
    ];
    let is_heading = site.index.is_heading(row.idx.entry);
    let column = |(name, pieces, is_own): Column| {
        let has_words = !pieces.is_empty();
        let absent = if items().any(is_own) {
            "зазначено в підпунктах"
        } else {
            "не зазначено"
        };
        let value = if has_words {
            Value { pieces, ..Value::default() }
        } else {
            Value { note: Some(absent.to_owned()), ..Value::default() }
        };
        Fact { name: name.into(), approved: has_words, values: vec![value] }
    };
    let columns = columns.into_iter().filter(|(_, pieces, _)| !is_heading || !pieces.is_empty());
    columns.map(column).chain(remarks(portal, row)).collect()
}

/// The further columns of the plan that say something of the entry or its items, by their heads.
fn remarks(portal: &Portal, row: &Row<'_>) -> Vec<Fact> {
    let heads = further_heads(&portal.plans[portal.plan_of(row.idx.entry)]).enumerate();
    let facts = heads.map(|(place, head)| {
        let rows = portal.lines_of(row.idx.entry).map(|idx| portal.row(idx));
        let values = rows.filter_map(|row| {
            let words = row.remarks().get(place).filter(|words| !words.value.trim().is_empty())?;
            let note = row.item_number().map(|number| format!("підпункт {number}"));
            Some(Value { text: words.value.clone(), note, ..Value::default() })
        });
        Fact { name: head.to_owned().into(), approved: true, values: values.collect() }
    });
    facts.filter(|fact| !fact.values.is_empty()).collect()
}

fn words_piece(words: &str) -> Vec<Piece> {
    let piece = Piece { text: words.to_owned(), href: None };
    if words.is_empty() { Vec::new() } else { vec![piece] }
}

/// The words of «Форма»; a cell that is the name of one form leads to its page.
fn form_pieces(site: &Site<'_>, row: &Row<'_>, path: &str) -> Vec<Piece> {
    let mut pieces = words_piece(&row.form.words);
    if let ([piece], [form]) = (pieces.as_mut_slice(), &*row.form.meaning) {
        let plan = Some(site.portal.plan_of(row.idx.entry));
        piece.href = Some(relative(path, &site.page_of(Subject::Form(*form), plan)));
    }
    pieces
}

/// Colleges, methodical sections and forms, each with the page of its own.
fn linked(site: &Site<'_>, row: &Row<'_>, path: &str) -> Vec<Fact> {
    let portal = site.portal;
    let plan = Some(portal.plan_of(row.idx.entry));
    let value = |name: &str, to: Subject| Value {
        text: name.to_owned(),
        href: Some(relative(path, &site.page_of(to, plan))),
        ..Value::default()
    };
    let college = |idx: &Idx<College>| {
        let college = &portal.colleges[*idx];
        value(college.short_name.as_ref().unwrap_or(&college.name), Subject::College(*idx))
    };
    let methodical = |idx: &Idx<MethodicalSection>| {
        value(&portal.methodical_sections[*idx].name, Subject::MethodicalSection(*idx))
    };
    let form = |idx: &Idx<Form>| value(&portal.forms[*idx].name, Subject::Form(*idx));
    let sections = row.facts().map_or(&[][..], |facts| &facts.methodical_sections);
    let forms = row.forms();
    // A cell that is one form is a link already.
    let is_said = forms.len() == 1 && row.form.meaning.len() == 1;
    let forms = if is_said { &[][..] } else { &forms[..] };
    let lists = [
        ("Заклади", row.colleges().iter().map(college).collect::<Vec<_>>()),
        ("Методичні секції", sections.iter().map(methodical).collect()),
        ("Усі пункти форми", forms.iter().map(form).collect()),
    ];
    let lists = lists.into_iter().filter(|(_, values)| !values.is_empty());
    lists.map(|(name, values)| Fact { name: name.into(), approved: false, values }).collect()
}

fn materials(portal: &Portal, facts: Option<&Facts>, path: &str) -> Vec<MaterialView> {
    let materials = facts.into_iter().flat_map(|facts| &facts.materials);
    materials.map(|material| MaterialView::new(portal, material, path)).collect()
}

fn moved(site: &Site<'_>, idx: Idx<Entry>, number: &str, path: &str) -> MovedView {
    let portal = site.portal;
    let plan = portal.plan_of(idx);
    let to = portal.entry_path(idx);
    let title = format!("Пункт {number} має тепер номер {}", portal.entries[idx].number);
    let named = titled(portal, plan, &title);
    let meta = site.meta(
        plan,
        path,
        Own { kind: "moved", title: &named, crumb: number, description: &title, way: Vec::new() },
    );
    let link = Link::new(path, &to, site.tied_name(idx));
    MovedView {
        page: PageMeta {
            canonical: portal.url(&to),
            refresh: link.href.clone(),
            noindex: true,
            json_ld_html: None,
            ..meta
        },
        number: title,
        link,
    }
}

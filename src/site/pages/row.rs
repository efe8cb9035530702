//! A row of the plan in lists: rendered once, shown on many pages.
//!
//! A page kind tells [`List::row`](crate::site::List) which rows it will show, and puts marks in their places with
//! [`RowsHtml`]. [`RowView`] is also the row of the year's table, which stands on one page only.

use serde::{Serialize, Serializer};

use crate::language::plural;
use crate::plan::{Responsible, Row, RowIdx, Status, Who};
use crate::site::Site;
use crate::site::output::marks::{self, Shape};
use crate::site::output::{FragmentContent, View};
use crate::site::pages::when::{self, DateView};
use crate::site::pages::{changes, section_class, shorten};
use crate::site::routes::relative;

/// What the component `row` and the rows of `year.html` print.
#[derive(Serialize)]
pub(in crate::site) struct RowView {
    section_class: String,
    is_item: bool,
    /// What the filters of the page ask; nothing where the row stands on many pages.
    facets: String,
    href: String,
    number: String,
    text: String,
    items_note: Option<String>,
    entry_href: String,
    entry_text: Option<String>,
    responsible: Vec<Piece>,
    form: String,
    term: String,
    term_iso: Option<String>,
    term_absent: Option<&'static str>,
    dates: Vec<DateView>,
    /// Whether it is cancelled, so that its dates are struck out.
    is_off: bool,
    /// When it was to be, of what is moved or cancelled.
    was: Option<String>,
    status: Option<StatusView>,
}

/// Words of a cell, some of them links.
#[derive(Serialize, Clone)]
pub(in crate::site) struct Piece {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
}

/// What became of a piece of work.
#[derive(Serialize, Clone)]
pub(in crate::site) struct StatusView {
    /// Word for the style sheet: `done`.
    pub(in crate::site) code: &'static str,
    /// «виконано».
    pub(in crate::site) label: &'static str,
}

/// Rows as the component `rows` takes them: the mark of each on a line, in one text.
#[derive(Default)]
pub(in crate::site) struct RowsHtml {
    lines: String,
    count: usize,
}

impl RowsHtml {
    /// Adds a row as it stands in lists; [`List::row`](crate::site::List) must have heard of it.
    pub(in crate::site) fn push(&mut self, site: &Site<'_>, row: RowIdx) {
        self.push_as(site, row, Shape::Full);
    }

    /// Adds a row as a line that reminds of it; [`List::brief_row`](crate::site::List) must have heard of it.
    pub(in crate::site) fn push_brief(&mut self, site: &Site<'_>, row: RowIdx) {
        self.push_as(site, row, Shape::Brief);
    }

    fn push_as(&mut self, site: &Site<'_>, row: RowIdx, shape: Shape) {
        marks::push(marks::place(site.portal, row, shape), &mut self.lines);
        self.lines.push('\n');
        self.count += 1;
    }

    /// How many rows there are.
    pub(in crate::site) fn len(&self) -> usize {
        self.count
    }
}

impl Serialize for RowsHtml {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.lines)
    }
}

/// How to render a row for lists.
pub(in crate::site) fn full<'a>(site: &'a Site<'a>, row: RowIdx) -> FragmentContent<'a> {
    let view = move || View::of(FullView { row: line(site, row, Standpoint::Anywhere) });
    FragmentContent::Html("fragment-row", Box::new(view))
}

/// What `fragment-row.html` prints.
#[derive(Serialize)]
struct FullView {
    row: RowView,
}

/// How to render a row as a line that reminds of it.
pub(in crate::site) fn brief<'a>(site: &'a Site<'a>, row: RowIdx) -> FragmentContent<'a> {
    FragmentContent::Html("fragment-brief", Box::new(move || View::of(brief_view(site, row))))
}

/// From where a row's links lead.
#[derive(Clone, Copy)]
pub(in crate::site) enum Standpoint<'p> {
    /// The page of this path.
    Page(&'p str),
    /// Every page that shows the row: links begin with a gap, see [`marks::GAP`].
    Anywhere,
}

impl Standpoint<'_> {
    /// A link to the file `to`.
    pub(in crate::site) fn link(self, to: &str) -> String {
        match self {
            Standpoint::Page(from) => relative(from, to),
            Standpoint::Anywhere => format!("{}{to}", marks::GAP),
        }
    }
}

/// What `fragment-brief.html` prints.
#[derive(Serialize)]
struct BriefView {
    section_class: String,
    href: String,
    number: String,
    entry_text: Option<String>,
    text: String,
    term: String,
}

fn brief_view(site: &Site<'_>, idx: RowIdx) -> BriefView {
    const MOST: usize = 110;
    const MOST_OF_CONTEXT: usize = 70;
    let portal = site.portal;
    let row = portal.row(idx);
    let words = match row.text().trim() {
        "" => portal.words_of(idx.entry),
        words => words.into(),
    };
    BriefView {
        section_class: section_class(portal.sections[row.entry.section].ordinal),
        href: Standpoint::Anywhere.link(&portal.row_page_path(idx)),
        number: row.entry.number.clone(),
        entry_text: context(site, &row).map(|words| shorten(&words, MOST_OF_CONTEXT)),
        text: shorten(&words, MOST),
        term: row.term.words.clone(),
    }
}

/// The view of a row of a list.
pub(in crate::site) fn line(site: &Site<'_>, idx: RowIdx, from: Standpoint<'_>) -> RowView {
    let row = view(site, idx, from);
    RowView { responsible: listed(row.responsible), ..row }
}

/// The view of a row as seen from a page, or from any; names stand in it as the document parts them.
pub(in crate::site) fn view(site: &Site<'_>, idx: RowIdx, from: Standpoint<'_>) -> RowView {
    let portal = site.portal;
    let row = portal.row(idx);
    let section = &portal.sections[row.entry.section];
    let entry_href = from.link(&portal.entry_path(idx.entry));
    let href = from.link(&portal.row_page_path(idx));
    let items = row.entry.items.len();
    let has_items = row.item.is_none() && items > 0;
    RowView {
        section_class: section_class(section.ordinal),
        is_item: row.item.is_some(),
        facets: match from {
            Standpoint::Page(_) => facets(site, &row),
            Standpoint::Anywhere => String::new(),
        },
        href,
        number: row.entry.number.clone(),
        text: words(site, &row),
        items_note: has_items
            .then(|| plural::count(items, ["підпункт", "підпункти", "підпунктів"])),
        entry_href,
        entry_text: context(site, &row),
        responsible: printed_pieces(site, from, &row),
        form: row.form.words.clone(),
        term: row.term.words.clone(),
        term_iso: when::term_iso(&row),
        term_absent: absent_term(site, &row),
        is_off: row.status() == Status::Cancelled,
        dates: when::dates(site, &row),
        was: was(site, &row),
        status: stated_status(&row),
    }
}

/// The approved words; of an entry whose items have all of them, the beginning of theirs.
fn words(site: &Site<'_>, row: &Row<'_>) -> String {
    const MOST: usize = 200;
    if row.text().trim().is_empty() {
        return shorten(&site.portal.words_of(row.idx.entry), MOST);
    }
    site.tied(row.idx).to_owned()
}

/// What stands in place of a term that the row does not have; nothing for a heading like «2.3.».
fn absent_term(site: &Site<'_>, row: &Row<'_>) -> Option<&'static str> {
    let items = || row.entry.items.iter().map(|item| &site.portal.items[item]);
    if row.item.is_none() && items().any(|item| !item.own.term.words.is_empty()) {
        return Some("у підпунктах");
    }
    (!site.index.is_heading_row(row.idx)).then_some("не зазначено")
}

/// The words a row goes on from, without which «щодо впровадження …» says nothing: of an item its entry, of an
/// entry the heading entry above it. Long ones are cut, and whole on the row's own page.
fn context(site: &Site<'_>, row: &Row<'_>) -> Option<String> {
    let above = match row.item {
        Some(_) => Some(row.idx.entry),
        None => site.index.parent_of(row.idx.entry),
    };
    let words = above.map(|above| site.tied_context(above).to_owned());
    words.filter(|words| !words.is_empty())
}

/// What the filters of a list ask of a row: `person:tkachuk-i-m section:2 month:03`.
pub(in crate::site) fn facets(site: &Site<'_>, row: &Row<'_>) -> String {
    let portal = site.portal;
    let mut facets = vec![format!("section:{}", portal.sections[row.entry.section].ordinal)];
    for responsible in row.responsible.meaning.iter() {
        facets.push(match responsible.who {
            Who::Person(person) => format!("person:{}", portal.people[person].id),
            Who::Group(group) => format!("group:{}", portal.groups[group].id),
        });
    }
    facets.extend(row.forms().iter().map(|form| format!("form:{}", portal.forms[*form].id)));
    let colleges = row.colleges().iter();
    facets.extend(colleges.map(|college| format!("college:{}", portal.colleges[*college].id)));
    facets.extend(when::month_facets(site, row));
    facets.push(format!("status:{}", status(row.status()).code));
    facets.join(" ")
}

/// When a moved or cancelled row was to be, where that is a day the content names.
pub(in crate::site) fn was(site: &Site<'_>, row: &Row<'_>) -> Option<String> {
    let facts = row.facts()?;
    let stated = facts.was.as_ref().map(|was| changes::words(site, was));
    match facts.status? {
        Status::Moved => stated,
        Status::Cancelled => stated.filter(|_| when::dates(site, row).is_empty()),
        Status::Planned | Status::InProgress | Status::Done => None,
    }
}

/// The status, where the content states one.
pub(in crate::site) fn stated_status(row: &Row<'_>) -> Option<StatusView> {
    row.stated_status().map(status)
}

/// A status in words.
pub(in crate::site) fn status(status: Status) -> StatusView {
    let (code, label) = match status {
        Status::Planned => ("planned", "заплановано"),
        Status::InProgress => ("in-progress", "триває"),
        Status::Done => ("done", "виконано"),
        Status::Moved => ("moved", "перенесено"),
        Status::Cancelled => ("cancelled", "скасовано"),
    };
    StatusView { code, label }
}

/// Names that the document parts by lines, parted by commas where they stand in one line.
fn listed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter_mut().enumerate() {
        if at > 0 && at < last && piece.href.is_none() && piece.text.trim().is_empty() {
            ", ".clone_into(&mut piece.text);
        }
    }
    pieces
}

/// The words of «Відповідальний» in one line, names as links: what the document parts by lines commas part.
pub(in crate::site) fn responsible_pieces(
    site: &Site<'_>,
    from: Standpoint<'_>,
    row: &Row<'_>,
) -> Vec<Piece> {
    listed(printed_pieces(site, from, row))
}

/// The words of «Відповідальний» as the document parts them, names as links.
fn printed_pieces(site: &Site<'_>, from: Standpoint<'_>, row: &Row<'_>) -> Vec<Piece> {
    let plan = Some(site.portal.plan_of(row.idx.entry));
    let words = row.responsible.words.as_str();
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |range: std::ops::Range<usize>, href: Option<String>| {
        if let Some(text) = words.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text: text.to_owned(), href });
        }
    };
    for Responsible { who, range, qualifier: _ } in row.responsible.meaning.iter() {
        let path = site.page_of((*who).into(), plan);
        push(at..range.start, None);
        push(range.clone(), Some(from.link(&path)));
        at = range.end;
    }
    push(at..words.len(), None);
    pieces
}

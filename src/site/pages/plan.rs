//! The plan as approved: every word of the document in its order, for reading and for printing on A4 landscape.
//!
//! Nothing is left out, added or moved: cells stand in the columns of the document, merged where the
//! document merges them. Which cells those are says `site/document.rs`.

use std::borrow::Cow;

use serde::Serialize;

use crate::approved::{Column, ColumnKind};
use crate::markdown;
use crate::plan::{
    Approval, ContentsRow, Entry, Idx, Markdown, Organization, Plan, PlanColumn, Portal, Section,
    Signature,
};
use crate::site::document::{self, CellWords, TextLine, has_heads, has_introduction};
use crate::site::pages::section::{anchor, introduction, notes, of_year, titled};
use crate::site::pages::subscribe::plan_announced;
use crate::site::pages::{Own, PageMeta, section_class};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PlanView {
    page: PageMeta,
    tools_note: &'static str,
    approvals: Vec<ApprovalView>,
    title: TitleView,
    /// For a plan that has no title of its own yet.
    plain_title: String,
    contents: ContentsView,
    introduction: Option<IntroductionView>,
    focus_lead: String,
    focus: String,
    columns: Vec<HeadView>,
    /// How many columns a row has, whether they have heads or not.
    width: usize,
    sections: Vec<SectionTable>,
    signatures: Vec<SignatureView>,
    appendix_html: Option<String>,
}

/// The head of a column.
#[derive(Serialize)]
struct HeadView {
    kind: &'static str,
    words: String,
}

#[derive(Serialize)]
struct ApprovalView {
    heading: String,
    position: String,
    name: String,
    date: String,
}

#[derive(Serialize)]
struct TitleView {
    heading: String,
    text: String,
}

#[derive(Serialize)]
struct ContentsView {
    heading: String,
    rows: Vec<ContentsLine>,
}

#[derive(Serialize)]
struct ContentsLine {
    number: String,
    title: String,
    sheets: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct IntroductionView {
    heading: String,
    body_html: String,
}

#[derive(Serialize)]
struct SectionTable {
    section_class: String,
    anchor: String,
    heading: String,
    /// What stands between the heading and the rows; lines are kept.
    introduction: String,
    /// What stands below the table.
    notes: String,
    rows: Vec<TableRow>,
}

#[derive(Serialize, Debug, PartialEq, Eq)]
struct TableRow {
    anchor: Option<String>,
    /// What stands above the row across the whole table; lines are kept.
    heading: String,
    /// So long that paper would be wasted if it had to stay in one piece.
    is_long: bool,
    cells: Vec<TableCell>,
}

#[derive(Serialize, Debug, PartialEq, Eq)]
struct TableCell {
    column: &'static str,
    text: String,
    rowspan: usize,
    href: Option<String>,
}

#[derive(Serialize)]
struct SignatureView {
    position: String,
    name: String,
}

/// What the page is called in links.
pub(in crate::site) fn name(plan: &Plan) -> &'static str {
    if plan.is_draft { "Проєкт плану" } else { "План, як затверджено" }
}

/// Lists one page for each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    for (idx, plan) in site.portal.plans_of(office) {
        let path = (site.portal.plan_path(idx, "plan.html"), Some(plan.span));
        list.page(plan.organization, path, "plan", move |path| view(site, idx, path));
    }
}

fn view(site: &Site<'_>, idx: Idx<Plan>, path: &str) -> PlanView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let to_html = |markdown: &Markdown| {
        let link = |to: &str| Some(portal.text_link(path, Some(plan.organization), to));
        markdown::to_html(markdown, &link)
    };
    let body_html = plan.introduction.as_ref().map(to_html);
    let name = name(plan);
    let (comma, approved) = match plan.is_draft {
        true => ("", ""),
        false => (",", " як затверджено"),
    };
    let description = format!(
        "{}{approved}: титул, зміст, вступ, таблиці всіх розділів, підпис. Для друку на А4",
        of_year(plan)
    );
    let own = Own {
        kind: "plan",
        title: &titled(portal, idx, &format!("{name}{comma} на {} рік", plan.plan_year())),
        crumb: name,
        description: &description,
        way: Vec::new(),
    };
    let mut entries =
        plan.sections.iter().flat_map(|section| portal.sections[section].entries.iter());
    let has_unnumbered = entries.any(|entry| portal.entries[entry].number.is_empty());
    PlanView {
        page: plan_announced(site, path, idx, site.meta(idx, path, own)),
        tools_note: match (plan.is_draft, has_unnumbered) {
            (true, _) => {
                "Так цей документ надрукують на підпис. Номер чи зміст рядка веде до сторінки пункту."
            }
            (false, true) => {
                "Слова й їхній порядок — як у затвердженому документі. До сторінки пункту веде його номер, а без номера — його зміст."
            }
            (false, false) => {
                "Слова, їхній порядок і номери — як у затвердженому документі. Номер веде до сторінки пункту."
            }
        },
        approvals: plan.approvals.iter().filter_map(approval_view).collect(),
        title: TitleView { heading: plan.title.heading.clone(), text: plan.title.text.clone() },
        plain_title: of_year(plan),
        contents: ContentsView {
            heading: plan.contents_heading.clone(),
            rows: plan.contents.iter().map(|row| contents_line(portal, plan, row)).collect(),
        },
        introduction: has_introduction(plan).then(|| IntroductionView {
            heading: plan.introduction_heading.clone(),
            body_html: body_html.unwrap_or_default(),
        }),
        focus_lead: plan.focus_lead.clone(),
        focus: plan.focus.clone(),
        columns: heads(plan),
        width: plan.columns.len(),
        sections: plan.sections.iter().map(|section| table(site, section, path)).collect(),
        signatures: plan.signatures.iter().filter_map(signature_view).collect(),
        appendix_html: plan.appendix.as_ref().map(to_html),
    }
}

/// What there is of an approval; nothing if it is empty.
fn approval_view(approval: &Approval) -> Option<ApprovalView> {
    let Approval { heading, position, name, date } = approval.clone();
    let is_empty = [&heading, &position, &name, &date].iter().all(|words| words.is_empty());
    (!is_empty).then_some(ApprovalView { heading, position, name, date })
}

fn signature_view(signature: &Signature) -> Option<SignatureView> {
    let Signature { position, name } = signature.clone();
    let is_empty = position.is_empty() && name.is_empty();
    (!is_empty).then_some(SignatureView { position, name })
}

/// A line of the contents leads to its section by the numeral, a line without one to the introduction.
fn contents_line(portal: &Portal, plan: &Plan, row: &ContentsRow) -> ContentsLine {
    // «IV.», «Розділ 4.».
    let numeral = row.number.split_whitespace().next_back().unwrap_or_default();
    let numeral = numeral.trim_end_matches(['.', ')', ':']);
    let section = plan
        .sections
        .iter()
        .map(|section| &portal.sections[section])
        .find(|section| !numeral.is_empty() && section.number == numeral);
    let is_introduction = numeral.is_empty() && has_introduction(plan);
    let introduction = || is_introduction.then(|| "#introduction".to_owned());
    ContentsLine {
        number: row.number.clone(),
        title: row.title.clone(),
        sheets: row.sheets.clone(),
        href: section.map(|section| format!("#{}", anchor(section))).or_else(introduction),
    }
}

fn table(site: &Site<'_>, idx: Idx<Section>, path: &str) -> SectionTable {
    let section = &site.portal.sections[idx];
    SectionTable {
        section_class: section_class(section.ordinal),
        anchor: anchor(section),
        heading: section.heading.clone(),
        introduction: introduction(section),
        notes: notes(section),
        rows: section.entries.iter().flat_map(|entry| rows(site, entry, path)).collect(),
    }
}

/// Where an entry stands on the page of the whole plan.
pub(in crate::site) fn entry_anchor(portal: &Portal, entry: Idx<Entry>) -> String {
    let path = portal.entry_path(entry);
    let file = path.rsplit('/').next().unwrap_or(&path);
    format!("e{}", file.trim_end_matches(".html"))
}

fn heads(plan: &Plan) -> Vec<HeadView> {
    let columns = plan.columns.iter().filter(|_| has_heads(plan));
    let head =
        |column: &PlanColumn| HeadView { kind: name_of(column.kind), words: column.head.clone() };
    columns.map(head).collect()
}

/// What stands in a column, as the theme calls it.
fn name_of(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Number => "number",
        ColumnKind::Of(column) => column.key(),
        ColumnKind::Further => "remarks",
    }
}

/// An entry as rows of the table, made fit for display.
fn rows(site: &Site<'_>, idx: Idx<Entry>, path: &str) -> Vec<TableRow> {
    let portal = site.portal;
    let linked = match portal.entries[idx].number.is_empty() {
        true => ColumnKind::Of(Column::Text),
        false => ColumnKind::Number,
    };
    let cell = |cell: document::TableCell<'_>| TableCell {
        column: name_of(cell.kind),
        text: match cell.words {
            CellWords::Words(words) => words.to_owned(),
            CellWords::Lines(lines) => {
                let lines = lines.iter().map(|line| text_of(site, line)).collect::<Vec<_>>();
                lines.join("\n")
            }
        },
        rowspan: cell.rowspan,
        href: (cell.kind == linked).then(|| relative(path, &portal.entry_path(idx))),
    };
    let rows = document::rows(portal, idx).into_iter().enumerate().map(|(at, row)| {
        let cells = row.cells.into_iter().map(cell).collect::<Vec<_>>();
        TableRow {
            heading: row.heading.to_owned(),
            anchor: (at == 0).then(|| entry_anchor(portal, idx)),
            is_long: cells.iter().any(|cell| cell.column == "text" && is_long(&cell.text)),
            cells,
        }
    });
    rows.collect()
}

/// Whether a text takes more than a third of a sheet, as the column «Зміст роботи» is printed.
fn is_long(text: &str) -> bool {
    const LETTERS: usize = 80;
    const LINES: usize = 12;
    let lines = text.lines().map(|line| line.chars().count().div_ceil(LETTERS).max(1));
    lines.sum::<usize>() > LINES
}

fn text_of<'s>(site: &'s Site<'_>, line: &TextLine) -> Cow<'s, str> {
    let text = site.tied(line.row);
    match line.has_dash {
        true => format!("-\u{a0}{text}").into(),
        false => text.into(),
    }
}

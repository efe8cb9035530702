//! The plan as approved: every word of the document in its order, for reading and for printing on A4 landscape.
//!
//! Nothing is left out, added or moved: cells stand in the five columns of the document, merged where the
//! document merges them. [`rows`] turns an entry with its items into rows of a table; start reading there.

use serde::Serialize;

use crate::language::typography::tie;
use crate::markdown;
use crate::plan::{
    CellHolder, Cells, ContentsRow, Entry, Idx, Item, Organization, Plan, Portal, RowIdx, Section,
};
use crate::site::pages::section::{anchor, of_year, titled};
use crate::site::pages::subscribe::plan_announced;
use crate::site::pages::{Own, PageMeta, section_class};
use crate::site::routes::relative;
use crate::site::{List, Site};

#[derive(Serialize)]
struct PlanView {
    page: PageMeta,
    tools_note: &'static str,
    approval: ApprovalView,
    title: TitleView,
    /// For a plan that has no title of its own yet.
    plain_title: String,
    contents: ContentsView,
    introduction: Option<IntroductionView>,
    focus_lead: String,
    focus: String,
    columns: Vec<String>,
    sections: Vec<SectionTable>,
    signature: SignatureView,
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
    rows: Vec<TableRow>,
}

#[derive(Serialize, Debug, PartialEq, Eq)]
struct TableRow {
    anchor: Option<String>,
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
    let words = |words: &str| tie(words).into_owned();
    let body_html = plan.introduction.as_ref().map(|introduction| {
        markdown::to_html(introduction, &|to| {
            Some(portal.text_link(path, Some(plan.organization), to))
        })
    });
    let description = format!(
        "{} як затверджено: титул, зміст, вступ, таблиці всіх розділів, підпис. Для друку на А4",
        of_year(plan)
    );
    let own = Own {
        kind: "plan",
        title: &titled(portal, idx, &format!("План, як затверджено, на {} рік", plan.year)),
        crumb: "План, як затверджено",
        description: &description,
        way: Vec::new(),
    };
    PlanView {
        page: plan_announced(site, path, idx, site.meta(plan.organization, path, own)),
        tools_note: "Слова, їхній порядок і номери — як у затвердженому документі. Номер веде до сторінки пункту.",
        approval: ApprovalView {
            heading: words(&plan.approval.heading),
            position: words(&plan.approval.position),
            name: words(&plan.approval.name),
            date: words(&plan.approval.date),
        },
        title: TitleView { heading: words(&plan.title.heading), text: words(&plan.title.text) },
        plain_title: of_year(plan),
        contents: ContentsView {
            heading: words(&plan.contents_heading),
            rows: plan.contents.iter().map(|row| contents_line(portal, plan, row)).collect(),
        },
        introduction: has_introduction(plan).then(|| IntroductionView {
            heading: words(&plan.introduction_heading),
            body_html: body_html.unwrap_or_default(),
        }),
        focus_lead: words(&plan.focus_lead),
        focus: words(&plan.focus),
        columns: plan.columns.iter().map(|column| words(column)).collect(),
        sections: plan.sections.iter().map(|section| table(site, section, path)).collect(),
        signature: SignatureView {
            position: words(&plan.signature.position),
            name: words(&plan.signature.name),
        },
    }
}

/// Whether something stands between the contents and the tables.
fn has_introduction(plan: &Plan) -> bool {
    let Plan { introduction, introduction_heading, focus, .. } = plan;
    introduction.is_some() || !introduction_heading.is_empty() || !focus.is_empty()
}

/// A line of the contents leads to its section by the numeral, a line without one to the introduction.
fn contents_line(portal: &Portal, plan: &Plan, row: &ContentsRow) -> ContentsLine {
    let numeral = row.number.trim().trim_end_matches('.');
    let section = plan
        .sections
        .iter()
        .map(|section| &portal.sections[section])
        .find(|section| !numeral.is_empty() && section.number == numeral);
    let is_introduction = numeral.is_empty() && has_introduction(plan);
    let introduction = || is_introduction.then(|| "#introduction".to_owned());
    ContentsLine {
        number: row.number.clone(),
        title: tie(&row.title).into_owned(),
        sheets: row.sheets.clone(),
        href: section.map(|section| format!("#{}", anchor(section))).or_else(introduction),
    }
}

fn table(site: &Site<'_>, idx: Idx<Section>, path: &str) -> SectionTable {
    let section = &site.portal.sections[idx];
    SectionTable {
        section_class: section_class(section.ordinal),
        anchor: anchor(section),
        heading: tie(&section.heading).into_owned(),
        rows: section.entries.iter().flat_map(|entry| rows(site, entry, path)).collect(),
    }
}

/// Where an entry stands on the page of the whole plan.
pub(in crate::site) fn entry_anchor(portal: &Portal, entry: Idx<Entry>) -> String {
    let path = portal.entry_path(entry);
    let file = path.rsplit('/').next().unwrap_or(&path);
    format!("e{}", file.trim_end_matches(".html"))
}

/// Lines of an entry, one below the other, whose cells are held by the same entry or items.
struct Band {
    lines: Vec<String>,
    /// Whose cells hold: responsible, form, term.
    holders: [CellHolder; 3],
}

/// An entry as rows of the table: items that have the same cells share a row, merged cells span several.
fn rows(site: &Site<'_>, idx: Idx<Entry>, path: &str) -> Vec<TableRow> {
    let portal = site.portal;
    let entry = &portal.entries[idx];
    let bands = bands(site, idx);
    let mut is_entry_said = [false; 3];
    let mut rows = Vec::new();
    for (at, band) in bands.iter().enumerate() {
        let mut cells = Vec::new();
        if at == 0 {
            let href = Some(relative(path, &portal.entry_path(idx)));
            let text = tie(&entry.number).into_owned();
            cells.push(TableCell { column: "number", text, rowspan: bands.len(), href });
        }
        let text = band.lines.join("\n");
        cells.push(TableCell { column: "text", text, rowspan: 1, href: None });
        for (place, column) in ["responsible", "form", "term"].into_iter().enumerate() {
            let holder = band.holders[place];
            if at > 0 && bands[at - 1].holders[place] == holder {
                continue; // The cell above spans this row.
            }
            let run = bands.iter().skip(at).take_while(|band| band.holders[place] == holder);
            // The entry's cell has its words once, at its top.
            let is_repeated = holder == CellHolder::Entry && is_entry_said[place];
            is_entry_said[place] |= holder == CellHolder::Entry;
            let words = words_of(cells_of(portal, entry, holder), place);
            let text = if is_repeated { String::new() } else { tie(words).into_owned() };
            cells.push(TableCell { column, text, rowspan: run.count(), href: None });
        }
        let anchor = (at == 0).then(|| entry_anchor(portal, idx));
        rows.push(TableRow { anchor, cells });
    }
    rows
}

fn cells_of<'a>(portal: &'a Portal, entry: &'a Entry, holder: CellHolder) -> &'a Cells {
    match holder {
        CellHolder::Entry => &entry.cells,
        CellHolder::Item(item) => &portal.items[item].own,
    }
}

/// The words of «Відповідальний», «Форма» or «Термін виконання».
fn words_of(cells: &Cells, place: usize) -> &str {
    let Cells { responsible, form, term } = cells;
    [&responsible.words, &form.words, &term.words][place]
}

fn bands(site: &Site<'_>, idx: Idx<Entry>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let entry = &site.portal.entries[idx];
    if !begins_with_items(site.portal, entry) {
        let lines = vec![site.tied(RowIdx { entry: idx, item: None }).to_owned()];
        bands.push(Band { lines, holders: [CellHolder::Entry; 3] });
    }
    for item in entry.items.iter() {
        let Item { responsible, form, term, has_dash, .. } = &site.portal.items[item];
        let holders = [*responsible, *form, *term];
        let text = site.tied(RowIdx { entry: idx, item: Some(item) });
        let line = if *has_dash { format!("-\u{a0}{text}") } else { text.to_owned() };
        match bands.last_mut() {
            Some(band) if band.holders == holders => band.lines.push(line),
            _ => bands.push(Band { lines: vec![line], holders }),
        }
    }
    bands
}

/// Whether the entry has no words of its own above its items, and no cell that would stand there.
fn begins_with_items(portal: &Portal, entry: &Entry) -> bool {
    let Some(first) = entry.items.iter().next() else { return false };
    let Item { responsible, form, term, .. } = &portal.items[first];
    let is_shared = |(place, holder): (usize, &CellHolder)| {
        *holder == CellHolder::Entry || words_of(&entry.cells, place).is_empty()
    };
    entry.text.trim().is_empty() && [*responsible, *form, *term].iter().enumerate().all(is_shared)
}

//! The text of the document, from «ЗАТВЕРДЖУЮ» to the signature: what the content does not have leaves no trace.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::export::docx::paragraph::{Props, paragraph, plain, run};
use crate::export::docx::{parts, table};
use crate::markdown::blocks::{Block, BlockKind, Look, Run, cells, to_blocks};
use crate::plan::{Approval, Markdown, Plan, Portal, Signature};

/// The document while it is written.
#[derive(Default)]
pub(super) struct Body {
    xml: String,
    /// The addresses that words lead to; see [`link_id`].
    pub(super) links: Vec<String>,
    /// Of each list with numbers, in the order of [`list_id`]: its depth and first number.
    numbered: Vec<(usize, u64)>,
    /// The ids of those lists by their places in the text.
    lists: BTreeMap<usize, usize>,
    /// Whether the next paragraph begins a page.
    begins_page: bool,
    /// Whether the first page is a title, which has no number.
    has_title_page: bool,
}

/// The list of all items without numbers.
const BULLETS: usize = 1;

/// As deep as Word can go.
const DEEPEST: usize = 8;

/// What an address may not have in the target of a relationship (RFC 3986, appendix A).
const NOT_IN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How the document calls an address.
pub(super) fn link_id(at: usize) -> String {
    format!("link{}", at + 1)
}

/// The id of a list with numbers.
fn list_id(at: usize) -> usize {
    BULLETS + 1 + at
}

impl Body {
    pub(super) fn of(portal: &Portal, plan: &Plan) -> Body {
        let mut body = Body::default();
        body.title_page(plan);
        body.contents(plan);
        body.introduction(plan);
        body.begins_page = true;
        let is_signed = !plan.signatures.is_empty();
        let last = plan.sections.iter().next_back();
        for section in plan.sections.iter() {
            // A signature does not stand alone on a page.
            let stays_with_next = is_signed && Some(section) == last;
            let props = Props { stays_with_next, ..Props::default() };
            let section = &portal.sections[section];
            match section.heading.is_empty() {
                false => body.words("Heading1", &section.heading),
                // Without anything between them two tables become one.
                true if !body.xml.is_empty() => body.paragraph("Parting", Props::default(), ""),
                true => {}
            }
            let introduction = section.introduction.iter();
            let lines = introduction.flat_map(|words| words.value.lines());
            for line in lines.filter(|line| !line.trim().is_empty()) {
                let props = Props { stays_with_next: true, ..Props::default() };
                body.paragraph("BodyText", props, &plain(line));
            }
            body.begins_page = false;
            body.xml.push_str(&table::of(portal, plan, section, props));
            let notes = section.notes.iter().flat_map(|notes| notes.value.lines());
            for line in notes.filter(|line| !line.trim().is_empty()) {
                body.paragraph("BodyText", props, &plain(line));
            }
        }
        body.signatures(plan);
        if let Some(appendix) = &plan.appendix {
            body.begins_page = true;
            body.appendix(appendix);
        }
        body
    }

    /// The part `word/document.xml`.
    pub(super) fn document(&self) -> String {
        let title_page = if self.has_title_page { "<w:titlePg/>" } else { "" };
        format!(
            "{}{}<w:body>{}{}{title_page}</w:sectPr></w:body></w:document>",
            parts::HEAD,
            parts::DOCUMENT,
            self.xml,
            parts::SHEET,
        )
    }

    /// The part `word/numbering.xml`: a list for all bullets, and one for each list with numbers of its own.
    pub(super) fn numbering(&self) -> String {
        let mut xml = format!("{}{}", parts::HEAD, parts::numbering());
        for (at, (depth, first)) in self.numbered.iter().enumerate() {
            let id = list_id(at);
            let _ = write!(
                xml,
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/>\
                 <w:lvlOverride w:ilvl=\"{depth}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride></w:num>",
            );
        }
        xml.push_str("</w:numbering>");
        xml
    }

    fn paragraph(&mut self, style: &str, props: Props, runs: &str) {
        let begins_page = std::mem::take(&mut self.begins_page) && !self.xml.is_empty();
        self.xml.push_str(&paragraph(style, Props { begins_page, ..props }, runs));
    }

    /// A paragraph, if there are words.
    fn words(&mut self, style: &str, words: &str) {
        if !words.is_empty() {
            self.paragraph(style, Props::default(), &plain(words));
        }
    }

    fn title_page(&mut self, plan: &Plan) {
        let Plan { approvals, title, .. } = plan;
        let parts = |approval: &Approval| {
            let Approval { heading, position, name, date } = approval.clone();
            [heading, position, name, date]
        };
        match approvals.as_slice() {
            [one] => parts(one).iter().for_each(|words| self.words("Approval", words)),
            [] => {}
            several => {
                let columns = several.iter().map(parts).collect::<Vec<_>>();
                self.xml.push_str(&table::side_by_side(&columns));
            }
        }
        for (style, words) in [("Title", &title.heading), ("Subtitle", &title.text)] {
            self.words(style, words);
        }
        self.has_title_page = !self.xml.is_empty();
    }

    fn contents(&mut self, plan: &Plan) {
        if plan.contents.is_empty() {
            return;
        }
        self.begins_page = true;
        match plan.contents_heading.is_empty() {
            false => self.words("TOCHeading", &plan.contents_heading),
            // A table by itself begins no page.
            true if !self.xml.is_empty() => self.paragraph("Parting", Props::default(), ""),
            true => {}
        }
        self.begins_page = false;
        self.xml.push_str(&table::of_contents(plan));
    }

    fn introduction(&mut self, plan: &Plan) {
        self.begins_page = true;
        self.words("Heading1", &plan.introduction_heading);
        if let Some(markdown) = &plan.introduction {
            self.markdown(markdown);
        }
        if !plan.focus.is_empty() {
            let bold = Look { is_bold: true, ..Look::default() };
            let parting = if plan.focus_lead.is_empty() { "" } else { " " };
            let lead = plain(&format!("{}{parting}", plan.focus_lead));
            let runs = format!("{lead}{}", run(&plan.focus, &bold));
            self.paragraph("Focus", Props::default(), &runs);
        }
    }

    fn markdown(&mut self, markdown: &Markdown) {
        to_blocks(markdown).into_iter().for_each(|block| self.block(block));
    }

    /// As [`Body::markdown`], and its tables are tables; in an introduction a table could be taken for the plan's.
    fn appendix(&mut self, markdown: &Markdown) {
        let table_of = |block: &Block| match block.kind {
            BlockKind::Row { table, columns, .. } => Some((table, columns)),
            _ => None,
        };
        let blocks = to_blocks(markdown);
        let mut is_below_table = false;
        for part in blocks.chunk_by(|one, next| table_of(one) == table_of(next)) {
            let Some((_, columns)) = part.first().and_then(table_of) else {
                part.iter().cloned().for_each(|block| self.block(block));
                is_below_table = false;
                continue;
            };
            // Without anything between them two tables become one, and a table by itself begins no page.
            if is_below_table || self.begins_page {
                self.paragraph("Parting", Props::default(), "");
            }
            let rows = part.iter().map(|Block { kind, runs }| {
                let is_head = matches!(kind, BlockKind::Row { is_head: true, .. });
                let cells = cells(runs, columns).into_iter();
                let cells = cells.map(|runs| runs.iter().map(|run| self.run(run)).collect());
                (is_head, cells.collect())
            });
            let rows = rows.collect::<Vec<(bool, Vec<String>)>>();
            self.xml.push_str(&table::of_cells(&rows, columns));
            is_below_table = true;
        }
        if is_below_table {
            // Word wants a paragraph after a table.
            self.paragraph("Parting", Props::default(), "");
        }
    }

    fn block(&mut self, Block { kind, runs }: Block) {
        let (mut style, mut list) = ("BodyText", None);
        let heading;
        match kind {
            BlockKind::Paragraph | BlockKind::Row { .. } => {}
            BlockKind::Code => style = "Code",
            BlockKind::Heading(level) => {
                heading = format!("Heading{}", (level + 1).min(4));
                style = &heading;
            }
            BlockKind::Item { list: place, depth, number } => {
                style = "ListParagraph";
                let depth = depth.min(DEEPEST);
                list = Some((self.list(place, depth, number), depth));
            }
            BlockKind::Continued(_) => style = "ListContinue",
        }
        let runs = runs.iter().map(|run| self.run(run)).collect::<String>();
        self.paragraph(style, Props { list, ..Props::default() }, &runs);
    }

    /// The id of a list of the text.
    fn list(&mut self, place: usize, depth: usize, number: Option<u64>) -> usize {
        let Some(first) = number else { return BULLETS };
        let next = list_id(self.numbered.len());
        let id = *self.lists.entry(place).or_insert(next);
        if id == next {
            self.numbered.push((depth, first));
        }
        id
    }

    fn run(&mut self, Run { text, look }: &Run) -> String {
        let xml = run(text, look);
        let Some(link) = &look.link else { return xml };
        let address = utf8_percent_encode(link, NOT_IN_ADDRESS).to_string();
        let at = self.links.iter().position(|known| *known == address).unwrap_or_else(|| {
            self.links.push(address);
            self.links.len() - 1
        });
        format!("<w:hyperlink r:id=\"{}\" w:history=\"1\">{xml}</w:hyperlink>", link_id(at))
    }

    fn signatures(&mut self, plan: &Plan) {
        self.begins_page = false;
        if plan.signatures.is_empty() {
            // Word wants a paragraph after a table.
            return self.paragraph("Parting", Props::default(), "");
        }
        for Signature { position, name } in &plan.signatures {
            let mut runs = plain(position);
            if !name.is_empty() {
                runs.push_str("<w:r><w:tab/></w:r>");
                runs.push_str(&plain(name));
            }
            self.paragraph("Signature", Props::default(), &runs);
        }
    }
}

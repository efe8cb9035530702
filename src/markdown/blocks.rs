//! Markdown becomes blocks of words, for documents that are not pages: a paragraph, a heading, an item of a list.
//!
//! As on pages, raw HTML is the text it is, pictures are their words, and a link leads only where pages may lead.
//! Unlike there, the words are not tied: they stand as they are written. Start reading at [`to_blocks`].

use pulldown_cmark::{Event, Tag, TagEnd, TextMergeStream};

use super::{Target, address, is_seen, parser};
use crate::plan::Markdown;

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words.
    pub runs: Vec<Run>,
}

/// What a [`Block`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading of a level, from 1.
    Heading(usize),
    /// The beginning of an item.
    Item {
        /// Which list of the text, from 0.
        list: usize,
        /// How many lists it stands within, from 0.
        depth: usize,
        /// Its number, if the list has numbers.
        number: Option<u64>,
    },
    /// More of an item of a list at this depth.
    Continued(usize),
    /// Lines of code.
    Code,
    /// A row of a table, its cells parted by tabs.
    Row {
        /// Which table of the text, from 0.
        table: usize,
        /// How many columns the table has.
        columns: usize,
        /// Whether it has the heads of the columns.
        is_head: bool,
    },
}

/// Words that look the same; `\n` breaks the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they look and where they lead.
    pub look: Look,
}

/// How words look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub is_bold: bool,
    /// Italic.
    pub is_italic: bool,
    /// Struck out.
    pub is_struck: bool,
    /// The http(s) or mailto address they lead to.
    pub link: Option<String>,
}

/// The cells of a row, as many as its table has columns.
pub fn cells(runs: &[Run], columns: usize) -> Vec<Vec<Run>> {
    let mut cells = vec![Vec::new()];
    for Run { text, look } in runs {
        for (at, piece) in text.split('\t').enumerate() {
            if at > 0 {
                cells.push(Vec::new());
            }
            let run = Run { text: piece.to_owned(), look: look.clone() };
            cells
                .last_mut()
                .filter(|_| !piece.is_empty())
                .into_iter()
                .for_each(|cell| cell.push(run.clone()));
        }
    }
    cells.resize(columns, Vec::new());
    cells
}

/// The blocks of a text in their order; rules and blocks without words are left out.
pub fn to_blocks(markdown: &Markdown) -> Vec<Block> {
    let mut writer = Writer::default();
    for event in TextMergeStream::new(parser(&markdown.text)) {
        writer.take(event);
    }
    writer.close();
    writer.blocks
}

/// A list that is open.
struct List {
    place: usize,
    /// Of its next item, if it has numbers.
    number: Option<u64>,
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    /// The block that is being written.
    open: Option<Block>,
    lists: Vec<List>,
    /// How many lists there were.
    count: usize,
    /// How many tables there were, and how many columns the last has.
    tables: usize,
    columns: usize,
    /// What the next words are, if not a paragraph.
    next: Option<BlockKind>,
    bold: usize,
    italic: usize,
    struck: usize,
    /// Of each open link, where it leads.
    links: Vec<Option<String>>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            // A tab in a cell would part it.
            Event::Text(words) | Event::Code(words) if self.is_in_row() => {
                self.push(&words.replace('\t', " "));
            }
            Event::Text(words) | Event::Code(words) => self.push(&words),
            Event::Html(words) | Event::InlineHtml(words) => self.push(&words),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.close(),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::BlockQuote(_) => self.close(),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level as usize)),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code),
            Tag::Table(columns) => {
                self.close();
                self.tables += 1;
                self.columns = columns.len();
            }
            Tag::TableHead => self.begin(self.row(true)),
            Tag::TableRow => self.begin(self.row(false)),
            Tag::List(number) => {
                self.close();
                self.lists.push(List { place: self.count, number });
                self.count += 1;
            }
            Tag::Item => {
                let depth = self.lists.len().saturating_sub(1);
                let Some(List { place, number }) = self.lists.last_mut() else { return };
                let kind = BlockKind::Item { list: *place, depth, number: *number };
                *number = number.map(|number| number + 1);
                self.begin(kind);
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, link_type, .. } => {
                let address = address(link_type, &dest_url);
                let link = match Target::of(&address) {
                    Target::External(url) => Some(url.to_owned()),
                    Target::Internal(..) | Target::Refused => None,
                };
                self.links.push(link);
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::TableCell => self.push("\t"),
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                // An item without words is none.
                self.next = None;
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::TableHead
            | TagEnd::TableRow => self.close(),
            _ => {}
        }
    }

    fn is_in_row(&self) -> bool {
        let kind = self.open.as_ref().map(|block| block.kind).or(self.next);
        matches!(kind, Some(BlockKind::Row { .. }))
    }

    fn row(&self, is_head: bool) -> BlockKind {
        BlockKind::Row { table: self.tables.saturating_sub(1), columns: self.columns, is_head }
    }

    /// The next words are a block of this kind.
    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.next = Some(kind);
    }

    fn push(&mut self, words: &str) {
        let kind = match self.lists.len() {
            0 => BlockKind::Paragraph,
            depth => BlockKind::Continued(depth - 1),
        };
        let next = &mut self.next;
        let block = self
            .open
            .get_or_insert_with(|| Block { kind: next.take().unwrap_or(kind), runs: Vec::new() });
        let look = Look {
            is_bold: self.bold > 0,
            is_italic: self.italic > 0,
            is_struck: self.struck > 0,
            link: self.links.iter().flatten().next().cloned(),
        };
        let words = words.chars().filter(|letter| is_seen(*letter));
        match block.runs.last_mut() {
            Some(last) if last.look == look => last.text.extend(words),
            _ => block.runs.push(Run { text: words.collect(), look }),
        }
    }

    /// The block that is being written ends here.
    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        while let Some(last) = block.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            block.runs.pop();
        }
        if !block.runs.is_empty() {
            self.blocks.push(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, to_blocks};
    use crate::plan::Markdown;
    use crate::source::{Sources, Span};

    /// Each block as a line: its kind, and its words with marks for how they look.
    fn told(text: &str) -> Vec<String> {
        let file = Sources::default().add("pages/a.md".to_owned(), text.to_owned());
        let span = Span::new(file, 0..text.len());
        let blocks = to_blocks(&Markdown { text: text.to_owned(), span });
        let line = |block: &super::Block| {
            let kind = match block.kind {
                BlockKind::Item { list, depth, number } => {
                    format!("item {list}.{depth} {}", number.unwrap_or_default())
                }
                BlockKind::Row { table, columns, is_head } => {
                    format!("row {table} of {columns}{}", if is_head { ", heads" } else { "" })
                }
                kind => format!("{kind:?}").to_lowercase(),
            };
            let runs = block.runs.iter().map(|run| {
                let look = &run.look;
                let marks = [(look.is_bold, 'b'), (look.is_italic, 'i'), (look.is_struck, 's')];
                let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
                let link = look.link.as_deref().unwrap_or_default();
                format!("[{}{link}|{}]", marks.collect::<String>(), run.text)
            });
            format!("{kind}: {}", runs.collect::<String>())
        };
        blocks.iter().map(line).collect()
    }

    #[test]
    fn paragraphs_lists_and_looks() {
        let text = "Слова **жирні** та [сайт](https://example.org/a).\nДалі\\\nрядок.\n\n\
                    - перше;\n- друге:\n  1. раз\n  2. два\n\n     ще\n- \n\n3. три\n\n# Назва\n\n\
                    <b>&lt;теги&gt;</b> [своя](plan.html) ![малюнок](files/a.png)\n\n---\n\n\
                    | а | б |\n|---|---|\n| 1 | 2 |\n";
        let expected = [
            "paragraph: [|Слова ][b|жирні][| та ][https://example.org/a|сайт][|. Далі\nрядок.]",
            "item 0.0 0: [|перше;]",
            "item 0.0 0: [|друге:]",
            "item 1.1 1: [|раз]",
            "item 1.1 2: [|два]",
            "continued(1): [|ще]",
            "item 2.0 3: [|три]",
            "heading(1): [|Назва]",
            "paragraph: [|<b><теги></b> своя малюнок]",
            "row 0 of 2, heads: [|а\tб]",
            "row 0 of 2: [|1\t2]",
        ];
        assert_eq!(told(text), expected);
    }
}

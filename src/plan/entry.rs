//! Entries (пункти) and items (підпункти): the approved row, and what is known beyond it.
//!
//! An [`Entry`] is a numbered row of the plan's table; an [`Item`] is a «– …» line of it, which may have cells
//! of its own. A [`Row`] is either of them with the cells that hold for it: pages, feeds and search speak of rows.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::language::order::bare_number;
use crate::plan::schedule::Term;
use crate::plan::{
    College, Form, Group, Idx, IdxRange, Markdown, MethodicalSection, Occasion, Person, Section,
    Stated,
};
use crate::source::{Span, Spanned};

/// A numbered row of the plan.
#[derive(Debug)]
pub struct Entry {
    /// Permanent name, written once: `2026-2-22-8`.
    pub id: String,
    /// The section it stands in.
    pub section: Idx<Section>,
    /// What stands above its row across the whole table: «СІЧЕНЬ», «Наради»; lines are kept.
    pub heading: Option<Spanned<String>>,
    /// Which entry of the section has the heading that it stands under.
    pub headed: Option<Idx<Entry>>,
    /// «№ з/п» as printed, also with a trailing dot: «2.22.8», «1.3.»; empty where the document has none.
    pub number: String,
    /// Approved words of the column «Зміст роботи», without the items; lines are kept.
    pub text: String,
    /// The cells that hold for the whole entry.
    pub cells: Cells,
    /// What stands in the further columns of the table («Примітка»), from left to right.
    pub remarks: Vec<Spanned<String>>,
    /// Which of those cells (responsible, form, term) the document merges with the cell above, in the entry before.
    pub joins_above: [bool; 3],
    /// Whether its number names its page; else the id does: it has none, or an entry before it has the same.
    pub is_named_by_number: bool,
    /// Its items, in order.
    pub items: IdxRange<Item>,
    /// Whether the entry itself is a piece of work: it has no items, or a cell of its own that no item takes, or
    /// an item that takes all of them.
    pub is_row: bool,
    /// What is known beyond the approved row.
    pub facts: Option<Box<Facts>>,
    /// Colleges that the words or the facts name, in that order.
    pub colleges: Vec<Idx<College>>,
    /// Prose of an entry with a Markdown file of its own.
    pub prose: Option<Markdown>,
    /// Numbers under which its page was once published.
    pub former_numbers: Vec<String>,
    /// Where its number is written.
    pub span: Span,
    /// Where its text is written.
    pub text_span: Span,
}

impl Entry {
    /// What remarks and their acknowledgements call it: its number without a full stop, or else its id.
    pub fn called(&self) -> &str {
        match bare_number(&self.number) {
            "" => &self.id,
            number => number,
        }
    }
}

/// A «– …» line of an entry.
#[derive(Debug)]
pub struct Item {
    /// Permanent name, written once: `2026-2-22-8-i31`.
    pub id: String,
    /// The entry it belongs to.
    pub entry: Idx<Entry>,
    /// Approved words after the bullet.
    pub text: String,
    /// Whether the document has a dash before it.
    pub has_dash: bool,
    /// Cells of its own; empty where another holds, see the three holders.
    pub own: Cells,
    /// What the further columns say of it alone, from left to right; no others are its own.
    pub remarks: Vec<Spanned<String>>,
    /// Whose cell «Відповідальний» holds for it.
    pub responsible: CellHolder,
    /// Whose cell «Форма» holds for it.
    pub form: CellHolder,
    /// Whose cell «Термін виконання» holds for it.
    pub term: CellHolder,
    /// Whether it is a piece of work of its own: it has a cell or a fact of its own.
    pub is_row: bool,
    /// What is known beyond the approved row.
    pub facts: Option<Box<Facts>>,
    /// Colleges that the words or the facts name.
    pub colleges: Vec<Idx<College>>,
    /// Where its text is written.
    pub span: Span,
}

/// Whose cell holds for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellHolder {
    /// The entry's.
    Entry,
    /// An item's: its own, or one above with which it shares a merged cell.
    Item(Idx<Item>),
}

/// One approved cell: its words and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Cell<T> {
    /// The words of the document; empty when the cell is. Those of a term may be the heads of columns with marks:
    /// «І кв., ІІІ кв.».
    pub words: String,
    /// What they mean.
    pub meaning: T,
    /// Where they are written, if they stand in this cell.
    pub span: Option<Span>,
}

impl<T> Cell<T> {
    /// The words that stand in this very cell of the document.
    pub fn own_words(&self) -> &str {
        if self.span.is_some() { &self.words } else { "" }
    }
}

/// The three cells right of «Зміст роботи».
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// «Відповідальний».
    pub responsible: Cell<Arc<[Responsible]>>,
    /// «Форма»: the known forms among its words.
    pub form: Cell<Arc<[Idx<Form>]>>,
    /// «Термін виконання».
    pub term: Cell<Arc<Term>>,
}

/// Who is responsible, and which words of the cell say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// A person or a group.
    pub who: Who,
    /// The bytes of the cell that name them, without the qualifier.
    pub range: Range<usize>,
    /// The bytes after the name that narrow a group: «відповідно до напрямів»; may be empty.
    pub qualifier: Range<usize>,
}

/// A person or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// One person.
    Person(Idx<Person>),
    /// «методисти», «директор».
    Group(Idx<Group>),
}

/// What is known about an entry or item beyond its approved row.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The exact day, once known, or the first of several.
    pub start: Option<Moment>,
    /// The last day or the ending time.
    pub end: Option<Moment>,
    /// Where.
    pub place: Option<String>,
    /// An http(s) address to join or to read more.
    pub link: Option<String>,
    /// For whom.
    pub audience: Option<String>,
    /// Forms that the words say outside the column «Форма».
    pub forms: Vec<Idx<Form>>,
    /// Methodical sections concerned.
    pub methodical_sections: Vec<Idx<MethodicalSection>>,
    /// What became of it.
    pub status: Option<Status>,
    /// What came out of it.
    pub result: Option<String>,
    /// Files and links to read.
    pub materials: Vec<Material>,
    /// A remark of the office for readers.
    pub note: Option<String>,
    /// The day on which these facts became so.
    pub changed: Option<NaiveDate>,
    /// When it was to be before it was moved or cancelled.
    pub was: Option<Stated>,
    /// Why it was moved or cancelled.
    pub reason: Option<String>,
    /// Single times of its term that are otherwise than the term says.
    pub occasions: Vec<Occasion>,
    /// Whether anything but `forms` is stated.
    pub is_own_work: bool,
}

/// A day, with a time of day if one is known, in the portal's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: NaiveDate,
    /// The time of day.
    pub time: Option<NaiveTime>,
}

/// What became of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Заплановано.
    Planned,
    /// Триває.
    InProgress,
    /// Виконано.
    Done,
    /// Перенесено.
    Moved,
    /// Скасовано.
    Cancelled,
}

/// A file or a page to read about a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// What it is called.
    pub title: String,
    /// `files/…` of the portal, or an http(s) address.
    pub target: String,
    /// Where it is written.
    pub span: Span,
}

/// An entry or one of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowIdx {
    /// The entry.
    pub entry: Idx<Entry>,
    /// The item, or the entry itself.
    pub item: Option<Idx<Item>>,
}

/// An entry or item with the cells that hold for it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Which.
    pub idx: RowIdx,
    /// The entry.
    pub entry: &'a Entry,
    /// The item, or the entry itself.
    pub item: Option<&'a Item>,
    /// «Відповідальний».
    pub responsible: &'a Cell<Arc<[Responsible]>>,
    /// «Форма».
    pub form: &'a Cell<Arc<[Idx<Form>]>>,
    /// «Термін виконання».
    pub term: &'a Cell<Arc<Term>>,
}

impl<'a> Row<'a> {
    /// The permanent name.
    pub fn id(&self) -> &'a str {
        self.item.map_or(&self.entry.id, |item| &item.id)
    }

    /// The approved words.
    pub fn text(&self) -> &'a str {
        self.item.map_or(&self.entry.text, |item| &item.text)
    }

    /// What the further columns say of it alone.
    pub fn remarks(&self) -> &'a [Spanned<String>] {
        self.item.map_or(&self.entry.remarks, |item| &item.remarks)
    }

    /// The place of an item among its siblings, from 1: «#31».
    pub fn item_number(&self) -> Option<usize> {
        self.idx.item.map(|item| self.entry.items.place_of(item) + 1)
    }

    /// Where an item stands on its entry's page: «i31» of «2-22-8-i31», as items were numbered when they got their ids,
    /// and else the id, so that links to it hold when others are put before it or taken away.
    pub fn item_anchor(&self) -> Option<Cow<'a, str>> {
        let id = self.item?.id.as_str();
        let own = id.strip_prefix(self.entry.id.as_str()).and_then(|rest| rest.strip_prefix("-i"));
        let number = own.and_then(|own| Some((own, own.parse::<u32>().ok()?)));
        let written = number.filter(|(own, number)| *own == format!("{number:02}"));
        Some(written.map_or(Cow::Borrowed(id), |(_, number)| Cow::Owned(format!("i{number}"))))
    }

    /// The item's facts, else the entry's.
    pub fn facts(&self) -> Option<&'a Facts> {
        let own = self.item.and_then(|item| item.facts.as_deref());
        own.or(self.entry.facts.as_deref())
    }

    /// What became of it; «заплановано» unless the content says otherwise.
    pub fn status(&self) -> Status {
        self.stated_status().unwrap_or(Status::Planned)
    }

    /// The status, where the content states one.
    pub fn stated_status(&self) -> Option<Status> {
        self.cancelled().or(self.facts()).and_then(|facts| facts.status)
    }

    /// The facts of an entry that is cancelled: they hold for all its items, whatever those say themselves.
    pub fn cancelled(&self) -> Option<&'a Facts> {
        self.entry.facts.as_deref().filter(|facts| facts.status == Some(Status::Cancelled))
    }

    /// Every form: of the column, then those the words say, of the item and of its entry.
    pub fn forms(&self) -> Vec<Idx<Form>> {
        let item_facts = self.item.and_then(|item| item.facts.as_deref());
        let further = [item_facts, self.entry.facts.as_deref()];
        let mut forms = self.form.meaning.to_vec();
        for form in further.into_iter().flatten().flat_map(|facts| &facts.forms) {
            if !forms.contains(form) {
                forms.push(*form);
            }
        }
        forms
    }

    /// Colleges of the item's words, or of the entry's.
    pub fn colleges(&self) -> &'a [Idx<College>] {
        self.item.map_or(&self.entry.colleges, |item| &item.colleges)
    }
}

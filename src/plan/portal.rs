//! The whole portal: settings and the tables of everything.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::language::slug::slug_path;
use crate::plan::{
    Abbreviation, CalendarPolicy, CellHolder, Cells, College, Entry, Form, Group, Idx, Item,
    MethodicalSection, Organization, Partner, Person, Plan, Practice, Project, ResearchWork, Row,
    RowIdx, Section, Synonym, Table,
};
use crate::source::{Span, Spanned};
use crate::target::Target;

/// Everything the site is made of.
#[derive(Debug, Default)]
pub struct Portal {
    /// Title, addresses, policies.
    pub settings: Settings,
    /// Where `portal.toml` names the theme; no setting, for it moves with the lines above it.
    pub theme_named: Option<Span>,
    /// Where the finished site is sent; no page knows it.
    pub delivery: Delivery,
    /// The offices; usually one.
    pub organizations: Table<Organization>,
    /// Everybody who may be responsible.
    pub people: Table<Person>,
    /// «методисти», «директор» …
    pub groups: Table<Group>,
    /// Forms of work: «консультації», «вебінари».
    pub forms: Table<Form>,
    /// Institutions of vocational education.
    pub colleges: Table<College>,
    /// The teachers' professional sections of the region.
    pub methodical_sections: Table<MethodicalSection>,
    /// Abbreviations and their full names.
    pub abbreviations: Table<Abbreviation>,
    /// Words that people search by for those of the plan.
    pub synonyms: Table<Synonym>,
    /// Whom the office works with.
    pub partners: Table<Partner>,
    /// International projects and programs.
    pub projects: Table<Project>,
    /// Students' research works.
    pub research_works: Table<ResearchWork>,
    /// Best practices.
    pub practices: Table<Practice>,
    /// Plans, one for each organization and year.
    pub plans: Table<Plan>,
    /// Sections of all plans, those of a plan side by side.
    pub sections: Table<Section>,
    /// Entries of all plans, those of a section side by side.
    pub entries: Table<Entry>,
    /// Items of all entries, those of an entry side by side.
    pub items: Table<Item>,
    /// Free pages: about, accessibility.
    pub pages: Table<FreePage>,
    /// Files offered for download, by their paths in the site.
    pub attachments: BTreeMap<String, Attachment>,
}

/// The portal's own settings (`portal.toml`).
#[derive(Debug, Default)]
pub struct Settings {
    /// Title of the site.
    pub title: String,
    /// Address the site is published at, ending in `/`; without it nothing absolute is written.
    pub base_url: Option<String>,
    /// IANA name of the time zone in which times of the plan are meant.
    pub time_zone: String,
    /// Domain in the identifiers of calendar events; a setting, not the host.
    pub domain: String,
    /// Name of the theme.
    pub theme: String,
    /// What may be done with the published data, if the office says it.
    pub data_license: Option<String>,
    /// Whether the whole site is also offered as one file, to read without a network.
    pub has_offline_copy: bool,
    /// The largest search index in one file, in kilobytes; a larger one is cut into shards.
    pub search_file_kb: Option<usize>,
    /// Working days, and where markers stand in calendars.
    pub calendar: CalendarPolicy,
}

/// Where the finished site is sent (`[publish]` of `portal.toml`).
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    /// The address.
    pub to: Option<Target>,
    /// The server's key, «SHA256:…», if the office has it from the hosting company.
    pub host_key: Option<String>,
    /// Address of an object store that is not Amazon's.
    pub endpoint: Option<String>,
    /// Region of the object store.
    pub region: Option<String>,
}

/// A free page, one Markdown file of `pages/`.
#[derive(Debug)]
pub struct FreePage {
    /// Permanent name; also the file name of the page.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Whether the page is linked from every page's footer.
    pub in_navigation: bool,
    /// Place among the free pages.
    pub order: i64,
    /// The text, Markdown.
    pub markdown: Markdown,
    /// The file.
    pub span: Span,
}

/// Markdown as written, and where, so that a fault in it can be shown.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A file of `content/files/`, offered for download as `files/…`.
#[derive(Debug)]
pub struct Attachment {
    /// Path in the site: `files/zvit-pro-robotu.pdf` of «Звіт про роботу.pdf».
    pub path: String,
    /// Path on the disk.
    pub source: std::path::PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Whether something of the content leads to it.
    pub is_named: bool,
}

/// Where a file of the office with this address lies in the site; `within` is its path in `files/`.
pub fn attachment_path(address: &str, within: &str) -> String {
    let folder = if address.is_empty() { "" } else { "/" };
    format!("{address}{folder}files/{}", slug_path(within))
}

impl Portal {
    /// The row with its effective cells: an item's own, those of the item above that it shares, or its entry's.
    pub fn row(&self, idx: RowIdx) -> Row<'_> {
        let entry = &self.entries[idx.entry];
        let Some(item_idx) = idx.item else {
            let Cells { responsible, form, term } = &entry.cells;
            return Row { idx, entry, item: None, responsible, form, term };
        };
        let item = &self.items[item_idx];
        let responsible = match item.responsible {
            CellHolder::Entry => &entry.cells.responsible,
            CellHolder::Item(holder) => &self.items[holder].own.responsible,
        };
        let form = match item.form {
            CellHolder::Entry => &entry.cells.form,
            CellHolder::Item(holder) => &self.items[holder].own.form,
        };
        let term = match item.term {
            CellHolder::Entry => &entry.cells.term,
            CellHolder::Item(holder) => &self.items[holder].own.term,
        };
        Row { idx, entry, item: Some(item), responsible, form, term }
    }

    /// The words of «Зміст роботи» in one piece: the entry's own, or those of its items where it has none.
    pub fn words_of(&self, entry: Idx<Entry>) -> Cow<'_, str> {
        let Entry { text, items, .. } = &self.entries[entry];
        if !text.trim().is_empty() {
            return Cow::Borrowed(text);
        }
        let words = items.iter().map(|item| self.items[item].text.as_str());
        Cow::Owned(words.collect::<Vec<_>>().join(" "))
    }

    /// What heads the rows among which an entry stands: «СІЧЕНЬ».
    pub fn heading_over(&self, entry: Idx<Entry>) -> Option<&str> {
        let headed = self.entries[entry].headed?;
        self.entries[headed].heading.as_ref().map(|heading| heading.value.as_str())
    }

    /// An entry and all its items, in order.
    pub fn lines_of(&self, entry: Idx<Entry>) -> impl Iterator<Item = RowIdx> {
        let items = self.entries[entry].items.iter();
        let items = items.map(move |item| RowIdx { entry, item: Some(item) });
        std::iter::once(RowIdx { entry, item: None }).chain(items)
    }

    /// What the further columns say of an entry, then of each of its items.
    pub fn remarks_of<'a>(
        &'a self,
        entry: &'a Entry,
    ) -> impl Iterator<Item = &'a [Spanned<String>]> {
        let items = entry.items.iter().map(|item| self.items[item].remarks.as_slice());
        std::iter::once(entry.remarks.as_slice()).chain(items)
    }

    /// The rows of an entry that stand for a piece of work of their own, in order: see [`Entry::is_row`].
    pub fn rows_of(&self, entry_idx: Idx<Entry>) -> impl Iterator<Item = RowIdx> {
        let entry = &self.entries[entry_idx];
        let own = entry.is_row.then_some(RowIdx { entry: entry_idx, item: None });
        let items = entry.items.iter().filter(|item| self.items[*item].is_row);
        own.into_iter().chain(items.map(move |item| RowIdx { entry: entry_idx, item: Some(item) }))
    }

    /// The plans of an office.
    pub fn plans_of(&self, office: Idx<Organization>) -> impl Iterator<Item = (Idx<Plan>, &Plan)> {
        self.plans.iter().filter(move |(_, plan)| plan.organization == office)
    }

    /// The sections of an office's plans.
    pub fn sections_of(
        &self,
        office: Idx<Organization>,
    ) -> impl Iterator<Item = (Idx<Section>, &Section)> {
        let sections = self.plans_of(office).flat_map(|(_, plan)| plan.sections.iter());
        sections.map(|section| (section, &self.sections[section]))
    }

    /// The entries of an office's plans.
    pub fn entries_of(
        &self,
        office: Idx<Organization>,
    ) -> impl Iterator<Item = (Idx<Entry>, &Entry)> {
        let entries = self.sections_of(office).flat_map(|(_, section)| section.entries.iter());
        entries.map(|entry| (entry, &self.entries[entry]))
    }

    /// The people of an office.
    pub fn people_of(
        &self,
        office: Idx<Organization>,
    ) -> impl Iterator<Item = (Idx<Person>, &Person)> {
        self.people.iter().filter(move |(_, person)| person.organization == office)
    }

    /// The rows of a whole plan, in the order of the document.
    pub fn rows_of_plan(&self, plan: Idx<Plan>) -> impl Iterator<Item = RowIdx> {
        self.plans[plan]
            .sections
            .iter()
            .flat_map(|section| self.sections[section].entries.iter())
            .flat_map(|entry| self.rows_of(entry))
    }

    /// The file that content calls `name`, `files/Звіт про роботу.pdf` (percent signs may stand for letters): the
    /// office's own, or else the portal's.
    pub fn attachment(
        &self,
        organization: Option<Idx<Organization>>,
        name: &str,
    ) -> Option<&Attachment> {
        let name = percent_decode_str(name).decode_utf8().ok()?;
        let within = name.strip_prefix("files/")?;
        let of = |address: &str| self.attachments.get(&attachment_path(address, within));
        let own = organization.and_then(|office| of(&self.organizations[office].address));
        own.or_else(|| of(""))
    }

    /// Every text that may hold links, and whose it is; free pages are the portal's own.
    pub fn texts(&self) -> impl Iterator<Item = (Option<Idx<Organization>>, &Markdown)> {
        let of = |plan: Idx<Plan>| Some(self.plans[plan].organization);
        let plans = self.plans.iter().flat_map(move |(idx, plan)| {
            let texts = plan.introduction.iter().chain(&plan.appendix);
            texts.map(move |text| (of(idx), text))
        });
        let entries = self
            .entries
            .iter()
            .filter_map(move |(idx, entry)| Some((of(self.plan_of(idx)), entry.prose.as_ref()?)));
        let practices = self.practices.iter().filter_map(|(_, practice)| {
            Some((Some(practice.organization), practice.prose.as_ref()?))
        });
        let pages = self.pages.iter().map(|(_, page)| (None, &page.markdown));
        plans.chain(entries).chain(practices).chain(pages)
    }

    /// The plan an entry belongs to.
    pub fn plan_of(&self, entry: Idx<Entry>) -> Idx<Plan> {
        self.sections[self.entries[entry].section].plan
    }
}

//! Where names are looked up: the tables of one office by id and by spelling, and the ids of all entries.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diagnostic::Diagnostics;
use crate::language::slug::{is_device, slug};
use crate::plan::{
    College, Form, Group, Idx, MethodicalSection, Organization, Person, Portal, RowIdx, Section,
    Who,
};
use crate::read::records::path_of_office;
use crate::resolve::copies::{self, Twin};
use crate::resolve::names::Names;
use crate::source::{Span, Spanned};
use crate::text;

/// Names of one office.
#[derive(Debug, Default)]
pub(in crate::resolve) struct Scope {
    pub(in crate::resolve) organization: Option<Idx<Organization>>,
    /// The office's folder under `offices/`; empty for the content folder itself.
    pub(in crate::resolve) folder: String,
    pub(in crate::resolve) people: ById<Person>,
    pub(in crate::resolve) groups: ById<Group>,
    pub(in crate::resolve) forms: ById<Form>,
    pub(in crate::resolve) colleges: ById<College>,
    pub(in crate::resolve) methodical_sections: ById<MethodicalSection>,
    /// Whatever has an id and is referred to by nothing: only kept apart.
    pub(in crate::resolve) others: BTreeMap<(&'static str, String), Span>,
    /// Every way to write people and groups.
    pub(in crate::resolve) responsible: Names<Who>,
    /// Surnames alone: understood when only one person has it.
    pub(in crate::resolve) surnames: Names<Who>,
    /// Every way to write forms.
    pub(in crate::resolve) form_names: Names<Idx<Form>>,
}

impl Scope {
    /// The path in the content folder of a file or folder of the office.
    pub(in crate::resolve) fn path(&self, within: &str) -> String {
        path_of_office(&self.folder, within)
    }
}

/// Rows of one table by their id.
#[derive(Debug)]
pub(in crate::resolve) struct ById<T> {
    rows: BTreeMap<String, (Idx<T>, Span)>,
    /// Ids by the names of their rows, in small letters: people write the name where the id belongs.
    names: BTreeMap<String, String>,
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        ById { rows: BTreeMap::new(), names: BTreeMap::new() }
    }
}

impl<T> ById<T> {
    /// Whether there is no row.
    pub(in crate::resolve) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Remembers under which names people know a row.
    pub(in crate::resolve) fn name<'n>(&mut self, id: &str, names: impl Iterator<Item = &'n str>) {
        self.names.extend(names.map(|name| (name.trim().to_lowercase(), id.to_owned())));
    }

    /// Remembers a row; `false` when its id is malformed or taken (reported).
    pub(in crate::resolve) fn add(
        &mut self,
        id: &Spanned<String>,
        idx: Idx<T>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        if !check_id(id, diagnostics) {
            return false;
        }
        if let Some((_, first)) = self.rows.get(&id.value) {
            report_duplicate(id, *first, diagnostics);
            return false;
        }
        self.rows.insert(id.value.clone(), (idx, id.span));
        true
    }

    /// Looks up a reference; an unknown one is reported with the nearest known.
    pub(in crate::resolve) fn find(
        &self,
        reference: &Spanned<String>,
        (code, uk, en, file): (&'static str, &str, &str, &str),
        diagnostics: &mut Diagnostics,
    ) -> Option<Idx<T>> {
        if let Some((idx, _)) = self.rows.get(&reference.value) {
            return Some(*idx);
        }
        if self.is_empty() {
            report_none(code, file, reference.span, diagnostics);
            return None;
        }
        let id = &reference.value;
        let message =
            text!(uk: "немає {uk} з id «{id}»", en: "there is no {en} with the id «{id}»");
        let near = nearest(id, self.rows.keys().map(String::as_str));
        let known = self.rows.keys().map(String::as_str).collect::<Vec<_>>();
        let named = self.names.get(&id.trim().to_lowercase());
        let several = id.split([',', ';']).map(str::trim).collect::<Vec<_>>();
        let are_ids = several.len() > 1 && several.iter().all(|id| self.rows.contains_key(*id));
        let help = match (near, known.as_slice()) {
            _ if are_ids => {
                let list = several.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>();
                let list = list.join(", ");
                text!(
                    uk: "кожен id беруть в окремі лапки: [{list}]",
                    en: "each id has its own quotes: [{list}]",
                )
            }
            _ if let Some(named) = named => {
                text!(uk: "тут пишуть id: «{named}»", en: "write the id here: «{named}»")
            }
            (Some(near), _) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
            (None, [first, rest @ ..]) if rest.len() > 7 => text!(
                uk: "id пишуть так, як у файлі цього виду, наприклад «{first}»",
                en: "write the id as in the file of its kind, for instance «{first}»",
            ),
            (None, known) => {
                let known = known.join(", ");
                text!(uk: "є такі: {known}", en: "there are: {known}")
            }
        };
        diagnostics.error(code, reference.span, message).help(help);
        None
    }
}

/// Reports a reference to a row of a kind of which there is none at all.
pub(in crate::resolve) fn report_none(
    code: &'static str,
    file: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) {
    let message = text!(
        uk: "файла {file} немає або він порожній",
        en: "there is no file {file}, or it is empty",
    );
    let help = text!(
        uk: "поверніть {file} або впишіть у нього те, що тут названо; зразок — у docs/zmist.md",
        en: "bring {file} back, or write in it what is named here; docs/zmist.md has an example",
    );
    diagnostics.error(code, span, message).help(help);
}

/// Ids of all entries and items of the portal: calendars are built on them, so they are unique everywhere.
#[derive(Debug, Default)]
pub(in crate::resolve) struct Ids {
    rows: BTreeMap<String, (RowIdx, Span)>,
    sections: BTreeMap<String, (Idx<Section>, Span)>,
    /// Rows with an id that is taken, told when all are known: see `copies.rs`.
    twin_rows: Vec<Twin<RowIdx>>,
    /// Sections with an id that is taken.
    twin_sections: Vec<Twin<Idx<Section>>>,
}

impl Ids {
    /// Remembers an id of an entry or item; a malformed one is reported.
    pub(in crate::resolve) fn add(
        &mut self,
        id: &Spanned<String>,
        row: RowIdx,
        diagnostics: &mut Diagnostics,
    ) {
        if check_id(id, diagnostics) {
            self.twin_rows.extend(take_id(&mut self.rows, id, row));
        }
    }

    /// Remembers the id of a section, which is well formed.
    pub(in crate::resolve) fn add_section(&mut self, id: &Spanned<String>, section: Idx<Section>) {
        self.twin_sections.extend(take_id(&mut self.sections, id, section));
    }

    /// Reports the ids that were taken.
    pub(in crate::resolve) fn report_twins(&self, portal: &Portal, diagnostics: &mut Diagnostics) {
        copies::report(&self.twin_sections, &self.twin_rows, portal, diagnostics);
    }

    /// Looks up an item or entry by id.
    pub(in crate::resolve) fn find(
        &self,
        reference: &Spanned<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<RowIdx> {
        if let Some((row, _)) = self.rows.get(&reference.value) {
            return Some(*row);
        }
        let id = &reference.value;
        let message = text!(
            uk: "у плані немає підпункту з id «{id}»",
            en: "the plan has no item with the id «{id}»",
        );
        // «1.1», the number of an entry: ids end with it.
        let ending = format!("-{}", id.trim().trim_end_matches('.').replace('.', "-"));
        let mut numbered = self.rows.keys().filter(|known| known.ends_with(&ending));
        let numbered = numbered.next().filter(|_| numbered.next().is_none());
        let near = nearest(id, self.rows.keys().map(String::as_str));
        let is_number = id.contains('.') && id.starts_with(|sign: char| sign.is_ascii_digit());
        let help = match near.or(numbered.map(String::as_str).filter(|_| is_number)) {
            Some(near) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
            None => text!(uk: "перевірте id у section.toml", en: "check the id in section.toml"),
        };
        diagnostics.error("unknown-item", reference.span, message).help(help);
        None
    }
}

/// Gives an id to what has it first; what has it again is its twin.
fn take_id<T: Copy>(
    rows: &mut BTreeMap<String, (T, Span)>,
    id: &Spanned<String>,
    own: T,
) -> Option<Twin<T>> {
    match rows.entry(id.value.clone()) {
        Entry::Vacant(free) => {
            free.insert((own, id.span));
            None
        }
        Entry::Occupied(taken) => Some(Twin { id: id.clone(), own, first: *taken.get() }),
    }
}

/// The known word nearest to a misspelt one, if it is near enough to be meant.
pub(in crate::resolve) fn nearest<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let most = 1.max(word.chars().count() / 4);
    known
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, known)| known)
}

/// Whether an id can be part of an address and of an event's identity; if not, it is reported.
pub(in crate::resolve) fn check_id(id: &Spanned<String>, diagnostics: &mut Diagnostics) -> bool {
    let value = &id.value;
    let is_fine = !value.is_empty()
        && value.len() <= 80
        && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !value.starts_with('-')
        && !value.ends_with('-')
        && !is_device(value);
    if !is_fine {
        let message = match is_device(value) {
            true => text!(
                uk: "id «{value}» у Windows — назва пристрою, а не файла",
                en: "the id «{value}» names a device in Windows and no file",
            ),
            false => text!(
                uk: "id «{value}» має знаки, яких в id не буває",
                en: "the id «{value}» has signs that ids do not have",
            ),
        };
        let better = slug(value, "id");
        let help = text!(
            uk: "пишіть малими латинськими літерами, цифрами й дефісами, до 80 знаків: «{better}»",
            en: "use lower-case Latin letters, digits and hyphens, at most 80: «{better}»",
        );
        diagnostics.error("bad-id", id.span, message).help(help);
    }
    is_fine
}

/// Whether words can be a folder of pages on the site; if not, they are reported.
pub(in crate::resolve) fn check_address(
    address: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Err(better) = site_folder(&address.value) else { return true };
    let value = &address.value;
    let message = text!(
        uk: "address «{value}» не може бути текою на сайті",
        en: "the address «{value}» cannot be a folder of the site",
    );
    let help = text!(
        uk: "пишіть латинськими літерами, цифрами й дефісами, без похилих рисок по краях: address = \"{better}\"",
        en: "use Latin letters, digits and hyphens, no slashes at the ends: address = \"{better}\"",
    );
    diagnostics.error("bad-id", address.span, message).help(help);
    false
}

/// Whether words can be a folder of a site; if not, what could be one instead.
pub(in crate::resolve) fn site_folder(words: &str) -> Result<(), String> {
    let is_sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let is_fine = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.bytes().all(is_sign)
            && !part.split('.').next().is_some_and(|stem| is_device(&stem.to_ascii_lowercase()))
    };
    if words.split('/').all(is_fine) {
        return Ok(());
    }
    let slugs = words.split(['/', '\\']).map(|part| slug(part, ""));
    let slugs = slugs.filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Err(if slugs.is_empty() { "plan".to_owned() } else { slugs.join("/") })
}

/// Reports an id that is taken.
pub(in crate::resolve) fn report_duplicate(
    id: &Spanned<String>,
    first: Span,
    diagnostics: &mut Diagnostics,
) {
    let value = &id.value;
    let message = text!(uk: "id «{value}» уже зайнятий", en: "the id «{value}» is taken");
    let help = text!(
        uk: "дайте цьому рядку інший id; чинні id не змінюйте, від них залежать календарі",
        en: "give this one another id; do not change published ids, calendars depend on them",
    );
    diagnostics
        .error("duplicate-id", id.span, message)
        .help(help)
        .related(first, text!(uk: "тут його вжито вперше", en: "it is used here first"));
}

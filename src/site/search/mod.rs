//! The search index: documents with their fields in, one classic script out.
//!
//! `documents.rs` fills a [`SearchInput`] from a plan, [`script`] gives the text of the file that pages add on the
//! first use of the search box, `files.rs` lists these files. How words become postings stands in `index.rs`, how
//! they are written down in `encode.rs`, how a large index is cut in `shards.rs`; the theme's scripts in
//! `assets/search/` and `assets/search-shards/` read them and search.

mod documents;
mod encode;
mod files;
mod glossary;
mod impacts;
mod index;
mod initials;
mod shards;
mod words;

pub(in crate::site) use files::list;

/// Everything that can be found, in the order of the plan: what ranks equal keeps this order.
#[derive(Clone, Debug, Default, Hash)]
pub struct SearchInput {
    /// Which index: «2026»; the page asks for it by this name.
    pub id: String,
    /// An item follows its entry and names it as its parent.
    pub documents: Vec<SearchDocument>,
    /// The glossary, used both ways: «ЗПО» finds «заклад професійної освіти» and is found by it.
    pub abbreviations: Vec<Abbreviation>,
    /// The office's own words for those of the plan: what is typed, what texts say. One way only.
    pub synonyms: Vec<(String, String)>,
}

/// One thing to find and the place of the site where it stands.
#[derive(Clone, Debug, Hash)]
pub struct SearchDocument {
    /// What it is; also a filter.
    pub kind: DocumentKind,
    /// «2.22.8» of an entry, «2.22.8#31» of its 31st item, empty for what the plan does not number.
    pub data_number: String,
    /// The words that are shown and searched first.
    pub title: String,
    /// Words that are searched and not shown: other spellings, the author of a practice.
    pub also: String,
    /// The address relative to the root of the site, with the fragment of an item.
    pub url: String,
    /// The entry an item stands in, by its place in the list: its words find the item too.
    pub parent: Option<usize>,
    /// The section of the plan.
    pub section: Option<Facet>,
    /// Who is responsible.
    pub persons: Vec<Facet>,
    /// The forms of work.
    pub forms: Vec<Facet>,
    /// The colleges it concerns.
    pub colleges: Vec<Facet>,
    /// The words of the term, as approved.
    pub term: String,
    /// The months in which it happens.
    pub months: Months,
}

/// What a document is. The order is that of the kinds in `search.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A numbered row of the plan.
    Entry,
    /// A line of an entry.
    Item,
    /// A best practice.
    Practice,
    /// A research work of students.
    ResearchWork,
    /// A person with a page.
    Person,
    /// A group of people.
    Group,
    /// An institution.
    College,
    /// A professional section of teachers.
    MethodicalSection,
    /// A section of the plan.
    Section,
    /// A form of work.
    Form,
    /// An international project or program.
    Project,
    /// Whom the office works with.
    Partner,
    /// Any other page of the site.
    Page,
}

/// A value that documents share and that results can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Facet {
    /// What stands in the address of a filtered search: «tkachuk-im».
    pub id: String,
    /// What people read and search.
    pub name: String,
    /// Words that find it too and are not shown: a full name, a town.
    pub also: String,
}

/// A row of the glossary.
#[derive(Clone, Debug, Hash)]
pub struct Abbreviation {
    /// «ЗПО»
    pub short: String,
    /// «заклад професійної освіти», in any case: it is found inflected.
    pub full: String,
}

/// A set of months; empty for what has no month of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Months(u16);

impl Months {
    /// Adds a month, 1 to 12; any other number is no month and adds nothing.
    pub fn with(self, month: u32) -> Self {
        if (1..=12).contains(&month) { Months(self.0 | 1 << (month - 1)) } else { self }
    }

    /// One bit for each month, January the lowest.
    pub fn bits(self) -> u16 {
        self.0
    }
}

/// The index as the site has it: the script that pages load, and the shards of a large one with their names.
/// One of more than `most` kilobytes is cut.
pub(in crate::site) fn scripts(
    input: &SearchInput,
    most: Option<usize>,
) -> (String, Vec<(String, String)>) {
    let encode::Scripts { base, shards } = encode::scripts(input, &index::build(input), most);
    (base, shards)
}

/// The index as one classic script that calls `planSearchIndex` with everything the search needs:
/// tables of the language, results' texts, the lexicon and the postings.
pub fn script(input: &SearchInput) -> String {
    encode::script(input, &index::build(input))
}

#[cfg(test)]
mod tests {
    use super::index;
    use super::shards::{self, Sizes};
    use super::{Abbreviation, DocumentKind, Facet, Months, SearchDocument, SearchInput, script};

    /// The scripts that tests/search/ searches in a browser's engine. After a change of the format,
    /// `UPDATE_EXPECTED=1 cargo test site::search` writes them anew.
    #[test]
    fn the_script_is_the_expected_one() {
        assert_expected("index.js", &script(&made_up_plan()));
    }

    /// The same plan in shards of a few words and documents each.
    #[test]
    fn the_shards_are_the_expected_ones() {
        let input = SearchInput { id: "2030-shards".into(), ..made_up_plan() };
        let sizes = Sizes { words: 60, lists: 40, best: 4, texts: 300 };
        let scripts = shards::sharded(&input, &index::build(&input), sizes);
        assert!(scripts.shards.len() > 20, "only {} shards", scripts.shards.len());
        let lines = scripts.shards.iter().map(|(_, text)| text.as_str());
        assert_expected(
            "shards.js",
            &[scripts.base.as_str()].into_iter().chain(lines).collect::<String>(),
        );
    }

    #[expect(clippy::disallowed_methods, reason = "rewrites the expectation when told to")]
    fn assert_expected(name: &str, found: &str) {
        let path = format!("{}/tests/cases/search/{name}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&path, found).unwrap();
        }
        assert!(found == std::fs::read_to_string(&path).unwrap(), "{path} is of another time");
    }

    #[test]
    fn text_cannot_end_the_script() {
        let found = script(&made_up_plan());
        assert!(!found.contains('<'));
        assert_eq!(found.matches("planSearchIndex(").count(), 1);
        assert!(found.ends_with("});\n"));
    }

    #[test]
    fn nothing_to_find_is_an_index_too() {
        assert!(script(&SearchInput::default()).starts_with("planSearchIndex({"));
    }

    fn made_up_plan() -> SearchInput {
        let mut input = SearchInput { id: "2030".into(), ..SearchInput::default() };
        let lines = include_str!("../../../tests/cases/search/documents.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some((short, full)) = line.split_once(" = ") {
                input.abbreviations.push(Abbreviation { short: short.into(), full: full.into() });
                continue;
            }
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let document = made_up_document(&fields, &input.documents);
            input.documents.push(document);
        }
        input
    }

    fn made_up_document(fields: &[&str], before: &[SearchDocument]) -> SearchDocument {
        let entry = fields[1].split_once('#').map(|(entry, _)| entry);
        let months = fields[6].split_whitespace().map(|month| month.parse().unwrap());
        SearchDocument {
            kind: kind(fields[0]),
            data_number: fields[1].into(),
            title: fields[2].into(),
            also: String::new(),
            url: format!("{}/{}.html", fields[0], before.len()),
            parent: entry.and_then(|e| before.iter().position(|d| d.data_number == e)),
            section: facets(fields[8]).pop(),
            persons: facets(fields[3]),
            forms: facets(fields[4]),
            colleges: facets(fields[7]),
            term: fields[5].into(),
            months: months.fold(Months::default(), Months::with),
        }
    }

    fn kind(name: &str) -> DocumentKind {
        match name {
            "entry" => DocumentKind::Entry,
            "item" => DocumentKind::Item,
            "practice" => DocumentKind::Practice,
            "person" => DocumentKind::Person,
            "college" => DocumentKind::College,
            _ => DocumentKind::Page,
        }
    }

    fn facets(name: &str) -> Vec<Facet> {
        let known = (!name.is_empty()).then(|| Facet {
            id: name.into(),
            name: name.into(),
            also: String::new(),
        });
        known.into_iter().collect()
    }
}

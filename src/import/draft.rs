//! The draft of a plan -> the files of a content folder, written as an editor would like to read
//! them: one key a line, a blank line between entries, open questions as comments in their place.

use std::collections::BTreeMap;

use super::entries::{DraftItem, Own};
use super::people::Named;
use super::plan::{DraftSection, Plan, Signature, signatures};
use super::title::Approval;
use super::{Options, Present};
use crate::approved::{Column, Line};
use crate::content_text::{Toml, entry_id};
use crate::language::slug::slug;
use crate::text::Language;

impl Plan<'_> {
    /// The files in the order of their paths.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let year = self.options.year;
        let Present { people, groups, forms, address: _ } = &self.options.present;
        let kinds = [
            ("forms.toml", "form", "Форми роботи: як їх пише колонка «Форма»", &self.forms, forms),
            (
                "groups.toml",
                "group",
                "Групи відповідальних: members — id людей із people.toml",
                &self.groups,
                groups,
            ),
            (
                "people.toml",
                "person",
                "Люди: як їх пише колонка «Відповідальний»",
                &self.people,
                people,
            ),
        ];
        // Where the office has them all, there is nothing to add.
        let kinds =
            kinds.into_iter().filter(|(.., new, known)| !new.is_empty() || known.is_empty());
        let kinds = kinds
            .map(|(path, kind, comment, new, _)| (path.to_owned(), named_file(kind, comment, new)));
        let mut files = vec![
            (format!("plans/{year}/intro.md"), prose(self.document.introduction.iter())),
            (format!("plans/{year}/plan.toml"), self.plan_file()),
            match self.options.office {
                Some(_) => ("office.toml".to_owned(), self.office_file()),
                None => ("portal.toml".to_owned(), self.portal_file()),
            },
        ];
        files.extend(kinds);
        if !self.document.appendix.is_empty() {
            let path = format!("plans/{year}/appendix.md");
            files.push((path, appendix(&self.document.appendix)));
        }
        let mut taken = Vec::new();
        let mut ids = Ids::default();
        for section in &self.sections {
            let folder = format!("{:02}-{}", section.order, folder_name(&section.title));
            let path = format!("plans/{year}/{folder}/section.toml");
            taken.push((path, section.file(self.options, &mut ids)));
        }
        files.extend(taken);
        if let Some(office) = &self.options.office {
            files.iter_mut().for_each(|(path, _)| *path = format!("offices/{office}/{path}"));
        }
        files.sort();
        files
    }

    fn portal_file(&self) -> String {
        let title = &self.title;
        let mut file = Toml::default();
        file.comment("Назва сайту й установи: впишіть так, як їх мають бачити відвідувачі.");
        file.string("title", &title.of_portal());
        file.string("time_zone", "Europe/Kyiv");
        file.string("current", &self.options.year.to_string());
        self.organization(&mut file, "office");
        file.text
    }

    /// Of an office in a portal of several.
    fn office_file(&self) -> String {
        let mut file = Toml::default();
        file.string("current", &self.options.year.to_string());
        self.organization(&mut file, self.options.office.as_deref().unwrap_or_default());
        file.text
    }

    fn organization(&self, file: &mut Toml, id: &str) {
        file.table("[organization]");
        file.string("id", id);
        file.comment("Слова титульного аркуша; перепишіть у називному відмінку.");
        file.string("name", &self.title.office());
    }

    fn plan_file(&self) -> String {
        let document = self.document;
        let mut file = Toml::default();
        file.raw("year", &self.options.year.to_string());
        if self.title.is_of_school_year() {
            file.raw("school_year", "true");
        }
        file.string("address", &self.options.present.address);
        file.string("source", &self.options.source);
        let columns = document.columns.iter().map(|line| line.text.as_str());
        file.list("columns", columns);
        if !self.options.columns.is_empty() {
            file.list("column_keys", self.options.columns.iter().map(|(_, kind)| kind.key()));
        }
        if let Some(focus) = &document.focus {
            file.string("focus_lead", &focus.lead);
            file.string("focus", &focus.text);
        }
        // A plan without one has the keys to fill in.
        let none = [Approval::default()];
        let approvals = match self.title.approvals.as_slice() {
            [] => &none,
            some => some,
        };
        for Approval { heading, position, name, date } in approvals {
            file.table(if approvals.len() > 1 { "[[approval]]" } else { "[approval]" });
            file.string("heading", heading);
            file.string("position", position);
            file.string("name", name);
            file.string("date", date);
        }
        file.table("[title]");
        file.string("heading", &self.title.heading);
        file.string("text", &self.title.text);
        if let Some(heading) = &document.contents_heading {
            file.table("[contents]");
            file.string("heading", &heading.text);
        }
        for row in &document.contents {
            file.table("[[contents.row]]");
            file.string("number", &row.number);
            file.string("title", &row.title);
            file.string("sheets", &row.sheets);
        }
        if let Some(heading) = &document.introduction_heading {
            file.table("[introduction]");
            file.string("heading", &heading.text);
        }
        let signatures = signatures(&document.signature);
        for Signature { position, name } in &signatures {
            file.table(if signatures.len() > 1 { "[[signature]]" } else { "[signature]" });
            file.string("position", position);
            file.string("name", name);
        }
        file.text
    }
}

/// Lines as Markdown: paragraphs, and lists where they have bullets.
fn prose<'l>(lines: impl Iterator<Item = &'l Line>) -> String {
    let mut text = String::new();
    let mut after_bullet = false;
    for line in lines {
        let parting = if line.bullet && after_bullet { "\n" } else { "\n\n" };
        if !text.is_empty() {
            text.push_str(parting);
        }
        text.push_str(if line.bullet { "- " } else { "" });
        text.push_str(&line.text);
        after_bullet = line.bullet;
    }
    text.push('\n');
    text
}

/// What follows the signatures: its rows as tables.
fn appendix(lines: &[Vec<Line>]) -> String {
    let parts = lines.chunk_by(|above, below| (above.len() > 1) == (below.len() > 1));
    let parts = parts.map(|part| match part {
        [first, ..] if first.len() > 1 => table(part),
        _ => prose(part.iter().flatten()),
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// Rows as a table of Markdown, the first as its head.
fn table(rows: &[Vec<Line>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        // A pipe within a cell would part it.
        let cells = row.iter().map(|cell| cell.text.replace('|', "\\|"));
        let cells = cells.chain(std::iter::repeat_n(String::new(), width - row.len()));
        text.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
        if at == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(width)));
        }
    }
    text
}

impl DraftSection {
    fn file(&self, options: &Options, ids: &mut Ids) -> String {
        let Options { year, has_lines, .. } = *options;
        let mut file = Toml::default();
        file.string("id", &self.id);
        file.string("number", &self.number);
        file.string("title", &self.title);
        file.string("heading", &self.heading);
        if !self.introduction.is_empty() {
            file.string("introduction", &self.introduction);
        }
        if !self.notes.is_empty() {
            file.string("notes", &self.notes);
        }
        for (place, entry) in (1..).zip(&self.entries) {
            let id = ids.new_one(match entry.number.as_str() {
                "" => format!("{}-r{place}", self.id),
                number => options.unique(entry_id(year, &self.id, number)),
            });
            file.table("[[entry]]");
            for question in &entry.questions {
                let (line_number, message) =
                    (question.line_number, question.message.say(Language::Uk));
                file.comment(&match has_lines {
                    true => format!("Питання, рядок {line_number}: {message}"),
                    false => format!("Питання: {message}"),
                });
            }
            file.string("id", &id);
            if !entry.heading.is_empty() {
                file.string("heading", &entry.heading);
            }
            file.string("number", &entry.number);
            file.string("text", &entry.text);
            file.own(&entry.own);
            file.remarks(&entry.remarks);
            if !entry.as_above.is_empty() {
                file.list("as_above", entry.as_above.iter().map(|column| column.key()));
            }
            for (count, item) in (1..).zip(&entry.items) {
                file.item(&format!("{id}-i{count:02}"), item);
            }
        }
        file.text
    }
}

/// Ids given so far, and how often each was wanted: a number that stands twice gets two ids.
#[derive(Default)]
struct Ids(BTreeMap<String, usize>);

impl Ids {
    fn new_one(&mut self, wanted: String) -> String {
        let mut count = self.0.get(&wanted).copied().unwrap_or_default();
        let mut id = wanted.clone();
        while self.0.contains_key(&id) {
            count += 1;
            id = format!("{wanted}-n{count}");
        }
        self.0.insert(wanted, count.max(1));
        self.0.entry(id.clone()).or_insert(1);
        id
    }
}

fn named_file(kind: &str, comment: &str, rows: &[Named]) -> String {
    let mut file = Toml::default();
    file.comment(comment);
    let mut ids = Ids::default();
    for row in rows {
        file.table(&format!("[[{kind}]]"));
        file.string("id", &ids.new_one(slug(&row.name, kind)));
        file.string("name", &row.name);
        if !row.spellings.is_empty() {
            file.list("spellings", row.spellings.iter().map(String::as_str));
        }
    }
    file.text
}

/// The first words of a title, enough to know the folder by.
fn folder_name(title: &str) -> String {
    let whole = slug(title, "section");
    let mut name = String::new();
    for word in whole.split('-') {
        if !name.is_empty() && name.len() + word.len() > 32 {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    name
}

impl Toml {
    fn own(&mut self, own: &Own) {
        for column in [Column::Responsible, Column::Form, Column::Term] {
            if !own.get(column).is_empty() {
                self.string(column.key(), own.get(column));
            }
        }
    }

    /// One further column needs no list.
    fn remarks(&mut self, remarks: &[String]) {
        match remarks {
            [] => {}
            [words] => self.string("remarks", words),
            several => self.list("remarks", several.iter().map(String::as_str)),
        }
    }

    fn item(&mut self, id: &str, item: &DraftItem) {
        self.table("[[entry.item]]");
        self.string("id", id);
        self.string("text", &item.text);
        if !item.dash {
            self.raw("dash", "false");
        }
        self.own(&item.own);
        self.remarks(&item.remarks);
        if !item.as_above.is_empty() {
            self.list("as_above", item.as_above.iter().map(|column| column.key()));
        }
    }
}

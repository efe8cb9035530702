//! The draft of a plan -> the files of a content folder, written as an editor would like to read
//! them: one key a line, a blank line between entries, open questions as comments in their place.
//!
//! The only file besides `read/toml.rs` that knows TOML.

use std::fmt::Write;

use toml_writer::{TomlStringBuilder, ToTomlValue};

use super::entries::{self, DraftEntry, DraftItem, Own};
use super::people::{self, Named};
use super::{Options, Question};
use crate::approved::{ApprovedDocument, Column, arabic};
use crate::language::slug::slug;
use crate::text;
use crate::text::Language;

/// Everything the draft will say.
pub(super) struct Plan<'a> {
    options: &'a Options,
    document: &'a ApprovedDocument,
    pub(super) title: Title,
    pub(super) sections: Vec<DraftSection>,
    people: Vec<Named>,
    groups: Vec<Named>,
    forms: Vec<Named>,
    questions: Vec<Question>,
}

/// The title block taken apart; lines of one part are joined by line breaks.
#[derive(Default)]
pub(super) struct Title {
    pub(super) approval_heading: String,
    pub(super) position: String,
    pub(super) name: String,
    pub(super) date: String,
    pub(super) heading: String,
    pub(super) text: String,
}

pub(super) struct DraftSection {
    /// The place in the plan, from 1: names the folder.
    order: usize,
    id: String,
    number: String,
    title: String,
    pub(super) heading: String,
    pub(super) entries: Vec<DraftEntry>,
}

impl<'a> Plan<'a> {
    pub(super) fn read(document: &'a ApprovedDocument, options: &'a Options) -> Self {
        let mut questions = Vec::new();
        let heads = people::group_heads(document);
        let title = Title::read(document, &mut questions);
        let people = people::people(document, &heads, &mut questions);
        let mut sections = Vec::new();
        for (order, section) in (1..).zip(&document.sections) {
            let contents = document.contents.iter().find(|row| {
                let number = row.number.trim_end_matches(['.', ')']);
                !section.number.is_empty() && same_number(number, &section.number)
            });
            if contents.is_none() && !document.contents.is_empty() {
                let heading = &section.heading;
                questions.push(Question { line_number: section.line_number, message: text!(
                    uk: "розділу «{heading}» немає у змісті; назву взято із заголовка таблиці",
                    en: "section «{heading}» is not in the contents; its title is the table's heading"
                )});
            }
            sections.push(DraftSection {
                order,
                id: format!("{}-{}", options.year, arabic(&section.number).map_or(order, |n| n as usize)),
                number: section.number.clone(),
                title: contents.map_or(&section.title, |row| &row.title).clone(),
                heading: section.heading.clone(),
                entries: entries::entries(section, &heads),
            });
        }
        let (groups, forms) = (people::groups(document, &heads), people::forms(document));
        let mut plan = Self { options, document, title, sections, people, groups, forms, questions };
        plan.ask_about_numbers();
        plan
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        let entries = self.sections.iter().flat_map(|section| &section.entries);
        let asked = entries.flat_map(|entry| &entry.questions);
        self.questions.iter().chain(asked).cloned().collect()
    }

    /// The files in the order of their paths.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let year = self.options.year;
        let mut files = vec![
            ("forms.toml".to_owned(), named_file("form", "Форми роботи: як їх пише колонка «Форма»", &self.forms)),
            ("groups.toml".to_owned(), named_file("group", "Групи відповідальних: members — id людей із people.toml", &self.groups)),
            ("people.toml".to_owned(), named_file("person", "Люди: як їх пише колонка «Відповідальний»", &self.people)),
            (format!("plans/{year}/intro.md"), self.introduction()),
            (format!("plans/{year}/plan.toml"), self.plan_file()),
            ("portal.toml".to_owned(), self.portal_file()),
        ];
        let mut taken = Vec::new();
        let mut ids = Ids::default();
        for section in &self.sections {
            let folder = format!("{:02}-{}", section.order, folder_name(&section.title));
            let path = format!("plans/{year}/{folder}/section.toml");
            taken.push((path, section.file(year, &mut ids)));
        }
        files.extend(taken);
        files.sort();
        files
    }

    /// A number that stands twice or under the wrong section.
    fn ask_about_numbers(&mut self) {
        let mut seen: Vec<&str> = Vec::new();
        for section in &self.sections {
            let value = arabic(&section.number).or_else(|| section.number.parse().ok());
            for entry in section.entries.iter().filter(|entry| !entry.number.is_empty()) {
                let number = entry.number.trim_end_matches(['.', ')']);
                let first = number.split('.').next().and_then(|group| group.parse::<u32>().ok());
                let line_number = entry.line_number;
                if value.is_some() && first != value {
                    let heading = &section.heading;
                    self.questions.push(Question { line_number, message: text!(
                        uk: "пункт «{number}» стоїть у розділі «{heading}»",
                        en: "entry «{number}» stands in section «{heading}»"
                    )});
                }
                if seen.contains(&number) {
                    self.questions.push(Question { line_number, message: text!(
                        uk: "номер «{number}» стоїть двічі",
                        en: "number «{number}» stands twice"
                    )});
                }
                seen.push(number);
            }
        }
    }

    fn portal_file(&self) -> String {
        let title = &self.title;
        let mut file = Toml::default();
        let heading = format!("{} {}", title.heading, title.text.replace('\n', " "));
        file.comment("Назва сайту й установи: впишіть так, як їх мають бачити відвідувачі.");
        file.string("title", heading.trim());
        file.string("time_zone", "Europe/Kyiv");
        file.string("current", &self.options.year.to_string());
        file.table("[organization]");
        file.string("id", "office");
        file.comment("Слова титульного аркуша; перепишіть у називному відмінку.");
        file.string("name", &title.text.replace('\n', " "));
        file.text
    }

    fn plan_file(&self) -> String {
        let document = self.document;
        let mut file = Toml::default();
        file.raw("year", &self.options.year.to_string());
        file.string("address", "");
        file.string("source", &self.options.source);
        let columns = document.columns.iter().map(|line| line.text.as_str());
        file.list("columns", columns);
        if let Some(focus) = &document.focus {
            file.string("focus_lead", &focus.lead);
            file.string("focus", &focus.text);
        }
        file.table("[approval]");
        file.string("heading", &self.title.approval_heading);
        file.string("position", &self.title.position);
        file.string("name", &self.title.name);
        file.string("date", &self.title.date);
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
        if let Some((name, position)) = document.signature.split_last() {
            let position = position.iter().map(|line| line.text.as_str());
            file.table("[signature]");
            file.string("position", &position.collect::<Vec<_>>().join("\n"));
            file.string("name", &name.text);
        }
        file.text
    }

    fn introduction(&self) -> String {
        let mut text = String::new();
        let mut after_bullet = false;
        for line in &self.document.introduction {
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
}

impl Title {
    /// «ЗАТВЕРДЖУЮ», the post, the name, the date; then «ПЛАН …» and what plan it is.
    fn read(document: &ApprovedDocument, questions: &mut Vec<Question>) -> Self {
        let mut title = Self::default();
        let block_text = |block: &[crate::approved::Line]| {
            let lines = block.iter().map(|line| match line.bullet {
                true => format!("- {}", line.text),
                false => line.text.clone(),
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        let mut blocks = document.title_block.iter().map(|block| block_text(block)).collect::<Vec<_>>();
        let begins_title = |block: &String| block.to_uppercase().starts_with("ПЛАН");
        let at = blocks.iter().position(begins_title).unwrap_or(blocks.len());
        let plan = blocks.split_off(at).join("\n");
        match plan.split_once('\n') {
            Some((heading, text)) => (title.heading, title.text) = (heading.to_owned(), text.to_owned()),
            None => title.heading = plan,
        }
        let mut approval = blocks.join("\n\n");
        let is_approval = |line: &str| {
            let line = line.to_uppercase();
            ["ЗАТВЕРДЖ", "ПОГОДЖ", "СХВАЛЕН"].iter().any(|word| line.contains(word))
        };
        let (first, rest) = approval.split_once('\n').unwrap_or((&approval, ""));
        if is_approval(first) {
            title.approval_heading = first.to_owned();
            approval = rest.trim_start().to_owned();
        }
        let parts = approval.split("\n\n").filter(|part| !part.is_empty()).collect::<Vec<_>>();
        match parts.as_slice() {
            [position, name, date] => {
                title.position = (*position).to_owned();
                title.name = (*name).to_owned();
                title.date = (*date).to_owned();
            }
            [] => {}
            _ => {
                // The order of the words holds, wherever the parts begin.
                title.position = approval;
                questions.push(Question { line_number: 1, message: text!(
                    uk: "титульний аркуш не розділено на посаду, ім'я і дату: розкладіть position у plan.toml",
                    en: "post, name and date of the title sheet are not apart: take position in plan.toml apart"
                )});
            }
        }
        title
    }
}

impl DraftSection {
    fn file(&self, year: i32, ids: &mut Ids) -> String {
        let mut file = Toml::default();
        file.string("id", &self.id);
        file.string("number", &self.number);
        file.string("title", &self.title);
        file.string("heading", &self.heading);
        for entry in &self.entries {
            let number = slug(entry.number.trim_end_matches(['.', ')']), "x");
            let id = ids.new_one(format!("{year}-{number}"));
            file.table("[[entry]]");
            for question in &entry.questions {
                let (line_number, message) = (question.line_number, question.message.say(Language::Uk));
                file.comment(&format!("Питання, рядок {line_number}: {message}"));
            }
            file.string("id", &id);
            file.string("number", &entry.number);
            file.string("text", &entry.text);
            file.own(&entry.own);
            for (count, item) in (1..).zip(&entry.items) {
                file.item(&format!("{id}-i{count:02}"), item);
            }
        }
        file.text
    }
}

/// Ids given so far: a number that stands twice gets two ids.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    fn new_one(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut count = 1;
        while self.0.contains(&id) {
            count += 1;
            id = format!("{wanted}-n{count}");
        }
        self.0.push(id.clone());
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

fn same_number(one: &str, other: &str) -> bool {
    let value = |number: &str| arabic(number).or_else(|| number.parse().ok());
    value(one).is_some() && value(one) == value(other)
}

/// Lines of TOML.
#[derive(Default)]
struct Toml {
    text: String,
}

impl Toml {
    fn raw(&mut self, key: &str, value: &str) {
        writeln!(self.text, "{key} = {value}").expect("a String takes everything");
    }

    fn string(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    fn list<'s>(&mut self, key: &str, values: impl Iterator<Item = &'s str>) {
        let values = values.map(quoted).collect::<Vec<_>>();
        self.raw(key, &format!("[{}]", values.join(", ")));
    }

    fn table(&mut self, header: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(header);
        self.text.push('\n');
    }

    /// One comment line; control characters, which TOML forbids there, become blanks.
    fn comment(&mut self, words: &str) {
        let words = words.replace(char::is_control, " ");
        writeln!(self.text, "# {words}").expect("a String takes everything");
    }

    fn own(&mut self, own: &Own) {
        for column in [Column::Responsible, Column::Form, Column::Term] {
            if !own.get(column).is_empty() {
                self.string(key(column), own.get(column));
            }
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
        if !item.as_above.is_empty() {
            self.list("as_above", item.as_above.iter().map(|column| key(*column)));
        }
    }
}

fn key(column: Column) -> &'static str {
    match column {
        Column::Text => "text",
        Column::Responsible => "responsible",
        Column::Form => "form",
        Column::Term => "term",
    }
}

fn quoted(value: &str) -> String {
    TomlStringBuilder::new(value).as_basic().to_toml_value()
}

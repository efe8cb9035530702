//! The draft as a whole: title block, sections with entries, people, and everything to ask.

use std::collections::BTreeSet;

use super::entries::{self, DraftEntry};
use super::people::{self, Named};
use super::title::Title;
use super::{Options, Present, Question};
use crate::approved::{
    ApprovedDocument, Column, ColumnKind, Line, arabic, is_full_name, is_told, kinds_of,
};
use crate::content_text::section_id;
use crate::language::order::is_of_section;
use crate::language::posts::is_post;
use crate::text;

/// Everything the draft will say.
pub(super) struct Plan<'a> {
    pub(super) options: &'a Options,
    pub(super) document: &'a ApprovedDocument,
    pub(super) title: Title,
    pub(super) sections: Vec<DraftSection>,
    pub(super) people: Vec<Named>,
    pub(super) groups: Vec<Named>,
    pub(super) forms: Vec<Named>,
    questions: Vec<Question>,
}

/// Who signed; one without a name is a line below the others: «Виконавець: …».
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) position: String,
    pub(super) name: String,
}

pub(super) struct DraftSection {
    /// The place in the plan, from 1: names the folder.
    pub(super) order: usize,
    pub(super) id: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) introduction: String,
    pub(super) notes: String,
    pub(super) entries: Vec<DraftEntry>,
}

impl<'a> Plan<'a> {
    pub(super) fn read(document: &'a ApprovedDocument, options: &'a Options) -> Self {
        let mut questions = Vec::new();
        let heads = people::group_heads(document);
        let title = Title::read(document, &mut questions);
        if options.columns.is_empty() {
            ask_about_columns(document, &mut questions);
        }
        let people = people::people(document, &heads, &mut questions);
        let mut sections = Vec::new();
        for (order, section) in (1..).zip(&document.sections) {
            let contents = document.contents.iter().find(|row| {
                let number = row.number.split_whitespace().next_back().unwrap_or_default();
                let number = number.trim_end_matches(['.', ')', ':']);
                !section.number.is_empty() && same_number(number, &section.number)
            });
            if contents.is_none() && !document.contents.is_empty() {
                let heading = &section.heading;
                questions.push(Question {
                    line_number: section.line_number,
                    message: text!(
                        uk: "розділу «{heading}» немає у змісті; назву взято із заголовка таблиці",
                        en: "section «{heading}» is not in the contents; \
                             its title is the table's heading"
                    ),
                });
            }
            if section.goes_on {
                let heading = &section.heading;
                questions.push(Question {
                    line_number: section.line_number,
                    message: text!(
                        uk: "заголовок «{heading}» зібрано з кількох рядків великими літерами; якщо останній — підзаголовок \
                             над пунктами, перенесіть його в heading першого пункту",
                        en: "the heading «{heading}» is put together of several lines in capitals; if the last heads the rows, \
                             move it to the heading of the first entry"
                    ),
                });
            }
            let mut name = contents.map_or(&section.title, |row| &row.title).clone();
            if name.is_empty() {
                // A plan by months has one table and no sections.
                name = title.heading.clone();
                questions.push(Question {
                    line_number: section.line_number,
                    message: text!(
                        uk: "таблиця не має заголовка розділу; назву взято з титулу: впишіть title у section.toml",
                        en: "the table has no section's heading; its title is the plan's: write title in section.toml"
                    ),
                });
            }
            sections.push(DraftSection {
                order,
                id: options.unique(section_id(options.year, &section.number, order)),
                number: section.number.clone(),
                title: name,
                heading: section.heading.clone(),
                introduction: in_lines(&section.introduction),
                notes: in_lines(&section.notes),
                entries: entries::entries(section, &heads),
            });
        }
        if let Some(line) = document.appendix.iter().flatten().next() {
            let first = &line.text;
            questions.push(Question {
                line_number: line.line_number,
                message: text!(
                    uk: "«{first}»: додаток записано в appendix.md, як він стоїть; перевірте його таблиці",
                    en: "«{first}»: the appendix is in appendix.md as it stands; check its tables"
                ),
            });
        }
        for Line { line_number, text, .. } in &document.notes {
            questions.push(Question {
                line_number: *line_number,
                message: text!(
                    uk: "«{text}» — виноска документа; у чернетці її слів немає: впишіть їх у note пункту, якого вони стосуються",
                    en: "«{text}» is a footnote of the document; the draft does not have its words: write them into note of the entry that they belong to"
                ),
            });
        }
        let Present { people: known, groups: known_groups, forms: known_forms, address: _ } =
            &options.present;
        let people = people::without_known(people, known);
        let groups = people::without_known(people::groups(document, &heads), known_groups);
        let forms = people::without_known(people::forms(document), known_forms);
        let mut plan =
            Self { options, document, title, sections, people, groups, forms, questions };
        plan.ask_about_numbers();
        plan
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        let entries = self.sections.iter().flat_map(|section| &section.entries);
        let asked = entries.flat_map(|entry| &entry.questions);
        self.questions.iter().chain(asked).cloned().collect()
    }

    /// A number that stands twice or under the wrong section.
    fn ask_about_numbers(&mut self) {
        let mut seen = BTreeSet::<&str>::new();
        for section in &self.sections {
            // Rows that each section numbers anew stand once in each.
            seen.retain(|number| !is_of_section(number));
            for entry in strangers(section) {
                let (number, heading) = (bare(&entry.number), &section.heading);
                self.questions.push(Question {
                    line_number: entry.line_number,
                    message: text!(
                        uk: "пункт «{number}» стоїть у розділі «{heading}»",
                        en: "entry «{number}» stands in section «{heading}»"
                    ),
                });
            }
            for entry in section.entries.iter().filter(|entry| !entry.number.is_empty()) {
                let number = bare(&entry.number);
                let line_number = entry.line_number;
                if !entry.heading.is_empty() {
                    seen.clear();
                }
                if !seen.insert(number) {
                    self.questions.push(Question {
                        line_number,
                        message: text!(
                            uk: "номер «{number}» стоїть двічі",
                            en: "number «{number}» stands twice"
                        ),
                    });
                }
            }
        }
    }
}

/// Columns whose heads do not say what stands in them are further ones, or have what no plan is without.
fn ask_about_columns(document: &ApprovedDocument, questions: &mut Vec<Question>) {
    let kinds = kinds_of(document.columns.iter().map(|head| head.text.as_str()), &[]);
    let has_text = kinds.is_empty() || kinds.contains(&ColumnKind::Of(Column::Text));
    if let Some(first) = document.columns.first().filter(|_| !has_text) {
        questions.push(Question {
            line_number: first.line_number,
            message: text!(
                uk: "за заголовками в жодній колонці немає змісту роботи; зробіть чернетку ще раз із ключем --columns",
                en: "by their heads no column has the text; make the draft once more with the option --columns"
            ),
        });
    }
    for (head, kind) in document.columns.iter().zip(kinds) {
        let is_silent = !head.text.is_empty() && !is_told(&head.text);
        if kind == ColumnKind::Number || !is_silent {
            continue;
        }
        let (words, key) = (&head.text, kind.key());
        questions.push(Question {
            line_number: head.line_number,
            message: text!(
                uk: "заголовок колонки «{words}» не каже, що в ній; її слова стоять у {key}: перевірте, чи це воно; якщо ні, зробіть чернетку ще раз із ключем --columns",
                en: "the column's head «{words}» does not say what stands in it; its words are in {key}: check that they belong there; if not, make the draft once more with the option --columns"
            ),
        });
    }
}

/// Posts and names below the last table, in order: a name ends what belongs to it.
pub(super) fn signatures(lines: &[Line]) -> Vec<Signature> {
    let lines = lines.iter().flat_map(posts_and_names).collect::<Vec<_>>();
    let count = lines.iter().filter(|(_, is_name)| *is_name).count();
    let Some(((last, is_last_name), before)) = lines.split_last() else { return Vec::new() };
    let position = |lines: &[(String, bool)]| {
        lines.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n")
    };
    // Without a name to be told by, the last line is one, unless it says of whom it tells: «Виконавець: …».
    if count == 0 && !last.contains(':') || count == 1 && *is_last_name {
        return vec![Signature { position: position(before), name: last.clone() }];
    }
    let parts = lines.split_inclusive(|(_, is_name)| *is_name);
    let signature = |part: &[(String, bool)]| match part.split_last() {
        Some(((name, true), post)) => Signature { position: position(post), name: name.clone() },
        _ => Signature { position: position(part), name: String::new() },
    };
    parts.map(signature).collect()
}

/// What stands in a line below the last table, and whether it is a name: «Директор центру» and «Степан ГУК» of
/// «Директор центру    Степан ГУК».
fn posts_and_names(line: &Line) -> Vec<(String, bool)> {
    let words = line.text.split_whitespace().collect::<Vec<_>>();
    let (post, name) = words.split_at(words.len().saturating_sub(2));
    let [post, name] = [post, name].map(|words| words.join(" "));
    // «Гук Степан Ігорович» is one name; «Виконавець: Степан ГУК» tells of somebody who does not sign.
    let is_post =
        post.split(' ').count() > 1 || post.starts_with(char::is_lowercase) || is_post(&post);
    let has_capitals =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let ends_in_capitals = name.split(' ').next_back().is_some_and(has_capitals);
    // «Н.І. Гайдай», «Н. Гайдай»
    let begins_in_initials = name.split(' ').next().is_some_and(|first| first.ends_with('.'));
    // «Директор НМЦ ПТО» has no name.
    let is_of_letters = name.split(' ').all(has_capitals) && !begins_in_initials;
    let is_name = is_full_name(&name) && (ends_in_capitals || begins_in_initials) && !is_of_letters;
    let is_parted = is_post && is_name && !post.contains(':');
    match is_parted {
        true => vec![(post, false), (name, true)],
        false => vec![(line.text.clone(), is_full_name(&line.text))],
    }
}

/// Lines as content writes them, those of a list with their dashes.
pub(super) fn in_lines(lines: &[Line]) -> String {
    let lines = lines.iter().map(|line| match line.bullet {
        true => format!("- {}", line.text),
        false => line.text.clone(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Entries whose number names another section than theirs. Numbers that go on from a row of the section («2.1» below
/// «2.») name none, and where most do so, that is how the document counts.
fn strangers(section: &DraftSection) -> Vec<&DraftEntry> {
    let value = arabic(&section.number).or_else(|| section.number.parse().ok());
    let numbers = section.entries.iter().map(|entry| bare(&entry.number));
    let numbers = numbers.collect::<BTreeSet<_>>();
    let is_its_own = |entry: &&DraftEntry| {
        let first = bare(&entry.number).split('.').next().unwrap_or_default();
        let named = first.parse().ok().or_else(|| arabic(first));
        named == value || numbers.contains(first)
    };
    let is_stated = |entry: &&DraftEntry| {
        !entry.number.is_empty() && !is_of_section(&entry.number) && value.is_some()
    };
    let (own, strangers): (Vec<_>, Vec<_>) =
        section.entries.iter().filter(is_stated).partition(is_its_own);
    if strangers.len() > own.len() { Vec::new() } else { strangers }
}

/// A number without the mark after it.
fn bare(number: &str) -> &str {
    number.trim_end_matches(['.', ')'])
}

fn same_number(one: &str, other: &str) -> bool {
    let value = |number: &str| arabic(number).or_else(|| number.parse().ok());
    value(one).is_some() && value(one) == value(other)
}

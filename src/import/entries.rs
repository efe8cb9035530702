//! Rows of the document -> entries with items: what continues what, and whose a value is.
//!
//! A numbered row begins an entry (in a table without numbers a row with words of its own), the rows after it go on with it. A value
//! goes to an item only when it stands in the item's own row, or when a cell has exactly one
//! value for each item and the document leaves no other reading; else it stays at the entry and
//! a [`Question`] says so. The order of the words in each column never changes.

use std::collections::BTreeSet;

use super::Question;
use super::plan::in_lines;
use super::values::{self, Kind, Value};
use crate::approved::{Column, Line, Row, Section, heads_rows, joined};
use crate::text;

/// An entry as the draft will write it.
#[derive(Clone, Debug)]
pub(super) struct DraftEntry {
    pub(super) line_number: usize,
    /// What stands above its row across the table.
    pub(super) heading: String,
    pub(super) number: String,
    pub(super) text: String,
    pub(super) own: Own,
    /// What stands in the further columns, from left to right.
    pub(super) remarks: Vec<String>,
    /// The cells that the document merges with those above.
    pub(super) as_above: Vec<Column>,
    pub(super) items: Vec<DraftItem>,
    pub(super) questions: Vec<Question>,
}

/// An item as the draft will write it.
#[derive(Clone, Debug)]
pub(super) struct DraftItem {
    pub(super) line_number: usize,
    pub(super) text: String,
    pub(super) dash: bool,
    pub(super) own: Own,
    pub(super) remarks: Vec<String>,
    pub(super) as_above: Vec<Column>,
}

/// Words of the columns «Відповідальний», «Форма», «Термін» that belong to one entry or item.
#[derive(Clone, Debug, Default)]
pub(super) struct Own([String; 3]);

const OWN: [Column; 3] = [Column::Responsible, Column::Form, Column::Term];

impl Own {
    pub(super) fn get(&self, column: Column) -> &str {
        match column {
            Column::Text => "",
            Column::Responsible | Column::Form | Column::Term => &self.0[column as usize - 1],
        }
    }

    fn at(&mut self, column: Column) -> &mut String {
        &mut self.0[(column as usize).saturating_sub(1)]
    }

    fn of(row: &Row) -> Self {
        Self(OWN.map(|column| row.joined(column)))
    }
}

/// The entries of a section; `heads` are the words that begin a group of people.
pub(super) fn entries(section: &Section, heads: &BTreeSet<String>) -> Vec<DraftEntry> {
    let mut entries: Vec<DraftEntry> = Vec::new();
    let is_numbered = section.rows.iter().any(|row| !row.number.is_empty());
    for row in &section.rows {
        match entries.last_mut() {
            Some(entry) if !row.begins_entry => entry.go_on(row, heads),
            above => {
                let is_below_numbers = row.number.is_empty() && is_numbered && above.is_some();
                // Above the first row of a table there is none, and a heading parts those below it from those above.
                let is_first = above.is_none() || !row.headings.is_empty();
                let mut entry = DraftEntry::begin(row);
                if is_first {
                    entry.as_above.clear();
                }
                if is_below_numbers {
                    entry.ask(
                        row.line_number,
                        text!(
                            uk: "рядок без номера прийнято за окремий пункт; якщо він належить до пункту вище, зробіть його підпунктом",
                            en: "a row without a number is taken for an entry of its own; if it belongs to the one above, make it an item"
                        ),
                    );
                }
                entries.push(entry);
            }
        }
    }
    for entry in &mut entries {
        entry.share_out(heads);
        entry.ask_about_empty_cells();
    }
    let filled = entries.iter().map(|entry| OWN.map(|column| entry.has(column)));
    let filled = filled.collect::<Vec<_>>();
    for (entry, above) in entries.iter_mut().skip(1).zip(filled) {
        entry.ask_about_cells_below(above);
    }
    entries
}

impl DraftEntry {
    fn begin(row: &Row) -> Self {
        let mut entry = Self {
            line_number: row.line_number,
            heading: in_lines(&row.headings),
            number: row.number.clone(),
            text: String::new(),
            own: Own::of(row),
            remarks: remarks(row),
            as_above: OWN.into_iter().filter(|column| row.joins_above[*column as usize]).collect(),
            items: Vec::new(),
            questions: Vec::new(),
        };
        if !row.begins_entry {
            entry.ask(
                row.line_number,
                text!(
                    uk: "рядок таблиці без номера: до якого пункту він належить?",
                    en: "a row of the table without a number: to which entry does it belong?"
                ),
            );
        }
        entry.ask_about_heading(row);
        if row.is_listed && row.cells.iter().skip(1).all(Vec::is_empty) {
            entry.ask(
                row.line_number,
                text!(
                    uk: "таблиці тут немає: якщо в цих словах є термін чи відповідальний, перенесіть їх у term і responsible",
                    en: "there is no table here: if these words say who or when, move them to term and responsible"
                ),
            );
        }
        let mut above = None;
        for line in row.cell(Column::Text) {
            // A sentence may go on in the next line of a text, but not in the next paragraph.
            let is_paragraph = above.replace(line.line_number) == Some(line.line_number)
                && !line.text.starts_with(char::is_lowercase);
            if line.bullet {
                entry.add_items(line);
            } else if !entry.items.is_empty() {
                entry.add_item(line, &line.text, false);
            } else if is_paragraph {
                entry.text.push('\n');
                entry.text.push_str(&line.text);
            } else {
                join_line(&mut entry.text, &line.text);
            }
        }
        entry
    }

    /// What stands across the table may also be a note to the rows above it.
    fn ask_about_heading(&mut self, row: &Row) {
        for Line { line_number, text, .. } in
            row.headings.iter().filter(|line| line.bullet || !heads_rows(&line.text))
        {
            self.ask(
                *line_number,
                text!(
                    uk: "«{text}» стоїть на всю ширину таблиці; прийнято за підзаголовок над пунктом, перевірте",
                    en: "«{text}» stands across the whole table; taken for a heading above the entry, check it"
                ),
            );
        }
    }

    fn ask(&mut self, line_number: usize, message: crate::text::Text) {
        self.questions.push(Question { line_number, message });
    }

    fn add_item(&mut self, line: &Line, text: &str, dash: bool) {
        self.items.push(DraftItem {
            line_number: line.line_number,
            text: text.to_owned(),
            dash,
            own: Own::default(),
            remarks: Vec::new(),
            as_above: Vec::new(),
        });
    }

    /// A line with a bullet: one item, or several when «; » parts words that begin small, as in
    /// a list where a dash was forgotten.
    fn add_items(&mut self, line: &Line) {
        let mut dash = true;
        let mut text = line.text.as_str();
        let parts = line.text.match_indices("; ").filter(|(at, parting)| {
            let (before, after) = line.text.split_at_checked(*at).unwrap_or_default();
            let after = after.get(parting.len()..).unwrap_or_default();
            // «(серпень; заступник директора)» is one remark.
            let is_within = before.matches('(').count() > before.matches(')').count();
            after.starts_with(char::is_lowercase) && !is_within
        });
        let ends = parts.map(|(at, _)| at + 1).collect::<Vec<_>>();
        for end in ends {
            let already = line.text.len() - text.len();
            let (part, rest) = text.split_at_checked(end - already).unwrap_or((text, ""));
            self.add_item(line, part, dash);
            text = rest.trim_start();
            dash = false;
            self.ask(
                line.line_number,
                text!(
                    uk: "«{text}» не має тире; прийнято за окремий підпункт",
                    en: "«{text}» has no dash; taken for an item of its own"
                ),
            );
        }
        self.add_item(line, text, dash);
    }

    /// A row without a number: it continues the last words, or holds more items, or only values.
    fn go_on(&mut self, row: &Row, heads: &BTreeSet<String>) {
        self.settle_lead();
        let lines = row.cell(Column::Text);
        let mut own = Own::of(row);
        if lines.is_empty() || self.continues_words(row, &own) {
            for line in lines {
                join_word(self.last_text(), &line.text);
            }
            self.append_values(row, &own, lines.is_empty());
            self.append_remarks(row);
            return;
        }
        let before = self.items.len();
        for line in lines {
            self.add_row_line(line);
        }
        if self.continues_group(&own, heads) {
            let words = std::mem::take(own.at(Column::Responsible));
            join_word(self.holder(Column::Responsible), &words);
            self.ask(
                row.line_number,
                text!(
                    uk: "«{words}» прийнято за кінець відповідального з рядка вище; \
                         перевірте, чиї це слова",
                    en: "«{words}» is taken for the end of the responsible above; \
                         check whose words these are"
                ),
            );
        }
        self.give_row(before, own);
        match self.items.get_mut(before) {
            Some(first) => first.remarks = remarks(row),
            None => self.append_remarks(row),
        }
        // The first item has what the entry has, without a word about it.
        for item in self.items.iter_mut().skip(before).filter(|_| before > 0) {
            let joins = OWN.into_iter().filter(|column| row.joins_above[*column as usize]);
            let joins = joins.filter(|column| !item.as_above.contains(column)).collect::<Vec<_>>();
            item.as_above.extend(joins);
        }
    }

    fn add_row_line(&mut self, line: &Line) {
        if line.bullet {
            self.add_items(line);
        } else if self.items.is_empty() && line.text.ends_with(':') {
            join_line(&mut self.text, &line.text);
        } else if self.items.is_empty() && !self.text.ends_with(':') {
            join_line(&mut self.text, &line.text);
            self.ask(
                line.line_number,
                text!(
                    uk: "рядок без номера і без тире прийнято за продовження пункту",
                    en: "a row without a number and a dash is taken for more words of the entry"
                ),
            );
        } else {
            self.add_item(line, &line.text, false);
            self.ask(
                line.line_number,
                text!(
                    uk: "рядок без тире прийнято за окремий підпункт",
                    en: "a row without a dash is taken for an item of its own"
                ),
            );
        }
    }

    /// The row's cells belong to its first item, and are shared by the row's other items.
    fn give_row(&mut self, before: usize, own: Own) {
        let Some((first, others)) = self.items.get_mut(before..).and_then(<[_]>::split_first_mut)
        else {
            for column in OWN {
                join_word(self.holder(column), own.get(column));
            }
            return;
        };
        for other in others {
            other.as_above = OWN.into_iter().filter(|c| !own.get(*c).is_empty()).collect();
        }
        first.own = own;
    }

    /// «…та робочих» | page break | «навчальних планів»: the sentence goes on.
    fn continues_words(&self, row: &Row, own: &Own) -> bool {
        // A row that has values of its own, and that no page break parts from the one above, is a row.
        let is_parted = row.after_break || OWN.into_iter().all(|column| own.get(column).is_empty());
        let lines = row.cell(Column::Text);
        let above = self.items.last().map_or(self.text.as_str(), |item| item.text.as_str());
        let goes_on = !above.ends_with(['.', ';', ':', '!', '?', ')']);
        let begins_small = |line: &Line| line.text.starts_with(char::is_lowercase);
        let begins = lines.first().is_some_and(|line| !line.bullet && begins_small(line));
        is_parted && goes_on && begins
    }

    fn continues_group(&self, own: &Own, heads: &BTreeSet<String>) -> bool {
        let words = own.get(Column::Responsible);
        let first = words.split_whitespace().next().unwrap_or_default();
        let begins_group = heads.contains(values::bare(first));
        first.starts_with(char::is_lowercase) && !begins_group
    }

    /// Values of a row without words of its own, or of a row that only continues words.
    fn append_values(&mut self, row: &Row, own: &Own, alone: bool) {
        for column in OWN.into_iter().filter(|column| !own.get(*column).is_empty()) {
            let words = own.get(column);
            let holder = self.holder(column);
            // «січень» and «червень» in rows of their own are two terms, whatever a dash that was lost could mean.
            match column == Column::Term && alone && !holder.is_empty() {
                true => *holder = format!("{holder}\n{words}"),
                false => join_word(holder, words),
            }
            if alone && !self.items.is_empty() {
                self.ask(
                    row.line_number,
                    text!(
                        uk: "«{words}» стоїть у рядку без змісту: якому підпункту належить?",
                        en: "«{words}» stands in a row without text: to which item does it belong?"
                    ),
                );
            }
        }
    }

    /// What the further columns say goes on where it was said last.
    fn append_remarks(&mut self, row: &Row) {
        for (place, words) in remarks(row).iter().enumerate() {
            let has_words =
                |item: &&mut DraftItem| item.remarks.get(place).is_some_and(|own| !own.is_empty());
            let mut items = self.items.iter_mut().rev();
            let held = items.find(has_words).map_or(&mut self.remarks, |item| &mut item.remarks);
            held.resize(held.len().max(place + 1), String::new());
            join_word(&mut held[place], words);
        }
    }

    /// Where the last words of a column are: appending anywhere else would change their order.
    fn holder(&mut self, column: Column) -> &mut String {
        let last = self.items.iter().rposition(|item| !item.own.get(column).is_empty());
        match last.and_then(|last| self.items.get_mut(last)) {
            Some(item) => item.own.at(column),
            None => self.own.at(column),
        }
    }

    fn last_text(&mut self) -> &mut String {
        match self.items.last_mut() {
            Some(item) => &mut item.text,
            None => &mut self.text,
        }
    }

    /// «- круглих столів:» alone in a numbered row is what the rows below are about.
    fn settle_lead(&mut self) {
        let is_lead =
            |item: &DraftItem| item.line_number == self.line_number && item.text.ends_with(':');
        if self.text.is_empty()
            && self.items.len() == 1
            && let Some(lead) = self.items.pop_if(|item| is_lead(item))
        {
            self.text = format!("- {}", lead.text);
        }
    }

    /// Gives each item its value where the cell has one for each.
    fn share_out(&mut self, heads: &BTreeSet<String>) {
        let row_items =
            self.items.iter().filter(|item| OWN.iter().all(|c| item.own.get(*c).is_empty()));
        let count = row_items.count();
        if count < 2 || count < self.items.len() {
            return;
        }
        let split = OWN.map(|column| (column, self.split(column, heads)));
        let fits = |values: &[Value]| values.len() == count;
        let fitting = split.iter().filter(|(_, values)| fits(values)).count();
        let form = self.own.get(Column::Form);
        if fitting > 0 && form.contains(' ') && !values::has_separators(form) {
            let (line_number, form) = (self.line_number, form.to_owned());
            self.ask(
                line_number,
                text!(
                    uk: "«{form}» залишено при пункті: чи не по одній формі тут на кожен підпункт?",
                    en: "«{form}» stays at the entry: is it one form for each item?"
                ),
            );
        }
        for (column, values) in split {
            let is_certain = fits(&values) && (count > 2 || repeats(&values) || fitting > 1);
            if is_certain {
                self.own.at(column).clear();
                for (item, value) in self.items.iter_mut().zip(values) {
                    *item.own.at(column) = value.words;
                }
            } else if is_questionable(&values, count) {
                let (line_number, cell) = (self.line_number, self.own.get(column).to_owned());
                let found = values.len();
                self.ask(
                    line_number,
                    text!(
                        uk: "підпунктів {count}, а значень {found}: «{cell}» залишено при пункті; \
                             що кому належить?",
                        en: "{count} items and {found} values: «{cell}» stays at the entry; \
                             which belongs to which?"
                    ),
                );
            }
        }
    }

    fn split(&self, column: Column, heads: &BTreeSet<String>) -> Vec<Value> {
        let cell = self.own.get(column);
        match column {
            _ if values::has_separators(cell) || cell.is_empty() => Vec::new(),
            Column::Responsible => values::responsible(cell, heads),
            Column::Term => values::terms(cell),
            Column::Form | Column::Text => Vec::new(),
        }
    }

    /// An item without a value under one that has it: perhaps the cells were merged.
    fn ask_about_empty_cells(&mut self) {
        let mut lines: Vec<(usize, Vec<&'static str>)> = Vec::new();
        for column in OWN.into_iter().filter(|column| self.own.get(*column).is_empty()) {
            let is_empty = |item: &DraftItem| {
                item.own.get(column).is_empty() && !item.as_above.contains(&column)
            };
            let pairs = self.items.iter().zip(self.items.iter().skip(1));
            for (_, item) in pairs.filter(|(above, item)| !is_empty(above) && is_empty(item)) {
                match lines.iter_mut().find(|(line_number, _)| *line_number == item.line_number) {
                    Some((_, names)) => names.push(column.key()),
                    None => lines.push((item.line_number, vec![column.key()])),
                }
            }
        }
        for (line_number, names) in lines {
            self.ask_whether_merged(line_number, &names, ("підпунктам", "the items"));
        }
    }

    /// A row without a number is often one of several beside one cell: «січень».
    fn ask_about_cells_below(&mut self, above: [bool; 3]) {
        let is_empty = |column: &Column| !self.has(*column) && !self.as_above.contains(column);
        let below_filled = OWN.into_iter().zip(above).filter(|(_, is_filled)| *is_filled);
        let names = below_filled.map(|(column, _)| column).filter(is_empty).map(Column::key);
        let names = names.collect::<Vec<_>>();
        if self.number.is_empty() && self.heading.is_empty() && !names.is_empty() {
            self.ask_whether_merged(self.line_number, &names, ("пунктові", "the entry"));
        }
    }

    fn has(&self, column: Column) -> bool {
        !self.own.get(column).is_empty()
            || self.items.iter().any(|item| !item.own.get(column).is_empty())
    }

    fn ask_whether_merged(&mut self, line_number: usize, names: &[&str], (uk, en): (&str, &str)) {
        let names = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        self.ask(
            line_number,
            text!(
                uk: "клітинки під заповненими порожні; якщо в документі вони об'єднані, \
                     допишіть {uk} as_above = [{names}]",
                en: "cells below filled ones are empty; if they are merged in the document, \
                     give {en} as_above = [{names}]"
            ),
        );
    }
}

/// The words of the further columns of a row, from left to right.
fn remarks(row: &Row) -> Vec<String> {
    row.remarks.iter().map(|lines| joined(lines)).collect()
}

fn repeats(values: &[Value]) -> bool {
    let mut pairs = values.iter().zip(values.iter().skip(1));
    pairs.any(|(one, next)| one.words == next.words)
}

/// A person with a group («Гриб О.В. методисти») usually answers for all; more is a question.
fn is_questionable(values: &[Value], items: usize) -> bool {
    let has_group = values.iter().any(|value| value.kind == Kind::Group);
    values.len() > 2 || (values.len() == 2 && (items == 2 || !has_group))
}

/// More words of the same sentence.
fn join_word(text: &mut String, words: &str) {
    if !text.is_empty() && !words.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}

/// Another paragraph: a line of its own after a finished one.
fn join_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(if text.ends_with(['.', ':', ';', '!', '?']) { '\n' } else { ' ' });
    }
    text.push_str(line);
}

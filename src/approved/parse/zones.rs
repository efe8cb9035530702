//! Where the tables, their sections and the appendix begin.

use super::super::Section;
use super::super::heading::Heading;
use super::super::number::{arabic, first_group};
use super::super::printed::{PrintedLine, is_upper_case, is_word};
use super::super::subheading::is_part_of_year;
use super::lists::listed;
use super::{Parser, Zone};
use crate::language::order::is_of_section as is_of_section_number;

impl Parser<'_> {
    /// «Додаток 1» below the signature; no section follows.
    pub(super) fn begins_appendix(&self, line: &PrintedLine, following: &[PrintedLine]) -> bool {
        const LONGEST: usize = 60;
        let filled = line.filled();
        let [text] = filled.as_slice() else { return false };
        let begins = text.split_whitespace().next().is_some_and(|first| is_word(first, "додаток"));
        let is_after_plan = self.document.sections.last().is_some_and(|last| !last.rows.is_empty())
            && self.pending.iter().any(|line| !line.bullet);
        let mut below = following.iter().enumerate();
        begins
            && text.chars().count() <= LONGEST
            && is_after_plan
            && !below.any(|(at, line)| self.heading(line, &following[at + 1..]).is_some())
    }

    pub(super) fn begins_tables(&self, line: &PrintedLine, following: &[PrintedLine]) -> bool {
        let is_heads = |line: &PrintedLine| line.is_column_heads() && line.is_of_plan();
        if is_heads(line) {
            return true;
        }
        // A plan by months needs no sections.
        let next = following.iter().find(|line| !line.is_blank() && !line.is_rule);
        if is_part_of_year(&line.filled().join(" ")) && next.is_some_and(is_heads) {
            return true;
        }
        if line.cells.len() >= 3 && line.row_number().is_some_and(|number| number.contains('.')) {
            // «I.» of the contents is no row number; «1.» may number its lines.
            return self.zone != Zone::Contents || line.cell(0).trim_end_matches('.').contains('.');
        }
        let Some(heading) = self.heading(line, following) else {
            return false;
        };
        let mut contents = self.document.contents.iter();
        self.zone != Zone::Contents
            || contents.any(|row| value_of(&row.number) == Some(heading.value))
    }

    /// The heading of a section, if the line is one.
    pub(super) fn heading(&self, line: &PrintedLine, following: &[PrintedLine]) -> Option<Heading> {
        let filled = line.filled();
        let is_alone = match filled.as_slice() {
            [_] => true,
            [number, _] => arabic(number.trim_end_matches('.')).is_some(),
            _ => false,
        };
        if !is_alone || line.cells.iter().flatten().any(|line| line.bullet) {
            return None;
        }
        let heading =
            Heading::read(&filled.join(" ")).filter(|heading| !heading.is_part_of_year())?;
        let next = self.ahead.row(following).and_then(PrintedLine::row_number);
        let next_is_its_own =
            next.as_ref().is_some_and(|row| first_group(row) == Some(heading.value));
        let last = self.document.sections.last();
        let is_repeated = last.is_some_and(|last| last.number == heading.number);
        let is_next =
            heading.value == last.and_then(|last| value_of(&last.number)).unwrap_or(0) + 1;
        // «2. ПІДТРИМКА» may be a line of a list; of a section the table follows, below another line of the heading
        // at the most.
        let mut below = following.iter().filter(|line| !line.is_blank() && !line.is_rule);
        let is_table = |line: &PrintedLine| {
            line.is_column_heads() || line.is_column_numbers() || line.row_number().is_some()
        };
        let next_line = below.next();
        let heads_follow = next_line.is_some_and(PrintedLine::is_column_heads);
        let goes_on =
            next_line.is_some_and(|line| Heading::read(&line.filled().join(" ")).is_none());
        let table_follows =
            next_line.is_some_and(is_table) || goes_on && below.next().is_some_and(is_table);
        let is_of_section = !heading.is_digit || table_follows;
        let is_upper = is_upper_case(&heading.title) && heading.title.chars().count() > 3;
        // «1. Наради» below «І. РОБОТА» or «Розділ 1.» heads rows of that section.
        let numbers_rows = |last: &Section| {
            let is_alike = last.heading.starts_with(|letter: char| letter.is_ascii_digit());
            let has_headings = last.rows.iter().any(|row| !row.headings.is_empty());
            !is_alike && (has_headings || last.rows.is_empty() || !is_upper || !is_next)
        };
        if heading.is_digit && last.is_some_and(numbers_rows) {
            return None;
        }
        // Rows that are numbered anew, or through the whole plan, do not name their section.
        let is_expected = is_next
            && (heads_follow
                || !heading.is_digit && next.is_some_and(|row| is_of_section_number(&row)));
        // A numeral in a cell of its own needs no dot.
        let is_dotted = (heading.is_dotted || filled.len() == 2) && !is_repeated;
        // «РОЗДІЛ 2. Кадри» across a table whose rows have no numbers, or above a list.
        let begins_capital = heading.title.is_empty()
            || heading.title.starts_with(|first: char| first.is_uppercase() || first == '«');
        let is_alike = last.is_none_or(|last| {
            last.number.is_empty() || is_named(&last.heading) == heading.is_named
        });
        let is_in_sequence = is_next && is_alike && begins_capital;
        let is_across = self.zone == Zone::Tables
            && (heading.is_named || self.is_unnumbered && is_dotted && !heading.is_digit);
        let is_within_prose =
            self.zone == Zone::Introduction && self.document.introduction_heading.is_some();
        let list_follows = next_line.and_then(listed).is_some_and(|(number, _)| {
            let begins = first_group(&number);
            number.trim_end_matches(['.', ')']) == "1" && !heading.is_digit
                || begins == Some(heading.value) && number.trim_end_matches('.').ends_with(".1")
        });
        let is_above_list = list_follows && is_dotted && !is_within_prose;
        let is_heading = is_in_sequence && (is_across || is_above_list)
            || is_of_section && (is_upper || is_dotted && next_is_its_own)
            || is_dotted && is_expected;
        is_heading.then_some(heading)
    }

    /// Whether the contents have the title of the section as it stands.
    pub(super) fn is_announced(&self, section: &Section) -> bool {
        let value = value_of(&section.number);
        let bare = |title: &str| {
            let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
            words.trim_end_matches(['.', ':']).to_uppercase()
        };
        let rows = self.document.contents.iter();
        rows.filter(|row| value_of(&row.number) == value)
            .any(|row| bare(&row.title) == bare(&section.title))
    }
}

/// «Розділ 2. …»
fn is_named(heading: &str) -> bool {
    heading.split_whitespace().next().is_some_and(|first| is_word(first, "розділ"))
}

/// The value of a section's number: «IV.», «3», «Розділ 2.».
fn value_of(number: &str) -> Option<u32> {
    let last = number.split_whitespace().next_back()?.trim_end_matches(['.', ')', ':']);
    arabic(last).or_else(|| last.parse().ok())
}

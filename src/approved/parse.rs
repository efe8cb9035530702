//! Lines of the document -> [`ApprovedDocument`]: which zone a line belongs to, which cell.
//!
//! The document runs through four zones: title block, contents, introduction, tables. Each may be
//! missing. A line that fits nowhere is kept where it stands, as a row that continues the one
//! above it; nothing is left out but rules, blank lines, repeated column heads and bullets. Where the tables and their
//! sections begin says `zones.rs`.

mod ahead;
mod lists;
mod zones;

use self::ahead::Ahead;

use super::beside::{Beside, is_full_name};
use super::cells::Cells;
use super::heading::contents_row;
use super::number::{arabic, first_group, is_row_number};
use super::printed::{PrintedLine, is_upper_case, is_word, printed_lines, texts};
use super::subheading::{heads_rows, heads_rows_numbered_anew, is_part_of_year};
use super::{
    ApprovedDocument, Column, ColumnKind, Focus, Line, Row, Section, clean, kinds_of, names_plan,
};

/// Reads the document; any text at all gives a document, if only a title block.
pub fn parse(text: &str) -> ApprovedDocument {
    parse_as(text, &[])
}

/// As [`parse`], where somebody says what stands in the columns with these heads.
pub fn parse_as(text: &str, stated: &[(String, ColumnKind)]) -> ApprovedDocument {
    let (notes, sheet) =
        printed_lines(text).into_iter().partition::<Vec<_>, _>(|line| line.is_note);
    let mut parser = Parser { stated, ahead: Ahead::of(&sheet), ..Parser::default() };
    parser.document.notes = notes.iter().flat_map(PrintedLine::all_lines).collect();
    for (index, line) in sheet.iter().enumerate() {
        if line.is_blank() {
            parser.after_blank = true;
        } else if !line.is_rule {
            let following = sheet.get(index + 1..).unwrap_or_default();
            parser.take(line, following);
            parser.after_blank = false;
        }
    }
    parser.finish()
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Zone {
    #[default]
    Title,
    Contents,
    Introduction,
    Tables,
    Appendix,
}

#[derive(Default)]
struct Parser<'s> {
    stated: &'s [(String, ColumnKind)],
    ahead: Ahead,
    document: ApprovedDocument,
    zone: Zone,
    after_blank: bool,
    /// Whether the title of the plan has been: «ПЛАН РОБОТИ».
    is_titled: bool,
    /// Lines of the title that stand beside each other: «ПОГОДЖЕНО», «ЗАТВЕРДЖУЮ».
    beside: Beside,
    /// Lines across the whole table, or below it: heads of the rows that follow, or the signature.
    pending: Vec<Line>,
    /// How many cells the last numbered row has so far, while its cells may still go on below.
    open_cells: Option<usize>,
    /// Whether the line above has the heads of columns, one of them across several.
    after_heads: bool,
    /// The heads above the columns, one for each; whether they are the first of the document.
    heads: (Vec<String>, bool),
    /// Whether heads of columns stand below the heading of the section.
    is_below_heads: bool,
    /// What stands in the cells of a row after its number, from left to right.
    cells: Cells,
    /// Whether no row of the table has a number.
    is_unnumbered: bool,
    /// Whether the section is a list without a table: see `lists.rs`.
    is_list: bool,
    /// The place of the row of the section that began the last entry.
    entry: Option<usize>,
    /// Whether that row, or one below it but the last, ends with «:».
    has_lead: bool,
    /// The line at which the section ends, once it was looked for since the last row.
    end: Option<usize>,
}

impl Parser<'_> {
    fn take(&mut self, line: &PrintedLine, following: &[PrintedLine]) {
        if self.zone != Zone::Tables && self.begins_tables(line, following) {
            self.zone = Zone::Tables;
        }
        if self.zone == Zone::Tables && self.begins_appendix(line, following) {
            self.document.signature = std::mem::take(&mut self.pending);
            self.zone = Zone::Appendix;
        }
        if self.zone != Zone::Title || !line.has_cells() {
            let lines = self.beside.take();
            self.is_titled |= lines.iter().flatten().any(names_title);
            self.document.title_block.extend(lines);
        }
        match self.zone {
            Zone::Title => self.take_title(line),
            Zone::Contents => self.take_contents(line),
            Zone::Introduction => self.take_introduction(line),
            Zone::Tables => self.take_table(line, following),
            Zone::Appendix => self.document.appendix.push(match line.has_cells() {
                true => line.every_cell().collect(),
                false => line.all_lines().collect(),
            }),
        }
    }

    fn take_title(&mut self, line: &PrintedLine) {
        let alone = line.filled().len() == 1;
        if line.has_cells() && self.beside.takes(line) {
            return;
        }
        if alone && is_word(&line.cell(0), "зміст") {
            self.document.contents_heading = line.all_lines().next();
            self.zone = Zone::Contents;
        } else if alone && is_word(&line.cell(0), "вступ") {
            self.begin_introduction(line);
        } else if alone && self.is_titled && is_prose(line) {
            self.zone = Zone::Introduction;
            self.take_introduction(line);
        } else {
            if self.after_blank || self.document.title_block.is_empty() {
                self.document.title_block.push(Vec::new());
            }
            self.is_titled |= line.all_lines().any(|line| names_title(&line));
            let block = self.document.title_block.last_mut();
            block.expect("a block was just begun").extend(line.all_lines());
        }
    }

    fn begin_introduction(&mut self, line: &PrintedLine) {
        self.document.introduction_heading = line.all_lines().next();
        self.zone = Zone::Introduction;
    }

    fn take_contents(&mut self, line: &PrintedLine) {
        let filled = line.filled();
        let is_heading = filled.len() == 1
            && is_word(&filled[0], "вступ")
            && (!self.document.contents.is_empty() || is_upper_case(&filled[0]));
        if is_heading {
            return self.begin_introduction(line);
        }
        let row = contents_row(line.line_number, &filled);
        match self.document.contents.last_mut() {
            // A title that goes on in the next line.
            Some(above) if row.number.is_empty() && above.sheets.is_empty() => {
                above.title = format!("{} {}", above.title, row.title);
                above.sheets = row.sheets;
            }
            _ => self.document.contents.push(row),
        }
    }

    fn take_introduction(&mut self, line: &PrintedLine) {
        // What stands below the title may be no more than the year's problem.
        let has_heading = self.document.introduction_heading.is_some();
        if !has_heading && line.filled().len() == 1 {
            if is_word(&line.cell(0), "зміст") && self.document.contents.is_empty() {
                self.document.contents_heading = line.all_lines().next();
                self.zone = Zone::Contents;
                return;
            }
            if is_word(&line.cell(0), "вступ") {
                return self.begin_introduction(line);
            }
        }
        self.document.introduction.extend(line.all_lines());
    }

    fn take_table(&mut self, line: &PrintedLine, following: &[PrintedLine]) {
        self.take_table_line(line, following);
        self.after_heads = line.is_column_heads() && line.has_wide_cells();
    }

    fn take_table_line(&mut self, line: &PrintedLine, following: &[PrintedLine]) {
        if line.is_column_heads() {
            let headings = self.take_headings();
            self.flush_pending();
            self.pending = headings;
            self.is_below_heads = true;
            self.open_cells = None;
            let heads = line.heads();
            self.cells = Cells::of(&kinds_of(heads.iter().map(String::as_str), self.stated));
            self.is_unnumbered =
                !self.cells.has_numbers || !following.iter().any(PrintedLine::begins_with_number);
            self.heads = (heads, self.document.columns.is_empty());
            if self.document.columns.is_empty() {
                self.document.columns = line.one_line_each().collect();
            } else if line.filled() != texts(&self.document.columns) {
                self.document.other_columns.extend(line.one_line_each());
            }
        } else if self.after_heads && line.is_second_head() {
            let heads = (0..line.cells.len()).map(|at| line.cell(at));
            let heads = heads.map(|head| head.replace(clean::JOINS_ABOVE, "")).collect::<Vec<_>>();
            if heads.iter().all(|head| head.is_empty() || is_part_of_year(head)) {
                self.take_parts_of_year(heads, line);
            } else {
                self.document.other_columns.extend(line.one_line_each());
            }
        } else if line.is_column_numbers() {
            // Layout, like a rule.
        } else if let Some(heading) = self.heading(line, following) {
            self.take_notes();
            self.flush_pending();
            self.open_cells = None;
            self.is_below_heads = false;
            self.entry = None;
            self.document.sections.push(heading.into_section(line.line_number));
            self.is_list = self.is_list(following);
        } else if let Some(number) = self.list_number(line) {
            self.begin_list_row(number, line);
        } else if let Some(number) = line.row_number().filter(|_| !self.is_unnumbered) {
            self.begin_row(number, line);
        } else if let Some((number, line)) = self.glued_number(line) {
            self.begin_row(number, &line);
        } else if self.is_unnumbered_row(line) && !self.signs_below(line, following) {
            self.take_unnumbered_row(line);
        } else if self.continues_open_row(line) {
            self.continue_open_row(line);
        } else if self.is_signature(line, following) {
            self.pending.extend(line.all_lines());
        } else if line.has_cells() && !self.is_across_table(line) {
            self.take_row_without_number(line);
        } else {
            self.take_line_across(line, following);
        }
    }

    /// «І кв.», «ІІ кв.» below «Термін виконання» are the heads of columns, and say when.
    fn take_parts_of_year(&mut self, parts: Vec<String>, line: &PrintedLine) {
        let (above, is_first) = std::mem::take(&mut self.heads);
        let count = above.len().max(parts.len());
        let part = |at: usize| parts.get(at).filter(|part| !part.is_empty());
        let text = |at: usize| part(at).or(above.get(at)).cloned().unwrap_or_default();
        let heads = (0..count).map(text).collect::<Vec<_>>();
        self.cells = Cells::of(&kinds_of(heads.iter().map(String::as_str), self.stated));
        if !is_first {
            return self.document.other_columns.extend(line.one_line_each());
        }
        let (wide, kept) = std::mem::take(&mut self.document.columns)
            .into_iter()
            .partition::<Vec<_>, _>(|head| !heads.contains(&head.text));
        self.document.other_columns.extend(wide);
        let line_number = kept.first().map_or(line.line_number, |head| head.line_number);
        let head = |text| Line { line_number, text, bullet: false };
        self.document.columns = heads.into_iter().map(head).collect();
    }

    /// «Директор | Іван КОВАЛЬ» below the last table: side by side, but no row of it.
    fn is_signature(&self, line: &PrintedLine, following: &[PrintedLine]) -> bool {
        let filled = line.filled();
        let is_below_table = self.is_list || self.after_blank || !self.pending.is_empty();
        let has_place = line.cells.first().is_some_and(|cell| !cell.is_empty());
        line.has_cells()
            && is_below_table
            && has_place
            && filled.len() == 2
            && filled.last().is_some_and(|name| is_full_name(name))
            && self.ahead.row(following).is_none()
            && self.ahead.heads_place(following).is_none()
    }

    /// Whether a signature stands below a table without numbers: with fewer cells than its rows, and no row follows.
    fn signs_below(&self, line: &PrintedLine, following: &[PrintedLine]) -> bool {
        let is_row = |line: &PrintedLine| line.cells.len() >= self.cells.count();
        !is_row(line) && self.is_signature(line, following) && !following.iter().any(is_row)
    }

    /// Whether the line has cells, but only one with words, which heads the rows below; above the first row of a section
    /// any words do.
    fn is_across_table(&self, line: &PrintedLine) -> bool {
        let [text] = line.filled().try_into().unwrap_or([const { String::new() }]);
        let is_above_rows = self.document.sections.last().is_none_or(|above| above.rows.is_empty());
        let is_first = line.cells.first().is_some_and(|cell| !cell.is_empty());
        let has_bullet = line.all_lines().any(|line| line.bullet);
        // «грудень» alone in the column of terms goes on with the one above it.
        let place = line.cells.iter().position(|cell| !cell.is_empty());
        let place = place.and_then(|at| at.checked_sub(usize::from(self.cells.has_numbers)));
        let kind = place.and_then(|at| self.cells.kinds.get(at));
        let is_term = kind == Some(&ColumnKind::Of(Column::Term)) && !is_above_rows;
        is_part_of_year(&text) && !is_term
            || !text.is_empty() && is_first && (is_above_rows || !has_bullet && heads_rows(&text))
    }

    fn begin_row(&mut self, number: String, line: &PrintedLine) {
        let headings = self.take_headings();
        self.flush_pending();
        let mut row = self.new_row(line.line_number);
        row.number = number;
        row.begins_entry = true;
        row.headings = headings;
        self.cells.put(&mut row, 0, line.cells.iter().skip(1));
        self.open_cells = (line.cells.len() < self.cells.count()).then_some(line.cells.len());
        self.push(row);
    }

    fn is_unnumbered_row(&self, line: &PrintedLine) -> bool {
        let has_place = !self.cells.has_numbers || line.cells.first().is_some_and(Vec::is_empty);
        self.is_unnumbered && line.has_cells() && has_place && !self.is_across_table(line)
    }

    /// A row of a table without numbers: it begins an entry if it has words that do not go on from those above.
    fn take_unnumbered_row(&mut self, line: &PrintedLine) {
        let headings = self.take_headings();
        self.flush_pending();
        self.open_cells = None;
        let mut row = self.new_row(line.line_number);
        self.cells.put(&mut row, 0, line.cells.iter().skip(usize::from(self.cells.has_numbers)));
        let [text, others @ ..] = &row.cells;
        let goes_on = |line: &Line| {
            let is_alone = row.after_break || others.iter().all(Vec::is_empty);
            line.bullet || is_alone && line.text.starts_with(char::is_lowercase)
        };
        row.begins_entry = !headings.is_empty() || text.first().is_some_and(|line| !goes_on(line));
        row.headings = headings;
        self.push(row);
    }

    /// Takes those of the lines across the table that head what follows; the others go on with what stands above.
    fn take_headings(&mut self) -> Vec<Line> {
        let is_above_rows = self.document.sections.last().is_none_or(|above| above.rows.is_empty());
        let is_heading = |line: &Line| match is_above_rows && !self.is_below_heads {
            // The section may have words of its own first.
            true => !line.bullet && heads_rows(&line.text),
            false => !line.bullet && !line.text.starts_with(char::is_lowercase),
        };
        // «Завдання:» has a list below it, with numbers or not.
        let announced = self.pending.iter().position(|line| line.text.ends_with(':'));
        let is_listed = |at: usize, line: &Line| {
            let number = line.text.split_whitespace().next().unwrap_or_default();
            is_above_rows
                && !self.is_below_heads
                && announced.is_some_and(|above| above < at)
                && is_row_number(number)
        };
        let mut lines = self.pending.iter().enumerate();
        let first = lines.position(|(at, line)| is_heading(line) && !is_listed(at, line));
        self.pending.split_off(first.unwrap_or(self.pending.len()))
    }

    /// «2.7. Участь у …» in one cell: the number, and the line as if it stood in its own cell.
    fn glued_number(&self, line: &PrintedLine) -> Option<(String, PrintedLine)> {
        let section = &self.document.sections.last()?.number;
        let first = line.cells.first()?.first().filter(|first| !first.bullet)?;
        let (number, rest) = first.text.split_once(' ').unwrap_or((&first.text, ""));
        let value = arabic(section).or_else(|| section.parse().ok());
        let is_number = number.contains('.') && is_row_number(number);
        // «1.», «2.» of rows that each section numbers anew.
        let is_next = number.trim_end_matches('.').parse::<u32>().is_ok_and(|number| {
            let mut rows = self.document.sections.iter().flat_map(|section| &section.rows).rev();
            let above = rows.find_map(|row| row.number.trim_end_matches('.').parse::<u32>().ok());
            number == 1 || above.is_some_and(|above| number == above + 1)
        });
        // «15.01» may be a day.
        let is_text_first = self.cells.kinds.first() == Some(&ColumnKind::Of(Column::Text));
        let is_of_section = is_next || first_group(number) == value;
        if !line.has_cells() || !is_number || !is_of_section || !is_text_first {
            return None;
        }
        let mut cells = vec![Vec::new()];
        cells.extend(line.cells.iter().cloned());
        cells[1].splice(..1, clean::lines(rest, line.line_number));
        Some((number.to_owned(), PrintedLine { cells, ..*line }))
    }

    /// A cell with a line break makes one row of the table several lines of the document.
    fn continues_open_row(&self, line: &PrintedLine) -> bool {
        let first_is_filled = line.cells.first().is_some_and(|cell| !cell.is_empty());
        self.pending.is_empty()
            && !self.after_blank
            && first_is_filled
            && self
                .open_cells
                .is_some_and(|cells| cells + line.cells.len() - 1 <= self.cells.count())
    }

    fn continue_open_row(&mut self, line: &PrintedLine) {
        let (Some(open), Some(section)) = (self.open_cells, self.document.sections.last_mut())
        else {
            return;
        };
        let row = section.rows.last_mut().expect("a row is open");
        self.cells.put(row, open.saturating_sub(2), line.cells.iter());
        let cells = open + line.cells.len() - 1;
        self.open_cells = (cells < self.cells.count()).then_some(cells);
    }

    /// A row that continues the one above; its cells may stand one column to the left.
    fn take_row_without_number(&mut self, line: &PrintedLine) {
        self.flush_pending();
        self.open_cells = None;
        let mut row = self.new_row(line.line_number);
        let is_shifted = !line.cells[0].is_empty();
        let last = line.cells.get(self.cells.count() - 1);
        let last_is_filled = last.is_some_and(|cell| !cell.is_empty());
        match (is_shifted, last_is_filled) {
            (false, _) => self.cells.put(&mut row, 0, line.cells.iter().skip(1)),
            (true, false) => self.cells.put(&mut row, 0, line.cells.iter()),
            (true, true) => {
                self.cells.put(&mut row, 0, line.cells.iter().take(1));
                self.cells.put(&mut row, 0, line.cells.iter().skip(1));
            }
        }
        row.begins_entry = !is_shifted && !line.has_number_above && self.is_entry(&row);
        self.push(row);
    }

    /// Whether a row without a number is an entry of its own: it says what is to be done and by whom or when, below an
    /// entry that says so, too, and is no list of what follows.
    fn is_entry(&self, row: &Row) -> bool {
        let says = |row: &Row| {
            let [text, responsible, _, term] = &row.cells;
            let begins = text.first().is_some_and(|line| {
                !line.bullet
                    && !line.text.starts_with(|first: char| !first.is_uppercase() && first != '«')
            });
            begins && !(responsible.is_empty() && term.is_empty())
        };
        let last = self.document.sections.last().and_then(|section| section.rows.last());
        says(row)
            && self.entry_above().is_some_and(says)
            && !self.has_lead
            && !last.is_some_and(leads)
    }

    /// The row of the section that began the last entry.
    fn entry_above(&self) -> Option<&Row> {
        self.document.sections.last()?.rows.get(self.entry?)
    }

    fn take_line_across(&mut self, line: &PrintedLine, following: &[PrintedLine]) {
        let text = line.filled().join(" ");
        let (number, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let is_whole = self.document.sections.last().is_some_and(|last| self.is_announced(last));
        let is_numbered = is_row_number(number) && number.contains('.') && !rest.is_empty();
        let begins_row = is_numbered
            && !self
                .ahead
                .row(following)
                .and_then(PrintedLine::row_number)
                .is_some_and(|next| heads_rows_numbered_anew(number, &next))
            && !self.is_above_heads(following)
            && !self.is_in_notes(following);
        match self.document.sections.last_mut() {
            Some(section)
                if section.rows.is_empty()
                    && self.pending.is_empty()
                    && section.introduction.is_empty()
                    && !self.is_below_heads
                    && !is_part_of_year(&text)
                    && (section.title.is_empty()
                        || !self.after_blank && !is_whole && is_upper_case(&text)) =>
            {
                // A heading that goes on in the next line.
                section.goes_on |= !section.title.is_empty();
                section.heading = format!("{} {text}", section.heading);
                section.title = format!("{} {text}", section.title).trim_start().to_owned();
            }
            _ if begins_row => {
                let headings = self.take_headings();
                self.flush_pending();
                let mut row = self.new_row(line.line_number);
                row.number = number.to_owned();
                row.begins_entry = true;
                row.headings = headings;
                row.cells[0] = clean::lines(rest, line.line_number);
                self.push(row);
            }
            _ => self.pending.extend(self.lines_across(line)),
        }
    }

    fn new_row(&self, line_number: usize) -> Row {
        Row { line_number, after_break: self.after_blank, ..Row::default() }
    }

    fn push(&mut self, row: Row) {
        if self.document.sections.is_empty() {
            let line_number = row.line_number;
            self.document.sections.push(Section { line_number, ..Section::default() });
        }
        let section = self.document.sections.last_mut();
        let rows = &mut section.expect("there is a section now").rows;
        match row.begins_entry {
            true => (self.entry, self.has_lead) = (Some(rows.len()), false),
            false => self.has_lead |= rows.last().is_some_and(leads),
        }
        rows.push(row);
    }

    /// Lines without cells that turned out to stand inside a table continue its last row; above the first row they
    /// are the section's own words.
    fn flush_pending(&mut self) {
        self.end = None;
        for line in std::mem::take(&mut self.pending) {
            match self.document.sections.last_mut() {
                None => {
                    self.document.introduction.push(line);
                    continue;
                }
                Some(section) if section.rows.is_empty() => {
                    section.introduction.push(line);
                    continue;
                }
                Some(_) => {}
            }
            let mut row = self.new_row(line.line_number);
            row.cells[0].push(line);
            self.push(row);
        }
    }

    fn finish(mut self) -> ApprovedDocument {
        for at in 0..self.document.sections.len() {
            let is_sure = self.is_announced(&self.document.sections[at]);
            self.document.sections[at].goes_on &= !is_sure;
        }
        self.document.title_block.extend(self.beside.take());
        if self.zone == Zone::Appendix {
            take_focus(&mut self.document);
            return self.document;
        }
        self.take_last_notes();
        let sentences = self.pending.iter().position(|line| !line.bullet);
        let signature = match sentences {
            Some(first) => self.pending.split_off(first),
            None => Vec::new(),
        };
        self.flush_pending();
        self.document.signature = signature;
        take_focus(&mut self.document);
        self.document
    }
}

/// Whether a list of what follows stands below the row: «Провести:».
fn leads(row: &Row) -> bool {
    row.cells[0].last().is_some_and(|line| line.text.ends_with(':'))
}

/// «ПЛАН РОБОТИ»
fn names_title(line: &Line) -> bool {
    line.text.split_whitespace().take(2).any(names_plan)
}

/// Whether a line below the title is no more of it: «Мета: …», «Методична тема: …», a sentence, a line of a list.
fn is_prose(line: &PrintedLine) -> bool {
    const SENTENCE: usize = 60;
    let text = line.cell(0);
    let has_bullet = line.all_lines().any(|line| line.bullet);
    let is_announced = text.trim_end().contains(": ");
    let is_sentence = text.ends_with(['.', ';', ':']) && text.chars().count() >= SENTENCE;
    has_bullet || is_announced || is_sentence
}

/// Takes the common methodical problem out of the introduction.
fn take_focus(document: &mut ApprovedDocument) {
    let is_focus = |line: &Line| {
        let text = line.text.to_lowercase();
        let names_it = text.contains("проблем") || text.contains("тема");
        !line.bullet && names_it && text.contains("методичн") && text.contains(": ")
    };
    let Some(at) = document.introduction.iter().rposition(is_focus) else {
        return;
    };
    let line = document.introduction.remove(at);
    let (lead, text) = line.text.split_once(": ").unwrap_or((&line.text, ""));
    document.focus = Some(Focus {
        line_number: line.line_number,
        lead: format!("{lead}:"),
        text: text.to_owned(),
    });
}

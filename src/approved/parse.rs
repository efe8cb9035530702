//! Lines of the document -> [`ApprovedDocument`]: which zone a line belongs to, which cell.
//!
//! The document runs through four zones: title block, contents, introduction, tables. Each may be
//! missing. A line that fits nowhere is kept where it stands, as a row that continues the one
//! above it; nothing is left out but rules, blank lines, repeated column heads and bullets.

use std::collections::BTreeMap;

use super::number::{arabic, first_group, is_row_number, latin};
use super::{ApprovedDocument, ContentsRow, Focus, Line, Row, Section, clean, words};

/// Reads the document; any text at all gives a document, if only a title block.
pub fn parse(text: &str) -> ApprovedDocument {
    let sheet = printed_lines(text);
    let mut parser = Parser::default();
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

fn printed_lines(text: &str) -> Vec<PrintedLine> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.trim_start_matches('\u{feff}').split('\n').enumerate();
    lines.map(|(index, line)| PrintedLine::read(index + 1, line)).collect()
}

/// The words of `text` that `document` does not hold, with their lines; empty unless the parser
/// has a fault. Rules, bullets, repeated column heads and leading dots are no words.
pub fn lost_words(text: &str, document: &ApprovedDocument) -> Vec<(usize, String)> {
    let bare = |word: &str| word.trim_end_matches(['.', '…', '_']).to_owned();
    let mut held = BTreeMap::<String, usize>::new();
    for word in all_words(document) {
        *held.entry(bare(word)).or_default() += 1;
    }
    let mut lost = Vec::new();
    let columns = texts(&document.columns);
    let mut seen_columns = false;
    for line in printed_lines(text).iter().filter(|line| !line.is_rule) {
        let repeats_columns = seen_columns && line.filled() == columns;
        seen_columns |= line.filled() == columns;
        if repeats_columns || line.is_column_numbers() {
            continue;
        }
        for word in line.cells.iter().flatten().flat_map(Line::words) {
            let word = bare(word.text);
            match held.get_mut(&word) {
                _ if word.is_empty() => {}
                Some(count) if *count > 0 => *count -= 1,
                _ => lost.push((line.line_number, word)),
            }
        }
    }
    lost
}

fn all_words(document: &ApprovedDocument) -> impl Iterator<Item = &str> {
    let lines = document.title_block.iter().flatten();
    let lines = lines
        .chain(&document.contents_heading)
        .chain(&document.introduction_heading)
        .chain(&document.introduction)
        .chain(&document.columns)
        .chain(document.sections.iter().flat_map(|section| &section.rows).flat_map(|row| row.cells.iter().flatten()))
        .chain(&document.signature)
        .map(|line| line.text.as_str());
    let contents = document.contents.iter().flat_map(|row| [&row.number, &row.title, &row.sheets]);
    let focus = document.focus.iter().flat_map(|focus| [&focus.lead, &focus.text]);
    let headings = document.sections.iter().map(|section| &section.heading);
    let numbers = document.sections.iter().flat_map(|section| &section.rows).map(|row| &row.number);
    let strings = contents.chain(focus).chain(headings).chain(numbers).map(String::as_str);
    lines.chain(strings).flat_map(words)
}

/// A line of the document with its cells cleaned.
struct PrintedLine {
    line_number: usize,
    is_rule: bool,
    cells: Vec<Vec<Line>>,
}

impl PrintedLine {
    fn read(line_number: usize, line: &str) -> Self {
        let cells = clean::cells(line).into_iter();
        Self {
            line_number,
            is_rule: clean::is_rule(line),
            cells: cells.map(|cell| clean::lines(cell, line_number)).collect(),
        }
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(Vec::is_empty)
    }

    fn has_cells(&self) -> bool {
        self.cells.len() > 1
    }

    /// The words of one cell, bullets left out.
    fn cell(&self, index: usize) -> String {
        self.cells.get(index).map(|lines| join(lines)).unwrap_or_default()
    }

    fn filled(&self) -> Vec<String> {
        let filled = self.cells.iter().filter(|lines| !lines.is_empty());
        filled.map(|lines| join(lines)).collect()
    }

    fn all_lines(&self) -> impl Iterator<Item = Line> {
        self.cells.iter().flatten().cloned()
    }

    fn row_number(&self) -> Option<String> {
        let number = self.cell(0);
        (self.has_cells() && is_row_number(&number)).then_some(number)
    }

    /// The heads of the columns: «№ з/п», «Зміст роботи» …
    fn is_column_heads(&self) -> bool {
        self.filled().len() >= 3 && self.cell(0).starts_with('№')
    }

    /// A row that numbers the columns: 1, 2, 3, 4, 5.
    fn is_column_numbers(&self) -> bool {
        let filled = self.filled();
        let counts = (1..).zip(&filled).all(|(count, cell)| *cell == count.to_string());
        filled.len() >= 3 && counts
    }
}

fn join(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Zone {
    #[default]
    Title,
    Contents,
    Introduction,
    Tables,
}

#[derive(Default)]
struct Parser {
    document: ApprovedDocument,
    zone: Zone,
    after_blank: bool,
    /// Lines without cells after a table: the signature, unless another row follows.
    pending: Vec<Line>,
    /// How many cells the last numbered row has so far, while its cells may still go on below.
    open_cells: Option<usize>,
}

impl Parser {
    fn take(&mut self, line: &PrintedLine, following: &[PrintedLine]) {
        if self.zone != Zone::Tables && self.begins_tables(line, following) {
            self.zone = Zone::Tables;
        }
        match self.zone {
            Zone::Title => self.take_title(line),
            Zone::Contents => self.take_contents(line),
            Zone::Introduction => self.take_introduction(line),
            Zone::Tables => self.take_table(line, following),
        }
    }

    fn begins_tables(&self, line: &PrintedLine, following: &[PrintedLine]) -> bool {
        if line.is_column_heads() {
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
            || contents.any(|row| arabic(row.number.trim_end_matches('.')) == Some(heading.value))
    }

    fn take_title(&mut self, line: &PrintedLine) {
        let alone = line.filled().len() == 1;
        if alone && is_word(&line.cell(0), "зміст") {
            self.document.contents_heading = line.all_lines().next();
            self.zone = Zone::Contents;
        } else if alone && is_word(&line.cell(0), "вступ") {
            self.begin_introduction(line);
        } else {
            if self.after_blank || self.document.title_block.is_empty() {
                self.document.title_block.push(Vec::new());
            }
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
        self.document.introduction.extend(line.all_lines());
    }

    fn take_table(&mut self, line: &PrintedLine, following: &[PrintedLine]) {
        if line.is_column_heads() {
            if self.document.columns.is_empty() {
                self.document.columns = line.all_lines().collect();
            } else if line.filled() != texts(&self.document.columns) {
                self.pending.extend(line.all_lines());
            }
        } else if line.is_column_numbers() {
            // Layout, like a rule.
        } else if let Some(heading) = self.heading(line, following) {
            self.flush_pending();
            self.open_cells = None;
            self.document.sections.push(heading.into_section(line.line_number));
        } else if let Some(number) = line.row_number() {
            self.begin_row(number, line);
        } else if self.continues_open_row(line) {
            self.continue_open_row(line);
        } else if line.has_cells() {
            self.take_row_without_number(line);
        } else {
            self.take_line_without_cells(line);
        }
    }

    fn begin_row(&mut self, number: String, line: &PrintedLine) {
        self.flush_pending();
        let mut row = self.new_row(line.line_number);
        row.number = number;
        put(&mut row, 0, line.cells.iter().skip(1));
        self.open_cells = (line.cells.len() < 5).then_some(line.cells.len());
        self.push(row);
    }

    /// A cell with a line break makes one row of the table several lines of the document.
    fn continues_open_row(&self, line: &PrintedLine) -> bool {
        let first_is_filled = line.cells.first().is_some_and(|cell| !cell.is_empty());
        self.pending.is_empty()
            && !self.after_blank
            && first_is_filled
            && self.open_cells.is_some_and(|cells| cells + line.cells.len() - 1 <= 5)
    }

    fn continue_open_row(&mut self, line: &PrintedLine) {
        let (Some(open), Some(section)) = (self.open_cells, self.document.sections.last_mut())
        else {
            return;
        };
        let row = section.rows.last_mut().expect("a row is open");
        put(row, open.saturating_sub(2), line.cells.iter());
        let cells = open + line.cells.len() - 1;
        self.open_cells = (cells < 5).then_some(cells);
    }

    /// A row that continues the one above; its cells may stand one column to the left.
    fn take_row_without_number(&mut self, line: &PrintedLine) {
        self.flush_pending();
        self.open_cells = None;
        let mut row = self.new_row(line.line_number);
        let is_shifted = !line.cells[0].is_empty();
        let last_is_filled = line.cells.get(4).is_some_and(|cell| !cell.is_empty());
        match (is_shifted, last_is_filled) {
            (false, _) => put(&mut row, 0, line.cells.iter().skip(1)),
            (true, false) => put(&mut row, 0, line.cells.iter()),
            (true, true) => {
                put(&mut row, 0, line.cells.iter().take(1));
                put(&mut row, 0, line.cells.iter().skip(1));
            }
        }
        self.push(row);
    }

    fn take_line_without_cells(&mut self, line: &PrintedLine) {
        let text = line.cell(0);
        let (number, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let section = self.document.sections.last_mut();
        match section {
            Some(section) if section.rows.is_empty() && !self.after_blank && is_upper_case(&text) => {
                // A heading that goes on in the next line.
                section.heading = format!("{} {text}", section.heading);
                section.title = format!("{} {text}", section.title);
            }
            _ if is_row_number(number) && number.contains('.') && !rest.is_empty() => {
                self.flush_pending();
                let mut row = self.new_row(line.line_number);
                row.number = number.to_owned();
                row.cells[0] = clean::lines(rest, line.line_number);
                self.push(row);
            }
            _ => self.pending.extend(line.all_lines()),
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
        section.expect("there is a section now").rows.push(row);
    }

    /// Lines without cells that turned out to stand inside a table continue its last row.
    fn flush_pending(&mut self) {
        for line in std::mem::take(&mut self.pending) {
            if self.document.sections.is_empty() {
                self.document.introduction.push(line);
                continue;
            }
            let mut row = self.new_row(line.line_number);
            row.cells[0].push(line);
            self.push(row);
        }
    }

    fn heading(&self, line: &PrintedLine, following: &[PrintedLine]) -> Option<Heading> {
        let filled = line.filled();
        let is_alone = match filled.as_slice() {
            [_] => true,
            [number, _] => arabic(number.trim_end_matches('.')).is_some(),
            _ => false,
        };
        if !is_alone || line.cells.iter().flatten().any(|line| line.bullet) {
            return None;
        }
        let heading = Heading::read(&filled.join(" "))?;
        let next = following.iter().find_map(PrintedLine::row_number);
        let next_is_its_own = next.is_some_and(|row| first_group(&row) == Some(heading.value));
        let is_repeated = self.document.sections.last().is_some_and(|last| last.number == heading.number);
        let is_certain = is_upper_case(&heading.title) && heading.title.chars().count() > 3;
        (is_certain || (heading.is_dotted && next_is_its_own && !is_repeated)).then_some(heading)
    }

    fn finish(mut self) -> ApprovedDocument {
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

/// Puts cells into the row from column `first` on; what has no column joins the last one.
fn put<'a>(row: &mut Row, first: usize, cells: impl Iterator<Item = &'a Vec<Line>>) {
    for (offset, lines) in cells.enumerate() {
        let column = (first + offset).min(row.cells.len() - 1);
        row.cells[column].extend(lines.iter().cloned());
    }
}

/// The heading of a section: «IV. МЕТОДИЧНИЙ СУПРОВІД …», «Розділ 2. …».
struct Heading {
    value: u32,
    number: String,
    heading: String,
    title: String,
    is_dotted: bool,
}

impl Heading {
    fn read(text: &str) -> Option<Self> {
        let first = text.split_whitespace().next()?;
        let is_named = is_word(first, "розділ");
        let rest = if is_named { text.strip_prefix(first)?.trim_start() } else { text };
        let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let (numeral, after) = rest.split_at_checked(end)?;
        let title = after.trim_start_matches(['.', ')', ':', ' ']);
        let digits = numeral.parse::<u32>().ok().filter(|value| (1..100).contains(value));
        let (value, number) = match (arabic(numeral), digits) {
            (Some(value), _) => (value, latin(numeral)?),
            (None, Some(value)) => (value, numeral.to_owned()),
            (None, None) => return None,
        };
        let title_is_words = title.starts_with(|letter: char| letter.is_alphabetic() || letter == '«');
        // «І ЕТАП» and «V-й» are no headings; a digit is one only with its dot.
        let is_dotted = after.starts_with(['.', ')']);
        let parted = is_named || is_dotted || (digits.is_none() && after.starts_with(' '));
        (title_is_words && parted).then(|| Self {
            value,
            number,
            heading: text.to_owned(),
            title: title.to_owned(),
            is_dotted: is_dotted || is_named,
        })
    }

    fn into_section(self, line_number: usize) -> Section {
        let Self { number, heading, title, .. } = self;
        Section { line_number, number, heading, title, rows: Vec::new() }
    }
}

fn contents_row(line_number: usize, filled: &[String]) -> ContentsRow {
    let text = filled.join(" ");
    let is_sheets = |word: &str| {
        let digit_or_dash = |letter: char| letter.is_ascii_digit() || "-–—,".contains(letter);
        word.starts_with(|letter: char| letter.is_ascii_digit()) && word.chars().all(digit_or_dash)
    };
    let is_numeral = |word: &str| {
        let bare = word.trim_end_matches(['.', ')']);
        arabic(bare).is_some() || (bare.len() < word.len() && bare.parse::<u32>().is_ok())
    };
    let mut words = text.split_whitespace().collect::<Vec<_>>();
    let sheets = words.pop_if(|word| is_sheets(word)).unwrap_or_default();
    let number = match words.first() {
        Some(word) if is_numeral(word) && words.len() > 1 => words.remove(0),
        _ => "",
    };
    // Dots that lead the eye from the title to the sheet are layout.
    let leaders = |letter: char| matches!(letter, '.' | '…' | '_' | ' ');
    let title = words.join(" ");
    let bare = title.trim_end_matches(leaders);
    let title = if title.len() - bare.len() > 2 { bare.to_owned() } else { title };
    ContentsRow { line_number, number: number.to_owned(), title, sheets: sheets.to_owned() }
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

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text.clone()).collect()
}

fn is_word(text: &str, word: &str) -> bool {
    text.trim_end_matches([':', '.']).to_lowercase() == word
}

fn is_upper_case(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let upper = text.chars().filter(|letter| letter.is_uppercase()).count();
    letters > 0 && upper * 10 >= letters * 8
}

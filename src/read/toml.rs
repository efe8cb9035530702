//! The one door to the crate `toml`: a file's text becomes [`Fields`], from which records take their keys.
//!
//! Comes in: the text of a file, or of its front matter, and where that text begins in the file. Goes out: values
//! with spans of the whole file; every fault (syntax, wrong type, unknown key) as a diagnostic, never as an end of
//! reading. A serde derive would stop at the first fault and lose the places. Start reading at [`document`].

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue, Error as TomlError};

use crate::diagnostic::Diagnostics;
use crate::read::mending::{self, Mended};
use crate::read::unknown::{self, Unknown};
use crate::read::values::truth;
use crate::read::{lists, syntax, unseen};
use crate::source::{FileId, Span, Spanned};
use crate::text;
use crate::text::Text;

/// Reads a TOML document of `file` that begins at byte `base`, and lets `take` take its keys; keys nobody took
/// are reported.
pub(in crate::read) fn document<T>(
    file: FileId,
    text: &str,
    base: usize,
    diagnostics: &mut Diagnostics,
    take: impl FnOnce(&mut Fields<'_, '_>) -> T,
) -> T {
    let in_file = |range: Range<usize>| Span::new(file, base + range.start..base + range.end);
    let (mut mended, first) = (Mended::nothing(text), DeTable::parse_recoverable(text));
    let is_clean = first.1.is_empty() && mending::wrong_brackets(text).is_empty();
    if !is_clean {
        mended = mending::mended(text, &in_file, diagnostics);
    }
    let (table, errors) = if is_clean { first } else { DeTable::parse_recoverable(&mended.text) };
    let mut place = Place { file, base, written: text, mended: &mended, faulty: &[] };
    let faulty = report_syntax(place, errors, diagnostics);
    place.faulty = &faulty;
    let span = Span::new(file, base..base);
    take_table(place, (table.into_inner(), ""), span, diagnostics, take)
}

/// Reports the faults of grammar, one of a line: what TOML finds behind it follows from it. Returns the faulty lines.
fn report_syntax(
    place: Place<'_>,
    errors: Vec<TomlError>,
    diagnostics: &mut Diagnostics,
) -> Vec<Range<usize>> {
    let (text, read) = (place.written, &place.mended.text);
    let faults = errors.iter().map(|error| {
        let range = error.span().unwrap_or(0..0);
        (syntax::place(error.message(), read, range), error.message())
    });
    let mut faults = faults.collect::<Vec<_>>();
    faults.sort_by_key(|(range, _)| range.start);
    let mut faulty = place.mended.places().map(|at| whole_line(text, at)).collect::<Vec<_>>();
    for (range, message) in faults {
        let line = whole_line(text, place.mended.written(range.clone()).start);
        // Keys of a table that stands twice stand twice too.
        let is_repeated = message.contains("duplicate key")
            && head_above(text, line.start).is_some_and(|head| faulty.contains(&head));
        if !faulty.contains(&line) && !is_repeated {
            let span = place.span(range.clone());
            syntax::report(message, span, read, range, diagnostics);
        }
        faulty.push(line);
    }
    faulty
}

/// The line with the name of the table in which a line stands.
fn head_above(text: &str, line: usize) -> Option<Range<usize>> {
    let before = text.get(..line)?;
    let at = match before.rfind("\n[") {
        Some(end) => end + 1,
        None => before.starts_with('[').then_some(0)?,
    };
    Some(whole_line(text, at))
}

/// The line around a place, with what ends it.
fn whole_line(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    start..after.find('\n').map_or(text.len(), |end| at + end)
}

/// Where a text is read.
#[derive(Clone, Copy)]
struct Place<'p> {
    file: FileId,
    base: usize,
    /// The text as it was written.
    written: &'p str,
    mended: &'p Mended<'p>,
    /// The lines, as they were written, in which a fault of grammar stands.
    faulty: &'p [Range<usize>],
}

impl Place<'_> {
    fn span(self, range: Range<usize>) -> Span {
        let Range { start, end } = self.mended.written(range);
        Span::new(self.file, self.base + start..self.base + end)
    }

    /// Whether a line that begins with the key stands below a table's head and is not read.
    fn has_faulty_line_of(self, key: &str, head: Span) -> bool {
        let head = (head.start as usize).saturating_sub(self.base);
        self.faulty.iter().filter(|line| line.start >= head).any(|line| {
            let words = self.written.get(line.clone()).unwrap_or_default();
            let rest = words.trim_start().strip_prefix(key);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    }

    /// What was written at a place of the file.
    fn excerpt(&self, span: Span) -> &str {
        let range = span.range();
        let range = range.start.saturating_sub(self.base)..range.end.saturating_sub(self.base);
        self.written.get(range).unwrap_or_default()
    }

    /// Whether a fault of grammar was told in the line.
    fn is_faulty(self, span: Span) -> bool {
        let at = (span.start as usize).saturating_sub(self.base);
        self.faulty.iter().any(|line| line.contains(&at) || line.end == at)
    }
}

/// What a key should hold: its name in both languages, and how it is written.
#[derive(PartialEq, Eq)]
struct Wanted {
    name: (&'static str, &'static str),
    example: &'static str,
}

const TEXT: Wanted =
    Wanted { name: ("текст у лапках", "text in quotes"), example: "KEY = \"…\"" };
const TEXTS: Wanted = Wanted {
    name: ("список текстів у лапках", "a list of texts in quotes"),
    example: "KEY = [\"…\", \"…\"]",
};
const TRUTH: Wanted =
    Wanted { name: ("true або false", "true or false"), example: "KEY = true" };
const WHOLE: Wanted = Wanted {
    name: ("ціле число без лапок", "a whole number without quotes"),
    example: "KEY = 12",
};
const DATE: Wanted = Wanted { name: ("дата", "a date"), example: "KEY = \"31.12.2000\"" };
const TABLE: Wanted = Wanted { name: ("таблиця", "a table"), example: "[KEY]" };
const TABLES: Wanted = Wanted {
    name: ("таблиця з двома дужками", "a table in double brackets"),
    example: "[[KEY]]",
};

/// One table of a file: what is taken from it is checked for its type; what is left over is unknown.
pub(in crate::read) struct Fields<'a, 'i> {
    place: Place<'a>,
    table: DeTable<'i>,
    /// The key of the table; empty for the file itself.
    within: &'static str,
    /// The [`trace`]s of the keys that the table has: most keys that are asked for it has not.
    traces: u64,
    /// The keys that were asked for, in this order; some twice.
    asked: Vec<&'static str>,
    /// Whether the last key taken stands in a line with a fault of grammar: of what is read there nothing more is told.
    is_faulty: bool,
    /// Whether it was told that the file holds nothing.
    is_told_empty: bool,
    /// Where faults go.
    pub(in crate::read) diagnostics: &'a mut Diagnostics,
    /// The table's head, for what is missing in it.
    pub(in crate::read) span: Span,
}

fn take_table<'a, 'i, T>(
    place: Place<'a>,
    (table, within): (DeTable<'i>, &'static str),
    span: Span,
    diagnostics: &'a mut Diagnostics,
    take: impl FnOnce(&mut Fields<'a, 'i>) -> T,
) -> T {
    let traces = table.keys().fold(0, |traces, key| traces | trace(key.get_ref()));
    let asked = Vec::with_capacity(32);
    let (is_faulty, is_told_empty) = (false, false);
    let mut fields =
        Fields { place, table, within, traces, asked, is_faulty, is_told_empty, diagnostics, span };
    let taken = take(&mut fields);
    fields.report_unknown();
    taken
}

/// One bit, the same for the same key.
fn trace(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let sign = |at: Option<&u8>| at.copied().map_or(0, usize::from);
    1 << ((key.len() + 3 * sign(bytes.first()) + 7 * sign(bytes.last())) % 64)
}

impl<'i> Fields<'_, 'i> {
    fn take(&mut self, key: &'static str) -> Option<(DeValue<'i>, Span)> {
        self.asked.push(key);
        if self.traces & trace(key) == 0 {
            return None;
        }
        let (name, value) = self.table.remove_entry(key)?;
        self.is_faulty =
            !self.place.faulty.is_empty() && self.place.is_faulty(self.place.span(name.span()));
        let span = self.place.span(value.span());
        Some((value.into_inner(), span))
    }

    fn wrong_type(&mut self, key: &str, value: &DeValue<'_>, span: Span, wanted: &Wanted) {
        if self.is_faulty || self.place.is_faulty(span) {
            return;
        }
        let (uk, en) = syntax::type_names(value.type_str());
        let Wanted { name: (wanted_uk, wanted_en), example } = wanted;
        let message = text!(
            uk: "ключ «{key}»: тут має бути {wanted_uk}, а стоїть {uk}",
            en: "the key «{key}» must be {wanted_en}, but this is {en}",
        );
        let example = match value {
            // «ні» in quotes.
            DeValue::String(words) if *wanted == TRUTH && truth(words).is_some() => {
                format!("{key} = {}", truth(words).unwrap_or_default())
            }
            // «2030» or «1.14» without quotes: the very words in quotes are the remedy.
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)
                if *wanted == TEXT || *wanted == TEXTS =>
            {
                let written = self.place.excerpt(span);
                let list = if *wanted == TEXTS { ["[", "]"] } else { ["", ""] };
                format!("{key} = {}\"{written}\"{}", list[0], list[1])
            }
            // «2030» or «2030 рік» in quotes: the very number is the remedy.
            DeValue::String(words) if *wanted == WHOLE => {
                let digits = words.trim().split(|letter: char| !letter.is_ascii_digit()).next();
                let number = digits.filter(|digits| !digits.is_empty()).unwrap_or("12");
                format!("{key} = {number}")
            }
            _ => {
                let within = unknown::within_head(self.within);
                example.replace("[KEY", &format!("[{within}KEY")).replace("KEY", key)
            }
        };
        let help = text!(uk: "запишіть так: {example}", en: "write it so: {example}");
        self.diagnostics.error("wrong-type", span, message).help(help);
    }

    fn words(&mut self, value: Cow<'_, str>, span: Span) -> Spanned<String> {
        Spanned { value: unseen::without(value, span, self.diagnostics), span }
    }

    /// A string; absent or of another type (reported): `None`.
    pub(in crate::read) fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        match self.take(key)? {
            (DeValue::String(value), span) => Some(self.words(value, span)),
            (other, span) => {
                self.wrong_type(key, &other, span, &TEXT);
                None
            }
        }
    }

    /// A string that must be there and not be blank.
    pub(in crate::read) fn required(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let is_written = self.table.contains_key(key);
        let taken = self.string(key);
        match &taken {
            Some(string) if string.value.trim().is_empty() => {
                let message = text!(
                    uk: "ключ «{key}» порожній",
                    en: "the key «{key}» is empty",
                );
                let help = text!(uk: "впишіть значення", en: "write its value");
                self.diagnostics.error("missing-key", string.span, message).help(help);
                None
            }
            None if !is_written => {
                self.report_missing(key, "\"…\"");
                None
            }
            _ => taken,
        }
    }

    /// A string that must be written, but may be empty: whoever writes it so says that there is none.
    pub(in crate::read) fn stated(&mut self, key: &'static str) -> Option<Spanned<String>> {
        if !self.table.contains_key(key) {
            self.report_missing(key, "\"…\"");
        }
        self.string(key)
    }

    /// A list of strings; one string alone is a list of one.
    pub(in crate::read) fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        match self.take(key) {
            None => Vec::new(),
            Some((DeValue::String(value), span)) => {
                vec![self.words(value, span)]
            }
            Some((DeValue::Array(array), _)) => {
                let mut strings = Vec::with_capacity(array.len());
                for value in array {
                    let span = self.place.span(value.span());
                    match value.into_inner() {
                        DeValue::String(value) => {
                            if let Some((message, help)) = lists::joined(&value) {
                                self.diagnostics.error("toml-syntax", span, message).help(help);
                            }
                            strings.push(self.words(value, span));
                        }
                        other => {
                            self.wrong_type(key, &other, span, &TEXTS);
                            // A number without quotes is the number that was meant.
                            if key == "at" {
                                let value = self.place.excerpt(span).to_owned();
                                strings.push(Spanned { value, span });
                            }
                        }
                    }
                }
                strings
            }
            Some((other, span)) => {
                self.wrong_type(key, &other, span, &TEXTS);
                Vec::new()
            }
        }
    }

    /// `true` or `false`.
    pub(in crate::read) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        match self.take(key)? {
            (DeValue::Boolean(value), _) => Some(value),
            (other, span) => {
                self.wrong_type(key, &other, span, &TRUTH);
                None
            }
        }
    }

    /// A whole number.
    pub(in crate::read) fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let (value, span) = self.take(key)?;
        let number = match &value {
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).ok()
            }
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, &value, span, &WHOLE);
        }
        number.map(|value| Spanned { value, span })
    }

    /// The year, which must be there.
    pub(in crate::read) fn required_year(&mut self) -> Option<Spanned<i64>> {
        if !self.table.contains_key("year") {
            self.report_missing("year", "РРРР");
        }
        self.integer("year")
    }

    fn report_missing(&mut self, key: &str, example: &str) {
        // The line is there, and what is wrong with it was told.
        if self.place.has_faulty_line_of(key, self.span) {
            return;
        }
        let is_file = self.within.is_empty() && self.span.start == self.span.end;
        if self.traces == 0 && is_file && std::mem::replace(&mut self.is_told_empty, true) {
            return;
        }
        let message = text!(
            uk: "тут бракує ключа «{key}»",
            en: "the key «{key}» is missing here",
        );
        let help =
            text!(uk: "додайте рядок: {key} = {example}", en: "add a line: {key} = {example}");
        self.diagnostics.error("missing-key", self.span, message).help(help);
    }

    /// A day or a day with a time, as its words; `resolve` reads them. Written with or without quotes.
    pub(in crate::read) fn moment(&mut self, key: &'static str) -> Option<Spanned<String>> {
        match self.take(key)? {
            (DeValue::String(value), span) => {
                if value.trim().is_empty() && !self.is_faulty {
                    let message =
                        text!(uk: "ключ «{key}» порожній", en: "the key «{key}» is empty");
                    let help = text!(
                        uk: "впишіть дату або приберіть рядок",
                        en: "write the date, or remove the line",
                    );
                    self.diagnostics.error("missing-key", span, message).help(help);
                }
                Some(self.words(value, span))
            }
            (DeValue::Datetime(value), span) => Some(Spanned { value: value.to_string(), span }),
            (other, span) => {
                self.wrong_type(key, &other, span, &DATE);
                // Something is written there: that no day is stated would be a second fault.
                Some(Spanned { value: String::new(), span })
            }
        }
    }

    /// A day that must be there.
    pub(in crate::read) fn required_moment(
        &mut self,
        key: &'static str,
    ) -> Option<Spanned<String>> {
        if !self.table.contains_key(key) {
            self.report_missing(key, "\"ДД.ММ.РРРР\"");
        }
        self.moment(key)
    }

    /// A table `[key]`.
    pub(in crate::read) fn table<T>(
        &mut self,
        key: &'static str,
        take: impl FnOnce(&mut Fields<'_, 'i>) -> T,
    ) -> Option<T> {
        match self.take(key)? {
            (DeValue::Table(table), span) => {
                Some(take_table(self.place, (table, key), span, self.diagnostics, take))
            }
            (other, span) => {
                self.wrong_type(key, &other, span, &TABLE);
                None
            }
        }
    }

    /// Keys that most tables do without, if any key is left: to be taken last.
    pub(in crate::read) fn more<T>(&mut self, take: impl FnOnce(&mut Self) -> T) -> Option<Box<T>> {
        (!self.table.is_empty()).then(|| Box::new(take(self)))
    }

    /// One table `[key]`, or several `[[key]]`.
    pub(in crate::read) fn one_or_more_tables<T>(
        &mut self,
        key: &'static str,
        take: impl FnMut(&mut Fields<'_, 'i>) -> T,
    ) -> Vec<T> {
        let value = self.table.get(key).map(|value| value.get_ref());
        match value {
            Some(DeValue::Table(_)) => self.table(key, take).into_iter().collect(),
            _ => self.tables(key, take),
        }
    }

    /// A list of tables `[[key]]`.
    pub(in crate::read) fn tables<T>(
        &mut self,
        key: &'static str,
        mut take: impl FnMut(&mut Fields<'_, 'i>) -> T,
    ) -> Vec<T> {
        let array = match self.take(key) {
            None => return Vec::new(),
            Some((DeValue::Array(array), _)) => array,
            Some((DeValue::Table(_), span)) => {
                let message = text!(
                    uk: "«[{key}]» треба писати з подвійними дужками: [[{key}]]",
                    en: "«[{key}]» needs double brackets: [[{key}]]",
                );
                let help = text!(uk: "замініть на [[{key}]]", en: "write [[{key}]]");
                self.diagnostics.error("wrong-type", span, message).help(help);
                return Vec::new();
            }
            Some((other, span)) => {
                self.wrong_type(key, &other, span, &TABLES);
                return Vec::new();
            }
        };
        let mut taken = Vec::with_capacity(array.len());
        for value in array {
            let span = self.place.span(value.span());
            match value.into_inner() {
                DeValue::Table(table) => {
                    let table = (table, key);
                    taken.push(take_table(self.place, table, span, self.diagnostics, &mut take));
                }
                other => {
                    // The other texts of the list are the same slip.
                    self.wrong_type(key, &other, span, &TABLES);
                    break;
                }
            }
        }
        taken
    }

    fn report_unknown(&mut self) {
        if self.table.is_empty() {
            return;
        }
        self.asked.sort_unstable();
        self.asked.dedup();
        let mut misplaced: Option<(Span, String, Text)> = None;
        for (key, value) in std::mem::take(&mut self.table) {
            let span = self.place.span(key.span());
            let brackets = match value.get_ref() {
                DeValue::Array(array) => {
                    2 * usize::from(array.iter().any(|value| value.get_ref().is_table()))
                }
                DeValue::Table(_) => 1,
                _ => 0,
            };
            let (name, within, known) = (key.get_ref().as_ref(), self.within, &self.asked);
            let unknown = Unknown { name, within, brackets, known };
            if let Some(home) = unknown::home(&unknown) {
                // Keys below a table that was put above them are one slip.
                match &mut misplaced {
                    Some((_, names, _)) => names.push_str(&format!(", «{name}»")),
                    None => misplaced = Some((span, format!("«{name}»"), home)),
                }
                continue;
            }
            let message = text!(uk: "невідомий ключ «{name}»", en: "unknown key «{name}»");
            self.diagnostics.error("unknown-key", span, message).help(unknown::help(&unknown));
        }
        if let Some((span, names, home)) = misplaced {
            let message = match names.contains(", ") {
                true => text!(
                    uk: "ключі {names} стоять не на своєму місці",
                    en: "the keys {names} are out of their place",
                ),
                false => text!(
                    uk: "ключ {names} стоїть не на своєму місці",
                    en: "the key {names} is out of its place",
                ),
            };
            self.diagnostics.error("unknown-key", span, message).help(home);
        }
    }
}

/// Where the value of `key` stands in one TOML table text; for tests of spans.
#[cfg(test)]
mod tests {
    use super::document;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;

    #[test]
    fn all_faults_of_a_file_are_told_and_the_rest_is_taken() {
        let mut sources = Sources::default();
        let text = "id = 5\nnmae = \"x\"\ntext = \"добре\"\nbroken = \n";
        let file = sources.add("a.toml".into(), text.into());
        let mut diagnostics = Diagnostics::default();
        let taken = document(file, text, 0, &mut diagnostics, |fields| {
            let _ = fields.string("id");
            let _ = fields.string("name");
            let _ = fields.string("broken");
            fields.string("text").map(|text| text.value)
        });
        assert_eq!(taken.as_deref(), Some("добре"));
        let codes = diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
        assert_eq!(codes, ["toml-syntax", "wrong-type", "unknown-key"]);
    }

    #[test]
    fn base_moves_spans_into_the_whole_file() {
        let mut sources = Sources::default();
        let file = sources.add("a.md".into(), "+++\nid = \"x\"\n+++\n".into());
        let mut diagnostics = Diagnostics::default();
        let id = document(file, "id = \"x\"\n", 4, &mut diagnostics, |f| f.string("id"));
        assert_eq!(sources.excerpt(id.expect("it is there").span), "\"x\"");
    }
}

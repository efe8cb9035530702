//! Content as the program writes it: lines of TOML as an editor would like to read them, and the ids of new rows.
//!
//! A whole draft (`import`) and the beginning of one thing (`begin`) are written in the same manner. The only file
//! besides `read/toml.rs` that knows TOML; start reading at [`Toml`].

use std::fmt::Write;

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::approved::arabic;
use crate::language::order::is_of_section;
use crate::language::slug::slug;

/// Lines of TOML, one key a line.
#[derive(Default)]
pub(crate) struct Toml {
    /// What has been written so far.
    pub(crate) text: String,
}

impl Toml {
    /// A value that is written without quotes: a number, a truth.
    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        writeln!(self.text, "{key} = {value}").expect("a String takes everything");
    }

    /// A text in quotes, whatever it holds.
    pub(crate) fn string(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    /// A list of texts in quotes.
    pub(crate) fn list<'s>(&mut self, key: &str, values: impl Iterator<Item = &'s str>) {
        let values = values.map(quoted).collect::<Vec<_>>();
        self.raw(key, &format!("[{}]", values.join(", ")));
    }

    /// The head of a table, `[[entry]]`, below a blank line.
    pub(crate) fn table(&mut self, header: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(header);
        self.text.push('\n');
    }

    /// One comment line; control characters, which TOML forbids there, become blanks.
    pub(crate) fn comment(&mut self, words: &str) {
        let words = words.replace(char::is_control, " ");
        let line = format!("# {words}");
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

fn quoted(value: &str) -> String {
    TomlStringBuilder::new(value).as_basic().to_toml_value()
}

/// The id of an entry, if it is free: «2.24.» of 2030 is `2030-2-24`. Where each section numbers its rows anew, the id
/// of the section stands before: «3.» of `2030-2` is `2030-2-3`.
pub(crate) fn entry_id(year: i32, section: &str, number: &str) -> String {
    let number = number.trim_end_matches(['.', ')']);
    match is_of_section(number) {
        true => format!("{section}-{number}"),
        false => format!("{year}-{}", slug(number, "x")),
    }
}

/// The id of a section, if it is free: «II» of 2030 is `2030-2`; without a number its place in the plan (from 1) counts.
pub(crate) fn section_id(year: i32, number: &str, place: usize) -> String {
    format!("{year}-{}", arabic(number).map_or(place, |number| number as usize))
}

/// A name that nothing has yet: `wanted`, else `wanted` with `joint` and the first free number from 2.
pub(crate) fn free(wanted: String, joint: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = wanted.clone();
    let mut count = 1;
    while is_taken(&name) {
        count += 1;
        name = format!("{wanted}{joint}{count}");
    }
    name
}

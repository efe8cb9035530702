//! An approved plan document -> a draft of the content, with questions.
//!
//! [`draft`] takes the text of the document and gives the files of a content folder as an editor
//! would like to find them; it touches no disk. Nothing is guessed in silence: what the document
//! leaves open stays where it cannot be wrong and becomes a [`Question`]. Nothing is lost: the
//! words of the draft are held against the words of the document, and any difference is a fault
//! of the program. Start with `entries.rs`; `values.rs` takes cells apart, `draft.rs` writes.

mod draft;
mod entries;
mod people;
mod plan;
mod self_check;
mod title;
mod values;

use crate::approved::{self, ColumnKind};
use crate::text::Text;

/// What the document itself does not say.
#[derive(Clone, Debug)]
pub struct Options {
    /// The year of the plan; it begins every id.
    pub year: i32,
    /// The path of the document as `plan.toml` will name it.
    pub source: String,
    /// The id of the office in a portal of several: its files lie in a folder of their own then, and its ids differ from
    /// those of the other offices.
    pub office: Option<String>,
    /// Whether its reader sees the numbers of its lines: Word has none.
    pub has_lines: bool,
    /// What stands below each head of the table, where somebody says so ([`stated_columns`]).
    pub columns: Vec<(String, ColumnKind)>,
    /// What the office has already.
    pub present: Present,
}

/// What the office has already, so that the draft does not have it once more.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// The names of its people, with their other spellings.
    pub people: Vec<String>,
    /// The names of its groups, with their other spellings.
    pub groups: Vec<String>,
    /// The names of its forms, with their other spellings.
    pub forms: Vec<String>,
    /// A folder of the site that none of its plans has.
    pub address: String,
}

impl Options {
    /// An id that no other office of the portal has: ids of rows and sections are one for all of it.
    fn unique(&self, id: String) -> String {
        match &self.office {
            Some(office) if !id.starts_with(&format!("{office}-")) => format!("{office}-{id}"),
            _ => id,
        }
    }
}

/// A content folder in the making.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Path within the content folder and contents, in the order of the paths.
    pub files: Vec<(String, String)>,
    /// What a person has to settle, in the order of the document.
    pub questions: Vec<Question>,
    /// Words that differ between document and draft: a fault of the program, always told.
    pub faults: Vec<Question>,
}

/// Something the document leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The line of the document, from 1; 0 for the document as a whole.
    pub line_number: usize,
    /// What to look at and what has been assumed meanwhile.
    pub message: Text,
}

/// What stands below each head of the document; its heads, where they are not as many.
///
/// # Errors
/// The heads, if these are not their columns.
pub fn stated_columns(
    text: &str,
    kinds: &[ColumnKind],
) -> Result<Vec<(String, ColumnKind)>, Vec<String>> {
    let heads = approved::parse(text).columns.into_iter().map(|head| head.text);
    let heads = heads.collect::<Vec<_>>();
    if heads.len() != kinds.len() {
        return Err(heads);
    }
    Ok(heads.into_iter().zip(kinds.iter().copied()).collect())
}

/// Makes the draft; any text gives one, and the same text always the same.
pub fn draft(text: &str, options: &Options) -> Draft {
    let document = approved::parse_as(text, &options.columns);
    let plan = plan::Plan::read(&document, options);
    let faults = self_check::faults(text, &document, &plan);
    let mut questions = plan.questions();
    questions.sort_by_key(|question| question.line_number);
    Draft { files: plan.files(), questions, faults }
}

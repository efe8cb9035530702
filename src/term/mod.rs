//! The words of a term become a schedule: «лютий–березень» is 1 February to 31 March.
//!
//! [`parse`] reads any words without ever failing: what cannot be read is unspecified and has a remark with its place.
//! `tokens.rs` cuts the phrase, `words.rs` knows the vocabulary, `phrases.rs` the fixed expressions, `grammar.rs` and
//! the files beside it the rest; `explain.rs` and `tsv.rs` write a schedule out. Start reading at [`parse`].
//!
//! What has dates, from the plainest to the rarest; `tests/cases/terms.txt` has some thousand of them with their dates:
//!
//! - a month, a list of them, a range: «лютий», «травень та жовтень», «грудень–січень», «з лютого по травень»;
//! - a day, days, a range: «10 жовтня о 10.00», «15 та 22 жовтня», «з 01.04 по 15.04.2026»;
//! - a deadline: «до 15 вересня» with that day, «до лютого» without that month, «до кінця лютого»;
//! - a part of a month: «ІІ декада березня», «перший вівторок лютого», «наприкінці серпня», «вересень (до 15)»;
//! - a stretch: «І квартал», «ІІ семестр», «навесні», «упродовж року»; one that a day follows is what the day is for:
//!   «за І квартал, до 10 квітня»;
//! - a rhythm: «щомісяця до 31 числа, крім липня», «двічі на рік», «щочетверга», «третя середа місяця».

use std::ops::Range;

use crate::plan::schedule::{PlanYear, Term};
use crate::text::Text;

mod below;
mod brackets;
mod dates;
mod deadlines;
mod exceptions;
mod explain;
mod expressions;
mod frames;
mod grammar;
mod hours;
mod lines;
mod look_alikes;
mod narrowing;
mod numerals;
mod parts;
mod phrases;
mod points;
mod ranges;
mod recurring;
mod remarks;
mod rhythm;
mod series;
mod slips;
mod times;
mod tokens;
mod tsv;
mod weekdays;
mod words;

#[cfg(test)]
mod tests;

pub use below::parse_below;
pub use explain::{explain, explain_schedule};
pub use tsv::{dates, kind, tsv};

/// Something to know about how a term was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRemark {
    /// The bytes of the original phrase it is about.
    pub range: Range<usize>,
    /// What sort of trouble.
    pub kind: RemarkKind,
    /// How it was read, or why it could not be.
    pub message: Text,
    /// How to write it so that nobody has to ask.
    pub help: Option<Text>,
}

/// What sort of trouble a remark tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// It could mean something else as well.
    Ambiguous,
    /// It lies outside the plan's year.
    OtherYear,
    /// A misspelt word was read as the nearest one.
    Typo,
    /// Such a day does not exist: «31 вересня».
    Impossible,
    /// It could not be read.
    Unreadable,
}

/// Reads the words of one term of a plan for `plan_year`.
///
/// The term always has at least one part; words without a meaning give [`Unspecified`] and a remark.
/// Ranges are bytes of `words` as given.
///
/// [`Unspecified`]: crate::plan::schedule::Schedule::Unspecified
pub fn parse(words: &str, plan_year: impl Into<PlanYear>) -> (Term, Vec<TermRemark>) {
    grammar::parse(words, plan_year.into())
}

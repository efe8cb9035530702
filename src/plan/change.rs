//! Changes of a plan after its approval: what the office records of them, and what facts of entries tell.
//!
//! The approved words never change; a [`Change`] stands beside them. A row's own facts with a day of change are one
//! change; older ones, and those that concern no row any more, stand in `changes.toml`.

use chrono::NaiveDate;

use crate::plan::{Moment, RowIdx};
use crate::source::Span;

/// One change of a plan.
#[derive(Clone, Debug)]
pub struct Change {
    /// Permanent name: what changed, how, when.
    pub id: String,
    /// The day it was made.
    pub day: NaiveDate,
    /// What happened.
    pub kind: ChangeKind,
    /// The entry or item; `None` when the plan has none for it.
    pub row: Option<RowIdx>,
    /// What it was about, where no row says it.
    pub text: Option<String>,
    /// When it was to be before.
    pub was: Option<Stated>,
    /// When it is to be now.
    pub now: Option<Stated>,
    /// Why, or what came out of it.
    pub reason: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// What happened to a row of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Додано.
    Added,
    /// Призначено дату.
    Dated,
    /// Перенесено.
    Moved,
    /// Скасовано.
    Cancelled,
    /// Розпочато.
    Started,
    /// Виконано.
    Done,
    /// Уточнено.
    Changed,
    /// Вилучено.
    Removed,
}

/// A day, or words where there is none: «лютий».
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// A day, perhaps with a time.
    Day(Moment),
    /// Words of the office.
    Words(String),
}

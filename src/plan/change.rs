//! Changes of a plan after its approval: what the office records of them, and what facts of entries tell.
//!
//! The approved words never change; a [`Change`] stands beside them. A row's own facts with a day of change are one
//! change, each [`Occasion`] is one; older ones, and those that concern no row any more, stand in `changes.toml`.

use chrono::NaiveDate;

use crate::plan::schedule::Window;
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

/// One time of a term that has several: when it will be now, or that it will not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Which: a happening of the term ([`Term::occurrences`](crate::plan::schedule::Term::occurrences)).
    pub of: Window,
    /// How the content names it.
    pub was: Stated,
    /// Moved, cancelled, or given its day where the term has none.
    pub kind: ChangeKind,
    /// When it will be, if that is known, and how long.
    pub days: Option<(Moment, Option<Moment>)>,
    /// The day on which it became so.
    pub changed: NaiveDate,
    /// Why.
    pub reason: Option<String>,
    /// Where it is written.
    pub span: Span,
}

//! The model: what a portal of plans is. Types and look-ups, no work.
//!
//! A [`Portal`] holds every organization, its people and its plans, one for each year. References between rows
//! are [`Idx`] and cannot dangle. The approved words stand in `text`, [`Cells`] and [`Approval`]; everything a
//! plan learns later stands beside them in [`Facts`]. Start reading at [`Portal`], then [`Entry`] and [`Row`].

mod calendar;
mod change;
mod college;
mod entry;
mod office;
mod portal;
mod practice;
pub mod schedule;
mod section;
mod table;

pub use calendar::{
    CalendarLock, CalendarPolicy, CalendarTime, LockedEvent, LockedState, LongRanges, Placement,
};
pub use change::{Change, ChangeKind, Occasion, Stated};
pub use college::{College, CollegeKind, TrainingCenter};
pub use entry::{
    Cell, CellHolder, Cells, Entry, Facts, Item, Material, Moment, Responsible, Row, RowIdx,
    Status, Who,
};
pub use office::{
    Abbreviation, Form, Group, MethodicalSection, Organization, Partner, Person, Project,
    ProjectKind, Synonym,
};
pub use portal::{Attachment, Delivery, FreePage, Markdown, Portal, Settings, attachment_path};
pub use practice::{Practice, ResearchWork};
pub use section::{
    Acknowledgement, Approval, ContentsRow, Listing, Plan, PlanColumn, Section, Signature,
    TitleBlock,
};
pub use table::{Idx, IdxRange, Table};

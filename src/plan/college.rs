//! Colleges (заклади професійної освіти) and their training centers.

use crate::plan::{Idx, Item, Organization};
use crate::source::Span;

/// What kind of institution a college is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CollegeKind {
    /// Професійний коледж.
    College,
    /// Професійний ліцей.
    Lyceum,
    /// Професійно-технічне училище.
    VocationalSchool,
    /// Вище професійне училище.
    HigherVocationalSchool,
}

/// An institution of vocational education.
#[derive(Debug)]
pub struct College {
    /// Permanent name.
    pub id: String,
    /// The office in whose region it stands.
    pub organization: Idx<Organization>,
    /// Official name, as fully as the content gives it.
    pub name: String,
    /// Short name.
    pub short_name: Option<String>,
    /// Other ways documents write it, inflected ones among them.
    pub mentions: Vec<String>,
    /// Kind, if known.
    pub kind: Option<CollegeKind>,
    /// Town, if known.
    pub town: Option<String>,
    /// Address of its website, if stated.
    pub website: Option<String>,
    /// Training centers at the college (навчально-практичні центри).
    pub training_centers: Vec<TrainingCenter>,
    /// Where it is written.
    pub span: Span,
}

/// A training center (навчально-практичний центр) at a college.
#[derive(Debug)]
pub struct TrainingCenter {
    /// Professions, in the plan's words.
    pub professions: Vec<String>,
    /// The plan's item that names it.
    pub item: Option<Idx<Item>>,
}

//! What colleges share: best practices and students' research works.

use crate::plan::{College, Idx, Item, Markdown, Material, Organization};
use crate::source::Span;

/// A best practice (перспективний педагогічний досвід).
#[derive(Debug)]
pub struct Practice {
    /// Permanent name; also the file name of its page.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// Title.
    pub title: String,
    /// Author as the plan names them.
    pub author: Option<String>,
    /// Author's position, in the plan's words.
    pub position: Option<String>,
    /// Author's college.
    pub college: Option<Idx<College>>,
    /// Subjects or professions it is about.
    pub subjects: Vec<String>,
    /// Year of the plan that spreads it.
    pub year: Option<i32>,
    /// The plan's item that names it.
    pub item: Option<Idx<Item>>,
    /// A short description, if the author gave one.
    pub annotation: Option<String>,
    /// Files and links.
    pub materials: Vec<Material>,
    /// Its text, if there is one.
    pub prose: Option<Markdown>,
    /// Where it is written.
    pub span: Span,
}

/// A student's research work (науково-дослідна робота).
#[derive(Debug)]
pub struct ResearchWork {
    /// Permanent name.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// Title.
    pub title: String,
    /// The student's college.
    pub college: Option<Idx<College>>,
    /// Part of the college, if stated.
    pub place: Option<String>,
    /// The plan's item that names it.
    pub item: Option<Idx<Item>>,
    /// Where it is written.
    pub span: Span,
}

//! The office: who may be responsible, in which forms, with whom.

use crate::plan::{Idx, Item, Plan};
use crate::source::Span;

/// An office with plans of its own.
#[derive(Debug)]
pub struct Organization {
    /// Permanent name; in a portal of several offices also the folder of its pages.
    pub id: String,
    /// Official name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Region it serves, if stated.
    pub region: Option<String>,
    /// Address of its own website, if stated.
    pub website: Option<String>,
    /// E-mail of the office, if stated.
    pub email: Option<String>,
    /// Folder of its pages in the site; empty when the portal has one office.
    pub address: String,
    /// The plan its pages show first.
    pub current_plan: Option<Idx<Plan>>,
}

/// Somebody who may be responsible.
#[derive(Debug)]
pub struct Person {
    /// Permanent name.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// «Ткачук І.М.».
    pub name: String,
    /// Full name, if known.
    pub full_name: Option<String>,
    /// Other ways documents write it.
    pub spellings: Vec<String>,
    /// Position, if the content states it.
    pub position: Option<String>,
    /// Work e-mail, if the content states it.
    pub email: Option<String>,
    /// Where they are written.
    pub span: Span,
}

/// «методисти», «директор»: responsible together or by office.
#[derive(Debug)]
pub struct Group {
    /// Permanent name.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// As the plan calls it.
    pub name: String,
    /// Who belongs to it, if known.
    pub members: Vec<Idx<Person>>,
    /// Whether the composition is confirmed, not the portal's assumption.
    pub is_confirmed: bool,
    /// Words for readers about the composition.
    pub note: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A form of work.
#[derive(Debug)]
pub struct Form {
    /// Permanent name: `webinar`.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// As lists show it: «вебінари».
    pub name: String,
    /// One of them: «вебінар».
    pub one: Option<String>,
    /// Whether people attend it.
    pub is_event: bool,
    /// Where it is written.
    pub span: Span,
}

/// A teachers' professional section of the region (обласна методична секція).
#[derive(Debug)]
pub struct MethodicalSection {
    /// Permanent name.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// Of whom: «викладачів математики, фізики».
    pub name: String,
    /// Who leads it.
    pub heads: Vec<Idx<Person>>,
    /// The plan's item about its meetings.
    pub item: Option<Idx<Item>>,
    /// Where it is written.
    pub span: Span,
}

/// An abbreviation of the glossary.
#[derive(Debug)]
pub struct Abbreviation {
    /// The office.
    pub organization: Idx<Organization>,
    /// «ЗПО».
    pub short: String,
    /// «заклад професійної освіти».
    pub full: String,
    /// Other ways to write it.
    pub variants: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

/// A word that people search by, and what the plan says for it.
#[derive(Debug)]
pub struct Synonym {
    /// The office.
    pub organization: Idx<Organization>,
    /// «підручники»; may be several words.
    pub word: String,
    /// «навчальна література», in any form.
    pub means: String,
}

/// Whom the office works with.
#[derive(Debug)]
pub struct Partner {
    /// Permanent name.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// Name in the nominative.
    pub name: String,
    /// Whether the plan says there is an agreement.
    pub has_agreement: bool,
    /// The plan's item that names it.
    pub item: Option<Idx<Item>>,
    /// Where it is written.
    pub span: Span,
}

/// Project or program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectKind {
    /// Проєкт.
    Project,
    /// Програма.
    Program,
}

/// An international project or program.
#[derive(Debug)]
pub struct Project {
    /// Permanent name.
    pub id: String,
    /// The office.
    pub organization: Idx<Organization>,
    /// Its name.
    pub name: String,
    /// Project or program.
    pub kind: ProjectKind,
    /// Who pays or carries it, in the plan's words.
    pub funders: Vec<String>,
    /// The plan's item that names it.
    pub item: Option<Idx<Item>>,
    /// Where it is written.
    pub span: Span,
}

//! A plan of one year, its sections, and the parts of the approved document around them.

use crate::approved::{ApprovedDocument, ColumnKind, arabic};
use crate::language::order::is_of_section;
use crate::language::slug::slug;
use crate::plan::schedule::PlanYear;
use crate::plan::{CalendarLock, Change, Entry, Idx, IdxRange, Markdown, Organization};
use crate::source::{FileId, Span, Spanned};

/// A column of a plan's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanColumn {
    /// What stands in it.
    pub kind: ColumnKind,
    /// Its head, as approved; may be empty.
    pub head: String,
}

/// The plan of one organization for one year.
#[derive(Debug)]
pub struct Plan {
    /// Name of its folder: `2026`.
    pub id: String,
    /// Whose plan.
    pub organization: Idx<Organization>,
    /// The calendar year in which the year of the plan begins.
    pub year: i32,
    /// Whether it is the school year that begins in that year: its months are September to August.
    pub is_school_year: bool,
    /// Whether it is not approved yet.
    pub is_draft: bool,
    /// Whether the organization's pages show this plan first.
    pub is_current: bool,
    /// Folder of its pages within the organization's; empty for the top.
    pub address: String,
    /// The columns of its table, from left to right.
    pub columns: Vec<PlanColumn>,
    /// The words before the focus: «Загально методична проблема …:».
    pub focus_lead: String,
    /// The year's focus, as approved.
    pub focus: String,
    /// «ПОГОДЖЕНО», «ЗАТВЕРДЖУЮ» and whose words these are, from left to right.
    pub approvals: Vec<Approval>,
    /// The title.
    pub title: TitleBlock,
    /// Heading of the contents.
    pub contents_heading: String,
    /// Rows of the contents, as printed.
    pub contents: Vec<ContentsRow>,
    /// Heading of the introduction.
    pub introduction_heading: String,
    /// The introduction.
    pub introduction: Option<Markdown>,
    /// Who signed, one below the other.
    pub signatures: Vec<Signature>,
    /// What follows the signatures.
    pub appendix: Option<Markdown>,
    /// Its sections, in order.
    pub sections: IdxRange<Section>,
    /// Remarks that the editor has seen.
    pub acknowledged: Vec<Acknowledgement>,
    /// The approved document it must agree with, word for word.
    pub approved: Option<(FileId, ApprovedDocument)>,
    /// Its folder in the content: `plans/2026`.
    pub folder: String,
    /// What changed since its approval, the newest first.
    pub changes: Vec<Change>,
    /// What has been published of its calendars.
    pub calendar_lock: CalendarLock,
    /// `plan.toml`.
    pub span: Span,
}

impl Plan {
    /// Its twelve months, and what they are called.
    pub fn plan_year(&self) -> PlanYear {
        PlanYear { first: self.year, is_school: self.is_school_year }
    }

    /// Who approved the plan, where others agreed to it, too.
    pub fn approval(&self) -> Option<&Approval> {
        let approves = |approval: &&Approval| approval.heading.to_lowercase().contains("затвердж");
        self.approvals.iter().find(approves).or(self.approvals.last())
    }
}

/// The approval block, each part as printed, lines kept.
#[derive(Debug, Default, Clone)]
pub struct Approval {
    /// «ЗАТВЕРДЖУЮ».
    pub heading: String,
    /// Position of the person who approved.
    pub position: String,
    /// Their name.
    pub name: String,
    /// The date as printed, even if incomplete.
    pub date: String,
}

/// The title block.
#[derive(Debug, Default, Clone)]
pub struct TitleBlock {
    /// «ПЛАН РОБОТИ».
    pub heading: String,
    /// Of whom and for which year; lines kept.
    pub text: String,
}

/// One line of the contents.
#[derive(Debug, Clone)]
pub struct ContentsRow {
    /// «I.» or empty.
    pub number: String,
    /// The title as printed there.
    pub title: String,
    /// «5-6»: sheets of the approved paper.
    pub sheets: String,
}

/// Who signed the plan, as printed.
#[derive(Debug, Default, Clone)]
pub struct Signature {
    /// «В.о.директора».
    pub position: String,
    /// «Ірина ТКАЧУК».
    pub name: String,
}

/// A remark the editor has seen: the document really says so.
#[derive(Debug, Clone)]
pub struct Acknowledgement {
    /// Code of the remark.
    pub code: String,
    /// Number or id it concerns.
    pub at: String,
    /// Where it is written.
    pub span: Span,
}

/// A section (розділ) of a plan.
#[derive(Debug)]
pub struct Section {
    /// Permanent name: `2026-2`.
    pub id: String,
    /// Its plan.
    pub plan: Idx<Plan>,
    /// Roman numeral in Latin letters: `II`.
    pub number: String,
    /// Its place in the plan, from 1.
    pub ordinal: usize,
    /// The title as the contents print it.
    pub title: String,
    /// The heading as the table prints it.
    pub heading: String,
    /// What the document says between the heading and the table: «Мета: …»; lines are kept.
    pub introduction: Option<Spanned<String>>,
    /// What stands below its table: «* За згодою», «Примітка: …»; lines are kept.
    pub notes: Option<Spanned<String>>,
    /// What its rows are a list of, if they are one.
    pub listing: Option<Listing>,
    /// Its entries, in order.
    pub entries: IdxRange<Entry>,
    /// Where it is written.
    pub span: Span,
}

impl Section {
    /// What the page of an entry with this number is called: «2-22-8». Many offices number the rows of each section
    /// anew (1, 2, 3): then the number of the section stands before.
    pub fn name_of(&self, number: &str) -> String {
        let own = slug(number, "0");
        match is_of_section(number) {
            true => {
                let section = arabic(&self.number).map_or(self.ordinal, |number| number as usize);
                [&section.to_string(), "-", &own].concat()
            }
            false => own,
        }
    }
}

/// What the rows of a section are, besides rows of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listing {
    /// Конкурси й олімпіади.
    Competitions,
    /// Моніторингові дослідження.
    Monitoring,
    /// Листи та інформаційні матеріали.
    Letters,
    /// Видання.
    Publications,
}

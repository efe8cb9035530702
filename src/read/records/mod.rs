//! What stands in the files, as written: each value where it was found, nothing looked up, nothing guessed.
//!
//! One record type for each kind of table; each knows how to take its keys from [`Fields`]. Resolving takes the
//! records apart without `..`, so that the compiler shows where a new key has to go on.

mod office;
mod plan;
mod portal;
mod prose;

pub(crate) use office::{
    AbbreviationRecord, CollegeRecord, FormRecord, GroupRecord, MethodicalSectionRecord,
    PartnerRecord, PersonRecord, ProjectRecord, ResearchWorkRecord, TrainingCenterRecord,
};
pub(crate) use plan::{
    ApprovalRecord, ChangeRecord, ContentsRecord, ContentsRowRecord, EntryRecord, FactsRecord,
    ItemRecord, MaterialRecord, OccasionRecord, PlanRecord, SectionRecord, SignatureRecord,
    TitleRecord,
};
pub(crate) use portal::{CalendarRecord, OrganizationRecord, PortalRecord, PublishRecord};
pub(crate) use prose::{FreePageRecord, PracticeRecord, ProseRecord};

use crate::source::{FileId, Spanned};

/// A value that may be absent.
pub(crate) type Maybe<T> = Option<Spanned<T>>;

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Records {
    pub(crate) portal: Option<PortalRecord>,
    pub(crate) offices: Vec<OfficeRecords>,
    pub(crate) attachments: Vec<AttachmentRecord>,
}

impl Records {
    /// The files in which plans keep what was published of their calendars.
    pub(crate) fn calendar_locks(&self) -> Vec<FileId> {
        let plans = self.offices.iter().flat_map(|office| &office.plans);
        plans.filter_map(|plan| plan.calendar_lock).collect()
    }
}

/// The files of one office.
#[derive(Debug, Default)]
pub(crate) struct OfficeRecords {
    /// Folder under `offices/`; empty when the portal has one office.
    pub(crate) folder: String,
    pub(crate) organization: Option<OrganizationRecord>,
    pub(crate) current: Maybe<String>,
    pub(crate) people: Vec<PersonRecord>,
    pub(crate) groups: Vec<GroupRecord>,
    pub(crate) forms: Vec<FormRecord>,
    pub(crate) colleges: Vec<CollegeRecord>,
    pub(crate) methodical_sections: Vec<MethodicalSectionRecord>,
    pub(crate) abbreviations: Vec<AbbreviationRecord>,
    pub(crate) partners: Vec<PartnerRecord>,
    pub(crate) projects: Vec<ProjectRecord>,
    pub(crate) research_works: Vec<ResearchWorkRecord>,
    pub(crate) practices: Vec<PracticeRecord>,
    pub(crate) pages: Vec<FreePageRecord>,
    pub(crate) plans: Vec<PlanFolder>,
}

/// One folder of `plans/`.
#[derive(Debug, Default)]
pub(crate) struct PlanFolder {
    /// Its name: `2026`.
    pub(crate) name: String,
    pub(crate) plan: Option<PlanRecord>,
    /// A file that seems to be its `plan.toml` under another name.
    pub(crate) misnamed: Option<FileId>,
    pub(crate) introduction: Option<ProseRecord>,
    /// `appendix.md`.
    pub(crate) appendix: Option<ProseRecord>,
    /// Section folders by name, which is their order.
    pub(crate) sections: Vec<SectionFolder>,
    /// The approved document, when `plan.toml` names one that is there.
    pub(crate) approved: Option<FileId>,
    /// `changes.toml`.
    pub(crate) changes: Vec<ChangeRecord>,
    /// `calendar.lock`.
    pub(crate) calendar_lock: Option<FileId>,
}

/// One section's folder: `section.toml` and entries with prose.
#[derive(Debug, Default)]
pub(crate) struct SectionFolder {
    /// Its name: `02-metodychnyi-suprovid`.
    pub(crate) name: String,
    pub(crate) section: Option<SectionRecord>,
    /// Entries from Markdown files; they go in by their number.
    pub(crate) prose_entries: Vec<(EntryRecord, ProseRecord)>,
    /// A file that is `section.toml` by another name.
    pub(crate) misnamed: Option<FileId>,
}

/// A file of `files/`.
#[derive(Debug)]
pub(crate) struct AttachmentRecord {
    pub(crate) path: String,
    pub(crate) source: std::path::PathBuf,
    pub(crate) size: u64,
    /// Where faults of the file itself are told.
    pub(crate) file: FileId,
}

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
    PartnerRecord, PersonRecord, ProjectRecord, ResearchWorkRecord, SynonymRecord,
    TrainingCenterRecord,
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
#[derive(Clone, Debug, Default)]
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

    /// The plans that are drafts.
    pub(crate) fn drafts(&self) -> impl Iterator<Item = (&OfficeRecords, &PlanFolder)> {
        let offices = self.offices.iter();
        let plans = offices.flat_map(|office| office.plans.iter().map(move |plan| (office, plan)));
        plans.filter(|(_, plan)| plan.is_draft())
    }

    /// What would have been read without the folders of drafts, and of offices that have only these.
    pub(crate) fn without_drafts(&self) -> Records {
        let left_out = self.offices_of_drafts().map(|office| office.path("")).collect::<Vec<_>>();
        let office = |office: &OfficeRecords| {
            if left_out.contains(&office.path("")) {
                let (folder, organization) = (office.folder.clone(), office.organization.clone());
                let rest = OfficeRecords::default();
                return OfficeRecords { folder, organization, is_left_out: true, ..rest };
            }
            let plans = office.plans.iter().filter(|plan| !plan.is_draft()).cloned().collect();
            OfficeRecords { plans, ..office.clone() }
        };
        let is_left_out = |file: &&AttachmentRecord| {
            left_out.iter().any(|office| file.path.starts_with(office.as_str()))
        };
        Records {
            portal: self.portal.clone(),
            offices: self.offices.iter().map(office).collect(),
            attachments: self.attachments.iter().filter(|it| !is_left_out(it)).cloned().collect(),
        }
    }

    /// The offices of which no plan is approved, where another office has one: without a plan the site has no first
    /// page of them.
    pub(crate) fn offices_of_drafts(&self) -> impl Iterator<Item = &OfficeRecords> {
        let has_approved = |office: &OfficeRecords| office.plans.iter().any(|it| !it.is_draft());
        let is_any = self.offices.iter().any(has_approved);
        let is_one = move |office: &&OfficeRecords| {
            is_any && !office.folder.is_empty() && !office.plans.is_empty() && !has_approved(office)
        };
        self.offices.iter().filter(is_one)
    }
}

/// The files of one office.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfficeRecords {
    /// Folder under `offices/`; empty when the portal has one office.
    pub(crate) folder: String,
    /// Whether nothing of it is to be made.
    pub(crate) is_left_out: bool,
    pub(crate) organization: Option<OrganizationRecord>,
    pub(crate) current: Maybe<String>,
    pub(crate) people: Vec<PersonRecord>,
    pub(crate) groups: Vec<GroupRecord>,
    pub(crate) forms: Vec<FormRecord>,
    pub(crate) colleges: Vec<CollegeRecord>,
    pub(crate) methodical_sections: Vec<MethodicalSectionRecord>,
    pub(crate) abbreviations: Vec<AbbreviationRecord>,
    pub(crate) synonyms: Vec<SynonymRecord>,
    pub(crate) partners: Vec<PartnerRecord>,
    pub(crate) projects: Vec<ProjectRecord>,
    pub(crate) research_works: Vec<ResearchWorkRecord>,
    pub(crate) practices: Vec<PracticeRecord>,
    pub(crate) pages: Vec<FreePageRecord>,
    pub(crate) plans: Vec<PlanFolder>,
}

impl OfficeRecords {
    /// A path of the office as a path of the content.
    pub(crate) fn path(&self, within: &str) -> String {
        path_of_office(&self.folder, within)
    }
}

/// A path of the office with this folder under `offices/`, or with none, as a path of the content.
pub(crate) fn path_of_office(folder: &str, within: &str) -> String {
    match folder {
        "" => within.to_owned(),
        folder => format!("offices/{folder}/{within}"),
    }
}

/// The plan that is the current one where nothing is said about it: the last that is approved.
pub(crate) fn latest(plans: &[PlanFolder]) -> Option<&PlanFolder> {
    plans.iter().rfind(|plan| !plan.is_draft()).or(plans.last())
}

/// One folder of `plans/`.
#[derive(Clone, Debug, Default)]
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

impl PlanFolder {
    /// Whether its `plan.toml` says that it is not approved yet.
    pub(crate) fn is_draft(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.draft == Some(true))
    }
}

/// One section's folder: `section.toml` and entries with prose.
#[derive(Clone, Debug, Default)]
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
#[derive(Clone, Debug)]
pub(crate) struct AttachmentRecord {
    pub(crate) path: String,
    pub(crate) source: std::path::PathBuf,
    pub(crate) size: u64,
    /// Where faults of the file itself are told.
    pub(crate) file: FileId,
}

//! The beginning of something new in the content: an entry, a practice, the plan of a year.
//!
//! Comes in: the content as it was read, with all its faults ([`Reading`]), and what is wanted. Goes out: what to
//! write ([`Begun`]), or why nothing can be begun ([`Refusal`]). Only what is needed has to be readable: a fault
//! elsewhere hinders nobody. The disk is for `commands/new.rs`. Start reading at `entry.rs`.

mod entry;
mod plan;
mod practice;

pub(crate) use entry::{entry, is_number};
pub(crate) use plan::{new_address, plan};
pub(crate) use practice::practice;

use crate::diagnostic::Diagnostics;
use crate::read::records::{Maybe, OfficeRecords, PlanFolder, Records, latest};
use crate::source::{FileId, Sources, Span};
use crate::text;
use crate::text::Text;

/// The content as it was read.
pub(crate) struct Reading {
    pub(crate) sources: Sources,
    pub(crate) records: Records,
    pub(crate) diagnostics: Diagnostics,
}

/// Something to write, and what to say of it.
pub(crate) struct Begun {
    pub(crate) place: Place,
    /// What has been done, then what to do next; without full stops, as every message.
    pub(crate) words: Vec<Text>,
}

/// Where it goes; paths within the content folder, with `/`.
pub(crate) enum Place {
    /// A file of its own.
    NewFile { path: String, text: String },
    /// A file that is there, with the line (from 1) at which the new lines begin.
    Lines { path: String, text: String, line_number: usize },
    /// A folder that is not there yet, with its files by their path in it.
    NewFolder { path: String, files: Vec<(String, String)> },
}

/// Why nothing can be begun.
pub(crate) enum Refusal {
    /// The call does not say enough.
    Usage(Text),
    /// The content does not allow it, because of what stands at the span.
    Content(Option<Span>, Text),
    /// What has to be known cannot be read: these faults come first.
    Unreadable(Diagnostics),
}

/// Faults after which a file may hold more than was understood of it.
const BROKEN: [&str; 3] = ["no-portal", "not-utf8", "toml-syntax"];

impl Reading {
    /// The office that is meant by its id, or the only one.
    pub(crate) fn office(&self, wanted: Option<&str>) -> Result<&OfficeRecords, Refusal> {
        self.require("portal.toml")?;
        let offices = self.records.offices.iter();
        let offices = offices.filter(|o| o.organization.is_some() || !o.plans.is_empty());
        let offices = offices.collect::<Vec<_>>();
        let office = match (wanted, offices.as_slice()) {
            (None, [office]) => *office,
            (None, []) => {
                return Err(no_office());
            }
            (wanted, offices) => {
                let is_meant =
                    |id: &str| offices.iter().find(|o| office_id(o) == id || o.folder == id);
                let Some(office) = wanted.and_then(is_meant) else {
                    let ids = offices.iter().map(|office| office_id(office));
                    return Err(unknown_office(wanted, ids));
                };
                office
            }
        };
        if !office.folder.is_empty() {
            self.require(&office.path("office.toml"))?;
        }
        Ok(office)
    }

    /// The plan of a year, or the current one.
    pub(crate) fn plan<'r>(
        &self,
        office: &'r OfficeRecords,
        year: Option<i32>,
    ) -> Result<&'r PlanFolder, Refusal> {
        let plan = match year {
            Some(year) => plan_of_year(office, year)
                .ok_or_else(|| no_plan_of(year, office.plans.iter().filter_map(year_of)))?,
            None => current_plan(office)?.ok_or_else(no_plan_yet)?,
        };
        self.require(&office.path(&format!("plans/{}/plan.toml", plan.name)))?;
        if year_of(plan).is_none() {
            let name = &plan.name;
            let message = text!(
                uk: "невідомо, на який рік план «{name}»; впишіть year у його plan.toml",
                en: "it is not known of which year the plan «{name}» is; write year in its plan.toml",
            );
            return Err(Refusal::Content(plan.plan.as_ref().map(|plan| plan.span), message));
        }
        Ok(plan)
    }

    /// Refuses to go on if a file, by its path in the content, could not be understood to its end.
    fn require(&self, path: &str) -> Result<(), Refusal> {
        let mut faults = Diagnostics::default();
        for fault in self.diagnostics.iter().filter(|fault| BROKEN.contains(&fault.code)) {
            let is_of_file = fault.span.is_none_or(|span| self.path(span.file) == Some(path));
            if is_of_file {
                let added =
                    faults.add(fault.code, fault.severity, fault.span, fault.message.clone());
                added.help = fault.help.clone();
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Refusal::Unreadable(faults)) }
    }

    /// The path of a file within the content.
    fn path(&self, file: FileId) -> Option<&str> {
        self.sources.within_content(self.sources.file(file))
    }
}

/// The words of a value; of an absent one none.
fn said(value: &Maybe<String>) -> &str {
    value.as_ref().map_or("", |value| value.value.as_str())
}

/// How `--office` names an office.
fn office_id(office: &OfficeRecords) -> &str {
    let id = office.organization.as_ref().and_then(|organization| organization.id.as_ref());
    id.map_or(office.folder.as_str(), |id| id.value.as_str())
}

/// There is no office at all.
pub(crate) fn no_office() -> Refusal {
    let message = text!(
        uk: "у змісті ще немає установи: у portal.toml бракує таблиці [organization]",
        en: "the content has no office yet: portal.toml lacks the table [organization]",
    );
    Refusal::Content(None, message)
}

/// Of several offices none is named, or one that is not among them.
pub(crate) fn unknown_office<'i>(
    wanted: Option<&str>,
    ids: impl Iterator<Item = &'i str>,
) -> Refusal {
    let ids = ids.collect::<Vec<_>>().join(", ");
    Refusal::Usage(match wanted {
        None => text!(
            uk: "у порталі кілька установ; скажіть, для якої: --office ID; є: {ids}",
            en: "the portal has several offices; say for which: --office ID; there are: {ids}",
        ),
        Some(wanted) => text!(
            uk: "немає установи «{wanted}»; є: {ids}",
            en: "there is no office «{wanted}»; there are: {ids}",
        ),
    })
}

/// The plan that stands first on the site; as in `resolve`, without a word about it the last that is approved.
fn current_plan(office: &OfficeRecords) -> Result<Option<&PlanFolder>, Refusal> {
    let Some(current) = &office.current else { return Ok(latest(&office.plans)) };
    match office.plans.iter().find(|plan| plan.name == current.value) {
        Some(plan) => Ok(Some(plan)),
        None => {
            let name = &current.value;
            let message = text!(
                uk: "чинним названо план «{name}», а його немає; виправте current",
                en: "the current plan is said to be «{name}», which is not there; mend current",
            );
            Err(Refusal::Content(Some(current.span), message))
        }
    }
}

fn plan_of_year(office: &OfficeRecords, year: i32) -> Option<&PlanFolder> {
    let mut plans = office.plans.iter().filter(|plan| year_of(plan) == Some(year));
    let first = plans.next()?;
    let current = office.current.as_ref().map(|current| current.value.as_str());
    Some(plans.find(|plan| current == Some(plan.name.as_str())).unwrap_or(first))
}

/// The year of a plan: what `plan.toml` says, else the folder's name.
fn year_of(plan: &PlanFolder) -> Option<i32> {
    let written = plan.plan.as_ref().and_then(|plan| plan.year.as_ref());
    let written = written.and_then(|year| i32::try_from(year.value).ok());
    written.or_else(|| plan.name.get(..4)?.parse().ok())
}

fn no_plan() -> Text {
    text!(
        uk: "плану ще немає; почніть його: plan-portal new plan РІК",
        en: "there is no plan yet; begin one: plan-portal new plan YEAR",
    )
}

/// The office has no plan at all.
pub(crate) fn no_plan_yet() -> Refusal {
    Refusal::Content(None, no_plan())
}

/// The office has no plan of this year, but of others.
pub(crate) fn no_plan_of(year: i32, years: impl Iterator<Item = i32>) -> Refusal {
    let known = years.map(|year| year.to_string()).collect::<Vec<_>>().join(", ");
    let message = match known.is_empty() {
        true => no_plan(),
        false => text!(
            uk: "плану на {year} рік немає (є: {known}); почніть його: plan-portal new plan {year}",
            en: "there is no plan of {year} (there are: {known}); begin it: plan-portal new plan {year}",
        ),
    };
    Refusal::Content(None, message)
}

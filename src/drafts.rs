//! Plans that are not approved yet (`draft = true`): all is made as if their folders were not there, and what only they
//! say is told apart.
//!
//! Nobody else has to know which plans are drafts: the content is understood once without them and once with them. From
//! the first come the pages, from the second the faults. A fault that is told both times is one of the site; one that
//! is told only with the drafts is theirs, and hinders nothing; one that is told only without them is none: something
//! names what was left out. Start reading at [`left_out`].

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::plan::{Organization, Plan, Portal};
use crate::read::records::Records;
use crate::source::{FileId, Sources, Span};
use crate::text;

/// What becomes of plans that are not approved yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// As if they were not there.
    LeftOut,
    /// As if they were approved, but marked.
    Shown,
}

/// What was read, without the drafts, and its faults; nothing where no plan is one.
pub(crate) fn left_out(
    records: &Records,
    faults: &Diagnostics,
    sources: &Sources,
) -> Option<(Records, Diagnostics)> {
    let drafts = records.drafts();
    let drafts =
        drafts.map(|(office, plan)| (office.path(&format!("plans/{}/", plan.name)), plan.approved));
    let drafts = drafts.collect::<Vec<_>>();
    if drafts.is_empty() {
        return None;
    }
    let offices = records.offices_of_drafts().map(|office| (office.path(""), None));
    let drafts = drafts.into_iter().chain(offices).collect::<Vec<_>>();
    let is_of_draft = |file: FileId| {
        let path = sources.within_content(sources.file(file));
        drafts.iter().any(|(folder, approved)| {
            *approved == Some(file) || path.is_some_and(|path| path.starts_with(folder.as_str()))
        })
    };
    let mut faults = faults.clone();
    faults.retain(|fault| !fault.span.is_some_and(|span| is_of_draft(span.file)));
    Some((records.without_drafts(), faults))
}

/// Of all faults those of the site, which are told without the drafts, too.
pub(crate) fn of_site(all: &Diagnostics, without: &Diagnostics) -> Diagnostics {
    let without = places(without);
    let mut faults = all.clone();
    faults.retain(|fault| without.contains(&place(fault)));
    faults
}

/// Of all faults those that the site does not have, as faults of drafts.
pub(crate) fn of_drafts(mut all: Diagnostics, site: &Diagnostics) -> Diagnostics {
    let site = places(site);
    all.retain(|fault| !site.contains(&place(fault)));
    all.iter_mut().for_each(|fault| fault.is_of_draft = true);
    all
}

/// Leaves out of the site the files that only drafts lead to.
pub(crate) fn leave_out_files(site: &mut Portal, all: &Portal) {
    let is_named = |path: &String| all.attachments.get(path).is_some_and(|file| file.is_named);
    site.attachments.retain(|path, file| file.is_named || !is_named(path));
}

/// Tells of an office that has drafts only: without a current plan the site has no first page of it. Others are made
/// all the same.
pub(crate) fn require_approved(site: &Portal, all: &Portal, diagnostics: &mut Diagnostics) {
    for (office, Organization { address, .. }) in all.organizations.iter() {
        let mut approved = site.plans.iter().map(|(_, plan)| plan.organization);
        let has_one = approved.any(|office| site.organizations[office].address == *address);
        let Some((_, draft)) = all.plans_of(office).next().filter(|_| !has_one) else { continue };
        let is_there = site.organizations.iter().any(|(_, office)| office.address == *address);
        let message = match is_there {
            true => text!(
                uk: "жодного плану ще не затверджено, тож скласти сайт немає з чого",
                en: "no plan is approved yet, so there is nothing to make a site of",
            ),
            false => text!(
                uk: "жодного плану цієї установи ще не затверджено, тож на сайті її немає",
                en: "no plan of this office is approved yet, so the site has nothing of it",
            ),
        };
        let help = text!(
            uk: "переглянути проєкт — plan-portal serve; коли його затвердять, приберіть рядок draft = true",
            en: "plan-portal serve shows the draft; once it is approved, remove the line draft = true",
        );
        let severity = if is_there { Severity::Error } else { Severity::Warning };
        let told = diagnostics.add("unknown-plan", severity, Some(draft.span), message);
        told.help(help).is_of_draft = !is_there;
    }
}

/// What two tellings of one fault have in common: their words may name what only one of them knows.
type Place = (&'static str, Option<Span>);

fn place(fault: &Diagnostic) -> Place {
    (fault.code, fault.span)
}

fn places(faults: &Diagnostics) -> BTreeSet<Place> {
    faults.iter().map(place).collect()
}

/// The drafts of a portal, by their year.
pub(crate) fn drafts(portal: &Portal) -> Vec<&Plan> {
    let plans = portal.plans.iter().map(|(_, plan)| plan).filter(|plan| plan.is_draft);
    let mut plans = plans.collect::<Vec<_>>();
    plans.sort_by_key(|plan| plan.year);
    plans
}

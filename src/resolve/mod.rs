//! Records become the plan: every reference is looked up, every term understood.
//!
//! Comes in: [`Records`] as written. Goes out: a [`Portal`] whose references cannot dangle, and diagnostics for
//! all that could not be understood; what is wrong is left out and told once. One file for each group of tables.
//! Start reading at [`resolve`].

mod addresses;
mod attachments;
mod calendar;
mod cells;
mod changes;
mod columns;
mod copies;
mod delivery;
mod entries;
mod meant;
mod mentions;
mod moments;
mod names;
mod occasions;
mod office;
mod plans;
mod responsible;
mod scope;

use crate::diagnostic::{Diagnostics, Severity};
use crate::plan::{Delivery, Organization, Portal, Settings};
use crate::read::records::{OfficeRecords, OrganizationRecord, PortalRecord, Records};
use crate::resolve::addresses::{mail_address, site_address, web_address};
use crate::resolve::scope::{Ids, Scope};
use crate::source::{Sources, Span, Spanned};
use crate::text;

/// Resolves everything; `sources` serves to read approved documents and to place faults within cells.
pub fn resolve(records: Records, sources: &Sources) -> (Portal, Diagnostics) {
    let locks = records.calendar_locks();
    // What has been published of calendars is as long as the plans and needs nothing of them.
    let ((mut portal, mut diagnostics), locks) =
        rayon::join(|| resolve_records(records, sources), || calendar::locks(&locks, sources));
    mentions::find_all(&mut portal);
    attachments::find_named(&mut portal);
    calendar::put_locks(locks, &mut portal, &mut diagnostics);
    (portal, diagnostics)
}

fn resolve_records(records: Records, sources: &Sources) -> (Portal, Diagnostics) {
    let mut portal = Portal::default();
    let mut diagnostics = Diagnostics::default();
    let Records { portal: settings, offices, attachments } = records;
    if let Some(record) = settings {
        portal.theme_named = record.theme.as_ref().map(|theme| theme.span);
        (portal.settings, portal.delivery) = resolve_settings(record, &mut diagnostics);
    }
    let mut ids = Ids::default();
    let has_many = offices.iter().filter(|office| office.organization.is_some()).count() > 1;
    attachments::resolve_attachments(attachments, has_many, &mut portal, &mut diagnostics);
    for mut office in offices.into_iter().filter(|office| !office.is_left_out) {
        let folder = office.folder.clone();
        let is_office = office.organization.is_some() || !office.plans.is_empty();
        if !is_office {
            // The portal's own files: its free pages belong to no office.
            let mut scope = Scope::default();
            office::resolve_pages(
                std::mem::take(&mut office.pages),
                &mut portal,
                &mut scope,
                &mut diagnostics,
            );
            continue;
        }
        let record = office.organization.take();
        if let Err(better) = scope::site_folder(&folder)
            && has_many
            && !folder.is_empty()
        {
            report_folder(&folder, &better, &mut diagnostics);
        }
        let organization = resolve_organization(record, &folder, has_many, &mut diagnostics);
        let organization = portal.organizations.add(organization);
        resolve_office(office, organization, &mut portal, &mut ids, sources, &mut diagnostics);
    }
    ids.report_twins(&portal, &mut diagnostics);
    if portal.settings.domain.is_empty() {
        portal.settings.domain = domain_of(&portal);
    }
    (portal, diagnostics)
}

/// The folder of an office among others is that of its pages too.
fn report_folder(folder: &str, better: &str, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "тека «offices/{folder}» не може бути текою на сайті",
        en: "the folder «offices/{folder}» cannot be a folder of the site",
    );
    let help = text!(
        uk: "перейменуйте теку латинськими літерами, цифрами й дефісами: «offices/{better}»",
        en: "name the folder with Latin letters, digits and hyphens: «offices/{better}»",
    );
    diagnostics.add("bad-id", Severity::Error, None, message).help(help);
}

fn resolve_office(
    office: OfficeRecords,
    organization: crate::plan::Idx<Organization>,
    portal: &mut Portal,
    ids: &mut Ids,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let OfficeRecords {
        folder,
        is_left_out: _,
        organization: _,
        current,
        people,
        groups,
        forms,
        colleges,
        methodical_sections,
        abbreviations,
        synonyms,
        partners,
        projects,
        research_works,
        practices,
        pages,
        plans,
    } = office;
    let mut scope = Scope { organization: Some(organization), folder, ..Scope::default() };
    office::resolve_people(people, portal, &mut scope, diagnostics);
    office::resolve_groups(groups, portal, &mut scope, diagnostics);
    office::resolve_forms(forms, portal, &mut scope, diagnostics);
    office::resolve_abbreviations(abbreviations, portal, &scope, diagnostics);
    office::resolve_synonyms(synonyms, portal, &scope);
    let centers = office::resolve_colleges(colleges, portal, &mut scope, diagnostics);
    let section_items =
        office::resolve_methodical_sections(methodical_sections, portal, &mut scope, diagnostics);
    plans::resolve_plans(plans, current, portal, &mut scope, ids, sources, diagnostics);
    office::resolve_training_centers(centers, portal, ids, diagnostics);
    office::link_methodical_sections(section_items, portal, ids, diagnostics);
    office::resolve_partners(partners, portal, &mut scope, ids, diagnostics);
    office::resolve_projects(projects, portal, &mut scope, ids, diagnostics);
    office::resolve_research_works(research_works, portal, &mut scope, ids, diagnostics);
    office::resolve_practices(practices, portal, &mut scope, ids, diagnostics);
    office::resolve_pages(pages, portal, &mut scope, diagnostics);
}

fn resolve_settings(record: PortalRecord, diagnostics: &mut Diagnostics) -> (Settings, Delivery) {
    let PortalRecord {
        title,
        base_url,
        time_zone,
        theme,
        data_license,
        offline_copy,
        search_file_kb,
        calendar,
        publish,
    } = record;
    let (domain, calendar) = calendar::policy(calendar, diagnostics);
    let time_zone = time_zone.filter(|zone| calendar::is_time_zone(zone, diagnostics));
    let base_url = site_address(base_url, diagnostics);
    let base_url = base_url.map(|url| if url.ends_with('/') { url } else { url + "/" });
    let settings = Settings {
        title: title.map(|title| title.value).unwrap_or_default(),
        base_url,
        time_zone: time_zone.map_or_else(|| "Europe/Kyiv".to_owned(), |zone| zone.value),
        domain: domain.unwrap_or_default(),
        calendar,
        theme: theme.map_or_else(|| "default".to_owned(), |theme| theme.value),
        data_license: data_license.map(|license| license.value),
        has_offline_copy: offline_copy,
        search_file_kb: search_file_kb.and_then(|size| kilobytes(&size, diagnostics)),
    };
    (settings, delivery::resolve_delivery(publish, diagnostics))
}

fn kilobytes(size: &Spanned<i64>, diagnostics: &mut Diagnostics) -> Option<usize> {
    let value = size.value;
    let known = usize::try_from(value).ok().filter(|size| *size <= 100_000);
    if known.is_none() {
        let message = text!(
            uk: "{value} не може бути розміром файлу в кілобайтах",
            en: "{value} cannot be the size of a file in kilobytes",
        );
        let help = text!(uk: "пишіть від 0 до 100000", en: "write 0 to 100000");
        diagnostics.error("unknown-value", size.span, message).help(help);
    }
    known
}

fn resolve_organization(
    record: Option<OrganizationRecord>,
    folder: &str,
    has_many: bool,
    diagnostics: &mut Diagnostics,
) -> Organization {
    let mut organization = Organization {
        id: if folder.is_empty() { "office".to_owned() } else { folder.to_owned() },
        name: String::new(),
        short_name: String::new(),
        region: None,
        website: None,
        email: None,
        address: if has_many { folder.to_owned() } else { String::new() },
        current_plan: None,
    };
    let Some(record) = record else { return organization };
    let OrganizationRecord { id, name, short_name, region, website, email } = record;
    if let Some(id) = id.filter(|id| scope::check_id(id, diagnostics)) {
        organization.id = id.value;
    }
    organization.name = name.map(|name| name.value).unwrap_or_default();
    organization.short_name =
        short_name.map_or_else(|| organization.name.clone(), |name| name.value);
    organization.region = region.map(|region| region.value);
    organization.website = web_address(website, diagnostics);
    organization.email = mail_address(email, diagnostics);
    organization
}

/// Without a setting, identifiers of events use a name of the office that will not change with its host.
fn domain_of(portal: &Portal) -> String {
    let first = portal.organizations.iter().next();
    first.map_or_else(|| "plan".to_owned(), |(_, office)| format!("{}.plan", office.id))
}

/// The place of `range` within a quoted TOML value, when it was written without escapes.
pub(in crate::resolve) fn span_within(
    sources: &Sources,
    value: &Spanned<String>,
    range: std::ops::Range<usize>,
) -> Span {
    let written = sources.excerpt(value.span);
    match written.find(value.value.as_str()) {
        Some(offset) if !value.value.is_empty() => {
            let start = value.span.start as usize + offset;
            Span::new(value.span.file, start + range.start..start + range.end)
        }
        _ => value.span,
    }
}

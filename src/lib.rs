//! plan-portal: an office's annual plan becomes its public website.
//!
//! The stages, in the order the data passes them: [`read`] (files to records), [`resolve`] (records to the plan),
//! [`check`] (what a person should mend), [`site`] (the plan to a list of files), [`render`] (their bytes, in
//! parallel), [`publish`] (a new site in place of the old one, in one step). [`load`] calls the first three,
//! [`build`] the others. Everything else serves them; [`commands`] is what `main.rs` calls.

pub mod approved;
mod begin;
pub mod bench_content;
pub mod calendar_lock;
pub mod check;
pub mod commands;
mod content_text;
pub mod diagnostic;
pub mod drafts;
pub mod export;
pub mod failure;
pub mod import;
pub mod key;
pub mod language;
mod made_of;
pub mod markdown;
mod media_type;
pub mod plan;
pub mod publish;
pub mod read;
pub mod render;
pub mod report;
pub mod resolve;
pub mod send;
pub mod serve;
pub mod site;
pub mod source;
pub mod target;
pub mod term;
pub mod text;
mod xml;

use std::path::Path;

use chrono::NaiveDateTime;

use crate::diagnostic::Diagnostics;
use crate::drafts::Drafts;
use crate::failure::Failure;
use crate::made_of::Parts;
use crate::plan::{CalendarLock, Idx, Plan, Portal};
use crate::publish::Sink;
use crate::read::Known;
use crate::render::theme::Theme;
use crate::site::{Assets, Site, Standing};
use crate::source::Sources;

/// Content that was read, understood and checked.
#[derive(Debug)]
pub struct Loaded {
    /// The texts, for reports.
    pub sources: Sources,
    /// The plan and all around it.
    pub portal: Portal,
    /// All faults, in reading order; acknowledged remarks are taken out.
    pub diagnostics: Diagnostics,
    /// How many remarks the content acknowledges.
    pub acknowledged: usize,
    /// With the plans that are not approved yet, if there are any and they were left out.
    pub with_drafts: Option<Portal>,
}

/// Reads, resolves and checks a content folder.
///
/// # Errors
/// When the disk refuses; wrong content is in [`Loaded::diagnostics`].
pub fn load(root: &Path, drafts: Drafts) -> Result<Loaded, Failure> {
    let loaded = load_with((root, drafts), &mut Known::default(), &Progress::SILENT, || ());
    loaded.map(|(loaded, ())| loaded)
}

/// As [`load`], for somebody who listens, or loads again; what `beside` does is done while the content that was read is
/// understood.
///
/// # Errors
/// As [`load`].
pub fn load_with<T: Send>(
    (root, drafts): (&Path, Drafts),
    known: &mut Known,
    progress: &Progress<'_>,
    beside: impl FnOnce() -> T + Send,
) -> Result<(Loaded, T), Failure> {
    let (sources, records, faults) = read::read(root, known)?;
    (progress.done)(Stage::Read);
    // Files are read on all threads, a plan is mostly understood on one.
    Ok(rayon::join(|| understand_with(sources, records, faults, drafts, progress), beside))
}

/// The stages between reading and listing the site, without the disk.
pub fn understand(
    sources: Sources,
    records: read::records::Records,
    diagnostics: Diagnostics,
    drafts: Drafts,
) -> Loaded {
    understand_with(sources, records, diagnostics, drafts, &Progress::SILENT)
}

fn understand_with(
    mut sources: Sources,
    records: read::records::Records,
    faults: Diagnostics,
    drafts: Drafts,
    progress: &Progress<'_>,
) -> Loaded {
    let locks = records.calendar_locks();
    let left_out = match drafts {
        Drafts::LeftOut => drafts::left_out(&records, &faults, &sources),
        Drafts::Shown => None,
    };
    let (without, (portal, told)) = rayon::join(
        || left_out.map(|(records, faults)| (resolve::resolve(records, &sources), faults)),
        || resolve::resolve(records, &sources),
    );
    // What calendars remember is as long as the plans themselves; once it is understood only its faults point there.
    if told.is_empty() {
        locks.into_iter().for_each(|file| sources.release(file));
    }
    (progress.done)(Stage::Resolve);
    let checked = |portal: &Portal, mut faults: Diagnostics, told: Diagnostics| {
        faults.extend(told);
        faults.extend(check::check(portal, &sources));
        faults
    };
    let all = checked(&portal, faults, told);
    let explained = |portal: &Portal, mut faults: Diagnostics| {
        check::leave_out_consequences(&mut faults, &sources);
        let acknowledged = check::acknowledge(portal, &sources, &mut faults);
        faults.sort();
        (faults, acknowledged)
    };
    let (site, (mut diagnostics, acknowledged), mut of_drafts, with_drafts) = match without {
        None => {
            let explained = explained(&portal, all);
            (portal, explained, Diagnostics::default(), None)
        }
        Some(((mut site, told), faults)) => {
            drafts::leave_out_files(&mut site, &portal);
            let mut of_site = drafts::of_site(&all, &checked(&site, faults, told));
            drafts::require_approved(&site, &portal, &mut of_site);
            let of_site = explained(&site, of_site);
            let of_drafts = drafts::of_drafts(explained(&portal, all).0, &of_site.0);
            (site, of_site, of_drafts, Some(portal))
        }
    };
    check::tell_once(&mut diagnostics, &sources);
    check::tell_once(&mut of_drafts, &sources);
    diagnostics.extend(of_drafts);
    diagnostics.sort();
    (progress.done)(Stage::Check);
    Loaded { sources, portal: site, diagnostics, acknowledged, with_drafts }
}

/// Lists, renders and hands the site to the sink, if it could be opened; with faults it is dropped as it is. What stands
/// there already and is made of the same is not listed.
///
/// `now` (UTC) stamps calendar events that changed. Gives the sink back, to be finished; or `None` when faults were
/// found, which stand in `loaded` then.
///
/// # Errors
/// When the disk refuses.
pub fn build(
    loaded: &mut Loaded,
    theme: &Theme,
    now: NaiveDateTime,
    progress: &Progress<'_>,
    sink: Result<Sink, Failure>,
) -> Result<Option<Built>, Failure> {
    let assets = Assets {
        stylesheet: theme.stylesheet.clone(),
        script: theme.script.clone(),
        search_script: theme.search_script.clone(),
        search_shards_script: theme.search_shards_script.clone(),
    };
    let built = build_site(loaded, (theme, &assets), now, progress, sink)?;
    let Loaded { with_drafts, diagnostics, .. } = loaded;
    if let Some(portal) =
        with_drafts.as_ref().filter(|_| !check::leaves_something_out(diagnostics.iter()))
    {
        let links = drafts::of_drafts(links(portal, assets, now), diagnostics);
        diagnostics.extend(links);
    }
    Ok(built)
}

/// Links that lead nowhere. Of content with something left out every link to it would seem to be one.
fn links(portal: &Portal, assets: Assets, now: NaiveDateTime) -> Diagnostics {
    site::site(&Site::new(portal, assets, now, Standing::new())).1
}

fn build_site(
    loaded: &mut Loaded,
    (theme, assets): (&Theme, &Assets),
    now: NaiveDateTime,
    progress: &Progress<'_>,
    sink: Result<Sink, Failure>,
) -> Result<Option<Built>, Failure> {
    let Loaded { sources, portal, diagnostics, .. } = loaded;
    if diagnostics.has_errors() {
        // Links that lead nowhere are told with the other faults, where the site would have all its pages.
        if !check::leaves_something_out(diagnostics.of_site()) {
            diagnostics.extend(links(portal, assets.clone(), now));
        }
        return Ok(None);
    }
    let parts = Parts::of(sources, (portal, now), assets, theme);
    let standing = sink.as_ref().map_or_else(|_| Standing::new(), |sink| parts.standing(sink));
    (progress.done)(Stage::Look);
    let mut whole = None;
    let kept = Site::new(portal, assets.clone(), now, standing);
    let mut site = &kept;
    let (mut outputs, mut faults) = site::site(site);
    if !faults.is_empty() && kept.is_partial() {
        // Told of is what a clean build would find, with all its places.
        site = whole.insert(kept.whole(now));
        (outputs, faults) = site::site(site);
    }
    diagnostics.extend(faults);
    if diagnostics.has_errors() {
        return Ok(None);
    }
    let sink = sink?;
    let plans = parts.keep_plans(site, &mut outputs, &sink);
    if !outputs.parts[0].is_kept() {
        let assets = theme.assets.iter().map(|a| (a.path.as_str(), a.bytes.as_slice()));
        site::add_assets(&mut outputs, assets);
    }
    (progress.listed)(outputs.parts.iter().map(|part| part.list.len()).sum());
    (progress.done)(Stage::List);
    let faults = render::render(&outputs, theme, &sink, progress.rendered)?;
    diagnostics.extend(faults);
    parts.note(site, &outputs, &sink);
    plans.into_iter().for_each(|(folder, next)| sink.note_part(&folder, next));
    (progress.done)(Stage::Render);
    drop(outputs);
    let locks = whole.unwrap_or(kept).calendars.locks;
    Ok((!diagnostics.has_errors()).then_some(Built { sink, locks }))
}

/// A site that was made without a fault.
pub struct Built {
    /// Where it is, to be finished.
    pub sink: Sink,
    /// What has been published of each plan's calendars once it is.
    pub locks: Vec<(Idx<Plan>, CalendarLock)>,
}

/// What a build goes through, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files became records.
    Read,
    /// Records became the plan.
    Resolve,
    /// The plan was checked.
    Check,
    /// The sink looked at what stands in its place, and which of it may stay.
    Look,
    /// The site was listed.
    List,
    /// Every page was rendered and handed to the sink.
    Render,
    /// The new site stands in place; whoever finishes the sink tells this one.
    Publish,
}

/// Who hears how far a build is.
pub struct Progress<'a> {
    /// Called at the end of each stage.
    pub done: &'a (dyn Fn(Stage) + Sync),
    /// Called once with the number of files.
    pub listed: &'a (dyn Fn(usize) + Sync),
    /// Called for each finished file, from any thread.
    pub rendered: &'a (dyn Fn() + Sync),
}

impl Progress<'_> {
    /// For those who do not want to hear.
    pub const SILENT: Progress<'static> =
        Progress { done: &|_| {}, listed: &|_| {}, rendered: &|| {} };
}

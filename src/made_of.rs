//! Of what each part of the site is made: everything that can change a byte of an office's files, in one key.
//!
//! A part is the folder of an office, or the whole site where one office has it all. In its key is the program, the
//! theme, the settings, every file of the content that is not another office's own, and the locks of its calendars. Which
//! files are an office's own stands in [`own`]; whatever is not listed there counts for every office. What other
//! offices can still change of an office's pages is taken in by value: that they exist, their plans' years, and
//! references from one office to a row of another, with which no office is by itself any more ([`is_woven`]).
//!
//! The locks are those that were read, so a key is known before anything is listed; what a build remembers is the key
//! that the next one will have. Start reading at [`Parts`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use rayon::prelude::*;

use crate::key::Key;
use crate::plan::{CalendarLock, Idx, Item, Organization, Plan, Portal};
use crate::publish::{Next, Sink};
use crate::read::{OFFICE_FILES, within_office};
use crate::render::theme::Theme;
use crate::site::output::{self, Output, Outputs};
use crate::site::{Assets, Site, Stand, Standing};
use crate::source::Sources;

/// Folders of an office that, beside its [`OFFICE_FILES`], only its own pages are made of.
const OWN_FOLDERS: [&str; 2] = ["plans/", "practices/"];

/// The parts of a site, and of what each is made.
pub(crate) struct Parts<'p> {
    portal: &'p Portal,
    now: NaiveDateTime,
    /// What no office has to itself.
    shared: Key,
    /// By their folders.
    list: BTreeMap<&'p str, Part>,
    /// Of each plan, what its calendars remember as it was read.
    locks: Vec<Key>,
    texts: Texts<'p>,
    is_woven: bool,
}

struct Part {
    /// Of what it is made, the locks of calendars apart.
    key: Key,
    /// The plans whose locks count.
    plans: Vec<Idx<Plan>>,
}

impl<'p> Parts<'p> {
    /// The folder of each office, or the whole site where one office has it all.
    pub(crate) fn of(
        sources: &'p Sources,
        (portal, now): (&'p Portal, NaiveDateTime),
        assets: &Assets,
        theme: &Theme,
    ) -> Parts<'p> {
        let texts = Texts::of(sources, portal);
        let locks = portal.plans.all().iter().collect::<Vec<_>>();
        let locks = locks.par_iter().map(|plan| Key::of(&portal.plans[*plan].calendar_lock));
        let shared = shared((portal, assets), theme, texts.of_all);
        // The theme's own files lie in no office's folder.
        let files = theme.assets.iter().map(|asset| (&asset.path, &asset.bytes));
        let of_all = Key::of(&(shared, &texts.of_offices, files.collect::<Vec<_>>()));
        let is_woven = is_woven(portal);
        let part = |(idx, Organization { address, .. }): (Idx<Organization>, &'p Organization)| {
            if is_woven || address.is_empty() {
                let plans = portal.plans.all().iter().collect();
                return (address.as_str(), Part { key: of_all, plans });
            }
            let key = Key::of(&(shared, texts.of_offices.get(address.as_str())));
            let plans = portal.plans_of(idx).map(|(plan, _)| plan).collect();
            (address.as_str(), Part { key, plans })
        };
        let list = portal.organizations.iter().map(part).collect();
        let (locks, list) = (locks.collect(), list);
        Parts { portal, now, shared, list, locks, texts, is_woven }
    }

    /// What `sink` has of them already: made of the same, and as it was made.
    pub(crate) fn standing(&self, sink: &Sink) -> Standing {
        let standing = |(folder, part): (&&str, &Part)| {
            let key = part.key(|plan| self.locks[plan.index()]);
            let (files, is_locked) = match sink.standing(folder, key) {
                Some(files) => (files, true),
                None => (sink.standing(folder, self.stamped(key))?, false),
            };
            Some(((*folder).to_owned(), Stand { files, is_locked }))
        };
        self.list.iter().filter_map(standing).collect()
    }

    /// The key of a part of which events were stamped; it is good for the same moment only.
    fn stamped(&self, key: Key) -> Key {
        Key::of(&("stamped", key, self.now))
    }

    /// Tells `sink` of what the next build would make them, now that it is known what calendars remember then; plans
    /// without such a lock stand as they are.
    pub(crate) fn note(&self, site: &Site<'_>, outputs: &Outputs<'_>, sink: &Sink) {
        let locks = &site.calendars.locks;
        let lock = |(plan, after): &(Idx<Plan>, CalendarLock)| {
            let before = &self.portal.plans[*plan].calendar_lock;
            let change = (before != after)
                .then(|| Change { after: Key::of(after), is_lasting: is_lasting(before, after) });
            (*plan, change)
        };
        let locks = locks.par_iter().map(lock).collect::<BTreeMap<_, _>>();
        let change = |plan: &Idx<Plan>| locks.get(plan).and_then(Option::as_ref);
        for (folder, part) in &self.list {
            if !is_apart(outputs, folder) {
                continue;
            }
            let mut changes = part.plans.iter().filter_map(change);
            let stood_stamped = site.standing.get(*folder).is_some_and(|stand| !stand.is_locked);
            let is_same = changes.clone().next().is_none() && !stood_stamped;
            let is_lasting = changes.all(|change| change.is_lasting);
            let before = |plan: Idx<Plan>| self.locks[plan.index()];
            let after = |plan| change(&plan).map_or_else(|| before(plan), |change| change.after);
            let written = (is_lasting && !stood_stamped).then(|| part.key(after));
            let read = part.key(before);
            let unwritten = Some(if is_same { read } else { self.stamped(read) });
            sink.note_part(folder, Next { written, unwritten });
        }
    }
}

/// The folder of a past plan and of what its files are made: now, and by the next build.
struct PastPlan {
    folder: String,
    now: Key,
    next: Key,
}

impl Parts<'_> {
    /// Takes out of what is listed the files of past plans that `sink` has already, made of the same. Tells of what the
    /// next build would make the files of each.
    ///
    /// A plan that is not the office's current one has a folder in which nothing else lies. Another plan's sections can
    /// change there what a menu says, what [`Site::key_of_years`] holds, and nothing else.
    pub(crate) fn keep_plans(
        &self,
        site: &Site<'_>,
        outputs: &mut Outputs<'_>,
        sink: &Sink,
    ) -> Vec<(String, Next)> {
        let listed = outputs.parts.iter_mut().filter(|part| !part.is_kept() && !self.is_woven);
        let mut noted = Vec::new();
        for part in listed {
            let offices = self.portal.organizations.iter();
            let offices = offices.filter(|(_, office)| office.address == part.folder);
            let plans = offices.flat_map(|(office, _)| {
                let years = site.key_of_years(office);
                self.portal.plans_of(office).map(move |(plan, _)| (plan, years))
            });
            let plans = plans.collect::<Vec<_>>();
            let Some(shells) = shells_of(part) else { continue };
            let past = plans.par_iter().filter_map(|plan| self.past_plan(site, *plan, &shells));
            for PastPlan { folder, now, next } in past.collect::<Vec<_>>() {
                if let Some(paths) = sink.standing(&folder, now) {
                    part.keep(&folder, &paths);
                }
                noted.push((folder, Next { written: Some(next), unwritten: Some(now) }));
            }
        }
        noted
    }

    fn past_plan(
        &self,
        site: &Site<'_>,
        (plan, years): (Idx<Plan>, Key),
        shells: &[Key],
    ) -> Option<PastPlan> {
        let Plan { address, calendar_lock: before, .. } = &self.portal.plans[plan];
        // Folders of an office that hold other things begin with a letter.
        let is_apart = address.starts_with(|first: char| first.is_ascii_digit());
        if !self.portal.is_past(Some(plan)) || !is_apart {
            return None;
        }
        let folder = self.portal.plan_path(plan, "");
        let (_, after) = site.calendars.locks.iter().find(|(of, _)| *of == plan)?;
        let of_before = self.locks[plan.index()];
        let of_after = if before == after { of_before } else { Key::of(after) };
        let lasts = before == after || is_lasting(before, after);
        let made_of = (self.shared, self.texts_of_plan(plan), years, shells);
        let of = |before: Key| Key::of(&("plan", &made_of, before, of_after));
        let (now, next) = (of(of_before), of(if lasts { of_after } else { of_before }));
        let folder = folder.trim_end_matches('/').to_owned();
        Some(PastPlan { folder, now, next })
    }

    /// The texts of the office but for the sections of its other plans.
    fn texts_of_plan(&self, plan: Idx<Plan>) -> Vec<(&str, Key)> {
        let organization = self.portal.plans[plan].organization;
        let office = self.portal.organizations[organization].address.as_str();
        let others = self.portal.plans_of(organization).filter(|(other, _)| *other != plan);
        let others = others.map(|(_, other)| within(office, &other.folder)).collect::<Vec<_>>();
        let is_of_other = |path: &str| {
            let mut rests = others.iter().filter_map(|folder| path.strip_prefix(folder));
            rests.any(|rest| rest.strip_prefix('/').is_some_and(|rest| rest.contains('/')))
        };
        let texts = self.texts.of_offices.get(office).into_iter().flatten();
        texts.filter(|(path, _)| !is_of_other(path)).copied().collect()
    }
}

/// The path in the office's folder.
fn within<'a>(office: &str, path: &'a str) -> &'a str {
    let inside = path.strip_prefix("offices/").and_then(|path| path.strip_prefix(office));
    inside.filter(|_| !office.is_empty()).map_or(path, |path| path.trim_start_matches('/'))
}

/// What the pages of each folder share.
fn shells_of(part: &output::Part<'_>) -> Option<Vec<Key>> {
    let key = |shell: &output::Shell<'_>| {
        let mut said = Vec::new();
        (shell.view)().write(&mut said).then(|| Key::of(&said))
    };
    part.shells.par_iter().map(key).collect()
}

impl Part {
    fn key(&self, lock: impl Fn(Idx<Plan>) -> Key) -> Key {
        let locks = self.plans.iter().map(|plan| lock(*plan)).collect::<Vec<_>>();
        Key::of(&(self.key, locks))
    }
}

/// A lock that becomes another one.
struct Change {
    after: Key,
    /// Nothing of what was read is lost: the next build, which reads what this one writes, says the same.
    is_lasting: bool,
}

/// Whether all files of the part, and no others, lie in its folder: an office may be called «assets», and one at the top
/// has the folders of all others within its own, whether these are listed or stand.
fn is_apart(outputs: &Outputs<'_>, folder: &str) -> bool {
    if folder.is_empty() && outputs.parts.iter().any(|part| !part.folder.is_empty()) {
        return false;
    }
    let is_inside = |output: &Output<'_>| {
        let inside = output.path.split_once('/').map(|(top, _)| top);
        folder.is_empty() || inside.is_some_and(|top| top.eq_ignore_ascii_case(folder))
    };
    outputs.parts.iter().all(|part| {
        let is_own = part.folder == folder;
        part.list.iter().all(|output| is_inside(output) == is_own)
    })
}

/// What no office has to itself.
fn shared((portal, assets): (&Portal, &Assets), theme: &Theme, texts: Key) -> Key {
    let offices = portal.organizations.iter().map(|(_, office)| format!("{office:?}"));
    let plans = portal.plans.iter().map(|(_, plan)| {
        (plan.organization, plan.year, &plan.address, plan.is_current, &plan.folder)
    });
    let files = portal.attachments.values().map(|file| (&file.path, file.size));
    let paths = theme.assets.iter().map(|asset| &asset.path);
    Key::of(&(
        (theme.key, format!("{assets:?}"), format!("{:?}", portal.settings)),
        offices.collect::<Vec<_>>(),
        plans.collect::<Vec<_>>(),
        (files.collect::<Vec<_>>(), paths.collect::<Vec<_>>()),
        texts,
    ))
}

/// The texts of the content, the locks of calendars apart.
struct Texts<'s> {
    of_all: Key,
    /// By the folder of the office.
    of_offices: BTreeMap<&'s str, Vec<(&'s str, Key)>>,
}

impl<'s> Texts<'s> {
    fn of(sources: &'s Sources, portal: &Portal) -> Texts<'s> {
        let is_alone = portal.organizations.iter().any(|(_, office)| office.address.is_empty());
        let plans = portal.plans.iter().map(|(_, plan)| plan.folder.as_str());
        let plans = plans.collect::<BTreeSet<_>>();
        let mut of_all = Vec::new();
        let mut of_offices: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (_, file) in sources.files() {
            let path = sources.within_content(file);
            // Of a plan that is not approved yet nothing is made.
            let is_left_out =
                |path: &str| plan_folder(path).is_some_and(|folder| !plans.contains(folder));
            if path.is_some_and(|path| path.ends_with("/calendar.lock") || is_left_out(path)) {
                continue;
            }
            let key = Key::of(&file.text);
            match path.and_then(|path| own(path, is_alone)) {
                Some((office, within)) => of_offices.entry(office).or_default().push((within, key)),
                // A document beside the content has the path that a plan gives it.
                None => of_all.push((path, path.is_none().then_some(&file.path), key)),
            }
        }
        Texts { of_all: Key::of(&of_all), of_offices }
    }
}

/// The folder of the plan that a file of the content belongs to.
fn plan_folder(path: &str) -> Option<&str> {
    let (_, rest) = within_office(path).1.strip_prefix("plans/")?.split_once('/')?;
    path.strip_suffix(rest)?.strip_suffix('/')
}

/// The office and the path within it of a file that is the office's own.
fn own(path: &str, is_alone: bool) -> Option<(&str, &str)> {
    let (office, within) = match is_alone {
        true => ("", path),
        false => path.strip_prefix("offices/")?.split_once('/')?,
    };
    let is_own = OFFICE_FILES.contains(&within)
        || OWN_FOLDERS.iter().any(|folder| within.starts_with(folder));
    is_own.then_some((office, within))
}

fn is_lasting(before: &CalendarLock, after: &CalendarLock) -> bool {
    before.feeds.keys().all(|key| after.feeds.contains_key(key))
        && before.events.keys().all(|name| after.events.contains_key(name))
}

/// Whether something of one office names a row of another: then pages of both show both.
fn is_woven(portal: &Portal) -> bool {
    let office_of =
        |item: Idx<Item>| portal.plans[portal.plan_of(portal.items[item].entry)].organization;
    let crosses = |(office, item): (Idx<Organization>, Option<Idx<Item>>)| {
        item.is_some_and(|item| office_of(item) != office)
    };
    let Portal { partners, projects, practices, research_works, methodical_sections, .. } = portal;
    let centers = portal.colleges.iter().flat_map(|(_, one)| {
        one.training_centers.iter().map(|center| (one.organization, center.item))
    });
    partners.iter().map(|(_, one)| (one.organization, one.item)).any(&crosses)
        || projects.iter().map(|(_, one)| (one.organization, one.item)).any(&crosses)
        || practices.iter().map(|(_, one)| (one.organization, one.item)).any(&crosses)
        || research_works.iter().map(|(_, one)| (one.organization, one.item)).any(&crosses)
        || methodical_sections.iter().map(|(_, one)| (one.organization, one.item)).any(&crosses)
        || centers.into_iter().any(&crosses)
}

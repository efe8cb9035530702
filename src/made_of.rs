//! Of what each part of the site is made: everything that can change a byte of an office's files, in one key.
//!
//! A part is the folder of an office, or the whole site where one office has it all. In its key is the program, the
//! theme, the settings, every file of the content that is not another office's own, and the locks of its calendars. Which
//! files are an office's own stands in [`OWN`]; whatever is not listed there counts for every office. What other
//! offices can still change of an office's pages is taken in by value: that they exist, their plans' years, and
//! references from one office to a row of another, with which no office is by itself any more ([`is_woven`]).
//!
//! The locks are those that were read, so a key is known before anything is listed; what a build remembers is the key
//! that the next one will have. Start reading at [`Parts`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::key::Key;
use crate::plan::{CalendarLock, Idx, Item, Organization, Plan, Portal};
use crate::publish::{Next, Sink};
use crate::render::theme::Theme;
use crate::site::output::{Output, Outputs};
use crate::site::{Assets, Standing};
use crate::source::Sources;

/// Files and folders of an office that only its own pages are made of.
const OWN: [&str; 11] = [
    "people.toml",
    "groups.toml",
    "forms.toml",
    "colleges.toml",
    "methodical-sections.toml",
    "glossary.toml",
    "partners.toml",
    "projects.toml",
    "research-works.toml",
    "plans/",
    "practices/",
];

/// The parts of a site, and of what each is made.
pub(crate) struct Parts<'p> {
    portal: &'p Portal,
    /// By their folders.
    list: BTreeMap<&'p str, Part>,
    /// Of each plan, what its calendars remember as it was read.
    locks: Vec<Key>,
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
        sources: &Sources,
        portal: &'p Portal,
        assets: &Assets,
        theme: &Theme,
    ) -> Parts<'p> {
        let texts = Texts::of(sources);
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
        Parts { portal, list, locks: locks.collect() }
    }

    /// What `sink` has of them already: made of the same, and as it was made.
    pub(crate) fn standing(&self, sink: &Sink) -> Standing {
        let standing = |(folder, part): (&&str, &Part)| {
            let key = part.key(|plan| self.locks[plan.index()]);
            Some(((*folder).to_owned(), sink.standing(folder, key)?))
        };
        self.list.iter().filter_map(standing).collect()
    }

    /// Tells `sink` of what the next build would make them, now that it is known what calendars remember then; plans
    /// without such a lock stand as they are.
    pub(crate) fn note(
        &self,
        outputs: &Outputs<'_>,
        locks: &[(Idx<Plan>, CalendarLock)],
        sink: &Sink,
    ) {
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
            let is_same = changes.clone().next().is_none();
            let is_lasting = changes.all(|change| change.is_lasting);
            let before = |plan: Idx<Plan>| self.locks[plan.index()];
            let after = |plan| change(&plan).map_or_else(|| before(plan), |change| change.after);
            let written = is_lasting.then(|| part.key(after));
            sink.note_part(folder, Next { written, unwritten: is_same.then(|| part.key(before)) });
        }
    }
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

/// Whether all files of the part, and no others, lie in its folder: an office may be called «assets».
fn is_apart(outputs: &Outputs<'_>, folder: &str) -> bool {
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
    let files = portal.attachments.iter().map(|(_, file)| (&file.path, file.size));
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
    fn of(sources: &'s Sources) -> Texts<'s> {
        let mut of_all = Vec::new();
        let mut of_offices: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (_, file) in sources.files() {
            let path = sources.within_content(file);
            if path.is_some_and(|path| path.ends_with("/calendar.lock")) {
                continue;
            }
            let key = Key::of(&file.text);
            match path.and_then(own) {
                Some((office, within)) => of_offices.entry(office).or_default().push((within, key)),
                // A document beside the content has the path that a plan gives it.
                None => of_all.push((path, path.is_none().then_some(&file.path), key)),
            }
        }
        Texts { of_all: Key::of(&of_all), of_offices }
    }
}

/// The office and the path within it of a file that is the office's own.
fn own(path: &str) -> Option<(&str, &str)> {
    let (office, within) = path.strip_prefix("offices/")?.split_once('/')?;
    let is_own = OWN.iter().any(|own| match own.ends_with('/') {
        true => within.starts_with(own),
        false => within == *own,
    });
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

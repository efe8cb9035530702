//! Of what each part of the site is made: everything that can change a byte of an office's files, in one key.
//!
//! A part is the folder of an office, or the whole site where one office has it all. In its key is the program, the
//! theme, the settings, every file of the content that is not another office's own, and the locks of its calendars. Which
//! files are an office's own stands in [`OWN`]; whatever is not listed there counts for every office. What other
//! offices can still change of an office's pages is taken in by value: that they exist, their plans' years, and
//! references from one office to a row of another, with which no office is by itself any more ([`is_woven`]).
//! Start reading at [`parts`].

use std::collections::BTreeMap;

use crate::key::{Key, PartKeys};
use crate::plan::{CalendarLock, Idx, Item, Organization, Plan, Portal};
use crate::render::theme::Theme;
use crate::site::Site;
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

/// The keys of the portal's own files, then those of each office.
pub(crate) fn parts(sources: &Sources, site: &Site<'_>, theme: &Theme) -> Vec<PartKeys> {
    let texts = Texts::of(sources);
    let locks = Locks::of(site);
    let shared = shared(site, theme, texts.of_all);
    // The theme's own files lie in no office's folder.
    let files = theme.assets.iter().map(|asset| (&asset.path, &asset.bytes)).collect::<Vec<_>>();
    let of_all = Key::of(&(shared, &texts.of_offices, files));
    let all = PartKeys {
        now: Key::of(&(of_all, locks.of_all(Locks::now))),
        next: Key::of(&(of_all, locks.of_all(Locks::next))),
    };
    let is_woven = is_woven(site.portal);
    let of_office = |(office, Organization { address, .. }): (Idx<Organization>, &Organization)| {
        if is_woven || address.is_empty() {
            return all;
        }
        let texts = texts.of_offices.get(address.as_str());
        let locks = locks.of_offices.get(&office).map_or(&[][..], Vec::as_slice);
        let of = |side: fn(&Lock) -> u128| {
            Key::of(&(shared, texts, locks.iter().map(side).collect::<Vec<_>>()))
        };
        PartKeys { now: of(Locks::now), next: of(Locks::next) }
    };
    [all].into_iter().chain(site.portal.organizations.iter().map(of_office)).collect()
}

/// What no office has to itself.
fn shared(site: &Site<'_>, theme: &Theme, texts: Key) -> Key {
    let Site { portal, assets, .. } = site;
    let offices = portal.organizations.iter().map(|(_, office)| format!("{office:?}"));
    let plans = portal.plans.iter().map(|(_, plan)| {
        (plan.organization, plan.year, &plan.address, plan.is_current, &plan.folder)
    });
    let files = portal.attachments.iter().map(|(_, file)| (&file.path, file.size));
    Key::of(&(
        (theme.key, format!("{assets:?}"), format!("{:?}", portal.settings)),
        offices.collect::<Vec<_>>(),
        plans.collect::<Vec<_>>(),
        files.collect::<Vec<_>>(),
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

/// What calendars remember, as it was read and as it becomes.
struct Locks {
    of_offices: BTreeMap<Idx<Organization>, Vec<Lock>>,
}

struct Lock {
    before: u128,
    after: u128,
    /// Nothing of what was read is lost: the next build, which reads what this one writes, says the same.
    is_lasting: bool,
}

impl Locks {
    fn of(site: &Site<'_>) -> Locks {
        let mut of_offices: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (plan, after) in &site.calendars.locks {
            let Plan { organization, calendar_lock: before, .. } = &site.portal.plans[*plan];
            let is_same = before == after;
            let of_before = Key::of(before).0;
            of_offices.entry(*organization).or_default().push(Lock {
                before: of_before,
                after: if is_same { of_before } else { Key::of(after).0 },
                is_lasting: is_same || is_lasting(before, after),
            });
        }
        Locks { of_offices }
    }

    fn now(lock: &Lock) -> u128 {
        Key::of(&(lock.before, lock.after)).0
    }

    fn next(lock: &Lock) -> u128 {
        let before = if lock.is_lasting { lock.after } else { lock.before };
        Key::of(&(before, lock.after)).0
    }

    fn of_all(&self, side: fn(&Lock) -> u128) -> Vec<u128> {
        self.of_offices.values().flatten().map(side).collect()
    }
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

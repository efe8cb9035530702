//! `calendar.lock`: written once the site is published, required to be up to date by `--locked`.

use std::path::Path;

use crate::commands::options::Options;
use crate::commands::whole;
use crate::failure::Failure;
use crate::plan::{CalendarLock, Idx, Plan};
use crate::{Built, Loaded, calendar_lock, text};

/// With `--locked`: an error for each plan whose lock the build would change.
pub(in crate::commands) fn require(loaded: &mut Loaded, built: &Built, options: &Options) {
    if !options.locked {
        return;
    }
    for (plan, lock) in &built.locks {
        let Plan { calendar_lock, folder, span, .. } = &loaded.portal.plans[*plan];
        let changed = changed(calendar_lock, lock);
        if changed == 0 && calendar_lock == lock {
            continue;
        }
        let message = text!(
            uk: "{folder}/calendar.lock застарів: змінилося подій — {changed}",
            en: "{folder}/calendar.lock is out of date: {changed} events have changed",
        );
        let help = text!(
            uk: "запустіть plan-portal build без --locked і збережіть calendar.lock разом зі змістом",
            en: "run plan-portal build without --locked and keep calendar.lock with the content",
        );
        loaded.diagnostics.error("stale-lock", *span, message).help(help);
    }
}

/// A warning for each office whose calendars stand in the site although no plan of it has a lock: to calendars that have
/// seen an event changed three times, one that has never changed is an old one.
pub(in crate::commands) fn warn_of_lost(loaded: &mut Loaded, built: &Built, site: &Path) {
    for (plan, lock) in &built.locks {
        let Plan { organization, folder, span, is_current, .. } = &loaded.portal.plans[*plan];
        let mut plans = loaded.portal.plans_of(*organization);
        let has_lock = plans.any(|(_, plan)| plan.calendar_lock != CalendarLock::default());
        let all = site.join(loaded.portal.office_feed_path(*organization, "all"));
        if !is_current || has_lock || lock.events.is_empty() || !all.is_file() {
            continue;
        }
        let message = text!(
            uk: "немає {folder}/calendar.lock, а календарі в теці сайту вже є: телефони підписників можуть не прийняти змін",
            en: "there is no {folder}/calendar.lock, but the site has calendars already: subscribers' phones may refuse changes",
        );
        let help = text!(
            uk: "поверніть цей файл з копії теки змісту й зберіть ще раз; якщо копії немає, далі програма веде його заново",
            en: "bring this file back from a copy of the content and build again; without a copy, the program begins it anew",
        );
        loaded.diagnostics.warning("lost-lock", *span, message).help(help);
    }
}

/// How many events differ.
fn changed(before: &CalendarLock, after: &CalendarLock) -> usize {
    let new = after.events.iter().filter(|(name, event)| before.events.get(*name) != Some(event));
    let gone = before.events.keys().filter(|name| !after.events.contains_key(*name));
    new.count() + gone.count()
}

/// Writes the locks that changed, each beside its plan.
pub(in crate::commands) fn write(
    loaded: &Loaded,
    locks: &[(Idx<Plan>, CalendarLock)],
    options: &Options,
) -> Result<(), Failure> {
    for (plan, lock) in locks {
        let Plan { calendar_lock, folder, .. } = &loaded.portal.plans[*plan];
        if calendar_lock == lock {
            continue;
        }
        let path = options.content.join(folder).join("calendar.lock");
        let attempt = || {
            text!(
                uk: "сайт оновлено, але не вдалося записати стан календарів",
                en: "the site is updated, but the state of its calendars could not be written",
            )
        };
        whole::file(&path, calendar_lock::write(lock).as_bytes(), attempt)?;
    }
    Ok(())
}

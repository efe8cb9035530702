//! `calendar.lock`: written once the site is published, required to be up to date by `--locked`.

use crate::commands::options::Options;
use crate::commands::whole;
use crate::diagnostic::Severity;
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
        let severity = Severity::Error;
        loaded.diagnostics.add("stale-lock", severity, Some(*span), message).help(help);
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

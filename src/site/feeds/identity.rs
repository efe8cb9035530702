//! Identity and change: what each event is called for ever, and what `calendar.lock` remembers of it.
//!
//! An event whose content is as it was keeps its stamp; a changed one counts one up and is stamped anew. What was
//! published and is no more stays as a cancelled event in the calendars it stood in, for calendars treat a vanished
//! event differently and some keep it; so it does until a later plan is the office's current one. A calendar that
//! was once published keeps existing. Start reading at [`settle`].

use chrono::{NaiveDateTime, SubsecRound};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::withdrawn::{RowNames, Withdrawn};
use super::{Calendars, EventIdx, Feed, digest, feed_path, withdrawn};
use crate::diagnostic::Severity;
use crate::plan::{CalendarLock, Idx, LockedEvent, LockedState, Organization, Plan, Portal};
use crate::site::occurrences::Occurrences;
use crate::site::output::calendar::{EventBody, Repeats};
use crate::text;

/// How often and when an event last changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stamp {
    pub(super) sequence: u32,
    pub(super) modified: NaiveDateTime,
}

/// The name of an event before the «@»: the row's id and what tells its occurrences apart.
pub(super) fn name(calendars: &Calendars, portal: &Portal, place: usize) -> String {
    match calendars.event(place) {
        EventIdx::Occurrence(place) => {
            let occurrence = &calendars.occurrences.all()[place];
            format!("{}{}", portal.row(occurrence.row).id(), occurrence.suffix)
        }
        EventIdx::Digest(place) => digest::name(portal, &calendars.digests[place]),
        EventIdx::Withdrawn(place) => calendars.withdrawn[place].name.clone(),
    }
}

/// Gives every event of these offices its stamp, brings in the withdrawn ones, and says what the locks become.
pub(super) fn settle(
    calendars: &mut Calendars,
    portal: &Portal,
    (offices, unlocked): (&[Idx<Organization>], &[Idx<Organization>]),
    now: NaiveDateTime,
) {
    // A lock keeps whole seconds: with more, it would be another one as soon as it is read.
    let now = now.trunc_subsecs(0);
    let bodies = std::mem::take(&mut calendars.bodies);
    let made = bodies.par_iter().enumerate().map(|(place, body)| {
        let name = name(calendars, portal, place);
        let plan = calendars.plan_of(portal, place);
        let state = LockedState::Stands(hash(body));
        let before = portal.plans[plan].calendar_lock.events.get(&name);
        (plan, name, state, stamp(before, state, now))
    });
    let made = made.collect::<Vec<_>>();
    let names = made.iter().map(|(_, name, ..)| name.as_str()).collect::<Vec<_>>();
    report_twins(calendars, portal, &names);
    report_twins_beside(calendars, (portal, offices, unlocked), &names);
    let mut events = portal.plans.iter().map(|_| Vec::new()).collect::<Vec<_>>();
    let said = feeds_of_events(calendars).into_iter().zip(&bodies);
    for ((plan, name, state, stamp), (feeds, body)) in made.into_iter().zip(said) {
        calendars.stamps.push(stamp);
        let Stamp { sequence, modified } = stamp;
        let EventBody { start, end, summary, .. } = body;
        let (start, end, summary) = (*start, *end, summary.clone());
        let event = LockedEvent { state, sequence, modified, start, end, feeds, summary };
        events[plan.index()].push((name, event));
    }
    calendars.bodies = bodies;
    // A map of all events at once is sooner made than one that grows.
    let events = events.into_iter().map(|events| events.into_iter().collect());
    let locks = events.map(|events| CalendarLock { events, ..CalendarLock::default() });
    let mut locks = locks.collect::<Vec<_>>();
    let is_listed = |plan: &Idx<Plan>| offices.contains(&portal.plans[*plan].organization);
    let plans = portal.plans.all().iter().filter(is_listed).collect::<Vec<_>>();
    for plan in &plans {
        withdraw(calendars, portal, *plan, &mut locks[plan.index()], now);
    }
    for plan in plans {
        let mut lock = std::mem::take(&mut locks[plan.index()]);
        let organization = portal.plans[plan].organization;
        let own = calendars.feeds.iter().filter(|feed| match feed.plan {
            Some(of) => of == plan,
            None => feed.organization == organization && portal.plans[plan].is_current,
        });
        lock.feeds.extend(own.map(|feed| (feed.key.clone(), feed.name.clone())));
        calendars.locks.push((plan, lock));
    }
}

/// What becomes of an event that was published like this, if it was.
fn stamp(before: Option<&LockedEvent>, state: LockedState, now: NaiveDateTime) -> Stamp {
    match before {
        None => Stamp { sequence: 0, modified: now },
        Some(before) if before.state == state => {
            Stamp { sequence: before.sequence, modified: before.modified }
        }
        Some(before) => Stamp { sequence: before.sequence + 1, modified: now },
    }
}

/// The keys of the calendars of each event, sorted, with a blank between each two.
fn feeds_of_events(calendars: &Calendars) -> Vec<String> {
    let mut feeds = calendars.feeds.iter().collect::<Vec<_>>();
    feeds.sort_by_key(|feed| &feed.key);
    let mut sizes = vec![0; calendars.count()];
    for feed in &feeds {
        feed.events.iter().for_each(|place| sizes[*place] += feed.key.len() + 1);
    }
    let mut keys = sizes.into_iter().map(String::with_capacity).collect::<Vec<_>>();
    for feed in feeds {
        for place in &feed.events {
            let keys = &mut keys[*place];
            if !keys.is_empty() {
                keys.push(' ');
            }
            keys.push_str(&feed.key);
        }
    }
    keys
}

/// Two events of one name would be one to every calendar: an id like another's with «-s» at its end.
fn report_twins(calendars: &mut Calendars, portal: &Portal, names: &[&str]) {
    let places = names.iter().enumerate().map(|(place, name)| (*name, place));
    let mut places = places.collect::<Vec<_>>();
    places.par_sort_unstable();
    let twins = places.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let mut twins = twins.map(|pair| (pair[1].1, pair[0].1, pair[0].0)).collect::<Vec<_>>();
    twins.sort_unstable();
    for (place, first, name) in twins {
        report_twin(calendars, portal, (first, place), name);
    }
}

/// As [`report_twins`], with events of offices that are not listed: their locks name them, but for those `unlocked`.
fn report_twins_beside(
    calendars: &mut Calendars,
    (portal, offices, unlocked): (&Portal, &[Idx<Organization>], &[Idx<Organization>]),
    names: &[&str],
) {
    let hash = |name: &str| xxh3_64(name.as_bytes());
    let mut known = names.iter().map(|name| hash(name)).collect::<Vec<_>>();
    known.sort_unstable();
    let beside = portal.plans.iter().filter(|(_, plan)| !offices.contains(&plan.organization));
    let beside = beside.flat_map(|(_, plan)| &plan.calendar_lock.events);
    let is_standing = |event: &LockedEvent| matches!(event.state, LockedState::Stands(_));
    let locked = beside.filter(|(_, event)| is_standing(event)).map(|(name, _)| name);
    let unlocked = names_of(portal, unlocked);
    let is_near = |name: &&String| known.binary_search(&hash(name)).is_ok();
    for name in locked.chain(&unlocked).filter(is_near) {
        if let Some(place) = names.iter().position(|known| known == name) {
            report_twin(calendars, portal, (place, place), name);
        }
    }
}

/// The names of all events that the plans of these offices have.
fn names_of(portal: &Portal, offices: &[Idx<Organization>]) -> Vec<String> {
    let occurrences = Occurrences::new(portal, offices);
    let digests = digest::all(portal, &occurrences);
    let rows = occurrences.all().iter();
    let rows = rows.map(|one| format!("{}{}", portal.row(one.row).id(), one.suffix));
    rows.chain(digests.iter().map(|digest| digest::name(portal, digest))).collect()
}

fn report_twin(
    calendars: &mut Calendars,
    portal: &Portal,
    (first, place): (usize, usize),
    name: &str,
) {
    let span = |place: usize| match calendars.event(place) {
        EventIdx::Occurrence(place) => {
            let row = portal.row(calendars.occurrences.all()[place].row);
            Some(row.item.map_or(row.entry.span, |item| item.span))
        }
        EventIdx::Digest(_) | EventIdx::Withdrawn(_) => None,
    };
    let (first, span) = (span(first), span(place));
    let message = text!(
        uk: "дві події календаря мають одну назву «{name}»",
        en: "two calendar events have one name «{name}»",
    );
    let help = text!(
        uk: "дайте новішому рядку інший id, що не закінчується на -s, -e, -m03 тощо",
        en: "give the newer row another id that does not end in -s, -e, -m03 and the like",
    );
    let fault = calendars.faults.add("duplicate-event", Severity::Error, span, message).help(help);
    if let Some(first) = first {
        fault.related(first, text!(uk: "назву вже має це", en: "this has the name already"));
    }
}

/// Brings in what the plan's lock knows and the plan no longer has.
fn withdraw(
    calendars: &mut Calendars,
    portal: &Portal,
    plan: Idx<Plan>,
    lock: &mut CalendarLock,
    now: NaiveDateTime,
) {
    let Plan { organization, calendar_lock: before, year, .. } = &portal.plans[plan];
    let current = portal.organizations[*organization].current_plan;
    let is_over = current.is_some_and(|current| portal.plans[current].year > *year);
    for (key, name) in &before.feeds {
        feed_of(calendars, portal, plan, key, name);
        if !is_over {
            lock.feeds.insert(key.clone(), name.clone());
        }
    }
    if is_over {
        return;
    }
    let gone = before.events.iter().filter(|(name, _)| !lock.events.contains_key(*name));
    let gone = gone.collect::<Vec<_>>();
    if gone.is_empty() {
        return;
    }
    let names = RowNames::new(portal, plan);
    for (name, event) in gone {
        let LockedEvent { start, end, feeds, summary, .. } = event.clone();
        let one = Withdrawn { plan, name: name.clone(), summary: summary.clone(), start, end };
        let body = withdrawn::body(portal, &names, &one);
        let state = LockedState::Withdrawn(Some(hash(&body)));
        let stamp = stamp(Some(event), state, now);
        let place = calendars.count();
        calendars.stamps.push(stamp);
        calendars.withdrawn.push(one);
        calendars.bodies.push(body);
        for key in feeds.split(' ').filter(|key| !key.is_empty()) {
            let title = before.feeds.get(key).map_or(key, String::as_str);
            let feed = feed_of(calendars, portal, plan, key, title);
            calendars.feeds[feed].events.push(place);
        }
        let Stamp { sequence, modified } = stamp;
        let event = LockedEvent { state, sequence, modified, start, end, feeds, summary };
        lock.events.insert(name.clone(), event);
    }
}

/// The calendar with this key; an empty one when the content has it no more.
fn feed_of(
    calendars: &mut Calendars,
    portal: &Portal,
    plan: Idx<Plan>,
    key: &str,
    name: &str,
) -> usize {
    let organization: Idx<Organization> = portal.plans[plan].organization;
    let is_of_plan = ["sections/", "months/"].iter().any(|folder| key.starts_with(folder));
    let of_plan = is_of_plan.then_some(plan);
    let known = calendars.places.get(&(organization, of_plan, key.to_owned()));
    if let Some(known) = known {
        return *known;
    }
    let path = feed_path(portal, organization, of_plan, key);
    let (key, name) = (key.to_owned(), name.to_owned());
    calendars.push(Feed {
        id: None,
        kind: None,
        organization,
        plan: of_plan,
        key,
        path,
        about: format!("{name}: подій зараз немає"),
        name,
        page: None,
        color: "gray",
        events: Vec::new(),
        count: 0,
    })
}

/// Parts what is hashed.
const NEXT: char = '\u{1f}';

/// A hash of all that subscribers see; equal on every machine and in every version of the program.
fn hash(body: &EventBody) -> u64 {
    let mut said = String::with_capacity(body.summary.len() + body.description.len() + 128);
    say_all(body, &mut said);
    xxh3_64(said.as_bytes())
}

fn say_all(body: &EventBody, said: &mut String) {
    let EventBody { start, end, repeats, summary, description, url, categories, status, location } =
        body;
    said.push_str(&start.to_string());
    said.push(NEXT);
    said.extend(end.map(|end| end.to_string()));
    said.push(NEXT);
    let mut say = |words: &str| {
        said.push_str(words);
        said.push(NEXT);
    };
    if let Some(Repeats { every, weekdays, until, zone, others: _ }) = repeats {
        let weekdays = weekdays.iter().map(|day| day.num_days_from_monday().to_string());
        say(&weekdays.collect::<Vec<_>>().join(","));
        say(&every.to_string());
        say(&until.to_string());
        say(zone.as_ref().map_or("", |zoned| &zoned.zone.name));
    }
    say(summary);
    say(description);
    say(url.as_deref().unwrap_or_default());
    say(&categories.join("\u{1e}"));
    say(match status {
        crate::site::output::calendar::EventStatus::Confirmed => "confirmed",
        crate::site::output::calendar::EventStatus::Tentative => "tentative",
        crate::site::output::calendar::EventStatus::Cancelled => "cancelled",
    });
    say(location.as_deref().unwrap_or_default());
    for (day, other) in repeats.iter().flat_map(|repeats| &repeats.others) {
        said.push_str(&day.to_string());
        said.push(NEXT);
        say_all(other, said);
    }
}

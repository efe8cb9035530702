//! Calendars to subscribe to: which there are, what each holds, and the identity of every event.
//!
//! [`FEEDS`] is the table of kinds, one file each: a kind lists its calendars as rows of the plan. [`Calendars`]
//! turns rows into events once for the whole site; `identity.rs` keeps their names and changes (`calendar.lock`),
//! `body.rs` and `words.rs` say what an event says. The same event has the same bytes in every calendar.

mod body;
mod college;
mod digest;
mod everything;
mod form;
mod identity;
mod methodical_section;
mod month;
mod person;
mod row;
mod section;
mod withdrawn;
pub(in crate::site) mod words;
mod zone;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;
use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::language::dates::DateWords;
use crate::plan::{
    CalendarLock, College, Form, Idx, MethodicalSection, Organization, Person, Plan, Portal,
    RowIdx, Section, schedule::YearMonth,
};
use crate::site::feeds::digest::Digest;
use crate::site::feeds::identity::Stamp;
use crate::site::feeds::withdrawn::Withdrawn;
use crate::site::feeds::zone::PortalZone;
use crate::site::index::Index;
use crate::site::occurrences::{OccurrenceKind, Occurrences, answering_row};
use crate::site::output::calendar::{Calendar, CalendarEvent, EventBody, EventList};
use crate::site::output::{Content, Output};
use crate::site::{List, Site};

/// One kind of calendar.
pub(in crate::site) struct FeedKind {
    /// Lists an office's calendars of the kind.
    list: fn(&Portal, &Index, Idx<Organization>, &mut Vec<FeedDraft>),
    /// Heading over them on the page of calendars.
    pub(in crate::site) title: &'static str,
    /// What they are, in a sentence.
    pub(in crate::site) about: &'static str,
}

/// Every kind, in the order of the page of calendars.
pub(in crate::site) const FEEDS: &[FeedKind] = &[
    everything::KIND,
    person::KIND,
    person::OWN,
    section::KIND,
    month::KIND,
    form::KIND,
    methodical_section::KIND,
    college::KIND,
];

/// More bytes than this calendars on the web refuse, and phones grow slow: a calendar that has more leaves out the plan
/// of the year before. With our descriptions that is less than a thousand events.
const MOST_BYTES: usize = 1_000_000;

/// Which calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedId {
    /// Everything of an office, with monthly digests in place of month markers.
    Everything(Idx<Organization>),
    /// A person's own work and that of their groups.
    Person(Idx<Person>),
    /// What names the person.
    PersonOwn(Idx<Person>),
    /// A section of a plan.
    Section(Idx<Section>),
    /// A month of a plan.
    Month(Idx<Plan>, YearMonth),
    /// A form of work.
    Form(Idx<Form>),
    /// A methodical section.
    MethodicalSection(Idx<MethodicalSection>),
    /// A college.
    College(Idx<College>),
}

/// A calendar as its kind lists it.
struct FeedDraft {
    id: FeedId,
    organization: Idx<Organization>,
    /// Only of calendars that lie with their plan.
    plan: Option<Idx<Plan>>,
    /// Its path without folder and ending, for ever: `people/tkachuk-i-m`.
    key: String,
    name: String,
    about: String,
    /// Path of the page it belongs to.
    page: String,
    color: &'static str,
    rows: Vec<RowIdx>,
}

/// A calendar.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Which; `None` of one whose person or form is no longer in the content: it keeps existing.
    pub id: Option<FeedId>,
    /// Place of its kind in [`FEEDS`].
    pub(in crate::site) kind: Option<usize>,
    /// Whose.
    pub organization: Idx<Organization>,
    plan: Option<Idx<Plan>>,
    /// Its path without folder and ending, for ever: `people/tkachuk-i-m`.
    pub key: String,
    /// Its path in the site.
    pub path: String,
    /// Its name in lists of calendars.
    pub name: String,
    /// One sentence about it.
    pub about: String,
    /// Path of the page it belongs to.
    pub page: Option<String>,
    color: &'static str,
    /// Places of its events, by day; those withdrawn come last.
    events: Vec<usize>,
    /// How many events stand in it, without the withdrawn.
    pub count: usize,
}

/// What tells calendars of one path apart: the office, the plan of a plan's own, the path.
type FeedPlace = (Idx<Organization>, Option<Idx<Plan>>, String);

/// What tells pages of calendars apart: the office, and of a page of a past plan's own that plan.
type PagePlace = (Idx<Organization>, Option<Idx<Plan>>);

/// Every event and every calendar of the site.
pub struct Calendars {
    /// The dated happenings of all rows: the first events, place for place.
    pub occurrences: Occurrences,
    digests: Vec<Digest>,
    withdrawn: Vec<Withdrawn>,
    stamps: Vec<Stamp>,
    /// What every event says, place for place.
    bodies: Vec<EventBody>,
    feeds: Vec<Feed>,
    /// Of each office, the places of its events.
    by_office: Vec<Vec<usize>>,
    by_id: BTreeMap<FeedId, usize>,
    places: BTreeMap<FeedPlace, usize>,
    /// The places of the calendars to subscribe to: of each past plan its own, of no plan all others of the office.
    offered: BTreeMap<PagePlace, Vec<usize>>,
    /// Of each of their plans, what has been published once this site is.
    pub locks: Vec<(Idx<Plan>, CalendarLock)>,
    /// What is wrong with names of events.
    pub(in crate::site) faults: Diagnostics,
    zone: Arc<PortalZone>,
}

impl Calendars {
    /// Finds every event and calendar of these offices; `unlocked` are others, whose locks do not name all events. `now` (UTC) is when changes since the last publication count as made.
    pub(in crate::site) fn new(
        portal: &Portal,
        (index, offices, unlocked): (&Index, &[Idx<Organization>], &[Idx<Organization>]),
        dates: &DateWords,
        now: NaiveDateTime,
    ) -> Calendars {
        let occurrences = Occurrences::new(portal, offices);
        let digests = digest::all(portal, &occurrences);
        let mut calendars = Calendars {
            occurrences,
            digests,
            withdrawn: Vec::new(),
            stamps: Vec::new(),
            bodies: Vec::new(),
            feeds: Vec::new(),
            by_office: vec![Vec::new(); portal.organizations.len()],
            by_id: BTreeMap::new(),
            places: BTreeMap::new(),
            offered: BTreeMap::new(),
            locks: Vec::new(),
            faults: Diagnostics::default(),
            zone: Arc::new(PortalZone::of(portal)),
        };
        calendars.bodies = body::all(&calendars, (portal, index), dates);
        for (kind, FeedKind { list, .. }) in FEEDS.iter().enumerate() {
            let mut drafts = Vec::new();
            offices.iter().for_each(|office| list(portal, index, *office, &mut drafts));
            let events = drafts.par_iter().map(|draft| calendars.events_of(portal, draft));
            let events = events.collect::<Vec<_>>();
            for (draft, events) in drafts.into_iter().zip(events) {
                calendars.add(portal, kind, draft, events);
            }
        }
        identity::settle(&mut calendars, portal, (offices, unlocked), now);
        for place in 0..calendars.count() {
            let office = portal.plans[calendars.plan_of(portal, place)].organization;
            calendars.by_office[office.index()].push(place);
        }
        for (place, feed) in calendars.feeds.iter_mut().enumerate() {
            feed.events.shrink_to_fit();
            // What has been withdrawn altogether stays for its subscribers only.
            if feed.count > 0 {
                let (organization, plan) = (feed.organization, feed.plan);
                // The office's own stand with the current plan's.
                let plan = plan.filter(|_| portal.is_past(plan));
                calendars.offered.entry((organization, plan)).or_default().push(place);
            }
        }
        calendars
    }

    /// What pages can tell of an office's calendars.
    pub(in crate::site) fn told_of(&self, office: Idx<Organization>) -> Vec<String> {
        let own = self.feeds.iter().filter(|feed| feed.organization == office);
        own.map(|feed| format!("{:?}", Feed { events: Vec::new(), ..feed.clone() })).collect()
    }

    /// The places of a calendar's events, by day.
    fn events_of(&self, portal: &Portal, draft: &FeedDraft) -> Vec<usize> {
        let FeedDraft { id, organization, plan, rows, .. } = draft;
        let organization = *organization;
        let is_whole = matches!(id, FeedId::Everything(_) | FeedId::Month(..));
        let mut rows = rows.iter().map(|row| answering_row(portal, *row)).collect::<Vec<_>>();
        rows.sort_unstable();
        rows.dedup();
        let places = rows.into_iter().flat_map(|row| self.occurrences.places_of(row));
        let is_month =
            |place: usize| matches!(self.occurrences.all()[place].kind, OccurrenceKind::Month(_));
        let mut events = places.filter(|place| !is_whole || !is_month(*place)).collect::<Vec<_>>();
        if is_whole {
            let digests = self.digests.iter().enumerate();
            let own = digests
                .filter(|(_, digest)| portal.plans[digest.plan].organization == organization);
            events.extend(own.map(|(place, _)| self.occurrences.all().len() + place));
        }
        if let FeedId::Month(plan, month) = id {
            events.retain(|place| self.is_in_month(*place, *plan, *month));
        }
        if plan.is_none() {
            self.keep_to_recent_plans(portal, organization, &mut events);
        }
        events.sort_by_cached_key(|place| (self.first_day(*place), *place));
        events
    }

    fn add(&mut self, portal: &Portal, kind: usize, draft: FeedDraft, events: Vec<usize>) {
        let FeedDraft { id, organization, plan, key, name, about, page, color, rows: _ } = draft;
        if events.is_empty() {
            return;
        }
        let path = feed_path(portal, organization, plan, &key);
        let count = events.len();
        let (kind, page) = (Some(kind), Some(page));
        let place = self.push(Feed {
            id: Some(id),
            kind,
            organization,
            plan,
            key,
            path,
            name,
            about,
            page,
            color,
            events,
            count,
        });
        self.by_id.insert(id, place);
    }

    fn push(&mut self, feed: Feed) -> usize {
        let place = self.feeds.len();
        self.places.insert((feed.organization, feed.plan, feed.key.clone()), place);
        self.feeds.push(feed);
        place
    }

    /// Subscribers keep the year before the current one while that is not too much.
    fn keep_to_recent_plans(
        &self,
        portal: &Portal,
        organization: Idx<Organization>,
        events: &mut Vec<usize>,
    ) {
        let Some(current) = portal.organizations[organization].current_plan else { return };
        let current = portal.plans[current].year;
        events.retain(|place| portal.plans[self.plan_of(portal, *place)].year >= current - 1);
        let sizes = events.iter().map(|place| self.bodies[*place].size());
        if sizes.sum::<usize>() > MOST_BYTES {
            events.retain(|place| portal.plans[self.plan_of(portal, *place)].year >= current);
        }
    }

    /// The calendar with this name; `None` when nothing in it is dated.
    pub fn feed(&self, id: FeedId) -> Option<&Feed> {
        self.by_id.get(&id).map(|place| &self.feeds[*place])
    }

    /// When an event of a row was last published anew.
    pub(in crate::site) fn modified(&self, row: RowIdx) -> Option<NaiveDateTime> {
        let places = self.occurrences.places_of(row);
        places.filter_map(|place| self.stamps.get(place)).map(|stamp| stamp.modified).max()
    }

    /// An hour of the plan with its distance from UTC: `2026-03-12T10:00:00+02:00`.
    pub(in crate::site) fn with_offset(&self, moment: NaiveDateTime) -> String {
        self.zone.with_offset(moment)
    }

    /// The calendars to subscribe to that are a past plan's own, or all others of the office.
    pub(in crate::site) fn offered(
        &self,
        office: Idx<Organization>,
        past: Option<Idx<Plan>>,
    ) -> impl ExactSizeIterator<Item = &Feed> {
        let places = self.offered.get(&(office, past)).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| &self.feeds[*place])
    }

    /// Whether an event has a day in the month; a digest, whether it is this plan's of this month.
    fn is_in_month(&self, place: usize, plan: Idx<Plan>, month: YearMonth) -> bool {
        match self.event(place) {
            EventIdx::Occurrence(place) => self.occurrences.all()[place].is_in(month),
            EventIdx::Digest(place) => {
                let digest = &self.digests[place];
                digest.plan == plan && digest.month == month
            }
            EventIdx::Withdrawn(_) => false,
        }
    }

    fn plan_of(&self, portal: &Portal, place: usize) -> Idx<Plan> {
        match self.event(place) {
            EventIdx::Occurrence(place) => portal.plan_of(self.occurrences.all()[place].row.entry),
            EventIdx::Digest(place) => self.digests[place].plan,
            EventIdx::Withdrawn(place) => self.withdrawn[place].plan,
        }
    }

    fn first_day(&self, place: usize) -> chrono::NaiveDate {
        match self.event(place) {
            EventIdx::Occurrence(place) => self.occurrences.all()[place].time.first_day(),
            EventIdx::Digest(place) => self.digests[place].day.first,
            EventIdx::Withdrawn(place) => self.withdrawn[place].first_day(),
        }
    }

    fn event(&self, place: usize) -> EventIdx {
        let occurrences = self.occurrences.all().len();
        let digests = occurrences + self.digests.len();
        match place {
            place if place < occurrences => EventIdx::Occurrence(place),
            place if place < digests => EventIdx::Digest(place - occurrences),
            place => EventIdx::Withdrawn(place - digests),
        }
    }

    fn count(&self) -> usize {
        self.occurrences.all().len() + self.digests.len() + self.withdrawn.len()
    }
}

/// What an event is made of.
enum EventIdx {
    Occurrence(usize),
    Digest(usize),
    Withdrawn(usize),
}

/// The path of a calendar: of a plan's own in the plan's folder, else in the office's.
fn feed_path(
    portal: &Portal,
    organization: Idx<Organization>,
    plan: Option<Idx<Plan>>,
    key: &str,
) -> String {
    match plan {
        Some(plan) => portal.plan_feed_path(plan, key),
        None => portal.office_feed_path(organization, key),
    }
}

/// Lists the events and the calendar files of an office, those of single rows too.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let calendars = &site.calendars;
    let domain = site.portal.settings.domain.as_str();
    let make = move |place: usize| {
        let Stamp { sequence, modified } = calendars.stamps[place];
        let uid = format!("{}@{domain}", identity::name(calendars, site.portal, place));
        CalendarEvent { uid, modified, sequence, body: &calendars.bodies[place] }
    };
    let places = calendars.by_office[office.index()].clone();
    list.outputs.events = EventList { places, make: Some(Box::new(make)) };
    for feed in calendars.feeds.iter().filter(|feed| feed.organization == office) {
        let content = Content::Calendar(Box::new(move || {
            let Feed { name, about, page, color, events, path, .. } = feed;
            Calendar {
                name: name.clone(),
                about: about.clone(),
                source: site.portal.url(path),
                url: page.as_deref().and_then(|page| site.portal.url(page)),
                color,
                events: events.clone(),
                zone: events.is_empty().then(|| Arc::clone(&calendars.zone.rules)),
            }
        }));
        list.outputs.list.push(Output { path: feed.path.clone(), origin: None, content });
    }
    row::list(site, office, list);
}

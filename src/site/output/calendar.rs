//! A calendar before a byte of it is made: typed dates and plain words, no iCalendar syntax.
//!
//! `site/feeds/` makes these values, `render/ical.rs` writes them; an event that stands in many calendars is
//! rendered once, like the rows of pages.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use crate::plan::CalendarTime;

/// The events of an office; its calendars name them by their place.
#[derive(Default)]
pub struct EventList<'a> {
    /// Their places.
    pub places: Vec<usize>,
    /// Makes the event at a place; called once for each, on any thread.
    pub make: Option<Box<MakeEvent<'a>>>,
}

/// See [`EventList::make`].
pub type MakeEvent<'a> = dyn Fn(usize) -> CalendarEvent<'a> + Send + Sync + 'a;

/// One calendar file.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Its name in people's lists of calendars.
    pub name: String,
    /// One sentence about it.
    pub about: String,
    /// Its own absolute address, if the portal has one.
    pub source: Option<String>,
    /// The page it belongs to, absolute.
    pub url: Option<String>,
    /// A color name of CSS.
    pub color: &'static str,
    /// Places in the [`EventList`], in the order of the file.
    pub events: Vec<usize>,
    /// Of a calendar that has no event any more: a calendar holds something (RFC 5545, 3.6), so it holds this.
    pub zone: Option<Arc<Zone>>,
}

/// One event.
#[derive(Clone, Debug, Hash)]
pub struct CalendarEvent<'a> {
    /// Its name in the whole world, for ever.
    pub uid: String,
    /// When it last changed, UTC.
    pub modified: NaiveDateTime,
    /// How often it has changed.
    pub sequence: u32,
    /// What it says.
    pub body: &'a EventBody,
}

/// What an event says; a change of it is a change for subscribers.
#[derive(Clone, Debug, Hash)]
pub struct EventBody {
    /// When it begins.
    pub start: CalendarTime,
    /// When it ends; of whole days the day after the last.
    pub end: Option<CalendarTime>,
    /// How it comes again.
    pub repeats: Option<Repeats>,
    /// A short line.
    pub summary: String,
    /// Plain text, several lines.
    pub description: String,
    /// The page about it, absolute.
    pub url: Option<String>,
    /// Section, forms, groups.
    pub categories: Vec<String>,
    /// Whether it stands.
    pub status: EventStatus,
    /// Where.
    pub location: Option<String>,
}

impl EventBody {
    /// About how many bytes it takes in a calendar.
    pub fn size(&self) -> usize {
        /// What every event has: its name, its times, its state.
        const ALWAYS: usize = 380;
        let EventBody { repeats, summary, description, url, categories, location, .. } = self;
        let words = [summary, description].into_iter().chain(url).chain(categories).chain(location);
        let own = ALWAYS + words.map(String::len).sum::<usize>();
        let others = repeats.iter().flat_map(|repeats| &repeats.others);
        // Lines are folded: three bytes for each 75.
        own + own / 25 + others.map(|(_, other)| other.size()).sum::<usize>()
    }
}

/// Whether an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventStatus {
    /// The day is certain.
    Confirmed,
    /// The day is a marker.
    Tentative,
    /// It will not be.
    Cancelled,
}

/// How an event comes again.
#[derive(Clone, Debug, Hash)]
pub struct Repeats {
    /// Every how many weeks, or days when there are no weekdays.
    pub every: u32,
    /// On which weekdays.
    pub weekdays: Vec<Weekday>,
    /// The last time, of the same kind as the start.
    pub until: CalendarTime,
    /// A series of hours goes by the clock of its zone, summer and winter.
    pub zone: Option<ZonedStart>,
    /// Its times that are otherwise: the day each has in the rhythm, and what it says.
    pub others: Vec<(NaiveDate, EventBody)>,
}

/// The hours of a series on the clock of its zone.
#[derive(Clone, Debug, Hash)]
pub struct ZonedStart {
    /// When the first one begins.
    pub start: NaiveDateTime,
    /// When the first one ends.
    pub end: Option<NaiveDateTime>,
    /// The zone.
    pub zone: Arc<Zone>,
}

/// A time zone, as far as the events reach.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Zone {
    /// IANA name.
    pub name: String,
    /// Every change of the clock, in order; the first holds from the beginning.
    pub changes: Vec<ClockChange>,
}

/// A change of the clock.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClockChange {
    /// When, on the clock before the change.
    pub at: NaiveDateTime,
    /// Seconds east of Greenwich before it.
    pub from: i32,
    /// Seconds east of Greenwich after it.
    pub to: i32,
    /// Whether it begins the summer time.
    pub is_summer: bool,
    /// «EET», «EEST».
    pub abbreviation: String,
}

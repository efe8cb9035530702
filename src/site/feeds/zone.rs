//! The portal's time zone: hours of the plan become UTC, and series of hours get the rules of the clock.

use std::sync::Arc;

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use crate::plan::Portal;
use crate::site::output::calendar::{ClockChange, Zone};

/// The zone in which the plan's hours are meant.
pub(super) struct PortalZone {
    zone: Tz,
    /// Its rules over the years of the plans.
    pub(super) rules: Arc<Zone>,
}

impl PortalZone {
    /// Reads the setting; an unknown name was reported when the content was read.
    pub(super) fn of(portal: &Portal) -> PortalZone {
        let zone = portal.settings.time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
        let years = portal.plans.iter().map(|(_, plan)| plan.year);
        let (first, last) = years
            .fold((i32::MAX, i32::MIN), |(first, last), year| (first.min(year), last.max(year)));
        let changes = if first > last { Vec::new() } else { changes(zone, first - 1, last + 2) };
        PortalZone { zone, rules: Arc::new(Zone { name: zone.name().to_owned(), changes }) }
    }

    /// The moment in UTC; an hour that the clock leaves out in spring is meant an hour later.
    pub(super) fn utc(&self, moment: NaiveDateTime) -> NaiveDateTime {
        self.at(moment).map_or(moment, |moment| moment.naive_utc())
    }

    /// The moment with its distance from UTC, as in ISO 8601: `2026-03-12T10:00:00+02:00`.
    pub(super) fn with_offset(&self, moment: NaiveDateTime) -> String {
        let at = self.at(moment).unwrap_or_else(|| self.zone.from_utc_datetime(&moment));
        at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn at(&self, moment: NaiveDateTime) -> Option<DateTime<Tz>> {
        match self.zone.from_local_datetime(&moment) {
            LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment),
            LocalResult::None => {
                self.zone.from_local_datetime(&(moment + Duration::hours(1))).earliest()
            }
        }
    }
}

/// The changes of the clock from one new year to another, before them what held at first.
fn changes(zone: Tz, from: i32, to: i32) -> Vec<ClockChange> {
    let new_year =
        |year| NaiveDate::from_ymd_opt(year, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
    let (Some(start), Some(end)) = (new_year(from), new_year(to)) else { return Vec::new() };
    let seconds = |at: NaiveDateTime| zone.offset_from_utc_datetime(&at).fix().local_minus_utc();
    let mut changes = vec![change(zone, start, seconds(start))];
    let mut day = start;
    while day < end {
        let next = day + Duration::days(1);
        if seconds(day) != seconds(next) {
            let (mut before, mut after) = (day, next);
            while after - before > Duration::seconds(1) {
                let half = (after - before).num_seconds() / 2;
                let middle = before + Duration::seconds(half);
                if seconds(middle) == seconds(before) { before = middle } else { after = middle }
            }
            changes.push(change(zone, after, seconds(before)));
        }
        day = next;
    }
    changes
}

fn change(zone: Tz, utc: NaiveDateTime, from: i32) -> ClockChange {
    let offset = zone.offset_from_utc_datetime(&utc);
    ClockChange {
        at: utc + Duration::seconds(i64::from(from)),
        from,
        to: offset.fix().local_minus_utc(),
        is_summer: offset.dst_offset() > Duration::zero(),
        abbreviation: offset.abbreviation().unwrap_or(zone.name()).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kyiv_changes_its_clock_twice_a_year() {
        let changes = changes("Europe/Kyiv".parse().unwrap(), 2026, 2027);
        let told = changes.iter().map(|change| {
            format!("{} {} {} {}", change.at, change.from, change.to, change.abbreviation)
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "2026-01-01 02:00:00 7200 7200 EET",
                "2026-03-29 03:00:00 7200 10800 EEST",
                "2026-10-25 04:00:00 10800 7200 EET",
            ]
        );
    }

    #[test]
    fn hours_follow_summer_time() {
        let zone = "Europe/Kyiv".parse().unwrap();
        let rules = Arc::new(Zone { name: String::new(), changes: Vec::new() });
        let zone = PortalZone { zone, rules };
        let at = |month, day, hour| {
            let day = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            zone.utc(day.and_hms_opt(hour, 30, 0).unwrap()).format("%d %H:%M").to_string()
        };
        assert_eq!(at(1, 15, 10), "15 08:30");
        assert_eq!(at(7, 15, 10), "15 07:30");
        // 3:30 is left out on the night of the change, and comes twice in autumn.
        assert_eq!(at(3, 29, 3), "29 01:30");
        assert_eq!(at(10, 25, 3), "25 00:30");
        let said = |month| {
            let day = NaiveDate::from_ymd_opt(2026, month, 12).unwrap();
            zone.with_offset(day.and_hms_opt(10, 0, 0).unwrap())
        };
        assert_eq!(said(3), "2026-03-12T10:00:00+02:00");
        assert_eq!(said(7), "2026-07-12T10:00:00+03:00");
    }
}

//! Ways to subscribe to a calendar: for the page the calendar belongs to, and for the page of all calendars.
//!
//! [`feed_view`] makes what the component `subscribe` prints. Subscribing needs an absolute address, so a portal
//! without `base_url` offers the download alone. Nothing is loaded from the services that the links lead to.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde::Serialize;

use crate::language::plural::count;
use crate::plan::{Idx, Plan, Portal, RowIdx};
use crate::site::Site;
use crate::site::feeds::{Feed, FeedId};
use crate::site::pages::{Alternate, PageMeta, changes};
use crate::site::routes::relative;

/// What the component `subscribe` prints.
#[derive(Serialize, Clone, Debug)]
pub(in crate::site) struct FeedView {
    title: String,
    holds: String,
    ways: Option<Ways>,
    ics_href: String,
    qr: Option<Qr>,
    shared_note: Option<String>,
    /// Where there is a calendar without what is shared.
    own_href: Option<String>,
}

/// What an entry's page says of its calendar file.
#[derive(Serialize, Clone, Debug)]
pub(in crate::site) struct RowCalendar {
    pub(in crate::site) ics_href: String,
    note: String,
}

/// Links that subscribe; only with an absolute address.
#[derive(Serialize, Clone, Debug)]
pub(in crate::site) struct Ways {
    url: String,
    webcal: String,
    google: String,
    outlook: String,
    outlook_office: String,
}

/// A QR code as one SVG path; `size` counts its modules with the quiet zone.
#[derive(Serialize, Clone, Debug)]
pub(in crate::site) struct Qr {
    size: i32,
    path: String,
    label: String,
    caption: &'static str,
}

/// The calendar with this name as the page `from_path` offers it; `None` when nothing in it is dated.
pub(in crate::site) fn feed_view(site: &Site<'_>, from_path: &str, id: FeedId) -> Option<FeedView> {
    let feed = site.calendars.feed(id)?;
    let ways = ways(site.portal, feed);
    let qr = ways.as_ref().and_then(|ways| qr(&ways.webcal, &feed.name));
    Some(FeedView {
        title: "Календар на телефоні чи комп’ютері".to_owned(),
        holds: format!("«{}»: {}", feed.name, holds(site, feed)),
        qr,
        ways,
        ics_href: relative(from_path, &feed.path),
        shared_note: shared_note(id),
        own_href: own_href(site, from_path, id),
    })
}

/// The page's meta with its calendar announced to programs that look for one.
pub(in crate::site) fn announced(
    site: &Site<'_>,
    from_path: &str,
    id: FeedId,
    mut page: PageMeta,
) -> PageMeta {
    page.alternates.extend(site.calendars.feed(id).map(|feed| Alternate {
        media_type: "text/calendar",
        href: relative(from_path, &feed.path),
        title: feed.name.clone(),
    }));
    page
}

/// As [`announced`], for a page that may have no calendar.
pub(in crate::site) fn announced_if(
    site: &Site<'_>,
    from_path: &str,
    id: Option<FeedId>,
    page: PageMeta,
) -> PageMeta {
    match id {
        Some(id) => announced(site, from_path, id, page),
        None => page,
    }
}

/// As [`announced`], with the calendar of the whole plan, and the feed of its changes.
pub(in crate::site) fn plan_announced(
    site: &Site<'_>,
    from_path: &str,
    idx: Idx<Plan>,
    page: PageMeta,
) -> PageMeta {
    let plan = &site.portal.plans[idx];
    // The calendar of everything is the current plan's; one of a past year would only be read by mistake.
    let page = match plan.is_current {
        true => announced(site, from_path, FeedId::Everything(plan.organization), page),
        false => page,
    };
    changes::announced(site, idx, from_path, page)
}

/// As [`announced`], with the file of one entry.
pub(in crate::site) fn row_announced(
    site: &Site<'_>,
    from_path: &str,
    row: RowIdx,
    mut page: PageMeta,
) -> PageMeta {
    page.alternates.extend(row_calendar(site, from_path, row).map(|calendar| Alternate {
        media_type: "text/calendar",
        href: calendar.ics_href,
        title: format!("Пункт {}", site.portal.entries[row.entry].number).trim_end().to_owned(),
    }));
    page
}

/// The calendar file of one entry or item; `None` when it has no date.
pub(in crate::site) fn row_calendar(
    site: &Site<'_>,
    from_path: &str,
    row: RowIdx,
) -> Option<RowCalendar> {
    let events = site.calendars.occurrences.of_row(row).len();
    (events > 0).then(|| RowCalendar {
        ics_href: relative(from_path, &site.portal.row_feed_path(row)),
        note: format!(
            "Разова копія ({}): подальші зміни до неї не потраплять.",
            events_in_words(events)
        ),
    })
}

/// How many events a calendar holds; of a person's, how many are their own.
pub(in crate::site) fn holds(site: &Site<'_>, feed: &Feed) -> String {
    let all = events_in_words(feed.count);
    let Some(FeedId::Person(person)) = feed.id else { return all };
    let own = site.calendars.feed(FeedId::PersonOwn(person)).map_or(0, |own| own.count);
    match feed.count.checked_sub(own) {
        None | Some(0) => all,
        Some(shared) => format!("{all}, з них власних {own}, спільних {shared}"),
    }
}

fn events_in_words(number: usize) -> String {
    count(number, ["подія", "події", "подій"])
}

/// Where the calendar of a person's own work is offered.
fn own_href(site: &Site<'_>, from_path: &str, id: FeedId) -> Option<String> {
    let FeedId::Person(person) = id else { return None };
    let office = site.portal.people[person].organization;
    Some(relative(from_path, &site.portal.office_path(office, "calendars.html")))
}

fn shared_note(id: FeedId) -> Option<String> {
    let twice = "Хто підписаний на два календарі, бачитиме спільні для них події двічі.";
    Some(match id {
        FeedId::Person(_) => format!("Спільні справи груп мають категорію з назвою групи. {twice}"),
        _ => twice.to_owned(),
    })
}

/// The ways to subscribe, if the portal knows its address.
pub(in crate::site) fn ways(portal: &Portal, feed: &Feed) -> Option<Ways> {
    let url = portal.url(&feed.path)?;
    let (_, address) = url.split_once("://")?;
    let webcal = format!("webcal://{address}");
    // Google subscribes only to webcal inside «cid», Outlook only to https.
    let google = format!("https://calendar.google.com/calendar/r?cid={}", percent_encoded(&webcal));
    let query = format!("url={}&name={}", percent_encoded(&url), percent_encoded(&feed.name));
    let outlook = |host: &str| format!("https://{host}/calendar/0/addfromweb?{query}");
    Some(Ways {
        google,
        outlook: outlook("outlook.live.com"),
        outlook_office: outlook("outlook.office.com"),
        webcal,
        url,
    })
}

/// Words as a value in a query: all but unreserved characters as percent signs (RFC 3986, 2.3).
fn percent_encoded(words: &str) -> String {
    const RESERVED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(words, RESERVED).to_string()
}

/// A QR code of an address; `None` of one too long for any code.
fn qr(address: &str, name: &str) -> Option<Qr> {
    const QUIET: i32 = 4;
    // Every reader undoes every mask (ISO/IEC 18004, 7.8); weighing all eight for each code would take longer than
    // the rest of its page.
    let mask = Some(Mask::new(3));
    let segments = QrSegment::make_segments(address);
    let (level, least, most) = (QrCodeEcc::Medium, Version::MIN, Version::MAX);
    let code = QrCode::encode_segments_advanced(&segments, level, least, most, mask, false).ok()?;
    let width = code.size();
    // A code has thousands of numbers, and few different ones.
    let numbers = (0..=width + QUIET).map(|number| number.to_string()).collect::<Vec<_>>();
    let mut path = String::with_capacity(8 * 1024);
    for y in 0..width {
        let mut x = 0;
        while x < width {
            let left = x;
            while x < width && code.get_module(x, y) {
                x += 1;
            }
            if x > left {
                let [left, top, length] = [left + QUIET, y + QUIET, x - left]
                    .map(|number| numbers[number as usize].as_str());
                path.extend(["M", left, " ", top, "h", length, "v1h-", length, "z"]);
            }
            x += 1;
        }
    }
    Some(Qr {
        size: width + 2 * QUIET,
        path,
        label: format!("QR-код підписки на календар «{name}»"),
        caption: "Наведіть камеру телефона, щоб підписатися",
    })
}

#[cfg(test)]
mod tests {
    use super::{percent_encoded, qr};

    #[test]
    fn queries_hold_only_unreserved_characters() {
        assert_eq!(percent_encoded("webcal://a.b/ї-1"), "webcal%3A%2F%2Fa.b%2F%D1%97-1");
    }

    #[test]
    fn a_code_lies_within_its_quiet_zone() {
        let code = qr("webcal://example.org/calendars/all.ics", "Усе").unwrap();
        // 38 bytes at level M fit version 3: 29 modules.
        assert_eq!(code.size, 29 + 8);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert!(qr(&"x".repeat(4000), "").is_none());
    }
}

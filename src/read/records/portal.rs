//! `portal.toml` and `office.toml`.

use crate::read::records::Maybe;
use crate::read::toml::Fields;
use crate::source::{Span, Spanned};

/// `portal.toml`.
#[derive(Clone, Debug)]
pub(crate) struct PortalRecord {
    pub(crate) title: Maybe<String>,
    pub(crate) base_url: Maybe<String>,
    pub(crate) time_zone: Maybe<String>,
    pub(crate) theme: Maybe<String>,
    pub(crate) data_license: Maybe<String>,
    pub(crate) offline_copy: bool,
    pub(crate) search_file_kb: Maybe<i64>,
    pub(crate) calendar: Option<CalendarRecord>,
    pub(crate) publish: Option<PublishRecord>,
}

/// `[publish]`.
#[derive(Clone, Debug)]
pub(crate) struct PublishRecord {
    pub(crate) to: Maybe<String>,
    pub(crate) host_key: Maybe<String>,
    pub(crate) endpoint: Maybe<String>,
    pub(crate) region: Maybe<String>,
    pub(crate) span: Span,
}

/// `[calendar]`.
#[derive(Clone, Debug)]
pub(crate) struct CalendarRecord {
    pub(crate) domain: Maybe<String>,
    pub(crate) holidays: Vec<Spanned<String>>,
    pub(crate) months: Maybe<String>,
    pub(crate) recurrences: Maybe<String>,
    pub(crate) longest_event: Maybe<i64>,
    pub(crate) long_ranges: Maybe<String>,
}

impl PortalRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> PortalRecord {
        PortalRecord {
            title: fields.required("title"),
            base_url: fields.string("base_url"),
            time_zone: fields.string("time_zone"),
            theme: fields.string("theme"),
            data_license: fields.string("data_license"),
            offline_copy: fields.boolean("offline_copy").unwrap_or(false),
            search_file_kb: fields.integer("search_file_kb"),
            calendar: fields.table("calendar", |calendar| CalendarRecord {
                domain: calendar.string("domain"),
                holidays: calendar.strings("holidays"),
                months: calendar.string("months"),
                recurrences: calendar.string("recurrences"),
                longest_event: calendar.integer("longest_event"),
                long_ranges: calendar.string("long_ranges"),
            }),
            publish: fields.table("publish", |publish| PublishRecord {
                to: publish.string("to"),
                host_key: publish.string("host_key"),
                endpoint: publish.string("endpoint"),
                region: publish.string("region"),
                span: publish.span,
            }),
        }
    }
}

/// `[organization]`.
#[derive(Clone, Debug)]
pub(crate) struct OrganizationRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) short_name: Maybe<String>,
    pub(crate) region: Maybe<String>,
    pub(crate) website: Maybe<String>,
    pub(crate) email: Maybe<String>,
}

impl OrganizationRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> OrganizationRecord {
        OrganizationRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            short_name: fields.string("short_name"),
            region: fields.string("region"),
            website: fields.string("website"),
            email: fields.string("email"),
        }
    }
}

//! Pieces that stand on more than one kind of page: groups of rows, cards, filters, facts, files to download.
//!
//! Each struct is what a component of the theme's `components.html` prints. The ways to group rows stand here too:
//! [`by_section`], [`by_month`]; the rows of one list are all of one plan.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::language::plural;
use crate::plan::schedule::{MonthSpan, Schedule, YearMonth};
use crate::plan::{Idx, Material, Plan, Portal, RowIdx, Section, Table};
use crate::site::Site;
use crate::site::feeds::FeedId;
use crate::site::months::months_of;
use crate::site::pages::entry::bare_words;
use crate::site::pages::row::{Piece, RowsHtml};
use crate::site::pages::{Link, shorten};
use crate::site::routes::relative;

/// Something with a page of its own and how many it has: a person and their rows, a form and its rows.
#[derive(Serialize)]
pub(in crate::site) struct Tally {
    pub(in crate::site) href: String,
    pub(in crate::site) name: String,
    pub(in crate::site) count: usize,
}

/// A heading with rows under it.
#[derive(Serialize)]
pub(in crate::site) struct Group {
    pub(in crate::site) id: String,
    pub(in crate::site) title: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) count: String,
    pub(in crate::site) note: Option<String>,
    /// `2026-03`, for the script that marks the current month.
    pub(in crate::site) month: Option<String>,
    /// Without a month of its own.
    pub(in crate::site) quiet: bool,
    pub(in crate::site) rows_html: RowsHtml,
}

/// A month in the strip that leads to the groups below.
#[derive(Serialize)]
pub(in crate::site) struct MonthLink {
    pub(in crate::site) name: String,
    pub(in crate::site) iso: String,
    /// `None` where nothing is to lead to.
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) count: usize,
    /// How much that is beside the fullest month, from 0 to 4.
    pub(in crate::site) step: usize,
}

/// One of many things of a kind.
#[derive(Serialize, Default)]
pub(in crate::site) struct Card {
    pub(in crate::site) kicker: Option<String>,
    pub(in crate::site) title: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) lines: Vec<Piece>,
    /// What the filters ask: `college:… year:2026`.
    pub(in crate::site) facets: String,
}

/// One question of a filter bar.
#[derive(Serialize)]
pub(in crate::site) struct Filter {
    key: &'static str,
    label: &'static str,
    options: Vec<FilterOption>,
}

/// An answer to the question of a filter bar.
#[derive(Serialize, Default)]
pub(in crate::site) struct FilterOption {
    /// What rows have in their facets after the key.
    pub(in crate::site) value: String,
    pub(in crate::site) label: String,
    /// The calendar of the rows that answer so.
    pub(in crate::site) calendar: Option<OptionCalendar>,
    /// How many rows of each part of the list answer so, where it has several: `12 0 5`.
    pub(in crate::site) parts: Option<String>,
}

/// A calendar that holds the dates of a filter's answer.
#[derive(Serialize)]
pub(in crate::site) struct OptionCalendar {
    /// The file to download.
    file: String,
    /// Where to subscribe.
    page: String,
}

impl OptionCalendar {
    /// The calendar as a page that lies at `path` offers it; `None` when nothing in it is dated.
    pub(in crate::site) fn of(site: &Site<'_>, path: &str, id: FeedId) -> Option<OptionCalendar> {
        let feed = site.calendars.feed(id)?;
        let page = format!("{}#kalendar", relative(path, feed.page.as_deref()?));
        Some(OptionCalendar { file: relative(path, &feed.path), page })
    }
}

impl Filter {
    /// A question with its answers in alphabet order; `None` when there is nothing to choose from.
    pub(in crate::site) fn new(
        site: &Site<'_>,
        key: &'static str,
        label: &'static str,
        options: impl Iterator<Item = (String, String)>,
    ) -> Option<Filter> {
        let options = options.collect::<BTreeMap<_, _>>();
        let mut options = options
            .into_iter()
            .map(|(value, label)| FilterOption { value, label, ..FilterOption::default() })
            .collect::<Vec<_>>();
        options.sort_by_cached_key(|option| site.order.sort_key(&option.label));
        Filter::in_order(key, label, options)
    }

    /// A question whose answers have an order of their own.
    pub(in crate::site) fn in_order(
        key: &'static str,
        label: &'static str,
        options: Vec<FilterOption>,
    ) -> Option<Filter> {
        (options.len() > 1).then_some(Filter { key, label, options })
    }

    /// A question whose only answer is worth reading: that everything is still planned.
    pub(in crate::site) fn always(
        key: &'static str,
        label: &'static str,
        options: Vec<FilterOption>,
    ) -> Option<Filter> {
        (!options.is_empty()).then_some(Filter { key, label, options })
    }

    /// The same question with a calendar for each answer that has one.
    pub(in crate::site) fn with_calendars(
        mut self,
        calendar: impl Fn(&str) -> Option<OptionCalendar>,
    ) -> Filter {
        for option in &mut self.options {
            option.calendar = calendar(&option.value);
        }
        self
    }

    /// The same question with how many rows of each part of the list have an answer; `counts` has them by facet.
    pub(in crate::site) fn with_parts(mut self, counts: &BTreeMap<String, Vec<usize>>) -> Filter {
        for option in &mut self.options {
            let counts = counts.get(&format!("{}:{}", self.key, option.value));
            let words =
                |counts: &Vec<usize>| counts.iter().map(usize::to_string).collect::<Vec<_>>();
            option.parts = counts.map(|counts| words(counts).join(" "));
        }
        self
    }
}

/// A named fact with its values.
#[derive(Serialize)]
pub(in crate::site) struct Fact {
    name: String,
    /// Whether the values are words of the approved document.
    approved: bool,
    values: Vec<FactValue>,
}

#[derive(Serialize)]
struct FactValue {
    text: String,
    href: Option<String>,
    note: Option<String>,
}

impl Fact {
    /// Words the portal says.
    pub(in crate::site) fn said(name: &str, text: impl Into<String>) -> Fact {
        Fact::new(name, false, vec![(text.into(), None)])
    }

    /// Words of the approved document.
    pub(in crate::site) fn approved(name: &str, text: &str) -> Fact {
        Fact::new(name, true, vec![(text.to_owned(), None)])
    }

    /// Values, some of them links.
    pub(in crate::site) fn new(
        name: &str,
        approved: bool,
        values: Vec<(String, Option<String>)>,
    ) -> Fact {
        let value = |(text, href)| FactValue { text, href, note: None };
        Fact { name: name.to_owned(), approved, values: values.into_iter().map(value).collect() }
    }

    /// Pieces of a cell as one value each.
    pub(in crate::site) fn links(name: &str, links: Vec<Link>) -> Fact {
        Fact::new(name, false, links.into_iter().map(|link| (link.title, link.href)).collect())
    }
}

/// A file to download.
#[derive(Serialize)]
pub(in crate::site) struct Download {
    href: String,
    label: &'static str,
    note: &'static str,
}

impl Download {
    /// A CSV file that lies at `to`.
    pub(in crate::site) fn csv(from: &str, to: &str) -> Download {
        let (label, note) = ("Таблиця CSV", "для будь-яких таблиць і програм");
        Download { href: relative(from, to), label, note }
    }

    /// An Excel file that lies at `to`.
    pub(in crate::site) fn xlsx(from: &str, to: &str) -> Download {
        let (label, note) =
            ("Книга Excel (.xlsx)", "для Excel, з шириною стовпців і закріпленим заголовком");
        Download { href: relative(from, to), label, note }
    }

    /// A JSON file that lies at `to`.
    pub(in crate::site) fn json(from: &str, to: &str) -> Download {
        Download { href: relative(from, to), label: "Дані JSON", note: "для програм" }
    }
}

/// «1,4 МБ»
pub(in crate::site) fn size_in_words(bytes: u64) -> String {
    let (step, unit) = if bytes < 1024 * 1024 { (1024, "КБ") } else { (1024 * 1024, "МБ") };
    let tenths = (bytes * 10).div_ceil(step).max(1);
    let words = match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, _) if whole >= 10 => whole.to_string(),
        (whole, part) => format!("{whole},{part}"),
    };
    format!("{words}\u{a0}{unit}")
}

/// «12 пунктів»
pub(in crate::site) fn count_of_rows(number: usize) -> String {
    plural::count(number, ["пункт", "пункти", "пунктів"])
}

/// A link to where a row stands: its entry's page, at the item; named by the number.
pub(in crate::site) fn row_link(portal: &Portal, from: &str, idx: RowIdx) -> Link {
    let href = relative(from, &portal.row_page_path(idx));
    let title = match portal.entries[idx.entry].number.trim_end_matches('.') {
        "" => shorten(&bare_words(portal, idx.entry), 60),
        number => format!("пункт\u{a0}{number}"),
    };
    Link { href: Some(href), title }
}

/// Rows under the sections of the plan they stand in.
pub(in crate::site) fn by_section(site: &Site<'_>, path: &str, rows: &[RowIdx]) -> Vec<Group> {
    let portal = site.portal;
    let mut sections: BTreeMap<Idx<Section>, Vec<RowIdx>> = BTreeMap::new();
    for row in rows {
        sections.entry(portal.entries[row.entry].section).or_default().push(*row);
    }
    let group = |(idx, rows): (Idx<Section>, Vec<RowIdx>)| {
        let section = &portal.sections[idx];
        Group {
            id: format!("section-{}-{}", portal.plans[section.plan].year, section.ordinal),
            title: match section.number.as_str() {
                "" => section.title.clone(),
                number => format!("{number}. {}", section.title),
            },
            href: Some(relative(path, &portal.section_path(idx))),
            count: rows.len().to_string(),
            note: None,
            month: None,
            quiet: false,
            rows_html: html(site, &rows),
        }
    };
    sections.into_iter().map(group).collect()
}

/// How many rows a page shows in full; some twenty elements and two kilobytes each.
pub(in crate::site) const MOST: usize = 200;

/// Rows under the months in which they have something to do; the rest after them, by why there is no month.
///
/// A row of several months stands in full under the first of them and as a line under the others, so that a page
/// grows with its rows and not with their months. Of more than [`MOST`] rows each is a line, so that a page of them
/// comes through a weak link. `prefix` keeps the groups of two lists of one page apart.
pub(in crate::site) fn by_month(site: &Site<'_>, rows: &[RowIdx], prefix: &str) -> Vec<Group> {
    match rows.len() > MOST {
        true => by_month_briefly(site, rows, prefix),
        false => by_month_from(site, rows, prefix, BTreeSet::new()),
    }
}

/// As [`by_month`], every row as a line: for what stands in full on another page.
pub(in crate::site) fn by_month_briefly(
    site: &Site<'_>,
    rows: &[RowIdx],
    prefix: &str,
) -> Vec<Group> {
    by_month_from(site, rows, prefix, rows.iter().copied().collect())
}

/// `told` are the rows that stand in full somewhere.
fn by_month_from(
    site: &Site<'_>,
    rows: &[RowIdx],
    prefix: &str,
    mut told: BTreeSet<RowIdx>,
) -> Vec<Group> {
    let portal = site.portal;
    let Some(plan) = rows.first().map(|row| portal.plan_of(row.entry)) else { return Vec::new() };
    let group = |(when, rows): (When, Vec<RowIdx>)| {
        let (name, month) = match when {
            When::Month(YearMonth { year, month }) => {
                (site.dates.month_and_year(year, month), Some(format!("{year}-{month:02}")))
            }
            _ => (when.title().to_owned(), None),
        };
        let mut rows_html = RowsHtml::default();
        for row in &rows {
            match told.insert(*row) {
                true => rows_html.push(site, *row),
                false => rows_html.push_brief(site, *row),
            }
        }
        Group {
            id: format!("{prefix}{}", anchor(portal, plan, when)),
            title: capitalized(&name),
            href: None,
            count: rows.len().to_string(),
            note: None,
            quiet: month.is_none(),
            month,
            rows_html,
        }
    };
    by_when(portal, rows.iter().copied()).into_iter().map(group).collect()
}

/// The strip of months that leads to the groups of [`by_month`]: the whole year, or from the first of the months to the
/// last where they are of several. Months without rows have their place in it too, so that it shows the course of a year.
pub(in crate::site) fn months(site: &Site<'_>, groups: &[Group]) -> Vec<MonthLink> {
    let month = |group: &Group| {
        let (year, month) = group.month.as_deref()?.split_once('-')?;
        Some(YearMonth { year: year.parse().ok()?, month: month.parse().ok()? })
    };
    let months = groups.iter().filter_map(|group| Some((month(group)?, group)));
    let months = months.collect::<BTreeMap<_, _>>();
    let (Some((first, _)), Some((last, _))) = (months.first_key_value(), months.last_key_value())
    else {
        return Vec::new();
    };
    let is_several = first.year != last.year;
    let span = match is_several {
        true => MonthSpan { first: *first, last: *last },
        false => MonthSpan {
            first: YearMonth { month: 1, ..*first },
            last: YearMonth { month: 12, ..*last },
        },
    };
    let most = months.values().map(|group| group.rows_html.len()).max().unwrap_or_default();
    let link = |month: YearMonth| {
        let group = months.get(&month);
        let count = group.map_or(0, |group| group.rows_html.len());
        let name = site.dates.month(month.month);
        MonthLink {
            name: if is_several { format!("{name} {}", month.year) } else { name.to_owned() },
            href: group.map(|group| format!("#{}", group.id)),
            count,
            step: (count * 4).div_ceil(most.max(1)),
            iso: format!("{}-{:02}", month.year, month.month),
        }
    };
    span.months().map(link).collect()
}

/// Rows under each time when there is something to do.
pub(in crate::site) fn by_when(
    portal: &Portal,
    rows: impl IntoIterator<Item = RowIdx>,
) -> BTreeMap<When, Vec<RowIdx>> {
    let mut whens: BTreeMap<When, Vec<RowIdx>> = BTreeMap::new();
    for row in rows {
        for when in whens_of(portal, row) {
            whens.entry(when).or_default().push(row);
        }
    }
    whens
}

/// The anchor of a group of [`by_month`], after its prefix: `2026-03`.
pub(in crate::site) fn anchor(portal: &Portal, plan: Idx<Plan>, when: When) -> String {
    match when {
        When::Month(YearMonth { year, month }) => format!("{year}-{month:02}"),
        _ => format!("{}-{}", when.id(), portal.plans[plan].year),
    }
}

/// When there is something to do, as far as a month can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum When {
    /// In this month.
    Month(YearMonth),
    /// Again and again.
    Recurring,
    /// All the time.
    AllYear,
    /// Another paper sets the day.
    Timetable,
    /// When somebody needs it.
    OnDemand,
    /// Nobody knows.
    Unspecified,
}

impl When {
    /// What its group is called.
    pub(in crate::site) fn title(self) -> &'static str {
        match self {
            When::Month(_) => "за місяцями",
            When::Recurring => "регулярно",
            When::AllYear => "упродовж року",
            When::Timetable => "за окремим графіком",
            When::OnDemand => "за потреби",
            When::Unspecified => "без зазначеного терміну",
        }
    }

    /// A word for addresses.
    pub(in crate::site) fn id(self) -> &'static str {
        match self {
            When::Month(_) => "months",
            When::Recurring => "recurring",
            When::AllYear => "all-year",
            When::Timetable => "timetable",
            When::OnDemand => "on-demand",
            When::Unspecified => "undated",
        }
    }
}

/// The same months as everywhere on the site; what has none stands by the reason why.
pub(in crate::site) fn whens_of(portal: &Portal, idx: RowIdx) -> Vec<When> {
    let row = portal.row(idx);
    let mut whens = months_of(portal, idx).into_iter().map(When::Month).collect::<Vec<_>>();
    let has_day = row.facts().is_some_and(|facts| facts.start.is_some());
    if has_day {
        return whens;
    }
    let term = &row.term.meaning;
    if term.is_continuous() {
        whens.push(When::AllYear);
    }
    if whens.is_empty() {
        whens.extend(term.schedules().map(|schedule| match schedule {
            Schedule::Recurring(_) => When::Recurring,
            Schedule::Timetable => When::Timetable,
            Schedule::OnDemand => When::OnDemand,
            Schedule::AllYear(_) | Schedule::Ongoing(_) => When::AllYear,
            Schedule::Dates(_)
            | Schedule::Deadline(_)
            | Schedule::Range(_)
            | Schedule::Months(_)
            | Schedule::Unspecified => When::Unspecified,
        }));
    }
    whens.sort();
    whens.dedup();
    whens
}

/// The rendered rows.
pub(in crate::site) fn html(site: &Site<'_>, rows: &[RowIdx]) -> RowsHtml {
    let mut html = RowsHtml::default();
    rows.iter().for_each(|row| html.push(site, *row));
    html
}

/// «березень 2026» at the head of a group: «Березень 2026».
pub(in crate::site) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Each of a list with the one before and the one after it.
pub(in crate::site) fn with_neighbours<T: Copy>(all: &[T]) -> Vec<(Option<T>, T, Option<T>)> {
    let before = |at: usize| at.checked_sub(1).and_then(|at| all.get(at).copied());
    let each = all.iter().enumerate();
    each.map(|(at, one)| (before(at), *one, all.get(at + 1).copied())).collect()
}

/// The rows of a table that belong to an office, in alphabet order of their names.
pub(in crate::site) fn of_office<T>(
    site: &Site<'_>,
    table: &Table<T>,
    belongs: impl Fn(&T) -> bool,
    name: impl Fn(&T) -> &str,
) -> Vec<Idx<T>> {
    let rows = table.iter().filter(|(_, row)| belongs(row));
    let mut rows = rows.map(|(idx, row)| (site.order.sort_key(name(row)), idx)).collect::<Vec<_>>();
    rows.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    rows.into_iter().map(|(_, idx)| idx).collect()
}

/// A file or a page to read about a piece of work.
#[derive(Serialize)]
pub(in crate::site) struct MaterialView {
    pub(in crate::site) title: String,
    pub(in crate::site) href: String,
    /// What kind of file it is and how big, or that the link leads away.
    note: String,
    external: bool,
}

impl MaterialView {
    /// The material as a page that lies at `path` offers it.
    pub(in crate::site) fn new(portal: &Portal, material: &Material, path: &str) -> MaterialView {
        let title = material.title.clone();
        let target = material.target.as_str();
        let Some(file) = portal.attachments.get(target) else {
            let note = "зовнішнє посилання".to_owned();
            return MaterialView { title, href: target.to_owned(), note, external: true };
        };
        let ending = target.rsplit_once('.').map(|(_, ending)| ending.to_uppercase());
        let size = size_in_words(file.size);
        let note = ending.into_iter().chain([size]).collect::<Vec<_>>().join(", ");
        MaterialView { title, href: relative(path, target), note, external: false }
    }
}

//! Who carries how much in which month: each person's own work, and apart from it that of their groups.
//!
//! Every number leads to the list it counts: the month's group on that person's page, which is made from the same
//! rows by [`by_when`]. Many people take several pages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::plan::schedule::{PlanYear, YearMonth};
use crate::plan::{Idx, Organization, Person, Plan, RowIdx};
use crate::site::pages::blocks::{When, anchor, by_when, capitalized, of_office};
use crate::site::pages::counts::{
    Cell, Count, CountRow, Table, column, in_charts, month_column, months, short_name, step,
};
use crate::site::pages::person::SHARED_PREFIX;
use crate::site::pages::section::{of_year, titled};
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::subjects::{PlanRows, Subject};
use crate::site::{List, Site};

#[derive(Serialize)]
struct WorkloadView {
    page: PageMeta,
    title: String,
    lead: &'static str,
    note: &'static str,
    /// As many as keep their letters readable on paper.
    charts: Vec<Chart>,
    table: Table,
    parts: Vec<Link>,
}

#[derive(Serialize)]
struct Chart {
    label: String,
    width: usize,
    height: usize,
    months: Vec<ChartMonth>,
    rows: Vec<ChartRow>,
}

#[derive(Serialize)]
struct ChartMonth {
    name: String,
    x: usize,
}

#[derive(Serialize)]
struct ChartRow {
    name: Vec<ChartLine>,
    text_y: usize,
    rule_y: usize,
    cells: Vec<ChartCell>,
}

/// A line of a name; a long name takes several.
#[derive(Serialize)]
struct ChartLine {
    text: String,
    y: usize,
}

#[derive(Serialize)]
struct ChartCell {
    step: usize,
    size: usize,
    x: usize,
    y: usize,
    text: String,
    text_x: usize,
}

/// Somebody with work in the plan: a person or a group.
struct Carrier {
    name: String,
    path: String,
    own: BTreeMap<When, Vec<RowIdx>>,
    shared: BTreeMap<When, Vec<RowIdx>>,
}

// The chart in its own units: as wide as a small laptop's window, whose letters are of full size then.
const LEFT: usize = 166;
const TOP: usize = 28;
const ROW: usize = 30;
const LINE: usize = 17;
/// How many letters of a name have room in a line.
const LETTERS: usize = 20;
/// A month with a square and a text such as «8 +2»; each further figure takes more.
const MONTH: usize = 64;
const FIGURES: usize = 4;
const FIGURE: usize = 9;
/// How high the rows of a chart are together: on a sheet of paper its letters have 8 points then.
const ROOM: usize = 600;

/// How many people a page shows: each takes some eighty elements.
const MOST: usize = 60;

/// Lists the pages of each plan.
pub(in crate::site) fn list<'a>(
    site: &'a Site<'a>,
    office: Idx<Organization>,
    list: &mut List<'a>,
) {
    let portal = site.portal;
    for (idx, plan) in portal.plans_of(office) {
        let parts = portal.people.iter().filter(|(_, one)| one.organization == plan.organization);
        let groups = portal.groups.iter().filter(|(_, one)| one.organization == plan.organization);
        let number = (parts.count() + groups.count()).div_ceil(MOST).max(1);
        for part in 0..number {
            let path = (portal.plan_path(idx, &file(part)), Some(plan.span));
            list.page(plan.organization, path, "workload", move |path| {
                view(site, idx, (part, number), path)
            });
        }
    }
}

/// Further parts lie beside the first.
fn file(part: usize) -> String {
    if part == 0 { "workload.html".to_owned() } else { format!("workload-{}.html", part + 1) }
}

fn view(
    site: &Site<'_>,
    idx: Idx<Plan>,
    (part, number): (usize, usize),
    path: &str,
) -> WorkloadView {
    let portal = site.portal;
    let plan = &portal.plans[idx];
    let carriers = carriers(site, idx, part);
    let mut title = format!("Навантаження у {}\u{a0}році", plan.plan_year().numbers());
    if part > 0 {
        title.push_str(&format!(", частина {}", part + 1));
    }
    let link = |one: usize| match one == part {
        true => Link::here((one + 1).to_string()),
        false => Link::new(path, &portal.plan_path(idx, &file(one)), (one + 1).to_string()),
    };
    WorkloadView {
        page: site.meta(
            idx,
            path,
            Own {
                kind: "workload",
                title: &titled(portal, idx, &title),
                crumb: "Навантаження",
                description: &format!("{}: хто скільки пунктів веде щомісяця", of_year(plan)),
                way: Vec::new(),
            },
        ),
        title,
        lead: "Скільки пунктів плану веде кожен у кожному місяці: перше число — особисто, число з плюсом — спільно з групою («методисти» та інші).",
        note: "Пункт на кілька місяців рахується в кожному з них, тому сума за місяцями може бути більшою за «усього». Квадрат більший там, де особистих пунктів більше.",
        charts: charts(site, idx, &carriers),
        table: table(site, idx, path, &carriers),
        parts: if number == 1 { Vec::new() } else { (0..number).map(link).collect() },
    }
}

/// The people of a part in alphabet order, after them the groups; only those with work in the plan.
fn carriers(site: &Site<'_>, plan: Idx<Plan>, part: usize) -> Vec<Carrier> {
    let portal = site.portal;
    let office = portal.plans[plan].organization;
    let of_plan = |rows: &PlanRows| by_when(portal, rows.of(Some(plan)).iter().copied());
    let belongs = |person: &Person| person.organization == office;
    let people = of_office(site, &portal.people, belongs, |person| &person.name).into_iter();
    let people = people.map(|person| Carrier {
        name: portal.people[person].name.clone(),
        path: site.page_of(Subject::Person(person), Some(plan)),
        own: of_plan(site.index.of_person(person)),
        shared: of_plan(site.index.shared_of(person)),
    });
    let groups = of_office(site, &portal.groups, |one| one.organization == office, |one| &one.name);
    let groups = groups.into_iter().map(|group| Carrier {
        name: format!("{} (група)", capitalized(&portal.groups[group].name)),
        path: site.page_of(Subject::Group(group), Some(plan)),
        own: of_plan(site.index.of_group(group)),
        shared: BTreeMap::new(),
    });
    let carriers = people.chain(groups).skip(part * MOST).take(MOST);
    carriers.filter(|one| !one.own.is_empty() || !one.shared.is_empty()).collect()
}

impl Carrier {
    fn own(&self, when: When) -> usize {
        self.own.get(&when).map_or(0, Vec::len)
    }

    fn shared(&self, when: When) -> usize {
        self.shared.get(&when).map_or(0, Vec::len)
    }
}

/// How many different rows there are.
fn distinct(rows: &BTreeMap<When, Vec<RowIdx>>) -> usize {
    rows.values().flatten().collect::<BTreeSet<_>>().len()
}

/// The most that somebody carries in one month.
fn fullest(carriers: &[Carrier]) -> usize {
    let own = carriers.iter().flat_map(|one| one.own.iter());
    let months = own.filter(|(when, _)| matches!(when, When::Month(_)));
    months.map(|(_, rows)| rows.len()).max().unwrap_or_default()
}

fn table(site: &Site<'_>, plan: Idx<Plan>, path: &str, carriers: &[Carrier]) -> Table {
    let portal = site.portal;
    let (within, beyond) = months(site, plan);
    let month_column = |month: &YearMonth| month_column(site, plan, path, *month);
    let others = site.index.months_of(plan).without.keys().copied();
    let mut columns = within.iter().map(month_column).collect::<Vec<_>>();
    columns.extend(others.clone().map(|when| column(when.title())));
    columns.extend(beyond.iter().map(month_column));
    columns.push(column("усього"));
    let beyond = beyond.into_iter().map(When::Month).collect::<Vec<_>>();
    let whens = within.into_iter().map(When::Month).chain(others).collect::<Vec<_>>();
    let most = fullest(carriers);
    let row = |one: &Carrier| {
        let page = relative(path, &one.path);
        let to = |prefix: &str, when| format!("{page}#{prefix}{}", anchor(portal, plan, when));
        let cell = |when: &When| {
            let (own, shared) = (one.own(*when), one.shared(*when));
            let (name, is_month) = match when {
                When::Month(YearMonth { year, month }) => {
                    (site.dates.month_and_year(*year, *month), true)
                }
                _ => (when.title().to_owned(), false),
            };
            let label = format!("{}, {name}", one.name);
            let mut counts = vec![Count::own(own, &label, || to("", *when))];
            if shared > 0 {
                counts.push(Count::shared(shared, &label, to(SHARED_PREFIX, *when)));
            }
            Cell { step: if is_month { step(own, most) } else { 0 }, counts }
        };
        let label = format!("{}, усього", one.name);
        let mut total = vec![Count::own(distinct(&one.own), &label, || page.clone())];
        if !one.shared.is_empty() {
            let number = distinct(&one.shared);
            total.push(Count::shared(number, &label, format!("{page}#spilni")));
        }
        let total = Cell { step: 0, counts: total };
        CountRow {
            name: one.name.clone(),
            href: Some(page.clone()),
            section_class: String::new(),
            cells: whens.iter().chain(&beyond).map(cell).chain([total]).collect(),
        }
    };
    Table {
        title: "Те саме таблицею",
        caption: format!(
            "{}: скільки пунктів веде кожен за місяцями, особисто й (з плюсом) спільно з групою",
            of_year(&portal.plans[plan])
        ),
        corner: "Хто",
        columns,
        rows: carriers.iter().map(row).collect(),
    }
}

fn charts(site: &Site<'_>, plan: Idx<Plan>, carriers: &[Carrier]) -> Vec<Chart> {
    let year = site.portal.plans[plan].plan_year();
    let months = year.months().collect::<Vec<_>>();
    let figures = most_figures(carriers, &months);
    let scale = Scale {
        year,
        months,
        month_width: MONTH + FIGURE * figures.saturating_sub(FIGURES),
        most: fullest(carriers),
    };
    let charts = in_charts(carriers, ROOM, |one| height(&in_lines(&one.name, LETTERS)));
    let is_whole = charts.len() == 1;
    charts.into_iter().map(|some| chart(site, &scale, some, is_whole)).collect()
}

/// What all charts of a page share, so that one can be held against another.
struct Scale {
    year: PlanYear,
    months: Vec<YearMonth>,
    month_width: usize,
    most: usize,
}

/// How high a row is whose name takes these lines.
fn height(lines: &[String]) -> usize {
    ROW + (lines.len() - 1) * LINE
}

fn chart(site: &Site<'_>, scale: &Scale, carriers: &[Carrier], is_whole: bool) -> Chart {
    let Scale { year, months, month_width, most } = scale;
    let numbers = year.numbers();
    let x_of = |at: usize| LEFT + at * month_width;
    let mut y = TOP;
    let row = |one: &Carrier| {
        let lines = in_lines(&one.name, LETTERS);
        let top = y;
        let middle = top + height(&lines) / 2;
        y += height(&lines);
        let cells = months.iter().enumerate().map(|(at, month)| {
            let step = step(one.own(When::Month(*month)), *most);
            let size = if step == 0 { 4 } else { 4 + 4 * step };
            ChartCell {
                step,
                size,
                x: x_of(at) + 14 - size / 2,
                y: middle - size / 2,
                text: figures(one, *month),
                text_x: x_of(at) + 29,
            }
        });
        let line =
            |(at, text): (usize, String)| ChartLine { text, y: top + ROW / 2 + 5 + at * LINE };
        ChartRow {
            name: lines.into_iter().enumerate().map(line).collect(),
            text_y: middle + 5,
            rule_y: y,
            cells: cells.collect(),
        }
    };
    let rows = carriers.iter().map(row).collect();
    let columns = months
        .iter()
        .enumerate()
        .map(|(at, month)| ChartMonth { name: short_name(site, *month, *year), x: x_of(at) + 4 });
    let whose = match carriers {
        [first, .., last] if !is_whole => format!(", {} — {}", first.name, last.name),
        [one] if !is_whole => format!(", {}", one.name),
        _ => String::new(),
    };
    Chart {
        label: format!(
            "Навантаження за людьми й місяцями {numbers}\u{a0}року{whose}; те саме таблицею нижче"
        ),
        width: x_of(months.len()),
        height: y + 4,
        months: columns.collect(),
        rows,
    }
}

/// «4», or «4 +2» with what is shared.
fn figures(one: &Carrier, month: YearMonth) -> String {
    let (own, shared) = (one.own(When::Month(month)), one.shared(When::Month(month)));
    if shared == 0 { own.to_string() } else { format!("{own}\u{a0}+{shared}") }
}

fn most_figures(carriers: &[Carrier], months: &[YearMonth]) -> usize {
    let all = carriers.iter().flat_map(|one| months.iter().map(|month| figures(one, *month)));
    all.map(|text| text.chars().count()).max().unwrap_or_default()
}

/// A name in lines of at most so many letters; a longer word has a line to itself.
fn in_lines(name: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = most;
    for word in name.split_whitespace() {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if length < room => {
                line.push(' ');
                line.push_str(word);
                room -= 1;
            }
            _ => {
                lines.push(word.to_owned());
                room = most;
            }
        }
        room = room.saturating_sub(length);
    }
    lines
}

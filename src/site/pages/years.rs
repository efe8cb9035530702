//! What pages of one subject share that each list the rows of one plan: the way between them, and their names.
//!
//! The page of the current plan is called by the subject alone; any other names its year in the title, in «Ви тут»
//! and in what it says of itself. Where a subject has one page only, none of them says anything of years.

use serde::Serialize;

use crate::plan::{Idx, Organization, Plan};
use crate::site::pages::blocks::with_neighbours;
use crate::site::pages::section::titled;
use crate::site::pages::{Link, Own, PageMeta};
use crate::site::routes::relative;
use crate::site::subjects::Subject;
use crate::site::{List, Site};
use crate::source::Span;

/// What the component `years` prints.
#[derive(Serialize)]
pub(in crate::site) struct Years {
    /// Whether the plan has nothing to list, so that the page has said so.
    is_absent: bool,
    /// What is counted, in many.
    of_what: &'static str,
    list: Vec<YearLink>,
}

#[derive(Serialize)]
struct YearLink {
    year: i32,
    count: usize,
    /// `None` for the page itself.
    href: Option<String>,
    /// Whether it is the plan in force.
    is_current: bool,
}

/// A page of a subject: of which plan, and where it lies.
#[derive(Clone, Copy)]
pub(in crate::site) struct YearPage<'p> {
    /// Whose rows it lists.
    pub(in crate::site) subject: Subject,
    /// The rows of which plan; none where the office has no plan.
    pub(in crate::site) plan: Option<Idx<Plan>>,
    /// Its path.
    pub(in crate::site) path: &'p str,
}

impl<'a> List<'a> {
    /// Adds a page of the subject for each plan that lists anything of it; `view` is made later, on any thread.
    pub(in crate::site) fn year_pages<T: Serialize + 'a>(
        &mut self,
        site: &'a Site<'a>,
        (subject, origin): (Subject, Option<Span>),
        template: &'static str,
        view: impl Fn(YearPage<'_>) -> T + Copy + Send + Sync + 'a,
    ) {
        let portal = site.portal;
        for plan in site.pages_of(subject) {
            let path = (portal.subject_path(subject, plan), origin);
            let view = move |path: &str| view(YearPage { subject, plan, path });
            self.page(subject.office(portal), path, template, view);
        }
    }
}

/// Something of which there is a page, with those before and after it on which there are rows of the same plan.
pub(in crate::site) type Between<T> = (Option<Idx<T>>, Idx<T>, Option<Idx<T>>);

/// Every page of an office's subjects, which come in the order of their names: of which plan, and between which.
pub(in crate::site) fn pages<T>(
    site: &Site<'_>,
    office: Idx<Organization>,
    all: &[Idx<T>],
    subject: impl Fn(Idx<T>) -> Subject,
) -> Vec<(Option<Idx<Plan>>, Between<T>)> {
    let of_plan = |plan: Option<Idx<Plan>>| {
        let shown = all.iter().copied().filter(|idx| site.has_page(subject(*idx), plan));
        let shown = with_neighbours(&shown.collect::<Vec<_>>());
        shown.into_iter().map(move |between| (plan, between))
    };
    site.plans_of(office).into_iter().flat_map(of_plan).collect()
}

/// « на 2026 рік», where the office has several plans: of which its own pages speak.
pub(in crate::site) fn of_current(site: &Site<'_>, office: Idx<Organization>) -> String {
    let current = site.portal.organizations[office].current_plan;
    match current.filter(|_| site.plans_of(office).len() > 1) {
        Some(plan) => words(site, plan),
        None => String::new(),
    }
}

/// What a page of the subject lists, in many.
fn of_what(subject: Subject) -> &'static str {
    match subject {
        Subject::Calendars(_) => "календарів",
        Subject::Person(_)
        | Subject::Group(_)
        | Subject::Form(_)
        | Subject::College(_)
        | Subject::MethodicalSection(_)
        | Subject::Events(_) => "пунктів",
    }
}

fn words(site: &Site<'_>, plan: Idx<Plan>) -> String {
    format!(" на {}\u{a0}рік", site.portal.plans[plan].plan_year())
}

impl YearPage<'_> {
    /// The way to the subject's other pages; nothing where there are none.
    pub(in crate::site) fn years(self, site: &Site<'_>) -> Option<Years> {
        let YearPage { subject, plan, path } = self;
        let portal = site.portal;
        let pages = site.pages_of(subject);
        let link = |of: Idx<Plan>| YearLink {
            year: portal.plans[of].year,
            count: site.count(subject, Some(of)),
            href: (Some(of) != plan)
                .then(|| relative(path, &portal.subject_path(subject, Some(of)))),
            is_current: portal.plans[of].is_current,
        };
        let of_what = of_what(subject);
        let is_absent = site.count(subject, plan) == 0;
        let list = || pages.iter().copied().flatten().map(link).collect();
        (pages.len() > 1).then(|| Years { is_absent, of_what, list: list() })
    }

    /// That there is nothing to list, where only other plans have something.
    pub(in crate::site) fn absent(self, site: &Site<'_>) -> Option<String> {
        let of_year = self.of_year(site);
        let is_absent = !of_year.is_empty() && site.count(self.subject, self.plan) == 0;
        let of_what = of_what(self.subject);
        is_absent.then(|| format!("У плані{of_year} {of_what} немає, вони є в планах інших років."))
    }

    /// « на 2025 рік», to be said after «план»; nothing where the subject has no other pages.
    pub(in crate::site) fn of_year(self, site: &Site<'_>) -> String {
        match self.plan.filter(|_| site.pages_of(self.subject).len() > 1) {
            Some(plan) => words(site, plan),
            None => String::new(),
        }
    }

    /// «12 пунктів у плані на 2025 рік», or that there are none; the words alone where the subject has no other pages.
    pub(in crate::site) fn counted(self, site: &Site<'_>, words: String) -> String {
        match self.of_year(site).as_str() {
            "" => words,
            of_year => {
                let counted = format!("{words} у плані{of_year}");
                self.absent(site).unwrap_or(counted)
            }
        }
    }

    /// Whether it is the page that also has what is of no year: calendars to subscribe to.
    pub(in crate::site) fn is_lasting(self, site: &Site<'_>) -> bool {
        !site.portal.is_past(self.plan)
    }

    /// As [`Site::meta`]; a page of a past plan is named by its year and lies behind that of the current one.
    pub(in crate::site) fn meta(self, site: &Site<'_>, own: Own<'_>) -> PageMeta {
        let YearPage { subject, plan, path } = self;
        let portal = site.portal;
        let office = subject.office(portal);
        let Some(past) = plan.filter(|_| portal.is_past(plan)) else {
            return site.meta(office, path, own);
        };
        let Own { kind, title, crumb, description, mut way } = own;
        way.push(Link::new(path, &portal.subject_path(subject, None), crumb));
        let crumb = format!("{}\u{a0}рік", portal.plans[past].plan_year());
        let title = titled(portal, past, title);
        site.meta(past, path, Own { kind, title: &title, crumb: &crumb, description, way })
    }
}

//! Where everything lies in the site, and links from one page to another.
//!
//! Flat files («entries/2-22-8.html») and relative links that name the file, so that the site works under any
//! sub-path and from disk. Only this file joins paths. A plan's pages lie in its `address`, an office's in its.

use crate::language::slug::slug;
use crate::plan::schedule::YearMonth;
use crate::plan::{
    College, Entry, Form, FreePage, Group, Idx, Listing, MethodicalSection, Organization, Person,
    Plan, Portal, Practice, RowIdx, Section,
};
use crate::site::Site;
use crate::site::subjects::Subject;

/// Joins folders and a file, leaving out empty folders.
fn join(folders: &[&str], file: &str) -> String {
    let mut path = String::new();
    for folder in folders.iter().filter(|folder| !folder.is_empty()) {
        path.push_str(folder);
        path.push('/');
    }
    path.push_str(file);
    path
}

/// A link from the page `from` to the file `to`, both paths within the site.
pub fn relative(from: &str, to: &str) -> String {
    let folders = from.rfind('/').map_or(0, |at| at + 1);
    let pairs = from.bytes().take(folders).zip(to.bytes()).enumerate();
    let same = pairs.take_while(|(_, (from, to))| from == to);
    // The folders that both lie in end with the last «/» that is the same.
    let same = same.filter(|(_, (from, _))| *from == b'/').last().map_or(0, |(at, _)| at + 1);
    let up = from.bytes().skip(same).filter(|byte| *byte == b'/').count();
    let rest = to.get(same..).unwrap_or(to);
    let mut link = String::with_capacity(3 * up + rest.len());
    link.extend(std::iter::repeat_n("../", up));
    link.push_str(rest);
    link
}

/// The way from the page `from` up to the top of the site: `../`.
pub fn to_top(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// The file that the relative link `href` of the page `from` leads to, without the fragment.
pub fn follow(from: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let (folders, _) = from.rsplit_once('/').unwrap_or(("", from));
    let mut parts = folders.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>();
    for part in href.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

impl Portal {
    /// The absolute address of a file, if the portal knows where it is published; a folder's own page is the folder.
    pub fn url(&self, path: &str) -> Option<String> {
        let base = self.settings.base_url.as_deref()?;
        let folder = path.strip_suffix("index.html");
        let path = folder.filter(|f| f.is_empty() || f.ends_with('/')).unwrap_or(path);
        Some([base, path].concat())
    }

    /// The link from the page `from` to what a text of the office calls `name`: a file for download, or a page of the
    /// site by its path.
    pub fn text_link(
        &self,
        from: &str,
        organization: Option<Idx<Organization>>,
        name: &str,
    ) -> String {
        let file = self.attachment(organization, name);
        relative(from, file.map_or(name, |file| &file.path))
    }

    fn office(&self, organization: Idx<Organization>) -> &str {
        &self.organizations[organization].address
    }

    /// A page of the office itself: `events.html`.
    pub fn office_path(&self, organization: Idx<Organization>, file: &str) -> String {
        join(&[self.office(organization)], file)
    }

    /// A page of a plan itself: `plan.html`.
    pub fn plan_path(&self, plan: Idx<Plan>, file: &str) -> String {
        let Plan { organization, address, .. } = &self.plans[plan];
        join(&[self.office(*organization), address], file)
    }

    /// Whether it is a plan that an office's own pages do not show: theirs is the current one.
    pub fn is_past(&self, plan: Option<Idx<Plan>>) -> bool {
        plan.is_some_and(|plan| !self.plans[plan].is_current)
    }

    /// A page or file of which each plan of the office has one: the current plan's lies at an address that never
    /// changes, `people/tkachuk-i-m.html`, any other plan's in a folder of its own, `2025/people/tkachuk-i-m.html`.
    fn year_path(&self, office: Idx<Organization>, plan: Option<Idx<Plan>>, file: &str) -> String {
        match plan.filter(|plan| self.is_past(Some(*plan))) {
            Some(plan) => {
                let Plan { address, id, .. } = &self.plans[plan];
                let own = slug(id, "0");
                let folder = if address.is_empty() { &own } else { address };
                join(&[self.office(office), folder], file)
            }
            None => self.office_path(office, file),
        }
    }

    /// The first page of a plan; of the current one it is the office's.
    pub fn home_path(&self, plan: Idx<Plan>) -> String {
        self.year_path(self.plans[plan].organization, Some(plan), "index.html")
    }

    /// Where the subject's rows of this plan are listed, if it has any: [`Site::page_of`] knows that.
    pub fn subject_path(&self, subject: Subject, plan: Option<Idx<Plan>>) -> String {
        let file = match subject {
            Subject::Person(idx) => format!("people/{}.html", self.people[idx].id),
            Subject::Group(idx) => format!("groups/{}.html", self.groups[idx].id),
            Subject::Form(idx) => format!("forms/{}.html", self.forms[idx].id),
            Subject::College(idx) => format!("colleges/{}.html", self.colleges[idx].id),
            Subject::MethodicalSection(idx) => {
                format!("methodical-sections/{}.html", self.methodical_sections[idx].id)
            }
            Subject::Events(_) => "events.html".to_owned(),
            Subject::Calendars(_) => "calendars.html".to_owned(),
        };
        self.year_path(subject.office(self), plan, &file)
    }

    /// `sections/2.html`.
    pub fn section_path(&self, section: Idx<Section>) -> String {
        let Section { plan, ordinal, .. } = &self.sections[section];
        self.plan_path(*plan, &format!("sections/{ordinal}.html"))
    }

    /// `entries/2-22-8.html`.
    pub fn entry_path(&self, entry: Idx<Entry>) -> String {
        let Entry { section, number, id, is_named_by_number, .. } = &self.entries[entry];
        match is_named_by_number {
            true => self.number_path(*section, number),
            false => {
                self.plan_path(self.sections[*section].plan, &["entries/", id, ".html"].concat())
            }
        }
    }

    /// Where the entry with this number lies, of a section.
    pub fn number_path(&self, section: Idx<Section>, number: &str) -> String {
        let section = &self.sections[section];
        self.plan_path(section.plan, &["entries/", &section.name_of(number), ".html"].concat())
    }

    /// `people/tkachuk-i-m.html`.
    pub fn person_path(&self, person: Idx<Person>) -> String {
        self.subject_path(Subject::Person(person), None)
    }

    /// `groups/metodysty.html`.
    pub fn group_path(&self, group: Idx<Group>) -> String {
        self.subject_path(Subject::Group(group), None)
    }

    /// `forms/webinar.html`.
    pub fn form_path(&self, form: Idx<Form>) -> String {
        self.subject_path(Subject::Form(form), None)
    }

    /// `colleges/….html`.
    pub fn college_path(&self, college: Idx<College>) -> String {
        self.subject_path(Subject::College(college), None)
    }

    /// `methodical-sections/….html`.
    pub fn methodical_section_path(&self, section: Idx<MethodicalSection>) -> String {
        self.subject_path(Subject::MethodicalSection(section), None)
    }

    /// `practices/….html`.
    pub fn practice_path(&self, practice: Idx<Practice>) -> String {
        let Practice { organization, id, .. } = &self.practices[practice];
        self.office_path(*organization, &format!("practices/{id}.html"))
    }

    /// `months/2026-03.html`.
    pub fn month_path(&self, plan: Idx<Plan>, month: YearMonth) -> String {
        let YearMonth { year, month } = month;
        self.part_path(plan, &format!("months/{year}-{month:02}"), 0)
    }

    /// A list of a plan and its further parts: `year.html`, `months/2026-03-2.html`.
    pub fn part_path(&self, plan: Idx<Plan>, name: &str, part: usize) -> String {
        let part = if part == 0 { String::new() } else { format!("-{}", part + 1) };
        self.plan_path(plan, &format!("{name}{part}.html"))
    }

    /// The place of an entry or item on its page: `entries/2-22-8.html#i31`.
    pub fn row_page_path(&self, row: RowIdx) -> String {
        let path = self.entry_path(row.entry);
        match self.row(row).item_anchor() {
            Some(anchor) => format!("{path}#{anchor}"),
            None => path,
        }
    }

    /// A calendar of the office: `calendars/people/tkachuk-i-m.ics`.
    pub fn office_feed_path(&self, organization: Idx<Organization>, key: &str) -> String {
        self.office_path(organization, &format!("calendars/{key}.ics"))
    }

    /// A calendar of a plan: `calendars/sections/2.ics`.
    pub fn plan_feed_path(&self, plan: Idx<Plan>, key: &str) -> String {
        self.plan_path(plan, &format!("calendars/{key}.ics"))
    }

    /// The calendar file of one entry or item: `calendars/events/2026-2-22-8-i31.ics`.
    pub fn row_feed_path(&self, row: RowIdx) -> String {
        let organization = self.plans[self.plan_of(row.entry)].organization;
        self.office_feed_path(organization, &format!("events/{}", self.row(row).id()))
    }

    /// `about.html`.
    pub fn free_page_path(&self, page: Idx<FreePage>) -> String {
        format!("{}.html", self.pages[page].id)
    }

    /// The page of a list: `monitoring.html`.
    pub fn listing_path(&self, plan: Idx<Plan>, listing: Listing) -> String {
        let name = match listing {
            Listing::Competitions => "competitions",
            Listing::Monitoring => "monitoring",
            Listing::Letters => "letters",
            Listing::Publications => "publications",
        };
        self.plan_path(plan, &format!("{name}.html"))
    }

    /// What the search box asks first, under a name that never changes: `assets/search.js`.
    pub fn search_manifest_path(&self, organization: Idx<Organization>) -> String {
        self.office_path(organization, "assets/search.js")
    }

    /// A file of a search index, named by its content: `assets/search-2026-1f2e3d4c.js`.
    pub fn search_file_path(
        &self,
        organization: Idx<Organization>,
        name: &str,
        hash: &str,
    ) -> String {
        self.office_path(organization, &format!("assets/search-{}-{hash}.js", slug(name, "0")))
    }

    /// The whole plan for machines: `data/plan.csv`.
    pub fn plan_data_path(&self, plan: Idx<Plan>, ending: &str) -> String {
        self.plan_path(plan, &format!("data/plan.{ending}"))
    }

    /// A section for machines: `data/section-2.csv`.
    pub fn section_data_path(&self, section: Idx<Section>, ending: &str) -> String {
        let Section { plan, ordinal, .. } = &self.sections[section];
        self.plan_path(*plan, &format!("data/section-{ordinal}.{ending}"))
    }

    /// A person's rows of a plan for machines: `data/person-tkachuk-i-m.csv`.
    pub fn person_data_path(
        &self,
        person: Idx<Person>,
        plan: Option<Idx<Plan>>,
        ending: &str,
    ) -> String {
        let Person { organization, id, .. } = &self.people[person];
        self.year_path(*organization, plan, &format!("data/person-{id}.{ending}"))
    }
}

impl Site<'_> {
    /// Where whatever speaks of a plan leads for a person, a group, a form …: to its rows of that plan, or, if it has
    /// none there, to its address that never changes.
    pub fn page_of(&self, subject: Subject, plan: Option<Idx<Plan>>) -> String {
        let plan = plan.filter(|plan| self.has_page(subject, Some(*plan)));
        self.portal.subject_path(subject, plan)
    }
}

#[cfg(test)]
mod tests {
    use super::{follow, relative};

    #[test]
    fn links_name_the_file_and_climb_only_as_far_as_needed() {
        assert_eq!(relative("index.html", "people/a.html"), "people/a.html");
        assert_eq!(relative("people/a.html", "people/b.html"), "b.html");
        assert_eq!(relative("people/a.html", "entries/2-1.html"), "../entries/2-1.html");
        assert_eq!(relative("2025/entries/2-1.html", "index.html"), "../../index.html");
        assert_eq!(relative("ab/c.html", "abc/d.html"), "../abc/d.html");
        assert_eq!(relative("a/b/c.html", "a/bc.html"), "../bc.html");
        assert_eq!(relative("a/b/c.html", "a/x/c.html"), "../x/c.html");
    }

    #[test]
    fn following_a_link_leads_back() {
        for (from, to) in
            [("index.html", "a/b.html"), ("a/b.html", "a/c.html"), ("x/y/z.html", "q.html")]
        {
            assert_eq!(follow(from, &format!("{}#i1", relative(from, to))), to);
        }
    }
}

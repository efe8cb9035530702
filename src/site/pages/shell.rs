//! Head, header and footer: what all pages of one folder share.
//!
//! [`MENU`] is the table of all pages that are one of their kind; menus name those of them that the site really
//! has. The home and the search page offer the same table as cards.

use serde::Serialize;

use crate::plan::{FreePage, Idx, Organization, Plan, Portal};
use crate::site::Site;
use crate::site::pages::section::of_year;
use crate::site::pages::{Link, Listed, error};
use crate::site::routes::{relative, to_top};

/// A page that a menu may name.
pub(in crate::site) struct MenuPage {
    /// Its file.
    pub(in crate::site) file: &'static str,
    /// In whose folder it lies.
    pub(in crate::site) of: Folder,
    /// What the menu calls it.
    pub(in crate::site) title: &'static str,
    /// What it holds, in a few words.
    pub(in crate::site) about: &'static str,
    /// Kind of page that the main menu marks for it; `None` for pages that stand in «Усі сторінки» only.
    pub(in crate::site) main: Option<&'static str>,
}

/// In whose folder a page lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::site) enum Folder {
    /// The current plan's.
    Plan,
    /// The office's.
    Office,
}

const fn page(
    (file, of): (&'static str, Folder),
    title: &'static str,
    about: &'static str,
    main: Option<&'static str>,
) -> MenuPage {
    MenuPage { file, of, title, about, main }
}

/// Every page that is one of its kind, in groups.
pub(in crate::site) const MENU: &[(&str, &[MenuPage])] = &[
    (
        "План",
        &[
            page(
                ("plan.html", Folder::Plan),
                "План, як затверджено",
                "Документ слово в слово, для друку на А4",
                Some("plan"),
            ),
            page(
                ("sections.html", Folder::Plan),
                "Розділи",
                "Пункти за розділами плану",
                Some("section"),
            ),
            page(
                ("year.html", Folder::Plan),
                "Увесь рік",
                "Усі пункти з відбором за особою, формою, місяцем",
                Some("year"),
            ),
            page(
                ("alphabet.html", Folder::Office),
                "Покажчик від А до Я",
                "Прізвища, заклади, форми, скорочення, номери",
                None,
            ),
        ],
    ),
    (
        "Коли",
        &[
            page(
                ("months.html", Folder::Plan),
                "Місяці",
                "Що заплановано на кожен місяць",
                Some("month"),
            ),
            page(
                ("timeline.html", Folder::Plan),
                "Рік смугами",
                "Розділи й місяці на одному аркуші",
                None,
            ),
            page(
                ("workload.html", Folder::Plan),
                "Навантаження",
                "Хто й скільки веде щомісяця",
                None,
            ),
            page(
                ("events.html", Folder::Office),
                "Події",
                "Наради, семінари, вебінари, круглі столи",
                Some("events"),
            ),
            page(
                ("calendars.html", Folder::Office),
                "Календарі",
                "Підписка на телефоні та комп’ютері",
                Some("subscribe"),
            ),
            page(
                ("changes.html", Folder::Plan),
                "Зміни плану",
                "Що додано, перенесено, виконано",
                None,
            ),
        ],
    ),
    (
        "Хто",
        &[
            page(
                ("people.html", Folder::Office),
                "Люди",
                "Пункти кожного працівника кабінету",
                Some("person"),
            ),
            page(
                ("colleges.html", Folder::Office),
                "Заклади",
                "Що стосується кожного закладу освіти",
                Some("college"),
            ),
            page(
                ("professions.html", Folder::Office),
                "Навчальні центри",
                "Навчально-практичні центри за професіями",
                None,
            ),
            page(
                ("methodical-sections.html", Folder::Office),
                "Методичні секції",
                "Секції педагогів області та їхні керівники",
                None,
            ),
            page(("partners.html", Folder::Office), "Партнери", "З ким кабінет співпрацює", None),
            page(
                ("projects.html", Folder::Office),
                "Проєкти й програми",
                "Міжнародні проєкти та хто їх підтримує",
                None,
            ),
        ],
    ),
    (
        "Що",
        &[
            page(
                ("practices.html", Folder::Office),
                "Педагогічний досвід",
                "Перспективний досвід педагогів закладів",
                Some("practice"),
            ),
            page(
                ("forms.html", Folder::Office),
                "Форми роботи",
                "Консультації, вебінари, матеріали та інші",
                None,
            ),
            page(
                ("research-works.html", Folder::Office),
                "Наукові роботи учнів",
                "Теми дослідницьких робіт",
                None,
            ),
            page(
                ("competitions.html", Folder::Plan),
                "Конкурси й олімпіади",
                "Обласні та всеукраїнські",
                None,
            ),
            page(
                ("monitoring.html", Folder::Plan),
                "Моніторинг",
                "Дослідження якості освітніх послуг",
                None,
            ),
            page(
                ("letters.html", Folder::Plan),
                "Листи й інформація",
                "Аналітичні та інформаційні матеріали",
                None,
            ),
            page(
                ("publications.html", Folder::Plan),
                "Видання",
                "Що кабінет видає цього року",
                None,
            ),
        ],
    ),
    (
        "Довідка",
        &[
            page(
                ("search.html", Folder::Office),
                "Пошук",
                "За словом, номером, прізвищем, місяцем",
                None,
            ),
            page(
                ("glossary.html", Folder::Office),
                "Скорочення",
                "Що означають скорочення плану",
                None,
            ),
            page(
                ("data.html", Folder::Office),
                "Дані плану",
                "Excel, CSV, JSON і копія сайту",
                None,
            ),
            page(
                ("embed.html", Folder::Office),
                "Вбудувати на свій сайт",
                "Блок «Цей місяць» для іншого сайту",
                None,
            ),
        ],
    ),
];

/// The pages of [`MENU`] that one looks for at the foot of a page.
const AT_FOOT: [&str; 4] = ["changes.html", "calendars.html", "alphabet.html", "glossary.html"];

impl MenuPage {
    /// Where the page lies for an office, if the site has it.
    pub(in crate::site) fn path(
        &self,
        site: &Site<'_>,
        organization: Idx<Organization>,
        listed: &Listed,
    ) -> Option<String> {
        let portal = site.portal;
        let path = match self.of {
            Folder::Office => portal.office_path(organization, self.file),
            Folder::Plan => {
                portal.plan_path(portal.organizations[organization].current_plan?, self.file)
            }
        };
        listed.contains(&path).then_some(path)
    }
}

/// What the templates `shell-head`, `shell-header` and `shell-footer` print.
#[derive(Serialize)]
pub(in crate::site) struct ShellView {
    site_title: String,
    office_name: String,
    year: String,
    favicon: String,
    stylesheet: String,
    scripts: Vec<String>,
    home_href: String,
    /// `None` where there is no one office to search in.
    search: Option<SearchForm>,
    menu: Vec<MenuLink>,
    menu_groups: Vec<MenuGroup>,
    approved_note: Option<String>,
    data_note: Option<String>,
    footer_links: Vec<Link>,
}

#[derive(Serialize)]
struct SearchForm {
    href: String,
    manifest: String,
    root: String,
}

#[derive(Serialize)]
struct MenuLink {
    page: &'static str,
    href: String,
    title: &'static str,
}

#[derive(Serialize)]
struct MenuGroup {
    title: &'static str,
    links: Vec<Link>,
}

/// The shell of the folder in which `page` lies.
pub(in crate::site) fn view(
    site: &Site<'_>,
    organization: Idx<Organization>,
    page: &str,
    listed: &Listed,
) -> ShellView {
    let portal = site.portal;
    let office = &portal.organizations[organization];
    if !is_within(page, &office.address) {
        return of_portal(site, page);
    }
    let plan = plan_around(portal, organization, page).map(|plan| &portal.plans[plan]);
    let to = |path: &str| link_from(site, page, path);
    let pages = || MENU.iter().flat_map(|(_, pages)| pages.iter());
    let menu = pages().filter_map(|menu_page| {
        let href = to(&menu_page.path(site, organization, listed)?);
        Some(MenuLink { page: menu_page.main?, href, title: menu_page.title })
    });
    let groups = MENU.iter().map(|(title, pages)| {
        let links = pages.iter().filter_map(|menu_page| {
            let href = Some(to(&menu_page.path(site, organization, listed)?));
            Some(Link { href, title: menu_page.title.to_owned() })
        });
        MenuGroup { title, links: links.collect() }
    });
    let others =
        other_plans(site, organization).map(|(path, title)| Link { href: Some(to(&path)), title });
    let others = MenuGroup { title: "Інші плани", links: others.collect() };
    // The foot of the page names them all, and what one looks for there; the menu those that ask for it.
    let at_foot = pages().filter(|page| AT_FOOT.contains(&page.file)).filter_map(|page| {
        let href = Some(to(&page.path(site, organization, listed)?));
        Some(Link { href, title: page.title.to_owned() })
    });
    let (free_pages, named) = free_pages(site, page);
    ShellView {
        office_name: office.short_name.clone(),
        year: plan.map(|plan| plan.year.to_string()).unwrap_or_default(),
        home_href: to(&portal.office_path(organization, "index.html")),
        search: Some(SearchForm {
            href: to(&portal.office_path(organization, "search.html")),
            manifest: to(&portal.search_manifest_path(organization)),
            root: absolute(site, page, "").unwrap_or_else(|| to_top(page)),
        }),
        menu: menu.collect(),
        menu_groups: groups
            .chain([named, others])
            .filter(|group| !group.links.is_empty())
            .collect(),
        approved_note: plan
            .and_then(|plan| plan.approval())
            .map(approved_note)
            .filter(|note| !note.is_empty()),
        footer_links: free_pages.into_iter().chain(at_foot).collect(),
        ..of_any(site, page)
    }
}

/// The plan of whose year the pages beside `page` are: the one in whose folder it lies, else the current one.
fn plan_around(portal: &Portal, organization: Idx<Organization>, page: &str) -> Option<Idx<Plan>> {
    let is_around = |plan: &Idx<Plan>| {
        let home = portal.home_path(*plan);
        portal.is_past(Some(*plan))
            && home.strip_suffix("/index.html").is_some_and(|folder| is_within(page, folder))
    };
    let mut others = portal.plans_of(organization).map(|(idx, _)| idx);
    others.find(is_around).or(portal.organizations[organization].current_plan)
}

/// What stands around every page, whosever it is.
fn of_any(site: &Site<'_>, page: &str) -> ShellView {
    let to = |path: &str| link_from(site, page, path);
    ShellView {
        site_title: site.portal.settings.title.clone(),
        office_name: String::new(),
        year: String::new(),
        favicon: to("favicon.svg"),
        stylesheet: to(&site.assets.stylesheet),
        scripts: vec![to(&site.assets.script)],
        home_href: to("index.html"),
        search: None,
        menu: Vec::new(),
        menu_groups: Vec::new(),
        approved_note: None,
        data_note: site.portal.settings.data_license.clone(),
        footer_links: Vec::new(),
    }
}

/// A server shows the error page at any address, so relative links would lead astray there.
fn absolute(site: &Site<'_>, page: &str, path: &str) -> Option<String> {
    site.portal.url(path).filter(|_| page == error::PATH)
}

fn link_from(site: &Site<'_>, page: &str, path: &str) -> String {
    absolute(site, page, path).unwrap_or_else(|| relative(page, path))
}

/// The free pages in their order, and those of them that ask for a place in the menu.
fn free_pages(site: &Site<'_>, page: &str) -> (Vec<Link>, MenuGroup) {
    let mut pages = site.portal.pages.iter().collect::<Vec<_>>();
    pages.sort_by_key(|(idx, page)| (page.order, *idx));
    let link = |(idx, free): &(Idx<FreePage>, &FreePage)| Link {
        href: Some(link_from(site, page, &site.portal.free_page_path(*idx))),
        title: free.title.clone(),
    };
    let named = pages.iter().filter(|(_, page)| page.in_navigation).map(link).collect();
    (pages.iter().map(link).collect(), MenuGroup { title: "Портал", links: named })
}

/// Whether a page lies in the folder of the office with this address.
fn is_within(page: &str, address: &str) -> bool {
    let rest = page.strip_prefix(address);
    address.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Around a page that belongs to no office, of a portal of several: the ways to each of them.
fn of_portal(site: &Site<'_>, page: &str) -> ShellView {
    let portal = site.portal;
    let mut offices = portal.organizations.iter().collect::<Vec<_>>();
    offices.sort_by_cached_key(|(_, office)| site.order.sort_key(&office.short_name));
    let offices = offices.into_iter().map(|(idx, office)| Link {
        href: Some(link_from(site, page, &portal.office_path(idx, "index.html"))),
        title: office.short_name.clone(),
    });
    let offices = MenuGroup { title: "Кабінети", links: offices.collect() };
    let (footer_links, named) = free_pages(site, page);
    ShellView {
        menu_groups: [offices, named].into_iter().filter(|group| !group.links.is_empty()).collect(),
        footer_links,
        ..of_any(site, page)
    }
}

/// The first pages of the office's other years, the latest first, and of the portal if it has several offices.
fn other_plans<'a>(
    site: &'a Site<'_>,
    organization: Idx<Organization>,
) -> impl Iterator<Item = (String, String)> + 'a {
    let portal = site.portal;
    let current = portal.organizations[organization].current_plan;
    let plans = portal
        .plans
        .iter()
        .filter(move |(idx, plan)| plan.organization == organization && Some(*idx) != current);
    let mut plans = plans.collect::<Vec<_>>();
    plans.sort_by_key(|(idx, plan)| (std::cmp::Reverse(plan.year), *idx));
    let is_alone = portal.organizations.iter().any(|(_, office)| office.address.is_empty());
    let all = (!is_alone).then(|| ("index.html".to_owned(), "Усі кабінети".to_owned()));
    let path = |idx| portal.home_path(idx);
    let plans = plans.into_iter().map(move |(idx, plan)| (path(idx), of_year(plan)));
    plans.chain(all)
}

/// Who approves the plan, in the words of the document.
fn approved_note(approval: &crate::plan::Approval) -> String {
    let who = [&approval.position, &approval.name]
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    let who = who.iter().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    if who.is_empty() { who } else { format!("{} {who}", approval.heading).trim().to_owned() }
}

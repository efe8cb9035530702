//! An office with plans of several years: lists of rows are of one plan each, and lead to those of the others.

use crate::kept::two_offices;
use crate::pages::{assert_links_lead_somewhere, assert_titles_differ};
use crate::portal::{Portal, Site};

/// Three years of one office, the last of them in force. Only Петренко has a row in each; Іваненко left, his group
/// «методисти» did not, Гнатюк came.
fn office() -> Portal {
    let mut portal = Portal::from(
        r#"=== portal.toml
title = "Плани кабінету"
base_url = "https://plans.example.org/"
current = "2030"

[organization]
id = "office"
name = "Методичний кабінет"
=== people.toml
[[person]]
id = "petrenko-o-v"
name = "Петренко О.В."

[[person]]
id = "ivanenko-i-i"
name = "Іваненко І.І."

[[person]]
id = "hnatiuk-h-h"
name = "Гнатюк Г.Г."
=== groups.toml
[[group]]
id = "methodists"
name = "методисти"
members = ["petrenko-o-v", "hnatiuk-h-h"]
=== forms.toml
[[form]]
id = "webinar"
name = "вебінари"
event = true

[[form]]
id = "letter"
name = "листи"
=== colleges.toml
[[college]]
id = "litsei"
name = "Степовий професійний ліцей"
kind = "lyceum"
mentions = ["Степового професійного ліцею"]
=== methodical-sections.toml
[[methodical_section]]
id = "kukhari"
name = "кухарів"
head = ["petrenko-o-v"]
"#,
    );
    let years = [
        ("2028", "2028", "Іваненко І.І.", "листи", "Петренко О.В."),
        ("2029", "2029", "Іваненко І.І.", "вебінари", "методисти"),
        ("2030", "", "Гнатюк Г.Г.", "листи", "Петренко О.В."),
    ];
    for (year, address, first, form, second) in years {
        let plan = format!("year = {year}\naddress = \"{address}\"\n");
        let section = format!(
            "id = \"{year}-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n\
             [[entry]]\nid = \"{year}-1-1\"\nnumber = \"1.1\"\ntext = \"Перша справа {year}\"\n\
             responsible = \"{first}\"\nform = \"{form}\"\nterm = \"березень\"\n\
             [[entry]]\nid = \"{year}-1-2\"\nnumber = \"1.2\"\n\
             text = \"Друга справа {year} для Степового професійного ліцею\"\n\
             responsible = \"{second}\"\nform = \"листи\"\nterm = \"20 травня\"\n\
             methodical_sections = [\"kukhari\"]\n"
        );
        portal = portal
            .with(&format!("plans/{year}/plan.toml"), plan)
            .with(&format!("plans/{year}/01-robota/section.toml"), section);
    }
    portal
}

fn text(site: &Site, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("the site has no {path}"));
    String::from_utf8_lossy(bytes).into_owned()
}

/// Of which years a page or file has rows.
fn years_in(text: &str) -> Vec<&'static str> {
    let is_there = |year: &&str| {
        ["Перша", "Друга"].iter().any(|which| text.contains(&format!("{which} справа {year}")))
    };
    ["2028", "2029", "2030"].into_iter().filter(is_there).collect()
}

#[test]
fn each_page_lists_the_rows_of_one_plan() {
    let site = office().build();
    for name in [
        "people/petrenko-o-v.html",
        "groups/methodists.html",
        "forms/letter.html",
        "forms/webinar.html",
        "colleges/litsei.html",
        "methodical-sections/kukhari.html",
        "events.html",
        "data/person-petrenko-o-v.csv",
        "data/person-petrenko-o-v.json",
        "data/person-ivanenko-i-i.json",
    ] {
        let mut pages = 0;
        for (folder, year) in [("", "2030"), ("2029/", "2029"), ("2028/", "2028")] {
            let path = format!("{folder}{name}");
            let Some(bytes) = site.get(&path) else { continue };
            let found = years_in(&String::from_utf8_lossy(bytes));
            let is_empty = found.is_empty() && folder.is_empty();
            assert!(is_empty || found == [year], "{path} has rows of {found:?}");
            pages += usize::from(!found.is_empty());
        }
        assert!(pages > 0 && site.contains_key(name), "{name}");
    }
    let is_there = |path: &str| site.contains_key(path);
    assert!(is_there("2028/people/ivanenko-i-i.html") && is_there("2029/events.html"));
    // Nobody has a page of a year in which they have no rows.
    assert!(!is_there("2028/groups/methodists.html") && !is_there("2028/events.html"));
    assert!(!is_there("2028/people/hnatiuk-h-h.html") && !is_there("2028/forms/webinar.html"));
    // A member of a group has what the group carries.
    assert!(text(&site, "2029/people/hnatiuk-h-h.html").contains("Друга справа 2029"));
    assert!(!text(&site, "2029/people/hnatiuk-h-h.html").contains("Перша справа"));
    // The calendar to subscribe to is one, and is offered where it stays.
    let calendar = text(&site, "calendars/people/petrenko-o-v.ics").replace("\r\n ", "");
    assert_eq!(years_in(&calendar), ["2029", "2030"], "a calendar keeps the year before");
    assert!(text(&site, "people/petrenko-o-v.html").contains("id=\"kalendar\""));
    assert!(!text(&site, "2029/people/petrenko-o-v.html").contains("id=\"kalendar\""));
    assert!(!is_there("2029/calendars/people/petrenko-o-v.ics"));
}

#[test]
fn a_calendar_too_heavy_for_the_web_leaves_out_the_year_before() {
    let years = |letters: usize| {
        let mut portal = Portal::smallest();
        for year in ["2029", "2030"] {
            let words = "справа ".repeat(letters / 7);
            let entry = |number: usize| {
                format!(
                    "[[entry]]\nid = \"{year}-1-{number}\"\nnumber = \"1.{number}\"\ntext = \"{words}\"\n\
                     responsible = \"Петренко О.В.\"\nterm = \"березень\"\n"
                )
            };
            let head = format!("id = \"{year}-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n");
            let text = (1..=50).map(entry).fold(head, |text, entry| text + &entry);
            portal = portal.with(&format!("plans/{year}/01-robota/section.toml"), text);
            let address = if year == "2029" { "address = \"2029\"\n" } else { "" };
            portal = portal
                .with(&format!("plans/{year}/plan.toml"), format!("year = {year}\n{address}"));
        }
        let site = portal.build();
        let calendar = text(&site, "calendars/people/petrenko-o-v.ics").replace("\r\n ", "");
        assert!(calendar.len() < 1_048_576);
        let starts = ["20290301", "20300301"].into_iter();
        starts.filter(|day| calendar.contains(&format!("VALUE=DATE:{day}"))).count()
    };
    // Fifty events a year, of 1 KB or of 12 KB each.
    assert_eq!((years(100), years(6_000)), (2, 1));
}

#[test]
fn a_page_says_its_year_and_leads_to_the_others() {
    let site = office().build();
    let page = text(&site, "2029/people/petrenko-o-v.html");
    assert!(page.contains("<title>2029: Петренко О.В."));
    assert!(page.contains(
        "rel=\"canonical\" href=\"https://plans.example.org/2029/people/petrenko-o-v.html\""
    ));
    assert!(page.contains("у\u{a0}плані на\u{a0}2029\u{a0}рік"));
    assert!(
        page.contains("href=\"../../people/petrenko-o-v.html\">Петренко\u{a0}О.В.</a>"),
        "the way here"
    );
    assert!(page.contains("<span aria-current=\"page\">2029 "));
    assert!(page.contains("<a href=\"../../people/petrenko-o-v.html\">2030 "));
    assert!(page.contains("<a href=\"../../2028/people/petrenko-o-v.html\">2028 "));
    let page = text(&site, "people/petrenko-o-v.html");
    assert!(page.contains("<span aria-current=\"page\">2030 ") && page.contains("чинний"));
    assert!(page.contains("<title>Петренко О.В."));
    let sitemap = text(&site, "sitemap.xml");
    assert!(sitemap.contains("<loc>https://plans.example.org/2028/people/ivanenko-i-i.html</loc>"));
    let data = text(&site, "2029/people/petrenko-o-v.html");
    assert!(data.contains("href=\"../data/person-petrenko-o-v.xlsx\""));
    assert!(site.contains_key("2029/data/person-petrenko-o-v.xlsx"));
    assert!(
        text(&site, "2029/data/plan.json").contains("\"path\":\"2029/people/petrenko-o-v.html\"")
    );
}

#[test]
fn what_stands_around_a_page_is_of_its_year() {
    let approved = |year: &str| {
        format!("\n[approval]\nheading = \"ЗАТВЕРДЖУЮ\"\nposition = \"Директор {year}\"\n")
    };
    let mut office = office();
    for year in ["2029", "2030"] {
        let plan = office.text(&format!("plans/{year}/plan.toml"));
        office = office.with(&format!("plans/{year}/plan.toml"), plan + &approved(year));
    }
    let site = office.build();
    for path in ["2029/index.html", "2029/entries/1-1.html", "2029/people/petrenko-o-v.html"] {
        let page = text(&site, path);
        assert!(page.contains("aria-hidden=\"true\">2029</span>"), "{path}");
        assert!(page.contains("Директор 2029") && !page.contains("Директор 2030"), "{path}");
    }
    for path in ["index.html", "entries/1-1.html", "people/ivanenko-i-i.html"] {
        let page = text(&site, path);
        assert!(page.contains("aria-hidden=\"true\">2030</span>"), "{path}");
        assert!(page.contains("Директор 2030") && !page.contains("Директор 2029"), "{path}");
    }
}

#[test]
fn who_has_nothing_in_the_current_plan_is_led_to_where_there_is_something() {
    let site = office().build();
    let page = text(&site, "people/ivanenko-i-i.html");
    assert!(page.contains("У\u{a0}плані на\u{a0}2030\u{a0}рік пунктів немає"));
    assert!(!page.contains("Тут поки що\u{a0}нічого немає"), "once is enough");
    for year in ["2028", "2029"] {
        assert!(page.contains(&format!("href=\"../{year}/people/ivanenko-i-i.html\">{year} ")));
    }
    // They are listed as everybody is, and the list says why there is no number.
    let people = text(&site, "people.html");
    assert!(people.contains("href=\"people/ivanenko-i-i.html\""));
    assert!(people.contains("лише в\u{a0}планах інших років"));
    assert!(people.contains("скільки пунктів плану на\u{a0}2030\u{a0}рік в\u{a0}кожного"));
    let events = text(&site, "events.html");
    assert!(
        events.contains("У\u{a0}плані на\u{a0}2030\u{a0}рік пунктів немає")
            && events.contains("href=\"2029/events.html\"")
    );
}

#[test]
fn pages_of_a_past_plan_lead_to_lists_of_the_same_year() {
    let site = office().build();
    let person = "people/ivanenko-i-i.html";
    let entry = text(&site, "2029/entries/1-1.html");
    assert!(entry.contains(&format!("href=\"../{person}\"")), "{entry}");
    assert!(entry.contains("href=\"../forms/webinar.html\""));
    let entry = text(&site, "2029/entries/1-2.html");
    assert!(entry.contains("href=\"../colleges/litsei.html\""));
    assert!(entry.contains("href=\"../methodical-sections/kukhari.html\""));
    assert!(text(&site, "2029/sections/1.html").contains(&format!("href=\"../{person}\"")));
    let workload = text(&site, "2029/workload.html");
    assert!(workload.contains(&format!("href=\"{person}#2029-03\"")), "{workload}");
    assert!(text(&site, "2029/year.html").contains(&format!("href=\"{person}\"")));
    // Whoever leads a section without a row of that year is found at the address that stays.
    assert!(text(&site, "2028/methodical-sections/kukhari.html").contains("petrenko-o-v.html"));
    // Those of the current plan lead to its own.
    assert!(text(&site, "workload.html").contains("href=\"people/hnatiuk-h-h.html#2030-03\""));
}

#[test]
fn links_hold_and_titles_differ_over_years() {
    for site in [office().build(), two_offices().build()] {
        let links = assert_links_lead_somewhere(&site);
        assert!(links > 1000, "only {links} links");
        assert_titles_differ(&site);
    }
}

#[test]
fn calendars_of_a_past_plan_stand_on_a_page_of_that_plan() {
    let site = office().build();
    let page = text(&site, "calendars.html");
    assert!(
        page.contains("calendars/people/petrenko-o-v.ics") && !page.contains("2029/calendars/")
    );
    assert!(page.contains("href=\"calendars/sections/1.ics\""));
    assert!(page.contains("<a href=\"2029/calendars.html\">2029 "), "{page}");
    let page = text(&site, "2029/calendars.html");
    assert!(
        page.contains("href=\"calendars/sections/1.ics\"") && !page.contains("people/petrenko")
    );
    assert!(page.contains("href=\"calendars/months/2029-03.ics\""));
}

/// The address of a plan is written once: it stays on top when the next one comes into force.
#[test]
fn a_plan_that_lay_on_top_keeps_its_addresses() {
    let before = office().build();
    let next = "year = 2031\naddress = \"2031\"\n";
    let section = office().text("plans/2030/01-robota/section.toml").replace("2030", "2031");
    let portal = office()
        .with("plans/2031/plan.toml", next)
        .with("plans/2031/01-robota/section.toml", section)
        .edit("portal.toml", "current = \"2030\"", "current = \"2031\"");
    let site = portal.build();
    for path in
        before.keys().filter(|path| path.starts_with("entries/") || path.starts_with("2029/"))
    {
        assert!(site.contains_key(path), "{path} is gone");
    }
    let person = "people/petrenko-o-v.html";
    assert!(text(&site, person).contains("Друга справа 2031"));
    assert_eq!(years_in(&text(&site, person)), [""; 0]);
    assert_eq!(years_in(&text(&site, &format!("2030/{person}"))), ["2030"]);
    assert!(
        text(&site, "index.html").contains("на 2031")
            && text(&site, "2030/index.html").contains("справа 2030")
    );
    assert!(text(&site, "entries/1-2.html").contains("href=\"../2030/people/petrenko-o-v.html\""));
    assert_links_lead_somewhere(&site);
    assert_titles_differ(&site);
}

#[test]
fn with_one_plan_nothing_speaks_of_years() {
    let one = ["2028", "2029"].iter().fold(office(), |portal, year| {
        let section = format!("plans/{year}/01-robota/section.toml");
        portal.without(&format!("plans/{year}/plan.toml")).without(&section)
    });
    let site = one.build();
    assert!(!site.keys().any(|path| path.starts_with("20")));
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("years-title") && !page.contains("інших років"), "{path}");
    }
    assert!(text(&site, "people/ivanenko-i-i.html").contains("Тут поки що\u{a0}нічого немає"));
}

#[test]
fn a_change_in_one_year_is_no_change_of_the_others() {
    let record = "[[change]]\nday = \"12.02.2039\"\nkind = \"done\"\nentry = \"2029-1-1\"\n";
    let sitemap = office().with("plans/2029/changes.toml", record).page("sitemap.xml");
    let changed = |path: &str| {
        let url = format!("<loc>https://plans.example.org/{path}</loc>");
        let (_, rest) = sitemap.split_once(&url).unwrap_or_else(|| panic!("no {path}: {sitemap}"));
        rest.starts_with("<lastmod>2039-02-12</lastmod>")
    };
    assert!(changed("2029/year.html") && changed("2029/entries/1-1.html"));
    for other in ["year.html", "", "2028/year.html", "2028/", "2029/entries/1-2.html"] {
        assert!(!changed(other), "{other}: {sitemap}");
    }
}

#[test]
fn a_plan_acknowledges_remarks_on_itself_only() {
    let section = "plans/2030/01-robota/section.toml";
    let without_term = Portal::smallest().edit(section, "term = \"березень\"\n", "");
    let again = without_term.text(section).replace("2030-1", "2031-1");
    let portal = without_term
        .with("plans/2031/01-robota/section.toml", again)
        .with("plans/2031/plan.toml", "year = 2031\naddress = \"2031\"\n")
        .with(
            "plans/2030/plan.toml",
            "year = 2030\n[[acknowledged]]\ncode = \"empty-term\"\nat = [\"1.1\"]\n",
        );
    let checked = portal.check();
    assert_eq!((checked.acknowledged, checked.codes()), (1, vec!["empty-term"]));
    assert!(checked.report().contains("plans/2031/01-robota"), "{}", checked.report());
}

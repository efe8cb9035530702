//! The pages of a site as a visitor meets them: nothing approved is lost, every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use plan_portal::language::typography::tie;

use crate::portal::{Portal, Site};

/// What stands between `before` and `after`, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let pieces = text.split(before).skip(1);
    pieces.filter_map(|piece| piece.split_once(after).map(|(inner, _)| inner)).collect()
}

/// The text of a piece of HTML.
fn text_of(html: &str) -> String {
    let text = html.split('<').enumerate().map(|(at, piece)| match piece.split_once('>') {
        Some((_, text)) if at > 0 => text,
        _ => piece,
    });
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'")];
    let text = text.collect::<String>();
    let text = escapes.iter().fold(text, |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The words of a column of the page of the whole plan, in order.
fn column(page: &str, name: &str) -> Vec<String> {
    let cells = between(
        page,
        &format!("class=\"cell-{name}\""),
        if name == "number" { "</th>" } else { "</td>" },
    );
    let cells = cells.into_iter().filter_map(|cell| cell.split_once('>'));
    cells.flat_map(|(_, cell)| words(&text_of(cell))).collect()
}

/// The words of the same column as the content has them.
fn approved(portal: &Portal, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in portal.paths().filter(|path| path.ends_with("/section.toml")) {
        let path = path.strip_prefix("content/").expect("sections are content");
        let section: toml::Table = portal.text(path).parse().expect("the content is TOML");
        let tables = |table: &toml::Table, key: &str| {
            let list = table.get(key).and_then(|value| value.as_array().cloned());
            list.unwrap_or_default().into_iter().filter_map(|row| row.as_table().cloned())
        };
        let mut say = |row: &toml::Table| {
            let cell = row.get(name).and_then(|cell| cell.as_str()).unwrap_or_default();
            found.extend(words(cell));
        };
        for entry in tables(&section, "entry") {
            say(&entry);
            for item in tables(&entry, "item").collect::<Vec<_>>() {
                say(&item);
            }
        }
    }
    found
}

#[test]
fn every_approved_word_stands_in_its_column_of_the_plan_in_order() {
    let portal = Portal::real();
    let page = portal.page("plan.html");
    for name in ["number", "responsible", "form", "term"] {
        assert_eq!(column(&page, name), approved(&portal, name), "column {name}");
    }
    // The dashes before items are the page's; the words are the document's.
    let without_dashes =
        |words: Vec<String>| words.into_iter().filter(|word| word != "-").collect::<Vec<_>>();
    assert_eq!(without_dashes(column(&page, "text")), without_dashes(approved(&portal, "text")));
}

/// Every link of every page: the page, the file it leads to, and the place in it.
fn links(site: &Site) -> Vec<(String, String, String)> {
    let mut links = Vec::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for attribute in [" href=\"", " src=\"", " action=\""] {
            for link in between(&page, attribute, "\"") {
                let is_outside = ["https:", "http:", "mailto:", "webcal:"];
                if is_outside.iter().any(|scheme| link.starts_with(scheme)) {
                    continue;
                }
                let (file, place) = link.split_once('#').unwrap_or((link, ""));
                let file = file.split('?').next().unwrap_or(file);
                let mut parts = path.split('/').collect::<Vec<_>>();
                if !file.is_empty() {
                    parts.pop();
                }
                for part in file.split('/').filter(|part| !part.is_empty()) {
                    if part == ".." {
                        parts.pop();
                    } else {
                        parts.push(part);
                    }
                }
                links.push((path.clone(), parts.join("/"), place.to_owned()));
            }
        }
    }
    links
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let links = assert_links_lead_somewhere(&Portal::real().build());
    assert!(links > 1000, "the real site has thousands of links: {links}");
}

/// Looks at every link of the site, and tells how many there are.
pub(crate) fn assert_links_lead_somewhere(site: &Site) -> usize {
    let ids = site.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| {
        let page = String::from_utf8_lossy(bytes);
        let ids = between(&page, " id=\"", "\"").into_iter().map(str::to_owned);
        (path.as_str(), ids.collect::<BTreeSet<_>>())
    });
    let ids = ids.collect::<BTreeMap<_, _>>();
    let links = links(site);
    let number = links.len();
    for (from, to, place) in links {
        assert!(site.contains_key(&to), "{from} leads to {to}, which is not there");
        let is_there =
            place.is_empty() || ids.get(to.as_str()).is_none_or(|ids| ids.contains(&place));
        assert!(is_there, "{from} leads to {to}#{place}, which is not there");
    }
    number
}

#[test]
fn titles_tell_pages_apart_and_fit() {
    assert_titles_differ(&Portal::real().build());
}

/// Of every page of the site.
pub(crate) fn assert_titles_differ(site: &Site) {
    let mut seen = BTreeMap::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes).into_owned();
        let title = text_of(between(&page, "<title>", "</title>")[0]);
        assert!(title.chars().count() <= 90, "{path}: {title}");
        if let Some(other) = seen.insert(title, path) {
            panic!("{path} and {other} have one title");
        }
    }
}

const SECTION: &str = "plans/2030/01-robota/section.toml";

#[test]
fn a_former_number_leads_on_to_the_new_page() {
    let portal = Portal::smallest();
    let portal =
        portal.edit(SECTION, "number = \"1.1\"", "number = \"1.1\"\nformer_numbers = [\"1.7\"]");
    let page = portal.page("entries/1-7.html");
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=1-1.html\">"));
    assert!(page.contains("noindex"));
}

#[test]
fn a_former_number_that_another_entry_has_now_is_that_entrys() {
    let second = "[[entry]]\nid = \"2030-1-2\"\nnumber = \"1.2\"\ntext = \"Робота з майстрами\"\n\
                  former_numbers = [\"1.1\"]\nresponsible = \"Петренко О.В.\"\nterm = \"травень\"\n";
    let section = Portal::smallest().text(SECTION);
    let portal = Portal::smallest().with(SECTION, format!("{section}\n{second}"));
    assert!(portal.page("entries/1-1.html").contains("Робота з молодими викладачами"));
}

#[test]
fn the_error_page_works_at_any_depth() {
    let base = "title = \"План роботи кабінету\"\nbase_url = \"https://plan.example.org/a/\"";
    let portal = Portal::smallest().edit("portal.toml", "title = \"План роботи кабінету\"", base);
    let page = portal.page("404.html");
    for attribute in [" href=\"", " src=\"", " action=\""] {
        for link in between(&page, attribute, "\"") {
            let is_fixed = link.starts_with("https://plan.example.org/a/") || link.starts_with('#');
            assert!(is_fixed, "{link} depends on where the page is shown");
        }
    }
    let sitemap = portal.page("sitemap.xml");
    assert!(sitemap.contains("<loc>https://plan.example.org/a/entries/1-1.html</loc>"));
    assert!(!sitemap.contains("404"));
}

#[test]
fn text_of_the_content_never_becomes_markup() {
    let evil = "Робота </script><script>alert(1)</script> & \\\"лапки\\\"";
    let portal = Portal::smallest().edit(SECTION, "Робота з молодими викладачами", evil);
    let base = "title = \"План\"\nbase_url = \"https://plan.example.org/\"";
    let portal = portal.edit("portal.toml", "title = \"План роботи кабінету\"", base);
    for (path, bytes) in portal.build().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("<script>alert"), "{path} runs the words of the content");
    }
}

#[test]
fn the_page_about_the_portal_says_of_what_day_it_is_and_whom_to_write() {
    let about = "+++\nid = \"about\"\ntitle = \"Про портал\"\n+++\nПортал.\n";
    let portal = Portal::smallest().with("pages/about.md", about);
    let page = portal.page("about.html");
    assert!(
        page.contains("змін не\u{a0}записано")
            && page.contains("кабінет їх на\u{a0}порталі не\u{a0}зазначив")
    );
    let record = "[[change]]\nday = \"12.02.2030\"\nkind = \"done\"\nentry = \"2030-1-1\"\n";
    let office = "email = \"kabinet@example.org\"\nname = ";
    let portal =
        portal.with("plans/2030/changes.toml", record).edit("portal.toml", "name = ", office);
    let page = portal.page("about.html");
    assert!(page.contains("12\u{a0}лютого 2030"), "the day of the last change");
    assert!(
        page.contains("href=\"mailto:kabinet@example.org\"") && !page.contains("не\u{a0}зазначив")
    );
}

#[test]
fn a_page_of_several_offices_leads_to_each_and_is_of_none() {
    let about = "+++\nid = \"about\"\ntitle = \"Про портал\"\nnav = true\n+++\nПортал.\n";
    let site = Portal::of_offices(&["pivnich", "pivden"], "").with("pages/about.md", about).build();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    for path in ["index.html", "404.html", "about.html"] {
        let page = page(path);
        for office in ["pivnich", "pivden"] {
            assert!(page.contains(&format!("href=\"{office}/index.html\"")), "{path}: {office}");
        }
        assert!(!page.contains("sections.html") && !page.contains("data-search "), "{path}");
    }
    let own = page("pivden/index.html");
    assert!(own.contains("data-search ") && own.contains("sections.html"));
    assert!(own.contains("href=\"../index.html\">Усі кабінети"));
}

/// Whether an element of the page begins and ends at once.
fn has_empty(page: &str, tag: &str) -> bool {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    page.split(&close).any(|before| {
        let last = before.rfind('<').and_then(|at| before.get(at..)).unwrap_or_default();
        let rest = last.trim_end().strip_prefix(&open).unwrap_or_default();
        rest.ends_with('>') && rest.starts_with([' ', '>'])
    })
}

/// Plans that say little of themselves: no title, approval, contents, introduction or signature, sections without rows.
#[test]
fn what_a_plan_does_not_say_leaves_no_empty_heading_link_or_landmark() {
    let empty = "id = \"s2030-2\"\nnumber = \"II\"\ntitle = \"Порожній розділ\"\n";
    let bare = Portal::of_offices(&["north", "south"], "")
        .with("content/offices/south/plans/2030/01-robota/section.toml", empty);
    for portal in [Portal::smallest(), bare] {
        let site = portal.build();
        for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = String::from_utf8_lossy(bytes);
            for tag in ["h1", "h2", "h3", "h4", "a", "caption", "button", "summary", "nav"] {
                assert!(!has_empty(&page, tag), "{path}: an empty {tag}");
            }
            assert!(!page.contains("aria-label=\"\""), "{path}: a name without words");
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
        }
    }
}

#[test]
fn a_double_form_is_what_it_begins_with() {
    let form = |words: &str| {
        let portal = Portal::smallest().edit(
            "plans/2030/01-robota/section.toml",
            "form = \"вебінари\"",
            words,
        );
        let page = portal.page("entries/1-1.html");
        assert!(page.contains("вебінар"), "{page}");
        page.contains("forms/webinar.html")
    };
    assert!(form("form = \"вебінар-практикум\""));
    assert!(form("form = \"вебінари, круглий стіл\""));
    assert!(!form("form = \"практикум-вебінар\""));
}

/// A mark in place of words is printed as it is and means what the cell above says, in the same table only.
#[test]
fn a_ditto_mark_means_what_stands_above() {
    let section = "plans/2030/01-robota/section.toml";
    let row = |number: u32, cells: &str| {
        format!(
            "\n[[entry]]\nid = \"2030-1-{number}\"\nnumber = \"1.{number}\"\ntext = \"Захід {number}\"\n{cells}\n"
        )
    };
    let ditto = "responsible = \"-//-\"\nform = \"—//—\"\nterm = \"те саме\"";
    let smallest = Portal::smallest();
    let other = format!("id = \"2030-2\"\nnumber = \"II\"\ntitle = \"Інше\"\n{}", row(9, ditto));
    let text =
        smallest.text(section) + &row(2, ditto) + &row(3, "responsible = \"\"") + &row(4, ditto);
    let portal = smallest.with(section, text);
    let faults = portal.clone().with("plans/2030/02-inshe/section.toml", other).check().codes();
    assert!(faults.contains(&"unknown-person"), "{faults:?}");
    let site = portal.build();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let person = "people/petrenko-o-v.html";
    for path in [person, "months/2030-03.html"] {
        for number in ["1.1", "1.2", "1.4"] {
            assert!(
                page(path).contains(&format!("entries/{}.html", number.replace('.', "-"))),
                "{path}: {number}"
            );
        }
        assert!(!page(path).contains("entries/1-3.html"), "{path}");
    }
    assert!(page("plan.html").contains("<td class=\"cell-responsible\">-//-</td>"));
    let entry = page("entries/1-2.html");
    assert!(entry.contains(&format!("<a href=\"../{person}\">-//-</a>")), "{entry}");
}

/// Elements whose words do not break into lines.
const UNBROKEN: [&str; 5] = ["script", "style", "title", "option", "svg"];

/// No line of any page ends after «у», wherever its words come from: the plan, a view, a template, a theme.
#[test]
fn no_line_ends_after_a_preposition() {
    let site = Portal::real().build();
    let mut count = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let mut page = String::from_utf8_lossy(bytes).into_owned();
        for name in UNBROKEN {
            let (open, close) = (format!("<{name}"), format!("</{name}>"));
            while let Some((before, rest)) = page.split_once(&open) {
                let (_, after) = rest.split_once(&close).expect("an element that begins ends");
                page = format!("{before}<>{after}");
            }
        }
        for piece in page.split('<') {
            let (_, words) = piece.split_once('>').unwrap_or_default();
            let words = words.trim_matches(' ');
            assert_eq!(tie(words), words, "{path}");
            count += words.matches('\u{a0}').count();
        }
    }
    assert!(count > 10_000, "{count}");
}

/// An entry that only heads others shows them, and says nothing of a status, a term or cells that it does not have.
#[test]
fn a_heading_shows_the_entries_below_it() {
    let site = Portal::real().build();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let heading = page("entries/2-22.html");
    assert!(heading.contains("Пункти 2.22.1–2.22.8"), "{heading}");
    let listed = between(&heading, "<ul class=\"rows\">", "</ul>").concat();
    for number in 1..=8 {
        assert!(listed.contains(&format!("entries/2-22-{number}.html")), "{number}");
    }
    let main = between(&heading, "<article", "</article>").concat();
    for absent in ["class=\"facts\"", "У календарях цього пункту немає", "<aside"]
    {
        assert!(!main.contains(absent), "{absent}");
    }
    let head = between(&heading, "<header class=\"page-head", "</header>").concat();
    assert!(!head.contains("class=\"status"), "{head}");
    assert!(!page("entries/2-2.html").contains("class=\"headed\""));
}

/// Names of entries have no mark of the list they stand in; the entry itself keeps all of its words.
#[test]
fn names_have_no_dash_before_and_no_colon_behind() {
    let site = Portal::real().build();
    for (path, bytes) in site.iter().filter(|(path, _)| path.starts_with("entries/")) {
        let page = String::from_utf8_lossy(bytes);
        let title = between(&page, "<title>", "</title>").concat();
        let name = title.split(" — ").next().unwrap_or_default();
        assert!(!name.ends_with([':', ';']) && !name.contains(". -"), "{path}: {name}");
    }
    let page = String::from_utf8_lossy(&site["entries/2-22-6.html"]).into_owned();
    assert!(page.contains("<title>2.22.6. круглих столів — "), "{page}");
    let heading = between(&page, "<h1", "</h1>").concat();
    assert!(heading.ends_with(">- круглих столів:"), "{heading}");
}

/// Lines of a cell stand in one line of a list, so commas part them there; the document's own table has its words.
#[test]
fn people_in_one_line_are_parted_by_commas() {
    let site = Portal::real().build();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let names = |page: &str, path: &str| {
        let pieces = between(page, "class=\"row-people\">", "</span>");
        pieces
            .iter()
            .map(|piece| text_of(piece))
            .find(|text| text.contains(path))
            .unwrap_or_default()
    };
    let section = page("sections/2.html");
    assert_eq!(names(&section, "Ткачук"), "Ткачук\u{a0}І.М., методисти");
    let entry = page("entries/5-3.html");
    assert!(entry.contains("Євгенєва А.Л., Ковальчук Т.О., методисти · постійно\">"), "{entry}");
    let entry = text_of(&entry);
    assert!(entry.contains("Євгенєва\u{a0}А.Л., Ковальчук\u{a0}Т.О., методисти"));
}

#[test]
fn links_to_an_item_hold_when_others_are_put_before_it_or_taken_away() {
    let rows = "plans/2030/01-robota/section.toml";
    let (guide, page) = (Portal::of_guide(), "entries/1-2.html");
    let place = |site: &Site, anchor: &str| {
        let page = String::from_utf8_lossy(&site[page]).into_owned();
        let (_, from) = page.split_once(&format!("id=\"{anchor}\""))?;
        let words = [
            "для Степового",
            "для секції кухарів",
            "для всіх охочих",
            "для новачків",
            "для друзів",
        ];
        let known = words.iter().filter_map(|words| Some((from.find(words)?, *words)));
        known.min().map(|(_, words)| words)
    };
    let second = "[[entry.item]]\nid = \"2030-1-2-i02\"";
    let more = format!(
        "[[entry.item]]\nid = \"2030-1-2-i04\"\ntext = \"для новачків;\"\nterm = \"травень\"\n\n\
         [[entry.item]]\nid = \"druzi\"\ntext = \"для друзів;\"\nterm = \"червень\"\n\n{second}"
    );
    let (added, removed) = (
        guide.clone().edit(rows, second, &more).build(),
        guide.clone().edit(rows, "[[entry.item]]\nid = \"2030-1-2-i02\"\ntext = \"для секції кухарів.\"\nas_above = [\"term\"]\n\n", "")
            .edit("methodical-sections.toml", "item = \"2030-1-2-i02\"\n", "")
            .build(),
    );
    for (site, gone) in [(&guide.build(), false), (&added, false), (&removed, true)] {
        assert_eq!(place(site, "i1"), Some("для Степового"));
        assert_eq!(place(site, "i2"), (!gone).then_some("для секції кухарів"));
        assert_eq!(place(site, "i3"), Some("для всіх охочих"));
    }
    assert_eq!(place(&added, "i4"), Some("для новачків"));
    assert_eq!(place(&added, "druzi"), Some("для друзів"));
    let events = |site: &Site| {
        let bytes = &site["calendars/events/2030-1-2-i03.ics"];
        String::from_utf8_lossy(bytes).replace("\r\n ", "")
    };
    assert!(events(&added).contains("entries/1-2.html#i3"), "{}", events(&added));
    let links = added.iter().filter(|(path, _)| path.ends_with(".html"));
    let links =
        links.map(|(_, bytes)| String::from_utf8_lossy(bytes).matches("1-2.html#druzi\"").count());
    assert!(links.sum::<usize>() > 1);
}

#[test]
fn a_college_page_does_not_link_to_itself_and_a_grid_names_only_holidays() {
    let mut settings = Portal::real().text("portal.toml");
    settings.push_str("\n[calendar]\nholidays = [\"2026-03-09\"]\n");
    let site = Portal::real().with("portal.toml", settings).build();
    let mut cards = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.starts_with("colleges/")) {
        let html = String::from_utf8_lossy(bytes);
        let own = format!("href=\"{}\"", path.trim_start_matches("colleges/"));
        for list in between(&html, "<ul class=\"cards\">", "</ul>") {
            cards += list.matches("<li").count();
            assert!(!list.contains(&own), "{path}: {list}");
        }
    }
    assert!(cards > 5, "{cards}");
    let month = String::from_utf8_lossy(&site["months/2026-03.html"]);
    let grid = between(&month, "<table class=\"calendar\">", "</table>");
    assert_eq!(grid[0].matches("class=\"day-rest\"").count(), 1);
    assert!(grid[0].contains("неробочий день"));
}

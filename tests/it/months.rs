//! Months, the year on one sheet, who carries how much: what they count is what the words of the content say.
//!
//! The counts are made here from the content's own words, without the program's terms; on the pages they are found
//! by the links of the rows. Every number of a table must equal the list it leads to.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::portal::{Portal, Site};

/// A line of the plan with the cells that hold for it, as written.
#[derive(Debug)]
struct Line {
    href: String,
    is_webinar: bool,
    responsible: String,
    term: String,
}

#[test]
fn the_plans_own_counts_are_found() {
    let portal = Portal::real();
    let site = portal.build();
    let lines = lines(&portal);
    let said = |is_wanted: &dyn Fn(&Line) -> bool| {
        let wanted = lines.iter().filter(|line| is_wanted(line));
        wanted.map(|line| line.href.clone()).collect::<BTreeSet<_>>()
    };
    let webinars = said(&|line| line.is_webinar && line.term == "березень");
    assert_eq!(webinars.len(), 11);
    assert!(webinars.is_subset(&rows(page(&site, "months/2026-03.html"))), "{webinars:#?}");
    let of_form = group(page(&site, "forms/webinar.html"), "2026-03");
    assert_eq!(rows(of_form), webinars, "the form's page has these and no others in March");

    let hers = said(&|line| line.responsible.contains("Недашківська Л") && line.term == "листопад");
    assert_eq!(hers.len(), 5);
    let november = group(page(&site, "people/nedashkivska-l-p.html"), "2026-11");
    assert!(hers.is_subset(&rows(november)), "{hers:#?}");
    assert!(hers.is_subset(&rows(page(&site, "months/2026-11.html"))));
}

#[test]
fn a_month_has_exactly_the_lines_whose_words_name_it() {
    let portal = Portal::real();
    let site = portal.build();
    let months = ["січень", "лютий", "березень", "квітень", "травень", "червень"];
    for (number, name) in months.iter().enumerate() {
        let path = format!("months/2026-{:02}.html", number + 1);
        let listed = rows(group(page(&site, &path), "misiats"));
        let lines = lines(&portal);
        let named = lines.iter().filter(|line| line.term == *name);
        let named = named.map(|line| line.href.clone()).collect::<BTreeSet<_>>();
        assert!(!named.is_empty());
        assert!(named.is_subset(&listed), "{name}: {named:#?}, {listed:#?}");
    }
}

#[test]
fn nothing_is_lost_between_the_months() {
    let portal = Portal::real();
    let site = portal.build();
    let listed = site.iter().filter(|(path, _)| path.starts_with("months/"));
    let listed = listed.flat_map(|(_, bytes)| rows(text(bytes))).collect::<BTreeSet<_>>();
    let year = page(&site, "year.html");
    let all = year.split("<th scope=\"row\"><a href=\"").skip(1);
    let all = all.filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let all = all.collect::<BTreeSet<_>>();
    assert!(all.len() > 300, "{}", all.len());
    // Entries that only head others have nothing to do at any time.
    let is_heading = |href: &&String| page(&site, href.as_str()).contains("class=\"headed\"");
    let is_page = |href: &&String| !href.contains('#');
    let headings = all.iter().filter(is_page).filter(is_heading).cloned().collect::<BTreeSet<_>>();
    assert_eq!(headings.len(), 8, "{headings:#?}");
    let expected = all.difference(&headings).cloned().collect::<BTreeSet<_>>();
    assert_eq!(expected, listed, "every other row of the year, and nothing else");
    // The content's own numbers: of each entry the entry or one of its items.
    let entries = listed.iter().filter_map(|href| href.split('#').next()).collect::<BTreeSet<_>>();
    for line in lines(&portal) {
        let entry = line.href.split('#').next().expect("split gives a piece");
        let stands = entries.contains(entry) || headings.contains(entry);
        assert!(stands, "{entry} stands in no month and in no list without one");
    }
}

/// Months without rows have their place, so that every strip shows the course of a whole year.
#[test]
fn a_strip_of_months_shows_the_whole_year() {
    let site = Portal::real().build();
    let mut found = 0;
    let has_strip =
        |path: &&String| path.starts_with("people/") || *path == "groups/metodysty.html";
    for path in site.keys().filter(has_strip) {
        let person = page(&site, path);
        let strip = between(person, "class=\"months\"", "</nav>");
        let months = strip.split("data-month=\"").skip(1).filter_map(|rest| rest.get(..7));
        let months = months.collect::<Vec<_>>();
        let year = (1..=12).map(|month| format!("2026-{month:02}")).collect::<Vec<_>>();
        assert!(year.iter().all(|month| months.contains(&month.as_str())), "{path}: {months:?}");
        for month in months {
            let is_link = strip.contains(&format!("href=\"#{month}\""));
            assert_eq!(is_link, person.contains(&format!("id=\"{month}\"")), "{path}: {month}");
        }
        found += 1;
    }
    assert!(found > 5, "{found}");
}

#[test]
fn numbers_equal_the_lists_they_lead_to() {
    let site = Portal::real().build();
    let workload = counts(page(&site, "workload.html"));
    assert!(workload.len() > 100);
    for (href, count) in workload {
        let (path, anchor) = href.split_once('#').unwrap_or((&href, ""));
        let person = page(&site, path);
        if path.starts_with("groups/") && anchor.is_empty() {
            continue;
        }
        let list = match anchor {
            "" => between(person, "class=\"own\"", "</section>\n<section class=\"shared\""),
            "spilni" => between(person, "id=\"spilni\"", "class=\"aside-blocks\""),
            anchor => group(person, anchor),
        };
        assert_eq!(rows(list).len(), count, "{href}");
    }
    // The year's table filters its rows by their facets.
    let facets = facets(page(&site, "year.html"));
    let timeline = counts(page(&site, "timeline.html"));
    assert!(timeline.len() > 60);
    for (href, count) in timeline {
        let (_, query) = href.split_once("year.html?").expect("the year's table");
        let query = query.replace("&amp;", "&");
        let wanted = query.split('&').map(|part| part.replace('=', ":")).collect::<Vec<_>>();
        let fits =
            |facets: &&BTreeSet<&str>| wanted.iter().all(|one| facets.contains(one.as_str()));
        assert_eq!(facets.iter().filter(fits).count(), count, "{href}");
    }
    // What only heads others has no month to lack.
    let unstated =
        |facets: &&BTreeSet<&str>| !facets.iter().any(|facet| facet.starts_with("month:"));
    assert_eq!(facets.iter().filter(unstated).count(), 8);
}

#[test]
fn a_row_of_several_months_stands_in_full_in_each_on_the_first_page() {
    let site = Portal::real().build();
    let home = page(&site, "index.html");
    let agenda = between(home, "<div data-agenda>", "<p class=\"agenda-undated\">");
    let monthly = "href=\"entries/11-3.html\">Випуск щомісячного";
    assert_eq!(agenda.matches(monthly).count(), 12, "it is there in each month");
    // A visitor sees only this month and the next: who does it is told in each.
    let person = "href=\"people/nedashkivska-t-v.html\"";
    let told = |month: &str| {
        let row = group(agenda, month).split("<li class=\"row").find(|row| row.contains(monthly));
        row.expect("the row of each month is in every month").contains(person)
    };
    assert!(told("m2026-01") && told("m2026-02") && told("m2026-12"));
}

#[test]
fn only_pages_with_filters_say_what_filters_ask() {
    let site = Portal::real().build();
    for (path, bytes) in &site {
        let is_page = path.ends_with(".html");
        let html = if is_page { text(bytes) } else { continue };
        let (asks, says) = (html.contains("data-filters="), html.contains("data-facets="));
        assert_eq!(asks, says, "{path}");
    }
}

#[test]
fn a_full_month_goes_on_in_further_parts() {
    let mut section = String::from("id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n");
    for number in 1..=450 {
        let term = if number % 9 == 0 { "12 березня" } else { "березень" };
        section.push_str(&format!(
            "\n[[entry]]\nid = \"e{number}\"\nnumber = \"1.{number}\"\ntext = \"Робота {number}\"\n\
             responsible = \"Петренко О.В.\"\nterm = \"{term}\"\n"
        ));
    }
    let portal = Portal::smallest();
    let site = portal.with("plans/2030/01-robota/section.toml", section).build();
    let parts = ["", "-2", "-3"].map(|part| format!("months/2030-03{part}.html"));
    let mut found = BTreeMap::new();
    for path in &parts {
        let html = page(&site, path);
        assert!(html.len() < 700_000, "{path} has {} bytes", html.len());
        assert!(html.matches("<").count() - html.matches("</").count() < 8_000, "{path}");
        for row in rows(html) {
            assert_eq!(found.insert(row.clone(), path), None, "{row} stands once");
        }
    }
    assert_eq!(found.len(), 450);
    assert!(!site.contains_key("months/2030-03-4.html"));
    let first = page(&site, &parts[0]);
    assert!(first.contains("class=\"calendar\"") && first.contains("href=\"2030-03-3.html\""));
    assert!(!page(&site, &parts[1]).contains("class=\"calendar\""), "the grid stands once");
    assert!(first.contains("і\u{a0}ще 42 у\u{a0}списку нижче"), "a full day is cut in the grid");
}

#[test]
fn a_long_table_of_the_year_goes_on_in_further_parts() {
    let section = |ordinal: usize, roman: &str, number: usize| {
        let mut section =
            format!("id = \"2030-{ordinal}\"\nnumber = \"{roman}\"\ntitle = \"Робота {roman}\"\n");
        for number in 1..=number {
            let month = if number % 2 == 0 { "березень" } else { "травень" };
            section.push_str(&format!(
                "\n[[entry]]\nid = \"e{ordinal}-{number}\"\nnumber = \"{ordinal}.{number}\"\ntext = \"Справа {number}\"\n\
                 responsible = \"Петренко О.В.\"\nterm = \"{month}\"\n"
            ));
        }
        section
    };
    let site_of = |first: usize| {
        let portal = Portal::smallest()
            .with("plans/2030/01-robota/section.toml", section(1, "I", first))
            .with("plans/2030/02-dali/section.toml", section(2, "II", 300));
        portal.build()
    };
    let whole = site_of(350);
    assert!(
        !whole.contains_key("year-2.html") && !page(&whole, "year.html").contains("data-parts")
    );
    let cut = site_of(500);
    let (first, second) = (page(&cut, "year.html"), page(&cut, "year-2.html"));
    assert_eq!((facets(first).len(), facets(second).len()), (650, 150));
    assert!(!cut.contains_key("year-3.html"));
    assert!(first.contains("href=\"year-2.html\"") && second.contains("href=\"year.html\""));
    let words = first.replace('\u{a0}', " ");
    assert!(words.contains("Частина 1 із 2: разом у них 800 рядків плану"), "{words}");
    assert!(second.replace('\u{a0}', " ").contains("II. Робота II (продовження)"));
    // What is told of the other part is what it has.
    for (facet, counts) in [("1", "500 0"), ("2", "150 150"), ("03", "325 75"), ("05", "325 75")] {
        let answers =
            [first, second].map(|html| between(html, &format!("<option value=\"{facet}\""), ">"));
        for answer in answers {
            assert!(answer.contains(&format!("data-parts=\"{counts}\"")), "{facet}: {answer}");
        }
    }
}

/// A page of many rows would be too heavy for a weak link: see the budgets of the browser's checks.
#[test]
fn a_long_list_by_months_has_a_line_for_each_row() {
    for (number, lines) in [(200, 0), (201, 201)] {
        let mut section = String::from("id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n");
        for number in 1..=number {
            section.push_str(&format!(
                "\n[[entry]]\nid = \"e{number}\"\nnumber = \"1.{number}\"\ntext = \"Робота {number}\"\n\
                 responsible = \"Петренко О.В.\"\nform = \"вебінари\"\nterm = \"березень\"\n"
            ));
        }
        let portal = Portal::smallest();
        let site = portal.with("plans/2030/01-robota/section.toml", section).build();
        for path in ["events.html", "forms/webinar.html", "people/petrenko-o-v.html"] {
            let html = page(&site, path);
            assert_eq!(rows(html).len(), number, "{path}");
            assert_eq!(html.matches("class=\"row row-brief ").count(), lines, "{path}");
        }
    }
}

#[test]
fn events_of_a_month_are_those_of_every_form_people_come_to() {
    let site = Portal::real().build();
    let events = page(&site, "events.html");
    let forms = between(events, "class=\"tallies tallies-wide\"", "</ul>");
    let forms = forms.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let forms = forms.map(|path| page(&site, path)).collect::<Vec<_>>();
    assert!(forms.len() > 10, "{}", forms.len());
    for month in 1..=12 {
        let id = format!("2026-{month:02}");
        let of_month = |html: &str| match html.contains(&format!("id=\"{id}\"")) {
            true => rows(group(html, &id)),
            false => BTreeSet::new(),
        };
        let of_forms = forms.iter().flat_map(|form| of_month(form)).collect::<BTreeSet<_>>();
        assert_eq!(of_month(events), of_forms, "{id}");
    }
}

#[test]
fn charts_of_many_people_and_long_rows_go_on_in_further_charts() {
    let mut people = String::new();
    let mut section = String::from("id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n");
    for number in 1..=45 {
        let surname = ('А'..='Я').nth(number % 28).into_iter().chain("новенко".chars());
        let name =
            format!("{} {}.В.", surname.collect::<String>(), if number < 28 { 'О' } else { 'І' });
        people.push_str(&format!("[[person]]\nid = \"p{number}\"\nname = \"{name}\"\n"));
        section.push_str(&format!(
            "\n[[entry]]\nid = \"e{number}\"\nnumber = \"1.{number}\"\ntext = \"Робота {number}\"\n\
             responsible = \"{name}\"\nterm = \"лютий–червень\"\n"
        ));
    }
    let site = Portal::smallest()
        .with("people.toml", people)
        .with("groups.toml", "")
        .with("plans/2030/01-robota/section.toml", section)
        .build();
    let charts = |path: &str, class: &str| {
        let head = format!("<svg class=\"{class}\"");
        let charts = page(&site, path).split(&head).skip(1);
        let charts = charts.map(|rest| rest.split("</svg>").next().expect("split gives a piece"));
        charts.map(str::to_owned).collect::<Vec<_>>()
    };
    let height = |chart: &String| {
        let (_, rest) = chart.split_once(" height=\"").expect("a chart has a height");
        rest.split('"').next().and_then(|height| height.parse::<usize>().ok()).expect("a number")
    };
    let of_people = charts("workload.html", "heat");
    let rows = of_people.iter().map(|chart| chart.matches("heat-rule").count());
    assert_eq!(rows.collect::<Vec<_>>(), [15, 15, 15], "each as long as the others");
    let of_sections = charts("timeline.html", "timeline");
    let bars = of_sections.iter().map(|chart| chart.matches("timeline-bar").count());
    assert_eq!(bars.collect::<Vec<_>>(), [40, 5]);
    for chart in of_people.iter().chain(&of_sections) {
        assert!(chart.contains(">січ<"), "the months are named: {chart}");
        assert!(height(chart) <= 780, "{} would be small on paper", height(chart));
    }
    assert!(of_people.iter().all(|chart| height(chart) <= 640));
}

#[test]
fn the_grid_shows_days_and_ends_but_no_banners() {
    let portal = Portal::smallest();
    let section = portal.text("plans/2030/01-robota/section.toml");
    let term = "term = \"березень\"";
    assert!(section.contains(term));
    let month = |words: &str, number: u32| {
        let section = section.replace(term, &format!("term = \"{words}\""));
        let portal = portal.clone().with("plans/2030/01-robota/section.toml", section);
        portal.page(&format!("months/2030-{number:02}.html"))
    };
    let events = |html: &str| html.matches("class=\"day-event ").count();
    let range = month("15 березня - 20 квітня", 3);
    assert_eq!(events(&range), 1);
    assert!(range.contains(">15\u{a0}березня 2030\u{a0}року, "), "the whole date is told");
    assert!(range.contains("початок: "));
    assert_eq!(events(&month("лютий-квітень", 3)), 0);
    assert_eq!(events(&month("щопонеділка", 4)), 5, "five Mondays in April 2030");
    let header = range.split("<thead>").nth(1).expect("a table has a head");
    assert!(header.starts_with("<tr><th scope=\"col\"><abbr title=\"понеділок\">"));
    let all_year = month("упродовж року", 3);
    assert!(all_year.contains("href=\"all-year.html\""), "it is not lost");
    assert_eq!(events(&all_year), 0);
}

/// Entries and items of the content with the words that hold for them.
fn lines(portal: &Portal) -> Vec<Line> {
    let mut lines = Vec::new();
    let sections = portal.paths().filter(|path| path.ends_with("section.toml"));
    for path in sections.map(str::to_owned).collect::<Vec<_>>() {
        let section = portal.text(&path).parse::<Table>().expect("content is TOML");
        for entry in tables(&section, "entry") {
            let items = tables(entry, "item");
            let number = word(entry, "number").trim_end_matches('.').replace('.', "-");
            let href = format!("entries/{number}.html");
            let mut line = |own: &Table, href: String| {
                let cell = |key: &str| match own.contains_key(key) {
                    true => word(own, key).to_owned(),
                    false => word(entry, key).to_owned(),
                };
                let forms = entry.get("forms").map(Value::to_string).unwrap_or_default();
                lines.push(Line {
                    href,
                    is_webinar: forms.contains("webinar"),
                    responsible: cell("responsible"),
                    term: cell("term").trim().to_lowercase(),
                });
            };
            for (place, item) in items.iter().enumerate() {
                if item.contains_key("term") {
                    line(item, format!("{href}#i{}", place + 1));
                }
            }
            if items.iter().all(|item| !item.contains_key("term")) {
                line(entry, href);
            }
        }
    }
    lines
}

fn tables<'t>(table: &'t Table, key: &str) -> Vec<&'t Table> {
    let list = table.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_table).collect()
}

fn word<'t>(table: &'t Table, key: &str) -> &'t str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn page<'s>(site: &'s Site, path: &str) -> &'s str {
    text(site.get(path).unwrap_or_else(|| panic!("the site has no {path}")))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

/// Where the rows in this HTML lead, from the top of the site.
fn rows(html: &str) -> BTreeSet<String> {
    let rows = html.split("<p class=\"row-text approved\"><a href=\"").skip(1);
    let hrefs = rows.filter_map(|rest| rest.split('"').next());
    hrefs.map(|href| href.trim_start_matches("../").to_owned()).collect()
}

/// The group with this anchor.
fn group<'h>(html: &'h str, id: &str) -> &'h str {
    between(html, &format!("id=\"{id}\""), "</section>")
}

fn between<'h>(html: &'h str, from: &str, until: &str) -> &'h str {
    let (_, rest) = html.split_once(from).unwrap_or_else(|| panic!("the page has no {from}"));
    rest.split_once(until).map_or(rest, |(inner, _)| inner)
}

/// The numbers of the page's table that lead somewhere.
fn counts(html: &str) -> Vec<(String, usize)> {
    let body = between(html, "<table class=\"counts\">", "</table>");
    let body = between(body, "<tbody>", "</tbody>");
    let links = body.split("href=\"").skip(1).filter(|rest| rest.contains("aria-label"));
    let count = |rest: &str| {
        let href = rest.split('"').next()?;
        let (tag, after) = rest.split_once('>')?;
        tag.contains("aria-label").then_some(())?;
        let shown = after.split('<').next()?.trim_start_matches('+');
        Some((href.to_owned(), shown.parse().expect("a number is shown")))
    };
    links.filter_map(count).collect()
}

/// What the filters ask of each row of the year's table.
fn facets(html: &str) -> Vec<BTreeSet<&str>> {
    let rows = html.split("data-facets=\"").skip(1).filter_map(|rest| rest.split('"').next());
    rows.map(|facets| facets.split(' ').collect()).collect()
}

//! What became of the plan after its approval: changes as the content records them, and counts of what is done.

use crate::portal::{Portal, Site};

const SECTION: &str = "plans/2030/01-robota/section.toml";
const RECORD: &str = "plans/2030/changes.toml";

/// The smallest portal with an entry that was moved, as an editor writes it.
fn moved() -> Portal {
    let facts = "term = \"березень\"\nstatus = \"moved\"\nwas = \"12.03.2030\"\n\
                 date = \"19.03.2030 10:00\"\nreason = \"Зала <зайнята>\"\nchanged = \"05.03.2030\"";
    Portal::smallest().edit(SECTION, "term = \"березень\"", facts)
}

fn text(site: &Site, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("the site has no {path}"));
    String::from_utf8(bytes.clone()).expect("pages are UTF-8")
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let pieces = text.split(before).skip(1);
    pieces.filter_map(|piece| piece.split_once(after).map(|(inner, _)| inner)).collect()
}

#[test]
fn a_plan_without_changes_says_so() {
    let site = Portal::smallest().build();
    assert!(text(&site, "changes.html").contains("Змін ще не\u{a0}записано"));
    let feed = text(&site, "changes.xml");
    assert!(!feed.contains("<entry>") && feed.contains("<updated>2030-01-01T00:00:00Z</updated>"));
    assert!(!text(&site, "index.html").contains("Нещодавно змінено"));
}

#[test]
fn a_moved_entry_shows_the_old_day_the_new_one_and_why() {
    let site = moved().build();
    for path in ["changes.html", "entries/1-1.html", "index.html"] {
        let page = text(&site, path);
        assert!(page.contains("<s>12\u{a0}березня 2030"), "{path}: the old day is struck out");
        assert!(page.contains("19\u{a0}березня 2030"), "{path}: the new day stands beside it");
        assert!(page.contains("Зала &lt;зайнята&gt;") || path == "index.html", "{path}: why");
    }
    assert!(text(&site, "entries/1-1.html").contains("березень"), "the approved term stays");
    let feed = text(&site, "changes.xml");
    assert!(feed.contains("<updated>2030-03-05T00:00:00Z</updated>"));
    assert!(feed.contains("2030-1-1-moved-2030-03-05</id>"));
    assert!(feed.contains("Зала &lt;зайнята&gt;"));
}

#[test]
fn a_cancelled_entry_strikes_its_day_out() {
    let facts = "term = \"березень\"\nstatus = \"cancelled\"\ndate = \"12.03.2030\"\n\
                 reason = \"Немає потреби\"";
    let site = Portal::smallest().edit(SECTION, "term = \"березень\"", facts).build();
    let entry = text(&site, "entries/1-1.html");
    assert!(entry.contains("<s>12\u{a0}березня 2030") && entry.contains("Немає потреби"));
    // Without a day of the change it stands on the page, but not in the feed, which needs a time.
    let page = text(&site, "changes.html");
    assert!(page.contains("Дату зміни не\u{a0}зазначено") && page.contains("Скасовано"));
    assert!(!text(&site, "changes.xml").contains("<entry>"));
}

#[test]
fn ids_of_changes_survive_new_words_and_new_changes() {
    let ids = |portal: &Portal| {
        let feed = text(&portal.build(), "changes.xml");
        between(&feed, "<entry><id>", "</id>").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let before = moved();
    let later = "[[change]]\nday = \"20.03.2030\"\nkind = \"done\"\nentry = \"2030-1-1\"\n\
                 [[change]]\nday = \"01.02.2030\"\nkind = \"removed\"\ntext = \"Семінар\"\n";
    let after = before.clone().with(RECORD, later);
    let after = after.edit(SECTION, "Зала <зайнята>", "Зала зайнята").edit(
        SECTION,
        "number = \"1.1\"",
        "number = \"1.9\"",
    );
    let (before, after) = (ids(&before), ids(&after));
    assert_eq!(before.len(), 1);
    assert_eq!(after.len(), 3);
    assert!(after[0].ends_with("2030-1-1-done-2030-03-20"), "the newest comes first");
    assert_eq!(after[1], before[0]);
    assert!(after[2].ends_with("seminar-removed-2030-02-01"));
}

#[test]
fn a_record_and_a_rows_facts_tell_a_change_once() {
    let record = "[[change]]\nday = \"05.03.2030\"\nkind = \"moved\"\nentry = \"2030-1-1\"\n\
                  reason = \"Докладніше\"\n";
    let feed = text(&moved().with(RECORD, record).build(), "changes.xml");
    assert_eq!(feed.matches("<entry>").count(), 1);
    assert!(feed.contains("Докладніше"));
}

#[test]
fn counts_of_what_is_done_equal_the_lists_they_lead_to() {
    // Some rows of the real plan are marked done; the first id of a file is the section's.
    let portal = Portal::real().rewrite(|text| {
        let mut is_first = true;
        let lines = text.lines().map(|line| {
            let is_id = line.starts_with("id = \"2026-");
            let is_row = is_id && !std::mem::take(&mut is_first);
            let is_done = is_row && line.bytes().map(usize::from).sum::<usize>() % 3 == 0;
            if is_done { format!("{line}\nstatus = \"done\"\n") } else { format!("{line}\n") }
        });
        lines.collect()
    });
    let site = portal.build();
    let table = text(&site, "year.html");
    let facets = between(&table, "data-facets=\"", "\"").into_iter();
    let facets = facets.map(|row| row.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let facets = facets.collect::<Vec<_>>();
    let mut found = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for link in
            between(&page, "year.html?", "</a>").iter().filter(|link| link.contains("виконано"))
        {
            let (query, words) = link.split_once("\">").expect("a link has words");
            let asked = query.replace("&amp;", "&").replace('=', ":");
            let asked = asked.split('&').map(str::to_owned).collect::<Vec<_>>();
            let rows = |asked: &[String]| {
                let rows = facets.iter().filter(|row| asked.iter().all(|ask| row.contains(ask)));
                rows.count()
            };
            let of = asked.iter().filter(|ask| *ask != "status:done").cloned().collect::<Vec<_>>();
            assert_ne!(asked, of, "{path} leads to what is done");
            let expected = format!("виконано {} із\u{a0}{}", rows(&asked), rows(&of));
            assert_eq!(*words, expected, "{path}");
            found += 1;
        }
    }
    let sections = site.keys().filter(|path| path.starts_with("sections/")).count();
    let people = site.keys().filter(|path| path.starts_with("people/")).count();
    assert!(sections >= 14 && people >= 10);
    assert!(found > sections, "home, sections and people tell it: {found}");
}

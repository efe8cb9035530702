//! One time of a term that has several: moved, cancelled or given its day, while the others stay.

use std::collections::BTreeMap;

use crate::feeds::{at, text, with_term};
use crate::portal::{Portal, Site};

const SECTION: &str = "plans/2030/01-robota/section.toml";
const PERSON: &str = "calendars/people/petrenko-o-v.ics";

/// The smallest portal with this term and single times of it.
fn with(term: &str, occasions: &[&str]) -> Portal {
    let tables = occasions.iter().map(|keys| {
        format!("[[entry.occasion]]\n{}\nchanged = \"05.01.2030\"\n", keys.replace("; ", "\n"))
    });
    with_term(term, &tables.collect::<String>())
}

/// Every VEVENT of the person's calendar, by property.
fn events(site: &Site) -> Vec<BTreeMap<String, String>> {
    // Without anything dated there is no calendar.
    let Some(calendar) = site.get(PERSON) else { return Vec::new() };
    let unfolded = String::from_utf8_lossy(calendar).replace("\r\n ", "");
    let blocks = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    let event = |block: &str| {
        let block = block.split("END:VEVENT").next().unwrap_or_default();
        let lines = block.lines().filter_map(|line| line.split_once(':'));
        lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    blocks.map(event).collect()
}

/// «suffix which start sequence status» of every VEVENT that is no series as a whole.
fn single(site: &Site) -> Vec<String> {
    let of = |event: &BTreeMap<String, String>, name: &str| {
        let found = event.iter().find(|(known, _)| known.split(';').next() == Some(name));
        found.map_or("-", |(_, value)| value.as_str()).to_owned()
    };
    let shown = events(site).into_iter().filter(|event| !event.contains_key("RRULE"));
    let shown = shown.map(|event| {
        let uid = of(&event, "UID");
        let suffix = uid.split('@').next().unwrap_or_default().strip_prefix("2030-1-1");
        let [which, start, sequence, status] =
            ["RECURRENCE-ID", "DTSTART", "SEQUENCE", "STATUS"].map(|name| of(&event, name));
        format!("{} {which} {start} {sequence} {status}", suffix.unwrap_or_default())
    });
    shown.collect()
}

#[test]
fn a_day_of_a_series_moves_or_is_off_under_the_name_of_the_series() {
    let (_, portal) = with("щопонеділка о 14:00", &[]).build_at(at(3));
    let tables = "term = \"щопонеділка о 14:00\"\n\
        [[entry.occasion]]\nwas = \"11.03.2030\"\ndate = \"12.03.2030\"\nreason = \"Семінар\"\nchanged = \"05.01.2030\"\n\
        [[entry.occasion]]\nwas = \"06.05.2030\"\nstatus = \"cancelled\"\nreason = \"Свято\"\nchanged = \"05.01.2030\"\n\
        [[entry.occasion]]\nwas = \"08.07.2030\"\nstatus = \"moved\"\nchanged = \"05.01.2030\"\n";
    let changed = portal.edit(SECTION, "term = \"щопонеділка о 14:00\"\n", tables);
    let (site, portal) = changed.build_at(at(5));
    let series = events(&site).into_iter().find(|event| event.contains_key("RRULE"));
    let series = series.expect("the series stays");
    assert_eq!(
        (series["UID"].as_str(), series["SEQUENCE"].as_str()),
        ("2030-1-1@office.plan", "1")
    );
    assert_eq!(
        single(&site),
        [
            " 20300311T140000 20300312T120000Z 1 CONFIRMED",
            " 20300506T140000 20300506T110000Z 1 CANCELLED",
            " 20300708T140000 20300708T110000Z 1 TENTATIVE",
        ]
    );
    let calendar = text(&site, PERSON).replace("\r\n ", "");
    for words in [
        "RECURRENCE-ID;TZID=Europe/Kyiv:20300311T140000",
        "Цього разу захід перенесено на цей день\\; мав бути: 11 березня 2030 року.\\nПричина: Семінар",
        "SUMMARY:СКАСОВАНО: Робота з молодими викладачами",
        "Цього разу захід скасовано.\\nПричина: Свято",
        "SUMMARY:ПЕРЕНЕСЕНО: Робота з молодими викладачами",
    ] {
        assert!(calendar.contains(words), "{words}\n{calendar}");
    }
    // Nothing changes by building again; the day taken back is as the others.
    let (again, same) = portal.build_at(at(20));
    assert_eq!(site, again);
    assert_eq!(portal.text("plans/2030/calendar.lock"), same.text("plans/2030/calendar.lock"));
    let (site, _) = same.edit(SECTION, tables, "term = \"щопонеділка о 14:00\"\n").build_at(at(21));
    assert_eq!(single(&site), [""; 0]);
    assert_eq!(events(&site)[0]["SEQUENCE"], "2");
}

#[test]
fn of_separate_events_the_one_is_moved_that_was_named() {
    for (term, occasion, expected) in [
        (
            "щомісяця 12 числа з 10:00 до 11:30",
            "was = \"12.09.2030\"; date = \"13.09.2030\"",
            "-m09 - 20300913T070000Z 1 CONFIRMED",
        ),
        (
            "щомісяця 12 числа",
            "was = \"12.09.2030\"; status = \"cancelled\"",
            "-m09 - 20300912 1 CANCELLED",
        ),
        (
            "щомісяця до 25 числа",
            "was = \"25.08.2030\"; date = \"28.08.2030\"",
            "-m08 - 20300828 1 CONFIRMED",
        ),
        (
            "10, 17 та 24 квітня",
            "was = \"17.04.2030\"; date = \"18.04.2030 15:00\"",
            "-d0417 - 20300418T120000Z 1 CONFIRMED",
        ),
        (
            "березень, жовтень",
            "was = \"березень\"; date = \"05.03.2030\"",
            "-m03 - 20300305 1 CONFIRMED",
        ),
        (
            "щоквартально",
            "was = \"II квартал\"; date = \"20.06.2030\"",
            "-q2 - 20300620 1 CONFIRMED",
        ),
        ("щотижня", "was = \"16.01.2030\"; date = \"17.01.2030\"", "-o0114 - 20300117 0 CONFIRMED"),
    ] {
        let (_, portal) = with(term, &[]).build_at(at(3));
        let before = single(&portal.build());
        let plain = format!("term = \"{term}\"\n");
        let keys = occasion.replace("; ", "\n");
        let table = format!("{plain}[[entry.occasion]]\n{keys}\nchanged = \"05.01.2030\"\n");
        let (site, _) = portal.edit(SECTION, &plain, &table).build_at(at(5));
        let after = single(&site);
        let changed = after.iter().filter(|event| !before.contains(event)).collect::<Vec<_>>();
        assert_eq!(changed, [expected], "{term}");
    }
}

#[test]
fn pages_search_and_data_show_the_day_as_it_is_now() {
    let portal = with(
        "щопонеділка о 14:00",
        &[
            "was = \"11.03.2030\"; date = \"12.04.2030 15:00\"; reason = \"Семінар\"",
            "was = \"06.05.2030\"; status = \"cancelled\"; reason = \"Свято\"",
        ],
    );
    assert_eq!(portal.check().report(), "");
    let site = portal.build();
    let day = |month: &str, day: &str| {
        let page = text(&site, &format!("months/2030-{month}.html"));
        let rest = page.split_once(&format!("data-date=\"2030-{month}-{day}\"")).expect("a cell").1;
        rest.split_once("</td>").expect("a whole cell").0.to_owned()
    };
    assert!(!day("03", "11").contains("Робота"), "{}", day("03", "11"));
    assert!(day("03", "18").contains("14:00"));
    let moved = day("04", "12");
    assert!(moved.contains("15:00") && moved.contains("(перенесено)"), "{moved}");
    assert!(day("05", "06").contains("(скасовано)"), "{}", day("05", "06"));
    let entry = text(&site, "entries/1-1.html");
    for words in [
        "<s>11\u{a0}березня 2030",
        "12\u{a0}квітня 2030",
        "<s>6\u{a0}травня 2030",
        "Семінар",
        "Свято",
    ] {
        assert!(entry.contains(words), "{words}");
    }
    assert_eq!(entry.matches("datetime=\"2030-05-06\"").count(), 0);
    // Today's list on the first page takes its days from here.
    let home = text(&site, "index.html");
    assert!(home.contains("2030-04-12T15:00") && home.contains("2030-03-18"));
    assert!(!home.contains("\"2030-03-11\"") && !home.contains("\"2030-05-06\""));
    let changes = text(&site, "changes.xml");
    for id in ["2030-1-1-2030-03-11-moved-2030-01-05", "2030-1-1-2030-05-06-cancelled-2030-01-05"] {
        assert!(changes.contains(id), "{changes}");
    }
    let data = text(&site, "data/plan.json");
    assert!(data.contains("\"occasions\"") && data.contains("2030-04-12T15:00"), "{data}");
}

#[test]
fn a_record_and_an_occasion_tell_a_change_once() {
    let record = "[[change]]\nday = \"05.01.2030\"\nkind = \"moved\"\nentry = \"2030-1-1\"\n\
                  was = \"11.03.2030\"\nnow = \"12.03.2030\"\nreason = \"Докладніше\"\n";
    let portal = with("щопонеділка", &["was = \"11.03.2030\"; date = \"12.03.2030\""]);
    let feed = text(&portal.with("plans/2030/changes.toml", record).build(), "changes.xml");
    assert_eq!(feed.matches("<entry>").count(), 1);
    assert!(feed.contains("Докладніше"));
}

#[test]
fn an_item_takes_its_entrys_changed_day_unless_it_has_one_for_it() {
    let items = "was = \"11.03.2030\"; status = \"cancelled\"; changed = \"05.01.2030\"\n\
        [[entry.item]]; id = \"2030-1-1-i1\"; text = \"перша\"; place = \"Зала\"\n\
        [[entry.item]]; id = \"2030-1-1-i2\"; text = \"друга\"; place = \"Зала\"\n\
        [[entry.item.occasion]]; was = \"11.03.2030\"; date = \"12.03.2030\"";
    let (site, _) = with("щопонеділка", &[items]).build_at(at(5));
    let found = single(&site);
    assert!(found.contains(&"-i1 20300311 20300311 0 CANCELLED".to_owned()), "{found:?}");
    assert!(found.contains(&"-i2 20300311 20300312 0 CONFIRMED".to_owned()), "{found:?}");
}

#[test]
fn what_is_written_in_part_or_twice_is_told() {
    let codes = |occasions: &[&str]| with("щопонеділка", occasions).check().codes();
    let moved = "was = \"11.03.2030\"; date = \"12.03.2030\"";
    assert_eq!(codes(&["was = \"11.03.2030\""]), ["missing-key"]);
    assert_eq!(codes(&["date = \"12.03.2030\""]), ["missing-key"]);
    assert_eq!(
        codes(&[moved, "was = \"11.03.2030\"; status = \"cancelled\""]),
        ["duplicate-change"]
    );
    assert_eq!(codes(&["was = \"11.03.2030\"; status = \"done\""]), ["unknown-value"]);
    assert_eq!(codes(&["was = \"березень\"; date = \"12.03.2030\""]), ["unknown-occasion"]);
    assert_eq!(codes(&[moved, moved.replace("11", "18").as_str()]), [""; 0]);
}

#[test]
fn what_was_published_keeps_its_name_when_a_list_grows_or_shrinks() {
    let names = |terms: &[&str]| {
        let mut portal = with(terms[0], &[]);
        for (day, pair) in (3..).zip(terms.windows(2)) {
            let (_, built) = portal.build_at(at(day));
            portal = built.edit(SECTION, pair[0], pair[1]);
        }
        let (site, built) = portal.build_at(at(20));
        // Another build of the same content says the same.
        assert_eq!(built.build_at(at(21)).0, site, "{terms:?}");
        // The words of the term stand in the description, so most have changed: how often does not matter here.
        let without_sequence = |event: String| {
            let words = event.split(' ').collect::<Vec<_>>();
            [words[0], words[2], words[4]].join(" ").trim().to_owned()
        };
        single(&site).into_iter().map(without_sequence).collect::<Vec<_>>()
    };
    for (terms, expected) in [
        (
            &["березень, жовтень", "березень"][..],
            &["-m03 20300301 TENTATIVE", "-m10 20301001 CANCELLED"][..],
        ),
        (&["березень", "березень, жовтень"], &["20300301 TENTATIVE", "-m10 20301001 TENTATIVE"]),
        (
            &["березень", "березень, жовтень", "жовтень"],
            &["-m10 20301001 TENTATIVE", "20300301 CANCELLED"],
        ),
        (
            &["березень, жовтень", "березень", "березень, жовтень"],
            &["-m03 20300301 TENTATIVE", "-m10 20301001 TENTATIVE"],
        ),
        (
            &["10, 17 квітня", "17 квітня"],
            &["-d0417 20300417 CONFIRMED", "-d0410 20300410 CANCELLED"],
        ),
        (
            &["червень–серпень", "червень–серпень, жовтень"],
            &["-s 20300603 TENTATIVE", "-e 20300831 TENTATIVE", "-m10 20301001 TENTATIVE"],
        ),
        (&["березень", "квітень"], &["20300401 TENTATIVE"]),
    ] {
        assert_eq!(names(terms), expected, "{terms:?}");
    }
}

#[test]
fn tables_say_what_changed_beside_the_days() {
    let portal = with(
        "щомісяця 12 числа о 14:00",
        &[
            "was = \"12.03.2030\"; date = \"13.03.2030\"; reason = \"Семінар\"",
            "was = \"12.10.2030\"; status = \"cancelled\"",
        ],
    );
    let site = portal.build();
    let table = String::from_utf8_lossy(&site["data/plan.csv"]).into_owned();
    assert!(table.contains(";Початок;Кінець;Зміни;Місяці;"), "{table}");
    let said = "перенесено: 2030-03-12 → 2030-03-13 14:00 (Семінар); скасовано: 2030-10-12";
    assert!(table.contains(said), "{table}");
    crate::data::assert_same_cells(&site, "data/plan.xlsx");
    // Whatever is a change of the row is one here.
    let keys =
        "status = \"moved\"\nwas = \"лютий\"\ndate = \"03.04.2030\"\nchanged = \"01.02.2030\"\n";
    let site = with_term("березень", keys).build();
    let table = String::from_utf8_lossy(&site["data/plan.csv"]).into_owned();
    assert!(table.contains(";2030-04-03;;перенесено: лютий → 2030-04-03;"), "{table}");
}

#[test]
fn a_day_of_an_entry_that_takes_the_place_of_its_items_terms_is_told() {
    let dated = |number: &str, key: &str| {
        let line = format!("number = \"{number}\"\n");
        Portal::of_guide().edit(SECTION, &line, &format!("{line}{key} = \"12.03.2030\"\n"))
    };
    for key in ["date", "start"] {
        let checked = dated("1.2", key).check();
        assert_eq!(checked.codes(), ["replaced-series"], "{}", checked.report());
        assert!(checked.report().contains("власні (2)"), "{}", checked.report());
    }
    // Items that take the term of their entry take its day too, and one with a day of its own keeps it.
    let own =
        "[[entry.item]]\nid = \"2030-1-2-i01\"\ntext = \"для Степового професійного ліцею;\"\n";
    let portal = dated("1.2", "date").edit(SECTION, own, &format!("{own}date = \"05.04.2030\"\n"));
    let portal = portal.edit(SECTION, "as_above = [\"term\"]\n", "");
    assert_eq!(portal.check().codes(), [""; 0], "{}", portal.check().report());
}

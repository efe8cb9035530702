//! Calendars as a subscriber sees them: what stands in them, what they are called, what a change does.
#![expect(clippy::disallowed_methods, reason = "one test takes a file away")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};

use crate::portal::{Portal, Site};

const SECTION: &str = "plans/2030/01-robota/section.toml";
const PERSON: &str = "calendars/people/petrenko-o-v.ics";

/// An event's lines by property, parameters among the name.
type Event = BTreeMap<String, String>;

pub(crate) fn at(day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2030, 1, day)
        .expect("there is such a day")
        .and_hms_opt(8, 0, 0)
        .expect("there is such an hour")
}

pub(crate) fn text(site: &Site, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.clone()).expect("calendars are UTF-8")
}

/// The events of a calendar by the name before «@».
fn events(site: &Site, path: &str) -> BTreeMap<String, Event> {
    let unfolded = text(site, path).replace("\r\n ", "");
    let mut events = BTreeMap::new();
    for block in unfolded.split("BEGIN:VEVENT\r\n").skip(1) {
        let block = block.split("END:VEVENT").next().expect("calendars are whole");
        let lines = block
            .split_terminator("\r\n")
            .map(|line| line.split_once(':').expect("calendars are whole"));
        let event = lines.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let event = event.collect::<Event>();
        let name = event["UID"].split('@').next().expect("calendars are whole").to_owned();
        assert!(events.insert(name.clone(), event).is_none(), "{name} stands twice in {path}");
    }
    events
}

/// The smallest portal with another term, and perhaps further keys of the entry.
pub(crate) fn with_term(term: &str, further: &str) -> Portal {
    let written = format!("term = \"{term}\"\n{further}");
    Portal::smallest().edit(SECTION, "term = \"березень\"\n", &written)
}

/// The portal with an address in the web.
fn with_address(portal: Portal) -> Portal {
    let settings = portal.text("portal.toml");
    portal.with("portal.toml", format!("base_url = \"https://plan.example.org/\"\n{settings}"))
}

/// «suffix start..end status» of every event of the one entry.
fn told(portal: &Portal) -> Vec<String> {
    let (site, _) = portal.build_at(at(7));
    if !site.contains_key(PERSON) {
        return Vec::new();
    }
    let told = events(&site, PERSON).into_iter().map(|(name, event)| {
        let suffix = name.strip_prefix("2030-1-1").expect("calendars are whole");
        let of = |names: [&str; 2]| names.iter().find_map(|name| event.get(*name));
        let start = of(["DTSTART;VALUE=DATE", "DTSTART"]).or(event.get("DTSTART;TZID=Europe/Kyiv"));
        let end = of(["DTEND;VALUE=DATE", "DTEND"]).or(event.get("DTEND;TZID=Europe/Kyiv"));
        let rule = event.get("RRULE").map(|rule| format!(" {rule}")).unwrap_or_default();
        let end = end.map(|end| format!("..{end}")).unwrap_or_default();
        format!("{suffix} {}{end} {}{rule}", start.expect("calendars are whole"), event["STATUS"])
            .trim()
            .to_owned()
    });
    told.collect()
}

#[test]
fn every_kind_of_term_is_drawn_as_the_guide_says() {
    let cases: &[(&str, &[&str])] = &[
        ("14 березня", &["20300314..20300315 CONFIRMED"]),
        ("14 березня о 14:00", &["20300314T120000Z CONFIRMED"]),
        ("14 липня з 10:00 до 12:00", &["20300714T070000Z..20300714T090000Z CONFIRMED"]),
        ("до 25 грудня", &["20301225..20301226 CONFIRMED"]),
        ("12–14 березня", &["20300312..20300315 CONFIRMED"]),
        // 1 June 2030 is a Saturday: what begins then begins on Monday; the end stays the last day.
        (
            "червень–серпень",
            &["-e 20300831..20300901 TENTATIVE", "-s 20300603..20300604 TENTATIVE"],
        ),
        ("червень", &["20300603..20300604 TENTATIVE"]),
        (
            "березень, жовтень",
            &["-m03 20300301..20300302 TENTATIVE", "-m10 20301001..20301002 TENTATIVE"],
        ),
        (
            "щоквартально",
            &[
                "-q1 20300329..20300330 TENTATIVE",
                "-q2 20300628..20300629 TENTATIVE",
                "-q3 20300930..20301001 TENTATIVE",
                "-q4 20301231..20310101 TENTATIVE",
            ],
        ),
        (
            "раз на півріччя",
            &["-h1 20300628..20300629 TENTATIVE", "-h2 20301231..20310101 TENTATIVE"],
        ),
        (
            "раз на семестр",
            &["-t1 20300628..20300629 TENTATIVE", "-t2 20301231..20310101 TENTATIVE"],
        ),
        (
            "щопонеділка",
            &["20300107..20300108 CONFIRMED FREQ=WEEKLY;UNTIL=20301230;BYDAY=MO;WKST=MO"],
        ),
        (
            "щосереди о 10:00",
            &["20300102T100000 CONFIRMED FREQ=WEEKLY;UNTIL=20301225T080000Z;BYDAY=WE;WKST=MO"],
        ),
        ("упродовж року", &[]),
        ("постійно", &[]),
        ("за окремим графіком", &[]),
        ("за потреби", &[]),
        ("щодня", &[]),
        ("постійно грудень", &["20301202..20301203 TENTATIVE"]),
    ];
    for (term, expected) in cases {
        assert_eq!(told(&with_term(term, "")), *expected, "{term}");
    }
    let monthly = told(&with_term("щомісяця до 31 числа", ""));
    assert_eq!(monthly.len(), 12);
    assert_eq!(monthly[1], "-m02 20300228..20300301 CONFIRMED");
}

#[test]
fn policies_and_holidays_are_content() {
    let policy = |lines: &str| {
        let portal = with_term("січень", "");
        let text = portal.text("portal.toml");
        portal.with("portal.toml", format!("{text}\n[calendar]\n{lines}"))
    };
    let holidays = "holidays = [\"2030-01-01\", \"02.01.2030\"]\n";
    assert_eq!(told(&policy(holidays)), ["20300103..20300104 TENTATIVE"]);
    assert_eq!(told(&policy("months = \"span\"\n")), ["20300101..20300201 TENTATIVE"]);
    assert_eq!(told(&policy("months = \"last-working-day\"\n")), ["20300131..20300201 TENTATIVE"]);
    let wrong = policy("months = \"lastday\"\nholidays = [\"31.02.2030\"]\ndomain = \"a b\"\n");
    assert_eq!(wrong.check().codes(), ["unknown-value", "impossible-date", "unknown-value"]);
    let ranges = with_term("червень–серпень", "");
    let text = ranges.text("portal.toml");
    let span = ranges.with("portal.toml", format!("{text}\n[calendar]\nlong_ranges = \"span\"\n"));
    assert_eq!(told(&span), ["20300601..20300901 TENTATIVE"]);
}

#[test]
fn a_month_that_gets_its_day_keeps_its_name_and_loses_the_mark() {
    let (site, portal) = with_term("березень", "").build_at(at(7));
    let before = &events(&site, PERSON)["2030-1-1"];
    assert_eq!(before["SUMMARY"], "[березень] Робота з молодими викладачами");
    assert_eq!((before["SEQUENCE"].as_str(), before["STATUS"].as_str()), ("0", "TENTATIVE"));
    let dated = portal.edit(
        SECTION,
        "term = ",
        "start = \"14.03.2030 14:00\"\nplace = \"Актова зала, 2\"\nterm = ",
    );
    let (site, portal) = dated.build_at(at(9));
    let after = &events(&site, PERSON)["2030-1-1"];
    assert_eq!(after["SUMMARY"], "Робота з молодими викладачами");
    assert_eq!(after["DTSTART"], "20300314T120000Z");
    assert_eq!(after["LOCATION"], "Актова зала\\, 2");
    assert_eq!((after["SEQUENCE"].as_str(), after["STATUS"].as_str()), ("1", "CONFIRMED"));
    assert_eq!(after["DTSTAMP"], "20300109T080000Z");
    assert_eq!(after["DTSTAMP"], after["LAST-MODIFIED"]);
    assert!(
        after["DESCRIPTION"].contains("Термін за планом: березень"),
        "{}",
        after["DESCRIPTION"]
    );
    let moved = portal.edit(SECTION, "14.03.2030 14:00", "21.03.2030 14:00").edit(
        SECTION,
        "term = ",
        "status = \"moved\"\nterm = ",
    );
    let (site, portal) = moved.build_at(at(10));
    let moved = &events(&site, PERSON)["2030-1-1"];
    assert_eq!((moved["SEQUENCE"].as_str(), moved["STATUS"].as_str()), ("2", "CONFIRMED"));
    assert_eq!(moved["DTSTART"], "20300321T120000Z");
    let (site, _) = portal.edit(SECTION, "\"moved\"", "\"cancelled\"").build_at(at(11));
    let cancelled = &events(&site, PERSON)["2030-1-1"];
    assert_eq!((cancelled["SEQUENCE"].as_str(), cancelled["STATUS"].as_str()), ("3", "CANCELLED"));
    assert_eq!(cancelled["SUMMARY"], "СКАСОВАНО: Робота з молодими викладачами");
}

#[test]
fn an_exact_day_makes_only_its_own_month_precise() {
    let portal = with_term("травень, жовтень", "date = \"2030-10-15\"\n");
    assert_eq!(
        told(&portal),
        ["-m05 20300501..20300502 TENTATIVE", "-m10 20301015..20301016 CONFIRMED"]
    );
    // A day outside of both belongs to the nearer one.
    let portal = with_term("травень, жовтень", "date = \"2030-06-03\"\nstatus = \"moved\"\n");
    assert_eq!(
        told(&portal),
        ["-m05 20300603..20300604 CONFIRMED", "-m10 20301001..20301002 TENTATIVE"]
    );
    let portal = with_term("постійно", "start = \"2030-06-03\"\nend = \"2030-06-05\"\n");
    assert_eq!(told(&portal), ["20300603..20300606 CONFIRMED"]);
}

#[test]
fn only_what_was_moved_says_so_with_when_it_was_to_be_and_why() {
    let facts = "date = \"2030-10-15\"\nstatus = \"moved\"\nwas = \"2030-10-08\"\nreason = \"Зала  зайнята\"\n";
    let (site, portal) = with_term("травень, жовтень", facts).build_at(at(7));
    let found = events(&site, PERSON);
    let (may, october) = (&found["2030-1-1-m05"], &found["2030-1-1-m10"]);
    let moved =
        "Захід перенесено на цей день\\; мав бути: 8 жовтня 2030 року.\\nПричина: Зала зайнята\\n";
    assert!(october["DESCRIPTION"].contains(moved), "{}", october["DESCRIPTION"]);
    assert!(!may["DESCRIPTION"].contains("перенесено"), "{}", may["DESCRIPTION"]);
    assert!(!may["DESCRIPTION"].contains("зайнята"), "{}", may["DESCRIPTION"]);
    assert!(may["DESCRIPTION"].contains("Точного дня ще не визначено"), "{}", may["DESCRIPTION"]);
    let off = portal.edit(SECTION, "\"moved\"", "\"cancelled\"");
    let (site, _) = off.build_at(at(8));
    for event in events(&site, PERSON).values() {
        let said = &event["DESCRIPTION"];
        assert!(said.contains("Захід скасовано.\\nПричина: Зала зайнята\\n"), "{said}");
    }
}

#[test]
fn an_item_of_a_cancelled_entry_is_off_for_the_entrys_reason() {
    let portal = with_term(
        "березень",
        "status = \"cancelled\"\nreason = \"Зала зайнята\"\n[[entry.item]]\nid = \"i\"\ntext = \"Нарада\"\n\
         term = \"травень\"\nstatus = \"planned\"\n",
    );
    let site = portal.build();
    for event in events(&site, PERSON).values() {
        let said = &event["DESCRIPTION"];
        assert!(said.contains("Захід скасовано.\\nПричина: Зала зайнята\\n"), "{said}");
        assert_eq!(event["STATUS"], "CANCELLED");
    }
    let page = portal.page("entries/1-1.html");
    assert!(!page.contains("заплановано"), "{page}");
}

#[test]
fn a_title_says_what_to_do() {
    let head = "id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n";
    let entry = |id: &str, number: &str, text: &str, rest: &str| {
        format!("[[entry]]\nid = \"{id}\"\nnumber = \"{number}\"\ntext = \"{text}\"\n{rest}")
    };
    let cells = "responsible = \"Петренко О.В. методисти\"\nterm = \"березень\"\n";
    let item =
        |id: &str, text: &str| format!("[[entry.item]]\nid = \"{id}\"\ntext = \"{text}\"\n{cells}");
    let quoted = "«Інтегрований погляд на предмети як на засіб навчання: частина";
    let section = [
        head.to_owned(),
        entry("h", "1.1", "Супровід роботи:", ""),
        entry("a", "1.1.1", "викладачів предметів з питань підготовки", cells),
        entry("b", "1.1.2", "Нарада керівників", cells),
        entry("c", "1.1.3", "", ""),
        item("c-i1", "підвищення рівня грамотності;"),
        entry("d", "1.2", "реалізація проєктів:", ""),
        item("d-i1", &format!("{quoted} перша»;")),
        item("d-i2", "«Енергія: що далі»"),
    ];
    let (site, _) = Portal::smallest().with(SECTION, section.concat()).build_at(at(7));
    let found = events(&site, PERSON);
    let title = |id: &str| found[id]["SUMMARY"].as_str();
    assert_eq!(title("a"), "[березень] Супровід роботи: викладачів предметів з питань підготовки");
    assert_eq!(title("b"), "[березень] Нарада керівників");
    assert_eq!(title("c-i1"), "[березень] Супровід роботи: підвищення рівня грамотності");
    assert_eq!(
        title("d-i1"),
        "[березень] реалізація проєктів: Інтегрований погляд на предмети як на засіб…"
    );
    assert_eq!(title("d-i2"), "[березень] реалізація проєктів: «Енергія: що далі»");
    let said = found["a"]["DESCRIPTION"].as_str();
    assert!(said.starts_with("Супровід роботи:\\nвикладачів предметів з питань"), "{said}");
    assert!(said.contains("Відповідальні: Петренко О.В.\\, методисти\\n"), "{said}");
    let all = events(&site, "calendars/all.ics");
    let said = &all["digest-office-2030-m2030-03"]["DESCRIPTION"];
    let line = "• 1.1.1 Супровід роботи: викладачів предметів з питань підготовки (Петренко О.В.\\, методисти)";
    assert!(said.contains(line), "{said}");
}

#[test]
fn the_last_day_to_be_done_by_says_that_it_is_one() {
    let titles = |term: &str| {
        let (site, _) = with_term(term, "").build_at(at(7));
        let titles = events(&site, PERSON).into_values().map(|event| event["SUMMARY"].clone());
        titles.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    for term in ["до 25 грудня", "щомісяця до 10 числа"] {
        assert_eq!(titles(term), ["останній день: Робота з молодими викладачами"], "{term}");
    }
    for term in ["25 грудня", "щомісяця 10 числа"] {
        assert_eq!(titles(term), ["Робота з молодими викладачами"], "{term}");
    }
}

#[test]
fn a_marker_says_of_which_stretch_it_is() {
    let stretches = |term: &str| {
        let (site, _) = with_term(term, "").build_at(at(7));
        let titles = events(&site, PERSON).into_values().map(|event| event["SUMMARY"].clone());
        let stretch = |title: String| {
            let (stretch, work) = title.split_once("] ").expect("a marker");
            assert_eq!(work, "Робота з молодими викладачами");
            stretch.trim_start_matches('[').to_owned()
        };
        titles.map(stretch).collect::<Vec<_>>()
    };
    assert_eq!(stretches("щоквартально"), ["I квартал", "II квартал", "III квартал", "IV квартал"]);
    assert_eq!(stretches("двічі на рік"), ["I півріччя", "II півріччя"]);
    assert_eq!(stretches("щосеместру"), ["II семестр", "I семестр"]);
    assert_eq!(stretches("щомісяця, лютий–березень"), ["лютий", "березень"]);
    assert_eq!(stretches("березень"), ["березень"]);
}

#[test]
fn a_range_that_becomes_a_day_cancels_its_two_ends() {
    let (_, portal) = with_term("червень–серпень", "").build_at(at(7));
    let dated = portal.edit(SECTION, "term = ", "date = \"2030-07-10\"\nterm = ");
    let (site, portal) = dated.build_at(at(9));
    let found = events(&site, PERSON);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["2030-1-1", "2030-1-1-e", "2030-1-1-s"]);
    assert_eq!(found["2030-1-1"]["STATUS"], "CONFIRMED");
    for end in ["2030-1-1-e", "2030-1-1-s"] {
        assert_eq!(found[end]["STATUS"], "CANCELLED");
        assert_eq!(found[end]["SEQUENCE"], "1");
        assert!(found[end]["SUMMARY"].starts_with("СКАСОВАНО: "), "{}", found[end]["SUMMARY"]);
    }
    // Built again, nothing changes any more: neither the calendars nor the lock.
    let (again, same) = portal.build_at(at(20));
    assert_eq!(site, again);
    assert_eq!(portal.text("plans/2030/calendar.lock"), same.text("plans/2030/calendar.lock"));
    // The day is taken back: the range returns under its old names.
    let (site, _) = same.edit(SECTION, "date = \"2030-07-10\"\n", "").build_at(at(21));
    let found = events(&site, PERSON);
    assert_eq!(found["2030-1-1"]["STATUS"], "CANCELLED");
    assert_eq!(
        (found["2030-1-1-s"]["STATUS"].as_str(), found["2030-1-1-s"]["SEQUENCE"].as_str()),
        ("TENTATIVE", "2")
    );
}

#[test]
fn what_stands_with_another_term_is_not_told_to_be_off() {
    let lock = "plans/2030/calendar.lock";
    let (_, portal) = with_address(with_term("березень", "")).build_at(at(7));
    let dated = portal.edit(SECTION, "березень", "квітень–червень");
    let (site, portal) = dated.build_at(at(8));
    let gone = &events(&site, PERSON)["2030-1-1"];
    let title = "СКАСОВАНО: попередній термін: [березень] Робота з молодими викладачами";
    assert_eq!((gone["SUMMARY"].as_str(), gone["STATUS"].as_str()), (title, "CANCELLED"));
    assert_eq!(gone["URL"], "https://plan.example.org/entries/1-1.html");
    assert!(
        gone["DESCRIPTION"].ends_with(
            "Пункт 1.1\\, розділ I плану на 2030 рік\\nhttps://plan.example.org/entries/1-1.html"
        ),
        "{}",
        gone["DESCRIPTION"]
    );
    let digest = &events(&site, "calendars/all.ics")["digest-office-2030-m2030-03"];
    let title = "СКАСОВАНО: попередній перелік: План на березень: 1\u{a0}захід";
    assert_eq!(digest["SUMMARY"], title);
    assert_eq!(digest["URL"], "https://plan.example.org/months/2030-03.html");
    let (again, same) = portal.build_at(at(20));
    assert_eq!((site, portal.text(lock)), (again, same.text(lock)));
    // A lock of a program that kept no hash of what it withdrew: told anew once.
    let old = portal.text(lock);
    let hash = old.split_once("withdrawn-").unwrap().1.split_once('\t').unwrap().0.to_owned();
    let (site, newer) =
        portal.clone().edit(lock, &format!("withdrawn-{hash}"), "withdrawn").build_at(at(21));
    let told = &events(&site, PERSON)["2030-1-1"];
    assert_eq!((told["SEQUENCE"].as_str(), told["DTSTAMP"].as_str()), ("2", "20300121T080000Z"));
    let (again, _) = newer.build_at(at(22));
    assert_eq!(site, again);
    // Then the work is off: so say the markers of both its terms.
    let off = portal.edit(SECTION, "term = ", "status = \"cancelled\"\nterm = ");
    let (site, _) = off.build_at(at(23));
    for (id, sequence, title) in
        [("2030-1-1", "2", "[березень] "), ("2030-1-1-s", "1", "початок: ")]
    {
        let event = &events(&site, PERSON)[id];
        let title = format!("СКАСОВАНО: {title}Робота з молодими викладачами");
        assert_eq!((event["SUMMARY"].as_str(), event["SEQUENCE"].as_str()), (&*title, sequence));
    }
}

#[test]
fn a_digest_does_not_lose_what_was_cancelled() {
    let entry =
        "\n[[entry]]\nid = \"2030-1-2\"\nnumber = \"1.2\"\ntext = \"Інше\"\nterm = \"березень\"\n";
    let portal = with_term("березень", "status = \"cancelled\"\n");
    let text = portal.text(SECTION);
    let (site, _) = portal.with(SECTION, format!("{text}{entry}")).build_at(at(7));
    let digest = &events(&site, "calendars/all.ics")["digest-office-2030-m2030-03"];
    assert_eq!(digest["SUMMARY"], "План на березень: 1\u{a0}захід");
    let lines = "• 1.2 Інше\\n• СКАСОВАНО: 1.1 Робота з молодими викладачами (Петренко О.В.)";
    assert!(digest["DESCRIPTION"].contains(lines), "{}", digest["DESCRIPTION"]);
}

#[test]
fn no_digest_is_longer_than_calendars_take() {
    let entry = |number: usize| {
        let text = "слово ".repeat(17);
        format!(
            "[[entry]]\nid = \"e{number}\"\nnumber = \"1.{number}\"\ntext = \"{text}{number}\"\nterm = \"березень\"\n"
        )
    };
    let head = "id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n";
    let entries = (1..=90).map(entry).collect::<String>();
    let site = Portal::smallest().with(SECTION, format!("{head}{entries}")).build();
    let digest = &events(&site, "calendars/all.ics")["digest-office-2030-m2030-03"];
    assert_eq!(digest["SUMMARY"], "План на березень: 90\u{a0}заходів");
    let said = &digest["DESCRIPTION"];
    assert!(said.chars().count() < 8_000, "{}", said.chars().count());
    let listed = said.matches("• ").count();
    assert!(listed > 50 && said.contains(&format!("… і ще {}", 90 - listed)), "{said}");
}

#[test]
fn a_deleted_entry_stays_cancelled_and_a_published_calendar_keeps_existing() {
    let (_, portal) = with_term("березень", "").build_at(at(7));
    let entry = portal.text(SECTION);
    let (head, _) = entry.split_once("[[entry]]").unwrap();
    let other =
        "[[entry]]\nid = \"2030-1-9\"\nnumber = \"1.9\"\ntext = \"Інше\"\nterm = \"травень\"\n";
    let (site, portal) = portal.with(SECTION, format!("{head}{other}")).build_at(at(9));
    for path in [
        PERSON,
        "calendars/people/petrenko-o-v-own.ics",
        "calendars/forms/webinar.ics",
        "calendars/sections/1.ics",
    ] {
        let gone = &events(&site, path)["2030-1-1"];
        assert_eq!(
            (gone["STATUS"].as_str(), gone["SEQUENCE"].as_str()),
            ("CANCELLED", "1"),
            "{path}"
        );
        assert_eq!(gone["DTSTART;VALUE=DATE"], "20300301");
        assert_eq!(gone["SUMMARY"], "СКАСОВАНО: [березень] Робота з молодими викладачами");
    }
    let (again, _) = portal.build_at(at(25));
    assert_eq!(site, again);
    // Next year's plan is current: what was cancelled long ago goes, the calendar stays.
    let next = portal
        .edit("portal.toml", "current = \"2030\"", "current = \"2031\"")
        .edit("plans/2030/plan.toml", "year = 2030", "year = 2030\naddress = \"2030\"")
        .with("plans/2031/plan.toml", "year = 2031\n")
        .with("plans/2031/01-robota/section.toml", "id = \"2031-1\"\nnumber = \"I\"\ntitle = \"Р\"\n[[entry]]\nid = \"2031-1-1\"\nnumber = \"1.1\"\ntext = \"Нове\"\nterm = \"травень\"\n");
    let (site, _) = next.build_at(at(30));
    assert!(events(&site, PERSON).is_empty());
    // A calendar without anything in it is none, so it keeps its zone.
    assert!(text(&site, PERSON).contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Kyiv\r\n"));
    assert!(site.contains_key("calendars/forms/webinar.ics"));
}

#[test]
fn names_survive_renumbering_and_reordering() {
    let two = |first: &str, second: &str| {
        let entry = |id: &str, number: &str, text: &str| {
            format!(
                "[[entry]]\nid = \"{id}\"\nnumber = \"{number}\"\ntext = \"{text}\"\nresponsible = \"Петренко О.В.\"\nterm = \"березень\"\n"
            )
        };
        let head = "id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n";
        let (a, b) = (entry("2030-a", first, "Перше"), entry("2030-b", second, "Друге"));
        if first < second { format!("{head}{a}{b}") } else { format!("{head}{b}{a}") }
    };
    let (site, portal) = Portal::smallest().with(SECTION, two("1.1", "1.2")).build_at(at(7));
    let before = events(&site, PERSON);
    let (site, _) = portal.with(SECTION, two("1.2", "1.1")).build_at(at(9));
    let after = events(&site, PERSON);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, event) in &after {
        assert_eq!(event["SUMMARY"], before[name]["SUMMARY"]);
        assert_eq!(event["STATUS"], "TENTATIVE");
    }
}

#[test]
fn two_events_of_one_name_are_an_error() {
    let text = with_term("червень–серпень", "").text(SECTION);
    let twin =
        "\n[[entry]]\nid = \"2030-1-1-s\"\nnumber = \"1.2\"\ntext = \"Інше\"\nterm = \"травень\"\n";
    let portal = Portal::smallest().with(SECTION, format!("{text}{twin}"));
    assert!(portal.check().codes().contains(&"duplicate-event"));
}

#[test]
fn a_broken_lock_is_told_and_a_stale_one_stops_a_locked_build() {
    let broken = with_term("березень", "").with("plans/2030/calendar.lock", "<<<<<<< mine\n");
    assert_eq!(broken.check().codes(), ["broken-lock"]);
    let project = with_term("березень", "").on_disk();
    let lock = project.path("content/plans/2030/calendar.lock");
    let ran = project.run(&["build", "--locked"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("stale-lock"), "{}", ran.err);
    assert!(!lock.exists());
    assert!(project.files("public").is_empty());
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(lock.exists());
    let site = project.files("public");
    assert_eq!(project.run(&["build", "--locked"]).code, 0);
    assert_eq!(project.files("public"), site);
    project.edit("content/plans/2030/01-robota/section.toml", "березень", "квітень");
    assert_eq!(project.run(&["build", "--locked"]).code, 1);
    assert_eq!(project.files("public"), site);
}

#[test]
fn a_lost_lock_is_told_while_the_calendars_stand() {
    let project = with_term("березень", "").on_disk();
    let lock = project.path("content/plans/2030/calendar.lock");
    for _ in 0..2 {
        let ran = project.run(&["build"]);
        assert!(ran.code == 0 && !ran.err.contains("lost-lock"), "{}", ran.err);
    }
    std::fs::remove_file(&lock).expect("it is there");
    let ran = project.run(&["build", "--strict"]);
    assert!(ran.code == 1 && ran.err.contains("попередження[lost-lock]"), "{}", ran.err);
    assert!(ran.err.contains("немає plans/2030/calendar.lock"), "{}", ran.err);
    assert!(!lock.exists());
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(!project.run(&["build"]).err.contains("lost-lock"));
}

#[test]
fn a_section_without_a_number_is_called_by_its_title() {
    let portal = with_term("березень", "").edit(SECTION, "number = \"I\"", "number = \"\"");
    let site = portal.build();
    let calendar = "calendars/sections/1.ics";
    let head = text_of(&site, calendar);
    assert!(head.contains("\r\nNAME:Методична робота\r\n"), "{head}");
    assert!(
        head.contains("\r\nX-WR-CALDESC:Розділ плану на 2030 рік: Методична робота\r\n"),
        "{head}"
    );
    let categories = events(&site, calendar)["2030-1-1"]["CATEGORIES"].clone();
    assert_eq!(categories, "Методична робота,вебінари");
}

#[test]
fn subscribing_needs_an_address() {
    let page = with_term("березень", "").page("people/petrenko-o-v.html");
    assert!(page.contains("../calendars/people/petrenko-o-v.ics"), "{page}");
    assert!(!page.contains("webcal:") && !page.contains("qr-code"), "{page}");
    let portal = with_term("березень", "");
    let text = portal.text("portal.toml");
    let address = format!("base_url = \"https://plan.example.org/p/\"\n{text}");
    let portal = portal.with("portal.toml", address);
    let page = portal.page("people/petrenko-o-v.html");
    for part in [
        "webcal://plan.example.org/p/calendars/people/petrenko-o-v.ics",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fplan.example.org%2Fp%2Fcalendars%2F",
        "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fplan.example.org%2Fp%2F",
        "https://outlook.office.com/calendar/0/addfromweb?url=",
        "qr-code",
        "https://plan.example.org/p/calendars/people/petrenko-o-v.ics",
    ] {
        assert!(page.replace("&#x2F;", "/").replace("&#47;", "/").contains(part), "{part}");
    }
    let site = portal.build();
    let calendar = text_of(&site, PERSON);
    assert!(
        calendar.contains(
            "SOURCE;VALUE=URI:https://plan.example.org/p/calendars/people/petrenko-o-v.ics\r\n"
        ),
        "{calendar}"
    );
    assert!(calendar.contains("URL:https://plan.example.org/p/entries/1-1.html\r\n"), "{calendar}");
    assert!(!site.contains_key("calendars/people/koval-i-s.ics"));
}

fn text_of(site: &Site, path: &str) -> String {
    text(site, path).replace("\r\n ", "")
}

#[test]
fn the_real_plan_is_found_in_its_calendars() {
    let site = Portal::real().build();
    let own = events(&site, "calendars/people/nedashkivska-l-p-own.ics");
    let november = own.values().filter(|event| event["SUMMARY"].starts_with("[листопад]"));
    assert_eq!(november.count(), 5);
    let webinars = events(&site, "calendars/forms/webinar.ics");
    let march = webinars.iter().filter(|(_, event)| event["SUMMARY"].starts_with("[березень]"));
    let march = march.map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(march.len(), 11);
    let all = events(&site, "calendars/all.ics");
    assert!(march.iter().all(|name| !all.contains_key(*name)), "months stand in digests");
    let digests = all.keys().filter(|name| name.starts_with("digest-"));
    assert_eq!(digests.count(), 12);
}

#[test]
fn an_event_has_the_same_bytes_in_every_calendar_of_the_real_plan() {
    let site = Portal::real().build();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (path, _) in site.iter().filter(|(path, _)| path.ends_with(".ics")) {
        assert!(path.is_ascii() && path.len() <= 90, "{path}");
        let text = text(&site, path);
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{path}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{path}");
        let name = text.split("X-WR-CALNAME:").nth(1).unwrap().split("\r\nX-").next().unwrap();
        if !path.contains("/events/") {
            assert!(names.insert(name.to_owned()), "two calendars are called {name}");
        }
        for block in text.split("BEGIN:VEVENT\r\n").skip(1) {
            let block = block.split("END:VEVENT").next().unwrap().to_owned();
            let uid = block.split("\r\nDTSTAMP").next().unwrap().to_owned();
            if let Some(first) = seen.insert(uid.clone(), block.clone()) {
                assert_eq!(first, block, "{uid}");
            }
        }
    }
    assert!(seen.len() > 200, "{}", seen.len());
}

#[test]
fn phrases_are_explained_line_by_line() {
    let portal = Portal::default();
    let ran = portal.run(&[
        "explain-term",
        "--year",
        "2026",
        "--format",
        "tsv",
        "лютий–березень",
        "до лютого",
    ]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.out,
        "лютий–березень\trange\t2026-02-01..2026-03-31\nдо лютого\tdeadline\t2026-01-31\n"
    );
    let ran = portal.run(&["explain-term", "--year", "2026", "лютий–березень"]);
    assert!(ran.out.contains("з 1 лютого до 31 березня 2026 року"), "{}", ran.out);
    assert_eq!(portal.run(&["check", "--format", "tsv"]).code, 2);
    let of_school =
        ["explain-term", "--year", "2026", "--school-year", "--format", "tsv", "січень"];
    assert_eq!(portal.run(&of_school).out, "січень\tmonths\t2027-01-01..2027-01-31\n");
    assert_eq!(portal.run(&["check", "--school-year"]).code, 2);
}

#[test]
fn calendars_too_large_for_the_web_are_told_by_each_build() {
    let words = "Консультації для викладачів ".repeat(2_000);
    let portal = with_term("щомісяця", "").edit(SECTION, "Робота з молодими викладачами", &words);
    let project = portal.on_disk();
    for _ in 0..2 {
        let ran = project.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.err.contains("понад мегабайт, тож Google Календар їх не візьме: "),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("calendars/people/petrenko-o-v.ics"), "{}", ran.err);
    }
    let ran = with_term("щомісяця", "").run(&["build"]);
    assert!(!ran.err.contains("мегабайт"), "{}", ran.err);
}

#[test]
fn pages_announce_the_calendars_that_concern_them() {
    let site = Portal::real().build();
    let announces = |path: &str, media_type: &str, href: &str| {
        let page = String::from_utf8_lossy(&site[path]).into_owned();
        page.contains(&format!("<link rel=\"alternate\" type=\"{media_type}\" href=\"{href}\""))
    };
    for path in ["index.html", "plan.html", "year.html", "calendars.html"] {
        assert!(announces(path, "text/calendar", "calendars/all.ics"), "{path}");
    }
    for path in ["index.html", "plan.html", "year.html", "changes.html"] {
        assert!(announces(path, "application/atom+xml", "changes.xml"), "{path}");
    }
    assert!(announces("entries/1-13.html", "text/calendar", "../calendars/events/2026-1-13.ics"));
    assert!(announces("months/2026-03.html", "text/calendar", "../calendars/months/2026-03.ics"));
}

#[test]
fn a_marker_of_what_is_done_does_not_wait_for_its_day() {
    let said =
        |further: &str| text(&with_term("березень", further).build(), PERSON).replace("\r\n ", "");
    let waiting = "Точного дня ще не визначено";
    assert!(said("").contains(waiting));
    let done = said("status = \"done\"\nchanged = \"20.03.2030\"\n");
    assert!(!done.contains(waiting) && done.contains("\\nВиконано.\\n"), "{done}");
}

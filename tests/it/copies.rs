//! One slip of a whole folder, table or row is one fault: what was copied, removed, moved or renamed, and all that only
//! follows from it.

use crate::portal::{Checked, Portal};

const PLAN: &str = "plans/2030/plan.toml";
const SECTION: &str = "plans/2030/01-robota/section.toml";
const REAL: &str = "content/plans/2026/";

/// The files below one folder once more below another.
fn copied(portal: &Portal, from: &str, to: &str) -> Portal {
    let paths = portal.paths().filter(|path| path.contains(from)).map(str::to_owned);
    let paths = paths.filter(|path| !path.ends_with("calendar.lock")).collect::<Vec<_>>();
    paths
        .iter()
        .fold(portal.clone(), |copy, path| copy.with(&path.replace(from, to), portal.text(path)))
}

/// The files below one folder moved below another, or away.
fn moved(portal: &Portal, from: &str, to: Option<&str>) -> Portal {
    portal.moved(|path| match path.contains(from) {
        true => to.map(|to| path.replace(from, to)),
        false => Some(path.to_owned()),
    })
}

/// The one fault: its code, its place and its words.
#[track_caller]
fn one(checked: &Checked, code: &str, words: &[&str]) {
    let report = checked.report();
    assert_eq!(checked.codes(), [code], "{report}");
    words.iter().for_each(|words| assert!(report.contains(words), "{words}: {report}"));
}

/// A section of the real plan by its number.
fn section(real: &Portal, number: &str) -> String {
    let is_meant = |path: &&str| path.starts_with(&format!("{REAL}{number}-"));
    let path = real.paths().find(is_meant).expect("the plan has it");
    path.trim_start_matches(REAL).split('/').next().unwrap_or_default().to_owned()
}

#[test]
fn a_copied_folder_is_told_once() {
    let guide = Portal::of_guide();
    let plan = copied(&guide, "plans/2030/", "plans/2031/");
    let words = ["plans/2031/plan.toml:1:1", "план «2031» повторює id плану «2030»"];
    one(&plan.check(), "duplicate-id", &words);
    for year in ["year = 2031\naddress = \"\"", "year = 2031\naddress = \"2031\""] {
        let old = "year = 2030\naddress = \"\"";
        one(&plan.clone().edit("plans/2031/plan.toml", old, year).check(), "duplicate-id", &words);
    }
    let words = ["02-kopiia/section.toml:1:6", "пунктів та підпунктів — 8", "вилучіть копію"];
    let section_copy = copied(&guide, "01-robota/", "02-kopiia/");
    one(&section_copy.check(), "duplicate-id", &words);
    // With an id of its own the section still has those of the other's rows.
    let renamed = section_copy.edit(
        "plans/2030/02-kopiia/section.toml",
        "id = \"2030-1\"\n",
        "id = \"2030-2\"\n",
    );
    one(&renamed.check(), "duplicate-id", &["так само ще 7"]);
    let real = Portal::real();
    let first = section(&real, "01");
    for copy in ["15-kopiia".to_owned(), format!("{first} - копія")] {
        let copy = copied(&real, &format!("{first}/"), &format!("{copy}/"));
        one(&copy.check(), "duplicate-id", &["вилучіть копію"]);
    }
}

#[test]
fn a_copied_entry_is_told_once_with_its_items() {
    let text = Portal::of_guide().text(SECTION);
    let entry =
        text.split("[[entry]]").find(|entry| entry.contains("\"1.2\"")).expect("it is there");
    for (id, told) in [("2030-1-2", "ще 3"), ("2030-1-9", "ще 2")] {
        let copy = entry.replacen("id = \"2030-1-2\"", &format!("id = \"{id}\""), 1);
        let copy = copy.replace("Консультації:", "Поради:").replace("\"1.2\"", "\"1.9\"");
        let checked = Portal::of_guide().with(SECTION, format!("{text}\n[[entry]]{copy}")).check();
        assert_eq!(checked.codes().iter().filter(|code| **code == "duplicate-id").count(), 1);
        assert!(checked.report().contains(told), "{}", checked.report());
    }
}

#[test]
fn two_plans_with_one_address_are_told_once() {
    let section = "id = \"2031-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n[[entry]]\nid = \"2031-1-1\"\n\
                   number = \"1.1\"\ntext = \"Нарада\"\nresponsible = \"методисти\"\nterm = \"травень\"\n";
    let second = Portal::of_guide().with("plans/2031/01-a/section.toml", section);
    for (first, address) in [("", ""), ("", "address = \"\"\n"), ("Plan", "address = \"plan\"\n")] {
        let portal = second.clone().with("plans/2031/plan.toml", format!("year = 2031\n{address}"));
        let first = format!("address = \"{first}\"");
        let checked = portal.edit(PLAN, "address = \"\"", &first).check();
        let words = ["plans/2031/plan.toml", "plans/2030/plan.toml:2:11", "address = \"2031\""];
        one(&checked, "duplicate-output", &words);
    }
    let apart = second.with("plans/2031/plan.toml", "year = 2031\naddress = \"2031\"\n");
    assert_eq!(apart.check().report(), "");
}

#[test]
fn a_year_that_is_not_the_folders_is_told_once() {
    let wrong = Portal::of_guide().edit(PLAN, "year = 2030", "year = 2031");
    one(&wrong.check(), "other-year", &["plan.toml:1:8", "тека називається «2030»"]);
    let years = Portal::of_guide();
    let years = moved(&years, "plans/2030/", Some("plans/2029-2030/"));
    let years = years.edit("portal.toml", "current = \"2030\"", "current = \"2029-2030\"");
    assert_eq!(years.check().report(), "");
}

#[test]
fn sections_are_held_against_the_document_by_their_headings() {
    let real = Portal::real();
    let code = "differs-from-approved";
    let fourth = section(&real, "04");
    let without = moved(&real, &format!("{fourth}/"), None);
    one(&without.check(), code, &["бракує розділу «IV.", "plan.toml:1:1"]);
    let last = moved(&real, &format!("{fourth}/"), Some("20-ostannii/"));
    one(&last.check(), code, &["розділ «IV.", "20-ostannii/section.toml", "не на своєму місці"]);
    let new = "id = \"2026-15\"\nnumber = \"XV\"\ntitle = \"Нове\"\n[[entry]]\nid = \"2026-15-1\"\n\
               number = \"15.1\"\ntext = \"Нарада\"\nresponsible = \"методисти\"\nterm = \"травень\"\n";
    for folder in ["02-a", "15-nove"] {
        let added = real.clone().with(&format!("{REAL}{folder}/section.toml"), new);
        one(&added.check(), code, &["розділу «Нове» немає", &format!("{folder}/section.toml:1:1")]);
    }
}

/// A row whose id or name is missing or malformed is not missed besides wherever it is named.
#[test]
fn a_row_that_is_half_read_is_told_once() {
    let real = Portal::real();
    for (file, from, to, code) in [
        ("people", "id = \"tkachuk-i-m\"\n", "id = \"Tkachuk I.M.\"\n", "bad-id"),
        ("people", "id = \"tkachuk-i-m\"\n", "", "missing-key"),
        ("people", "name = \"Ткачук І.М.\"\n", "", "missing-key"),
        ("groups", "id = \"metodysty\"", "id = \"методисти\"", "bad-id"),
        ("forms", "id = \"session\"", "id = \"session!\"", "bad-id"),
        ("colleges", "id = \"poliskyi-koledzh\"", "id = \"Poliskyi-koledzh\"", "bad-id"),
    ] {
        let path = format!("content/{file}.toml");
        one(&real.clone().edit(&path, from, to).check(), code, &[&format!("{file}.toml")]);
    }
    let section = format!("{REAL}{}/section.toml", section(&real, "04"));
    // The letter «і» is Cyrillic.
    let slip = real.edit(&section, "\"2026-4-3-i01\"", "\"2026-4-3-і01\"");
    one(&slip.check(), "bad-id", &["«2026-4-3-i01»"]);
}

#[test]
fn what_is_missing_in_a_table_is_told_once_with_all_its_places() {
    let guide = Portal::of_guide();
    let people = "id = \"melnyk-o-p\"";
    let renamed = guide.clone().edit("people.toml", people, "id = \"melnyk-olena\"");
    let words = ["groups.toml:5:12", "те саме ще тут (1): content/methodical-sections.toml:4"];
    one(&renamed.check(), "unknown-person", &words);
    for (file, code) in
        [("people", "unknown-person"), ("forms", "unknown-form"), ("colleges", "unknown-college")]
    {
        let words = format!("файла {file}.toml немає або він порожній");
        let without = guide.clone().without(&format!("{file}.toml"));
        one(&without.check(), code, &[&words]);
    }
    let path = "content/people.toml";
    let real = Portal::real();
    let person = "[[person]]\nid = \"mukhtarova-v-i\"\nname = \"Мухтарова В.І.\"\n";
    let cells = ["«Мухтарова В.І.»", "те саме ще тут (5): рядок 17, "];
    one(&real.edit(path, person, "").check(), "unknown-person", &cells);
}

//! The gallery of faults: what the program says of each, to the letter.
//!
//! Every folder of `tests/cases/errors/` is named by a code and holds the files that make this fault, laid over
//! `tests/cases/smallest/` (an empty file takes one away), and `expected.txt`, the exact report.
//! `UPDATE=1 cargo test errors` writes the reports anew; read them as a methodist would who has never seen Git.
#![expect(clippy::disallowed_methods, reason = "one test makes folders on the disk")]

use std::collections::BTreeSet;

use crate::portal::{Portal, assert_expected, cases, folders, project_files};

const SECTION: &str = "content/plans/2030/01-robota/section.toml";

/// A case as a project.
fn case(code: &str) -> Portal {
    let folder = cases().join("errors").join(code);
    Portal::smallest().under(&Portal::folder(&folder).without_expectation())
}

fn codes_with_a_case() -> Vec<String> {
    folders(&cases().join("errors"))
}

#[test]
fn the_smallest_portal_has_no_fault() {
    let checked = Portal::smallest().check();
    assert_eq!(checked.report(), "");
}

#[test]
fn every_fault_is_reported_to_the_letter() {
    for code in codes_with_a_case() {
        let report = case(&code).check().report();
        let expected = cases().join("errors").join(&code).join("expected.txt");
        assert_expected(&expected, &report);
    }
}

#[test]
fn a_fault_is_told_as_itself_and_nothing_else() {
    for code in codes_with_a_case() {
        let told = case(&code).check().codes();
        let others = told.iter().filter(|told| **told != code).collect::<Vec<_>>();
        assert!(!told.is_empty() && others.is_empty(), "the case {code} is told as {told:?}");
    }
}

#[test]
fn people_are_understood_as_offices_write_them() {
    let checked = |cell: &str| Portal::smallest().edit(SECTION, "Петренко О.В.", cell).check();
    for cell in [
        "Петренко О.В., методист",
        "Петренко О. В. – методист; Коваль Н.",
        "заст. директора з НВР Петренко О.В.",
        "Ольга ПЕТРЕНКО, Ірина КОВАЛЬ",
        "О. Петренко та Коваль Н.П.",
        "Петренко О.В./Коваль Н.П.",
        "Петренко, Коваль І.",
        "Петренко О.В. (голова, за згодою), всі методисти",
        "Методисти та Коваль Н.",
    ] {
        assert_eq!(checked(cell).report(), "", "{cell}");
    }
    for (cell, told) in [
        ("Коваль, методист", "не зрозуміло, хто це: «Коваль»"),
        ("Петренко О.В., педпрацівники", "немає такого відповідального: «педпрацівники»"),
        ("Бондар Т.М., методист", "немає такого відповідального: «Бондар Т.М.»"),
    ] {
        let report = checked(cell).report();
        assert_eq!(report.matches("помилка[").count(), 1, "{report}");
        assert!(report.contains(told), "{report}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_all_that_is_told() {
    let ansi = b"\xcf\xeb\xe0\xed = \"\xd0\"\n".to_vec();
    let section = "content/plans/2026/01-onovlennia-zmistu-osvity/section.toml";
    for path in [section, "content/people.toml", "seeds/plan-2026.txt"] {
        let real = Portal::real();
        assert!(real.has(path), "{path}");
        assert_eq!(real.with(path, ansi.clone()).check().codes(), ["not-utf8"], "{path}");
    }
    for name in ["section.toml.txt", "Section.toml", "section (1).toml"] {
        let other = section.replace("section.toml", name);
        let text = Portal::real().text(section);
        let checked = Portal::real().without(section).with(&other, text).check();
        assert_eq!(checked.codes(), ["missing-file"], "{}", checked.report());
        assert!(checked.report().contains("перейменуйте цей файл на section.toml"));
    }
}

/// What is read in place of a value that could not be read is no second fault.
#[test]
fn a_value_that_cannot_be_read_is_told_once() {
    let row = "number = \"1.1\"\n";
    for (lines, code) in [
        ("forms = (\"webinar\")\n", "toml-syntax"),
        ("forms = [«webinar»]\n", "toml-syntax"),
        ("date = [\"24.03.2030\", \"25.03.2030\"]\nend = \"25.03.2030\"\n", "wrong-type"),
        ("start = 24.03.2030\nend = \"25.03.2030\"\n", "toml-syntax"),
        ("start = 24.03\nend = \"25.03.2030\"\n", "wrong-type"),
        ("place == \"Зала\"\n", "toml-syntax"),
        ("date = \"\"\n", "missing-key"),
    ] {
        for newline in ["\n", "\r\n"] {
            let text =
                Portal::smallest().edit(SECTION, row, &format!("{row}{lines}")).text(SECTION);
            let checked = Portal::smallest().with(SECTION, text.replace('\n', newline)).check();
            assert_eq!(checked.codes(), [code], "{lines}: {}", checked.report());
        }
    }
    let member = "\"petrenko-o-v\"";
    let members = format!("{member}; {member}");
    let checked = Portal::smallest().edit("groups.toml", member, &members).check();
    assert_eq!(checked.codes(), ["toml-syntax"], "{}", checked.report());
}

/// Notepad adds «.txt», a system capitals: what is missing for that alone is not told.
#[test]
fn a_file_under_another_name_is_all_that_is_told() {
    let real = Portal::real();
    for (path, name) in [
        ("content/people.toml", "people.toml.txt"),
        ("content/people.toml", "People.toml"),
        ("content/groups.toml", "groups.txt"),
        ("content/forms.toml", "forms (1).toml"),
        ("content/portal.toml", "portal.toml.txt"),
        ("content/plans/2026/plan.toml", "plan.toml.txt"),
        ("content/plans/2026/intro.md", "intro.md.txt"),
    ] {
        let known = path.rsplit('/').next().unwrap_or(path);
        let other = path.replace(known, name);
        let renamed = real.clone().without(path).with(&other, real.text(path));
        let checked = renamed.check();
        assert_eq!(checked.codes(), ["missing-file"], "{name}: {}", checked.report());
        assert!(checked.report().contains(&format!("на {known}")), "{}", checked.report());
    }
}

#[test]
fn a_folder_that_no_site_can_have_is_told_before_it_is_built() {
    for address in ["/2030/", "план 2030", "../x", "a//b", "con", "plany/Nul.2030"] {
        let year = format!("year = 2030\naddress = \"{address}\"");
        let checked = Portal::smallest().edit("plans/2030/plan.toml", "year = 2030", &year).check();
        assert_eq!(checked.codes(), ["bad-id"], "{address}: {}", checked.report());
    }
    for address in ["", "2030", "plany/2030", "Plan_2030"] {
        let year = format!("year = 2030\naddress = \"{address}\"");
        let checked = Portal::smallest().edit("plans/2030/plan.toml", "year = 2030", &year).check();
        assert_eq!(checked.report(), "", "{address}");
    }
    let office = "[organization]\nid = \"inshyi\"\nname = \"Інший кабінет\"\n";
    let checked = Portal::smallest().with("offices/Жит 1/office.toml", office).check();
    assert_eq!(checked.codes(), ["bad-id"], "{}", checked.report());
    assert!(checked.report().contains("«offices/zhyt-1»"), "{}", checked.report());
}

#[test]
fn an_id_that_windows_takes_for_a_device_is_told() {
    let page = |id: &str| format!("+++\nid = \"{id}\"\ntitle = \"Про портал\"\n+++\nСлова.\n");
    for id in ["con", "aux", "lpt1"] {
        let checked = Portal::smallest().with("pages/about.md", page(id)).check();
        assert_eq!(checked.codes(), ["bad-id"], "{id}: {}", checked.report());
        assert!(checked.report().contains(&format!("«{id}-x»")), "{}", checked.report());
    }
    assert_eq!(Portal::smallest().with("pages/about.md", page("console")).check().report(), "");
}

/// What a plan acknowledges is not told anew because its file has a slip in another place.
#[test]
fn a_slip_in_the_file_of_a_plan_brings_no_acknowledged_remarks_back() {
    let real = Portal::real();
    let path = "content/plans/2026/plan.toml";
    // What stands behind a long text that nothing closes is not read.
    let slip = real.text(path).replacen("= \"", "= \"\"\"", 1);
    let checked = real.clone().with(path, slip).check();
    assert!(checked.codes().len() <= 3, "{}", checked.report());
    assert!(checked.codes().contains(&"toml-syntax"), "{}", checked.report());
    assert!(!checked.report().contains("зауваження["), "{}", checked.report());
    // Another remark is told as ever.
    let without = real.text(path).replace("\"1.3\", ", "").replace("focus =", "foccus =");
    let checked = real.with(path, without).check();
    assert_eq!(checked.codes(), ["number-with-dot", "unknown-key"], "{}", checked.report());
}

#[test]
fn an_approved_document_that_is_there_and_cannot_be_read_is_not_told_to_be_missing() {
    let plan = "year = 2030\nsource = \"seeds/plan.txt\"\n";
    let project = Portal::smallest().with("plans/2030/plan.toml", plan).on_disk();
    std::fs::create_dir_all(project.path("seeds/plan.txt")).expect("a folder can be made");
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("помилка[unreadable-document]"), "{}", ran.err);
    assert!(ran.err.contains("не вдалося прочитати"), "{}", ran.err);
}

#[test]
fn an_empty_folder_is_found_on_the_disk() {
    let project = Portal::smallest().on_disk();
    let folder = project.path("content/plans/2030/02-porozhnia");
    std::fs::create_dir_all(folder.join(".git")).expect("it can be made");
    std::fs::create_dir_all(project.path("content/plans/2031/01-robota")).expect("it can be made");
    std::fs::create_dir_all(project.path("content/files/empty")).expect("it can be made");
    let ran = project.run(&["check"]);
    assert_eq!(ran.err.matches("empty-folder").count(), 2, "{}", ran.err);
    assert!(ran.err.contains("content/plans/2030/02-porozhnia"), "{}", ran.err);
    assert!(ran.err.contains("content/plans/2031:"), "{}", ran.err);
    assert!(ran.code == 0 && project.run(&["build"]).code == 0);
}

#[test]
fn what_a_row_was_is_a_day_or_words() {
    for (was, codes) in [("лютий", &[][..]), ("30.02.2030", &["impossible-date"])] {
        let row = "number = \"1.1\"\n";
        let moved = format!("{row}status = \"moved\"\nwas = \"{was}\"\n");
        assert_eq!(Portal::smallest().edit(SECTION, row, &moved).check().codes(), codes, "{was}");
    }
}

#[test]
fn links_that_lead_nowhere_are_told_with_other_faults() {
    let page = "+++\nid = \"about\"\ntitle = \"Про нас\"\n+++\n[Сюди](nowhere.html) і [туди](javascript:x)\n";
    let linked = Portal::smallest().with("pages/about.md", page);
    let person = linked.clone().edit(SECTION, "\"Петренко О.В.\"", "\"Ніхто Н.Н.\"");
    let mut codes = person.check().codes();
    codes.sort_unstable();
    assert_eq!(codes, ["broken-link", "refused-link", "unknown-person"]);
    // With a row that could not be read its page is missing, and links to it are not at fault.
    let broken = linked.edit(SECTION, "number = \"1.1\"", "number = 5");
    assert_eq!(broken.check().codes(), ["wrong-type"]);
}

/// A slip after which every line looks wrong to TOML, in the real plan: it is told once, and nothing that follows.
#[test]
fn a_slip_of_writing_is_told_once() {
    let section = "content/plans/2026/02-orhanizatsiino-metodychne/section.toml";
    let people = "content/people.toml";
    let real = Portal::real();
    let (persons, entries) = (real.text(people), real.text(section));
    let second = |text: &str, head: &str, other: &str| {
        let at = text.match_indices(head).nth(1).expect("it stands there twice").0;
        let (before, after) = text.split_at(at);
        format!("{before}{}", after.replacen(head, other, 1))
    };
    let quoted = entries.lines().find(|line| line.starts_with("term = ")).expect("there are terms");
    let curly = quoted.replacen('"', "«", 1).replacen('"', "»", 1);
    for (path, text, told) in [
        (people, persons.replacen("[[person]]", "[person]", 1), "подвійними дужками"),
        (people, second(&persons, "[[person]]", "[[person]"), "подвійними дужками"),
        (people, second(&persons, "[[person]]\n", ""), "бракує рядка [[person]]"),
        (section, second(&entries, "[[entry]]\n", ""), "бракує рядка [[entry]]"),
        (section, second(&entries, "[[entry.item]]", "[entry.item]"), "[[entry.item]]"),
        (section, entries.replacen(quoted, &curly, 1), "не в тих лапках"),
    ] {
        let checked = real.clone().with(path, text).check();
        let report = checked.report();
        assert_eq!(checked.codes().len(), 1, "{report}");
        assert!(report.contains(told), "{report}");
    }
}

/// A misspelt name of the real plan is told as a name, not once more as a word that the document does not have.
#[test]
fn a_misspelt_person_is_told_once() {
    let path = "content/plans/2026/02-orhanizatsiino-metodychne/section.toml";
    let real = Portal::real();
    let entries = real.text(path);
    let has_two = |line: &&str| line.starts_with("responsible = ") && line.contains(". ");
    let written = entries.lines().find(has_two).expect("a cell has two people");
    let (begun, surname) = written.split_at("responsible = \"".len());
    for (at, letter) in surname.char_indices().take_while(|(_, letter)| *letter != ' ') {
        let (before, after) = surname.split_at(at + letter.len_utf8());
        // No surname of the plan has this letter there.
        let slip = format!("{begun}{before}щ{after}");
        let text = entries.replacen(written, &slip, 1);
        let checked = real.clone().with(path, text).check();
        assert_eq!(checked.codes(), ["unknown-person"], "{slip}: {}", checked.report());
    }
}

/// A term with a letter left out is told with the word of the document, and not as a slip besides.
#[test]
fn a_misspelt_term_is_told_once() {
    let path = "content/plans/2026/02-orhanizatsiino-metodychne/section.toml";
    let real = Portal::real();
    let slip = real.text(path).replacen("term = \"серпень\"", "term = \"серпнь\"", 1);
    let checked = real.with(path, slip).check();
    assert_eq!(checked.codes(), ["differs-from-approved"], "{}", checked.report());
}

#[test]
fn a_date_of_another_year_is_told() {
    for key in ["date", "start"] {
        let row = "number = \"1.1\"\n";
        let dated = format!("{row}{key} = \"15.09.2031\"\n");
        let portal = Portal::smallest().edit(SECTION, row, &dated);
        assert_eq!(portal.check().codes(), ["other-year"], "{key}");
    }
}

#[test]
fn every_code_of_the_source_has_a_case() {
    let with_case = codes_with_a_case().into_iter().collect::<BTreeSet<_>>();
    // What only `build` tells, of the site that stands or with `--locked`, is tested with the command line.
    let of_build = ["stale-lock", "lost-lock"];
    let in_source = codes_of_the_source();
    let in_source = in_source.into_iter().filter(|code| !of_build.contains(&code.as_str()));
    let in_source = in_source.collect::<BTreeSet<_>>();
    assert!(in_source.len() > 40, "only {} codes were found", in_source.len());
    let missing = in_source.difference(&with_case).collect::<Vec<_>>();
    let stale = with_case.difference(&in_source).collect::<Vec<_>>();
    assert!(missing.is_empty(), "codes without a case: {missing:?}");
    assert!(stale.is_empty(), "cases without a code: {stale:?}");
}

/// Codes that the program can tell: what stands first in `error("…")`, `warning`, `remark` and `add`, in a
/// constant `CODE`, in the constants that say how a kind of reference is called, and for remarks on terms.
pub(crate) fn codes_of_the_source() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (path, bytes) in project_files("src") {
        let text = String::from_utf8(bytes).expect("sources are UTF-8");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let text = text.split_whitespace().collect::<String>();
        let mut leads = vec![".error(", ".warning(", ".remark(", ".add(", "CODE:&str=", "&str)=("];
        if path == "resolve/cells.rs" {
            leads.push("=>");
        }
        for lead in leads {
            let after = text.match_indices(lead).filter_map(|(at, _)| text.get(at + lead.len()..));
            let literals = after.filter_map(|after| after.strip_prefix('"')?.split('"').next());
            let is_code = |word: &&str| {
                word.contains('-')
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b"-8".contains(&b))
            };
            codes.extend(literals.filter(is_code).map(str::to_owned));
        }
    }
    codes
}

/// What the reports offer to acknowledge is what can be acknowledged, and nothing else.
#[test]
fn every_offered_acknowledgement_is_known() {
    let source = project_files("src").into_iter().find(|(path, _)| path == "check/mod.rs");
    let source = String::from_utf8(source.expect("it is there").1).expect("sources are UTF-8");
    let list = source.split("const ACKNOWLEDGED: &[&str] = &[").nth(1);
    let list = list.and_then(|list| list.split(']').next()).expect("the list is there");
    let known = list.split('"').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let mut offered = BTreeSet::new();
    for code in codes_with_a_case() {
        for line in case(&code).check().json().lines() {
            let offers = line.split("[[acknowledged]]\\ncode = \\\"").skip(1);
            offered.extend(offers.filter_map(|offer| offer.split('\\').next().map(str::to_owned)));
        }
    }
    assert_eq!(offered, known);
}

#[test]
fn every_report_is_bilingual() {
    let of_ukrainian = |words: &str| words.chars().any(|letter| "іїєґІЇЄҐ".contains(letter));
    for code in codes_with_a_case() {
        for (ukrainian, english) in case(&code).check().words() {
            assert_ne!(ukrainian, english, "{code}");
            let own = without_quoted(&english);
            let is_english = !own.chars().any(|letter| ('а'..='я').contains(&letter));
            assert!(
                is_english && !of_ukrainian(&own),
                "{code}: Ukrainian is left over in: {english}"
            );
            let sentence = ukrainian.trim_end();
            assert!(!sentence.ends_with('.'), "{code}: a full stop at the end of: {sentence}");
        }
    }
}

/// English words without what they quote of the content: «…», "…", lists of names after a colon.
fn without_quoted(words: &str) -> String {
    let mut own = String::new();
    let mut depth = 0;
    for letter in words.chars() {
        match letter {
            '«' | '“' => depth += 1,
            '»' | '”' => depth -= 1,
            other if depth == 0 => own.push(other),
            _ => {}
        }
    }
    own.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

#[test]
fn machines_get_one_json_object_a_line() {
    for code in codes_with_a_case() {
        let checked = case(&code).check();
        let json = checked.json();
        assert_eq!(json.lines().count(), checked.codes().len(), "{code}");
        for line in json.lines() {
            let value: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
            assert_eq!(value["code"].as_str(), Some(code.as_str()));
            assert!(value["message"].as_str().is_some_and(|words| !words.is_empty()));
            let place = &value["place"];
            if !place.is_null() {
                assert!(place["line"].as_u64() >= Some(1) && place["column"].as_u64() >= Some(1));
                let words = place["line_text"].as_str().expect("a place has its line");
                assert!(words.chars().count() <= 500, "{code}: the line is shortened");
            }
        }
    }
}

#[test]
fn github_shows_faults_beside_the_lines() {
    for code in codes_with_a_case() {
        let checked = case(&code).check();
        let commands = checked.github();
        assert_eq!(commands.lines().count(), checked.codes().len(), "{code}: one line for each");
        for line in commands.lines() {
            let (command, words) = line.split_once(" ").expect("a command has properties");
            assert!(["::error", "::warning", "::notice"].contains(&command), "{line}");
            let (properties, words) = words.split_once("::").expect("properties end with ::");
            assert!(properties.split(',').all(|property| property.contains('=')), "{line}");
            assert!(properties.contains(&format!("title={code}")), "{line}");
            assert!(!words.is_empty() && !words.contains("::error"), "{line}");
        }
    }
}

#[test]
fn content_cannot_smuggle_a_workflow_command() {
    let portal = Portal::smallest().edit(
        "plans/2030/01-robota/section.toml",
        "Петренко О.В.",
        "Хтось\\n::error file=x,line=1::так",
    );
    let commands = portal.check().github();
    // What a comma parts is told apart.
    let lines: Vec<&str> = commands.lines().collect();
    assert_eq!(lines.len(), 2, "{commands}");
    assert!(lines.iter().all(|line| line.starts_with("::error file=content/")), "{commands}");
    assert!(commands.contains("%0A"), "{commands}");
}

#[test]
fn an_acknowledgement_is_not_stale_while_something_could_not_be_read() {
    let stale = case("stale-acknowledgement");
    let codes = stale.edit("forms.toml", "event = true", "event = \"так\"").check().codes();
    assert_eq!(codes, ["wrong-type"]);
}

#[test]
fn many_faults_come_together_in_the_order_of_the_files() {
    let portal = Portal::smallest()
        .edit("people.toml", "name = \"Петренко О.В.\"", "nmae = \"Петренко О.В.\"")
        .edit("forms.toml", "event = true", "event = \"так\"")
        .edit("plans/2030/plan.toml", "year = 2030", "year = 2030\nsource = \"seeds/plan.txt\"")
        .with("pages/about.md", "# Про нас\n")
        .with("notes.txt", "не забути")
        .edit("plans/2030/01-robota/section.toml", "\"березень\"", "\"32 березня\"");
    let codes = portal.check().codes();
    let expected = [
        "wrong-type",
        "unknown-file",
        "no-front-matter",
        "missing-key",
        "unknown-key",
        "impossible-date",
        "no-approved-document",
    ];
    let all = expected.iter().all(|code| codes.contains(code));
    assert!(all, "{codes:?}");
    let report = portal.check().report();
    let files = report.lines().filter_map(|line| line.trim_start().strip_prefix("--> "));
    let files = files.map(|place| place.split(':').next().unwrap_or_default()).collect::<Vec<_>>();
    assert!(files.is_sorted(), "{files:?}");
}

#[test]
fn windows_line_ends_and_byte_order_marks_move_no_place() {
    let faulty = Portal::smallest()
        .with("pages/about.md", "+++\nid = \"about\"\ntitel = \"Про нас\"\n+++\nТекст\n")
        .edit("people.toml", "name = \"Коваль І.С.\"", "nmae = \"Коваль І.С.\"");
    let windows = faulty.clone().rewrite(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let report = faulty.check().report();
    assert!(report.contains("about.md:3:1") && report.contains("people.toml:7:1"), "{report}");
    assert_eq!(windows.check().report(), report);
    assert_eq!(windows.check().json(), faulty.check().json());
    let whole =
        Portal::smallest().rewrite(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    assert_eq!(whole.check().report(), "");
}

#[test]
fn tabs_and_emoji_do_not_shift_the_underline() {
    let portal = Portal::smallest().edit(
        "plans/2030/01-robota/section.toml",
        "responsible = \"Петренко О.В.\"",
        "\tresponsible = \"🎓 Петренк О.В.\"",
    );
    let report = portal.check().report();
    let lines = report.lines().collect::<Vec<_>>();
    let at =
        lines.iter().position(|line| line.contains("responsible =")).expect("the line is shown");
    let start = |line: &str, mark: &str| {
        let before = line.split(mark).next().expect("the mark is there");
        // A terminal gives an emoji two columns; a tab is shown as four blanks.
        before.chars().map(|letter| if letter == '🎓' { 2 } else { 1 }).sum::<usize>()
    };
    assert_eq!(start(lines[at], "🎓"), start(lines[at + 1], "^"), "{report}");
    assert!(report.contains(":9:17"), "{report}");
}

#[test]
fn very_long_lines_are_shown_around_the_place() {
    let long = "слово ".repeat(2_000);
    let late = format!("text = \"{}\", responsibel = 5", long.trim_end());
    let section = "plans/2030/01-robota/section.toml";
    let faulty = [
        Portal::smallest().edit(section, "Робота з", &format!("Робота з «{long}")),
        Portal::smallest().edit(section, "Петренко О.В.", &long),
        Portal::smallest().edit(section, "text = \"Робота з молодими викладачами\"", &late),
        Portal::smallest().edit(section, "\"березень\"", &format!("\"{long}\"")),
    ];
    for portal in faulty {
        let checked = portal.check();
        assert!(!checked.codes().is_empty());
        for written in [checked.report(), checked.english(), checked.json(), checked.github()] {
            let longest = written.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(longest < 1_700, "a line of {longest} characters: {written}");
        }
        let widest = checked.report().lines().map(|line| line.chars().count()).max();
        assert!(widest < Some(700), "{widest:?}: {}", checked.report());
    }
}

#[test]
fn a_file_in_another_encoding_is_one_fault() {
    let mut bytes = b"id = \"2030-1\"\nnumber = \"I\"\ntitle = \"".to_vec();
    // «Робота» in Windows-1251, as an old editor saves it.
    bytes.extend([0xd0, 0xee, 0xe1, 0xee, 0xf2, 0xe0]);
    bytes.extend(b"\"\n");
    let checked = Portal::smallest().with("plans/2030/01-robota/section.toml", bytes).check();
    assert_eq!(checked.codes(), ["not-utf8"], "{}", checked.report());
    assert!(checked.report().contains("section.toml:3:10"), "{}", checked.report());
}

#[test]
fn a_fault_of_one_row_hides_no_unknown_person_of_another() {
    let row = "\n[[entry]]\nid = \"2030-1-9\"\nnumber = \"1.1\"\ntext = \"Нарада\"\n\
               responsible = \"Петренко Ю.Ю.\"\nterm = \"травень\"\n\
               \n[[entry]]\nid = \"2030-1-8\"\nnumber = \"1.8\"\ntext = \"Збори\"\n\
               responsible = \"Петренко Ю.Ю.\"\nterm = \"травень\"\n";
    let path = "plans/2030/01-robota/section.toml";
    let portal = Portal::smallest();
    let text = portal.text(path) + row;
    let told = portal.with(path, text).check().codes();
    assert!(told.contains(&"duplicate-number") && told.contains(&"unknown-person"), "{told:?}");
}

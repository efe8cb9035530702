//! `new`: what an editor begins is read without an error, and nothing that stood there before is touched.

use crate::portal::{OnDisk, Portal, Ran};

const SECTION: &str = "content/plans/2030/01-robota/section.toml";

/// A plan of two sections, numbered with gaps and comments, with a row of brackets and a Markdown file beside.
fn office() -> Portal {
    Portal::smallest().with(
        SECTION,
        "# Розділ перший\nid = \"2030-1\"\nnumber = \"I\"\ntitle = \"Методична робота\"\n\n\
         [[entry]]\nid = \"2030-1-2\"\nnumber = \"1.2\"\ntext = \"\"\"\nТекст\n# не примітка\"\"\"\n\
         responsible = \"Петренко О.В.\"\nterm = \"березень\"\n\
         # примітка до 1.9\n[[entry]]\nid = \"2030-1-9\"\nnumber = \"1.9.\"\ntext = \"Наради:\"\n\
         responsible = \"Петренко О.В.\"\nterm = \"травень\"\n\n\
         [[entry.item]]\nid = \"2030-1-9-i01\"\ntext = \"перша;\"\n\n# кінець першого розділу\n",
    )
}

fn text(project: &OnDisk, path: &str) -> String {
    String::from_utf8(bytes(project, path)).expect("the program writes UTF-8")
}

fn bytes(project: &OnDisk, path: &str) -> Vec<u8> {
    let (folder, name) = path.rsplit_once('/').expect("files lie in folders");
    project.files(folder).remove(name).unwrap_or_else(|| panic!("there is no {path}"))
}

/// Runs `new …`, which has to go well; returns the place it names.
fn begin(project: &OnDisk, arguments: &[&str]) -> String {
    let ran = project.run(&[&["new"], arguments].concat());
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    ran.out.trim_end().to_owned()
}

/// Runs `new …`, which has to be refused with these words and to leave everything as it is.
fn assert_refused(project: &OnDisk, arguments: &[&str], code: i32, words: &str) {
    let before = project.files("content");
    let Ran { code: ended, out, err } = project.run(&[&["new"], arguments].concat());
    assert_eq!(ended, code, "{arguments:?}: {err}");
    assert!(err.contains(words), "{arguments:?}: {err}");
    assert_eq!(out, "", "{arguments:?}");
    assert!(project.files("content") == before, "{arguments:?} changed the content");
}

/// Whether the new text is the old one with something put in at one place.
fn assert_is_added(old: &str, new: &str) {
    let mut places = 0..=old.len();
    let is_added = places.any(|at| {
        let parts = old.get(..at).zip(old.get(at..));
        parts.is_some_and(|(above, below)| new.starts_with(above) && new.ends_with(below))
    });
    assert!(is_added, "more than added:\n{new}");
}

/// The codes of what `check` says, without errors.
fn codes(project: &OnDisk) -> Vec<String> {
    let checked = project.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    let codes = checked.err.split('[').skip(1).filter_map(|rest| rest.split_once("]: "));
    let mut codes = codes.map(|(code, _)| code.to_owned()).collect::<Vec<_>>();
    codes.sort();
    codes.dedup();
    codes
}

/// Takes the comment signs away before every key, as an editor does who fills all of it in.
fn uncomment(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(key) if key.contains(" = ") || key.starts_with('[') => key,
        _ => line,
    });
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn an_entry_goes_where_its_number_belongs_and_the_rest_stays_to_the_byte() {
    for (number, before, after) in [
        ("1.1", "title = \"Методична робота\"\n\n", "[[entry]]\nid = \"2030-1-2\""),
        ("1.3", "term = \"березень\"\n\n", "# примітка до 1.9\n[[entry]]"),
        ("1.2.1", "term = \"березень\"\n\n", "# примітка до 1.9\n[[entry]]"),
        ("1.10", "# кінець першого розділу\n\n", ""),
    ] {
        let project = office().on_disk();
        let old = text(&project, SECTION);
        let place = begin(&project, &["entry", number]);
        let new = text(&project, SECTION);
        assert_is_added(&old, &new);
        let head = format!("[[entry]]\nid = \"2030-{}\"", number.replace('.', "-"));
        let (above, below) = new.split_once(&head).unwrap_or_else(|| panic!("{number}:\n{new}"));
        assert!(above.ends_with(before), "{number} stands elsewhere:\n{new}");
        assert!(below.contains(&format!("]\n\n{after}")) || after.is_empty(), "{number}:\n{new}");
        assert_eq!(place, format!("{SECTION}:{}", above.matches('\n').count() + 1));
        let told = codes(&project);
        let expected = ["empty-responsible", "empty-term", "empty-text"];
        assert!(expected.iter().all(|code| told.contains(&(*code).to_owned())), "{told:?}");
    }
}

#[test]
fn what_a_new_entry_lacks_is_told_at_its_line() {
    let project = Portal::smallest().on_disk();
    let place = begin(&project, &["entry", "1.2"]);
    assert_eq!(place, format!("{SECTION}:13"));
    let checked = project.run(&["check"]);
    for words in
        ["1.2: змісту роботи немає", "впишіть слова плану в ключ text", "section.toml:17:8"]
    {
        assert!(checked.err.contains(words), "{}", checked.err);
    }
    project.edit(SECTION, "text = \"\"", "text = \"Семінар\"");
    project.edit(SECTION, "responsible = \"\"", "responsible = \"Петренко О.В.\"");
    project.edit(SECTION, "term = \"\"", "term = \"травень\"");
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(project.path("public/entries/1-2.html").exists());
}

#[test]
fn the_facts_offered_to_an_entry_are_keys_it_knows() {
    let project = Portal::smallest().on_disk();
    begin(&project, &["entry", "1.2"]);
    let filled = uncomment(&text(&project, SECTION)).replace("\"ДД.ММ.", "\"24.03.");
    let project = Portal::smallest().with(SECTION, filled.replace("[\"\"]", "[]")).on_disk();
    assert_eq!(codes(&project), ["empty-responsible", "empty-term", "empty-text"]);
}

#[test]
fn line_ends_of_windows_its_mark_and_an_unended_last_line_stay() {
    let windows = |text: &str| text.replace('\n', "\r\n");
    let old = format!("\u{feff}{}", windows(office().text(SECTION).trim_end()));
    for number in ["1.1", "1.3", "1.10"] {
        let project = office().with(SECTION, old.clone()).on_disk();
        begin(&project, &["entry", number]);
        let new = text(&project, SECTION);
        assert!(new.starts_with("\u{feff}# Розділ"), "{number}: the mark is gone");
        assert_is_added(&old, &new);
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{number}");
        assert!(!new.ends_with('\n'), "{number}");
        codes(&project);
    }
}

#[test]
fn what_was_left_to_fill_in_stays_with_its_entry() {
    let project = Portal::smallest().on_disk();
    for number in ["1.9", "1.4"] {
        begin(&project, &["entry", number]);
    }
    // The editor takes the blank line between two entries away.
    project.edit(SECTION, "# colleges = [\"\"]\n\n", "# colleges = [\"\"]\n");
    begin(&project, &["entry", "1.6"]);
    let new = text(&project, SECTION);
    let mut entries = new.split("[[entry]]").skip(2);
    assert!(entries.all(|entry| entry.matches("# colleges").count() == 1), "{new}");
    codes(&project);
}

#[test]
fn ids_are_those_of_import_and_nobody_elses() {
    let project = office().on_disk();
    project.edit(SECTION, "2030-1-9-i01", "2030-1-3");
    begin(&project, &["entry", "1.3."]);
    let new = text(&project, SECTION);
    assert!(new.contains("id = \"2030-1-3-n2\"\nnumber = \"1.3.\"\n"), "{new}");
}

#[test]
fn an_entry_that_is_there_is_not_begun_again() {
    let prose = "+++\nid = \"2030-1-5\"\nnumber = \"1.5\"\ntext = \"Школа\"\n+++\nПроза.\n";
    let project = office().with("plans/2030/01-robota/1.5.md", prose).on_disk();
    assert_refused(&project, &["entry", "1.9"], 1, "01-robota/section.toml:17: пункт 1.9 уже є");
    assert_refused(&project, &["entry", "1.5."], 1, "01-robota/1.5.md:3: пункт 1.5. уже є");
    assert_refused(&project, &["entry", "2.1"], 1, "у плані «2030» є розділи I");
    assert_refused(&project, &["entry", "1.3", "--year", "2031"], 1, "new plan 2031");
}

#[test]
fn faults_hinder_only_where_something_has_to_be_read() {
    let broken = office().with("people.toml", "[[person]\nid = 5\n").on_disk();
    begin(&broken, &["entry", "1.3"]);
    assert!(text(&broken, SECTION).contains("number = \"1.3\""));
    let broken = office().on_disk();
    broken.edit(SECTION, "\"Наради:\"", "\"Наради:");
    assert_refused(&broken, &["entry", "1.3"], 1, "section.toml:18");
    let ansi = office().with(SECTION, b"id = \"\xd0\"\n[[entry]]\n".to_vec()).on_disk();
    assert_refused(&ansi, &["entry", "1.3"], 1, "UTF-8");
    let brackets = "id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n\
                    entry = [{ id = \"2030-1-1\", number = \"1.1\", text = \"Нарада\" }]\n";
    let brackets = Portal::smallest().with(SECTION, brackets).on_disk();
    assert_refused(&brackets, &["entry", "1.2"], 1, "допишіть його руками");
    let single = Portal::smallest().on_disk();
    single.edit(SECTION, "[[entry]]", "[entry]");
    assert_refused(&single, &["entry", "1.2"], 1, "section.toml");
    assert_refused(&Portal::from("=== notes.md\n").on_disk(), &["plan", "2031"], 1, "portal.toml");
}

/// What a new entry, practice and plan are written under until they are whole.
const BESIDE: [&str; 3] =
    ["plans/2030/01-robota/section.toml", "practices/dosvid.md", "plans/2031"];

#[test]
fn what_the_disk_refuses_leaves_everything_as_it_was() {
    let mut portal = Portal::smallest();
    for path in BESIDE {
        // Every name beside it is taken.
        portal = portal.with(&format!("{path}.tmp/x"), "чуже");
        for number in 1..=100 {
            portal = portal.with(&format!("{path}.{number}.tmp/x"), "чуже");
        }
    }
    let project = portal.on_disk();
    for arguments in [&["entry", "1.2"] as &[&str], &["practice", "Досвід"], &["plan", "2031"]]
    {
        assert_refused(&project, arguments, 3, "не вдалося записати");
    }
}

#[test]
fn what_lies_beside_a_new_file_stays() {
    let mut portal = Portal::smallest();
    for path in BESIDE {
        portal = portal.with(&format!("{path}.tmp"), "чуже");
    }
    let project = portal.on_disk();
    begin(&project, &["entry", "1.2"]);
    assert_eq!(begin(&project, &["practice", "Досвід"]), "content/practices/dosvid.md");
    assert_eq!(begin(&project, &["plan", "2031"]), "content/plans/2031");
    let mut names = project.files("content");
    for path in BESIDE {
        let beside = names.remove(&format!("{path}.tmp"));
        assert_eq!(beside.as_deref(), Some("чуже".as_bytes()), "{path}");
    }
    assert!(!names.keys().any(|path| path.contains(".tmp")), "{:?}", names.keys());
}

#[test]
fn a_practice_is_a_file_of_its_own_with_every_key() {
    let project = Portal::smallest().on_disk();
    let title = "«Кейс-метод» на уроках технології";
    let path = begin(&project, &["practice", title]);
    assert_eq!(path, "content/practices/keis-metod-na-urokakh-tekhnolohii.md");
    assert_eq!(codes(&project), Vec::<String>::new());
    // Without quotes the shell makes many words of it; it is the same title, and another practice.
    let words = title.split(' ').collect::<Vec<_>>();
    let second = begin(&project, &[&["practice"], words.as_slice()].concat());
    assert_eq!(second, "content/practices/keis-metod-na-urokakh-tekhnolohii-2.md");
    assert_eq!(begin(&project, &["practice", title]).replace("-3.md", "-2.md"), second);
    assert!(text(&project, &second).contains(&format!("title = \"{title}\"\n")));
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_eq!(project.run(&["build"]).code, 0);
    let filled =
        uncomment(&text(&project, &path)).replace("college = \"\"", "").replace("item = \"\"", "");
    let filled = filled.replace(
        "title = \"\"\nlink = \"https://\"",
        "title = \"А\"\nlink = \"https://example.org\"",
    );
    let checked = Portal::smallest().with("practices/a.md", filled).check();
    assert_eq!(checked.report(), "");
}

#[test]
fn a_new_plan_has_the_frame_of_the_current_one_and_none_of_its_words() {
    let project = Portal::smallest().on_disk();
    project.edit(
        "content/plans/2030/plan.toml",
        "year = 2030",
        "year = 2030\ncolumns = [\"№\", \"Зміст\"]\n[approval]\nname = \"Хтось\"",
    );
    assert_eq!(begin(&project, &["plan", "2031"]), "content/plans/2031");
    let plan = text(&project, "content/plans/2031/plan.toml");
    assert!(plan.contains("year = 2031\n") && plan.contains("draft = true\n"), "{plan}");
    assert!(plan.contains("address = \"2031\"\n"), "{plan}");
    assert!(plan.contains("columns = [\"№\", \"Зміст\"]\n") && !plan.contains("Хтось"), "{plan}");
    assert_eq!(
        text(&project, "content/plans/2031/01-robota/section.toml"),
        "id = \"2031-1\"\nnumber = \"I\"\ntitle = \"Методична робота\"\n"
    );
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_refused(&project, &["plan", "2031"], 1, "план на 2031 рік уже є");
    assert_refused(&project, &["plan", "2030"], 1, "план на 2030 рік уже є");
    begin(&project, &["entry", "1.1", "--year", "2031"]);
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(!project.path("public/2031").exists());
    project.edit("content/plans/2031/plan.toml", "draft = true\n", "");
    project.edit("content/portal.toml", "current = \"2030\"", "current = \"2031\"");
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(project.path("public/2031/entries/1-1.html").exists());
    assert!(project.path("public/entries/1-1.html").exists());
}

#[test]
fn numbers_that_are_not_there_yet_are_one_remark() {
    let project = Portal::smallest().on_disk();
    begin(&project, &["plan", "2031"]);
    for number in ["1.24", "1.27", "1.32"] {
        begin(&project, &["entry", number, "--year", "2031"]);
    }
    let said = project.run(&["check"]).err;
    for missing in ["пунктів 1.1–1.23", "пункту 1.25", "пункту 1.26", "пунктів 1.28–1.31"]
    {
        assert!(said.contains(&format!("бракує {missing}\n")), "{missing}: {said}");
    }
    assert_eq!(said.matches("[missing-number]").count(), 4, "{said}");
    let plan = "content/plans/2031/plan.toml";
    let acknowledged = "\n[[acknowledged]]\ncode = \"missing-number\"\nat = [\"1.1–1.23\"]\n";
    let before = text(&project, plan);
    project.edit(plan, &before, &format!("{before}{acknowledged}"));
    let said = project.run(&["check"]).err;
    assert!(!said.contains("1.1–1.23") && said.contains("1.28–1.31"), "{said}");
}

#[test]
fn what_is_offered_in_a_new_plan_are_keys_it_knows() {
    let project = Portal::smallest().on_disk();
    begin(&project, &["plan", "2031"]);
    let filled = uncomment(&text(&project, "content/plans/2031/plan.toml"));
    let filled = filled.lines().filter(|line| !line.starts_with("source")).collect::<Vec<_>>();
    let portal = Portal::smallest().with("plans/2031/plan.toml", filled.join("\n"));
    assert_eq!(portal.check().report(), "");
}

#[test]
fn the_first_plan_is_a_year_and_a_folder_in_the_way_stays() {
    let empty = Portal::from(
        "=== portal.toml\ntitle = \"Плани\"\n[organization]\nid = \"office\"\nname = \"Кабінет\"\n",
    );
    let project = empty.with("plans/2031/.nothing", "").on_disk();
    assert_refused(&project, &["entry", "1.1"], 1, "plan-portal new plan");
    assert_refused(&project, &["plan", "2031"], 1, "«content/plans/2031» уже є");
    begin(&project, &["plan", "2032"]);
    let plan = text(&project, "content/plans/2032/plan.toml");
    assert!(plan.starts_with("# ") && plan.ends_with("\nyear = 2032\n"), "{plan}");
    assert_eq!(codes(&project), ["empty-folder"]);
    assert_refused(&project, &["entry", "1.1"], 1, "у плані «2032» ще немає розділів");
}

#[test]
fn a_plan_that_becomes_the_current_one_by_itself_says_so() {
    let project = Portal::smallest().on_disk();
    project.edit("content/portal.toml", "current = \"2030\"\n", "");
    let ran = project.run(&["new", "plan", "2031"]);
    assert!(ran.err.contains("щоб чинним лишився «2030»"), "{}", ran.err);
    assert_eq!(ran.code, 0);
}

#[test]
fn a_title_with_the_old_year_is_told() {
    let project = Portal::smallest().on_disk();
    project.edit(SECTION, "Методична робота", "Методична робота у 2030 році");
    let ran = project.run(&["new", "plan", "2031"]);
    assert!(ran.err.contains("стоїть 2030, виправте рік: I\n"), "{}", ran.err);
}

#[test]
fn of_several_offices_one_has_to_be_named() {
    let project = Portal::of_offices(&["kyiv", "lviv"], "").on_disk();
    for arguments in [&["entry", "1.2"] as &[&str], &["practice", "Досвід"], &["plan", "2031"]]
    {
        assert_refused(&project, arguments, 2, "--office ID; є: kyiv, lviv");
        let wrong = [arguments, &["--office", "odesa"]].concat();
        assert_refused(&project, &wrong, 2, "немає установи «odesa»; є: kyiv, lviv");
        let place = begin(&project, &[arguments, &["--office", "lviv"]].concat());
        assert!(place.starts_with("content/offices/lviv/"), "{place}");
    }
    let section = text(&project, "content/offices/lviv/plans/2030/01-robota/section.toml");
    assert!(section.contains("id = \"lviv-2030-1-2\""), "{section}");
    let section = text(&project, "content/offices/lviv/plans/2031/01-robota/section.toml");
    assert!(section.contains("id = \"lviv-2031-1\""), "{section}");
    codes(&project);
}

#[test]
fn a_call_that_says_too_little_or_too_much_ends_with_2() {
    let project = Portal::smallest().on_disk();
    for (arguments, words) in [
        (&[] as &[&str], "що почати"),
        (&["entri"], "може, «entry»?"),
        (&["пункт"], "entry (пункт), practice (досвід) або plan (план)"),
        (&["entry"], "назвіть номер пункту"),
        (&["entry", "два"], "«два» не є номером пункту"),
        (&["entry", "1..2"], "«1..2» не є номером пункту"),
        (&["entry", "../1"], "не є номером пункту"),
        (&["entry", "1.2", "1.3"], "зайве слово «1.3»"),
        (&["practice"], "назвіть досвід"),
        (&["practice", " "], "назвіть досвід"),
        (&["plan"], "назвіть рік плану"),
        (&["plan", "31"], "«31» не є роком"),
        (&["plan", "2031", "2032"], "зайве слово «2032»"),
    ] {
        assert_refused(&project, arguments, 2, words);
    }
    let english = project.run(&["new", "entry", "1.1", "--lang", "en"]);
    assert!(english.err.contains("the entry 1.1 is there already"), "{}", english.err);
}

#[test]
fn the_real_portal_takes_a_practice_and_the_plan_of_another_year() {
    let project = Portal::real().on_disk();
    let before = codes(&project);
    assert_refused(&project, &["entry", "2.24"], 1, "немає в затвердженому документі");
    begin(&project, &["practice", "Проєктні технології на уроках"]);
    assert_eq!(codes(&project), before);
    begin(&project, &["plan", "2131"]);
    let place = begin(&project, &["entry", "2.1", "--year", "2131"]);
    assert!(place.contains("plans/2131/02-"), "{place}");
    // Besides what the entry lacks: oddities of the headings, taken over as they are.
    let told = codes(&project);
    let expected =
        ["empty-responsible", "empty-term", "empty-text", "heading-differs", "mixed-alphabet"];
    assert_eq!(told, expected);
    assert_eq!(project.run(&["build", "--drafts"]).code, 0);
    assert!(project.path("public-draft/2131/entries/2-1.html").exists());
}

#[test]
fn an_entry_of_the_approved_document_can_be_put_back() {
    let project = Portal::real().on_disk();
    let files = project.files("content/plans");
    let (path, bytes) = files.iter().find(|(path, _)| path.contains("/02-")).unwrap();
    let path = format!("content/plans/{path}");
    let old = String::from_utf8(bytes.clone()).unwrap();
    let row = old.split("[[entry]]\n").find(|row| row.contains("number = \"2.1\"\n")).unwrap();
    project.edit(&path, &format!("[[entry]]\n{row}"), "");
    begin(&project, &["entry", "2.1"]);
    let new = text(&project, &path);
    let at = |number: &str| new.find(&format!("number = \"{number}\"\n"));
    assert!(at("2.1") < at("2.2") && at("2.1").is_some(), "{new}");
}

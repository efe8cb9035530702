//! The program as a person calls it: exit codes, help, hints, languages.
#![expect(clippy::disallowed_methods, reason = "these tests write files of somebody else")]

use crate::portal::Portal;

#[test]
fn a_build_that_goes_well_ends_with_0_and_says_what_it_did() {
    let ran = Portal::smallest().run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said = ran.err.replace('\u{a0}', " ");
    assert!(said.contains("сайт зібрано в «public»"), "{said}");
    assert!(said.contains("0 помилок, 0 попереджень"), "{said}");
    assert_eq!(ran.out, "");
}

#[test]
fn faults_of_the_content_end_with_1_and_leave_the_site() {
    let project = Portal::smallest().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let before = project.files("public");
    project.edit("content/people.toml", "Петренко О.В.", "Іваненко О.В.");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("сайт не змінено"), "{}", ran.err);
    assert!(ran.err.contains("content/plans/2030/01-robota/section.toml:9:16"), "{}", ran.err);
    assert_eq!(project.files("public"), before);
    let checked = project.run(&["check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.err.contains("unknown-person"), "{}", checked.err);
}

#[test]
fn remarks_end_with_0_unless_they_count() {
    let project = Portal::smallest().on_disk();
    project.edit("content/plans/2030/01-robota/section.toml", "term = \"березень\"\n", "");
    assert_eq!(project.run(&["check"]).code, 0);
    assert_eq!(project.run(&["check", "--strict"]).code, 1);
    assert_eq!(project.run(&["build", "--strict"]).code, 1);
    assert!(project.files("public").is_empty());
}

#[test]
fn wrong_usage_ends_with_2_and_a_hint() {
    let cases: [(&[&str], &str); 13] = [
        (&["chekc"], "може, «check»?"),
        (&["--contnet", "x"], "може, --content?"),
        (&["-x"], "немає ключа -x"),
        (&["check", "--lang", "pl"], "є uk і en"),
        (&["check", "--format", "xml"], "є text, json і github"),
        (&["check", "--content"], "після --content має бути значення"),
        (&["import"], "команді import треба назвати файл"),
        (&["import", "a", "b"], "зайве слово «b»"),
        (&["check", "чернетка"], "--content \"чернетка\""),
        (&["build", "чернетка"], "зайве слово «чернетка»"),
        (&["export", "--out", "x.docx"], "ключ --out команда export не знає"),
        (&["--to", "x"], "ключ --to команда build не знає; він для: publish"),
        (&["check", "--locked"], "він для: build, publish"),
    ];
    for (arguments, hint) in cases {
        let ran = Portal::default().run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(hint), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("plan-portal --help"), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_word_far_from_every_command_gets_no_guess() {
    let ran = Portal::default().run(&["перевірити"]);
    assert_eq!(ran.code, 2);
    assert!(!ran.err.contains("може"), "{}", ran.err);
    assert!(ran.err.contains("check"), "the commands are named: {}", ran.err);
}

#[test]
fn what_the_disk_refuses_ends_with_3() {
    let missing = Portal::smallest().run(&["check", "--content", "nemaie"]);
    assert_eq!(missing.code, 3, "{}", missing.err);
    assert!(
        missing.err.contains("nemaie") && missing.err.contains("--content ТЕКА"),
        "{}",
        missing.err
    );
    let project = Portal::smallest().with("seeds/plain.txt", "це файл").on_disk();
    let refused = project.run(&["build", "--out", "seeds/plain.txt/public"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("plain.txt"), "{}", refused.err);
    let over_file = project.run(&["build", "--out", "seeds/plain.txt"]);
    assert_eq!(over_file.code, 3, "{}", over_file.err);
    let no_document = project.run(&["import", "nemaie.txt"]);
    assert_eq!(no_document.code, 3, "{}", no_document.err);
}

#[test]
fn a_site_is_not_built_over_what_it_is_made_of() {
    let project = Portal::real().on_disk();
    let before = project.files("");
    for out in ["content", "content/files/сайт", ".", "..", "seeds", "themes", "themes/default/x"]
    {
        for more in [&[] as &[&str], &["--remove-foreign"]] {
            let ran = project.run(&[&["build", "--out", out], more].concat());
            assert_eq!(ran.code, 3, "{out} {more:?}: {}", ran.err);
            assert!(ran.err.contains("сюди не можна"), "{out} {more:?}: {}", ran.err);
        }
    }
    let mut after = project.files("");
    // Who builds into a folder says so beside it, before anything is read.
    after.remove(".seeds.lock");
    assert!(after == before, "something was written");
}

#[test]
fn a_foreign_file_that_is_removed_is_named() {
    let project = Portal::smallest().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    std::fs::create_dir(project.path("public/d")).expect("a folder can be made");
    std::fs::write(project.path("public/d/foreign.txt"), "x").expect("a file can be written");
    let left = project.run(&["build"]);
    assert!(left.err.contains("їх залишено: d/foreign.txt"), "{}", left.err);
    let removed = project.run(&["build", "--remove-foreign"]);
    assert!(removed.err.contains("прибрано чужі файли: d/foreign.txt"), "{}", removed.err);
    assert!(!project.path("public/d/foreign.txt").exists());
}

#[test]
fn a_theme_that_is_not_there_is_told() {
    let project = Portal::smallest().on_disk();
    project.edit("content/portal.toml", "title", "theme = \"nemaie\"\nnavzva = \"так\"\ntitle");
    for command in ["check", "build"] {
        let ran = project.run(&[command]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("немає теми «nemaie»"), "{}", ran.err);
        // The other faults are told as well.
        assert!(ran.err.contains("portal.toml:1:9") && ran.err.contains("navzva"), "{}", ran.err);
    }
}

#[test]
fn a_slip_in_the_words_of_a_theme_is_told() {
    let file = "themes/nasha/theme.toml";
    let project = Portal::smallest().with(file, "[words]\nprint = \"Надрукувати\"\n").on_disk();
    project.edit("content/portal.toml", "title", "theme = \"nasha\"\ntitle");
    assert_eq!(project.run(&["build"]).code, 0);
    let before = project.files("public");
    for (from, to, said) in [
        ("\"Надрукувати\"", "Надрукувати", "theme.toml: рядок 2"),
        ("Надрукувати", "7", "theme.toml: рядок 2"),
        ("7", "\"Надрукувати\"\nprnt = \"Друк\"", "«prnt»"),
    ] {
        project.edit(file, from, to);
        let ran = project.run(&["build"]);
        assert_eq!(ran.code, 3, "{to}: {}", ran.err);
        assert!(ran.err.contains(said), "{to}: {}", ran.err);
        assert!(project.files("public") == before, "{to}: the site has changed");
    }
    project.edit(file, "[words]\n", "");
    let ran = project.run(&["build"]);
    assert!(ran.code == 3 && ran.err.contains("під рядком [words]"), "{}", ran.err);
    project.edit(file, "print", "[words]\nprint");
    // A word of the theme's own for a template of its own is none.
    std::fs::create_dir_all(project.path("themes/nasha/templates")).expect("a folder");
    let template = "<p>{{ words.prnt }}</p>";
    std::fs::write(project.path("themes/nasha/templates/own.html"), template).expect("a file");
    assert_eq!(project.run(&["build"]).code, 0);
}

#[test]
fn what_is_no_plan_makes_no_draft() {
    let project = Portal::smallest()
        .with("cp1251.txt", b"\xcf\xeb\xe0\xed 2026".to_vec())
        .with("list.txt", "Список на 2026 рік")
        .on_disk();
    for (file, said) in [("cp1251.txt", "UTF-8"), ("list.txt", "жодного розділу")] {
        let file = format!("content/{file}");
        let ran = project.run(&["import", &file, "--out", "draft", "--year", "2026"]);
        assert_eq!(ran.code, 1, "{file}: {}", ran.err);
        assert!(ran.err.contains(said), "{file}: {}", ran.err);
    }
    assert!(!project.path("draft").exists());
}

#[test]
fn a_folder_without_a_portal_says_what_to_do() {
    let ran = Portal::default().with("notes/x.txt", "").run(&["check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("no-portal") && ran.err.contains("--content ТЕКА"), "{}", ran.err);
}

#[test]
fn help_and_version_name_what_there_is() {
    let ran = Portal::default().run(&["--help"]);
    assert_eq!(ran.code, 0);
    for word in ["build", "check", "import", "--content", "--lang", "Коди завершення"]
    {
        assert!(ran.out.contains(word), "{}", ran.out);
    }
    let english = Portal::default().run(&["--help", "--lang", "en"]);
    let is_english = !english.out.chars().any(|letter| ('а'..='я').contains(&letter));
    assert!(is_english, "{}", english.out);
    let version = Portal::default().run(&["--version"]);
    assert_eq!(version.out.trim(), format!("plan-portal {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn machines_read_standard_output_and_nothing_else_is_there() {
    let project = Portal::smallest().on_disk();
    project.edit("content/people.toml", "name = \"Петренко О.В.\"", "nmae = \"Петренко О.В.\"");
    let ran = project.run(&["check", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.out.is_empty());
    for line in ran.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        assert!(value["code"].is_string());
    }
    let github = project.run(&["check", "--format", "github"]);
    assert!(github.out.lines().all(|line| line.starts_with("::")), "{}", github.out);
}

#[test]
fn english_is_spoken_on_demand() {
    let project = Portal::smallest().on_disk();
    project.edit("content/people.toml", "name = \"Петренко О.В.\"", "nmae = 5");
    let ran = project.run(&["check", "--lang", "en"]);
    assert!(ran.err.contains("error[unknown-key]: unknown key «nmae»"), "{}", ran.err);
    assert!(ran.err.contains("= help: did you mean «name»?"), "{}", ran.err);
    assert!(ran.err.contains("errors: "), "{}", ran.err);
}

#[test]
fn a_locked_build_refuses_a_calendar_lock_that_is_out_of_date() {
    let project = Portal::smallest().on_disk();
    let refused = project.run(&["build", "--locked"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(
        refused.err.contains("stale-lock") && refused.err.contains("без --locked"),
        "{}",
        refused.err
    );
    assert!(project.files("public").is_empty());
    assert_eq!(project.run(&["build"]).code, 0);
    let locked = project.run(&["build", "--locked"]);
    assert_eq!(locked.code, 0, "{}", locked.err);
}

#[test]
fn timings_tell_stages_processor_time_and_memory() {
    let project = Portal::smallest().on_disk();
    let ran = project.run(&["build", "--timings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let stages = ["читання файлів", "розуміння плану", "сторінки й запис", "разом"];
    assert!(stages.iter().all(|stage| ran.err.contains(stage)), "{}", ran.err);
    let ran = project.run(&["build", "--timings", "--format", "json"]);
    let line = ran.out.lines().last().expect("the timings are the last line");
    let told: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
    assert!(told["timings"]["read"].is_number() && told["seconds"].is_number(), "{line}");
    if cfg!(target_os = "linux") {
        let seconds = told["processor_seconds"].as_f64().expect("the kernel tells it");
        assert!((0.0..3600.0).contains(&seconds), "{line}");
        assert!(told["peak_memory"].as_u64() > Some(1 << 20), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_content_are_told_with_everything_else_and_nothing_behind_them_is_published()
{
    use std::os::unix::fs::symlink;
    let project = Portal::smallest().on_disk();
    std::fs::write(project.path("secret.txt"), "not for the site").unwrap();
    std::fs::create_dir_all(project.path("elsewhere/deep")).unwrap();
    std::fs::write(project.path("elsewhere/deep/other.pdf"), "neither is this").unwrap();
    for folder in ["files", "pages"] {
        std::fs::create_dir_all(project.path("content").join(folder)).unwrap();
    }
    let link = |to: &str, at: &str| symlink(to, project.path("content").join(at)).unwrap();
    // A link to something of the content is content, and the lock that an editor leaves is nobody's.
    std::fs::write(project.path("content/files/own.pdf"), "own").unwrap();
    link("own.pdf", "files/twin.pdf");
    link("editor@host.17", "pages/.#about.md");
    assert_eq!(project.run(&["build"]).code, 0);
    assert_eq!(project.files("public/files")["twin.pdf"], b"own");
    let before = project.files("public");
    link("../../secret.txt", "files/secret.txt");
    link("../../elsewhere", "files/elsewhere");
    link("nowhere.md", "pages/about.md");
    link("..", "pages/circle");
    project.edit("content/people.toml", "Петренко О.В.", "Іваненко О.В.");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for at in ["files/secret.txt", "files/elsewhere", "pages/about.md", "pages/circle"] {
        assert!(ran.err.contains(&format!("content/{at}:1:1")), "{at}: {}", ran.err);
    }
    assert_eq!(ran.err.matches("помилка[missing-file]").count(), 4, "{}", ran.err);
    assert!(ran.err.contains("помилка[unknown-person]"), "{}", ran.err);
    assert_eq!(project.files("public"), before);
}

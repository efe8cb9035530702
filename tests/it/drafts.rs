//! A plan that is not approved yet: the site is the one it would be without that plan, until its line is removed.

use crate::portal::{OnDisk, Portal, Ran};

const DRAFT: &str = "content/plans/2031/plan.toml";
const ROWS: &str = "content/plans/2031/01-robota/section.toml";

/// The portal of the editor's guide.
fn approved() -> Portal {
    Portal::of_guide()
}

/// With the plan of the year after, which has the same rows.
fn with_draft() -> Portal {
    let next = approved().moved(|path| {
        let within = path.strip_prefix("content/plans/2030/")?;
        Some(format!("content/plans/2031/{within}"))
    });
    let next = next.rewrite(|text| text.replace("2030", "2031"));
    let next = next.edit(DRAFT, "address = \"\"", "draft = true\naddress = \"2031\"");
    approved().under(&next)
}

#[track_caller]
fn assert_same(portal: &Portal, other: &Portal) {
    let (site, other) = (portal.build(), other.build());
    let paths = other.keys().chain(site.keys());
    let differing = paths.filter(|path| site.get(*path) != other.get(*path)).collect::<Vec<_>>();
    assert!(differing.is_empty(), "{differing:?}");
}

/// The program's words, where it ends well.
#[track_caller]
fn ran(project: &OnDisk, arguments: &[&str]) -> String {
    let Ran { code, out, err } = project.run(arguments);
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out + &err
}

#[test]
fn a_draft_leaves_no_trace_on_the_site() {
    assert_eq!(with_draft().check().report(), "");
    assert_same(&with_draft(), &approved());
    // Nor does it become the current plan where nothing is said of that.
    let without_word = |portal: Portal| portal.edit("portal.toml", "current = \"2030\"\n", "");
    assert_same(&without_word(with_draft()), &without_word(approved()));
    let public = with_draft().edit(DRAFT, "draft = true\n", "").build();
    assert!(public.contains_key("2031/plan.html"));
}

#[test]
fn faults_of_a_draft_are_told_as_such_and_hinder_nothing() {
    for (what, broken) in [
        ("unknown-person", with_draft().edit(ROWS, "Мельник О.П. методисти", "Невідома Н.Н.")),
        ("toml-syntax", with_draft().edit(ROWS, "number = \"I\"", "number = I\"")),
        ("unknown-key", with_draft().edit(DRAFT, "focus_lead =", "focus_led =")),
        (
            "no-approved-document",
            with_draft().edit(
                DRAFT,
                "draft = true",
                "draft = true\nsource = \"seeds/plan-2031.txt\"",
            ),
        ),
        ("broken-link", with_draft().with("plans/2031/intro.md", "[немає](entries/9-9.html)\n")),
        ("duplicate-id", with_draft().edit(ROWS, "\"2031-1-4\"", "\"2030-1-4\"")),
        ("unreadable-term", with_draft().edit(ROWS, "term = \"квітень\"", "term = \"бузьковень\"")),
        ("missing-file", with_draft().without(ROWS)),
    ] {
        let report = broken.check().report();
        let heads = report.lines().filter(|line| line.contains(&format!("[{what}]: ")));
        assert!(heads.count() > 0, "{what}:\n{report}");
        let heads = report.lines().filter(|line| line.contains("]: ") && line.contains('['));
        let others = heads.filter(|line| !line.contains(" в проєкті плану[")).collect::<Vec<_>>();
        assert!(others.is_empty(), "{what}: {others:?}");
        assert_same(&broken, &approved());
        // Where it is to be shown, it has to be whole.
        let shown = broken.with_drafts().check().report();
        assert!(!shown.contains("в проєкті плану") && shown.contains(what), "{shown}");
    }
    let broken = with_draft().edit(ROWS, "Мельник О.П. методисти", "Невідома Н.Н.").on_disk();
    for arguments in [&["check", "--strict"][..], &["build", "--strict"]] {
        let words = ran(&broken, arguments);
        assert!(words.contains("у проєктах планів, яких на сайті немає: 1"), "{words}");
    }
    assert_eq!(broken.run(&["check", "--drafts"]).code, 1);
    assert!(ran(&broken, &["check", "--format", "json"]).contains("\"of_draft\":true"));
    assert!(ran(&broken, &["check", "--format", "github"]).contains("::warning file="));
    ran(&broken, &["export"]);
    assert_eq!(broken.run(&["export", "--year", "2031"]).code, 1);
}

#[test]
fn what_is_wrong_without_the_draft_stays_wrong() {
    let report = |portal: Portal| portal.check().report();
    let broken = |portal: Portal| {
        let rows = "content/plans/2030/01-robota/section.toml";
        portal.edit(rows, "Мельник О.П. методисти", "Невідома Н.Н.")
    };
    assert_eq!(report(broken(with_draft())), report(broken(approved())));
    // Also where the same is wrong in both.
    let both = broken(with_draft()).edit(ROWS, "Мельник О.П. методисти", "Невідома Н.Н.");
    let both = report(both);
    assert!(both.contains("помилка[unknown-person]"), "{both}");
    assert!(both.contains("помилка в проєкті плану[unknown-person]"), "{both}");
}

#[test]
fn only_what_surely_is_a_draft_is_left_out() {
    for (written, code) in [
        ("draft = \"так\"", "wrong-type"),
        ("drafts = true", "unknown-key"),
        ("проєкт = true", "toml-syntax"),
    ] {
        let report = with_draft().edit(DRAFT, "draft = true", written).check().report();
        assert!(report.contains(&format!("помилка[{code}]")), "{written}:\n{report}");
    }
}

#[test]
fn what_names_a_row_of_a_draft_does_without_it() {
    let practice = approved().paths().find(|path| path.contains("/practices/")).map(str::to_owned);
    let practice = practice.expect("the guide has one");
    let naming = |portal: Portal, item: &str| {
        let text = portal.text(&practice);
        let line = text.lines().find(|line| line.starts_with("item = ")).map(str::to_owned);
        let line = line.unwrap_or_else(|| panic!("{practice} names an item:\n{text}"));
        portal.edit(&practice, &format!("{line}\n"), item)
    };
    let next = "item = \"2031-1-2-i01\"\n";
    assert!(with_draft().text(ROWS).contains("2031-1-2-i01"), "{}", with_draft().text(ROWS));
    assert_eq!(naming(with_draft(), next).check().report(), "");
    assert_same(&naming(with_draft(), next), &naming(approved(), ""));
    // A page that would lead nowhere is not.
    let linking = with_draft().with(
        "pages/novyi.md",
        "+++\nid = \"novyi\"\ntitle = \"Новий рік\"\n+++\n\n[пункт](2031/entries/1-1.html)\n",
    );
    let report = linking.check().report();
    assert!(report.contains("помилка[broken-link]"), "{report}");
    assert_eq!(linking.with_drafts().check().report(), "");
    // What nobody has is a fault as ever.
    let report = naming(with_draft(), "item = \"2031-9-i01\"\n").check().report();
    assert!(report.contains("помилка[unknown-item]"), "{report}");
}

#[test]
fn a_draft_cannot_be_the_current_plan() {
    let portal = with_draft().edit("portal.toml", "current = \"2030\"", "current = \"2031\"");
    for portal in [portal.clone(), portal.with_drafts()] {
        let report = portal.check().report();
        assert!(
            report.contains("помилка[unknown-plan]: план «2031» ще не затверджено"),
            "{report}"
        );
        assert!(report.contains("приберіть рядок draft = true"), "{report}");
        assert_eq!(report.matches("]: ").count(), 1, "{report}");
    }
}

#[test]
fn each_page_of_a_draft_that_is_shown_says_so() {
    let site = with_draft().with_drafts().build();
    let mut marked = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let is_of_draft = path.starts_with("2031/");
        let is_marked = page.contains("<p class=\"draft\">Проєкт, не\u{a0}затверджено</p>");
        assert_eq!(is_marked, is_of_draft, "{path}");
        assert!(!is_of_draft || page.contains("content=\"noindex\""), "{path}");
        marked += usize::from(is_marked);
    }
    assert!(marked > 30, "{marked}");
    let entry = String::from_utf8_lossy(&site["2031/entries/1-1.html"]).into_owned();
    assert!(entry.contains(">Проєкт плану</a>") && !entry.contains(">У плані, як"), "{entry}");
    let home = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(home.contains("рік, проєкт"), "{home}");
    let style = site.iter().find(|(path, _)| path.ends_with(".css")).expect("there is a style");
    let style = String::from_utf8_lossy(style.1);
    assert!(style.contains("ПРОЄКТ, НЕ ЗАТВЕРДЖЕНО"));
}

#[test]
fn a_draft_that_is_to_lie_at_the_top_marks_its_own_pages_only() {
    let portal = with_draft().edit("plans/2030/plan.toml", "address = \"\"", "address = \"2030\"");
    let portal = portal.edit(DRAFT, "address = \"2031\"", "address = \"\"");
    assert_eq!(portal.clone().with_drafts().check().report(), "");
    for (path, bytes) in portal.with_drafts().build() {
        let of_draft = ["2031/", "entries/", "months", "sections", "plan.html", "year.html"];
        let is_of_draft = of_draft.iter().any(|start| path.starts_with(start));
        let is_approved = ["2030/", "people/", "practices/", "index.html", "calendars.html"]
            .iter()
            .any(|start| path.starts_with(start));
        let is_marked = String::from_utf8_lossy(&bytes).contains("<p class=\"draft\">");
        assert!(is_marked || !(is_of_draft && path.ends_with(".html")), "{path}");
        assert!(!is_marked || !is_approved, "{path}");
    }
}

#[test]
fn files_that_only_a_draft_leads_to_are_left_out() {
    let files = |portal: Portal| {
        let paths = ["zvit", "novyi", "lyst", "spilnyi", "nichyi"];
        paths.iter().fold(portal, |portal, it| portal.with(&format!("files/{it}.pdf"), "%PDF"))
    };
    let naming = |portal: Portal| {
        portal
            .edit(ROWS, "link = \"https://video.example.org/1\"", "file = \"files/novyi.pdf\"")
            .with("plans/2031/intro.md", "[лист](files/lyst.pdf), [звіт](files/spilnyi.pdf)\n")
    };
    let both = |portal: Portal| {
        let rows = "plans/2030/01-robota/section.toml";
        portal
            .edit(rows, "link = \"https://video.example.org/1\"", "file = \"files/zvit.pdf\"")
            .with(
                "pages/fail.md",
                "+++\nid = \"fail\"\ntitle = \"Файл\"\n+++\n\n[звіт](files/spilnyi.pdf)\n",
            )
    };
    let portal = files(both(naming(with_draft())));
    assert_eq!(portal.check().report(), "");
    let named = |site: crate::portal::Site| {
        let files = site.into_keys().filter(|path| path.starts_with("files/"));
        files.map(|path| path.replace("files/", "")).collect::<Vec<_>>().join(" ")
    };
    // What nobody leads to may be linked from elsewhere.
    assert_eq!(named(portal.build()), "nichyi.pdf spilnyi.pdf zvit.pdf");
    let without = files(both(approved())).without("files/novyi.pdf").without("files/lyst.pdf");
    assert_same(&portal, &without);
    let all = "lyst.pdf nichyi.pdf novyi.pdf spilnyi.pdf zvit.pdf";
    assert_eq!(named(portal.clone().with_drafts().build()), all);
    assert_eq!(named(portal.edit(DRAFT, "draft = true\n", "").build()), all);
}

#[test]
fn an_office_that_has_only_drafts_does_not_hold_up_the_others() {
    let three =
        Portal::of_offices(&["kyiv", "lviv", "lutsk"], "").with("offices/lviv/files/a.pdf", "%PDF");
    let waiting = |portal: Portal, office: &str| {
        portal.edit(&format!("offices/{office}/plans/2030/plan.toml"), "2030", "2030\ndraft = true")
    };
    let portal = waiting(three.clone(), "lviv");
    let report = portal.check().report();
    assert!(
        report.contains("попередження в проєкті плану[unknown-plan]: жодного плану цієї"),
        "{report}"
    );
    assert_eq!(report.matches("]: ").count(), 1, "{report}");
    let site = portal.build();
    assert!(site.contains_key("kyiv/plan.html") && site.contains_key("lutsk/plan.html"));
    assert!(!site.keys().any(|path| path.starts_with("lviv/")));
    let home = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(home.contains("Кабінет kyiv") && !home.contains("Кабінет lviv"), "{home}");
    // Nor do faults in its own files.
    let people = "offices/lviv/people.toml";
    assert_same(&portal.clone().edit(people, "id = \"bondar-i-v\"", "id = bondar"), &portal);
    // The one that remains of two keeps its folder; where nothing is approved there is nothing to make.
    let one = waiting(portal.clone(), "kyiv");
    assert!(one.build().contains_key("lutsk/plan.html"));
    let report = waiting(one, "lutsk").check().report();
    assert_eq!(report.matches("помилка[unknown-plan]: жодного плану ще").count(), 3, "{report}");
    let shown = portal.with_drafts().build();
    assert!(shown.contains_key("lviv/plan.html") && shown.contains_key("lviv/files/a.pdf"));
}

#[test]
fn the_program_tells_what_it_left_out_and_how_to_have_it() {
    let project = with_draft().on_disk();
    let words = ran(&project, &["build"]);
    assert!(words.contains("не затверджено, тож на сайті немає: plans/2031; "), "{words}");
    assert!(words.contains("build --drafts"), "{words}");
    assert!(project.path("content/plans/2030/calendar.lock").exists());
    let locks = || project.files("content").into_iter().filter(|(path, _)| path.ends_with(".lock"));
    let before = locks().collect::<Vec<_>>();
    let words = ran(&project, &["build", "--drafts"]);
    assert!(words.contains("з позначкою «проєкт, не затверджено»: plans/2031"), "{words}");
    assert!(project.path("public-draft/2031/plan.html").exists());
    assert!(!project.path("public/2031").exists());
    // What is not published is not remembered.
    assert!(locks().eq(before), "the locks changed");
    assert_eq!(project.run(&["publish", "--drafts", "--to", "there"]).code, 2);
    ran(&project, &["publish", "--to", "there"]);
    assert!(project.path("there/plan.html").exists() && !project.path("there/2031").exists());
    // The director gets it in Word, and their signature is one line less.
    let words = ran(&project, &["export", "--year", "2031"]);
    assert!(words.contains("plan-2031.docx"), "{words}");
    project.edit(DRAFT, "draft = true\n", "");
    let words = ran(&project, &["build"]);
    assert!(!words.contains("draft"), "{words}");
    assert!(project.path("public/2031/plan.html").exists());
    assert!(project.path("content/plans/2031/calendar.lock").exists());
}

#[test]
fn a_portal_whose_only_plan_is_a_draft_waits_for_it() {
    let portal = Portal::smallest().edit("portal.toml", "current = \"2030\"\n", "");
    let portal = portal.edit("plans/2030/plan.toml", "year = 2030", "year = 2030\ndraft = true");
    let report = portal.check().report();
    assert!(report.contains("помилка[unknown-plan]: жодного плану ще не затверджено"), "{report}");
    assert_eq!(report.matches("]: ").count(), 1, "{report}");
    let site = portal.with_drafts().build();
    assert!(String::from_utf8_lossy(&site["plan.html"]).contains("class=\"draft\""));
}

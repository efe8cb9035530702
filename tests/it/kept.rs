//! What a build keeps of the build before: never a byte that a clean build would make otherwise.
//!
//! [`Twins`] builds every state of a project twice, once keeping what it may of the state before and once as a clean
//! build, and compares file by file. So that no test passes because nothing is ever kept, each says how much must
//! have been.
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use plan_portal::publish::memory::Made;
use plan_portal::publish::{Memory, Options, Summary};
use plan_portal::read::{self, Known};

use crate::portal::{Files, Portal, files_of, project_files};

/// A project that is built again and again into one folder.
struct Twins {
    project: Portal,
    folder: tempfile::TempDir,
    /// The same in memory, as the preview has it.
    preview: Arc<Made>,
    now: NaiveDateTime,
    builds: usize,
}

impl Twins {
    fn of(project: Portal) -> Twins {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        // A clock has more than whole seconds.
        let day = NaiveDate::from_ymd_opt(2030, 1, 8);
        let now = day.and_then(|day| day.and_hms_micro_opt(8, 0, 0, 250_001));
        let now = now.expect("there is such a day");
        Twins { project, folder, preview: Arc::default(), now, builds: 0 }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Edits the project, builds it, and compares the site with a clean build.
    fn build(&mut self, what: &str, edit: impl FnOnce(Portal) -> Portal) -> Summary {
        let project = edit(self.project.clone());
        self.builds += 1;
        self.now += TimeDelta::hours(1);
        let clean = self.folder.path().join("clean");
        // Now and then into an empty folder; else the disk writes only what differs.
        if self.builds % 8 == 1 {
            let _ = fs::remove_dir_all(&clean);
        }
        let whole = Options { memory: Memory::Ignored, ..Options::default() };
        let (clean_summary, clean_after) = project.build_into(&clean, self.now, whole);
        assert_eq!(clean_summary.kept, 0, "{what}: a clean build has nothing to keep");
        let (summary, after) = project.build_into(&self.site(), self.now, Options::default());
        // A plan whose calendars have nothing has no lock, or an empty one.
        for path in clean_after.paths().filter(|path| path.ends_with("/calendar.lock")) {
            assert_eq!(locked(&after, path), locked(&clean_after, path), "{what}: {path}");
        }
        let mut clean = files_of(&clean);
        assert_same(what, &files_of(&self.site()), &clean);
        self.preview = Arc::new(project.build_after(Arc::clone(&self.preview), self.now));
        let files = self.preview.files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec()));
        let mut files = files.collect::<Files>();
        // In memory there are no list and no archive, so the pages that tell its size differ.
        for files in [&mut clean, &mut files] {
            files.retain(|path, _| {
                !matches!(path.as_str(), ".plan-portal" | "site.zip")
                    && !path.ends_with("data.html")
            });
        }
        assert_same(&format!("{what}, in memory"), &files, &clean);
        self.project = after;
        summary
    }
}

impl Twins {
    /// What the project is refused with, the same as by a clean build.
    fn told(&self, what: &str, project: &Portal) -> String {
        let report = project.refused_into(&self.site(), self.now).report();
        assert_eq!(report, project.check().report(), "{what}");
        report
    }
}

/// The lines of a lock.
fn locked(portal: &Portal, path: &str) -> Vec<String> {
    let text = if portal.has(path) { portal.text(path) } else { String::new() };
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[track_caller]
fn assert_same(what: &str, found: &Files, clean: &Files) {
    let differ = |(path, bytes): &(&String, &Vec<u8>)| found.get(*path) != Some(*bytes);
    let differing = clean.iter().filter(differ).map(|(path, _)| path).collect::<Vec<_>>();
    let surplus = found.keys().filter(|path| !clean.contains_key(*path)).collect::<Vec<_>>();
    assert!(
        differing.is_empty() && surplus.is_empty(),
        "{what}: {differing:?}, too much {surplus:?}"
    );
    assert!(clean.len() > 40, "{what}: a site of {} files proves nothing", clean.len());
}

/// How many files lie in an office's folder.
fn count(site: &Path, folder: &str) -> usize {
    files_of(&site.join(folder)).len()
}

/// Two offices with three plans, made of the examples of the editor's guide.
pub(crate) fn two_offices() -> Portal {
    let guide = Portal::of_guide();
    let mut portal = Portal::from(
        "=== portal.toml\ntitle = \"Плани кабінетів\"\nbase_url = \"https://plans.example.org/\"\n\n[calendar]\ndomain = \"plans.example.org\"\n=== pages/about.md\n+++\nid = \"about\"\ntitle = \"Про портал\"\nnav = true\n+++\n\nПлани двох кабінетів.\n",
    );
    for (office, name, letter) in [("north", "Північний", "n"), ("south", "Південний", "s")]
    {
        let head = format!(
            "current = \"2030\"\n\n[organization]\nid = \"{office}\"\nname = \"{name} кабінет\"\n"
        );
        portal = portal.with(&format!("offices/{office}/office.toml"), head);
        // One has a past plan too.
        let years = if office == "north" { &["2030"][..] } else { &["2030", "2029"] };
        for &year in years {
            let own = guide.moved(|path| {
                let within = path.strip_prefix("content/")?;
                let is_of_plan = within.starts_with("plans/");
                let is_own = !within.starts_with("pages/") && within != "portal.toml";
                let is_wanted = if year == "2030" { is_own } else { is_of_plan };
                let within = within.replace("2030", year);
                is_wanted.then(|| format!("offices/{office}/{within}"))
            });
            let own = own.rewrite(|text| {
                let text = text.replace("2030-1", &format!("{letter}{year}-1"));
                // In the north the current plan has no folder of its own.
                let address = if (office, year) == ("north", "2030") { "" } else { year };
                let text = text.replace("address = \"\"", &format!("address = \"{address}\""));
                text.replace("2030", year)
            });
            portal = portal.under(&own);
        }
    }
    portal
}

#[test]
fn of_several_offices_only_the_edited_one_is_made_anew() {
    let mut twins = Twins::of(two_offices());
    twins.build("the first", |portal| portal);
    let south = count(&twins.site(), "south");
    let all = count(&twins.site(), "");
    assert!(south > 60 && all > south + 60, "{south} of {all}");
    let again = twins.build("nothing", |portal| portal);
    assert_eq!((again.written, again.removed), (0, 0));
    assert!(again.kept > all * 9 / 10, "{} of {all}", again.kept);
    let edited = twins.build("a text in the north", |portal| {
        portal.edit(
            &section("north", "2030"),
            "Семінар для майстрів",
            "Семінар для майстрів області",
        )
    });
    assert!(edited.written > 5 && edited.written < all / 4, "{edited:?}");
    assert!(twins.preview.kept >= edited.kept - 1, "{} of {}", twins.preview.kept, edited.kept);
    // The page of data is made in any case.
    assert!(edited.kept >= south - 1 + all / 6, "{edited:?} of {south} and {all}");
    // Of the south that is edited the other year stays, with files that nobody knows one by one.
    let made = |summary: &Summary| summary.unchanged - summary.kept;
    let current = twins.build("a text of this year", |portal| {
        portal.edit(&section("south", "2030"), "Семінар для майстрів", "Семінар для всіх")
    });
    let past = twins.build("a text of another year", |portal| {
        portal.edit(&section("south", "2029"), "Семінар для майстрів", "Семінар для всіх")
    });
    assert!(made(&past) > made(&current) + 5, "{past:?} and {current:?}");
}

#[test]
fn whatever_is_edited_the_site_is_that_of_a_clean_build() {
    let mut twins = Twins::of(two_offices());
    let edits = edits();
    let kept = twins.go_through(&edits, edits.len() + 9);
    assert!(kept > edits.len() * 2 / 3, "only {kept} builds kept something");
}

#[test]
fn so_it_is_where_one_office_has_it_all() {
    let mut twins = Twins::of(Portal::of_guide());
    let edits = edits_of_one();
    let kept = twins.go_through(&edits, edits.len() * 2);
    assert!(kept >= edits.len() / 2, "only {kept} builds kept something");
}

#[test]
fn a_plan_that_is_not_approved_yet_comes_and_goes() {
    const DRAFT: &str = "content/offices/south/plans/2029/plan.toml";
    let of_draft = |site: &Path| count(&site.join("south"), "2029");
    let mut twins = Twins::of(two_offices());
    twins.build("approved", |portal| portal);
    let approved = of_draft(&twins.site());
    assert!(approved > 20, "{approved}");
    assert!(!twins.project.text("content/offices/south/plans/2029/calendar.lock").is_empty());
    twins.build("a draft", |portal| {
        portal.edit(DRAFT, "year = 2029\n", "year = 2029\ndraft = true\n")
    });
    assert!(!twins.site().join("south/2029").exists());
    // An edit of what is not on the site changes nothing there.
    let edited = twins.build("a text of the draft", |portal| {
        portal.edit(&section("south", "2029"), "Семінар для майстрів", "Семінар для всіх")
    });
    assert_eq!((edited.written, edited.removed), (0, 0));
    assert!(edited.kept > 100, "{edited:?}");
    twins.build("the draft is shown", Portal::with_drafts);
    assert_eq!(of_draft(&twins.site()), approved);
    twins.build("approved again", |portal| portal.edit(DRAFT, "draft = true\n", ""));
    assert_eq!(of_draft(&twins.site()), approved);
}

/// A file, words in it, and what they become; an empty file is none.
type Edit = (String, String, String);

impl Twins {
    /// Builds, then makes each edit once, then some of them back and forth in any order; tells how many builds kept
    /// something.
    fn go_through(&mut self, edits: &[Edit], steps: usize) -> usize {
        self.build("the first", |portal| portal);
        let mut state = 20_261_125_u64;
        let mut is_made = vec![false; edits.len()];
        let mut kept = 0;
        for step in 0..steps {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = if step < edits.len() { step } else { (state >> 33) as usize % edits.len() };
            let (path, from, to) = &edits[at];
            let (from, to) = if is_made[at] { (to, from) } else { (from, to) };
            is_made[at] = !is_made[at];
            let summary = self.build(&format!("{path}: «{from}» → «{to}»"), |portal| {
                let text = if portal.has(path) { portal.text(path) } else { String::new() };
                assert!(text.contains(from.as_str()), "{path} has no «{from}»");
                match text.replacen(from.as_str(), to, 1) {
                    text if text.is_empty() => portal.without(path),
                    text => portal.with(path, text),
                }
            });
            kept += usize::from(summary.kept > 20);
        }
        kept
    }
}

fn owned<'e>(edits: impl IntoIterator<Item = (String, &'e str, &'e str)>) -> Vec<Edit> {
    let own = |(path, from, to): (String, &str, &str)| (path, from.to_owned(), to.to_owned());
    edits.into_iter().map(own).collect()
}

fn edits_of_one() -> Vec<Edit> {
    let of = |path: &str| path.to_owned();
    let section = of("content/plans/2030/01-robota/section.toml");
    owned([
        (section.clone(), "Робота з молодими викладачами", "Робота з новими викладачами"),
        (section, "date = \"15.10.2030\"", "date = \"17.10.2030\""),
        (of("content/people.toml"), "position = \"методистка\"", "position = \"завідувачка\""),
        (of("content/portal.toml"), "short_name = \"ОМК ПО\"", "short_name = \"ОМК\""),
        (
            of("themes/default/assets/favicon.svg"),
            "",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        (of("themes/default/assets/css/zz-own.css"), "", "main { color: black }\n"),
        (of("themes/default/assets/js/zz-own.js"), "", "void 0;\n"),
        (of("themes/default/theme.toml"), "", "[words]\nhome = \"Початок\"\n"),
    ])
}

fn section(office: &str, year: &str) -> String {
    format!("content/offices/{office}/plans/{year}/01-robota/section.toml")
}

/// Every kind of source has some.
fn edits() -> Vec<Edit> {
    let of = |office: &str, file: &str| format!("content/offices/{office}/{file}");
    let section = section;
    let entry = |id: &str, number: &str| {
        format!(
            "\n[[entry]]\nid = \"{id}\"\nnumber = \"{number}\"\ntext = \"Новий рядок\"\nresponsible = \"Бондар І.В.\"\nform = \"вебінари\"\nterm = \"12 травня\"\n"
        )
    };
    let template = theme_file("templates/entry.html");
    let broader = template.replacen("{% block main %}", "{% block main %}<!-- own -->", 1);
    assert_ne!(template, broader);
    owned([
        (section("north", "2030"), "Робота з молодими викладачами", "Робота з новими викладачами"),
        (section("south", "2029"), "для секції кухарів.", "для секції кухарів і пекарів."),
        (section("north", "2030"), "date = \"15.10.2030\"", "date = \"17.10.2030\""),
        (section("south", "2029"), "term = \"жовтень\"", "term = \"листопад\""),
        // Somebody loses all rows of a past year, and with them a page of their own.
        (
            section("south", "2029"),
            "responsible = \"Мельник О.П. методисти\"",
            "responsible = \"Бондар І.В.\"",
        ),
        (section("south", "2029"), "responsible = \"методисти\"", "responsible = \"Бондар І.В.\""),
        (
            of("south", "plans/2029/01-robota/1.5.md"),
            "form = \"консультації\"",
            "form = \"вебінари\"",
        ),
        (of("south", "plans/2029/01-robota/1.5.md"), "Мельник О.П.", "Бондар І.В."),
        (section("south", "2029"), "methodical_sections = [\"kukhari\"]\n", ""),
        (section("south", "2030"), "status = \"done\"", "status = \"in-progress\""),
        (
            section("south", "2030"),
            "responsible = \"Бондар І.В.\"\nform = \"вебінари\"\nterm = \"жовтень\"",
            "responsible = \"Мельник О.П.\"\nform = \"консультації\"\nterm = \"жовтень\"",
        ),
        (
            section("north", "2030"),
            "[[entry]]\nid = \"n2030-1-1\"",
            &(entry("n2030-1-0", "1.0") + "\n[[entry]]\nid = \"n2030-1-1\""),
        ),
        (section("south", "2030"), "number = \"1.4\"", "number = \"1.4.1\""),
        (of("north", "plans/2030/01-robota/1.5.md"), "Заняття двічі на місяць", "Заняття щотижня"),
        // One more month has a calendar, so offices after this one have theirs at other places.
        (
            of("north", "plans/2030/01-robota/1.5.md"),
            "term = \"вересень\"",
            "term = \"лютий, вересень\"",
        ),
        (
            of("north", "plans/2030/plan.toml"),
            "«Партнерство заради якості»",
            "«Якість заради людей»",
        ),
        (of("south", "plans/2030/changes.toml"), "Проведе інша установа", "Проведе бібліотека"),
        (of("south", "plans/2029/intro.md"), "завдання перше", "завдання найперше"),
        (of("north", "people.toml"), "position = \"методистка\"", "position = \"завідувачка\""),
        (
            of("south", "people.toml"),
            "name = \"Бондар І.В.\"",
            "name = \"Бондар І.В.\"\nfull_name = \"Бондар Ірина Василівна\"",
        ),
        (of("south", "groups.toml"), "Склад визначено порталом", "Склад визначено кабінетом"),
        (of("north", "forms.toml"), "one = \"вебінар\"", "one = \"вебінар-зустріч\""),
        (of("north", "colleges.toml"), "town = \"Степове\"", "town = \"Степове-Друге\""),
        (
            of("south", "glossary.toml"),
            "full = \"заклад професійної освіти\"",
            "full = \"заклад професійно-технічної освіти\"",
        ),
        (
            of("north", "methodical-sections.toml"),
            "Секція викладачів кухарської справи",
            "Секція кухарів",
        ),
        (of("south", "partners.toml"), "agreement = true", "agreement = false"),
        // A row of the north is of the south now: both show it.
        (of("south", "partners.toml"), "item = \"s2030-1-2-i01\"", "item = \"n2030-1-2-i01\""),
        (of("north", "projects.toml"), "Навички для відновлення", "Навички відновлення"),
        (of("north", "research-works.toml"), "Лісові гриби нашого краю", "Гриби нашого краю"),
        (of("south", "practices/savchuk-n-m.md"), "Докладний опис досвіду.", "Опис досвіду."),
        (
            of("south", "practices/koval.md"),
            "",
            "+++\nid = \"koval\"\ntitle = \"Новий досвід\"\n+++\nОпис.\n",
        ),
        (of("north", "office.toml"), "Північний кабінет", "Північний методичний кабінет"),
        (of("south", "office.toml"), "current = \"2030\"", "current = \"2029\""),
        (of("south", "plans/2029/plan.toml"), "year = 2029", "year = 2027"),
        ("content/portal.toml".to_owned(), "Плани кабінетів", "Плани всіх кабінетів"),
        (
            "content/portal.toml".to_owned(),
            "https://plans.example.org/",
            "https://plans.example.org/all/",
        ),
        ("content/portal.toml".to_owned(), "[calendar]", "[calendar]\nholidays = [\"2030-05-13\"]"),
        ("content/portal.toml".to_owned(), "base_url", "offline_copy = true\nbase_url"),
        (
            "content/pages/about.md".to_owned(),
            "title = \"Про портал\"",
            "title = \"Про цей портал\"",
        ),
        (
            "content/offices/north/pages/help.md".to_owned(),
            "",
            "+++\nid = \"help\"\ntitle = \"Довідка\"\n+++\nЯк читати план.\n",
        ),
        ("themes/default/templates/entry.html".to_owned(), "", broader.as_str()),
        ("themes/default/theme.toml".to_owned(), "", "[words]\nsearch = \"Знайти\"\n"),
        ("themes/default/assets/css/zz-own.css".to_owned(), "", "main { color: black }\n"),
    ])
}

fn theme_file(path: &str) -> String {
    let mut files = project_files("themes/default");
    let bytes = files.remove(path).unwrap_or_else(|| panic!("the theme has no {path}"));
    String::from_utf8(bytes).expect("templates are UTF-8")
}

#[test]
fn what_somebody_did_to_the_site_is_mended() {
    let mut twins = Twins::of(two_offices());
    twins.build("the first", |portal| portal);
    let page = twins.site().join("south/2029/entries/1-1.html");
    let text = fs::read_to_string(&page).expect("the page is there");
    let damage: [(&str, &dyn Fn()); 4] = [
        ("a page that is gone", &|| fs::remove_file(&page).expect("it can be removed")),
        ("a page that is cut", &|| fs::write(&page, "").expect("it can be written")),
        ("a page of the same length", &|| {
            let other = text.replacen("<main", "<mail", 1);
            assert!(other != text && other.len() == text.len());
            fs::write(&page, other).expect("it can be written");
        }),
        ("an office that is gone", &|| {
            fs::remove_dir_all(twins_folder(&page)).expect("it can be removed");
        }),
    ];
    for (what, harm) in damage {
        harm();
        let summary = twins.build(what, |portal| portal);
        assert!(summary.written > 0 && summary.kept > 60, "{what}: {summary:?}");
    }
    fs::remove_file(twins.folder.path().join(".public.keys")).expect("the memory is there");
    let summary = twins.build("a memory that is gone", |portal| portal);
    assert_eq!((summary.written, summary.kept), (0, 0));
    let summary = twins.build("a memory that is back", |portal| portal);
    assert!(summary.kept > 120, "{summary:?}");
    let whole = Options { memory: Memory::Ignored, ..Options::default() };
    let (summary, _) = twins.project.build_into(&twins.site(), twins.now, whole);
    assert_eq!((summary.written, summary.kept), (0, 0), "--whole makes everything");
}

#[test]
fn a_lock_that_somebody_changed_counts() {
    let mut twins = Twins::of(two_offices());
    twins.build("the first", |portal| portal);
    let all = twins.build("nothing", |portal| portal).kept;
    let lock = "content/offices/south/plans/2030/calendar.lock";
    let text = twins.project.text(lock);
    let without = text.lines().filter(|line| !line.contains("feed\tforms/")).collect::<Vec<_>>();
    let former = "feed\tforms/former\tКолишня форма\nevent\tformer\t0123456789abcdef\t3\t2029-12-01T00:00:00Z\t2030-03-02\tforms/former\tКолишня подія\n";
    let changes: [(&str, String); 5] = [
        ("an event of old", format!("{text}{former}")),
        ("counted on", text.replacen("\t0\t2030", "\t7\t2030", 1)),
        ("calendars forgotten", without.join("\n") + "\n"),
        ("torn", text.lines().take(text.lines().count() / 2).collect::<Vec<_>>().join("\n") + "\n"),
        ("as at first", text.clone()),
    ];
    for (what, text) in changes {
        let summary = twins.build(what, |portal| portal.with(lock, text));
        assert!(summary.kept < all, "{what}: {summary:?}");
        twins.build(what, |portal| portal);
    }
    twins.build("no lock at all", |portal| portal.without(lock));
    twins.build("another year", |portal| {
        portal.edit("content/offices/south/office.toml", "\"2030\"", "\"2029\"")
    });
    twins.build("the events of a plan that is not yet the current one", |portal| portal);
    let steady = twins.build("nothing", |portal| portal);
    assert_eq!((steady.written, steady.kept > all * 9 / 10), (0, true), "{steady:?}");
}

#[test]
fn offices_come_and_go() {
    let offices = |ids: &[&str]| {
        let portal = Portal::of_offices(ids, "");
        let head = "title = \"Плани кабінетів\"\nbase_url = \"https://plans.example.org/\"\n";
        let portal = portal.with("portal.toml", head);
        // The theme's own files lie in such a folder too.
        ids.iter().fold(portal, |portal, id| portal.with(&format!("offices/{id}/files/a.txt"), *id))
    };
    let mut twins = Twins::of(offices(&["a", "assets"]));
    twins.build("the first", |portal| portal);
    for ids in [&["a", "assets"][..], &["a", "assets", "c"], &["a", "c"], &["a", "c"], &["c"]] {
        twins.build(&format!("{ids:?}"), |_| offices(ids));
        twins.build(&format!("{ids:?} again"), |portal| portal);
    }
    let file = "content/offices/a/files/a.txt";
    twins.build("as before", |_| offices(&["a", "c"]));
    twins.build("an attachment", |portal| portal.with(file, "b"));
    let summary = twins.build("another attachment", |portal| portal.with(file, "c"));
    assert!(summary.written == 1 && summary.kept > 40, "{summary:?}");
}

/// One office at the top, another in a folder within its own.
#[test]
fn an_office_at_the_top_and_one_in_a_folder() {
    let both = Portal::of_offices(&["a", "b"], "");
    let at_top = |path: &str| {
        let within = path.strip_prefix("content/")?;
        Some(within.strip_prefix("offices/a/").unwrap_or(within).to_owned())
    };
    let portal = both.moved(at_top).without("content/office.toml").with(
        "portal.toml",
        "title = \"Плани кабінетів\"\nbase_url = \"https://plans.example.org/\"\n\n\
         [organization]\nid = \"a\"\nname = \"Кабінет a\"\n",
    );
    let mut twins = Twins::of(portal);
    for turn in ["the first", "again", "once more", "and again"] {
        twins.build(turn, |portal| portal);
    }
    twins.build("a text of the second", |portal| {
        portal.edit("content/offices/b/plans/2030/01-robota/section.toml", "Нарада", "Семінар")
    });
    twins.build("and again", |portal| portal);
}

/// What an office that is not looked at again has to do with the one that was edited.
#[test]
fn faults_between_offices_are_told_as_a_clean_build_tells_them() {
    let mut twins = Twins::of(two_offices());
    let intro = "content/offices/north/plans/2030/intro.md";
    twins.build("a link from one to the other", |portal| {
        let text = portal.text(intro) + "\n[Пункт](south/2030/entries/1-5.html)\n";
        portal.with(intro, text)
    });
    twins.build("nothing", |portal| portal);
    let gone = twins.project.clone().without("content/offices/south/plans/2030/01-robota/1.5.md");
    let report = twins.told("a page is gone", &gone);
    assert!(report.contains("south/2030/entries/1-5.html"), "{report}");
    twins.build("a row of two months", |portal| {
        with_row(portal, "south", ("s2030-1-99", "березень, квітень"))
    });
    twins.build("nothing", |portal| portal);
    let twin = with_row(twins.project.clone(), "north", ("s2030-1-99-m04", "12 травня"));
    let report = twins.told("a name twice", &twin);
    assert!(report.contains("дві події календаря"), "{report}");
    let summary = twins.build("nothing, after faults", |portal| portal);
    assert_eq!(summary.written, 0);
}

/// A preview writes no locks, so what it stamped is new each time; it keeps it nevertheless.
#[test]
fn a_preview_keeps_offices_that_were_never_published() {
    let project = with_row(two_offices(), "south", ("s2030-1-99", "березень, квітень"));
    let Twins { project, now, .. } = Twins::of(project);
    let first = Arc::new(project.build_after(Arc::default(), now));
    let again = Arc::new(project.build_after(Arc::clone(&first), now));
    assert!(again.kept * 10 > first.files.len() * 9, "{} of {}", again.kept, first.files.len());
    assert_eq!(again.files, first.files);
    let edited = project.clone().edit(
        &section("north", "2030"),
        "Семінар для майстрів",
        "Семінар для всіх майстрів",
    );
    let kept = Arc::new(edited.build_after(Arc::clone(&again), now));
    let clean = edited.build_after(Arc::default(), now);
    assert!(kept.kept > first.files.len() / 2, "{} of {}", kept.kept, first.files.len());
    assert_eq!(kept.files, clean.files);
    // Of the south, which is not listed, no lock tells that the event has this name already.
    let twin = with_row(edited, "north", ("s2030-1-99-m04", "12 травня"));
    let report = twin.refused_after(Arc::clone(&kept), now).report();
    assert_eq!(report, twin.check().report());
    assert!(report.contains("дві події календаря"), "{report}");
}

/// With one row more this year: in two months it has two events, called after their months too.
fn with_row(portal: Portal, office: &str, (id, term): (&str, &str)) -> Portal {
    let section = section(office, "2030");
    let text = portal.text(&section);
    let row = format!(
        "\n[[entry]]\nid = \"{id}\"\nnumber = \"1.99\"\ntext = \"Нарада\"\nresponsible = \"Бондар І.В.\"\nform = \"наради\"\nterm = \"{term}\"\n"
    );
    portal.with(&section, text + &row)
}

#[test]
fn an_office_that_is_kept_goes_on_saying_what_is_odd() {
    let odd = "\n[[entry]]\nid = \"s2030-1-98\"\nnumber = \"1.98\"\ntext = \"Нарада\"\nresponsible = \"Хтось Н.Н.\"\nform = \"наради\"\nterm = \"колись\"\n";
    let portal = two_offices();
    let text = portal.text(&section("south", "2030")) + odd;
    let project = portal.with(&section("south", "2030"), text).on_disk();
    let north = project.path(&section("north", "2030"));
    let mut said = Vec::new();
    for edit in 0..3 {
        let text = fs::read_to_string(&north).expect("it is there");
        let text = text.replace("Семінар", &format!("Семінар {edit}"));
        fs::write(&north, text).expect("it can be written");
        let ran = project.run(&["build", "--timings", "--format", "json"]);
        let (reports, _): (Vec<_>, Vec<_>) =
            ran.out.lines().partition(|line| line.contains("колись"));
        said.push((ran.code, reports.len(), ran.err.clone()));
        assert!(edit == 0 || !ran.out.contains("\"kept\":0,"), "{}", ran.out);
    }
    assert!(said[0].1 > 0 && said.iter().all(|one| one == &said[0]), "{said:?}");
}

#[test]
fn locks_stay_where_nothing_changed() {
    let project = two_offices().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    for turn in 0..2 {
        let ran = project.run(&["build", "--locked"]);
        assert_eq!(ran.code, 0, "{turn}: {}{}", ran.out, ran.err);
    }
    let north = project.path(&section("north", "2030"));
    let text = fs::read_to_string(&north).expect("it is there");
    fs::write(&north, text.replace("15.10.2030", "16.10.2030")).expect("it can be written");
    for turn in 0..2 {
        let ran = project.run(&["build", "--locked"]);
        assert!(ran.code != 0 && ran.err.contains("north/plans/2030/calendar.lock"), "{turn}");
        assert!(!ran.err.contains("south/plans"), "{turn}: {}", ran.err);
    }
    assert_eq!(project.run(&["build"]).code, 0);
    assert_eq!(project.run(&["build", "--locked"]).code, 0);
}

/// The office's folder in which the page lies.
fn twins_folder(page: &Path) -> &Path {
    page.ancestors().nth(3).expect("the page lies in folders")
}

#[test]
fn the_real_plan_too_is_that_of_a_clean_build() {
    let mut twins = Twins::of(Portal::real());
    twins.build("the first", |portal| portal);
    let again = twins.build("nothing", |portal| portal);
    assert_eq!(again.written, 0);
    assert!(again.kept * 10 > again.unchanged * 9, "{again:?}");
    let glossary = "content/glossary.toml";
    let text = twins.project.text(glossary);
    let edited = twins.build("the glossary", |portal| {
        portal.with(
            glossary,
            format!("{text}\n[[abbreviation]]\nshort = \"ЩОСЬ\"\nfull = \"щось\"\n"),
        )
    });
    assert!(edited.written > 0 && edited.kept > 100, "{edited:?}");
}

/// Nobody reads an attachment to understand the plan, so no key knows its bytes.
#[test]
fn an_attachment_of_the_same_size_is_a_new_one() {
    let project = Portal::smallest().with("content/files/a.txt", "перший").on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    fs::write(project.path("content/files/a.txt"), "другий").expect("it can be written");
    let ran = project.run(&["build", "--timings", "--format", "json"]);
    assert!(ran.out.contains("\"written\":1,\"kept\":"), "{} {}", ran.out, ran.err);
    let found = fs::read_to_string(project.path("public/files/a.txt")).expect("it is there");
    assert_eq!(found, "другий");
    let ran = project.run(&["build", "--whole", "--timings", "--format", "json"]);
    assert!(ran.out.contains("\"written\":0,\"kept\":0,"), "{} {}", ran.out, ran.err);
}

/// A change of another office's row would show on pages of both, and of each only one plan knows it.
#[test]
fn a_plan_records_changes_of_its_own_rows_only() {
    let changes = "content/offices/south/plans/2030/changes.toml";
    let portal = two_offices().edit(changes, "entry = \"s2030-1-1\"", "entry = \"n2030-1-1\"");
    let report = portal.check().report();
    assert!(report.contains("рядок «n2030-1-1» належить іншому плану"), "{report}");
}

/// A preview that reads again what it knows learns what one learns that reads for the first time.
#[test]
fn what_files_said_is_what_they_say() {
    let project = two_offices().on_disk();
    let content = project.path("content");
    let mut known = Known::lasting();
    let mut read = |what: &str| {
        let again = format!("{:?}", read::read(&content, &mut known).expect("it can be read"));
        let first = read::read(&content, &mut Known::default()).expect("it can be read");
        assert!(again == format!("{first:?}"), "{what}");
        first.2.iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    let north = section("north", "2030");
    assert!(read("first").is_empty());
    assert!(read("nothing changed").is_empty());
    project.edit(&north, "Семінар", "Нарада");
    assert!(read("one entry").is_empty());
    project.edit(&north, "number = \"1.1\"", "number = 1.1.1");
    assert!(!read("a fault").is_empty());
    assert!(!read("the fault once more").is_empty());
    project.edit(&north, "number = 1.1.1", "number = \"1.1\"");
    assert!(read("mended").is_empty());
    // All files after it have another number now.
    fs::write(content.join("a.toml"), "щось = 1").expect("it can be written");
    assert_eq!(read("a file before all others"), ["unknown-file"]);
    fs::remove_file(content.join("a.toml")).expect("it is there");
    let (from, to) = (project.path(&north), content.join("offices/north/people.toml"));
    fs::copy(from, to).expect("it can be copied");
    assert!(!read("another file under a known name").is_empty());
}

//! Plans as other offices write them: from the document to content that checks, to its pages, and back to a document.

#![expect(clippy::disallowed_methods, reason = "Word documents lie on the disk")]

use plan_portal::approved::text_of;
use plan_portal::import::{Draft, Options, Present, draft};
use plan_portal::text::Language;

use crate::data::assert_same_cells;
use crate::portal::Portal;

const TITLE: &str =
    "ЗАТВЕРДЖУЮ\nДиректор\nІван КОВАЛЬ\n2030 рік\n\nПЛАН РОБОТИ\nНМЦ\nна 2030 рік\n\n";
const HEADS: &str = "№ з/п\tЗміст роботи\tТермін\tВідповідальний\n";
const SIGNATURE: &str = "\nДиректор\n\nІван КОВАЛЬ\n";

/// An imported document: what was asked, and the draft held against that very document.
struct Imported {
    draft: Draft,
    portal: Portal,
}

impl Imported {
    /// The plan of these sections, with a title and a signature.
    fn plan(sections: &str) -> Imported {
        Imported::of(&format!("{TITLE}{sections}{SIGNATURE}"))
    }

    fn of(text: &str) -> Imported {
        let draft = import(text);
        assert_eq!(draft.faults, [], "{text}");
        let portal = Portal::from("").with("seeds/plan.txt", text);
        let files = draft.files.iter();
        let portal = files.fold(portal, |portal, (path, text)| portal.with(path, text.as_str()));
        let report = portal.check().report();
        assert!(!report.contains("помилка["), "{report}\n{text}");
        Imported { draft, portal }
    }

    fn questions(&self) -> Vec<&str> {
        let questions = self.draft.questions.iter();
        questions.map(|question| question.message.say(Language::Uk)).collect()
    }

    /// The end of a file of the draft, without the things every draft has.
    fn section(&self, order: usize) -> &str {
        let begins = format!("plans/2030/{order:02}-");
        let mut files = self.draft.files.iter();
        let (_, text) = files.find(|(path, _)| path.starts_with(&begins)).expect("it is there");
        text
    }

    /// The document that the office takes away, as Word and as text, is read as the same plan.
    fn comes_back(&self) {
        self.comes_back_from(&["plan.docx", "plan.txt"]);
    }

    fn comes_back_from(&self, names: &[&str]) {
        let project = self.portal.on_disk();
        for name in names {
            let ran = project.run(&["export", name]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let bytes = std::fs::read(project.path(name)).expect("it is there");
            let text = text_of(bytes).expect("it is whole");
            let again = import(&text);
            assert_eq!(again.faults, [], "{name}");
            for (mine, theirs) in again.files.iter().zip(&self.draft.files) {
                assert_eq!(mine, theirs, "{name}\n{text}");
            }
            assert_eq!(again.files.len(), self.draft.files.len(), "{name}");
        }
    }
}

fn import(text: &str) -> Draft {
    let source = "seeds/plan.txt".to_owned();
    draft(
        text,
        &Options {
            year: 2030,
            source,
            office: None,
            has_lines: false,
            columns: Vec::new(),
            present: Present::default(),
        },
    )
}

/// `text` without tags, blanks single: what a reader of the page reads.
fn words(page: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for letter in page.chars() {
        is_tag = letter == '<' || is_tag && letter != '>';
        words.push(if is_tag || letter == '>' { ' ' } else { letter });
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn words_between_a_heading_and_its_table_are_the_sections_own() {
    let plan = Imported::plan(&format!(
        "І. ОРГАНІЗАЦІЙНА РОБОТА\n\nМета: створити умови для розвитку.\nЗавдання розділу:\n- супровід закладів;\n\
         - нові програми.\n{HEADS}1.1\tНарада\tсічень\tСич А.Б.\nІІ. КАДРИ\nМета розділу: атестація\t\t\t\n\
         2.1\tАтестація\tлютий\tКоваль О.С.\n"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(plan.section(1).contains(
        "introduction = \"Мета: створити умови для розвитку.\\nЗавдання розділу:\\n- супровід закладів;\\n- нові програми.\"\n\n[[entry]]"
    ), "{}", plan.section(1));
    assert!(plan.section(2).contains("introduction = \"Мета розділу: атестація\"\n"));
    let site = plan.portal.build();
    for path in ["plan.html", "sections/1.html"] {
        let page = words(&String::from_utf8_lossy(&site[path]));
        assert!(
            page.contains("Мета: створити умови для розвитку. Завдання розділу: - супровід"),
            "{page}"
        );
    }
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    plan.comes_back();
    // The words are approved as all others are.
    let (path, text) =
        plan.draft.files.iter().find(|(_, text)| text.contains("Мета: ")).expect("it is there");
    let changed = plan.portal.with(path, text.replace("створити умови", "дбати"));
    assert_eq!(changed.check().codes(), ["differs-from-approved"]);
}

fn row(number: &str) -> String {
    format!("{number}\tЗахід {number}\tсічень\tСич А.Б.\n")
}

fn rows(numbers: &[&str]) -> String {
    numbers.iter().map(|number| row(number)).collect()
}

/// Headings across the table, and where the pages of the rows below them lie.
#[test]
fn headings_across_the_table_stand_above_the_rows_below_them() {
    let one = rows(&["1", "2"]);
    let cases: [(&str, String, &[&str], &[&str]); 8] = [
        (
            "months, rows numbered anew",
            format!(
                "І. РОБОТА\n{HEADS}СІЧЕНЬ\n{one}Лютий 2030 року\n{one}ІІ. КАДРИ\n{HEADS}СІЧЕНЬ\n{one}"
            ),
            &["СІЧЕНЬ", "Лютий 2030 року", "СІЧЕНЬ"],
            &["1-1", "1-2", "2030-1-1-n2", "2030-1-2-n2", "2-1", "2-2"],
        ),
        (
            "quarters in cells, rows numbered on",
            format!(
                "І. РОБОТА\n{HEADS}І КВАРТАЛ\t\t\t\n{}\tІІ квартал\t\t\n{}",
                row("1.1"),
                row("1.2")
            ),
            &["І КВАРТАЛ", "ІІ квартал"],
            &["1-1", "1-2"],
        ),
        (
            "numbered headings, rows numbered anew",
            format!(
                "І. РОБОТА\n{HEADS}1.1. Організаційна робота\n{one}1.2. Робота з кадрами\n{one}"
            ),
            &["1.1. Організаційна робота", "1.2. Робота з кадрами"],
            &["1-1", "1-2", "2030-1-1-n2", "2030-1-2-n2"],
        ),
        (
            "numbered rows that others go on from",
            format!(
                "І. РОБОТА\n{HEADS}1. Організаційна робота\n{}2. Кадри\n{}",
                rows(&["1.1", "1.2"]),
                row("2.1")
            ),
            &[],
            &["1-1", "2030-1-1-n2", "1-2", "2030-1-2-n2", "2-1"],
        ),
        (
            "a table below each heading",
            format!("РОЗДІЛ 1. РОБОТА\n\nНАРАДИ\n\n{HEADS}{one}\nСЕМІНАРИ\n\n{HEADS}{one}"),
            &["НАРАДИ", "СЕМІНАРИ"],
            &["1-1", "1-2", "2030-1-1-n2", "2030-1-2-n2"],
        ),
        (
            "words of the section, then a heading",
            format!("І. РОБОТА\nМета: порядок.\nСІЧЕНЬ\n{HEADS}{one}"),
            &["СІЧЕНЬ"],
            &["1-1", "1-2"],
        ),
        (
            "the same numbers in each section",
            format!(
                "І. РОБОТА\n{HEADS}НАРАДИ\n{}ІІ. КАДРИ\n{HEADS}НАРАДИ\n{}",
                rows(&["1.1", "1.2"]),
                row("1.1")
            ),
            &["НАРАДИ", "НАРАДИ"],
            &["1-1", "1-2", "2030-1-1-n2"],
        ),
        (
            "a year and a half-year",
            format!("І. РОБОТА\n{HEADS}Упродовж року\n{one}II ПІВРІЧЧЯ\n{}", row("3")),
            &["Упродовж року", "II ПІВРІЧЧЯ"],
            &["1-1", "1-2", "1-3"],
        ),
    ];
    for (name, text, headings, addresses) in cases {
        let plan = Imported::plan(&text);
        assert_eq!(plan.questions(), [""; 0], "{name}");
        let files = plan.draft.files.iter().map(|(_, text)| text.as_str()).collect::<String>();
        let entries = files.split("[[entry]]\n").skip(1);
        let found = entries.filter_map(|entry| {
            let (before, _) = entry.split_once("number = ")?;
            before.split_once("heading = \"")?.1.split('"').next()
        });
        assert_eq!(found.collect::<Vec<_>>(), headings, "{name}\n{files}");
        let site = plan.portal.build();
        for address in addresses {
            assert!(
                site.contains_key(&format!("entries/{address}.html")),
                "{name}: {address}\n{files}"
            );
        }
        let page = String::from_utf8_lossy(&site["plan.html"]).into_owned();
        let told =
            page.split("scope=\"colgroup\">").skip(1).filter_map(|rest| rest.split('<').next());
        let told = told.map(|words| words.replace('\u{a0}', " "));
        assert_eq!(told.collect::<Vec<_>>(), headings, "{name}");
        plan.comes_back();
    }
}

#[test]
fn a_heading_that_may_be_something_else_is_asked_about() {
    let text = format!("І. РОБОТА\n{HEADS}{}Наради директорів\n{}", row("1.1"), row("1.2"));
    let plan = Imported::plan(&text);
    assert!(plan.section(1).contains("heading = \"Наради директорів\"\nnumber = \"1.2\""));
    assert!(
        matches!(plan.questions().as_slice(), [one] if one.contains("«Наради директорів» стоїть на всю ширину"))
    );
    plan.comes_back();
    // A row that goes on in the next line is no heading.
    let text = format!("І. РОБОТА\n{HEADS}{}та коледжів\n{}", row("1.1"), row("1.2"));
    let plan = Imported::plan(&text);
    assert!(!plan.section(1).contains("heading = \"та"));
    // The section's page shows what stands under what, and so does the page of an entry.
    let plan =
        Imported::plan(&format!("І. РОБОТА\n{HEADS}СІЧЕНЬ\n{}ЛЮТИЙ\n{}", row("1.1"), row("1.2")));
    let site = plan.portal.build();
    let page = words(&String::from_utf8_lossy(&site["sections/1.html"]));
    let places = ["СІЧЕНЬ 1.1", "ЛЮТИЙ 1.2"].map(|words| page.find(words).expect(words));
    assert!(places.is_sorted(), "{page}");
    assert!(
        words(&String::from_utf8_lossy(&site["entries/1-2.html"])).contains("РОБОТА ЛЮТИЙ Захід")
    );
}

/// Tables by months and days without a column for numbers: no number is made up, each row has its page.
#[test]
fn plans_without_numbers_become_entries_without_numbers() {
    const BY_MONTHS: &str = "Термін\tЗміст роботи\tВідповідальний\n";
    let plan = Imported::plan(&format!(
        "І. РОБОТА\n{BY_MONTHS}15.01\tНарада директорів\tСич А.Б.\nлютий\tСемінар:<br>- для майстрів;<br>- для \
         викладачів\tКоваль О.С.\n&above;\tКонсультації\tСич А.Б.\nІІ. КАДРИ\n{BY_MONTHS}березень\tАтестація\tСич А.Б.\n"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(plan.section(1).contains("number = \"\"\ntext = \"Консультації\"\nresponsible = \"Сич А.Б.\"\nas_above = [\"term\"]"), "{}", plan.section(1));
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    let site = plan.portal.build();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).replace('\u{a0}', " ");
    for (address, told) in [
        ("2030-1-r1", "Пункт I. РОБОТА Нарада директорів ○"),
        ("2030-1-r3", "Пункт I. РОБОТА Консультації ○"),
        ("2030-2-r1", "Пункт II. КАДРИ Атестація ○"),
    ] {
        let page = words(&page(&format!("entries/{address}.html")));
        assert!(page.contains(told), "{address}: {page}");
    }
    let whole = page("plan.html");
    assert!(
        !whole.contains("cell-number")
            && whole.contains("<a href=\"entries/2030-1-r1.html\">Нарада директорів</a>")
    );
    assert!(page("people/sych-a-b.html").contains("<p class=\"row-number\"></p>"));
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Пункт ,") && !text.contains("Пункт </"), "{path}");
    }
    // A text cannot say that cells are merged.
    plan.comes_back_from(&["plan.docx"]);
    // A word changed, an entry lost: told as in any plan.
    let (path, text) =
        plan.draft.files.iter().find(|(path, _)| path.contains("/02-")).expect("it is there");
    let changed = plan.portal.with(path, text.replace("Атестація", "Навчання"));
    assert_eq!(changed.check().codes(), ["differs-from-approved"]);
}

#[test]
fn who_signs_below_rows_without_numbers_is_no_row() {
    let table = "I. РОБОТА\nТермін\tЗміст роботи\tВідповідальний\nсічень\tНарада\tКоваль О.О.\nтравень\tЗбірник\tКоваль О.О.\n";
    let text = format!("{TITLE}{table}\nМетодист\tІрина МЕЛЬНИК\nВиконавець: Коваль О.О.\n");
    let imported = Imported::of(&text);
    assert!(!imported.section(1).contains("МЕЛЬНИК"), "{}", imported.section(1));
    let plan = imported.portal.text("content/plans/2030/plan.toml");
    assert!(
        plan.contains("name = \"Ірина МЕЛЬНИК\"") && plan.contains("Виконавець: Коваль О.О."),
        "{plan}"
    );
}

#[test]
fn a_post_and_a_name_in_one_line_are_parted() {
    let table = "I. РОБОТА\nТермін\tЗміст роботи\tВідповідальний\nсічень\tНарада\tКоваль О.О.\n";
    let text = |line: &str| format!("{TITLE}{table}\n{line}\n");
    let cases = [
        ("Директор НМЦ ПТО            Степан ГУК", ("Директор НМЦ ПТО", "Степан ГУК")),
        ("Начальник відділу _______ Ольга ЛИС", ("Начальник відділу _______", "Ольга ЛИС")),
        ("Директор            Степан ГУК", ("Директор", "Степан ГУК")),
        ("Методист      С.І. Гук", ("Методист", "С.І. Гук")),
        ("Директор НМЦ ПТО", ("", "Директор НМЦ ПТО")),
        ("Степан ГУК", ("", "Степан ГУК")),
        ("Виконавець: Степан ГУК", ("Виконавець: Степан ГУК", "")),
    ];
    for (line, (position, name)) in cases {
        let plan = Imported::of(&text(line));
        let file = plan.portal.text("content/plans/2030/plan.toml");
        let told = format!("[signature]\nposition = \"{position}\"\nname = \"{name}\"\n");
        assert!(file.contains(&told), "{line}\n{file}");
    }
}

#[test]
fn what_is_open_in_a_plan_without_numbers_is_asked() {
    const HEADS_IN_TURN: &str = "Дата проведення\tНазва заходу\tВиконавці\n";
    // A text cannot say that cells are merged.
    let text =
        format!("І. РОБОТА\n{HEADS_IN_TURN}лютий\tСемінар\tСич А.Б.\n\tТренінг\tКоваль О.С.\n");
    let plan = Imported::plan(&text);
    assert!(
        matches!(plan.questions().as_slice(), [one] if one.contains("допишіть пунктові as_above = [\"term\"]")),
        "{:?}",
        plan.questions()
    );
    // A plan by months has no sections: its table is called as the plan is.
    let text = format!(
        "СІЧЕНЬ\n{HEADS_IN_TURN}15.01\tНарада\tСич А.Б.\nЛЮТИЙ\n{HEADS_IN_TURN}10.02\tСемінар\tСич А.Б.\n"
    );
    let plan = Imported::plan(&text);
    assert!(
        matches!(plan.questions().as_slice(), [one] if one.contains("не має заголовка розділу")),
        "{:?}",
        plan.questions()
    );
    assert!(
        plan.section(1).contains("title = \"ПЛАН РОБОТИ\"\nheading = \"\"\n"),
        "{}",
        plan.section(1)
    );
    assert!(plan.section(1).contains("heading = \"ЛЮТИЙ\"\nnumber = \"\"\ntext = \"Семінар\""));
    plan.portal.build();
    plan.comes_back();
    // There is a column for numbers, and none in it: Word counted them, the text does not have them.
    let plan = Imported::plan(&format!(
        "І. РОБОТА\n{HEADS}\tНарада\tсічень\tСич А.Б.\n\tСемінар\tлютий\tСич А.Б.\n"
    ));
    assert!(plan.section(1).contains("number = \"\"\ntext = \"Семінар\""));
    plan.comes_back();
    // One row without a number among others is odd, and told.
    let plan =
        Imported::plan(&format!("І. РОБОТА\n{HEADS}\tНарада\tсічень\tСич А.Б.\n{}", row("1.1")));
    assert_eq!(plan.portal.check().codes(), ["missing-number"]);
}

#[test]
fn several_agree_approve_and_sign() {
    let body = format!("ПЛАН РОБОТИ\nНМЦ\nна 2030 рік\n\nІ. РОБОТА\n{HEADS}{}", row("1.1"));
    let beside = [
        // Lines parted by tabs, as many as it takes.
        "ПОГОДЖЕНО\t\t\tЗАТВЕРДЖУЮ\nНачальник управління\t\tДиректор\n\t\t\tцентру\n______ Олена Гай\t\t______ Іван КОВАЛЬ\n\
         «10» січня 2030 р.\t«12» січня 2030 р.\n\n",
        // Blanks alone, as many as it takes.
        "   ПОГОДЖЕНО                              ЗАТВЕРДЖУЮ\nНачальник управління                 Директор\n\
         \u{20}                                        центру\n\n______ Олена Гай                 ______ Іван КОВАЛЬ\n\
         «10» січня 2030 р.\u{a0}\u{a0}\u{a0} \u{a0}\u{a0}    «12» січня 2030 р.\n\n                   ",
        // A table of two cells, as Word has it.
        "ПОГОДЖЕНО<br>Начальник управління<br>______ Олена Гай<br>«10» січня 2030 р.\tЗАТВЕРДЖУЮ<br>Директор<br>\
         центру<br>______ Іван КОВАЛЬ<br>«12» січня 2030 р.\n\n",
        // One below the other.
        "ПОГОДЖЕНО\n\nНачальник управління\n\n______ Олена Гай\n\n«10» січня 2030 р.\n\nЗАТВЕРДЖУЮ\nДиректор\nцентру\n\
         ______ Іван КОВАЛЬ\n«12» січня 2030 р.\n\n",
    ];
    for title in beside {
        let plan = Imported::of(&format!(
            "{title}{body}\nДиректор центру\tІван КОВАЛЬ\n\nГоловний бухгалтер\nОльга ЛИС\n\nВиконавець: Сич А.Б., 12-34\n"
        ));
        assert_eq!(plan.questions(), [""; 0], "{title}");
        let file = plan.portal.text("plans/2030/plan.toml");
        for told in [
            "[[approval]]\nheading = \"ПОГОДЖЕНО\"\nposition = \"Начальник управління\"\nname = \"______ Олена Гай\"\n\
             date = \"«10» січня 2030 р.\"\n",
            "[[approval]]\nheading = \"ЗАТВЕРДЖУЮ\"\nposition = \"Директор\\nцентру\"\nname = \"______ Іван КОВАЛЬ\"\n\
             date = \"«12» січня 2030 р.\"\n",
            "[[signature]]\nposition = \"Директор центру\"\nname = \"Іван КОВАЛЬ\"\n",
            "[[signature]]\nposition = \"Головний бухгалтер\"\nname = \"Ольга ЛИС\"\n",
            "[[signature]]\nposition = \"Виконавець: Сич А.Б., 12-34\"\nname = \"\"\n",
        ] {
            assert!(file.contains(told), "{title}\n{told}\n{file}");
        }
        let site = plan.portal.build();
        let page = words(&String::from_utf8_lossy(&site["plan.html"]).replace('\u{a0}', " "));
        assert!(page.contains("Олена Гай «10» січня 2030 р. ЗАТВЕРДЖУЮ Директор центру"), "{page}");
        assert!(
            page.contains(
                "Директор центру Іван КОВАЛЬ Головний бухгалтер Ольга ЛИС Виконавець: Сич"
            ),
            "{page}"
        );
        plan.comes_back();
    }
}

#[test]
fn blocks_that_only_blanks_part_keep_their_lines() {
    let title = "      УЗГОДЖЕНО                                 ЗАТВЕРДЖЕНО\n\
        Голова районної                    Начальник відділу\n\
        ради                               освіти\n\
        профспілки\n\
        ____    О. ГАЙ                     ____    І. КОВАЛЬ\n\
        «__»   січня   2030 року           «__»   січня   2030 року\n\n\n\
        \u{20}                   План роботи\n               відділу освіти\n               на 2030 рік\n\n";
    let plan = Imported::of(&format!("{title}І. РОБОТА\n{HEADS}{}{SIGNATURE}", row("1.1")));
    assert_eq!(plan.questions(), [""; 0]);
    let file = plan.portal.text("plans/2030/plan.toml");
    for told in [
        "heading = \"УЗГОДЖЕНО\"\nposition = \"Голова районної\\nради\\nпрофспілки\"\nname = \"____ О. ГАЙ\"\n\
         date = \"«__» січня 2030 року\"\n",
        "heading = \"ЗАТВЕРДЖЕНО\"\nposition = \"Начальник відділу\\nосвіти\"\nname = \"____ І. КОВАЛЬ\"\n\
         date = \"«__» січня 2030 року\"\n",
        "heading = \"План роботи\"\ntext = \"відділу освіти\\nна 2030 рік\"\n",
    ] {
        assert!(file.contains(told), "{told}\n{file}");
    }
    plan.comes_back();
    // Blanks elsewhere say nothing.
    let plan = Imported::of(&format!(
        "ЗАТВЕРДЖУЮ     Директор\nІван     КОВАЛЬ\n2030 рік\n\nПЛАН     РОБОТИ\nна 2030 рік\n\nІ. РОБОТА\n{HEADS}{}{SIGNATURE}",
        row("1.1")
    ));
    assert!(
        plan.portal.text("plans/2030/plan.toml").contains("heading = \"ЗАТВЕРДЖУЮ Директор\"\n")
    );
}

/// Capitals right below the heading of a section may be more of it, or head its rows: the contents say which.
#[test]
fn capitals_below_a_heading_are_what_the_contents_say() {
    let table = format!("І. ОРГАНІЗАЦІЙНА РОБОТА\nТА НАРАДИ\n{}", row("1.1"));
    let contents = |title: &str| format!("ЗМІСТ\nІ.\t{title}\t3\nВСТУП\nПро план.\n{HEADS}");
    let plan = Imported::plan(&format!("{}{table}", contents("Організаційна робота")));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(
        plan.section(1).contains("heading = \"І. ОРГАНІЗАЦІЙНА РОБОТА\"\n")
            && plan.section(1).contains("heading = \"ТА НАРАДИ\"\nnumber = \"1.1\""),
        "{}",
        plan.section(1)
    );
    plan.comes_back();
    let plan = Imported::plan(&format!("{}{table}", contents("Організаційна робота та наради.")));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(plan.section(1).contains("heading = \"І. ОРГАНІЗАЦІЙНА РОБОТА ТА НАРАДИ\"\n"));
    // Nothing says it: one way is taken, and a person is asked.
    let plan = Imported::plan(&table);
    assert!(plan.section(1).contains("heading = \"І. ОРГАНІЗАЦІЙНА РОБОТА ТА НАРАДИ\"\n"));
    let questions = plan.questions();
    assert!(questions.iter().any(|asked| asked.contains("з кількох рядків")), "{questions:?}");
}

#[test]
fn an_appendix_below_the_signature_is_kept_as_it_is() {
    let appendix = "\nДодаток 1\nГрафік консультацій\nДень\tГодина\tКабінет\nпонеділок\t10:00\t\nвівторок\t11:00\t5 | 6\n- за потреби\n";
    let text = format!("{TITLE}І. РОБОТА\n{HEADS}{}{SIGNATURE}{appendix}", row("1.1"));
    let plan = Imported::of(&text);
    assert!(
        matches!(plan.questions().as_slice(), [one] if one.contains("appendix.md")),
        "{:?}",
        plan.questions()
    );
    let file = plan.portal.text("plans/2030/appendix.md");
    assert_eq!(
        file,
        "Додаток 1\n\nГрафік консультацій\n\n| День | Година | Кабінет |\n| --- | --- | --- |\n\
         | понеділок | 10:00 |  |\n| вівторок | 11:00 | 5 \\| 6 |\n\n- за потреби\n"
    );
    assert!(plan.portal.text("plans/2030/plan.toml").contains("name = \"Іван КОВАЛЬ\"\n"));
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    let site = plan.portal.build();
    let page = String::from_utf8_lossy(&site["plan.html"]).into_owned();
    assert!(page.contains("Графік консультацій") && page.contains("<td>11:00</td>"), "{page}");
    assert!(page.contains("<td>5 | 6</td>"), "{page}");
    // Its tables leave as tables, in Word and in a text.
    plan.comes_back();
    let changed = plan.portal.with("plans/2030/appendix.md", file.replace("11:00", "12:00"));
    assert_eq!(changed.check().codes(), ["differs-from-approved"]);
}

#[test]
fn paragraphs_of_a_cell_stay_apart() {
    let row = |cells: &str| {
        format!("І. РОБОТА\n№\tЗміст роботи\tТермін\tВідповідальний\tФорма\n{cells}\n")
    };
    let plan = Imported::plan(&row(
        "1.1\tНарада директорів<br>Підготовка матеріалів\tсічень\tМельник І.П.<br>Коваль О.О.\tнаказ<br>протокол\n\
         1.2\tСемінар для<br>викладачів\tлютий\tметодисти<br>бухгалтер<br>методисти<br>відповідно до напрямів\tнаказ",
    ));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(plan.section(1).contains(
        "text = \"Нарада директорів\\nПідготовка матеріалів\"\nresponsible = \"Мельник І.П.\\nКоваль О.О.\"\nform = \"наказ\\nпротокол\"\n"
    ), "{}", plan.section(1));
    assert!(plan.section(1).contains("text = \"Семінар для викладачів\"\n"), "{}", plan.section(1));
    let names = |path: &str| {
        let text = plan.portal.text(path);
        text.lines()
            .filter_map(|line| line.strip_prefix("name = "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("people.toml"), ["\"Коваль О.О.\"", "\"Мельник І.П.\""]);
    assert_eq!(names("groups.toml"), ["\"методисти\"", "\"бухгалтер\""]);
    assert_eq!(names("forms.toml"), ["\"наказ\"", "\"протокол\""]);
    let site = plan.portal.build();
    for path in ["people/melnyk-i-p.html", "people/koval-o-o.html", "groups/bukhhalter.html"] {
        assert!(String::from_utf8_lossy(&site[path]).contains("entries/1-"), "{path}");
    }
    plan.comes_back_from(&["plan.docx"]);
}

/// A narrow column breaks a term; paragraphs and rows of their own part two.
#[test]
fn lines_of_a_term_are_read_as_they_are_meant() {
    let plan = Imported::plan(&format!(
        "І. РОБОТА\n{HEADS}1.1\tНарада\tсічень<br>грудень\tСич А.Б.\n1.2\tСемінар\tдо 15<br>вересня\tСич А.Б.\n\
         1.3\tПоради\tупродовж<br>навчального<br>року 2029/2030\tСич А.Б.\n1.4\tДовідки\tсічень\tСич А.Б.\n\t\tгрудень\t\n"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    assert_eq!(plan.section(1).matches("term = \"січень\\nгрудень\"\n").count(), 2);
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    let site = plan.portal.build();
    let page = |number: &str| {
        let page = String::from_utf8_lossy(&site[&format!("entries/{number}.html")]).into_owned();
        words(&page.replace('\u{a0}', " "))
    };
    assert!(page("1-1").contains("У календарі січень 2030 грудень 2030"), "{}", page("1-1"));
    assert!(page("1-2").contains("до 15 вересня 2030"), "{}", page("1-2"));
    plan.comes_back_from(&["plan.docx"]);
}

#[test]
fn a_post_beside_a_name_is_no_group() {
    let cells =
        ["Коваль О.О., методист", "методист Бондар І.В.", "Гнатюк П.П.", "методисти", "директор"];
    let rows = cells.iter().enumerate();
    let rows = rows.map(|(at, cell)| format!("1.{}\tНарада {at}\tсічень\t{cell}\n", at + 1));
    let imported = Imported::plan(&format!("I. РОБОТА\n{HEADS}{}", rows.collect::<String>()));
    let groups = imported.portal.text("content/groups.toml");
    assert!(!groups.contains("\"методист\""), "{groups}");
    assert!(groups.contains("\"методисти\"") && groups.contains("\"директор\""), "{groups}");
    let people = imported.portal.text("content/people.toml");
    assert_eq!(people.matches("[[person]]").count(), 3, "{people}");
}

/// The approved words are kept, whatever they are: the check remarks on them.
#[test]
fn a_number_that_the_document_has_twice_is_kept() {
    let table = format!("I. РОБОТА\n{HEADS}{}", rows(&["1.1", "1.2", "1.2", "1.3"]));
    let imported = Imported::plan(&table);
    assert_eq!(imported.section(1).matches("number = \"1.2\"").count(), 2);
    assert!(imported.portal.check().codes().contains(&"repeated-number"));
    let site = imported.portal.build();
    let entries = site.keys().filter(|path| path.starts_with("entries/")).count();
    assert_eq!(entries, 4, "each has its page");
    imported.comes_back();
}

/// Columns that say nothing the program knows («Місце проведення», «Примітка») keep their words, in the plan, on the
/// entry's page and in the documents that are taken away.
#[test]
fn further_columns_keep_their_words() {
    let heads = "№ з/п\tЗміст роботи\tМісце проведення заходу\tТермін\tВідповідальний\tПримітка\n";
    let plan = Imported::plan(&format!(
        "І. РОБОТА\n{heads}1.1\tНарада\tзала центру\tсічень\tСич А.Б.\tНаказ № 15\n\
         1.2\tСемінари:\t\t\t\tв разі потреби\n\t- для майстрів;\tліцей\tлютий\tСич А.Б.\t\n\
         \t- для методистів\t\tберезень\tКоваль О.С.\tонлайн\n1.3\tЗвіт\t\tгрудень\tСич А.Б.\t\n"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    for told in [
        "number = \"1.1\"\ntext = \"Нарада\"\nresponsible = \"Сич А.Б.\"\nterm = \"січень\"\nremarks = [\"зала центру\", \"Наказ № 15\"]\n",
        "text = \"Семінари:\"\nremarks = [\"\", \"в разі потреби\"]\n",
        "term = \"лютий\"\nremarks = \"ліцей\"\n",
        "term = \"березень\"\nremarks = [\"\", \"онлайн\"]\n",
    ] {
        assert!(plan.section(1).contains(told), "{told}\n{}", plan.section(1));
    }
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    let site = plan.portal.build();
    let page = |path: &str| {
        words(&String::from_utf8_lossy(&site[path]).replace(['\u{a0}', '\u{2060}'], " "))
    };
    let whole = page("plan.html");
    for told in [
        "Нарада зала центру січень Сич А.Б. Наказ № 15 1.2",
        "лютий Сич А.Б. - для методистів березень Коваль О.С. онлайн 1.3",
    ] {
        assert!(whole.contains(told), "{told}\n{whole}");
    }
    let entry = page("entries/1-1.html");
    assert!(entry.contains("Місце проведення заходу зала центру Примітка Наказ № 15"), "{entry}");
    assert!(page("entries/1-2.html").contains("онлайн підпункт 2"), "{}", page("entries/1-2.html"));
    let data = String::from_utf8_lossy(&site["data/plan.json"]).into_owned();
    assert!(data.contains("\"remarks\":[\"зала центру\",\"Наказ № 15\"]"), "{data}");
    let heads = "\"remark_heads\":[\"Місце проведення заходу\",\"Примітка\"]";
    assert!(data.contains(heads), "{data}");
    for (stem, row) in [
        ("data/plan", "зала центру;Наказ № 15"),
        ("data/section-1", "ліцей;"),
        ("data/person-koval-o-s", ";онлайн"),
    ] {
        let table = String::from_utf8_lossy(&site[&format!("{stem}.csv")]).into_owned();
        assert!(table.contains(";id;Місце проведення заходу;Примітка\r\n"), "{table}");
        assert!(table.contains(&format!("{row}\r\n")), "{table}");
        assert_same_cells(&site, &format!("{stem}.xlsx"));
    }
    plan.comes_back_from(&["plan.docx"]);
    let (path, text) =
        plan.draft.files.iter().find(|(_, text)| text.contains("онлайн")).expect("it is there");
    let changed = plan.portal.with(path, text.replace("онлайн", "очно"));
    assert_eq!(changed.check().codes(), ["differs-from-approved"]);
}

/// A row whose cell for the number is empty, but which says who does it and when, is no more words of the entry above.
#[test]
fn rows_without_a_number_among_numbered_ones_are_entries() {
    let plan = Imported::plan(&format!(
        "І. РОБОТА\n{HEADS}1.1\tНарада\tсічень\tСич А.Б.\n\tВиставка книг\tлютий\tКоваль О.С.\n1.2\tПоради:\t\t\n\
         \t- для майстрів;\tтравень\tСич А.Б.\n\tДля методистів\tчервень\tСич А.Б.\n1.3\tЗвіт\tгрудень\tСич А.Б.\n"
    ));
    let section = plan.section(1);
    assert!(
        section.contains("id = \"2030-1-r2\"\nnumber = \"\"\ntext = \"Виставка книг\"\nresponsible = \"Коваль О.С.\"\nterm = \"лютий\"\n"),
        "{section}"
    );
    assert_eq!(section.matches("[[entry]]").count(), 4, "{section}");
    assert_eq!(section.matches("[[entry.item]]").count(), 2, "{section}");
    assert!(plan.questions()[0].contains("прийнято за окремий пункт"), "{:?}", plan.questions());
    plan.comes_back();
    // Word says that one number stands beside two rows.
    let text = format!(
        "{TITLE}І. РОБОТА\n{HEADS}1.1\tНарада\tсічень\tСич А.Б.\n&number-above;\tВиставка книг\tлютий\tКоваль О.С.\n{SIGNATURE}"
    );
    let draft = import(&text);
    assert_eq!(draft.faults, []);
    let (_, section) =
        draft.files.iter().find(|(path, _)| path.contains("/01-")).expect("it is there");
    assert_eq!(section.matches("[[entry]]").count(), 1, "{section}");
}

/// Numbers that stand in one cell with the words, counted anew in each section.
#[test]
fn numbers_before_the_words_are_numbers_in_every_section() {
    const BY_WORDS: &str = "Зміст заходу\tСтроки\tВиконавець\n";
    let rows =
        "1. Нарада\tсічень\tСич А.Б.\n2. Семінар\tлютий\tСич А.Б.\n3. Звіт\tгрудень\tСич А.Б.\n";
    let plan = Imported::plan(&format!(
        "Розділ 1. Робота\n{BY_WORDS}{rows}Розділ 2. Кадри\n{BY_WORDS}{rows}"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    for order in [1, 2] {
        for told in [
            "number = \"1.\"\ntext = \"Нарада\"",
            "number = \"2.\"\ntext = \"Семінар\"",
            "number = \"3.\"",
        ] {
            assert!(plan.section(order).contains(told), "{told}\n{}", plan.section(order));
        }
    }
}

#[test]
fn a_section_may_be_a_list_without_a_table() {
    let plan = Imported::plan(&format!(
        "Мета: розвиток.\n\nІ. Організаційні заходи\n\n1. Оформити кабінет. Термін: вересень. Відповідальний: Сич А.Б.\n\
         2. Провести анкетування (жовтень, Сич А.Б.).\n\nІІ. Робота\n\n1. Школа майстра:\n- заняття 1;\n- заняття 2.\n\n\
         ІІІ. Контроль\n\n{HEADS}3.1\tПеревірка\tлистопад\tСич А.Б.\n"
    ));
    assert!(
        plan.section(1).contains(
            "text = \"Оформити кабінет.\"\nresponsible = \"Відповідальний: Сич А.Б.\"\nterm = \"Термін: вересень.\"\n"
        ),
        "{}",
        plan.section(1)
    );
    assert_eq!(plan.section(1).matches("[[entry]]").count(), 2);
    assert_eq!(plan.section(2).matches("[[entry.item]]").count(), 2);
    assert!(plan.questions()[0].contains("таблиці тут немає"), "{:?}", plan.questions());
    assert_eq!(plan.questions().len(), 2);
    let site = plan.portal.build();
    let person = String::from_utf8_lossy(&site["people/sych-a-b.html"]).into_owned();
    assert!(person.contains("entries/1-1.html"), "{person}");
    assert!(!plan.portal.text("content/groups.toml").contains("ідповідальний"));
    // Words in front of a table are the section's own, numbered or not.
    let plan = Imported::plan(&format!(
        "І. Робота\nЗавдання:\n1. Порядок.\n2. Лад.\n{HEADS}1.1\tНарада\tсічень\tСич А.Б.\n"
    ));
    assert!(
        plan.section(1).contains("introduction = \"Завдання:\\n1. Порядок.\\n2. Лад.\"\n"),
        "{}",
        plan.section(1)
    );
}

#[test]
fn notes_below_a_table_are_no_items() {
    let plan = Imported::plan(&format!(
        "Розділ 1. Робота\n{HEADS}1\tНарада*\tсічень\tСич А.Б.\n* Дистанційно.\nРозділ 2. Кадри\n{HEADS}\
         1\tЗвіт\tгрудень\tСич А.Б.\nПримітки:\n1. Дати уточнюються.\n2. План доповнюється.\n"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(plan.section(1).contains("notes = \"* Дистанційно.\"\n"), "{}", plan.section(1));
    assert!(
        plan.section(2)
            .contains("notes = \"Примітки:\\n1. Дати уточнюються.\\n2. План доповнюється.\"\n"),
        "{}",
        plan.section(2)
    );
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    let site = plan.portal.build();
    for path in ["plan.html", "sections/1.html"] {
        let page = words(&String::from_utf8_lossy(&site[path]));
        assert!(page.contains("* Дистанційно."), "{page}");
    }
    plan.comes_back();
    let (path, text) =
        plan.draft.files.iter().find(|(_, text)| text.contains("Дистанц")).expect("it is there");
    let changed = plan.portal.with(path, text.replace("Дистанційно", "Очно"));
    assert_eq!(changed.check().codes(), ["differs-from-approved"]);
}

/// «Розділ 2. …» across a table without a column for numbers begins a section as in any other.
#[test]
fn sections_of_a_table_without_numbers() {
    const BY_WORDS: &str = "Зміст роботи\tТермін проведення\tМісце проведення\tВиконавці\n";
    for (first, second) in [("Розділ 1. Робота", "Розділ 2. Кадри"), ("І. Робота", "ІІ. Кадри")]
    {
        let plan = Imported::plan(&format!(
            "{BY_WORDS}{first}\nНарада\tсічень\tзала\tСич А.Б.\n{second}\nЗвіт\tгрудень\t\tСич А.Б.\n"
        ));
        assert_eq!(plan.questions(), [""; 0], "{first}");
        assert!(plan.section(2).contains("title = \"Кадри\""), "{}", plan.section(2));
        assert!(plan.section(1).contains("remarks = \"зала\""), "{}", plan.section(1));
        plan.portal.build();
    }
}

/// An editor who knows better than the parser where a row, a section or a note begins says so, and no word differs.
#[test]
fn other_cuts_of_the_same_words_are_the_document() {
    let plan = Imported::plan(&format!(
        "І. РОБОТА\n{HEADS}1.1\tНарада\tсічень\tСич А.Б.\n\tВиставка\tлютий\tКоваль О.С.\n\
         Наради директорів\n1.2\tЗвіт\tгрудень\tСич А.Б.\nСтроки можуть змінитися\nІІ. КАДРИ\n{HEADS}2.1\tСемінар\tтравень\tСич А.Б.\n"
    ));
    let (path, text) =
        plan.draft.files.iter().find(|(path, _)| path.contains("/01-")).expect("it is there");
    let edited = |changes: &[(&str, &str)]| {
        let change = |text: String, (from, to): &(&str, &str)| {
            assert!(text.contains(from), "{from}\n{text}");
            text.replace(from, to)
        };
        let text = changes.iter().fold(text.clone(), change);
        let codes = plan.portal.clone().with(path, text).check().codes().join(" ");
        codes.contains("differs-from-approved")
    };
    const ENTRY: &str = "id = \"2030-1-r2\"\nnumber = \"\"\ntext";
    const ITEM: &str = "id = \"2030-1-1-i01\"\ntext";
    const HEADING: &str = "heading = \"Наради директорів\"\n";
    const QUESTION: &str = "[[entry]]\n# Питання: рядок без номера";
    // An entry is an item; a heading goes on with the entry above; more words of an entry are notes.
    assert!(!edited(&[(ENTRY, ITEM), (QUESTION, "[[entry.item]]\n# рядок без номера")]));
    assert!(!edited(&[
        (HEADING, ""),
        ("text = \"Виставка\"", "text = \"Виставка\\nНаради директорів\"")
    ]));
    assert!(!edited(&[
        ("text = \"Звіт Строки можуть змінитися\"", "text = \"Звіт\""),
        (
            "heading = \"І. РОБОТА\"\n",
            "heading = \"І. РОБОТА\"\nnotes = \"Строки можуть змінитися\"\n"
        ),
    ]));
    // A word that differs, or that stands beside another row, is told all the same.
    assert!(edited(&[
        (ENTRY, ITEM),
        (QUESTION, "[[entry.item]]\n# Питання: рядок без номера"),
        ("Виставка", "Вистава")
    ]));
    assert!(edited(&[
        (
            "responsible = \"Сич А.Б.\"\nterm = \"січень\"",
            "responsible = \"Сич А.Б. Коваль О.С.\"\nterm = \"січень\""
        ),
        ("responsible = \"Коваль О.С.\"\n", ""),
    ]));
    assert!(edited(&[(HEADING, "")]));
    // Words of a list without a table may go to any column.
    let plan =
        Imported::plan("І. Робота\n1. Нарада – січень – Сич А.Б.\n2. Звіт (грудень, Сич А.Б.)\n");
    let (path, text) =
        plan.draft.files.iter().find(|(path, _)| path.contains("/01-")).expect("it is there");
    let portal =
        plan.portal.clone().with("people.toml", "[[person]]\nid = \"sych\"\nname = \"Сич А.Б.\"\n");
    let parted = text.replace(
        "text = \"Нарада – січень – Сич А.Б.\"",
        "text = \"Нарада\"\nresponsible = \"Сич А.Б.\"\nterm = \"січень\"",
    );
    let codes = portal.clone().with(path, parted.as_str()).check().codes().join(" ");
    assert!(!codes.contains("differs"), "{codes}");
    let codes = portal.with(path, parted.replace("січень", "лютий")).check().codes().join(" ");
    assert!(codes.contains("differs"), "{codes}");
}

/// Two offices of one portal may have the same numbers: with `--office` their drafts lie side by side.
#[test]
fn drafts_of_two_offices_make_one_portal() {
    let text = format!("{TITLE}І. РОБОТА\n{HEADS}{}{SIGNATURE}", rows(&["1", "2.1"]));
    let source = "seeds/plan.txt".to_owned();
    let mut portal = Portal::from("")
        .with("seeds/plan.txt", text.as_str())
        .with("portal.toml", "title = \"Плани\"\n");
    for office in ["hirska", "richkova"] {
        let options = Options {
            year: 2030,
            source: source.clone(),
            office: Some(office.to_owned()),
            has_lines: false,
            columns: Vec::new(),
            present: Present::default(),
        };
        let draft = draft(&text, &options);
        assert_eq!(draft.faults, []);
        let begins = format!("offices/{office}/");
        assert!(draft.files.iter().all(|(path, _)| path.starts_with(&begins)));
        let files = draft.files.iter();
        portal = files.fold(portal, |portal, (path, text)| portal.with(path, text.as_str()));
    }
    let report = portal.check().report();
    assert!(!report.contains("помилка["), "{report}");
    let site = portal.build();
    assert!(site.contains_key("hirska/entries/1-1.html"));
    assert!(site.contains_key("richkova/entries/2-1.html"));
}

/// Quarters and months as columns, below one head or not: what stands in them, and below which, says when.
#[test]
fn marks_below_parts_of_the_year_say_when() {
    let wide =
        "№ з/п\tЗміст роботи\tТермін виконання\t\t\tВідповідальний\n\t\tІ кв.\tІІ кв.\t3 кв.\t\n";
    let plain = "№ з/п\tЗміст роботи\tІ кв.\tІІ кв.\t3 кв.\tВідповідальний\n";
    for heads in [wide, plain] {
        let plan = Imported::plan(&format!(
            "{heads}І. РОБОТА\n1.1\tНарада\t+\t-\tv\tСич А.Б.\n1.2\tЗвіт\tдо 15.01\t\t\tСич А.Б.\n\
             1.3\tСемінари:\t\t\t\t\n\t- для майстрів\t\tтравень\t\tСич А.Б.\n\t- для методистів\t\t+\t\tСич А.Б.\nІІ. КАДРИ\n\
             {heads}2.1\tАтестація\t\t\t+\tСич А.Б.\n"
        ));
        assert_eq!(plan.questions(), [""; 0]);
        let columns = "columns = [\"№ з/п\", \"Зміст роботи\", \"І кв.\", \"ІІ кв.\", \"3 кв.\", \"Відповідальний\"]";
        assert!(plan.portal.text("plans/2030/plan.toml").contains(columns));
        assert!(plan.section(1).contains("remarks = [\"+\", \"\", \"v\"]"), "{}", plan.section(1));
        assert_eq!(plan.portal.check().codes(), [""; 0]);
        let site = plan.portal.build();
        let table = String::from_utf8_lossy(&site["data/plan.csv"]).into_owned();
        for (term, months) in [
            (";І кв., 3 кв.;", "2030-01, 2030-02, 2030-03, 2030-07, 2030-08, 2030-09"),
            (";І кв.: до 15.01;", "2030-01"),
            (";ІІ кв.: травень;", "2030-05"),
            (";ІІ кв.;", "2030-04, 2030-05, 2030-06"),
            (";3 кв.;", "2030-07, 2030-08, 2030-09"),
        ] {
            assert!(table.contains(&format!("{term};;;{months};")), "{term}\n{table}");
        }
        let whole = words(&String::from_utf8_lossy(&site["plan.html"]));
        assert!(whole.contains("Нарада + v Сич А.Б. 1.2"), "{whole}");
        plan.comes_back_from(&["plan.docx"]);
    }
    let months = Imported::plan(
        "І. РОБОТА\n№\tЗаходи\tвересень\tжовтень\tВиконавці\n1\tКонкурс\t22-23\t\tСич А.Б.\n2\tВиставка\t\t5\tСич А.Б.\n",
    );
    let table = String::from_utf8_lossy(&months.portal.build()["data/plan.json"]).into_owned();
    for day in ["\"first\":\"2030-09-22\",\"last\":\"2030-09-23\"", "\"first\":\"2030-10-05\""] {
        assert!(table.contains(day), "{day}\n{table}");
    }
}

/// A plan of a school year has its months from September on, and «січень» lies in the year after.
#[test]
fn a_plan_of_a_school_year_goes_on_in_the_next_year() {
    let title = TITLE.replace("на 2030 рік", "на 2030/2031 навчальний рік");
    let plan = Imported::of(&format!(
        "{title}І. РОБОТА\n{HEADS}1.1\tНарада\tвересень, січень\tСич А.Б.\n1.2\tЗвіт\tдо 20.02\tСич А.Б.\n{SIGNATURE}"
    ));
    assert_eq!(plan.questions(), [""; 0]);
    assert!(
        plan.portal.text("plans/2030/plan.toml").starts_with("year = 2030\nschool_year = true\n")
    );
    assert_eq!(plan.portal.check().codes(), [""; 0]);
    let site = plan.portal.build();
    let table = String::from_utf8_lossy(&site["data/plan.csv"]).into_owned();
    assert!(table.contains(";вересень, січень;;;;2030-09, 2031-01;"), "{table}");
    assert!(table.contains(";до 20.02;;;;2031-02;"), "{table}");
    let data = String::from_utf8_lossy(&site["data/plan.json"]).into_owned();
    assert!(data.contains("\"year\":2030,\"is_school_year\":true,"), "{data}");
    let page = |path: &str| words(&String::from_utf8_lossy(&site[path]).replace('\u{a0}', " "));
    assert!(page("index.html").contains("План роботи на 2030/2031 навчальний рік"));
    let months = page("months.html").to_lowercase();
    let at = |month: &str| months.find(month).expect(month);
    assert!(at("вересень 2030") < at("січень 2031") && at("січень 2031") < at("серпень 2031"));
    assert!(!months.contains("січень 2030"), "{months}");
    let chart = page("timeline.html");
    assert!(chart.contains("вер жов лис гру січ лют бер кві тра чер лип сер"), "{chart}");
    let dated = "date = \"12.03.2031\"\nnumber = \"1.1\"\n";
    let dated = plan.portal.edit("plans/2030/01-robota/section.toml", "number = \"1.1\"\n", dated);
    assert_eq!(dated.check().codes(), [""; 0]);
}

/// Rows numbered on through the whole plan lack none where a section begins.
#[test]
fn numbers_that_go_on_in_the_next_section_lack_none() {
    let text = |numbers: &[&str]| {
        format!(
            "Розділ 1. Робота\n{HEADS}{}Розділ 2. Кадри\n{HEADS}{}",
            rows(&["1", "2"]),
            rows(numbers)
        )
    };
    assert_eq!(Imported::plan(&text(&["3", "4"])).portal.check().codes(), [""; 0]);
    let codes = Imported::plan(&text(&["3", "5"])).portal.check().codes().join(" ");
    assert_eq!(codes, "missing-number");
    let codes = Imported::plan(&text(&["4"])).portal.check().codes().join(" ");
    assert!(codes.contains("missing-number"), "{codes}");
}

#[test]
fn words_below_the_title_are_no_part_of_it() {
    let plan = Imported::of(&format!(
        "ЗАТВЕРДЖУЮ\nДиректор\nІван КОВАЛЬ\n\nПЛАН РОБОТИ\nНМЦ\nна 2030 рік\nВізія: якість.\n\nІ. РОБОТА\n{HEADS}{}{SIGNATURE}",
        row("1.1")
    ));
    assert_eq!(plan.questions(), [""; 0]);
    let file = plan.portal.text("plans/2030/plan.toml");
    assert!(file.contains("name = \"Іван КОВАЛЬ\"\ndate = \"\"\n"), "{file}");
    assert!(file.contains("heading = \"ПЛАН РОБОТИ\"\ntext = \"НМЦ\\nна 2030 рік\"\n"), "{file}");
    assert_eq!(plan.portal.text("plans/2030/intro.md").trim(), "Візія: якість.");
    assert!(plan.portal.text("portal.toml").contains("name = \"НМЦ\"\n"));
    plan.comes_back();
}

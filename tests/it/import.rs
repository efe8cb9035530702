//! Import: an approved document becomes a draft of content, and no word is lost on the way.
//!
//! The real plan is one case, a plan of another office (`tests/cases/import/`) another; copies of
//! the real plan, changed as other offices and programs would change it, must say the same.
#![expect(clippy::disallowed_methods, reason = "Word documents lie on the disk")]

use std::collections::BTreeSet;
use std::io::Write as _;

use plan_portal::approved::text_of;
use plan_portal::import::{Draft, Options, Present, draft};
use plan_portal::text::Language;
use toml::{Table, Value};

use crate::portal::Portal;

/// Parts of a Word document that has what Word can do to a plan.
const WORD: [(&str, &str); 5] = [
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Type="x/officeDocument" Target="/word/document.xml"/></Relationships>"#,
    ),
    (
        "word/_rels/document.xml.rels",
        r#"<Relationships><Relationship Type="x/styles" Target="styles.xml"/>
        <Relationship Type="x/numbering" Target="numbering.xml"/></Relationships>"#,
    ),
    ("word/document.xml", include_str!("../cases/import/word/document.xml")),
    ("word/styles.xml", include_str!("../cases/import/word/styles.xml")),
    ("word/numbering.xml", include_str!("../cases/import/word/numbering.xml")),
];

const REAL: &str = include_str!("../../seeds/plan-2026.txt");
const OTHER_COLUMNS: &str = include_str!("../cases/import/other-columns.txt");
const OTHER_OFFICE: &str = include_str!("../cases/import/other-office.txt");

#[test]
fn the_real_plan_becomes_a_whole_draft() {
    let draft = import(REAL, 2026);
    assert_faultless(&draft);
    let entries = entries(&draft);
    assert_eq!(counts(&draft), [17, 47, 3, 3, 5, 20, 6, 5, 22, 26, 15, 5, 7, 10]);
    // One more than the curated plan: in 2.4.1 a semicolon parts an enumeration, and import asks.
    assert_eq!(entries.iter().map(|entry| items(entry).len()).sum::<usize>(), 223);
    assert_eq!(rows(&draft, "people.toml", "person").len(), 13);
    let file = parsed(&draft, "plans/2026/plan.toml");
    assert_eq!(file["contents"]["row"].as_array().map(Vec::len), Some(15));
    assert_eq!(file["approval"]["name"].as_str(), Some("Ірина Шумік"));
    assert_eq!(file["signature"]["position"].as_str(), Some("В.о.директора"));
    assert!(
        file["focus"].as_str().is_some_and(|focus| focus.starts_with("«Методичне партнерство"))
    );
}

#[test]
fn values_go_to_items_only_when_certain() {
    let draft = import(REAL, 2026);
    let entries = entries(&draft);
    // Two professions, two people and one term twice: one for each.
    let contest = find(&entries, "7.2.");
    assert_eq!(column(contest, "responsible"), ["Коберник Ж.П.", "Малінкіна Н.П.."]);
    assert_eq!(column(contest, "term"), ["квітень", "квітень"]);
    // Four items and six people: nobody can say, so the cell stays whole and a question is asked.
    let groups = find(&entries, "1.6");
    assert!(column(groups, "responsible").is_empty());
    assert!(
        groups["responsible"].as_str().is_some_and(|cell| cell.starts_with("методисти Євгенєва"))
    );
    assert!(asked(&draft, 82).any(|question| question.contains("Малінкіна Н.П.")));
    // A person with a group answers for both items of 2.4.2, or one for each: a question.
    assert!(column(find(&entries, "2.4.2"), "responsible").is_empty());
    assert!(asked(&draft, 109).next().is_some());
    // A row of its own: nothing to ask.
    let round_tables = find(&entries, "2.22.6");
    assert_eq!(column(round_tables, "term"), ["лютий", "вересень", "грудень"]);
    assert!((179..183).all(|line_number| asked(&draft, line_number).next().is_none()));
}

#[test]
fn a_row_broken_by_a_page_goes_on() {
    let draft = import(REAL, 2026);
    let entries = entries(&draft);
    let entry = find(&entries, "1.9");
    let text = entry["text"].as_str().unwrap_or_default();
    assert!(text.ends_with(
        "освітніх програм та робочих навчальних планів на частковій професійній кваліфікації"
    ));
    assert_eq!(
        entry["form"].as_str(),
        Some("консультації, освітні програми, робочі навчальні плани")
    );
    // A cell that goes on in a later item's row stays one phrase.
    let partners = column(find(&entries, "8.1"), "responsible");
    assert!(partners.contains(&"методисти відповідно до посадових обов'язків".to_owned()));
}

#[test]
fn the_same_plan_in_other_clothes_says_the_same() {
    let plain = import(REAL, 2026);
    let (before, contents_and_after) = REAL.split_once("ЗМІСТ\n").expect("the plan has contents");
    let (_, after) = contents_and_after.split_once("\nВСТУП\n").expect("and an introduction");
    let clothes = [
        ("Windows", format!("\u{feff}{}", REAL.replace('\n', "\r\n"))),
        ("pipes", with_pipes(REAL)),
        ("blank lines", REAL.replace("\n7.", "\n\n\n7.").replace("\n9.", "\n \n9.")),
        ("no tabs at line ends", lines(REAL, |line| line.trim_end_matches('\t').to_owned())),
        ("no contents", format!("{before}ВСТУП\n{after}")),
        ("numbers glued to the text", with_numbers_glued(REAL)),
        ("Cyrillic numerals", REAL.replace("\nIV. ", "\nІV. ").replace("\nXI. ", "\nХІ. ")),
    ];
    for (name, text) in clothes {
        let changed = import(&text, 2026);
        assert_faultless(&changed);
        assert_eq!(counts(&changed), counts(&plain), "{name}");
        let texts =
            |draft: &Draft| entries(draft).iter().map(ToString::to_string).collect::<Vec<_>>();
        if name != "blank lines" {
            assert_eq!(texts(&changed), texts(&plain), "{name}");
        }
    }
}

#[test]
fn another_office_and_year() {
    for text in [OTHER_OFFICE.to_owned(), format!("\u{feff}{}", OTHER_OFFICE.replace('\n', "\r\n"))]
    {
        let draft = import(&text, 2031);
        assert_faultless(&draft);
        assert_eq!(counts(&draft), [4, 2, 2]);
        let names = rows(&draft, "people.toml", "person");
        let names = names.iter().map(|row| row["name"].as_str().unwrap_or_default());
        assert_eq!(names.collect::<Vec<_>>(), ["Гриб О.В.", "Лис-Заруба П.П.", "Сич А.Б."]);
        let entries = entries(&draft);
        let notes = find(&entries, "1.2");
        assert_eq!(
            column(notes, "responsible"),
            ["А.Б. Сич", "методисти за напрямами", "Гриб О.В"]
        );
        assert_eq!(column(notes, "term"), ["січень", "лютий", "до 5 березня"]);
        assert!(column(find(&entries, "1.3"), "responsible").is_empty());
        assert_eq!(
            find(&entries, "1.4")["text"].as_str(),
            Some("Розроблення порад для закладів про роботу взимку")
        );
        assert_eq!(column(find(&entries, "2.1"), "term"), ["травень", "червень"]);
        assert_eq!(find(&entries, "3.1")["text"].as_str(), Some("Вісник центру"));
        let plan = parsed(&draft, "plans/2031/plan.toml");
        assert_eq!(plan["focus"].as_str(), Some("«Якість через співпрацю»"));
        assert_eq!(plan["approval"]["date"].as_str(), Some("«12» січня 2031 р."));
        assert_eq!(plan["signature"]["name"].as_str(), Some("Петро ГРИБ"));
    }
}

#[test]
fn ids_are_unique_and_of_the_year() {
    let draft = import(&REAL.replace("\n1.2\t", "\n1.1\t"), 2031);
    assert_faultless(&draft);
    let mut ids = Vec::new();
    for entry in entries(&draft) {
        ids.push(entry["id"].to_string());
        ids.extend(items(&entry).iter().map(|item| item["id"].to_string()));
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(ids.iter().all(|id| id.starts_with("\"2031-")));
    assert!(asked(&draft, 78).any(|question| question.contains("стоїть двічі")));
}

#[test]
fn arbitrary_text_never_panics_and_loses_no_word() {
    let mut random = Random(7);
    let pieces = [
        "\t",
        "\t\t",
        "|",
        "| ",
        " |\n",
        "- ",
        ": - ",
        "; - ",
        "\n",
        "\n\n",
        "\r\n",
        "<p>",
        "</p>",
        "<ul",
        "&nbsp;",
        "&#x;",
        "&",
        "**",
        "1.1",
        "1.1.",
        "2.",
        "I. ",
        "ІІ. НАЗВА",
        "Розділ 3. Щось",
        "№ з/п\tЗміст\tХто",
        "Термін\tЗміст роботи\tХто ",
        "СІЧЕНЬ",
        "ПОГОДЖЕНО\tЗАТВЕРДЖУЮ\n",
        "Директор\tІван КОВАЛЬ",
        "Додаток 1",
        "ІІ квартал\t\t",
        "1. Наради",
        "ЗМІСТ",
        "ВСТУП",
        "ПЛАН",
        "Гриб О.В.",
        "О.",
        "методисти",
        "січень",
        "лютий-",
        "постійно",
        "до",
        "текст",
        "Тема: методична тема: ",
        "----",
        "\u{feff}",
        "…",
        "\0",
        "1",
        "2",
        "3",
        "«",
        "»",
        "-б",
        "V",
        "\u{301}",
        "𝒳",
    ];
    for _ in 0..1500 {
        let length = random.below(40);
        let text = (0..length).map(|_| pieces[random.below(pieces.len())]).collect::<String>();
        assert_sound(&text);
    }
    // Damaged copies of the real plan: lines lost, doubled, exchanged, cut anywhere.
    let lines = REAL.lines().collect::<Vec<_>>();
    for _ in 0..25 {
        let mut damaged = lines.clone();
        for _ in 0..20 {
            let (one, other) = (random.below(damaged.len()), random.below(damaged.len()));
            match random.below(3) {
                0 => drop(damaged.remove(one)),
                1 => damaged.swap(one, other),
                _ => damaged.insert(one, damaged[other]),
            }
        }
        let text = damaged.join("\n");
        let end = random.below(text.chars().count());
        assert_sound(&text.chars().take(end).collect::<String>());
    }
}

fn assert_sound(text: &str) {
    let draft = import(text, 2026);
    let faults = said(&draft.faults);
    assert!(faults.is_empty(), "{text:?}\n{faults:#?}");
    for (path, contents) in &draft.files {
        if path.ends_with(".toml") {
            let table = contents.parse::<Table>();
            assert!(table.is_ok(), "{path} of {text:?}: {table:?}");
        }
    }
}

fn import(text: &str, year: i32) -> Draft {
    draft(
        text,
        &Options {
            year,
            source: "seeds/plan.txt".to_owned(),
            office: None,
            has_lines: true,
            columns: Vec::new(),
            present: Present::default(),
        },
    )
}

fn assert_faultless(draft: &Draft) {
    assert_eq!(said(&draft.faults), Vec::<String>::new());
}

fn said(questions: &[plan_portal::import::Question]) -> Vec<String> {
    questions.iter().map(|question| question.message.say(Language::Uk).to_owned()).collect()
}

fn asked(draft: &Draft, line_number: usize) -> impl Iterator<Item = &str> {
    let questions = draft.questions.iter();
    let here = questions.filter(move |question| question.line_number == line_number);
    here.map(|question| question.message.say(Language::Uk))
}

fn parsed(draft: &Draft, path: &str) -> Table {
    let (_, contents) =
        draft.files.iter().find(|(name, _)| name == path).expect("the draft has the file");
    contents.parse().expect("the draft is TOML")
}

fn rows(draft: &Draft, path: &str, kind: &str) -> Vec<Value> {
    parsed(draft, path)[kind].as_array().cloned().unwrap_or_default()
}

fn sections(draft: &Draft) -> Vec<Table> {
    let files = draft.files.iter().filter(|(path, _)| path.ends_with("section.toml"));
    files.map(|(path, _)| parsed(draft, path)).collect()
}

fn counts(draft: &Draft) -> Vec<usize> {
    let sections = sections(draft).into_iter();
    sections
        .map(|section| section.get("entry").and_then(Value::as_array).map_or(0, Vec::len))
        .collect()
}

fn entries(draft: &Draft) -> Vec<Value> {
    let sections = sections(draft).into_iter();
    sections.flat_map(|section| section["entry"].as_array().cloned().unwrap_or_default()).collect()
}

fn find<'a>(entries: &'a [Value], number: &str) -> &'a Value {
    let mut found = entries.iter().filter(|entry| entry["number"].as_str() == Some(number));
    found.next().expect("the draft has the entry")
}

fn items(entry: &Value) -> &[Value] {
    entry.get("item").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The items' own values of one column.
fn column(entry: &Value, key: &str) -> Vec<String> {
    let values = items(entry).iter().filter_map(|item| item.get(key)?.as_str());
    values.map(str::to_owned).collect()
}

fn lines(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(change).collect::<Vec<_>>().join("\n")
}

fn with_pipes(text: &str) -> String {
    lines(text, |line| match line.contains('\t') {
        true => format!("| {} |", line.replace('\t', " | ")),
        false => line.to_owned(),
    })
}

/// «1.1<tab>Участь» as «1.1 Участь»: only two columns lost their border.
fn with_numbers_glued(text: &str) -> String {
    lines(text, |line| match line.split_once('\t') {
        Some((number, rest)) if number.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{number} {rest}")
        }
        _ => line.to_owned(),
    })
}

/// A small generator of numbers, always the same ones.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

#[test]
fn a_word_document_is_read_as_word_prints_it() {
    let text = text_of(packed(&WORD)).expect("the document is whole");
    assert_eq!(text, include_str!("../cases/import/word/expected.txt"));
    let draft = import(&text, 2031);
    assert_faultless(&draft);
    assert_eq!(counts(&draft), [3, 1]);
    let entries = entries(&draft);
    assert_eq!(items(find(&entries, "1.2.")).len(), 2);
    assert_eq!(find(&entries, "2.1.")["term"].as_str(), Some("травень"));
}

#[test]
fn the_real_plan_comes_back_from_word() {
    let project = Portal::real().on_disk();
    assert_eq!(project.run(&["export", "plan.docx"]).code, 0);
    let ran = project.run(&["import", "plan.docx", "--year", "2026", "--out", "draft"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("plan.docx:«2.4.2 "), "{}", ran.out);
    let document = std::fs::read(project.path("plan.docx")).expect("it is there");
    let from_word = import(&text_of(document).expect("it is whole"), 2026);
    assert_faultless(&from_word);
    let from_text = import(REAL, 2026);
    assert_eq!(counts(&from_word), counts(&from_text));
    let words = |draft: &Draft| {
        let entries = entries(draft);
        entries.iter().map(|entry| entry["number"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(words(&from_word), words(&from_text));
}

#[test]
fn the_content_is_held_against_the_word_document_itself() {
    let project = Portal::real().on_disk();
    assert_eq!(project.run(&["export", "seeds/plan.docx"]).code, 0);
    project.edit("content/plans/2026/plan.toml", "seeds/plan-2026.txt", "seeds/plan.docx");
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    project.edit("content/plans/2026/plan.toml", "seeds/plan.docx", "seeds/plan.doc");
    for (bytes, told) in [
        (&b"\xd0\xcf\x11\xe0old"[..], "старого Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"PK\x03\x04broken", "пошкоджено"),
    ] {
        std::fs::write(project.path("seeds/plan.doc"), bytes).expect("it can be written");
        let ran = project.run(&["check"]);
        assert!(ran.code == 1 && ran.err.contains("unreadable-document"), "{}", ran.err);
        assert!(ran.err.contains(told) && ran.err.contains(".docx"), "{}", ran.err);
        let ran = project.run(&["import", "seeds/plan.doc", "--year", "2026"]);
        assert!(ran.code == 1 && ran.err.contains(told), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn an_archive_that_is_no_word_document_is_told() {
    for parts in [&[("mimetype", "x")][..], &WORD[..1], &[WORD[0], ("word/document.xml", "<a>")]] {
        assert!(text_of(packed(parts)).is_err());
    }
}

#[test]
fn footnotes_of_a_word_document_are_asked_about() {
    let relationships = r#"<Relationships><Relationship Type="x/footnotes" Target="footnotes.xml"/>
        <Relationship Type="x/endnotes" Target="endnotes.xml"/></Relationships>"#;
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let cells = |words: &[&str]| {
        let cells = words.iter().map(|words| format!("<w:tc>{}</w:tc>", paragraph(words)));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let document = format!(
        r#"<w:document xmlns:w="w"><w:body>{}<w:tbl>{}{}</w:tbl>{}</w:body></w:document>"#,
        paragraph("І. РОБОТА"),
        cells(&["№ з/п", "Зміст роботи", "Термін", "Відповідальний"]),
        cells(&["1.1", "Нарада", "січень", "Сич А.Б."]),
        paragraph("Іван КОВАЛЬ"),
    );
    let notes = |kind: &str, notes: &str| {
        format!(
            r#"<w:{kind}s xmlns:w="w"><w:{kind} w:type="separator"><w:p/></w:{kind}>{notes}</w:{kind}s>"#
        )
    };
    let footnotes = format!(
        r#"<w:footnote w:id="1">{}{}</w:footnote>"#,
        paragraph("1. За згодою"),
        paragraph("сторін")
    );
    let endnotes = format!(r#"<w:endnote w:id="1">{}</w:endnote>"#, paragraph("ІІ. КАДРИ"));
    let text = text_of(packed(&[
        WORD[0],
        ("word/_rels/document.xml.rels", relationships),
        ("word/document.xml", &document),
        ("word/footnotes.xml", &notes("footnote", &footnotes)),
        ("word/endnotes.xml", &notes("endnote", &endnotes)),
    ]))
    .expect("the document is whole");
    let draft = import(&text, 2031);
    assert_faultless(&draft);
    // What a note says is no part of the plan, however it begins.
    assert_eq!(counts(&draft), [1]);
    for words in ["«1. За згодою сторін» — виноска", "«ІІ. КАДРИ» — виноска"]
    {
        let mut questions = draft.questions.iter();
        let has_asked =
            questions.any(|question| question.message.say(Language::Uk).starts_with(words));
        assert!(has_asked, "{words}: {:?}", draft.questions);
    }
    assert!(draft.files.iter().all(|(_, text)| !text.contains("згодою")));
    let document = plan_portal::approved::parse(&text);
    assert_eq!(plan_portal::approved::lost_words(&text, &document), []);
    assert_eq!(document.signature.len(), 1);
}

#[test]
fn a_column_whose_head_says_nothing_is_asked_about() {
    let row = "I. РОБОТА\n№\tЗміст роботи\tВідповідальний\tФорма\tТермін\n1.1\tНарада\tСич А.Б.\tзал\tлютий\n";
    let text = format!("ПЛАН РОБОТИ\nна 2031 рік\n\n{row}");
    let other = text.replace("Форма", "Чим забезпечено");
    let asked = |text: &str| {
        let draft = import(text, 2031);
        draft
            .questions
            .iter()
            .any(|one| one.message.say(Language::Uk).contains("не каже, що в ній"))
    };
    assert!(!asked(&text) && asked(&other));
}

#[test]
fn words_of_a_further_column_are_remarks() {
    let text = OTHER_COLUMNS.replacen("лютий\tСич А.Б.\t", "лютий\tСич А.Б.\tперенесено", 1);
    let draft = import(&text, 2031);
    assert_faultless(&draft);
    assert!(draft.questions.is_empty(), "{:?}", draft.questions);
    let entry = find(&entries(&draft), "2.").clone();
    assert_eq!(entry["text"].as_str(), Some("Підготовка довідки про мережу"));
    assert_eq!(entry["remarks"].as_str(), Some("перенесено"));
}

/// How offices write what a reader understands at once: headings in small letters, heads without a number sign, rows
/// numbered anew, lists that are no sections. Of each: sections, entries of each, and words that must stand somewhere.
#[test]
fn plans_of_other_offices_are_read_as_a_person_reads_them() {
    const TITLE: &str =
        "ЗАТВЕРДЖУЮ\nДиректор\nІван КОВАЛЬ\n2030 рік\n\nПЛАН РОБОТИ\nНМЦ\nна 2030 рік\n\n";
    const HEADS: &str = "№ з/п\tЗміст роботи\tТермін\tВідповідальний\n";
    let row = |number: &str| format!("{number}\tЗахід {number}\tсічень\tСич А.Б.\n");
    let rows = |numbers: &[&str]| numbers.iter().map(|number| row(number)).collect::<String>();
    let cases: [(&str, String, &[usize], &str); 12] = [
        (
            "small headings, rows anew",
            format!("I. Перший розділ\n{HEADS}{}\nII. Другий розділ\n{HEADS}{}", rows(&["1", "2"]), rows(&["1"])),
            &[2, 1],
            "title = \"Другий розділ\"",
        ),
        (
            "small headings, running numbers",
            format!("Розділ 1. Перше\n{HEADS}{}Розділ 2. Друге\n{HEADS}{}", rows(&["1.", "2."]), rows(&["3.", "4."])),
            &[2, 2],
            "title = \"Друге\"",
        ),
        (
            "the title of a section in the next line",
            format!("РОЗДІЛ 1\nОрганізаційні заходи\n{HEADS}{}РОЗДІЛ 2\n\nМОНІТОРИНГ\n{HEADS}{}", row("1"), row("1")),
            &[1, 1],
            "title = \"Організаційні заходи\"",
        ),
        (
            "a list in the introduction",
            format!("Вступ\n\nЗавдання:\n1. Підвищити якість.\n2. ЗАБЕЗПЕЧИТИ ПІДТРИМКУ.\nI. РОБОТА\n{HEADS}{}", row("1.1")),
            &[1],
            "ЗАБЕЗПЕЧИТИ ПІДТРИМКУ.",
        ),
        (
            "a table in the introduction",
            format!("ВСТУП\nМережа:\n№ з/п\tНазва закладу\tКількість\n1\tЛіцей\t320\nI. РОБОТА\n{HEADS}{}", row("1.1")),
            &[1],
            "term = \"січень\"",
        ),
        (
            "heads without a number sign",
            format!("п/п\tЗаходи\tТермін\tВідповідальний\nI. РОБОТА\n{}", row("1.1")),
            &[1],
            "responsible = \"Сич А.Б.\"",
        ),
        (
            "other heads for a later table",
            format!("I. РОБОТА\n{HEADS}{}II. КАДРИ\n№\tТема\tВідповідальні\tДата\n2.1\tНарада\tСич А.Б.\tлютий\n", row("1.1")),
            &[1, 1],
            "term = \"лютий\"",
        ),
        (
            "a head across two columns",
            "I. РОБОТА\n№\tЗаходи\tТермін виконання\t\tВиконавці\n\t\tпочаток\tзавершення\t\n1.1\tЗвіт\tсічень\tлютий\tСич А.Б.\n".to_owned(),
            &[1],
            "responsible = \"Сич А.Б.\"",
        ),
        (
            "Roman numbers of rows",
            format!("I. РОБОТА\n{HEADS}{}", rows(&["I.1.", "I.2."])),
            &[2],
            "number = \"I.2.\"",
        ),
        (
            "dashes that are no bullets",
            format!("I. РОБОТА\n{HEADS}1.1\tЗахід\tвересень 2030 р. – жовтень 2030 р.\tСич А.Б.\n"),
            &[1],
            "term = \"вересень 2030 р. – жовтень 2030 р.\"",
        ),
        (
            "rows of an entry in small letters",
            format!("I. РОБОТА\n{HEADS}1.1\tШкола:\t\t\n\tзаняття перше\tлютий\tКоваль О.С.\n\tзаняття друге\tквітень\tСич А.Б.\n"),
            &[1],
            "text = \"заняття друге\"\ndash = false\nresponsible = \"Сич А.Б.\"\nterm = \"квітень\"",
        ),
        (
            "contents that name sections in words",
            format!("ЗМІСТ\nРозділ 1. Перше\t2\nРозділ 2. Друге\t3\nРозділ 1. Перше\n{HEADS}{}Розділ 2. Друге\n{HEADS}{}", row("1"), row("1")),
            &[1, 1],
            "number = \"Розділ 2.\"",
        ),
    ];
    for (name, text, expected, words) in cases {
        let draft = import(&format!("{TITLE}{text}\nДиректор\n\nІван КОВАЛЬ\n"), 2030);
        assert_faultless(&draft);
        assert_eq!(counts(&draft), expected, "{name}");
        assert!(draft.files.iter().any(|(_, text)| text.contains(words)), "{name}: {words}");
        // Where a row has no dash, only a person knows whether it is an item.
        let asked =
            draft.questions.iter().filter(|question| !question.message.uk.contains("без тире"));
        assert_eq!(asked.count(), 0, "{name}: {:?}", draft.questions);
        let portal = Portal::from("");
        let files = draft.files.iter().map(|(path, text)| {
            (
                path,
                text.lines()
                    .filter(|line| !line.starts_with("source"))
                    .collect::<Vec<_>>()
                    .join("\n"),
            )
        });
        let portal = files.fold(portal, |portal, (path, text)| portal.with(path, text));
        let report = portal.check().report();
        assert!(!report.contains("помилка["), "{name}: {report}");
    }
}

/// Columns in another order, one to be filled by hand, none for forms; rows that each section numbers anew.
#[test]
fn a_plan_with_other_columns_and_numbers_becomes_its_own_site() {
    let draft = import(OTHER_COLUMNS, 2031);
    assert_faultless(&draft);
    assert!(draft.questions.is_empty(), "{:?}", draft.questions);
    let entries = entries(&draft);
    let ids = entries.iter().map(|entry| entry["id"].as_str().unwrap_or_default());
    assert_eq!(ids.collect::<Vec<_>>(), ["2031-1-1", "2031-1-2", "2031-2-1", "2031-2-2"]);
    assert_eq!(column(&entries[3], "term"), ["червень", "вересень"]);
    assert_eq!(column(&entries[3], "responsible"), ["Бондар І.В.", "Сич А.Б."]);
    let portal = Portal::from("").with("seeds/plan.txt", OTHER_COLUMNS);
    let files = draft.files.iter();
    let portal = files.fold(portal, |portal, (path, text)| portal.with(path, text.as_str()));
    assert_eq!(portal.check().codes(), [""; 0], "{}", portal.check().report());
    let site = portal.build();
    assert!(site.contains_key("entries/1-2.html") && site.contains_key("entries/2-2.html"));
    let page = String::from_utf8_lossy(&site["plan.html"]);
    let heads = [
        "number\" scope=\"col\">№",
        "text\" scope=\"col\">Заходи",
        "term\"",
        "responsible\"",
        "remarks\"",
    ];
    let places = heads.map(|head| page.find(&format!("<th class=\"head-{head}")).expect(head));
    assert!(places.is_sorted(), "{places:?}");
    assert!(!page.contains("head-form") && !page.contains("cell-form"));
    let row = "<td class=\"cell-term\">лютий</td><td class=\"cell-responsible\">Сич\u{a0}А.Б.</td>\
               <td class=\"cell-remarks\"></td></tr>";
    assert!(page.contains(row));
    // The document for Word says the same, and is read as the same plan.
    let project = portal.on_disk();
    assert_eq!(project.run(&["export", "plan.docx"]).code, 0);
    let document = std::fs::read(project.path("plan.docx")).expect("it is there");
    let again = import(&text_of(document).expect("it is whole"), 2031);
    assert_faultless(&again);
    assert_eq!(again.files, draft.files);
}

/// A name that Word merges over three numbered rows is of all three, printed once.
#[test]
fn a_cell_merged_over_entries_is_of_each() {
    let text = "ЗАТВЕРДЖУЮ\nДиректор\nІван КОВАЛЬ\n2030 рік\n\nПЛАН РОБОТИ\nНМЦ\nна 2030 рік\n\nI. РОБОТА\n\
                №\tЗміст роботи\tТермін\tВідповідальний\n1.1\tПерше\tсічень\tСич А.Б.\n\
                1.2\tДруге:<br>- а;<br>- б\t&above;\t&above;\n1.3\tТретє\tлютий\t&above;\n\
                1.4\tЧетверте\tберезень\tКоваль О.С.\n";
    let draft = import(text, 2030);
    assert_faultless(&draft);
    let entries = entries(&draft);
    let shared = |number: &str| find(&entries, number).get("as_above").map(ToString::to_string);
    assert_eq!(shared("1.1"), None);
    assert_eq!(shared("1.2").as_deref(), Some("[\"responsible\", \"term\"]"));
    assert_eq!(shared("1.3").as_deref(), Some("[\"responsible\"]"));
    let portal = Portal::from("").with("seeds/plan.txt", text);
    let files = draft.files.iter();
    let portal = files.fold(portal, |portal, (path, text)| portal.with(path, text.as_str()));
    assert_eq!(portal.check().codes(), [""; 0], "{}", portal.check().report());
    let site = portal.build();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    for number in ["1-1", "1-2", "1-3"] {
        assert!(
            page("people/sych-a-b.html").contains(&format!("entries/{number}.html")),
            "{number}"
        );
        assert!(page(&format!("entries/{number}.html")).contains("Сич\u{a0}А.Б."), "{number}");
    }
    assert!(!page("people/sych-a-b.html").contains("entries/1-4.html"));
    let plan = page("plan.html");
    assert_eq!(plan.matches("Сич\u{a0}А.Б.").count(), 1);
    assert!(
        plan.contains("<td class=\"cell-responsible\" rowspan=\"3\">Сич\u{a0}А.Б.</td>"),
        "{plan}"
    );
    assert!(plan.contains("<td class=\"cell-term\" rowspan=\"2\">січень</td>"), "{plan}");
    // Word merges it again, and it is read as the same plan.
    let project = portal.on_disk();
    assert_eq!(project.run(&["export", "plan.docx"]).code, 0);
    let document = std::fs::read(project.path("plan.docx")).expect("it is there");
    let again = import(&text_of(document).expect("it is whole"), 2030);
    assert_faultless(&again);
    assert_eq!(again.files, draft.files);
}

/// Thousands of elements within each other are no document; they end neither the program nor its other work.
#[test]
fn a_document_nested_without_end_is_refused() {
    const RELATIONSHIPS: &str = r#"<Relationships><Relationship Type="x/officeDocument" Target="document.xml"/></Relationships>"#;
    let nested = |times: usize| {
        let (open, close) = ("<w:ins>".repeat(times), "</w:ins>".repeat(times));
        let words = "<w:p><w:r><w:t>Слова</w:t></w:r></w:p>";
        let document =
            format!("<w:document xmlns:w=\"x\"><w:body>{open}{words}{close}</w:body></w:document>");
        text_of(packed(&[("_rels/.rels", RELATIONSHIPS), ("document.xml", &document)]))
    };
    assert_eq!(nested(40).ok().as_deref(), Some("Слова\n"));
    for times in [1_000, 100_000] {
        assert!(nested(times).is_err(), "{times}");
    }
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, xml) in parts {
        archive.start_file(*path, zip::write::SimpleFileOptions::default()).expect("it begins");
        archive.write_all(xml.as_bytes()).expect("it is written");
    }
    archive.finish().expect("it ends").into_inner()
}

/// A plan for a portal that has people already: the draft has only those it lacks, and an address of its own.
#[test]
fn a_draft_for_a_portal_has_only_whom_it_lacks() {
    let plan = "ПЛАН РОБОТИ\nНМЦ\nна 2031 рік\n\nІ. РОБОТА\n№\tЗміст роботи\tТермін\tВідповідальний\n\
                1.1\tНарада\tсічень\tПетренко О.В.\n1.2\tЗвіт\tлютий\tО.В. Петренко, Сич А.Б.\n";
    let project = Portal::smallest().with("seeds/plan.txt", plan).on_disk();
    let ran = project.run(&["import", "seeds/plan.txt", "--out", "draft"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let people = std::fs::read_to_string(project.path("draft/people.toml")).expect("it is there");
    assert!(people.contains("name = \"Сич А.Б.\"") && !people.contains("Петренко"), "{people}");
    let file = std::fs::read_to_string(project.path("draft/plans/2031/plan.toml"));
    assert!(file.expect("it is there").contains("address = \"2031\"\n"));
    assert!(ran.err.contains("які в порталі вже є"), "{}", ran.err);
    // The same year again: a draft of its own.
    let ran = project.run(&["import", "seeds/plan.txt", "--year", "2030", "--out", "again"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let people = std::fs::read_to_string(project.path("again/people.toml")).expect("it is there");
    assert!(people.contains("Петренко О.В."), "{people}");
}

#[test]
fn columns_that_were_taken_for_others_are_named_once_for_import_check_and_page() {
    let text = "ПЛАН РОБОТИ\nна 2031 рік\n\nI. РОБОТА\n№\tВид робіт\tДе забезпечено\tХто\tТермін\n\
                1.1\tГурток\tНарада з охорони праці\tСич А.Б.\tлютий\n\
                1.2\tСекція\tСемінар майстрів\tЯк А.Б.\tберезень\n";
    let folder = Portal::default().with("seeds/plan.txt", text).on_disk();
    let import = |more: &[&str], out: &str| {
        let arguments = ["import", "seeds/plan.txt", "--year", "2031", "--out", out];
        folder.run(&[&arguments[..], more].concat())
    };
    let guessed = import(&[], "guessed");
    assert!(guessed.out.contains("із ключем --columns"), "{}", guessed.out);
    let ran = import(&["--columns", "number,remarks,text,responsible"], "short");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("колонок: «№», «Вид робіт», «Де забезпечено»"), "{}", ran.err);
    assert_eq!(import(&["--columns", "number,vyd,text,responsible,term"], "wrong").code, 2);
    assert_eq!(folder.run(&["check", "--columns", "text"]).code, 2);
    let keys = "number,remarks,text,responsible,term";
    let ran = import(&["--columns", keys], "content");
    assert_eq!((ran.code, ran.out.contains("не каже, що в ній")), (0, false), "{}", ran.out);
    let plan = &folder.files("content")["plans/2031/plan.toml"];
    let plan = String::from_utf8_lossy(plan).into_owned();
    let line = "column_keys = [\"number\", \"remarks\", \"text\", \"responsible\", \"term\"]";
    assert!(plan.contains(line), "{plan}");
    let rows = folder.files("content/plans/2031");
    let (_, rows) =
        rows.iter().find(|(path, _)| path.ends_with("section.toml")).expect("it has one");
    let rows = String::from_utf8_lossy(rows).into_owned();
    assert!(
        rows.contains("text = \"Нарада з охорони праці\"") && rows.contains("\"Гурток\""),
        "{rows}"
    );
    // Held against the document word for word, and printed in its order.
    let ran = folder.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = folder.files("public");
    let page = String::from_utf8_lossy(&page["plan.html"]).into_owned();
    let of = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(of("Гурток") < of("Нарада"), "{page}");
    for (keys, words) in [
        ("\"number\", \"text\"]", "різну довжину: 2 і 5"),
        ("\"text\", \"number\", \"form\", \"term\", \"remarks\"]", "не може бути переліком"),
    ] {
        let text = plan.replace(line, &format!("column_keys = [{keys}"));
        std::fs::write(folder.path("content/plans/2031/plan.toml"), text)
            .expect("it can be written");
        let ran = folder.run(&["check"]);
        assert!(ran.code == 1 && ran.err.contains(words), "{}", ran.err);
    }
    let text = plan.replace(line, "");
    std::fs::write(folder.path("content/plans/2031/plan.toml"), text).expect("it can be written");
    let ran = folder.run(&["check"]);
    assert!(
        ran.err.contains("[differs"),
        "without the key the words are of other columns: {}",
        ran.err
    );
}

/// Were what stands further down looked for at each line, this would take minutes.
#[test]
fn a_long_list_that_is_no_plan_has_no_sections() {
    let lines = (1..=10_000).map(|number| format!("{number}. Провести нараду {number}\n"));
    let text = lines.collect::<String>();
    let document = plan_portal::approved::parse(&text);
    assert!(document.sections.is_empty());
}

/// And so would these, were anything looked for in all the lines so far.
#[test]
fn ten_thousand_lines_of_any_shape_are_read() {
    const LINES: usize = 10_000;
    let title = "ПЛАН РОБОТИ\nцентру на 2031 рік\n\nІ. РОБОТА\n";
    let heads = "№\tЗміст роботи\tВідповідальний\tФорма\tТермін\n";
    let row = "1.1\tНарада\tСич А.Б.\tнаказ\tвересень\n";
    let many = |line: &dyn Fn(usize) -> String| (2..LINES).map(line).collect::<String>();

    let words = many(&|number| format!("Прості слова {number}\n"));
    let document = plan_portal::approved::parse(&format!("{title}{heads}{row}{words}"));
    assert_eq!(document.signature.len(), LINES - 2);

    let listed = many(&|number| format!("{}. Завдання\n", number % 900 + 1));
    let document = plan_portal::approved::parse(&format!("{title}Мета:\n{listed}{heads}{row}"));
    assert_eq!(document.sections[0].introduction.len(), LINES - 1);
    assert_eq!(document.sections[0].rows.len(), 1);

    let rows = many(&|number| format!("1.1\tНарада\tфахівець{number}\tнаказ{number}\tколись\n"));
    let draft = import(&format!("{title}{heads}{row}{rows}"), 2031);
    assert_eq!(entries(&draft).len(), LINES - 1);
    assert_eq!(draft.questions.len(), LINES - 2, "each number but the first stands twice");
    let ids = entries(&draft).iter().map(|entry| entry["id"].to_string()).collect::<BTreeSet<_>>();
    assert_eq!(ids.len(), LINES - 1);
    assert!(ids.contains(&format!("\"2031-1-1-n{}\"", LINES - 1)));

    let rows = many(&|number| format!("\tнарада {number}\t\t\tвересень\n"));
    let draft = import(&format!("{title}{heads}{row}{rows}"), 2031);
    assert_faultless(&draft);
}

//! `export`: the plan is taken away with every approved word, in a document that programs for documents can read, and
//! nobody's file is lost.
#![expect(clippy::disallowed_methods, reason = "these tests look at the files that are written")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use plan_portal::approved::{self, Column};
use plan_portal::import::{Options, Present, draft};

use crate::approved::{assert_approved_words_stand_in, real_site, text_of, words};
use crate::portal::{OnDisk, Portal};

const PLAN: &str = "plans/2030/plan.toml";
const SECTION: &str = "plans/2030/01-robota/section.toml";

/// Exports into a folder of its own, which has to go well; returns the bytes.
fn exported(project: &OnDisk, file: &str, arguments: &[&str]) -> Vec<u8> {
    let path = format!("out/{file}");
    let ran = project.run(&[&["export", &path], arguments].concat());
    assert_eq!(ran.code, 0, "{file}: {}", ran.err);
    assert_eq!(ran.out, format!("{path}\n"));
    project.files("out").remove(file).unwrap_or_else(|| panic!("there is no {file}"))
}

fn text(project: &OnDisk, file: &str) -> String {
    String::from_utf8(exported(project, file, &[])).expect("the text is UTF-8")
}

/// The parts of a document by their names.
fn parts(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a document is an archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("the archive lists its parts");
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("parts are UTF-8");
        assert_well_formed(&xml);
        parts.insert(part.name().expect("names are UTF-8").into_owned(), xml);
    }
    parts
}

fn document(project: &OnDisk) -> String {
    parts(exported(project, "plan.docx", &[])).remove("word/document.xml").expect("it is there")
}

/// Every element that is opened is closed, and no letter stands there that XML cannot hold.
fn assert_well_formed(xml: &str) {
    let is_letter = |letter: char| matches!(letter, '\n' | '\t') || letter >= ' ';
    assert!(xml.chars().all(|letter| is_letter(letter) && letter != '\u{ffff}'), "{xml}");
    let mut open = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("<{piece} has no end"));
        assert!(!text.contains('>'), "{piece}");
        for entity in text.split('&').chain(tag.split('&')).skip(1).filter(|rest| *rest != tag) {
            let known = ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| entity.starts_with(name));
            assert!(known || !text.contains(entity), "&{entity}");
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{piece}"),
            None if tag.ends_with('/') || tag.starts_with('?') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

/// The words of every paragraph that has some, in order.
fn paragraphs(document: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    for xml in document.split("</w:p>") {
        let mut words = String::new();
        for piece in xml.split('<').skip(1) {
            match piece.split_once('>') {
                Some(("w:br/", _)) => words.push('\n'),
                Some(("w:tab/", _)) => words.push('\t'),
                Some((_, text)) => words.push_str(text),
                None => {}
            }
        }
        // Entities only: no tag is left.
        let words = text_of(&format!("<w:t>{words}"));
        if !words.trim().is_empty() {
            paragraphs.push(words.trim().to_owned());
        }
    }
    paragraphs
}

#[test]
fn every_approved_word_stands_in_the_document_for_word() {
    let real = Portal::real().on_disk();
    let ran = real.run(&["export"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "plan-2026.docx\n"), "{}", ran.err);
    let parts = parts(std::fs::read(real.path("plan-2026.docx")).expect("it is written"));
    let document = &parts["word/document.xml"];
    assert_approved_words_stand_in(document);
    let sections = document.matches("<w:tblHeader/>").count();
    let headings = document.matches("<w:pStyle w:val=\"Heading1\"/>").count();
    assert_eq!((sections, headings), (14, 15), "the sections and the introduction");
    assert!(document.contains("w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\""));
    assert!(!document.contains('\u{a0}'), "blanks are the content's own");
    assert!(parts["word/styles.xml"].contains("w:lang w:val=\"uk-UA\""));
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:title>ПЛАН РОБОТИ ") && !core.contains("dcterms"), "{core}");
}

#[test]
fn two_exports_are_the_same_bytes() {
    let (one, other) = (Portal::real().on_disk(), Portal::real().on_disk());
    for file in ["plan.docx", "plan.txt", "plan.xlsx"] {
        assert!(exported(&one, file, &[]) == exported(&other, file, &[]), "{file}");
    }
}

#[test]
fn the_text_reads_as_the_approved_document() {
    let real = Portal::real();
    let seed = real.paths().find(|path| path.starts_with("seeds/")).expect("it is there");
    let text = text(&real.on_disk(), "plan.txt");
    let (ours, theirs) = (approved::parse(&text), approved::parse(&real.text(seed)));
    assert_eq!(ours.sections.len(), theirs.sections.len());
    for (ours, theirs) in ours.sections.iter().zip(&theirs.sections) {
        assert_eq!((&ours.number, &ours.heading), (&theirs.number, &theirs.heading));
        let numbers = |section: &approved::Section| {
            let rows = section.rows.iter().filter(|row| !row.number.is_empty());
            rows.map(|row| row.number.clone()).collect::<Vec<_>>()
        };
        assert_eq!(numbers(ours), numbers(theirs));
        for column in Column::ALL {
            let words = |section: &approved::Section| {
                section.words(column).map(|word| word.text.to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(words(ours), words(theirs), "{}, {column:?}", ours.heading);
        }
    }
    // The content agrees with it as with the document, title, contents and signature included.
    let held = real.clone().with(seed, text.clone()).check();
    assert_eq!(held.report(), "");
    // What import makes of it is the same plan.
    let options = Options {
        year: 2026,
        source: "seeds/plan.txt".to_owned(),
        office: None,
        has_lines: true,
        columns: Vec::new(),
        present: Present::default(),
    };
    let draft = draft(&text, &options);
    assert!(draft.faults.is_empty(), "{:?}", draft.faults);
    let files = draft.files.into_iter();
    let again = files.fold(Portal::default(), |portal, (path, text)| portal.with(&path, text));
    let again = again.with("seeds/plan.txt", text.clone()).on_disk();
    assert!(self::text(&again, "plan.txt") == text, "import and export change nothing");
}

#[test]
fn plans_of_any_size_come_through_their_text() {
    for seed in ["1", "2", "3"] {
        let project = Portal::default().on_disk();
        let arguments = ["bench-content", "content", "--entries", "60", "--seed", seed];
        assert_eq!(project.run(&arguments).code, 0);
        let text = text(&project, "plan.txt");
        assert!(approved::lost_words(&text, &approved::parse(&text)).is_empty());
        let year = "year = 2040";
        project.edit(
            "content/plans/2040/plan.toml",
            year,
            &format!("{year}\nsource = \"out/plan.txt\""),
        );
        let checked = project.run(&["check"]);
        assert!(checked.code == 0 && !checked.err.contains("differs"), "{}", checked.err);
    }
}

#[test]
fn data_are_the_bytes_of_the_site() {
    let real = Portal::real().on_disk();
    for file in ["plan.csv", "plan.json", "plan.xlsx"] {
        let published = &real_site()[&format!("data/{file}")];
        assert!(exported(&real, file, &[]) == *published, "{file}");
    }
}

/// A plan with everything that a plan may have, and text that other formats take for their own.
fn hostile() -> Portal {
    let long = "Слово".repeat(2_000);
    Portal::smallest()
        .with(
            PLAN,
            "year = 2030\nfocus_lead = \"Методична проблема <року>:\"\nfocus = \"\\\"A & B\\\"\"\n\
             columns = [\"№ з/п\", \"Зміст & <b>\", \"Хто\", \"Форма\", \"Термін\"]\n\
             [approval]\nheading = \"«ЗАТВЕРДЖУЮ»\"\nposition = \"Директор\\nДепартаменту & Ко\"\n\
             name = \"Ірина </w:t> ШУМ\"\ndate = \"________\"\n\
             [title]\nheading = \"ПЛАН РОБОТИ\"\ntext = \"на | 2030\\n| рік\"\n\
             [introduction]\nheading = \"ВСТУП\"\n[signature]\nposition = \"В.о.\"\nname = \"I & Я\"\n",
        )
        .with(
            "plans/2030/intro.md",
            "Абзац **жирний** і [сайт](https://example.org/?a=1&b=\"2\").\n\n- перше;\n- друге\n\n\
             1. раз\n2. два\n\nще\n\n5. п'ять\n",
        )
        .with(
            SECTION,
            format!(
                "id = \"2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\nheading = \"I. РОБОТА & <ВІДДІЛ>\"\n\
                 [[entry]]\nid = \"2030-1-1\"\nnumber = \"1.1\"\n\
                 text = \"\"\"<b>Не&nbsp;тег</b> &amp; '\"' 😀 _x0041_ ]]>\nдругий\tрядок\"\"\"\n\
                 responsible = \"Петренко О.В.\"\nterm = \"березень\"\n\
                 [[entry.item]]\nid = \"i1\"\ntext = \"без кінця\"\n\
                 [[entry.item]]\nid = \"i2\"\ntext = \"<script>alert(1)</script>\"\nterm = \"травень\"\n\
                 [[entry]]\nid = \"2030-1-2\"\nnumber = \"1.2\"\ntext = \"a\\u0001b {long}\"\n\
                 responsible = \"Петренко О.В.\"\nterm = \"квітень\"\n"
            ),
        )
}

#[test]
fn no_text_becomes_markup() {
    let project = hostile().on_disk();
    let parts = parts(exported(&project, "plan.docx", &[]));
    let document = &parts["word/document.xml"];
    let shown = paragraphs(document);
    for words in [
        "Директор\nДепартаменту & Ко",
        "Ірина </w:t> ШУМ",
        "________",
        "на | 2030\n| рік",
        "Зміст & <b>",
        "<b>Не&nbsp;тег</b> &amp; '\"' 😀 _x0041_ ]]>",
        "другий\tрядок",
        "- <script>alert(1)</script>",
        "I. РОБОТА & <ВІДДІЛ>",
    ] {
        let short = shown.iter().filter(|shown| shown.len() < 500).collect::<Vec<_>>();
        assert!(short.iter().any(|shown| *shown == words), "«{words}» is not among {short:#?}");
    }
    assert!(shown.iter().any(|words| words.starts_with("ab Слово") && words.len() > 20_000));
    // A long row may go on on the next page, a short one stands on one.
    let mut rows = document.split("<w:tr>").filter(|row| row.contains("Слово"));
    assert!(rows.all(|row| !row.contains("<w:cantSplit/>")), "{} rows", document.len());
    assert!(document.contains("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
    // Real lists, of which the second numbered one begins anew; a link that leads where it should.
    let lists = document.matches("<w:numId ").count();
    assert_eq!(lists, 5, "five items");
    let numbering = &parts["word/numbering.xml"];
    let starts = ["<w:startOverride w:val=\"1\"/>", "<w:startOverride w:val=\"5\"/>"];
    assert!(starts.iter().all(|start| numbering.contains(start)), "{numbering}");
    let links = &parts["word/_rels/document.xml.rels"];
    let target = "Target=\"https://example.org/?a=1&amp;b=%222%22\" TargetMode=\"External\"";
    assert!(links.contains(target), "{links}");
    assert!(document.contains("<w:hyperlink r:id=\"link1\""));
    assert!(
        document.contains("<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">жирний")
    );
}

#[test]
fn the_text_is_read_again_whatever_the_words_are() {
    let project = hostile().on_disk();
    let text = text(&project, "plan.txt");
    assert!(approved::lost_words(&text, &approved::parse(&text)).is_empty(), "{text}");
    project.edit(
        &format!("content/{PLAN}"),
        "year = 2030\n",
        "year = 2030\nsource = \"out/plan.txt\"\n",
    );
    let checked = project.run(&["check"]);
    // Only what is no mark in the text is one in Markdown: «**жирний**» and the link.
    let told = checked.err.matches("differs-from-approved").count();
    assert!(told == 1 && checked.err.contains("вступ"), "{}\n{text}", checked.err);
}

#[test]
fn what_the_content_does_not_have_is_not_in_the_document() {
    let project = Portal::smallest().on_disk();
    let document = document(&project);
    let shown = paragraphs(&document);
    let expected = project.files("content");
    let expected = expected.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let expected = expected.collect::<String>();
    for word in shown.iter().flat_map(|shown| words(shown)) {
        let is_column = ["№ з/п", "Зміст роботи", "Відповідальний", "Форма", "Термін виконання"]
            .iter()
            .any(|column| column.contains(word));
        assert!(is_column || expected.contains(word), "«{word}» is nowhere in the content");
    }
    assert!(!document.contains("<w:titlePg/>"), "there is no title page");
    assert!(!document.contains("<w:pageBreakBefore/>"), "nothing stands before the first section");
    assert!(!document.contains("TOC"), "there are no contents");
    let text = text(&project, "plan.txt");
    assert!(!text.contains("ЗАТВЕРДЖУЮ") && !text.contains("ЗМІСТ\n"), "{text}");
}

#[test]
fn a_new_plan_can_be_taken_away_at_once() {
    let project = Portal::real().on_disk();
    assert_eq!(project.run(&["new", "plan", "2027"]).code, 0);
    assert_eq!(project.run(&["new", "entry", "2.1", "--year", "2027"]).code, 0);
    let parts = parts(exported(&project, "plan.docx", &["--year", "2027"]));
    let shown = paragraphs(&parts["word/document.xml"]);
    assert!(shown.contains(&"2.1".to_owned()), "{shown:#?}");
    assert!(parts["docProps/core.xml"].contains("<dc:title>План роботи на 2027 рік</dc:title>"));
    assert_eq!(parts["word/document.xml"].matches("<w:tblHeader/>").count(), 14);
}

#[test]
fn the_plan_of_the_office_and_the_year_that_are_named_is_taken() {
    let offices = Portal::of_offices(&["north", "south"], "").on_disk();
    let ran = offices.run(&["export"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--office ID; є: north, south"), "{}", ran.err);
    assert!(!exported(&offices, "south.docx", &["--office", "south"]).is_empty());
    let ran = offices.run(&["export", "--office", "west"]);
    assert!(ran.code == 2 && ran.err.contains("немає установи «west»"), "{}", ran.err);
    let ran = offices.run(&["export", "--office", "north", "--year", "2031"]);
    assert!(ran.code == 1 && ran.err.contains("плану на 2031 рік немає (є: 2030)"), "{}", ran.err);
    let ran = offices.run(&["export", "--office", "north", "--year", "2030"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "plan-2030.docx\n"), "{}", ran.err);
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked() {
    let project = Portal::smallest().on_disk();
    let mine = "Чиясь робота";
    for file in ["plan-2030.docx", "plan.txt"] {
        std::fs::write(project.path(file), mine).expect("a file can be written");
        let beside = project.path(&format!("{file}.tmp"));
        std::fs::write(&beside, mine).expect("a file can be written");
        let ran = project.run(&["export", file]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(&format!("«{file}» уже є")), "{}", ran.err);
        assert!(ran.err.contains("--replace") && ran.out.is_empty(), "{}", ran.err);
        let after = std::fs::read(project.path(file)).expect("it is there");
        assert_eq!(after, mine.as_bytes(), "{file}");
        assert_eq!(project.run(&["export", file, "--replace"]).code, 0);
        let after = std::fs::read(project.path(file)).expect("it is there");
        assert_ne!(after, mine.as_bytes(), "{file}");
        // Of the same bytes nothing is lost.
        assert_eq!(project.run(&["export", file]).code, 0);
        assert_eq!(std::fs::read_to_string(&beside).expect("it is there"), mine);
        std::fs::remove_file(beside).expect("it can be removed");
    }
    std::fs::create_dir(project.path("folder.csv")).expect("a folder can be made");
    assert_eq!(project.run(&["export", "folder.csv"]).code, 1);
    assert_eq!(project.run(&["export", "folder.csv", "--replace"]).code, 3);
    let left = project.files("");
    assert!(!left.keys().any(|path| path.ends_with(".tmp")), "{:?}", left.keys());
}

#[test]
fn an_ending_nobody_knows_is_a_wrong_call() {
    let project = Portal::smallest().on_disk();
    for file in ["plan.doc", "plan", "plan.docx.bak", "docx"] {
        let ran = project.run(&["export", file]);
        assert_eq!(ran.code, 2, "{file}: {}", ran.err);
        for ending in [".docx", ".txt", ".csv", ".xlsx", ".json"] {
            assert!(ran.err.contains(ending), "{file}: {}", ran.err);
        }
        assert!(!project.path(file).exists());
    }
    assert_eq!(project.run(&["export", "ПЛАН.DOCX"]).code, 0);
    let ran = project.run(&["export", "a.docx", "b.docx"]);
    assert!(ran.code == 2 && ran.err.contains("зайве слово «b.docx»"), "{}", ran.err);
}

#[test]
fn with_an_error_nothing_is_written_and_all_faults_are_told() {
    let broken = Portal::smallest()
        .edit(SECTION, "Петренко О.В.", "Невідомий Н.Н.")
        .with("pages/about.md", "+++\ntitle = \"Про\"\n+++\n[Куди](nowhere.html)\n")
        .on_disk();
    let ran = broken.run(&["export"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("unknown-person"), "{}", ran.err);
    assert!(ran.err.contains("план не записано"), "{}", ran.err);
    assert!(!broken.path("plan-2030.docx").exists());
    let warned = Portal::smallest().edit(SECTION, "text = \"", "text = \"«").on_disk();
    assert_eq!(warned.run(&["export", "a.docx"]).code, 0);
    let ran = warned.run(&["export", "b.docx", "--strict"]);
    assert!(ran.code == 1 && ran.err.contains("unbalanced-quotes"), "{}", ran.err);
    assert!(warned.path("a.docx").exists() && !warned.path("b.docx").exists());
}

//! Plans as other offices write them: from the document to content that checks, to its pages, and back to a document.

#![expect(clippy::disallowed_methods, reason = "Word documents lie on the disk")]

use plan_portal::approved::text_of;
use plan_portal::import::{Draft, Options, draft};
use plan_portal::text::Language;

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
        let project = self.portal.on_disk();
        for name in ["plan.docx", "plan.txt"] {
            let ran = project.run(&["export", name]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let bytes = std::fs::read(project.path(name)).expect("it is there");
            let text = text_of(bytes).expect("it is whole");
            let again = import(&text);
            assert_eq!(again.faults, [], "{name}");
            assert_eq!(again.files, self.draft.files, "{name}\n{text}");
        }
    }
}

fn import(text: &str) -> Draft {
    let source = "seeds/plan.txt".to_owned();
    draft(text, &Options { year: 2030, source, has_lines: true })
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

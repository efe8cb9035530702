//! Slips in single values and lines of the guide's portal: each is one fault whose remedy is what was meant.

use crate::portal::Portal;

const SECTION: &str = "plans/2030/01-robota/section.toml";

/// Each slip is told once, with its code and these words.
#[track_caller]
fn told(path: &str, slips: &[(&str, &str, &str, &str)]) {
    for (from, to, code, words) in slips {
        let portal = Portal::of_guide().with("files/Звіт.docx", "x").edit(path, from, to);
        let checked = portal.check();
        let report = checked.report();
        assert_eq!(checked.codes(), [*code], "{to}: {report}");
        assert!(report.contains(words), "{to}: {words}: {report}");
    }
}

#[test]
fn a_date_is_proposed_as_it_is_written() {
    let day = "date = \"24.03.2030 14:00\"\nend = \"24.03.2030 15:30\"\n";
    let code = "impossible-date";
    told(
        SECTION,
        &[
            (day, "date = \"24-25.03\"\n", code, "start = \"24.03.2030\" і end = \"25.03.2030\""),
            (day, "date = \"24 березня\"\n", code, "може, \"24.03.2030\"?"),
            (day, "date = \"14:00-15:30\"\n", code, "date = \"ДД.ММ.РРРР 14:00\""),
            ("end = \"24.03.2030 15:30\"", "end = \"15:30\"", code, "\"24.03.2030 15:30\""),
        ],
    );
    let day = "day = \"12.02.2030\"";
    told("plans/2030/changes.toml", &[(day, "day = \"12.02\"", code, "\"12.02.2030\"")]);
}

#[test]
fn an_address_is_proposed_as_it_is_written() {
    let site = "\"https://plan.example.org/\"";
    let target = "to = \"sftp://olha@host.example.org/home/olha/public_html\"";
    let code = "bad-address";
    told(
        "portal.toml",
        &[
            (site, "\"https://plan.example.org/index.html\"", code, "«https://plan.example.org/»?"),
            (site, "\"https://plan.example.org/a/?x=1\"", code, "«https://plan.example.org/a/»?"),
            (site, "\"https://plan.example.org/#top\"", code, "«https://plan.example.org/»?"),
            (target, "to = \"host.example.org\"", "bad-target", "sftp://ім’я@host.example.org/"),
            (target, "to = \"ftp.host.ua/www\"", "bad-target", "ftps://ім’я@ftp.host.ua/www/"),
            (target, "to = \"olha@host.ua\"", "bad-target", "sftp://olha@host.ua"),
        ],
    );
    for folder in ["./host.example.org", "..\\\\sait", "sait", "D:/sait.org"] {
        let to = format!("to = \"{folder}\"");
        let checked = Portal::of_guide().edit("portal.toml", target, &to).check();
        assert_eq!(checked.report(), "", "{folder}");
    }
}

#[test]
fn a_link_is_proposed_as_it_is_written() {
    let link = "[перший розділ](sections/1.html)";
    let broken = "broken-link";
    let refused = "refused-link";
    told(
        "pages/about.md",
        &[
            (link, "[звіт](files/Звіт 1.docx)", broken, "(<files/Звіт 1.docx>)"),
            (link, "[розділ] (sections/1.html)", broken, "приберіть пропуск"),
            (link, "[МОН](www.mon.example.org)", broken, "«https://www.mon.example.org»?"),
            (link, "[ми](kabinet@example.org)", broken, "«mailto:kabinet@example.org»?"),
            (link, "![фото](foto.jpg)", broken, "files/foto.jpg"),
            (link, "[розділ](/sections/1.html)", refused, "«sections/1.html»?"),
            (link, "[розділ](sections\\1.html)", refused, "«sections/1.html»?"),
            (link, "![фото](C:\\Users\\foto.jpg)", refused, "покладіть файл у теку files/"),
        ],
    );
    let material = "link = \"https://video.example.org/1\"";
    let code = "missing-attachment";
    told(SECTION, &[(material, "file = \"files/zvit.pdf\"", code, "покладіть")]);
    told(SECTION, &[(material, "file = \"files/Звіт.pdf\"", code, "«files/Звіт.docx»?")]);
}

#[test]
fn a_key_in_other_letters_is_proposed_in_latin_ones() {
    let term = "term = \"березень\"";
    let code = "toml-syntax";
    let keys = "methodical_sections = ";
    told(
        SECTION,
        &[
            (term, "термін = \"березень\"", code, "запишіть так: term = …"),
            (term, "tеrm = \"березень\"", code, "запишіть так: term = …"),
            ("place = ", "pla\u{200b}ce = ", code, "стоїть знак, якого не видно"),
            (keys, "methodical sections = ", code, "запишіть так: methodical_sections = …"),
            ("[[entry]]\nid = \"2030-1-4\"", "[[пункт]]\nid = \"2030-1-4\"", code, "[[entry]]"),
            ("[[entry]]\nid = \"2030-1-4\"", "[[еntry]]\nid = \"2030-1-4\"", code, "[[entry]]"),
        ],
    );
    let id = "id = \"melnyk-o-p\"";
    told("people.toml", &[(id, "іd = \"melnyk-o-p\"", code, "запишіть так: id = …")]);
}

#[test]
fn the_name_of_a_table_is_proposed_with_its_brackets() {
    let code = "unknown-key";
    let item = "[[entry.item]]\nid = \"2030-1-2-i02\"";
    let other = "[[entry]]\nid = \"2030-1-4\"";
    told(
        SECTION,
        &[
            (other, "[[entrie]]\nid = \"2030-1-4\"", code, "може, [[entry]]?"),
            (item, "[[item]]\nid = \"2030-1-2-i02\"", code, "може, [[entry.item]]?"),
            (item, "[[entry.items]]\nid = \"2030-1-2-i02\"", code, "може, [[entry.item]]?"),
            ("[[entry.materials]]", "[[entry.material]]", code, "може, [[entry.materials]]?"),
        ],
    );
    let college = "[[college]]";
    told("colleges.toml", &[(college, "[[colleges]]", code, "може, [[college]]?")]);
    let first = "[[entry]]\nid = \"2030-1-1\"";
    let orphan = "[[entry.item]]\nid = \"x\"\ntext = \"а\"\n\n[[entry]]\nid = \"2030-1-1\"";
    told(SECTION, &[(first, orphan, "toml-syntax", "вище за перший [[entry]]")]);
    // Keys above which a table was put.
    let top = "year = 2030\naddress = \"\"\n";
    let below = format!("[[acknowledged]]\ncode = \"twin-rows\"\nat = [\"1.1\"]\n\n{top}");
    told("plans/2030/plan.toml", &[(top, &below, code, "на початку файла")]);
    let current = "current = \"2030\"\n";
    let below = format!("{current}longest_event = 7\n");
    told("portal.toml", &[(current, &below, code, "під рядком [calendar]")]);
    let materials = "[[entry.materials]]\n";
    let above = format!("{materials}result = \"Було 42\"\n");
    told(SECTION, &[(materials, &above, code, "вище, над рядком [[…materials]]")]);
    let office = "[organization]\nid = \"kabinet\"\n";
    let moved = format!("{office}theme = \"default\"\n");
    let portal = Portal::of_guide().edit("portal.toml", "theme = \"default\"\n", "");
    let checked = portal.edit("portal.toml", office, &moved).check();
    assert_eq!(checked.codes(), [code], "{}", checked.report());
}

#[test]
fn a_list_with_quotes_of_several_kinds_is_told_once() {
    let code = "toml-syntax";
    let list = "forms = [\"webinar\"]";
    let right = "[\"webinar\", \"consultation\"]";
    told(
        SECTION,
        &[
            (list, "forms = [“webinar”, \"consultation\"]", code, right),
            (list, "forms = [\"webinar”, \"consultation\"]", code, right),
            (list, "forms = [«webinar», «consultation»]", code, right),
            (list, "forms = [\n  \"webinar\",\n  “consultation”,\n]", code, "[\"consultation\"]"),
        ],
    );
    let list = "professions = [\"Кухар\", \"Кондитер\"]";
    let silent = "professions = [\"Кухар”, “Кондитер\"]";
    told("colleges.toml", &[(list, silent, code, "[\"Кухар\", \"Кондитер\"]")]);
}

#[test]
fn a_value_of_another_kind_is_proposed_in_its_own() {
    let wrong = "wrong-type";
    let link = "link = \"https://video.example.org/1\"";
    let term = "text = \"Семінар для майстрів\"";
    told(
        SECTION,
        &[
            ("number = \"1.1\"", "number = 1.1", wrong, "number = \"1.1\""),
            ("[\"1.7\"]", "1.7", wrong, "former_numbers = [\"1.7\"]"),
            (link, "file = \"files\\Звіт.docx\"", "toml-syntax", "file = \"files/Звіт.docx\""),
            (term, "text = \"Семінар\nдля\nмайстрів\"", "toml-syntax", "на кілька рядків"),
        ],
    );
    told("portal.toml", &[("\"2030\"", "2030", wrong, "current = \"2030\"")]);
    let year = "year = 2030";
    told("plans/2030/plan.toml", &[(year, "year = \"2030 рік\"", wrong, "year = 2030")]);
    let empty = Portal::of_guide().with("plans/2030/02-nova/section.toml", "# порожньо\n").check();
    assert_eq!(empty.codes(), ["missing-key"], "{}", empty.report());
}

#[test]
fn an_acknowledgement_of_nothing_known_is_told_once() {
    let code = "code = \"missing-number\"";
    told(
        "plans/2030/plan.toml",
        &[
            (
                code,
                "code = \"mising-number\"",
                "stale-acknowledgement",
                "code = \"missing-number\"?",
            ),
            ("at = [\"1.3\"]", "at = [1.3]", "wrong-type", "at = [\"1.3\"]"),
        ],
    );
    let plan = Portal::of_guide().text("plans/2030/plan.toml");
    let error = format!("{plan}\n[[acknowledged]]\ncode = \"unknown-person\"\nat = [\"1.1\"]\n");
    let checked = Portal::of_guide().with("plans/2030/plan.toml", error).check();
    assert_eq!(checked.codes(), ["stale-acknowledgement"], "{}", checked.report());
    assert!(checked.report().contains("помилки виправляють"), "{}", checked.report());
    let blank = Portal::of_guide().edit("plans/2030/plan.toml", "[\"1.3\"]", "\"1.3 \"").check();
    assert_eq!(blank.report(), "");
}

#[test]
fn a_file_or_folder_under_another_name_is_all_that_is_told() {
    let guide = Portal::of_guide();
    let moved = |from: &str, to: &str| {
        guide.moved(|path| {
            Some(path.replacen(&format!("content/{from}"), &format!("content/{to}"), 1))
        })
    };
    for (from, to, told) in [
        ("plans/", "plan/", "перейменуйте теку на plans"),
        ("plans/", "Plans/", "перейменуйте теку на plans"),
        ("practices/", "practice/", "перейменуйте теку на practices"),
        ("pages/", "сторінки/", "перейменуйте теку на pages"),
        ("people.toml", "person.toml", "на people.toml"),
        ("methodical-sections.toml", "methodical_sections.toml", "на methodical-sections.toml"),
        ("pages/about.md", "pages/about.txt", "на about.md"),
        (SECTION, "plans/2030/01-robota/rozdil.toml", "на section.toml"),
    ] {
        let checked = moved(from, to).check();
        assert_eq!(checked.codes(), ["missing-file"], "{to}: {}", checked.report());
        assert!(checked.report().contains(told), "{to}: {}", checked.report());
    }
    let there = moved("plans/2030/changes.toml", "changes.toml").check();
    assert_eq!(there.codes(), ["unknown-file"], "{}", there.report());
    assert!(there.report().contains("в plans/РІК/"), "{}", there.report());
    // Notes beside a section are just unknown.
    let notes = guide.clone().with("plans/2030/01-robota/notatky.txt", "не забути").check();
    assert_eq!(notes.codes(), ["unknown-file"], "{}", notes.report());
    let office = "[[person]]\nid = \"a-a\"\nname = \"Андрій А.\"\n";
    let office = Portal::of_offices(&["a"], "").with("offices/b/people.toml", office).check();
    assert_eq!(office.codes(), ["missing-file"], "{}", office.report());
    assert!(office.report().contains("немає файла office.toml"), "{}", office.report());
}

#[test]
fn a_name_in_place_of_an_id_gets_the_id() {
    let item = "item = \"2030-1-2-i01\"";
    let college = "college = \"stepovyi-litsei\"";
    told(
        "practices/savchuk-n-m.md",
        &[
            (college, "college = \"Степовий ліцей\"", "unknown-college", "«stepovyi-litsei»"),
            (item, "item = \"2030-1-2\"", "unknown-item", "це пункт, а тут називають підпункт"),
        ],
    );
    let person = "unknown-person";
    let members = "[\"melnyk-o-p\", \"bondar-i-v\"]";
    told(
        "groups.toml",
        &[
            (members, "[\"melnyk-o-p\", \"Бондар І.В.\"]", person, "«bondar-i-v»"),
            (members, "[\"melnyk-o-p, bondar-i-v\"]", person, members),
        ],
    );
    let form = "forms = [\"webinar\"]";
    let value = "unknown-value";
    told(
        SECTION,
        &[
            (form, "forms = [\"вебінари\"]", "unknown-form", "«webinar»"),
            ("\"done\"", "\"виконано\"", value, "«done»"),
            ("\"monitoring\"", "\"моніторинг\"", value, "«monitoring»"),
        ],
    );
    let entry = "entry = \"2030-1-1\"";
    let changes = "plans/2030/changes.toml";
    told(changes, &[(entry, "entry = \"1.1\"", "unknown-item", "«2030-1-1»")]);
}

#[test]
fn two_rows_under_one_name_are_told_where_they_stand() {
    for (file, row, name) in [
        ("people.toml", "[[person]]\nid = \"melnyk-o\"\nname = ", "Мельник О.П."),
        ("forms.toml", "[[form]]\nid = \"vebinar\"\nname = ", "вебінари"),
        ("groups.toml", "[[group]]\nid = \"inshi\"\nname = ", "методисти"),
        ("glossary.toml", "[[abbreviation]]\nfull = \"інше\"\nshort = ", "ЗПО"),
    ] {
        let guide = Portal::of_guide();
        let text = format!("{}\n{row}\"{name}\"\n", guide.text(file));
        let checked = guide.with(file, text).check();
        assert_eq!(checked.codes(), ["duplicate-id"], "{}", checked.report());
        assert!(checked.report().contains(&format!("назва «{name}» уже є")));
    }
}

#[test]
fn what_stands_before_the_keys_of_a_page_is_told() {
    let text = Portal::of_guide().text("pages/about.md");
    for (page, told) in [
        (text.replace("+++", "---"), "мають стояти між рядками +++"),
        (format!("\n{text}"), "порожній рядок"),
    ] {
        let checked = Portal::of_guide().with("pages/about.md", page).check();
        assert_eq!(checked.codes(), ["no-front-matter"], "{}", checked.report());
        assert!(checked.report().contains(told), "{}", checked.report());
    }
    // A sign without width that was copied with a number is no part of it.
    let number = Portal::of_guide().edit(SECTION, "number = \"1.4\"", "number = \"1.4\u{200b}\"");
    assert_eq!(number.check().report(), "");
}

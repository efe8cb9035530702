//! Files for download: any name an editor gives them works, and its address works everywhere.

use crate::portal::{OnDisk, Portal};

const SECTION: &str = "plans/2030/01-robota/section.toml";
const NAME: &str = "Звіт № 1 (чернетка).PDF";
const ADDRESS: &str = "files/zvit-1-chernetka.pdf";

/// The smallest portal with a file that an entry, a practice and a page of the content name.
fn with_file(named: &str, linked: &str) -> Portal {
    let material =
        format!("term = \"березень\"\n[[entry.materials]]\ntitle = \"Звіт\"\nfile = \"{named}\"\n");
    let page = format!("+++\nid = \"about\"\ntitle = \"Про портал\"\n+++\n[звіт]({linked})\n");
    Portal::smallest()
        .edit(SECTION, "term = \"березень\"", &material)
        .with("pages/about.md", page)
        .with(&format!("files/{NAME}"), vec![b'x'; 2048])
}

fn built(portal: &Portal) -> OnDisk {
    let project = portal.on_disk();
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    project
}

fn page(project: &OnDisk, path: &str) -> String {
    let bytes = project.files("public").remove(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes).expect("pages are UTF-8")
}

#[test]
fn a_file_with_any_name_is_found_by_it_and_lies_at_an_address_of_latin_letters() {
    let plain = (format!("files/{NAME}"), format!("<files/{NAME}>"));
    let encoded = (NAME.to_owned(), "files/Звіт%20№%201%20(чернетка).PDF#page=2".to_owned());
    // macOS takes «й» and «ї» apart, Windows does not care for the case.
    let loose = ("files/звіт № 1 (чернетка).pdf".to_owned(), format!("./{ADDRESS}"));
    for (named, linked) in [plain, encoded, loose] {
        let project = built(&with_file(&named, &linked));
        assert_eq!(project.files("public")[ADDRESS].len(), 2048);
        let entry = page(&project, "entries/1-1.html");
        let link = format!("<a href=\"../{ADDRESS}\">Звіт</a> <span class=\"hint\">PDF, 2");
        assert!(entry.contains(&link), "{named}: {entry}");
        assert!(page(&project, "about.html").contains(&format!("<a href=\"{ADDRESS}")), "{linked}");
    }
}

#[test]
fn composed_and_decomposed_letters_are_one_name() {
    let portal = with_file("files/Олії.pdf", "files/zvit-1-chernetka.pdf");
    let project = built(&portal.with("files/Оліі\u{308}.pdf", "x"));
    assert!(page(&project, "entries/1-1.html").contains("href=\"../files/olii.pdf\""));
}

#[test]
fn an_office_has_its_own_files_and_those_of_the_portal() {
    let shared = "[[entry.materials]]\nfile = \"files/Протокол.pdf\"\n\
                  [[entry.materials]]\nfile = \"files/Спільне.pdf\"\n";
    let mut portal =
        Portal::of_offices(&["pivnich", "pivden"], shared).with("files/Спільне.pdf", "спільне");
    for id in ["pivnich", "pivden"] {
        portal = portal.with(&format!("offices/{id}/files/Протокол.pdf"), id);
    }
    let project = built(&portal);
    for id in ["pivnich", "pivden"] {
        let files = project.files("public");
        assert_eq!(files[&format!("{id}/files/protokol.pdf")], id.as_bytes());
        let entry = page(&project, &format!("{id}/entries/1-1.html"));
        assert!(entry.contains("href=\"../files/protokol.pdf\">Протокол.pdf</a>"), "{entry}");
        assert!(entry.contains("href=\"../../files/spilne.pdf\""), "{entry}");
    }
}

//! The whole site in one file: what is in it, that it is the same bytes, that it costs nothing unasked.
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};

use crate::portal::{Files, Portal};

const SECTION: &str = "content/plans/2030/01-robota/section.toml";
const TITLE: &str = "title = \"План роботи кабінету\"";

fn with_copy() -> Portal {
    Portal::smallest().edit("portal.toml", TITLE, &format!("{TITLE}\noffline_copy = true"))
}

fn unpack(archive: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut files = BTreeMap::new();
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file of it");
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "one date for all");
        let name = file.name().expect("names are UTF-8");
        let path = name.strip_prefix("site/").expect("it unpacks into one folder").to_owned();
        names.push(path.clone());
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it can be unpacked");
        files.insert(path, bytes);
    }
    assert!(names.is_sorted(), "files lie in the order of their paths");
    files
}

#[test]
fn the_archive_holds_the_site_file_for_file() {
    let project = with_copy().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let mut site = project.files("public");
    let archive = site.remove("site.zip").expect("the archive is a file of the site");
    let size = archive.len();
    let mut packed = unpack(&archive);
    let page = |files: &mut Files| {
        String::from_utf8(files.remove("data.html").expect("the page of data")).expect("UTF-8")
    };
    let (offering, around) = (page(&mut site), page(&mut packed));
    assert!(site == packed, "every other file is the same");
    assert!(offering.contains("href=\"site.zip\" download"));
    assert!(offering.contains("ZIP, ") && size > 1000);
    assert!(!around.contains("site.zip") && around.contains("Ви читаєте саме таку копію"));
}

#[test]
fn without_the_setting_there_is_no_archive_and_no_word_of_it() {
    let project = Portal::smallest().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let site = project.files("public");
    assert!(!site.contains_key("site.zip"));
    assert!(!String::from_utf8_lossy(&site["data.html"]).contains("одним файлом"));
    // The preview packs nothing, so its page offers nothing.
    let preview = with_copy().build();
    assert!(!preview.contains_key("site.zip"));
    assert!(!String::from_utf8_lossy(&preview["data.html"]).contains("site.zip"));
}

#[test]
fn an_edit_gives_the_bytes_that_a_build_from_nothing_gives() {
    let project = with_copy().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let archive = project.path("public/site.zip");
    let time = || fs::metadata(&archive).and_then(|found| found.modified()).expect("it is there");
    let first = (fs::read(&archive).expect("it is there"), time());
    let again = project.run(&["build"]);
    assert!(again.err.contains("записано 0"), "{}", again.err);
    assert_eq!(time(), first.1, "an unchanged site is not packed again");

    project.edit(SECTION, "березень", "квітень");
    assert_eq!(project.run(&["build"]).code, 0);
    let edited = fs::read(&archive).expect("it is there");
    assert!(edited != first.0);
    fs::remove_dir_all(project.path("public")).expect("it can be removed");
    fs::remove_dir_all(project.path(".public.next")).expect("it can be removed");
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(fs::read(&archive).expect("it is there") == edited, "the same site, the same bytes");
}

#[test]
fn a_large_attachment_is_packed_as_it_is() {
    let project = with_copy().on_disk();
    let bytes = (0..5 << 20).map(|at: u32| (at / 7 % 251) as u8).collect::<Vec<_>>();
    fs::create_dir_all(project.path("content/files")).expect("a folder");
    fs::write(project.path("content/files/zvit.pdf"), &bytes).expect("a file");
    assert_eq!(project.run(&["build"]).code, 0);
    let first = fs::read(project.path("public/site.zip")).expect("it is there");
    assert!(unpack(&first)["files/zvit.pdf"] == bytes);
    project.edit(SECTION, "березень", "квітень");
    assert_eq!(project.run(&["build"]).code, 0);
    let copied = fs::read(project.path("public/site.zip")).expect("it is there");
    fs::remove_dir_all(project.path("public")).expect("it can be removed");
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(fs::read(project.path("public/site.zip")).expect("it is there") == copied);
}

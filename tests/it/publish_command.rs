//! `plan-portal publish` to a folder: what is sent, what stays, what is refused.
#![expect(clippy::disallowed_methods, reason = "the target is a folder of the disk")]

use std::fs;

use crate::portal::{OnDisk, Portal};

/// A project beside a folder with a file of somebody else.
fn project() -> OnDisk {
    let project = Portal::smallest().on_disk();
    fs::create_dir_all(project.path("served")).expect("a folder can be made");
    fs::write(project.path("served/notes.txt"), "foreign").expect("it can be written");
    project.edit(
        "content/portal.toml",
        "[organization]",
        "[publish]\nto = \"served\"\n[organization]",
    );
    project
}

fn said(err: &str) -> String {
    err.replace('\u{a0}', " ")
}

/// What is served is the site, and the foreign file.
fn assert_served(project: &OnDisk) {
    let mut served = project.files("served");
    assert_eq!(served.remove("notes.txt").as_deref(), Some(b"foreign".as_slice()));
    assert!(served == project.files("public"), "the same files with the same bytes");
}

#[test]
fn the_first_time_everything_is_sent_then_only_what_has_changed() {
    let project = project();
    let first = project.run(&["publish"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(said(&first.err).contains("викладено на «served»: надіслано"), "{}", first.err);
    assert_served(&project);
    let again = project.run(&["publish"]);
    assert_eq!(again.code, 0);
    assert!(said(&again.err).contains("уже викладено саме цей сайт"), "{}", again.err);
    project.edit(
        "content/people.toml",
        "Петренко О.В.\"",
        "Петренко О.В.\"\nposition = \"методист\"",
    );
    let edited = project.run(&["publish"]);
    assert_eq!(edited.code, 0, "{}", edited.err);
    assert!(!said(&edited.err).contains("без змін 0"), "{}", edited.err);
    assert_served(&project);
}

#[test]
fn what_the_site_no_longer_has_is_removed_and_foreign_files_stay() {
    let project = project();
    let page = "+++\nid = \"about\"\ntitle = \"Про нас\"\n+++\nТекст\n";
    fs::create_dir_all(project.path("content/pages")).expect("a folder can be made");
    fs::write(project.path("content/pages/about.md"), page).expect("it can be written");
    assert_eq!(project.run(&["publish"]).code, 0);
    let before = project.files("served");
    fs::remove_file(project.path("content/pages/about.md")).expect("it can be removed");
    let ran = project.run(&["publish"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(project.files("served").len() < before.len());
    assert_served(&project);
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let project = project();
    let ran = project.run(&["publish", "--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("надіслати новий: index.html\n"), "{}", ran.out);
    assert_eq!(project.files("served").len(), 1);
    assert!(!project.path("served/.plan-portal").exists());
}

#[test]
fn faults_of_the_content_send_nothing() {
    let project = project();
    project.edit("content/people.toml", "Петренко О.В.", "Іваненко О.В.");
    let ran = project.run(&["publish"]);
    assert_eq!(ran.code, 1);
    assert_eq!(project.files("served").len(), 1);
}

#[test]
fn a_foreign_file_in_the_way_is_replaced_only_when_asked() {
    let project = project();
    fs::write(project.path("served/index.html"), "foreign").expect("it can be written");
    let ran = project.run(&["publish"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(said(&ran.err).contains("чужий файл: index.html"), "{}", ran.err);
    assert_eq!(project.files("served").len(), 2);
    assert_eq!(project.run(&["publish", "--replace-foreign"]).code, 0);
    assert_served(&project);
    // A folder is nobody's to replace.
    let other = Portal::smallest().on_disk();
    fs::create_dir_all(other.path("served/index.html/x")).expect("a folder can be made");
    let ran = other.run(&["publish", "--to", "served", "--replace-foreign"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("«index.html»"), "{}", ran.err);
}

#[test]
fn an_interrupted_run_is_continued() {
    let project = project();
    assert_eq!(project.run(&["publish"]).code, 0);
    let whole = fs::read_to_string(project.path("served/.plan-portal")).expect("a manifest");
    // As a run leaves it that was killed: pages half there, the manifest says that they are unknown.
    let unknown = |line: &str| match line.rsplit_once(' ') {
        Some((_, path)) if path.ends_with(".html") => format!("{:032} 0 {path}\n", 0),
        _ => format!("{line}\n"),
    };
    let interim = whole.lines().map(unknown).collect::<String>();
    let gone = format!("{:032} 0 gone/old.html\n", 0);
    fs::write(project.path("served/.plan-portal"), interim + &gone).expect("it can be written");
    fs::write(project.path("served/index.html"), "<html>").expect("it can be written");
    fs::create_dir_all(project.path("served/gone")).expect("a folder can be made");
    fs::write(project.path("served/gone/old.html.plan-portal-new"), "<")
        .expect("it can be written");
    let ran = project.run(&["publish"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_served(&project);
    assert!(!project.path("served/gone").exists(), "an emptied folder of ours goes");
    let after = fs::read_to_string(project.path("served/.plan-portal")).expect("a manifest");
    assert_eq!(after, whole);
}

#[test]
fn a_broken_manifest_is_not_believed() {
    let project = project();
    fs::write(project.path("served/.plan-portal"), "plan-portal 1\n0 0 ../notes.txt\n")
        .expect("it can be written");
    let ran = project.run(&["publish"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("пошкоджено"), "{}", ran.err);
    assert_eq!(project.run(&["publish", "--whole", "--replace-foreign"]).code, 0);
    assert_served(&project);
}

#[test]
fn without_a_target_the_person_hears_what_to_write() {
    let ran = Portal::smallest().run(&["publish"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[publish]") && ran.err.contains("sftp://"), "{}", ran.err);
}

#[test]
fn addresses_that_cannot_be_are_refused_and_passwords_not_repeated() {
    let cases = [
        ("sftp://olha:taiemne@host/www", 2, "PLAN_PORTAL_PASSWORD"),
        ("sfpt://olha@host/www", 2, "може, «sftp://»?"),
        ("public", 3, "назвіть іншу"),
        ("content/pages", 3, "назвіть іншу"),
        (".", 3, "назвіть іншу"),
    ];
    for (to, code, words) in cases {
        let ran = Portal::smallest().run(&["publish", "--to", to]);
        assert_eq!(ran.code, code, "{to}: {}", ran.err);
        assert!(ran.err.contains(words) && !ran.err.contains("taiemne"), "{to}: {}", ran.err);
    }
    let line = "[publish]\nto = \"sftp://olha:taiemne@host/www\"\n[organization]";
    let ran = Portal::smallest().edit("portal.toml", "[organization]", line).run(&["publish"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("password-in-content") && !ran.err.contains("taiemne"), "{}", ran.err);
}

#[test]
fn a_server_that_is_not_there_ends_with_3() {
    let unbound = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = unbound.local_addr().expect("it has an address").port();
    drop(unbound);
    for scheme in ["sftp", "ftp", "ftps", "dav", "davs"] {
        let to = format!("{scheme}://olha@127.0.0.1:{port}/www");
        let ran = Portal::smallest().run(&["publish", "--to", &to]);
        assert_eq!(ran.code, 3, "{to}: {}", ran.err);
        assert!(ran.err.contains("не приймає з’єднань"), "{to}: {}", ran.err);
    }
}

#[test]
fn publishing_changes_no_byte_of_the_site() {
    let with = project();
    assert_eq!(with.run(&["build"]).code, 0);
    // Both remember the same of their events, however many seconds lie between the builds.
    const LOCK: &str = "plans/2030/calendar.lock";
    let lock = with.files("content").remove(LOCK).expect("a build remembers its events");
    let without = Portal::smallest().with(LOCK, lock).on_disk();
    assert_eq!(without.run(&["build"]).code, 0);
    assert!(with.files("public") == without.files("public"), "[publish] is of no page");
}

//! What is sent and removed, in which order, without any server.

use crate::publish::manifest::{Fingerprint, Manifest};
use crate::send::difference::UNKNOWN;
use crate::send::{Difference, Step, below, parsed};

fn manifest(files: &[(&str, &str)]) -> Manifest {
    let entry =
        |(path, bytes): &(&str, &str)| ((*path).to_owned(), Fingerprint::of(bytes.as_bytes()));
    Manifest::of(files.iter().map(entry).collect())
}

fn said(difference: &Difference) -> String {
    let step = |step: &Step| match step {
        Step::Add(path) => format!("+{path}"),
        Step::Change(path) => format!("~{path}"),
        Step::Remove(path) => format!("-{path}"),
        Step::RemoveFolders(folders) => format!("-[{}]", folders.join(" ")),
    };
    let group = |group: &Vec<Step>| group.iter().map(step).collect::<Vec<_>>().join(" ");
    difference.groups.iter().map(group).collect::<Vec<_>>().join(" | ")
}

#[test]
fn what_a_page_needs_comes_before_it_and_homes_come_last() {
    let before = manifest(&[
        ("index.html", "1"),
        ("plan.html", "1"),
        ("data.json", "1"),
        ("same.html", "1"),
        ("old/a/gone.html", "1"),
        ("old/b.html", "1"),
    ]);
    let after = manifest(&[
        ("index.html", "2"),
        ("plan.html", "2"),
        ("data.json", "2"),
        ("same.html", "1"),
        ("assets/new.css", "1"),
        ("new.html", "1"),
        ("o01/index.html", "1"),
    ]);
    let difference = Difference::between(Some(&before), &after, false);
    let expected = "+assets/new.css | +new.html | ~data.json | ~plan.html | ~index.html +o01/index.html \
                    | -old/a/gone.html -old/b.html | -[old/a old]";
    assert_eq!(said(&difference), expected);
    assert_eq!((difference.sent(), difference.removed(), difference.unchanged), (6, 2, 1));
}

#[test]
fn the_same_site_is_nothing_to_do_unless_all_is_wanted() {
    let site = manifest(&[("a.html", "1"), ("b.css", "1")]);
    assert!(Difference::between(Some(&site), &site, false).is_empty());
    assert_eq!(said(&Difference::between(Some(&site), &site, true)), "~b.css | ~a.html");
    assert_eq!(said(&Difference::between(None, &site, false)), "+b.css | +a.html");
}

#[test]
fn a_file_in_place_of_a_folder_and_the_other_way_round_go_first() {
    let before = manifest(&[("a", "1"), ("b/c", "1"), ("d", "1")]);
    let after = manifest(&[("a/x", "1"), ("b", "1"), ("d", "1")]);
    let difference = Difference::between(Some(&before), &after, false);
    assert_eq!(said(&difference), "-a -b/c | -[b] | +a/x +b");
}

#[test]
fn an_interrupted_run_knows_what_is_unknown_and_what_is_ours() {
    let before = manifest(&[("gone.html", "1"), ("same.html", "1"), ("plan.html", "1")]);
    let after = manifest(&[("same.html", "1"), ("plan.html", "2"), ("new.html", "1")]);
    let first = Difference::between(Some(&before), &after, false);
    let interim = first.interim.iter().map(|(path, print)| (path.clone(), *print)).collect();
    let text = Manifest::of(interim).to_text();
    let interim = parsed(text.as_bytes()).expect("the interim manifest is one");
    assert_eq!(interim.find("plan.html"), Some(UNKNOWN));
    // It is interrupted at once, and meanwhile the new page is given up.
    let after = manifest(&[("same.html", "1"), ("plan.html", "2")]);
    let second = Difference::between(Some(&interim), &after, false);
    assert_eq!(said(&second), "~plan.html | -gone.html -new.html");
    assert!(second.unknown.is_empty(), "nothing there is foreign");
}

#[test]
fn a_manifest_that_names_what_lies_outside_is_none() {
    let hash = "0".repeat(32);
    for path in ["../a", "/etc/a", "a//b", ".plan-portal", "a\\b", "a b"] {
        let text = format!("plan-portal 1\n{hash} 1 {path}\n");
        assert!(parsed(text.as_bytes()).is_none(), "{path}");
    }
    assert!(parsed(b"<html>not found</html>").is_none());
    assert!(parsed(format!("plan-portal 1\n{hash} 1 a/b.html\n").as_bytes()).is_some());
}

#[test]
fn paths_lie_below_the_folder_of_the_target() {
    assert_eq!(below("/www", "a.html"), "/www/a.html");
    assert_eq!(below("/", "a.html"), "/a.html");
    assert_eq!(below("", "a.html"), "a.html");
    assert_eq!(below("/www", ""), "/www");
}

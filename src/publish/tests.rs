//! Publishing as an office meets it: edits, foreign files, failures, kills.
//!
//! Each test has a folder of its own; a [`Site`] is what a build would put.

#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::folder::Publisher;
use super::memory::MemorySite;
use super::{Flush, Foreign, Options, Sink, Summary, tree};
use crate::failure::Failure;
use crate::text::Language;

type Site = BTreeMap<String, Vec<u8>>;

fn site(files: &[(&str, &str)]) -> Site {
    let owned = |&(path, text): &(&str, &str)| (path.to_owned(), text.as_bytes().to_owned());
    files.iter().map(owned).collect()
}

fn begin(target: &Path) -> Publisher {
    Publisher::begin(target, Options::default()).unwrap()
}

fn build_with(target: &Path, site: &Site, options: Options) -> Result<Summary, Failure> {
    let publisher = Publisher::begin(target, options)?;
    site.par_iter().try_for_each(|(path, bytes)| publisher.put(path, bytes))?;
    publisher.finish()
}

fn build(target: &Path, site: &Site) -> Summary {
    build_with(target, site, Options::default()).unwrap()
}

/// Everything that stands in a folder, our list apart.
fn on_disk(target: &Path) -> Site {
    let read = |listed: tree::Listed| {
        let path = listed.path.into_string().unwrap();
        let bytes = fs::read(target.join(&path)).unwrap();
        (path, bytes)
    };
    let mut files: Site = tree::Listing::of(target).unwrap().files.into_iter().map(read).collect();
    files.remove(".plan-portal");
    files
}

/// What must not change for an unchanged file.
fn identity(path: &Path) -> (u64, SystemTime) {
    let metadata = fs::symlink_metadata(path).unwrap();
    (tree::inode(&metadata), metadata.modified().unwrap())
}

fn counts(summary: &Summary) -> (usize, usize, usize) {
    (summary.written, summary.unchanged, summary.removed)
}

/// As an editor in another program does, some time after the build.
fn edit_by_hand(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    let later = fs::metadata(path).unwrap().modified().unwrap() + Duration::from_secs(2);
    File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
}

fn foreign(policy: Foreign) -> Options {
    Options { foreign: policy, ..Options::default() }
}

const FIRST: &[(&str, &str)] = &[
    ("index.html", "головна"),
    ("entries/2-1.html", "нарада"),
    ("entries/2-2.html", "семінар"),
    ("people/tkachuk-i-m.html", "Ткачук"),
];

#[test]
fn a_tree_is_listed_in_the_order_of_its_paths() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a-b", "a-b.d/x", "a.b", "a/-", "a/b/c", "a/b-c", "a/b.c/d", "a0", "я/б", "b"];
    for path in paths {
        let on_disk = folder.path().join(path);
        fs::create_dir_all(on_disk.parent().unwrap()).unwrap();
        File::create_new(on_disk).unwrap();
    }
    let listed = tree::Listing::of(folder.path()).unwrap();
    let mut expected = paths;
    expected.sort_unstable();
    assert!(listed.files.iter().map(|file| &file.path).eq(&expected));
    let folders = listed.folders.iter().map(|(path, _)| path);
    assert!(folders.eq(&["", "a", "a-b.d", "a/b", "a/b.c", "я"]));
}

#[test]
fn each_build_leaves_exactly_its_site() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a/b/public");
    let sites = [
        site(FIRST),
        site(&FIRST[1..]),
        site(FIRST),
        site(&[("entries", "тепер файл"), ("index.html/x", "тепер тека")]),
        site(FIRST),
        site(&[]),
        site(FIRST),
    ];
    for wanted in &sites {
        let summary = build(&target, wanted);
        assert_eq!(on_disk(&target), *wanted);
        assert_eq!(summary.written + summary.unchanged, wanted.len());
        assert!(!target.join("people").exists() || wanted.len() >= 3);
    }
}

#[test]
fn unchanged_files_keep_inode_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    assert_eq!(counts(&build(&target, &site(FIRST))), (4, 0, 0));
    let kept = identity(&target.join("entries/2-1.html"));
    assert_eq!(counts(&build(&target, &site(FIRST))), (0, 4, 0));
    let mut changed = site(FIRST);
    for (number, text) in ["один", "два", "один", "три", "нарада"].iter().enumerate()
    {
        let edited = identity(&target.join("index.html"));
        changed.insert("index.html".to_owned(), text.as_bytes().to_owned());
        changed.insert("new.html".to_owned(), vec![b'x'; number]);
        build(&target, &changed);
        assert_eq!(identity(&target.join("entries/2-1.html")), kept);
        let now = identity(&target.join("index.html"));
        assert!(now != edited && now.1 >= edited.1, "never an older time stamp");
        assert_eq!(on_disk(&target), changed);
    }
    assert_eq!(counts(&build(&target, &site(&FIRST[1..]))), (0, 3, 2));
}

#[test]
fn files_without_links_are_copied_with_their_time() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    build(&target, &site(FIRST));
    let (_, time) = identity(&target.join("entries/2-1.html"));
    for text in ["один", "два", "три"] {
        let publisher = begin(&target);
        publisher.links.fail();
        let mut changed = site(FIRST);
        changed.insert("index.html".to_owned(), text.as_bytes().to_owned());
        for (path, bytes) in &changed {
            publisher.put(path, bytes).unwrap();
        }
        assert_eq!(counts(&publisher.finish().unwrap()), (1, 3, 0));
        assert_eq!(on_disk(&target), changed);
        assert_eq!(identity(&target.join("entries/2-1.html")).1, time);
    }
}

#[test]
fn hand_edited_and_lost_files_are_restored() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    let mut wanted = site(FIRST);
    build(&target, &wanted);
    for round in 0..3 {
        // The same size, so that only the time betrays the first edit.
        edit_by_hand(&target.join("entries/2-1.html"), "НАРАДА");
        edit_by_hand(&target.join("index.html"), "зовсім інша головна");
        fs::remove_file(target.join("people/tkachuk-i-m.html")).unwrap();
        assert_eq!(counts(&build(&target, &wanted)), (3, wanted.len() - 3, 0));
        assert_eq!(on_disk(&target), wanted);
        wanted.insert("round.html".to_owned(), vec![b'0'; round]);
        build(&target, &wanted);
    }
    // Touched, but with the same bytes: nothing to write, and the next build trusts it again.
    edit_by_hand(&target.join("index.html"), "головна");
    let kept = identity(&target.join("index.html"));
    assert_eq!(counts(&build(&target, &wanted)), (0, 5, 0));
    assert_eq!(identity(&target.join("index.html")), kept);
}

#[test]
fn foreign_files_stay_and_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    fs::create_dir_all(target.join("old/empty")).unwrap();
    fs::write(target.join(".gitignore"), "*").unwrap();
    fs::write(target.join("old/звіт.pdf"), "звіт").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", target.join("link")).unwrap();
    let kept = identity(&target.join(".gitignore"));
    for text in ["один", "два", "три", "три"] {
        // Paths that sort before and after our list and the foreign files.
        let files = site(&[("index.html", text), ("!a", "1"), (".htaccess", "2")]);
        let summary = build(&target, &files);
        let expected = [".gitignore", "link", "old/звіт.pdf"];
        let is_made = |path: &&str| cfg!(unix) || *path != "link";
        assert_eq!(summary.foreign, expected.into_iter().filter(is_made).collect::<Vec<_>>());
        assert_eq!(identity(&target.join(".gitignore")), kept);
        assert_eq!(fs::read(target.join("old/звіт.pdf")).unwrap(), "звіт".as_bytes());
        if cfg!(unix) {
            assert_eq!(fs::read_link(target.join("link")).unwrap(), Path::new("nowhere"));
        }
        assert!(target.join("old/empty").is_dir());
    }
    // What the office removes or changes itself stays so.
    fs::remove_file(target.join(".gitignore")).unwrap();
    fs::remove_file(target.join("old/звіт.pdf")).unwrap();
    fs::write(target.join("old/звіт.pdf"), "новий").unwrap();
    build(&target, &site(&[("index.html", "чотири")]));
    assert!(!target.join(".gitignore").exists());
    assert_eq!(fs::read(target.join("old/звіт.pdf")).unwrap(), "новий".as_bytes());
    let files = site(&[("index.html", "пʼять")]);
    let summary = build_with(&target, &files, foreign(Foreign::Remove)).unwrap();
    assert!(summary.foreign.is_empty());
    assert_eq!(on_disk(&target), files);
    assert!(!target.join("old").exists());
}

#[test]
fn foreign_file_in_the_way_is_a_failure_unless_told() {
    for (theirs, ours) in [("CNAME", "CNAME"), ("entries", "entries/a"), ("a/b/c", "a")] {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("public");
        fs::create_dir_all(target.join(theirs).parent().unwrap()).unwrap();
        fs::write(target.join(theirs), "їхнє").unwrap();
        let wanted = site(&[(ours, "наше"), ("index.html", "головна")]);
        let failure = build_with(&target, &wanted, Options::default()).unwrap_err();
        assert_eq!(failure.cause.kind(), ErrorKind::AlreadyExists);
        assert_eq!(failure.path, target.join(theirs));
        assert_eq!(on_disk(&target), site(&[(theirs, "їхнє")]));
        assert!(!folder.path().join(".public.next").exists());
        build_with(&target, &wanted, foreign(Foreign::Replace)).unwrap();
        assert_eq!(on_disk(&target), wanted);
    }
}

#[test]
fn a_site_without_its_list_is_recognised_by_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    build(&target, &site(FIRST));
    fs::remove_file(target.join(".plan-portal")).unwrap();
    assert_eq!(counts(&build(&target, &site(FIRST))), (0, 4, 0));
    assert_eq!(counts(&build(&target, &site(&FIRST[1..]))), (0, 3, 1));
    fs::write(target.join(".plan-portal"), "plan-portal 1\nне перелік\n").unwrap();
    let failure = Publisher::begin(&target, Options::default()).unwrap_err();
    assert_eq!(failure.cause.kind(), ErrorKind::InvalidData);
}

#[test]
fn a_dropped_build_leaves_the_old_site() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    build(&target, &site(FIRST));
    build(&target, &site(&FIRST[1..]));
    let publisher = begin(&target);
    publisher.put("index.html", b"nova").unwrap();
    let missing = publisher.put_file("files/a.pdf", &folder.path().join("немає.pdf"));
    assert_eq!(missing.unwrap_err().path, folder.path().join("немає.pdf"));
    drop(publisher);
    assert_eq!(on_disk(&target), site(&FIRST[1..]));
    assert!(!folder.path().join(".public.next").exists());
    build(&target, &site(FIRST));
    assert_eq!(on_disk(&target), site(FIRST));
}

#[test]
fn something_foreign_in_place_of_the_next_tree_stays_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    build(&target, &site(FIRST));
    let next = folder.path().join(".public.next");
    fs::create_dir_all(&next).unwrap();
    fs::write(next.join("чуже.txt"), "їхнє").unwrap();
    let failure = build_with(&target, &site(FIRST), Options::default()).unwrap_err();
    let said = failure.say(Language::Uk);
    assert!(said.ends_with("на її місці стоїть чуже; перенесіть або вилучіть його"), "{said}");
    assert!(next.join("чуже.txt").exists());
    assert_eq!(on_disk(&target), site(FIRST));
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_build_out_of_its_tree() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a.html"), "їхнє").unwrap();
    build(&target, &site(&[("index.html", "1")]));
    symlink(&outside, target.join("entries")).unwrap();
    symlink(outside.join("a.html"), target.join("b.html")).unwrap();
    build(&target, &site(&[("index.html", "2")]));
    let wanted = site(&[("index.html", "3"), ("entries/a.html", "наше"), ("b.html", "наше")]);
    let failure = build_with(&target, &wanted, Options::default()).unwrap_err();
    assert_eq!(failure.cause.kind(), ErrorKind::AlreadyExists);
    for text in ["3", "4", "5"] {
        build(&target, &site(&[("index.html", text)]));
    }
    build_with(&target, &wanted, foreign(Foreign::Replace)).unwrap();
    assert_eq!(on_disk(&target), wanted);
    assert_eq!(on_disk(&outside), site(&[("a.html", "їхнє")]));
}

#[cfg(unix)]
#[test]
fn a_file_with_another_name_elsewhere_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    let backup = folder.path().join("backup");
    build(&target, &site(&[("index.html", "1")]));
    fs::hard_link(target.join("index.html"), &backup).unwrap();
    for text in ["2", "3", "4", "5"] {
        build(&target, &site(&[("index.html", text)]));
        assert_eq!(fs::read(&backup).unwrap(), b"1");
        assert_eq!(on_disk(&target), site(&[("index.html", text)]));
    }
}

#[test]
fn the_second_build_at_once_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    let first = begin(&target);
    let failure = Publisher::begin(&target, Options::default()).unwrap_err();
    assert_eq!(failure.cause.kind(), ErrorKind::ResourceBusy);
    assert_eq!(failure.path, folder.path().join(".public.lock"));
    first.put("index.html", b"a").unwrap();
    first.finish().unwrap();
    assert_eq!(build(&target, &site(&[("index.html", "a")])).unchanged, 1);
}

#[test]
fn unfit_places_are_refused_with_their_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let mut cases = vec![(file.clone(), ErrorKind::NotADirectory)];
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        cases.push((link, ErrorKind::InvalidInput));
        cases.push((folder.path().join("link/"), ErrorKind::InvalidInput));
        cases.push(("/".into(), ErrorKind::InvalidInput));
    }
    #[cfg(target_os = "linux")]
    cases.push(("/proc".into(), ErrorKind::InvalidInput));
    for (target, kind) in cases {
        let failure = Publisher::begin(&target, Options::default()).unwrap_err();
        assert_eq!((failure.path, failure.cause.kind()), (target, kind));
    }
    assert!(Publisher::begin(&file.join("public"), Options::default()).is_err());
    // A folder of this name that no build of ours made is not touched.
    let next = folder.path().join(".public.next");
    fs::create_dir(&next).unwrap();
    fs::write(next.join("theirs"), "x").unwrap();
    let failure = Publisher::begin(&folder.path().join("public"), Options::default()).unwrap_err();
    assert_eq!(failure.path, next);
    assert_eq!(fs::read(next.join("theirs")).unwrap(), b"x");
}

#[test]
fn two_builds_have_the_same_bytes_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    build(&one, &site(FIRST));
    build(&two, &site(&FIRST[2..]));
    let publisher = begin(&two);
    for (path, bytes) in site(FIRST).iter().rev() {
        publisher.put(path, bytes).unwrap();
    }
    publisher.finish().unwrap();
    assert_eq!(on_disk(&one), on_disk(&two));
    let list = |target: &Path| fs::read_to_string(target.join(".plan-portal")).unwrap();
    assert_eq!(list(&one), list(&two));
    assert_eq!(list(&one).lines().count(), 5);
}

#[test]
fn attachments_are_copied_once() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    let source = folder.path().join("звіт.pdf");
    let large: Vec<u8> = (0..700_000u32).map(|n| n.to_le_bytes()[1]).collect();
    fs::write(&source, &large).unwrap();
    for expected in [(2, 0, 0), (0, 2, 0)] {
        let publisher =
            Publisher::begin(&target, Options { flush: Flush::BeforeSwap, ..Options::default() });
        let sink = Sink::Folder(publisher.unwrap());
        sink.put("index.html", b"x").unwrap();
        sink.put_file("files/zvit.pdf", &source).unwrap();
        let Sink::Folder(publisher) = sink else { unreachable!("made above") };
        assert_eq!(counts(&publisher.finish().unwrap()), expected);
    }
    assert_eq!(fs::read(target.join("files/zvit.pdf")).unwrap(), large);
    let memory = Sink::Memory(MemorySite::default());
    memory.put("index.html", b"x").unwrap();
    memory.put_file("files/zvit.pdf", &source).unwrap();
    let Sink::Memory(memory) = memory else { unreachable!("made above") };
    assert_eq!(memory.into_files(), on_disk(&target));
}

#[test]
#[should_panic(expected = "two outputs of one path")]
fn two_outputs_of_one_path_are_a_broken_promise() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = begin(&folder.path().join("public"));
    publisher.put("a", b"1").unwrap();
    publisher.put("a", b"2").unwrap();
    let _ = publisher.finish();
}

#[test]
fn paths_outside_the_site_are_a_broken_promise() {
    for path in ["", "/a", "a/", "a//b", "../a", "a/./b", "a b", "ї", "a\\b", ".plan-portal"] {
        let outcome = std::panic::catch_unwind(|| MemorySite::default().put(path, None, b""));
        assert!(outcome.is_err(), "{path}");
    }
    MemorySite::default().put("a/.well-known/b-1_c.html", None, b"");
}

#[test]
fn files_put_in_during_the_build_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    build(&target, &site(FIRST));
    let publisher = begin(&target);
    publisher.put("index.html", b"nova").unwrap();
    fs::write(target.join("CNAME"), "plan.example").unwrap();
    let summary = publisher.finish().unwrap();
    assert_eq!(summary.foreign, ["CNAME"]);
    assert_eq!(on_disk(&target), site(&[("index.html", "nova"), ("CNAME", "plan.example")]));
}

/// Windows refuses to lock a file that is open for appending alone.
#[test]
fn the_lock_file_is_open_for_reading() {
    let folder = tempfile::tempdir().unwrap();
    let mut lock = super::ground::lock(&folder.path().join(".public.lock")).unwrap();
    assert_eq!(lock.read(&mut [0]).unwrap(), 0);
}

/// What proves that a tree is ours is the last to go.
#[test]
fn a_tree_of_ours_can_be_removed_after_a_removal_that_was_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join(".public.next");
    build(&tree, &site(FIRST));
    tree::remove_ours(&tree).unwrap();
    assert!(!tree.exists());
    tree::remove_ours(&tree).unwrap();
}

#[test]
fn a_swap_in_steps_recovers_from_a_kill_between_them() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name| folder.path().join(name);
    let (new, target, aside) = (place(".public.next"), place("public"), place(".public.old"));
    build(&target, &site(FIRST));
    let begin_next = || {
        build(&new, &site(&FIRST[2..]));
    };
    begin_next();
    tree::swap_in_steps(&new, &target, &aside).unwrap();
    assert_eq!((on_disk(&target), on_disk(&new)), (site(&FIRST[2..]), site(FIRST)));
    // Killed after the first step: the old site comes back.
    fs::rename(&target, &aside).unwrap();
    tree::recover(&new, &target, &aside).unwrap();
    assert_eq!(on_disk(&target), site(&FIRST[2..]));
    // Killed after the second step: the new site stays.
    fs::rename(&target, &aside).unwrap();
    fs::rename(&new, &target).unwrap();
    tree::recover(&new, &target, &aside).unwrap();
    assert_eq!((on_disk(&target), on_disk(&new)), (site(FIRST), site(&FIRST[2..])));
    assert!(!aside.exists());
    build(&target, &site(&FIRST[1..]));
    assert_eq!(on_disk(&target), site(&FIRST[1..]));
}

/// The folder in which the child process of the kill test builds until it is killed.
const KILL_FOLDER: &str = "PLAN_PORTAL_TEST_KILL_FOLDER";

/// Two sites that share some files, change some and have some of their own.
fn alternating(number: usize) -> Site {
    let mut site = Site::new();
    for file in 0..120usize {
        let changes = file % 3 == 0;
        let text = format!("{file} {}", if changes { number % 2 } else { 2 });
        site.insert(format!("entries/{file}.html"), text.repeat(1 + file).into_bytes());
    }
    site.insert(format!("only/in-{}.html", number % 2), b"own".to_vec());
    site.insert("which".to_owned(), vec![b'0' + (number % 2) as u8]);
    site
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    if let Some(folder) = std::env::var_os(KILL_FOLDER) {
        for number in 0.. {
            build(&Path::new(&folder).join("public"), &alternating(number));
            std::io::stdout().write_all(b".").unwrap();
            std::io::stdout().flush().unwrap();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("CNAME"), "plan.example").unwrap();
    build(&target, &alternating(0));
    let mut seen = [0, 0];
    let mut random = 12345u64;
    for round in 0..60 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "publish::tests::a_killed_build_leaves_a_whole_site", "--nocapture"])
            .env(KILL_FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It is at work, with either site in place, however slow the machine is; then it dies after up to 12 ms.
        let mut output = child.stdout.take().unwrap();
        for _ in 0..=round % 2 {
            let mut heard = [0];
            while heard != *b"." {
                output.read_exact(&mut heard).unwrap();
            }
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros((random >> 33) % 12_000));
        child.kill().unwrap();
        child.wait().unwrap();

        let mut found = on_disk(&target);
        assert_eq!(found.remove("CNAME").as_deref(), Some(&b"plan.example"[..]));
        let which = usize::from(found["which"][0] - b'0');
        assert!(found == alternating(which), "round {round}: a mixture of two sites");
        seen[which] += 1;
        if round % 7 == 0 {
            let same = build(&target, &alternating(which));
            assert_eq!(counts(&same), (0, found.len(), 0), "its list fits");
            build(&target, &alternating(round));
            let mut found = on_disk(&target);
            found.remove("CNAME");
            assert!(found == alternating(round), "round {round}: not mended");
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "both sites were seen: {seen:?}");
}

#[cfg(unix)]
#[test]
fn a_site_that_was_for_reading_only_is_built_again() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("public");
    build(&target, &site(&[("index.html", "1")]));
    build(&target, &site(&[("index.html", "2")]));
    let next = folder.path().join(".public.next");
    fs::set_permissions(&next, fs::Permissions::from_mode(0o555)).unwrap();
    let publisher = begin(&target);
    assert_eq!(fs::metadata(&next).unwrap().permissions().mode() & 0o777, 0o755);
    drop(publisher);
}

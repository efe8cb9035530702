//! The published folder, through the real program and the real plan: old or new, never in between.
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::portal::Portal;

#[test]
fn unchanged_files_keep_their_time() {
    let project = Portal::smallest().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let time = |path: &str| {
        let found = fs::metadata(project.path("public").join(path)).expect("the page is there");
        found.modified().expect("the disk keeps times")
    };
    let (section, favicon) = (time("sections/1.html"), time("favicon.svg"));
    project.edit("content/plans/2030/01-robota/section.toml", "березень", "квітень");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(time("favicon.svg"), favicon);
    assert!(time("sections/1.html") > section);
    let again = project.run(&["build"]);
    assert!(again.err.contains("записано 0"), "{}", again.err);
}

#[test]
fn foreign_files_stay_and_are_told() {
    let project = Portal::smallest().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    fs::write(project.path("public/zvit.pdf"), "чужий").expect("it can be written");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("zvit.pdf") && ran.err.contains("--remove-foreign"), "{}", ran.err);
    assert!(project.path("public/zvit.pdf").exists());
    assert_eq!(project.run(&["build", "--remove-foreign"]).code, 0);
    assert!(!project.path("public/zvit.pdf").exists());
}

#[test]
fn a_page_that_is_no_longer_there_goes() {
    let project = Portal::smallest().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let page = project.path("public/people/koval-i-s.html");
    assert!(page.exists());
    project.edit(
        "content/people.toml",
        "[[person]]\nid = \"koval-i-s\"\nname = \"Коваль І.С.\"\n",
        "",
    );
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(!page.exists());
}

/// Kills the program again and again, each time a little later, while it exchanges two sites.
#[test]
fn a_killed_build_leaves_a_whole_site() {
    let project = Portal::real().on_disk();
    let build = |portal: &str| {
        let ran = project.run(&["build", "--content", portal]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        project.files("public")
    };
    let other = project.path("other/content");
    let changed =
        Portal::real().rewrite(|text| text.replacen("title = \"План", "title = \"Новий план", 1));
    copy(&changed, &other, &project.path("other/seeds"));
    let new = {
        let ran = project.run(&["build", "--content", "other/content", "--out", "new"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        project.files("new")
    };
    let old = build("content");
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    assert_ne!(old, new);
    let mut seen_old = 0;
    for step in 0..8_u64 {
        let arguments = ["build", "--content", "other/content", "--out", "public"];
        let mut command = project.command(&arguments);
        let mut child = command.stderr(Stdio::null()).spawn().expect("the program starts");
        let ended = wait_at_most(&mut child, Duration::from_millis(step * 40));
        if !ended {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
        let site = project.files("public");
        assert!(
            site == old || site == new,
            "after a kill at step {step} the site is neither old nor new"
        );
        seen_old += usize::from(site == old);
        if site == new {
            assert!(build("content") == old, "the old content gives the old site again");
        }
    }
    assert!(seen_old > 0, "no build was killed before its end");
}

/// Waits for a program without a clock of its own; `true` when it has ended.
fn wait_at_most(child: &mut std::process::Child, most: Duration) -> bool {
    let (send, receive) = std::sync::mpsc::channel::<()>();
    // Nobody sends: the channel is only an alarm.
    let _ = receive.recv_timeout(most);
    drop(send);
    child.try_wait().expect("the program can be asked").is_some()
}

fn copy(portal: &Portal, content: &std::path::Path, seeds: &std::path::Path) {
    for path in portal.paths() {
        let place = match path.split_once('/') {
            Some(("content", rest)) => content.join(rest),
            Some(("seeds", rest)) => seeds.join(rest),
            _ => continue,
        };
        fs::create_dir_all(place.parent().expect("files lie in folders")).expect("it can be made");
        fs::write(place, portal.text(path)).expect("it can be written");
    }
}

/// The archive is the largest file, so it is the one that does not fit; its crate has words of its own for that.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_in_one_sentence_and_the_site_stays() {
    let project = Portal::real().on_disk();
    assert_eq!(project.run(&["build"]).code, 0);
    let before = project.files("public");
    project.edit("content/portal.toml", "title = \"План", "title = \"Новий план");
    let built = project.command(&["build", "--quiet"]);
    let mut command = std::process::Command::new("bash");
    let archive = before["site.zip"].len() / 1024;
    command.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "bash"]);
    command.arg((archive / 2).to_string()).arg(built.get_program()).args(built.get_args());
    command.envs(built.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(project.path(""));
    let ran = command.output().expect("bash runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(3), "{said}");
    // The shell may complain of the locale.
    let said = said.lines().filter(|line| !line.starts_with("bash:")).collect::<Vec<_>>();
    let [said] = said.as_slice() else { panic!("{said:?}") };
    assert!(said.starts_with("не вдалося скласти копію сайту"), "{said}");
    assert!(said.ends_with("site.zip: файл завеликий"), "{said}");
    assert_eq!(project.files("public"), before);
    assert_eq!(project.run(&["build"]).code, 0);
}

//! How long a whole build takes, at 400, 4,000 and 40,000 entries: `cargo bench --bench build`.
//!
//! Builds synthetic portals with the real program, as a process of its own, on a memory disk where there is one,
//! and prints: the whole process (median), its processor time, each stage, peak memory, files and bytes, one edit,
//! nothing changed, and the ratio to writing the same tree from memory and, where they are installed, to Hugo and Zola
//! with the same entries.
//! `cargo bench --bench build -- 400 100000` measures these sizes, `--runs 3` changes how often. Nothing is
//! judged: a machine that others use is no stopwatch, so ratios say more than seconds.
#![expect(clippy::disallowed_methods, reason = "the benchmark writes and removes trees of its own")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod hugo;
mod peers;
mod tree;
mod zola;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::peers::Peer;

const SIZES: [usize; 3] = [400, 4_000, 40_000];
const STAGES: [&str; 7] = ["read", "resolve", "check", "list", "look", "render", "publish"];

/// What is to be measured.
struct Wish {
    sizes: Vec<usize>,
    runs: usize,
    peers: Vec<&'static Peer>,
}

fn main() {
    let wish = wish(std::env::args().skip(1));
    let shared = Path::new("/dev/shm");
    let base = if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() };
    let place = tempfile::tempdir_in(base).expect("a temporary folder can be made");
    println!("in {}, {} runs, medians", place.path().display(), wish.runs);
    for entries in &wish.sizes {
        let folder = place.path().join(entries.to_string());
        measure(*entries, &wish, &folder);
        std::fs::remove_dir_all(&folder).expect("the trees of one size can be removed");
    }
}

/// Numbers are sizes; what `cargo bench` adds of its own is passed over.
fn wish(arguments: impl Iterator<Item = String>) -> Wish {
    let mut wish = Wish { sizes: Vec::new(), runs: 5, peers: peers::installed() };
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--runs" => {
                wish.runs = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(5).max(1)
            }
            "--no-peers" => wish.peers.clear(),
            other => wish.sizes.extend(other.replace(['_', ','], "").parse::<usize>()),
        }
    }
    if wish.sizes.is_empty() {
        wish.sizes.extend(SIZES);
    }
    wish
}

fn measure(entries: usize, wish: &Wish, folder: &Path) {
    let content = folder.join("content");
    let made = run(&["bench-content", "--entries", &entries.to_string(), path(&content)]).0;
    println!("\n{entries} entries (content made in {})", shown(made));
    let builds = (0..wish.runs).map(|_| {
        let out = folder.join("fresh");
        clear(&out);
        build(&content, &out)
    });
    let builds = builds.collect::<Vec<_>>();
    let whole = median(builds.iter().map(|(wall, _)| *wall));
    let (_, report) = &builds[0];
    let number = |key: &str| report[key].as_u64().unwrap_or_default();
    let mebibytes = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
    let per_entry = whole.as_secs_f64() * 1e6 / entries as f64;
    println!("  whole process           {}   {per_entry:.1} µs an entry", shown(whole));
    let processor = builds.iter().map(|(_, report)| seconds(&report["processor_seconds"]));
    let processor = median(processor);
    let per_entry = processor.as_secs_f64() * 1e6 / entries as f64;
    println!("  processor time          {}   {per_entry:.1} µs an entry", shown(processor));
    for stage in STAGES {
        let times = builds.iter().map(|(_, report)| seconds(&report["timings"][stage]));
        println!("    {stage:<20}  {}", shown(median(times)));
    }
    let peak = builds.iter().map(|(_, report)| report["peak_memory"].as_u64().unwrap_or_default());
    println!("  peak memory           {:>7.1} MiB", mebibytes(peak.max().unwrap_or_default()));
    println!(
        "  written               {:>7} files, {:.1} MiB",
        number("files"),
        mebibytes(number("bytes"))
    );
    edits(&content, folder, wish);
    let fresh = folder.join("fresh");
    let tree = tree::load(&fresh);
    let writing = median((0..wish.runs).map(|_| {
        let out = folder.join("copied");
        let took = tree::write(&tree, &out);
        clear(&out);
        took
    }));
    println!(
        "  the same tree written from memory {}   ours / this = {:.1}",
        shown(writing),
        ratio(whole, writing)
    );
    for peer in &wish.peers {
        clear(&fresh);
        let site = folder.join(peer.program);
        peer.convert(&content, &site);
        let runs = if entries > 4_000 { 1 } else { wish.runs };
        let theirs = median((0..runs).map(|_| peer.build(&site)));
        println!(
            "  {}, the same entries  {}   theirs / ours = {:.1}",
            peer.name,
            shown(theirs),
            ratio(theirs, whole)
        );
    }
}

fn seconds(value: &serde_json::Value) -> Duration {
    Duration::from_secs_f64(value.as_f64().unwrap_or_default())
}

/// One word of one entry, again and again; and no change at all.
fn edits(content: &Path, folder: &Path, wish: &Wish) {
    let out = folder.join("fresh");
    let section = tree::find(content, "section.toml");
    let before = std::fs::read_to_string(&section).expect("the section can be read");
    build(content, &out);
    let edits = (0..wish.runs).map(|at| {
        let text = before.replacen("text = \"", &format!("text = \"Зміна {at}: "), 1);
        std::fs::write(&section, text).expect("the section can be written");
        build(content, &out)
    });
    let edits = edits.collect::<Vec<_>>();
    let written =
        edits.last().map_or(0, |(_, report)| report["written"].as_u64().unwrap_or_default());
    let edit = median(edits.iter().map(|(wall, _)| *wall));
    println!("  one edit                {}   {written} files written", shown(edit));
    let same = median((0..wish.runs).map(|_| build(content, &out).0));
    println!("  no change               {}", shown(same));
    std::fs::write(&section, before).expect("the section can be written");
    build(content, &out);
}

/// Builds with the program; how long the process took, and what it says of itself.
fn build(content: &Path, out: &Path) -> (Duration, serde_json::Value) {
    let arguments =
        ["build", "--timings", "--format", "json", "--content", path(content), "--out", path(out)];
    let (wall, said) = run(&arguments);
    let line = said.lines().last().unwrap_or_default();
    (wall, serde_json::from_str(line).unwrap_or_else(|_| panic!("the build failed: {said}")))
}

fn run(arguments: &[&str]) -> (Duration, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plan-portal"));
    command.args(arguments).stderr(Stdio::null());
    let begun = Instant::now();
    let output = command.output().expect("the program starts");
    (begun.elapsed(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Takes a site and what stands beside it away.
fn clear(out: &Path) {
    let name = out.file_name().expect("outputs have names").to_string_lossy().into_owned();
    let beside = |name: String| out.with_file_name(name);
    for path in [
        out.to_owned(),
        beside(format!(".{name}.next")),
        beside(format!(".{name}.old")),
        beside(format!(".{name}.keys")),
    ] {
        let _ = std::fs::remove_dir_all(path);
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("temporary folders have names in UTF-8")
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times = times.collect::<Vec<_>>();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64().max(1e-9)
}

fn shown(time: Duration) -> String {
    format!("{:>9.1} ms", time.as_secs_f64() * 1000.0)
}

//! `--timings`: where the time of a build went, for people as a table, for programs as one line of JSON.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::commands::build::is_for_people;
use crate::commands::options::Options;
use crate::commands::show;
use crate::publish::Summary;
use crate::text::Text;
use crate::{Stage, text};

/// When each stage of a build ended.
pub(in crate::commands) struct Timings {
    begun: Instant,
    ends: Mutex<Vec<(Stage, Duration)>>,
}

impl Timings {
    /// The build begins now.
    pub(in crate::commands) fn new() -> Timings {
        Timings { begun: Instant::now(), ends: Mutex::default() }
    }

    /// A stage ended now.
    pub(in crate::commands) fn done(&self, stage: Stage) {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.push((stage, self.begun.elapsed()));
    }

    /// Tells all of it.
    pub(in crate::commands) fn say(&self, summary: &Summary, options: &Options) {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let starts = std::iter::once(Duration::ZERO).chain(ends.iter().map(|(_, end)| *end));
        let stages = ends.iter().zip(starts).map(|((stage, end), start)| (*stage, *end - start));
        let stages = stages.collect::<Vec<_>>();
        let all = ends.last().map_or(Duration::ZERO, |(_, end)| *end);
        if !is_for_people(options) {
            show::print(&format!("{}\n", json(&stages, all, summary)));
            return;
        }
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let mut table = String::new();
        for (stage, time) in stages {
            let (_, name) = name_of(stage);
            let name = name.say(options.language);
            table.push_str(&format!("{:>10.1} ms  {name}\n", milliseconds(time)));
        }
        let total = text!(uk: "разом", en: "in all");
        let total = total.say(options.language);
        table.push_str(&format!("{:>10.1} ms  {total}\n", milliseconds(all)));
        if let Some(time) = processor_time() {
            let words =
                text!(uk: "процесорного часу, усі потоки", en: "of processor time, all threads");
            let time = milliseconds(time);
            table.push_str(&format!("{time:>10.0} ms  {}\n", words.say(options.language)));
        }
        if let Some(peak) = peak_memory() {
            let mebibytes = peak / 1024 / 1024;
            let words = text!(uk: "найбільше пам’яті", en: "peak memory");
            table.push_str(&format!("{mebibytes:>10} MiB {}\n", words.say(options.language)));
        }
        show::say(&table);
    }
}

/// The name in JSON, and the words.
fn name_of(stage: Stage) -> (&'static str, Text) {
    match stage {
        Stage::Read => ("read", text!(uk: "читання файлів", en: "reading the files")),
        Stage::Resolve => ("resolve", text!(uk: "розуміння плану", en: "understanding the plan")),
        Stage::Check => ("check", text!(uk: "перевірка", en: "checking")),
        Stage::List => {
            ("list", text!(uk: "тема й перелік сторінок", en: "the theme, and listing the pages"))
        }
        Stage::Look => ("look", text!(uk: "огляд теки сайту", en: "looking at the site's folder")),
        Stage::Render => {
            ("render", text!(uk: "сторінки й запис", en: "rendering and writing the pages"))
        }
        Stage::Publish => ("publish", text!(uk: "заміна сайту", en: "putting the site in place")),
    }
}

fn json(stages: &[(Stage, Duration)], all: Duration, summary: &Summary) -> serde_json::Value {
    let seconds = stages.iter().map(|(stage, time)| {
        (name_of(*stage).0.to_owned(), serde_json::Value::from(time.as_secs_f64()))
    });
    let Summary { written, unchanged, kept, removed, bytes, written_bytes, .. } = summary;
    serde_json::json!({
        "timings": seconds.collect::<serde_json::Map<_, _>>(),
        "seconds": all.as_secs_f64(),
        "processor_seconds": processor_time().map(|time| time.as_secs_f64()),
        "peak_memory": peak_memory(),
        "files": written + unchanged,
        "bytes": bytes,
        "written": written,
        "kept": kept,
        "written_bytes": written_bytes,
        "removed": removed,
    })
}

/// The time that all threads of this process have worked so far, for it and for the system; only Linux tells, in
/// hundredths of a second.
#[cfg(target_os = "linux")]
fn processor_time() -> Option<Duration> {
    let said = of_this_process("stat")?;
    // After the program's name, which may hold anything, the 12th and 13th (proc_pid_stat(5)).
    let (_, rest) = said.rsplit_once(')')?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().ok());
    let ticks = ticks.sum::<Option<u64>>()?;
    Some(Duration::from_millis(ticks * 10))
}

#[cfg(not(target_os = "linux"))]
fn processor_time() -> Option<Duration> {
    None
}

/// The most memory this process has held, in bytes; only Linux tells.
#[cfg(target_os = "linux")]
fn peak_memory() -> Option<u64> {
    let status = of_this_process("status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(not(target_os = "linux"))]
fn peak_memory() -> Option<u64> {
    None
}

/// A file in which the kernel tells about this process.
#[cfg(target_os = "linux")]
fn of_this_process(file: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the kernel tells about this process, no content is read"
    )]
    std::fs::read_to_string(format!("/proc/self/{file}")).ok()
}

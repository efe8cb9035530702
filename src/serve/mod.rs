//! The preview: a site in memory, shown on this machine alone, that tells open pages what has changed.
//!
//! [`Preview`] holds what is shown: the last good site and, while the content is faulty, the report. [`listen`]
//! answers browsers: `answer.rs` decides what a request gets, `http.rs` reads and writes HTTP, `events.rs` keeps
//! the pages that listen. [`watch`] waits for changes of files. How a site is built is not known here.

mod answer;
mod events;
mod http;
pub mod watch;

use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::serve::events::Listeners;
use crate::text::Language;

/// Files of a site by path.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What the browsers are shown.
pub struct Preview {
    shown: Mutex<Arc<Shown>>,
    listeners: Listeners,
    language: Language,
}

/// One state of the preview; never changed, only replaced.
#[derive(Clone)]
struct Shown {
    /// Told to pages, so that they know whether they are out of date: process and count.
    version: String,
    count: u64,
    /// The last good site; `None` before there was one.
    files: Option<Arc<Files>>,
    /// The report, while the content is faulty.
    problem: Option<Arc<str>>,
}

impl Preview {
    /// Nothing is shown yet.
    pub fn new(language: Language) -> Preview {
        let shown = Shown { version: version(0), count: 0, files: None, problem: None };
        Preview { shown: Mutex::new(Arc::new(shown)), listeners: Listeners::default(), language }
    }

    fn shown(&self) -> Arc<Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows a new site; pages hear which files differ. Returns how many do.
    pub fn show(&self, files: Arc<Files>) -> usize {
        let before = self.shown();
        let changed = before.files.as_ref().map(|before| differences(before, &files));
        let was_faulty = before.problem.is_some();
        let count = changed.as_ref().map_or(files.len(), Vec::len);
        if count == 0 && !was_faulty {
            return 0;
        }
        let number = before.count + u64::from(count > 0);
        let files = Some(files);
        let shown = Shown { version: version(number), count: number, files, problem: None };
        let mut place = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if was_faulty {
            self.listeners.tell(&events::mended());
        }
        if count > 0 {
            self.listeners.tell(&events::changed(&shown.version, changed.as_deref()));
        }
        *place = Arc::new(shown);
        count
    }

    /// Shows what is wrong beside the last good site.
    pub fn show_problem(&self, report: &str) {
        let mut place = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        self.listeners.tell(&events::problem(report));
        *place = Arc::new(Shown { problem: Some(report.into()), ..Shown::clone(&place) });
    }
}

/// A name that pages of an earlier run do not have.
fn version(count: u64) -> String {
    format!("{}-{count}", std::process::id())
}

/// Paths that came, went, or have other bytes; both are sorted.
fn differences(before: &Files, after: &Files) -> Vec<String> {
    // Files that were kept are the same in memory, so their bytes need not be compared.
    let is_same =
        |before: &Arc<[u8]>, after: &Arc<[u8]>| Arc::ptr_eq(before, after) || before == after;
    let new = after
        .iter()
        .filter(|(path, bytes)| !before.get(*path).is_some_and(|before| is_same(before, bytes)));
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    new.map(|(path, _)| path).chain(gone).cloned().collect()
}

/// After a connection that could not be taken.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers browsers until the program ends, each on a thread of its own.
pub fn listen(listener: &TcpListener, preview: &Arc<Preview>) {
    let port = listener.local_addr().map(|address| address.port()).unwrap_or_default();
    for stream in listener.incoming() {
        let preview = Arc::clone(preview);
        let answered = stream.and_then(|stream| {
            std::thread::Builder::new().spawn(move || converse(stream, port, &preview))
        });
        // A machine that has no room for one more may have it soon.
        if answered.is_err() {
            std::thread::sleep(PAUSE);
        }
    }
}

/// One request, one answer; whoever hangs up early has lost nothing.
fn converse(mut stream: TcpStream, port: u16, preview: &Preview) {
    let request = http::read(&mut stream);
    let answer = answer::answer(request, port, &preview.shown(), preview.language);
    match answer {
        answer::Answer::File(response) => {
            let _ = http::write(&mut stream, &response);
        }
        answer::Answer::Events { seen } => {
            // What is shown is asked for again under the lock: no change falls between.
            let place = preview.shown.lock().unwrap_or_else(PoisonError::into_inner);
            let listener = preview.listeners.add();
            let shown = Arc::clone(&place);
            drop(place);
            let _ = events::stream(&mut stream, &seen, &shown, &listener);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, differences};

    #[test]
    fn differences_are_what_came_went_or_changed() {
        let site = |files: &[(&str, &str)]| -> Files {
            files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().into())).collect()
        };
        let before = site(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let after = site(&[("a", "1"), ("b", "2"), ("d", "1")]);
        assert_eq!(differences(&before, &after), ["b", "d", "c"]);
    }
}

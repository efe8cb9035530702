//! How far long work is: a line on a terminal that is drawn over, plain lines in a pipe, from half a second on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::commands::build::is_for_people;
use crate::commands::options::Options;
use crate::commands::show;
use crate::text;
use crate::text::Text;

/// No line is longer.
const WIDEST: usize = 60;

/// Shows how many files are done.
pub(in crate::commands) struct Meter<'a> {
    options: &'a Options,
    begun: Instant,
    files: AtomicUsize,
    done: AtomicUsize,
    shown: AtomicUsize,
}

impl<'a> Meter<'a> {
    pub(in crate::commands) fn new(options: &'a Options) -> Meter<'a> {
        let (files, done, shown) = Default::default();
        Meter { options, begun: Instant::now(), files, done, shown }
    }

    /// So many files there are.
    pub(in crate::commands) fn listed(&self, files: usize) {
        self.files.store(files, Ordering::Relaxed);
    }

    /// One more file is rendered.
    pub(in crate::commands) fn rendered(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // Every 256th file is soon enough to look at the clock.
        if done.is_multiple_of(256) {
            let all = self.files.load(Ordering::Relaxed);
            self.show(|| text!(uk: "зібрано {done} з {all} файлів", en: "{done} of {all} files"));
        }
    }

    /// So many files are sent or removed.
    pub(in crate::commands) fn sent(&self, done: usize) {
        let all = self.files.load(Ordering::Relaxed);
        self.show(
            || text!(uk: "викладено {done} з {all} файлів", en: "{done} of {all} files published"),
        );
    }

    /// Shows the words, if it is time.
    fn show(&self, words: impl FnOnce() -> Text) {
        if self.options.quiet || !is_for_people(self.options) {
            return;
        }
        let tenths = usize::try_from(self.begun.elapsed().as_millis() / 100).unwrap_or(0);
        let step = if self.options.is_terminal { 1 } else { 20 };
        let shown = self.shown.load(Ordering::Relaxed);
        let is_due = tenths >= 5 && tenths >= shown + step;
        let is_ours = is_due
            && self
                .shown
                .compare_exchange(shown, tenths, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if is_ours {
            let words = words();
            let words = words.say(self.options.language);
            let line =
                if self.options.is_terminal { format!("\r{words}") } else { format!("{words}\n") };
            show::say(&line);
        }
    }

    /// Takes the line off the terminal.
    pub(in crate::commands) fn clear(&self) {
        if self.shown.swap(0, Ordering::Relaxed) > 0 && self.options.is_terminal {
            // The terminal of Windows draws escape codes as signs unless it was asked to obey them.
            show::say(&format!("\r{:WIDEST$}\r", ""));
        }
    }
}

/// Where the work failed, the line goes before the failure is told.
impl Drop for Meter<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

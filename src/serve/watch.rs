//! Waits until files change: the one door to the crate `notify`.
//!
//! Editors write in several steps (empty the file, write it; or write beside and rename), so a change is told
//! once nothing more has happened for a moment. Whole folders are watched, never single files: a file that is
//! replaced by another of its name would be lost.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;
use crate::text;

/// So long nothing may happen before a change counts as finished.
const QUIET: Duration = Duration::from_millis(20);

/// So long a change may go on at most: somebody may be writing without end.
const LONGEST: Duration = Duration::from_millis(500);

/// What is watched.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<Vec<PathBuf>>,
    /// Trees and single files that matter; whatever else happens in their folders does not.
    wanted: Vec<PathBuf>,
}

impl Watch {
    /// Watches nothing yet.
    pub fn new() -> Result<Watch, Failure> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let paths = match event {
                // Our own reading is an event, too.
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) => event.paths,
                // Too many changes at once, or a folder that went: everything may have changed.
                Err(_) => Vec::new(),
            };
            // Nobody waits any more when the program ends.
            let _ = sender.send(paths);
        });
        let watcher = watcher.map_err(|error| refused(Path::new("."), error))?;
        Ok(Watch { watcher, events, wanted: Vec::new() })
    }

    /// Watches these trees and files from now on; those that are not there yet are awaited.
    pub fn follow(&mut self, trees: &[PathBuf], files: &[PathBuf]) -> Result<(), Failure> {
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let wanted = trees.iter().chain(files).map(absolute).collect::<Vec<_>>();
        for (at, path) in wanted.iter().enumerate() {
            if self.wanted.contains(path) && path.exists() {
                continue;
            }
            if let Some(folder) = path.ancestors().skip(1).find(|folder| folder.is_dir()) {
                self.watch(folder, RecursiveMode::NonRecursive)?;
            }
            if at < trees.len() && path.is_dir() {
                self.watch(path, RecursiveMode::Recursive)?;
            }
        }
        self.wanted = wanted;
        Ok(())
    }

    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Failure> {
        self.watcher.watch(folder, mode).map_err(|error| refused(folder, error))
    }

    /// Sleeps until something that matters has changed and the change is finished.
    pub fn wait(&mut self) {
        while !self.events.recv().is_ok_and(|paths| self.matters(&paths)) {}
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(paths) => _ = self.matters(&paths),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn matters(&mut self, paths: &[PathBuf]) -> bool {
        // A tree that went or came must be watched anew.
        let is_lost = |wanted: &PathBuf| paths.iter().any(|path| wanted.starts_with(path));
        let lost = self.wanted.iter().any(is_lost);
        let is_wanted = |path: &PathBuf| self.wanted.iter().any(|wanted| path.starts_with(wanted));
        let matters = paths.is_empty() || lost || paths.iter().any(is_wanted);
        self.wanted.retain(|wanted| !is_lost(wanted));
        matters
    }
}

fn refused(path: &Path, error: notify::Error) -> Failure {
    let attempt = text!(
        uk: "не вдалося стежити за змінами в теці",
        en: "cannot watch the folder for changes",
    );
    let cause = match error.kind {
        notify::ErrorKind::Io(cause) => cause,
        notify::ErrorKind::PathNotFound => io::ErrorKind::NotFound.into(),
        notify::ErrorKind::MaxFilesWatch => {
            let cause = text!(
                uk: "інші програми вже стежать за всіма теками, за якими система дозволяє: закрийте котрусь або спитайте адміністратора",
                en: "other programs watch as many folders as the system allows already: close one of them, or ask the administrator",
            );
            return Failure::told(attempt, path, cause);
        }
        _ => io::Error::other(error),
    };
    Failure::of(attempt, path)(cause)
}

//! The work itself: several connections take steps of one group after another, broken ones are opened again.
//!
//! Before the first change the manifest at the target is replaced by one that also names everything about to change,
//! as unknown. It is renewed now and then, so a run that was interrupted anywhere is continued by the next: that sends
//! again only what is unknown, and still knows every file of ours. Start reading at [`deliver`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::publish::manifest::{self, Fingerprint, Manifest};
use crate::send::difference::{Difference, Step};
use crate::send::site::{Body, Site};
use crate::send::trouble::{Kind, Trouble};
use crate::send::{Connection, Ground, Server, folders_of, unfinished};

/// How long to wait before a broken connection is opened again, each time.
const PAUSES: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];

/// How often the manifest at the target is renewed while the work goes on; more seldom where that takes long.
const RENEWAL: Duration = Duration::from_secs(15);

/// So many steps are worth one more connection.
const STEPS_OF_A_CONNECTION: usize = 4;

/// Somebody who hears how far the work is: how many of its steps are done.
pub type Watch<'a> = dyn Fn(usize) + Sync + 'a;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Files sent.
    pub files: usize,
    /// Their size.
    pub bytes: u64,
    /// Files removed.
    pub removed: usize,
    /// Connections used.
    pub connections: usize,
}

/// See [`super::There::deliver`].
pub(in crate::send) fn deliver(
    server: &dyn Server,
    first: Box<dyn Connection>,
    connections: usize,
    site: &Site,
    difference: &Difference,
    ground: &Ground,
    watch: &Watch<'_>,
) -> Result<Sent, Trouble> {
    let mut first = Line { server, connection: Some(first) };
    if difference.is_empty() {
        return Ok(Sent::default());
    }
    if ground.is_missing {
        first.persist(|connection| connection.make_folder(""))?;
    }
    let interim = text_of(&difference.interim);
    first.put(manifest::NAME, &Body::of(interim.as_bytes()))?;
    for folder in new_folders(difference, ground) {
        first.persist(|connection| connection.make_folder(&folder))?;
    }
    let progress = Progress {
        site,
        watch,
        state: Mutex::new(State {
            files: difference.interim.clone(),
            sent: Sent::default(),
            steps: 0,
            noted: Instant::now(),
            next_note: RENEWAL,
        }),
        note: Mutex::new(()),
    };
    let mut lines = vec![first];
    for group in &difference.groups {
        more_lines(server, &mut lines, connections.min(1 + group.len() / STEPS_OF_A_CONNECTION));
        run_group(group, &mut lines, &progress)?;
    }
    let state = progress.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut sent = state.sent;
    sent.connections = lines.len();
    let whole = site.manifest.to_text();
    let last = lines.first_mut().expect("there is a line as long as nothing has failed");
    last.put(manifest::NAME, &Body::of(whole.as_bytes()))?;
    Ok(sent)
}

/// The folders of new files that are not known to be there, the outermost first.
fn new_folders(difference: &Difference, ground: &Ground) -> BTreeSet<String> {
    let all = difference.unknown.iter().flat_map(|path| folders_of(path));
    let new = all.filter(|folder| {
        // Where a file of ours still is in the way, the folder is made once that has gone.
        let has_way = !folders_of(folder).chain([*folder]).any(|f| difference.is_file_of_ours(f));
        has_way && !ground.folders.contains(*folder) && !difference.is_folder_of_ours(folder)
    });
    new.map(str::to_owned).collect()
}

fn text_of(files: &BTreeMap<String, Fingerprint>) -> String {
    Manifest::of(files.iter().map(|(path, print)| (path.clone(), *print)).collect()).to_text()
}

/// What all lines share.
struct Progress<'a> {
    site: &'a Site,
    watch: &'a Watch<'a>,
    state: Mutex<State>,
    /// Held by the one that renews the manifest.
    note: Mutex<()>,
}

struct State {
    /// The manifest as it would be true now.
    files: BTreeMap<String, Fingerprint>,
    sent: Sent,
    steps: usize,
    noted: Instant,
    next_note: Duration,
}

impl Progress<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn done(&self, step: &Step) {
        let mut state = self.state();
        match step {
            Step::Add(path) | Step::Change(path) => {
                let print = self.site.manifest.find(path).expect("steps are of the manifest");
                state.files.insert(path.clone(), print);
                state.sent.files += 1;
                state.sent.bytes += print.size;
            }
            Step::Remove(path) => {
                state.files.remove(path);
                state.sent.removed += 1;
            }
            Step::RemoveFolders(_) => return,
        }
        state.steps += 1;
        let steps = state.steps;
        drop(state);
        (self.watch)(steps);
    }

    /// Renews the manifest at the target, if it is time.
    fn renew(&self, line: &mut Line<'_>) -> Result<(), Trouble> {
        let is_due = |state: &State| state.noted.elapsed() >= state.next_note;
        if !is_due(&self.state()) {
            return Ok(());
        }
        let Ok(_alone) = self.note.try_lock() else { return Ok(()) };
        let state = self.state();
        if !is_due(&state) {
            return Ok(());
        }
        let text = text_of(&state.files);
        drop(state);
        let begun = Instant::now();
        line.put(manifest::NAME, &Body::of(text.as_bytes()))?;
        let mut state = self.state();
        state.next_note = RENEWAL.max(begun.elapsed() * 20);
        state.noted = Instant::now();
        Ok(())
    }
}

/// Opens more connections; a server that does not want them has said so, and the work goes on with those that stand.
fn more_lines<'a>(server: &'a dyn Server, lines: &mut Vec<Line<'a>>, wanted: usize) {
    let more = wanted.saturating_sub(lines.len());
    let opened = thread::scope(|scope| {
        let opening = (0..more).map(|_| scope.spawn(|| server.connect())).collect::<Vec<_>>();
        opening.into_iter().filter_map(|opening| opening.join().ok()?.ok()).collect::<Vec<_>>()
    });
    lines
        .extend(opened.into_iter().map(|connection| Line { server, connection: Some(connection) }));
}

/// Does all steps of a group.
fn run_group<'a>(
    group: &[Step],
    lines: &mut Vec<Line<'a>>,
    progress: &Progress<'_>,
) -> Result<(), Trouble> {
    let queue = Mutex::new(group.iter().collect::<VecDeque<_>>());
    loop {
        let ends = thread::scope(|scope| {
            let queue = &queue;
            let workers =
                lines.iter_mut().map(|line| scope.spawn(move || line.work(queue, progress)));
            let workers = workers.collect::<Vec<_>>();
            workers.into_iter().map(|worker| worker.join()).collect::<Vec<_>>()
        });
        let mut lost = None;
        let mut ends = ends.into_iter();
        let mut standing = Vec::with_capacity(lines.len());
        for line in std::mem::take(lines) {
            match ends.next() {
                Some(Ok(Ok(()))) => standing.push(line),
                Some(Ok(Err(trouble))) if trouble.kind == Kind::Dropped => lost = Some(trouble),
                Some(Ok(Err(trouble))) => return Err(trouble),
                Some(Err(panic)) => std::panic::resume_unwind(panic),
                None => unreachable!("every line has ended"),
            }
        }
        *lines = standing;
        let is_done = queue.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
        match lost {
            // All steps were done, or the lines that stand do the rest.
            Some(trouble) if lines.is_empty() => return Err(trouble),
            _ if is_done => return Ok(()),
            _ => {}
        }
    }
}

/// A connection that is opened again when it breaks.
struct Line<'a> {
    server: &'a dyn Server,
    connection: Option<Box<dyn Connection>>,
}

impl Line<'_> {
    /// Takes steps until there are none. A step that failed goes back, for another line.
    fn work(
        &mut self,
        queue: &Mutex<VecDeque<&Step>>,
        progress: &Progress<'_>,
    ) -> Result<(), Trouble> {
        let queue = || queue.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let Some(step) = queue().pop_front() else { return Ok(()) };
            if let Err(trouble) = self.step(step, progress).and_then(|()| progress.renew(self)) {
                let mut queue = queue();
                match trouble.kind {
                    Kind::Dropped => queue.push_front(step),
                    // Nobody goes on after this.
                    Kind::NoFolder | Kind::Refused => queue.clear(),
                }
                return Err(trouble);
            }
        }
    }

    fn step(&mut self, step: &Step, progress: &Progress<'_>) -> Result<(), Trouble> {
        match step {
            Step::Add(path) | Step::Change(path) => {
                let print = progress.site.manifest.find(path).expect("steps are of the manifest");
                self.put(path, &progress.site.body(path, print))?;
            }
            Step::Remove(path) => {
                self.persist(|connection| connection.remove(path))?;
                if progress.state().files.get(path) == Some(&super::difference::UNKNOWN) {
                    // It was being sent when a run was interrupted.
                    self.persist(|connection| connection.remove(&unfinished(path)))?;
                }
            }
            Step::RemoveFolders(folders) => {
                for folder in folders {
                    self.persist(|connection| connection.remove_folder(folder))?;
                }
            }
        }
        progress.done(step);
        Ok(())
    }

    /// Puts a file; where its folder has gone meanwhile, that is made again.
    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        let put = self.persist(|connection| connection.put(path, body));
        match put {
            Err(trouble) if trouble.kind == Kind::NoFolder => {}
            done => return done,
        }
        for folder in [""].into_iter().chain(folders_of(path)) {
            self.persist(|connection| connection.make_folder(folder))?;
        }
        self.persist(|connection| connection.put(path, body))
    }

    /// Does something, over a new connection where the old one breaks.
    fn persist<T>(
        &mut self,
        mut act: impl FnMut(&mut dyn Connection) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let mut pauses = PAUSES.iter();
        loop {
            let done = match &mut self.connection {
                Some(connection) => act(&mut **connection),
                // Who was let in once and is refused now came too soon or too often: that passes.
                None => match self.server.connect() {
                    Ok(connection) => act(&mut **self.connection.insert(connection)),
                    Err(trouble) => Err(Trouble { kind: Kind::Dropped, ..trouble }),
                },
            };
            let trouble = match done {
                Err(trouble) if trouble.kind == Kind::Dropped => trouble,
                done => return done,
            };
            self.connection = None;
            match pauses.next() {
                Some(pause) => thread::sleep(*pause),
                None => return Err(trouble),
            }
        }
    }
}

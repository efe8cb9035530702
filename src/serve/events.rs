//! Server-Sent Events: pages that listen, and what they are told.
//!
//! `changed` names the version and the files that differ, `problem` brings the report, `mended` takes it away.
//! What a page does then is written in `client.js`.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::serve::Shown;

/// Longer lists are not told one by one: nearly everything has changed.
const MOST_PATHS: usize = 1_000;

/// An open connection says something from time to time, or nobody would notice its end.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// The pages that listen.
#[derive(Default)]
pub(in crate::serve) struct Listeners {
    list: Mutex<Vec<Sender<Arc<str>>>>,
}

impl Listeners {
    /// One more page.
    pub(in crate::serve) fn add(&self) -> Receiver<Arc<str>> {
        let (sender, receiver) = channel();
        self.list.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        receiver
    }

    /// Tells every page; those that are gone are forgotten.
    pub(in crate::serve) fn tell(&self, event: &str) {
        let event = Arc::<str>::from(event);
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|page| page.send(Arc::clone(&event)).is_ok());
    }
}

/// The site is another; `paths` are the files that differ, `None` when that is not known.
pub(in crate::serve) fn changed(version: &str, paths: Option<&[String]>) -> String {
    let paths = paths.filter(|paths| paths.len() <= MOST_PATHS);
    let data = serde_json::json!({ "version": version, "paths": paths });
    format!("event: changed\nid: {version}\ndata: {data}\n\n")
}

/// The content is faulty.
pub(in crate::serve) fn problem(report: &str) -> String {
    let data = serde_json::json!({ "report": report });
    format!("event: problem\ndata: {data}\n\n")
}

/// The content is in order again.
pub(in crate::serve) fn mended() -> String {
    "event: mended\ndata: {}\n\n".to_owned()
}

/// Tells one page everything, until it is closed; `seen` is the version it shows.
pub(in crate::serve) fn stream(
    stream: &mut TcpStream,
    seen: &str,
    shown: &Shown,
    events: &Receiver<Arc<str>>,
) -> io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\
                Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n\
                retry: 300\n\n";
    stream.set_nodelay(true)?;
    stream.write_all(head.as_bytes())?;
    if seen != shown.version {
        stream.write_all(changed(&shown.version, None).as_bytes())?;
    }
    let state = shown.problem.as_ref().map_or_else(mended, |report| problem(report));
    stream.write_all(state.as_bytes())?;
    loop {
        match events.recv_timeout(HEARTBEAT) {
            Ok(event) => stream.write_all(event.as_bytes())?,
            Err(RecvTimeoutError::Timeout) => stream.write_all(b": \n\n")?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

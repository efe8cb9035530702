//! The finished site goes to where visitors find it: a folder, SFTP, FTP, WebDAV, S3.
//!
//! Comes in: the folder that a build has filled, and a [`Target`]. What stands there is known from the manifest that
//! was sent along the last time; [`difference`] says what is to be sent and removed and in which order, [`work`] does it
//! over several connections. A file that no manifest of ours names is never touched. Each protocol is one file behind
//! [`Connection`], and a row of [`DESTINATIONS`]. Nothing is sent before everything has been built.
//! Start reading at [`There::connect`].

mod access;
mod difference;
mod folder;
mod ftp;
mod host_keys;
mod http;
mod s3;
mod sftp;
mod site;
mod ssh;
mod tls;
mod trouble;
mod webdav;
mod work;

use std::collections::{BTreeMap, BTreeSet};

pub use access::{Access, Question, Secret, SignIn};
pub use difference::{Difference, Step};
pub use site::Site;
pub use trouble::Trouble;
pub use work::{Sent, Watch};

use crate::publish::is_site_path;
use crate::publish::manifest::{self, Manifest};
use crate::send::site::Body;
use crate::target::Target;

/// A server, or why there is none.
type Opened = Result<Box<dyn Server>, Trouble>;

/// A protocol: how a server of it is found, and how many connections pay.
struct Destination {
    /// How many connections at most: many small files over a slow line wait for answers most of the time.
    connections: usize,
    /// The server of the target, if the target is of this protocol.
    open: fn(&Target, &Access<'_>) -> Option<Opened>,
}

/// Every protocol.
const DESTINATIONS: &[Destination] = &[
    Destination { connections: 1, open: folder::open },
    Destination { connections: 4, open: sftp::open },
    Destination { connections: 4, open: ftp::open },
    Destination { connections: 4, open: webdav::open },
    Destination { connections: 8, open: s3::open },
];

/// A server that can be connected to, more than once.
trait Server: Sync {
    /// Opens a connection and signs in; may ask the person the first time.
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble>;
}

/// A connection. Paths are paths of the site, below the folder of the target; the empty one is that folder itself.
trait Connection: Send {
    /// The bytes of a small file; `None` where there is none.
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Trouble>;

    /// What stands in a folder; `None` where there is no such folder.
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Trouble>;

    /// Makes a folder whose parent stands, or the target's own with all its parents; one that is there is fine.
    fn make_folder(&mut self, folder: &str) -> Result<(), Trouble>;

    /// Puts a file in place in one step, new or over another; until then it has the name [`unfinished`].
    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble>;

    /// Removes a file; one that is not there is fine.
    fn remove(&mut self, path: &str) -> Result<(), Trouble>;

    /// Removes a folder if nothing is in it.
    fn remove_folder(&mut self, folder: &str) -> Result<(), Trouble>;
}

/// What stands in a folder.
#[derive(Debug)]
struct Listed {
    name: String,
    /// `None` where the server does not say.
    is_folder: Option<bool>,
}

/// The name beside a file under which it is sent. It is always the same, so that the next run writes over what an
/// interrupted one has left.
fn unfinished(path: &str) -> String {
    match path {
        manifest::NAME => manifest::NEW_NAME.to_owned(),
        path => format!("{path}.plan-portal-new"),
    }
}

/// A path below the folder of a target.
fn below(folder: &str, path: &str) -> String {
    match (folder, path) {
        (folder, "") => folder.to_owned(),
        ("", path) => path.to_owned(),
        (folder, path) if folder.ends_with('/') => format!("{folder}{path}"),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// The folders in which a path lies, from the outermost on.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| path.get(..at).unwrap_or_default())
}

/// The target, connected.
pub struct There {
    server: Box<dyn Server>,
    connections: usize,
    first: Box<dyn Connection>,
}

/// What stands at the target where the site has to go.
#[derive(Debug, Default)]
pub struct Ground {
    /// The target's own folder is not there.
    pub is_missing: bool,
    /// Files that are not ours at paths of ours.
    pub foreign: Vec<String>,
    /// Folders that are not ours where a file has to go, and files where a folder has to go.
    pub in_the_way: Vec<String>,
    /// Folders that are there.
    folders: BTreeSet<String>,
}

impl There {
    /// Connects and signs in.
    ///
    /// # Errors
    /// When the server is not there, or does not let us in.
    pub fn connect(target: &Target, access: &Access<'_>) -> Result<There, Trouble> {
        let opened = DESTINATIONS.iter().find_map(|destination| {
            (destination.open)(target, access).map(|server| (server, destination.connections))
        });
        let (server, connections) = opened.expect("every kind of target has its row");
        let server = server?;
        let first = server.connect()?;
        Ok(There { server, connections, first })
    }

    /// What was sent the last time; `None` where no site of ours stands.
    ///
    /// # Errors
    /// When the server fails, or what stands there under the name of a manifest is none.
    pub(crate) fn manifest(&mut self) -> Result<Option<Manifest>, Trouble> {
        if let Some(bytes) = self.first.read(manifest::NAME)? {
            return parsed(&bytes).map(Some).ok_or_else(Trouble::broken_manifest);
        }
        // A server that cannot rename over a file takes the old one away first, and may have been left just then.
        let unfinished = self.first.read(manifest::NEW_NAME)?;
        Ok(unfinished.filter(|bytes| bytes.ends_with(b"\n")).and_then(|bytes| parsed(&bytes)))
    }

    /// Looks at the places where new files have to go.
    ///
    /// # Errors
    /// When the server fails.
    pub fn ground(&mut self, difference: &Difference) -> Result<Ground, Trouble> {
        let mut ground = Ground::default();
        let mut wanted = BTreeMap::<&str, Vec<&str>>::new();
        for path in &difference.unknown {
            for folder in folders_of(path).chain([path.as_str()]) {
                let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                wanted.entry(parent).or_default().push(name);
            }
        }
        for (folder, names) in wanted {
            let is_there = folder.is_empty() || ground.folders.contains(folder);
            let listed = if is_there { self.first.list(folder)? } else { None };
            let Some(listed) = listed else {
                ground.is_missing |= folder.is_empty();
                continue;
            };
            let names = names.into_iter().collect::<BTreeSet<_>>();
            for Listed { name, is_folder } in listed {
                if !names.contains(name.as_str()) {
                    continue;
                }
                let path = below(folder, &name);
                let has_file = difference.unknown.contains(&path);
                let (is_ours, is_in_the_way) = match (has_file, is_folder) {
                    (true, Some(true)) => (difference.is_folder_of_ours(&path), true),
                    (true, _) => (false, false),
                    (false, Some(false)) => (difference.is_file_of_ours(&path), true),
                    (false, _) => {
                        ground.folders.insert(path);
                        continue;
                    }
                };
                match (is_ours, is_in_the_way) {
                    (true, _) => {}
                    (false, true) => ground.in_the_way.push(path),
                    (false, false) => ground.foreign.push(path),
                }
            }
        }
        Ok(ground)
    }

    /// Sends and removes everything; the manifest last.
    ///
    /// # Errors
    /// When the server fails for good; the next run then goes on from there.
    pub fn deliver(
        self,
        site: &Site,
        difference: &Difference,
        ground: &Ground,
        watch: &Watch<'_>,
    ) -> Result<Sent, Trouble> {
        let There { server, connections, first } = self;
        work::deliver(&*server, first, connections, site, difference, ground, watch)
    }
}

/// The manifest, if it is one and names nothing outside its folder.
fn parsed(bytes: &[u8]) -> Option<Manifest> {
    let manifest = Manifest::parse(std::str::from_utf8(bytes).ok()?)?;
    let is_fine = manifest.paths().all(is_site_path);
    is_fine.then_some(manifest)
}

#[cfg(test)]
mod tests;

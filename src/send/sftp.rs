//! SFTP: files over SSH. The crates for it are asynchronous, so this file has a small runtime.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use russh::client::Handle;
use russh_sftp::client::RawSftpSession;
use russh_sftp::client::error::Error;
use russh_sftp::protocol::{FileAttributes, OpenFlags, Packet, StatusCode};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::send::site::Body;
use crate::send::ssh::{Host, Ssh};
use crate::send::{Access, Connection, Listed, Opened, Server, Trouble, below, unfinished};
use crate::target::Target;
use crate::text;

/// So much of a file goes in one message; every server takes that.
const PIECE: usize = 32 * 1024;
/// So many messages are on their way before an answer is waited for.
const AHEAD: usize = 32;
/// How long each answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Everybody reads, the owner writes: the web server is somebody else.
const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

const POSIX_RENAME: &str = "posix-rename@openssh.com";

pub(in crate::send) fn open(target: &Target, access: &Access<'_>) -> Option<Opened> {
    let Target::Sftp(server) = target else { return None };
    let opened = begin().and_then(|runtime| {
        let ssh = Ssh::open(&runtime, server, access)?;
        let (host, folder) = (server.host.clone(), server.folder.clone());
        Ok(Box::new(Sftp { runtime: Arc::new(runtime), ssh, host, folder }) as Box<dyn Server>)
    });
    Some(opened)
}

fn begin() -> Result<Runtime, Trouble> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all();
    runtime.build().map_err(|cause| Trouble::broken(&cause))
}

struct Sftp {
    runtime: Arc<Runtime>,
    ssh: Ssh,
    host: String,
    /// The target's folder: absolute, or from the home folder.
    folder: String,
}

impl Server for Sftp {
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble> {
        let session = self.runtime.block_on(async {
            let handle = self.ssh.connect().await?;
            Session::begin(handle, &self.host, &self.folder).await
        })?;
        Ok(Box::new(Waiting { runtime: Arc::clone(&self.runtime), session }))
    }
}

/// An open SFTP session.
struct Session {
    handle: Handle<Host>,
    sftp: Arc<RawSftpSession>,
    folder: String,
    has_posix_rename: bool,
    /// Whether the server takes the mode of a new file from its own settings, so that it has to be set afterwards;
    /// seen from the first file.
    needs_mode: Option<bool>,
}

impl Session {
    async fn begin(handle: Handle<Host>, host: &str, folder: &str) -> Result<Session, Trouble> {
        let no_sftp = |_| {
            Trouble::refused(text!(
                uk: "сервер «{host}» прийняв ім’я, але не дає SFTP: спитайте постачальника хостингу, чи його ввімкнено",
                en: "the server «{host}» accepted the name but gives no SFTP: ask the hosting company whether it is enabled",
            ))
        };
        let (sftp, has_posix_rename) = subsystem(&handle).await.map_err(no_sftp)?;
        let folder = match folder {
            absolute if absolute.starts_with('/') => absolute.to_owned(),
            relative => {
                let home = sftp.realpath(".").await.map_err(|error| trouble("", error))?;
                let home = home.files.first().map(|file| file.filename.clone());
                below(&home.unwrap_or_default(), relative)
            }
        };
        Ok(Session { handle, sftp, folder, has_posix_rename, needs_mode: None })
    }

    fn at(&self, path: &str) -> String {
        below(&self.folder, path)
    }

    /// Opens a file. Servers name open files by any bytes, and the crate knows only those that are text. Servers that
    /// count begin anew on a new channel, so that is opened when they come to such a name.
    async fn open(
        &mut self,
        at: &str,
        flags: OpenFlags,
        attributes: FileAttributes,
    ) -> Result<String, Error> {
        let opened = self.sftp.open(at, flags, attributes.clone()).await?.handle;
        if is_text(&opened) {
            return Ok(opened);
        }
        (self.sftp, _) = subsystem(&self.handle).await?;
        let opened = self.sftp.open(at, flags, attributes).await?.handle;
        if is_text(&opened) { Ok(opened) } else { Err(Error::UnexpectedPacket) }
    }

    /// Opens a folder, in the same way.
    async fn open_folder(&mut self, at: &str) -> Result<String, Error> {
        let opened = self.sftp.opendir(at).await?.handle;
        if is_text(&opened) {
            return Ok(opened);
        }
        (self.sftp, _) = subsystem(&self.handle).await?;
        let opened = self.sftp.opendir(at).await?.handle;
        if is_text(&opened) { Ok(opened) } else { Err(Error::UnexpectedPacket) }
    }

    async fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let at = self.at(path);
        let handle = match self.open(&at, OpenFlags::READ, FileAttributes::empty()).await {
            Ok(handle) => handle,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        loop {
            match self.sftp.read(&handle, bytes.len() as u64, PIECE as u32).await {
                Ok(data) if !data.data.is_empty() => bytes.extend(data.data),
                Ok(_) => break,
                Err(Error::Status(status)) if status.status_code == StatusCode::Eof => break,
                Err(error) => return Err(error),
            }
        }
        self.sftp.close(handle).await?;
        Ok(Some(bytes))
    }

    async fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Error> {
        let at = self.at(folder);
        let handle = match self.open_folder(&at).await {
            Ok(handle) => handle,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut all = Vec::new();
        loop {
            let files = match self.sftp.readdir(&handle).await {
                Ok(names) => names.files,
                Err(Error::Status(status)) if status.status_code == StatusCode::Eof => break,
                // Some servers look only now.
                Err(error) if is_missing(&error) => return Ok(None),
                Err(error) => return Err(error),
            };
            for file in files {
                let is_link = file.attrs.is_symlink();
                let is_folder = if is_link { None } else { Some(file.attrs.is_dir()) };
                if !matches!(file.filename.as_str(), "." | "..") {
                    all.push(Listed { name: file.filename, is_folder });
                }
            }
        }
        self.sftp.close(handle).await?;
        Ok(Some(all))
    }

    async fn make_folder(&self, folder: &str) -> Result<(), Error> {
        let at = self.at(folder);
        let parents = at.match_indices('/').filter_map(|(end, _)| at.get(..end));
        let parents = parents.filter(|parent| folder.is_empty() && !parent.is_empty());
        for folder in parents.chain([at.as_str()]) {
            let attributes =
                FileAttributes { permissions: Some(FOLDER_MODE), ..FileAttributes::empty() };
            let Err(error) = self.sftp.mkdir(folder, attributes.clone()).await else {
                // Servers take away what their own settings forbid to new folders.
                let _ = self.sftp.setstat(folder, attributes).await;
                continue;
            };
            // One that is there is refused in many words.
            let is_there = self.sftp.stat(folder).await.is_ok_and(|found| found.attrs.is_dir());
            if !is_there {
                return Err(error);
            }
        }
        Ok(())
    }

    async fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        let trouble = |error| trouble(path, error);
        let (beside, to) = (self.at(&unfinished(path)), self.at(path));
        let flags = OpenFlags::WRITE | OpenFlags::CREATE | OpenFlags::TRUNCATE;
        let mode = FileAttributes { permissions: Some(FILE_MODE), ..FileAttributes::empty() };
        let mut from = body.open()?;
        let handle = self.open(&beside, flags, mode.clone()).await.map_err(trouble)?;
        self.write(&handle, &mut *from, path).await?;
        if self.needs_mode.is_none() {
            let found = self.sftp.fstat(&handle).await;
            let is_readable = found.is_ok_and(|found| {
                found.attrs.permissions.is_none_or(|mode| mode & FILE_MODE == FILE_MODE)
            });
            self.needs_mode = Some(!is_readable);
        }
        if self.needs_mode == Some(true) {
            // A server that does not let us has its reasons.
            let _ = self.sftp.fsetstat(&handle, mode).await;
        }
        self.sftp.close(handle).await.map_err(trouble)?;
        self.rename(&beside, &to).await.map_err(trouble)
    }

    /// Sends the bytes, several pieces ahead of the answers.
    async fn write(&self, handle: &str, from: &mut dyn Read, path: &str) -> Result<(), Trouble> {
        let mut offset = 0;
        let mut under_way = JoinSet::new();
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = from.take(PIECE as u64).read_to_end(&mut piece);
            let read = read.map_err(|cause| Trouble::local(Path::new(path), &cause))?;
            if read == 0 {
                break;
            }
            let (sftp, handle) = (Arc::clone(&self.sftp), handle.to_owned());
            under_way.spawn(async move { sftp.write(handle, offset, piece).await });
            offset += read as u64;
            if under_way.len() >= AHEAD {
                taken(under_way.join_next().await, path)?;
            }
        }
        while let Some(written) = under_way.join_next().await {
            taken(Some(written), path)?;
        }
        Ok(())
    }

    async fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        if self.has_posix_rename {
            let mut names = Vec::new();
            for name in [from, to] {
                let length = u32::try_from(name.len()).expect("a path is short");
                names.extend(length.to_be_bytes());
                names.extend(name.as_bytes());
            }
            return match self.sftp.extended(POSIX_RENAME, names).await? {
                Packet::Status(status) if status.status_code == StatusCode::Ok => Ok(()),
                Packet::Status(status) => Err(Error::Status(status)),
                _ => Err(Error::UnexpectedPacket),
            };
        }
        if self.sftp.rename(from, to).await.is_ok() {
            return Ok(());
        }
        // A server that does not rename over a file.
        match self.sftp.remove(to).await {
            Ok(_) => {}
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(error),
        }
        self.sftp.rename(from, to).await.map(|_| ())
    }
}

/// Begins SFTP on a channel of its own; tells whether the server renames over a file.
async fn subsystem(handle: &Handle<Host>) -> Result<(Arc<RawSftpSession>, bool), Error> {
    let refused = |error: russh::Error| Error::IO(error.to_string());
    let channel = handle.channel_open_session().await.map_err(refused)?;
    channel.request_subsystem(true, "sftp").await.map_err(refused)?;
    let sftp = RawSftpSession::new(channel.into_stream());
    sftp.set_timeout(PATIENCE.as_secs());
    let version = sftp.init().await?;
    Ok((Arc::new(sftp), version.extensions.contains_key(POSIX_RENAME)))
}

/// Whether the crate understood the server's name of an open file.
fn is_text(handle: &str) -> bool {
    !handle.contains(char::REPLACEMENT_CHARACTER)
}

/// Whether a piece was taken.
fn taken<T, E>(written: Option<Result<Result<T, Error>, E>>, path: &str) -> Result<(), Trouble> {
    match written {
        Some(Ok(Err(error))) => Err(trouble(path, error)),
        Some(Err(_)) => Err(trouble(path, Error::UnexpectedPacket)),
        Some(Ok(Ok(_))) | None => Ok(()),
    }
}

/// A session whose calls wait.
struct Waiting {
    runtime: Arc<Runtime>,
    session: Session,
}

impl Connection for Waiting {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
        self.runtime.block_on(self.session.read(path)).map_err(|error| trouble(path, error))
    }

    fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Trouble> {
        self.runtime.block_on(self.session.list(folder)).map_err(|error| trouble(folder, error))
    }

    fn make_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        let made = self.runtime.block_on(self.session.make_folder(folder));
        made.map_err(|error| trouble(folder, error))
    }

    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        self.runtime.block_on(self.session.put(path, body))
    }

    fn remove(&mut self, path: &str) -> Result<(), Trouble> {
        let at = self.session.at(path);
        match self.runtime.block_on(self.session.sftp.remove(at)) {
            Ok(_) => Ok(()),
            Err(error) if is_missing(&error) => Ok(()),
            Err(error) => Err(trouble(path, error)),
        }
    }

    fn remove_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        let at = self.session.at(folder);
        match self.runtime.block_on(self.session.sftp.rmdir(at)) {
            // Refused where something foreign is in it, and then it stays.
            Ok(_) | Err(Error::Status(_)) => Ok(()),
            Err(error) => Err(trouble(folder, error)),
        }
    }
}

fn is_missing(error: &Error) -> bool {
    matches!(error, Error::Status(status) if status.status_code == StatusCode::NoSuchFile)
}

fn trouble(path: &str, error: Error) -> Trouble {
    match error {
        Error::Status(status) => match status.status_code {
            StatusCode::NoSuchFile => {
                let words = Trouble::answered(path, &status.error_message).words;
                Trouble::no_folder(words)
            }
            StatusCode::PermissionDenied => Trouble::no_permission(path),
            StatusCode::NoConnection | StatusCode::ConnectionLost => {
                Trouble::broken(&std::io::ErrorKind::ConnectionReset.into())
            }
            _ => Trouble::answered(path, &status.error_message),
        },
        Error::Timeout => Trouble::broken(&std::io::ErrorKind::TimedOut.into()),
        Error::IO(_)
        | Error::Limited(_)
        | Error::UnexpectedPacket
        | Error::UnexpectedBehavior(_) => {
            Trouble::broken(&std::io::ErrorKind::ConnectionReset.into())
        }
    }
}

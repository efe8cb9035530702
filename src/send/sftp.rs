//! SFTP: files over SSH. The crates for it are asynchronous, so this file alone has a small runtime.
//!
//! The first connection finds out how to sign in (the environment's password, keys of an agent, keys in files, a
//! password that is asked for, in this order); the others repeat it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use russh::client::{self, AuthResult, Handle, KeyboardInteractiveAuthResponse};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::{
    HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKey, PublicKeyOrCertificate, load_secret_key,
};
use russh_sftp::client::RawSftpSession;
use russh_sftp::client::error::Error;
use russh_sftp::protocol::{FileAttributes, OpenFlags, Packet, StatusCode};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::send::access::reach;
use crate::send::host_keys::{HostKeys, Standing};
use crate::send::site::Body;
use crate::send::trouble::Kind;
use crate::send::{
    Access, Connection, Listed, Opened, Question, Secret, Server, Trouble, below, unfinished,
};
use crate::target::{self, Target};
use crate::text;

/// So much of a file goes in one message; every server takes that.
const PIECE: usize = 32 * 1024;
/// So many messages are on their way before an answer is waited for.
const AHEAD: usize = 32;
/// How long signing in, and each answer, may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Everybody reads, the owner writes: the web server is somebody else.
const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

const POSIX_RENAME: &str = "posix-rename@openssh.com";

/// Files of keys, as `ssh` looks for them.
const KEY_FILES: [&str; 3] = ["id_ed25519", "id_ecdsa", "id_rsa"];

pub(in crate::send) fn open(target: &Target, access: &Access<'_>) -> Option<Opened> {
    let Target::Sftp(server) = target else { return None };
    Some(Sftp::open(server, access).map(|server| Box::new(server) as Box<dyn Server>))
}

struct Sftp {
    runtime: Arc<Runtime>,
    server: target::Server,
    user: String,
    keys: Arc<HostKeys>,
    login: Login,
    /// The connection over which was found out how to sign in.
    first: Mutex<Option<Handle<Host>>>,
}

/// How to sign in.
#[derive(Clone)]
enum Login {
    Password(Secret),
    Key(Arc<PrivateKey>),
    Agent(PathBuf),
}

impl Sftp {
    fn open(server: &target::Server, access: &Access<'_>) -> Result<Sftp, Trouble> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|cause| Trouble::broken(&cause))?;
        let target::Server { host, port, .. } = server;
        let mut keys = Arc::new(HostKeys::of(host, *port, access)?);
        let met = runtime.block_on(greet(server, &keys));
        let handle = match met {
            Ok(handle) => handle,
            Err(Met::Trouble(trouble)) => return Err(trouble),
            Err(Met::Stranger(key)) => {
                keys = Arc::new(keys.accept(key, access)?);
                runtime.block_on(greet(server, &keys)).map_err(|met| met.trouble(&keys))?
            }
        };
        let user = access.user_of(server)?;
        let (handle, login) = find_login(&runtime, handle, server, &keys, &user, access)?;
        let first = Mutex::new(Some(handle));
        Ok(Sftp { runtime: Arc::new(runtime), server: server.clone(), user, keys, login, first })
    }
}

impl Server for Sftp {
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        let host = &self.server.host;
        let handle = match first {
            Some(handle) => handle,
            None => self.runtime.block_on(async {
                let greeted = greet(&self.server, &self.keys).await;
                let mut handle = greeted.map_err(|met| met.trouble(&self.keys))?;
                match sign_in(&mut handle, &self.user, host, &self.login).await? {
                    true => Ok(handle),
                    false => Err(Trouble::wrong_password(&self.user, host)),
                }
            })?,
        };
        let session = self.runtime.block_on(Session::begin(handle, &self.server))?;
        Ok(Box::new(Sync { runtime: Arc::clone(&self.runtime), session }))
    }
}

/// What may come of meeting a server.
enum Met {
    Stranger(PublicKey),
    Trouble(Trouble),
}

impl Met {
    fn trouble(self, keys: &HostKeys) -> Trouble {
        match self {
            Met::Stranger(key) => keys.changed(&key),
            Met::Trouble(trouble) => trouble,
        }
    }
}

/// Looks at the server's key. What it saw stays when the crate ends the connection.
struct Host {
    seen: Arc<Mutex<Option<PublicKey>>>,
    keys: Arc<HostKeys>,
}

impl client::Handler for Host {
    type Error = russh::Error;

    async fn check_server_key(
        &mut self,
        key: &PublicKeyOrCertificate,
    ) -> Result<bool, russh::Error> {
        let key = key.public_key();
        let is_known = self.keys.standing(&key) == Standing::Known;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(key);
        Ok(is_known)
    }
}

/// Opens a connection to a server whose key is the right one.
async fn greet(server: &target::Server, keys: &Arc<HostKeys>) -> Result<Handle<Host>, Met> {
    let target::Server { host, port, .. } = server;
    let stream = reach(host, *port).map_err(Met::Trouble)?;
    let stream = stream
        .set_nonblocking(true)
        .and_then(|()| tokio::net::TcpStream::from_std(stream))
        .map_err(|cause| Met::Trouble(Trouble::broken(&cause)))?;
    let usual = client::Config::default();
    let preferred = russh::Preferred {
        key: keys.preferred(&usual.preferred.key).into(),
        ..usual.preferred.clone()
    };
    let keepalive_interval = Some(Duration::from_secs(20));
    let config = client::Config { preferred, keepalive_interval, nodelay: true, ..usual };
    let seen = Arc::new(Mutex::new(None));
    let handler = Host { seen: Arc::clone(&seen), keys: Arc::clone(keys) };
    let greeting = client::connect_stream(Arc::new(config), stream, handler);
    let greeted = tokio::time::timeout(PATIENCE, greeting).await;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (greeted, seen) {
        (Ok(Ok(handle)), _) => Ok(handle),
        (Ok(Err(_)), Some(key)) => match keys.standing(&key) {
            Standing::Unknown => Err(Met::Stranger(key)),
            Standing::Changed => Err(Met::Trouble(keys.changed(&key))),
            Standing::Known => Err(Met::Trouble(no_ssh(host, *port, Kind::Dropped))),
        },
        (Ok(Err(russh::Error::NoCommonAlgo { .. })), None) => {
            Err(Met::Trouble(Trouble::refused(text!(
                uk: "сервер «{host}» знає лише застарілі способи захисту: спитайте в постачальника хостингу інший спосіб (ftps://, davs://)",
                en: "the server «{host}» knows only outdated ways of protection: ask the hosting company for another way (ftps://, davs://)",
            ))))
        }
        (Ok(Err(_)), None) => Err(Met::Trouble(no_ssh(host, *port, Kind::Refused))),
        (Err(_), _) => Err(Met::Trouble(no_ssh(host, *port, Kind::Refused))),
    }
}

fn no_ssh(host: &str, port: u16, kind: Kind) -> Trouble {
    let words = text!(
        uk: "сервер «{host}» на порту {port} не почав розмови SFTP: перевірте вид адреси й порт або спробуйте пізніше",
        en: "the server «{host}» did not begin SFTP on port {port}: check the kind of the address and the port, or try later",
    );
    Trouble { kind, words }
}

/// Tries the ways to sign in, as `ssh` does.
fn find_login(
    runtime: &Runtime,
    handle: Handle<Host>,
    server: &target::Server,
    keys: &Arc<HostKeys>,
    user: &str,
    access: &Access<'_>,
) -> Result<(Handle<Host>, Login), Trouble> {
    let host = &server.host;
    let mut handle = Some(handle);
    // A server that ends the connection after a refusal is met again.
    let mut attempt = |login: Login| -> Result<Option<(Handle<Host>, Login)>, Trouble> {
        let mut open = match handle.take().filter(|handle| !handle.is_closed()) {
            Some(open) => open,
            None => runtime.block_on(greet(server, keys)).map_err(|met| met.trouble(keys))?,
        };
        if runtime.block_on(sign_in(&mut open, user, host, &login))? {
            return Ok(Some((open, login)));
        }
        handle = Some(open);
        Ok(None)
    };
    if let Some(password) = &access.known.password {
        let found = attempt(Login::Password(password.clone()))?;
        return found.ok_or_else(|| Trouble::wrong_password(user, host));
    }
    if let Some(agent) = &access.known.agent
        && let Some(found) = attempt(Login::Agent(agent.clone()))?
    {
        return Ok(found);
    }
    let folder = access.known.home.as_ref().map(|home| home.join(".ssh"));
    for file in folder.iter().flat_map(|folder| KEY_FILES.map(|name| folder.join(name))) {
        if let Some(key) = key_of(&file, access)
            && let Some(found) = attempt(Login::Key(Arc::new(key)))?
        {
            return Ok(found);
        }
    }
    let password = access.password_of(user, host)?;
    let found = attempt(Login::Password(password))?;
    found.ok_or_else(|| Trouble::wrong_password(user, host))
}

/// The key of a file, whose passphrase is asked for; `None` where there is none that can be used.
fn key_of(file: &Path, access: &Access<'_>) -> Option<PrivateKey> {
    if !file.exists() {
        return None;
    }
    match load_secret_key(file, None) {
        Ok(key) => Some(key),
        Err(russh::keys::Error::KeyIsEncrypted) => {
            let phrase = (access.ask)(Question::Passphrase(&file.display().to_string()))?;
            load_secret_key(file, Some(&phrase)).ok()
        }
        Err(_) => None,
    }
}

/// Signs in; tells whether the server took it.
async fn sign_in(
    handle: &mut Handle<Host>,
    user: &str,
    host: &str,
    login: &Login,
) -> Result<bool, Trouble> {
    let signed = async {
        match login {
            Login::Password(password) => with_password(handle, user, password).await,
            Login::Key(key) => {
                let hash = rsa_hash(handle).await;
                let key = PrivateKeyWithHashAlg::new(Arc::clone(key), hash);
                Ok(handle.authenticate_publickey(user, key).await?.success())
            }
            Login::Agent(agent) => Ok(with_agent(handle, user, agent).await),
        }
    };
    match tokio::time::timeout(PATIENCE, signed).await {
        Ok(Ok(is_in)) => Ok(is_in),
        Ok(Err(_)) | Err(_) => Err(Trouble::dropped(text!(
            uk: "сервер «{host}» обірвав розмову, коли мав прийняти ім’я та пароль",
            en: "the server «{host}» broke off when it had to accept the name and the password",
        ))),
    }
}

async fn rsa_hash(handle: &Handle<Host>) -> Option<HashAlg> {
    handle.best_supported_rsa_hash().await.ok().flatten().flatten()
}

/// By the word itself, or as the answer to the server's question for it: many servers know only that.
async fn with_password(
    handle: &mut Handle<Host>,
    user: &str,
    password: &Secret,
) -> Result<bool, russh::Error> {
    match handle.authenticate_password(user, password.reveal()).await? {
        AuthResult::Success => return Ok(true),
        AuthResult::Failure { remaining_methods, .. } => {
            if !remaining_methods.contains(&russh::MethodKind::KeyboardInteractive) {
                return Ok(false);
            }
        }
    }
    let mut answer = handle.authenticate_keyboard_interactive_start(user, None).await?;
    // A server that asks on and on is none.
    for _ in 0..8 {
        let prompts = match answer {
            KeyboardInteractiveAuthResponse::Success => return Ok(true),
            KeyboardInteractiveAuthResponse::Failure { .. } => return Ok(false),
            KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. } => prompts,
        };
        // What is shown as it is typed is no password.
        let words = prompts.iter().map(|prompt| match prompt.echo {
            true => String::new(),
            false => password.reveal().to_owned(),
        });
        let words = words.collect();
        answer = handle.authenticate_keyboard_interactive_respond(words).await?;
    }
    Ok(false)
}

#[cfg(unix)]
async fn with_agent(handle: &mut Handle<Host>, user: &str, agent: &Path) -> bool {
    match AgentClient::connect_uds(agent).await {
        Ok(agent) => with_keys_of(handle, user, agent.dynamic()).await,
        Err(_) => false,
    }
}

#[cfg(windows)]
async fn with_agent(handle: &mut Handle<Host>, user: &str, agent: &Path) -> bool {
    match AgentClient::connect_named_pipe(agent).await {
        Ok(agent) => with_keys_of(handle, user, agent.dynamic()).await,
        Err(_) => false,
    }
}

/// Tries the keys of an agent; servers stop listening after some.
async fn with_keys_of(
    handle: &mut Handle<Host>,
    user: &str,
    mut agent: AgentClient<Box<dyn russh::keys::agent::client::AgentStream + Send + Unpin + '_>>,
) -> bool {
    let Ok(identities) = agent.request_identities().await else { return false };
    let hash = rsa_hash(handle).await;
    for identity in identities.into_iter().take(5) {
        let AgentIdentity::PublicKey { key, .. } = identity else { continue };
        let hash = hash.filter(|_| key.algorithm().is_rsa());
        let tried = handle.authenticate_publickey_with(user, key, hash, &mut agent).await;
        match tried {
            Ok(answer) if answer.success() => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    false
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
    async fn begin(handle: Handle<Host>, server: &target::Server) -> Result<Session, Trouble> {
        let host = &server.host;
        let no_sftp = |_| {
            Trouble::refused(text!(
                uk: "сервер «{host}» прийняв ім’я, але не дає SFTP: спитайте постачальника хостингу, чи його ввімкнено",
                en: "the server «{host}» accepted the name but gives no SFTP: ask the hosting company whether it is enabled",
            ))
        };
        let (sftp, has_posix_rename) = subsystem(&handle).await.map_err(no_sftp)?;
        let folder = match server.folder.as_str() {
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
struct Sync {
    runtime: Arc<Runtime>,
    session: Session,
}

impl Connection for Sync {
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

//! SSH: meeting a server whose key is the right one, and signing in.
//!
//! The first connection finds out how to sign in (the environment's password, keys of an agent, keys in files, a
//! password that is asked for, in this order); the others repeat it. Start reading at [`Ssh`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use russh::client::{self, AuthResult, Handle, KeyboardInteractiveAuthResponse};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::{
    HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKey, PublicKeyOrCertificate, load_secret_key,
};
use tokio::runtime::Runtime;

use crate::send::access::reach;
use crate::send::host_keys::{HostKeys, Standing};
use crate::send::trouble::Kind;
use crate::send::{Access, Question, Secret, Trouble};
use crate::target::Server;
use crate::text;

/// How long signing in may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Files of keys, as `ssh` looks for them.
const KEY_FILES: [&str; 3] = ["id_ed25519", "id_ecdsa", "id_rsa"];

/// A server that is known, and how to sign in there.
pub(in crate::send) struct Ssh {
    server: Server,
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

impl Ssh {
    /// Meets the server and finds out how to sign in; may ask the person.
    pub(in crate::send) fn open(
        runtime: &Runtime,
        server: &Server,
        access: &Access<'_>,
    ) -> Result<Ssh, Trouble> {
        let Server { host, port, .. } = server;
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
        let (handle, login) = find_login(runtime, handle, server, &keys, &user, access)?;
        let first = Mutex::new(Some(handle));
        Ok(Ssh { server: server.clone(), user, keys, login, first })
    }

    /// Opens a connection and signs in.
    pub(in crate::send) async fn connect(&self) -> Result<Handle<Host>, Trouble> {
        if let Some(handle) = self.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(handle);
        }
        let greeted = greet(&self.server, &self.keys).await;
        let mut handle = greeted.map_err(|met| met.trouble(&self.keys))?;
        let host = &self.server.host;
        match sign_in(&mut handle, &self.user, host, &self.login).await? {
            true => Ok(handle),
            false => Err(Trouble::wrong_password(&self.user, host)),
        }
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
pub(in crate::send) struct Host {
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
async fn greet(server: &Server, keys: &Arc<HostKeys>) -> Result<Handle<Host>, Met> {
    let Server { host, port, .. } = server;
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
    server: &Server,
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

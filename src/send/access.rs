//! What is needed to sign in: names, passwords, keys, and whom to ask for them.
//!
//! Everything here comes from the environment or from the person at the terminal; nothing is stored, and a [`Secret`]
//! cannot be shown by accident.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, io};

use crate::send::Trouble;
use crate::target::Server;

/// Words that are never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes the words.
    pub fn new(words: String) -> Secret {
        Secret(words)
    }

    /// The words, for the server alone.
    pub(in crate::send) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What a person is asked.
#[derive(Debug)]
pub enum Question<'a> {
    /// The name to sign in with.
    User(&'a str),
    /// The password of a name on a host.
    Password(&'a str, &'a str),
    /// The passphrase of a key, by its file.
    Passphrase(&'a str),
    /// Whether a host is the right one: its name and the fingerprint of its key.
    HostKey(&'a str, &'a str),
}

/// What the environment says for signing in on servers.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// `PLAN_PORTAL_USER`.
    pub user: Option<String>,
    /// `PLAN_PORTAL_PASSWORD`.
    pub password: Option<Secret>,
    /// `AWS_ACCESS_KEY_ID`.
    pub key_id: Option<String>,
    /// `AWS_SECRET_ACCESS_KEY`.
    pub secret_key: Option<Secret>,
    /// `AWS_SESSION_TOKEN`.
    pub session_token: Option<Secret>,
    /// The person's own folder, where keys and known hosts of SSH are.
    pub home: Option<PathBuf>,
    /// The agent that holds keys of SSH.
    pub agent: Option<PathBuf>,
}

/// What is known for signing in, and whom to ask for the rest.
pub struct Access<'a> {
    /// What the environment says.
    pub known: SignIn,
    /// The fingerprint that the server's key must have.
    pub host_key: Option<String>,
    /// An object store that is not Amazon's.
    pub endpoint: Option<String>,
    /// The region of the object store.
    pub region: Option<String>,
    /// The folder from which folders are seen.
    pub root: PathBuf,
    /// Asks the person; `None` where nobody can be asked or nothing was answered.
    pub ask: &'a (dyn Fn(Question<'_>) -> Option<String> + Sync),
}

impl Access<'_> {
    /// The name for a server, which the address, the environment or the person says.
    pub(in crate::send) fn user_of(&self, server: &Server) -> Result<String, Trouble> {
        let known = server.user.clone().or_else(|| self.known.user.clone());
        let known = known.or_else(|| (self.ask)(Question::User(&server.host)));
        let known = known.map(|user| user.trim().to_owned()).filter(|user| !user.is_empty());
        known.ok_or_else(|| Trouble::no_user(&server.host))
    }

    /// The password of a name.
    pub(in crate::send) fn password_of(&self, user: &str, host: &str) -> Result<Secret, Trouble> {
        if let Some(password) = &self.known.password {
            return Ok(password.clone());
        }
        let asked = (self.ask)(Question::Password(user, host)).map(Secret::new);
        asked.ok_or_else(|| Trouble::no_password(user, host))
    }

    /// Name and password. Nobody types a password for a host that is not there.
    pub(in crate::send) fn sign_in(&self, server: &Server) -> Result<(String, Secret), Trouble> {
        if self.known.password.is_none() {
            reach(&server.host, server.port)?;
        }
        let user = self.user_of(server)?;
        let password = self.password_of(&user, &server.host)?;
        Ok((user, password))
    }
}

/// How long a host may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(20);
/// How long nothing may come or go.
const SILENCE: Duration = Duration::from_secs(60);

/// Opens a connection to a host, which answers within some time or is given up.
pub(in crate::send) fn reach(host: &str, port: u16) -> Result<TcpStream, Trouble> {
    let addresses = (host, port).to_socket_addrs().map_err(|_| Trouble::no_host(host))?;
    let mut last = None;
    for address in addresses {
        match reach_address(&address) {
            Ok(stream) => return Ok(stream),
            Err(cause) => last = Some(cause),
        }
    }
    Err(match last {
        Some(cause) => Trouble::unreachable(host, port, &cause),
        None => Trouble::no_host(host),
    })
}

/// The same, for an address.
pub(in crate::send) fn reach_address(address: &SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(address, CONNECT)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

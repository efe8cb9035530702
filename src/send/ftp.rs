//! FTP, plain and protected by TLS: explicit on the usual port, implicit on 990.

use std::sync::Arc;

use rustls::ClientConfig;
use suppaftp::types::FileType;
use suppaftp::{FtpError, Mode, RustlsConnector, RustlsFtpStream, Status};

use crate::send::access::{reach, reach_address};
use crate::send::site::Body;
use crate::send::{
    Access, Connection, Listed, Opened, Secret, Server, Trouble, below, tls, unfinished,
};
use crate::target::{self, Protection, Target};
use crate::text;

pub(in crate::send) fn open(target: &Target, access: &Access<'_>) -> Option<Opened> {
    let Target::Ftp(server, protection) = target else { return None };
    Some(access.sign_in(server).map(|(user, password)| {
        let (server, protection) = (server.clone(), *protection);
        Box::new(Ftp { server, protection, user, password, tls: tls::config() }) as Box<dyn Server>
    }))
}

struct Ftp {
    server: target::Server,
    protection: Protection,
    user: String,
    password: Secret,
    tls: Arc<ClientConfig>,
}

impl Server for Ftp {
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble> {
        let Ftp { server, protection, user, password, tls } = self;
        let target::Server { user: _, host, port, folder } = server;
        let connector = || RustlsConnector::from(Arc::clone(tls));
        let trouble = |error: FtpError| trouble(host, "", error);
        let stream = match protection {
            Protection::Implicit => {
                RustlsFtpStream::connect_secure_implicit((host.as_str(), *port), connector(), host)
                    .map_err(trouble)?
            }
            Protection::None | Protection::Tls => {
                let stream = reach(host, *port)?;
                let peer = stream.peer_addr().map_err(|cause| Trouble::broken(&cause))?;
                let mut stream =
                    RustlsFtpStream::connect_with_stream(stream).map_err(|error| match error {
                        FtpError::BadResponse => Trouble::refused(text!(
                            uk: "на порту {port} сервера «{host}» не FTP: перевірте вид адреси й порт",
                            en: "there is no FTP on port {port} of the server «{host}»: check the kind of the address and the port",
                        )),
                        error => trouble(error),
                    })?;
                if peer.is_ipv6() {
                    stream.set_mode(Mode::ExtendedPassive);
                }
                stream
            }
        };
        let mut stream = stream.passive_stream_builder(|address| {
            reach_address(&address).map_err(FtpError::ConnectionError)
        });
        // Servers behind a router name an address that nobody outside can reach.
        stream.set_passive_nat_workaround(true);
        if *protection == Protection::Tls {
            stream = stream.into_secure(connector(), host).map_err(|error| match error {
                FtpError::UnexpectedResponse(_) => Trouble::refused(text!(
                    uk: "сервер «{host}» не вміє захищеного FTP: спитайте постачальника хостингу про SFTP; ftp:// замість ftps:// передасть пароль незахищеним",
                    en: "the server «{host}» knows no protected FTP: ask the hosting company about SFTP; ftp:// for ftps:// sends the password unprotected",
                )),
                error => trouble(error),
            })?;
        }
        stream
            .login(user.as_str(), password.reveal())
            .map_err(|error| refused_login(user, host, error))?;
        stream.transfer_type(FileType::Binary).map_err(trouble)?;
        let folder = match folder.as_str() {
            absolute if absolute.starts_with('/') => absolute.to_owned(),
            relative => below(&stream.pwd().map_err(trouble)?, relative),
        };
        let features = stream.feat().unwrap_or_default();
        let has_mlsd = features.keys().any(|name| name.eq_ignore_ascii_case("MLST"));
        Ok(Box::new(Session { stream, host: host.clone(), folder, has_mlsd }))
    }
}

struct Session {
    stream: RustlsFtpStream,
    host: String,
    /// The target's folder, from the root of the server.
    folder: String,
    /// The server lists folders for programs.
    has_mlsd: bool,
}

impl Session {
    fn at(&self, path: &str) -> String {
        below(&self.folder, path)
    }

    fn trouble(&self, path: &str, error: FtpError) -> Trouble {
        trouble(&self.host, path, error)
    }

    /// Whether a folder stands; the server is in it then.
    fn enter(&mut self, path: &str) -> Result<bool, Trouble> {
        let at = self.at(path);
        match self.stream.cwd(at) {
            Ok(()) => Ok(true),
            Err(error) if is_missing(&error) => Ok(false),
            Err(error) => Err(self.trouble(path, error)),
        }
    }
}

impl Connection for Session {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let at = self.at(path);
        match self.stream.retr_as_buffer(&at) {
            Ok(bytes) => Ok(Some(bytes.into_inner())),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(self.trouble(path, error)),
        }
    }

    fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Trouble> {
        if !self.enter(folder)? {
            return Ok(None);
        }
        let lines = if self.has_mlsd { self.stream.mlsd(None) } else { self.stream.nlst(None) };
        let lines = match lines {
            Ok(lines) => lines,
            // Some servers say so of a folder in which nothing is.
            Err(error) if is_missing(&error) => Vec::new(),
            Err(error) => return Err(self.trouble(folder, error)),
        };
        Ok(Some(lines.iter().filter_map(|line| listed(line, self.has_mlsd)).collect()))
    }

    fn make_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        let at = self.at(folder);
        let parents = at.match_indices('/').filter_map(|(end, _)| at.get(..end));
        let parents = parents.filter(|parent| folder.is_empty() && !parent.is_empty());
        for folder in parents.chain([at.as_str()]) {
            // One that is there is refused as one that must not be; whether the last stands is what counts.
            match self.stream.mkdir(folder) {
                Ok(()) | Err(FtpError::UnexpectedResponse(_)) => {}
                Err(error) => return Err(trouble(&self.host, folder, error)),
            }
        }
        if self.enter(folder)? { Ok(()) } else { Err(Trouble::no_permission(&at)) }
    }

    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        let (beside, to) = (self.at(&unfinished(path)), self.at(path));
        let mut from = body.open()?;
        match self.stream.put_file(&beside, &mut from) {
            Ok(_) => {}
            Err(error) if is_missing(&error) => {
                return Err(Trouble::no_folder(Trouble::no_permission(&to).words));
            }
            Err(error) => return Err(self.trouble(path, error)),
        }
        if let Err(error) = self.stream.rename(&beside, &to) {
            let FtpError::UnexpectedResponse(_) = error else {
                return Err(self.trouble(path, error));
            };
            // A server that does not rename over a file.
            self.remove(path)?;
            self.stream.rename(&beside, &to).map_err(|error| self.trouble(path, error))?;
        }
        Ok(())
    }

    fn remove(&mut self, path: &str) -> Result<(), Trouble> {
        let at = self.at(path);
        match self.stream.rm(&at) {
            Ok(()) => return Ok(()),
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(self.trouble(path, error)),
        }
        // The same answer means that it is not there, and that it must not be removed.
        match self.stream.size(&at) {
            Ok(_) => Err(Trouble::no_permission(path)),
            Err(_) => Ok(()),
        }
    }

    fn remove_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        let at = self.at(folder);
        match self.stream.rmdir(at) {
            // Refused where something foreign is in it, and then it stays.
            Ok(()) | Err(FtpError::UnexpectedResponse(_)) => Ok(()),
            Err(error) => Err(self.trouble(folder, error)),
        }
    }
}

/// A line of a list: «type=dir;size=1; name», or only a name, perhaps with its folder.
fn listed(line: &str, is_for_programs: bool) -> Option<Listed> {
    let line = line.trim_end_matches(['\r', '\n']);
    let (name, is_folder) = if is_for_programs {
        let (facts, name) = line.trim_start().split_once(' ')?;
        let kind = facts.split(';').find_map(|fact| {
            let (key, value) = fact.split_once('=')?;
            key.eq_ignore_ascii_case("type").then(|| value.to_lowercase())
        });
        if matches!(kind.as_deref(), Some("cdir" | "pdir")) {
            return None;
        }
        (name, kind.map(|kind| kind.ends_with("dir")))
    } else {
        (line.rsplit('/').next().unwrap_or(line), None)
    };
    let is_name = !matches!(name, "" | "." | "..");
    is_name.then(|| Listed { name: name.to_owned(), is_folder })
}

/// Whether the answer can mean that a file or folder is not there.
fn is_missing(error: &FtpError) -> bool {
    let FtpError::UnexpectedResponse(response) = error else { return false };
    matches!(
        response.status,
        Status::FileUnavailable | Status::BadFilename | Status::RequestFileActionIgnored
    )
}

fn words_of(response: &suppaftp::types::Response) -> String {
    String::from_utf8_lossy(&response.body).trim().to_owned()
}

fn refused_login(user: &str, host: &str, error: FtpError) -> Trouble {
    let FtpError::UnexpectedResponse(response) = &error else { return trouble(host, "", error) };
    let words = words_of(response).to_lowercase();
    if ["tls", "ssl", "encrypt", "secure"].iter().any(|word| words.contains(word)) {
        return Trouble::refused(text!(
            uk: "сервер «{host}» приймає лише захищений FTP: напишіть в адресі ftps:// замість ftp://",
            en: "the server «{host}» takes only protected FTP: write ftps:// for ftp:// in the address",
        ));
    }
    match response.status.code() {
        421 => trouble(host, "", error),
        _ => Trouble::wrong_password(user, host),
    }
}

/// What an error means that no one has understood before.
fn trouble(host: &str, path: &str, error: FtpError) -> Trouble {
    match error {
        FtpError::ConnectionError(cause) => {
            tls::trouble(host, &cause).unwrap_or_else(|| Trouble::broken(&cause))
        }
        FtpError::SecureError(_) => Trouble::certificate(host),
        FtpError::UnexpectedResponse(response) => match response.status {
            Status::NotAvailable
            | Status::CannotOpenDataConnection
            | Status::TransferAborted
            | Status::ActionAborted => {
                let words = Trouble::answered(path, &words_of(&response)).words;
                Trouble::dropped(words)
            }
            Status::RequestedActionNotTaken | Status::ExceededStorage => Trouble::no_room(),
            _ => Trouble::answered(path, &words_of(&response)),
        },
        FtpError::BadResponse
        | FtpError::InvalidAddress(_)
        | FtpError::DataConnectionAlreadyOpen => Trouble::dropped(text!(
            uk: "відповідь сервера «{host}» не зрозуміла",
            en: "the answer of the server «{host}» is not understood",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn lines_of_lists_are_names_and_kinds() {
        let listed = |line: &str, programs| {
            listed(line, programs).map(|listed| (listed.name, listed.is_folder))
        };
        let folder = listed("Type=dir;Modify=20260101000000; my feeds\r\n", true);
        assert_eq!(folder, Some(("my feeds".to_owned(), Some(true))));
        let file = listed("size=3;type=file; a.html", true);
        assert_eq!(file, Some(("a.html".to_owned(), Some(false))));
        assert_eq!(listed("type=cdir; /www", true), None);
        assert_eq!(listed("/www/a.html", false), Some(("a.html".to_owned(), None)));
        assert_eq!(listed("..", false), None);
    }
}

//! Where the finished site is sent, as an address: `sftp://name@host/folder`, `s3://bucket/prefix`, or a folder.
//!
//! Comes in: the words of `[publish]` in `portal.toml` or of `--to`. Goes out: a [`Target`], or a [`Fault`] that says
//! what is wrong with the words and how to mend them. Nothing is asked of a network or a disk here, and a password never
//! stands in an address. Start reading at [`parse`].

use std::fmt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use crate::text;
use crate::text::Text;

/// Where the site goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A folder of this computer or of its network: as written, relative to the folder beside the content.
    Folder(PathBuf),
    /// A server with SSH.
    Sftp(Server),
    /// A server with FTP.
    Ftp(Server, Protection),
    /// A folder of a web server.
    WebDav(Server, Protection),
    /// Object storage: bucket and prefix, without «/» at the ends.
    S3(String, String),
}

/// Where a server is, and in which of its folders the site stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The name one signs in with, if the address says it.
    pub user: Option<String>,
    /// Name or number of the host; IPv6 without brackets.
    pub host: String,
    /// As the address says it, or the usual one.
    pub port: u16,
    /// The folder, without «/» at its end: absolute, or from where one stands after signing in, then without «/» before
    /// it. Empty: the folder where one stands.
    pub folder: String,
}

/// Whether what is sent can be read on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// It can, the password too.
    None,
    /// TLS, agreed on after the first words (for FTP) or from the beginning.
    Tls,
    /// TLS from the first byte, for FTP on its own port.
    Implicit,
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Name of the fault: `bad-target`, or `password-in-content`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// How to mend it.
    pub help: Text,
}

/// How addresses begin: scheme, usual port, and what they mean.
const SCHEMES: &[(&str, u16, Kind)] = &[
    ("sftp", 22, Kind::Sftp),
    ("ftps", 21, Kind::Ftp(Protection::Tls)),
    ("ftp", 21, Kind::Ftp(Protection::None)),
    ("davs", 443, Kind::WebDav(Protection::Tls)),
    ("dav", 80, Kind::WebDav(Protection::None)),
    ("webdavs", 443, Kind::WebDav(Protection::Tls)),
    ("webdav", 80, Kind::WebDav(Protection::None)),
    ("s3", 0, Kind::S3),
];

/// The port of FTP that is protected from the first byte.
const IMPLICIT_PORT: u16 = 990;

#[derive(Clone, Copy)]
enum Kind {
    Sftp,
    Ftp(Protection),
    WebDav(Protection),
    S3,
}

/// Understands an address.
pub fn parse(words: &str) -> Result<Target, Fault> {
    let words = words.trim();
    if words.chars().any(char::is_control) {
        return Err(bad(
            text!(
                uk: "в адресі для викладення є невидимий знак",
                en: "the address to publish to holds an invisible character",
            ),
            text!(
                uk: "шлях зі знаками «\\» пишіть в одинарних лапках: 'D:\\сайт'",
                en: "write a path with «\\» in single quotes: 'D:\\site'",
            ),
        ));
    }
    if words.is_empty() {
        return Err(bad(
            text!(uk: "адреси для викладення немає", en: "there is no address to publish to"),
            how_written(),
        ));
    }
    let Some((scheme, rest)) = words.split_once("://") else { return folder(words) };
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    // Names of FTP users often are mail addresses: the host stands after the last «@».
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    if user.is_some_and(|user| user.contains(':')) {
        return Err(password());
    }
    let scheme = scheme.to_lowercase();
    let Some((_, usual, kind)) = SCHEMES.iter().find(|(known, ..)| *known == scheme) else {
        return Err(unknown(&scheme));
    };
    let (host, port) = split_port(host)?;
    let host = decoded(host);
    if host.is_empty() || host.contains(char::is_whitespace) {
        let message = text!(
            uk: "в адресі «{words}» немає сервера",
            en: "the address «{words}» names no server",
        );
        return Err(bad(message, how_written()));
    }
    let folder = decoded(path);
    if folder.chars().any(char::is_control) || folder.split('/').any(|part| part == "..") {
        let message = text!(
            uk: "тека в адресі «{words}» не може бути такою",
            en: "the folder of the address «{words}» cannot be like that",
        );
        return Err(bad(message, how_written()));
    }
    let server = || Server {
        user: user.filter(|user| !user.is_empty()).map(decoded),
        host: host.clone(),
        port: port.unwrap_or(*usual),
        folder: within(&folder),
    };
    Ok(match kind {
        Kind::Sftp => Target::Sftp(server()),
        Kind::Ftp(Protection::Tls) if port == Some(IMPLICIT_PORT) => {
            Target::Ftp(server(), Protection::Implicit)
        }
        Kind::Ftp(protection) => Target::Ftp(server(), *protection),
        Kind::WebDav(protection) => Target::WebDav(server(), *protection),
        Kind::S3 => Target::S3(host, folder.trim_matches('/').to_owned()),
    })
}

/// Words without a scheme are a folder, unless they look like an address that lacks it.
fn folder(words: &str) -> Result<Target, Fault> {
    let is_drive = words.as_bytes().get(1) == Some(&b':') && !words.starts_with('@');
    let (user, rest) = words.rsplit_once('@').unwrap_or_default();
    if !is_drive && user.contains(':') {
        return Err(password());
    }
    if !is_drive && !user.is_empty() && rest.contains(':') {
        let message = text!(
            uk: "«{words}» не є ні адресою, ні текою",
            en: "«{words}» is neither an address nor a folder",
        );
        let better = format!("sftp://{user}@{}", rest.replacen(':', "/", 1).replace("//", "/"));
        let help = text!(uk: "може, «{better}»?", en: "did you mean «{better}»?");
        return Err(bad(message, help));
    }
    let host = words.split(['/', '\\']).next().unwrap_or_default();
    if !is_drive && is_host(host) {
        let message = text!(
            uk: "«{words}» схоже на адресу сервера, а як з ним говорити, не сказано",
            en: "«{words}» looks like the address of a server, but not how to speak to it",
        );
        let way = if host.starts_with("ftp.") { "ftps" } else { "sftp" };
        let rest = words.replace('\\', "/");
        let better = match user.is_empty() {
            true => format!("{way}://ім’я@{}/", rest.trim_end_matches('/')),
            false => format!("{way}://{rest}"),
        };
        let help = text!(
            uk: "сервер пишуть зі способом: {better} (або ftps://, davs://, sftp://), а теку з такою назвою — ./{words}",
            en: "a server is written with its way: {better} (or ftps://, davs://, sftp://), a folder with such a name as ./{words}",
        );
        return Err(bad(message, help));
    }
    Ok(Target::Folder(PathBuf::from(words)))
}

/// Whether a word looks like the name of a server: «host.example.org», «ім’я@ftp.host.ua».
fn is_host(word: &str) -> bool {
    let name = word.rsplit_once('@').map_or(word, |(_, host)| host);
    let labels = name.split('.').collect::<Vec<_>>();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let ending = labels.last().copied().unwrap_or_default();
    let is_usual = ["ua", "com", "org", "net", "info", "eu", "edu", "gov"].contains(&ending);
    labels.iter().all(is_label)
        && (is_usual && labels.len() > 1
            || labels.len() > 2 && ending.chars().all(char::is_alphabetic))
}

/// The folder that the path of an address means: `/~/www` and `~/www` are seen from where one signs in.
fn within(path: &str) -> String {
    let path = match path.strip_prefix("/~") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.trim_start_matches('/'),
        _ => path,
    };
    match path.trim_end_matches('/') {
        "" if path.starts_with('/') => "/".to_owned(),
        folder => folder.to_owned(),
    }
}

fn split_port(host: &str) -> Result<(&str, Option<u16>), Fault> {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, rest)) => (name, rest.strip_prefix(':')),
        None => match host.rsplit_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        },
    };
    let Some(port) = port else { return Ok((name, None)) };
    match port.parse::<u16>() {
        Ok(number) if number > 0 => Ok((name, Some(number))),
        _ => Err(bad(
            text!(
                uk: "«{port}» не може бути портом сервера",
                en: "«{port}» cannot be the port of a server",
            ),
            text!(
                uk: "порт — число від 1 до 65535; якщо постачальник його не назвав, не пишіть жодного",
                en: "a port is a number from 1 to 65535; write none if the hosting company has named none",
            ),
        )),
    }
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

fn bad(message: Text, help: Text) -> Fault {
    Fault { code: "bad-target", message, help }
}

/// The words of the address are not repeated: reports are kept and shown.
fn password() -> Fault {
    Fault {
        code: "password-in-content",
        message: text!(
            uk: "в адресі для викладення стоїть пароль",
            en: "the address to publish to holds a password",
        ),
        help: text!(
            uk: "приберіть двокрапку й пароль та змініть цей пароль на сервері, якщо файл хтось бачив: програма спитає його сама або візьме зі змінної PLAN_PORTAL_PASSWORD",
            en: "take the colon and the password away, and change that password if somebody saw the file: the program asks for it or takes it from the variable PLAN_PORTAL_PASSWORD",
        ),
    }
}

fn unknown(scheme: &str) -> Fault {
    let message = text!(
        uk: "програма не вміє викладати на «{scheme}://»",
        en: "the program cannot publish to «{scheme}://»",
    );
    let is_web = matches!(scheme, "http" | "https");
    let near = SCHEMES
        .iter()
        .map(|(known, ..)| (strsim::damerau_levenshtein(known, scheme), *known))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, known)| known)
        .filter(|_| !is_web);
    let help = match near {
        Some(near) => text!(uk: "може, «{near}://»?", en: "did you mean «{near}://»?"),
        None if is_web => text!(
            uk: "якщо це WebDAV, пишіть davs:// замість https://; адреса самого сайту — це base_url",
            en: "if it is WebDAV, write davs:// for https://; the address of the site itself is base_url",
        ),
        None => how_written(),
    };
    bad(message, help)
}

fn how_written() -> Text {
    text!(
        uk: "пишіть, наприклад, \"sftp://ім’я@сервер/шлях/до/теки\" або ftps://, davs://, s3://, чи просто теку",
        en: "write for example \"sftp://name@server/path/to/folder\", or ftps://, davs://, s3://, or just a folder",
    )
}

impl fmt::Display for Target {
    /// The address as people read it; written so, it means the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, usual, server) = match self {
            Target::Folder(folder) => return write!(f, "{}", folder.display()),
            Target::S3(bucket, prefix) if prefix.is_empty() => return write!(f, "s3://{bucket}"),
            Target::S3(bucket, prefix) => return write!(f, "s3://{bucket}/{prefix}"),
            Target::Sftp(server) => ("sftp", 22, server),
            Target::Ftp(server, Protection::None) => ("ftp", 21, server),
            Target::Ftp(server, Protection::Tls | Protection::Implicit) => ("ftps", 21, server),
            Target::WebDav(server, Protection::None) => ("dav", 80, server),
            Target::WebDav(server, Protection::Tls | Protection::Implicit) => ("davs", 443, server),
        };
        let Server { user, host, port, folder } = server;
        write!(f, "{scheme}://")?;
        if let Some(user) = user {
            write!(f, "{user}@")?;
        }
        if host.contains(':') {
            write!(f, "[{host}]")?;
        } else {
            write!(f, "{host}")?;
        }
        if *port != usual {
            write!(f, ":{port}")?;
        }
        match folder.as_str() {
            "" => Ok(()),
            absolute if absolute.starts_with('/') => write!(f, "{absolute}"),
            relative => write!(f, "/~/{relative}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Protection, Server, Target, parse};

    fn server(user: Option<&str>, host: &str, port: u16, folder: &str) -> Server {
        let user = user.map(str::to_owned);
        Server { user, host: host.to_owned(), port, folder: folder.to_owned() }
    }

    #[test]
    fn addresses_mean_what_people_write() {
        let cases = [
            (
                "sftp://olha@host.ua/www/olha/public_html/",
                Target::Sftp(server(Some("olha"), "host.ua", 22, "/www/olha/public_html")),
            ),
            ("sftp://host.ua:2222/~/www", Target::Sftp(server(None, "host.ua", 2222, "www"))),
            ("SFTP://host.ua", Target::Sftp(server(None, "host.ua", 22, ""))),
            ("sftp://host.ua/~", Target::Sftp(server(None, "host.ua", 22, ""))),
            ("sftp://host.ua/~olha", Target::Sftp(server(None, "host.ua", 22, "/~olha"))),
            (
                "ftp://plan@office.ua@ftp.host.ua/",
                Target::Ftp(
                    server(Some("plan@office.ua"), "ftp.host.ua", 21, "/"),
                    Protection::None,
                ),
            ),
            ("ftps://h/www", Target::Ftp(server(None, "h", 21, "/www"), Protection::Tls)),
            ("ftps://h:990/www", Target::Ftp(server(None, "h", 990, "/www"), Protection::Implicit)),
            ("davs://h/a%20b", Target::WebDav(server(None, "h", 443, "/a b"), Protection::Tls)),
            (
                "webdav://[::1]:8080/",
                Target::WebDav(server(None, "::1", 8080, "/"), Protection::None),
            ),
            ("s3://plan/sait/", Target::S3("plan".to_owned(), "sait".to_owned())),
            ("s3://plan", Target::S3("plan".to_owned(), String::new())),
            (r"\\server\sait", Target::Folder(r"\\server\sait".into())),
            (r"D:\sait", Target::Folder(r"D:\sait".into())),
            ("../sait", Target::Folder("../sait".into())),
        ];
        for (words, target) in cases {
            assert_eq!(parse(words).as_ref(), Ok(&target), "{words}");
            assert_eq!(parse(&target.to_string()), Ok(target), "{words}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_named_and_not_repeated() {
        for words in [
            "sftp://olha:taiemne@host/www",
            "s3://AKIA:taiemne@plan/x",
            "sfpt://olha:taiemne@host/www",
            "olha:taiemne@host/www",
        ] {
            let fault = parse(words).expect_err("a password is a fault");
            assert_eq!(fault.code, "password-in-content");
            assert!(!format!("{fault:?}").contains("taiemne"));
        }
    }

    #[test]
    fn misspelt_addresses_get_a_hint() {
        let hint = |words: &str| parse(words).expect_err("a fault").help.uk.into_owned();
        assert_eq!(hint("sfpt://host/www"), "може, «sftp://»?");
        assert_eq!(hint("olha@host:/www"), "може, «sftp://olha@host/www»?");
        assert!(hint("https://host/www").contains("davs://"));
        assert!(hint("gopher://host").contains("sftp://"));
        assert!(hint("sftp://host:port/www").contains("порт"));
        // «\t» in the double quotes of TOML.
        assert!(hint("D:\temp").contains("одинарних лапках"));
        for words in
            ["", "sftp://", "sftp:///www", "sftp://a@/www", "ftp://h/../etc", "ftp://h/a%0d"]
        {
            assert_eq!(parse(words).expect_err("a fault").code, "bad-target", "{words}");
        }
    }
}

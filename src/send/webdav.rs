//! WebDAV: a folder of a web server, with PUT and MOVE over HTTP.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::send::http::{Answer, Client, Web};
use crate::send::site::Body;
use crate::send::{Access, Connection, Listed, Opened, Secret, Server, Trouble, below, unfinished};
use crate::target::{self, Protection, Target};
use crate::text;

/// What a path of an address may hold as it is.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(in crate::send) fn open(target: &Target, access: &Access<'_>) -> Option<Opened> {
    let Target::WebDav(server, protection) = target else { return None };
    Some(access.sign_in(server).map(|(user, password)| {
        let target::Server { user: _, host, port, folder } = server;
        let scheme = if *protection == Protection::None { "http" } else { "https" };
        let name = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        let folder = format!("/{}", folder.trim_matches('/'));
        let server = WebDav {
            web: Web::new(host, *port),
            origin: format!("{scheme}://{name}:{port}"),
            folder: if folder == "/" { String::new() } else { folder },
            authorization: basic(&user, &password),
            host: host.clone(),
            user,
        };
        Box::new(server) as Box<dyn Server>
    }))
}

struct WebDav {
    web: Web,
    /// «https://host:443»
    origin: String,
    /// «/plan», or nothing.
    folder: String,
    authorization: String,
    host: String,
    user: String,
}

impl Server for WebDav {
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble> {
        let WebDav { web, origin, folder, authorization, host, user } = self;
        let mut dav = Dav {
            client: web.client(),
            origin: origin.clone(),
            folder: folder.clone(),
            authorization: authorization.clone(),
            host: host.clone(),
            user: user.clone(),
        };
        dav.list("")?;
        Ok(Box::new(dav))
    }
}

struct Dav {
    client: Client,
    origin: String,
    folder: String,
    authorization: String,
    host: String,
    user: String,
}

impl Dav {
    fn url(&self, path: &str) -> String {
        let path = below(&self.folder, path);
        let path = path.trim_start_matches('/');
        format!("{}/{}", self.origin, utf8_percent_encode(path, PATH))
    }

    /// A folder's address ends in «/», or servers send us there.
    fn folder_url(&self, folder: &str) -> String {
        let url = self.url(folder);
        if url.ends_with('/') { url } else { url + "/" }
    }

    fn ask(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: Option<&Body<'_>>,
    ) -> Result<Answer, Trouble> {
        let headers = [headers, &[("Authorization", self.authorization.as_str())]].concat();
        self.client.ask(method, url, &headers, body)
    }

    /// What an answer that is of no use means.
    fn trouble(&self, path: &str, answer: &Answer) -> Trouble {
        let host = &self.host;
        match answer.status {
            401 => Trouble::wrong_password(&self.user, host),
            403 => Trouble::no_permission(path),
            405 | 501 => Trouble::refused(text!(
                uk: "сервер «{host}» не приймає WebDAV за цією адресою: спитайте в постачальника хостингу адресу WebDAV",
                en: "the server «{host}» takes no WebDAV at this address: ask the hosting company for the address of WebDAV",
            )),
            413 | 507 => Trouble::no_room(),
            300..=399 => {
                let to = answer.location.as_deref().unwrap_or("?");
                Trouble::refused(text!(
                    uk: "сервер «{host}» відсилає на іншу адресу, «{to}»: впишіть її (davs:// замість https://)",
                    en: "the server «{host}» points to another address, «{to}»: write that one (davs:// for https://)",
                ))
            }
            status => Trouble::answered(path, &format!("HTTP {status}")),
        }
    }
}

impl Connection for Dav {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let answer = self.ask("GET", &self.url(path), &[], None)?;
        match answer.status {
            404 => Ok(None),
            _ if answer.is_fine() => Ok(Some(answer.body)),
            _ => Err(self.trouble(path, &answer)),
        }
    }

    fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Trouble> {
        let url = self.folder_url(folder);
        let answer = self.ask("PROPFIND", &url, &[("Depth", "1")], None)?;
        match answer.status {
            404 => Ok(None),
            207 => match listed(&answer.words(), &url) {
                Some(listed) => Ok(Some(listed)),
                // An answer that says nothing is no empty folder.
                None => Err(self.trouble(folder, &answer)),
            },
            // A page with 200 or the like: a web server that knows no WebDAV.
            status if (200..300).contains(&status) => {
                Err(self.trouble(folder, &Answer { status: 405, ..answer }))
            }
            _ => Err(self.trouble(folder, &answer)),
        }
    }

    fn make_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        let answer = self.ask("MKCOL", &self.folder_url(folder), &[], None)?;
        match answer.status {
            // It is there.
            405 => return Ok(()),
            409 if folder.is_empty() => {}
            _ if answer.is_fine() => return Ok(()),
            _ => return Err(self.trouble(folder, &answer)),
        }
        // The parents of the target's own folder are missing too.
        let own = std::mem::take(&mut self.folder);
        let parents = own.match_indices('/').skip(1).filter_map(|(at, _)| own.get(..at));
        let mut made = Ok(());
        for parent in parents.chain([own.as_str()]) {
            made = self.ask("MKCOL", &self.folder_url(parent), &[], None).and_then(|answer| {
                let is_there = answer.is_fine() || answer.status == 405;
                if is_there { Ok(()) } else { Err(self.trouble(parent, &answer)) }
            });
        }
        self.folder = own;
        made
    }

    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        let beside = self.url(&unfinished(path));
        let answer = self.ask("PUT", &beside, &[], Some(body))?;
        match answer.status {
            404 | 409 => {
                let words = self.trouble(path, &answer).words;
                return Err(Trouble::no_folder(words));
            }
            _ if answer.is_fine() => {}
            _ => return Err(self.trouble(path, &answer)),
        }
        let to = self.url(path);
        let headers = [("Destination", to.as_str()), ("Overwrite", "T")];
        let answer = self.ask("MOVE", &beside, &headers, None)?;
        if answer.is_fine() { Ok(()) } else { Err(self.trouble(path, &answer)) }
    }

    fn remove(&mut self, path: &str) -> Result<(), Trouble> {
        let answer = self.ask("DELETE", &self.url(path), &[], None)?;
        let is_gone = answer.is_fine() || matches!(answer.status, 404 | 410);
        if is_gone { Ok(()) } else { Err(self.trouble(path, &answer)) }
    }

    fn remove_folder(&mut self, folder: &str) -> Result<(), Trouble> {
        // Removing a folder would remove what is in it.
        if self.list(folder)?.is_some_and(|listed| listed.is_empty()) {
            let answer = self.ask("DELETE", &self.folder_url(folder), &[], None)?;
            let is_gone = answer.is_fine() || matches!(answer.status, 404 | 410);
            return if is_gone { Ok(()) } else { Err(self.trouble(folder, &answer)) };
        }
        Ok(())
    }
}

/// What stands in the folder at `url`, of a list of properties (RFC 4918, 14.16); `None` when the words are no such list.
/// Names of elements count whatever their prefix is.
fn listed(xml: &str, url: &str) -> Option<Vec<Listed>> {
    let own = path_of(url);
    let tree = roxmltree::Document::parse(xml.trim_start()).ok()?;
    let list = Some(tree.root_element()).filter(|root| root.tag_name().name() == "multistatus")?;
    let responses = list.children().filter(|node| node.tag_name().name() == "response");
    let listed = responses.filter_map(|response| {
        let within =
            |name: &str| response.descendants().find(|node| node.tag_name().name() == name);
        let href = within("href")?.text()?.trim();
        let path = path_of(href);
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let is_folder = Some(href.ends_with('/') || within("collection").is_some());
        // The folder itself is in its own list.
        (path != own && !name.is_empty()).then_some(Listed { name, is_folder })
    });
    Some(listed.collect())
}

/// The path of an address, or of a reference without a host, as it is called.
fn path_of(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url.trim_start_matches('/'),
    };
    percent_decode_str(path.trim_end_matches('/')).decode_utf8_lossy().into_owned()
}

/// The header that signs in: the name and the password in base 64.
fn basic(user: &str, password: &Secret) -> String {
    let words = format!("{user}:{}", password.reveal());
    format!("Basic {}", BASE64_STANDARD.encode(words))
}

#[cfg(test)]
mod tests {
    use super::{basic, listed};
    use crate::send::Secret;

    #[test]
    fn names_and_passwords_are_written_as_servers_read_them() {
        let basic = |user: &str, password: &str| basic(user, &Secret::new(password.to_owned()));
        assert_eq!(basic("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(basic("a", "b"), "Basic YTpi");
        assert_eq!(basic("", "і"), "Basic OtGW");
        assert_eq!(basic("ab", "c"), "Basic YWI6Yw==");
    }

    #[test]
    fn lists_of_any_server_are_understood() {
        let xml = r#"<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">
            <d:response><d:href>/dav/%D0%BF%20lan/</d:href><d:propstat><d:prop><d:resourcetype>
            <d:collection/></d:resourcetype></d:prop></d:propstat></d:response>
            <d:response><d:href>/dav/%D0%BF%20lan/index.html</d:href></d:response>
            <D:response xmlns:D="DAV:"><D:href xmlns="x">http://h:1/dav/%d0%bf%20lan/feeds</D:href>
            <D:resourcetype><D:collection></D:collection></D:resourcetype></D:response>
            </d:multistatus>"#;
        let all = listed(xml, "http://h:1/dav/%D0%BF%20lan/").expect("it is a list");
        let all = all.iter().map(|listed| (listed.name.as_str(), listed.is_folder));
        let expected = [("index.html", Some(false)), ("feeds", Some(true))];
        assert_eq!(all.collect::<Vec<_>>(), expected);
        // Neither an error page nor half of an answer is an empty folder, which would be removed.
        let half = xml.get(..xml.len() / 2).unwrap_or_default();
        for other in ["<html><body>", "<html><body></body></html>", "", half] {
            assert!(listed(other, "http://h/").is_none(), "{other}");
        }
    }
}

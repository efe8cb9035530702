//! Object storage with the interface of Amazon S3. A PUT is whole or not at all, so nothing is renamed.

use std::time::Duration;

use rusty_s3::actions::{DeleteObject, GetObject, ListObjectsV2, PutObject, S3Action};
use rusty_s3::{Bucket, Credentials, UrlStyle};

use crate::media_type::media_type;
use crate::send::http::{Answer, Client, Web};
use crate::send::site::Body;
use crate::send::{Access, Connection, Listed, Opened, Server, Trouble, below};
use crate::target::Target;
use crate::text;

/// How long a signed request is good for; the body may come later.
const GOOD_FOR: Duration = Duration::from_secs(900);

const DEFAULT_REGION: &str = "us-east-1";

pub(in crate::send) fn open(target: &Target, access: &Access<'_>) -> Option<Opened> {
    let Target::S3(bucket, prefix) = target else { return None };
    Some(store(bucket, prefix, access).map(|store| Box::new(store) as Box<dyn Server>))
}

fn store(name: &str, prefix: &str, access: &Access<'_>) -> Result<Store, Trouble> {
    let (Some(key), Some(secret)) = (&access.known.key_id, &access.known.secret_key) else {
        return Err(Trouble::refused(text!(
            uk: "бракує ключів сховища: задайте змінні AWS_ACCESS_KEY_ID та AWS_SECRET_ACCESS_KEY",
            en: "the keys of the store are missing: set the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )));
    };
    let credentials = match &access.known.session_token {
        Some(token) => Credentials::new_with_token(key, secret.reveal(), token.reveal()),
        None => Credentials::new(key, secret.reveal()),
    };
    let region = access.region.as_deref().unwrap_or(DEFAULT_REGION).to_owned();
    let (endpoint, style) = match &access.endpoint {
        Some(endpoint) => (endpoint.clone(), UrlStyle::Path),
        // The certificate of Amazon does not cover a name with a dot.
        None if name.contains('.') => {
            (format!("https://s3.{region}.amazonaws.com"), UrlStyle::Path)
        }
        None => (format!("https://s3.{region}.amazonaws.com"), UrlStyle::VirtualHost),
    };
    let bucket = endpoint
        .parse()
        .ok()
        .and_then(|endpoint| Bucket::new(endpoint, style, name.to_owned(), region).ok());
    let bucket = bucket.ok_or_else(|| {
        Trouble::refused(text!(
            uk: "сховище «{name}» за адресою «{endpoint}» не може бути таким",
            en: "the bucket «{name}» at «{endpoint}» cannot be like that",
        ))
    })?;
    let host = bucket.base_url().host_str().unwrap_or_default().to_owned();
    let port = bucket.base_url().port_or_known_default().unwrap_or(443);
    let web = Web::new(&host, port);
    Ok(Store { web, bucket, credentials, prefix: prefix.to_owned() })
}

struct Store {
    web: Web,
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
}

impl Server for Store {
    fn connect(&self) -> Result<Box<dyn Connection>, Trouble> {
        let Store { web, bucket, credentials, prefix } = self;
        Ok(Box::new(Objects {
            client: web.client(),
            bucket: bucket.clone(),
            credentials: credentials.clone(),
            prefix: prefix.clone(),
        }))
    }
}

struct Objects {
    client: Client,
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
}

impl Objects {
    fn key(&self, path: &str) -> String {
        below(&self.prefix, path)
    }

    /// What an answer that is of no use means; the store gives it a code.
    fn trouble(&self, path: &str, answer: &Answer) -> Trouble {
        let body = answer.words();
        let code = between(&body, "Code").next().unwrap_or_default().to_owned();
        let bucket = self.bucket.name();
        Trouble::refused(match code.as_str() {
            "NoSuchBucket" => text!(
                uk: "сховища «{bucket}» немає: створіть його або перевірте назву в адресі",
                en: "there is no bucket «{bucket}»: create it, or check its name in the address",
            ),
            "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "InvalidToken" | "ExpiredToken" => {
                text!(
                    uk: "сховище не прийняло ключів: перевірте AWS_ACCESS_KEY_ID та AWS_SECRET_ACCESS_KEY",
                    en: "the store did not accept the keys: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                )
            }
            "PermanentRedirect"
            | "AuthorizationHeaderMalformed"
            | "IllegalLocationConstraintException" => {
                let region = between(&body, "Region").next().unwrap_or("…");
                text!(
                    uk: "сховище «{bucket}» в іншому регіоні: допишіть у [publish] region = \"{region}\"",
                    en: "the bucket «{bucket}» is in another region: write region = \"{region}\" in [publish]",
                )
            }
            "RequestTimeTooSkewed" => text!(
                uk: "годинник цього комп’ютера йде неправильно, тож сховище не вірить підписові: виправте дату й час",
                en: "the clock of this computer is wrong, so the store does not believe the signature: set date and time",
            ),
            _ if answer.status == 403 => return Trouble::no_permission(path),
            _ if answer.status == 507 => return Trouble::no_room(),
            _ => {
                let words = format!("HTTP {} {code}", answer.status);
                return Trouble::answered(path, &words);
            }
        })
    }
}

impl Connection for Objects {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let key = self.key(path);
        let url = GetObject::new(&self.bucket, Some(&self.credentials), &key).sign(GOOD_FOR);
        let answer = self.client.ask("GET", url.as_str(), &[], None)?;
        match answer.status {
            404 if answer.words().contains("NoSuchBucket") => Err(self.trouble(path, &answer)),
            404 => Ok(None),
            _ if answer.is_fine() => Ok(Some(answer.body)),
            _ => Err(self.trouble(path, &answer)),
        }
    }

    fn list(&mut self, folder: &str) -> Result<Option<Vec<Listed>>, Trouble> {
        let prefix = self.key(folder);
        let prefix = if prefix.is_empty() { prefix } else { prefix + "/" };
        let mut all = Vec::new();
        let mut after = None::<String>;
        loop {
            let mut action = ListObjectsV2::new(&self.bucket, Some(&self.credentials));
            action.with_prefix(prefix.as_str());
            action.with_delimiter("/");
            if let Some(after) = after.take() {
                action.with_continuation_token(after);
            }
            let answer = self.client.ask("GET", action.sign(GOOD_FOR).as_str(), &[], None)?;
            let page = ListObjectsV2::parse_response(&answer.words());
            let Some(page) = page.ok().filter(|_| answer.is_fine()) else {
                return Err(self.trouble(folder, &answer));
            };
            let files = page.contents.into_iter().map(|object| object.key);
            all.extend(files.filter_map(|key| {
                let name = key.strip_prefix(&prefix).filter(|name| !name.is_empty())?;
                Some(Listed { name: name.to_owned(), is_folder: Some(false) })
            }));
            all.extend(page.common_prefixes.into_iter().filter_map(|common| {
                let name = common.prefix.strip_prefix(&prefix)?.trim_end_matches('/').to_owned();
                Some(Listed { name, is_folder: Some(true) })
            }));
            match page.next_continuation_token {
                Some(token) => after = Some(token),
                None => return Ok(Some(all)),
            }
        }
    }

    fn make_folder(&mut self, _: &str) -> Result<(), Trouble> {
        Ok(())
    }

    fn put(&mut self, path: &str, body: &Body<'_>) -> Result<(), Trouble> {
        let key = self.key(path);
        let url = PutObject::new(&self.bucket, Some(&self.credentials), &key).sign(GOOD_FOR);
        let headers = [("Content-Type", media_type(path)), ("Cache-Control", keeping(path))];
        let answer = self.client.ask("PUT", url.as_str(), &headers, Some(body))?;
        if is_taken(&answer) { Ok(()) } else { Err(self.trouble(path, &answer)) }
    }

    fn remove(&mut self, path: &str) -> Result<(), Trouble> {
        let key = self.key(path);
        let url = DeleteObject::new(&self.bucket, Some(&self.credentials), &key).sign(GOOD_FOR);
        let answer = self.client.ask("DELETE", url.as_str(), &[], None)?;
        let is_gone = answer.is_fine() || answer.status == 404;
        if is_gone { Ok(()) } else { Err(self.trouble(path, &answer)) }
    }

    fn remove_folder(&mut self, _: &str) -> Result<(), Trouble> {
        Ok(())
    }
}

/// How long a browser keeps a file, which a store says of each: for good where the name tells the bytes, else it asks
/// each time whether the file has changed.
fn keeping(path: &str) -> &'static str {
    let is_hash = |hash: &str| hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stem = [".css", ".js"].iter().find_map(|ending| path.strip_suffix(ending));
    match stem.and_then(|stem| stem.rsplit_once('-')) {
        Some((_, hash)) if is_hash(hash) => "public, max-age=31536000, immutable",
        _ => "no-cache",
    }
}

/// Whether the store has the object: some begin to answer before they know, and tell a fault below 200.
fn is_taken(answer: &Answer) -> bool {
    answer.is_fine() && between(&answer.words(), "Code").next().is_none()
}

/// What stands between the tags of this name.
fn between<'a>(xml: &'a str, tag: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let mut rest = xml;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(&open)?;
        let (words, after) = after.split_once(&close)?;
        rest = after;
        Some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::{Answer, is_taken, keeping};

    #[test]
    fn a_fault_below_200_is_one() {
        let is_taken = |status, body: &str| {
            is_taken(&Answer { status, location: None, body: body.as_bytes().to_owned() })
        };
        assert!(is_taken(200, "") && is_taken(200, "OK"));
        assert!(!is_taken(200, "<Error><Code>InternalError</Code></Error>"));
        assert!(!is_taken(507, ""));
    }

    #[test]
    fn only_files_named_by_their_bytes_are_kept_for_good() {
        for path in ["assets/site-3f5078ed.css", "assets/search-2026-f83e3dbc.js"] {
            assert_eq!(keeping(path), "public, max-age=31536000, immutable", "{path}");
        }
        let changing = ["index.html", "assets/search.js", "entries/2-22222222.html", "a-b.css"];
        for path in changing.into_iter().chain(["calendars/plan-12345678.ics"]) {
            assert_eq!(keeping(path), "no-cache", "{path}");
        }
    }
}

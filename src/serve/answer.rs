//! What a request gets: a file of the site, the stream of events, or a refusal.
//!
//! Only this machine's own browser is answered: a foreign page that makes its name point here (DNS rebinding)
//! still says its own name in «Host». Pages get the listening script and, while the content is faulty, the report;
//! published files never have either.

use percent_encoding::percent_decode_str;

use crate::media_type::media_type;
use crate::serve::Shown;
use crate::serve::http::{Malformed, Request, Response};
use crate::text;
use crate::text::{Language, Text};

const CLIENT: &str = include_str!("client.js");

/// How the report lies over a page.
const STYLE: &str = "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:75vh;overflow:auto;\
    box-sizing:border-box;padding:1rem 1.25rem;background:#2b1113;color:#fff;border-top:4px solid #e5484d;\
    font:14px/1.45 ui-monospace,Consolas,monospace;text-align:left";

/// What is sent back.
pub(in crate::serve) enum Answer {
    /// All at once.
    File(Response),
    /// Events from now on; the page shows the version `seen`.
    Events {
        /// As the page has it.
        seen: String,
    },
}

/// Decides what a request gets.
pub(in crate::serve) fn answer(
    request: Result<Request, Malformed>,
    port: u16,
    shown: &Shown,
    language: Language,
) -> Answer {
    let refuse = |status, words: Text| Answer::File(plain(status, words.say(language)));
    let request = match request {
        Ok(request) => request,
        Err(Malformed::NotHttp) => {
            let words = text!(uk: "запит не зрозумілий", en: "the request is not understood");
            return refuse("400 Bad Request", words);
        }
        Err(Malformed::TooLong) => {
            let words = text!(uk: "запит задовгий", en: "the request is too long");
            return refuse("431 Request Header Fields Too Large", words);
        }
    };
    if !is_own_host(&request.hosts, port) {
        let words = text!(
            uk: "перегляд відповідає лише на адреси localhost і 127.0.0.1 цього комп’ютера",
            en: "the preview answers only to localhost and 127.0.0.1 of this machine",
        );
        return refuse("403 Forbidden", words);
    }
    if request.method != "GET" {
        let words = text!(uk: "перегляд лише показує: GET", en: "the preview only shows: GET");
        let mut response = plain("405 Method Not Allowed", words.say(language));
        response.headers.push("Allow: GET".to_owned());
        return Answer::File(response);
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    match path {
        "/.preview/client.js" => Answer::File(file("200 OK", "client.js", CLIENT.into())),
        "/.preview/events" => {
            let asked = query.strip_prefix("seen=").unwrap_or_default();
            Answer::Events { seen: request.last_event.unwrap_or_else(|| asked.to_owned()) }
        }
        _ => Answer::File(from_site(path, shown, language)),
    }
}

/// «localhost:8000», «127.0.0.1:8000» or «[::1]:8000»; the port goes without saying when it is 80.
fn is_own_host(hosts: &[String], port: u16) -> bool {
    let [host] = hosts else { return false };
    let port = format!(":{port}");
    let name = match host.strip_suffix(port.as_str()) {
        Some(name) => name,
        None if port == ":80" => host,
        None => return false,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

fn from_site(path: &str, shown: &Shown, language: Language) -> Response {
    let Some(files) = &shown.files else {
        let title = text!(uk: "Сайту ще немає", en: "There is no site yet");
        let body = page(title.say(language), "").into_bytes();
        return file("500 Internal Server Error", "index.html", with_preview(body, shown));
    };
    // What is not UTF-8 then is no path of a site.
    let path = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
    let path = match path.ends_with('/') || path.is_empty() {
        true => format!("{path}index.html"),
        false => path.into_owned(),
    };
    if let Some(bytes) = files.get(&path) {
        let is_page = path.ends_with(".html");
        let bytes = bytes.to_vec();
        let bytes = if is_page { with_preview(bytes, shown) } else { bytes };
        return file("200 OK", &path, bytes);
    }
    if files.contains_key(&format!("{path}/index.html")) {
        let mut response = plain("302 Found", "");
        response.headers.push(format!("Location: /{path}/"));
        return response;
    }
    let missing = files.get("404.html").map(|bytes| bytes.to_vec()).unwrap_or_else(|| {
        let title = text!(uk: "Такої сторінки немає", en: "There is no such page");
        page(title.say(language), &path).into_bytes()
    });
    file("404 Not Found", "404.html", with_preview(missing, shown))
}

fn file(status: &'static str, path: &str, body: Vec<u8>) -> Response {
    Response { status, media_type: media_type(path), headers: Vec::new(), body }
}

fn plain(status: &'static str, words: &str) -> Response {
    file(status, "words.txt", format!("{words}\n").into_bytes())
}

fn page(title: &str, words: &str) -> String {
    let (title, words) = (escaped(title), escaped(words));
    format!(
        "<!doctype html>\n<html lang=\"uk\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body style=\"font:18px/1.5 sans-serif;margin:3rem\"><h1>{title}</h1><p>{words}</p></body>\n</html>\n",
    )
}

fn escaped(words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    words.replace('"', "&quot;")
}

/// The page with the listening script and, while the content is faulty, the report.
fn with_preview(mut html: Vec<u8>, shown: &Shown) -> Vec<u8> {
    let version = &shown.version;
    let mut added = String::new();
    if let Some(report) = &shown.problem {
        let report = escaped(report);
        added = format!(
            "<div id=\"plan-portal-problem\" role=\"alert\" style=\"{STYLE}\">\
             <pre style=\"margin:0;white-space:pre-wrap;font:inherit\">{report}</pre></div>",
        );
    }
    added.push_str(&format!(
        "<script src=\"/.preview/client.js\" data-version=\"{version}\" data-style=\"{STYLE}\"></script>",
    ));
    let end = b"</body>";
    let place = html.windows(end.len()).rposition(|bytes| bytes == end).unwrap_or(html.len());
    html.splice(place..place, added.into_bytes());
    html
}

#[cfg(test)]
mod tests {
    use super::is_own_host;

    #[test]
    fn only_names_of_this_machine_with_the_port_are_answered() {
        let is_own = |host: &str| is_own_host(&[host.to_owned()], 8000);
        assert!(is_own("localhost:8000") && is_own("LocalHost:8000"));
        assert!(is_own("127.0.0.1:8000") && is_own("[::1]:8000"));
        for foreign in
            ["evil.example:8000", "localhost", "localhost:80", "localhost.evil.example:8000", ""]
        {
            assert!(!is_own(foreign), "{foreign}");
        }
        assert!(is_own_host(&["localhost".to_owned()], 80));
        assert!(!is_own_host(&[], 8000));
        assert!(!is_own_host(&["localhost:8000".to_owned(), "localhost:8000".to_owned()], 8000));
    }
}

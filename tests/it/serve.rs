//! The preview as a browser meets it: pages over a real connection, changes told while one writes, and refusals.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]
#![expect(clippy::disallowed_methods, reason = "the tests write as an editor does")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::portal::{OnDisk, Portal};

const SECTION: &str = "content/plans/2030/01-robota/section.toml";

/// Longer than any build of the smallest portal takes, on any machine; nobody waits for it unless a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview of the smallest portal that ends with the test.
struct Preview {
    project: OnDisk,
    program: Child,
    port: u16,
}

impl Preview {
    fn of(portal: &Portal) -> Preview {
        let project = portal.on_disk();
        let mut command = project.command(&["serve", "--port", "0"]);
        let mut program = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let (_, address) =
            said.split_once("http://127.0.0.1:").expect("the program tells its address");
        let port = address.chars().take_while(char::is_ascii_digit).collect::<String>();
        Preview { project, program, port: port.parse().unwrap() }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn request(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.request(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port))
    }

    /// Listens as the page does that was just loaded from `path`.
    fn listen(&self, path: &str) -> Events {
        let page = self.get(path);
        let (_, version) = page.split_once("data-version=\"").expect("pages have the script");
        let version = version.split('"').next().unwrap();
        let mut stream = self.connect();
        let target = format!("/.preview/events?seen={version}");
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events { lines: BufReader::new(stream) };
        // The state at the beginning comes first.
        events.next("mended");
        events
    }

    /// Saves as careful editors do: beside, then in place of the old file.
    fn replace(&self, path: &str, from: &str, to: &str) {
        let path = self.project.path(path);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "«{from}» must stand in the file");
        let beside = path.with_extension("toml.tmp");
        std::fs::write(&beside, text.replace(from, to)).unwrap();
        std::fs::rename(beside, path).unwrap();
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// What a page hears.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The data of the next event of this name; waits for it.
    fn next(&mut self, name: &str) -> String {
        let mut is_meant = false;
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "the stream ended");
            match line.trim_end().split_once(": ") {
                Some(("event", event)) => is_meant = event == name,
                Some(("data", data)) if is_meant => return data.to_owned(),
                _ => {}
            }
        }
    }
}

#[test]
fn a_saved_change_is_told_to_the_open_page_and_shown() {
    let preview = Preview::of(&Portal::smallest());
    assert!(preview.get("/").contains("/.preview/client.js"));
    let mut events = preview.listen("/entries/1-1.html");
    preview.replace(
        SECTION,
        "number = \"1.1\"",
        "note = \"Нове слово редактора\"\nnumber = \"1.1\"",
    );
    let told = events.next("changed");
    assert!(told.contains("\"entries/1-1.html\""), "{told}");
    assert!(
        preview
            .get("/entries/1-1.html")
            .contains("Нове слово редактора".replace(' ', "\u{a0}").as_str())
            || preview.get("/entries/1-1.html").contains("Нове слово редактора")
    );
}

#[test]
fn a_fault_is_shown_over_the_last_good_page_until_it_is_mended() {
    let preview = Preview::of(&Portal::smallest());
    let good = preview.get("/entries/1-1.html");
    let mut events = preview.listen("/entries/1-1.html");
    preview.project.edit(SECTION, "number = \"1.1\"", "number = 1.1.1.1");
    let told = events.next("problem");
    assert!(told.contains("01-robota/section.toml:"), "{told}");
    let page = preview.get("/entries/1-1.html");
    assert!(
        page.contains("plan-portal-problem") && page.contains("01-robota/section.toml:"),
        "{page}"
    );
    let (_, title) = good.split_once("<title>").unwrap();
    assert!(page.contains(title.split('<').next().unwrap()), "the last good page is still there");
    preview.project.edit(SECTION, "number = 1.1.1.1", "number = \"1.1\"");
    events.next("mended");
    assert!(!preview.get("/entries/1-1.html").contains("plan-portal-problem"));
}

#[test]
fn a_portal_that_begins_faulty_shows_why_and_then_the_site() {
    let broken = Portal::smallest().edit("portal.toml", "title", "titel");
    let preview = Preview::of(&broken);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 500 ") && page.contains("portal.toml:1"), "{page}");
    let version = page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut stream = preview.connect();
    let request = format!(
        "GET /.preview/events?seen={version} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        preview.port
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut events = Events { lines: BufReader::new(stream) };
    events.next("problem");
    preview.project.edit("content/portal.toml", "titel", "title");
    assert!(events.next("changed").contains("\"paths\":null"));
    assert!(preview.get("/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_change_of_style_names_the_style_sheet_alone() {
    let css = "body { color: #123456 }\n";
    let portal = Portal::smallest().with("themes/default/assets/css/99-own.css", css);
    let preview = Preview::of(&portal);
    let mut events = preview.listen("/");
    let own = preview.project.path("themes/default/assets/css/99-own.css");
    std::fs::write(own, css.replace("123456", "654321")).unwrap();
    let told = events.next("changed");
    assert!(told.contains("\"paths\":[\"assets/site.css\"]"), "{told}");
    assert!(preview.get("/assets/site.css").contains("#654321"));
}

#[test]
fn only_this_machine_is_answered_and_only_get() {
    let preview = Preview::of(&Portal::smallest());
    let port = preview.port;
    for host in ["evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example"] {
        let answer = preview.request(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 403 "), "{host}: {answer}");
        assert!(!answer.contains("<html"), "nothing of the site is told: {answer}");
    }
    assert!(preview.request("GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 403 "));
    let posted = preview.request(&format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"));
    assert!(posted.starts_with("HTTP/1.1 405 ") && posted.contains("Allow: GET"), "{posted}");
    assert!(preview.request("\u{16}\u{3}\u{1}\r\n\r\n").starts_with("HTTP/1.1 400 "));
    let missing = preview.get("/../content/portal.toml");
    assert!(missing.starts_with("HTTP/1.1 404 ") && !missing.contains("time_zone"), "{missing}");
}

#[test]
fn published_pages_know_nothing_of_the_preview() {
    let site = Portal::smallest().build();
    for (path, bytes) in site {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(".preview"), "{path}");
    }
}

//! The little HTTP a preview needs: one GET in, one answer out, then the connection ends.
//!
//! The one door to the crate `httparse`, which reads the request's head; a server with an async runtime would be
//! many times the rest of the program for one browser on the same machine.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What a browser asks for.
pub(in crate::serve) struct Request {
    pub(in crate::serve) method: String,
    /// Path and query, as sent.
    pub(in crate::serve) target: String,
    /// Every header «Host»; there must be one.
    pub(in crate::serve) hosts: Vec<String>,
    /// The last event a listening page has heard.
    pub(in crate::serve) last_event: Option<String>,
}

/// Why a request cannot be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Malformed {
    /// It is not HTTP, or it breaks off.
    NotHttp,
    /// Its head is longer than any browser's.
    TooLong,
}

/// An answer with all its bytes.
pub(in crate::serve) struct Response {
    pub(in crate::serve) status: &'static str,
    pub(in crate::serve) media_type: &'static str,
    /// Further headers, each a whole line without its end.
    pub(in crate::serve) headers: Vec<String>,
    pub(in crate::serve) body: Vec<u8>,
}

const LONGEST_HEAD: usize = 32 * 1024;
const MOST_HEADERS: usize = 100;

/// Browsers open connections that they never use, or do not read to the end; those end after this.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads the head of a request; a body is never read.
pub(in crate::serve) fn read(stream: &mut TcpStream) -> Result<Request, Malformed> {
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).map_err(|_| Malformed::NotHttp)?;
        if count == 0 {
            return Err(Malformed::NotHttp);
        }
        head.extend_from_slice(&buffer[..count]);
        if let Some(request) = parse(&head)? {
            return Ok(request);
        }
        if head.len() > LONGEST_HEAD {
            return Err(Malformed::TooLong);
        }
    }
}

/// `None` while the head is incomplete.
fn parse(head: &[u8]) -> Result<Option<Request>, Malformed> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Malformed::TooLong),
        Err(_) => return Err(Malformed::NotHttp),
    }
    let values = |name: &str| {
        let named = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| String::from_utf8_lossy(header.value).into_owned()).collect::<Vec<_>>()
    };
    Ok(Some(Request {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        hosts: values("host"),
        last_event: values("last-event-id").pop(),
    }))
}

/// Writes an answer; nothing is kept by the browser, because it may change at any moment.
pub(in crate::serve) fn write(stream: &mut impl Write, response: &Response) -> io::Result<()> {
    let Response { status, media_type, headers, body } = response;
    let mut head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n",
        body.len(),
    );
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{TcpListener, TcpStream};

    use super::{Malformed, PATIENCE, parse, read};

    #[test]
    fn who_neither_asks_nor_reads_is_not_waited_for_without_end() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        assert!(read(&mut stream).is_ok());
        assert_eq!(stream.read_timeout().unwrap(), Some(PATIENCE));
        assert_eq!(stream.write_timeout().unwrap(), Some(PATIENCE));
    }

    #[test]
    fn a_head_is_complete_at_its_empty_line() {
        let head = b"GET /a.html HTTP/1.1\r\nHost: localhost:8000\r\nhost: other\r\n\r\n";
        for cut in 0..head.len() {
            assert!(matches!(parse(&head[..cut]), Ok(None)), "{cut}");
        }
        let request = parse(head).ok().flatten().unwrap();
        assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/a.html"));
        assert_eq!(request.hosts, ["localhost:8000", "other"]);
        assert_eq!(parse(b"\x16\x03\x01\x02").err(), Some(Malformed::NotHttp));
    }
}

//! Requests over HTTP, for WebDAV and S3: one connection that is kept, with time limits, without redirects.

use std::io::{ErrorKind, Read};
use std::net::ToSocketAddrs;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::Request;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Error, SendBody};

use crate::send::site::Body;
use crate::send::{Trouble, tls};
use crate::text;

/// How long a host may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(20);
/// How long nothing may come or go.
const SILENCE: Duration = Duration::from_secs(60);
/// Answers are manifests and lists; a longer one is not one of ours.
const LONGEST: u64 = 256 << 20;

/// What a client of a host begins with.
#[derive(Clone)]
pub(in crate::send) struct Web {
    host: String,
    port: u16,
    tls: TlsConfig,
}

impl Web {
    pub(in crate::send) fn new(host: &str, port: u16) -> Web {
        let roots = tls::roots();
        let roots = roots.iter().map(|root| Certificate::from_der(root).to_owned());
        let roots = RootCerts::Specific(Arc::new(roots.collect()));
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(tls::provider())
            .root_certs(roots)
            .build();
        Web { host: host.to_owned(), port, tls }
    }

    /// A client with a connection of its own.
    pub(in crate::send) fn client(&self) -> Client {
        let config = Agent::config_builder()
            .tls_config(self.tls.clone())
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("plan-portal/", env!("CARGO_PKG_VERSION")))
            .timeout_resolve(Some(CONNECT))
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .build();
        Client { agent: config.new_agent(), host: self.host.clone(), port: self.port }
    }
}

/// A connection to a host.
pub(in crate::send) struct Client {
    agent: Agent,
    host: String,
    port: u16,
}

/// What a request got.
pub(in crate::send) struct Answer {
    pub(in crate::send) status: u16,
    /// Where the server sends us instead.
    pub(in crate::send) location: Option<String>,
    pub(in crate::send) body: Vec<u8>,
}

impl Answer {
    /// Whether all that was asked for is done; 207 is a list of what was not, where no list was asked for.
    pub(in crate::send) fn is_fine(&self) -> bool {
        (200..300).contains(&self.status) && self.status != 207
    }

    /// The body as words.
    pub(in crate::send) fn words(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    /// Sends a request and takes the whole answer.
    pub(in crate::send) fn ask(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: Option<&Body<'_>>,
    ) -> Result<Answer, Trouble> {
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let unsayable = || {
            Trouble::refused(text!(
                uk: "адреса «{url}» не може бути такою",
                en: "the address «{url}» cannot be like that",
            ))
        };
        let answer = match body {
            Some(body) => {
                let mut reader = body.open()?;
                let request = request.header("Content-Length", body.size.to_string());
                let request = request.body(SendBody::from_reader(&mut reader));
                self.agent.run(request.map_err(|_| unsayable())?)
            }
            None => self.agent.run(request.body(()).map_err(|_| unsayable())?),
        };
        let answer = answer.map_err(|error| self.trouble(error))?;
        let status = answer.status().as_u16();
        let location = answer.headers().get("Location");
        let location = location.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut body = Vec::new();
        let mut reader = answer.into_body().into_reader().take(LONGEST);
        reader.read_to_end(&mut body).map_err(|cause| self.trouble(cause.into()))?;
        // The server asks for patience: it is as if the connection had broken.
        if matches!(status, 429 | 500 | 502 | 503 | 504) {
            let host = &self.host;
            return Err(Trouble::dropped(text!(
                uk: "сервер «{host}» зайнятий або несправний (код {status})",
                en: "the server «{host}» is busy or has a fault (code {status})",
            )));
        }
        Ok(Answer { status, location, body })
    }

    fn trouble(&self, error: Error) -> Trouble {
        let Client { host, port, .. } = self;
        match error {
            Error::HostNotFound => Trouble::no_host(host),
            Error::Rustls(error) => tls::trouble_of(host, &error),
            Error::Io(cause) => match tls::trouble(host, &cause) {
                Some(trouble) => trouble,
                None if cause.kind() == ErrorKind::ConnectionRefused => {
                    Trouble::unreachable(host, *port, &cause)
                }
                // The cause does not say that it is the name.
                None if (host.as_str(), *port).to_socket_addrs().is_err() => Trouble::no_host(host),
                None => Trouble::broken(&cause),
            },
            Error::Timeout(_) => Trouble::unreachable(host, *port, &ErrorKind::TimedOut.into()),
            Error::ConnectionFailed => Trouble::unreachable(host, *port, &ErrorKind::Other.into()),
            Error::InvalidProxyUrl | Error::ConnectProxyFailed(_) => Trouble::refused(text!(
                uk: "проксі-сервер, який названо змінною HTTPS_PROXY, HTTP_PROXY або ALL_PROXY, не пускає до «{host}»: спитайте адміністратора мережі",
                en: "the proxy that the variable HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names does not let us to «{host}»: ask the administrator of the network",
            )),
            _ => Trouble::dropped(text!(
                uk: "сервер «{host}» (порт {port}) відповідає не так, як вебсервер: перевірте вид адреси й порт",
                en: "the server «{host}» (port {port}) does not answer as a web server does: check the kind of the address and the port",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use ureq::Error;

    use super::{Answer, Web};

    #[test]
    fn no_sentence_of_the_client_is_shown() {
        let client = Web::new("h", 1).client();
        let all = || {
            [
                Error::BadUri("x".to_owned()),
                Error::LargeResponseHeader(2, 1),
                Error::ConnectProxyFailed("x".to_owned()),
                Error::InvalidProxyUrl,
                Error::TlsRequired,
                Error::BodyStalled,
            ]
        };
        // Those of the body come wrapped as errors of reading.
        let wrapped = all().map(|error| Error::from(error.into_io()));
        for error in all().into_iter().chain(wrapped) {
            let own = error.to_string();
            let words = client.trouble(error).words().clone();
            assert!(words.uk.contains("сервер «h»") || words.uk.contains("до «h»"), "{words:?}");
            assert!(!words.uk.contains(&own) && !words.en.contains(&own), "{words:?}");
        }
    }

    #[test]
    fn a_list_of_what_was_not_done_is_no_success() {
        let is_fine = |status| Answer { status, location: None, body: Vec::new() }.is_fine();
        assert!(is_fine(200) && is_fine(201) && is_fine(204));
        assert!(!is_fine(207) && !is_fine(301) && !is_fine(404));
    }
}

//! One TLS for all protocols: certificates are verified against what this computer trusts and the usual authorities.
//!
//! There is no way to switch that off. An office with an authority of its own names it in `SSL_CERT_FILE`.

use std::io;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use crate::send::Trouble;
use crate::text;

/// Who does the arithmetic.
pub(in crate::send) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// The authorities that are trusted.
pub(in crate::send) fn roots() -> Vec<CertificateDer<'static>> {
    let mut roots = rustls_native_certs::load_native_certs().certs;
    // Windows fetches an authority only once a browser has met it.
    roots.extend(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
    roots
}

/// What a connection begins with.
pub(in crate::send) fn config() -> Arc<ClientConfig> {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots());
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("the provider has the usual versions of TLS");
    Arc::new(config.with_root_certificates(store).with_no_client_auth())
}

/// The trouble with a host, if it is one of TLS.
pub(in crate::send) fn trouble(host: &str, cause: &io::Error) -> Option<Trouble> {
    let error = cause.get_ref()?.downcast_ref::<rustls::Error>()?;
    Some(trouble_of(host, error))
}

/// The trouble of TLS with a host.
pub(in crate::send) fn trouble_of(host: &str, error: &rustls::Error) -> Trouble {
    match error {
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
            Trouble::certificate(host)
        }
        _ => Trouble::refused(text!(
            uk: "не вдалося домовитися з «{host}» про захищений зв’язок: перевірте вид адреси й порт",
            en: "no protected connection to «{host}» could be agreed on: check the kind of the address and the port",
        )),
    }
}

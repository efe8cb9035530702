//! `[publish]` of `portal.toml`: where the finished site is sent.

use crate::diagnostic::Diagnostics;
use crate::plan::Delivery;
use crate::read::records::{Maybe, PublishRecord};
use crate::resolve::addresses::web_address;
use crate::resolve::office::words;
use crate::target::{self, Fault};
use crate::text;

pub(in crate::resolve) fn resolve_delivery(
    record: Option<PublishRecord>,
    diagnostics: &mut Diagnostics,
) -> Delivery {
    let Some(record) = record else { return Delivery::default() };
    let PublishRecord { to, host_key, endpoint, region, span } = record;
    let to = to.and_then(|to| match target::parse(&to.value) {
        Ok(target) => Some(target),
        Err(Fault { code: "password-in-content", message, help }) => {
            // The report shows the line of the table, not the one with the password.
            diagnostics.error("password-in-content", span, message).help(help);
            None
        }
        Err(Fault { code: _, message, help }) => {
            diagnostics.error("bad-target", to.span, message).help(help);
            None
        }
    });
    let host_key = host_key_of(host_key, diagnostics);
    Delivery { to, host_key, endpoint: web_address(endpoint, diagnostics), region: words(region) }
}

/// The key's fingerprint, as `ssh-keygen -l` and hosting companies write it.
fn host_key_of(key: Maybe<String>, diagnostics: &mut Diagnostics) -> Option<String> {
    let key = key?;
    let value = key.value.trim();
    let is_fingerprint = value.strip_prefix("SHA256:").is_some_and(|hash| {
        hash.len() == 43 && hash.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/".contains(&b))
    });
    if is_fingerprint {
        return Some(value.to_owned());
    }
    let message = text!(
        uk: "«{value}» не є відбитком ключа сервера",
        en: "«{value}» is not the fingerprint of a server's key",
    );
    let help = text!(
        uk: "відбиток — це SHA256: і 43 знаки без пропусків; його показує програма, коли вперше бачить сервер",
        en: "a fingerprint is SHA256: and 43 signs without blanks; the program shows it when it meets a server first",
    );
    diagnostics.error("unknown-value", key.span, message).help(help);
    None
}

//! Whether a server with SSH is the one it was: the keys of `~/.ssh/known_hosts`, as OpenSSH keeps them.
//!
//! An unknown key is shown to a person, and noted once it was accepted; a changed one is never accepted.
#![expect(clippy::disallowed_methods, reason = "known hosts are a file of the person")]

use std::fs;
use std::path::PathBuf;

use russh::keys::known_hosts::{known_host_keys_path, learn_known_hosts_path};
use russh::keys::{Algorithm, HashAlg, PublicKey};

use crate::send::{Access, Question, Trouble};
use crate::text;

/// What is known of the keys of a host.
#[derive(Clone)]
pub(in crate::send) struct HostKeys {
    host: String,
    port: u16,
    /// Where known hosts are noted.
    file: Option<PathBuf>,
    known: Vec<PublicKey>,
    revoked: Vec<String>,
    /// The fingerprint that alone is right, if the office says one.
    only: Option<String>,
}

/// How a key stands to what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::send) enum Standing {
    /// It is the one.
    Known,
    /// Nobody has seen this host.
    Unknown,
    /// The host had another.
    Changed,
}

impl HostKeys {
    /// Reads what is known of a host.
    pub(in crate::send) fn of(
        host: &str,
        port: u16,
        access: &Access<'_>,
    ) -> Result<HostKeys, Trouble> {
        let file = access.known.home.as_ref().map(|home| home.join(".ssh").join("known_hosts"));
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        let revoked = text.lines().filter(|line| line.starts_with("@revoked"));
        let revoked = revoked.filter_map(|line| line.split_whitespace().nth(3)).map(str::to_owned);
        let known = match &file {
            Some(file) if access.host_key.is_none() => known_host_keys_path(host, port, file)
                .map_err(|_| {
                    // A line that is not understood could be the one that warns.
                    let file = file.display();
                    Trouble::refused(text!(
                        uk: "у файлі «{file}» є незрозумілий рядок про сервер «{host}»: приберіть його або впишіть у [publish] host_key",
                        en: "the file «{file}» has a line about the server «{host}» that is not understood: take it out, or write host_key in [publish]",
                    ))
                })?,
            _ => Vec::new(),
        };
        Ok(HostKeys {
            host: host.to_owned(),
            port,
            known: known.into_iter().map(|(_, key)| key).collect(),
            revoked: revoked.collect(),
            only: access.host_key.clone(),
            file,
        })
    }

    /// Kinds of keys in the order in which the server should show its own: first those by which we know it.
    pub(in crate::send) fn preferred(&self, usual: &[Algorithm]) -> Vec<Algorithm> {
        let is_known =
            |kind: &Algorithm| self.known.iter().any(|key| same_kind(&key.algorithm(), kind));
        let (mut first, rest) = usual.iter().cloned().partition::<Vec<_>, _>(is_known);
        first.extend(rest);
        first
    }

    /// How a key stands to what is known.
    pub(in crate::send) fn standing(&self, key: &PublicKey) -> Standing {
        if let Some(only) = &self.only {
            let is_it = *only == fingerprint(key);
            return if is_it { Standing::Known } else { Standing::Changed };
        }
        let written = key.to_openssh().unwrap_or_default();
        let words = written.split_whitespace().nth(1).unwrap_or_default();
        if self.revoked.iter().any(|revoked| revoked == words) {
            return Standing::Changed;
        }
        match self.known.as_slice() {
            [] => Standing::Unknown,
            known if known.iter().any(|known| known.key_data() == key.key_data()) => {
                Standing::Known
            }
            _ => Standing::Changed,
        }
    }

    /// What to tell of a key that is not the one.
    pub(in crate::send) fn changed(&self, key: &PublicKey) -> Trouble {
        let (host, fingerprint) = (&self.host, fingerprint(key));
        if self.only.is_some() {
            return Trouble::refused(text!(
                uk: "УВАГА: ключ сервера «{host}» не той, що в host_key: {fingerprint}. Можливо, хтось видає себе за сервер: нічого не надіслано; спитайте постачальника хостингу, чи змінився ключ",
                en: "ATTENTION: the key of the server «{host}» is not the one of host_key: {fingerprint}. Perhaps somebody passes for the server: nothing was sent; ask the hosting company whether the key has changed",
            ));
        }
        let file = self.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        Trouble::refused(text!(
            uk: "УВАГА: сервер «{host}» показав не той ключ, що раніше: {fingerprint}. Можливо, хтось видає себе за сервер: нічого не надіслано. Якщо постачальник хостингу підтвердить новий ключ, приберіть рядок про цей сервер із «{file}» і викладіть ще раз",
            en: "ATTENTION: the server «{host}» showed another key than before: {fingerprint}. Perhaps somebody passes for the server: nothing was sent. If the hosting company confirms the new key, take the line of this server out of «{file}» and publish once more",
        ))
    }

    /// Asks whether an unknown key is right, and notes it then.
    pub(in crate::send) fn accept(
        &self,
        key: PublicKey,
        access: &Access<'_>,
    ) -> Result<HostKeys, Trouble> {
        let (host, fingerprint) = (&self.host, fingerprint(&key));
        let answer = (access.ask)(Question::HostKey(host, &fingerprint));
        let is_yes = answer.is_some_and(|answer| {
            let answer = answer.trim().to_lowercase();
            ["так", "yes", "да", "т", "y"].contains(&answer.as_str())
                || answer == fingerprint.to_lowercase()
        });
        if !is_yes {
            return Err(Trouble::refused(text!(
                uk: "сервер «{host}» ще невідомий, його ключ не підтверджено: {fingerprint}. Звірте відбиток із тим, що дав постачальник хостингу, і впишіть у [publish] host_key = \"{fingerprint}\" або викладіть із термінала й дайте відповідь «так»",
                en: "the server «{host}» is not known yet and its key was not confirmed: {fingerprint}. Compare the fingerprint with the one of the hosting company and write host_key = \"{fingerprint}\" in [publish], or publish from a terminal and answer «yes»",
            )));
        }
        if let Some(file) = &self.file {
            // If it cannot be noted, it is asked again the next time.
            let _ = learn_known_hosts_path(&self.host, self.port, &key, file);
        }
        let mut known = self.clone();
        known.known.push(key);
        Ok(known)
    }
}

/// «SHA256:…», as hosting companies write it.
fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

/// A key of RSA signs in several ways and stays the same key.
fn same_kind(known: &Algorithm, offered: &Algorithm) -> bool {
    match (known, offered) {
        (Algorithm::Rsa { .. }, Algorithm::Rsa { .. }) => true,
        (known, offered) => known == offered,
    }
}

//! What went wrong on the way to a server, in our own words, and whether it is worth trying again.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::failure::{Failure, one_line, words_of};
use crate::publish::manifest;
use crate::target::Target;
use crate::text;
use crate::text::Text;

/// Something on the way to the target, or there, failed.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub(in crate::send) kind: Kind,
    pub(in crate::send) words: Text,
}

/// What can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::send) enum Kind {
    /// The connection broke: a new one may do.
    Dropped,
    /// Perhaps the folder is not there: it can be made.
    NoFolder,
    /// Nothing: a person has to mend it.
    Refused,
}

impl Trouble {
    pub(in crate::send) fn dropped(words: Text) -> Trouble {
        Trouble { kind: Kind::Dropped, words }
    }

    pub(in crate::send) fn no_folder(words: Text) -> Trouble {
        Trouble { kind: Kind::NoFolder, words }
    }

    pub(in crate::send) fn refused(words: Text) -> Trouble {
        Trouble { kind: Kind::Refused, words }
    }

    /// The network failed in the middle of something.
    pub(in crate::send) fn broken(cause: &io::Error) -> Trouble {
        let cause = words_of(cause);
        let (uk, en) = (cause.uk, cause.en);
        Trouble::dropped(text!(
            uk: "зв’язок із сервером обірвався ({uk})",
            en: "the connection to the server broke ({en})",
        ))
    }

    /// No connection to the host came about.
    pub(in crate::send) fn unreachable(host: &str, port: u16, cause: &io::Error) -> Trouble {
        let words = match cause.kind() {
            ErrorKind::ConnectionRefused => text!(
                uk: "сервер «{host}» не приймає з’єднань на порту {port}: перевірте вид і порт адреси або спробуйте пізніше",
                en: "the server «{host}» accepts no connections on port {port}: check the kind and the port of the address, or try later",
            ),
            ErrorKind::TimedOut | ErrorKind::WouldBlock => text!(
                uk: "сервер «{host}» (порт {port}) не відповідає: перевірте адресу, мережу й чи не закрито цей порт у вашій установі",
                en: "the server «{host}» (port {port}) does not answer: check the address, the network, and whether your office closes this port",
            ),
            _ => {
                let cause = words_of(cause);
                let (uk, en) = (cause.uk, cause.en);
                text!(
                    uk: "не вдалося з’єднатися із сервером «{host}» (порт {port}): {uk}",
                    en: "no connection to the server «{host}» (port {port}): {en}",
                )
            }
        };
        Trouble::dropped(words)
    }

    /// There is no such host.
    pub(in crate::send) fn no_host(host: &str) -> Trouble {
        Trouble::refused(text!(
            uk: "сервера «{host}» не знайдено: перевірте, чи правильно написано адресу і чи є інтернет",
            en: "the server «{host}» was not found: check how the address is written, and whether there is internet",
        ))
    }

    /// The server does not let us in.
    pub(in crate::send) fn wrong_password(user: &str, host: &str) -> Trouble {
        Trouble::refused(text!(
            uk: "сервер «{host}» не прийняв ім’я «{user}» з цим паролем: перевірте обидва, зважаючи на мову клавіатури й великі літери",
            en: "the server «{host}» did not accept the name «{user}» with this password: check both, minding the keyboard's language and capital letters",
        ))
    }

    /// Nobody can be asked for the password.
    pub(in crate::send) fn no_password(user: &str, host: &str) -> Trouble {
        Trouble::refused(text!(
            uk: "бракує пароля «{user}» на «{host}», і спитати нема в кого: задайте змінну PLAN_PORTAL_PASSWORD",
            en: "the password of «{user}» on «{host}» is missing and there is nobody to ask: set the variable PLAN_PORTAL_PASSWORD",
        ))
    }

    /// Nobody can be asked for the name.
    pub(in crate::send) fn no_user(host: &str) -> Trouble {
        Trouble::refused(text!(
            uk: "не сказано, під яким ім’ям зайти на «{host}»: допишіть його в адресі (sftp://ім’я@{host}/…) або задайте змінну PLAN_PORTAL_USER",
            en: "the name to sign in with on «{host}» is missing: write it in the address (sftp://name@{host}/…) or set the variable PLAN_PORTAL_USER",
        ))
    }

    /// The server has no right to do something for us, or says so.
    pub(in crate::send) fn no_permission(path: &str) -> Trouble {
        let path = named(path);
        Trouble::refused(text!(
            uk: "на сервері немає дозволу на «{path}»: перевірте теку в адресі або спитайте постачальника хостингу, у яку теку вам можна писати",
            en: "there is no permission on the server for «{path}»: check the folder of the address, or ask the hosting company in which folder you may write",
        ))
    }

    /// No room is left.
    pub(in crate::send) fn no_room() -> Trouble {
        Trouble::refused(text!(
            uk: "на сервері немає місця: звільніть його або спитайте постачальника хостингу",
            en: "there is no room on the server: make some, or ask the hosting company",
        ))
    }

    /// The server answered something that is no use; its own words follow, for the hosting company to read.
    pub(in crate::send) fn answered(path: &str, answer: &str) -> Trouble {
        let (path, answer) = (named(path), one_line(answer));
        Trouble::refused(text!(
            uk: "сервер відмовив щодо «{path}»; його відповідь, її можна показати постачальникові хостингу: «{answer}»",
            en: "the server refused «{path}»; its answer, which you can show to the hosting company: «{answer}»",
        ))
    }

    /// The certificate of the server cannot be trusted.
    pub(in crate::send) fn certificate(host: &str) -> Trouble {
        Trouble::refused(text!(
            uk: "сертифікату сервера «{host}» не можна довіряти: перевірте, чи в адресі та назва сервера, яку дав постачальник, і дату на комп’ютері; власний центр сертифікації установи назвіть змінною SSL_CERT_FILE",
            en: "the certificate of the server «{host}» cannot be trusted: check that the address has the server's name as the hosting company gave it, and the date of this computer; name an authority of your own in the variable SSL_CERT_FILE",
        ))
    }

    /// A file of this computer cannot be read.
    pub(in crate::send) fn local(path: &Path, cause: &io::Error) -> Trouble {
        let path = path.display();
        let cause = words_of(cause);
        let (uk, en) = (cause.uk, cause.en);
        Trouble::refused(text!(
            uk: "не вдалося прочитати «{path}»: {uk}",
            en: "«{path}» could not be read: {en}",
        ))
    }

    /// A file of the site is not the one that was built.
    pub(in crate::send) fn changed(path: &Path) -> Trouble {
        let path = path.display();
        Trouble::refused(text!(
            uk: "файл «{path}» змінився після збирання: запустіть викладення ще раз",
            en: "the file «{path}» has changed since it was built: publish once more",
        ))
    }

    /// What stands at the target as a manifest is none.
    pub(in crate::send) fn broken_manifest() -> Trouble {
        let name = manifest::NAME;
        Trouble::refused(text!(
            uk: "перелік файлів «{name}» на сервері пошкоджено, тож невідомо, що там наше: надіслати все наново — --whole --replace-foreign",
            en: "the list of files «{name}» on the server is broken, so nobody knows what is ours: to send everything anew — --whole --replace-foreign",
        ))
    }

    /// The sentence as the cause of a failed command.
    pub fn into_failure(self, target: &Target) -> Failure {
        let attempt = text!(uk: "сайт не викладено", en: "the site is not published");
        Failure::told(attempt, target.to_string(), self.words)
    }

    /// The words in both languages.
    pub fn words(&self) -> &Text {
        &self.words
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.en)
    }
}

/// How a path is called in a sentence: the target's own folder has none.
fn named(path: &str) -> &str {
    if path.is_empty() { "." } else { path }
}

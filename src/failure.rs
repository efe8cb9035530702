//! What the world refused: the path, what was attempted, the cause.
//!
//! Wrong content is a [`crate::diagnostic::Diagnostic`] and is collected; a [`Failure`] (disk full, no permission)
//! is returned at once with `?` and ends the command with exit code 3.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::text;
use crate::text::{Language, Text};

/// Something outside the program failed.
#[derive(Debug)]
pub struct Failure {
    /// What was being done, as a sentence: «не вдалося прочитати файл».
    pub attempt: Text,
    /// With which file or folder.
    pub path: PathBuf,
    /// What the system answered.
    pub cause: io::Error,
}

impl Failure {
    /// A failure of `attempt` with `path`; made for `map_err(Failure::of(text!(…), path))`.
    pub fn of(attempt: Text, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let path = path.to_owned();
        move |cause| Failure { attempt, path, cause }
    }

    /// A failure whose cause is told in our own words: what a server answered.
    pub fn told(attempt: Text, path: impl Into<PathBuf>, cause: Text) -> Failure {
        Failure { attempt, path: path.into(), cause: io::Error::other(Told(cause)) }
    }

    /// The whole sentence for people.
    pub fn say(&self, language: Language) -> String {
        let cause = words_of(&self.cause);
        let cause = cause.say(language);
        format!("{}: {}: {cause}", self.attempt.say(language), self.path.display())
    }
}

/// A cause in words; what the system alone can say follows as it says it.
pub(crate) fn words_of(cause: &io::Error) -> Text {
    use io::ErrorKind;

    if let Some(Told(words)) = cause.get_ref().and_then(|cause| cause.downcast_ref::<Told>()) {
        return words.clone();
    }
    match cause.kind() {
        _ if is_open_elsewhere(cause) => text!(
            uk: "це відкрито в іншій програмі: закрийте його там і повторіть",
            en: "another program has it open: close it there and try again",
        ),
        ErrorKind::PermissionDenied if cfg!(windows) => text!(
            uk: "немає дозволу, або файл чи теку відкрито в іншій програмі: закрийте її й повторіть",
            en: "no permission, or another program has the file or folder open: close it and try again",
        ),
        ErrorKind::NotFound => {
            text!(uk: "немає такого файла чи теки", en: "no such file or folder")
        }
        ErrorKind::PermissionDenied => text!(uk: "немає дозволу", en: "no permission"),
        ErrorKind::StorageFull => {
            text!(uk: "на диску немає місця", en: "no room is left on the disk")
        }
        ErrorKind::QuotaExceeded => {
            text!(uk: "вичерпано дозволене місце", en: "the allowed room is used up")
        }
        ErrorKind::ReadOnlyFilesystem => {
            text!(uk: "диск лише для читання", en: "the disk is read-only")
        }
        ErrorKind::AlreadyExists => text!(uk: "вже існує", en: "it exists already"),
        ErrorKind::NotADirectory => text!(uk: "це не тека", en: "this is no folder"),
        ErrorKind::IsADirectory => {
            text!(uk: "це тека, а не файл", en: "this is a folder and no file")
        }
        ErrorKind::DirectoryNotEmpty => text!(uk: "тека не порожня", en: "the folder is not empty"),
        ErrorKind::ResourceBusy => text!(uk: "зайнято", en: "it is in use"),
        ErrorKind::InvalidInput => text!(uk: "так не можна", en: "this cannot be"),
        ErrorKind::InvalidData => text!(uk: "вміст пошкоджено", en: "its content is broken"),
        ErrorKind::InvalidFilename => {
            text!(uk: "така назва тут неможлива", en: "such a name is impossible here")
        }
        ErrorKind::FileTooLarge => text!(uk: "файл завеликий", en: "the file is too large"),
        ErrorKind::CrossesDevices => text!(
            uk: "усередині починається інший диск",
            en: "another disk begins inside",
        ),
        ErrorKind::UnexpectedEof => text!(uk: "кінець настав зарано", en: "it ended too early"),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => {
            text!(uk: "відповіді не дочекалися", en: "no answer came")
        }
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::NotConnected => {
            text!(uk: "з’єднання закрито", en: "the connection was closed")
        }
        ErrorKind::ConnectionRefused => {
            text!(uk: "з’єднання не прийнято", en: "the connection was refused")
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            text!(uk: "мережі немає", en: "there is no network")
        }
        ErrorKind::AddrInUse => {
            text!(uk: "цю адресу вже зайнято", en: "this address is in use already")
        }
        ErrorKind::AddrNotAvailable => {
            text!(uk: "такої адреси тут немає", en: "there is no such address here")
        }
        _ => {
            let cause = one_line(&cause.to_string());
            text!(uk: "відповідь системи: {cause}", en: "the system's answer: {cause}")
        }
    }
}

/// What somebody else says, on one line of bounded length, without signs that could move a terminal.
pub(crate) fn one_line(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|letter| !letter.is_control()).take(300).collect()
}

/// Whether Windows says that another program has the file open: its codes 32 (`ERROR_SHARING_VIOLATION`) and 33
/// (`ERROR_LOCK_VIOLATION`).
pub(crate) fn is_open_elsewhere(cause: &io::Error) -> bool {
    cfg!(windows) && matches!(cause.raw_os_error(), Some(32 | 33))
}

/// A cause in our own words, where an [`io::Error`] is expected.
#[derive(Debug)]
struct Told(Text);

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.en)
    }
}

impl std::error::Error for Told {}

#[cfg(test)]
mod tests {
    use std::io;

    use super::words_of;

    #[test]
    fn what_others_say_stands_within_our_own_words() {
        let words = words_of(&io::Error::other("protocol: \u{1b}[2J\n broken"));
        assert_eq!(words.uk, "відповідь системи: protocol: [2J broken");
        assert_eq!(words.en, "the system's answer: protocol: [2J broken");
        assert_eq!(words_of(&io::ErrorKind::StorageFull.into()).uk, "на диску немає місця");
    }
}

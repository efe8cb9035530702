//! What the world refused: the path, what was attempted, the cause.
//!
//! Wrong content is a [`crate::diagnostic::Diagnostic`] and is collected; a [`Failure`] (disk full, no permission)
//! is returned at once with `?` and ends the command with exit code 3.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

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
        let told = self.cause.get_ref().and_then(|cause| cause.downcast_ref::<Told>());
        if let Some(Told(words)) = told {
            let words = words.say(language);
            return format!("{}: {}: {words}", self.attempt.say(language), self.path.display());
        }
        let cause = match (language, self.cause.kind()) {
            (Language::Uk, _) if is_open_elsewhere(&self.cause) => {
                "це відкрито в іншій програмі: закрийте його там і повторіть".to_owned()
            }
            (Language::Uk, io::ErrorKind::PermissionDenied) if cfg!(windows) => {
                "немає дозволу, або файл чи теку відкрито в іншій програмі: закрийте її й повторіть"
                    .to_owned()
            }
            (Language::En, _) => self.cause.to_string(),
            (Language::Uk, io::ErrorKind::NotFound) => "немає такого файла чи теки".to_owned(),
            (Language::Uk, io::ErrorKind::PermissionDenied) => "немає дозволу".to_owned(),
            (Language::Uk, io::ErrorKind::StorageFull) => "на диску немає місця".to_owned(),
            (Language::Uk, io::ErrorKind::ReadOnlyFilesystem) => "диск лише для читання".to_owned(),
            (Language::Uk, io::ErrorKind::AlreadyExists) => "вже існує".to_owned(),
            (Language::Uk, io::ErrorKind::NotADirectory) => "це не тека".to_owned(),
            (Language::Uk, io::ErrorKind::IsADirectory) => "це тека, а не файл".to_owned(),
            (Language::Uk, io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy) => {
                "зайнято".to_owned()
            }
            (Language::Uk, io::ErrorKind::InvalidInput) => "так не можна".to_owned(),
            (Language::Uk, io::ErrorKind::InvalidData) => "вміст пошкоджено".to_owned(),
            (Language::Uk, io::ErrorKind::AddrInUse) => "цю адресу вже зайнято".to_owned(),
            (Language::Uk, io::ErrorKind::AddrNotAvailable) => "такої адреси тут немає".to_owned(),
            (Language::Uk, io::ErrorKind::ConnectionRefused) => "у з'єднанні відмовлено".to_owned(),
            (Language::Uk, io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => {
                "з'єднання обірвалося".to_owned()
            }
            (Language::Uk, io::ErrorKind::TimedOut) => "відповіді не дочекалися".to_owned(),
            (Language::Uk, io::ErrorKind::UnexpectedEof) => "кінець настав зарано".to_owned(),
            (Language::Uk, io::ErrorKind::DirectoryNotEmpty) => "тека не порожня".to_owned(),
            (Language::Uk, io::ErrorKind::InvalidFilename) => "така назва тут неможлива".to_owned(),
            (Language::Uk, io::ErrorKind::FileTooLarge) => "файл завеликий".to_owned(),
            (Language::Uk, io::ErrorKind::QuotaExceeded) => "вичерпано дозволене місце".to_owned(),
            (Language::Uk, _) => format!("відповідь системи: {}", self.cause),
        };
        format!("{}: {}: {cause}", self.attempt.say(language), self.path.display())
    }
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

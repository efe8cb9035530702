//! A message for people, always in both languages of the program.
//!
//! Every sentence the program says (diagnostics, failures, help, progress) is a [`Text`]; the words stand
//! where they are used, not in a catalogue. The caller chooses the [`Language`] at the very end.

use std::borrow::Cow;
use std::fmt::Arguments;

/// The language the program speaks to its user; the site's language is content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Ukrainian, the default.
    #[default]
    Uk,
    /// English, with `--lang en` or an English locale.
    En,
}

/// One message in Ukrainian and in English: no full stop at the end, content quoted in «».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The Ukrainian sentence.
    pub uk: Cow<'static, str>,
    /// The English sentence.
    pub en: Cow<'static, str>,
}

impl Text {
    /// The sentence in `language`.
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::Uk => &self.uk,
            Language::En => &self.en,
        }
    }
}

/// Makes a [`Text`]: `text!(uk: "немає «{name}»", en: "there is no «{name}»")`.
///
/// Words without a value in them are not copied: attempts are named for each file, and nearly none fails.
#[macro_export]
macro_rules! text {
    (uk: $uk:literal, en: $en:literal $(,)?) => {
        $crate::text::Text {
            uk: $crate::text::words(::std::format_args!($uk)),
            en: $crate::text::words(::std::format_args!($en)),
        }
    };
}

/// The words of a [`text!`].
#[doc(hidden)]
pub fn words(arguments: Arguments<'_>) -> Cow<'static, str> {
    match arguments.as_str() {
        Some(fixed) => Cow::Borrowed(fixed),
        None => Cow::Owned(arguments.to_string()),
    }
}

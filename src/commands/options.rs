//! Options of the command line: one table, from which they are read and help is written.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::approved::ColumnKind;
use crate::commands::Environment;
use crate::report::Format;
use crate::send::SignIn;
use crate::text;
use crate::text::{Language, Text};

/// What was asked for.
#[derive(Debug)]
pub(in crate::commands) struct Options {
    pub(in crate::commands) command: Option<String>,
    /// The first word after the command, as a file.
    pub(in crate::commands) file: Option<PathBuf>,
    /// All words after the command, as phrases.
    pub(in crate::commands) words: Vec<String>,
    pub(in crate::commands) content: PathBuf,
    pub(in crate::commands) out: Option<PathBuf>,
    pub(in crate::commands) themes: Option<PathBuf>,
    pub(in crate::commands) year: Option<i32>,
    pub(in crate::commands) school_year: bool,
    pub(in crate::commands) office: Option<String>,
    pub(in crate::commands) columns: Vec<ColumnKind>,
    pub(in crate::commands) entries: Option<usize>,
    pub(in crate::commands) entries_per_plan: Option<usize>,
    pub(in crate::commands) seed: Option<u64>,
    pub(in crate::commands) port: Option<u16>,
    pub(in crate::commands) format: Format,
    pub(in crate::commands) wants_tsv: bool,
    pub(in crate::commands) language: Language,
    pub(in crate::commands) is_terminal: bool,
    pub(in crate::commands) is_asked: bool,
    pub(in crate::commands) now: NaiveDateTime,
    pub(in crate::commands) replace: bool,
    pub(in crate::commands) sign_in: SignIn,
    pub(in crate::commands) to: Option<String>,
    pub(in crate::commands) dry_run: bool,
    pub(in crate::commands) replace_foreign: bool,
    pub(in crate::commands) remove_foreign: bool,
    pub(in crate::commands) drafts: bool,
    pub(in crate::commands) strict: bool,
    pub(in crate::commands) locked: bool,
    pub(in crate::commands) whole: bool,
    pub(in crate::commands) quiet: bool,
    pub(in crate::commands) timings: bool,
    pub(in crate::commands) wants_help: bool,
    pub(in crate::commands) wants_version: bool,
    /// The options that were given.
    given: Vec<&'static OptionRow>,
}

impl Options {
    /// What to say of an option that the command would not heed.
    pub(in crate::commands) fn misplaced(&self, command: &str) -> Option<Usage> {
        let is_other = |row: &&&OptionRow| !row.of.is_empty() && !row.of.contains(&command);
        let OptionRow { name, of, .. } = self.given.iter().find(is_other)?;
        let of = of.join(", ");
        Some(Usage(text!(
            uk: "ключ --{name} команда {command} не знає; він для: {of}",
            en: "the command {command} has no option --{name}; it is for: {of}",
        )))
    }
}

/// Why the arguments make no sense.
pub(in crate::commands) struct Usage(pub(in crate::commands) Text);

/// One option.
#[derive(Debug)]
pub(in crate::commands) struct OptionRow {
    pub(in crate::commands) name: &'static str,
    /// The commands that heed it; none are all.
    of: &'static [&'static str],
    pub(in crate::commands) takes: Option<fn() -> Text>,
    pub(in crate::commands) about: fn() -> Text,
    set: fn(&mut Options, String) -> Result<(), Usage>,
}

/// Every command heeds it.
const EVERY: &[&str] = &[];
const FOLDER: fn() -> Text = || text!(uk: "ТЕКА", en: "FOLDER");
const NUMBER: fn() -> Text = || text!(uk: "ЧИСЛО", en: "NUMBER");

/// Every option, in the order of the help.
pub(in crate::commands) const OPTIONS: &[OptionRow] = &[
    OptionRow {
        name: "content",
        of: EVERY,
        takes: Some(FOLDER),
        about: || text!(uk: "тека змісту (content)", en: "the content folder (content)"),
        set: |options, value| set(&mut options.content, PathBuf::from(value)),
    },
    OptionRow {
        name: "out",
        of: &["build", "publish", "import"],
        takes: Some(FOLDER),
        about: || text!(uk: "куди: сайт (public) або чернетка", en: "where to: the site (public) or the draft"),
        set: |options, value| set(&mut options.out, Some(PathBuf::from(value))),
    },
    OptionRow {
        name: "themes",
        of: &["build", "serve", "publish"],
        takes: Some(FOLDER),
        about: || text!(uk: "тека тем (themes поруч зі змістом)", en: "the folder of themes (themes beside the content)"),
        set: |options, value| set(&mut options.themes, Some(PathBuf::from(value))),
    },
    OptionRow {
        name: "year",
        of: &["import", "new", "export", "bench-content", "explain-term"],
        takes: Some(|| text!(uk: "РІК", en: "YEAR")),
        about: || text!(uk: "рік плану", en: "the plan's year"),
        set: |options, value| set(&mut options.year, Some(year(&value)?)),
    },
    OptionRow {
        name: "school-year",
        of: &["explain-term"],
        takes: None,
        about: || text!(uk: "плану на навчальний рік, що починається в --year", en: "of a plan of the school year that begins in --year"),
        set: |options, _| set(&mut options.school_year, true),
    },
    OptionRow {
        name: "office",
        of: &["new", "export", "import"],
        takes: Some(|| text!(uk: "УСТАНОВА", en: "OFFICE")),
        about: || text!(uk: "id установи для new, export та import, якщо в порталі їх кілька", en: "the office's id for new, export and import, if the portal has several"),
        set: |options, value| set(&mut options.office, Some(value)),
    },
    OptionRow {
        name: "columns",
        of: &["import"],
        takes: Some(|| text!(uk: "ПЕРЕЛІК", en: "LIST")),
        about: || text!(uk: "що в колонках документа, зліва направо: number,text,responsible,form,term,remarks", en: "what stands in the columns of the document, from left to right: number,text,responsible,form,term,remarks"),
        set: |options, value| match ColumnKind::of_keys(value.split(',')) {
            Some(columns) => set(&mut options.columns, columns),
            None => Err(Usage(text!(
                uk: "«{value}» не може бути переліком колонок; слова — number (лише перша), text (має бути), responsible, form, term, remarks — пишуть через кому, двічі лише remarks",
                en: "«{value}» cannot be a list of columns; the words number (only first), text (has to be there), responsible, form, term, remarks are parted by commas, only remarks may stand twice",
            ))),
        },
    },
    OptionRow {
        name: "port",
        of: &["serve"],
        takes: Some(NUMBER),
        about: || text!(uk: "порт попереднього перегляду (8000)", en: "the preview's port (8000)"),
        set: |options, value| set(&mut options.port, Some(number(&value)?)),
    },
    OptionRow {
        name: "entries",
        of: &["bench-content"],
        takes: Some(NUMBER),
        about: || text!(uk: "скільки пунктів у пробному змісті (400)", en: "entries of the synthetic content (400)"),
        set: |options, value| set(&mut options.entries, Some(number(&value)?)),
    },
    OptionRow {
        name: "entries-per-plan",
        of: &["bench-content"],
        takes: Some(NUMBER),
        about: || text!(uk: "скільки з них в одному плані (400)", en: "how many of them one plan has (400)"),
        set: |options, value| set(&mut options.entries_per_plan, Some(number(&value)?)),
    },
    OptionRow {
        name: "seed",
        of: &["bench-content"],
        takes: Some(NUMBER),
        about: || text!(uk: "зерно пробного змісту: інше число — інші слова (1)", en: "the synthetic content's seed: another number, other words (1)"),
        set: |options, value| set(&mut options.seed, Some(number(&value)?)),
    },
    OptionRow {
        name: "format",
        of: EVERY,
        takes: Some(|| text!(uk: "ВИД", en: "FORMAT")),
        about: || text!(uk: "вигляд звіту: text, json або github; у explain-term також tsv", en: "the report as text, json or github; of explain-term also tsv"),
        set: |options, value| match value.as_str() {
            "text" => Ok(()),
            "json" => set(&mut options.format, Format::Json),
            "github" => set(&mut options.format, Format::Github),
            "tsv" => set(&mut options.wants_tsv, true),
            _ => Err(Usage(text!(
                uk: "вигляду «{value}» немає; є text, json і github",
                en: "there is no format «{value}»; there are text, json and github",
            ))),
        },
    },
    OptionRow {
        name: "lang",
        of: EVERY,
        takes: Some(|| text!(uk: "МОВА", en: "LANGUAGE")),
        about: || text!(uk: "мова повідомлень: uk або en", en: "the language of messages: uk or en"),
        set: |options, value| match value.as_str() {
            "uk" => set(&mut options.language, Language::Uk),
            "en" => set(&mut options.language, Language::En),
            _ => Err(Usage(text!(
                uk: "мови «{value}» немає; є uk і en",
                en: "there is no language «{value}»; there are uk and en",
            ))),
        },
    },
    OptionRow {
        name: "drafts",
        of: &["build", "check"],
        takes: None,
        about: || text!(uk: "показати й плани, яких ще не затверджено; для build — у теці public-draft", en: "show plans that are not approved yet, too; with build in the folder public-draft"),
        set: |options, _| set(&mut options.drafts, true),
    },
    OptionRow {
        name: "strict",
        of: &["build", "publish", "check", "export"],
        takes: None,
        about: || text!(uk: "попередження й зауваження теж вважати помилками", en: "take warnings and remarks for errors"),
        set: |options, _| set(&mut options.strict, true),
    },
    OptionRow {
        name: "locked",
        of: &["build", "publish"],
        takes: None,
        about: || text!(uk: "не збирати, якщо calendar.lock застарів", en: "do not build when calendar.lock is out of date"),
        set: |options, _| set(&mut options.locked, true),
    },
    OptionRow {
        name: "replace",
        of: &["export"],
        takes: None,
        about: || text!(uk: "замінити файл export, що вже є", en: "replace the file of export that is there"),
        set: |options, _| set(&mut options.replace, true),
    },
    OptionRow {
        name: "replace-foreign",
        of: &["build", "publish"],
        takes: None,
        about: || text!(uk: "замінити чужі файли, що стоять на місці наших", en: "replace foreign files that stand where ours go"),
        set: |options, _| set(&mut options.replace_foreign, true),
    },
    OptionRow {
        name: "remove-foreign",
        of: &["build", "publish"],
        takes: None,
        about: || text!(uk: "прибрати з теки сайту чужі файли", en: "remove foreign files from the site's folder"),
        set: |options, _| set(&mut options.remove_foreign, true),
    },
    OptionRow {
        name: "to",
        of: &["publish"],
        takes: Some(|| text!(uk: "АДРЕСА", en: "ADDRESS")),
        about: || text!(uk: "куди викладати, замість [publish] у portal.toml", en: "where to publish, for [publish] in portal.toml"),
        set: |options, value| set(&mut options.to, Some(value)),
    },
    OptionRow {
        name: "dry-run",
        of: &["publish"],
        takes: None,
        about: || text!(uk: "сказати, що publish надіслав би й вилучив, і нічого не змінити", en: "tell what publish would send and remove, and change nothing"),
        set: |options, _| set(&mut options.dry_run, true),
    },
    OptionRow {
        name: "whole",
        of: &["build", "publish"],
        takes: None,
        about: || text!(uk: "зібрати кожен файл наново, нічого не беручи з попередньої збірки", en: "make every file anew, and keep none of the build before"),
        set: |options, _| set(&mut options.whole, true),
    },
    OptionRow {
        name: "timings",
        of: &["build", "publish"],
        takes: None,
        about: || text!(uk: "показати, куди пішов час", en: "show where the time went"),
        set: |options, _| set(&mut options.timings, true),
    },
    OptionRow {
        name: "quiet",
        of: EVERY,
        takes: None,
        about: || text!(uk: "лише попередження й помилки", en: "only warnings and errors"),
        set: |options, _| set(&mut options.quiet, true),
    },
    OptionRow {
        name: "help",
        of: EVERY,
        takes: None,
        about: || text!(uk: "ця допомога", en: "this help"),
        set: |options, _| set(&mut options.wants_help, true),
    },
    OptionRow {
        name: "version",
        of: EVERY,
        takes: None,
        about: || text!(uk: "номер версії", en: "the version"),
        set: |options, _| set(&mut options.wants_version, true),
    },
];

fn set<T>(place: &mut T, value: T) -> Result<(), Usage> {
    *place = value;
    Ok(())
}

/// The year of a plan.
pub(in crate::commands) fn year(value: &str) -> Result<i32, Usage> {
    match value.parse::<i32>() {
        Ok(year) if (1991..=2200).contains(&year) => Ok(year),
        _ => Err(Usage(text!(uk: "«{value}» не є роком", en: "«{value}» is not a year"))),
    }
}

/// A whole number of the range that its place has.
fn number<T: std::str::FromStr>(value: &str) -> Result<T, Usage> {
    value.parse().map_err(|_| {
        Usage(text!(
            uk: "«{value}» не є числом, яке тут може стояти",
            en: "«{value}» is not a number that can stand here",
        ))
    })
}

/// Commands that are given several words.
const OF_WORDS: [&str; 2] = ["explain-term", "new"];

/// Takes the arguments apart. A fault comes with the language known so far.
pub(in crate::commands) fn parse(
    arguments: Vec<OsString>,
    environment: Environment,
    commands: &[&str],
) -> Result<Options, (Usage, Language)> {
    let Environment { language, has_colors, is_terminal, is_asked, now, sign_in } = environment;
    let mut options = Options {
        command: None,
        file: None,
        words: Vec::new(),
        content: PathBuf::from("content"),
        out: None,
        themes: None,
        year: None,
        school_year: false,
        office: None,
        columns: Vec::new(),
        entries: None,
        entries_per_plan: None,
        seed: None,
        port: None,
        format: if has_colors { Format::ColoredText } else { Format::Text },
        wants_tsv: false,
        language,
        is_terminal,
        is_asked,
        now,
        replace: false,
        sign_in,
        to: None,
        dry_run: false,
        replace_foreign: false,
        remove_foreign: false,
        drafts: false,
        strict: false,
        locked: false,
        whole: false,
        quiet: false,
        timings: false,
        wants_help: false,
        wants_version: false,
        given: Vec::new(),
    };
    let mut parser = lexopt::Parser::from_args(arguments);
    loop {
        let fault = match parser.next() {
            Ok(None) => return Ok(options),
            Ok(Some(lexopt::Arg::Value(value))) => take_value(&mut options, value, commands),
            Ok(Some(lexopt::Arg::Short('h'))) => set(&mut options.wants_help, true),
            Ok(Some(lexopt::Arg::Short('V'))) => set(&mut options.wants_version, true),
            Ok(Some(lexopt::Arg::Short(short))) => Err(unknown(&format!("-{short}"))),
            Ok(Some(lexopt::Arg::Long(name))) => {
                let name = name.to_owned();
                take_option(&mut options, &mut parser, &name)
            }
            Err(lexopt::Error::UnexpectedValue { option, value }) => {
                let value = value.to_string_lossy();
                Err(Usage(text!(
                    uk: "ключ {option} не має значення, «{value}» зайве",
                    en: "the option {option} takes no value, «{value}» is one too many",
                )))
            }
            Err(error) => {
                let words = error.to_string();
                Err(Usage(text!(uk: "виклику не зрозуміло", en: "{words}")))
            }
        };
        fault.map_err(|usage| (usage, options.language))?;
    }
}

fn take_value(options: &mut Options, value: OsString, commands: &[&str]) -> Result<(), Usage> {
    if let Some(command) = &options.command {
        let words = value.to_string_lossy().into_owned();
        if options.file.is_none() || OF_WORDS.contains(&command.as_str()) {
            options.words.push(words);
            options.file.get_or_insert_with(|| PathBuf::from(value));
            return Ok(());
        }
        return Err(one_too_many(&words));
    }
    let name = value.to_string_lossy().into_owned();
    if commands.contains(&name.as_str()) {
        return set(&mut options.command, Some(name));
    }
    let small = name.trim().to_lowercase();
    Err(Usage(match nearest(&small, commands) {
        Some(near) => text!(
            uk: "немає команди «{name}»; може, «{near}»?",
            en: "there is no command «{name}»; did you mean «{near}»?",
        ),
        None => {
            let all = commands.join(", ");
            text!(
                uk: "немає команди «{name}»; є: {all}",
                en: "there is no command «{name}»; there are: {all}",
            )
        }
    }))
}

/// What to say of a word that nobody takes.
pub(in crate::commands) fn one_too_many(word: &str) -> Usage {
    Usage(text!(uk: "зайве слово «{word}»", en: "one word too many: «{word}»"))
}

/// What to say of a word after a command that takes none: most likely a folder.
pub(in crate::commands) fn folder_meant(word: &str) -> Usage {
    Usage(text!(
        uk: "зайве слово «{word}»; теку змісту називають так: --content \"{word}\"",
        en: "one word too many: «{word}»; the content folder is named like this: --content \"{word}\"",
    ))
}

/// The known word near enough to be meant.
pub(in crate::commands) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let most = 1.max(word.chars().count() / 3);
    let rows = known.iter().map(|known| (strsim::damerau_levenshtein(known, word), *known));
    rows.filter(|(distance, _)| *distance <= most).min().map(|(_, known)| known)
}

fn take_option(
    options: &mut Options,
    parser: &mut lexopt::Parser,
    name: &str,
) -> Result<(), Usage> {
    let Some(row) = OPTIONS.iter().find(|row| row.name == name) else {
        return Err(unknown(&format!("--{name}")));
    };
    let value = match row.takes {
        None => String::new(),
        Some(_) => match parser.value() {
            Ok(value) => value.to_string_lossy().into_owned(),
            Err(_) => {
                return Err(Usage(text!(
                    uk: "після --{name} має бути значення",
                    en: "--{name} needs a value",
                )));
            }
        },
    };
    options.given.push(row);
    (row.set)(options, value)
}

fn unknown(option: &str) -> Usage {
    let name = option.trim_start_matches('-');
    let names = OPTIONS.iter().map(|row| row.name).collect::<Vec<_>>();
    Usage(match nearest(name, &names) {
        Some(near) => text!(
            uk: "немає ключа {option}; може, --{near}?",
            en: "there is no option {option}; did you mean --{near}?",
        ),
        None => text!(uk: "немає ключа {option}", en: "there is no option {option}"),
    })
}

//! The command line: one file for each command, and the table that names them.
//!
//! [`run`] takes the arguments apart, calls the command and returns the exit code: 0 fine, 1 the content has
//! errors, 2 wrong usage, 3 the world failed (disk full, no permission). Help is written from [`COMMANDS`].

mod bench_content;
mod build;
mod check;
mod explain_term;
mod export;
mod import;
mod locks;
mod meter;
mod new;
mod options;
mod publish;
mod serve;
mod show;
mod timings;
mod whole;

use std::ffi::OsString;

use chrono::NaiveDateTime;

use crate::failure::Failure;
use crate::send::SignIn;
use crate::text;
use crate::text::{Language, Text};
use options::{Options, Usage};

/// What the program knows of where it runs.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The language of messages unless `--lang` says otherwise.
    pub language: Language,
    /// Whether messages may be colored.
    pub has_colors: bool,
    /// Whether somebody watches: progress is shown.
    pub is_terminal: bool,
    /// Whether somebody can be asked.
    pub is_asked: bool,
    /// The time of the call, UTC.
    pub now: NaiveDateTime,
    /// What is known for signing in on servers.
    pub sign_in: SignIn,
}

/// How a command ended.
enum Ended {
    /// As meant.
    Fine,
    /// The content has errors, or does not allow what was asked; that has been told.
    Faulty,
    /// Not at all: the call makes no sense.
    Misused(Usage),
}

/// One command.
struct Command {
    name: &'static str,
    /// What it is given besides options: «ФАЙЛ».
    takes: Option<fn() -> Text>,
    /// What is said when it is given nothing; `None` if it can do without.
    needs: Option<fn() -> Text>,
    about: fn() -> Text,
    run: fn(&Options) -> Result<Ended, Failure>,
}

/// Every command, in the order of the help; the first is the default.
const COMMANDS: &[Command] = &[
    Command {
        name: "build",
        takes: None,
        needs: None,
        about: || text!(uk: "збирає сайт із теки змісту (якщо команду не названо)", en: "builds the site from the content folder (the default)"),
        run: build::run,
    },
    Command {
        name: "serve",
        takes: None,
        needs: None,
        about: || text!(uk: "показує сайт у браузері й оновлює після кожної зміни", en: "shows the site in a browser and renews it after every change"),
        run: serve::run,
    },
    Command {
        name: "publish",
        takes: None,
        needs: None,
        about: || text!(uk: "збирає сайт і викладає зміни на сервер (SFTP, FTP, WebDAV, S3) чи в теку", en: "builds the site and sends what has changed to a server (SFTP, FTP, WebDAV, S3) or a folder"),
        run: publish::run,
    },
    Command {
        name: "check",
        takes: None,
        needs: None,
        about: || text!(uk: "перевіряє зміст і показує всі помилки", en: "checks the content and shows all faults"),
        run: check::run,
    },
    Command {
        name: "import",
        takes: Some(|| text!(uk: "ФАЙЛ", en: "FILE")),
        needs: Some(
            || text!(uk: "команді import треба назвати файл", en: "the command import needs a file"),
        ),
        about: || text!(uk: "робить чернетку змісту з затвердженого документа", en: "makes a content draft from an approved document"),
        run: import::run,
    },
    Command {
        name: "new",
        takes: Some(|| text!(uk: "ВИД НАЗВА", en: "KIND NAME")),
        needs: Some(new::what_can_be_begun),
        about: || {
            text!(
                uk: "починає нове: entry НОМЕР — пункт, practice НАЗВА — досвід, plan РІК — план",
                en: "begins something new: entry NUMBER, practice TITLE, or plan YEAR",
            )
        },
        run: new::run,
    },
    Command {
        name: "export",
        takes: Some(|| text!(uk: "[ФАЙЛ]", en: "[FILE]")),
        needs: None,
        about: export::about,
        run: export::run,
    },
    Command {
        name: "bench-content",
        takes: Some(|| text!(uk: "ТЕКА", en: "FOLDER")),
        needs: Some(
            || text!(uk: "команді bench-content треба назвати теку", en: "the command bench-content needs a folder"),
        ),
        about: || text!(uk: "пише пробний зміст будь-якого розміру, щоб вимірювати", en: "writes synthetic content of any size, to measure with"),
        run: bench_content::run,
    },
    Command {
        name: "explain-term",
        takes: Some(|| text!(uk: "[ФРАЗИ]", en: "[PHRASES]")),
        needs: None,
        about: || text!(uk: "пояснює слова терміну датами (фрази — ще й рядками з входу)", en: "explains the words of terms in dates (phrases also as lines of the input)"),
        run: explain_term::run,
    },
];

/// Runs the program; returns its exit code.
pub fn run(arguments: Vec<OsString>, environment: Environment) -> u8 {
    let names = COMMANDS.iter().map(|command| command.name).collect::<Vec<_>>();
    let options = match options::parse(arguments, environment, &names) {
        Ok(options) => options,
        Err((usage, language)) => return wrong_usage(&usage, language),
    };
    if options.wants_version {
        show::print(&format!("plan-portal {}\n", env!("CARGO_PKG_VERSION")));
        return 0;
    }
    if options.wants_help {
        show::print(&help(options.language));
        return 0;
    }
    let named = options.command.as_deref().unwrap_or("build");
    let command = COMMANDS.iter().find(|command| command.name == named);
    let command = command.expect("options::parse lets only known commands pass");
    if let (None, Some(word)) = (command.takes, options.words.first()) {
        return wrong_usage(&options::folder_meant(word), options.language);
    }
    if let Some(usage) = options.misplaced(named) {
        return wrong_usage(&usage, options.language);
    }
    if let Some(needs) = command.needs.filter(|_| options.file.is_none()) {
        return wrong_usage(&Usage(needs()), options.language);
    }
    if options.wants_tsv && named != "explain-term" {
        let usage = Usage(text!(
            uk: "вигляд tsv має лише explain-term",
            en: "only explain-term has the format tsv",
        ));
        return wrong_usage(&usage, options.language);
    }
    match (command.run)(&options) {
        Ok(Ended::Fine) => 0,
        Ok(Ended::Faulty) => 1,
        Ok(Ended::Misused(usage)) => wrong_usage(&usage, options.language),
        Err(failure) => {
            show::say_line(&failure.say(options.language));
            3
        }
    }
}

fn wrong_usage(usage: &Usage, language: Language) -> u8 {
    let hint = text!(uk: "допомога: plan-portal --help", en: "help: plan-portal --help");
    show::say(&format!("{}\n{}\n", usage.0.say(language), hint.say(language)));
    2
}

fn help(language: Language) -> String {
    let say = |text: Text| text.say(language).to_owned();
    let mut help = say(text!(
        uk: "plan-portal — річний план роботи стає сайтом\n\nЯк викликати: plan-portal [КОМАНДА] [КЛЮЧІ]\n\nКоманди:\n",
        en: "plan-portal — an annual plan becomes a website\n\nUsage: plan-portal [COMMAND] [OPTIONS]\n\nCommands:\n",
    ));
    for Command { name, takes, needs: _, about, run: _ } in COMMANDS {
        let takes = takes.map(|takes| format!(" {}", say(takes()))).unwrap_or_default();
        help.push_str(&format!("  {:<22} {}\n", format!("{name}{takes}"), say(about())));
    }
    help.push_str(&say(text!(uk: "\nКлючі:\n", en: "\nOptions:\n")));
    for option in options::OPTIONS {
        let takes = option.takes.map(|takes| format!(" {}", say(takes()))).unwrap_or_default();
        help.push_str(&format!(
            "  {:<22} {}\n",
            format!("--{}{takes}", option.name),
            say((option.about)())
        ));
    }
    help.push_str(&say(text!(
        uk: "\nКоди завершення: 0 — усе гаразд, 1 — у змісті є помилки, 2 — неправильний виклик, 3 — відмовив диск чи мережа\n",
        en: "\nExit codes: 0 fine, 1 the content has errors, 2 wrong usage, 3 the disk or the network failed\n",
    )));
    help
}

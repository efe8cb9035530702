//! Arguments and locale in; one command; its report; the exit code.
#![expect(clippy::disallowed_methods, reason = "the environment is read here and handed on")]

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use plan_portal::commands::{self, Environment};
use plan_portal::send::{Secret, SignIn};
use plan_portal::text;
use plan_portal::text::Language;

/// A build makes and drops millions of small strings on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1).collect::<Vec<_>>();
    let is_alone = arguments.is_empty() && is_own_window();
    let locale = sys_locale::get_locale().unwrap_or_default();
    let language = if locale.starts_with("en") { Language::En } else { Language::Uk };
    let is_terminal = std::io::stderr().is_terminal();
    // The terminal of Windows draws escape codes as signs unless it is asked to obey them.
    let obeys = || anstyle_query::windows::enable_ansi_colors().unwrap_or(true);
    let has_colors = std::env::var_os("NO_COLOR").is_none() && is_terminal && obeys();
    let now = chrono::Utc::now().naive_utc();
    let is_asked = is_terminal && std::io::stdin().is_terminal();
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let sign_in = SignIn {
        user: variable("PLAN_PORTAL_USER"),
        password: variable("PLAN_PORTAL_PASSWORD").map(Secret::new),
        key_id: variable("AWS_ACCESS_KEY_ID"),
        secret_key: variable("AWS_SECRET_ACCESS_KEY").map(Secret::new),
        session_token: variable("AWS_SESSION_TOKEN").map(Secret::new),
        home: std::env::home_dir(),
        agent: agent(),
    };
    let environment = Environment { language, has_colors, is_terminal, is_asked, now, sign_in };
    let code = commands::run(arguments, environment);
    if is_alone && is_asked {
        let words = text!(
            uk: "Щоб закінчити, натисніть Enter",
            en: "Press Enter to end"
        );
        let _ = std::io::stderr().write_all(words.say(language).as_bytes());
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    ExitCode::from(code)
}

/// Whether the window was opened for this program and goes with it, after a double click: a window in which commands
/// are typed gives `PROMPT` to what it runs.
fn is_own_window() -> bool {
    cfg!(windows) && std::env::var_os("PROMPT").is_none()
}

/// Where the agent listens that holds keys of SSH.
fn agent() -> Option<PathBuf> {
    let named = std::env::var_os("SSH_AUTH_SOCK").filter(|path| !path.is_empty());
    let usual = cfg!(windows).then(|| PathBuf::from(r"\\.\pipe\openssh-ssh-agent"));
    named.map(PathBuf::from).or(usual)
}

//! Arguments and locale in; one command; its report; the exit code.
#![expect(clippy::disallowed_methods, reason = "the environment is read here and handed on")]

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use plan_portal::commands::{self, Environment};
use plan_portal::send::{Secret, SignIn};
use plan_portal::text::Language;

/// A build makes and drops millions of small strings on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1).collect();
    let locale = sys_locale::get_locale().unwrap_or_default();
    let language = if locale.starts_with("en") { Language::En } else { Language::Uk };
    let has_colors = std::env::var_os("NO_COLOR").is_none() && std::io::stderr().is_terminal();
    let now = chrono::Utc::now().naive_utc();
    let is_terminal = std::io::stderr().is_terminal();
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
    ExitCode::from(commands::run(arguments, environment))
}

/// Where the agent listens that holds keys of SSH.
fn agent() -> Option<PathBuf> {
    let named = std::env::var_os("SSH_AUTH_SOCK").filter(|path| !path.is_empty());
    let usual = cfg!(windows).then(|| PathBuf::from(r"\\.\pipe\openssh-ssh-agent"));
    named.map(PathBuf::from).or(usual)
}

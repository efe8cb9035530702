//! Arguments and locale in; one command; its report; the exit code.
#![expect(clippy::disallowed_methods, reason = "the environment is read here and handed on")]

use std::io::IsTerminal;
use std::process::ExitCode;

use plan_portal::commands::{self, Environment};
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
    let environment = Environment { language, has_colors, is_terminal, now };
    ExitCode::from(commands::run(arguments, environment))
}

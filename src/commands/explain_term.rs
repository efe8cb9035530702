//! `explain-term`: what phrases mean as dates, from the arguments or, without any, from standard input, a line each.

use std::io::BufRead;

use chrono::Datelike;

use crate::commands::options::Options;
use crate::commands::{Ended, show};
use crate::failure::Failure;
use crate::plan::schedule::PlanYear;
use crate::term;
use crate::text;

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    // Until September it is the school year that began in the year before.
    let is_before = options.school_year && options.now.month() < 9;
    let first = options.year.unwrap_or_else(|| options.now.year() - i32::from(is_before));
    let year = PlanYear { first, is_school: options.school_year };
    if !options.words.is_empty() {
        for phrase in &options.words {
            explain(phrase, year, options);
        }
        return Ok(Ended::Fine);
    }
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let attempt = text!(uk: "не вдалося прочитати фрази", en: "cannot read the phrases");
        let path = std::path::Path::new("-");
        let length = input.read_until(b'\n', &mut line).map_err(Failure::of(attempt, path))?;
        if length == 0 {
            return Ok(Ended::Fine);
        }
        let phrase = String::from_utf8_lossy(&line);
        // Notepad may put a mark before the first line.
        let phrase = phrase.trim_start_matches('\u{feff}');
        let phrase = phrase.strip_suffix('\n').unwrap_or(phrase);
        explain(phrase.strip_suffix('\r').unwrap_or(phrase), year, options);
    }
}

/// One line for a phrase; remarks on how it was read go to standard error.
fn explain(phrase: &str, year: PlanYear, options: &Options) {
    if options.wants_tsv {
        show::print(&format!("{}\n", term::tsv(phrase, year)));
        return;
    }
    let (meaning, remarks) = term::parse(phrase, year);
    let words = term::explain(&meaning);
    show::print(&format!("{phrase}: {}\n", words.say(options.language)));
    for remark in remarks {
        let about = phrase.get(remark.range).unwrap_or(phrase);
        let help = remark.help.map(|help| format!(" ({})", help.say(options.language)));
        let message = remark.message.say(options.language);
        show::say(&format!("  «{about}»: {message}{}\n", help.unwrap_or_default()));
    }
}

//! What commands say: results on standard output, everything else on standard error.

use std::io::Write;

use crate::Loaded;
use crate::commands::options::Options;
use crate::diagnostic::{Diagnostics, Severity};
use crate::language::plural::count;
use crate::report::{Format, report};
use crate::source::Sources;
use crate::text;
use crate::text::{Language, Text};

/// Writes to standard output; a closed pipe is no fault of ours.
pub(in crate::commands) fn print(words: &str) {
    let _ = std::io::stdout().lock().write_all(words.as_bytes());
}

/// Writes to standard error.
pub(in crate::commands) fn say(words: &str) {
    let _ = std::io::stderr().lock().write_all(words.as_bytes());
}

/// Writes a line to standard error.
pub(in crate::commands) fn say_line(words: &str) {
    say(&format!("{words}\n"));
}

/// Shows the diagnostics: people read them on standard error, machines on standard output.
pub(in crate::commands) fn diagnostics(
    diagnostics: &Diagnostics,
    sources: &Sources,
    options: &Options,
) {
    let written = report(diagnostics, sources, options.format, options.language);
    match options.format {
        Format::Text | Format::ColoredText => say(&written),
        Format::Json | Format::Github => print(&written),
    }
}

/// «2 помилки, 1 попередження; 24 зауваження погоджено».
pub(in crate::commands) fn tally(loaded: &Loaded, language: Language) -> String {
    let number = |severity| loaded.diagnostics.count(severity);
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let remarks = number(Severity::Remark);
    let acknowledged = loaded.acknowledged;
    let errors_uk = count(errors, ["помилка", "помилки", "помилок"]);
    let warnings_uk = count(warnings, ["попередження", "попередження", "попереджень"]);
    let remarks_uk = count(remarks, ["зауваження", "зауваження", "зауважень"]);
    let acknowledged_uk = count(acknowledged, ["зауваження", "зауваження", "зауважень"]);
    let words = text!(
        uk: "{errors_uk}, {warnings_uk}, {remarks_uk}; погоджено: {acknowledged_uk}",
        en: "errors: {errors}, warnings: {warnings}, remarks: {remarks}; acknowledged: {acknowledged}",
    );
    let of_drafts = loaded.diagnostics.iter().filter(|fault| fault.is_of_draft).count();
    if of_drafts == 0 {
        return words.say(language).to_owned();
    }
    let Text { uk, en } = words;
    let words = text!(
        uk: "{uk}; у проєктах планів, яких на сайті немає: {of_drafts}",
        en: "{en}; of drafts that are left out: {of_drafts}",
    );
    words.say(language).to_owned()
}

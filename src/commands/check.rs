//! `check`: shows every fault of the content.

use crate::Progress;
use crate::commands::options::Options;
use crate::commands::{Ended, build, show};
use crate::failure::Failure;
use crate::publish::Sink;
use crate::read::Known;
use crate::report::Format;

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    // Links between pages are known only when the site is listed, faults of templates when it is rendered.
    let (mut loaded, (), theme) = build::load(
        options,
        (build::drafts(options), &mut Known::default()),
        &Progress::SILENT,
        || (),
    )?;
    crate::build(&mut loaded, &theme?, options.now, &Progress::SILENT, Ok(Sink::Nowhere))?;
    loaded.diagnostics.sort();
    show::diagnostics(&loaded.diagnostics, &loaded.sources, options);
    if matches!(options.format, Format::Text | Format::ColoredText) && !options.quiet {
        show::say_line(&show::tally(&loaded, options.language));
    }
    let is_faulty = loaded.diagnostics.refuse(options.strict);
    Ok(if is_faulty { Ended::Faulty } else { Ended::Fine })
}

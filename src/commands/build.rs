//! `build`: the whole way from the content folder to the published site.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::commands::options::Options;
use crate::commands::timings::Timings;
use crate::commands::{Ended, locks, show};
use crate::failure::Failure;
use crate::language::plural::count;
use crate::publish::folder::Publisher;
use crate::publish::{self, Foreign, Memory, Sink, Summary};
use crate::read::Known;
use crate::render::theme::{Theme, ThemeFiles};
use crate::report::Format;
use crate::{Built, Loaded, Progress, Stage, text};

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let timings = Timings::new();
    let meter = Meter::new(options);
    let progress = Progress {
        done: &|stage| timings.done(stage),
        listed: &|files| meter.listed(files),
        rendered: &|| meter.rendered(),
    };
    let out = options.out.clone().unwrap_or_else(|| beside(&options.content, "public"));
    let open = || Publisher::begin(&out, publish_options(options)).map(Sink::Folder);
    let (mut loaded, sink, theme) = load(options, &mut Known::default(), &progress, open)?;
    let theme = theme?;
    let built = crate::build(&mut loaded, &theme, options.now, &progress, sink)?;
    meter.clear();
    if let Some(built) = &built {
        locks::require(&mut loaded, built, options);
    }
    loaded.diagnostics.sort();
    show::diagnostics(&loaded.diagnostics, &loaded.sources, options);
    let is_refused =
        loaded.diagnostics.has_errors() || options.strict && !loaded.diagnostics.is_empty();
    let (publisher, locks) = match built {
        Some(Built { sink: Sink::Folder(publisher), locks }) if !is_refused => (publisher, locks),
        _ => {
            say_refused(&loaded, options);
            return Ok(Ended::Faulty);
        }
    };
    let summary = publisher.finish()?;
    locks::write(&loaded, &locks, options)?;
    timings.done(Stage::Publish);
    say_summary(&summary, &loaded, &out, options);
    if options.timings {
        timings.say(&summary, options);
    }
    // The program ends here: to take a large portal apart piece by piece first would only take time.
    std::mem::forget(loaded);
    Ok(Ended::Fine)
}

/// A folder beside the content folder.
pub(in crate::commands) fn beside(content: &Path, name: &str) -> PathBuf {
    content.parent().unwrap_or(Path::new("")).join(name)
}

/// The content and what is to be done beside, see [`crate::load_with`]; the theme if that is not broken. Most portals
/// have the built-in theme, so it is put together while the content is read.
pub(in crate::commands) fn load<T: Send>(
    options: &Options,
    known: &mut Known,
    progress: &Progress<'_>,
    beside: impl FnOnce() -> T + Send,
) -> Result<(Loaded, T, Result<Theme, Failure>), Failure> {
    const GUESS: &str = "default";
    let (loaded, theme) = rayon::join(
        || crate::load_with(&options.content, known, progress, beside),
        || theme_files(options, GUESS).and_then(Theme::new),
    );
    let (loaded, beside) = loaded?;
    let theme = match loaded.portal.settings.theme.as_str() {
        GUESS => theme,
        name => theme_files(options, name).and_then(Theme::new),
    };
    Ok((loaded, beside, theme))
}

/// Files of the theme of this name; of the built-in one those that the project changes.
fn theme_files(options: &Options, name: &str) -> Result<ThemeFiles, Failure> {
    let themes = options.themes.clone().unwrap_or_else(|| beside(&options.content, "themes"));
    crate::read::theme_files(&themes.join(name))
}

fn publish_options(options: &Options) -> publish::Options {
    let foreign = match (options.remove_foreign, options.replace_foreign) {
        (true, _) => Foreign::Remove,
        (false, true) => Foreign::Replace,
        (false, false) => Foreign::Keep,
    };
    let memory = if options.whole { Memory::Ignored } else { Memory::Kept };
    publish::Options { foreign, memory, ..publish::Options::default() }
}

pub(in crate::commands) fn is_for_people(options: &Options) -> bool {
    matches!(options.format, Format::Text | Format::ColoredText)
}

fn say_refused(loaded: &Loaded, options: &Options) {
    if is_for_people(options) {
        let words = text!(
            uk: "сайт не змінено, бо у змісті є помилки",
            en: "the site was not changed, because the content has errors",
        );
        let tally = show::tally(loaded, options.language);
        show::say(&format!("{}: {tally}\n", words.say(options.language)));
    }
}

fn say_summary(summary: &Summary, loaded: &Loaded, out: &Path, options: &Options) {
    if options.quiet || !is_for_people(options) {
        return;
    }
    let Summary { written, unchanged, removed, foreign, .. } = summary;
    let out = out.display();
    let files = count(written + unchanged, ["файл", "файли", "файлів"]);
    let all = written + unchanged;
    let words = text!(
        uk: "сайт зібрано в «{out}»: {files}; записано {written}, без змін {unchanged}, прибрано {removed}",
        en: "the site is built in «{out}»: {all} files; written {written}, unchanged {unchanged}, removed {removed}",
    );
    show::say(&format!("{}\n", words.say(options.language)));
    let foreign = foreign.iter().filter(|path| *path != ".gitignore").cloned().collect::<Vec<_>>();
    if !foreign.is_empty() {
        let list = foreign.join(", ");
        let words = text!(
            uk: "у теці сайту є чужі файли, їх залишено: {list} (прибрати: --remove-foreign)",
            en: "the site's folder holds foreign files, they were left: {list} (to remove them: --remove-foreign)",
        );
        show::say(&format!("{}\n", words.say(options.language)));
    }
    if loaded.portal.settings.base_url.is_none() {
        let words = text!(
            uk: "base_url у portal.toml не вказано: підписка на календарі не діятиме, лише завантаження",
            en: "portal.toml has no base_url: calendars can be downloaded, not subscribed to",
        );
        show::say(&format!("{}\n", words.say(options.language)));
    }
    show::say(&format!("{}\n", show::tally(loaded, options.language)));
}

/// How far a long build is: a line on a terminal that is drawn over, from half a second on.
struct Meter<'a> {
    options: &'a Options,
    begun: Instant,
    files: AtomicUsize,
    done: AtomicUsize,
    shown: AtomicUsize,
}

impl<'a> Meter<'a> {
    fn new(options: &'a Options) -> Meter<'a> {
        let (files, done, shown) = Default::default();
        Meter { options, begun: Instant::now(), files, done, shown }
    }

    fn listed(&self, files: usize) {
        self.files.store(files, Ordering::Relaxed);
    }

    fn rendered(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // Every 256th file is soon enough to look at the clock.
        if !done.is_multiple_of(256) || self.options.quiet || !is_for_people(self.options) {
            return;
        }
        let tenths = usize::try_from(self.begun.elapsed().as_millis() / 100).unwrap_or(0);
        let step = if self.options.is_terminal { 1 } else { 20 };
        let shown = self.shown.load(Ordering::Relaxed);
        let is_due = tenths >= 5 && tenths >= shown + step;
        let is_ours = is_due
            && self
                .shown
                .compare_exchange(shown, tenths, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if is_ours {
            let all = self.files.load(Ordering::Relaxed);
            let words = text!(uk: "зібрано {done} з {all} файлів", en: "{done} of {all} files");
            let words = words.say(self.options.language);
            let line =
                if self.options.is_terminal { format!("\r{words}") } else { format!("{words}\n") };
            show::say(&line);
        }
    }

    /// Takes the line off the terminal.
    fn clear(&self) {
        if self.options.is_terminal && self.shown.load(Ordering::Relaxed) > 0 {
            show::say("\r\u{1b}[K");
        }
    }
}

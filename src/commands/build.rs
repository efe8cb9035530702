//! `build`: the whole way from the content folder to the published site.

use std::path::{Path, PathBuf};

use crate::commands::meter::Meter;
use crate::commands::options::Options;
use crate::commands::timings::Timings;
use crate::commands::{Ended, locks, show};
use crate::diagnostic::Severity;
use crate::drafts::{self, Drafts};
use crate::failure::Failure;
use crate::language::plural::count;
use crate::publish::folder::Publisher;
use crate::publish::{self, Foreign, Memory, Sink, Summary};
use crate::read::Known;
use crate::render::theme::{Theme, ThemeFiles};
use crate::report::Format;
use crate::{Built, Loaded, Progress, Stage, text};

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let Some(loaded) = site(options)? else { return Ok(Ended::Faulty) };
    // The program ends here: to take a large portal apart piece by piece first would only take time.
    std::mem::forget(loaded);
    Ok(Ended::Fine)
}

/// The folder of the site.
pub(in crate::commands) fn out(options: &Options) -> PathBuf {
    // What is not approved yet never stands where the site is sent from.
    let name = if options.drafts { "public-draft" } else { "public" };
    options.out.clone().unwrap_or_else(|| beside(&options.content, name))
}

/// Builds the site into its folder, and tells everything; `None` where the content has faults and the old site stays.
pub(in crate::commands) fn site(options: &Options) -> Result<Option<Loaded>, Failure> {
    let timings = Timings::new();
    let meter = Meter::new(options);
    let progress = Progress {
        done: &|stage| timings.done(stage),
        listed: &|files| meter.listed(files),
        rendered: &|| meter.rendered(),
    };
    let out = out(options);
    let themes = themes(options);
    refuse_folder_of(&out, &[&options.content, &themes])?;
    let open = || Publisher::begin(&out, publish_options(options)).map(Sink::Folder);
    let (mut loaded, sink, theme) =
        load(options, (drafts(options), &mut Known::default()), &progress, open)?;
    let theme = theme?;
    refuse_folder_of_documents(&out, &loaded, options)?;
    let built = crate::build(&mut loaded, &theme, options.now, &progress, sink)?;
    meter.clear();
    if let Some(built) = built.as_ref().filter(|_| !options.drafts) {
        locks::require(&mut loaded, built, options);
        locks::warn_of_lost(&mut loaded, built, &out);
    }
    loaded.diagnostics.sort();
    show::diagnostics(&loaded.diagnostics, &loaded.sources, options);
    let is_refused = loaded.diagnostics.refuse(options.strict);
    let (publisher, locks) = match built {
        Some(Built { sink: Sink::Folder(publisher), locks }) if !is_refused => (publisher, locks),
        _ => {
            say_refused(&loaded, options);
            return Ok(None);
        }
    };
    let summary = publisher.finish()?;
    if !options.drafts {
        locks::write(&loaded, &locks, options)?;
    }
    timings.done(Stage::Publish);
    say_summary(&summary, &loaded, &out, options);
    if options.timings {
        timings.say(&summary, options);
    }
    Ok(Some(loaded))
}

/// Whether the command is to show plans that are not approved yet.
pub(in crate::commands) fn drafts(options: &Options) -> Drafts {
    if options.drafts { Drafts::Shown } else { Drafts::LeftOut }
}

/// A folder beside the content folder.
pub(in crate::commands) fn beside(content: &Path, name: &str) -> PathBuf {
    content.parent().unwrap_or(Path::new("")).join(name)
}

/// The content and what is to be done beside, see [`crate::load_with`]; the theme if that is not broken. Most portals
/// have the built-in theme, so it is put together while the content is read.
pub(in crate::commands) fn load<T: Send>(
    options: &Options,
    (drafts, known): (Drafts, &mut Known),
    progress: &Progress<'_>,
    beside: impl FnOnce() -> T + Send,
) -> Result<(Loaded, T, Result<Theme, Failure>), Failure> {
    const GUESS: &str = "default";
    let (loaded, theme) = rayon::join(
        || crate::load_with((&options.content, drafts), known, progress, beside),
        || theme_files(options, GUESS).and_then(Theme::new),
    );
    let (mut loaded, beside) = loaded?;
    let theme = match loaded.portal.settings.theme.as_str() {
        // A folder without a portal has none; that is told as a fault of the content.
        GUESS | "" => theme,
        name => match theme_files(options, name) {
            Ok(files) if files.is_empty() => {
                report_no_theme(&mut loaded, options);
                theme
            }
            files => files.and_then(Theme::new),
        },
    };
    Ok((loaded, beside, theme))
}

/// Files of the theme of this name; of the built-in one those that the project changes.
fn theme_files(options: &Options, name: &str) -> Result<ThemeFiles, Failure> {
    crate::read::theme_files(&themes(options).join(name))
}

/// The folder of themes.
pub(in crate::commands) fn themes(options: &Options) -> PathBuf {
    options.themes.clone().unwrap_or_else(|| beside(&options.content, "themes"))
}

/// The theme has no files: told with the other faults, where `portal.toml` names it.
fn report_no_theme(loaded: &mut Loaded, options: &Options) {
    let name = &loaded.portal.settings.theme;
    let folder = themes(options).join(name);
    let folder = folder.display();
    let message = text!(uk: "немає теми «{name}»", en: "there is no theme «{name}»");
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
    let is_built_in = matches!(last.trim(), "default" | "");
    let help = if is_built_in {
        text!(
            uk: "вбудована тема пишеться так: theme = \"default\"; або приберіть цей рядок",
            en: "the built-in theme is written theme = \"default\"; or remove this line",
        )
    } else {
        text!(
            uk: "у теці {folder} немає файлів; напишіть назву теки з темою, а без цього рядка тема вбудована",
            en: "the folder {folder} has no files; write the name of a theme's folder; without this line it is the built-in one",
        )
    };
    let span = loaded.portal.theme_named;
    loaded.diagnostics.add("unknown-value", Severity::Error, span, message).help(help);
    loaded.diagnostics.sort();
}

/// A site that is built over what it is made of, or into it, would eat it.
fn refuse_folder_of(out: &Path, own: &[&Path]) -> Result<(), Failure> {
    if !own.iter().any(|own| is_tangled(out, own)) {
        return Ok(());
    }
    let attempt = text!(uk: "сайт не зібрано", en: "the site is not built");
    let cause = text!(
        uk: "сюди не можна: у цій теці (чи над нею) лежить те, з чого сайт зроблено, — зміст, теми чи затверджений документ; назвіть іншу теку",
        en: "not here: what the site is made of (the content, the themes or the approved document) lies in this folder or around it; name another one",
    );
    Err(Failure::told(attempt, out, cause))
}

/// Approved documents may lie anywhere in the project.
fn refuse_folder_of_documents(
    out: &Path,
    loaded: &Loaded,
    options: &Options,
) -> Result<(), Failure> {
    let documents = loaded.sources.files().map(|(_, file)| file);
    let documents = documents.filter(|file| loaded.sources.within_content(file).is_none());
    let documents = documents.map(|file| beside(&options.content, &file.path)).collect::<Vec<_>>();
    let documents = documents.iter().map(PathBuf::as_path).collect::<Vec<_>>();
    refuse_folder_of(out, &documents)
}

/// Whether one of the two folders lies in the other, or is the other.
pub(in crate::commands) fn is_tangled(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        // Of a folder that is not there yet the nearest that is counts.
        let there = path.ancestors().find_map(|folder| {
            let rest = path.strip_prefix(folder).ok()?;
            Some(folder.canonicalize().ok()?.join(rest))
        });
        there.unwrap_or(path)
    };
    let (one, other) = (whole(one), whole(other));
    one.starts_with(&other) || other.starts_with(&one)
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
    let Summary { written, unchanged, removed, foreign, dropped, large, .. } = summary;
    let out = out.display();
    let files = count(written + unchanged, ["файл", "файли", "файлів"]);
    let all = written + unchanged;
    let words = text!(
        uk: "сайт зібрано в «{out}»: {files}; записано {written}, без змін {unchanged}, прибрано {removed}",
        en: "the site is built in «{out}»: {all} files; written {written}, unchanged {unchanged}, removed {removed}",
    );
    show::say_line(words.say(options.language));
    if !dropped.is_empty() {
        let list = dropped.join(", ");
        let words = text!(
            uk: "з теки сайту прибрано чужі файли: {list}",
            en: "foreign files were removed from the site's folder: {list}",
        );
        show::say_line(words.say(options.language));
    }
    let foreign = foreign.iter().filter(|path| *path != ".gitignore").cloned().collect::<Vec<_>>();
    if !foreign.is_empty() {
        let list = foreign.join(", ");
        let words = text!(
            uk: "у теці сайту є чужі файли, їх залишено: {list} (прибрати: --remove-foreign)",
            en: "the site's folder holds foreign files, they were left: {list} (to remove them: --remove-foreign)",
        );
        show::say_line(words.say(options.language));
    }
    let calendars = large.iter().filter(|path| path.ends_with(".ics")).cloned();
    let calendars = calendars.collect::<Vec<_>>();
    if !calendars.is_empty() {
        let list = calendars.join(", ");
        let words = text!(
            uk: "понад мегабайт, тож Google Календар їх не візьме: {list}; радьте підписуватися на менші календарі — людини, розділу, форми",
            en: "more than a megabyte, so Google Calendar will not take them: {list}; advise people to subscribe to smaller calendars, of a person, a section, a form",
        );
        show::say_line(words.say(options.language));
    }
    if loaded.portal.settings.base_url.is_none() {
        let words = text!(
            uk: "base_url у portal.toml не вказано: підписка на календарі не діятиме, лише завантаження",
            en: "portal.toml has no base_url: calendars can be downloaded, not subscribed to",
        );
        show::say_line(words.say(options.language));
    }
    say_drafts(loaded, options);
    show::say_line(&show::tally(loaded, options.language));
}

/// Which plans are not approved yet, and what became of them.
fn say_drafts(loaded: &Loaded, options: &Options) {
    let Loaded { portal, with_drafts, .. } = loaded;
    let drafts = drafts::drafts(with_drafts.as_ref().unwrap_or(portal));
    let folders = drafts.into_iter().map(|plan| plan.folder.as_str()).collect::<Vec<_>>();
    let folders = folders.join(", ");
    let words = match with_drafts {
        _ if folders.is_empty() => return,
        Some(_) => text!(
            uk: "не затверджено, тож на сайті немає: {folders}; переглянути — serve, зібрати теку для колег — build --drafts; коли затвердять, приберіть рядок draft = true",
            en: "not approved, so not on the site: {folders}; to look at it: serve, to make a folder for colleagues: build --drafts; once it is approved, remove the line draft = true",
        ),
        None => text!(
            uk: "з позначкою «проєкт, не затверджено»: {folders}; це не для відвідувачів, їм викладають сайт без --drafts",
            en: "marked as not approved: {folders}; this is not for visitors, who get the site without --drafts",
        ),
    };
    show::say_line(words.say(options.language));
}

//! `serve`: the site in a browser while one writes; each change is built into memory and shown at once.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::commands::options::Options;
use crate::commands::{Ended, build, show};
use crate::diagnostic::Severity;
use crate::drafts::Drafts;
use crate::failure::Failure;
use crate::language::plural::count;
use crate::publish::Sink;
use crate::publish::memory::{Made, MemorySite};
use crate::read::Known;
use crate::render::theme::Theme;
use crate::report::{Format, report};
use crate::serve::watch::Watch;
use crate::serve::{self, Preview};
use crate::{Loaded, Progress, text};

/// Where the preview stands unless `--port` says otherwise; if it is taken, one of the next.
const PORT: u16 = 8000;
const FURTHER_PORTS: u16 = 20;

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let listener = bind(options.port)?;
    let port = listener.local_addr().map_err(not_bound(options.port))?.port();
    let preview = Arc::new(Preview::new(options.language));
    let mut watch = Watch::new()?;
    // Watched before it is read: a change in between is not lost.
    watch.follow(&[options.content.clone(), themes(options)], &[])?;
    let mut before = Before { known: Known::lasting(), made: Arc::default() };
    let approved = renew(&preview, &mut before, options);
    watch.follow(&[options.content.clone(), themes(options)], &approved)?;
    let words = text!(
        uk: "сайт видно за адресою http://127.0.0.1:{port}/ (закінчити: Ctrl-C)",
        en: "the site is shown at http://127.0.0.1:{port}/ (to end: Ctrl-C)",
    );
    show::print(&format!("{}\n", words.say(options.language)));
    let answering = Arc::clone(&preview);
    std::thread::spawn(move || serve::listen(&listener, &answering));
    loop {
        watch.wait();
        let approved = renew(&preview, &mut before, options);
        watch.follow(&[options.content.clone(), themes(options)], &approved)?;
    }
}

fn bind(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let first = bind(port.unwrap_or(PORT));
    let bound = match (first, port) {
        (Err(error), None) if error.kind() == io::ErrorKind::AddrInUse => {
            let mut further = (PORT + 1..=PORT + FURTHER_PORTS).map(bind);
            further.find_map(Result::ok).ok_or(error)
        }
        (first, _) => first,
    };
    bound.map_err(not_bound(port))
}

fn not_bound(port: Option<u16>) -> impl FnOnce(io::Error) -> Failure {
    let attempt = text!(
        uk: "не вдалося відкрити адресу перегляду; інший порт дає --port",
        en: "cannot open the preview's address; --port chooses another",
    );
    let address = format!("127.0.0.1:{}", port.unwrap_or(PORT));
    move |cause| Failure { attempt, path: PathBuf::from(address), cause }
}

fn themes(options: &Options) -> PathBuf {
    build::themes(options)
}

/// What a renewal takes over from the one before.
struct Before {
    /// What the files said.
    known: Known,
    /// The site.
    made: Arc<Made>,
}

/// Builds anew and shows the outcome; returns the approved documents, which lie beside the content.
fn renew(preview: &Preview, before: &mut Before, options: &Options) -> Vec<PathBuf> {
    let Before { known, made } = before;
    let begun = Instant::now();
    let loaded = build::load(options, (Drafts::Shown, known), &Progress::SILENT, || ());
    let loaded = loaded.map(|(loaded, (), theme)| (loaded, theme));
    let approved = loaded.as_ref().map(|(loaded, _)| approved(loaded, options)).unwrap_or_default();
    match loaded.and_then(|(loaded, theme)| build_site(loaded, theme?, made, options)) {
        Ok(Ok(site)) => {
            let changed = preview.show(Arc::clone(&site.files));
            *made = Arc::new(site);
            let milliseconds = begun.elapsed().as_millis();
            let files = count(changed, ["файл", "файли", "файлів"]);
            let words = text!(
                uk: "оновлено за {milliseconds} мс, змінилося: {files}",
                en: "renewed in {milliseconds} ms, files changed: {changed}",
            );
            if !options.quiet {
                show::say_line(words.say(options.language));
            }
        }
        Ok(Err(report)) => tell_problem(preview, &report),
        Err(failure) => tell_problem(preview, &failure.say(options.language)),
    }
    approved
}

fn tell_problem(preview: &Preview, report: &str) {
    show::say_line(report.trim_end());
    preview.show_problem(report.trim_end());
}

fn approved(loaded: &Loaded, options: &Options) -> Vec<PathBuf> {
    let documents = loaded.portal.plans.iter().filter_map(|(_, plan)| plan.approved.as_ref());
    let paths = documents.map(|(file, _)| loaded.sources.file(*file).path.as_str());
    paths.map(|path| build::beside(&options.content, path)).collect()
}

/// The whole site in memory, or the report of what is wrong.
fn build_site(
    mut loaded: Loaded,
    theme: Theme,
    before: &Arc<Made>,
    options: &Options,
) -> Result<Result<Made, String>, Failure> {
    let theme = with_lasting_style(theme);
    let sink = Sink::Memory(MemorySite::after(Arc::clone(before)));
    let built = crate::build(&mut loaded, &theme, options.now, &Progress::SILENT, Ok(sink))?;
    match built.map(|built| built.sink) {
        Some(Sink::Memory(site)) => {
            // Nobody waits until a large portal is taken apart.
            rayon::spawn(|| drop(loaded));
            Ok(Ok(site.into_made()))
        }
        _ => {
            let Loaded { mut diagnostics, sources, .. } = loaded;
            diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
            diagnostics.sort();
            Ok(Err(report(&diagnostics, &sources, Format::Text, options.language)))
        }
    }
}

/// The published style sheet is named by its content. In the preview the name lasts, so that a change of style
/// changes the style sheet and not every page that names it.
fn with_lasting_style(mut theme: Theme) -> Theme {
    const LASTING: &str = "assets/site.css";
    for asset in theme.assets.iter_mut().filter(|asset| asset.path == theme.stylesheet) {
        asset.path = LASTING.to_owned();
    }
    theme.stylesheet = LASTING.to_owned();
    theme
}

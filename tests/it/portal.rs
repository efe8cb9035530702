//! The driver every test goes through: a small portal from one string, the real one, or a folder of cases.
//!
//! A [`Portal`] is a project as a person has it (`content/…`, `seeds/…`, `themes/…`), kept in memory and changed
//! by the test; [`Portal::check`] and [`Portal::build`] ask the library, [`Portal::on_disk`] gives the real
//! program a folder. Only this file knows the library's functions, so that refactoring touches one file.
#![expect(clippy::disallowed_methods, reason = "the driver puts test projects on the disk")]

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use plan_portal::diagnostic::Diagnostics;
use plan_portal::drafts::Drafts;
use plan_portal::failure::Failure;
use plan_portal::publish::folder::Publisher;
use plan_portal::publish::memory::{Made, MemorySite};
use plan_portal::publish::{Options, Sink, Summary};
use plan_portal::read::{self, Body, ContentFile};
use plan_portal::render::theme::Theme;
use plan_portal::report::{Format, report};
use plan_portal::source::Sources;
use plan_portal::text::Language;
use plan_portal::{Built, Progress, calendar_lock, understand};

/// Files by their path in the project.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A project: content and what lies beside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Portal {
    files: Files,
    is_reversed: bool,
    has_drafts: bool,
}

/// A built site by path.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

/// What the stages said of a portal.
pub(crate) struct Checked {
    sources: Sources,
    diagnostics: Diagnostics,
    /// How many remarks the content acknowledges.
    pub(crate) acknowledged: usize,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Portal {
    /// Files between lines `=== path`; what has no folder of its own lies in `content/`.
    pub(crate) fn from(text: &str) -> Portal {
        let mut portal = Portal::default();
        let mut path = None;
        for line in text.lines() {
            if let Some(next) = line.strip_prefix("=== ") {
                path = Some(next.trim().to_owned());
                portal.files.insert(in_project(next.trim()), Vec::new());
            } else if let Some(path) = &path {
                let file = portal.files.entry(in_project(path)).or_default();
                file.extend_from_slice(line.as_bytes());
                file.push(b'\n');
            }
        }
        portal
    }

    /// The smallest portal that builds: one section, one entry, one person, one group, one form.
    pub(crate) fn smallest() -> Portal {
        Portal::folder(&cases().join("smallest"))
    }

    /// Several offices with one entry each, to which `more` is added.
    pub(crate) fn of_offices(ids: &[&str], more: &str) -> Portal {
        let mut portal = Portal::from("=== portal.toml\ntitle = \"Плани кабінетів\"\n");
        for id in ids {
            let folder = format!("offices/{id}");
            let office = format!("[organization]\nid = \"{id}\"\nname = \"Кабінет {id}\"\n");
            let people = "[[person]]\nid = \"bondar-i-v\"\nname = \"Бондар І.В.\"\n";
            let section = format!(
                "id = \"{id}-2030-1\"\nnumber = \"I\"\ntitle = \"Робота\"\n\
                 [[entry]]\nid = \"{id}-2030-1-1\"\nnumber = \"1.1\"\ntext = \"Нарада\"\n\
                 responsible = \"Бондар І.В.\"\nterm = \"березень\"\n{more}"
            );
            portal = portal
                .with(&format!("{folder}/office.toml"), office)
                .with(&format!("{folder}/people.toml"), people)
                .with(&format!("{folder}/plans/2030/plan.toml"), "year = 2030\n")
                .with(&format!("{folder}/plans/2030/01-robota/section.toml"), section);
        }
        portal
    }

    /// The project itself: its content, its approved document, its themes.
    pub(crate) fn real() -> Portal {
        let mut portal = Portal::default();
        for part in ["content", "seeds"] {
            let folder = Portal::folder(&project().join(part));
            let files = folder.files.into_iter();
            portal.files.extend(files.map(|(path, bytes)| (format!("{part}/{path}"), bytes)));
        }
        portal
    }

    /// A folder of the disk as a project.
    pub(crate) fn folder(folder: &Path) -> Portal {
        let mut portal = Portal::default();
        gather(folder, "", &mut portal.files);
        portal
    }

    /// A case without the report that stands beside its files.
    pub(crate) fn without_expectation(mut self) -> Portal {
        self.files.remove("expected.txt");
        self
    }

    /// Lays another project over this one; its empty files take files away.
    pub(crate) fn under(mut self, other: &Portal) -> Portal {
        for (path, bytes) in &other.files {
            if bytes.is_empty() {
                self.files.remove(path);
            } else {
                self.files.insert(path.clone(), bytes.clone());
            }
        }
        self
    }

    /// Adds or replaces a file.
    pub(crate) fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Portal {
        self.files.insert(in_project(path), bytes.into());
        self
    }

    /// Takes a file away.
    pub(crate) fn without(mut self, path: &str) -> Portal {
        assert!(self.files.remove(&in_project(path)).is_some(), "there is no {path}");
        self
    }

    /// The examples of the editor's guide, which together are a portal of every kind of content.
    pub(crate) fn of_guide() -> Portal {
        crate::docs::examples(&crate::docs::guide("zmist.md"))
    }

    /// The same files with other paths; those without one are left out.
    pub(crate) fn moved(&self, to: impl Fn(&str) -> Option<String>) -> Portal {
        let files = self
            .files
            .iter()
            .filter_map(|(path, bytes)| Some((in_project(&to(path)?), bytes.clone())));
        Portal { files: files.collect(), ..*self }
    }

    /// Replaces words that stand exactly once in a file.
    pub(crate) fn edit(self, path: &str, from: &str, to: &str) -> Portal {
        let text = self.text(path);
        assert_eq!(text.matches(from).count(), 1, "«{from}» must stand once in {path}");
        let edited = text.replace(from, to);
        self.with(path, edited)
    }

    /// Changes the bytes of every file of the content that people write.
    pub(crate) fn rewrite(mut self, change: impl Fn(&str) -> String) -> Portal {
        for (path, bytes) in &mut self.files {
            if path.ends_with(".toml") || path.ends_with(".md") {
                *bytes = change(&String::from_utf8_lossy(bytes)).into_bytes();
            }
        }
        self
    }

    /// The same files, handed over in the opposite order.
    pub(crate) fn reversed(mut self) -> Portal {
        self.is_reversed = true;
        self
    }

    /// The same project, with the plans that are not approved yet.
    pub(crate) fn with_drafts(mut self) -> Portal {
        self.has_drafts = true;
        self
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(&in_project(path))
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        let bytes = self.files.get(&in_project(path));
        let bytes = bytes.unwrap_or_else(|| panic!("there is no {path}"));
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// Paths of the project.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Everything the program has to say, of pages and links too.
    pub(crate) fn check(&self) -> Checked {
        self.through().0
    }

    /// The whole site; panics with the report when it cannot be built.
    pub(crate) fn build(&self) -> Site {
        let (checked, site) = self.through();
        site.unwrap_or_else(|| panic!("the site cannot be built:\n{}", checked.report()))
    }

    /// One page of the site.
    pub(crate) fn page(&self, path: &str) -> String {
        let mut site = self.build();
        let page = site.remove(path).unwrap_or_else(|| panic!("the site has no {path}"));
        String::from_utf8(page).expect("pages are UTF-8")
    }

    /// The site as built at `now` (UTC), and the project with the locks that such a build writes.
    pub(crate) fn build_at(&self, now: NaiveDateTime) -> (Site, Portal) {
        let mut after = self.clone();
        let (checked, built) = self.through_at(now);
        let (site, locks) =
            built.unwrap_or_else(|| panic!("the site cannot be built:\n{}", checked.report()));
        after.files.extend(locks);
        (site, after)
    }

    fn through(&self) -> (Checked, Option<Site>) {
        let now = NaiveDate::from_ymd_opt(2026, 1, 12).and_then(|day| day.and_hms_opt(8, 0, 0));
        let (checked, built) = self.through_at(now.expect("there is such a day"));
        (checked, built.map(|(site, _)| site))
    }

    fn through_at(&self, now: NaiveDateTime) -> (Checked, Option<(Site, Files)>) {
        let (checked, built) = self.through_into(now, Ok(Sink::Memory(MemorySite::default())));
        let built = built.map(|(sink, locks)| {
            let Sink::Memory(site) = sink else { unreachable!("the sink is memory") };
            (site.into_files(), locks)
        });
        (checked, built)
    }

    /// Builds at `now` (UTC) into a folder, which may hold an earlier build, and tells what that did; with it comes
    /// the project with the locks that such a build writes.
    pub(crate) fn build_into(
        &self,
        folder: &Path,
        now: NaiveDateTime,
        options: Options,
    ) -> (Summary, Portal) {
        let sink = Publisher::begin(folder, options).map(Sink::Folder);
        let (checked, built) = self.through_into(now, sink);
        let (sink, locks) =
            built.unwrap_or_else(|| panic!("the site cannot be built:\n{}", checked.report()));
        let Sink::Folder(publisher) = sink else { unreachable!("the sink is a folder") };
        let summary = publisher.finish().expect("the folder can be written");
        let mut after = self.clone();
        after.files.extend(locks);
        (summary, after)
    }

    /// What a build into a folder, which may hold an earlier one, says of a project that it refuses.
    pub(crate) fn refused_into(&self, folder: &Path, now: NaiveDateTime) -> Checked {
        self.refused(Publisher::begin(folder, Options::default()).map(Sink::Folder), now)
    }

    /// As [`Portal::refused_into`], of a preview.
    pub(crate) fn refused_after(&self, before: Arc<Made>, now: NaiveDateTime) -> Checked {
        self.refused(Ok(Sink::Memory(MemorySite::after(before))), now)
    }

    fn refused(&self, sink: Result<Sink, Failure>, now: NaiveDateTime) -> Checked {
        let (checked, built) = self.through_into(now, sink);
        assert!(built.is_none(), "the site is built");
        checked
    }

    /// Builds at `now` (UTC) into memory, as the preview does after a change.
    pub(crate) fn build_after(&self, before: Arc<Made>, now: NaiveDateTime) -> Made {
        let (checked, built) = self.through_into(now, Ok(Sink::Memory(MemorySite::after(before))));
        let (sink, _) =
            built.unwrap_or_else(|| panic!("the site cannot be built:\n{}", checked.report()));
        let Sink::Memory(site) = sink else { unreachable!("the sink is memory") };
        site.into_made()
    }

    fn through_into(
        &self,
        now: NaiveDateTime,
        sink: Result<Sink, Failure>,
    ) -> (Checked, Option<(Sink, Files)>) {
        // Attachments are copied from the disk.
        let disk = tempfile::tempdir().expect("a temporary folder can be made");
        let files = self.within("content/").into_iter().map(|(path, bytes)| {
            if let Some(folder) = path.strip_suffix("/.gitkeep") {
                return ContentFile { path: folder.to_owned(), body: Body::EmptyFolder };
            }
            let body = if path.split('/').any(|part| part == "files") {
                Body::Attachment {
                    source: on_disk(disk.path(), &path, &bytes),
                    size: bytes.len() as u64,
                }
            } else {
                Body::Bytes(bytes)
            };
            ContentFile { path, body }
        });
        let mut files = files.collect::<Vec<_>>();
        if self.is_reversed {
            files.reverse();
        }
        let load = |path: &str| {
            let found = self.files.get(path).cloned();
            found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
        };
        let (sources, records, faults) = read::parse(files, "content", &load);
        let drafts = if self.has_drafts { Drafts::Shown } else { Drafts::LeftOut };
        let mut loaded = understand(sources, records, faults, drafts);
        let theme = loaded.portal.settings.theme.clone();
        let theme =
            Theme::new(self.within(&format!("themes/{theme}/"))).expect("the theme is whole");
        let built = plan_portal::build(&mut loaded, &theme, now, &Progress::SILENT, sink);
        let site = built.expect("the disk does not fail").map(|Built { sink, locks }| {
            let locks = locks.iter().map(|(plan, lock)| {
                let folder = &loaded.portal.plans[*plan].folder;
                let text = calendar_lock::write(lock).into_bytes();
                (format!("content/{folder}/calendar.lock"), text)
            });
            (sink, locks.collect())
        });
        loaded.diagnostics.sort();
        let plan_portal::Loaded { sources, diagnostics, acknowledged, .. } = loaded;
        (Checked { sources, diagnostics, acknowledged }, site)
    }

    fn within(&self, folder: &str) -> Files {
        let files = self.files.iter().filter_map(|(path, bytes)| {
            Some((path.strip_prefix(folder)?.to_owned(), bytes.clone()))
        });
        files.collect()
    }

    /// Runs the program in a folder of its own: `["check", "--lang", "en"]`.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.on_disk().run(arguments)
    }

    /// The project in a temporary folder.
    pub(crate) fn on_disk(&self) -> OnDisk {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for (path, bytes) in &self.files {
            on_disk(folder.path(), path, bytes);
        }
        OnDisk { folder }
    }
}

/// A project in a temporary folder, for the real program.
pub(crate) struct OnDisk {
    folder: tempfile::TempDir,
}

impl OnDisk {
    /// A path in the project.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The program, ready to run in the project; messages in Ukrainian.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plan-portal"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env("LC_ALL", "uk_UA.UTF-8").env("LANG", "uk_UA.UTF-8").env_remove("NO_COLOR");
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().expect("the program starts");
        let Output { status, stdout, stderr } = output;
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let code = status.code().expect("the program ends by itself");
        Ran { code, out: text(stdout), err: text(stderr) }
    }

    /// Replaces words in a file of the project.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path(path)).expect("the file is there");
        assert!(text.contains(from), "«{from}» must stand in {path}");
        std::fs::write(self.path(path), text.replace(from, to)).expect("it can be written");
    }

    /// All files of a folder, the program's own list apart.
    pub(crate) fn files(&self, folder: &str) -> Files {
        let mut files = Files::new();
        gather(&self.path(folder), "", &mut files);
        files.remove(".plan-portal");
        files
    }
}

impl Checked {
    /// The report as an editor sees it.
    pub(crate) fn report(&self) -> String {
        self.report_as(Format::Text, Language::Uk)
    }

    /// The report in English.
    pub(crate) fn english(&self) -> String {
        self.report_as(Format::Text, Language::En)
    }

    /// The report for machines, a JSON object a line.
    pub(crate) fn json(&self) -> String {
        self.report_as(Format::Json, Language::Uk)
    }

    /// The report as GitHub's workflow commands.
    pub(crate) fn github(&self) -> String {
        self.report_as(Format::Github, Language::Uk)
    }

    fn report_as(&self, format: Format, language: Language) -> String {
        report(&self.diagnostics, &self.sources, format, language)
    }

    /// The codes of the faults, in the order of the report.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    /// Message, label, related words and help of every fault, in Ukrainian and in English.
    pub(crate) fn words(&self) -> Vec<(String, String)> {
        let mut words = Vec::new();
        for diagnostic in self.diagnostics.iter() {
            let related = diagnostic.related.iter().map(|(_, words)| words);
            let all =
                [Some(&diagnostic.message), diagnostic.label.as_ref(), diagnostic.help.as_ref()];
            let all = all.into_iter().flatten().chain(related);
            words.extend(all.map(|text| (text.uk.to_string(), text.en.to_string())));
        }
        words
    }
}

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the test cases.
pub(crate) fn cases() -> PathBuf {
    project().join("tests/cases")
}

/// Files of the project's own folder, by path in it; of a folder that is not there none.
pub(crate) fn project_files(folder: &str) -> Files {
    files_of(&project().join(folder))
}

/// All files of a folder of the disk.
pub(crate) fn files_of(folder: &Path) -> Files {
    let mut files = Files::new();
    gather(folder, "", &mut files);
    files
}

/// Holds `actual` against a file, or writes it there: `UPDATE=1 cargo test`.
pub(crate) fn assert_expected(file: &Path, actual: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, actual).expect("an expectation can be written");
        return;
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    let shown = file.strip_prefix(project()).unwrap_or(file).display();
    assert!(
        expected == actual,
        "{shown} expects:\n{expected}\nbut this came (UPDATE=1 cargo test takes it over):\n{actual}"
    );
}

/// Names of the folders within a folder, sorted.
pub(crate) fn folders(folder: &Path) -> Vec<String> {
    let rows = std::fs::read_dir(folder).expect("the folder is there");
    let rows = rows.map(|row| row.expect("the folder can be read"));
    let rows = rows.filter(|row| row.path().is_dir());
    let mut names =
        rows.map(|row| row.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>();
    names.sort();
    names
}

/// Writes one file of a folder; returns where it is.
fn on_disk(folder: &Path, path: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(path);
    let parent = path.parent().expect("files lie in folders");
    std::fs::create_dir_all(parent).expect("a folder can be made");
    std::fs::write(&path, bytes).expect("a file can be written");
    path
}

fn in_project(path: &str) -> String {
    let is_beside = ["content/", "seeds/", "themes/"].iter().any(|part| path.starts_with(part));
    if is_beside { path.to_owned() } else { format!("content/{path}") }
}

fn gather(folder: &Path, within: &str, files: &mut Files) {
    let Ok(rows) = std::fs::read_dir(folder) else { return };
    for row in rows {
        let row = row.expect("the folder can be read");
        let name = row.file_name().to_string_lossy().into_owned();
        let path = if within.is_empty() { name } else { format!("{within}/{name}") };
        if row.path().is_dir() {
            gather(&row.path(), &path, files);
        } else {
            let bytes = std::fs::read(row.path()).expect("the file can be read");
            files.insert(path, bytes);
        }
    }
}

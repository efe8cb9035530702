//! Outputs become bytes, in parallel, and go on to the sink as they come.
//!
//! First what pages share is rendered (the shell of each folder, the rows), then every output; nothing but the
//! shared pieces is kept. A template's fault names the template and what in the content the page comes from.
//! The plan is not known here: everything to print stands in the views.

mod book;
mod html;
mod ical;
mod pieces;
pub mod theme;

use std::cell::Cell;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::Failure;
use crate::key::Key;
use crate::publish::Sink;
use crate::render::book::Books;
use crate::render::html::RenderedShell;
use crate::render::pieces::{Piece, Pieces};
use crate::render::theme::Theme;
use crate::site::output::{
    Archive, Content, Fragment, FragmentContent, Keyed, Named, NamedFiles, Output, Outputs,
};
use crate::source::Span;
use crate::text;

/// Renders all outputs into `sink`; `progress` hears of each finished one, from any thread.
pub fn render(
    outputs: &Outputs<'_>,
    theme: &Theme,
    sink: &Sink,
    progress: &(dyn Fn() + Sync),
) -> Result<Diagnostics, Failure> {
    let kept = keep_parts(outputs, sink);
    let (named, rendered) = rayon::join(
        || {
            let named = outputs.named.par_iter().filter(|named| !kept[named.part]);
            named.try_for_each(|named| put_named(named, sink))
        },
        || render_listed(outputs, theme, (sink, &kept), progress),
    );
    named?;
    let (mut diagnostics, shared) = rendered?;
    if let Some(shared) = shared {
        let faults = render_last(outputs, theme, &shared, sink)?;
        report_all(faults, &mut diagnostics);
    }
    Ok(diagnostics)
}

/// Which parts of the site are made of the same as in the build before, and stand as that build left them.
fn keep_parts(outputs: &Outputs<'_>, sink: &Sink) -> Vec<bool> {
    let but = outputs.list.iter().filter(|output| is_always_made(output));
    let but = but.map(|output| output.path.as_str()).chain(outputs.archive.as_deref());
    let but = but.collect::<BTreeSet<_>>();
    let is_one = outputs.offices.iter().all(String::is_empty);
    let folders = std::iter::once("").chain(outputs.offices.iter().map(String::as_str));
    let keep = |(part, folder): (usize, &str)| {
        // What lies in no office's folder is a part only where that is everything.
        let is_part = !folder.is_empty() || part == 0 && is_one;
        let keys = outputs.made_of.get(part).filter(|_| is_part);
        keys.is_some_and(|keys| sink.keep_part(folder, *keys, &but))
    };
    folders.enumerate().map(keep).collect()
}

/// Pages that speak of the whole site, and files whose bytes nobody has read yet.
fn is_always_made(output: &Output<'_>) -> bool {
    matches!(output.content, Content::PageOfArchive { .. } | Content::Attachment(_))
}

/// The archive of all that is rendered, and the pages that speak of it: in the archive in words of its own.
fn render_last(
    outputs: &Outputs<'_>,
    theme: &Theme,
    shared: &Shared<'_, '_>,
    sink: &Sink,
) -> Result<Vec<(html::TemplateFault, Option<Span>)>, Failure> {
    let mut faults = Vec::new();
    let mut pages = |archive| {
        let mut made = Vec::new();
        for output in &outputs.list {
            let Content::PageOfArchive { template, shell, view } = &output.content else {
                continue;
            };
            let view = view(archive).value();
            let (mut page, mut whole) = (Vec::new(), Vec::new());
            let shell = &shared.shell(*shell).value;
            match html::page(theme, template, (view, Some(shell)), &mut page) {
                Ok(()) => {
                    let bytes = shared.pieces.put_into(&output.path, &page, &mut whole);
                    made.push((output.path.clone(), bytes.to_vec()));
                }
                Err(fault) => faults.push((fault, output.origin)),
            }
        }
        made
    };
    let size = match &outputs.archive {
        Some(path) => sink.pack(path, &pages(Archive::Around))?,
        None => None,
    };
    for (path, bytes) in pages(size.map_or(Archive::Missing, Archive::Offered)) {
        sink.put(&path, &bytes)?;
    }
    Ok(faults)
}

fn put_named(named: &Named<'_>, sink: &Sink) -> Result<(), Failure> {
    for NamedFiles { key, files } in (named.make)(&|key| sink.keep_named(key)) {
        for (path, bytes) in &files {
            sink.put(path, bytes)?;
        }
        if !files.is_empty() {
            sink.note_named(key, files.into_iter().map(|(path, _)| path).collect());
        }
    }
    Ok(())
}

fn render_listed<'o, 'a>(
    outputs: &'o Outputs<'a>,
    theme: &Theme,
    (sink, kept): (&Sink, &[bool]),
    progress: &(dyn Fn() + Sync),
) -> Result<(Diagnostics, Option<Shared<'o, 'a>>), Failure> {
    let mut diagnostics = Diagnostics::default();
    let needed = shells_needed(outputs, kept);
    let shells = outputs.shells.par_iter().zip(needed);
    let shells = shells.map(|(shell, is_needed)| is_needed.then(|| html::shell(theme, shell)));
    let shells = shells.map(Option::transpose).collect::<Vec<_>>();
    let shells = match shells.into_iter().collect::<Result<Vec<_>, _>>() {
        Ok(shells) => shells,
        Err(fault) => {
            report(fault, None, &mut diagnostics);
            return Ok((diagnostics, None));
        }
    };
    let (pieces, events) = Default::default();
    let mut shared = Shared { shells, pieces, events, books: Books::new(&outputs.book_rows) };
    let mut faults = Vec::new();
    for (part, Part { fragments, list }) in parts(outputs).into_iter().enumerate() {
        let is_kept = kept[part];
        let (fragments, list) = match is_kept {
            true => (Vec::new(), list.into_iter().filter(|one| is_always_made(one)).collect()),
            false => (fragments, list),
        };
        let rendered = fragments.par_iter().with_max_len(AT_ONCE).map(|fragment| {
            with_buffers(|Buffers { page, .. }| render_fragment(fragment, theme, page))
        });
        // The rows and events of one office only are held at a time.
        shared.pieces = Pieces::default();
        shared.events = ical::Events::default();
        if !is_kept {
            shared.events = ical::Events::new(&outputs.events, part);
            shared.books.turn_to(part);
        }
        shared.pieces = match rendered.collect::<Result<Vec<_>, _>>() {
            Ok(rendered) => Pieces::new(rendered),
            Err(fault) => {
                faults.push((fault, None));
                break;
            }
        };
        let rendered = list.par_iter().with_max_len(AT_ONCE).map(|output| {
            let fault = with_buffers(|buffers| put(output, theme, &shared, (sink, buffers)))?;
            progress();
            Ok(fault.map(|fault| (fault, output.origin)))
        });
        faults.extend(rendered.collect::<Result<Vec<_>, Failure>>()?.into_iter().flatten());
    }
    report_all(faults, &mut diagnostics);
    let is_whole = !diagnostics.has_errors();
    Ok((diagnostics, is_whole.then_some(shared)))
}

/// Which shells have a page that is to be made.
fn shells_needed(outputs: &Outputs<'_>, kept: &[bool]) -> Vec<bool> {
    let mut needed = vec![false; outputs.shells.len()];
    for output in &outputs.list {
        if let Content::Page { shell, .. } | Content::PageOfArchive { shell, .. } = &output.content
            && !needed[*shell]
        {
            needed[*shell] = !kept[outputs.part_of(&output.path)] || is_always_made(output);
        }
    }
    needed
}

/// A broken template breaks every page of its kind: it is told once, with the first of them.
fn report_all(
    faults: impl IntoIterator<Item = (html::TemplateFault, Option<Span>)>,
    diagnostics: &mut Diagnostics,
) {
    let mut told = Vec::new();
    for (fault, origin) in faults {
        let key = (fault.template.clone(), fault.words.clone());
        if !told.contains(&key) {
            told.push(key);
            report(fault, origin, diagnostics);
        }
    }
}

/// What one office has, or the portal itself.
#[derive(Default)]
struct Part<'o, 'a> {
    fragments: Vec<&'o Fragment<'a>>,
    list: Vec<&'o Output<'a>>,
}

fn parts<'o, 'a>(outputs: &'o Outputs<'a>) -> Vec<Part<'o, 'a>> {
    let mut parts = Vec::new();
    parts.resize_with(outputs.offices.len() + 1, Part::default);
    for fragment in &outputs.fragments {
        parts[fragment.part].fragments.push(fragment);
    }
    for output in &outputs.list {
        parts[outputs.part_of(&output.path)].list.push(output);
    }
    parts
}

/// What is rendered once for many files.
struct Shared<'o, 'a> {
    /// Of each folder that has a page to be made.
    shells: Vec<Option<RenderedShell>>,
    pieces: Pieces,
    events: ical::Events<'o, 'a>,
    books: Books<'o, 'a>,
}

impl Shared<'_, '_> {
    fn shell(&self, place: usize) -> &RenderedShell {
        self.shells[place].as_ref().expect("what a page to be made needs is made before")
    }
}

/// So many files are one piece of work: with more, a thread would wait for the last piece of another.
const AT_ONCE: usize = 16;

/// What a thread writes one file after another into, so that memory is touched once.
#[derive(Default)]
struct Buffers {
    page: Vec<u8>,
    whole: Vec<u8>,
}

thread_local! {
    static BUFFERS: Cell<Buffers> = Cell::default();
}

/// Lends the thread's buffers. Work that another thread left may come in between; it finds none and makes its own.
fn with_buffers<T>(work: impl FnOnce(&mut Buffers) -> T) -> T {
    let mut buffers = BUFFERS.take();
    let made = work(&mut buffers);
    BUFFERS.set(buffers);
    made
}

fn render_fragment(
    fragment: &Fragment<'_>,
    theme: &Theme,
    buffer: &mut Vec<u8>,
) -> Result<(usize, Piece), html::TemplateFault> {
    let piece = match &fragment.content {
        FragmentContent::Html(template, view) => {
            html::page(theme, template, (view().value(), None), buffer)?;
            Piece::new(buffer)
        }
        FragmentContent::Bytes(make) => Piece::new(&make()),
    };
    Ok((fragment.place, piece))
}

fn put(
    output: &Output<'_>,
    theme: &Theme,
    shared: &Shared<'_, '_>,
    (sink, buffers): (&Sink, &mut Buffers),
) -> Result<Option<html::TemplateFault>, Failure> {
    let Shared { pieces, events, books, shells: _ } = shared;
    let Buffers { page, whole } = buffers;
    let path = &output.path;
    match &output.content {
        Content::Page { template, shell, view } => {
            let (view, RenderedShell { value: shell, key }) = (view(), shared.shell(*shell));
            let key = view.write(whole).then(|| {
                let made_of = (theme.key, template, key, path, pieces.keys_in(whole), &*whole);
                Key::of(&made_of)
            });
            if key.is_some_and(|key| sink.keep(path, key)) {
                return Ok(None);
            }
            match html::page(theme, template, (view.value(), Some(shell)), page) {
                Ok(()) => sink.put_made_of(path, key, pieces.put_into(path, page, whole))?,
                Err(fault) => return Ok(Some(fault)),
            }
        }
        // Made when everything else is.
        Content::PageOfArchive { .. } => {}
        Content::Calendar(make) => {
            let calendar = make();
            let key = events.key_of(&calendar);
            if !sink.keep(path, key) {
                sink.put_made_of(path, Some(key), ical::calendar(&calendar, events, page))?;
            }
        }
        Content::Book(make) => {
            let book = make();
            let key = books.key_of(&book);
            if !sink.keep(path, key) {
                sink.put_made_of(path, Some(key), &books.file(&book))?;
            }
        }
        Content::Marked(make) => sink.put(path, pieces.put_into(path, &make(), whole))?,
        Content::Bytes(make) => sink.put(path, &make())?,
        Content::Keyed(make) => {
            let Keyed { key, make } = make();
            if !sink.keep(path, key) {
                sink.put_made_of(path, Some(key), &make())?;
            }
        }
        Content::Attachment(source) => sink.put_file(path, source)?,
    }
    Ok(None)
}

fn report(fault: html::TemplateFault, origin: Option<Span>, diagnostics: &mut Diagnostics) {
    let html::TemplateFault { template, words } = fault;
    let message = text!(
        uk: "шаблон «{template}.html» не вдалося заповнити: {words}",
        en: "the template «{template}.html» cannot be filled: {words}",
    );
    let help = text!(
        uk: "виправте шаблон теми або приберіть його, щоб узяти вбудований",
        en: "mend the theme's template, or remove it to take the built-in one",
    );
    diagnostics.add("broken-template", Severity::Error, origin, message).help(help);
}

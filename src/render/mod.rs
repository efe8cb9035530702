//! Outputs become bytes, in parallel, and go on to the sink as they come.
//!
//! First what pages share is rendered (the shell of each folder, the rows), then every output; nothing but the
//! shared pieces is kept. A template's fault names the template and what in the content the page comes from.
//! The plan is not known here: everything to print stands in the views.

mod book;
mod bundles;
mod html;
mod ical;
mod literals;
mod pieces;
mod script;
pub mod theme;
mod told;

use std::cell::Cell;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::Failure;
use crate::key::Key;
use crate::publish::Sink;
use crate::render::book::{Books, Frames};
use crate::render::html::RenderedShell;
use crate::render::pieces::{Piece, Pieces};
use crate::render::theme::Theme;
use crate::site::output::{
    Archive, Content, Fragment, FragmentContent, Keyed, Named, NamedFiles, Output, Outputs, Part,
};
use crate::source::Span;
use crate::text;
use crate::text::Text;

/// Renders all outputs into `sink`; `progress` hears of each finished one, from any thread.
pub fn render(
    outputs: &Outputs<'_>,
    theme: &Theme,
    sink: &Sink,
    progress: &(dyn Fn() + Sync),
) -> Result<Diagnostics, Failure> {
    keep_parts(outputs, sink);
    let (named, rendered) = rayon::join(
        || {
            let named = outputs.parts.par_iter().flat_map(|part| &part.named);
            named.try_for_each(|named| put_named(named, sink))
        },
        || render_listed(outputs, theme, sink, progress),
    );
    named?;
    let mut diagnostics = Diagnostics::default();
    let (faults, shells) = rendered?;
    report_all(faults, &mut diagnostics);
    if !diagnostics.has_errors() {
        report_all(render_last(outputs, theme, &shells, sink)?, &mut diagnostics);
    }
    Ok(diagnostics)
}

/// Keeps the parts of the site that stand as they are, but for what is made in any case.
fn keep_parts(outputs: &Outputs<'_>, sink: &Sink) {
    for part in outputs.parts.iter().filter(|part| !part.kept.is_empty()) {
        let but = part.list.iter().map(|output| output.path.as_str());
        let but = but.chain(outputs.archive.as_deref()).collect();
        part.kept.iter().for_each(|folder| sink.keep_part(folder, &but));
    }
}

/// What is wrong with a template, and what the page comes from.
type Fault = (html::TemplateFault, Option<Span>);

/// The archive of all that is rendered, and the pages that speak of it: in the archive in words of its own.
fn render_last(
    outputs: &Outputs<'_>,
    theme: &Theme,
    shells: &[Vec<RenderedShell>],
    sink: &Sink,
) -> Result<Vec<Fault>, Failure> {
    let mut faults = Vec::new();
    let mut pages = |archive| {
        let mut made = Vec::new();
        let parts = outputs.parts.iter().zip(shells);
        for (output, shells) in
            parts.flat_map(|(part, shells)| part.list.iter().map(move |output| (output, shells)))
        {
            let Content::PageOfArchive { template, shell, view } = &output.content else {
                continue;
            };
            let view = view(archive).value();
            let (mut page, mut whole) = (Vec::new(), Vec::new());
            match html::page(theme, template, (view, Some(&shells[*shell].value)), &mut page) {
                Ok(()) => {
                    let bytes =
                        Pieces::default().put_into(&output.path, &page, &mut whole).to_vec();
                    made.push((output.path.clone(), bytes));
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

/// Renders what is listed, the rows and events of one part only held at a time; gives the shells of each part back.
fn render_listed(
    outputs: &Outputs<'_>,
    theme: &Theme,
    sink: &Sink,
    progress: &(dyn Fn() + Sync),
) -> Result<(Vec<Fault>, Vec<Vec<RenderedShell>>), Failure> {
    let frames = Frames::default();
    let (mut faults, mut shells) = (Vec::new(), Vec::new());
    for part in &outputs.parts {
        let shared = match Shared::of(part, &frames, theme) {
            Ok(shared) => shared,
            Err(fault) => {
                faults.push((fault, None));
                break;
            }
        };
        let rendered = part.list.par_iter().with_max_len(AT_ONCE).map(|output| {
            let fault = with_buffers(|buffers| put(output, theme, &shared, (sink, buffers)))?;
            progress();
            Ok(fault.map(|fault| (fault, output.origin)))
        });
        faults.extend(rendered.collect::<Result<Vec<_>, Failure>>()?.into_iter().flatten());
        faults.extend(shared.pieces.into_faults().into_iter().map(|fault| (fault, None)));
        shells.push(shared.shells);
    }
    Ok((faults, shells))
}

/// A broken template breaks every page of its kind: it is told once, with the first of them.
fn report_all(faults: impl IntoIterator<Item = Fault>, diagnostics: &mut Diagnostics) {
    let mut told = Vec::new();
    for (fault, origin) in faults {
        let key = (fault.template.clone(), fault.words.clone());
        if !told.contains(&key) {
            told.push(key);
            report(fault, origin, diagnostics);
        }
    }
}

/// What is rendered once for many files of a part.
struct Shared<'o, 'a> {
    /// Of each folder.
    shells: Vec<RenderedShell>,
    pieces: Pieces<'o>,
    events: ical::Events<'o, 'a>,
    books: Books<'o, 'a>,
}

impl<'o, 'a> Shared<'o, 'a> {
    fn of(
        part: &'o Part<'a>,
        frames: &'o Frames,
        theme: &'o Theme,
    ) -> Result<Shared<'o, 'a>, html::TemplateFault> {
        let shells = part.shells.par_iter().map(|shell| html::shell(theme, shell));
        let shells = shells.collect::<Result<Vec<_>, _>>()?;
        let places = part.fragments.iter().map(|fragment| fragment.place);
        let pieces = Pieces::new(places, |number| render_fragment(&part.fragments[number], theme));
        let events = ical::Events::new(&part.events);
        Ok(Shared { shells, pieces, events, books: Books::new(&part.book_rows, frames) })
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
    static PIECE: Cell<Vec<u8>> = Cell::default();
}

/// Lends the thread's buffers. Work that another thread left may come in between; it finds none and makes its own.
fn with_buffers<T>(work: impl FnOnce(&mut Buffers) -> T) -> T {
    let mut buffers = BUFFERS.take();
    let made = work(&mut buffers);
    BUFFERS.set(buffers);
    made
}

fn render_fragment(fragment: &Fragment<'_>, theme: &Theme) -> Result<Piece, html::TemplateFault> {
    match &fragment.content {
        FragmentContent::Html(template, view) => {
            // A piece is made while the page that asks for it has the other buffers.
            let mut buffer = PIECE.take();
            html::page(theme, template, (view().value(), None), &mut buffer)?;
            let piece = Piece::new(&buffer);
            PIECE.set(buffer);
            Ok(piece)
        }
        FragmentContent::Bytes(make) => Ok(Piece::new(&make())),
    }
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
            let (view, RenderedShell { value: shell, key }) = (view(), &shared.shells[*shell]);
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
    let html::TemplateFault { template, words: Text { uk, en } } = fault;
    let message = text!(
        uk: "шаблон «{template}.html» не вдалося заповнити: {uk}",
        en: "the template «{template}.html» cannot be filled: {en}",
    );
    let help = text!(
        uk: "виправте шаблон теми або приберіть його, щоб узяти вбудований",
        en: "mend the theme's template, or remove it to take the built-in one",
    );
    diagnostics.add("broken-template", Severity::Error, origin, message).help(help);
}

//! Outputs become bytes, in parallel, and go on to the sink as they come.
//!
//! First what pages share is rendered (the shell of each folder, the rows), then every output; nothing but the
//! shared pieces is kept. A template's fault names the template and what in the content the page comes from.
//! The plan is not known here: everything to print stands in the views.

mod html;
mod ical;
mod pieces;
pub mod theme;

use std::cell::Cell;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::Failure;
use crate::publish::Sink;
use crate::render::pieces::{Piece, Pieces};
use crate::render::theme::Theme;
use crate::site::output::{
    Archive, Content, Fragment, FragmentContent, Named, Output, Outputs, View,
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
    let (named, rendered) = rayon::join(
        || outputs.named.par_iter().try_for_each(|make| put_named(make, sink)),
        || render_listed(outputs, theme, sink, progress),
    );
    named?;
    let (mut diagnostics, shared) = rendered?;
    if let Some(shared) = shared {
        let faults = render_last(outputs, theme, &shared, sink)?;
        report_all(faults, &mut diagnostics);
    }
    Ok(diagnostics)
}

/// The archive of all that is rendered, and the pages that speak of it: in the archive in words of its own.
fn render_last(
    outputs: &Outputs<'_>,
    theme: &Theme,
    shared: &Shared,
    sink: &Sink,
) -> Result<Vec<(html::TemplateFault, Option<Span>)>, Failure> {
    let mut faults = Vec::new();
    let mut pages = |archive| {
        let mut made = Vec::new();
        for output in &outputs.list {
            let Content::PageOfArchive { template, shell, view } = &output.content else {
                continue;
            };
            let View(view) = view(archive);
            let (mut page, mut whole) = (Vec::new(), Vec::new());
            match html::page(theme, template, (view, Some(&shared.shells[*shell])), &mut page) {
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

fn put_named(make: &Named<'_>, sink: &Sink) -> Result<(), Failure> {
    make().into_iter().try_for_each(|(path, bytes)| sink.put(&path, &bytes))
}

fn render_listed(
    outputs: &Outputs<'_>,
    theme: &Theme,
    sink: &Sink,
    progress: &(dyn Fn() + Sync),
) -> Result<(Diagnostics, Option<Shared>), Failure> {
    let mut diagnostics = Diagnostics::default();
    let shells =
        outputs.shells.par_iter().map(|shell| html::shell(theme, shell)).collect::<Vec<_>>();
    let shells = match shells.into_iter().collect::<Result<Vec<_>, _>>() {
        Ok(shells) => shells,
        Err(fault) => {
            report(fault, None, &mut diagnostics);
            return Ok((diagnostics, None));
        }
    };
    let mut shared = Shared { shells, pieces: Pieces::default(), events: Vec::new() };
    let mut faults = Vec::new();
    for (part, Part { fragments, list }) in parts(outputs).into_iter().enumerate() {
        let rendered = fragments.par_iter().with_max_len(AT_ONCE).map(|fragment| {
            with_buffers(|Buffers { page, .. }| render_fragment(fragment, theme, page))
        });
        // The rows and events of one office only are held at a time.
        shared.pieces = Pieces::default();
        shared.events.clear();
        if let Some(make) = &outputs.events.make {
            let places = outputs.events.parts.par_iter().enumerate();
            let event =
                |(place, of): (usize, &usize)| (*of == part).then(|| ical::event(&make(place)));
            shared.events = places.map(event).collect();
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
struct Shared {
    shells: Vec<tera::Value>,
    pieces: Pieces,
    events: Vec<Option<ical::RenderedEvent>>,
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
            let View(view) = view();
            html::page(theme, template, (view, None), buffer)?;
            Piece::new(buffer)
        }
        FragmentContent::Bytes(make) => Piece::new(&make()),
    };
    Ok((fragment.place, piece))
}

fn put(
    output: &Output<'_>,
    theme: &Theme,
    shared: &Shared,
    (sink, buffers): (&Sink, &mut Buffers),
) -> Result<Option<html::TemplateFault>, Failure> {
    let Shared { shells, pieces, events } = shared;
    let Buffers { page, whole } = buffers;
    let path = &output.path;
    match &output.content {
        Content::Page { template, shell, view } => {
            let View(view) = view();
            match html::page(theme, template, (view, Some(&shells[*shell])), page) {
                Ok(()) => sink.put(path, pieces.put_into(path, page, whole))?,
                Err(fault) => return Ok(Some(fault)),
            }
        }
        // Made when everything else is.
        Content::PageOfArchive { .. } => {}
        Content::Calendar(make) => sink.put(path, ical::calendar(&make(), events, page))?,
        Content::Marked(make) => sink.put(path, pieces.put_into(path, &make(), whole))?,
        Content::Bytes(make) => sink.put(path, &make())?,
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

//! Outputs become bytes, in parallel, and go on to the sink as they come.
//!
//! First what pages share is rendered (the shell of each folder, the rows), then every output; nothing but the
//! shared pieces is kept. A template's fault names the template and what in the content the page comes from.
//! The plan is not known here: everything to print stands in the views.

mod html;
mod ical;
pub mod theme;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::Failure;
use crate::publish::Sink;
use crate::render::theme::Theme;
use crate::site::output::calendar::CalendarEvent;
use crate::site::output::{Content, Fragments, Named, Output, Outputs, View};
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
    named.and(rendered)
}

fn put_named(make: &Named<'_>, sink: &Sink) -> Result<(), Failure> {
    make().into_iter().try_for_each(|(path, bytes)| sink.put(&path, &bytes))
}

fn render_listed(
    outputs: &Outputs<'_>,
    theme: &Theme,
    sink: &Sink,
    progress: &(dyn Fn() + Sync),
) -> Result<Diagnostics, Failure> {
    let mut diagnostics = Diagnostics::default();
    let shells =
        outputs.shells.par_iter().map(|shell| html::shell(theme, shell)).collect::<Vec<_>>();
    let shells = match shells.into_iter().collect::<Result<Vec<_>, _>>() {
        Ok(shells) => shells,
        Err(fault) => {
            report(fault, None, &mut diagnostics);
            return Ok(diagnostics);
        }
    };
    let rendered = outputs.fragments.par_iter().map(|fragment| {
        let View(view) = (fragment.view)();
        html::piece(theme, fragment.template, view).map(|html| (fragment.key, html))
    });
    let fragments = match rendered.collect::<Result<Vec<_>, _>>() {
        Ok(rendered) => Fragments::new(rendered),
        Err(fault) => {
            report(fault, None, &mut diagnostics);
            return Ok(diagnostics);
        }
    };
    let event =
        |make: &(dyn Fn(usize) -> CalendarEvent + Send + Sync), place| ical::event(&make(place));
    let events = match &outputs.events.make {
        Some(make) => {
            (0..outputs.events.count).into_par_iter().map(|place| event(make, place)).collect()
        }
        None => Vec::new(),
    };
    let shared = Shared { shells, fragments, events };
    let rendered = outputs.list.par_iter().map(|output| {
        let fault = put(output, theme, &shared, sink)?;
        progress();
        Ok(fault.map(|fault| (fault, output.origin)))
    });
    // A broken template breaks every page of its kind: it is told once, with the first of them.
    let mut told = Vec::new();
    for (fault, origin) in rendered.collect::<Result<Vec<_>, Failure>>()?.into_iter().flatten() {
        let key = (fault.template.clone(), fault.words.clone());
        if !told.contains(&key) {
            told.push(key);
            report(fault, origin, &mut diagnostics);
        }
    }
    Ok(diagnostics)
}

/// What is rendered once for many files.
struct Shared {
    shells: Vec<tera::Value>,
    fragments: Fragments,
    events: Vec<ical::RenderedEvent>,
}

fn put(
    output: &Output<'_>,
    theme: &Theme,
    shared: &Shared,
    sink: &Sink,
) -> Result<Option<html::TemplateFault>, Failure> {
    let Shared { shells, fragments, events } = shared;
    match &output.content {
        Content::Page { template, shell, view } => {
            let View(view) = view(fragments);
            match html::page(theme, template, view, Some(&shells[*shell])) {
                Ok(html) => sink.put(&output.path, &html)?,
                Err(fault) => return Ok(Some(fault)),
            }
        }
        Content::Calendar(make) => sink.put(&output.path, &ical::calendar(&make(), events))?,
        Content::Bytes(make) => sink.put(&output.path, &make())?,
        Content::Attachment(source) => sink.put_file(&output.path, source)?,
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

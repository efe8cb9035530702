//! Diagnostics become lines on a terminal, JSON, or GitHub annotations.
//!
//! The pictures of places are drawn by the crate `annotate-snippets`, which also draws rustc's; the words are ours.
//! Returns text; whoever calls decides where it goes.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::{Language, Text};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For people on a terminal with colors.
    ColoredText,
    /// One JSON object a line.
    Json,
    /// Workflow commands that GitHub shows beside the lines of a change.
    Github,
}

/// Writes all diagnostics, in their order.
pub fn report(
    diagnostics: &Diagnostics,
    sources: &Sources,
    format: Format,
    language: Language,
) -> String {
    let renderer = match format {
        Format::ColoredText => Renderer::styled(),
        Format::Text | Format::Json | Format::Github => Renderer::plain(),
    };
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        let written = match format {
            Format::Text | Format::ColoredText => {
                format!("{}\n\n", for_people(diagnostic, sources, language, &renderer))
            }
            Format::Json => format!("{}\n", json(diagnostic, sources, language)),
            Format::Github => format!("{}\n", github(diagnostic, sources, language)),
        };
        out.push_str(&written);
    }
    out
}

fn severity_word(severity: Severity, is_of_draft: bool) -> Text {
    let Text { uk, en } = match severity {
        Severity::Error => text!(uk: "помилка", en: "error"),
        Severity::Warning => text!(uk: "попередження", en: "warning"),
        Severity::Remark => text!(uk: "зауваження", en: "remark"),
    };
    if !is_of_draft {
        return Text { uk, en };
    }
    text!(uk: "{uk} в проєкті плану", en: "{en} of a draft")
}

fn for_people(
    diagnostic: &Diagnostic,
    sources: &Sources,
    language: Language,
    renderer: &Renderer,
) -> String {
    let Diagnostic { code, severity, span, message, label, related, help, subject: _, is_of_draft } =
        diagnostic;
    let word = severity_word(*severity, *is_of_draft);
    let level = match severity {
        Severity::Error if *is_of_draft => Level::WARNING,
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Remark => Level::NOTE,
    };
    let level = level.with_name(word.say(language).to_owned());
    let title = level.primary_title(cut_quotes(message.say(language))).id(*code);
    let mut group: Group<'_> = Group::with_title(title);
    if let Some(span) = span {
        let near = related.iter().filter(|(other, _)| other.file == span.file);
        let mut snippet =
            snippet(sources, *span, label.as_ref(), AnnotationKind::Primary, language);
        for (other, words) in near {
            let kind = AnnotationKind::Context;
            snippet =
                snippet.annotation(kind.span(shown(sources, *other)).label(words.say(language)));
        }
        group = group.element(snippet);
        for (other, words) in related.iter().filter(|(other, _)| other.file != span.file) {
            let kind = AnnotationKind::Context;
            group = group.element(self::snippet(sources, *other, Some(words), kind, language));
        }
    }
    if let Some(help) = help {
        let name = text!(uk: "як виправити", en: "help");
        let level = Level::HELP.with_name(name.say(language).to_owned());
        group = group.element(level.message(cut_quotes(help.say(language))));
    }
    let drawn = renderer.render(&[group]);
    drawn.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn snippet<'a>(
    sources: &'a Sources,
    span: Span,
    label: Option<&'a Text>,
    kind: AnnotationKind,
    language: Language,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = sources.file(span.file);
    let mark = kind.span(shown(sources, span));
    let mark = match label {
        Some(label) => mark.label(label.say(language)),
        None => mark,
    };
    Snippet::source(file.text.as_str()).path(file.path.as_str()).annotation(mark)
}

/// Longest quotation and longest line in a report, in characters.
const LONGEST_QUOTE: usize = 120;
const LONGEST_LINE: usize = 240;

/// A sentence whose quotations are cut to a length people read.
fn cut_quotes(sentence: &str) -> Cow<'_, str> {
    if sentence.chars().count() <= LONGEST_QUOTE * 2 {
        return Cow::Borrowed(sentence);
    }
    let mut out = String::new();
    let (mut depth, mut length) = (0_usize, 0_usize);
    for letter in sentence.chars() {
        if matches!(letter, '»' | '”') {
            depth = depth.saturating_sub(1);
        }
        let is_within = depth > 0;
        length = if is_within { length + 1 } else { 0 };
        match length {
            length if length <= LONGEST_QUOTE => out.push(letter),
            length if length == LONGEST_QUOTE + 1 => out.push('…'),
            _ => {}
        }
        if matches!(letter, '«' | '“') {
            depth += 1;
        }
    }
    Cow::Owned(out)
}

/// The part of a line around a column (from 1), with «…» where it was cut.
fn cut_line(line: &str, column_number: usize) -> String {
    if line.chars().count() <= LONGEST_LINE {
        return line.to_owned();
    }
    let start = column_number.saturating_sub(1).saturating_sub(LONGEST_LINE / 4);
    let part = line.chars().skip(start).take(LONGEST_LINE).collect::<String>();
    let before = if start > 0 { "…" } else { "" };
    let after = if start + LONGEST_LINE < line.chars().count() { "…" } else { "" };
    format!("{before}{part}{after}")
}

/// What is marked: the span, but of a long one (a whole text, a table) only its first line.
fn shown(sources: &Sources, span: Span) -> std::ops::Range<usize> {
    let text = &sources.file(span.file).text;
    let range = span.range();
    let range = range.start.min(text.len())..range.end.min(text.len());
    let written = text.get(range.clone()).unwrap_or_default();
    match written.split_once('\n') {
        Some((first, _)) if !first.trim_end().is_empty() => {
            range.start..range.start + first.trim_end().len()
        }
        _ => range,
    }
}

fn json(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let Diagnostic { code, severity, span, message, label: _, related, help, subject, is_of_draft } =
        diagnostic;
    let place = |span: Span| {
        let position = sources.position(span);
        serde_json::json!({
            "file": sources.file(span.file).path,
            "line": position.line_number,
            "column": position.column_number,
            "line_text": cut_line(sources.file(span.file).line(position.line_number), position.column_number),
        })
    };
    let related = related.iter().map(|(span, words)| {
        serde_json::json!({ "place": place(*span), "message": words.say(language) })
    });
    let value = serde_json::json!({
        "code": code,
        "severity": match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Remark => "remark",
        },
        "message": cut_quotes(message.say(language)),
        "place": span.map(place),
        "help": help.as_ref().map(|help| cut_quotes(help.say(language))),
        "subject": subject,
        "of_draft": is_of_draft,
        "related": related.collect::<Vec<_>>(),
    });
    value.to_string()
}

/// GitHub's workflow commands: `%`, line breaks (and in properties `:` and `,`) are escaped.
fn github(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let data = |words: &str| words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |words: &str| data(words).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error if diagnostic.is_of_draft => "warning",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Remark => "notice",
    };
    let title = property(diagnostic.code);
    let mut words = cut_quotes(diagnostic.message.say(language)).into_owned();
    if let Some(help) = &diagnostic.help {
        words = format!("{words} ({})", cut_quotes(help.say(language)));
    }
    let words = data(&words);
    match diagnostic.span {
        Some(span) => {
            let position = sources.position(span);
            let file = property(&sources.file(span.file).path);
            let (line, column) = (position.line_number, position.column_number);
            format!("::{command} file={file},line={line},col={column},title={title}::{words}")
        }
        None => format!("::{command} title={title}::{words}"),
    }
}

//! What is wrong in the content, where, and how to mend it.
//!
//! Every content stage returns what it could make **and** [`Diagnostics`]; a fault is built where it is seen:
//! `diagnostics.error("unknown-person", span, text!(…)).help(text!(…))`. Codes never change. How a report looks
//! on a terminal is `report.rs`; this is only the value.

use crate::source::Span;
use crate::text::Text;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something odd in the approved document, kept as it is; the content can acknowledge it.
    Remark,
    /// Probably not meant, but the site can be built.
    Warning,
    /// The site cannot be built until this is mended.
    Error,
}

/// One fault: a place, a sentence, a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the fault, kebab case: `unknown-person`.
    pub code: &'static str,
    /// Error, warning or remark.
    pub severity: Severity,
    /// Where; `None` when the fault has no place in a file (an empty content folder).
    pub span: Option<Span>,
    /// What is wrong: one sentence, no full stop.
    pub message: Text,
    /// Short words under the marked place.
    pub label: Option<Text>,
    /// Other places that explain the fault: «тут уперше».
    pub related: Vec<(Span, Text)>,
    /// How to mend it.
    pub help: Option<Text>,
    /// What an acknowledgement names besides the code: an entry's number or an id.
    pub subject: Option<String>,
    /// Whether only a plan that is not approved yet, and is left out, has it: then it hinders nothing.
    pub is_of_draft: bool,
}

impl Diagnostic {
    /// Adds how to mend it.
    pub fn help(&mut self, help: Text) -> &mut Diagnostic {
        self.help = Some(help);
        self
    }

    /// Adds words under the marked place.
    pub fn label(&mut self, label: Text) -> &mut Diagnostic {
        self.label = Some(label);
        self
    }

    /// Adds another place that explains the fault.
    pub fn related(&mut self, span: Span, words: Text) -> &mut Diagnostic {
        self.related.push((span, words));
        self
    }

    /// Names what an acknowledgement has to name.
    pub fn subject(&mut self, subject: &str) -> &mut Diagnostic {
        self.subject = Some(subject.to_owned());
        self
    }
}

/// All faults found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error.
    pub fn error(&mut self, code: &'static str, span: Span, message: Text) -> &mut Diagnostic {
        self.add(code, Severity::Error, Some(span), message)
    }

    /// Adds a warning.
    pub fn warning(&mut self, code: &'static str, span: Span, message: Text) -> &mut Diagnostic {
        self.add(code, Severity::Warning, Some(span), message)
    }

    /// Adds a remark: something odd that the approved document really says.
    pub fn remark(&mut self, code: &'static str, span: Span, message: Text) -> &mut Diagnostic {
        self.add(code, Severity::Remark, Some(span), message)
    }

    /// Adds a diagnostic of any severity, with or without a place.
    pub fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        span: Option<Span>,
        message: Text,
    ) -> &mut Diagnostic {
        let related = Vec::new();
        let diagnostic = Diagnostic {
            code,
            severity,
            span,
            message,
            label: None,
            related,
            help: None,
            subject: None,
            is_of_draft: false,
        };
        self.list.push(diagnostic);
        self.list.last_mut().expect("one was just added")
    }

    /// Takes over another list.
    pub fn extend(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Puts them in the order people read: by file and place, those without a place first.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
        self.list.dedup();
    }

    /// Whether the site has an error; one that only a draft has does not count.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether a site must not be published: with `strict` anything that is told of it is enough.
    pub fn refuse(&self, strict: bool) -> bool {
        self.of_site().any(|fault| strict || fault.severity == Severity::Error)
    }

    /// How many of one severity the site has.
    pub fn count(&self, severity: Severity) -> usize {
        self.of_site().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// All but those that only a draft has.
    pub fn of_site(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(|diagnostic| !diagnostic.is_of_draft)
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, to add words to.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.list.iter_mut()
    }

    /// The diagnostics in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

//! Approved cells become their meaning: who is responsible, in which forms, when.
//!
//! The words stay as they are; beside them stands what they mean. Equal cells are understood once: a plan of
//! thousands of rows has some hundred different ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::plan::schedule::Term;
use crate::plan::{Cell, Form, Idx, Portal, Responsible, Who};
use crate::read::records::Maybe;
use crate::resolve::names::{Piece, is_initials, looks_like_person};
use crate::resolve::scope::{Scope, nearest};
use crate::resolve::span_within;
use crate::source::{Sources, Spanned};
use crate::term::{self, RemarkKind};
use crate::text;
use crate::text::Text;

/// Cells of one plan, understood once each.
#[derive(Debug)]
pub(in crate::resolve) struct CellReader<'a> {
    pub(in crate::resolve) sources: &'a Sources,
    pub(in crate::resolve) year: i32,
    responsible: BTreeMap<String, Arc<[Responsible]>>,
    forms: BTreeMap<String, Arc<[Idx<Form>]>>,
    terms: BTreeMap<String, Arc<Term>>,
}

impl<'a> CellReader<'a> {
    pub(in crate::resolve) fn new(sources: &'a Sources, year: i32) -> CellReader<'a> {
        let (responsible, forms, terms) = Default::default();
        CellReader { sources, year, responsible, forms, terms }
    }

    /// The cell «Відповідальний».
    pub(in crate::resolve) fn responsible(
        &mut self,
        words: Maybe<String>,
        scope: &Scope,
        portal: &Portal,
        diagnostics: &mut Diagnostics,
    ) -> Cell<Arc<[Responsible]>> {
        let Some(words) = written(words) else { return Cell::default() };
        if let Some(meaning) = self.responsible.get(&words.value) {
            return Cell { meaning: meaning.clone(), span: Some(words.span), words: words.value };
        }
        let mut faults = Diagnostics::default();
        let meaning: Arc<[Responsible]> =
            read_responsible(&words, scope, portal, self.sources, &mut faults).into();
        if faults.is_empty() {
            self.responsible.insert(words.value.clone(), meaning.clone());
        }
        diagnostics.extend(faults);
        Cell { meaning, span: Some(words.span), words: words.value }
    }

    /// The cell «Форма».
    pub(in crate::resolve) fn form(
        &mut self,
        words: Maybe<String>,
        scope: &Scope,
    ) -> Cell<Arc<[Idx<Form>]>> {
        let Some(words) = written(words) else { return Cell::default() };
        let meaning = match self.forms.get(&words.value) {
            Some(meaning) => meaning.clone(),
            None => {
                let mut forms = Vec::new();
                for piece in scope.form_names.cut(&words.value) {
                    if let Piece::Known(_, known) = piece {
                        forms.extend(
                            known
                                .into_iter()
                                .filter(|form| !forms.contains(form))
                                .collect::<Vec<_>>(),
                        );
                    }
                }
                let meaning: Arc<[_]> = forms.into();
                self.forms.insert(words.value.clone(), meaning.clone());
                meaning
            }
        };
        Cell { meaning, span: Some(words.span), words: words.value }
    }

    /// The cell «Термін виконання».
    pub(in crate::resolve) fn term(
        &mut self,
        words: Maybe<String>,
        subject: &str,
        diagnostics: &mut Diagnostics,
    ) -> Cell<Arc<Term>> {
        let Some(words) = written(words) else { return Cell::default() };
        if let Some(meaning) = self.terms.get(&words.value) {
            return Cell { meaning: meaning.clone(), span: Some(words.span), words: words.value };
        }
        let (meaning, remarks) = term::parse(&words.value, self.year);
        let meaning = Arc::new(meaning);
        if remarks.is_empty() {
            self.terms.insert(words.value.clone(), meaning.clone());
        }
        for remark in remarks {
            let span = span_within(self.sources, &words, remark.range.clone());
            let code = match remark.kind {
                RemarkKind::Ambiguous => "ambiguous-term",
                RemarkKind::Impossible => "impossible-date",
                RemarkKind::Unreadable => "unreadable-term",
                RemarkKind::OtherYear => "other-year",
                RemarkKind::Typo => "misspelt-term",
            };
            let fault = diagnostics.warning(code, span, remark.message).subject(subject);
            if let Some(help) = remark.help {
                fault.help(help);
            }
        }
        Cell { meaning, span: Some(words.span), words: words.value }
    }
}

fn written(words: Maybe<String>) -> Option<Spanned<String>> {
    words.filter(|words| !words.value.trim().is_empty())
}

fn read_responsible(
    cell: &Spanned<String>,
    scope: &Scope,
    portal: &Portal,
    sources: &Sources,
    faults: &mut Diagnostics,
) -> Vec<Responsible> {
    let words = cell.value.as_str();
    let mut found: Vec<Responsible> = Vec::new();
    for piece in scope.responsible.cut(words) {
        match piece {
            Piece::Known(range, who) => match who.as_slice() {
                [who] => {
                    let qualifier = range.end..range.end;
                    found.push(Responsible { who: *who, range, qualifier });
                }
                several => {
                    let name = words.get(range.clone()).unwrap_or_default();
                    report_ambiguous(
                        name,
                        several,
                        portal,
                        span_within(sources, cell, range),
                        faults,
                    );
                }
            },
            Piece::Other(range) => {
                let other = words.get(range.clone()).unwrap_or_default();
                match scope.surnames.find(other) {
                    [who] => {
                        let qualifier = range.end..range.end;
                        found.push(Responsible { who: *who, range, qualifier });
                        continue;
                    }
                    [] => {}
                    several => {
                        let span = span_within(sources, cell, range);
                        report_ambiguous(other, several, portal, span, faults);
                        continue;
                    }
                }
                let last = found.last_mut();
                let narrows = match &last {
                    Some(Responsible { who: Who::Group(_), .. }) => !looks_like_person(other),
                    Some(_) => other.starts_with('('),
                    None => false,
                };
                match last {
                    Some(last) if narrows => last.qualifier = range,
                    _ => {
                        let span = span_within(sources, cell, range);
                        report_unknown(other, scope, portal, span, faults);
                    }
                }
            }
        }
    }
    found
}

fn name_of(who: Who, portal: &Portal) -> &str {
    match who {
        Who::Person(person) => &portal.people[person].name,
        Who::Group(group) => &portal.groups[group].name,
    }
}

fn report_ambiguous(
    words: &str,
    several: &[Who],
    portal: &Portal,
    span: crate::source::Span,
    faults: &mut Diagnostics,
) {
    let names = several.iter().map(|who| format!("«{}»", name_of(*who, portal)));
    let names = names.collect::<Vec<_>>().join(", ");
    let message = text!(
        uk: "не зрозуміло, хто це: «{words}»",
        en: "it is not clear who «{words}» is",
    );
    let help = text!(uk: "напишіть повністю: {names}", en: "write it in full: {names}");
    faults.error("ambiguous-person", span, message).help(help);
}

fn report_unknown(
    words: &str,
    scope: &Scope,
    portal: &Portal,
    span: crate::source::Span,
    faults: &mut Diagnostics,
) {
    let people = portal.people.iter().filter(|(_, p)| Some(p.organization) == scope.organization);
    let groups = portal.groups.iter().filter(|(_, g)| Some(g.organization) == scope.organization);
    let names = people.map(|(_, p)| p.name.as_str()).chain(groups.map(|(_, g)| g.name.as_str()));
    let names = names.collect::<Vec<_>>();
    let first = words.split_whitespace().next().unwrap_or_default();
    let has_initials = words.split_whitespace().nth(1).is_some_and(is_initials);
    let near = nearest(words, names.iter().copied()).or_else(|| {
        // A misspelt group with words after it, or a surname without initials.
        let firsts = names.iter().copied().filter(|name| !has_initials || name.contains(' '));
        nearest_first(first, firsts)
    });
    let message = text!(
        uk: "немає такого відповідального: «{words}»",
        en: "there is no such responsible: «{words}»",
    );
    let help: Text = match near {
        Some(near) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
        None => text!(
            uk: "виправте ім’я або додайте особу до people.toml (групу — до groups.toml)",
            en: "mend the name, or add the person to people.toml (a group to groups.toml)",
        ),
    };
    faults.error("unknown-person", span, message).help(help);
}

fn nearest_first<'a>(first: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let most = 1.max(first.chars().count() / 4);
    names
        .filter_map(|name| {
            let own = name.split_whitespace().next()?;
            let distance = strsim::damerau_levenshtein(first, own);
            (distance <= most).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

//! Approved cells become their meaning: who is responsible, in which forms, when.
//!
//! The words stay as they are; beside them stands what they mean. Equal cells are understood once: a plan of
//! thousands of rows has some hundred different ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::language::ditto::is_ditto;
use crate::plan::schedule::{Term, TermPart};
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
    above: Above,
}

/// What the last cell of each column that says something means, in a section.
#[derive(Debug, Default)]
struct Above {
    responsible: Option<Arc<[Responsible]>>,
    form: Option<Arc<[Idx<Form>]>>,
    term: Option<Arc<Term>>,
}

impl<'a> CellReader<'a> {
    pub(in crate::resolve) fn new(sources: &'a Sources, year: i32) -> CellReader<'a> {
        let (responsible, forms, terms, above) = Default::default();
        CellReader { sources, year, responsible, forms, terms, above }
    }

    /// Begins another table: no cell stands above its first.
    pub(in crate::resolve) fn begin_table(&mut self) {
        self.above = Above::default();
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
        let above = self.above.responsible.as_ref().filter(|_| is_ditto(&words.value));
        let meaning = match (above, self.responsible.get(&words.value)) {
            (Some(above), _) => same_people(above, words.value.len()),
            (None, Some(meaning)) => meaning.clone(),
            (None, None) => {
                let mut faults = Diagnostics::default();
                let meaning: Arc<[Responsible]> =
                    read_responsible(&words, scope, portal, self.sources, &mut faults).into();
                if faults.is_empty() {
                    self.responsible.insert(words.value.clone(), meaning.clone());
                }
                diagnostics.extend(faults);
                meaning
            }
        };
        self.above.responsible = Some(meaning.clone());
        Cell { meaning, span: Some(words.span), words: words.value }
    }

    /// The cell «Форма».
    pub(in crate::resolve) fn form(
        &mut self,
        words: Maybe<String>,
        scope: &Scope,
    ) -> Cell<Arc<[Idx<Form>]>> {
        let Some(words) = written(words) else { return Cell::default() };
        let above = self.above.form.as_ref().filter(|_| is_ditto(&words.value));
        let meaning = match above.or_else(|| self.forms.get(&words.value)) {
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
        self.above.form = Some(meaning.clone());
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
        let above = self.above.term.as_ref().filter(|_| is_ditto(&words.value));
        let above = above.map(|above| same_term(above, words.value.len()));
        if let Some(meaning) = above.or_else(|| self.terms.get(&words.value).cloned()) {
            self.above.term = Some(meaning.clone());
            return Cell { meaning, span: Some(words.span), words: words.value };
        }
        let (meaning, remarks) = term::parse(&words.value, self.year);
        let meaning = Arc::new(meaning);
        self.above.term = Some(meaning.clone());
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

/// The people of the cell above, named by a mark of so many bytes: the first has the mark for a link.
fn same_people(above: &[Responsible], length: usize) -> Arc<[Responsible]> {
    let people = above.iter().enumerate().map(|(at, Responsible { who, .. })| Responsible {
        who: *who,
        range: if at == 0 { 0 } else { length }..length,
        qualifier: length..length,
    });
    people.collect()
}

/// The term of the cell above, said by a mark of so many bytes.
fn same_term(above: &Term, length: usize) -> Arc<Term> {
    let part = |part: &TermPart| TermPart { range: 0..length, schedule: part.schedule.clone() };
    Arc::new(Term::new(above.parts().iter().map(part).collect()))
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

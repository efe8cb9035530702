//! Approved cells become their meaning: who is responsible, in which forms, when.
//!
//! The words stay as they are; beside them stands what they mean. Equal cells are understood once: a plan of
//! thousands of rows has some hundred different ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::approved::{ColumnKind, is_part_of_year};
use crate::diagnostic::Diagnostics;
use crate::language::ditto::is_ditto;
use crate::plan::schedule::{PlanYear, Term, TermPart};
use crate::plan::{Cell, Form, Idx, Plan, Portal, Responsible};
use crate::read::records::Maybe;
use crate::resolve::names::Piece;
use crate::resolve::responsible::read_responsible;
use crate::resolve::scope::Scope;
use crate::resolve::span_within;
use crate::source::{Sources, Spanned};
use crate::term::{self, RemarkKind};
use crate::text;
use crate::text::Text;

/// Cells of one plan, understood once each.
#[derive(Debug)]
pub(in crate::resolve) struct CellReader<'a> {
    pub(in crate::resolve) sources: &'a Sources,
    pub(in crate::resolve) year: PlanYear,
    /// The further columns of which the head says when («І кв.», «вересень»), by their places.
    periods: Vec<(usize, String)>,
    responsible: BTreeMap<String, Arc<[Responsible]>>,
    forms: BTreeMap<String, Arc<[Idx<Form>]>>,
    terms: BTreeMap<String, Arc<Term>>,
    above: Above,
    /// The heading across the table above the row.
    heading: Option<String>,
}

/// What the last cell of each column that says something means, in a section.
#[derive(Debug, Default)]
struct Above {
    responsible: Option<Arc<[Responsible]>>,
    form: Option<Arc<[Idx<Form>]>>,
    term: Option<Arc<Term>>,
}

impl<'a> CellReader<'a> {
    pub(in crate::resolve) fn new(sources: &'a Sources, plan: &Plan) -> CellReader<'a> {
        let (responsible, forms, terms, above, heading) = Default::default();
        let further = plan.columns.iter().filter(|column| column.kind == ColumnKind::Further);
        let periods = further.map(|column| column.head.clone()).enumerate();
        let periods = periods.filter(|(_, head)| is_part_of_year(head)).collect();
        let year = plan.plan_year();
        CellReader { sources, year, periods, responsible, forms, terms, above, heading }
    }

    /// Begins another table: no cell stands above its first.
    pub(in crate::resolve) fn begin_table(&mut self) {
        self.above = Above::default();
    }

    /// The rows that follow stand below this heading across the table.
    pub(in crate::resolve) fn begin_below(&mut self, heading: Option<&str>) {
        if self.heading.as_deref() != heading {
            self.heading = heading.map(str::to_owned);
            self.terms.clear();
        }
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
                    let known = match piece {
                        Piece::Known(_, known) => known,
                        Piece::Other(range) => {
                            let other = words.value.get(range).unwrap_or_default();
                            double_forms(other, scope)
                        }
                    };
                    for form in known {
                        if !forms.contains(&form) {
                            forms.push(form);
                        }
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

    /// The cell «Термін виконання»; without one, what stands in the columns of which the heads say when.
    pub(in crate::resolve) fn term(
        &mut self,
        words: Maybe<String>,
        remarks: &[Spanned<String>],
        (subject, is_dated): (&str, bool),
        diagnostics: &mut Diagnostics,
    ) -> Cell<Arc<Term>> {
        let Some(words) = written(words) else { return self.term_of_columns(remarks) };
        let above = self.above.term.as_ref().filter(|_| is_ditto(&words.value));
        let above = above.map(|above| same_term(above, words.value.len()));
        if let Some(meaning) = above.or_else(|| self.terms.get(&words.value).cloned()) {
            self.above.term = Some(meaning.clone());
            return Cell { meaning, span: Some(words.span), words: words.value };
        }
        let (meaning, remarks) = match &self.heading {
            Some(heading) => term::parse_below(heading, &words.value, self.year),
            None => term::parse(&words.value, self.year),
        };
        let meaning = Arc::new(meaning);
        self.above.term = Some(meaning.clone());
        if remarks.is_empty() {
            self.terms.insert(words.value.clone(), meaning.clone());
        }
        for remark in remarks {
            // Days that were written beside the term say what it leaves open.
            if is_dated && remark.kind != RemarkKind::Typo {
                continue;
            }
            let span = span_within(self.sources, &words, remark.range.clone());
            let code = match remark.kind {
                RemarkKind::Ambiguous => "ambiguous-term",
                RemarkKind::Impossible => "impossible-date",
                RemarkKind::Unreadable => "unreadable-term",
                RemarkKind::OtherYear => "other-year",
                RemarkKind::Typo => "misspelt-term",
            };
            let fault = diagnostics.warning(code, span, remark.message).subject(subject);
            let check_year = || text!(uk: "перевірте рік", en: "check the year");
            let is_other_year = remark.kind == RemarkKind::OtherYear;
            if let Some(help) = remark.help.or_else(|| is_other_year.then(check_year)) {
                fault.help(or_approved(&help, (remark.kind, code), subject));
            }
        }
        Cell { meaning, span: Some(words.span), words: words.value }
    }

    /// A term that its own cell does not have: «+» below «І кв.», «до 15» below «вересень».
    fn term_of_columns(&self, remarks: &[Spanned<String>]) -> Cell<Arc<Term>> {
        let (mut words, mut parts) = (String::new(), Vec::new());
        for (place, head) in &self.periods {
            let said = remarks.get(*place).map(|words| words.value.trim()).unwrap_or_default();
            if said.chars().all(|letter| "-–—".contains(letter)) {
                continue;
            }
            if !words.is_empty() {
                words.push_str(", ");
            }
            let start = words.len();
            words.push_str(head);
            if !is_mark(said) {
                words.push_str(": ");
                words.push_str(said);
            }
            let range = start..words.len();
            let term = self.term_below(head, said);
            let schedules = term.schedules().cloned();
            parts.extend(schedules.map(|schedule| TermPart { range: range.clone(), schedule }));
        }
        if words.is_empty() {
            return Cell::default();
        }
        Cell { words, meaning: Arc::new(Term::new(parts)), span: None }
    }

    /// When the words below such a head say so themselves, or else the whole of what it names.
    fn term_below(&self, head: &str, words: &str) -> Term {
        let (term, remarks) = term::parse_below(head, words, self.year);
        match remarks.is_empty() && term.has_dates() {
            true => term,
            false => term::parse(head, self.year).0,
        }
    }
}

/// Whether a cell only says that something is in its column: «+», «v», «х».
fn is_mark(words: &str) -> bool {
    words.chars().count() <= 2 && !words.chars().any(char::is_numeric)
}

/// How to mend a term, also one whose words are approved, and so stay.
fn or_approved(mend: &Text, (kind, code): (RemarkKind, &str), subject: &str) -> Text {
    let (uk, en) = (&mend.uk, &mend.en);
    let days = match kind {
        RemarkKind::Typo => text!(uk: "", en: ""),
        _ => text!(
            uk: "допишіть у пункт date (чи start і end), а ",
            en: "write date (or start and end) into the entry, or, ",
        ),
    };
    let Text { uk: days_uk, en: days_en } = days;
    text!(
        uk: "{uk}; слова, які затверджено, не міняють: {days_uk}якщо прочитано правильно, допишіть у кінець plan.toml:\n[[acknowledged]]\ncode = \"{code}\"\nat = [\"{subject}\"]",
        en: "{en}; approved words are not changed: {days_en}if it is read rightly, write at the end of plan.toml:\n[[acknowledged]]\ncode = \"{code}\"\nat = [\"{subject}\"]",
    )
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

/// «вебінар-практикум» is a webinar: what a double name begins with counts.
fn double_forms(words: &str, scope: &Scope) -> Vec<Idx<Form>> {
    let halves = words.split_whitespace().filter_map(|word| word.split_once('-'));
    halves.flat_map(|(first, _)| scope.form_names.find(first)).copied().collect()
}

fn written(words: Maybe<String>) -> Option<Spanned<String>> {
    words.filter(|words| !words.value.trim().is_empty())
}

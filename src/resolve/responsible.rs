//! The cell «Відповідальний» becomes people and groups; what names nobody is told, and never guessed.
//!
//! Known names are cut out first (`names.rs`). Of the words between them some belong to a name: a post («Коваль І.С.,
//! методист»), what narrows a group («методисти за напрямами»), conjunctions. The rest names somebody in another way
//! or nobody. Start reading at [`read_responsible`].

use std::ops::Range;

use crate::diagnostic::Diagnostics;
use crate::language::posts::is_post;
use crate::plan::{Portal, Responsible, Who};
use crate::resolve::names::{Piece, is_initials, looks_like_person, plain_pieces};
use crate::resolve::office::PERSON;
use crate::resolve::scope::{Scope, nearest, report_none};
use crate::resolve::span_within;
use crate::source::{Sources, Spanned};
use crate::text;
use crate::text::Text;

/// The people and groups that a cell names, in order.
pub(in crate::resolve) fn read_responsible(
    cell: &Spanned<String>,
    scope: &Scope,
    portal: &Portal,
    sources: &Sources,
    faults: &mut Diagnostics,
) -> Vec<Responsible> {
    let mut reader = Reader { cell, scope, portal, sources, faults, found: Vec::new() };
    let mut pieces = scope.responsible.cut(&cell.value).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Known(range, who) => {
                reader.name(range, &who);
            }
            Piece::Other(range) => {
                let is_before_name = matches!(pieces.peek(), Some(Piece::Known(..)));
                reader.between(range, is_before_name);
            }
        }
    }
    if reader.found.is_empty() && reader.faults.is_empty() {
        reader.name(0..cell.value.len(), &[]);
    }
    reader.found
}

/// Reads one cell.
struct Reader<'a> {
    cell: &'a Spanned<String>,
    scope: &'a Scope,
    portal: &'a Portal,
    sources: &'a Sources,
    faults: &'a mut Diagnostics,
    found: Vec<Responsible>,
}

impl Reader<'_> {
    /// Words that can mean these; whether they mean one.
    fn name(&mut self, range: Range<usize>, who: &[Who]) -> bool {
        if let [who] = who {
            let qualifier = range.end..range.end;
            self.found.push(Responsible { who: *who, range, qualifier });
            return true;
        }
        let words = self.cell.value.get(range.clone()).unwrap_or_default();
        let span = span_within(self.sources, self.cell, range);
        match who {
            [] => report_unknown(words, self.scope, self.portal, span, self.faults),
            several => report_ambiguous(words, several, self.portal, span, self.faults),
        }
        false
    }

    /// Words between known names: what belongs to a name, and names written in another way.
    fn between(&mut self, range: Range<usize>, is_before_name: bool) {
        let words = self.cell.value.get(range.clone()).unwrap_or_default();
        let names_somebody = self.names_somebody(words);
        if let Some(Responsible { who: Who::Group(_), qualifier, .. }) = self.found.last_mut()
            && !looks_like_person(words)
            && !names_somebody
        {
            *qualifier = range;
            return;
        }
        let mut is_of_nobody = false;
        let mut parts = plain_pieces(words).into_iter().peekable();
        while let Some(part) = parts.next() {
            let is_before_name = is_before_name && parts.peek().is_none();
            let range = range.start + part.start..range.start + part.end;
            let part = words.get(part).unwrap_or_default();
            let is_post = is_post(part);
            match self.found.last_mut() {
                // «методист Коваль І.С.»; the post of somebody unknown is no second fault.
                _ if is_post && (is_before_name || is_of_nobody) => {}
                Some(last) if is_post || part.starts_with('(') => {
                    last.qualifier = last.range.end..range.end;
                }
                _ => is_of_nobody = !self.name(range, &self.in_another_way(part)),
            }
        }
    }

    /// Whether any of the words names somebody in another way.
    fn names_somebody(&self, words: &str) -> bool {
        let mut pieces = plain_pieces(words).into_iter().filter_map(|piece| words.get(piece));
        pieces.any(|piece| !self.in_another_way(piece).is_empty())
    }

    /// Whom a surname alone, «Коваль І.» or «Ірина КОВАЛЬ» can mean.
    fn in_another_way(&self, words: &str) -> Vec<Who> {
        let surnames = &self.scope.surnames;
        let parts: Vec<&str> = words.split_whitespace().collect();
        let (first, second, last) = match parts.as_slice() {
            [only] => return surnames.find(only).to_vec(),
            [first, last] => (first, last, last),
            [first, second, last] => (first, second, last),
            _ => return Vec::new(),
        };
        let initial = |word: &str| word.chars().next().filter(|letter| letter.is_uppercase());
        for (surname, given) in [(first, second), (last, first)] {
            let is_meant = |who: &&Who| {
                let own = name_of(**who, self.portal).split_whitespace().nth(1).and_then(initial);
                own.is_some() && own == initial(given)
            };
            let people: Vec<Who> =
                surnames.find(surname).iter().filter(is_meant).copied().collect();
            if !people.is_empty() {
                return people;
            }
        }
        Vec::new()
    }
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
    // Two rows of one name were told where they stand.
    let first = several.first().map(|who| name_of(*who, portal));
    if several.iter().all(|who| Some(name_of(*who, portal)) == first) {
        return;
    }
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
    if scope.people.is_empty() {
        let (code, _, _, file) = PERSON;
        report_none(code, file, span, faults);
        return;
    }
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
        None if first.starts_with(char::is_lowercase) => text!(
            uk: "додайте цю групу чи посаду до groups.toml, а якщо вона там під іншою назвою — ці слова до її spellings",
            en: "add this group or post to groups.toml, or these words to its spellings if it is there by another name",
        ),
        None => text!(
            uk: "виправте ім’я, додайте особу до people.toml (групу — до groups.toml), а якщо вона там під іншим іменем — ці слова до її spellings",
            en: "mend the name, add the person to people.toml (a group to groups.toml), or these words to their spellings if they are there by another name",
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

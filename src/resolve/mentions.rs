//! Colleges that running text names, however it inflects or shortens them.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::plan::{College, Idx};

/// Finds every way colleges are written in a text, all in one pass.
#[derive(Debug)]
pub(in crate::resolve) struct Mentions {
    automaton: Option<AhoCorasick>,
    meaning: Vec<Idx<College>>,
}

impl Mentions {
    /// Knows these ways to write colleges.
    pub(in crate::resolve) fn new<'a>(
        ways: impl Iterator<Item = (&'a str, Idx<College>)>,
    ) -> Mentions {
        let (words, meaning): (Vec<_>, Vec<_>) =
            ways.filter(|(words, _)| !words.is_empty()).unzip();
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok();
        Mentions { automaton, meaning }
    }

    /// Adds the colleges that `text` names to `found`, each once, in the order of the text.
    pub(in crate::resolve) fn find(&self, text: &str, found: &mut Vec<Idx<College>>) {
        let Some(automaton) = self.automaton.as_ref().filter(|_| !self.meaning.is_empty()) else {
            return;
        };
        for hit in automaton.find_iter(text) {
            let before = text.get(..hit.start()).and_then(|before| before.chars().next_back());
            let after = text.get(hit.end()..).and_then(|after| after.chars().next());
            let is_inside_word =
                [before, after].into_iter().flatten().any(|letter| letter.is_alphanumeric());
            let college = self.meaning[hit.pattern().as_usize()];
            if !is_inside_word && !found.contains(&college) {
                found.push(college);
            }
        }
    }
}

//! Colleges that running text names, however it inflects or shortens them.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;

use crate::language::normalize::is_common;
use crate::plan::{College, Idx, Organization, Portal};

/// Adds to each entry and item the colleges that its words name, after those that its facts do.
///
/// This goes over every word of the plans when they are resolved, side by side.
pub(in crate::resolve) fn find_all(portal: &mut Portal) {
    let known: &Portal = portal;
    let offices = known.organizations.all().iter().collect::<Vec<_>>();
    let of_offices = offices.par_iter().map(|office| Mentions::of_office(known, *office));
    let of_offices = of_offices.collect::<Vec<_>>();
    let of_entry = |place: usize| {
        let entry = &known.entries[Idx::at(place)];
        let office = known.plans[known.plan_of(Idx::at(place))].organization;
        let mentions = &of_offices[office.index()];
        let of_items = entry.items.iter().map(|item| &known.items[item]);
        let of_items = of_items.map(|item| mentions.find(&item.text, &item.colleges));
        (mentions.find(&entry.text, &entry.colleges), of_items.collect::<Vec<_>>())
    };
    let entries = (0..known.entries.len()).into_par_iter().with_min_len(16);
    let found = entries.map(of_entry).collect::<Vec<_>>();
    for (place, (of_entry, of_items)) in found.into_iter().enumerate() {
        let items = portal.entries[Idx::at(place)].items;
        portal.entries[Idx::at(place)].colleges = of_entry;
        for (item, found) in items.iter().zip(of_items) {
            portal.items[item].colleges = found;
        }
    }
}

/// Finds every way colleges are written in a text, all in one pass.
struct Mentions {
    automaton: Option<AhoCorasick>,
    /// The letters with which they begin: most texts have no word that begins so.
    first_letters: Vec<char>,
    meaning: Vec<Idx<College>>,
}

impl Mentions {
    /// Knows every way to write the colleges of an office.
    fn of_office(portal: &Portal, office: Idx<Organization>) -> Mentions {
        let own = portal.colleges.iter().filter(|(_, college)| college.organization == office);
        let ways = own.flat_map(|(idx, college)| {
            let names = [Some(&college.name), college.short_name.as_ref()].into_iter().flatten();
            names.chain(&college.mentions).map(move |way| (way.as_str(), idx))
        });
        Mentions::new(ways)
    }

    /// Knows these ways to write colleges.
    fn new<'w>(ways: impl Iterator<Item = (&'w str, Idx<College>)>) -> Mentions {
        let (words, meaning): (Vec<_>, Vec<_>) =
            ways.filter(|(words, _)| !words.is_empty()).unzip();
        let mut first_letters =
            words.iter().filter_map(|way| way.chars().next()).collect::<Vec<_>>();
        first_letters.sort_unstable();
        first_letters.dedup();
        // The fastest kind takes longer to make than all the texts of an office to read.
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .ok();
        let automaton = automaton.filter(|_| !meaning.is_empty());
        Mentions { automaton, first_letters, meaning }
    }

    /// Whether some word of the text begins as a college does.
    fn may_name_one(&self, text: &str) -> bool {
        let mut is_inside_word = false;
        text.chars().any(|letter| {
            let is_first = !std::mem::replace(&mut is_inside_word, is_common(letter));
            is_first && self.first_letters.contains(&letter)
        })
    }

    /// The colleges `named` already and those that `text` names, each once, in the order of the text.
    fn find(&self, text: &str, named: &[Idx<College>]) -> Vec<Idx<College>> {
        let mut found = named.to_vec();
        let automaton = self.automaton.as_ref().filter(|_| self.may_name_one(text));
        let Some(automaton) = automaton else { return found };
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
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Mentions;
    use crate::plan::Idx;

    #[test]
    fn a_name_is_found_where_words_begin() {
        let all = [0, 1, 2].map(Idx::at);
        let mentions = Mentions::new(["Ліцей 5", "«Степ»", "ПТУ"].into_iter().zip(all));
        for (text, expected) in [
            ("нарада у Ліцей 5, ПТУ і знов Ліцей 5", vec![all[0], all[2]]),
            ("(Ліцей 5)", vec![all[0]]),
            ("заклад «Степ»", vec![all[1]]),
            ("дПТУ, ПТУх і ыПТУ", vec![]),
            ("нарада", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(mentions.find(text, &[]), expected, "{text:?}");
        }
        assert_eq!(mentions.find("ПТУ", &[all[1]]), [all[1], all[2]]);
    }
}

//! Colleges that running text names, however it inflects or shortens them.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;

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
        let (words, meaning): (Vec<_>, Vec<_>) =
            ways.filter(|(words, _)| !words.is_empty()).unzip();
        // The fastest kind takes longer to make than all the texts of an office to read.
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .ok();
        Mentions { automaton: automaton.filter(|_| !meaning.is_empty()), meaning }
    }

    /// The colleges `named` already and those that `text` names, each once, in the order of the text.
    fn find(&self, text: &str, named: &[Idx<College>]) -> Vec<Idx<College>> {
        let mut found = named.to_vec();
        let Some(automaton) = &self.automaton else { return found };
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

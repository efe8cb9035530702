//! Which section of the content is which of the approved document.
//!
//! By their headings, not by their places: a folder that was removed, added or moved is told as just that, and the
//! others are held against what they are. Start reading at [`paired`].

use crate::approved::words;

/// Sections of the content beside those of the document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Paired {
    /// For each section of the document, in its order, the place of the same section in the content.
    pub(super) ours: Vec<Option<usize>>,
    /// Places in the content that are before or after where the document has the section.
    pub(super) moved: Vec<usize>,
    /// Places in the content of what the document does not have.
    pub(super) added: Vec<usize>,
}

/// Whether two headings are of one section.
type Way = dyn Fn(&str, &str) -> bool;

/// Pairs headings of the content with those of the document.
pub(super) fn paired(content: &[&str], document: &[&str]) -> Paired {
    let mut ours = vec![None; document.len()];
    let mut is_taken = vec![false; content.len()];
    let is_same_heading = |a: &str, b: &str| words(a).eq(words(b));
    // A heading that differs is told as such where its number says which it is.
    let is_same_number = |a: &str, b: &str| number(a).is_some_and(|own| number(b) == Some(own));
    let ways: [&Way; 2] = [&is_same_heading, &is_same_number];
    for is_same in ways {
        for (theirs, heading) in document.iter().enumerate() {
            let is_free = |place: &usize| !is_taken[*place] && is_same(content[*place], heading);
            if ours[theirs].is_none()
                && let Some(found) = (0..content.len()).find(is_free)
            {
                ours[theirs] = Some(found);
                is_taken[found] = true;
            }
        }
    }
    let free = (0..content.len()).filter(|place| !is_taken[*place]).collect::<Vec<_>>();
    let open = (0..document.len()).filter(|place| ours[*place].is_none()).collect::<Vec<_>>();
    let are_as_many = free.len() == open.len();
    if are_as_many {
        open.iter().zip(&free).for_each(|(theirs, own)| ours[*theirs] = Some(*own));
    }
    let places = ours.iter().flatten().copied().collect::<Vec<_>>();
    let kept = longest_rising(&places);
    let moved = places.into_iter().filter(|place| !kept.contains(place)).collect();
    Paired { ours, moved, added: if are_as_many { Vec::new() } else { free } }
}

/// The number with which a heading begins: «IV», «4».
fn number(heading: &str) -> Option<&str> {
    let first = heading.split_whitespace().next()?.trim_end_matches(['.', ')']);
    let is_sign = |letter: char| letter.is_ascii_digit() || "IVXLCІХСV".contains(letter);
    (!first.is_empty() && first.chars().all(is_sign)).then_some(first)
}

/// The most of the numbers that rise one after another: what stays in place when the fewest are moved.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let before = (0..at).filter(|earlier| numbers[*earlier] < *number);
        let mut longest =
            before.map(|earlier| &best[earlier]).max_by_key(|list| list.len()).cloned();
        longest.get_or_insert_default().push(*number);
        best.extend(longest);
    }
    best.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Paired, paired};

    #[test]
    fn sections_are_known_by_their_headings() {
        let document = ["I. ПЕРШИЙ", "II. ДРУГИЙ", "III. ТРЕТІЙ", "IV. ЧЕТВЕРТИЙ"];
        let same = |content: &[&str]| paired(content, &document);
        let all = |places: [usize; 4]| places.map(Some).to_vec();
        assert_eq!(same(&document), Paired { ours: all([0, 1, 2, 3]), ..Paired::default() });
        let without = same(&["I. ПЕРШИЙ", "III. ТРЕТІЙ", "IV. ЧЕТВЕРТИЙ"]);
        assert_eq!(without.ours, [Some(0), None, Some(1), Some(2)]);
        assert!(without.moved.is_empty() && without.added.is_empty());
        let moved = same(&["II. ДРУГИЙ", "III. ТРЕТІЙ", "IV. ЧЕТВЕРТИЙ", "I. ПЕРШИЙ"]);
        assert_eq!((moved.ours, moved.moved), (all([3, 0, 1, 2]), vec![3]));
        let added = same(&["I. ПЕРШИЙ", "II. ДРУГИЙ", "V. НОВИЙ", "III. ТРЕТІЙ", "IV. ЧЕТВЕРТИЙ"]);
        assert_eq!((added.ours, added.added), (all([0, 1, 3, 4]), vec![2]));
        let misspelt = same(&["I. ПЕРШИЙ", "II. ДРУГІЙ", "ТРЕТІЙ", "IV. ЧЕТВЕРТИЙ"]);
        assert_eq!(misspelt, Paired { ours: all([0, 1, 2, 3]), ..Paired::default() });
    }
}

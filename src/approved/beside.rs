//! What stands beside each other at the beginning of a document: «ПОГОДЖЕНО» to the left, «ЗАТВЕРДЖУЮ» to the right.
//!
//! Lines come in as printed, from left to right; blocks go out as they are read, one after the other from top to bottom.

use super::Line;
use super::printed::PrintedLine;

/// Lines with words of several blocks, the first of which says that one agrees or approves.
#[derive(Default)]
pub(super) struct Beside {
    rows: Vec<Vec<Vec<Line>>>,
}

impl Beside {
    /// Takes a line with cells if it belongs to such blocks.
    pub(super) fn takes(&mut self, line: &PrintedLine) -> bool {
        let filled = line.filled();
        let begins = filled.len() > 1
            && filled
                .iter()
                .any(|cell| cell.split_whitespace().next().is_some_and(begins_approval));
        let belongs = begins || !self.rows.is_empty();
        if belongs {
            self.rows.push(line.cells.clone());
        }
        belongs
    }

    /// The blocks from left to right.
    pub(super) fn take(&mut self) -> Vec<Vec<Line>> {
        let rows = std::mem::take(&mut self.rows);
        let is_filled = |cell: &&Vec<Line>| !cell.is_empty();
        let count = rows.iter().map(|row| row.iter().filter(is_filled).count()).max();
        let mut blocks = vec![Vec::new(); count.unwrap_or_default()];
        for row in rows {
            let begins_left = row.first().is_some_and(|cell| !cell.is_empty());
            let filled = row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
            // Tabs only lead to a place, so their number says nothing.
            let first = if begins_left { 0 } else { blocks.len() - filled.len() };
            for (block, lines) in blocks.iter_mut().skip(first).zip(filled) {
                block.extend(lines);
            }
        }
        blocks
    }
}

/// Whether a word begins what somebody says to the plan: «ЗАТВЕРДЖУЮ», «Погоджено:», «СХВАЛЕНО».
pub fn begins_approval(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
    ["затвердж", "погодж", "схвал"].iter().any(|stem| word.starts_with(stem))
}

/// «______ Ірина Шумік», «І. П. Шумік», «Ірина ШУМІК».
pub fn is_full_name(words: &str) -> bool {
    const SHORTEST_SURNAME: usize = 3;
    let words = words.split([' ', '_', '.', '\u{a0}']).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>();
    let is_of_name = |letter: char| letter.is_alphabetic() || "-'’ʼ".contains(letter);
    (2..=3).contains(&words.len())
        && words.iter().any(|word| word.chars().count() >= SHORTEST_SURNAME)
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) && word.chars().all(is_of_name))
}

#[cfg(test)]
mod tests {
    use super::{begins_approval, is_full_name};

    #[test]
    fn names_and_approvals() {
        for name in ["______ Ірина Гай", "І. П. Гай", "Ірина ГАЙ", "Гай І.П."]
        {
            assert!(is_full_name(name), "{name}");
        }
        for other in ["М.П.", "Заступник директора", "Гай", "Виконавець: Гай І.П.", "2031 рік"]
        {
            assert!(!is_full_name(other), "{other}");
        }
        assert!(begins_approval("«ЗАТВЕРДЖУЮ»") && begins_approval("Погоджено:"));
        assert!(!begins_approval("ПЛАН"));
    }
}

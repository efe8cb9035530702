//! What stands beside each other at the beginning of a document: «ПОГОДЖЕНО» to the left, «ЗАТВЕРДЖУЮ» to the right.
//!
//! Lines come in as printed, from left to right; blocks go out as they are read, one after the other from top to bottom.

use std::borrow::Cow;

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

/// Blanks that part two blocks, where a document has no tab between them.
const GAP: usize = 3;

/// Blocks are no longer.
const LINES: usize = 25;

/// «ПОГОДЖЕНО          ЗАТВЕРДЖУЮ»: lines whose blocks only blanks part get tabs between them, so that they are read as
/// those of other documents. All other lines stay as they are.
pub(super) fn with_tabs(lines: Vec<&str>) -> Vec<Cow<'_, str>> {
    let begins = lines.iter().position(|line| {
        let pieces = pieces(line);
        let approves =
            |piece: &Piece<'_>| piece.words.split_whitespace().next().is_some_and(begins_approval);
        pieces.len() > 1 && pieces.iter().all(approves)
    });
    let Some(first) = begins else { return lines.into_iter().map(Cow::from).collect() };
    let columns = pieces(lines[first]).iter().map(|piece| piece.at).collect::<Vec<_>>();
    let is_title = |line: &str| {
        line.contains('\t')
            || line.split_whitespace().take(2).any(|word| word.to_uppercase() == "ПЛАН")
    };
    let is_beside = |line: &str| {
        let pieces = pieces(line);
        pieces.len() > 1 || pieces.iter().any(|piece| column(piece, &columns) > 0)
    };
    let below = lines.iter().enumerate().skip(first).take(LINES);
    let last = below.take_while(|(_, line)| !is_title(line)).filter(|(_, line)| is_beside(line));
    let last = last.map(|(at, _)| at).last().unwrap_or(first);
    let lines = lines.into_iter().enumerate();
    let lines = lines.map(|(at, line)| match (first..=last).contains(&at) {
        true => Cow::from(in_cells(line, &columns)),
        false => Cow::from(line),
    });
    lines.collect()
}

/// Words between two gaps, and at which letter they begin.
struct Piece<'l> {
    at: usize,
    words: &'l str,
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let is_blank = |letter: char| letter.is_whitespace();
    let mut pieces = Vec::new();
    let (mut rest, mut at) = (line.trim_end(), 0);
    while !rest.is_empty() {
        let bare = rest.trim_start_matches(is_blank);
        at += rest.chars().count() - bare.chars().count();
        let gap = bare.char_indices().find(|(at, _)| {
            bare.get(*at..)
                .is_some_and(|from| from.chars().take(GAP).filter(|l| is_blank(*l)).count() == GAP)
        });
        let (words, after) = bare.split_at(gap.map_or(bare.len(), |(at, _)| at));
        pieces.push(Piece { at, words });
        at += words.chars().count();
        rest = after;
    }
    pieces
}

/// The block whose column is nearest to where the words begin.
fn column(piece: &Piece<'_>, columns: &[usize]) -> usize {
    let places = columns.iter().enumerate();
    places.min_by_key(|(_, place)| place.abs_diff(piece.at)).map_or(0, |(at, _)| at)
}

fn in_cells(line: &str, columns: &[usize]) -> String {
    let pieces = pieces(line);
    let mut cells = vec![String::new(); columns.len()];
    let parting = parting_gap(&pieces, columns.len());
    let mut next = 0;
    for (at, piece) in pieces.iter().enumerate() {
        // Letters are not as wide as blanks: what the gaps say goes before the place.
        let is_parted = at > 0 && parting.is_some_and(|least| gap_before(&pieces, at) >= least);
        next += usize::from(is_parted);
        let cell = if parting.is_some() { next } else { column(piece, columns) };
        let words = &mut cells[cell];
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(piece.words);
    }
    if pieces.is_empty() { String::new() } else { cells.join("\t") }
}

/// How wide the gaps between the blocks of a line are at least, where as many are wider than all others:
/// «______  Олена Гай          ______  Іван Лис».
fn parting_gap(pieces: &[Piece<'_>], blocks: usize) -> Option<usize> {
    let mut gaps = (1..pieces.len()).map(|at| gap_before(pieces, at)).collect::<Vec<_>>();
    gaps.sort_unstable_by(|one, other| other.cmp(one));
    let least = *gaps.get(blocks.checked_sub(2)?)?;
    gaps.get(blocks - 1).is_none_or(|other| *other < least).then_some(least)
}

fn gap_before(pieces: &[Piece<'_>], at: usize) -> usize {
    let before = &pieces[at - 1];
    pieces[at].at - before.at - before.words.chars().count()
}

/// Whether a word begins what somebody says to the plan: «ЗАТВЕРДЖУЮ», «Погоджено:», «СХВАЛЕНО».
pub fn begins_approval(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
    ["затвердж", "погодж", "узгодж", "схвал"].iter().any(|stem| word.starts_with(stem))
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

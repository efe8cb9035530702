//! Lines of a cell: which of them end a term, and which end only because the column is narrow.
//!
//! «січень», and «грудень» below it, are two terms; «до 15», and «вересня» below it, are one. A line goes on in the
//! next one only where the words are understood better that way. Start reading at [`joined`].

use super::grammar::Reader;
use super::tokens::{Kind, Tokens};
use super::words::Lex;
use crate::plan::schedule::PlanYear;

/// More lines than any term has; trying them all would take long.
const LINES: usize = 40;

/// The tokens without the line ends at which a term goes on.
pub(super) fn joined(tokens: Tokens, year: PlanYear) -> Tokens {
    let breaks: Vec<usize> =
        (0..tokens.list.len()).filter(|at| tokens.list[*at].kind == Kind::Break).collect();
    if breaks.is_empty() || breaks.len() > LINES {
        return tokens;
    }
    // A dash at the beginning of a line marks an item; «2026» alone on one is the year of the line above.
    let is_item = |at: usize| tokens.kind_at(at + 1) == Some(Kind::Dash);
    let is_year = |at: usize| is_year_alone(&tokens, at);
    let (sure, open): (Vec<usize>, Vec<usize>) =
        breaks.into_iter().filter(|at| !is_item(*at)).partition(|at| is_year(*at));
    let doubt_without = |dropped: &[usize]| {
        let all: Vec<usize> = sure.iter().chain(dropped).copied().collect();
        Reader::read(&tokens.without(&all), year).doubt()
    };
    let mut dropped = open.clone();
    let mut doubt = doubt_without(&dropped);
    if doubt >= doubt_without(&[]) {
        dropped.clear();
    } else {
        // The ends without which nothing is worse are ends.
        for end in open {
            let others: Vec<usize> = dropped.iter().copied().filter(|at| *at != end).collect();
            let other = doubt_without(&others);
            if other <= doubt {
                (dropped, doubt) = (others, other);
            }
        }
    }
    dropped.extend(sure);
    tokens.without(&dropped)
}

/// «2026», «2026 року» below «березень» or «20.12.»: a line that has nothing but the year of what stands above it.
fn is_year_alone(tokens: &Tokens, end: usize) -> bool {
    let before = end.checked_sub(1).and_then(|at| tokens.kind_at(at));
    let is_date = matches!(
        before,
        Some(Kind::Word(Lex::Month { .. }) | Kind::Dot | Kind::Number { digits: 1 | 2, .. })
    );
    let is_year = matches!(tokens.kind_at(end + 1), Some(Kind::Number { digits: 4, .. }));
    let is_last = match tokens.kind_at(end + 2) {
        None | Some(Kind::Break) => true,
        Some(Kind::Word(_)) => matches!(tokens.word(end + 2), "року" | "р"),
        _ => false,
    };
    is_date && is_year && is_last
}

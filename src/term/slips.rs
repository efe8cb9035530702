//! Slips of the fingers: the word that was meant by one that nothing else explains.
//!
//! Start reading at [`slip`].

use super::words::{Lex, lex};
use crate::language::months;

/// The word that was most likely meant, one slip of the fingers away («квіень»), two in long words.
/// `None` when nothing or more than one meaning is that near.
pub(super) fn nearest(word: &str) -> Option<&'static str> {
    const OTHERS: [&str; 40] = [
        "постійно",
        "протягом",
        "упродовж",
        "впродовж",
        "щомісяця",
        "щомісячно",
        "щоквартально",
        "щокварталу",
        "місяць",
        "щотижня",
        "щорічно",
        "щороку",
        "щодня",
        "квартал",
        "кварталу",
        "семестр",
        "семестру",
        "півріччя",
        "графіком",
        "графіку",
        "графіка",
        "планом",
        "потреби",
        "необхідності",
        "вимогу",
        "відповідно",
        "згідно",
        "безперервно",
        "систематично",
        "щопонеділка",
        "щовівторка",
        "щосереди",
        "щочетверга",
        "щопятниці",
        "декада",
        "наприкінці",
        "двічі",
        "тиждень",
        "року",
        "початку",
    ];
    let length = word.chars().count();
    let allowed = match length {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let months =
        months::MONTHS.iter().flat_map(|name| [name.nominative, name.genitive, name.locative]);
    let mut best: Option<(usize, &'static str)> = None;
    for candidate in months.chain(OTHERS) {
        if candidate.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(word, candidate);
        if distance > allowed || best.is_some_and(|(least, _)| distance > least) {
            continue;
        }
        match best {
            Some((least, other)) if distance == least => {
                if lex(other, false) != lex(candidate, false) && !same_month(other, candidate) {
                    return None;
                }
            }
            _ => best = Some((distance, candidate)),
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What a word that nothing else explains was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// This word.
    Misspelt(&'static str),
    /// Two words written as one: «протягомроку»; the first of them.
    TwoInOne(&'static str),
}

/// The slip by which `word` came to be, if there is only one.
pub(super) fn slip(word: &str) -> Option<Slip> {
    nearest(word).map(Slip::Misspelt).or_else(|| first_of_two(word).map(Slip::TwoInOne))
}

fn first_of_two(word: &str) -> Option<&'static str> {
    const FIRST: [&str; 4] = ["протягом", "упродовж", "впродовж", "щорічно"];
    let months = months::MONTHS.iter().map(|name| name.nominative);
    FIRST.into_iter().chain(months).find(|first| {
        let rest = word.strip_prefix(first).filter(|rest| rest.chars().count() > 3);
        rest.is_some_and(|rest| lex(rest, false) != Lex::Unknown)
    })
}

fn same_month(one: &str, other: &str) -> bool {
    let month = |word| months::month_of(word, false).map(|found| found.month);
    month(one).is_some() && month(one) == month(other)
}

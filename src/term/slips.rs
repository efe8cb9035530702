//! Slips of the fingers: the word that was meant by one that nothing else explains.
//!
//! Start reading at [`slip`].

use super::tokens::{Kind, Tokens};
use super::words::{Lex, lex};
use crate::language::months;

/// Words that are misspelt in terms, beside the names of months.
const OTHERS: &str = "\
    постійно протягом упродовж впродовж щомісяця щомісячно щоквартально щокварталу місяць \
    щотижня щорічно щороку щодня квартал кварталу семестр семестру півріччя графіком графіку \
    графіка планом потреби необхідності вимогу відповідно згідно безперервно систематично \
    щопонеділка щовівторка щосереди щочетверга щопятниці декада наприкінці двічі тиждень \
    року початку місяця навчального навчальний потребою остання останній останнього \
    останньої останню перший перша першого друга третя четверта другий другого третій \
    третього четвертий кінця кінець початок середина половина числа пізніше тижня осінні \
    осінніх зимові зимових весняні весняних літні літніх канікули канікул окрім понеділок \
    понеділка вівторок вівторка середа середи четвер четверга пятниця пятниці кварталі \
    півріччі семестрі навчальному";

/// The words of time against which a slip is held.
fn known_words() -> impl Iterator<Item = &'static str> {
    let months = months::MONTHS.iter();
    months.flat_map(|name| [name.nominative, name.genitive, name.locative]).chain(OTHERS.split(' '))
}

/// The word that was most likely meant, one slip of the fingers away («квіень»), two in long words.
/// `None` when nothing or more than one meaning is that near.
pub(super) fn nearest(word: &str) -> Option<&'static str> {
    let length = word.chars().count();
    let allowed = match length {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &'static str)> = None;
    for candidate in known_words() {
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

/// The slip by which the word at this place came to be, if there is only one.
pub(super) fn slip(tokens: &Tokens, at: usize) -> Option<Slip> {
    let word = tokens.word(at);
    let before = at.checked_sub(1).and_then(|at| tokens.kind_at(at));
    let near = || nearest(word).or_else(|| short(before, word)).map(Slip::Misspelt);
    first_of_two(word).map(Slip::TwoInOne).or_else(near)
}

/// «рку» of «до кінця рку»: where a year is meant, so few letters are enough.
fn short(before: Option<Kind>, word: &str) -> Option<&'static str> {
    let is_led = matches!(
        before,
        Some(Kind::Word(
            Lex::Beginning | Lex::End | Lex::During | Lex::Whole | Lex::School | Lex::Calendar
        ))
    );
    let is_near = word.chars().count() == 3 && strsim::osa_distance(word, "року") == 1;
    (is_led && is_near).then_some("року")
}

fn first_of_two(word: &str) -> Option<&'static str> {
    const FIRST: [&str; 10] = [
        "протягом",
        "упродовж",
        "впродовж",
        "щорічно",
        "щомісяця",
        "кінець",
        "початок",
        "наприкінці",
        "раз",
        "окремим",
    ];
    // What a fixed expression goes on with.
    const STEMS: [&str; 3] = ["графік", "план", "розклад"];
    let months = months::MONTHS.iter().map(|name| name.nominative);
    FIRST.into_iter().chain(months).find(|first| {
        let rest = word.strip_prefix(first).unwrap_or_default();
        let is_noun = rest.chars().count() > 3
            && (lex(rest, false) != Lex::Unknown
                || STEMS.iter().any(|stem| rest.starts_with(stem)));
        let is_led = match *first {
            "раз" => matches!(rest, "на" | "у" | "в"),
            "щомісяця" => rest == "до",
            _ => false,
        };
        is_noun || is_led
    })
}

fn same_month(one: &str, other: &str) -> bool {
    let month = |word| months::month_of(word, false).map(|found| found.month);
    month(one).is_some() && month(one) == month(other)
}

/// Whether a word that was not read is one slip away from a word of time: «ккрім», «верезень».
pub(super) fn resembles(word: &str) -> bool {
    // Too like other words to be read as these.
    const SHORT: [&str; 5] = ["крім", "після", "тричі", "рідше", "менше"];
    let length = word.chars().count();
    let is_near = |candidate: &str| {
        candidate.chars().count().abs_diff(length) < 2 && strsim::osa_distance(word, candidate) == 1
    };
    length > 2 && known_words().chain(SHORT).any(is_near)
}

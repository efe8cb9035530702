//! What stands in one cell: people, groups and terms one after another without separators.
//!
//! A [`Value`] is a piece of the cell's own words; the pieces of a cell joined by blanks are the
//! cell. Nothing is corrected here, and what is not recognized stays one piece.

use std::collections::BTreeSet;

use crate::language::posts::{is_post, without_label};

/// One value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) words: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person(Name),
    /// Words in lower case: «методисти відповідно до напрямів».
    Group,
    Term,
}

/// A person's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) surname: String,
    /// «І.М.», always with dots; a name may have one letter only.
    pub(super) initials: String,
}

/// Whether commas or semicolons part the values: then the list is one, and belongs to all.
pub(super) fn has_separators(cell: &str) -> bool {
    let inside = cell.trim_end_matches([',', ';', '.', ' ']);
    inside.contains(", ") || inside.contains("; ")
}

/// Words with which a paragraph goes on with the one above: «методисти | відповідно до напрямів».
const GOES_ON: [&str; 13] =
    ["відповідно", "згідно", "за", "з", "із", "зі", "по", "та", "і", "й", "у", "в", "до"];

/// Words before a group that belong to it: «усі методисти».
const EVERYBODY: [&str; 7] = ["усі", "всі", "кожен", "кожний", "інші", "решта", "окремі"];

/// People and groups of a cell, in order. A group begins anew with a paragraph, and at a word of `heads`
/// («методисти», «директор»): words that begin a cell elsewhere in the document.
pub(super) fn responsible(cell: &str, heads: &BTreeSet<String>) -> Vec<Value> {
    let tokens = cell.split_whitespace().collect::<Vec<_>>();
    let counts = cell.lines().map(|line| line.split_whitespace().count());
    let paragraphs = counts.scan(0, |ends, count| {
        *ends += count;
        Some(*ends)
    });
    let paragraphs = paragraphs.collect::<Vec<_>>();
    let mut values: Vec<Value> = Vec::new();
    let mut group: Vec<&str> = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some(token) = rest.first() {
        let person = person(rest);
        // «усі методисти» are one group.
        let is_told = group.iter().any(|word| !EVERYBODY.contains(&word.to_lowercase().as_str()));
        let begins_group = heads.contains(bare(token)) && is_told;
        let after_separator = group.last().is_some_and(|word| word.ends_with([',', ';']));
        let begins_paragraph =
            paragraphs.contains(&(tokens.len() - rest.len())) && !GOES_ON.contains(token);
        if person.is_some() || begins_group || begins_paragraph || after_separator {
            close(&mut group, &mut values);
        }
        let taken = match person {
            Some((name, taken)) => {
                let words = rest.iter().take(taken).copied().collect::<Vec<_>>().join(" ");
                values.push(Value { words, kind: Kind::Person(name) });
                taken
            }
            None => {
                group.push(token);
                1
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    close(&mut group, &mut values);
    values
}

/// As [`responsible`], without the posts beside names: «Коваль І.С., методист», «методист Коваль І.С.» name nobody else.
pub(super) fn without_posts(cell: &str, heads: &BTreeSet<String>) -> Vec<Value> {
    let values = responsible(without_label(cell), heads);
    let is_person =
        |value: Option<&Value>| value.is_some_and(|value| matches!(value.kind, Kind::Person(_)));
    let is_beside_name = |at: usize, value: &Value| {
        let follows = is_person(at.checked_sub(1).and_then(|before| values.get(before)));
        follows || is_person(values.get(at + 1)) && !value.words.ends_with([',', ';'])
    };
    let kept = values.iter().enumerate().filter(|(at, value)| {
        value.kind != Kind::Group || !is_post(&value.words) || !is_beside_name(*at, value)
    });
    kept.map(|(_, value)| value.clone()).collect()
}

fn close(group: &mut Vec<&str>, values: &mut Vec<Value>) {
    if !group.is_empty() {
        values.push(Value { words: group.join(" "), kind: Kind::Group });
        group.clear();
    }
}

/// A word without the punctuation after it, in lower case only if the document has it so.
pub(super) fn bare(token: &str) -> &str {
    token.trim_end_matches([',', ';', '.', ':'])
}

/// A name at the beginning of the tokens, and how many of them it takes.
fn person(tokens: &[&str]) -> Option<(Name, usize)> {
    let first = tokens.first()?;
    let second = tokens.get(1).copied().unwrap_or_default();
    let third = tokens.get(2).copied().unwrap_or_default();
    if let Some(name) = person_in_full(first, second) {
        return Some((name, 2));
    }
    if is_surname(first) {
        let surname = (*first).to_owned();
        if let Some(initials) = initials(second) {
            // «Гриб О. В.»: the second letter may stand apart.
            return Some(match (letters(&initials), self::initials(third)) {
                (1, Some(more)) if letters(&more) == 1 && !second.ends_with([',', ';']) => {
                    (Name { surname, initials: format!("{initials}{more}") }, 3)
                }
                _ => (Name { surname, initials }, 2),
            });
        }
        if is_patronymic(third) && is_surname(second) {
            let letter = |word: &str| word.chars().next().map(|letter| format!("{letter}."));
            let initials = letter(second)? + &letter(third)?;
            return Some((Name { surname, initials }, 3));
        }
        return None;
    }
    let initials = initials(first)?;
    let (more, surname, taken) = match self::initials(second) {
        Some(more) => (more, third, 3),
        None => (String::new(), second, 2),
    };
    let surname = bare(surname);
    is_surname(surname).then(|| {
        let surname = surname.to_owned();
        (Name { surname, initials: initials + &more }, taken)
    })
}

/// «Ірина МЕЛЬНИК» or «МЕЛЬНИК Ірина», as documents are signed.
fn person_in_full(first: &str, second: &str) -> Option<Name> {
    let pairs = [(first, bare(second)), (second, first)];
    let (given, surname) = pairs.into_iter().find(|(given, surname)| {
        is_surname(bare(given)) && !is_post_or_body(given) && is_capital_surname(surname)
    })?;
    let mut letters = surname.chars();
    let begin = letters.next().into_iter();
    let surname = begin.chain(letters.flat_map(char::to_lowercase)).collect();
    let initials = given.chars().next().map(|letter| format!("{letter}."))?;
    Some(Name { surname, initials })
}

/// A surname in capital letters; abbreviations («ДПТНЗ», «НМЦ ПТО») have hardly a vowel.
fn is_capital_surname(word: &str) -> bool {
    let is_vowel = |letter: &char| "АЕЄИІЇОУЮЯ".contains(*letter);
    let length = word.chars().count();
    let vowels = word.chars().filter(is_vowel).count();
    let ends_with_vowel = word.chars().next_back().is_some_and(|letter| is_vowel(&letter));
    let is_capital = word.chars().all(|letter| letter.is_uppercase() || "'’ʼ-".contains(letter));
    is_capital && length >= 3 && (vowels >= 2 || vowels == 1 && length >= 4 && !ends_with_vowel)
}

/// Whether a word with a capital letter is a post or a body, after which an abbreviation stands: «Директор ІППО».
fn is_post_or_body(word: &str) -> bool {
    const POSTS: [&str; 20] = [
        "директор",
        "методист",
        "заступник",
        "викладач",
        "керівник",
        "психолог",
        "завідувач",
        "голов",
        "рад",
        "майст",
        "вихователь",
        "бібліотекар",
        "адміністраці",
        "начальник",
        "спеціаліст",
        "фахів",
        "колектив",
        "комісі",
        "працівник",
        "кабінет",
    ];
    let word = word.to_lowercase();
    POSTS.iter().any(|post| word.starts_with(post))
}

fn is_surname(word: &str) -> bool {
    let mut letters = word.chars();
    let first_is_upper = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let lower = rest.chars().filter(|letter| letter.is_lowercase()).count();
    let all_letters = rest.chars().all(|letter| letter.is_alphabetic() || "'’ʼ-".contains(letter));
    first_is_upper && all_letters && lower >= 2
}

fn is_patronymic(word: &str) -> bool {
    let word = bare(word);
    is_surname(word)
        && ["ович", "йович", "ійович", "івна", "ївна", "ович", "ич"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// «О.В.», «О.В», «І.», «Н.П..», «І.О.,» as «І.М.»; `None` for anything else.
fn initials(token: &str) -> Option<String> {
    let token = token.trim_end_matches([',', ';']);
    let mut initials = String::new();
    for part in token.trim_end_matches('.').split('.') {
        let mut letters = part.chars();
        let letter = letters.next().filter(|letter| letter.is_uppercase())?;
        if letters.next().is_some() {
            return None;
        }
        initials.push(letter);
        initials.push('.');
    }
    // A capital letter without any dot is a word («І»), not an initial.
    (token.contains('.') && letters(&initials) <= 2).then_some(initials)
}

fn letters(initials: &str) -> usize {
    initials.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// The terms of a cell, in order; the whole cell as one value if any word is not understood.
pub(super) fn terms(cell: &str) -> Vec<Value> {
    let tokens = cell.split_whitespace().collect::<Vec<_>>();
    let mut values = Vec::new();
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        let Some(taken) = term_length(rest) else {
            return vec![Value { words: tokens.join(" "), kind: Kind::Term }];
        };
        let words = rest.iter().take(taken).copied().collect::<Vec<_>>().join(" ");
        values.push(Value { words, kind: Kind::Term });
        rest = rest.get(taken..).unwrap_or_default();
    }
    values
}

const MONTHS: [&str; 12] = [
    "січ",
    "лют",
    "берез",
    "квіт",
    "трав",
    "черв",
    "лип",
    "серп",
    "верес",
    "жовт",
    "листопад",
    "груд",
];
const PERIODS: [&str; 7] = ["року", "рік", "півріччя", "семестр", "квартал", "місяць", "тиждень"];

/// How many tokens the term at the beginning takes.
fn term_length(tokens: &[&str]) -> Option<usize> {
    let word = |index: usize| {
        tokens.get(index).map(|token| bare(token).to_lowercase()).unwrap_or_default()
    };
    let is_year = |index: usize| {
        let word = word(index);
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let with_year = |taken: usize| match is_year(taken) {
        true => taken + 1 + usize::from(word(taken + 1) == "року" || word(taken + 1) == "р"),
        false => taken,
    };
    let first = word(0);
    match first.as_str() {
        "постійно"
        | "щомісяця"
        | "щомісячно"
        | "щоквартально"
        | "щороку"
        | "щорічно"
        | "щотижня"
        | "щотижнево"
        | "систематично" => return Some(1),
        "упродовж" | "протягом" | "впродовж" if PERIODS.contains(&word(1).as_str()) =>
        {
            return Some(2);
        }
        "за" | "по" if ["потреби", "потребою", "необхідності"].contains(&word(1).as_str()) =>
        {
            return Some(2);
        }
        "за" | "згідно" | "відповідно" => {
            let at = (1..4).find(|at| word(*at).starts_with("графік"));
            return at.map(|at| at + 1);
        }
        "до" if is_date(&word(1)) || is_month(&word(1)) => return Some(with_year(2)),
        "до" if is_day(&word(1)) && is_month(&word(2)) => return Some(with_year(3)),
        _ => {}
    }
    if is_date(&first) {
        return Some(1);
    }
    if is_day(&first) && is_month(&word(1)) {
        return Some(with_year(2));
    }
    if is_month(&first) {
        // «листопад- травень» and «листопад - травень» are one range.
        let goes_on = tokens.first().is_some_and(|token| token.ends_with(['-', '–', '—']));
        let dash = matches!(word(1).as_str(), "-" | "–" | "—");
        return Some(with_year(1 + usize::from(goes_on) + 2 * usize::from(dash)));
    }
    let (count, at) = match first.as_str() {
        "раз" => (true, 1),
        _ => (word(1).starts_with("раз"), 2),
    };
    let has_preposition = ["в", "у", "на"].contains(&word(at).as_str());
    (count && has_preposition && PERIODS.contains(&word(at + 1).as_str())).then_some(at + 2)
}

fn is_month(word: &str) -> bool {
    let parts = word.split(['-', '–', '—']).filter(|part| !part.is_empty());
    let known = |part: &str| MONTHS.iter().any(|month| part.starts_with(month));
    let mut parts = parts.peekable();
    parts.peek().is_some() && parts.all(known)
}

fn is_day(word: &str) -> bool {
    word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_date(word: &str) -> bool {
    let groups = word.split('.').collect::<Vec<_>>();
    let digits =
        |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&groups.len()) && groups.iter().all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: Vec<Value>) -> Vec<String> {
        values.into_iter().map(|value| value.words).collect()
    }

    #[test]
    fn words_for_everybody_belong_to_the_group_after_them() {
        let heads = BTreeSet::from(["методисти".to_owned(), "директор".to_owned()]);
        assert_eq!(
            texts(responsible("усі методисти директор", &heads)),
            ["усі методисти", "директор"]
        );
    }

    #[test]
    fn names_follow_one_another_without_separators() {
        let heads = BTreeSet::from(["методисти".to_owned(), "директор".to_owned()]);
        let cell =
            "методисти за напрямом Гриб О.О. Гриб О. Іва-Лис Я. Ю., А.Б. Сич директор методисти";
        assert_eq!(
            texts(responsible(cell, &heads)),
            [
                "методисти за напрямом",
                "Гриб О.О.",
                "Гриб О.",
                "Іва-Лис Я. Ю.,",
                "А.Б. Сич",
                "директор",
                "методисти"
            ]
        );
    }

    #[test]
    fn names_in_full_are_people_and_posts_are_not() {
        for (cell, people) in [
            ("Ірина МЕЛЬНИК", 1),
            ("МЕЛЬНИК Ірина, Петро СИЧЕНКО", 2),
            ("Олег КОВАЛЬ Юр'яна П'ЯТАЧЕНКО", 2),
            ("Директор ІППО", 0),
            ("Методисти НМЦ ПТО", 0),
            ("Керівники ДПТНЗ", 0),
            ("Рада ОІППО", 0),
        ] {
            let values = responsible(cell, &BTreeSet::new());
            let found = values.iter().filter(|value| matches!(value.kind, Kind::Person(_)));
            assert_eq!(found.count(), people, "{cell}");
        }
    }

    #[test]
    fn terms_follow_one_another() {
        let cell = "упродовж року до 01.06.2031 лютий-червень листопад- травень 1 раз в семестр \
                    січень-грудень 2031 10 жовтня";
        assert_eq!(
            texts(terms(cell)),
            [
                "упродовж року",
                "до 01.06.2031",
                "лютий-червень",
                "листопад- травень",
                "1 раз в семестр",
                "січень-грудень 2031",
                "10 жовтня"
            ]
        );
        assert_eq!(texts(terms("грудень або раніше")), ["грудень або раніше"]);
    }
}

//! Where a line must not end: non-breaking spaces for display.
//!
//! [`tie`] turns some ordinary spaces into U+00A0 and changes nothing else, so approved words stay
//! as they are, letter for letter. It is applied where text is written out, never to the data.

use std::borrow::Cow;

const TIE: char = '\u{a0}';

/// `text` with non-breaking spaces after short prepositions and conjunctions («в», «та»), before
/// dashes, between initials and surname, and between a number and its sign («№ 5», «2026 р.»,
/// «12 березня»). Borrowed where nothing has to be tied.
pub fn tie(text: &str) -> Cow<'_, str> {
    let mut blanks = memchr::memchr_iter(b' ', text.as_bytes());
    let Some(mut at) = blanks.next() else { return Cow::Borrowed(text) };
    let is_even = has_only_blanks(text);
    // Without a dot there are no initials.
    let has_dots = has_dot(text);
    let mut tied = String::new();
    let mut written = 0;
    // In «Ткачук І. М. Методичні…» the initials belong to the surname before them.
    let mut surname_came_first = false;
    let mut left = text.get(..at).unwrap_or_default();
    while at < text.len() {
        let next = blanks.next().unwrap_or(text.len());
        let right = text.get(at + 1..next).unwrap_or_default();
        if is_plain(left, right, has_dots)
            && (is_even || has_only_blanks(left) && has_only_blanks(right))
        {
            surname_came_first = false;
        } else {
            // A piece between two spaces may hold line breaks; the words at the space are meant.
            let (before, after) = match is_even {
                true => (left, right),
                false => (
                    left.rsplit(char::is_whitespace).next().unwrap_or(left),
                    right.split(char::is_whitespace).next().unwrap_or(right),
                ),
            };
            let name =
                has_dots && is_name(before, after) && (!surname_came_first || is_initials(after));
            if name || belongs_together(before, after) {
                tied.push_str(text.get(written..at).expect("a space is one byte"));
                tied.push(TIE);
                written = at + 1;
            }
            surname_came_first =
                name && (surname_came_first || !is_initials(before)) && after.len() == right.len();
        }
        (at, left) = (next, right);
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    tied.push_str(text.get(written..).expect("a space is one byte"));
    Cow::Owned(tied)
}

/// Whether no white space but blanks is in it: no byte is there with which other white space begins.
fn has_only_blanks(text: &str) -> bool {
    let begins_other = |byte: u8| {
        (byte < b' ') | (byte == 0xc2) | (byte == 0xe1) | (byte == 0xe2) | (byte == 0xe3)
    };
    // Without an early end the compiler looks at many bytes at once.
    !text.bytes().fold(false, |is_found, byte| is_found | begins_other(byte))
}

/// Whether it is soon seen that nothing ties two words, as it is with most pairs. `has_dots` tells whether the text has
/// any: initials do.
fn is_plain(left: &str, right: &str, has_dots: bool) -> bool {
    let is_name = has_dots && (has_dot(left) || has_dot(right));
    !is_name && !may_lead(left) && !may_follow(right)
}

/// Words that are read with the next one: short ones, those with a mark before, numbers and signs.
fn may_lead(word: &str) -> bool {
    let ends_open = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let begins_marked = |byte: &u8| matches!(byte, b'(' | b'[' | b'"' | 0xc2 | 0xe2);
    let bytes = word.as_bytes();
    bytes.len() <= 4
        || bytes.last().is_some_and(ends_open)
        || bytes.first().is_some_and(begins_marked)
        || matches!(word, "пункт" | "смт")
}

/// Words that are read with the one before: dashes, «б» and «же», with marks after them.
fn may_follow(word: &str) -> bool {
    word.starts_with(['-', '–', '—', 'б', 'ж']) && word.len() <= 8
}

fn has_dot(words: &str) -> bool {
    memchr::memchr(b'.', words.as_bytes()).is_some()
}

fn belongs_together(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let left = left.trim_start_matches(['(', '[', '«', '"', '„', '“']);
    if is_dash(right) {
        // After «;» or «:» a hyphen opens the next item of a list and belongs to it.
        return right != "-" || !left.ends_with([';', ':', '.']);
    }
    is_particle(right)
        || is_short_word(left)
        || is_sign_before(left, right)
        || (left.ends_with(|c: char| c.is_ascii_digit()) && is_sign_after(right))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-")
}

/// Prepositions and conjunctions of one and two letters, and «не», «ні», which are read with the
/// word after them; also with a capital at the start of a sentence.
fn is_short_word(word: &str) -> bool {
    // Two Cyrillic letters are four bytes; most words are longer and are sorted out here.
    if word.len() > 4 || !word.starts_with(char::is_alphabetic) {
        return false;
    }
    // Letters of these words have one small letter each.
    let mut letters = word.chars().map(|letter| letter.to_lowercase().next().unwrap_or(letter));
    let short = (letters.next(), letters.next(), letters.next());
    match short {
        (Some(one), None, None) => {
            // «В.» and the like are not this word, and capitals alone may be a grade or a group.
            matches!(one, 'а' | 'в' | 'е' | 'є' | 'з' | 'і' | 'й' | 'о' | 'у')
        }
        (Some(one), Some(two), None) => matches!(
            (one, two),
            ('а', 'б')
                | ('б', 'о')
                | ('в', 'і')
                | ('д', 'о')
                | ('з', 'а')
                | ('з', 'і')
                | ('і', 'з')
                | ('н', 'а')
                | ('н', 'е')
                | ('н', 'і')
                | ('о', 'б')
                | ('п', 'о')
                | ('т', 'а')
                | ('т', 'о')
                | ('ч', 'и')
                | ('щ', 'о')
                | ('я', 'к')
        ),
        _ => false,
    }
}

/// «б», «ж», «би», «же» are read with the word before them.
fn is_particle(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';', ':', ')', '!', '?']);
    matches!(word, "б" | "ж" | "би" | "же")
}

/// «№ 5», «ст. 41», «м. Київ»
fn is_sign_before(sign: &str, word: &str) -> bool {
    let starts_with_number = word.starts_with(|c: char| c.is_ascii_digit());
    match sign {
        "№" | "№№" | "§" => true,
        "с." | "ст." | "п." | "пп." | "ч." | "т." | "р." | "рис." | "табл." | "пункт" | "стор." => {
            starts_with_number
        }
        "м." | "вул." | "просп." | "ім." | "смт" => {
            starts_with_number || word.trim_start_matches('«').starts_with(char::is_uppercase)
        }
        _ => false,
    }
}

/// «2026 р.», «12 березня», «5 %»
fn is_sign_after(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';', ':', ')', '»', '!', '?']);
    matches!(
        word.strip_suffix('.').unwrap_or(word),
        "р" | "рр"
            | "с"
            | "ст"
            | "року"
            | "році"
            | "роки"
            | "років"
            | "рік"
            | "рокам"
            | "роках"
            | "грн"
            | "тис"
            | "млн"
            | "млрд"
            | "год"
            | "хв"
            | "%"
            | "‰"
            | "°C"
            | "січня"
            | "лютого"
            | "березня"
            | "квітня"
            | "травня"
            | "червня"
            | "липня"
            | "серпня"
            | "вересня"
            | "жовтня"
            | "листопада"
            | "грудня"
    )
}

/// «Ткачук І.М.», «І.М. Ткачук», «І. М.»
fn is_name(left: &str, right: &str) -> bool {
    if is_initials(left) {
        return is_surname(right) || is_initials(right);
    }
    is_initials(right) && is_surname(left) && left.ends_with(char::is_alphabetic)
}

/// One to three capitals, each with its dot; marks may follow the last one.
fn is_initials(word: &str) -> bool {
    if !has_dot(word) {
        return false;
    }
    let word = word.trim_start_matches(['(', '«']);
    let word = word.trim_end_matches([',', ';', ':', ')', '»']);
    let mut letters = word.chars();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        if !letter.is_uppercase() || letters.next() != Some('.') {
            return false;
        }
        count += 1;
    }
    (1..=3).contains(&count)
}

/// A capital and then at least one small letter: «Ткачук», «Нечуй-Левицький».
fn is_surname(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '«', '"']);
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(|c| c.is_lowercase() || matches!(c, '\'' | '’' | 'ʼ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// What is passed over quickly is what the long way would pass over.
        #[test]
        fn plain_pairs_are_never_tied(left in "[(«]?[а-яА-ЯіІA-Z0-9№.’-]{0,12}[,;:»]?", right in "[(«]?[а-яА-Яі0-9.–-]{0,9}[,.;:»]?") {
            let is_tied = is_name(&left, &right) || belongs_together(&left, &right);
            proptest::prop_assert!(!(is_plain(&left, &right, true) && is_tied));
        }
    }

    /// «_» stands for a non-breaking space.
    #[test]
    fn ties() {
        for expected in [
            "Ткачук_І.М., Гаврилюк_О.П.",
            "Ткачук_І.М. Методичні рекомендації",
            "І.М._Ткачук та_Л.В._Недашківська",
            "І._М._Ткачук",
            "Ткачук_І._М. Звіт",
            "участь у_семінарі в_Києві та_на_Поліссі",
            "В_Україні і_за_кордоном",
            "(у_разі потреби)",
            "від 23.11.2011 №_1341",
            "у_2026_році",
            "12_березня 2026_року, четвер",
            "на_2026-2027_роки",
            "ст._41 Закону, с._15",
            "2026_р., 3_рр.",
            "освіта_— це праця",
            "лютий_– березень",
            "лютий_- березень",
            "заходи: - семінар; - нарада",
            "термін\tТкачук_І.М. Голубенко_А.В.\tсічень",
            "Ткачук_І.М.\nГолубенко_А.В.",
            "хотів_би знати",
            "м._Житомир, вул._Перемоги",
            "здобувачів, що_навчаються",
            "зросло на_5_%",
            "План А",
        ] {
            let plain = expected.replace('_', " ");
            assert_eq!(tie(&plain).replace(TIE, "_"), expected);
        }
    }

    #[test]
    fn nothing_but_spaces_changes() {
        let plan = "2.1. Участь у нараді (Ткачук І.М.)  — 12 березня\n- і в  кожному, з 5 м'яч ";
        assert_eq!(tie(plan).replace(TIE, " "), plan);
        assert_eq!(tie(&tie(plan)), tie(plan));
        for text in ["", " ", "  ", "— ", " —", "в", "в ", " в", "і  і"] {
            assert_eq!(tie(text).replace(TIE, " "), text);
        }
    }

    #[test]
    fn untouched_text_is_borrowed() {
        for text in ["семінар", "методичний супровід освіти", ""] {
            assert!(matches!(tie(text), Cow::Borrowed(_)));
        }
    }
}

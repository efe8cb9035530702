//! Where a line must not end: non-breaking spaces for display.
//!
//! [`tie`] turns some ordinary spaces into U+00A0 and changes nothing else, so approved words stay
//! as they are, letter for letter. It is applied where text is written out, never to the data.

use std::borrow::Cow;

const TIE: char = '\u{a0}';

/// Few texts have so many ties that they need more room, in bytes.
const ROOM: usize = 16;

/// What stands before a text that begins with a space, and after one that ends so, is not known: «у <a>Києві</a> — це».
/// It is taken for a word that nothing ties to others.
const EDGE: &str = "слово";

/// `text` with non-breaking spaces after short prepositions and conjunctions («в», «та»), before
/// dashes, between initials and surname, and between a number and its sign («№ 5», «2026 р.»,
/// «12 березня»). Borrowed where nothing has to be tied.
pub fn tie(text: &str) -> Cow<'_, str> {
    let mut blanks = memchr::memchr_iter(b' ', text.as_bytes()).peekable();
    let mut tied = String::new();
    let mut written = 0;
    // In «Ткачук І. М. Методичні…» the initials belong to the surname before them.
    let mut surname_came_first = false;
    let mut from = 0;
    let mut is_even = None;
    while let Some(at) = blanks.next() {
        if is_plain(text.as_bytes(), at) {
            surname_came_first = false;
        } else {
            let left = text.get(from..at).unwrap_or_default();
            let end = blanks.peek().copied().unwrap_or(text.len());
            let right = text.get(at + 1..end).unwrap_or_default();
            // A piece between two spaces may hold line breaks; the words at the space are meant.
            let (before, after) = match *is_even.get_or_insert_with(|| has_only_blanks(text)) {
                true => (left, right),
                false => (
                    left.rsplit(char::is_whitespace).next().unwrap_or(left),
                    right.split(char::is_whitespace).next().unwrap_or(right),
                ),
            };
            let is_whole = after.len() == right.len();
            let before = if at == 0 { EDGE } else { before };
            let after = if at + 1 == text.len() { EDGE } else { after };
            let mut name = is_name(before, after);
            if name {
                surname_came_first |= follows_surname(left, before);
                name = !surname_came_first || is_initials(after);
            }
            if name || belongs_together(before, after) {
                if written == 0 {
                    tied.reserve(text.len() + ROOM);
                }
                tied.push_str(text.get(written..at).expect("a space is one byte"));
                tied.push(TIE);
                written = at + 1;
            }
            surname_came_first = name && (surname_came_first || !is_initials(before)) && is_whole;
        }
        from = at + 1;
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

/// Whether the bytes around a space show that nothing ties the words there, as it is with most. Every text of every
/// page comes by here, so words are cut out only where this cannot tell.
fn is_plain(text: &[u8], at: usize) -> bool {
    !may_lead(&text[..at]) && !may_follow(&text[at + 1..])
}

/// Of each byte whether it is a blank or a mark before a word, or the first of such a sign.
const BEGINS_WORD: [bool; 256] = {
    let mut begins = [false; 256];
    let mut byte = 0;
    while byte < begins.len() {
        let is_mark = matches!(byte, 0x28 | 0x5b | 0x22 | 0xc2 | 0xe1 | 0xe2 | 0xe3);
        begins[byte] = byte <= 0x20 || is_mark;
        byte += 1;
    }
    begins
};

/// Whether a text ends with a word that is read with the next one: a short one, also with a mark before, a number or
/// a sign.
fn may_lead(text: &[u8]) -> bool {
    // The letters of the longest short words: two Cyrillic ones.
    const SHORT: usize = 4;
    let nth = |back: usize| text.len().checked_sub(back).map_or(b' ', |at| text[at]);
    let Some(last) = text.last_chunk::<{ SHORT + 1 }>() else { return true };
    // Without an early end no byte but the last costs a jump.
    last.iter().fold(false, |is_found, byte| is_found | BEGINS_WORD[usize::from(*byte)])
        // «, and „ as three bytes.
        || nth(SHORT + 2) == 0xc2
        || nth(SHORT + 3) == 0xe2
        || match nth(1) {
            b'.' | b'0'..=b'9' => true,
            b',' | b';' | b':' | b')' => nth(2) == b'.',
            // The last bytes of «»» and of «т».
            0xbb => nth(3) == b'.',
            0x82 => text.ends_with("пункт".as_bytes()) || text.ends_with("смт".as_bytes()),
            _ => false,
        }
}

/// Whether a text begins with a word that is read with the one before: a dash, «б» and «же», initials.
fn may_follow(text: &[u8]) -> bool {
    matches!(
        text,
        [] | [b'-' | b'(' | 0xc2 | 0xe2, ..]
            | [0xd0, 0xb1 | 0xb6, ..]
            | [_, b'.', ..]
            | [_, _, b'.', ..]
    )
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
    is_short_word(left)
        || is_particle(right)
        || is_roman_number(left)
        || is_sign_before(left, right)
        || (left.ends_with(|c: char| c.is_ascii_digit()) && is_sign_after(right))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "·")
}

/// Prepositions and conjunctions of one and two letters, and «не», «ні», which are read with the
/// word after them; also with a capital at the start of a sentence.
fn is_short_word(word: &str) -> bool {
    // Two Cyrillic letters are four bytes; most words are longer and are sorted out here.
    if word.len() > 4 {
        return false;
    }
    let mut letters = word.chars().map(small);
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

/// The small letter of a Ukrainian capital. The library knows all alphabets and takes many times as long.
fn small(letter: char) -> char {
    match letter {
        'А'..='Я' => char::from_u32(letter as u32 + ('а' as u32 - 'А' as u32)).unwrap_or(letter),
        'Є' => 'є',
        'І' => 'і',
        'Ї' => 'ї',
        _ => letter,
    }
}

/// «б», «ж», «би», «же» are read with the word before them.
fn is_particle(word: &str) -> bool {
    if !word.starts_with(['б', 'ж']) {
        return false;
    }
    let word = word.trim_end_matches([',', '.', ';', ':', ')', '!', '?']);
    matches!(word, "б" | "ж" | "би" | "же")
}

/// «VI. Робота»: two Roman digits and more, in Latin letters or in those that look so. One with its dot is read as initials.
fn is_roman_number(word: &str) -> bool {
    let digits = word.strip_suffix('.').unwrap_or_default();
    digits.chars().count() > 1 && digits.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х'))
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

/// Whether the initials at the end of a text are tied to the surname before them already.
fn follows_surname(text: &str, initials: &str) -> bool {
    let rest = text.strip_suffix(initials).and_then(|rest| rest.strip_suffix(TIE));
    let Some(rest) = rest.filter(|_| is_initials(initials)) else { return false };
    let word = rest.rsplit(char::is_whitespace).next().unwrap_or(rest);
    is_name(word, initials) && (!is_initials(word) || follows_surname(rest, word))
}

/// One to three capitals, each with its dot; marks may follow the last one.
fn is_initials(word: &str) -> bool {
    // After the first letter, and perhaps a mark before it, stands a dot.
    const MARK_AND_LETTER: usize = 4;
    if !word.bytes().take(MARK_AND_LETTER + 1).any(|byte| byte == b'.') {
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
        fn plain_pairs_are_never_tied(before in "[а-я \n]{0,3}", left in "[(«„]?[а-яА-ЯіІA-Z0-9№.’-]{0,12}[,;:»]?", right in "[(«]?[а-яА-Яі0-9.–-]{0,9}[,.;:»]?") {
            let is_tied = is_name(&left, &right) || belongs_together(&left, &right);
            let text = format!("{before} {left} {right}");
            proptest::prop_assert!(!(is_plain(text.as_bytes(), text.len() - right.len() - 1) && is_tied));
            let text = format!("{left} {right}");
            proptest::prop_assert!(!(is_plain(text.as_bytes(), left.len()) && is_tied));
        }
    }

    proptest::proptest! {
        /// Words may come by here twice.
        #[test]
        fn what_is_tied_stays_as_it_is(words in proptest::collection::vec("[А-Я]\\.([А-Я]\\.)?,?|[а-я]{1,4}|[(«]?[А-Я][а-я]{2}[,:»]?|[0-9]{1,4}|[—№-]|\n|", 0..12)) {
            let tied = tie(&words.join(" ")).into_owned();
            proptest::prop_assert_eq!(tie(&tied), tied.as_str());
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
            "методисти_· консультації",
            "розділ VI._Робота з_кадрами, ІХ._Видання",
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
            "семінари у_",
            "_— це праця",
            " семінари ",
            " ",
            "у\n  теці",
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

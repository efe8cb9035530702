//! Keys and names of tables in other letters: «термін», «tеrm» with a Cyrillic «е», «methodical sections».
//!
//! Comes in: the text as it was written, and a place where TOML finds a fault. Goes out: the [`Slip`] of that line, if
//! it is clear which key was meant. Start reading at [`slip_of_key`].

use crate::language::unseen::{has_no_width, is_unseen};
use crate::read::values::{Slip, line_around};
use crate::text;

/// What a key is called by people who read only Ukrainian, in small letters.
const KEYS: &[(&str, &str)] = &[
    ("автор", "author"),
    ("адреса", "address"),
    ("аудиторія", "audience"),
    ("було", "was"),
    ("вид", "kind"),
    ("виконавець", "responsible"),
    ("виконавці", "responsible"),
    ("відповідальний", "responsible"),
    ("відповідальні", "responsible"),
    ("вступ", "introduction"),
    ("дата", "date"),
    ("день", "day"),
    ("завершення", "end"),
    ("заголовок", "heading"),
    ("заклад", "college"),
    ("заклади", "colleges"),
    ("змінено", "changed"),
    ("зміст", "text"),
    ("зміст роботи", "text"),
    ("кінець", "end"),
    ("колонки", "columns"),
    ("матеріали", "materials"),
    ("місце", "place"),
    ("місто", "town"),
    ("назва", "title"),
    ("номер", "number"),
    ("область", "region"),
    ("перелік", "list"),
    ("підзаголовок", "heading"),
    ("посада", "position"),
    ("посилання", "link"),
    ("початок", "start"),
    ("пошта", "email"),
    ("примітка", "note"),
    ("причина", "reason"),
    ("прізвище", "name"),
    ("результат", "result"),
    ("рік", "year"),
    ("сайт", "website"),
    ("секції", "methodical_sections"),
    ("склад", "members"),
    ("стало", "now"),
    ("стан", "status"),
    ("статус", "status"),
    ("текст", "text"),
    ("тема", "theme"),
    ("термін", "term"),
    ("термін виконання", "term"),
    ("терміни", "term"),
    ("учасники", "members"),
    ("файл", "file"),
    ("форма", "form"),
    ("форми", "forms"),
    ("ім'я", "name"),
    ("ім’я", "name"),
];

/// What tables are called so, with their brackets.
const HEADS: &[(&str, &str)] = &[
    ("група", "[[group]]"),
    ("заклад", "[[college]]"),
    ("зміна", "[[change]]"),
    ("людина", "[[person]]"),
    ("матеріал", "[[entry.materials]]"),
    ("матеріали", "[[entry.materials]]"),
    ("особа", "[[person]]"),
    ("партнер", "[[partner]]"),
    ("підпункт", "[[entry.item]]"),
    ("проєкт", "[[project]]"),
    ("пункт", "[[entry]]"),
    ("секція", "[[methodical_section]]"),
    ("синонім", "[[synonym]]"),
    ("скорочення", "[[abbreviation]]"),
    ("установа", "[organization]"),
    ("форма", "[[form]]"),
];

/// Cyrillic letters that look like these Latin ones.
const LOOK_ALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('г', 'r'),
    ('е', 'e'),
    ('і', 'i'),
    ('ї', 'i'),
    ('к', 'k'),
    ('м', 'm'),
    ('н', 'h'),
    ('о', 'o'),
    ('п', 'n'),
    ('р', 'p'),
    ('с', 'c'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
];

/// The slip in the key or the name of a table in the line at a place where TOML finds a fault.
pub(in crate::read) fn slip_of_key(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_around(text, at)?;
    let indent = line.len() - line.trim_start().len();
    let (written, meant) = match line.trim_start().starts_with('[') {
        true => {
            let head = line.trim();
            let name = head.trim_matches(['[', ']', ' ']);
            let plain = latin(name).map(|latin| head.replacen(name, &latin, 1));
            let known = HEADS.iter().find(|(known, _)| *known == name.to_lowercase());
            (head, known.map(|(_, head)| (*head).to_owned()).or(plain)?)
        }
        false => {
            let (key, _) = line.split_once('=')?;
            (key.trim(), key_of(key.trim())?)
        }
    };
    if written == meant || written.contains(['"', '#']) {
        return None;
    }
    let shown = visible(written);
    let message = match shown == meant {
        true => text!(
            uk: "у слові «{shown}» стоїть знак, якого не видно",
            en: "the word «{shown}» has a sign that nobody sees",
        ),
        false if meant.starts_with('[') => text!(
            uk: "назву таблиці «{shown}» записано не латинськими літерами",
            en: "the table's name «{shown}» is not in Latin letters",
        ),
        false => text!(
            uk: "ключа «{shown}» немає: назви ключів — латинські літери, без пропусків",
            en: "there is no key «{shown}»: keys are Latin letters without blanks",
        ),
    };
    let help = match meant.starts_with('[') {
        true => text!(uk: "запишіть так: {meant}", en: "write it so: {meant}"),
        false => text!(uk: "запишіть так: {meant} = …", en: "write it so: {meant} = …"),
    };
    let from = start + indent;
    let range = from..from + written.len();
    Some(Slip { told: range.clone(), written: range, read: meant, message, help })
}

fn key_of(written: &str) -> Option<String> {
    let small = written.to_lowercase();
    let known = KEYS.iter().find(|(known, _)| *known == small);
    known.map(|(_, key)| (*key).to_owned()).or_else(|| latin(written))
}

/// The word in Latin letters, if it looks like one; what nobody sees left out, blanks as «_».
fn latin(written: &str) -> Option<String> {
    let mut latin = String::with_capacity(written.len());
    for letter in written.chars() {
        match letter {
            ' ' | '\u{a0}' if !latin.ends_with('_') => latin.push('_'),
            _ if is_hidden(letter) => {}
            _ if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.') => {
                latin.push(letter);
            }
            _ => {
                let small = letter.to_lowercase().next()?;
                latin.push(LOOK_ALIKES.iter().find(|(known, _)| *known == small)?.1);
            }
        }
    }
    // «тема» is no «tema»: only a word of which some letters are Latin already was to be Latin.
    let is_meant = written.chars().any(|letter| letter.is_ascii_alphabetic());
    let is_known = |key: &str| KEYS.iter().chain(HEADS).any(|(_, known)| known.contains(key));
    let has_blank = latin.contains('_') && written.is_ascii();
    let is_short = matches!(latin.as_str(), "id" | "to");
    (latin != written && (is_meant || is_short) && (!has_blank || is_known(&latin)))
        .then_some(latin)
}

fn visible(written: &str) -> String {
    written.chars().filter(|letter| !is_hidden(*letter)).collect()
}

fn is_hidden(letter: char) -> bool {
    is_unseen(letter) || has_no_width(letter)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, slip_of_key};

    #[test]
    fn keys_are_known_in_other_letters() {
        for (line, meant) in [
            ("термін = \"березень\"", "term"),
            ("Відповідальний = \"а\"", "responsible"),
            ("tеrm = \"березень\"", "term"),
            ("іd = \"x\"", "id"),
            ("  pla\u{200b}ce = \"x\"", "place"),
            ("methodical sections = []", "methodical_sections"),
            ("[[пункт]]", "[[entry]]"),
            ("[[еntry.item]]", "[[entry.item]]"),
            ("[установа]", "[organization]"),
        ] {
            let slip = slip_of_key(line, 0).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(slip.read, meant, "{line}");
        }
        for line in ["term = \"березень\"", "щось = 1", "нотатка", "term березень = 1", "\"а\" = 1"]
        {
            assert!(slip_of_key(line, 0).is_none(), "{line}");
        }
        assert!(KEYS.iter().all(|(ukrainian, key)| key.is_ascii() && !ukrainian.is_ascii()));
    }
}

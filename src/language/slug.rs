//! Latin letters for Ukrainian words: names of files and addresses of pages.
//!
//! [`transliterate`] follows the official table (постанова Кабінету Міністрів України № 55 від
//! 27.01.2010); [`slug`] makes of it a name that is safe in a URL and on every disk. Both are
//! promises to links that stand elsewhere: what they return for a word must never change.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use crate::language::unseen::has_no_width;

/// A slug is never longer than this many letters, so that paths stay readable and short.
pub const MAX_SLUG_LENGTH: usize = 64;

/// `text` in Latin letters by the official table: «Згорани» is «Zghorany», «Знам'янка» is
/// «Znamianka», «ЮЩЕНКО» is «YUSHCHENKO».
///
/// Digits and punctuation stay, Latin letters lose their accents, letters of scripts that
/// are neither Cyrillic nor Latin are dropped.
pub fn transliterate(text: &str) -> String {
    // Text from some systems writes «й» and «ї» as two characters; the table knows one.
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let mut latin = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut letters = text.chars().filter(|&c| !is_invisible(c)).peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        if is_apostrophe(letter) && previous.is_alphabetic() && next.is_alphabetic() {
            // Not a break in the word: «м'я» is «mia», not «mya»; so `previous` stays.
            continue;
        }
        let starts_word = !previous.is_alphabetic();
        match cyrillic(letter, previous, starts_word) {
            Some(spelled) => push_cased(&mut latin, spelled, letter, previous, next),
            None => push_other(&mut latin, letter),
        }
        previous = letter;
    }
    latin
}

/// `text` as a name for a file or an address: lower-case ASCII letters, digits and single
/// hyphens, at most [`MAX_SLUG_LENGTH`] long. «Ткачук І.М.» is «tkachuk-i-m», «2.22.8» is «2-22-8».
///
/// Returns `fallback` (which the caller makes a slug) where nothing of `text` can be kept.
/// Different texts may get the same slug; whoever names pages has to look for that.
pub fn slug(text: &str, fallback: &str) -> String {
    // Numbers of rows are most of what is asked for, and nothing in them is to be spelled.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b' ');
    let latin = match text.bytes().all(is_plain) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(transliterate(text)),
    };
    let mut slug = String::with_capacity(latin.len());
    for letter in latin.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    cut(&mut slug);
    if slug.is_empty() {
        return fallback.to_owned();
    }
    if is_device(&slug) {
        slug.push_str("-x");
    }
    slug
}

/// A path of files people named, as one that every server, archive and system keeps: «Звіти 2026/Звіт № 1.PDF» is
/// «zvity-2026/zvit-1.pdf».
pub fn slug_path(path: &str) -> String {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let folders = folders.split('/').filter(|folder| !folder.is_empty());
    let mut slugs = folders.map(|folder| slug(folder, "folder") + "/").collect::<String>();
    slugs.push_str(&slug(stem, "file"));
    if !ending.is_empty() {
        slugs.push('.');
        slugs.push_str(&slug(ending, "file"));
    }
    slugs
}

/// Shortens at a hyphen, or inside a word that alone is too long.
fn cut(slug: &mut String) {
    if slug.len() > MAX_SLUG_LENGTH {
        let ends_word = slug.as_bytes().get(MAX_SLUG_LENGTH) == Some(&b'-');
        slug.truncate(MAX_SLUG_LENGTH);
        if let (false, Some(hyphen)) = (ends_word, slug.rfind('-')) {
            slug.truncate(hyphen);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
}

/// Windows opens a device and no file for these names, whatever extension follows.
pub fn is_device(slug: &str) -> bool {
    let numbered = |device| {
        slug.strip_prefix(device)
            .is_some_and(|rest: &str| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(slug, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// How the official table spells `letter` in lower case; Russian and Belarusian letters, which
/// it lacks, are spelled after its manner.
fn cyrillic(letter: char, previous: char, starts_word: bool) -> Option<&'static str> {
    let at_start = |initial, inside| if starts_word { initial } else { inside };
    Some(match first_lowercase(letter) {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        // «зг» is «zgh», so that it is not read as «ж», which is «zh».
        'г' if matches!(previous, 'з' | 'З') => "gh",
        'г' => "h",
        'ґ' => "g",
        'д' => "d",
        'е' => "e",
        'є' => at_start("ye", "ie"),
        'ж' => "zh",
        'з' => "z",
        'и' => "y",
        'і' => "i",
        'ї' => at_start("yi", "i"),
        'й' => at_start("y", "i"),
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ь' => "",
        'ю' => at_start("yu", "iu"),
        'я' => at_start("ya", "ia"),
        'ы' => "y",
        'э' => "e",
        'ъ' => "",
        'ё' => at_start("yo", "io"),
        'ў' => "u",
        _ => return None,
    })
}

/// «Щ» is «Shch» before a small letter and «SHCH» in a word of capitals.
fn push_cased(latin: &mut String, spelled: &str, letter: char, previous: char, next: char) {
    let mut spelled_letters = spelled.chars();
    if !letter.is_uppercase() {
        latin.push_str(spelled);
    } else if next.is_uppercase() || (!next.is_alphabetic() && previous.is_uppercase()) {
        latin.extend(spelled_letters.map(|c| c.to_ascii_uppercase()));
    } else if let Some(first) = spelled_letters.next() {
        latin.push(first.to_ascii_uppercase());
        latin.push_str(spelled_letters.as_str());
    }
}

/// Latin letters without their accents, everything that is no letter as it is.
fn push_other(latin: &mut String, letter: char) {
    if letter.is_ascii() || !letter.is_alphabetic() {
        latin.push(letter);
        return;
    }
    // Letters that Unicode does not take apart.
    let spelled = match first_lowercase(letter) {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        _ => {
            let mut buffer = [0; 4];
            let parts = DecomposingNormalizerBorrowed::new_nfkd()
                .normalize(letter.encode_utf8(&mut buffer))
                .into_owned();
            latin.extend(parts.chars().filter(char::is_ascii_alphabetic));
            return;
        }
    };
    push_cased(latin, spelled, letter, ' ', ' ');
}

fn first_lowercase(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The signs that people type for the Ukrainian apostrophe.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′' | 'ʹ' | '＇')
}

/// Stress marks, soft hyphens, zero-width blanks: they belong to the word around them.
fn is_invisible(letter: char) -> bool {
    has_no_width(letter) || matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples that the official table itself gives, letter by letter.
    #[test]
    fn official_table() {
        for (ukrainian, latin) in [
            ("Алушта Андрій", "Alushta Andrii"),
            ("Борщагівка Борисенко", "Borshchahivka Borysenko"),
            ("Вінниця Володимир", "Vinnytsia Volodymyr"),
            ("Гадяч Богдан Згурський", "Hadiach Bohdan Zghurskyi"),
            ("Ґалаґан Ґорґани", "Galagan Gorgany"),
            ("Донецьк Дмитро", "Donetsk Dmytro"),
            ("Рівне Олег Есмань", "Rivne Oleh Esman"),
            ("Єнакієве Гаєвич Короп'є", "Yenakiieve Haievych Koropie"),
            ("Житомир Жанна Жежелів", "Zhytomyr Zhanna Zhezheliv"),
            ("Закарпаття Казимирчук", "Zakarpattia Kazymyrchuk"),
            ("Медвин Михайленко", "Medvyn Mykhailenko"),
            ("Іванків Іващенко", "Ivankiv Ivashchenko"),
            ("Їжакевич Кадиївка Мар'їне", "Yizhakevych Kadyivka Marine"),
            ("Йосипівка Стрий Олексій", "Yosypivka Stryi Oleksii"),
            ("Київ Коваленко", "Kyiv Kovalenko"),
            ("Лебедин Леонід", "Lebedyn Leonid"),
            ("Миколаїв Маринич", "Mykolaiv Marynych"),
            ("Ніжин Наталія", "Nizhyn Nataliia"),
            ("Одеса Онищенко", "Odesa Onyshchenko"),
            ("Полтава Петро", "Poltava Petro"),
            ("Решетилівка Рибчинський", "Reshetylivka Rybchynskyi"),
            ("Суми Соломія", "Sumy Solomiia"),
            ("Тернопіль Троць", "Ternopil Trots"),
            ("Ужгород Уляна", "Uzhhorod Uliana"),
            ("Фастів Філіпчук", "Fastiv Filipchuk"),
            ("Харків Христина", "Kharkiv Khrystyna"),
            ("Біла Церква Стеценко", "Bila Tserkva Stetsenko"),
            ("Чернівці Шевченко", "Chernivtsi Shevchenko"),
            ("Шостка Кишеньки", "Shostka Kyshenky"),
            ("Щербухи Гоща Гаращенко", "Shcherbukhy Hoshcha Harashchenko"),
            ("Юрій Корюківка", "Yurii Koriukivka"),
            ("Яготин Ярошенко Костянтин", "Yahotyn Yaroshenko Kostiantyn"),
            ("Знам'янка Феодосія", "Znamianka Feodosiia"),
            ("Згорани Розгон", "Zghorany Rozghon"),
        ] {
            assert_eq!(transliterate(ukrainian), latin);
        }
    }

    #[test]
    fn capitals_and_apostrophes() {
        assert_eq!(transliterate("ЮЩЕНКО Щ ЯЩ"), "YUSHCHENKO Shch YASHCH");
        assert_eq!(transliterate("ЗГОРАНИ"), "ZGHORANY");
        for apostrophe in ['\'', '’', 'ʼ', '`', '‘'] {
            assert_eq!(transliterate(&format!("п{apostrophe}ять")), "piat");
        }
        assert_eq!(transliterate("Нечуй-Яворський"), "Nechui-Yavorskyi");
        assert_eq!(transliterate("'єдність'"), "'yednist'");
    }

    #[test]
    fn decomposed_stressed_and_foreign() {
        assert_eq!(transliterate("и\u{306}ого і\u{308}жа"), "yoho yizha");
        assert_eq!(transliterate("за\u{301}мок"), "zamok");
        assert_eq!(transliterate("объём рыбы эхо ёлка"), "obiom ryby ekho yolka");
        assert_eq!(transliterate("Çà Łódź straße Ångström"), "Ca Lodz strasse Angstrom");
        assert_eq!(transliterate("план 計画 план"), "plan  plan");
    }

    #[test]
    fn slugs() {
        for (text, expected) in [
            ("Ткачук І.М.", "tkachuk-i-m"),
            ("2.22.8", "2-22-8"),
            ("2.22.8.", "2-22-8"),
            ("  «Кращий   майстер» — 2026 ", "krashchyi-maister-2026"),
            ("Навчально-методичний", "navchalno-metodychnyi"),
            ("з'їзд", "zizd"),
            ("con", "con-x"),
            ("COM1", "com1-x"),
            ("Lpt9", "lpt9-x"),
            ("нул", "nul-x"),
            ("com10", "com10"),
            ("— ! —", "zapas"),
            ("", "zapas"),
            ("計画", "zapas"),
        ] {
            assert_eq!(slug(text, "zapas"), expected);
        }
    }

    #[test]
    fn long_slugs_end_with_a_word() {
        let long = slug(
            "Методичний супровід діяльності навчально-практичних центрів закладів освіти",
            "x",
        );
        assert_eq!(long, "metodychnyi-suprovid-diialnosti-navchalno-praktychnykh-tsentriv");
        assert_eq!(slug(&"ж".repeat(100), "x").len(), MAX_SLUG_LENGTH);
        let exact = format!("{}-{}", "a".repeat(30), "b".repeat(33));
        assert_eq!(slug(&format!("{exact} c"), "x"), exact);
    }

    #[test]
    fn any_text_gives_a_safe_name() {
        for start in (0..0x11_0000u32).step_by(97) {
            let text: String = (start..start + 97).filter_map(char::from_u32).collect();
            let name = slug(&text, "zapas");
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                    && !name.starts_with('-')
                    && !name.ends_with('-')
                    && !name.contains("--")
                    && !name.is_empty()
                    && name.len() <= MAX_SLUG_LENGTH,
                "{start:x}: {name}"
            );
        }
    }
}

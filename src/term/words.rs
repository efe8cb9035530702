//! The vocabulary of terms: what each single word can mean to the grammar, in every grammatical case.
//!
//! A word comes in as `tokens.rs` writes it (lower case, Cyrillic, no apostrophes) and goes out as a [`Lex`]. Words
//! that only make sense inside a fixed expression («за потреби») are in `phrases.rs` instead.

use chrono::Weekday;

use crate::language::months;

/// What a word can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    Month {
        month: u32,
        is_nominative: bool,
    },
    Weekday(Weekday),
    /// «щопонеділка».
    EachWeekday(Weekday),
    /// «щомісяця»; for days, weeks and longer.
    Every(Unit),
    Unit(Unit),
    Season(Season),
    /// «осінні»: of school holidays, a period or a semester.
    OfSeason(Season),
    Vacation,
    /// «ІІ», «IV» in letters of either alphabet.
    Roman(u32),
    /// «перший»: from 1 to 30.
    Ordinal(u32),
    /// «два»: from 1 to 30.
    Cardinal(u32),
    /// «двічі», «тричі».
    Times(u32),
    /// «раз», «рази».
    Occasion,
    /// «кожного».
    Each,
    /// «що» before «місяця».
    That,
    And,
    Or,
    To,
    /// «по»: up to and including.
    Till,
    From,
    /// «між» of «між 1 та 15 березня».
    Between,
    /// «о 14:00».
    At,
    /// «у», «в», «на», «під», «час».
    In,
    /// «за».
    For,
    /// «протягом».
    During,
    Beginning,
    Middle,
    End,
    Half,
    Last,
    Working,
    /// «у будні».
    Workdays,
    Except,
    Not,
    /// «пізніше».
    Later,
    /// «раніше».
    Earlier,
    /// «менше», «рідше», «більше».
    Bound,
    Than,
    /// «включно».
    Inclusive,
    /// «числа».
    DayOfMonth,
    /// «навчальний».
    School,
    /// «календарний».
    Calendar,
    /// «весь», «усього».
    Whole,
    This,
    Next,
    Previous,
    /// «нового».
    New,
    /// «год.».
    Hour,
    /// «після».
    After,
    /// Says nothing by itself: «термін», «період», «орієнтовно».
    Filler,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Winter,
    Spring,
    Summer,
    Autumn,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Decade,
    Month,
    Quarter,
    Semester,
    HalfYear,
    Year,
}

/// What `word` means; `is_dotted` when a full stop follows it.
pub(super) fn lex(word: &str, is_dotted: bool) -> Lex {
    if let Some(found) = months::month_of(word, is_dotted) {
        return Lex::Month { month: found.month, is_nominative: found.is_nominative };
    }
    if is_dotted && word == "серед" {
        return Lex::Middle;
    }
    if let Some(weekday) = months::weekday_of(word) {
        return Lex::Weekday(weekday);
    }
    let each = word.strip_prefix("що");
    if let Some(weekday) = each.and_then(months::weekday_of) {
        return Lex::EachWeekday(weekday);
    }
    if is_dotted {
        // «сер.» alone is August.
        if let Some(weekday) = each.and_then(months::weekday_of_short) {
            return Lex::EachWeekday(weekday);
        }
        if let Some(weekday) = months::weekday_of_short(word).filter(|_| word != "сер") {
            return Lex::Weekday(weekday);
        }
    }
    // «щотретього четверга» is «кожного третього».
    if let Some(value) = ordinal(each.unwrap_or(word)) {
        return Lex::Ordinal(value);
    }
    if let Some(value) = cardinal(word) {
        return Lex::Cardinal(value);
    }
    if let Some(unit) = unit(word) {
        return Lex::Unit(unit);
    }
    if let Some(unit) = every(word) {
        return Lex::Every(unit);
    }
    if let Some(season) = season(word) {
        return season;
    }
    other(word)
}

fn other(word: &str) -> Lex {
    match word {
        "і" | "й" | "та" | "також" | "а" => Lex::And,
        "або" | "чи" => Lex::Or,
        "до" => Lex::To,
        "по" => Lex::Till,
        "з" | "із" | "зі" | "від" | "починаючи" | "почавши" | "початком" => {
            Lex::From
        }
        "о" | "об" => Lex::At,
        "у" | "в" | "ув" | "на" | "під" | "час" => Lex::In,
        "за" => Lex::For,
        "прот" | "протяг" | "напротязі" | "протягом" | "упродовж" | "впродовж" | "уподовж"
        | "вподовж" | "продовж" | "протязі" | "упротязі" | "впротязі" | "течение" | "течении"
        | "теченні" => Lex::During,
        "початок" | "початку" | "початкові" | "поч" => Lex::Beginning,
        "середина" | "середині" | "середину" | "середини" | "посередині" => {
            Lex::Middle
        }
        "кінець"
        | "кінця"
        | "кінці"
        | "кінцю"
        | "наприкінці"
        | "вкінці"
        | "прикінці"
        | "кін"
        | "завершення"
        | "закінчення"
        | "завершенню"
        | "завершенні"
        | "закінченню"
        | "закінченні" => Lex::End,
        "половина" | "половини" | "половині" | "половину" | "пол" => {
            Lex::Half
        }
        "останній"
        | "остання"
        | "останнє"
        | "останнього"
        | "останньої"
        | "останньому"
        | "останню"
        | "останніх"
        | "останні"
        | "ост" => Lex::Last,
        "робочий" | "робочого" | "робочому" | "робочих" | "робочі" => {
            Lex::Working
        }
        "між" | "поміж" => Lex::Between,
        "крім" | "окрім" | "винятком" | "виключенням" | "виключаючи" => {
            Lex::Except
        }
        "не" => Lex::Not,
        "пізніше" | "пізніш" => Lex::Later,
        "раніше" | "раніш" => Lex::Earlier,
        "менше"
        | "менш"
        | "рідше"
        | "більше"
        | "частіше"
        | "щонайменше"
        | "мінімум"
        | "максимум"
        | "щонайбільше"
        | "рідш" => Lex::Bound,
        "ніж" | "як" => Lex::Than,
        "включно" | "включаючи" | "вкл" => Lex::Inclusive,
        "числа" | "число" | "чисел" | "числах" | "ч" => Lex::DayOfMonth,
        "навчальний"
        | "навчального"
        | "навчальному"
        | "навчальні"
        | "навчальних"
        | "навч"
        | "учбового"
        | "уч"
        | "учбовий"
        | "н" => Lex::School,
        "календарний" | "календарного" | "календарному" => {
            Lex::Calendar
        }
        "весь" | "увесь" | "всього" | "усього" | "цілий" | "цілого" | "круглий" | "повного"
        | "всьому" | "усьому" => Lex::Whole,
        "цього" | "поточного" | "поточному" | "поточний" | "цьому" | "ц" | "п" | "с"
        | "планового" | "звітного" | "пот" => Lex::This,
        "наступного" | "наступному" | "наступний" | "наст" => {
            Lex::Next
        }
        "минулого" | "минулому" | "минулий" | "попереднього" | "попередньому" | "попередній" => {
            Lex::Previous
        }
        "нового" | "новий" | "новому" => Lex::New,
        "год" | "година" | "години" | "годині" | "годин" | "годину" => {
            Lex::Hour
        }
        "після" | "опісля" => Lex::After,
        "раз" | "рази" | "разів" | "разу" | "разово" => Lex::Occasion,
        "двічі" | "дворазово" => Lex::Times(2),
        "тричі" | "триразово" => Lex::Times(3),
        "чотирижди" => Lex::Times(4),
        "що" => Lex::That,
        "термін"
        | "терміном"
        | "терміни"
        | "строк"
        | "строком"
        | "період"
        | "періоді"
        | "періоду"
        | "періодом"
        | "періоди"
        | "періодів"
        | "періодах"
        | "орієнтовно"
        | "приблизно"
        | "місяцях"
        | "саме"
        | "включ"
        | "проведення"
        | "сезон" => Lex::Filler,
        _ if each(word) => Lex::Each,
        "будні" | "буднях" | "будням" | "будень" | "щоробочого" | "щобудня" => {
            Lex::Workdays
        }
        _ if word.starts_with("канікул") => Lex::Vacation,
        _ => Lex::Unknown,
    }
}

fn each(word: &str) -> bool {
    let ending = word.strip_prefix("кожн").or_else(|| word.strip_prefix("щокожн"));
    word == "кожен"
        || ending.is_some_and(|ending| {
            matches!(
                ending,
                "ий" | "ого"
                    | "ому"
                    | "а"
                    | "ої"
                    | "у"
                    | "ій"
                    | "ою"
                    | "е"
                    | "і"
                    | "их"
                    | "им"
            )
        })
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "день" | "дня" | "дні" | "днів" | "дню" | "днях" | "днем" | "доба" | "добу" => {
            Unit::Day
        }
        "тиждень" | "тижня" | "тижні" | "тижнів" | "тижню" | "тижнем" | "тижнях" | "тиж"
        | "тижд" => Unit::Week,
        "декада" | "декади" | "декаду" | "декаді" | "декад" | "декадах" | "дек" => {
            Unit::Decade
        }
        "місяць" | "місяця" | "місяці" | "місяців" | "місяцю" | "місяцем" | "міс" => {
            Unit::Month
        }
        "квартал" | "кварталу" | "квартали" | "кварталі" | "кварталів" | "кварталах"
        | "квартала" | "кварталом" | "кв" | "кварт" => Unit::Quarter,
        "семестр" | "семестру" | "семестрі" | "семестри" | "семестрів" | "семестра"
        | "семестрах" | "семестром" | "сем" | "семест" => Unit::Semester,
        "півріччя" | "півріччі" | "півріччю" | "півріч" | "півр" | "півроку" | "піврік"
        | "піврічча" | "півріча" | "півріччях" => Unit::HalfYear,
        "рік" | "року" | "роки" | "років" | "році" | "рокові" | "роком" | "р" | "рр" | "роках" => {
            Unit::Year
        }
        _ => return None,
    })
}

fn every(word: &str) -> Option<Unit> {
    let rest = word
        .strip_prefix("що")
        .or_else(|| word.strip_prefix("шо"))
        .or_else(|| word.strip_prefix("по"))?;
    let by_po = word.starts_with("по");
    Some(match rest {
        "дня" | "день" | "ранку" | "денно" | "денний" | "денна" | "денні" | "добово" if !by_po => {
            Unit::Day
        }
        "тижня" | "тижнево" | "тижневий" | "тижнева" | "тижневі" | "тиждень" | "тиж" | "тижн" => {
            Unit::Week
        }
        "декади" | "декадно" => Unit::Decade,
        "місяця" | "місячно" | "місячний" | "місячна" | "місячні" | "місяць" | "міс" | "місяч" => {
            Unit::Month
        }
        "кварталу"
        | "квартально"
        | "квартальний"
        | "квартальна"
        | "квартальні"
        | "квартал"
        | "квартала"
        | "кварт"
        | "кв" => Unit::Quarter,
        "семестру" | "семестрово" | "семестровий" | "семестра" | "сем" => {
            Unit::Semester
        }
        "півроку" | "півріччя" | "піврічно" | "піврічний" | "півр" => {
            Unit::HalfYear
        }
        "року" | "річно" | "річний" | "річна" | "річні" | "рік" if !by_po => {
            Unit::Year
        }
        _ => return None,
    })
}

fn season(word: &str) -> Option<Lex> {
    // «щовесни» comes once in a plan's year.
    let word = word.strip_prefix("що").unwrap_or(word);
    Some(match word {
        "зима" | "зими" | "зиму" | "зимі" | "зимою" | "взимку" | "узимку" => {
            Lex::Season(Season::Winter)
        }
        "весна" | "весни" | "весну" | "весні" | "весною" | "навесні" => {
            Lex::Season(Season::Spring)
        }
        "літо" | "літа" | "літу" | "літі" | "літом" | "влітку" | "улітку" => {
            Lex::Season(Season::Summer)
        }
        "осінь" | "осені" | "осінню" | "восени" => {
            Lex::Season(Season::Autumn)
        }
        _ => {
            let stems = [
                ("зимов", Season::Winter),
                ("веснян", Season::Spring),
                ("літн", Season::Summer),
                ("осінн", Season::Autumn),
            ];
            let (stem, number) = stems.iter().find(|(stem, _)| word.starts_with(stem))?;
            (word.chars().count() <= stem.chars().count() + 4).then_some(Lex::OfSeason(*number))?
        }
    })
}

fn ordinal(word: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 21] = [
        ("перш", 1),
        ("друг", 2),
        ("трет", 3),
        ("четверт", 4),
        ("пят", 5),
        ("шост", 6),
        ("сьом", 7),
        ("восьм", 8),
        ("девят", 9),
        ("десят", 10),
        ("одинадцят", 11),
        ("дванадцят", 12),
        ("тринадцят", 13),
        ("чотирнадцят", 14),
        ("пятнадцят", 15),
        ("шістнадцят", 16),
        ("сімнадцят", 17),
        ("вісімнадцят", 18),
        ("девятнадцят", 19),
        ("двадцят", 20),
        ("тридцят", 30),
    ];
    // The longest stem wins: «пятнадцят» before «пят».
    let (stem, value) = STEMS.iter().rev().find(|(stem, _)| word.starts_with(stem))?;
    let is_ending = matches!(
        word.strip_prefix(stem)?,
        "ий" | "а"
            | "е"
            | "ого"
            | "ої"
            | "ому"
            | "ій"
            | "у"
            | "им"
            | "ою"
            | "их"
            | "ім"
            | "і"
            | "я"
            | "є"
            | "ього"
            | "ьої"
            | "ьому"
            | "ю"
            | "іх"
            | "ьою"
            | "ими"
    );
    is_ending.then_some(*value)
}

fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "один" | "одна" | "одне" | "одну" | "одного" | "одної" | "однієї" | "одному" => {
            1
        }
        "два" | "дві" | "двох" | "двом" | "двома" => 2,
        "три" | "трьох" | "трьом" => 3,
        "чотири" | "чотирьох" => 4,
        "пять" | "пяти" | "пятьох" => 5,
        "шість" | "шести" | "шістьох" => 6,
        "сім" | "семи" => 7,
        "вісім" | "восьми" => 8,
        "девять" | "девяти" => 9,
        "десять" | "десяти" => 10,
        "дванадцять" | "дванадцяти" => 12,
        "пятнадцять" | "пятнадцяти" => 15,
        "двадцять" | "двадцяти" => 20,
        "тридцять" | "тридцяти" => 30,
        _ => return None,
    })
}

/// The value of a Roman numeral up to 12 in letters of either alphabet: «ІІ», «IV», «ІУ», «lll».
pub(super) fn roman(word: &str) -> Option<u32> {
    const NUMERALS: [&str; 12] =
        ["і", "іі", "ііі", "іv", "v", "vі", "vіі", "vііі", "іх", "х", "хі", "хіі"];
    if word.is_empty() || word.len() > 10 || word == "у" {
        return None;
    }
    let same = |character| match character {
        'l' => 'і',
        'у' | 'ѵ' => 'v',
        other => other,
    };
    let index = NUMERALS.iter().position(|numeral| word.chars().map(same).eq(numeral.chars()))?;
    Some(index as u32 + 1)
}

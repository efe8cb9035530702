//! The vocabulary of terms: what each single word can mean to the grammar, in every grammatical case.
//!
//! A word comes in as `tokens.rs` writes it (lower case, Cyrillic, no apostrophes) and goes out as a [`Lex`]. Words
//! that only make sense inside a fixed expression («за потреби») are in `phrases.rs` instead.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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

/// Words with one meaning, in every case they are met in.
const WORDS: &[(Lex, &str)] = &[
    (Lex::And, "і й та також а"),
    (Lex::Or, "або чи"),
    (Lex::To, "до"),
    (Lex::Till, "по"),
    (Lex::From, "з із зі від починаючи почавши початком"),
    (Lex::At, "о об"),
    (Lex::In, "у в ув на під час"),
    (Lex::For, "за"),
    (Lex::During, "прот протяг напротязі протягом упродовж впродовж уподовж вподовж продовж"),
    (Lex::During, "протязі упротязі впротязі течение течении теченні"),
    (Lex::Beginning, "початок початку початкові поч"),
    (Lex::Middle, "середина середині середину середини посередині"),
    (Lex::End, "кінець кінця кінці кінцю наприкінці вкінці прикінці кін завершення закінчення"),
    (Lex::End, "завершенню завершенні закінченню закінченні"),
    (Lex::Half, "половина половини половині половину пол"),
    (Lex::Last, "останній остання останнє останнього останньої останньому останню останніх"),
    (Lex::Last, "останні ост"),
    (Lex::Working, "робочий робочого робочому робочих робочі"),
    (Lex::Between, "між поміж"),
    (Lex::Except, "крім окрім винятком виключенням виключаючи"),
    (Lex::Not, "не"),
    (Lex::Later, "пізніше пізніш"),
    (Lex::Earlier, "раніше раніш"),
    (Lex::Bound, "менше менш рідше більше частіше щонайменше мінімум максимум щонайбільше"),
    (Lex::Bound, "рідш"),
    (Lex::Than, "ніж як"),
    (Lex::Inclusive, "включно включаючи вкл"),
    (Lex::DayOfMonth, "числа число чисел числах ч"),
    (Lex::School, "навчальний навчального навчальному навчальні навчальних навч учбового уч"),
    (Lex::School, "учбовий н"),
    (Lex::Calendar, "календарний календарного календарному"),
    (Lex::Whole, "весь увесь всього усього цілий цілого круглий повного всьому усьому"),
    (Lex::This, "цього поточного поточному поточний цьому ц п с планового звітного пот"),
    (Lex::Next, "наступного наступному наступний наст"),
    (Lex::Previous, "минулого минулому минулий попереднього попередньому попередній"),
    (Lex::New, "нового новий новому"),
    (Lex::Hour, "год година години годині годин годину"),
    (Lex::After, "після опісля"),
    (Lex::Occasion, "раз рази разів разу разово"),
    (Lex::Times(2), "двічі дворазово"),
    (Lex::Times(3), "тричі триразово"),
    (Lex::Times(4), "чотирижди"),
    (Lex::That, "що"),
    (Lex::Filler, "термін терміном терміни строк строком період періоді періоду періодом"),
    (Lex::Filler, "періоди періодів періодах орієнтовно приблизно місяцях саме включ"),
    (Lex::Filler, "проведення сезон"),
    (Lex::Workdays, "будні буднях будням будень щоробочого щобудня"),
    (Lex::Unit(Unit::Day), "день дня дні днів дню днях днем доба добу"),
    (Lex::Unit(Unit::Week), "тиждень тижня тижні тижнів тижню тижнем тижнях тиж тижд"),
    (Lex::Unit(Unit::Decade), "декада декади декаду декаді декад декадах дек"),
    (Lex::Unit(Unit::Month), "місяць місяця місяці місяців місяцю місяцем міс"),
    (Lex::Unit(Unit::Quarter), "квартал кварталу квартали кварталі кварталів кварталах"),
    (Lex::Unit(Unit::Quarter), "квартала кварталом кв кварт"),
    (Lex::Unit(Unit::Semester), "семестр семестру семестрі семестри семестрів семестра"),
    (Lex::Unit(Unit::Semester), "семестрах семестром сем семест"),
    (Lex::Unit(Unit::HalfYear), "півріччя півріччі півріччю півріч півр півроку піврік"),
    (Lex::Unit(Unit::HalfYear), "піврічча півріча півріччях"),
    (Lex::Unit(Unit::Year), "рік року роки років році рокові роком р рр роках"),
    (Lex::Cardinal(1), "один одна одне одну одного одної однієї одному"),
    (Lex::Cardinal(2), "два дві двох двом двома"),
    (Lex::Cardinal(3), "три трьох трьом"),
    (Lex::Cardinal(4), "чотири чотирьох"),
    (Lex::Cardinal(5), "пять пяти пятьох"),
    (Lex::Cardinal(6), "шість шести шістьох"),
    (Lex::Cardinal(7), "сім семи"),
    (Lex::Cardinal(8), "вісім восьми"),
    (Lex::Cardinal(9), "девять девяти"),
    (Lex::Cardinal(10), "десять десяти"),
    (Lex::Cardinal(12), "дванадцять дванадцяти"),
    (Lex::Cardinal(15), "пятнадцять пятнадцяти"),
    (Lex::Cardinal(20), "двадцять двадцяти"),
    (Lex::Cardinal(30), "тридцять тридцяти"),
    (
        Lex::Each,
        "кожен кожний кожного кожному кожна кожної кожну кожній кожною кожне кожні усі всі",
    ),
    (Lex::Each, "кожних кожним"),
];

/// Each of them with its meaning.
static MEANINGS: LazyLock<BTreeMap<&str, Lex>> = LazyLock::new(|| {
    let rows = WORDS.iter();
    rows.flat_map(|(lex, words)| words.split(' ').map(|word| (word, *lex))).collect()
});

/// «щомісяця», «поквартально» without «що» and «по».
const EVERY: &[(Unit, &str)] = &[
    (Unit::Day, "дня день ранку денно денний денна денні добово"),
    (Unit::Week, "тижня тижнево тижневий тижнева тижневі тиждень тиж тижн"),
    (Unit::Decade, "декади декадно"),
    (Unit::Month, "місяця місячно місячний місячна місячні місяць міс місяч"),
    (Unit::Quarter, "кварталу квартально квартальний квартальна квартальні квартал квартала"),
    (Unit::Quarter, "кварт кв"),
    (Unit::Semester, "семестру семестрово семестровий семестра сем"),
    (Unit::HalfYear, "півроку півріччя піврічно піврічний півр"),
    (Unit::Year, "року річно річний річна річні рік"),
];

const SEASONS: &[(Season, &str)] = &[
    (Season::Winter, "зима зими зиму зимі зимою взимку узимку"),
    (Season::Spring, "весна весни весну весні весною навесні"),
    (Season::Summer, "літо літа літу літі літом влітку улітку"),
    (Season::Autumn, "осінь осені осінню восени"),
];

/// «зимовий», «зимових» without endings.
const OF_SEASONS: &[(Season, &str)] = &[
    (Season::Winter, "зимов"),
    (Season::Spring, "веснян"),
    (Season::Summer, "літн"),
    (Season::Autumn, "осінн"),
];

/// «перший», «першого» without endings, from 1 to 20.
const ORDINALS: &str = "перш друг трет четверт пят шост сьом восьм девят десят одинадцят дванадцят тринадцят \
    чотирнадцят пятнадцят шістнадцят сімнадцят вісімнадцят девятнадцят двадцят";

/// With what an ordinal ends.
const ENDINGS: &str = "ий а е ого ої ому ій у им ою их ім і я є ього ьої ьому ю іх ьою ими";

/// What `word` means; `is_dotted` when a full stop follows it.
pub(super) fn lex(word: &str, is_dotted: bool) -> Lex {
    if let Some(found) = months::month_of(word, is_dotted) {
        return Lex::Month { month: found.month, is_nominative: found.is_nominative };
    }
    if is_dotted && word == "серед" {
        return Lex::Middle;
    }
    let each = word.strip_prefix("що");
    let whole = months::weekday_of(word).map(Lex::Weekday);
    let short = |word| months::weekday_of_short(word).filter(|_| is_dotted);
    whole
        .or_else(|| each.and_then(months::weekday_of).map(Lex::EachWeekday))
        .or_else(|| each.and_then(short).map(Lex::EachWeekday))
        // «сер.» alone is August.
        .or_else(|| short(word).filter(|_| word != "сер").map(Lex::Weekday))
        // «щотретього четверга» is «кожного третього».
        .or_else(|| ordinal(each.unwrap_or(word)).map(Lex::Ordinal))
        .or_else(|| MEANINGS.get(word).copied())
        .or_else(|| every(word).map(Lex::Every))
        .or_else(|| season(each.unwrap_or(word)))
        // «щокожного»
        .or_else(|| MEANINGS.get(each?).copied().filter(|lex| *lex == Lex::Each))
        .or_else(|| word.starts_with("канікул").then_some(Lex::Vacation))
        .unwrap_or(Lex::Unknown)
}

/// What a table says of a word.
fn meaning<T: Copy>(table: &[(T, &str)], word: &str) -> Option<T> {
    let row = table.iter().find(|(_, words)| words.split(' ').any(|other| other == word))?;
    Some(row.0)
}

fn every(word: &str) -> Option<Unit> {
    let rest = ["що", "шо", "по"].iter().find_map(|prefix| word.strip_prefix(prefix))?;
    let is_long = |unit: &Unit| !matches!(unit, Unit::Day | Unit::Year);
    meaning(EVERY, rest).filter(|unit| !word.starts_with("по") || is_long(unit))
}

/// «навесні», «осінній»; «щовесни» comes once in a plan's year.
fn season(word: &str) -> Option<Lex> {
    if let Some(season) = meaning(SEASONS, word) {
        return Some(Lex::Season(season));
    }
    let (season, stem) = OF_SEASONS.iter().find(|(_, stem)| word.starts_with(stem))?;
    (word.chars().count() <= stem.chars().count() + 4).then_some(Lex::OfSeason(*season))
}

fn ordinal(word: &str) -> Option<u32> {
    let stems = ORDINALS.split(' ').zip(1..).chain([("тридцят", 30)]);
    // «пятнадцятий» has the stem of «пятий» as well.
    let (ending, value) =
        stems.filter_map(|(stem, value)| Some((word.strip_prefix(stem)?, value))).last()?;
    ENDINGS.split(' ').any(|other| other == ending).then_some(value)
}

pub(super) const NUMERALS: [&str; 12] =
    ["і", "іі", "ііі", "іv", "v", "vі", "vіі", "vііі", "іх", "х", "хі", "хіі"];

/// The value of a Roman numeral up to 12 in letters of either alphabet: «ІІ», «IV», «ІУ», «lll».
pub(super) fn roman(word: &str) -> Option<u32> {
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

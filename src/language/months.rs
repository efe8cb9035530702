//! Names of months and days of the week, in the cases that texts need, and back from a word to its meaning.
//!
//! Words are compared in lower case and without apostrophes («пятниця»), as `term::tokens` writes them;
//! what is printed has its apostrophe. Start reading at [`MONTHS`].

use chrono::Weekday;

/// A month's name in the cases that sentences about dates need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthName {
    /// «лютий»: headings, lists.
    pub nominative: &'static str,
    /// «лютого»: after a day.
    pub genitive: &'static str,
    /// «лютому»: after «у».
    pub locative: &'static str,
    /// "February".
    pub english: &'static str,
}

const fn month(
    nominative: &'static str,
    genitive: &'static str,
    locative: &'static str,
    english: &'static str,
) -> MonthName {
    MonthName { nominative, genitive, locative, english }
}

/// January first.
pub const MONTHS: [MonthName; 12] = [
    month("січень", "січня", "січні", "January"),
    month("лютий", "лютого", "лютому", "February"),
    month("березень", "березня", "березні", "March"),
    month("квітень", "квітня", "квітні", "April"),
    month("травень", "травня", "травні", "May"),
    month("червень", "червня", "червні", "June"),
    month("липень", "липня", "липні", "July"),
    month("серпень", "серпня", "серпні", "August"),
    month("вересень", "вересня", "вересні", "September"),
    month("жовтень", "жовтня", "жовтні", "October"),
    month("листопад", "листопада", "листопаді", "November"),
    month("грудень", "грудня", "грудні", "December"),
];

/// The name of a month from 1 to 12; other numbers are brought into that range.
pub fn month_name(month: u32) -> MonthName {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

/// A day of the week in the cases that sentences about rhythms need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayName {
    /// «понеділок».
    pub nominative: &'static str,
    /// «понеділка»: after «що…», «кожного».
    pub genitive: &'static str,
    /// «понеділок», «середу»: after «у».
    pub accusative: &'static str,
    /// «перший», «перша», «перше» follow it.
    pub is_feminine: bool,
    /// "Monday".
    pub english: &'static str,
}

const fn weekday(
    nominative: &'static str,
    genitive: &'static str,
    accusative: &'static str,
    is_feminine: bool,
    english: &'static str,
) -> WeekdayName {
    WeekdayName { nominative, genitive, accusative, is_feminine, english }
}

/// Monday first.
pub const WEEKDAYS: [WeekdayName; 7] = [
    weekday("понеділок", "понеділка", "понеділок", false, "Monday"),
    weekday("вівторок", "вівторка", "вівторок", false, "Tuesday"),
    weekday("середа", "середи", "середу", true, "Wednesday"),
    weekday("четвер", "четверга", "четвер", false, "Thursday"),
    weekday("п’ятниця", "п’ятниці", "п’ятницю", true, "Friday"),
    weekday("субота", "суботи", "суботу", true, "Saturday"),
    weekday("неділя", "неділі", "неділю", true, "Sunday"),
];

/// «MO» … «SU», as calendars write weekdays (RFC 5545, section 3.3.10).
pub fn weekday_code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// The name of a day of the week.
pub fn weekday_name(weekday: Weekday) -> WeekdayName {
    WEEKDAYS[weekday.num_days_from_monday() as usize]
}

/// The month a word means and how surely it stands for the month itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthWord {
    /// From 1 to 12.
    pub month: u32,
    /// «березень», «берез.» rather than «березня», «березні».
    pub is_nominative: bool,
}

/// Stems of the months that are declined like «січень».
const SOFT: [(&str, u32); 10] = [
    ("січ", 1),
    ("берез", 3),
    ("квіт", 4),
    ("трав", 5),
    ("черв", 6),
    ("лип", 7),
    ("серп", 8),
    ("верес", 9),
    ("жовт", 10),
    ("груд", 12),
];

const SOFT_ENDINGS: [&str; 10] =
    ["ень", "ня", "ню", "нем", "ні", "неві", "нів", "ням", "нями", "нях"];

/// Shortenings that mean a month only with their full stop: «бер.», «лист.» (also a letter).
const DOTTED: [(&str, u32); 14] = [
    ("сі", 1),
    ("лют", 2),
    ("бер", 3),
    ("кві", 4),
    ("тра", 5),
    ("чер", 6),
    ("ли", 7),
    ("сер", 8),
    ("вер", 9),
    ("жов", 10),
    ("жт", 10),
    ("лис", 11),
    ("лист", 11),
    ("гру", 12),
];

/// The month that `word` names in any case, or shortened; `is_dotted` when a full stop follows it.
pub fn month_of(word: &str, is_dotted: bool) -> Option<MonthWord> {
    let found = |month, is_nominative| Some(MonthWord { month, is_nominative });
    for (stem, month) in SOFT {
        if let Some(ending) = word.strip_prefix(stem) {
            return match ending {
                "ень" | "" => found(month, true),
                _ if SOFT_ENDINGS.contains(&ending) => found(month, false),
                _ => None,
            };
        }
    }
    if let Some(ending) = word.strip_prefix("листопад") {
        return match ending {
            "" => found(11, true),
            "а" | "у" | "ові" | "ом" | "і" | "и" | "ів" => found(11, false),
            _ => None,
        };
    }
    match word {
        "лютий" | "лют" => return found(2, true),
        "лютого" | "лютому" | "лютим" | "лютім" | "лютих" => {
            return found(2, false);
        }
        "листоп" => return found(11, true),
        _ => {}
    }
    let (_, month) = DOTTED.iter().find(|(short, _)| is_dotted && *short == word)?;
    found(*month, true)
}

/// The day of the week that `word` names in any case, or shortened («пн», «чт»).
pub fn weekday_of(word: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let stems: [(&str, &[&str], Weekday); 7] = [
        ("понеділ", LOK, Mon),
        ("вівтор", LOK, Tue),
        ("серед", &["а", "и", "і", "у", "ою", "ам", "ах", "ами"], Wed),
        ("четвер", THURSDAY, Thu),
        ("пятниц", &["я", "і", "ю", "ею", "ь", "ям", "ях", "ями"], Fri),
        ("субот", &["а", "и", "і", "у", "ою", "", "ам", "ах", "ами"], Sat),
        ("неділ", &["я", "і", "ю", "ею", "ь", "ям", "ях", "ями"], Sun),
    ];
    for (stem, endings, weekday) in stems {
        if let Some(ending) = word.strip_prefix(stem) {
            return endings.contains(&ending).then_some(weekday);
        }
    }
    match word {
        "пн" => Some(Mon),
        "вт" => Some(Tue),
        "ср" => Some(Wed),
        "чт" => Some(Thu),
        "пт" => Some(Fri),
        "сб" => Some(Sat),
        "нд" => Some(Sun),
        _ => None,
    }
}

/// The day of the week that `word` means with a full stop after it: «понед.», «четв.».
pub fn weekday_of_short(word: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match word {
        "пон" | "понед" => Some(Mon),
        "вівт" => Some(Tue),
        "сер" => Some(Wed),
        "чет" | "четв" => Some(Thu),
        "пят" | "пятн" => Some(Fri),
        "суб" => Some(Sat),
        "нед" => Some(Sun),
        _ => None,
    }
}

const LOK: &[&str] = &["ок", "ка", "ку", "ки", "ків", "кам", "ках", "ками", "ком", "кові"];
const THURSDAY: &[&str] = &["", "г", "га", "гу", "ги", "гів", "гам", "гах", "гами", "гом", "гові"];

#[cfg(test)]
mod tests {
    use super::{MONTHS, WEEKDAYS, month_of, weekday_of};

    #[test]
    fn every_printed_month_is_read_back() {
        for (index, name) in MONTHS.iter().enumerate() {
            for word in [name.nominative, name.genitive, name.locative] {
                let month = month_of(word, false).expect(word).month;
                assert_eq!(month as usize, index + 1, "{word}");
            }
        }
    }

    #[test]
    fn every_printed_weekday_is_read_back() {
        for (index, name) in WEEKDAYS.iter().enumerate() {
            for word in [name.nominative, name.genitive, name.accusative] {
                let weekday = weekday_of(&word.replace('’', "")).expect(word);
                assert_eq!(weekday.num_days_from_monday() as usize, index, "{word}");
            }
        }
    }

    #[test]
    fn a_letter_is_not_november() {
        assert_eq!(month_of("лист", false), None);
        assert_eq!(month_of("листом", false), None);
        assert_eq!(month_of("лист", true).map(|word| word.month), Some(11));
        assert_eq!(weekday_of("середина"), None);
    }
}

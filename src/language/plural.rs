//! A number with the noun in its right form: «1 захід», «3 заходи», «11 заходів».
//!
//! Which form belongs to which number is CLDR's knowledge, asked through ICU4X.

use icu_decimal::DecimalFormatter;
use icu_locale::locale;
use icu_plurals::{PluralCategory, PluralRules};

thread_local! {
    static RULES: PluralRules = PluralRules::try_new_cardinal(locale!("uk").into())
        .expect("the compiled data has Ukrainian plurals");
}

/// `number` and the fitting one of three forms («захід», «заходи», «заходів»), with a
/// non-breaking space between; from 10 000 on the digits stand in groups of three.
pub fn count(number: usize, forms: [&str; 3]) -> String {
    let form = form(number, forms);
    if number < 10_000 {
        return format!("{number}\u{a0}{form}");
    }
    let grouped = DecimalFormatter::try_new(locale!("uk").into(), Default::default())
        .expect("the compiled data has Ukrainian numbers");
    format!("{}\u{a0}{form}", grouped.format(&number.into()))
}

/// The form alone, where the number stands elsewhere, for instance in its own element.
pub fn form(number: usize, [one, few, many]: [&str; 3]) -> &str {
    match RULES.with(|rules| rules.category_for(number)) {
        PluralCategory::One => one,
        PluralCategory::Few => few,
        PluralCategory::Zero
        | PluralCategory::Two
        | PluralCategory::Many
        | PluralCategory::Other => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_number() {
        let events = ["захід", "заходи", "заходів"];
        for (number, expected) in [
            (0, "0 заходів"),
            (1, "1 захід"),
            (2, "2 заходи"),
            (4, "4 заходи"),
            (5, "5 заходів"),
            (11, "11 заходів"),
            (12, "12 заходів"),
            (14, "14 заходів"),
            (21, "21 захід"),
            (22, "22 заходи"),
            (100, "100 заходів"),
            (101, "101 захід"),
            (111, "111 заходів"),
            (112, "112 заходів"),
            (122, "122 заходи"),
            (1001, "1001 захід"),
            (40_000, "40 000 заходів"),
            (1_000_022, "1 000 022 заходи"),
        ] {
            assert_eq!(count(number, events).replace('\u{a0}', " "), expected);
        }
        assert!(!count(40_003, events).contains(' '));
    }
}

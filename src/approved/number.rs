//! Numbers of sections and rows: «IV», «ХІІ» in Cyrillic letters, «2.22.4», «1.3.».

/// The value of a Roman numeral in Latin or look-alike Cyrillic letters; `None` for anything
/// that is not written the one right way.
pub fn arabic(numeral: &str) -> Option<u32> {
    let value = latin(numeral)?
        .chars()
        .map(|letter| match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => 100,
        })
        .rev()
        .fold((0_u32, 0), |(sum, highest), digit| {
            if digit < highest {
                (sum.saturating_sub(digit), highest)
            } else {
                (sum.saturating_add(digit), digit)
            }
        })
        .0;
    (roman(value) == latin(numeral)?).then_some(value)
}

/// The numeral in Latin letters; `None` if a letter is no Roman digit in either alphabet.
pub fn latin(numeral: &str) -> Option<String> {
    let digit = |letter| match letter {
        'I' | 'І' | 'Ӏ' => Some('I'),
        'V' => Some('V'),
        'X' | 'Х' => Some('X'),
        'L' => Some('L'),
        'C' | 'С' => Some('C'),
        _ => None,
    };
    let latin = numeral.chars().map(digit).collect::<Option<String>>()?;
    (!latin.is_empty() && latin.len() <= 12).then_some(latin)
}

/// The numeral in Latin letters; nothing for 0.
pub(super) fn roman(mut value: u32) -> String {
    const DIGITS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut numeral = String::new();
    for (worth, digit) in DIGITS {
        while value >= worth {
            numeral.push_str(digit);
            value -= worth;
        }
    }
    numeral
}

/// Whether a cell is the number of a row: digits in groups of dots, perhaps with a last dot; the number of the section
/// may be a Roman one («II.3.»).
pub(super) fn is_row_number(cell: &str) -> bool {
    let number = cell.strip_suffix(['.', ')']).unwrap_or(cell);
    let is_group = |group: &str| {
        !group.is_empty() && group.len() <= 3 && group.bytes().all(|byte| byte.is_ascii_digit())
    };
    let digits = match number.split_once('.') {
        Some((section, rest)) if arabic(section).is_some() => rest,
        _ => number,
    };
    digits.split('.').all(is_group) && number.len() <= 16
}

/// The section a row number names with its first group: 2 of «2.22.4».
pub(super) fn first_group(number: &str) -> Option<u32> {
    let first = number.split(['.', ')']).next()?;
    first.parse().ok().or_else(|| arabic(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_both_alphabets() {
        assert_eq!(arabic("ХІІ"), Some(12));
        assert_eq!(arabic("ІХ"), Some(9));
        assert_eq!(arabic("XIV"), Some(14));
        assert_eq!(arabic("ІІІ"), Some(3));
        assert_eq!(arabic("IIX"), None);
        assert_eq!(arabic("Київ"), None);
        assert_eq!(arabic(""), None);
        assert_eq!(latin("ХІV").as_deref(), Some("XIV"));
    }

    #[test]
    fn numbers_of_rows() {
        assert!(["1.1", "2.22.4", "6.5.1.", "7", "3)"].iter().all(|cell| is_row_number(cell)));
        assert!(
            ["", ".", "1..2", "2031", "5-6", "1.1 Участь"].iter().all(|cell| !is_row_number(cell))
        );
    }
}

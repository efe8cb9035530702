//! The posts that documents write beside names: «Коваль І.С., методист».

/// Words that only announce who is named after them: «Відповідальний: Коваль І.С.».
const LABELS: [&str; 6] = [
    "відповідальний:",
    "відповідальна:",
    "відповідальні:",
    "відповідає:",
    "виконавець:",
    "виконавці:",
];

/// The words after such an announcement.
pub fn without_label(words: &str) -> &str {
    let (first, rest) = words.trim_start().split_once(' ').unwrap_or((words, ""));
    if is_label(first) { rest } else { words }
}

fn is_label(words: &str) -> bool {
    LABELS.contains(&words.trim().to_lowercase().as_str())
}

/// Whether words name the post of one person («методист», «заст. директора з НВР», «в.о. директора») or only announce
/// who is named («Відповідальний:»): neither names somebody else.
pub fn is_post(words: &str) -> bool {
    const POSTS: [&str; 30] = [
        "ректор",
        "ректорка",
        "проректор",
        "методист",
        "директор",
        "директорка",
        "заступник",
        "заступниця",
        "заст",
        "зав",
        "завідувач",
        "завідувачка",
        "начальник",
        "керівник",
        "керівниця",
        "голова",
        "викладач",
        "викладачка",
        "майстер",
        "психолог",
        "бібліотекар",
        "секретар",
        "бухгалтер",
        "спеціаліст",
        "фахівець",
        "інженер",
        "юрист",
        "юрисконсульт",
        "консультант",
        "координатор",
    ];
    // «практичний психолог», «в.о. директора», «вихователь-методист»
    let is_adjective = |word: &str| {
        ["ий", "ій", "на"].iter().any(|ending| word.ends_with(ending))
            || word == "во"
            || word == "тво"
    };
    if is_label(words) {
        return true;
    }
    let mut words = words.split_whitespace().map(|word| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic() || *letter == '-');
        letters.collect::<String>().to_lowercase()
    });
    let is_named = |word: &str| word.split('-').any(|part| POSTS.contains(&part));
    match (words.next(), words.next()) {
        (Some(first), _) if is_named(&first) => true,
        (Some(first), Some(second)) if is_adjective(&first) => {
            is_named(&second) || second == "директора"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_post;

    #[test]
    fn posts_are_of_one_person() {
        for post in [
            "методист",
            "заст. директора з НВР",
            "в.о. директора",
            "практичний психолог",
            "Вихователь-методист",
            "Відповідальний:",
        ] {
            assert!(is_post(post), "{post}");
        }
        for other in ["методисти", "педагогічні працівники", "Коваль І.С.", "адміністрація"]
        {
            assert!(!is_post(other), "{other}");
        }
    }
}

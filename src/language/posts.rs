//! The posts that documents write beside names: «Коваль І.С., методист».

/// Whether words name the post of one person: «методист», «заст. директора з НВР», «в.о. директора».
pub fn is_post(words: &str) -> bool {
    const POSTS: [&str; 27] = [
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
        ] {
            assert!(is_post(post), "{post}");
        }
        for other in ["методисти", "педагогічні працівники", "Коваль І.С.", "адміністрація"]
        {
            assert!(!is_post(other), "{other}");
        }
    }
}

//! What a document calls itself.

/// Whether a word of its title says what the document is: «План», «ПЛАН-ГРАФІК», «Програма».
pub fn names_plan(word: &str) -> bool {
    const NAMES: [&str; 4] = ["план", "програма", "графік", "календар"];
    let word = word.to_lowercase();
    NAMES.contains(&word.as_str()) || word.starts_with("план-")
}

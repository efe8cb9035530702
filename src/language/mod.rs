//! Ukrainian itself: letters, order, plurals, dates, typography.
//!
//! Pure functions from text to text; they know the language and nothing about plans. Whatever
//! a well-kept library knows (CLDR through ICU4X) is taken from it: alphabet order, plural
//! forms, names of months and days. What CLDR does not know stands here: the official
//! transliteration, non-breaking blanks, the order of plan numbers, the posts beside names.

pub mod dates;
pub mod ditto;
pub mod lines;
pub mod months;
pub mod normalize;
pub mod order;
pub mod plural;
pub mod posts;
pub mod slug;
pub mod stem;
pub mod typography;
pub mod unseen;

//! `count-mismatch`: the document says how many methodical sections there are, and lists another number.

use crate::check::acknowledgement;
use crate::diagnostic::Diagnostics;
use crate::plan::Portal;
use crate::source::Sources;
use crate::text;

/// Looks for «20-ти обласних … секцій» and compares with the methodical sections of the office.
pub(in crate::check) fn check(portal: &Portal, _: &Sources, diagnostics: &mut Diagnostics) {
    for (idx, entry) in portal.entries.iter() {
        let Some(stated) = stated_sections(&entry.text) else { continue };
        let organization = portal.plans[portal.plan_of(idx)].organization;
        let listed = portal.methodical_sections.iter();
        let listed = listed.filter(|(_, section)| section.organization == organization).count();
        if listed == 0 || stated == listed {
            continue;
        }
        let number = entry.called();
        let message = text!(
            uk: "у пункті {number} методичних секцій {stated}, а в methodical-sections.toml їх {listed}",
            en: "the entry {number} speaks of {stated} methodical sections, methodical-sections.toml has {listed}",
        );
        let help = acknowledgement("count-mismatch", number);
        diagnostics.remark("count-mismatch", entry.text_span, message).help(help).subject(number);
    }
}

/// The number in «20-ти обласних фахових секцій»: a number, at most three words, then sections.
fn stated_sections(text: &str) -> Option<usize> {
    // Most texts have no number at all, or speak of no sections.
    let has_number = text.bytes().fold(false, |has_one, byte| has_one | byte.is_ascii_digit());
    let has = |part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    if !has_number || !(has("екці") || has("ЕКЦІ")) {
        return None;
    }
    let words = text.split_whitespace().collect::<Vec<_>>();
    words.iter().enumerate().find_map(|(at, word)| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let number = word.get(..digits).filter(|digits| !digits.is_empty())?;
        let number = number.parse().ok().filter(|number| (2..=200).contains(number))?;
        let after = words.get(at + 1..)?.iter().take(4).map(|word| word.to_lowercase());
        let after = after.collect::<Vec<_>>();
        let place = after.iter().position(|word| word.starts_with("секці"))?;
        let kinds = ["методичн", "фахов"];
        let between = after.get(..place)?;
        between.iter().any(|word| kinds.iter().any(|kind| word.starts_with(kind))).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::stated_sections;

    #[test]
    fn only_methodical_sections_are_counted() {
        assert_eq!(stated_sections("робота 20-ти обласних фахових секцій керівників"), Some(20));
        assert_eq!(stated_sections("12 методичних секцій"), Some(12));
        assert_eq!(stated_sections("у 2026 році засідання секцій"), None);
    }
}

//! What is wrong with a template, in our own words: the crate `tera` says it in English, over several lines.

use crate::text;
use crate::text::Text;

/// What its report says: where, why, and the line itself.
pub(in crate::render) fn told(report: &str) -> Text {
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let reason = report.lines().next().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason).trim();
    let Text { uk, en } = why(reason);
    let parts = place.map(|place| place.trim().rsplitn(3, ':').collect::<Vec<_>>());
    let Some([column, line, name]) = parts.as_deref() else {
        return text!(uk: "{uk}", en: "{en}");
    };
    let source = report.lines().find_map(|text| {
        let (number, source) = text.split_once('|')?;
        (number.trim() == *line).then(|| source.trim())
    });
    let source = source.filter(|source| !source.is_empty()).map_or_else(String::new, |source| {
        let begin = source.chars().take(100).collect::<String>();
        format!(": {begin}")
    });
    text!(
        uk: "«{name}», рядок {line}, знак {column}: {uk}{source}",
        en: "«{name}», line {line}, column {column}: {en}{source}",
    )
}

fn why(reason: &str) -> Text {
    let named = || reason.split(['`', '\'']).nth(1).unwrap_or_default().to_owned();
    let is = |words: &str| reason.contains(words);
    if is("is inheriting from") {
        let parent = reason.split('\'').nth(3).unwrap_or_default();
        return text!(
            uk: "немає шаблона «{parent}», на якому він стоїть",
            en: "there is no template «{parent}», on which it stands",
        );
    }
    if is("not defined") {
        let name = named();
        return text!(uk: "немає поля чи змінної «{name}»", en: "there is no field or variable «{name}»");
    }
    if is("not found") {
        let name = named();
        return text!(uk: "немає «{name}»", en: "there is no «{name}»");
    }
    if is("Unexpected end of input") {
        return text!(
            uk: "шаблон обірвано: чогось не закрито ({{% endif %}}, {{% endfor %}}, }}}})",
            en: "the template ends too soon: something is not closed ({{% endif %}}, {{% endfor %}}, }}}})",
        );
    }
    if is("Circular") {
        return text!(
            uk: "шаблони посилаються один на одного по колу",
            en: "templates refer to each other in a circle",
        );
    }
    text!(uk: "тут порушено правила шаблонів Tera", en: "{reason}")
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::text::Language;

    #[test]
    fn a_broken_template_is_told_in_both_languages() {
        let report = "error: Field `nope` is not defined. Available fields: kind, title\n \
                      --> sections.html:12:9\n   |\n12 | {{ page.nope.x }}\n   |    ^^^^\n";
        let words = told(report);
        assert_eq!(
            words.say(Language::Uk),
            "«sections.html», рядок 12, знак 9: немає поля чи змінної «nope»: {{ page.nope.x }}"
        );
        assert_eq!(
            words.say(Language::En),
            "«sections.html», line 12, column 9: there is no field or variable «nope»: {{ page.nope.x }}"
        );
        let end = told("error: Unexpected end of input\n --> a.html:3:1\n  |\n3 | \n  | ^\n");
        assert_eq!(
            end.say(Language::Uk),
            "«a.html», рядок 3, знак 1: шаблон обірвано: чогось не закрито ({% endif %}, {% endfor %}, }})"
        );
        let parent = told("Template 'a.html' is inheriting from 'b.html', which doesn't exist");
        assert_eq!(parent.say(Language::Uk), "немає шаблона «b.html», на якому він стоїть");
        let other = told("error: Something odd\n --> a.html:1:1\n  |\n1 | {% oops %}\n");
        assert_eq!(
            other.say(Language::Uk),
            "«a.html», рядок 1, знак 1: тут порушено правила шаблонів Tera: {% oops %}"
        );
    }
}

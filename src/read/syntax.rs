//! Faults of TOML's own grammar in words an editor understands.
//!
//! The crate `toml` speaks English and of grammar; an editor needs to hear which sign is missing. [`report`] turns
//! its sentence into one of ours; what it does not know becomes a general sentence with the rules of writing.

use std::ops::Range;

use crate::diagnostic::Diagnostics;
use crate::read::mending;
use crate::read::values::CURLY;
use crate::source::Span;
use crate::text;
use crate::text::Text;

/// Adds the diagnostic for one syntax fault; `range` is the place in `text`.
pub(in crate::read) fn report(
    english: &str,
    span: Span,
    text: &str,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    if english.contains("datetime") || english.contains("date") && !english.contains("value,") {
        let message = text!(
            uk: "такої дати або часу не буває",
            en: "there is no such date or time",
        );
        let help = text!(
            uk: "дату пишуть так: рік-місяць-день, з часом: рік-місяць-деньTгодина:хвилина:00",
            en: "write a date as year-month-day, with a time as year-month-dayThour:minute:00",
        );
        diagnostics.error("impossible-date", span, message).help(help);
        return;
    }
    let (message, help) = sentence(english, text, range);
    diagnostics.error("toml-syntax", span, message).help(help);
}

/// Where a fault is told: of a long text that is not closed where it begins, not where the file ends.
pub(in crate::read) fn place(english: &str, text: &str, range: Range<usize>) -> Range<usize> {
    if !english.contains("multi-line") || range.start < text.trim_end().len() {
        return range;
    }
    let opening = mending::long_texts(text).pop().filter(|long| long.end >= range.start);
    opening.map_or(range, |long| long.start..long.start + 3)
}

fn sentence(english: &str, text: &str, range: Range<usize>) -> (Text, Text) {
    let is = |words: &str| english.contains(words);
    let (before, after) = around(text, range.start);
    if is("duplicate key") {
        return twice(before, after);
    }
    if before.trim_start().starts_with('[') && (is("array") || is("table") || is("unexpected")) {
        return (
            text!(uk: "назву таблиці записано неправильно", en: "the table's name is malformed"),
            text!(
                uk: "назву таблиці пишуть в окремому рядку так: [approval] або [[entry]]",
                en: "a table's name has a line of its own: [approval] or [[entry]]",
            ),
        );
    }
    if let Some(sentence) = of_signs(before, after) {
        return sentence;
    }
    if before.trim_end().ends_with('=')
        && (after.trim().is_empty() || after.trim_start().starts_with('#'))
    {
        return (
            text!(uk: "після знака = немає значення", en: "there is no value after the ="),
            text!(uk: "впишіть значення або приберіть рядок", en: "write the value, or remove the line"),
        );
    }
    if is_within_quotes(before, after) {
        return (
            text!(uk: "лапка \" посеред тексту закінчила його", en: "a \" within the text has ended it"),
            text!(
                uk: "лапки всередині тексту пишіть так: «…» або \\\"…\\\"",
                en: "write quotes within a text as «…» or \\\"…\\\"",
            ),
        );
    }
    if !before.contains(['=', '"'])
        && after.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_ascii())
    {
        return (
            text!(uk: "назва ключа пишеться латинськими літерами", en: "keys are written in Latin letters"),
            text!(
                uk: "назви всіх ключів — у посібнику docs/zmist.md; примітку для себе починайте знаком #",
                en: "all keys are listed in docs/zmist.md; a note to yourself begins with #",
            ),
        );
    }
    if is("string values must be quoted") && after.starts_with(CURLY) {
        return (
            text!(uk: "значення стоїть не в тих лапках", en: "the value is not in straight quotes"),
            text!(
                uk: "поставте прямі лапки (Shift і клавіша Є в англійській розкладці)",
                en: "use straight quotes",
            ),
        );
    }
    if is("string values must be quoted") && after.starts_with('(') {
        return (
            text!(uk: "список стоїть не в тих дужках", en: "the list is in wrong brackets"),
            text!(uk: "запишіть: [\"одне\", \"друге\"]", en: "write: [\"one\", \"two\"]"),
        );
    }
    if is("string values must be quoted") {
        return (
            text!(uk: "текст стоїть без лапок", en: "the text has no quotes"),
            text!(uk: "візьміть текст у лапки: \"…\"", en: "put the text in quotes: \"…\""),
        );
    }
    if is("invalid basic string") || is("invalid literal string") || is("multi-line") {
        let at_end = text
            .get(range.start..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with('\n') || rest.starts_with('\r'));
        let message = if at_end {
            text!(uk: "бракує лапки \" у кінці тексту", en: "the closing quote \" is missing")
        } else {
            text!(uk: "текст у лапках записано неправильно", en: "the quoted text is malformed")
        };
        return (
            message,
            text!(
                uk: "закрийте лапки в кінці рядка; довгий текст пишіть між \"\"\" і \"\"\"; всередині користуйтеся «лапками»",
                en: "close the quotes at the end of the line; write long text between \"\"\" and \"\"\"; use «» inside",
            ),
        );
    }
    if is("missing escaped value") || is("unicode value") {
        return (
            text!(uk: "після зворотної риски \\ стоїть не той знак", en: "a wrong sign after the backslash \\"),
            text!(uk: "запишіть \\\\ замість \\ або візьміть текст в '…'", en: "write \\\\ instead of \\, or quote with '…'"),
        );
    }
    if is("key with no value") || is("missing value") || is("missing assignment") {
        return (
            text!(uk: "після ключа немає знака = або значення", en: "the key has no = or no value"),
            text!(uk: "запишіть: ключ = \"значення\"", en: "write: key = \"value\""),
        );
    }
    if is("unclosed array") || is("missing comma between array") {
        return (
            text!(uk: "у списку бракує коми або дужки ]", en: "the list lacks a comma or its ]"),
            text!(uk: "запишіть: [\"одне\", \"друге\"]", en: "write: [\"one\", \"two\"]"),
        );
    }
    if is("unclosed table") || is("table open") || is("unclosed inline table") {
        return (
            text!(uk: "бракує закривної дужки", en: "a closing bracket is missing"),
            text!(uk: "назву таблиці пишуть так: [approval] або [[entry]]", en: "a table's name is written [approval] or [[entry]]"),
        );
    }
    if before.contains('=') && before.trim_end().ends_with(['"', '\'', ']']) {
        return (
            text!(uk: "після значення стоїть зайве", en: "something stands after the value"),
            text!(
                uk: "приберіть його; примітку починайте знаком #, кожен ключ пишіть в окремому рядку",
                en: "remove it; a note begins with #, every key has a line of its own",
            ),
        );
    }
    (
        text!(uk: "порушено правила запису TOML", en: "this is not valid TOML"),
        text!(
            uk: "кожен рядок має вигляд: ключ = \"значення\"; перевірте лапки, знак = і дужки",
            en: "every line has the form: key = \"value\"; check the quotes, the = and the brackets",
        ),
    )
}

/// Signs that stand where they have no business: those of other ways of writing, and those that nobody sees.
fn of_signs(before: &str, after: &str) -> Option<(Text, Text)> {
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    let key = before.trim().trim_end_matches(['=', ':', ' ']);
    let is_after_key = !key.is_empty() && key.chars().all(is_key);
    if after.starts_with("\"\"\"") || after.starts_with("'''") {
        return Some((
            text!(uk: "довгий текст не закрито", en: "the long text is not closed"),
            text!(
                uk: "поставте три лапки \"\"\" там, де він закінчується",
                en: "put three quotes \"\"\" where it ends",
            ),
        ));
    }
    if before.trim().is_empty() && after.starts_with("//") {
        return Some((
            text!(uk: "примітку записано не тим знаком", en: "the note begins with a wrong sign"),
            text!(uk: "примітку починайте знаком #", en: "a note begins with #"),
        ));
    }
    if is_after_key && after.starts_with('=') {
        return Some((
            text!(uk: "тут зайвий знак =", en: "there is one = too many"),
            text!(uk: "залиште один: {key} = …", en: "leave one: {key} = …"),
        ));
    }
    if is_after_key
        && !before.contains('=')
        && (before.ends_with(':') || after.starts_with([':', '—', '–']))
    {
        return Some((
            text!(uk: "після ключа немає знака =", en: "there is no = after the key"),
            text!(uk: "запишіть: {key} = …", en: "write: {key} = …"),
        ));
    }
    let is_unseen =
        |letter: char| letter.is_whitespace() && !letter.is_ascii() || letter == '\u{feff}';
    (before.ends_with(is_unseen) || after.starts_with(is_unseen)).then(|| {
        (
            text!(
                uk: "тут стоїть особливий пробіл, якого не видно і якого тут не може бути",
                en: "a special blank stands here that nobody sees and that cannot be here",
            ),
            text!(
                uk: "зітріть порожнє місце й поставте звичайний пробіл, якщо він потрібен",
                en: "delete the blank place; type an ordinary blank if one is needed",
            ),
        )
    })
}

/// What stands twice: a table or a key.
fn twice(before: &str, after: &str) -> (Text, Text) {
    if !before.trim_start().starts_with('[') {
        return (
            text!(uk: "цей ключ тут уже є", en: "this key stands here already"),
            text!(uk: "залиште один з двох рядків", en: "keep one of the two lines"),
        );
    }
    let name = after.split(']').next().unwrap_or_default();
    (
        text!(uk: "таблиця [{name}] уже є вище", en: "the table [{name}] stands above already"),
        text!(
            uk: "залиште одну; якщо їх справді кілька, кожну називайте з подвійними дужками: [[{name}]]",
            en: "keep one; if there are really several, write each in double brackets: [[{name}]]",
        ),
    )
}

/// The line at `at`, before and after that place.
fn around(text: &str, at: usize) -> (&str, &str) {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let before = before.rsplit('\n').next().unwrap_or_default();
    (before, after.lines().next().unwrap_or_default())
}

/// Whether a value in quotes ends before the place and another quote stands after it.
fn is_within_quotes(before: &str, after: &str) -> bool {
    let value = before.split_once('=').map_or("", |(_, value)| value.trim_start());
    let quotes = value.matches('"').count();
    value.starts_with('"') && quotes >= 2 && after.contains('"') && !after.starts_with(['"', ','])
}

/// How a TOML type is called: Ukrainian, English.
pub(in crate::read) fn type_names(toml: &str) -> (&'static str, &'static str) {
    match toml {
        "string" => ("текст", "text"),
        "integer" => ("число", "a number"),
        "float" => ("дробове число", "a fraction"),
        "boolean" => ("true чи false", "true or false"),
        "datetime" => ("дата", "a date"),
        "array" => ("список", "a list"),
        _ => ("таблиця", "a table"),
    }
}

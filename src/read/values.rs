//! Slips in the values of a TOML text: another kind of quotes, none at all, a list that is not closed.
//!
//! Comes in: the text as it was written, and a place where TOML finds a fault. Goes out: the [`Slip`] of that line, if
//! it is clear what was meant. Start reading at [`slip_of_value`].

use std::ops::Range;

use crate::text;
use crate::text::Text;

/// What was written, what is to be read in its place, and the words about it.
pub(in crate::read) struct Slip {
    /// What is shown.
    pub(in crate::read) told: Range<usize>,
    /// What is replaced; may be empty.
    pub(in crate::read) written: Range<usize>,
    /// What is read there.
    pub(in crate::read) read: String,
    /// What is wrong.
    pub(in crate::read) message: Text,
    /// How to mend it.
    pub(in crate::read) help: Text,
}

/// A text in quotes goes on in so many lines at most.
const MOST_LINES: usize = 20;

/// Signs that programs for texts put in place of the straight quote.
pub(in crate::read) const CURLY: [char; 12] =
    ['«', '»', '“', '”', '„', '‟', '‘', '’', '‚', '″', '‹', '›'];

/// The line `key = value` of a text.
struct Line<'t> {
    key: &'t str,
    value: &'t str,
    /// Where the value stands.
    at: Range<usize>,
}

/// The slip in the line at a place where TOML finds a fault.
pub(in crate::read) fn slip_of_value(text: &str, at: usize) -> Option<Slip> {
    let line = line_at(text, at)?;
    let quoted = || broken(text, &line).or_else(|| backslash(&line));
    curly(&line).or_else(quoted).or_else(|| bare(&line, at))
}

/// The line around a place, without its end, and where it begins.
pub(in crate::read) fn line_around(text: &str, at: usize) -> Option<(usize, &str)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    Some((start, text.get(start..)?.lines().next()?))
}

fn line_at(text: &str, at: usize) -> Option<Line<'_>> {
    let (start, line) = line_around(text, at)?;
    let (key, value) = line.split_once('=')?;
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let blanks = value.len() - value.trim_start().len();
    let (from, key, value) = (start + key.len() + 1 + blanks, key.trim(), value.trim());
    let is_line = !key.is_empty() && key.chars().all(is_key);
    is_line.then(|| Line { key, value, at: from..from + value.len() })
}

/// The value stands between quotes that are not straight, or ends with such a one.
fn curly(line: &Line<'_>) -> Option<Slip> {
    let (inside, is_begun) = match line.value.strip_prefix('"') {
        Some(inside) if !inside.contains('"') && inside.ends_with(CURLY) => (inside, true),
        _ if line.value.starts_with(CURLY) => (line.value.trim_start_matches(CURLY), false),
        _ => return None,
    };
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    let value = match inside.strip_suffix(CURLY) {
        // «Тема «А»»: the mark of the inner words stays.
        Some(rest) if rest.matches('«').count() > rest.matches('»').count() => inside,
        Some(rest) => rest,
        None => inside,
    };
    // "Тема «А»: only the closing quote is missing, and that is told where the line ends.
    if is_begun && value == inside {
        return None;
    }
    let plain = value.replace('\\', "\\\\").replace('"', "\\\"");
    let message = match is_begun {
        true => text!(
            uk: "текст закінчується не тією лапкою, якою почався",
            en: "the text ends with another quote than it begins with",
        ),
        false => text!(
            uk: "значення стоїть не в тих лапках",
            en: "the value is not in straight quotes",
        ),
    };
    let help = text!(
        uk: "поставте прямі лапки (Shift і клавіша Є в англійській розкладці): \"{value}\"",
        en: "use straight quotes: \"{value}\"",
    );
    let at = line.at.clone();
    Some(Slip { told: at.clone(), written: at, read: format!("\"{plain}\""), message, help })
}

/// A text in quotes goes on in the next lines, where its closing quote stands.
fn broken(text: &str, line: &Line<'_>) -> Option<Slip> {
    let opened = line.value.strip_prefix('"').filter(|inside| !inside.contains(['"', '\\']))?;
    let rest = text.get(line.at.end..)?;
    let mut end = rest.len() - rest.trim_start_matches('\r').strip_prefix('\n')?.len();
    let mut words = vec![];
    let lines = rest.get(end..)?.split_inclusive('\n').take(MOST_LINES);
    for next in lines {
        let trimmed = next.trim();
        end += next.trim_end().len();
        match trimmed.strip_suffix('"') {
            Some(closed) if !closed.is_empty() && !closed.contains(['"', '=', '\\']) => {
                words.push(trimmed);
                break;
            }
            None if !trimmed.contains(['"', '=', '\\', '[']) => words.push(trimmed),
            _ => return None,
        }
        end += next.len() - next.trim_end().len();
    }
    if opened.is_empty() || !words.last()?.ends_with('"') {
        return None;
    }
    let message = text!(
        uk: "текст у лапках розірвано на кілька рядків",
        en: "the quoted text is broken into several lines",
    );
    let help = text!(
        uk: "з’єднайте їх в один рядок; довгий текст пишіть між \"\"\" і \"\"\"",
        en: "join them into one line; write long text between \"\"\" and \"\"\"",
    );
    let written = line.at.end..line.at.end + end;
    let read = format!(" {}", words.join(" "));
    Some(Slip { told: line.at.clone(), written, read, message, help })
}

/// A text in quotes has strokes of Windows, which TOML takes for signs: «D:\\сайт».
fn backslash(line: &Line<'_>) -> Option<Slip> {
    let words = line.value.strip_prefix('"')?.strip_suffix('"')?;
    if !words.contains('\\') || words.contains(['"', '\'']) {
        return None;
    }
    let message = text!(
        uk: "знак \\ у прямих лапках має інше значення",
        en: "the sign \\ means something else within straight quotes",
    );
    let key = line.key;
    let help = match key {
        "file" | "link" => {
            let words = words.replace('\\', "/");
            text!(
                uk: "пишіть / замість \\: {key} = \"{words}\"",
                en: "write / instead of \\: {key} = \"{words}\"",
            )
        }
        _ => text!(
            uk: "візьміть текст в одинарні лапки: {key} = '{words}'",
            en: "put the text in single quotes: {key} = '…'",
        ),
    };
    let read = format!("'{words}'");
    let at = line.at.clone();
    Some(Slip { told: at.clone(), written: at, read, message, help })
}

/// The value stands without quotes, or without the first: a text, a date as people write it, «ні», «2030 р.».
fn bare(line: &Line<'_>, at: usize) -> Option<Slip> {
    let written = line.value.split(" #").next().unwrap_or_default().trim_end();
    let value = written.strip_suffix('"').unwrap_or(written);
    let is_closed = value.len() < written.len();
    let is_bare = value.starts_with(char::is_alphanumeric)
        && !value.contains(['"', '=', '[', ']', '{', '}', '\\', '#'])
        && at >= line.at.start;
    if !is_bare || is_toml_day(value) {
        return None;
    }
    let key = line.key;
    let digits = value.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(value.len());
    let (digits, rest) = value.split_at_checked(digits)?;
    let (read, message) = if is_closed {
        let message = text!(
            uk: "бракує лапки \" на початку тексту",
            en: "the opening quote \" is missing",
        );
        (format!("\"{value}\""), message)
    } else if let Some(truth) = truth(value) {
        let message = text!(
            uk: "тут пишуть true (так) або false (ні), малими літерами",
            en: "this is written true or false, in small letters",
        );
        (truth.to_string(), message)
    } else if key == "year" && !digits.is_empty() && rest.starts_with([' ', '\u{a0}', 'р']) {
        (
            digits.to_owned(),
            text!(uk: "після року стоїть зайве", en: "something stands after the year"),
        )
    } else if let Some(day) = day(value).filter(|_| !matches!(key, "id" | "number" | "sheets")) {
        (format!("\"{day}\""), text!(uk: "дата стоїть без лапок", en: "the date has no quotes"))
    } else if !digits.is_empty() {
        let message = text!(uk: "значення стоїть без лапок", en: "the value has no quotes");
        (format!("\"{value}\""), message)
    } else {
        (format!("\"{value}\""), text!(uk: "текст стоїть без лапок", en: "the text has no quotes"))
    };
    let help = text!(uk: "запишіть так: {key} = {read}", en: "write it so: {key} = {read}");
    let at = line.at.start..line.at.start + written.len();
    Some(Slip { told: at.clone(), written: at, read, message, help })
}

/// What a word says of yes and no.
pub(in crate::read) fn truth(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "так" | "є" | "true" | "yes" | "1" | "+" | "on" => Some(true),
        "ні" | "немає" | "false" | "no" | "0" | "-" | "–" | "off" => Some(false),
        _ => None,
    }
}

/// Whether TOML itself takes it for a day, perhaps for one that does not exist.
fn is_toml_day(value: &str) -> bool {
    let day = value.get(..10).unwrap_or_default();
    let is_part = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    !day.is_empty() && day.bytes().enumerate().all(is_part)
}

/// A day written with its year, as it is to be written: «24-03-2030» is «24.03.2030».
fn day(value: &str) -> Option<String> {
    let (day, time) = value.split_once(' ').map_or((value, ""), |(day, time)| (day, time.trim()));
    let parts = day.split(['.', '-', '/']).collect::<Vec<_>>();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_time = time.is_empty() || time.split(':').all(|part| is_number(&part));
    if !parts.iter().all(is_number) || !is_time {
        return None;
    }
    let day = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{day:0>2}.{month:0>2}.{year}"),
        [year, month, day] if year.len() == 4 && day.len() <= 2 && !value.contains('.') => {
            format!("{day:0>2}.{month:0>2}.{year}")
        }
        _ => return None,
    };
    Some(if time.is_empty() { day } else { format!("{day} {time}") })
}

/// The list around a place where TOML finds a fault is not closed before the next key or table begins.
pub(in crate::read) fn unclosed_list(text: &str, at: usize) -> Option<Slip> {
    // The fault may be told at the first line after the list, or far below where the text ends.
    let mut begun: Option<Range<usize>> = None;
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let here = from..from + line.trim_end().len();
        from += line.len();
        let words = line.trim_end();
        let is_next = words.starts_with("[[") || line_at(text, here.start).is_some();
        if let Some(list) = begun.take() {
            if is_next || words.starts_with('[') {
                return closed(text, list).filter(|slip| slip.written.start <= at);
            }
            begun = (!closes(words)).then(|| if words.is_empty() { list } else { here.clone() });
            continue;
        }
        let value = line_at(text, here.start).map_or("", |line| line.value);
        if value.starts_with('[') && !closes(value) {
            begun = Some(here);
        }
        if from > at && begun.is_none() {
            return None;
        }
    }
    closed(text, begun?)
}

/// Whether a line has the closing bracket of a list, outside quotes and notes.
fn closes(line: &str) -> bool {
    let outside = line.split('"').step_by(2);
    let mut words = String::new();
    for part in outside {
        match part.split_once('#') {
            Some((before, _)) => {
                words.push_str(before);
                break;
            }
            None => words.push_str(part),
        }
    }
    words.contains(']')
}

/// The bracket is missing at the end of this line.
fn closed(text: &str, line: Range<usize>) -> Option<Slip> {
    let words = text.get(line.clone())?;
    // A note would swallow the bracket, a quote that is not closed too: those faults are told as they are.
    if words.contains('#') || words.matches('"').count() % 2 == 1 || words.contains("\\\"") {
        return None;
    }
    let message = text!(
        uk: "список не закрито: у кінці бракує дужки ]",
        en: "the list is not closed: its ] is missing at the end",
    );
    let help = text!(
        uk: "допишіть у кінці рядка дужку: [\"одне\", \"друге\"]",
        en: "add the bracket at the end of the line: [\"one\", \"two\"]",
    );
    let written = line.end..line.end;
    Some(Slip { told: line, written, read: "]".to_owned(), message, help })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};
    use proptest::sample::select;

    use crate::diagnostic::Diagnostics;
    use crate::read::toml::document;
    use crate::source::{Sources, Span};

    /// The faults that are told of a text, with their remedies, and their lines.
    fn told(text: &str) -> Vec<(usize, String)> {
        let mut sources = Sources::default();
        let file = sources.add("a.toml".into(), text.into());
        let mut diagnostics = Diagnostics::default();
        document(file, text, 0, &mut diagnostics, |fields| {
            let _ = (fields.string("id"), fields.string("text"), fields.moment("date"));
            let _ = (fields.strings("list"), fields.boolean("dash"), fields.integer("year"));
            let take = |row: &mut crate::read::toml::Fields<'_, '_>| row.string("id");
            let _ = fields.tables("entry", take);
        });
        diagnostics.sort();
        let line = |span: Span| sources.position(span).line_number;
        let faults = diagnostics.iter().map(|fault| {
            let help = fault.help.as_ref().map(|help| help.uk.clone()).unwrap_or_default();
            (fault.span.map_or(0, line), format!("{}; {help}", fault.message.uk))
        });
        faults.collect()
    }

    #[test]
    fn what_was_meant_is_proposed() {
        for (text, remedy) in [
            ("date = 24.03.2030\n", "date = \"24.03.2030\""),
            ("date = 24-3-2030 14:00 # так\n", "date = \"24.03.2030 14:00\""),
            ("id = 2030-1-6\n", "id = \"2030-1-6\""),
            ("id = 2.3.1\n", "id = \"2.3.1\""),
            ("dash = ні\n", "dash = false"),
            ("dash = True\n", "dash = true"),
            ("dash = \"ні\"\n", "dash = false"),
            ("year = 2030 р.\n", "year = 2030"),
            ("text = Нарада\n", "text = \"Нарада\""),
            (
                "text = Нарада керівників\"\n",
                "бракує лапки \" на початку тексту; запишіть так: text = \"Нарада керівників\"",
            ),
            ("id = 2.3.1\" # так\n", "бракує лапки \" на початку"),
            ("text = \"Нарада”\n", "\"Нарада\""),
            ("text = \"Нарада\nкерівників\"\n", "в один рядок"),
            ("text == \"Нарада\"\n", "text = …"),
            ("text: \"Нарада\"\n", "text = …"),
            ("text = \"Нарада\" (онлайн)\n", "#"),
            ("text = \"\"\"Нарада\nid = \"1\"\n", "\"\"\" там"),
            ("list = [\"а\", \"б\"\nid = \"1\"\ntext = «Нарада»\n", "дужку"),
            ("list = [\n  \"а\",\n  \"б\",\n\n[[entry]]\nid = \"1\"\n", "дужку"),
        ] {
            for text in [text.to_owned(), text.replace('\n', "\r\n")] {
                let told = told(&text);
                let first = told.first().map_or("", |(_, words)| words.as_str());
                assert!(first.contains(remedy), "{text:?}: {told:?}");
                let lines = told.iter().map(|(line, _)| line).collect::<Vec<_>>();
                assert!(lines.windows(2).all(|pair| pair[0] != pair[1]), "{text:?}: {told:?}");
                assert_eq!(told.len(), 1 + usize::from(text.contains('«')), "{told:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn damaged_text_is_read_and_nothing_is_told_twice(
            damages in proptest::collection::vec(
                (any::<proptest::sample::Index>(), select(&["\"", "«", "»", "”", "[", "]", "[[", "\n", "\r\n", "#", "=", "\"\"\"", "'", ",", "\\", " "][..]), any::<bool>()),
                1..6,
            ),
        ) {
            let mut letters = "id = \"1\"\ntext = «Нарада»\nlist = [\"а\", \"б\"]\ndash = ні\n\n[[entry]]\nid = \"2\"\n\
                               text = \"Тема \\\"А\\\"\"\n[[entry]]\nid = \"3\"\ndate = 24.03.2030\n"
                .chars()
                .map(String::from)
                .collect::<Vec<_>>();
            for (place, sign, is_instead) in damages {
                let at = place.index(letters.len());
                match is_instead {
                    true => letters[at] = sign.to_owned(),
                    false => letters.insert(at, sign.to_owned()),
                }
            }
            let text = letters.concat();
            let faults = told(&text);
            let is_twice = faults.windows(2).any(|pair| pair[0] == pair[1]);
            prop_assert!(!is_twice, "{text}\n{faults:?}");
        }
    }
}

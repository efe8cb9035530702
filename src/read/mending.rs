//! Slips of writing that an editor makes and everything after stumbles over: each is told once, and the rest is read
//! as it was meant.
//!
//! A table's name in single brackets where there are many such tables, a name that was forgotten, curly quotes around a
//! value, a list that is not closed: TOML finds dozens of faults in what follows, and none where the slip is. Such a
//! text is mended before it is read; nothing is published, for the slip is an error all the same. Start reading at
//! [`mended`].

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use crate::diagnostic::Diagnostics;
use crate::read::keys::slip_of_key;
use crate::read::lists::slip_of_list;
use crate::read::values::{Slip, line_around, slip_of_value, unclosed_list};
use crate::source::Span;
use crate::text;

/// Names of tables of which a file has many, so that they stand in double brackets.
const LISTS: [&str; 18] = [
    "abbreviation",
    "acknowledged",
    "change",
    "college",
    "entry",
    "form",
    "group",
    "item",
    "materials",
    "methodical_section",
    "occasion",
    "partner",
    "person",
    "project",
    "research_work",
    "row",
    "synonym",
    "training_center",
];

/// So many slips of one file are mended; with more it is no content of ours.
const MOST: usize = 50;

/// A text in which slips are mended.
pub(in crate::read) struct Mended<'t> {
    /// The text to read.
    pub(in crate::read) text: Cow<'t, str>,
    /// What was put in place of what, in the order of their places.
    edits: Vec<Edit>,
}

/// Some bytes in place of others.
struct Edit {
    /// In the text as it was written.
    at: usize,
    /// How many bytes were written there.
    written: usize,
    /// What is read there.
    read: String,
}

/// The text as it was meant; slips are reported at their places in a file, which `span` makes of places in the text.
pub(in crate::read) fn mended<'t>(
    text: &'t str,
    span: &dyn Fn(Range<usize>) -> Span,
    diagnostics: &mut Diagnostics,
) -> Mended<'t> {
    let mut mended = Mended::nothing(text);
    for (range, name) in wrong_brackets(text) {
        let written = text.get(range.clone()).unwrap_or_default();
        let message = text!(
            uk: "«{written}» треба писати з подвійними дужками: [[{name}]]",
            en: "«{written}» needs double brackets: [[{name}]]",
        );
        let help = text!(uk: "замініть на [[{name}]]", en: "write [[{name}]]");
        diagnostics.error("toml-syntax", span(range.clone()), message).help(help);
        mended.edit(text, range, format!("[[{name}]]"));
    }
    // One at a time: what is found after a slip may only follow from it.
    while mended.edits.len() < MOST {
        let Some(slip) = slip(&mended, text) else { break };
        diagnostics.error("toml-syntax", span(slip.told), slip.message).help(slip.help);
        mended.edit(text, slip.written, slip.read);
    }
    mended
}

impl<'t> Mended<'t> {
    /// A text in which nothing is to be mended.
    pub(in crate::read) fn nothing(text: &'t str) -> Mended<'t> {
        Mended { text: Cow::Borrowed(text), edits: Vec::new() }
    }

    /// The place in the text as it was written.
    pub(in crate::read) fn written(&self, range: Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end).max(self.place(range.start))
    }

    fn place(&self, at: usize) -> usize {
        // Where the text that is read stands after the edits so far, and how far the text as written has come.
        let (mut read, mut written) = (0, 0);
        for edit in &self.edits {
            let start = read + (edit.at - written);
            if at < start {
                break;
            }
            let end = start + edit.read.len();
            if at < end {
                return edit.at + (at - start).min(edit.written);
            }
            (read, written) = (end, edit.at + edit.written);
        }
        written + (at - read)
    }

    /// Whether a place is mended already: what is found there again follows from something else.
    fn has_edit(&self, place: &Range<usize>) -> bool {
        self.edits.iter().any(|edit| {
            let end = edit.at + edit.written;
            edit.at == place.start || place.start < end && edit.at < place.end
        })
    }

    /// The places at which something is mended, in the text as it was written.
    pub(in crate::read) fn places(&self) -> impl Iterator<Item = usize> {
        self.edits.iter().map(|edit| edit.at)
    }

    fn edit(&mut self, text: &str, written: Range<usize>, read: String) {
        let edit = Edit { at: written.start, written: written.len(), read };
        let place = self.edits.partition_point(|other| other.at <= edit.at);
        self.edits.insert(place, edit);
        let mut whole = String::with_capacity(text.len() + 64);
        let mut from = 0;
        for edit in &self.edits {
            whole.push_str(text.get(from..edit.at).unwrap_or_default());
            whole.push_str(&edit.read);
            from = edit.at + edit.written;
        }
        whole.push_str(text.get(from..).unwrap_or_default());
        self.text = Cow::Owned(whole);
    }
}

/// Names of lists in another number of brackets than two: their places, and the names.
pub(in crate::read) fn wrong_brackets(text: &str) -> Vec<(Range<usize>, &str)> {
    // Nearly all files have none, and none is looked at longer than for that.
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let lines = ends.map(|end| std::mem::replace(&mut start, end + 1)..end);
    let suspects = lines.filter_map(|line| {
        let bytes = &text.as_bytes()[line.clone()];
        let before = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let head = &bytes[before..];
        let is_right = head.starts_with(b"[[") && head.trim_ascii_end().ends_with(b"]]");
        (head.starts_with(b"[") && !is_right).then_some(line.start + before)
    });
    let mut suspects = suspects.filter_map(|at| head_at(text, at)).peekable();
    if suspects.peek().is_none() {
        return Vec::new();
    }
    let within = long_texts(text);
    suspects.filter(|(range, _)| !within.iter().any(|long| long.contains(&range.start))).collect()
}

/// The head of a list at the beginning of a line that has wrong brackets.
fn head_at(text: &str, at: usize) -> Option<(Range<usize>, &str)> {
    let line = text.get(at..)?.lines().next()?;
    let head = line.split('#').next()?.trim_end();
    let name = head.trim_start_matches('[').trim_end_matches(']').trim();
    let own = name.rsplit('.').next()?.trim();
    let is_right = head.starts_with("[[") && head.ends_with("]]");
    let brackets = head.matches(['[', ']']).count();
    (LISTS.contains(&own) && !is_right && (1..=4).contains(&brackets))
        .then(|| (at..at + head.len(), name))
}

/// Texts between triple quotes, in which everything is words.
pub(in crate::read) fn long_texts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text
        .get(from..)
        .and_then(|rest| [rest.find("\"\"\""), rest.find("'''")].into_iter().flatten().min())
    {
        let start = from + start;
        let quotes = text.get(start..start + 3).unwrap_or_default();
        let inside = text.get(start + 3..).unwrap_or_default();
        let end = inside.find(quotes).map_or(text.len(), |end| start + 3 + end + 3);
        found.push(start..end);
        from = end;
    }
    found
}

/// The first fault that is such a slip, at a place that is not mended yet.
fn slip(mended: &Mended<'_>, text: &str) -> Option<Slip> {
    let (_, errors) = DeTable::parse_recoverable(&mended.text);
    errors.iter().find_map(|error| {
        let place = error.span()?.start;
        let at = mended.written(place..place).start;
        let message = error.message();
        let is_repeated = message.contains("duplicate key");
        let is_of_list = message.contains("array") && !message.contains("array table");
        let new = |slip: Option<Slip>| slip.filter(|slip| !mended.has_edit(&slip.written));
        let value = || slip_of_list(text, at).or_else(|| slip_of_value(text, at));
        let head = || missing_head(mended, text, place);
        new(is_repeated.then(|| orphan(text)).flatten())
            .or_else(|| new(is_of_list.then(|| unclosed_list(text, at)).flatten()))
            .or_else(|| new(value()))
            .or_else(|| new(slip_of_key(text, at)))
            .or_else(|| new(is_repeated.then(head).flatten()))
    })
}

/// The first `[[entry.item]]` of a text stands above its first `[[entry]]`.
fn orphan(text: &str) -> Option<Slip> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let here = at..at + line.trim_end().len();
        at += line.len();
        let Some(head) = list_head(line) else { continue };
        let (outer, _) = head.split_once('.')?;
        let message = text!(
            uk: "рядок [[{head}]] стоїть вище за перший [[{outer}]]",
            en: "the line [[{head}]] stands above the first [[{outer}]]",
        );
        let help = text!(
            uk: "перенесіть його під той [[{outer}]], якому він належить",
            en: "move it below the [[{outer}]] that it belongs to",
        );
        let written = here.start..here.start;
        return Some(Slip { told: here, written, read: format!("[[{outer}]]\n"), message, help });
    }
    None
}

/// A table begins at a key that stands twice, and its head was forgotten.
fn missing_head(mended: &Mended<'_>, text: &str, place: usize) -> Option<Slip> {
    let (line, head) = forgotten_head(&mended.text, place)?;
    let line = mended.written(line..line).start;
    let end = text.get(line..)?.find(['\n', '\r']).map_or(text.len(), |end| line + end);
    let message = text!(
        uk: "перед цим рядком, мабуть, бракує рядка [[{head}]]",
        en: "a line [[{head}]] seems to be missing before this one",
    );
    let help = text!(
        uk: "тут починається нове: додайте вище рядок [[{head}]]; якщо ж рядок зайвий, приберіть його",
        en: "something new begins here: add the line [[{head}]] above; or remove this line, if it is too many",
    );
    Some(Slip {
        told: line..end,
        written: line..line,
        read: format!("[[{head}]]\n"),
        message,
        help,
    })
}

/// Where a table begins whose head was forgotten, found by the place of a key that stands twice; and the head.
fn forgotten_head(text: &str, at: usize) -> Option<(usize, &str)> {
    let (line, own_line) = line_around(text, at)?;
    let key = key_of(own_line)?;
    let mut lines = text.get(..line)?.lines().rev();
    let own = lines.by_ref().map_while(|line| (!line.starts_with('[')).then(|| key_of(line)));
    // The keys of the table so far, the last first.
    let keys = own.flatten().collect::<Vec<_>>();
    let is_new = keys.last() == Some(&key) && keys.len() >= 2;
    let current = text.get(..line)?.lines().rev().find(|line| line.starts_with('['))?;
    if !is_new || !current.starts_with("[[") {
        return None;
    }
    // The head under which such keys stand elsewhere.
    let following = text.get(line..)?.lines().take_while(|line| !line.starts_with('['));
    let following = following.filter_map(key_of).collect::<BTreeSet<_>>();
    // What stands between is of the head that is looked for.
    let after = text.get(line..).and_then(|rest| rest.split_once("\n[")).map(|(_, after)| after);
    let after = after.map(|after| text.get(text.len() - after.len() - 1..).unwrap_or_default());
    let heads = text.lines().filter_map(list_head).collect::<BTreeSet<_>>();
    let fits = |head: &&str| {
        let mut known = BTreeSet::new();
        let mut is_within = false;
        for line in text.get(..line).into_iter().chain(after).flat_map(str::lines) {
            match list_head(line) {
                Some(other) => is_within = other == *head,
                None if line.starts_with('[') => is_within = false,
                None => known.extend(key_of(line).filter(|_| is_within)),
            }
        }
        let is_current = list_head(current) == Some(*head);
        (following.iter().filter(|key| known.contains(*key)).count(), is_current)
    };
    Some((line, heads.into_iter().max_by_key(fits)?))
}

fn list_head(line: &str) -> Option<&str> {
    Some(line.strip_prefix("[[")?.split_once("]]")?.0.trim())
}

fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim();
    let is_key = |letter: char| letter.is_ascii_lowercase() || matches!(letter, '_' | '-');
    (!key.is_empty() && key.chars().all(is_key)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::{mended, wrong_brackets};
    use crate::diagnostic::Diagnostics;
    use crate::source::{Sources, Span};

    /// The text that is read, and the lines at which slips are told.
    fn mend(text: &str) -> (String, Vec<usize>) {
        let mut sources = Sources::default();
        let file = sources.add("a.toml".into(), text.into());
        let mut diagnostics = Diagnostics::default();
        let mended = mended(text, &|range| Span::new(file, range), &mut diagnostics);
        for (at, _) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
            // What was not touched is found where it was written.
            let word = text.get(at..).and_then(|rest| rest.split_whitespace().next());
            let Some(word) = word.filter(|word| word.contains("unique")) else { continue };
            let read = mended.text.find(word).expect("words are kept");
            assert_eq!(mended.written(read..read + word.len()), at..at + word.len());
        }
        let spans = diagnostics.iter().filter_map(|fault| fault.span);
        let lines = spans.map(|span| sources.position(span).line_number).collect();
        (mended.text.into_owned(), lines)
    }

    #[test]
    fn brackets_of_lists_are_doubled() {
        let text = "[person]\nid = \"unique1\"\n\n[[person] # так\nid = \"unique2\"\n[[person]]\nid = \"unique3\"\n";
        let (read, lines) = mend(text);
        assert_eq!(lines, [1, 4]);
        assert_eq!(
            read,
            text.replace("[person]\n", "[[person]]\n")
                .replace("[[person] #", "[[person]] #")
                .replace("[[[person]]]", "[[person]]")
        );
        for fine in [
            "[approval]\n[contents]\n",
            "items = [\"person\"]\n",
            "text = \"\"\"\n[person]\n\"\"\"\n",
            "[[entry.item]]\n",
        ] {
            assert!(wrong_brackets(fine).is_empty(), "{fine}");
        }
        assert_eq!(mend("[entry.item]\ntext = \"unique\"\n").1, [1]);
    }

    #[test]
    fn a_forgotten_head_is_put_where_something_new_begins() {
        let text = "[[entry]]\nid = \"1\"\nnumber = \"1.1\"\ntext = \"б\"\n[[entry.item]]\nid = \"2\"\ntext = \"а\"\n\
                    id = \"3\"\nnumber = \"1.2\"\ntext = \"unique\"\n[[entry]]\nid = \"4\"\nnumber = \"1.3\"\n";
        let (read, lines) = mend(text);
        assert_eq!(lines, [8]);
        assert!(read.contains("text = \"а\"\n[[entry]]\nid = \"3\""), "{read}");
        let item = "[[entry]]\nid = \"1\"\n[[entry.item]]\nid = \"2\"\ntext = \"а\"\nid = \"3\"\ntext = \"unique\"\n";
        assert!(mend(item).0.contains("[[entry.item]]\nid = \"3\""));
        // A key that stands twice is just that.
        let twice = "[[entry]]\nid = \"1\"\nterm = \"січень\"\nterm = \"лютий\"\n";
        assert_eq!(mend(twice), (twice.to_owned(), Vec::new()));
        let again = "id = \"1\"\nnumber = \"2\"\nid = \"3\"\n";
        assert!(mend(again).1.is_empty());
    }

    #[test]
    fn curly_quotes_around_a_value_become_straight() {
        let text = "term = «лютий»\nname = “Тема «А»”\nplace = „Київ\"\ntext = «Тема «Б»»\nid = \"unique\"\n";
        let (read, lines) = mend(text);
        assert_eq!(lines, [1, 2, 3, 4]);
        assert_eq!(
            read,
            "term = \"лютий\"\nname = \"Тема «А»\"\nplace = \"Київ\"\ntext = \"Тема «Б»\"\nid = \"unique\"\n"
        );
        let long = "text = \"\"\"\nterm = «лютий»\n\"\"\"\n";
        assert_eq!(mend(long), (long.to_owned(), Vec::new()));
    }
}

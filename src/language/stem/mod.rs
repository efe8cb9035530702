//! A light stemmer: the inflected forms of a Ukrainian word share a stem, other words do not.
//!
//! Only inflection goes («методистами» is «методист»), never derivation: «майстерність» is not
//! «майстер». What is known of the language stands in `rules.txt` and `exceptions.txt`; here they
//! are only applied. The browser gets the same tables from [`tables`] and applies them in
//! `search-language.js`; `tests/cases/stems.txt` holds the two together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const RULES: &str = include_str!("rules.txt");
const EXCEPTIONS: &str = include_str!("exceptions.txt");
const CONSONANTS: &str = "бвгджзйклмнпрстфхцчшщ";
/// Shorter words are their own stems: they are mostly abbreviations and function words.
const SHORTEST: usize = 4;
/// What the stem of a reflexive verb ends in.
const REFLEXIVE: &str = "ся";

/// The tables, read once and applied to many words.
#[derive(Debug)]
pub struct Stemmer {
    groups: Vec<Group>,
    words: BTreeMap<&'static str, &'static str>,
    stems: BTreeMap<&'static str, &'static str>,
}

impl Stemmer {
    /// Reads the tables that stand in the program.
    pub fn new() -> Self {
        let exceptions = read_exceptions(EXCEPTIONS);
        Stemmer { groups: read_rules(RULES), words: exceptions.0, stems: exceptions.1 }
    }

    /// One for all who ask: the tables are read once.
    pub fn shared() -> &'static Stemmer {
        static SHARED: LazyLock<Stemmer> = LazyLock::new(Stemmer::new);
        &SHARED
    }

    /// The stem of a word that [`fold`](super::normalize::fold) has normalised. It is a key to
    /// compare with, not a word to show.
    pub fn stem(&self, word: &str) -> String {
        if let Some(stem) = self.words.get(word) {
            return (*stem).to_owned();
        }
        let mut stem: Vec<char> = word.chars().collect();
        if stem.len() < SHORTEST || !stem.iter().copied().all(is_cyrillic) {
            return word.to_owned();
        }
        let mut is_reflexive = false;
        for group in &self.groups {
            match group.name {
                "exceptions" => {
                    let key: String = stem.iter().collect();
                    if let Some(canonical) = self.stems.get(key.as_str()) {
                        stem = canonical.chars().collect();
                    }
                }
                name => {
                    let is_shorter = group.replace_ending(&mut stem);
                    is_reflexive |= name == "voice" && is_shorter;
                }
            }
        }
        let stem: String = stem.into_iter().collect();
        if is_reflexive { stem + REFLEXIVE } else { stem }
    }
}

impl Default for Stemmer {
    fn default() -> Self {
        Self::new()
    }
}

/// The rules and the exceptions as the browser gets them: as they stand, without comments.
pub fn tables() -> (String, String) {
    (without_comments(RULES), without_comments(EXCEPTIONS))
}

#[derive(Debug)]
struct Group {
    name: &'static str,
    /// By the [`packed`] ending.
    endings: BTreeMap<u64, Vec<Rule>>,
    longest: usize,
}

#[derive(Debug)]
struct Rule {
    replacement: Vec<char>,
    least: usize,
    before: Vec<char>,
    is_negated: bool,
}

impl Group {
    /// Replaces the longest ending that applies; says whether there was one.
    fn replace_ending(&self, word: &mut Vec<char>) -> bool {
        let longest = self.longest.min(word.len());
        let mut ending = packed(&word[word.len() - longest..]);
        for size in (1..=longest).rev() {
            let left = &word[..word.len() - size];
            let rules = self.endings.get(&ending).map_or(&[][..], Vec::as_slice);
            ending &= !(u64::MAX << (LETTER * (size - 1)));
            if let Some(rule) = rules.iter().find(|rule| rule.applies(left)) {
                word.truncate(word.len() - size);
                word.extend_from_slice(&rule.replacement);
                return true;
            }
        }
        false
    }
}

/// The bits of a letter in a [`packed`] ending.
const LETTER: usize = 6;

/// An ending as one number, the last letter lowest: endings are looked up for every word of a plan, many times.
fn packed(ending: &[char]) -> u64 {
    // A Ukrainian small letter is one of 48 code points, or «ґ», in which nothing ends.
    let code = |letter: &char| u64::from(*letter).wrapping_sub(0x42f).min((1 << LETTER) - 1);
    ending.iter().fold(0, |number, letter| number << LETTER | code(letter))
}

impl Rule {
    fn applies(&self, left: &[char]) -> bool {
        let has = left.last().is_some_and(|letter| self.before.contains(letter));
        left.len() >= self.least && (self.before.is_empty() || has != self.is_negated)
    }
}

fn read_rules(text: &'static str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in lines(text) {
        if let Some(name) = heading(line) {
            groups.push(Group { name, endings: BTreeMap::new(), longest: 0 });
            continue;
        }
        let group = groups.last_mut().expect("rules.txt opens with a group");
        let (endings, fields) = line.split_once('>').expect("a rule has a >");
        for ending in endings.split_whitespace() {
            group.add(ending, fields);
        }
    }
    groups
}

impl Group {
    /// Adds a rule for one ending; a question mark makes one for each consonant.
    fn add(&mut self, ending: &str, fields: &str) {
        let mut fields = fields.split('|').map(str::trim);
        let replacement = fields.next().unwrap_or_default();
        let least = fields.next().and_then(|least| least.parse().ok()).expect("a rule has a least");
        let before = fields.next().unwrap_or_default();
        let spread = if ending.contains('?') { CONSONANTS } else { " " };
        for consonant in spread.chars() {
            let of = |pattern: &str| -> Vec<char> {
                pattern.chars().map(|c| if c == '?' { consonant } else { c }).collect()
            };
            let ending = of(ending);
            self.longest = self.longest.max(ending.len());
            assert!(LETTER * self.longest <= 64, "«{ending:?}» is too long to be packed");
            self.endings.entry(packed(&ending)).or_default().push(Rule {
                replacement: of(replacement),
                least,
                before: before.chars().filter(|c| *c != '^').collect(),
                is_negated: before.starts_with('^'),
            });
        }
    }
}

type Exceptions = BTreeMap<&'static str, &'static str>;

fn read_exceptions(text: &'static str) -> (Exceptions, Exceptions) {
    let (mut words, mut stems) = (Exceptions::new(), Exceptions::new());
    let mut is_words = true;
    for line in lines(text) {
        if let Some(name) = heading(line) {
            is_words = name == "words";
            continue;
        }
        let (from, to) = line.split_once('>').expect("an exception has a >");
        let table = if is_words { &mut words } else { &mut stems };
        table.extend(from.split_whitespace().map(|word| (word, to.trim())));
    }
    (words, stems)
}

fn without_comments(text: &'static str) -> String {
    lines(text).collect::<Vec<_>>().join("\n")
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(|line| line.split_once('#').map_or(line, |(line, _)| line).trim())
        .filter(|line| !line.is_empty())
}

fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{430}'..='\u{45f}').contains(&letter) || letter == '\u{491}'
}

#[cfg(test)]
mod tests {
    use super::{EXCEPTIONS, RULES, Stemmer, lines, tables};
    use std::collections::BTreeMap;

    /// Each line of the case file: a stem and the words that have it.
    #[test]
    fn words_have_the_stems_that_the_browser_gives_them() {
        let stemmer = Stemmer::new();
        let mut count = 0;
        let cases = include_str!("../../../tests/cases/stems.txt");
        for line in cases.lines().filter(|line| !line.starts_with('#')) {
            let Some((stem, words)) = line.split_once(": ") else {
                continue;
            };
            for word in words.split(' ') {
                assert_eq!(stemmer.stem(word), stem, "of «{word}»");
                count += 1;
            }
        }
        assert!(count >= 3000, "only {count} words were read");
    }

    /// Words that share a beginning but are other words, a pair a line.
    #[test]
    fn derived_words_stay_apart() {
        let stemmer = Stemmer::new();
        let mut count = 0;
        for line in include_str!("../../../tests/cases/apart.txt").lines() {
            let Some((one, other)) = line.split_once(" / ") else {
                continue;
            };
            assert_ne!(stemmer.stem(one), stemmer.stem(other), "«{one}» and «{other}»");
            count += 1;
        }
        assert!(count >= 60, "only {count} pairs were read");
    }

    #[test]
    fn no_ending_stands_twice_under_the_same_condition() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let mut group = "";
        for line in lines(RULES).filter(|line| line.contains(['[', '>'])) {
            let Some((endings, fields)) = line.split_once('>') else {
                group = line;
                continue;
            };
            let condition = fields.split_once('|').map_or("", |(_, condition)| condition);
            for ending in endings.split_whitespace() {
                let key = format!("{group}{ending}|{condition}");
                assert!(seen.insert(key, line).is_none(), "«{ending}» twice: {line}");
            }
        }
    }

    #[test]
    fn an_exception_stands_once_and_the_tables_keep_every_line() {
        let mut seen = BTreeMap::new();
        let mut group = "";
        for line in lines(EXCEPTIONS) {
            let Some((words, _)) = line.split_once('>') else {
                group = line;
                continue;
            };
            for word in words.split_whitespace() {
                assert!(seen.insert((group, word), line).is_none(), "«{word}» twice: {line}");
            }
        }
        let (rules, exceptions) = tables();
        assert_eq!(rules.lines().count(), lines(RULES).count());
        assert_eq!(exceptions.lines().count(), lines(EXCEPTIONS).count());
        assert!(!rules.contains('#') && !exceptions.contains('#'));
    }

    #[test]
    fn anything_at_all_has_a_stem() {
        let stemmer = Stemmer::new();
        for word in ["", "я", "2.22.8", "moodle", "щщщщщщ", "ььь", "ться", "ові", "умовам'"]
        {
            stemmer.stem(word);
        }
        assert_eq!(stemmer.stem("нмт"), "нмт");
        assert_eq!(stemmer.stem("moodle"), "moodle");
    }
}

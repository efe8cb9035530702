//! Numbers that Word counts by itself (ECMA-376, part 1, 17.9): what it prints before a paragraph.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::super::number::roman;
use super::attribute;
use super::styles::{Styles, child, is_on, value};

/// A list has nine levels.
const LEVELS: usize = 9;

/// Letters of Word's Cyrillic lists, in their order.
const CYRILLIC: [char; 28] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у',
    'ф', 'х', 'ц', 'ч', 'ш', 'щ', 'э', 'ю', 'я',
];

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering<'d> {
    lists: BTreeMap<&'d str, List<'d>>,
    /// Levels by the name of their definition: lists of one definition count on.
    definitions: BTreeMap<&'d str, Vec<Level<'d>>>,
    counted: BTreeMap<&'d str, [Option<u32>; LEVELS]>,
    begun: BTreeSet<&'d str>,
}

/// A list: which definition it has, and where it begins otherwise.
struct List<'d> {
    definition: &'d str,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level<'d>>,
}

/// How a level counts and what it prints.
#[derive(Clone, Copy)]
struct Level<'d> {
    number: usize,
    start: u32,
    format: &'d str,
    /// «%1.%2.»: the numbers of the levels in place of what follows a percent sign.
    text: &'d str,
    /// Whether numbers of the levels above are in Arabic digits here.
    is_legal: bool,
    /// The level, from 1, after which this one begins anew; 0: never.
    restart: Option<usize>,
    style: Option<&'d str>,
    is_tight: bool,
}

impl<'d> Numbering<'d> {
    pub(super) fn read(root: Node<'d, 'd>, styles: &Styles<'d>) -> Self {
        let named =
            |name: &'static str| root.children().filter(move |node| node.tag_name().name() == name);
        let lists =
            named("num").filter_map(|list| Some((attribute(list, "numId")?, List::read(list)?)));
        let lists = lists.collect::<BTreeMap<_, _>>();
        let definitions = named("abstractNum")
            .filter_map(|definition| Some((attribute(definition, "abstractNumId")?, definition)));
        let definitions = definitions.collect::<BTreeMap<_, _>>();
        // A definition may be said elsewhere: in that of the list which a style names.
        let meant = |definition: Node<'d, 'd>| {
            let style = value(definition, "numStyleLink")?;
            let (_, numbers) = styles.numbered(Some(style))?;
            definitions.get(lists.get(value(numbers, "numId")?)?.definition).copied()
        };
        let levels = |definition: Node<'d, 'd>| {
            let levels = meant(definition).unwrap_or(definition);
            let levels = levels.children().filter(|node| node.tag_name().name() == "lvl");
            levels.filter_map(Level::read).collect::<Vec<_>>()
        };
        let definitions = definitions.iter().map(|(name, node)| (*name, levels(*node))).collect();
        Self { lists, definitions, counted: BTreeMap::new(), begun: BTreeSet::new() }
    }

    /// What stands before the paragraph, a blank after it included; counts on.
    pub(super) fn label(
        &mut self,
        properties: Option<Node<'d, 'd>>,
        style: Option<&str>,
        styles: &Styles<'d>,
    ) -> Option<String> {
        let own = properties.and_then(|properties| child(properties, "numPr"));
        let of_style = styles.numbered(style);
        let said = |name| {
            own.and_then(|numbers| value(numbers, name))
                .or_else(|| of_style.and_then(|(_, numbers)| value(numbers, name)))
        };
        let list = said("numId")?;
        let definition = self.lists.get(list)?.definition;
        let level = said("ilvl").and_then(|level| level.parse::<usize>().ok()).or_else(|| {
            let (style, _) = of_style?;
            let levels = self.definitions.get(definition)?.iter();
            levels.clone().find(|level| level.style == Some(style)).map(|level| level.number)
        });
        let level = level.unwrap_or_default().min(LEVELS - 1);
        self.count(list, level);
        self.printed(list, level)
    }

    fn level(&self, list: &str, number: usize) -> Option<Level<'d>> {
        let list = self.lists.get(list)?;
        let defined = self.definitions.get(list.definition)?.iter();
        let defined = defined.clone().find(|level| level.number == number);
        list.levels.get(&number).or(defined).copied()
    }

    fn count(&mut self, list: &str, level: usize) {
        let start = self.level(list, level).map_or(1, |level| level.start);
        let restarts = (0..LEVELS).map(|number| self.level(list, number)?.restart);
        let restarts = restarts.collect::<Vec<_>>();
        let Some((name, list)) = self.lists.get_key_value(list) else { return };
        let counted = self.counted.entry(list.definition).or_default();
        if self.begun.insert(name) {
            list.starts.keys().for_each(|begun| counted[*begun] = None);
        }
        let start = list.starts.get(&level).copied().unwrap_or(start);
        counted[level] = Some(counted[level].map_or(start, |number| number.saturating_add(1)));
        for (deeper, restart) in restarts.into_iter().enumerate().skip(level + 1) {
            if level < restart.unwrap_or(deeper) {
                counted[deeper] = None;
            }
        }
    }

    fn printed(&self, list: &str, number: usize) -> Option<String> {
        let level = self.level(list, number)?;
        match level.format {
            // Whatever sign Word draws, to us it is a bullet.
            "bullet" => return Some("- ".to_owned()),
            "none" => return None,
            _ => {}
        }
        let counted = self.counted.get(self.lists.get(list)?.definition)?;
        let mut printed = String::new();
        let mut letters = level.text.chars().peekable();
        while let Some(letter) = letters.next() {
            let at = letters.peek().and_then(|digit| digit.to_digit(10)).filter(|at| *at > 0);
            let (true, Some(at)) = (letter == '%', at) else {
                printed.push(letter);
                continue;
            };
            letters.next();
            let at = at as usize - 1;
            let above = self.level(list, at);
            let count = counted[at].or(above.map(|above| above.start)).unwrap_or(1);
            let format = above.map_or("decimal", |above| above.format);
            printed.push_str(&number_as(count, if level.is_legal { "decimal" } else { format }));
        }
        let blank = if level.is_tight || printed.is_empty() { "" } else { " " };
        Some(format!("{printed}{blank}"))
    }
}

impl<'d> List<'d> {
    fn read(list: Node<'d, 'd>) -> Option<Self> {
        let definition = value(list, "abstractNumId")?;
        let (mut starts, mut levels) = (BTreeMap::new(), BTreeMap::new());
        for other in list.children().filter(|node| node.tag_name().name() == "lvlOverride") {
            let Some(number) = level_number(other) else { continue };
            let start = value(other, "startOverride").and_then(|start| start.parse().ok());
            starts.extend(start.map(|start| (number, start)));
            let level = child(other, "lvl").and_then(Level::read);
            levels.extend(level.map(|level| (number, level)));
        }
        Some(Self { definition, starts, levels })
    }
}

impl<'d> Level<'d> {
    fn read(level: Node<'d, 'd>) -> Option<Self> {
        Some(Self {
            number: level_number(level)?,
            start: value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
            format: value(level, "numFmt").unwrap_or("decimal"),
            text: value(level, "lvlText").unwrap_or_default(),
            is_legal: is_on(level, "isLgl").unwrap_or_default(),
            restart: value(level, "lvlRestart").and_then(|level| level.parse().ok()),
            style: value(level, "pStyle"),
            is_tight: value(level, "suff") == Some("nothing"),
        })
    }
}

fn level_number<'d>(node: Node<'d, 'd>) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok().filter(|number| *number < LEVELS)
}

/// The number in the form of a list (ECMA-376, part 1, 17.18.59); rarer forms are Arabic digits.
fn number_as(number: u32, format: &str) -> String {
    let latin = ('a'..='z').collect::<Vec<_>>();
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" if number < 400 => roman(number),
        "lowerRoman" if number < 400 => roman(number).to_lowercase(),
        "upperLetter" => letters(number, &latin).to_uppercase(),
        "lowerLetter" => letters(number, &latin),
        "russianUpper" => letters(number, &CYRILLIC).to_uppercase(),
        "russianLower" => letters(number, &CYRILLIC),
        _ => number.to_string(),
    }
}

/// After the last letter of the alphabet letters are doubled, then tripled.
fn letters(number: u32, alphabet: &[char]) -> String {
    let Some(number) = (number as usize).checked_sub(1) else { return String::new() };
    let letter = alphabet[number % alphabet.len()];
    String::from(letter).repeat((number / alphabet.len() + 1).min(20))
}

#[cfg(test)]
mod tests {
    use super::{CYRILLIC, letters, number_as};

    #[test]
    fn numbers_have_the_forms_of_word() {
        assert_eq!(number_as(14, "upperRoman"), "XIV");
        assert_eq!(number_as(4, "lowerRoman"), "iv");
        assert_eq!(number_as(3, "russianLower"), "в");
        assert_eq!(number_as(28, "lowerLetter"), "bb");
        assert_eq!(number_as(7, "decimalZero"), "07");
        assert_eq!(number_as(7, "cardinalText"), "7");
        assert_eq!(letters(29, &CYRILLIC), "аа");
        assert_eq!(letters(0, &CYRILLIC), "");
    }
}

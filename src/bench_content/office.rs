//! One office of a synthetic portal: its people, groups, forms, colleges and practices, and the files that hold them.

use crate::bench_content::random::Dice;
use crate::bench_content::words::{
    COLLEGE_KINDS, FORMS, GLOSSARY, INITIALS, ITEM_STARTS, METHODICAL_SECTIONS, OBJECTS,
    PROFESSIONS, ROOTS, SURNAME_ENDINGS, TOPICS, TOWN_ENDINGS,
};

// As many as stand in a real plan: three of the people head the office, ten are methodists.
const PEOPLE: usize = 13;
const COLLEGES: usize = 16;
const PRACTICES: usize = 12;

/// What plans of one office refer to.
pub(super) struct Office {
    /// `o07`.
    pub(super) id: String,
    /// «Яворослав»: the made-up town.
    town: String,
    pub(super) people: Vec<Person>,
    pub(super) colleges: Vec<College>,
    dice: Dice,
}

/// Somebody who is responsible for much.
pub(super) struct Person {
    id: String,
    /// «Яворенчук А.Б.».
    pub(super) name: String,
}

/// An institution.
pub(super) struct College {
    id: String,
    name: String,
    kind: &'static str,
    town: String,
    /// As running text names it: «Калиноградському професійному ліцеї».
    pub(super) mention: String,
}

impl Office {
    /// The office with this number, from 0.
    pub(super) fn new(seed: u64, number: usize) -> Office {
        let id = format!("o{:02}", number + 1);
        let mut dice = Dice::new(seed, &id);
        let shift = dice.below(ROOTS.len());
        let colleges = (0..COLLEGES).map(|at| college(at, shift)).collect::<Vec<_>>();
        let people = (0..PEOPLE).map(|at| person(at, shift, &mut dice)).collect();
        let town = town(number, number / ROOTS.len()).0;
        Office { id, town, people, colleges, dice }
    }

    /// The table `[organization]`.
    pub(super) fn organization(&self) -> String {
        let Office { id, town, .. } = self;
        format!(
            "[organization]\nid = \"{id}\"\nname = \"Методичний кабінет професійної освіти, {town}\"\n\
             short_name = \"Методкабінет, {town}\"\nregion = \"Область {town}\"\n",
        )
    }

    /// `office.toml`.
    pub(super) fn office_file(&self, current: i32) -> String {
        format!("current = \"{current}\"\n\n{}", self.organization())
    }

    /// The files that stand beside the plans.
    pub(super) fn tables(&self) -> [(&'static str, String); 6] {
        [
            ("colleges.toml", self.colleges_file()),
            ("forms.toml", forms_file()),
            ("glossary.toml", glossary_file()),
            ("groups.toml", self.groups_file()),
            ("methodical-sections.toml", self.methodical_sections_file()),
            ("people.toml", self.people_file()),
        ]
    }

    fn people_file(&self) -> String {
        let rows = self.people.iter().map(|Person { id, name }| {
            let without_stop = name.trim_end_matches('.');
            format!(
                "[[person]]\nid = \"{id}\"\nname = \"{name}\"\nspellings = [\"{without_stop}\"]\n\n"
            )
        });
        rows.collect()
    }

    fn groups_file(&self) -> String {
        let member = |person: &Person| format!("\"{}\"", person.id);
        let all = self.people.iter().map(member).collect::<Vec<_>>();
        let (few, most) = (all[..3].join(", "), all[3..].join(", "));
        format!(
            "[[group]]\nid = \"metodysty\"\nname = \"методисти\"\nspellings = [\"методист\"]\nmembers = [{most}]\n\n\
             [[group]]\nid = \"administration\"\nname = \"адміністрація кабінету\"\nmembers = [{few}]\n\n\
             [[group]]\nid = \"colleges\"\nname = \"директори закладів освіти\"\n",
        )
    }

    fn colleges_file(&self) -> String {
        let rows = self.colleges.iter().map(|College { id, name, kind, town, mention }| {
            format!(
                "[[college]]\nid = \"{id}\"\nname = \"{name}\"\nmentions = [\"{mention}\"]\n\
                 kind = \"{kind}\"\ntown = \"{town}\"\n\n",
            )
        });
        rows.collect()
    }

    fn methodical_sections_file(&self) -> String {
        let rows = METHODICAL_SECTIONS.iter().enumerate().map(|(at, (id, name))| {
            let head = &self.people[at % self.people.len()].id;
            format!(
                "[[methodical_section]]\nid = \"{id}\"\nname = \"{name}\"\nhead = \"{head}\"\n\n"
            )
        });
        rows.collect()
    }

    /// The files of `practices/`.
    pub(super) fn practices(&self, year: i32) -> Vec<(String, String)> {
        let mut dice = self.dice.clone();
        let practices = (0..PRACTICES).map(|at| {
            let (author, id) = surname(at * 3, at);
            let college = &self.colleges[dice.below(self.colleges.len())].id;
            let topic = dice.pick(TOPICS);
            let (profession, object) = (dice.pick(PROFESSIONS), dice.pick(OBJECTS));
            let start = dice.pick(ITEM_STARTS);
            let text = format!(
                "+++\nid = \"{id}-{at}\"\ntitle = \"{topic}: {profession}\"\nauthor = \"{author} А.О.\"\n\
                 position = \"викладач\"\ncollege = \"{college}\"\nsubject = [\"{profession}\"]\nyear = {year}\n+++\n\n\
                 Досвід охоплює {start} {object}.\n",
            );
            (format!("practices/{id}-{at}.md"), text)
        });
        practices.collect()
    }
}

fn person(at: usize, shift: usize, dice: &mut Dice) -> Person {
    let (surname, id) = surname(at + shift, at);
    let (first, first_id) = INITIALS[dice.below(INITIALS.len())];
    let (second, second_id) = INITIALS[dice.below(INITIALS.len())];
    let name = format!("{surname} {first}.{second}.");
    Person { id: format!("{id}-{first_id}-{second_id}"), name }
}

fn surname(root: usize, ending: usize) -> (String, String) {
    let (root, root_id) = ROOTS[root % ROOTS.len()];
    let (ending, ending_id) = SURNAME_ENDINGS[ending % SURNAME_ENDINGS.len()];
    (format!("{root}{ending}"), format!("{root_id}{ending_id}"))
}

/// The town, its adjective without ending, its id.
fn town(root: usize, ending: usize) -> (String, String, String) {
    let (root, root_id) = ROOTS[root % ROOTS.len()];
    let (ending, adjective, ending_id) = TOWN_ENDINGS[ending % TOWN_ENDINGS.len()];
    (format!("{root}{ending}"), format!("{root}{adjective}"), format!("{root_id}{ending_id}"))
}

fn college(at: usize, shift: usize) -> College {
    let (town, adjective, town_id) = town(at + shift, at);
    let (kind, name, locative) = COLLEGE_KINDS[at % COLLEGE_KINDS.len()];
    let ending = if kind == "higher-vocational-school" { "е" } else { "ий" };
    College {
        id: format!("{town_id}-{kind}-{at}"),
        name: format!("{adjective}{ending} {name}"),
        kind,
        town,
        mention: format!("{adjective}ому {locative}"),
    }
}

fn forms_file() -> String {
    let rows = FORMS.iter().map(|(id, name, one, event)| {
        format!("[[form]]\nid = \"{id}\"\nname = \"{name}\"\none = \"{one}\"\nevent = {event}\n\n")
    });
    rows.collect()
}

fn glossary_file() -> String {
    let rows = GLOSSARY.iter().map(|(short, full)| {
        format!("[[abbreviation]]\nshort = \"{short}\"\nfull = \"{full}\"\n\n")
    });
    rows.collect()
}

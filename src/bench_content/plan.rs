//! The plan of one year: fourteen sections whose entries have the shape and length of a real plan's.

use std::fmt::Write as _;

use crate::bench_content::office::Office;
use crate::bench_content::random::Dice;
use crate::bench_content::words::{
    FOR_WHOM, FORMS, ITEM_STARTS, MONTHS, OBJECTS, PROFESSIONS, SECTIONS, TERMS, TOPICS, WORKS,
};

/// The files of `plans/<year>/`, by their path there.
pub(super) fn files(
    office: &Office,
    seed: u64,
    year: i32,
    address: &str,
    entries: usize,
) -> Vec<(String, String)> {
    let mut dice = Dice::new(seed, &format!("{} {year}", office.id));
    let mut files = vec![
        ("plan.toml".to_owned(), plan_file(year, address)),
        ("intro.md".to_owned(), introduction(&mut dice)),
    ];
    let used = SECTIONS.len().min(entries.max(1));
    for (place, (number, title, listing)) in SECTIONS.iter().take(used).enumerate() {
        let own = entries * (place + 1) / used - entries * place / used;
        let mut text = String::with_capacity(own * 1_100);
        let id = format!("{}-{year}-{}", office.id, place + 1);
        let capitals = title.to_uppercase();
        let head = format!(
            "id = \"{id}\"\nnumber = \"{number}\"\ntitle = \"{title}\"\nheading = \"{number}. {capitals}\"\n",
        );
        text.push_str(&head);
        if !listing.is_empty() {
            text.push_str(&format!("list = \"{listing}\"\n"));
        }
        for at in 1..=own {
            let number = format!("{}.{at}", place + 1);
            entry(&mut text, office, &format!("{id}-{at}"), &number, &mut dice);
        }
        files.push((format!("{:02}-{}/section.toml", place + 1, number.to_lowercase()), text));
    }
    files
}

fn plan_file(year: i32, address: &str) -> String {
    let mut text = format!(
        "year = {year}\naddress = \"{address}\"\n\
         columns = [\"№ з/п\", \"Зміст роботи\", \"Відповідальний\", \"Форма\", \"Термін виконання\"]\n\
         focus_lead = \"Методична проблема року:\"\nfocus = \"«Якість освіти через розвиток педагога»\"\n\n\
         [approval]\nheading = \"«ЗАТВЕРДЖУЮ»\"\nposition = \"Директор департаменту\"\n\n\
         [title]\nheading = \"ПЛАН РОБОТИ\"\ntext = \"методичного кабінету на {year} рік\"\n\n\
         [contents]\nheading = \"ЗМІСТ\"\n\n[[contents.row]]\nnumber = \"\"\ntitle = \"Вступ\"\nsheets = \"3\"\n",
    );
    for (place, (number, title, _)) in SECTIONS.iter().enumerate() {
        let sheet = 4 + place * 3;
        let row = format!(
            "\n[[contents.row]]\nnumber = \"{number}.\"\ntitle = \"{title}\"\nsheets = \"{sheet}\"\n",
        );
        text.push_str(&row);
    }
    text.push_str("\n[introduction]\nheading = \"ВСТУП\"\n");
    text
}

fn introduction(dice: &mut Dice) -> String {
    let paragraphs = (0..6).map(|_| {
        let sentences = (0..4).map(|_| sentence(dice)).collect::<Vec<_>>().join(". ");
        format!("{sentences}.\n\n")
    });
    paragraphs.collect()
}

/// «Методичний супровід інклюзивного навчання для молодих педагогів».
fn sentence(dice: &mut Dice) -> String {
    let (work, object, whom) = (dice.pick(WORKS), dice.pick(OBJECTS), dice.pick(FOR_WHOM));
    format!("{work} {object} {whom}")
}

fn entry(out: &mut String, office: &Office, id: &str, number: &str, dice: &mut Dice) {
    let mut text = sentence(dice);
    if dice.is_within(35) {
        let _ = write!(text, " з теми «{}»", dice.pick(TOPICS));
    }
    if dice.is_within(25) {
        let _ = write!(text, " (професія «{}»)", dice.pick(PROFESSIONS));
    }
    if dice.is_within(20) {
        let college = &office.colleges[dice.below(office.colleges.len())];
        let _ = write!(text, " на базі практики в {}", college.mention);
    }
    if dice.is_within(15) {
        let _ = write!(text, "; {} {}", dice.pick(ITEM_STARTS), dice.pick(OBJECTS));
    }
    // No two rows of a section say the same, as in a real plan.
    let _ = write!(text, ", захід {number}");
    // An approved plan has a fifth of its entries with items, often many.
    let items = if dice.is_within(22) { 2 + dice.below(8) } else { 0 };
    let have_cells = items > 0 && dice.is_within(40);
    if items > 0 {
        text.push(':');
    }
    let _ = write!(out, "\n[[entry]]\nid = \"{id}\"\nnumber = \"{number}\"\ntext = \"{text}\"\n");
    cells(out, office, dice);
    for at in 1..=items {
        let (start, object) = (dice.pick(ITEM_STARTS), dice.pick(OBJECTS));
        let whom = dice.pick(FOR_WHOM);
        let end = if at == items { "." } else { ";" };
        let text = format!("{start} {object} {whom} (частина {at}){end}");
        let _ = write!(out, "\n[[entry.item]]\nid = \"{id}-i{at:02}\"\ntext = \"{text}\"\n");
        if have_cells {
            cells(out, office, dice);
        }
    }
}

fn cells(out: &mut String, office: &Office, dice: &mut Dice) {
    let person = |dice: &mut Dice| office.people[dice.below(office.people.len())].name.as_str();
    // One person for two rows of three, all methodists for one of six, as in a real plan.
    let responsible = match dice.below(20) {
        0..12 => person(dice).to_owned(),
        12..15 => format!("{}, {}", person(dice), person(dice)),
        15 => format!("{}, {}, {}", person(dice), person(dice), person(dice)),
        16 => format!("{} методисти", person(dice)),
        17..19 => "методисти".to_owned(),
        _ => "адміністрація кабінету".to_owned(),
    };
    let (_, form, ..) = FORMS[dice.below(FORMS.len())];
    let form = match dice.below(4) {
        0 => format!("{form}, {}", FORMS[dice.below(FORMS.len())].1),
        _ => form.to_owned(),
    };
    let term = match dice.weighted(TERMS) {
        "ДАТА" => format!("{:02}.{:02}", 1 + dice.below(28), 1 + dice.below(12)),
        "ДЕНЬ" => format!("{} {}", 1 + dice.below(28), dice.pick(MONTHS)),
        term => term.to_owned(),
    };
    let _ = write!(out, "responsible = \"{responsible}\"\nform = \"{form}\"\nterm = \"{term}\"\n");
}

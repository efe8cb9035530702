//! A new practice: a file with its title, the other keys as comments to fill in, and no prose yet.

use crate::begin::{Begun, Place, Reading, current_plan, year_of};
use crate::content_text::{Toml, free};
use crate::language::slug::slug;
use crate::read::records::OfficeRecords;
use crate::text;

/// Begins the practice `title` of an office.
pub(crate) fn practice(reading: &Reading, office: &OfficeRecords, title: &str) -> Begun {
    let path = |id: &str| office.path(&format!("practices/{id}.md"));
    let ids = office.practices.iter().filter_map(|practice| practice.id.as_ref());
    let ids = ids.map(|id| id.value.as_str()).collect::<Vec<_>>();
    // Capital and small letters are one name on a disk of Windows.
    let files = reading.sources.files();
    let files = files.filter_map(|(file, _)| reading.path(file)).map(str::to_lowercase);
    let files = files.collect::<Vec<_>>();
    let is_taken = |id: &str| ids.contains(&id) || files.contains(&path(id).to_lowercase());
    let id = free(slug(title, "dosvid"), "-", is_taken);
    let words = vec![
        text!(
            uk: "досвід «{title}» почато; відкрийте цей файл, допишіть автора й заклад, а під другим рядком +++ — сам досвід",
            en: "the practice «{title}» is begun; open this file, add its author and college, and below the second line +++ the practice itself",
        ),
        text!(
            uk: "потім перевірте: plan-portal check",
            en: "then check it: plan-portal check",
        ),
    ];
    Begun { place: Place::NewFile { path: path(&id), text: file(office, &id, title) }, words }
}

fn file(office: &OfficeRecords, id: &str, title: &str) -> String {
    let year = current_plan(office).ok().flatten().and_then(year_of);
    let year = year.map_or_else(|| "РРРР".to_owned(), |year| year.to_string());
    let mut keys = Toml::default();
    keys.string("id", id);
    keys.string("title", title);
    keys.comment("Необов’язкове: зітріть «# » на початку рядка й упишіть своє між лапками.");
    let optional = [
        ("Автор: Прізвище І.Б.; посада", "author = \"\""),
        ("", "position = \"\""),
        ("Заклад: його id із colleges.toml", "college = \"\""),
        ("Предмети чи професії", "subject = [\"\"]"),
        ("Рік", &format!("year = {year}")),
        ("Підпункт плану, де досвід названо: його id із section.toml", "item = \"\""),
        ("Одним реченням, про що досвід", "annotation = \"\""),
        (
            "Матеріали: посилання або файл із теки files; для кожного — свої три рядки",
            "[[materials]]",
        ),
        ("", "title = \"\""),
        ("", "link = \"https://\""),
    ];
    for (what, line) in optional {
        if !what.is_empty() {
            keys.comment("");
            keys.comment(what);
        }
        keys.comment(line);
    }
    format!("+++\n{}+++\n\n", keys.text)
}

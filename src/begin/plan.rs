//! The plan of a new year: the frame of the office's current plan, and none of its words.
//!
//! Taken over are the sections' numbers, titles and kinds, and the heads of the columns. Entries, approval, names
//! and the approved document are of one year: they stay out, and `plan.toml` says where they go.

use crate::begin::{Begun, Place, Reading, Refusal, current_plan, plan_of_year, said};
use crate::content_text::{Toml, free, section_id};
use crate::read::records::{OfficeRecords, PlanFolder, PlanRecord, SectionRecord};
use crate::text;
use crate::text::Text;

/// Begins the plan of a year.
pub(crate) fn plan(reading: &Reading, office: &OfficeRecords, year: i32) -> Result<Begun, Refusal> {
    if let Some(known) = plan_of_year(office, year) {
        let name = &known.name;
        let message = text!(
            uk: "план на {year} рік уже є: тека plans/{name}",
            en: "there is a plan of {year} already: the folder plans/{name}",
        );
        return Err(Refusal::Content(known.plan.as_ref().map(|plan| plan.span), message));
    }
    let model = current_plan(office)?;
    let mut files = vec![("plan.toml".to_owned(), plan_file(reading, office, model, year)?)];
    let sections = model.iter().flat_map(|model| &model.sections);
    let sections = sections.filter_map(|folder| Some((&folder.name, folder.section.as_ref()?)));
    let mut ids = section_ids(reading);
    for (place, (folder, section)) in (1..).zip(sections) {
        let path = reading.path(section.span.file).expect("sections are files of the content");
        reading.require(path)?;
        let id = new_section_id(section, model.and_then(super::year_of), year, place, &ids);
        files.push((format!("{folder}/section.toml"), section_file(section, &id)));
        ids.push(id);
    }
    let mut words = words(office, model, year, files.len() - 1);
    words.extend(model.and_then(old_year_in_titles));
    let path = office.path(&format!("plans/{year}"));
    Ok(Begun { place: Place::NewFolder { path, files }, words })
}

fn plan_file(
    reading: &Reading,
    office: &OfficeRecords,
    model: Option<&PlanFolder>,
    year: i32,
) -> Result<String, Refusal> {
    let mut file = Toml::default();
    let Some(model) = model else {
        file.comment("Рік плану. Розділи — теки поруч: 01-назва з файлом section.toml.");
        file.raw("year", &year.to_string());
        return Ok(file.text);
    };
    for plan in &office.plans {
        reading.require(&office.path(&format!("plans/{}/plan.toml", plan.name)))?;
    }
    let name = &model.name;
    file.comment(&format!(
        "Розділи й колонки взято з плану «{name}»; усе інше — слова нового плану."
    ));
    file.raw("year", &year.to_string());
    if model.plan.iter().any(|plan| plan.school_year == Some(true)) {
        file.raw("school_year", "true");
    }
    file.comment(
        "План ще не затверджено, тож на сайті його немає; коли затвердять, приберіть цей рядок.",
    );
    file.raw("draft", "true");
    file.comment("Тека сторінок цього плану на сайті; раз опублікувавши, не змінюйте.");
    file.string("address", &new_address(office, year));
    let columns = model.plan.iter().flat_map(|plan| &plan.columns);
    let columns = columns.map(|column| column.value.as_str()).collect::<Vec<_>>();
    if !columns.is_empty() {
        file.list("columns", columns.into_iter());
        let keys = model.plan.iter().flat_map(|plan| &plan.column_keys);
        let keys = keys.map(|key| key.value.as_str()).collect::<Vec<_>>();
        if !keys.is_empty() {
            file.list("column_keys", keys.into_iter());
        }
    }
    file.text.push('\n');
    for line in to_fill_in(year) {
        file.comment(&line);
    }
    Ok(file.text)
}

/// The words of a plan that are known only later, as lines to take the comment sign from.
fn to_fill_in(year: i32) -> Vec<String> {
    let source = format!("source = \"seeds/plan-{year}.txt\"");
    let later: [(&str, &[&str]); 7] = [
        (
            "Документ, з яким план звіряється слово в слово; назвіть його, коли впишете всі пункти",
            &[&source],
        ),
        ("Методична проблема року", &["focus_lead = \"\"", "focus = \"\""]),
        (
            "Гриф затвердження",
            &["[approval]", "heading = \"\"", "position = \"\"", "name = \"\"", "date = \"\""],
        ),
        ("Титул", &["[title]", "heading = \"\"", "text = \"\""]),
        (
            "Зміст документа: для кожного рядка — своя [[contents.row]]",
            &[
                "[contents]",
                "heading = \"\"",
                "[[contents.row]]",
                "number = \"\"",
                "title = \"\"",
                "sheets = \"\"",
            ],
        ),
        ("Вступ; сам текст — у файлі intro.md у цій теці", &["[introduction]", "heading = \"\""]),
        ("Підпис", &["[signature]", "position = \"\"", "name = \"\""]),
    ];
    let how = "Коли слова будуть відомі, зітріть «# » на початку рядка й упишіть їх між лапками.";
    let mut lines = vec![how.to_owned()];
    for (what, keys) in later {
        lines.push(String::new());
        lines.push(what.to_owned());
        lines.extend(keys.iter().map(|key| (*key).to_owned()));
    }
    lines
}

/// A folder of the site that no other plan of the office has.
pub(crate) fn new_address(office: &OfficeRecords, year: i32) -> String {
    let plans = office.plans.iter().filter_map(|plan| plan.plan.as_ref());
    let taken = |plan: &PlanRecord| said(&plan.address).to_owned();
    let taken = plans.map(taken).collect::<Vec<_>>();
    free(year.to_string(), "-", |address| taken.iter().any(|taken| taken == address))
}

fn section_file(section: &SectionRecord, id: &str) -> String {
    let mut file = Toml::default();
    file.string("id", id);
    // What stands above the rows was approved for the rows of that year.
    let SectionRecord {
        id: _,
        number,
        title,
        heading,
        introduction: _,
        notes: _,
        list,
        entries: _,
        span: _,
    } = section;
    for (key, value) in [("number", number), ("title", title), ("heading", heading), ("list", list)]
    {
        if let Some(value) = value {
            file.string(key, &value.value);
        }
    }
    file.text
}

/// A title that names the year of its plan is no title of another year.
fn old_year_in_titles(model: &PlanFolder) -> Option<Text> {
    let year = super::year_of(model)?.to_string();
    let sections = model.sections.iter().filter_map(|folder| folder.section.as_ref());
    let names_year = |section: &&SectionRecord| {
        said(&section.title).contains(&year) || said(&section.heading).contains(&year)
    };
    let numbers = sections.filter(names_year).map(|section| said(&section.number));
    let numbers = numbers.collect::<Vec<_>>().join(", ");
    (!numbers.is_empty()).then(|| {
        text!(
            uk: "у назвах розділів стоїть {year}, виправте рік: {numbers}",
            en: "the titles of these sections name {year}, mend the year: {numbers}",
        )
    })
}

fn section_ids(reading: &Reading) -> Vec<String> {
    let plans = reading.records.offices.iter().flat_map(|office| &office.plans);
    let sections = plans.flat_map(|plan| &plan.sections);
    let ids = sections.filter_map(|folder| folder.section.as_ref()?.id.as_ref());
    ids.map(|id| id.value.clone()).collect()
}

/// The id of the same section of another year: `kyiv-2030-2` becomes `kyiv-2031-2`; else one of the usual form.
fn new_section_id(
    section: &SectionRecord,
    old_year: Option<i32>,
    year: i32,
    place: usize,
    taken: &[String],
) -> String {
    let old = old_year.map(|old| format!("{old}-"));
    let parts = old.as_ref().and_then(|old| said(&section.id).split_once(old.as_str()));
    let wanted = match parts {
        Some((before, after)) => format!("{before}{year}-{after}"),
        None => section_id(year, said(&section.number), place),
    };
    free(wanted, "-n", |id| taken.iter().any(|taken| taken == id))
}

fn words(
    office: &OfficeRecords,
    model: Option<&PlanFolder>,
    year: i32,
    sections: usize,
) -> Vec<Text> {
    let settings = if office.folder.is_empty() { "portal.toml" } else { "office.toml" };
    let settings = office.path(settings);
    let Some(PlanFolder { name, .. }) = model else {
        return vec![text!(
            uk: "план на {year} рік почато; додайте теки розділів або візьміть їх із документа: plan-portal import ФАЙЛ",
            en: "the plan of {year} is begun; add folders of sections, or take them from the document: plan-portal import FILE",
        )];
    };
    let becomes_current =
        office.current.is_none() && office.plans.iter().all(|plan| plan.name < year.to_string());
    let current = match becomes_current {
        false => text!(
            uk: "коли його затвердять, приберіть із plan.toml рядок draft = true: доти на сайті його немає; чинним лишається план «{name}», доки не напишете в {settings}: current = \"{year}\"",
            en: "once it is approved, remove the line draft = true from plan.toml: until then the site does not have it; the plan «{name}» stays the current one until you write in {settings}: current = \"{year}\"",
        ),
        true => text!(
            uk: "коли його затвердять, приберіть із plan.toml рядок draft = true: доти на сайті його немає, а тоді він стане чинним, бо він останній; щоб чинним лишився «{name}», напишіть на початку {settings}: current = \"{name}\"",
            en: "once it is approved, remove the line draft = true from plan.toml: until then the site does not have it, and then it is the current one, for it is the last; to keep «{name}» current, write at the top of {settings}: current = \"{name}\"",
        ),
    };
    vec![
        text!(
            uk: "план на {year} рік почато: розділи ({sections}) взято з плану «{name}», пунктів, затвердження й підписів у ньому ще немає",
            en: "the plan of {year} is begun: its sections ({sections}) are those of the plan «{name}», it has no entries, approval and signatures yet",
        ),
        text!(
            uk: "додавайте пункти: plan-portal new entry НОМЕР --year {year}",
            en: "add entries: plan-portal new entry NUMBER --year {year}",
        ),
        current,
    ]
}

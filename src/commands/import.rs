//! `import`: an approved document becomes a content draft, with questions.
#![expect(clippy::disallowed_methods, reason = "this command writes content")]

use std::path::{Path, PathBuf};

use crate::approved::{self, Unreadable};
use crate::begin::{Reading, new_address};
use crate::commands::options::{Options, Usage};
use crate::commands::{Ended, show};
use crate::failure::Failure;
use crate::import::{self, Draft, Present};
use crate::language::plural::count;
use crate::language::slug::slug;
use crate::read::records::Maybe;
use crate::read::{Known, read};
use crate::source::Spanned;
use crate::text;
use crate::text::Text;

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let file = options.file.as_deref().expect("commands::run asks for the file");
    let attempt = text!(uk: "не вдалося прочитати документ", en: "cannot read the document");
    let bytes = std::fs::read(file).map_err(Failure::of(attempt, file))?;
    let shown = file.display();
    let is_word = approved::is_word(&bytes);
    let text = match approved::text_of(bytes) {
        Ok(text) => text,
        Err(unreadable) => return Ok(refused(&why_unreadable(file, unreadable), options)),
    };
    let Some(year) = options.year.or_else(|| year_in(&text)) else {
        let words = text!(
            uk: "у документі не знайдено року; додайте ключ --year",
            en: "no year was found in the document; add the option --year",
        );
        return Ok(refused(&words, options));
    };
    let columns = match import::stated_columns(&text, &options.columns) {
        Ok(columns) => columns,
        Err(_) if options.columns.is_empty() => Vec::new(),
        Err(heads) => {
            let number = heads.len();
            let columns = count(number, ["колонка", "колонки", "колонок"]);
            let heads = heads.iter().map(|head| format!("«{head}»")).collect::<Vec<_>>();
            let heads = heads.join(", ");
            let words = text!(
                uk: "{shown}: у таблиці {columns}: {heads}; назвіть у --columns кожну, зліва направо",
                en: "{shown}: the columns of the table are {number}: {heads}; name each in --columns, from left to right",
            );
            return Ok(refused(&words, options));
        }
    };
    let source = file.to_string_lossy().replace('\\', "/");
    let office = options.office.clone();
    if let Some(id) = office.as_deref().filter(|id| slug(id, "") != **id) {
        return Ok(Ended::Misused(Usage(text!(
            uk: "«{id}» не може бути id установи: лише малі латинські літери, цифри й дефіси",
            en: "«{id}» cannot be the id of an office: only small Latin letters, digits and hyphens",
        ))));
    }
    let present = present(options, year);
    let is_added = !present.address.is_empty();
    let import_options =
        import::Options { year, source, office, has_lines: !is_word, columns, present };
    let draft = import::draft(&text, &import_options);
    if !draft.files.iter().any(|(path, _)| path.ends_with("/section.toml")) {
        let words = text!(
            uk: "{shown}: тут не знайдено жодного розділу плану, тож чернетки немає; це той документ?",
            en: "{shown}: no section of a plan was found here, so there is no draft; is this the document?",
        );
        return Ok(refused(&words, options));
    }
    let out = options.out.clone().unwrap_or_else(|| PathBuf::from("content-draft"));
    write(&draft, &out)?;
    let lines = text.lines().collect::<Vec<_>>();
    let begins = |line_number: usize| match is_word {
        true => lines.get(line_number.checked_sub(1)?).map(|line| begin_of_line(line)),
        false => None,
    };
    tell(&draft, (file, &begins), (&out, is_added), options);
    Ok(if draft.faults.is_empty() { Ended::Fine } else { Ended::Faulty })
}

/// What the portal has of the office; nothing when its plan of that year is the very one that is drafted again.
fn present(options: &Options, year: i32) -> Present {
    let Ok((sources, records, diagnostics)) = read(&options.content, &mut Known::default()) else {
        return Present::default();
    };
    let reading = Reading { sources, records, diagnostics };
    let Ok(office) = reading.office(options.office.as_deref()) else { return Present::default() };
    if office.plans.iter().any(|plan| plan.name == year.to_string()) {
        return Present::default();
    }
    let names = |name: &Maybe<String>, spellings: &[Spanned<String>]| {
        let all = name.iter().chain(spellings).map(|name| name.value.clone());
        all.collect::<Vec<_>>()
    };
    let people = office.people.iter().flat_map(|one| names(&one.name, &one.spellings));
    let groups = office.groups.iter().flat_map(|one| names(&one.name, &one.spellings));
    let forms = office.forms.iter().flat_map(|one| names(&one.name, &one.spellings));
    Present {
        people: people.collect(),
        groups: groups.collect(),
        forms: forms.collect(),
        address: new_address(office, year),
    }
}

fn why_unreadable(file: &Path, unreadable: Unreadable) -> Text {
    let shown = file.display();
    match unreadable {
        Unreadable::NotUtf8(_) => text!(
            uk: "{shown}: це не текст у кодуванні UTF-8 і не документ Word (.docx). Найкраще дати сам документ Word; текст у Блокноті: Файл → Зберегти як → Кодування: UTF-8",
            en: "{shown}: this is neither a text in UTF-8 nor a Word document (.docx). Best is the Word document itself; a text in Notepad: File → Save as → Encoding: UTF-8",
        ),
        Unreadable::Other { message, help } => {
            let (uk, uk_help, en, en_help) = (message.uk, help.uk, message.en, help.en);
            text!(uk: "{shown}: {uk}; {uk_help}", en: "{shown}: {en}; {en_help}")
        }
    }
}

/// Word numbers no lines, so a place in its document is named by the words that stand there.
fn begin_of_line(line: &str) -> String {
    const LETTERS: usize = 60;
    let marks = [approved::JOINS_ABOVE, approved::NUMBER_ABOVE, approved::NOTE];
    let line = marks.iter().fold(line.replace("<br>", " "), |line, mark| line.replace(mark, ""));
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let begin = words.chars().take(LETTERS).collect::<String>();
    let dots = if begin.len() < words.len() { "…" } else { "" };
    format!("«{}{dots}»", begin.trim_end())
}

/// Tells why there is no draft.
fn refused(words: &Text, options: &Options) -> Ended {
    show::say_line(words.say(options.language));
    Ended::Faulty
}

/// The year that the title names («на 2026 рік», «на 2026/2027 навчальний рік»), else the one named most often.
fn year_in(text: &str) -> Option<i32> {
    let is_plausible = |year: &i32| (1991..=2100).contains(year);
    let words = text.split_whitespace().collect::<Vec<_>>();
    let of_title = words.windows(3).find_map(|words| {
        let [on, year, what] = words else { return None };
        let is_title = on.to_lowercase() == "на"
            && ["рік", "рок", "навч", "н."]
                .iter()
                .any(|word| what.to_lowercase().starts_with(word));
        let end = year.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(year.len());
        year.get(..end).filter(|digits| is_title && digits.len() == 4)?.parse::<i32>().ok()
    });
    if let Some(year) = of_title.filter(is_plausible) {
        return Some(year);
    }
    let words = text.split(|letter: char| !letter.is_ascii_digit());
    let years = words.filter(|word| word.len() == 4).filter_map(|word| word.parse::<i32>().ok());
    let mut tally = std::collections::BTreeMap::new();
    for year in years.filter(is_plausible) {
        *tally.entry(year).or_insert(0) += 1;
    }
    tally.into_iter().max_by_key(|(_, times)| *times).map(|(year, _)| year)
}

/// Writes the draft into a new or empty folder: an editor's work is never written over.
fn write(draft: &Draft, out: &Path) -> Result<(), Failure> {
    let attempt = || text!(uk: "не вдалося записати чернетку", en: "cannot write the draft");
    std::fs::create_dir_all(out).map_err(Failure::of(attempt(), out))?;
    let mut inside = std::fs::read_dir(out).map_err(Failure::of(attempt(), out))?;
    if inside.next().is_some() {
        let attempt = text!(
            uk: "чернетку записують лише в порожню теку",
            en: "a draft is written into an empty folder only",
        );
        let cause = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(Failure { attempt, path: out.to_owned(), cause });
    }
    for (path, contents) in &draft.files {
        let path = out.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Failure::of(attempt(), folder))?;
        }
        std::fs::write(&path, contents).map_err(Failure::of(attempt(), &path))?;
    }
    Ok(())
}

fn tell(
    draft: &Draft,
    (file, begins): (&Path, &dyn Fn(usize) -> Option<String>),
    (out, is_added): (&Path, bool),
    options: &Options,
) {
    let language = options.language;
    let (shown, out) = (file.display(), out.display());
    for question in draft.faults.iter().chain(&draft.questions) {
        let number = question.line_number;
        let place = begins(number).unwrap_or_else(|| number.to_string());
        let words = question.message.say(language);
        show::print(&format!("{shown}:{place}: {words}\n"));
    }
    if options.quiet {
        return;
    }
    let files = count(draft.files.len(), ["файл", "файли", "файлів"]);
    let questions = count(draft.questions.len(), ["питання", "питання", "питань"]);
    let (all, asked) = (draft.files.len(), draft.questions.len());
    let words = text!(
        uk: "чернетку записано в «{out}»: {files}, {questions} до людини",
        en: "the draft is written to «{out}»: {all} files, {asked} questions for a person",
    );
    show::say_line(words.say(language));
    if is_added {
        let words = text!(
            uk: "людей, груп і форм, які в порталі вже є, у чернетці немає: допишіть до нього лише тих, що є",
            en: "the draft does not have the people, groups and forms that the portal has: add those that it has",
        );
        show::say_line(words.say(language));
    }
    if let Some(office) = &options.office {
        let words = text!(
            uk: "у портал перенесіть теку offices/{office}; якщо така установа там уже є, то лише її plans/… та рядки people.toml, groups.toml і forms.toml",
            en: "move the folder offices/{office} to the portal; if it has that office already, only its plans/… and the rows of people.toml, groups.toml and forms.toml",
        );
        show::say_line(words.say(language));
    }
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn the_title_says_the_year() {
        for (text, year) in [
            ("ПЛАН РОБОТИ\nна 2026 рік\nУ 2025 році… планом 2025 року", Some(2026)),
            ("РІЧНИЙ ПЛАН\nна 2026/2027 навчальний рік 15.10.2027 12.2027", Some(2026)),
            ("План на 2026-2027 н.р.", Some(2026)),
            ("План роботи, 2031 р. 2031", Some(2031)),
            ("План", None),
        ] {
            assert_eq!(year_in(text), year, "{text}");
        }
    }
}

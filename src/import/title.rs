//! The title sheet -> who approves, what the plan calls itself, and whose it is.

use super::Question;
use super::plan::in_lines;
use crate::approved::{ApprovedDocument, begins_approval, is_full_name, names_plan};
use crate::text;

/// The title block taken apart; lines of one part are joined by line breaks.
#[derive(Default)]
pub(super) struct Title {
    pub(super) approvals: Vec<Approval>,
    pub(super) heading: String,
    pub(super) text: String,
}

/// What one says to the plan: «ПОГОДЖЕНО», «ЗАТВЕРДЖУЮ».
#[derive(Default)]
pub(super) struct Approval {
    pub(super) heading: String,
    pub(super) position: String,
    pub(super) name: String,
    pub(super) date: String,
}

impl Title {
    /// «ЗАТВЕРДЖУЮ», the post, the name, the date; then «ПЛАН …» and what plan it is.
    pub(super) fn read(document: &ApprovedDocument, questions: &mut Vec<Question>) -> Self {
        let mut title = Self::default();
        // In a Word document nothing but the words may tell where the title begins.
        let split = |block: String| match block.lines().position(is_first).filter(|at| *at > 0) {
            Some(at) => {
                let lines = block.lines().collect::<Vec<_>>();
                let (before, after) = lines.split_at(at);
                vec![before.join("\n"), after.join("\n")]
            }
            None => vec![block],
        };
        let blocks = document.title_block.iter().map(|block| in_lines(block));
        let mut blocks = blocks.flat_map(split).collect::<Vec<_>>();
        // «План роботи», «РІЧНИЙ ПЛАН», «Перспективний план», «ПЛАН-ГРАФІК».
        let begins_title = |block: &String| block.split_whitespace().take(2).any(names_plan);
        let at = blocks.iter().position(begins_title).unwrap_or(blocks.len());
        let plan = blocks.split_off(at).join("\n");
        match plan.split_once('\n') {
            Some((heading, text)) => {
                (title.heading, title.text) = (heading.to_owned(), text.to_owned())
            }
            None => title.heading = plan,
        }
        let whole = blocks.join("\n\n");
        let mut approvals: Vec<Vec<&str>> = Vec::new();
        for line in whole.split('\n').filter(|_| !whole.is_empty()) {
            // More of them begin with the word alone, which the first may have in a sentence.
            let mut words = line.split_whitespace();
            let begins = words.next().is_some_and(begins_approval) && words.count() < 2;
            match approvals.last_mut() {
                Some(lines) if !begins => lines.push(line),
                _ => approvals.push(vec![line]),
            }
        }
        let approvals = approvals.into_iter().map(|lines| {
            let (approval, is_apart) = Approval::read(lines.join("\n").trim_end());
            if !is_apart {
                questions.push(Question {
                    line_number: 1,
                    message: text!(
                        uk: "титульний аркуш не розділено на посаду, ім'я і дату: \
                             розкладіть position у plan.toml",
                        en: "post, name and date of the title sheet are not apart: \
                             take position in plan.toml apart"
                    ),
                });
            }
            approval
        });
        title.approvals = approvals.collect();
        title
    }

    /// What the portal is called: the title in one line, without the year, since other years follow.
    pub(super) fn of_portal(&self) -> String {
        let whole = format!("{} {}", self.heading, self.text);
        without_year(&whole)
    }

    /// Whether it is the plan of a school year: «на 2030/2031 навчальний рік», «на 2030-2031 н.р.».
    pub(super) fn is_of_school_year(&self) -> bool {
        let whole = format!("{} {}", self.heading, self.text).to_lowercase();
        let numbers = whole.split(|letter: char| !letter.is_ascii_digit());
        let years = numbers.filter(|number| number.len() == 4).count();
        let is_school = ["навчальн", "н.р", "н. р"].iter().any(|words| whole.contains(words));
        is_school && years >= 2
    }

    /// Whose plan it is: what follows «План роботи» in the title, without the year.
    pub(super) fn office(&self) -> String {
        // «роботи методичного кабінету», «ПЛАН РОБОТИ НМЦ …».
        let is_before = |word: &&str| {
            names_plan(word) || ["роботи", "річний"].contains(&word.to_lowercase().as_str())
        };
        let names = [&self.text, &self.heading].map(|text| {
            let words = without_year(text);
            words.split(' ').skip_while(is_before).collect::<Vec<_>>().join(" ")
        });
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| self.of_portal())
    }
}

/// Whether the title begins with the line: «План роботи», «Річний план роботи», «ПЛАН-ГРАФІК», «План роботи центру …
/// на 2030 рік»; «План роботи розглянуто на засіданні …» is a sentence.
fn is_first(line: &str) -> bool {
    const LONGEST: usize = 4;
    let words = line.split_whitespace().collect::<Vec<_>>();
    let begins = words.first().is_some_and(|first| first.starts_with(char::is_uppercase));
    let mut begin = words.iter().take(3).copied();
    let is_named = begins && begin.any(names_plan);
    let is_capital = |word: &str| !word.chars().any(char::is_lowercase);
    words.iter().take(2).any(|word| names_plan(word) && is_capital(word))
        || is_named && (words.len() <= LONGEST || without_year(line).len() < line.len())
}

/// The words in one line, without the time at their end: «на 2030 рік», «на 2030/2031 навчальний рік», «на І півріччя
/// 2030 року».
fn without_year(text: &str) -> String {
    const OF_TIME: [&str; 12] = [
        "рік",
        "року",
        "р",
        "н",
        "навчальний",
        "навчального",
        "півріччя",
        "семестр",
        "квартал",
        "календарний",
        "перше",
        "друге",
    ];
    let words = text.split_whitespace().collect::<Vec<_>>();
    let is_of_time = |word: &str| {
        let bare = word.to_lowercase();
        let mut parts = bare.split(['.', '/', '-', '–']).filter(|part| !part.is_empty());
        parts.all(|part| {
            OF_TIME.contains(&part)
                || part.bytes().all(|byte| byte.is_ascii_digit())
                || crate::approved::arabic(&part.to_uppercase()).is_some()
        })
    };
    let is_year = |word: &&str| {
        word.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let on = words.iter().rposition(|word| word.to_lowercase() == "на");
    let time = on.map(|on| (on, &words[on + 1..]));
    match time {
        Some((on, time))
            if time.iter().any(is_year) && time.iter().all(|word| is_of_time(word)) =>
        {
            words[..on].join(" ")
        }
        _ => words.join(" "),
    }
}

impl Approval {
    /// The word, the post, the name, the date, and whether they could be told apart.
    fn read(whole: &str) -> (Self, bool) {
        let mut approval = Self::default();
        let is_approval = |line: &str| line.split_whitespace().any(begins_approval);
        let (first, rest) = whole.split_once('\n').unwrap_or((whole, ""));
        let rest = match is_approval(first) {
            true => {
                approval.heading = first.to_owned();
                rest.trim_start()
            }
            false => whole,
        };
        let parts = rest.split("\n\n").filter(|part| !part.is_empty()).collect::<Vec<_>>();
        match parts.as_slice() {
            [position, name, date] if !approval.heading.is_empty() => {
                approval.position = (*position).to_owned();
                approval.name = (*name).to_owned();
                approval.date = (*date).to_owned();
            }
            [] => {}
            _ => match approval_parts(rest) {
                Some((position, name, date)) => {
                    (approval.position, approval.name, approval.date) = (position, name, date);
                }
                None => {
                    // The order of the words holds, wherever the parts begin.
                    approval.position = rest.to_owned();
                    return (approval, is_of_paper(rest));
                }
            },
        }
        (approval, true)
    }
}

/// Whether a decision or an order says it, so that nobody's name is wanted: «Наказ … від 05.01.2030 № 3».
fn is_of_paper(approval: &str) -> bool {
    let words = approval.to_lowercase();
    let is_paper =
        ["протокол", "наказ", "рішення", "розпорядж"].iter().any(|paper| words.contains(paper));
    is_paper && !approval.lines().any(is_full_name)
}

/// The post, the name and the date, where blank lines do not part them: the last line is a date, the one before a name;
/// or the last is a name, and there is no date.
fn approval_parts(approval: &str) -> Option<(String, String, String)> {
    let lines = approval.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>();
    if let [position @ .., name] = lines.as_slice()
        && is_full_name(name)
        && !position.is_empty()
        && !position.iter().any(|line| is_full_name(line))
    {
        return Some((position.join("\n"), (*name).to_owned(), String::new()));
    }
    let [position @ .., name, date] = lines.as_slice() else { return None };
    let numbers = date.split(|letter: char| !letter.is_ascii_digit());
    let has_year = numbers.into_iter().any(|number| number.len() == 4);
    let is_whole = has_year && is_full_name(name) && !position.is_empty();
    is_whole.then(|| (position.join("\n"), (*name).to_owned(), (*date).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Title, is_first, without_year};

    #[test]
    fn the_first_line_of_the_title() {
        for line in [
            "ПЛАН РОБОТИ",
            "РІЧНИЙ ПЛАН",
            "План",
            "План-графік",
            "ПЛАН-ГРАФІК",
            "План роботи",
            "Річний план роботи",
            "План роботи комунальної установи «Центр розвитку» на 2030 рік",
            "ПЛАН РОБОТИ НМЦ ПТО НА 2030/2031 НАВЧАЛЬНИЙ РІК",
            "ПРОГРАМА",
            "Програма розвитку освіти громади на 2030 рік",
        ] {
            assert!(is_first(line), "{line}");
        }
        for line in
            ["План роботи розглянуто на засіданні ради центру", "Директор", "до плану", "плани"]
        {
            assert!(!is_first(line), "{line}");
        }
    }

    #[test]
    fn the_year_is_no_part_of_a_name() {
        for (text, name) in [
            ("кабінету\nна 2030 рік", "кабінету"),
            ("центру НА 2030 РІК", "центру"),
            ("училища на 2030/2031 навчальний рік", "училища"),
            ("центру на І півріччя 2030 року", "центру"),
            ("центру на 2030-2031 н.р.", "центру"),
            ("центру на 2030 р.", "центру"),
            ("центру", "центру"),
            ("на 2030 рік кабінету", "на 2030 рік кабінету"),
            ("заходів на базі училища № 3", "заходів на базі училища № 3"),
        ] {
            assert_eq!(without_year(text), name, "{text}");
        }
    }

    #[test]
    fn whose_plan_it_is() {
        let title = |heading: &str, text: &str| Title {
            heading: heading.to_owned(),
            text: text.to_owned(),
            ..Title::default()
        };
        assert_eq!(title("ПЛАН", "роботи НМЦ\nна 2030 рік").office(), "НМЦ");
        assert_eq!(title("ПЛАН РОБОТИ НМЦ НА 2030 РІК", "").office(), "НМЦ");
        assert_eq!(title("План роботи", "НМЦ на 2030 рік").of_portal(), "План роботи НМЦ");
        assert_eq!(title("План роботи НМЦ", "на 2030 рік").office(), "НМЦ");
        assert_eq!(title("План роботи на 2030 рік", "").office(), "План роботи");
    }
}

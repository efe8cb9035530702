//! The heads of the table's columns -> what stands in each: offices put them in different orders, and leave some out.

use super::Column;
use super::subheading::is_part_of_year;

/// What stands in a column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKind {
    /// The number: «№ з/п».
    Number,
    /// Words of an entry.
    Of(Column),
    /// Words that say nothing we know of, or none yet: «Примітка», «Місце проведення», «Відмітка про виконання»; marks
    /// and days below a part of the year: «І кв.», «вересень».
    Further,
}

/// The columns where no heads say otherwise.
pub const USUAL_COLUMNS: [ColumnKind; 5] = [
    ColumnKind::Number,
    ColumnKind::Of(Column::Text),
    ColumnKind::Of(Column::Responsible),
    ColumnKind::Of(Column::Form),
    ColumnKind::Of(Column::Term),
];

/// How heads begin or what they contain, the surer first.
const WORDS: [(ColumnKind, &[&str]); 8] = [
    (ColumnKind::Further, &["примітк", "відмітк", "позначк"]),
    (ColumnKind::Number, &["№", "з/п", "п/п"]),
    (
        ColumnKind::Of(Column::Responsible),
        &[
            "відповідальн",
            "виконавц",
            "виконавец",
            "хто ",
            "організатор",
            "координатор",
            "куратор",
            "піб ",
        ],
    ),
    (
        ColumnKind::Of(Column::Term),
        &["термін", "строк", "дата", "дати", "коли", "час ", "період", "місяць"],
    ),
    (ColumnKind::Of(Column::Text), &["зміст"]),
    (ColumnKind::Of(Column::Form), &["форм", "результат", "узагальн"]),
    (
        ColumnKind::Of(Column::Text),
        &["захо", "захід", "назва", "тема", "робот", "завдан", "діяльн"],
    ),
    (ColumnKind::Of(Column::Form), &["вид", "документ", "продукт"]),
];

/// How heads of further columns begin: what else they say («Місце проведення заходу») is not what stands there.
const FURTHER: [&str; 10] = [
    "місце ",
    "де ",
    "категорі",
    "учасник",
    "для кого",
    "цільов",
    "контингент",
    "підстав",
    "фінанс",
    "джерел",
];

/// What stands in each column, by its heads. Of those that say nothing the first may have the numbers, and one the text,
/// without which there is no plan; the others are further columns, where no word can be taken for what it is not.
/// Where the heads say nothing but where the numbers are, the columns stand in the usual order.
pub fn kinds_of<'h>(heads: impl IntoIterator<Item = &'h str>) -> Vec<ColumnKind> {
    let heads = heads.into_iter().collect::<Vec<_>>();
    // «Напрям діяльності» beside «Зміст роботи» is no text.
    let is_sure = |head: &str| head.to_lowercase().contains("зміст");
    let text = ColumnKind::Of(Column::Text);
    let surest = heads.iter().position(|head| kind_of(head) == Some(text) && is_sure(head));
    let mut said = Vec::<Option<ColumnKind>>::new();
    let mut before = "";
    for head in heads {
        // One head may stand across two columns.
        if let Some(last) = said.last().copied().filter(|_| head == before && !head.is_empty()) {
            said.push(last);
            continue;
        }
        before = head;
        if kind_of(head) == Some(text) && surest.is_some_and(|surest| said.len() < surest) {
            said.push(Some(ColumnKind::Further));
            continue;
        }
        // A second column of one kind is of nothing that we know.
        let kind = kind_of(head)
            .filter(|kind| *kind == ColumnKind::Further || !said.contains(&Some(*kind)));
        said.push(kind);
    }
    // Numbers stand before the rest, or there are none.
    let begins_unsaid = said.first().is_some_and(Option::is_none);
    let is_silent = said.iter().flatten().all(|kind| *kind == ColumnKind::Number);
    let is_left = |kind: &&ColumnKind| {
        let is_needed = **kind == text || **kind == ColumnKind::Number && begins_unsaid;
        !said.contains(&Some(**kind)) && (is_silent || is_needed)
    };
    let mut others = USUAL_COLUMNS.iter().filter(is_left);
    let mut other = || others.next().copied().unwrap_or(ColumnKind::Further);
    said.iter().map(|kind| kind.unwrap_or_else(&mut other)).collect()
}

/// Whether a head says what stands in its column.
pub fn is_told(head: &str) -> bool {
    kind_of(head).is_some()
}

/// What a head says by itself.
pub(super) fn kind_of(head: &str) -> Option<ColumnKind> {
    if is_part_of_year(head) {
        return Some(ColumnKind::Further);
    }
    let head = format!("{} ", head.to_lowercase());
    if FURTHER.iter().any(|begins| head.starts_with(begins)) {
        return Some(ColumnKind::Further);
    }
    let named = |words: &&[&str]| words.iter().any(|word| head.contains(word));
    WORDS.iter().find(|(_, words)| named(words)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::{Column, ColumnKind, USUAL_COLUMNS, kinds_of};

    #[test]
    fn heads_say_what_stands_in_their_columns() {
        use ColumnKind::{Further, Number, Of};
        let usual = ["№ з/п", "Зміст роботи", "Відповідальний", "Форма", "Термін виконання"];
        assert_eq!(kinds_of(usual), USUAL_COLUMNS);
        let cases: [(&[&str], &[ColumnKind]); 11] = [
            (
                &["№ з/п", "Напрям діяльності", "Зміст роботи", "Термін", "Виконавці"],
                &[Number, Further, Of(Column::Text), Of(Column::Term), Of(Column::Responsible)],
            ),
            (
                &["Дата", "Назва заходу", "Місце проведення заходу", "Категорія учасників"],
                &[Of(Column::Term), Of(Column::Text), Further, Further],
            ),
            (
                &["Місяць", "Зміст роботи", "Хто виконує"],
                &[Of(Column::Term), Of(Column::Text), Of(Column::Responsible)],
            ),
            (
                &["Зміст роботи", "Що це дасть", "Дата"],
                &[Of(Column::Text), Further, Of(Column::Term)],
            ),
            (
                &["№", "Що робимо", "Підрозділ", "І кв.", "2 квартал", "вересень", "Куратор"],
                &[
                    Number,
                    Of(Column::Text),
                    Further,
                    Further,
                    Further,
                    Further,
                    Of(Column::Responsible),
                ],
            ),
            (
                &[
                    "№ з/п",
                    "Зміст роботи",
                    "Термін виконання",
                    "Відповідальний",
                    "Відмітка про виконання",
                ],
                &[Number, Of(Column::Text), Of(Column::Term), Of(Column::Responsible), Further],
            ),
            (
                &["№", "Назва заходу", "Дата проведення", "Форма узагальнення", "Виконавці"],
                &[
                    Number,
                    Of(Column::Text),
                    Of(Column::Term),
                    Of(Column::Form),
                    Of(Column::Responsible),
                ],
            ),
            (
                &[
                    "№ п/п",
                    "Зміст і форми роботи",
                    "Строки",
                    "Хто відповідає",
                    "Примітка",
                    "Примітка",
                ],
                &[
                    Number,
                    Of(Column::Text),
                    Of(Column::Term),
                    Of(Column::Responsible),
                    Further,
                    Further,
                ],
            ),
            // Nothing is said: the usual order.
            (&["а", "б", "в", "г", "ґ"], &USUAL_COLUMNS),
            (&["№", "а", "б", "в", "г"], &USUAL_COLUMNS),
            (
                &["№", "Що робимо", "Термін", "Термін звіту"],
                &[Number, Of(Column::Text), Of(Column::Term), Further],
            ),
        ];
        for (heads, kinds) in cases {
            assert_eq!(kinds_of(heads.iter().copied()), kinds, "{heads:?}");
        }
    }
}

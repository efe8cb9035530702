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

impl ColumnKind {
    /// The key of the content in which the words of the column stand.
    pub fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Of(column) => column.key(),
            Self::Further => "remarks",
        }
    }

    /// What stands in each column, where somebody says so by [keys](Self::key); `None` if no table has such columns:
    /// numbers stand first, a text there is, and none but remarks stands twice.
    pub fn of_keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Option<Vec<ColumnKind>> {
        let known = || USUAL_COLUMNS.into_iter().chain([Self::Further]);
        let kinds = keys.into_iter().map(|key| known().find(|kind| kind.key() == key.trim()));
        let kinds = kinds.collect::<Option<Vec<_>>>()?;
        let place = |kind| kinds.iter().position(|known| *known == kind);
        let is_first = |(at, kind)| kind == Self::Further || place(kind) == Some(at);
        let are_apart = kinds.iter().copied().enumerate().all(is_first);
        let numbers_lead = place(Self::Number).is_none_or(|at| at == 0);
        (are_apart && numbers_lead && place(Self::Of(Column::Text)).is_some()).then_some(kinds)
    }
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
/// Where the heads say nothing but where the numbers are, the columns stand in the usual order. What is `stated` of a
/// head is so, whatever it seems to say.
pub fn kinds_of<'h>(
    heads: impl IntoIterator<Item = &'h str>,
    stated: &[(String, ColumnKind)],
) -> Vec<ColumnKind> {
    let heads = heads.into_iter().collect::<Vec<_>>();
    let stated = |head: &str| stated.iter().find(|(known, _)| known == head).map(|(_, kind)| *kind);
    let taken = heads.iter().filter_map(|head| stated(head)).collect::<Vec<_>>();
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
        if let Some(kind) = stated(head) {
            said.push(Some(kind));
            continue;
        }
        if kind_of(head) == Some(text) && surest.is_some_and(|surest| said.len() < surest) {
            said.push(Some(ColumnKind::Further));
            continue;
        }
        // A second column of one kind is of nothing that we know.
        let is_free = |kind: &ColumnKind| !said.contains(&Some(*kind)) && !taken.contains(kind);
        let kind = kind_of(head).filter(|kind| *kind == ColumnKind::Further || is_free(kind));
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
        assert_eq!(kinds_of(usual, &[]), USUAL_COLUMNS);
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
            assert_eq!(kinds_of(heads.iter().copied(), &[]), kinds, "{heads:?}");
        }
    }

    #[test]
    fn what_is_stated_of_a_head_is_so() {
        use ColumnKind::{Further, Number, Of};
        let stated = [("Вид".to_owned(), Further), ("Підрозділ".to_owned(), Of(Column::Form))];
        let kinds = |heads: &[&str]| kinds_of(heads.iter().copied(), &stated);
        assert_eq!(kinds(&["№", "Зміст", "Вид"]), [Number, Of(Column::Text), Further]);
        let expected = [Number, Of(Column::Text), Further, Of(Column::Form)];
        assert_eq!(kinds(&["№", "Зміст", "Форма", "Підрозділ"]), expected);
        let of_keys = |keys: &str| ColumnKind::of_keys(keys.split(','));
        assert_eq!(of_keys("number, text,remarks,form"), Some(expected.to_vec()));
        for keys in ["", "number", "text,number", "text,text", "text,форма", "number;text"] {
            assert_eq!(of_keys(keys), None, "{keys}");
        }
    }
}

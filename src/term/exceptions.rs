//! What is left out: «крім липня–серпня», «за винятком літніх місяців», «щодня, крім вихідних».
//!
//! Start reading at [`Reader::exception`]; a rhythm reads its own with [`Reader::except`].

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::RemarkKind;
use super::grammar::Reader;
use super::rhythm::{Draft, Rate, shifted};
use super::series::without_all;
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::{Schedule, Window};
use crate::text;

impl Reader<'_> {
    /// «крім липня–серпня» after days that go on.
    pub(super) fn exception(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
            let is_open = reader.take_kind(Kind::Open);
            if !reader.take_except() {
                return None;
            }
            let mut gaps = reader.windows_here().unwrap_or_default();
            // «вересень – травень, крім січня» goes on in the next year.
            let has_year = reader.states_year(start..reader.at);
            let later: Vec<Window> = gaps.iter().filter_map(|gap| shifted(*gap, 12)).collect();
            gaps.extend(later.into_iter().filter(|_| !has_year));
            let windows = match reader.found.last_mut().map(|last| &mut last.schedule) {
                Some(
                    Schedule::AllYear(windows)
                    | Schedule::Ongoing(windows)
                    | Schedule::Range(windows),
                ) => Some(windows),
                // «щопонеділка о 8:30, крім липня»
                Some(Schedule::Recurring(recurrence)) => {
                    recurrence.windows = without_all(&recurrence.windows, &gaps);
                    Some(&mut recurrence.within)
                }
                _ => None,
            };
            let left = windows.as_deref().map(|windows| without_all(windows, &gaps));
            match (windows, left) {
                (Some(windows), Some(left)) if !gaps.is_empty() && !left.is_empty() => {
                    *windows = left;
                }
                _ => {
                    while !matches!(
                        reader.kind(),
                        None | Some(Kind::Close | Kind::Comma | Kind::Break)
                    ) {
                        if reader.lex() == Some(Lex::Unknown) {
                            reader.unread.push(reader.at);
                        }
                        reader.at += 1;
                    }
                    let message = text!(
                        uk: "виняток не враховано: його днів не названо",
                        en: "the exception is not counted: it names no days"
                    );
                    reader.remark(RemarkKind::Ambiguous, start..reader.at, message);
                }
            }
            if is_open {
                reader.take_kind(Kind::Close);
            }
            Some(())
        })
    }

    /// «крім», «за винятком»; «без» before months.
    pub(super) fn take_except(&mut self) -> bool {
        let is_without = self.tokens.word(self.at) == "без"
            && matches!(
                self.lex_at(self.at + 1),
                Some(Lex::Month { .. } | Lex::Season(_) | Lex::OfSeason(_))
            );
        if is_without {
            self.at += 1;
            return true;
        }
        self.reads(|reader| {
            reader.take(Lex::For);
            reader.take(Lex::Except).then_some(())
        })
    }

    /// «крім липня–серпня», «за винятком літніх місяців».
    pub(super) fn except(&mut self, draft: &mut Draft) -> bool {
        if self.except_weekdays(draft).is_some() {
            return true;
        }
        let windows = self.attempt(|reader| {
            reader.take_except().then_some(())?;
            reader.windows_here()
        });
        let is_read = windows.is_some();
        draft.excepted.extend(windows.unwrap_or_default());
        is_read
    }

    /// «крім вихідних», «крім суботи та неділі» after «щодня».
    fn except_weekdays(&mut self, draft: &mut Draft) -> Option<()> {
        if draft.rate != Rate::Days(1) {
            return None;
        }
        let rest = self.attempt(|reader| {
            reader.take_except().then_some(())?;
            let without = if reader.tokens.word(reader.at).starts_with("вихідн") {
                reader.at += 1;
                // «крім вихідних та святкових днів»: which days are feasts, no phrase says.
                reader.attempt(|reader| {
                    reader.join()?;
                    let is_feast = reader.tokens.word(reader.at).starts_with("святков");
                    reader.at += 1;
                    is_feast.then_some(())
                });
                reader.take(Lex::Unit(Unit::Day));
                vec![Sat, Sun]
            } else {
                let Some(Lex::Weekday(first)) = reader.lex() else {
                    return None;
                };
                reader.at += 1;
                reader.more_weekdays(first)
            };
            let week = [Mon, Tue, Wed, Thu, Fri, Sat, Sun];
            Some(week.into_iter().filter(|day| !without.contains(day)).collect())
        })?;
        draft.rate = Rate::Weeks(1, rest);
        Some(())
    }
}

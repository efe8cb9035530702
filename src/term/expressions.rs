//! Fixed expressions in a term: «за окремим графіком», «за потреби», «термін уточнюється», and how far they reach.
//!
//! Which words they are, `phrases.rs` says. What follows one belongs to it («…МОН України»), unless it says when.
//! Start reading at [`Reader::expression`].

use std::ops::Range;

use super::RemarkKind;
use super::grammar::{Found, Join, Reader};
use super::phrases::{self, Meaning, Said};
use super::slips;
use super::tokens::Kind;
use super::words::{Lex, Unit};
use crate::plan::schedule::Schedule;
use crate::text;

/// Documents that bear a day of their own.
const DATED: &[&str] =
    &["наказ", "лист", "розпорядж", "договор", "угод", "постанов", "рішен", "протокол"];

/// As many words as the name of a document may have before its day.
const LONGEST_NAME: usize = 16;

impl Reader<'_> {
    pub(super) fn expression(&mut self) -> bool {
        let start = self.at;
        let Some(Said { meaning, end, is_open }) = phrases::expression(self.tokens, start) else {
            return false;
        };
        if meaning == Meaning::Unspecified && self.is_part_of_stretch(end) {
            return false;
        }
        // «не пізніше за 15 травня»
        if self.lex_at(end - 1) == Some(Lex::For) && self.date_at(end) {
            return false;
        }
        self.at = end;
        match meaning {
            Meaning::Ongoing => {
                // «з 15 вересня, постійно»
                if let Some(last) = self.found.last_mut()
                    && last.is_open
                    && let Schedule::Range(windows) = &mut last.schedule
                {
                    last.schedule = Schedule::Ongoing(std::mem::take(windows));
                    last.end = end;
                    return true;
                }
                // «постійно до 1 липня», «постійно (до 1 липня)»
                let until = self.attempt(|reader| {
                    let is_open = reader.take_kind(Kind::Open);
                    let until = reader.up_to(true, false)?;
                    (!is_open || reader.take_kind(Kind::Close)).then_some(until)
                });
                let windows = until.unwrap_or_else(|| vec![self.plan_window()]);
                self.push(Schedule::Ongoing(windows), start);
                return true;
            }
            Meaning::Unspecified => {
                let limits = self.limits_rhythm(start);
                self.is_undecided = true;
                self.is_relative |= is_open;
                // «під час тижня права (7–11 грудня)»: the bracket says when; so does «24–28 серпня» after
                // «протягом тижня», and the month after «протягом двох тижнів».
                let is_of_weeks =
                    matches!(self.lex_at(end - 1), Some(Lex::Unit(Unit::Week | Unit::Decade)));
                let is_month = matches!(self.lex_at(end), Some(Lex::Month { .. }))
                    && self.lex_at(start) == Some(Lex::During);
                let is_dated =
                    is_of_weeks && (is_month || self.number_at(end).is_some()) && self.date_at(end);
                if self.kind() != Some(Kind::Open) && !is_dated {
                    self.swallow(Meaning::Unspecified);
                }
                // «після 20 числа щомісяця»
                let limits = limits
                    || is_open
                        && matches!(self.lex(), Some(Lex::Every(_) | Lex::EachWeekday(_)))
                        && matches!(self.kind_at(self.at - 1), Some(Kind::Word(_)));
                if limits {
                    let message = text!(
                        uk: "коли це, не сказано; у датах не враховано",
                        en: "when that is, is not said; the dates do not count it"
                    );
                    self.remark(RemarkKind::Ambiguous, start..self.at, message);
                }
                self.day_of_named(start);
                return true;
            }
            Meaning::Timetable | Meaning::OnDemand => {}
        }
        // After a date it only says where the date comes from: «травень, за графіком».
        let is_first = self.found.is_empty();
        let remarks = self.remarks.len();
        self.swallow(meaning);
        if is_first {
            let schedule = match meaning {
                Meaning::Timetable => Schedule::Timetable,
                _ => Schedule::OnDemand,
            };
            self.push(schedule, start);
        } else {
            self.remarks.truncate(remarks);
        }
        true
    }

    /// «протягом опалювального сезону» of «щодня протягом опалювального сезону»: fewer days than the rhythm has.
    fn limits_rhythm(&self, start: usize) -> bool {
        self.found.last().is_some_and(|last| {
            let is_rhythm = matches!(last.schedule, Schedule::Recurring(_) | Schedule::Ongoing(_));
            let mut between = last.end..start;
            let is_led = match self.lex_at(last.end) {
                Some(Lex::During | Lex::In | Lex::After | Lex::To) => true,
                _ => ["перед", "напередодні"].contains(&self.tokens.word(last.end)),
            };
            is_rhythm
                && is_led
                && between.all(|at| matches!(self.lex_at(at), Some(Lex::During | Lex::In)))
        })
    }

    /// «– 1 червня» of «до Дня захисту дітей – 1 червня»: the day until which something is done.
    fn day_of_named(&mut self, start: usize) {
        let is_led = matches!(self.kind(), Some(Kind::Dash | Kind::Colon));
        let is_until =
            self.lex_before(start) == Some(Lex::To) || self.lex_at(start) == Some(Lex::To);
        if !is_until || !is_led {
            return;
        }
        self.attempt(|reader| {
            reader.at += 1;
            let point = reader.only_point()?;
            let date = point.is_day().then(|| reader.due(&point, true))??;
            reader.push(Schedule::Deadline(vec![date.into()]), start);
            Some(())
        });
    }

    /// Whether the words up to here are a part of the stretch that follows: «першого тижня» of «протягом першого тижня
    /// червня», «перших 5 днів» of «протягом перших 5 днів місяця».
    fn is_part_of_stretch(&mut self, end: usize) -> bool {
        let lex = |back: usize| end.checked_sub(back).and_then(|at| self.lex_at(at));
        let has_number = end.checked_sub(2).is_some_and(|at| self.number_at(at).is_some());
        // «протягом останніх двох тижнів травня»
        let is_run = matches!(lex(3), Some(Lex::Ordinal(1) | Lex::Last));
        let is_numbered = match lex(2) {
            Some(Lex::Roman(_) | Lex::Ordinal(_) | Lex::Last) => true,
            Some(Lex::Cardinal(_)) => is_run,
            _ => has_number,
        };
        // «протягом перших 5 днів місяця», but «протягом 5 днів»
        let is_of_weeks =
            lex(1) == Some(Lex::Unit(Unit::Week)) || is_run && lex(1) == Some(Lex::Unit(Unit::Day));
        if !is_numbered || !is_of_weeks {
            return false;
        }
        // «протягом перших двох тижнів навчального року»
        self.ahead(|reader| {
            reader.at = end;
            // «протягом першого тижня кожного місяця»
            reader.take(Lex::Each);
            let is_month = reader.lex() == Some(Lex::Unit(Unit::Month));
            is_month || reader.frames(&mut Vec::new(), Join::Start)
        })
    }

    /// Steps over the words that belong to a fixed expression: «…МОН України», «…, що додається».
    pub(super) fn swallow(&mut self, meaning: Meaning) {
        let mut after_comma = false;
        let mut dated = None;
        // Up to there a list of days was looked at, and does not end as one.
        let mut looked_to = 0;
        while let Some(kind) = self.kind() {
            match kind {
                Kind::Break => break,
                // «раніше, ніж 1 травня»
                Kind::Comma if self.lex_at(self.at + 1) == Some(Lex::Than) => {}
                Kind::Comma | Kind::Semicolon if meaning == Meaning::Unspecified => break,
                // «День відкритих дверей – 15 квітня»
                Kind::Dash | Kind::Colon
                    if meaning == Meaning::Unspecified
                        && self.number_at(self.at - 1).is_none()
                        && self.date_at(self.at + 1) =>
                {
                    break;
                }
                // «за графіком, щомісяця», «за планом (раз на квартал)» say when as well.
                Kind::Comma | Kind::Semicolon | Kind::Open if self.rhythm_follows() => break,
                // «за графіком (до 20 травня)»; later ones belong to what stands before the expression.
                Kind::Open
                    if meaning != Meaning::Unspecified
                        && self
                            .found
                            .iter()
                            .all(|found| matches!(found.schedule, Schedule::Recurring(_)))
                        && self.bracket_has_days() =>
                {
                    break;
                }
                // «за окремим графіком, квітень», «за потреби, до 15 травня», «за планом роботи у квітні»
                _ if self.at >= looked_to
                    && self.may_lead_days(meaning)
                    && self.days_follow(&mut looked_to) =>
                {
                    break;
                }
                Kind::Comma | Kind::Semicolon => after_comma = true,
                // «за графіком 1 раз на місяць»
                Kind::Number { .. }
                | Kind::Word(Lex::Occasion | Lex::Times(_) | Lex::Cardinal(_))
                    if !after_comma
                        && meaning != Meaning::Unspecified
                        && self.per_unit_follows() =>
                {
                    break;
                }
                // «після 15 вересгя»
                Kind::Word(Lex::Unknown)
                    if self.number_at(self.at - 1).is_some()
                        && slips::resembles(self.tokens.word(self.at)) =>
                {
                    self.unread.push(self.at);
                }
                Kind::Word(lex) if !after_comma => {
                    let is_new = match lex {
                        Lex::Every(_) | Lex::EachWeekday(_) => true,
                        Lex::Month { is_nominative, .. } => is_nominative,
                        _ => self.tokens.word(self.at).starts_with("постійн"),
                    };
                    if is_new {
                        break;
                    }
                    if matches!(lex, Lex::Month { .. }) {
                        dated = Some(self.at);
                    }
                }
                Kind::Word(Lex::Month { .. }) => dated = Some(self.at),
                _ => {}
            }
            self.at += 1;
        }
        if let Some(at) = dated {
            self.remark_no_term(at..at + 1);
        }
    }

    fn remark_no_term(&mut self, tokens: Range<usize>) {
        let message = text!(
            uk: "дату в цих словах не прочитано як термін",
            en: "the date in these words is not read as the term"
        );
        self.remark(RemarkKind::Ambiguous, tokens, message);
    }

    /// «від 12.02.2026 № 1/45-26» of «лист МОН від 12.02.2026 № 1/45-26»: the day and the number of a document.
    pub(super) fn day_of_document(&mut self) -> bool {
        let start = self.at;
        self.reads(|reader| {
            let is_led = reader.tokens.word(start) == "від" && reader.names_document_before(start);
            reader.at += 1;
            let point = reader.only_point()?;
            // «наказ від 1 до 15 вересня» has both ends.
            let has_end = match reader.kind() {
                Some(Kind::Dash) => reader.number_at(reader.at + 1).is_some(),
                other => matches!(other, Some(Kind::Word(Lex::To | Lex::Till))),
            };
            if !is_led || !point.is_day() || has_end {
                return None;
            }
            reader.remark_no_term(start..reader.at);
            while matches!(
                reader.kind(),
                Some(Kind::Other | Kind::Number { .. } | Kind::Slash | Kind::Dash | Kind::Dot)
            ) || reader.tokens.word(reader.at) == "№"
            {
                reader.at += 1;
            }
            Some(())
        })
    }

    /// Whether a day of a month or a month begins there.
    fn date_at(&mut self, at: usize) -> bool {
        let mut items = Vec::new();
        self.ahead(|reader| {
            reader.at = at;
            reader.points(&mut items, Join::Start)
        });
        items.last().is_some_and(|item| item.point.is_of_month())
    }

    /// Whether days may begin with the next token, and not those of a document or of what the expression names.
    fn may_lead_days(&self, meaning: Meaning) -> bool {
        let before = self.kind_before(self.at);
        let is_count =
            matches!(before, Some(Kind::Word(Lex::Unit(Unit::Day | Unit::Week | Unit::Month))));
        let is_named = meaning != Meaning::Unspecified;
        let is_bracketed = before == Some(Kind::Open);
        match self.kind() {
            // «за 10 днів до 1 червня» is not on that day.
            Some(Kind::Word(Lex::To)) => !is_count && (is_named || !is_bracketed),
            Some(Kind::Word(Lex::Not)) => true,
            // «після семінару у травні» is perhaps later, «протягом тижня у березні» is in March.
            Some(Kind::Word(Lex::During)) => is_count || is_named,
            Some(Kind::Word(Lex::In)) => is_count || is_named,
            Some(Kind::Word(Lex::From)) => is_named && self.tokens.word(self.at) != "від",
            Some(Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash) => is_named,
            _ => false,
        }
    }

    /// Whether days of the plan, and nothing after them, begin there; `looked_to` is where they end.
    fn days_follow(&mut self, looked_to: &mut usize) -> bool {
        let (at, is_listed) = (self.at, self.is_listed);
        let (pending, remarks) = (self.pending, self.remarks.len());
        let is_marked = !matches!(self.kind(), Some(Kind::Word(_)));
        let (is_read, found) = self.aside(|reader| {
            reader.at += usize::from(is_marked);
            reader.skip_contrast();
            if is_marked {
                reader.skip_prepositions();
            }
            reader.deadline() || reader.range_in_words() || reader.series()
        });
        let is_last = matches!(
            self.kind(),
            None | Some(
                Kind::Break | Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Open | Kind::Close
            )
        );
        // «упродовж року; зимові канікули»: what follows the year may be days.
        let is_continuous = found.first().is_some_and(|first| first.schedule.is_continuous());
        *looked_to = match found.first() {
            Some(first) if is_continuous => first.end,
            _ => self.at,
        };
        (self.at, self.is_listed, self.pending) = (at, is_listed, pending);
        self.remarks.truncate(remarks);
        let may_be_of_document = self.names_document_before(at);
        let are_days = found.iter().all(|Found { schedule, is_about, is_open, .. }| {
            // «за планом на ІІ квартал» says of when the plan is, «за наказом з 15 травня» perhaps of the order.
            let is_of_plan = !is_about && (!is_open || is_marked);
            let says_when = schedule.has_dates() && !schedule.is_continuous() && is_of_plan;
            says_when && !(may_be_of_document && matches!(schedule, Schedule::Dates(_)))
        });
        is_read && is_last && are_days && !found.is_empty()
    }

    /// Whether the bracket that begins here says when, and not of when a document is.
    fn bracket_has_days(&self) -> bool {
        let may_be_of_document = self.names_document_before(self.at);
        self.said_alone().is_some_and(|said| {
            let is_of_document = may_be_of_document && matches!(said, Schedule::Dates(_));
            !said.is_continuous() && !is_of_document && !matches!(said, Schedule::Recurring(_))
        })
    }

    /// Whether what stands right before `end` names a document with a day of its own: «за наказом МОН, 12.01.2026».
    fn names_document_before(&self, end: usize) -> bool {
        (end.saturating_sub(LONGEST_NAME)..end)
            .rev()
            .take_while(|at| !matches!(self.kind_at(*at), Some(Kind::Break | Kind::Comma)))
            // «листопад» is no «лист».
            .filter(|at| !matches!(self.lex_at(*at), Some(Lex::Month { .. })))
            .any(|at| DATED.iter().any(|stem| self.tokens.word(at).starts_with(stem)))
    }

    /// Whether a rhythm begins after the next token.
    fn rhythm_follows(&mut self) -> bool {
        self.ahead(|reader| {
            reader.at += 1;
            reader.skip_contrast();
            matches!(reader.lex(), Some(Lex::Every(_) | Lex::EachWeekday(_)))
                || reader.per_unit_follows()
        })
    }

    /// Steps over the «але» of «за потреби, але не рідше одного разу на квартал».
    pub(super) fn skip_contrast(&mut self) {
        self.at = self.after_contrast(self.at);
    }

    pub(super) fn after_contrast(&self, at: usize) -> usize {
        let is_contrast = match self.tokens.word(at) {
            "але" | "проте" => true,
            "та" => self.lex_at(at + 1) == Some(Lex::Not),
            _ => false,
        };
        at + usize::from(is_contrast)
    }
}

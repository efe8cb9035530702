//! The table of fixed expressions: what says «always», «by another paper», «on demand» or «not yet known».
//!
//! Dates, months and rhythms are read by the grammar and need no row here. A row's pattern is words with blanks
//! between: `a|b` is a choice, `граф*` any word that begins so, `року?` may be missing, `…?` up to three words of
//! any kind. `~` is all words up to the next mark if none of them names a time. The shortest match wins; a pattern that
//! ends in `…` is only asked when no other matches. Words stand without apostrophes. The examples are the row's test.

use super::slips;
use super::tokens::{Kind, Tokens};
use super::words::{Lex, Unit};

/// What a fixed expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// «постійно».
    Ongoing,
    /// «за окремим графіком».
    Timetable,
    /// «за потреби».
    OnDemand,
    /// «терміни уточнюються».
    Unspecified,
}

/// Words, choices, beginnings, gaps as the head of this file says; and phrases as plans write them, with semicolons
/// between, which are the row's test.
type Rows = &'static [(&'static str, &'static str)];

/// Every fixed expression by its meaning.
pub(super) const PHRASES: [(Meaning, Rows); 4] = [
    (Meaning::Ongoing, ONGOING),
    (Meaning::Timetable, TIMETABLE),
    (Meaning::OnDemand, ON_DEMAND),
    (Meaning::Unspecified, UNSPECIFIED),
];

const ONGOING: Rows = &[
    ("на|у|в? постійн*|пост основі|режимі?", "постійно; на постійній основі; Постійна"),
    (
        "безперервн*|безупинн*|безстроков*|безтермінов*|перманентн*|завжди",
        "безперервно; безстроково",
    ),
    (
        "на|у|в? систематичн*|системн*|регулярн* основі|режимі?",
        "систематично; на регулярній основі",
    ),
    ("періодичн*|поточно|повсякденно", "періодично"),
    ("без обмеж* терміну|строку|часу", "без обмеження строку"),
    ("цілорічн*", "цілорічно"),
    (
        "весь|увесь|усього|всього|цей|упродовж|впродовж|протягом звітного|планового|навчального? період*|часу|час|терміну|строку",
        "весь період; увесь час; протягом усього періоду; протягом усього терміну навчання",
    ),
    (
        "протягом|упродовж|впродовж|на|до|у|в|за|під? період|періоду|час|терміну? …? воєнного|військового стану",
        "на період дії воєнного стану; до завершення воєнного стану; в умовах воєнного стану; \
         під час дії воєнного стану",
    ),
];

const TIMETABLE: Rows = &[
    (
        "за|по|згідно|відповідно|відп|зг …? графік*|графіц*|розклад*|план*|календар*|регламент*|розпис*",
        "за окремим графіком; за окремих графіком; згідно графіку; \
         відповідно до графіка, що додається; за планом МОН України; по графіку; за розкладом; \
         за річним планом роботи",
    ),
    (
        "за|по|згідно|відповідно …? наказ*|розпорядженн*|лист*|програм*|положенн*|інструкц*|договор*|угод*|умовами|порядк*|рознарядк*|вказівк*|рекомендац*|призначенн*",
        "згідно з наказом МОН; відповідно до наказу; за листом МОН; згідно з умовами договору; \
         за окремою програмою",
    ),
    (
        "за|по|у|в|згідно …? терміни|строки|термінами|строками|термін|строк …? визначен*|встановлен*|установлен*|передбачен*|зазначен*|затверджен*|вказан*",
        "у терміни, визначені МОН; у строки, встановлені наказом; за термінами, визначеними МОН",
    ),
    (
        "у|в|за терміни|строки|термін|строк|термінами|строками проведення|подання|подачі|здачі|реалізації",
        "у терміни проведення атестації; у строки подання звітності",
    ),
    ("за термінами|строками ~", "за термінами МОН"),
    (
        "у|в|за …? визначен*|встановлен*|установлен*|передбачен*|зазначен*|затверджен* …? терміни|строки|термін|строк|термінами|порядку|графік*",
        "у встановлені терміни; у визначені МОН строки",
    ),
    ("окрем* графік*|план*|розклад*", "окремий графік"),
    ("графік*|розклад*", "графік додається"),
    ("на виконання|підставі|основі", "на виконання наказу МОН; на підставі листа департаменту"),
    ("у|в плановому порядку", "у плановому порядку"),
    ("згідно|відповідно|згідн|відп …", "згідно з рішенням колегії; відповідно до вимог ДСНС"),
];

const ON_DEMAND: Rows = &[
    (
        "за|по|при|на|із|з|згідно|відповідно …? потреб*|необхідн*|запит*|звернен*|заявк*|заяв*|заявок|вимогу|вимогою|вимогами|виклик*|запрошенн*|бажанн*|надходженн*|клопотанн*|наявн*|дорученн*|готовн*|виникненн*|замовленн*|ініціатив*|проханн*",
        "за потреби; по необхідності; при потребі; за необхідності; на вимогу; \
         за запитами закладів; по мірі надходження; за заявками закладів; \
         при виникненні потреби; за дорученням; на прохання закладів",
    ),
    (
        "у|в|по|уразі|вразі разі|міру|міри|мірі|випадку|випадках …",
        "у разі потреби; в міру необхідності; у випадку звернення; в міру надходження листів; \
         по мірі готовності",
    ),
    ("уразі|вразі …", "уразі потреби"),
    (
        "при прийом*|прийнятт*|влаштуванн*|оформленн*|звільненн*|призначенн*|оновленн*|внесенн*|зміні|змін|змінах …",
        "при прийомі на роботу; при зміні законодавства",
    ),
    ("потреб*|необхідн*", "потреба"),
    ("ситуативн*|епізодичн*|позапланов*", "ситуативно"),
    ("у|в робочому порядку", "у робочому порядку"),
];

const UNSPECIFIED: Rows = &[
    (
        "терміни|термін|строки|строк|дата|дату|дати|час …? уточн*|визнач*|буд*|повідом*|погодж*|узгодж*|невідом*",
        "терміни уточнюються; дата буде повідомлена додатково; термін проведення уточнюється; \
         дата проведення визначається",
    ),
    (
        "за|по|після …? погодженн*|узгодженн*|домовлен*|згод*|оголошенн*|повідомленн*|рішенн*|умови",
        "за погодженням; за умови фінансування; за домовленістю; за окремим повідомленням",
    ),
    ("за|по|з …? результат*|підсумк*|фактом|факту", "за результатами моніторингу; по факту"),
    ("по|після …? завершенн*|закінченн* …", "по завершенню конкурсу"),
    (
        "після|опісля|пізніше|пізніш|перед|напередодні|раніше|раніш …",
        "після отримання інструктивного листа; перед початком конкурсу; раніше семінару",
    ),
    (
        "не? пізніше|пізніш|раніше ніж|як|чим? за …",
        "не пізніше ніж за 10 днів до семінару; не пізніше як за тиждень до заходу",
    ),
    (
        "за …? день|дні|днів|тиждень|тижні|тижнів|місяць|місяці|місяців|годин|години до|перед …",
        "за два тижні до проведення; за 10 днів до початку",
    ),
    (
        "через …? день|дні|днів|тижні|тижнів|місяць|місяці|місяців після|з|від …",
        "через тиждень після заходу; через два тижні після семінару",
    ),
    (
        "протягом|упродовж|впродовж|протязі …? дня|днів|тижня|тижнів|місяців|доби|годин|години|хвилин",
        "протягом 5 робочих днів; протягом двох тижнів після семінару; упродовж тижня",
    ),
    (
        "до|на|під|час …? проведення|конкурсу|заходу|семінару|моменту",
        "до моменту затвердження; під час проведення конкурсу",
    ),
    ("канікул*", "канікули; під час канікул; у канікулярний період"),
    ("опалювальн* сезон*|період*", "опалювальний сезон; протягом опалювального періоду"),
    ("чверт*|щочверт*|щочетверті", "І чверть; 1 раз на чверть; щочетверті"),
    (
        "у|в|під|на|протягом|упродовж|впродовж період|періоду|час|ході|процесі ~",
        "під час атестації; у період вступної кампанії; в ході перевірок",
    ),
    (
        "у|в …? денний|дводенний|триденний|пятиденний|десятиденний|тижневий|двотижневий|місячний термін|строк",
        "у 3-денний термін; у місячний строк",
    ),
    (
        "до|на|у|в дні|день? засідан*|педрад*|нарад*|колегі*|свят|свята",
        "до засідання педради; на педраду; у дні засідань; до свят",
    ),
    (
        "до початку|завершення|закінчення|кінця|моменту|отримання ~",
        "до початку атестації; до завершення практики",
    ),
    (
        "у|в|на|не? пізніше? день|наступного|наступний|дня ~",
        "у день проведення заходу; не пізніше наступного дня",
    ),
    ("щоурок*|щоперерв*|щозмін*|щозанятт*|щочасно", "щоуроку; щоперерви"),
    (
        "протягом|упродовж|впродовж|на|після|під|у|в час? урок*|перерв*|зміни|заняття|занять",
        "протягом уроку; під час занять; на перервах",
    ),
    ("новий рік", "Новий рік"),
    ("у|в|на? передостанн* …", "передостання середа місяця"),
    ("уточн*|невизначен*|невідом*|додатково", "уточнюється; буде повідомлено додатково"),
    ("не визнач*|встанов*|вказан*", "не визначено"),
    ("негайн*|терміново|невідкладн*|одноразово|разово", "негайно; одноразово"),
];

/// Each pattern with its meaning.
fn rows() -> impl Iterator<Item = (Meaning, &'static str)> {
    PHRASES.iter().flat_map(|(meaning, rows)| rows.iter().map(|(pattern, _)| (*meaning, *pattern)))
}

/// A fixed expression among tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) meaning: Meaning,
    /// The token after it.
    pub(super) end: usize,
    /// Its pattern ends in `…`: all that follows belongs to it.
    pub(super) is_open: bool,
}

/// The fixed expression that begins with token `at`.
pub(super) fn expression(tokens: &Tokens, at: usize) -> Option<Said> {
    let mut best: Option<Said> = None;
    let mut open: Option<Said> = None;
    for (meaning, phrase) in rows() {
        let (pattern, is_open) = match phrase.strip_suffix(" …") {
            Some(pattern) => (pattern, true),
            None => (phrase, false),
        };
        let Some(end) = matched(tokens, at, pattern) else {
            continue;
        };
        let place = if is_open { &mut open } else { &mut best };
        if place.is_none_or(|least| end < least.end) {
            *place = Some(Said { meaning, end, is_open });
        }
    }
    best.or(open)
}

/// Whether a fixed expression may have this word; one that is too short for that may be another's piece.
pub(super) fn has_word(word: &str) -> bool {
    let mut pieces = rows().flat_map(|(_, pattern)| pattern.split([' ', '|', '?']));
    pieces.any(|choice| {
        choice.chars().filter(|letter| *letter != '*').count() > 3 && is_word(word, choice)
    })
}

/// The token after the words of `pattern` that begin at `at`.
fn matched(tokens: &Tokens, at: usize, pattern: &str) -> Option<usize> {
    if pattern.is_empty() {
        return Some(at);
    }
    // Every expression is tried at every word, so its first piece is cut off quickly.
    let end = memchr::memchr(b' ', pattern.as_bytes()).unwrap_or(pattern.len());
    let (piece, rest) = pattern.split_at(end);
    let rest = rest.strip_prefix(' ').unwrap_or_default();
    if piece == "~" {
        let end = end_of_plain(tokens, at);
        return (end > at).then(|| matched(tokens, end, rest)).flatten();
    }
    if piece == "…?" {
        return (0..=3).find_map(|gap| {
            let has_gap = (at..at + gap).all(|index| is_gap(tokens, index));
            has_gap.then(|| matched(tokens, at + gap, rest)).flatten()
        });
    }
    let (choices, is_optional) = match piece.strip_suffix('?') {
        Some(choices) => (choices, true),
        None => (piece, false),
    };
    // «листопада» is no «лист».
    let is_month = matches!(tokens.kind_at(at), Some(Kind::Word(Lex::Month { .. })));
    let word = if is_month { "" } else { tokens.word(at) };
    if !word.is_empty() && choices.split('|').any(|choice| is_word(word, choice)) {
        let after = at + 1;
        if let Some(end) = matched(tokens, after, rest) {
            return Some(end);
        }
    }
    if is_optional {
        return matched(tokens, at, rest);
    }
    None
}

/// The token after the words from `at` on that name no time and are no misspelt names of one; `at` if one does.
fn end_of_plain(tokens: &Tokens, at: usize) -> usize {
    let mut end = at;
    while let Some(token) = tokens.list.get(end) {
        let is_plain = match token.kind {
            Kind::Word(Lex::Unknown) => slips::slip(tokens, end).is_none(),
            Kind::Word(
                Lex::And | Lex::Or | Lex::In | Lex::For | Lex::From | Lex::To | Lex::Filler,
            ) => true,
            // «під час тижня методичної служби»
            Kind::Word(Lex::Unit(Unit::Day | Unit::Week | Unit::Decade)) => true,
            Kind::Word(_) | Kind::Number { .. } => return at,
            _ => break,
        };
        if !is_plain {
            return at;
        }
        end += 1;
    }
    end
}

fn is_word(word: &str, choice: &str) -> bool {
    match choice.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == choice,
    }
}

/// What may stand in a gap: words and small numbers, but never a month or a rhythm.
fn is_gap(tokens: &Tokens, at: usize) -> bool {
    match tokens.list.get(at).map(|token| token.kind) {
        Some(Kind::Word(lex)) => !matches!(
            lex,
            Lex::Month { .. }
                | Lex::OfSeason(_)
                | Lex::Every(_)
                | Lex::EachWeekday(_)
                | Lex::Each
                // «на протязі року за потреби»
                | Lex::During
        ),
        Some(Kind::Number { digits, .. }) => digits <= 2,
        Some(Kind::Dash) => true,
        // «у терміни, визначені МОН»
        Some(Kind::Comma) => true,
        _ => false,
    }
}

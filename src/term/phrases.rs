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
pub enum Meaning {
    /// «постійно».
    Ongoing,
    /// «за окремим графіком».
    Timetable,
    /// «за потреби».
    OnDemand,
    /// «терміни уточнюються».
    Unspecified,
}

/// One row: the words, what they mean, phrases that must be read so.
#[derive(Debug)]
pub struct Phrase {
    /// Words, choices, beginnings, gaps: see the head of this file.
    pub pattern: &'static str,
    /// What the words mean.
    pub meaning: Meaning,
    /// Phrases as plans write them; the row's test.
    pub examples: &'static [&'static str],
}

const fn row(pattern: &'static str, meaning: Meaning, examples: &'static [&'static str]) -> Phrase {
    Phrase { pattern, meaning, examples }
}

/// Every fixed expression, by meaning.
pub const PHRASES: &[Phrase] = &[
    row(
        "на|у|в? постійн*|пост основі|режимі?",
        Meaning::Ongoing,
        &["постійно", "на постійній основі", "Постійна"],
    ),
    row(
        "безперервн*|безупинн*|безстроков*|безтермінов*|перманентн*|завжди",
        Meaning::Ongoing,
        &["безперервно", "безстроково"],
    ),
    row(
        "на|у|в? систематичн*|системн*|регулярн* основі|режимі?",
        Meaning::Ongoing,
        &["систематично", "на регулярній основі"],
    ),
    row("періодичн*|поточно|повсякденно", Meaning::Ongoing, &["періодично"]),
    row("без обмеж* терміну|строку|часу", Meaning::Ongoing, &["без обмеження строку"]),
    row("цілорічн*", Meaning::Ongoing, &["цілорічно"]),
    row(
        "весь|увесь|усього|всього|цей|упродовж|впродовж|протягом звітного|планового|навчального? період*|часу|час|терміну|строку",
        Meaning::Ongoing,
        &[
            "весь період",
            "увесь час",
            "протягом усього періоду",
            "протягом усього терміну навчання",
        ],
    ),
    row(
        "протягом|упродовж|впродовж|на|до|у|в|за|під? період|періоду|час|терміну? …? воєнного|військового стану",
        Meaning::Ongoing,
        &[
            "на період дії воєнного стану",
            "до завершення воєнного стану",
            "в умовах воєнного стану",
            "під час дії воєнного стану",
        ],
    ),
    row(
        "за|по|згідно|відповідно|відп|зг …? графік*|графіц*|розклад*|план*|календар*|регламент*|розпис*",
        Meaning::Timetable,
        &[
            "за окремим графіком",
            "за окремих графіком",
            "згідно графіку",
            "відповідно до графіка, що додається",
            "за планом МОН України",
            "по графіку",
            "за розкладом",
            "за річним планом роботи",
        ],
    ),
    row(
        "за|по|згідно|відповідно …? наказ*|розпорядженн*|лист*|програм*|положенн*|інструкц*|договор*|угод*|умовами|порядк*|рознарядк*|вказівк*|рекомендац*|призначенн*",
        Meaning::Timetable,
        &[
            "згідно з наказом МОН",
            "відповідно до наказу",
            "за листом МОН",
            "згідно з умовами договору",
            "за окремою програмою",
        ],
    ),
    row(
        "за|по|у|в|згідно …? терміни|строки|термінами|строками|термін|строк …? визначен*|встановлен*|установлен*|передбачен*|зазначен*|затверджен*|вказан*",
        Meaning::Timetable,
        &[
            "у терміни, визначені МОН",
            "у строки, встановлені наказом",
            "за термінами, визначеними МОН",
        ],
    ),
    row(
        "у|в|за терміни|строки|термін|строк|термінами|строками проведення|подання|подачі|здачі|реалізації",
        Meaning::Timetable,
        &["у терміни проведення атестації", "у строки подання звітності"],
    ),
    row("за термінами|строками ~", Meaning::Timetable, &["за термінами МОН"]),
    row(
        "у|в|за …? визначен*|встановлен*|установлен*|передбачен*|зазначен*|затверджен* …? терміни|строки|термін|строк|термінами|порядку|графік*",
        Meaning::Timetable,
        &["у встановлені терміни", "у визначені МОН строки"],
    ),
    row("окрем* графік*|план*|розклад*", Meaning::Timetable, &["окремий графік"]),
    row("графік*|розклад*", Meaning::Timetable, &["графік додається"]),
    row(
        "на виконання|підставі|основі",
        Meaning::Timetable,
        &["на виконання наказу МОН", "на підставі листа департаменту"],
    ),
    row("у|в плановому порядку", Meaning::Timetable, &["у плановому порядку"]),
    row(
        "згідно|відповідно|згідн|відп …",
        Meaning::Timetable,
        &["згідно з рішенням колегії", "відповідно до вимог ДСНС"],
    ),
    row(
        "за|по|при|на|із|з|згідно|відповідно …? потреб*|необхідн*|запит*|звернен*|заявк*|заяв*|заявок|вимогу|вимогою|вимогами|виклик*|запрошенн*|бажанн*|надходженн*|клопотанн*|наявн*|дорученн*|готовн*|виникненн*|замовленн*|ініціатив*|проханн*",
        Meaning::OnDemand,
        &[
            "за потреби",
            "по необхідності",
            "при потребі",
            "за необхідності",
            "на вимогу",
            "за запитами закладів",
            "по мірі надходження",
            "за заявками закладів",
            "при виникненні потреби",
            "за дорученням",
            "на прохання закладів",
        ],
    ),
    row(
        "у|в|по|уразі|вразі разі|міру|міри|мірі|випадку|випадках …",
        Meaning::OnDemand,
        &[
            "у разі потреби",
            "в міру необхідності",
            "у випадку звернення",
            "в міру надходження листів",
            "по мірі готовності",
        ],
    ),
    row("уразі|вразі …", Meaning::OnDemand, &["уразі потреби"]),
    row(
        "при прийом*|прийнятт*|влаштуванн*|оформленн*|звільненн*|призначенн*|оновленн*|внесенн*|зміні|змін|змінах …",
        Meaning::OnDemand,
        &["при прийомі на роботу", "при зміні законодавства"],
    ),
    row("потреб*|необхідн*", Meaning::OnDemand, &["потреба"]),
    row("ситуативн*|епізодичн*|позапланов*", Meaning::OnDemand, &["ситуативно"]),
    row("у|в робочому порядку", Meaning::OnDemand, &["у робочому порядку"]),
    row(
        "терміни|термін|строки|строк|дата|дату|дати|час …? уточн*|визнач*|буд*|повідом*|погодж*|узгодж*|невідом*",
        Meaning::Unspecified,
        &[
            "терміни уточнюються",
            "дата буде повідомлена додатково",
            "термін проведення уточнюється",
            "дата проведення визначається",
        ],
    ),
    row(
        "за|по|після …? погодженн*|узгодженн*|домовлен*|згод*|оголошенн*|повідомленн*|рішенн*|умови",
        Meaning::Unspecified,
        &["за погодженням", "за умови фінансування", "за домовленістю", "за окремим повідомленням"],
    ),
    row(
        "за|по|з …? результат*|підсумк*|фактом|факту",
        Meaning::Unspecified,
        &["за результатами моніторингу", "по факту"],
    ),
    row("по|після …? завершенн*|закінченн* …", Meaning::Unspecified, &["по завершенню конкурсу"]),
    row(
        "після|опісля|пізніше|пізніш|перед|напередодні|раніше|раніш …",
        Meaning::Unspecified,
        &["після отримання інструктивного листа", "перед початком конкурсу", "раніше семінару"],
    ),
    row(
        "не? пізніше|пізніш|раніше ніж|як|чим? за …",
        Meaning::Unspecified,
        &["не пізніше ніж за 10 днів до семінару", "не пізніше як за тиждень до заходу"],
    ),
    row(
        "за …? день|дні|днів|тиждень|тижні|тижнів|місяць|місяці|місяців|годин|години до|перед …",
        Meaning::Unspecified,
        &["за два тижні до проведення", "за 10 днів до початку"],
    ),
    row(
        "через …? день|дні|днів|тижні|тижнів|місяць|місяці|місяців після|з|від …",
        Meaning::Unspecified,
        &["через тиждень після заходу", "через два тижні після семінару"],
    ),
    row(
        "протягом|упродовж|впродовж|протязі …? дня|днів|тижня|тижнів|місяців|доби|годин|години|хвилин",
        Meaning::Unspecified,
        &["протягом 5 робочих днів", "протягом двох тижнів після семінару", "упродовж тижня"],
    ),
    row(
        "до|на|під|час …? проведення|конкурсу|заходу|семінару|моменту",
        Meaning::Unspecified,
        &["до моменту затвердження", "під час проведення конкурсу"],
    ),
    row(
        "канікул*",
        Meaning::Unspecified,
        &["канікули", "під час канікул", "у канікулярний період"],
    ),
    row(
        "опалювальн* сезон*|період*",
        Meaning::Unspecified,
        &["опалювальний сезон", "протягом опалювального періоду"],
    ),
    row(
        "чверт*|щочверт*|щочетверті",
        Meaning::Unspecified,
        &["І чверть", "1 раз на чверть", "щочетверті"],
    ),
    row(
        "у|в|під|на|протягом|упродовж|впродовж період|періоду|час|ході|процесі ~",
        Meaning::Unspecified,
        &["під час атестації", "у період вступної кампанії", "в ході перевірок"],
    ),
    row(
        "у|в …? денний|дводенний|триденний|пятиденний|десятиденний|тижневий|двотижневий|місячний термін|строк",
        Meaning::Unspecified,
        &["у 3-денний термін", "у місячний строк"],
    ),
    row(
        "до|на|у|в дні|день? засідан*|педрад*|нарад*|колегі*|свят|свята",
        Meaning::Unspecified,
        &["до засідання педради", "на педраду", "у дні засідань", "до свят"],
    ),
    row(
        "до початку|завершення|закінчення|кінця|моменту|отримання ~",
        Meaning::Unspecified,
        &["до початку атестації", "до завершення практики"],
    ),
    row(
        "у|в|на|не? пізніше? день|наступного|наступний|дня ~",
        Meaning::Unspecified,
        &["у день проведення заходу", "не пізніше наступного дня"],
    ),
    row(
        "щоурок*|щоперерв*|щозмін*|щозанятт*|щочасно",
        Meaning::Unspecified,
        &["щоуроку", "щоперерви"],
    ),
    row(
        "протягом|упродовж|впродовж|на|після|під|у|в час? урок*|перерв*|зміни|заняття|занять",
        Meaning::Unspecified,
        &["протягом уроку", "під час занять", "на перервах"],
    ),
    row("новий рік", Meaning::Unspecified, &["Новий рік"]),
    row("у|в|на? передостанн* …", Meaning::Unspecified, &["передостання середа місяця"]),
    row(
        "уточн*|невизначен*|невідом*|додатково",
        Meaning::Unspecified,
        &["уточнюється", "буде повідомлено додатково"],
    ),
    row("не визнач*|встанов*|вказан*", Meaning::Unspecified, &["не визначено"]),
    row(
        "негайн*|терміново|невідкладн*|одноразово|разово",
        Meaning::Unspecified,
        &["негайно", "одноразово"],
    ),
];

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
    for phrase in PHRASES {
        let (pattern, is_open) = match phrase.pattern.strip_suffix(" …") {
            Some(pattern) => (pattern, true),
            None => (phrase.pattern, false),
        };
        let Some(end) = matched(tokens, at, pattern) else {
            continue;
        };
        let place = if is_open { &mut open } else { &mut best };
        if place.is_none_or(|least| end < least.end) {
            *place = Some(Said { meaning: phrase.meaning, end, is_open });
        }
    }
    best.or(open)
}

/// Whether a fixed expression may have this word; one that is too short for that may be another's piece.
pub(super) fn has_word(word: &str) -> bool {
    let mut pieces = PHRASES.iter().flat_map(|phrase| phrase.pattern.split([' ', '|', '?']));
    pieces.any(|choice| {
        choice.chars().filter(|letter| *letter != '*').count() > 3 && is_word(word, choice)
    })
}

/// The token after the words of `pattern` that begin at `at`.
fn matched(tokens: &Tokens, at: usize, pattern: &str) -> Option<usize> {
    let Some((piece, rest)) =
        pattern.split_once(' ').or_else(|| (!pattern.is_empty()).then_some((pattern, "")))
    else {
        return Some(at);
    };
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

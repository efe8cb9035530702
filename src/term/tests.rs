//! Tests of the grammar: the cases the project keeps, the examples of the tables, spellings, remarks, arbitrary words.

use proptest::prelude::{Strategy, any, prop, prop_assert, proptest};
use proptest::test_runner::RngSeed;

use super::phrases::{Meaning, PHRASES};
use super::{RemarkKind, TermRemark, dates, explain, kind, parse, tsv};
use crate::plan::schedule::PlanYear;

const CASES: &str = include_str!("../../tests/cases/terms.txt");

fn cases() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    CASES.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(|line| {
        let mut fields = line.split(" => ");
        let mut next = || fields.next().expect("three fields");
        (next(), next(), next())
    })
}

fn remarks(phrase: &str) -> Vec<RemarkKind> {
    let (_, remarks) = parse(phrase, 2026);
    remarks.iter().map(|remark| remark.kind).collect()
}

fn meaning(phrase: &str) -> (Vec<&'static str>, Vec<String>) {
    let (term, _) = parse(phrase, 2026);
    (term.schedules().map(kind).collect(), term.schedules().map(dates).collect())
}

fn explained(phrase: &str) -> String {
    explain(&parse(phrase, 2026).0).uk.into_owned()
}

#[test]
fn every_kept_phrase_means_what_it_should() {
    let mut wrong = Vec::new();
    for (phrase, kind, dates) in cases() {
        let expected = format!("{phrase}\t{kind}\t{dates}");
        let got = tsv(phrase, 2026);
        if got != expected {
            wrong.push(format!("expected {expected}\n     got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases().count() > 500);
}

#[test]
fn every_example_of_a_fixed_expression_has_its_meaning() {
    for (meant, rows) in PHRASES {
        let expected = match meant {
            Meaning::Ongoing => "continuous",
            Meaning::Timetable => "by_schedule",
            Meaning::OnDemand => "on_demand",
            Meaning::Unspecified => "unspecified",
        };
        for example in rows.iter().flat_map(|(_, examples)| examples.split("; ")) {
            assert_eq!(meaning(example).0, [expected], "{example}");
            assert_eq!(remarks(example), [], "{example}");
        }
    }
}

#[test]
fn spelling_does_not_change_a_meaning() {
    // «–» for «-» and so on; not where the spelling itself is under test.
    let latin = || "аеіорсхуІ".chars().zip("aeiopcxyI".chars());
    for (phrase, ..) in cases() {
        if phrase == "<EMPTY>" || phrase.contains(['<', '&']) {
            continue;
        }
        let expected = meaning(phrase);
        for dash in ['-', '‐', '‑', '–', '—', '−'] {
            let other: String = phrase
                .chars()
                .map(|next| if matches!(next, '-' | '–') { dash } else { next })
                .collect();
            assert_eq!(meaning(&other), expected, "{other}");
        }
        let in_latin: String = phrase
            .chars()
            .map(|next| {
                let same = latin().find(|(cyrillic, _)| *cyrillic == next);
                same.map_or(next, |(_, latin)| latin)
            })
            .collect();
        assert_eq!(meaning(&in_latin), expected, "{in_latin}");
        let capitals = phrase.to_uppercase();
        assert_eq!(meaning(&capitals), expected, "{capitals}");
        for blank in ["\u{a0}", "  ", "\u{202f}", "&nbsp;"] {
            let other = format!("{blank}{}{blank}", phrase.replace(' ', blank));
            assert_eq!(meaning(&other), expected, "{other:?}");
        }
        let with_tags = format!("<p>{phrase}</p>");
        assert_eq!(meaning(&with_tags), expected, "{with_tags}");
        let stressed: String = phrase
            .chars()
            .flat_map(|next| {
                let mark = matches!(next, 'а' | 'е' | 'о').then_some('\u{301}');
                [Some(next), mark].into_iter().flatten()
            })
            .collect();
        assert_eq!(meaning(&stressed), expected, "{stressed}");
    }
}

#[test]
fn what_is_doubtful_has_a_remark_and_what_is_plain_has_none() {
    use RemarkKind::{Ambiguous, Impossible, OtherYear, Typo, Unreadable};
    for plain in [
        "лютий–березень",
        "до 15 вересня",
        "щомісяця до 31 числа",
        "І семестр 2026/2027 н.р.",
        "3 грудня, онлайн",
        "до 20 грудня (за підсумками року)",
        "березень вересень жовтень",
        "не пізніше ніж за 10 днів до семінару",
        "до 10 квітня за І квартал",
        "1 раз (квітень)",
        "1) січень; 2) червень",
        "кінець травня (до 29.05)",
        "зимові канікули (28.12.2026–10.01.2027)",
        "- січень\n- червень",
        "січень\nчервень",
        "вересень–травень, щомісяця",
        "до 15\nвересня",
        "протягом\nроку",
        "2025/2026 н.р.",
        "ауд. 3.12, 15 березня",
        "на ІІ півріччя – до 20 червня",
        "план на 2027 рік, листопад–грудень",
        "до 28 (29) лютого",
        "І семестр – з 1 вересня по 25 грудня",
        "весняні канікули: 23–27 березня",
        "ЗНО-2026, травень",
        "вере-\nсень",
        "січень, до 20 січня",
        "березень, серед учнів 9 класів",
        "для учнів 15 березня",
        "9 кл. 15 березня",
        "НМТ 15 березня",
        "—",
        "",
    ] {
        assert_eq!(remarks(plain), [], "{plain}");
    }
    for (phrase, expected) in [
        ("січень грудень", Ambiguous),
        ("листопад- травень", Ambiguous),
        ("лютий, березень, перенесено на квітень", Ambiguous),
        ("упродовж року (до 1 липня, 1 грудня)", Ambiguous),
        ("до лютого", Ambiguous),
        ("до кінця навчального року", Ambiguous),
        ("кінець травня", Ambiguous),
        ("ІІ семестр", Ambiguous),
        ("раз на тиждень", Ambiguous),
        ("щоквартально до 5 числа", Ambiguous),
        ("протягом навчального року", Ambiguous),
        ("зимові канікули", Ambiguous),
        ("останній робочий день", Ambiguous),
        ("лютий 20", Unreadable),
        ("щоденно о 8.30 та 16.30", Ambiguous),
        ("щовівторка парного тижня", Unreadable),
        ("пʼятниця, 12 лютого", Ambiguous),
        ("грудень 2025 р.", OtherYear),
        ("квіень", Typo),
        ("протягомроку", Typo),
        ("до 31 вересня", Impossible),
        ("вересень, до 31 числа", Impossible),
        ("вересень, 31 числа", Impossible),
        ("31 числа вересня", Impossible),
        ("наказ від 15.03.2026 № 45, травень", Ambiguous),
        ("за графіком з 15 травня", Ambiguous),
        ("один раз на місяць (четвер)", Ambiguous),
        ("третя декада, травень, червень", Unreadable),
        ("щомісяця до 35 числа", Impossible),
        ("щомісяця до 45-го", Unreadable),
        ("ІV декада травня", Impossible),
        ("0 тиждень січня", Impossible),
        ("6-й вівторок місяця", Impossible),
        ("червень (до 31 числа)", Impossible),
        ("12 березня о 24.30", Unreadable),
        ("2026/2025 н.р.", Impossible),
        ("ауд. 3.12", Unreadable),
        ("«___» __________ 2026 р.", Unreadable),
        ("2025 рік", OtherYear),
        ("2024/2025 н.р.", OtherYear),
        ("15.13.2026", Impossible),
        ("01.09.2206", Impossible),
        ("25-20 березня", Impossible),
        ("???", Unreadable),
        ("каб. 12", Unreadable),
        ("сервень", Unreadable),
        ("щодня протягом опалювального сезону", Ambiguous),
        ("щорічно напередодні навчального року", Ambiguous),
        ("двічі на місяць, по вівторках", Ambiguous),
        ("після 20 травня протягом 5 днів", Ambiguous),
        ("до кінця осінніх канікул", Ambiguous),
        ("до 15 вересня 2206 року", Impossible),
        ("XX.XX.2026", Unreadable),
        ("верезень-жовтень", Unreadable),
        ("ддо 15 вересня", Unreadable),
        ("щомісяця, що передує", Unreadable),
        ("10 числа ІІ кварталу", Ambiguous),
        ("лютий (березень)", Ambiguous),
        ("понеділки вересня", Ambiguous),
        ("до 15 січня року, що настає за звітним", Ambiguous),
        ("тиждень від 9 лютого", Ambiguous),
        ("щовівторка, парний тиждень", Unreadable),
    ] {
        assert_eq!(remarks(phrase), [expected], "{phrase}");
    }
}

#[test]
fn a_remark_points_at_its_words() {
    let phrase = "<p>постійно,&nbsp;до 31 вересня</p>";
    let (_, remarks) = parse(phrase, 2026);
    let [TermRemark { range, .. }] = remarks.as_slice() else {
        panic!("one remark: {remarks:?}");
    };
    assert_eq!(phrase.get(range.clone()), Some("31 вересня"));
}

#[test]
fn parts_point_at_their_words() {
    let phrase = "упродовж року до 01.06.2026 лютий-червень лютий-березень";
    let (term, _) = parse(phrase, 2026);
    let words: Vec<_> = term
        .parts()
        .iter()
        .map(|part| phrase.get(part.range.clone()).expect("on characters"))
        .collect();
    assert_eq!(words, ["упродовж року", "до 01.06.2026", "лютий-червень", "лютий-березень"]);
}

#[test]
fn hours_are_read() {
    for (phrase, expected) in [
        ("27 листопада о 10.00", "27 листопада 2026 року, о 10:00"),
        ("19.02.2026 о 14:00", "19 лютого 2026 року, о 14:00"),
        ("15 березня з 10.00 до 12.30", "15 березня 2026 року, з 10:00 до 12:30"),
        ("о 14 год. 15 березня", "15 березня 2026 року, о 14:00"),
        ("з 9 до 13 години 5 лютого", "5 лютого 2026 року, з 9:00 до 13:00"),
        ("15 березня, 9⁰⁰", "15 березня 2026 року, о 9:00"),
        ("щочетверга о 15:00", "щочетверга, о 15:00"),
        ("до 18:00 15 березня", "до 18:00 15 березня 2026 року"),
        ("15 березня (14:00)", "15 березня 2026 року, о 14:00"),
        ("15 березня, 14-00", "15 березня 2026 року, о 14:00"),
        ("15 березня о 9-30", "15 березня 2026 року, о 9:30"),
        ("15 березня о 14 год. 30 хв.", "15 березня 2026 року, о 14:30"),
        ("10, 17, 24 березня о 15.00", "10, 17 і 24 березня 2026 року, о 15:00"),
        ("10 березня о 15:00, 12 березня", "10 березня 2026 року, о 15:00; 12 березня 2026 року"),
        ("вівторок, четвер 14.00-16.00", "щовівторка і щочетверга, з 14:00 до 16:00"),
        ("щоп’ятниці до 12:00", "щоп’ятниці, до 12:00"),
        ("до 10.00 кожного понеділка", "щопонеділка, до 10:00"),
        ("11.09.2026 р., 15 00 год.", "11 вересня 2026 року, о 15:00"),
        ("щовівторка о 10:00, щочетверга о 14:00", "щовівторка, о 10:00; щочетверга, о 14:00"),
    ] {
        assert_eq!(explained(phrase), expected);
    }
}

#[test]
fn a_schedule_is_explained_in_words() {
    for (phrase, expected) in [
        ("лютий–березень", "з 1 лютого до 31 березня 2026 року"),
        ("щомісяця до 31 числа", "щомісяця, до останнього дня місяця"),
        ("щомісяця до 10 числа", "щомісяця, до 10 числа"),
        ("третя середа місяця", "щомісяця, у третю середу місяця"),
        ("остання п’ятниця місяця", "щомісяця, в останню п’ятницю місяця"),
        ("травень, жовтень", "травень і жовтень 2026 року"),
        ("до 25.03, 25.06", "до 25 березня і 25 червня 2026 року включно"),
        ("двічі на семестр", "2 рази на семестр"),
        ("раз на два місяці", "раз на 2 місяці"),
        ("упродовж року", "упродовж 2026 року"),
        ("постійно", "постійно впродовж 2026 року"),
        ("листопад–травень", "з 1 листопада 2026 року до 31 травня 2027 року"),
        ("за графіком", "за окремим графіком"),
        ("щопонеділка з вересня по грудень", "щопонеділка, з 1 вересня до 31 грудня 2026 року"),
        ("15, 16 квітня та 2 травня", "15, 16 квітня і 2 травня 2026 року"),
        ("січень, березень, травень-червень", "січень, березень і травень–червень 2026 року"),
        ("15 та 30 числа щомісяця", "щомісяця, 15 і 30 числа"),
        ("щомісяця з 25 по 5 число", "щомісяця, з 25 до 5 числа наступного місяця"),
        ("1-й і 3-й вівторок місяця", "щомісяця, у перший і третій вівторок місяця"),
        ("до 5 числа наступного місяця", "щомісяця, до 5 числа наступного місяця"),
        ("останній робочий день місяця", "щомісяця, в останній робочий день місяця"),
        ("останній тиждень місяця", "щомісяця, в останній тиждень місяця"),
        (
            "щокварталу до 10 числа",
            "щокварталу, до 10 квітня, 10 липня, 10 жовтня 2026 року і 10 січня 2027 року",
        ),
        ("перший місяць кварталу", "щокварталу: січень, квітень, липень і жовтень 2026 року"),
        ("щомісяця, крім липня, серпня", "щомісяця: січень–червень і вересень–грудень 2026 року"),
        ("понеділок–п’ятниця", "щодня з понеділка до п’ятниці"),
        ("раз на два тижні, середа", "раз на 2 тижні, у середу"),
        ("тричі на рік", "тричі на рік"),
        ("протягом 2026–2028 років", "упродовж 2026–2028 років"),
    ] {
        assert_eq!(explained(phrase), expected, "{phrase}");
    }
}

#[test]
fn another_plan_year_moves_every_date() {
    assert_eq!(tsv("лютий", 2028), "лютий\tmonths\t2028-02-01..2028-02-29");
    assert_eq!(tsv("29 лютого", 2028), "29 лютого\tdate\t2028-02-29");
    assert_eq!(tsv("останній четвер лютого", 2027), "останній четвер лютого\tdate\t2027-02-25");
}

/// Words, numbers and marks of the grammar, mixed without sense.
fn mixture() -> impl Strategy<Value = String> {
    const PIECES: &str = "\
        січень лютого березні квіт. травень грудень 1 5 31 32 0 15 2026 2027 1999 \
        99999999999 10.01.2026 01.09 2026-03-24 10:00 25:61 12.30 . , ; - – / + : ( ) « » \n \
        <p> </p> &nbsp; & < і І ІІ IV та або до по з від о у на за не пізніше ніж протягом \
        початок середина кінець кінця половина останній перший другий двадцять п’ята два \
        двічі раз разів щомісяця щоквартально щопонеділка кожного день тиждень декада місяця \
        квартал семестр півріччя року навчального н.р. ц.р. наступного числа робочий крім \
        включно канікули осінніх після постійно";
    prop::collection::vec(
        (
            prop::sample::select(PIECES.split(' ').collect::<Vec<_>>()),
            prop::sample::select(&["", " "][..]),
        ),
        0..14,
    )
    .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, blank)| [piece, blank]).collect())
}

fn is_sound(phrase: &str, year: i32) -> Result<(), String> {
    use chrono::Datelike;
    let (term, remarks) = parse(phrase, year);
    let states_year =
        phrase.chars().any(|next| next.is_ascii_digit()) || phrase.contains("наступного");
    let (before, after) = if states_year { (12, 13) } else { (1, 2) };
    if term.parts().is_empty() {
        return Err("no part".to_owned());
    }
    for part in term.parts() {
        if phrase.get(part.range.clone()).is_none() {
            return Err(format!("range {:?}", part.range));
        }
        let days = [part.schedule.first_date(), part.schedule.last_date()];
        for day in days.into_iter().flatten() {
            if day.year() < year - before || day.year() > year + after {
                return Err(format!("{day}"));
            }
        }
        for window in part.schedule.occurrences() {
            if window.last < window.first {
                return Err(format!("backwards {window:?}"));
            }
        }
        part.schedule.months();
    }
    for remark in remarks {
        if phrase.get(remark.range.clone()).is_none() {
            return Err(format!("remark {:?}", remark.range));
        }
    }
    explain(&term);
    Ok(())
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None,
        // The same mixtures on every machine: a build must not fail by chance.
        rng_seed: RngSeed::Fixed(2026),
        ..proptest::prelude::ProptestConfig::with_cases(3000)
    })]

    #[test]
    fn arbitrary_characters_never_panic(phrase in any::<String>(), year in any::<i32>()) {
        parse(&phrase, year);
        tsv(&phrase, year);
    }

    #[test]
    fn mixtures_of_the_grammars_words_stay_within_reason(
        phrase in mixture(),
        year in prop::sample::select(&[2024, 2026, 2027][..]),
    ) {
        let sound = is_sound(&phrase, year);
        prop_assert!(sound.is_ok(), "{phrase:?}: {sound:?}");
    }

    #[test]
    fn kept_phrases_with_one_slip_never_panic(
        index in 0..500usize,
        at in 0..40usize,
        slip in prop::sample::select(&['о', 'я', ' ', '-', '1', '.', '('][..]),
        is_removed in any::<bool>(),
    ) {
        let (phrase, ..) = cases().nth(index).expect("more than 500 cases");
        let mut letters: Vec<char> = phrase.chars().collect();
        if at < letters.len() {
            if is_removed { letters.remove(at); } else { letters.insert(at, slip); }
        }
        let phrase: String = letters.into_iter().collect();
        let sound = is_sound(&phrase, 2026);
        prop_assert!(sound.is_ok(), "{phrase:?}: {sound:?}");
    }
}

#[test]
fn a_school_year_goes_on_in_the_next_one() {
    let year = PlanYear { first: 2026, is_school: true };
    for (phrase, expected) in [
        ("вересень, січень", "2026-09-01..2026-09-30;2027-01-01..2027-01-31"),
        ("10.02", "2027-02-10"),
        ("до 15 січня", "2027-01-15"),
        ("15–20 жовтня", "2026-10-15..2026-10-20"),
        ("жовтень – березень", "2026-10-01..2027-03-31"),
        ("упродовж року", "2026-09-01..2027-08-31"),
        ("упродовж навчального року", "2026-09-01..2027-06-30"),
        ("05.03.2027", "2027-03-05"),
        ("грудень 2026 – січень 2027", "2026-12-01..2027-01-31"),
    ] {
        let (term, remarks) = parse(phrase, year);
        let read = term.schedules().map(dates).collect::<Vec<_>>().join("|");
        assert_eq!((read.as_str(), remarks.len()), (expected, 0), "{phrase}: {remarks:?}");
    }
    // What is told is told of the right days.
    for (phrase, expected) in [
        ("ІІ семестр", "2027-01-01..2027-06-30"),
        ("І півріччя", "2026-09-01..2026-12-31"),
        ("кінець навчального року", "2027-06-01..2027-06-30"),
    ] {
        let (term, _) = parse(phrase, year);
        assert_eq!(term.schedules().map(dates).collect::<Vec<_>>(), [expected], "{phrase}");
    }
    let (_, remarks) = parse("05.03.2026", year);
    let kinds = remarks.iter().map(|remark| remark.kind).collect::<Vec<_>>();
    assert_eq!(kinds, [RemarkKind::OtherYear]);
}

//! Tests of the grammar: the cases the project keeps, the examples of the table, spellings, arbitrary words.

use super::tsv;

const CASES: &str = include_str!("../../tests/cases/terms.txt");

fn cases() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    CASES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| {
            let mut fields = line.split(" => ");
            let mut next = || fields.next().expect("three fields");
            (next(), next(), next())
        })
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
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

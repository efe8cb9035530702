//! `new`: the beginning of an entry, a practice or the plan of a year, for an editor to fill in.
//!
//! What to write is decided in `begin`; here the words of the call are understood, and the files put in place
//! ([`whole`]). Nothing that is there is written over.
#![expect(clippy::disallowed_methods, reason = "this command writes content")]

use std::fs;
use std::path::Path;

use crate::begin::{self, Begun, Place, Reading, Refusal};
use crate::commands::options::{self, Options, Usage};
use crate::commands::{Ended, show, whole};
use crate::failure::Failure;
use crate::read::Known;
use crate::text;
use crate::text::Text;

/// What is asked for.
enum Wish {
    Entry { number: String },
    Practice { title: String },
    Plan { year: i32 },
}

/// The words of the command line that name a [`Wish`].
const KINDS: [&str; 3] = ["entry", "practice", "plan"];

/// Said when nothing is named.
pub(in crate::commands) fn what_can_be_begun() -> Text {
    text!(
        uk: "команді new треба сказати, що почати: new entry НОМЕР, new practice \"НАЗВА\" або new plan РІК",
        en: "the command new has to be told what to begin: new entry NUMBER, new practice \"TITLE\" or new plan YEAR",
    )
}

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let wish = match wish(&options.words) {
        Ok(wish) => wish,
        Err(usage) => return Ok(Ended::Misused(usage)),
    };
    let (sources, records, diagnostics) =
        crate::read::read(&options.content, &mut Known::default())?;
    let reading = Reading { sources, records, diagnostics };
    let begun = match begin(&wish, &reading, options).and_then(|begun| is_free(begun, options)) {
        Ok(begun) => begun,
        Err(Refusal::Usage(words)) => return Ok(Ended::Misused(Usage(words))),
        Err(refusal) => {
            tell_refusal(&refusal, &reading, options);
            return Ok(Ended::Faulty);
        }
    };
    write(&begun.place, &options.content)?;
    tell(&begun, options);
    Ok(Ended::Fine)
}

/// Understands «entry 2.24»; of a practice's title all words belong together, in quotes or not.
fn wish(words: &[String]) -> Result<Wish, Usage> {
    let (kind, rest) = words.split_first().ok_or_else(|| Usage(what_can_be_begun()))?;
    let title = rest.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    match (kind.as_str(), rest) {
        ("practice", _) if !title.is_empty() => Ok(Wish::Practice { title }),
        ("practice", _) => Err(Usage(text!(
            uk: "назвіть досвід: plan-portal new practice \"НАЗВА\"",
            en: "say the practice's title: plan-portal new practice \"TITLE\"",
        ))),
        ("entry" | "plan", [_, word, ..]) => Err(options::one_too_many(word)),
        ("entry", [number]) if begin::is_number(number) => {
            Ok(Wish::Entry { number: number.trim().to_owned() })
        }
        ("entry", [words]) => Err(Usage(text!(
            uk: "«{words}» не є номером пункту; номер пишуть числами через крапку, як у плані",
            en: "«{words}» is not the number of an entry; it is written in digits with full stops, as in the plan",
        ))),
        ("entry", []) => Err(Usage(text!(
            uk: "назвіть номер пункту: plan-portal new entry НОМЕР",
            en: "say the entry's number: plan-portal new entry NUMBER",
        ))),
        ("plan", [year]) => options::year(year).map(|year| Wish::Plan { year }),
        ("plan", []) => Err(Usage(text!(
            uk: "назвіть рік плану: plan-portal new plan РІК",
            en: "say the plan's year: plan-portal new plan YEAR",
        ))),
        (kind, _) => Err(unknown_kind(kind)),
    }
}

fn unknown_kind(kind: &str) -> Usage {
    Usage(match options::nearest(kind, &KINDS) {
        Some(near) => text!(
            uk: "new не знає, що таке «{kind}»; може, «{near}»?",
            en: "new does not know «{kind}»; did you mean «{near}»?",
        ),
        None => text!(
            uk: "new не знає, що таке «{kind}»; почати можна entry (пункт), practice (досвід) або plan (план)",
            en: "new does not know «{kind}»; it can begin an entry, a practice or a plan",
        ),
    })
}

fn begin(wish: &Wish, reading: &Reading, options: &Options) -> Result<Begun, Refusal> {
    let office = reading.office(options.office.as_deref())?;
    match wish {
        Wish::Entry { number } => {
            begin::entry(reading, reading.plan(office, options.year)?, number)
        }
        Wish::Practice { title } => Ok(begin::practice(reading, office, title)),
        Wish::Plan { year } => begin::plan(reading, office, *year),
    }
}

/// A file or folder may be there that is no content, and was not read.
fn is_free(begun: Begun, options: &Options) -> Result<Begun, Refusal> {
    let (Place::NewFile { path, .. } | Place::NewFolder { path, .. }) = &begun.place else {
        return Ok(begun);
    };
    if options.content.join(path).symlink_metadata().is_err() {
        return Ok(begun);
    }
    let path = shown(path, options);
    Err(Refusal::Content(
        None,
        text!(
            uk: "«{path}» уже є, і програма нічого не записує поверх; перейменуйте або приберіть",
            en: "«{path}» is there already, and nothing is written over; rename or remove it",
        ),
    ))
}

/// How messages call a path of the content, as reports do.
fn shown(path: &str, options: &Options) -> String {
    let content = options.content.to_string_lossy().replace('\\', "/");
    format!("{}/{path}", content.trim_end_matches('/'))
}

fn tell_refusal(refusal: &Refusal, reading: &Reading, options: &Options) {
    match refusal {
        Refusal::Content(place, words) => {
            let place = place.map(|span| {
                let path = &reading.sources.file(span.file).path;
                format!("{path}:{}: ", reading.sources.position(span).line_number)
            });
            let place = place.unwrap_or_default();
            show::say(&format!("{place}{}\n", words.say(options.language)));
        }
        Refusal::Unreadable(faults) => {
            let words = text!(
                uk: "нічого не записано: спершу виправте це, щоб програма прочитала файл до кінця",
                en: "nothing is written: mend this first, so that the file can be read to its end",
            );
            show::diagnostics(faults, &reading.sources, options);
            show::say_line(words.say(options.language));
        }
        Refusal::Usage(words) => show::say_line(words.say(options.language)),
    }
}

/// The place on standard output, for other programs too; what it means beside it.
fn tell(begun: &Begun, options: &Options) {
    let place = match &begun.place {
        Place::NewFile { path, .. } | Place::NewFolder { path, .. } => shown(path, options),
        Place::Lines { path, line_number, .. } => {
            format!("{}:{line_number}", shown(path, options))
        }
    };
    show::print(&format!("{place}\n"));
    if options.quiet {
        return;
    }
    for words in &begun.words {
        show::say_line(words.say(options.language));
    }
}

fn write(place: &Place, content: &Path) -> Result<(), Failure> {
    match place {
        Place::NewFile { path, text } => whole::file(&content.join(path), text.as_bytes(), attempt),
        Place::Lines { path, text, line_number: _ } => {
            let path = content.join(path);
            // Notepad of older Windows marks its files; the mark is not part of the text that was read.
            const MARK: &[u8] = b"\xef\xbb\xbf";
            let before = fs::read(&path).map_err(Failure::of(attempt(), &path))?;
            let mark = if before.starts_with(MARK) { MARK } else { b"" };
            whole::file(&path, &[mark, text.as_bytes()].concat(), attempt)
        }
        Place::NewFolder { path, files } => whole::folder(&content.join(path), files, attempt),
    }
}

fn attempt() -> Text {
    text!(uk: "не вдалося записати", en: "cannot write")
}

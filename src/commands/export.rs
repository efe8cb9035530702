//! `export`: a plan as one file to take away, in the format that the file's name ends with.
//!
//! What is written is decided in `export`; here the words of the call are understood, the plan is chosen, and the file
//! put in place ([`whole`]). A file that is there may be somebody's work in Word: it is replaced only when that is asked
//! for.
#![expect(clippy::disallowed_methods, reason = "this command looks at the file it writes")]

use std::path::{Path, PathBuf};

use crate::begin::{self, Refusal};
use crate::commands::options::{Options, Usage};
use crate::commands::{Ended, build, show, whole};
use crate::drafts::Drafts;
use crate::export::{FORMATS, Format, format_of};
use crate::failure::Failure;
use crate::plan::{Idx, Organization, Plan, Portal};
use crate::text;
use crate::text::Text;
use crate::{Loaded, export};

/// What the command does, with every ending it knows.
pub(in crate::commands) fn about() -> Text {
    let endings = FORMATS.iter().map(|format| format!(".{}", format.ending));
    let endings = endings.collect::<Vec<_>>().join(", ");
    text!(
        uk: "записує план одним файлом, для підпису в Word чи для програм: {endings}",
        en: "writes the plan as one file, to be signed in Word or for programs: {endings}",
    )
}

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let format = match &options.file {
        None => &FORMATS[0],
        Some(file) => match format_of(file) {
            Some(format) => format,
            None => return Ok(Ended::Misused(unknown_ending(file, options))),
        },
    };
    let mut loaded = crate::load(&options.content, Drafts::LeftOut)?;
    if is_draft_meant(&loaded, options) {
        loaded = crate::load(&options.content, Drafts::Shown)?;
    }
    if is_refused(&loaded, options) {
        return Ok(say_refused(&mut loaded, options));
    }
    let plan = match plan_meant(&loaded.portal, options) {
        Ok(plan) => plan,
        Err(Refusal::Usage(words)) => return Ok(Ended::Misused(Usage(words))),
        Err(Refusal::Content(_, words)) => return Ok(say_no(&words, options)),
        Err(Refusal::Unreadable(_)) => unreachable!("what was loaded without an error is read"),
    };
    let (bytes, faults) = export::export(&loaded.portal, plan, format, options.now)?;
    loaded.diagnostics.extend(faults);
    let Some(bytes) = bytes.filter(|_| !is_refused(&loaded, options)) else {
        return Ok(say_refused(&mut loaded, options));
    };
    loaded.diagnostics.sort();
    show::diagnostics(&loaded.diagnostics, &loaded.sources, options);
    let year = loaded.portal.plans[plan].year;
    let default = || PathBuf::from(format!("plan-{year}.{}", format.ending));
    let file = options.file.clone().unwrap_or_else(default);
    write(&file, &bytes, year, options)
}

/// Whether it is a plan that the director has not signed yet: this is how it gets to them.
fn is_draft_meant(loaded: &Loaded, options: &Options) -> bool {
    let Some(with_drafts) = &loaded.with_drafts else { return false };
    let plan = plan_meant(with_drafts, options);
    plan.is_ok_and(|plan| with_drafts.plans[plan].is_draft)
}

fn is_refused(loaded: &Loaded, options: &Options) -> bool {
    loaded.diagnostics.refuse(options.strict)
}

fn unknown_ending(file: &Path, options: &Options) -> Usage {
    let file = file.display();
    let list = FORMATS.iter().map(|format| {
        let Format { ending, about, .. } = format;
        format!(".{ending} — {}", about().say(options.language))
    });
    let list = list.collect::<Vec<_>>().join("; ");
    Usage(text!(
        uk: "за назвою «{file}» невідомо, що записати; назва має закінчуватися на одне з: {list}",
        en: "the name «{file}» does not tell what to write; it has to end with one of: {list}",
    ))
}

/// The plan that the call means: of the office it names, of the year it names.
fn plan_meant(portal: &Portal, options: &Options) -> Result<Idx<Plan>, Refusal> {
    let office = office_meant(portal, options.office.as_deref())?;
    let plans = || portal.plans_of(office);
    let of_year = |(_, plan): &(Idx<Plan>, &Plan)| match options.year {
        Some(year) => plan.year == year,
        None => plan.is_current,
    };
    // Two plans of a year: the current one is meant.
    let found = plans().filter(of_year).max_by_key(|(_, plan)| plan.is_current);
    match (found, options.year) {
        (Some((plan, _)), _) => Ok(plan),
        (None, Some(year)) => Err(begin::no_plan_of(year, plans().map(|(_, plan)| plan.year))),
        (None, None) => Err(begin::no_plan_yet()),
    }
}

fn office_meant(portal: &Portal, wanted: Option<&str>) -> Result<Idx<Organization>, Refusal> {
    let offices = portal.organizations.iter().collect::<Vec<_>>();
    match (wanted, offices.as_slice()) {
        (None, []) => Err(begin::no_office()),
        (None, [(office, _)]) => Ok(*office),
        (wanted, offices) => {
            let is_meant = |office: &Organization| {
                wanted.is_some_and(|id| office.id == id || office.address == id)
            };
            let found = offices.iter().find(|(_, office)| is_meant(office));
            let ids = offices.iter().map(|(_, office)| office.id.as_str());
            found.map(|(office, _)| *office).ok_or_else(|| begin::unknown_office(wanted, ids))
        }
    }
}

fn write(file: &Path, bytes: &[u8], year: i32, options: &Options) -> Result<Ended, Failure> {
    let shown = file.to_string_lossy().replace('\\', "/");
    let attempt = || text!(uk: "не вдалося записати план", en: "could not write the plan");
    if file.symlink_metadata().is_ok() {
        let is_same = std::fs::read(file).is_ok_and(|before| before == bytes);
        if !is_same && !options.replace {
            let words = text!(
                uk: "«{shown}» уже є, і в ньому може бути чиясь робота; назвіть інший файл або додайте --replace, щоб замінити",
                en: "«{shown}» is there already, and may hold somebody's work; name another file, or add --replace to replace it",
            );
            return Ok(say_no(&words, options));
        }
    }
    whole::file(file, bytes, attempt)?;
    if build::is_for_people(options) {
        show::print(&format!("{shown}\n"));
        if !options.quiet {
            let words = text!(
                uk: "план на {year} рік записано в «{shown}»",
                en: "the plan of {year} is written to «{shown}»",
            );
            show::say_line(words.say(options.language));
        }
    }
    Ok(Ended::Fine)
}

fn say_no(words: &Text, options: &Options) -> Ended {
    show::say_line(words.say(options.language));
    Ended::Faulty
}

fn say_refused(loaded: &mut Loaded, options: &Options) -> Ended {
    loaded.diagnostics.sort();
    show::diagnostics(&loaded.diagnostics, &loaded.sources, options);
    if build::is_for_people(options) {
        let words = text!(
            uk: "план не записано, бо у змісті є помилки",
            en: "the plan was not written, because the content has errors",
        );
        let tally = show::tally(loaded, options.language);
        show::say(&format!("{}: {tally}\n", words.say(options.language)));
    }
    Ended::Faulty
}

//! `bench-content`: writes a synthetic portal of any size, to measure with.
#![expect(clippy::disallowed_methods, reason = "this command writes content")]

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::bench_content::{ENTRIES_OF_A_PLAN, GeneratedFile, Wish, generate};
use crate::commands::options::Options;
use crate::commands::{Ended, show};
use crate::failure::Failure;
use crate::text;

/// Any year would do; this one is in nobody's plan.
const LAST_YEAR: i32 = 2040;

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let folder = options.file.as_deref().expect("`takes` makes the folder required");
    refuse_used(folder)?;
    let wish = Wish {
        entries: options.entries.unwrap_or(400),
        seed: options.seed.unwrap_or(1),
        last_year: options.year.unwrap_or(LAST_YEAR),
        entries_of_a_plan: options.entries_per_plan.unwrap_or(ENTRIES_OF_A_PLAN),
    };
    let files = generate(wish);
    files.par_iter().try_for_each(|file| write(folder, file))?;
    let (count, folder) = (files.len(), folder.display());
    let words = text!(
        uk: "пробний зміст записано в «{folder}»: файлів {count}",
        en: "synthetic content is written to «{folder}»: {count} files",
    );
    show::say_line(words.say(options.language));
    Ok(Ended::Fine)
}

/// A folder with files may be somebody's content.
fn refuse_used(folder: &Path) -> Result<(), Failure> {
    let is_used = fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
    if !is_used {
        return Ok(());
    }
    let attempt = text!(
        uk: "пробний зміст пишуть лише в порожню або нову теку",
        en: "synthetic content is written only into an empty or new folder",
    );
    Err(Failure::of(attempt, folder)(std::io::ErrorKind::DirectoryNotEmpty.into()))
}

fn write(folder: &Path, file: &GeneratedFile) -> Result<(), Failure> {
    let path = folder.join(&file.path);
    let parent = path.parent().unwrap_or(folder);
    let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, &file.text));
    let attempt = text!(uk: "не вдалося записати файл", en: "could not write the file");
    written.map_err(Failure::of(attempt, &path))
}

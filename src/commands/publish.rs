//! `publish`: builds the site, and sends what has changed to where visitors find it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::commands::build::{self, is_for_people};
use crate::commands::meter::Meter;
use crate::commands::options::{Options, Usage};
use crate::commands::{Ended, show};
use crate::failure::Failure;
use crate::language::plural::count;
use crate::plan::Delivery;
use crate::send::{Access, Difference, Ground, Question, Sent, Site, Step, There, Trouble};
use crate::target::{self, Protection, Target};
use crate::text;
use crate::text::{Language, Text};

pub(in crate::commands) fn run(options: &Options) -> Result<Ended, Failure> {
    let named = match options.to.as_deref().map(target::parse).transpose() {
        Ok(named) => named,
        Err(target::Fault { code: _, message, help }) => {
            let (uk, en) =
                (format!("{}: {}", message.uk, help.uk), format!("{}: {}", message.en, help.en));
            return Ok(Ended::Misused(Usage(text!(uk: "--to: {uk}", en: "--to: {en}"))));
        }
    };
    let Some(loaded) = build::site(options)? else { return Ok(Ended::Faulty) };
    let delivery = loaded.portal.delivery.clone();
    std::mem::forget(loaded);
    let Some(target) = named.or_else(|| delivery.to.clone()) else {
        return Ok(Ended::Misused(Usage(text!(
            uk: "невідомо, куди викладати: допишіть у кінець portal.toml рядки «[publish]» і «to = \"sftp://ім’я@сервер/шлях/до/теки\"» (адресу дає постачальник хостингу) або додайте --to АДРЕСА; докладно — docs/publikatsiia.md",
            en: "it is not known where to publish to: add the lines «[publish]» and «to = \"sftp://name@server/path/to/folder\"» at the end of portal.toml (the hosting company gives the address), or say --to ADDRESS; more in docs/publikatsiia.md",
        ))));
    };
    let out = build::out(options);
    let root = options.content.parent().unwrap_or(Path::new("")).to_owned();
    if let Target::Folder(folder) = &target {
        refuse_own_folder(&root.join(folder), &out, &options.content)?;
    }
    if let Target::Ftp(_, Protection::None) | Target::WebDav(_, Protection::None) = &target {
        say_unprotected(options);
    }
    let site = Site::open(&out)?;
    send(&site, &target, &delivery, root, options).map(|()| Ended::Fine)
}

fn send(
    site: &Site,
    target: &Target,
    delivery: &Delivery,
    root: PathBuf,
    options: &Options,
) -> Result<(), Failure> {
    let ask = |question: Question<'_>| answer(question, options);
    let known = options.sign_in.clone();
    let Delivery { to: _, host_key, endpoint, region } = delivery.clone();
    let access = Access { known, host_key, endpoint, region, root, ask: &ask };
    let failed = |trouble: Trouble| trouble.into_failure(target);
    let mut there = There::connect(target, &access).map_err(failed)?;
    let before = match there.manifest() {
        // What stands there is sent anew; what is no longer ours stays.
        Err(_) if options.whole && options.replace_foreign => None,
        before => before.map_err(failed)?,
    };
    let difference = Difference::between(before.as_ref(), &site.manifest, options.whole);
    let ground = there.ground(&difference).map_err(failed)?;
    refuse_unfit(&ground, target, options)?;
    if options.dry_run {
        say_intended(&difference, target, options);
        return Ok(());
    }
    if ground.is_missing {
        say_made(target, options);
    }
    let meter = Meter::new(options);
    meter.listed(difference.sent() + difference.removed());
    let sent = there.deliver(site, &difference, &ground, &|done| meter.sent(done));
    meter.clear();
    say_sent(&sent.map_err(failed)?, &difference, target, options);
    Ok(())
}

/// A target that is the site's own folder, the content, or lies in one of them, would eat itself.
fn refuse_own_folder(target: &Path, out: &Path, content: &Path) -> Result<(), Failure> {
    let is_tangled = [out, content].into_iter().any(|own| build::is_tangled(target, own));
    if !is_tangled {
        return Ok(());
    }
    let attempt = text!(uk: "сайт не викладено", en: "the site is not published");
    Err(Failure::told(
        attempt,
        target,
        text!(
            uk: "сюди не можна: тека змісту чи зібраного сайту лежить у цій теці або вона в них; назвіть іншу",
            en: "not here: the folder of the content or of the built site lies in this folder, or it lies in them; name another one",
        ),
    ))
}

fn refuse_unfit(ground: &Ground, target: &Target, options: &Options) -> Result<(), Failure> {
    let attempt = || text!(uk: "сайт не викладено", en: "the site is not published");
    if let [first, ..] = ground.in_the_way.as_slice() {
        let many = ground.in_the_way.len();
        return Err(Failure::told(
            attempt(),
            target.to_string(),
            text!(
                uk: "«{first}» на сервері — тека там, де має стати файл, або навпаки (таких місць: {many}): перейменуйте її чи оберіть для сайту іншу теку",
                en: "«{first}» on the server is a folder where a file has to go, or the other way round (places like that: {many}): rename it, or choose another folder for the site",
            ),
        ));
    }
    if ground.foreign.is_empty() || options.replace_foreign {
        return Ok(());
    }
    const SHOWN: usize = 5;
    let mut list = ground.foreign.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    if ground.foreign.len() > SHOWN {
        list.push("…".to_owned());
    }
    let list = list.join(", ");
    let files = count(ground.foreign.len(), ["чужий файл", "чужі файли", "чужих файлів"]);
    let many = ground.foreign.len();
    Err(Failure::told(
        attempt(),
        target.to_string(),
        text!(
            uk: "на місці сторінок сайту вже є {files}: {list}; якщо це попередній сайт і його треба замінити, додайте --replace-foreign, якщо ні — оберіть іншу теку",
            en: "where pages of the site go there are foreign files already ({many}): {list}; if that is an earlier site that is to be replaced, add --replace-foreign, if not, choose another folder",
        ),
    ))
}

/// Asks the person at the terminal.
fn answer(question: Question<'_>, options: &Options) -> Option<String> {
    if !options.is_asked {
        return None;
    }
    let language = options.language;
    let is_secret = matches!(question, Question::Password(..) | Question::Passphrase(_));
    let words = match question {
        Question::User(host) => {
            text!(uk: "Ім’я користувача на «{host}»: ", en: "User name on «{host}»: ")
        }
        Question::Password(user, host) => text!(
            uk: "Пароль «{user}» на «{host}» (під час введення його не видно): ",
            en: "Password of «{user}» on «{host}» (it is not shown while you type): ",
        ),
        Question::Passphrase(file) => text!(
            uk: "Пароль до ключа «{file}» (під час введення його не видно): ",
            en: "Passphrase of the key «{file}» (it is not shown while you type): ",
        ),
        Question::HostKey(host, fingerprint) => text!(
            uk: "Сервер «{host}» програма бачить уперше. Відбиток його ключа:\n  {fingerprint}\nЗвірте його з тим, що дав постачальник хостингу. Довіряти цьому серверу? (так/ні): ",
            en: "The program meets the server «{host}» for the first time. The fingerprint of its key:\n  {fingerprint}\nCompare it with the one of the hosting company. Trust this server? (yes/no): ",
        ),
    };
    if is_secret {
        // The crate's own prompt is unreadable on Windows, where it writes bytes.
        show::say(words.say(language));
        return rpassword::read_password().ok().filter(|it| !it.is_empty());
    }
    show::say(words.say(language));
    let _ = io::stderr().flush();
    let mut line = String::new();
    io::stdin().read_line(&mut line).ok().filter(|read| *read > 0)?;
    Some(line.trim().to_owned())
}

fn is_told(options: &Options) -> bool {
    !options.quiet && is_for_people(options)
}

fn tell(words: &Text, options: &Options) {
    show::say_line(words.say(options.language));
}

fn say_unprotected(options: &Options) {
    if is_for_people(options) {
        let words = text!(
            uk: "увага: ця адреса без захисту, тож ім’я та пароль ідуть мережею відкрито; спитайте постачальника хостингу про ftps://, sftp:// чи davs://",
            en: "attention: this address is not protected, so name and password travel openly; ask the hosting company about ftps://, sftp:// or davs://",
        );
        tell(&words, options);
    }
}

fn say_made(target: &Target, options: &Options) {
    if is_told(options) {
        let words = text!(
            uk: "теки сайту на «{target}» не було, програма її створює",
            en: "there was no folder of the site at «{target}», the program makes it",
        );
        tell(&words, options);
    }
}

fn say_intended(difference: &Difference, target: &Target, options: &Options) {
    let words = |step: &Step| match step {
        Step::Add(path) => Some(text!(uk: "надіслати новий: {path}", en: "send, new: {path}")),
        Step::Change(path) => {
            Some(text!(uk: "надіслати змінений: {path}", en: "send, changed: {path}"))
        }
        Step::Remove(path) => Some(text!(uk: "вилучити: {path}", en: "remove: {path}")),
        Step::RemoveFolders(_) => None,
    };
    let lines = difference.groups.iter().flatten().filter_map(words);
    let lines = lines.map(|words| format!("{}\n", words.say(options.language)));
    show::print(&lines.collect::<String>());
    if is_told(options) {
        let (sent, removed, unchanged) =
            (difference.sent(), difference.removed(), difference.unchanged);
        let words = text!(
            uk: "на «{target}» нічого не змінено (--dry-run): надіслати {sent}, без змін {unchanged}, вилучити {removed}",
            en: "nothing was changed at «{target}» (--dry-run): to send {sent}, unchanged {unchanged}, to remove {removed}",
        );
        tell(&words, options);
    }
}

fn say_sent(sent: &Sent, difference: &Difference, target: &Target, options: &Options) {
    if !is_told(options) {
        return;
    }
    let unchanged = difference.unchanged;
    if difference.is_empty() {
        let words = text!(
            uk: "на «{target}» уже викладено саме цей сайт: без змін {unchanged}",
            en: "this very site stands at «{target}» already: unchanged {unchanged}",
        );
        return tell(&words, options);
    }
    let Sent { files, removed, bytes, connections: _ } = sent;
    let size = size(*bytes, options.language);
    let words = text!(
        uk: "викладено на «{target}»: надіслано {files} ({size}), без змін {unchanged}, вилучено {removed}",
        en: "published to «{target}»: sent {files} ({size}), unchanged {unchanged}, removed {removed}",
    );
    tell(&words, options);
}

/// «1,4 МБ»
fn size(bytes: u64, language: Language) -> String {
    let (step, unit) = match bytes {
        0..1_048_576 => (1024, text!(uk: "КБ", en: "KB")),
        _ => (1_048_576, text!(uk: "МБ", en: "MB")),
    };
    let tenths = (bytes * 10).div_ceil(step);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let unit = unit.say(language);
    match language {
        _ if whole >= 10 => format!("{whole} {unit}"),
        Language::Uk => format!("{whole},{tenth} {unit}"),
        Language::En => format!("{whole}.{tenth} {unit}"),
    }
}

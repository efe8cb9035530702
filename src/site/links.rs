//! Links written in Markdown: each must lead to a file that the site has, or to the web.
//!
//! Only the listed site knows which files there are, so this check stands here and not among the plan's checks.

use crate::diagnostic::Diagnostics;
use crate::markdown::unlinked::{Unlinked, unlinked};
use crate::markdown::{self, Target};
use crate::plan::Portal;
use crate::source::Span;
use crate::text;

/// Reports every link of a text that would lead nowhere, `paths` being all that the site has, or where no page may
/// lead.
pub(in crate::site) fn check<'p>(
    portal: &Portal,
    paths: impl Iterator<Item = &'p str>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut paths = paths.collect::<Vec<_>>();
    paths.sort_unstable();
    for (office, text) in portal.texts() {
        let has = |path: &str| {
            portal.attachment(office, path).is_some() || paths.binary_search(&path).is_ok()
        };
        let start = text.span.range().start;
        let place = |range: std::ops::Range<usize>| {
            Span::new(text.span.file, start + range.start..start + range.end)
        };
        for (why, range) in unlinked(text) {
            let address = text.text.get(range.clone()).unwrap_or_default();
            report_unlinked(why, address, place(range), &mut diagnostics);
        }
        for (address, range) in markdown::links(text) {
            let span = place(range);
            match Target::of(&address) {
                Target::External(_) => {}
                Target::Internal(path, _) => {
                    if !has(path) {
                        report_broken(path, span, &has, &paths, &mut diagnostics);
                    }
                }
                Target::Refused => report_refused(&address, span, &has, &mut diagnostics),
            }
        }
    }
    diagnostics
}

/// What was to be a link and became none: readers would see its brackets.
fn report_unlinked(why: Unlinked, address: &str, span: Span, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "«{address}» посиланням не стало: читач побачить дужки",
        en: "«{address}» became no link: readers would see brackets",
    );
    let help = match why {
        Unlinked::Blanks => text!(
            uk: "адресу з пропусками беруть у кутові дужки: (<{address}>)",
            en: "an address with blanks stands in angle brackets: (<{address}>)",
        ),
        Unlinked::Apart => text!(
            uk: "приберіть пропуск між ] і (: [слова]({address})",
            en: "remove the blank between ] and (: [words]({address})",
        ),
        Unlinked::Open => text!(
            uk: "закрийте дужку: [слова]({address})",
            en: "close the bracket: [words]({address})",
        ),
    };
    diagnostics.error("broken-link", span, message).help(help);
}

fn report_broken(
    path: &str,
    span: Span,
    has: &dyn Fn(&str) -> bool,
    paths: &[&str],
    diagnostics: &mut Diagnostics,
) {
    let message = text!(
        uk: "посилання «{path}» нікуди не веде: такої сторінки чи файла на сайті немає",
        en: "the link «{path}» leads nowhere: the site has no such page or file",
    );
    let near = paths
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(path, known), known))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    let help = match (meant(path, has), near) {
        (Some(meant), _) => text!(uk: "може, «{meant}»?", en: "did you mean «{meant}»?"),
        (None, Some((_, near))) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
        (None, None) if is_file(path) => {
            let name = path.rsplit('/').next().unwrap_or(path);
            text!(
                uk: "покладіть файл у теку files/ змісту й пишіть: files/{name}",
                en: "put the file into the folder files/ of the content and write: files/{name}",
            )
        }
        (None, None) => text!(
            uk: "пишіть адресу від початку сайту: «entries/2-1.html», «files/назва.pdf»",
            en: "write the address from the top of the site: «entries/2-1.html», «files/name.pdf»",
        ),
    };
    diagnostics.error("broken-link", span, message).help(help);
}

/// Whether an address names a file that is no page.
fn is_file(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(name, ending)| {
        let is_ending = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        !name.is_empty() && is_ending && (2..=5).contains(&ending.len()) && ending != "html"
    })
}

/// The address that was meant, if a sign of it is wrong: no scheme, strokes of Windows, a stroke at the beginning.
fn meant(address: &str, has: &dyn Fn(&str) -> bool) -> Option<String> {
    if markdown::is_mailbox(address) {
        return Some(format!("mailto:{address}"));
    }
    let path = address.replace('\\', "/");
    let path = path.trim_start_matches(['/', '.']);
    if path != address && has(path) {
        return Some(path.to_owned());
    }
    let host = address.split('/').next().unwrap_or_default();
    let is_host = host.starts_with("www.")
        || [".ua", ".com", ".org", ".net", ".eu"].iter().any(|ending| host.ends_with(ending));
    is_host.then(|| format!("https://{address}"))
}

fn report_refused(
    address: &str,
    span: Span,
    has: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let shown = address.replace(char::is_control, " ");
    let message = text!(
        uk: "посилання «{shown}» веде туди, куди сторінка вести не може",
        en: "the link «{shown}» leads where no page may lead",
    );
    let is_disk = address.get(1..3).is_some_and(|drive| matches!(drive, ":\\" | ":/"))
        || address.starts_with("file:");
    let help = match meant(address, has) {
        Some(meant) => text!(uk: "може, «{meant}»?", en: "did you mean «{meant}»?"),
        None if is_disk => text!(
            uk: "на сайті диска вашого комп’ютера немає: покладіть файл у теку files/ змісту й пишіть: files/назва",
            en: "a site has no disk of your computer: put the file into the folder files/ of the content and write: files/name",
        ),
        None => text!(
            uk: "можна: https://…, mailto:…, сторінка чи файл сайту від його початку, без «/» і «..»",
            en: "allowed: https://…, mailto:…, a page or file of the site from its top, without «/» and «..»",
        ),
    };
    diagnostics.error("refused-link", span, message).help(help);
}

//! Links written in Markdown: each must lead to a file that the site has, or to the web.
//!
//! Only the listed site knows which files there are, so this check stands here and not among the plan's checks.

use crate::diagnostic::Diagnostics;
use crate::markdown::{self, Target};
use crate::plan::{Idx, Markdown, Organization, Portal};
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
    for (office, text) in texts(portal) {
        for (address, range) in markdown::links(text) {
            let start = text.span.range().start;
            let span = Span::new(text.span.file, start + range.start..start + range.end);
            match Target::of(&address) {
                Target::External(_) => {}
                Target::Internal(path, _) => {
                    let is_file = portal.attachment(office, path).is_some();
                    if !is_file && paths.binary_search(&path).is_err() {
                        report_broken(path, span, &paths, &mut diagnostics);
                    }
                }
                Target::Refused => report_refused(&address, span, &mut diagnostics),
            }
        }
    }
    diagnostics
}

/// Every text of the portal that may hold links, and whose it is; free pages are the portal's own.
fn texts(portal: &Portal) -> impl Iterator<Item = (Option<Idx<Organization>>, &Markdown)> {
    let introductions = portal
        .plans
        .iter()
        .filter_map(|(_, plan)| Some((Some(plan.organization), plan.introduction.as_ref()?)));
    let entries = portal.entries.iter().filter_map(|(idx, entry)| {
        let prose = entry.prose.as_ref()?;
        Some((Some(portal.plans[portal.plan_of(idx)].organization), prose))
    });
    let practices = portal
        .practices
        .iter()
        .filter_map(|(_, practice)| Some((Some(practice.organization), practice.prose.as_ref()?)));
    let pages = portal.pages.iter().map(|(_, page)| (None, &page.markdown));
    let appendices = portal
        .plans
        .iter()
        .filter_map(|(_, plan)| Some((Some(plan.organization), plan.appendix.as_ref()?)));
    introductions.chain(appendices).chain(entries).chain(practices).chain(pages)
}

fn report_broken(path: &str, span: Span, paths: &[&str], diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "посилання «{path}» нікуди не веде: такої сторінки чи файла на сайті немає",
        en: "the link «{path}» leads nowhere: the site has no such page or file",
    );
    let near = paths
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(path, known), known))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    let help = match near {
        Some((_, near)) => text!(uk: "може, «{near}»?", en: "did you mean «{near}»?"),
        None => text!(
            uk: "пишіть адресу від початку сайту: «entries/2-1.html», «files/назва.pdf»",
            en: "write the address from the top of the site: «entries/2-1.html», «files/name.pdf»",
        ),
    };
    diagnostics.error("broken-link", span, message).help(help);
}

fn report_refused(address: &str, span: Span, diagnostics: &mut Diagnostics) {
    let address = address.escape_debug();
    let message = text!(
        uk: "посилання «{address}» веде туди, куди сторінка вести не може",
        en: "the link «{address}» leads where no page may lead",
    );
    let help = text!(
        uk: "можна: https://…, mailto:…, сторінка чи файл сайту від його початку, без «/» і «..»",
        en: "allowed: https://…, mailto:…, a page or file of the site from its top, without «/» and «..»",
    );
    diagnostics.error("refused-link", span, message).help(help);
}

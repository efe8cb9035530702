//! The files of `files/`, and the materials that name them or a page of the web.
//!
//! A file has a name of any letters, and an address made from it ([`attachment_path`]); content may name it in any
//! spelling that gives the same address.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::markdown::{self, Target};
use crate::plan::{Attachment, Material, Portal, attachment_path};
use crate::read::records::{AttachmentRecord, MaterialRecord};
use crate::resolve::addresses::web_address;
use crate::resolve::office::words;
use crate::resolve::scope::{Scope, nearest};
use crate::source::{FileId, Span, Spanned};
use crate::text;

/// Files that a browser runs as a page of the site, or Windows as a program.
const RISKY: &[&str] = &[
    "bat", "cmd", "com", "docm", "exe", "hta", "htm", "html", "jar", "js", "lnk", "mht", "mhtml",
    "mjs", "msi", "php", "phtml", "pptm", "ps1", "scr", "shtml", "svgz", "vbs", "xht", "xhtml",
    "xlsm",
];

/// Gives every file its address; two that would lie at one are reported.
pub(in crate::resolve) fn resolve_attachments(
    records: Vec<AttachmentRecord>,
    has_many_offices: bool,
    portal: &mut Portal,
    diagnostics: &mut Diagnostics,
) {
    for AttachmentRecord { path, source, size, file } in records {
        let (folder, within) = match path.strip_prefix("offices/") {
            Some(rest) => rest.split_once('/').unwrap_or(("", rest)),
            None => ("", path.as_str()),
        };
        let address = if has_many_offices { folder } else { "" };
        let within = within.strip_prefix("files/").unwrap_or(within);
        let site_path = attachment_path(address, within);
        if RISKY.iter().any(|ending| site_path.ends_with(&format!(".{ending}"))) {
            report_risky(within, file, diagnostics);
        }
        if portal.attachments.contains_key(&site_path) {
            report_twin(within, &site_path, file, diagnostics);
            continue;
        }
        let attachment = Attachment { path: site_path.clone(), source, size, is_named: false };
        portal.attachments.insert(site_path, attachment);
    }
}

/// Finds out which files materials and texts lead to.
pub(in crate::resolve) fn find_named(portal: &mut Portal) {
    let entries = portal.entries.iter().map(|(_, entry)| &entry.facts);
    let facts = entries.chain(portal.items.iter().map(|(_, item)| &item.facts)).flatten();
    let materials = facts.flat_map(|facts| &facts.materials);
    let materials =
        materials.chain(portal.practices.iter().flat_map(|(_, practice)| &practice.materials));
    let mut named = materials.map(|material| material.target.clone()).collect::<BTreeSet<_>>();
    for (office, text) in portal.texts() {
        for (address, _) in markdown::links(text) {
            if let Target::Internal(path, _) = Target::of(&address) {
                let file = portal.attachment(office, path);
                named.insert(file.map_or_else(|| path.to_owned(), |file| file.path.clone()));
            }
        }
    }
    portal.attachments.values_mut().for_each(|file| file.is_named = named.contains(&file.path));
}

/// Materials: a file of the portal or a web address; anything else is reported.
pub(in crate::resolve) fn resolve_materials(
    records: Vec<MaterialRecord>,
    portal: &Portal,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<Material> {
    let mut materials = Vec::new();
    for MaterialRecord { title, file, link, span } in records {
        let (name, target) = match (file, link) {
            (Some(file), _) => (file.value.clone(), file_target(file, portal, scope, diagnostics)),
            (None, Some(link)) if link.value.starts_with("files/") => {
                (link.value.clone(), file_target(link, portal, scope, diagnostics))
            }
            (None, Some(link)) => (link.value.clone(), web_address(Some(link), diagnostics)),
            (None, None) => {
                report_nothing(span, diagnostics);
                continue;
            }
        };
        let Some(target) = target else { continue };
        let name = name.strip_prefix("files/").map(str::to_owned).unwrap_or(name);
        materials.push(Material { title: words(title).unwrap_or(name), target, span });
    }
    materials
}

fn file_target(
    mut file: Spanned<String>,
    portal: &Portal,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    file.value = file.value.replace('\\', "/");
    // «files/» may be left out: where else would a file lie.
    if !file.value.starts_with("files/") {
        file.value.insert_str(0, "files/");
    }
    if let Some(attachment) = portal.attachment(scope.organization, &file.value) {
        return Some(attachment.path.clone());
    }
    let path = &file.value;
    let message = text!(uk: "немає файла «{path}»", en: "there is no file «{path}»");
    let known = portal.attachments.values();
    let known = known.filter_map(|file| file.source.file_name()?.to_str());
    let known = known.collect::<Vec<_>>();
    let name = path.strip_prefix("files/").unwrap_or(path);
    // «zvit.docx» for «zvit.pdf» is farther than a slip of letters.
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let near = nearest(name, known.iter().copied())
        .or_else(|| known.iter().copied().find(|it| stem(it) == stem(name)));
    let is_disk = name.contains(':');
    let help = match near {
        Some(near) => text!(uk: "може, «files/{near}»?", en: "did you mean «files/{near}»?"),
        None if is_disk => text!(
            uk: "на сайті диска вашого комп’ютера немає: покладіть файл у теку files/ змісту й пишіть: file = \"files/назва\"",
            en: "a site has no disk of your computer: put the file into the folder files/ of the content and write: file = \"files/name\"",
        ),
        None => text!(
            uk: "покладіть файл у теку files/ змісту",
            en: "put the file into the folder files/ of the content",
        ),
    };
    diagnostics.error("missing-attachment", file.span, message).help(help);
    None
}

fn report_nothing(span: Span, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "у матеріалу немає ні file, ні link",
        en: "the material has neither file nor link",
    );
    let help = text!(
        uk: "додайте file = \"files/назва.pdf\" або link = \"https://…\"",
        en: "add file = \"files/name.pdf\" or link = \"https://…\"",
    );
    diagnostics.error("missing-key", span, message).help(help);
}

fn report_twin(name: &str, path: &str, file: FileId, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "файл «{name}» мав би ту саму адресу «{path}», що й інший файл",
        en: "the file «{name}» would have the address «{path}» of another file",
    );
    let help = text!(
        uk: "перейменуйте один із них: в адресі лишаються тільки літери й цифри, великі літери не відрізняються",
        en: "rename one of them: an address keeps only letters and digits, in lower case",
    );
    diagnostics.error("twin-attachment", Span::new(file, 0..0), message).help(help);
}

fn report_risky(name: &str, file: FileId, diagnostics: &mut Diagnostics) {
    let message = text!(
        uk: "файл «{name}» у читача може запуститися: це програма, вебсторінка або документ із макросами",
        en: "the file «{name}» may run at the reader's: it is a program, a web page or a document with macros",
    );
    let help = text!(
        uk: "збережіть його як PDF, DOCX, XLSX чи PPTX",
        en: "save it as PDF, DOCX, XLSX or PPTX",
    );
    diagnostics.warning("risky-attachment", Span::new(file, 0..0), message).help(help);
}

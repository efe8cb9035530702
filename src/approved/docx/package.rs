//! The file as an archive of parts (ECMA-376, part 2): which part is which, said by their relationships.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::{Fault, attribute};

/// No part of a plan is as long; more would be no document but a trap.
const LONGEST_PART: u64 = 256 * 1024 * 1024;

/// An open file.
pub(super) struct Package<'b>(ZipArchive<Cursor<&'b [u8]>>);

/// The XML of what is read.
pub(super) struct Parts {
    pub(super) document: String,
    pub(super) styles: Option<String>,
    pub(super) numbering: Option<String>,
    pub(super) footnotes: Option<String>,
    pub(super) endnotes: Option<String>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(|_| Fault::Damaged)
    }

    /// The parts that the relationships name.
    pub(super) fn parts(&mut self) -> Result<Parts, Fault> {
        let relationships = self.part("_rels/.rels")?.ok_or(Fault::NotADocument)?;
        let path = target(&relationships, "/officeDocument", "")?.ok_or(Fault::NotADocument)?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let document = self.part(&path)?.ok_or(Fault::Damaged)?;
        let of_document = self.part(&join(folder, &format!("_rels/{name}.rels")))?;
        let mut other = |kind| -> Result<Option<String>, Fault> {
            let Some(relationships) = &of_document else { return Ok(None) };
            match target(relationships, kind, folder)? {
                Some(path) => self.part(&path),
                None => Ok(None),
            }
        };
        let (styles, numbering) = (other("/styles")?, other("/numbering")?);
        let (footnotes, endnotes) = (other("/footnotes")?, other("/endnotes")?);
        Ok(Parts { document, styles, numbering, footnotes, endnotes })
    }

    /// The words of a part; `None` when there is no such part.
    fn part(&mut self, path: &str) -> Result<Option<String>, Fault> {
        let Some(at) = self.0.index_for_name(path) else { return Ok(None) };
        let file = self.0.by_index(at).map_err(|_| Fault::Damaged)?;
        let mut bytes = Vec::new();
        let read = file.take(LONGEST_PART).read_to_end(&mut bytes);
        read.map_err(|_| Fault::Damaged)?;
        decoded(bytes).map(Some).ok_or(Fault::Damaged)
    }
}

/// XML is written in UTF-8 or UTF-16 (XML 1.0, 4.3.3).
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.as_chunks().0.iter().map(|pair| unit(*pair)).collect::<Vec<_>>();
        String::from_utf16(&units).ok()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// Elements within elements of a document stand nowhere near as deep; we walk down them call by call, and a stack has an end.
const DEEPEST: usize = 256;

pub(super) fn tree(xml: &str) -> Result<Document<'_>, Fault> {
    let tree = Document::parse(xml.trim_start_matches('\u{feff}')).map_err(|_| Fault::Damaged)?;
    // A node comes after the one it stands in, and its number counts from the first.
    let mut depths = Vec::new();
    for node in tree.descendants() {
        let above = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth: usize = above.map_or(0, |above| above + 1);
        if depth > DEEPEST {
            return Err(Fault::Damaged);
        }
        depths.push(depth);
    }
    Ok(tree)
}

/// The path of the first part of a kind; kinds are named by the ends of their addresses, because the two editions of
/// the standard begin them in two ways.
fn target(relationships: &str, kind: &str, folder: &str) -> Result<Option<String>, Fault> {
    let tree = tree(relationships)?;
    let mut of_kind = tree.descendants().filter(|node: &Node<'_, '_>| {
        attribute(*node, "Type").is_some_and(|address| address.ends_with(kind))
    });
    let target = of_kind.find_map(|node| attribute(node, "Target"));
    Ok(target.map(|target| match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => join(folder, target),
    }))
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

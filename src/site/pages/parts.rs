//! A list of groups that may be too long for one page: cut into parts, each a page of its own.
//!
//! A group that a cut goes through is continued on the next part. What the groups hold is decided once and shared
//! by the views of all parts, so that a part costs what it shows.

use crate::plan::RowIdx;
use crate::site::Site;
use crate::site::pages::Link;
use crate::site::pages::blocks::{Group, MOST, html};
use crate::site::routes::relative;

/// A group of rows, before it is known what of it stands on which page.
pub(in crate::site) struct Block {
    /// Its anchor.
    pub(in crate::site) id: String,
    /// Its heading.
    pub(in crate::site) title: String,
    /// Where the heading leads.
    pub(in crate::site) to: Option<String>,
    /// A remark under the heading.
    pub(in crate::site) note: Option<&'static str>,
    /// Its rows.
    pub(in crate::site) rows: Vec<RowIdx>,
}

/// The groups of a list, cut into parts.
pub(in crate::site) struct Parts {
    blocks: Vec<Block>,
    /// How many rows a part has at most.
    most: usize,
}

/// What of a group stands on a part.
pub(in crate::site) struct Shown<'p> {
    pub(in crate::site) block: &'p Block,
    /// Its heading, or that it goes on.
    pub(in crate::site) title: String,
    pub(in crate::site) rows: &'p [RowIdx],
}

impl Parts {
    /// Groups without rows are left out.
    pub(in crate::site) fn new(blocks: Vec<Block>) -> Parts {
        Parts::of_at_most(MOST, blocks)
    }

    /// The same for a list whose rows take less of a page.
    pub(in crate::site) fn of_at_most(most: usize, mut blocks: Vec<Block>) -> Parts {
        blocks.retain(|block| !block.rows.is_empty());
        Parts { blocks, most }
    }

    /// How many pages the list takes, at least one.
    pub(in crate::site) fn number(&self) -> usize {
        self.count().div_ceil(self.most).max(1)
    }

    /// How many rows the list has.
    pub(in crate::site) fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.rows.len()).sum()
    }

    /// All rows of the list, each with the part it stands on.
    pub(in crate::site) fn rows(&self) -> impl Iterator<Item = (usize, RowIdx)> {
        let rows = self.blocks.iter().flat_map(|block| &block.rows).enumerate();
        rows.map(|(place, row)| (place / self.most, *row))
    }

    /// What of the groups stands on a part.
    pub(in crate::site) fn shown(&self, part: usize) -> impl Iterator<Item = Shown<'_>> {
        let (from, until) = (part * self.most, (part + 1) * self.most);
        self.starts().filter_map(move |(start, block)| {
            let first = from.saturating_sub(start).min(block.rows.len());
            let last = until.saturating_sub(start).min(block.rows.len());
            let rows = block.rows.get(first..last).filter(|rows| !rows.is_empty())?;
            let is_continued = first > 0;
            let title = if is_continued { " (продовження)" } else { "" };
            Some(Shown { block, title: format!("{}{title}", block.title), rows })
        })
    }

    /// The same with the rows' HTML.
    pub(in crate::site) fn groups(
        &self,
        (site, path): (&Site<'_>, &str),
        part: usize,
        is_wanted: impl Fn(&Block) -> bool,
    ) -> Vec<Group> {
        let shown = self.shown(part).filter(|shown| is_wanted(shown.block));
        let group = |Shown { block, title, rows }: Shown<'_>| Group {
            id: block.id.clone(),
            title,
            href: block.to.as_ref().map(|to| relative(path, to)),
            count: block.rows.len().to_string(),
            note: block.note.map(str::to_owned),
            month: None,
            quiet: false,
            rows_html: html(site, rows),
        };
        shown.map(group).collect()
    }

    /// Links to all parts, none when there is only one; `path_of` tells where a part lies.
    pub(in crate::site) fn links(
        &self,
        path: &str,
        part: usize,
        path_of: impl Fn(usize) -> String,
    ) -> Vec<Link> {
        let number = self.number();
        let link = |one: usize| match one == part {
            true => Link::here((one + 1).to_string()),
            false => Link::new(path, &path_of(one), (one + 1).to_string()),
        };
        if number == 1 { Vec::new() } else { (0..number).map(link).collect() }
    }

    /// The groups, each after how many rows of the list.
    fn starts(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().scan(0, |next, block| {
            let start = *next;
            *next += block.rows.len();
            Some((start, block))
        })
    }
}

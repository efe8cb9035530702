//! Words of rows that stand on many pages, made fit for display once: see [`tie`]. All words are tied as they become
//! HTML (`render/theme.rs`); these leave nothing to tie by then, which takes a third of the time.

use std::sync::OnceLock;

use crate::language::lines::without_marks;
use crate::language::typography::tie;
use crate::plan::{Entry, Idx, Portal, RowIdx};
use crate::site::Site;
use crate::site::output::marks;
use crate::site::pages::entry::{bare_words, named};
use crate::site::pages::shorten;

/// What has been asked for so far.
pub(in crate::site) struct TiedWords {
    /// By the places of the rows.
    rows: Vec<OnceLock<Box<str>>>,
    /// By the entries.
    names: Vec<OnceLock<Box<str>>>,
    beginnings: Vec<OnceLock<Box<str>>>,
    contexts: Vec<OnceLock<Box<str>>>,
}

impl TiedWords {
    pub(in crate::site) fn of(portal: &Portal) -> TiedWords {
        let none = |count| std::iter::repeat_with(OnceLock::new).take(count).collect::<Vec<_>>();
        let entries = portal.entries.len();
        TiedWords {
            rows: none(entries + portal.items.len()),
            names: none(entries),
            beginnings: none(entries),
            contexts: none(entries),
        }
    }
}

impl Site<'_> {
    /// The approved words of a row.
    pub(in crate::site) fn tied(&self, row: RowIdx) -> &str {
        let words = &self.tied.rows[marks::row_place(self.portal, row)];
        words.get_or_init(|| tie(self.portal.row(row).text()).into())
    }

    /// See [`named`].
    pub(in crate::site) fn tied_name(&self, entry: Idx<Entry>) -> &str {
        self.tied.names[entry.index()].get_or_init(|| tie(&named(self.portal, entry)).into())
    }

    /// The words of an entry without its number in one line, cut where a short one has to do.
    pub(in crate::site) fn tied_beginning(&self, entry: Idx<Entry>) -> &str {
        self.tied.beginnings[entry.index()]
            .get_or_init(|| tie(&shorten(&bare_words(self.portal, entry), 110)).into())
    }

    /// The entry's own words in one line, for those that go on from them; cut if they are long.
    pub(in crate::site) fn tied_context(&self, entry: Idx<Entry>) -> &str {
        self.tied.contexts[entry.index()].get_or_init(|| {
            tie(&shorten(without_marks(&self.portal.entries[entry].text), 140)).into()
        })
    }
}

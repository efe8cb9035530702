//! Tables of the plan and indexes into them.
//!
//! A [`Table`] owns its rows; everybody else holds an [`Idx`], which cannot dangle because rows are only ever
//! added while the plan is being resolved. Rows keep the order of the content.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// Which row of a [`Table`].
pub struct Idx<T> {
    raw: u32,
    row: PhantomData<fn() -> T>,
}

impl<T> Idx<T> {
    /// The row's place, from 0.
    pub fn index(self) -> usize {
        self.raw as usize
    }

    /// The index of the row at `place`.
    pub fn at(place: usize) -> Idx<T> {
        let raw = u32::try_from(place).expect("tables hold fewer than 2^32 rows");
        Idx { raw, row: PhantomData }
    }
}

impl<T> Clone for Idx<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Idx<T> {}
impl<T> PartialEq for Idx<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<T> Eq for Idx<T> {}
impl<T> PartialOrd for Idx<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Idx<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<T> Hash for Idx<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<T> std::fmt::Debug for Idx<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{}", self.raw)
    }
}

/// Neighbouring rows: the entries of a section, the items of an entry.
#[derive(Debug)]
pub struct IdxRange<T> {
    start: Idx<T>,
    end: Idx<T>,
}

impl<T> Clone for IdxRange<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for IdxRange<T> {}

impl<T> IdxRange<T> {
    /// The rows from `start` up to, not including, `end`.
    pub fn new(start: Idx<T>, end: Idx<T>) -> IdxRange<T> {
        IdxRange { start, end }
    }

    /// The indexes in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Idx<T>> + ExactSizeIterator {
        (self.start.index()..self.end.index()).map(Idx::at)
    }

    /// The index of the first row, or where it would be.
    pub fn start(self) -> Idx<T> {
        self.start
    }

    /// How many rows.
    pub fn len(self) -> usize {
        self.end.index() - self.start.index()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The place of `idx` in the range, from 0.
    pub fn place_of(self, idx: Idx<T>) -> usize {
        idx.index() - self.start.index()
    }
}

/// Rows of one kind in the order of the content.
#[derive(Debug)]
pub struct Table<T> {
    rows: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { rows: Vec::new() }
    }
}

impl<T> Table<T> {
    /// Adds a row.
    pub fn add(&mut self, row: T) -> Idx<T> {
        self.rows.push(row);
        Idx::at(self.rows.len() - 1)
    }

    /// The index the next row will get.
    pub fn next(&self) -> Idx<T> {
        Idx::at(self.rows.len())
    }

    /// Rows with their indexes.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Idx<T>, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(place, row)| (Idx::at(place), row))
    }

    /// All indexes in order.
    pub fn all(&self) -> IdxRange<T> {
        IdxRange::new(Idx::at(0), self.next())
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> Index<Idx<T>> for Table<T> {
    type Output = T;
    fn index(&self, idx: Idx<T>) -> &T {
        &self.rows[idx.index()]
    }
}

impl<T> IndexMut<Idx<T>> for Table<T> {
    fn index_mut(&mut self, idx: Idx<T>) -> &mut T {
        &mut self.rows[idx.index()]
    }
}

//! Pieces that many files share, and how they come into a file: see `site/output/marks.rs`.

use std::sync::{Mutex, OnceLock, PoisonError};

use memchr::{memchr, memchr_iter};

use crate::key::Key;
use crate::render::html::TemplateFault;
use crate::site::output::marks::{CLOSE, GAP, OPEN};

/// What is rendered once for many files, by its place, when the first of them asks.
#[derive(Default)]
pub(in crate::render) struct Pieces<'p> {
    /// The place of the first.
    first: usize,
    /// Of each which in their list it is, and what it has become.
    pieces: Vec<Option<(usize, OnceLock<Piece>)>>,
    make: Option<Box<MakePiece<'p>>>,
    faults: Mutex<Vec<TemplateFault>>,
}

/// Makes a piece by its number in the list.
type MakePiece<'p> = dyn Fn(usize) -> Result<Piece, TemplateFault> + Sync + 'p;

/// Bytes with gaps.
pub(in crate::render) struct Piece {
    /// Of what it is made: of its bytes, which are made in any case.
    key: Key,
    bytes: Box<[u8]>,
    /// Where in the bytes a gap is.
    gaps: Box<[u32]>,
}

impl Piece {
    /// Takes the gaps out of the bytes and remembers where they were.
    pub(in crate::render) fn new(bytes: &[u8]) -> Piece {
        let mut kept = Vec::with_capacity(bytes.len());
        let mut gaps = Vec::new();
        for (at, part) in bytes.split(|byte| *byte == GAP_BYTE).enumerate() {
            if at > 0 {
                gaps.push(u32::try_from(kept.len()).expect("a row is shorter than 4 GB"));
            }
            kept.extend_from_slice(part);
        }
        Piece { key: Key::of(bytes), bytes: kept.into(), gaps: gaps.into() }
    }

    fn write(&self, fill: &[u8], out: &mut Vec<u8>) {
        let mut from = 0;
        for gap in &self.gaps {
            let gap = *gap as usize;
            out.extend_from_slice(&self.bytes[from..gap]);
            out.extend_from_slice(fill);
            from = gap;
        }
        out.extend_from_slice(&self.bytes[from..]);
    }
}

impl<'p> Pieces<'p> {
    /// Pieces that lie at these places, in any order.
    pub(in crate::render) fn new(
        places: impl Iterator<Item = usize> + Clone,
        make: impl Fn(usize) -> Result<Piece, TemplateFault> + Sync + 'p,
    ) -> Pieces<'p> {
        let first = places.clone().min().unwrap_or_default();
        let end = places.clone().max().map_or(0, |last| last + 1);
        let mut pieces = Vec::new();
        pieces.resize_with(end - first, || None);
        for (number, place) in places.enumerate() {
            pieces[place - first] = Some((number, OnceLock::new()));
        }
        Pieces { first, pieces, make: Some(Box::new(make)), faults: Mutex::default() }
    }

    /// What was wrong with the templates of pieces: with a fault a piece is nothing, and the site is not published.
    pub(in crate::render) fn into_faults(self) -> Vec<TemplateFault> {
        self.faults.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keys of the pieces that a page marks, in order; of the page its view is known, as [`View::write`] says it.
    ///
    /// [`View::write`]: crate::site::output::View::write
    pub(in crate::render) fn keys_in(&self, view: &[u8]) -> Vec<Key> {
        let marks = memchr_iter(OPEN, view).filter_map(|at| {
            let words = &view[at + 1..];
            let digits = words.iter().take_while(|sign| sign.is_ascii_digit()).count();
            // Bytes that are numbers or lengths may begin like a mark. Few end like one too, and one piece more does
            // no harm.
            let is_mark = digits > 0 && matches!(words.get(digits), Some(&CLOSE | &GAP_BYTE));
            self.find(words).filter(|_| is_mark)
        });
        marks.map(|piece| piece.key).collect()
    }

    /// The bytes of the file at `path`, each mark replaced by its piece; as they are when they hold no mark.
    pub(in crate::render) fn put_into<'b>(
        &self,
        path: &str,
        bytes: &'b [u8],
        whole: &'b mut Vec<u8>,
    ) -> &'b [u8] {
        let Some(mut at) = memchr(OPEN, bytes) else { return bytes };
        let to_top = "../".repeat(path.matches('/').count());
        whole.clear();
        let mut rest = bytes;
        loop {
            let (before, from) = rest.split_at(at);
            whole.extend_from_slice(before);
            let end = memchr(CLOSE, from).expect("a mark that is opened is closed");
            self.put(&from[1..end], to_top.as_bytes(), whole);
            rest = &from[end + 1..];
            match memchr(OPEN, rest) {
                Some(next) => at = next,
                None => break,
            }
        }
        whole.extend_from_slice(rest);
        whole
    }

    fn put(&self, mark: &[u8], to_top: &[u8], whole: &mut Vec<u8>) {
        let (place, fill) = match memchr(GAP_BYTE, mark) {
            Some(at) => (&mark[..at], &mark[at + 1..]),
            None => (mark, to_top),
        };
        let piece = self.find(place);
        piece.expect("a page marks only rows that it has listed").write(fill, whole);
    }

    /// The piece at the place whose number begins the words.
    fn find(&self, words: &[u8]) -> Option<&Piece> {
        let digits = words.iter().take_while(|sign| sign.is_ascii_digit());
        let digit = |place: usize, digit: &u8| {
            place.checked_mul(10)?.checked_add(usize::from(digit - b'0'))
        };
        let place = digits.copied().try_fold(0, |place, sign| digit(place, &sign))?;
        let (number, piece) = self.pieces.get(place.checked_sub(self.first)?)?.as_ref()?;
        let make = self.make.as_ref()?;
        Some(piece.get_or_init(|| {
            make(*number).unwrap_or_else(|fault| {
                self.faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
                Piece::new(&[])
            })
        }))
    }
}

const GAP_BYTE: u8 = GAP as u8;

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces};
    use crate::key::Key;
    use crate::site::output::marks::{mark, mark_filled};

    fn put(path: &str, file: &str) -> String {
        let link = "<a href=\"\u{3}x.html\">\u{3}</a>".as_bytes();
        let pieces = Pieces::new([4].into_iter(), |_| Ok(Piece::new(link)));
        let mut whole = Vec::new();
        String::from_utf8(pieces.put_into(path, file.as_bytes(), &mut whole).to_vec()).unwrap()
    }

    #[test]
    fn a_piece_leads_up_from_where_the_file_lies() {
        let file = format!("1{}2", mark(4));
        assert_eq!(put("a.html", &file), "1<a href=\"x.html\"></a>2");
        assert_eq!(put("a/b/c.html", &file), "1<a href=\"../../x.html\">../../</a>2");
    }

    #[test]
    fn the_pieces_of_a_view_are_known() {
        let words = ["four", "twelve"];
        let pieces = Pieces::new([4, 12].into_iter(), |at| Ok(Piece::new(words[at].as_bytes())));
        let keys = |view: &str| pieces.keys_in(view.as_bytes());
        let (four, twelve) = (Key::of(&b"four"[..]), Key::of(&b"twelve"[..]));
        assert_eq!(keys(&format!("a{}b{}", mark(12), mark_filled(4, "w"))), [twelve, four]);
        // A number that looks like the beginning of a mark, and a place where nothing is.
        assert_eq!(keys(&format!("\u{1}a\u{1}\u{2}\u{1}4a\u{1}{}", mark(5))), []);
    }

    #[test]
    fn a_mark_may_bring_what_fills_the_gaps() {
        assert_eq!(put("a/b.csv", &mark_filled(4, "w")), "<a href=\"wx.html\">w</a>");
        assert_eq!(put("a/b.csv", "no mark"), "no mark");
    }
}

//! Compressed bytes that can stand one after another (RFC 1951): the one door to the crate `flate2`.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress};

/// Bytes that stand in many streams, compressed once.
pub(super) struct Chunk {
    /// As they are.
    pub(super) plain: Box<[u8]>,
    /// Blocks that end on a byte and refer to nothing before them.
    pub(super) deflated: Box<[u8]>,
}

impl Chunk {
    pub(super) fn new(plain: &[u8]) -> Chunk {
        let mut deflated = Vec::with_capacity(plain.len() / 2 + ROOM);
        deflate(plain, &mut deflated);
        Chunk { plain: plain.into(), deflated: deflated.into() }
    }
}

/// The least that compresses: time of a build is worth more than a third of these small files.
const LEVEL: u32 = 1;

/// So many bytes are enough to end a block.
const ROOM: usize = 64;

thread_local! {
    /// To make one takes longer than to compress a row.
    static COMPRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

/// Writes bytes as blocks that end on a byte, are not the last of a stream and refer to nothing before them.
pub(super) fn deflate(plain: &[u8], out: &mut Vec<u8>) {
    if plain.is_empty() {
        return;
    }
    COMPRESS.with_borrow_mut(|compress| {
        compress.reset();
        out.reserve(plain.len() / 2 + ROOM);
        loop {
            let done = usize::try_from(compress.total_in()).unwrap_or(plain.len());
            let rest = plain.get(done..).unwrap_or_default();
            let taken = compress.compress_vec(rest, out, FlushCompress::Sync);
            taken.expect("a stream that takes more bytes or has to be flushed is no fault");
            // All is out when there is room left.
            if out.len() < out.capacity() {
                break;
            }
            out.reserve(plain.len() / 4 + ROOM);
        }
    });
}

/// Writes bytes as they are, as blocks of a stream; the last of it if `is_last`.
pub(super) fn store(plain: &[u8], is_last: bool, out: &mut Vec<u8>) {
    const MOST: usize = u16::MAX as usize;
    let mut rest = plain;
    loop {
        let (block, after) = rest.split_at(rest.len().min(MOST));
        let length = u16::try_from(block.len()).expect("a block is cut to what a length can say");
        out.push(u8::from(is_last && after.is_empty()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::DeflateDecoder;

    use super::{Chunk, deflate, store};

    #[test]
    fn blocks_stand_one_after_another() {
        let noise = (0..200_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8);
        let noise = noise.collect::<Vec<_>>();
        let words = "Проведення обласних вебінарів ".repeat(500);
        let chunk = Chunk::new(words.as_bytes());
        assert!(chunk.deflated.len() < words.len() / 20);
        let mut stream = Vec::new();
        let mut plain = Vec::<u8>::new();
        for piece in [&noise[..], b"", b"a", words.as_bytes(), &noise[..70_000]] {
            deflate(piece, &mut stream);
            plain.extend(piece);
            stream.extend(&chunk.deflated);
            plain.extend(&chunk.plain);
            store(piece, false, &mut stream);
            plain.extend(piece);
        }
        store(b"the end", true, &mut stream);
        plain.extend(b"the end");
        let mut read = Vec::new();
        DeflateDecoder::new(stream.as_slice()).read_to_end(&mut read).expect("it is a stream");
        assert!(read == plain);
    }
}

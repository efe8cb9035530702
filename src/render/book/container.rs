//! The file in which the parts of a book lie: a zip archive (PKWARE APPNOTE 6.3.10, the numbers below are of its
//! chapters), written here because no library takes a stream that is compressed piece by piece already.

use flate2::Crc;

use crate::render::book::deflate::{Chunk, deflate, store};

/// An archive in memory.
pub(super) struct Container {
    bytes: Vec<u8>,
    /// The list of parts at its end (4.3.12).
    directory: Vec<u8>,
    parts: u16,
}

/// A part that is being written.
pub(super) struct PartWriter<'c> {
    container: &'c mut Container,
    name: &'c str,
    at: usize,
    crc: Crc,
}

/// What a reader must know: the version 2.0 of the format, names of ASCII, deflate; then one time of day and one day
/// for all, because the bytes must not tell when they were made.
const HOW: [u16; 5] = [20, 0, 8, 0, 0x21];

/// Who made it: version 2.0, for the file modes of Unix.
const MADE_BY: u16 = 3 << 8 | 20;

/// A plain file that everybody may read.
const MODE: u32 = 0o100_644 << 16;

impl Container {
    /// An empty one that will take about so many bytes.
    pub(super) fn new(length: usize) -> Container {
        Container { bytes: Vec::with_capacity(length), directory: Vec::new(), parts: 0 }
    }

    /// Begins a part; it is there once it is closed.
    pub(super) fn part<'c>(&'c mut self, name: &'c str) -> PartWriter<'c> {
        let at = self.bytes.len();
        // The head (4.3.7); checksum and lengths are filled in when they are known.
        self.bytes.extend(b"PK\x03\x04");
        put(&mut self.bytes, &HOW);
        self.bytes.extend([0; 12]);
        put(&mut self.bytes, &[short(name.len()), 0]);
        self.bytes.extend(name.as_bytes());
        PartWriter { container: self, name, at, crc: Crc::new() }
    }

    /// The bytes of the archive.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let start = long(self.bytes.len());
        let length = long(self.directory.len());
        self.bytes.extend(&self.directory);
        // The end (4.3.16): one disk.
        self.bytes.extend(b"PK\x05\x06");
        put(&mut self.bytes, &[0, 0, self.parts, self.parts]);
        self.bytes.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
        put(&mut self.bytes, &[0]);
        self.bytes
    }
}

impl PartWriter<'_> {
    /// Bytes that are compressed here.
    pub(super) fn deflate(&mut self, plain: &[u8]) {
        self.crc.update(plain);
        deflate(plain, &mut self.container.bytes);
    }

    /// Bytes that stand as they are.
    pub(super) fn store(&mut self, plain: &[u8]) {
        self.crc.update(plain);
        store(plain, false, &mut self.container.bytes);
    }

    /// Bytes that were compressed before.
    pub(super) fn copy(&mut self, chunk: &Chunk) {
        self.crc.update(&chunk.plain);
        self.container.bytes.extend(&chunk.deflated);
    }

    /// Ends the part.
    pub(super) fn close(self) {
        let PartWriter { container, name, at, crc } = self;
        store(b"", true, &mut container.bytes);
        let deflated = long(container.bytes.len() - at - HEAD - name.len());
        let sums = [crc.sum(), deflated, crc.amount()].map(u32::to_le_bytes).concat();
        container.bytes[at + SUMS..at + SUMS + sums.len()].copy_from_slice(&sums);
        let directory = &mut container.directory;
        directory.extend(b"PK\x01\x02");
        put(directory, &[MADE_BY]);
        put(directory, &HOW);
        directory.extend(sums);
        put(directory, &[short(name.len()), 0, 0, 0, 0]);
        directory.extend([MODE.to_le_bytes(), long(at).to_le_bytes()].concat());
        directory.extend(name.as_bytes());
        container.parts += 1;
    }
}

/// How long the head of a part is without its name.
const HEAD: usize = 30;

/// Where in it checksum and lengths stand.
const SUMS: usize = 14;

fn put(bytes: &mut Vec<u8>, numbers: &[u16]) {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn short(number: usize) -> u16 {
    u16::try_from(number).expect("names of parts are short")
}

fn long(number: usize) -> u32 {
    u32::try_from(number).expect("a book is shorter than 4 GB")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    use super::Container;
    use crate::render::book::deflate::Chunk;

    #[test]
    fn parts_are_read_back_as_they_were_written() {
        let chunk = Chunk::new("розділ ".repeat(100).as_bytes());
        let mut container = Container::new(0);
        let mut part = container.part("a/b.xml");
        part.store(b"<a>");
        part.copy(&chunk);
        part.deflate(b"</a>");
        part.copy(&chunk);
        part.close();
        container.part("empty").close();
        let mut archive = ZipArchive::new(Cursor::new(container.finish())).expect("it is a zip");
        assert_eq!(archive.len(), 2);
        let mut read = |name: &str| {
            let mut text = String::new();
            let mut part = archive.by_name(name).expect("the part is there");
            part.read_to_string(&mut text).expect("its checksum is right");
            text
        };
        let words = "розділ ".repeat(100);
        assert_eq!(read("a/b.xml"), format!("<a>{words}</a>{words}"));
        assert_eq!(read("empty"), "");
    }
}

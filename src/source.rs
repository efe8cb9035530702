//! Source files and places in them: which file, which bytes.
//!
//! [`Sources`] owns the text of every file that was read, from the first stage to the report, so that any
//! stage can point at a place with a [`Span`] and the report can show the line. Byte-order marks and line
//! endings end here: nobody else counts lines. Start reading at [`Sources`].

use std::ops::Range;

/// Which file of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes of one whole file (also inside front matter).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let byte = |at: usize| u32::try_from(at).expect("files over 4 GiB are refused when read");
        Span { file, start: byte(range.start), end: byte(range.end) }
    }

    /// The range of bytes.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where; of a string, with its quotes.
    pub span: Span,
}

/// A place as people count: both from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line number, from 1.
    pub line_number: usize,
    /// Column number in characters, from 1.
    pub column_number: usize,
}

/// One file as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Path as shown to people: relative to the project, with `/`.
    pub path: String,
    /// The whole text, without a byte-order mark; bytes that are not UTF-8 shown as U+FFFD.
    pub text: String,
}

/// Every file read for one build.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// How the paths of the content folder's files begin: `content/`.
    content: String,
}

impl Sources {
    /// Takes in a file; `path` is how messages will call it.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.files.push(SourceFile { path, text });
        id
    }

    /// Tells how messages call the content folder.
    pub fn call_content(&mut self, shown: &str) {
        self.content = format!("{shown}/");
    }

    /// The path of a file within the content folder; of a file that lies beside the folder, none.
    pub fn within_content<'f>(&self, file: &'f SourceFile) -> Option<&'f str> {
        file.path.strip_prefix(&self.content)
    }

    /// The file.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Lets the text of a file go, of which nothing will be shown any more.
    pub fn release(&mut self, id: FileId) {
        self.files[id.0 as usize].text = String::new();
    }

    /// All files, in the order they were taken in.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// The words of a span; empty where the span does not fall on characters.
    pub fn excerpt(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a span's beginning. Counted anew each time: only reports ask.
    pub fn position(&self, span: Span) -> Position {
        let before = self.file(span.file).text.get(..span.start as usize).unwrap_or_default();
        let line_number = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let line = before.rsplit('\n').next().unwrap_or_default();
        Position { line_number, column_number: line.chars().count() + 1 }
    }
}

impl SourceFile {
    /// The line with this number (from 1), without its line ending; empty past the end.
    pub fn line(&self, line_number: usize) -> &str {
        let line = self.text.split('\n').nth(line_number.saturating_sub(1));
        line.unwrap_or_default().trim_end_matches('\r')
    }
}

//! One text file and the places in it, so that everything else can speak in byte spans.
//!
//! This is the only module that turns bytes into lines and columns, and the only reader of documents.

mod read;

use std::sync::{Arc, OnceLock};

use memchr::memchr2_iter;

pub use read::ReadError;

/// A half-open range of bytes in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; documents are at most 4 GiB, which [`SourceFile::read`] checks.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True if the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// True if `inner` lies inside this span; both may share their borders.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// The span as an index into the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people and tools count it; line and columns start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1; a byte order mark is not counted.
    pub column: u32,
    /// Column in UTF-16 code units, from 1; a byte order mark is not counted.
    pub utf16: u32,
    /// Column in UTF-8 bytes, from 1; a byte order mark is not counted.
    pub byte: u32,
}

/// The lines around a span, copied so that a diagnostic can be shown when its document is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Byte offset of the excerpt in its document.
    pub start: u32,
    /// Line of its first byte, from 1.
    pub line: u32,
    /// Column of its first byte in code points, from 1; more than 1 where a long line was cut.
    pub column: u32,
    /// Whole lines without the last line ending, or a window of them where they are long.
    pub text: Box<str>,
}

/// A span with all that a reporter needs to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes in the document.
    pub span: Span,
    /// Where the span starts.
    pub start: Position,
    /// Where it ends, exclusive.
    pub end: Position,
    /// What to show.
    pub excerpt: Excerpt,
}

/// A file's path and text with an index of its lines.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the current folder, with `/`; it identifies the document.
    pub path: Arc<str>,
    text: String,
    line_starts: Vec<u32>,
    checkpoints: OnceLock<Vec<Checkpoint>>,
}

/// Code points before a multiple of [`CHECKPOINT_BYTES`], so that columns on very long lines cost no rescan.
#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    code_points: u32,
    utf16: u32,
}

const CHECKPOINT_BYTES: usize = 1024;
/// How much of a line is copied on either side of a span.
const EXCERPT_MARGIN: usize = 240;
/// How many lines of a long span are shown.
const EXCERPT_LINES: u32 = 8;
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl SourceFile {
    /// Takes a text that was already read.
    ///
    /// `path` is what reports show; `text` is at most 4 GiB.
    pub fn new(path: impl Into<Arc<str>>, text: String) -> Self {
        let bytes = text.as_bytes();
        // Lines of prose and code are rarely shorter on average.
        let mut line_starts = Vec::with_capacity(bytes.len() / 32 + 1);
        line_starts.push(0);
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            // CRLF is one line ending: its carriage return starts no line.
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                line_starts.push(at as u32 + 1);
            }
        }
        SourceFile { path: path.into(), text, line_starts, checkpoints: OnceLock::new() }
    }

    /// The whole text, with its byte order mark if it has one.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// Number of lines; a text that ends in a line ending has an empty last line.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// Index of the line, from 0, in which the byte at `offset` lies.
    pub fn line_of(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// Byte offset at which line `line` (from 0) starts.
    pub fn line_start(&self, line: usize) -> u32 {
        self.line_starts[line]
    }

    /// The span of line `line` (from 0) without its line ending.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts[line];
        let Some(&next) = self.line_starts.get(line + 1) else {
            return Span::new(start as usize, self.text.len());
        };
        let bytes = self.text.as_bytes();
        let mut end = next as usize - 1;
        if bytes[end] == b'\n' && end > start as usize && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        Span::new(start as usize, end)
    }

    /// The text of line `line` (from 0) without its line ending.
    pub fn line(&self, line: usize) -> &str {
        self.slice(self.line_span(line))
    }

    /// All lines in order, without their line endings.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        (0..self.line_count()).map(|line| self.line(line))
    }

    /// Line and columns of a byte offset, which must lie on a character boundary.
    pub fn position(&self, offset: u32) -> Position {
        self.position_on(self.line_of(offset), offset as usize)
    }

    fn position_on(&self, line: usize, offset: usize) -> Position {
        let mut start = self.line_starts[line] as usize;
        if line == 0 && self.text.starts_with(BYTE_ORDER_MARK) && offset >= BYTE_ORDER_MARK.len() {
            start = BYTE_ORDER_MARK.len();
        }
        let (code_points, utf16) = if offset - start <= CHECKPOINT_BYTES {
            count(&self.text[start..offset])
        } else {
            let (before, here) = (self.count_to(start), self.count_to(offset));
            (here.0 - before.0, here.1 - before.1)
        };
        Position {
            line: line as u32 + 1,
            column: code_points + 1,
            utf16: utf16 + 1,
            byte: (offset - start) as u32 + 1,
        }
    }

    /// Code points and UTF-16 units before `offset`.
    fn count_to(&self, offset: usize) -> (u32, u32) {
        let checkpoints = self.checkpoints.get_or_init(|| {
            let (mut code_points, mut utf16) = (0, 0);
            let bytes = self.text.as_bytes();
            let mut table = Vec::with_capacity(bytes.len() / CHECKPOINT_BYTES + 1);
            for block in bytes.chunks(CHECKPOINT_BYTES) {
                table.push(Checkpoint { code_points, utf16 });
                let (more, more_utf16) = count_bytes(block);
                code_points += more;
                utf16 += more_utf16;
            }
            table
        });
        let index = (offset / CHECKPOINT_BYTES).min(checkpoints.len().saturating_sub(1));
        let Some(checkpoint) = checkpoints.get(index) else {
            return (0, 0);
        };
        let rest = &self.text.as_bytes()[index * CHECKPOINT_BYTES..offset];
        let (code_points, utf16) = count_bytes(rest);
        (checkpoint.code_points + code_points, checkpoint.utf16 + utf16)
    }

    /// A span with its positions and the lines to show.
    pub fn place(&self, span: Span) -> Place {
        let line = self.line_of(span.start);
        let ends_on_it = self.line_starts.get(line + 1).is_none_or(|&next| span.end < next);
        let end_line = if ends_on_it { line } else { self.line_of(span.end) };
        let start = self.position_on(line, span.start as usize);
        let end = self.position_on(end_line, span.end as usize);
        Place { span, start, end, excerpt: self.excerpt(span, start, end) }
    }

    fn excerpt(&self, span: Span, start: Position, end: Position) -> Excerpt {
        let first = start.line - 1;
        let last = (end.line - 1).min(first + EXCERPT_LINES);
        let whole =
            Span { start: self.line_span(first as usize).start, end: self.line_span(last as usize).end };
        let from = (span.start as usize).saturating_sub(EXCERPT_MARGIN).max(whole.start as usize);
        let to = (span.end as usize + EXCERPT_MARGIN)
            .min(span.start as usize + EXCERPT_LINES as usize * EXCERPT_MARGIN)
            .min(whole.end as usize)
            .max(from);
        let mut from = self.character_start(from);
        let to = self.character_start(to);
        if from == 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            from = BYTE_ORDER_MARK.len();
        }
        let line_start = span.start as usize + 1 - start.byte as usize;
        Excerpt {
            start: from as u32,
            line: start.line,
            column: if from == line_start { 1 } else { self.position_on(first as usize, from).column },
            text: self.text[from..to.max(from)].into(),
        }
    }

    /// The start of the character that `offset` lies in.
    pub fn character_start(&self, offset: usize) -> usize {
        character_start(&self.text, offset)
    }
}

/// The start of the character of `text` that the byte at `offset` lies in; the end of the text for what is behind it.
pub fn character_start(text: &str, offset: usize) -> usize {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}

/// Code points and UTF-16 units of a text.
fn count(text: &str) -> (u32, u32) {
    count_bytes(text.as_bytes())
}

/// Code points and UTF-16 units that start in a run of UTF-8 bytes.
fn count_bytes(bytes: &[u8]) -> (u32, u32) {
    let (mut code_points, mut astral) = (0, 0);
    // Sums of single bytes over short blocks are what compilers turn into vector code.
    for block in bytes.chunks(usize::from(u8::MAX)) {
        // A continuation byte starts nothing; a lead byte of four takes two UTF-16 units.
        code_points += u32::from(block.iter().map(|&byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>());
        astral += u32::from(block.iter().map(|&byte| u8::from(byte >= 0xF0)).sum::<u8>());
    }
    (code_points, code_points + astral)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str, needle: &str) -> (u32, u32, u32, u32) {
        let source = SourceFile::new("a.md", text.to_owned());
        let at = text.find(needle).expect("the needle is in the text");
        let position = source.position(at as u32);
        (position.line, position.column, position.utf16, position.byte)
    }

    #[test]
    fn columns_count_code_points_units_and_bytes() {
        assert_eq!(columns("中文𠮷x", "x"), (1, 4, 5, 11));
        assert_eq!(columns("a\r\n👍🏽x", "x"), (2, 3, 5, 9));
        assert_eq!(columns("e\u{301}x", "x"), (1, 3, 3, 4));
        assert_eq!(columns("\tx", "x"), (1, 2, 2, 2));
        assert_eq!(columns("a\rb\rx", "x"), (3, 1, 1, 1));
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        assert_eq!(columns("\u{feff}x", "x"), (1, 1, 1, 1));
        let source = SourceFile::new("a.md", "\u{feff}".to_owned());
        assert_eq!(source.position(0).column, 1);
    }

    #[test]
    fn columns_on_a_long_line_equal_a_recount() {
        let text = "字a𠮷".repeat(2_000);
        let source = SourceFile::new("a.md", text.clone());
        for (at, _) in text.char_indices().step_by(997) {
            let position = source.position(at as u32);
            assert_eq!(position.column as usize, text[..at].chars().count() + 1);
            assert_eq!(position.utf16 as usize, text[..at].encode_utf16().count() + 1);
        }
    }

    #[test]
    fn lines_leave_their_endings_out() {
        let source = SourceFile::new("a.md", "a\r\nb\nc\rd".to_owned());
        assert_eq!(source.lines().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(source.line_of(2), 0);
        assert_eq!(source.line_of(3), 1);
    }

    #[test]
    fn an_excerpt_of_a_long_line_is_a_window() {
        let text = "长".repeat(10_000);
        let source = SourceFile::new("a.md", text);
        let place = source.place(Span::new(15_000, 15_003));
        assert!(place.excerpt.text.len() < 600);
        assert!(place.excerpt.start <= place.span.start);
        assert_eq!(place.start.column, 5_001);
        assert_eq!(place.excerpt.column, place.excerpt.start / 3 + 1);
    }
}

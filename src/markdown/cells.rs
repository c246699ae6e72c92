//! The cells of a table row, read off its pipes, because what is inserted or escaped shifts the parser's columns.

use memchr::memchr_iter;

use crate::source::Span;

/// The cells of the row at `row`, each without the blanks around it, last first.
///
/// A pipe behind a backslash belongs to its cell; the pipes at the row's ends make no cells.
pub(super) fn split(source: &str, row: Span) -> Vec<Span> {
    let text = &source[row.range()];
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut start = usize::from(bytes.first() == Some(&b'|'));
    for pipe in memchr_iter(b'|', bytes).filter(|&pipe| pipe > 0 && bytes[pipe - 1] != b'\\') {
        cells.push(trimmed(text, start, pipe, row));
        start = pipe + 1;
    }
    if !text[start..].trim_ascii().is_empty() {
        cells.push(trimmed(text, start, bytes.len(), row));
    }
    cells.reverse();
    cells
}

fn trimmed(text: &str, start: usize, end: usize, row: Span) -> Span {
    let cell = text[start..end].trim_ascii_end();
    let content = cell.trim_ascii_start();
    let start = row.start as usize + start + cell.len() - content.len();
    Span::new(start, start + content.len())
}

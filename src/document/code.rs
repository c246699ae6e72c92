//! Code blocks with their content, and the way back from the content to the document.

use std::mem::take;

use super::{Document, NodeId};
use crate::source::{Span, character_start};

/// A fenced or indented code block.
#[derive(Clone, Debug)]
pub struct CodeBlock {
    /// Its node.
    pub node: NodeId,
    /// False for an indented block.
    pub fenced: bool,
    /// The info string behind the opening fence, without escapes and entities; empty if there is none.
    pub info: String,
    /// The code without fences and indentation, with its line endings; of those a carriage return alone became a
    /// line feed, for which the languages in code blocks take no other character.
    pub literal: String,
}

impl CodeBlock {
    pub(super) fn end_lines_alike(&mut self) {
        if memchr::memchr(b'\r', self.literal.as_bytes()).is_none() {
            return;
        }
        let mut bytes = take(&mut self.literal).into_bytes();
        for at in 0..bytes.len() {
            if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                bytes[at] = b'\n';
            }
        }
        self.literal = String::from_utf8(bytes).unwrap_or_default();
    }

    /// The language: the first word of the info string, without the braces and attributes that some tools add.
    pub fn language(&self) -> &str {
        let word = self.info.split_whitespace().next().unwrap_or_default();
        let word = word.trim_start_matches(['{', '.']);
        word.split([',', '{', '}', ':']).next().unwrap_or_default()
    }

    /// The place in the document of the byte at `offset` of [`CodeBlock::literal`], one character long.
    pub fn span_of(&self, doc: &Document, offset: usize) -> Span {
        let offset = character_start(&self.literal, offset);
        let before = &self.literal[..offset];
        let line_in_block = before.bytes().filter(|&byte| byte == b'\n').count();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.literal[line_start..].find('\n').map_or(self.literal.len(), |at| line_start + at);
        // A line of the code is the end of its line in the source: what a quote, list or fence indents comes before it.
        let from_line_end = (self.literal[..line_end].trim_end_matches('\r').len()).saturating_sub(offset);
        let first = doc.source.line_of(doc.span(self.node).start) + usize::from(self.fenced);
        let line = (first + line_in_block).min(doc.source.line_count() - 1);
        let span = doc.source.line_span(line);
        let at = (span.end as usize).saturating_sub(from_line_end).max(span.start as usize);
        let start = doc.source.character_start(at);
        let width = doc.source.text()[start..span.end as usize].chars().next().map_or(0, char::len_utf8);
        Span::new(start, start + width)
    }
}

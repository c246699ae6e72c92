//! The text of a paragraph, heading or cell as a reader sees it, with the way back into the source.

use crate::document::{Document, Kind, NodeId};
use crate::markdown::decode_entity;
use crate::source::Span;

/// What stands for anything that is no text: code, images, formulas, addresses.
pub(crate) const GAP: char = '\u{FFFC}';

/// The text of one leaf block. Breaks are line endings, and what is no text is a [`GAP`].
#[derive(Debug, Default)]
pub struct Prose {
    /// The text.
    pub text: String,
    /// Where pieces of the text come from, in order: offset in the text, offset in the source, in bytes.
    pieces: Vec<(u32, u32)>,
}

impl Prose {
    /// The text of the block at `node`.
    pub fn of(doc: &Document, node: NodeId) -> Prose {
        let mut prose = Prose::default();
        prose.read(doc, node);
        prose
    }

    /// Takes the text of the block at `node` instead of its own, keeping what it has allocated.
    pub(crate) fn read(&mut self, doc: &Document, node: NodeId) {
        self.text.clear();
        self.pieces.clear();
        let end = doc.node(node).end;
        let mut inner = node + 1;
        while inner < end {
            let Node { kind, span, .. } = *doc.node(inner);
            let mut next = inner + 1;
            match kind {
                Kind::Text { verbatim: true } => self.push(doc.source.slice(span), span.start),
                Kind::Text { verbatim: false } => self.unescape(doc.source.slice(span), span.start),
                Kind::SoftBreak | Kind::LineBreak => self.push("\n", span.start),
                Kind::Emphasis | Kind::Strong => {}
                Kind::Link if is_text(doc.source.slice(span)) => {}
                Kind::HtmlInline => self.html(doc.source.slice(span), span.start),
                _ => {
                    self.gap(span.start);
                    next = doc.node(inner).end;
                }
            }
            inner = next;
        }
    }

    /// Where a part of the text stands in the source.
    ///
    /// `range` is in bytes of [`Prose::text`].
    pub fn span(&self, range: std::ops::Range<u32>) -> Span {
        // The end is behind the last character of the part, and so of the piece that this one is in.
        let last = range.end.saturating_sub(1).max(range.start);
        Span { start: self.at(range.start), end: self.at(last) + (range.end - last) }
    }

    fn at(&self, offset: u32) -> u32 {
        let behind = self.pieces.partition_point(|&(own, _)| own <= offset);
        let (own, source) = self.pieces[..behind].last().copied().unwrap_or_default();
        source + (offset - own)
    }

    fn push(&mut self, text: &str, source: u32) {
        self.pieces.push((self.text.len() as u32, source));
        self.text.push_str(text);
    }

    fn gap(&mut self, source: u32) {
        self.pieces.push((self.text.len() as u32, source));
        self.text.push(GAP);
    }

    fn html(&mut self, tag: &str, source: u32) {
        let name = tag.trim_start_matches(['<', '/']);
        let is =
            |wanted: &str| name.get(..wanted.len()).is_some_and(|name| name.eq_ignore_ascii_case(wanted));
        if is("br") {
            self.push("\n", source);
        } else if is("su") || tag.starts_with("<!") {
            // Raised and lowered digits are no part of the number before them.
            self.gap(source);
        }
    }

    /// Text with escapes and entities, as it is read.
    fn unescape(&mut self, text: &str, source: u32) {
        let mut from = 0;
        let mut at = 0;
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let is_escape = bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation);
            let entity = (bytes[at] == b'&')
                .then(|| text[at..].find(';').filter(|&length| length <= 32))
                .flatten()
                .and_then(|length| Some((length + 1, decode_entity(&text[at..=at + length])?)));
            if is_escape {
                self.push(&text[from..at], source + from as u32);
                from = at + 1;
                at += 2;
            } else if let Some((length, decoded)) = entity {
                self.push(&text[from..at], source + from as u32);
                self.push(&decoded, source + at as u32);
                at += length;
                from = at;
            } else {
                at += 1;
            }
        }
        self.push(&text[from..], source + from as u32);
    }
}

use crate::document::Node;

/// True for a link whose text is what its author wrote; an address says nothing, and a link into the document repeats it.
fn is_text(link: &str) -> bool {
    link.starts_with('[') && !link.ends_with(')') || link.starts_with('[') && !link.contains("](#")
}

//! What a skeleton says about a slot, because it is no content as long as nobody replaces it.

use std::borrow::Cow;

use crate::contract::Words;
use crate::contract::region::{Region, cut_block};
use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// The guidance of a slot, comparable with the blocks of a document.
#[derive(Default)]
pub(super) struct Guidance {
    /// The whole of it, each paragraph and each line, reduced to letters and digits; in both languages.
    texts: Vec<String>,
}

impl Guidance {
    pub fn of(words: &Words) -> Guidance {
        let texts = words.all().flat_map(|words| {
            let lines = words.lines().map(|line| line.trim_start_matches(is_list_marker));
            [words].into_iter().chain(words.split("\n\n")).chain(lines)
        });
        let mut texts: Vec<String> = texts.map(|text| letters(text).collect()).collect();
        texts.retain(|text| !text.is_empty());
        Guidance { texts }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// True if a text is this guidance, whatever its blanks and its markup are.
    pub fn is(&self, text: &str) -> bool {
        self.texts.iter().any(|guidance| letters(text).eq(guidance.chars()))
    }

    /// True if a node is a block that consists of it.
    pub fn is_block(&self, doc: &Document, id: NodeId) -> bool {
        matches!(doc.node(id).kind, Kind::Paragraph | Kind::Cell) && self.is(doc.slice(id))
    }

    /// The region without the rests of blocks at the start of its ranges that consist of it.
    pub fn cut_off<'r>(&self, doc: &Document, region: &'r Region) -> Cow<'r, Region> {
        if self.is_empty() {
            return Cow::Borrowed(region);
        }
        let rest = |span: Span| {
            let end = doc.span(cut_block(doc, span)?).end.min(span.end);
            let rest = Span { start: span.start, end: end.max(span.start) };
            self.is(doc.source.slice(rest)).then_some(rest.end)
        };
        let spans = region.spans.iter().map(|&span| Span { start: rest(span).unwrap_or(span.start), ..span });
        Cow::Owned(Region { spans: spans.collect() })
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

fn is_list_marker(c: char) -> bool {
    c.is_ascii_digit() || " \t-*+.)>".contains(c)
}

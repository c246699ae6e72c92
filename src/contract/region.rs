//! A part of a document, so that what is asked of a slot costs as much as the slot is long.

use std::ops::Range;

use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// A part of a document as byte ranges in order, which don't overlap.
#[derive(Clone, Debug, Default)]
pub struct Region {
    /// The ranges.
    pub spans: Vec<Span>,
}

impl From<Span> for Region {
    fn from(span: Span) -> Region {
        Region { spans: vec![span] }
    }
}

impl Region {
    /// True if the byte at `offset` is in it.
    pub fn contains(&self, offset: u32) -> bool {
        let at = self.spans.partition_point(|span| span.end <= offset);
        self.spans.get(at).is_some_and(|span| span.start <= offset)
    }

    /// The nodes that begin in it, in order.
    pub fn nodes(&self, doc: &Document) -> impl Iterator<Item = NodeId> {
        self.spans.iter().flat_map(|&span| starting_in(doc, span))
    }

    /// What stands in it: the nodes that begin in it, and the text that a range cuts into; each with what is in the region
    /// of its span. Of the nodes that `skip` names only they themselves are given, not what is in them.
    pub(super) fn parts(
        &self,
        doc: &Document,
        mut skip: impl FnMut(NodeId) -> bool,
    ) -> impl Iterator<Item = (NodeId, Span)> {
        let mut behind = 0;
        self.spans
            .iter()
            .flat_map(move |&span| {
                cut_text(doc, span).into_iter().chain(starting_in(doc, span)).map(move |id| {
                    let node = doc.span(id);
                    let start = node.start.max(span.start);
                    (id, Span { start, end: node.end.min(span.end).max(start) })
                })
            })
            .filter(move |&(id, _)| {
                let is_wanted = id >= behind;
                if is_wanted && skip(id) {
                    behind = doc.node(id).end;
                }
                is_wanted
            })
    }

    /// The elements of a list in the order of the document that begin in the region, `start` being where one begins.
    pub(super) fn among<'t, T>(
        &self,
        all: &'t [T],
        start: impl Fn(&T) -> u32 + Copy,
    ) -> impl Iterator<Item = &'t T> {
        self.spans.iter().flat_map(move |span| {
            let first = all.partition_point(|element| start(element) < span.start);
            let count = all[first..].partition_point(|element| start(element) < span.end);
            &all[first..first + count]
        })
    }
}

/// The block that begins before `span` and whose text goes on in it.
pub(super) fn cut_block(doc: &Document, span: Span) -> Option<NodeId> {
    let id = cut_text(doc, span).or_else(|| starting_in(doc, span).next())?;
    if doc.node(id).kind.is_inline() { leaf_block(doc, id) } else { None }
}

/// The block that an inline is in.
pub(super) fn leaf_block(doc: &Document, inline: NodeId) -> Option<NodeId> {
    doc.ancestors(inline).find(|&outer| !doc.node(outer).kind.is_inline())
}

fn starting_in(doc: &Document, span: Span) -> Range<NodeId> {
    let behind = |offset: u32| doc.nodes().partition_point(|node| node.span.start < offset) as NodeId;
    behind(span.start)..behind(span.end.max(span.start))
}

/// The text that begins before `span` and reaches into it. In pre-order nothing begins between the two.
fn cut_text(doc: &Document, span: Span) -> Option<NodeId> {
    let id = starting_in(doc, span).start.checked_sub(1)?;
    let node = doc.node(id);
    (matches!(node.kind, Kind::Text { .. }) && node.span.end > span.start && !span.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    /// What is in the region of the parts of a text between `⟦` and `⟧`.
    fn parts(text: &str) -> Vec<String> {
        let (before, rest) = text.split_once('⟦').expect("an opening mark");
        let (inside, after) = rest.split_once('⟧').expect("a closing mark");
        let doc = crate::markdown::parse(SourceFile::new("a.md", format!("{before}{inside}{after}")));
        let region = Region::from(Span::new(before.len(), before.len() + inside.len()));
        let parts = region.parts(&doc, |id| doc.node(id).kind == Kind::Table);
        parts.map(|(_, span)| doc.source.slice(span).to_owned()).collect()
    }

    #[test]
    fn a_text_that_the_region_cuts_into_is_part_of_it() {
        assert_eq!(parts("**延迟**⟦：99 ms⟧"), ["：99 ms"]);
        assert_eq!(parts("a ⟦b⟧ c"), ["b"]);
        assert_eq!(parts("- a\n⟦- b⟧\n- c"), ["- b", "b", "b"]);
        assert_eq!(parts("a\n\n⟦⟧b"), Vec::<String>::new());
    }

    #[test]
    fn what_is_skipped_is_given_once() {
        assert_eq!(parts("c\n\n⟦|a|\n|-|\n\nb⟧"), ["|a|\n|-|", "b", "b"]);
    }

    #[test]
    fn offsets_are_found_in_the_ranges() {
        let region = Region { spans: vec![Span::new(2, 4), Span::new(4, 4), Span::new(6, 8)] };
        let inside: Vec<u32> = (0..10).filter(|&offset| region.contains(offset)).collect();
        assert_eq!(inside, [2, 3, 6, 7]);
        let all: Vec<u32> = (0..10).collect();
        assert_eq!(region.among(&all, |&it| it).copied().collect::<Vec<_>>(), inside);
    }
}

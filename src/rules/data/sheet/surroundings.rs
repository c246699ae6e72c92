//! The words around a block, for they say what its numbers are and what is left out.

use crate::document::{Document, Kind, NodeId};

/// The words around a block: the heading that it stands under, what stands right before it, and right behind.
pub(in crate::rules::data) fn surroundings(doc: &Document, block: NodeId) -> String {
    let parent = doc.node(block).parent;
    let mut last = block.checked_sub(1).filter(|&last| last > parent);
    while let Some(node) = last
        && doc.node(node).parent != parent
    {
        last = Some(doc.node(node).parent);
    }
    let behind = doc.node(block).end;
    let behind = (behind < doc.node(parent).end).then_some(behind);
    let at = doc.headings().partition_point(|heading| heading.node < block);
    let mut words = at.checked_sub(1).map_or_else(String::new, |at| doc.headings()[at].text.clone());
    for node in last.into_iter().chain(behind) {
        if doc.node(node).kind == Kind::Paragraph {
            words.push('\n');
            words.extend(doc.plain_text(node).chars().take(200));
        }
    }
    words
}

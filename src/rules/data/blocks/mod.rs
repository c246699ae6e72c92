//! Findings by block: a reader mends a list or a table at once, and ten findings about it are one too often told.

use crate::document::{Document, Kind, NodeId};
use crate::ledger::{Entry, Ledger};

/// The outermost list or table that holds the block at `node`; else the block itself.
pub(super) fn block_of(doc: &Document, node: NodeId) -> NodeId {
    let outer = doc.ancestors(node).take(Document::DEEPEST);
    let groups = outer.filter(|&id| matches!(doc.node(id).kind, Kind::List { .. } | Kind::Table));
    groups.last().unwrap_or(node)
}

/// The entries that `is_meant`, in the order of the document, those of one block together.
pub(super) fn by_block<'l>(
    doc: &Document,
    ledger: &'l Ledger<'_>,
    is_meant: impl Fn(&Entry) -> bool,
) -> Vec<Vec<&'l Entry>> {
    let mut blocks: Vec<(NodeId, Vec<&Entry>)> = Vec::new();
    for entry in ledger.entries().iter().filter(|entry| is_meant(entry)) {
        let block = block_of(doc, ledger.passages()[entry.passage].node);
        match blocks.last_mut() {
            Some((last, entries)) if *last == block => entries.push(entry),
            _ => blocks.push((block, vec![entry])),
        }
    }
    blocks.into_iter().map(|(_, entries)| entries).collect()
}

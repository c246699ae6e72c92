//! The quantities of a document, block by block, because that is how rules ask for them.

use std::ops::Range;

use super::Quantity;
use super::header::Setting;
use super::passage::Prose;
use super::scan::scan;
use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// A paragraph, heading or cell that holds a quantity.
#[derive(Debug)]
pub struct Passage {
    /// Its node.
    pub node: NodeId,
    /// Its text.
    pub prose: Prose,
    /// The quantities in the text, in order.
    pub quantities: Vec<Quantity>,
}

impl Passage {
    /// Where a part of the text stands in the source; `range` is in bytes of the text.
    pub fn span(&self, range: Range<u32>) -> Span {
        self.prose.span(range)
    }

    /// The quantity as it stands in the text.
    pub fn lexeme(&self, quantity: &Quantity) -> &str {
        &self.prose.text[quantity.range.start as usize..quantity.range.end as usize]
    }
}

/// The passages of `doc` that hold quantities, in order.
pub fn passages(doc: &Document) -> Vec<Passage> {
    let mut reader = Reader { doc, prose: Prose::default(), passages: Vec::new() };
    let mut node = 1;
    while (node as usize) < doc.nodes().len() {
        node = match doc.node(node).kind {
            Kind::Paragraph => reader.block(node, Setting::default()),
            Kind::Heading { .. } => reader.block(node, Setting { heading: true, ..Setting::default() }),
            Kind::Table => reader.table(node),
            Kind::CodeBlock { .. } | Kind::HtmlBlock | Kind::FrontMatter => doc.node(node).end,
            _ => node + 1,
        };
    }
    reader.passages
}

struct Reader<'d> {
    doc: &'d Document,
    prose: Prose,
    passages: Vec<Passage>,
}

impl Reader<'_> {
    /// Reads a leaf block; returns the node behind it.
    fn block(&mut self, node: NodeId, setting: Setting) -> NodeId {
        self.prose.read(self.doc, node);
        self.keep(node, setting);
        self.doc.node(node).end
    }

    fn keep(&mut self, node: NodeId, setting: Setting) {
        let quantities = scan(&self.prose.text, setting);
        if !quantities.is_empty() {
            let prose = std::mem::take(&mut self.prose);
            self.passages.push(Passage { node, prose, quantities });
        }
    }

    fn table(&mut self, table: NodeId) -> NodeId {
        let doc = self.doc;
        let end = doc.node(table).end;
        let mut columns: Vec<Setting> = Vec::new();
        for row in doc.children(table) {
            let is_header = doc.node(row).kind == Kind::Row { header: true };
            let mut label = Setting::default();
            for (column, cell) in doc.children(row).enumerate() {
                if doc.node(cell).end == cell + 1 {
                    // A heading over several columns stands in the first of them.
                    columns.extend(is_header.then(|| columns.last().copied().unwrap_or_default()));
                    continue;
                }
                self.prose.read(doc, cell);
                if is_header {
                    columns.push(Setting::of_header(&self.prose.text));
                    self.keep(cell, Setting { heading: true, ..Setting::default() });
                    continue;
                }
                let own = columns.get(column).copied().unwrap_or_default();
                if column == 0 {
                    label = Setting::of_header(&self.prose.text);
                }
                self.keep(cell, own.of_cell(label, column == 0));
            }
        }
        end
    }
}

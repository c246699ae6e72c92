//! The quantities of a document, block by block, because that is how rules ask for them.

use std::ops::Range;

use super::Quantity;
use super::header::Setting;
use super::passage::Prose;
use super::scan::{may_hold, scan};
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
        if may_hold(self.doc.slice(node)) {
            self.prose.read(self.doc, node);
            self.keep(node, setting);
        }
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
        let mut columns: Vec<Setting> = Vec::new();
        for row in doc.children(table) {
            if doc.node(row).kind == (Kind::Row { header: true }) {
                self.header(row, &mut columns);
            } else {
                self.row(row, &columns);
            }
        }
        doc.node(table).end
    }

    fn header(&mut self, row: NodeId, columns: &mut Vec<Setting>) {
        for cell in self.doc.children(row) {
            if self.is_empty(cell) {
                // A heading over several columns stands in the first of them.
                columns.push(columns.last().copied().unwrap_or_default());
                continue;
            }
            self.prose.read(self.doc, cell);
            columns.push(Setting::of_header(&self.prose.text));
            self.keep(cell, Setting { heading: true, ..Setting::default() });
        }
    }

    fn row(&mut self, row: NodeId, columns: &[Setting]) {
        let doc = self.doc;
        // Most rows have no number that its label could say anything about.
        let mut label = None;
        for (column, cell) in doc.children(row).enumerate() {
            if self.is_empty(cell) || !may_hold(doc.slice(cell)) {
                continue;
            }
            let own = columns.get(column).copied().unwrap_or_default();
            let label = match own.measured {
                Some(_) => Setting::default(),
                None => *label.get_or_insert_with(|| self.label(row + 1)),
            };
            self.prose.read(doc, cell);
            self.keep(cell, own.of_cell(label, column == 0));
        }
    }

    /// What the first cell of a row says about the others.
    fn label(&mut self, cell: NodeId) -> Setting {
        if self.is_empty(cell) {
            return Setting::default();
        }
        self.prose.read(self.doc, cell);
        Setting::of_header(&self.prose.text)
    }

    fn is_empty(&self, cell: NodeId) -> bool {
        self.doc.node(cell).end == cell + 1
    }
}

//! Tables as rows and cells, so that rules about columns never count pipes.

use super::{Document, Kind, NodeId};
use crate::source::Span;

/// A view of a table.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    doc: &'a Document,
    /// Its node.
    pub node: NodeId,
}

/// A view of a row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    doc: &'a Document,
    /// Its node.
    pub node: NodeId,
}

/// A view of a cell.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    doc: &'a Document,
    /// Its node.
    pub node: NodeId,
}

impl<'a> Table<'a> {
    pub(super) fn new(doc: &'a Document, node: NodeId) -> Self {
        Table { doc, node }
    }

    /// The whole table.
    pub fn span(&self) -> Span {
        self.doc.span(self.node)
    }

    /// The header row; every table has one.
    pub fn header(&self) -> Row<'a> {
        Row { doc: self.doc, node: self.node + 1 }
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let doc = self.doc;
        doc.children(self.node)
            .filter(|&row| doc.node(row).kind == Kind::Row { header: false })
            .map(move |node| Row { doc, node })
    }
}

impl<'a> Row<'a> {
    /// The whole row, from its first to its last pipe.
    pub fn span(&self) -> Span {
        self.doc.span(self.node)
    }

    /// Its cells; a row with too few of them in the source is filled up with empty ones.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let doc = self.doc;
        doc.children(self.node).map(move |node| Cell { doc, node })
    }
}

impl<'a> Cell<'a> {
    /// What stands between the pipes, without the blanks around it.
    pub fn span(&self) -> Span {
        self.doc.span(self.node)
    }

    /// The source of the cell.
    pub fn source(&self) -> &'a str {
        self.doc.slice(self.node)
    }

    /// The text of the cell without markup.
    pub fn text(&self) -> String {
        self.doc.plain_text(self.node)
    }
}

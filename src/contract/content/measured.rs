//! Quantities where people put them: the unit of a number may stand in its label, its row or the head of its column.

use crate::contract::content::QuantityClass;
use crate::contract::passages::passages;
use crate::contract::region::Region;
use crate::document::{Document, Kind, NodeId};
use crate::quantity::{self, Class, Per, Quantity};

/// How many quantities of a class stand in `region`; those behind the first `enough` may be left uncounted.
pub(super) fn count(doc: &Document, region: &Region, class: QuantityClass, enough: usize) -> usize {
    let mut cells = Cells::default();
    let mut count = 0;
    for passage in passages(doc, region) {
        let found = match cells.labels(doc, passage.block) {
            Some([header, label]) => quantity::in_cell(&passage.text, header, label),
            None => quantity::in_text(&passage.text),
        };
        count += found.iter().filter(|quantity| class.holds(quantity)).count();
        if count >= enough {
            break;
        }
    }
    count
}

impl QuantityClass {
    /// True if a quantity is of this class, as contracts have classes: what flows per time is a rate, bytes too.
    fn holds(self, quantity: &Quantity) -> bool {
        let is_counted_by_time = matches!(quantity.per, Some(Per::Time(_) | Per::Before));
        let is_bandwidth = quantity.unit.is_some_and(|unit| &*unit.dimension == "bit per second");
        let flows = quantity.class == Class::Size && (is_counted_by_time || is_bandwidth);
        match self {
            QuantityClass::Any => true,
            QuantityClass::Time => quantity.class == Class::Time,
            QuantityClass::Money => quantity.class == Class::Money,
            QuantityClass::Percent => quantity.class == Class::Percent,
            QuantityClass::Size => quantity.class == Class::Size && !flows,
            QuantityClass::Rate => quantity.class == Class::Rate || flows,
            QuantityClass::Count => quantity.class == Class::Count,
        }
    }
}

/// Finds what a cell is labelled with; remembers where it is, since cells come in order.
#[derive(Default)]
struct Cells {
    table: Option<(NodeId, Vec<NodeId>)>,
    /// A cell with its column.
    last: Option<(NodeId, usize)>,
}

impl Cells {
    /// The head of the column of `block` and the first cell of its row, if it is a cell below the header.
    fn labels<'d>(&mut self, doc: &'d Document, block: NodeId) -> Option<[Option<&'d str>; 2]> {
        let row = doc.node(block).parent;
        let is_cell = doc.node(block).kind == Kind::Cell && doc.node(row).kind == Kind::Row { header: false };
        is_cell.then(|| {
            let table = doc.node(row).parent;
            if self.table.as_ref().is_none_or(|(known, _)| *known != table) {
                self.table = Some((table, doc.children(table + 1).collect()));
            }
            let column = self.column(doc, row, block);
            let head = self.table.as_ref().and_then(|(_, heads)| heads.get(column).copied());
            [head, Some(row + 1).filter(|&first| first != block)]
                .map(|label| label.map(|label| doc.slice(label)))
        })
    }

    /// The column of a cell, counted on from the last one in its row.
    fn column(&mut self, doc: &Document, row: NodeId, cell: NodeId) -> usize {
        let (mut at, mut column) =
            self.last.filter(|&(last, _)| last > row && last <= cell).unwrap_or((row + 1, 0));
        while at < cell {
            at = doc.node(at).end;
            column += 1;
        }
        self.last = Some((cell, column));
        column
    }
}

#[cfg(test)]
mod tests;

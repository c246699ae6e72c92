//! Quantities where people put them: the unit of a number may stand in its label, its row or the head of its column.

use crate::contract::content::QuantityClass;
use crate::contract::passages::passages;
use crate::contract::quantities::quantities;
use crate::contract::region::Region;
use crate::document::{Document, Kind, NodeId};

/// How many quantities of a class stand in `region`; those behind the first `enough` may be left uncounted.
pub(super) fn count(doc: &Document, region: &Region, class: QuantityClass, enough: usize) -> usize {
    let mut cells = Cells::default();
    let mut count = 0;
    for passage in passages(doc, region) {
        let found = quantities(&passage.text);
        let bare = found.iter().filter(|quantity| quantity.is_bare() && !quantity.is(class)).count();
        count += found.iter().filter(|quantity| quantity.is(class)).count();
        let is_named = |label: &str| names_unit(label, class);
        if bare > 0 && (is_named(&passage.text) || cells.labels(doc, passage.block).any(is_named)) {
            count += bare;
        }
        if count >= enough {
            break;
        }
    }
    count
}

/// True if a label names a unit of a class in parentheses: `延迟（ms）`.
fn names_unit(label: &str, class: QuantityClass) -> bool {
    let mut groups = label.split(['(', '（', '[', '【']).skip(1);
    groups.any(|group| {
        let unit = group.split([')', '）', ']', '】']).next().unwrap_or_default();
        !unit.contains(|c: char| c.is_ascii_digit())
            && quantities(&format!("1{unit}")).iter().any(|it| it.is(class))
    })
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
    fn labels<'d>(&mut self, doc: &'d Document, block: NodeId) -> impl Iterator<Item = &'d str> + use<'d> {
        let row = doc.node(block).parent;
        let is_cell = doc.node(block).kind == Kind::Cell && doc.node(row).kind == Kind::Row { header: false };
        let labels = is_cell.then(|| {
            let table = doc.node(row).parent;
            if self.table.as_ref().is_none_or(|(known, _)| *known != table) {
                self.table = Some((table, doc.children(table + 1).collect()));
            }
            let column = self.column(doc, row, block);
            let head = self.table.as_ref().and_then(|(_, heads)| heads.get(column).copied());
            [head, Some(row + 1).filter(|&first| first != block)]
                .map(|label| label.map(|label| doc.slice(label)))
        });
        labels.into_iter().flatten().flatten()
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

//! What a value stands under: the label in front of it, the header over it and the name of its row.

use crate::document::{Document, Kind, NodeId};
use crate::quantity::Passage;
use crate::rules::data::prose::tail;

/// The tables of a document, whose cells are asked for in order.
pub(super) struct Tables<'d> {
    doc: &'d Document,
    table: NodeId,
    headers: Vec<String>,
    row: NodeId,
    label: String,
    /// A cell of the row, and its column.
    at: (NodeId, usize),
}

/// The names of a cell.
pub(super) struct Names<'t> {
    /// What heads its column.
    pub header: &'t str,
    /// What stands in the first cell of its row; empty for that cell itself.
    pub row: &'t str,
    /// The table that it is in.
    pub table: NodeId,
}

impl<'d> Tables<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let root = Document::ROOT;
        Tables { doc, table: root, headers: Vec::new(), row: root, label: String::new(), at: (root, 0) }
    }

    /// The names of the cell at `node`, which is behind all that were asked for; `None` for a header and for what is no cell.
    pub fn names(&mut self, node: NodeId) -> Option<Names<'_>> {
        let doc = self.doc;
        let row = doc.node(node).parent;
        let is_cell =
            doc.node(node).kind == Kind::Cell && doc.node(row).kind == (Kind::Row { header: false });
        if !is_cell {
            return None;
        }
        let table = doc.node(row).parent;
        if table != self.table {
            self.table = table;
            self.headers = doc.table(table).header().cells().map(|cell| cell.text()).collect();
        }
        if row != self.row {
            self.row = row;
            self.label = doc.plain_text(row + 1);
            self.at = (row + 1, 0);
        }
        let (mut cell, mut column) = self.at;
        while cell < node {
            cell = doc.node(cell).end;
            column += 1;
        }
        self.at = (cell, column);
        Some(Names {
            header: self.headers.get(column).map_or("", String::as_str),
            row: if column == 0 { "" } else { &self.label },
            table,
        })
    }
}

/// The label in front of byte `at` of a text and a colon: `吞吐量` of `- **吞吐量**：5000`. Nothing but blanks stands
/// between the colon and `at`.
pub(super) fn label_before(text: &str, at: usize) -> Option<&str> {
    let line = tail(&text[..at], LONGEST).rsplit('\n').next()?;
    let label = line.trim_end().strip_suffix([':', '：'])?;
    let is_one = !label.contains([':', '：', '，', '；', '。', ';', '、']) && label.chars().count() <= 32;
    is_one.then(|| plain(label)).filter(|label| !label.is_empty())
}

/// No label with its colon is longer, in bytes.
const LONGEST: usize = 140;

/// A label without decoration and without what stands in parentheses behind it.
pub(super) fn plain(label: &str) -> &str {
    let label = label.trim().trim_end_matches([':', '：']);
    let label = label.split_once(['（', '(']).map_or(label, |(label, _)| label);
    label.trim_matches(|c: char| !c.is_alphanumeric())
}

/// True if nothing but punctuation stands in a passage beside its only quantity.
pub(super) fn is_alone(passage: &Passage) -> bool {
    let [quantity] = passage.quantities.as_slice() else { return false };
    let text = &passage.prose.text;
    let (before, behind) = (&text[..quantity.range.start as usize], &text[quantity.range.end as usize..]);
    !before.contains(char::is_alphanumeric) && !behind.contains(char::is_alphanumeric)
}

//! What a value stands under: the label in front of it, the header over it and the name of its row.

use crate::document::{Document, Kind, NodeId};
use crate::quantity::Passage;

/// The names of a cell.
pub(super) struct Names {
    /// What heads its column.
    pub header: String,
    /// What stands in the first cell of its row; empty in that cell itself.
    pub row: String,
    /// The table that it is in.
    pub table: NodeId,
}

/// The names of the cell at `node`; `None` for a header and for what is no cell.
pub(super) fn names(doc: &Document, node: NodeId) -> Option<Names> {
    if doc.node(node).kind != Kind::Cell {
        return None;
    }
    let row = doc.node(node).parent;
    let table = doc.node(row).parent;
    if doc.node(row).kind != (Kind::Row { header: false }) {
        return None;
    }
    let column = doc.children(row).position(|cell| cell == node)?;
    let header = doc.children(table + 1).nth(column).map_or(String::new(), |cell| doc.plain_text(cell));
    let first = doc.children(row).next().filter(|&cell| cell != node);
    Some(Names { header, row: first.map_or(String::new(), |cell| doc.plain_text(cell)), table })
}

/// The label in front of byte `at` of a text and a colon: `吞吐量` of `- **吞吐量**：5000`. Nothing but blanks stands
/// between the colon and `at`.
pub(super) fn label_before(text: &str, at: usize) -> Option<&str> {
    let line = text[..at].rsplit('\n').next()?;
    let label = line.trim_end().strip_suffix([':', '：'])?;
    let is_one = !label.contains([':', '：', '，', '；', '。', ';', '、']) && label.chars().count() <= 32;
    is_one.then(|| plain(label)).filter(|label| !label.is_empty())
}

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

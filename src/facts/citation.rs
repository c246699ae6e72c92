//! Which links are the source of a claim, because a broken one of those belongs to another rule.

use crate::document::{Document, Kind, NodeId};
use crate::source::{Span, character_start};

/// Headers of table columns that hold sources.
const COLUMNS: [&str; 10] =
    ["来源", "数据来源", "资料来源", "依据", "出处", "参考", "source", "sources", "reference", "references"];
/// What a paragraph of sources starts with, before a colon.
const LABELS: [&str; 7] = ["来源", "数据来源", "资料来源", "出处", "source", "sources", "data source"];
/// Headings of lists of sources.
const HEADINGS: [&str; 6] = ["参考文献", "参考资料", "参考", "references", "bibliography", "sources"];

/// Tells citations from other links; remembers the last table and section, since links come in order.
#[derive(Default)]
pub(crate) struct Citations {
    table: Option<(NodeId, Vec<bool>)>,
    /// The bytes between two headings, and whether they list references.
    section: Option<(std::ops::Range<u32>, bool)>,
}

impl Citations {
    /// True if the link or HTML at `node` is the source of a claim.
    pub fn holds(&mut self, doc: &Document, node: NodeId) -> bool {
        for outer in doc.ancestors(node).take(Document::DEEPEST) {
            match doc.node(outer).kind {
                Kind::FootnoteDefinition => return true,
                Kind::Cell => return self.in_source_column(doc, outer),
                Kind::Paragraph if labelled(doc, outer, node) => return true,
                Kind::HtmlBlock | Kind::Heading { .. } => return false,
                Kind::Item { .. } if self.under_references(doc, node) => return true,
                _ => {}
            }
        }
        false
    }

    fn under_references(&mut self, doc: &Document, node: NodeId) -> bool {
        let start = doc.span(node).start;
        if let Some((section, references)) = &self.section
            && section.contains(&start)
        {
            return *references;
        }
        let headings = doc.headings();
        let next = headings.partition_point(|heading| heading.span.start <= start);
        let heading = headings[..next].iter().rev().find(|heading| heading.top_level);
        let references = heading.is_some_and(|heading| is_references(&heading.text));
        let from = headings[..next].last().map_or(0, |heading| heading.span.start);
        let to = headings.get(next).map_or(u32::MAX, |heading| heading.span.start);
        self.section = Some((from..to, references));
        references
    }

    fn in_source_column(&mut self, doc: &Document, cell: NodeId) -> bool {
        let row = doc.node(cell).parent;
        let table = doc.node(row).parent;
        if self.table.as_ref().is_none_or(|(known, _)| *known != table) {
            let columns = doc
                .children(table + 1)
                .map(|header| is_one_of(doc.slice(header).trim_matches(['*', '_', ' ']), &COLUMNS))
                .collect();
            self.table = Some((table, columns));
        }
        let Some((_, columns)) = &self.table else { return false };
        columns.contains(&true)
            && doc.node(row).kind == (Kind::Row { header: false })
            && doc
                .children(row)
                .position(|other| other == cell)
                .is_some_and(|at| columns.get(at) == Some(&true))
    }
}

/// True if the paragraph, or the line of it that holds the link, starts with a label such as `来源：`.
fn labelled(doc: &Document, paragraph: NodeId, link: NodeId) -> bool {
    let start = doc.span(paragraph).start;
    let line = doc.source.line_start(doc.source.line_of(doc.span(link).start)).max(start);
    let from = |start: u32| doc.source.slice(Span { start, end: doc.span(link).start });
    starts_with_label(from(start)) || line > start && starts_with_label(from(line))
}

fn starts_with_label(text: &str) -> bool {
    // No label stands further on or is longer, so a paragraph is not searched for its first colon.
    let text = &text[..character_start(text, 64)];
    let text = text.trim_start_matches([' ', '\t', '>', '*', '_', '（', '(', '[', '【']);
    let end = text.char_indices().nth(16).map_or(text.len(), |(end, _)| end);
    let Some((label, _)) = text[..end].split_once(['：', ':']) else { return false };
    is_one_of(label.trim_end_matches(['*', '_', ' ']), &LABELS)
}

/// True for the heading of a list of sources, numbered or not.
pub(crate) fn is_references(heading: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十第章节.、．:： \t".contains(c);
    is_one_of(heading.trim_start_matches(number).trim_end_matches([':', '：', ' ']), &HEADINGS)
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

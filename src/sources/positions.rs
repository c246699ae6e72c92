//! The places in which a document names its sources, by the words that people put before them.

use std::cmp::Reverse;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::document::{Document, Kind, NodeId, Section, Table};
use crate::source::{Span, character_start};

/// Headers of table columns that hold sources and nothing else.
const SOURCE_COLUMNS: [&str; 11] = [
    "数据来源",
    "资料来源",
    "信息来源",
    "参考来源",
    "来源依据",
    "依据",
    "出处",
    "data source",
    "data sources",
    "reference",
    "references",
];
/// Headers of columns that hold sources, or where something else comes from.
const ORIGIN_COLUMNS: [&str; 4] = ["来源", "参考", "source", "sources"];
/// Headers beside which an origin is no source.
const DESTINATIONS: [&str; 9] =
    ["目标", "目的", "目的地", "去向", "target", "targets", "destination", "dest", "sink"];
/// What a line of sources starts with, before a colon.
const LABELS: [&str; 10] = [
    "来源",
    "数据来源",
    "资料来源",
    "信息来源",
    "参考来源",
    "出处",
    "source",
    "sources",
    "data source",
    "data sources",
];
/// What every label holds; a text is searched for it once.
static STEMS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("来源|出处|ource|OURCE").expect("the pattern is fixed"));
/// In how many bytes a label ends, with marks and indentation before it.
const LONGEST_LABEL: usize = 64;
/// In how many bytes a remark in parentheses ends, so that a row of opening ones is not read again for each.
const LONGEST_REMARK: usize = 512;

/// A place in which a document names sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// What makes it one.
    pub kind: PositionKind,
    /// Where the sources stand, without the label before them.
    pub span: Span,
    /// The cell, paragraph, list or footnote definition that holds it.
    pub node: NodeId,
    /// The position around it, as an index.
    pub(super) outer: Option<usize>,
}

/// What makes a place one of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionKind {
    /// A cell of a column headed 数据来源, Reference or the like. The header may be `ambiguous`, such as 来源,
    /// which may also say where something else comes from.
    Column {
        /// Whether the header has another meaning.
        ambiguous: bool,
    },
    /// What stands behind `来源：` at the start of a paragraph, list item, line or cell; the list that follows if
    /// nothing stands there.
    Label,
    /// The same, beside the table at this node or in a row of its own at its end.
    Caption(NodeId),
    /// The same in parentheses: `（来源：…）`.
    Parentheses,
    /// A footnote definition.
    Footnote,
    /// A list under a heading such as References.
    References,
}

impl PositionKind {
    /// True where text alone is a source too: footnotes also hold notes, and entries of lists are cited by number.
    pub(super) fn takes_text(self) -> bool {
        !matches!(self, PositionKind::Footnote | PositionKind::References)
    }
}

/// All positions in the order of the text, outer ones before those inside.
pub(super) fn find(doc: &Document, references: &[Section]) -> Vec<Position> {
    let mut positions = Vec::new();
    for table in doc.tables() {
        columns(doc, table, &mut positions);
    }
    labels(doc, &mut positions);
    for footnote in doc.footnotes() {
        positions.push(position(PositionKind::Footnote, content(doc, footnote.node), footnote.node));
    }
    for section in references {
        lists(doc, section.body, &mut positions);
    }
    positions.sort_by_key(|position| (position.span.start, Reverse(position.span.end)));
    positions.dedup_by_key(|position| position.span);
    let mut around: Vec<Span> = Vec::new();
    positions.retain(|position| {
        while around.pop_if(|outer| !outer.contains(position.span)).is_some() {}
        around.push(position.span);
        around.len() <= Document::DEEPEST
    });
    let mut open: Vec<usize> = Vec::new();
    for index in 0..positions.len() {
        let span = positions[index].span;
        while open.pop_if(|outer| !positions[*outer].span.contains(span)).is_some() {}
        positions[index].outer = open.last().copied();
        open.push(index);
    }
    positions
}

fn position(kind: PositionKind, span: Span, node: NodeId) -> Position {
    Position { kind, span, node, outer: None }
}

/// What a footnote says, without its name.
fn content(doc: &Document, footnote: NodeId) -> Span {
    let span = doc.span(footnote);
    let start = doc.children(footnote).next().map_or(span.end, |first| doc.span(first).start);
    Span { start, end: span.end }
}

fn columns(doc: &Document, table: Table<'_>, positions: &mut Vec<Position>) {
    let is_any = |header: &str, words: &[&str]| {
        let header = header.split_once(['（', '(']).map_or(header, |(header, _)| header);
        header.split(['/', '、']).any(|part| is_one_of(part.trim_matches(['*', '_', ' ', '\t']), words))
    };
    let headers = || doc.children(table.header().node).map(|cell| doc.slice(cell));
    let columns: Vec<(usize, bool)> = headers()
        .enumerate()
        .filter_map(|(at, header)| {
            if is_any(header, &SOURCE_COLUMNS) {
                Some((at, false))
            } else {
                is_any(header, &ORIGIN_COLUMNS).then_some((at, true))
            }
        })
        .collect();
    if columns.is_empty() {
        return;
    }
    let has_destination = headers().any(|header| is_any(header, &DESTINATIONS));
    for row in table.rows() {
        let mut wanted = columns.iter().peekable();
        for (at, cell) in row.cells().enumerate() {
            let Some(&(_, ambiguous)) = wanted.next_if(|(column, _)| *column == at) else { continue };
            if !ambiguous || !has_destination {
                let kind = PositionKind::Column { ambiguous };
                positions.push(position(kind, cell.span(), cell.node));
            }
        }
    }
}

/// The lists of references between a heading and the next one.
fn lists(doc: &Document, body: Span, positions: &mut Vec<Position>) {
    let lists = doc.lists();
    let first = lists.partition_point(|&list| doc.span(list).start < body.start);
    let mut behind = body.start;
    for &list in lists[first..].iter().take_while(|&&list| doc.span(list).start < body.end) {
        let span = doc.span(list);
        // Not those inside another one.
        if span.start >= behind {
            behind = span.end;
            positions.push(position(PositionKind::References, span, list));
        }
    }
}

fn labels(doc: &Document, positions: &mut Vec<Position>) {
    let text = doc.source.text();
    let mut tables: Option<Vec<NodeId>> = None;
    for stem in STEMS.find_iter(text.as_bytes()) {
        // Most are no label, which what follows them tells at once.
        if !text[stem.end()..].trim_start_matches(['s', 'S', '*', '_', ' ']).starts_with([':', '：']) {
            continue;
        }
        let tables = tables.get_or_insert_with(|| doc.tables().map(|table| table.node).collect());
        positions.extend(labelled(doc, tables, stem.start()));
    }
}

/// The position that the label opens of which a stem stands at `at`.
fn labelled(doc: &Document, tables: &[NodeId], at: usize) -> Option<Position> {
    let block = leaf(doc, at as u32)?;
    let span = doc.span(block);
    let text = &doc.source.text()[..span.end as usize];
    let line = doc.source.line_of(at as u32);
    let line_start = doc.source.line_start(line).max(span.start) as usize;
    if let Some(length) = label(&text[line_start..]).filter(|length| line_start + length > at) {
        let start = line_start + length;
        let whole = line_start == span.start as usize;
        let end = if whole { span.end } else { doc.source.line_span(line).end.min(span.end) };
        let found = trimmed(doc, start, end as usize);
        if found.is_empty()
            && let Some(list) = list_behind(doc, block)
        {
            return Some(position(PositionKind::Label, doc.span(list), list));
        }
        let table = table_beside(doc, tables, block).filter(|_| whole);
        return Some(position(table.map_or(PositionKind::Label, PositionKind::Caption), found, block));
    }
    // A long label in parentheses is `数据来源`.
    let near = character_start(text, at.saturating_sub(16)).max(line_start);
    let (open, _) = text[near..at].char_indices().rfind(|(_, c)| matches!(c, '（' | '('))?;
    let start = near + open + label(&text[near + open..])?;
    let length = closing(&text[start..])?;
    Some(position(PositionKind::Parentheses, trimmed(doc, start, start + length), block))
}

/// The paragraph or cell whose text the byte at `offset` is.
pub(super) fn leaf(doc: &Document, offset: u32) -> Option<NodeId> {
    let behind = doc.nodes().partition_point(|node| node.span.start <= offset);
    let last = behind.checked_sub(1)? as NodeId;
    let around = std::iter::once(last).chain(doc.ancestors(last).take(Document::DEEPEST));
    let block = around.into_iter().find(|&id| !doc.node(id).kind.is_inline())?;
    let is_text = matches!(doc.node(block).kind, Kind::Paragraph | Kind::Cell);
    (is_text && offset < doc.span(block).end).then_some(block)
}

/// The offset behind the colon of the label that a text starts with.
fn label(text: &str) -> Option<usize> {
    // No label stands further on or is longer, so a paragraph is not searched for its first colon.
    let head = &text[..character_start(text, LONGEST_LABEL)];
    let bare = head.trim_start_matches([' ', '\t', '>', '*', '_', '（', '(', '[', '【']);
    let colon = bare.find([':', '：'])?;
    let is_label = is_one_of(bare[..colon].trim_end_matches(['*', '_', ' ']), &LABELS);
    let behind = head.len() - bare.len() + colon;
    is_label.then(|| behind + text[behind..].chars().next().map_or(0, char::len_utf8))
}

/// How long the text is before the parenthesis that closes it on the same line and near by.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    let near = &text[..character_start(text, LONGEST_REMARK)];
    for (at, c) in near.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some(at),
            ')' | '）' => depth -= 1,
            '\n' | '\r' => return None,
            _ => {}
        }
    }
    None
}

/// A span without blanks around it and the marks of the emphasis that its label opened.
fn trimmed(doc: &Document, start: usize, end: usize) -> Span {
    let text = &doc.source.text()[start..end.max(start)];
    let behind = text.trim_start_matches(['*', '_', ' ', '\t', '\n', '\r']);
    let start = start + text.len() - behind.len();
    let inside = behind.trim_end_matches(['*', '_', ' ', '\t', '\n', '\r', '】']);
    Span::new(start, start + inside.len())
}

/// The list that follows a block in the same container.
fn list_behind(doc: &Document, block: NodeId) -> Option<NodeId> {
    let node = doc.node(block);
    let next = (node.end < doc.node(node.parent).end).then_some(node.end)?;
    matches!(doc.node(next).kind, Kind::List { .. }).then_some(next)
}

/// The table before or behind a block, or whose last row it is alone in.
fn table_beside(doc: &Document, tables: &[NodeId], block: NodeId) -> Option<NodeId> {
    let node = doc.node(block);
    if node.kind == Kind::Cell {
        let row = node.parent;
        let is_alone = doc.children(row).all(|cell| cell == block || doc.span(cell).is_empty());
        return is_alone.then(|| doc.node(row).parent);
    }
    let is_sibling = |table: &NodeId| doc.node(*table).parent == node.parent;
    let behind = tables.partition_point(|&table| table < block);
    let before = tables[..behind].last().copied().filter(|&table| doc.node(table).end == block);
    before.or(tables.get(behind).copied().filter(|&table| table == node.end)).filter(is_sibling)
}

pub(super) fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

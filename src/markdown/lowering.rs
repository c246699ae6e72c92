//! Turns comrak's tree into a [`crate::document::Document`].
//!
//! Blocks stand where comrak says, save for known slips at their ends. Inlines are followed through the source instead:
//! each starts where the one before it ended, so an escaped pipe, a definition or a tab can't shift what comes after.

use std::cell::Cell;
use std::mem::take;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use memchr::memchr2;

use super::anchor::{self, Tail, behind_prefix};
use super::inlines::{Inline, Match};
use super::{cells, decode_entity, definitions, inline, kind};
use crate::document::{
    CodeBlock, DocumentBuilder, FootnoteDefinition, Heading, Kind, Link, LinkForm, Node, NodeId,
};
use crate::source::{SourceFile, Span};

/// How far a lost inline is searched; further on it is not the one that was meant.
const SEARCH_BYTES: usize = 4096;

/// Lowers the tree of `source` below `root`.
pub(super) fn lower<'a>(root: &'a AstNode<'a>, source: &SourceFile) -> DocumentBuilder {
    let mut lowering = Lowering {
        source,
        text: source.text(),
        builder: DocumentBuilder::for_text(source.text()),
        open: Vec::new(),
        quotes: 0,
        cursor: 0,
        limit: 0,
        at_line_start: false,
        cells: Vec::new(),
        trimmed: Cell::default(),
    };
    // Not recursive, because nesting has no limit.
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) if !holds_only_definitions(node) => lowering.start(node),
            NodeEdge::End(node) if !holds_only_definitions(node) => lowering.end(node),
            _ => {}
        }
    }
    lowering.builder
}

/// True for the empty paragraph that is left of definitions before a table.
fn holds_only_definitions<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph) && node.first_child().is_none()
}

struct Lowering<'s> {
    source: &'s SourceFile,
    text: &'s str,
    builder: DocumentBuilder,
    open: Vec<OpenNode>,
    /// How many quotes are open.
    quotes: usize,
    /// Where the next inline starts.
    cursor: usize,
    /// Where the leaf block ends.
    limit: usize,
    /// True if the cursor is at the start of a line inside the block, before indentation and quote markers.
    at_line_start: bool,
    /// The cells of the open row, last first.
    cells: Vec<Span>,
    /// An offset and where the blanks before it start, since a tower of quotes ends with the same blanks.
    trimmed: Cell<(usize, usize)>,
}

struct OpenNode {
    id: NodeId,
    closing: Closing,
    /// From the first child's start to the last child's end.
    children: Option<Span>,
}

/// What stands behind the children of an open node.
#[derive(Clone, Copy)]
enum Closing {
    Nothing,
    /// This many bytes of marker.
    Marker(usize),
    /// The tail of the link with this index.
    Link(usize),
}

impl Lowering<'_> {
    fn start<'a>(&mut self, node: &'a AstNode<'a>) {
        let kind = kind(&node.data().value);
        if kind.is_inline() {
            self.start_inline(node, kind);
        } else {
            self.start_block(node, kind);
        }
    }

    fn end<'a>(&mut self, node: &'a AstNode<'a>) {
        let OpenNode { id, closing, children } = self.open.pop().expect("every end has its start");
        self.builder.close();
        if self.at_line_start && !matches!(closing, Closing::Nothing) {
            self.cursor = behind_prefix(self.text, self.cursor, self.quotes).min(self.limit);
        }
        match closing {
            Closing::Nothing if self.builder.node(id).kind.is_inline() => {}
            Closing::Nothing => self.end_block(node, id, children),
            Closing::Marker(length) => self.end_inline(id, self.cursor + length),
            Closing::Link(index) => {
                let (form, end) = self.link_end(node, id);
                self.builder.link_mut(index).form = form;
                self.end_inline(id, end);
            }
        }
        let span = self.builder.node(id).span;
        if let Some(parent) = self.open.last_mut() {
            let start = parent.children.map_or(span.start, |children| children.start);
            parent.children = Some(Span { start, end: span.end });
        }
    }

    fn push(&mut self, kind: Kind, span: Span, closing: Closing) -> NodeId {
        let id = self.builder.open(kind, span);
        self.open.push(OpenNode { id, closing, children: None });
        id
    }

    /// Where the next node may start at the earliest: behind its last sibling, and not before its parent.
    fn floor(&self) -> u32 {
        self.open.last().map_or(0, |parent| match parent.children {
            Some(children) => children.end,
            None => self.builder.node(parent.id).span.start,
        })
    }

    /// What comrak reports, as bytes on character boundaries and without blanks at the end.
    fn reported(&self, at: Sourcepos) -> Span {
        let offset = |line: usize, column: usize| {
            let line = self.source.line_span(line.saturating_sub(1).min(self.source.line_count() - 1));
            // Behind a tab, columns may lie beyond the line.
            self.source.character_start((line.start as usize + column).min(line.end as usize))
        };
        let start = offset(at.start.line, at.start.column.saturating_sub(1));
        let end = offset(at.end.line, at.end.column).max(start);
        if self.trimmed.get().0 != end {
            self.trimmed.set((end, self.text[..end].trim_ascii_end().len()));
        }
        Span::new(start, self.trimmed.get().1.max(start))
    }

    fn start_block<'a>(&mut self, node: &'a AstNode<'a>, kind: Kind) {
        let mut span = self.reported(node.data().sourcepos);
        match kind {
            Kind::Document => span = self.source.span(),
            // The first line is the opening fence, behind a byte order mark.
            Kind::FrontMatter => span.start = self.text.find(['-', '+']).unwrap_or(0) as u32,
            Kind::BlockQuote | Kind::Alert => self.quotes += 1,
            Kind::Cell => {
                let behind = Span::new(self.limit, self.limit);
                span = self.cells.pop().unwrap_or(behind);
            }
            // comrak ends an empty definition at its bracket, and a break in a quote on the line behind it.
            Kind::FootnoteDefinition | Kind::ThematicBreak if node.first_child().is_none() => {
                span.end = self.trimmed_line_end(span.start as usize, self.text.len()) as u32
            }
            Kind::CodeBlock { fenced: true } => span.end = self.code_end(&node.data().value, span),
            _ => {}
        }
        span.start = span.start.max(self.floor());
        span.end = span.end.max(span.start);
        match kind {
            Kind::Row { .. } => {
                self.limit = span.end as usize;
                self.cells = cells::split(self.text, span);
            }
            Kind::Paragraph | Kind::Heading { .. } | Kind::Cell => span = self.start_leaf(node, kind, span),
            _ => {}
        }
        let id = self.push(kind, span, Closing::Nothing);
        match &mut node.data_mut().value {
            NodeValue::CodeBlock(code) => self.builder.code_block(CodeBlock {
                node: id,
                fenced: code.fenced,
                info: take(&mut code.info),
                literal: take(&mut code.literal),
            }),
            NodeValue::FootnoteDefinition(footnote) => {
                let name = take(&mut footnote.name);
                self.builder.footnote(FootnoteDefinition { node: id, name });
            }
            _ => {}
        }
    }

    /// Puts the cursor at the first inline of a leaf block; returns the block's span without leading definitions.
    fn start_leaf<'a>(&mut self, node: &'a AstNode<'a>, kind: Kind, mut span: Span) -> Span {
        if kind != Kind::Cell {
            self.limit = span.end as usize;
        }
        let limit = span.end as usize;
        self.cursor = behind_prefix(self.text, span.start as usize, 0).min(limit);
        self.at_line_start = false;
        span.start = self.cursor as u32;
        if matches!(kind, Kind::Heading { setext: false, .. }) {
            let marker = anchor::run(self.text, self.cursor, b'#');
            self.cursor = behind_prefix(self.text, self.cursor + marker, 0).min(limit);
        } else if kind != Kind::Cell && node.first_child().is_some() {
            if let Some(behind) = self.behind_definitions(node) {
                self.cursor = behind;
                span.start = behind as u32;
            }
            if let Some((start, behind)) = self.task_box() {
                span.start = start as u32;
                self.cursor = behind;
            }
        }
        span
    }

    /// The end of a fenced code block; comrak ends one that its container cuts off at its opening fence.
    fn code_end(&self, value: &NodeValue, span: Span) -> u32 {
        let NodeValue::CodeBlock(code) = value else { return span.end };
        if code.closed {
            return span.end;
        }
        let last = self.source.line_of(span.start) + code.literal.lines().count();
        let end = self.source.line_span(last.min(self.source.line_count() - 1)).end as usize;
        let block = &self.text[span.start as usize..end.max(span.start as usize)];
        span.start + block.trim_ascii_end().len() as u32
    }

    /// Where a paragraph's text starts behind the definitions that it opens with. What looks like a definition is none
    /// where the parser's first inline stands before it.
    fn behind_definitions<'a>(&self, paragraph: &'a AstNode<'a>) -> Option<usize> {
        let first = paragraph.first_child()?;
        let (mut at, mut behind) = (self.cursor, None);
        while let Some(definition) = definitions::definition_at(self.text, at, self.limit) {
            let next = self.next_line(definition.span.end as usize);
            at = behind_prefix(self.text, next, self.quotes).min(self.limit);
            if self.recognise(first, at).is_some() {
                behind = Some(at);
            }
        }
        behind
    }

    /// The end of the text on the line that holds `offset`, but at most `limit`.
    fn trimmed_line_end(&self, offset: usize, limit: usize) -> usize {
        let end = (self.source.line_span(self.source.line_of(offset as u32)).end as usize).min(limit);
        offset + self.text[offset..end.max(offset)].trim_ascii_end().len()
    }

    /// Where the box of a task and the text behind it start, if the open node is a task without children yet.
    ///
    /// comrak puts the task's paragraph sometimes before its box, sometimes behind it.
    fn task_box(&self) -> Option<(usize, usize)> {
        let item = self.open.last().filter(|open| open.children.is_none())?;
        let Node { kind: Kind::Item { task: Some(_) }, span, .. } = self.builder.node(item.id) else {
            return None;
        };
        let start = span.start as usize + self.text[span.range()].find('[')?;
        let end = start + self.text[start..span.end as usize].find(']')? + 1;
        let blank = self.text[end..].starts_with([' ', '\t']);
        Some((start, (end + usize::from(blank)).min(self.limit)))
    }

    /// The start of the line behind the one that holds `offset`.
    fn next_line(&self, offset: usize) -> usize {
        let line = self.source.line_of(offset as u32) + 1;
        if line < self.source.line_count() { self.source.line_start(line) as usize } else { self.text.len() }
    }

    fn end_block<'a>(&mut self, node: &'a AstNode<'a>, id: NodeId, children: Option<Span>) {
        let depth = self.open.len();
        let block = self.builder.node_mut(id);
        let kind = block.kind;
        if let Some(children) = children {
            // comrak lets lists run on to a later blank line.
            let runs_on = matches!(kind, Kind::List { .. } | Kind::Item { .. } | Kind::FootnoteDefinition);
            block.span.end = if runs_on { children.end } else { block.span.end.max(children.end) };
        }
        let span = block.span;
        match kind {
            Kind::BlockQuote | Kind::Alert => self.quotes -= 1,
            Kind::Heading { level, setext } => {
                let text = node.collect_text();
                self.builder.heading(Heading {
                    node: id,
                    level,
                    setext,
                    top_level: depth == 1,
                    span,
                    content: children.unwrap_or(Span { start: span.end, end: span.end }),
                    text,
                });
            }
            _ => {}
        }
    }

    fn start_inline<'a>(&mut self, node: &'a AstNode<'a>, kind: Kind) {
        if matches!(kind, Kind::SoftBreak | Kind::LineBreak) {
            return self.line_break(kind);
        }
        let Some((start, found)) = self.locate(node) else {
            // Nothing in the source looks like it: an empty span at the cursor says where it would be.
            self.push(kind, Span::new(self.cursor, self.cursor), Closing::Nothing);
            return;
        };
        let kind = match kind {
            Kind::Text { .. } => Kind::Text { verbatim: found.verbatim },
            other => other,
        };
        self.cursor = found.end;
        self.at_line_start = false;
        let id = self.push(kind, Span::new(start, found.end), Closing::Marker(found.closing));
        if let NodeValue::Link(link) | NodeValue::Image(link) = &mut node.data_mut().value {
            let index = self.builder.link(Link {
                node: id,
                image: kind == Kind::Image,
                form: LinkForm::Inline,
                target: take(&mut link.url),
                title: take(&mut link.title),
            });
            self.open.last_mut().expect("just pushed").closing = Closing::Link(index);
        }
    }

    /// Where an inline stands and how it was recognised: at the cursor, else where comrak says, else further on in the block.
    fn locate<'a>(&self, node: &'a AstNode<'a>) -> Option<(usize, Match)> {
        let at = |at: usize| Some((at, self.recognise(node, at)?));
        let expected = if self.at_line_start {
            // A lazy line has fewer quote markers than there are quotes, and may have a `>` that is text.
            (0..=self.quotes).rev().find_map(|quotes| at(behind_prefix(self.text, self.cursor, quotes)))
        } else {
            at(self.cursor)
        };
        let reported = || self.reported(node.data().sourcepos).start as usize;
        expected.or_else(|| at(reported()).filter(|found| found.0 >= self.cursor)).or_else(|| {
            let end = self.limit.min(self.cursor + SEARCH_BYTES);
            (self.cursor..end).filter(|&from| self.text.is_char_boundary(from)).find_map(at)
        })
    }

    /// Recognises an inline at byte `at` of the open leaf block.
    fn recognise<'a>(&self, node: &'a AstNode<'a>, at: usize) -> Option<Match> {
        let data = node.data();
        if let NodeValue::Text(text) = &data.value {
            return Inline::Text(text).recognise(self.text, at, self.limit, decode_entity);
        }
        let first_child = node.first_child().map(|child| child.data());
        let first_text = first_child.as_ref().and_then(|child| child.value.text());
        inline(&data.value, first_text)?.recognise(self.text, at, self.limit, decode_entity)
    }

    fn end_inline(&mut self, id: NodeId, end: usize) {
        self.cursor = end.min(self.limit).max(self.cursor);
        self.builder.node_mut(id).span.end = self.cursor as u32;
    }

    /// The form of a link whose text ends at the cursor, and where the link ends.
    fn link_end<'a>(&self, node: &'a AstNode<'a>, id: NodeId) -> (LinkForm, usize) {
        let start = self.builder.node(id).span.start as usize;
        match (self.text.as_bytes()[start], self.text.as_bytes().get(self.cursor)) {
            (b'<', Some(b'>')) => (LinkForm::Angle, self.cursor + 1),
            (b'[' | b'!', Some(b']')) => {
                let text_end = self.cursor + 1;
                // `[a][b]` may be the shortcut `[a]` before text: only the parser knows which labels are defined.
                let at = node.data().sourcepos;
                let ends_here =
                    at.start.line == at.end.line && at.end.column + 1 - at.start.column == text_end - start;
                match anchor::tail(self.text, text_end, self.limit) {
                    Some((Tail::Inline, end)) => (LinkForm::Inline, end),
                    Some((Tail::Full, end)) if !ends_here => (LinkForm::Full, end),
                    Some((Tail::Collapsed, end)) if !ends_here => (LinkForm::Collapsed, end),
                    _ => (LinkForm::Shortcut, text_end),
                }
            }
            _ => (LinkForm::Bare, self.cursor),
        }
    }

    /// A break spans what makes it one: blanks or a backslash, and the line ending.
    fn line_break(&mut self, kind: Kind) {
        if self.at_line_start {
            self.cursor = behind_prefix(self.text, self.cursor, self.quotes).min(self.limit);
        }
        let rest = &self.text.as_bytes()[self.cursor..self.limit];
        let line_end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let ending = if rest[line_end..].starts_with(b"\r\n") { 2 } else { 1 };
        let end = (self.cursor + line_end + ending).min(self.limit);
        self.push(kind, Span::new(self.cursor, end), Closing::Nothing);
        self.cursor = end;
        self.at_line_start = true;
    }
}

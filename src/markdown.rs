//! The only file that knows comrak: text in, [`Document`] out, with every span verified against the source.
//!
//! Blocks stand where comrak says, save for known slips at their ends. Inlines are followed through the source instead:
//! each starts where the one before it ended, so an escaped pipe, a definition or a tab can't shift what comes after.

mod anchor;
mod cells;
mod definitions;

use comrak::nodes::{AstNode, ListType, NodeEdge, NodeValue, Sourcepos};
use comrak::{Anchorizer, Arena, Options, parse_document};

use crate::document::{
    CodeBlock, Document, DocumentBuilder, FootnoteDefinition, Heading, Kind, Link, LinkForm, NodeId,
};
use crate::source::{SourceFile, Span};

/// GFM with footnotes, math, alerts and front matter, positions in bytes.
pub fn options(text: &str) -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.math_dollars = true;
    extension.math_code = true;
    extension.alerts = true;
    let start = text.trim_start_matches('\u{feff}');
    extension.front_matter_delimiter = Some(if start.starts_with("+++") { "+++" } else { "---" }.to_owned());
    // Otherwise definitions that nothing refers to vanish, and the others move to the end.
    options.parse.leave_footnote_definitions = true;
    options
}

/// Parses a text into a document.
pub fn parse(source: SourceFile) -> Document {
    let arena = Arena::new();
    let root = parse_document(&arena, source.text(), &options(source.text()));
    let mut lowering = Lowering {
        source: &source,
        text: source.text(),
        builder: DocumentBuilder::default(),
        anchors: Anchorizer::new(),
        open: Vec::new(),
        quotes: 0,
        cursor: 0,
        limit: 0,
        follows: false,
        cells: Vec::new(),
    };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => lowering.start(node),
            NodeEdge::End(node) => lowering.end(node),
        }
    }
    let document = lowering.builder.finish(source);
    let definitions = definitions::scan(&document);
    document.with_definitions(definitions)
}

struct Lowering<'s> {
    source: &'s SourceFile,
    text: &'s str,
    builder: DocumentBuilder,
    anchors: Anchorizer,
    /// One entry per open node.
    open: Vec<Open>,
    /// How many quotes are open.
    quotes: usize,
    /// Where the next inline starts.
    cursor: usize,
    /// Where the leaf block ends.
    limit: usize,
    /// True if the next inline starts exactly at the cursor; false behind a line ending and in a new block.
    follows: bool,
    /// The cells of the open row, last first.
    cells: Vec<Span>,
}

/// How a node is closed.
enum Open {
    Block,
    /// Behind its children stand this many bytes of marker.
    Marker(usize),
    /// Behind its children stands the tail of the link with this index.
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
        let open = self.open.pop().expect("every end has its start");
        let id = self.builder.close();
        match open {
            Open::Block => self.end_block(node, id),
            Open::Marker(length) => {
                self.cursor = (self.cursor + length).min(self.limit);
                self.builder.node_mut(id).span.end = self.cursor as u32;
            }
            Open::Link(index) => {
                let form = self.end_link(node, id);
                self.builder.link_mut(index).form = form;
            }
        }
    }

    /// What comrak reports, as bytes on character boundaries.
    fn reported(&self, at: Sourcepos) -> Span {
        let offset = |line: usize, column: usize| {
            let line = line.saturating_sub(1).min(self.source.line_count() - 1);
            let offset = self.source.line_start(line) as usize + column;
            self.source.character_start(offset.min(self.text.len()))
        };
        let start = offset(at.start.line, at.start.column.saturating_sub(1));
        let end = offset(at.end.line, at.end.column);
        Span::new(start, end.max(start))
    }

    fn start_block<'a>(&mut self, node: &'a AstNode<'a>, kind: Kind) {
        let mut span = self.reported(node.data().sourcepos);
        span.end = (span.start as usize + self.text[span.range()].trim_end().len()) as u32;
        match kind {
            Kind::Document => span = self.source.span(),
            Kind::FrontMatter => span.start = (self.text.len() - self.text.trim_start_matches('\u{feff}').len()) as u32,
            Kind::BlockQuote | Kind::Alert => self.quotes += 1,
            Kind::Cell => span = self.cells.pop().unwrap_or(Span { start: self.limit as u32, end: self.limit as u32 }),
            _ => {}
        }
        // Nothing may start before what it is in, or before what comes before it.
        let floor = self.floor();
        span.start = span.start.max(floor);
        span.end = span.end.max(span.start);
        match kind {
            Kind::Row { .. } => {
                self.limit = span.end as usize;
                self.cells = cells::split(self.text, span);
                self.cells.reverse();
            }
            Kind::Paragraph | Kind::Heading { .. } | Kind::Cell => {
                span = self.start_leaf(node, kind, span);
            }
            _ => {}
        }
        let id = self.builder.open(kind, span);
        self.open.push(Open::Block);
        match &mut node.data_mut().value {
            NodeValue::CodeBlock(code) => self.builder.code_block(CodeBlock {
                node: id,
                fenced: code.fenced,
                info: std::mem::take(&mut code.info).into(),
                literal: std::mem::take(&mut code.literal).into(),
            }),
            NodeValue::FootnoteDefinition(footnote) => {
                let name = std::mem::take(&mut footnote.name).into();
                self.builder.footnote(FootnoteDefinition { node: id, name });
            }
            _ => {}
        }
    }

    /// Where the next node may start at the earliest.
    fn floor(&self) -> u32 {
        self.builder.last_end()
    }

    /// Puts the cursor at the first inline of a leaf block; returns the block's span without leading definitions.
    fn start_leaf<'a>(&mut self, node: &'a AstNode<'a>, kind: Kind, mut span: Span) -> Span {
        self.limit = span.end as usize;
        self.cursor = anchor::behind_prefix(self.text, span.start as usize, 0).min(self.limit);
        self.follows = true;
        span.start = self.cursor as u32;
        if node.first_child().is_none() {
            return span;
        }
        let atx = matches!(kind, Kind::Heading { setext: false, .. });
        if atx {
            let marker = anchor::run(self.text, self.cursor, b'#');
            self.cursor = anchor::behind_prefix(self.text, self.cursor + marker, 0);
        } else if kind != Kind::Cell {
            while let Some(definition) = definitions::definition_at(self.text, self.cursor, self.limit) {
                let behind = definition.span.end as usize;
                self.cursor = anchor::behind_prefix(self.text, self.line_behind(behind), self.quotes);
                span.start = self.cursor as u32;
            }
            if let Some(Kind::Item { task: Some(_) }) = self.builder.innermost()
                && self.text[self.cursor..].starts_with('[')
            {
                let behind = self.cursor + self.text[self.cursor..].find(']').map_or(0, |at| at + 1);
                self.cursor = anchor::behind_prefix(self.text, behind, 0);
            }
        }
        span
    }

    /// The start of the line behind the one that holds `offset`.
    fn line_behind(&self, offset: usize) -> usize {
        let line = self.source.line_of(offset as u32) + 1;
        if line < self.source.line_count() { self.source.line_start(line) as usize } else { self.text.len() }
    }

    fn end_block<'a>(&mut self, node: &'a AstNode<'a>, id: NodeId) {
        let Node { kind, mut span } = self.closed(id);
        let last_child_end = self.builder.last_child_end(id);
        span.end = match kind {
            // comrak lets these run on to a later blank line.
            Kind::List { .. } | Kind::Item { .. } | Kind::FootnoteDefinition => last_child_end.unwrap_or(span.end),
            _ => span.end.max(last_child_end.unwrap_or(0)),
        };
        self.builder.node_mut(id).span = span;
        match kind {
            Kind::BlockQuote | Kind::Alert => self.quotes -= 1,
            Kind::Heading { level, setext } => {
                let content = self.builder.children_span(id).unwrap_or(Span { start: span.end, end: span.end });
                let text = node.collect_text();
                let anchor = self.anchors.anchorize(&text).into();
                self.builder.heading(Heading {
                    node: id,
                    level,
                    setext,
                    top_level: self.open.len() == 1,
                    span,
                    content,
                    text: text.into(),
                    anchor,
                });
            }
            _ => {}
        }
    }
}

//! Collects nodes in pre-order and builds every index on the way, so that lowering is the only traversal.

use super::{CodeBlock, Document, FootnoteDefinition, Heading, Kind, Link, Node, NodeId, sections};
use crate::source::{SourceFile, Span};

/// A document under construction. Nodes are opened and closed like brackets.
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    nodes: Vec<Node>,
    open: Vec<NodeId>,
    headings: Vec<Heading>,
    tables: Vec<NodeId>,
    lists: Vec<NodeId>,
    links: Vec<Link>,
    code_blocks: Vec<CodeBlock>,
    inline_code: Vec<NodeId>,
    html: Vec<NodeId>,
    texts: Vec<NodeId>,
    footnotes: Vec<FootnoteDefinition>,
    footnote_references: Vec<NodeId>,
}

/// Corpora have a node per 25 to 40 bytes of text; reserving room for them saves moving the nodes as they grow.
const BYTES_PER_NODE: usize = 24;

impl DocumentBuilder {
    /// An empty document with room for the nodes of `text`.
    pub fn for_text(text: &str) -> Self {
        let nodes = text.len() / BYTES_PER_NODE;
        DocumentBuilder {
            nodes: Vec::with_capacity(nodes),
            texts: Vec::with_capacity(nodes / 3),
            ..Self::default()
        }
    }

    /// Opens a node inside the one that is open, and indexes it by kind.
    pub fn open(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = self.nodes.len() as NodeId;
        let parent = self.open.last().copied().unwrap_or(Document::ROOT);
        self.nodes.push(Node { kind, span, parent, end: id + 1 });
        self.open.push(id);
        match kind {
            Kind::Table => self.tables.push(id),
            Kind::List { .. } => self.lists.push(id),
            Kind::Code => self.inline_code.push(id),
            Kind::HtmlBlock | Kind::HtmlInline => self.html.push(id),
            Kind::Text { .. } => self.texts.push(id),
            Kind::FootnoteReference => self.footnote_references.push(id),
            _ => {}
        }
        id
    }

    /// Closes the node that was opened last.
    pub fn close(&mut self) -> NodeId {
        let id = self.open.pop().expect("every close has its open");
        self.nodes[id as usize].end = self.nodes.len() as NodeId;
        id
    }

    /// Adds a node without children.
    pub fn leaf(&mut self, kind: Kind, span: Span) -> NodeId {
        self.open(kind, span);
        self.close()
    }

    /// The node `id`, to correct its span once its children are known.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    /// The node `id`.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// Records the text of a heading.
    pub fn heading(&mut self, heading: Heading) {
        self.headings.push(heading);
    }

    /// Records the target of a link or image; returns its index for [`DocumentBuilder::link_mut`].
    pub fn link(&mut self, link: Link) -> usize {
        self.links.push(link);
        self.links.len() - 1
    }

    /// The link at `index`, to name its form once its end is known.
    pub fn link_mut(&mut self, index: usize) -> &mut Link {
        &mut self.links[index]
    }

    /// Records the content of a code block.
    pub fn code_block(&mut self, mut block: CodeBlock) {
        block.end_lines_alike();
        self.code_blocks.push(block);
    }

    /// Records the name of a footnote definition.
    pub fn footnote(&mut self, footnote: FootnoteDefinition) {
        self.footnotes.push(footnote);
    }

    /// The finished document.
    pub fn finish(self, source: SourceFile) -> Document {
        let sections = sections::outline(&self.headings, source.text().len() as u32);
        Document {
            source,
            nodes: self.nodes,
            headings: self.headings,
            sections,
            tables: self.tables,
            lists: self.lists,
            links: self.links,
            code_blocks: self.code_blocks,
            inline_code: self.inline_code,
            html: self.html,
            texts: self.texts,
            footnotes: self.footnotes,
            footnote_references: self.footnote_references,
            definitions: Vec::new(),
        }
    }
}

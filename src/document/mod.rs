//! The document: a flat, owned tree with byte spans that rules can index, share and outlive the parser with.

mod builder;
mod code;
mod links;
mod sections;
mod tables;

pub use builder::DocumentBuilder;
pub use code::CodeBlock;
pub use links::{Definition, FootnoteDefinition, Link, LinkForm};
pub use sections::{Heading, Section};
pub use tables::{Cell, Row, Table};

use crate::source::{SourceFile, Span};

/// Index of a node in its document.
pub type NodeId = u32;

/// What a node is. Text that rules need in an unescaped form is kept in the typed lists of [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are CommonMark's and GFM's own")]
pub enum Kind {
    Document,
    /// `---` or `+++` with what is between, both fences included.
    FrontMatter,
    BlockQuote,
    /// A quote that opens with `[!NOTE]` or its like.
    Alert,
    List {
        ordered: bool,
    },
    Item {
        /// Whether the box is ticked, for a task.
        task: Option<bool>,
    },
    Paragraph,
    Heading {
        level: u8,
        setext: bool,
    },
    ThematicBreak,
    CodeBlock {
        fenced: bool,
    },
    HtmlBlock,
    FootnoteDefinition,
    Table,
    Row {
        header: bool,
    },
    Cell,
    /// `verbatim` is false where the source holds escapes or entities, so that it differs from what is rendered.
    Text {
        verbatim: bool,
    },
    SoftBreak,
    LineBreak,
    Code,
    HtmlInline,
    Emphasis,
    Strong,
    Strikethrough,
    Link,
    Image,
    FootnoteReference,
    Math,
}

impl Kind {
    /// True for what stands inside a paragraph, heading or cell.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Kind::Text { .. }
                | Kind::SoftBreak
                | Kind::LineBreak
                | Kind::Code
                | Kind::HtmlInline
                | Kind::Emphasis
                | Kind::Strong
                | Kind::Strikethrough
                | Kind::Link
                | Kind::Image
                | Kind::FootnoteReference
                | Kind::Math
        )
    }
}

/// One node. Nodes are in pre-order, so the descendants of node `id` are `id + 1 .. node.end`.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, markers included, line ending excluded.
    pub span: Span,
    /// The node that it is in; the root is its own parent.
    pub parent: NodeId,
    /// Index behind its last descendant.
    pub end: NodeId,
}

/// A parsed document.
#[derive(Debug)]
pub struct Document {
    /// The text and its positions.
    pub source: SourceFile,
    nodes: Vec<Node>,
    headings: Vec<Heading>,
    sections: Vec<Section>,
    tables: Vec<NodeId>,
    lists: Vec<NodeId>,
    links: Vec<Link>,
    code_blocks: Vec<CodeBlock>,
    inline_code: Vec<NodeId>,
    html: Vec<NodeId>,
    texts: Vec<NodeId>,
    footnotes: Vec<FootnoteDefinition>,
    footnote_references: Vec<NodeId>,
    definitions: Vec<Definition>,
}

impl Document {
    /// The root.
    pub const ROOT: NodeId = 0;
    /// Through how many levels rules look for what something stands in. What nests deeper was not written by hand,
    /// and must not cost as much again for everything in it.
    pub const DEEPEST: usize = 100;

    /// All nodes in pre-order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node `id`.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// Where node `id` stands.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The source of node `id`, markers included.
    pub fn slice(&self, id: NodeId) -> &str {
        self.source.slice(self.span(id))
    }

    /// The direct children of node `id`, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).end;
        let mut next = id + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.node(child).end;
                child
            })
        })
    }

    /// The node before `id` in the same parent; `None` for the first, and behind one that nests too deep to be looked at.
    pub fn before(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id).parent;
        let last = id.checked_sub(1).filter(|&last| last != parent)?;
        std::iter::once(last)
            .chain(self.ancestors(last).take(Self::DEEPEST))
            .find(|&node| self.node(node).parent == parent)
    }

    /// All nodes below node `id`, in order.
    pub fn descendants(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id + 1..self.node(id).end
    }

    /// The nodes that node `id` is in, from its parent to the root.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            (at != Self::ROOT).then(|| {
                at = self.node(at).parent;
                at
            })
        })
    }

    pub(crate) fn with_definitions(self, definitions: Vec<Definition>) -> Self {
        Document { definitions, ..self }
    }

    /// The headings in order, those inside quotes and list items too.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The sections in the order of their headings: `sections()[i]` belongs to `headings()[i]`.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The tables in order.
    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.tables.iter().map(|&node| Table::new(self, node))
    }

    /// The table at node `id`.
    pub fn table(&self, id: NodeId) -> Table<'_> {
        Table::new(self, id)
    }

    /// The lists in order, nested ones after the one they are in.
    pub fn lists(&self) -> &[NodeId] {
        &self.lists
    }

    /// Links and images in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Link reference definitions (`[label]: target`) in order, unused and repeated ones too.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// Footnote definitions (`[^name]: …`) in order.
    pub fn footnotes(&self) -> &[FootnoteDefinition] {
        &self.footnotes
    }

    /// References to footnotes that are defined, in order; one without a definition is text.
    pub fn footnote_references(&self) -> &[NodeId] {
        &self.footnote_references
    }

    /// Fenced and indented code blocks in order.
    pub fn code_blocks(&self) -> &[CodeBlock] {
        &self.code_blocks
    }

    /// Code spans in order.
    pub fn inline_code(&self) -> &[NodeId] {
        &self.inline_code
    }

    /// HTML blocks and inline HTML in order.
    pub fn html(&self) -> &[NodeId] {
        &self.html
    }

    /// The runs of text in order: what is no code, markup, address, HTML or formula.
    pub fn texts(&self) -> &[NodeId] {
        &self.texts
    }

    /// The text below node `id` without markup, as a reader sees it save for escapes and entities;
    /// breaks become blanks.
    pub fn plain_text(&self, id: NodeId) -> String {
        let mut plain = String::new();
        for inner in std::iter::once(id).chain(self.descendants(id)) {
            match self.node(inner).kind {
                Kind::Text { .. } => plain.push_str(self.slice(inner)),
                Kind::Code => plain.push_str(self.slice(inner).trim_matches('`').trim()),
                Kind::SoftBreak | Kind::LineBreak => plain.push(' '),
                _ => {}
            }
        }
        plain
    }
}

//! Which source vouches for a number: one covers what stands in its scope, the nearest scope counts.

use rustc_hash::FxHashMap;

use crate::document::{Document, Kind, NodeId};
use crate::source::Span;
use crate::sources::{CarrierKind, PositionKind, Resolution, Sources};

/// How far a source reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceScope {
    /// The sentence that it stands in.
    Sentence,
    /// The paragraph, heading or cell.
    Block,
    /// The row of a table.
    Row,
    /// The whole table, from beside it.
    Table,
    /// The list item, with what is nested in it.
    Item,
    /// The list or paragraph in front of a line of sources.
    Before,
}

impl SourceScope {
    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            SourceScope::Sentence => "sentence",
            SourceScope::Block => "block",
            SourceScope::Row => "row",
            SourceScope::Table => "table",
            SourceScope::Item => "item",
            SourceScope::Before => "before",
        }
    }
}

/// A source in scope, as an index of [`Sources::carriers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The carrier.
    pub carrier: usize,
    /// The scope that the number is in.
    pub scope: SourceScope,
}

/// Finds the sources of numbers; remembers what covers whole tables and blocks.
pub(super) struct Evidence<'a> {
    doc: &'a Document,
    sources: &'a Sources<'a>,
    /// The carrier that covers the block, table or list at a node, from outside it.
    covered: FxHashMap<NodeId, (usize, SourceScope)>,
}

impl<'a> Evidence<'a> {
    pub fn new(doc: &'a Document, sources: &'a Sources<'a>) -> Self {
        let mut covered = FxHashMap::default();
        for (index, carrier) in sources.carriers().iter().enumerate() {
            let Some(position) = carrier.position.map(|position| &sources.positions()[position]) else {
                continue;
            };
            match position.kind {
                PositionKind::Caption(table) => {
                    covered.entry(table).or_insert((index, SourceScope::Table));
                }
                PositionKind::Label => {
                    if let Some(before) = block_before(doc, position.node) {
                        covered.entry(before).or_insert((index, SourceScope::Before));
                    }
                }
                _ => {}
            }
        }
        Evidence { doc, sources, covered }
    }

    /// The source of what stands at `span` in the block at `node`, in a sentence at `sentence`.
    pub fn of(&self, node: NodeId, span: Span, sentence: Span) -> Option<Source> {
        if self.sources.carriers().is_empty() {
            return None;
        }
        let doc = self.doc;
        self.within(sentence, span, SourceScope::Sentence)
            .or_else(|| self.within(doc.span(node), span, SourceScope::Block))
            .or_else(|| {
                std::iter::once(node)
                    .chain(doc.ancestors(node).take(Document::DEEPEST))
                    .find_map(|outer| self.around(outer, span))
            })
    }

    fn around(&self, outer: NodeId, span: Span) -> Option<Source> {
        let doc = self.doc;
        if let Some(&(carrier, scope)) = self.covered.get(&outer) {
            return Some(Source { carrier, scope });
        }
        match doc.node(outer).kind {
            Kind::Row { .. } => self.in_row(outer),
            Kind::Item { .. } => doc
                .children(outer)
                .filter(|&child| doc.node(child).kind == Kind::Paragraph)
                .find_map(|child| self.within(doc.span(child), span, SourceScope::Item)),
            _ => None,
        }
    }

    fn within(&self, scope: Span, number: Span, name: SourceScope) -> Option<Source> {
        let first = self.sources.carriers().partition_point(|carrier| carrier.span.start < scope.start);
        let found = self.sources.within(scope).iter().position(|carrier| {
            // A linked number is no source of itself unless the link leads to one.
            carrier.kind != CarrierKind::Text || !carrier.span.contains(number)
        })?;
        Some(Source { carrier: first + found, scope: name })
    }

    /// A source in its own column, or a mark anywhere in the row; a link elsewhere is about what it names.
    fn in_row(&self, row: NodeId) -> Option<Source> {
        let scope = self.doc.span(row);
        let first = self.sources.carriers().partition_point(|carrier| carrier.span.start < scope.start);
        let found = self.sources.within(scope).iter().position(|carrier| {
            let position = carrier.position.map(|position| self.sources.positions()[position].kind);
            matches!(
                position,
                Some(PositionKind::Column { .. } | PositionKind::Label | PositionKind::Parentheses)
            ) || matches!(
                carrier.kind,
                CarrierKind::Footnote | CarrierKind::Key | CarrierKind::Mention | CarrierKind::Numbered
            )
        })?;
        Some(Source { carrier: first + found, scope: SourceScope::Row })
    }

    /// True if a source is known to lead nowhere.
    pub fn is_broken(&self, source: Source) -> bool {
        self.sources.carriers()[source.carrier].resolution == Resolution::Unresolved
    }
}

/// The list or paragraph in front of a line of sources that is a block of its own, in the same container.
fn block_before(doc: &Document, node: NodeId) -> Option<NodeId> {
    if doc.node(node).kind != Kind::Paragraph {
        return None;
    }
    if matches!(doc.node(doc.node(node).parent).kind, Kind::Item { .. }) {
        return None;
    }
    let before = doc.before(node)?;
    matches!(doc.node(before).kind, Kind::List { .. } | Kind::Paragraph | Kind::Table | Kind::BlockQuote)
        .then_some(before)
}

//! Link reference definitions, which the parser's tree drops.

use memchr::memmem;

use super::anchor::{destination, label, skip_blank, title};
use crate::document::{Definition, Document, Kind, NodeId};
use crate::source::Span;

/// Reads a definition (`[label]: target "title"`) whose `[` stands at `at` and that ends before `limit`.
pub(super) fn definition_at(source: &str, at: usize, limit: usize) -> Option<Definition> {
    let bytes = &source.as_bytes()[..limit];
    if bytes.get(at) != Some(&b'[') || bytes.get(at + 1) == Some(&b'^') {
        return None;
    }
    let label_end = label(bytes, at)?;
    let name = Span::new(at + 1, label_end - 1);
    if bytes.get(label_end) != Some(&b':') || source[name.range()].trim().is_empty() {
        return None;
    }
    let target_start = skip_blank(bytes, label_end + 1);
    let target_end = destination(bytes, target_start)?;
    let angle = usize::from(bytes[target_start] == b'<');
    let end = with_title(bytes, target_end).or_else(|| line_ends(bytes, target_end).then_some(target_end))?;
    Some(Definition {
        span: Span::new(at, end),
        label: name,
        target: Span::new(target_start + angle, target_end - angle),
    })
}

/// The offset behind the title that follows a target, if nothing else stands on its line.
fn with_title(bytes: &[u8], target_end: usize) -> Option<usize> {
    let start = skip_blank(bytes, target_end);
    let end = title(bytes, start).filter(|_| start > target_end)?;
    line_ends(bytes, end).then_some(end)
}

fn line_ends(bytes: &[u8], at: usize) -> bool {
    let rest = bytes[at..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    rest.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// All definitions of a document: `[` at the start of a line that no block but a container covers.
pub(super) fn scan(doc: &Document) -> Vec<Definition> {
    let source = doc.source.text();
    let mut definitions = Vec::new();
    let mut blocks = Blocks { doc, next: 0, open: Vec::new() };
    let mut behind = 0;
    for found in memmem::find_iter(source.as_bytes(), "]:") {
        if found < behind {
            continue;
        }
        // What the line opens with decides, so that one look at it is enough.
        let line = doc.source.line_span(doc.source.line_of(found as u32));
        behind = line.end as usize;
        let Some(at) = source[line.start as usize..found].find('[').map(|at| line.start as usize + at) else {
            continue;
        };
        let container = matches!(
            blocks.at(at as u32),
            Kind::Document
                | Kind::BlockQuote
                | Kind::Alert
                | Kind::List { .. }
                | Kind::Item { .. }
                | Kind::FootnoteDefinition
        );
        if container && let Some(definition) = definition_at(source, at, source.len()) {
            behind = behind.max(definition.span.end as usize);
            definitions.push(definition);
        }
    }
    definitions
}

/// The blocks of a document, asked for in the order of the text.
struct Blocks<'d> {
    doc: &'d Document,
    next: usize,
    /// The blocks that hold the last offset, outermost first.
    open: Vec<NodeId>,
}

impl Blocks<'_> {
    /// The innermost block that holds the byte at `offset`.
    fn at(&mut self, offset: u32) -> Kind {
        let nodes = self.doc.nodes();
        while let Some(node) = nodes.get(self.next).filter(|node| node.span.start <= offset) {
            self.leave(node.span.start);
            if !node.kind.is_inline() {
                self.open.push(self.next as NodeId);
            }
            self.next += 1;
        }
        self.leave(offset);
        self.open.last().map_or(Kind::Document, |&block| self.doc.node(block).kind)
    }

    /// Closes what ends before `offset`.
    fn leave(&mut self, offset: u32) {
        while self.open.pop_if(|block| self.doc.span(*block).end <= offset).is_some() {}
    }
}

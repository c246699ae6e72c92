//! What a number is for, decided by the nearest words that say so.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cues::{self, Hit};
use super::text::Near;
use super::{Cue, Role, Scope};
use crate::document::{Document, Kind, NodeId};
use crate::quantity::{Bound, Passage, Prose, Quantity};

/// Decides roles; remembers the words of headers, labels and headings, which many numbers share.
pub(super) struct Roles<'a> {
    doc: &'a Document,
    known: FxHashMap<NodeId, Option<(Role, Box<str>)>>,
}

impl<'a> Roles<'a> {
    pub fn new(doc: &'a Document) -> Self {
        Roles { doc, known: FxHashMap::default() }
    }

    /// The role of a quantity of `passage`, with the word that decided; `hits` are the words of the passage, `near` is
    /// what stands around the quantity.
    pub fn of(
        &mut self,
        passage: &Passage,
        quantity: &Quantity,
        near: &Near,
        hits: &[Hit],
    ) -> (Role, Option<Cue>) {
        let text = &passage.prose.text;
        let Near { range, clause, sentence } = near;
        let compared = quantity.bound != Bound::Exact || quantity.high.is_none();
        if is_result(text, range, sentence) || is_operand(text, range) {
            let cue = Cue { text: "=".into(), scope: Scope::Clause };
            return (Role::Derived, Some(cue));
        }
        for (scope, around) in [(Scope::Clause, clause), (Scope::Sentence, sentence)] {
            let decided = cues::decide(cues::within(hits, around).iter(), Some((range.clone(), compared)));
            // What is set, decided or computed in one clause says nothing of the next.
            let carries = |role| {
                scope == Scope::Clause
                    || !matches!(role, Role::Absent | Role::Threshold | Role::Config | Role::Derived)
            };
            if let Some((role, hit)) = decided.filter(|(role, _)| carries(*role)) {
                let cue = Cue { text: text[hit.range.clone()].into(), scope };
                return (role, Some(cue));
            }
        }
        if opens_branch(text, range) {
            let cue = Cue { text: "：".into(), scope: Scope::Clause };
            return (Role::Threshold, Some(cue));
        }
        let node = passage.node;
        let row = self.doc.node(node).parent;
        if self.doc.node(node).kind == Kind::Cell
            && node == row + 1
            && self.doc.node(node).end < self.doc.node(row).end
        {
            // What stands in the first cell of a row says which row it is.
            let cue = Cue { text: "".into(), scope: Scope::Row };
            return (Role::Config, Some(cue));
        }
        let outer = self.outer(passage.node);
        let found = outer.into_iter().find_map(|(node, scope)| {
            let (role, word) = self.decided_by(node, scope)?;
            Some((role, Some(Cue { text: word, scope })))
        });
        found.unwrap_or((Role::Measured, None))
    }

    /// The blocks whose words hold for the block at `node`, the nearest first: header and label of a cell, lead-in
    /// of a list, headings of the section path.
    fn outer(&self, node: NodeId) -> Vec<(NodeId, Scope)> {
        let doc = self.doc;
        let mut outer = Vec::new();
        if doc.node(node).kind == Kind::Cell {
            let row = doc.node(node).parent;
            let table = doc.node(row).parent;
            let column = doc.children(row).position(|cell| cell == node);
            outer.extend(
                column
                    .and_then(|column| doc.children(table + 1).nth(column))
                    .filter(|&header| header != node)
                    .map(|header| (header, Scope::Header)),
            );
            outer.extend(Some(row + 1).filter(|&label| label != node).map(|label| (label, Scope::Row)));
            outer.extend(lead_in(doc, table).map(|lead_in| (lead_in, Scope::LeadIn)));
        }
        for ancestor in doc.ancestors(node).take(Document::DEEPEST) {
            match doc.node(ancestor).kind {
                Kind::Item { .. } => {
                    let own = doc
                        .children(ancestor)
                        .next()
                        .filter(|&own| own < node && doc.node(own).kind == Kind::Paragraph);
                    outer.extend(own.map(|own| (own, Scope::LeadIn)));
                }
                Kind::List { .. } => {
                    outer.extend(lead_in(doc, ancestor).map(|lead_in| (lead_in, Scope::LeadIn)))
                }
                _ => {}
            }
        }
        let start = doc.span(node).start;
        let behind = doc.sections().partition_point(|section| section.span.start <= start);
        let mut section = doc.sections()[..behind].last().map(|section| section.heading);
        while let Some(heading) = section {
            let title = &doc.headings()[heading];
            if title.top_level && title.node != node {
                outer.push((title.node, Scope::Section));
            }
            section = doc.sections()[heading].parent;
        }
        outer
    }

    fn decided_by(&mut self, node: NodeId, scope: Scope) -> Option<(Role, Box<str>)> {
        let doc = self.doc;
        self.known
            .entry(node)
            .or_insert_with(|| {
                let text = Prose::of(doc, node).text;
                let hits =
                    if scope == Scope::Section { cues::section_hits(&text) } else { cues::hits(&text) };
                let (role, hit) = cues::decide(hits.iter(), None)?;
                Some((role, text[hit.range.clone()].into()))
            })
            .clone()
    }
}

/// The paragraph that introduces the list or table at `node`: it stands right before it and ends with a colon.
pub(super) fn lead_in(doc: &Document, node: NodeId) -> Option<NodeId> {
    let before = doc.before(node)?;
    let is_lead_in = doc.node(before).kind == Kind::Paragraph
        && doc.slice(before).trim_end_matches(['*', '_', ' ']).ends_with([':', '：']);
    is_lead_in.then_some(before)
}

/// True for the result of arithmetic: a number behind an equals sign whose left side holds another number.
fn is_result(text: &str, range: &Range<usize>, sentence: &Range<usize>) -> bool {
    let before = text[sentence.start..range.start].trim_end_matches([' ', '≈', '~', '约', '$', '¥', '￥']);
    let Some(left) = before
        .strip_suffix(['=', '＝'])
        .or_else(|| text[sentence.start..range.start].contains('≈').then_some(before))
    else {
        return false;
    };
    left.contains(['×', '÷', '*', '/', '+', '−']) && left.contains(|c: char| c.is_ascii_digit())
}

/// True for a number that is multiplied or divided, or that a product equals.
fn is_operand(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    let behind = text[range.end..].trim_start();
    let number = |c: char| c.is_ascii_digit() || "$¥￥(（".contains(c);
    let joins = |text: &str| {
        text.strip_prefix(['×', '÷', '*']).is_some_and(|rest| rest.trim_start().starts_with(number))
    };
    joins(behind)
        || before.strip_suffix(['×', '÷', '*']).is_some_and(|rest| {
            rest.trim_end().ends_with(|c: char| c.is_alphanumeric() || ")）%".contains(c))
        })
}

/// True for a number in front of a colon, where something follows that holds in this case: `数据<100万：HNSW`.
fn opens_branch(text: &str, range: &Range<usize>) -> bool {
    let behind = text[range.end..].trim_start();
    let opens = text[..range.start].char_indices().nth(16).is_none();
    opens && behind.strip_prefix(['：', ':']).is_some_and(|rest| rest.contains(char::is_alphanumeric))
}

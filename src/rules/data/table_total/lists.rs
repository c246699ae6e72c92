//! Lists of labels and numbers with a total among them, or right behind.

use crate::document::{Document, Kind, NodeId};
use crate::quantity::Amount;
use crate::rules::data::sheet::{Value, is_readable, part, plain_label};

use super::series;
use super::sums::{Entry, Series};
use super::words::WORDS;

/// What is nested deep would be looked at again on every level.
const LONGEST_REMARK: usize = 600;

/// The items of a list as one series, if each is a label and a number.
pub(super) fn items(doc: &Document, list: NodeId) -> Option<Series> {
    let mut paragraphs: Vec<NodeId> = Vec::new();
    for item in doc.children(list) {
        let mut blocks = doc.children(item).filter(|&block| doc.node(block).kind != Kind::HtmlBlock);
        let paragraph = blocks.next()?;
        if doc.node(paragraph).kind != Kind::Paragraph {
            return None;
        }
        // What is nested may be the parts of an item, unless it holds no number.
        let is_remark = |block: NodeId| {
            let text = doc.slice(block);
            text.len() <= LONGEST_REMARK && !text.contains(|c: char| c.is_numeric())
        };
        if !blocks.all(is_remark) {
            return None;
        }
        paragraphs.push(paragraph);
    }
    let items = paragraphs.len();
    paragraphs.extend(next_block(doc, list).filter(|&block| doc.node(block).kind == Kind::Paragraph));
    let mut entries = Vec::new();
    let mut uncertain = false;
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        let text = doc.plain_text(paragraph);
        let entry = labelled(&text).filter(|_| is_readable(doc, paragraph));
        let Some((label, value)) = entry else {
            // Only what follows the list may be about something else.
            if index == items { break } else { return None }
        };
        if WORDS.not_additive.is_match(label) {
            return None;
        }
        uncertain |= WORDS.uncertain.is_match(&text);
        entries.push(Entry {
            part: part(label),
            label: plain_label(label).into(),
            span: doc.span(paragraph),
            value: Value::Known(value),
        });
    }
    series(entries, "", uncertain)
}

/// A label and the number behind it: `存储：18,000 元（3 台 × 6,000 元）`, `Storage $18,000`.
fn labelled(text: &str) -> Option<(&str, Amount)> {
    let end = ['。', '；', ';', ',', '，', '.'];
    let (label, value) = match text.split_once(['：', ':']) {
        Some(parts) => parts,
        None => {
            let at = text.find(|c: char| c.is_numeric() || matches!(c, '$' | '¥' | '￥' | '€' | '£'))?;
            text.split_at(at)
        }
    };
    let value = value.trim_end_matches(end);
    let amount = Amount::parse(value).or_else(|| {
        // A computation in parentheses says how the number came about, and a percentage its share.
        let (value, remark) = value.split_once(['（', '('])?;
        let is_last = remark.trim_end().ends_with(['）', ')']);
        Amount::parse(value).filter(|_| is_last && remark.contains(['×', '*', '+', 'x', '%', '％']))
    })?;
    let label = label.trim();
    (!label.is_empty()).then_some((label, amount))
}

/// The block behind node `id` in the same container.
fn next_block(doc: &Document, id: NodeId) -> Option<NodeId> {
    let node = doc.node(id);
    (node.end < doc.node(node.parent).end).then_some(node.end)
}

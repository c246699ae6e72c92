//! Lists of `label：N unit（xx%）`, whose percentages are shares of their total.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Kind, NodeId};
use crate::quantity::{Amount, Operand};
use crate::rules::data::sheet::{Part, WORDS as SHEET, is_readable, part, plain_label, surroundings};

use super::{Nature, Row, Shares, WORDS};

/// `18,000 元（占 31.2%）`
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?<amount>[^（(%]+?)\s*[（(]\s*(?<says>占比?|约占)?[：:]?\s*(?<share>[约~]?\s*\d+(?:\.\d+)?\s*[%％])\s*(?<of>[^）)%]*)[）)]\s*[。；;，,.]?\s*$")
        .expect("the pattern is fixed")
});

pub(super) fn lists(doc: &Document) -> Vec<Shares> {
    let text = doc.source.text().as_bytes();
    let may = |needle: &str| memchr::memmem::find(text, needle.as_bytes()).is_some();
    if !(may("%）") || may("%)") || may("％）")) {
        return Vec::new();
    }
    doc.lists().iter().filter_map(|&list| read(doc, list)).collect()
}

fn read(doc: &Document, list: NodeId) -> Option<Shares> {
    let mut blocks: Vec<(NodeId, bool)> = Vec::new();
    for item in doc.children(list) {
        let mut inner = doc.children(item);
        let paragraph = inner.next().filter(|&it| doc.node(it).kind == Kind::Paragraph)?;
        // A nested list may say anything about its item.
        if inner.next().is_some() {
            return None;
        }
        blocks.push((paragraph, true));
    }
    let node = doc.node(list);
    let behind = (node.end < doc.node(node.parent).end).then_some(node.end);
    blocks.extend(behind.filter(|&it| doc.node(it).kind == Kind::Paragraph).map(|it| (it, false)));
    let mut rows = Vec::new();
    for (paragraph, is_item) in blocks {
        let row = row(doc, paragraph);
        if !is_item && row.as_ref().is_none_or(|row| row.part != Part::Total) {
            continue;
        }
        rows.push(row?);
    }
    let shares = rows.iter().filter(|row| row.part == Part::Member && row.share.is_some()).count();
    let members = rows.iter().filter(|row| row.part == Part::Member).count();
    let has_total = rows.iter().any(|row| row.part == Part::Total);
    if shares < 2 || shares < members || !has_total {
        return None;
    }
    let near = surroundings(doc, list);
    Some(Shares {
        nature: Nature::Perhaps,
        head: doc.span(list),
        overlapping: WORDS.overlapping.is_match(&near) || WORDS.overlapping.is_match(doc.slice(list)),
        partial: WORDS.partial.is_match(&near),
        rows,
    })
}

/// The paragraph of an item; `None` if it isn't a label, a number and perhaps a share.
fn row(doc: &Document, paragraph: NodeId) -> Option<Row> {
    if !is_readable(doc, paragraph) {
        return None;
    }
    let text = doc.plain_text(paragraph);
    let (label, rest) = text.split_once(['：', ':'])?;
    if WORDS.other.is_match(label) {
        return None;
    }
    let found = ITEM.captures(rest.trim());
    let (amount, share) = match &found {
        // Behind the percentage stands what it is a share of, or what else it is.
        Some(found) if found["of"].trim().is_empty() => (&found["amount"], Amount::parse(&found["share"])),
        Some(_) => return None,
        None => (rest.trim().trim_end_matches(['。', '；', ';', '，', ',', '.']), None),
    };
    let amount = Amount::parse(amount)?;
    if amount.unit.starts_with(['%', '‰']) {
        return None;
    }
    let counted =
        amount.unit.is_empty() || SHEET.money.is_match(&amount.unit) || SHEET.counts.is_match(&amount.unit);
    Some(Row {
        part: part(label),
        label: plain_label(label).to_owned(),
        share,
        node: paragraph,
        span: doc.span(paragraph),
        amounts: vec![Some((Operand::of(&amount, counted), amount.text.clone()))],
    })
}

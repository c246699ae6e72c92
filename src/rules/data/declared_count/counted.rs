//! What can be counted where a number of things is announced.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::words::{announced_by_heading, is_beside};
use crate::document::{Document, Kind, NodeId};
use crate::quantity::{Amount, Bound};

/// How many things a section holds, in each way that they may be counted; `None` if it holds no subsections.
pub(super) fn subsections(doc: &Document, index: usize) -> Option<Vec<usize>> {
    let section = &doc.sections()[index];
    let inner = index + 1..section.end;
    let level = inner.clone().map(|it| doc.headings()[it].level).min()?;
    let children: Vec<usize> = inner
        .clone()
        .filter(|&it| doc.headings()[it].level == level && doc.headings()[it].top_level)
        .collect();
    // Groups that say themselves how many they hold are added up by their own numbers.
    let grouped = children.iter().any(|&it| announced_by_heading(&doc.headings()[it].text).is_some());
    if children.is_empty() || grouped {
        return None;
    }
    let own = children.iter().filter(|&&it| !is_beside(&doc.headings()[it].text)).count();
    let deeper = inner
        .filter(|&it| doc.headings()[it].level == level + 1 && !is_beside(&doc.headings()[it].text))
        .count();
    let mut counts = vec![own, children.len(), deeper];
    // What is announced may also be listed once at the top.
    let body = section.body;
    let within = |node: NodeId| body.start <= doc.span(node).start && doc.span(node).end <= body.end;
    let from = doc.lists().partition_point(|&list| doc.span(list).start < body.start);
    counts.extend(
        doc.lists()[from..].iter().take_while(|&&list| within(list)).map(|&list| doc.children(list).count()),
    );
    Some(counts)
}

/// How many items a list has, how many its nested lists have together, and how many things its items name.
pub(super) fn items(doc: &Document, list: NodeId) -> Vec<usize> {
    let own = doc.children(list).count();
    let nested = doc
        .children(list)
        .flat_map(|item| doc.children(item))
        .filter(|&block| matches!(doc.node(block).kind, Kind::List { .. }))
        .map(|inner| doc.children(inner).count())
        .sum::<usize>();
    let mut counts = vec![own];
    counts.extend((nested > 0).then_some(nested));
    // `A、B` in one item are two things.
    let parts = |item: NodeId| {
        let text = doc.plain_text(item);
        let name = text.split(['：', ':', '（', '(']).next().unwrap_or_default();
        1 + name.matches(['、', ',', '，', '/', '&']).count()
            + name.matches(" and ").count()
            + name.matches('和').count()
    };
    counts.push(doc.children(list).map(parts).sum());
    counts
}

/// The sum of the only column of a section's tables that is headed like the number announced.
pub(super) fn rows_of(doc: &Document, section: usize, noun: &str) -> Option<usize> {
    let span = doc.sections()[section].span;
    let noun = noun.trim_start_matches('总');
    let mut sums = Vec::new();
    for table in doc.tables().filter(|table| span.start <= table.span().start && table.span().end <= span.end)
    {
        let column = table.header().cells().position(|cell| cell.text().trim().ends_with(noun));
        let Some(column) = column.filter(|&column| column > 0) else { continue };
        let mut sum = Decimal::ZERO;
        for row in table.rows() {
            let label = row.cells().next().map_or(String::new(), |cell| cell.text());
            if label.contains('总') || label.contains("合计") || label.to_lowercase().contains("total") {
                continue;
            }
            let amount = Amount::parse(row.cells().nth(column)?.text().trim())?;
            if amount.bound != Bound::Exact || amount.approximate {
                return None;
            }
            sum = sum.checked_add(amount.value)?;
        }
        sums.push(sum);
    }
    let [sum] = sums.as_slice() else { return None };
    sum.to_usize().filter(|&sum| sum > 0)
}

//! Lists as authors see them: one that a code block interrupts goes on behind it.

use std::ops::RangeInclusive;

use crate::contract::content::blocks::Fault;
use crate::contract::content::texts;
use crate::contract::region::Region;
use crate::document::{Document, Kind, NodeId};
use crate::message::{Message, Text};

/// A list with its items at the top.
pub(super) struct List {
    ordered: bool,
    items: usize,
    /// What it is in, and the number that would follow its last one.
    goes_on: (NodeId, Option<u64>),
}

/// The lists of a region that are in no other list there. Items whose list begins before the region are one too, unless
/// there is only one of them: that is what the region is about.
pub(super) fn lists(doc: &Document, region: &Region) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut loose: Option<List> = None;
    for (id, _) in region.parts(doc, |id| matches!(doc.node(id).kind, Kind::List { .. })) {
        let node = doc.node(id);
        match node.kind {
            Kind::List { ordered } => {
                let items = doc.children(id).filter(|&item| region.contains(doc.span(item).start)).count();
                let first = if ordered { number(doc.slice(id)) } else { None };
                let goes_on = (node.parent, first.map(|first| first.saturating_add(items as u64)));
                match lists.last_mut() {
                    Some(last) if first.is_some() && last.goes_on == (node.parent, first) => {
                        last.items += items;
                        last.goes_on = goes_on;
                    }
                    _ => lists.push(List { ordered, items, goes_on }),
                }
            }
            Kind::Item { .. } => {
                let outer = node.parent;
                match &mut loose {
                    Some(list) if list.goes_on.0 == outer => list.items += 1,
                    _ => {
                        let ordered = doc.node(outer).kind == Kind::List { ordered: true };
                        lists.extend(loose.replace(List { ordered, items: 1, goes_on: (outer, None) }));
                    }
                }
            }
            _ => {}
        }
    }
    lists.extend(loose);
    lists.retain(|list| {
        list.items > 1 || doc.node(list.goes_on.0).kind != Kind::List { ordered: list.ordered }
    });
    lists
}

/// The number that a numbered list begins with.
fn number(list: &str) -> Option<u64> {
    let digits = list.bytes().take_while(u8::is_ascii_digit).count();
    list[..digits].parse().ok()
}

/// What keeps a list from being as described.
pub(super) fn fault(list: &List, ordered: Option<bool>, items: &RangeInclusive<u32>) -> Option<Fault> {
    let bound = |text: &'static Text, wanted: &u32| {
        Message::new(text).with("found", list.items).with("wanted", wanted)
    };
    let found = list.items as u64;
    let (message, distance) = match ordered {
        Some(true) if !list.ordered => (Message::new(&texts::NOT_NUMBERED), usize::MAX),
        Some(false) if list.ordered => (Message::new(&texts::NUMBERED), usize::MAX),
        _ if found < u64::from(*items.start()) => {
            (bound(&texts::FEW_ITEMS, items.start()), *items.start() as usize - list.items)
        }
        _ if found > u64::from(*items.end()) => {
            (bound(&texts::MANY_ITEMS, items.end()), list.items - *items.end() as usize)
        }
        _ => return None,
    };
    Some(Fault { message, distance: Some(distance) })
}

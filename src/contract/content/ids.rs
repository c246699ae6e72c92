//! Numbered names such as `F-1`, told apart from mentions of them.

use regex::Regex;
use rustc_hash::FxHashSet;

use crate::contract::content::blocks::shown;
use crate::contract::content::texts;
use crate::contract::passages::{Passage, passages};
use crate::contract::region::Region;
use crate::document::{Document, Kind, NodeId};
use crate::message::Message;

/// A numbered name.
struct Id {
    text: String,
    number: Option<u64>,
}

/// What the numbered names in `region` lack.
pub(super) fn lack(
    doc: &Document,
    region: &Region,
    pattern: &Regex,
    unique: bool,
    sequential: bool,
) -> Option<Message> {
    let ids = ids(doc, &passages(doc, region), pattern);
    if ids.is_empty() {
        return Some(Message::new(&texts::NO_IDS).with("pattern", shown(pattern)));
    }
    let mut seen = FxHashSet::default();
    if unique && let Some(again) = ids.iter().find(|id| !seen.insert(id.text.as_str())) {
        return Some(Message::new(&texts::REPEATED).with("id", &again.text));
    }
    let numbered: Vec<_> = ids.iter().filter_map(|id| Some((id, id.number?))).collect();
    let gap = numbered.windows(2).find(|pair| pair[0].1.checked_add(1) != Some(pair[1].1));
    gap.filter(|_| sequential)
        .map(|pair| Message::new(&texts::GAP).with("id", &pair[1].0.text).with("before", &pair[0].0.text))
}

/// The names that blocks begin with, if the blocks are like the first such one; else all of them.
///
/// A name that a heading, an item or the cells of a column begin with is given there. Elsewhere it is mentioned.
fn ids(doc: &Document, passages: &[Passage], pattern: &Regex) -> Vec<Id> {
    let mut given = Vec::new();
    let mut first_place = None;
    for passage in passages {
        let text = passage.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(hit) = pattern.captures(text).filter(|hit| hit.get_match().start() == 0) else { continue };
        let place = place(doc, passage.block);
        if *first_place.get_or_insert(place) == place {
            given.push(id(&hit));
        }
    }
    if given.is_empty() {
        let hits = passages.iter().flat_map(|passage| pattern.captures_iter(&passage.text));
        given = hits.map(|hit| id(&hit)).collect();
    }
    given
}

fn id(hit: &regex::Captures<'_>) -> Id {
    let digits = hit.get(1).map_or(hit.get_match().as_str(), |number| number.as_str());
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    Id { text: hit.get_match().as_str().to_owned(), number: digits.parse().ok() }
}

/// Where a block stands that gives a name: blocks that give names are alike in this.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Heading,
    /// The first cell of a row, or another one.
    Cell(bool),
    Item,
    Paragraph,
}

fn place(doc: &Document, block: NodeId) -> Place {
    let node = doc.node(block);
    match node.kind {
        Kind::Heading { .. } => Place::Heading,
        Kind::Cell => Place::Cell(block == node.parent + 1),
        _ if matches!(doc.node(node.parent).kind, Kind::Item { .. }) && block == node.parent + 1 => {
            Place::Item
        }
        _ => Place::Paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Lang;
    use crate::source::SourceFile;

    fn lack_of(text: &str, unique: bool, sequential: bool) -> String {
        let doc = crate::markdown::parse(SourceFile::new("a.md", text.to_owned()));
        let pattern = Regex::new(r"F-(\d+)").expect("a pattern");
        let lack = lack(&doc, &doc.source.span().into(), &pattern, unique, sequential);
        lack.map_or(String::new(), |message| message.render(Lang::En))
    }

    #[test]
    fn numbered_names_are_told_from_mentions() {
        for (text, expected) in [
            ("### F-1 登录\n\nF-1 依赖 F-3。\n\n### F-2 退出", ""),
            ("- **F-3** a\n- F-4 b，见 F-3", ""),
            ("| 编号 | 依赖 |\n|-|-|\n| F-1 | |\n| F-2 | F-1 |", ""),
            ("先做 F-1，再做 F-2", ""),
            ("- F-1 a\n- F-1 b", "the number “F-1” is given twice"),
            ("- F-1 a\n- F-3 b", "“F-3” comes after “F-1”, so the numbers don't follow each other"),
            ("- F-2 a\n- F-1 b", "“F-1” comes after “F-2”, so the numbers don't follow each other"),
            ("none", r"no number such as `F-(\d+)` stands here"),
        ] {
            assert_eq!(lack_of(text, true, true), expected, "{text}");
        }
        assert_eq!(lack_of("- F-1 a\n- F-9 b", true, false), "");
        assert_eq!(lack_of("- F-1 a\n- F-1 b", false, false), "");
    }
}

//! What YAML parsers let pass node by node and site generators refuse: a key given twice, aliases that explode, a root without keys.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use granit_parser::{Event, ScalarStyle};

use crate::rules::technical::syntax::{Fault, yaml_events};

/// How many nodes aliases may stand for: far more than anybody writes, far less than anybody's memory.
pub(super) const ALIASED_NODES: u64 = 10_000;

/// The first thing that keeps YAML from being keys with values; places are bytes of the text.
pub(super) enum Flaw {
    /// It doesn't parse.
    Syntax(Fault),
    /// One mapping gives `key` twice.
    Repeated { key: String, first: Range<usize>, again: Range<usize> },
    /// The alias with which it grows beyond [`ALIASED_NODES`].
    Explosion(Range<usize>),
    /// Its root, which starts here, is a text or a list.
    Keyless(usize),
}

/// Reads `text` once from start to end; what aliases stand for is counted and never built.
pub(super) fn check(text: &str) -> Result<(), Flaw> {
    let mut reader = Reader::default();
    for event in yaml_events(text) {
        let (event, at) = event.map_err(Flaw::Syntax)?;
        reader.read(event, at)?;
    }
    Ok(())
}

/// A key as YAML tells keys apart, as far as no type is resolved: `1` and `"1"` differ.
type Key<'t> = (Cow<'t, str>, bool);

#[derive(Default)]
struct Reader<'t> {
    /// The collections that the next node is in, outermost first.
    open: Vec<Collection<'t>>,
    /// Nodes behind each anchor whose node has ended.
    anchored: HashMap<usize, u64>,
    /// Nodes that the aliases so far stand for.
    aliased: u64,
}

struct Collection<'t> {
    anchor: usize,
    /// Itself and all below, with what aliases stand for.
    nodes: u64,
    /// `None` for a sequence.
    keys: Option<Keys<'t>>,
}

#[derive(Default)]
struct Keys<'t> {
    places: HashMap<Key<'t>, Range<usize>>,
    /// The last node was a key.
    value_follows: bool,
}

impl<'t> Reader<'t> {
    fn read(&mut self, event: Event<'t>, at: Range<usize>) -> Result<(), Flaw> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                if self.open.is_empty() && !(plain && ["", "~", "null"].contains(&&*value)) {
                    return Err(Flaw::Keyless(at.start));
                }
                let is_key = self.step();
                // Merge keys may be repeated, and what a tag makes of a key is not known.
                if is_key && tag.is_none() && !(plain && value == "<<") {
                    self.key((value, plain), at)?;
                }
                self.ended(anchor, 1);
            }
            Event::Alias(anchor) => {
                self.step();
                let nodes = self.anchored.get(&anchor).copied().unwrap_or(1);
                self.aliased = self.aliased.saturating_add(nodes);
                if self.aliased > ALIASED_NODES {
                    return Err(Flaw::Explosion(at));
                }
                self.ended(0, nodes);
            }
            Event::SequenceStart(_, anchor, _) => {
                if self.open.is_empty() {
                    return Err(Flaw::Keyless(at.start));
                }
                self.step();
                self.open.push(Collection { anchor, nodes: 1, keys: None });
            }
            Event::MappingStart(_, anchor, _) => {
                self.step();
                self.open.push(Collection { anchor, nodes: 1, keys: Some(Keys::default()) });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(ended) = self.open.pop() {
                    self.ended(ended.anchor, ended.nodes);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Goes to the next node; true if it is a key.
    fn step(&mut self) -> bool {
        let Some(keys) = self.open.last_mut().and_then(|collection| collection.keys.as_mut()) else {
            return false;
        };
        keys.value_follows = !keys.value_follows;
        keys.value_follows
    }

    fn key(&mut self, key: Key<'t>, at: Range<usize>) -> Result<(), Flaw> {
        let Some(keys) = self.open.last_mut().and_then(|collection| collection.keys.as_mut()) else {
            return Ok(());
        };
        match keys.places.entry(key) {
            Entry::Vacant(place) => {
                place.insert(at);
                Ok(())
            }
            Entry::Occupied(first) => Err(Flaw::Repeated {
                key: first.key().0.clone().into_owned(),
                first: first.get().clone(),
                again: at,
            }),
        }
    }

    /// Counts a node of so many nodes that has ended.
    fn ended(&mut self, anchor: usize, nodes: u64) {
        if anchor != 0 {
            self.anchored.insert(anchor, nodes);
        }
        if let Some(outer) = self.open.last_mut() {
            outer.nodes = outer.nodes.saturating_add(nodes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explodes(text: &str) -> bool {
        matches!(check(text), Err(Flaw::Explosion(_)))
    }

    #[test]
    fn aliases_are_counted_and_not_followed() {
        let mut text = "a0: &a0 [x, x]\n".to_owned();
        for level in 1..200 {
            text += &format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1);
        }
        assert!(explodes(&text));
        let list = format!("a: &a [{}]\n", "x, ".repeat(2_000));
        assert!(!explodes(&format!("{list}b: [*a, *a, *a, *a]\n")));
        assert!(explodes(&format!("{list}b: [*a, *a, *a, *a, *a]\n")));
        assert!(!explodes(&format!("a: [{}]\n", "x, ".repeat(20_000))));
        assert!(check("a: &a [*a, *a]\n").is_ok());
    }

    #[test]
    fn keys_are_told_apart_by_their_mapping_and_their_quotes() {
        for text in ["a: {b: 1}\nb: {b: 1}\n", "1: a\n\"1\": b\n", "? [a]\n: 1\n? [a]\n: 2\n", "a: a\nb: a\n"]
        {
            assert!(check(text).is_ok(), "{text}");
        }
        for text in ["a: 1\na: 2\n", "'a': 1\n\"a\": 2\n", "x: [{a: 1, a: 2}]\n", "{a, a}\n", "a: [b]\na:\n"]
        {
            assert!(matches!(check(text), Err(Flaw::Repeated { .. })), "{text}");
        }
    }
}

//! Everything in brackets anywhere in a text, because what code, HTML or comments mention is not unused.

use rustc_hash::FxHashSet;

use crate::document::Document;
use crate::source::character_start;
use crate::sources::{References, numbers};

/// No label is longer.
const LONGEST: usize = 200;

/// What stands in brackets, save where it is defined.
pub(super) struct Mentions {
    names: FxHashSet<String>,
    numbers: FxHashSet<u32>,
}

impl Mentions {
    /// Reads the whole source once.
    pub fn of(doc: &Document, references: &References) -> Mentions {
        let mut mentions = Mentions { names: FxHashSet::default(), numbers: FxHashSet::default() };
        let text = doc.source.text();
        let mut definitions = doc.definitions().iter().peekable();
        for (at, open) in text.match_indices(['[', '［', '【', '〔']) {
            let start = at + open.len();
            while definitions.next_if(|definition| (definition.label.end as usize) < start).is_some() {}
            if definitions.peek().is_some_and(|definition| definition.label.start as usize == start) {
                continue;
            }
            let rest = &text[start..character_start(text, start + LONGEST)];
            let Some(end) = rest.find([']', '］', '】', '〕']) else { continue };
            let inner = rest[..end].trim_end_matches('\\');
            let after = &rest[end..].trim_start_matches([']', '］', '】', '〕']);
            if inner.starts_with('^') && after.starts_with(':') {
                continue;
            }
            let is_entry = || {
                let line = doc.source.line_start(doc.source.line_of(at as u32)) as usize;
                let before = &text[line.max(character_start(text, at.saturating_sub(LONGEST)))..at];
                references.section.range().contains(&at)
                    && before.trim_start_matches([' ', '\t', '-', '*', '+', '>', '\\']).is_empty()
            };
            match numbers(inner) {
                Some(_) if is_entry() => {}
                Some(numbers) => {
                    mentions.numbers.extend(numbers);
                    mentions.names.insert(normal(inner));
                }
                None => {
                    mentions.names.insert(normal(inner));
                }
            }
        }
        mentions
    }

    /// True if something in brackets is called so.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// True if a number is cited, alone or in a range.
    pub fn has_number(&self, number: u32) -> bool {
        self.numbers.contains(&number)
    }
}

/// A label in which case and blanks make no difference.
pub(super) fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

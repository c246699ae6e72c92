//! Reads what the content of a slot must hold.

use std::ops::RangeInclusive;

use regex::Regex;

use super::fields::Typed;
use super::patterns::Against;
use super::values::{Bound, Reader};
use crate::config::mistake as config_mistake;
use crate::contract::content::{Block, Column, Content, Predicate, Quantifier, QuantityClass};
use crate::contract::mistake;
use crate::message::Message;
use crate::value::{Data, Key, Origin, Table, Value};

pub(in crate::contract) const QUANTIFIERS: [(&str, Quantifier); 3] =
    [("some", Quantifier::Some), ("every", Quantifier::Every), ("none", Quantifier::None)];
/// The keys of which each predicate has exactly one.
pub(in crate::contract) const HEADS: [&str; 7] =
    ["some", "every", "none", "quantity", "marker", "ids", "any_of"];
pub(in crate::contract) const COUNT_KEYS: [&str; 2] = ["min", "max"];
pub(in crate::contract) const IDS_KEYS: [&str; 2] = ["unique", "sequential"];
pub(in crate::contract) const COLUMN_KEYS: [&str; 3] = ["name", "type", "values"];
pub(in crate::contract) const MARKERS: [(&str, ()); 1] = [("absent", ())];
pub(in crate::contract) const CLASSES: [(&str, QuantityClass); 7] = [
    ("time", QuantityClass::Time),
    ("money", QuantityClass::Money),
    ("percent", QuantityClass::Percent),
    ("size", QuantityClass::Size),
    ("rate", QuantityClass::Rate),
    ("count", QuantityClass::Count),
    ("any", QuantityClass::Any),
];
pub(in crate::contract) const BLOCKS: [(&str, Kind); 8] = [
    ("table", Kind::Table),
    ("list", Kind::List),
    ("code", Kind::Code),
    ("mermaid", Kind::Mermaid),
    ("image", Kind::Image),
    ("link", Kind::Link),
    ("formula", Kind::Formula),
    ("text", Kind::Text),
];
/// Separates the names of a column.
const OR: char = '|';

/// The name of a [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::contract) enum Kind {
    Table,
    List,
    Code,
    Mermaid,
    Image,
    Link,
    Formula,
    Text,
}

impl Kind {
    /// The keys that say more about a block of this kind.
    pub(in crate::contract) fn keys(self) -> &'static [&'static str] {
        match self {
            Kind::Table => &["columns", "min_rows", "max_rows"],
            Kind::List => &["ordered", "min_items", "max_items"],
            Kind::Code => &["language"],
            Kind::Link => &["pattern"],
            Kind::Text => &["text", "pattern"],
            Kind::Mermaid | Kind::Image | Kind::Formula => &[],
        }
    }
}

/// What stands beside the head of a predicate.
#[derive(Default)]
struct Details {
    columns: Vec<Column>,
    ordered: Option<bool>,
    languages: Vec<String>,
    text: Option<(Regex, Origin)>,
    /// Bounds on rows or items.
    least: Bound,
    most: Bound,
    /// Bounds on blocks or quantities.
    min: Bound,
    max: Bound,
    unique: bool,
    sequential: Option<Origin>,
}

impl Details {
    fn inner(&mut self, reader: &mut Reader<'_>) -> RangeInclusive<u32> {
        reader.range(self.least.take(), self.most.take(), 0..=u32::MAX)
    }

    fn count(&mut self, reader: &mut Reader<'_>) -> RangeInclusive<u32> {
        reader.range(self.min.take(), self.max.take(), 1..=u32::MAX)
    }
}

impl Reader<'_> {
    /// The predicates of a list.
    pub fn contents(&mut self, key: &str, value: Value) -> Vec<Content> {
        let tables = self.tables(key, value);
        tables.into_iter().filter_map(|(table, origin)| self.content(table, origin)).collect()
    }

    fn content(&mut self, table: Table, origin: Origin) -> Option<Content> {
        let ((head, value), rest) = self.head(table, &origin)?;
        let predicate = match head.name.as_str() {
            "quantity" => {
                let class = self.choice("quantity", value, &CLASSES);
                let count = self.details(rest, &[], &COUNT_KEYS, &head).count(self);
                Predicate::Quantity { class: class?, count }
            }
            "marker" => {
                let marker = self.choice("marker", value, &MARKERS);
                self.details(rest, &[], &[], &head);
                marker.map(|()| Predicate::AbsentMarker)?
            }
            "ids" => {
                let pattern = self.pattern("ids", value, Against::Text);
                let details = self.details(rest, &[], &IDS_KEYS, &head);
                self.ids(pattern?, details)
            }
            "any_of" => {
                self.not_empty("any_of", &value);
                let alternatives = self.contents("any_of", value);
                self.details(rest, &[], &[], &head);
                Predicate::AnyOf(alternatives)
            }
            _ => self.blocks(&head, value, rest)?,
        };
        Some(Content { origin, predicate })
    }

    /// What a predicate begins with, and what else it says.
    fn head(&mut self, mut table: Table, origin: &Origin) -> Option<((Key, Value), Table)> {
        let is_head = |(key, _): &(Key, Value)| HEADS.contains(&key.name.as_str());
        let mut heads = table.iter().filter(|pair| is_head(pair)).map(|(key, _)| key);
        let (first, second) = (heads.next(), heads.next());
        if let (Some(first), Some(second)) = (first, second) {
            let message = Message::new(&mistake::TWO_PREDICATES).with("first", &first.name);
            let message = message.with("second", &second.name);
            self.mistakes.add(&second.origin, message).help = Some(&mistake::SEPARATE);
            return None;
        }
        if let Some(at) = table.iter().position(is_head) {
            return Some((table.remove(at), table));
        }
        let misspelt = table.iter().find(|(key, _)| crate::similar::similar(&key.name, HEADS).is_some());
        match misspelt {
            Some((key, _)) => self.mistakes.unknown_key(key, &HEADS),
            None => {
                let message = Message::new(&mistake::NO_PREDICATE).with("known", HEADS.join(", "));
                self.mistakes.add(origin, message).help = Some(&mistake::HEADS);
            }
        }
        None
    }

    fn blocks(&mut self, head: &Key, value: Value, rest: Table) -> Option<Predicate> {
        let quantifier = QUANTIFIERS.iter().find(|(name, _)| *name == head.name)?.1;
        let kind = self.choice(&head.name, value, &BLOCKS)?;
        let counted: &[&str] = if quantifier == Quantifier::Some { &COUNT_KEYS } else { &[] };
        let mut details = self.details(rest, kind.keys(), counted, head);
        let block = match kind {
            Kind::Table => {
                Block::Table { columns: std::mem::take(&mut details.columns), rows: details.inner(self) }
            }
            Kind::List => Block::List { ordered: details.ordered, items: details.inner(self) },
            Kind::Code => Block::Code(std::mem::take(&mut details.languages)),
            Kind::Mermaid => Block::Mermaid,
            Kind::Image => Block::Image,
            Kind::Link => Block::Link(details.text.take().map(|(pattern, _)| pattern)),
            Kind::Formula => Block::Formula,
            Kind::Text => Block::Text(details.text.take().map(|(pattern, _)| pattern)),
        };
        Some(Predicate::Blocks { quantifier, block, count: details.count(self) })
    }

    /// What stands beside `head`, where the keys of `own` and `counted` may.
    fn details(&mut self, table: Table, own: &[&str], counted: &[&str], head: &Key) -> Details {
        let mut details = Details::default();
        for (key, value) in table {
            let name = key.name.as_str();
            if !own.contains(&name) && !counted.contains(&name) {
                self.stray(&key, own, counted, head);
                continue;
            }
            match name {
                "columns" => details.columns = self.columns(name, value),
                "ordered" => details.ordered = self.flag(name, value),
                "language" => details.languages = self.languages(name, value),
                "min_rows" | "min_items" => details.least = self.number(name, value, 0),
                "max_rows" | "max_items" => details.most = self.number(name, value, 0),
                "min" => details.min = self.number(name, value, 0),
                "max" => details.max = self.number(name, value, 1),
                "unique" => details.unique = self.flag(name, value).unwrap_or_default(),
                "sequential" => {
                    let origin = value.origin.clone();
                    details.sequential = self.flag(name, value).filter(|flag| *flag).map(|_| origin);
                }
                _ => self.words_of(&key, value, &mut details),
            }
        }
        details
    }

    /// A key that does not belong beside `head`.
    fn stray(&mut self, key: &Key, own: &[&str], counted: &[&str], head: &Key) {
        let of_other = matches!(head.name.as_str(), "every" | "none");
        if of_other && COUNT_KEYS.contains(&key.name.as_str()) {
            let message = Message::new(&mistake::ONLY_OF_SOME).with("key", &key.name);
            self.mistakes.add(&key.origin, message).help = Some(&mistake::LEAVE_OUT);
            return;
        }
        let known: Vec<_> = own.iter().chain(counted).copied().collect();
        self.mistakes.unknown_key(key, &known);
        if let Some(stray) = self.mistakes.found.last_mut().filter(|_| known.is_empty()) {
            stray.help = Some(&mistake::LEAVE_OUT);
        }
    }

    /// The pattern of a text or link, or the words of a text.
    fn words_of(&mut self, key: &Key, value: Value, details: &mut Details) {
        let pattern = if key.name == "text" {
            self.text(&key.name, value).and_then(|(text, _)| Regex::new(&regex::escape(&text)).ok())
        } else {
            self.pattern(&key.name, value, Against::Text)
        };
        if details.text.is_some() {
            self.mistakes.add(&key.origin, Message::new(&mistake::TEXT_OR_PATTERN)).help =
                Some(&mistake::KEEP_ONE);
        }
        details.text = pattern.map(|pattern| (pattern, key.origin.clone())).or(details.text.take());
    }

    fn ids(&mut self, pattern: Regex, details: Details) -> Predicate {
        let sequential = details.sequential.is_some();
        if let Some(origin) = details.sequential.filter(|_| pattern.captures_len() < 2) {
            let message = Message::new(&mistake::NO_NUMBER).with("example", r"ids: 'F-(\d+)'");
            self.mistakes.add(&origin, message).help = Some(&mistake::EXAMPLE);
        }
        Predicate::Ids { pattern, unique: details.unique, sequential }
    }

    fn languages(&mut self, key: &str, value: Value) -> Vec<String> {
        let texts = match value.data {
            Data::String(_) => self.text(key, value).into_iter().collect(),
            Data::Array(_) => self.texts(key, value),
            _ => {
                self.mistakes.mistyped(&config_mistake::WANT_STRING_OR_STRINGS, key, &value);
                Vec::new()
            }
        };
        texts.into_iter().map(|(text, _)| text).collect()
    }

    fn columns(&mut self, key: &str, value: Value) -> Vec<Column> {
        let Data::Array(items) = value.data else {
            self.mistakes.mistyped(&mistake::WANT_COLUMNS, key, &value);
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.column(key, item)).collect()
    }

    fn column(&mut self, key: &str, value: Value) -> Option<Column> {
        let origin = value.origin.clone();
        let table = match value.data {
            Data::String(_) => {
                return self.names(key, value).map(|names| Column { names, kind: None });
            }
            Data::Table(table) => table,
            _ => {
                self.mistakes.mistyped(&mistake::WANT_COLUMNS, key, &value);
                return None;
            }
        };
        let (mut names, mut named, mut typed) = (None, false, Typed::default());
        for (key, value) in table {
            match key.name.as_str() {
                "name" => {
                    named = true;
                    names = self.names("name", value);
                }
                "type" => typed.read_type(value, self),
                "values" => typed.read_values(value, self),
                _ => self.mistakes.unknown_key(&key, &COLUMN_KEYS),
            }
        }
        if !named {
            self.missing(&origin, "name", "name: 数值|Value");
        }
        let kind = typed.kind(&origin, self);
        names.map(|names| Column { names, kind })
    }

    /// The names of a column.
    fn names(&mut self, key: &str, value: Value) -> Option<Vec<String>> {
        let (text, origin) = self.text(key, value)?;
        let names: Vec<_> =
            text.split(OR).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        if names.is_empty() {
            self.mistakes.add(&origin, Message::new(&mistake::EMPTY).with("key", key));
            return None;
        }
        Some(names)
    }
}

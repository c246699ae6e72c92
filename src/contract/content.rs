//! What the content of a slot must hold, and whether it does.

mod blocks;
mod ids;
mod lists;
mod measured;
mod tables;
mod texts;

use std::fmt;
use std::ops::RangeInclusive;

use regex::Regex;

use crate::contract::absent::says_absent;
use crate::contract::passages::passages;
pub use crate::contract::region::Region;
use crate::document::Document;
use crate::message::Message;
use crate::value::Origin;
pub use texts::TEXTS;

/// One thing that the content of a slot must hold, or must not.
#[derive(Clone, Debug)]
pub struct Content {
    /// Where it stands in the contract.
    pub origin: Origin,
    /// What it asks.
    pub predicate: Predicate,
}

/// What content is asked for.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// Blocks or inlines of a kind.
    Blocks {
        /// How many of them must be as described.
        quantifier: Quantifier,
        /// The kind, and what one of them must be like.
        block: Block,
        /// For [`Quantifier::Some`]: how many there must be.
        count: RangeInclusive<u32>,
    },
    /// Quantities of a class.
    Quantity {
        /// The class.
        class: QuantityClass,
        /// How many there must be.
        count: RangeInclusive<u32>,
    },
    /// Words that say that nothing is known: `暂无公开数据`, `not applicable`.
    AbsentMarker,
    /// Numbered names, such as `F-1` and `F-2`.
    Ids {
        /// What one looks like; its first capture is the number, or its digits if it has none.
        pattern: Regex,
        /// Whether no two may be the same.
        unique: bool,
        /// Whether their numbers follow each other.
        sequential: bool,
    },
    /// Any of several.
    AnyOf(Vec<Content>),
}

/// How many of the blocks of a kind must be as described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least as many as the count says.
    Some,
    /// All of them; none is fine.
    Every,
    /// None of them.
    None,
}

/// A kind of block or inline, and what one of them must be like.
#[derive(Clone, Debug)]
pub enum Block {
    /// A table.
    Table {
        /// The columns that it must have, in any order.
        columns: Vec<Column>,
        /// How many rows it must have below its header.
        rows: RangeInclusive<u32>,
    },
    /// A list.
    List {
        /// Whether it is numbered; `None` for either.
        ordered: Option<bool>,
        /// How many items it must have.
        items: RangeInclusive<u32>,
    },
    /// A code block in one of the languages, or in any if there are none.
    Code(Vec<String>),
    /// A diagram in mermaid.
    Mermaid,
    /// An image.
    Image,
    /// A link, whose target matches if there is a pattern.
    Link(Option<Regex>),
    /// A formula.
    Formula,
    /// Text that matches, or any at all.
    Text(Option<Regex>),
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What its header may say.
    pub names: Vec<String>,
    /// What each of its cells must be, unless it is empty or says that nothing is known.
    pub kind: Option<super::FieldKind>,
}

/// A class of quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityClass {
    /// Any.
    Any,
    /// `99 ms`, `3 天`.
    Time,
    /// `$5`, `3 万元`.
    Money,
    /// `5%`, `3 个百分点`.
    Percent,
    /// `5 GB`.
    Size,
    /// `5,000 TPS`, `3 万笔/秒`.
    Rate,
    /// `5 台`, `3 users`.
    Count,
}

impl Content {
    /// What the content of `region` lacks of what is asked; `None` if nothing.
    pub fn lack(&self, doc: &Document, region: &Region) -> Option<Message> {
        match &self.predicate {
            Predicate::Blocks { quantifier, block, count } => {
                blocks::lack(doc, region, block, *quantifier, count)
            }
            Predicate::Quantity { class, count } => quantity_lack(doc, region, *class, count),
            Predicate::AbsentMarker => {
                let is_said = passages(doc, region).iter().any(|passage| says_absent(&passage.text));
                (!is_said).then(|| Message::new(&texts::NO_MARKER))
            }
            Predicate::Ids { pattern, unique, sequential } => {
                ids::lack(doc, region, pattern, *unique, *sequential)
            }
            Predicate::AnyOf(all) => {
                let mut lacks = Vec::new();
                for content in all {
                    lacks.push(content.lack(doc, region)?);
                }
                if lacks.len() > 1 {
                    let what = all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
                    return Some(Message::new(&texts::NONE_OF).with("what", what));
                }
                lacks.pop()
            }
        }
    }
}

fn quantity_lack(
    doc: &Document,
    region: &Region,
    class: QuantityClass,
    count: &RangeInclusive<u32>,
) -> Option<Message> {
    let enough = if *count.end() == u32::MAX { *count.start() as usize } else { usize::MAX };
    let found = measured::count(doc, region, class, enough);
    let (missing, example) = texts::quantity(class);
    let bound = |text, wanted: &u32| {
        Message::new(text).with("example", example).with("found", found).with("wanted", wanted)
    };
    if found > *count.end() as usize {
        Some(bound(&texts::MANY_QUANTITIES, count.end()))
    } else if found >= *count.start() as usize {
        None
    } else if *count.start() == 1 {
        Some(Message::new(missing).with("example", example))
    } else {
        Some(bound(&texts::FEW_QUANTITIES, count.start()))
    }
}

impl fmt::Display for Content {
    /// What is asked for in the words of a contract, which are the same in every language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.predicate {
            Predicate::Blocks { quantifier, block, .. } => {
                let quantifier = match quantifier {
                    Quantifier::Some => "some",
                    Quantifier::Every => "every",
                    Quantifier::None => "none",
                };
                write!(f, "{quantifier}: {}", block.name())
            }
            Predicate::Quantity { class, .. } => write!(f, "quantity: {}", class.name()),
            Predicate::AbsentMarker => f.write_str("marker: absent"),
            Predicate::Ids { pattern, .. } => write!(f, "ids: {pattern}"),
            Predicate::AnyOf(all) => {
                let all: Vec<_> = all.iter().map(ToString::to_string).collect();
                write!(f, "any_of: [{}]", all.join(", "))
            }
        }
    }
}

impl Block {
    /// The name of the kind in contracts.
    pub fn name(&self) -> &'static str {
        match self {
            Block::Table { .. } => "table",
            Block::List { .. } => "list",
            Block::Code(_) => "code",
            Block::Mermaid => "mermaid",
            Block::Image => "image",
            Block::Link(_) => "link",
            Block::Formula => "formula",
            Block::Text(_) => "text",
        }
    }
}

impl QuantityClass {
    /// All of them.
    pub const ALL: [QuantityClass; 7] = [
        QuantityClass::Any,
        QuantityClass::Time,
        QuantityClass::Money,
        QuantityClass::Percent,
        QuantityClass::Size,
        QuantityClass::Rate,
        QuantityClass::Count,
    ];

    /// The name in contracts.
    pub fn name(self) -> &'static str {
        match self {
            QuantityClass::Any => "any",
            QuantityClass::Time => "time",
            QuantityClass::Money => "money",
            QuantityClass::Percent => "percent",
            QuantityClass::Size => "size",
            QuantityClass::Rate => "rate",
            QuantityClass::Count => "count",
        }
    }
}

#[cfg(test)]
mod tests;

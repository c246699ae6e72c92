//! What the content of a slot must hold, and whether it does.

use std::ops::RangeInclusive;

use regex::Regex;

pub use crate::contract::region::Region;
use crate::document::Document;
use crate::message::{Message, Text};
use crate::value::Origin;

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
        /// What one looks like; its last capture is the number.
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
    pub fn lack(&self, _doc: &Document, _region: &Region) -> Option<Message> {
        None
    }
}

/// Every text that [`Content::lack`] may give.
pub const TEXTS: &[&Text] = &[];

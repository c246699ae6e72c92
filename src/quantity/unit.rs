//! What numbers are numbers of: classes of units, and the units themselves.

use rust_decimal::Decimal;
use serde::Deserialize;

/// A kind of quantity, as rules and contracts tell them apart.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Things per time: QPS, 笔/天, Gbps.
    Rate,
    /// Durations.
    Time,
    /// Percentages and percentage points.
    Percent,
    /// Amounts of a currency.
    Money,
    /// Multiples: 5倍, 10x.
    Multiple,
    /// Bytes and bits.
    Size,
    /// Marks out of a scale: 9.5/10, 4 星.
    Score,
    /// Things counted.
    Count,
    /// Physical measures, and whatever has no class of its own.
    Other,
}

impl Class {
    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            Class::Rate => "rate",
            Class::Time => "time",
            Class::Percent => "percent",
            Class::Money => "money",
            Class::Multiple => "multiple",
            Class::Size => "size",
            Class::Score => "score",
            Class::Count => "count",
            Class::Other => "other",
        }
    }
}

/// A unit of the lexicon.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its class.
    pub class: Class,
    /// The first of its spellings, whichever of them a document has.
    pub symbol: Box<str>,
    /// What it measures; units of one dimension can be converted.
    pub dimension: Box<str>,
    /// How many base units of the dimension it is; 1 for counts.
    pub factor: Decimal,
    /// What must not follow its Chinese spellings, because the word is another one then.
    pub(super) not_before: Vec<String>,
}

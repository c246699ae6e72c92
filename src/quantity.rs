//! Numbers as people print them, read exactly, so that they can be compared and recomputed without inventing digits.

mod amount;
mod assemble;
mod context;
mod conversion;
mod date;
mod figure;
pub mod formula;
mod front;
mod header;
pub mod interval;
mod lexicon;
mod measure;
mod name;
mod number;
mod numerals;
mod operand;
mod passage;
mod passages;
mod range;
mod scan;
mod spelt_out;
mod unit;
mod unitless;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

pub(crate) use amount::power_of_ten;
pub use amount::{Amount, Bound};
pub use conversion::{Dimension, Scale, scale};
use header::Setting;
use interval::Interval;
use lexicon::Mark;
pub use operand::{Operand, rewritten, shown};
pub use passage::Prose;
pub use passages::{Passage, passages};
pub use unit::{Class, Unit};

/// A quantity in a text: `约 1.2 亿元`, `P99` no, `<200ms`, `5,000+ req/s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// All of it, in bytes of the text: comparator, currency, number, magnitude, unit and what it is counted by.
    pub range: Range<u32>,
    /// The number with its magnitude, of a range the first one.
    pub number: Range<u32>,
    /// The least value, magnitude applied; `None` if only the greatest is known.
    pub low: Option<Decimal>,
    /// The greatest value; `None` if only the least is known.
    pub high: Option<Decimal>,
    /// The ends of a range as printed, which may be reversed.
    pub ends: Option<(Decimal, Decimal)>,
    /// One unit in the last printed place.
    pub ulp: Decimal,
    /// Whether the number is a limit rather than the value.
    pub bound: Bound,
    /// Printed with `约`, `~`, `左右` or their like, or vague by itself.
    pub approximate: bool,
    /// What it is a quantity of.
    pub class: Class,
    /// Its unit; `None` for a bare count.
    pub unit: Option<&'static Unit>,
    /// What it is counted by.
    pub per: Option<Per>,
    /// Whether the unit stands elsewhere: in the header, in the label.
    pub from_setting: bool,
    /// Whether the number is spelt out.
    pub spelt_out: bool,
}

/// The quantities of a text that stands in no table.
pub(crate) fn in_text(text: &str) -> Vec<Quantity> {
    scan::scan(text, Setting::default())
}

/// The quantities of a cell, or of a field, which may be a number and nothing else. The header of the column and the label of
/// the row may say what it is a number of.
pub(crate) fn in_cell(text: &str, header: Option<&str>, label: Option<&str>) -> Vec<Quantity> {
    let says = |words: Option<&str>| words.map(Setting::of_header).unwrap_or_default();
    scan::scan(text, says(header).of_cell(says(label), false))
}

/// What a quantity is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// A span of time.
    Time(&'static Unit),
    /// Something else: a node, a GB, a person.
    Thing,
    /// A span of time that stands before the number: `每秒5000笔`.
    Before,
}

impl Quantity {
    /// The printed number, if it is one and no range, magnitude applied.
    pub fn value(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => Some(low),
            (Some(value), None) | (None, Some(value)) => Some(value),
            _ => None,
        }
    }

    /// One whole number of things, for what reads more to begin with.
    fn exactly(value: Decimal, range: Range<usize>) -> Quantity {
        let range = range.start as u32..range.end as u32;
        Quantity {
            number: range.clone(),
            range,
            low: Some(value),
            high: Some(value),
            ends: None,
            ulp: Decimal::ONE,
            bound: Bound::Exact,
            approximate: false,
            class: Class::Count,
            unit: None,
            per: None,
            from_setting: false,
            spelt_out: false,
        }
    }

    /// Takes in what a word beside the number says.
    fn mark(&mut self, mark: Mark) {
        match mark {
            Mark::AtLeast => self.bound = Bound::AtLeast,
            Mark::AtMost => self.bound = Bound::AtMost,
            Mark::About => self.approximate = true,
            Mark::Exactly => {}
        }
    }

    /// Opens the end that its bound leaves open. Both ends of a range stay, unless the greater one is a bound itself.
    fn opened(mut self, is_more: bool) -> Quantity {
        let is_range = self.ends.is_some();
        match self.bound {
            Bound::AtLeast if !is_range || is_more => self.high = None,
            Bound::AtMost if !is_range => self.low = None,
            _ => {}
        }
        self
    }

    /// All values that it stands for, in its own unit: what rounds to it, 5 % around an approximate one.
    pub fn interval(&self) -> Interval {
        let half = self.ulp / Decimal::TWO;
        let slack = |value: Decimal| {
            let share = value.abs() * Decimal::new(5, 2);
            if self.approximate { share.max(half) } else { half }
        };
        Interval {
            low: self.low.and_then(|low| {
                low.checked_sub(if self.bound == Bound::AtLeast { Decimal::ZERO } else { slack(low) })
            }),
            high: self.high.and_then(|high| {
                high.checked_add(if self.bound == Bound::AtMost { Decimal::ZERO } else { slack(high) })
            }),
        }
    }

    /// [`Quantity::interval`] in the base unit of its dimension.
    pub fn base(&self) -> Interval {
        let factor = self.unit.map_or(Decimal::ONE, |unit| unit.factor);
        let Interval { low, high } = self.interval();
        Interval {
            low: low.and_then(|low| low.checked_mul(factor)),
            high: high.and_then(|high| high.checked_mul(factor)),
        }
    }
}

#[cfg(test)]
mod tests;

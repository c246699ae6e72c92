//! What a printed number stands for, and arithmetic that keeps track of it.

use rust_decimal::Decimal;

/// All values between two ends, both included. An end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least value.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
}

impl Interval {
    /// One value.
    pub fn exactly(value: Decimal) -> Interval {
        Interval { low: Some(value), high: Some(value) }
    }

    /// What a number with the unit in the last place `ulp` stands for: all that rounds to it.
    pub fn printed(value: Decimal, ulp: Decimal) -> Interval {
        let half = ulp / Decimal::TWO;
        Interval { low: value.checked_sub(half), high: value.checked_add(half) }
    }

    /// True if a value lies in both.
    pub fn meets(&self, other: &Interval) -> bool {
        let below =
            |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).is_none_or(|(low, high)| low <= high);
        below(self.low, other.high) && below(other.low, self.high)
    }
}

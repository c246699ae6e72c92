//! What a printed number stands for, and arithmetic that keeps track of it.

use rust_decimal::{Decimal, MathematicalOps};

/// All values between two ends, both included. An end that is `None` is open.
///
/// Arithmetic answers `None` where the result is not defined (a divisor that may be zero) or too large for a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least value.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
}

/// Larger exponents leave what a decimal holds for every base that is worth the time.
const LARGEST_EXPONENT: i64 = 100_000;

impl Interval {
    /// Every value.
    pub const ANY: Interval = Interval { low: None, high: None };

    /// One value.
    pub fn exactly(value: Decimal) -> Interval {
        Interval { low: Some(value), high: Some(value) }
    }

    /// What a number with the unit in the last place `ulp` stands for: all that rounds to it.
    pub fn printed(value: Decimal, ulp: Decimal) -> Interval {
        let half = ulp / Decimal::TWO;
        Interval { low: value.checked_sub(half), high: value.checked_add(half) }
    }

    /// `value` or more.
    pub fn at_least(value: Decimal) -> Interval {
        Interval { low: Some(value), high: None }
    }

    /// `value` or less.
    pub fn at_most(value: Decimal) -> Interval {
        Interval { low: None, high: Some(value) }
    }

    /// The only value, if there is but one.
    pub fn point(&self) -> Option<Decimal> {
        self.low.filter(|_| self.low == self.high)
    }

    /// True if a value lies in both.
    pub fn meets(&self, other: &Interval) -> bool {
        let below =
            |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).is_none_or(|(low, high)| low <= high);
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// True if `value` lies in it.
    pub fn contains(&self, value: Decimal) -> bool {
        self.meets(&Interval::exactly(value))
    }

    /// All values that are at most `slack` away from one in it.
    #[must_use]
    pub fn widened(&self, slack: Decimal) -> Interval {
        Interval {
            low: self.low.and_then(|low| low.checked_sub(slack)),
            high: self.high.and_then(|high| high.checked_add(slack)),
        }
    }

    /// All sums of a value of each.
    pub fn add(&self, other: &Interval) -> Option<Interval> {
        Some(Interval {
            low: both(self.low, other.low, |a, b| a.checked_add(b))?,
            high: both(self.high, other.high, |a, b| a.checked_add(b))?,
        })
    }

    /// The values with the other sign.
    #[must_use]
    pub fn negated(&self) -> Interval {
        Interval { low: self.high.map(|high| -high), high: self.low.map(|low| -low) }
    }

    /// All differences of a value of each.
    pub fn sub(&self, other: &Interval) -> Option<Interval> {
        self.add(&other.negated())
    }

    /// All products of a value of each.
    pub fn mul(&self, other: &Interval) -> Option<Interval> {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            // The sign of an open end is that of the other factor; of negative ones nothing is said.
            let low = |interval: &Interval| interval.low.filter(|low| !low.is_sign_negative());
            return Some(match low(self).zip(low(other)) {
                Some((a, c)) => Interval {
                    low: Some(a.checked_mul(c)?),
                    high: both(self.high, other.high, |b, d| b.checked_mul(d))?,
                },
                None => Interval::ANY,
            });
        };
        hull([a.checked_mul(c)?, a.checked_mul(d)?, b.checked_mul(c)?, b.checked_mul(d)?])
    }

    /// All quotients of a value of each; `None` if the divisor may be zero.
    pub fn div(&self, divisor: &Interval) -> Option<Interval> {
        if divisor.contains(Decimal::ZERO) {
            return None;
        }
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, divisor.low, divisor.high) else {
            return self.mul(&divisor.inverted()?);
        };
        hull([a.checked_div(c)?, a.checked_div(d)?, b.checked_div(c)?, b.checked_div(d)?])
    }

    /// The reciprocals of values that are not zero.
    fn inverted(&self) -> Option<Interval> {
        let invert = |end: Option<Decimal>| match end {
            Some(end) => Decimal::ONE.checked_div(end).map(Some),
            None => Some(Some(Decimal::ZERO)),
        };
        Some(Interval { low: invert(self.high)?, high: invert(self.low)? })
    }

    /// All powers with a whole exponent, or of positive values with any exponent.
    pub fn pow(&self, exponent: Decimal) -> Option<Interval> {
        let whole = exponent.fract().is_zero().then(|| i64::try_from(exponent).ok()).flatten();
        let whole = whole.filter(|power| power.abs() <= LARGEST_EXPONENT);
        let power = |base: Decimal| match whole {
            Some(whole) => base.checked_powi(whole),
            None if exponent.fract().is_zero() || base.is_sign_negative() => None,
            None if base.is_zero() => (!exponent.is_sign_negative()).then_some(Decimal::ZERO),
            None => base.checked_ln()?.checked_mul(exponent)?.checked_exp(),
        };
        if exponent.is_sign_negative() && self.contains(Decimal::ZERO) {
            return None;
        }
        let (Some(low), Some(high)) = (self.low, self.high) else {
            let low = self.low.filter(|low| !low.is_sign_negative() && !exponent.is_sign_negative());
            return Some(match low {
                Some(low) => Interval::at_least(power(low)?),
                None => Interval::ANY,
            });
        };
        let ends = [power(low)?, power(high)?];
        // Even powers turn around at zero, all others rise or fall throughout.
        if self.contains(Decimal::ZERO) {
            hull([ends[0], ends[1], power(Decimal::ZERO)?])
        } else {
            hull(ends)
        }
    }

    /// All roots of values that are not negative.
    pub fn root(&self, degree: Decimal) -> Option<Interval> {
        self.rising(|value| {
            if value.is_zero() && degree.is_sign_positive() {
                return Some(value);
            }
            let root = value.checked_ln()?.checked_div(degree)?.checked_exp()?;
            // A root that comes out even is known exactly.
            let even = root.round_dp(12);
            let degree = i64::try_from(degree).ok().filter(|degree| (1..=64).contains(degree));
            let is_even = degree.and_then(|degree| even.checked_powi(degree)) == Some(value);
            Some(if is_even { even } else { root })
        })
    }

    /// All natural logarithms of positive values.
    pub fn ln(&self) -> Option<Interval> {
        self.rising(|value| value.checked_ln())
    }

    /// All logarithms to the base ten of positive values.
    pub fn log10(&self) -> Option<Interval> {
        self.rising(|value| value.checked_log10())
    }

    /// Applies what rises throughout.
    fn rising(&self, apply: impl Fn(Decimal) -> Option<Decimal>) -> Option<Interval> {
        let end = |end: Option<Decimal>| match end {
            Some(end) => apply(end).map(Some),
            None => Some(None),
        };
        Some(Interval { low: end(self.low)?, high: end(self.high)? })
    }
}

/// The outer `None` is an overflow, the inner one an open end.
fn both(
    one: Option<Decimal>,
    other: Option<Decimal>,
    apply: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Option<Decimal>> {
    match one.zip(other) {
        Some((one, other)) => apply(one, other).map(Some),
        None => Some(None),
    }
}

/// The least interval that holds all these values.
fn hull<const N: usize>(values: [Decimal; N]) -> Option<Interval> {
    Some(Interval { low: values.iter().min().copied(), high: values.iter().max().copied() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn between(low: &str, high: &str) -> Interval {
        Interval { low: Some(decimal(low)), high: Some(decimal(high)) }
    }

    fn exactly(value: &str) -> Interval {
        Interval::exactly(decimal(value))
    }

    #[test]
    fn sums_products_and_quotients_hold_all_that_their_parts_may_give() {
        let (one, two) = (between("1", "2"), between("-3", "4"));
        assert_eq!(one.add(&two), Some(between("-2", "6")));
        assert_eq!(one.sub(&two), Some(between("-3", "5")));
        assert_eq!(one.mul(&two), Some(between("-6", "8")));
        assert_eq!(two.div(&one), Some(between("-3", "4")));
        assert_eq!(one.div(&two), None, "the divisor may be zero");
    }

    #[test]
    fn open_ends_stay_open() {
        let more = Interval::at_least(decimal("10"));
        assert_eq!(more.mul(&exactly("5")), Some(Interval::at_least(decimal("50"))));
        assert_eq!(more.add(&exactly("5")), Some(Interval::at_least(decimal("15"))));
        assert_eq!(exactly("100").div(&more), Some(between("0", "10")));
        assert_eq!(more.mul(&exactly("-5")), Some(Interval::ANY));
        assert_eq!(more.pow(decimal("2")), Some(Interval::at_least(decimal("100"))));
        assert_eq!(Interval::at_most(decimal("3")).negated(), Interval::at_least(decimal("-3")));
    }

    #[test]
    fn powers_and_roots_follow_the_sign() {
        assert_eq!(between("-2", "3").pow(decimal("2")), Some(between("0", "9")));
        assert_eq!(between("-2", "3").pow(decimal("3")), Some(between("-8", "27")));
        assert_eq!(between("2", "4").pow(decimal("-1")), Some(between("0.25", "0.5")));
        assert_eq!(between("-1", "1").pow(decimal("-1")), None);
        assert_eq!(exactly("16").root(decimal("2")), Some(exactly("4")));
        assert_eq!(exactly("27").root(decimal("3")), Some(exactly("3")));
        assert_eq!(exactly("-4").root(decimal("2")), None);
        assert_eq!(exactly("1000").log10(), Some(exactly("3")));
        assert_eq!(exactly("10").pow(decimal("99999999999999999999")), None);
        assert_eq!(exactly("10").pow(decimal("40")), None, "too large for a decimal");
        let root = exactly("2").pow(decimal("0.5")).and_then(|root| root.point());
        assert_eq!(root.map(|root| root.round_dp(6)), Some(decimal("1.414214")));
    }

    #[test]
    fn a_printed_number_stands_for_what_rounds_to_it() {
        let printed = Interval::printed(decimal("66.7"), decimal("0.1"));
        assert!(printed.contains(decimal("66.6667")) && !printed.contains(decimal("66.76")));
        assert!(printed.widened(decimal("0.1")).contains(decimal("66.76")));
    }
}

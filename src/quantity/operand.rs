//! Printed numbers as operands: what they may stand for is carried through a computation, so that rounding is never a fault.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Amount, Bound};

/// A value, and between which values the one that was printed may lie. An end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// What the printed digits come to.
    pub value: Decimal,
    low: Option<Decimal>,
    high: Option<Decimal>,
    /// Nothing in it was rounded.
    exact: bool,
}

impl Operand {
    /// What `amount` stands for. A single digit, and a whole number of what is counted one by one, was not rounded.
    pub fn of(amount: &Amount, counted: bool) -> Operand {
        let significant = amount.value.checked_div(amount.ulp).map_or(Decimal::MAX, |digits| digits.abs());
        let exact = !amount.approximate
            && amount.bound == Bound::Exact
            && ((counted && amount.is_whole()) || (significant < Decimal::TEN && amount.ulp >= Decimal::ONE));
        let rounded = if exact { Decimal::ZERO } else { amount.ulp / Decimal::TWO };
        let rough = if amount.approximate { amount.value.abs() * Decimal::new(5, 2) } else { Decimal::ZERO };
        let slack = rounded.max(rough);
        let (low, high) = (amount.value.checked_sub(slack), amount.value.checked_add(slack));
        Operand {
            value: amount.value,
            low: low.filter(|_| amount.bound != Bound::AtMost),
            high: high.filter(|_| amount.bound != Bound::AtLeast),
            exact,
        }
    }

    /// A number that stands for itself.
    pub fn exactly(value: Decimal) -> Operand {
        Operand { value, low: Some(value), high: Some(value), exact: true }
    }

    /// This times a positive constant.
    pub fn scaled(self, factor: Decimal) -> Option<Operand> {
        let scale = |end: Option<Decimal>| end.map(|end| end.checked_mul(factor));
        Some(Operand {
            value: self.value.checked_mul(factor)?,
            low: scale(self.low).unwrap_or_default(),
            high: scale(self.high).unwrap_or_default(),
            exact: self.exact,
        })
    }

    /// The sum.
    pub fn plus(self, other: Operand) -> Option<Operand> {
        let add = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_add(other?);
        Some(Operand {
            value: self.value.checked_add(other.value)?,
            low: add(self.low, other.low),
            high: add(self.high, other.high),
            exact: self.exact && other.exact,
        })
    }

    /// The difference.
    pub fn minus(self, other: Operand) -> Option<Operand> {
        self.plus(Operand {
            value: -other.value,
            low: other.high.map(|end| -end),
            high: other.low.map(|end| -end),
            exact: other.exact,
        })
    }

    /// The product; `None` if a factor may be negative.
    pub fn times(self, other: Operand) -> Option<Operand> {
        let (one, other) = (self.positive()?, other.positive()?);
        let mul = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_mul(other?);
        Some(Operand {
            value: one.value.checked_mul(other.value)?,
            low: mul(one.low, other.low),
            high: mul(one.high, other.high),
            exact: one.exact && other.exact,
        })
    }

    /// The quotient; `None` if one of the two may be negative or the divisor zero.
    pub fn over(self, other: Operand) -> Option<Operand> {
        let (one, other) = (self.positive()?, other.positive()?);
        if other.value.is_zero() {
            return None;
        }
        let div = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_div(other?);
        Some(Operand {
            value: one.value.checked_div(other.value)?,
            low: div(one.low, other.high).or(Some(Decimal::ZERO)),
            high: div(one.high, other.low.filter(|low| !low.is_zero())),
            exact: false,
        })
    }

    /// How far it lies from zero.
    pub fn size(self) -> Operand {
        if self.value.is_sign_negative() {
            let flip = |end: Option<Decimal>| end.map(|end| -end);
            Operand { value: -self.value, low: flip(self.high), high: flip(self.low), exact: self.exact }
        } else {
            self
        }
    }

    fn positive(self) -> Option<Operand> {
        let low = self.low.unwrap_or(Decimal::ZERO).max(Decimal::ZERO);
        (!self.value.is_sign_negative()).then_some(Operand { low: Some(low), ..self })
    }

    /// True if `printed`, in units of `unit`, may be this result: rounded either way or cut off in its last place.
    pub fn is_printed_as(&self, printed: &Amount, unit: Decimal) -> bool {
        let value = printed.value.saturating_mul(unit);
        let ulp = printed.ulp.saturating_mul(unit);
        let rough = if printed.approximate { value.abs() * Decimal::new(5, 2) } else { Decimal::ZERO };
        // Between whole numbers that are exact there is nothing to round.
        let slack = if self.exact && printed.is_whole() && self.value.fract().is_zero() {
            Decimal::ZERO
        } else {
            ulp
        };
        let strict = printed.ulp >= Decimal::ONE && !slack.is_zero();
        let within =
            |distance: Decimal| if strict { distance < slack + rough } else { distance <= slack + rough };
        let reaches =
            printed.bound == Bound::AtMost || self.high.is_none_or(|high| within(value.saturating_sub(high)));
        let stays =
            printed.bound == Bound::AtLeast || self.low.is_none_or(|low| within(low.saturating_sub(value)));
        reaches && stays
    }

    /// True if every value that this may be is greater than all that `other` may be.
    pub fn is_above(&self, other: &Operand) -> bool {
        self.low.zip(other.high).is_some_and(|(low, high)| low > high)
    }

    /// True if nothing about it is open.
    pub fn is_closed(&self) -> bool {
        self.low.is_some() && self.high.is_some()
    }
}

/// `value` with as many decimals as `like` has, and at least `least`; without zeros at its end that say nothing.
pub fn shown(value: Decimal, like: &Amount, least: u32) -> String {
    let decimals = like.ulp.checked_div(like.magnitude).map_or(0, |ulp| ulp.normalize().scale());
    let rounded = value.round_dp_with_strategy(decimals.max(least), RoundingStrategy::MidpointAwayFromZero);
    rounded.normalize().to_string()
}

/// `source` with the one number in it replaced by `value`, in the decimals, magnitude and grouping of `printed`;
/// `None` if it isn't plain which digits are the number.
pub fn rewritten(source: &str, printed: &Amount, value: Decimal) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let start = source.find(|c: char| c.is_ascii_digit())?;
    let len = source[start..].find(|c| !is_part(c)).unwrap_or(source.len() - start);
    let digits = source[start..start + len].trim_end_matches(['.', ',']);
    let (before, behind) = (&source[..start], &source[start + digits.len()..]);
    if behind.contains(char::is_numeric) || before.ends_with(['-', '−']) || value.is_sign_negative() {
        return None;
    }
    let unit = printed.magnitude;
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len()) as u32;
    let scaled = value.checked_div(unit)?;
    let mut rounded = scaled.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    let text = rounded.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut number = String::new();
    for (index, digit) in whole.char_indices() {
        if digits.contains(',') && index > 0 && (whole.len() - index) % 3 == 0 {
            number.push(',');
        }
        number.push(digit);
    }
    if !fraction.is_empty() {
        number.push('.');
        number.push_str(fraction);
    }
    Some(format!("{before}{number}{behind}"))
}

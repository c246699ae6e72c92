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

    /// True if `printed`, in units of `unit`, may be this result: rounded, or what the digits give cut off in its last place.
    pub fn is_printed_as(&self, printed: &Amount, unit: Decimal) -> bool {
        let value = printed.value.saturating_mul(unit);
        let ulp = printed.ulp.saturating_mul(unit);
        let rough = if printed.approximate { value.abs() * Decimal::new(5, 2) } else { Decimal::ZERO };
        let lies = |low: Option<Decimal>, high: Option<Decimal>, slack: Decimal| {
            let slack = slack.saturating_add(rough);
            let reaches = high.is_none_or(|high| value.saturating_sub(high) <= slack);
            let stays = low.is_none_or(|low| low.saturating_sub(value) <= slack);
            (printed.bound == Bound::AtMost || reaches) && (printed.bound == Bound::AtLeast || stays)
        };
        // Between whole numbers that are exact there is nothing to round, and a whole place off is wrong.
        if self.exact && printed.is_whole() && self.value.fract().is_zero() {
            return lies(Some(self.value), Some(self.value), Decimal::ZERO);
        }
        let cut = if printed.ulp >= Decimal::ONE { ulp * Decimal::new(999_999, 6) } else { ulp };
        lies(self.low, self.high, ulp / Decimal::TWO) || lies(Some(self.value), Some(self.value), cut)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn operand(text: &str) -> Operand {
        Operand::of(&Amount::parse(text).expect("an amount"), false)
    }

    fn counted(text: &str) -> Operand {
        Operand::of(&Amount::parse(text).expect("an amount"), true)
    }

    fn is(result: Option<Operand>, printed: &str) -> bool {
        result.expect("computed").is_printed_as(&Amount::parse(printed).expect("an amount"), Decimal::ONE)
    }

    #[test]
    fn results_may_be_rounded_or_cut_off() {
        let share = || counted("5").over(counted("8")).and_then(|it| it.scaled(Decimal::ONE_HUNDRED));
        for printed in ["62.5%", "62%", "63%", "约 60%", "60%+", "<70%"] {
            assert!(is(share(), printed), "{printed}");
        }
        for printed in ["61%", "64%", "62.7%", "70%+", "<60%"] {
            assert!(!is(share(), printed), "{printed}");
        }
    }

    #[test]
    fn what_was_rounded_before_may_come_to_more_or_less() {
        let ratio = || operand("12ms").over(operand("8ms"));
        assert!(is(ratio(), "1.47x"));
        assert!(!is(ratio(), "1.7x"));
        assert!(!is(operand("4.8K").over(operand("1.2K")), "5x"));
        assert!(is(operand("1.5M+").over(operand("150K")), "12x"));
    }

    #[test]
    fn counts_are_what_they_are() {
        assert!(is(counted("4").minus(counted("2")), "2"));
        assert!(!is(counted("4").minus(counted("2")), "3"));
        assert!(!is(counted("120").times(counted("3")), "361"));
        assert_eq!(counted("1").over(counted("0")), None);
        assert_eq!(operand("-3").times(operand("2")), None);
    }

    #[test]
    fn only_the_digits_of_the_number_are_rewritten() {
        let rewrite = |source: &str, value: i64| {
            let amount = Amount::parse(source.trim_matches('*')).expect("an amount");
            rewritten(source, &amount, Decimal::from(value))
        };
        assert_eq!(rewrite("**$1,200 USD**", 13_000).as_deref(), Some("**$13,000 USD**"));
        assert_eq!(rewrite("1.2 万元", 15_000).as_deref(), Some("1.5 万元"));
        assert_eq!(rewrite("93.30%", 75).as_deref(), Some("75.00%"));
        assert_eq!(rewrite("-5", 3), None);
    }
}

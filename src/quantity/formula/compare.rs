//! Compares what a formula gives with what is printed, as far as printing tells.

use rust_decimal::Decimal;

use super::evaluate::{Reading, Value, evaluate, scale};
use super::judge::printed;
use super::lexicon::Role;
use super::token::power_of_ten;
use super::tree::Expr;
use crate::quantity::interval::Interval;

/// A result as it is printed.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    value: Decimal,
    /// One unit in its last place; for a formula nothing.
    ulp: Option<Decimal>,
    /// One unit in the last place that is not zero: `11,600` may be rounded to hundreds.
    rounded_ulp: Option<Decimal>,
    /// How many digits such a rounding leaves.
    shown: usize,
    role: Option<Role>,
    /// How far off an approximate result may be.
    share: Decimal,
    /// For a formula, what it may stand for.
    range: Option<Interval>,
    whole: bool,
    pub percent: bool,
}

/// What lies behind these is noise of divisions and logarithms.
const MOST_DECIMALS: u32 = 15;

/// A slip that explains a wrong result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// None that is known.
    None,
    /// The sign is wrong.
    Sign,
    /// Dividend and divisor changed places.
    Reciprocal,
    /// The printed result is the computed one times this power of ten.
    PowerOfTen(Decimal),
}

impl Printed {
    pub fn read(text: &str, expr: &Expr, reading: Reading, about: bool) -> Option<Printed> {
        let value = evaluate(expr, reading)?;
        let mut share = if about { Decimal::new(2, 2) } else { Decimal::ZERO };
        let Some(operand) = printed(expr) else {
            // Two formulas that don't come out whole agree as far as steps of a calculation do.
            let share = if value.whole { share } else { share.max(Decimal::new(2, 2)) };
            return Some(Printed {
                value: value.point,
                ulp: None,
                rounded_ulp: None,
                shown: 0,
                role: None,
                share,
                range: Some(value.range),
                whole: value.whole,
                percent: false,
            });
        };
        if operand.role == Some(Role::About) {
            share = share.max(Decimal::new(5, 2));
        }
        let factor = scale(&operand.suffix, reading)?;
        let zeros = text[operand.digits.clone()]
            .bytes()
            .filter(u8::is_ascii_digit)
            .rev()
            .take_while(|&digit| digit == b'0')
            .count();
        let digits = text[operand.digits.clone()].bytes().filter(u8::is_ascii_digit).count();
        // A number rounded to hundreds shows two digits at least, one rounded to tens three.
        let zeros = if operand.ulp < Decimal::ONE || digits <= 3 { 0 } else { zeros.min(digits - 2) };
        let ulp = operand.ulp.checked_mul(factor)?;
        Some(Printed {
            value: value.point,
            ulp: Some(ulp),
            rounded_ulp: Some(ulp.checked_mul(power_of_ten(zeros as u32)?)?),
            shown: digits - zeros,
            role: operand.role,
            share,
            range: None,
            whole: operand.ulp == Decimal::ONE,
            percent: operand.suffix.percent,
        })
    }

    /// The value as it stands.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// By which factor a value differs from the printed one; `None` for zeros and other signs.
    pub fn distance(&self, value: Decimal) -> Option<Decimal> {
        let ratio =
            value.checked_div(self.value).filter(|ratio| ratio.is_sign_positive() && !ratio.is_zero())?;
        if ratio < Decimal::ONE { Decimal::ONE.checked_div(ratio) } else { Some(ratio) }
    }

    /// True if the printed result may be what the formula gives.
    pub fn holds(&self, computed: &Value) -> bool {
        self.slack(computed).is_some_and(|slack| {
            let range = computed.range.widened(slack);
            match (self.role, &self.range) {
                (Some(Role::AtLeast), _) => range.high.is_none_or(|high| high >= self.value),
                (Some(Role::AtMost), _) => range.low.is_none_or(|low| low <= self.value),
                (_, Some(printed)) => printed.meets(&range),
                _ => range.contains(self.value),
            }
        })
    }

    fn slack(&self, computed: &Value) -> Option<Decimal> {
        let rough = self.value.abs().checked_mul(self.share)?;
        // Divisions lose what lies behind the last of 28 digits.
        let noise = self.value.abs().checked_mul(Decimal::new(1, 12))?;
        let Some((ulp, rounded_ulp)) = self.ulp.zip(self.rounded_ulp) else {
            let share =
                if computed.whole && self.whole { self.share } else { self.share.max(Decimal::new(2, 2)) };
            return self.value.abs().checked_mul(share)?.checked_add(noise);
        };
        // A result that could have been printed in full was not rounded.
        let point = computed.point.round_dp(MOST_DECIMALS);
        let falls_on = |ulp: Decimal| point.checked_rem(ulp).is_some_and(|rest| rest.is_zero());
        let half = |ulp: Decimal| ulp.checked_div(Decimal::TWO);
        let rounding = if !falls_on(ulp) {
            ulp.max(half(rounded_ulp)?)
        } else if !falls_on(rounded_ulp) && (self.shown > 2 || !computed.whole) {
            half(rounded_ulp)?
        } else if computed.range.point().is_some() {
            Decimal::ZERO
        } else {
            half(ulp)?
        };
        rounding.max(rough).checked_add(noise)
    }
}

/// What explains that a formula doesn't give what is printed.
pub(super) fn slip(computed: &Value, printed: &Printed, formula: &Expr) -> Slip {
    let moved = |apply: &dyn Fn(Decimal) -> Option<Decimal>| {
        let point = apply(computed.point)?;
        let range = Interval::exactly(point);
        printed.holds(&Value { point, range, whole: false, ..*computed }).then_some(())
    };
    if moved(&|value| Some(-value)).is_some() {
        return Slip::Sign;
    }
    for power in 1..=12 {
        let Some(factor) = power_of_ten(power) else { break };
        // The rounding of a result that is much too small would hide the difference.
        if moved(&|value| value.checked_mul(factor)).is_some() {
            return Slip::PowerOfTen(factor);
        }
        let is_large = printed.ulp.is_some_and(|ulp| printed.value.abs() > ulp);
        if is_large && moved(&|value| value.checked_div(factor)).is_some() {
            return Slip::PowerOfTen(Decimal::new(1, power));
        }
    }
    let divides = match formula {
        Expr::Fraction(..) => true,
        Expr::Product(factors) => factors.iter().any(|factor| factor.divides),
        _ => false,
    };
    if divides && moved(&|value| Decimal::ONE.checked_div(value)).is_some() {
        return Slip::Reciprocal;
    }
    Slip::None
}

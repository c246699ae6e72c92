//! Computes a tree under one reading of it, with exact decimals and with what rounding may have hidden.

use rust_decimal::Decimal;

use super::lexicon::Role;
use super::tree::{Dimensions, Expr, Factor, Operand, Suffix, Term};
use crate::quantity::interval::Interval;

/// One way to understand a formula where notation leaves more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Times and sizes are converted; otherwise numbers count as they stand.
    pub converts: bool,
    /// `KB` is 1,024 bytes.
    pub binary: bool,
    /// `K` is 1,024.
    pub binary_letters: bool,
    /// The base of a logarithm that names none: 10, 2, or `None` for e.
    pub log: Option<u8>,
    /// `a / b × c` divides by all that follows.
    pub slash_reaches: bool,
    /// `万` and `K` count; otherwise they are taken as given for both sides.
    pub magnitudes: bool,
}

impl Reading {
    /// Numbers as they stand, signs as they are defined.
    pub const PLAIN: Reading = Reading {
        converts: false,
        binary: false,
        binary_letters: false,
        log: Some(10),
        slash_reaches: false,
        magnitudes: true,
    };
}

/// What a formula came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    /// With every printed number as it stands.
    pub point: Decimal,
    /// With every value that rounds to a printed number.
    pub range: Interval,
    pub dimensions: Dimensions,
    /// Whole numbers added, subtracted and multiplied, so that nothing was rounded.
    pub whole: bool,
}

/// The value of `expr`; `None` if it is not defined or leaves what a decimal holds.
pub(super) fn evaluate(expr: &Expr, reading: Reading) -> Option<Value> {
    match expr {
        Expr::Number(operand) => number(operand, reading),
        Expr::Group(inner, suffix) => {
            let inner = evaluate(inner, reading)?;
            let factor = scale(suffix, reading)?;
            Some(Value {
                point: inner.point.checked_mul(factor)?,
                range: inner.range.mul(&Interval::exactly(factor))?,
                dimensions: inner.dimensions.times(suffix.unit.dimensions, 1),
                whole: inner.whole && factor.fract().is_zero(),
            })
        }
        Expr::Negative(inner) => {
            let inner = evaluate(inner, reading)?;
            Some(Value { point: -inner.point, range: inner.range.negated(), ..inner })
        }
        Expr::Sum(terms) => sum(terms, reading),
        Expr::Product(factors) => product(factors, reading),
        Expr::Fraction(above, below) => quotient(evaluate(above, reading)?, evaluate(below, reading)?),
        Expr::Power(base, exponent) => power(base, exponent, reading),
        Expr::Root { degree, of } => {
            let degree = match degree {
                Some(degree) => evaluate(degree, reading)?.point,
                None => Decimal::TWO,
            };
            function(evaluate(of, reading)?, |of| of.root(degree))
        }
        Expr::Log { base, of } => {
            let of = evaluate(of, reading)?;
            let base = match base {
                Some(base) => Some(evaluate(base, reading)?.point),
                None => reading.log.map(Decimal::from),
            };
            let ten = base == Some(Decimal::TEN);
            let Some(base) = base.filter(|_| !ten) else {
                return function(of, |of| if ten { of.log10() } else { of.ln() });
            };
            let unit = Interval::exactly(base).ln()?;
            function(of, |of| of.ln()?.div(&unit))
        }
        Expr::Ln(of) => function(evaluate(of, reading)?, |of| of.ln()),
        Expr::Euler => Some(exact(Decimal::E)),
    }
}

fn exact(value: Decimal) -> Value {
    Value {
        point: value,
        range: Interval::exactly(value),
        dimensions: Dimensions::NONE,
        whole: value.fract().is_zero(),
    }
}

fn number(operand: &Operand, reading: Reading) -> Option<Value> {
    let factor = scale(&operand.suffix, reading)?;
    let point = operand.value.checked_mul(factor)?;
    let is_whole = operand.ulp == Decimal::ONE;
    // Percentages are rounded more often than not, unless they are round.
    let is_rounded = !is_whole || operand.suffix.percent && !(operand.value % Decimal::from(5)).is_zero();
    let printed = match operand.role {
        Some(Role::AtLeast) => Interval::at_least(operand.value),
        Some(Role::AtMost) => Interval::at_most(operand.value),
        _ if is_rounded => Interval::printed(operand.value, operand.ulp),
        _ => Interval::exactly(operand.value),
    };
    let mut range = printed.mul(&Interval::exactly(factor))?;
    if operand.role == Some(Role::About) {
        range = range.widened(point.abs().checked_mul(Decimal::new(5, 2))?);
    }
    let whole = is_whole && !is_rounded && operand.role.is_none() && point.fract().is_zero();
    Some(Value { point, range, dimensions: operand.suffix.unit.dimensions, whole })
}

/// What one of a printed unit stands for under a reading.
pub(super) fn scale(suffix: &Suffix, reading: Reading) -> Option<Decimal> {
    let unit = &suffix.unit;
    let mut factor = Decimal::ONE;
    if reading.magnitudes {
        factor = steps(suffix.factor, suffix.letters, reading.binary_letters)?;
    } else if suffix.percent {
        factor = suffix.factor;
    }
    if reading.converts {
        factor = steps(factor, unit.steps, reading.binary)?;
        if let Some(over) = unit.over {
            factor = factor.checked_mul(over)?;
        }
        if let Some(under) = unit.under {
            factor = factor.checked_div(under)?;
        }
    }
    Some(factor)
}

fn steps(factor: Decimal, steps: i8, binary: bool) -> Option<Decimal> {
    let step = Decimal::from(if binary { 1024 } else { 1000 });
    (0..steps.unsigned_abs()).try_fold(factor, |factor, _| {
        if steps > 0 { factor.checked_mul(step) } else { factor.checked_div(step) }
    })
}

fn sum(terms: &[Term], reading: Reading) -> Option<Value> {
    let mut total = exact(Decimal::ZERO);
    for (at, term) in terms.iter().enumerate() {
        let value = evaluate(&term.expr, reading)?;
        if at == 0 || total.dimensions == Dimensions::NONE {
            total.dimensions = value.dimensions;
        } else if reading.converts && value.dimensions != total.dimensions {
            return None;
        }
        let (point, range) =
            if term.minus { (-value.point, value.range.negated()) } else { (value.point, value.range) };
        total.point = total.point.checked_add(point)?;
        total.range = total.range.add(&range)?;
        total.whole &= value.whole;
    }
    Some(total)
}

fn product(factors: &[Factor], reading: Reading) -> Option<Value> {
    let mut total = exact(Decimal::ONE);
    let mut below: Option<Value> = None;
    for factor in factors {
        let value = evaluate(&factor.expr, reading)?;
        match &mut below {
            Some(below) if !factor.divides => *below = multiplied(*below, value)?,
            _ if factor.divides && factor.slash && reading.slash_reaches => {
                below = Some(match below {
                    Some(below) => multiplied(below, value)?,
                    None => value,
                });
            }
            _ if factor.divides => total = quotient(total, value)?,
            _ => total = multiplied(total, value)?,
        }
    }
    match below {
        Some(below) => quotient(total, below),
        None => Some(total),
    }
}

fn multiplied(one: Value, other: Value) -> Option<Value> {
    Some(Value {
        point: one.point.checked_mul(other.point)?,
        range: one.range.mul(&other.range)?,
        dimensions: one.dimensions.times(other.dimensions, 1),
        whole: one.whole && other.whole,
    })
}

fn quotient(above: Value, below: Value) -> Option<Value> {
    Some(Value {
        point: above.point.checked_div(below.point)?,
        range: above.range.div(&below.range)?,
        dimensions: above.dimensions.times(below.dimensions, -1),
        whole: false,
    })
}

fn power(base: &Expr, exponent: &Expr, reading: Reading) -> Option<Value> {
    let exponent = evaluate(exponent, reading)?;
    if let Expr::Euler = base {
        return function(exponent, |exponent| {
            let end = |end: Option<Decimal>| match end {
                Some(end) => rust_decimal::MathematicalOps::checked_exp(&end).map(Some),
                None => Some(None),
            };
            Some(Interval { low: end(exponent.low)?, high: end(exponent.high)? })
        });
    }
    let base = evaluate(base, reading)?;
    // An exponent is counted, not measured.
    let exponent = exponent.point;
    let power = |base: Interval| base.pow(exponent);
    let whole = base.whole && exponent.fract().is_zero() && !exponent.is_sign_negative();
    let times = i8::try_from(exponent).unwrap_or(1);
    let dimensions = Dimensions::NONE.times(base.dimensions, times);
    Some(Value { whole, dimensions, ..function(base, |range| power(*range))? })
}

/// Applies a function that has no exact result.
fn function(of: Value, apply: impl Fn(&Interval) -> Option<Interval>) -> Option<Value> {
    Some(Value {
        point: apply(&Interval::exactly(of.point))?.point()?,
        range: apply(&of.range)?,
        dimensions: Dimensions::NONE,
        whole: false,
    })
}

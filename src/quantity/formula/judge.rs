//! Decides whether the two sides of `=` agree, and whether a disagreement proves anything.

use std::ops::Range;

use rust_decimal::Decimal;

use super::chain::Side;
use super::compare::{Printed, Slip, slip};
use super::doubt;
use super::evaluate::{Reading, Value, evaluate};
use super::show;
use super::tree::{Dimensions, Expr, Operand};
use crate::quantity::interval::Interval;

/// What came of a comparison.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Nothing is computed.
    Nothing,
    /// It holds. The place is that of the result.
    Right(Range<usize>),
    Wrong(Wrong),
    /// It has a reading that nobody can rule out.
    Unclear,
}

/// A result that is not what its formula gives.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Where the result stands in the passage.
    pub place: Range<usize>,
    /// `8.9 ÷ 1,200`
    pub formula: String,
    /// What it gives, in the units of the result.
    pub value: String,
    pub printed: String,
    pub slip: Slip,
}

/// Compares two sides; `text` is the passage that they stand in.
pub(super) fn judge(text: &str, left: &Side, right: &Side, about: bool) -> Verdict {
    let (computed, printed) = match (printed(&left.expr), printed(&right.expr)) {
        (Some(_), Some(_)) => return Verdict::Nothing,
        (Some(_), None) => (right, left),
        _ => (left, right),
    };
    let comparison = Comparison { text, computed: &computed.expr, printed: &printed.expr, about };
    let place = extent(&printed.expr).unwrap_or_default();
    let converts = doubt::is_convertible(&computed.expr, &printed.expr);
    let converted = Reading { converts, ..Reading::PLAIN };
    // `500 + 200 = 750万` counts in 万 throughout.
    let magnitudes = doubt::has_magnitude(&computed.expr);
    let without_magnitudes = Reading { magnitudes, ..Reading::PLAIN };
    let mut primary = None;
    for reading in readings(&left.expr, &right.expr) {
        let Some(found) = comparison.under(reading) else { continue };
        if found.fits() || found.says_percent_twice(&computed.expr) {
            let is_sure = !reading.slash_reaches && reading.magnitudes;
            return if is_sure { Verdict::Right(place) } else { Verdict::Unclear };
        }
        // Conversion explains a difference better, unless the formula does it itself.
        let is_nearer = || {
            let distance = |found: &Found| found.printed.distance(found.value.point);
            let nearer = distance(&found).zip(primary.as_ref().and_then(distance));
            reading == without_magnitudes && nearer.is_some_and(|(this, other)| this < other)
        };
        if primary.is_none() || reading == converted || is_nearer() {
            primary = Some(found);
        }
    }
    let Some(found) = primary else { return Verdict::Unclear };
    let named = left.named && doubt::may_be_named(&left.expr);
    if left.doubt
        || right.doubt
        || named
        || std::ptr::eq(printed, left) && doubt::is_definition(&printed.expr, &computed.expr)
        || about && printed.expr.as_number().is_none()
        || doubt::is_doubtful(text, &computed.expr, &printed.expr)
        || found.leaves_out_percent(&computed.expr)
        || doubt::rises(&computed.expr) && found.value.point.abs() != found.printed.value().abs()
        || doubt::goes_on(&printed.expr, |first| {
            let comparison = Comparison { printed: first, ..comparison };
            comparison.under(Reading::PLAIN).is_some_and(|found| found.fits())
        })
        || doubt::has_other_extent(&computed.expr, |other| {
            let comparison = Comparison { computed: other, ..comparison };
            comparison.under(Reading::PLAIN).is_some_and(|found| found.fits())
        })
    {
        return Verdict::Unclear;
    }
    Verdict::Wrong(Wrong {
        place,
        formula: show::formula(text, &computed.expr),
        value: show::value(text, found.value.point, &printed.expr, &computed.expr, found.reading),
        printed: show::formula(text, &printed.expr),
        slip: slip(&found.value, &found.printed, &computed.expr),
    })
}

/// The number, if a side is nothing but a printed one.
pub(super) fn printed(expr: &Expr) -> Option<&Operand> {
    match expr {
        Expr::Number(operand) => Some(operand),
        Expr::Negative(inner) => inner.as_number(),
        _ => None,
    }
}

/// From the first to the last digit or unit of a formula.
fn extent(expr: &Expr) -> Option<Range<usize>> {
    let mut extent: Option<Range<usize>> = None;
    expr.each(&mut |part| {
        if let Expr::Number(operand) = part {
            let text = &operand.text;
            extent = Some(match extent.take() {
                Some(known) => known.start.min(text.start)..known.end.max(text.end),
                None => text.clone(),
            });
        }
    });
    extent
}

struct Comparison<'c> {
    text: &'c str,
    computed: &'c Expr,
    printed: &'c Expr,
    about: bool,
}

/// Both sides under one reading.
struct Found {
    reading: Reading,
    value: Value,
    printed: Printed,
}

impl Comparison<'_> {
    fn under(&self, reading: Reading) -> Option<Found> {
        let value = evaluate(self.computed, reading)?;
        // A number without a unit may count bytes or seconds.
        let is_measured = |side: &Expr| doubt::is_measured(side);
        if reading.converts
            && value.dimensions != Dimensions::NONE
            && evaluate(self.printed, reading)?.dimensions != value.dimensions
            && is_measured(self.computed)
            && is_measured(self.printed)
        {
            return None;
        }
        let printed = Printed::read(self.text, self.printed, reading, self.about)?;
        Some(Found { reading, value, printed })
    }
}

impl Found {
    fn fits(&self) -> bool {
        self.printed.holds(&self.value)
    }

    /// `3 ÷ 4 × 100 = 75%`
    fn says_percent_twice(&self, computed: &Expr) -> bool {
        self.printed.percent && doubt::has_hundred(computed) && self.fits_times(Decimal::new(1, 2))
    }

    /// `占比 = 3 ÷ 4 = 75`
    fn leaves_out_percent(&self, computed: &Expr) -> bool {
        let mut divides = false;
        computed.each(&mut |part| {
            divides |= matches!(part, Expr::Fraction(..))
                || matches!(part, Expr::Product(factors) if factors.iter().any(|factor| factor.divides));
        });
        divides && !self.printed.percent && self.fits_times(Decimal::ONE_HUNDRED)
    }

    fn fits_times(&self, factor: Decimal) -> bool {
        let point = self.value.point.checked_mul(factor);
        let range = self.value.range.mul(&Interval::exactly(factor));
        point
            .zip(range)
            .is_some_and(|(point, range)| self.printed.holds(&Value { point, range, ..self.value }))
    }
}

/// Every way to read the two sides, the likeliest first.
fn readings(left: &Expr, right: &Expr) -> Vec<Reading> {
    let [mut measured, mut sizes, mut letters, mut magnitudes, mut logs, mut reaches] = [false; 6];
    for side in [left, right] {
        side.each(&mut |part| match part {
            Expr::Number(Operand { suffix, .. }) | Expr::Group(_, suffix) => {
                measured |= suffix.unit.dimensions != Dimensions::NONE;
                sizes |= suffix.unit.steps != 0;
                letters |= suffix.letters != 0;
                magnitudes |= suffix.letters != 0 || suffix.factor != Decimal::ONE && !suffix.percent;
            }
            Expr::Log { base: None, .. } => logs = true,
            Expr::Product(factors) => {
                let slash = factors.iter().position(|factor| factor.slash);
                reaches |= slash.is_some_and(|slash| slash + 1 < factors.len());
            }
            _ => {}
        });
    }
    let mut readings = vec![Reading::PLAIN];
    let mut also = |holds: bool, change: fn(Reading) -> Reading| {
        if holds {
            readings.extend(readings.clone().into_iter().map(change));
        }
    };
    also(measured, |reading| Reading { converts: true, ..reading });
    also(sizes, |reading| Reading { binary: true, ..reading });
    also(letters, |reading| Reading { binary_letters: true, ..reading });
    if logs {
        also(true, |reading| Reading { log: Some(2), ..reading });
        also(true, |reading| Reading { log: None, ..reading });
    }
    also(reaches, |reading| Reading { slash_reaches: true, ..reading });
    also(magnitudes, |reading| Reading { magnitudes: false, ..reading });
    readings
}

//! The ways in which people compute by how much two values differ, and whether a printed number is one of them.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::diagnostic::Edit;
use crate::quantity::interval::Interval;
use crate::quantity::{Bound, Class, Passage, Quantity};
use crate::rules::data::slips::Slip;

use super::differences::Sense;
use super::{Token, written};

/// How a difference is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::data) enum Form {
    /// `减少 90%`
    Percent,
    /// `5x`, `10 倍`
    Multiple,
}

/// An interval of values above zero.
#[derive(Clone, Copy)]
struct Range {
    low: Decimal,
    /// Open if `None`.
    high: Option<Decimal>,
}

impl Range {
    /// All values that `token` stands for, times `factor`.
    fn of(token: Token<'_>, factor: Decimal) -> Option<Range> {
        let Interval { low, high } = token.nearly();
        let scaled = |value: Option<Decimal>| value.and_then(|value| value.checked_mul(factor));
        let interval = Interval { low: scaled(low), high: scaled(high) };
        let low = interval.low.unwrap_or_default().max(Decimal::ZERO);
        interval.high.is_none_or(|high| high > Decimal::ZERO).then_some(Range { low, high: interval.high })
    }

    /// `self ÷ other`
    fn over(self, other: Range) -> Range {
        let low = other.high.and_then(|high| self.low.checked_div(high)).unwrap_or_default();
        let high =
            self.high.filter(|_| other.low > Decimal::ZERO).and_then(|high| high.checked_div(other.low));
        Range { low, high }
    }

    /// `|1 − self|`, as far as `self` lies on one side of one.
    fn distance_from_one(self) -> Range {
        let one = Decimal::ONE;
        match self.high {
            Some(high) if high <= one => Range { low: one - high, high: Some(one - self.low) },
            Some(high) if self.low >= one => Range { low: self.low - one, high: high.checked_sub(one) },
            None if self.low >= one => Range { low: self.low - one, high: None },
            high => Range { low: Decimal::ZERO, high: high.map(|high| (high - one).max(one - self.low)) },
        }
    }

    fn meets(self, other: Interval) -> bool {
        other.high.is_none_or(|high| self.low <= high)
            && other.low.zip(self.high).is_none_or(|(low, high)| low <= high)
    }
}

/// Recomputes `printed` from `a` and `b`. `None` if they can't be compared, `Some(None)` if it is right.
pub(super) fn judge(
    passage: &Passage,
    a: Token<'_>,
    b: Token<'_>,
    printed: &Quantity,
    sense: Sense,
    form: Form,
) -> Option<Option<Slip>> {
    if !is_comparable(passage, a, b) {
        return None;
    }
    let unit = if form == Form::Percent { Decimal::ONE_HUNDRED } else { Decimal::ONE };
    let factors = factors(a, b);
    let (one, other) = (Range::of(a, factors.0)?, Range::of(b, factors.1)?);
    let claimed = claimed(printed, unit)?;
    let is_percent = matches!(a, Token::Quantity(quantity) if quantity.class == Class::Percent);
    let is_points = printed.unit.is_some_and(|unit| &*unit.dimension == "percentage point");
    let grows = match (a.value(), b.value()) {
        (Some(before), Some(after)) => before.checked_mul(factors.0)? < after.checked_mul(factors.1)?,
        _ => one.low < other.low,
    };
    let points = || -> Option<Range> {
        let (low, high) = (one.low.min(other.low), one.low.max(other.low));
        let gap = |one: Option<Decimal>, other: Option<Decimal>| Some((one? - other?).abs());
        let slack = (one.high? - one.low) + (other.high? - other.low);
        let middle = gap(Some(low), Some(high))?;
        Some(Range {
            low: (middle - slack).max(Decimal::ZERO) / Decimal::ONE_HUNDRED,
            high: Some((middle + slack) / Decimal::ONE_HUNDRED),
        })
    };
    if is_points {
        // A difference of percentages is another rule's arithmetic only if both are none.
        let fits = !is_percent || points().is_none_or(|points| points.meets(claimed));
        return Some(if fits { None } else { Some(points_wrong(passage, a, b, printed)?) });
    }
    let mut readings = Vec::new();
    let (ratio, inverse) = (other.over(one), one.over(other));
    let may_be_quotient = sense == Sense::Quotient || form == Form::Multiple;
    let may_be_of_second = sense != Sense::Quotient && (sense != Sense::Less || form == Form::Multiple);
    if sense != Sense::Quotient {
        readings.push(ratio.distance_from_one());
    }
    if may_be_of_second {
        readings.push(inverse.distance_from_one());
    }
    if may_be_quotient || (sense == Sense::More && !grows) {
        readings.extend([ratio, inverse]);
    }
    let near = |range: &Range| {
        range.low >= Decimal::from(90) && range.high.is_some_and(|high| high <= Decimal::from(101))
    };
    if is_percent {
        readings.extend(points());
        if near(&one) && near(&other) {
            let rest = |range: Range| Range {
                low: (Decimal::ONE_HUNDRED - range.high.unwrap_or_default()).max(Decimal::ZERO),
                high: Some(Decimal::ONE_HUNDRED - range.low),
            };
            let (one, other) = (rest(one), rest(other));
            readings.extend([
                other.over(one),
                one.over(other),
                other.over(one).distance_from_one(),
                one.over(other).distance_from_one(),
            ]);
        }
    }
    if readings.iter().any(|reading| reading.meets(claimed)) {
        return Some(None);
    }
    wrong(passage, a, b, printed, sense, form, grows).map(Some)
}

/// All values that a printed difference stands for, as a share.
fn claimed(printed: &Quantity, unit: Decimal) -> Option<Interval> {
    let share = if unit == Decimal::ONE { Decimal::new(5, 2) } else { Decimal::ZERO };
    let share = if printed.approximate { Decimal::new(5, 2) } else { share };
    let slack = |value: Decimal| (value.abs() * share).max(printed.ulp);
    let factor = printed.unit.map_or(Decimal::ONE, |unit| unit.factor);
    let scaled =
        |value: Option<Decimal>| value.and_then(|value| value.checked_mul(factor)?.checked_div(unit));
    let (low, high) = (printed.low, printed.high);
    // `-95%` says the same as `95%`.
    let (low, high) = match (low, high) {
        (Some(low), Some(high)) if high < Decimal::ZERO => (Some(-high), Some(-low)),
        ends => ends,
    };
    let interval = Interval {
        low: scaled(
            low.map(|low| low - if printed.bound == Bound::AtLeast { Decimal::ZERO } else { slack(low) }),
        ),
        high: scaled(
            high.map(|high| high + if printed.bound == Bound::AtMost { Decimal::ZERO } else { slack(high) }),
        ),
    };
    (interval.low.is_some() || interval.high.is_some()).then_some(interval)
}

/// True if two values are of one kind, so that their quotient means something.
fn is_comparable(passage: &Passage, a: Token<'_>, b: Token<'_>) -> bool {
    let is_plain = |quantity: &Quantity| {
        let number = &passage.prose.text[quantity.number.start as usize..quantity.number.end as usize];
        number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let is_year = |token: &Token<'_>| {
        token
            .value()
            .is_some_and(|it| it >= Decimal::from(1900) && it <= Decimal::from(2100) && it.is_integer())
    };
    match (a, b) {
        (Token::Quantity(one), Token::Quantity(other)) => {
            let same_unit = match (one.unit, other.unit) {
                (Some(one), Some(other)) => one.dimension == other.dimension,
                (None, None) => one.class == other.class,
                // `5 万` and `8 万笔`
                (None, Some(unit)) => unit.class == Class::Count && one.class == Class::Count,
                (Some(unit), None) => unit.class == Class::Count && other.class == Class::Count,
            };
            let same_per = one.per == other.per || one.per.is_none() || other.per.is_none();
            same_unit && same_per && !matches!(one.class, Class::Score)
        }
        (Token::Number { .. }, Token::Number { .. }) => !(is_year(&a) && is_year(&b)),
        (Token::Number { .. }, Token::Quantity(quantity))
        | (Token::Quantity(quantity), Token::Number { .. }) => {
            is_plain(quantity) && quantity.class != Class::Multiple
        }
    }
}

/// What the values are multiplied by to be in one unit. A bare number has the unit of the other.
fn factors(a: Token<'_>, b: Token<'_>) -> (Decimal, Decimal) {
    match (a.factor(), b.factor()) {
        (Some(one), Some(other)) => (one, other),
        _ => (Decimal::ONE, Decimal::ONE),
    }
}

/// The words of a number that is wrong.
fn wrong(
    passage: &Passage,
    a: Token<'_>,
    b: Token<'_>,
    printed: &Quantity,
    sense: Sense,
    form: Form,
    grows: bool,
) -> Option<Slip> {
    let (before, after) = (a.value()?, b.value()?);
    let factors = factors(a, b);
    let (one, other) = (before.checked_mul(factors.0)?, after.checked_mul(factors.1)?);
    let (first, second) = terms(passage, a, b);
    let (more, less) = if grows { (&second, &first) } else { (&first, &second) };
    let difference = (one - other).abs();
    let (derivation, right) = match (form, sense) {
        (Form::Percent, Sense::Quotient) => {
            let share = other.checked_div(one)?.checked_mul(Decimal::ONE_HUNDRED)?;
            (format!("{second} ÷ {first} = {} %", shown(share, printed)), share)
        }
        // What takes less time is faster by a part of the new time.
        (Form::Percent, Sense::More)
            if !grows && printed.low.is_some_and(|low| low > Decimal::ONE_HUNDRED) =>
        {
            let share = difference.checked_div(other)?.checked_mul(Decimal::ONE_HUNDRED)?;
            (format!("({more} − {less}) ÷ {second} = {} %", shown(share, printed)), share)
        }
        (Form::Percent, _) => {
            let share = difference.checked_div(one)?.checked_mul(Decimal::ONE_HUNDRED)?;
            (format!("({more} − {less}) ÷ {first} = {} %", shown(share, printed)), share)
        }
        (Form::Multiple, _) => {
            let (large, small) = if grows { (other, one) } else { (one, other) };
            let times = large.checked_div(small)?;
            (format!("{more} ÷ {less} = {}", shown(times, printed)), times)
        }
    };
    // A multiple, and a gain in speed, may be meant in several ways.
    let is_certain = form == Form::Percent
        && (sense == Sense::Less || sense == Sense::Quotient || grows)
        && printed.bound == Bound::Exact
        && printed.ends.is_none()
        && !printed.spelt_out
        && is_exact(a)
        && is_exact(b);
    Some(found(passage, printed, derivation, is_certain.then_some(right)))
}

fn points_wrong(passage: &Passage, a: Token<'_>, b: Token<'_>, printed: &Quantity) -> Option<Slip> {
    let (before, after) = (a.value()?, b.value()?);
    let (first, second) = terms(passage, a, b);
    let (more, less) = if after > before { (second, first) } else { (first, second) };
    let right = (after - before).abs();
    let derivation = format!("{more} − {less} = {}", shown(right, printed));
    Some(found(passage, printed, derivation, None))
}

fn is_exact(token: Token<'_>) -> bool {
    match token {
        Token::Quantity(quantity) => quantity.bound == Bound::Exact && !quantity.approximate,
        Token::Number { .. } => true,
    }
}

fn found(passage: &Passage, printed: &Quantity, derivation: String, right: Option<Decimal>) -> Slip {
    let number = &passage.prose.text[printed.number.start as usize..printed.number.end as usize];
    let edit =
        right.filter(|_| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')).map(|right| {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len()) as u32;
            let mut rounded = right.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
            rounded.rescale(decimals);
            Edit { span: passage.span(printed.number.clone()), text: rounded.to_string() }
        });
    Slip {
        span: passage.span(printed.range.clone()),
        label: String::new(),
        derivation,
        printed: passage.lexeme(printed).trim().to_owned(),
        edits: edit.into_iter().collect(),
    }
}

/// Two values as a derivation names them: bare if they are in one unit.
fn terms(passage: &Passage, a: Token<'_>, b: Token<'_>) -> (String, String) {
    let (one, other) = factors(a, b);
    let same = one == other;
    let text = |token: Token<'_>| {
        let range = match token {
            Token::Quantity(quantity) if same => quantity.number.clone(),
            _ => token.range(),
        };
        passage.prose.text[range.start as usize..range.end as usize].trim().to_owned()
    };
    (text(a), text(b))
}

/// A result with one decimal more than what is printed.
fn shown(value: Decimal, printed: &Quantity) -> String {
    written(value, printed.ulp.normalize().scale() + 1)
}

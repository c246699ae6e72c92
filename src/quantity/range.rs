//! The other end of a range: `2-5分钟`, `100ms ~ 1s`, `between 1 and 10 seconds`, `100ms - 数秒`.

use rust_decimal::Decimal;

use super::context::CONTEXT;
use super::figure::{Digits, digit, digits};
use super::front::Front;
use super::measure::Measure;
use super::number::Number;
use super::numerals;
use super::scan::Scanner;

/// What joins two numbers; the words may also say that one became the other.
const DASHES: [&str; 8] = ["--", "-", "–", "—", "~", "～", "〜", "−"];
const WORDS: [&str; 3] = ["至", "到", "to "];

impl Scanner<'_> {
    /// The other end of a range whose first one has the measure `measure`, with its own. That one ends where the range does.
    pub(super) fn other_end(&self, front: &Front, measure: &Measure) -> Option<(Number, Measure)> {
        let at = measure.end;
        let start = self.behind_join(at, front)?;
        let figure = match digits(self.text, start) {
            Digits::Figure(figure) if figure.end > start && !figure.padded => figure,
            Digits::Figure(figure) if figure.end == start => return self.spelt_end(start),
            _ => return None,
        };
        // A third number makes it a date or an id.
        if self.rest(figure.end).starts_with('-') && digit(self.text, figure.end + 1).is_some() {
            return None;
        }
        let second = self.number(start, figure);
        let has_currency = front.currency.is_some();
        let other = self.measure(&second, has_currency);
        let fits = match (measure.unit, other.unit) {
            (Some(one), Some(two)) => one.dimension == two.dimension || one.class == two.class,
            // `5ms-10` is no range.
            (Some(_), None) => has_currency || other.per.is_some(),
            _ => true,
        };
        fits.then_some((second, other))
    }

    /// Where the second number begins, behind what joins the two at `at`.
    fn behind_join(&self, at: usize, front: &Front) -> Option<usize> {
        let rest = self.rest(at);
        let trimmed = rest.trim_start_matches(' ');
        let is_spaced = trimmed.len() < rest.len();
        let behind = if let Some(behind) = DASHES.iter().find_map(|join| trimmed.strip_prefix(join)) {
            // ` -5` is a number of its own.
            if is_spaced && !behind.starts_with(' ') && !trimmed.starts_with(['~', '～', '〜']) {
                return None;
            }
            behind
        } else if let Some(behind) = WORDS.iter().find_map(|join| trimmed.strip_prefix(join)) {
            if CONTEXT.changes.are_in(self.before(at)) {
                return None;
            }
            behind
        } else {
            let behind = trimmed.strip_prefix("and ")?;
            let before = self.before(at);
            ["between ", "Between "].iter().any(|word| before.contains(word)).then_some(behind)?
        };
        let behind = behind.trim_start_matches(' ');
        let behind = match front.currency {
            Some(_) => behind.strip_prefix(['$', '¥', '￥', '€']).unwrap_or(behind),
            None => behind,
        };
        Some(self.text.len() - behind.len())
    }

    /// A second number that is spelt out, which must have a unit.
    fn spelt_end(&self, start: usize) -> Option<(Number, Measure)> {
        let numeral = numerals::numeral(self.text, start).ok()?;
        let second = Number::spelt_out(start, numeral.end, numeral.high.or(numeral.low)?);
        let other = self.measure(&second, false);
        other.unit.is_some().then_some((second, other))
    }
}

/// Gives both ends of a range the same magnitude and unit; returns the unit: `2-5万`, `100ms~1s`.
pub(super) fn level(
    first: &mut Number,
    one: Measure,
    second: &mut Number,
    other: Measure,
) -> Option<Measure> {
    let per = other.per.or(one.per);
    let is_shared = second.has_magnitude && !first.has_magnitude && one.unit.is_none();
    if is_shared && first.figure.value <= second.figure.value {
        first.factor = second.factor;
    }
    let unit = match (one.unit, other.unit) {
        // The smaller unit, so that no end loses digits.
        (Some(small), Some(large)) if small.dimension == large.dimension && small.factor != large.factor => {
            let ratio = |one: Decimal, other: Decimal| one.checked_div(other);
            if small.factor < large.factor {
                second.factor = second.factor.checked_mul(ratio(large.factor, small.factor)?)?;
                Some(small)
            } else {
                first.factor = first.factor.checked_mul(ratio(small.factor, large.factor)?)?;
                Some(large)
            }
        }
        (one, other) => other.or(one),
    };
    Some(Measure { unit, per, end: other.end })
}

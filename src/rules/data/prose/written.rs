//! Results of a computation as they are told: rounded, with thousands set apart.

use rust_decimal::{Decimal, RoundingStrategy};

/// `value` with at most so many decimals.
pub(in crate::rules::data) fn written(value: Decimal, decimals: u32) -> String {
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize();
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((&*text, None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::from(if rounded.is_sign_negative() && !rounded.is_zero() { "−" } else { "" });
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

/// Decimals that show at least three digits of a value.
pub(in crate::rules::data) fn telling(value: Decimal, least: u32) -> u32 {
    let mut decimals = least;
    let mut scaled = value.abs();
    while decimals < 12 && scaled > Decimal::ZERO && scaled < Decimal::ONE {
        scaled = scaled.saturating_mul(Decimal::TEN);
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_and_small_values_keep_their_digits() {
        assert_eq!(written(Decimal::new(12_345_678, 1), 1), "1,234,567.8");
        assert_eq!(written(Decimal::new(-1_000, 0), 0), "−1,000");
        assert_eq!(written(Decimal::new(9_996, 2), 1), "100");
        assert_eq!(telling(Decimal::new(876, 5), 1), 4);
        assert_eq!(telling(Decimal::from(52), 1), 1);
    }
}

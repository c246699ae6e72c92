//! Prints what a formula gives in the units and the manner of the printed result.

use rust_decimal::Decimal;

use super::evaluate::{Reading, scale};
use super::judge::printed;
use super::tree::{Expr, plain};

/// More than this of a formula is not read in a message.
const MOST_CHARACTERS: usize = 120;

/// A formula on one line, with the middle of a long one left out.
pub(super) fn formula(text: &str, expr: &Expr) -> String {
    let written = expr.written(text);
    let mut ends = written.char_indices().map(|(at, _)| at);
    let (Some(front), Some(_)) = (ends.nth(MOST_CHARACTERS / 2), ends.nth(MOST_CHARACTERS / 2)) else {
        return written;
    };
    let back = written.char_indices().rev().nth(MOST_CHARACTERS / 3).map_or(front, |(at, _)| at);
    format!("{} … {}", written[..front].trim_end(), written[back..].trim_start())
}

/// `value` as the result would be printed.
pub(super) fn value(text: &str, value: Decimal, result: &Expr, formula: &Expr, reading: Reading) -> String {
    let groups = formula.written(text).contains(',') || result.written(text).contains(',');
    let Some(operand) = printed(result) else {
        return number(value, 2, groups);
    };
    let scaled =
        scale(&operand.suffix, reading).and_then(|factor| value.checked_div(factor)).unwrap_or(value);
    let shown = number(scaled.abs(), operand.ulp.scale() + 2, groups);
    let sign = if scaled.is_sign_negative() && !scaled.is_zero() { "-" } else { "" };
    let before = plain(&text[operand.text.start..operand.digits.start]).replace('~', "");
    let unit = &text[operand.digits.end..operand.text.end];
    let gap = if unit.starts_with(' ') { " " } else { "" };
    format!("{sign}{before}{shown}{gap}{}", plain(unit).trim_end_matches('+'))
}

/// So many decimals, or as many more as show two digits.
fn number(value: Decimal, decimals: u32, groups: bool) -> String {
    let mut rounded = value.round_dp(decimals);
    if let Some(short) = value.round_sf(2).filter(|short| short.scale() > decimals) {
        rounded = short;
    }
    let digits = rounded.normalize().to_string();
    if !groups {
        return digits;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut shown = String::new();
    for (at, digit) in whole.char_indices() {
        let left = whole.len() - at;
        if at > 0 && left % 3 == 0 && digit.is_ascii_digit() && !shown.ends_with('-') {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

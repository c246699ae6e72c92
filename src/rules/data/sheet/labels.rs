//! What a row does by its label, so that a total is never taken for one of the rows that it sums.

use super::WORDS;

/// What a row does in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::data) enum Part {
    /// It adds to the sum.
    Member,
    /// It sums the rows since the last total.
    Subtotal,
    /// It sums all rows, or the subtotals, or the rows since the last total.
    Total,
    /// It is neither: an average, a heading, a total with a reservation.
    Neither,
}

/// What a row does, by its label.
pub(in crate::rules::data) fn part(label: &str) -> Part {
    let name = plain_label(label);
    let sum = if WORDS.total.is_match(name) {
        Part::Total
    } else if WORDS.subtotal.is_match(name) {
        Part::Subtotal
    } else if WORDS.summaries.is_match(name) {
        return Part::Neither;
    } else {
        return Part::Member;
    };
    let is_qualified = WORDS.qualified.is_match(label) || label.contains(|c: char| c.is_ascii_digit());
    let is_marked = label.trim_end_matches([' ', '：', ':']).ends_with(['*', '＊', '†', '‡', '¹', '²', '³']);
    if is_qualified || is_marked || !has_only_units(label) { Part::Neither } else { sum }
}

/// A label without decoration, its colon and a remark in parentheses.
pub(in crate::rules::data) fn plain_label(label: &str) -> &str {
    let label = label.trim().trim_end_matches(['：', ':']);
    let label = label.split_once(['（', '(']).map_or(label, |(label, _)| label);
    label.trim_matches(|c: char| !c.is_alphanumeric())
}

/// True if nothing but units stands in parentheses, and nothing behind them: any other remark says what is summed.
fn has_only_units(label: &str) -> bool {
    let mut remarks = label.split(['（', '(']).skip(1);
    remarks.all(|remark| {
        let (remark, rest) = remark.split_once(['）', ')']).unwrap_or((remark, ""));
        let remark = remark.trim();
        (WORDS.unit.is_match(remark) || WORDS.neutral.is_match(remark))
            && !rest.contains(char::is_alphanumeric)
    })
}

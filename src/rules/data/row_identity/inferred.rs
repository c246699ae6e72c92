//! Identities that a table shows by its numbers, whatever its headers are called: if one column is computed from two
//! others in most rows, a row in which it isn't has a slip.

use rust_decimal::Decimal;

use crate::document::{Document, Table};
use crate::quantity::Operand;
use crate::rules::data::sheet::{Part, Sheet};
use crate::rules::data::slips::{Slip, edit};

use super::{Judged, rounded};

/// Tables with more columns of numbers are matrices, in which some columns fit by chance.
const MOST_COLUMNS: usize = 8;
/// Rows that must bear an identity out before another row is called wrong by it.
const FEWEST_ROWS: usize = 3;

/// How a column comes about from two others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    Difference,
    Sum,
    Product,
    Quotient,
    /// The quotient in percent.
    Share,
}

const OPERATIONS: [Operation; 5] =
    [Operation::Difference, Operation::Sum, Operation::Product, Operation::Quotient, Operation::Share];

impl Operation {
    fn of(self, one: Operand, other: Operand) -> Option<Operand> {
        match self {
            Operation::Difference => one.minus(other),
            Operation::Sum => one.plus(other),
            Operation::Product => one.times(other),
            Operation::Quotient => one.over(other),
            Operation::Share => one.over(other)?.scaled(Decimal::ONE_HUNDRED),
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Operation::Difference => " − ",
            Operation::Sum => " + ",
            Operation::Product => " × ",
            Operation::Quotient | Operation::Share => " ÷ ",
        }
    }

    /// True if swapping the terms changes nothing.
    fn commutes(self) -> bool {
        matches!(self, Operation::Sum | Operation::Product)
    }
}

/// True if a table may show an identity: three columns of numbers and enough rows, by a glance at one of them.
pub(super) fn may_be(doc: &Document, table: Table<'_>) -> bool {
    let mut rows = table.rows();
    let Some(row) = rows.next() else { return false };
    let is_number = |text: &str| {
        text.trim_start_matches(['*', '~', '$', '¥', '￥', '€', '-', '+', '约'])
            .starts_with(|c: char| c.is_ascii_digit())
    };
    let numbers = row.cells().filter(|cell| is_number(doc.slice(cell.node))).count();
    numbers >= 3 && rows.count() >= FEWEST_ROWS
}

/// Recomputes the columns that the rows of a table show to be computed, save for `known` ones.
pub(super) fn judge(sheet: &Sheet<'_>, known: &dyn Fn(usize) -> bool) -> Vec<Judged> {
    let columns = sheet.numeric();
    if columns.len() < 3 || columns.len() > MOST_COLUMNS || sheet.is_nested() {
        return Vec::new();
    }
    let mut judged = Vec::new();
    for (at, &result) in columns.iter().enumerate().filter(|(_, result)| !known(**result)) {
        let terms = &columns[..at];
        let mut best: Option<Fit> = None;
        for (index, &one) in terms.iter().enumerate() {
            for (other_index, &other) in terms.iter().enumerate().filter(|(_, other)| **other != one) {
                for operation in OPERATIONS {
                    if operation.commutes() && other_index < index {
                        continue;
                    }
                    let fit = Fit::of(sheet, [one, other], result, operation);
                    if let Some(fit) =
                        fit.filter(|fit| best.as_ref().is_none_or(|best| fit.holds > best.holds))
                    {
                        best = Some(fit);
                    }
                }
            }
        }
        if let Some(fit) = best {
            judged.push(fit.judged(sheet));
        }
    }
    judged
}

/// An identity that most rows bear out.
struct Fit {
    terms: [usize; 2],
    result: usize,
    operation: Operation,
    /// In how many rows it holds.
    holds: usize,
    wrong: Vec<usize>,
}

impl Fit {
    fn of(sheet: &Sheet<'_>, terms: [usize; 2], result: usize, operation: Operation) -> Option<Fit> {
        let mut fit = Fit { terms, result, operation, holds: 0, wrong: Vec::new() };
        let mut telling = 0;
        let mut seen: Vec<(Decimal, Decimal)> = Vec::new();
        for row in (0..sheet.rows.len()).filter(|&row| sheet.rows[row].part == Part::Member) {
            let operand = |column: usize| sheet.operand(row, column).filter(|operand| operand.is_closed());
            let (Some(one), Some(other), Some(_)) = (operand(terms[0]), operand(terms[1]), operand(result))
            else {
                continue;
            };
            if !goes_together(sheet, row, terms, result, operation) {
                return None;
            }
            let is_trivial = |value: Decimal| {
                value.is_zero()
                    || matches!(operation, Operation::Product | Operation::Quotient)
                        && value.abs() == Decimal::ONE
            };
            let Some(value) = operation.of(one, other) else { continue };
            let printed = sheet.amount(row, result)?;
            if is_printed(sheet, row, result, &value, operation) {
                if !is_trivial(one.value) && !is_trivial(other.value) {
                    fit.holds += 1;
                    if !seen.contains(&(one.value, other.value)) {
                        seen.push((one.value, other.value));
                        // Among one-digit numbers sums and products meet by chance.
                        telling += usize::from(printed.value.abs() >= printed.ulp * Decimal::TEN);
                    }
                }
            } else {
                fit.wrong.push(row);
            }
        }
        // Columns that don't stand side by side may meet by chance, the more of them there are.
        let (first, last) = (terms[0].min(terms[1]), terms[0].max(terms[1]));
        let fewest = if result == last + 1 && last == first + 1 { FEWEST_ROWS } else { FEWEST_ROWS + 1 };
        let is_borne_out = fit.holds >= fewest
            && fit.holds >= 3 * fit.wrong.len()
            && seen.len() >= FEWEST_ROWS
            && telling >= 2;
        is_borne_out.then_some(fit)
    }

    fn judged(self, sheet: &Sheet<'_>) -> Judged {
        let slips = self.wrong.iter().filter_map(|&row| self.slip(sheet, row)).collect();
        Judged { rows: self.holds + self.wrong.len(), slips }
    }

    fn slip(&self, sheet: &Sheet<'_>, row: usize) -> Option<Slip> {
        let [one, other] = self.terms;
        let printed = sheet.amount(row, self.result)?;
        let value = self.operation.of(sheet.operand(row, one)?, sheet.operand(row, other)?)?.value;
        let value = value.checked_div(sheet.factor(row, self.result))?;
        let terms = [sheet.amount(row, one)?.text.as_ref(), sheet.amount(row, other)?.text.as_ref()]
            .join(self.operation.sign());
        let unit = if self.operation == Operation::Share { "%" } else { "" };
        let shown = if unit.is_empty() {
            printed.print(rounded(value))
        } else {
            format!("{}{unit}", rounded(value).normalize())
        };
        Some(Slip {
            span: sheet.span(row, self.result),
            label: sheet.rows[row].label.clone(),
            derivation: format!("{terms} = {shown}"),
            printed: printed.text.to_string(),
            edits: edit(sheet.doc, sheet.rows[row].cells[self.result], printed, value).into_iter().collect(),
        })
    }
}

/// True if units allow the operation: what is added has one unit, and a share is in percent of what has one unit.
fn goes_together(
    sheet: &Sheet<'_>,
    row: usize,
    terms: [usize; 2],
    result: usize,
    operation: Operation,
) -> bool {
    let unit = |column: usize| sheet.unit(row, column).trim_start_matches(['万', '亿', '千']);
    let currency = |column: usize| sheet.amount(row, column).map_or("", |amount| &amount.currency);
    let same = |one: usize, other: usize| {
        (unit(one) == unit(other) || unit(one).is_empty() || unit(other).is_empty())
            && currency(one) == currency(other)
    };
    let percent = |column: usize| unit(column).starts_with('%');
    let [one, other] = terms;
    match operation {
        Operation::Difference | Operation::Sum => {
            same(one, other)
                && same(one, result)
                && percent(one) == percent(other)
                && percent(one) == percent(result)
        }
        Operation::Product => !percent(one) && !percent(other) && !percent(result),
        Operation::Quotient => !percent(result) && !percent(one) && !percent(other),
        Operation::Share => percent(result) && !percent(one) && !percent(other) && same(one, other),
    }
}

/// True if `value` may be what is printed: a difference may lose its sign, and be 0 where it is negative.
fn is_printed(sheet: &Sheet<'_>, row: usize, column: usize, value: &Operand, operation: Operation) -> bool {
    let Some(printed) = sheet.amount(row, column) else { return true };
    let unit = sheet.factor(row, column);
    if operation == Operation::Difference {
        let mut unsigned = printed.clone();
        unsigned.value = printed.value.abs();
        return value.size().is_printed_as(&unsigned, unit)
            || value.value.is_sign_negative() && printed.value.is_zero();
    }
    value.is_printed_as(printed, unit)
}

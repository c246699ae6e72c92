//! Multiples of a row that is 1x, down a column.

use rust_decimal::Decimal;

use crate::quantity::{Amount, Operand, shown};
use crate::rules::data::sheet::Sheet;
use crate::rules::data::slips::Slip;

use super::Judged;

/// Recomputes the multiples in `column` from the column that gives most of them; `None` if none gives most.
pub(super) fn judge(sheet: &Sheet<'_>, column: usize, rows: &[(usize, Amount)]) -> Option<Judged> {
    let (base, _) = rows.iter().find(|(_, printed)| printed.value == Decimal::ONE)?;
    let others: Vec<&(usize, Amount)> = rows.iter().filter(|(row, _)| row != base).collect();
    let value = |row: usize, column: usize| -> Option<(Operand, &Amount)> {
        let same = sheet.unit(row, column) == sheet.unit(*base, column);
        Some((sheet.operand(row, column)?, sheet.amount(row, column)?)).filter(|_| same)
    };
    let fits = |row: usize, printed: &Amount, column: usize| {
        let (Some((one, _)), Some((other, _))) = (value(row, column), value(*base, column)) else {
            return false;
        };
        [one.over(other), other.over(one)]
            .into_iter()
            .flatten()
            .any(|it| it.is_printed_as(printed, Decimal::ONE))
    };
    let right = |column: usize| others.iter().filter(|(row, printed)| fits(*row, printed, column)).count();
    let columns = (1..sheet.headers.len()).filter(|&it| it != column);
    let best = columns.clone().max_by_key(|&it| (right(it), std::cmp::Reverse(it)))?;
    if right(best) < 2 || right(best) * 2 <= others.len() {
        return None;
    }
    let wrong = others.iter().filter(|(row, printed)| {
        value(*row, best).is_some() && !columns.clone().any(|column| fits(*row, printed, column))
    });
    let slips = wrong.filter_map(|(row, printed)| {
        let ((one, text), (other, base)) = (value(*row, best)?, value(*base, best)?);
        let value = one.value.checked_div(other.value)?;
        let (more, less, value) = if value < Decimal::ONE {
            (&base.text, &text.text, Decimal::ONE.checked_div(value)?)
        } else {
            (&text.text, &base.text, value)
        };
        Some(Slip {
            span: sheet.span(*row, column),
            label: sheet.rows[*row].label.clone(),
            derivation: format!("{more} ÷ {less} = {}{}", shown(value, printed, 2), printed.unit),
            printed: printed.text.to_string(),
            edits: Vec::new(),
        })
    });
    Some(Judged { rows: others.len(), slips: slips.collect() })
}

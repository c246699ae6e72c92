//! Scores that are weighted and summed up, down a column or along a row.

use rust_decimal::Decimal;

use crate::document::{Document, Table};
use crate::quantity::{Amount, Operand};
use crate::rules::data::sheet::{Sheet, plain_label};
use crate::rules::data::slips::{Slip, edit};

use super::words::WORDS;
use super::{Judged, rounded};

/// True if the first cells of a table or its headers name weights: `性能（30%）`, or a row 权重.
pub(super) fn may_be(doc: &Document, table: Table<'_>) -> bool {
    let text = doc.slice(table.node);
    let names = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    ["%)", "%）", "％）", "（权重", "(权重", "(weight"]
        .iter()
        .any(|sign| doc.slice(table.header().node).contains(sign))
        || (["权重", "eight", "EIGHT"].iter().any(|word| names(word))
            && table.rows().any(|row| {
                row.cells().next().is_some_and(|cell| WORDS.weights.is_match(plain_label(cell.source())))
            }))
}

/// One sum of weighted scores.
struct Sum<'s> {
    /// Weight and score of each part.
    parts: Vec<(&'s Amount, Operand, &'s Amount)>,
    total: (usize, usize),
    is_down: bool,
}

/// Recomputes the weighted totals of a table.
pub(super) fn judge(sheet: &Sheet<'_>) -> Option<Judged> {
    let weights: Vec<(usize, Amount)> = header_weights(sheet);
    let sums: Vec<Sum<'_>> = down(sheet).into_iter().chain(along(sheet, &weights)).collect();
    let sums: Vec<Sum<'_>> = sums.into_iter().filter(|sum| is_complete(&sum.parts)).collect();
    if sums.is_empty() {
        return None;
    }
    let slips: Vec<Slip> = sums.iter().filter_map(|sum| wrong(sheet, sum)).collect();
    // Where no total fits, it is computed in some other way.
    if sums.len() > 2 && slips.len() == sums.len() {
        return None;
    }
    Some(Judged { rows: sums.len(), slips })
}

/// Sums of columns: a column of weights, and a total below columns of scores.
fn down<'s>(sheet: &'s Sheet<'_>) -> Vec<Sum<'s>> {
    let column = (1..sheet.headers.len()).find(|&column| WORDS.weights.is_match(&sheet.headers[column].name));
    let total = sheet.rows.iter().rposition(|row| WORDS.totals.is_match(plain_label(&row.label)));
    let Some((weights, total)) = column.zip(total) else { return Vec::new() };
    let scores = (1..sheet.headers.len()).filter(|&column| column != weights);
    let sums = scores.filter_map(|column| {
        sheet.amount(total, column)?;
        let parts: Option<Vec<_>> = (0..total)
            .map(|row| {
                Some((sheet.amount(row, weights)?, sheet.operand(row, column)?, sheet.amount(row, column)?))
            })
            .collect();
        Some(Sum { parts: parts?, total: (total, column), is_down: true })
    });
    sums.collect()
}

/// Sums of rows: weights in the headers or in a row of their own, and a column of totals at the end.
fn along<'s>(sheet: &'s Sheet<'_>, in_headers: &'s [(usize, Amount)]) -> Vec<Sum<'s>> {
    let last = sheet.headers.len().saturating_sub(1);
    let total =
        (last.saturating_sub(1)..=last).rev().find(|&it| WORDS.totals.is_match(&sheet.headers[it].name));
    let Some(total) = total.filter(|&total| total > 1) else { return Vec::new() };
    let at = sheet.rows.iter().position(|row| WORDS.weights.is_match(&row.label));
    let weights: Vec<(usize, &Amount)> = match at {
        Some(row) => (1..total).filter_map(|column| Some((column, sheet.amount(row, column)?))).collect(),
        None => in_headers
            .iter()
            .filter(|(column, _)| *column < total)
            .map(|(column, it)| (*column, it))
            .collect(),
    };
    let rows = (0..sheet.rows.len()).filter(|&row| Some(row) != at);
    let sums = rows.filter_map(|row| {
        sheet.amount(row, total)?;
        let parts: Option<Vec<_>> = weights
            .iter()
            .map(|&(column, weight)| Some((weight, sheet.operand(row, column)?, sheet.amount(row, column)?)))
            .collect();
        Some(Sum { parts: parts?, total: (row, total), is_down: false })
    });
    sums.collect()
}

/// The weights that headers give: `性能（30%）`.
fn header_weights(sheet: &Sheet<'_>) -> Vec<(usize, Amount)> {
    let weight = |text: &str| {
        let inner = text.split_once(['（', '('])?.1.trim_end_matches(['）', ')']);
        let bare = inner.trim_start_matches("权重").trim_start_matches("weight");
        let is_named = bare.len() < inner.len();
        let inner = bare.trim_start_matches(['：', ':', ' ', '=']);
        Amount::parse(inner)
            .filter(|amount| amount.unit.starts_with('%') || is_named && amount.unit.is_empty())
    };
    let headers = sheet.headers.iter().enumerate();
    headers.filter_map(|(column, header)| Some((column, weight(&header.text)?))).collect()
}

/// True if the weights make up one whole.
fn is_complete(parts: &[(&Amount, Operand, &Amount)]) -> bool {
    let sum: Decimal = parts.iter().map(|(weight, ..)| weight.value).sum();
    parts.len() > 1 && (sum == Decimal::ONE || sum == Decimal::ONE_HUNDRED)
}

fn wrong(sheet: &Sheet<'_>, sum: &Sum<'_>) -> Option<Slip> {
    let (row, column) = sum.total;
    let printed = sheet.amount(row, column)?;
    let scores: Vec<Operand> = sum.parts.iter().map(|(_, score, _)| *score).collect();
    let whole: Decimal = sum.parts.iter().map(|(weight, ..)| weight.value).sum();
    let add = |terms: Vec<Option<Operand>>| {
        terms.into_iter().try_fold(Operand::exactly(Decimal::ZERO), |sum, term| sum.plus(term?))
    };
    let weighted = add(sum
        .parts
        .iter()
        .map(|(weight, score, _)| score.scaled(weight.value.checked_div(whole)?))
        .collect())?;
    let plain = add(scores.iter().map(|score| Some(*score)).collect())?;
    let mean = plain.scaled(Decimal::ONE.checked_div(Decimal::from(scores.len()))?)?;
    // Scores out of 5 or 10 may be summed up to a total out of 100.
    let scaled = [10, 20, 100].map(|factor| weighted.scaled(Decimal::from(factor)));
    let mut readings = [weighted, plain, mean].into_iter().chain(scaled.into_iter().flatten());
    if readings.any(|reading| reading.is_printed_as(printed, Decimal::ONE)) {
        return None;
    }
    // Scores that are weighted already are only added up, but a total that was computed from the scores is right.
    let is_weighted = WORDS.is_weighted(&sheet.headers[column].name) && sum.is_down;
    if is_weighted && (1..sheet.headers.len()).any(|other| is_sum_of(sheet, sum, other, whole)) {
        return None;
    }
    let (terms, right): (Vec<String>, Operand) = if is_weighted {
        (sum.parts.iter().map(|(_, _, score)| score.text.to_string()).collect(), plain)
    } else {
        let term = |weight: &Amount, score: &Amount| format!("{} × {}", score.text, weight.text);
        (sum.parts.iter().map(|(weight, _, score)| term(weight, score)).collect(), weighted)
    };
    Some(Slip {
        span: sheet.span(row, column),
        label: sheet.rows[row].label.clone(),
        derivation: format!("{} = {}", terms.join(" + "), rounded(right.value).normalize()),
        printed: printed.text.to_string(),
        edits: edit(sheet.doc, sheet.rows[row].cells[column], printed, right.value).into_iter().collect(),
    })
}

/// True if the total is the weighted sum of another column.
fn is_sum_of(sheet: &Sheet<'_>, sum: &Sum<'_>, column: usize, whole: Decimal) -> bool {
    let (row, total) = sum.total;
    let terms = sum
        .parts
        .iter()
        .enumerate()
        .map(|(row, (weight, ..))| sheet.operand(row, column)?.scaled(weight.value.checked_div(whole)?));
    let mut terms = terms.collect::<Vec<_>>().into_iter();
    let weighted = terms.try_fold(Operand::exactly(Decimal::ZERO), |sum, term| sum.plus(term?));
    column != total
        && weighted
            .zip(sheet.amount(row, total))
            .is_some_and(|(it, printed)| it.is_printed_as(printed, Decimal::ONE))
}

//! Totals at the end of rows, beside columns of one kind such as years, teams or outcomes.

use crate::rules::data::sheet::{Part, Sheet, plain_label};

use super::sums::{Entry, Recomputed, Series};
use super::words::WORDS;
use super::{is_no_sum, series};

/// The rows of a table that end in a total, and whether their columns prove that.
pub(super) struct Rows {
    series: Vec<Series>,
    /// The columns are years, quarters or months.
    periods: bool,
}

/// The rows that a column of totals sums; `None` if there is no such column.
pub(super) fn rows(sheet: &Sheet<'_>) -> Option<Rows> {
    let is_total = |column: &usize| WORDS.across.is_match(plain_label(&sheet.headers[*column].text));
    let mut totals = (3..sheet.headers.len()).filter(is_total);
    let total = totals.next().filter(|_| totals.next().is_none())?;
    let numeric = sheet.numeric();
    let first = (1..total).rev().take_while(|column| numeric.contains(column)).last()?;
    let members = first..total;
    let headers = || members.clone().map(|column| sheet.headers[column].text.as_str());
    // `12 | 150 | 1,800` is a product, and so may be anything with a number that doesn't add up.
    if members.len() < 2 || headers().any(|it| is_no_sum(it) && !WORDS.periods.is_match(it.trim())) {
        return None;
    }
    if sheet.headers.iter().any(|header| WORDS.weights.is_match(&header.text)) {
        return None;
    }
    let series = sheet.rows.iter().filter_map(|row| {
        let entry = |column: usize, part: Part| {
            Some(Entry {
                part,
                label: row.label.as_str().into(),
                span: sheet.doc.span(*row.cells.get(column)?),
                value: row.values.get(column)?.clone(),
            })
        };
        let entries = members.clone().map(|column| entry(column, Part::Member));
        let entries: Option<Vec<Entry>> = entries.chain([entry(total, Part::Total)]).collect();
        let uncertain = WORDS.uncertain.is_match(&row.label);
        // The name of the column says what is summed, and only its unit what the numbers are.
        let unit = &sheet.headers[total].unit;
        let unit = if unit.is_empty() { String::new() } else { format!("({unit})") };
        series(entries?, &unit, uncertain)
    });
    let series: Vec<Series> = series.collect();
    let periods = headers().all(|header| WORDS.periods.is_match(header.trim()));
    Some(Rows { series, periods })
}

/// The totals that can be recomputed, if the rows bear out that they are sums.
pub(super) fn recompute(rows: &Option<Rows>) -> Vec<Recomputed<'_>> {
    let Some(rows) = rows else { return Vec::new() };
    let recomputed: Vec<Recomputed<'_>> = rows.series.iter().flat_map(Series::recompute).collect();
    let right = recomputed.iter().filter(|it| it.wrong.is_none()).count();
    let is_borne_out = right > 0 && right * 2 >= recomputed.len();
    let is_plain = rows.periods && (right > 0 || recomputed.len() < 3);
    if is_borne_out || is_plain { recomputed } else { Vec::new() }
}

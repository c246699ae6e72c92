//! Tables and lists whose rows are shares of one whole, read once for the rules that add them up and recompute them.

mod lists;
mod words;

use rust_decimal::Decimal;

use crate::document::{Document, NodeId};
use crate::quantity::{Amount, Bound, Operand};
use crate::source::Span;

use super::sheet::{Part, Sheet, surroundings};
use words::WORDS;

/// A row with its share.
pub(super) struct Row {
    pub part: Part,
    pub label: String,
    /// The share as printed, in percent; `None` where there is none.
    pub share: Option<Amount>,
    pub node: NodeId,
    pub span: Span,
    /// What the share may be of: the number of the row in each column that adds up, with its print.
    pub amounts: Vec<Option<(Operand, Box<str>)>>,
}

/// What the header says about a column of shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// They are shares of one whole.
    Shares,
    /// They may be.
    Perhaps,
    /// They are weights, which have no amounts that they could be recomputed from.
    Weights,
}

/// Rows that make up a whole.
pub(super) struct Shares {
    pub nature: Nature,
    pub rows: Vec<Row>,
    /// What to point at where no row is to blame.
    pub head: Span,
    /// The rows may overlap.
    pub overlapping: bool,
    /// Not all rows are listed.
    pub partial: bool,
}

/// Every column and list of shares in a document.
pub(super) fn shares(doc: &Document) -> Vec<Shares> {
    let mut found = Vec::new();
    for table in doc.tables() {
        let header = doc.slice(table.header().node);
        if !(WORDS.shares.is_match(header)
            || WORDS.perhaps.is_match(header)
            || header.contains('%')
            || WORDS.weights.is_match(header))
        {
            continue;
        }
        let sheet = Sheet::read(doc, table);
        let natures = (1..sheet.headers.len()).filter_map(|column| Some((column, nature(&sheet, column)?)));
        for (column, nature) in natures {
            found.push(column_of_shares(&sheet, table.node, column, nature));
        }
    }
    found.extend(lists::lists(doc));
    found
}

/// What the header of a column says about its shares; `None` if it holds none.
fn nature(sheet: &Sheet<'_>, column: usize) -> Option<Nature> {
    let header = &sheet.headers[column];
    let text = &header.text;
    if WORDS.other.is_match(text) {
        return None;
    }
    let is_percent = |amount: &Amount| amount.unit.starts_with('%') || text.contains('%');
    let percent = sheet.members(column).all(|(_, amount)| is_percent(amount));
    if WORDS.weights.is_match(&header.name) {
        let is_weight = |amount: &Amount| is_percent(amount) || amount.value <= Decimal::ONE;
        return sheet.members(column).all(|(_, amount)| is_weight(amount)).then_some(Nature::Weights);
    }
    // `占收入比` and `% of revenue` are shares of something else.
    let another = text.split('占').skip(1).any(|rest| !WORDS.of_the_whole.is_match(rest))
        || text.to_ascii_lowercase().split_once(" of ").is_some_and(|(_, whole)| {
            // `% of users` beside a column of users is of their total.
            let is_column = sheet.headers.iter().any(|it| it.name.eq_ignore_ascii_case(whole.trim()));
            !is_column && !WORDS.of_the_whole_english.is_match(text)
        });
    if another || !percent {
        return None;
    }
    if WORDS.shares.is_match(text) {
        Some(Nature::Shares)
    } else {
        (WORDS.perhaps.is_match(&header.name) || text.starts_with('%')).then_some(Nature::Perhaps)
    }
}

fn column_of_shares(sheet: &Sheet<'_>, table: NodeId, column: usize, nature: Nature) -> Shares {
    let doc = sheet.doc;
    let is_amount = |other: usize| {
        other != column
            && sheet
                .members(other)
                .all(|(_, it)| !it.unit.starts_with(['%', '‰']) && !it.value.is_sign_negative())
            && !super::table_total::is_no_sum(&sheet.headers[other].text)
    };
    let amounts: Vec<usize> = sheet.numeric().into_iter().filter(|&other| is_amount(other)).collect();
    let rows = (0..sheet.rows.len()).filter(|&row| column < sheet.rows[row].cells.len()).map(|row| Row {
        part: sheet.rows[row].part,
        label: sheet.rows[row].label.clone(),
        share: sheet.amount(row, column).cloned(),
        node: sheet.rows[row].cells[column],
        span: sheet.span(row, column),
        amounts: amounts
            .iter()
            .map(|&other| Some((sheet.operand(row, other)?, sheet.amount(row, other)?.text.clone())))
            .collect(),
    });
    let header = doc.children(table + 1).nth(column).map_or(doc.span(table + 1), |cell| doc.span(cell));
    let near = surroundings(doc, table);
    let mut rows: Vec<Row> = rows.collect();
    let is_funnel = !name_the_whole(&mut rows);
    let labels = || rows.iter().map(|row| row.label.as_str());
    Shares {
        nature,
        head: header,
        overlapping: is_funnel
            || WORDS.overlapping.is_match(&near)
            || labels().any(|it| WORDS.overlapping.is_match(it))
            || sheet.is_nested(),
        partial: WORDS.partial.is_match(&near)
            || labels().any(|it| matches!(it, "" | "…" | "..." | "……" | "略")),
        rows,
    }
}

/// Makes a row of 100 % beside rows that come to as much the total that it is. False if there is such a row beside
/// rows that don't: each of them may then be a part of the one before.
fn name_the_whole(rows: &mut [Row]) -> bool {
    let is_whole = |row: &Row| {
        let share = row.share.as_ref();
        row.part == Part::Member
            && share.is_some_and(|it| it.value == Decimal::ONE_HUNDRED && it.unit.starts_with('%'))
    };
    let members = rows.iter().filter(|row| row.part == Part::Member).count();
    let Some(whole) = rows.iter().position(is_whole).filter(|_| members > 2) else { return true };
    let others = || rows.iter().enumerate().filter(|(at, row)| *at != whole && row.part == Part::Member);
    let sum: Decimal = others().filter_map(|(_, row)| row.share.as_ref()).map(|share| share.value).sum();
    let slack: Decimal = others().filter_map(|(_, row)| row.share.as_ref()).map(|share| share.ulp).sum();
    let is_total = (sum - Decimal::ONE_HUNDRED).abs() <= slack / Decimal::TWO;
    if is_total {
        rows[whole].part = Part::Total;
    }
    is_total
}

impl Shares {
    /// The shares of the member rows; `None` if one of them isn't known.
    pub(super) fn members(&self) -> Option<Vec<(&Row, &Amount)>> {
        let members = self.rows.iter().filter(|row| row.part == Part::Member);
        members.map(|row| row.share.as_ref().map(|share| (row, share))).collect()
    }

    /// What the whole is in the print of this column: 100, or 1 for weights such as `0.25`.
    pub(super) fn whole(&self) -> Decimal {
        let is_fraction = |share: &Amount| share.unit.is_empty() && share.value <= Decimal::ONE;
        let fractions = self.nature == Nature::Weights
            && self.rows.iter().filter_map(|row| row.share.as_ref()).all(is_fraction);
        if fractions { Decimal::ONE } else { Decimal::ONE_HUNDRED }
    }

    /// The sum of the shares, and how far rounding may move it.
    pub(super) fn sum(&self) -> Option<(Decimal, Decimal)> {
        let members = self.members().filter(|members| members.len() > 1)?;
        let mut sum = Decimal::ZERO;
        let mut slack = Decimal::ZERO;
        for (_, share) in members {
            sum = sum.checked_add(share.value)?;
            slack += share.ulp / Decimal::TWO;
            if share.approximate || share.bound != Bound::Exact {
                slack += share.value.abs().max(share.ulp) / Decimal::TWO;
            }
        }
        Some((sum, slack))
    }

    /// True if the shares add up to the whole, or each group of them between subtotals does.
    pub(super) fn is_whole(&self) -> bool {
        let fits = |sum: Decimal, slack: Decimal| (sum - self.whole()).abs() <= slack;
        if self.sum().is_some_and(|(sum, slack)| fits(sum, slack)) {
            return true;
        }
        let mut groups = self.rows.split(|row| row.part != Part::Member).filter(|group| group.len() > 1);
        let mut seen = 0;
        let all = groups.all(|group| {
            seen += 1;
            let shares = || group.iter().filter_map(|row| row.share.as_ref());
            fits(shares().map(|it| it.value).sum(), shares().map(|it| it.ulp / Decimal::TWO).sum())
        });
        all && seen > 1
    }

    /// The row of the grand total, if there is one.
    pub(super) fn total(&self) -> Option<&Row> {
        self.rows.iter().rfind(|row| row.part == Part::Total)
    }

    /// True if a row stands for all that is not listed.
    pub(super) fn has_rest(&self) -> bool {
        self.rows.iter().any(|row| WORDS.rest.is_match(&row.label))
    }
}

//! Columns that compare two others, before and after, with the comparison recomputed in every way that people mean it.

mod baseline;
mod words;

use rust_decimal::Decimal;

use crate::document::{Document, NodeId};
use crate::quantity::{Amount, Operand, scale, shown};

use super::lexicon::Holds;
use super::sheet::{Part, Sheet, is_readable};
use super::slips::Slip;
use words::WORDS;

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `75%↓`
    Percent,
    /// `5x`, `10 倍`
    Multiple,
}

/// What came of recomputing the comparisons of a table.
pub(super) struct Judged {
    /// How many could be recomputed.
    pub rows: usize,
    pub slips: Vec<Slip>,
}

/// The comparisons of one form, table by table.
pub(super) fn judge(doc: &Document, form: Form) -> Vec<Judged> {
    let mut judged = Vec::new();
    for table in doc.tables() {
        let header = doc.slice(table.header().node);
        if !WORDS.changes.is_match(header) || !may_hold(doc.slice(table.node), form) {
            continue;
        }
        let sheet = Sheet::read(doc, table);
        for column in 1..sheet.headers.len() {
            let text = &sheet.headers[column].text;
            if WORDS.changes.is_match(text) && !WORDS.other.is_match(text) {
                judged.extend(judge_column(&sheet, column, form));
            }
        }
    }
    judged
}

/// A cheap look for what a comparison of this form can't do without.
fn may_hold(table: &str, form: Form) -> bool {
    match form {
        Form::Percent => table.contains(['%', '％']),
        Form::Multiple => table.contains(['x', 'X', '倍', '×']),
    }
}

fn judge_column(sheet: &Sheet<'_>, column: usize, form: Form) -> Option<Judged> {
    let rows: Vec<(usize, Amount)> = (0..sheet.rows.len())
        .filter(|&row| sheet.rows[row].part != Part::Neither || sheet.rows[row].cells.len() > 2)
        .filter_map(|row| Some((row, comparison(sheet, row, column, form)?)))
        .collect();
    let Some(Compared { before, after, named }) = compared(sheet, column) else {
        return (form == Form::Multiple).then(|| baseline::judge(sheet, column, &rows)).flatten();
    };
    let header = &sheet.headers[column].text;
    let pairs: Vec<(usize, &Amount, Pair<'_>)> = rows
        .iter()
        .filter_map(|(row, printed)| {
            let mut pair = Pair::read(sheet, *row, before, after)?;
            let text = sheet.doc.plain_text(sheet.rows[*row].cells[column]);
            pair.decrease = WORDS.decreases.is_match(header) || WORDS.decreases.is_match(&text);
            Some((*row, printed, pair))
        })
        .collect();
    // `1.0x` in a row whose values differ is the baseline of the others.
    let is_one = |printed: &Amount| form == Form::Multiple && printed.value == Decimal::ONE;
    if pairs.iter().any(|(_, printed, pair)| is_one(printed) && !pair.gives(printed, form)) {
        return None;
    }
    // Two columns that don't say that they are before and after are compared only where most rows bear it out.
    let right = pairs.iter().filter(|(_, printed, pair)| pair.gives(printed, form)).count();
    if !named && (right == 0 || right * 2 < pairs.len()) {
        return None;
    }
    let signed = WORDS.signed.is_match(&sheet.headers[column].name);
    let wrong = pairs.iter().filter(|(row, printed, pair)| {
        let text = sheet.doc.plain_text(sheet.rows[*row].cells[column]);
        !pair.gives(printed, form) || (signed && form == Form::Percent && pair.has_wrong_sign(text.trim()))
    });
    let slips = wrong.map(|(row, printed, pair)| Slip {
        span: sheet.span(*row, column),
        label: sheet.rows[*row].label.clone(),
        derivation: pair.derivation(printed, form),
        printed: sheet.doc.plain_text(sheet.rows[*row].cells[column]).trim().to_owned(),
        edits: Vec::new(),
    });
    Some(Judged { rows: pairs.len(), slips: slips.collect() })
}

/// Two columns that another one compares.
struct Compared {
    before: usize,
    after: usize,
    /// Their headers say so.
    named: bool,
}

/// The columns that `column` compares: those that say so, or the only two with numbers, right before it.
fn compared(sheet: &Sheet<'_>, column: usize) -> Option<Compared> {
    let others = || (1..sheet.headers.len()).filter(|&it| !WORDS.changes.is_match(&sheet.headers[it].text));
    let only = |name: &Holds| {
        let mut found = others().filter(|&it| name.is_match(&sheet.headers[it].text));
        found.next().filter(|_| found.next().is_none())
    };
    if let Some((before, after)) = only(&WORDS.before).zip(only(&WORDS.after))
        && before != after
    {
        return Some(Compared { before, after, named: true });
    }
    let numeric: Vec<usize> = others().filter(|&it| sheet.members(it).count() > 0 && it < column).collect();
    let is_last = |last: usize| {
        last < column && (last + 1..column).all(|it| WORDS.changes.is_match(&sheet.headers[it].text))
    };
    match numeric[..] {
        [before, after] if before + 1 == after && is_last(after) => {
            let behind = others().any(|it| it > column && sheet.members(it).count() > 0);
            (!behind).then_some(Compared { before, after, named: false })
        }
        _ => None,
    }
}

/// The comparison in a cell, without its direction; `None` if it is of another form or none.
fn comparison(sheet: &Sheet<'_>, row: usize, column: usize, form: Form) -> Option<Amount> {
    let cell: NodeId = *sheet.rows[row].cells.get(column)?;
    if !is_readable(sheet.doc, cell) {
        return None;
    }
    let text = sheet.doc.plain_text(cell);
    let is_arrow = |c: char| {
        matches!(c, '↑' | '↓' | '⬆' | '⬇' | '▲' | '▼' | '↗' | '↘' | '📈' | '📉' | '\u{FE0F}')
            || c.is_whitespace()
    };
    let text = text.trim_matches(is_arrow).replace('×', "x");
    let text = WORDS.directions.replace_all(&text, "");
    let mut amount = Amount::parse(text.trim_matches(is_arrow))?;
    amount.value = amount.value.abs();
    let unit = amount.unit.trim();
    let fits = match form {
        Form::Percent => unit.starts_with('%') || (unit.is_empty() && sheet.headers[column].unit == "%"),
        Form::Multiple => {
            WORDS.multiples.is_match(unit)
                || (unit.is_empty()
                    && (WORDS.multiples.is_match(&sheet.headers[column].unit)
                        || sheet.headers[column].name.ends_with(['倍', '数', '比'])))
        }
    };
    (fits && !amount.value.is_zero()).then_some(amount)
}

/// Two values that are compared.
struct Pair<'s> {
    before: (Operand, &'s Amount),
    after: (Operand, &'s Amount),
    /// The first one with the other factor of its unit, if sizes are compared.
    binary: Option<Operand>,
    percent: bool,
    /// What is printed is by how much it decreased.
    decrease: bool,
}

impl<'s> Pair<'s> {
    /// `None` if one of them is no number, or they can't be compared.
    fn read(sheet: &'s Sheet<'_>, row: usize, before: usize, after: usize) -> Option<Pair<'s>> {
        let (one, other) = (sheet.operand(row, before)?, sheet.operand(row, after)?);
        let amounts = (sheet.amount(row, before)?, sheet.amount(row, after)?);
        let units = (sheet.unit(row, before), sheet.unit(row, after));
        let same = units.0 == units.1 || units.0.is_empty() || units.1.is_empty();
        let currency = amounts.0.currency == amounts.1.currency;
        if !currency || one.value.is_sign_negative() || other.value.is_sign_negative() {
            return None;
        }
        let percent = units.0.starts_with('%');
        if same {
            return Some(Pair {
                before: (one, amounts.0),
                after: (other, amounts.1),
                binary: None,
                percent,
                decrease: false,
            });
        }
        let (first, second) = (scale(units.0)?, scale(units.1)?);
        if first.dimension != second.dimension {
            return None;
        }
        Some(Pair {
            before: (one.scaled(first.factor)?, amounts.0),
            after: (other.scaled(second.factor)?, amounts.1),
            binary: one.scaled(first.binary)?.scaled(second.factor.checked_div(second.binary)?),
            percent,
            decrease: false,
        })
    }

    /// True if the printed comparison is one of those that may be meant.
    fn gives(&self, printed: &Amount, form: Form) -> bool {
        let (one, other) = (self.before.0, self.after.0);
        let hundred = Operand::exactly(Decimal::ONE_HUNDRED);
        // Of 99.9 % and 99.99 % what is missing is compared.
        let near =
            |operand: &Operand| operand.value >= Decimal::from(90) && operand.value <= Decimal::ONE_HUNDRED;
        let missing = (self.percent && near(&one) && near(&other))
            .then(|| Some((hundred.minus(one)?, hundred.minus(other)?)))
            .flatten();
        let points =
            self.percent && one.minus(other).is_some_and(|it| it.size().is_printed_as(printed, Decimal::ONE));
        points
            || self.is_one_of(one, other, printed, form)
            || self.binary.is_some_and(|one| self.is_one_of(one, other, printed, form))
            || missing.is_some_and(|(one, other)| self.is_one_of(one, other, printed, form))
    }

    /// True if the printed sign isn't that of the change.
    fn has_wrong_sign(&self, printed: &str) -> bool {
        let (one, other) = (self.before.0, self.after.0);
        (printed.starts_with(['+', '＋']) && one.is_above(&other))
            || (printed.starts_with(['-', '−', '–']) && other.is_above(&one))
    }

    fn derivation(&self, printed: &Amount, form: Form) -> String {
        let ((one, before), (other, after)) = (self.before, self.after);
        let (before, after) = (&before.text, &after.text);
        let grows = other.value > one.value;
        let over = |one: Decimal, other: Decimal| one.checked_div(other).unwrap_or_default();
        match form {
            Form::Percent => {
                let change =
                    over((other.value - one.value).abs(), one.value).saturating_mul(Decimal::ONE_HUNDRED);
                let (more, less) = if grows { (after, before) } else { (before, after) };
                let sign = if grows { "" } else { "-" };
                if printed.text.starts_with(['+', '-']) && !sign.is_empty() {
                    return format!("({after} − {before}) ÷ {before} = {sign}{}%", shown(change, printed, 1));
                }
                format!("({more} − {less}) ÷ {before} = {}%", shown(change, printed, 1))
            }
            Form::Multiple => {
                let (more, less, value) = if grows {
                    (after, before, over(other.value, one.value))
                } else {
                    (before, after, over(one.value, other.value))
                };
                let unit = if printed.unit.is_empty() { "" } else { &*printed.unit };
                format!("{more} ÷ {less} = {}{unit}", shown(value, printed, 2))
            }
        }
    }

    /// True if `printed` is a quotient of the two or their relative difference, whichever way round.
    fn is_one_of(&self, one: Operand, other: Operand, printed: &Amount, form: Form) -> bool {
        let difference = one.minus(other).map(Operand::size);
        // A decrease by 40 % leaves 60 %, not 40 %.
        let is_quotient = !(self.decrease && form == Form::Percent && one.is_above(&other));
        let readings = [
            one.over(other).filter(|_| is_quotient),
            other.over(one).filter(|_| is_quotient),
            difference.and_then(|it| it.over(one)),
            difference.and_then(|it| it.over(other)),
        ];
        // A value of zero can't be divided by; nothing is said about it.
        if one.value.is_zero() || other.value.is_zero() {
            return true;
        }
        let unit = match form {
            Form::Percent => Decimal::ONE_HUNDRED,
            Form::Multiple => Decimal::ONE,
        };
        readings
            .into_iter()
            .flatten()
            .filter_map(|reading| reading.scaled(unit))
            .any(|reading| reading.is_printed_as(printed, Decimal::ONE))
    }
}

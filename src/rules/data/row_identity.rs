//! Rows whose last value isn't what the others make of it: target less what is there, quantity times price, score times weight.

mod inferred;
mod weighted;
mod words;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::quantity::{Operand, shown};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

use super::lexicon::Is;
use super::sheet::{Part, Sheet};
use super::slips::{Slip, Words, edit, tell};
use words::{Identity, Operation, WORDS};

const WRONG: Text = Text {
    en: "the row “{label}” doesn't compute: {derivation}, printed {printed}",
    zh: "“{label}”一行计算有误：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {derivation}, printed {printed}",
    zh: "此处同样有误：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the result or the values that it is computed from; if it is computed otherwise, say how",
    zh: "请更正结果或参与计算的数值；若另有算法，请加以说明",
};
const FIX: Text = Text {
    en: "print the result that the other values give",
    zh: "改为按其余数值计算所得的结果",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/row-identity",
    aliases: &[],
    summary: Text {
        en: "a row whose result its values don't give", zh: "表格行内的计算结果与其数值不符"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP, &FIX],
    docs: include_str!("../../../rules/data/row-identity.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(RowIdentity))),
    schema: || schemars::schema_for!(NoOptions),
};

struct RowIdentity;

impl Rule for RowIdentity {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            let may_be_inferred = inferred::may_be(doc, table);
            let is_named =
                WORDS.mention.mentions(doc.slice(table.header().node)) || weighted::may_be(doc, table);
            if !may_be_inferred && !is_named {
                continue;
            }
            let sheet = Sheet::read(doc, table);
            // A column that fits one identity isn't wrong by another.
            let mut columns: BTreeMap<usize, Judged> = BTreeMap::new();
            for (column, judged) in WORDS.identities.iter().filter_map(|identity| judge(&sheet, identity)) {
                let known = columns.get(&column);
                if known.is_none_or(|known| judged.slips.len() < known.slips.len()) {
                    columns.insert(column, judged);
                }
            }
            let inferred = if may_be_inferred {
                inferred::judge(&sheet, &|column| columns.contains_key(&column))
            } else {
                Vec::new()
            };
            let mut slips = Vec::new();
            for judged in inferred.into_iter().chain(columns.into_values()).chain(weighted::judge(&sheet)) {
                cx.looked_at(judged.rows);
                slips.extend(judged.slips);
            }
            tell(cx, &Words { first: &WRONG, further: &FURTHER, help: &HELP, fix: Some(&FIX) }, slips);
        }
    }
}

/// What came of recomputing a table.
struct Judged {
    /// How many rows could be recomputed.
    rows: usize,
    slips: Vec<Slip>,
}

/// The columns of an identity; factors of a product may be three.
struct Columns {
    terms: Vec<usize>,
    result: usize,
    /// The headers alone don't prove the identity: most rows must hold.
    in_doubt: bool,
}

/// What a product may be multiplied by besides, because prices are per month, per year or in percent.
const FACTORS: [i64; 9] = [1, 12, 36, 60, 30, 365, 24, 720, 8760];

/// The column of results with what came of it; `None` if the table doesn't compute anything that way.
fn judge(sheet: &Sheet<'_>, identity: &Identity) -> Option<(usize, Judged)> {
    let columns = columns(sheet, identity)?;
    let operation = identity.operation;
    let rows: Vec<usize> = (0..sheet.rows.len())
        .filter(|&row| sheet.rows[row].part == Part::Member && is_comparable(sheet, row, &columns, operation))
        .collect();
    let factors: Vec<Decimal> = match operation {
        Operation::Product => {
            let hundredth = Decimal::new(1, 2);
            [Decimal::ONE, hundredth].into_iter().chain(FACTORS.map(Decimal::from)).collect()
        }
        _ => vec![Decimal::ONE],
    };
    let holds = |row: usize, factor: Decimal| {
        let result = compute(sheet, row, &columns.terms, operation, factor);
        result.is_none_or(|result| is_result(sheet, row, columns.result, &result, operation))
    };
    let right = |factor: Decimal| rows.iter().filter(|&&row| holds(row, factor)).count();
    let percent = columns.terms.iter().any(|&column| {
        sheet.members(column).all(|(_, amount)| amount.unit.starts_with('%'))
            && sheet.members(column).count() > 0
    });
    let usual = if operation == Operation::Product && percent { Decimal::new(1, 2) } else { Decimal::ONE };
    // Of factors that fit equally many rows the usual one counts, then the first.
    let factor = factors.iter().copied().rev().max_by_key(|&it| (right(it), it == usual))?;
    let fitting = right(factor);
    let is_borne_out = fitting >= 2 && fitting * 2 > rows.len();
    let is_plain = factor == usual && !columns.in_doubt && (fitting > 0 || rows.len() < 3);
    if !(is_borne_out || is_plain) {
        return None;
    }
    let wrong = rows.iter().filter(|&&row| !holds(row, factor));
    let slips = wrong.filter_map(|&row| slip(sheet, row, &columns, operation, factor)).collect();
    Some((columns.result, Judged { rows: rows.len(), slips }))
}

fn columns(sheet: &Sheet<'_>, identity: &Identity) -> Option<Columns> {
    // Two columns of one name are compared with each other, not computed from.
    let only = |name: &Is| {
        let mut found = (0..sheet.headers.len()).filter(|&it| name.is_match(&sheet.headers[it].name));
        found.next().filter(|_| found.next().is_none())
    };
    let mut terms = vec![only(&identity.terms[0])?, only(&identity.terms[1])?];
    let result = only(&identity.result)?;
    let is_twice = terms[0] == terms[1] || terms.contains(&result);
    if is_twice || result < terms[0] || result < terms[1] {
        return None;
    }
    let timed = |column: usize| identity.timed && WORDS.timed.is_match(&sheet.headers[column].text);
    let in_doubt = terms.iter().any(|&column| timed(column))
        || timed(result)
        || sheet.headers.iter().any(|header| WORDS.other_terms.is_match(&header.name));
    if identity.timed {
        terms.extend(only(&WORDS.spans).filter(|span| !terms.contains(span)));
    }
    let in_doubt = in_doubt && terms.len() == 2;
    Some(Columns { terms, result, in_doubt })
}

/// True if a row has a number in each column, and they are of kinds that go together.
fn is_comparable(sheet: &Sheet<'_>, row: usize, columns: &Columns, operation: Operation) -> bool {
    let all: Vec<usize> = columns.terms.iter().copied().chain([columns.result]).collect();
    let closed = |&column: &usize| sheet.operand(row, column).is_some_and(|operand| operand.is_closed());
    if !all.iter().all(closed) {
        return false;
    }
    let unit = |column: usize| sheet.unit(row, column).trim_start_matches(['万', '亿', '千']);
    let goes = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
    let currency = |column: usize| sheet.amount(row, column).map_or("", |amount| &amount.currency);
    let is_percent = |column: usize| unit(column).starts_with('%');
    match operation {
        Operation::Difference => {
            let (one, other, result) = (columns.terms[0], columns.terms[1], columns.result);
            goes(unit(one), unit(other))
                && goes(unit(one), unit(result))
                && is_percent(one) == is_percent(result)
                && is_percent(one) == is_percent(other)
                && currency(one) == currency(other)
        }
        Operation::Product => {
            let money: Vec<&str> =
                all.iter().map(|&column| currency(column)).filter(|it| !it.is_empty()).collect();
            money.windows(2).all(|pair| pair[0] == pair[1])
        }
        Operation::Share => {
            is_percent(columns.result)
                && !is_percent(columns.terms[0])
                && goes(unit(columns.terms[0]), unit(columns.terms[1]))
        }
    }
}

fn compute(
    sheet: &Sheet<'_>,
    row: usize,
    terms: &[usize],
    operation: Operation,
    factor: Decimal,
) -> Option<Operand> {
    let operand = |column: usize| sheet.operand(row, column);
    let (one, other) = (operand(terms[0])?, operand(terms[1])?);
    match operation {
        Operation::Difference => one.minus(other),
        Operation::Product => {
            let product = one.times(other)?.scaled(factor)?;
            terms[2..].iter().try_fold(product, |product, &column| product.times(operand(column)?))
        }
        Operation::Share => one.over(other)?.scaled(Decimal::ONE_HUNDRED),
    }
}

/// True if the printed result may be `result`: a difference may be printed without its sign, and as 0 where it is negative.
fn is_result(sheet: &Sheet<'_>, row: usize, column: usize, result: &Operand, operation: Operation) -> bool {
    let Some(printed) = sheet.amount(row, column) else { return true };
    let unit = sheet.factor(row, column);
    if operation == Operation::Difference {
        let size = printed.value.is_sign_negative();
        let mut unsigned = printed.clone();
        unsigned.value = printed.value.abs();
        return result.size().is_printed_as(&unsigned, unit)
            || (result.value.is_sign_negative() && printed.value.is_zero() && !size);
    }
    result.is_printed_as(printed, unit)
}

fn slip(
    sheet: &Sheet<'_>,
    row: usize,
    columns: &Columns,
    operation: Operation,
    factor: Decimal,
) -> Option<Slip> {
    let printed = sheet.amount(row, columns.result)?;
    let result = compute(sheet, row, &columns.terms, operation, factor)?;
    let unit = sheet.factor(row, columns.result);
    let value = result.value.checked_div(unit)?;
    let sign = match operation {
        Operation::Difference => " − ",
        Operation::Product => " × ",
        Operation::Share => " ÷ ",
    };
    let mut terms: Vec<String> = columns
        .terms
        .iter()
        .map(|&column| Some(sheet.amount(row, column)?.text.to_string()))
        .collect::<Option<_>>()?;
    if factor > Decimal::ONE {
        terms.push(factor.to_string());
    }
    let in_print = match operation {
        Operation::Share => format!("{}%", shown(value, printed, 2)),
        _ if columns.terms.iter().any(|&column| sheet.factor(row, column) != unit)
            && unit != Decimal::ONE =>
        {
            format!("{} {}", printed.print(rounded(value)), sheet.headers[columns.result].unit)
        }
        _ => printed.print(rounded(value)),
    };
    Some(Slip {
        span: sheet.span(row, columns.result),
        label: sheet.rows[row].label.clone(),
        derivation: format!("{} = {in_print}", terms.join(sign)),
        printed: printed.text.to_string(),
        edits: edit(sheet.doc, sheet.rows[row].cells[columns.result], printed, value).into_iter().collect(),
    })
}

/// Enough digits for a reader to see what was computed.
fn rounded(value: Decimal) -> Decimal {
    value.round_dp(4)
}

//! Totals that their rows don't add up to, with the sum written out so that a reader verifies it at a glance.

mod across;
mod lists;
mod sums;
mod words;

use crate::diagnostic::{Edit, Safety, Severity};
use crate::message::{Message, Text};
use crate::quantity::{Amount, rewritten};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

use super::sheet::{Part, Sheet, Value, WORDS as SHEET};
use sums::{Entry, Recomputed, Series, Slip, Wrong};
use words::WORDS;

const WRONG: Text = Text {
    en: "“{total}” is not the sum of its rows: {sum}, printed {printed}",
    zh: "“{total}”与各行之和不符：{sum}，文中为 {printed}",
};
const WRONG_POWER: Text = Text {
    en: "“{total}” is {factor} times the sum of its rows: {sum}, printed {printed}",
    zh: "“{total}”是各行之和的 {factor} 倍，数量级有误：{sum}，文中为 {printed}",
};
const WRONG_SIGN: Text = Text {
    en: "“{total}” has the wrong sign: {sum}, printed {printed}",
    zh: "“{total}”的正负号有误：{sum}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {sum}, printed {printed}",
    zh: "此处同样不符：{sum}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the total or the row that is wrong; if the row is no sum, name it for what it is",
    zh: "请更正合计或有误的数据行；若该行并非求和，请改用名副其实的名称",
};

const FIX: Text = Text { en: "print the sum of the rows", zh: "改为各行之和" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/table-total",
    aliases: &[],
    summary: Text { en: "a total that its rows don't add up to", zh: "合计与各行之和不符" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&WRONG, &WRONG_POWER, &WRONG_SIGN, &FURTHER, &HELP, &FIX],
    docs: include_str!("../../../rules/data/table-total.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(TableTotal))),
    schema: || schemars::schema_for!(NoOptions),
};

struct TableTotal;

impl Rule for TableTotal {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            if SHEET.mention.mentions(doc.slice(table.node)) {
                let sheet = Sheet::read(doc, table);
                let columns = columns(&sheet);
                let rows = across::rows(&sheet);
                let mut recomputed: Vec<_> = columns.iter().flat_map(Series::recompute).collect();
                recomputed.extend(across::recompute(&rows));
                judge(cx, recomputed);
            }
        }
        for &list in doc.lists() {
            if let Some(series) = lists::items(doc, list) {
                judge(cx, series.recompute());
            }
        }
    }
}

/// Recomputes the totals of one table or list, and reports the wrong ones as one finding.
fn judge(cx: &mut RuleContext<'_>, mut recomputed: Vec<Recomputed<'_>>) {
    // The corner of a table sums its row and its column; where one of them fits, another total is to blame.
    recomputed.sort_by_key(|it| (it.total.span, it.wrong.is_some()));
    recomputed.dedup_by_key(|it| it.total.span);
    cx.looked_at(recomputed.len());
    let wrong: Vec<(&Entry, Wrong)> =
        recomputed.into_iter().filter_map(|it| it.wrong.map(|wrong| (it.total, wrong))).collect();
    let Some(((total, first), further)) = wrong.split_first() else { return };
    let doc = cx.doc;
    let mut finding = match first.slip {
        Slip::None => cx.report(total.span, &WRONG),
        Slip::Sign => cx.report(total.span, &WRONG_SIGN),
        Slip::PowerOfTen(factor) => cx.report(total.span, &WRONG_POWER).arg("factor", factor),
    }
    .arg("total", &total.label)
    .arg("sum", &first.sum)
    .arg("printed", &first.printed)
    .help(&HELP)
    .fails(wrong.len());
    for (total, wrong) in further {
        let message = Message::new(&FURTHER).with("sum", &wrong.sum).with("printed", &wrong.printed);
        finding = finding.label(total.span, message);
    }
    // Of several wrong totals some row is more likely to blame.
    let edit =
        rewritten(doc.source.slice(total.span), &first.amount, first.value).filter(|_| wrong.len() == 1);
    if let Some(text) = edit {
        finding.fix(Safety::Unsafe, &FIX, vec![Edit { span: total.span, text }]);
    }
}

/// The columns of a table that may add up.
fn columns(sheet: &Sheet<'_>) -> Vec<Series> {
    let rows = &sheet.rows;
    if sheet.headers.iter().any(|header| WORDS.weights.is_match(&header.text))
        || !rows.iter().any(|row| matches!(row.part, Part::Total | Part::Subtotal))
    {
        return Vec::new();
    }
    // A number of the row may stand before its label.
    let labels = rows.iter().flat_map(|row| row.cells.iter().take(2)).map(|&cell| sheet.doc.plain_text(cell));
    let uncertain = labels.into_iter().any(|it| WORDS.uncertain.is_match(&it)) || sheet.is_nested();
    (1..sheet.headers.len())
        .filter(|&column| !is_no_sum(&sheet.headers[column].text))
        .filter_map(|column| {
            let entries = rows
                .iter()
                .filter_map(|row| {
                    Some(Entry {
                        part: row.part,
                        label: row.label.as_str().into(),
                        span: sheet.doc.span(*row.cells.get(column)?),
                        value: row.values.get(column)?.clone(),
                    })
                })
                .collect();
            series(entries, &sheet.headers[column].text, uncertain)
        })
        .collect()
}

/// True for headers of columns that don't add up, such as rates and prices per unit.
pub(super) fn is_no_sum(header: &str) -> bool {
    WORDS.not_additive.is_match(header) || is_per_unit(header)
}

/// `Price/seat`, but not `金额/元`, which names its unit.
fn is_per_unit(header: &str) -> bool {
    header.split_once('/').is_some_and(|(_, unit)| {
        unit.trim_start().starts_with(char::is_alphanumeric) && !SHEET.money.is_match(unit.trim())
    })
}

/// A series with what its header and units say; `None` for percentages, which belong to the rules about shares.
fn series(entries: Vec<Entry>, header: &str, uncertain: bool) -> Option<Series> {
    let known = || {
        entries.iter().filter_map(|entry| match &entry.value {
            Value::Known(quantity) => Some(quantity),
            _ => None,
        })
    };
    if known()
        .any(|quantity| quantity.unit.starts_with(['%', '‰']) || WORDS.not_additive.is_match(&quantity.unit))
    {
        return None;
    }
    let is_counted = |quantity: &Amount| {
        quantity.currency.is_empty() && (quantity.unit.is_empty() || SHEET.counts.is_match(&quantity.unit))
    };
    // `年成本` is no span of time.
    let is_money = WORDS.money.is_match(header)
        || known().any(|it| {
            !it.currency.is_empty() || SHEET.money.is_match(it.unit.trim_start_matches(['万', '亿']))
        });
    let has_unit = header.contains(['(', '（', '[', '%']);
    Some(Series {
        counted: !has_unit && known().all(is_counted),
        durations: (SHEET.durations.is_match(header) && !is_money)
            || known().any(|it| SHEET.durations.is_match(&it.unit)),
        uncertain,
        entries,
    })
}

/// True for units that may be left out in some rows, because nothing is converted into them.
fn is_plain_counter(unit: &str) -> bool {
    SHEET.money.is_match(unit) || SHEET.counts.is_match(unit) && !SHEET.durations.is_match(unit)
}

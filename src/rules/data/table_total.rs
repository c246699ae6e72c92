//! Totals that their rows don't add up to, with the sum written out so that a reader verifies it at a glance.

mod sums;
mod words;

use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::message::{Message, Text};
use crate::quantity::Amount;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

use super::sheet::{Part, Sheet, Value, WORDS as SHEET, is_readable, part, plain_label};
use sums::{Entry, Series, Slip, Wrong};
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

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/table-total",
    aliases: &[],
    summary: Text { en: "a total that its rows don't add up to", zh: "合计与各行之和不符" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&WRONG, &WRONG_POWER, &WRONG_SIGN, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/table-total.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(TableTotal))),
    schema: || schemars::schema_for!(NoOptions),
};

struct TableTotal;

impl Rule for TableTotal {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        if !SHEET.mention.is_match(doc.source.text()) {
            return;
        }
        for table in doc.tables() {
            if SHEET.mention.is_match(doc.slice(table.node)) {
                judge(cx, &columns(&Sheet::read(doc, table)));
            }
        }
        for &list in doc.lists() {
            judge(cx, items(doc, list).as_slice());
        }
    }
}

/// Recomputes the totals of one table or list, and reports the wrong ones as one finding.
fn judge(cx: &mut RuleContext<'_>, block: &[Series]) {
    let mut recomputed: Vec<_> = block.iter().flat_map(Series::recompute).collect();
    cx.looked_at(recomputed.len());
    recomputed.sort_by_key(|total| total.total.span);
    let wrong: Vec<(&Entry, Wrong)> =
        recomputed.into_iter().filter_map(|it| it.wrong.map(|wrong| (it.total, wrong))).collect();
    let Some(((total, first), further)) = wrong.split_first() else { return };
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

/// The items of a list as one series, if each is a label and a number.
fn items(doc: &Document, list: NodeId) -> Option<Series> {
    let mut paragraphs: Vec<NodeId> = Vec::new();
    for item in doc.children(list) {
        let mut blocks = doc.children(item).filter(|&block| doc.node(block).kind != Kind::HtmlBlock);
        let paragraph = blocks.next()?;
        // A nested list may say anything about its item.
        if doc.node(paragraph).kind != Kind::Paragraph || blocks.next().is_some() {
            return None;
        }
        paragraphs.push(paragraph);
    }
    paragraphs.extend(next_block(doc, list).filter(|&block| doc.node(block).kind == Kind::Paragraph));
    let mut entries = Vec::new();
    let mut uncertain = false;
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        let text = doc.plain_text(paragraph);
        let entry =
            text.split_once(['：', ':']).filter(|_| is_readable(doc, paragraph)).and_then(|(label, text)| {
                let value = Amount::parse(text.trim_end_matches(['。', '；', ';', ',', '，', '.']))?;
                Some((label.trim(), value))
            });
        let is_last = index + 1 == paragraphs.len();
        let Some((label, value)) = entry else {
            // Only what follows the list may be about something else.
            if is_last && paragraphs.len() > doc.children(list).count() { break } else { return None }
        };
        if WORDS.not_additive.is_match(label) {
            return None;
        }
        uncertain |= WORDS.uncertain.is_match(label);
        entries.push(Entry {
            part: part(label),
            label: plain_label(label).into(),
            span: doc.span(paragraph),
            value: Value::Known(value),
        });
    }
    series(entries, "", uncertain)
}

/// The block behind node `id` in the same container.
fn next_block(doc: &Document, id: NodeId) -> Option<NodeId> {
    let node = doc.node(id);
    (node.end < doc.node(node.parent).end).then_some(node.end)
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
    let has_unit = header.contains(['(', '（', '[', '%']);
    Some(Series {
        counted: !has_unit && known().all(is_counted),
        durations: SHEET.durations.is_match(header) || known().any(|it| SHEET.durations.is_match(&it.unit)),
        uncertain,
        entries,
    })
}

/// True for units that may be left out in some rows, because nothing is converted into them.
fn is_plain_counter(unit: &str) -> bool {
    SHEET.money.is_match(unit) || SHEET.counts.is_match(unit) && !SHEET.durations.is_match(unit)
}

//! Numbers without a unit among others that have one, where nobody can tell which of the units is meant.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::document::Table;
use crate::message::{Message, Text};
use crate::quantity::{Amount, Dimension, scale};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

use super::lexicon::Holds;
use super::sheet::{Sheet, surroundings};

const WRONG: Text = Text {
    en: "“{printed}” has no unit, while others below “{header}” have one, such as {other}",
    zh: "“{printed}”没有单位，而“{header}”列的其他数值有单位，例如 {other}",
};
const FURTHER: Text =
    Text { en: "“{printed}” has no unit either", zh: "“{printed}”同样没有单位" };
const HELP: Text = Text {
    en: "give every number its unit, or name one unit in the header",
    zh: "请为每个数值写明单位，或在表头统一注明单位",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/column-units",
    aliases: &[],
    summary: Text {
        en: "a number without a unit among others with one", zh: "同列数值有的带单位、有的不带"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/column-units.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(ColumnUnits))),
    schema: || schemars::schema_for!(NoOptions),
};

struct ColumnUnits;

impl Rule for ColumnUnits {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            let header = doc.slice(table.header().node);
            if WORDS.time.is_match(header) || WORDS.size.is_match(header) {
                judge(cx, table);
            }
        }
    }
}

fn judge(cx: &mut RuleContext<'_>, table: Table<'_>) {
    let doc = cx.doc;
    let sheet = Sheet::read(doc, table);
    let mut wrong: Vec<(usize, usize, String)> = Vec::new();
    for column in 1..sheet.headers.len() {
        let header = &sheet.headers[column].text;
        let dimension = match (WORDS.time.is_match(header), WORDS.size.is_match(header)) {
            (true, false) => Dimension::Time,
            (false, true) => Dimension::Size,
            _ => continue,
        };
        if WORDS.other.is_match(header)
            || WORDS.stated.is_match(header)
            || !sheet.headers[column].unit.is_empty()
        {
            continue;
        }
        let amounts: Vec<(usize, &Amount)> =
            (0..sheet.rows.len()).filter_map(|row| Some((row, sheet.amount(row, column)?))).collect();
        let is_bare = |amount: &Amount| amount.unit.is_empty() && amount.currency.is_empty();
        let with_unit: Vec<&Amount> = amounts.iter().map(|(_, it)| *it).filter(|it| !is_bare(it)).collect();
        let is_of_dimension =
            |amount: &&Amount| scale(&amount.unit).is_some_and(|it| it.dimension == dimension);
        if with_unit.is_empty() || !with_unit.iter().all(is_of_dimension) {
            continue;
        }
        cx.looked_at(amounts.len());
        // The label of a row may name its unit, and zero needs none.
        let bare = amounts.iter().filter(|(row, amount)| {
            is_bare(amount)
                && !amount.value.is_zero()
                && amount.magnitude == Decimal::ONE
                && !WORDS.stated.is_match(&doc.plain_text(sheet.rows[*row].cells[0]))
        });
        wrong.extend(bare.map(|(row, _)| (*row, column, with_unit[0].text.to_string())));
    }
    if wrong.is_empty() || WORDS.stated.is_match(&surroundings(doc, table.node)) {
        return;
    }
    wrong.sort_by_key(|(row, column, _)| sheet.span(*row, *column));
    let printed = |row: usize, column: usize| sheet.amount(row, column).map_or("", |amount| &amount.text);
    let (row, column, other) = &wrong[0];
    let mut finding = cx
        .report(sheet.span(*row, *column), &WRONG)
        .arg("printed", printed(*row, *column))
        .arg("header", &sheet.headers[*column].text)
        .arg("other", other)
        .help(&HELP)
        .fails(wrong.len());
    for (row, column, _) in &wrong[1..] {
        let message = Message::new(&FURTHER).with("printed", printed(*row, *column));
        finding = finding.label(sheet.span(*row, *column), message);
    }
}

struct Words {
    time: Holds,
    size: Holds,
    other: Holds,
    stated: Holds,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/column-units.toml"))
        .expect("the embedded words are checked by a test");
    Words {
        time: Holds::new(&lists.time),
        size: Holds::new(&lists.size),
        other: Holds::new(&lists.other),
        stated: Holds::new(&lists.stated),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    time: Vec<String>,
    size: Vec<String>,
    other: Vec<String>,
    stated: Vec<String>,
}

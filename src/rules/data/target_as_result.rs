//! Requirements that stand in a table of results, as if they had been measured.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::document::{Document, NodeId};
use crate::message::{Message, Text};
use crate::quantity::{Amount, Bound};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

use super::lexicon::{Holds, Is};
use super::sheet::Sheet;

const WRONG: Text = Text {
    en: "{value} stands among the results, but is a requirement: {says}",
    zh: "{value} 列在结果之中，却是要求而非实测：{says}",
};
const FURTHER: Text = Text { en: "so is {value}: {says}", zh: "{value} 同样如此：{says}" };
const HELP: Text = Text {
    en: "give what was measured, or move the requirement to where the targets are",
    zh: "请给出实测值，或将该要求移至目标部分",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/target-as-result",
    aliases: &[],
    summary: Text { en: "a requirement that stands among the results", zh: "以要求充当实测结果" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/target-as-result.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(TargetAsResult))),
    schema: || schemars::schema_for!(NoOptions),
};

struct TargetAsResult;

impl Rule for TargetAsResult {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            let header = doc.slice(table.header().node);
            if !WORDS.sources.is_match(header)
                || WORDS.target_columns.is_match(header)
                || !is_of_results(doc, table.node)
            {
                continue;
            }
            let sheet = Sheet::read(doc, table);
            let Some(source) =
                (1..sheet.headers.len()).find(|&it| WORDS.sources.is_match(&sheet.headers[it].name))
            else {
                continue;
            };
            cx.looked_at(sheet.rows.len());
            let wrong: Vec<(Span, String, String)> =
                (0..sheet.rows.len()).filter_map(|row| requirement(&sheet, row, source)).collect();
            let Some(((span, value, says), further)) = wrong.split_first() else { continue };
            let mut finding =
                cx.report(*span, &WRONG).arg("value", value).arg("says", says).help(&HELP).fails(wrong.len());
            for (span, value, says) in further {
                finding =
                    finding.label(*span, Message::new(&FURTHER).with("value", value).with("says", says));
            }
        }
    }
}

/// True if the nearest heading above a table that says something about results or targets says results.
fn is_of_results(doc: &Document, table: NodeId) -> bool {
    let at = doc.headings().partition_point(|heading| heading.node < table);
    let Some(mut section) = at.checked_sub(1) else { return false };
    for _ in 0..Document::DEEPEST {
        let title = &doc.headings()[section].text;
        if WORDS.targets.is_match(title) {
            return false;
        }
        if WORDS.results.is_match(title) {
            return true;
        }
        let Some(parent) = doc.sections()[section].parent else { return false };
        section = parent;
    }
    false
}

/// The bound of a row whose source says that it is a requirement.
fn requirement(sheet: &Sheet<'_>, row: usize, source: usize) -> Option<(Span, String, String)> {
    let text = |column: usize| {
        sheet.rows[row].cells.get(column).map(|&cell| sheet.doc.plain_text(cell).trim().to_owned())
    };
    let says = text(source)?;
    if !WORDS.requirements.is_match(&says) {
        return None;
    }
    let bound = |column: &usize| -> bool {
        let is_bound = |amount: Amount| amount.bound != Bound::Exact;
        text(*column).and_then(|text| Amount::parse(behind_name(&text))).is_some_and(is_bound)
    };
    let mut values =
        (0..sheet.headers.len()).filter(|&column| column != source && sheet.amount(row, column).is_some());
    let column = (0..sheet.headers.len()).filter(|&column| column != source).find(bound)?;
    // Beside a number that was measured the bound is no claim.
    if values
        .any(|other| other != column && sheet.amount(row, other).is_some_and(|it| it.bound == Bound::Exact))
    {
        return None;
    }
    Some((sheet.span(row, column), text(column)?, says))
}

/// `<200ms` of `P99 <200ms`.
fn behind_name(text: &str) -> &str {
    text.find(['<', '≤', '>', '≥', '＜', '＞']).map_or(text, |at| &text[at..])
}

struct Words {
    results: Holds,
    targets: Holds,
    target_columns: Holds,
    sources: Holds,
    requirements: Is,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/target-as-result.toml"))
        .expect("the embedded words are checked by a test");
    Words {
        results: Holds::new(&lists.results),
        targets: Holds::new(&lists.targets),
        target_columns: Holds::new(&lists.target_columns),
        sources: Holds::new(&lists.sources),
        requirements: Is::new(&lists.requirements),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    results: Vec<String>,
    targets: Vec<String>,
    target_columns: Vec<String>,
    sources: Vec<String>,
    requirements: Vec<String>,
}

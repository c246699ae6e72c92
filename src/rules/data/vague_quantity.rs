//! Metrics whose value has no number: a throughput that is “huge”.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::fields::plain;
use super::lexicon;
use super::slips::{Slip, Words, tell};
use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId, Table};
use crate::message::Text;
use crate::quantity::Prose;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const VAGUE: Text = Text {
    en: "“{label}” has no number: “{printed}” can't be verified",
    zh: "“{label}”没有数值：“{printed}”无从核实",
};
const FURTHER: Text = Text {
    en: "“{label}” has no number either: “{printed}”",
    zh: "“{label}”同样没有数值：“{printed}”",
};
const HELP: Text = Text {
    en: "give a value with its unit, or say that no data is public",
    zh: "请给出带单位的数值；若没有公开数据，请写明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/vague-quantity",
    aliases: &[],
    summary: Text { en: "a metric whose value has no number", zh: "指标的取值没有数字" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&VAGUE, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/vague-quantity.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(VagueQuantity))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    metrics: Vec<String>,
    vague: Vec<String>,
    values: Vec<String>,
}

struct Patterns {
    /// A label that ends with a metric.
    metric: Regex,
    /// All of a value that is vague.
    vague: lexicon::Is,
    /// A vague word anywhere: what has none is not looked at.
    mention: lexicon::Holds,
    values: lexicon::Is,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/vague-quantity.toml"))
        .expect("the embedded words are checked by a test");
    Patterns {
        metric: lexicon::pattern(&format!("(?:^|[^a-z])(?:{})$", lexicon::any(&lists.metrics))),
        vague: lexicon::Is::new(&lists.vague),
        mention: lexicon::Holds::new(&lists.vague),
        values: lexicon::Is::new(&lists.values),
    }
});

struct VagueQuantity;

impl Rule for VagueQuantity {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        let words = Words { first: &VAGUE, further: &FURTHER, help: &HELP, fix: None };
        for table in doc.tables() {
            if PATTERNS.mention.mentions(doc.slice(table.node)) {
                let slips = in_table(doc, table);
                cx.looked_at(slips.len());
                tell(cx, &words, slips);
            }
        }
        for &list in doc.lists() {
            let items = doc.children(list).filter_map(|item| {
                let paragraph = doc.children(item).next()?;
                (doc.node(paragraph).kind == Kind::Paragraph).then_some(paragraph)
            });
            let items: Vec<NodeId> = items.collect();
            let slips: Vec<Slip> = items
                .iter()
                .filter(|&&item| PATTERNS.mention.mentions(doc.slice(item)))
                .flat_map(|&item| in_item(doc, item))
                .collect();
            cx.looked_at(slips.len());
            tell(cx, &words, slips);
        }
    }
}

/// Values behind a label and a colon, each all that its line says.
fn in_item(doc: &Document, item: NodeId) -> Vec<Slip> {
    let prose = Prose::of(doc, item);
    let mut slips = Vec::new();
    let mut at = 0;
    for line in prose.text.split('\n') {
        let start = at;
        at += line.len() + 1;
        let Some(colon) = line.find([':', '：']) else { continue };
        let label = plain(&line[..colon]);
        let value = line[colon..].trim_start_matches([':', '：', ' ', '*', '_']);
        let begin = start + line.len() - value.len();
        let value = value.trim_end_matches(|c: char| !c.is_alphanumeric());
        if PATTERNS.metric.is_match(label) && PATTERNS.vague.is_match(value) {
            slips.push(Slip {
                span: prose.span(begin as u32..(begin + value.len()) as u32),
                label: label.to_owned(),
                derivation: String::new(),
                printed: value.to_owned(),
                edits: Vec::new(),
            });
        }
    }
    slips
}

/// Cells that say nothing else, under or beside the name of a metric of which another cell has a number.
fn in_table(doc: &Document, table: Table<'_>) -> Vec<Slip> {
    let headers: Vec<String> = table.header().cells().map(|cell| cell.text()).collect();
    let rows: Vec<Vec<(NodeId, String)>> =
        table.rows().map(|row| row.cells().map(|cell| (cell.node, cell.text())).collect()).collect();
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    // Where no value is a number, the words are ratings.
    let measured: Vec<bool> = (0..headers.len())
        .map(|column| rows.iter().any(|row| row.get(column).is_some_and(|(_, text)| has_digit(text))))
        .collect();
    let mut slips = Vec::new();
    for row in &rows {
        let name = row.first().map_or("", |(_, text)| plain(text));
        let has_number = row.iter().skip(1).any(|(_, text)| has_digit(text));
        for (column, (cell, text)) in row.iter().enumerate().skip(1) {
            let value = text.trim_matches(|c: char| !c.is_alphanumeric());
            if !PATTERNS.vague.is_match(value) {
                continue;
            }
            let (header, in_column) =
                (headers.get(column).map_or("", |header| plain(header)), measured.get(column) == Some(&true));
            let label = if PATTERNS.metric.is_match(header) && in_column {
                header
            } else if PATTERNS.metric.is_match(name)
                && PATTERNS.values.is_match(header)
                && (in_column || has_number)
            {
                name
            } else {
                continue;
            };
            slips.push(Slip {
                span: doc.span(*cell),
                label: label.to_owned(),
                derivation: String::new(),
                printed: value.to_owned(),
                edits: Vec::new(),
            });
        }
    }
    slips
}

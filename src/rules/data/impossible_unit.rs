//! Values in a unit that their metric can't have: a latency in QPS, a throughput in percent.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::fields::{Tables, is_alone, label_before, plain};
use super::lexicon;
use super::slips::{Slip, Words, tell};
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::quantity::{Bound, Class, Passage, Quantity};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const IMPOSSIBLE: Text = Text {
    en: "“{label}” is not measured in the unit of {printed}",
    zh: "“{label}”不以“{printed}”的单位计量",
};
const FURTHER: Text = Text {
    en: "neither is “{label}” measured in the unit of {printed}",
    zh: "此处“{label}”同样不以“{printed}”的单位计量",
};
const HELP: Text = Text { en: "correct the unit or the label", zh: "请更正单位，或更正名称" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/impossible-unit",
    aliases: &[],
    summary: Text {
        en: "a value in a unit that its metric can't have", zh: "数值的单位与指标不符"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&IMPOSSIBLE, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/impossible-unit.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(ImpossibleUnit))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    metrics: Vec<Entry>,
    tables: Columns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    names: Vec<String>,
    allowed: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    values: Vec<String>,
}

struct Metric {
    /// A label that ends with one of its names.
    label: Regex,
    allowed: Vec<Class>,
}

struct Metrics {
    metrics: Vec<Metric>,
    /// Headers of columns that hold values.
    values: lexicon::Is,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/impossible-unit.toml"))
        .expect("the embedded words are checked by a test");
    let metric = |entry: Entry| Metric {
        label: lexicon::pattern(&format!(r"(?:^|[^a-z])(?:{})$", lexicon::any(&entry.names))),
        allowed: entry.allowed,
    };
    Metrics {
        metrics: lists.metrics.into_iter().map(metric).collect(),
        values: lexicon::Is::new(&lists.tables.values),
    }
});

impl Metrics {
    fn of(&self, label: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.label.is_match(label))
    }
}

struct ImpossibleUnit;

impl Rule for ImpossibleUnit {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, ledger) = (cx.doc, cx.ledger);
        // The wrong values of one table are one finding.
        let mut table = None;
        let mut slips = Vec::new();
        let words = Words { first: &IMPOSSIBLE, further: &FURTHER, help: &HELP, fix: None };
        let mut tables = Tables::new(doc);
        for passage in ledger.passages() {
            let cell = tables.names(passage.node);
            let own = cell.as_ref().map(|names| names.table);
            if own.is_none() || own != table {
                tell(cx, &words, std::mem::take(&mut slips));
                table = own;
            }
            let seen = match cell {
                Some(names) => in_cell(passage, names.header, names.row),
                None => behind_label(passage),
            };
            cx.looked_at(usize::from(seen.is_some()));
            slips.extend(seen.flatten());
        }
        tell(cx, &words, slips);
    }
}

/// A value that stands alone in a cell under or beside the name of its metric.
fn in_cell(passage: &Passage, header: &str, row: &str) -> Option<Option<Slip>> {
    if !is_alone(passage) {
        return None;
    }
    let quantity = &passage.quantities[0];
    let (header, row) = (plain(header), plain(row));
    let (label, metric) = match (METRICS.of(header), METRICS.of(row)) {
        (Some(metric), None) => (header, metric),
        (None, Some(metric)) if METRICS.values.is_match(header) => (row, metric),
        _ => return None,
    };
    let is_wrong = !quantity.from_setting
        && quantity.unit.is_some()
        && quantity.class != Class::Percent
        && !metric.allowed.contains(&quantity.class);
    Some(is_wrong.then(|| slip(passage, label, quantity)))
}

/// A value that stands behind the name of its metric and a colon.
fn behind_label(passage: &Passage) -> Option<Option<Slip>> {
    let text = &passage.prose.text;
    passage.quantities.iter().find_map(|quantity| {
        let start = quantity.range.start as usize;
        let label = label_before(text, start)?;
        let metric = METRICS.of(plain(label))?;
        // Something else on the line may be what the label promises.
        let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let on_line = |other: &&Quantity| (start..line_end).contains(&(other.range.start as usize));
        let is_kept =
            passage.quantities.iter().filter(on_line).any(|other| metric.allowed.contains(&other.class));
        let behind = text[quantity.range.end as usize..line_end].trim_start();
        let ends =
            behind.is_empty() || behind.starts_with(['，', '。', '；', ',', ';', '.', '（', '(', '、']);
        let sign = passage.lexeme(quantity).trim_start().starts_with(['+', '-', '−']);
        let is_change = quantity.class == Class::Percent && (sign || quantity.bound != Bound::Exact);
        let is_wrong = quantity.unit.is_some() && !quantity.from_setting && ends && !is_change && !is_kept;
        Some(is_wrong.then(|| slip(passage, label, quantity)))
    })
}

fn slip(passage: &Passage, label: &str, quantity: &Quantity) -> Slip {
    Slip {
        span: passage.span(quantity.range.clone()),
        label: label.to_owned(),
        derivation: String::new(),
        printed: passage.lexeme(quantity).trim().to_owned(),
        edits: Vec::new(),
    }
}

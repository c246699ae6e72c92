//! The same value stated twice with other figures, because at least one of the two is wrong and readers quote either.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::diagnostic::Severity;
use crate::facts::{CaseFacts, Facts, MetricFacts};
use crate::message::{Message, Text};
use crate::plan::key;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

const CONFLICT: Text = Text {
    en: "“{label}” of {case} is {value} here and {other} elsewhere",
    zh: "{case} 的“{label}”在此处为 {value}，在别处为 {other}",
};
const CONFLICT_POWER: Text = Text {
    en: "“{label}” of {case} is {value} here and {other} elsewhere: they differ by a factor of {factor}",
    zh: "{case} 的“{label}”在此处为 {value}，在别处为 {other}，相差 {factor} 倍，疑为数量级之误",
};
const OTHER: Text = Text { en: "{value} here", zh: "此处为 {value}" };
const HELP: Text = Text {
    en: "correct the one that is wrong; if both are right, say what tells them apart: component, percentile, period, before or after",
    zh: "请更正有误的一处；若两处都正确，请写明区别：组件、分位数、时期、优化前后等",
};

/// `data/conflicting-value`
pub const RULE: RuleDef = RuleDef {
    id: "data/conflicting-value",
    aliases: &[],
    summary: Text {
        en: "one value of a case with two figures", zh: "同一案例的同一指标数值不一致"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&CONFLICT, &CONFLICT_POWER, &OTHER, &HELP],
    docs: include_str!("../../../rules/data/conflicting-value.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Corpus(Box::new(ConflictingValue))),
    schema: || schemars::schema_for!(NoOptions),
};

struct ConflictingValue;

/// A value where it stands.
struct Stated<'a> {
    facts: &'a Facts,
    case: &'a CaseFacts,
    metric: &'a MetricFacts,
}

impl CorpusRule for ConflictingValue {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        let mut by_identity: FxHashMap<(String, &str, &str), Vec<Stated<'_>>> = FxHashMap::default();
        let mut order: Vec<(String, &str, &str)> = Vec::new();
        for facts in &cx.corpus.documents {
            for metric in &facts.metrics {
                let Some(case) = facts.cases.get(metric.case) else { continue };
                let identity = (identity(facts, case), metric.key.as_str(), &*metric.dimension);
                let stated = by_identity.entry(identity.clone()).or_default();
                if stated.is_empty() {
                    order.push(identity);
                }
                stated.push(Stated { facts, case, metric });
            }
        }
        for identity in &order {
            compare(cx, &by_identity[identity]);
        }
    }
}

/// Reports each value that contradicts the first one that it can be compared with.
fn compare(cx: &mut CorpusContext<'_>, stated: &[Stated<'_>]) {
    let Some((first, others)) = stated.split_first() else { return };
    for other in others {
        let Some(index) = cx.index_of(other.facts) else { continue };
        cx.looked_at(index, 1);
        if first.metric.interval.meets(&other.metric.interval) {
            continue;
        }
        let factor = power_between(first.metric, other.metric);
        let text = if factor.is_some() { &CONFLICT_POWER } else { &CONFLICT };
        let message = Message::new(&OTHER).with("value", &first.metric.lexeme);
        cx.report(&other.facts.path, &other.metric.place, text)
            .arg("label", &other.metric.label)
            .arg("case", &other.case.name)
            .arg("value", &other.metric.lexeme)
            .arg("other", &first.metric.lexeme)
            .arg("factor", factor.unwrap_or_default())
            .help(&HELP)
            .case(other.case.name.clone())
            .label_at(&first.facts.path, &first.metric.place, message);
    }
}

/// What makes two cases the same: the planned case, else what their contract tells cases apart by, else the document.
fn identity(facts: &Facts, case: &CaseFacts) -> String {
    if let Some(planned) = case.planned {
        return format!("planned {planned}");
    }
    let names: Vec<_> = case.identity.iter().map(|(_, value)| key(value)).collect();
    if names.iter().any(|name| !name.is_empty()) {
        return format!("named {}", names.join("\u{1F}"));
    }
    format!("{}\u{1F}{}", facts.path, case.name)
}

/// The power of ten that two values differ by, if it is one.
fn power_between(one: &MetricFacts, other: &MetricFacts) -> Option<Decimal> {
    let (one, other) = (one.interval.low.or(one.interval.high)?, other.interval.low.or(other.interval.high)?);
    let (less, more) = if one.abs() < other.abs() { (one, other) } else { (other, one) };
    let ratio = more.checked_div(less)?;
    let mut power = Decimal::TEN;
    while power < ratio {
        power = power.checked_mul(Decimal::TEN)?;
        if power > Decimal::from(1_000_000_000) {
            return None;
        }
    }
    (power == ratio).then_some(power)
}

//! Percentages that the values beside them don't give, with the computation written out.

mod prose;
mod table;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const WRONG: Text = Text {
    en: "the percentage of “{label}” is wrong: {derivation}, printed {printed}",
    zh: "“{label}”的百分比有误：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {derivation}, printed {printed}",
    zh: "此处同样有误：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the comparison or the values; if it compares other values, name them",
    zh: "请更正比较结果或所比较的数值；若比较的是其他数值，请写明",
};
const FIX: Text =
    Text { en: "print the percentage that the values give", zh: "改为由数值算得的百分比" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/derived-percent",
    aliases: &[],
    summary: Text { en: "a percentage that its values don't give", zh: "变化百分比与其数值不符" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP, &FIX],
    docs: include_str!("../../../rules/data/derived-percent.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(DerivedPercent))),
    schema: || schemars::schema_for!(NoOptions),
};

struct DerivedPercent;

impl Rule for DerivedPercent {
    fn check(&self, cx: &mut RuleContext<'_>) {
        table::check(cx);
        prose::check(cx);
    }
}

//! Multiples that the values beside them don't give, with the division written out.

mod prose;
mod table;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const WRONG: Text = Text {
    en: "the multiple of “{label}” is wrong: {derivation}, printed {printed}",
    zh: "“{label}”的倍数有误：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {derivation}, printed {printed}",
    zh: "此处同样有误：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the comparison or the values; if it compares other values, name them",
    zh: "请更正比较结果或所比较的数值；若比较的是其他数值，请写明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/ratio",
    aliases: &[],
    summary: Text { en: "a multiple that its values don't give", zh: "倍数与其数值不符" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/ratio.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(Ratio))),
    schema: || schemars::schema_for!(NoOptions),
};

struct Ratio;

impl Rule for Ratio {
    fn check(&self, cx: &mut RuleContext<'_>) {
        table::check(cx);
        prose::check(cx);
    }
}

//! Arithmetic that doesn't give the result printed beside it, with the derivation so that a reader verifies it at a glance.

use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::quantity::formula::{Derivation, Recomputed, Slip};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const WRONG: Text = Text {
    en: "the result is not what the formula gives: {formula} = {value}, printed {printed}",
    zh: "计算结果有误：{formula} = {value}，文中为 {printed}",
};
const WRONG_SIGN: Text = Text {
    en: "the result has the wrong sign: {formula} = {value}, printed {printed}",
    zh: "计算结果的正负号有误：{formula} = {value}，文中为 {printed}",
};
const WRONG_RECIPROCAL: Text = Text {
    en: "the result is the reciprocal of what the formula gives: {formula} = {value}, printed {printed}",
    zh: "计算结果是算式的倒数，除数与被除数颠倒：{formula} = {value}，文中为 {printed}",
};
const WRONG_POWER: Text = Text {
    en: "the result is {factor} times what the formula gives: {formula} = {value}, printed {printed}",
    zh: "计算结果是算式的 {factor} 倍，数量级有误：{formula} = {value}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {formula} = {value}, printed {printed}",
    zh: "此处同样有误：{formula} = {value}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the result or the number in the formula that is wrong",
    zh: "请更正计算结果，或算式中有误的数值",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/formula",
    aliases: &[],
    summary: Text { en: "a formula that doesn't give its printed result", zh: "算式与所写结果不符" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&WRONG, &WRONG_SIGN, &WRONG_RECIPROCAL, &WRONG_POWER, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/formula.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(Formula))),
    schema: || schemars::schema_for!(NoOptions),
};

struct Formula;

impl Rule for Formula {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let formulas = cx.ledger.formulas();
        cx.looked_at(formulas.recomputed.len());
        for block in formulas.recomputed.chunk_by(|one, other| one.block == other.block) {
            report(cx, block);
        }
    }
}

/// Reports the wrong results of one block as one finding.
fn report(cx: &mut RuleContext<'_>, block: &[Recomputed]) {
    let mut wrong: Vec<_> = block.iter().filter_map(|it| Some((it.span, it.wrong.as_ref()?))).collect();
    wrong.sort_by_key(|(span, _)| *span);
    let Some((&(span, first), further)) = wrong.split_first() else { return };
    let mut finding = match first.slip {
        Slip::None => cx.report(span, &WRONG),
        Slip::Sign => cx.report(span, &WRONG_SIGN),
        Slip::Reciprocal => cx.report(span, &WRONG_RECIPROCAL),
        Slip::PowerOfTen(factor) => cx.report(span, &WRONG_POWER).arg("factor", factor),
    }
    .arg("formula", &first.formula)
    .arg("value", &first.value)
    .arg("printed", &first.printed)
    .help(&HELP)
    .fails(wrong.len());
    for &(span, Derivation { formula, value, printed, .. }) in further {
        let message =
            Message::new(&FURTHER).with("formula", formula).with("value", value).with("printed", printed);
        finding = finding.label(span, message);
    }
}

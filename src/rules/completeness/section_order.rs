//! Sections that stand in another order than the contract declares, because readers of a library learn where to look.

use super::{ADVICE, gaps, report};
use crate::contract::case::GapKind;
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const AFTER: Text = Text {
    en: "“{section}” is out of order: it belongs after “{before}”",
    zh: "“{section}”的顺序有误：应在“{before}”之后",
};
const MOVE: Text = Text { en: "move it behind “{before}”", zh: "请将其移至“{before}”之后" };
const FIRST: Text = Text {
    en: "“{section}” is out of order: it comes first in “{home}”",
    zh: "“{section}”的顺序有误：应为“{home}”的第一项",
};
const MOVE_TO_START: Text =
    Text { en: "move it to the start of “{home}”", zh: "请将其移至“{home}”的开头" };

/// `completeness/section-order`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/section-order",
    aliases: &[],
    summary: Text {
        en: "sections in another order than the contract declares", zh: "章节顺序与契约不符"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&AFTER, &MOVE, &FIRST, &MOVE_TO_START, &ADVICE],
    docs: include_str!("../../../rules/completeness/section-order.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(SectionOrder))),
    schema: || schemars::schema_for!(NoOptions),
};

struct SectionOrder;

impl Rule for SectionOrder {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for (case, gap) in gaps(cx) {
            let GapKind::Order { slot, after } = gap.kind else { continue };
            let finding = match after {
                Some(before) => report(cx, gap, &AFTER, &MOVE).arg("before", case.slot_name(before)),
                None => {
                    let home = case.parent_name(case.contract.slots[slot].parent);
                    report(cx, gap, &FIRST, &MOVE_TO_START).arg("home", home)
                }
            };
            finding.arg("section", case.slot_name(slot));
        }
    }
}

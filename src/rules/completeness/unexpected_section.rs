//! Sections that a contract does not want, because a form that everybody extends is none.

use super::{ADVICE, gaps, report, title};
use crate::contract::case::GapKind;
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const UNEXPECTED: Text = Text {
    en: "the contract `{contract}` has no section “{title}”",
    zh: "契约 `{contract}` 中没有章节“{title}”",
};
const MOVE_INTO: Text = Text {
    en: "say it in one of the sections of the contract, or add its name to the contract",
    zh: "请将内容写入契约规定的章节，或在契约中加入此名称",
};
const CONFLICT: Text = Text {
    en: "“{section}” must not be there together with “{with}”",
    zh: "“{section}”不得与“{with}”同时出现",
};
const KEEP_ONE: Text = Text { en: "keep one of the two", zh: "请只保留其中之一" };

/// `completeness/unexpected-section`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/unexpected-section",
    aliases: &[],
    summary: Text { en: "a section that the contract does not allow", zh: "契约不允许的章节" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&UNEXPECTED, &MOVE_INTO, &CONFLICT, &KEEP_ONE, &ADVICE],
    docs: include_str!("../../../rules/completeness/unexpected-section.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(UnexpectedSection))),
    schema: || schemars::schema_for!(NoOptions),
};

struct UnexpectedSection;

impl Rule for UnexpectedSection {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for (case, gap) in gaps(cx) {
            match gap.kind {
                GapKind::Unexpected => {
                    report(cx, gap, &UNEXPECTED, &MOVE_INTO)
                        .arg("contract", &case.contract)
                        .arg("title", title(doc, gap.span));
                }
                GapKind::Conflict { slot, with } => {
                    report(cx, gap, &CONFLICT, &KEEP_ONE)
                        .arg("section", case.slot_name(slot))
                        .arg("with", case.slot_name(with));
                }
                _ => {}
            }
        }
    }
}

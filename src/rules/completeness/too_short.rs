//! Sections that say less or more than their contract asks, because one sentence under a heading is soon written.

use super::{ADVICE, gaps, report};
use crate::contract::case::{GapKind, Status};
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const SHORT: Text = Text {
    en: "“{section}” has a length of {found}, where the contract asks for {wanted} at least",
    zh: "“{section}”篇幅为 {found}，契约要求至少为 {wanted}",
};
const LONG: Text = Text {
    en: "“{section}” has a length of {found}, where the contract allows {wanted} at most",
    zh: "“{section}”篇幅为 {found}，契约允许至多为 {wanted}",
};
const COUNTED: Text = Text {
    en: "each Chinese character and each word counts 1; markup, comments and what is still to be filled in count nothing",
    zh: "每个汉字、每个外文单词计 1；标记、注释和尚未填写的内容不计",
};

/// `completeness/too-short`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/too-short",
    aliases: &[],
    summary: Text {
        en: "a section that is shorter or longer than the contract asks",
        zh: "章节篇幅不符合契约要求",
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&SHORT, &LONG, &COUNTED, &ADVICE],
    docs: include_str!("../../../rules/completeness/too-short.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(TooShort))),
    schema: || schemars::schema_for!(NoOptions),
};

struct TooShort;

impl Rule for TooShort {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for case in cx.cases {
            cx.looked_at(case.required(Status::TooShort));
        }
        for (case, gap) in gaps(cx) {
            let GapKind::Length { slot, found, wanted, over } = gap.kind else { continue };
            report(cx, gap, if over { &LONG } else { &SHORT }, &COUNTED)
                .arg("section", case.slot_name(slot))
                .arg("found", found)
                .arg("wanted", wanted)
                .fails(usize::from(case.is_required(slot, Status::TooShort)));
        }
    }
}

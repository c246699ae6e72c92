//! Sections that lack what their contract asks of their content, because a section of metrics without a number is none.

use super::{ADVICE, gaps, report};
use crate::contract::case::{Case, GapKind, Status};
use crate::contract::content;
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const ASKED: Text = Text {
    en: "the contract `{contract}` asks for it in “{section}”",
    zh: "契约 `{contract}` 对“{section}”有此要求",
};

/// What content lacks is put into words by whoever looks at it.
const TEXTS: [&Text; content::TEXTS.len() + 2] = {
    let mut texts = [&ASKED; content::TEXTS.len() + 2];
    let mut at = 0;
    while at < content::TEXTS.len() {
        texts[at] = content::TEXTS[at];
        at += 1;
    }
    texts[at] = &ADVICE;
    texts
};

/// `completeness/missing-content`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/missing-content",
    aliases: &[],
    summary: Text {
        en: "a section without the content that the contract asks for",
        zh: "章节缺少契约要求的内容",
    },
    severity: Severity::Error,
    recommended: true,
    texts: &TEXTS,
    docs: include_str!("../../../rules/completeness/missing-content.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(MissingContent))),
    schema: || schemars::schema_for!(NoOptions),
};

struct MissingContent;

impl Rule for MissingContent {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for case in cx.cases {
            cx.looked_at(asked(case));
        }
        for (case, gap) in gaps(cx) {
            let GapKind::Content { slot, lack } = &gap.kind else { continue };
            let mut finding = report(cx, gap, lack.text, &ASKED);
            for (name, value) in &lack.arguments {
                finding = finding.arg(name, value);
            }
            finding.arg("contract", &case.contract).arg("section", case.slot_name(*slot));
        }
    }
}

/// What is asked of the content that is there.
fn asked(case: &Case) -> usize {
    let slots = case.contract.slots.iter().zip(&case.slots);
    slots
        .filter(|(_, state)| !matches!(state.status, Status::Missing | Status::Empty | Status::Placeholder))
        .map(|(slot, state)| slot.has.len() * state.places.len())
        .sum()
}

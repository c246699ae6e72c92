//! Required sections that are nowhere, because readers who know the library look for them where they always are.

use super::{ADVICE, gaps, report, title};
use crate::contract::case::{Case, Gap, GapKind, Status};
use crate::diagnostic::Severity;
use crate::message::{Lang, Message, Text};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

const MISSING: Text =
    Text { en: "“{case}” lacks the section “{section}”", zh: "“{case}”缺少“{section}”" };
const MISSING_WITH: Text = Text {
    en: "“{case}” lacks the section “{section}” and the sections required in it ({count})",
    zh: "“{case}”缺少“{section}”及其中必需的 {count} 项",
};
const WRITE: Text = Text {
    en: "write it; a heading or another form that the contract allows will do",
    zh: "请补写；可用标题，也可用契约允许的其他形式",
};
const RENAME: Text = Text {
    en: "if “{candidate}” is meant to be it, write the name as the contract has it; otherwise write the section",
    zh: "如果指的就是“{candidate}”，请改用契约中的名称；否则请补写",
};
const CANDIDATE: Text = Text { en: "the most similar title", zh: "最相近的标题" };
const TOO_FEW: Text = Text {
    en: "“{case}” has “{section}” {found} of {wanted} times",
    zh: "“{case}”应有 {wanted} 处“{section}”，现有 {found} 处",
};
const WRITE_MORE: Text = Text { en: "write the others too", zh: "请补齐其余各处" };
const ONE_OF: Text = Text {
    en: "“{case}” lacks one of these sections: {sections}",
    zh: "“{case}”须有以下各项之一，现均缺失：{sections}",
};
const WRITE_ONE: Text = Text { en: "write one of them", zh: "请补写其中一项" };
const NEEDED: Text = Text {
    en: "“{section}” is not complete without these sections: {sections}",
    zh: "有“{section}”时还须有以下各项，现缺失：{sections}",
};
const WRITE_ALL: Text =
    Text { en: "write them, or remove “{section}”", zh: "请补写，或删去“{section}”" };
const NO_CASE: Text = Text {
    en: "this document has no case of the contract `{contract}`",
    zh: "此文档中没有契约 `{contract}` 的案例",
};
const OPEN_CASE: Text = Text {
    en: "open each case with a heading of the level and form that the `unit` of the contract describes",
    zh: "请用标题开启每个案例，其级别和写法须符合契约的 `unit`",
};

/// `completeness/missing-section`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/missing-section",
    aliases: &[],
    summary: Text {
        en: "a section that the contract requires is nowhere", zh: "缺少契约要求的章节"
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[
        &MISSING,
        &MISSING_WITH,
        &WRITE,
        &RENAME,
        &CANDIDATE,
        &TOO_FEW,
        &WRITE_MORE,
        &ONE_OF,
        &WRITE_ONE,
        &NEEDED,
        &WRITE_ALL,
        &NO_CASE,
        &OPEN_CASE,
        &ADVICE,
    ],
    docs: include_str!("../../../rules/completeness/missing-section.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(MissingSection))),
    schema: || schemars::schema_for!(NoOptions),
};

struct MissingSection;

impl Rule for MissingSection {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for case in cx.cases {
            cx.looked_at(asked(case));
        }
        for (case, gap) in gaps(cx) {
            match &gap.kind {
                GapKind::NoCase => {
                    report(cx, gap, &NO_CASE, &OPEN_CASE).arg("contract", &case.contract);
                }
                GapKind::Missing { slot, nested, candidate } => {
                    missing(cx, case, gap, (*slot, *nested, *candidate));
                }
                GapKind::TooFew { slot, found, wanted } => {
                    report(cx, gap, &TOO_FEW, &WRITE_MORE)
                        .arg("case", &case.name)
                        .arg("section", case.slot_name(*slot))
                        .arg("found", found)
                        .arg("wanted", wanted)
                        .fails(usize::from(case.is_required(*slot, Status::Present)));
                }
                GapKind::MissingOf { slots, because: None, .. } => {
                    report(cx, gap, &ONE_OF, &WRITE_ONE)
                        .arg("case", &case.name)
                        .arg("sections", listed(case, slots));
                }
                GapKind::MissingOf { slots, because: Some(slot), .. } => {
                    report(cx, gap, &NEEDED, &WRITE_ALL)
                        .arg("section", case.slot_name(*slot))
                        .arg("sections", listed(case, slots));
                }
                _ => {}
            }
        }
    }
}

/// The required slots that no other rule looks at, and what slots ask of each other; a case that is not there is one thing.
fn asked(case: &Case) -> usize {
    if case.is_none() {
        return 1;
    }
    let slots = case.contract.slots.iter().zip(&case.slots);
    let asking = slots.filter(|(slot, state)| !slot.requires.is_empty() && !state.places.is_empty());
    let required = case.required(Status::Present) + case.required(Status::Missing);
    required + case.contract.groups.len() + asking.count()
}

fn missing(
    cx: &mut RuleContext<'_>,
    case: &Case,
    gap: &Gap,
    (slot, nested, candidate): (usize, usize, Option<Span>),
) {
    let text = if nested > 0 { &MISSING_WITH } else { &MISSING };
    let help = if candidate.is_some() { &RENAME } else { &WRITE };
    let doc = cx.doc;
    let finding = report(cx, gap, text, help)
        .arg("case", &case.name)
        .arg("section", case.slot_name(slot))
        .arg("count", nested)
        .fails(usize::from(case.slots[slot].required) + nested);
    if let Some(candidate) = candidate {
        finding.arg("candidate", title(doc, candidate)).label(candidate, Message::new(&CANDIDATE));
    }
}

/// The names of slots in a row.
fn listed(case: &Case, slots: &[usize]) -> String {
    let names: Vec<&str> = slots.iter().map(|&slot| case.slot_name(slot)).collect();
    names.join(if case.lang == Lang::ZhCn { "、" } else { ", " })
}

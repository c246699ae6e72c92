//! Sections that are there more often than the contract allows, because whoever reads one does not know of the other.

use super::{ADVICE, gaps, report};
use crate::contract::case::GapKind;
use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const AGAIN: Text = Text {
    en: "“{case}” has the section “{section}” again",
    zh: "“{case}”中“{section}”重复出现",
};
const FIRST: Text = Text { en: "first here", zh: "首次出现在此处" };
const MERGE: Text = Text {
    en: "make one section of them, or give one another name",
    zh: "请将两处合并，或为其中一处另起名称",
};

/// `completeness/duplicate-section`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/duplicate-section",
    aliases: &[],
    summary: Text {
        en: "a section of the contract that is there twice", zh: "契约中的章节重复出现"
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&AGAIN, &FIRST, &MERGE, &ADVICE],
    docs: include_str!("../../../rules/completeness/duplicate-section.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(DuplicateSection))),
    schema: || schemars::schema_for!(NoOptions),
};

struct DuplicateSection;

impl Rule for DuplicateSection {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for (case, gap) in gaps(cx) {
            let GapKind::Duplicate { slot, first } = gap.kind else { continue };
            report(cx, gap, &AGAIN, &MERGE)
                .arg("case", &case.name)
                .arg("section", case.slot_name(slot))
                .label(first, Message::new(&FIRST));
        }
    }
}

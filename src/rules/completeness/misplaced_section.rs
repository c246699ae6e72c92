//! Sections that are there but not where they belong, because to call them missing would be wrong and to say nothing too.

use super::{ADVICE, gaps, report};
use crate::contract::case::{Case, Displaced, GapKind, Status};
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const LEVEL: Text = Text {
    en: "“{section}” is a heading of level {level}; its level must be {levels}",
    zh: "“{section}”是 {level} 级标题，应为 {levels} 级",
};
const SET_LEVEL: Text = Text { en: "give the heading another level", zh: "请调整标题级别" };
const INSIDE: Text = Text {
    en: "“{section}” stands in “{outer}” and belongs in “{home}”",
    zh: "“{section}”位于“{outer}”之中，应在“{home}”之中",
};
const OUTSIDE: Text = Text {
    en: "“{section}” stands outside “{home}”, where it belongs",
    zh: "“{section}”位于“{home}”之外，应在其中",
};
const MOVE: Text = Text { en: "move it to “{home}”", zh: "请将其移至“{home}”之中" };
const ELSEWHERE: Text = Text {
    en: "“{section}” belongs to “{case}” by its number, but stands in “{outer}”",
    zh: "按编号，“{section}”属于“{case}”，却位于“{outer}”之中",
};
const MOVE_OR_RENUMBER: Text = Text {
    en: "move it to “{case}”, or correct its number",
    zh: "请将其移至“{case}”之中，或改正编号",
};

/// `completeness/misplaced-section`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/misplaced-section",
    aliases: &[],
    summary: Text {
        en: "a section of the contract at the wrong level or in the wrong place",
        zh: "契约中的章节级别或位置有误",
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&LEVEL, &SET_LEVEL, &INSIDE, &OUTSIDE, &MOVE, &ELSEWHERE, &MOVE_OR_RENUMBER, &ADVICE],
    docs: include_str!("../../../rules/completeness/misplaced-section.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(MisplacedSection))),
    schema: || schemars::schema_for!(NoOptions),
};

struct MisplacedSection;

impl Rule for MisplacedSection {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for case in cx.cases {
            cx.looked_at(case.required(Status::Misplaced));
        }
        for (case, gap) in gaps(cx) {
            let GapKind::Misplaced { slot, because } = &gap.kind else { continue };
            let home = case.parent_name(case.contract.slots[*slot].parent);
            let finding = match because {
                Displaced::Level(level) => {
                    report(cx, gap, &LEVEL, &SET_LEVEL).arg("level", level).arg("levels", levels(case, *slot))
                }
                Displaced::Parent(Some(outer)) => {
                    report(cx, gap, &INSIDE, &MOVE).arg("outer", case.slot_name(*outer)).arg("home", home)
                }
                Displaced::Parent(None) => report(cx, gap, &OUTSIDE, &MOVE).arg("home", home),
                Displaced::Case(outer) => {
                    report(cx, gap, &ELSEWHERE, &MOVE_OR_RENUMBER).arg("case", &case.name).arg("outer", outer)
                }
            };
            finding
                .arg("section", case.slot_name(*slot))
                .fails(usize::from(case.is_required(*slot, Status::Misplaced)));
        }
    }
}

/// The levels that a slot may have: `2`, `2–4`.
fn levels(case: &Case, slot: usize) -> String {
    let levels = case.contract.slots[slot].levels.clone().unwrap_or(1..=6);
    let (first, last) = levels.into_inner();
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

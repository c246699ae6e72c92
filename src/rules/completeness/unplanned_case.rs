//! Cases that no plan lists, because nobody waits for them, and nobody says what they owe.

use rustc_hash::FxHashSet;

use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::plan::coverage::{Coverage, cases_beside};
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

const UNPLANNED: Text =
    Text { en: "the plan does not list the case “{case}”", zh: "计划中没有案例“{case}”" };
const SAME_COMPANY: Text = Text { en: "the plan lists this case", zh: "计划中列有此案例" };
const SAME_TITLE: Text = Text {
    en: "give both the same title if they are the same case, or add this one to the plan",
    zh: "若为同一案例，请统一标题；否则请将本案例加入计划",
};
const ADD: Text = Text {
    en: "add the case to the plan, or link to its document under the case that it is",
    zh: "请将该案例加入计划，或在计划的对应案例下链接到本文档",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "completeness/unplanned-case",
    aliases: &[],
    summary: Text { en: "a case that the plan does not list", zh: "计划未列出的案例" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&UNPLANNED, &SAME_COMPANY, &SAME_TITLE, &ADD],
    docs: include_str!("../../../rules/completeness/unplanned-case.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Corpus(Box::new(UnplannedCase))),
    schema: || schemars::schema_for!(NoOptions),
};

struct UnplannedCase;

impl CorpusRule for UnplannedCase {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        let Some(Coverage { plan, home, .. }) = Coverage::of(cx.corpus) else { return };
        // The plan is about cases of a kind: an architecture decision beside them needs none.
        let planned = cases_beside(cx.corpus, home).filter(|(_, case)| case.planned.is_some());
        let contracts: FxHashSet<&str> = planned.map(|(_, case)| &*case.contract).collect();
        for (index, facts) in cx.documents.iter().enumerate() {
            if std::ptr::eq(*facts, home) {
                continue;
            }
            for case in facts.cases.iter().filter(|case| contracts.contains(&*case.contract)) {
                cx.looked_at(index, 1);
                if case.planned.is_some() {
                    continue;
                }
                let finding = cx
                    .report(&facts.path, &case.place, &UNPLANNED)
                    .arg("case", &case.name)
                    .case(case.name.clone());
                match plan.case_of_same_company(&case.name) {
                    Some(other) => finding
                        .label_at(&home.path, &plan.cases[other].place, Message::new(&SAME_COMPANY))
                        .help(&SAME_TITLE),
                    None => finding.help(&ADD),
                };
            }
        }
    }
}

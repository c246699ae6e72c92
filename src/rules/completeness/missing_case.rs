//! Planned cases without a document, because a plan that is not kept looks like a library that is complete.

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::plan::State;
use crate::plan::coverage::{Coverage, Covered};
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

const NOT_STARTED: Text = Text {
    en: "the planned case “{case}” has no document yet",
    zh: "计划中的案例“{case}”尚无文档",
};
const IN_PROGRESS: Text = Text {
    en: "the plan says that the case “{case}” is in progress, but no document covers it",
    zh: "计划称案例“{case}”进行中，但没有对应的文档",
};
const DONE: Text = Text {
    en: "the plan says that the case “{case}” is done, but no document covers it",
    zh: "计划称案例“{case}”已完成，但没有对应的文档",
};
const WRITE: Text = Text {
    en: "write a document with this title, or link to its document under this heading",
    zh: "请编写以此为标题的文档，或在该标题下链接到对应文档",
};
const LINKED: Text = Text {
    en: "write `{document}`, which the plan links to, or mend the link",
    zh: "请编写计划所链接的 `{document}`，或修正该链接",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "completeness/missing-case",
    aliases: &[],
    summary: Text {
        en: "a planned case that no document covers", zh: "计划中的案例没有对应文档"
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&NOT_STARTED, &IN_PROGRESS, &DONE, &WRITE, &LINKED],
    docs: include_str!("../../../rules/completeness/missing-case.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Corpus(Box::new(MissingCase))),
    schema: || schemars::schema_for!(NoOptions),
};

struct MissingCase;

impl CorpusRule for MissingCase {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        let Some(coverage) = Coverage::of(cx.corpus) else { return };
        let Some(index) = cx.index_of(coverage.home) else { return };
        for (planned, covered) in coverage.plan.cases.iter().zip(&coverage.cases) {
            match covered {
                Covered::By(_) => cx.looked_at(index, 1),
                Covered::Nowhere if coverage.whole => {
                    // What is not due yet is not missing from the score.
                    let (text, severity, fails) = match planned.state {
                        State::NotStarted => (&NOT_STARTED, Some(Severity::Info), 0),
                        State::InProgress => (&IN_PROGRESS, None, planned.dimensions.len().max(1)),
                        State::Done => (&DONE, None, planned.dimensions.len().max(1)),
                    };
                    cx.looked_at(index, fails);
                    let finding = cx
                        .report(&coverage.home.path, &planned.place, text)
                        .arg("case", &planned.name)
                        .case(&*planned.name)
                        .severity(severity)
                        .fails(fails);
                    match &planned.document {
                        Some(document) => finding.arg("document", document).help(&LINKED),
                        None => finding.help(&WRITE),
                    };
                }
                Covered::Nowhere | Covered::Unjudged => {}
            }
        }
    }
}

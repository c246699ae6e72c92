//! Progress tables that are out of date, because people plan by them.

use crate::diagnostic::{Safety, Severity};
use crate::message::Text;
use crate::plan::coverage::Coverage;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

const STALE: Text = Text {
    en: "the progress table says `{said}` of “{name}”; by the documents it is `{truth}`",
    zh: "进度表中“{name}”为 `{said}`，按文档的实际情况应为 `{truth}`",
};
const UPDATE: Text = Text {
    en: "bring the row up to date; `casegate status --write` does so for the whole table",
    zh: "请更新该行；`casegate status --write` 可更新整张表",
};
const WRITE: Text = Text { en: "write `{truth}`", zh: "改为 `{truth}`" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "completeness/stale-progress",
    aliases: &[],
    summary: Text {
        en: "a progress table that says something else than the documents",
        zh: "进度表与文档实际情况不符",
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&STALE, &UPDATE, &WRITE],
    docs: include_str!("../../../rules/completeness/stale-progress.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Corpus(Box::new(StaleProgress))),
    schema: || schemars::schema_for!(NoOptions),
};

struct StaleProgress;

impl CorpusRule for StaleProgress {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        let Some(coverage) = Coverage::of(cx.corpus).filter(|coverage| coverage.whole) else { return };
        let (Some(index), Some(table)) = (cx.index_of(coverage.home), &coverage.plan.progress) else {
            return;
        };
        let progress = coverage.progress();
        cx.looked_at(index, table.judged(&progress));
        for row in table.stale_rows(&progress) {
            let finding = cx
                .report(&coverage.home.path, &row.place, &STALE)
                .arg("name", &row.name)
                .arg("said", &row.said)
                .arg("truth", &row.truth)
                .help(&UPDATE)
                .fix(Safety::Safe, &WRITE, row.edits);
            if let Some(case) = row.case {
                finding.case(&*coverage.plan.cases[case].name);
            }
        }
    }
}

//! `casegate check --timing`: what a run spends its time on, the longest first.

use std::time::Duration;

use crate::message::{Lang, Text};
use crate::report::columns::{Side, lines};
use crate::timing::{Step, Times};

const COLUMNS: [Text; 3] = [
    Text { en: "ms, summed over threads", zh: "毫秒（各线程之和）" },
    Text { en: "share", zh: "占比" },
    Text { en: "step", zh: "步骤" },
];
const DISCOVER: Text = Text { en: "finding documents", zh: "查找文档" };
const READ: Text = Text { en: "reading", zh: "读取" };
const PARSE: Text = Text { en: "parsing", zh: "解析" };
const CASES: Text = Text { en: "holding cases to contracts", zh: "按契约核对案例" };
const FACTS: Text = Text { en: "facts for other documents", zh: "提取跨文档信息" };
const RESOLVE: Text = Text { en: "looking up links", zh: "查找链接目标" };
const SUM: Text = Text { en: "sum", zh: "合计" };

/// A table of what was measured, and its sum.
pub(super) fn table(times: &Times, lang: Lang) -> Vec<String> {
    let steps = times.longest_first();
    let sum: Duration = steps.iter().map(|(_, time)| *time).sum();
    let row = |time: Duration, name: &str| {
        let share = 100.0 * time.as_secs_f64() / sum.as_secs_f64().max(f64::MIN_POSITIVE);
        [format!("{:.1}", 1e3 * time.as_secs_f64()), format!("{share:.1}%"), name.to_owned()]
    };
    let mut rows = vec![COLUMNS.map(|title| title.get(lang).to_owned())];
    rows.extend(steps.iter().map(|&(step, time)| row(time, name(step, lang))));
    rows.push(row(sum, SUM.get(lang)));
    lines([Side::Right, Side::Right, Side::Left], &rows)
}

fn name(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Discover => DISCOVER.get(lang),
        Step::Read => READ.get(lang),
        Step::Parse => PARSE.get(lang),
        Step::Cases => CASES.get(lang),
        Step::Facts => FACTS.get(lang),
        Step::Resolve => RESOLVE.get(lang),
        Step::Rule(id) => id,
    }
}
